//! Dates in running text, in the languages of the month table.
//!
//! At each number and each word a few forms are tried in turn, each a straight line of parts; what is read is bounded,
//! so the whole is linear. Forms, with what they mean:
//!
//! | form | example |
//! | --- | --- |
//! | day month year | `6. Januar 2022`, `the 6th of January 2022`, `6 de janeiro de 2022`, `6 января 2022 года` |
//! | month day year | `January 6, 2022` |
//! | year month day | `2022. január 6.`, `2022 жылғы 6 қаңтар`, `2022年1月6日` |
//! | month year | `January 2022` |
//! | numbers | `08.01.22`, `8/1/2022`, `1/18/2022`, `8. 1. 2022`, `2022-01-08` |
//!
//! A day without a year is no date, nor is a range: of `5–6 January 2022` only the month and year are given. In numbers
//! the day comes first; `1/18/2022` can only be read the other way. A year of two digits needs two digits before it as
//! well (`08.01.22`), or strokes (`8/1/22`): `1.2.10` is a section.

mod cursor;
mod mentions;
mod months;

use std::ops::Range;

use crate::model::Date;
use cursor::{Cursor, Number};
pub(in crate::language) use cursor::{digit, is_letter};
pub use mentions::{Mention, mentions_in};

/// The dates in a text with the byte ranges where they stand, in any of the languages of the month table.
///
/// In order and not overlapping. A word that belongs to the year (`2022 года`) is within the range, a weekday is not.
pub fn dates_in(text: &str) -> Vec<(Range<usize>, Date)> {
    let mut dates = Vec::new();
    scan(text, |start, first| {
        let (end, date) = date_at(start, first)?;
        dates.push((start.at..end, date));
        Some(end)
    });
    dates
}

/// Tries at each number and each word of a text to read something, and goes on where that ended.
fn scan<'t>(text: &'t str, mut read: impl FnMut(Cursor<'t>, char) -> Option<usize>) {
    let mut previous = None;
    let mut free_from = 0;
    for (at, character) in text.char_indices() {
        if at >= free_from
            && starts_part(previous, character)
            && let Some(end) = read(Cursor::new(text, at), character)
        {
            free_from = end;
        }
        previous = Some(character);
    }
}

/// Whether a word by itself names a month, in any of the languages of the month table.
pub fn names_month(word: &str) -> bool {
    word.chars().count() <= months::LONGEST && months::month_named(word).is_some_and(|month| month.stands_alone)
}

/// Whether a number or a word begins at a character. Scripts without spaces put words against numbers.
fn starts_part(previous: Option<char>, character: char) -> bool {
    if digit(character).is_some() {
        previous.is_none_or(|previous| digit(previous).is_none() && !previous.is_ascii_alphabetic())
    } else {
        is_letter(character) && previous.is_none_or(|previous| !is_letter(previous) && digit(previous).is_none())
    }
}

fn date_at(start: Cursor, first: char) -> Option<(usize, Date)> {
    if digit(first).is_none() {
        return month_first(start);
    }
    let mut cursor = start;
    let number = cursor.number()?;
    if number.n_digits == 4 {
        let forms = [year_first_numbers, ideographs, year_first];
        return forms.iter().find_map(|form| form(start, cursor, number));
    }
    let forms = [day_first_numbers, day_first];
    forms.iter().find_map(|form| form(start, cursor, number))
}

/// `January 6, 2022`, or `January 2022` without a day.
fn month_first(start: Cursor) -> Option<(usize, Date)> {
    let mut cursor = start;
    let word = cursor.word()?;
    // Looking a word up costs more than seeing that no number follows, which is so for most words.
    cursor.rest().chars().take(12).any(|character| digit(character).is_some()).then_some(())?;
    let named = months::month_named(word)?;
    cursor.eat(&['.']);
    let mut with_day = cursor;
    if with_day.space()
        && let Some(day) = with_day.number().and_then(day_of)
    {
        ordinal(&mut with_day);
        with_day.eat(&[',']);
        with_day.space();
        let year = year(&mut with_day)?;
        return Some((with_day.at, Date::new(year, named.month, day)?));
    }
    join(&mut cursor);
    let year = year(&mut cursor)?;
    Some((cursor.at, Date::month_of(year, named.month)?)).filter(|_| named.stands_alone)
}

/// `6. Januar 2022` and its like.
fn day_first(start: Cursor, mut cursor: Cursor, number: Number) -> Option<(usize, Date)> {
    if ends_range(start) {
        return None;
    }
    let day = day_of(number)?;
    ordinal(&mut cursor);
    cursor.space();
    if cursor.eat_word(&["day"]) {
        cursor.space();
    }
    join(&mut cursor);
    let month = cursor.month()?.month;
    cursor.eat(&['.']);
    join(&mut cursor);
    let year = year(&mut cursor)?;
    Some((cursor.at, Date::new(year, month, day)?))
}

/// `2022. január 6.`, `2022 жылғы 6 қаңтар`; not where a year comes after, to which month and day then belong.
fn year_first(_start: Cursor, mut cursor: Cursor, number: Number) -> Option<(usize, Date)> {
    let year = plausible(number)?;
    let full_stop = cursor.eat(&['.']).is_some();
    cursor.space().then_some(())?;
    let announced = cursor.eat_word(YEAR_BEFORE);
    cursor.eat(&['.']);
    cursor.space();
    // After a full stop a capital begins a sentence: "… in 2021. March was cold."
    if full_stop && !announced && cursor.peek().is_some_and(char::is_uppercase) {
        return None;
    }
    let day_before = if announced { day_then_month(cursor) } else { None };
    let (end, month, day) = day_before.or_else(|| month_then_day(cursor))?;
    let date = match day {
        Some(day) => Date::new(year, month, day)?,
        None if full_stop || announced => Date::month_of(year, month)?,
        None => return None,
    };
    (!precedes_year(end)).then_some((end.at, date))
}

/// `6 қаңтар`.
fn day_then_month(mut cursor: Cursor) -> Option<(Cursor, u8, Option<u8>)> {
    let day = cursor.number().and_then(day_of)?;
    ordinal(&mut cursor);
    cursor.space();
    let named = cursor.month()?;
    Some((cursor, named.month, Some(day)))
}

/// `január 6.`, or the month alone.
fn month_then_day(mut cursor: Cursor) -> Option<(Cursor, u8, Option<u8>)> {
    let named = cursor.month()?;
    let month_alone = cursor;
    cursor.eat(&['.']);
    cursor.space();
    match cursor.number().and_then(day_of) {
        Some(day) => {
            cursor.eat(&['.']);
            Some((cursor, named.month, Some(day)))
        }
        None => named.stands_alone.then_some((month_alone, named.month, None)),
    }
}

/// `2022年1月6日`, `2022년 1월 6일`, `2022年1月`.
fn ideographs(_start: Cursor, mut cursor: Cursor, number: Number) -> Option<(usize, Date)> {
    let year = plausible(number)?;
    cursor.space();
    cursor.eat(&['年', '년'])?;
    cursor.space();
    let month = u8::try_from(cursor.number()?.value).ok()?;
    cursor.space();
    cursor.eat(&['月', '월'])?;
    let mut with_day = cursor;
    with_day.space();
    let day = with_day.number().and_then(day_of);
    with_day.space();
    match (day, with_day.eat(&['日', '일', '号'])) {
        (Some(day), Some(_)) => Some((with_day.at, Date::new(year, month, day)?)),
        _ => Some((cursor.at, Date::month_of(year, month)?)),
    }
}

/// `2022-01-08`, `2022/1/8`, `2022. 1. 8.`.
fn year_first_numbers(start: Cursor, mut cursor: Cursor, number: Number) -> Option<(usize, Date)> {
    let year = plausible(number)?;
    let separator = separator(&mut cursor)?;
    let month = cursor.number().filter(|month| month.n_digits <= 2)?;
    cursor.eat(&[separator])?;
    pass_space_after(separator, &mut cursor);
    let day = cursor.number().and_then(day_of)?;
    let date = Date::new(year, u8::try_from(month.value).ok()?, day)?;
    is_free_standing(start, cursor, separator).then_some((cursor.at, date))
}

/// `08.01.22`, `8/1/2022`, `1/18/2022`, `8. 1. 2022`.
fn day_first_numbers(start: Cursor, mut cursor: Cursor, first: Number) -> Option<(usize, Date)> {
    let separator = separator(&mut cursor)?;
    let second = cursor.number()?;
    cursor.eat(&[separator])?;
    let spaced = pass_space_after(separator, &mut cursor);
    let last = cursor.number()?;
    let two_digits = separator == '/' || (first.n_digits == 2 && second.n_digits == 2 && !spaced);
    let year = match last.n_digits {
        4 => plausible(last)?,
        2 if two_digits => last.value + if last.value < 50 { 2000 } else { 1900 },
        _ => return None,
    };
    let (first, second) = (day_of(first)?, day_of(second)?);
    let month_first = || Date::new(year, first, second).filter(|_| separator != '.');
    let date = Date::new(year, second, first).or_else(month_first)?;
    is_free_standing(start, cursor, separator).then_some((cursor.at, date))
}

/// What parts two numbers of a date; after a full stop there may be a space.
fn separator(cursor: &mut Cursor) -> Option<char> {
    let separator = cursor.eat(&['.', '/', '-', '\u{2010}', '\u{2011}'])?;
    pass_space_after(separator, cursor);
    Some(separator)
}

fn pass_space_after(separator: char, cursor: &mut Cursor) -> bool {
    separator == '.' && cursor.space()
}

/// Whether numbers are not part of a longer row of numbers, such as an address, a version or a sum.
///
/// Strokes may go on: addresses of the web hold dates (`/2022/01/08/`).
fn is_free_standing(start: Cursor, end: Cursor, separator: char) -> bool {
    let joins = |character: char| ".,".contains(character) || (character == separator && character != '/');
    let is_row = |first: Option<char>, second: Option<char>| {
        first.is_some_and(joins) && second.is_some_and(|character| digit(character).is_some())
    };
    let (mut before, mut after) = (start.before(), end.rest().chars());
    let is_word = end.peek().is_some_and(|next| next.is_ascii_alphanumeric() && next != 'T');
    !is_word && !is_row(before.next(), before.next()) && !is_row(after.next(), after.next())
}

/// Whether a day is the end of a range of days: `5–6 January`, `5./6. Januar`, but not `1998–6 January`.
fn ends_range(start: Cursor) -> bool {
    let mut before = start.before().filter(|&character| character != ' ' && character != '.').take(4);
    before.next().is_some_and(|character| "-–—/".contains(character))
        && (1..=2).contains(&before.take_while(|&character| digit(character).is_some()).count())
}

/// What makes a number an ordinal: a full stop, a sign, or a short ending (`6th`, `6-го`, `6:e`).
fn ordinal(cursor: &mut Cursor) {
    let mut ahead = *cursor;
    ahead.eat(&['-', ':', '\u{2011}', '’', '\'']);
    if ahead.word().is_some_and(|ending| ending.chars().count() <= 3) {
        *cursor = ahead;
    }
    cursor.eat(&['.', 'º', '°', 'ª']);
}

/// Passes what joins two parts: a comma, spaces, `of`, `de` and their like.
fn join(cursor: &mut Cursor) {
    cursor.eat(&[',']);
    cursor.space();
    if cursor.eat_word(JOINS) {
        cursor.eat(&['\'', '’']);
        cursor.space();
    }
}

const JOINS: &[&str] = &["of", "de", "del", "do", "di", "d", "den", "lui"];

/// Words that follow a year and belong to it.
const YEAR_AFTER: &[&str] = &["года", "год", "году", "року", "році", "годзе", "жыл", "жылы", "roku"];

/// Their abbreviations, with or without a full stop.
const YEAR_AFTER_SHORT: &[&str] = &["г", "р", "ж", "r"];

/// Words between a year and the month after it.
const YEAR_BEFORE: &[&str] = &["жылғы", "жылы", "жылдың", "ж", "gada", "m", "évi", "metų"];

/// A year of four digits with the word that belongs to it.
fn year(cursor: &mut Cursor) -> Option<u16> {
    let year = cursor.number().and_then(plausible)?;
    if cursor.peek().is_some_and(|next| next.is_ascii_alphabetic() && next != 'r') {
        return None;
    }
    let mut ahead = *cursor;
    ahead.space();
    if ahead.eat_word(YEAR_AFTER) {
        *cursor = ahead;
    } else if ahead.eat_word(YEAR_AFTER_SHORT) {
        ahead.eat(&['.']);
        *cursor = ahead;
    }
    Some(year)
}

fn precedes_year(mut cursor: Cursor) -> bool {
    cursor.eat(&[',']);
    cursor.space();
    cursor.number().and_then(plausible).is_some()
}

/// A year that people date things with.
fn plausible(number: Number) -> Option<u16> {
    (number.n_digits == 4 && (1000..2200).contains(&number.value)).then_some(number.value)
}

fn day_of(number: Number) -> Option<u8> {
    u8::try_from(number.value).ok().filter(|day| number.n_digits <= 2 && (1..=31).contains(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The dates of a text as ISO dates, each with what it stands in.
    fn found(text: &str) -> Vec<(String, &str)> {
        dates_in(text).into_iter().map(|(range, date)| (date.to_string(), &text[range])).collect()
    }

    #[test]
    fn whole_dates_are_found_in_the_forms_of_many_languages() {
        for text in [
            "6. Januar 2022",
            "6.Januar 2022",
            "6. Jan. 2022",
            "6 January 2022",
            "6 JANUARY 2022",
            "January 6, 2022",
            "Jan. 6, 2022",
            "January 6th, 2022",
            "6th of January 2022",
            "6th day of January, 2022",
            "6 januari 2022",
            "6:e januari 2022",
            "6. januar 2022",
            "6. janúar 2022",
            "6. tammikuuta 2022",
            "6 janvier 2022",
            "6 de enero de 2022",
            "6 de janeiro de 2022",
            "6º de janeiro de 2022",
            "6 gennaio 2022",
            "6 de gener del 2022",
            "6 ianuarie 2022",
            "6 stycznia 2022 r.",
            "6. ledna 2022",
            "6. januára 2022",
            "6 января 2022",
            "6 января 2022 года",
            "6 января 2022 г.",
            "6-го января 2022 года",
            "6 січня 2022 року",
            "6 қаңтар 2022 жыл",
            "2022 жылғы 6 қаңтар",
            "2022 жылдың 6 қаңтарында",
            "6 Ocak 2022",
            "2022. január 6.",
            "2022. jan. 6.",
            "2022. gada 6. janvāris",
            "2022 m. sausio 6",
            "6 Ιανουαρίου 2022",
            "6 בינואר 2022",
            "6 يناير 2022",
            "٦ يناير ٢٠٢٢",
            "2022年1月6日",
            "2022 年 1 月 6 日",
            "2022년 1월 6일",
            "2022-01-06",
            "2022/01/06",
            "2022. 1. 6",
            "06.01.2022",
            "6.1.2022",
            "6. 1. 2022",
            "06.01.22",
            "6/1/2022",
            "6/1/22",
            "6-1-2022",
            "6\n  January 2022",
        ] {
            assert_eq!(found(text), [("2022-01-06".to_owned(), text)], "{text}");
            let within = format!("«{text}», ");
            assert_eq!(found(&within), [("2022-01-06".to_owned(), text)], "{within}");
        }
    }

    #[test]
    fn a_month_of_a_year_and_odd_orders_are_found() {
        for (text, want, at) in [
            ("Moscow, January 2022.", "2022-01", "January 2022"),
            ("im Januar 2022 war", "2022-01", "Januar 2022"),
            ("enero de 2022", "2022-01", "enero de 2022"),
            ("в январе 2022 года был", "2022-01", "январе 2022 года"),
            ("2022. január", "2022-01", "2022. január"),
            ("于2022年1月发表", "2022-01", "2022年1月"),
            ("1/18/2022", "2022-01-18", "1/18/2022"),
            ("den 6 januari 2022 i", "2022-01-06", "6 januari 2022"),
            ("08.01.71", "1971-01-08", "08.01.71"),
            ("https://example.org/en/2022/01/06/text", "2022-01-06", "2022/01/06"),
            ("text_2022-01-06_de", "2022-01-06", "2022-01-06"),
            ("2022-01-06T12:00", "2022-01-06", "2022-01-06"),
            ("Between 5–6 January 2022 we", "2022-01", "January 2022"),
            ("2022 January 6 was", "2022-01-06", "2022 January 6"),
            ("In 2021. January 6, 2022 was", "2022-01-06", "January 6, 2022"),
            ("e\u{301}t 1er aou\u{302}t 2022", "2022-08-01", "1er aou\u{302}t 2022"),
        ] {
            assert_eq!(found(text), [(want.to_owned(), at)], "{text}");
        }
    }

    #[test]
    fn dates_that_follow_each_other_are_all_found() {
        let dates: Vec<_> =
            found("1.1.2022–3.1.2022, 6 May 1848 – 7 May 1848; May 8, 1848").into_iter().map(|date| date.0).collect();
        assert_eq!(dates, ["2022-01-01", "2022-01-03", "1848-05-06", "1848-05-07", "1848-05-08"]);
    }

    #[test]
    fn ranges_and_plain_numbers_are_no_dates() {
        for text in [
            "",
            "2022",
            "in 2022",
            "1990–2000",
            "2021-22",
            "1.2.10",
            "see 1.2.3",
            "192.168.01.22",
            "version 2.08.01.22",
            "31.02.2022",
            "2022-13-01",
            "6. Januar",
            "January 6",
            "January 5–6, 2022",
            "Mars is red",
            "des 2000 soldats",
            "a set of 2000 stamps",
            "10 000",
            "1,234,567",
            "0800 12345",
            "the 6th of 2022",
            "99/99/9999",
            "January 99999",
            "3/4",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn hostile_texts_are_read_in_linear_time() {
        for unit in ["1", "1.", "1/", "a", "January ", "6 January ", "2022 ", "2022. ", " ", "年", "e\u{301}"] {
            assert_eq!(found(&unit.repeat(200_000)), [], "{unit}");
        }
    }
}
