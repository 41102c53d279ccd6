//! What the reader leaves behind: places, languages set by hand, works joined or parted, choices.
//!
//! It lies in one TOML file under the XDG state folder. Saving reads the file again under a lock, puts in what was
//! changed here, writes a temporary file beside it, syncs and renames it: two kzreaders keep each other's places,
//! and a crash leaves the old file or the new one. Of a damaged file what can be read is kept. Alignments that took
//! long are kept beside it, in the cache folder.

pub mod alignments;
pub(crate) mod careful;
mod form;
mod lifted;
pub mod marks;
pub mod mends;
mod merge;
pub mod pace;
mod salvage;
mod store;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::layout::{Arrangement, Folding, Grain};
use crate::library::Overrides;
use crate::model::{Document, Language, Place, Side, VersionId, Work};

pub use lifted::Lifted;
pub use pace::Pace;
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
    /// Encodings set by hand, by version.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub encodings: BTreeMap<String, String>,
    /// What was lifted of versions under the veil, by version.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub lifted: BTreeMap<String, Lifted>,
    /// How fast the reader reads, by language.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub paces: BTreeMap<String, Pace>,
    /// Versions joined by hand.
    pub joined: BTreeSet<[String; 2]>,
    /// Versions parted by hand.
    pub parted: BTreeSet<[String; 2]>,
    /// Choices that hold for all works, made by key.
    pub choices: Choices,
    /// What the configuration said of them the last time: where it says something else now, that counts.
    pub configured: Choices,
}

/// How many places are kept, and how many languages, works joined and works parted.
const MOST_PLACES: usize = 10_000;
const MOST_BY_HAND: usize = 20_000;

/// How many languages people read in.
const MOST_PACES: usize = 500;

/// How many ranges are kept that were lifted, in all versions together.
const MOST_LIFTED: usize = 20_000;

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
    /// The side that is under the veil.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub veil: Option<SavedSide>,
    /// The byte of the version's text where the reader is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub byte: Option<u64>,
    /// The block, in files of form 1, which had no `byte`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub segment: Option<usize>,
    /// Bytes into that block.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offset: Option<usize>,
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

/// A place as it is kept: it holds for a text that is cut into other segments the next time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spot {
    /// A position: a byte of the text, or of the file where that is too long to be held.
    Byte(u64),
    /// A byte of a block, counted from its start.
    Block {
        /// The block.
        block: usize,
        /// Bytes from its start.
        offset: usize,
    },
}

impl Spot {
    /// The spot of a place in a document.
    pub fn of(document: &Document, place: Place) -> Self {
        let start = document.segments().get(place.segment).map_or(document.text().len(), |segment| segment.range.start);
        Spot::Byte(document.position_of(start + place.offset))
    }

    /// The position; of a block, which only old state files have, the beginning of the text.
    pub fn position(self) -> u64 {
        match self {
            Spot::Byte(position) => position,
            Spot::Block { .. } => 0,
        }
    }

    /// The place in a document; where its text is shorter than it was, the last segment.
    pub fn place_in(self, document: &Document) -> Place {
        let mut byte = self.byte_in(document);
        while !document.text().is_char_boundary(byte) {
            byte -= 1;
        }
        let Some(segment) = document.segment_at(byte) else { return Place::default() };
        let range = document.segments()[segment].range.clone();
        let offset = if range.contains(&byte) { byte - range.start } else { 0 };
        Place { segment, offset }
    }

    /// Whether a document that may be only the beginning of a text reaches so far.
    pub fn is_within(self, document: &Document) -> bool {
        match self {
            Spot::Byte(position) => document.span().0.contains(&position),
            Spot::Block { block, .. } => block < document.blocks().len(),
        }
    }

    fn byte_in(self, document: &Document) -> usize {
        let end = document.text().len();
        match self {
            Spot::Byte(position) if position < document.span().0.start => 0,
            Spot::Byte(position) => document.byte_at(position).map_or(end, |byte| byte.min(end)),
            Spot::Block { block, offset } => {
                let range = document.blocks().get(block).or(document.blocks().last()).map(|block| block.range.clone());
                range.map_or(0, |range| range.start.saturating_add(offset).min(range.end.saturating_sub(1)))
            }
        }
    }
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
    /// Whether rows are filled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub justification: Option<bool>,
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
    /// How much of a side stands together in stacked texts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stacked_by: Option<String>,
    /// The same for interleaved ones.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interleaved_by: Option<String>,
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

/// The names under which grains are saved and given on the command line.
pub const GRAINS: &[(&str, Grain)] = &[("bead", Grain::Bead), ("block", Grain::Block)];

impl Choices {
    /// The grain that was chosen for an arrangement; stacked texts go block by block, interleaved ones bead by bead.
    pub fn grain(&self, arrangement: Arrangement) -> Grain {
        let (kept, usual) = match arrangement {
            Arrangement::Columns => (&None, Grain::Bead),
            Arrangement::Stacked => (&self.stacked_by, Grain::Block),
            Arrangement::Interleaved => (&self.interleaved_by, Grain::Bead),
        };
        let chosen = GRAINS.iter().find(|(name, _)| Some(*name) == kept.as_deref());
        chosen.map_or(usual, |&(_, grain)| grain)
    }

    /// Chooses the grain of an arrangement; columns have none.
    pub fn set_grain(&mut self, arrangement: Arrangement, chosen: Grain) {
        let name = GRAINS.iter().find(|&&(_, grain)| grain == chosen).map(|(name, _)| (*name).to_owned());
        match arrangement {
            Arrangement::Columns => {}
            Arrangement::Stacked => self.stacked_by = name,
            Arrangement::Interleaved => self.interleaved_by = name,
        }
    }

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
    /// Where the place is.
    pub fn spot(&self) -> Spot {
        match self.byte {
            Some(byte) => Spot::Byte(byte),
            None => Spot::Block { block: self.segment.unwrap_or(0), offset: self.offset.unwrap_or(0) },
        }
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
        // What is kept last is the latest, whatever the clock says.
        let latest = self.reading.values().map(|other| other.time).max();
        let time = latest.map_or(reading.time, |latest| reading.time.max(latest.saturating_add(1)));
        let reading = Reading { time, ..reading };
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

    /// Puts right what can't be: a clock that went back leaves times that have not come yet.
    pub fn put_right(&mut self, now: u64) {
        self.stay_small();
        for reading in self.reading.values_mut() {
            reading.time = reading.time.min(now);
            reading.progress = reading.progress.min(1000);
        }
        self.paces.retain(|_, pace| !pace.is_absurd());
    }

    /// Forgets the places that were read longest ago, and whatever else nobody can have set by hand.
    fn stay_small(&mut self) {
        self.keep_latest(MOST_PLACES);
        let mut n_left = MOST_BY_HAND;
        self.languages.retain(|_, _| n_left.checked_sub(1).map(|left| n_left = left).is_some());
        for set in [&mut self.joined, &mut self.parted] {
            let mut n_left = MOST_BY_HAND;
            set.retain(|_| n_left.checked_sub(1).map(|left| n_left = left).is_some());
        }
        let mut n_left = MOST_PACES;
        self.paces.retain(|_, _| n_left.checked_sub(1).map(|left| n_left = left).is_some());
        self.keep_latest_lifted();
    }

    /// Of too much that was lifted, keeps what belongs to the works that were read last.
    fn keep_latest_lifted(&mut self) {
        self.lifted.retain(|_, lifted| !lifted.is_empty());
        let mut n_left: usize = self.lifted.values().map(Lifted::n_ranges).sum();
        if n_left <= MOST_LIFTED {
            return;
        }
        let mut read: BTreeMap<&str, u64> = BTreeMap::new();
        for reading in self.reading.values() {
            for version in std::iter::once(&reading.left).chain(&reading.right) {
                let time = read.entry(version).or_default();
                *time = reading.time.max(*time);
            }
        }
        let time_of = |version: &str| read.get(version).copied().unwrap_or(0);
        let mut versions: Vec<(u64, String)> = self.lifted.keys().map(|id| (time_of(id), id.clone())).collect();
        versions.sort_unstable();
        for (_, version) in versions {
            if n_left <= MOST_LIFTED {
                break;
            }
            n_left -= self.lifted.remove(&version).map_or(0, |lifted| lifted.n_ranges());
        }
    }

    /// The same while a file is read, where it need not be done at once.
    fn stay_small_enough(&mut self) {
        let by_hand = [self.languages.len(), self.joined.len(), self.parted.len()];
        let by_hand_or_lifted = by_hand.iter().any(|&n| n > 2 * MOST_BY_HAND) || self.lifted.len() > 2 * MOST_LIFTED;
        if self.reading.len() > 2 * MOST_PLACES || by_hand_or_lifted {
            self.stay_small();
        }
    }

    fn keep_latest(&mut self, most: usize) {
        let n_too_many = self.reading.len().saturating_sub(most);
        if n_too_many == 0 {
            return;
        }
        let mut keys: Vec<(u64, String)> =
            self.reading.iter().map(|(key, reading)| (reading.time, key.clone())).collect();
        keys.sort_unstable();
        for (_, key) in &keys[..n_too_many] {
            self.reading.remove(key);
        }
    }

    /// What the reader decided by hand, for opening a library.
    pub fn overrides(&self) -> Overrides {
        let pairs = |set: &BTreeSet<[String; 2]>| {
            set.iter().map(|[a, b]| [VersionId(a.clone()), VersionId(b.clone())]).collect::<Vec<_>>()
        };
        let language = |(id, tag): (&String, &String)| Some((VersionId(id.clone()), Language::parse(tag)?));
        Overrides {
            languages: self.languages.iter().filter_map(language).collect(),
            encoding: None,
            encodings: self.encodings.iter().map(|(id, label)| (VersionId(id.clone()), label.clone())).collect(),
            joined: pairs(&self.joined),
            parted: pairs(&self.parted),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{BlockKind, DocumentBuilder, Spacing};

    pub(super) fn reading(byte: u64) -> Reading {
        Reading {
            left: "a".into(),
            right: None,
            single: false,
            focus: SavedSide::default(),
            side: SavedSide::default(),
            veil: None,
            byte: Some(byte),
            segment: None,
            offset: None,
            row: 0,
            progress: 0,
            time: 1,
        }
    }

    #[test]
    fn a_spot_past_the_end_is_the_last_place() {
        let mut builder = DocumentBuilder::default();
        builder.push(BlockKind::Paragraph, Spacing::Apart, 0..6);
        let document = builder.finish("Short.".to_owned(), |_, _| Vec::new());
        for far in [6, 7, usize::MAX] {
            for spot in
                [Spot::Byte(far as u64), Spot::Block { block: far, offset: far }, Spot::Block { block: 0, offset: far }]
            {
                assert_eq!(spot.place_in(&document).segment, 0, "{spot:?}");
            }
        }
    }
}
