//! Text and blocks as HTML that is XML as well: what a page and a book have in common.

use std::borrow::Cow;
use std::ops::Range;

use super::{Text, edition::Piece};
use crate::language::table;
use crate::model::{BlockKind, Language};

/// Text as it may stand between tags and in quoted attributes.
pub(super) fn escape(text: &str) -> Cow<'_, str> {
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

/// The `lang` and `dir` of an element.
pub(super) fn language_attributes(language: &Language) -> String {
    let direction = if table::is_right_to_left(language) { "rtl" } else { "ltr" };
    // An empty tag says that the language is not known.
    let tag = if language.is_determined() { language.tag() } else { "" };
    format!("lang=\"{tag}\" dir=\"{direction}\"")
}

/// A piece of a block as an element; where it goes on with a block that began before, without the mark of a beginning.
pub(super) fn element(text: &Text, piece: &Piece) -> String {
    let kind = piece.kind(text.document);
    let begins = piece.begins(text.document);
    let inline = inline(text, piece);
    let paragraph = |class: &str| match (class, begins) {
        ("", true) => format!("<p>{inline}</p>"),
        ("", false) => format!("<p class=\"on\">{inline}</p>"),
        (class, true) => format!("<p class=\"{class}\">{inline}</p>"),
        (class, false) => format!("<p class=\"{class} on\">{inline}</p>"),
    };
    match kind {
        BlockKind::Heading(level) => {
            // The title of the page is its only heading of the first level.
            let level = level.clamp(2, 6);
            format!("<h{level}>{inline}</h{level}>")
        }
        BlockKind::Paragraph => paragraph(""),
        BlockKind::ListItem { depth, .. } if !begins => paragraph(&format!("item d{}", depth.min(5))),
        BlockKind::ListItem { depth, ordinal } => {
            let depth = depth.min(5);
            match ordinal {
                Some(ordinal) => format!("<ol class=\"d{depth}\" start=\"{ordinal}\"><li>{inline}</li></ol>"),
                None => format!("<ul class=\"d{depth}\"><li>{inline}</li></ul>"),
            }
        }
        BlockKind::Quotation => format!("<blockquote>{}</blockquote>", paragraph("")),
        BlockKind::Signature => paragraph("signature"),
        BlockKind::Byline | BlockKind::Dateline | BlockKind::Provenance => paragraph("line"),
        BlockKind::Verse => paragraph("verse"),
        BlockKind::Preformatted => format!("<pre>{inline}</pre>"),
        BlockKind::Rule => "<hr/>".to_owned(),
    }
}

/// The text of a piece with its emphases; line ends stay where they mean something.
pub(super) fn inline(text: &Text, piece: &Piece) -> String {
    let kind = piece.kind(text.document);
    let mut out = String::new();
    for stretch in piece.stretches(text.document) {
        let lines = match kind {
            BlockKind::Preformatted => escape(stretch.text).into_owned(),
            BlockKind::Verse => verse(
                text.document.text(),
                stretch.start..stretch.start + stretch.text.len(),
                stretch.start == piece.bytes.start,
            ),
            _ => escape(&folded(stretch.text, text.joint())).into_owned(),
        };
        let faces = [(stretch.strong, "strong"), (stretch.emphasis, "em"), (stretch.code, "code")];
        let faces = || faces.iter().filter(|(is_set, _)| *is_set).map(|(_, name)| *name);
        out.extend(faces().map(|name| format!("<{name}>")));
        out.push_str(&lines);
        out.extend(faces().rev().map(|name| format!("</{name}>")));
    }
    out
}

/// Text whose line ends and tabs stand for a space, or for nothing where the language writes none.
pub(super) fn folded(text: &str, joint: &str) -> String {
    let mut lines = text.split(['\n', '\t']);
    let mut folded = lines.next().unwrap_or_default().to_owned();
    for line in lines {
        folded.truncate(folded.trim_end().len());
        folded.push_str(joint);
        folded.push_str(line.trim_start());
    }
    folded
}

/// Lines that stay lines, set in as they are; the first one may begin before the range.
fn verse(text: &str, range: Range<usize>, is_first: bool) -> String {
    let mut out = String::new();
    let above = text[..range.start].rsplit('\n').next().unwrap_or_default();
    if is_first && above.trim().is_empty() {
        out.push_str(&"\u{a0}".repeat(above.chars().count()));
    }
    for (index, line) in text[range].split('\n').enumerate() {
        let indent = if index > 0 { line.len() - line.trim_start().len() } else { 0 };
        if index > 0 {
            out.push_str("<br/>");
        }
        out.push_str(&"\u{a0}".repeat(line[..indent].chars().count()));
        out.push_str(&escape(&line[indent..]));
    }
    out
}
