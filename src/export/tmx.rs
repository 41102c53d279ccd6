//! Translation memory exchange, TMX 1.4b, for translators' tools.
//!
//! A `tu` a bead, with a `tuv` a text. A gap is a `tu` with the `tuv`s of the texts that have something, so that no text
//! is lost; where the first text has nothing, the `tu` names the first one that has as its own source language. Empty
//! lines are left out. The document type is not declared, so that no parser looks for its file. Paths are shown as they
//! are on a screen, since they may hold anything; what XML 1.0 still does not allow becomes U+FFFD.

use std::io::{self, Write};

use super::facts::{DIGEST, Fact};
use super::markup::escape;
use super::{Edition, Tier, relation, side_name};
use crate::import::sanitise::sanitise_line;
use crate::model::WorkKind;

pub(super) fn write(edition: &Edition, out: &mut dyn Write) -> io::Result<()> {
    let version = env!("CARGO_PKG_VERSION");
    let language = edition.texts.first().map_or("und", |text| text.language().tag());
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tmx version=\"1.4\">")?;
    writeln!(
        out,
        "  <header creationtool=\"kzreader\" creationtoolversion=\"{version}\" segtype=\"sentence\" o-tmf=\"kzreader\" \
         adminlang=\"en\" srclang=\"{}\" datatype=\"plaintext\">",
        escape(language)
    )?;
    match edition.kind {
        WorkKind::Digest => writeln!(out, "    <note xml:lang=\"en\">{DIGEST}</note>")?,
        WorkKind::Original => {}
    }
    for (index, text) in edition.texts.iter().enumerate() {
        let name = side_name(index).replace('_', "-");
        writeln!(out, "    <prop type=\"x-{name}-path\">{}</prop>", escape(&sanitise_line(text.path)))?;
        for (key, value) in Fact::of_text(text) {
            writeln!(out, "    <prop type=\"x-{name}-{key}\">{}</prop>", escape(&sanitise_line(&value)))?;
        }
    }
    writeln!(out, "  </header>\n  <body>")?;
    for (index, tier) in edition.tiers().iter().enumerate() {
        write_unit(edition, index + 1, tier, out)?;
    }
    writeln!(out, "  </body>\n</tmx>")
}

fn write_unit(edition: &Edition, id: usize, tier: &Tier, out: &mut dyn Write) -> io::Result<()> {
    let texts = edition.texts.iter().zip(&tier.segments).map(|(text, range)| (text, text.joined(range.clone())));
    let texts: Vec<_> = texts.enumerate().filter(|(_, (_, joined))| !joined.is_empty()).collect();
    let Some(&(first, (text, _))) = texts.first() else { return Ok(()) };
    let own_source = if first == 0 { String::new() } else { format!(" srclang=\"{}\"", escape(text.language().tag())) };
    writeln!(out, "    <tu tuid=\"{id}\"{own_source}>")?;
    if edition.texts.len() > 1 {
        writeln!(out, "      <prop type=\"x-relation\">{}</prop>", relation(tier))?;
        writeln!(out, "      <prop type=\"x-confidence\">{:.3}</prop>", tier.confidence)?;
    }
    for (_, (text, joined)) in &texts {
        let language = escape(text.language().tag());
        writeln!(out, "      <tuv xml:lang=\"{language}\"><seg>{}</seg></tuv>", escape(joined))?;
    }
    writeln!(out, "    </tu>")
}
