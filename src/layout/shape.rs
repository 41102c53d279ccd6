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

/// What marks an entry without a number.
const BULLET: &str = "• ";

/// The columns of it.
const BULLET_INDENT: usize = 2;

/// What stands before every row of a quotation.
const BAR: &str = "│ ";

/// Quotations in quotations beyond these have no bar of their own: so much is left of a narrow column.
const MOST_BARS: usize = 4;

/// How many blocks further on a list is looked through for the widest of its numbers.
const ENTRIES_AHEAD: usize = 1_000;

/// How many blocks back the entry is looked for that a block goes on with.
const BLOCKS_BACK: usize = 100;

/// How a block is set in: its indent and what stands in it.
pub(super) struct Shape {
    pub indent: usize,
    pub hyphenated: bool,
    /// Whether it is running text, of which rows may be filled.
    pub running: bool,
    /// The way its text goes.
    pub direction: Direction,
    /// The way that what it stands in goes: a Latin name in a list of Arabic is an entry like any other.
    side: Direction,
    /// What hangs before the first row, up against the text.
    marker: String,
    /// What stands before every row: bars of quotations, from the outermost on, with what lies between them.
    bars: String,
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
        let (mut marker, mut side) = (String::new(), direction);
        let mut indent = block.inset.entry.map_or(0, |depth| indent_of_entry(document.blocks(), index, depth));
        let [n_bars, n_within] = [block.inset.quotations, block.inset.quotations_within].map(usize::from);
        let (mut n_around, mut n_within) = (n_bars.saturating_sub(n_within), n_within);
        match block.kind {
            BlockKind::ListItem { depth, ordinal } => {
                side = direction_of(document);
                indent = indent_of_entry(document.blocks(), index, depth);
                if first && block.spacing != Spacing::Continued {
                    marker = ordinal.map_or_else(|| BULLET.to_owned(), |number| format!("{number}. "));
                }
            }
            BlockKind::Quotation if n_bars == 0 => n_around = 1,
            BlockKind::Verse | BlockKind::Preformatted => indent += BULLET_INDENT,
            _ => {}
        }
        n_around = n_around.min(MOST_BARS);
        n_within = n_within.min(MOST_BARS - n_around);
        let mut bars = BAR.repeat(n_around);
        if n_within > 0 {
            bars.extend([" ".repeat(indent), BAR.repeat(n_within)]);
            indent = 0;
        }
        Self {
            indent: width(&bars) + indent,
            hyphenated: !matches!(block.kind, BlockKind::Heading(_) | BlockKind::Verse | BlockKind::Preformatted),
            running: matches!(block.kind, BlockKind::Paragraph | BlockKind::ListItem { .. } | BlockKind::Quotation),
            direction,
            side,
            marker,
            bars,
        }
    }

    /// Sets the rows of a block in, with what hangs before them, and puts them at their edge of the column.
    pub fn set(&self, rows: &mut [Row], room: Room) {
        for (index, row) in rows.iter_mut().enumerate() {
            let bars = prefix(&self.bars, room.indent);
            let columns = room.indent - width(bars);
            let (marker, first_indent) = if index == 0 { (self.marker.as_str(), room.first_indent) } else { ("", 0) };
            let before = format!("{bars}{:>columns$}{}", prefix(marker, columns), " ".repeat(first_indent));
            if !before.is_empty() {
                let side = if room.order == RowOrder::Seen { self.side } else { Direction::LeftToRight };
                let runs = made_row(&before, Face::of(Role::Marker), side, room.order).runs;
                let at = if side == Direction::LeftToRight { 0 } else { row.runs.len() };
                row.runs.splice(at..at, runs);
            }
            align(row, room.columns, self.side, room.order);
        }
    }
}

/// How far the text of an entry stands in: those of a list align, whatever their numbers, and so does what goes on with one.
///
/// The block is the entry or stands somewhere under it.
fn indent_of_entry(blocks: &[Block], index: usize, own_depth: u8) -> usize {
    let entry = |block: &Block| match block.kind {
        BlockKind::ListItem { depth, ordinal } => Some((depth, ordinal)),
        _ => None,
    };
    let above = blocks[..=index].iter().rev().take(BLOCKS_BACK).filter_map(entry);
    let own = above.into_iter().find(|&(depth, _)| depth <= own_depth).and_then(|(_, ordinal)| ordinal);
    let marker = own.map_or(BULLET_INDENT, |number| {
        let list = blocks[index + 1..].iter().take(ENTRIES_AHEAD);
        let list = list.map_while(|block| entry(block).or(block.inset.entry.map(|depth| (depth, None))));
        let list = list.take_while(|&(depth, _)| depth >= own_depth).filter(|&(depth, _)| depth == own_depth);
        let mut widest = number;
        for number in list.filter_map(|(_, ordinal)| ordinal) {
            // Another list, which begins anew.
            if number != widest && number != widest.saturating_add(1) {
                break;
            }
            widest = number;
        }
        width(&format!("{widest}. ")).max(NESTED_INDENT)
    });
    usize::from(own_depth) * NESTED_INDENT + marker
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
