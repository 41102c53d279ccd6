//! The list of differences, over the panes.

use ratatui::layout::Position;

use super::compare::part_of;
use super::contents::draw_input;
use super::overlay::framed;
use super::theme::Part;
use super::{Canvas, columns, cut};
use crate::app::App;
use crate::app::differences::{Differences, Line};
use crate::app::geometry::Area;
use crate::layout::Role;

/// The columns of the sign and the number of the bead.
const NUMBER: u16 = 8;

/// Draws the list and gives the place of the cursor.
pub(super) fn draw(canvas: &mut Canvas<'_>, app: &App, differences: &Differences) -> Option<Position> {
    let reader = app.reader.as_ref()?;
    let Area { width, height, .. } = Differences::area(app.size);
    let inside = framed(canvas, app, width, height, " Differences: type to filter, Enter goes there, Esc closes ");
    if inside.height == 0 || inside.width == 0 {
        return None;
    }
    let is_typed = inside.height > 1;
    let first = inside.y + u16::from(is_typed);
    let n_lines = inside.height - u16::from(is_typed);
    let top = differences.top(usize::from(n_lines));
    let lines = differences.lines(reader, usize::from(n_lines));
    for ((at, line), y) in lines.iter().enumerate().zip(first..first + n_lines) {
        let area = Area { y, height: 1, ..inside };
        let part = (top + at == differences.selected).then_some(Part::Selected);
        if let Some(part) = part {
            canvas.fill(area, part);
        }
        draw_line(canvas, line, area, part);
    }
    if differences.is_empty() {
        let none = if differences.input.value().is_empty() { "nothing differs" } else { "nothing fits" };
        canvas.part(inside.x + 1, first, none, inside.width - 1, Part::Run(Role::Meta));
    }
    let n = match differences.len() {
        1 => "1 entry ".to_owned(),
        n => format!("{n} entries "),
    };
    is_typed.then(|| draw_input(canvas, &differences.input, &n, Area { height: 1, ..inside }))
}

fn draw_line(canvas: &mut Canvas<'_>, line: &Line, area: Area, part: Option<Part>) {
    let end = area.x + area.width;
    let write = |canvas: &mut Canvas<'_>, x: u16, text: &str, own: Part| {
        let room = end.saturating_sub(x);
        x + canvas.part(x, area.y, &cut(text, room), room, part.unwrap_or(own))
    };
    write(canvas, area.x + 1, line.sign.symbol(), part_of(line.sign));
    let number = line.rank.map_or_else(String::new, |rank| rank.to_string());
    write(canvas, (area.x + NUMBER).saturating_sub(columns(&number) + 1), &number, Part::Run(Role::Meta));
    let x = write(canvas, area.x + NUMBER, &line.told, Part::Run(Role::Text));
    if !line.text.is_empty() {
        write(canvas, x + 2, &line.text, Part::Run(Role::Meta));
    }
}
