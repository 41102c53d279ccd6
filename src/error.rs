//! One typed error: what went wrong, where, and what to do about it.

use std::fmt;
use std::path::{Path, PathBuf};

/// What kzreader reports to a person when something can't be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    what: String,
    place: Option<Location>,
    remedy: Option<String>,
}

/// The file an error is about and, where known, the line and column in it (both from 1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location {
    /// The file or folder.
    pub path: PathBuf,
    /// The line, from 1.
    pub line: Option<usize>,
    /// The column in characters, from 1.
    pub column: Option<usize>,
}

/// A result whose error is for people.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// An error that says what is wrong, in a sentence without a full stop.
    pub fn new(what: impl Into<String>) -> Self {
        Self { what: what.into(), place: None, remedy: None }
    }

    /// The same error, about this file.
    #[must_use]
    pub fn at(mut self, path: &Path) -> Self {
        self.place = Some(Location { path: path.to_path_buf(), line: None, column: None });
        self
    }

    /// The same error, about this line and column (from 1) of a file.
    #[must_use]
    pub fn at_line(mut self, path: &Path, line: usize, column: usize) -> Self {
        self.place = Some(Location { path: path.to_path_buf(), line: Some(line), column: Some(column) });
        self
    }

    /// The same error, about something that is named like a path.
    #[must_use]
    pub fn about(self, name: &str) -> Self {
        self.at(Path::new(name))
    }

    /// The same error, with what the reader can do about it.
    #[must_use]
    pub fn remedy(mut self, remedy: impl Into<String>) -> Self {
        self.remedy = Some(remedy.into());
        self
    }

    /// What is wrong, without where and what to do.
    pub fn what(&self) -> &str {
        &self.what
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = &self.place {
            write!(f, "{}", place.path.display())?;
            if let Some(line) = place.line {
                write!(f, ":{line}")?;
            }
            if let Some(column) = place.column {
                write!(f, ":{column}")?;
            }
            write!(f, ": ")?;
        }
        write!(f, "{}", self.what)?;
        if let Some(remedy) = &self.remedy {
            write!(f, "; {remedy}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}
