//! What the terminal shows and what it shall show, as few bytes that lead from the one to the other.
//!
//! A frame is made in three steps. Where a band of rows has moved up or down ([`shift`]), the terminal moves it by itself:
//! a scroll region and "delete lines" or "insert lines", which every terminal since the VT102 knows. Then only cells that
//! differ are written, with the cheapest way of the cursor to them and the fewest changes of style ([`pen`]). What stays
//! the same costs nothing; a frame in which nothing changes has no bytes.
//!
//! Nothing is taken for granted that terminals disagree on. Rows that scroll in are written whole, since some terminals
//! fill them in the current colour and others don't. A cluster that a terminal may give another width than we do is
//! written onto blanks, and the cursor is placed anew after it.

mod glyphs;
mod pen;
mod shift;

use std::io::Write as _;

use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use glyphs::{Glyphs, Grid};
use pen::Pen;

/// What a terminal understands beyond the very least.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scrolling {
    /// Scroll regions, and lines deleted or inserted in them.
    Regions,
    /// Nothing of that.
    None,
}

/// Cells that did not change and lie between changed ones are written again if there are at most so many: moving the
/// cursor over them is no shorter.
const CHEAP_GAP: usize = 4;

/// From so many blanks on at the end of a row, erasing is shorter than writing them.
const WORTH_ERASING: usize = 4;

const NO_WRAP: &[u8] = b"\x1b[?7l";
const WRAP: &[u8] = b"\x1b[?7h";

/// Draws frames.
#[derive(Debug)]
pub(super) struct Painter {
    scrolling: Scrolling,
    glyphs: Glyphs,
    /// What the terminal shows; of no size when that is not known.
    shown: Grid,
    next: Grid,
    pen: Pen,
    bytes: Vec<u8>,
}

impl Painter {
    /// A painter that knows nothing of what the terminal shows.
    pub fn new(scrolling: Scrolling) -> Self {
        Self {
            scrolling,
            glyphs: Glyphs::default(),
            shown: Grid::default(),
            next: Grid::default(),
            pen: Pen::default(),
            bytes: Vec::new(),
        }
    }

    /// Forgets what the terminal shows, so that the next frame draws every cell.
    pub fn forget(&mut self) {
        self.shown = Grid::default();
        self.pen = Pen::default();
    }

    /// The bytes that make the terminal show this, with the cursor there or nowhere; none if it shows it already.
    pub fn paint(&mut self, buffer: &Buffer, cursor: Option<Position>) -> &[u8] {
        self.bytes.clear();
        if self.glyphs.is_full() {
            // Numbers of clusters are given anew, so that what is shown can't be compared any more.
            self.glyphs = Glyphs::default();
            self.forget();
        }
        self.next.take(buffer, &mut self.glyphs);
        if self.next.height == 0 || self.next.width == 0 {
            self.forget();
            return &self.bytes;
        }
        if (self.shown.width, self.shown.height) != (self.next.width, self.next.height) {
            self.pen = Pen::default();
            self.pen.begin(&mut self.bytes);
            self.shown.become_unknown(self.next.width, self.next.height);
        } else if self.scrolling == Scrolling::Regions
            && let Some(shift) = shift::find(&self.shown, &self.next)
        {
            self.scroll(shift);
        }
        for y in 0..self.next.height {
            self.row(y);
        }
        self.pen.point(cursor, &mut self.bytes);
        std::mem::swap(&mut self.shown, &mut self.next);
        &self.bytes
    }

    /// Lets the terminal move a band of rows.
    fn scroll(&mut self, shift: shift::Shift) {
        let shift::Shift { top, bottom, by } = shift;
        let n_rows = by.unsigned_abs();
        // Setting and clearing a region puts the cursor somewhere.
        let _ = write!(self.bytes, "\x1b[{};{}r\x1b[{}H", top + 1, bottom + 1, top + 1);
        let letter = if by > 0 { 'M' } else { 'L' };
        match n_rows {
            1 => drop(write!(self.bytes, "\x1b[{letter}")),
            n => drop(write!(self.bytes, "\x1b[{n}{letter}")),
        }
        self.bytes.extend_from_slice(b"\x1b[r");
        self.pen.lose_place();
        self.shown.scroll(top, bottom, by);
    }

    /// Writes what differs in a row.
    fn row(&mut self, y: usize) {
        let (shown, next) = (self.shown.row(y), self.next.row(y));
        if shown == next {
            return;
        }
        let width = next.len();
        // A tail of blanks in the terminal's own colour can be erased at once.
        let bare = next.iter().rev().take_while(|glyph| self.glyphs.is_bare_blank(**glyph)).count();
        let tail = width - bare;
        let n_stale = (tail..width).filter(|&x| shown[x] != next[x]).count();
        let end = if n_stale >= WORTH_ERASING { tail } else { width };
        let mut x = 0;
        // Cells that a doubtful cluster before them may have spilt over.
        let mut spilt = 0;
        while x < end {
            if shown[x] == next[x] && x >= spilt {
                x += 1;
                continue;
            }
            // The whole of a wide cluster, even where only its second half differs.
            let glyph = next[x];
            if glyph.is_trailing() {
                x += 1;
                continue;
            }
            let gap = self.pen.place.filter(|&(py, px)| py == y && px < x && x - px <= CHEAP_GAP).map(|(_, px)| px);
            match gap {
                Some(from) if (from..x).all(|x| self.glyphs.is_written_as_is(next[x], &self.pen)) => {
                    for glyph in &next[from..x] {
                        self.glyphs.write(*glyph, &mut self.bytes);
                    }
                    self.pen.place = Some((y, x));
                }
                _ => {}
            }
            let columns = glyph.columns();
            self.pen.go(y, x, &mut self.bytes);
            self.pen.wear(self.glyphs.style(glyph), &mut self.bytes);
            if let Some(spills) = self.glyphs.doubtful(glyph) {
                let spills = columns.max(spills);
                self.bytes.extend(std::iter::repeat_n(b' ', spills.min(width - x)));
                self.pen.lose_place();
                self.pen.go(y, x, &mut self.bytes);
                // At the edge what is too wide for some terminals must not go on in the next row.
                let is_at_edge = x + spills > width;
                self.bytes.extend_from_slice(if is_at_edge { NO_WRAP } else { b"" });
                self.glyphs.write(glyph, &mut self.bytes);
                self.bytes.extend_from_slice(if is_at_edge { WRAP } else { b"" });
                self.pen.lose_place();
                spilt = spilt.max(x + spills);
            } else {
                self.glyphs.write(glyph, &mut self.bytes);
                self.pen.advance(columns, width);
            }
            x += columns;
        }
        if end < width {
            self.pen.go(y, end, &mut self.bytes);
            self.pen.wear(Glyphs::BARE, &mut self.bytes);
            self.bytes.extend_from_slice(b"\x1b[K");
        }
    }
}

#[cfg(test)]
mod tests;
