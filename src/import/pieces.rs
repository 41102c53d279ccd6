//! Cuts blocks that are too long to be laid out as one, such as a file of a single line.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::model::{BlockKind, DocumentBuilder, Spacing};

/// The longest block, in bytes.
pub const MAX_BLOCK: usize = 8 << 10;

/// Adds a block without its outer white space; a long one as several, of which the later ones continue the first.
pub fn push(blocks: &mut DocumentBuilder, text: &str, kind: BlockKind, spacing: Spacing, range: Range<usize>) {
    let mut spacing = spacing;
    for piece in cut(text, kind, range) {
        blocks.push(kind, spacing, piece);
        spacing = Spacing::Continued;
    }
}

/// The byte ranges of at most [`MAX_BLOCK`] bytes that a block is cut into, without outer white space.
///
/// The cut is made in the second half of those bytes: after the last sentence, or else at the last white space, or
/// else between two characters. Lines that keep their breaks are cut between lines.
pub fn cut(text: &str, kind: BlockKind, range: Range<usize>) -> Vec<Range<usize>> {
    let keeps_lines = matches!(kind, BlockKind::Preformatted | BlockKind::Verse);
    let mut pieces = Vec::new();
    let mut rest = range;
    while rest.len() > MAX_BLOCK {
        let half = char_boundary(text, rest.start + MAX_BLOCK / 2);
        let full = char_boundary(text, rest.start + MAX_BLOCK);
        let window = &text[half..full];
        let line_end = || if keeps_lines { window.rfind('\n') } else { None };
        let sentence_end = || if keeps_lines { None } else { last_sentence_end(window) };
        let cluster = || window.grapheme_indices(true).next_back().map_or(0, |(at, _)| at);
        let at = line_end().or_else(sentence_end).or_else(|| window.rfind(char::is_whitespace)).unwrap_or_else(cluster);
        pieces.push(rest.start..half + at);
        rest.start = half + at;
    }
    pieces.push(rest);
    let trim = |piece: Range<usize>| if keeps_lines { trim_lines(text, piece) } else { trim(text, piece) };
    pieces.into_iter().map(trim).filter(|piece| !piece.is_empty()).collect()
}

/// The last character boundary at or before a byte.
fn char_boundary(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// The range without white space at its ends.
pub fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let inner = text[range.clone()].trim_start();
    let start = range.end - inner.len();
    start..start + inner.trim_end().len()
}

/// The range without blank lines at its ends; the first line keeps its indentation, which the others are set by.
fn trim_lines(text: &str, range: Range<usize>) -> Range<usize> {
    let inner = trim(text, range.clone());
    let start = text[range.start..inner.start].rfind('\n').map_or(range.start, |at| range.start + at + 1);
    if inner.is_empty() { inner } else { start..inner.end }
}

/// Where the last sentence of a stretch that ends before its end does.
fn last_sentence_end(window: &str) -> Option<usize> {
    let is_end = |character| matches!(character, '.' | '!' | '?' | '…' | '。' | '！' | '？');
    let is_closing =
        |character| matches!(character, '"' | '\'' | '”' | '’' | '“' | '»' | '«' | ')' | ']' | '」' | '』');
    window.rmatch_indices(is_end).find_map(|(at, end)| {
        let rest = &window[at + end.len()..];
        let after = rest.trim_start_matches(is_closing);
        let needs_no_space = end.len() == '。'.len_utf8() && end != "…";
        let ends = !after.is_empty() && (needs_no_space || after.starts_with(char::is_whitespace));
        ends.then_some(window.len() - after.len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_blocks_are_cut_at_the_best_place_there_is() {
        for (unit, kind, last) in [
            ("This is a sentence. ", BlockKind::Paragraph, "."),
            ("文は続く。", BlockKind::Paragraph, "。"),
            ("wordless ", BlockKind::Paragraph, "s"),
            ("ä", BlockKind::Paragraph, "ä"),
            ("a\u{301}", BlockKind::Paragraph, "a\u{301}"),
            ("    Code. More\n", BlockKind::Preformatted, "More"),
        ] {
            let text = unit.repeat(100_000 / unit.len());
            let pieces = cut(&text, kind, 0..text.len());
            assert!(pieces.len() >= 100_000 / MAX_BLOCK);
            for piece in &pieces[..pieces.len() - 1] {
                assert!((MAX_BLOCK / 2 - 64..=MAX_BLOCK).contains(&piece.len()), "{unit}: {piece:?}");
                assert!(text[piece.clone()].ends_with(last), "{unit}: {:?}", &text[piece.end - 8..piece.end]);
            }
            let kept: usize =
                pieces.iter().map(|piece| text[piece.clone()].split_whitespace().map(str::len).sum::<usize>()).sum();
            assert_eq!(kept, text.split_whitespace().map(str::len).sum::<usize>(), "{unit}");
        }
    }

    #[test]
    fn white_space_around_a_block_is_not_part_of_it_but_the_first_line_of_a_table_keeps_its_place() {
        let text = "\n   a\n  b \n";
        let only = |kind| cut(text, kind, 0..text.len()).into_iter().next();
        assert_eq!(only(BlockKind::Paragraph), Some(4..9));
        assert_eq!(only(BlockKind::Preformatted), Some(1..9));
        assert!(cut(" \n ", BlockKind::Preformatted, 0..3).is_empty());
    }
}
