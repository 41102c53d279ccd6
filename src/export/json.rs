//! Everything, for programs: one JSON object.
//!
//! ```json
//! {
//!   "source": {"path", "lang", "title", "segments": [{"block", "kind", "text"}]},
//!   "target": the same,
//!   "beads": [{"source": [0, 1], "target": [0], "confidence": 0.98, "source_text", "target_text"}]
//! }
//! ```
//!
//! Segments are numbered by their place in the list, from 0; `block` numbers the headings, paragraphs and so on. An
//! empty line of a segmented text has no block and no kind.

use std::io::{self, Write};

use serde::Serialize;

use super::text::Paper;
use super::{Bitext, Text};
use crate::import::sanitise::sanitise_line;
use crate::model::{BlockKind, Side};

#[derive(Serialize)]
struct BitextRow<'a> {
    source: TextRow<'a>,
    target: TextRow<'a>,
    beads: Vec<BeadRow>,
}

#[derive(Serialize)]
struct TextRow<'a> {
    path: &'a str,
    lang: &'a str,
    title: Option<&'a str>,
    segments: Vec<SegmentRow>,
}

#[derive(Serialize)]
struct SegmentRow {
    block: Option<usize>,
    kind: Option<&'static str>,
    text: String,
}

#[derive(Serialize)]
struct BeadRow {
    source: Vec<usize>,
    target: Vec<usize>,
    confidence: f64,
    source_text: String,
    target_text: String,
}

pub(super) fn write(bitext: &Bitext, _: &Paper, out: &mut dyn Write) -> io::Result<()> {
    let alignment = bitext.numbered();
    let beads = alignment.beads().iter().map(|bead| {
        let [source_text, target_text] = Side::BOTH.map(|side| bitext.text(side).joined(bead.segments(side)));
        let (source, target) = (bead.source.clone().collect(), bead.target.clone().collect());
        // To the thousandth, like in all formats; more would be the noise of the reckoning.
        let confidence = (f64::from(bead.confidence) * 1000.0).round() / 1000.0;
        BeadRow { source, target, confidence, source_text, target_text }
    });
    let [source, target] = bitext.texts.map(|text| text_row(&text));
    let json = serde_json::to_string_pretty(&BitextRow { source, target, beads: beads.collect() })?;
    writeln!(out, "{}", harmless(&json))
}

fn text_row<'a>(text: &Text<'a>) -> TextRow<'a> {
    let segment = |number: usize| {
        let block = text.segment(number).map(|segment| segment.block);
        let kind = block.map(|block| kind(text.document.blocks()[block].kind));
        SegmentRow { block, kind, text: text.reading(number) }
    };
    TextRow {
        path: text.path,
        lang: text.language().tag(),
        title: text.document.description.title.as_deref(),
        segments: (0..text.n_segments()).map(segment).collect(),
    }
}

/// The name of a kind of block.
fn kind(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Heading(_) => "heading",
        BlockKind::Paragraph => "paragraph",
        BlockKind::ListItem { .. } => "list-item",
        BlockKind::Quotation => "quotation",
        BlockKind::Signature => "signature",
        BlockKind::Byline => "byline",
        BlockKind::Dateline => "dateline",
        BlockKind::Provenance => "provenance",
        BlockKind::Verse => "verse",
        BlockKind::Preformatted => "preformatted",
        BlockKind::Rule => "rule",
    }
}

/// JSON with what a terminal may obey beyond ASCII written as escapes; within ASCII JSON escapes it itself, but for
/// the delete character.
pub fn harmless(json: &str) -> String {
    let mut safe = String::with_capacity(json.len());
    let mut buffer = [0; 4];
    for character in json.chars() {
        let text: &str = character.encode_utf8(&mut buffer);
        if character == '\n' || sanitise_line(text) == text {
            safe.push(character);
        } else {
            let mut units = [0; 2];
            for unit in character.encode_utf16(&mut units) {
                safe.push_str(&format!("\\u{unit:04x}"));
            }
        }
    }
    safe
}
