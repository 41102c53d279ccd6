//! Plain text as people type it: finds paragraphs, headings, lists, quotations and tables, over the text itself.
//!
//! The text is taken as lines in groups, a group being lines with no blank line between them. Each step gives roles to
//! lines that have none yet, from the plainest sign to the faintest: tables and code, rules, `# headings` and
//! underlined ones, list items, then lines that continue the one before them, then headings by their place, then
//! poems. Lines that are left start a paragraph each. At last, blocks are made of the roles.
//!
//! The one change to the text is that the `>` of quoted lines becomes a space, so that a quotation is a single
//! stretch of text; everything else is kept as it is, and its place too.

mod figures;
mod headings;
mod lines;
mod lists;
mod wrapping;

use std::ops::Range;

use self::lines::{Group, Line, Role};
use self::wrapping::Wrapping;
use super::formats::Parsed;
use super::pieces;
use crate::model::{BlockKind, DocumentBuilder, Spacing};

/// Reads a sanitised text.
pub fn parse(text: String) -> Parsed {
    let mut lines = lines::split(&text);
    let text = lines::blank_quote_marks(text, &lines);
    let groups = lines::group(&lines);
    let shape = Shape::of(&lines, &groups);
    figures::mark(&text, &mut lines, &groups);
    let wrapping = Wrapping::of(&text, &lines, &groups);
    headings::mark_written(&text, &mut lines, &groups);
    lists::mark(&text, &mut lines, &groups, wrapping);
    for group in &groups {
        wrapping.mark_joined(&text, &mut lines[group.lines.clone()]);
    }
    headings::mark_placed(&text, &mut lines, &groups, shape);
    mark_verse(&text, &mut lines, &groups);
    let mut blocks = DocumentBuilder::default();
    for group in &groups {
        push_group(&mut blocks, &text, &lines[group.lines.clone()], shape);
    }
    Parsed { text, blocks, warnings: Vec::new() }
}

/// What parts the paragraphs of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// Blank lines do.
    BlankLines,
    /// There are none to speak of: every line is a paragraph, or every paragraph begins with an indented line.
    Lines,
}

impl Shape {
    fn of(lines: &[Line], groups: &[Group]) -> Self {
        const PARAGRAPH: usize = 50;
        let width: usize = lines.iter().map(|line| line.width).sum();
        let is_running = width >= PARAGRAPH * lines.len();
        if lines.len() > 1 && is_running && (groups.len() - 1) * 20 <= lines.len() {
            Self::Lines
        } else {
            Self::BlankLines
        }
    }
}

/// Gives short lines that stand under each other in several groups the role of verse, group by group.
fn mark_verse(text: &str, lines: &mut [Line], groups: &[Group]) {
    const STANZA: usize = 4;
    const WIDEST: usize = 70;
    let is_stanza = |lines: &[Line]| {
        let is_verse = |line: &Line| line.role == Role::Text && line.width <= WIDEST && !line.is_quoted;
        let sentences = lines.iter().filter(|line| lines::ends_sentence(line.of(text))).count();
        lines.len() >= STANZA && lines.iter().all(is_verse) && sentences * 5 <= lines.len() * 3
    };
    let stanzas: Vec<&Group> = groups.iter().filter(|group| is_stanza(&lines[group.lines.clone()])).collect();
    if stanzas.len() > 1 {
        for line in stanzas.into_iter().flat_map(|group| group.lines.clone()) {
            lines[line].role = Role::Verse;
        }
    }
}

/// Makes blocks of the lines of one group.
fn push_group(blocks: &mut DocumentBuilder, text: &str, lines: &[Line], shape: Shape) {
    let mut from = 0;
    while from < lines.len() {
        let line = &lines[from];
        let continues = |next: &Line| match line.role {
            Role::Verse | Role::Preformatted => next.role == line.role,
            _ => next.role == Role::Joined,
        };
        let n_lines = 1 + lines[from + 1..].iter().take_while(|next| continues(next)).count();
        let until = from + n_lines;
        let kind = match line.role {
            Role::Heading(level) => Some(BlockKind::Heading(level)),
            Role::Item { depth, ordinal } => Some(BlockKind::ListItem { depth, ordinal }),
            Role::Rule => Some(BlockKind::Rule),
            Role::Verse => Some(BlockKind::Verse),
            Role::Preformatted => Some(BlockKind::Preformatted),
            Role::Markup => None,
            Role::Text | Role::Joined if line.is_quoted => Some(BlockKind::Quotation),
            Role::Text | Role::Joined => Some(BlockKind::Paragraph),
        };
        if let Some(kind) = kind {
            let keeps_indent = matches!(kind, BlockKind::Verse | BlockKind::Preformatted);
            let start = if keeps_indent { line.line_start } else { line.start };
            let range: Range<usize> = start..lines[until - 1].end;
            pieces::push(blocks, text, kind, spacing(lines, from, until, shape), range);
        }
        from = until;
    }
}

/// How the block of the lines `from..until` of a group stands under the one before it: entries of a list and short
/// lines stand directly below, such as those of an address or the one after a list.
fn spacing(lines: &[Line], from: usize, until: usize, shape: Shape) -> Spacing {
    const LONG: usize = 160;
    let is_short = |line: &Line| line.width < LONG;
    let Some(above) = lines[..from].iter().rfind(|line| line.role != Role::Joined) else { return Spacing::Apart };
    let is_line = lines[from].role == Role::Text && until == from + 1 && is_short(&lines[from]);
    let is_under_line = lines[from - 1].role == Role::Text && is_short(above) && shape == Shape::BlankLines;
    match lines[from].role {
        Role::Item { .. } => Spacing::Tight,
        _ if is_line && (is_under_line || matches!(above.role, Role::Item { .. })) => Spacing::Tight,
        _ => Spacing::Apart,
    }
}

#[cfg(test)]
mod tests;
