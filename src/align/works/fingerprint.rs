//! What of a document is kept to find its other versions: a bounded sample of its words, by unit, and its survivors.

use std::hash::{DefaultHasher, Hash, Hasher};

use unicode_segmentation::UnicodeSegmentation;

use crate::language::dates::dates_in;
use crate::language::fold::fold;
use crate::model::{BlockKind, Document, Standing};

use super::index::{Index, Word};
use super::{keys, sentences};

/// Words sampled of a document: about 12 KB of text.
const MAX_WORDS: usize = 2_048;
/// Units sampled of a document.
const MAX_UNITS: usize = 96;
/// Bytes read for the survivors.
const MAX_BYTES: usize = 64 << 10;
/// Survivors kept.
const MAX_SURVIVORS: usize = 512;

/// What of a document is compared to find its other versions.
#[derive(Debug, Clone, Default)]
pub struct Fingerprint {
    /// The document's language without script and region: a Brazilian text is not laid beside a Portuguese one.
    pub(super) language: String,
    /// The length of the body, in characters of an alphabetic script.
    pub(super) length: f32,
    /// The units of the sample: sentences, nearly.
    pub(super) units: Vec<Unit>,
    /// The words of the sample.
    pub(super) index: Index,
    /// Names, numbers and word beginnings that may survive a translation, sorted.
    pub(super) survivors: Vec<u32>,
    /// Whether the sample is only the beginning of the body.
    pub(super) cut: bool,
}

/// A sentence of the sample.
#[derive(Debug, Clone)]
pub(super) struct Unit {
    /// Its length, in characters of an alphabetic script.
    pub length: f32,
    /// The number of its words.
    pub n_words: u16,
    /// The same for units of the same words.
    pub identity: u32,
    /// Whether a block begins with it.
    pub opens_block: bool,
    /// What sort of block it stands in.
    pub kind: u8,
}

impl Fingerprint {
    /// The fingerprint of a document: of its body, without the page around it.
    ///
    /// It depends on the document's blocks alone, not on how they are cut into segments.
    pub fn new(document: &Document) -> Self {
        let mut sample = Sample::default();
        let mut bytes = 0;
        for (at, block) in document.blocks().iter().enumerate() {
            if block.standing == Standing::Boilerplate || block.kind == BlockKind::Rule {
                continue;
            }
            let text = document.block_text(at);
            sample.length += weight(text);
            if bytes > MAX_BYTES {
                sample.cut = true;
                continue;
            }
            for unit in sentences::units(text) {
                let opens_block = unit.start == 0;
                bytes += unit.len();
                sample.add(&text[unit], opens_block, kind_class(block.kind));
            }
        }
        sample.survivors.sort_unstable();
        sample.survivors.dedup();
        // The lowest hashes: of two versions the same.
        sample.survivors.truncate(MAX_SURVIVORS);
        sample.survivors.shrink_to_fit();
        Self {
            language: document.language.primary().to_owned(),
            length: sample.length,
            units: sample.units,
            index: Index::new(sample.words),
            survivors: sample.survivors,
            cut: sample.cut,
        }
    }

    /// The number of blocks in the sample.
    pub(super) fn n_blocks(&self) -> usize {
        self.units.iter().filter(|unit| unit.opens_block).count()
    }

    /// The same for two copies of one text.
    pub(super) fn identity(&self) -> (&str, u32) {
        let units: Vec<u32> = self.units.iter().map(|unit| unit.identity).collect();
        (&self.language, hash(&(units, self.length.to_bits())))
    }
}

/// A fingerprint in the making.
#[derive(Default)]
struct Sample {
    length: f32,
    units: Vec<Unit>,
    words: Vec<Word>,
    survivors: Vec<u32>,
    cut: bool,
}

impl Sample {
    fn add(&mut self, text: &str, opens_block: bool, kind: u8) {
        let full = self.units.len() >= MAX_UNITS || self.words.len() >= MAX_WORDS;
        self.cut |= full;
        if full && self.survivors.len() >= 8 * MAX_SURVIVORS {
            return;
        }
        let end = (0..=text.len().min(MAX_BYTES)).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
        let text = &text[..end];
        let from = self.words.len();
        let unit = self.units.len() as u8;
        let keep = |made: &mut Self, stem: u32, skeleton: u32| {
            if !full && made.words.len() < MAX_WORDS {
                made.words.push(Word { stem, unit, skeleton });
            }
        };
        for (_, date) in dates_in(text) {
            let date = hash(&("date", date));
            self.survivors.push(date);
            keep(self, date, 0);
        }
        let mut first = true;
        for piece in text.split_word_bounds() {
            let Some(key) = keys::of(piece, &fold(piece), first) else { continue };
            first = first && key.mark;
            keep(self, hash(&key.stem), key.skeleton.as_ref().map_or(0, hash));
            if self.survivors.len() < 8 * MAX_SURVIVORS {
                self.survivors.extend(key.survivors.iter().map(hash));
            }
        }
        if !full {
            let words = &self.words[from..];
            let identity = hash(&words.iter().map(|word| word.stem).collect::<Vec<_>>());
            let n_words = words.len() as u16;
            self.units.push(Unit { length: weight(text), n_words, identity, opens_block, kind });
        }
    }
}

/// The length of a text, in letters of an alphabet.
fn weight(text: &str) -> f32 {
    text.chars().map(keys::weight).sum()
}

fn kind_class(kind: BlockKind) -> u8 {
    match kind {
        BlockKind::Heading(_) => 1,
        BlockKind::ListItem { .. } => 2,
        BlockKind::Verse | BlockKind::Preformatted => 3,
        BlockKind::Paragraph
        | BlockKind::Quotation
        | BlockKind::Signature
        | BlockKind::Byline
        | BlockKind::Dateline
        | BlockKind::Provenance
        | BlockKind::Rule => 0,
    }
}

pub(super) fn hash<T: Hash + ?Sized>(value: &T) -> u32 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    (hasher.finish() >> 32) as u32 | 1
}
