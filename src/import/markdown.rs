//! Markdown: CommonMark with tables, task lists, footnotes and YAML front matter, rendered to plain blocks.
//!
//! Parsing is `pulldown-cmark`'s. The markup goes and what it says stays: emphasis as ranges, addresses of links and
//! pictures after their texts, front matter as a block, definitions nobody refers to at the end. What does go, HTML
//! tags and comments, is counted in a warning.
//!
//! Entities can bring back what the sanitiser took out (`&#27;`), so all rendered text passes through its filter again.
//!
//! Markdown nested or repeated beyond all use, which parsers take time in the square of its length for, is read as
//! plain text.

mod hostile;
mod html;
mod render;

use pulldown_cmark::{Options, Parser};

use self::render::Renderer;
use super::formats::Parsed;
use super::plain;
use crate::model::Warning;

/// Reads a sanitised text.
///
/// Strikethrough is not read, since there is no way to show it: `~~so~~` stays as it is.
pub fn parse(text: String) -> Parsed {
    if hostile::is_hostile(&text) {
        let mut parsed = plain::parse(text);
        parsed.warnings.push(Warning("its Markdown is too deeply nested, so it is shown as plain text".to_owned()));
        return parsed;
    }
    let front = front_matter(&text);
    let body = &text[front.unwrap_or(0)..];
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_TASKLISTS;
    let mut events = Parser::new_ext(body, options).into_offset_iter();
    let mut renderer = Renderer::new(body);
    if let Some(length) = front {
        renderer.front_matter(&text[..length]);
    }
    for (event, range) in events.by_ref() {
        renderer.event(event, range);
    }
    renderer.definitions(events.reference_definitions());
    renderer.finish()
}

/// Bytes of the YAML that a text begins with, between lines of `---`; the parser would find it anywhere.
fn front_matter(text: &str) -> Option<usize> {
    const FENCE: &str = "---\n";
    let inner = text.strip_prefix(FENCE).filter(|inner| !inner.trim_start_matches([' ', '\t']).starts_with('\n'))?;
    let lines = inner.split_inclusive('\n').scan(FENCE.len(), |end, line| {
        *end += line.len();
        Some((line.trim_end(), *end))
    });
    lines.into_iter().find(|(line, _)| matches!(*line, "---" | "...")).map(|(_, end)| end)
}

#[cfg(test)]
mod tests;
