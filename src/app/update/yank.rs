//! Copying a passage: what is taken, and what the reader hears of where it went.

use std::ops::Range;

use super::super::commands::Command;
use super::super::reader::Reader;
use super::super::{App, Effect, Lock, Shown};
use crate::export::citation::{Citation, Locator};
use crate::export::numbered_sentences;
use crate::export::passage::text_of;
use crate::language::table;
use crate::model::{Document, Side};

/// The most that is copied, in bytes: what all terminals take that take anything (100,000 letters of base64).
pub const LONGEST_YANK: usize = 74_994;

/// Where a text that was copied went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Handed {
    /// Nowhere: the reader's configuration says so.
    Off,
    /// Through the terminal, by OSC 52, and to the program of that name if there is one.
    On {
        /// Whether it went to the terminal.
        terminal: bool,
        /// The program that took it, too.
        program: Option<String>,
    },
    /// Nowhere, and why.
    Nowhere(String),
}

/// What is copied of a passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Yank {
    /// The focused side.
    Focused,
    /// The other side.
    Other,
    /// Both, the focused one first.
    Both,
    /// The same, each with where it is from.
    Cited,
}

impl App {
    /// Begins to select, or ends it.
    pub(super) fn select(&mut self) {
        let Some(reader) = &mut self.reader else { return };
        if matches!(reader.lock, Lock::Unlocked(_)) {
            let key = self.keymap.hint(Command::ToggleLock);
            return self.note(format!("sides that move apart have no beads to select; {key} locks them"));
        }
        let begins = reader.toggle_selection();
        let hint = |command| self.keymap.hint(command);
        let told = match begins {
            true => format!("selecting from here on; {} copies, {} ends it", hint(Command::Yank), hint(Command::Back)),
            false => "nothing is selected any more".to_owned(),
        };
        self.note(told);
    }

    /// Copies the current bead, or the beads that are selected.
    pub(super) fn yank(&mut self, what: Yank) {
        let Some((text, told)) = self.yanked(what) else { return };
        if text.len() > LONGEST_YANK {
            let (has, most) = (text.len() / 1000, LONGEST_YANK / 1000);
            return self.trouble(format!("this is too long to be copied: {has} KB, and terminals take {most}"));
        }
        if let Some(reader) = &mut self.reader {
            reader.selection = None;
        }
        self.note(format!("copying {told} …"));
        self.yanking = Some(told);
        self.effects.push(Effect::Yank(text));
    }

    /// What is to be copied, and how it is told; where there is nothing, that is told here.
    fn yanked(&mut self, what: Yank) -> Option<(String, String)> {
        let reader = self.reader.as_ref()?;
        let passage = reader.passage()?;
        let two = matches!(reader.shown, Shown::Two(..));
        let focus = if two { reader.focus } else { Side::Left };
        let sides: &[Side] = match (what, two) {
            (Yank::Focused, _) | (Yank::Both | Yank::Cited, false) => &[focus],
            (Yank::Other, true) => &[focus.other()],
            (Yank::Both | Yank::Cited, true) => &[focus, focus.other()],
            (Yank::Other, false) => {
                let key = self.keymap.hint(Command::OneVersion);
                self.note(format!("there is one text only; {key} shows two"));
                return None;
            }
        };
        let (mut parts, mut languages, mut counts) = (Vec::new(), Vec::new(), Vec::new());
        for &side in sides {
            let segments = passage[side.index()].clone();
            let document = reader.document_shown(side)?;
            let version = reader.work.versions.get(*reader.versions_shown().get(side.index())?)?;
            let text = text_of(document, segments.clone());
            if text.is_empty() {
                continue;
            }
            if hides(reader, side, document, segments.clone()) {
                let language = table::own_name(&version.language).to_owned();
                self.tell_veiled(&language);
                return None;
            }
            languages.push(version.language.label());
            counts.push(segments.len());
            parts.push(text);
            if what == Yank::Cited {
                let place = Locator::of(document, segments).map_or(String::new(), |place| format!(" ({place})"));
                let citation = Citation::of(&reader.work, version);
                let line = parts.last_mut().expect("it was pushed");
                line.push_str(&format!("\n— {citation}{place}"));
            }
        }
        if parts.is_empty() {
            let other = self.keymap.hint(Command::YankOther);
            let remedy =
                if what == Yank::Focused && two { format!("; {other} copies the other side") } else { String::new() };
            self.note(format!("there is nothing on this side to copy{remedy}"));
            return None;
        }
        let text = parts.join("\n\n");
        let told = told(&languages, &counts, what, text.chars().count());
        Some((text, told))
    }

    /// Tells that what is under the veil is not copied, and what can be done.
    fn tell_veiled(&mut self, language: &str) {
        let [lift, veil] = [Command::Lift, Command::Veil].map(|command| self.keymap.hint(command));
        self.note(format!("not copied: {language} is veiled here; {lift} lifts it, {veil} ends the veil"));
    }

    /// Tells what became of a text that was to be copied.
    pub(super) fn take_handed(&mut self, handed: Handed) {
        let Some(told) = self.yanking.take() else { return };
        let waits = format!("copying {told} …");
        if self.message.as_ref().is_some_and(|message| message.text != waits) {
            return;
        }
        match handed {
            Handed::Off => self.trouble("nothing was copied: `clipboard` is \"off\" in the configuration"),
            Handed::Nowhere(why) => self.trouble(format!("nothing was copied: {why}")),
            Handed::On { terminal: true, program: Some(program) } => {
                self.note(format!("copied {told}, through the terminal (OSC 52) and by {program}"));
            }
            Handed::On { terminal: true, program: None } => {
                self.note(format!("copied {told}, through the terminal (OSC 52)"));
            }
            Handed::On { terminal: false, program } => {
                self.note(format!("copied {told}, by {}", program.unwrap_or_default()));
            }
        }
    }
}

/// Whether any letter of a side's segments is under the veil.
fn hides(reader: &Reader, side: Side, document: &Document, segments: Range<usize>) -> bool {
    document.segments()[segments].iter().any(|segment| {
        let hidden = reader.hidden(side, &segment.range);
        hidden.into_iter().any(|hidden| !document.text()[hidden].trim().is_empty())
    })
}

/// `2 sentences (de), 143 characters`.
fn told(languages: &[&str], counts: &[usize], what: Yank, n_characters: usize) -> String {
    let passages: Vec<String> =
        counts.iter().zip(languages).map(|(&n, language)| format!("{} ({language})", numbered_sentences(n))).collect();
    let cited = if what == Yank::Cited { " with citation" } else { "" };
    let characters = if n_characters == 1 { "character" } else { "characters" };
    format!("{}{cited}, {n_characters} {characters}", passages.join(" and "))
}
