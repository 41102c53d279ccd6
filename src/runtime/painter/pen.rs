//! Where the terminal's cursor is and in which style it writes.

use std::io::Write as _;

use ratatui::layout::Position;
use ratatui::style::{Color, Modifier};

use super::glyphs::{Glyphs, Look};

/// The pen of a terminal, as far as it is known.
#[derive(Debug)]
pub(super) struct Pen {
    /// The row and the column that the next character will stand in.
    pub place: Option<(usize, usize)>,
    look: Look,
    /// Whether the cursor is seen, and where.
    pointed: Option<Position>,
}

impl Default for Pen {
    fn default() -> Self {
        Self { place: None, look: Glyphs::BARE, pointed: None }
    }
}

/// Modifiers with what switches them on and off. Bold and dim are switched off together.
const MODIFIERS: &[(Modifier, u8, u8)] = &[
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::SLOW_BLINK, 5, 25),
    (Modifier::RAPID_BLINK, 6, 25),
    (Modifier::REVERSED, 7, 27),
    (Modifier::HIDDEN, 8, 28),
    (Modifier::CROSSED_OUT, 9, 29),
];

impl Pen {
    /// Brings the terminal's pen to where this one begins: no style, no cursor.
    pub fn begin(&mut self, bytes: &mut Vec<u8>) {
        bytes.extend_from_slice(b"\x1b[?25l\x1b[0m");
        self.look = Look { front: Some(Color::Reset), ..Glyphs::BARE };
    }

    /// Nothing is known any more of where it is.
    pub fn lose_place(&mut self) {
        self.place = None;
    }

    /// Something was written that takes so many columns.
    pub fn advance(&mut self, columns: usize, width: usize) {
        // In the last column terminals differ in where the cursor is then.
        self.place = self.place.map(|(y, x)| (y, x + columns)).filter(|&(_, x)| x < width);
    }

    /// Goes to a cell by the shortest way.
    pub fn go(&mut self, y: usize, x: usize, bytes: &mut Vec<u8>) {
        match self.place {
            Some(place) if place == (y, x) => return,
            Some((row, column)) if row == y && column < x && digits(x - column) < digits(x + 1) => {
                let _ = write!(bytes, "\x1b[{}C", x - column);
            }
            Some((row, _)) if row == y => drop(write!(bytes, "\x1b[{}G", x + 1)),
            _ if x == 0 => drop(write!(bytes, "\x1b[{}H", y + 1)),
            _ => drop(write!(bytes, "\x1b[{};{}H", y + 1, x + 1)),
        }
        self.place = Some((y, x));
    }

    /// Whether it writes in a look as it is.
    pub fn wears(&self, look: Look) -> bool {
        let Look { front, back, underline, modifier } = look;
        let blank_fits = || {
            self.look.back == back
                && !self.look.modifier.intersects(Modifier::UNDERLINED | Modifier::CROSSED_OUT | Modifier::REVERSED)
        };
        match front {
            None => blank_fits(),
            Some(_) => {
                self.look.front == front
                    && self.look.back == back
                    && self.look.underline == underline
                    && self.look.modifier == modifier
            }
        }
    }

    /// Takes on a look, with as few bytes as can be.
    pub fn wear(&mut self, look: Look, bytes: &mut Vec<u8>) {
        if self.wears(look) {
            return;
        }
        let target = match look.front {
            Some(_) => look,
            // Any front will do on a blank: the one that is worn, with all that can't be seen.
            None => {
                let seen = Modifier::UNDERLINED | Modifier::CROSSED_OUT | Modifier::REVERSED;
                Look { back: look.back, modifier: self.look.modifier.difference(seen), ..self.look }
            }
        };
        let start = bytes.len();
        bytes.extend_from_slice(b"\x1b[");
        changes(self.look, target, bytes);
        let step = bytes.len() - start;
        // From nothing it may be shorter, where much has to be taken off.
        let bare = Look { front: Some(Color::Reset), ..Glyphs::BARE };
        let anew = bytes.len();
        bytes.extend_from_slice(b"\x1b[0;");
        changes(bare, target, bytes);
        if bytes.len() - anew < step {
            bytes.drain(start..anew);
        } else {
            bytes.truncate(anew);
        }
        if bytes.last() == Some(&b';') {
            bytes.pop();
        }
        bytes.push(b'm');
        self.look = target;
    }

    /// Shows the cursor somewhere, or hides it.
    pub fn point(&mut self, cursor: Option<Position>, bytes: &mut Vec<u8>) {
        match cursor {
            Some(position) => {
                self.go(usize::from(position.y), usize::from(position.x), bytes);
                if self.pointed.is_none() {
                    bytes.extend_from_slice(b"\x1b[?25h");
                }
            }
            None if self.pointed.is_some() => bytes.extend_from_slice(b"\x1b[?25l"),
            None => {}
        }
        self.pointed = cursor;
    }
}

/// The parameters that lead from one look to another, each with a semicolon after it.
fn changes(from: Look, to: Look, bytes: &mut Vec<u8>) {
    let mut worn = from.modifier;
    let mut off = 0;
    for &(modifier, _, code) in MODIFIERS {
        if worn.contains(modifier) && !to.modifier.contains(modifier) && off != code {
            let _ = write!(bytes, "{code};");
            off = code;
            let with_it = MODIFIERS.iter().filter(|row| row.2 == code).fold(Modifier::empty(), |all, row| all | row.0);
            worn = worn.difference(with_it);
        }
    }
    // Some terminals know one of bold and dim at a time: the same one, however it came about.
    let both = Modifier::BOLD | Modifier::DIM;
    if to.modifier.contains(both) && !worn.contains(both) {
        worn = worn.difference(both);
    }
    for &(modifier, code, _) in MODIFIERS {
        if to.modifier.contains(modifier) && !worn.contains(modifier) {
            let _ = write!(bytes, "{code};");
        }
    }
    if from.front != to.front {
        colour(to.front.unwrap_or(Color::Reset), 30, bytes);
    }
    if from.back != to.back {
        colour(to.back, 40, bytes);
    }
    if from.underline != to.underline {
        underline(to.underline, bytes);
    }
}

fn colour(colour: Color, base: u8, bytes: &mut Vec<u8>) {
    let _ = match colour {
        Color::Reset => write!(bytes, "{};", base + 9),
        Color::Rgb(r, g, b) => write!(bytes, "{};2;{r};{g};{b};", base + 8),
        Color::Indexed(index) => write!(bytes, "{};5;{index};", base + 8),
        named => {
            let number = basic(named);
            write!(bytes, "{};", if number < 8 { base + number } else { base + 60 + number - 8 })
        }
    };
}

fn underline(colour: Color, bytes: &mut Vec<u8>) {
    let _ = match colour {
        Color::Reset => write!(bytes, "59;"),
        Color::Rgb(r, g, b) => write!(bytes, "58;2;{r};{g};{b};"),
        Color::Indexed(index) => write!(bytes, "58;5;{index};"),
        named => write!(bytes, "58;5;{};", basic(named)),
    };
}

/// The number of a named colour among the sixteen.
fn basic(colour: Color) -> u8 {
    match colour {
        Color::Black | Color::Reset | Color::Rgb(..) | Color::Indexed(_) => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
    }
}

fn digits(number: usize) -> u32 {
    number.checked_ilog10().unwrap_or(0) + 1
}
