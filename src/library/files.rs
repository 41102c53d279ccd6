//! Files and folders as they are on disk.

use std::fs::{self, File};
use std::io::Read as _;
use std::os::unix::fs::{FileExt as _, FileTypeExt as _};
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::{BEGINNING, LARGEST_WHOLE, Reach, manifest};
use crate::error::{Error, Result};
use crate::import::formats::FORMATS;

/// The bytes of a file, and how many it has in all.
#[derive(Debug, Clone)]
pub struct Read {
    /// All bytes, or the first ones.
    pub bytes: Vec<u8>,
    /// The size of the file in bytes.
    pub size: u64,
}

/// Reads a regular file, or its beginning.
///
/// # Errors
///
/// When it is missing, can't be read, or is a folder, a pipe or a device.
pub fn read(path: &Path, reach: Reach) -> Result<Read> {
    let (file, metadata) = open(path)?;
    if reach == Reach::Whole && metadata.len() > LARGEST_WHOLE {
        let what = format!("has {} MB, more than can be read as a whole", metadata.len() >> 20);
        return Err(Error::new(what)
            .at(path)
            .remedy(format!("cut it into parts of {} MB at most", LARGEST_WHOLE >> 20)));
    }
    let limit = match reach {
        Reach::Beginning => BEGINNING as u64,
        Reach::Whole | Reach::Around(_) => u64::MAX,
    };
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len().min(limit)).unwrap_or(0));
    file.take(limit).read_to_end(&mut bytes).map_err(|error| failed(path, &error))?;
    let size = metadata.len().max(bytes.len() as u64);
    Ok(Read { bytes, size })
}

/// Opens a regular file.
fn open(path: &Path) -> Result<(File, fs::Metadata)> {
    refuse_special(path, &fs::metadata(path).map_err(|error| failed(path, &error))?)?;
    let file = File::open(path).map_err(|error| failed(path, &error))?;
    // The file that was opened is what counts: it may have been replaced since it was looked at.
    let metadata = file.metadata().map_err(|error| failed(path, &error))?;
    refuse_special(path, &metadata)?;
    Ok((file, metadata))
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
        let (file, metadata) = open(path)?;
        Ok(Self { file, path: path.to_path_buf(), size: metadata.len() })
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
/// When it is missing, can't be read, or is a folder, a socket or a device.
pub fn read_named(path: &Path) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if is_standard_input(path) {
        let read = std::io::stdin().lock().read_to_end(&mut bytes);
        read.map_err(|error| Error::new(format!("can't be read: {error}")).about("standard input"))?;
    } else if fs::metadata(path).is_ok_and(|metadata| metadata.file_type().is_fifo()) {
        let read = File::open(path).and_then(|mut pipe| pipe.read_to_end(&mut bytes));
        read.map_err(|error| failed(path, &error))?;
    } else {
        bytes = read(path, Reach::Whole)?.bytes;
    }
    Ok(bytes)
}

/// Whether a path that was named on the command line means standard input.
pub fn is_standard_input(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// The files that a path stands for: itself, or the documents and manifests in and below a folder, by name.
///
/// In a folder only names with an ending that some format has, or with none, count; hidden ones don't.
/// Trouble on the way goes to `errors`.
pub fn documents(path: &Path, errors: &mut Vec<Error>) -> Vec<PathBuf> {
    match fs::metadata(path) {
        Err(error) => errors.push(failed(path, &error)),
        Ok(metadata) if !metadata.is_dir() => return vec![path.to_path_buf()],
        Ok(_) => {
            let walk = WalkDir::new(path).follow_links(true).sort_by_file_name().into_iter();
            let visible = walk.filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry.path()));
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
    use std::io::ErrorKind;
    let (what, remedy) = match error.kind() {
        ErrorKind::NotFound => ("there is no such file or folder".to_owned(), "check the path"),
        ErrorKind::PermissionDenied => ("may not be read".to_owned(), "check its permissions"),
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
