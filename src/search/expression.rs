//! Regular expressions, on the text as it stands.
//!
//! The engine takes time in proportion to the text whatever the expression, and refuses what would need more than
//! [`LARGEST`] bytes. Unlike words, an expression is not folded: accents count, since classes and counts of characters
//! would mean something else on a folded text. Case does not count unless the expression holds a capital letter; `(?i)`
//! and `(?-i)` say it outright. In running text a line end stands for a space; `^` and `$` are the bounds of a block
//! there, and of a line in verse and preformatted text. Matches without a letter are no hits.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use regex::{Regex, RegexBuilder};
use regex_syntax::ast::{self, Ast, ClassSetItem, Visitor};
use regex_syntax::hir::translate::TranslatorBuilder;

use crate::model::BlockKind;

/// The longest expression that is read, in bytes.
const LONGEST: usize = 1_000;

/// What an expression may take when it is made ready, in bytes: a class such as `\w` takes some 40,000, and
/// to refuse what takes more some ten milliseconds.
const LARGEST: usize = 2 << 20;

/// What is kept of the states that a search went through, in bytes.
const KEPT_STATES: usize = 2 << 20;

/// How deep groups may be nested.
const DEEPEST: u32 = 100;

/// A regular expression to be found.
#[derive(Debug, Clone)]
pub struct Expression(Regex);

impl PartialEq for Expression {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_str() == other.0.as_str()
    }
}

impl Eq for Expression {}

/// Why an expression can't be searched for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadExpression {
    what: String,
    /// The character it is about, from 1.
    at: Option<usize>,
}

impl fmt::Display for BadExpression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.at {
            Some(at) => write!(f, "{}, at character {at}", self.what),
            None => write!(f, "{}", self.what),
        }
    }
}

impl std::error::Error for BadExpression {}

impl BadExpression {
    fn new(what: impl Into<String>) -> Self {
        Self { what: what.into(), at: None }
    }

    fn in_text(kind: impl fmt::Display, text: &str, span: &ast::Span) -> Self {
        Self { what: kind.to_string(), at: Some(text[..span.start.offset].chars().count() + 1) }
    }
}

impl Expression {
    /// Reads an expression.
    ///
    /// # Errors
    ///
    /// What is wrong with it; that it is too large; that it can match nothing but places between letters.
    pub fn new(text: &str) -> Result<Self, BadExpression> {
        if text.len() > LONGEST {
            return Err(BadExpression::new(format!("too long; {LONGEST} bytes are the most")));
        }
        let parsed = ast::parse::ParserBuilder::new().nest_limit(DEEPEST).build().parse(text);
        let parsed = parsed.map_err(|error| BadExpression::in_text(error.kind(), text, error.span()))?;
        let ignores_case = !holds_capital(&parsed);
        let translated = TranslatorBuilder::new().case_insensitive(ignores_case).multi_line(true).build();
        let hir = { translated }.translate(text, &parsed);
        let hir = hir.map_err(|error| BadExpression::in_text(error.kind(), text, error.span()))?;
        if hir.properties().maximum_len() == Some(0) {
            return Err(BadExpression::new("it matches no letters, only places between them"));
        }
        let mut builder = RegexBuilder::new(text);
        builder.case_insensitive(ignores_case).multi_line(true).nest_limit(DEEPEST);
        builder.size_limit(LARGEST).dfa_size_limit(KEPT_STATES);
        builder.build().map(Self).map_err(|error| match error {
            regex::Error::CompiledTooBig(_) => BadExpression::new("too large: it repeats too much"),
            other => BadExpression::new(other.to_string().lines().last().unwrap_or_default()),
        })
    }

    /// Gives the byte ranges of a block's text that match to `found`, in order, until it says no.
    pub(super) fn find_in(&self, text: &str, kind: BlockKind, mut found: impl FnMut(Range<usize>) -> bool) {
        let keeps_lines = matches!(kind, BlockKind::Verse | BlockKind::Preformatted);
        // A space is as long as a line feed, so that ranges are those of the text.
        let text =
            if keeps_lines || !text.contains('\n') { Cow::Borrowed(text) } else { text.replace('\n', " ").into() };
        let mut ranges = self.0.find_iter(&text).map(|hit| hit.range()).filter(|range| !range.is_empty());
        while ranges.next().is_some_and(&mut found) {}
    }
}

/// Whether a capital letter stands for itself in an expression; `\W` and `\p{Lu}` hold none.
fn holds_capital(expression: &Ast) -> bool {
    ast::visit(expression, Capitals(false)).unwrap_or_default()
}

struct Capitals(bool);

impl Capitals {
    fn see(&mut self, literal: &ast::Literal) {
        self.0 |= literal.c.is_uppercase();
    }
}

impl Visitor for Capitals {
    type Output = bool;
    type Err = ();

    fn finish(self) -> Result<bool, ()> {
        Ok(self.0)
    }

    fn visit_pre(&mut self, ast: &Ast) -> Result<(), ()> {
        if let Ast::Literal(literal) = ast {
            self.see(literal);
        }
        Ok(())
    }

    fn visit_class_set_item_pre(&mut self, item: &ClassSetItem) -> Result<(), ()> {
        match item {
            ClassSetItem::Literal(literal) => self.see(literal),
            ClassSetItem::Range(range) => {
                self.see(&range.start);
                self.see(&range.end);
            }
            _ => {}
        }
        Ok(())
    }
}
