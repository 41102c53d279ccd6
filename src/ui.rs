//! Draws `&App`: panes, bars, overlays. Drawing changes nothing.

mod along;
mod compare;
mod contents;
mod differences;
pub mod habits;
mod list;
mod marks;
mod mending;
mod overlay;
mod reader;
mod remarks;
mod status;
mod takeaway;
pub mod theme;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use crate::app::App;
use crate::app::geometry::Area;
use crate::import::sanitise::sanitise_line;
use crate::layout::direction::{runs_both_ways, seen_line, typed_line};
use crate::layout::{Role, width};
use theme::{Depth, Palette, Part, Themes};

/// Draws the whole screen in one of the themes, in as many colours as the terminal has, and gives the place of the cursor
/// if something is typed.
pub fn draw(buffer: &mut Buffer, app: &App, themes: &Themes, depth: Depth) -> Option<Position> {
    let theme = themes.all().get(app.themes.shown()).unwrap_or(&theme::THEMES[0]);
    let palette = Palette::new(theme, depth);
    let screen = buffer.area;
    let mut canvas = Canvas { buffer, palette };
    canvas.buffer.set_style(screen, palette.style(Part::Run(Role::Text)));
    if let Some(area) = app.geometry.list {
        list::draw(&mut canvas, app, area);
    }
    reader::draw(&mut canvas, app);
    along::draw(&mut canvas, app);
    if let Some(area) = app.geometry.remarks {
        remarks::draw(&mut canvas, app, area);
    }
    let typed = app.geometry.status.and_then(|area| status::draw(&mut canvas, app, area));
    let cursor = overlay::draw(&mut canvas, app).or(typed);
    cursor.filter(|position| screen.contains(*position))
}

/// Where things are drawn, and how they look.
struct Canvas<'a> {
    buffer: &'a mut Buffer,
    palette: Palette<'a>,
}

impl Canvas<'_> {
    /// Writes a text at a cell, at most so many columns of it; gives the columns that it took.
    ///
    /// A text that runs from right to left is put in the order in which it is seen.
    fn text(&mut self, x: u16, y: u16, text: &str, columns: u16, style: Style) -> u16 {
        if !runs_both_ways(text) {
            return self.seen(x, y, text, columns, style);
        }
        // What there is no room for is the end of what is read.
        let safe = sanitise_line(text);
        self.seen(x, y, &seen_line(width::prefix(&safe, usize::from(columns))), columns, style)
    }

    /// Writes a text that is in the order in which it is seen.
    ///
    /// This is the second filter: whatever a text went through before, no control character passes here.
    fn seen(&mut self, x: u16, y: u16, text: &str, columns: u16, style: Style) -> u16 {
        if y >= self.buffer.area.bottom() || x >= self.buffer.area.right() {
            return 0;
        }
        let safe = sanitise_line(text);
        if safe.chars().all(stands_alone) {
            return self.plain_text(x, y, &safe, columns, style);
        }
        let (end, _) = self.buffer.set_stringn(x, y, &safe, usize::from(columns), style);
        end - x
    }

    /// Writes a text whose characters are clusters of a single column each: most texts are, and nothing has to be cut up.
    fn plain_text(&mut self, x: u16, y: u16, text: &str, columns: u16, style: Style) -> u16 {
        let room = usize::from(columns.min(self.buffer.area.right() - x));
        let start = self.buffer.index_of(x, y);
        let cells = &mut self.buffer.content[start..start + room];
        let mut n_written = 0;
        for (cell, character) in cells.iter_mut().zip(text.chars()) {
            cell.set_char(character).set_style(style);
            n_written += 1;
        }
        n_written
    }

    fn part(&mut self, x: u16, y: u16, text: &str, columns: u16, part: Part) -> u16 {
        self.text(x, y, text, columns, self.palette.style(part))
    }

    /// Writes a line that is being typed and gives the place of the cursor, which stands before a character of it; the
    /// beginning of a long one goes out of sight.
    fn typed(&mut self, x: u16, y: u16, input: &tui_input::Input, room: u16, part: Part) -> Position {
        let text = input.value();
        let cursor = text.char_indices().nth(input.cursor()).map_or(text.len(), |(at, _)| at);
        let before = &text[..cursor];
        let fits = |from: usize| width::width(&before[from..]) <= usize::from(room);
        let starts = width::clusters(before).map(|(at, _)| at).chain([before.len()]);
        let from = starts.into_iter().find(|&from| fits(from)).unwrap_or(cursor);
        let (line, column) = typed_line(width::prefix(&text[from..], usize::from(room)), cursor - from);
        let style = self.palette.style(part);
        self.seen(x, y, &line, room, style);
        Position::new(x + u16::try_from(column).unwrap_or(u16::MAX).min(room), y)
    }

    /// Gives every cell of an area the look of a part.
    fn fill(&mut self, area: Area, part: Part) {
        let area = Rect::new(area.x, area.y, area.width, area.height).intersection(self.buffer.area);
        let (ground, style) = (self.palette.style(Part::Run(Role::Text)), self.palette.style(part));
        for position in area.positions() {
            let cell = &mut self.buffer[position];
            cell.reset();
            cell.set_style(ground).set_style(style);
        }
    }

    fn cell(&mut self, x: u16, y: u16, symbol: &str, part: Part) {
        if let Some(cell) = self.buffer.cell_mut(Position::new(x, y)) {
            let style = self.palette.style(part);
            cell.set_symbol(symbol).set_style(style);
        }
    }
}

/// Whether a character takes one column and joins no other: letters of Europe, punctuation, lines.
fn stands_alone(character: char) -> bool {
    matches!(character, ' '..='~' | '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{2ff}' | '\u{370}'..='\u{373}'
        | '\u{391}'..='\u{3ff}' | '\u{400}'..='\u{482}' | '\u{48a}'..='\u{52f}' | '\u{2010}'..='\u{2027}'
        | '\u{2500}'..='\u{2593}')
        && !matches!(character, '\u{a9}' | '\u{ae}' | '\u{3a2}')
}

/// A text cut to so many columns.
fn cut(text: &str, columns: u16) -> String {
    width::ellipsize(text, usize::from(columns))
}

/// The columns of a text.
fn columns(text: &str) -> u16 {
    u16::try_from(width::width(text)).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_alone_takes_one_column_whatever_is_beside_it() {
        let all: Vec<char> = ('\0'..='\u{ffff}').filter(|&character| stands_alone(character)).collect();
        assert!(all.len() > 900);
        for &character in &all {
            assert_eq!(width::width(&character.to_string()), 1, "{character:?}");
            assert_eq!(width::clusters(&format!("a{character}a")).count(), 3, "{character:?}");
        }
        let together: String = all.iter().collect();
        assert_eq!(width::clusters(&together).count(), all.len());
    }
}
