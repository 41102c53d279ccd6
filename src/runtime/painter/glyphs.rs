//! Cells as numbers, so that whole rows are compared and looked for at once.

use std::collections::HashMap;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

use super::pen::Pen;
use crate::layout::width;

/// A cell, or a part of one: what it shows, the number of its style, its columns and which of them this is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Glyph(u64);

/// The bit of a symbol that is a number in the table of clusters and no character.
const CLUSTER: u32 = 1 << 31;

/// From so many clusters or styles on the tables begin anew; no text comes near.
const MOST: usize = 30_000;

impl Glyph {
    /// What nothing is equal to but itself: a cell of which nothing is known.
    pub const UNKNOWN: Self = Self(u64::MAX);

    fn new(symbol: u32, style: u16, columns: u8, part: u8) -> Self {
        Self(u64::from(symbol) << 32 | u64::from(style) << 16 | u64::from(columns) << 8 | u64::from(part))
    }

    /// The whole as a number, for hashing.
    pub fn number(self) -> u64 {
        self.0
    }

    fn symbol(self) -> u32 {
        u32::try_from(self.0 >> 32).expect("thirty-two bits are left")
    }

    fn style(self) -> usize {
        usize::try_from(self.0 >> 16 & 0xffff).expect("sixteen bits are left")
    }

    /// The columns that the cluster takes.
    pub fn columns(self) -> usize {
        usize::try_from(self.0 >> 8 & 0xff).expect("eight bits are left")
    }

    /// Whether it is the second column of a wide cluster, or one after it.
    pub fn is_trailing(self) -> bool {
        self.0 & 0xff != 0
    }
}

/// How a cell looks. Of a blank only what shows is kept: its front colour is `None`, and any will do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Look {
    pub front: Option<Color>,
    pub back: Color,
    pub underline: Color,
    pub modifier: Modifier,
}

/// Modifiers that show on a blank, too.
const SEEN_ON_BLANKS: Modifier = Modifier::UNDERLINED.union(Modifier::REVERSED).union(Modifier::CROSSED_OUT);

impl Look {
    fn of(cell: &Cell) -> Self {
        let look =
            Self { front: Some(cell.fg), back: cell.bg, underline: cell.underline_color, modifier: cell.modifier };
        if cell.symbol() == " " && !cell.modifier.intersects(SEEN_ON_BLANKS) {
            Self { front: None, underline: Color::Reset, modifier: Modifier::empty(), ..look }
        } else {
            look
        }
    }
}

/// The clusters and looks that were met, by number.
#[derive(Debug)]
pub(super) struct Glyphs {
    clusters: Vec<Cluster>,
    numbers: HashMap<String, u32>,
    looks: Vec<Look>,
}

#[derive(Debug)]
struct Cluster {
    text: String,
    /// How many columns a terminal may give it at most, where terminals may disagree.
    doubtful: Option<usize>,
}

impl Default for Glyphs {
    fn default() -> Self {
        Self { clusters: Vec::new(), numbers: HashMap::new(), looks: vec![Self::BARE] }
    }
}

impl Glyphs {
    /// A blank in the terminal's own colour.
    pub const BARE: Look =
        Look { front: None, back: Color::Reset, underline: Color::Reset, modifier: Modifier::empty() };

    /// Whether there are so many that it is time to begin anew.
    pub fn is_full(&self) -> bool {
        self.clusters.len() > MOST || self.looks.len() > MOST
    }

    pub fn style(&self, glyph: Glyph) -> Look {
        self.looks[glyph.style()]
    }

    /// How many columns a terminal may give to a cluster at most, where terminals disagree about it.
    pub fn doubtful(&self, glyph: Glyph) -> Option<usize> {
        let symbol = glyph.symbol();
        if symbol & CLUSTER == 0 { None } else { self.cluster(symbol).doubtful }
    }

    fn cluster(&self, symbol: u32) -> &Cluster {
        &self.clusters[usize::try_from(symbol & !CLUSTER).expect("the number of a cluster in memory")]
    }

    pub fn is_bare_blank(&self, glyph: Glyph) -> bool {
        glyph == Glyph::new(u32::from(' '), 0, 1, 0)
    }

    /// Whether a glyph can be written without any change of style, and then takes a column for each byte.
    pub fn is_written_as_is(&self, glyph: Glyph, pen: &Pen) -> bool {
        glyph.columns() == 1 && glyph.symbol() < 0x7f && pen.wears(self.style(glyph))
    }

    pub fn write(&self, glyph: Glyph, bytes: &mut Vec<u8>) {
        let symbol = glyph.symbol();
        if symbol & CLUSTER == 0 {
            let character = char::from_u32(symbol).unwrap_or(' ');
            bytes.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
        } else {
            bytes.extend_from_slice(self.cluster(symbol).text.as_bytes());
        }
    }

    /// The number of a look; the one before is likely the same.
    fn look(&mut self, cell: &Cell, before: u16) -> u16 {
        let look = Look::of(cell);
        if self.looks[usize::from(before)] == look {
            return before;
        }
        let known = self.looks.iter().position(|known| *known == look);
        let number = known.unwrap_or_else(|| {
            self.looks.push(look);
            self.looks.len() - 1
        });
        u16::try_from(number).unwrap_or(0)
    }

    /// The symbol and columns of a cell. What has no width of its own would stand nowhere, and is a blank.
    fn symbol(&mut self, text: &str) -> (u32, u8) {
        if let [byte @ b' '..=b'~'] = text.as_bytes() {
            return (u32::from(*byte), 1);
        }
        let columns = u8::try_from(width::cluster_width(text)).unwrap_or(u8::MAX);
        // The last filter: whatever is drawn, nothing that a terminal obeys is written.
        if columns == 0 || text.chars().any(char::is_control) {
            return (u32::from(' '), 1);
        }
        let mut characters = text.chars();
        if let (Some(character), None) = (characters.next(), characters.next())
            && !is_doubtful(character)
        {
            return (u32::from(character), columns);
        }
        let number = self.numbers.get(text).copied().unwrap_or_else(|| {
            let number = u32::try_from(self.clusters.len()).expect("the table begins anew long before");
            self.clusters.push(Cluster { text: text.to_owned(), doubtful: doubt(text, usize::from(columns)) });
            self.numbers.insert(text.to_owned(), number);
            number
        });
        (number | CLUSTER, columns)
    }
}

/// The most columns that a terminal may give a cluster, where terminals disagree: each its own to every part of it.
fn doubt(text: &str, columns: usize) -> Option<usize> {
    let apart: usize = text.chars().map(|character| width::width(character.encode_utf8(&mut [0; 4]))).sum();
    let doubtful = text.chars().filter(|&character| is_doubtful(character) || is_joined(character)).count();
    (apart != columns || doubtful > 0).then(|| columns.max(apart).max(2 * doubtful))
}

/// Whether terminals disagree about the columns of a character that stands alone: emoji, and half-width sound marks.
fn is_doubtful(character: char) -> bool {
    matches!(u32::from(character),
        0x231a..=0x231b | 0x23e9..=0x23f3 | 0x25fd..=0x25fe | 0x2600..=0x27bf | 0x2b1b..=0x2b55 | 0xff9e..=0xff9f
        | 0x1f000..=0x1faff)
}

/// Whether a character may stand otherwise in a cluster than alone: joiners, variants, the marks of South Asia.
fn is_joined(character: char) -> bool {
    matches!(u32::from(character), 0x0900..=0x0dff | 0x0e00..=0x10ff | 0x1700..=0x1aff | 0x200d | 0xfe00..=0xfe0f)
}

/// All cells of a screen.
#[derive(Debug, Default)]
pub(super) struct Grid {
    pub width: usize,
    pub height: usize,
    glyphs: Vec<Glyph>,
}

impl Grid {
    pub fn row(&self, y: usize) -> &[Glyph] {
        &self.glyphs[y * self.width..(y + 1) * self.width]
    }

    /// Becomes what a buffer holds.
    pub fn take(&mut self, buffer: &Buffer, glyphs: &mut Glyphs) {
        self.width = usize::from(buffer.area.width);
        self.height = usize::from(buffer.area.height);
        self.glyphs.clear();
        if self.width == 0 {
            return;
        }
        let mut look = 0;
        for row in buffer.content.chunks(self.width) {
            let mut x = 0;
            while x < row.len() {
                look = glyphs.look(&row[x], look);
                let (symbol, columns) = glyphs.symbol(row[x].symbol());
                // What is cut by the edge would wrap.
                let fits = x + usize::from(columns) <= row.len();
                let (symbol, columns) = if fits { (symbol, columns) } else { (u32::from(' '), 1) };
                for part in 0..columns {
                    self.glyphs.push(Glyph::new(symbol, look, columns, part));
                }
                x += usize::from(columns);
            }
        }
    }

    /// Becomes a screen of which nothing is known.
    pub fn become_unknown(&mut self, width: usize, height: usize) {
        (self.width, self.height) = (width, height);
        self.glyphs.clear();
        self.glyphs.resize(width * height, Glyph::UNKNOWN);
    }

    /// Moves the rows of a band up, or down by a negative number; nothing is known of those that come in.
    pub fn scroll(&mut self, top: usize, bottom: usize, by: isize) {
        let band = &mut self.glyphs[top * self.width..(bottom + 1) * self.width];
        let moved = by.unsigned_abs() * self.width;
        if by > 0 {
            band.rotate_left(moved);
            let kept = band.len() - moved;
            band[kept..].fill(Glyph::UNKNOWN);
        } else {
            band.rotate_right(moved);
            band[..moved].fill(Glyph::UNKNOWN);
        }
    }
}
