//! How well two samples lie level: the best way through both, against chance.

use std::ops::Range;

use super::fingerprint::{Fingerprint, Unit};

/// What the best way through two samples is made of, in nats against chance.
#[derive(Debug, Clone, Default)]
pub(super) struct Level {
    /// All of it.
    pub total: f32,
    /// Words that stand at the same place.
    pub words: f32,
    /// Units of both sides that lie in no bead.
    pub gaps: usize,
    /// The beads: units of the one, units of the other.
    pub path: Vec<(Range<usize>, Range<usize>)>,
}

/// Words of one language that were seen beside words of another.
pub(super) trait Learnt {
    /// Calls `found` with each word that was seen beside `stem`, and how likely it stands for it, 0 to 1.
    fn beside(&self, stem: u32, found: &mut dyn FnMut(u32, f32));
}

/// Nothing was learnt yet.
pub(super) struct Nothing;

impl Learnt for Nothing {
    fn beside(&self, _stem: u32, _found: &mut dyn FnMut(u32, f32)) {}
}

/// What each two units gain from standing side by side, summed from the upper left corner.
pub(super) struct Gains {
    width: usize,
    cells: Vec<f32>,
}

const EPSILON: f32 = 0.03;

impl Gains {
    /// The gains of two samples by the forms of their words and by what was learnt, in each direction.
    pub fn new(a: &Fingerprint, b: &Fingerprint, forward: &dyn Learnt, backward: &dyn Learnt) -> Self {
        let mut made = Self { width: b.units.len(), cells: vec![0.0; a.units.len() * b.units.len()] };
        let unit_a = a.unit_of_word();
        let unit_b = b.unit_of_word();
        let mut there = Explained::new(a, b, &unit_a);
        let mut back = Explained::new(b, a, &unit_b);
        let width = made.width;
        a.cognates(b, |x, y, likeness| {
            there.set(x, y, likeness);
            back.set(y, x, likeness);
        });
        there.learn(forward);
        back.learn(backward);
        there.gain(|i, y, gain| made.cells[i * width + usize::from(unit_b[y])] += gain / 2.0);
        back.gain(|j, x, gain| made.cells[usize::from(unit_a[x]) * width + j] += gain / 2.0);
        made
    }

    fn at(&self, i: usize, j: usize) -> f32 {
        self.cells[i * self.width + j]
    }
}

/// How well each unit of one sample explains each word of the other.
struct Explained<'a> {
    from: &'a Fingerprint,
    to: &'a Fingerprint,
    unit_of: &'a [u8],
    best: Vec<f32>,
    touched: Vec<u32>,
}

impl<'a> Explained<'a> {
    fn new(from: &'a Fingerprint, to: &'a Fingerprint, unit_of: &'a [u8]) -> Self {
        Self { from, to, unit_of, best: vec![0.0; from.units.len() * to.words.len()], touched: Vec::new() }
    }

    fn set(&mut self, from: usize, to: usize, value: f32) {
        let cell = usize::from(self.unit_of[from]) * self.to.words.len() + to;
        if self.best[cell] == 0.0 {
            self.touched.push(cell as u32);
        }
        self.best[cell] = self.best[cell].max(value);
    }

    fn learn(&mut self, learnt: &dyn Learnt) {
        let from = self.from;
        let to = self.to;
        for range in from.runs() {
            let stem = from.words[usize::from(from.by_stem[range.start])].stem;
            learnt.beside(stem, &mut |other, value| {
                for &y in to.positions(other) {
                    for &x in &from.by_stem[range.clone()] {
                        self.set(usize::from(x), usize::from(y), value);
                    }
                }
            });
        }
    }

    fn gain(&self, mut into: impl FnMut(usize, usize, f32)) {
        let n_words = self.to.words.len();
        let mut chance = vec![0.0f32; n_words];
        for range in self.to.runs() {
            let share = range.len() as f32 / n_words as f32;
            for &at in &self.to.by_stem[range] {
                chance[usize::from(at)] = share;
            }
        }
        for &cell in &self.touched {
            let (unit, at) = (cell as usize / n_words, cell as usize % n_words);
            let n = self.from.words_of(unit).len().max(1) as f32;
            into(unit, at, (1.0 - EPSILON + self.best[cell as usize] / (n * chance[at])).ln());
        }
    }
}

const TYPES: &[(usize, usize, f32)] = &[(1, 1, -0.15), (1, 2, -2.8), (2, 1, -2.8), (2, 2, -4.5)];
const OPEN: f32 = -3.0;
const EXTEND: f32 = -0.7;

/// What the way through needs of one side, unit by unit: of the unit alone, and with the one after it.
struct Side {
    /// The place in the sample of each unit: turned, for what chance would give.
    of: Vec<usize>,
    /// How it stands in its block (see [`standing`]), and how usual each standing is.
    standings: Vec<usize>,
    shares: [f32; N_STANDINGS],
    /// The length as the other side would have it, its logarithm, and the variance of a counterpart's.
    lengths: [Vec<Length>; 2],
}

#[derive(Clone, Copy, Default)]
struct Length {
    log: f32,
    variance: f32,
    /// How unlikely the length is by chance.
    rarity: f32,
}

impl Side {
    fn new(print: &Fingerprint, turn: usize) -> Self {
        let n = print.units.len();
        let of: Vec<usize> = (0..n).map(|unit| (unit + turn) % n).collect();
        let logs = print.units.iter().map(|unit| unit.length.max(1.0).ln());
        let mean = logs.clone().sum::<f32>() / n as f32;
        let variance = logs.map(|log| (log - mean).powi(2)).sum::<f32>() / n as f32 + 0.02;
        let standings: Vec<usize> = of.iter().map(|&unit| standing(&print.units[unit])).collect();
        let mut shares = [0.0; N_STANDINGS];
        standings.iter().for_each(|&standing| shares[standing] += 1.0 / n as f32);
        let length = |units: &[usize]| {
            let length = units.iter().map(|&unit| print.units[unit].length).sum::<f32>().max(1.0);
            let usual = mean + (units.len() as f32).ln();
            let away = 1.0 + (length.ln() - usual).powi(2) / variance / 5.0;
            Length { log: length.ln(), variance: 0.03 + 2.5 / length, rarity: away.powi(6) * variance }
        };
        let lengths = [of.chunks(1).map(length).collect(), of.windows(2).map(length).collect()];
        Self { of, standings, shares, lengths }
    }
}

/// Log of how much likelier two lengths are side by side than by chance, in the direction that is less sure;
/// `ratio` is the logarithm of the second text's length against the first's.
fn length_score(one: Length, two: Length, ratio: f32) -> f32 {
    let away = (two.log - one.log - ratio).powi(2) / 5.0;
    let there = two.rarity / ((1.0 + away / one.variance).powi(6) * one.variance);
    let back = one.rarity / ((1.0 + away / two.variance).powi(6) * two.variance);
    0.5 * there.min(back).max(1e-9).ln()
}

/// The best way through two samples. `turn` rotates the second one: what chance would give.
pub(super) fn lay(a: &Fingerprint, b: &Fingerprint, gains: &Gains, turn: usize) -> Level {
    let (n, m) = (a.units.len(), b.units.len());
    if n == 0 || m == 0 {
        return Level::default();
    }
    let (one, two) = (Side::new(a, 0), Side::new(b, turn));
    let sum = |print: &Fingerprint| print.units.iter().map(|unit| unit.length).sum::<f32>().max(1.0).ln();
    let ratio = if a.cut || b.cut { 0.0 } else { (sum(b) - sum(a)).clamp(-0.7, 0.7) };
    let reach = (n.max(m) / 4).max(8) as f32;
    let slope = m as f32 / n as f32;
    let width = m + 1;
    let mut best = vec![[f32::NEG_INFINITY; 2]; (n + 1) * width];
    let mut back = vec![[0u8; 2]; (n + 1) * width];
    best[0][0] = 0.0;
    let blocks_table = blocks_table(&one.shares, &two.shares);
    let words = |i: usize, j: usize, di: usize, dj: usize| {
        let mut sum = 0.0;
        for x in i..i + di {
            for y in j..j + dj {
                sum += gains.at(x, two.of[y]);
            }
        }
        sum
    };
    for i in 0..=n {
        let middle = i as f32 * slope;
        let (from, to) =
            ((middle - reach * slope.max(1.0)).max(0.0) as usize, ((middle + reach * slope.max(1.0)) as usize).min(m));
        for j in from..=to {
            let here = best[i * width + j];
            let (from, gap) = if here[1] > here[0] { (here[1], 1u8) } else { (here[0], 0) };
            if from == f32::NEG_INFINITY {
                continue;
            }
            if i < n && j < m {
                let blocks = blocks_table[one.standings[i]][two.standings[j]];
                for (row, &(di, dj, prior)) in TYPES.iter().enumerate() {
                    if i + di > n || j + dj > m {
                        continue;
                    }
                    let lengths = length_score(one.lengths[di - 1][i], two.lengths[dj - 1][j], ratio);
                    let score = from + prior + lengths + blocks + words(i, j, di, dj);
                    let to = (i + di) * width + j + dj;
                    if score > best[to][0] {
                        best[to][0] = score;
                        back[to][0] = (row as u8) << 1 | gap;
                    }
                }
            }
            for (kind, di, dj) in [(100u8, 1, 0), (101, 0, 1)] {
                if i + di > n || j + dj > m {
                    continue;
                }
                let free = (i == n && a.cut) || (j == m && b.cut);
                let to = (i + di) * width + j + dj;
                for gap in 0..2u8 {
                    let price = if free {
                        0.0
                    } else if gap == 1 {
                        EXTEND
                    } else {
                        OPEN
                    };
                    let score = here[usize::from(gap)] + price;
                    if score > best[to][1] {
                        best[to][1] = score;
                        back[to][1] = kind << 1 | gap;
                    }
                }
            }
        }
    }
    let end = best[n * width + m];
    let mut gap = usize::from(end[1] > end[0]);
    let mut level = Level { total: end[gap], ..Level::default() };
    let (mut i, mut j) = (n, m);
    while i > 0 || j > 0 {
        let step = back[i * width + j][gap];
        gap = usize::from(step & 1);
        let (di, dj) = match step >> 1 {
            100 => (1, 0),
            101 => (0, 1),
            row => (TYPES[usize::from(row)].0, TYPES[usize::from(row)].1),
        };
        i -= di;
        j -= dj;
        if di == 0 || dj == 0 {
            level.gaps += usize::from(!((i == n && a.cut) || (j == m && b.cut)));
        } else {
            level.words += words(i, j, di, dj);
            level.path.push((i..i + di, j..j + dj));
        }
    }
    level.path.reverse();
    level
}

/// Inside a block, or the first unit of a paragraph, a heading, a list item, a verse.
const N_STANDINGS: usize = 5;

fn standing(unit: &Unit) -> usize {
    if unit.opens_block { 1 + usize::from(unit.kind) } else { 0 }
}

/// What two standings side by side are worth.
fn blocks_table(one: &[f32; N_STANDINGS], two: &[f32; N_STANDINGS]) -> [[f32; N_STANDINGS]; N_STANDINGS] {
    let opening = |shares: &[f32; N_STANDINGS], open: bool| if open { 1.0 - shares[0] } else { shares[0] };
    std::array::from_fn(|u| {
        std::array::from_fn(|v| {
            let most = opening(one, u > 0).max(opening(two, v > 0));
            let kinds = if u > 0 && u == v {
                (0.8 * opening(one, true) / one[u].max(two[v]).max(0.1)).max(1.0).ln()
            } else {
                0.0
            };
            if (u > 0) == (v > 0) { (0.9 / most.max(0.1)).ln() + kinds } else { (0.1 / most.clamp(0.1, 0.9)).ln() }
        })
    })
}
