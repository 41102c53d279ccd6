//! Where the reader is in a document.

/// A segment and a character in it.
///
/// A place outlives every layout: resizing, switching languages and changing the layout keep it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Place {
    /// The segment's index in its document.
    pub segment: usize,
    /// Bytes from the segment's start, on a character boundary.
    pub offset: usize,
}

impl Place {
    /// The start of a segment.
    pub fn at_segment(segment: usize) -> Self {
        Self { segment, offset: 0 }
    }
}
