//! What a command about a passage means: the current bead, or the beads from where a selection began.

use std::ops::Range;

use super::{Lock, Reader};
use crate::model::Side;

impl Reader {
    /// Begins to select at the current bead, or ends it; whether something is being selected then.
    ///
    /// Sides that move apart have no bead in common, and nothing is selected there.
    pub fn toggle_selection(&mut self) -> bool {
        let begins = self.selection.is_none() && matches!(self.lock, Lock::Locked) && self.bead().is_some();
        self.selection = begins.then(|| self.known());
        begins
    }

    /// The beads that are selected: from the one where it began to the current one, in either direction. There are none
    /// where neither of the versions that it began in is shown any more.
    pub fn selected_beads(&self) -> Option<Range<usize>> {
        let (sheet, here) = (self.sheet()?, self.bead().filter(|_| matches!(self.lock, Lock::Locked))?);
        let versions = self.versions_shown();
        let begun = self.selection.as_ref()?.iter().find_map(|known| {
            let side = versions.iter().position(|&version| version == known.version).map(|index| Side::BOTH[index])?;
            sheet.bead_of(side, known.spot.place_in(sheet.document(side)?).segment)
        })?;
        Some(begun.min(here)..begun.max(here) + 1)
    }

    /// The segments of each side that a command about a passage means; one version is on the left. While the sides move
    /// apart these are their current segments.
    pub fn passage(&self) -> Option<[Range<usize>; 2]> {
        if let Lock::Unlocked(loose) = &self.lock {
            return Some([0, 1].map(|side: usize| loose[side].segment..loose[side].segment + 1));
        }
        let sheet = self.sheet()?;
        let beads = self.selected_beads().or_else(|| self.bead().map(|bead| bead..bead + 1))?;
        Some(Side::BOTH.map(|side| sheet.segments(beads.start, side).start..sheet.segments(beads.end - 1, side).end))
    }

    /// The bytes of a side's text that are selected.
    pub fn selected_bytes(&self, side: Side) -> Range<usize> {
        let Some(([left, right], document)) =
            self.selected_beads().and_then(|_| self.passage()).zip(self.document_shown(side))
        else {
            return 0..0;
        };
        let segments = if side == Side::Left { left } else { right };
        if segments.is_empty() {
            return 0..0;
        }
        document.segments()[segments.start].range.start..document.segments()[segments.end - 1].range.end
    }
}
