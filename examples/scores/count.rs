//! Strict and lax precision and recall of beads, counted as is usual for these texts.

use std::collections::{HashMap, HashSet};
use std::ops::{Add, AddAssign};

use super::bitext::GoldBead;

/// Beads that are right, and how many there are.
///
/// Strict: both sides are those of a bead of the other list. Lax: they share a link with it. Gaps count for precision,
/// not for recall. Beads that occur twice count once.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    precision: Hits,
    recall: Hits,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Hits {
    strict: usize,
    lax: usize,
    all: usize,
}

/// Precision, recall and their harmonic mean, 0 to 1.
#[derive(Debug, Clone, Copy)]
pub struct Rates {
    pub precision: f64,
    pub recall: f64,
    pub f1: f64,
}

impl Count {
    /// Counts what of `ours` is right by `gold`.
    pub fn of(ours: &[GoldBead], gold: &[GoldBead]) -> Self {
        let full = |beads: &[GoldBead]| beads.iter().filter(|(s, t)| !s.is_empty() && !t.is_empty()).cloned().collect();
        let (full_ours, full_gold): (Vec<GoldBead>, Vec<GoldBead>) = (full(ours), full(gold));
        Self { precision: hits(gold, ours), recall: hits(&full_ours, &full_gold) }
    }

    /// By beads whose sides are all right.
    pub fn strict(&self) -> Rates {
        rates(self.precision.strict, self.precision.all, self.recall.strict, self.recall.all)
    }

    /// By beads that share a link.
    pub fn lax(&self) -> Rates {
        rates(self.precision.lax, self.precision.all, self.recall.lax, self.recall.all)
    }
}

fn rates(right: usize, found: usize, recalled: usize, wanted: usize) -> Rates {
    let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
    let (precision, recall) = (share(right, found), share(recalled, wanted));
    let sum = precision + recall;
    Rates { precision, recall, f1: if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 } }
}

/// How many beads of `candidate` are right by `reference`.
fn hits(reference: &[GoldBead], candidate: &[GoldBead]) -> Hits {
    let filled = |beads: &'_ [GoldBead]| -> HashSet<GoldBead> {
        beads.iter().filter(|(source, target)| !source.is_empty() || !target.is_empty()).cloned().collect()
    };
    let (reference, candidate) = (filled(reference), filled(candidate));
    let mut linked: HashMap<usize, HashSet<usize>> = HashMap::new();
    for (source, target) in &reference {
        for &line in source {
            linked.entry(line).or_default().extend(target);
        }
    }
    let shares_link = |(source, target): &GoldBead| {
        source.iter().filter_map(|line| linked.get(line)).any(|lines| target.iter().any(|line| lines.contains(line)))
    };
    let strict = candidate.iter().filter(|&bead| reference.contains(bead)).count();
    let lax = candidate.iter().filter(|&bead| reference.contains(bead) || shares_link(bead)).count();
    Hits { strict, lax, all: candidate.len() }
}

impl Add for Hits {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { strict: self.strict + other.strict, lax: self.lax + other.lax, all: self.all + other.all }
    }
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.precision = self.precision + other.precision;
        self.recall = self.recall + other.recall;
    }
}
