//! Beads and alignments.

use std::fmt;
use std::ops::Range;

/// One of the two sides of a bitext: source and target in the model, left and right on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Side {
    /// The source, shown on the left or first.
    #[default]
    Left,
    /// The target, shown on the right or second.
    Right,
}

impl Side {
    /// Both sides, left first.
    pub const BOTH: [Side; 2] = [Side::Left, Side::Right];

    /// The other side.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Side::Left => Side::Right,
            Side::Right => Side::Left,
        }
    }

    /// 0 for left, 1 for right: for arrays with one value a side.
    pub fn index(self) -> usize {
        self as usize
    }
}

/// Below this confidence a bead is shown as doubtful.
const DOUBTFUL_BELOW: f32 = 0.5;

/// From this confidence on a bead is taken for certain.
const CERTAIN_FROM: f32 = 0.97;

/// n source segments matched with m target segments; a gap where one side has none.
#[derive(Debug, Clone, PartialEq)]
pub struct Bead {
    /// The source segments.
    pub source: Range<usize>,
    /// The target segments.
    pub target: Range<usize>,
    /// How sure the match is, 0 to 1.
    pub confidence: f32,
}

impl Bead {
    /// The segments of one side.
    pub fn segments(&self, side: Side) -> Range<usize> {
        match side {
            Side::Left => self.source.clone(),
            Side::Right => self.target.clone(),
        }
    }

    /// Whether one side has nothing.
    pub fn is_gap(&self) -> bool {
        self.source.is_empty() || self.target.is_empty()
    }

    /// Whether both sides have text and it may well be that they don't belong together.
    pub fn is_doubtful(&self) -> bool {
        !self.is_gap() && self.confidence < DOUBTFUL_BELOW
    }

    /// Whether the match, or that there is none, is as good as sure.
    pub fn is_certain(&self) -> bool {
        self.confidence >= CERTAIN_FROM
    }
}

/// Beads in order, monotone, covering every segment of both sides exactly once.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Alignment {
    beads: Vec<Bead>,
}

/// Why a list of beads is not an alignment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlignmentError {
    /// The first bead that is wrong; the number of beads where the end is missing.
    pub bead: usize,
}

impl fmt::Display for AlignmentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "bead {} does not begin where the one before it ends", self.bead)
    }
}

impl std::error::Error for AlignmentError {}

impl Alignment {
    /// Checks that the beads are monotone and cover `n_source` and `n_target` segments exactly once, none of them
    /// empty on both sides.
    ///
    /// # Errors
    ///
    /// The first bead that breaks this.
    pub fn new(beads: Vec<Bead>, n_source: usize, n_target: usize) -> Result<Self, AlignmentError> {
        let (mut source, mut target) = (0, 0);
        for (index, bead) in beads.iter().enumerate() {
            let follows = bead.source.start == source && bead.target.start == target;
            let forward = bead.source.start <= bead.source.end && bead.target.start <= bead.target.end;
            let empty = bead.source.is_empty() && bead.target.is_empty();
            if !follows || !forward || empty {
                return Err(AlignmentError { bead: index });
            }
            (source, target) = (bead.source.end, bead.target.end);
        }
        if (source, target) == (n_source, n_target) {
            Ok(Self { beads })
        } else {
            Err(AlignmentError { bead: beads.len() })
        }
    }

    /// The beads in order.
    pub fn beads(&self) -> &[Bead] {
        &self.beads
    }

    /// The bead that holds a segment of one side, found by bisection.
    pub fn bead_of(&self, side: Side, segment: usize) -> Option<usize> {
        let index = self.beads.partition_point(|bead| bead.segments(side).end <= segment);
        self.beads.get(index).is_some_and(|bead| bead.segments(side).contains(&segment)).then_some(index)
    }

    /// The segment of the other side where the counterpart of this segment begins; at a gap, the segment that
    /// follows the gap there, or the last one.
    pub fn counterpart(&self, side: Side, segment: usize) -> Option<usize> {
        let n_other = self.beads.last()?.segments(side.other()).end;
        let bead = &self.beads[self.bead_of(side, segment)?];
        n_other.checked_sub(1).map(|last| bead.segments(side.other()).start.min(last))
    }

    /// The same alignment with its sides exchanged.
    #[must_use]
    pub fn mirrored(&self) -> Self {
        let mirror = |bead: &Bead| Bead {
            source: bead.target.clone(),
            target: bead.source.clone(),
            confidence: bead.confidence,
        };
        Self { beads: self.beads.iter().map(mirror).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bead(source: Range<usize>, target: Range<usize>) -> Bead {
        Bead { source, target, confidence: 1.0 }
    }

    #[test]
    fn only_beads_that_cover_both_sides_once_and_in_order_make_an_alignment() {
        assert!(Alignment::new(vec![bead(0..1, 0..2), bead(1..2, 2..2)], 2, 2).is_ok());
        let wrong = [
            (vec![bead(0..1, 0..1), bead(2..3, 1..2)], 1),
            (vec![bead(0..1, 0..1), bead(0..2, 1..2)], 1),
            (vec![bead(0..0, 0..0), bead(0..2, 0..2)], 0),
            (vec![bead(0..1, 0..2)], 1),
        ];
        for (beads, at) in wrong {
            assert_eq!(Alignment::new(beads, 2, 2), Err(AlignmentError { bead: at }));
        }
    }

    #[test]
    fn a_gap_is_never_doubtful_and_what_is_certain_is_no_doubt() {
        let with = |confidence: f32, target: Range<usize>| Bead { confidence, ..bead(0..1, target) };
        assert!(with(0.1, 0..1).is_doubtful() && !with(0.1, 0..0).is_doubtful());
        for confidence in [0.0, 0.3, 0.6, 0.95, 1.0] {
            let bead = with(confidence, 0..1);
            assert!(!(bead.is_doubtful() && bead.is_certain()), "{confidence}");
        }
    }

    #[test]
    fn a_segment_finds_its_bead_and_its_counterpart_even_at_a_gap() {
        let alignment = Alignment::new(vec![bead(0..2, 0..1), bead(2..3, 1..1), bead(3..4, 1..2)], 4, 2).expect("good");
        assert_eq!(alignment.bead_of(Side::Left, 1), Some(0));
        assert_eq!(alignment.bead_of(Side::Right, 1), Some(2));
        assert_eq!(alignment.bead_of(Side::Right, 2), None);
        assert_eq!(alignment.counterpart(Side::Left, 2), Some(1));
        assert_eq!(alignment.mirrored().mirrored(), alignment);
    }
}
