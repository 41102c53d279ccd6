//! A small basic vocabulary: which words of two languages mean the same.
//!
//! For each language a file of some five hundred meanings (function words, numbers, the calendar, the commonest verbs,
//! nouns and adjectives), each with the usual words for it. What a text teaches of its own words goes far beyond; but in
//! a text of thirty sentences nothing occurs often enough to be learnt, and there these few words carry much.

use std::collections::HashMap;
use std::sync::LazyLock;

use include_dir::{Dir, include_dir};

use crate::model::Language;

static FILES: Dir = include_dir!("$CARGO_MANIFEST_DIR/src/language/meanings");

/// The words of each language by meaning.
static WORDS: LazyLock<HashMap<&'static str, HashMap<&'static str, Vec<&'static str>>>> = LazyLock::new(|| {
    let files = FILES.files().filter_map(|file| Some((file.path().file_stem()?.to_str()?, file.contents_utf8()?)));
    files.map(|(language, text)| (language, text.lines().filter_map(meaning).collect())).collect()
});

/// A line of a file: a meaning and its words.
fn meaning(line: &'static str) -> Option<(&'static str, Vec<&'static str>)> {
    let (meaning, words) = line.split_once(':')?;
    (!meaning.starts_with('#')).then(|| (meaning, words.split_whitespace().collect()))
}

/// For each meaning that both languages have words for: those words.
pub fn shared(one: &Language, two: &Language) -> Vec<(&'static [&'static str], &'static [&'static str])> {
    let words = |language: &Language| WORDS.get(language.primary());
    let (Some(one), Some(two)) = (words(one), words(two)) else { return Vec::new() };
    let mut meanings: Vec<&str> = one.keys().copied().filter(|meaning| two.contains_key(meaning)).collect();
    meanings.sort_unstable();
    meanings.into_iter().map(|meaning| (one[meaning].as_slice(), two[meaning].as_slice())).collect()
}
