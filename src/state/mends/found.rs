//! What was mended in texts that may have changed since: found again by what its sentences say.
//!
//! Each segment has a fingerprint of its letters and digits, so that quotation marks, capitals and white space may change. In
//! a text that is as it was, numbers count. In one that changed, every place where the same sentences stand is a
//! candidate, the nearest ones first, and of all candidates the longest chain in the order of the file holds; of two that are
//! as long, the one that moved less.

use std::ops::Range;

use super::Texts;
use super::record::{Entry, Marked, Record};
use crate::align::{Hold, Pin, in_order};
use crate::language::fold::fold;
use crate::model::{Document, ShortHash};

/// The most candidates of a side of an entry, and of all entries together.
const MOST_PLACES: usize = 4;
const MOST_CANDIDATES: usize = 10_000;

/// The fingerprints of two texts.
pub(super) struct Prints {
    /// Of each segment.
    pub segments: [Vec<u64>; 2],
    /// Of all of each text.
    pub texts: [u64; 2],
}

impl Prints {
    pub fn of(texts: &Texts) -> Self {
        let of = |document: &Document| -> Vec<u64> {
            (0..document.segments().len()).map(|segment| print(document.segment_text(segment))).collect()
        };
        let segments = texts.documents.each_ref().map(|document| of(document));
        let of_all = |prints: &Vec<u64>| ShortHash::EMPTY.with(prints.iter().flat_map(|print| print.to_le_bytes())).0;
        let texts = segments.each_ref().map(of_all);
        Self { segments, texts }
    }

    fn end(&self) -> (usize, usize) {
        (self.segments[0].len(), self.segments[1].len())
    }
}

/// The fingerprint of a segment: of its letters and digits, or of all of it where it has none.
fn print(text: &str) -> u64 {
    let folded = fold(text);
    let bare: String = folded.chars().filter(|character| character.is_alphanumeric()).collect();
    ShortHash::EMPTY.with(if bare.is_empty() { folded.bytes() } else { bare.bytes() }).0
}

/// What holds in two texts, and what does not.
#[derive(Debug, Default)]
pub(super) struct FoundPins {
    /// The pins, in order.
    pub pins: Vec<Pin>,
    /// The entries that held before and don't now.
    pub lost: Vec<Entry>,
    /// The entries that were lost and hold again.
    pub again: Vec<Entry>,
}

/// Finds the entries of a record in two texts.
pub(super) fn find(record: &Record, prints: &Prints) -> FoundPins {
    let is_same = [0, 1].map(|side: usize| record.texts[side] == Some(prints.texts[side]));
    let candidates = |entry: &Entry, most: usize| candidates(entry, prints, is_same, most);
    let mut all: Vec<Vec<Candidate>> = record.kept.iter().map(|entry| candidates(entry, MOST_PLACES)).collect();
    if all.iter().map(Vec::len).sum::<usize>() > MOST_CANDIDATES {
        all = record.kept.iter().map(|entry| candidates(entry, 1)).collect();
    }
    let chosen = longest_chain(&all);
    let mut found = FoundPins::default();
    for ((entry, candidates), chosen) in record.kept.iter().zip(&all).zip(chosen) {
        match chosen {
            Some(at) => found.pins.push(candidates[at].pin.clone()),
            None => found.lost.push(entry.clone()),
        }
    }
    for entry in &record.lost {
        let fits = |candidate: &Candidate| {
            let apart = |pin: &Pin| pin.is_before(&candidate.pin) || candidate.pin.is_before(pin);
            found.pins.iter().all(apart)
        };
        if let Some(candidate) = candidates(entry, MOST_PLACES).into_iter().find(fits) {
            found.pins.push(candidate.pin);
            found.again.push(entry.clone());
        }
    }
    found.pins.sort_by_key(Pin::key);
    found.pins = in_order(&found.pins, prints.end());
    found
}

/// Where an entry may be.
struct Candidate {
    pin: Pin,
    /// By how many segments it moved.
    moved: usize,
}

fn candidates(entry: &Entry, prints: &Prints, is_same: [bool; 2], most: usize) -> Vec<Candidate> {
    let places = [0, 1].map(|side: usize| places(&entry.sides[side], &prints.segments[side], is_same[side], most));
    let moved = |side: usize, range: &Range<usize>| range.start.abs_diff(entry.sides[side].segments.start);
    let mut candidates: Vec<Candidate> = Vec::new();
    for source in &places[0] {
        for target in &places[1] {
            if source.is_empty() && target.is_empty()
                || entry.hold == Hold::Start && (source.len(), target.len()) != (1, 1)
            {
                continue;
            }
            let pin = Pin { source: source.clone(), target: target.clone(), hold: entry.hold };
            candidates.push(Candidate { pin, moved: moved(0, source) + moved(1, target) });
        }
    }
    candidates.sort_by_key(|candidate| candidate.moved);
    candidates
}

/// Where the segments of a side of an entry stand in a text, the nearest ones to where they stood first.
fn places(marked: &Marked, prints: &[u64], is_same: bool, most: usize) -> Vec<Range<usize>> {
    let (n, from) = (marked.segments.len(), marked.segments.start);
    let is_there = marked.segments.end <= prints.len();
    let starts = match marked.prints.as_slice() {
        // Whoever wrote no fingerprint means the number, unless the text is said to be another one.
        [] if is_same || marked.is_of_any_text => vec![from],
        // What stands at the end of a text has no sentence after it.
        [] if n == 0 => vec![prints.len()],
        [] => Vec::new(),
        own if is_same && is_there && prints[from..].starts_with(own) => vec![from],
        own => {
            let is_it = |(at, some): (usize, &[u64])| (some == own).then_some(at);
            let mut found: Vec<usize> = prints.windows(own.len()).enumerate().filter_map(is_it).collect();
            found.sort_by_key(|at| at.abs_diff(from));
            found.truncate(most);
            found
        }
    };
    starts.into_iter().map(|at| at..at + n).filter(|range| range.end <= prints.len()).collect()
}

/// Of the candidates of each entry at most one, such that as many entries as can be have theirs in order.
fn longest_chain(all: &[Vec<Candidate>]) -> Vec<Option<usize>> {
    let flat: Vec<(usize, usize, &Candidate)> = all
        .iter()
        .enumerate()
        .flat_map(|(entry, candidates)| {
            candidates.iter().enumerate().map(move |(at, candidate)| (entry, at, candidate))
        })
        .collect();
    let mut chosen = vec![None; all.len()];
    if flat.len() > MOST_CANDIDATES {
        // Each as it comes, if it does not contradict the one before.
        let mut last: Option<&Pin> = None;
        for &(entry, at, candidate) in &flat {
            if chosen[entry].is_none() && last.is_none_or(|last| last.is_before(&candidate.pin)) {
                (chosen[entry], last) = (Some(at), Some(&candidate.pin));
            }
        }
        return chosen;
    }
    // For each candidate the best chain that ends with it: how many, by how much they moved, and the one before.
    let mut best: Vec<(usize, usize, Option<usize>)> = Vec::with_capacity(flat.len());
    for (index, &(entry, _, candidate)) in flat.iter().enumerate() {
        let mut own = (1, candidate.moved, None);
        for (before, &(earlier, _, other)) in flat[..index].iter().enumerate() {
            let (n, moved, _) = best[before];
            let longer = (n + 1, std::cmp::Reverse(moved + candidate.moved)) > (own.0, std::cmp::Reverse(own.1));
            if earlier < entry && longer && other.pin.is_before(&candidate.pin) {
                own = (n + 1, moved + candidate.moved, Some(before));
            }
        }
        best.push(own);
    }
    let last = (0..flat.len())
        .max_by_key(|&index| (best[index].0, std::cmp::Reverse(best[index].1), std::cmp::Reverse(index)));
    let mut next = last;
    while let Some(index) = next {
        let (entry, at, _) = flat[index];
        chosen[entry] = Some(at);
        next = best[index].2;
    }
    chosen
}
