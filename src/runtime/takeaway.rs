//! Files that the reader asks for: written whole or not at all, and never over a text that is being read.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::app::Event;
use crate::app::takeaway::{Existing, NotWritten, Parcel};
use crate::error::Error;
use crate::model::{Origin, Version};
use crate::state::careful;

/// Writes what the reader takes away from the screen.
pub(super) fn write(parcel: &Parcel) -> Event {
    let Parcel { number, format, path, existing, contents } = parcel;
    let path = place(path, &contents.file_name(format));
    let versions: Vec<&Version> = contents.work.versions.iter().collect();
    let written =
        write_file(&path, &versions, *existing, |out| contents.with_edition(|edition| format.write(edition, out)));
    Event::TakenAway(*number, written)
}

/// Where a file called `name` goes that the reader wants at `path`: inside it, where that is a folder.
pub fn place(path: &Path, name: &str) -> PathBuf {
    let path = at_home(path);
    if path.is_dir() { path.join(name) } else { path }
}

/// A path that begins with `~/` in the reader's home: nobody's shell has seen what was typed here.
fn at_home(path: &Path) -> PathBuf {
    let home = || etcetera::home_dir().ok();
    path.strip_prefix("~").ok().and_then(|rest| Some(home()?.join(rest))).unwrap_or_else(|| path.to_path_buf())
}

/// Writes a file under a temporary name, syncs it and gives it its name; gives where it lies.
///
/// # Errors
///
/// Where it can't be written, where one is there that is to be kept, or where it is one of the versions that are read.
pub fn write_file(
    path: &Path,
    versions: &[&Version],
    existing: Existing,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<PathBuf, NotWritten> {
    let failed = |error: &io::Error| NotWritten::Failed(told(path, error));
    let target = careful::target_of(path).map_err(|error| failed(&error))?;
    let known = fs::metadata(&target).ok();
    if let Some(metadata) = &known {
        refuse_what_is_read(&target, versions)?;
        if !metadata.is_file() {
            let what = if metadata.is_dir() { "is a folder" } else { "is no file, and is not replaced by one" };
            return Err(NotWritten::Failed(Error::new(what).at(path).remedy("give another name")));
        }
        if existing == Existing::Kept {
            return Err(NotWritten::IsThere(path.to_path_buf()));
        }
    }
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !folder.is_dir() {
        let error = Error::new("there is no such folder").at(folder);
        return Err(NotWritten::Failed(error.remedy("make it first, or give another name")));
    }
    let file = prepare(folder, write).map_err(|error| failed(&error))?;
    let persisted = match existing {
        Existing::Kept => file.persist_noclobber(&target),
        Existing::Replaced => {
            // Whoever may read the file that is replaced may read the new one.
            let kept = known.map(|metadata| file.as_file().set_permissions(metadata.permissions()));
            kept.transpose().map_err(|error| failed(&error))?;
            file.persist(&target)
        }
    };
    match persisted {
        Ok(_) => Ok(fs::canonicalize(&target).unwrap_or(target)),
        // Somebody else was faster.
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => {
            Err(NotWritten::IsThere(path.to_path_buf()))
        }
        Err(error) => Err(failed(&error.error)),
    }
}

fn prepare(folder: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".kzreader-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // As any file that is made: what the reader's mask takes away is taken away.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let file = builder.tempfile_in(folder)?;
    let mut out = BufWriter::new(file.as_file());
    write(&mut out)?;
    out.flush()?;
    drop(out);
    file.as_file().sync_all()?;
    Ok(file)
}

fn refuse_what_is_read(target: &Path, versions: &[&Version]) -> Result<(), NotWritten> {
    let Ok(target) = fs::canonicalize(target) else { return Ok(()) };
    let is_target = |version: &&&Version| match &version.origin {
        Origin::Embedded(_) => false,
        Origin::File(path) => fs::canonicalize(path).is_ok_and(|path| path == target),
    };
    match versions.iter().find(is_target) {
        None => Ok(()),
        Some(_) => {
            let error = Error::new("is a text that is read, and is never written to").at(&target);
            Err(NotWritten::Failed(error.remedy("give another name")))
        }
    }
}

fn told(path: &Path, error: &io::Error) -> Error {
    let what = match error.kind() {
        io::ErrorKind::PermissionDenied => "may not be written".to_owned(),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            "could not be written: the disk is full".to_owned()
        }
        io::ErrorKind::ReadOnlyFilesystem => "could not be written: the disk is read-only".to_owned(),
        _ => format!("could not be written: {error}"),
    };
    Error::new(what).at(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Description, Language, VersionId};

    fn version(path: &Path) -> Version {
        Version {
            id: VersionId(path.display().to_string()),
            origin: Origin::File(path.to_owned()),
            language: Language::undetermined(),
            description: Description::default(),
            size: 1,
            encoding: None,
        }
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("a folder").flatten();
        let mut names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_is_there_whole_or_not_at_all_and_one_that_was_there_is_replaced_only_when_asked() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.html");
        let text = |text: &'static str| move |out: &mut dyn Write| out.write_all(text.as_bytes());
        assert!(write_file(&path, &[], Existing::Kept, text("one")).is_ok());
        assert_eq!(write_file(&path, &[], Existing::Kept, text("two")), Err(NotWritten::IsThere(path.clone())));
        assert_eq!(fs::read_to_string(&path).expect("there"), "one");
        assert!(write_file(&path, &[], Existing::Replaced, text("two")).is_ok());
        assert_eq!(fs::read_to_string(&path).expect("there"), "two");
        let breaks = |out: &mut dyn Write| out.write_all(b"half").and(Err(io::Error::other("it broke")));
        assert!(write_file(&path, &[], Existing::Replaced, breaks).is_err());
        assert_eq!(fs::read_to_string(&path).expect("there"), "two");
        assert_eq!(names(folder.path()), ["a.html"], "nothing is left over");
    }

    #[test]
    fn texts_that_are_read_folders_and_devices_are_never_written_to() {
        let folder = tempfile::tempdir().expect("a folder");
        let source = folder.path().join("de.md");
        fs::write(&source, "Ein Text.").expect("written");
        let version = version(&source);
        let nothing = |_: &mut dyn Write| -> io::Result<()> { panic!("nothing is written") };
        let mut refused = vec![source.clone(), folder.path().to_owned(), folder.path().join("no/such/folder.html")];
        #[cfg(unix)]
        {
            let link = folder.path().join("link.html");
            std::os::unix::fs::symlink(&source, &link).expect("a link");
            refused.extend([link, PathBuf::from("/dev/null")]);
        }
        for path in refused {
            let written = write_file(&path, &[&version], Existing::Replaced, nothing);
            assert!(matches!(written, Err(NotWritten::Failed(_))), "{path:?}: {written:?}");
        }
        assert_eq!(fs::read_to_string(&source).expect("there"), "Ein Text.");
    }

    #[test]
    fn a_folder_takes_the_file_under_its_own_name() {
        let folder = tempfile::tempdir().expect("a folder");
        assert_eq!(place(folder.path(), "x.de-en.html"), folder.path().join("x.de-en.html"));
        let named = folder.path().join("y.html");
        assert_eq!(place(&named, "x.de-en.html"), named);
    }
}
