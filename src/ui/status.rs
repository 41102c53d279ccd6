//! The last line: a prompt, a message, or where the reader is and what the keys do.

use ratatui::layout::Position;

use super::theme::Part;
use super::{Canvas, columns, cut, remarks};
use crate::align::mend::Cut;
use crate::app::commands::{Applies, COMMANDS, Command, Group};
use crate::app::geometry::Area;
use crate::app::reader::Holding;
use crate::app::{App, Lock, Overlay, Pane, Prompt, Reader, overlay};
use crate::app::{Message, Weight};
use crate::layout::width;
use crate::layout::width::wrapped;
use crate::library::watch::Fate;
use crate::model::Bead;
use crate::state::marks::Kind;

/// The hints that are left out last.
const FIRST_HINTS: &[&str] = &["quit", "help", "lift", "read", "page", "find", "word", "list", "language"];
const FIRST_WHILE_MENDING: &[&str] = &["ends mending", "undo", "split", "merge", "cut", "side", "gap", "pin"];

/// Draws the line and gives the place of the cursor if something is typed in it.
pub(super) fn draw(canvas: &mut Canvas<'_>, app: &App, area: Area) -> Option<Position> {
    canvas.fill(area, Part::Status);
    if let Some(Overlay::Prompt(prompt)) = &app.overlay {
        return Some(draw_prompt(canvas, app, prompt, area));
    }
    if matches!(app.overlay, Some(Overlay::Colour)) {
        super::marks::draw_colours(canvas, app, area);
        return None;
    }
    let question = matches!(app.overlay, Some(Overlay::Pinning(_))).then(|| Message::note(overlay::PINNING));
    if let Some(message) = question.as_ref().or(app.message.as_ref()) {
        let part = match message.weight {
            Weight::Note => Part::Status,
            Weight::Trouble => Part::Trouble,
        };
        let room = area.width.saturating_sub(2);
        // What is too long for the line takes the rows above it, too.
        let rows = wrapped(&message.text, usize::from(room.max(1)));
        let n_above = u16::try_from(rows.len() - 1).unwrap_or(u16::MAX).min(area.y / 2);
        let top = area.y - n_above;
        canvas.fill(Area { y: top, height: n_above + 1, ..area }, part);
        for (row, y) in rows.iter().zip(top..=area.y) {
            canvas.part(area.x + 1, y, &cut(row, room), room, part);
        }
        return None;
    }
    let room = area.width.saturating_sub(2);
    let left = match (&app.reader, app.pane) {
        (Some(reader), Pane::Reader) => where_and_what(app, reader, room),
        _ => String::new(),
    };
    let left = match app.count {
        Some(count) => format!("{count} times … · {left}"),
        None => left,
    };
    let used = canvas.part(area.x + 1, area.y, &cut(&left, room), room, Part::Status);
    hints(canvas, app, area, used + 3);
    None
}

fn draw_prompt(canvas: &mut Canvas<'_>, app: &App, prompt: &Prompt, area: Area) -> Position {
    let label = prompt.kind.label();
    let room = area.width / 2;
    let (hits, part) = match (&app.find_trouble, &app.finding, prompt.kind) {
        (Some(trouble), _, overlay::PromptKind::Find(_)) => (format!(" {} ", cut(trouble, room)), Part::Trouble),
        (None, Some(finding), overlay::PromptKind::Find(_)) if !finding.pending => {
            (format!("{} ", hits(app)), Part::Status)
        }
        _ => (String::new(), Part::Status),
    };
    let x = area.x + 1 + canvas.part(area.x + 1, area.y, label, area.width.saturating_sub(1), Part::Key);
    let end = (area.x + area.width).saturating_sub(columns(&hits));
    let room = end.saturating_sub(x + 1);
    let cursor = canvas.typed(x, area.y, &prompt.input, room, Part::Status);
    canvas.part(end, area.y, &hits, area.width, part);
    cursor
}

/// The longest note that is told in the line, in columns.
const NOTE_COLUMNS: usize = 60;

/// The marks on the current bead, the note first.
fn marks_here(app: &App, reader: &Reader) -> Vec<String> {
    let Some(bead) = reader.bead().filter(|_| matches!(reader.lock, Lock::Locked)) else { return Vec::new() };
    let here = || app.marks.placed.iter().filter(|placed| placed.beads.contains(&bead)).map(|placed| &placed.mark);
    let notes = here().filter_map(|mark| mark.note.as_deref());
    let notes = notes.map(|note| format!("✎ {}", width::ellipsize(&note.replace('\n', " ⏎ "), NOTE_COLUMNS)));
    let kinds = here().filter(|mark| mark.kind != Kind::Note).map(|mark| mark.kind.name().to_owned());
    notes.chain(kinds).collect()
}

/// Where we are, and what is to be told of the bead there, unless that has rows of its own.
fn where_and_what(app: &App, reader: &Reader, room: u16) -> String {
    let full = where_we_are(app, reader, Counts::Shown);
    let remarks = app.remarks();
    if remarks.is_empty() || app.geometry.remarks.is_some() {
        return full;
    }
    remarks::in_line(&remarks, [full, where_we_are(app, reader, Counts::LeftOut)], room)
}

/// Whether the status line counts what is level and what is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Counts {
    Shown,
    LeftOut,
}

/// The bead, how far it is, and what is special: finding, unlocked sides, work going on.
fn where_we_are(app: &App, reader: &Reader, counts: Counts) -> String {
    let mut parts = Vec::new();
    if let (Some(sheet), Some(bead)) = (reader.sheet(), reader.bead()) {
        let what = if sheet.right.is_some() { "bead" } else { "sentence" };
        parts.push(format!("{}%", reader.progress() / 10));
        if sheet.left.is_stretch() {
            // How many there are in all is not known of what is too long to be held.
            let (held, of) = sheet.left.span();
            parts.push(format!("near {} of {} MB", held.start >> 20, of >> 20));
            parts.extend(app.time_left());
        } else {
            parts.push(match reader.tally.rank(bead) {
                Some(rank) => format!("{what} {rank} of {}", reader.tally.n_beads()),
                None => "page furniture".to_owned(),
            });
            parts.extend(app.time_left().filter(|_| counts == Counts::Shown));
            parts.extend(level(reader).filter(|_| counts == Counts::Shown));
        }
    }
    parts.splice(0..0, marks_here(app, reader));
    if let Some(beads) = reader.selected_beads() {
        parts.insert(0, format!("{} selected", beads.len()));
    }
    parts.extend(veiled(reader));
    if matches!(reader.lock, Lock::Unlocked(_)) {
        parts.push("unlocked".to_owned());
    } else if let Some((bead, cut)) = reader.cut() {
        parts.insert(0, mending(reader, bead, cut));
    } else if !reader.pins().is_empty() {
        parts.push(format!("{} by hand", reader.pins().len()));
    }
    let again = app.keymap.hint(Command::Reload);
    parts.extend(app.fate().map(|fate| match fate {
        Fate::Changed => format!("changed on disk: {again}"),
        Fate::Grown => format!("has grown: {again}"),
        Fate::Gone => "gone from the disk".to_owned(),
    }));
    if app.finding.is_some() {
        parts.push(hits(app));
    }
    if app.waiting {
        parts.push("laying level …".to_owned());
    }
    parts.join(" · ")
}

/// What is hidden, and how much of it was lifted.
fn veiled(reader: &Reader) -> Option<String> {
    let side = reader.veiled_side()?;
    let version = *reader.versions_shown().get(side.index())?;
    let label = reader.work.versions[version].language.label();
    Some(format!("{label} veiled, lifted {}%", reader.percent_lifted()))
}

/// What the bead that is mended is made of, and what would come of splitting it.
fn mending(reader: &Reader, bead: &Bead, cut: Cut) -> String {
    let size = |source: usize, target: usize| format!("{source}–{target}");
    let (n_source, n_target) = (bead.source.len(), bead.target.len());
    let pinned = if reader.bead().is_some_and(|bead| reader.is_mended(bead)) { ", pinned" } else { "" };
    let parts = if n_source + n_target > 1 {
        let (above, below) = (size(cut.source, cut.target), size(n_source - cut.source, n_target - cut.target));
        format!(", cut {above} » {below}")
    } else {
        String::new()
    };
    format!("mending {}{pinned}{parts}", size(n_source, n_target))
}

/// How much is level, and what is not.
fn level(reader: &Reader) -> Option<String> {
    let tally = &reader.tally;
    let mut parts = vec![format!("{}% level", tally.percent_level?)];
    match tally.n_gaps {
        0 => {}
        1 => parts.push("1 gap".to_owned()),
        n => parts.push(format!("{n} gaps")),
    }
    if tally.n_doubtful > 0 {
        parts.push(format!("{} doubtful", tally.n_doubtful));
    }
    match reader.n_differing() {
        0 => {}
        1 => parts.push("1 differs".to_owned()),
        n => parts.push(format!("{n} differ")),
    }
    Some(parts.join(", "))
}

fn hits(app: &App) -> String {
    let Some(finding) = &app.finding else { return String::new() };
    if finding.pending {
        return "finding …".to_owned();
    }
    if app.reader.as_ref().is_some_and(|reader| reader.holding() == Holding::Stretches) {
        // Hits are counted in what is held only.
        return if finding.at.is_some() { "found".to_owned() } else { String::new() };
    }
    let n_hits = match finding.n_hits() {
        n if finding.is_cut() => format!("more than {n}"),
        n => n.to_string(),
    };
    let both = if finding.both { " on both sides" } else { "" };
    match finding.at.map(|_| finding.rank) {
        Some(rank) => format!("hit {rank} of {n_hits}{both}"),
        None if n_hits == "1" => format!("1 hit{both}"),
        None => format!("{n_hits} hits{both}"),
    }
}

/// As many hints as there is room for, from the right end.
fn hints(canvas: &mut Canvas<'_>, app: &App, area: Area, from: u16) {
    let reading_two = app.reader.as_ref().is_some_and(|reader| reader.work.versions.len() > 1);
    let fits = |row: &&crate::app::commands::CommandRow| {
        let for_two = matches!(row.group, Group::Versions | Group::Veil);
        let for_veil = matches!(row.command, Command::Lift | Command::LiftWord);
        let is_veiled = || app.reader.as_ref().is_some_and(|reader| reader.veiled_side().is_some());
        let is_hinted = match app.keyboard() {
            Pane::Mending => row.applies == Applies::Mending,
            pane => row.applies_in(pane) && (!for_two || reading_two || pane == Pane::List),
        };
        (!for_veil || is_veiled()) && !row.hint.is_empty() && is_hinted
    };
    let all: Vec<(String, &str)> =
        COMMANDS.iter().filter(fits).map(|row| (app.keymap.hint(row.command), row.hint)).collect();
    let width_of = |(key, hint): &(String, &str)| columns(key) + 1 + columns(hint) + 2;
    let room = area.width.saturating_sub(from);
    // Where there is little room, the ways in and out come first.
    let first = if app.keyboard() == Pane::Mending { FIRST_WHILE_MENDING } else { FIRST_HINTS };
    let rank = |(_, hint): &(String, &str)| first.iter().position(|known| known == hint).unwrap_or(usize::MAX);
    let mut by_rank: Vec<usize> = (0..all.len()).collect();
    by_rank.sort_by_key(|&index| rank(&all[index]));
    let mut chosen: Vec<usize> = Vec::new();
    let mut used = 0;
    for index in by_rank {
        if used + width_of(&all[index]) > room {
            break;
        }
        used += width_of(&all[index]);
        chosen.push(index);
    }
    chosen.sort_unstable();
    let mut x = (area.x + area.width).saturating_sub(used);
    for (key, hint) in chosen.into_iter().map(|index| &all[index]) {
        let style = canvas.palette.style(Part::Status).patch(canvas.palette.style(Part::Key));
        x += canvas.text(x, area.y, key, area.width, style);
        x += canvas.part(x, area.y, &format!(" {hint}  "), area.width, Part::Status);
    }
}
