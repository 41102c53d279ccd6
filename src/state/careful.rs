//! Files whose names are ours but whose content may be anybody's: opened without waiting, read up to a limit.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

/// How many links are followed from one to the next.
const MOST_LINKS: usize = 40;

/// A temporary file on a file system without locks is taken for left over when it is so old.
const LEFT_OVER: Duration = Duration::from_secs(60 * 60);

/// How long the lock is waited for while nobody waits for the save, and while somebody does.
const PATIENCE: Duration = Duration::from_secs(2);
const PATIENCE_WHEN_AWAITED: Duration = Duration::from_millis(50);

/// How far apart the lock is tried.
const LOCK_PAUSE: Duration = Duration::from_millis(5);

/// The whole of a file that holds at most `limit` bytes.
///
/// # Errors
///
/// When it can't be read, is no file (a pipe is not waited for), or is larger ([`io::ErrorKind::FileTooLarge`]).
pub fn read(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    // What is no file is not even opened: opening a device may do something.
    expect_file(&fs::metadata(path)?)?;
    let mut options = OpenOptions::new();
    let file = without_waiting(options.read(true)).open(path)?;
    // What was opened is what counts: it may be another one by now.
    expect_file(&file.metadata()?)?;
    let mut bytes = Vec::new();
    let n_read = file.take(limit + 1).read_to_end(&mut bytes)?;
    if u64::try_from(n_read).is_ok_and(|n_read| n_read > limit) {
        const MB: u64 = 1024 * 1024;
        let most = if limit < MB { format!("{} KB", limit / 1024) } else { format!("{} MB", limit / MB) };
        let what = format!("is larger than {most}");
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, what));
    }
    Ok(bytes)
}

fn expect_file(metadata: &fs::Metadata) -> io::Result<()> {
    if metadata.is_dir() {
        return Err(io::Error::other("is a folder, not a file"));
    }
    if metadata.is_file() { Ok(()) } else { Err(io::Error::other("is not a file")) }
}

/// Opens a file to lock it, and makes it where there is none. Nothing is written to it.
///
/// # Errors
///
/// When it can't be opened, or is no file of this folder: a folder, a pipe, a link.
pub fn open_lock(path: &Path) -> io::Result<File> {
    if fs::symlink_metadata(path).is_ok_and(|metadata| !metadata.is_file()) {
        return Err(io::Error::other("is not a file"));
    }
    let mut options = OpenOptions::new();
    let opened = without_waiting(options.read(true).write(true).create(true).truncate(false)).open(path);
    let file = opened.or_else(|error| match error.kind() {
        // To lock a file it is enough to be able to read it.
        io::ErrorKind::PermissionDenied => File::open(path),
        _ => Err(error),
    })?;
    expect_file(&file.metadata()?)?;
    Ok(file)
}

/// Locks a file, waiting for whoever has it, but not for ever; `None` when it has to go without the lock, because it is
/// held all the time, or because there are no locks here.
pub fn wait_for(lock: File, is_awaited: &dyn Fn() -> bool) -> Option<File> {
    let began = Instant::now();
    let mut awaited_since = None;
    loop {
        match lock.try_lock() {
            Ok(()) => return Some(lock),
            Err(TryLockError::WouldBlock) => {}
            Err(TryLockError::Error(_)) => return None,
        }
        if is_awaited() {
            awaited_since.get_or_insert_with(Instant::now);
        }
        let is_too_long = awaited_since.is_some_and(|since| since.elapsed() > PATIENCE_WHEN_AWAITED);
        if is_too_long || began.elapsed() > PATIENCE {
            return None;
        }
        std::thread::sleep(LOCK_PAUSE);
    }
}

/// Locks a folder that is not ours alone, in which no lock file should lie.
pub fn lock_folder(folder: &Path, is_awaited: &dyn Fn() -> bool) -> Option<File> {
    wait_for(File::open(folder).ok()?, is_awaited)
}

/// Gives a damaged file a second name, because it is about to be replaced.
///
/// # Errors
///
/// When that can't be done.
pub fn keep_aside(path: &Path) -> io::Result<()> {
    let aside = free_name(path)?;
    fs::hard_link(path, &aside).or_else(|_| fs::rename(path, &aside))
}

/// A name beside a damaged file that is not taken.
///
/// # Errors
///
/// When there are too many of them already.
pub fn free_name(path: &Path) -> io::Result<PathBuf> {
    let is_free = |aside: &PathBuf| fs::symlink_metadata(aside).is_err();
    let ending = path.extension().unwrap_or_default().to_string_lossy();
    let free = (1..1000).map(|n| path.with_extension(format!("damaged-{n}.{ending}"))).find(is_free);
    free.ok_or_else(|| io::Error::other("there are a thousand of them already"))
}

/// Lets a new file be read and written by whom the first of some files that are there can be; without any by us alone.
#[cfg(unix)]
pub fn permit_like(file: &File, others: &[&Path]) {
    use std::os::unix::fs::PermissionsExt as _;
    let permissions = others.iter().find_map(|other| fs::metadata(other).ok()).map(|metadata| metadata.permissions());
    // Where that can't be set the file is the reader's alone.
    let mode = permissions.map(|permissions| fs::Permissions::from_mode(permissions.mode() & 0o777));
    let _ = mode.map(|mode| file.set_permissions(mode));
}

#[cfg(not(unix))]
pub fn permit_like(_: &File, _: &[&Path]) {}

#[cfg(unix)]
fn without_waiting(options: &mut OpenOptions) -> &OpenOptions {
    use std::os::unix::fs::OpenOptionsExt as _;
    let flags = rustix::fs::OFlags::NONBLOCK | rustix::fs::OFlags::NOCTTY;
    // The flags of `open` fit a C int on every system.
    options.custom_flags(i32::try_from(flags.bits()).unwrap_or(0))
}

#[cfg(not(unix))]
fn without_waiting(options: &mut OpenOptions) -> &OpenOptions {
    options
}

/// The file that a path leads to through links, whether that is there or not.
///
/// # Errors
///
/// When the links go round in a circle.
pub fn target_of(path: &Path) -> io::Result<PathBuf> {
    let mut target = path.to_path_buf();
    for _ in 0..MOST_LINKS {
        let Ok(next) = fs::read_link(&target) else { return Ok(target) };
        target = target.parent().unwrap_or(Path::new(".")).join(next);
    }
    Err(io::Error::other("its links lead round in a circle"))
}

/// What tells a file from the one that took its place.
#[derive(Debug, PartialEq, Eq)]
pub struct Stamp(Option<(u64, u64, u64, Option<SystemTime>)>);

impl Stamp {
    /// The stamp of the file at a path; also that there is none.
    pub fn of(path: &Path) -> Self {
        Self(fs::metadata(path).ok().map(|metadata| {
            let (device, number) = identity(&metadata);
            (device, number, metadata.len(), metadata.modified().ok())
        }))
    }
}

#[cfg(unix)]
fn identity(metadata: &fs::Metadata) -> (u64, u64) {
    use std::os::unix::fs::MetadataExt as _;
    (metadata.dev(), metadata.ino())
}

#[cfg(not(unix))]
fn identity(_: &fs::Metadata) -> (u64, u64) {
    (0, 0)
}

/// A temporary file in a folder, locked as long as it is open: what nobody has locked was left over by a program that
/// was killed.
///
/// # Errors
///
/// When it can't be made.
pub fn temporary(folder: &Path, prefix: &str) -> io::Result<tempfile::NamedTempFile> {
    let file = tempfile::Builder::new().prefix(prefix).suffix(SUFFIX).tempfile_in(folder)?;
    // Where there are no locks its age tells.
    let _ = file.as_file().try_lock();
    Ok(file)
}

const SUFFIX: &str = ".tmp";

/// Deletes the temporary files of that prefix that nobody is writing any more.
pub fn reclaim(folder: &Path, prefix: &str) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let is_ours = entry.file_name().to_str().is_some_and(|name| name.starts_with(prefix) && name.ends_with(SUFFIX));
        if is_ours && is_left_over(&entry.path()).unwrap_or(false) {
            // What can't be deleted is tried again the next time.
            let _ = fs::remove_file(entry.path());
        }
    }
}

fn is_left_over(path: &Path) -> io::Result<bool> {
    let metadata = fs::symlink_metadata(path)?;
    if !metadata.is_file() {
        return Ok(false);
    }
    let mut options = OpenOptions::new();
    let file = without_waiting(options.read(true)).open(path)?;
    match file.try_lock() {
        Ok(()) => Ok(true),
        Err(TryLockError::WouldBlock) => Ok(false),
        Err(TryLockError::Error(_)) => {
            // A clock that went back makes a file seem to be of the future, which is as far away.
            let (now, written) = (SystemTime::now(), metadata.modified()?);
            let age = now.duration_since(written).unwrap_or_else(|error| error.duration());
            Ok(age > LEFT_OVER)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_file_or_too_large_is_not_read() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a");
        fs::write(&path, [b'a'; 100]).expect("written");
        assert_eq!(read(&path, 100).expect("small enough").len(), 100);
        assert_eq!(read(&path, 99).expect_err("too large").kind(), io::ErrorKind::FileTooLarge);
        assert!(read(folder.path(), 100).is_err());
        assert!(read(Path::new("/dev/zero"), 100).is_err());
    }

    #[test]
    fn temporary_files_are_reclaimed_when_nobody_writes_them() {
        let folder = tempfile::tempdir().expect("a folder");
        let written = temporary(folder.path(), ".state-").expect("made");
        for name in [".state-old.tmp", ".state-other", "state.toml", ".beads-x.tmp"] {
            fs::write(folder.path().join(name), "").expect("written");
        }
        fs::create_dir(folder.path().join(".state-folder.tmp")).expect("made");
        reclaim(folder.path(), ".state-");
        assert!(written.path().exists(), "it is being written");
        let mut names: Vec<_> = fs::read_dir(folder.path()).expect("a folder").flatten().collect();
        names.retain(|entry| entry.path() != written.path());
        let mut names: Vec<_> = names.iter().map(|entry| entry.file_name()).collect();
        names.sort();
        assert_eq!(names, [".beads-x.tmp", ".state-folder.tmp", ".state-other", "state.toml"]);
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_to_what_is_not_there_yet_but_not_in_a_circle() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        symlink("b", at("a")).expect("linked");
        symlink(at("c"), at("b")).expect("linked");
        assert_eq!(target_of(&at("a")).expect("an end"), at("c"));
        symlink("a", at("c")).expect("linked");
        assert!(target_of(&at("a")).is_err());
    }
}
