//! Cuts a block into segments: sentences, or the lines of what is written in lines.
//!
//! A sentence may end where one of the marks of `stops` stands, with the quotation marks and brackets that close after
//! it. Whether it does is told by what follows and, at a full stop, by the word before it (`verdict`): nothing ends
//! before a small letter or a comma; an abbreviation, an ordinal or an initial goes on as the language's row in `table`
//! says; everything else ends. Three things that sentences of print need are added: what stands in brackets inside a
//! sentence is not cut from it (`asides`), a letter or number at the beginning numbers what follows (`1. Der Anfang`),
//! and nothing is a sentence that has neither letter nor number (`…`).
//!
//! The sentence bounds of UAX 29 are not built on: they end a sentence at every full stop before a capital letter, so
//! that most of the work would be to join again, and they split at line feeds. The way with lists of abbreviations by
//! what may follow them, and of words that sentences begin with, is that of T. Kiss and J. Strunk, *Unsupervised
//! Multilingual Sentence Boundary Detection* (2006), who learn such lists from texts; ours are written by hand, since
//! a text of two pages is too short to learn from.
//!
//! Worked example, in German: in `Am 3. Mai kam Dr. Abel, z. B. um 8. Danach ging er.` the stop after `3` is
//! before a month and the one after `Dr` after a title; `z` goes on with `B` and `z.B` is known to go on. `8` could be an
//! ordinal, but sentences begin with `Danach`; here the only cut is made.
//!
//! Limits: a quotation that asks or shouts, and a name after it, are cut apart (`"What?" Holmes asked.`), as is a name
//! with a mark of its own (`Yahoo! Japan`). A number or letter at the end of a sentence is taken for an ordinal
//! or an initial where a noun follows (`Er wurde 25. Bayern gewann.`). A text without capitals is cut only at marks of
//! scripts that have none. Thai, Lao and Tibetan, which have no mark for the end of a sentence, are not cut.

mod abbreviations;
mod asides;
mod stops;
mod table;
mod verdict;

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::model::{BlockKind, Language};
use abbreviations::Rules;
use stops::{Stop, Stops};
use verdict::Question;

/// The byte ranges of a block's segments: in order, not empty, with nothing but white space outside them, and never
/// with a bound inside a grapheme cluster.
///
/// A heading, a rule and preformatted lines are one segment; of verse, signatures and the like each line is one, with
/// its indentation; other blocks are cut into sentences, in which a line feed stands for a space. Takes time in
/// proportion to the text.
///
/// ```
/// use kzreader::language::segments::cut;
/// use kzreader::model::{BlockKind, Language};
///
/// let text = "Am 3. Mai kam Dr. Abel. „Wer da?“, rief ich.";
/// let german = Language::parse("de").expect("a tag");
/// let sentences: Vec<&str> = cut(text, BlockKind::Paragraph, &german).into_iter().map(|range| &text[range]).collect();
/// assert_eq!(sentences, ["Am 3. Mai kam Dr. Abel.", "„Wer da?“, rief ich."]);
/// ```
pub fn cut(text: &str, kind: BlockKind, language: &Language) -> Vec<Range<usize>> {
    match kind {
        BlockKind::Paragraph | BlockKind::ListItem { .. } | BlockKind::Quotation => {
            sentences(text, Rules::of(language))
        }
        BlockKind::Verse | BlockKind::Signature | BlockKind::Byline | BlockKind::Dateline | BlockKind::Provenance => {
            lines(text)
        }
        BlockKind::Heading(_) | BlockKind::Preformatted | BlockKind::Rule => whole(text),
    }
}

fn whole(text: &str) -> Vec<Range<usize>> {
    if text.trim().is_empty() { Vec::new() } else { std::iter::once(0..text.len()).collect() }
}

/// The lines that are not blank, without white space at their ends.
fn lines(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let mut ranges = Vec::new();
    for line in text.split('\n') {
        let len = line.trim_end().len();
        if len > 0 {
            ranges.push(start..start + len);
        }
        start += line.len() + 1;
    }
    ranges
}

fn sentences(text: &str, rules: &Rules) -> Vec<Range<usize>> {
    let mut asides = asides::asides(text).into_iter().peekable();
    let mut ranges = Vec::new();
    let mut start = first_start(text);
    let (mut seen, mut has_word) = (start, false);
    for stop in Stops::new(text, rules.greek) {
        has_word |= text[seen..stop.at].contains(char::is_alphanumeric);
        seen = stop.at;
        while asides.next_if(|aside| aside.end < stop.at).is_some() {}
        let in_aside = asides.peek().is_some_and(|aside| start < aside.start && aside.start < stop.at);
        let is_last = stop.next == text.len();
        if is_last
            || !has_word
            || in_aside
            || !(Question { text, start, stop, rules }).ends()
            || cuts_cluster(text, stop)
        {
            continue;
        }
        ranges.push(start..stop.end);
        (start, seen, has_word) = (stop.next, stop.next, false);
    }
    let end = text.trim_end().len();
    has_word |= text[seen..].contains(char::is_alphanumeric);
    match ranges.last_mut() {
        Some(last) if !has_word => last.end = end.max(last.end),
        _ if start < end => ranges.push(start..end),
        _ => {}
    }
    ranges
}

/// Where the first sentence begins: behind white space, unless an accent stands on the last of it.
fn first_start(text: &str) -> usize {
    let start = text.len() - text.trim_start().len();
    let space = text[..start].char_indices().next_back().map_or(start, |(at, _)| at);
    let is_accented = text[space..].graphemes(true).next().is_some_and(|cluster| space + cluster.len() > start);
    if is_accented { space } else { start }
}

/// Whether a cut at the stop would part what is one character to the reader, such as a space with an accent on it.
fn cuts_cluster(text: &str, stop: Stop) -> bool {
    let after = text[stop.next..].chars().next().map_or(0, char::len_utf8);
    let around = &text[stop.at..stop.next + after];
    let mut bounds = around.grapheme_indices(true).map(|(bound, _)| stop.at + bound);
    let n_found = bounds.by_ref().filter(|&bound| bound == stop.end || bound == stop.next).count();
    n_found < if stop.end == stop.next { 1 } else { 2 }
}
