//! Two documents → their alignment ([`align`], [`Task`]); many documents → works ([`works`]).
//!
//! # Method
//!
//! An alignment is a way through a lattice of beads and gaps (`lattice`). What a bead is worth is the logarithm of how
//! much likelier its segments are as translations of each other than by chance (`worths`): by its shape (`shapes`), its
//! lengths (`lengths`), the kinds and beginnings of its blocks (`structure`) and its words (`words`, `lexicon`).
//! Which words translate which is learnt from the two documents themselves, over posterior probabilities, beginning with
//! what is believed of any text: cognates, numbers, names, and a small basic vocabulary (`likeness`). `rounds` holds it
//! together; a `survey` from coarse to fine says where to look (`band`), so that the cost grows with the length of the
//! texts and not with its square; `confidence` makes of posteriors what they mean.
//!
//! No model is loaded and nothing is fetched. Languages without a basic vocabulary here are aligned as well, from lengths,
//! cognates and what the text teaches.
//!
//! # Example
//!
//! A heading, a paragraph of two sentences and a list of links that is page furniture lie against a heading and a paragraph
//! of three sentences. The headings go together by their kind, though they share no word. The first two sentences of the
//! other side could each be the counterpart of the first one: as 1–2 the bead loses 2.4 nats by its shape, but lengths fit
//! better, and the sentence after it then meets its own number and name. The links can only be gaps.
//!
//! # Limits
//!
//! The order must be the same on both sides: a passage that has moved is a gap here and a gap there. A bead has at most
//! five segments on a side and six in all; more come apart into several. Where a translator adds a sentence that merely
//! unfolds the one before it, whether that is a 1–2 or a gap is a matter of taste, and the confidence says so.

mod band;
mod confidence;
mod lattice;
mod lengths;
mod lexicon;
mod likeness;
pub mod mend;
mod parts;
mod pins;
mod rounds;
mod shapes;
mod structure;
mod survey;
#[cfg(test)]
mod tests;
mod threads;
mod words;
pub mod works;
mod worths;

use std::cmp::Ordering;
use std::ops::ControlFlow;
use std::sync::Arc;

pub use pins::{Hold, Pin, in_order};
use rounds::Effort;

use crate::model::{Alignment, Bead, Document, Side};

/// Which method makes alignments: another number whenever it would align some documents in another way.
pub const METHOD: u32 = 2;

/// Another bitext in the same two languages, from which words are learnt as well.
#[derive(Debug, Clone)]
pub struct Companion {
    /// A document in the language of the task's source.
    pub source: Arc<Document>,
    /// The same text in the language of the task's target.
    pub target: Arc<Document>,
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
    /// Other bitexts that the lexicon is learnt from; most helpful where the documents are short.
    pub companions: &'a [Companion],
}

/// Hears now and then which part of the work is done, from 0 to 1, and says whether to go on.
pub type Watch<'a> = &'a (dyn Fn(f32) -> ControlFlow<()> + Sync);

impl<'a> Task<'a> {
    /// The task of two documents of which nothing else is known.
    pub fn new(source: &'a Document, target: &'a Document) -> Self {
        Self { source, target, pins: &[], companions: &[] }
    }

    /// An alignment that is good around a segment of one side, some screens far, and by proportion elsewhere, in some
    /// milliseconds however long the documents are; `None` when the watch stopped it.
    ///
    /// What lies there by proportion has no confidence: it is there to be replaced.
    pub fn near(&self, side: Side, segment: usize, watch: Watch) -> Option<Alignment> {
        Some(self.checked(parts::near(self, side, segment, watch)?))
    }

    /// A first alignment, by structure, lengths and what is believed of words beforehand: in a fraction of the time;
    /// `None` when the watch stopped it.
    pub fn quick(&self, watch: Watch) -> Option<Alignment> {
        self.run(Effort::Quick, watch)
    }

    /// The best alignment, with a lexicon learnt from the documents; `None` when the watch stopped it.
    pub fn full(&self, watch: Watch) -> Option<Alignment> {
        self.run(Effort::Full, watch)
    }

    fn run(&self, effort: Effort, watch: Watch) -> Option<Alignment> {
        // Always the same of two documents first: exchanging them then mirrors the alignment, whatever ties there are.
        if self.order() == Ordering::Greater {
            let exchanged = Companion::exchanged(self.companions);
            let pins: Vec<Pin> = self.pins.iter().cloned().map(Pin::mirrored).collect();
            let task = Task { source: self.target, target: self.source, pins: &pins, companions: &exchanged };
            return Some(task.alignment(effort, watch)?.mirrored());
        }
        self.alignment(effort, watch)
    }

    fn alignment(&self, effort: Effort, watch: Watch) -> Option<Alignment> {
        let longer = self.source.segments().len().max(self.target.segments().len());
        let align = if longer > parts::LONGEST_WHOLE { parts::long } else { rounds::align };
        Some(self.checked(align(self, effort, watch)?))
    }

    fn checked(&self, beads: Vec<Bead>) -> Alignment {
        let (n_source, n_target) = (self.source.segments().len(), self.target.segments().len());
        Alignment::new(beads, n_source, n_target).expect("the ways of neighbouring fields meet")
    }

    fn order(&self) -> Ordering {
        let ranges = |document: &Document| {
            let segments = document.segments().iter();
            segments.map(|segment| (segment.range.start, segment.range.end, segment.block)).collect::<Vec<_>>()
        };
        let blocks = |document: &Document| {
            document
                .blocks()
                .iter()
                .map(|block| format!("{:?}", (block.kind, block.standing, block.spacing)))
                .collect::<Vec<_>>()
        };
        let pins = || self.pins.iter().map(Pin::key).collect::<Vec<_>>();
        let turned = || self.pins.iter().map(|pin| pin.clone().mirrored().key()).collect::<Vec<_>>();
        let n_segments = (self.source.segments().len(), self.target.segments().len());
        n_segments
            .0
            .cmp(&n_segments.1)
            .then_with(|| self.source.text().cmp(self.target.text()))
            .then_with(|| self.source.language.tag().cmp(self.target.language.tag()))
            .then_with(|| ranges(self.source).cmp(&ranges(self.target)))
            .then_with(|| blocks(self.source).cmp(&blocks(self.target)))
            .then_with(|| pins().cmp(&turned()))
            .then_with(|| {
                let texts = |of: fn(&Companion) -> (&str, &str)| self.companions.iter().map(of).collect::<Vec<_>>();
                texts(|one| (one.source.text(), one.target.text()))
                    .cmp(&texts(|one| (one.target.text(), one.source.text())))
            })
    }
}

impl Companion {
    fn exchanged(companions: &[Companion]) -> Vec<Companion> {
        let exchange = |companion: &Companion| Companion {
            source: Arc::clone(&companion.target),
            target: Arc::clone(&companion.source),
        };
        companions.iter().map(exchange).collect()
    }
}

/// Lays two documents level: finds what of one corresponds to what of the other, and what has no counterpart.
///
/// Every segment of either document is in exactly one bead. A segment without counterpart is a gap of its own; a run of
/// them on both sides at once has those of one side first. Each bead's confidence is about the share of such beads that
/// are right.
///
/// The alignment is as every pin says. A pin that contradicts one before it in the list, or that names a segment that
/// does not exist, is ignored.
///
/// Exchanging the documents (and the sides of the pins) mirrors the alignment. Time grows with the length of
/// the texts, not with its square; memory is bounded by windows of some 8,000 segments beyond that, and texts of more
/// than 24,000 segments are aligned part by part.
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
    let task = Task { pins, ..Task::new(source, target) };
    task.full(&|_| ControlFlow::Continue(())).expect("nothing stops it")
}
