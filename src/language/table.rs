//! In the making.

use crate::model::Language;

/// The language that a word in a file name means: `de`, `ger`, `deu`, `german`, `deutsch` … in any case.
pub fn named(word: &str) -> Option<Language> {
    Language::parse(word)
}
