//! The list of what is to be told of two versions: what one of them lacks, what is doubtful, and what differs, in order.
//!
//! What is kept is where something is to be told; the lines in sight are made when they are drawn, and what was typed is
//! looked for by a worker.

use std::sync::Arc;

use tui_input::Input;

use super::contents::Frame;
use super::geometry::Area;
use super::reader::{Compared, Reader, Shown};
use super::signs::Sign;
use crate::compare::{Comparison, Difference};
use crate::model::{Alignment, Document, Place, Side};
use crate::search::Query;

/// The most characters of a bead's text that are shown.
const LONGEST_TEXT: usize = 300;

/// Where something is to be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// Of the text as a whole: which difference of the descriptions.
    Whole(u32),
    /// Of a bead: its sign, and for a sign that findings have, which finding of the bead.
    Bead(u32, Sign, u32),
}

/// What the list is of, for a worker to look through.
#[derive(Debug, Clone)]
pub struct Listed {
    compared: Compared,
    descriptions: Arc<[Difference]>,
    entries: Arc<[Entry]>,
}

/// The list.
#[derive(Debug, Clone)]
pub struct Differences {
    /// What it is filtered by, as it was typed.
    pub input: Input,
    /// Which of the listed entries is selected.
    pub selected: usize,
    /// Which search of the list is awaited or there.
    pub generation: u64,
    listed: Listed,
    /// The entries that match what was typed, if something was.
    found: Option<Vec<u32>>,
}

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its sign.
    pub sign: Sign,
    /// Which bead it is; nothing for the text as a whole.
    pub rank: Option<usize>,
    /// What is to be told.
    pub told: String,
    /// What stands there.
    pub text: String,
}

impl Listed {
    fn of(reader: &Reader) -> Option<Self> {
        let Shown::Two(versions, documents, alignment) = &reader.shown else { return None };
        let comparison = reader.compared().map_or_else(Arc::default, |compared| Arc::clone(&compared.comparison));
        let compared = Compared { documents: documents.clone(), alignment: Arc::clone(alignment), comparison };
        let descriptions = versions.map(|version| &reader.work.versions[version].description);
        let descriptions: Arc<[Difference]> = Comparison::of_descriptions(descriptions).into();
        let whole = (0..descriptions.len()).filter_map(|index| u32::try_from(index).ok()).map(Entry::Whole);
        let sheet = reader.sheet()?;
        let mut entries: Vec<Entry> = whole.collect();
        for bead in 0..sheet.n_beads() {
            let Ok(number) = u32::try_from(bead) else { break };
            for sign in reader.signs(&sheet, bead) {
                let told_above = match sign {
                    Sign::Moved => reader.moves_on(&sheet, bead),
                    Sign::OnLeft | Sign::OnRight => sheet.continues_gap(bead) || reader.moved(bead).is_some(),
                    Sign::Doubtful | Sign::Differs | Sign::Reworded => false,
                    Sign::Mended => true,
                };
                let findings = compared.findings_of(&sheet, bead).iter().enumerate();
                let own = findings.filter(|(_, finding)| Sign::of(finding.kind) == sign).map(|(index, _)| index);
                let indices: Vec<usize> = if sign.has_findings() { own.collect() } else { vec![0] };
                let indices = indices.into_iter().filter(|_| !told_above).filter_map(|index| u32::try_from(index).ok());
                entries.extend(indices.map(|index| Entry::Bead(number, sign, index)));
            }
        }
        Some(Self { compared, descriptions, entries: entries.into() })
    }

    /// The entries that match: by the word for their sign, what is told, or what stands there.
    pub fn matching(&self, query: &Query) -> Vec<u32> {
        let matches = |entry: &Entry| match *entry {
            Entry::Whole(index) => query.is_in(&self.descriptions[index as usize].explanation),
            Entry::Bead(bead, sign, index) => {
                let explanation = self.explanation(bead as usize, sign, index as usize);
                query.is_in(sign.word())
                    || explanation.is_some_and(|explanation| query.is_in(explanation))
                    || Side::BOTH.into_iter().any(|side| query.is_in(self.text(bead as usize, side)))
            }
        };
        let matching = (0..).zip(self.entries.iter()).filter(|(_, entry)| matches(entry));
        matching.map(|(index, _)| index).collect()
    }

    fn explanation(&self, bead: usize, sign: Sign, index: usize) -> Option<&str> {
        let findings = self.compared.comparison.of_bead(bead);
        findings.get(index).filter(|_| sign.has_findings()).map(|finding| finding.explanation.as_str())
    }

    fn text(&self, bead: usize, side: Side) -> &str {
        let document = &self.compared.documents[side.index()];
        document.text().get(bytes(document, &self.compared.alignment, bead, side)).unwrap_or_default()
    }
}

fn bytes(document: &Document, alignment: &Alignment, bead: usize, side: Side) -> std::ops::Range<usize> {
    let segments = alignment.beads()[bead].segments(side);
    match segments.is_empty() {
        true => 0..0,
        false => document.segments()[segments.start].range.start..document.segments()[segments.end - 1].range.end,
    }
}

impl Differences {
    /// The list for what is shown, with what the reader is at selected; `None` where no two versions are shown.
    pub fn of(reader: &Reader) -> Option<Self> {
        let listed = Listed::of(reader)?;
        let bead = reader.bead().unwrap_or(0);
        let before = |entry: &Entry| match entry {
            Entry::Whole(_) => true,
            Entry::Bead(own, ..) => (*own as usize) < bead,
        };
        let selected = listed.entries.partition_point(before);
        let mut differences = Self { input: Input::default(), selected, generation: 0, listed, found: None };
        differences.clamp();
        Some(differences)
    }

    /// Whether this is still the list of what is shown, and of all that was found out about it.
    pub fn is_of(&self, reader: &Reader) -> bool {
        let Shown::Two(_, documents, alignment) = &reader.shown else { return false };
        let own = &self.listed.compared;
        let has_all = reader.compared().is_none_or(|compared| Arc::ptr_eq(&compared.comparison, &own.comparison));
        own.is_of(documents, alignment) && has_all
    }

    /// What the list is of.
    pub fn listed(&self) -> Listed {
        self.listed.clone()
    }

    /// How many entries are listed.
    pub fn len(&self) -> usize {
        self.found.as_ref().map_or(self.listed.entries.len(), Vec::len)
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn entry(&self, index: usize) -> Option<Entry> {
        let index = match &self.found {
            Some(found) => *found.get(index)? as usize,
            None => index,
        };
        self.listed.entries.get(index).copied()
    }

    /// Lists the entries that were found, or all of them; the selection stays as near as it can.
    pub fn list(&mut self, found: Option<Vec<u32>>) {
        let before = self
            .found
            .as_ref()
            .map_or(self.selected, |found| found.get(self.selected).map_or(0, |&index| index as usize));
        self.selected =
            found.as_ref().map_or(before, |found| found.partition_point(|&index| (index as usize) < before));
        self.found = found;
        self.clamp();
    }

    /// Moves the selection.
    pub fn select_by(&mut self, lines: isize) {
        self.selected = self.selected.saturating_add_signed(lines);
        self.clamp();
    }

    fn clamp(&mut self) {
        self.selected = self.selected.min(self.len().saturating_sub(1));
    }

    /// Where the selected entry stands; the beginning for the text as a whole.
    pub fn place(&self) -> Option<(Side, Place)> {
        let Entry::Bead(bead, ..) = self.entry(self.selected)? else { return Some((Side::Left, Place::default())) };
        let bead = &self.listed.compared.alignment.beads()[bead as usize];
        let side = if bead.source.is_empty() { Side::Right } else { Side::Left };
        Some((side, Place::at_segment(bead.segments(side).start)))
    }

    /// The first entry in sight, where so many are.
    pub fn top(&self, n_lines: usize) -> usize {
        self.selected.saturating_sub(n_lines / 2).min(self.len().saturating_sub(n_lines))
    }

    /// The lines in sight.
    pub fn lines(&self, reader: &Reader, n_lines: usize) -> Vec<Line> {
        let top = self.top(n_lines);
        let entries = (top..self.len()).take(n_lines).filter_map(|index| self.entry(index));
        entries.map(|entry| self.line(reader, entry)).collect()
    }

    fn line(&self, reader: &Reader, entry: Entry) -> Line {
        let (bead, sign, index) = match entry {
            Entry::Whole(index) => {
                let told = self.listed.descriptions[index as usize].explanation.clone();
                return Line { sign: Sign::Differs, rank: None, told, text: String::new() };
            }
            Entry::Bead(bead, sign, index) => (bead as usize, sign, index as usize),
        };
        let side = Side::BOTH.into_iter().find(|&side| !self.listed.text(bead, side).is_empty()).unwrap_or_default();
        let document = &self.listed.compared.documents[side.index()];
        let bytes = bytes(document, &self.listed.compared.alignment, bead, side);
        let seen: String = reader.seen(side, document, bytes).chars().take(LONGEST_TEXT).collect();
        Line {
            sign,
            rank: reader.tally.rank(bead),
            told: reader.told(bead, sign, index).unwrap_or_default(),
            text: seen.split_whitespace().collect::<Vec<_>>().join(" "),
        }
    }

    /// The list's area on a screen.
    pub fn area(size: (u16, u16)) -> Area {
        let Frame { width, height } = Frame::on(size);
        Area { x: (size.0 - width) / 2, y: (size.1 - height) / 2, width, height }
    }
}
