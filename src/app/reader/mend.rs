//! Mending: what stands by the reader's word in what is shown, and the bead that is mended.

use std::sync::Arc;

use super::super::mending::Mending;
use super::{Lock, Reader, Shown};
use crate::align::Pin;
use crate::align::mend::{Cut, Deed, Done, Refusal, mend, patched};
use crate::model::{Alignment, Bead, Document, Extent, Place, Side};

/// Why what is shown can't be mended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unmendable {
    /// There is one text.
    OneText,
    /// The sides move apart.
    Unlocked,
    /// The texts are too long to be held as a whole.
    TooLong,
    /// They are still being read.
    NotRead,
}

impl Reader {
    /// What may be mended: two texts that are there as a whole, and their alignment.
    ///
    /// # Errors
    ///
    /// Why it can't be.
    pub fn mendable(&self) -> Result<(&[Arc<Document>; 2], &Alignment), Unmendable> {
        let Shown::Two(_, documents, alignment) = &self.shown else { return Err(Unmendable::OneText) };
        if matches!(self.lock, Lock::Unlocked(_)) {
            return Err(Unmendable::Unlocked);
        }
        for document in documents {
            match document.extent {
                Extent::Whole => {}
                Extent::Beginning { .. } => return Err(Unmendable::NotRead),
                Extent::Stretch { .. } => return Err(Unmendable::TooLong),
            }
        }
        Ok((documents, alignment))
    }

    /// Whether more than the beginnings of what is shown was read.
    pub fn is_all_read(&self) -> bool {
        let is_beginning = |document: &Arc<Document>| matches!(document.extent, Extent::Beginning { .. });
        !Side::BOTH.into_iter().filter_map(|side| self.document_shown(side)).any(is_beginning)
    }

    /// Whether the keys of mending are in effect.
    pub fn is_mending(&self) -> bool {
        self.mending.is_some() && matches!(self.shown, Shown::Two(..)) && matches!(self.lock, Lock::Locked)
    }

    /// What the alignment that is shown keeps to by the reader's word, in order.
    pub fn pins(&self) -> &[Pin] {
        &self.pins
    }

    /// Whether a bead that is shown stands by the reader's word.
    pub fn is_mended(&self, bead: usize) -> bool {
        let Shown::Two(_, _, alignment) = &self.shown else { return false };
        let Some(bead) = alignment.beads().get(bead) else { return false };
        let start = |pin: &Pin| (pin.source.start, pin.target.start);
        let at = self.pins.partition_point(|pin| start(pin) < (bead.source.start, bead.target.start));
        self.pins[at..].iter().take_while(|pin| pin.source.start == bead.source.start).any(|pin| pin.holds(bead))
    }

    /// The current bead of two texts.
    fn bead_of_two(&self) -> Option<&Bead> {
        let Shown::Two(_, _, alignment) = &self.shown else { return None };
        alignment.beads().get(self.bead()?)
    }

    /// The current bead and where it would be split, while it is mended.
    pub fn cut(&self) -> Option<(&Bead, Cut)> {
        let bead = self.bead_of_two()?;
        Some((bead, self.mending.as_ref().filter(|_| self.is_mending())?.cut_of(bead)))
    }

    /// Whether the current bead has more than one sentence.
    pub fn can_split(&self) -> bool {
        self.bead_of_two().is_some_and(|bead| bead.source.len() + bead.target.len() > 1)
    }

    /// Moves the place where the current bead would be split, on the focused side.
    pub fn move_cut(&mut self, by: isize) {
        let side = self.focus;
        let Some((bead, cut)) = self.cut() else { return };
        let (bead, cut) = (bead.clone(), cut.moved(bead, side, by));
        if let Some(mending) = &mut self.mending {
            mending.put_cut(&bead, cut);
        }
    }

    /// What comes of doing something to the current bead.
    ///
    /// # Errors
    ///
    /// Why it can't be done.
    pub fn mended(&self, deed: Deed) -> Option<Result<Done, Refusal>> {
        let Shown::Two(_, _, alignment) = &self.shown else { return None };
        Some(mend(alignment, &self.pins, self.bead()?, deed))
    }

    /// The alignment that is shown, changed only as far as these pins demand.
    pub fn patched(&self, pins: &[Pin]) -> Option<Arc<Alignment>> {
        let Shown::Two(_, _, alignment) = &self.shown else { return None };
        Some(Arc::new(patched(alignment, pins)))
    }

    /// Makes a bead the current one, by its first segments.
    pub fn make_current(&mut self, bead: &Pin) {
        let side = if bead.segments(self.current.0).is_empty() { self.current.0.other() } else { self.current.0 };
        self.current = (side, Place::at_segment(bead.segments(side).start));
    }

    /// Begins mending, or ends it; the text stays where it is.
    pub fn set_mending(&mut self, mending: Option<Mending>) {
        let (side, place, row) = self.eye();
        self.mending = mending;
        self.port.invalidate();
        if let Some(sheet) = Self::sheet_of(&self.shown, self.frame()) {
            self.port.show_at_row(&sheet, side, place, row);
        }
        self.refill();
    }

    /// The segments of a side of the current bead, and how many of them stand above the cut.
    pub fn segments_cut(&self, side: Side) -> Option<(std::ops::Range<usize>, usize)> {
        let (bead, cut) = self.cut()?;
        Some((bead.segments(side), cut.of(side)))
    }
}
