//! What confidences are worth: of the beads that are said to be so sure, how many are right.

use std::collections::HashSet;
use std::ops::AddAssign;

use kzreader::model::Alignment;

use super::bitext::GoldBead;

/// The upper ends of the bins of confidence; a bead belongs to the first one that is not below its confidence.
pub const BINS: [f32; 7] = [0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 1.0];

/// Beads by confidence, matches and gaps apart.
#[derive(Debug, Clone, Copy, Default)]
pub struct Calibration {
    /// Right when the gold has the same bead.
    pub matches: [Bin; BINS.len()],
    /// Right when the gold links none of its segments.
    pub gaps: [Bin; BINS.len()],
}

/// The beads of about one confidence.
#[derive(Debug, Clone, Copy, Default)]
pub struct Bin {
    /// How many.
    pub all: usize,
    /// How many of them are right.
    pub right: usize,
    /// The sum of their confidences.
    pub sum: f64,
}

impl Calibration {
    /// Counts the beads of one alignment.
    pub fn add(&mut self, alignment: &Alignment, gold: &[GoldBead]) {
        let full = || gold.iter().filter(|(source, target)| !source.is_empty() && !target.is_empty());
        let matched: HashSet<&GoldBead> = full().collect();
        let linked: [HashSet<usize>; 2] = [
            full().flat_map(|(source, _)| source.iter().copied()).collect(),
            full().flat_map(|(_, target)| target.iter().copied()).collect(),
        ];
        for bead in alignment.beads() {
            let bin = BINS.iter().position(|end| bead.confidence <= *end).unwrap_or(BINS.len() - 1);
            let (bins, is_right) = if bead.is_gap() {
                let lines = |side: usize| [&bead.source, &bead.target][side].clone();
                (&mut self.gaps, (0..2).all(|side| lines(side).all(|line| !linked[side].contains(&line))))
            } else {
                let same = (bead.source.clone().collect(), bead.target.clone().collect());
                (&mut self.matches, matched.contains(&same))
            };
            bins[bin] += Bin { all: 1, right: usize::from(is_right), sum: f64::from(bead.confidence) };
        }
    }
}

/// All beads of some bins and above: what a threshold at the lower end of the first of them lets through.
pub fn total(bins: &[Bin]) -> Bin {
    let mut total = Bin::default();
    bins.iter().for_each(|bin| total += *bin);
    total
}

impl AddAssign for Bin {
    fn add_assign(&mut self, other: Self) {
        (self.all, self.right, self.sum) = (self.all + other.all, self.right + other.right, self.sum + other.sum);
    }
}

impl AddAssign for Calibration {
    fn add_assign(&mut self, other: Self) {
        for bin in 0..BINS.len() {
            self.matches[bin] += other.matches[bin];
            self.gaps[bin] += other.gaps[bin];
        }
    }
}
