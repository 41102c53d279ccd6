//! Works and their versions.

use std::fmt;
use std::path::PathBuf;

use super::{Date, Description, Language};

/// Names a version for good: the path of its file, or its place in the embedded collection.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct VersionId(pub String);

impl fmt::Display for VersionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Where a version's bytes are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// A file of the embedded collection, by its path in it, such as `appeal/de.md`.
    Embedded(&'static str),
    /// A file on disk.
    File(PathBuf),
}

/// What is said of the encoding that a version's bytes are in, by a label such as `windows-1251`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EncodingSaid {
    /// By a manifest; what the bytes show outweighs it.
    Declared(String),
    /// By the reader; it holds whatever the bytes look like.
    Chosen(String),
}

/// What sort of text a work is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum WorkKind {
    /// A text as its author published it.
    #[default]
    Original,
    /// A report of a text, written by someone else.
    Digest,
}

/// Who says which versions belong to a work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Grouping {
    /// Its `work.toml`.
    Manifest,
    /// Names and content, or the reader.
    #[default]
    Found,
}

/// One language's text of a work.
#[derive(Debug, Clone, PartialEq)]
pub struct Version {
    /// Its lasting name.
    pub id: VersionId,
    /// Where its bytes are.
    pub origin: Origin,
    /// Its language.
    pub language: Language,
    /// Title, date, issuer and so on, as found in the text or given by a manifest.
    pub description: Description,
    /// Size of the file in bytes.
    pub size: u64,
    /// What is said of its encoding.
    pub encoding: Option<EncodingSaid>,
}

/// A text in all its versions.
#[derive(Debug, Clone, PartialEq)]
pub struct Work {
    /// Names the work: the manifest's id, or one made from its first version's file name.
    pub id: String,
    /// Original or digest.
    pub kind: WorkKind,
    /// Who says which versions it has.
    pub grouping: Grouping,
    /// The language it was first written in, where a manifest says so.
    pub original_language: Option<Language>,
    /// The versions, at least one, sorted by language tag.
    pub versions: Vec<Version>,
}

impl Work {
    /// The version to show to a reader who prefers languages in this order; the first one where none fits.
    ///
    /// A preference for `pt` takes `pt-BR`, and the other way round.
    pub fn preferred(&self, preferences: &[Language]) -> Option<usize> {
        let fits = |wanted: &Language| {
            let exact = self.versions.iter().position(|version| version.language == *wanted);
            exact.or_else(|| self.versions.iter().position(|v| v.language.primary() == wanted.primary()))
        };
        preferences.iter().find_map(fits).or((!self.versions.is_empty()).then_some(0))
    }

    /// The two versions to show to a reader who prefers languages in this order; one where there are no two.
    pub fn preferred_two(&self, preferences: &[Language]) -> Vec<usize> {
        let Some(first) = self.preferred(preferences) else { return Vec::new() };
        let is_other = |index: &usize| *index != first;
        let known = preferences.iter().filter_map(|language| {
            self.versions.iter().position(|version| version.language.primary() == language.primary())
        });
        let second = known.chain(0..self.versions.len()).find(is_other);
        std::iter::once(first).chain(second).collect()
    }

    /// The earliest date that any version has.
    pub fn date(&self) -> Option<Date> {
        self.versions.iter().filter_map(|version| version.description.date).min()
    }
}
