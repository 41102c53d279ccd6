//! What should survive translation, checked bead by bead: where two versions disagree, and in which words.
//!
//! A [`Comparison`] is made of two documents and their alignment and knows no screen. Gaps are not repeated here: they
//! stand in the alignment. In doubt nothing is said: whoever reads is to trust that a mark means something.

mod addresses;
mod collate;
mod descriptions;
mod explain;
mod facts;
mod matching;
mod names;
mod quantities;

use std::ops::Range;

pub use collate::Move;
pub use descriptions::{Difference, Part};

use crate::model::{Alignment, Description, Document};

/// What disagrees in a bead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A number, in digits or in words.
    Number,
    /// A date.
    Date,
    /// A share of a hundred or a thousand.
    Percentage,
    /// An amount of money.
    Money,
    /// The name of a person, a place or an organisation, or an acronym.
    Name,
    /// A web address.
    Address,
    /// The words themselves, where both versions are in one language.
    Wording,
}

impl Kind {
    /// What it is called.
    pub fn name(self) -> &'static str {
        self.words().0
    }

    /// What several of it are called.
    pub fn names(self) -> &'static str {
        self.words().1
    }

    fn words(self) -> (&'static str, &'static str) {
        match self {
            Kind::Number => ("number", "numbers"),
            Kind::Date => ("date", "dates"),
            Kind::Percentage => ("percentage", "percentages"),
            Kind::Money => ("money", "sums of money"),
            Kind::Name => ("name", "names"),
            Kind::Address => ("web address", "web addresses"),
            Kind::Wording => ("wording", "wordings"),
        }
    }
}

/// A disagreement in a bead that has text on both sides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The bead, by its index in the alignment.
    pub bead: usize,
    /// What disagrees.
    pub kind: Kind,
    /// Where it stands in each side's text, in bytes and in order; empty on a side that has nothing of it.
    pub spans: [Vec<Range<usize>>; 2],
    /// What it is, in a line without a full stop: `8 January on the left, 12 January on the right`.
    pub explanation: String,
}

/// All disagreements of a bitext, in the order of its beads.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Comparison {
    findings: Vec<Finding>,
    /// Passages that stand elsewhere on the other side, by their left bead.
    moves: Vec<Move>,
    /// The same, by their right bead.
    moves_from_right: Vec<Move>,
}

impl Comparison {
    /// Compares two documents along their alignment.
    pub fn of(documents: [&Document; 2], alignment: &Alignment) -> Self {
        let subject = Subject { documents, alignment };
        let findings = CHECKS.iter().flat_map(|check| check(&subject)).collect();
        let mut comparison = Self { findings, ..Self::default() };
        if collate::is_for(&documents[0].language, &documents[1].language) {
            comparison.add_collation(collate::collate(documents, alignment));
        }
        let place =
            |finding: &Finding| finding.spans.each_ref().map(|spans| spans.first().map_or(0, |span| span.start));
        comparison.findings.sort_by_cached_key(|finding| (finding.bead, finding.kind, place(finding)));
        comparison
    }

    /// What the descriptions of two versions differ in: a date, an issuer or signatories that one of them lacks.
    pub fn of_descriptions(descriptions: [&Description; 2]) -> Vec<Difference> {
        descriptions::compare(descriptions)
    }

    fn add_collation(&mut self, collation: collate::Collation) {
        self.findings.extend(collation.findings);
        self.moves = collation.moves;
        self.moves_from_right = self.moves.clone();
        self.moves_from_right.sort_unstable_by_key(|moved| moved.beads[1]);
    }

    /// All findings, by bead.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// The findings of one bead, found by bisection.
    pub fn of_bead(&self, bead: usize) -> &[Finding] {
        let from = self.findings.partition_point(|finding| finding.bead < bead);
        let to = self.findings.partition_point(|finding| finding.bead <= bead);
        &self.findings[from..to]
    }

    /// The passages that stand elsewhere on the other side, in the order of the left one.
    pub fn moves(&self) -> &[Move] {
        &self.moves
    }

    /// Where a bead that stands against nothing has its counterpart, if it was moved: the bead there, and the move.
    pub fn moved(&self, bead: usize) -> Option<(usize, Move)> {
        let find = |moves: &[Move], side: usize| {
            let index = moves.binary_search_by_key(&bead, |moved| moved.beads[side]).ok()?;
            Some((moves[index].beads[1 - side], moves[index]))
        };
        find(&self.moves, 0).or_else(|| find(&self.moves_from_right, 1))
    }
}

/// What is checked: each looks at a whole bitext and gives what it finds, in any order.
const CHECKS: &[fn(&Subject) -> Vec<Finding>] = &[matching::findings, names::findings];

/// Gaps that are passed before and behind a bead in looking for the next bead with text on both sides.
const MOST_AROUND: usize = 4;

/// What is compared.
struct Subject<'a> {
    documents: [&'a Document; 2],
    alignment: &'a Alignment,
}

impl Subject<'_> {
    /// Whether a bead has text on both sides that is likely to belong together.
    fn can_be_judged(&self, bead: usize) -> bool {
        let bead = &self.alignment.beads()[bead];
        !bead.is_gap() && !bead.is_doubtful()
    }

    /// A bead and those around it, as far as the next one with text on both sides: sentences begin earlier in one
    /// language, and a paragraph may be put in another order.
    fn around(&self, bead: usize) -> Range<usize> {
        let beads = self.alignment.beads();
        let before = beads[..bead].iter().rev().take(MOST_AROUND);
        let n_before = before.take_while(|bead| bead.is_gap()).count() + 1;
        let n_behind = beads[bead + 1..].iter().take(MOST_AROUND).take_while(|bead| bead.is_gap()).count() + 1;
        bead.saturating_sub(n_before)..(bead + n_behind + 1).min(beads.len())
    }
}

#[cfg(test)]
mod tests;
