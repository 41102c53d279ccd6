//! How much speaks for two documents being versions of one work, as log odds.

use super::fingerprint::Fingerprint;
use super::level::{self, Gains, Learnt};

/// What speaks for two documents.
#[derive(Debug, Clone)]
pub(super) struct Evidence {
    /// Log odds that they are versions of one work, were that as likely as not beforehand.
    pub odds: f32,
}

/// Longer or shorter than this (the logarithm of the lengths' ratio, about 2.7 times) is another text.
pub(super) const MAX_RATIO: f32 = 1.0;

/// Weighs two documents; `forward` and `backward` are what was learnt of their languages.
pub(super) fn weigh(a: &Fingerprint, b: &Fingerprint, forward: &dyn Learnt, backward: &dyn Learnt) -> Evidence {
    let gains = Gains::new(a, b, forward, backward);
    let level = level::lay(a, b, &gains, 0);
    let n = b.units.len();
    let chance = [n / 3, 2 * n / 3]
        .into_iter()
        .filter(|&turn| turn > 0)
        .map(|turn| level::lay(a, b, &gains, turn).total)
        .fold(f32::NEG_INFINITY, f32::max);
    let chance = if chance.is_finite() { chance } else { 0.0 };
    let units = a.units.len().min(n) as f32;
    let root = (units + 3.0).sqrt();
    let ratio = (b.length.max(1.0) / a.length.max(1.0)).ln().abs().min(MAX_RATIO);
    let gaps = level.gaps as f32 / (2.0 * units + 3.0);
    let odds = 0.49 + 0.95 * (level.total - chance) / root + 0.26 * level.total / root - 3.76 * ratio - 14.6 * gaps;
    Evidence { odds }
}
