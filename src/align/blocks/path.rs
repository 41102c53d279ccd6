//! The best alignment in a lattice (Viterbi).

use super::band::Node;
use super::lattice::{Gains, Lattice, STATES, State};
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
    let mut traces = vec![Trace::default(); lattice.band.n_cells()];
    let mut gains = Gains::default();
    let mut rows = Rows::new([f64::NEG_INFINITY; 3]);
    for row in 0..=lattice.end.0 {
        let columns = lattice.band.row(row);
        rows.begin(row, columns.clone());
        for column in columns {
            let node = (row, column);
            let mut worth = [f64::NEG_INFINITY; 3];
            let (mut shape, mut before_gaps) = (0, [State::Bead; 2]);
            if node == (0, 0) {
                worth[0] = 0.0;
            }
            lattice.beads_into(node, &mut gains, |index, from, score| {
                let total = rows.at(from).map_or(f64::NEG_INFINITY, |before| best_of(before).1) + score;
                if total > worth[0] {
                    (worth[0], shape) = (total, index);
                }
            });
            let before = [(row.checked_sub(1), Some(column)), (Some(row), column.checked_sub(1))];
            for side in Side::BOTH {
                let (Some(row), Some(column)) = before[side.index()] else { continue };
                let Some(reached) = rows.at((row, column)) else { continue };
                for state in STATES {
                    let Some(score) = lattice.gap(side, (row, column), state) else { continue };
                    let total = reached[state as usize] + score;
                    if total > worth[1 + side.index()] {
                        worth[1 + side.index()] = total;
                        before_gaps[side.index()] = state;
                    }
                }
            }
            rows.put(node, worth);
            if let Some(cell) = lattice.band.cell(node) {
                traces[cell] = Trace::new(shape, before_gaps, best_of(&worth).0);
            }
        }
    }
    trace_back(lattice, &traces)
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

/// Values of the nodes of the last rows: as many as a bead can span.
#[derive(Debug)]
pub struct Rows<T> {
    rows: [(usize, usize, Vec<T>); LONGEST + 1],
    empty: T,
}

impl<T: Copy> Rows<T> {
    /// No rows yet.
    pub fn new(empty: T) -> Self {
        Self { rows: std::array::from_fn(|_| (usize::MAX, 0, Vec::new())), empty }
    }

    /// Begins a row; the one that is out of reach is forgotten.
    pub fn begin(&mut self, row: usize, columns: std::ops::Range<usize>) {
        let slot = &mut self.rows[row % (LONGEST + 1)];
        (slot.0, slot.1) = (row, columns.start);
        slot.2.clear();
        slot.2.resize(columns.len(), self.empty);
    }

    /// The value of a node, where its row is kept and has it.
    pub fn at(&self, (row, column): Node) -> Option<&T> {
        let (kept, first, values) = &self.rows[row % (LONGEST + 1)];
        values.get(column.checked_sub(*first)?).filter(|_| *kept == row)
    }

    /// Sets the value of a node of a row that has begun.
    pub fn put(&mut self, (row, column): Node, value: T) {
        let (_, first, values) = &mut self.rows[row % (LONGEST + 1)];
        values[column - *first] = value;
    }
}
