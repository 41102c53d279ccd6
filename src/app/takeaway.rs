//! Taking what is on the screen away: which format, to which file, and what came of it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use tui_input::Input;

use super::reader::{Reader, Shown};
use crate::error::Error;
use crate::export::edition::file_name;
use crate::export::{Edition, Export, Offer, Text, for_file, offered_by};
use crate::model::{Alignment, Document, Extent, Version, Work};

/// What is to be written, and where.
#[derive(Debug, Clone)]
pub struct Parcel {
    /// Which one it is: what came of an earlier one is told, and closes nothing.
    pub number: u64,
    /// The format.
    pub format: &'static Export,
    /// The file, or a folder for it, as it was typed.
    pub path: PathBuf,
    /// What happens to a file that is there.
    pub existing: Existing,
    /// The texts.
    pub contents: Contents,
}

/// The texts as they are on the screen.
#[derive(Debug, Clone)]
pub struct Contents {
    /// The work.
    pub work: Work,
    /// The versions, left first, by their index in the work, with their documents.
    pub versions: Vec<(usize, Arc<Document>)>,
    /// The alignment that is shown, with what was mended in it.
    pub alignment: Option<Arc<Alignment>>,
}

/// What happens to a file that is there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Existing {
    /// It stays, and nothing is written.
    Kept,
    /// It is replaced.
    Replaced,
}

/// Why a file was not written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotWritten {
    /// There is one of this name, which was to be kept.
    IsThere(PathBuf),
    /// It can't be.
    Failed(Error),
}

impl NotWritten {
    /// What is told of it, with what to do about a file that is there.
    pub fn into_error(self, remedy: &str) -> Error {
        match self {
            NotWritten::IsThere(path) => Error::new("is there already, and was kept").at(&path).remedy(remedy),
            NotWritten::Failed(error) => error,
        }
    }
}

impl Contents {
    /// What is on the screen.
    ///
    /// # Errors
    ///
    /// Why it can't be taken away, in a sentence without a full stop.
    pub fn of(reader: &Reader) -> Result<Self, &'static str> {
        let (versions, alignment) = match &reader.shown {
            Shown::Nothing => return Err("nothing is shown yet"),
            Shown::One(version, document) => (vec![(*version, Arc::clone(document))], None),
            Shown::Two([left, right], [source, target], alignment) => {
                (vec![(*left, Arc::clone(source)), (*right, Arc::clone(target))], Some(Arc::clone(alignment)))
            }
        };
        let extents = || versions.iter().map(|(_, document)| document.extent);
        if extents().any(|extent| matches!(extent, Extent::Stretch { .. })) {
            return Err("of a text this long only a stretch is held; `kzreader export` takes all of it");
        }
        if extents().any(|extent| matches!(extent, Extent::Beginning { .. })) {
            return Err("the text is still being read; try again in a moment");
        }
        Ok(Self { work: reader.work.clone(), versions, alignment })
    }

    /// The name that a file of it has where the reader says nothing.
    pub fn file_name(&self, format: &Export) -> String {
        let languages = self.versions.iter().map(|(_, document)| document.language.tag());
        file_name(&self.work.id, languages, format.ending)
    }

    /// Gives the texts to whoever writes them.
    pub fn with_edition<T>(&self, write: impl FnOnce(&Edition) -> T) -> T {
        let known =
            self.versions.iter().filter_map(|(index, document)| Some((self.work.versions.get(*index)?, document)));
        let known: Vec<(&Version, &Arc<Document>)> = known.collect();
        let paths: Vec<String> = known.iter().map(|(version, _)| version.shown_path()).collect();
        let texts = known.iter().zip(&paths);
        let texts = texts.map(|(&(version, document), path)| (version, Text { path, document, lines: None }));
        let texts: Vec<(&Version, Text)> = texts.collect();
        write(&Edition::of(&self.work, &texts, self.alignment.iter().map(|alignment| &**alignment).collect()))
    }
}

/// What is chosen before anything is written.
#[derive(Debug, Clone)]
pub struct TakeAway {
    /// The texts.
    pub contents: Contents,
    /// The chosen format, by its place among those that are offered.
    pub selected: usize,
    /// The file, as it is typed.
    pub input: Input,
    /// Where it stands.
    pub stage: Stage,
}

/// Where taking away stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stage {
    /// The reader chooses.
    Choosing,
    /// The parcel of this number is being written.
    Writing(u64),
    /// A file of that name is there: the next Enter replaces it.
    IsThere,
    /// It could not be written.
    Failed(String),
}

/// The formats that are offered.
pub fn formats() -> Vec<&'static Export> {
    offered_by(Offer::Export).collect()
}

impl TakeAway {
    /// The choice for what is on the screen, with the format and the folder of the last time.
    pub fn new(contents: Contents, selected: usize, folder: &Path) -> Self {
        let mut choice = Self { contents, selected: 0, input: Input::default(), stage: Stage::Choosing };
        choice.selected = selected.min(formats().len().saturating_sub(1));
        let name = choice.format().map(|format| choice.contents.file_name(format)).unwrap_or_default();
        choice.input = Input::new(folder.join(name).display().to_string());
        choice
    }

    /// The chosen format.
    pub fn format(&self) -> Option<&'static Export> {
        formats().get(self.selected).copied()
    }

    /// The name was changed: one that ends as files of a format do chooses it.
    pub fn name_was_changed(&mut self) {
        self.stage = Stage::Choosing;
        let Some(named) = for_file(Path::new(self.input.value()), Offer::Export) else { return };
        if let Some(index) = formats().iter().position(|format| format.name == named.name) {
            self.selected = index;
        }
    }

    /// Chooses another format; a name that ends as files of the one before do ends as files of this one.
    pub fn select_by(&mut self, steps: isize) {
        let n_formats = isize::try_from(formats().len()).unwrap_or(1).max(1);
        let before = self.format();
        let selected = isize::try_from(self.selected).unwrap_or(0);
        self.selected = usize::try_from((selected + steps).rem_euclid(n_formats)).unwrap_or(0);
        self.stage = Stage::Choosing;
        let (Some(before), Some(now)) = (before, self.format()) else { return };
        if let Some(stem) = self.input.value().strip_suffix(&format!(".{}", before.ending)) {
            self.input = Input::new(format!("{stem}.{}", now.ending));
        }
    }
}
