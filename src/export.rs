//! Versions of a work and their alignments → text for people and programs: one file a format behind one [`EXPORTS`] table.
//!
//! A format is pure: it takes a [`Bitext`] or an [`Edition`] and writes. What it writes holds nothing that a terminal
//! obeys, since a document's text never does; what comes from elsewhere (paths, titles) is filtered where it is written.

pub mod beads;
pub mod citation;
pub mod edition;
pub mod epub;
mod facts;
pub mod html;
pub mod json;
pub mod markdown;
mod markup;
pub mod notes;
pub mod passage;
pub mod report;
pub mod text;
pub mod tmx;
pub mod tsv;

#[cfg(test)]
mod tests;

use std::io::{self, Write};
use std::ops::Range;
use std::path::Path;

pub use edition::{Bitext, Edition, Text, Tier};
use text::Paper;

/// A format to write texts in.
#[derive(Debug, Clone)]
pub struct Export {
    /// Its name, as `--format` and `--to` take it.
    pub name: &'static str,
    /// One line of help.
    pub help: &'static str,
    /// How names of such files end, without the dot.
    pub ending: &'static str,
    /// Which commands offer it.
    pub offered_by: &'static [Offer],
    /// What writes it.
    pub form: Form,
}

/// A command that offers formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Offer {
    /// `kzreader align`: two files.
    Align,
    /// `kzreader export` and taking away from the screen: versions of a work.
    Export,
}

/// What a format writes.
#[derive(Debug, Clone, Copy)]
pub enum Form {
    /// Two texts; text for people asks what it is printed on.
    Bitext(fn(&Bitext, &Paper, &mut dyn Write) -> io::Result<()>),
    /// As many texts as there are.
    Edition(fn(&Edition, &mut dyn Write) -> io::Result<()>),
    /// The same in bytes that are no text.
    Binary(fn(&Edition, &mut dyn Write) -> io::Result<()>),
}

/// Every format, in the order in which they are offered.
pub const EXPORTS: &[Export] = &[
    Export {
        name: "text",
        help: "For people: both texts side by side, gaps to be seen, doubtful matches marked",
        ending: "txt",
        offered_by: &[Offer::Align],
        form: Form::Bitext(text::write),
    },
    Export {
        name: "beads",
        help: "The numbers of the segments, a bead a line: [0,1]:[0]",
        ending: "beads",
        offered_by: &[Offer::Align],
        form: Form::Bitext(beads::write),
    },
    Export {
        name: "html",
        help: "A page to print and hand on: versions level with each other, gaps to be seen; it needs no other file",
        ending: "html",
        offered_by: &[Offer::Export],
        form: Form::Edition(html::write),
    },
    Export {
        name: "md",
        help: "Markdown: the first version by paragraphs, each followed by the others as quotations",
        ending: "md",
        offered_by: &[Offer::Export],
        form: Form::Edition(markdown::write),
    },
    Export {
        name: "epub",
        help: "A book for e-readers (EPUB 3): paragraph by paragraph in turn",
        ending: "epub",
        offered_by: &[Offer::Export],
        form: Form::Binary(epub::write),
    },
    Export {
        name: "tsv",
        help: "A table, a bead a line: the texts, relation, confidence, the numbers of the segments",
        ending: "tsv",
        offered_by: &[Offer::Align, Offer::Export],
        form: Form::Edition(tsv::write),
    },
    Export {
        name: "json",
        help: "Documents, segments and beads with numbers, texts and confidence",
        ending: "json",
        offered_by: &[Offer::Align, Offer::Export],
        form: Form::Edition(json::write),
    },
    Export {
        name: "tmx",
        help: "Translation memory (TMX 1.4), a unit a bead",
        ending: "tmx",
        offered_by: &[Offer::Align, Offer::Export],
        form: Form::Edition(tmx::write),
    },
];

/// The formats that a command offers; the first one is taken where none is named.
pub fn offered_by(offer: Offer) -> impl Iterator<Item = &'static Export> + Clone {
    EXPORTS.iter().filter(move |export| export.offered_by.contains(&offer))
}

/// The format with this name.
pub fn named(name: &str) -> Option<&'static Export> {
    EXPORTS.iter().find(|export| export.name == name)
}

/// The format that a command offers for files whose name ends like this one.
pub fn for_file(path: &Path, offer: Offer) -> Option<&'static Export> {
    let ending = path.extension()?.to_str()?;
    offered_by(offer).find(|export| export.ending.eq_ignore_ascii_case(ending))
}

impl Export {
    /// Writes two texts.
    ///
    /// # Errors
    ///
    /// Where they can't be written.
    pub fn write_bitext(&self, bitext: &Bitext, paper: &Paper, out: &mut dyn Write) -> io::Result<()> {
        match self.form {
            Form::Bitext(write) => write(bitext, paper, out),
            Form::Edition(write) | Form::Binary(write) => write(&Edition::from(*bitext), out),
        }
    }

    /// Writes versions of a work.
    ///
    /// # Errors
    ///
    /// Where they can't be written, or the format is not one for versions of a work.
    pub fn write(&self, edition: &Edition, out: &mut dyn Write) -> io::Result<()> {
        match self.form {
            Form::Edition(write) | Form::Binary(write) => write(edition, out),
            Form::Bitext(_) => Err(io::Error::other("is no format for versions of a work")),
        }
    }

    /// Whether what it writes is no text.
    pub fn is_binary(&self) -> bool {
        matches!(self.form, Form::Binary(_))
    }
}

/// What sides are called in formats for programs: `source`, `target`, and from the third one on `target_2` …
fn side_name(index: usize) -> String {
    match index {
        0 => "source".to_owned(),
        1 => "target".to_owned(),
        further => format!("target_{further}"),
    }
}

/// How many segments of each text stand level: `2-1`.
fn relation(tier: &Tier) -> String {
    tier.segments.iter().map(|segments| segments.len().to_string()).collect::<Vec<_>>().join("-")
}

/// Numbers in a row, with commas between them.
fn numbers(range: Range<usize>) -> String {
    range.map(|number| number.to_string()).collect::<Vec<_>>().join(",")
}

/// How many sentences there are, in words.
pub fn numbered_sentences(n: usize) -> String {
    if n == 1 { "1 sentence".to_owned() } else { format!("{n} sentences") }
}
