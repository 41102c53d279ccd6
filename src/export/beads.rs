//! The numbers of the segments, as scorers of alignments read them.
//!
//! A line a bead: `[0,1]:[0]`, the source segments before the colon and the target segments behind it, counted from 0;
//! a gap has an empty side: `[3]:[]`.

use std::io::{self, Write};

use super::text::Paper;
use super::{Bitext, numbers};

pub(super) fn write(bitext: &Bitext, _: &Paper, out: &mut dyn Write) -> io::Result<()> {
    for bead in bitext.numbered().beads() {
        writeln!(out, "[{}]:[{}]", numbers(bead.source.clone()), numbers(bead.target.clone()))?;
    }
    Ok(())
}
