//! The contents list, over the panes.

use ratatui::layout::Position;

use super::overlay::framed;
use super::theme::Part;
use super::{Canvas, columns, cut};
use crate::app::App;
use crate::app::contents::{Contents, Line};
use crate::app::geometry::Area;
use crate::layout::Role;

/// What stands where the other side has nothing.
const GAP: &str = "—";

/// Draws the list and gives the place of the cursor.
pub(super) fn draw(canvas: &mut Canvas<'_>, app: &App, contents: &Contents) -> Option<Position> {
    let reader = app.reader.as_ref()?;
    let Area { width, height, .. } = Contents::area(app.size);
    let inside = framed(canvas, app, width, height, " Contents: Enter goes there, Esc closes ");
    if inside.height == 0 || inside.width == 0 {
        return None;
    }
    let is_typed = inside.height > 1;
    let first = inside.y + u16::from(is_typed);
    let n_lines = inside.height - u16::from(is_typed);
    let top = contents.top(usize::from(n_lines));
    let both = Contents::shows_both(reader, inside.width);
    let lines = contents.lines(reader, usize::from(n_lines));
    for ((at, line), y) in lines.iter().enumerate().zip(first..first + n_lines) {
        let area = Area { y, height: 1, ..inside };
        let part = if top + at == contents.selected { Some(Part::Selected) } else { None };
        if let Some(part) = part {
            canvas.fill(area, part);
        }
        draw_line(canvas, line, area, part, both);
    }
    if contents.is_empty() {
        canvas.part(inside.x + 1, first, "no heading fits", inside.width - 1, Part::Run(Role::Meta));
    }
    let n = match contents.len() {
        1 => "1 heading ".to_owned(),
        n => format!("{n} headings "),
    };
    is_typed.then(|| draw_input(canvas, &contents.input, &n, Area { height: 1, ..inside }))
}

fn draw_line(canvas: &mut Canvas<'_>, line: &Line, area: Area, part: Option<Part>, both: bool) {
    let room = if both { (area.width - 3) / 2 } else { area.width.saturating_sub(1) };
    let write = |canvas: &mut Canvas<'_>, x: u16, text: &str, own: Part| {
        // Deep headings are set in no further than leaves room for their text.
        let indent = u16::try_from(line.indent).unwrap_or(u16::MAX).min(room / 3);
        let room = room - indent;
        canvas.part(x + indent, area.y, &cut(text, room), room, part.unwrap_or(own));
    };
    write(canvas, area.x + 1, &line.text, Part::Run(Role::Text));
    if let (true, Some(counterpart)) = (both, &line.counterpart) {
        let x = area.x + 1 + room + 1;
        match counterpart {
            Some(text) => write(canvas, x, text, Part::Run(Role::Text)),
            None => write(canvas, x, GAP, Part::Run(Role::Meta)),
        }
    }
}

/// The line that a list is filtered by, with how many entries it has.
pub(super) fn draw_input(canvas: &mut Canvas<'_>, input: &tui_input::Input, n: &str, area: Area) -> Position {
    let label = canvas.part(area.x + 1, area.y, "/", area.width - 1, Part::Key) + 1;
    let room_for_n = if columns(n) + label + 8 < area.width { columns(n) } else { 0 };
    canvas.part(area.x + area.width - room_for_n, area.y, n, room_for_n, Part::Run(Role::Meta));
    let room = area.width.saturating_sub(label + room_for_n + 1);
    canvas.typed(area.x + label, area.y, input, room, Part::Run(Role::Text))
}
