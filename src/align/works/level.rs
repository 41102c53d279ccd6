//! How well two samples lie level: the best way through both, as in Gale & Church 1993 with words and gaps.
//!
//! A bead is worth, in nats, how much likelier its two lengths are side by side than by chance (Student's t around the
//! lengths' ratio, against how lengths spread in each text), what its words gain ([`super::gains`]), and whether blocks
//! begin on both sides. Gaps are dear to open and cheap to go on with, and cheaper at the ends, where page furniture
//! stands. Beads of up to two sentences a side are enough here: this is to tell texts apart, not to lay them out.
//!
//! What chance gives is the same with one text turned around: its first third put last, or its first two thirds.

use std::ops::Range;

use super::fingerprint::{Fingerprint, Unit};
use super::gains::Gains;

/// The best way through two samples.
#[derive(Debug, Clone, Default)]
pub(super) struct Level {
    /// What it is worth, in nats.
    pub total: f32,
    /// Units of both sides that lie in no bead, between the beads.
    pub inner_gaps: usize,
    /// The same before and after them.
    pub outer_gaps: usize,
    /// The lengths of what lies in beads.
    pub matched: (f32, f32),
    /// The beads in order.
    pub beads: Vec<Bead>,
}

/// Units of the one sample beside units of the other.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bead {
    first: [u8; 2],
    n: [u8; 2],
}

impl Bead {
    /// Its units of the first sample, or of the second.
    pub fn units(self, side: usize) -> Range<usize> {
        let first = usize::from(self.first[side]);
        first..first + usize::from(self.n[side])
    }
}

/// Two samples side by side, with what each bead of theirs is worth.
pub(super) struct Layout<'a> {
    a: &'a Fingerprint,
    b: &'a Fingerprint,
    /// For each two units what a bead of each of [`BEADS`] is worth that begins there.
    beads: Vec<[f32; BEADS.len()]>,
}

/// Units on each side, and the logarithm of how usual such a bead is.
const BEADS: [(usize, usize, f32); 4] = [(1, 1, -0.15), (1, 2, -2.8), (2, 1, -2.8), (2, 2, -4.5)];
/// A gap's first unit and each further one, inside the texts and at their ends.
const INNER_GAP: [f32; 2] = [-3.0, -0.7];
const OUTER_GAP: [f32; 2] = [-1.5, -0.4];
/// How far a way may stray from the straight one: so many units, or this part of the longer text.
const MIN_REACH: usize = 8;
const REACH: usize = 4;
/// Lengths of two texts are taken to differ by no more than this (the logarithm of their ratio), and by half of how
/// much they do: the rest is put down to what one of them lacks.
const MAX_STRETCH: f32 = 0.25;

impl<'a> Layout<'a> {
    /// Weighs the beads of two samples.
    pub fn new(a: &'a Fingerprint, b: &'a Fingerprint, gains: &Gains) -> Self {
        let (one, two) = (Side::new(a), Side::new(b));
        let stretch = if a.cut || b.cut { 0.0 } else { ((two.log - one.log) / 2.0).clamp(-MAX_STRETCH, MAX_STRETCH) };
        let openings = openings(&one.shares, &two.shares);
        let (n, m) = (a.units.len(), b.units.len());
        let next = |unit: usize| if unit + 1 < m { unit + 1 } else { 0 };
        let mut beads = Vec::with_capacity(n * m);
        for i in 0..n {
            for j in 0..m {
                let opening = openings[one.standings[i]][two.standings[j]];
                beads.push(BEADS.map(|(ones, twos, usual)| {
                    let lengths = length_score(one.lengths[ones - 1][i], two.lengths[twos - 1][j], stretch);
                    let row = |i: usize| gains.at(i, j) + if twos > 1 { gains.at(i, next(j)) } else { 0.0 };
                    let words = row(i) + if ones > 1 && i + 1 < n { row(i + 1) } else { 0.0 };
                    usual + lengths + opening + words
                }));
            }
        }
        Self { a, b, beads }
    }

    /// Where the second text may begin instead of its start: at its thirds.
    pub fn turns(&self) -> impl Iterator<Item = usize> {
        let n = self.b.units.len();
        [n / 3, 2 * n / 3].into_iter().filter(|&turn| turn > 0)
    }

    /// The best way through both, where the second begins with the unit `turn` and goes around.
    pub fn best(&self, turn: usize) -> Level {
        let (n, m) = (self.a.units.len(), self.b.units.len());
        if n == 0 || m == 0 {
            return Level::default();
        }
        let width = m + 1;
        // For each place the best way there that ends in a bead, and in a gap; and the step it ends with.
        let mut best = vec![[f32::NEG_INFINITY; 2]; (n + 1) * width];
        let mut steps = vec![[Step::default(); 2]; (n + 1) * width];
        best[0][0] = 0.0;
        let slope = m as f32 / n as f32;
        let reach = (n.max(m) / REACH).max(MIN_REACH) as f32 * slope.max(1.0);
        for i in 0..=n {
            let middle = i as f32 * slope;
            for j in (middle - reach).max(0.0) as usize..=((middle + reach) as usize).min(m) {
                let here = best[i * width + j];
                let (from, after_gap) = if here[1] > here[0] { (here[1], true) } else { (here[0], false) };
                if from == f32::NEG_INFINITY {
                    continue;
                }
                if i < n && j < m {
                    let turned = if j + turn < m { j + turn } else { j + turn - m };
                    let worths = self.beads[i * m + turned];
                    for (&(ones, twos, _), worth) in BEADS.iter().zip(worths) {
                        let to = (i + ones) * width + j + twos;
                        if i + ones <= n && j + twos <= m && from + worth > best[to][0] {
                            best[to][0] = from + worth;
                            steps[to][0] = Step { ones: ones as u8, twos: twos as u8, after_gap };
                        }
                    }
                }
                let prices = self.gap_prices(i, j);
                for (ones, twos) in [(1, 0), (0, 1)] {
                    if i + ones > n || j + twos > m {
                        continue;
                    }
                    let to = (i + ones) * width + j + twos;
                    for (after_gap, price) in [false, true].into_iter().zip(prices) {
                        let worth = here[usize::from(after_gap)] + price;
                        if worth > best[to][1] {
                            best[to][1] = worth;
                            steps[to][1] = Step { ones: ones as u8, twos: twos as u8, after_gap };
                        }
                    }
                }
            }
        }
        self.trace(&best, &steps, turn)
    }

    fn gap_prices(&self, i: usize, j: usize) -> [f32; 2] {
        if self.is_beyond(i, j) {
            [0.0; 2]
        } else if i == 0 || j == 0 || i == self.a.units.len() || j == self.b.units.len() {
            OUTER_GAP
        } else {
            INNER_GAP
        }
    }

    /// Whether one side's sample ends where its text goes on.
    fn is_beyond(&self, i: usize, j: usize) -> bool {
        (self.a.cut && i == self.a.units.len()) || (self.b.cut && j == self.b.units.len())
    }

    fn trace(&self, best: &[[f32; 2]], steps: &[[Step; 2]], turn: usize) -> Level {
        let (n, m) = (self.a.units.len(), self.b.units.len());
        let width = m + 1;
        let end = best[n * width + m];
        let mut in_gap = end[1] > end[0];
        let mut level = Level { total: end[usize::from(in_gap)], ..Level::default() };
        let (mut i, mut j) = (n, m);
        while i > 0 || j > 0 {
            let step = steps[i * width + j][usize::from(in_gap)];
            let from = (i - usize::from(step.ones), j - usize::from(step.twos));
            if !in_gap {
                level.beads.push(Bead { first: [from.0 as u8, from.1 as u8], n: [step.ones, step.twos] });
                level.matched.0 += self.a.units[from.0..i].iter().map(|unit| unit.length).sum::<f32>();
                level.matched.1 += (from.1..j).map(|unit| self.b.units[(unit + turn) % m].length).sum::<f32>();
            } else if from.0 == 0 || from.1 == 0 || i == n || j == m {
                level.outer_gaps += usize::from(!self.is_beyond(from.0, from.1));
            } else {
                level.inner_gaps += 1;
            }
            in_gap = step.after_gap;
            (i, j) = from;
        }
        level.beads.reverse();
        level
    }
}

/// The last step of a way.
#[derive(Debug, Clone, Copy, Default)]
struct Step {
    ones: u8,
    twos: u8,
    after_gap: bool,
}

/// What the beads' worth needs of one side, unit by unit.
struct Side {
    /// The logarithm of the sample's length.
    log: f32,
    /// How each unit stands in its block (see [`standing`]), and how usual each standing is.
    standings: Vec<usize>,
    shares: [f32; N_STANDINGS],
    /// The length of each unit alone, and with the one after it.
    lengths: [Vec<Length>; 2],
}

#[derive(Clone, Copy)]
struct Length {
    log: f32,
    /// The variance of the logarithm of a counterpart's length.
    variance: f32,
    /// How unlikely the length is by chance: the inverse square of its density.
    rarity: f32,
}

impl Side {
    fn new(print: &Fingerprint) -> Self {
        let n = print.units.len();
        let logs = print.units.iter().map(|unit| unit.length.max(1.0).ln());
        let mean = logs.clone().sum::<f32>() / n as f32;
        let variance = logs.map(|log| (log - mean).powi(2)).sum::<f32>() / n as f32 + 0.02;
        let standings: Vec<usize> = print.units.iter().map(standing).collect();
        let mut shares = [0.0; N_STANDINGS];
        standings.iter().for_each(|&standing| shares[standing] += 1.0 / n as f32);
        let length = |length: f32, usual: f32| {
            let log = length.max(1.0).ln();
            let rarity = student(log - usual, variance);
            Length { log, variance: 0.03 + 2.5 / length.max(1.0), rarity }
        };
        let alone = |unit: usize| length(print.units[unit].length, mean);
        let with_next =
            |unit: usize| length(print.units[unit].length + print.units[(unit + 1) % n].length, mean + 2.0_f32.ln());
        let lengths = [(0..n).map(alone).collect(), (0..n).map(with_next).collect()];
        let log = print.units.iter().map(|unit| unit.length).sum::<f32>().max(1.0).ln();
        Self { log, standings, shares, lengths }
    }
}

/// The logarithm of how much likelier two lengths are side by side than by chance, in the direction that is less sure.
fn length_score(one: Length, two: Length, stretch: f32) -> f32 {
    let away = two.log - one.log - stretch;
    let there = two.rarity / student(away, one.variance);
    let back = one.rarity / student(away, two.variance);
    0.5 * there.min(back).max(1e-9).ln()
}

/// The inverse square of the density of Student's t with 5 degrees of freedom, but for a constant.
fn student(away: f32, variance: f32) -> f32 {
    (1.0 + away * away / variance / 5.0).powi(6) * variance
}

/// Inside a block, or the first unit of a paragraph, a heading, a list item, a verse.
const N_STANDINGS: usize = 5;

fn standing(unit: &Unit) -> usize {
    if unit.opens_block { 1 + usize::from(unit.kind) } else { 0 }
}

/// What two standings are worth side by side, against how usual they are.
fn openings(one: &[f32; N_STANDINGS], two: &[f32; N_STANDINGS]) -> [[f32; N_STANDINGS]; N_STANDINGS] {
    let share = |shares: &[f32; N_STANDINGS], opens: bool| if opens { 1.0 - shares[0] } else { shares[0] };
    let worth = |u: usize, v: usize| {
        let most = share(one, u > 0).max(share(two, v > 0));
        match (u > 0, v > 0) {
            (true, true) if u == v => {
                let kind = 0.8 * share(one, true) / one[u].max(two[v]).max(0.1);
                (0.9 / most.max(0.1)).ln() + kind.max(1.0).ln()
            }
            (true, true) | (false, false) => (0.9 / most.max(0.1)).ln(),
            (true, false) | (false, true) => (0.1 / most.clamp(0.1, 0.9)).ln(),
        }
    };
    std::array::from_fn(|u| std::array::from_fn(|v| worth(u, v)))
}
