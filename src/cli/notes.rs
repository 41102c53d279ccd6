//! `kzreader notes`: bookmarks, highlights and notes, with their passages in two languages and their citations.

use std::collections::BTreeSet;
use std::io::{self, BufWriter, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Result;

use super::NotesArguments;
use super::export::align_with_first;
use super::mends::Mends;
use super::show::{language_named, overrides};
use crate::app::list::title;
use crate::config::Config;
use crate::error::Error;
use crate::export::citation::{Citation, Locator};
use crate::export::notes::{Finding, NotedMark, NotedPassage, NotedWork, Notes};
use crate::export::passage::text_of;
use crate::library::{HELD, Library, Reach, load};
use crate::model::{Alignment, Document, Language, Side, Version, Work};
use crate::runtime::{preferences_of, report};
use crate::state::Store;
use crate::state::marks::{Kind, Mark, Marks, Segmentation, segments_in};

pub(super) fn run(arguments: &NotesArguments) -> Result<()> {
    let asked = |word: &Option<String>| word.as_deref().map(language_named).transpose();
    let asked = [asked(&arguments.lang)?, asked(&arguments.with)?];
    let (marks, trouble) = Marks::look(Store::folder().as_deref());
    if let Some(trouble) = &trouble {
        report(&format!("note: {trouble}"));
    }
    let (library, wanted) = open(arguments, &marks)?;
    let preferences = preferences_of(&Config::open(None).configured.languages);
    let mut left: Vec<&Arc<Mark>> = marks.iter().collect();
    let mut notes = Notes::default();
    for work in &library.works {
        let is_of = |mark: &&Arc<Mark>| work.versions.iter().any(|version| mark.at.contains_key(&version.id.0));
        let (own, others): (Vec<_>, Vec<_>) = left.into_iter().partition(is_of);
        left = others;
        if !own.is_empty() && wanted.as_ref().is_none_or(|wanted| wanted.contains(&work.id)) {
            notes.works.push(noted(&library, work, &own, &asked, &preferences));
        }
    }
    if wanted.is_none() && arguments.targets.is_empty() {
        notes.elsewhere = left.iter().map(|mark| noted_mark(mark, Finding::Unread, kept_passages(mark))).collect();
    }
    let mut out = BufWriter::new(io::stdout().lock());
    (arguments.format.write)(&notes, &mut out)?;
    out.flush()?;
    Ok(())
}

/// The library that the marks are looked for in, and the works that were named, if some were.
fn open(arguments: &NotesArguments, marks: &Marks) -> Result<(Library, Option<BTreeSet<String>>)> {
    let (paths, names): (Vec<PathBuf>, Vec<PathBuf>) =
        arguments.targets.iter().cloned().partition(|target| target.symlink_metadata().is_ok());
    let overrides = overrides(arguments.encoding);
    let open = |paths: &[PathBuf]| {
        let library = Library::open(paths, &overrides, &|_| ());
        library.errors.iter().for_each(|error| report(&error.to_string()));
        library
    };
    let mut library = if paths.is_empty() {
        // Where nothing else is named the marks themselves say which files they are in.
        let files: BTreeSet<PathBuf> = marks.iter().flat_map(|mark| mark.at.keys().map(PathBuf::from)).collect();
        // A folder with a manifest is one work, which says more of its versions than they do.
        let of_work =
            |path: &PathBuf| path.parent().filter(|folder| folder.join("work.toml").is_file()).map(Path::to_path_buf);
        let there = files.into_iter().filter(|path| path.is_file());
        let there: BTreeSet<PathBuf> = there.map(|path| of_work(&path).unwrap_or(path)).collect();
        let there: Vec<PathBuf> = there.into_iter().collect();
        let built_in = open(&[]);
        let mut library = if there.is_empty() { Library::default() } else { open(&there) };
        library.works.extend(built_in.works);
        library
    } else {
        open(&paths)
    };
    if names.is_empty() {
        return Ok((library, None));
    }
    let mut wanted = BTreeSet::new();
    for name in &names {
        let name = name.to_string_lossy();
        let work = library.work_named(&name).ok_or_else(|| {
            Error::new(format!("there is no file, folder or marked work called {name:?}"))
                .remedy("kzreader notes without a name gives all of them")
        })?;
        wanted.insert(work.id.clone());
    }
    // Folders that were named beside works are wanted as a whole only if no work was named.
    library.works.retain(|work| wanted.contains(&work.id) || !paths.is_empty());
    Ok((library, Some(wanted)))
}

/// The versions that a work's marks are told in: the ones that were asked for, or preferred, and behind them those that
/// marks have to be carried over from.
fn versions_for<'w>(
    work: &'w Work,
    marks: &[&Arc<Mark>],
    asked: &[Option<Language>; 2],
    preferences: &[Language],
) -> (Vec<&'w Version>, usize) {
    let in_language = |language: &Language| {
        let index = work.preferred(std::slice::from_ref(language))?;
        let version = &work.versions[index];
        (version.language.primary() == language.primary()).then_some(index)
    };
    let n_marked =
        |index: &usize| marks.iter().filter(|mark| mark.at.contains_key(&work.versions[*index].id.0)).count();
    let first = asked[0].as_ref().and_then(in_language).or_else(|| work.preferred(preferences)).unwrap_or(0);
    let others = || (0..work.versions.len()).filter(|&index| index != first);
    let second = asked[1].as_ref().and_then(in_language).filter(|&index| index != first);
    let second = second.or_else(|| others().max_by_key(n_marked));
    let mut versions: Vec<usize> = [Some(first), second].into_iter().flatten().collect();
    let n_told = versions.len();
    for mark in marks {
        let has = |&index: &usize| mark.at.contains_key(&work.versions[index].id.0);
        if !versions.iter().any(has) {
            versions.extend((0..work.versions.len()).find(has));
        }
    }
    (versions.into_iter().map(|index| &work.versions[index]).collect(), n_told)
}

fn noted(
    library: &Library,
    work: &Work,
    marks: &[&Arc<Mark>],
    asked: &[Option<Language>; 2],
    preferences: &[Language],
) -> NotedWork {
    let (versions, n_told) = versions_for(work, marks, asked, preferences);
    let read = |version: &&Version| {
        if version.size > HELD {
            report(&format!(
                "note: {} is too long to be read whole; what is kept of its marks is given",
                version.shown_path()
            ));
            return None;
        }
        load(version, Reach::Whole).map_err(|error| report(&error.to_string())).ok().map(Arc::new)
    };
    let read: Vec<(&Version, Option<Arc<Document>>)> =
        versions.iter().map(|&version| (version, read(&version))).collect();
    // What can't be read is left out; its marks are told with what is kept of them.
    let n_told = read[..n_told].iter().filter(|(_, document)| document.is_some()).count();
    let texts: Vec<(&Version, Arc<Document>)> =
        read.into_iter().filter_map(|(version, document)| Some((version, document?))).collect();
    let (versions, documents): (Vec<&Version>, Vec<Arc<Document>>) = texts.into_iter().unzip();
    let alignments = align_with_first(library, work, &versions, &documents, Mends::unless(false));
    let table = Table {
        work,
        versions,
        alignments,
        n_told,
        prints: documents.iter().map(|d| Segmentation::of(d)).collect(),
        documents,
    };
    let mut placed: Vec<(usize, NotedMark)> = marks.iter().map(|mark| table.place(mark)).collect();
    placed.sort_by_key(|(at, mark)| (*at, mark.made));
    let marks = placed.into_iter().map(|placed| placed.1).collect();
    NotedWork { id: work.id.clone(), title: title(work, preferences).to_owned(), marks }
}

/// The versions of a work that were read, with their alignments with the first one.
struct Table<'a> {
    work: &'a Work,
    versions: Vec<&'a Version>,
    documents: Vec<Arc<Document>>,
    prints: Vec<Segmentation>,
    alignments: Vec<Alignment>,
    /// How many of them marks are told in.
    n_told: usize,
}

impl Table<'_> {
    /// A mark with its passages, and the segment of the first version that it begins with.
    fn place(&self, mark: &Mark) -> (usize, NotedMark) {
        let own: Vec<Option<Range<usize>>> = (0..self.versions.len()).map(|index| self.own(mark, index)).collect();
        let from_others = || {
            let across =
                |(index, alignment): (usize, &Alignment)| across(alignment, Side::Right, own[index + 1].as_ref()?);
            self.alignments.iter().enumerate().find_map(across)
        };
        let first = own.first().cloned().flatten().or_else(from_others);
        let told = |index: usize| match (&own[index], &first, index) {
            (Some(segments), ..) => Some(segments.clone()),
            (None, first, 0) => first.clone(),
            (None, Some(first), _) => across(&self.alignments[index - 1], Side::Left, first),
            (None, None, _) => None,
        };
        let passages: Vec<NotedPassage> =
            (0..self.n_told).filter_map(|index| Some(self.passage(index, told(index)?))).collect();
        if !passages.is_empty() {
            return (first.map_or(usize::MAX, |first| first.start), noted_mark(mark, Finding::Here, passages));
        }
        let was_read = self.versions.iter().any(|version| mark.at.contains_key(&version.id.0));
        let finding = if was_read { Finding::Lost } else { Finding::Unread };
        (usize::MAX, noted_mark(mark, finding, kept_passages(mark)))
    }

    /// The segments that a mark is on by its own anchor.
    fn own(&self, mark: &Mark, index: usize) -> Option<Range<usize>> {
        let (anchor, document) = (mark.anchor(&self.versions[index].id)?, &self.documents[index]);
        let found = anchor.stays(document).unwrap_or_else(|| anchor.look_in(document, &self.prints[index]));
        segments_in(document, &found.bytes()?)
    }

    fn passage(&self, index: usize, segments: Range<usize>) -> NotedPassage {
        let (version, document) = (self.versions[index], &self.documents[index]);
        NotedPassage {
            lang: version.language.tag().to_owned(),
            version: version.id.0.clone(),
            text: text_of(document, segments.clone()),
            citation: Some(Citation::of(self.work, version)),
            locator: Locator::of(document, segments),
        }
    }
}

/// What stands against some segments of a side.
fn across(alignment: &Alignment, side: Side, segments: &Range<usize>) -> Option<Range<usize>> {
    let (first, last) =
        (alignment.bead_of(side, segments.start)?, alignment.bead_of(side, segments.end.checked_sub(1)?)?);
    let beads = &alignment.beads()[first..last + 1];
    let other = beads.first()?.segments(side.other()).start..beads.last()?.segments(side.other()).end;
    (!other.is_empty()).then_some(other)
}

fn noted_mark(mark: &Mark, found: Finding, passages: Vec<NotedPassage>) -> NotedMark {
    let (kind, colour) = match mark.kind {
        Kind::Bookmark => ("bookmark", None),
        Kind::Highlight(colour) => ("highlight", Some(colour.name())),
        Kind::Note => ("note", None),
    };
    let (id, note) = (mark.id.clone(), mark.note.clone());
    NotedMark { id, kind, colour, note, made: mark.made, changed: mark.changed, found, passages }
}

/// What is kept of a mark's passages where their texts are not at hand.
fn kept_passages(mark: &Mark) -> Vec<NotedPassage> {
    let passage = |(version, anchor): (&String, &crate::state::marks::Anchor)| NotedPassage {
        lang: anchor.language.clone(),
        version: version.clone(),
        text: anchor.text.clone(),
        citation: None,
        locator: None,
    };
    mark.at.iter().map(passage).collect()
}
