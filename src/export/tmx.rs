//! Translation memory exchange, TMX 1.4b, for translators' tools.
//!
//! A `tu` a bead, with a `tuv` a side. A gap is a `tu` with the `tuv` of the one side that has something, so that no text
//! is lost; where that is the target, the `tu` names it as its own source language. Empty lines are left out. The
//! document type is not declared, so that no parser looks for its file. Paths are shown as they are on a screen, since
//! they may hold anything; what XML 1.0 still does not allow becomes U+FFFD.

use std::borrow::Cow;
use std::io::{self, Write};

use super::text::Paper;
use super::{Bitext, relation};
use crate::import::sanitise::sanitise_line;
use crate::model::{Bead, Side};

pub(super) fn write(bitext: &Bitext, _: &Paper, out: &mut dyn Write) -> io::Result<()> {
    let version = env!("CARGO_PKG_VERSION");
    let language = escape(bitext.text(Side::Left).language().tag());
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tmx version=\"1.4\">")?;
    writeln!(
        out,
        "  <header creationtool=\"kzreader\" creationtoolversion=\"{version}\" segtype=\"sentence\" o-tmf=\"kzreader\" \
         adminlang=\"en\" srclang=\"{language}\" datatype=\"plaintext\">"
    )?;
    for (name, side) in [("source", Side::Left), ("target", Side::Right)] {
        let path = sanitise_line(bitext.text(side).path);
        writeln!(out, "    <prop type=\"x-{name}-path\">{}</prop>", escape(&path))?;
    }
    writeln!(out, "  </header>\n  <body>")?;
    for (index, bead) in bitext.numbered().beads().iter().enumerate() {
        write_unit(bitext, index + 1, bead, out)?;
    }
    writeln!(out, "  </body>\n</tmx>")
}

fn write_unit(bitext: &Bitext, id: usize, bead: &Bead, out: &mut dyn Write) -> io::Result<()> {
    let texts = Side::BOTH.map(|side| (side, bitext.text(side).joined(bead.segments(side))));
    let mut variants = texts.iter().filter(|(_, text)| !text.is_empty()).peekable();
    let Some(&&(first, _)) = variants.peek() else { return Ok(()) };
    let own_source = match first {
        Side::Left => String::new(),
        Side::Right => format!(" srclang=\"{}\"", escape(bitext.text(first).language().tag())),
    };
    writeln!(out, "    <tu tuid=\"{id}\"{own_source}>")?;
    writeln!(out, "      <prop type=\"x-relation\">{}</prop>", relation(bead))?;
    writeln!(out, "      <prop type=\"x-confidence\">{:.3}</prop>", bead.confidence)?;
    for (side, text) in variants {
        let language = escape(bitext.text(*side).language().tag());
        writeln!(out, "      <tuv xml:lang=\"{language}\"><seg>{}</seg></tuv>", escape(text))?;
    }
    writeln!(out, "    </tu>")
}

/// Text as it may stand between tags and in quoted attributes.
fn escape(text: &str) -> Cow<'_, str> {
    let is_plain = |character: char| !matches!(character, '&' | '<' | '>' | '"') && is_allowed(character);
    if text.chars().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            _ if is_allowed(character) => escaped.push(character),
            _ => escaped.push('\u{fffd}'),
        }
    }
    Cow::Owned(escaped)
}

/// Whether XML 1.0 allows a character; of line ends only the line feed stays what it is. The controls that it allows but
/// discourages are left out as well, and so are noncharacters.
fn is_allowed(character: char) -> bool {
    match character {
        '\0'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' => false,
        '\u{fdd0}'..='\u{fdef}' => false,
        _ => u32::from(character) & 0xfffe != 0xfffe,
    }
}
