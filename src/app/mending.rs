//! What was mended by hand, of the versions of the work that is open, and what can be undone of it.

use std::ops::Range;
use std::sync::Arc;

use crate::align::mend::Cut;
use crate::align::{Hold, Pin};
use crate::model::{Bead, Document, VersionId};

/// A pin by the positions of its texts, which hold for every stretch of them and for what is read of them first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tie {
    sides: [Range<u64>; 2],
    hold: Hold,
}

impl Tie {
    /// What a pin ties in two documents.
    pub fn of(pin: &Pin, documents: [&Document; 2]) -> Self {
        let positions = |document: &Document, segments: &Range<usize>| {
            let all = document.segments();
            let start = all.get(segments.start).map_or(document.text().len(), |segment| segment.range.start);
            let end = if segments.is_empty() { start } else { all[segments.end - 1].range.end };
            document.position_of(start)..document.position_of(end)
        };
        Self { sides: [positions(documents[0], &pin.source), positions(documents[1], &pin.target)], hold: pin.hold }
    }

    /// The pin in two documents, if they hold all that it ties.
    pub fn pin_in(&self, documents: [&Document; 2]) -> Option<Pin> {
        let segments = |document: &Document, positions: &Range<u64>| {
            let held = document.span().0;
            let all = document.segments();
            let at_end = document.has_end() && positions.start >= held.end;
            if at_end && positions.is_empty() {
                return Some(all.len()..all.len());
            }
            let byte = document.byte_at(positions.start)?;
            let first = document.segment_at(byte)?;
            if positions.is_empty() {
                return Some(first..first);
            }
            let last = document.segment_at(document.byte_at(positions.end - 1)?)?;
            Some(first..last + 1)
        };
        let [source, target] = [0, 1].map(|side: usize| segments(documents[side], &self.sides[side]));
        Some(Pin { source: source?, target: target?, hold: self.hold })
    }

    /// The same with the sides exchanged.
    #[must_use]
    pub fn mirrored(&self) -> Self {
        let [source, target] = self.sides.clone();
        Self { sides: [target, source], hold: self.hold }
    }

    fn key(&self) -> [u64; 5] {
        let [source, target] = &self.sides;
        [source.start, target.start, source.end, target.end, self.hold as u64]
    }
}

/// How many deeds can be undone.
const MOST_UNDONE: usize = 1000;

/// What stands by the reader's word between two versions, and what was done to it since it was read.
#[derive(Debug, Clone, Default)]
pub struct Mended {
    ties: Vec<Tie>,
    done: Vec<Change>,
    undone: Vec<Change>,
}

/// What a deed took away and what it put there.
#[derive(Debug, Clone)]
struct Change {
    away: Vec<Tie>,
    there: Vec<Tie>,
}

/// A way through what was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Time {
    /// Undoing.
    Back,
    /// Doing again.
    Forth,
}

impl Mended {
    /// Of what was kept; nothing of it can be undone.
    pub fn of(mut ties: Vec<Tie>) -> Self {
        ties.sort_by_key(Tie::key);
        Self { ties, ..Self::default() }
    }

    /// What stands, in order.
    pub fn ties(&self) -> &[Tie] {
        &self.ties
    }

    /// Lets something else stand from now on, which can be undone.
    pub fn change(&mut self, mut ties: Vec<Tie>) {
        ties.sort_by_key(Tie::key);
        let (mut away, mut there) = (Vec::new(), Vec::new());
        let (mut old, mut new) = (self.ties.iter().peekable(), ties.iter().peekable());
        // Both are in order: what only one of them has is what changed.
        loop {
            match (old.peek(), new.peek()) {
                (Some(a), Some(b)) if a == b => {
                    old.next();
                    new.next();
                }
                (Some(a), Some(b)) if a.key() > b.key() => there.extend(new.next().cloned()),
                (Some(_), _) => away.extend(old.next().cloned()),
                (None, Some(_)) => there.extend(new.next().cloned()),
                (None, None) => break,
            }
        }
        self.undone.clear();
        if self.done.len() >= MOST_UNDONE {
            self.done.remove(0);
        }
        self.done.push(Change { away, there });
        self.ties = ties;
    }

    /// Goes back or forth by what was done once; how often that is possible further, or `None` where it was not.
    pub fn go(&mut self, time: Time) -> Option<usize> {
        let (from, to) = match time {
            Time::Back => (&mut self.done, &mut self.undone),
            Time::Forth => (&mut self.undone, &mut self.done),
        };
        let change = from.pop()?;
        let n_left = from.len();
        let (away, there) = match time {
            Time::Back => (&change.there, &change.away),
            Time::Forth => (&change.away, &change.there),
        };
        self.ties.retain(|tie| !away.contains(tie));
        self.ties.extend_from_slice(there);
        self.ties.sort_by_key(Tie::key);
        to.push(change);
        Some(n_left)
    }
}

/// Two versions whichever of them is on the left, and whether they are the other way round here.
pub fn by_name([left, right]: [&VersionId; 2]) -> ([VersionId; 2], bool) {
    if left <= right { ([left.clone(), right.clone()], false) } else { ([right.clone(), left.clone()], true) }
}

/// Mending, while the reader is at it: where the current bead would be split.
#[derive(Debug, Clone, Default)]
pub struct Mending {
    /// The bead that the cut was moved in, and the cut.
    cut: Option<(Range<usize>, Range<usize>, Cut)>,
}

impl Mending {
    /// Where a bead would be split: where the reader has put the cut, or in its middle.
    pub fn cut_of(&self, bead: &Bead) -> Cut {
        match &self.cut {
            Some((source, target, cut)) if (source, target) == (&bead.source, &bead.target) => *cut,
            _ => Cut::middle(bead),
        }
    }

    /// Moves the cut.
    pub fn put_cut(&mut self, bead: &Bead, cut: Cut) {
        self.cut = Some((bead.source.clone(), bead.target.clone(), cut));
    }
}

/// Two documents, by what they are and not by what they say.
pub fn same(a: &[Arc<Document>; 2], b: &[Arc<Document>; 2]) -> bool {
    Arc::ptr_eq(&a[0], &b[0]) && Arc::ptr_eq(&a[1], &b[1])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{BlockKind, DocumentBuilder, Spacing};
    use proptest::prelude::*;

    fn document(n: usize) -> Document {
        let (mut builder, mut text) = (DocumentBuilder::default(), String::new());
        for at in 0..n {
            let start = text.len();
            text.push_str(&format!("Line {at}."));
            builder.push(BlockKind::Paragraph, Spacing::Apart, start..text.len());
            text.push('\n');
        }
        builder.finish(text, |_, _| Vec::new())
    }

    #[test]
    fn a_tie_is_the_pin_that_it_was_made_of_and_holds_in_a_longer_text() {
        let [a, b] = [document(5), document(4)];
        let longer = document(8);
        for pin in [Pin::start(0, 3), Pin::bead(1..3, 2..3), Pin::bead(2..2, 0..2), Pin::bead(4..5, 4..4)] {
            let tie = Tie::of(&pin, [&a, &b]);
            assert_eq!(tie.pin_in([&a, &b]), Some(pin.clone()));
            assert_eq!(tie.mirrored().pin_in([&b, &a]), Some(pin.clone().mirrored()));
            if pin.target.end < 4 {
                assert_eq!(tie.pin_in([&longer, &b]), Some(pin));
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn undoing_gives_back_exactly_what_was_and_doing_again_what_came_of_it(
            states in prop::collection::vec(prop::collection::btree_set(0..30_u64, 0..12), 1..20),
        ) {
            let tie = |&at: &u64| Tie { sides: [at..at + 1, at..at + 1], hold: Hold::Bead };
            let states: Vec<Vec<Tie>> = states.iter().map(|state| state.iter().map(tie).collect()).collect();
            let mut mended = Mended::of(states[0].clone());
            states[1..].iter().for_each(|state| mended.change(state.clone()));
            for state in states.iter().rev().skip(1) {
                prop_assert!(mended.go(Time::Back).is_some());
                prop_assert_eq!(mended.ties(), &state[..]);
            }
            prop_assert_eq!(mended.go(Time::Back), None);
            for state in &states[1..] {
                prop_assert!(mended.go(Time::Forth).is_some());
                prop_assert_eq!(mended.ties(), &state[..]);
            }
            prop_assert_eq!(mended.go(Time::Forth), None);
        }
    }
}
