//! The reading pane: which versions are wanted, which are shown, and the place in them.
//!
//! What the reader asks for ([`Wanted`]) and what is on the screen ([`Shown`]) are two things: documents and
//! alignments come from the workers, and until they do the screen keeps what it has. [`Reader::settle`] brings the
//! one to the other and carries the place over: the segment that the reader is at is followed through the alignment.

use std::sync::Arc;

use super::Effort;
use super::again::place_again;
use super::geometry::{Area, INTERLEAVED_INDENT, Page, allowed};
use super::tally::Tally;
use crate::align::Pin;
use crate::layout::{Anchor, Arrangement, Folding, Frame, Grain, Port, Sheet, width};
use crate::library::{HELD, is_whole};
use crate::model::{Alignment, Document, Extent, Place, Side, Version, Work};
use crate::state::Spot;

/// How near to the end of what is held of a long file, in bytes, the next stretch of it is asked for.
const STRETCH_MARGIN: u64 = 32 << 10;

/// How many rows are scrolled at once at most: a number of any size may stand before a movement.
const MOST_ROWS: isize = 100_000;

/// The view that the reader asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The version of each side, by its index in the work.
    pub versions: [usize; 2],
    /// One version or two.
    pub view: View,
    /// Places where the reader locked the sides by hand: spots of the left and of the right version.
    pub pins: Vec<[Spot; 2]>,
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

/// Where the reader goes as soon as that part of a long file is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Goal {
    known: Known,
    arrival: Arrival,
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

/// How a goal comes on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Arrival {
    /// Some rows down.
    InSight,
    /// The text begins in the first row.
    AtStart,
    /// The text ends in the last row.
    AtEnd,
}

/// A version in the bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionLabel {
    /// The version, by its index in the work.
    pub version: usize,
    /// Its first column on the screen.
    pub x: u16,
    /// Its columns, with a blank after it.
    pub width: u16,
    /// What stands there.
    pub text: String,
}

/// How what is gone to comes on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reveal {
    /// With no more scrolling than it takes.
    Barely,
    /// With what follows it below.
    InUpperPart,
}

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
    begin_at: Vec<Known>,
    begin_row: usize,
    /// The place where one version was shown until the other one comes.
    meanwhile: Option<(Side, Place)>,
    /// What stood against each other when the sides were unlocked.
    unlocked_at: Option<Pin>,
    goal: Option<Goal>,
    /// Rows still to scroll when the next stretch of a long file is there.
    owed: isize,
    progress: u16,
    /// What the beads on the screen amount to.
    pub tally: Tally,
    setting: Setting,
    area: Area,
}

/// What [`Reader::settle`] needs before it can show what is wanted.
#[derive(Debug, Clone)]
pub enum Lack {
    /// The document of a version, at a position of it at least.
    Document(usize, u64),
    /// The same, where what is at hand does for the moment.
    Ahead(usize, u64),
    /// The alignment of two documents that keeps to these pins, or a better one than is shown; what it is wanted for
    /// first: a side and a segment of it.
    Alignment([Arc<Document>; 2], Vec<Pin>, (Side, usize)),
}

/// An alignment that is at hand.
#[derive(Debug, Clone)]
pub struct Laid {
    /// The alignment.
    pub alignment: Arc<Alignment>,
    /// How good it is.
    pub effort: Effort,
}

/// Where documents and alignments that were made before are found.
pub trait Shelf {
    /// The document of a version.
    fn document(&self, work: &Work, version: usize) -> Option<Arc<Document>>;
    /// The alignment of two documents.
    fn alignment(&self, left: &Arc<Document>, right: &Arc<Document>, pins: &[Pin]) -> Option<Laid>;
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
            begin_at,
            begin_row: 0,
            meanwhile: None,
            unlocked_at: None,
            goal: None,
            owed: 0,
            progress: 0,
            tally: Tally::default(),
            setting,
            area: Area::default(),
        }
    }

    /// Shows what is wanted as far as the shelf has what it takes, and says what is lacking.
    pub fn settle(&mut self, shelf: &dyn Shelf) -> Vec<Lack> {
        let sides: &[Side] = match self.view() {
            View::One(Side::Left) => &Side::BOTH[..1],
            View::One(Side::Right) => &Side::BOTH[1..],
            View::Two => &Side::BOTH,
        };
        let versions: Vec<usize> = sides.iter().map(|side| self.wanted.versions[side.index()]).collect();
        self.goal = self.goal.filter(|goal| versions.contains(&goal.known.version));
        let known = if matches!(self.shown, Shown::Nothing) { self.begin_at.clone() } else { self.known_again(shelf) };
        let holding = Holding::of(&self.work, &versions);
        let positions = self.positions(&versions, &known);
        let at_hand = |(&version, &position): (&usize, &u64)| {
            shelf.document(&self.work, version).filter(|document| holding.takes(document, position))
        };
        let documents: Vec<_> = versions.iter().zip(&positions).map(at_hand).collect();
        let lack = |((&version, &position), document): ((&usize, &u64), &Option<Arc<Document>>)| match document {
            None => Some(Lack::Document(version, position)),
            Some(document) => holding.strays(document, position).then_some(Lack::Ahead(version, position)),
        };
        let mut lacks: Vec<Lack> = versions.iter().zip(&positions).zip(&documents).filter_map(lack).collect();
        if matches!(self.shown, Shown::Nothing) && self.begins_beyond(&versions, &documents) {
            // The beginning of a long file is there, but what was read last lies further on.
            let all = versions.into_iter().zip(positions);
            return all.map(|(version, position)| Lack::Document(version, position)).collect();
        }
        match (documents.as_slice(), versions.as_slice()) {
            ([Some(only)], [version]) => lacks.extend(self.show_one(*version, Arc::clone(only), shelf, &known)),
            ([Some(left), Some(right)], [a, b]) if holding == Holding::Whole && is_whole(left) != is_whole(right) => {
                // The beginning of one against the whole of the other would lay the end against nothing.
                lacks.push(Lack::Document(if is_whole(left) { *b } else { *a }, 0));
            }
            ([Some(left), Some(right)], [a, b]) => {
                let documents = [Arc::clone(left), Arc::clone(right)];
                let of_side = |known: &Known| {
                    let side = [*a, *b].iter().position(|&version| version == known.version)?;
                    Some((Side::BOTH[side], known.spot.place_in(&documents[side]).segment))
                };
                let near = self.goal.map(|goal| goal.known).iter().chain(&known).find_map(of_side).unwrap_or_default();
                let pins = self.pins_in([left, right]);
                let lack = Lack::Alignment(documents.clone(), pins.clone(), near);
                match shelf.alignment(left, right, &pins) {
                    Some(Laid { alignment, effort }) => {
                        if effort < Effort::Full {
                            lacks.push(lack);
                        }
                        self.show(Shown::Two([*a, *b], documents, alignment), &known);
                    }
                    None => {
                        // What is on the screen first comes first: the rest of the texts waits until rows are level.
                        lacks.retain(|lack| !matches!(lack, Lack::Ahead(..)));
                        lacks.push(lack);
                    }
                }
            }
            _ => {}
        }
        if matches!(self.shown, Shown::Nothing) {
            self.show_meanwhile(&versions, &documents, &known);
        }
        self.reach_goal();
        lacks
    }

    /// The position that each version has to be held at: where the reader goes, or else is; in a version that nothing
    /// is known of, as far on as in the other one.
    fn positions(&self, versions: &[usize], known: &[Known]) -> Vec<u64> {
        let first = self.goal.map(|goal| goal.known).or_else(|| known.first().copied());
        let size = |version: usize| self.work.versions[version].size;
        let position = |&version: &usize| {
            let here = known.iter().find(|known| known.version == version).filter(|_| self.goal.is_none());
            match here.or(first.as_ref()) {
                Some(known) if known.version == version => known.spot.position(),
                Some(known) => {
                    let share = known.spot.position() as f64 / size(known.version).max(1) as f64;
                    (size(version) as f64 * share.min(1.0)) as u64
                }
                None => 0,
            }
        };
        versions.iter().map(position).collect()
    }

    /// The pins that lie in what is held of the two documents.
    fn pins_in(&self, documents: [&Document; 2]) -> Vec<Pin> {
        let pin = |[source, target]: &[Spot; 2]| {
            let held = source.is_within(documents[0]) && target.is_within(documents[1]);
            let segment = |spot: &Spot, document: &Document| spot.place_in(document).segment;
            held.then(|| Pin { source: segment(source, documents[0]), target: segment(target, documents[1]) })
        };
        self.wanted.pins.iter().filter_map(pin).collect()
    }

    /// Goes where the reader wanted to go, if that is there now.
    fn reach_goal(&mut self) {
        let Some(Goal { known, arrival }) = self.goal else { return };
        let side = self.versions_shown().iter().position(|&version| version == known.version);
        let Some(side) = side.map(|index| Side::BOTH[index]) else { return };
        let Some(document) = self.document_shown(side) else { return };
        let there = match arrival {
            Arrival::AtStart => document.has_start(),
            Arrival::AtEnd => document.has_end(),
            Arrival::InSight => document.reaches(known.spot.position()),
        };
        if there {
            let place = known.spot.place_in(document);
            self.goal = None;
            match arrival {
                Arrival::AtStart => self.top(),
                Arrival::AtEnd => self.bottom(),
                Arrival::InSight => self.go_to(side, place),
            }
        }
    }

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

    /// Whether the reader is on the way to a part of a long file.
    pub fn is_on_the_way(&self) -> bool {
        self.goal.is_some()
    }

    fn head_for(&mut self, known: Known, arrival: Arrival) {
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

    /// Whether the place to begin at lies beyond what has been read of its version.
    fn begins_beyond(&self, versions: &[usize], documents: &[Option<Arc<Document>>]) -> bool {
        self.begin_at.iter().any(|beginning| {
            let read = versions.iter().zip(documents).find(|(version, _)| **version == beginning.version);
            let read = read.and_then(|(_, document)| document.as_ref());
            read.is_some_and(|document| !is_whole(document) && !beginning.spot.is_within(document))
        })
    }

    /// The first screenful doesn't wait for the other side: a version whose place is known comes alone.
    fn show_meanwhile(&mut self, versions: &[usize], documents: &[Option<Arc<Document>>], known: &[Known]) {
        let mut at_hand =
            versions.iter().zip(documents).filter_map(|(&version, document)| Some((version, document.clone()?)));
        let has_place = |version: usize| known.is_empty() || known.iter().any(|known| known.version == version);
        if let Some((version, document)) = at_hand.find(|(version, _)| has_place(*version)) {
            self.show(Shown::One(version, document), known);
            self.meanwhile = Some(self.current);
        }
    }

    fn show_one(
        &mut self,
        version: usize,
        document: Arc<Document>,
        shelf: &dyn Shelf,
        known: &[Known],
    ) -> Option<Lack> {
        let mut known = known.to_vec();
        if let (Shown::One(_, old), false) = (&self.shown, known.iter().any(|known| known.version == version)) {
            // From one version to another one: the way leads through their alignment.
            let Some(Laid { alignment, .. }) = shelf.alignment(old, &document, &[]) else {
                let near = (Side::Left, self.eye().1.segment);
                return Some(Lack::Alignment([Arc::clone(old), document], Vec::new(), near));
            };
            let (_, place, _) = self.eye();
            let documents = [Arc::clone(old), Arc::clone(&document)];
            let place = counterpart(&documents, &alignment, Side::Left, place).unwrap_or_default();
            known.push(Known { version, spot: Spot::of(&document, place) });
        }
        self.show(Shown::One(version, document), &known);
        None
    }

    /// The place in every version that is shown.
    pub fn known(&self) -> Vec<Known> {
        let (side, place, _) = self.eye();
        let known = |version: usize, document: &Document, place| Known { version, spot: Spot::of(document, place) };
        match &self.shown {
            Shown::Two(versions, documents, _) if matches!(self.lock, Lock::Unlocked(_)) => {
                let at = |side: Side| known(versions[side.index()], &documents[side.index()], self.here(side));
                vec![at(self.focus), at(self.focus.other())]
            }
            Shown::Nothing => Vec::new(),
            Shown::One(version, document) => vec![known(*version, document, place)],
            Shown::Two(versions, documents, alignment) => {
                let at = |side: Side, place| known(versions[side.index()], &documents[side.index()], place);
                let there = counterpart(documents, alignment, side, place).map(|place| at(side.other(), place));
                std::iter::once(at(side, place)).chain(there).collect()
            }
        }
    }

    /// The same, in the texts as they are on the shelf now: they may have been changed and read again.
    fn known_again(&self, shelf: &dyn Shelf) -> Vec<Known> {
        let again = |known: Known| {
            let side = self.versions_shown().iter().position(|&version| version == known.version);
            let old = side.and_then(|index| self.document_shown(Side::BOTH[index]));
            match (old, shelf.document(&self.work, known.version)) {
                (Some(old), Some(new)) if !Arc::ptr_eq(old, &new) && is_whole(old) && is_whole(&new) => {
                    let place = place_again(old, known.spot.place_in(old), &new);
                    Known { spot: Spot::of(&new, place), ..known }
                }
                _ => known,
            }
        };
        self.known().into_iter().map(again).collect()
    }

    /// The place in every version that is shown, or where to begin while none is, for when texts are read again.
    pub fn places(&self) -> Vec<Known> {
        if matches!(self.shown, Shown::Nothing) { self.begin_at.clone() } else { self.known() }
    }

    /// The current segment of a side while the sides are unlocked; otherwise the current place.
    fn here(&self, side: Side) -> Place {
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

    /// Whether nothing was moved since the sides were unlocked.
    pub fn is_unmoved(&self) -> bool {
        self.pin().is_some() && self.pin() == self.unlocked_at
    }

    /// Locks the sides as they were, with nothing pinned.
    pub fn lock_unmoved(&mut self) {
        self.lock = Lock::Locked;
        self.refill();
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

    /// Puts something else on the screen, at the same place and, if it was in sight, at the same row.
    fn show(&mut self, shown: Shown, known: &[Known]) {
        // Who has not moved since the first of two versions came still waits for the screen that was left.
        let begins = matches!(self.shown, Shown::Nothing) || self.meanwhile == Some(self.current);
        let resumes = begins && !self.begin_at.is_empty();
        let has_start =
            Side::BOTH.iter().filter_map(|&side| self.document_shown(side)).all(|document| document.has_start());
        let at_start = self.port.anchor == Anchor::START && !resumes && has_start;
        let first = self.bead().is_none_or(|bead| bead == 0);
        if self.shown.is_same(&shown) {
            return;
        }
        // Who has not moved from the beginning of what came first stays at the beginning, whatever stands before it now.
        let is_untouched = at_start && first && (begins || self.shown.has_same_texts(&shown));
        if matches!(self.lock, Lock::Unlocked(_)) && self.shown.has_same_texts(&shown) {
            // A better alignment changes nothing on the screen until the sides are locked.
            self.shown = shown;
            self.port.invalidate();
            return self.count_beads();
        }
        if matches!(self.lock, Lock::Unlocked(_)) && self.shown.goes_on_in(&shown) {
            return self.show_loose(shown);
        }
        let row = if begins { self.begin_row } else { self.eye().2 };
        self.meanwhile = None;
        self.shown = shown;
        self.lock = Lock::Locked;
        self.port.invalidate();
        let versions: &[usize] = match &self.shown {
            Shown::Nothing => &[],
            Shown::One(version, _) => std::slice::from_ref(version),
            Shown::Two(versions, ..) => versions,
        };
        // The side that the place was in comes first in `known`; where both sides show one version, the focus decides.
        let on = |known: &Known| {
            let fits = |side: &&Side| versions.get(side.index()) == Some(&known.version);
            let sides = [self.focus, self.focus.other()];
            let side = *sides.iter().find(fits)?;
            Some((side, known.spot.place_in(self.document_shown(side)?)))
        };
        self.current = known.iter().find_map(on).unwrap_or((Side::Left, Place::default()));
        if versions.len() < 2 {
            self.current.0 = Side::Left;
        }
        self.clamp_current();
        let Some(sheet) = Self::sheet_of(&self.shown, self.frame()) else { return };
        self.tally = Tally::of(&sheet);
        let (side, place) = self.current;
        let begins_text = place.offset == 0 && sheet.bead_of(side, place.segment) == Some(0);
        let has_start = sheet.left.has_start() && sheet.right.is_none_or(|(right, _)| right.has_start());
        if has_start && (is_untouched || (at_start && first && begins_text)) {
            self.port.anchor = Anchor::START;
            self.current = if sheet.n_beads() > 0 { start_of(&sheet, 0, side) } else { self.current };
        } else {
            self.port.show_at_row(&sheet, side, place, row);
        }
        self.refill();
        self.pay_owed();
    }

    /// Puts the next stretches of long files on the screen while the sides move apart.
    fn show_loose(&mut self, shown: Shown) {
        let known = self.known();
        let rows = Side::BOTH.map(|side| self.loose_row(side));
        self.shown = shown;
        self.port.invalidate();
        let (frame, height) = (self.frame(), usize::from(self.area.height));
        let Lock::Unlocked(loose) = &mut self.lock else { return };
        for side in Side::BOTH {
            let Some(sheet) = Self::loose_sheet(&self.shown, frame, side) else { continue };
            let here = known.get(usize::from(side != self.focus));
            let place = here.map_or_else(Place::default, |known| known.spot.place_in(sheet.left));
            let loose = &mut loose[side.index()];
            *loose = LooseSide { segment: place.segment, ..LooseSide::default() };
            loose.port.fill(&sheet, height, None);
            loose.port.show_at_row(&sheet, Side::Left, place, rows[side.index()].unwrap_or(0));
        }
        self.clamp_current();
        self.unlocked_at = None;
        self.count_beads();
        self.refill();
        self.pay_owed();
    }

    /// Scrolls by the rows that there was no text for before.
    fn pay_owed(&mut self) {
        let rows = std::mem::take(&mut self.owed);
        if rows != 0 {
            self.scroll(rows);
        }
    }

    fn count_beads(&mut self) {
        if let Some(sheet) = self.sheet() {
            self.tally = Tally::of(&sheet);
        }
    }

    /// Lays out for another area or other choices; the place stays.
    pub fn lay_out(&mut self, area: Area, setting: Setting) {
        if (area, setting) != (self.area, self.setting) {
            let (side, place, row) = self.eye();
            let choices =
                |setting: &Setting| (setting.arrangement, setting.stacked_by, setting.interleaved_by, setting.folding);
            let rearranged = choices(&setting) != choices(&self.setting);
            (self.area, self.setting) = (area, setting);
            self.port.invalidate();
            if let Lock::Unlocked(loose) = &mut self.lock {
                loose.iter_mut().for_each(|side| side.port.invalidate());
            }
            // Another size keeps the character at the top; another choice keeps what the eye is on at its row.
            if let (true, Some(sheet)) = (rearranged, Self::sheet_of(&self.shown, self.frame())) {
                self.port.show_at_row(&sheet, side, place, row);
            }
        }
        self.refill();
    }

    /// The area of the text.
    pub fn area(&self) -> Area {
        self.area
    }

    /// The arrangement on the screen.
    pub fn arrangement(&self) -> Arrangement {
        match self.lock {
            Lock::Locked => allowed(self.setting.arrangement, self.area.width),
            Lock::Unlocked(_) => Arrangement::Columns,
        }
    }

    /// How much of a side stands together on the screen.
    fn grain(&self) -> Grain {
        match self.arrangement() {
            Arrangement::Columns => Grain::Bead,
            Arrangement::Stacked => self.setting.stacked_by,
            Arrangement::Interleaved => self.setting.interleaved_by,
        }
    }

    /// Where the texts stand.
    pub fn page(&self) -> Page {
        let measure = self.setting.measure;
        match (&self.shown, self.arrangement()) {
            (Shown::Two(..), Arrangement::Columns) => Page::side_by_side(self.area, measure),
            (Shown::Two(..), Arrangement::Stacked) => Page::single(self.area, measure, self.tag_columns(), 0),
            (Shown::Two(..), Arrangement::Interleaved) => Page::single(self.area, measure, 0, INTERLEAVED_INDENT),
            _ => Page::single(self.area, measure, 0, 0),
        }
    }

    /// The columns that the language tags of stacked texts take, with a space.
    fn tag_columns(&self) -> u16 {
        let tags =
            self.versions_shown().into_iter().map(|version| width::width(self.work.versions[version].language.label()));
        u16::try_from(tags.max().unwrap_or(0).min(8) + 1).unwrap_or(0)
    }

    /// The versions on the screen, left first.
    pub fn versions_shown(&self) -> Vec<usize> {
        match &self.shown {
            Shown::Nothing => Vec::new(),
            Shown::One(version, _) => vec![*version],
            Shown::Two(versions, ..) => versions.to_vec(),
        }
    }

    /// The numbered versions as they stand at the right end of the bar.
    pub fn version_labels(&self, bar: Area) -> Vec<VersionLabel> {
        let shown = self.versions_shown();
        let is = |side: Side, version: usize| shown.len() == 2 && shown[side.index()] == version;
        let text = |(version, known): (usize, &Version)| {
            let number = if version < 9 { format!("{} ", version + 1) } else { String::new() };
            let left = if is(Side::Left, version) { "◂" } else { " " };
            let right = if is(Side::Right, version) { "▸" } else { " " };
            format!("{left}{number}{}{right}", known.language.label())
        };
        let texts: Vec<String> = self.work.versions.iter().enumerate().map(text).collect();
        let columns = |text: &String| u16::try_from(width::width(text)).unwrap_or(u16::MAX).saturating_add(1);
        let all = texts.iter().map(columns).fold(0, u16::saturating_add);
        let mut x = (bar.x + bar.width).saturating_sub(all).max(bar.x);
        let label = |(version, text): (usize, String)| {
            let label = VersionLabel { version, x, width: columns(&text), text };
            x = x.saturating_add(label.width);
            label
        };
        texts.into_iter().enumerate().map(label).collect()
    }

    fn frame(&self) -> Frame {
        let page = self.page();
        Frame {
            arrangement: self.arrangement(),
            grain: self.grain(),
            columns: page.columns.map(usize::from),
            hyphenation: self.setting.hyphenation,
            folding: self.setting.folding,
        }
    }

    /// What is laid out: both sides if they are locked.
    pub fn sheet(&self) -> Option<Sheet<'_>> {
        Self::sheet_of(&self.shown, self.frame())
    }

    fn sheet_of(shown: &Shown, frame: Frame) -> Option<Sheet<'_>> {
        match shown {
            Shown::Nothing => None,
            Shown::One(_, document) => Some(Sheet { left: document, right: None, frame }),
            Shown::Two(_, [left, right], alignment) => Some(Sheet { left, right: Some((right, alignment)), frame }),
        }
    }

    /// One side alone, as it is laid out while the sides are unlocked.
    fn loose_sheet(shown: &Shown, mut frame: Frame, side: Side) -> Option<Sheet<'_>> {
        frame.columns = [frame.columns[side.index()]; 2];
        match shown {
            Shown::Two(_, documents, _) => Some(Sheet { left: &documents[side.index()], right: None, frame }),
            _ => None,
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

    fn refill(&mut self) {
        let height = usize::from(self.area.height);
        let frame = self.frame();
        let bead = self.bead();
        let mut share = 0.0;
        if let Lock::Unlocked(loose) = &mut self.lock {
            for side in Side::BOTH {
                if let Some(sheet) = Self::loose_sheet(&self.shown, frame, side) {
                    let loose = &mut loose[side.index()];
                    let bead = sheet.bead_of(Side::Left, loose.segment);
                    loose.port.fill(&sheet, height, bead);
                    if side == self.focus {
                        share = loose.port.share(&sheet);
                    }
                }
            }
        } else if let Some(sheet) = Self::sheet_of(&self.shown, frame) {
            self.port.fill(&sheet, height, bead);
            share = self.port.share(&sheet);
        }
        self.progress = (self.share_of_file().unwrap_or(share) * 1000.0) as u16;
    }

    /// How far on in a long file the screen begins; 1 where its end is in sight.
    fn share_of_file(&mut self) -> Option<f64> {
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

    // Moving. Each of these moves the focused side alone while the sides are unlocked.

    /// Runs `go` on the port, the sheet and the current (side, segment) of what moves.
    fn moving(&mut self, go: impl FnOnce(&mut Port, &Sheet<'_>, &mut (Side, Place))) {
        let frame = self.frame();
        match &mut self.lock {
            Lock::Locked => {
                if let Some(sheet) = Self::sheet_of(&self.shown, frame) {
                    go(&mut self.port, &sheet, &mut self.current);
                }
            }
            Lock::Unlocked(loose) => {
                if let Some(sheet) = Self::loose_sheet(&self.shown, frame, self.focus) {
                    let side = &mut loose[self.focus.index()];
                    let mut current = (Side::Left, Place::at_segment(side.segment));
                    go(&mut side.port, &sheet, &mut current);
                    side.segment = current.1.segment;
                }
            }
        }
        self.refill();
    }

    /// Scrolls by rows; at the end of the text the current bead moves on instead, so that every bead can be reached.
    ///
    /// While the sides are unlocked the mark stays level with the other side's, and the text moves past it.
    pub fn scroll(&mut self, rows: isize) {
        let rows = rows.clamp(-MOST_ROWS, MOST_ROWS);
        let height = usize::from(self.area.height);
        let level = self.row_of_other_mark();
        let mut owed = if matches!(self.shown, Shown::Nothing) { rows } else { 0 };
        self.moving(|port, sheet, current| {
            let moved = port.scroll(sheet, rows);
            port.fill(sheet, height, None);
            let documents = [Some(sheet.left), sheet.right.map(|(right, _)| right)];
            let goes_on = |document: &Document| if rows > 0 { !document.has_end() } else { !document.has_start() };
            if documents.into_iter().flatten().any(goes_on) {
                owed = rows - moved;
            }
            if let Some(bead) = level.filter(|_| moved != 0).and_then(|row| port.bead_at(row)) {
                *current = start_of(sheet, bead, current.0);
                return;
            }
            let bead = sheet.bead_of(current.0, current.1.segment);
            let in_sight = bead.is_some_and(|bead| port.row_of(bead).is_some());
            if moved == rows || owed != 0 {
                if let Some(first) = port.first_bead_in_sight().filter(|_| !in_sight) {
                    *current = start_of(sheet, first, current.0);
                }
            } else if let Some(last) = if rows > 0 { port.last_bead_in_sight() } else { port.first_bead_in_sight() } {
                // The text ends here. A page takes the current bead to its edge, a line only one bead on.
                let target = match bead {
                    Some(bead) if rows.unsigned_abs() == 1 && in_sight => {
                        step(sheet, bead, rows, 1, |_| true).unwrap_or(bead)
                    }
                    _ => last,
                };
                *current = start_of(sheet, target, current.0);
            }
        });
        self.owed = (self.owed + owed).clamp(-MOST_ROWS, MOST_ROWS);
    }

    /// The row of the screen that the current segment of a side stands in, while the sides are unlocked.
    fn loose_row(&self, side: Side) -> Option<usize> {
        let Lock::Unlocked(loose) = &self.lock else { return None };
        let loose = &loose[side.index()];
        loose.port.row_of(loose.segment)
    }

    /// The row of the current segment on the side without the focus, while the sides are unlocked.
    fn row_of_other_mark(&self) -> Option<usize> {
        self.loose_row(self.focus.other())
    }

    /// Goes `n` beads on (or back, for negative numbers), counting only those that `stops` accepts.
    ///
    /// Says whether there was one to go to.
    pub fn step(&mut self, n: isize, shown: Reveal, stops: impl Fn(&Sheet<'_>, usize) -> bool) -> bool {
        let mut found = false;
        self.moving(|port, sheet, current| {
            let from = sheet.bead_of(current.0, current.1.segment).unwrap_or(0);
            if let Some(bead) = step(sheet, from, n, n.unsigned_abs(), |bead| stops(sheet, bead)) {
                found = true;
                *current = start_of(sheet, bead, current.0);
                match shown {
                    Reveal::Barely => port.reveal(sheet, bead),
                    Reveal::InUpperPart => port.show_in_upper_part(sheet, bead),
                }
            }
        });
        found
    }

    /// Goes to the beginning.
    pub fn top(&mut self) {
        if let Some((version, _)) = self.lacking(|document| !document.has_start()) {
            return self.head_for(Known { version, spot: Spot::Byte(0) }, Arrival::AtStart);
        }
        self.moving(|port, sheet, current| {
            port.anchor = Anchor::START;
            if let Some(bead) = (0..sheet.n_beads()).find(|&bead| !sheet.is_folded_away(bead)) {
                *current = start_of(sheet, bead, current.0);
            }
        });
    }

    /// A version that moves and that something is lacking of, and the number of its positions.
    fn lacking(&self, lacks: impl Fn(&Document) -> bool) -> Option<(usize, u64)> {
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

    /// Goes to the end.
    pub fn bottom(&mut self) {
        if let Some((version, n)) = self.lacking(|document| !document.has_end()) {
            let spot = Spot::Byte(n.saturating_sub(1));
            return self.head_for(Known { version, spot }, Arrival::AtEnd);
        }
        self.moving(|port, sheet, current| {
            port.show_end(sheet);
            if let Some(bead) = (0..sheet.n_beads()).rev().find(|&bead| !sheet.is_folded_away(bead)) {
                *current = start_of(sheet, bead, current.0);
            }
        });
    }

    /// Goes to so many hundredths of the text, as [`Reader::progress`] measures them.
    pub fn go_to_percent(&mut self, percent: usize) {
        let height = usize::from(self.area.height);
        if let Some((version, n)) = self.lacking(|document| !document.has_start() || !document.has_end()) {
            let position = (u128::from(n) * percent.min(100) as u128 / 100) as u64;
            return match percent {
                0 => self.top(),
                100.. => self.bottom(),
                _ => self.go_to_known(Known { version, spot: Spot::Byte(position) }),
            };
        }
        self.moving(|port, sheet, current| {
            port.scroll_to_share(sheet, percent.min(100) as f64 / 100.0);
            port.fill(sheet, height, None);
            if let Some(bead) = port.first_bead_in_sight() {
                *current = start_of(sheet, bead, current.0);
            }
        });
    }

    /// Makes a segment of a side the current one and shows it, a third down the screen if it was not in sight.
    pub fn go_to(&mut self, side: Side, place: Place) {
        let third = usize::from(self.area.height) / 3;
        let focus = self.focus;
        let loose = matches!(self.lock, Lock::Unlocked(_));
        if loose {
            self.focus = side;
        }
        self.moving(|port, sheet, current| {
            let side = if sheet.right.is_some() { side } else { Side::Left };
            *current = (side, place);
            let Some(bead) = sheet.bead_of(side, place.segment) else { return };
            if !port.shows(sheet, side, place) {
                port.show_at_row(sheet, side, place, third);
            }
            // The mark is the bead's: the offset has done its work.
            *current = (side, Place::at_segment(sheet.segments(bead, side).start));
        });
        (self.focus, self.owed) = (if loose { focus } else { self.focus }, 0);
        self.clamp_current();
        self.refill();
    }

    /// Makes the bead that a cell of the text shows the current one, or else the one that its row stands for.
    pub fn point_at(&mut self, column: u16, row: usize) {
        let (page, focus) = (self.page(), self.focus);
        let loose = matches!(self.lock, Lock::Unlocked(_));
        self.moving(|port, sheet, current| {
            let Some(shown) = port.shown().get(row) else { return };
            let only_right = shown.bead_row().left.is_none() && shown.bead_row().right.is_some();
            let below = if only_right { Side::Right } else { Side::Left };
            let on_screen = if loose { focus } else { page.gutter.map_or(below, |_| page.side_at(column)) };
            let side = if loose { Side::Left } else { on_screen };
            let text = shown.bead_row().side(side);
            let into = usize::from(column.saturating_sub(page.x[on_screen.index()]));
            let byte = text.and_then(|text| text.byte_at(into));
            let segment = byte.and_then(|byte| sheet.document(side)?.segment_at(byte));
            let pointed = segment.and_then(|segment| sheet.bead_of(side, segment));
            if let Some(bead) = pointed.filter(|&bead| shown.holds(bead)).or_else(|| shown.bead()) {
                *current = start_of(sheet, bead, current.0);
            }
        });
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
            Lock::Unlocked(loose) => Some(Pin { source: loose[0].segment, target: loose[1].segment }),
        }
    }

    /// Keeps it that two segments stand against each other, in place of what contradicts it.
    pub fn keep_pin(&mut self, pin: Pin) {
        let Shown::Two(_, [left, right], _) = &self.shown else { return };
        let spots = [(left, pin.source), (right, pin.target)];
        let [source, target] = spots.map(|(document, segment)| Spot::of(document, Place::at_segment(segment)));
        let before = |a: Spot, b: Spot| a.position() < b.position();
        let pins = &mut self.wanted.pins;
        pins.retain(|old| before(old[0], source) == before(old[1], target) && *old != [source, target]);
        pins.push([source, target]);
        pins.sort_by_key(|pin| pin.map(Spot::position));
    }

    /// Locks the sides; the focused side stays where it is.
    pub fn lock_at(&mut self, pin: Pin) {
        let row = match &self.lock {
            Lock::Locked => 0,
            Lock::Unlocked(loose) => {
                let side = &loose[self.focus.index()];
                side.port.row_of(side.segment).unwrap_or(0)
            }
        };
        let segment = match self.focus {
            Side::Left => pin.source,
            Side::Right => pin.target,
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

    /// Lays out again after anchor and current place were set from outside.
    pub fn renew(&mut self) {
        self.port.invalidate();
        self.clamp_current();
        self.refill();
    }

    /// How far the text is scrolled, in thousandths: 0 at the top, 1000 where its end is in sight.
    pub fn progress(&self) -> u16 {
        self.progress
    }
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
    fn of(work: &Work, versions: &[usize]) -> Self {
        let is_long = |&version: &usize| work.versions.get(version).is_some_and(|version| version.size > HELD);
        if versions.iter().any(is_long) { Holding::Stretches } else { Holding::Whole }
    }

    /// Whether a document does for reading at a position.
    fn takes(self, document: &Document, position: u64) -> bool {
        match self {
            Holding::Whole => !document.is_stretch(),
            Holding::Stretches => document.reaches(position),
        }
    }

    /// Whether another stretch is wanted soon.
    fn strays(self, document: &Document, position: u64) -> bool {
        let (held, _) = document.span();
        if matches!(document.extent, Extent::Beginning { .. }) {
            return true;
        }
        self == Holding::Stretches
            && ((!document.has_start() && position < held.start + STRETCH_MARGIN)
                || (!document.has_end() && position + STRETCH_MARGIN > held.end))
    }
}

impl Shown {
    /// Whether the same two versions are shown, in other stretches of them.
    fn goes_on_in(&self, other: &Shown) -> bool {
        matches!((self, other), (Shown::Two(a, old, _), Shown::Two(b, new, _))
            if a == b && old.iter().chain(new).any(|document| document.is_stretch()))
    }

    /// Whether the same two documents are shown, level in whatever way.
    fn has_same_texts(&self, other: &Shown) -> bool {
        matches!((self, other), (Shown::Two(a, ..), Shown::Two(b, ..)) if a == b) && texts_of(self) == texts_of(other)
    }

    /// Whether the same documents are shown in the same way.
    fn is_same(&self, other: &Shown) -> bool {
        match (self, other) {
            (Shown::One(a, old), Shown::One(b, new)) => a == b && Arc::ptr_eq(old, new),
            (Shown::Two(a, old, before), Shown::Two(b, new, after)) => {
                a == b && Arc::ptr_eq(&old[0], &new[0]) && Arc::ptr_eq(&old[1], &new[1]) && before == after
            }
            _ => false,
        }
    }
}

/// The place on the other side that is as far into the bead as this one; at a gap, the start of what follows it.
fn counterpart(documents: &[Arc<Document>; 2], alignment: &Alignment, side: Side, place: Place) -> Option<Place> {
    let [here, there] = [side, side.other()].map(|side| &documents[side.index()]);
    let bead = &alignment.beads()[alignment.bead_of(side, place.segment)?];
    let (own, other) = (bead.segments(side), bead.segments(side.other()));
    if other.is_empty() || place == Place::at_segment(own.start) {
        return alignment.counterpart(side, place.segment).map(Place::at_segment);
    }
    let bytes = |document: &Document, segments: std::ops::Range<usize>| {
        document.segments()[segments.start].range.start..document.segments()[segments.end - 1].range.end
    };
    let (own, other) = (bytes(here, own), bytes(there, other));
    let byte = here.segments()[place.segment].range.start + place.offset;
    let share = byte.saturating_sub(own.start) as f64 / own.len().max(1) as f64;
    let mut to = other.start + (other.len() as f64 * share.min(1.0)) as usize;
    while !there.text().is_char_boundary(to) {
        to -= 1;
    }
    let segment = there.segment_at(to.min(other.end.saturating_sub(1)))?;
    Some(Place { segment, offset: to.saturating_sub(there.segments()[segment].range.start) })
}

/// What is shown, by where its documents lie: another document has another address.
pub fn texts_of(shown: &Shown) -> Vec<usize> {
    match shown {
        Shown::Nothing => Vec::new(),
        Shown::One(_, document) => vec![Arc::as_ptr(document).addr()],
        Shown::Two(_, documents, _) => documents.iter().map(|document| Arc::as_ptr(document).addr()).collect(),
    }
}

/// The start of a bead's text on the preferred side, or on the other one where this side has nothing.
fn start_of(sheet: &Sheet<'_>, bead: usize, side: Side) -> (Side, Place) {
    let preferred = sheet.segments(bead, side);
    if preferred.is_empty() && sheet.right.is_some() {
        (side.other(), Place::at_segment(sheet.segments(bead, side.other()).start))
    } else {
        (side, Place::at_segment(preferred.start))
    }
}

/// The `n`th bead after `from` in the direction of `towards` that `stops` accepts and that is not folded away; the
/// last such one where there are fewer.
fn step(sheet: &Sheet<'_>, from: usize, towards: isize, n: usize, stops: impl Fn(usize) -> bool) -> Option<usize> {
    let accepts = |bead: &usize| !sheet.is_folded_away(*bead) && stops(*bead);
    if towards > 0 {
        (from + 1..sheet.n_beads()).filter(accepts).take(n).last()
    } else {
        (0..from).rev().filter(accepts).take(n).last()
    }
}
