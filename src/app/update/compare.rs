//! Comparing what is shown: asking for it, taking it, and going from one difference to the next.

use std::sync::Arc;

use super::super::commands::Command;
use super::super::reader::{Compared, Lock, Reader, Shown};
use super::super::{App, Effect};
use crate::compare::Comparison;
use crate::model::Place;

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
}
