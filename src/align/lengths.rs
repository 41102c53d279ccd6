//! How well the lengths of two stretches of text fit.
//!
//! Gale and Church (1993): a translation is about as long as what it translates, times a ratio of the two texts, with a
//! variance that grows with length. Here a t distribution stands for their normal one, as it forgives a free
//! translation sooner, and the likelihood is set against that of any stretch of the text with as many segments:
//! a length that every segment has says little. Ratio and variance are learnt from the beads of each round.
//!
//! Worked example, with a ratio of 1 and a variance of 6 for a letter: beside 100 letters, 100 letters in one segment
//! are worth about 1.9 nats, 130 about 1.0 and 250 less than −3.

use std::ops::Range;

use crate::model::Document;

/// Variance of a length for each letter, before a text teaches its own: Gale and Church have 6.8. It is learnt as if
/// so many beads had kept it, within bounds, and trusted a little less than it says.
const VARIANCE: f64 = 6.0;
const PRIOR_BEADS: f64 = 10.0;
const BOUNDS: (f64, f64) = (1.0, 20.0);
const SHRINK: f64 = 0.8;

/// Languages differ less in length than texts of which one lacks a part: of the logarithm of the ratio of the whole
/// texts this share is believed until beads teach better.
const TRUST_IN_TOTALS: f64 = 0.4;

/// Variance that even the shortest stretches have.
const FLOOR: f64 = 20.0;

/// Degrees of freedom of the t distribution, and the logarithm of its normalising factor.
const FREEDOM: f64 = 5.0;
const LN_FACTOR: f64 = -0.9686;

/// The least logarithmic likelihood of a length by chance.
const RAREST: f64 = -12.0;

/// How much lengths weigh in a bead.
const WEIGHT: f64 = 1.2;

/// The lengths of two texts, in Latin letters' worth.
#[derive(Debug)]
pub struct Lengths {
    /// For each side, the length of all segments before each one.
    sums: [Vec<f64>; 2],
    /// The length of a translation of one letter.
    ratio: f64,
    variance: f64,
    /// For each side, mean and standard deviation of the logarithm of a segment's length.
    chance: [(f64, f64); 2],
}

/// What is reckoned once for all beads with the same segments on a side.
#[derive(Debug, Clone, Copy)]
pub struct Span {
    length: f64,
    /// The logarithm of the chance of such a length.
    chance: f64,
}

impl Lengths {
    /// Judges by the ratio of the whole texts, as far as it can be trusted.
    pub fn new(source: &Document, target: &Document) -> Self {
        let sums = [source, target].map(|document| {
            let mut sums = vec![0.0];
            for segment in 0..document.segments().len() {
                let letters = document.segment_text(segment).chars().filter(|c| !c.is_whitespace()).map(weight).sum();
                sums.push(sums[segment] + f64::from(f32::max(letters, 1.0)));
            }
            sums
        });
        let total = |side: usize| sums[side].last().copied().unwrap_or(1.0).max(1.0);
        let ratio = (total(1) / total(0)).powf(TRUST_IN_TOTALS);
        let chance = |sums: &Vec<f64>| {
            let logarithms = sums.windows(2).map(|ends| (ends[1] - ends[0] + 1.0).ln());
            let n = logarithms.len().max(1) as f64;
            let mean = logarithms.clone().sum::<f64>() / n;
            let variance = logarithms.map(|logarithm| (logarithm - mean).powi(2)).sum::<f64>() / n;
            (mean, variance.sqrt().max(0.5))
        };
        let chance = [chance(&sums[0]), chance(&sums[1])];
        Self { sums, ratio, variance: VARIANCE, chance }
    }

    /// The length of some segments of a side.
    pub fn of(&self, side: usize, segments: Range<usize>) -> f64 {
        self.sums[side][segments.end] - self.sums[side][segments.start]
    }

    /// Some segments of a side, ready to be compared.
    pub fn span(&self, side: usize, segments: Range<usize>) -> Span {
        let n = segments.len() as f64;
        let length = self.of(side, segments);
        let logarithm = (length + 1.0).ln();
        let (mean, deviation) = self.chance[side];
        let deviation = deviation / (1.0 + 0.7 * (n - 1.0)).sqrt();
        let off = (logarithm - mean - n.ln()) / deviation;
        Span { length, chance: (-logarithm - deviation.ln() - 0.919 - 0.5 * off * off).max(RAREST) }
    }

    /// What the lengths of a bead are worth, in nats: the mean of what they say in either direction.
    pub fn worth(&self, source: &Span, target: &Span) -> f32 {
        // In units between those of the two sides, so that neither is preferred.
        let unit = self.ratio.sqrt();
        let (expected, length) = (source.length * unit, target.length / unit);
        let variance = self.variance * (expected + length) * 0.5 + FLOOR;
        let tail = (FREEDOM + 1.0) / 2.0 * ((length - expected).powi(2) / (variance * FREEDOM)).ln_1p();
        let fit = -0.5 * variance.ln() - tail + LN_FACTOR;
        (WEIGHT * (fit - 0.5 * (source.chance + target.chance))) as f32
    }

    /// Learns ratio and variance from weighted beads.
    pub fn learn<'a>(&mut self, beads: impl Iterator<Item = (&'a Range<usize>, &'a Range<usize>, f32)> + Clone) {
        let (mut source_length, mut target_length, mut n) = (0.0, 0.0, 0.0);
        for (source, target, weight) in beads.clone() {
            let weight = f64::from(weight);
            source_length += weight * self.of(0, source.clone());
            target_length += weight * self.of(1, target.clone());
            n += weight;
        }
        if source_length <= 0.0 || target_length <= 0.0 {
            return;
        }
        self.ratio = target_length / source_length;
        let square = |(source, target, weight): (&Range<usize>, &Range<usize>, f32)| {
            let unit = self.ratio.sqrt();
            let (expected, length) = (self.of(0, source.clone()) * unit, self.of(1, target.clone()) / unit);
            let square = (length - expected).powi(2) / ((expected + length) / 2.0 + 3.0);
            f64::from(weight) * square.clamp(0.0, 60.0)
        };
        let squares: f64 = beads.map(square).sum();
        let variance = (squares + VARIANCE * PRIOR_BEADS) / (n + PRIOR_BEADS);
        self.variance = variance.clamp(BOUNDS.0, BOUNDS.1) * SHRINK;
    }
}

/// How many Latin letters say as much as one character: about three for an ideograph.
fn weight(character: char) -> f32 {
    match character {
        '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' => 1.6,
        '\u{1100}'..='\u{11ff}' | '\u{ac00}'..='\u{d7af}' => 2.2,
        '\u{2e80}'..='\u{2fdf}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' => 3.0,
        _ => 1.0,
    }
}
