//! The documents that words are learnt from besides those that are laid level, kept once they were read.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::align::Companion;
use crate::library::{Reach, load};
use crate::model::{Document, Version, VersionId};

/// How many documents are kept, before all of them are forgotten.
const KEPT: usize = 256;

/// The documents of companions.
#[derive(Debug, Default)]
pub struct Companions {
    /// What can't be read is remembered, too.
    read: Mutex<HashMap<VersionId, Option<Arc<Document>>>>,
}

impl Companions {
    /// The bitexts of these versions, without those that can't be read; `None` when they are no longer wanted.
    pub fn load(&self, versions: &[[Version; 2]], go_on: &dyn Fn() -> ControlFlow<()>) -> Option<Vec<Companion>> {
        let mut companions = Vec::new();
        for [source, target] in versions {
            if go_on().is_break() {
                return None;
            }
            let bitext = (self.document(source), self.document(target));
            if let (Some(source), Some(target)) = bitext {
                companions.push(Companion { source, target });
            }
        }
        go_on().is_continue().then_some(companions)
    }

    /// Forgets what was read, because files or what is known of them may have changed.
    pub fn forget(&self) {
        self.read().clear();
    }

    fn document(&self, version: &Version) -> Option<Arc<Document>> {
        if let Some(known) = self.read().get(&version.id) {
            return known.clone();
        }
        let document = load(version, Reach::Whole).ok().map(Arc::new);
        let mut read = self.read();
        if read.len() >= KEPT {
            read.clear();
        }
        read.insert(version.id.clone(), document.clone());
        document
    }

    fn read(&self) -> MutexGuard<'_, HashMap<VersionId, Option<Arc<Document>>>> {
        self.read.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Description, Language, Origin};

    fn version(path: &std::path::Path) -> Version {
        let id = VersionId(path.display().to_string());
        let language = Language::parse("de").expect("a tag");
        Version {
            id,
            origin: Origin::File(path.to_owned()),
            language,
            description: Description::default(),
            size: 9,
            encoding: None,
        }
    }

    #[test]
    fn what_can_be_read_is_read_once_until_it_is_forgotten() {
        let folder = tempfile::tempdir().expect("a folder");
        let [here, there] = ["here.txt", "there.txt"].map(|name| folder.path().join(name));
        std::fs::write(&here, "Eins.").expect("written");
        let versions = [[version(&here), version(&here)], [version(&here), version(&there)]];
        let companions = Companions::default();
        let n_read = |go_on: ControlFlow<()>| companions.load(&versions, &|| go_on).map(|bitexts| bitexts.len());
        assert_eq!(n_read(ControlFlow::Break(())), None);
        assert_eq!(n_read(ControlFlow::Continue(())), Some(1));
        std::fs::write(&there, "Zwei.").expect("written");
        assert_eq!(n_read(ControlFlow::Continue(())), Some(1), "it is not tried again");
        companions.forget();
        assert_eq!(n_read(ControlFlow::Continue(())), Some(2));
    }
}
