//! Where the parts of the screen are: reckoned once from its size, for laying out, drawing and the mouse alike.

use crate::layout::Arrangement;
use crate::model::Side;

/// From so many columns for the text on two versions stand side by side, where nothing else was configured.
pub const COLUMNS_FROM: usize = 78;

/// The widest measure a reader can choose, in columns.
pub const WIDEST_MEASURE: usize = 160;

/// The narrowest measure a reader can choose, in columns.
pub const NARROWEST_MEASURE: usize = 24;

/// The columns left of a text, where the current bead is marked.
pub const MARK: u16 = 2;

/// The columns that margins leave to the text.
const LEFT_BY_MARGINS: u16 = 40;

/// The narrowest list that stands beside a text.
const NARROWEST_LIST: u16 = 8;

/// How far the other version is indented when interleaved.
pub const INTERLEAVED_INDENT: u16 = 4;

/// A rectangle of the screen, in columns and rows from its upper left corner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Area {
    /// Columns from the left.
    pub x: u16,
    /// Rows from the top.
    pub y: u16,
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
}

impl Area {
    /// Whether a cell is inside.
    pub fn contains(&self, column: u16, row: u16) -> bool {
        (self.x..self.x.saturating_add(self.width)).contains(&column)
            && (self.y..self.y.saturating_add(self.height)).contains(&row)
    }

    /// The same area without so many columns at both sides, as far as there is room for them.
    #[must_use]
    pub fn within(self, margin: usize) -> Self {
        let spare = self.width.saturating_sub(LEFT_BY_MARGINS) / 2;
        let margin = u16::try_from(margin).unwrap_or(u16::MAX).min(spare);
        self.columns(margin, self.width - 2 * margin)
    }

    fn rows(self, from: u16, height: u16) -> Self {
        let from = from.min(self.height);
        Self { y: self.y + from, height: height.min(self.height - from), ..self }
    }

    fn columns(self, from: u16, width: u16) -> Self {
        let from = from.min(self.width);
        Self { x: self.x + from, width: width.min(self.width - from), ..self }
    }
}

/// What the screen is divided by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Wish {
    /// The screen's columns.
    pub width: u16,
    /// The screen's rows.
    pub height: u16,
    /// Whether the list is hidden.
    pub list_hidden: bool,
    /// Whether the list has the keyboard.
    pub list_focused: bool,
    /// Whether there is a text to show.
    pub reading: bool,
    /// Whether the text is to be alone on the screen.
    pub zen: bool,
    /// Whether something is told or typed in the status line.
    pub telling: bool,
    /// From this width on the list stands beside the text; below it is a page of its own.
    pub list_from: usize,
    /// The columns of the list beside the text; 0 for a quarter of the screen.
    pub list_width: usize,
}

/// The parts of the screen; a part that isn't shown has no area.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Geometry {
    /// The list of works, with its heading.
    pub list: Option<Area>,
    /// The bar with the work's title and its versions.
    pub bar: Option<Area>,
    /// The headings of the columns.
    pub headings: Option<Area>,
    /// The text.
    pub text: Option<Area>,
    /// The panel in which all versions are read along.
    pub along: Option<Area>,
    /// What is told of the current bead, where the status line has no room for it.
    pub remarks: Option<Area>,
    /// The status line.
    pub status: Option<Area>,
}

impl Geometry {
    /// Divides the screen.
    pub fn divide(wish: Wish) -> Self {
        let screen = Area { x: 0, y: 0, width: wish.width, height: wish.height };
        if wish.width == 0 || wish.height == 0 {
            return Self::default();
        }
        if wish.zen {
            // What is told or typed lies over the last row for as long as it is there, so that the text does not move.
            let status = (wish.telling && wish.height > 1).then(|| screen.rows(wish.height - 1, 1));
            return Self { text: Some(screen), status, ..Self::default() };
        }
        let status = (wish.height >= 3).then(|| screen.rows(wish.height - 1, 1));
        let main = screen.rows(0, wish.height - u16::from(status.is_some()));
        let beside = usize::from(wish.width) >= wish.list_from && !wish.list_hidden;
        let list_width = match u16::try_from(wish.list_width).unwrap_or(u16::MAX) {
            0 => (wish.width / 4).clamp(28, 44),
            chosen => chosen.clamp(NARROWEST_LIST, (wish.width / 2).max(NARROWEST_LIST)),
        };
        let (list, reader) = match (wish.reading, beside, wish.list_focused) {
            (false, _, _) => (Some(main), None),
            (true, true, _) => (Some(main.columns(0, list_width)), Some(main.columns(list_width + 1, main.width))),
            (true, false, true) => (Some(main), None),
            (true, false, false) => (None, Some(main)),
        };
        let mut geometry = Self { list, status, ..Self::default() };
        if let Some(reader) = reader {
            let n_above = match reader.height {
                0..5 => 0,
                5..8 => 1,
                _ => 2,
            };
            geometry.bar = (n_above > 0).then(|| reader.rows(0, 1));
            geometry.headings = (n_above > 1).then(|| reader.rows(1, 1));
            geometry.text = Some(reader.rows(n_above, reader.height));
        }
        geometry
    }
}

impl Geometry {
    /// Gives so many of the last rows of the text to the panel.
    pub fn dock_below(&mut self, rows: u16) {
        let Some(text) = self.text else { return };
        let above = text.height.saturating_sub(rows);
        (self.text, self.along) = (Some(text.rows(0, above)), Some(text.rows(above, rows)));
    }

    /// Gives so many of the last columns of the text to the panel.
    pub fn dock_beside(&mut self, columns: u16) {
        let Some(text) = self.text else { return };
        let left = text.width.saturating_sub(columns);
        (self.text, self.along) = (Some(text.columns(0, left)), Some(text.columns(left, columns)));
    }
}

/// The rows of the list that tell more of the selected work.
const DETAIL_ROWS: u16 = 5;

/// The parts of the list pane.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListParts {
    /// Its heading.
    pub heading: Area,
    /// The works and versions, one in a row.
    pub entries: Area,
    /// More of the selected one, where there is room.
    pub detail: Option<Area>,
}

impl ListParts {
    /// Divides the list pane.
    pub fn divide(list: Area) -> Self {
        let detail = (list.height >= 3 * DETAIL_ROWS).then(|| list.rows(list.height - DETAIL_ROWS, DETAIL_ROWS));
        let taken = 1 + detail.map_or(0, |detail| detail.height);
        let entries = list.rows(1, list.height.saturating_sub(taken));
        Self { heading: list.rows(0, 1), entries, detail }
    }
}

/// Where the texts stand inside the text area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// The first column of each side's text, from the left of the screen.
    pub x: [u16; 2],
    /// The columns of each side's text.
    pub columns: [u16; 2],
    /// The column of the mark of the current bead.
    pub mark: u16,
    /// The column of the line between two texts, if they stand side by side.
    pub gutter: Option<u16>,
    /// The column right of the texts in which bookmarks, highlights and notes are told, if there is room for it.
    pub sign: Option<u16>,
}

impl Page {
    /// One text, or two that stand below each other, with `tag` columns for labels.
    pub fn single(area: Area, measure: usize, tag: u16, indent: u16) -> Self {
        let mark = MARK.min(area.width.saturating_sub(1));
        let room = area.width - mark;
        let tag = if room > tag + 12 { tag } else { 0 };
        let indent = if room > indent + 12 { indent } else { 0 };
        let wanted = u16::try_from(measure).unwrap_or(u16::MAX);
        // A right margin as wide as the mark, where there is room for it.
        let columns = (room - tag).saturating_sub(if room > 20 { MARK } else { 0 }).clamp(1, wanted.max(1));
        let left = area.x + (area.width.saturating_sub(mark + tag + columns)) / 2;
        let x = left + mark + tag;
        let sign = Some(x + columns).filter(|&sign| sign < area.x + area.width);
        let columns = [columns, columns.saturating_sub(indent).max(1)];
        Self { x: [x, x + indent], columns, mark: left, gutter: None, sign }
    }

    /// Two texts side by side.
    pub fn side_by_side(area: Area, measure: usize, gutter: usize) -> Self {
        let wanted = u16::try_from(measure).unwrap_or(u16::MAX).max(1);
        let between = u16::try_from(gutter).unwrap_or(u16::MAX);
        // What is between the texts gives way before they do.
        let between = between.min((area.width / 4).max(3));
        let room = area.width.saturating_sub(MARK + between + 1);
        let columns = (room / 2).clamp(1, wanted);
        let used = MARK + columns + between + columns;
        let left = area.x + area.width.saturating_sub(used) / 2;
        let x = left + MARK;
        let line = x + columns + between / 2;
        let right = x + columns + between;
        let sign = Some(right + columns).filter(|&sign| sign < area.x + area.width);
        Self { x: [x, right], columns: [columns; 2], mark: left, gutter: Some(line), sign }
    }

    /// The side whose text stands in a column of the screen.
    pub fn side_at(&self, column: u16) -> Side {
        match self.gutter {
            Some(gutter) if column > gutter => Side::Right,
            _ => Side::Left,
        }
    }
}

/// The arrangement that a width allows: columns need room, which is so many columns of the screen.
pub fn allowed(chosen: Arrangement, width: u16, columns_from: usize) -> Arrangement {
    if chosen == Arrangement::Columns && usize::from(width) < columns_from { Arrangement::Stacked } else { chosen }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Configured;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_part_lies_on_the_screen_whatever_its_size(
            width in 0u16..600, height in 0u16..200, flags in 0u8..32, measure in 1usize..200,
            margin in 0usize..60, gutter in 3usize..30, list_width in 0usize..100, list_from in 60usize..200,
        ) {
            let wish = Wish {
                width, height,
                list_hidden: flags & 1 != 0, list_focused: flags & 2 != 0, reading: flags & 4 != 0,
                zen: flags & 8 != 0, telling: flags & 16 != 0,
                list_from, list_width,
            };
            let geometry = Geometry::divide(wish);
            let parts = [geometry.list, geometry.bar, geometry.headings, geometry.text, geometry.status];
            for part in parts.into_iter().flatten() {
                prop_assert!(part.x + part.width <= width && part.y + part.height <= height, "{geometry:?}");
            }
            if let Some(text) = geometry.text {
                let within = text.within(margin);
                let mut pages = vec![Page::single(within, measure, 4, 4)];
                if text.width >= 20 {
                    pages.push(Page::side_by_side(within, measure, gutter));
                }
                for page in pages {
                    for side in 0..2 {
                        prop_assert!(page.x[side] + page.columns[side] <= width.max(3), "{page:?} in {text:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn the_list_stands_beside_the_text_only_where_there_is_room_for_two_columns() {
        let Configured { list_from, list_width, columns_from, .. } = Configured::default();
        let wish = Wish { width: 160, height: 48, reading: true, list_from, list_width, ..Wish::default() };
        assert!(Geometry::divide(wish).list.is_some());
        let narrowest = Geometry::divide(Wish { width: u16::try_from(list_from).expect("small"), ..wish });
        assert!(usize::from(narrowest.text.expect("text").width) >= columns_from);
        assert_eq!(Geometry::divide(Wish { width: 80, ..wish }).list, None);
        let narrow_list = Geometry::divide(Wish { width: 80, list_focused: true, ..wish });
        assert_eq!((narrow_list.list.map(|list| list.width), narrow_list.text), (Some(80), None));
    }
}
