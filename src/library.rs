//! Folders, manifests and the embedded collection → works and documents: the only document input.

mod companions;
pub mod embedded;
pub mod files;
mod lookers;
pub mod manifest;
pub mod names;
mod scan;
mod stretches;
pub mod watch;

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;

use crate::error::{Error, Result};
use crate::import::lookalikes;
use crate::import::sanitise::sanitise_line_to;
use crate::import::{Hints, import};
use crate::model::{Description, Document, EncodingSaid, Extent, Language, Origin, Version, VersionId, Warning, Work};

pub use scan::{Batch, Hear, Progress, lasting_name};
pub use stretches::{Direction, Sought, seek, stretches};

/// The largest file that is held as a whole, in bytes; of larger ones a stretch is.
///
/// Whole novels, and the Bible, are smaller; what is larger is a corpus or a log. A text that is held can be aligned
/// from its beginning to its end, and all hits in it counted.
pub const HELD: u64 = 8 << 20;

/// How many bytes of a file are read to list it, and to show its first screen.
pub const BEGINNING: usize = 64 * 1024;

/// How many bytes of a file that is opened by itself are read for its first screen, whatever its size.
pub const OPENING: usize = 24 * 1024;

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
    /// Of a few files, what was read of them to list them: whoever opens one at once need not read it again.
    pub read: Vec<ReadVersion>,
}

/// A version that was read to list it.
#[derive(Debug, Clone)]
pub struct ReadVersion {
    /// The version.
    pub version: Version,
    /// What its file was like before it was read.
    pub stamp: watch::Stamp,
    /// Its document, or the beginning of it.
    pub document: Arc<Document>,
}

/// What the reader decided by hand, which wins over all that is found out.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Overrides {
    /// The language of a version.
    pub languages: HashMap<VersionId, Language>,
    /// The encoding of all files, by a label.
    pub encoding: Option<String>,
    /// The encoding of a version, which comes before that of all.
    pub encodings: HashMap<VersionId, String>,
    /// Versions of one work.
    pub joined: Vec<[VersionId; 2]>,
    /// Versions of different works.
    pub parted: Vec<[VersionId; 2]>,
}

impl Overrides {
    /// The encoding that the reader chose for a version.
    fn encoding_of(&self, id: &VersionId) -> Option<EncodingSaid> {
        self.encodings.get(id).or(self.encoding.as_ref()).cloned().map(EncodingSaid::Chosen)
    }
}

/// How much of a version to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reach {
    /// The first [`OPENING`] bytes.
    Opening,
    /// The first [`BEGINNING`] bytes.
    Beginning,
    /// All of it.
    Whole,
    /// A stretch around a position, which is a byte of the file.
    Around(u64),
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
    let name = version.shown_path();
    if let (Origin::File(path), Reach::Around(position)) = (&version.origin, reach) {
        let document = stretches::load(path, position, version).map_err(|error| error.about(&name))?;
        return Ok(described(document, version));
    }
    let bytes = match &version.origin {
        Origin::Embedded(path) => files::Read { bytes: embedded::bytes(path)?, size: version.size },
        Origin::File(path) => files::read(path, reach)?,
    };
    let hints = Hints {
        name: &name,
        encoding: version.encoding.clone(),
        language: Some(version.language.clone()).filter(Language::is_determined),
        beginning_of: (bytes.size > bytes.bytes.len() as u64).then_some(bytes.size),
    };
    let document = import(&bytes.bytes, &hints).map_err(|error| error.about(&name))?;
    Ok(described(document, version))
}

/// A version's document with what is known of the version.
fn described(mut document: Document, version: &Version) -> Document {
    document.description = version.description.clone().or(&document.description).harmless();
    document
}

/// The longest title, name or address that is kept of a description, in characters.
pub(crate) const LONGEST_FACT: usize = 400;

/// How many signatories are kept.
const MOST_NAMES: usize = 4000;

impl Description {
    /// The same, with nothing in it that a terminal obeys, each fact on one line and of bounded length; in names that mix
    /// look-alike letters these are told.
    #[must_use]
    pub(crate) fn harmless(self) -> Self {
        let line = |text: String| sanitise_line_to(&text, LONGEST_FACT).into_owned();
        let name = |text: String| lookalikes::marked(&line(text)).into_owned();
        Self {
            title: self.title.map(name),
            issuer: self.issuer.map(name),
            place: self.place.map(name),
            source: self.source.map(line),
            signatories: self.signatories.into_iter().take(MOST_NAMES).map(name).collect(),
            author: self.author.map(name),
            translation: self.translation.map(line),
            date: self.date,
        }
    }
}

/// Whether a document is all of its file.
pub fn is_whole(document: &Document) -> bool {
    document.extent == Extent::Whole
}
