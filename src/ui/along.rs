//! The panel in which all versions are read along.

use super::reader::{Tone, Wash, draw_washed};
use super::theme::Part;
use super::{Canvas, cut};
use crate::app::App;
use crate::app::along::{Along, Passage};
use crate::app::commands::Command;
use crate::app::geometry::Area;
use crate::app::reader::Reader;
use crate::layout::{Role, Row};

pub(super) fn draw(canvas: &mut Canvas<'_>, app: &App) {
    let (Some(along), Some(reader), Some(area)) = (&app.along, &app.reader, app.geometry.along) else { return };
    let is_beside = app.geometry.text.is_some_and(|text| text.y == area.y);
    let (inside, margin) = if is_beside {
        for y in area.y..area.y + area.height {
            canvas.cell(area.x, y, "│", Part::Line);
        }
        (Area { x: area.x + 2, width: area.width.saturating_sub(3), ..area }, "")
    } else {
        for x in area.x..area.x + area.width {
            canvas.cell(x, area.y, "─", Part::Line);
        }
        // A blank on either side parts the title from its line.
        (Area { x: area.x + 2.min(area.width), width: area.width.saturating_sub(3), ..area }, " ")
    };
    let n_rows = inside.height.saturating_sub(1);
    let title = format!("{margin}{}{margin}", title(app, along, usize::from(n_rows)));
    canvas.part(inside.x, inside.y, &cut(&title, inside.width), inside.width, Part::Run(Role::Heading));
    let tag = along.tag_columns(reader);
    let rows = along.passages.iter().flat_map(|passage| passage.rows.iter().enumerate().map(move |row| (passage, row)));
    for ((passage, (index, row)), y) in rows.skip(along.top).zip(inside.y + 1..inside.y + 1 + n_rows) {
        if index == 0 {
            let label = reader.work.versions[passage.version].language.label();
            canvas.part(inside.x, y, &cut(label, tag - 1), inside.width, Part::Label);
        }
        draw_passage_row(canvas, reader, passage, row, Area { x: inside.x + tag, y, height: 1, ..inside }, tag);
    }
}

fn draw_passage_row(canvas: &mut Canvas<'_>, reader: &Reader, passage: &Passage, row: &Row, area: Area, tag: u16) {
    let hidden = match &passage.document {
        Some(document) if reader.veils(passage.version) => reader.hidden_of(passage.version, document, &row.source),
        _ => Vec::new(),
    };
    let washes: Vec<Wash> = hidden.into_iter().map(|bytes| Wash { bytes, part: Part::Veil }).collect();
    let area = Area { width: area.width.saturating_sub(tag), ..area };
    draw_washed(canvas, row, area, &washes, false, Tone::Own);
}

/// What the panel is, and how it is closed and scrolled.
fn title(app: &App, along: &Along, n_rows: usize) -> String {
    let [close, down, up] =
        [Command::ReadAlong, Command::AlongDown, Command::AlongUp].map(|command| app.keymap.hint(command));
    let n_versions = app.reader.as_ref().map_or(0, |reader| reader.work.versions.len());
    let what = match along.passages.len() {
        n if n < n_versions => format!("{n} of {n_versions} versions"),
        _ => "All versions".to_owned(),
    };
    if along.n_rows() <= n_rows {
        return format!("{what}: {close} closes");
    }
    let last = (along.top + n_rows).min(along.n_rows());
    format!("{what}, to row {last} of {}: {down} {up} scroll, {close} closes", along.n_rows())
}
