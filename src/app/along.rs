//! Reading along: the current bead in all versions of the work, in a panel that follows.
//!
//! The versions on the screen are there already. Each of the others is read whole and laid level with the version that
//! has the focus, one after the other, as an order of the desk like any other; the orders of the reading pane go before
//! them. What is at hand is looked up anew for every bead, so that moving asks for nothing.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use super::desk::Desk;
use super::geometry::Area;
use super::reader::{Lock, Reader, Shelf as _, Shown};
use crate::align::Pin;
use crate::layout::gap::GAP_LABEL;
use crate::layout::{Face, Role, Row, width};
use crate::library::{HELD, is_whole};
use crate::model::{Document, Side, VersionId};

/// How many versions are read along at most, beside those on the screen.
const MOST_VERSIONS: usize = 24;

/// How many bytes of them are read at most, in all.
const MOST_BYTES: u64 = 24 << 20;

/// How many bytes of a version are shown at most, unless one sentence has more: they are laid out with every key.
const LONGEST_PASSAGE: usize = 4 << 10;

/// The widest text of the panel, in columns.
const WIDEST: u16 = 100;

/// The fewest columns of a panel beside the text, with its line.
const NARROWEST_BESIDE: u16 = 36;

/// The most columns of it.
const WIDEST_BESIDE: u16 = 60;

/// The fewest rows of the text's area that leave room for a panel.
const LEAST_ROWS: u16 = 4;

/// The panel.
#[derive(Debug, Clone, Default)]
pub struct Along {
    /// What stands in it: the versions on the screen first, then the others in the work's order.
    pub passages: Vec<Passage>,
    /// The first of its rows in sight.
    pub top: usize,
    /// What the passages stand against: the text, and its segments.
    base: (usize, Range<usize>),
    /// The rows that the panel has taken so far, and in which area: it does not shrink while one reads on.
    taken: (Area, u16),
    /// The version that is being read.
    pub(super) loading: Option<VersionId>,
    /// The versions that could not be read.
    pub(super) unreadable: HashSet<VersionId>,
    /// Whether nothing is aligned any more, because aligning failed.
    pub(super) is_stopped: bool,
}

/// What a version has of the current bead.
#[derive(Debug, Clone)]
pub struct Passage {
    /// The version, by its index in the work.
    pub version: usize,
    /// Its document, where that is at hand.
    pub document: Option<Arc<Document>>,
    /// The same, laid out.
    pub rows: Vec<Row>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    /// These segments.
    Text(Range<usize>),
    /// Nothing.
    Gap,
    /// It is not known yet, because of this.
    Coming(&'static str),
    /// It will not be known, because of this.
    Refused(&'static str),
}

/// How a version stands in the panel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stand {
    /// It is on the screen, on this side.
    Shown(Side),
    /// It is read along.
    Read,
    /// It is not read along, because of this.
    Refused(&'static str),
}

/// What the other versions are laid level with: segments of the version that has the focus, or of the other one where
/// that has nothing.
#[derive(Debug, Clone)]
pub(super) struct Base {
    pub version: usize,
    pub side: Side,
    pub document: Arc<Document>,
    pub segments: Range<usize>,
}

impl Base {
    pub fn of(reader: &Reader) -> Option<Self> {
        let sides = [reader.side_read(), reader.side_read().other()];
        sides.into_iter().find_map(|side| {
            let segments = segments_on(reader, side).filter(|segments| !segments.is_empty())?;
            let version = *reader.versions_shown().get(side.index())?;
            Some(Self { version, side, document: Arc::clone(reader.document_shown(side)?), segments })
        })
    }
}

/// What is lacking of a version that is read along.
#[derive(Debug)]
pub(super) enum Lack {
    Document,
    /// What was mended by hand between the base and this document of it.
    Mends(Arc<Document>),
    /// Its alignment, or a better one, with this document of it that keeps to these pins.
    Alignment(Arc<Document>, Vec<Pin>),
}

/// Where the panel is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dock {
    /// Below the text, with at most so many rows.
    Below(u16),
    /// At its right, with so many columns.
    Beside(u16),
}

impl Dock {
    /// The place for a panel in the text's area: beside a text that stands in one column and leaves room there, below
    /// it otherwise, where it takes at most half of the rows; `None` where there is no room.
    pub fn within(text: Area, one_column: bool, measure: usize) -> Option<Self> {
        if text.height < LEAST_ROWS {
            return None;
        }
        // The mark, tags of stacked texts and a margin.
        let used = u16::try_from(measure).unwrap_or(u16::MAX).saturating_add(16);
        match text.width.saturating_sub(used).min(WIDEST_BESIDE) {
            columns @ NARROWEST_BESIDE.. if one_column => Some(Dock::Beside(columns)),
            _ => Some(Dock::Below(text.height / 2)),
        }
    }

    /// The columns for a text behind tags of so many columns.
    fn columns(self, text: Area, tag: u16) -> u16 {
        let inside = match self {
            Dock::Below(_) => text.width.saturating_sub(3),
            Dock::Beside(columns) => columns.saturating_sub(3),
        };
        inside.saturating_sub(tag).clamp(1, WIDEST)
    }
}

impl Along {
    /// The columns that the language tags take, with a blank.
    pub fn tag_columns(&self, reader: &Reader) -> u16 {
        let labels = reader.work.versions.iter().map(|version| width::width(version.language.label()));
        u16::try_from(labels.max().unwrap_or(0).min(8) + 1).unwrap_or(0)
    }

    /// The rows of all passages.
    pub fn n_rows(&self) -> usize {
        self.passages.iter().map(|passage| passage.rows.len()).sum()
    }

    /// Lays out what there is of the current bead; gives the rows that the panel takes with its heading.
    pub(super) fn lay_out(&mut self, reader: &Reader, desk: &Desk, text: Area, dock: Dock) -> u16 {
        let columns = usize::from(dock.columns(text, self.tag_columns(reader)));
        let Some(base) = Base::of(reader) else {
            self.passages.clear();
            return 0;
        };
        let key = (Arc::as_ptr(&base.document).addr(), base.segments.clone());
        if key != self.base {
            (self.base, self.top) = (key, 0);
        }
        let passage = |(version, stand): (usize, Stand)| {
            let (document, part) = self.part_of(reader, desk, &base, (version, stand));
            let rows = match (&document, &part) {
                (Some(document), Part::Text(segments)) => {
                    reader.rows_in(document, shortened(document, segments), columns)
                }
                _ => vec![told(&part, columns)],
            };
            Passage { version, document, rows }
        };
        self.passages = self.versions(reader, &base).into_iter().map(passage).collect();
        let wanted = u16::try_from(self.n_rows() + 1).unwrap_or(u16::MAX);
        let rows = match dock {
            Dock::Below(most) => wanted.clamp(2, most.max(2)),
            Dock::Beside(_) => text.height,
        };
        self.taken = (text, if self.taken.0 == text { self.taken.1.max(rows) } else { rows });
        self.scroll(0);
        self.taken.1
    }

    /// Scrolls by rows, as far as there are some.
    pub(super) fn scroll(&mut self, rows: isize) {
        let in_sight = usize::from(self.taken.1.saturating_sub(1));
        self.top = self.top.saturating_add_signed(rows).min(self.n_rows().saturating_sub(in_sight));
    }

    /// The versions that are not on the screen and something is lacking of, with what it is.
    pub(super) fn lacks(&self, reader: &Reader, desk: &Desk, base: &Base) -> Vec<(usize, Lack)> {
        // Beginnings are on the screen for a moment only.
        if !is_whole(&base.document) {
            return Vec::new();
        }
        let lack = |(version, stand): (usize, Stand)| {
            if stand != Stand::Read {
                return None;
            }
            let Some(document) = document_of(reader, desk, version) else { return Some((version, Lack::Document)) };
            let documents = [Arc::clone(&base.document), Arc::clone(&document)];
            let Some(pins) = pins_of(reader, desk, base, version, &documents) else {
                return Some((version, Lack::Mends(document)));
            };
            let is_best = desk.laid(&documents, &pins).is_some_and(|laid| laid.is_best);
            (!is_best).then_some((version, Lack::Alignment(document, pins)))
        };
        self.versions(reader, base).into_iter().filter_map(lack).collect()
    }

    fn part_of(
        &self,
        reader: &Reader,
        desk: &Desk,
        base: &Base,
        (version, stand): (usize, Stand),
    ) -> (Option<Arc<Document>>, Part) {
        match stand {
            Stand::Shown(side) => {
                let segments = segments_on(reader, side).filter(|segments| !segments.is_empty());
                return (reader.document_shown(side).cloned(), segments.map_or(Part::Gap, Part::Text));
            }
            Stand::Refused(refusal) => return (None, Part::Refused(refusal)),
            Stand::Read => {}
        }
        let at_hand = document_of(reader, desk, version).filter(|_| is_whole(&base.document));
        let Some(document) = at_hand else { return (None, Part::Coming("reading …")) };
        let documents = [Arc::clone(&base.document), Arc::clone(&document)];
        let pins = pins_of(reader, desk, base, version, &documents);
        let Some(laid) = pins.and_then(|pins| desk.laid(&documents, &pins)) else {
            let part = if self.is_stopped {
                Part::Refused("could not be laid level")
            } else {
                Part::Coming("laying level …")
            };
            return (Some(document), part);
        };
        let beads = [base.segments.start, base.segments.end - 1].map(|segment| {
            let bead = laid.alignment.bead_of(laid.side, segment)?;
            Some(laid.alignment.beads()[bead].segments(laid.side.other()))
        });
        let part = match beads {
            [Some(first), Some(last)] if first.start < last.end => Part::Text(first.start..last.end),
            _ => Part::Gap,
        };
        (Some(document), part)
    }

    /// The versions in the order of the panel, with how they stand.
    fn versions(&self, reader: &Reader, base: &Base) -> Vec<(usize, Stand)> {
        let shown = reader.versions_shown();
        let sides = [base.side, base.side.other()];
        let stand_shown = |version: &usize| {
            let side = sides.into_iter().find(|side| shown.get(side.index()) == Some(version));
            side.map(|side| (*version, Stand::Shown(side)))
        };
        let mut n_bytes = 0;
        let others = (0..reader.work.versions.len()).filter(|version| !shown.contains(version)).take(MOST_VERSIONS);
        let stand = |version: usize| {
            let known = &reader.work.versions[version];
            let is_too_long = base.document.is_stretch() || known.size > HELD || n_bytes + known.size > MOST_BYTES;
            if is_too_long {
                return (version, Stand::Refused("too long to be read along"));
            }
            n_bytes += known.size;
            let is_unreadable = self.unreadable.contains(&known.id);
            (version, if is_unreadable { Stand::Refused("could not be read") } else { Stand::Read })
        };
        shown.iter().filter_map(stand_shown).chain(others.map(stand)).collect()
    }
}

fn document_of(reader: &Reader, desk: &Desk, version: usize) -> Option<Arc<Document>> {
    desk.document(&reader.work.versions[version].id).filter(|document| is_whole(document))
}

/// What was mended by hand between the base and a version, once that is known.
fn pins_of(
    reader: &Reader,
    desk: &Desk,
    base: &Base,
    version: usize,
    [document, other]: &[Arc<Document>; 2],
) -> Option<Vec<Pin>> {
    desk.pins(&reader.work, [base.version, version], [document, other])
}

/// The current segments of a side.
fn segments_on(reader: &Reader, side: Side) -> Option<Range<usize>> {
    match (&reader.lock, &reader.shown) {
        (Lock::Unlocked(loose), Shown::Two(_, documents, _)) => {
            let segment = loose[side.index()].segment;
            (segment < documents[side.index()].segments().len()).then_some(segment..segment + 1)
        }
        _ => Some(reader.sheet()?.segments(reader.bead()?, side)),
    }
}

/// As many of the segments, one at least, as the panel shows at most.
fn shortened(document: &Document, segments: &Range<usize>) -> Range<usize> {
    let start = document.segments()[segments.start].range.start;
    let fits = |segment: &usize| document.segments()[*segment].range.end - start <= LONGEST_PASSAGE;
    segments.start..segments.clone().take_while(fits).last().unwrap_or(segments.start) + 1
}

fn told(part: &Part, columns: usize) -> Row {
    let (text, role) = match part {
        Part::Text(_) => ("", Role::Text),
        Part::Gap => (GAP_LABEL, Role::Gap),
        Part::Coming(what) | Part::Refused(what) => (*what, Role::Meta),
    };
    Row::made(width::ellipsize(text, columns), Face::of(role))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_panel_stands_where_there_is_room() {
        let text = |width, height| Area { x: 0, y: 2, width, height };
        for (area, one_column, want) in [
            (text(80, 21), true, Some(Dock::Below(10))),
            (text(160, 45), false, Some(Dock::Below(22))),
            (text(160, 45), true, Some(Dock::Beside(60))),
            (text(124, 45), true, Some(Dock::Beside(36))),
            (text(123, 45), true, Some(Dock::Below(22))),
            (text(40, 7), true, Some(Dock::Below(3))),
            (text(40, 4), true, Some(Dock::Below(2))),
            (text(40, 3), true, None),
            (text(0, 0), true, None),
        ] {
            assert_eq!(Dock::within(area, one_column, 72), want, "{area:?}");
        }
    }
}
