//! A query and a document → hits.
//!
//! A query is either words, found whatever their case, their accents and the way lines are wrapped ([`Words`]), or a
//! regular expression ([`Expression`]). A hit lies inside one block, and is never empty.

mod expression;
mod words;

use std::ops::Range;

use crate::model::Document;

pub use expression::{BadExpression, Expression};
pub use words::Words;

/// How many hits of a document are looked for: more are more than anyone goes through.
pub const MOST_HITS: usize = 100_000;

/// How a query is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Notation {
    /// As words.
    #[default]
    Words,
    /// As a regular expression.
    Expression,
}

impl Notation {
    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Notation::Words => Notation::Expression,
            Notation::Expression => Notation::Words,
        }
    }
}

/// What is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Query {
    /// Words as a person types them.
    Words(Words),
    /// What a regular expression matches.
    Expression(Expression),
}

impl Query {
    /// A query for what a person types; `None` where nothing is left to look for.
    ///
    /// # Errors
    ///
    /// Where it is to be a regular expression and is none, or one that can't be searched for within bounds.
    pub fn new(text: &str, notation: Notation) -> Result<Option<Self>, BadExpression> {
        match notation {
            Notation::Words => Ok(Words::new(text).map(Self::Words)),
            Notation::Expression if text.is_empty() => Ok(None),
            Notation::Expression => Expression::new(text).map(|expression| Some(Self::Expression(expression))),
        }
    }

    /// The byte ranges of the document's text that match: in order, without overlaps, the first [`MOST_HITS`] of them.
    pub fn hits(&self, document: &Document) -> Vec<Range<usize>> {
        self.hits_while(document, &|| true).unwrap_or_default()
    }

    /// The same as long as `go_on` says so, which is asked before each block; `None` when it said no.
    pub fn hits_while(&self, document: &Document, go_on: &dyn Fn() -> bool) -> Option<Vec<Range<usize>>> {
        let mut hits: Vec<Range<usize>> = Vec::new();
        for (index, block) in document.blocks().iter().enumerate() {
            if !go_on() {
                return None;
            }
            let text = document.block_text(index);
            let found = |range: Range<usize>| {
                // One letter of the text may fold to two: both are the same hit.
                let range = block.range.start + range.start..block.range.start + range.end;
                if hits.last().is_none_or(|last| last.end <= range.start) {
                    hits.push(range);
                }
                hits.len() < MOST_HITS
            };
            match self {
                Query::Words(words) => words.find_in(text, found),
                Query::Expression(expression) => expression.find_in(text, block.kind, found),
            }
            if hits.len() >= MOST_HITS {
                break;
            }
        }
        Some(hits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{BlockKind, DocumentBuilder, Spacing};

    fn document(blocks: &[(BlockKind, &str)]) -> Document {
        let mut builder = DocumentBuilder::default();
        let mut text = String::new();
        for (kind, block) in blocks {
            let start = text.len();
            text.push_str(block);
            builder.push(*kind, Spacing::Apart, start..text.len());
            text.push('\n');
        }
        builder.finish(text, |_, _| Vec::new())
    }

    fn check_as(notation: Notation, kind: BlockKind, blocks: &[&str], query: &str, want: &[&str]) {
        let blocks: Vec<_> = blocks.iter().map(|block| (kind, *block)).collect();
        let document = document(&blocks);
        let hits = Query::new(query, notation).expect("a good query").expect("a query").hits(&document);
        assert_eq!(hits.into_iter().map(|hit| &document.text()[hit]).collect::<Vec<_>>(), want, "{query}");
    }

    fn check(blocks: &[&str], query: &str, want: &[&str]) {
        check_as(Notation::Words, BlockKind::Paragraph, blocks, query, want);
    }

    fn check_expression(blocks: &[&str], query: &str, want: &[&str]) {
        check_as(Notation::Expression, BlockKind::Paragraph, blocks, query, want);
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
    fn a_letter_that_folds_to_two_is_one_hit() {
        check(&["Straße, süß"], "s", &["S", "ß", "s", "ß"]);
    }

    #[test]
    fn a_query_of_nothing_is_none() {
        for (text, notation) in [("  \u{ad}", Notation::Words), ("", Notation::Words), ("", Notation::Expression)] {
            assert_eq!(Query::new(text, notation), Ok(None), "{text:?}");
        }
    }

    #[test]
    fn an_expression_ignores_case_unless_it_has_a_capital_and_takes_line_ends_of_running_text_for_spaces() {
        let blocks = ["Der Zug fährt über\ndie Brücke.", "BRÜCKE, brücke 12 und 3."];
        check_expression(&blocks, "br.cke", &["Brücke", "BRÜCKE", "brücke"]);
        check_expression(&blocks, "Br.cke", &["Brücke"]);
        check_expression(&blocks, r"BRÜ\w+", &["BRÜCKE"]);
        check_expression(&blocks, r"\W[bB]r\S+", &[" Brücke.", " brücke"]);
        check_expression(&blocks, r"[A-Z]ug|\d+", &["Zug", "12", "3"]);
        check_expression(&blocks, "über die", &["über\ndie"]);
        check_expression(&blocks, "^.{3}", &["Der", "BRÜ"]);
        check_expression(&blocks, r"\.$", &[".", "."]);
        check_expression(&blocks, r"(?i)DER|ZUG", &["Der", "Zug"]);
        check_expression(&blocks, "f[äa]hr(t|en) +über", &["fährt über"]);
    }

    #[test]
    fn in_verse_and_tables_lines_are_lines() {
        let lines = ["Ein Zug fährt\nüber Land\n  und See"];
        for kind in [BlockKind::Verse, BlockKind::Preformatted] {
            check_as(Notation::Expression, kind, &lines, r"^\w+", &["Ein", "über"]);
            check_as(Notation::Expression, kind, &lines, ".*land$", &["über Land"]);
            check_as(Notation::Expression, kind, &lines, r"land\s+und", &["Land\n  und"]);
        }
    }

    #[test]
    fn what_an_expression_matches_without_a_letter_is_no_hit() {
        check_expression(&["abba"], "a*", &["a", "a"]);
        check_expression(&["abba"], "b?", &["b", "b"]);
        for empty in ["^", "$", r"\b", r"\B", "()", "(|)*", "a{0}", "(?m)^$"] {
            let bad = Query::new(empty, Notation::Expression).expect_err(empty);
            assert_eq!(bad.to_string(), "it matches no letters, only places between them", "{empty}");
        }
    }

    #[test]
    fn a_bad_expression_says_what_is_wrong_and_where() {
        for (text, want) in [
            ("(", "unclosed group, at character 1"),
            ("über[", "unclosed character class, at character 5"),
            ("a{2", "unclosed counted repetition, at character 2"),
            ("*", "repetition operator missing expression, at character 1"),
            (r"\p{Nosuch}", "Unicode property not found, at character 1"),
            ("(?=a)", "look-around, including look-ahead and look-behind, is not supported, at character 1"),
            (r"(a)\1", "backreferences are not supported, at character 4"),
            (r"(?-u)\xff", "pattern can match invalid UTF-8, at character 6"),
        ] {
            assert_eq!(Query::new(text, Notation::Expression).expect_err(text).to_string(), want);
        }
    }

    #[test]
    fn what_grows_without_bounds_is_refused_and_what_backtracks_elsewhere_is_found_in_one_go() {
        let too_large = [
            "(.{1,1000}){1000}".to_owned(),
            r"\w{1,9999}".to_owned(),
            "a".repeat(5_000),
            "((((a{9}){9}){9}){9}){9}".to_owned(),
        ];
        let nested = format!("{}a{}", "(".repeat(400), ")".repeat(400));
        for text in too_large.iter().chain([&nested]) {
            let bad = Query::new(text, Notation::Expression).expect_err(text).to_string();
            assert!(bad.starts_with("too ") || bad.starts_with("exceed"), "{text}: {bad}");
        }
        for usual in [r"\w{3,20}", r"(\w+ ){5}", r"[[:upper:]]\w+,? \d{1,2}\. \p{L}+", "(ä|ö|ü){2,30}"] {
            assert!(Query::new(usual, Notation::Expression).is_ok(), "{usual}");
        }
        let text = "a".repeat(50_000);
        for pathological in ["(a*)*b", "(a+)+b", "(a|aa)+b", "(.*)*b", "(a|a)*b", "(x+x+)+y"] {
            check_expression(&[&text], pathological, &[]);
        }
    }

    #[test]
    fn there_is_an_end_to_hits_and_a_search_that_nobody_wants_stops() {
        let text = "a ".repeat(MOST_HITS + 7);
        let document = document(&[(BlockKind::Paragraph, text.trim_end()), (BlockKind::Paragraph, "a")]);
        for notation in [Notation::Words, Notation::Expression] {
            let query = Query::new("a", notation).expect("good").expect("a query");
            assert_eq!(query.hits(&document).len(), MOST_HITS);
            assert_eq!(query.hits_while(&document, &|| false), None);
        }
    }
}
