//! How well two samples lie level: the best way through both, as in Gale & Church 1993 with words and gaps.
//!
//! A bead is worth, in nats, how much likelier its two lengths are side by side than by chance (Student's t around the
//! lengths' ratio, against how lengths spread in each text), what its words gain ([`super::gains`]), and whether blocks
//! begin on both sides. Gaps are dear to open and cheap to go on with, and cheaper at the ends, where page furniture
//! stands. Beads of up to two sentences a side are enough here: this is to tell texts apart, not to lay them out.
//!
//! What chance gives is the same with one text turned around: its first fifth put last, its first two fifths, and so on.

use std::ops::Range;
use std::sync::LazyLock;

use super::fingerprint::{Fingerprint, Unit};
use super::gains::Gains;

/// The best way through two samples.
#[derive(Debug, Clone, Default)]
pub(super) struct Level {
    /// What it is worth, in nats; of a hopeless one, as far as it was followed.
    pub total: f32,
    /// Units of both sides that lie in no bead, between the beads.
    pub inner_gaps: usize,
    /// The same before and after them.
    pub outer_gaps: usize,
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

/// Two samples side by side.
pub(super) struct Layout<'a> {
    a: &'a Fingerprint,
    b: &'a Fingerprint,
    one: Side,
    two: Side,
    gains: &'a Gains,
    openings: [[f32; N_STANDINGS]; N_STANDINGS],
    /// How much longer the second text is than the first, in classes.
    stretch: i32,
}

/// Room for the ways through two samples, to be used again and again.
#[derive(Default)]
pub(super) struct Ways {
    /// For each place the best way there that ends in a bead, and in a gap.
    best: Vec<[f32; 2]>,
    /// The steps they end with.
    steps: Vec<[Step; 2]>,
}

/// Units on each side, and the logarithm of how usual such a bead is.
const BEADS: [(usize, usize, f32); 4] = [(1, 1, -0.15), (1, 2, -2.8), (2, 1, -2.8), (2, 2, -4.5)];
/// A gap's first unit and each further one, inside the texts and at their ends.
const INNER_GAP: [f32; 2] = [-3.0, -0.7];
const OUTER_GAP: [f32; 2] = [-1.5, -0.4];
/// What a unit of two versions brings, in nats, where it brings much.
const HOPE: f32 = 1.5;
/// How far a way may stray from the straight one: so many units, or this part of the longer text.
const MIN_REACH: usize = 8;
const REACH: usize = 4;
/// Lengths of two texts are taken to differ by no more than this (the logarithm of their ratio), and by half of how
/// much they do: the rest is put down to what one of them lacks.
const MAX_STRETCH: f32 = 0.25;

impl<'a> Layout<'a> {
    /// Two samples and what their words gain.
    pub fn new(a: &'a Fingerprint, b: &'a Fingerprint, gains: &'a Gains) -> Self {
        let (one, two) = (Side::new(a), Side::new(b));
        let stretch = if a.cut || b.cut { 0.0 } else { ((two.log - one.log) / 2.0).clamp(-MAX_STRETCH, MAX_STRETCH) };
        let openings = openings(&one.shares, &two.shares);
        let stretch = (stretch * STEPS_PER_NAT).round() as i32;
        Self { a, b, one, two, gains, openings, stretch }
    }

    /// What a bead of each of [`BEADS`] is worth that begins with these units.
    #[inline]
    fn worths(&self, i: usize, j: usize) -> [f32; BEADS.len()] {
        let (n, m) = (self.a.units.len(), self.b.units.len());
        let opening = self.openings[self.one.standings[i]][self.two.standings[j]];
        let next = if j + 1 < m { j + 1 } else { 0 };
        let here = self.gains.at(i, j);
        let beside = self.gains.at(i, next);
        let (below, across) =
            if i + 1 < n { (self.gains.at(i + 1, j), self.gains.at(i + 1, next)) } else { (0.0, 0.0) };
        let words = [here, here + beside, here + below, here + beside + below + across];
        let mut worths = words;
        for (worth, (ones, twos, usual)) in worths.iter_mut().zip(BEADS) {
            let lengths = length_score(self.one.lengths[ones - 1][i], self.two.lengths[twos - 1][j], self.stretch);
            *worth += usual + lengths + opening;
        }
        worths
    }

    /// Where the second text may begin instead of its start: so many places, evenly.
    pub fn turns(&self, n_turns: usize) -> impl Iterator<Item = usize> {
        let n = self.b.units.len();
        (1..=n_turns).map(move |turn| turn * n / (n_turns + 1)).filter(|&turn| turn > 0)
    }

    /// The best way through both.
    pub fn best(&self, ways: &mut Ways) -> Level {
        if self.a.units.is_empty() || self.b.units.is_empty() {
            return Level::default();
        }
        if let Some(total) = self.go(0, HOPE, ways) {
            return Level { total, ..Level::default() };
        }
        self.trace(ways)
    }

    /// What the best way is worth where the second text begins with the unit `turn` and goes around.
    pub fn turned(&self, turn: usize, ways: &mut Ways) -> f32 {
        self.go(turn, f32::INFINITY, ways);
        ways.best.last().map_or(0.0, |end| end[0].max(end[1]))
    }

    /// Finds the ways through both; gives up, with the best so far, where less than nothing would come out even if
    /// each unit that is left brought `hope`.
    fn go(&self, turn: usize, hope: f32, ways: &mut Ways) -> Option<f32> {
        let (n, m) = (self.a.units.len(), self.b.units.len());
        let width = m + 1;
        let Ways { best, steps } = ways;
        best.clear();
        best.resize((n + 1) * width, [f32::NEG_INFINITY; 2]);
        steps.resize((n + 1) * width, [Step::default(); 2]);
        best[0][0] = 0.0;
        let slope = m as f32 / n as f32;
        let reach = (n.max(m) / REACH).max(MIN_REACH) as f32 * slope.max(1.0);
        for i in 0..=n {
            let mut furthest = f32::NEG_INFINITY;
            let middle = i as f32 * slope;
            for j in (middle - reach).max(0.0) as usize..=((middle + reach) as usize).min(m) {
                let here = best[i * width + j];
                let (from, after_gap) = if here[1] > here[0] { (here[1], true) } else { (here[0], false) };
                if from == f32::NEG_INFINITY {
                    continue;
                }
                furthest = furthest.max(from);
                if i < n && j < m {
                    let turned = if j + turn < m { j + turn } else { j + turn - m };
                    for (&(ones, twos, _), worth) in BEADS.iter().zip(self.worths(i, turned)) {
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
            // A bead of two units may lead past a row that none leads to.
            if furthest > f32::NEG_INFINITY && furthest + hope * (n - i) as f32 + 2.0 * hope < 0.0 {
                return Some(furthest);
            }
        }
        None
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

    fn trace(&self, ways: &Ways) -> Level {
        let (n, m) = (self.a.units.len(), self.b.units.len());
        let width = m + 1;
        let end = ways.best[n * width + m];
        let mut in_gap = end[1] > end[0];
        let mut level = Level { total: end[usize::from(in_gap)], ..Level::default() };
        let (mut i, mut j) = (n, m);
        while i > 0 || j > 0 {
            let step = ways.steps[i * width + j][usize::from(in_gap)];
            let from = (i - usize::from(step.ones), j - usize::from(step.twos));
            if !in_gap {
                level.beads.push(Bead { first: [from.0 as u8, from.1 as u8], n: [step.ones, step.twos] });
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
    /// The logarithm of the length in steps of [`STEPS_PER_NAT`].
    class: i32,
    /// How unlikely the length is by chance: the logarithm of the inverse of its density.
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
            Length { class: class(log), rarity: student(log - usual, variance) }
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
#[inline]
fn length_score(one: Length, two: Length, stretch: i32) -> f32 {
    let away = (two.class - one.class - stretch).unsigned_abs() as usize;
    let unlikely = |class: i32| UNLIKELY[class as usize][away.min(MOST_AWAY)];
    (two.rarity - unlikely(one.class)).min(one.rarity - unlikely(two.class)).max(-10.0)
}

/// Lengths are told apart in so many steps for each factor of e.
const STEPS_PER_NAT: f32 = 16.0;
/// Lengths from 1 to about 20,000 letters; longer ones are taken for that.
const N_CLASSES: usize = 160;
/// Lengths whose ratio is over e⁵ are taken for that far apart.
const MOST_AWAY: usize = 80;

fn class(log: f32) -> i32 {
    ((log * STEPS_PER_NAT).round() as i32).clamp(0, N_CLASSES as i32 - 1)
}

/// How unlikely a length is beside another, by the other's class and how many classes the two are apart.
static UNLIKELY: LazyLock<Vec<[f32; MOST_AWAY + 1]>> = LazyLock::new(|| {
    let variance = |class: usize| 0.03 + 2.5 / (class as f32 / STEPS_PER_NAT).exp();
    let row = |class: usize| std::array::from_fn(|away| student(away as f32 / STEPS_PER_NAT, variance(class)));
    (0..N_CLASSES).map(row).collect()
});

/// The logarithm of the inverse of the density of Student's t with 5 degrees of freedom, but for a constant.
fn student(away: f32, variance: f32) -> f32 {
    3.0 * (1.0 + away * away / variance / 5.0).ln() + 0.5 * variance.ln()
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
