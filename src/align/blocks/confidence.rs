//! How sure each step of a path is: its share of all alignments of the lattice, weighted by what they are worth
//! (forward–backward).
//!
//! For a bead, the share of the alignments that have the very bead; for a gap, of those in which that segment has no
//! counterpart, wherever the gap lies on the other side. What steps are worth is damped first ([`CALM`]), since the
//! witnesses of a bead are not independent and plain posteriors are too sure.

use super::band::Node;
use super::lattice::{Gains, Lattice, STATES, State};
use super::path::{Rows, Step};
use crate::model::Side;

/// The share of what a step is worth that counts.
const CALM: f64 = 0.6;

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
        let mut gains = Gains::default();
        let mut rows = Rows::new(NONE);
        for row in 0..=lattice.end.0 {
            let columns = lattice.band.row(row);
            rows.begin(row, columns.clone());
            for column in columns.clone() {
                let node = (row, column);
                let mut ways = if node == (0, 0) { vec![0.0] } else { Vec::new() };
                lattice.beads_into(node, &mut gains, |_, from, score| {
                    ways.extend(rows.at(from).map(|before| log_sum(before) + CALM * score));
                });
                let above = row.checked_sub(1).map(|row| (row, column));
                let left = column.checked_sub(1).map(|column| (row, column));
                let gap = |side, from: Option<Node>| {
                    from.map_or(f64::NEG_INFINITY, |from| {
                        let before = rows.at(from).unwrap_or(&NONE);
                        let way = |state| Some(before[state as usize] + CALM * lattice.gap(side, from, state)?);
                        log_sum(&STATES.map(|state| way(state).unwrap_or(f64::NEG_INFINITY)))
                    })
                };
                rows.put(node, [log_sum(&ways), gap(Side::Left, above), gap(Side::Right, left)]);
            }
            let values = |column| rows.at((row, column)).copied().unwrap_or(NONE);
            let scale = columns.clone().flat_map(values).fold(f64::NEG_INFINITY, f64::max);
            forward.scales.push(scale);
            forward.ways.extend(columns.map(|column| values(column).map(|value| (value - scale) as f32)));
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
        let mut next = steps.len();
        let mut gains = Gains::default();
        let mut rows = Rows::new(NONE);
        for row in (0..=lattice.end.0).rev() {
            let columns = lattice.band.row(row);
            rows.begin(row, columns.clone());
            for column in columns.rev() {
                let node = (row, column);
                let reached = self.at(lattice, node);
                let step = next.checked_sub(1).map(|last| steps[last]).filter(|step| step.from == node);
                let mut ways = if node == lattice.end { vec![0.0] } else { Vec::new() };
                lattice.beads_from(node, &mut gains, |_, to, score| {
                    let Some(after) = rows.at(to) else { return };
                    let way = CALM * score + after[State::Bead as usize];
                    ways.push(way);
                    if step.is_some_and(|step| step.to == to) {
                        confidences[next - 1] = (log_sum(&reached) + way - all).exp();
                    }
                });
                let by_bead = log_sum(&ways);
                let gap = |side, to: Node, state| {
                    let after = rows.at(to)?[1 + side as usize];
                    Some(after + CALM * lattice.gap(side, node, state)?)
                };
                let to_end = STATES.map(|state| {
                    let source = gap(Side::Left, (row + 1, column), state);
                    let target = gap(Side::Right, (row, column + 1), state);
                    log_sum(&[by_bead, source.unwrap_or(f64::NEG_INFINITY), target.unwrap_or(f64::NEG_INFINITY)])
                });
                rows.put(node, to_end);
                for (side, segments) in [row, column].into_iter().enumerate() {
                    if segments > 0 {
                        gaps[side][segments - 1] += (reached[1 + side] + to_end[1 + side] - all).exp();
                    }
                }
                next -= usize::from(step.is_some());
            }
        }
        let sure = |(step, bead): (&Step, f64)| match (step.to.0 - step.from.0, step.to.1 - step.from.1) {
            (_, 0) => gaps[0][step.from.0],
            (0, _) => gaps[1][step.from.1],
            _ => bead,
        };
        steps.iter().zip(confidences).map(sure).map(|value| value.clamp(0.0, 1.0) as f32).collect()
    }
}

/// The logarithm of the sum of numbers given by their logarithms.
fn log_sum(logarithms: &[f64]) -> f64 {
    let most = logarithms.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if most == f64::NEG_INFINITY {
        return most;
    }
    most + logarithms.iter().map(|value| (value - most).exp()).sum::<f64>().ln()
}
