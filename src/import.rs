//! Bytes → [`Document`]: decode, sanitise, parse, describe.
//!
//! Any bytes that are text give a document; what is odd about them becomes a warning. The first filter of two stands
//! here: what leaves [`sanitise`] holds nothing that a terminal obeys.

pub mod boilerplate;
pub mod describe;
pub mod encoding;
pub mod formats;
pub mod lookalikes;
pub mod markdown;
pub mod pieces;
pub mod plain;
pub mod sanitise;
pub mod segmented;
pub mod tiles;

use crate::error::Result;
use crate::language::{identify, segments};
use crate::model::{Block, BlockKind, Document, EncodingSaid, Extent, Language, Standing};

/// What is known about a file besides its bytes.
#[derive(Debug, Clone, Default)]
pub struct Hints<'a> {
    /// The file's name, which says what format it is in.
    pub name: &'a str,
    /// What is said of the encoding, by a manifest or by the reader.
    pub encoding: Option<EncodingSaid>,
    /// The language, where a manifest, the file's name or the reader says so.
    pub language: Option<Language>,
    /// The bytes are only the first part of a file of this size in bytes.
    pub beginning_of: Option<u64>,
}

/// The document that a file's bytes hold.
///
/// # Errors
///
/// Where the bytes are not text; the error says what they look like and what to do.
pub fn import(bytes: &[u8], hints: &Hints) -> Result<Document> {
    let extent = hints.beginning_of.map_or(Extent::Whole, |of| Extent::Beginning { of });
    let decoded = encoding::decode_said(bytes, hints.encoding.as_ref(), extent)?;
    let sanitised = sanitise::sanitise(decoded.text);
    let format = formats::of(hints.name, &sanitised.text);
    let mut parsed = (format.parse)(sanitised.text);
    let blocks = parsed.blocks.blocks_mut();
    boilerplate::mark(&parsed.text, blocks);
    let description = describe::describe(&parsed.text, blocks);
    let told = hints.language.clone().or_else(|| describe::declared_language(&parsed.text, blocks));
    let language = told.unwrap_or_else(|| language_of(&parsed.text, blocks));
    let mut document = parsed.blocks.finish(parsed.text, |block, kind| segments::cut(block, kind, &language));
    document.language = language;
    document.description = description;
    document.warnings = [decoded.warnings, sanitised.warnings, parsed.warnings].concat();
    document.warnings.extend(lookalikes::warning(document.text()));
    document.extent = extent;
    Ok(document)
}

/// The language of the text proper, found from a sample of it.
fn language_of(text: &str, blocks: &[Block]) -> Language {
    const SAMPLE: usize = 6 << 10;
    let mut sample = String::new();
    for block in blocks.iter().filter(|block| is_prose(block)) {
        sample.push_str(&text[block.range.clone()]);
        sample.push('\n');
        if sample.len() >= SAMPLE {
            break;
        }
    }
    identify::identify(&sample).language
}

fn is_prose(block: &Block) -> bool {
    block.standing == Standing::Body && !matches!(block.kind, BlockKind::Preformatted | BlockKind::Rule)
}

#[cfg(test)]
mod tests;
