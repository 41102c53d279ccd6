//! `kzreader align`: two files in, their alignment out.

use std::io::{self, BufWriter, Write as _};

use anyhow::Result;

use super::AlignArguments;
use super::inputs::{Cut, Inputs};
use super::mends::Mends;
use super::show::paper;
use crate::export::Bitext;
use crate::export::text::{Marks, Paper};

pub(super) fn run(arguments: &AlignArguments) -> Result<()> {
    let inputs = Inputs {
        paths: [&arguments.source, &arguments.target],
        languages: [&arguments.two.lang_a, &arguments.two.lang_b],
        encoding: arguments.two.encoding,
        cut: if arguments.segmented { Cut::ByLines } else { Cut::Found },
        mends: Mends::unless(arguments.two.no_mends),
        command: "align",
    };
    let [source, target] = inputs.read()?;
    let alignment = inputs.align([&source, &target]);
    let bitext = Bitext { texts: [source.text(), target.text()], alignment: &alignment };
    let paper = Paper { marks: Marks::Beads, ..paper(arguments.two.width, None) };
    let mut out = BufWriter::new(io::stdout().lock());
    arguments.format.write_bitext(&bitext, &paper, &mut out)?;
    out.flush()?;
    Ok(())
}
