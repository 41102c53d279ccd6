//! What some segments of a document read, as a text to take away: sentences of a paragraph in one line.

use std::ops::Range;

use crate::language::table;
use crate::model::{BlockKind, Document, Spacing};

/// The text of some segments: what stands in one block on one line, verse and code with their lines, and an empty line
/// between blocks that stand apart.
pub fn text_of(document: &Document, segments: Range<usize>) -> String {
    let segments = segments.start..segments.end.min(document.segments().len());
    let joint = if table::has_word_spaces(&document.language) { " " } else { "" };
    let mut text = String::new();
    let mut above = None;
    for segment in segments {
        let block = document.segments()[segment].block;
        let kind = document.blocks()[block].kind;
        let keeps_lines = matches!(kind, BlockKind::Verse | BlockKind::Preformatted);
        if let Some(above) = above {
            text.push_str(match (above == block, document.blocks()[block].spacing) {
                (true, _) if keeps_lines => "\n",
                (true, _) | (false, Spacing::Continued) => joint,
                (false, Spacing::Tight) => "\n",
                (false, Spacing::Apart) => "\n\n",
            });
        }
        above = Some(block);
        if keeps_lines {
            text.push_str(document.segment_text(segment));
        } else {
            push_line(&mut text, document.segment_text(segment), joint);
        }
    }
    text
}

/// Puts a text on one line: white space at its line ends is one space, or none where the language writes none.
fn push_line(to: &mut String, text: &str, joint: &str) {
    let mut pieces = text.split(['\n', '\t']).map(str::trim).filter(|piece| !piece.is_empty());
    to.extend(pieces.next());
    for piece in pieces {
        to.push_str(joint);
        to.push_str(piece);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{DocumentBuilder, Language};

    #[test]
    fn sentences_of_a_paragraph_are_one_line_and_blocks_stand_apart_as_they_did() {
        let parts = [
            (BlockKind::Paragraph, Spacing::Apart, "One\n hard.|Two."),
            (BlockKind::ListItem { depth: 0, ordinal: None }, Spacing::Apart, "Three."),
            (BlockKind::ListItem { depth: 0, ordinal: None }, Spacing::Tight, "Four."),
            (BlockKind::Verse, Spacing::Apart, "Five|Six"),
        ];
        let (mut builder, mut text) = (DocumentBuilder::default(), String::new());
        for (kind, spacing, part) in parts {
            builder.push(kind, spacing, text.len()..text.len() + part.len());
            text.push_str(part);
        }
        let cut = |text: &str, _: BlockKind| text.find('|').map_or_else(Vec::new, |at| vec![0..at, at + 1..text.len()]);
        let mut document = builder.finish(text, cut);
        assert_eq!(text_of(&document, 0..6), "One hard. Two.\n\nThree.\nFour.\n\nFive\nSix");
        assert_eq!(text_of(&document, 1..99), "Two.\n\nThree.\nFour.\n\nFive\nSix");
        assert_eq!(text_of(&document, 3..3), "");
        document.language = Language::parse("ja").expect("a tag");
        assert_eq!(text_of(&document, 0..2), "Onehard.Two.");
    }
}
