//! What two texts disagree in, as a report: one file a format behind one [`REPORTS`] table.
//!
//! A report goes through the beads in order and says of each what is to be said: that one text has nothing there, that the
//! passage stands elsewhere, that the match is doubtful, or what disagrees in it. Page furniture is passed over.

mod html;
mod json;
mod text;

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::ops::Range;

use super::citation::Locator;
use super::edition::{Bitext, Text};
use super::markup::folded;
use super::text::Paper;
use crate::compare::{Comparison, Difference, Finding, Kind, Move};
use crate::model::{Side, Standing};

/// A form of the report.
#[derive(Debug)]
pub struct ReportFormat {
    /// Its name, as `--format` takes it.
    pub name: &'static str,
    /// One line of help.
    pub help: &'static str,
    /// Writes it; only text for people asks what it is printed on.
    pub write: fn(&Report, &Paper, &mut dyn Write) -> io::Result<()>,
}

/// Every form; the first one is taken where none is named.
pub const REPORTS: &[ReportFormat] = &[
    ReportFormat {
        name: "text",
        help: "For people: both passages level, with marks around what disagrees",
        write: text::write,
    },
    ReportFormat { name: "json", help: "For programs: counts, and what disagrees where", write: json::write },
    ReportFormat { name: "html", help: "A page to print and hand on", write: html::write },
];

/// What two texts disagree in.
#[derive(Debug)]
pub struct Report<'a> {
    /// The texts and their alignment.
    pub bitext: Bitext<'a>,
    /// What is said of them as a whole, and differs.
    pub descriptions: Vec<Difference>,
    /// What is to be said, in the order of the beads.
    pub entries: Vec<Entry<'a>>,
    /// How much there is of it.
    pub counts: Counts,
}

/// What is to be said of a bead.
#[derive(Debug)]
pub struct Entry<'a> {
    /// The bead, by its index in the alignment.
    pub bead: usize,
    /// The text that has nothing here, or has it elsewhere.
    pub gap: Option<Side>,
    /// Where a passage that stands against nothing stands in the other text: the bead there, and the move.
    pub moved: Option<(usize, Move)>,
    /// Whether the match is doubtful.
    pub is_doubtful: bool,
    /// What disagrees.
    pub findings: &'a [Finding],
}

/// How much there is to be said. Page furniture doesn't count.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    /// All beads.
    pub n_beads: usize,
    /// Beads with nothing on one side whose passage is nowhere in the other text.
    pub n_gaps: usize,
    /// Passages that stand elsewhere in the other text.
    pub n_moved: usize,
    /// Doubtful beads.
    pub n_doubtful: usize,
    /// Disagreements by kind.
    pub n_findings: BTreeMap<Kind, usize>,
}

impl Counts {
    /// Whether there are neither gaps nor disagreements; doubts are none.
    pub fn agrees(&self) -> bool {
        self.n_gaps == 0 && self.n_moved == 0 && self.n_findings.is_empty()
    }

    /// The counts in words: `2 gaps, 3 disagreements (2 numbers, 1 date), 1 doubtful bead`.
    pub fn in_words(&self) -> String {
        let counted = |n: usize, one: &str, many: &str| match n {
            0 => None,
            1 => Some(format!("1 {one}")),
            n => Some(format!("{n} {many}")),
        };
        let kinds = self.n_findings.iter().filter_map(|(kind, n)| counted(*n, kind.name(), kind.names()));
        let kinds = kinds.collect::<Vec<_>>().join(", ");
        let findings = counted(self.n_findings.values().sum(), "disagreement", "disagreements");
        let findings = findings.map(|findings| format!("{findings} ({kinds})"));
        let gaps = counted(self.n_gaps, "gap", "gaps");
        let moved = counted(self.n_moved, "passage that was moved", "passages that were moved");
        let doubtful = counted(self.n_doubtful, "doubtful bead", "doubtful beads");
        let all: Vec<String> = gaps.into_iter().chain(moved).chain(findings).chain(doubtful).collect();
        if all.is_empty() { "nothing disagrees".to_owned() } else { all.join(", ") }
    }
}

impl<'a> Report<'a> {
    /// The report on two texts that were compared.
    pub fn of(bitext: Bitext<'a>, comparison: &'a Comparison) -> Self {
        let mut counts = Counts::default();
        let mut entries = Vec::new();
        for (index, bead) in bitext.alignment.beads().iter().enumerate() {
            if is_furniture(&bitext, index) {
                continue;
            }
            counts.n_beads += 1;
            let findings = comparison.of_bead(index);
            let moved = comparison.moved(index);
            let gap = Side::BOTH.into_iter().find(|&side| bead.segments(side).is_empty());
            match (gap, moved) {
                // A move is two beads, and counted at the first.
                (Some(_), Some((there, _))) => counts.n_moved += usize::from(there > index),
                (Some(_), None) => counts.n_gaps += 1,
                (None, _) => {}
            }
            counts.n_doubtful += usize::from(bead.is_doubtful());
            for finding in findings {
                *counts.n_findings.entry(finding.kind).or_default() += 1;
            }
            if gap.is_some() || bead.is_doubtful() || !findings.is_empty() {
                entries.push(Entry { bead: index, gap, moved, is_doubtful: bead.is_doubtful(), findings });
            }
        }
        let descriptions = Comparison::of_descriptions(bitext.texts.map(|text| &text.document.description));
        Self { bitext, descriptions, entries, counts }
    }

    /// The segments of a bead on one side.
    pub fn segments(&self, bead: usize, side: Side) -> Range<usize> {
        self.bitext.alignment.beads()[bead].segments(side)
    }

    /// Where a bead stands in the text of a side; where that has nothing there, `None`.
    pub fn location(&self, bead: usize, side: Side) -> Option<String> {
        let document = self.bitext.text(side).document;
        Locator::of(document, self.segments(bead, side)).map(|locator| locator.to_string())
    }
}

impl Entry<'_> {
    /// What is said of it, each in a line.
    pub fn remarks(&self, report: &Report) -> Vec<String> {
        let place = |side: Side| ["left", "right"][side.index()];
        let gap = self.gap.map(|side| match self.moved {
            None => format!("gap: nothing on the {}", place(side)),
            Some((there, moved)) => {
                let changed = if moved.is_changed { ", changed" } else { "" };
                let at = report.location(there, side).map(|at| format!(": {at}")).unwrap_or_default();
                format!("moved{changed}: elsewhere on the {}{at}", place(side))
            }
        });
        let doubt = self.is_doubtful.then(|| "doubtful: these may not belong together".to_owned());
        let findings = self.findings.iter().map(|finding| finding.explanation.clone());
        gap.into_iter().chain(doubt).chain(findings).collect()
    }

    /// What the text of a side reads, in parts, each with whether it disagrees.
    pub fn parts(&self, report: &Report, side: Side) -> Vec<Part> {
        let text = report.bitext.text(side);
        let spans = self.findings.iter().flat_map(|finding| finding.spans[side.index()].iter().cloned());
        parts(text, report.segments(self.bead, side), &spans.collect::<Vec<_>>())
    }
}

/// A part of a passage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its text, on one line.
    pub text: String,
    /// Whether it disagrees.
    pub is_marked: bool,
}

/// What some segments read, cut where what is marked begins and ends.
fn parts(text: &Text, numbers: Range<usize>, spans: &[Range<usize>]) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for (index, number) in numbers.enumerate() {
        let Some(segment) = text.segment(number) else { continue };
        if index > 0 && !parts.is_empty() {
            parts.push(Part { text: text.joint().to_owned(), is_marked: false });
        }
        let range = segment.range.clone();
        let mut bounds = vec![range.start, range.end];
        let inside = |at: &usize| range.contains(at) && text.document.text().is_char_boundary(*at);
        bounds.extend(spans.iter().flat_map(|span| [span.start, span.end]).filter(inside));
        bounds.sort_unstable();
        bounds.dedup();
        for bounds in bounds.windows(2) {
            let is_marked = spans.iter().any(|span| span.start <= bounds[0] && bounds[1] <= span.end);
            let part = folded(&text.document.text()[bounds[0]..bounds[1]], text.joint());
            match parts.last_mut() {
                Some(last) if last.is_marked && is_marked => last.text.push_str(&part),
                _ => parts.push(Part { text: part, is_marked }),
            }
        }
    }
    parts.retain(|part| !part.text.is_empty());
    parts
}

fn is_furniture(bitext: &Bitext, bead: usize) -> bool {
    let bead = &bitext.alignment.beads()[bead];
    Side::BOTH.into_iter().all(|side| {
        let document = bitext.text(side).document;
        bead.segments(side).all(|segment| document.block_of(segment).standing == Standing::Boilerplate)
    })
}
