//! Watches the files that are read, and tells what becomes of them.
//!
//! The folders around the files are watched, since editors save by putting another file in the old one's place. One
//! thread sleeps until the system tells of something there, waits until it is quiet again, and compares the files with
//! what they were like before they were read; nothing is polled. It may wait for a disk: nobody waits for it.

use std::collections::{HashMap, HashSet};
use std::ffi::OsString;
use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io::{Read as _, Seek as _, SeekFrom};
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::files;
use crate::model::{Origin, Version, VersionId};

/// How long it has to be quiet before the files are looked at: what saves a file does several things.
const QUIET: Duration = Duration::from_millis(150);

/// Where it is never quiet, the files are looked at so often.
const LONGEST_STIR: Duration = Duration::from_secs(1);

/// How many bytes at either end of a file tell whether it has only grown.
const END: u64 = 4096;

/// Of how many files it is remembered what they were like when they were read.
const KEPT: usize = 4096;

/// What became of a file since it was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It has other content, or is another file.
    Changed,
    /// It got longer.
    Grown,
    /// It is gone.
    Gone,
}

/// What is told of watching.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// A version's file is not what it was.
    Fate(VersionId, Fate),
    /// Changes will not be noticed, and why.
    Unwatched(String),
}

/// What a file is like without being read: `None` where there is none.
pub type Stamp = Option<FileStamp>;

/// What tells one state of a file from the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileStamp {
    file: (u64, u64),
    size: u64,
    changed: (i64, i64),
    /// What stands at its beginning and its end, as a hash.
    ends: u64,
}

/// The way to the thread that watches.
#[derive(Debug, Clone)]
pub struct Watch {
    orders: Sender<Order>,
}

#[derive(Debug)]
enum Order {
    /// These are to be watched, and no others.
    Files(Vec<(VersionId, PathBuf)>),
    /// A file was read that was like this before.
    WasRead(VersionId, Stamp),
    /// Something happened in a folder.
    Stir,
}

impl Watch {
    /// Starts watching nothing yet; `tell` hears of what happens.
    pub fn start(tell: impl Fn(Told) + Send + 'static) -> Self {
        let (orders, received) = mpsc::channel();
        let stirs = orders.clone();
        // Without a thread nothing is watched, and reading works all the same.
        drop(thread::Builder::new().name("watch".to_owned()).spawn(move || Watcher::new(stirs, tell).run(&received)));
        Self { orders }
    }

    /// Watches the files of these versions instead of those before.
    pub fn look_at(&self, versions: &[Version]) {
        let file = |version: &Version| match &version.origin {
            Origin::File(path) => Some((version.id.clone(), path.clone())),
            Origin::Embedded(_) => None,
        };
        drop(self.orders.send(Order::Files(versions.iter().filter_map(file).collect())));
    }

    /// Remembers what a version's file was like before it was read.
    pub fn was_read(&self, version: &Version, stamp: Stamp) {
        drop(self.orders.send(Order::WasRead(version.id.clone(), stamp)));
    }
}

/// What a version's file is like at the moment.
pub fn stamp(version: &Version) -> Stamp {
    match &version.origin {
        Origin::Embedded(_) => None,
        Origin::File(path) => stamp_of(path),
    }
}

/// What the file at a path is like at the moment.
pub fn stamp_of(path: &Path) -> Stamp {
    let metadata = fs::metadata(path).ok()?;
    let (file, changed) = ((metadata.dev(), metadata.ino()), (metadata.mtime(), metadata.mtime_nsec()));
    Some(FileStamp { file, size: metadata.len(), changed, ends: ends_of(path, metadata.len()) })
}

/// What stands at the beginning of a file, and before what was its end once: the same where it has only grown since.
fn ends_of(path: &Path, size: u64) -> u64 {
    let mut hasher = DefaultHasher::new();
    let Ok(mut file) = files::open(path) else { return 0 };
    for from in [0, size.saturating_sub(END)] {
        let mut bytes = Vec::new();
        let read = file.seek(SeekFrom::Start(from)).and_then(|_| (&file).take(END.min(size)).read_to_end(&mut bytes));
        (read.ok(), bytes).hash(&mut hasher);
    }
    hasher.finish()
}

/// What became of a file that was like `before`, where `ends_at` tells what stands at its ends up to a size.
fn fate(before: Stamp, now: Stamp, ends_at: impl Fn(u64) -> u64) -> Option<Fate> {
    match (before, now) {
        _ if before == now => None,
        (_, None) => Some(Fate::Gone),
        (Some(before), Some(now))
            if before.file == now.file
                && (1..now.size).contains(&before.size)
                && ends_at(before.size) == before.ends =>
        {
            Some(Fate::Grown)
        }
        (_, Some(_)) => Some(Fate::Changed),
    }
}

struct Watcher<T> {
    tell: T,
    stirs: Sender<Order>,
    notify: Option<RecommendedWatcher>,
    files: Vec<(VersionId, PathBuf)>,
    folders: HashSet<PathBuf>,
    /// The names of the files, for what the system tells of a folder is mostly about others.
    names: Arc<Mutex<HashSet<OsString>>>,
    last: HashMap<VersionId, Stamp>,
    is_unwatched_told: bool,
}

impl<T: Fn(Told)> Watcher<T> {
    fn new(stirs: Sender<Order>, tell: T) -> Self {
        Self {
            tell,
            stirs,
            notify: None,
            files: Vec::new(),
            folders: HashSet::new(),
            names: Arc::default(),
            last: HashMap::new(),
            is_unwatched_told: false,
        }
    }

    fn run(&mut self, orders: &Receiver<Order>) {
        let mut stirred: Option<(Instant, Instant)> = None;
        loop {
            let order = match stirred {
                None => orders.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some((_, until)) => orders.recv_timeout(until.saturating_duration_since(Instant::now())),
            };
            match order {
                Err(RecvTimeoutError::Disconnected) => return,
                Err(RecvTimeoutError::Timeout) => {
                    stirred = None;
                    self.look();
                    continue;
                }
                Ok(Order::Files(files)) => self.watch(files),
                Ok(Order::WasRead(id, stamp)) => {
                    if self.last.len() >= KEPT {
                        self.last.clear();
                    }
                    self.last.insert(id, stamp);
                }
                Ok(Order::Stir) => {}
            }
            let now = Instant::now();
            let first = stirred.map_or(now, |(first, _)| first);
            stirred = Some((first, (now + QUIET).min(first + LONGEST_STIR)));
        }
    }

    /// Tells of the files that are not what they were.
    fn look(&mut self) {
        for (id, path) in &self.files {
            let Some(last) = self.last.get_mut(id) else { continue };
            let now = stamp_of(path);
            if let Some(fate) = fate(*last, now, |size| ends_of(path, size)) {
                *last = now;
                (self.tell)(Told::Fate(id.clone(), fate));
            }
        }
    }

    fn watch(&mut self, files: Vec<(VersionId, PathBuf)>) {
        // A link's folder tells of another link, and the folder of what it leads to of the rest.
        let real = |path: &Path| fs::canonicalize(path).ok();
        let paths: Vec<PathBuf> =
            files.iter().flat_map(|(_, path)| [Some(path.clone()), real(path)]).flatten().collect();
        let names = paths.iter().filter_map(|path| path.file_name()).map(OsString::from).collect();
        *self.names.lock().unwrap_or_else(PoisonError::into_inner) = names;
        let folder = |path: &PathBuf| {
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
            real(folder).unwrap_or_else(|| folder.to_path_buf())
        };
        let folders: HashSet<PathBuf> = paths.iter().map(folder).collect();
        self.files = files;
        if folders == self.folders {
            return;
        }
        if let Err(error) = self.watch_folders(&folders)
            && !std::mem::replace(&mut self.is_unwatched_told, true)
        {
            (self.tell)(Told::Unwatched(error.to_string()));
        }
        self.folders = folders;
    }

    fn watch_folders(&mut self, folders: &HashSet<PathBuf>) -> notify::Result<()> {
        let notify = match &mut self.notify {
            Some(notify) => notify,
            None => self.notify.insert(new_notify(self.stirs.clone(), Arc::clone(&self.names))?),
        };
        for gone in self.folders.difference(folders) {
            // One that is gone from the disk is not watched any more as it is.
            drop(notify.unwatch(gone));
        }
        let mut watched = Ok(());
        for new in folders.difference(&self.folders) {
            watched = notify.watch(new, RecursiveMode::NonRecursive).and(watched);
        }
        watched
    }
}

fn new_notify(stirs: Sender<Order>, names: Arc<Mutex<HashSet<OsString>>>) -> notify::Result<RecommendedWatcher> {
    notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        let is_ours = event.is_ok_and(|event| {
            let names = names.lock().unwrap_or_else(PoisonError::into_inner);
            let is_named = |path: &PathBuf| path.file_name().is_none_or(|name| names.contains(name));
            let is_about_ours = event.paths.is_empty() || event.paths.iter().any(is_named);
            // Reading changes nothing.
            event.need_rescan() || (!matches!(event.kind, EventKind::Access(_)) && is_about_ours)
        });
        if is_ours {
            drop(stirs.send(Order::Stir));
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_became_of_a_file_is_seen_from_what_it_was_like() {
        let stamp = |file, size, changed| Some(FileStamp { file: (1, file), size, changed: (changed, 0), ends: 5 });
        for (before, now, want) in [
            (stamp(1, 10, 1), stamp(1, 10, 1), None),
            (stamp(1, 10, 1), stamp(1, 12, 2), Some(Fate::Grown)),
            (stamp(1, 10, 1), stamp(1, 10, 2), Some(Fate::Changed)),
            (stamp(1, 10, 1), stamp(1, 9, 2), Some(Fate::Changed)),
            (stamp(1, 10, 1), stamp(2, 12, 2), Some(Fate::Changed)),
            (stamp(1, 10, 1), None, Some(Fate::Gone)),
            (None, stamp(1, 10, 1), Some(Fate::Changed)),
            (None, None, None),
        ] {
            assert_eq!(fate(before, now, |_| 5), want);
        }
        assert_eq!(fate(stamp(1, 10, 1), stamp(1, 12, 2), |_| 6), Some(Fate::Changed), "it begins otherwise");
    }
}
