//! The list of works: what is in it, in which order, and where the selection is.

use std::cmp::Reverse;
use std::collections::HashSet;

use crate::language::fold::fold;
use crate::library::Library;
use crate::model::{Language, Version, Work};

/// The order of the works.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// The latest first; works without a date last.
    #[default]
    Date,
    /// By title.
    Title,
    /// By the path of the first version.
    Source,
}

impl Sort {
    /// Every order with its name.
    pub const ALL: [(Sort, &'static str); 3] = [(Sort::Date, "date"), (Sort::Title, "title"), (Sort::Source, "source")];

    /// Its name.
    pub fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// The order of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == name).map(|&(sort, _)| sort)
    }

    /// The order after this one.
    #[must_use]
    pub fn next(self) -> Self {
        Self::ALL[(self as usize + 1) % Self::ALL.len()].0
    }
}

/// A line of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// A work, by its index in the library.
    Work(usize),
    /// A version of a work.
    Version(usize, usize),
}

impl Entry {
    /// The index of the work.
    pub fn work(self) -> usize {
        match self {
            Entry::Work(work) | Entry::Version(work, _) => work,
        }
    }
}

/// The list pane.
#[derive(Debug, Clone, Default)]
pub struct ListPane {
    /// What is shown, in order.
    pub entries: Vec<Entry>,
    /// The index of the selected entry.
    pub selected: usize,
    /// The index of the first entry on the screen.
    pub top: usize,
    /// What the list is filtered by.
    pub filter: String,
    /// Its order.
    pub sort: Sort,
    /// The id of the work that others can be joined to.
    pub marked: Option<String>,
    pub(super) open: HashSet<String>,
}

/// The version that stands for a work in the list.
pub fn representative<'a>(work: &'a Work, preferences: &[Language]) -> Option<&'a Version> {
    work.preferred(preferences).map(|version| &work.versions[version])
}

/// The name of a version's file, for messages.
pub fn version_name(version: &Version) -> String {
    let path = version.shown_path();
    let name = std::path::Path::new(&path).file_name().map(|name| name.to_string_lossy().into_owned());
    name.unwrap_or(path)
}

/// The title of a work in the reader's preferred language, or its id where no version has one.
pub fn title<'a>(work: &'a Work, preferences: &[Language]) -> &'a str {
    let preferred = representative(work, preferences).and_then(|version| version.description.title.as_deref());
    let any = || work.versions.iter().find_map(|version| version.description.title.as_deref());
    preferred.or_else(any).unwrap_or(&work.id)
}

/// Who speaks in a work, by the preferred version, or else by any that says.
pub fn issuer<'a>(work: &'a Work, preferences: &[Language]) -> Option<&'a str> {
    let preferred = representative(work, preferences).and_then(|version| version.description.issuer.as_deref());
    preferred.or_else(|| work.versions.iter().find_map(|version| version.description.issuer.as_deref()))
}

impl ListPane {
    /// Whether a work's versions are listed below it.
    pub fn is_open(&self, work: &Work) -> bool {
        self.open.contains(&work.id)
    }

    /// The selected entry.
    pub fn selection(&self) -> Option<Entry> {
        self.entries.get(self.selected).copied()
    }

    /// Lists the versions of a work below it, or no longer.
    pub fn toggle(&mut self, work: &Work) {
        if !self.open.remove(&work.id) {
            self.open.insert(work.id.clone());
        }
    }

    /// Makes the entries anew; the selection stays on its entry, or on its work, where it is still there.
    pub fn refresh(&mut self, library: &Library, preferences: &[Language]) {
        let before = self.selection();
        let words = words_of(&self.filter);
        let mut works: Vec<usize> =
            (0..library.works.len()).filter(|&index| is_match(&library.works[index], &words)).collect();
        let title_key = |&index: &usize| folded(title(&library.works[index], preferences));
        match self.sort {
            Sort::Date => works.sort_by_cached_key(|index| (Reverse(library.works[*index].date()), title_key(index))),
            Sort::Title => works.sort_by_cached_key(title_key),
            Sort::Source => works
                .sort_by_cached_key(|&index| library.works[index].versions.first().map(|version| version.shown_path())),
        }
        self.entries.clear();
        for index in works {
            self.push(index, library);
        }
        let same = |entry: &Entry| Some(*entry) == before;
        let same_work = |entry: &Entry| before.is_some_and(|before| before.work() == entry.work());
        let kept = self.entries.iter().position(same).or_else(|| self.entries.iter().position(same_work));
        self.selected = kept.unwrap_or(self.selected).min(self.entries.len().saturating_sub(1));
    }

    /// Lists the works from an index on anew, below those before it: for a library that is still growing.
    pub fn replace_from(&mut self, from: usize, library: &Library) {
        let words = words_of(&self.filter);
        if from == 0 {
            self.entries.clear();
        } else {
            self.entries.retain(|entry| entry.work() < from);
        }
        for index in from..library.works.len() {
            if is_match(&library.works[index], &words) {
                self.push(index, library);
            }
        }
        self.selected = self.selected.min(self.entries.len().saturating_sub(1));
    }

    fn push(&mut self, work: usize, library: &Library) {
        self.entries.push(Entry::Work(work));
        if self.is_open(&library.works[work]) {
            self.entries.extend((0..library.works[work].versions.len()).map(|version| Entry::Version(work, version)));
        }
    }

    /// Moves the selection.
    pub fn select_by(&mut self, rows: isize) {
        let last = self.entries.len().saturating_sub(1);
        self.selected = self.selected.saturating_add_signed(rows).min(last);
    }

    /// Selects a work.
    pub fn select_work(&mut self, work: usize) {
        if let Some(index) = self.entries.iter().position(|&entry| entry == Entry::Work(work)) {
            self.selected = index;
        }
    }

    /// Scrolls so that the selection is on a screen of so many entries.
    pub fn reveal(&mut self, height: usize) {
        let last_top = self.entries.len().saturating_sub(height);
        self.top = self.top.min(self.selected).max((self.selected + 1).saturating_sub(height)).min(last_top);
    }
}

fn words_of(filter: &str) -> Vec<String> {
    fold(filter).split_whitespace().map(str::to_owned).collect()
}

/// A text to look for folded words in. Most titles and paths are ASCII, and of these there may be very many.
fn folded(text: &str) -> String {
    if text.is_ascii() { text.to_ascii_lowercase() } else { fold(text) }
}

/// Whether every word stands in the titles, issuers, languages or paths of a work.
fn is_match(work: &Work, words: &[String]) -> bool {
    if words.is_empty() {
        return true;
    }
    let mut text = work.id.clone();
    for version in &work.versions {
        let description = &version.description;
        let path = version.shown_path();
        let parts = [description.title.as_deref(), description.issuer.as_deref(), Some(&path)];
        for part in parts.into_iter().flatten().chain([version.language.tag()]) {
            text.push('\n');
            text.push_str(part);
        }
        if let Some(date) = description.date {
            text.push('\n');
            text.push_str(&date.to_string());
        }
    }
    let text = folded(&text);
    words.iter().all(|word| text.contains(word.as_str()))
}
