//! A page to print and hand on: the versions level with each other, in one HTML file that needs nothing else.
//!
//! It is XML as well, runs no script and asks nothing of any network, which its own policy forbids it, too. Words of ours
//! are marked as English; everything of a text carries its language and its direction.

use std::io::{self, Write};
use std::ops::Range;

use super::edition::Edition;
use super::facts::{DIGEST, Fact, SOURCE};
use super::markup::{element, escape, language_attributes};
use super::{Text, Tier, numbered_sentences};
use crate::language::table;
use crate::layout::gap::GAP_LABEL;
use crate::model::{Address, BlockKind, Spacing, WorkKind};

/// How the page looks.
const STYLE: &str = include_str!("html/page.css");

pub(super) fn write(edition: &Edition, out: &mut dyn Write) -> io::Result<()> {
    let tiers = edition.tiers();
    let titles = titles(edition);
    let heading = titles.iter().map(|title| title.as_deref().unwrap_or(&edition.name)).next().unwrap_or_default();
    begin(heading, edition.texts.first(), out)?;
    write_header(edition, &titles, out)?;
    let rest = &tiers[usize::from(is_title(edition, tiers.first()))..];
    match edition.texts.as_slice() {
        [text] => write_one(edition, text, rest, out)?,
        _ => write_table(edition, rest, out)?,
    }
    write_footer(edition, &tiers, out)
}

/// Everything above what is on the page.
pub(super) fn begin(title: &str, text: Option<&Text>, out: &mut dyn Write) -> io::Result<()> {
    let language = text.map_or_else(
        || " lang=\"en\" dir=\"ltr\"".to_owned(),
        |text| format!(" {}", language_attributes(text.language())),
    );
    writeln!(out, "<!DOCTYPE html>\n<html{language}>\n<head>\n<meta charset=\"utf-8\"/>")?;
    writeln!(
        out,
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\"/>"
    )?;
    writeln!(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>")?;
    writeln!(
        out,
        "<meta name=\"color-scheme\" content=\"light dark\"/>\n<meta name=\"referrer\" content=\"no-referrer\"/>"
    )?;
    writeln!(out, "<meta name=\"generator\" content=\"kzreader {}\"/>", env!("CARGO_PKG_VERSION"))?;
    writeln!(out, "<title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>", escape(title))
}

/// The titles of the texts.
pub(super) fn titles(edition: &Edition) -> Vec<Option<String>> {
    edition.texts.iter().map(|text| text.document.description.title.clone()).collect()
}

/// Whether the first tier says nothing but the titles, which stand above everything already.
pub(super) fn is_title(edition: &Edition, first: Option<&Tier>) -> bool {
    let Some(first) = first else { return false };
    edition.texts.iter().zip(&first.segments).all(|(text, segments)| {
        let pieces = text.pieces(segments.clone());
        let is_heading = pieces.len() == 1 && matches!(pieces[0].kind(text.document), BlockKind::Heading(_));
        is_heading && text.document.description.title.as_deref() == Some(text.joined(segments.clone()).as_str())
    })
}

fn write_header(edition: &Edition, titles: &[Option<String>], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<header>\n<h1>")?;
    for (text, title) in edition.texts.iter().zip(titles) {
        if let Some(title) = title {
            writeln!(out, "<span {}>{}</span>", language_attributes(text.language()), escape(title))?;
        }
    }
    if titles.iter().all(Option::is_none) {
        writeln!(out, "<span>{}</span>", escape(&edition.name))?;
    }
    writeln!(out, "</h1>")?;
    if edition.kind == WorkKind::Digest {
        writeln!(out, "<p class=\"notice\" lang=\"en\" dir=\"ltr\">{DIGEST}</p>")?;
    }
    write_facts(edition, out)?;
    writeln!(out, "</header>")
}

/// What is known of the versions, as a list.
pub(super) fn write_facts(edition: &Edition, out: &mut dyn Write) -> io::Result<()> {
    let facts = Fact::all(edition);
    if facts.is_empty() {
        return Ok(());
    }
    writeln!(out, "<dl dir=\"ltr\">")?;
    for Fact { label, key, values } in facts {
        writeln!(out, "<dt lang=\"en\" dir=\"ltr\">{label}</dt>")?;
        for (texts, value) in values {
            // What is true of all is said once, and its language is not known; an address is in none.
            let [of, attributes] = match texts.as_slice() {
                [_, ..] if texts.len() < edition.texts.len() && key == SOURCE => {
                    [languages(edition, &texts), "dir=\"ltr\"".to_owned()]
                }
                [first, ..] if texts.len() < edition.texts.len() => {
                    [languages(edition, &texts), language_attributes(edition.texts[*first].language())]
                }
                _ => [String::new(), "dir=\"auto\"".to_owned()],
            };
            writeln!(out, "<dd>{of}<span {attributes}>{}</span></dd>", fact_value(key, &value))?;
        }
    }
    writeln!(out, "</dl>")
}

fn languages(edition: &Edition, texts: &[usize]) -> String {
    let labels: Vec<&str> = texts.iter().map(|&text| edition.texts[text].language().label()).collect();
    format!("<span class=\"of\">{}</span> ", escape(&labels.join(", ")))
}

/// A value as text, or as a link where it is a web address.
fn fact_value(key: &str, value: &str) -> String {
    match Address::parse(value) {
        Ok(address) if key == SOURCE => {
            format!("<a href=\"{}\" rel=\"noreferrer\">{}</a>", escape(address.as_str()), escape(value))
        }
        _ => escape(value).into_owned(),
    }
}

/// One version: its blocks in order.
fn write_one(edition: &Edition, text: &Text, tiers: &[Tier], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<main class=\"one\">")?;
    for run in runs(edition, tiers) {
        let furniture = edition.is_furniture(&tiers[run.start]);
        if furniture {
            begin_furniture(run.len(), out)?;
        }
        let segments = tiers[run.start].segments[0].start..tiers[run.end - 1].segments[0].end;
        for piece in text.pieces(segments) {
            writeln!(out, "{}", element(text, &piece))?;
        }
        if furniture {
            writeln!(out, "</details>")?;
        }
    }
    writeln!(out, "</main>")
}

/// Runs of tiers that all are page furniture, or all are not.
fn runs(edition: &Edition, tiers: &[Tier]) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (index, tier) in tiers.iter().enumerate() {
        let is_furniture = edition.is_furniture(tier);
        match runs.last_mut() {
            Some(run) if edition.is_furniture(&tiers[run.start]) == is_furniture => run.end = index + 1,
            _ => runs.push(index..index + 1),
        }
    }
    runs
}

fn begin_furniture(n_tiers: usize, out: &mut dyn Write) -> io::Result<()> {
    let rows = numbered_sentences(n_tiers);
    writeln!(out, "<details><summary lang=\"en\" dir=\"ltr\">page furniture: {rows}</summary>")
}

/// Several versions: a table with a row a tier.
fn write_table(edition: &Edition, tiers: &[Tier], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<main>\n<table class=\"n{}\" dir=\"ltr\">\n<thead>\n<tr>", edition.texts.len())?;
    for text in &edition.texts {
        let (attributes, name) = (language_attributes(text.language()), table::own_name(text.language()));
        writeln!(out, "<th scope=\"col\" {attributes}>{}</th>", escape(name))?;
    }
    writeln!(out, "</tr>\n</thead>\n<tbody>")?;
    for run in runs(edition, tiers) {
        let is_furniture = edition.is_furniture(&tiers[run.start]);
        if is_furniture {
            writeln!(out, "<tr class=\"furniture\"><td colspan=\"{}\">", edition.texts.len())?;
            begin_furniture(run.len(), out)?;
            writeln!(out, "<table dir=\"ltr\"><tbody>")?;
        }
        for index in run {
            let parting = if index == 0 { Parting::Within } else { Parting::above(edition, &tiers[index]) };
            write_row(edition, &tiers[index], parting, out)?;
        }
        if is_furniture {
            writeln!(out, "</tbody></table></details></td></tr>")?;
        }
    }
    writeln!(out, "</tbody>\n</table>\n</main>")
}

/// What parts a row from the one above it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Parting {
    /// Nothing: it goes on inside a block, or directly below.
    Within,
    /// A block begins in one text while another goes on.
    OneSided,
    /// A block begins in every text that has something here.
    Apart,
}

impl Parting {
    fn above(edition: &Edition, tier: &Tier) -> Self {
        let sides = edition.texts.iter().zip(&tier.segments).filter(|(_, segments)| !segments.is_empty());
        let spacings: Vec<Option<Spacing>> = sides.map(|(text, segments)| text.spacing_at(segments.start)).collect();
        if spacings.iter().all(Option::is_none) {
            Parting::Within
        } else if spacings.iter().any(Option::is_none) {
            Parting::OneSided
        } else if spacings.contains(&Some(Spacing::Apart)) {
            Parting::Apart
        } else {
            Parting::Within
        }
    }
}

fn write_row(edition: &Edition, tier: &Tier, parting: Parting, out: &mut dyn Write) -> io::Result<()> {
    let mut classes = Vec::new();
    if has_heading(edition, tier) {
        classes.push("head");
    }
    match parting {
        Parting::Within => {}
        Parting::OneSided => classes.push("half"),
        Parting::Apart => classes.push("apart"),
    }
    if tier.is_doubtful {
        classes.push("doubtful");
    }
    let class = if classes.is_empty() { String::new() } else { format!(" class=\"{}\"", classes.join(" ")) };
    writeln!(out, "<tr{class}>")?;
    for (index, text) in edition.texts.iter().enumerate() {
        let attributes = language_attributes(text.language());
        let begins = parting == Parting::OneSided && text.spacing_at(tier.segments[index].start).is_some();
        let class = match (tier.is_gap(index), begins) {
            (true, _) => " class=\"gap\"",
            (false, true) => " class=\"in\"",
            (false, false) => "",
        };
        write!(out, "<td{class} {attributes}>")?;
        if tier.is_doubtful && index + 1 == edition.texts.len() {
            write!(out, "<span class=\"doubt\" lang=\"en\" dir=\"ltr\" title=\"doubtful\">?</span>")?;
        }
        if tier.is_gap(index) {
            write!(out, "<span lang=\"en\" dir=\"ltr\">{GAP_LABEL}</span>")?;
        }
        for piece in text.pieces(tier.segments[index].clone()) {
            write!(out, "{}", element(text, &piece))?;
        }
        writeln!(out, "</td>")?;
    }
    writeln!(out, "</tr>")
}

fn has_heading(edition: &Edition, tier: &Tier) -> bool {
    edition.texts.iter().zip(&tier.segments).any(|(text, segments)| {
        let first = text.pieces(segments.start..(segments.start + 1).min(segments.end));
        first.first().is_some_and(|piece| matches!(piece.kind(text.document), BlockKind::Heading(_)))
    })
}

/// What the marks mean, and what made the page.
fn write_footer(edition: &Edition, tiers: &[Tier], out: &mut dyn Write) -> io::Result<()> {
    let is_body = |tier: &&Tier| !edition.is_furniture(tier);
    let has_gaps = tiers.iter().filter(is_body).any(|tier| tier.gaps().any(|is_gap| is_gap));
    let has_doubts = tiers.iter().filter(is_body).any(|tier| tier.is_doubtful);
    writeln!(out, "<footer lang=\"en\" dir=\"ltr\">")?;
    if has_gaps {
        writeln!(
            out,
            "<p><span class=\"gap\">{GAP_LABEL}</span> what another version has here is missing in this one.</p>"
        )?;
    }
    if has_doubts {
        writeln!(
            out,
            "<p><span class=\"doubt\">?</span> it is doubtful that what stands level here belongs together.</p>"
        )?;
    }
    for citation in &edition.citations {
        writeln!(out, "<p>{}</p>", citation.html())?;
    }
    end(if edition.texts.len() > 1 { "Laid level" } else { "Made" }, out)
}

/// What made the page, and the ends of what is open.
pub(super) fn end(made: &str, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<p>{made} by kzreader {}.</p>\n</footer>\n</body>\n</html>", env!("CARGO_PKG_VERSION"))
}
