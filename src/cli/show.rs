//! `kzreader show`: the reading or the bilingual view as text.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Result;

use super::mends::Mends;
use super::{LayoutName, ShowArguments};
use crate::align::align;
use crate::app::geometry::COLUMNS_FROM;
use crate::error::Error;
use crate::export::text::{self, Ink, Marks, Measure, Paper, Titled};
use crate::language::table;
use crate::layout::{Arrangement, Folding, Grain};
use crate::library::{HELD, Library, Overrides, Reach, lasting_name, load, stretches};
use crate::model::{Document, Language, Version, Work};
use crate::runtime::{is_output_styled, output_order, output_width, preferences, report};
use crate::state::{Choices, Store};

pub(super) fn run(arguments: &ShowArguments) -> Result<()> {
    let preferences = preferences();
    let asked = |word: &Option<String>| word.as_deref().map(language_named).transpose();
    let (lang, with) = (asked(&arguments.lang)?, asked(&arguments.with)?);
    let wanted: Vec<&Language> = lang.iter().chain(&with).collect();
    let sought = Sought { target: &arguments.target, paths: &arguments.paths, encoding: arguments.encoding };
    let Found { work, .. } = find_work(&sought, &wanted, "show")?;
    let right = with.as_ref().map(|language| version_in(&work, language)).transpose()?;
    let left = match &lang {
        Some(language) => version_in(&work, language)?,
        None => {
            let preferred = &work.versions[work.preferred(&preferences).unwrap_or(0)];
            let wanted = named_version(&work, &arguments.target).unwrap_or(preferred);
            // Beside a version that was asked for stands another one.
            let is_free = |version: &&Version| right.is_none_or(|right| right.id != version.id);
            Some(wanted).filter(is_free).or_else(|| work.versions.iter().find(is_free)).unwrap_or(wanted)
        }
    };
    let mut out = BufWriter::new(io::stdout().lock());
    print(&mut out, arguments, left, right)?;
    out.flush()?;
    Ok(())
}

pub(super) fn language_named(word: &str) -> Result<Language, Error> {
    let unknown = || {
        Error::new(format!("{word:?} is no language known here"))
            .remedy("give a code such as nb or a name such as Norwegian")
    };
    table::named(word).ok_or_else(unknown)
}

pub(super) fn version_in<'a>(work: &'a Work, language: &Language) -> Result<&'a Version, Error> {
    let index = work.preferred(std::slice::from_ref(language)).unwrap_or(0);
    let version = &work.versions[index];
    if version.language.primary() == language.primary() {
        return Ok(version);
    }
    let tags: Vec<&str> = work.versions.iter().map(|version| version.language.tag()).collect();
    let what = format!("{:?} has no version in {}", work.id, table::english_name(language));
    Err(Error::new(what).remedy(format!("there is {}", tags.join(", "))))
}

fn named_version<'a>(work: &'a Work, target: &Path) -> Option<&'a Version> {
    let target = lasting_name(target);
    work.versions.iter().find(|version| version.id.0 == target)
}

/// How many works a message names.
const MOST_NAMED: usize = 20;

/// What the reader decided by hand; an encoding that is given comes before all that were.
pub(super) fn overrides(encoding: Option<&'static str>) -> Overrides {
    let (state, trouble) = Store::look(Store::folder().as_deref());
    if let Some(trouble) = trouble {
        report(&format!("note: {trouble}"));
    }
    let mut overrides = state.overrides();
    if let Some(name) = encoding {
        overrides.encodings.clear();
        overrides.encoding = Some(name.to_owned());
    }
    overrides
}

/// Which work is meant, and where it is looked for.
pub(super) struct Sought<'a> {
    /// A path, or the id of a work.
    pub target: &'a Path,
    /// Where to look for an id; the built-in library without any.
    pub paths: &'a [PathBuf],
    /// The encoding of the files, where it is not to be found out.
    pub encoding: Option<&'static str>,
}

/// A work, and the library that it is in.
pub(super) struct Found {
    pub work: Work,
    pub library: Library,
}

/// The work that is meant: the one in or around a path, or the one with an id. Where a file is named whose work lacks a
/// language that is wanted, its folder is looked into.
pub(super) fn find_work(sought: &Sought, wanted: &[&Language], command: &str) -> Result<Found, Error> {
    let overrides = overrides(sought.encoding);
    let open = |paths: &[PathBuf]| {
        let library = Library::open(paths, &overrides, &|_| ());
        for error in &library.errors {
            report(&error.to_string());
        }
        library
    };
    let target = sought.target;
    let name = target.to_string_lossy();
    // A link that leads nowhere is there, and is told of as what it is.
    if !sought.paths.is_empty() || fs::symlink_metadata(target).is_err() {
        let library = open(sought.paths);
        let Some(work) = library.work_named(&name).cloned() else {
            let ids: Vec<&str> = library.works.iter().take(MOST_NAMED).map(|work| work.id.as_str()).collect();
            let remedy = format!("the works here are {}", ids.join(", "));
            return Err(Error::new(format!("there is no file, folder or work called {name:?}")).remedy(remedy));
        };
        return Ok(Found { work, library });
    }
    let library = open(std::slice::from_ref(&target.to_path_buf()));
    match library.works.as_slice() {
        [] => Err(Error::new("there is no text to show").at(target)),
        [work] => {
            let has = |l: &Language| work.versions.iter().any(|version| version.language.primary() == l.primary());
            let lacks = wanted.iter().any(|language| !has(language));
            // The other versions of a file lie beside it as a rule.
            let folder =
                target.parent().map(|folder| if folder.as_os_str().is_empty() { Path::new(".") } else { folder });
            if let (true, true, Some(folder)) = (target.is_file(), lacks, folder) {
                let around = Library::open(&[folder.to_path_buf()], &overrides, &|_| ());
                let id = &work.versions[0].id;
                let found = around.works.iter().find(|work| work.versions.iter().any(|version| version.id == *id));
                if let Some(work) = found.cloned() {
                    return Ok(Found { work, library: around });
                }
            }
            Ok(Found { work: work.clone(), library })
        }
        works => {
            let ids: Vec<&str> = works.iter().take(MOST_NAMED).map(|work| work.id.as_str()).collect();
            let more = if works.len() > MOST_NAMED { ", …" } else { "" };
            let what = format!("there are {} works: {}{more}", works.len(), ids.join(", "));
            Err(Error::new(what).at(target).remedy(format!("name one: kzreader {command} {} {name}", ids[0])))
        }
    }
}

fn print(out: &mut dyn Write, arguments: &ShowArguments, left: &Version, right: Option<&Version>) -> Result<()> {
    let folding = if arguments.page_furniture { Folding::Shown } else { Folding::Folded };
    if right.is_none() && left.size > HELD {
        let title = left.description.title.as_deref().unwrap_or_default();
        let paper = Paper { folding, ..paper(arguments.width, arguments.layout) };
        return text::print_stretches(title, stretches(left)?, &paper, out);
    }
    let read = |version| load(version, Reach::Whole).map(Arc::new);
    let left_document = read(left)?;
    let right_document = right.map(read).transpose()?;
    let shown = [Some((left, &left_document)), right.zip(right_document.as_ref())];
    for (version, document) in shown.into_iter().flatten() {
        for warning in &document.warnings {
            report(&format!("note: {}: {}", version.shown_path(), warning.0));
        }
    }
    let alignment = right.zip(right_document.as_ref()).map(|(version, document)| {
        let pins = Mends::unless(arguments.no_mends).pins([left, version], [&left_document, document]);
        align(&left_document, document, &pins)
    });
    let paper = paper(arguments.width, arguments.layout);
    let grain = arguments.by.map_or_else(|| Choices::default().grain(paper.arrangement), Grain::from);
    let paper = Paper { folding, grain, ..paper };
    let other = right_document.as_ref().zip(alignment.as_ref());
    text::print(titled(&left_document), other.map(|(right, beads)| (titled(right), beads)), &paper, out)?;
    Ok(())
}

fn titled(document: &Document) -> Titled<'_> {
    Titled { title: document.description.title.as_deref().unwrap_or_default(), document }
}

/// What standard output is printed on: a width and a layout that were asked for, or what there is room for.
pub(super) fn paper(width: Option<u16>, layout: Option<LayoutName>) -> Paper {
    let columns = width.map_or_else(output_width, usize::from);
    let arrangement = match layout {
        Some(name) => name.into(),
        None if columns >= COLUMNS_FROM => Arrangement::Columns,
        None => Arrangement::Stacked,
    };
    Paper {
        columns,
        measure: if width.is_some() { Measure::Full } else { Measure::Comfortable },
        arrangement,
        grain: Grain::Bead,
        folding: Folding::Shown,
        marks: Marks::None,
        ink: if is_output_styled() { Ink::Styled } else { Ink::Plain },
        order: output_order(),
    }
}
