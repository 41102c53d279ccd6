//! For people: both passages level, with brackets around what disagrees.

use std::io::{self, Write};

use super::super::text::Paper;
use super::{Entry, Part, Report};
use crate::import::sanitise::sanitise_line;
use crate::language::table;
use crate::layout::gap::GAP_LABEL;
use crate::layout::{Arrangement, width};
use crate::model::Side;

/// What stands between two columns.
const GUTTER: &str = " │ ";

/// What stands around what disagrees.
const MARKS: [&str; 2] = ["⟦", "⟧"];

/// How far what belongs to a heading is set in.
const INDENT: &str = "  ";

pub(super) fn write(report: &Report, paper: &Paper, out: &mut dyn Write) -> io::Result<()> {
    for (side, place) in [(Side::Left, "left"), (Side::Right, "right")] {
        let text = report.bitext.text(side);
        let title = text.document.description.title.as_deref().unwrap_or(text.path);
        let name = table::own_name(text.language());
        let line = format!("{place}: {name} · {title} ({})", text.path);
        writeln!(out, "{}", width::ellipsize(&sanitise_line(&line), paper.columns))?;
    }
    writeln!(out, "{} in {} beads", report.counts.in_words(), report.counts.n_beads)?;
    if !report.descriptions.is_empty() {
        writeln!(out, "\nThe descriptions differ")?;
    }
    for difference in &report.descriptions {
        write_wrapped(&sanitise_line(&difference.explanation), paper, out)?;
    }
    for (index, entry) in report.entries.iter().enumerate() {
        writeln!(out)?;
        write_entry(report, entry, index + 1, paper, out)?;
    }
    Ok(())
}

fn write_entry(report: &Report, entry: &Entry, number: usize, paper: &Paper, out: &mut dyn Write) -> io::Result<()> {
    let mut label = format!("{number}. ");
    for (side, place) in [(Side::Left, "left"), (Side::Right, "right")] {
        let Some(location) = report.location(entry.bead, side) else { continue };
        for row in width::wrapped(&format!("{place}: {location}"), paper.columns.saturating_sub(label.len()).max(1)) {
            writeln!(out, "{label}{row}")?;
            label = " ".repeat(label.len());
        }
    }
    for remark in entry.remarks(report) {
        write_wrapped(&remark, paper, out)?;
    }
    let texts = Side::BOTH.map(|side| match entry.gap {
        Some(gap) if gap == side => GAP_LABEL.to_owned(),
        _ => marked(&entry.parts(report, side)),
    });
    if paper.arrangement == Arrangement::Columns {
        let columns = (paper.columns.saturating_sub(INDENT.len() + width::width(GUTTER)) / 2).max(1);
        let [left, right] = texts.map(|text| width::wrapped(&text, columns));
        for row in 0..left.len().max(right.len()) {
            let [left, right] = [&left, &right].map(|rows| rows.get(row).map_or("", String::as_str));
            let padding = " ".repeat(columns.saturating_sub(width::width(left)));
            writeln!(out, "{}", format!("{INDENT}{left}{padding}{GUTTER}{right}").trim_end())?;
        }
        return Ok(());
    }
    for (side, text) in Side::BOTH.into_iter().zip(texts) {
        let tag = report.bitext.text(side).language().label();
        let margin = format!("{INDENT}{tag} ");
        let room = paper.columns.saturating_sub(width::width(&margin)).max(1);
        for (index, row) in width::wrapped(&text, room).iter().enumerate() {
            let margin = if index == 0 { margin.clone() } else { " ".repeat(width::width(&margin)) };
            writeln!(out, "{margin}{row}")?;
        }
    }
    Ok(())
}

fn write_wrapped(line: &str, paper: &Paper, out: &mut dyn Write) -> io::Result<()> {
    for row in width::wrapped(line, paper.columns.saturating_sub(INDENT.len()).max(1)) {
        writeln!(out, "{INDENT}{row}")?;
    }
    Ok(())
}

fn marked(parts: &[Part]) -> String {
    let part = |part: &Part| match part.is_marked {
        true => format!("{}{}{}", MARKS[0], part.text, MARKS[1]),
        false => part.text.clone(),
    };
    parts.iter().map(part).collect()
}
