//! Marks on the screen: their signs, the list of them, a note that is written, the question for a colour.

use ratatui::layout::Position;

use super::overlay::{frame, framed};
use super::theme::Part;
use super::{Canvas, columns, cut};
use crate::app::geometry::Area;
use crate::app::mark_list::{Entry, MarkList, Order, Scope, Standing};
use crate::app::marks::{Placed, SEVERAL, sign};
use crate::app::overlay::NoteBox;
use crate::app::{App, contents};
use crate::layout::{Role, Shown as ShownRow};
use crate::state::marks::{Colour, Kind};

/// The rows of a note that is written, at most.
const NOTE_ROWS: u16 = 10;

/// From so many rows inside the list on, the selected mark is told in full below it.
const ROOM_FOR_DETAIL: u16 = 12;

/// The rows that this takes.
const DETAIL_ROWS: u16 = 4;

/// The columns that the title of a work takes in the list of all.
const TITLE_COLUMNS: u16 = 24;

/// The look of a highlight.
pub(super) fn part_of(colour: Colour) -> Part {
    match colour {
        Colour::Yellow => Part::Yellow,
        Colour::Green => Part::Green,
        Colour::Blue => Part::Blue,
        Colour::Red => Part::Red,
        Colour::Violet => Part::Violet,
    }
}

/// Tells in a row's margin which marks begin in it.
pub(super) fn draw_sign(canvas: &mut Canvas<'_>, placed: &[Placed], shown: &ShownRow, x: u16, y: u16) {
    let mut beginning = shown.beginning().flat_map(|bead| {
        let from = placed.partition_point(|placed| placed.beads.start < bead);
        placed[from..].iter().take_while(move |placed| placed.beads.start == bead)
    });
    let Some(first) = beginning.next() else { return };
    let (symbol, part) = match (beginning.next(), first.mark.kind) {
        (Some(_), _) => (SEVERAL, Part::Sign),
        (None, Kind::Highlight(colour)) => (sign(first.mark.kind, first.mark.note.is_some()), part_of(colour)),
        (None, Kind::Bookmark | Kind::Note) => (sign(first.mark.kind, first.mark.note.is_some()), Part::Sign),
    };
    canvas.cell(x, y, symbol, part);
}

/// Asks for a colour in the status line.
pub(super) fn draw_colours(canvas: &mut Canvas<'_>, app: &App, area: Area) {
    let last = app.last_colour();
    let names: Vec<String> = Colour::ALL.iter().zip(1..).map(|(colour, n)| format!("{n} {}", colour.name())).collect();
    let rest = format!("Enter {}, 0 none, Esc leaves it", last.name());
    let all: u16 = names.iter().map(|name| columns(name) + 2).sum();
    let is_short = all + columns(&rest) + 13 > area.width;
    let end = area.x + area.width;
    let mut x = area.x + 1;
    if !is_short {
        x += canvas.part(x, area.y, "Highlight: ", area.width - 1, Part::Status);
    }
    for (colour, name) in Colour::ALL.into_iter().zip(&names) {
        let name = if is_short { &name[..3] } else { name };
        x += canvas.part(x, area.y, name, end.saturating_sub(x), part_of(colour));
        x += canvas.part(x, area.y, if is_short { " " } else { "  " }, end.saturating_sub(x), Part::Status);
    }
    canvas.part(x, area.y, &rest, end.saturating_sub(x), Part::Status);
}

/// Draws a note that is written and gives the place of the cursor. It leaves the passage in sight.
pub(super) fn draw_note(canvas: &mut Canvas<'_>, app: &App, note: &NoteBox) -> Option<Position> {
    let room = NoteBox::columns(app.size);
    let rows = note.editor.rows(room);
    let (row, column) = note.editor.place(room);
    let status = u16::from(app.geometry.status.is_some());
    let most = app.size.1.saturating_sub(status).saturating_sub(2).clamp(1, NOTE_ROWS);
    let wanted = u16::try_from(rows.len()).unwrap_or(u16::MAX).clamp(3.min(most), most);
    let height = (wanted + 2).min(app.size.1);
    let width = u16::try_from(room).unwrap_or(u16::MAX).saturating_add(4).min(app.size.0);
    let current = app.reader.as_ref().map_or(0, |reader| reader.row());
    let is_low = current * 2 >= app.geometry.text.map_or(0, |text| usize::from(text.height));
    let y = if is_low { 0 } else { app.size.1.saturating_sub(status + height) };
    let area = Area { x: (app.size.0 - width) / 2, y, width, height };
    let inside = frame(canvas, area, &format!(" Note on “{}” ", note.passage));
    let hint = " Enter keeps it, Alt-Enter begins a line, Esc leaves it ";
    if columns(hint) + 2 < width && height > 2 {
        canvas.part(area.x + width - columns(hint) - 2, area.y + height - 1, hint, width, Part::Run(Role::Meta));
    }
    let n_rows = usize::from(inside.height);
    let top = (row + 1).saturating_sub(n_rows);
    for (range, y) in rows.iter().skip(top).take(n_rows).zip(inside.y..) {
        let text = note.editor.text()[range.clone()].trim_end_matches('\n');
        canvas.part(inside.x + 1, y, text, inside.width.saturating_sub(1), Part::Run(Role::Text));
    }
    let (x, y) = (u16::try_from(column).unwrap_or(u16::MAX), u16::try_from(row - top).unwrap_or(u16::MAX));
    (inside.height > 0).then(|| Position::new(inside.x + 1 + x.min(inside.width.saturating_sub(2)), inside.y + y))
}

/// Draws the list and gives the place of the cursor.
pub(super) fn draw_list(canvas: &mut Canvas<'_>, app: &App, list: &MarkList) -> Option<Position> {
    let contents::Frame { width, height } = contents::Frame::on(app.size);
    let whose = match list.scope {
        Scope::Work => "Marks of this work",
        Scope::Library => "Marks of all works",
    };
    let keys = "Enter goes there, Tab this work or all, Delete removes, Ctrl-s sorts, Esc closes";
    let inside = framed(canvas, app, width, height, &format!(" {whose}: {keys} "));
    if inside.height == 0 || inside.width < 2 {
        return None;
    }
    let detail = if inside.height >= ROOM_FOR_DETAIL { DETAIL_ROWS } else { 0 };
    let is_typed = u16::from(inside.height > 1);
    let lines = Area { y: inside.y + is_typed, height: inside.height - is_typed - detail, ..inside };
    for ((entry, is_selected), y) in list.in_sight(usize::from(lines.height)).zip(lines.y..) {
        draw_entry(canvas, entry, Area { y, height: 1, ..lines }, list.scope, is_selected);
    }
    if list.is_empty() {
        let told = if list.has_none() { "there are no marks here" } else { "no mark has these words" };
        canvas.part(inside.x + 1, lines.y, told, inside.width - 1, Part::Run(Role::Meta));
    }
    if let Some(entry) = list.chosen().filter(|_| detail > 0) {
        draw_detail(canvas, entry, Area { y: lines.y + lines.height, height: detail, ..inside });
    }
    (is_typed > 0).then(|| draw_input(canvas, list, Area { height: 1, ..inside }))
}

/// A mark in a line: its sign, how far on it is, the work where all are listed, its passage, and its note.
fn draw_entry(canvas: &mut Canvas<'_>, entry: &Entry, area: Area, scope: Scope, is_selected: bool) {
    if is_selected {
        canvas.fill(area, Part::Selected);
    }
    let part = |own: Part| if is_selected { Part::Selected } else { own };
    let end = area.x + area.width;
    let sign = match entry.mark.kind {
        Kind::Highlight(colour) => part(part_of(colour)),
        Kind::Bookmark | Kind::Note => part(Part::Sign),
    };
    canvas.part(area.x + 1, area.y, entry.sign, area.width - 1, sign);
    let mut x = area.x + 3;
    let mut write = |canvas: &mut Canvas<'_>, text: &str, room: u16, own: Part| {
        let room = room.min(end.saturating_sub(x));
        x += canvas.part(x, area.y, &cut(text, room), room, part(own));
        x
    };
    let percent = match entry.standing {
        Standing::Here => entry.percent.map_or(String::new(), |percent| format!("{percent}%")),
        Standing::Lost | Standing::Elsewhere => "?".to_owned(),
    };
    write(canvas, &format!("{percent:>4}  "), 6, Part::Run(Role::Meta));
    if scope == Scope::Library && area.width > 3 * TITLE_COLUMNS {
        let title = cut(&entry.title, TITLE_COLUMNS);
        let padding = usize::from(TITLE_COLUMNS.saturating_sub(columns(&title)) + 2);
        write(canvas, &format!("{title}{}", " ".repeat(padding)), TITLE_COLUMNS + 2, Part::Run(Role::Meta));
    }
    let note = entry.mark.note.as_deref().map(first_line).unwrap_or_default();
    let room = end.saturating_sub(write(canvas, "", 0, Part::Run(Role::Text)));
    let for_text = if note.is_empty() { room } else { room.saturating_sub((columns(note) + 3).min(room / 2)) };
    write(canvas, &entry.text, for_text, Part::Run(Role::Text));
    if !note.is_empty() {
        write(canvas, " ✎ ", room, Part::Sign);
        write(canvas, note, room, Part::Run(Role::Quotation));
    }
}

/// The selected mark: what it is, where, its passage and its note.
fn draw_detail(canvas: &mut Canvas<'_>, entry: &Entry, area: Area) {
    for x in area.x..area.x + area.width {
        canvas.cell(x, area.y, "─", Part::Line);
    }
    let kind = match entry.mark.kind {
        Kind::Highlight(colour) => format!("highlight, {}", colour.name()),
        kind @ (Kind::Bookmark | Kind::Note) => kind.name().to_owned(),
    };
    let told = entry.standing.told();
    let facts = [kind.as_str(), told, &entry.language, &entry.title].into_iter().filter(|fact| !fact.is_empty());
    let facts = facts.collect::<Vec<_>>().join(" · ");
    let note = entry.mark.note.as_deref().unwrap_or_default().replace('\n', " ⏎ ");
    let parts = [Part::Run(Role::Meta), Part::Run(Role::Text), Part::Run(Role::Quotation)];
    for ((text, part), y) in [facts, format!("“{}”", entry.text), note].iter().zip(parts).zip(area.y + 1..) {
        let room = area.width.saturating_sub(2);
        canvas.part(area.x + 1, y, &cut(text, room), room, part);
    }
}

fn draw_input(canvas: &mut Canvas<'_>, list: &MarkList, area: Area) -> Position {
    let label = canvas.part(area.x + 1, area.y, "/", area.width - 1, Part::Key) + 1;
    let order = match list.order {
        Order::Place => "by place",
        Order::Time => "by time",
    };
    let n = match list.len() {
        1 => format!("1 mark, {order} "),
        n => format!("{n} marks, {order} "),
    };
    let room_for_n = if columns(&n) + label + 8 < area.width { columns(&n) } else { 0 };
    canvas.part(area.x + area.width - room_for_n, area.y, &n, room_for_n, Part::Run(Role::Meta));
    let room = area.width.saturating_sub(label + room_for_n + 1);
    canvas.part(area.x + label, area.y, list.input.value(), room, Part::Run(Role::Text));
    let before: String = list.input.value().chars().take(list.input.cursor()).collect();
    Position::new(area.x + label + columns(&before).min(room), area.y)
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}
