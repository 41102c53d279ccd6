//! The state file: read with care, written whole or not at all.

use std::fs::{self, File, TryLockError};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::State;
use crate::error::{Error, Result};

/// The form of the file that this program writes; it reads older ones, too.
const VERSION: u32 = 2;

/// How often, and how far apart, the lock is tried while another kzreader saves.
const LOCK_TRIES: usize = 20;
const LOCK_PAUSE: Duration = Duration::from_millis(25);

/// The file's name in the state folder.
const FILE_NAME: &str = "state.toml";

/// The state file, and what was in it when it was last read or written.
#[derive(Debug)]
pub struct Store {
    path: Option<PathBuf>,
    base: State,
}

/// A store that was opened, with what the reader should hear about it.
#[derive(Debug)]
pub struct Opened {
    /// The store.
    pub store: Store,
    /// What was in it.
    pub state: State,
    /// Something to tell: a damaged file was set aside, a newer one is left alone.
    pub message: Option<String>,
}

impl Store {
    /// The folder where state lies: `$XDG_STATE_HOME/kzreader`, or `~/.local/state/kzreader`.
    pub fn folder() -> Option<PathBuf> {
        use etcetera::BaseStrategy as _;
        let strategy = etcetera::choose_base_strategy().ok()?;
        Some(strategy.state_dir().unwrap_or_else(|| strategy.data_dir()).join("kzreader"))
    }

    /// Opens the state of a folder; `None` keeps nothing. What can't be read never stops the program.
    pub fn open(folder: Option<&Path>) -> Opened {
        let Some(folder) = folder else { return Self::without_file(None) };
        let path = folder.join(FILE_NAME);
        match read(&path) {
            Contents::Missing => Self::at(path, State::default(), None),
            Contents::Good(state) => Self::at(path, *state, None),
            Contents::Newer(version) => {
                let message = format!(
                    "{} was written by a newer kzreader (form {version}); places are not kept this time",
                    path.display()
                );
                Self::without_file(Some(message))
            }
            Contents::Unreadable(error) => {
                let message = format!("{}: {error}; places are not kept this time", path.display());
                Self::without_file(Some(message))
            }
            Contents::Damaged(reason) => match set_aside(&path) {
                Ok(aside) => {
                    let message = format!("the state file was damaged ({reason}); it is now {}", aside.display());
                    Self::at(path, State::default(), Some(message))
                }
                Err(error) => {
                    let message = format!(
                        "{} is damaged ({reason}) and can't be set aside ({error}); places are not kept this time",
                        path.display()
                    );
                    Self::without_file(Some(message))
                }
            },
        }
    }

    fn at(path: PathBuf, state: State, message: Option<String>) -> Opened {
        Opened { store: Store { path: Some(path), base: state.clone() }, state, message }
    }

    fn without_file(message: Option<String>) -> Opened {
        Opened { store: Store { path: None, base: State::default() }, state: State::default(), message }
    }

    /// Writes what was changed since the last read or write.
    ///
    /// # Errors
    ///
    /// When the folder can't be made or the file not be written; the old file is then untouched.
    pub fn save(&mut self, ours: &State) -> Result<()> {
        let Some(path) = self.path.clone() else { return Ok(()) };
        let ours = State { version: VERSION, ..ours.clone() };
        if ours == (State { version: VERSION, ..self.base.clone() }) {
            return Ok(());
        }
        let failed = |error: io::Error| {
            Error::new(format!("the place could not be kept: {error}")).at(&path).remedy("the file is as it was")
        };
        let folder = path.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder).map_err(failed)?;
        let lock = File::create(folder.join("state.lock")).map_err(failed)?;
        take_lock(&lock).map_err(failed)?;
        let merged = match read(&path) {
            Contents::Good(disk) => State::merged(&self.base, &ours, &disk),
            Contents::Missing => ours.clone(),
            Contents::Damaged(_) => {
                set_aside(&path).map_err(failed)?;
                ours.clone()
            }
            Contents::Newer(_) | Contents::Unreadable(_) => {
                return Err(Error::new("the place could not be kept: the file is not one of ours now").at(&path));
            }
        };
        write(folder, &path, &merged).map_err(failed)?;
        self.base = ours;
        Ok(())
    }
}

/// Waits for another kzreader that is saving, but not for ever.
fn take_lock(lock: &File) -> io::Result<()> {
    for _ in 0..LOCK_TRIES {
        match lock.try_lock() {
            Ok(()) => return Ok(()),
            Err(TryLockError::WouldBlock) => std::thread::sleep(LOCK_PAUSE),
            Err(TryLockError::Error(error)) => return Err(error),
        }
    }
    Err(io::Error::other("another program holds state.lock"))
}

enum Contents {
    Missing,
    Good(Box<State>),
    Newer(u32),
    Damaged(String),
    Unreadable(io::Error),
}

fn read(path: &Path) -> Contents {
    // A pipe would be waited for.
    let is_special = fs::metadata(path).is_ok_and(|metadata| !metadata.is_file());
    if is_special {
        return Contents::Unreadable(io::Error::other("is not a file"));
    }
    let bytes = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Contents::Missing,
        Err(error) => return Contents::Unreadable(error),
    };
    let Ok(text) = String::from_utf8(bytes) else { return Contents::Damaged("not UTF-8".to_owned()) };
    // A newer form may hold what this program can't read: its number is asked for first.
    #[derive(serde::Deserialize)]
    struct Form {
        version: u32,
    }
    match toml::from_str::<Form>(&text) {
        Ok(Form { version }) if version > VERSION => return Contents::Newer(version),
        Ok(_) => {}
        Err(error) => return Contents::Damaged(first_line(error.message())),
    }
    match toml::from_str(&text) {
        Ok(state) => Contents::Good(Box::new(state)),
        Err(error) => Contents::Damaged(first_line(error.message())),
    }
}

fn first_line(message: &str) -> String {
    message.lines().next().unwrap_or("not TOML").to_owned()
}

fn write(folder: &Path, path: &Path, state: &State) -> io::Result<()> {
    let text = toml::to_string(state).map_err(io::Error::other)?;
    let target = fs::canonicalize(path).ok();
    let folder = target.as_deref().and_then(Path::parent).unwrap_or(folder);
    let mut file = tempfile::Builder::new().prefix(".state-").suffix(".tmp").tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    // A link stays a link: what it points to is replaced.
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    file.persist(path).map_err(|error| error.error)?;
    // The rename itself is on disk only once the folder is; where folders can't be synced this is as good as it gets.
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
    Ok(())
}

/// Renames a damaged file to a name that is not taken.
fn set_aside(path: &Path) -> io::Result<PathBuf> {
    let free = (1..1000).map(|n| path.with_extension(format!("damaged-{n}.toml"))).find(|aside| !aside.exists());
    let aside = free.ok_or_else(|| io::Error::other("there are a thousand of them already"))?;
    fs::rename(path, &aside)?;
    Ok(aside)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(byte: u64) -> super::super::Reading {
        super::super::Reading {
            left: "a".into(),
            right: None,
            single: false,
            focus: Default::default(),
            side: Default::default(),
            byte: Some(byte),
            segment: None,
            offset: None,
            row: 0,
            progress: 0,
            time: 1,
        }
    }

    #[test]
    fn what_is_saved_is_there_at_the_next_start_and_two_programs_keep_each_other_s() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut first = Store::open(Some(folder.path()));
        let mut second = Store::open(Some(folder.path()));
        first.state.reading.insert("a".into(), reading(3));
        second.state.reading.insert("b".into(), reading(5));
        first.store.save(&first.state).expect("saved");
        second.store.save(&second.state).expect("saved");
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
            let path = folder.path().join(FILE_NAME);
            fs::write(&path, damaged).expect("written");
            let mut opened = Store::open(Some(folder.path()));
            assert!(opened.message.expect("a message").contains("damaged-1"), "{damaged:?}");
            let aside = folder.path().join("state.damaged-1.toml");
            assert_eq!(fs::read_to_string(aside).expect("kept"), damaged);
            opened.state.languages.insert("a".into(), "de".into());
            opened.store.save(&opened.state).expect("saved");
            assert_eq!(Store::open(Some(folder.path())).state.languages.len(), 1);
        }
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(FILE_NAME);
        fs::write(&path, "version = 99\nnews = true").expect("written");
        let mut opened = Store::open(Some(folder.path()));
        assert!(opened.message.expect("a message").contains("newer"));
        opened.state.languages.insert("a".into(), "de".into());
        opened.store.save(&opened.state).expect("nothing to do");
        assert_eq!(fs::read_to_string(&path).expect("kept"), "version = 99\nnews = true");
    }
}
