//! The lattice of all alignments of two runs of segments: nodes, steps between them and what each step is worth.
//!
//! A node is how many segments of either side lie before it. From a node a bead leads to a node farther on both sides, a
//! gap to the next one on one side. How a node was reached matters to the gap that follows, so there are three
//! [`State`]s of each.

use std::ops::Range;

use super::band::{Band, Node};
use super::score::{LONGEST, Scores};
use crate::model::Side;

/// How a node was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// By a bead, or not at all: it is the first one.
    Bead,
    /// By a source segment without counterpart.
    SourceGap,
    /// By a target segment without counterpart.
    TargetGap,
}

/// All states, the preferred ones first.
pub const STATES: [State; 3] = [State::Bead, State::SourceGap, State::TargetGap];

/// How many segments a bead has on its two sides.
pub type Shape = (usize, usize);

/// The shapes that are tried, the preferred ones first.
pub const SHAPES: &[Shape] =
    &[(1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (3, 1), (2, 3), (3, 2), (1, 4), (4, 1), (1, 5), (5, 1), (1, 6), (6, 1)];

/// The shapes of a first pass over a long text.
pub const COARSE_SHAPES: &[Shape] = &[(1, 1), (1, 2), (2, 1), (2, 2)];

/// What the first step must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// A bead or a gap.
    Free,
    /// A bead with segments on both sides: a pin.
    Bead,
}

/// The alignments of a run of source and a run of target segments.
#[derive(Debug)]
pub struct Lattice<'a> {
    scores: &'a Scores,
    origin: Node,
    /// The last node.
    pub end: Node,
    start: Start,
    /// The shapes of beads that are tried.
    pub shapes: &'static [Shape],
    /// The nodes that are looked at.
    pub band: Band,
}

impl<'a> Lattice<'a> {
    /// The lattice over these segments.
    pub fn new(
        scores: &'a Scores,
        (source, target): &(Range<usize>, Range<usize>),
        start: Start,
        shapes: &'static [Shape],
        band: Band,
    ) -> Self {
        let (origin, end) = ((source.start, target.start), (source.len(), target.len()));
        Self { scores, origin, end, start, shapes, band }
    }

    /// What each shape of bead that ends at a node is worth, in the order of the shapes, where it begins in the band.
    pub fn beads_into(&self, (row, column): Node, gains: &mut Gains, worth: impl FnMut(usize, Node, f64)) {
        let mut worth = worth;
        for (index, &(a, b)) in self.shapes.iter().enumerate() {
            if a > row || b > column {
                continue;
            }
            let from = (row - a, column - b);
            if self.band.cell(from).is_some() {
                worth(index, from, self.bead(from, (a, b), gains));
            }
        }
    }

    /// The same for the beads that begin at a node and the nodes where they end.
    pub fn beads_from(&self, (row, column): Node, gains: &mut Gains, worth: impl FnMut(usize, Node, f64)) {
        let mut worth = worth;
        for (index, &(a, b)) in self.shapes.iter().enumerate() {
            let to = (row + a, column + b);
            if to.0 <= self.end.0 && to.1 <= self.end.1 && self.band.cell(to).is_some() {
                worth(index, to, self.bead((row, column), (a, b), gains));
            }
        }
    }

    /// What the bead of a shape that begins at a node is worth.
    pub fn bead(&self, from: Node, (a, b): Shape, gains: &mut Gains) -> f64 {
        let gain = gains.sum(self, from.0..from.0 + a, from.1..from.1 + b);
        let (source, target) = (self.origin.0 + from.0, self.origin.1 + from.1);
        self.scores.bead(source..source + a, target..target + b, gain)
    }

    /// What it is worth to leave out the next segment of a side at a node that was reached in this state; `None` where a
    /// bead must come.
    pub fn gap(&self, side: Side, node: Node, state: State) -> Option<f64> {
        if node == (0, 0) && self.start == Start::Bead {
            return None;
        }
        let segment = [self.origin.0 + node.0, self.origin.1 + node.1];
        let before = match state {
            State::Bead => None,
            State::SourceGap => Some((Side::Left, segment[0].checked_sub(1)?)),
            State::TargetGap => Some((Side::Right, segment[1].checked_sub(1)?)),
        };
        Some(self.scores.gap(side, segment[side.index()], before))
    }
}

/// What keys gain between segments, row by row: as many rows are kept as a bead can span.
#[derive(Debug, Default)]
pub struct Gains {
    rows: Vec<Option<Row>>,
}

#[derive(Debug)]
struct Row {
    source: usize,
    first: usize,
    gains: Vec<f32>,
}

impl Gains {
    fn sum(&mut self, lattice: &Lattice, source: Range<usize>, target: Range<usize>) -> f64 {
        self.rows.resize_with(LONGEST + 1, || None);
        let mut sum = 0.0;
        for row in source {
            let slot = &mut self.rows[row % (LONGEST + 1)];
            if slot.as_ref().is_none_or(|slot| slot.source != row) {
                *slot = Some(Row::new(lattice, row));
            }
            if let Some(slot) = slot {
                let columns = target.start - slot.first..target.end - slot.first;
                sum += slot.gains[columns].iter().sum::<f32>();
            }
        }
        f64::from(sum)
    }
}

impl Row {
    /// The gains of a source segment with all target segments that a bead of the band can hold with it.
    fn new(lattice: &Lattice, source: usize) -> Self {
        let first = lattice.band.row((source + 1).saturating_sub(LONGEST)).start;
        let last = lattice.band.row((source + LONGEST).min(lattice.end.0)).end - 1;
        let (row, column) = lattice.origin;
        let gains = lattice.scores.evidence.gains(row + source, column + first..column + last);
        Self { source, first, gains }
    }
}
