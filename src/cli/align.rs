//! `kzreader align`: two files in, their alignment out.

use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Result;

use super::AlignArguments;
use super::mends::{Mends, version_at};
use super::progress::Progress;
use super::show::{language_named, paper};
use crate::align::Task;
use crate::error::Error;
use crate::export::text::{Marks, Paper};
use crate::export::{Bitext, Text};
use crate::import::segmented::{Lines, import_segmented};
use crate::import::{Hints, import};
use crate::library::{files, manifest, names};
use crate::model::{Document, EncodingSaid, Language};
use crate::runtime::report;

pub(super) fn run(arguments: &AlignArguments) -> Result<()> {
    let asked = |word: &Option<String>| word.as_deref().map(language_named).transpose();
    let asked = [asked(&arguments.lang_a)?, asked(&arguments.lang_b)?];
    let paths = [arguments.source.clone(), arguments.target.clone()];
    if paths.iter().all(|path| files::is_standard_input(path)) {
        let error = Error::new("both texts can't be read from standard input");
        return Err(error.remedy("give a file for one of them").into());
    }
    let languages = asked.into_iter().zip(languages_in_names(&paths)).map(|(asked, named)| asked.or(named));
    let mut inputs = Vec::new();
    for (path, language) in paths.iter().zip(languages) {
        inputs.push(Input::read(path, language, arguments)?);
    }
    let [source, target] = [&inputs[0], &inputs[1]];
    let progress = Progress::begin("aligning");
    let versions = [version_at(&arguments.source, &source.document), version_at(&arguments.target, &target.document)];
    let pins = match &versions {
        [Some(a), Some(b)] => Mends::unless(arguments.no_mends).pins([a, b], [&source.document, &target.document]),
        _ => Vec::new(),
    };
    let task = Task { pins: &pins, ..Task::new(&source.document, &target.document) };
    let alignment = task.full(&|share| progress.tell(share)).expect("the progress stops nothing");
    progress.end();
    let bitext = Bitext { texts: [source.text(), target.text()], alignment: &alignment };
    let paper = Paper { marks: Marks::Beads, ..paper(arguments.width, None) };
    let mut out = BufWriter::new(io::stdout().lock());
    arguments.format.write_bitext(&bitext, &paper, &mut out)?;
    out.flush()?;
    Ok(())
}

/// The languages that the names of two files say, which confirm each other: `de.txt` beside `en.txt`. Where they say the
/// same, it is one of both texts at most: `novel.de-fr.src` beside `novel.de-fr.tgt`.
fn languages_in_names(paths: &[PathBuf; 2]) -> [Option<Language>; 2] {
    let mut said = names::by_name(paths).into_iter().map(|clues| clues.language);
    let said = [said.next().flatten(), said.next().flatten()];
    if said[0] == said[1] { [None, None] } else { said }
}

/// A file that was read.
struct Input {
    path: String,
    document: Arc<Document>,
    lines: Option<Lines>,
}

impl Input {
    fn read(path: &Path, language: Option<Language>, arguments: &AlignArguments) -> Result<Self, Error> {
        refuse_works(path)?;
        let bytes = files::read_named(path)?;
        let is_standard_input = files::is_standard_input(path);
        let name = if is_standard_input { "standard input".to_owned() } else { path.display().to_string() };
        let encoding = arguments.encoding.map(|name| EncodingSaid::Chosen(name.to_owned()));
        let hints = Hints { name: &name, language, encoding, ..Hints::default() };
        let about = |error: Error| error.about(&name);
        let (mut document, lines) = if arguments.segmented {
            let (document, lines) = import_segmented(&bytes, &hints).map_err(about)?;
            (document, Some(lines))
        } else {
            (import(&bytes, &hints).map_err(about)?, None)
        };
        document.description = document.description.harmless();
        for warning in &document.warnings {
            report(&format!("note: {name}: {}", warning.0));
        }
        Ok(Self { path: name, document: Arc::new(document), lines })
    }

    fn text(&self) -> Text<'_> {
        Text { path: &self.path, document: &self.document, lines: self.lines.as_ref() }
    }
}

/// Two files are aligned, not the versions of a work: says which files a folder or a manifest stands for.
fn refuse_works(path: &Path) -> Result<(), Error> {
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
        [a, b, ..] => format!("name two of its files: kzreader align {} {}", a.display(), b.display()),
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
