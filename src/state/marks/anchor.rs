//! Where a passage stands in a version, so that it is found again in a text that was changed.
//!
//! A passage is kept as positions and as fingerprints: of all of it, of its first and its last sentence, and of the
//! sentences around it. Where the text at the positions is another one now, it is looked for by these, the nearest first;
//! at last by the words that its beginning has. What can't be found is gone from the text, and is told so.

use std::collections::HashSet;
use std::fmt;
use std::ops::Range;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::import::sanitise::on_one_line;
use crate::language::fold::fold;
use crate::model::{Alignment, Document, ShortHash, Side, Version};

/// How much of a passage is kept to be shown where its text is not at hand, in characters.
const LONGEST_TEXT: usize = 160;

/// How much of a title is.
const LONGEST_TITLE: usize = 120;

/// Of the words of a passage's beginning so many hundredths have to be in a sentence for it to be that passage, changed.
const ENOUGH_WORDS: usize = 60;

/// A fingerprint of a text, whatever white space is in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Print(ShortHash);

impl Print {
    /// The fingerprint of a text.
    pub fn of(text: &str) -> Self {
        Self(ShortHash::EMPTY).with(text)
    }

    /// The fingerprint of what this one is of and another text behind it.
    #[must_use]
    pub fn with(self, text: &str) -> Self {
        Self(self.0.with(text.split_whitespace().flat_map(|word| word.bytes().chain([b' ']))))
    }
}

impl fmt::Display for Print {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0.0)
    }
}

impl Serialize for Print {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Print {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        u64::from_str_radix(&text, 16).map(|hash| Self(ShortHash(hash))).map_err(serde::de::Error::custom)
    }
}

/// A passage of a version.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Anchor {
    /// Its first position: a byte of the text, or of the file where that is too long to be held.
    pub from: u64,
    /// The position behind it.
    pub to: u64,
    /// The version's language, as a tag.
    #[serde(rename = "lang")]
    pub language: String,
    /// The version's title.
    pub title: String,
    /// How the passage begins.
    pub text: String,
    /// How many segments it has.
    segments: u32,
    whole: Print,
    first: Print,
    last: Print,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    before: Option<Print>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    after: Option<Print>,
}

/// What became of a passage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// It is where it was: these bytes of the document's text.
    Here(Range<usize>),
    /// It is elsewhere now.
    Moved(Range<usize>),
    /// Something that is much like it is there.
    Changed(Range<usize>),
    /// That part of the text is not held.
    NotHeld,
    /// It is not there any more.
    Gone,
}

impl Found {
    /// The bytes of the document's text where it is.
    pub fn bytes(&self) -> Option<Range<usize>> {
        match self {
            Found::Here(bytes) | Found::Moved(bytes) | Found::Changed(bytes) => Some(bytes.clone()),
            Found::NotHeld | Found::Gone => None,
        }
    }
}

impl Anchor {
    /// The anchor of some segments of a version's document; `None` for no segments.
    pub fn of(version: &Version, document: &Document, segments: Range<usize>) -> Option<Self> {
        let all = document.segments();
        let (first, last) = (all.get(segments.start)?, all.get(segments.end.checked_sub(1)?)?);
        if segments.is_empty() {
            return None;
        }
        let bytes = first.range.start..last.range.end;
        let print = |segment: usize| all.get(segment).map(|_| Print::of(document.segment_text(segment)));
        // One that ends with what is held is known by its last character, which is.
        let to = document.position_of(bytes.end - 1).saturating_add(1).max(document.position_of(bytes.end));
        let title = version.description.title.as_deref().unwrap_or_default();
        Some(Self {
            from: document.position_of(bytes.start),
            to,
            language: version.language.tag().to_owned(),
            title: on_one_line(title, LONGEST_TITLE),
            text: beginning(&document.text()[bytes.clone()]),
            segments: u32::try_from(segments.len()).unwrap_or(u32::MAX),
            whole: Print::of(&document.text()[bytes]),
            first: Print::of(document.segment_text(segments.start)),
            last: Print::of(document.segment_text(segments.end - 1)),
            before: segments.start.checked_sub(1).and_then(print),
            after: print(segments.end),
        })
    }

    /// Whether the passage is where it was in a document; where this gives `None` it has to be looked for.
    pub fn stays(&self, document: &Document) -> Option<Found> {
        let (held, _) = document.span();
        let is_held = held.start <= self.from && self.to <= held.end;
        if !is_held {
            return (!document.has_start() || !document.has_end()).then_some(Found::NotHeld);
        }
        let start = document.byte_at(self.from)?;
        let last = document.byte_at(self.to.checked_sub(1)?)?;
        let text = document.text();
        let end = (last + 1..=text.len()).find(|&byte| text.is_char_boundary(byte))?;
        let bytes = start..end;
        (text.is_char_boundary(start) && start < end && Print::of(&text[bytes.clone()]) == self.whole)
            .then_some(Found::Here(bytes))
    }

    /// Looks for the passage in a document in which it is not where it was.
    pub fn look_in(&self, document: &Document, segmentation: &Segmentation) -> Found {
        let n = (self.segments as usize).max(1);
        let prints = &segmentation.prints;
        let was = document.byte_at(self.from).unwrap_or(document.text().len());
        let nearest = |found: &mut dyn Iterator<Item = Range<usize>>| {
            found.min_by_key(|segments| document.segments()[segments.start].range.start.abs_diff(was))
        };
        let at = |first: usize| (first + n <= prints.len()).then(|| first..first + n);
        let is = |segment: usize, print: Print| prints.get(segment) == Some(&print);
        let all = || 0..prints.len();
        let whole = nearest(&mut all().filter_map(|i| at(i).filter(|s| is(i, self.first) && is(s.end - 1, self.last))));
        let one_end = || {
            let by_first = all().filter(|&i| is(i, self.first)).filter_map(at);
            let by_last = all().filter(|&i| is(i, self.last)).filter_map(|i| at((i + 1).checked_sub(n)?));
            nearest(&mut by_first.chain(by_last))
        };
        let between = || {
            let (before, after) = (self.before?, self.after?);
            let end = |i: usize| (i + 2..=i + n + 3).find(|&k| is(k, after));
            nearest(&mut all().filter(|&i| is(i, before)).filter_map(|i| Some(i + 1..end(i)?)))
        };
        if let Some(segments) = whole.or_else(one_end).or_else(between) {
            return Found::Moved(bytes_of(document, segments));
        }
        match self.by_words(document) {
            Some(segment) => Found::Changed(bytes_of(document, segment..segment + 1)),
            None if document.has_start() && document.has_end() => Found::Gone,
            None => Found::NotHeld,
        }
    }

    /// Where the passage is in another version's document; `alignment` is that of the two.
    pub fn carried(&self, from: &Document, to: &Document, alignment: &Alignment) -> Found {
        let found = self.stays(from).unwrap_or_else(|| self.look_in(from, &Segmentation::of(from)));
        let bead_of = |segment: usize| alignment.bead_of(Side::Left, segment);
        let beads = found.bytes().and_then(|bytes| segments_in(from, &bytes)).and_then(|segments| {
            let (first, last) = (bead_of(segments.start)?, bead_of(segments.end - 1)?);
            Some(&alignment.beads()[first..last + 1])
        });
        let segments = match beads {
            Some([first, .., last]) => first.target.start..last.target.end,
            Some([only]) => only.target.clone(),
            Some([]) | None => 0..0,
        };
        if segments.is_empty() { Found::Gone } else { Found::Here(bytes_of(to, segments)) }
    }

    /// The sentence that has most of the words of the passage's beginning, if one has enough of them.
    fn by_words(&self, document: &Document) -> Option<usize> {
        let words = |text: &str| {
            let folded = fold(text);
            let words = folded.split(|character: char| !character.is_alphanumeric());
            words.filter(|word| !word.is_empty()).map(str::to_owned).collect::<HashSet<String>>()
        };
        let wanted = words(&self.text);
        // A few words are in many sentences.
        if wanted.len() < 4 {
            return None;
        }
        let score = |segment: usize| {
            let has = words(document.segment_text(segment));
            let most = wanted.len().max(has.len().min(wanted.len() * 2));
            wanted.intersection(&has).count() * 100 / most
        };
        let best = (0..document.segments().len()).map(|segment| (score(segment), segment)).max_by_key(|best| best.0)?;
        (best.0 >= ENOUGH_WORDS).then_some(best.1)
    }

    pub(super) fn put_right(&mut self) {
        self.to = self.to.max(self.from);
        self.text = on_one_line(&self.text, LONGEST_TEXT);
        self.title = on_one_line(&self.title, LONGEST_TITLE);
        self.language.truncate(self.language.char_indices().nth(40).map_or(self.language.len(), |(at, _)| at));
    }
}

/// The fingerprints of all segments of a document, for looking for many passages in it.
#[derive(Debug, Clone)]
pub struct Segmentation {
    prints: Vec<Print>,
}

impl Segmentation {
    /// Those of a document.
    pub fn of(document: &Document) -> Self {
        Self { prints: (0..document.segments().len()).map(|i| Print::of(document.segment_text(i))).collect() }
    }
}

/// The segments that some bytes of a document are in.
pub fn segments_in(document: &Document, bytes: &Range<usize>) -> Option<Range<usize>> {
    let first = document.segment_at(bytes.start)?;
    let last = document.segment_at(bytes.end.checked_sub(1)?)?;
    Some(first..last.max(first) + 1)
}

fn bytes_of(document: &Document, segments: Range<usize>) -> Range<usize> {
    document.segments()[segments.start].range.start..document.segments()[segments.end - 1].range.end
}

/// How a text begins, on one line.
fn beginning(text: &str) -> String {
    let end = text.char_indices().nth(4 * LONGEST_TEXT).map_or(text.len(), |(at, _)| at);
    on_one_line(&text[..end], LONGEST_TEXT)
}
