//! Entries of lists: a marker, and company.
//!
//! `•` marks an entry by itself. A hyphen may begin a line of dialogue or frame a title, and `6.` a date, so these need
//! a neighbour that is marked alike (with the next number, or the next letter), an indentation, or a line before them
//! that ends in a colon. An em dash is dialogue.

use super::lines::{self, Group, Line, Role};
use super::wrapping::Wrapping;

/// The marker that a line begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Marker {
    /// Bytes to the entry's text.
    length: usize,
    style: Style,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    /// A sign that marks nothing but entries.
    Bullet(char),
    /// A sign that is also used otherwise.
    Dash(char),
    /// A number, and what closes it.
    Number(u32, char),
    /// A letter, and what closes it. It is kept in the text, since texts refer to it.
    Letter(u8, char),
}

impl Style {
    /// Whether an entry in this style can follow one in the other in one list.
    fn follows(self, other: Self) -> bool {
        match (other, self) {
            (Self::Number(a, x), Self::Number(b, y)) => x == y && (b == a.saturating_add(1) || b == a && a == 1),
            (Self::Letter(a, x), Self::Letter(b, y)) => x == y && b == a + 1,
            (other, this) => other == this,
        }
    }
}

/// The marker of a line, if it begins with one that text follows.
pub fn marker(line: &str) -> Option<Marker> {
    let first = line.chars().next()?;
    let (sign, style) = match first {
        '•' | '‣' | '◦' | '▪' | '▫' | '●' | '○' | '■' | '□' | '►' | '▸' | '▶' | '⁃' | '∙' | '➢' | '➤' | '✓' | '✔'
        | '❖' => (first.len_utf8(), Style::Bullet(first)),
        '-' | '–' | '*' | '+' | '·' => (first.len_utf8(), Style::Dash(first)),
        _ => enumerator(line)?,
    };
    let rest = &line[sign..];
    let content = rest.trim_start();
    let is_parted = content.len() < rest.len() || matches!(style, Style::Bullet(_));
    let is_framed = matches!(style, Style::Dash(_)) && ends_framed(content, first);
    let is_date = matches!(style, Style::Number(..)) && lines::is_date(line);
    let is_marker = is_parted && !content.is_empty() && !is_framed && !is_date;
    is_marker.then_some(Marker { length: line.len() - content.len(), style })
}

/// Whether a line begins with a number such as `1.` and text after it.
pub fn is_numbered(line: &str) -> bool {
    matches!(marker(line), Some(Marker { style: Style::Number(..), .. }))
}

/// Whether a text that began with a dash ends with one, as `- Notes -` does.
fn ends_framed(content: &str, dash: char) -> bool {
    content.strip_suffix(dash).is_some_and(|inner| inner.ends_with(char::is_whitespace))
}

/// `1.`, `1)`, `(1)`, `a)`, `(a)`: its length in bytes and what it says.
fn enumerator(line: &str) -> Option<(usize, Style)> {
    const MOST_DIGITS: usize = 3;
    let opened = usize::from(line.starts_with('('));
    let inner = &line[opened..];
    let digits = inner.bytes().take_while(u8::is_ascii_digit).take(MOST_DIGITS + 1).count();
    let letter = inner.bytes().next().filter(u8::is_ascii_lowercase);
    let sign = if digits > 0 { digits } else { usize::from(letter.is_some()) };
    let closing = inner[sign..].chars().next()?;
    let is_closed = closing == ')' || opened == 0 && digits > 0 && closing == '.';
    if !is_closed || digits > MOST_DIGITS || sign == 0 {
        return None;
    }
    let closing = if opened == 1 { '(' } else { closing };
    let style = match letter {
        Some(letter) if digits == 0 => Style::Letter(letter, closing),
        _ => Style::Number(inner[..digits].parse().ok()?, closing),
    };
    Some((opened + sign + 1, style))
}

/// An entry that another may follow.
struct Open {
    line: usize,
    style: Style,
    indent: usize,
    depth: u8,
}

/// Gives lines that are entries of lists that role, and takes their markers out of their text.
pub fn mark(text: &str, lines: &mut [Line], groups: &[Group], wrapping: Wrapping) {
    let mut open: Vec<Open> = Vec::new();
    for line in groups.iter().flat_map(|group| group.lines.clone()) {
        let this = &lines[line];
        let found = if this.role == Role::Text { marker(this.of(text)) } else { None };
        let Some(found) = found else {
            if !open.last().is_some_and(|entry| continues(text, lines, line, entry, wrapping)) {
                open.clear();
            }
            continue;
        };
        // The entries that are open are each indented deeper than the one before, by two columns at least.
        while open.last().is_some_and(|entry| entry.indent > this.indent + 1) {
            open.pop();
        }
        let beside = open.pop_if(|entry| entry.indent + 1 >= this.indent);
        let depth = open.last().map_or(0, |entry| entry.depth + 1).min(MAX_DEPTH);
        let neighbour = beside.filter(|entry| found.style.follows(entry.style));
        let stands_alone = match found.style {
            Style::Bullet(_) => true,
            Style::Dash(_) => this.indent >= 2 || follows_colon(text, lines, line),
            Style::Number(..) | Style::Letter(..) => false,
        };
        let entry = Open { line, style: found.style, indent: this.indent, depth };
        if let Some(first) = &neighbour {
            set_item(text, &mut lines[first.line], first.depth);
        }
        if neighbour.is_some() || stands_alone {
            set_item(text, &mut lines[line], depth);
        }
        open.push(entry);
    }
}

/// Lists nested deeper than this are drawn as if they were not.
const MAX_DEPTH: u8 = 15;

fn set_item(text: &str, line: &mut Line, depth: u8) {
    if line.role != Role::Text {
        return;
    }
    let Some(marker) = marker(line.of(text)) else { return };
    let ordinal = match marker.style {
        Style::Number(number, _) => Some(number),
        Style::Bullet(_) | Style::Dash(_) | Style::Letter(..) => None,
    };
    if !matches!(marker.style, Style::Letter(..)) {
        line.start += marker.length;
    }
    line.role = Role::Item { depth, ordinal };
}

/// Whether a line without a marker belongs to the entry before it: it is indented under it or runs on.
fn continues(text: &str, lines: &[Line], line: usize, entry: &Open, wrapping: Wrapping) -> bool {
    let (above, this) = (&lines[line - 1], &lines[line]);
    let runs_on = this.gap == 0 && (wrapping.joins(text, above, this) || lines::begins_small(this.of(text)));
    this.role == Role::Text && (this.indent > entry.indent + 1 || runs_on)
}

/// Whether the line before ends with a colon.
fn follows_colon(text: &str, lines: &[Line], line: usize) -> bool {
    line.checked_sub(1).is_some_and(|above| lines[above].of(text).ends_with([':', '：']))
}
