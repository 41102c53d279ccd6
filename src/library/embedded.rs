//! The collection that is built into the program.

use std::path::Path;

use include_dir::{Dir, include_dir};

use super::manifest::{self, Manifest};
use super::{Library, Overrides};
use crate::error::{Error, Result};
use crate::language::table;
use crate::model::{Grouping, Language, Origin, Version, VersionId, Work};

static TEXTS: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/texts");

/// The bytes of a file of the collection.
///
/// # Errors
///
/// When there is no such file.
pub fn bytes(path: &str) -> Result<Vec<u8>> {
    let file = TEXTS.get_file(path).ok_or_else(|| Error::new("is not in the built-in library").about(path))?;
    Ok(file.contents().to_vec())
}

/// The works of the collection.
pub fn library(overrides: &Overrides) -> Library {
    let mut library = Library::default();
    for folder in TEXTS.dirs() {
        match work(folder, overrides) {
            Ok(work) => library.works.push(work),
            Err(error) => library.errors.push(error),
        }
    }
    library
}

fn work(folder: &'static Dir<'static>, overrides: &Overrides) -> Result<Work> {
    let path = folder.path().join(manifest::FILE_NAME);
    let text = TEXTS.get_file(&path).and_then(|file| file.contents_utf8());
    let text = text.ok_or_else(|| Error::new("there is no manifest").at(&path))?;
    let name = folder.path().to_string_lossy();
    let manifest = manifest::read(Path::new(&path), text, &name)?;
    let mut versions = Vec::new();
    for version in &manifest.versions {
        let path = folder.path().join(&version.file);
        let file = TEXTS.get_file(&path).ok_or_else(|| Error::new("is not in the built-in library").at(&path))?;
        let path = file.path().to_str().expect("the names of our own texts are ASCII");
        let id = VersionId(format!("embedded:{path}"));
        let by_hand = overrides.languages.get(&id).cloned();
        let by_name = || table::named(file.path().file_stem()?.to_str()?);
        let language = by_hand.or_else(|| version.language.clone()).or_else(by_name);
        versions.push(Version {
            id,
            origin: Origin::Embedded(path),
            language: language.unwrap_or_else(Language::undetermined),
            description: version.description.clone(),
            size: file.contents().len() as u64,
            encoding: None,
        });
    }
    versions.sort_by(|a, b| a.language.cmp(&b.language));
    let Manifest { id, kind, original_language, .. } = manifest;
    Ok(Work { id, kind, grouping: Grouping::Manifest, original_language, versions })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_work_has_a_manifest_without_odd_keys_and_all_its_files() {
        let library = library(&Overrides::default());
        assert_eq!(library.errors, []);
        assert_eq!(library.works.len(), TEXTS.dirs().count());
        for folder in TEXTS.dirs() {
            let path = folder.path().join(manifest::FILE_NAME);
            let text = TEXTS.get_file(&path).and_then(|file| file.contents_utf8()).expect("a manifest");
            let manifest = manifest::read(&path, text, "folder").expect("a good manifest");
            assert_eq!(manifest.warnings, []);
            assert_eq!(manifest.versions.len() + 1, folder.files().count(), "a file that no version names");
        }
    }
}
