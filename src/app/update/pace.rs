//! The reader's pace: measuring it, telling it, and the time that is left at it.

use std::time::Duration;

use super::super::commands::{Command, Pane};
use super::super::pace::{Station, Way, Words, time_left};
use super::super::{App, Reader};
use crate::language::table;
use crate::model::Language;
use crate::state::pace::ENOUGH;

impl App {
    /// Takes in where the reader is after a key or a turn of the wheel.
    pub(super) fn watch_pace(&mut self, way: Way, at: Duration) {
        let is_reading = self.pane == Pane::Reader && self.overlay.is_none();
        let reader = self.reader.as_ref().filter(|_| is_reading);
        let read = reader.and_then(|reader| Some((language_read(reader)?.clone(), reader.characters_read()?)));
        let station = read.as_ref().map(|(language, (text, characters))| Station {
            text: *text,
            characters: *characters,
            words: words_of(language),
        });
        if let (Some(stint), Some((language, _))) = (self.pacer.take(station, way, at), read) {
            let pace = self.state.paces.entry(language.tag().to_owned()).or_default();
            pace.learn(stint.characters, stint.time);
        }
    }

    /// How a command leads from one place to the next.
    pub(super) fn way_of(command: Command) -> Way {
        use Command as C;
        match command {
            C::Down | C::Up | C::PageDown | C::PageUp | C::HalfPageDown | C::HalfPageUp => Way::On,
            C::NextBead | C::PreviousBead | C::NextBlock | C::PreviousBlock | C::Lift | C::LiftWord => Way::On,
            _ => Way::Jump,
        }
    }

    /// The time that is left in what is read, at the reader's pace in its language, once that is known.
    pub fn time_left(&self) -> Option<String> {
        let reader = self.reader.as_ref()?;
        let per_minute = self.state.paces.get(language_read(reader)?.tag())?.per_minute()?;
        time_left(reader.characters_left()?, per_minute)
    }

    /// Tells the reader's pace in the language that is read.
    pub(super) fn tell_pace(&mut self) {
        let Some(language) = self.reader.as_ref().and_then(language_read) else { return };
        let name = table::english_name(language);
        let pace = self.state.paces.get(language.tag()).copied().unwrap_or_default();
        let minutes = |time: Duration| match time.as_secs() / 60 {
            1 => "a minute".to_owned(),
            n => format!("{n} minutes"),
        };
        let text = match pace.per_minute() {
            None => {
                let (read, enough) = (minutes(pace.reading_time()), minutes(ENOUGH));
                format!("your pace in {name} is not known yet: it takes {enough} of reading, and {read} were seen")
            }
            Some(per_minute) => {
                let unit = match words_of(language) {
                    Words::Spaced => format!("{:.0} words", per_minute / Words::Spaced.characters()),
                    Words::Unspaced => format!("{per_minute:.0} characters"),
                };
                let left = self.time_left().map_or(String::new(), |left| format!("; {left}"));
                format!("you read about {unit} of {name} a minute{left}")
            }
        };
        self.note(text);
    }

    /// Forgets the reader's pace in all languages.
    pub(super) fn forget_pace(&mut self) {
        self.state.paces.clear();
        self.pacer = Default::default();
        self.note("your pace is forgotten in all languages, and measured anew");
    }
}

fn language_read(reader: &Reader) -> Option<&Language> {
    let version = *reader.versions_shown().get(reader.side_read().index())?;
    Some(&reader.work.versions.get(version)?.language)
}

fn words_of(language: &Language) -> Words {
    if table::has_word_spaces(language) { Words::Spaced } else { Words::Unspaced }
}
