//! What is to be told of the current bead: in the status line where it fits, or else in rows above it.

use super::theme::Part;
use super::{Canvas, columns, cut};
use crate::app::App;
use crate::app::geometry::Area;
use crate::app::reader::Remark;
use crate::app::remarks::joined;
use crate::layout::width::wrapped;

/// Draws remarks in the rows that the text has left them.
pub(super) fn draw(canvas: &mut Canvas<'_>, app: &App, area: Area) {
    let room = area.width.saturating_sub(2);
    let told = joined(&app.remarks(), usize::from(room) * usize::from(area.height));
    let rows = wrapped(&told, usize::from(room.max(1)));
    canvas.fill(area, Part::Status);
    for ((index, row), y) in rows.iter().enumerate().zip(area.y..area.y + area.height) {
        let is_cut = y + 1 == area.y + area.height && index + 1 < rows.len();
        let row = if is_cut { format!("{row} …") } else { row.clone() };
        canvas.part(area.x + 1, y, &cut(&row, room), room, Part::Status);
    }
}

/// The status line with remarks: after the first of these texts that leaves room for them, or else alone.
pub(super) fn in_line(remarks: &[Remark], before: [String; 2], room: u16) -> String {
    let all = joined(remarks, usize::from(room));
    let forms = before.iter().map(|before| format!("{before} · {all}"));
    forms.into_iter().find(|form| columns(form) <= room).unwrap_or(all)
}
