//! A query and a document → hits.
//!
//! Text and query are folded (see [`crate::language::fold`]), so that case, diacritics and the way lines are wrapped
//! make no difference. A hit lies inside one block.

use std::ops::Range;

use memchr::memmem;

use crate::language::fold::{Folded, fold};
use crate::model::Document;

/// What is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    needle: String,
}

impl Query {
    /// A query for a text as a person types it; `None` where nothing is left of it after folding.
    pub fn new(text: &str) -> Option<Self> {
        let needle = fold(text);
        (!needle.trim().is_empty()).then_some(Self { needle })
    }

    /// Whether a text has what is looked for.
    pub fn is_in(&self, text: &str) -> bool {
        memmem::find(fold(text).as_bytes(), self.needle.as_bytes()).is_some()
    }

    /// The byte ranges of the document's text that match, in order and without overlaps.
    pub fn hits(&self, document: &Document) -> Vec<Range<usize>> {
        let finder = memmem::Finder::new(&self.needle);
        let mut hits = Vec::new();
        for (index, block) in document.blocks().iter().enumerate() {
            let text = document.block_text(index);
            // Most blocks have no hit: the way back to the original is only made for those that do.
            if finder.find(fold(text).as_bytes()).is_none() {
                continue;
            }
            let folded = Folded::new(text);
            for at in finder.find_iter(folded.text.as_bytes()) {
                let range = folded.original_range(at..at + self.needle.len());
                hits.push(block.range.start + range.start..block.range.start + range.end);
            }
        }
        hits
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{BlockKind, DocumentBuilder, Spacing};

    fn check(blocks: &[&str], query: &str, want: &[&str]) {
        let mut builder = DocumentBuilder::default();
        let mut text = String::new();
        for block in blocks {
            let start = text.len();
            text.push_str(block);
            builder.push(BlockKind::Paragraph, Spacing::Apart, start..text.len());
            text.push('\n');
        }
        let document = builder.finish(text, |_, _| Vec::new());
        let hits = Query::new(query).expect("a query").hits(&document);
        assert_eq!(hits.into_iter().map(|hit| &document.text()[hit]).collect::<Vec<_>>(), want, "{query}");
    }

    #[test]
    fn hits_ignore_case_diacritics_and_line_breaks_but_stay_inside_a_block() {
        let blocks = ["Der Zug fährt über\ndie Brücke.", "BRUCKE, brücke!", "die"];
        check(&blocks, "brucke", &["Brücke", "BRUCKE", "brücke"]);
        check(&blocks, "über die", &["über\ndie"]);
        check(&blocks, "brücke! die", &[]);
        check(&["Smørbrød"], "smorbrod", &["Smørbrød"]);
    }

    #[test]
    fn a_query_of_nothing_is_none() {
        assert_eq!(Query::new("  \u{ad}"), None);
    }
}
