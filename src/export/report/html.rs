//! The report as a page, made as the pages that are taken away are.

use std::io::{self, Write};

use super::super::html::{begin, end};
use super::super::markup::{escape, language_attributes};
use super::super::text::Paper;
use super::{Entry, Report};
use crate::language::table;
use crate::layout::gap::GAP_LABEL;
use crate::model::Side;

pub(super) fn write(report: &Report, _: &Paper, out: &mut dyn Write) -> io::Result<()> {
    let titles = report.bitext.texts.each_ref().map(|text| {
        let title = text.document.description.title.as_deref();
        title.unwrap_or(text.path)
    });
    begin(titles[0], None, out)?;
    writeln!(out, "<header>\n<h1>")?;
    for (text, title) in report.bitext.texts.iter().zip(titles) {
        writeln!(out, "<span {}>{}</span>", language_attributes(text.language()), escape(title))?;
    }
    writeln!(out, "</h1>\n<p>{} in {} beads</p>", escape(&report.counts.in_words()), report.counts.n_beads)?;
    for difference in &report.descriptions {
        writeln!(out, "<p>{}</p>", escape(&difference.explanation))?;
    }
    writeln!(out, "</header>\n<main>\n<table class=\"n2\">\n<thead>\n<tr>")?;
    for text in &report.bitext.texts {
        let (attributes, name) = (language_attributes(text.language()), table::own_name(text.language()));
        writeln!(out, "<th scope=\"col\" {attributes}>{}</th>", escape(name))?;
    }
    writeln!(out, "</tr>\n</thead>")?;
    for entry in &report.entries {
        write_entry(report, entry, out)?;
    }
    writeln!(out, "</table>\n</main>\n<footer>")?;
    end("Compared", out)
}

/// An entry is a body of the table by itself, so that what is said of it stays with it.
fn write_entry(report: &Report, entry: &Entry, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<tbody class=\"entry\">\n<tr class=\"remark\">")?;
    let remarks: Vec<String> =
        entry.remarks(report).iter().map(|remark| format!("<p>{}</p>", escape(remark))).collect();
    writeln!(out, "<th colspan=\"2\" scope=\"rowgroup\">{}</th>\n</tr>\n<tr>", remarks.concat())?;
    for side in Side::BOTH {
        let text = report.bitext.text(side);
        let attributes = language_attributes(text.language());
        if entry.gap == Some(side) {
            writeln!(out, "<td class=\"gap\" {attributes}><span lang=\"en\" dir=\"ltr\">{GAP_LABEL}</span></td>")?;
            continue;
        }
        let parts = entry.parts(report, side).into_iter().map(|part| match part.is_marked {
            true => format!("<mark>{}</mark>", escape(&part.text)),
            false => escape(&part.text).into_owned(),
        });
        let location = report.location(entry.bead, side).unwrap_or_default();
        let parts: String = parts.collect();
        writeln!(
            out,
            "<td {attributes}><p>{parts}</p><p class=\"at\" lang=\"en\" dir=\"ltr\">{}</p></td>",
            escape(&location)
        )?;
    }
    writeln!(out, "</tr>\n</tbody>")
}
