//! Markdown that reads well raw and rendered: the first version as running text, each of its paragraphs followed by the
//! other versions as quotations.
//!
//! A table would have to have whole paragraphs in its cells: raw it can't be read, and rendered it knows no lists. What is
//! level can be seen here in both forms, and every kind of block is what it was.

use std::io::{self, Write};

use super::citation::markdown_text;
use super::edition::{Edition, Piece, Stretch, Tier};
use super::facts::{DIGEST, Fact, SOURCE};
use super::html::is_title;
use super::markup::folded;
use super::{Text, numbered_sentences};
use crate::layout::gap::GAP_LABEL;
use crate::model::{Address, BlockKind, WorkKind};

pub(super) fn write(edition: &Edition, out: &mut dyn Write) -> io::Result<()> {
    let (tiers, n_furniture) = edition.body();
    write_header(edition, out)?;
    let tiers = &tiers[usize::from(is_title(edition, tiers.first()))..];
    for passage in edition.passages(tiers) {
        write_passage(edition, &tiers[passage], out)?;
    }
    writeln!(out, "---\n")?;
    if tiers.iter().any(|tier| tier.is_doubtful) {
        writeln!(out, "*(?)* marks where it is doubtful that what stands level belongs together.\n")?;
    }
    if n_furniture > 0 {
        writeln!(out, "Page furniture is left out: {}.\n", numbered_sentences(n_furniture))?;
    }
    for citation in &edition.citations {
        writeln!(out, "- {}", citation.markdown())?;
    }
    Ok(())
}

fn write_header(edition: &Edition, out: &mut dyn Write) -> io::Result<()> {
    for (index, text) in edition.texts.iter().enumerate() {
        let title = text.document.description.title.as_deref();
        match (title, index) {
            (None, 0) => writeln!(out, "# {}\n", markdown_text(&edition.name))?,
            (Some(title), 0) => writeln!(out, "# {}\n", markdown_text(title))?,
            (Some(title), _) => writeln!(out, "> **{}**\n", markdown_text(title))?,
            (None, _) => {}
        }
    }
    if edition.kind == WorkKind::Digest {
        writeln!(out, "*{DIGEST}*\n")?;
    }
    let facts = Fact::all(edition);
    for Fact { label, key, values } in &facts {
        for (texts, value) in values {
            let languages: Vec<&str> = texts.iter().map(|&text| edition.texts[text].language().label()).collect();
            let of =
                if texts.len() < edition.texts.len() { format!(" ({})", languages.join(", ")) } else { String::new() };
            let value = match Address::parse(value) {
                Ok(address) if *key == SOURCE => format!("<{}>", address.as_str()),
                _ => markdown_text(value),
            };
            writeln!(out, "- {label}{of}: {value}")?;
        }
    }
    writeln!(out, "{}---\n", if facts.is_empty() { "" } else { "\n" })
}

/// What stands level: the first version, and below it the others.
fn write_passage(edition: &Edition, tiers: &[Tier], out: &mut dyn Write) -> io::Result<()> {
    let doubt = if tiers.iter().any(|tier| tier.is_doubtful) { " *(?)*" } else { "" };
    // What stands against an entry of a list belongs into it.
    let mut margin = String::new();
    for (index, (text, segments)) in edition.texts.iter().zip(edition.segments(tiers)).enumerate() {
        let pieces = text.pieces(segments);
        let is_last = index + 1 == edition.texts.len();
        let doubt = if is_last { doubt } else { "" };
        let label = if edition.texts.len() > 2 && index > 0 {
            format!("**{}** ", markdown_text(text.language().label()))
        } else {
            String::new()
        };
        if pieces.is_empty() {
            let quote = if index == 0 { "" } else { "> " };
            writeln!(out, "{margin}{quote}{label}*{GAP_LABEL}*{doubt}\n")?;
            continue;
        }
        let is_within = !margin.is_empty();
        for (at, piece) in pieces.iter().enumerate() {
            let (first, last) = (at == 0, at + 1 == pieces.len());
            let place = match (index, is_within) {
                (0, _) => Place::Own,
                (_, false) => Place::Quoted,
                (_, true) => Place::QuotedInItem,
            };
            let label = if first { label.as_str() } else { "" };
            for line in block(text, piece, place, label, if last { doubt } else { "" }) {
                let quote = if index == 0 { "" } else { "> " };
                writeln!(out, "{}", format!("{margin}{quote}{line}").trim_end())?;
            }
            let next = if index == 0 || last { "" } else { ">" };
            writeln!(out, "{}", format!("{margin}{next}").trim_end())?;
        }
        if index == 0 && pieces.len() == 1 {
            margin = " ".repeat(item_mark(text, &pieces[0]).map_or(0, |mark| mark.len()));
        }
    }
    Ok(())
}

/// Where a block stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// In the text itself.
    Own,
    /// In a quotation.
    Quoted,
    /// In a quotation inside an entry of a list, which has the mark of it.
    QuotedInItem,
}

/// The mark of an entry of a list, where one begins; deeper ones are set in as far as is no code.
fn item_mark(text: &Text, piece: &Piece) -> Option<String> {
    match piece.kind(text.document) {
        BlockKind::ListItem { depth, ordinal } if piece.begins(text.document) => {
            let indent = if depth > 0 { "   " } else { "" };
            Some(
                ordinal
                    .map_or_else(|| format!("{indent}- "), |ordinal| format!("{indent}{}. ", ordinal % 1_000_000_000)),
            )
        }
        _ => None,
    }
}

/// The lines of a piece of a block.
fn block(text: &Text, piece: &Piece, place: Place, label: &str, doubt: &str) -> Vec<String> {
    let stretches = piece.stretches(text.document);
    let line = || format!("{label}{}{doubt}", inline(&stretches, text.joint()));
    match piece.kind(text.document) {
        BlockKind::Heading(level) if place == Place::Own => {
            vec![format!("{} {}{doubt}", "#".repeat(usize::from(level.clamp(2, 6))), inline(&stretches, text.joint()))]
        }
        BlockKind::Heading(_) => {
            let plain = folded(&text.document.text()[piece.bytes.clone()], text.joint());
            vec![format!("{label}**{}**{doubt}", markdown_text(plain.trim()))]
        }
        BlockKind::ListItem { .. } => {
            let mark = item_mark(text, piece).filter(|_| place != Place::QuotedInItem).unwrap_or_default();
            vec![format!("{mark}{}", line())]
        }
        BlockKind::Quotation => vec![format!("> {}", line())],
        BlockKind::Verse => {
            let lines = text.document.text()[piece.bytes.clone()].split('\n');
            let mut lines: Vec<String> = lines.filter(|line| !line.trim().is_empty()).map(verse).collect();
            let n_lines = lines.len();
            lines.iter_mut().take(n_lines.saturating_sub(1)).for_each(|line| line.push('\\'));
            lines
        }
        BlockKind::Preformatted => {
            let code = &text.document.text()[piece.bytes.clone()];
            let fence = "`".repeat(longest_run(code, '`').max(2) + 1);
            let lines = std::iter::once(fence.as_str()).chain(code.split('\n')).chain([fence.as_str()]);
            lines.map(str::to_owned).collect()
        }
        BlockKind::Rule => vec!["* * *".to_owned()],
        BlockKind::Paragraph
        | BlockKind::Signature
        | BlockKind::Byline
        | BlockKind::Dateline
        | BlockKind::Provenance => vec![line()],
    }
}

/// A line of verse, set in with blanks that stay.
fn verse(line: &str) -> String {
    let text = line.trim_start();
    let indent = line[..line.len() - text.len()].chars().count();
    format!("{}{}", "\u{a0}".repeat(indent), markdown_text(text.trim_end()))
}

/// Text with its emphases, on one line.
fn inline(stretches: &[Stretch], joint: &str) -> String {
    let mut line = String::new();
    for (index, stretch) in stretches.iter().enumerate() {
        let text = folded(stretch.text, joint);
        let after = stretches.get(index + 1).and_then(|next| next.text.chars().next());
        let mark = match (stretch.strong, stretch.emphasis) {
            (true, true) => "***",
            (true, false) => "**",
            (false, true) => "*",
            (false, false) => "",
        };
        let core = text.trim();
        let lead = &text[..text.len() - text.trim_start().len()];
        let tail = &text[text.trim_end().len()..];
        line.push_str(lead);
        if stretch.code && !core.is_empty() {
            line.push_str(&code(core));
        } else if can_stand(core, line.chars().next_back(), tail.chars().next().or(after)) && !mark.is_empty() {
            line.push_str(&format!("{mark}{}{mark}", markdown_text(core)));
        } else {
            line.push_str(&markdown_text(core));
        }
        line.push_str(tail);
    }
    line.trim().to_owned()
}

/// Whether marks of emphasis around a text are taken for what they are: between a letter and punctuation they are not.
fn can_stand(text: &str, before: Option<char>, after: Option<char>) -> bool {
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let edges = (text.chars().next(), text.chars().next_back());
    let opens = is_word(edges.0) || before.is_none_or(char::is_whitespace);
    let closes = is_word(edges.1) || after.is_none_or(char::is_whitespace);
    // Marks that touch other marks would run together.
    !text.is_empty() && opens && closes && before != Some('*')
}

fn code(text: &str) -> String {
    let fence = "`".repeat(longest_run(text, '`') + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

fn longest_run(text: &str, character: char) -> usize {
    text.split(|c| c != character).map(str::len).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{Hints, import};
    use crate::model::Language;

    /// The text of Markdown that kzreader reads, written as Markdown and read again.
    fn again(markdown: &str) -> [String; 2] {
        let hints = Hints { name: "x.md", language: Language::parse("en"), ..Hints::default() };
        let read = |text: &str| import(text.as_bytes(), &hints).expect("text");
        let document = read(markdown);
        let edition = Edition {
            name: "x".into(),
            kind: WorkKind::Original,
            texts: vec![Text { path: "x.md", document: &document, lines: None }],
            alignments: Vec::new(),
            citations: Vec::new(),
        };
        let mut out = Vec::new();
        let tiers = edition.tiers();
        for passage in edition.passages(&tiers) {
            write_passage(&edition, &tiers[passage], &mut out).expect("written");
        }
        let written = String::from_utf8(out).expect("UTF-8");
        let blocks = |document: &crate::model::Document| {
            let text = |block: usize| {
                format!("{:?} {}", document.blocks()[block].kind, folded(document.block_text(block), " "))
            };
            (0..document.blocks().len()).map(text).collect::<Vec<_>>().join("\n")
        };
        [blocks(&document), blocks(&read(&written))]
    }

    #[test]
    fn whatever_a_text_holds_is_text_again_when_it_is_read() {
        for markdown in [
            "## A\\*b\\* <b>\n\nA \\[link\\](x) and \\`code\\` and \\<script\\>alert(1)\\</script\\> &amp;amp; \\# no.\n",
            "\\# no heading\n\n\\- no item\n\n1\\. no number\n\n\\> no quotation\n\n\\--- \\| a \\| b\n",
            "- one\n- two **bold** and *set*in *apart.*\n\n3. three\n\n> quoted\n\n```\ncode ``` here\n  in\n```\n",
            "snake_case and _this_ and \\_that\\_ and ~~gone~~ \\~\\~kept\\~\\~ `a \\ b` \\\\ end\\\n",
        ] {
            let [before, after] = again(markdown);
            assert_eq!(before, after);
        }
    }
}
