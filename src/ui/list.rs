//! The list of works.

use super::theme::Part;
use super::{Canvas, columns, cut};
use crate::app::geometry::{Area, ListParts};
use crate::app::list::{Entry, issuer, representative, title};
use crate::app::{App, Listing, Pane};
use crate::language::table;
use crate::layout::Role;
use crate::model::{Version, Work, WorkKind};

/// From this width on date and issuer stand in the row.
const ROOM_FOR_DETAILS: u16 = 64;

/// The columns that a title has before the languages are named and not only counted.
const ROOM_FOR_TITLE: u16 = 30;

pub(super) fn draw(canvas: &mut Canvas<'_>, app: &App, area: Area) {
    let parts = ListParts::divide(area);
    heading(canvas, app, parts.heading);
    let listed = app.list.entries.iter().enumerate().skip(app.list.top);
    for (row, (index, &entry)) in (0..parts.entries.height).zip(listed) {
        let line = Area { y: parts.entries.y + row, height: 1, ..parts.entries };
        if index == app.list.selected {
            let part = if app.pane == Pane::List { Part::Selected } else { Part::SelectedElsewhere };
            canvas.fill(line, part);
        }
        let base = match (index == app.list.selected, app.pane) {
            (false, _) => None,
            (true, Pane::List) => Some(Part::Selected),
            (true, Pane::Reader | Pane::Mending) => Some(Part::SelectedElsewhere),
        };
        match entry {
            Entry::Work(work) => work_row(canvas, app, &app.library.works[work], line, base),
            Entry::Version(work, version) => {
                version_row(canvas, app, &app.library.works[work], version, line, base);
            }
        }
    }
    if app.list.entries.is_empty() {
        let line = Area { y: parts.entries.y, height: 1, ..parts.entries };
        empty(canvas, app, line);
    }
    if let Some(detail) = parts.detail {
        details(canvas, app, detail);
    }
    if app.geometry.text.is_some() {
        for y in area.y..area.y + area.height {
            canvas.cell(area.x + area.width, y, "│", Part::Line);
        }
    }
}

fn heading(canvas: &mut Canvas<'_>, app: &App, line: Area) {
    canvas.fill(line, Part::Bar);
    let n_works = app.list.entries.iter().filter(|entry| matches!(entry, Entry::Work(_))).count();
    let works = if n_works == 1 { "work" } else { "works" };
    let filter = if app.list.filter.is_empty() { String::new() } else { format!(" with “{}”", app.list.filter) };
    let text = match &app.listing {
        Listing::Reading(progress) if progress.n_files > 0 => {
            format!(" reading {} of {} files …", progress.n_read, progress.n_files)
        }
        Listing::Reading(_) => " reading …".to_owned(),
        Listing::Ready => format!(" {n_works} {works}{filter}, by {}", app.list.sort.name()),
    };
    canvas.part(line.x, line.y, &cut(&text, line.width), line.width, Part::Bar);
}

fn empty(canvas: &mut Canvas<'_>, app: &App, line: Area) {
    let text = match (&app.listing, app.list.filter.is_empty()) {
        (Listing::Reading(_), _) => return,
        (Listing::Ready, false) => "nothing fits the filter; Esc clears it",
        (Listing::Ready, true) => "no texts were found here",
    };
    canvas.part(line.x + 1, line.y, text, line.width.saturating_sub(1), Part::Run(Role::Meta));
}

fn work_row(canvas: &mut Canvas<'_>, app: &App, work: &Work, line: Area, base: Option<Part>) {
    let many = work.versions.len() > 1;
    let marked = app.list.marked.as_ref() == Some(&work.id);
    let opener = match (marked, many, app.list.is_open(work)) {
        (true, ..) => "◆ ",
        (false, true, false) => "▸ ",
        (false, true, true) => "▾ ",
        (false, false, _) => "  ",
    };
    let languages: Vec<&str> = work.versions.iter().map(|version| version.language.label()).collect();
    let progress = app.progress_of(work).map_or(String::new(), |thousandths| format!(" {:>3}%", thousandths / 10));
    let roomy = line.width >= ROOM_FOR_DETAILS;
    let mut right = format!("{}{progress} ", languages.join(" "));
    if columns(&right) + ROOM_FOR_TITLE > line.width {
        right = format!("{}{progress} ", work.versions.len());
    }
    let mut x = line.x + canvas.part(line.x, line.y, opener, line.width, base.unwrap_or(Part::Run(Role::Marker)));
    let end = (line.x + line.width).saturating_sub(columns(&right) + 1).max(x);
    if roomy {
        let date = work.date().map_or(String::new(), |date| date.to_string());
        x += canvas.part(x, line.y, &format!("{date:<10}  "), end - x, base.unwrap_or(Part::Run(Role::Meta)));
    }
    let issuer = issuer(work, &app.preferences);
    let title = title(work, &app.preferences);
    let title_room = if roomy && issuer.is_some() { (end - x) * 2 / 3 } else { end - x };
    x += canvas.part(x, line.y, &cut(title, title_room), title_room, base.unwrap_or(Part::Run(Role::Text)));
    if let (true, Some(issuer)) = (roomy, issuer) {
        let text = cut(&format!("  {issuer}"), end.saturating_sub(x));
        canvas.part(x, line.y, &text, end.saturating_sub(x), base.unwrap_or(Part::Run(Role::Meta)));
    }
    canvas.part(end + 1, line.y, &right, (line.x + line.width).saturating_sub(end + 1), base.unwrap_or(Part::Label));
}

fn version_row(canvas: &mut Canvas<'_>, app: &App, work: &Work, index: usize, line: Area, base: Option<Part>) {
    let version = &work.versions[index];
    let last = index + 1 == work.versions.len();
    let branch = if last { "  └ " } else { "  ├ " };
    let mut x = line.x + canvas.part(line.x, line.y, branch, line.width, base.unwrap_or(Part::Line));
    let end = line.x + line.width;
    let shown = app.reader.as_ref().filter(|reader| reader.work.id == work.id);
    let shown = shown.is_some_and(|reader| reader.versions_shown().contains(&index));
    let name = format!("{} ", table::own_name(&version.language));
    let part = if shown { Part::Mark } else { Part::Label };
    x += canvas.part(x, line.y, &name, end.saturating_sub(x), base.unwrap_or(part));
    let title = version.description.title.as_deref().unwrap_or_default();
    canvas.part(
        x,
        line.y,
        &cut(title, end.saturating_sub(x)),
        end.saturating_sub(x),
        base.unwrap_or(Part::Run(Role::Meta)),
    );
}

/// What the row has no room for: the whole title, date, issuer, languages and path of what is selected.
fn details(canvas: &mut Canvas<'_>, app: &App, area: Area) {
    for x in area.x..area.x + area.width {
        canvas.cell(x, area.y, "─", Part::Line);
    }
    let Some(entry) = app.list.selection() else { return };
    let work = &app.library.works[entry.work()];
    let version: Option<&Version> = match entry {
        Entry::Work(_) => representative(work, &app.preferences),
        Entry::Version(_, version) => work.versions.get(version),
    };
    let Some(version) = version else { return };
    let description = &version.description;
    let names: Vec<&str> = match entry {
        Entry::Work(_) => work.versions.iter().map(|version| table::own_name(&version.language)).collect(),
        Entry::Version(..) => vec![table::own_name(&version.language)],
    };
    let date = description.date.or(work.date()).map_or("no date".to_owned(), |date| date.to_string());
    let kind = match work.kind {
        WorkKind::Original => "",
        WorkKind::Digest => "digest · ",
    };
    let original = work
        .original_language
        .as_ref()
        .map_or(String::new(), |language| format!(" · first written in {}", table::english_name(language)));
    let issuer = match entry {
        Entry::Work(_) => issuer(work, &app.preferences),
        Entry::Version(..) => description.issuer.as_deref(),
    };
    let lines = [
        (description.title.clone().unwrap_or_else(|| work.id.clone()), Part::Run(Role::Heading)),
        (format!("{kind}{date} · {}", issuer.unwrap_or("issuer not known")), Part::Run(Role::Meta)),
        (format!("{}{original}", names.join(", ")), Part::Label),
        (description.source.clone().unwrap_or_else(|| version.shown_path()), Part::Run(Role::Furniture)),
    ];
    for (y, (text, part)) in (area.y + 1..area.y + area.height).zip(lines) {
        let room = area.width.saturating_sub(2);
        canvas.part(area.x + 1, y, &cut(&text, room), room, part);
    }
}
