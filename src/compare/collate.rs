//! Two versions in one language, collated: which words differ in what is level, and which passages stand elsewhere.
//!
//! # Method
//!
//! The words of a bead's two sides (UAX 29; punctuation marks are words of their own, white space is none) are compared
//! by Myers' algorithm in linear space (`imara-diff`, whose heuristics bound its time without a clock). Its result is
//! the shortest, not the most readable one, so it is cleaned up in the manner of Neil Fraser's `diff-match-patch`: words
//! that stayed between two changes, and are no longer than either of them, belong to what was changed; a change that
//! could as well stand a few words further on is moved to where a sentence or a clause begins. Of what stayed less than
//! [`KEPT`] of the shorter side, nothing is gained by marking words: it was rewritten.
//!
//! A passage that stands against nothing, and whose words stand against nothing elsewhere on the other side, was moved
//! (`moves`).
//!
//! # Example
//!
//! “The boat is old. The quay is older.” against “The boat is old. The rope is new. The quay is older.”: what was put in is
//! `The rope is new.`, although the shortest way puts in `rope is new. The` after a `The` that stayed.
//!
//! # Limits
//!
//! What differs by more than [`MOST_WORDS`] words, or in more than [`MOST_CHANGES`] places, counts as rewritten. Languages
//! without blanks between words are compared by character.

mod changes;
mod moves;

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::{Finding, Kind};
use crate::language::fold::fold;
use crate::model::{Alignment, Document, Language, Side};
use changes::Change;

pub use moves::Move;

/// The most words of a bead's side that are compared one by one, after what is the same at both ends.
const MOST_WORDS: usize = 20_000;

/// The most places of a bead that are told apart.
const MOST_CHANGES: usize = 100;

/// The share of the shorter side that has to have stayed, in characters; otherwise the bead was rewritten.
const KEPT: f64 = 0.4;

/// The longest wording that an explanation quotes, in characters.
const LONGEST_QUOTE: usize = 40;

/// How many changes of a bead an explanation tells.
const TOLD: usize = 2;

/// What collating found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Collation {
    /// Beads whose words differ, in order: at most one finding a bead.
    pub findings: Vec<Finding>,
    /// Passages that stand elsewhere on the other side, in the order of the left one.
    pub moves: Vec<Move>,
}

/// Whether two versions are in one language, so that their words can be compared.
pub fn is_for(left: &Language, right: &Language) -> bool {
    left.is_determined() && left.primary() == right.primary()
}

/// Collates two documents in one language along their alignment.
pub fn collate(documents: [&Document; 2], alignment: &Alignment) -> Collation {
    let beads = alignment.beads().iter().enumerate().filter(|(_, bead)| !bead.is_gap());
    let finding = |(index, bead): (usize, &crate::model::Bead)| {
        let bytes = Side::BOTH.map(|side| bytes_of(documents[side.index()], bead.segments(side)));
        let texts = [0, 1].map(|side: usize| &documents[side].text()[bytes[side].clone()]);
        let Wording { spans, explanation } = wording(texts)?;
        let placed = |side: usize, span: &Range<usize>| span.start + bytes[side].start..span.end + bytes[side].start;
        let spans = [0, 1].map(|side: usize| spans[side].iter().map(|span| placed(side, span)).collect());
        Some(Finding { bead: index, kind: Kind::Wording, spans, explanation })
    };
    Collation { findings: beads.filter_map(finding).collect(), moves: moves::find(documents, alignment) }
}

fn bytes_of(document: &Document, segments: Range<usize>) -> Range<usize> {
    let all = document.segments();
    all[segments.start].range.start..all[segments.end - 1].range.end
}

/// How the words of two texts differ.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Wording {
    spans: [Vec<Range<usize>>; 2],
    explanation: String,
}

/// A word or a mark, by its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Word<'t> {
    text: &'t str,
    start: usize,
}

impl Word<'_> {
    fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// Whether it is a punctuation mark or the like.
    fn is_mark(&self) -> bool {
        !self.text.chars().any(char::is_alphanumeric)
    }
}

fn words(text: &str) -> Vec<Word<'_>> {
    let word = |(start, text)| Word { text, start };
    text.split_word_bound_indices().filter(|(_, text)| !text.trim().is_empty()).map(word).collect()
}

fn wording(texts: [&str; 2]) -> Option<Wording> {
    if texts[0] == texts[1] {
        return None;
    }
    let words = texts.map(words);
    let Some(changes) = changes::between([&words[0], &words[1]]) else { return Some(rewritten(texts, &words)) };
    if changes.is_empty() {
        return None;
    }
    let small = small_difference(&words, &changes);
    if small.is_none() && !is_kept(&words, &changes) {
        return Some(rewritten(texts, &words));
    }
    let span = |side: usize, change: &Change| bytes_in(&words[side], &change.words[side]);
    let spans = [0, 1].map(|side| changes.iter().filter_map(|change| span(side, change)).collect());
    let explanation = small.map_or_else(|| told(texts, &words, &changes), str::to_owned);
    Some(Wording { spans, explanation })
}

/// The bytes of some words, if there are any.
fn bytes_in(words: &[Word<'_>], range: &Range<usize>) -> Option<Range<usize>> {
    let words = &words[range.clone()];
    Some(words.first()?.start..words.last()?.end())
}

/// Whether enough of the shorter side stayed to mark what did not.
fn is_kept(words: &[Vec<Word<'_>>; 2], changes: &[Change]) -> bool {
    if changes.len() > MOST_CHANGES {
        return false;
    }
    // Marks alone hold no text together.
    let weight = |words: &[Word<'_>]| {
        words.iter().filter(|word| !word.is_mark()).map(|word| word.text.chars().count()).sum::<usize>()
    };
    let all = [weight(&words[0]), weight(&words[1])];
    let changed = changes.iter().map(|change| weight(&words[0][change.words[0].clone()])).sum::<usize>();
    let kept = all[0] - changed;
    kept as f64 >= KEPT * all[0].min(all[1]) as f64
}

fn rewritten(texts: [&str; 2], words: &[Vec<Word<'_>>; 2]) -> Wording {
    let n_words = [0, 1].map(|side: usize| match words[side].iter().filter(|word| !word.is_mark()).count() {
        1 => "1 word".to_owned(),
        n => format!("{n} words"),
    });
    let [left, right] = n_words;
    Wording {
        spans: texts.map(|text| std::iter::once(0..text.len()).filter(|span| !span.is_empty()).collect()),
        explanation: format!("rewritten: {left} on the left, {right} on the right"),
    }
}

/// What differs where the letters are the same.
fn small_difference(words: &[Vec<Word<'_>>; 2], changes: &[Change]) -> Option<&'static str> {
    let changed = |side: usize| changes.iter().flat_map(move |change| &words[side][change.words[side].clone()]);
    let letters = |side: usize| changed(side).flat_map(|word| word.text.chars()).filter(|c| c.is_alphanumeric());
    let [left, right] = [0, 1].map(|side| letters(side).collect::<String>());
    if left == right {
        return Some("only punctuation differs");
    }
    if fold(&left) != fold(&right) || left.to_lowercase() != right.to_lowercase() {
        return None;
    }
    let marks = |side: usize| changed(side).flat_map(|word| word.text.chars()).filter(|c| !c.is_alphanumeric());
    Some(if marks(0).eq(marks(1)) { "only capitals differ" } else { "only capitals and punctuation differ" })
}

/// The changes in words; of many the first ones.
fn told(texts: [&str; 2], words: &[Vec<Word<'_>>; 2], changes: &[Change]) -> String {
    let quoted = |side: usize, change: &Change| {
        let bytes = bytes_in(&words[side], &change.words[side])?;
        Some(quote(&texts[side][bytes]))
    };
    let tell = |change: &Change| match (quoted(0, change), quoted(1, change), changes.len()) {
        (Some(left), Some(right), 1) => format!("{left} on the left, {right} on the right"),
        (Some(left), Some(right), _) => format!("{left} ≠ {right}"),
        (Some(left), None, _) => format!("{left} on the left only"),
        (None, Some(right), _) => format!("{right} on the right only"),
        (None, None, _) => String::new(),
    };
    let mut told: Vec<String> = changes.iter().take(TOLD).map(tell).collect();
    if changes.len() > TOLD {
        told.push(format!("and {} more", changes.len() - TOLD));
    }
    told.join("; ")
}

/// A wording in quotation marks, on one line; of a long one the beginning.
fn quote(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.grapheme_indices(true).nth(LONGEST_QUOTE) {
        Some((end, _)) => format!("“{}…”", text[..end].trim_end()),
        None => format!("“{text}”"),
    }
}

#[cfg(test)]
mod tests;
