//! Dates as texts mention them: also without their year, and with what else they may mean.
//!
//! Besides the forms of [`dates_in`](super::dates_in): `8 January`, `January 8th`, `8. januar`, `8.1.` with both full
//! stops. Numbers alone are ambiguous where both could be the month: `01/08/2022` is told with both readings.

use std::ops::Range;

use super::cursor::Cursor;
use super::{date_at, day_of, ends_range, join, months, ordinal, scan};
use crate::language::dates::digit;
use crate::model::Date;

/// A date as it is mentioned; what is `None` is not said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mention {
    /// The year.
    pub year: Option<u16>,
    /// The month, 1–12.
    pub month: Option<u8>,
    /// The day of the month, 1–31.
    pub day: Option<u8>,
    /// Whether it is written in numbers of which either may be the month.
    pub is_ambiguous: bool,
}

impl Mention {
    /// Whether both may mean the same day: what both say is the same.
    pub fn agrees_with(self, other: Self) -> bool {
        let exchanged = Self { month: self.day, day: self.month, ..self };
        let is_either = self.is_ambiguous || other.is_ambiguous;
        self.says_like(other) || (is_either && exchanged.says_like(other))
    }

    fn says_like(self, other: Self) -> bool {
        fn like<T: PartialEq>(one: Option<T>, two: Option<T>) -> bool {
            one.zip(two).is_none_or(|(one, two)| one == two)
        }
        like(self.year, other.year) && like(self.month, other.month) && like(self.day, other.day)
    }
}

/// The dates that a text mentions, with the byte ranges where they stand; in order and not overlapping.
pub fn mentions_in(text: &str) -> Vec<(Range<usize>, Mention)> {
    let mut mentions = Vec::new();
    scan(text, |start, first| {
        let (end, mention) = mention_at(start, first)?;
        mentions.push((start.at..end, mention));
        Some(end)
    });
    mentions
}

fn mention_at(start: Cursor, first: char) -> Option<(usize, Mention)> {
    if let Some((end, date)) = date_at(start, first) {
        return Some((end, of_date(date, &start.rest()[..end - start.at])));
    }
    let (end, month, day) = if digit(first).is_some() { day_then_month(start) } else { month_then_day(start) }?;
    Some((end, Mention { year: None, month: Some(month), day: Some(day), is_ambiguous: false }))
}

fn of_date(date: Date, written: &str) -> Mention {
    let (month, day) = (date.month(), date.day());
    // A full stop comes after the day, and a year before the month.
    let is_ambiguous = written.contains(['/', '-'])
        && !written.chars().any(char::is_alphabetic)
        && !written.chars().take(4).all(|character| digit(character).is_some())
        && day.is_some_and(|day| day <= 12);
    Mention { year: Some(date.year()), month, day, is_ambiguous }
}

/// `8. Januar`, `the 8th of January`, `8 de enero`, `8.1.`; not the end of a range of days.
fn day_then_month(start: Cursor) -> Option<(usize, u8, u8)> {
    let mut cursor = start;
    let day = cursor.number().and_then(day_of).filter(|_| !ends_range(start))?;
    let after_day = cursor;
    ordinal(&mut cursor);
    cursor.space();
    join(&mut cursor);
    let at = cursor.at;
    if let Some(named) = cursor.month().filter(|named| named.stands_alone) {
        let name = &start.rest()[at - start.at..cursor.at - start.at];
        let abbreviated = if name.chars().count() > 5 { None } else { cursor.eat(&['.']) };
        // `5 mars` is a date in French and a number of planets nowhere; three letters without a full stop may be a word.
        let is_sure = name.chars().count() > 3 || abbreviated.is_some() || name.starts_with(char::is_uppercase);
        return is_sure.then_some((cursor.at, named.month, day));
    }
    in_full_stops(after_day, day)
}

/// `8.1.`, which is no decimal number.
fn in_full_stops(mut cursor: Cursor, day: u8) -> Option<(usize, u8, u8)> {
    cursor.eat(&['.'])?;
    cursor.space();
    let month = cursor.number().filter(|number| number.n_digits <= 2 && (1..=12).contains(&number.value))?;
    cursor.eat(&['.'])?;
    // What ends a sentence looks the same: a date goes on with a small letter or a comma.
    let mut after = cursor.rest().chars();
    let goes_on = match after.next() {
        Some(' ') => after.next().is_some_and(char::is_lowercase),
        next => next == Some(','),
    };
    goes_on.then_some((cursor.at, u8::try_from(month.value).ok()?, day))
}

/// `January 8th`, `január 8.`; with a capital or a full stop, since `march 5 miles` is no date.
fn month_then_day(start: Cursor) -> Option<(usize, u8, u8)> {
    let mut cursor = start;
    let word = cursor.word()?;
    cursor.rest().chars().take(4).any(|character| digit(character).is_some()).then_some(())?;
    let named = months::month_named(word).filter(|named| named.stands_alone)?;
    let is_capital = word.starts_with(char::is_uppercase);
    cursor.eat(&['.']);
    cursor.space().then_some(())?;
    let day = cursor.number().and_then(day_of)?;
    let full_stop = cursor.eat(&['.']).is_some();
    if !full_stop {
        ordinal(&mut cursor);
    }
    let is_quantity = cursor.peek().is_some_and(|next| "%:–-/°$€£".contains(next));
    (!is_quantity && (is_capital || full_stop)).then_some((cursor.at, named.month, day))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn only(text: &str) -> Mention {
        let mentions = mentions_in(text);
        assert_eq!(mentions.len(), 1, "{text}");
        mentions[0].1
    }

    #[test]
    fn days_without_a_year_are_mentioned_in_any_order_and_style() {
        for text in [
            "8. Januar",
            "8 January",
            "January 8",
            "January 8th",
            "the 8th of January",
            "den 8 januari",
            "8. januar",
            "8 de enero",
            "8 de janeiro",
            "8 gennaio",
            "8 stycznia",
            "8 января",
            "8 січня",
            "8 қаңтар",
            "8 Ocak",
            "8. tammikuuta",
            "január 8.",
            "am 8.1. in Berlin",
            "8 January 2022",
            "08.01.2022",
            "2022-01-08",
            "08/01/2022",
            "1/8/2022",
        ] {
            let mention = only(text);
            let want = Mention { year: None, month: Some(1), day: Some(8), is_ambiguous: false };
            assert!(mention.agrees_with(want) && want.agrees_with(mention), "{text}");
            assert!(!mention.agrees_with(Mention { day: Some(9), ..want }), "{text}");
        }
    }

    #[test]
    fn an_ambiguous_date_agrees_with_either_reading() {
        let (august, january) = (only("1 August 2022"), only("8 January 2022"));
        assert!(only("01/08/2022").agrees_with(august) && only("01/08/2022").agrees_with(january));
        assert!(!only("01.08.2022").agrees_with(january) && !only("2022-08-01").agrees_with(january));
        assert!(!only("01/08/2021").agrees_with(january));
        assert!(only("January 2022").agrees_with(january) && !only("January 2021").agrees_with(january));
    }

    #[test]
    fn words_and_numbers_that_are_no_date_are_not_mentioned() {
        for text in ["they march 5 miles", "may 5 people", "5–6 January", "3.5. Then", "1.2.10", "10 set", "5", ""] {
            assert_eq!(mentions_in(text), [], "{text}");
        }
    }
}
