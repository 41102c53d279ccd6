//! For programs: one JSON object.
//!
//! ```json
//! {
//!   "left": {"path", "lang", "title"}, "right": the same,
//!   "counts": {"beads", "gaps", "moved", "doubtful", "findings": {"date": 1}},
//!   "descriptions": ["dated 2021-05-03 on the left, without a date on the right"],
//!   "entries": [{
//!     "bead", "gap": null, "left" or "right", "moved_to": a bead or null, "doubtful",
//!     "left": {"segments": [3], "location", "text"}, "right": the same,
//!     "findings": [{"kind", "explanation", "left": ["3 May"], "right": ["4 May"]}]
//!   }]
//! }
//! ```
//!
//! Beads and segments are numbered from 0. `gap` names the side that has nothing; `left` and `right` of a finding are the
//! words that disagree.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::ops::Range;

use serde::Serialize;

use super::super::json::harmless;
use super::super::text::Paper;
use super::{Entry, Report, parts};
use crate::compare::Finding;
use crate::model::Side;

#[derive(Serialize)]
struct ReportRow<'a> {
    left: TextRow<'a>,
    right: TextRow<'a>,
    counts: CountsRow,
    descriptions: Vec<&'a str>,
    entries: Vec<EntryRow<'a>>,
}

#[derive(Serialize)]
struct TextRow<'a> {
    path: &'a str,
    lang: &'a str,
    title: Option<&'a str>,
}

#[derive(Serialize)]
struct CountsRow {
    beads: usize,
    gaps: usize,
    moved: usize,
    doubtful: usize,
    findings: BTreeMap<&'static str, usize>,
}

#[derive(Serialize)]
struct EntryRow<'a> {
    bead: usize,
    gap: Option<&'static str>,
    moved_to: Option<usize>,
    doubtful: bool,
    left: PassageRow,
    right: PassageRow,
    findings: Vec<FindingRow<'a>>,
}

#[derive(Serialize)]
struct PassageRow {
    segments: Vec<usize>,
    location: Option<String>,
    text: String,
}

#[derive(Serialize)]
struct FindingRow<'a> {
    kind: &'static str,
    explanation: &'a str,
    left: Vec<String>,
    right: Vec<String>,
}

pub(super) fn write(report: &Report, _: &Paper, out: &mut dyn Write) -> io::Result<()> {
    let [left, right] = report.bitext.texts.each_ref().map(|text| TextRow {
        path: text.path,
        lang: text.language().tag(),
        title: text.document.description.title.as_deref(),
    });
    let counts = &report.counts;
    let counts = CountsRow {
        beads: counts.n_beads,
        gaps: counts.n_gaps,
        moved: counts.n_moved,
        doubtful: counts.n_doubtful,
        findings: counts.n_findings.iter().map(|(kind, n)| (kind.name(), *n)).collect(),
    };
    let descriptions = report.descriptions.iter().map(|difference| difference.explanation.as_str()).collect();
    let entries = report.entries.iter().map(|entry| entry_row(report, entry)).collect();
    let json = serde_json::to_string_pretty(&ReportRow { left, right, counts, descriptions, entries })?;
    writeln!(out, "{}", harmless(&json))
}

fn entry_row<'a>(report: &Report, entry: &Entry<'a>) -> EntryRow<'a> {
    let passage = |side: Side| PassageRow {
        segments: report.segments(entry.bead, side).collect(),
        location: report.location(entry.bead, side),
        text: report.bitext.text(side).joined(report.segments(entry.bead, side)),
    };
    EntryRow {
        bead: entry.bead,
        gap: entry.gap.map(|side| ["left", "right"][side.index()]),
        moved_to: entry.moved.map(|(bead, _)| bead),
        doubtful: entry.is_doubtful,
        left: passage(Side::Left),
        right: passage(Side::Right),
        findings: entry.findings.iter().map(|finding| finding_row(report, entry, finding)).collect(),
    }
}

fn finding_row<'a>(report: &Report, entry: &Entry<'a>, finding: &'a Finding) -> FindingRow<'a> {
    let words = |side: Side| {
        let (text, segments) = (report.bitext.text(side), report.segments(entry.bead, side));
        let word = |span: &Range<usize>| {
            let parts = parts(text, segments.clone(), std::slice::from_ref(span));
            parts.into_iter().filter(|part| part.is_marked).map(|part| part.text).collect::<String>()
        };
        finding.spans[side.index()].iter().map(word).collect()
    };
    FindingRow {
        kind: finding.kind.name(),
        explanation: &finding.explanation,
        left: words(Side::Left),
        right: words(Side::Right),
    }
}
