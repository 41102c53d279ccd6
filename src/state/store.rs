//! A file that is kept between two starts: read with care, written whole or not at all. There are two: the state, and the
//! marks.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::{State, careful};
use crate::error::{Error, Result};

/// How often a save is begun anew because the file became another one in the meantime.
const TRIES: usize = 20;

/// Keeps two kzreaders from saving at once, whichever of the files.
const LOCK_NAME: &str = "state.lock";

/// What is kept in a file of its own.
pub trait Kept: Clone + PartialEq + Default {
    /// The file.
    const FILE: KeptFile;

    /// Reads a file's bytes; what can't have been then is put right by the time, in seconds since 1970.
    fn read(bytes: Vec<u8>, now: u64) -> Contents<Self>;

    /// This, in the form that is written.
    #[must_use]
    fn in_form(&self) -> Self;

    /// What is on disk with the changes from `base` to `ours` put in.
    #[must_use]
    fn merged(base: &Self, ours: &Self, disk: &Self) -> Self;

    /// The file's text.
    ///
    /// # Errors
    ///
    /// When it can't be written down, or would be too large.
    fn to_text(&self) -> io::Result<String>;

    /// Whether nothing is kept.
    fn is_empty(&self) -> bool;
}

/// What a file is called, and how it is spoken of.
#[derive(Debug, Clone, Copy)]
pub struct KeptFile {
    /// Its name in the state folder.
    pub name: &'static str,
    /// What its temporary files begin with.
    pub temporary: &'static str,
    /// The largest one that is read, in bytes: many times what a diligent reader leaves behind.
    pub largest: u64,
    /// The file, as messages call it.
    pub called: &'static str,
    /// What isn't kept when it can't be written, one and many.
    pub one: &'static str,
    /// The same for many.
    pub many: &'static str,
}

/// What a file holds.
#[derive(Debug)]
pub enum Contents<T> {
    /// There is no file.
    Missing,
    /// It is whole.
    Good(Box<T>),
    /// It is of a newer form, of this number.
    Newer(i64),
    /// What is wrong, and what can be read all the same.
    Damaged(String, Box<T>),
    /// It can't be read.
    Unreadable(io::Error),
}

/// A file, and what was in it when it was last read or written.
#[derive(Debug)]
pub struct Store<T = State> {
    path: Option<PathBuf>,
    base: T,
}

/// A store that was opened, with what the reader should hear about it.
#[derive(Debug)]
pub struct Opened<T = State> {
    /// The store.
    pub store: Store<T>,
    /// What was in it.
    pub state: T,
    /// Something to tell: a damaged file was set aside, a newer one is left alone.
    pub message: Option<String>,
}

impl Store<State> {
    /// The folder where state lies: `$XDG_STATE_HOME/kzreader`, or `~/.local/state/kzreader`; `None` where there is no
    /// home.
    pub fn folder() -> Option<PathBuf> {
        use etcetera::BaseStrategy as _;
        let strategy = etcetera::choose_base_strategy().ok()?;
        let folder = strategy.state_dir().unwrap_or_else(|| strategy.data_dir()).join("kzreader");
        // A home that is not absolute would be another folder wherever kzreader is started.
        Some(folder).filter(|folder| folder.is_absolute())
    }

    /// Opens the state of a folder; without one nothing is kept. What can't be read never stops the program.
    pub fn open(folder: Option<&Path>) -> Opened {
        Self::open_in(folder)
    }

    /// What is in the state of a folder, without touching it, and what is wrong with it.
    pub fn look(folder: Option<&Path>) -> (State, Option<String>) {
        Self::look_in(folder)
    }
}

impl<T: Kept> Store<T> {
    /// Opens the file in a folder; without one nothing is kept. What can't be read never stops the program.
    pub fn open_in(folder: Option<&Path>) -> Opened<T> {
        let Some(folder) = folder else {
            return Self::without_file(Some(format!("there is no home folder: {} are not kept", T::FILE.many)));
        };
        let path = folder.join(T::FILE.name);
        match read::<T>(&path) {
            Contents::Missing => Self::at(path, T::default(), None),
            Contents::Good(state) => Self::at(path, *state, None),
            Contents::Newer(version) => Self::without_file(Some(newer::<T>(&path, version))),
            Contents::Unreadable(error) => {
                let message = format!("{}: {error}; {} are not kept this time", path.display(), T::FILE.many);
                Self::without_file(Some(message))
            }
            Contents::Damaged(reason, saved) => match set_aside(&path) {
                Ok(aside) => {
                    let message =
                        format!("the {} was damaged ({reason}); it is now {}", T::FILE.called, aside.display());
                    let rest = if saved.is_empty() { "" } else { ", and what could be read of it is taken over" };
                    // What was saved is in no file of ours now: it is written at once, or counts as changed here.
                    let mut opened = Self::at(path, T::default(), Some(format!("{message}{rest}")));
                    opened.state = *saved;
                    let _ = opened.store.save(&opened.state, &|| true);
                    opened
                }
                Err(error) => {
                    let message = format!(
                        "{} is damaged ({reason}) and can't be set aside ({error}); {} are not kept this time",
                        path.display(),
                        T::FILE.many
                    );
                    Opened { state: *saved, ..Self::without_file(Some(message)) }
                }
            },
        }
    }

    /// What is in the file of a folder, without touching it, and what is wrong with it.
    pub fn look_in(folder: Option<&Path>) -> (T, Option<String>) {
        let Some(path) = folder.map(|folder| folder.join(T::FILE.name)) else { return Default::default() };
        match read::<T>(&path) {
            Contents::Missing => Default::default(),
            Contents::Good(state) => (*state, None),
            Contents::Newer(version) => (T::default(), Some(newer::<T>(&path, version))),
            Contents::Unreadable(error) => (T::default(), Some(format!("{}: {error}", path.display()))),
            Contents::Damaged(reason, saved) => (*saved, Some(format!("{}: damaged ({reason})", path.display()))),
        }
    }

    fn at(path: PathBuf, state: T, message: Option<String>) -> Opened<T> {
        Opened { store: Store { path: Some(path), base: state.clone() }, state, message }
    }

    fn without_file(message: Option<String>) -> Opened<T> {
        Opened { store: Store { path: None, base: T::default() }, state: T::default(), message }
    }

    /// Writes what was changed since the last read or write. `is_awaited` says whether somebody waits for its end.
    ///
    /// Another kzreader that is saving is waited for. One that holds the lock longer than any save takes is stuck; it
    /// is passed over, and should it go on after all, it finds that the file is another one and begins anew.
    ///
    /// Gives what is on disk then, with what others put there; `None` where nothing had to be written.
    ///
    /// # Errors
    ///
    /// When the folder can't be made or the file not be written; the old file is then untouched.
    pub fn save(&mut self, ours: &T, is_awaited: &dyn Fn() -> bool) -> Result<Option<T>> {
        let Some(path) = self.path.clone() else { return Ok(None) };
        let ours = ours.in_form();
        if ours == self.base.in_form() {
            return Ok(None);
        }
        let failed = |error: io::Error| {
            Error::new(format!("the {} could not be kept: {error}", T::FILE.one))
                .at(&path)
                .remedy("the file is as it was")
        };
        let folder = path.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder).map_err(failed)?;
        let lock = take_lock(folder, is_awaited);
        for _ in 0..TRIES {
            // A link stays a link: what it points to is replaced.
            let target = careful::target_of(&path).map_err(failed)?;
            let folder = target.parent().unwrap_or(folder);
            if lock.is_some() {
                careful::reclaim(folder, T::FILE.temporary);
            }
            let seen = careful::Stamp::of(&target);
            let mut is_damaged = false;
            let merged = match read::<T>(&target) {
                Contents::Good(disk) => T::merged(&self.base, &ours, &disk),
                Contents::Missing => ours.clone(),
                Contents::Damaged(_, saved) => {
                    is_damaged = true;
                    T::merged(&T::default(), &ours, &saved)
                }
                Contents::Newer(_) => {
                    let what = format!("the {} could not be kept: a newer kzreader writes this file now", T::FILE.one);
                    return Err(Error::new(what).at(&path));
                }
                Contents::Unreadable(error) => return Err(failed(error)),
            };
            let prepared = prepare(folder, &merged).map_err(failed)?;
            if seen != careful::Stamp::of(&target) {
                continue;
            }
            if is_damaged {
                careful::keep_aside(&target).map_err(failed)?;
            }
            match prepared.persist(&target) {
                // Somebody took the temporary file for a left-over one.
                Err(error) if error.error.kind() == io::ErrorKind::NotFound && folder.is_dir() => continue,
                persisted => persisted.map_err(|error| failed(error.error))?,
            };
            // The rename itself is on disk only once the folder is; where folders can't be synced this is as good as
            // it gets.
            let _ = File::open(folder).and_then(|folder| folder.sync_all());
            self.base = ours;
            return Ok(Some(merged));
        }
        Err(failed(io::Error::other("other programs keep changing the file")))
    }
}

fn newer<T: Kept>(path: &Path, version: i64) -> String {
    format!(
        "{} was written by a newer kzreader (form {version}); {} are not kept this time, and the file stays as it is",
        path.display(),
        T::FILE.many
    )
}

/// Waits for another kzreader that is saving, but not for ever; `None` when it has to go without the lock, because it
/// is held all the time, or because there are no locks here.
fn take_lock(folder: &Path, is_awaited: &dyn Fn() -> bool) -> Option<File> {
    // Where the lock can't be used, since it is a folder, a pipe or closed to us, the folder itself is locked.
    let lock = careful::open_lock(&folder.join(LOCK_NAME)).or_else(|_| File::open(folder)).ok()?;
    careful::wait_for(lock, is_awaited)
}

fn read<T: Kept>(path: &Path) -> Contents<T> {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs());
    match careful::read(path, T::FILE.largest) {
        Ok(bytes) => T::read(bytes, now),
        // Where a folder of the path is a file there is no state either; saving says what is wrong.
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            Contents::Missing
        }
        Err(error) if error.kind() == io::ErrorKind::FileTooLarge => {
            Contents::Damaged(error.to_string(), Box::default())
        }
        Err(error) => Contents::Unreadable(error),
    }
}

/// Writes what is kept to a temporary file, and to the disk.
fn prepare<T: Kept>(folder: &Path, kept: &T) -> io::Result<tempfile::NamedTempFile> {
    let text = kept.to_text()?;
    let mut file = careful::temporary(folder, T::FILE.temporary)?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    Ok(file)
}

/// Renames a damaged file to a name that is not taken; of a link what it points to.
fn set_aside(path: &Path) -> io::Result<PathBuf> {
    let path = careful::target_of(path)?;
    let aside = careful::free_name(&path)?;
    fs::rename(path, &aside)?;
    Ok(aside)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::tests::reading;

    const NOBODY_WAITS: &dyn Fn() -> bool = &|| false;

    #[test]
    fn what_is_saved_is_there_at_the_next_start_and_two_programs_keep_each_other_s() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut first = Store::open(Some(folder.path()));
        let mut second = Store::open(Some(folder.path()));
        first.state.reading.insert("a".into(), reading(3));
        second.state.reading.insert("b".into(), reading(5));
        first.store.save(&first.state, NOBODY_WAITS).expect("saved");
        second.store.save(&second.state, NOBODY_WAITS).expect("saved");
        let again = Store::open(Some(folder.path()));
        assert_eq!(again.message, None);
        assert_eq!(again.state.reading.keys().collect::<Vec<_>>(), ["a", "b"]);
        let names: Vec<_> = fs::read_dir(folder.path()).expect("a folder").flatten().map(|e| e.file_name()).collect();
        assert_eq!(names.len(), 2, "no temporary files are left: {names:?}");
    }

    #[test]
    fn a_damaged_file_is_set_aside_and_a_newer_one_left_alone() {
        for damaged in ["", "version = ", "\0\0\0", "version = 1\nreading = 3"] {
            let folder = tempfile::tempdir().expect("a folder");
            let path = folder.path().join(State::FILE.name);
            fs::write(&path, damaged).expect("written");
            let mut opened = Store::open(Some(folder.path()));
            assert!(opened.message.expect("a message").contains("damaged-1"), "{damaged:?}");
            let aside = folder.path().join("state.damaged-1.toml");
            assert_eq!(fs::read_to_string(aside).expect("kept"), damaged);
            opened.state.languages.insert("a".into(), "de".into());
            opened.store.save(&opened.state, NOBODY_WAITS).expect("saved");
            assert_eq!(Store::open(Some(folder.path())).state.languages.len(), 1);
        }
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(State::FILE.name);
        fs::write(&path, "version = 99\nnews = true").expect("written");
        let mut opened = Store::open(Some(folder.path()));
        assert!(opened.message.expect("a message").contains("newer"));
        opened.state.languages.insert("a".into(), "de".into());
        opened.store.save(&opened.state, NOBODY_WAITS).expect("nothing to do");
        assert_eq!(fs::read_to_string(&path).expect("kept"), "version = 99\nnews = true");
    }

    #[test]
    fn a_large_state_is_read_whole_and_stays_within_bounds_when_it_is_written() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut opened = Store::open(Some(folder.path()));
        for n in 0..6000 {
            let id = format!("/a/long/path/to/{n}/{}.md", "x".repeat(200));
            opened.state.languages.insert(id.clone(), "de".into());
            let mut place = reading(n);
            place.time = n;
            opened.state.reading.insert(id, place);
        }
        opened.store.save(&opened.state, NOBODY_WAITS).expect("saved");
        let again = Store::open(Some(folder.path()));
        assert_eq!(again.message, None);
        assert_eq!(again.state.languages, opened.state.languages);
        let n_kept = again.state.reading.len();
        assert!((1000..6000).contains(&n_kept), "{n_kept}");
        assert!(again.state.reading.values().all(|place| place.time >= 6000 - n_kept as u64), "the latest are kept");
    }
}
