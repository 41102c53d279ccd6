//! Moving: each of these moves the focused side alone while the sides are unlocked.

use super::holding::Arrival;
use super::{Known, Lock, Reader, Shown};
use crate::layout::{Anchor, Port, Sheet};
use crate::model::{Document, Place, Side};
use crate::state::Spot;

/// How many rows are scrolled at once at most: a number of any size may stand before a movement.
pub(super) const MOST_ROWS: isize = 100_000;

/// How what is gone to comes on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reveal {
    /// With no more scrolling than it takes.
    Barely,
    /// With what follows it below.
    InUpperPart,
}

impl Reader {
    /// Runs `go` on the port, the sheet and the current (side, segment) of what moves.
    pub(super) fn moving(&mut self, go: impl FnOnce(&mut Port, &Sheet<'_>, &mut (Side, Place))) {
        let frame = self.frame();
        match &mut self.lock {
            Lock::Locked => {
                if let Some(sheet) = Self::sheet_of(&self.shown, frame) {
                    go(&mut self.port, &sheet, &mut self.current);
                }
            }
            Lock::Unlocked(loose) => {
                if let Some(sheet) = Self::loose_sheet(&self.shown, frame, self.focus) {
                    let side = &mut loose[self.focus.index()];
                    let mut current = (Side::Left, Place::at_segment(side.segment));
                    go(&mut side.port, &sheet, &mut current);
                    side.segment = current.1.segment;
                }
            }
        }
        self.refill();
    }

    /// Scrolls by rows; at the end of the text the current bead moves on instead, so that every bead can be reached.
    ///
    /// While the sides are unlocked the mark stays level with the other side's, and the text moves past it.
    pub fn scroll(&mut self, rows: isize) {
        let rows = rows.clamp(-MOST_ROWS, MOST_ROWS);
        let height = usize::from(self.area.height);
        let level = self.row_of_other_mark();
        let mut owed = if matches!(self.shown, Shown::Nothing) { rows } else { 0 };
        self.moving(|port, sheet, current| {
            let moved = port.scroll(sheet, rows);
            port.fill(sheet, height, None);
            let documents = [Some(sheet.left), sheet.right.map(|(right, _)| right)];
            let goes_on = |document: &Document| if rows > 0 { !document.has_end() } else { !document.has_start() };
            if documents.into_iter().flatten().any(goes_on) {
                owed = rows - moved;
            }
            if let Some(bead) = level.filter(|_| moved != 0).and_then(|row| port.bead_at(row)) {
                *current = start_of(sheet, bead, current.0);
                return;
            }
            let bead = sheet.bead_of(current.0, current.1.segment);
            let in_sight = bead.is_some_and(|bead| port.row_of(bead).is_some());
            if moved == rows || owed != 0 {
                if let Some(first) = port.first_bead_in_sight().filter(|_| !in_sight) {
                    *current = start_of(sheet, first, current.0);
                }
            } else if let Some(last) = if rows > 0 { port.last_bead_in_sight() } else { port.first_bead_in_sight() } {
                // The text ends here. A page takes the current bead to its edge, a line only one bead on.
                let target = match bead {
                    Some(bead) if rows.unsigned_abs() == 1 && in_sight => {
                        step(sheet, bead, rows, 1, |_| true).unwrap_or(bead)
                    }
                    _ => last,
                };
                *current = start_of(sheet, target, current.0);
            }
        });
        self.owed = (self.owed + owed).clamp(-MOST_ROWS, MOST_ROWS);
    }

    /// Goes `n` beads on (or back, for negative numbers), counting only those that `stops` accepts.
    ///
    /// Says whether there was one to go to.
    pub fn step(&mut self, n: isize, shown: Reveal, stops: impl Fn(&Sheet<'_>, usize) -> bool) -> bool {
        let mut found = false;
        self.moving(|port, sheet, current| {
            let from = sheet.bead_of(current.0, current.1.segment).unwrap_or(0);
            if let Some(bead) = step(sheet, from, n, n.unsigned_abs(), |bead| stops(sheet, bead)) {
                found = true;
                *current = start_of(sheet, bead, current.0);
                match shown {
                    Reveal::Barely => port.reveal(sheet, bead),
                    Reveal::InUpperPart => port.show_in_upper_part(sheet, bead),
                }
            }
        });
        found
    }

    /// Goes to the beginning.
    pub fn top(&mut self) {
        if let Some((version, _)) = self.lacking(|document| !document.has_start()) {
            return self.head_for(Known { version, spot: Spot::Byte(0) }, Arrival::AtStart);
        }
        self.moving(|port, sheet, current| {
            port.anchor = Anchor::START;
            if let Some(bead) = (0..sheet.n_beads()).find(|&bead| !sheet.is_folded_away(bead)) {
                *current = start_of(sheet, bead, current.0);
            }
        });
    }

    /// Goes to the end.
    pub fn bottom(&mut self) {
        if let Some((version, n)) = self.lacking(|document| !document.has_end()) {
            let spot = Spot::Byte(n.saturating_sub(1));
            return self.head_for(Known { version, spot }, Arrival::AtEnd);
        }
        self.moving(|port, sheet, current| {
            port.show_end(sheet);
            if let Some(bead) = (0..sheet.n_beads()).rev().find(|&bead| !sheet.is_folded_away(bead)) {
                *current = start_of(sheet, bead, current.0);
            }
        });
    }

    /// Goes to so many hundredths of the text, as [`Reader::progress`] measures them.
    pub fn go_to_percent(&mut self, percent: usize) {
        let height = usize::from(self.area.height);
        if let Some((version, n)) = self.lacking(|document| !document.has_start() || !document.has_end()) {
            let position = (u128::from(n) * percent.min(100) as u128 / 100) as u64;
            return match percent {
                0 => self.top(),
                100.. => self.bottom(),
                _ => self.go_to_known(Known { version, spot: Spot::Byte(position) }),
            };
        }
        self.moving(|port, sheet, current| {
            port.scroll_to_share(sheet, percent.min(100) as f64 / 100.0);
            port.fill(sheet, height, None);
            if let Some(bead) = port.first_bead_in_sight() {
                *current = start_of(sheet, bead, current.0);
            }
        });
    }

    /// Makes a segment of a side the current one and shows it, a third down the screen if it was not in sight.
    pub fn go_to(&mut self, side: Side, place: Place) {
        let third = usize::from(self.area.height) / 3;
        let focus = self.focus;
        let loose = matches!(self.lock, Lock::Unlocked(_));
        if loose {
            self.focus = side;
        }
        self.moving(|port, sheet, current| {
            let side = if sheet.right.is_some() { side } else { Side::Left };
            *current = (side, place);
            let Some(bead) = sheet.bead_of(side, place.segment) else { return };
            if !port.shows(sheet, side, place) {
                port.show_at_row(sheet, side, place, third);
            }
            // The mark is the bead's: the offset has done its work.
            *current = (side, Place::at_segment(sheet.segments(bead, side).start));
        });
        (self.focus, self.owed) = (if loose { focus } else { self.focus }, 0);
        self.clamp_current();
        self.refill();
    }

    /// Makes the bead that a cell of the text shows the current one, or else the one that its row stands for.
    pub fn point_at(&mut self, column: u16, row: usize) {
        let (page, focus) = (self.page(), self.focus);
        let loose = matches!(self.lock, Lock::Unlocked(_));
        self.moving(|port, sheet, current| {
            let Some(shown) = port.shown().get(row) else { return };
            let only_right = shown.bead_row().left.is_none() && shown.bead_row().right.is_some();
            let below = if only_right { Side::Right } else { Side::Left };
            let on_screen = if loose { focus } else { page.gutter.map_or(below, |_| page.side_at(column)) };
            let side = if loose { Side::Left } else { on_screen };
            let text = shown.bead_row().side(side);
            let into = usize::from(column.saturating_sub(page.x[on_screen.index()]));
            let byte = text.and_then(|text| text.byte_at(into));
            let segment = byte.and_then(|byte| sheet.document(side)?.segment_at(byte));
            let pointed = segment.and_then(|segment| sheet.bead_of(side, segment));
            if let Some(bead) = pointed.filter(|&bead| shown.holds(bead)).or_else(|| shown.bead()) {
                *current = start_of(sheet, bead, current.0);
            }
        });
    }
}

/// The start of a bead's text on the preferred side, or on the other one where this side has nothing.
pub(super) fn start_of(sheet: &Sheet<'_>, bead: usize, side: Side) -> (Side, Place) {
    let preferred = sheet.segments(bead, side);
    if preferred.is_empty() && sheet.right.is_some() {
        (side.other(), Place::at_segment(sheet.segments(bead, side.other()).start))
    } else {
        (side, Place::at_segment(preferred.start))
    }
}

/// The `n`th bead after `from` in the direction of `towards` that `stops` accepts and that is not folded away; the
/// last such one where there are fewer.
pub(super) fn step(
    sheet: &Sheet<'_>,
    from: usize,
    towards: isize,
    n: usize,
    stops: impl Fn(usize) -> bool,
) -> Option<usize> {
    let accepts = |bead: &usize| !sheet.is_folded_away(*bead) && stops(*bead);
    if towards > 0 {
        (from + 1..sheet.n_beads()).filter(accepts).take(n).last()
    } else {
        (0..from).rev().filter(accepts).take(n).last()
    }
}
