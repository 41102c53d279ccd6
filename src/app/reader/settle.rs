//! From what is wanted to what is shown: the place is carried over through alignments.

use std::sync::Arc;

use super::holding::Arrival;
use super::moving::start_of;
use super::{Goal, Holding, Known, Lock, LooseSide, Reader, Shown, View, texts_of};
use crate::align::Pin;
use crate::app::Effort;
use crate::app::again::place_again;
use crate::app::tally::Tally;
use crate::layout::Anchor;
use crate::library::is_whole;
use crate::model::{Alignment, Document, Place, Side, Work};
use crate::state::Spot;

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
    /// What was mended by hand in the alignment of two versions.
    Mends([usize; 2], [Arc<Document>; 2]),
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
    /// What was mended by hand of two documents, which are those of these versions; `None` until it was looked for.
    fn pins(&self, work: &Work, versions: [usize; 2], documents: [&Arc<Document>; 2]) -> Option<Vec<Pin>>;
    /// The alignment of two documents.
    fn alignment(&self, left: &Arc<Document>, right: &Arc<Document>, pins: &[Pin]) -> Option<Laid>;
}

impl Shown {
    /// Whether the same two versions are shown, in other stretches of them.
    pub(super) fn goes_on_in(&self, other: &Shown) -> bool {
        matches!((self, other), (Shown::Two(a, old, _), Shown::Two(b, new, _))
            if a == b && old.iter().chain(new).any(|document| document.is_stretch()))
    }

    /// Whether the same two documents are shown, level in whatever way.
    pub(super) fn has_same_texts(&self, other: &Shown) -> bool {
        matches!((self, other), (Shown::Two(a, ..), Shown::Two(b, ..)) if a == b) && texts_of(self) == texts_of(other)
    }

    /// Whether the same documents are shown in the same way.
    pub(super) fn is_same(&self, other: &Shown) -> bool {
        match (self, other) {
            (Shown::One(a, old), Shown::One(b, new)) => a == b && Arc::ptr_eq(old, new),
            (Shown::Two(a, old, before), Shown::Two(b, new, after)) => {
                a == b && Arc::ptr_eq(&old[0], &new[0]) && Arc::ptr_eq(&old[1], &new[1]) && before == after
            }
            _ => false,
        }
    }
}

impl Reader {
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
                let pins = shelf.pins(&self.work, [*a, *b], [left, right]);
                let laid = pins.as_deref().and_then(|pins| shelf.alignment(left, right, pins));
                match (pins, laid) {
                    (Some(pins), Some(Laid { alignment, effort })) => {
                        if effort < Effort::Full {
                            lacks.push(Lack::Alignment(documents.clone(), pins.clone(), near));
                        }
                        self.pins = pins;
                        self.show(Shown::Two([*a, *b], documents, alignment), &known);
                    }
                    (pins, _) => {
                        // What is on the screen first comes first: the rest of the texts waits until rows are level.
                        lacks.retain(|lack| !matches!(lack, Lack::Ahead(..)));
                        lacks.push(match pins {
                            Some(pins) => Lack::Alignment(documents, pins, near),
                            None => Lack::Mends([*a, *b], documents),
                        });
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
    pub(super) fn positions(&self, versions: &[usize], known: &[Known]) -> Vec<u64> {
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

    /// Goes where the reader wanted to go, if that is there now.
    pub(super) fn reach_goal(&mut self) {
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

    /// Whether the place to begin at lies beyond what has been read of its version.
    pub(super) fn begins_beyond(&self, versions: &[usize], documents: &[Option<Arc<Document>>]) -> bool {
        self.begin_at.iter().any(|beginning| {
            let read = versions.iter().zip(documents).find(|(version, _)| **version == beginning.version);
            let read = read.and_then(|(_, document)| document.as_ref());
            read.is_some_and(|document| !is_whole(document) && !beginning.spot.is_within(document))
        })
    }

    /// The first screenful doesn't wait for the other side: a version whose place is known comes alone.
    pub(super) fn show_meanwhile(&mut self, versions: &[usize], documents: &[Option<Arc<Document>>], known: &[Known]) {
        let mut at_hand =
            versions.iter().zip(documents).filter_map(|(&version, document)| Some((version, document.clone()?)));
        let has_place = |version: usize| known.is_empty() || known.iter().any(|known| known.version == version);
        if let Some((version, document)) = at_hand.find(|(version, _)| has_place(*version)) {
            self.show(Shown::One(version, document), known);
            self.meanwhile = Some(self.current);
        }
    }

    pub(super) fn show_one(
        &mut self,
        version: usize,
        document: Arc<Document>,
        shelf: &dyn Shelf,
        known: &[Known],
    ) -> Option<Lack> {
        let mut known = known.to_vec();
        if let (Shown::One(_, old), false) = (&self.shown, known.iter().any(|known| known.version == version)) {
            // From one version to another one: the way leads through their alignment.
            let (Shown::One(from, _), documents) = (&self.shown, [Arc::clone(old), Arc::clone(&document)]) else {
                return None;
            };
            let Some(pins) = shelf.pins(&self.work, [*from, version], [old, &document]) else {
                return Some(Lack::Mends([*from, version], documents));
            };
            let Some(Laid { alignment, .. }) = shelf.alignment(old, &document, &pins) else {
                return Some(Lack::Alignment(documents, pins, (Side::Left, self.eye().1.segment)));
            };
            let (_, place, _) = self.eye();
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
    pub(super) fn known_again(&self, shelf: &dyn Shelf) -> Vec<Known> {
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

    /// Puts something else on the screen, at the same place and, if it was in sight, at the same row.
    pub(super) fn show(&mut self, shown: Shown, known: &[Known]) {
        if !self.shown.is_same(&shown) {
            self.replace(shown, known);
        }
        self.renew_veil();
        self.renew_amounts();
    }

    fn replace(&mut self, shown: Shown, known: &[Known]) {
        // Who has not moved since the first of two versions came still waits for the screen that was left.
        let begins = matches!(self.shown, Shown::Nothing) || self.meanwhile == Some(self.current);
        let resumes = begins && !self.begin_at.is_empty();
        let has_start =
            Side::BOTH.iter().filter_map(|&side| self.document_shown(side)).all(|document| document.has_start());
        let at_start = self.port.anchor == Anchor::START && !resumes && has_start;
        let first = self.bead().is_none_or(|bead| bead == 0);
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
    pub(super) fn show_loose(&mut self, shown: Shown) {
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
    pub(super) fn pay_owed(&mut self) {
        let rows = std::mem::take(&mut self.owed);
        if rows != 0 {
            self.scroll(rows);
        }
    }

    pub(super) fn count_beads(&mut self) {
        if let Some(sheet) = self.sheet() {
            self.tally = Tally::of(&sheet);
        }
    }
}

/// The place on the other side that is as far into the bead as this one; at a gap, the start of what follows it.
pub(super) fn counterpart(
    documents: &[Arc<Document>; 2],
    alignment: &Alignment,
    side: Side,
    place: Place,
) -> Option<Place> {
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
