//! How sure each step of a path is: its share of all alignments of the lattice, weighted by what they are worth
//! (forward–backward).
//!
//! For a bead, the share of the alignments that have the very bead; for a gap, of those in which that segment has no
//! counterpart, wherever the gap lies on the other side. What steps are worth is damped first ([`CALM`]), since the
//! witnesses of a bead are not independent and plain posteriors are too sure.

use super::band::Node;
use super::lattice::{Lattice, STATES, State, Workspace};
use super::path::{Rows, Step};
use super::score::LONGEST;
use crate::model::Side;

/// The share of what a step is worth that counts.
const CALM: f64 = 0.8;

/// The confidence of each step of a path.
pub fn of_steps(lattice: &Lattice, steps: &[Step]) -> Vec<f32> {
    let forward = Forward::new(lattice);
    forward.meet(lattice, steps)
}

/// For each node the logarithm of the weight of all ways to it, by state, less the greatest of its row.
struct Forward {
    ways: Vec<[f32; 3]>,
    scales: Vec<f64>,
}

const NONE: [f64; 3] = [f64::NEG_INFINITY; 3];

impl Forward {
    fn new(lattice: &Lattice) -> Self {
        let mut forward = Self { ways: Vec::with_capacity(lattice.band.n_cells()), scales: Vec::new() };
        let mut workspace = Workspace::default();
        let mut rows = Rows::default();
        let mut above: Vec<[f64; 3]> = Vec::new();
        for row in 0..=lattice.end.0 {
            let columns = lattice.band.row(row);
            let mut by_beads = vec![Sum::default(); columns.len()];
            for a in 1..=row.min(LONGEST) {
                lattice.beads(row - a..row, &mut workspace, |beads| {
                    let befores = rows.from(row - a, beads.from);
                    let here = &mut by_beads[beads.to - columns.start..];
                    for ((sum, &before), &worth) in here.iter_mut().zip(befores).zip(beads.worths) {
                        sum.add(before + CALM * f64::from(worth));
                    }
                });
            }
            let mut here: Vec<[f64; 3]> = Vec::with_capacity(columns.len());
            for (column, sum) in columns.clone().zip(by_beads) {
                let by_bead = if (row, column) == (0, 0) { 0.0 } else { sum.logarithm() };
                let up = row
                    .checked_sub(1)
                    .and_then(|row| Some(((row, column), above.get(column - lattice.band.row(row).start)?)));
                let left = here.last().map(|ways| ((row, column - 1), ways));
                here.push([by_bead, by_gap(lattice, Side::Left, up), by_gap(lattice, Side::Right, left)]);
            }
            let scale = here.iter().flatten().copied().fold(f64::NEG_INFINITY, f64::max);
            forward.scales.push(scale);
            forward.ways.extend(here.iter().map(|ways| ways.map(|way| (way - scale) as f32)));
            rows.put(row, columns.start, here.iter().map(log_sum));
            above = here;
        }
        forward
    }

    /// The ways to a node, in natural scale.
    fn at(&self, lattice: &Lattice, node: Node) -> [f64; 3] {
        let ways = lattice.band.cell(node).map(|cell| self.ways[cell]);
        ways.map_or(NONE, |ways| ways.map(|way| f64::from(way) + self.scales[node.0]))
    }

    /// Walks back from the end, weighing all ways from each node to it, and meets the ways that lead there.
    fn meet(&self, lattice: &Lattice, steps: &[Step]) -> Vec<f32> {
        let all = log_sum(&self.at(lattice, lattice.end));
        let mut gaps = [vec![0.0; lattice.end.0], vec![0.0; lattice.end.1]];
        let mut confidences = vec![0.0; steps.len()];
        let mut workspace = Workspace::default();
        let mut rows = Rows::default();
        let mut below: Vec<[f64; 3]> = Vec::new();
        let mut next = steps.len();
        for row in (0..=lattice.end.0).rev() {
            let columns = lattice.band.row(row);
            let first = steps[..next].partition_point(|step| step.from.0 < row);
            let mut by_beads = vec![Sum::default(); columns.len()];
            for a in 1..=LONGEST.min(lattice.end.0 - row) {
                lattice.beads(row..row + a, &mut workspace, |beads| {
                    let afters = rows.from(row + a, beads.to);
                    let here = &mut by_beads[beads.from - columns.start..];
                    for ((sum, &after), &worth) in here.iter_mut().zip(afters).zip(beads.worths) {
                        sum.add(after + CALM * f64::from(worth));
                    }
                    let (_, b) = lattice.shapes[beads.shape];
                    for (step, confidence) in steps[first..next].iter().zip(&mut confidences[first..next]) {
                        let at = step.from.1.wrapping_sub(beads.from);
                        if step.to == (row + a, step.from.1 + b) && at < beads.worths.len() {
                            let way = afters[at] + CALM * f64::from(beads.worths[at]);
                            *confidence = (log_sum(&self.at(lattice, step.from)) + way - all).exp();
                        }
                    }
                });
            }
            next = first;
            let mut here = vec![NONE; columns.len()];
            for column in columns.clone().rev() {
                let at = column - columns.start;
                let by_bead = if (row, column) == lattice.end { 0.0 } else { by_beads[at].logarithm() };
                let down = (row < lattice.end.0).then(|| column.checked_sub(lattice.band.row(row + 1).start)).flatten();
                let after = [down.and_then(|at| below.get(at)), here.get(at + 1)];
                let to_end = STATES.map(|state| {
                    let gap = |side: Side| {
                        let after = after[side.index()].map(|after| after[1 + side.index()]);
                        let worth =
                            after.and_then(|after| Some(after + CALM * lattice.gap(side, (row, column), state)?));
                        worth.unwrap_or(f64::NEG_INFINITY)
                    };
                    log_sum(&[by_bead, gap(Side::Left), gap(Side::Right)])
                });
                here[at] = to_end;
                let reached = self.at(lattice, (row, column));
                for (side, segments) in [row, column].into_iter().enumerate().filter(|&(_, segments)| segments > 0) {
                    gaps[side][segments - 1] += (reached[1 + side] + to_end[1 + side] - all).exp();
                }
            }
            rows.put(row, columns.start, here.iter().map(|ways| ways[State::Bead as usize]));
            below = here;
        }
        let sure = |(step, bead): (&Step, f64)| match (step.to.0 - step.from.0, step.to.1 - step.from.1) {
            (_, 0) => gaps[0][step.from.0],
            (0, _) => gaps[1][step.from.1],
            _ => bead,
        };
        steps.iter().zip(confidences).map(sure).map(|value| value.clamp(0.0, 1.0) as f32).collect()
    }
}

/// All ways that leave out a segment after a node.
fn by_gap(lattice: &Lattice, side: Side, from: Option<(Node, &[f64; 3])>) -> f64 {
    let Some((node, ways)) = from else { return f64::NEG_INFINITY };
    let way =
        |state| ways[state as usize] + lattice.gap(side, node, state).map_or(f64::NEG_INFINITY, |worth| CALM * worth);
    log_sum(&STATES.map(way))
}

/// A sum of numbers that are given by their logarithms, one at a time.
#[derive(Debug, Clone, Copy)]
struct Sum {
    most: f64,
    /// The sum, in units of the greatest.
    sum: f32,
}

impl Default for Sum {
    fn default() -> Self {
        Self { most: f64::NEG_INFINITY, sum: 0.0 }
    }
}

/// The logarithm of a share that does not matter.
const NEGLIGIBLE: f64 = -16.0;

impl Sum {
    fn add(&mut self, logarithm: f64) {
        let over = logarithm - self.most;
        if over > 0.0 {
            self.sum = 1.0 + if over < -NEGLIGIBLE { self.sum * (-over as f32).exp() } else { 0.0 };
            self.most = logarithm;
        } else if over > NEGLIGIBLE {
            self.sum += (over as f32).exp();
        }
    }

    fn logarithm(self) -> f64 {
        self.most + f64::from(self.sum.ln())
    }
}

/// The logarithm of the sum of numbers given by their logarithms.
fn log_sum(logarithms: &[f64; 3]) -> f64 {
    let mut sum = Sum::default();
    logarithms.iter().for_each(|&logarithm| sum.add(logarithm));
    if sum.sum > 1.0 { sum.logarithm() } else { sum.most }
}
