//! What the reader leaves behind: places, languages set by hand, works joined or parted, choices.
//!
//! It lies in one TOML file under the XDG state folder. Saving reads the file again under a lock, puts in what was
//! changed here, writes a temporary file beside it, syncs and renames it: two kzreaders keep each other's places,
//! and a crash leaves the old file or the new one.

mod merge;
mod store;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::layout::{Arrangement, Folding};
use crate::library::Overrides;
use crate::model::{Language, Place, Side, VersionId, Work};

pub use store::{Opened, Store};

/// All that is kept between two starts.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct State {
    /// The form of the file.
    pub version: u32,
    /// Where the reader is in each work, by the id of one of its versions.
    pub reading: BTreeMap<String, Reading>,
    /// Languages set by hand, by version.
    pub languages: BTreeMap<String, String>,
    /// Versions joined by hand.
    pub joined: BTreeSet<[String; 2]>,
    /// Versions parted by hand.
    pub parted: BTreeSet<[String; 2]>,
    /// Choices that hold for all works.
    pub choices: Choices,
}

/// Where the reader is in a work, and how it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// The version on the left, or the only one.
    pub left: String,
    /// The version on the right.
    pub right: Option<String>,
    /// Whether only one version is shown.
    #[serde(default)]
    pub single: bool,
    /// The side that has the keyboard.
    #[serde(default)]
    pub focus: SavedSide,
    /// The side whose text the place is in.
    #[serde(default)]
    pub side: SavedSide,
    /// The segment of the current bead, and the character in it.
    pub segment: usize,
    /// Bytes into the segment.
    pub offset: usize,
    /// The row of the screen that it stood in.
    #[serde(default)]
    pub row: usize,
    /// How far the reader has come, in thousandths.
    #[serde(default)]
    pub progress: u16,
    /// When it was last read, in seconds since 1970.
    #[serde(default)]
    pub time: u64,
}

/// A side, as it is saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SavedSide {
    /// The left side.
    #[default]
    Left,
    /// The right side.
    Right,
}

impl From<Side> for SavedSide {
    fn from(side: Side) -> Self {
        match side {
            Side::Left => SavedSide::Left,
            Side::Right => SavedSide::Right,
        }
    }
}

impl From<SavedSide> for Side {
    fn from(side: SavedSide) -> Self {
        match side {
            SavedSide::Left => Side::Left,
            SavedSide::Right => Side::Right,
        }
    }
}

/// Choices that hold for all works; what is `None` was never chosen.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Choices {
    /// `columns`, `stacked` or `interleaved`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub layout: Option<String>,
    /// Whether page furniture is shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page_furniture: Option<bool>,
    /// `date`, `title` or `source`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sort: Option<String>,
    /// The name of the theme.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub theme: Option<String>,
    /// Whether the list is hidden.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub list_hidden: Option<bool>,
    /// The measure in columns.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub measure: Option<usize>,
    /// The languages that were read last, left and right.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<String>,
    /// Whether kzreader takes the mouse.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mouse: Option<bool>,
}

/// The names under which arrangements are saved and given on the command line.
pub const ARRANGEMENTS: &[(&str, Arrangement)] =
    &[("columns", Arrangement::Columns), ("stacked", Arrangement::Stacked), ("interleaved", Arrangement::Interleaved)];

impl Choices {
    /// The layout that was chosen.
    pub fn arrangement(&self) -> Option<Arrangement> {
        let name = self.layout.as_deref()?;
        ARRANGEMENTS.iter().find(|(known, _)| *known == name).map(|&(_, arrangement)| arrangement)
    }

    /// Chooses a layout.
    pub fn set_arrangement(&mut self, chosen: Arrangement) {
        let name = ARRANGEMENTS.iter().find(|&&(_, arrangement)| arrangement == chosen);
        self.layout = name.map(|(name, _)| (*name).to_owned());
    }

    /// Whether page furniture is folded.
    pub fn folding(&self) -> Folding {
        if self.page_furniture == Some(true) { Folding::Shown } else { Folding::Folded }
    }
}

impl Reading {
    /// The place.
    pub fn place(&self) -> Place {
        Place { segment: self.segment, offset: self.offset }
    }
}

impl State {
    /// Where the reader was last in a work; a place that was kept before versions were joined to it counts too.
    pub fn reading_of(&self, work: &Work) -> Option<&Reading> {
        let kept = work.versions.iter().filter_map(|version| self.reading.get(&version.id.0));
        kept.max_by_key(|reading| reading.time)
    }

    /// Keeps where the reader is in a work.
    pub fn keep_reading(&mut self, work: &Work, reading: Reading) {
        let Some(key) = work.versions.iter().map(|version| &version.id).min() else { return };
        for version in &work.versions {
            self.reading.remove(&version.id.0);
        }
        self.reading.insert(key.0.clone(), reading);
    }

    /// Says that two versions belong to one work.
    pub fn join(&mut self, a: &VersionId, b: &VersionId) {
        let (pair, mirrored) = ([a.0.clone(), b.0.clone()], [b.0.clone(), a.0.clone()]);
        self.parted.remove(&pair);
        self.parted.remove(&mirrored);
        self.joined.insert(pair);
    }

    /// Says that two versions belong to different works.
    pub fn part(&mut self, a: &VersionId, b: &VersionId) {
        let (pair, mirrored) = ([a.0.clone(), b.0.clone()], [b.0.clone(), a.0.clone()]);
        self.joined.remove(&pair);
        self.joined.remove(&mirrored);
        self.parted.insert(pair);
    }

    /// What the reader decided by hand, for opening a library.
    pub fn overrides(&self) -> Overrides {
        let pairs = |set: &BTreeSet<[String; 2]>| {
            set.iter().map(|[a, b]| [VersionId(a.clone()), VersionId(b.clone())]).collect::<Vec<_>>()
        };
        let language = |(id, tag): (&String, &String)| Some((VersionId(id.clone()), Language::parse(tag)?));
        Overrides {
            languages: self.languages.iter().filter_map(language).collect(),
            joined: pairs(&self.joined),
            parted: pairs(&self.parted),
        }
    }
}
