//! Two documents → their alignment; many documents → works.

pub mod blocks;
pub mod works;

use crate::model::{Alignment, Document};

/// Two segments that the reader says correspond: a bead begins at both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pin {
    /// The source segment.
    pub source: usize,
    /// The target segment.
    pub target: usize,
}

/// Lays two documents level.
pub fn align(source: &Document, target: &Document, pins: &[Pin]) -> Alignment {
    blocks::align(source, target, pins)
}
