//! Two documents → their alignment; many documents → works.

pub mod blocks;
pub mod works;

/// Two segments that the reader says correspond: a bead begins at both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pin {
    /// The source segment.
    pub source: usize,
    /// The target segment.
    pub target: usize,
}
