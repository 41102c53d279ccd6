//! Files and folders as they are on disk.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{ErrorKind, Read as _};
use std::os::unix::fs::{FileExt as _, FileTypeExt as _, MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use rustix::fs::OFlags;
use rustix::io::Errno;
use walkdir::WalkDir;

use super::{BEGINNING, OPENING, Reach, manifest};
use crate::error::{Error, Result};
use crate::import::formats::FORMATS;

/// The most bytes that a file may have beyond what it says it has: it may grow while it is read, and some of the
/// kernel's say they have none.
const MOST_UNTOLD: u64 = 16 << 20;

/// The most bytes that are read at once.
const MOST_AT_ONCE: u64 = 1 << 30;

/// The bytes of a file, and how many it has in all.
#[derive(Debug, Clone)]
pub struct Read {
    /// All bytes, or the first ones.
    pub bytes: Vec<u8>,
    /// The size of the file in bytes.
    pub size: u64,
}

/// Opens a regular file. It never waits: not for someone who writes into a pipe that took the file's place.
///
/// # Errors
///
/// When it is missing, can't be opened, or is a folder, a pipe, a socket or a device.
pub fn open(path: &Path) -> Result<File> {
    // To open a device may do something, so it is looked at before.
    refuse_special(path, &fs::metadata(path).map_err(|error| failed(path, &error))?)?;
    let file = open_at_once(path).map_err(|error| failed(path, &error))?;
    // The file that was opened is what counts: it may have been replaced since it was looked at.
    refuse_special(path, &file.metadata().map_err(|error| failed(path, &error))?)?;
    Ok(file)
}

/// Reads a regular file, or its beginning.
///
/// # Errors
///
/// When it is missing, can't be read, or is a folder, a pipe or a device; when it has no end, or is too large.
pub fn read(path: &Path, reach: Reach) -> Result<Read> {
    let file = open(path)?;
    let told = file.metadata().map_err(|error| failed(path, &error))?.len();
    let limit = match reach {
        Reach::Opening => OPENING as u64,
        Reach::Beginning => BEGINNING as u64,
        Reach::Whole | Reach::Around(_) if told > MOST_AT_ONCE => return Err(too_large(path, told)),
        Reach::Whole | Reach::Around(_) => told + MOST_UNTOLD,
    };
    // One byte more than is wanted tells whether the file ends there, whatever it says of its size.
    let mut bytes = Vec::with_capacity(usize::try_from(told.min(limit) + 1).unwrap_or(0));
    file.take(limit + 1).read_to_end(&mut bytes).map_err(|error| failed(path, &error))?;
    let n_read = bytes.len() as u64;
    if n_read <= limit {
        return Ok(Read { bytes, size: n_read });
    }
    if matches!(reach, Reach::Whole | Reach::Around(_)) {
        return Err(Error::new(format!("has no end: it says it has {told} bytes, and more than {limit} came")).at(path));
    }
    bytes.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(Read { bytes, size: told.max(n_read) })
}

fn too_large(path: &Path, size: u64) -> Error {
    let what = format!("has {} MB, which is too much to be read at once", size >> 20);
    Error::new(what).at(path).remedy("cut it into parts")
}

/// Opens a file without waiting for anything, and without making a terminal the program's own.
fn open_at_once(path: &Path) -> std::io::Result<File> {
    let flags = OFlags::NONBLOCK | OFlags::NOCTTY;
    File::options().read(true).custom_flags(flags.bits().cast_signed()).open(path)
}

/// A regular file of which parts are read.
#[derive(Debug)]
pub struct Opened {
    file: File,
    path: PathBuf,
    /// Its size in bytes.
    pub size: u64,
}

impl Opened {
    /// Opens a file for reading parts of it.
    ///
    /// # Errors
    ///
    /// As [`read`].
    pub fn new(path: &Path) -> Result<Self> {
        let file = open(path)?;
        let size = file.metadata().map_err(|error| failed(path, &error))?.len();
        Ok(Self { file, path: path.to_path_buf(), size })
    }

    /// The bytes of a range of the file; fewer where the file ends before.
    ///
    /// # Errors
    ///
    /// When they can't be read.
    pub fn bytes(&self, range: std::ops::Range<u64>) -> Result<Vec<u8>> {
        let wanted = range.end.saturating_sub(range.start).min(self.size.saturating_sub(range.start));
        let mut bytes = vec![0; usize::try_from(wanted).unwrap_or(0)];
        let mut n_read = 0;
        while n_read < bytes.len() {
            match self.file.read_at(&mut bytes[n_read..], range.start + n_read as u64) {
                Ok(0) => break,
                Ok(n) => n_read += n,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => return Err(failed(&self.path, &error)),
            }
        }
        bytes.truncate(n_read);
        Ok(bytes)
    }
}

/// Reads what a person names on the command line, to its end: a regular file, a pipe, or standard input as `-`.
///
/// # Errors
///
/// When it is missing, can't be read, or is a folder, a socket, a device, or a pipe that nobody writes to.
pub fn read_named(path: &Path) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if is_standard_input(path) {
        let read = std::io::stdin().lock().read_to_end(&mut bytes);
        read.map_err(|error| Error::new(format!("can't be read: {error}")).about("standard input"))?;
    } else if fs::metadata(path).is_ok_and(|metadata| metadata.file_type().is_fifo()) {
        let pipe = if is_handed_over(path) { File::open(path) } else { open_at_once(path) };
        let mut pipe = pipe.map_err(|error| failed(path, &error))?;
        if pipe.metadata().is_ok_and(|metadata| !metadata.file_type().is_fifo()) {
            return Ok(read(path, Reach::Whole)?.bytes);
        }
        if !is_handed_over(path) {
            let mut first = [0; 4096];
            match pipe.read(&mut first) {
                Ok(0) => return Err(Error::new("is a pipe that nobody writes to").at(path)),
                Ok(n) => bytes.extend_from_slice(&first[..n]),
                Err(error) if error.kind() == ErrorKind::WouldBlock => {}
                Err(error) => return Err(failed(path, &error)),
            }
            rustix::fs::fcntl_setfl(&pipe, OFlags::empty()).map_err(|error| failed(path, &error.into()))?;
        }
        pipe.read_to_end(&mut bytes).map_err(|error| failed(path, &error))?;
    } else {
        bytes = read(path, Reach::Whole)?.bytes;
    }
    Ok(bytes)
}

/// Whether a path stands for a file that was opened before, as a shell hands over what a command prints.
fn is_handed_over(path: &Path) -> bool {
    ["/dev/fd", "/dev/stdin", "/proc"].iter().any(|place| path.starts_with(place))
}

/// Whether a path that was named on the command line means standard input.
pub fn is_standard_input(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// The files that a path stands for: itself, or the documents and manifests in and below a folder, by name.
///
/// In a folder only names with an ending that some format has, or with none, count; hidden ones don't.
/// A folder that several ways lead to is gone into once. Trouble on the way goes to `errors`.
pub fn documents(path: &Path, errors: &mut Vec<Error>) -> Vec<PathBuf> {
    match fs::metadata(path) {
        Err(error) => errors.push(failed(path, &error)),
        Ok(metadata) if !metadata.is_dir() => return vec![path.to_path_buf()],
        Ok(_) => {
            let walk = WalkDir::new(path).follow_links(true).sort_by_file_name().into_iter();
            let mut entered = HashSet::new();
            let visible = walk.filter_entry(|entry| {
                (entry.depth() == 0 || !is_hidden(entry.path()))
                    && (!entry.file_type().is_dir() || is_entered_first(entry, &mut entered))
            });
            let mut found = Vec::new();
            for entry in visible {
                match entry {
                    Ok(entry) if entry.file_type().is_file() && is_document(entry.path()) => {
                        found.push(entry.into_path());
                    }
                    Ok(entry) if entry.file_type().is_dir() || !is_document(entry.path()) => {}
                    Ok(entry) => errors.push(special(entry.path())),
                    Err(error) => errors.push(walk_failed(path, &error)),
                }
            }
            return found;
        }
    }
    Vec::new()
}

/// Links may lead to one folder in more ways than could be walked.
fn is_entered_first(folder: &walkdir::DirEntry, entered: &mut HashSet<(u64, u64)>) -> bool {
    folder.metadata().map_or(true, |metadata| entered.insert((metadata.dev(), metadata.ino())))
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

fn is_document(path: &Path) -> bool {
    let named_manifest = path.file_name().is_some_and(|name| name == manifest::FILE_NAME);
    named_manifest
        || match path.extension() {
            None => true,
            Some(ending) => {
                let ending = ending.to_string_lossy().to_lowercase();
                FORMATS.iter().any(|format| format.extensions.contains(&ending.as_str()))
            }
        }
}

fn refuse_special(path: &Path, metadata: &fs::Metadata) -> Result<()> {
    if metadata.is_file() {
        return Ok(());
    }
    Err(if metadata.is_dir() { Error::new("is a folder, not a file").at(path) } else { special(path) })
}

fn special(path: &Path) -> Error {
    Error::new("is a pipe, socket or device, not a file").at(path)
}

fn failed(path: &Path, error: &std::io::Error) -> Error {
    let leads_nowhere = || fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_symlink());
    let (what, remedy) = match error.kind() {
        _ if error.raw_os_error() == Some(Errno::LOOP.raw_os_error()) => {
            ("is a link that leads back to itself".to_owned(), "check the link")
        }
        ErrorKind::NotFound if leads_nowhere() => {
            ("is a link to something that is not there".to_owned(), "check the link")
        }
        ErrorKind::NotFound => ("there is no such file or folder".to_owned(), "check the path"),
        ErrorKind::PermissionDenied => ("may not be read".to_owned(), "check its permissions"),
        ErrorKind::WouldBlock => ("has nothing to read at the moment".to_owned(), "try it later"),
        _ => (format!("can't be read: {error}"), "check the path"),
    };
    Error::new(what).at(path).remedy(remedy)
}

fn walk_failed(root: &Path, error: &walkdir::Error) -> Error {
    let path = error.path().unwrap_or(root);
    if let Some(ancestor) = error.loop_ancestor() {
        return Error::new(format!("links back to {}; what is there is listed once", ancestor.display())).at(path);
    }
    match error.io_error() {
        Some(io) => failed(path, io),
        None => Error::new("can't be read").at(path),
    }
}
