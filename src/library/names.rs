//! In the making.

use std::path::{Path, PathBuf};

use crate::model::Language;

/// What a path says.
#[derive(Debug, Clone, PartialEq)]
pub struct NameClues {
    /// The language.
    pub language: Option<Language>,
    /// The path without the language.
    pub key: String,
}

/// The clues of paths.
pub fn by_name(paths: &[PathBuf]) -> Vec<NameClues> {
    paths
        .iter()
        .map(|path: &PathBuf| NameClues { language: None, key: Path::new(path).display().to_string() })
        .collect()
}
