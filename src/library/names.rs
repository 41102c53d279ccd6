//! What the names of files and folders say: the language of a text, and which texts are versions of one work.
//!
//! Only the last part of a file's name counts, or the whole name of a folder, and many codes of languages are words as
//! well (`notes-on-it.txt`, `no.txt`, `it/budget.txt`). So each form is sure by itself or wants a sibling in another
//! language:
//!
//! | form | example | counts |
//! | --- | --- | --- |
//! | before the extension | `appeal.de.txt`, `appeal.nb-NO.md` | by itself |
//! | in brackets | `Appeal (German).txt`, `appeal[de].txt` | by itself |
//! | with a script or region | `appeal-pt-BR.txt`, `appeal_zh_Hans.txt` | by itself |
//! | the last part | `appeal-en.txt`, `appeal_german.txt` | beside `appeal-de.txt` |
//! | the whole name | `en.txt` | beside `de.txt` |
//! | after the extension | `appeal.html.en` | beside `appeal.html.de` |
//! | a folder's code | `en/appeal.txt` | beside a folder `de` |
//! | a folder's word or region | `deutsch/appeal.txt`, `pt-BR/appeal.txt` | by itself |
//!
//! The key is what is left: two files with one key and two languages are versions of one work. A file without a
//! language may share it: `appeal.txt` beside `appeal.de.txt`.
//!
//! Limits: names that were translated as well (`de/aufruf.txt`, `en/appeal.txt`) have two keys, and `part.vi.txt` among
//! parts with Roman numbers is taken for Vietnamese.

use std::collections::{HashMap, HashSet};
use std::path::{Component, Path, PathBuf};

use crate::language::fold::fold;
use crate::language::table::named;
use crate::model::Language;

/// What a path says about its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameClues {
    /// The language in the name, or in the name of a folder.
    pub language: Option<Language>,
    /// The path without that language and without extension, folded; a language folder stands as `*`.
    pub key: String,
}

/// What a path says by itself.
pub fn clues(path: &Path) -> NameClues {
    by_name(std::slice::from_ref(&path.to_path_buf())).swap_remove(0)
}

/// What each of the paths says, seen beside the others.
pub fn by_name(paths: &[PathBuf]) -> Vec<NameClues> {
    // Of very many files there are few folders.
    let mut seen = HashSet::new();
    let one_each = paths.iter().filter(|path| seen.insert(path.parent()));
    let folders = language_folders(&one_each.map(|path| split(path)).collect::<Vec<_>>());
    let read = |path: &PathBuf| {
        let (parents, file) = split(path);
        Reading::new(&parents, &file, &folders)
    };
    let readings: Vec<Reading> = paths.iter().map(read).collect();
    let mut languages: HashMap<String, HashSet<&Language>> = HashMap::new();
    for reading in &readings {
        for tail in &reading.tails {
            languages.entry(reading.key(&tail.rest)).or_default().insert(&tail.language);
        }
    }
    let confirmed = |key: &str| languages.get(key).is_some_and(|languages| languages.len() > 1);
    readings.iter().map(|reading| reading.clues(confirmed)).collect()
}

/// The folders above a file, and the file's name.
fn split(path: &Path) -> (Vec<String>, String) {
    let named = |component| match component {
        Component::Normal(name) => Some(name.to_string_lossy().into_owned()),
        Component::Prefix(_) | Component::RootDir | Component::CurDir | Component::ParentDir => None,
    };
    let mut parts: Vec<String> = path.components().filter_map(named).collect();
    let file = parts.pop().unwrap_or_default();
    (parts, file)
}

/// The folders that hold one language each, by their path: those that say so alone, and those with siblings.
fn language_folders(split: &[(Vec<String>, String)]) -> HashMap<Vec<String>, Language> {
    let mut siblings: HashMap<&[String], HashMap<&str, Language>> = HashMap::new();
    for (parents, _) in split {
        for depth in 0..parents.len() {
            if let Some(language) = named(&parents[depth]) {
                siblings.entry(&parents[..depth]).or_default().insert(&parents[depth], language);
            }
        }
    }
    let mut folders = HashMap::new();
    for (parent, children) in siblings {
        let n_languages = children.values().collect::<HashSet<_>>().len();
        for (name, language) in children {
            if n_languages > 1 || name.chars().count() > 3 {
                folders.insert(parent.iter().cloned().chain([name.to_owned()]).collect(), language);
            }
        }
    }
    folders
}

/// A file's name as it may be read.
struct Reading {
    /// The folders, folded, and the language of the deepest language folder.
    folder: String,
    folder_language: Option<Language>,
    /// The name without extension.
    stem: String,
    /// The languages at its end, the likeliest reading first.
    tails: Vec<Tail>,
}

/// A language at the end of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Tail {
    language: Language,
    /// What stands before it.
    rest: String,
    /// Whether it can mean nothing else.
    sure: bool,
}

impl Reading {
    fn new(parents: &[String], file: &str, folders: &HashMap<Vec<String>, Language>) -> Self {
        let mut folder = String::new();
        let mut folder_language = None;
        for depth in 0..parents.len() {
            let language = folders.get(&parents[..=depth]);
            folder.push_str(&language.map_or_else(|| fold(&parents[depth]), |_| "*".to_owned()));
            folder.push('/');
            folder_language = language.cloned().or(folder_language);
        }
        let (stem, extension) = file.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()).unwrap_or((file, ""));
        let mut tails: Vec<Tail> = tail(stem).into_iter().collect();
        if let Some(language) = named(extension).filter(|_| stem.contains('.')) {
            let rest = stem.rsplit_once('.').map_or(stem, |(rest, _)| rest).to_owned();
            tails.push(Tail { language, rest, sure: false });
        }
        Self { folder, folder_language, stem: stem.to_owned(), tails }
    }

    fn key(&self, rest: &str) -> String {
        let words: Vec<String> = fold(rest)
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect();
        format!("{}{}", self.folder, words.join(" "))
    }

    fn clues(&self, confirmed: impl Fn(&str) -> bool) -> NameClues {
        for tail in &self.tails {
            let key = self.key(&tail.rest);
            if tail.sure || confirmed(&key) {
                return NameClues { language: Some(tail.language.clone()), key };
            }
        }
        NameClues { language: self.folder_language.clone(), key: self.key(&self.stem) }
    }
}

/// What may stand between a name and its language.
const SEPARATORS: [char; 4] = ['.', '-', '_', ' '];

/// The language at the end of a name without extension.
fn tail(stem: &str) -> Option<Tail> {
    let stem = stem.trim();
    if let Some((rest, word)) = bracketed(stem) {
        return named(word).map(|language| Tail { language, rest: rest.to_owned(), sure: true });
    }
    let last = stem.rfind(SEPARATORS);
    let before = last.and_then(|last| stem[..last].rfind(SEPARATORS));
    let starts = [last.map(|_| before.map_or(0, |at| at + 1)), Some(last.map_or(0, |at| at + 1))];
    starts.into_iter().flatten().find_map(|start| {
        let word = &stem[start..];
        let language = named(word).filter(|_| word.trim_start() == word)?;
        let separator = stem[..start].chars().next_back();
        let rest = stem[..start].trim_end_matches(SEPARATORS).to_owned();
        let sure = !rest.is_empty() && (separator == Some('.') || has_region(word, &language));
        Some(Tail { language, rest, sure })
    })
}

/// `appeal (German)` → `appeal `, `German`.
fn bracketed(stem: &str) -> Option<(&str, &str)> {
    let (close, open) = [(')', '('), (']', '[')].into_iter().find(|&(close, _)| stem.ends_with(close))?;
    let (rest, word) = stem[..stem.len() - close.len_utf8()].rsplit_once(open)?;
    (!rest.trim().is_empty()).then_some((rest, word))
}

/// Whether a word is a tag with a script or region, written as one: `pt-BR`, not `is-it`.
fn has_region(word: &str, language: &Language) -> bool {
    language.tag().contains('-')
        && word.contains(['-', '_'])
        && word.chars().any(|c| c.is_uppercase() || c.is_numeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(names: &[&str]) -> Vec<(String, String)> {
        let paths: Vec<PathBuf> = names.iter().map(PathBuf::from).collect();
        let tag = |language: Option<Language>| language.map_or("-".to_owned(), |language| language.tag().to_owned());
        by_name(&paths).into_iter().map(|clues| (tag(clues.language), clues.key)).collect()
    }

    #[test]
    fn a_name_that_can_mean_nothing_else_says_its_language_alone() {
        for (name, language, key) in [
            ("appeal.de.txt", "de", "appeal"),
            ("a/Appeal.nb-NO.txt", "nb-NO", "a/appeal"),
            ("appeal_pt-BR.md", "pt-BR", "appeal"),
            ("appeal_pt_BR.md", "pt-BR", "appeal"),
            ("Open Appeal (German).txt", "de", "open appeal"),
            ("appeal [sv].html", "sv", "appeal"),
            ("deutsch/appeal.txt", "de", "*/appeal"),
            ("x/pt-BR/appeal.txt", "pt-BR", "x/*/appeal"),
            ("de/appeal.en.txt", "en", "de/appeal"),
        ] {
            assert_eq!(said(&[name]), [(language.to_owned(), key.to_owned())], "{name}");
        }
    }

    #[test]
    fn a_word_that_may_be_a_code_says_nothing_alone() {
        for name in [
            "notes-on-it.txt",
            "da-vinci.txt",
            "no.txt",
            "is-this-so.md",
            "is-it.txt",
            "it/budget.txt",
            "appeal-de.txt",
            "learning polish.txt",
            "(de).txt",
            ".de.txt",
            "",
            "..",
            "archive.tar.gz",
            "vol. no.txt",
        ] {
            assert_eq!(clues(Path::new(name)).language, None, "{name}");
        }
    }

    #[test]
    fn siblings_in_other_languages_confirm_it() {
        for (names, languages, n_keys) in [
            (&["appeal-en.txt", "appeal-de.md"][..], "en de", 1),
            (&["appeal_german.txt", "appeal_ENGLISH.txt"], "de en", 1),
            (&["en.txt", "no.txt", "it.txt"], "en nb it", 1),
            (&["a/en/x.txt", "a/it/x.txt", "a/it/y.txt"], "en it it", 2),
            (&["page.html.en", "page.html.fr"], "en fr", 1),
            (&["notes-on-it.txt", "notes-on-this.txt"], "- -", 2),
            (&["appeal-de.txt", "letter-en.txt"], "- -", 2),
            (&["a/appeal-de.txt", "b/appeal-en.txt"], "- -", 2),
            (&["appeal.txt", "appeal.de.txt"], "- de", 1),
            (&["en/2022/x.txt", "de/2022/x.txt"], "en de", 1),
            (&["en/x.txt", "de/x.de.txt"], "en de", 1),
        ] {
            let said = said(names);
            let tags: Vec<&str> = said.iter().map(|(language, _)| language.as_str()).collect();
            let keys: HashSet<&str> = said.iter().map(|(_, key)| key.as_str()).collect();
            assert_eq!((tags.join(" ").as_str(), keys.len()), (languages, n_keys), "{names:?}");
        }
    }
}
