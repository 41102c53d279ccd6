//! TOML read key by key, with line and column for whatever is wrong.
//!
//! Each reader of a file lists the keys it knows by asking for them; what nobody asked for is reported at the end.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::{Range, RangeInclusive};
use std::path::Path;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::error::{Error, Result};
use crate::import::sanitise::sanitise_line_to;
use crate::model::{Date, Warning};

/// A TOML file being read: where it is, its text, and what was odd.
#[derive(Debug)]
pub struct Source<'a> {
    path: &'a Path,
    text: &'a str,
    warnings: RefCell<Vec<Warning>>,
}

/// A table of the file, which remembers the keys it was asked for.
#[derive(Debug)]
pub struct Table<'a> {
    source: &'a Source<'a>,
    table: &'a DeTable<'a>,
    /// Byte where the table begins, for errors about keys that it lacks.
    start: usize,
    name: &'a str,
    known: RefCell<BTreeSet<&'a str>>,
}

impl<'a> Source<'a> {
    /// A file's text, and the path to name in errors.
    pub fn new(path: &'a Path, text: &'a str) -> Self {
        Self { path, text, warnings: RefCell::default() }
    }

    /// Parses the file.
    ///
    /// # Errors
    ///
    /// The first mistake of syntax, with line and column.
    pub fn parse(&self) -> Result<Spanned<DeTable<'a>>> {
        DeTable::parse(self.text).map_err(|error| {
            let message = sanitise_line_to(error.message().lines().next().unwrap_or("not TOML"), LONGEST_MESSAGE);
            self.error(error.span().map_or(0, |span| span.start), message)
        })
    }

    /// Parses the file with each line left out that is no TOML; as blanks, so that everything else stays where it is.
    /// Of a table whose heading is none, all is left out. Gives what was parsed, and the mistakes with what was left out;
    /// after so many mistakes the whole file is.
    pub fn parse_leniently(path: &Path, text: &str, most: usize) -> (String, Vec<Error>) {
        let (mut text, mut errors) = (text.to_owned(), Vec::new());
        loop {
            let (error, range) = match DeTable::parse(&text) {
                Ok(_) => return (text, errors),
                Err(error) => {
                    let at = error.span().map_or(0, |span| span.start);
                    (Source::new(path, &text).parse().err(), lines_to_leave_out(&text, at))
                }
            };
            let is_last = errors.len() + 1 >= most || text[range.clone()].trim().is_empty();
            let left_out = if is_last { "the file is left out from here on" } else { "this line is left out" };
            errors.extend(error.map(|error| error.remedy(left_out)));
            if is_last {
                text.truncate(range.start);
                if DeTable::parse(&text).is_err() {
                    text.clear();
                }
                return (text, errors);
            }
            let blanks: String = text[range.clone()]
                .chars()
                .map(|c| if c == '\n' { "\n".into() } else { " ".repeat(c.len_utf8()) })
                .collect();
            text.replace_range(range, &blanks);
        }
    }

    /// An error at a byte of the file.
    pub fn error(&self, byte: usize, what: impl Into<String>) -> Error {
        let (line, column) = line_and_column(self.text, byte);
        Error::new(what).at_line(self.path, line, column)
    }

    /// The line and the column (in characters) of a byte, both from 1.
    pub fn line_and_column(&self, byte: usize) -> (usize, usize) {
        line_and_column(self.text, byte)
    }

    /// Keeps a warning about a byte of the file.
    pub fn warn(&self, byte: usize, what: impl Into<String>) {
        self.warnings.borrow_mut().push(Warning(self.error(byte, what).to_string()));
    }

    /// What was odd so far.
    pub fn take_warnings(&self) -> Vec<Warning> {
        self.warnings.take()
    }

    /// The file's outermost table.
    pub fn root(&'a self, parsed: &'a Spanned<DeTable<'a>>) -> Table<'a> {
        self.table(parsed.get_ref(), 0, "the file")
    }

    fn table(&'a self, table: &'a DeTable<'a>, start: usize, name: &'a str) -> Table<'a> {
        Table { source: self, table, start, name, known: RefCell::default() }
    }
}

impl<'a> Table<'a> {
    fn value(&self, key: &'a str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.known.borrow_mut().insert(key);
        self.table.get(key)
    }

    fn wrong(&self, key: &str, value: &Spanned<DeValue<'_>>, wanted: &str) -> Error {
        let what = format!("`{key}` should be {wanted} and is {}", article(value.get_ref().type_str()));
        self.source.error(value.span().start, what)
    }

    /// The text of a key.
    ///
    /// # Errors
    ///
    /// When the key holds something else.
    pub fn string(&self, key: &'static str) -> Result<Option<String>> {
        let Some(value) = self.value(key) else { return Ok(None) };
        let text = value.get_ref().as_str().ok_or_else(|| self.wrong(key, value, "a text"))?;
        Ok(Some(text.to_owned()))
    }

    /// The text of a key that has to be there.
    ///
    /// # Errors
    ///
    /// When the key is missing or holds something else.
    pub fn required_string(&self, key: &'static str) -> Result<String> {
        let missing = || self.source.error(self.start, format!("`{key}` is missing in {}", self.name));
        self.string(key)?.ok_or_else(missing)
    }

    /// The truth of a key.
    ///
    /// # Errors
    ///
    /// When the key holds something else.
    pub fn truth(&self, key: &'static str) -> Result<Option<bool>> {
        let Some(value) = self.value(key) else { return Ok(None) };
        value.get_ref().as_bool().map(Some).ok_or_else(|| self.wrong(key, value, "`true` or `false`"))
    }

    /// The number of a key.
    ///
    /// # Errors
    ///
    /// When the key holds something else, or a number that is out of the range.
    pub fn number(&self, key: &'static str, range: RangeInclusive<usize>) -> Result<Option<usize>> {
        let Some(value) = self.value(key) else { return Ok(None) };
        let wanted = format!("a number from {} to {}", range.start(), range.end());
        let integer = value.get_ref().as_integer().ok_or_else(|| self.wrong(key, value, &wanted))?;
        let number =
            usize::from_str_radix(integer.as_str(), integer.radix()).ok().filter(|number| range.contains(number));
        let what = || {
            let shown = sanitise_line_to(integer.as_str(), LONGEST_QUOTE);
            self.source.error(value.span().start, format!("`{key}` should be {wanted} and is {shown}"))
        };
        number.map(Some).ok_or_else(what)
    }

    /// The numbers of a key that holds a list of them.
    ///
    /// # Errors
    ///
    /// When the key holds something else, or a number that is out of the range.
    pub fn numbers(&self, key: &'static str, range: RangeInclusive<usize>) -> Result<Option<Vec<usize>>> {
        let Some(value) = self.value(key) else { return Ok(None) };
        let wanted = format!("a list of numbers from {} to {}", range.start(), range.end());
        let list = value.get_ref().as_array().ok_or_else(|| self.wrong(key, value, &wanted))?;
        let number = |entry: &Spanned<DeValue<'_>>| {
            let integer = entry.get_ref().as_integer().ok_or_else(|| self.wrong(key, entry, &wanted))?;
            let number = usize::from_str_radix(integer.as_str(), integer.radix()).ok();
            let what = || {
                let shown = sanitise_line_to(integer.as_str(), LONGEST_QUOTE);
                self.source.error(entry.span().start, format!("`{key}` should be {wanted} and has {shown}"))
            };
            number.filter(|number| range.contains(number)).ok_or_else(what)
        };
        list.iter().map(number).collect::<Result<_>>().map(Some)
    }

    /// The keys of the table, each with the byte where it stands, in the order of the file.
    pub fn keys(&self) -> Vec<(&'a str, usize)> {
        let mut keys: Vec<_> = self.table.keys().map(|key| (key.get_ref().as_ref(), key.span().start)).collect();
        keys.sort_by_key(|&(_, byte)| byte);
        keys
    }

    /// Whether a key holds a table.
    pub fn is_table(&self, key: &str) -> bool {
        self.table.get(key).is_some_and(|value| value.get_ref().as_table().is_some())
    }

    /// The table of a key.
    ///
    /// # Errors
    ///
    /// When the key holds something else.
    pub fn inner(&self, key: &'a str) -> Result<Option<Table<'a>>> {
        let Some(value) = self.value(key) else { return Ok(None) };
        let table = value.get_ref().as_table().ok_or_else(|| self.wrong(key, value, "a table"))?;
        Ok(Some(self.source.table(table, value.span().start, key)))
    }

    /// The texts of a key that holds one or a list of them, each with the byte where it stands.
    ///
    /// # Errors
    ///
    /// When the key holds something else.
    pub fn texts(&self, key: &'static str) -> Result<Option<Vec<(String, usize)>>> {
        let Some(value) = self.value(key) else { return Ok(None) };
        let text = |entry: &Spanned<DeValue<'_>>| {
            let text = entry.get_ref().as_str().map(str::to_owned);
            Ok((text.ok_or_else(|| self.wrong(key, entry, "a list of texts"))?, entry.span().start))
        };
        match value.get_ref().as_array() {
            Some(list) => list.iter().map(text).collect::<Result<_>>().map(Some),
            None => Ok(Some(vec![text(value)?])),
        }
    }

    /// The texts of a key that holds a list of them; empty where there is none.
    ///
    /// # Errors
    ///
    /// When the key holds something else.
    pub fn strings(&self, key: &'static str) -> Result<Vec<String>> {
        let Some(value) = self.value(key) else { return Ok(Vec::new()) };
        let list = value.get_ref().as_array().ok_or_else(|| self.wrong(key, value, "a list of texts"))?;
        let text = |entry: &Spanned<DeValue<'_>>| {
            entry.get_ref().as_str().map(str::to_owned).ok_or_else(|| self.wrong(key, entry, "a list of texts"))
        };
        list.iter().map(text).collect()
    }

    /// The date of a key, as a TOML date or as a text such as `2022-01`.
    ///
    /// # Errors
    ///
    /// When the key holds something else.
    pub fn date(&self, key: &'static str) -> Result<Option<Date>> {
        let Some(value) = self.value(key) else { return Ok(None) };
        let iso = match value.get_ref() {
            DeValue::Datetime(datetime) => datetime.date.map(|date| date.to_string()),
            other => other.as_str().map(str::to_owned),
        };
        let date = iso.as_deref().and_then(Date::parse_iso);
        date.map(Some).ok_or_else(|| self.wrong(key, value, "a date such as 2022-01-06, 2022-01 or 2022"))
    }

    /// The value of a key as `read` understands its text.
    ///
    /// # Errors
    ///
    /// When the key holds something else; `wanted` says what it should be.
    pub fn word<T>(&self, key: &'static str, wanted: &str, read: impl Fn(&str) -> Option<T>) -> Result<Option<T>> {
        let Some(value) = self.value(key) else { return Ok(None) };
        let text = value.get_ref().as_str().ok_or_else(|| self.wrong(key, value, wanted))?;
        let what =
            || self.source.error(value.span().start, format!("`{key}` should be {wanted} and is {:?}", quote(text)));
        read(text).map(Some).ok_or_else(what)
    }

    /// The tables of a key that holds a list of them (`[[key]]`).
    ///
    /// # Errors
    ///
    /// When the key holds something else.
    pub fn tables(&self, key: &'static str) -> Result<Vec<Table<'a>>> {
        let Some(value) = self.value(key) else { return Ok(Vec::new()) };
        let list = value.get_ref().as_array().ok_or_else(|| self.wrong(key, value, "a list of tables"))?;
        let table = |entry: &'a Spanned<DeValue<'a>>| {
            let table = entry.get_ref().as_table().ok_or_else(|| self.wrong(key, entry, "a list of tables"))?;
            Ok(self.source.table(table, entry.span().start, key))
        };
        list.iter().map(table).collect()
    }

    /// Keeps a warning about a byte of the file.
    pub fn warn_at(&self, byte: usize, what: impl Into<String>) {
        self.source.warn(byte, what);
    }

    /// Line and column of a key's value, from 1; of the table where there is none.
    pub fn place_of(&self, key: &str) -> (usize, usize) {
        let byte = self.table.get(key).map_or(self.start, |value| value.span().start);
        line_and_column(self.source.text, byte)
    }

    /// An error about a key's value.
    pub fn error_at(&self, key: &str, what: impl Into<String>) -> Error {
        let byte = self.table.get(key).map_or(self.start, |value| value.span().start);
        self.source.error(byte, what)
    }

    /// An error about a byte of the file.
    pub fn error_at_byte(&self, byte: usize, what: impl Into<String>) -> Error {
        self.source.error(byte, what)
    }

    /// Warns of the keys that were never asked for. Call it when all are read.
    pub fn warn_of_unknown_keys(&self) {
        let known = self.known.borrow();
        let mut unknown: Vec<_> = self.table.keys().filter(|key| !known.contains(key.get_ref().as_ref())).collect();
        unknown.sort_by_key(|key| key.span().start);
        let n_more = unknown.len().saturating_sub(MOST_UNKNOWN_KEYS);
        for key in unknown.iter().take(MOST_UNKNOWN_KEYS) {
            let nearest = known.iter().copied().find(|known| is_near(known, key.get_ref()));
            let remedy = nearest.map_or(String::new(), |nearest| format!("; is `{nearest}` meant?"));
            self.source.warn(key.span().start, format!("the key `{}` is not known{remedy}", quote(key.get_ref())));
        }
        if let Some(first) = unknown.get(MOST_UNKNOWN_KEYS) {
            self.source.warn(first.span().start, format!("this key and {} more are not known", n_more - 1));
        }
    }
}

/// How many unknown keys of a table are told.
const MOST_UNKNOWN_KEYS: usize = 40;

/// How much of a text that is quoted in a message is shown, and of a message of the parser, in characters.
const LONGEST_QUOTE: usize = 40;
const LONGEST_MESSAGE: usize = 120;

/// The beginning of a text, as it is quoted in a message.
pub fn quote(text: &str) -> String {
    match text.char_indices().nth(LONGEST_QUOTE) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// The line at a byte; of the heading of a table, all of the table.
fn lines_to_leave_out(text: &str, byte: usize) -> Range<usize> {
    let byte = byte.min(text.len());
    let is_end = |at: &usize| text.is_char_boundary(*at);
    let byte = (0..=byte).rev().find(is_end).unwrap_or(0);
    let start = text[..byte].rfind('\n').map_or(0, |at| at + 1);
    let next = if text[start..].trim_start().starts_with('[') { "\n[" } else { "\n" };
    let end = text[byte..].find(next).map_or(text.len(), |at| byte + at);
    start..end.max(start)
}

/// The line and the column (in characters) of a byte, both from 1.
fn line_and_column(text: &str, byte: usize) -> (usize, usize) {
    let before = text.get(..byte).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}

fn article(noun: &str) -> String {
    let article = if noun.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {noun}")
}

/// Whether two keys differ by one letter at most: one changed, left out or added.
fn is_near(known: &str, given: &str) -> bool {
    let same_start = known.bytes().zip(given.bytes()).take_while(|(a, b)| a == b).count();
    let rest = |text: &str, skip: usize| text.as_bytes().get(same_start + skip..).unwrap_or_default().to_vec();
    rest(known, 1) == rest(given, 1) || rest(known, 1) == rest(given, 0) || rest(known, 0) == rest(given, 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    type TitleAndDate = (Option<String>, Option<Date>);

    fn read(text: &str) -> (Result<TitleAndDate>, Vec<String>) {
        let source = Source::new(Path::new("work.toml"), text);
        let result = source.parse().and_then(|parsed| {
            let root = source.root(&parsed);
            let read = (root.string("title")?, root.date("date")?);
            root.warn_of_unknown_keys();
            Ok(read)
        });
        (result, source.take_warnings().into_iter().map(|Warning(text)| text).collect())
    }

    #[test]
    fn errors_and_warnings_name_file_line_column_and_key() {
        for (text, want) in [
            ("title = 3", "work.toml:1:9: `title` should be a text and is an integer"),
            (
                "\n\ndate = \"soon\"",
                "work.toml:3:8: `date` should be a date such as 2022-01-06, 2022-01 or 2022 and is a string",
            ),
        ] {
            assert_eq!(read(text).0.expect_err(text).to_string(), want);
        }
        assert!(read("title = ").0.expect_err("syntax").to_string().starts_with("work.toml:1:"));
        let (_, warnings) = read("titel = \"x\"\ntitl = \"y\"\ncolour = 1");
        assert_eq!(
            warnings,
            [
                "work.toml:1:1: the key `titel` is not known",
                "work.toml:2:1: the key `titl` is not known; is `title` meant?",
                "work.toml:3:1: the key `colour` is not known",
            ]
        );
    }

    #[test]
    fn dates_are_read_with_and_without_quotation_marks() {
        for text in ["date = 2022-01-06", "date = \"2022-01-06\""] {
            assert_eq!(read(text).0.expect(text).1, Date::new(2022, 1, 6));
        }
    }
}
