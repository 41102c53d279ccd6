//! A reading position in a text that moves over one part of a date at a time.
//!
//! Every step is bounded, so that a try at a date costs the same wherever it is made.

use super::months::{self, MonthWord};

/// White space that may stand between two parts of a date, in characters: a line feed and its indentation.
const LONGEST_SPACE: usize = 6;

/// A number as it stands: its value and how many digits it is written with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number {
    pub(super) value: u16,
    pub(super) n_digits: usize,
}

/// A reading position; a copy of it is the way back.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cursor<'a> {
    text: &'a str,
    /// The byte where the rest begins.
    pub(super) at: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str, at: usize) -> Self {
        Self { text, at }
    }

    /// What has not been read.
    pub(super) fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// The next character.
    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// The character before the position, going back from it.
    pub(super) fn before(&self) -> impl Iterator<Item = char> + use<'a> {
        self.text[..self.at].chars().rev()
    }

    /// A number of one to four digits, all of its digits.
    pub(super) fn number(&mut self) -> Option<Number> {
        let (mut value, mut n_digits, mut end) = (0, 0, self.at);
        for character in self.rest().chars() {
            let Some(digit) = digit(character) else { break };
            if n_digits == 4 {
                return None;
            }
            value = value * 10 + digit;
            n_digits += 1;
            end += character.len_utf8();
        }
        self.at = end;
        (n_digits > 0).then_some(Number { value, n_digits })
    }

    /// Whether one of these characters came next; it is passed.
    pub(super) fn eat(&mut self, among: &[char]) -> Option<char> {
        let next = self.peek().filter(|next| among.contains(next))?;
        self.at += next.len_utf8();
        Some(next)
    }

    /// Passes white space; whether there was any.
    pub(super) fn space(&mut self) -> bool {
        let space = self.rest().chars().take(LONGEST_SPACE).take_while(|character| character.is_whitespace());
        let len: usize = space.map(char::len_utf8).sum();
        self.at += len;
        len > 0
    }

    /// The letters that come next, if they are few enough for a month.
    pub(super) fn word(&mut self) -> Option<&'a str> {
        let rest = self.rest();
        let letters = rest.chars().take_while(|&character| is_letter(character)).take(months::LONGEST + 1);
        let (count, len) = letters.fold((0, 0), |(count, len), letter| (count + 1, len + letter.len_utf8()));
        if count == 0 || count > months::LONGEST {
            return None;
        }
        self.at += len;
        Some(&rest[..len])
    }

    /// Passes one of these words, written in lower case, if it comes next.
    pub(super) fn eat_word(&mut self, among: &[&str]) -> bool {
        let mut ahead = *self;
        let found = ahead.word().is_some_and(|word| among.iter().any(|known| word.to_lowercase() == *known));
        if found {
            *self = ahead;
        }
        found
    }

    /// The month whose name comes next.
    pub(super) fn month(&mut self) -> Option<MonthWord> {
        self.word().and_then(months::month_named)
    }
}

/// The value of a digit of the scripts in which dates are written.
pub(in crate::language) fn digit(character: char) -> Option<u16> {
    let zero = match character {
        '0'..='9' => '0',
        '\u{660}'..='\u{669}' => '\u{660}',
        '\u{6f0}'..='\u{6f9}' => '\u{6f0}',
        '\u{966}'..='\u{96f}' => '\u{966}',
        '\u{ff10}'..='\u{ff19}' => '\u{ff10}',
        _ => return None,
    };
    u16::try_from(u32::from(character) - u32::from(zero)).ok()
}

/// Letters and what is set over them.
pub(in crate::language) fn is_letter(character: char) -> bool {
    character.is_alphabetic() || ('\u{300}'..='\u{36f}').contains(&character)
}
