//! A table with tabs between its columns, for corpus tools, spreadsheets and `cut`.
//!
//! A header, then a line a bead: the texts come first, so that `cut -f1,2` gives the bitext. Nothing is quoted: a text
//! never holds a tab or a line feed.

use std::io::{self, Write};

use super::{Edition, numbers, relation, side_name};

pub(super) fn write(edition: &Edition, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", header(edition.texts.len()))?;
    for tier in edition.tiers() {
        let texts = tier.segments.iter().zip(&edition.texts).map(|(range, text)| text.joined(range.clone()));
        let numbers = tier.segments.iter().map(|range| numbers(range.clone()));
        let match_of = [relation(&tier), format!("{:.3}", tier.confidence)];
        let match_of = match_of.into_iter().take(if edition.texts.len() > 1 { 2 } else { 0 });
        writeln!(out, "{}", texts.chain(match_of).chain(numbers).collect::<Vec<_>>().join("\t"))?;
    }
    Ok(())
}

/// The names of the columns for so many texts; of one there is no relation and no confidence.
pub(super) fn header(n_texts: usize) -> String {
    let names = (0..n_texts).map(side_name);
    let match_of = ["relation", "confidence"].map(str::to_owned).into_iter().take(if n_texts > 1 { 2 } else { 0 });
    let numbers = (0..n_texts).map(|index| format!("{}_segments", side_name(index)));
    names.chain(match_of).chain(numbers).collect::<Vec<_>>().join("\t")
}
