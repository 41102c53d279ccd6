//! How much speaks for two documents being versions of one work, as log odds.
//!
//! The odds are a logistic regression on what the best way through both samples is worth, how much more that is than
//! what chance gives, how far the lengths differ, and how much lies in beads and in gaps. Its weights were fitted on
//! piles of stories, of news, and of chapters of novels, whole, abridged and with furniture around them, of two files
//! and of two hundred, with negatives counted threefold; they are rounded. The worth of a way grows with the number of
//! its units, its spread by chance with the root of that, hence the roots.

use super::fingerprint::Fingerprint;
use super::gains::{Gains, Link};
use super::level::{Bead, Layout, Ways};

/// What speaks for two documents.
#[derive(Debug, Clone)]
pub(super) struct Evidence {
    /// Log odds that they are versions of one work, were that as likely as not beforehand.
    pub odds: f32,
    /// The beads of the best way, where the odds are even or better: to learn from.
    pub beads: Vec<Bead>,
}

/// Longer or shorter than this (the logarithm of the lengths' ratio, about 2.7 times) is another text.
pub(super) const MAX_RATIO: f32 = 1.0;

/// From so many units on more is asked: there is more to find a chance likeness in, and versions show more.
const LONG: f32 = 20.0;
/// In how many places the second text is turned around to see what chance gives.
const TURNS: usize = 4;

/// Room for weighing, to be used again and again.
#[derive(Default)]
pub(super) struct Bench {
    gains: Gains,
    ways: Ways,
}

/// Weighs two documents by the words of theirs that are alike.
pub(super) fn weigh(a: &Fingerprint, b: &Fingerprint, links: &[Link], bench: &mut Bench) -> Evidence {
    let Bench { gains, ways } = bench;
    gains.fill(a, b, links);
    let layout = Layout::new(a, b, gains);
    let level = layout.best(ways);
    let units = a.units.len().min(b.units.len()) as f32;
    let root = (units + 3.0).sqrt();
    let ratio = |one: f32, two: f32| (two.max(1.0) / one.max(1.0)).ln().abs().min(MAX_RATIO);
    let gaps = |gaps: usize| gaps as f32 / (2.0 * units + 3.0);
    let odds = -4.3 + 0.36 * level.total / root + 0.46 * beyond_chance(&layout, level.total, root, ways)
        - 1.6 * ratio(a.length, b.length)
        - 7.5 * gaps(level.inner_gaps)
        + 1.1 * gaps(level.outer_gaps)
        + 5.8 * level.beads.len() as f32 / units.max(1.0)
        - 4.1 * (units / LONG).max(1.0).ln();
    Evidence { odds, beads: if odds < 0.0 { Vec::new() } else { level.beads } }
}

/// Against the root of its units, how far a way that is worth less than nothing is behind chance, as a rule.
const BEHIND: f32 = -3.5;

/// How much more a way is worth than those with the second text turned around, against the root of its units.
fn beyond_chance(layout: &Layout, worth: f32, root: f32, ways: &mut Ways) -> f32 {
    if worth < 0.0 {
        return BEHIND;
    }
    let (mut n, mut sum) = (0.0, 0.0);
    for turn in layout.turns(TURNS) {
        n += 1.0;
        sum += layout.turned(turn, ways);
    }
    if n > 0.0 { (worth - sum / n) / root } else { worth / root }
}
