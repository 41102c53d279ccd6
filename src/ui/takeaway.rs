//! The choice of what is taken away, over the panes.

use ratatui::layout::Position;

use super::overlay::framed;
use super::theme::Part;
use super::{Canvas, columns, cut};
use crate::app::App;
use crate::app::geometry::Area;
use crate::app::takeaway::{Stage, TakeAway, formats};
use crate::layout::{Role, width};

/// The widest that the choice gets, in columns.
const WIDTH: u16 = 92;

/// The columns of the names of the formats, with what marks the chosen one.
const NAMES: u16 = 8;

/// Draws the choice and gives the place of the cursor.
pub(super) fn draw(canvas: &mut Canvas<'_>, app: &App, choice: &TakeAway) -> Option<Position> {
    let formats = formats();
    let n_formats = u16::try_from(formats.len()).unwrap_or(u16::MAX);
    let inside = framed(canvas, app, WIDTH, n_formats.saturating_add(6), " Take away: Enter writes, Esc closes ");
    if inside.height == 0 || inside.width < 3 {
        return None;
    }
    let line = |y: u16| Area { x: inside.x + 1, y, width: inside.width - 2, height: 1 };
    // The line to type in comes first, then what is told; the formats take what room is left.
    let cursor = draw_path(canvas, choice, line(inside.y));
    let bottom = inside.y + inside.height;
    let told = (inside.height > 1).then(|| bottom - 1);
    if let Some(y) = told {
        draw_told(canvas, choice, line(y));
    }
    let spare = u16::from(inside.height >= n_formats + 4);
    let first = inside.y + 1 + spare;
    let room = told.unwrap_or(bottom).saturating_sub(first + spare);
    let top = (choice.selected + 1).saturating_sub(usize::from(room));
    for ((index, format), y) in formats.iter().enumerate().skip(top).zip(first..first + room) {
        let area = line(y);
        let chosen = index == choice.selected;
        if chosen {
            canvas.fill(Area { x: inside.x, width: inside.width, ..area }, Part::Selected);
        }
        let part = |own: Role| if chosen { Part::Selected } else { Part::Run(own) };
        let mark = if chosen { "▸ " } else { "  " };
        canvas.part(area.x, y, &format!("{mark}{}", format.name), NAMES.min(area.width), part(Role::Text));
        let room = area.width.saturating_sub(NAMES);
        canvas.part(area.x + NAMES, y, &cut(format.help, room), room, part(Role::Meta));
    }
    Some(cursor)
}

fn draw_path(canvas: &mut Canvas<'_>, choice: &TakeAway, area: Area) -> Position {
    let used = canvas.part(area.x, area.y, "File: ", area.width, Part::Key);
    let room = area.width.saturating_sub(used + 1);
    let typed = choice.input.value();
    let before: String = typed.chars().take(choice.input.cursor()).collect();
    // The beginning of a long path goes out of sight, so that the cursor stays in it.
    let from = width::clusters(&before)
        .map(|(offset, _)| offset)
        .chain([before.len()])
        .find(|&offset| width::width(&before[offset..]) <= usize::from(room))
        .unwrap_or(0);
    canvas.part(area.x + used, area.y, &typed[from..], room, Part::Run(Role::Text));
    Position::new(area.x + used + columns(&before[from..]).min(room), area.y)
}

fn draw_told(canvas: &mut Canvas<'_>, choice: &TakeAway, area: Area) {
    let (text, part) = match &choice.stage {
        Stage::Choosing => {
            ("Up and Down choose the format; a folder takes the file under its own name", Part::Run(Role::Meta))
        }
        Stage::Writing(_) => ("writing …", Part::Run(Role::Meta)),
        Stage::IsThere => ("this file is there already: Enter again replaces it, another name keeps it", Part::Trouble),
        Stage::Failed(why) => (why.as_str(), Part::Trouble),
    };
    canvas.part(area.x, area.y, &cut(text, area.width), area.width, part);
}
