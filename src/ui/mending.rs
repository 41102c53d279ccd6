//! What is seen while an alignment is mended: where each bead begins, which sentences it goes on with, and the cut.

use super::Canvas;
use super::compare::part_of;
use super::theme::Part;
use crate::app::Reader;
use crate::app::geometry::Page;
use crate::app::signs::Sign;
use crate::layout::Shown;
use crate::model::Side;

/// What stands before a sentence that a bead goes on with, before the first one below the cut, and beside the last row of a
/// side of which nothing is below the cut.
const GOES_ON: &str = "¦";
const CUT: &str = "»";
const ALL_ABOVE: &str = "«";

/// What stands where a bead begins, in the gutter or else beside the mark of the current one.
const BEGINS: &str = "┼";
const BEGINS_HERE: &str = "╋";
const BEGINS_BESIDE: &str = "┌";

/// Draws these marks for a row.
pub(super) fn draw(canvas: &mut Canvas<'_>, reader: &Reader, shown: &Shown, y: u16, page: Page) {
    if !reader.is_mending() {
        return;
    }
    let Some(sheet) = reader.sheet() else { return };
    if let Some(bead) = shown.beginning().next().filter(|&bead| !sheet.folds(bead)) {
        let is_current = reader.bead() == Some(bead);
        let (x, symbol) = match (page.gutter, is_current) {
            (Some(gutter), true) => (gutter, BEGINS_HERE),
            (Some(gutter), false) => (gutter, BEGINS),
            (None, _) => (page.mark + 1, BEGINS_BESIDE),
        };
        canvas.cell(x, y, symbol, if is_current { Part::Mark } else { Part::Line });
        // Where something more urgent stands in the gutter, what was mended is told beside it.
        if page.gutter.is_some() && reader.is_mended(bead) && reader.signs(&sheet, bead).next() != Some(Sign::Mended) {
            canvas.cell(page.x[0].saturating_sub(1), y, Sign::Mended.symbol(), part_of(Sign::Mended));
        }
    }
    for side in Side::BOTH {
        let Some((symbol, part)) = of_side(reader, shown, side) else { continue };
        canvas.cell(page.x[side.index()].saturating_sub(1), y, symbol, part);
    }
}

/// What stands before a row of a side.
fn of_side(reader: &Reader, shown: &Shown, side: Side) -> Option<(&'static str, Part)> {
    let (sheet, bead) = (reader.sheet()?, shown.bead()?);
    let (document, row) = (sheet.document(side)?, shown.bead_row().side(side)?);
    if row.source.is_empty() || sheet.folds(bead) {
        return None;
    }
    let segment = document.segment_at(row.source.start)?;
    let begins = (row.source.start..row.source.end.max(row.source.start + 1))
        .contains(&document.segments()[segment].range.start);
    let is_inside = segment > sheet.segments(bead, side).start;
    // One sentence against none can't be split.
    let cut = reader.segments_cut(side).filter(|_| reader.bead() == Some(bead) && reader.can_split());
    let part = if reader.focus == side { Part::Mark } else { Part::Line };
    match cut {
        Some((segments, above)) if begins && segment == segments.start + above => Some((CUT, part)),
        Some((segments, above)) if above == segments.len() && segment + 1 == segments.end => {
            let ends = row.source.end >= document.segments()[segment].range.end;
            ends.then_some((ALL_ABOVE, part)).or((begins && is_inside).then_some((GOES_ON, Part::Line)))
        }
        _ => (begins && is_inside).then_some((GOES_ON, Part::Line)),
    }
}
