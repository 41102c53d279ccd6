//! Two documents → their alignment ([`align`]); many documents → works ([`works`]).
//!
//! Nothing is needed but the two documents: no dictionary, no model, no knowledge of the languages. [`blocks`] says
//! how.

pub mod blocks;
pub mod works;

use std::ops::ControlFlow;

use crate::model::{Alignment, Document};

/// Which method makes alignments: another number whenever it would align some documents in another way.
pub const METHOD: u32 = 1;

/// Two segments that the reader says correspond: a bead begins at both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pin {
    /// The source segment.
    pub source: usize,
    /// The target segment.
    pub target: usize,
}

/// Two documents that are to be laid level, and what is known about them.
#[derive(Debug, Clone, Copy)]
pub struct Task<'a> {
    /// The one side.
    pub source: &'a Document,
    /// The other side.
    pub target: &'a Document,
    /// What corresponds by the reader's word.
    pub pins: &'a [Pin],
}

/// Hears now and then which part of the work is done, from 0 to 1, and says whether to go on.
pub type Watch<'a> = &'a dyn Fn(f32) -> ControlFlow<()>;

impl Task<'_> {
    /// A first alignment, by structure, lengths and what survives translation: in a twentieth of the time.
    pub fn quick(&self) -> Alignment {
        blocks::align(self.source, self.target, self.pins)
    }

    /// The best alignment, with a lexicon learnt from the two documents; `None` when the watch stopped it.
    pub fn full(&self, watch: Watch) -> Option<Alignment> {
        if watch(0.0).is_break() {
            return None;
        }
        Some(blocks::align(self.source, self.target, self.pins))
    }
}

/// Lays two documents level: finds what of one corresponds to what of the other, and what has no counterpart.
///
/// Every segment of either document is in exactly one bead. A segment without counterpart is a gap of its own; a run of
/// them on both sides at once has those of one side first. Each bead's confidence is about the share of such beads that
/// are right.
///
/// A non-gap bead begins at both segments of every pin. A pin that crosses one before it in the list, or that names a
/// segment that does not exist, is ignored.
///
/// Exchanging the documents (and the sides of the pins) mirrors the alignment. Beyond some 1,500 segments time and
/// memory grow with the length of the texts, not with its square.
///
/// ```
/// use kzreader::align::align;
/// use kzreader::model::{BlockKind, Document, DocumentBuilder, Spacing};
///
/// let document = |paragraphs: &[&str]| -> Document {
///     let (mut builder, mut text) = (DocumentBuilder::default(), String::new());
///     for paragraph in paragraphs {
///         let start = text.len();
///         text.push_str(paragraph);
///         builder.push(BlockKind::Paragraph, Spacing::Apart, start..text.len());
///         text.push_str("\n\n");
///     }
///     builder.finish(text, |block, _| std::iter::once(0..block.len()).collect())
/// };
/// let german = document(&["Am 3. Mai ruhte die Werft, und die Fähre blieb im Hafen.", "Frau Lindqvist schwieg."]);
/// let english = document(&[
///     "On 3 May the shipyard was at rest.",
///     "The ferry stayed in the harbour.",
///     "Ms Lindqvist said nothing.",
/// ]);
///
/// let alignment = align(&german, &english, &[]);
/// let beads: Vec<_> = alignment.beads().iter().map(|bead| (bead.source.clone(), bead.target.clone())).collect();
/// assert_eq!(beads, [(0..1, 0..2), (1..2, 2..3)]);
/// ```
pub fn align(source: &Document, target: &Document, pins: &[Pin]) -> Alignment {
    let task = Task { source, target, pins };
    task.full(&|_| ControlFlow::Continue(())).expect("nothing stops it")
}
