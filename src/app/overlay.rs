//! What lies over the panes: prompts, the palette, the help.

use std::collections::BTreeMap;
use std::sync::Arc;

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use tui_input::{Input, InputRequest};

use super::commands::{COMMANDS, CommandRow, Pane};
use super::configured::SettingRow;
use super::contents::Contents;
use super::differences::Differences;
use super::editor::Editor;
use super::help::View;
use super::key::{Key, KeyCode};
use super::mark_list::MarkList;
use super::takeaway::TakeAway;
use super::themes::ThemeList;
use crate::align::Pin;
use crate::search::Notation;
use crate::state::marks::{Anchor, Mark};

/// What lies over the panes.
#[derive(Debug, Clone)]
pub enum Overlay {
    /// The help, as it is looked at.
    Help(Box<View>),
    /// A line to type.
    Prompt(Prompt),
    /// Whether two segments, which the reader has moved beside each other, are to be pinned.
    Pinning(Pin),
    /// The headings of a text.
    Contents(Box<Contents>),
    /// The colour of a highlight is asked for.
    Colour,
    /// A note is written.
    Note(Box<NoteBox>),
    /// The list of marks.
    Marks(Box<MarkList>),
    /// What is taken away, and where to.
    TakeAway(Box<TakeAway>),
    /// The themes, with the selected one shown.
    Themes(ThemeList),
    /// What is to be told of two versions.
    Differences(Box<Differences>),
    /// The commands by name.
    Palette {
        /// What was typed.
        input: Input,
        /// The index of the selected match.
        selected: usize,
    },
}

/// What is asked about two segments that the reader has moved beside each other.
pub const PINNING: &str =
    "Pin these two sentences against each other? Enter or y pins them, n locks without, Esc stays unlocked";

/// A note that is being written.
#[derive(Debug, Clone)]
pub struct NoteBox {
    /// What is typed.
    pub editor: Editor,
    /// The mark that it is for; a new one where there is none.
    pub target: Option<Arc<Mark>>,
    /// The passage of a new one.
    pub at: BTreeMap<String, Anchor>,
    /// How the passage begins.
    pub passage: String,
    /// What names the passage.
    pub name: String,
    /// The note as it is kept.
    pub kept: String,
}

impl NoteBox {
    /// The columns of what is typed, on a screen of this size.
    pub fn columns(size: (u16, u16)) -> usize {
        usize::from(size.0.saturating_sub(6).clamp(1, 72))
    }
}

/// A line to type in the status line.
#[derive(Debug, Clone)]
pub struct Prompt {
    /// What it is for.
    pub kind: PromptKind,
    /// What was typed.
    pub input: Input,
}

/// What a prompt is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PromptKind {
    /// Finding in the text.
    Find(Notation),
    /// Filtering the list.
    Filter,
    /// The language of a version.
    Language,
    /// The encoding of a version.
    Encoding,
}

impl PromptKind {
    /// What stands before the line.
    pub fn label(self) -> &'static str {
        match self {
            PromptKind::Find(Notation::Words) => "Find: ",
            PromptKind::Find(Notation::Expression) => "Find (regular expression): ",
            PromptKind::Filter => "Filter: ",
            PromptKind::Language => "Language (name or code): ",
            PromptKind::Encoding => "Encoding (auto finds it out): ",
        }
    }
}

/// What a key did to a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Typed {
    /// The text is another one.
    Changed,
    /// Return was pressed.
    Done,
    /// The line was left.
    Left,
    /// Nothing that matters outside.
    Nothing,
}

/// The longest text that is taken from a paste, in characters.
const LONGEST_PASTE: usize = 4096;

/// Gives a key to a line.
pub fn type_key(input: &mut Input, key: Key) -> Typed {
    use InputRequest as R;
    let request = match (key.code, key.control, key.alt) {
        (KeyCode::Enter, ..) => return Typed::Done,
        (KeyCode::Escape, ..) | (KeyCode::Char('c' | 'g'), true, false) => return Typed::Left,
        (KeyCode::Backspace, false, false) if input.value().is_empty() => return Typed::Left,
        (KeyCode::Backspace, false, false) | (KeyCode::Char('h'), true, false) => R::DeletePrevChar,
        (KeyCode::Backspace, ..) | (KeyCode::Char('w'), true, false) => R::DeletePrevWord,
        (KeyCode::Delete, ..) | (KeyCode::Char('d'), true, false) => R::DeleteNextChar,
        (KeyCode::Left, false, false) | (KeyCode::Char('b'), true, false) => R::GoToPrevChar,
        (KeyCode::Right, false, false) | (KeyCode::Char('f'), true, false) => R::GoToNextChar,
        (KeyCode::Left, ..) | (KeyCode::Char('b'), false, true) => R::GoToPrevWord,
        (KeyCode::Right, ..) | (KeyCode::Char('f'), false, true) => R::GoToNextWord,
        (KeyCode::Home, ..) | (KeyCode::Char('a'), true, false) => R::GoToStart,
        (KeyCode::End, ..) | (KeyCode::Char('e'), true, false) => R::GoToEnd,
        (KeyCode::Char('u'), true, false) => R::DeleteLine,
        (KeyCode::Char('k'), true, false) => R::DeleteTillEnd,
        (KeyCode::Char(character), false, false) => R::InsertChar(character),
        _ => return Typed::Nothing,
    };
    let before = input.value().to_owned();
    input.handle(request);
    if input.value() == before { Typed::Nothing } else { Typed::Changed }
}

/// Puts pasted text into a line: one line of it, without control characters, not endless.
pub fn paste(input: &mut Input, text: &str) {
    for character in text.chars().take(LONGEST_PASTE) {
        let character = if character.is_whitespace() { ' ' } else { character };
        if !character.is_control() {
            input.handle(InputRequest::InsertChar(character));
        }
    }
}

/// What the palette finds.
#[derive(Debug, Clone, Copy)]
pub enum Found {
    /// A command, to be run.
    Command(&'static CommandRow),
    /// A setting, to be told of.
    Setting(SettingRow),
}

impl Found {
    /// Its name.
    pub fn name(&self) -> &'static str {
        match self {
            Found::Command(row) => row.name,
            Found::Setting(row) => row.name,
        }
    }

    /// What it does, or is for.
    pub fn help(&self) -> &'static str {
        match self {
            Found::Command(row) => row.help,
            Found::Setting(row) => row.help,
        }
    }
}

/// The commands that apply in a pane and the settings, as they match what was typed, best first; all in their order where
/// nothing was.
pub fn found(typed: &str, pane: Pane, settings: &[SettingRow]) -> Vec<Found> {
    let commands =
        COMMANDS.iter().filter(|row| row.applies_in(pane) && row.command != super::commands::Command::SetVersion);
    let all = commands.map(Found::Command).chain(settings.iter().copied().map(Found::Setting));
    if typed.trim().is_empty() {
        return all.collect();
    }
    let pattern = Pattern::new(typed, CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy);
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut buffer = Vec::new();
    let mut scored: Vec<(u32, Found)> = all
        .filter_map(|found| {
            // The name counts twice what the help counts.
            let name = pattern.score(Utf32Str::new(found.name(), &mut buffer), &mut matcher).map(|score| score * 2);
            let help = pattern.score(Utf32Str::new(found.help(), &mut buffer), &mut matcher);
            Some((name.max(help)?, found))
        })
        .collect();
    scored.sort_by_key(|&(score, _)| std::cmp::Reverse(score));
    scored.into_iter().map(|(_, found)| found).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_palette_finds_commands_by_parts_of_their_names() {
        for (typed, want) in [("swap", "swap"), ("nxhd", "next-heading"), ("interl", "interleaved"), ("QUIT", "quit")] {
            assert_eq!(found(typed, Pane::Reader, &[]).first().map(Found::name), Some(want), "{typed}");
        }
        assert!(found("open", Pane::Reader, &[]).iter().all(|found| found.name() != "open"), "open is for the list");
    }

    #[test]
    fn a_paste_becomes_one_line_without_control_characters() {
        let mut input = Input::default();
        paste(&mut input, "a\nb\u{1b}[201~c");
        assert_eq!(input.value(), "a b[201~c");
    }
}
