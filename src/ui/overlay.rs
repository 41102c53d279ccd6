//! The help and the palette, over the panes.

use ratatui::layout::Position;

use super::theme::Part;
use super::{Canvas, columns, cut};
use crate::app::commands::Command;
use crate::app::geometry::Area;
use crate::app::help::{self, HelpRow, Section, View};
use crate::app::overlay::Found;
use crate::app::themes::{Chosen, ThemeList};
use crate::app::{App, Overlay};
use crate::layout::Role;

/// The rows of the palette with its frame.
const PALETTE_HEIGHT: u16 = 18;

/// Draws the overlay and gives the place of the cursor if something is typed in it.
pub(super) fn draw(canvas: &mut Canvas<'_>, app: &App) -> Option<Position> {
    match app.overlay.as_ref()? {
        Overlay::Prompt(_) | Overlay::Pinning(_) | Overlay::Colour => None,
        Overlay::Note(note) => super::marks::draw_note(canvas, app, note),
        Overlay::Marks(list) => super::marks::draw_list(canvas, app, list),
        Overlay::Contents(contents) => super::contents::draw(canvas, app, contents),
        Overlay::Differences(differences) => super::differences::draw(canvas, app, differences),
        Overlay::TakeAway(choice) => super::takeaway::draw(canvas, app, choice),
        Overlay::Themes(list) => {
            draw_themes(canvas, app, *list);
            None
        }
        Overlay::Help(view) => draw_help(canvas, app, view),
        Overlay::Palette { input, selected } => draw_palette(canvas, app, input, *selected),
    }
}

/// A framed box in the middle of the screen; gives what is inside.
pub(super) fn framed(canvas: &mut Canvas<'_>, app: &App, width: u16, height: u16, title: &str) -> Area {
    let (width, height) = (width.min(app.size.0), height.min(app.size.1));
    frame(canvas, Area { x: (app.size.0 - width) / 2, y: (app.size.1 - height) / 2, width, height }, title)
}

/// A frame around an area; gives what is inside.
pub(super) fn frame(canvas: &mut Canvas<'_>, area: Area, title: &str) -> Area {
    let Area { width, height, .. } = area;
    canvas.fill(area, Part::Run(Role::Text));
    if width < 3 || height < 3 {
        return area;
    }
    let (right, bottom) = (area.x + width - 1, area.y + height - 1);
    for x in area.x..=right {
        canvas.cell(x, area.y, "─", Part::Line);
        canvas.cell(x, bottom, "─", Part::Line);
    }
    for y in area.y..=bottom {
        canvas.cell(area.x, y, "│", Part::Line);
        canvas.cell(right, y, "│", Part::Line);
    }
    for (x, y, corner) in [(area.x, area.y, "┌"), (right, area.y, "┐"), (area.x, bottom, "└"), (right, bottom, "┘")]
    {
        canvas.cell(x, y, corner, Part::Line);
    }
    let room = width.saturating_sub(4);
    canvas.part(area.x + 2, area.y, &cut(title, room), room, Part::Run(Role::Heading));
    Area { x: area.x + 1, y: area.y + 1, width: width - 2, height: height - 2 }
}

fn draw_help(canvas: &mut Canvas<'_>, app: &App, view: &View) -> Option<Position> {
    let rows = app.help_rows(view);
    // As high as it gets, so that nothing jumps when one goes from part to part, or filters.
    let [turn, filter] = [Command::NextPane, Command::Filter].map(|command| app.keymap.hint(command));
    let title = format!(" Help: {turn} turns, {filter} filters, any other key closes ");
    let inside = framed(canvas, app, help::WIDTH, app.size.1, &title);
    let heading = Area { height: inside.height.min(1), ..inside };
    let cursor = draw_help_heading(canvas, app, view, heading);
    let first = inside.y + heading.height;
    for (row, y) in rows.iter().skip(view.top).zip(first..inside.y + inside.height) {
        let room = inside.width.saturating_sub(1);
        match row {
            HelpRow::Blank => {}
            HelpRow::Heading(text) => {
                canvas.part(inside.x + 1, y, text, room, Part::Run(Role::Heading));
            }
            HelpRow::Keys(keys, text) => {
                let keys_width = u16::try_from(help::KEYS_WIDTH).unwrap_or(u16::MAX);
                canvas.part(inside.x + 1, y, &cut(keys, keys_width), room.min(keys_width), Part::Key);
                let x = inside.x + 1 + keys_width + 1;
                canvas.part(x, y, text, (inside.x + inside.width).saturating_sub(x), Part::Run(Role::Text));
            }
        }
    }
    if rows.is_empty() {
        canvas.part(inside.x + 1, first, "nothing matches", inside.width.saturating_sub(1), Part::Run(Role::Meta));
    }
    cursor
}

/// The parts of the help, or what is typed to filter one.
fn draw_help_heading(canvas: &mut Canvas<'_>, app: &App, view: &View, area: Area) -> Option<Position> {
    if area.height == 0 {
        return None;
    }
    canvas.fill(area, Part::Bar);
    let end = area.x + area.width;
    if view.is_typing || !view.input.value().is_empty() {
        let label = app.keymap.hint(Command::Filter);
        let used = canvas.part(area.x + 1, area.y, &label, area.width.saturating_sub(1), Part::Key);
        let x = area.x + 1 + used;
        let cursor = canvas.typed(x, area.y, &view.input, end.saturating_sub(x), Part::Bar);
        return view.is_typing.then_some(cursor);
    }
    let mut x = area.x;
    for section in Section::ALL {
        let part = if section == view.section { Part::Focus } else { Part::Bar };
        x += canvas.part(x, area.y, &format!(" {} ", section.title()), end.saturating_sub(x), part);
    }
    None
}

fn draw_palette(canvas: &mut Canvas<'_>, app: &App, input: &tui_input::Input, selected: usize) -> Option<Position> {
    let rows = app.palette_rows(input.value());
    // Of one height however many match, so that the line to type in stays where it is.
    let inside = framed(canvas, app, 76, PALETTE_HEIGHT, " Commands and settings ");
    if inside.height == 0 {
        return None;
    }
    let used = canvas.part(inside.x, inside.y, ":", inside.width, Part::Key);
    let room = inside.width.saturating_sub(used);
    let cursor = canvas.typed(inside.x + used, inside.y, input, room, Part::Run(Role::Text));
    let n_rows = usize::from(inside.height.saturating_sub(1));
    let top = (selected + 1).saturating_sub(n_rows);
    for ((index, row), y) in rows.iter().enumerate().skip(top).zip(inside.y + 1..inside.y + inside.height) {
        let line = Area { y, height: 1, ..inside };
        let chosen = index == selected;
        if chosen {
            canvas.fill(line, Part::Selected);
        }
        let part = |own: Part| if chosen { Part::Selected } else { own };
        canvas.part(inside.x + 1, y, row.name(), inside.width, part(Part::Run(Role::Text)));
        let keys = match row {
            Found::Command(row) => app.keymap.keys_of(row.command).first().map_or(String::new(), ToString::to_string),
            Found::Setting(row) => format!("= {}", (row.value)(&app.in_effect())),
        };
        let keys = keys.as_str();
        let x = inside.x + 19;
        let end = (inside.x + inside.width).saturating_sub(columns(keys) + 2);
        let room = end.saturating_sub(x);
        canvas.part(x, y, &cut(row.help(), room), room, part(Part::Run(Role::Meta)));
        canvas.part(end + 1, y, keys, columns(keys), part(Part::Key));
    }
    Some(cursor)
}

/// The columns of the list of themes with its frame.
const THEMES_WIDTH: u16 = 44;

/// The list of themes, in the lower right corner so that the rest of the screen shows the selected one.
fn draw_themes(canvas: &mut Canvas<'_>, app: &App, list: ThemeList) {
    let n_choices = u16::try_from(app.themes.choices().count()).unwrap_or(u16::MAX);
    let status = app.geometry.status.map_or(0, |status| status.height);
    let height = n_choices.saturating_add(2).min(app.size.1.saturating_sub(status));
    let width = THEMES_WIDTH.min(app.size.0);
    let area = Area { x: app.size.0 - width, y: app.size.1 - status - height, width, height };
    let inside = frame(canvas, area, " Themes: Enter keeps, Esc goes back ");
    let n_rows = usize::from(inside.height);
    let top = (list.selected + 1).saturating_sub(n_rows);
    let choices = app.themes.choices().enumerate().skip(top);
    for ((index, choice), y) in choices.zip(inside.y..inside.y + inside.height) {
        let line = Area { y, height: 1, ..inside };
        let chosen = index == list.selected;
        if chosen {
            canvas.fill(line, Part::Selected);
        }
        let part = |own: Part| if chosen { Part::Selected } else { own };
        let sign = if choice == list.before { "•" } else { " " };
        canvas.part(inside.x, y, sign, 1, part(Part::Mark));
        let room = inside.width.saturating_sub(2);
        let used = canvas.part(inside.x + 2, y, &cut(app.themes.name(choice), room), room, part(Part::Run(Role::Text)));
        if choice == Chosen::Auto {
            let told = cut("  as the terminal is dark or light", room - used);
            canvas.part(inside.x + 2 + used, y, &told, room - used, part(Part::Run(Role::Meta)));
        }
    }
}
