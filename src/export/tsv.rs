//! A table with tabs between its columns, for corpus tools, spreadsheets and `cut`.
//!
//! A header, then a line a bead: the two texts come first, so that `cut -f1,2` gives the bitext. Nothing is quoted: a
//! text never holds a tab or a line feed.

use std::io::{self, Write};

use super::text::Paper;
use super::{Bitext, numbers, relation};
use crate::model::Side;

/// The header: the names of the columns.
pub const HEADER: &str = "source\ttarget\trelation\tconfidence\tsource_segments\ttarget_segments";

pub(super) fn write(bitext: &Bitext, _: &Paper, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{HEADER}")?;
    for bead in bitext.numbered().beads() {
        let [source, target] = Side::BOTH.map(|side| bitext.text(side).joined(bead.segments(side)));
        let (relation, confidence) = (relation(bead), bead.confidence);
        let [a, b] = Side::BOTH.map(|side| numbers(bead.segments(side)));
        writeln!(out, "{source}\t{target}\t{relation}\t{confidence:.3}\t{a}\t{b}")?;
    }
    Ok(())
}
