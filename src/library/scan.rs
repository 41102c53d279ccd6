//! Files → works: manifests first, then names, then content.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use super::manifest::{self, Manifest};
use super::names::{NameClues, by_name};
use super::{LONGEST_FACT, Library, Overrides, Reach, WORKER_THREAD, files};
use crate::align::works::{Constraints, Fingerprint, group};
use crate::error::{Error, Result};
use crate::import::sanitise::sanitise_line_to;
use crate::import::{Hints, import, lookalikes};
use crate::model::{EncodingSaid, Grouping, Language, Origin, Version, VersionId, Warning, Work, WorkKind};

/// With how many files of the same name but for the language a file is joined.
const MOST_SIBLINGS: usize = 64;

/// How far the listing has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Files that were read.
    pub n_read: usize,
    /// Files that were found.
    pub n_files: usize,
}

/// A file that was looked into.
struct Candidate {
    version: Version,
    fingerprint: Fingerprint,
    key: String,
    named_language: Option<Language>,
    warnings: Vec<Warning>,
}

/// The works of these files and folders.
pub fn library(paths: &[PathBuf], overrides: &Overrides, report: &(dyn Fn(Progress) + Sync)) -> Library {
    let mut library = Library::default();
    let mut found = Vec::new();
    let mut seen = HashSet::new();
    for path in paths {
        let documents = files::documents(path, &mut library.errors);
        found.extend(documents.into_iter().filter(|path| seen.insert(lasting_name(path))));
    }
    let mut claimed = HashSet::new();
    for path in found.iter().filter(|path| is_manifest(path)) {
        match manifest_work(path, overrides) {
            Ok(described) => {
                let Described { work, warnings, errors } = described;
                claimed.extend(work.versions.iter().map(|version| version.id.clone()));
                library.works.extend(Some(work).filter(|work| !work.versions.is_empty()));
                library.warnings.extend(warnings);
                library.errors.extend(errors);
            }
            Err(error) => library.errors.push(error),
        }
    }
    let loose: Vec<PathBuf> = found
        .into_iter()
        .filter(|path| !is_manifest(path) && !claimed.contains(&VersionId(lasting_name(path))))
        .collect();
    let clues = by_name(&loose);
    let mut candidates = Vec::new();
    for read in look_into_all(&loose, &clues, overrides, report) {
        match read {
            Ok(candidate) => candidates.push(candidate),
            Err(error) => library.errors.push(error),
        }
    }
    for candidate in &mut candidates {
        library.warnings.append(&mut candidate.warnings);
    }
    library.works.extend(grouped(candidates, overrides));
    make_ids_unique(&mut library.works);
    library
}

fn is_manifest(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == manifest::FILE_NAME)
}

/// The name under which a file is remembered: its path without links and detours.
///
/// A path that is not UTF-8 is remembered by its bytes, so that two that differ in these alone stay two: `bytes:`, then
/// the path with each `%` and each byte that belongs to no character as `%` and two hexadecimal digits. Other lasting
/// names begin with a slash.
pub fn lasting_name(path: &Path) -> String {
    let path = fs::canonicalize(path).or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_path_buf());
    if let Some(name) = path.to_str() {
        return name.to_owned();
    }
    let mut name = "bytes:".to_owned();
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        name.push_str(&chunk.valid().replace('%', "%25"));
        name.extend(chunk.invalid().iter().map(|byte| format!("%{byte:02X}")));
    }
    name
}

/// A work as its manifest describes it; versions that can't be read are left out, with an error each.
struct Described {
    work: Work,
    warnings: Vec<Warning>,
    errors: Vec<Error>,
}

fn manifest_work(path: &Path, overrides: &Overrides) -> Result<Described> {
    let read = files::read(path, Reach::Whole)?;
    let text = String::from_utf8(read.bytes).map_err(|_| Error::new("is not UTF-8 text").at(path))?;
    let folder = path.parent().unwrap_or(Path::new("."));
    let folder_name = lasting_name(folder).rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
    let Manifest { id, kind, original_language, versions, mut warnings } = manifest::read(path, &text, &folder_name)?;
    let paths: Vec<PathBuf> = versions.iter().map(|version| folder.join(&version.file)).collect();
    let clues = by_name(&paths);
    let mut read_versions: Vec<Version> = Vec::new();
    let mut errors = Vec::new();
    for ((said, file), clue) in versions.into_iter().zip(&paths).zip(clues) {
        let (line, column) = said.named_at;
        let said_encoding = said.encoding.map(EncodingSaid::Declared);
        match look_into(file, said.language.or(clue.language), said_encoding, overrides) {
            Err(error) => {
                let what = format!("`file` names {}, and {}", said.file, error.what());
                errors.push(Error::new(what).at_line(path, line, column).remedy("the other versions are there"));
            }
            Ok(mut candidate) => {
                warnings.append(&mut candidate.warnings);
                candidate.version.description = said.description.or(&candidate.version.description).harmless();
                if read_versions.iter().any(|version| version.id == candidate.version.id) {
                    let text = Error::new(format!("{} is named twice", said.file)).at_line(path, line, column);
                    warnings.push(Warning(text.to_string()));
                } else {
                    read_versions.push(candidate.version);
                }
            }
        }
    }
    read_versions.sort_by(|a, b| a.language.cmp(&b.language));
    let id = sanitise_line_to(&id, LONGEST_FACT).into_owned();
    let work = Work { id, kind, grouping: Grouping::Manifest, original_language, versions: read_versions };
    Ok(Described { work, warnings, errors })
}

fn look_into(
    path: &Path,
    named: Option<Language>,
    declared: Option<EncodingSaid>,
    overrides: &Overrides,
) -> Result<Candidate> {
    let read = files::read(path, Reach::Beginning)?;
    let id = VersionId(lasting_name(path));
    let language = overrides.languages.get(&id).cloned().or_else(|| named.clone());
    let encoding = overrides.encoding_of(&id).or(declared);
    let hints = Hints {
        name: &path.to_string_lossy(),
        encoding: encoding.clone(),
        language,
        beginning_of: (read.size > read.bytes.len() as u64).then_some(read.size),
    };
    let document = import(&read.bytes, &hints).map_err(|error| error.at(path))?;
    let mut description = document.description.clone();
    description.title = description.title.or_else(|| first_words(&document));
    let version = Version {
        id,
        origin: Origin::File(path.to_path_buf()),
        language: document.language.clone(),
        description: description.harmless(),
        size: read.size,
        encoding,
    };
    let warn = |warning: &Warning| Warning(format!("{}: {}", path.display(), warning.0));
    Ok(Candidate {
        version,
        fingerprint: Fingerprint::new(&document),
        key: String::new(),
        named_language: named,
        warnings: document.warnings.iter().chain(&of_name(path)).map(warn).collect(),
    })
}

/// What is odd about a file's name.
fn of_name(path: &Path) -> Option<Warning> {
    let name = path.file_name()?.to_string_lossy();
    lookalikes::warning(&name).map(|warning| Warning(format!("of its name, {}", warning.0)))
}

/// Looks into all files on as many threads as there are processors; the results stand in the order of the paths.
fn look_into_all(
    paths: &[PathBuf],
    clues: &[NameClues],
    overrides: &Overrides,
    report: &(dyn Fn(Progress) + Sync),
) -> Vec<Result<Candidate>> {
    let n_threads = std::thread::available_parallelism().map_or(1, usize::from).min(paths.len().max(1));
    let next = AtomicUsize::new(0);
    let n_read = AtomicUsize::new(0);
    let work = || {
        let mut mine = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let (Some(path), Some(clue)) = (paths.get(index), clues.get(index)) else { return mine };
            let read = catch_unwind(AssertUnwindSafe(|| look_into(path, clue.language.clone(), None, overrides)));
            let read = read.unwrap_or_else(|_| Err(Error::new("could not be read: kzreader failed at it").at(path)));
            let candidate = read.map(|candidate| Candidate { key: clue.key.clone(), ..candidate });
            mine.push((index, candidate));
            report(Progress { n_read: n_read.fetch_add(1, Ordering::Relaxed) + 1, n_files: paths.len() });
        }
    };
    let mut all: Vec<(usize, Result<Candidate>)> = std::thread::scope(|scope| {
        let named = || std::thread::Builder::new().name(WORKER_THREAD.to_owned());
        let threads: Vec<_> = (1..n_threads).filter_map(|_| named().spawn_scoped(scope, work).ok()).collect();
        let mut all = work();
        all.extend(threads.into_iter().flat_map(|thread| thread.join().unwrap_or_default()));
        all
    });
    all.sort_by_key(|(index, _)| *index);
    all.into_iter().map(|(_, candidate)| candidate).collect()
}

fn grouped(candidates: Vec<Candidate>, overrides: &Overrides) -> Vec<Work> {
    let index_of: HashMap<VersionId, usize> =
        candidates.iter().enumerate().map(|(index, candidate)| (candidate.version.id.clone(), index)).collect();
    let indices = |pairs: &[[VersionId; 2]]| -> Vec<(usize, usize)> {
        pairs.iter().filter_map(|[a, b]| Some((*index_of.get(a)?, *index_of.get(b)?))).collect()
    };
    let parted = indices(&overrides.parted);
    let mut joined = joined_by_name(&candidates);
    joined.retain(|&(a, b)| !parted.contains(&(a, b)) && !parted.contains(&(b, a)));
    joined.extend(indices(&overrides.joined));
    let fingerprints: Vec<&Fingerprint> = candidates.iter().map(|candidate| &candidate.fingerprint).collect();
    let groups = group(&fingerprints, &Constraints { joined, parted });
    let mut candidates: Vec<Option<Candidate>> = candidates.into_iter().map(Some).collect();
    let mut works: Vec<(usize, Work)> = Vec::new();
    for group in groups {
        let first = group.iter().copied().min().unwrap_or(0);
        let mut members: Vec<Candidate> = group.into_iter().filter_map(|index| candidates[index].take()).collect();
        members.sort_by(|a, b| {
            let (a, b) = (&a.version, &b.version);
            a.language.cmp(&b.language).then_with(|| a.id.cmp(&b.id))
        });
        let Some(id) = members.first().map(Candidate::work_id) else { continue };
        let versions = members.into_iter().map(|candidate| candidate.version).collect();
        let kind = WorkKind::Original;
        works.push((first, Work { id, kind, grouping: Grouping::Found, original_language: None, versions }));
    }
    works.sort_by_key(|(first, _)| *first);
    works.into_iter().map(|(_, work)| work).collect()
}

/// Files whose names differ in the language alone.
fn joined_by_name(candidates: &[Candidate]) -> Vec<(usize, usize)> {
    let mut with_key: HashMap<&str, Vec<usize>> = HashMap::new();
    let mut joined = Vec::new();
    for (index, candidate) in candidates.iter().enumerate().filter(|(_, c)| c.named_language.is_some()) {
        let siblings = with_key.entry(&candidate.key).or_default();
        // Each with each, so that parting one of them leaves the others together.
        joined.extend(siblings.iter().take(MOST_SIBLINGS).map(|&sibling| (sibling, index)));
        siblings.push(index);
    }
    joined
}

fn first_words(document: &crate::model::Document) -> Option<String> {
    let words = crate::import::describe::first_words(document.text(), 10);
    (!words.is_empty()).then_some(words)
}

impl Candidate {
    /// A name for a work that has this version: the file's name without its ending and without the language.
    fn work_id(&self) -> String {
        let path = self.version.shown_path();
        let stem = Path::new(&path).file_stem().map(|stem| stem.to_string_lossy().into_owned());
        let without_language = || self.key.rsplit('/').find(|part| !part.is_empty() && *part != "*").map(str::to_owned);
        let name = if self.named_language.is_some() { without_language() } else { stem };
        slug(&name.unwrap_or_default())
    }
}

/// A name in a form that a shell takes as it is.
fn slug(name: &str) -> String {
    let plain: String = name.chars().map(|c| if c.is_alphanumeric() || "-_.".contains(c) { c } else { '-' }).collect();
    // A name that begins with a dash would be taken for an option.
    let plain = plain.trim_start_matches('-');
    if plain.is_empty() { "work".to_owned() } else { plain.to_owned() }
}

fn make_ids_unique(works: &mut [Work]) {
    let mut taken: HashMap<String, usize> = HashMap::new();
    for work in works {
        let n_before = taken.entry(work.id.clone()).or_insert(0);
        *n_before += 1;
        if *n_before > 1 {
            work.id = format!("{}-{n_before}", work.id);
        }
    }
}
