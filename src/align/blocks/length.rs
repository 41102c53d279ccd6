//! How well the lengths of two stretches of text fit, after Gale and Church (1993).
//!
//! The logarithm of the ratio of the lengths is compared with that of the texts: how likely it is in a translation,
//! against how likely it is for two stretches of these texts taken at random. Long stretches must keep the ratio well,
//! short ones need not. Gale and Church measure the difference of lengths with a normal distribution whose variance
//! grows with length; the ratio says the same and is symmetric, and a t distribution forgives a free translation
//! sooner.

/// Variance of the logarithm of the ratio: what long stretches keep; the part that shrinks with length, for which Gale
/// and Church have 6.8 for a character; and what is added while the ratio of the texts is still a guess.
const FLOOR: f32 = 0.012;
const PER_LETTER: f32 = 4.0;
const GUESSED: f32 = 0.03;

/// Languages differ less in length than texts of which one lacks a part: of the logarithm of the ratio of the whole
/// texts this share is believed, and that of the beads of a first pass as if so many more of them had kept their
/// length.
const TRUST_IN_TOTALS: f32 = 0.4;
const PRIOR: f32 = 2.0;

/// Degrees of freedom of the t distribution.
const FREEDOM: f32 = 4.0;

/// The most that lengths say for a bead.
const MOST: f32 = 4.0;

/// The standard deviation of the logarithm of the ratio of random segments: what texts are taken to have at least and
/// at most.
const SPREAD: (f32, f32) = (0.5, 2.0);

/// The length of a stretch of text in Latin letters' worth, in the forms that are reckoned with.
#[derive(Debug, Clone, Copy)]
pub struct Length {
    ln: f32,
    inverse: f32,
    ln_segments: f32,
}

impl Length {
    /// The length of so many segments together.
    pub fn new(letters: f32, n_segments: usize) -> Self {
        Self { ln: letters.ln(), inverse: 1.0 / letters, ln_segments: (n_segments as f32).ln() }
    }
}

/// How lengths are judged in two texts.
#[derive(Debug, Clone, Copy)]
pub struct Lengths {
    /// The logarithm of the length of a translation of one letter.
    ln_ratio: f32,
    /// Variance of `ln_ratio`.
    doubt: f32,
    /// The mean of the logarithm of the ratio of two random segments, and its variance.
    chance: (f32, f32),
}

impl Lengths {
    /// Judges by the ratio of the whole texts as far as it goes, given the lengths of their segments.
    pub fn guessed(segments: [&[f32]; 2]) -> Self {
        let [source, target] = segments.map(|lengths| {
            let n = (lengths.len() as f32).max(1.0);
            let mean = lengths.iter().map(|length| length.ln()).sum::<f32>() / n;
            let variance = lengths.iter().map(|length| (length.ln() - mean).powi(2)).sum::<f32>() / n;
            (1.0 + lengths.iter().sum::<f32>(), mean, variance)
        });
        let spread = (source.2 + target.2).sqrt().clamp(SPREAD.0, SPREAD.1);
        Self {
            ln_ratio: TRUST_IN_TOTALS * (target.0 / source.0).ln().clamp(-1.1, 1.1),
            doubt: GUESSED,
            chance: (target.1 - source.1, spread * spread),
        }
    }

    /// Judges by the beads of a first pass from now on: by the median of their ratios, each weighted by its length.
    pub fn learn(&mut self, beads: impl Iterator<Item = (Length, Length)>) {
        let ratio =
            |(source, target): (Length, Length)| (target.ln - source.ln, 2.0 / (source.inverse + target.inverse));
        let mut ratios: Vec<(f32, f32)> = beads.map(ratio).collect();
        ratios.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
        let mut half = ratios.iter().map(|&(_, weight)| f64::from(weight)).sum::<f64>() / 2.0;
        let median = ratios.iter().find(|&&(_, weight)| {
            half -= f64::from(weight);
            half <= 0.0
        });
        if let Some(&(median, _)) = median {
            let n = ratios.len() as f32;
            self.ln_ratio = median * n / (n + PRIOR);
            self.doubt = GUESSED / (1.0 + n);
        }
    }

    /// The logarithm of how much likelier two lengths are in a translation than by chance.
    pub fn score(&self, source: &Length, target: &Length) -> f32 {
        let difference = target.ln - source.ln;
        let variance = FLOOR + self.doubt + PER_LETTER * (source.inverse + target.inverse) / 2.0;
        let off = difference - self.ln_ratio;
        let tail = 1.0 + off * off / (FREEDOM * variance);
        let (mean, spread) = self.chance;
        let chance_variance = variance.max(spread);
        let by_chance = difference - mean - (target.ln_segments - source.ln_segments);
        // ln(tail^-((FREEDOM + 1) / 2)) + ln(sqrt(chance_variance / variance)), in one logarithm.
        let logarithm = 0.5 * (chance_variance / (variance * tail.powi(FREEDOM as i32 + 1))).ln();
        (logarithm + 0.5 * by_chance * by_chance / chance_variance).min(MOST)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What two lengths are worth in texts whose segments have one, two, three … of these units.
    fn score((a, b): (f32, f32), source: f32, target: f32) -> f32 {
        let [sources, targets] = [a, b].map(|unit| (1..40).map(|index| unit * index as f32).collect::<Vec<_>>());
        let mut lengths = Lengths::guessed([&sources, &targets]);
        lengths.learn(sources.iter().zip(&targets).map(|(&a, &b)| (Length::new(a, 1), Length::new(b, 1))));
        lengths.score(&Length::new(source, 1), &Length::new(target, 1))
    }

    #[test]
    fn lengths_in_the_ratio_of_the_texts_speak_for_a_bead_and_long_ones_louder() {
        for ratio in [0.5, 1.0, 1.8] {
            let score = |source, target| score((15.0, 15.0 * ratio), source, target * ratio);
            assert!(score(300.0, 300.0) > score(20.0, 20.0));
            assert!(score(20.0, 20.0) > 0.0);
            assert!(score(300.0, 120.0) < -0.5);
        }
    }

    #[test]
    fn exchanging_the_sides_changes_nothing() {
        let difference = score((15.0, 24.0), 80.0, 200.0) - score((24.0, 15.0), 200.0, 80.0);
        assert!(difference.abs() < 1e-3, "{difference}");
    }
}
