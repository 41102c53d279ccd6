//! In the making.

use crate::model::Document;

/// What of a document is compared to find its other versions.
#[derive(Debug, Clone)]
pub struct Fingerprint {}

/// By hand.
#[derive(Debug, Clone, Default)]
pub struct Constraints {
    /// Together.
    pub joined: Vec<(usize, usize)>,
    /// Apart.
    pub parted: Vec<(usize, usize)>,
}

impl Fingerprint {
    /// The fingerprint of a document.
    pub fn new(_document: &Document) -> Self {
        Self {}
    }
}

/// The documents that are versions of one work: a partition of `0..fingerprints.len()`.
pub fn group(fingerprints: &[Fingerprint], _constraints: &Constraints) -> Vec<Vec<usize>> {
    (0..fingerprints.len()).map(|index| vec![index]).collect()
}
