//! The contents list: the headings of a text, each with its counterpart, to go to one of them.
//!
//! What is kept is which blocks are headings. The lines in sight are made when they are drawn, so that the list of a
//! million headings opens like one of three.

use std::sync::Arc;

use tui_input::Input;

use super::geometry::Area;
use super::reader::{Reader, Shown};
use crate::layout::Folding;
use crate::model::{BlockKind, Document, Place, Side, Standing};

/// The most characters of a heading that are shown.
const LONGEST_LINE: usize = 300;

/// How far a heading is indented under the one above its level, in columns.
const INDENT: usize = 2;

/// The widest that the list gets, in columns.
const WIDTH: u16 = 120;

/// The columns that two headings side by side need.
const ROOM_FOR_TWO: u16 = 60;

/// The contents list.
#[derive(Debug, Clone)]
pub struct Contents {
    /// The text whose headings are listed.
    pub document: Arc<Document>,
    /// Its side on the screen; one text is on the left.
    pub side: Side,
    /// What the headings are filtered by, as it was typed.
    pub input: Input,
    /// Which of the listed headings is selected.
    pub selected: usize,
    /// Which search for headings is awaited or there.
    pub generation: u64,
    /// The headings, as indices of blocks.
    headings: Arc<[u32]>,
    /// Those that match what was typed, if something was.
    found: Option<Vec<u32>>,
    /// The highest level that a heading of the text has.
    highest: u8,
}

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Columns that it is set in.
    pub indent: usize,
    /// The heading.
    pub text: String,
    /// What stands against it where two versions are shown: nothing at a gap.
    pub counterpart: Option<Option<String>>,
}

/// Where the parts of the list are on a screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Frame {
    /// All of it, with its frame.
    pub width: u16,
    /// The same.
    pub height: u16,
}

impl Frame {
    /// The place of the list on a screen of this size.
    pub fn on(size: (u16, u16)) -> Self {
        Self { width: size.0.min(WIDTH), height: size.1.saturating_sub(u16::from(size.1 > 6) * 2) }
    }

    /// How many headings there is room for inside the frame, below the line that is typed.
    pub fn n_lines(self) -> usize {
        usize::from(self.height.saturating_sub(3)).max(1)
    }
}

/// The headings of a document, as indices of blocks, and the highest level among them.
fn headings_of(document: &Document, folding: Folding) -> (Arc<[u32]>, u8) {
    let mut highest = u8::MAX;
    let mut headings = Vec::new();
    for (index, block) in document.blocks().iter().enumerate() {
        let is_shown = block.standing == Standing::Body || folding == Folding::Shown;
        if let (BlockKind::Heading(level), true, Ok(index)) = (block.kind, is_shown, u32::try_from(index)) {
            highest = highest.min(level);
            headings.push(index);
        }
    }
    (headings.into(), highest)
}

impl Contents {
    /// The headings of the focused text, with the one that the reader is under selected; `None` where nothing is shown.
    pub fn of(reader: &Reader, folding: Folding) -> Option<Self> {
        let (side, document) = focused(reader)?;
        let (headings, highest) = headings_of(&document, folding);
        let mut contents = Self {
            document,
            side,
            input: Input::default(),
            selected: 0,
            generation: 0,
            headings,
            found: None,
            highest,
        };
        contents.select_from(segment_in(reader, side));
        Some(contents)
    }

    /// Whether these are still the headings of the text that is shown.
    pub fn is_of(&self, reader: &Reader) -> bool {
        focused(reader).is_some_and(|(side, document)| side == self.side && Arc::ptr_eq(&document, &self.document))
    }

    /// The headings of the text, listed or not, as indices of blocks.
    pub fn headings(&self) -> Arc<[u32]> {
        Arc::clone(&self.headings)
    }

    /// How many headings are listed.
    pub fn len(&self) -> usize {
        self.listed().len()
    }

    /// Whether no heading is listed.
    pub fn is_empty(&self) -> bool {
        self.listed().is_empty()
    }

    fn listed(&self) -> &[u32] {
        self.found.as_deref().unwrap_or(&self.headings)
    }

    /// Lists the headings that were found, or all of them; the selection stays as near as it can.
    pub fn list(&mut self, found: Option<Vec<u32>>) {
        let before = self.listed().get(self.selected).copied().unwrap_or(0);
        self.found = found;
        self.selected = self.listed().partition_point(|&block| block < before);
        self.clamp();
    }

    /// Moves the selection.
    pub fn select_by(&mut self, lines: isize) {
        self.selected = self.selected.saturating_add_signed(lines);
        self.clamp();
    }

    fn select_from(&mut self, segment: usize) {
        let starts = |&block: &u32| self.document.blocks()[block as usize].segments.start <= segment;
        self.selected = self.listed().partition_point(starts).saturating_sub(1);
    }

    fn clamp(&mut self) {
        self.selected = self.selected.min(self.len().saturating_sub(1));
    }

    /// The place of the selected heading.
    pub fn place(&self) -> Option<Place> {
        let block = *self.listed().get(self.selected)?;
        Some(Place::at_segment(self.document.blocks()[block as usize].segments.start))
    }

    /// The first heading in sight, where so many are.
    pub fn top(&self, n_lines: usize) -> usize {
        self.selected.saturating_sub(n_lines / 2).min(self.len().saturating_sub(n_lines))
    }

    /// The lines in sight.
    pub fn lines(&self, reader: &Reader, n_lines: usize) -> Vec<Line> {
        let line = |&block: &u32| {
            let block = block as usize;
            let level = match self.document.blocks()[block].kind {
                BlockKind::Heading(level) => level,
                _ => self.highest,
            };
            Line {
                indent: usize::from(level - self.highest.min(level)) * INDENT,
                text: one_line(&reader.seen(self.side, &self.document, self.document.blocks()[block].range.clone())),
                counterpart: self.counterpart(reader, self.document.blocks()[block].segments.start),
            }
        };
        self.listed().iter().skip(self.top(n_lines)).take(n_lines).map(line).collect()
    }

    /// What stands against a segment: the heading there, or the segment where it is none.
    fn counterpart(&self, reader: &Reader, segment: usize) -> Option<Option<String>> {
        let Shown::Two(_, documents, alignment) = &reader.shown else { return None };
        let other = &documents[self.side.other().index()];
        let bead = alignment.bead_of(self.side, segment)?;
        let segments = alignment.beads()[bead].segments(self.side.other());
        if segments.is_empty() {
            return Some(None);
        }
        let is_heading = matches!(other.block_of(segments.start).kind, BlockKind::Heading(_));
        let heading = &other.segments()[segments.start];
        let bytes = if is_heading { &other.blocks()[heading.block].range } else { &heading.range };
        Some(Some(one_line(&reader.seen(self.side.other(), other, bytes.clone()))))
    }

    /// Whether there is room for both sides in so many columns.
    pub fn shows_both(reader: &Reader, columns: u16) -> bool {
        matches!(reader.shown, Shown::Two(..)) && columns >= ROOM_FOR_TWO
    }

    /// The list's area on a screen.
    pub fn area(size: (u16, u16)) -> Area {
        let Frame { width, height } = Frame::on(size);
        Area { x: (size.0 - width) / 2, y: (size.1 - height) / 2, width, height }
    }
}

fn focused(reader: &Reader) -> Option<(Side, Arc<Document>)> {
    match &reader.shown {
        Shown::Nothing => None,
        Shown::One(_, document) => Some((Side::Left, Arc::clone(document))),
        Shown::Two(_, documents, _) => Some((reader.focus, Arc::clone(&documents[reader.focus.index()]))),
    }
}

/// The segment of a side that the reader is at.
fn segment_in(reader: &Reader, side: Side) -> usize {
    let version = reader.versions_shown().get(side.index()).copied();
    let known = reader.known().into_iter().find(|known| Some(known.version) == version);
    let known = known.zip(reader.document_shown(side));
    known.map_or(0, |(known, document)| known.spot.place_in(document).segment)
}

fn one_line(text: &str) -> String {
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.extend(word.chars().take(LONGEST_LINE));
        if line.len() >= LONGEST_LINE {
            break;
        }
    }
    line
}
