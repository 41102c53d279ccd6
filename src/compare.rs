//! What should survive translation, checked bead by bead: where two versions disagree, and in which words.
//!
//! A [`Comparison`] is made of two documents and their alignment and knows no screen. Gaps are not repeated here: they
//! stand in the alignment. In doubt nothing is said: whoever reads is to trust that a mark means something.

use std::ops::Range;

use crate::model::{Alignment, Document};

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
}

impl Comparison {
    /// Compares two documents along their alignment.
    pub fn of(_documents: [&Document; 2], _alignment: &Alignment) -> Self {
        Self::default()
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
}
