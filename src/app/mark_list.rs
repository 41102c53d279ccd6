//! The list of marks: those of the work, or of the whole library, to filter, to go to and to remove.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use tui_input::Input;

use super::list::title;
use super::marks::{MarkDesk, sign};
use super::reader::Reader;
use super::reader::veil::shaded;
use crate::language::fold::fold;
use crate::library::Library;
use crate::model::Language;
use crate::state::marks::{Anchor, Mark};

/// Whose marks are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Those of the work that is read.
    Work,
    /// All.
    Library,
}

/// The order of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// By work, and by place in it.
    Place,
    /// The one changed last first.
    Time,
}

/// Where a mark can be gone to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Its work is in the library.
    Here,
    /// The passage is not in the text any more.
    Lost,
    /// Its work is not in the library that is open.
    Elsewhere,
}

impl Standing {
    /// What is told of it; nothing where all is well.
    pub fn told(self) -> &'static str {
        match self {
            Standing::Here => "",
            Standing::Lost => "not in the text any more",
            Standing::Elsewhere => "not in this library",
        }
    }
}

/// A line of the list.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The mark.
    pub mark: Arc<Mark>,
    /// What stands before it.
    pub sign: &'static str,
    /// How its passage begins, in the language that is read.
    pub text: String,
    /// The language of that.
    pub language: String,
    /// The work's title.
    pub title: String,
    /// How far on in the text it is, in hundredths, where that is known.
    pub percent: Option<u8>,
    /// Where it can be gone to.
    pub standing: Standing,
    work: usize,
    position: u64,
    /// What is filtered, folded.
    folded: String,
}

/// The list.
#[derive(Debug, Clone)]
pub struct MarkList {
    /// Whose marks are listed.
    pub scope: Scope,
    /// In which order.
    pub order: Order,
    /// What they are filtered by, as it was typed.
    pub input: Input,
    /// Which of the listed ones is selected.
    pub selected: usize,
    entries: Vec<Entry>,
    listed: Vec<usize>,
}

/// What the list is made of.
pub struct Sources<'a> {
    /// The marks.
    pub marks: &'a MarkDesk,
    /// The works.
    pub library: &'a Library,
    /// What is read.
    pub reader: Option<&'a Reader>,
    /// The reader's languages, best first.
    pub preferences: &'a [Language],
}

impl MarkList {
    /// The list as it opens: the marks of what is read, or all where nothing is.
    pub fn open(sources: &Sources<'_>) -> Self {
        let has_work = sources.reader.is_some_and(|reader| sources.marks.of(&reader.work).next().is_some());
        let scope = if has_work { Scope::Work } else { Scope::Library };
        let mut list = Self {
            scope,
            order: Order::Place,
            input: Input::default(),
            selected: 0,
            entries: Vec::new(),
            listed: Vec::new(),
        };
        list.renew(sources);
        list.select_here(sources);
        list
    }

    /// Makes the entries anew, because marks, scope or order are others.
    pub fn renew(&mut self, sources: &Sources<'_>) {
        let selected = self.chosen().map(|entry| entry.mark.id.clone());
        self.entries = match (self.scope, sources.reader) {
            (Scope::Work, Some(reader)) => {
                sources.marks.of(&reader.work).map(|mark| entry(mark, 0, Some(&reader.work), sources)).collect()
            }
            (Scope::Work, None) => Vec::new(),
            (Scope::Library, _) => all_entries(sources),
        };
        match self.order {
            Order::Place => {
                self.entries.sort_by(|a, b| (a.work, &a.title, a.position).cmp(&(b.work, &b.title, b.position)))
            }
            Order::Time => self.entries.sort_by_key(|entry| std::cmp::Reverse((entry.mark.changed, entry.position))),
        }
        self.filter();
        let again = selected.and_then(|id| self.listed.iter().position(|&at| self.entries[at].mark.id == id));
        self.selected = again.unwrap_or(self.selected).min(self.listed.len().saturating_sub(1));
    }

    /// Lists what has every word that was typed.
    pub fn filter(&mut self) {
        let typed = fold(self.input.value());
        let words: Vec<&str> = typed.split_whitespace().collect();
        let fits = |&at: &usize| words.iter().all(|word| self.entries[at].folded.contains(word));
        self.listed = (0..self.entries.len()).filter(fits).collect();
        self.selected = self.selected.min(self.listed.len().saturating_sub(1));
    }

    /// Begins with the mark that the reader is at, or the one before.
    fn select_here(&mut self, sources: &Sources<'_>) {
        let Some(bead) = sources.reader.and_then(Reader::bead) else { return };
        let last = sources.marks.placed.iter().rfind(|placed| placed.beads.start <= bead);
        let at = last.and_then(|last| self.listed.iter().position(|&at| self.entries[at].mark.id == last.mark.id));
        self.selected = at.unwrap_or(0);
    }

    /// Moves the selection.
    pub fn select_by(&mut self, lines: isize) {
        self.selected = self.selected.saturating_add_signed(lines).min(self.listed.len().saturating_sub(1));
    }

    /// The selected one.
    pub fn chosen(&self) -> Option<&Entry> {
        self.listed.get(self.selected).and_then(|&at| self.entries.get(at))
    }

    /// How many are listed.
    pub fn len(&self) -> usize {
        self.listed.len()
    }

    /// Whether none is listed.
    pub fn is_empty(&self) -> bool {
        self.listed.is_empty()
    }

    /// Whether there are none to be filtered.
    pub fn has_none(&self) -> bool {
        self.entries.is_empty()
    }

    /// The entries in sight where there is room for so many lines, with whether each is selected.
    pub fn in_sight(&self, n_lines: usize) -> impl Iterator<Item = (&Entry, bool)> {
        let top = self.selected.saturating_sub(n_lines / 2).min(self.listed.len().saturating_sub(n_lines));
        let listed = self.listed.iter().enumerate().skip(top).take(n_lines);
        listed.map(|(index, &at)| (&self.entries[at], index == self.selected))
    }
}

/// The marks of all works, those whose works are not in the library at the end.
fn all_entries(sources: &Sources<'_>) -> Vec<Entry> {
    let mut works: HashMap<&str, usize> = HashMap::new();
    for mark in sources.marks.all.iter() {
        works.extend(mark.at.keys().map(|id| (id.as_str(), usize::MAX)));
    }
    for (index, work) in sources.library.works.iter().enumerate() {
        for version in &work.versions {
            if let Some(known) = works.get_mut(version.id.0.as_str()) {
                *known = index;
            }
        }
    }
    let of = |mark: &Arc<Mark>| {
        let work = mark.at.keys().filter_map(|id| works.get(id.as_str())).min().copied().unwrap_or(usize::MAX);
        entry(mark, work, sources.library.works.get(work), sources)
    };
    sources.marks.all.iter().map(of).collect()
}

fn entry(mark: &Arc<Mark>, index: usize, work: Option<&crate::model::Work>, sources: &Sources<'_>) -> Entry {
    let (version, anchor) = shown_anchor(&mark.at, sources).unzip();
    let size = work.and_then(|work| work.versions.iter().find(|known| Some(known.id.0.as_str()) == version));
    let own = |anchor: &Anchor| anchor.title.clone();
    let title =
        work.map_or_else(|| anchor.map_or(String::new(), own), |work| title(work, sources.preferences).to_owned());
    let standing = match work {
        None => Standing::Elsewhere,
        Some(_) if sources.marks.is_gone(mark) => Standing::Lost,
        Some(_) => Standing::Here,
    };
    let text = version.zip(anchor).map_or(String::new(), |(id, anchor)| excerpt(id, anchor, sources.reader));
    let position = anchor.map_or(0, |anchor| anchor.from);
    let percent = size.map(|version| u8::try_from((position * 100 / version.size.max(1)).min(100)).unwrap_or(100));
    let note = mark.note.as_deref().unwrap_or_default();
    let folded = fold(&format!("{} {title} {text} {note}", mark.kind.name()));
    let language = anchor.map_or(String::new(), |anchor| anchor.language.clone());
    let sign = sign(mark.kind, mark.note.is_some());
    Entry { mark: Arc::clone(mark), sign, text, language, title, percent, standing, work: index, position, folded }
}

/// The anchor of a mark in the version that is read, or else in the language that the reader prefers: one that is not
/// under the veil, if there is any.
pub(super) fn shown_anchor<'m>(
    at: &'m BTreeMap<String, Anchor>,
    sources: &Sources<'_>,
) -> Option<(&'m str, &'m Anchor)> {
    let in_sight = sources.reader.into_iter().flat_map(|reader| {
        let shown = reader.versions_shown().into_iter().filter_map(|version| reader.work.versions.get(version));
        shown.filter_map(|version| at.get_key_value(&version.id.0))
    });
    let preferred = sources.preferences.iter().filter_map(|language| {
        let in_language = |(_, anchor): &(&String, &Anchor)| anchor.language == language.tag();
        at.iter().find(in_language)
    });
    let all: Vec<_> = in_sight.chain(preferred).chain(at).collect();
    let seen = all.iter().find(|(id, anchor)| !is_veiled(id, anchor, sources.reader));
    seen.or(all.first()).map(|&(id, anchor)| (id.as_str(), anchor))
}

/// How a passage begins, as it may be shown: shaded where the veil lies over any of it.
pub(super) fn excerpt(id: &str, anchor: &Anchor, reader: Option<&Reader>) -> String {
    if is_veiled(id, anchor, reader) { shaded(&anchor.text) } else { anchor.text.clone() }
}

fn is_veiled(id: &str, anchor: &Anchor, reader: Option<&Reader>) -> bool {
    let Some(reader) = reader else { return false };
    let version = reader.work.versions.iter().position(|version| version.id.0 == id);
    version.is_some_and(|version| reader.hides(version, &(anchor.from..anchor.to)))
}
