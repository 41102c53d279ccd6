//! A small basic vocabulary: which words of two languages mean the same.
//!
//! For each language a file of some five hundred meanings (function words, numbers, the calendar, the commonest verbs,
//! nouns and adjectives), each with the usual words for it. What a text teaches of its own words goes far beyond; but in
//! a text of thirty sentences nothing occurs often enough to be learnt, and there these few words carry much.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::{LazyLock, OnceLock};

use include_dir::{Dir, include_dir};

use crate::model::Language;

static FILES: Dir = include_dir!("$CARGO_MANIFEST_DIR/src/language/meanings");

/// A meaning and its words.
type Meaning = (&'static str, Vec<&'static str>);

/// What the file of a language says, and what was read of it: sorted by meaning, read when it is first asked for.
type File = (&'static str, OnceLock<Vec<Meaning>>);

static BY_LANGUAGE: LazyLock<HashMap<&'static str, File>> = LazyLock::new(|| {
    let files = FILES.files().filter_map(|file| Some((file.path().file_stem()?.to_str()?, file.contents_utf8()?)));
    files.map(|(language, text)| (language, (text, OnceLock::new()))).collect()
});

fn of(language: &str) -> &'static [Meaning] {
    let Some((text, read)) = BY_LANGUAGE.get(language) else { return &[] };
    read.get_or_init(|| {
        let mut meanings: Vec<Meaning> = text.lines().filter_map(meaning).collect();
        meanings.sort_unstable();
        meanings
    })
}

/// A line of a file: a meaning and its words.
fn meaning(line: &'static str) -> Option<Meaning> {
    let (meaning, words) = line.split_once(':')?;
    (!meaning.starts_with('#')).then(|| (meaning, words.split_whitespace().collect()))
}

/// The words of a language for a meaning; none where the language or the meaning is not known.
pub fn words(language: &str, meaning: &str) -> &'static [&'static str] {
    let meanings = of(language);
    let found = meanings.binary_search_by(|(name, _)| (*name).cmp(meaning));
    found.map_or(&[], |index| meanings[index].1.as_slice())
}

/// All words of a language, for any meaning.
pub fn all_words(language: &str) -> impl Iterator<Item = &'static str> {
    of(language).iter().flat_map(|(_, words)| words.iter().copied())
}

/// For each meaning that both languages have words for: those words.
pub fn shared(one: &Language, two: &Language) -> Vec<(&'static [&'static str], &'static [&'static str])> {
    let (mut one, mut two) = (of(one.primary()).iter().peekable(), of(two.primary()).iter().peekable());
    let mut shared = Vec::new();
    while let (Some((meaning, words)), Some((other, others))) = (one.peek(), two.peek()) {
        let order = meaning.cmp(other);
        if order == Ordering::Equal {
            shared.push((words.as_slice(), others.as_slice()));
        }
        if order != Ordering::Greater {
            one.next();
        }
        if order != Ordering::Less {
            two.next();
        }
    }
    shared
}
