//! Everything, for programs: one JSON object.
//!
//! ```json
//! {
//!   "kind": "original" or "digest",
//!   "source": {"path", "lang", "title", "date", "issuer" …, "segments": [{"block", "kind", "text"}]},
//!   "target": the same, and "target_2" … where there are more texts,
//!   "beads": [{"source": [0, 1], "target": [0], "confidence": 0.98, "source_text", "target_text"}]
//! }
//! ```
//!
//! Of a description there is what is known. Segments are numbered by their place in the list, from 0; `block` numbers the headings, paragraphs and so on. An
//! empty line of a segmented text has no block and no kind.

use std::io::{self, Write};

use serde::{Serialize, Serializer};

use super::facts::{Fact, SIGNATORIES, TITLE};
use super::{Edition, Text, Tier, side_name};
use crate::import::sanitise::sanitise_line;
use crate::model::{BlockKind, WorkKind};

#[derive(Serialize)]
struct EditionRow<'a> {
    kind: &'static str,
    #[serde(flatten)]
    texts: Named<TextRow<'a>>,
    beads: Vec<Named<BeadValue>>,
}

#[derive(Serialize)]
struct TextRow<'a> {
    path: &'a str,
    lang: &'a str,
    /// Also where it is not known.
    title: Option<&'a str>,
    #[serde(flatten)]
    facts: Named<FactValue>,
    segments: Vec<SegmentRow>,
}

#[derive(Serialize)]
struct SegmentRow {
    block: Option<usize>,
    kind: Option<&'static str>,
    text: String,
}

#[derive(Serialize)]
#[serde(untagged)]
enum FactValue {
    One(String),
    Several(Vec<String>),
}

#[derive(Serialize)]
#[serde(untagged)]
enum BeadValue {
    Segments(Vec<usize>),
    Confidence(f64),
    Text(String),
}

/// An object whose keys are known only here, in order.
struct Named<T>(Vec<(String, T)>);

impl<T: Serialize> Serialize for Named<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, value)| (key, value)))
    }
}

pub(super) fn write(edition: &Edition, out: &mut dyn Write) -> io::Result<()> {
    let texts = edition.texts.iter().enumerate().map(|(index, text)| (side_name(index), text_row(text)));
    let kind = match edition.kind {
        WorkKind::Original => "original",
        WorkKind::Digest => "digest",
    };
    let beads = edition.tiers().iter().map(|tier| bead_row(edition, tier)).collect();
    let json = serde_json::to_string_pretty(&EditionRow { kind, texts: Named(texts.collect()), beads })?;
    writeln!(out, "{}", harmless(&json))
}

fn bead_row(edition: &Edition, tier: &Tier) -> Named<BeadValue> {
    let sides = || tier.segments.iter().zip(&edition.texts).enumerate();
    let segments = sides().map(|(index, (range, _))| (side_name(index), BeadValue::Segments(range.clone().collect())));
    // To the thousandth, like in all formats; more would be the noise of the reckoning.
    let confidence = BeadValue::Confidence((f64::from(tier.confidence) * 1000.0).round() / 1000.0);
    let texts = sides().map(|(index, (range, text))| {
        (format!("{}_text", side_name(index)), BeadValue::Text(text.joined(range.clone())))
    });
    Named(segments.chain(std::iter::once(("confidence".to_owned(), confidence))).chain(texts).collect())
}

fn text_row<'a>(text: &Text<'a>) -> TextRow<'a> {
    let segment = |number: usize| {
        let block = text.segment(number).map(|segment| segment.block);
        let kind = block.map(|block| kind(text.document.blocks()[block].kind));
        SegmentRow { block, kind, text: text.reading(number) }
    };
    let description = &text.document.description;
    let fact = |(key, value): (&str, String)| match key {
        TITLE => None,
        SIGNATORIES => Some((key.to_owned(), FactValue::Several(description.signatories.clone()))),
        key => Some((key.to_owned(), FactValue::One(value))),
    };
    TextRow {
        path: text.path,
        lang: text.language().tag(),
        title: description.title.as_deref(),
        facts: Named(Fact::of_text(text).into_iter().filter_map(fact).collect()),
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
