//! Two documents and their alignment → text for people and programs: one file a format behind one [`EXPORTS`] table.
//!
//! A format is pure: it takes a [`Bitext`] and writes. What it writes holds nothing that a terminal obeys, since a
//! document's text never does; what comes from elsewhere (paths, titles) is filtered where it is written.

pub mod beads;
pub mod citation;
pub mod json;
pub mod passage;
pub mod text;
pub mod tmx;
pub mod tsv;

#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::io::{self, Write};
use std::ops::Range;

use crate::import::segmented::{Lines, alignment_of_lines};
use crate::language::table;
use crate::model::{Alignment, Bead, Document, Language, Segment, Side};

use text::Paper;

/// A format to write a bitext in.
#[derive(Debug, Clone)]
pub struct Export {
    /// Its name, as `--format` takes it.
    pub name: &'static str,
    /// One line of help.
    pub help: &'static str,
    /// How names of such files end, without the dot.
    pub ending: &'static str,
    /// Writes a bitext; only text for people asks what it is printed on.
    pub write: fn(&Bitext, &Paper, &mut dyn Write) -> io::Result<()>,
}

/// Every format; the first one is taken where none is named.
pub const EXPORTS: &[Export] = &[
    Export {
        name: "text",
        help: "For people: both texts side by side, gaps to be seen, doubtful matches marked",
        ending: "txt",
        write: text::write,
    },
    Export {
        name: "beads",
        help: "The numbers of the segments, a bead a line: [0,1]:[0]",
        ending: "beads",
        write: beads::write,
    },
    Export {
        name: "tsv",
        help: "A table, a bead a line: both texts, relation, confidence, the numbers of the segments",
        ending: "tsv",
        write: tsv::write,
    },
    Export {
        name: "json",
        help: "Documents, segments and beads with numbers, texts and confidence",
        ending: "json",
        write: json::write,
    },
    Export { name: "tmx", help: "Translation memory (TMX 1.4), a unit a bead", ending: "tmx", write: tmx::write },
];

/// The format with this name.
pub fn named(name: &str) -> Option<&'static Export> {
    EXPORTS.iter().find(|export| export.name == name)
}

/// Two texts and their alignment.
#[derive(Debug, Clone, Copy)]
pub struct Bitext<'a> {
    /// Source and target.
    pub texts: [Text<'a>; 2],
    /// The alignment of their documents' segments.
    pub alignment: &'a Alignment,
}

/// One side of a bitext.
#[derive(Debug, Clone, Copy)]
pub struct Text<'a> {
    /// The path or name it was read from.
    pub path: &'a str,
    /// Its content.
    pub document: &'a Document,
    /// Where a line was a segment: the lines, which are numbered instead of the segments.
    pub lines: Option<&'a Lines>,
}

impl<'a> Bitext<'a> {
    /// One side.
    pub fn text(&self, side: Side) -> &Text<'a> {
        &self.texts[side.index()]
    }

    /// The alignment by the numbers that [`Text`] gives its segments: with lines, empty ones are gaps of their own.
    pub fn numbered(&self) -> Cow<'a, Alignment> {
        match self.texts.map(|text| text.lines) {
            [Some(source), Some(target)] => Cow::Owned(alignment_of_lines(self.alignment, [source, target])),
            _ => Cow::Borrowed(self.alignment),
        }
    }
}

impl<'a> Text<'a> {
    /// The language it is in.
    pub fn language(&self) -> &'a Language {
        &self.document.language
    }

    /// How many segments, or lines, there are.
    pub fn n_segments(&self) -> usize {
        self.lines.map_or(self.document.segments().len(), Lines::len)
    }

    /// The segment with a number; `None` for an empty line.
    pub fn segment(&self, number: usize) -> Option<&'a Segment> {
        let index = self.lines.map_or(Some(number), |lines| lines.segment(number))?;
        self.document.segments().get(index)
    }

    /// What a segment reads: on one line, white space at its line ends and tabs as one space, or as none where the
    /// language writes no spaces.
    pub fn reading(&self, number: usize) -> String {
        let text = self.segment(number).map_or("", |segment| &self.document.text()[segment.range.clone()]);
        let pieces: Vec<&str> = text.split(['\n', '\t']).map(str::trim).filter(|piece| !piece.is_empty()).collect();
        pieces.join(self.joint())
    }

    /// What the segments of a bead read together.
    pub fn joined(&self, numbers: Range<usize>) -> String {
        let readings = numbers.map(|number| self.reading(number)).filter(|reading| !reading.is_empty());
        readings.collect::<Vec<_>>().join(self.joint())
    }

    fn joint(&self) -> &'static str {
        if table::has_word_spaces(self.language()) { " " } else { "" }
    }
}

/// How many segments of either side a bead has: `2-1`.
fn relation(bead: &Bead) -> String {
    format!("{}-{}", bead.source.len(), bead.target.len())
}

/// Numbers in a row, with commas between them.
fn numbers(range: Range<usize>) -> String {
    range.map(|number| number.to_string()).collect::<Vec<_>>().join(",")
}
