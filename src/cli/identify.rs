//! `kzreader identify`: language tags, a line each, to measure identification with.

use std::io::{self, BufWriter, Write as _};

use anyhow::Result;

use super::IdentifyArguments;
use crate::import::{Hints, encoding, import};
use crate::language::identify::identify;
use crate::library::files;
use crate::model::Extent;

pub(super) fn run(arguments: &IdentifyArguments) -> Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    for path in &arguments.files {
        let bytes = files::read_named(path)?;
        if arguments.lines {
            let text = encoding::decode(&bytes, None, Extent::Whole).map_err(|error| error.at(path))?.text;
            for line in text.lines() {
                writeln!(out, "{}", identify(line).language)?;
            }
        } else {
            let name = path.to_string_lossy();
            let document = import(&bytes, &Hints { name: &name, ..Hints::default() });
            writeln!(out, "{}", document.map_err(|error| error.at(path))?.language)?;
        }
    }
    out.flush()?;
    Ok(())
}
