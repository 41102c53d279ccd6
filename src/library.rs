//! Folders, manifests and the embedded collection → works and documents: the only document input.

mod companions;
pub mod embedded;
pub mod files;
mod lookers;
pub mod manifest;
pub mod names;
mod scan;
pub mod watch;

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::path::PathBuf;

use crate::error::{Error, Result};
use crate::import::sanitise::sanitise_line_to;
use crate::import::{Hints, import};
use crate::model::{Description, Document, Extent, Language, Origin, Version, VersionId, Warning, Work};

pub use scan::{Batch, Hear, Progress};

/// How many bytes of a file are read to list it, and to show its first screen.
pub const BEGINNING: usize = 256 * 1024;

/// The beginning of the names of threads whose panics are caught and told.
pub const WORKER_THREAD: &str = "worker";

/// The works of all collections that are open.
#[derive(Debug, Clone, Default)]
pub struct Library {
    /// The works, in the order in which they were found.
    pub works: Vec<Work>,
    /// Files that could not be read.
    pub errors: Vec<Error>,
    /// What was odd about files and manifests.
    pub warnings: Vec<Warning>,
}

/// What the reader decided by hand, which wins over all that is found out.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Overrides {
    /// The language of a version.
    pub languages: HashMap<VersionId, Language>,
    /// Versions of one work.
    pub joined: Vec<[VersionId; 2]>,
    /// Versions of different works.
    pub parted: Vec<[VersionId; 2]>,
}

/// How much of a version to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reach {
    /// The first [`BEGINNING`] bytes.
    Beginning,
    /// All of it.
    Whole,
}

impl Library {
    /// The embedded collection where no path is given, else the works of these files and folders.
    pub fn open(paths: &[PathBuf], overrides: &Overrides, report: &(dyn Fn(Progress) + Sync)) -> Self {
        let mut told = Vec::new();
        let rest = Self::list(paths, overrides, &mut |batch| {
            report(batch.progress);
            told.extend(batch.settled);
            ControlFlow::Continue(())
        });
        let rest = rest.unwrap_or_default();
        told.extend(rest.works);
        Self { works: told, ..rest }
    }

    /// The same, told as it is found: what is given back lacks the works that were settled before.
    ///
    /// `None` when whoever hears of it does not want it any more.
    pub fn list(paths: &[PathBuf], overrides: &Overrides, hear: Hear<'_>) -> Option<Self> {
        if paths.is_empty() { Some(embedded::library(overrides)) } else { scan::library(paths, overrides, hear) }
    }

    /// The work with this id, or with a version that has this id, path or file name.
    pub fn work_named(&self, name: &str) -> Option<&Work> {
        let by_id = self.works.iter().find(|work| work.id == name);
        by_id.or_else(|| self.works.iter().find(|work| work.versions.iter().any(|version| version.is_named(name))))
    }
}

impl Version {
    fn is_named(&self, name: &str) -> bool {
        match &self.origin {
            Origin::Embedded(path) => *path == name,
            Origin::File(path) => path.as_os_str() == name || path.file_name().is_some_and(|file| file == name),
        }
    }

    /// The path as it is shown: in the embedded collection, or as it was given.
    pub fn shown_path(&self) -> String {
        match &self.origin {
            Origin::Embedded(path) => (*path).to_owned(),
            Origin::File(path) => path.display().to_string(),
        }
    }
}

/// Reads a version, with the description and the language that are known of it.
///
/// # Errors
///
/// When the file can't be read or is no text.
pub fn load(version: &Version, reach: Reach) -> Result<Document> {
    let bytes = match &version.origin {
        Origin::Embedded(path) => files::Read { bytes: embedded::bytes(path)?, size: version.size },
        Origin::File(path) => files::read(path, reach)?,
    };
    let name = version.shown_path();
    let hints = Hints {
        name: &name,
        encoding: None,
        language: Some(version.language.clone()).filter(Language::is_determined),
        beginning_of: (bytes.size > bytes.bytes.len() as u64).then_some(bytes.size),
    };
    let mut document = import(&bytes.bytes, &hints).map_err(|error| error.about(&name))?;
    document.description = version.description.clone().or(&document.description).harmless();
    Ok(document)
}

/// The longest title, name or address that is kept of a description, in characters.
const LONGEST_FACT: usize = 400;

impl Description {
    /// The same, with nothing in it that a terminal obeys, each fact on one line and of bounded length.
    #[must_use]
    fn harmless(self) -> Self {
        let line = |text: String| sanitise_line_to(&text, LONGEST_FACT).into_owned();
        Self {
            title: self.title.map(line),
            issuer: self.issuer.map(line),
            place: self.place.map(line),
            source: self.source.map(line),
            signatories: self.signatories.into_iter().map(line).collect(),
            author: self.author.map(line),
            translation: self.translation.map(line),
            date: self.date,
        }
    }
}

/// Whether a document is all of its file.
pub fn is_whole(document: &Document) -> bool {
    document.extent == Extent::Whole
}
