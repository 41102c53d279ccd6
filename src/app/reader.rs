//! The reading pane: which versions are wanted, which are shown, and the place in them.
//!
//! What the reader asks for ([`Wanted`]) and what is on the screen ([`Shown`]) are two things: documents and
//! alignments come from the workers, and until they do the screen keeps what it has. [`Reader::settle`] brings the
//! one to the other and carries the place over: the segment that the reader is at is followed through the alignment.

mod amount;
mod comparing;
mod holding;
mod lock;
mod mend;
mod moving;
mod page;
mod selection;
mod settle;
pub mod veil;

use std::sync::Arc;

use super::geometry::Area;
use super::mending::Mending;
use super::tally::Tally;
use crate::align::Pin;
use crate::layout::{Anchor, Arrangement, Folding, Grain, Port, Sheet};
use crate::model::{Alignment, Document, Place, Side, Work};
use crate::state::Spot;
use amount::Amount;
use holding::Goal;
use veil::Veil;

pub use comparing::{Compared, Remark};
pub use holding::Holding;
pub use lock::{Lock, LooseSide};
pub use mend::Unmendable;
pub use moving::Reveal;
pub use page::VersionLabel;
pub use settle::{Lack, Laid, Shelf};

/// The view that the reader asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The version of each side, by its index in the work.
    pub versions: [usize; 2],
    /// One version or two.
    pub view: View,
}

/// One version or two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    /// The version of one side.
    One(Side),
    /// Both, level.
    Two,
}

/// What is on the screen.
#[derive(Debug, Clone)]
pub enum Shown {
    /// Nothing yet.
    Nothing,
    /// One version: its index in the work, and its document.
    One(usize, Arc<Document>),
    /// Two versions and their alignment.
    Two([usize; 2], [Arc<Document>; 2], Arc<Alignment>),
}

/// A place in a version of the work, which may not be read there yet: how a place is carried from one view to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    /// The version, by its index in the work.
    pub version: usize,
    /// Where in it.
    pub spot: Spot,
}

/// What was on the screen, to come back to.
#[derive(Debug, Clone)]
pub struct Origin {
    /// The side and the place that were current.
    pub current: (Side, Place),
    anchor: Anchor,
    known: Vec<Known>,
    texts: Vec<usize>,
}

/// The choices that rows depend on, which hold for all works.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setting {
    /// How two versions stand to each other, where there is room.
    pub arrangement: Arrangement,
    /// How much of a side stands together where they are stacked.
    pub stacked_by: Grain,
    /// The same where they are interleaved.
    pub interleaved_by: Grain,
    /// Whether page furniture is shown.
    pub folding: Folding,
    /// The widest text, in columns.
    pub measure: usize,
    /// Whether words are divided.
    pub hyphenation: bool,
    /// Whether rows are filled.
    pub justification: bool,
    /// Further columns left and right of the text.
    pub margin: usize,
    /// The columns between two texts.
    pub gutter: usize,
    /// From how many columns on two versions stand side by side.
    pub columns_from: usize,
}

/// The reading pane.
#[derive(Debug, Clone)]
pub struct Reader {
    /// The work.
    pub work: Work,
    /// What is asked for.
    pub wanted: Wanted,
    /// What is on the screen.
    pub shown: Shown,
    /// The side with the focus.
    pub focus: Side,
    /// Whether the sides move together.
    pub lock: Lock,
    /// The rows on the screen, while the sides are locked.
    pub port: Port,
    /// The side and place of the current bead, in terms of what is shown: one version is on the left.
    pub current: (Side, Place),
    /// Where a selection began, in every version that was shown then.
    pub selection: Option<Vec<Known>>,
    begin_at: Vec<Known>,
    begin_row: usize,
    /// The place where one version was shown until the other one comes.
    meanwhile: Option<(Side, Place)>,
    /// What stood against each other when the sides were unlocked.
    unlocked_at: Option<Pin>,
    /// What the alignment that is shown keeps to by the reader's word, in order.
    pins: Vec<Pin>,
    /// Whether the reader is mending.
    pub mending: Option<Mending>,
    goal: Option<Goal>,
    /// Rows still to scroll when the next stretch of a long file is there.
    owed: isize,
    progress: u16,
    amounts: [Amount; 2],
    /// What is hidden of it.
    pub veil: Veil,
    /// What the beads on the screen amount to.
    pub tally: Tally,
    /// What was found out about two texts that were shown last, and in how many beads something was.
    comparison: Option<Compared>,
    n_differing: usize,
    setting: Setting,
    area: Area,
}

/// What is shown, by where its documents lie: another document has another address.
pub fn texts_of(shown: &Shown) -> Vec<usize> {
    match shown {
        Shown::Nothing => Vec::new(),
        Shown::One(_, document) => vec![Arc::as_ptr(document).addr()],
        Shown::Two(_, documents, _) => documents.iter().map(|document| Arc::as_ptr(document).addr()).collect(),
    }
}

impl Reader {
    /// A reader that shows nothing yet and will begin at one of these places.
    pub fn new(work: Work, wanted: Wanted, focus: Side, setting: Setting, begin_at: Vec<Known>) -> Self {
        Self {
            work,
            wanted,
            shown: Shown::Nothing,
            focus,
            lock: Lock::Locked,
            port: Port::default(),
            current: (Side::Left, Place::default()),
            selection: None,
            begin_at,
            begin_row: 0,
            meanwhile: None,
            unlocked_at: None,
            pins: Vec::new(),
            mending: None,
            goal: None,
            owed: 0,
            progress: 0,
            amounts: Default::default(),
            veil: Veil::default(),
            tally: Tally::default(),
            comparison: None,
            n_differing: 0,
            setting,
            area: Area::default(),
        }
    }

    /// What is on the screen now.
    pub fn origin(&self) -> Origin {
        // Who is on the way elsewhere comes back to where the way leads.
        let (known, texts) = match self.goal {
            Some(goal) => (vec![goal.known], Vec::new()),
            None => (self.known(), texts_of(&self.shown)),
        };
        Origin { current: self.current, anchor: self.port.anchor, known, texts }
    }

    /// Shows what was shown, as far as the texts are still the same ones; otherwise the place.
    pub fn return_to(&mut self, origin: &Origin) {
        self.goal = None;
        if texts_of(&self.shown) == origin.texts {
            (self.port.anchor, self.current) = (origin.anchor, origin.current);
            self.renew();
        } else if let Some(&known) = origin.known.first() {
            self.go_to_known(known);
        }
    }

    /// The document that is shown on a side; one version is on the left.
    pub fn document_shown(&self, side: Side) -> Option<&Arc<Document>> {
        match (&self.shown, side) {
            (Shown::One(_, document), Side::Left) => Some(document),
            (Shown::Two(_, documents, _), side) => documents.get(side.index()),
            (Shown::Nothing, _) | (Shown::One(..), Side::Right) => None,
        }
    }

    /// The view that is asked for; the same version on both sides is one text.
    pub fn view(&self) -> View {
        match self.wanted.view {
            View::Two if self.wanted.versions[0] == self.wanted.versions[1] => View::One(self.focus),
            view => view,
        }
    }

    /// The row of the screen that what the eye is on stands in.
    pub fn row(&self) -> usize {
        self.eye().2
    }

    /// Begins with what was last read in this row of the screen.
    #[must_use]
    pub fn beginning_in_row(mut self, row: usize) -> Self {
        self.begin_row = row;
        self
    }

    /// What the eye is on, and its row on the screen: the start of the current bead or, where that is out of sight
    /// because the bead is long, the character in the first row.
    fn eye(&self) -> (Side, Place, usize) {
        let (side, place) = self.current;
        let row = self.bead().and_then(|bead| self.port.start_row_of(bead));
        match (row, self.port.top_anchor(), self.bead(), self.sheet()) {
            (None, Some(Anchor::Text { side, place, above }), Some(bead), Some(sheet))
                if sheet.bead_of(side, place.segment) == Some(bead) =>
            {
                (side, place, usize::try_from(above).unwrap_or(0))
            }
            (row, ..) => (side, place, row.unwrap_or(0)),
        }
    }

    /// The versions on the screen, left first.
    pub fn versions_shown(&self) -> Vec<usize> {
        match &self.shown {
            Shown::Nothing => Vec::new(),
            Shown::One(version, _) => vec![*version],
            Shown::Two(versions, ..) => versions.to_vec(),
        }
    }

    /// The current bead; while the sides are unlocked, the one they were locked at last.
    pub fn bead(&self) -> Option<usize> {
        let (side, place) = self.current;
        self.sheet()?.bead_of(side, place.segment)
    }

    /// The bytes of a side's text that are current: its part of the current bead.
    pub fn current_bytes(&self, side: Side) -> std::ops::Range<usize> {
        if let Lock::Unlocked(loose) = &self.lock {
            let sheet = Self::loose_sheet(&self.shown, self.frame(), side);
            let segment = loose[side.index()].segment;
            let bead = |sheet: &Sheet<'_>| sheet.bead_of(Side::Left, segment);
            return sheet.and_then(|sheet| Some(sheet.bytes(bead(&sheet)?, Side::Left))).unwrap_or(0..0);
        }
        let bytes = self.sheet().zip(self.bead()).map(|(sheet, bead)| sheet.bytes(bead, side));
        bytes.unwrap_or(0..0)
    }

    /// Whether a place is in page furniture that is folded.
    pub fn is_folded(&self, side: Side, place: Place) -> bool {
        let Some(sheet) = self.sheet() else { return false };
        let bead = sheet.bead_of(side, place.segment);
        sheet.frame.folding == Folding::Folded && bead.is_some_and(|bead| sheet.is_furniture(bead))
    }

    fn clamp_current(&mut self) {
        let Some(sheet) = Self::sheet_of(&self.shown, self.frame()) else { return };
        let (side, place) = &mut self.current;
        let n_segments = sheet.document(*side).map_or(0, |document| document.segments().len());
        if n_segments == 0 && sheet.right.is_some() {
            *side = side.other();
        }
        let n_segments = sheet.document(*side).map_or(0, |document| document.segments().len());
        if place.segment >= n_segments {
            *place = Place::at_segment(n_segments.saturating_sub(1));
        }
    }

    /// How far the text is scrolled, in thousandths: 0 at the top, 1000 where its end is in sight.
    pub fn progress(&self) -> u16 {
        self.progress
    }
}
