//! Comparing what is shown: asking for it, taking it, and going from one difference to the next.

use std::sync::Arc;

use super::super::commands::Command;
use super::super::differences::Differences;
use super::super::key::Key;
use super::super::overlay::{Overlay, Typed};
use super::super::reader::{Compared, Lock, Reader, Shown};
use super::super::{App, Effect};
use super::typing::Chosen;
use crate::compare::Comparison;
use crate::model::Place;
use crate::search::{Query, Words};

impl App {
    /// Has the two texts compared that are shown, unless they are, or are being compared already.
    pub(in crate::app) fn keep_compared(&mut self) {
        let Some(reader) = &self.reader else { return };
        let Shown::Two(_, documents, alignment) = &reader.shown else { return };
        let is_asked = self.comparing.as_ref().is_some_and(|asked| asked.is_of(documents, alignment));
        // Away from the place, such an alignment says little; a better one is on its way.
        if reader.compared().is_some() || is_asked || self.desk.is_laid_near_only(documents) {
            return;
        }
        self.compare_generation += 1;
        let (documents, alignment) = (documents.clone(), Arc::clone(alignment));
        self.effects.push(Effect::Compare(self.compare_generation, documents.clone(), Arc::clone(&alignment)));
        self.comparing = Some(Compared { documents, alignment, comparison: Arc::default() });
    }

    pub(super) fn take_comparison(&mut self, generation: u64, comparison: Arc<Comparison>) {
        if generation != self.compare_generation {
            return;
        }
        let (Some(asked), Some(reader)) = (self.comparing.take(), &mut self.reader) else { return };
        reader.take_comparison(Compared { comparison, ..asked });
    }

    /// Goes so many differences on, or back for negative numbers.
    pub(super) fn go_to_difference(&mut self, n: isize) {
        if self.tells_why_not_compared() {
            return;
        }
        let Some(compared) = self.reader.as_ref().and_then(Reader::compared).cloned() else {
            return self.note("the two versions are still being compared");
        };
        let none = if n > 0 { "no difference after this" } else { "no difference before this" };
        self.leap(n, |sheet, bead| !compared.findings_of(sheet, bead).is_empty(), none);
    }

    /// Says, where that is so, that what is shown is not compared.
    pub(super) fn tells_why_not_compared(&mut self) -> bool {
        let Some(reader) = &self.reader else { return true };
        let why = match (&reader.shown, &reader.lock) {
            (Shown::Two(..), Lock::Locked) => return false,
            (Shown::Two(..), Lock::Unlocked(_)) => {
                format!("the sides are unlocked; {} locks them", self.keymap.hint(Command::ToggleLock))
            }
            _ if reader.work.versions.len() < 2 => "this work has one version only".to_owned(),
            _ => format!("two versions are compared; {} shows two", self.keymap.hint(Command::OneVersion)),
        };
        self.note(why);
        true
    }

    /// Goes to where the current passage stands on the other side.
    pub(super) fn follow_move(&mut self) {
        if self.tells_why_not_compared() {
            return;
        }
        let Some(reader) = &self.reader else { return };
        let to = reader.bead().and_then(|bead| reader.counterpart_of_moved(bead));
        let Some((side, bead)) = to else { return self.note("this passage was not moved") };
        let segment = reader.sheet().map_or(0, |sheet| sheet.segments(bead, side).start);
        self.keep_jump();
        if let Some(reader) = &mut self.reader {
            reader.go_to(side, Place::at_segment(segment));
        }
    }

    pub(super) fn open_differences(&mut self) {
        if self.tells_why_not_compared() {
            return;
        }
        match self.reader.as_ref().and_then(Differences::of) {
            None => {}
            Some(differences) if differences.is_empty() => {
                let is_compared = self.reader.as_ref().is_some_and(|reader| reader.compared().is_some());
                self.note(if is_compared { "nothing differs" } else { "the two versions are still being compared" });
            }
            Some(differences) => self.overlay = Some(Overlay::Differences(Box::new(differences))),
        }
    }

    pub(super) fn differences_key(&mut self, mut differences: Box<Differences>, key: Key) {
        match self.chosen(&mut differences.input, key) {
            Chosen::By(lines) => differences.select_by(lines),
            Chosen::Typed(Typed::Changed) => self.filter_differences(&mut differences),
            Chosen::Typed(Typed::Nothing) => {}
            Chosen::Typed(Typed::Left) => return,
            Chosen::Typed(Typed::Done) => {
                let Some((side, place)) = differences.place() else { return };
                self.keep_jump();
                if let Some(reader) = &mut self.reader {
                    reader.go_to(side, place);
                }
                return;
            }
        }
        self.overlay = Some(Overlay::Differences(differences));
    }

    /// Asks for the entries that match what was typed; until they come, the list stays as it is.
    pub(super) fn filter_differences(&mut self, differences: &mut Differences) {
        self.contents_generation += 1;
        differences.generation = self.contents_generation;
        match Words::new(differences.input.value()).map(Query::Words) {
            None => differences.list(None),
            Some(query) => {
                let listed = Box::new(differences.listed());
                self.effects.push(Effect::FindDifferences(differences.generation, query, listed));
            }
        }
    }

    pub(super) fn take_differences(&mut self, generation: u64, found: Vec<u32>) {
        if let Some(Overlay::Differences(differences)) = &mut self.overlay
            && differences.generation == generation
        {
            differences.list(Some(found));
        }
    }

    /// Another alignment may have come on the screen under the list, or what was found out about it.
    pub(in crate::app) fn renew_differences(&mut self) {
        let (Some(Overlay::Differences(old)), Some(reader)) = (&self.overlay, &self.reader) else { return };
        if old.is_of(reader) {
            return;
        }
        let (input, selected) = (old.input.clone(), old.selected);
        self.overlay = None;
        if let Some(mut differences) = Differences::of(reader).filter(|differences| !differences.is_empty()) {
            differences.input = input;
            differences.selected = selected;
            differences.select_by(0);
            self.filter_differences(&mut differences);
            self.overlay = Some(Overlay::Differences(Box::new(differences)));
        }
    }
}
