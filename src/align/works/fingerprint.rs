//! What of a document is kept to find its other versions: a bounded sample of its words, by unit, and its survivors.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::language::dates::dates_in;
use crate::language::fold::fold;
use crate::model::{BlockKind, Document, Standing};

use super::keys;

/// Words sampled of a document: about 12 KB of text.
const MAX_WORDS: usize = 2_048;
/// Units sampled of a document.
const MAX_UNITS: usize = 96;
/// Bytes read for the survivors.
const MAX_BYTES: usize = 64 << 10;
/// Survivors kept.
const MAX_SURVIVORS: usize = 1_024;

/// What of a document is compared to find its other versions.
#[derive(Debug, Clone)]
pub struct Fingerprint {
    /// The document's language without script and region: a Brazilian text is not laid beside a Portuguese one.
    pub(super) language: String,
    /// The length of the body, in characters of an alphabetic script.
    pub(super) length: f32,
    /// The sentences of the sample.
    pub(super) units: Vec<Unit>,
    /// The words of the sample, unit after unit.
    pub(super) words: Vec<Word>,
    /// Names, numbers and word beginnings that may survive a translation, sorted.
    pub(super) survivors: Vec<u32>,
    /// Whether the sample is only the beginning of the body.
    pub(super) cut: bool,
    /// The places of the words, sorted by stem.
    pub(super) by_stem: Vec<u16>,
    /// The places of the words that have a skeleton, sorted by it.
    pub(super) by_skeleton: Vec<u16>,
}

/// A sentence of the sample.
#[derive(Debug, Clone)]
pub(super) struct Unit {
    /// Its length, in characters of an alphabetic script.
    pub length: f32,
    /// Where its words begin in [`Fingerprint::words`].
    pub words: u32,
    /// Whether a block begins with it.
    pub opens_block: bool,
    /// What sort of block it stands in.
    pub kind: u8,
}

/// A word of the sample, as hashes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Word {
    /// Its first letters, a number's value, or a mark.
    pub stem: u32,
    /// What is alike in its cognates; 0 for none.
    pub skeleton: u32,
}

impl Fingerprint {
    /// The fingerprint of a document: of its body, without the page around it.
    pub fn new(document: &Document) -> Self {
        let mut made = Self {
            language: document.language.primary().to_owned(),
            length: 0.0,
            units: Vec::new(),
            words: Vec::new(),
            survivors: Vec::new(),
            cut: false,
            by_stem: Vec::new(),
            by_skeleton: Vec::new(),
        };
        let mut bytes = 0;
        for block in document.blocks() {
            if block.standing == Standing::Boilerplate || block.kind == BlockKind::Rule {
                continue;
            }
            for segment in block.segments.clone() {
                let text = document.segment_text(segment);
                made.length += weight(text);
                bytes += text.len();
                let opens_block = segment == block.segments.start;
                made.sample(text, opens_block, kind_class(block.kind), bytes <= MAX_BYTES);
            }
        }
        made.survivors.sort_unstable();
        made.survivors.dedup();
        // The lowest hashes: of two versions the same.
        made.survivors.truncate(MAX_SURVIVORS);
        made.sort();
        made
    }

    fn sample(&mut self, text: &str, opens_block: bool, kind: u8, near: bool) {
        let full = self.units.len() >= MAX_UNITS || self.words.len() >= MAX_WORDS;
        self.cut |= full;
        if full && (!near || self.survivors.len() >= 4 * MAX_SURVIVORS) {
            return;
        }
        if !full {
            let words = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
            self.units.push(Unit { length: weight(text), words, opens_block, kind });
        }
        let end = (0..=text.len().min(MAX_BYTES)).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
        let text = &text[..end];
        for (_, date) in dates_in(text) {
            let date = hash(&("date", date));
            self.survivors.push(date);
            if !full {
                self.words.push(Word { stem: date, skeleton: 0 });
            }
        }
        let mut first = true;
        for piece in text.split_word_bounds() {
            let Some(key) = keys::of(piece, &fold(piece), first) else { continue };
            first = first && key.mark;
            if !full && self.words.len() < MAX_WORDS {
                self.words.push(Word { stem: hash(&key.stem), skeleton: key.skeleton.as_ref().map_or(0, hash) });
            }
            if self.survivors.len() < 4 * MAX_SURVIVORS {
                self.survivors.extend(key.survivors.iter().map(hash));
            }
        }
    }

    /// The words of a unit.
    pub(super) fn words_of(&self, unit: usize) -> &[Word] {
        let end = self.units.get(unit + 1).map_or(self.words.len(), |next| next.words as usize);
        &self.words[self.units[unit].words as usize..end]
    }
}

impl Fingerprint {
    /// The unit that each word is in.
    pub(super) fn unit_of_word(&self) -> Vec<u8> {
        let mut units = Vec::with_capacity(self.words.len());
        for unit in 0..self.units.len() {
            units.resize(units.len() + self.words_of(unit).len(), unit as u8);
        }
        units
    }

    /// Sorts the places of the words.
    pub(super) fn sort(&mut self) {
        let places = 0..u16::try_from(self.words.len()).unwrap_or(u16::MAX);
        self.by_stem = places.clone().collect();
        self.by_stem.sort_by_key(|&at| self.words[usize::from(at)].stem);
        self.by_skeleton = places.filter(|&at| self.words[usize::from(at)].skeleton != 0).collect();
        self.by_skeleton.sort_by_key(|&at| self.words[usize::from(at)].skeleton);
    }

    /// The same for sentences of the same words.
    pub(super) fn unit_identity(&self, unit: usize) -> u32 {
        let words: Vec<u32> = self.words_of(unit).iter().map(|word| word.stem).collect();
        hash(&words)
    }

    /// The number of blocks in the sample.
    pub(super) fn n_blocks(&self) -> usize {
        self.units.iter().filter(|unit| unit.opens_block).count()
    }

    /// The same for two copies of one text.
    pub(super) fn identity(&self) -> (&str, u32) {
        let words: Vec<(u32, u32)> = self.words.iter().map(|word| (word.stem, word.skeleton)).collect();
        (&self.language, hash(&(words, self.length.to_bits())))
    }

    /// The runs of one stem in [`Self::by_stem`].
    pub(super) fn runs(&self) -> Vec<Range<usize>> {
        runs(&self.by_stem, |at| self.words[usize::from(at)].stem)
    }

    /// The places of a stem.
    pub(super) fn positions(&self, stem: u32) -> &[u16] {
        let stem_at = |at: &u16| self.words[usize::from(*at)].stem;
        let from = self.by_stem.partition_point(|at| stem_at(at) < stem);
        let n = self.by_stem[from..].iter().take_while(|at| stem_at(at) == stem).count();
        &self.by_stem[from..from + n]
    }

    /// Whether a stem is among the words.
    pub(super) fn has(&self, stem: u32) -> bool {
        self.by_stem.binary_search_by_key(&stem, |&at| self.words[usize::from(at)].stem).is_ok()
    }

    /// Calls `found` with each two words of alike form, and how alike they are.
    pub(super) fn cognates(&self, other: &Self, mut found: impl FnMut(usize, usize, f32)) {
        merge(self, other, &self.by_stem, &other.by_stem, |word| word.stem, 0.5, &mut found);
        merge(self, other, &self.by_skeleton, &other.by_skeleton, |word| word.skeleton, 0.4, &mut found);
    }
}

fn merge(
    one: &Fingerprint,
    two: &Fingerprint,
    ones: &[u16],
    twos: &[u16],
    key: impl Fn(Word) -> u32,
    likeness: f32,
    found: &mut impl FnMut(usize, usize, f32),
) {
    let key_one = |at: u16| key(one.words[usize::from(at)]);
    let key_two = |at: u16| key(two.words[usize::from(at)]);
    let mut start = 0;
    for run in runs(ones, key_one) {
        let wanted = key_one(ones[run.start]);
        while start < twos.len() && key_two(twos[start]) < wanted {
            start += 1;
        }
        let mut end = start;
        while end < twos.len() && key_two(twos[end]) == wanted {
            end += 1;
        }
        for &x in &ones[run] {
            for &y in &twos[start..end] {
                found(usize::from(x), usize::from(y), likeness);
            }
        }
    }
}

fn runs(sorted: &[u16], key: impl Fn(u16) -> u32) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    let mut start = 0;
    for end in 1..=sorted.len() {
        if end == sorted.len() || key(sorted[end]) != key(sorted[start]) {
            runs.push(start..end);
            start = end;
        }
    }
    runs
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
