//! How a block is set: its face, how far it stands in, what hangs before it, and at which edge of its column it stands.
//!
//! Markers, bars and indents stand where the text begins: on the left, and on the right of a block from right to left.

use super::direction::{Direction, RowOrder, made_row};
use super::width::{prefix, width};
use super::wrap::{Face, Role, Row, Run, Stretch};
use crate::language::table::is_right_to_left;
use crate::model::{Block, BlockKind, Document, Spacing, Standing};

/// How much further each level of a list stands in, in columns: as wide as a number and its point.
const NESTED_INDENT: usize = 4;

/// How many entries further on a list is looked through for the widest of its numbers.
const ENTRIES_AHEAD: usize = 1_000;

/// How a block is set in: its indent and what stands in it.
pub(super) struct Shape {
    pub indent: usize,
    pub hyphenated: bool,
    /// Whether it is running text, of which rows may be filled.
    pub running: bool,
    pub direction: Direction,
    /// What hangs before the first row, up against the text.
    marker: String,
    /// What stands before every row instead.
    bar: Option<&'static str>,
}

/// Where a block is set.
#[derive(Clone, Copy)]
pub(super) struct Room {
    /// The columns of its side.
    pub columns: usize,
    /// How many of them it stands in.
    pub indent: usize,
    /// How much further its first row stands in.
    pub first_indent: usize,
    /// In which order its rows are given.
    pub order: RowOrder,
}

impl Shape {
    /// The shape of a block, of which the first segment is shown or only later ones.
    pub fn of(document: &Document, index: usize, first: bool) -> Self {
        let block = &document.blocks()[index];
        let direction = Direction::of(document.block_text(index), direction_of(document));
        let running = matches!(block.kind, BlockKind::Paragraph | BlockKind::ListItem { .. } | BlockKind::Quotation);
        let plain = Self { indent: 0, hyphenated: true, running, direction, marker: String::new(), bar: None };
        match block.kind {
            BlockKind::ListItem { depth, ordinal } => {
                let marker = ordinal.map_or_else(|| "• ".to_owned(), |number| format!("{number}. "));
                let own = ordinal.map_or(width(&marker), |number| room_for_numbers(document.blocks(), index, number));
                let continued = !first || block.spacing == Spacing::Continued;
                let marker = if continued { String::new() } else { marker };
                Self { indent: usize::from(depth) * NESTED_INDENT + own, marker, ..plain }
            }
            BlockKind::Quotation => Self { indent: 2, bar: Some("│ "), ..plain },
            BlockKind::Heading(_) => Self { hyphenated: false, ..plain },
            BlockKind::Verse | BlockKind::Preformatted => Self { indent: 2, hyphenated: false, ..plain },
            _ => plain,
        }
    }

    /// Sets the rows of a block in, with what hangs before them, and puts them at their edge of the column.
    pub fn set(&self, rows: &mut [Row], room: Room) {
        for (index, row) in rows.iter_mut().enumerate() {
            let columns = room.indent;
            let before = match self.bar {
                Some(bar) => prefix(bar, columns).to_owned(),
                None if index == 0 => format!("{:>columns$}", prefix(&self.marker, columns)),
                None => " ".repeat(columns),
            };
            let before = before + &" ".repeat(if index == 0 { room.first_indent } else { 0 });
            if !before.is_empty() {
                let direction = if room.order == RowOrder::Seen { self.direction } else { Direction::LeftToRight };
                let runs = made_row(&before, Face::of(Role::Marker), direction, room.order).runs;
                let at = if direction == Direction::LeftToRight { 0 } else { row.runs.len() };
                row.runs.splice(at..at, runs);
            }
            align(row, room.columns, self.direction, room.order);
        }
    }
}

/// The columns that a numbered entry's number takes: those of the widest one from here on, so that all entries align.
fn room_for_numbers(blocks: &[Block], index: usize, own: u32) -> usize {
    let BlockKind::ListItem { depth: own_depth, .. } = blocks[index].kind else { return 0 };
    let depth = |block: &Block| match block.kind {
        BlockKind::ListItem { depth, ordinal } => Some((depth, ordinal)),
        _ => None,
    };
    let following = blocks[index + 1..].iter().take(ENTRIES_AHEAD).map_while(depth);
    let same = following.take_while(|&(depth, _)| depth >= own_depth).filter(|&(depth, _)| depth == own_depth);
    let widest = same.map_while(|(_, ordinal)| ordinal).fold(own, u32::max);
    width(&format!("{widest}. ")).max(NESTED_INDENT)
}

/// Puts a row that is seen from right to left at the right edge of its columns.
pub(super) fn align(row: &mut Row, columns: usize, direction: Direction, order: RowOrder) {
    let room = columns.saturating_sub(row.width());
    if (direction, order) == (Direction::RightToLeft, RowOrder::Seen) && room > 0 && !row.runs.is_empty() {
        row.runs.insert(0, Run::made(" ".repeat(room), Face::default()));
    }
}

/// The direction of a document's language.
pub(super) fn direction_of(document: &Document) -> Direction {
    if is_right_to_left(&document.language) { Direction::RightToLeft } else { Direction::LeftToRight }
}

/// A rule is drawn by us; it stands for the characters that drew it in the source.
pub(super) fn rule(stretch: &Stretch<'_>, columns: usize) -> Row {
    let line = "─".repeat(columns.min(24));
    Row { runs: vec![Run::made(line, Face::of(Role::Marker))], source: stretch.range.clone() }
}

/// The face of a block's text.
pub(super) fn face_of(block: &Block) -> Face {
    if block.standing == Standing::Boilerplate {
        return Face::of(Role::Furniture);
    }
    Face::of(match block.kind {
        BlockKind::Heading(1) => Role::Title,
        BlockKind::Heading(_) => Role::Heading,
        BlockKind::Paragraph | BlockKind::ListItem { .. } | BlockKind::Verse => Role::Text,
        BlockKind::Quotation => Role::Quotation,
        BlockKind::Signature | BlockKind::Byline | BlockKind::Dateline | BlockKind::Provenance => Role::Meta,
        BlockKind::Preformatted => Role::Code,
        BlockKind::Rule => Role::Marker,
    })
}
