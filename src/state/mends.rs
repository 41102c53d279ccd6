//! Alignments that were mended by hand: one file for two texts, beside a collection of the reader's own or in the state
//! folder.
//!
//! A file (`record`) says of each pin which segments it is made of, by their numbers and by fingerprints of what they say.
//! When a text changes, what still holds is found again (`found`); what does not stays in the file until the reader mends
//! again, and is then kept apart in it. Where a file lies is said by `place`. Saving reads the file again under a lock, puts
//! in what was changed here, and replaces it as a whole.

mod found;
mod place;
mod record;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::careful;
use crate::align::{Pin, in_order};
use crate::error::{Error, Result};
use crate::import::sanitise::sanitise_line;
use crate::library::manifest;
use crate::model::{Document, Version};
use found::Prints;
use place::Places;
use record::{Entry, Read, Record};

/// Two versions and their texts, left first.
#[derive(Debug, Clone)]
pub struct Texts {
    /// The versions.
    pub versions: [Version; 2],
    /// What is in them.
    pub documents: [Arc<Document>; 2],
}

impl Texts {
    /// In the order that does not depend on which of them is on the left, and whether that is the other way round.
    fn in_order(&self) -> (Self, bool) {
        let key = |version: &Version| (place::file_name(version), version.id.clone());
        let is_turned = key(&self.versions[0]) > key(&self.versions[1]);
        (if is_turned { self.clone().turned() } else { self.clone() }, is_turned)
    }

    /// The same with the sides exchanged.
    #[must_use]
    pub fn turned(self) -> Self {
        let ([a, b], [source, target]) = (self.versions, self.documents);
        Self { versions: [b, a], documents: [target, source] }
    }

    fn end(&self) -> (usize, usize) {
        (self.documents[0].segments().len(), self.documents[1].segments().len())
    }

    fn is_of(&self, documents: &[Arc<Document>; 2]) -> bool {
        Arc::ptr_eq(&self.documents[0], &documents[0]) && Arc::ptr_eq(&self.documents[1], &documents[1])
    }
}

fn turned(pins: Vec<Pin>, is_turned: bool) -> Vec<Pin> {
    if is_turned { pins.into_iter().map(Pin::mirrored).collect() } else { pins }
}

/// What was found of a mended alignment.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// The pins that hold in these texts, in order.
    pub pins: Vec<Pin>,
    /// What the reader should hear: that some don't hold any more, that a file is damaged.
    pub told: Option<String>,
}

/// Looks for what was mended by hand in the alignment of two texts. `ours` is what stood in earlier forms of the texts, if
/// that is known better than any file does.
pub fn find(texts: &Texts, folder: Option<&Path>, ours: Option<&(Texts, Vec<Pin>)>) -> Found {
    let (texts, is_turned) = texts.in_order();
    let (path, read) = read_first(&Places::of(&texts, folder));
    let (mut record, mut told) = match read {
        Read::Missing => (Record::default(), Vec::new()),
        Read::Good(record) => (record, Vec::new()),
        Read::Damaged(record, problems) => {
            let what = "; the rest of the file counts, and it is set aside when the alignment is mended again";
            let first = problems.into_iter().next().unwrap_or_default();
            (record, vec![format!("{first}{what}")])
        }
        Read::Newer(form) => (
            Record::default(),
            vec![format!(
                "{} was written by a newer kzreader (form {form}); mended beads are not taken from it",
                path.display()
            )],
        ),
        Read::Unreadable(error) => {
            (Record::default(), vec![format!("{}: {error}; mended beads are not taken from it", path.display())])
        }
    };
    if let Some((earlier, pins)) = ours {
        let (earlier, is_turned) = earlier.in_order();
        let prints = Prints::of(&earlier);
        record = Record { lost: record.lost, ..Record::of(&prints, &turned(pins.clone(), is_turned)) };
    }
    if record.is_empty() {
        return Found { pins: Vec::new(), told: sentence(told) };
    }
    let found = found::find(&record, &Prints::of(&texts));
    let is_whole = texts.documents.iter().all(|document| document.has_end());
    if !found.lost.is_empty() && is_whole {
        let (n_held, n_lost) = (record.kept.len() - found.lost.len(), found.lost.len());
        let (lost, whose) = if n_lost == 1 { ("1 is", "its") } else { (&*format!("{n_lost} are"), "their") };
        told.push(format!(
            "{n_held} of {} mended beads hold; {lost} lost because {whose} sentences changed",
            record.kept.len()
        ));
    }
    Found { pins: turned(found.pins, is_turned), told: sentence(told) }
}

fn sentence(told: Vec<String>) -> Option<String> {
    (!told.is_empty()).then(|| sanitise_line(&told.join("; ")).into_owned())
}

/// The file that counts, and what is in it: that in the state folder is there only while it could not be written beside
/// the texts.
fn read_first(places: &Places) -> (PathBuf, Read) {
    let mut last = (PathBuf::new(), Read::Missing);
    for path in [&places.kept_apart, &places.beside].into_iter().flatten() {
        last = (path.clone(), record::read(path));
        if !matches!(last.1, Read::Missing) {
            break;
        }
    }
    last
}

/// What is to be kept of a mended alignment.
#[derive(Debug, Clone)]
pub struct Keeping {
    /// The texts.
    pub texts: Texts,
    /// The pins before what was done.
    pub before: Vec<Pin>,
    /// All pins from now on.
    pub pins: Vec<Pin>,
}

impl Keeping {
    /// Whether what is kept later takes the place of this: both are about the same texts.
    pub fn replaces(&self, later: &Keeping) -> bool {
        self.texts.is_of(&later.texts.documents)
    }
}

/// Where mended alignments are kept, and what was written last.
#[derive(Debug, Default)]
pub struct MendStore {
    folder: Option<PathBuf>,
    /// What the files of two texts are taken to say, unless somebody else has changed them.
    bases: HashMap<[String; 2], (Texts, Vec<Pin>)>,
    /// The folders of which was told that they can't be written.
    told: Vec<PathBuf>,
}

/// The folder in the state folder.
pub fn folder_in(state: Option<&Path>) -> Option<PathBuf> {
    Some(state?.join("mends"))
}

/// How often a save is begun anew because the file became another one in the meantime.
const TRIES: usize = 20;

/// What temporary files are called.
const TEMPORARY: &str = ".align-";

impl MendStore {
    /// Keeps what can't be kept beside the texts in a folder; without one nothing but that is kept.
    pub fn new(folder: Option<PathBuf>) -> Self {
        Self { folder, ..Self::default() }
    }

    /// The folder.
    pub fn folder(&self) -> Option<PathBuf> {
        self.folder.clone()
    }

    /// Writes what was changed; gives what the reader should hear. `is_awaited` says whether somebody waits for its end.
    ///
    /// # Errors
    ///
    /// When it can be written in no place; the files are then untouched.
    pub fn keep(&mut self, keeping: &Keeping, is_awaited: &dyn Fn() -> bool) -> Result<Option<String>> {
        let (texts, is_turned) = keeping.texts.in_order();
        let key = texts.versions.clone().map(|version| version.id.0);
        let [before, ours] = [&keeping.before, &keeping.pins].map(|pins| turned(pins.clone(), is_turned));
        // What could not be written the last time is written now.
        let unsaved = self.bases.get(&key).filter(|(known, _)| texts.is_of(&known.documents));
        let base = unsaved.map_or(before, |(_, pins)| pins.clone());
        self.bases.insert(key.clone(), (texts.clone(), base.clone()));
        let places = Places::of(&texts, self.folder.as_deref());
        let change = Change { texts: &texts, base: &base, ours: &ours, places: &places };
        let told = self.write(&change, is_awaited)?;
        self.bases.insert(key, (texts, ours));
        Ok(told)
    }

    fn write(&mut self, change: &Change<'_>, is_awaited: &dyn Fn() -> bool) -> Result<Option<String>> {
        let failed = |path: &Path, error: &io::Error| {
            Error::new(format!("the mended alignment could not be kept: {error}"))
                .at(path)
                .remedy("the file is as it was")
        };
        let nowhere = || Error::new("the mended alignment could not be kept: there is no home folder");
        let Places { beside, kept_apart } = change.places;
        let Some(beside) = beside else {
            let path = kept_apart.as_ref().ok_or_else(nowhere)?;
            return change.write(path, is_awaited).map(|()| None).map_err(|error| failed(path, &error));
        };
        match (change.write(beside, is_awaited), kept_apart) {
            (Ok(()), kept_apart) => {
                // What had to be kept apart is beside the texts now.
                let _ = kept_apart.as_ref().map(fs::remove_file);
                Ok(None)
            }
            (Err(error), Some(path)) if error.kind() != io::ErrorKind::InvalidData => {
                change.write(path, is_awaited).map_err(|error| failed(path, &error))?;
                let folder = beside.parent().unwrap_or(Path::new(".")).to_path_buf();
                if self.told.contains(&folder) {
                    return Ok(None);
                }
                let told = format!(
                    "{} can't be written ({error}): what was mended is kept in {}",
                    folder.display(),
                    path.display()
                );
                self.told.push(folder);
                Ok(Some(sanitise_line(&told).into_owned()))
            }
            (Err(error), _) => Err(failed(beside, &error)),
        }
    }
}

/// A change to the file of two texts.
struct Change<'a> {
    texts: &'a Texts,
    base: &'a [Pin],
    ours: &'a [Pin],
    places: &'a Places,
}

impl Change<'_> {
    /// Writes a file, with what others have put there since.
    fn write(&self, path: &Path, is_awaited: &dyn Fn() -> bool) -> io::Result<()> {
        let folder = path.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder)?;
        // A lock file would lie about in the reader's folder: the folder itself is locked.
        let _lock = careful::lock_folder(folder, is_awaited);
        let prints = Prints::of(self.texts);
        for _ in 0..TRIES {
            let target = careful::target_of(path)?;
            let folder = target.parent().unwrap_or(folder);
            careful::reclaim(folder, TEMPORARY);
            let seen = careful::Stamp::of(&target);
            let (known, read) = read_first(self.places);
            let is_damaged = matches!(&read, Read::Damaged(..));
            let record = match read {
                Read::Missing => Record::default(),
                Read::Good(record) | Read::Damaged(record, _) => record,
                Read::Newer(form) => {
                    let what = format!("a newer kzreader writes this file now (form {form})");
                    return Err(io::Error::new(io::ErrorKind::InvalidData, what));
                }
                // What can't be read beside the texts is no reason not to write elsewhere.
                Read::Unreadable(_) if known != path => Record::default(),
                Read::Unreadable(error) => return Err(error),
            };
            let record = self.merged(&record, &prints);
            if record.is_empty() {
                return if target.exists() { fs::remove_file(&target) } else { Ok(()) };
            }
            let mut file = careful::temporary(folder, TEMPORARY)?;
            file.write_all(record.to_toml(&self.texts.versions).as_bytes())?;
            careful::permit_like(file.as_file(), &[&target, &folder.join(manifest::FILE_NAME)]);
            file.as_file().sync_all()?;
            if seen != careful::Stamp::of(&target) {
                continue;
            }
            if is_damaged {
                careful::keep_aside(&known)?;
            }
            match file.persist(&target) {
                Err(error) if error.error.kind() == io::ErrorKind::NotFound && folder.is_dir() => continue,
                persisted => persisted.map_err(|error| error.error)?,
            };
            let _ = File::open(folder).and_then(|folder| folder.sync_all());
            return Ok(());
        }
        Err(io::Error::other("other programs keep changing the file"))
    }

    /// What is on disk with our changes put in; where both changed the same, ours hold.
    fn merged(&self, disk: &Record, prints: &Prints) -> Record {
        let found = found::find(disk, prints);
        let added = self.ours.iter().filter(|pin| !self.base.contains(pin));
        let removed = |pin: &&Pin| self.base.contains(pin) && !self.ours.contains(pin);
        let rest = found.pins.iter().filter(|pin| !removed(pin));
        // What was undone may be what the file says is lost no more.
        let pins: Vec<Pin> = added.chain(rest).cloned().collect();
        let pins = in_order(&pins, self.texts.end());
        let is_new = |entry: &&Entry| !found.lost.contains(entry);
        let lost =
            found.lost.iter().chain(disk.lost.iter().filter(is_new).filter(|entry| !found.again.contains(entry)));
        Record { lost: lost.take(record::MOST_ENTRIES).cloned().collect(), ..Record::of(prints, &pins) }
    }
}
