//! What is known about a language's abbreviations, ordinals and the words that its sentences begin with.

use std::collections::{HashMap, HashSet};
use std::sync::{LazyLock, OnceLock};

use super::table::{EVERYWHERE, ROWS};
use crate::model::Language;

/// A language's row, or several languages' where they write alike. Words are apart by spaces.
///
/// Abbreviations stand without their last dot and without spaces (`z.B` for `z. B.`). With a capital letter they are
/// known only so (`No` in English), otherwise in any case.
pub(super) struct Row {
    /// The codes of the languages.
    pub languages: &'static str,
    /// What a number with a dot may be.
    pub ordinals: Ordinals,
    /// [`Kind::Never`]
    pub never: &'static str,
    /// [`Kind::BeforeNumber`]
    pub before_number: &'static str,
    /// [`Kind::AfterNumber`]
    pub after_number: &'static str,
    /// [`Kind::Seldom`]
    pub seldom: &'static str,
    /// [`Kind::Often`]
    pub often: &'static str,
    /// Words that a name does not begin with, but a sentence does: articles, pronouns, prepositions, conjunctions.
    pub openers: &'static str,
}

/// What an abbreviation before a capital letter means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// The sentence goes on: titles and what needs something after it (`Dr.`, `z. B.`).
    Never,
    /// It goes on before a number; otherwise this is a word like any other (`Nr.`, `art.`, `No.`).
    BeforeNumber,
    /// It ends if a number is before the abbreviation (`в 1991 г. Потом`), otherwise it goes on (`в г. Москве`).
    AfterNumber,
    /// It ends only before a word that sentences begin with (`in the U.S. The` – `the U.S. Army`).
    Seldom,
    /// It ends before a capital letter, and goes on before a number or a bracket (`usw.`, `etc.`).
    Often,
}

/// What a number with a dot may be before a capital letter; before a month it is always an ordinal, save for `Bare`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ordinals {
    /// A number: ordinals have no dot.
    Bare,
    /// An ordinal if an article is before it.
    AfterArticle,
    /// An ordinal, unless a noun in a capital letter is before it or a word that sentences begin with after it.
    BeforeNames,
}

/// What the verdicts ask of a language.
pub(super) struct Rules {
    /// What a number with a dot may be.
    pub ordinals: Ordinals,
    /// Whether a semicolon asks.
    pub greek: bool,
    kinds: HashMap<String, (Kind, Spelling)>,
    /// The beginnings of abbreviations of several parts: `z` of `z.b`, `u` and `u.s` of `u.s.w`.
    beginnings: HashSet<String>,
    openers: HashSet<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Spelling {
    AnyCase,
    Capital,
}

impl Rules {
    /// What is known of a language; of one without a row, what is written everywhere.
    pub fn of(language: &Language) -> &'static Rules {
        let code = language.primary();
        let row = ROWS.iter().position(|row| row.languages.split_whitespace().any(|known| known == code));
        match row {
            Some(row) => RULES[row].get_or_init(|| Rules::new(&[&EVERYWHERE, &ROWS[row]])),
            None => &RULES_OF_ANY,
        }
    }

    /// What an abbreviation means, given in small letters and as it is written.
    pub fn kind_of(&self, key: &str, written: &str) -> Option<Kind> {
        let &(kind, spelling) = self.kinds.get(key)?;
        (spelling == Spelling::AnyCase || written.starts_with(char::is_uppercase)).then_some(kind)
    }

    /// Whether an abbreviation goes on after these parts with another one.
    pub fn begins(&self, key: &str, following: &str) -> bool {
        if !self.beginnings.contains(key) {
            return false;
        }
        let longer = format!("{key}.{}", following.to_lowercase());
        self.beginnings.contains(&longer) || self.kinds.contains_key(&longer)
    }

    /// Whether sentences begin with the word, and names do not.
    pub fn opens(&self, word: &str) -> bool {
        self.openers.contains(&word.to_lowercase())
    }

    fn new(rows: &[&Row]) -> Self {
        let last = rows.last().expect("a language has a row");
        let mut rules = Self {
            ordinals: last.ordinals,
            greek: last.languages == "el",
            kinds: HashMap::new(),
            beginnings: HashSet::new(),
            openers: HashSet::new(),
        };
        for row in rows {
            rules.openers.extend(row.openers.split_whitespace().map(str::to_lowercase));
            for (words, kind) in [
                (row.never, Kind::Never),
                (row.before_number, Kind::BeforeNumber),
                (row.after_number, Kind::AfterNumber),
                (row.seldom, Kind::Seldom),
                (row.often, Kind::Often),
            ] {
                words.split_whitespace().for_each(|word| rules.learn(word, kind));
            }
        }
        rules
    }

    fn learn(&mut self, word: &str, kind: Kind) {
        let spelling = if word.starts_with(char::is_uppercase) { Spelling::Capital } else { Spelling::AnyCase };
        let key = word.to_lowercase();
        let dots = key.match_indices('.').map(|(at, _)| key[..at].to_owned());
        self.beginnings.extend(dots);
        self.kinds.insert(key, (kind, spelling));
    }
}

/// By row; made when a language of the row is first met, as few of them are.
static RULES: [OnceLock<Rules>; ROWS.len()] = [const { OnceLock::new() }; ROWS.len()];

/// The rules that hold for languages without a row.
static RULES_OF_ANY: LazyLock<Rules> = LazyLock::new(|| Rules::new(&[&EVERYWHERE]));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_has_an_abbreviation_once_and_without_its_last_dot() {
        let mut languages = HashSet::new();
        for row in ROWS.iter().chain([&EVERYWHERE]) {
            let mut words = HashSet::new();
            for word in [row.never, row.before_number, row.after_number, row.seldom, row.often]
                .into_iter()
                .flat_map(str::split_whitespace)
            {
                assert!(words.insert(word.to_lowercase()), "{}: {word} twice", row.languages);
                assert!(!word.ends_with('.'), "{}: {word}", row.languages);
            }
            for language in row.languages.split_whitespace() {
                assert!(Language::parse(language).is_some() && languages.insert(language), "{language}");
            }
        }
    }
}
