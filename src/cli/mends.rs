//! What was mended by hand, for the commands that align.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::align::Pin;
use crate::library::{files, lasting_name};
use crate::model::{Description, Document, Origin, Version, VersionId};
use crate::runtime::report;
use crate::state::Store;
use crate::state::mends::{self, Texts};

/// Whether an alignment keeps to what was mended by hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mends {
    /// It does.
    Kept,
    /// It is as the program makes it.
    Ignored,
}

impl Mends {
    /// By the flag that ignores them.
    pub fn unless(ignored: bool) -> Self {
        if ignored { Self::Ignored } else { Self::Kept }
    }

    /// The pins of two versions; what does not hold any more is reported.
    pub fn pins(self, versions: [&Version; 2], documents: [&Arc<Document>; 2]) -> Vec<Pin> {
        if self == Self::Ignored {
            return Vec::new();
        }
        let texts = Texts { versions: versions.map(Clone::clone), documents: documents.map(Arc::clone) };
        let found = mends::find(&texts, mends::folder_in(Store::folder().as_deref()).as_deref(), None);
        if let Some(told) = found.told {
            report(&format!("note: {told}"));
        }
        found.pins
    }
}

/// A file as a version of its own; `None` for standard input, which has no place of which anything could be remembered.
pub(super) fn version_at(path: &Path, document: &Document) -> Option<Version> {
    let lasting = lasting_name(path);
    (!files::is_standard_input(path)).then(|| Version {
        id: VersionId(lasting.clone()),
        origin: Origin::File(PathBuf::from(lasting)),
        language: document.language.clone(),
        description: Description::default(),
        size: document.text().len() as u64,
        encoding: None,
    })
}
