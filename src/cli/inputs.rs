//! Two files to be laid level: reading them, and aligning them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::mends::{Mends, version_at};
use super::progress::Progress;
use super::show::language_named;
use crate::align::Task;
use crate::error::Error;
use crate::export::Text;
use crate::import::segmented::{Lines, import_segmented};
use crate::import::{Hints, import};
use crate::library::{files, manifest, names};
use crate::model::{Alignment, Document, EncodingSaid, Language};
use crate::runtime::report;

/// Which two files are meant, and what is said of them.
pub(super) struct Inputs<'a> {
    /// The files; one of them may be standard input.
    pub paths: [&'a Path; 2],
    /// Their languages, where they are said.
    pub languages: [&'a Option<String>; 2],
    /// Their encoding, where it is not to be found out.
    pub encoding: Option<&'static str>,
    /// How they are cut into segments.
    pub cut: Cut,
    /// Whether their alignment keeps to what was mended by hand.
    pub mends: Mends,
    /// The command that is told how to be called.
    pub command: &'static str,
}

/// How files are cut into segments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cut {
    /// Sentences are found.
    Found,
    /// Each line is a segment.
    ByLines,
}

impl Inputs<'_> {
    /// Reads both.
    pub fn read(&self) -> Result<[Input; 2], Error> {
        let asked = |word: &Option<String>| word.as_deref().map(language_named).transpose();
        let asked = [asked(self.languages[0])?, asked(self.languages[1])?];
        let paths = self.paths.map(Path::to_path_buf);
        if paths.iter().all(|path| files::is_standard_input(path)) {
            let error = Error::new("both texts can't be read from standard input");
            return Err(error.remedy("give a file for one of them"));
        }
        let [first, second] = languages_in_names(&paths);
        let [left, right] = asked;
        let source = Input::read(&paths[0], left.or(first), self)?;
        Ok([source, Input::read(&paths[1], right.or(second), self)?])
    }

    /// Aligns two files as well as it goes.
    pub fn align(&self, [source, target]: [&Input; 2]) -> Alignment {
        let progress = Progress::begin("aligning");
        let versions = [version_at(self.paths[0], &source.document), version_at(self.paths[1], &target.document)];
        let pins = match &versions {
            [Some(a), Some(b)] => self.mends.pins([a, b], [&source.document, &target.document]),
            _ => Vec::new(),
        };
        let task = Task { pins: &pins, ..Task::new(&source.document, &target.document) };
        let alignment = task.full(&|share| progress.tell(share)).expect("the progress stops nothing");
        progress.end();
        alignment
    }
}

/// The languages that the names of two files say, which confirm each other: `de.txt` beside `en.txt`. Where they say the
/// same, it is one of both texts at most: `novel.de-fr.src` beside `novel.de-fr.tgt`.
fn languages_in_names(paths: &[PathBuf; 2]) -> [Option<Language>; 2] {
    let mut said = names::by_name(paths).into_iter().map(|clues| clues.language);
    let said = [said.next().flatten(), said.next().flatten()];
    if said[0] == said[1] { [None, None] } else { said }
}

/// A file that was read.
pub(super) struct Input {
    path: String,
    pub document: Arc<Document>,
    lines: Option<Lines>,
}

impl Input {
    fn read(path: &Path, language: Option<Language>, inputs: &Inputs) -> Result<Self, Error> {
        refuse_works(path, inputs.command)?;
        let bytes = files::read_named(path)?;
        let is_standard_input = files::is_standard_input(path);
        let name = if is_standard_input { "standard input".to_owned() } else { path.display().to_string() };
        let encoding = inputs.encoding.map(|name| EncodingSaid::Chosen(name.to_owned()));
        let hints = Hints { name: &name, language, encoding, ..Hints::default() };
        let about = |error: Error| error.about(&name);
        let (mut document, lines) = match inputs.cut {
            Cut::ByLines => {
                let (document, lines) = import_segmented(&bytes, &hints).map_err(about)?;
                (document, Some(lines))
            }
            Cut::Found => (import(&bytes, &hints).map_err(about)?, None),
        };
        document.description = document.description.harmless();
        for warning in &document.warnings {
            report(&format!("note: {name}: {}", warning.0));
        }
        Ok(Self { path: name, document: Arc::new(document), lines })
    }

    pub fn text(&self) -> Text<'_> {
        Text { path: &self.path, document: &self.document, lines: self.lines.as_ref() }
    }
}

/// Two files are meant, not the versions of a work: says which files a folder or a manifest stands for.
fn refuse_works(path: &Path, command: &str) -> Result<(), Error> {
    let is_manifest = path.file_name().is_some_and(|name| name == manifest::FILE_NAME) && path.is_file();
    if !is_manifest && !path.is_dir() {
        return Ok(());
    }
    let what = if is_manifest { "is the manifest of a work, not a text" } else { "is a folder, not a text" };
    let (folder, manifest_path) = if is_manifest {
        (path.parent().unwrap_or(Path::new("")).to_path_buf(), path.to_path_buf())
    } else {
        (path.to_path_buf(), path.join(manifest::FILE_NAME))
    };
    let versions = if manifest_path.is_file() { versions_of(&manifest_path, &folder)? } else { Vec::new() };
    let remedy = match versions.as_slice() {
        [a, b, ..] => format!("name two of its files: kzreader {command} {} {}", a.display(), b.display()),
        _ => format!("name two of its files, which kzreader list {} shows", folder.join("").display()),
    };
    Err(Error::new(what).at(path).remedy(remedy))
}

/// The files that a manifest names.
fn versions_of(path: &Path, folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let text = String::from_utf8(files::read_named(path)?).map_err(|_| Error::new("is not UTF-8 text").at(path))?;
    let work = manifest::read(path, &text, "")?;
    Ok(work.versions.iter().map(|version| folder.join(&version.file)).collect())
}
