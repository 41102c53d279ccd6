//! Numbers in running text, in digits and in words, each with what it may be worth.
//!
//! Digits are read with the decimal and thousand marks of the language, and with the other ones where only they make
//! sense; a word for a thousand, a million and so on multiplies what stands before it. The words come from the small
//! vocabulary ([`super::meanings`]) and from a table of what it lacks: joining words, hundreds, ordinals, larger
//! numbers. They are added up as they are spoken, whether they are written apart (`two hundred and five`) or as one
//! (`zweihundertfünf`).
//!
//! Worked example, `einundzwanzigtausend`: one, und, twenty are 1 and 20, joined: 21; thousand makes it 21,000.
//!
//! Its limits: `one` by itself is an article in most languages and is never read; a word that may be something else
//! (`sei`, `neuf`), an ordinal and a number inside another word (`dreijährig`) are told apart as hints.

mod digits;
mod roman;
mod sum;
mod table;
mod words;

use std::ops::Range;

use super::dates::{digit, is_letter};
use crate::model::Language;
use sum::Sum;
use words::Lexicon;

/// A number, exact to a millionth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Value(u128);

impl Value {
    /// How many parts the number one has.
    const ONE: u128 = 1_000_000;

    /// A whole number.
    pub fn whole(number: u64) -> Self {
        Self(u128::from(number) * Self::ONE)
    }

    /// A whole number and so many hundredths.
    pub fn with_hundredths(number: u64, hundredths: u64) -> Self {
        Self(u128::from(number) * Self::ONE + u128::from(hundredths) * Self::ONE / 100)
    }

    /// This many times as much.
    #[must_use]
    pub fn times(self, factor: u64) -> Self {
        Self(self.0.saturating_mul(u128::from(factor)))
    }

    /// The part of it that a division gives.
    #[must_use]
    pub fn divided_by(self, divisor: u64) -> Self {
        Self(self.0 / u128::from(divisor.max(1)))
    }

    /// The number, if it is a whole one.
    pub fn as_whole(self) -> Option<u64> {
        self.0.is_multiple_of(Self::ONE).then(|| u64::try_from(self.0 / Self::ONE).ok())?
    }
}

/// How a number is written, which says how sure it is that it is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// In digits.
    Digits,
    /// In words that can hardly be anything else, above twelve.
    Words,
    /// A word for a number up to twelve, or for a round one: these are said loosely, too.
    Word,
    /// A word that may be something else, an ordinal, or part of a word.
    Hint,
}

/// A number in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numeral {
    /// Where it stands, in bytes.
    pub range: Range<usize>,
    /// What it is worth: first by the custom of the language, then what else it may mean. Never empty.
    pub values: Vec<Value>,
    /// How it is written.
    pub form: Form,
}

/// The numbers in a text, in order and not overlapping.
pub fn numbers_in(text: &str, language: &Language) -> Vec<Numeral> {
    let lexicon = Lexicon::of(language);
    let mut numerals = Vec::new();
    let mut at = 0;
    let mut previous = None;
    while let Some(first) = text[at..].chars().next() {
        let read = if digit(first).is_some() {
            in_digits(text, at, previous, lexicon)
        } else if is_letter(first) {
            in_letters(text, at).unwrap_or_else(|| in_words(text, at, lexicon))
        } else {
            Read { end: at + first.len_utf8(), numeral: None }
        };
        numerals.extend(read.numeral);
        previous = text[at..read.end].chars().next_back();
        at = read.end;
    }
    numerals
}

/// What was read: where reading goes on, and what it gave.
struct Read {
    end: usize,
    numeral: Option<Numeral>,
}

fn in_digits(text: &str, at: usize, previous: Option<char>, lexicon: Option<&Lexicon>) -> Read {
    let (end, values) = digits::read(text, at, lexicon.map_or(table::Decimal::Either, |lexicon| lexicon.decimal));
    // Part of a name or a code: B52, article7469, 0x10.
    let is_code = previous.is_some_and(|previous| previous.is_alphabetic() && !is_ideograph(previous));
    if is_code || values.is_empty() {
        return Read { end, numeral: None };
    }
    let (end, factor) = lexicon.and_then(|lexicon| multiplier(text, end, lexicon)).unwrap_or((end, 1));
    let values = values.into_iter().map(|value| value.times(factor)).collect();
    Read { end, numeral: Some(Numeral { range: at..end, values, form: Form::Digits }) }
}

/// Roman numerals in capitals, which may be letters as well.
fn in_letters(text: &str, at: usize) -> Option<Read> {
    let end = words::end_of_word(text, at);
    let value = roman::value(&text[at..end])?;
    let numeral = Numeral { range: at..end, values: vec![Value::whole(value)], form: Form::Hint };
    Some(Read { end, numeral: Some(numeral) })
}

/// Words that multiply the number before them: `1,5 Millionen`, `8 mil`, `3千`, `2 hundred thousand`.
fn multiplier(text: &str, from: usize, lexicon: &Lexicon) -> Option<(usize, u64)> {
    let mut found = None;
    let (mut at, mut factor) = (from, 1_u64);
    while let Some((end, times)) = lexicon.multiplier_after(text, at) {
        factor = factor.saturating_mul(times);
        found = Some((end, factor));
        at = end;
    }
    found
}

fn in_words(text: &str, at: usize, lexicon: Option<&Lexicon>) -> Read {
    let Some(lexicon) = lexicon else { return Read { end: words::end_of_word(text, at), numeral: None } };
    let mut sum = Sum::default();
    let (mut end, mut from, mut joined) = (None, at, false);
    while let Some(word) = lexicon.next(text, from) {
        if (word.is_other_word && end.is_some()) || !sum.add(&word.morphemes, joined) {
            break;
        }
        end = Some(word.end);
        if word.is_other_word {
            break;
        }
        let Some((next, is_joined)) = lexicon.pass_joint(text, word.end) else { break };
        (from, joined) = (next, is_joined);
    }
    let Some(end) = end else { return Read { end: words::end_of_word(text, at), numeral: None } };
    let numeral = sum.form().map(|form| Numeral { range: at..end, values: sum.values(), form });
    Read { end, numeral }
}

/// Scripts without spaces, in which a number may follow a word.
fn is_ideograph(character: char) -> bool {
    matches!(character, '\u{e00}'..='\u{eff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
}

#[cfg(test)]
mod tests;
