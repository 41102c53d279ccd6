//! Texts that are too long to be held: which stretch is wanted, and the way to places that are not there yet.

use super::{Known, Lock, Reader, Shown, View};
use crate::layout::Anchor;
use crate::library::HELD;
use crate::model::{Document, Extent, Side, Work};

/// How near to the end of what is held of a long file, in bytes, the next stretch of it is asked for.
pub(super) const STRETCH_MARGIN: u64 = 32 << 10;

/// Where the reader goes as soon as that part of a long file is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Goal {
    pub(super) known: Known,
    pub(super) arrival: Arrival,
}

/// How a goal comes on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Arrival {
    /// Some rows down.
    InSight,
    /// The text begins in the first row.
    AtStart,
    /// The text ends in the last row.
    AtEnd,
}

/// How texts are held: as a whole, or a stretch of each where one of them is too long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holding {
    /// As a whole.
    Whole,
    /// In stretches around the places where the reader is.
    Stretches,
}

impl Holding {
    pub(super) fn of(work: &Work, versions: &[usize]) -> Self {
        let is_long = |&version: &usize| work.versions.get(version).is_some_and(|version| version.size > HELD);
        if versions.iter().any(is_long) { Holding::Stretches } else { Holding::Whole }
    }

    /// Whether a document does for reading at a position.
    pub(super) fn takes(self, document: &Document, position: u64) -> bool {
        match self {
            Holding::Whole => !document.is_stretch(),
            Holding::Stretches => document.reaches(position),
        }
    }

    /// Whether another stretch is wanted soon.
    pub(super) fn strays(self, document: &Document, position: u64) -> bool {
        let (held, _) = document.span();
        if matches!(document.extent, Extent::Beginning { .. }) {
            return true;
        }
        self == Holding::Stretches
            && ((!document.has_start() && position < held.start + STRETCH_MARGIN)
                || (!document.has_end() && position + STRETCH_MARGIN > held.end))
    }
}

impl Reader {
    /// Goes to a spot of a version that is shown, also where that part of a long file is not held; the way there may
    /// take a moment.
    pub fn go_to_known(&mut self, known: Known) {
        let side = self.versions_shown().iter().position(|&version| version == known.version);
        let Some(side) = side.map(|index| Side::BOTH[index]) else { return };
        match self.document_shown(side).filter(|document| document.reaches(known.spot.position())) {
            Some(document) => {
                let place = known.spot.place_in(document);
                self.go_to(side, place);
            }
            None => self.head_for(known, Arrival::InSight),
        }
    }

    /// Goes to a spot of a version that is wanted, as soon as that is shown.
    pub fn go_to_when_shown(&mut self, known: Known) {
        if self.versions_shown().contains(&known.version) {
            self.go_to_known(known);
        } else {
            self.head_for(known, Arrival::InSight);
        }
    }

    /// Whether the reader is on the way to a part of a long file.
    pub fn is_on_the_way(&self) -> bool {
        self.goal.is_some()
    }

    pub(super) fn head_for(&mut self, known: Known, arrival: Arrival) {
        self.owed = 0;
        self.goal = Some(Goal { known, arrival });
    }

    /// How the versions that are wanted are held.
    pub fn holding(&self) -> Holding {
        match self.view() {
            View::One(side) => Holding::of(&self.work, &[self.wanted.versions[side.index()]]),
            View::Two => Holding::of(&self.work, &self.wanted.versions),
        }
    }

    /// Whether another stretch of a long file is wanted, because the reader goes there or is near the end of this one.
    pub fn is_restless(&self) -> bool {
        let versions = self.versions_shown();
        let holding = Holding::of(&self.work, &versions);
        let strays = |known: &Known| {
            let side = versions.iter().position(|&version| version == known.version).map(|index| Side::BOTH[index]);
            let document = side.and_then(|side| self.document_shown(side));
            document.is_some_and(|document| holding.strays(document, known.spot.position()))
        };
        self.goal.is_some() || (holding == Holding::Stretches && self.known().iter().any(strays))
    }

    /// A version that moves and that something is lacking of, and the number of its positions.
    pub(super) fn lacking(&self, lacks: impl Fn(&Document) -> bool) -> Option<(usize, u64)> {
        if matches!(self.shown, Shown::Nothing) {
            let version = self.wanted.versions[self.focus.index()];
            return self.work.versions.get(version).map(|known| (version, known.size));
        }
        let versions = self.versions_shown();
        let moves = |side: &Side| matches!(self.lock, Lock::Locked) || *side == self.focus;
        let first = [self.current.0, self.current.0.other()].into_iter().filter(moves);
        first.into_iter().find_map(|side| {
            let document = self.document_shown(side).filter(|document| lacks(document))?;
            Some((*versions.get(side.index())?, document.span().1))
        })
    }

    /// How far on in a long file the screen begins; 1 where its end is in sight.
    pub(super) fn share_of_file(&mut self) -> Option<f64> {
        let frame = self.frame();
        let (port, sheet) = match &mut self.lock {
            Lock::Locked => (&mut self.port, Self::sheet_of(&self.shown, frame)?),
            Lock::Unlocked(loose) => {
                (&mut loose[self.focus.index()].port, Self::loose_sheet(&self.shown, frame, self.focus)?)
            }
        };
        let side = match port.top_anchor()? {
            Anchor::Text { side, .. } => side,
            _ => Side::Left,
        };
        let document = sheet.document(side).filter(|document| document.is_stretch())?;
        if document.has_end() && port.share(&sheet) >= 1.0 {
            return Some(1.0);
        }
        let byte = match port.top_anchor()? {
            Anchor::Text { place, .. } => document.segments().get(place.segment)?.range.start + place.offset,
            _ => 0,
        };
        Some(document.position_of(byte) as f64 / document.span().1.max(1) as f64)
    }
}
