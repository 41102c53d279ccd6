//! Works, versions, documents, beads and places: plain values without input or output.

mod address;
mod bitext;
mod date;
mod document;
mod hash;
mod language;
mod place;
mod work;

pub use address::Address;
pub use bitext::{Alignment, AlignmentError, Bead, Side};
pub use date::Date;
pub use document::{
    Block, BlockKind, Description, Document, DocumentBuilder, Emphasis, EmphasisKind, Extent, Inset, Segment, Spacing,
    Standing, Tile, Warning,
};
pub use hash::{Hash, ShortHash};
pub use language::Language;
pub use place::Place;
pub use work::{EncodingSaid, Grouping, Origin, Version, VersionId, Work, WorkKind};
