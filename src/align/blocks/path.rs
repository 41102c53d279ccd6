//! The best alignment in a lattice (Viterbi).

use super::band::Node;
use super::lattice::{Lattice, STATES, State, Workspace};
use super::score::LONGEST;
use crate::model::Side;

/// A step of a path, from node to node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// Where it begins.
    pub from: Node,
    /// Where it ends.
    pub to: Node,
}

/// How the best way to a node in each state came there: four bits of shape, two bits each of the states before the gaps
/// and of the best state of the node itself.
#[derive(Debug, Clone, Copy, Default)]
struct Trace(u16);

impl Trace {
    fn new(shape: usize, before_gaps: [State; 2], best: State) -> Self {
        Self(shape as u16 | (before_gaps[0] as u16) << 4 | (before_gaps[1] as u16) << 6 | (best as u16) << 8)
    }

    fn shape(self) -> usize {
        usize::from(self.0 & 15)
    }

    fn before(self, state: State) -> State {
        match state {
            State::Bead => STATES[usize::from(self.0 >> 8 & 3)],
            State::SourceGap => STATES[usize::from(self.0 >> 4 & 3)],
            State::TargetGap => STATES[usize::from(self.0 >> 6 & 3)],
        }
    }

    fn best(self) -> State {
        self.before(State::Bead)
    }
}

/// The best path from the first node to the last. What is equally good is decided by the order of shapes and states.
pub fn best(lattice: &Lattice) -> Vec<Step> {
    let mut traces = Vec::with_capacity(lattice.band.n_cells());
    let mut workspace = Workspace::default();
    let mut rows = Rows::default();
    let mut above: Vec<[f64; 3]> = Vec::new();
    for row in 0..=lattice.end.0 {
        let columns = lattice.band.row(row);
        let mut by_beads = vec![(f64::NEG_INFINITY, 0); columns.len()];
        for a in 1..=row.min(LONGEST) {
            lattice.beads(row - a..row, &mut workspace, |beads| {
                let befores = rows.from(row - a, beads.from);
                let here = &mut by_beads[beads.to - columns.start..];
                for ((best, &before), &worth) in here.iter_mut().zip(befores).zip(beads.worths) {
                    let total = before + f64::from(worth);
                    if total > best.0 {
                        *best = (total, beads.shape);
                    }
                }
            });
        }
        let mut here: Vec<[f64; 3]> = Vec::with_capacity(columns.len());
        for (column, (by_bead, shape)) in columns.clone().zip(by_beads) {
            let by_bead = if (row, column) == (0, 0) { 0.0 } else { by_bead };
            let up = row
                .checked_sub(1)
                .and_then(|row| Some(((row, column), above.get(column - lattice.band.row(row).start)?)));
            let left = here.last().map(|worths| ((row, column - 1), worths));
            let source = best_gap(lattice, Side::Left, up);
            let target = best_gap(lattice, Side::Right, left);
            let worths = [by_bead, source.1, target.1];
            traces.push(Trace::new(shape, [source.0, target.0], best_of(&worths).0));
            here.push(worths);
        }
        rows.put(row, columns.start, here.iter().map(|worths| best_of(worths).1));
        above = here;
    }
    trace_back(lattice, &traces)
}

/// The best state to leave out a segment after a node, and what the way is worth then.
fn best_gap(lattice: &Lattice, side: Side, from: Option<(Node, &[f64; 3])>) -> (State, f64) {
    let Some((node, worths)) = from else { return (State::Bead, f64::NEG_INFINITY) };
    let worth = |state| worths[state as usize] + lattice.gap(side, node, state).unwrap_or(f64::NEG_INFINITY);
    let worths = STATES.map(worth);
    best_of(&worths)
}

fn best_of(worth: &[f64; 3]) -> (State, f64) {
    let better = |best: (State, f64), state: State| {
        if worth[state as usize] > best.1 { (state, worth[state as usize]) } else { best }
    };
    STATES.into_iter().fold((State::Bead, f64::NEG_INFINITY), better)
}

fn trace_back(lattice: &Lattice, traces: &[Trace]) -> Vec<Step> {
    let trace = |node: Node| lattice.band.cell(node).map_or(Trace::default(), |cell| traces[cell]);
    let mut steps = Vec::new();
    let mut to = lattice.end;
    let mut state = trace(to).best();
    while to != (0, 0) {
        let here = trace(to);
        let (from, before) = match state {
            State::Bead => {
                let (a, b) = lattice.shapes[here.shape()];
                let from = (to.0 - a, to.1 - b);
                (from, trace(from).best())
            }
            State::SourceGap => ((to.0 - 1, to.1), here.before(State::SourceGap)),
            State::TargetGap => ((to.0, to.1 - 1), here.before(State::TargetGap)),
        };
        steps.push(Step { from, to });
        (to, state) = (from, before);
    }
    steps.reverse();
    steps
}

/// A value for each node of the last rows: as many as a bead can span.
#[derive(Debug, Default)]
pub struct Rows {
    rows: [(usize, Vec<f64>); LONGEST + 1],
}

impl Rows {
    /// The values of a row from a column on.
    pub fn from(&self, row: usize, column: usize) -> &[f64] {
        let (first, values) = &self.rows[row % (LONGEST + 1)];
        &values[column - first..]
    }

    /// Enters a row, which begins with a column, and forgets the one that is out of reach.
    pub fn put(&mut self, row: usize, first: usize, values: impl Iterator<Item = f64>) {
        let kept = &mut self.rows[row % (LONGEST + 1)];
        kept.0 = first;
        kept.1.clear();
        kept.1.extend(values);
    }
}
