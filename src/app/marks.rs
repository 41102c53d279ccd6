//! The marks at hand, and where those of the work that is read are in what is shown.
//!
//! Where a mark is depends on the texts, the alignment and the marks: it is reckoned anew when one of these is another
//! one. A passage whose text was changed, or that has no anchor in what is shown, is looked for by a worker.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::reader::{Reader, Shown, texts_of};
use crate::layout::Sheet;
use crate::model::{Document, Side, Version, VersionId, Work};
use crate::state::marks::{Anchor, Found, Kind, Mark, Marks, segments_in};

/// How many changes can be undone.
const KEPT_CHANGES: usize = 100;

/// Where marks are looked for.
#[derive(Debug, Clone)]
pub struct Placing {
    /// Which search it is.
    pub generation: u64,
    /// The version in which they are looked for.
    pub version: Version,
    /// Its text.
    pub document: Arc<Document>,
    /// Marks that have an anchor in it.
    pub own: Vec<(String, Anchor)>,
    /// Marks that have one in another version.
    pub carried: Vec<Carried>,
}

/// Marks that are carried over from a version.
#[derive(Debug, Clone)]
pub struct Carried {
    /// The version.
    pub version: Version,
    /// Its text, if it is at hand.
    pub at_hand: Option<Arc<Document>>,
    /// The marks, by name, and their anchors in it.
    pub anchors: Vec<(String, Anchor)>,
}

/// A mark in what is shown.
#[derive(Debug, Clone)]
pub struct Placed {
    /// The mark.
    pub mark: Arc<Mark>,
    /// The bytes of each side's text that it is on; one version is on the left.
    pub bytes: [Range<usize>; 2],
    /// The beads that it is on.
    pub beads: Range<usize>,
}

impl Placed {
    /// Whether it is on any of some bytes of each side.
    pub fn meets(&self, bytes: &[Range<usize>; 2]) -> bool {
        let meet = |a: &Range<usize>, b: &Range<usize>| a.start < b.end && b.start < a.end;
        self.bytes.iter().zip(bytes).any(|(own, other)| meet(own, other))
    }

    /// Whether it is on nothing but these bytes.
    pub fn is_within(&self, bytes: &[Range<usize>; 2]) -> bool {
        let within = |(own, other): (&Range<usize>, &Range<usize>)| {
            own.is_empty() || (other.start <= own.start && own.end <= other.end)
        };
        self.bytes.iter().zip(bytes).all(within)
    }
}

/// What stands beside a row for the marks that begin in it.
pub fn sign(kind: Kind, has_note: bool) -> &'static str {
    use crate::state::marks::Colour as C;
    match (kind, has_note) {
        (Kind::Bookmark, false) => "⚑",
        (Kind::Bookmark, true) => "⚐",
        (Kind::Note, _) => "✎",
        (Kind::Highlight(C::Yellow), false) => "y",
        (Kind::Highlight(C::Yellow), true) => "Y",
        (Kind::Highlight(C::Green), false) => "g",
        (Kind::Highlight(C::Green), true) => "G",
        (Kind::Highlight(C::Blue), false) => "b",
        (Kind::Highlight(C::Blue), true) => "B",
        (Kind::Highlight(C::Red), false) => "r",
        (Kind::Highlight(C::Red), true) => "R",
        (Kind::Highlight(C::Violet), false) => "v",
        (Kind::Highlight(C::Violet), true) => "V",
    }
}

/// What stands beside a row in which several marks begin.
pub const SEVERAL: &str = "≡";

/// What where marks are depends on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Basis {
    texts: Vec<usize>,
    alignment: usize,
    revision: u64,
}

/// The marks, and where those of the work that is read are.
#[derive(Debug, Clone, Default)]
pub struct MarkDesk {
    /// All of them.
    pub all: Marks,
    /// Those that are in what is shown, in order.
    pub placed: Vec<Placed>,
    /// What the marks were before each change: their names, and themselves where they were there.
    pub(super) changes: Vec<Vec<(String, Option<Arc<Mark>>)>>,
    /// A note that was left without keeping it, and the passage or mark that it was for.
    pub(super) draft: Option<(String, String)>,
    basis: Basis,
    /// Marks that were looked for in the texts that are shown.
    found: HashMap<String, Found>,
    generation: u64,
    revision: u64,
}

impl MarkDesk {
    /// Puts marks in, in place of what they were before, which can be undone.
    pub(super) fn change(&mut self, marks: Vec<Mark>) {
        let before = marks.iter().map(|mark| (mark.id.clone(), self.all.named(&mark.id).cloned())).collect();
        self.changes.push(before);
        if self.changes.len() > KEPT_CHANGES {
            self.changes.remove(0);
        }
        self.put(marks);
    }

    /// Puts marks in.
    pub(super) fn put(&mut self, marks: Vec<Mark>) {
        marks.into_iter().for_each(|mark| self.all.put(mark));
        self.revision += 1;
    }

    /// Takes in the marks of others, and those of before.
    pub(super) fn take(&mut self, marks: &Marks) {
        self.all = self.all.with(marks);
        self.revision += 1;
    }

    /// The marks of a work.
    pub fn of<'m>(&'m self, work: &'m Work) -> impl Iterator<Item = &'m Arc<Mark>> {
        let is_of = |mark: &&Arc<Mark>| work.versions.iter().any(|version| mark.at.contains_key(&version.id.0));
        self.all.iter().filter(is_of)
    }

    /// The marks that are on any of some bytes of each side.
    pub fn on<'m>(&'m self, bytes: &'m [Range<usize>; 2]) -> impl Iterator<Item = &'m Placed> {
        self.placed.iter().filter(move |placed| placed.meets(bytes))
    }

    /// Whether the passage of a mark of this work was looked for in what is shown, and is not there.
    pub fn is_gone(&self, mark: &Mark) -> bool {
        matches!(self.found.get(&mark.id), Some(Found::Gone))
    }

    /// Reckons where marks are, where that may be another place now; gives what has to be looked for.
    pub(super) fn place(
        &mut self,
        reader: &Reader,
        at_hand: &dyn Fn(&VersionId) -> Option<Arc<Document>>,
    ) -> Option<Placing> {
        let alignment = match &reader.shown {
            Shown::Two(_, _, alignment) => Arc::as_ptr(alignment).addr(),
            Shown::Nothing | Shown::One(..) => 0,
        };
        let basis = Basis { texts: texts_of(&reader.shown), alignment, revision: self.revision };
        if basis == self.basis {
            return None;
        }
        let are_new = basis.texts != self.basis.texts;
        if are_new {
            self.found.clear();
            // What is still being looked for is of another text.
            self.generation += 1;
        }
        let are_marks_new = basis.revision != self.basis.revision;
        self.basis = basis;
        let seats = self.seat(reader);
        // A better alignment alone asks for nothing that was not asked for before.
        let placing = (are_new || are_marks_new).then(|| self.placing(reader, seats, at_hand)).flatten();
        if let Some(placing) = &placing {
            self.generation = placing.generation;
        }
        placing
    }

    /// Takes in where marks were found; gives those that are to be kept with new anchors.
    pub(super) fn take_placed(
        &mut self,
        generation: u64,
        placed: Vec<(String, Found)>,
        reader: &Reader,
        now: u64,
    ) -> Vec<Mark> {
        if generation != self.generation {
            return Vec::new();
        }
        let moved = placed.iter().filter_map(|(id, found)| self.moved(id, found, reader, now)).collect();
        self.found.extend(placed);
        self.seat(reader);
        moved
    }

    /// A mark whose passage was moved in a text, with its new anchor there.
    fn moved(&self, id: &str, found: &Found, reader: &Reader, now: u64) -> Option<Mark> {
        let Found::Moved(bytes) = found else { return None };
        let mark = self.all.named(id)?;
        let (version, document, _) = first_text(reader)?;
        let segments = segments_in(document, bytes)?;
        let anchor = Anchor::of(version, document, segments)?;
        let mut moved = Mark { changed: mark.next_change(now), ..(**mark).clone() };
        moved.at.insert(version.id.0.clone(), anchor);
        Some(moved)
    }

    /// Puts the marks of the work in their places, and gives those that have none yet.
    fn seat(&mut self, reader: &Reader) -> Vec<Arc<Mark>> {
        let mut unseated = Vec::new();
        let mut placed = Vec::new();
        if let Some(sheet) = reader.sheet() {
            for mark in self.of(&reader.work) {
                let bytes = self.bytes_of(mark, reader);
                match bytes.as_ref().and_then(|bytes| placed_in(&sheet, mark, bytes)) {
                    Some(seat) => placed.push(seat),
                    None => unseated.push(Arc::clone(mark)),
                }
            }
        }
        placed.sort_by_key(|seat: &Placed| (seat.beads.start, seat.beads.end, seat.mark.made));
        self.placed = placed;
        unseated
    }

    /// The bytes of each side that a mark is on, by its own anchors; `None` where it has none that holds.
    fn bytes_of(&self, mark: &Mark, reader: &Reader) -> Option<[Range<usize>; 2]> {
        let versions = reader.versions_shown();
        let own = Side::BOTH.map(|side| {
            let version = versions.get(side.index()).and_then(|&version| reader.work.versions.get(version))?;
            let document = reader.document_shown(side)?;
            mark.anchor(&version.id)?.stays(document)?.bytes()
        });
        let found = self.found.get(&mark.id).and_then(Found::bytes);
        let [left, right] = own;
        let bytes = [left.or(found), right];
        bytes.iter().any(Option::is_some).then(|| bytes.map(|bytes| bytes.unwrap_or(0..0)))
    }

    /// What is to be looked for in the text on the left, which is enough: the other one goes along.
    fn placing(
        &self,
        reader: &Reader,
        marks: Vec<Arc<Mark>>,
        at_hand: &dyn Fn(&VersionId) -> Option<Arc<Document>>,
    ) -> Option<Placing> {
        let (version, document, held) = first_text(reader)?;
        let (mut own, mut carried) = (Vec::new(), Vec::<Carried>::new());
        for mark in marks.iter().filter(|mark| !self.found.contains_key(&mark.id)) {
            if let Some(anchor) = mark.anchor(&version.id) {
                if anchor.stays(document) != Some(Found::NotHeld) {
                    own.push((mark.id.clone(), anchor.clone()));
                }
                continue;
            }
            // What is too long to be held is not aligned by the way.
            let from = reader.work.versions.iter().find(|known| mark.at.contains_key(&known.id.0));
            let Some(from) = from.filter(|from| held == Held::Whole && from.size <= crate::library::HELD) else {
                continue;
            };
            let anchor = (mark.id.clone(), mark.at[&from.id.0].clone());
            match carried.iter_mut().find(|carried| carried.version.id == from.id) {
                Some(carried) => carried.anchors.push(anchor),
                None => {
                    let at_hand = at_hand(&from.id).filter(|document| document.has_start() && document.has_end());
                    carried.push(Carried { version: from.clone(), at_hand, anchors: vec![anchor] });
                }
            }
        }
        let generation = self.generation + 1;
        let is_needed = !own.is_empty() || !carried.is_empty();
        is_needed.then(|| Placing {
            generation,
            version: version.clone(),
            document: Arc::clone(document),
            own,
            carried,
        })
    }
}

/// Whether all of a text is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Held {
    Whole,
    Partly,
}

/// The text on the left, or the only one.
fn first_text(reader: &Reader) -> Option<(&Version, &Arc<Document>, Held)> {
    let version = reader.work.versions.get(*reader.versions_shown().first()?)?;
    let document = reader.document_shown(Side::Left)?;
    let held = if document.has_start() && document.has_end() { Held::Whole } else { Held::Partly };
    Some((version, document, held))
}

/// A mark in its place: what the other side has against it belongs to it, too, where it has no place of its own there.
fn placed_in(sheet: &Sheet<'_>, mark: &Arc<Mark>, bytes: &[Range<usize>; 2]) -> Option<Placed> {
    let beads_of = |side: Side| {
        let (document, bytes) = (sheet.document(side)?, &bytes[side.index()]);
        let segments = segments_in(document, bytes).filter(|_| !bytes.is_empty())?;
        Some(sheet.bead_of(side, segments.start)?..sheet.bead_of(side, segments.end - 1)? + 1)
    };
    let beads = Side::BOTH.into_iter().find_map(beads_of)?;
    let bytes = Side::BOTH.map(|side| match &bytes[side.index()] {
        own if !own.is_empty() || sheet.document(side).is_none() => own.clone(),
        _ => {
            let all = beads.clone().map(|bead| sheet.bytes(bead, side)).filter(|bytes| !bytes.is_empty());
            all.reduce(|first, next| first.start..next.end).unwrap_or(0..0)
        }
    });
    Some(Placed { mark: Arc::clone(mark), bytes, beads })
}
