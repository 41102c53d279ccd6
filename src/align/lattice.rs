//! All alignments of two runs of segments, weighed together.
//!
//! A node is how many segments of either side lie before it. From a node a bead leads to a node farther on both sides,
//! a gap to the next one on one side. A gap costs much when it opens and little when it goes on, so that a lost passage
//! costs little more than a lost sentence (O. Gotoh, *An improved algorithm for matching biological sequences*, 1982);
//! how a node was reached is therefore part of the way to it, and there are three [`State`]s of each.
//!
//! Forward–backward gives each bead its posterior probability: the share of all alignments that have it, weighted by
//! what they are worth. The alignment that is shown is not the single likeliest one but that of the most beads that are
//! expected to be right ([`Posterior::steps`]).

use super::band::{Band, Node};
use super::lexicon::Weighted;
use super::shapes::{N_SHAPES, SHAPES, Shape};
use super::threads::both;

/// What is not possible.
pub const NEVER: f32 = f32::NEG_INFINITY;

/// Posteriors below this are left out.
const NEGLIGIBLE: f64 = 0.005;

/// What a bead must be more likely than to be worth showing, and what a segment in a gap counts, in beads.
const LEAST: f32 = 0.1;
const GAP_COUNTS: f32 = 0.2;

/// How a node was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// By a bead, or not at all: it is the first one.
    Bead,
    /// By a source segment without counterpart.
    SourceGap,
    /// By a target segment without counterpart.
    TargetGap,
}

const STATES: [State; 3] = [State::Bead, State::SourceGap, State::TargetGap];

/// What it is worth that segments have no counterpart.
#[derive(Debug, Clone)]
pub struct Gaps {
    /// For each segment of either side, that a gap begins with it.
    pub opens: [Vec<f32>; 2],
    /// For each segment of either side, that a gap goes on with it.
    pub goes_on: [Vec<f32>; 2],
    /// That a bead follows a gap.
    pub closes: f32,
}

/// What the first step must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// A bead or a gap.
    Free,
    /// A bead with segments on both sides: a pin.
    Bead,
    /// All of it is one bead by the reader's word: there is nothing to weigh.
    Whole,
}

/// The alignments of a run of source and a run of target segments.
#[derive(Clone, Copy)]
pub struct Lattice<'a> {
    /// The nodes.
    pub band: &'a Band,
    /// The last node.
    pub end: Node,
    /// For each node of the band and each shape, what the bead is worth that begins there.
    pub worths: &'a [f32],
    /// What gaps are worth.
    pub gaps: &'a Gaps,
    /// What the first step must be.
    pub start: Start,
    /// Whether what comes of it is still wanted; asked every few milliseconds.
    pub is_wanted: &'a (dyn Fn() -> bool + Sync),
}

/// Nodes between two questions whether all this is still wanted: a few milliseconds' work.
const NODES_AT_ONCE: usize = 20_000;

/// For each node, the logarithm of the weight of all ways to it or from it, by state.
type Ways = Vec<[f64; 3]>;

/// A step from node to node.
pub type Step = (Node, Node);

/// How likely beads and gaps are.
#[derive(Debug)]
pub struct Posterior {
    /// All beads that are not negligible, by their beginnings.
    pub beads: Vec<Weighted>,
    /// For each segment of either side, how likely it has no counterpart.
    pub gaps: [Vec<f32>; 2],
    /// For each source position the first and the last node that some likely alignment passes, and those of the steps.
    pub nodes: Vec<Node>,
    /// The likeliest steps.
    pub steps: Vec<Step>,
}

/// How sure a bead is after which a stretch may end, and how much of a stretch is given up for one.
const SURE: f32 = 0.98;
const GIVEN_UP: usize = 2;

impl Posterior {
    /// Of two texts without segments.
    pub fn nowhere() -> Self {
        Self { beads: Vec::new(), gaps: [Vec::new(), Vec::new()], nodes: Vec::new(), steps: Vec::new() }
    }

    /// Of segments that are one bead, which is not doubted. A bead of a shape that the method knows teaches words.
    pub fn certain(end: Node) -> Self {
        let teaches = SHAPES.contains(&end);
        let beads =
            if teaches { vec![Weighted { source: 0..end.0, target: 0..end.1, weight: 1.0 }] } else { Vec::new() };
        let is_gap = if end.0 == 0 || end.1 == 0 { 1.0 } else { 0.0 };
        let gaps = [vec![is_gap; end.0], vec![is_gap; end.1]];
        Self { beads, gaps, nodes: vec![(0, 0), end], steps: vec![((0, 0), end)] }
    }

    /// Puts another one behind this one, which ends at a node.
    pub fn append(&mut self, other: Self, at: Node) {
        let shift = |(row, column): Node| (row + at.0, column + at.1);
        self.beads.extend(other.beads.into_iter().map(|bead| Weighted {
            source: bead.source.start + at.0..bead.source.end + at.0,
            target: bead.target.start + at.1..bead.target.end + at.1,
            weight: bead.weight,
        }));
        let [source, target] = other.gaps;
        self.gaps[0].extend(source);
        self.gaps[1].extend(target);
        self.nodes.extend(other.nodes.into_iter().map(shift));
        self.steps.extend(other.steps.into_iter().map(|(from, to)| (shift(from), shift(to))));
    }

    /// Where to go on if more texts follow than were weighed: what stands at the end was forced to end there. The last
    /// node on the way before which a bead is sure, if it is in the second half and not at the very end; else the one
    /// after three quarters of the way.
    pub fn last_sure(&self) -> Node {
        let n_steps = self.steps.len();
        let inner = n_steps / GIVEN_UP..n_steps - n_steps / 8;
        let is_sure = |&(from, to): &Step| {
            let first = self.beads.partition_point(|bead| (bead.source.start, bead.target.start) < from);
            let here = self.beads[first..].iter().take_while(|bead| (bead.source.start, bead.target.start) == from);
            here.into_iter().any(|bead| (bead.source.end, bead.target.end) == to && bead.weight >= SURE)
        };
        let sure = self.steps[inner].iter().rev().find(|step| is_sure(step));
        sure.map_or(self.steps[(n_steps * 3 / 4).min(n_steps - 1)].1, |&(_, to)| to)
    }

    /// What lies between two nodes, counted from the first.
    pub fn part(&self, from: Node, to: Node) -> Self {
        let inside = |&(row, column): &Node| (from.0..=to.0).contains(&row) && (from.1..=to.1).contains(&column);
        let shift = |(row, column): Node| (row - from.0, column - from.1);
        let step = |&(a, b): &Step| (inside(&a) && inside(&b)).then(|| (shift(a), shift(b)));
        let bead = |bead: &Weighted| {
            let (start, end) = ((bead.source.start, bead.target.start), (bead.source.end, bead.target.end));
            (inside(&start) && inside(&end)).then(|| {
                let (start, end) = (shift(start), shift(end));
                Weighted { source: start.0..end.0, target: start.1..end.1, weight: bead.weight }
            })
        };
        Self {
            beads: self.beads.iter().filter_map(bead).collect(),
            gaps: [self.gaps[0][from.0..to.0].to_vec(), self.gaps[1][from.1..to.1].to_vec()],
            nodes: self.nodes.iter().filter(|node| inside(node)).map(|&node| shift(node)).collect(),
            steps: self.steps.iter().filter_map(step).collect(),
        }
    }
}

impl Lattice<'_> {
    /// Weighs all alignments; `None` when that is not wanted any more.
    pub fn posterior(&self) -> Option<Posterior> {
        let [to, from] = both(|direction| if direction == 0 { self.forward() } else { self.backward() });
        let (to, from) = (to?, from?);
        let last = self.band.cell(self.end).expect("every band holds the last node");
        let all = sum_of(to[last]);
        let chance = |logarithm: f64| (logarithm - all).exp();
        let mut posterior = Posterior {
            beads: Vec::new(),
            gaps: [vec![0.0; self.end.0], vec![0.0; self.end.1]],
            nodes: Vec::new(),
            steps: Vec::new(),
        };
        for row in 0..=self.end.0 {
            self.goes_on(row)?;
            let mut likely: Option<(usize, usize)> = None;
            for (column, cell) in self.band.cells(row) {
                let passing = [0, 1, 2].map(|state| chance(to[cell][state] + from[cell][state]));
                // Alignments that pass a node weigh no more than those to it and from it together.
                if passing.iter().all(|&passing| passing < NEGLIGIBLE / 10.0) {
                    continue;
                }
                likely = Some((likely.map_or(column, |(first, _)| first), column));
                for (side, at) in [row, column].into_iter().enumerate().filter(|&(_, at)| at > 0) {
                    posterior.gaps[side][at - 1] += passing[1 + side] as f32;
                }
                let reached = self.closed(to[cell]);
                self.each_bead((row, column), cell, |(a, b), worth, next| {
                    let weight = chance(reached + f64::from(worth) + from[next][State::Bead as usize]);
                    if weight > NEGLIGIBLE {
                        let (source, target) = (row..row + a, column..column + b);
                        posterior.beads.push(Weighted { source, target, weight: weight as f32 });
                    }
                });
            }
            let ends = likely.into_iter().flat_map(|(first, last)| [(row, first), (row, last)]);
            posterior.nodes.extend(ends);
        }
        posterior.gaps.iter_mut().flatten().for_each(|chance| *chance = chance.min(1.0));
        posterior.steps = self.best(&posterior);
        let on_the_way = posterior.steps.iter().flat_map(|&(from, to)| [from, to]);
        posterior.nodes.extend(on_the_way);
        Some(posterior)
    }

    /// Whether to go on with a row.
    fn goes_on(&self, row: usize) -> Option<()> {
        let first = self.band.first_cell(row);
        let asks = row == 0 || first / NODES_AT_ONCE > self.band.first_cell(row - 1) / NODES_AT_ONCE;
        (!asks || (self.is_wanted)()).then_some(())
    }

    /// Tells the beads that begin at a node: shape, worth, and the cell where they end.
    fn each_bead(&self, node: Node, cell: usize, mut tell: impl FnMut(Shape, f32, usize)) {
        let worths = &self.worths[cell * N_SHAPES..(cell + 1) * N_SHAPES];
        for (&worth, &(a, b)) in worths.iter().zip(&SHAPES) {
            if worth > NEVER
                && let Some(next) = self.band.cell((node.0 + a, node.1 + b))
            {
                tell((a, b), worth, next);
            }
        }
    }

    /// All ways to a node from which a bead begins.
    fn closed(&self, [bead, source_gap, target_gap]: [f64; 3]) -> f64 {
        let closes = f64::from(self.gaps.closes);
        sum_of([bead, source_gap + closes, target_gap + closes])
    }

    /// What a gap on a side after a node is worth, by how the node was reached.
    fn gap(&self, side: usize, node: Node, state: State) -> f64 {
        let segment = [node.0, node.1][side];
        let goes_on = state == [State::SourceGap, State::TargetGap][side];
        let worths = if goes_on { &self.gaps.goes_on } else { &self.gaps.opens };
        if self.start == Start::Bead && node == (0, 0) { f64::NEG_INFINITY } else { f64::from(worths[side][segment]) }
    }

    /// The nodes one segment farther on either side, with their cells.
    fn after(&self, (row, column): Node, cell: usize) -> [Option<usize>; 2] {
        let below = if row < self.end.0 { self.band.cell((row + 1, column)) } else { None };
        let beside = column + 1 < self.band.row(row).end;
        [below, beside.then_some(cell + 1)]
    }

    fn forward(&self) -> Option<Ways> {
        let mut ways: Ways = vec![[f64::NEG_INFINITY; 3]; self.band.n_cells()];
        let mut by_bead = vec![Sum::default(); self.band.n_cells()];
        by_bead[0].add(0.0);
        for row in 0..=self.end.0 {
            self.goes_on(row)?;
            for (column, cell) in self.band.cells(row) {
                ways[cell][State::Bead as usize] = by_bead[cell].logarithm();
                let here = ways[cell];
                let reached = self.closed(here);
                if reached == f64::NEG_INFINITY {
                    continue;
                }
                self.each_bead((row, column), cell, |_, worth, next| by_bead[next].add(reached + f64::from(worth)));
                for (side, next) in self.after((row, column), cell).into_iter().enumerate() {
                    if let Some(next) = next {
                        let way = |state: State| here[state as usize] + self.gap(side, (row, column), state);
                        ways[next][1 + side] = sum_of(STATES.map(way));
                    }
                }
            }
        }
        Some(ways)
    }

    fn backward(&self) -> Option<Ways> {
        let mut ways: Ways = vec![[f64::NEG_INFINITY; 3]; self.band.n_cells()];
        for row in (0..=self.end.0).rev() {
            self.goes_on(row)?;
            for (column, cell) in self.band.cells(row).rev() {
                let mut sum = Sum::default();
                let last = if (row, column) == self.end { 0.0 } else { f64::NEG_INFINITY };
                self.each_bead((row, column), cell, |_, worth, next| {
                    sum.add(f64::from(worth) + ways[next][State::Bead as usize]);
                });
                let by_bead = sum.logarithm();
                let after = self.after((row, column), cell);
                ways[cell] = STATES.map(|state| {
                    let gap = |side: usize| {
                        after[side].map_or(f64::NEG_INFINITY, |next| {
                            self.gap(side, (row, column), state) + ways[next][1 + side]
                        })
                    };
                    let closes = if state == State::Bead { 0.0 } else { f64::from(self.gaps.closes) };
                    sum_of([by_bead + closes, gap(0), gap(1), last])
                });
            }
        }
        Some(ways)
    }

    /// The steps of the alignment with the most beads that are expected to be right.
    fn best(&self, posterior: &Posterior) -> Vec<Step> {
        let n_cells = self.band.n_cells();
        // Sorted by their beginnings.
        let mut beads = posterior.beads.iter().peekable();
        let mut most = vec![f32::NEG_INFINITY; n_cells];
        let mut steps_to: Vec<Option<Node>> = vec![None; n_cells];
        most[0] = 0.0;
        for row in 0..=self.end.0 {
            for (column, cell) in self.band.cells(row) {
                let here = most[cell];
                let mut reach = |next: usize, gain: f32| {
                    if here + gain > most[next] {
                        most[next] = here + gain;
                        steps_to[next] = Some((row, column));
                    }
                };
                while let Some(bead) = beads.next_if(|bead| (bead.source.start, bead.target.start) == (row, column)) {
                    let next = self.band.cell((bead.source.end, bead.target.end)).expect("a bead ends in the band");
                    reach(next, bead.weight - LEAST);
                }
                let pinned = self.start == Start::Bead && (row, column) == (0, 0);
                if pinned {
                    // However unlikely, the first step is a bead.
                    self.each_bead((0, 0), cell, |shape, _, next| reach(next, -1.0 - (shape.0 + shape.1) as f32));
                    continue;
                }
                for (side, next) in self.after((row, column), cell).into_iter().enumerate() {
                    if let Some(next) = next {
                        reach(next, GAP_COUNTS * posterior.gaps[side][[row, column][side]]);
                    }
                }
            }
        }
        let mut node = self.end;
        let mut steps = Vec::new();
        while node != (0, 0) {
            let cell = self.band.cell(node).expect("the way stays in the band");
            let before = steps_to[cell].expect("gaps lead to every node of a band");
            steps.push((before, node));
            node = before;
        }
        steps.reverse();
        sorted(steps)
    }
}

/// The steps, with those of the source first wherever gaps on both sides follow each other.
fn sorted(mut steps: Vec<Step>) -> Vec<Step> {
    let is_gap = |&((a, b), (c, d)): &Step| a == c || b == d;
    let mut at = 0;
    while at < steps.len() {
        let n_gaps = steps[at..].iter().take_while(|step| is_gap(step)).count();
        if n_gaps > 0 {
            let (from, to) = (steps[at].0, steps[at + n_gaps - 1].1);
            let corner = (to.0, from.1);
            let down = (from.0..to.0).map(|row| ((row, from.1), (row + 1, from.1)));
            let right = (corner.1..to.1).map(|column| ((corner.0, column), (corner.0, column + 1)));
            steps.splice(at..at + n_gaps, down.chain(right).collect::<Vec<_>>());
        }
        at += n_gaps.max(1);
    }
    steps
}

/// The logarithm of a share that does not matter.
const TOO_LITTLE: f64 = -24.0;

/// A sum of numbers that are given by their logarithms, one at a time.
#[derive(Debug, Clone, Copy)]
struct Sum {
    most: f64,
    /// The sum, in units of the greatest.
    sum: f64,
}

impl Default for Sum {
    fn default() -> Self {
        Self { most: f64::NEG_INFINITY, sum: 0.0 }
    }
}

impl Sum {
    fn add(&mut self, logarithm: f64) {
        let over = logarithm - self.most;
        if over > 0.0 {
            self.sum = 1.0 + if over < -TOO_LITTLE { self.sum * (-over).exp() } else { 0.0 };
            self.most = logarithm;
        } else if over > TOO_LITTLE {
            self.sum += over.exp();
        }
    }

    fn logarithm(self) -> f64 {
        if self.sum > 0.0 { self.most + self.sum.ln() } else { f64::NEG_INFINITY }
    }
}

/// The logarithm of the sum of numbers given by theirs.
fn sum_of<const N: usize>(logarithms: [f64; N]) -> f64 {
    let mut sum = Sum::default();
    logarithms.iter().for_each(|&logarithm| sum.add(logarithm));
    sum.logarithm()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A lattice of 3 by 3 where the diagonal and other beads are worth so much, and gaps cost.
    fn posterior(start: Start, diagonal: f32, others: f32) -> Posterior {
        let end = (3, 3);
        let band = Band::whole(end);
        let mut worths = vec![others; band.n_cells() * N_SHAPES];
        for row in 0..=end.0 {
            for column in 0..=end.1 {
                let cell = band.cell((row, column)).expect("whole");
                for (shape, &(a, b)) in SHAPES.iter().enumerate() {
                    let worth = &mut worths[cell * N_SHAPES + shape];
                    if row + a > end.0 || column + b > end.1 {
                        *worth = NEVER;
                    } else if row == column && (a, b) == (1, 1) {
                        *worth = diagonal;
                    }
                }
            }
        }
        let costs = |cost: f32| [vec![cost; 3], vec![cost; 3]];
        let gaps = Gaps { opens: costs(-2.0), goes_on: costs(-1.0), closes: -1.0 };
        let lattice = Lattice { band: &band, end, worths: &worths, gaps: &gaps, start, is_wanted: &|| true };
        lattice.posterior().expect("it is wanted")
    }

    #[test]
    fn each_segment_is_in_a_bead_or_a_gap_with_certainty_one() {
        let posterior = posterior(Start::Free, 2.0, -4.0);
        for segment in 0..3 {
            let beads = posterior.beads.iter().filter(|bead| bead.source.contains(&segment));
            let sum = beads.map(|bead| bead.weight).sum::<f32>() + posterior.gaps[0][segment];
            assert!((sum - 1.0).abs() < 0.05, "{sum}");
        }
        assert_eq!(posterior.steps, [((0, 0), (1, 1)), ((1, 1), (2, 2)), ((2, 2), (3, 3))]);
    }

    #[test]
    fn where_no_bead_is_worth_it_gaps_are_left_those_of_the_source_first() {
        let gaps = |posterior: Posterior| posterior.steps.iter().filter(|(a, b)| a.0 == b.0 || a.1 == b.1).count();
        assert!(gaps(posterior(Start::Free, -40.0, -40.0)) > 0);
        let steps = vec![((0, 0), (0, 1)), ((0, 1), (1, 1)), ((1, 1), (1, 2)), ((1, 2), (2, 3))];
        let want = [((0, 0), (1, 0)), ((1, 0), (1, 1)), ((1, 1), (1, 2)), ((1, 2), (2, 3))];
        assert_eq!(sorted(steps), want);
    }

    #[test]
    fn a_pin_begins_with_a_bead_however_unlikely() {
        let posterior = posterior(Start::Bead, -40.0, -40.0);
        let (from, to) = posterior.steps[0];
        assert!(from == (0, 0) && to.0 > 0 && to.1 > 0, "{:?}", posterior.steps);
    }
}
