//! Bookmarks, highlights and notes, in a file of their own: a line of JSON each.
//!
//! A mark knows its passage by an [`Anchor`] in every version that was on the screen when it was made; in other versions
//! it is found through alignments. Of two forms of a mark the one that was changed later counts, and a mark that was
//! removed leaves a trace for as long as another kzreader may still have it: so two sets of marks can be put together in
//! any order and as often as one likes, with one result. Each line stands for itself, so that damage to one costs one mark.

mod anchor;

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::store::{Contents, Kept, KeptFile, Opened, Store};
use crate::error::Result;
use crate::import::sanitise::sanitise_line_to;
use crate::model::VersionId;

pub use anchor::{Anchor, Found, Print, Segmentation, segments_in};

/// The form of the file that this program writes.
const FORM: i64 = 1;

/// How many marks there may be.
pub const MOST_MARKS: usize = 20_000;

/// How many removed marks are remembered as such.
const MOST_REMOVED: usize = 2_000;

/// The longest note, in characters.
pub const LONGEST_NOTE: usize = 10_000;

/// The largest file that is written, in bytes; a little less than is read.
const LARGEST_WRITTEN: usize = 60 * 1024 * 1024;

/// The longest line that is read, in bytes: a note of the longest kind, escaped, and more.
const LONGEST_LINE: usize = 512 * 1024;

/// The colour of a highlight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "each says what it is")]
pub enum Colour {
    Yellow,
    Green,
    Blue,
    Red,
    Violet,
}

impl Colour {
    /// All of them, in the order of their numbers.
    pub const ALL: [Colour; 5] = [Colour::Yellow, Colour::Green, Colour::Blue, Colour::Red, Colour::Violet];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Colour::Yellow => "yellow",
            Colour::Green => "green",
            Colour::Blue => "blue",
            Colour::Red => "red",
            Colour::Violet => "violet",
        }
    }

    /// The letter that it begins with, which no other one does.
    pub fn letter(self) -> char {
        self.name().chars().next().expect("no name is empty")
    }
}

/// What sort of mark it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A place to come back to.
    Bookmark,
    /// A passage set off by a colour.
    Highlight(Colour),
    /// A note and nothing else.
    Note,
}

impl Kind {
    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Bookmark => "bookmark",
            Kind::Highlight(colour) => colour.name(),
            Kind::Note => "note",
        }
    }
}

/// A bookmark, a highlight or a note. The fields by which one form of it outweighs another come first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Mark {
    /// When it was changed last, in seconds since 1970.
    pub changed: u64,
    /// Whether it was removed; it is kept so that it stays removed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub removed: bool,
    /// Its name, which no other one has.
    pub id: String,
    /// When it was made, in seconds since 1970.
    pub made: u64,
    /// What sort it is.
    pub kind: Kind,
    /// What the reader wrote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Where it is in each version that it was made in.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub at: BTreeMap<String, Anchor>,
}

impl Mark {
    /// A mark that is made now.
    pub fn new(kind: Kind, note: Option<String>, at: BTreeMap<String, Anchor>, now: u64) -> Self {
        let mut print = Print::of(kind.name());
        for (id, anchor) in &at {
            print = print.with(id).with(&anchor.from.to_string()).with(&anchor.to.to_string());
        }
        Self { changed: now, removed: false, id: format!("{now:x}-{print}"), made: now, kind, note, at }
    }

    /// Its anchor in a version.
    pub fn anchor(&self, version: &VersionId) -> Option<&Anchor> {
        self.at.get(&version.0)
    }

    /// What is put in its place when it is changed; the later form outweighs this one whatever the clock says.
    #[must_use]
    pub fn changed_to(&self, kind: Kind, note: Option<String>, now: u64) -> Self {
        Self { kind, note, changed: self.next_change(now), removed: false, ..self.clone() }
    }

    /// What is left of it when it is removed: its name, and nothing of the text or the note.
    #[must_use]
    pub fn taken_away(&self, now: u64) -> Self {
        Self { changed: self.next_change(now), removed: true, note: None, at: BTreeMap::new(), ..self.clone() }
    }

    /// When a change that is made now counts as made.
    pub fn next_change(&self, now: u64) -> u64 {
        now.max(self.changed.saturating_add(1))
    }
}

/// All marks, those that were removed among them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Marks {
    marks: BTreeMap<String, Arc<Mark>>,
}

impl Marks {
    /// Opens the marks of a state folder.
    pub fn open(folder: Option<&Path>) -> Opened<Marks> {
        Store::open_in(folder)
    }

    /// The marks of a state folder, without touching the file, and what is wrong with it.
    pub fn look(folder: Option<&Path>) -> (Marks, Option<String>) {
        Store::look_in(folder)
    }

    /// The marks that are there.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Mark>> {
        self.marks.values().filter(|mark| !mark.removed)
    }

    /// A mark by its name, as it is now.
    pub fn named(&self, id: &str) -> Option<&Arc<Mark>> {
        self.marks.get(id).filter(|mark| !mark.removed)
    }

    /// A mark by its name, also one that was removed.
    pub fn trace(&self, id: &str) -> Option<&Arc<Mark>> {
        self.marks.get(id)
    }

    /// How many there are.
    pub fn n_marks(&self) -> usize {
        self.iter().count()
    }

    /// Puts a mark in, in place of an earlier form of it.
    pub fn put(&mut self, mark: Mark) {
        self.take(Arc::new(mark));
    }

    /// These marks and others; of two forms of one mark the later one.
    #[must_use]
    pub fn with(&self, others: &Marks) -> Marks {
        let mut all = self.clone();
        for mark in others.marks.values() {
            all.take(Arc::clone(mark));
        }
        all
    }

    fn take(&mut self, mark: Arc<Mark>) {
        match self.marks.get(&mark.id) {
            Some(known) if **known >= *mark => {}
            _ => drop(self.marks.insert(mark.id.clone(), mark)),
        }
    }

    /// Forgets the traces of marks that were removed longest ago.
    fn stay_small(&mut self) {
        let mut removed: Vec<(u64, String)> =
            self.marks.values().filter(|mark| mark.removed).map(|mark| (mark.changed, mark.id.clone())).collect();
        let n_too_many = removed.len().saturating_sub(MOST_REMOVED);
        if n_too_many > 0 {
            removed.sort_unstable();
            for (_, id) in &removed[..n_too_many] {
                self.marks.remove(id);
            }
        }
    }
}

/// The file of marks, which is read when it is first asked for.
#[derive(Debug)]
pub struct MarkStore {
    folder: Option<PathBuf>,
    store: Option<Store<Marks>>,
}

impl MarkStore {
    /// The store of a state folder; without one nothing is kept.
    pub fn new(folder: Option<PathBuf>) -> Self {
        Self { folder, store: None }
    }

    /// Reads the marks; with what the reader should hear about the file.
    pub fn open(&mut self) -> (Marks, Option<String>) {
        let opened = Marks::open(self.folder.as_deref());
        self.store = Some(opened.store);
        // That there is no home folder is told of the state already.
        (opened.state, opened.message.filter(|_| self.folder.is_some()))
    }

    /// Writes the marks, as [`Store::save`] does.
    ///
    /// # Errors
    ///
    /// When that fails; the old file is then untouched.
    pub fn keep(&mut self, marks: &Marks, is_awaited: &dyn Fn() -> bool) -> Result<Option<Marks>> {
        if self.store.is_none() {
            self.open();
        }
        self.store.as_mut().map_or(Ok(None), |store| store.save(marks, is_awaited))
    }
}

/// The first line of the file.
#[derive(Serialize, Deserialize)]
struct Header {
    /// The form of the file.
    marks: i64,
}

impl Kept for Marks {
    const FILE: KeptFile = KeptFile {
        name: "marks.jsonl",
        temporary: ".marks-",
        largest: 64 * 1024 * 1024,
        called: "file of marks",
        one: "mark",
        many: "marks",
    };

    fn read(bytes: Vec<u8>, now: u64) -> Contents<Self> {
        let lines = bytes.split(|&byte| byte == b'\n');
        let header = lines.clone().next().and_then(|line| serde_json::from_slice::<Header>(line).ok());
        if let Some(Header { marks }) = header.as_ref().filter(|header| header.marks > FORM) {
            return Contents::Newer(*marks);
        }
        let (mut marks, mut n_lost) = (Marks::default(), 0);
        // Where the first line is no header it may be a mark all the same.
        for line in lines.skip(usize::from(header.is_some())).filter(|line| !line.trim_ascii().is_empty()) {
            match serde_json::from_slice::<Mark>(line).ok().filter(|_| line.len() <= LONGEST_LINE) {
                Some(mark) => marks.take(Arc::new(put_right(mark, now))),
                None => n_lost += 1,
            }
        }
        marks.stay_small();
        match (header, n_lost) {
            (Some(_), 0) => Contents::Good(Box::new(marks)),
            (None, _) => Contents::Damaged("not what kzreader writes".to_owned(), Box::new(marks)),
            (Some(_), 1) => Contents::Damaged("a line of it can't be read".to_owned(), Box::new(marks)),
            (Some(_), n) => Contents::Damaged(format!("{n} lines of it can't be read"), Box::new(marks)),
        }
    }

    fn in_form(&self) -> Self {
        self.clone()
    }

    fn merged(_: &Self, ours: &Self, disk: &Self) -> Self {
        // What was removed has left its trace, so that nothing has to be known of how it was before.
        let mut marks = ours.with(disk);
        marks.stay_small();
        marks
    }

    fn to_text(&self) -> io::Result<String> {
        let mut text = serde_json::to_string(&Header { marks: FORM })?;
        for mark in self.marks.values() {
            text.push('\n');
            text.push_str(&serde_json::to_string(mark)?);
        }
        text.push('\n');
        if text.len() > LARGEST_WRITTEN {
            return Err(io::Error::other("there are too many of them"));
        }
        Ok(text)
    }

    fn is_empty(&self) -> bool {
        self.marks.is_empty()
    }
}

/// Puts right what can't be: times that have not come yet, texts that are endless.
fn put_right(mut mark: Mark, now: u64) -> Mark {
    mark.changed = mark.changed.min(now);
    mark.made = mark.made.min(now);
    mark.note = mark.note.map(|note| bounded(&note)).filter(|note| !note.trim().is_empty());
    for anchor in mark.at.values_mut() {
        anchor.put_right();
    }
    mark
}

/// A note as it is kept: without what a terminal obeys, of lines that end with a line feed, not endless.
pub fn bounded(note: &str) -> String {
    let lines = note.lines().map(|line| sanitise_line_to(line, LONGEST_NOTE).into_owned());
    let all: String = lines.collect::<Vec<_>>().join("\n");
    all.chars().take(LONGEST_NOTE).collect()
}

#[cfg(test)]
mod tests;
