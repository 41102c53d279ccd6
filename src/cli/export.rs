//! `kzreader export`: versions of a work, level with each other, as a file that can be handed on.

use std::io::{self, BufWriter, Write};
use std::ops::ControlFlow;
use std::sync::Arc;

use anyhow::Result;

use super::ExportArguments;
use super::mends::Mends;
use super::progress::Progress;
use super::show::{Found, Sought, find_work, language_named, version_in};
use crate::align::Task;
use crate::app::takeaway::Existing;
use crate::config::Config;
use crate::error::Error;
use crate::export::{Edition, Export, Offer, Text, for_file, offered_by};
use crate::library::{Library, Reach, load};
use crate::model::{Alignment, Document, Language, Version, Work};
use crate::runtime::takeaway::{place, write_file};
use crate::runtime::{Companions, is_terminal, preferences_of, report};

/// Up to so many segments on the longer side two texts learn words from other works, as they do on the screen.
const SHORT: usize = 400;

pub(super) fn run(arguments: &ExportArguments) -> Result<()> {
    let format = format_of(arguments).ok_or_else(|| Error::new("no format is offered"))?;
    if format.is_binary() && arguments.output.is_none() && is_terminal() {
        let error = Error::new(format!("{} is no text that a terminal shows", format.name));
        return Err(error.remedy("say with -o which file to write it to").into());
    }
    let asked: Vec<Language> = arguments.langs.iter().map(|word| language_named(word)).collect::<Result<_, _>>()?;
    let sought = Sought { target: &arguments.target, paths: &arguments.paths, encoding: arguments.encoding };
    let Found { work, library } = find_work(&sought, &asked.iter().collect::<Vec<_>>(), "export")?;
    let versions = versions_of(&work, &asked)?;
    let documents = read(&versions)?;
    let alignments = align_with_first(&library, &work, &versions, &documents, Mends::unless(arguments.no_mends));
    let paths: Vec<String> = versions.iter().map(|version| version.shown_path()).collect();
    let texts = documents.iter().zip(&paths).map(|(document, path)| Text { path, document, lines: None });
    let texts: Vec<(&Version, Text)> = versions.iter().copied().zip(texts).collect();
    let edition = Edition::of(&work, &texts, alignments.iter().collect());
    match &arguments.output {
        Some(path) => {
            let path = place(path, &edition.file_name(format.ending));
            let existing = if arguments.force { Existing::Replaced } else { Existing::Kept };
            let all: Vec<&Version> = work.versions.iter().collect();
            write_file(&path, &all, existing, |out| format.write(&edition, out))
                .map_err(|error| error.into_error("--force replaces it"))?;
        }
        None => {
            let mut out = BufWriter::new(io::stdout().lock());
            format.write(&edition, &mut out)?;
            out.flush()?;
        }
    }
    Ok(())
}

/// The format that was asked for, by name or by how the file is called; the first one otherwise.
fn format_of(arguments: &ExportArguments) -> Option<&'static Export> {
    let by_name = || for_file(arguments.output.as_deref()?, Offer::Export);
    arguments.to.or_else(by_name).or_else(|| offered_by(Offer::Export).next())
}

/// The versions in the languages that were asked for, or the two that the reader prefers.
pub(super) fn versions_of<'a>(work: &'a Work, asked: &[Language]) -> Result<Vec<&'a Version>, Error> {
    if asked.is_empty() {
        let preferences = preferences_of(&Config::open(None).configured.languages);
        return Ok(work.preferred_two(&preferences).into_iter().map(|index| &work.versions[index]).collect());
    }
    let mut versions: Vec<&Version> = Vec::new();
    for language in asked {
        let version = version_in(work, language)?;
        if versions.iter().any(|known| known.id == version.id) {
            let error = Error::new(format!("{} is asked for twice", version.language.label()));
            return Err(error.remedy("name each language once"));
        }
        versions.push(version);
    }
    Ok(versions)
}

pub(super) fn read(versions: &[&Version]) -> Result<Vec<Arc<Document>>, Error> {
    let mut documents = Vec::new();
    for version in versions {
        let document = load(version, Reach::Whole)?;
        for warning in &document.warnings {
            report(&format!("note: {}: {}", version.shown_path(), warning.0));
        }
        documents.push(Arc::new(document));
    }
    Ok(documents)
}

/// The alignments of the documents after the first with the first, as they come on the screen.
pub(super) fn align_with_first(
    library: &Library,
    work: &Work,
    versions: &[&Version],
    documents: &[Arc<Document>],
    mends: Mends,
) -> Vec<Alignment> {
    let Some((first, others)) = documents.split_first() else { return Vec::new() };
    let progress = Progress::begin("aligning");
    let known = Companions::default();
    let align = |(version, other): (&&Version, &Arc<Document>)| {
        let pins = mends.pins([versions[0], version], [first, other]);
        let is_short = [first, other].iter().all(|document| document.segments().len() <= SHORT);
        let languages = [&first.language, &other.language];
        let companions = if is_short { library.companions(work, languages) } else { Vec::new() };
        let companions = known.load(&companions, &|| ControlFlow::Continue(())).unwrap_or_default();
        let task = Task { pins: &pins, companions: &companions, ..Task::new(first, other) };
        task.full(&|share| progress.tell(share)).expect("the progress stops nothing")
    };
    let alignments = versions[1..].iter().zip(others).map(align).collect();
    progress.end();
    alignments
}
