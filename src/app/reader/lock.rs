//! Whether the sides move together, and what stands against each other by hand.

use std::sync::Arc;

use super::{Reader, Shown};
use crate::align::Pin;
use crate::layout::Port;
use crate::model::{Place, Side};

/// Whether the sides move together.
#[derive(Debug, Clone, Default)]
pub enum Lock {
    /// Rows are level.
    #[default]
    Locked,
    /// Each side moves for itself: its rows and its current segment.
    Unlocked(Box<[LooseSide; 2]>),
}

/// A side that moves for itself.
#[derive(Debug, Clone, Default)]
pub struct LooseSide {
    /// Its rows.
    pub port: Port,
    /// Its current segment.
    pub segment: usize,
}

impl Reader {
    /// The current segment of a side while the sides are unlocked; otherwise the current place.
    pub(super) fn here(&self, side: Side) -> Place {
        match &self.lock {
            Lock::Locked => self.current.1,
            Lock::Unlocked(loose) => Place::at_segment(loose[side.index()].segment),
        }
    }

    /// The side and the place that finding goes on from.
    pub fn moving_place(&self) -> (Side, Place) {
        match self.lock {
            Lock::Locked => self.current,
            Lock::Unlocked(_) => (self.focus, self.here(self.focus)),
        }
    }

    /// Whether nothing was moved since the sides were unlocked.
    pub fn is_unmoved(&self) -> bool {
        self.pin().is_some() && self.pin() == self.unlocked_at
    }

    /// Locks the sides as they were, with nothing pinned.
    pub fn lock_unmoved(&mut self) {
        self.lock = Lock::Locked;
        self.refill();
    }

    /// Lets the sides move apart, each from where it is.
    pub fn unlock(&mut self) {
        let (Shown::Two(_, _, alignment), Some(bead)) = (&self.shown, self.bead()) else { return };
        let alignment = Arc::clone(alignment);
        let (_, _, row) = self.eye();
        let (side, place) = self.current;
        self.lock = Lock::Unlocked(Box::default());
        let frame = self.frame();
        let Lock::Unlocked(loose) = &mut self.lock else { return };
        for each in Side::BOTH {
            let other = || alignment.counterpart(side, place.segment).unwrap_or(0);
            let segment = if each == side { alignment.beads()[bead].segments(side).start } else { other() };
            let loose = &mut loose[each.index()];
            loose.segment = segment;
            if let Some(sheet) = Self::loose_sheet(&self.shown, frame, each) {
                loose.port.fill(&sheet, usize::from(self.area.height), None);
                loose.port.show_at_row(&sheet, Side::Left, Place::at_segment(segment), row);
            }
        }
        self.unlocked_at = self.pin();
        self.refill();
    }

    /// The two segments that stand against each other by hand, if the sides are unlocked.
    pub fn pin(&self) -> Option<Pin> {
        match &self.lock {
            Lock::Locked => None,
            Lock::Unlocked(loose) => Some(Pin::start(loose[0].segment, loose[1].segment)),
        }
    }

    /// Locks the sides; the focused side stays where it is.
    pub fn lock_at(&mut self, pin: &Pin) {
        let row = match &self.lock {
            Lock::Locked => 0,
            Lock::Unlocked(loose) => {
                let side = &loose[self.focus.index()];
                side.port.row_of(side.segment).unwrap_or(0)
            }
        };
        let segment = match self.focus {
            Side::Left => pin.source.start,
            Side::Right => pin.target.start,
        };
        self.lock = Lock::Locked;
        self.current = (self.focus, Place::at_segment(segment));
        self.clamp_current();
        self.port.invalidate();
        if let Some(sheet) = Self::sheet_of(&self.shown, self.frame()) {
            self.port.fill(&sheet, usize::from(self.area.height), None);
            self.port.show_at_row(&sheet, self.current.0, self.current.1, row);
        }
        self.refill();
    }

    /// The row of the screen that the current segment of a side stands in, while the sides are unlocked.
    pub(super) fn loose_row(&self, side: Side) -> Option<usize> {
        let Lock::Unlocked(loose) = &self.lock else { return None };
        let loose = &loose[side.index()];
        loose.port.row_of(loose.segment)
    }

    /// The row of the current segment on the side without the focus, while the sides are unlocked.
    pub(super) fn row_of_other_mark(&self) -> Option<usize> {
        self.loose_row(self.focus.other())
    }
}
