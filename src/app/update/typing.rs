//! What is typed and pasted: into a prompt, the palette, a note, or a list that is filtered by it.

use tui_input::Input;

use super::super::App;
use super::super::commands::{Command, Pane};
use super::super::configured::SettingRow;
use super::super::contents::Frame;
use super::super::key::{Key, KeyCode};
use super::super::overlay::{Found, Overlay, Prompt, PromptKind, Typed, found, paste, type_key};
use super::super::takeaway::Stage;

/// What a key chose in a list that is filtered by typing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Chosen {
    /// The selection moves by so many lines.
    By(isize),
    /// Something was typed.
    Typed(Typed),
}

impl App {
    pub(super) fn palette_key(&mut self, mut input: Input, selected: usize, key: Key) {
        let found = self.palette_rows(input.value());
        let last = found.len().saturating_sub(1);
        let selected = match self.keymap.command_for(key, Pane::List) {
            Some(Command::Down) if !types(key) => (selected + 1).min(last),
            Some(Command::Up) if !types(key) => selected.saturating_sub(1),
            _ => match type_key(&mut input, key) {
                Typed::Changed => 0,
                Typed::Nothing => selected,
                Typed::Left => return,
                Typed::Done => {
                    return match found.get(selected) {
                        Some(Found::Command(row)) => self.run(row.command, None),
                        Some(Found::Setting(row)) => self.tell_setting(row),
                        None => {}
                    };
                }
            },
        };
        self.overlay = Some(Overlay::Palette { input, selected });
    }

    /// What the palette shows for what was typed.
    pub fn palette_rows(&self, typed: &str) -> Vec<Found> {
        found(typed, self.keyboard(), &(self.settings)())
    }

    /// Tells of a setting what it is, and how it is changed.
    fn tell_setting(&mut self, row: &SettingRow) {
        let told = row.told(&self.in_effect(), &self.keymap);
        self.note(format!("{} = {told}; config.toml says it for every start", row.name));
    }

    pub(super) fn prompt_key(&mut self, mut prompt: Prompt, key: Key) {
        let kind = prompt.kind;
        if let (PromptKind::Find(notation), Some(Command::FindExpression)) =
            (kind, self.keymap.command_for(key, Pane::Reader))
        {
            let (kind, typed) = (PromptKind::Find(notation.other()), prompt.input.value().to_owned());
            self.overlay = Some(Overlay::Prompt(Prompt { kind, ..prompt }));
            return self.prompt_changed(kind, &typed);
        }
        match type_key(&mut prompt.input, key) {
            // What is no query yet is left open to be mended.
            Typed::Done if self.find_trouble.is_some() => self.overlay = Some(Overlay::Prompt(prompt)),
            Typed::Done => self.prompt_done(kind, prompt.input.value()),
            Typed::Left => self.prompt_left(kind),
            Typed::Changed => {
                let typed = prompt.input.value().to_owned();
                self.overlay = Some(Overlay::Prompt(prompt));
                self.prompt_changed(kind, &typed);
            }
            Typed::Nothing => self.overlay = Some(Overlay::Prompt(prompt)),
        }
    }

    fn prompt_changed(&mut self, kind: PromptKind, typed: &str) {
        match kind {
            PromptKind::Find(notation) => self.find_while_typing(typed, notation),
            PromptKind::Filter => {
                typed.clone_into(&mut self.list.filter);
                self.list.refresh(&self.library, &self.preferences);
            }
            PromptKind::Language | PromptKind::Encoding => {}
        }
    }

    fn prompt_done(&mut self, kind: PromptKind, typed: &str) {
        match kind {
            PromptKind::Find(_) => self.find_done(typed),
            PromptKind::Filter => {}
            PromptKind::Language => self.set_language(typed),
            PromptKind::Encoding => self.set_encoding(typed),
        }
    }

    fn prompt_left(&mut self, kind: PromptKind) {
        match kind {
            PromptKind::Find(_) => self.find_left(),
            PromptKind::Filter => {
                self.list.filter.clear();
                self.list.refresh(&self.library, &self.preferences);
            }
            PromptKind::Language | PromptKind::Encoding => {}
        }
    }

    pub(in crate::app) fn prompt(&mut self, kind: PromptKind, text: String) {
        self.overlay = Some(Overlay::Prompt(Prompt { kind, input: Input::new(text) }));
    }

    /// What a key does in a list that is filtered by typing.
    pub(super) fn chosen(&self, input: &mut Input, key: Key) -> Chosen {
        let page = isize::try_from(Frame::on(self.size).n_lines()).unwrap_or(isize::MAX);
        match (key.code, self.keymap.command_for(key, Pane::List)) {
            (KeyCode::Home, _) => Chosen::By(isize::MIN),
            (KeyCode::End, _) => Chosen::By(isize::MAX),
            (_, Some(Command::Down)) if !types(key) => Chosen::By(1),
            (_, Some(Command::Up)) if !types(key) => Chosen::By(-1),
            (KeyCode::PageDown, _) => Chosen::By(page),
            (KeyCode::PageUp, _) => Chosen::By(-page),
            _ => Chosen::Typed(type_key(input, key)),
        }
    }

    pub(super) fn paste(&mut self, text: &str) {
        match &mut self.overlay {
            Some(Overlay::Prompt(prompt)) => {
                paste(&mut prompt.input, text);
                let (kind, typed) = (prompt.kind, prompt.input.value().to_owned());
                self.prompt_changed(kind, &typed);
            }
            Some(Overlay::Palette { input, selected }) => {
                paste(input, text);
                *selected = 0;
            }
            Some(Overlay::Contents(_)) => {
                let Some(Overlay::Contents(mut contents)) = self.overlay.take() else { return };
                paste(&mut contents.input, text);
                self.filter_contents(&mut contents);
                self.overlay = Some(Overlay::Contents(contents));
            }
            Some(Overlay::Differences(_)) => {
                let Some(Overlay::Differences(mut differences)) = self.overlay.take() else { return };
                paste(&mut differences.input, text);
                self.filter_differences(&mut differences);
                self.overlay = Some(Overlay::Differences(differences));
            }
            Some(Overlay::TakeAway(choice)) => {
                paste(&mut choice.input, text);
                choice.stage = Stage::Choosing;
            }
            Some(Overlay::Note(note)) => note.editor.paste(text),
            Some(Overlay::Marks(list)) => {
                paste(&mut list.input, text);
                list.filter();
            }
            Some(Overlay::Help(_) | Overlay::Colour | Overlay::Pinning(_) | Overlay::Themes(_)) | None => {}
        }
    }
}

pub(super) fn types(key: Key) -> bool {
    matches!(key, Key { code: KeyCode::Char(_), control: false, alt: false, .. })
}
