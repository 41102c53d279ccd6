//! The file of a mended alignment: TOML that a person can read, and may write.
//!
//! Segments are numbered from 1. Fingerprints may be left out by whoever writes a file by hand: numbers count then.

use std::io;
use std::ops::Range;
use std::path::Path;

use super::found::Prints;
use crate::align::{Hold, Pin};
use crate::checked::{Source, Table};
use crate::error::{Error, Result};
use crate::model::Version;
use crate::state::careful;

/// The form of the file that this program writes.
const FORM: usize = 1;

/// The largest file that is read, in bytes, and the most entries that are read or written of each kind.
const LARGEST: u64 = 16 * 1024 * 1024;
pub(super) const MOST_ENTRIES: usize = 20_000;

/// After so many mistakes the rest is not looked at.
const MOST_PROBLEMS: usize = 20;

/// The names of the two sides in the file.
const SIDES: [Names; 2] = [
    Names { own: "source", text: "source_text", before: "before_source", before_text: "before_source_text" },
    Names { own: "target", text: "target_text", before: "before_target", before_text: "before_target_text" },
];

struct Names {
    own: &'static str,
    text: &'static str,
    before: &'static str,
    before_text: &'static str,
}

/// What a file says.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Record {
    /// The fingerprints of the texts that it was written for.
    pub texts: [Option<u64>; 2],
    /// What held when it was written, in order.
    pub kept: Vec<Entry>,
    /// What did not hold any more by then.
    pub lost: Vec<Entry>,
}

/// A pin, as it is kept.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Entry {
    pub hold: Hold,
    pub sides: [Marked; 2],
}

/// Segments of a side.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Marked {
    /// Their numbers, from 0; where there are none, the number of the one that follows.
    pub segments: Range<usize>,
    /// Their fingerprints; where there are no segments, that of the one that follows, if there is one.
    pub prints: Vec<u64>,
    /// Whether nothing is said of the text that the numbers are of.
    pub is_of_any_text: bool,
}

/// What came of reading a file.
#[derive(Debug)]
pub(super) enum Read {
    /// There is none.
    Missing,
    /// It is as it should be.
    Good(Record),
    /// What can be read of it, and what is wrong, with lines.
    Damaged(Record, Vec<String>),
    /// A newer program wrote it: its form.
    Newer(usize),
    /// It can't be read.
    Unreadable(io::Error),
}

/// Reads a file.
pub(super) fn read(path: &Path) -> Read {
    match careful::read(path, LARGEST) {
        Ok(bytes) => parse(path, &bytes),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Read::Missing,
        Err(error) => Read::Unreadable(error),
    }
}

fn parse(path: &Path, bytes: &[u8]) -> Read {
    let text = String::from_utf8_lossy(bytes);
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let (text, mut problems) = Source::parse_leniently(path, text, MOST_PROBLEMS);
    let source = Source::new(path, &text);
    let Ok(parsed) = source.parse() else { return Read::Damaged(Record::default(), told(problems)) };
    let root = source.root(&parsed);
    match root.number("form", 1..=usize::MAX) {
        Ok(Some(form)) if form > FORM => return Read::Newer(form),
        Ok(_) => {}
        Err(error) => problems.push(error),
    }
    let mut record = Record::default();
    for (side, names) in SIDES.iter().enumerate() {
        match text_of(&root, names.own) {
            Ok(print) => record.texts[side] = print,
            Err(error) => problems.push(error),
        }
    }
    let is_named = record.texts.map(|text| text.is_some());
    for (key, hold) in [("bead", Some(Hold::Bead)), ("start", Some(Hold::Start)), ("lost", None)] {
        let tables = root.tables(key).unwrap_or_else(|error| {
            problems.push(error);
            Vec::new()
        });
        for table in tables.iter().take(MOST_ENTRIES) {
            let list = if hold.is_some() { &mut record.kept } else { &mut record.lost };
            match entry(table, hold, is_named) {
                Ok(entry) => list.push(entry),
                Err(error) => problems.push(error),
            }
        }
    }
    record.kept.sort_by_key(|entry| entry.sides.each_ref().map(|side| (side.segments.start, side.segments.end)));
    let warnings = source.take_warnings().into_iter().map(|warning| warning.0);
    problems.truncate(MOST_PROBLEMS);
    let problems: Vec<String> = told(problems).into_iter().chain(warnings).collect();
    if problems.is_empty() { Read::Good(record) } else { Read::Damaged(record, problems) }
}

fn told(problems: Vec<Error>) -> Vec<String> {
    problems.into_iter().map(|error| error.to_string()).collect()
}

fn text_of(root: &Table<'_>, side: &'static str) -> Result<Option<u64>> {
    let Some(table) = root.inner(side)? else { return Ok(None) };
    // For the reader only: which text is on which side is said by the file's name.
    table.string("file")?;
    table.string("language")?;
    table.word("text", WANTED_PRINT, print_of)
}

const WANTED_PRINT: &str = "a fingerprint of 16 digits from 0 to f";

fn print_of(text: &str) -> Option<u64> {
    (text.len() == 16).then(|| u64::from_str_radix(text, 16).ok()).flatten()
}

fn entry(table: &Table<'_>, hold: Option<Hold>, is_named: [bool; 2]) -> Result<Entry> {
    let named = |word: &str| match word {
        "bead" => Some(Hold::Bead),
        "start" => Some(Hold::Start),
        _ => None,
    };
    let hold = match hold {
        Some(hold) => hold,
        None => table.word("was", "`bead` or `start`", named)?.unwrap_or(Hold::Bead),
    };
    let mut sides = Vec::with_capacity(2);
    for (names, is_named) in SIDES.iter().zip(is_named) {
        sides.push(marked(table, names, is_named)?);
    }
    let sides: [Marked; 2] = sides.try_into().map_err(|_| table.error_at("source", "there are two sides"))?;
    let lengths = sides.each_ref().map(|side| side.segments.len());
    match (hold, lengths) {
        (Hold::Bead, [0, 0]) => Err(table.error_at("source", "a bead has segments on one side at least")),
        (Hold::Start, lengths) if lengths != [1, 1] => {
            Err(table.error_at("source", "a start has one segment on each side"))
        }
        _ => Ok(Entry { hold, sides }),
    }
}

fn marked(table: &Table<'_>, names: &Names, is_named: bool) -> Result<Marked> {
    let numbers = table.numbers(names.own, 1..=usize::MAX)?.unwrap_or_default();
    let follow = numbers.windows(2).all(|two| two[0].checked_add(1) == Some(two[1]));
    if !follow {
        return Err(table.error_at(names.own, "the segments of a bead follow each other"));
    }
    let before = table.number(names.before, 1..=usize::MAX)?;
    let key = if numbers.is_empty() { names.before_text } else { names.text };
    let mut prints = Vec::new();
    for (text, byte) in table.texts(key)?.unwrap_or_default() {
        prints.push(
            print_of(&text).ok_or_else(|| table.error_at_byte(byte, format!("`{key}` should be {WANTED_PRINT}")))?,
        );
    }
    let segments = match (numbers.first(), before) {
        (Some(first), _) => first - 1..first - 1 + numbers.len(),
        (None, Some(before)) => before - 1..before - 1,
        (None, None) => {
            let what = format!("a gap needs `{}`: the segment that it stands before", names.before);
            return Err(table.error_at(names.own, what));
        }
    };
    let n_prints = if segments.is_empty() { 1 } else { segments.len() };
    if !prints.is_empty() && prints.len() != n_prints {
        return Err(table.error_at(key, format!("`{key}` should have a fingerprint for each segment")));
    }
    let is_of_any_text = prints.is_empty() && !is_named;
    Ok(Marked { segments, prints, is_of_any_text })
}

impl Record {
    /// What is kept of pins.
    pub fn of(prints: &Prints, pins: &[Pin]) -> Self {
        let marked = |side: usize, segments: &Range<usize>| {
            let own = &prints.segments[side];
            let to = if segments.is_empty() { segments.end + 1 } else { segments.end };
            let own = own.get(segments.start..to.min(own.len())).unwrap_or_default();
            Marked { segments: segments.clone(), prints: own.to_vec(), is_of_any_text: false }
        };
        let entry = |pin: &Pin| Entry { hold: pin.hold, sides: [marked(0, &pin.source), marked(1, &pin.target)] };
        Self {
            texts: prints.texts.map(Some),
            kept: pins.iter().take(MOST_ENTRIES).map(entry).collect(),
            lost: Vec::new(),
        }
    }

    /// Whether there is nothing to keep.
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty() && self.lost.is_empty()
    }

    /// The file.
    pub fn to_toml(&self, versions: &[Version; 2]) -> String {
        let mut text = format!(
            "# What was mended by hand in the alignment of two texts. kzreader writes it; it may be edited.\n\
             # Segments (sentences or what is like one) are numbered from 1; what stands under …_text are fingerprints of them,\n\
             # by which they are found again when a text changes. They may be left out: numbers count then.\n\
             form = {FORM}\n"
        );
        for ((names, version), print) in SIDES.iter().zip(versions).zip(self.texts) {
            let file = toml::Value::String(super::place::file_name(version));
            let language = toml::Value::String(version.language.tag().to_owned());
            text.push_str(&format!("\n[{}]\nfile = {file}\nlanguage = {language}\n", names.own));
            if let Some(print) = print {
                text.push_str(&format!("text = \"{print:016x}\"\n"));
            }
        }
        for entry in &self.kept {
            match entry.hold {
                Hold::Bead => text.push_str("\n[[bead]]\n"),
                Hold::Start => text.push_str("\n# A bead begins with these.\n[[start]]\n"),
            }
            entry.write(&mut text);
        }
        for entry in &self.lost {
            let was = if entry.hold == Hold::Bead { "bead" } else { "start" };
            text.push_str(&format!("\n# Its sentences are not in the texts any more.\n[[lost]]\nwas = \"{was}\"\n"));
            entry.write(&mut text);
        }
        text
    }
}

impl Entry {
    fn write(&self, text: &mut String) {
        for (names, Marked { segments, prints, .. }) in SIDES.iter().zip(&self.sides) {
            let numbers: Vec<String> = segments.clone().map(|segment| (segment + 1).to_string()).collect();
            text.push_str(&format!("{} = [{}]\n", names.own, numbers.join(", ")));
            if segments.is_empty() {
                text.push_str(&format!("{} = {}\n", names.before, segments.start + 1));
            }
            let key = if segments.is_empty() { names.before_text } else { names.text };
            if !prints.is_empty() {
                let prints: Vec<String> = prints.iter().map(|print| format!("\"{print:016x}\"")).collect();
                text.push_str(&format!("{key} = [{}]\n", prints.join(", ")));
            }
        }
    }
}
