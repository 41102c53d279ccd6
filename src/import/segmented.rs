//! Text that was cut into segments before: a line is a segment exactly as it stands.
//!
//! Nothing is joined, cut, judged or described. Each line is a block of its own, so that the blocks say nothing of how
//! the segments belong together. An empty line can be no segment; [`Lines`] keeps its place.

use super::{Hints, encoding, language_of, sanitise};
use crate::error::Result;
use crate::model::{Alignment, Bead, BlockKind, Document, DocumentBuilder, Extent, Side, Spacing};

/// The lines of a file, and which of them are segments.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lines {
    /// The line of each segment, counted from 0, ascending.
    of_segments: Vec<usize>,
    n_lines: usize,
}

/// The document whose segments are the lines of a file, and the places of these lines.
///
/// Line ends are line feeds, with or without a carriage return; carriage returns alone where the text has no line
/// feed. White space around a line is no part of the segment, and a line of nothing else counts as empty.
///
/// # Errors
///
/// Where the bytes are not text; the error says what they look like and what to do.
pub fn import_segmented(bytes: &[u8], hints: &Hints) -> Result<(Document, Lines)> {
    let extent = hints.beginning_of.map_or(Extent::Whole, |of| Extent::Beginning { of });
    let decoded = encoding::decode_said(bytes, hints.encoding.as_ref(), extent)?;
    let sanitised = sanitise::sanitise(plain_line_ends(decoded.text));
    let (mut builder, mut lines) = (DocumentBuilder::default(), Lines::default());
    let mut start = 0;
    for line in sanitised.text.split_inclusive('\n') {
        let segment = line.trim();
        let from = start + line.len() - line.trim_start().len();
        if !segment.is_empty() {
            builder.push(BlockKind::Paragraph, Spacing::Tight, from..from + segment.len());
            lines.of_segments.push(lines.n_lines);
        }
        lines.n_lines += 1;
        start += line.len();
    }
    let language = hints.language.clone().unwrap_or_else(|| language_of(&sanitised.text, builder.blocks_mut()));
    let mut document = builder.finish(sanitised.text, |text, _| std::iter::once(0..text.len()).collect());
    document.language = language;
    document.warnings = [decoded.warnings, sanitised.warnings].concat();
    document.extent = extent;
    Ok((document, lines))
}

/// The text with a line feed at the end of each line and none inside, where Unicode has more line ends than a file
/// has lines.
fn plain_line_ends(text: String) -> String {
    const OTHERS: [char; 6] = ['\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'];
    if !text.contains(OTHERS) {
        return text;
    }
    let text = if text.contains('\n') { text.replace("\r\n", "\n") } else { text.replace('\r', "\n") };
    text.replace(OTHERS, " ")
}

impl Lines {
    /// How many lines the file has.
    pub fn len(&self) -> usize {
        self.n_lines
    }

    /// Whether the file has none.
    pub fn is_empty(&self) -> bool {
        self.n_lines == 0
    }

    /// The segment that a line is; `None` where the line is empty.
    pub fn segment(&self, line: usize) -> Option<usize> {
        self.of_segments.binary_search(&line).ok()
    }
}

/// An alignment of segments as one of the lines they stand in.
///
/// An empty line is a sure gap of its own before the bead of the next line of its side; one that stands between two
/// segments of a bead is part of that bead, since beads are in order.
pub fn alignment_of_lines(alignment: &Alignment, lines: [&Lines; 2]) -> Alignment {
    let mut done = [0; 2];
    let mut beads = Vec::with_capacity(alignment.beads().len());
    for bead in alignment.beads() {
        let ranges = Side::BOTH.map(|side| {
            let (segments, of_segments) = (bead.segments(side), &lines[side.index()].of_segments);
            let first = segments.clone().next().map(|first| of_segments[first]);
            first.map(|first| first..of_segments[segments.end - 1] + 1)
        });
        for side in Side::BOTH {
            if let Some(range) = &ranges[side.index()] {
                push_gaps(&mut beads, &mut done, side, range.start);
            }
        }
        let [source, target] = Side::BOTH.map(|side| {
            let range = ranges[side.index()].clone().unwrap_or(done[side.index()]..done[side.index()]);
            done[side.index()] = range.end;
            range
        });
        beads.push(Bead { source, target, confidence: bead.confidence });
    }
    for side in Side::BOTH {
        push_gaps(&mut beads, &mut done, side, lines[side.index()].n_lines);
    }
    Alignment::new(beads, lines[0].n_lines, lines[1].n_lines).expect("empty lines fill what is between the beads")
}

/// A gap for each line of one side up to `until`.
fn push_gaps(beads: &mut Vec<Bead>, done: &mut [usize; 2], side: Side, until: usize) {
    for line in done[side.index()]..until {
        let gap = |at: Side| if at == side { line..line + 1 } else { done[at.index()]..done[at.index()] };
        beads.push(Bead { source: gap(Side::Left), target: gap(Side::Right), confidence: 1.0 });
    }
    done[side.index()] = done[side.index()].max(until);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Document, Lines) {
        import_segmented(text.as_bytes(), &Hints::default()).expect("text")
    }

    #[test]
    fn a_line_is_a_segment_and_an_empty_one_is_counted() {
        for (text, want) in [
            ("", "0"),
            ("\n", "1"),
            ("One.\nTwo. Three.\n", "2 0:One. 1:Two. Three."),
            ("One.\r\n\r\n  \r\nFour.", "4 0:One. 3:Four."),
            ("# One\rTwo", "2 0:# One 1:Two"),
            ("One\u{2028}still\rone\u{c}\u{85}.\n  Two\n", "2 0:One still one  . 1:Two"),
            ("\u{1b}One\n", "1 0:␛One"),
        ] {
            let (document, lines) = read(text);
            let mut seen = lines.len().to_string();
            for line in 0..lines.len() {
                if let Some(segment) = lines.segment(line) {
                    seen.push_str(&format!(" {line}:{}", document.segment_text(segment)));
                }
            }
            assert_eq!(seen, want, "{text:?}");
        }
    }

    #[test]
    fn empty_lines_are_gaps_at_their_place_or_part_of_the_bead_around_them() {
        let (_, source) = read("\na\n\nb\nc\n\n");
        let (_, target) = read("a\n\n\nd");
        let bead = |source, target| Bead { source, target, confidence: 0.5 };
        let segments = Alignment::new(vec![bead(0..2, 0..1), bead(2..3, 1..1), bead(3..3, 1..2)], 3, 2);
        let alignment = alignment_of_lines(&segments.expect("an alignment"), [&source, &target]);
        let beads: Vec<_> = alignment.beads().iter().map(|b| (b.source.clone(), b.target.clone())).collect();
        let want = [(0..1, 0..0), (1..4, 0..1), (4..5, 1..1), (5..5, 1..2), (5..5, 2..3), (5..5, 3..4), (5..6, 4..4)];
        assert_eq!(beads, want);
        let confidences: Vec<f32> = alignment.beads().iter().map(|bead| bead.confidence).collect();
        assert_eq!(confidences, [1.0, 0.5, 0.5, 1.0, 1.0, 0.5, 1.0]);
    }
}
