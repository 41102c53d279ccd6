//! Finding for each fact of a bead what answers it on the other side, in the bead or beside it.
//!
//! A fact is answered if the other side says the like anywhere in the bead: how often is a matter of style. What was not
//! answered there is looked for in the beads around it, since a sentence may begin earlier in one language and a paragraph may be put in
//! another order. Of what is left two things are told: where both sides say something of a kind
//! that the other does not, that they differ; and what is said with weight on one side alone.

use std::ops::Range;

use super::facts::{self, Fact, Weight};
use super::{Finding, Kind, Subject, explain};
use crate::model::Side;

/// The facts of a whole bitext.
struct Facts {
    /// For each side all facts in order.
    all: [Vec<Fact>; 2],
    /// For each bead and side, where its facts are.
    by_bead: Vec<[Range<usize>; 2]>,
}

/// All disagreements in facts.
pub(super) fn findings(subject: &Subject) -> Vec<Finding> {
    let facts = Facts::read(subject);
    let beads = 0..facts.by_bead.len();
    beads.filter(|&bead| subject.can_be_judged(bead)).flat_map(|bead| facts.disagreements(subject, bead)).collect()
}

impl Facts {
    fn read(subject: &Subject) -> Self {
        let mut facts = Self { all: [Vec::new(), Vec::new()], by_bead: Vec::new() };
        for bead in subject.alignment.beads() {
            let of_side = |side: Side| {
                let mut found = Vec::new();
                for segment in bead.segments(side) {
                    facts::read(subject.documents[side.index()], segment, &mut found);
                }
                found.sort_by_key(|fact: &Fact| fact.range.start);
                found
            };
            let places = Side::BOTH.map(|side| {
                let start = facts.all[side.index()].len();
                facts.all[side.index()].extend(of_side(side));
                start..facts.all[side.index()].len()
            });
            facts.by_bead.push(places);
        }
        facts
    }

    fn of(&self, bead: usize, side: Side) -> &[Fact] {
        &self.all[side.index()][self.by_bead[bead][side.index()].clone()]
    }

    fn disagreements(&self, subject: &Subject, bead: usize) -> Vec<Finding> {
        if Side::BOTH.iter().any(|&side| self.of(bead, side).len() > facts::MOST) {
            return Vec::new();
        }
        let [left, right] = Side::BOTH.map(|side| self.unanswered(subject, bead, side));
        let mut findings = Vec::new();
        for kind in KINDS {
            let [left, right] =
                [&left, &right].map(|open| open.iter().copied().filter(|fact| fact.kind == kind).collect::<Vec<_>>());
            let n_both = left.len().min(right.len());
            for (left, right) in left.iter().zip(&right) {
                findings.push(explain::differ(subject, bead, kind, [left.range.clone(), right.range.clone()]));
            }
            for (side, facts) in [(Side::Left, &left), (Side::Right, &right)] {
                let alone = facts[n_both..].iter().filter(|fact| fact.weight == Weight::Strong);
                findings.extend(alone.map(|fact| explain::lacks(subject, bead, side, kind, &fact.range)));
            }
        }
        findings
    }

    /// The facts of one side with some weight that nothing on the other side answers.
    fn unanswered(&self, subject: &Subject, bead: usize, side: Side) -> Vec<&Fact> {
        let facts = self.of(bead, side);
        let here: Vec<&Fact> = self.of(bead, side.other()).iter().collect();
        let mut open: Vec<&Fact> =
            facts.iter().filter(|fact| fact.weight > Weight::Hint && !fact.is_answered_by(&here)).collect();
        if !open.is_empty() {
            let around = self.around(subject, bead, side.other());
            open.retain(|fact| !fact.is_answered_by(&around));
        }
        open
    }

    /// The facts of one side in the beads around a bead.
    fn around(&self, subject: &Subject, bead: usize, side: Side) -> Vec<&Fact> {
        subject.around(bead).filter(|&other| other != bead).flat_map(|other| self.of(other, side)).collect()
    }
}

/// The kinds in which facts are compared.
const KINDS: [Kind; 5] = [Kind::Number, Kind::Date, Kind::Percentage, Kind::Money, Kind::Address];
