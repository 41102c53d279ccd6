//! The rows on the screen, found forward and backward from an anchor.
//!
//! What is kept between two screens is never a row number but an anchor: the character that stands in the first row.
//! Resizing and other layouts bring that character back to the first row; only the rows around it are laid out.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::rc::Rc;

use super::passage::PassageRows;
use super::sheet::{BeadRow, Sheet};
use crate::model::{Place, Side};

/// How many rows stay in sight below a bead that is gone to.
const CONTEXT_ROWS: usize = 4;

/// How many laid-out rows, and passages of them, are kept for the next screen.
const KEPT_ROWS: usize = 4096;

/// What stands in the first row of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// A row of the front matter, counted from its top.
    Front {
        /// The row.
        row: usize,
    },
    /// The row that shows a character, or one without text near it.
    Text {
        /// The side whose text it is.
        side: Side,
        /// The character.
        place: Place,
        /// How many rows above the character's row the screen begins; negative where it begins below, in rows
        /// without text at the end of a passage.
        above: isize,
    },
}

impl Anchor {
    /// The very beginning.
    pub const START: Anchor = Anchor::Front { row: 0 };
}

/// A row on the screen.
#[derive(Debug, Clone)]
pub struct Shown {
    unit: usize,
    /// Its index among the rows of its passage.
    pub row: usize,
    rows: Rc<PassageRows>,
}

impl Shown {
    /// What the row shows.
    pub fn bead_row(&self) -> &BeadRow {
        &self.rows.rows[self.row]
    }

    /// The first bead of the passage that the row is in; `None` for the front matter.
    pub fn passage(&self) -> Option<usize> {
        self.unit.checked_sub(1)
    }

    /// The bead that the row stands for: the first one that begins in it, or else the one that goes on in it. `None`
    /// for the front matter and for blank rows between passages.
    pub fn bead(&self) -> Option<usize> {
        self.passage().and_then(|_| self.rows.bead_in(self.row))
    }

    /// Whether the row shows something of a bead, or stands beside what does.
    pub fn holds(&self, bead: usize) -> bool {
        self.passage().is_some() && self.rows.beads.contains(&bead) && self.rows.holds(self.row, bead)
    }

    /// The beads that begin in this row.
    pub fn beginning(&self) -> impl Iterator<Item = usize> {
        self.passage().into_iter().flat_map(|_| self.rows.beginning_in(self.row))
    }

    /// Which sides have nothing in this row's passage although the other one has.
    pub fn gap(&self) -> [bool; 2] {
        self.rows.gap
    }

    /// Whether this is one of the blank rows that part its passage from the one above.
    pub fn is_lead(&self) -> bool {
        self.row < self.rows.lead
    }

    /// Whether this is the blank row between the front matter and the text.
    pub fn ends_front(&self) -> bool {
        self.unit == 0 && self.row + 1 == self.rows.rows.len()
    }

    /// Whether this is the first row of its passage below the lead.
    pub fn is_first(&self) -> bool {
        self.row == self.rows.lead
    }

    /// Whether this is the first row of its passage that shows something of a side.
    pub fn begins(&self, side: Side) -> bool {
        let has = |row: &BeadRow| row.side(side).is_some();
        has(self.bead_row()) && !self.rows.rows[..self.row].iter().any(has)
    }
}

/// A row of the whole sheet: the unit (0 the front matter, n the passage that begins with the bead n − 1) and the row
/// in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Position {
    unit: usize,
    row: usize,
}

/// The side by whose text progress is measured: the left one, unless it is empty.
fn measured_side(sheet: &Sheet<'_>) -> Side {
    if sheet.left.segments().is_empty() && sheet.right.is_some() { Side::Right } else { Side::Left }
}

/// A window of some rows on a sheet.
#[derive(Debug, Clone)]
pub struct Port {
    /// What stands in the first row, unless a bead that has to be seen or the end of the text shifts it.
    pub anchor: Anchor,
    height: usize,
    top: Option<Position>,
    top_anchor: Option<Anchor>,
    shown: Vec<Shown>,
    cache: HashMap<usize, Rc<PassageRows>>,
    /// The rows in the cache, each passage counting one more.
    n_cached: usize,
}

impl Default for Port {
    fn default() -> Self {
        Self {
            anchor: Anchor::START,
            height: 0,
            top: None,
            top_anchor: None,
            shown: Vec::new(),
            cache: HashMap::new(),
            n_cached: 0,
        }
    }
}

impl Port {
    /// Forgets what was laid out, because the documents or the frame are others now.
    pub fn invalidate(&mut self) {
        self.forget();
        self.shown.clear();
        self.top = None;
    }

    /// The rows on the screen, as of the last [`Port::fill`].
    pub fn shown(&self) -> &[Shown] {
        &self.shown
    }

    /// Lays out `height` rows from the anchor on, or from as near to it as lets `bead` be seen.
    ///
    /// Near the end the last row stays at the bottom of the screen. The anchor is kept as it is: a window that
    /// becomes smaller and then as large as before shows what it showed.
    pub fn fill(&mut self, sheet: &Sheet<'_>, height: usize, bead: Option<usize>) {
        self.height = height;
        let mut top = self.resolve(sheet).min(self.last_top(sheet));
        if let Some(bead) = bead.filter(|_| height > 0) {
            top = self.top_to_see(sheet, top, bead).unwrap_or(top);
        }
        self.top = Some(top);
        self.top_anchor = Some(self.anchor_at(sheet, top));
        self.shown = self.rows_from(sheet, top, height);
    }

    /// Moves the screen by rows, down for positive numbers, as far as there is text.
    ///
    /// Gives the number of rows it really moved.
    pub fn scroll(&mut self, sheet: &Sheet<'_>, rows: isize) -> isize {
        let from = self.top(sheet);
        let mut to = from;
        let mut moved = 0;
        if rows > 0 {
            let last = self.last_top(sheet);
            while moved < rows && to < last {
                let Some(next) = self.next(sheet, to) else { break };
                to = next;
                moved += 1;
            }
        } else {
            while moved > rows {
                let Some(previous) = self.previous(sheet, to) else { break };
                to = previous;
                moved -= 1;
            }
        }
        self.set_top(sheet, to);
        moved
    }

    /// Puts the row that shows a character at a row of the screen, counted from its top.
    pub fn show_at_row(&mut self, sheet: &Sheet<'_>, side: Side, place: Place, row: usize) {
        self.anchor = Anchor::Text { side, place, above: 0 };
        let at = self.resolve(sheet);
        let to = self.back(sheet, at, row);
        self.set_top(sheet, to);
    }

    /// Scrolls no further than it takes to see a bead; one that is taller than the screen is shown from its top.
    pub fn reveal(&mut self, sheet: &Sheet<'_>, bead: usize) {
        let top = self.top(sheet);
        let Some([first, last]) = self.ends_of(sheet, bead) else { return };
        let bottom = self.forward(sheet, top, self.height.saturating_sub(1));
        let n_rows = last.row + 1 - first.row;
        let to = if first < top || n_rows > self.height {
            first
        } else if last > bottom {
            let context = CONTEXT_ROWS.min(self.height.saturating_sub(n_rows) / 2);
            let below = self.forward(sheet, last, context);
            self.back(sheet, below, self.height.saturating_sub(1))
        } else {
            top
        };
        self.set_top(sheet, to);
    }

    /// The first row from which some row of a bead is seen, if none is from `top`.
    fn top_to_see(&mut self, sheet: &Sheet<'_>, top: Position, bead: usize) -> Option<Position> {
        let [first, last] = self.ends_of(sheet, bead)?;
        if last < top {
            return Some(first);
        }
        let bottom = self.forward(sheet, top, self.height - 1);
        (first > bottom).then(|| self.back(sheet, first, self.height - 1))
    }

    /// The first and the last row of a bead.
    fn ends_of(&mut self, sheet: &Sheet<'_>, bead: usize) -> Option<[Position; 2]> {
        let unit = sheet.passage_of(bead).start + 1;
        let extent = self.unit(sheet, unit).extent(bead);
        let last = extent.end.checked_sub(1).filter(|&last| last >= extent.start)?;
        Some([Position { unit, row: extent.start }, Position { unit, row: last }])
    }

    /// Puts a bead's first row into the upper part of the screen, unless it is there already.
    pub fn show_in_upper_part(&mut self, sheet: &Sheet<'_>, bead: usize) {
        let in_upper_part = self.row_of(bead).is_some_and(|row| row <= self.height / 2);
        if let (false, Some([first, _])) = (in_upper_part, self.ends_of(sheet, bead)) {
            let to = self.back(sheet, first, self.height / 4);
            self.set_top(sheet, to);
        }
    }

    /// How far the screen is scrolled, 0 at the top to 1 where the end is in sight, by position in the text.
    pub fn share(&mut self, sheet: &Sheet<'_>) -> f64 {
        let (top, last) = (self.top(sheet), self.last_top(sheet));
        if top >= last {
            return 1.0;
        }
        let (byte, last) = (self.byte_at(sheet, top), self.byte_at(sheet, last));
        if last == 0 { 0.0 } else { (byte as f64 / last as f64).min(1.0) }
    }

    /// Scrolls so far that [`Port::share`] is about this.
    pub fn scroll_to_share(&mut self, sheet: &Sheet<'_>, share: f64) {
        let last = self.last_top(sheet);
        let byte = (self.byte_at(sheet, last) as f64 * share.clamp(0.0, 1.0)) as usize;
        let side = measured_side(sheet);
        let document = sheet.document(side).expect("the measured side is there");
        if share <= 0.0 {
            self.anchor = Anchor::START;
            self.top = None;
        } else if let Some(segment) = document.segment_at(byte) {
            let start = document.segments()[segment].range.start;
            let place = Place { segment, offset: byte.saturating_sub(start) };
            self.anchor = Anchor::Text { side, place, above: 0 };
            let to = self.resolve(sheet).min(last);
            self.set_top(sheet, to);
        }
    }

    /// The byte of the measured side's text that a row shows, or that follows it.
    fn byte_at(&mut self, sheet: &Sheet<'_>, at: Position) -> usize {
        if at.unit == 0 {
            return 0;
        }
        let side = measured_side(sheet);
        let rows = self.unit(sheet, at.unit);
        let below = rows.rows[at.row.min(rows.rows.len())..].iter().filter_map(|row| row.side(side));
        let shown = below.map(|row| row.source.clone()).find(|source| !source.is_empty());
        let document = sheet.document(side).expect("the measured side is there");
        let following =
            || document.segments().get(sheet.segments(rows.beads.end - 1, side).end).map(|segment| segment.range.start);
        shown.map(|source| source.start).or_else(following).unwrap_or(document.text().len())
    }

    /// Whether the row that shows a character is on the screen.
    pub fn shows(&mut self, sheet: &Sheet<'_>, side: Side, place: Place) -> bool {
        let at = self.resolve_text(sheet, side, place, 0);
        self.shown.iter().any(|shown| (shown.unit, shown.row) == (at.unit, at.row))
    }

    /// The bead that stands in a row of the screen, or else the nearest one below or above.
    pub fn bead_at(&self, row: usize) -> Option<usize> {
        let row = row.min(self.shown.len());
        let below = self.shown[row..].iter().find_map(Shown::bead);
        below.or_else(|| self.shown[..row].iter().rev().find_map(Shown::bead))
    }

    /// The first bead whose first row is on the screen, or the one that fills it.
    pub fn first_bead_in_sight(&self) -> Option<usize> {
        let first = self.shown.iter().find_map(|shown| shown.beginning().next());
        first.or_else(|| self.shown.iter().find_map(Shown::bead))
    }

    /// The last bead with a row on the screen.
    pub fn last_bead_in_sight(&self) -> Option<usize> {
        let last = |shown: &Shown| shown.beginning().last().or_else(|| shown.bead());
        self.shown.iter().rev().find_map(last)
    }

    /// Puts the last row at the bottom.
    pub fn show_end(&mut self, sheet: &Sheet<'_>) {
        let last = self.last_top(sheet);
        self.set_top(sheet, last);
    }

    /// The row of the screen where the first row of a bead's text stands, if that is on the screen.
    pub fn start_row_of(&self, bead: usize) -> Option<usize> {
        self.shown.iter().position(|shown| shown.beginning().any(|beginning| beginning == bead))
    }

    /// The anchor of what really stands in the first row, which is another than [`Port::anchor`] where the end of the
    /// text or a bead that has to be seen shifted the screen.
    pub fn top_anchor(&self) -> Option<Anchor> {
        self.top_anchor
    }

    /// The row of the screen where a bead's text begins, if it is on the screen.
    pub fn row_of(&self, bead: usize) -> Option<usize> {
        self.shown.iter().position(|shown| shown.holds(bead))
    }

    /// The first row of what is on the screen, or would be if it were filled now.
    fn top(&mut self, sheet: &Sheet<'_>) -> Position {
        match self.top {
            Some(top) => top,
            None => self.resolve(sheet).min(self.last_top(sheet)),
        }
    }

    fn last_top(&mut self, sheet: &Sheet<'_>) -> Position {
        let last = self.last(sheet);
        self.back(sheet, last, self.height.saturating_sub(1))
    }

    fn set_top(&mut self, sheet: &Sheet<'_>, to: Position) {
        self.anchor = self.anchor_at(sheet, to);
        self.top = None;
    }

    fn unit(&mut self, sheet: &Sheet<'_>, unit: usize) -> Rc<PassageRows> {
        if let Some(rows) = self.cache.get(&unit) {
            return Rc::clone(rows);
        }
        if self.n_cached >= KEPT_ROWS {
            self.forget();
        }
        let rows = Rc::new(match unit.checked_sub(1) {
            None => sheet.front(),
            Some(bead) => sheet.lay(bead),
        });
        self.n_cached += rows.rows.len() + 1;
        self.cache.insert(unit, Rc::clone(&rows));
        rows
    }

    fn forget(&mut self) {
        self.cache.clear();
        self.n_cached = 0;
    }

    fn height_of(&mut self, sheet: &Sheet<'_>, unit: usize) -> usize {
        self.unit(sheet, unit).rows.len()
    }

    fn next(&mut self, sheet: &Sheet<'_>, at: Position) -> Option<Position> {
        if at.row + 1 < self.height_of(sheet, at.unit) {
            return Some(Position { row: at.row + 1, ..at });
        }
        let mut unit = at.unit;
        loop {
            unit = self.unit_below(sheet, unit)?;
            if self.height_of(sheet, unit) > 0 {
                return Some(Position { unit, row: 0 });
            }
        }
    }

    fn previous(&mut self, sheet: &Sheet<'_>, at: Position) -> Option<Position> {
        if at.row > 0 {
            return Some(Position { row: at.row - 1, ..at });
        }
        let mut unit = at.unit;
        loop {
            unit = unit_above(sheet, unit)?;
            if let Some(row) = self.height_of(sheet, unit).checked_sub(1) {
                return Some(Position { unit, row });
            }
        }
    }

    fn unit_below(&mut self, sheet: &Sheet<'_>, unit: usize) -> Option<usize> {
        let next = self.unit(sheet, unit).beads.end;
        (next < sheet.n_beads()).then_some(next + 1)
    }

    fn back(&mut self, sheet: &Sheet<'_>, from: Position, rows: usize) -> Position {
        let mut to = from;
        for _ in 0..rows {
            let Some(previous) = self.previous(sheet, to) else { break };
            to = previous;
        }
        to
    }

    fn forward(&mut self, sheet: &Sheet<'_>, from: Position, rows: usize) -> Position {
        let mut to = from;
        for _ in 0..rows {
            let Some(next) = self.next(sheet, to) else { break };
            to = next;
        }
        to
    }

    /// The last row of the sheet.
    fn last(&mut self, sheet: &Sheet<'_>) -> Position {
        let end = Position { unit: sheet.n_beads() + 1, row: 0 };
        self.previous(sheet, end).unwrap_or(Position { unit: 0, row: 0 })
    }

    fn rows_from(&mut self, sheet: &Sheet<'_>, top: Position, height: usize) -> Vec<Shown> {
        let mut shown = Vec::with_capacity(height);
        let mut at = Some(top).filter(|top| height > 0 && self.height_of(sheet, top.unit) > 0);
        while let Some(position) = at.filter(|_| shown.len() < height) {
            let rows = self.unit(sheet, position.unit);
            shown.push(Shown { unit: position.unit, row: position.row, rows });
            at = self.next(sheet, position);
        }
        shown
    }

    /// The row an anchor means in this sheet; what is no longer there gives the nearest row.
    fn resolve(&mut self, sheet: &Sheet<'_>) -> Position {
        match self.anchor {
            Anchor::Front { row } => match self.height_of(sheet, 0) {
                0 => self.next(sheet, Position { unit: 0, row: 0 }).unwrap_or(Position { unit: 0, row: 0 }),
                height => Position { unit: 0, row: row.min(height - 1) },
            },
            Anchor::Text { side, place, above } => self.resolve_text(sheet, side, place, above),
        }
    }

    fn resolve_text(&mut self, sheet: &Sheet<'_>, side: Side, place: Place, above: isize) -> Position {
        let start = Position { unit: 0, row: 0 };
        let Some(document) = sheet.document(side) else { return start };
        let Some(last) = document.segments().len().checked_sub(1) else { return start };
        let segment = place.segment.min(last);
        let Some(bead) = sheet.bead_of(side, segment) else { return start };
        let unit = sheet.passage_of(bead).start + 1;
        let byte = document.segments()[segment].range.start + place.offset;
        let rows = self.unit(sheet, unit);
        let shows =
            |row: &BeadRow| row.side(side).is_some_and(|row| !row.source.is_empty() && row.source.start <= byte);
        let fallback = rows.extent(bead).start.min(rows.rows.len().saturating_sub(1));
        let row = rows.rows.iter().rposition(shows).unwrap_or(fallback);
        let row = row.saturating_add_signed(-above).min(rows.rows.len().saturating_sub(1));
        match rows.rows.len().cmp(&0) {
            Ordering::Greater => Position { unit, row },
            _ => self.previous(sheet, Position { unit, row: 0 }).unwrap_or(start),
        }
    }

    fn anchor_at(&mut self, sheet: &Sheet<'_>, at: Position) -> Anchor {
        let Some(bead) = at.unit.checked_sub(1) else { return Anchor::Front { row: at.row } };
        let rows = self.unit(sheet, at.unit);
        let (before, from_here) = rows.rows.split_at(at.row.min(rows.rows.len()));
        let below = from_here.iter().zip(0isize..);
        let above = before.iter().rev().zip((1isize..).map(|below| -below));
        for (row, above) in below.chain(above) {
            for &side in sheet.sides() {
                if let Some(byte) = row.side(side).filter(|row| !row.source.is_empty()).map(|row| row.source.start) {
                    let document = sheet.document(side).expect("the side is there");
                    let segment = document.segment_at(byte).expect("a row shows a segment");
                    let offset = byte.saturating_sub(document.segments()[segment].range.start);
                    return Anchor::Text { side, place: Place { segment, offset }, above };
                }
            }
        }
        let side = sheet.sides().iter().copied().find(|&side| !sheet.segments(bead, side).is_empty());
        let side = side.unwrap_or(Side::Left);
        let place = Place::at_segment(sheet.segments(bead, side).start);
        Anchor::Text { side, place, above: rows.lead.saturating_sub(at.row) as isize }
    }
}

/// The unit above another one; the one above the end is the last one.
fn unit_above(sheet: &Sheet<'_>, unit: usize) -> Option<usize> {
    match unit {
        0 => None,
        1 => Some(0),
        _ => Some(sheet.passage_of(unit - 2).start + 1),
    }
}
