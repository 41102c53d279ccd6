//! What of an alignment stands by the reader's word: the program aligns between it and changes nothing of it.
//!
//! Of two pins that contradict each other the one before in the list holds, but a whole bead comes before a beginning. What
//! is left is in order and apart ([`in_order`]), so that it cuts the texts into what is aligned by itself.

use std::ops::Range;

use super::band::Node;
use super::parts::by_proportion;
use crate::model::{Bead, Side};

/// Segments that the reader says correspond.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Pin {
    /// The source segments.
    pub source: Range<usize>,
    /// The target segments.
    pub target: Range<usize>,
    /// What is said of them.
    pub hold: Hold,
}

/// What a pin says of its segments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Hold {
    /// A bead with text on both sides begins with them, however far it goes: there is one segment on each side.
    Start,
    /// They are a bead; where one side has none, a gap that stands there on the other side.
    Bead,
}

impl Pin {
    /// Two segments at which a bead begins.
    pub fn start(source: usize, target: usize) -> Self {
        Self { source: source..source.saturating_add(1), target: target..target.saturating_add(1), hold: Hold::Start }
    }

    /// Segments that are a bead.
    pub fn bead(source: Range<usize>, target: Range<usize>) -> Self {
        Self { source, target, hold: Hold::Bead }
    }

    /// The segments of one side.
    pub fn segments(&self, side: Side) -> Range<usize> {
        match side {
            Side::Left => self.source.clone(),
            Side::Right => self.target.clone(),
        }
    }

    /// The same with the sides exchanged.
    #[must_use]
    pub fn mirrored(self) -> Self {
        Self { source: self.target, target: self.source, hold: self.hold }
    }

    /// Whether this one may stand before another one in one alignment.
    pub fn is_before(&self, other: &Pin) -> bool {
        self.source.end <= other.source.start && self.target.end <= other.target.start
    }

    /// Whether a bead is as the pin says.
    pub fn holds(&self, bead: &Bead) -> bool {
        match self.hold {
            Hold::Bead => (&self.source, &self.target) == (&bead.source, &bead.target),
            Hold::Start => {
                !bead.is_gap() && (self.source.start, self.target.start) == (bead.source.start, bead.target.start)
            }
        }
    }

    /// Whether two texts of so many segments have it.
    fn is_in(&self, end: Node) -> bool {
        let is_range = |range: &Range<usize>, end: usize| range.start <= range.end && range.end <= end;
        let is_empty = self.source.is_empty() && self.target.is_empty();
        !is_empty && is_range(&self.source, end.0) && is_range(&self.target, end.1)
    }

    /// What pins are sorted by.
    pub fn key(&self) -> [usize; 5] {
        [self.source.start, self.target.start, self.source.end, self.target.end, self.hold as usize]
    }

    pub(super) fn from(&self) -> Node {
        (self.source.start, self.target.start)
    }

    pub(super) fn until(&self) -> Node {
        (self.source.end, self.target.end)
    }
}

/// The pins that two texts of so many segments can keep to, in order: without those that they don't have and those that
/// contradict others.
pub fn in_order(pins: &[Pin], end: Node) -> Vec<Pin> {
    let mut kept: Vec<Pin> = Vec::new();
    let of = |hold: Hold| pins.iter().filter(move |pin| pin.hold == hold && pin.is_in(end));
    for pin in of(Hold::Bead).chain(of(Hold::Start)) {
        let at = kept.partition_point(|other| other.from() < pin.from());
        let follows = kept[..at].last().is_none_or(|before| before.is_before(pin));
        if follows && kept.get(at).is_none_or(|after| pin.is_before(after)) {
            kept.insert(at, pin.clone());
        }
    }
    kept
}

/// The pins that lie between two nodes, counted from the first.
pub fn between(pins: &[Pin], from: Node, to: Node) -> Vec<Pin> {
    let inside = |pin: &&Pin| {
        (from.0 <= pin.source.start && from.1 <= pin.target.start) && (pin.source.end <= to.0 && pin.target.end <= to.1)
    };
    let shifted = |range: &Range<usize>, by: usize| range.start - by..range.end - by;
    let moved =
        |pin: &Pin| Pin { source: shifted(&pin.source, from.0), target: shifted(&pin.target, from.1), hold: pin.hold };
    pins.iter().filter(inside).map(moved).collect()
}

/// The first pin, of those in order, that does not lie on one side of a node altogether.
pub fn cut_by(pins: &[Pin], node: Node) -> Option<&Pin> {
    let is_before = |pin: &Pin| pin.source.end <= node.0 && pin.target.end <= node.1;
    let is_after = |pin: &Pin| node.0 <= pin.source.start && node.1 <= pin.target.start;
    pins.iter().find(|pin| !is_before(pin) && !is_after(pin))
}

/// Beads between two nodes by the numbers of segments alone, but for what is pinned, of which none lies half outside.
pub fn filled(pins: &[Pin], from: Node, to: Node, beads: &mut Vec<Bead>) {
    let mut at = from;
    let inside =
        |pin: &&Pin| from.0 <= pin.from().0 && from.1 <= pin.from().1 && pin.until().0 <= to.0 && pin.until().1 <= to.1;
    for pin in pins.iter().filter(inside) {
        by_proportion(at, pin.from(), beads);
        at = pin.from();
        if pin.hold == Hold::Bead {
            beads.push(Bead { source: pin.source.clone(), target: pin.target.clone(), confidence: 1.0 });
            at = pin.until();
        }
    }
    by_proportion(at, to, beads);
}
