//! Files → works: manifests first, then names, then content.
//!
//! Works are told as they are found. Of a large library the files are taken in piles of neighbours by name: only those
//! of one pile are compared by content, and what it takes to compare them is forgotten with the pile, so that time and
//! memory stay in proportion to the number of files. What is by name or by hand in one work is in one pile.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::lookers::{Job, Lookers, Next};
use super::manifest::{self, Manifest};
use super::names::{NameClues, by_name};
use super::{LONGEST_FACT, Library, Overrides, Reach, ReadVersion, described, files, watch};
use crate::align::works::{Constraints, Fingerprint, group};
use crate::error::{Error, Result};
use crate::import::sanitise::sanitise_line_to;
use crate::import::{Hints, import, lookalikes};
use crate::model::{EncodingSaid, Grouping, Language, Origin, Version, VersionId, Warning, Work, WorkKind};

/// With how many files of the same name but for the language a file is joined.
const MOST_SIBLINGS: usize = 64;

/// How many files are compared by content at most; somewhat more where they have one name.
const PILE: usize = 2_000;

/// Of how many files at most what was read is kept for whoever opens one.
const FEW: usize = 4;

/// How long what was found waits to be told together with more.
const TELL_AFTER: Duration = Duration::from_millis(100);

/// How far the listing has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Files that were read.
    pub n_read: usize,
    /// Files that were found.
    pub n_files: usize,
}

/// What is told of a library before all of it is there.
#[derive(Debug, Clone)]
pub struct Batch {
    /// How far the listing has come.
    pub progress: Progress,
    /// Works as they will stay, in place of all loose ones that were told before.
    pub settled: Vec<Work>,
    /// Further files, each as a work of its own until it is known what belongs together.
    pub loose: Vec<Work>,
}

/// Who hears of a library while it is made, and says whether it is still wanted.
pub type Hear<'a> = &'a mut dyn FnMut(Batch) -> ControlFlow<()>;

/// A file that was found.
#[derive(Debug, Clone)]
struct Found {
    path: PathBuf,
    id: VersionId,
}

/// What is kept of a file that was looked into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Keeping {
    /// What it is compared by.
    Fingerprint,
    /// That, and the document: it is one of few.
    Both,
    /// The document: there is no other file.
    Document,
}

impl Keeping {
    fn of(n_files: usize) -> Self {
        match n_files {
            0 | 1 => Keeping::Document,
            ..=FEW => Keeping::Both,
            _ => Keeping::Fingerprint,
        }
    }
}

/// A file to look into.
struct Unread {
    found: Found,
    keeping: Keeping,
    clues: NameClues,
    overrides: Arc<Overrides>,
}

/// A manifest to read, with the files that it names.
struct UnreadManifest {
    path: PathBuf,
    overrides: Arc<Overrides>,
}

/// A file that was looked into.
struct Candidate {
    version: Version,
    fingerprint: Fingerprint,
    key: String,
    named_language: Option<Language>,
    warnings: Vec<Warning>,
    /// What was read, where there are few files.
    read: Option<ReadVersion>,
}

/// The works of these files and folders, without those that were told before; `None` when it is no longer wanted.
pub fn library(paths: &[PathBuf], overrides: &Overrides, hear: Hear<'_>) -> Option<Library> {
    let mut library = Library::default();
    let found = find(paths, &mut library.errors);
    let progress = Progress { n_read: 0, n_files: found.len() };
    let mut teller = Teller { hear, progress, ids: HashMap::new(), loose: Vec::new(), told: Instant::now() };
    let overrides = Arc::new(overrides.clone());
    let (manifests, loose): (Vec<Found>, Vec<Found>) = found.into_iter().partition(|found| is_manifest(&found.path));
    let claimed = read_manifests(manifests, &overrides, &mut library, &mut teller)?;
    let loose: Vec<Found> = loose.into_iter().filter(|found| !claimed.contains(&found.id)).collect();
    let clues = by_name(&loose.iter().map(|found| found.path.clone()).collect::<Vec<_>>());
    let keeping = Keeping::of(loose.len());
    let piles = piles(&loose, &clues, &overrides);
    let mut all: Vec<Option<(Found, NameClues)>> = loose.into_iter().zip(clues).map(Some).collect();
    for pile in piles {
        if !library.works.is_empty() {
            teller.settle(std::mem::take(&mut library.works))?;
        }
        let take = |index: usize| all[index].take().expect("a file is in one pile");
        let unread = |(found, clues)| Unread { found, keeping, clues, overrides: Arc::clone(&overrides) };
        let mut candidates =
            look_into_all(pile.into_iter().map(take).map(unread).collect(), &mut library, &mut teller)?;
        library.read.extend(candidates.iter_mut().filter_map(|candidate| candidate.read.take()));
        let works = grouped(candidates, &overrides);
        // Copied close together: what the threads made lies scattered among all that they needed for it.
        library.works.extend(works.iter().cloned().map(|work| teller.with_own_id(work)));
    }
    Some(library)
}

/// The files that these paths stand for, each once.
fn find(paths: &[PathBuf], errors: &mut Vec<Error>) -> Vec<Found> {
    let mut seen = HashSet::new();
    let mut folders = HashMap::new();
    let mut found = Vec::new();
    for path in paths {
        for path in files::documents(path, errors) {
            let id = VersionId(lasting_name_in(&path, &mut folders));
            if seen.insert(id.clone()) {
                found.push(Found { path, id });
            }
        }
    }
    found
}

/// Reads the manifests, and says which files they name.
fn read_manifests(
    manifests: Vec<Found>,
    overrides: &Arc<Overrides>,
    library: &mut Library,
    teller: &mut Teller<'_>,
) -> Option<HashSet<VersionId>> {
    let unread = |found: Found| UnreadManifest { path: found.path, overrides: Arc::clone(overrides) };
    let mut lookers = Lookers::start(manifests.into_iter().map(unread).collect());
    let mut read: Vec<Option<Result<Described>>> = lookers.jobs().iter().map(|_| None).collect();
    loop {
        match lookers.next(None) {
            Next::Answer(index, described) => read[index] = Some(described),
            Next::Pause => {}
            Next::End => break,
        }
        teller.one_read(None)?;
    }
    let mut claimed = HashSet::new();
    for described in read.into_iter().flatten() {
        match described {
            Ok(Described { work, warnings, errors }) => {
                claimed.extend(work.versions.iter().map(|version| version.id.clone()));
                if !work.versions.is_empty() {
                    library.works.push(teller.with_own_id(work));
                }
                library.warnings.extend(warnings);
                library.errors.extend(errors);
            }
            Err(error) => library.errors.push(error),
        }
    }
    Some(claimed)
}

/// Which files are compared, by their indices: all, or neighbours by name.
fn piles(found: &[Found], clues: &[NameClues], overrides: &Overrides) -> Vec<Vec<usize>> {
    if found.len() <= PILE {
        return vec![(0..found.len()).collect()];
    }
    let mut by_key: Vec<usize> = (0..found.len()).collect();
    by_key.sort_by(|&a, &b| clues[a].key.cmp(&clues[b].key).then(a.cmp(&b)));
    let mut pile_of = vec![0; found.len()];
    let (mut pile, mut n_in_it) = (0, 0);
    for (at, &index) in by_key.iter().enumerate() {
        let has_own_key = at == 0 || clues[by_key[at - 1]].key != clues[index].key;
        if n_in_it >= 2 * PILE || (n_in_it >= PILE && has_own_key) {
            (pile, n_in_it) = (pile + 1, 0);
        }
        pile_of[index] = pile;
        n_in_it += 1;
    }
    let index_of: HashMap<&VersionId, usize> =
        found.iter().enumerate().map(|(index, found)| (&found.id, index)).collect();
    let joined = overrides.joined.iter().filter_map(|[a, b]| Some((*index_of.get(a)?, *index_of.get(b)?)));
    let joined: Vec<(usize, usize)> = joined.collect();
    // What was joined by hand goes into the first pile of it all.
    loop {
        let apart = joined.iter().find(|&&(a, b)| pile_of[a] != pile_of[b]);
        let Some(&(a, b)) = apart else { break };
        let first = pile_of[a].min(pile_of[b]);
        (pile_of[a], pile_of[b]) = (first, first);
    }
    let mut piles = vec![Vec::new(); pile + 1];
    for (index, &pile) in pile_of.iter().enumerate() {
        piles[pile].push(index);
    }
    piles
}

/// Looks into all files; what is found stands in the order of the files.
fn look_into_all(unread: Vec<Unread>, library: &mut Library, teller: &mut Teller<'_>) -> Option<Vec<Candidate>> {
    let mut lookers = Lookers::start(unread);
    let mut read: Vec<Option<Candidate>> = lookers.jobs().iter().map(|_| None).collect();
    let mut errors: Vec<(usize, Error)> = Vec::new();
    loop {
        match lookers.next(teller.due()) {
            Next::Answer(index, Ok(candidate)) => {
                teller.one_read(Some(candidate.alone()))?;
                read[index] = Some(candidate);
            }
            Next::Answer(index, Err(error)) => {
                teller.one_read(None)?;
                errors.push((index, error));
            }
            Next::Pause => teller.tell()?,
            Next::End => break,
        }
    }
    errors.sort_by_key(|(index, _)| *index);
    library.errors.extend(errors.into_iter().map(|(_, error)| error));
    let mut candidates: Vec<Candidate> = read.into_iter().flatten().collect();
    for candidate in &mut candidates {
        library.warnings.append(&mut candidate.warnings);
    }
    Some(candidates)
}

/// Tells what was found, now and then.
struct Teller<'a> {
    hear: Hear<'a>,
    progress: Progress,
    /// How many works had this id so far.
    ids: HashMap<String, usize>,
    loose: Vec<Work>,
    told: Instant,
}

impl Teller<'_> {
    /// A file was read, and is a work for itself until more is known.
    fn one_read(&mut self, alone: Option<Work>) -> Option<()> {
        self.progress.n_read = (self.progress.n_read + 1).min(self.progress.n_files);
        self.loose.extend(alone);
        if self.told.elapsed() >= TELL_AFTER { self.tell() } else { Some(()) }
    }

    /// When there is something to tell, until when it may wait.
    fn due(&self) -> Option<Instant> {
        (!self.loose.is_empty()).then(|| self.told + TELL_AFTER)
    }

    fn tell(&mut self) -> Option<()> {
        self.send(Vec::new())
    }

    fn settle(&mut self, settled: Vec<Work>) -> Option<()> {
        self.loose.clear();
        self.send(settled)
    }

    fn send(&mut self, settled: Vec<Work>) -> Option<()> {
        self.told = Instant::now();
        let loose = std::mem::take(&mut self.loose);
        (self.hear)(Batch { progress: self.progress, settled, loose }).continue_value()
    }

    fn with_own_id(&mut self, mut work: Work) -> Work {
        let n_so_far = self.ids.entry(work.id.clone()).or_insert(0);
        *n_so_far += 1;
        if *n_so_far > 1 {
            work.id = format!("{}-{n_so_far}", work.id);
        }
        work
    }
}

impl Job for Unread {
    type Found = Candidate;

    fn path(&self) -> &Path {
        &self.found.path
    }

    fn look(&self) -> Result<Candidate> {
        let candidate = look_into(&self.found, self.clues.language.clone(), None, &self.overrides, self.keeping)?;
        Ok(Candidate { key: self.clues.key.clone(), ..candidate })
    }
}

impl Job for UnreadManifest {
    type Found = Described;

    fn path(&self) -> &Path {
        &self.path
    }

    fn look(&self) -> Result<Described> {
        manifest_work(&self.path, &self.overrides)
    }
}

fn is_manifest(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == manifest::FILE_NAME)
}

/// The name under which a file is remembered: its path without links and detours.
pub fn lasting_name(path: &Path) -> String {
    let path = fs::canonicalize(path).or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_path_buf());
    in_characters(&path)
}

/// The same, of many files: those of one folder share what there is to find out about it.
fn lasting_name_in(path: &Path, folders: &mut HashMap<PathBuf, PathBuf>) -> String {
    let is_link = fs::symlink_metadata(path).map_or(true, |metadata| metadata.is_symlink());
    let (Some(folder), Some(name), false) = (path.parent(), path.file_name(), is_link) else {
        return lasting_name(path);
    };
    if let Some(known) = folders.get(folder) {
        return in_characters(&known.join(name));
    }
    let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let Ok(real) = fs::canonicalize(here) else { return lasting_name(path) };
    let lasting = in_characters(&real.join(name));
    folders.insert(folder.to_path_buf(), real);
    lasting
}

/// A path as text that no other path has.
///
/// A path that is not UTF-8 is written by its bytes, so that two that differ in these alone stay two: `bytes:`, then the
/// path with each `%` and each byte that belongs to no character as `%` and two hexadecimal digits. Other lasting names
/// begin with a slash.
fn in_characters(path: &Path) -> String {
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
        let found = Found { path: file.clone(), id: VersionId(lasting_name(file)) };
        match look_into(&found, said.language.or(clue.language), said_encoding, overrides, Keeping::Fingerprint) {
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
    found: &Found,
    named: Option<Language>,
    declared: Option<EncodingSaid>,
    overrides: &Overrides,
    keeping: Keeping,
) -> Result<Candidate> {
    let Found { path, id } = found;
    let stamp = if keeping == Keeping::Fingerprint { None } else { watch::stamp_of(path) };
    let reach = if keeping == Keeping::Document { Reach::Opening } else { Reach::Beginning };
    let read = files::read(path, reach)?;
    let language = overrides.languages.get(id).cloned().or_else(|| named.clone());
    let encoding = overrides.encoding_of(id).or(declared);
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
        id: id.clone(),
        origin: Origin::File(path.to_path_buf()),
        language: document.language.clone(),
        description: description.harmless(),
        size: read.size,
        encoding,
    };
    let warn = |warning: &Warning| Warning(format!("{}: {}", path.display(), warning.0));
    let fingerprint = if keeping == Keeping::Document { Fingerprint::default() } else { Fingerprint::new(&document) };
    let warnings = document.warnings.iter().chain(&of_name(path)).map(warn).collect();
    let kept = (keeping != Keeping::Fingerprint).then(|| Arc::new(described(document, &version)));
    let read = kept.map(|document| ReadVersion { version: version.clone(), stamp, document });
    Ok(Candidate { version, fingerprint, key: String::new(), named_language: named, warnings, read })
}

/// What is odd about a file's name.
fn of_name(path: &Path) -> Option<Warning> {
    let name = path.file_name()?.to_string_lossy();
    lookalikes::warning(&name).map(|warning| Warning(format!("of its name, {}", warning.0)))
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
    /// The file as a work of its own, named by its path: nothing else has that name.
    fn alone(&self) -> Work {
        let (kind, grouping, versions) = (WorkKind::Original, Grouping::Found, vec![self.version.clone()]);
        Work { id: self.version.id.0.clone(), kind, grouping, original_language: None, versions }
    }

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
