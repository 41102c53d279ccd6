//! The bar of versions, the headings of the columns and the text.

use std::borrow::Cow;
use std::ops::Range;

use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;

use super::compare::{Differing, gap_label, part_of, sign};
use super::theme::Part;
use super::{Canvas, columns, cut};
use crate::app::geometry::{Area, Page};
use crate::app::marks::Placed;
use crate::app::reader::LooseSide;
use crate::app::reader::veil::shaded;
use crate::app::{App, Finding, Lock, Pane, Reader, Shown};
use crate::language::table;
use crate::layout::{Arrangement, Direction, Port, Role, Row, Run, Shown as ShownRow, sheet::FOLD_MARK};
use crate::model::Side;
use crate::state::marks::Kind;

pub(super) fn draw(canvas: &mut Canvas<'_>, app: &App) {
    let Some(reader) = &app.reader else { return };
    if let Some(area) = app.geometry.bar {
        bar(canvas, app, reader, area);
    }
    if let Some(area) = app.geometry.headings {
        headings(canvas, app, reader, area);
    }
    let Some(area) = app.geometry.text else { return };
    if matches!(reader.shown, Shown::Nothing) {
        let text = if app.waiting { "reading …" } else { "this text could not be read" };
        canvas.part(area.x + 2, area.y, text, area.width.saturating_sub(2), Part::Run(Role::Meta));
        return;
    }
    if reader.sheet().is_some_and(|sheet| sheet.n_beads() == 0) {
        canvas.part(
            area.x + 2,
            area.y,
            "there is no text in this file",
            area.width.saturating_sub(2),
            Part::Run(Role::Meta),
        );
        return;
    }
    let page = reader.page();
    let marks = Marks::of(app);
    match &reader.lock {
        Lock::Locked => locked(canvas, reader, area, page, &marks),
        Lock::Unlocked(sides) => unlocked(canvas, reader, sides, area, page, &marks),
    }
}

/// The work's title and its numbered versions.
fn bar(canvas: &mut Canvas<'_>, app: &App, reader: &Reader, area: Area) {
    canvas.fill(area, Part::Bar);
    let shown = reader.versions_shown();
    let two = shown.len() == 2;
    let labels = reader.version_labels(area);
    let start = labels.first().map_or(area.x + area.width, |label| label.x);
    let room = start.saturating_sub(area.x);
    // Over a veil the title is that of what is seen.
    let seen = reader.veiled_side().and_then(|side| shown.get(side.other().index()));
    let title = seen.and_then(|&version| reader.work.versions[version].description.title.as_deref());
    let title = title.unwrap_or_else(|| crate::app::list::title(&reader.work, &app.preferences));
    if room > 8 {
        canvas.part(area.x + 1, area.y, &cut(title, room - 2), room - 2, Part::Bar);
    }
    for label in &labels {
        let focus = shown.get(if two { reader.focus.index() } else { 0 });
        let focused = app.pane == Pane::Reader && focus == Some(&label.version);
        let part = match (focused, shown.contains(&label.version)) {
            (true, _) => Part::Focus,
            (false, true) => Part::Key,
            (false, false) => Part::Bar,
        };
        let style = canvas.palette.style(Part::Bar).patch(canvas.palette.style(part));
        canvas.text(label.x, area.y, &label.text, (area.x + area.width).saturating_sub(label.x), style);
    }
}

/// Each column's language and title.
fn headings(canvas: &mut Canvas<'_>, app: &App, reader: &Reader, area: Area) {
    let page = reader.page();
    let versions = reader.versions_shown();
    let titled = |(side, version): (Side, usize)| {
        let version = &reader.work.versions[version];
        // The title is hidden, too: it is the first thing to guess.
        let title =
            if reader.is_veiled(side) { VEILED } else { version.description.title.as_deref().unwrap_or_default() };
        let parting = if title.is_empty() { "" } else { " · " };
        format!("{}{parting}{title}", table::own_name(&version.language))
    };
    // Above text from right to left the heading stands where that begins.
    let indent = |version: usize, title: &str, room: u16| {
        let to_the_left = table::is_right_to_left(&reader.work.versions[version].language);
        if to_the_left { room.saturating_sub(columns(title)) } else { 0 }
    };
    if page.gutter.is_some() && versions.len() == 2 {
        for side in Side::BOTH {
            let (x, room) = (page.x[side.index()], page.columns[side.index()]);
            let focused = app.pane == Pane::Reader && reader.focus == side;
            let part = if focused { Part::Key } else { Part::Run(Role::Meta) };
            let title = cut(&titled((side, versions[side.index()])), room);
            canvas.part(x + indent(versions[side.index()], &title, room), area.y, &title, room, part);
            if focused {
                canvas.cell(x.saturating_sub(2), area.y, "›", Part::Mark);
            }
        }
        return;
    }
    let n_versions = u16::try_from(versions.len()).unwrap_or(1).max(1);
    let room = page.columns[0] / n_versions;
    for ((index, version), side) in (0..).zip(versions).zip(Side::BOTH) {
        let focused = app.pane == Pane::Reader && n_versions > 1 && reader.focus == side;
        let part = if focused { Part::Key } else { Part::Run(Role::Meta) };
        let title = cut(&titled((side, version)), room.saturating_sub(2));
        let indent = if n_versions > 1 { 0 } else { indent(version, &title, room) };
        canvas.part(page.x[0] + index * room + indent, area.y, &title, room, part);
    }
}

/// What stands in a heading in place of a title that is hidden.
const VEILED: &str = "veiled";

/// A stretch of a side's text that is drawn in the look of a part, on top of its own.
pub(super) struct Wash {
    pub bytes: Range<usize>,
    pub part: Part,
}

/// What is set off in the texts: what is hidden, the current bead, what differs, hits, the hit that the reader is at.
struct Marks<'a> {
    reader: Option<&'a Reader>,
    finding: Option<&'a Finding>,
    /// The bytes of each side's current sentence.
    current: [Range<usize>; 2],
    /// The bytes of each side that are selected.
    selected: [Range<usize>; 2],
    differing: Differing<'a>,
    /// Bookmarks, highlights and notes in sight, in order.
    placed: &'a [Placed],
}

impl<'a> Marks<'a> {
    fn of(app: &'a App) -> Self {
        let finding = app.finding.as_ref().filter(|finding| !finding.pending);
        let current = Side::BOTH.map(|side| app.reader.as_ref().map_or(0..0, |reader| reader.current_bytes(side)));
        let selected = Side::BOTH.map(|side| app.reader.as_ref().map_or(0..0, |reader| reader.selected_bytes(side)));
        let placed = app.reader.as_ref().map_or(&[][..], |reader| in_sight(&app.marks.placed, reader));
        let differing = Differing::of(app.reader.as_ref());
        Self { reader: app.reader.as_ref(), finding, current, selected, differing, placed }
    }

    /// What is set off in some bytes of a side's text; the later ones lie on top.
    fn washes(&self, side: Side, bytes: &Range<usize>) -> Vec<Wash> {
        let wash = |part: Part| move |bytes: &Range<usize>| Wash { bytes: bytes.clone(), part };
        let current = Some(&self.current[side.index()]).map(wash(Part::Current));
        let hits = touching(self.finding.map_or(&[], |finding| &finding.hits[side.index()]), bytes);
        let selected = Some(&self.selected[side.index()]).map(wash(Part::Selection));
        let highlights = self.placed.iter().filter_map(|placed| match placed.mark.kind {
            Kind::Highlight(colour) => {
                Some(Wash { bytes: placed.bytes[side.index()].clone(), part: super::marks::part_of(colour) })
            }
            Kind::Bookmark | Kind::Note => None,
        });
        let hidden = self.reader.map_or(Vec::new(), |reader| reader.hidden(side, bytes));
        let differing = self.differing.within(side, bytes).into_iter().map(|(bytes, part)| Wash { bytes, part });
        let all = hidden.iter().map(wash(Part::Veil)).chain(current).chain(highlights).chain(differing).chain(selected);
        let all = all.chain(hits.iter().map(wash(Part::Hit)));
        let all = all.chain(self.current_hit(side).map(wash(Part::CurrentHit)));
        all.filter(|wash| wash.bytes.start < bytes.end && bytes.start < wash.bytes.end).collect()
    }

    fn is_veiled(&self, side: Side) -> bool {
        self.reader.is_some_and(|reader| reader.is_veiled(side))
    }

    fn current_hit(&self, side: Side) -> Option<&'a Range<usize>> {
        let finding = self.finding?;
        let at = finding.at.filter(|at| at.side == side)?;
        finding.hits[side.index()].get(at.index)
    }
}

/// Those of some marks, which are in order, that are on beads in sight, and maybe some before them.
fn in_sight<'p>(placed: &'p [Placed], reader: &Reader) -> &'p [Placed] {
    let (Lock::Locked, Some(first), Some(last)) =
        (&reader.lock, reader.port.first_bead_in_sight(), reader.port.last_bead_in_sight())
    else {
        return placed;
    };
    let to = placed.partition_point(|placed| placed.beads.start <= last);
    // A mark on many beads may begin far above.
    let from = placed[..to].iter().position(|placed| placed.beads.end > first).unwrap_or(to);
    &placed[from..to]
}

/// Those of some ranges, which are in order and apart, that touch some bytes.
fn touching<'r>(ranges: &'r [Range<usize>], bytes: &Range<usize>) -> &'r [Range<usize>] {
    let from = ranges.partition_point(|range| range.end <= bytes.start);
    let to = ranges.partition_point(|range| range.start < bytes.end);
    &ranges[from..to.max(from)]
}

fn locked(canvas: &mut Canvas<'_>, reader: &Reader, area: Area, page: Page, marks: &Marks<'_>) {
    let current = reader.bead();
    let two = matches!(reader.shown, Shown::Two(..));
    let sheet = reader.sheet();
    for (shown, y) in reader.port.shown().iter().zip(area.y..area.y + area.height) {
        let is_current = current.is_some_and(|bead| shown.holds(bead));
        if is_current {
            canvas.cell(page.mark, y, "▌", Part::Mark);
        }
        // The line is broken between paragraphs: a blank row beside it only pads the shorter side.
        if let Some(gutter) = page.gutter.filter(|_| !shown.is_lead() && !shown.ends_front()) {
            let (symbol, part) = if is_current { ("┃", Part::Mark) } else { ("│", Part::Line) };
            canvas.cell(gutter, y, symbol, part);
        }
        super::mending::draw(canvas, reader, shown, y, page);
        if let Some(sign) = sheet.as_ref().and_then(|sheet| sign(reader, sheet, shown)) {
            canvas.cell(page.gutter.unwrap_or(page.mark + 1), y, sign.symbol(), part_of(sign));
        }
        if let Some(x) = page.sign {
            super::marks::draw_sign(canvas, marks.placed, shown, x, y);
        }
        for side in Side::BOTH {
            cell(canvas, reader, shown, side, y, page, marks);
        }
        if two && page.gutter.is_none() {
            labels(canvas, reader, shown, y, page);
        }
    }
    if let Some(gutter) = page.gutter {
        let n_rows = u16::try_from(reader.port.shown().len()).unwrap_or(u16::MAX);
        for y in area.y.saturating_add(n_rows)..area.y + area.height {
            canvas.cell(gutter, y, "│", Part::Line);
        }
    }
}

fn cell(canvas: &mut Canvas<'_>, reader: &Reader, shown: &ShownRow, side: Side, y: u16, page: Page, marks: &Marks<'_>) {
    let (x, room) = (page.x[side.index()], page.columns[side.index()]);
    let columns_of_gap = page.gutter.is_some() && shown.gap()[side.index()] && !shown.is_lead();
    if columns_of_gap {
        canvas.fill(Area { x, y, width: room, height: 1 }, Part::Run(Role::Gap));
        if shown.is_first() {
            let label = gap_label(reader, shown, room);
            let indent = room.saturating_sub(columns(&label)) / 2;
            canvas.part(x + indent, y, &label, room, Part::Run(Role::Gap));
        }
        return;
    }
    if let Some(row) = shown.bead_row().side(side) {
        if shown.gap()[side.index()] && !shown.is_lead() {
            // The row of a gap, where texts stand below each other.
            canvas.part(x, y, &gap_label(reader, shown, room), room, Part::Run(Role::Gap));
            return;
        }
        let other = side == Side::Right && reader.arrangement() == Arrangement::Interleaved;
        draw_row(canvas, row, x, y, room, side, marks, if other { Tone::Other } else { Tone::Own });
    }
}

/// Whether a text is drawn in its own colours or as the other version of an interleaved one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Tone {
    Own,
    Other,
}

#[allow(clippy::too_many_arguments, reason = "each is one fact about where and how a row is drawn")]
fn draw_row(canvas: &mut Canvas<'_>, row: &Row, x: u16, y: u16, room: u16, side: Side, marks: &Marks<'_>, tone: Tone) {
    let washes = marks.washes(side, &row.source);
    let hides_folded = marks.is_veiled(side);
    draw_washed(canvas, row, Area { x, y, width: room, height: 1 }, &washes, hides_folded, tone);
}

/// Draws a row of a text with what is set off in it.
pub(super) fn draw_washed(
    canvas: &mut Canvas<'_>,
    row: &Row,
    area: Area,
    washes: &[Wash],
    hides_folded: bool,
    tone: Tone,
) {
    let (y, end) = (area.y, area.x.saturating_add(area.width));
    let (mut x, mut hidden_before) = (area.x, false);
    for run in &row.runs {
        let mut style = canvas.palette.face(run.face);
        if tone == Tone::Other && matches!(run.face.role, Role::Text | Role::Title | Role::Heading) {
            style = style.patch(canvas.palette.style(Part::Other));
        }
        let Some(start) = run.start else {
            let is_hyphen = !matches!(run.face.role, Role::Fold | Role::Marker | Role::Gap | Role::Meta);
            let is_hidden = is_hyphen && hidden_before;
            let style = if is_hidden { canvas.palette.style(Part::Veil) } else { style };
            let text = made(run, is_hidden, hides_folded);
            x += canvas.seen(x, y, &text, end.saturating_sub(x), style);
            continue;
        };
        let mut pieces = pieces(&run.text, start, washes);
        if run.direction == Direction::RightToLeft {
            pieces.reverse();
        }
        for piece in pieces {
            let bytes = piece.start + start..piece.end + start;
            let over = || washes.iter().filter(|wash| wash.bytes.start < bytes.end && bytes.start < wash.bytes.end);
            hidden_before = over().any(|wash| wash.part == Part::Veil);
            // Of what is hidden the type face tells nothing either.
            let style = if hidden_before { Style::new() } else { style };
            let style = over().fold(style, |style, wash| style.patch(canvas.palette.style(wash.part)));
            let text = run.seen(piece);
            let text = if hidden_before { Cow::Owned(shaded(&text)) } else { text };
            x += canvas.seen(x, y, &text, end.saturating_sub(x), style);
        }
    }
}

/// What is seen of a run that the layout made: under the veil neither the hyphen of a hidden word nor what is folded.
fn made(run: &Run, is_hidden: bool, hides_folded: bool) -> Cow<'_, str> {
    let text = run.seen(0..run.text.len());
    match run.face.role {
        Role::Fold if hides_folded => text.split(FOLD_MARK).map(shaded).collect::<Vec<_>>().join(FOLD_MARK).into(),
        _ if is_hidden => shaded(&text).into(),
        _ => text,
    }
}

/// A run's text cut where a wash begins or ends, but never within a cluster; `start` is its first byte in the document.
fn pieces(text: &str, start: usize, washes: &[Wash]) -> Vec<Range<usize>> {
    let cluster_around = |byte: usize| {
        let at = byte.checked_sub(start).filter(|&at| at > 0 && at < text.len())?;
        let holds = |(offset, cluster): &(usize, &str)| (*offset..offset + cluster.len()).contains(&at);
        let (offset, cluster) = text.grapheme_indices(true).find(holds)?;
        Some((offset, if offset == at { at } else { offset + cluster.len() }))
    };
    let mut cuts = vec![0, text.len()];
    for wash in washes {
        cuts.extend(cluster_around(wash.bytes.start).map(|(before, _)| before));
        cuts.extend(cluster_around(wash.bytes.end).map(|(_, after)| after));
    }
    cuts.sort_unstable();
    cuts.dedup();
    cuts.windows(2).map(|pair| pair[0]..pair[1]).collect()
}

/// The language tags before the first rows of texts that stand below each other.
fn labels(canvas: &mut Canvas<'_>, reader: &Reader, shown: &ShownRow, y: u16, page: Page) {
    if reader.arrangement() != Arrangement::Stacked {
        return;
    }
    let versions = reader.versions_shown();
    for side in Side::BOTH {
        let Some(&version) = versions.get(side.index()) else { continue };
        if shown.begins(side) {
            let room = page.x[0].saturating_sub(page.mark + 2);
            let tag = cut(reader.work.versions[version].language.label(), room.saturating_sub(1));
            canvas.part(page.mark + 2, y, &tag, room, Part::Label);
        }
    }
}

fn unlocked(
    canvas: &mut Canvas<'_>,
    reader: &Reader,
    sides: &[LooseSide; 2],
    area: Area,
    page: Page,
    marks: &Marks<'_>,
) {
    for y in area.y..area.y + area.height {
        if let Some(gutter) = page.gutter {
            canvas.cell(gutter, y, "┊", Part::Line);
        }
    }
    for side in Side::BOTH {
        let loose = &sides[side.index()];
        let port: &Port = &loose.port;
        let (x, room) = (page.x[side.index()], page.columns[side.index()]);
        for (shown, y) in port.shown().iter().zip(area.y..area.y + area.height) {
            if shown.holds(loose.segment) {
                let symbol = if reader.focus == side { "▌" } else { "▏" };
                canvas.cell(x.saturating_sub(1), y, symbol, Part::Mark);
            }
            if let Some(row) = shown.bead_row().side(Side::Left) {
                draw_row(canvas, row, x, y, room, side, marks, Tone::Own);
            }
        }
    }
}
