//! The lattice of all alignments of two runs of segments: nodes, steps between them and what each step is worth.
//!
//! A node is how many segments of either side lie before it. From a node a bead leads to a node farther on both sides,
//! a gap to the next one on one side. How a node was reached matters to the gap that follows, so there are three
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

/// The shapes that are tried: at most sixteen, which is what a trace can hold.
pub const SHAPES: &[Shape] =
    &[(1, 1), (1, 2), (1, 3), (1, 4), (1, 5), (1, 6), (2, 1), (2, 2), (2, 3), (3, 1), (3, 2), (4, 1), (5, 1), (6, 1)];

/// The shapes of a first pass.
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

/// What the beads of one shape are worth that lead from one row to another.
#[derive(Debug)]
pub struct Beads<'a> {
    /// The number of the shape.
    pub shape: usize,
    /// The column where the first of them begins.
    pub from: usize,
    /// The column where the first of them ends.
    pub to: usize,
    /// What each is worth, column by column.
    pub worths: &'a [f32],
}

impl<'a> Lattice<'a> {
    /// The lattice over so many segments from an origin on.
    pub fn new(
        scores: &'a Scores,
        origin: Node,
        end: Node,
        start: Start,
        shapes: &'static [Shape],
        band: Band,
    ) -> Self {
        Self { scores, origin, end, start, shapes, band }
    }

    /// What all beads are worth that lead from the first of some rows to the last, a shape at a time.
    pub fn beads(&self, rows: Range<usize>, workspace: &mut Workspace, mut see: impl FnMut(Beads)) {
        let (above, below) = (self.band.row(rows.start), self.band.row(rows.end));
        workspace.add_up(self, rows.clone(), above.start..below.end - 1);
        for (shape, &(_, b)) in self.shapes.iter().enumerate().filter(|(_, shape)| shape.0 == rows.len()) {
            let from = above.start.max(below.start.saturating_sub(b));
            let to = above.end.min(below.end.saturating_sub(b));
            if from >= to {
                continue;
            }
            let gains = workspace.sums[from - above.start..].iter().zip(&workspace.sums[from + b - above.start..]);
            let gains = gains.map(|(before, after)| (after - before) as f32);
            let source = self.origin.0 + rows.start..self.origin.0 + rows.end;
            workspace.worths.clear();
            workspace.worths.extend(self.scores.beads(source, self.origin.1 + from..self.origin.1 + to, b, gains));
            see(Beads { shape, from, to: from + b, worths: &workspace.worths });
        }
    }

    /// What it is worth to leave out the next segment of a side at a node that was reached in this state; `None` where
    /// a bead must come.
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

/// What is kept from row to row while beads are judged.
#[derive(Debug, Default)]
pub struct Workspace {
    /// What keys gain, for as many source segments as a bead can have.
    rows: Vec<Gains>,
    /// Of the rows that were asked for last, what their keys gain left of each column.
    sums: Vec<f64>,
    worths: Vec<f32>,
}

/// What the keys of a source segment gain with each of a range of target segments.
#[derive(Debug)]
struct Gains {
    row: usize,
    first: usize,
    gains: Vec<f32>,
}

impl Workspace {
    /// Sums the gains of some rows from column to column.
    fn add_up(&mut self, lattice: &Lattice, rows: Range<usize>, columns: Range<usize>) {
        self.rows.resize_with(LONGEST + 1, || Gains { row: usize::MAX, first: 0, gains: Vec::new() });
        self.sums.clear();
        self.sums.resize(columns.len() + 1, 0.0);
        for row in rows {
            let kept = &mut self.rows[row % (LONGEST + 1)];
            if kept.row != row {
                *kept = Gains::new(lattice, row);
            }
            let gains = &kept.gains[columns.start - kept.first..columns.end - kept.first];
            self.sums[1..].iter_mut().zip(gains).for_each(|(sum, &gain)| *sum += f64::from(gain));
        }
        for column in 1..self.sums.len() {
            self.sums[column] += self.sums[column - 1];
        }
    }
}

impl Gains {
    /// The gains with all target segments that a bead of the band can hold.
    fn new(lattice: &Lattice, row: usize) -> Self {
        let first = lattice.band.row((row + 1).saturating_sub(LONGEST)).start;
        let last = lattice.band.row((row + LONGEST).min(lattice.end.0)).end - 1;
        let (source, target) = lattice.origin;
        let gains = lattice.scores.evidence.gains(source + row, target + first..target + last);
        Self { row, first, gains }
    }
}
