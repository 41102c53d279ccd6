//! Where the mended alignment of two texts is kept, and what the file is called.
//!
//! Beside the texts, as `A--B.align.toml`, where both lie in one folder with a `work.toml`: whoever has written one keeps a
//! collection there, and the mended alignment belongs to it. Everything else is not taken for the reader's own, and what was
//! mended lies in the state folder.

use std::path::{Path, PathBuf};

use super::Texts;
use crate::library::manifest;
use crate::model::{Origin, ShortHash, Version};

/// The end of the files' names.
const ENDING: &str = "align.toml";

/// The longest name of one text in the name of a file, in bytes.
const LONGEST: usize = 80;

/// The files that the mended alignment of two texts may lie in.
#[derive(Debug)]
pub(super) struct Places {
    /// Beside the texts.
    pub beside: Option<PathBuf>,
    /// In the state folder: where there is none beside the texts, or that can't be written.
    pub kept_apart: Option<PathBuf>,
}

impl Places {
    /// Those of two texts in order.
    pub fn of(texts: &Texts, folder: Option<&Path>) -> Self {
        let names = names(&texts.versions);
        let apart = |folder: &Path| {
            let ids = texts.versions.iter().flat_map(|version| [version.id.0.as_bytes(), b"\0"]).flatten();
            folder.join(format!("{}--{}-{:016x}.{ENDING}", names[0], names[1], ShortHash::EMPTY.with(ids.copied()).0))
        };
        let beside = collection_of(&texts.versions).map(|folder| {
            let [there, turned] =
                [[0, 1], [1, 0]].map(|[a, b]: [usize; 2]| folder.join(format!("{}--{}.{ENDING}", names[a], names[b])));
            // A file that was made by hand may name them in the other order.
            if !there.exists() && turned.exists() { turned } else { there }
        });
        Self { beside, kept_apart: folder.map(apart) }
    }
}

/// The folder of a collection of the reader's own that both versions lie in.
fn collection_of(versions: &[Version; 2]) -> Option<PathBuf> {
    let folder = |version: &Version| match &version.origin {
        Origin::File(path) => path.parent().map(Path::to_path_buf),
        Origin::Embedded(_) => None,
    };
    let [a, b] = versions.each_ref().map(folder);
    a.filter(|folder| b.as_ref() == Some(folder) && folder.join(manifest::FILE_NAME).is_file())
}

/// The name of a version's file.
pub(super) fn file_name(version: &Version) -> String {
    match &version.origin {
        Origin::File(path) => path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned()),
        Origin::Embedded(path) => path.replace('/', "-"),
    }
}

/// What tells two texts apart in a name: their files' names without endings, with languages where these are the same.
fn names(versions: &[Version; 2]) -> [String; 2] {
    let files = versions.each_ref().map(file_name);
    let stem = |name: &String| name.rsplit_once('.').map_or(name.clone(), |(stem, _)| stem.to_owned());
    let stems = files.each_ref().map(stem);
    let tagged = [0, 1].map(|at: usize| format!("{}.{}", stems[at], versions[at].language.tag()));
    let told_apart = [stems, tagged].into_iter().find(|[a, b]| a != b).unwrap_or(files);
    [0, 1].map(|at: usize| harmless(&told_apart[at], &versions[at]))
}

/// A name that every file system takes; where something had to be replaced, with what keeps it apart from others.
fn harmless(name: &str, version: &Version) -> String {
    let is_plain =
        |(at, character): (usize, char)| character.is_alphanumeric() || (at > 0 && "-_.+ ".contains(character));
    let mut plain: String =
        name.char_indices().map(|(at, character)| if is_plain((at, character)) { character } else { '_' }).collect();
    let is_changed = plain != name || plain.len() > LONGEST || plain.is_empty();
    while plain.len() > LONGEST {
        plain.pop();
    }
    if is_changed { format!("{plain}-{:08x}", ShortHash::EMPTY.with(version.id.0.bytes()).0 as u32) } else { plain }
}
