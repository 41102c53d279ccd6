//! Taking away: opening the choice, choosing, writing, hearing what came of it.

use std::path::{Path, PathBuf};

use super::super::commands::{Command, Pane};
use super::super::key::{Key, KeyCode};
use super::super::overlay::{Overlay, Typed, type_key};
use super::super::takeaway::{Contents, Existing, NotWritten, Parcel, Stage, TakeAway};
use super::super::{App, Effect};
use super::typing::types;

impl App {
    pub(super) fn open_take_away(&mut self) {
        let Some(reader) = &self.reader else { return };
        match Contents::of(reader) {
            Err(why) => self.note(why),
            Ok(contents) => {
                let (selected, folder) = &self.taken_before;
                self.overlay = Some(Overlay::TakeAway(Box::new(TakeAway::new(contents, *selected, folder))));
            }
        }
    }

    pub(super) fn take_away_key(&mut self, mut choice: Box<TakeAway>, key: Key) {
        match (key.code, self.keymap.command_for(key, Pane::List)) {
            (KeyCode::Tab, _) if key.shift => choice.select_by(-1),
            (KeyCode::Tab, _) => choice.select_by(1),
            (_, Some(Command::Down)) if !types(key) => choice.select_by(1),
            (_, Some(Command::Up)) if !types(key) => choice.select_by(-1),
            _ => match type_key(&mut choice.input, key) {
                Typed::Changed => choice.name_was_changed(),
                Typed::Nothing => {}
                Typed::Left => return,
                Typed::Done => self.write_away(&mut choice),
            },
        }
        self.overlay = Some(Overlay::TakeAway(choice));
    }

    fn write_away(&mut self, choice: &mut TakeAway) {
        let Some(format) = choice.format() else { return };
        let typed = choice.input.value();
        if typed.trim().is_empty() {
            choice.stage = Stage::Failed("a name for the file is missing".to_owned());
            return;
        }
        let existing = match choice.stage {
            // It is on its way; a second one would only find the first.
            Stage::Writing(_) => return,
            Stage::IsThere => Existing::Replaced,
            Stage::Choosing | Stage::Failed(_) => Existing::Kept,
        };
        // By now the texts may lie level in a better way.
        if let Some(Ok(contents)) = self.reader.as_ref().map(Contents::of) {
            choice.contents = contents;
        }
        self.n_parcels += 1;
        choice.stage = Stage::Writing(self.n_parcels);
        let (number, path, contents) = (self.n_parcels, PathBuf::from(typed), choice.contents.clone());
        self.effects.push(Effect::TakeAway(Box::new(Parcel { number, format, path, existing, contents })));
    }

    /// Hears what came of a parcel.
    pub(super) fn taken_away(&mut self, number: u64, written: Result<PathBuf, NotWritten>) {
        let awaited = match &mut self.overlay {
            Some(Overlay::TakeAway(choice)) if choice.stage == Stage::Writing(number) => Some(choice),
            _ => None,
        };
        match (written, awaited) {
            (Ok(path), choice) => {
                if let Some(choice) = choice {
                    let typed = Path::new(choice.input.value());
                    let folder = typed.parent().map(Path::to_path_buf).unwrap_or_default();
                    self.taken_before = (choice.selected, folder);
                    self.overlay = None;
                }
                self.note(format!("written: {}", path.display()));
            }
            (Err(NotWritten::IsThere(_)), Some(choice)) => choice.stage = Stage::IsThere,
            (Err(NotWritten::Failed(error)), Some(choice)) => choice.stage = Stage::Failed(error.to_string()),
            (Err(not), None) => self.trouble(not.into_error("give another name").to_string()),
        }
    }
}
