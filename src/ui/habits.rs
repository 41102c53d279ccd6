//! What terminals do by themselves with text from right to left, and a frame made to suit them.
//!
//! A frame is drawn as it has to be seen. Most terminals show each cell where it stands and nothing else; then the letters
//! of Arabic have to be joined here. Others join letters and, for that, turn around each word, or order whole rows by
//! Unicode's algorithm. What such a terminal does is undone in advance: it gets the cells in the order that it makes the
//! frame of.
//!
//! What is known of terminals is from their documentation and from tests that others have published; none of it can be
//! asked of a terminal.

mod joining;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Position;
use unicode_bidi::{BidiClass, Level, ParagraphBidiInfo, bidi_class};

use crate::app::Habit;
use crate::layout::direction::{mirrored, runs_both_ways};
use crate::layout::width;

/// Makes a frame that a terminal of some habit shows as this one is, and gives the cell in which the cursor is seen then.
pub fn suit(buffer: &mut Buffer, cursor: Option<Position>, habit: Habit) -> Option<Position> {
    let area = buffer.area;
    let mut cursor = cursor;
    // In this order, since a screen may have as many rows as can be counted.
    for (cells, y) in buffer.content.chunks_mut(usize::from(area.width.max(1))).zip(area.y..) {
        if !cells.iter().any(|cell| runs_both_ways(cell.symbol())) {
            continue;
        }
        let clusters = clusters(cells);
        let order = match habit {
            Habit::Cells => {
                joining::join(&clusters, cells);
                continue;
            }
            Habit::Words => order_of_words(&clusters, cells),
            Habit::Rows => {
                part_numbers(&clusters, cells);
                order_of_row(&clusters, cells)
            }
        };
        let moved = rearrange(&clusters, cells, &order);
        if let Some(position) = cursor.as_mut().filter(|position| position.y == y) {
            let column = usize::from(position.x - area.x);
            position.x = area.x + moved.iter().position(|&from| from == column).map_or(position.x, |to| to as u16);
        }
    }
    cursor
}

/// A cluster on the screen: its first cell and how many cells it takes.
#[derive(Debug, Clone, Copy)]
struct Cluster {
    at: usize,
    columns: usize,
}

fn clusters(cells: &[Cell]) -> Vec<Cluster> {
    let mut clusters = Vec::with_capacity(cells.len());
    let mut at = 0;
    while at < cells.len() {
        let columns = width::cluster_width(cells[at].symbol()).clamp(1, cells.len() - at);
        clusters.push(Cluster { at, columns });
        at += columns;
    }
    clusters
}

/// Where a cluster comes to stand and whether the terminal turns it around.
#[derive(Debug, Clone, Copy)]
struct Moved {
    cluster: usize,
    is_turned: bool,
}

/// Puts clusters into an order; gives for each column the one that stood there before.
fn rearrange(clusters: &[Cluster], cells: &mut [Cell], order: &[Moved]) -> Vec<usize> {
    let before = cells.to_vec();
    let mut columns = Vec::with_capacity(cells.len());
    for moved in order {
        let Cluster { at, columns: wide } = clusters[moved.cluster];
        for (part, column) in (at..at + wide).enumerate() {
            let cell = &mut cells[columns.len()];
            *cell = before[column].clone();
            if part == 0 && moved.is_turned {
                let other = mirrored(before[column].symbol()).into_owned();
                cell.set_symbol(&other);
            }
            columns.push(column);
        }
    }
    columns
}

/// Stretches of letters from right to left, turned around.
fn order_of_words(clusters: &[Cluster], cells: &[Cell]) -> Vec<Moved> {
    let is_letter = |cluster: &Cluster| matches!(class_of(cells[cluster.at].symbol()), BidiClass::R | BidiClass::AL);
    let levels: Vec<Level> =
        clusters.iter().map(|cluster| if is_letter(cluster) { Level::rtl() } else { Level::ltr() }).collect();
    order_by(&levels)
}

/// A blank that goes from left to right: a pattern of Braille without a dot.
const LEADING_BLANK: &str = "\u{2800}";

/// Keeps a number apart from letters on its left, which it would be taken to the other side of.
fn part_numbers(clusters: &[Cluster], cells: &mut [Cell]) {
    let classes: Vec<BidiClass> = clusters.iter().map(|cluster| class_of(cells[cluster.at].symbol())).collect();
    let mut letter = None;
    for (index, class) in classes.iter().enumerate() {
        match class {
            BidiClass::R | BidiClass::AL => letter = Some(index),
            BidiClass::EN | BidiClass::AN => {
                let blank =
                    letter.take().and_then(|letter| (letter..index).find(|&at| cells[clusters[at].at].symbol() == " "));
                if let Some(blank) = blank {
                    cells[clusters[blank].at].set_symbol(LEADING_BLANK);
                }
            }
            BidiClass::L => letter = None,
            _ => {}
        }
    }
}

/// The order that comes out as the one that is there when a row is ordered from left to right: the same once more, since
/// that turns around what was turned around. A bracket at the edge of such text may come out on its other side: ordered from
/// left to right, nothing puts it there.
fn order_of_row(clusters: &[Cluster], cells: &[Cell]) -> Vec<Moved> {
    let mut row = String::with_capacity(cells.len());
    let mut starts = Vec::with_capacity(clusters.len());
    for cluster in clusters {
        starts.push(row.len());
        match cells[cluster.at].symbol() {
            "" => row.push(' '),
            // Terminals that order rows keep tables whole.
            line if line.starts_with(|line| matches!(line, '\u{2500}'..='\u{257f}')) => row.push('l'),
            symbol => row.push_str(symbol),
        }
    }
    let info = ParagraphBidiInfo::new(&row, Some(Level::ltr()));
    // Blanks at the end go the way of the row (L1).
    let levels = info.reordered_levels(0..row.len());
    order_by(&starts.iter().map(|&start| levels[start]).collect::<Vec<_>>())
}

fn order_by(levels: &[Level]) -> Vec<Moved> {
    let order = ParagraphBidiInfo::reorder_visual(levels).into_iter();
    order.map(|cluster| Moved { cluster, is_turned: levels[cluster].is_rtl() }).collect()
}

fn class_of(symbol: &str) -> BidiClass {
    symbol.chars().next().map_or(BidiClass::WS, bidi_class)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    fn row_of(text: &str) -> Buffer {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 24, 1));
        buffer.set_string(0, 0, text, Style::new());
        buffer
    }

    fn text_of(buffer: &Buffer) -> String {
        let mut text = String::new();
        let cells = &buffer.content;
        for cluster in clusters(cells) {
            text.push_str(cells[cluster.at].symbol());
        }
        text.trim_end().to_owned()
    }

    fn suited(text: &str, habit: Habit) -> String {
        let mut buffer = row_of(text);
        suit(&mut buffer, None, habit);
        text_of(&buffer)
    }

    /// What a terminal shows that orders each row from left to right.
    fn ordered(buffer: &Buffer) -> Buffer {
        let mut shown = buffer.clone();
        let clusters = clusters(&buffer.content);
        let order = order_of_row(&clusters, &buffer.content);
        rearrange(&clusters, &mut shown.content, &order);
        shown
    }

    #[test]
    fn a_terminal_gets_what_it_makes_the_frame_of() {
        for (frame, habit, sent) in [
            ("abc", Habit::Rows, "abc"),
            ("abc גבא", Habit::Words, "abc אבג"),
            // Words stay in their places, and what stands between letters as well.
            (".והד (abc) גבא", Habit::Words, ".דהו (abc) אבג"),
            (".והד (גבא)", Habit::Rows, ".(אבג) דהו"),
            ("abc │ דהו גבא", Habit::Rows, "abc │ אבג והד"),
            ("בא │ דג", Habit::Rows, "אב │ גד"),
            ("12 בא", Habit::Rows, "12 אב"),
            ("דג 12", Habit::Rows, "גד\u{2800}12"),
            ("דג 12 בא", Habit::Rows, "גד\u{2800}12 אב"),
            ("דג 漢字 בא", Habit::Words, "גד 漢字 אב"),
        ] {
            assert_eq!(suited(frame, habit), sent, "{frame:?} {habit:?}");
        }
    }

    #[test]
    fn the_cursor_goes_with_its_cell() {
        let mut buffer = row_of("ab גבא");
        let seen = suit(&mut buffer, Some(Position::new(3, 0)), Habit::Rows);
        assert_eq!((text_of(&buffer).as_str(), seen), ("ab אבג", Some(Position::new(5, 0))));
        assert_eq!(suit(&mut buffer, Some(Position::new(9, 0)), Habit::Rows), Some(Position::new(9, 0)));
    }

    proptest! {
        #[test]
        fn a_terminal_that_orders_rows_shows_the_frame(
            left in "[אבגד ]{0,9}", middle in "[a-d ]{0,9}", right in "([אבגד]{1,3} |[12]{1,3} |[ab]{1,3} ){0,4}",
        ) {
            let frame = row_of(&format!("{middle}│ {left} │{right}"));
            // Which blank it is doesn't show.
        let text_of = |buffer: &Buffer| text_of(buffer).replace(LEADING_BLANK, " ");
        let mut sent = frame.clone();
            suit(&mut sent, None, Habit::Rows);
            prop_assert_eq!(text_of(&ordered(&sent)), text_of(&frame));
        }
    }
}
