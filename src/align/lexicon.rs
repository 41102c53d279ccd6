//! Which words translate which: a lexicon learnt on the texts themselves.
//!
//! IBM model 1 (P. Brown et al., *The mathematics of statistical machine translation*, 1993) in both directions: each
//! word of a bead was brought about by one word of the other side, or by none, and expectation–maximisation finds how
//! likely each link is. R. Moore (2002) learns it from beads found by their lengths; here each bead counts with its
//! posterior probability, so that nothing has to be decided too early. What is believed of words beforehand
//! ([`super::likeness`]) is given as occurrences that were never seen (a Dirichlet prior), and a word that has no link says
//! nothing instead of speaking against a bead.
//!
//! **Leave one out.** A lexicon confirms whatever it was learnt from: two rare words that met once translate each other
//! with certainty, and so hold the bead together in which they met. When two segments are compared, what they taught of
//! each other is therefore taken away first ([`Lexicon::explain`]). Of all parts of the method this one gains the most.
//!
//! Worked example: `Hund` stands in three segments, beside `dog` in two of them; the others hold nothing of the kind.
//! After some rounds p(dog | Hund) is near 2 / (3 + 2), as the prior counts for two occurrences; when one of the two
//! segments is scored it is 1 / (2 + 2), and in a text where `dog` is one word in 500 that makes the bead 125 times
//! likelier.

mod links;
mod meetings;

use std::ops::Range;

use links::Links;
use meetings::Meetings;

pub use meetings::Weighted;

use super::likeness::View;
use super::threads::both;
use super::words::{Vocabulary, Words};

/// Occurrences that a word is taken to have had without any counterpart, and those that a likeness counts for.
const UNSEEN: f32 = 2.0;
const LIKENESS: f32 = 3.0;

/// The chance of a word without any cause, for each word of the other side.
const NOTHING: f32 = 0.02;

/// Ratios that are too small to matter among the words of a segment.
const NEGLIGIBLE: f32 = 0.1;

/// Rounds of expectation–maximisation.
const ROUNDS: usize = 4;

/// The words of both sides that may translate each other, and how likely they do.
#[derive(Debug)]
pub struct Lexicon {
    links: Links,
    meetings: Meetings,
    directions: [Direction; 2],
    /// How likely each word is anywhere.
    chances: [Vec<f32>; 2],
}

/// What the words of one side bring about on the other.
#[derive(Debug, Default)]
struct Direction {
    /// How often each link was found.
    counts: Vec<f32>,
    /// The same summed by word.
    sums: Vec<f32>,
    /// [`Links::given`] summed by word, and [`UNSEEN`].
    given_sums: Vec<f32>,
    /// The chance of each link.
    chances: Vec<f32>,
    /// [`Meetings::shares`].
    shares: Vec<f32>,
    /// In the order of the side's list: the other word, and how much likelier it is than anywhere.
    ratios: Vec<(u32, f32)>,
    /// For each word of the side, where its ratios begin.
    ratio_starts: Vec<u32>,
    /// The part of a word's chances that says nothing.
    rests: Vec<f32>,
}

impl Direction {
    /// The words that a word brings about, and how much likelier they are beside it than anywhere.
    fn ratios_of(&self, word: u32) -> &[(u32, f32)] {
        let word = word as usize;
        &self.ratios[self.ratio_starts[word] as usize..self.ratio_starts[word + 1] as usize]
    }
}

/// What is used again from one segment to the next.
#[derive(Debug, Default)]
pub struct Workspace {
    by_word: Vec<f32>,
}

impl Lexicon {
    /// Learns from beads, beginning with what is believed beforehand; `None` when it is not wanted any more.
    pub fn learn(beads: Vec<Weighted>, view: View, is_wanted: &(dyn Fn() -> bool + Sync)) -> Option<Self> {
        let mut meetings = Meetings::new(beads, view.words);
        let n_words = view.vocabularies.map(Vocabulary::len);
        let links = Links::new(&mut meetings, view.words, n_words, view.likenesses, LIKENESS);
        let chances = view.vocabularies.map(Vocabulary::chances);
        let mut lexicon = Self { links, meetings, directions: Default::default(), chances };
        let [forth, back] = both(|side| lexicon.direction(side, is_wanted));
        lexicon.directions = [forth?, back?];
        Some(lexicon)
    }

    fn direction(&self, side: usize, is_wanted: &(dyn Fn() -> bool + Sync)) -> Option<Direction> {
        let given_sums = self.links.sums(side, &self.links.given).into_iter().map(|sum| sum + UNSEEN).collect();
        let is_taught = !self.meetings.is_empty();
        let counts = vec![if is_taught { 1.0 } else { 0.0 }; self.links.len()];
        let mut direction = Direction { given_sums, ..Direction::default() };
        self.count(side, counts, &mut direction);
        if is_taught {
            for _ in 0..ROUNDS {
                is_wanted().then_some(())?;
                let shares = self.meetings.shares(side, &direction.chances, NOTHING);
                let counts = self.meetings.counts(side, &direction.chances, &shares);
                self.count(side, counts, &mut direction);
            }
            direction.shares = self.meetings.shares(side, &direction.chances, NOTHING);
        }
        direction.ratio_starts.push(0);
        for word in 0..self.links.n_words(side) {
            for place in self.links.of(side, word) {
                let (other, link) = (self.links.other(side, place), self.links.number(side, place));
                let ratio = direction.chances[link] / self.chances[1 - side][other as usize];
                if ratio > NEGLIGIBLE {
                    direction.ratios.push((other, ratio));
                }
            }
            direction.ratio_starts.push(direction.ratios.len() as u32);
            direction.rests.push(UNSEEN / (direction.sums[word] + direction.given_sums[word]));
        }
        Some(direction)
    }

    /// Takes new counts, and makes sums and chances of them.
    fn count(&self, side: usize, counts: Vec<f32>, direction: &mut Direction) {
        direction.sums = self.links.sums(side, &counts);
        direction.chances.resize(counts.len(), 0.0);
        for word in 0..self.links.n_words(side) {
            let all = direction.sums[word] + direction.given_sums[word];
            for place in self.links.of(side, word) {
                let link = self.links.number(side, place);
                direction.chances[link] = (counts[link] + self.links.given[link]) / all;
            }
        }
        direction.counts = counts;
    }

    /// For each word of some segments of the other side, how much likelier it is beside a segment than anywhere, summed
    /// over the words of the segment. What the segment and another one taught of each other is left out.
    pub fn explain(
        &self,
        side: usize,
        words: [&Words; 2],
        segment: usize,
        others: Range<usize>,
        workspace: &mut Workspace,
    ) -> Vec<f32> {
        let direction = &self.directions[side];
        let by_word = &mut workspace.by_word;
        // All zeros between two calls.
        by_word.resize(self.chances[1 - side].len(), 0.0);
        let mut rest = 0.0;
        for &word in words[side].of(segment..segment + 1) {
            rest += direction.rests[word as usize];
            for &(other, ratio) in direction.ratios_of(word) {
                by_word[other as usize] += ratio;
            }
        }
        let told = words[1 - side].of(others.clone());
        let mut explained: Vec<f32> = told.iter().map(|&word| by_word[word as usize] + rest).collect();
        for &word in words[side].of(segment..segment + 1) {
            direction.ratios_of(word).iter().for_each(|&(other, _)| by_word[other as usize] = 0.0);
        }
        let from = words[1 - side].places(others.clone()).start;
        for (other, encounters) in self.meetings.encounters(side, segment, others) {
            let places = words[1 - side].places(other..other + 1);
            let here = &mut explained[places.start - from..places.end - from];
            self.leave_out(side, words, (segment, other), encounters, here);
        }
        explained
    }

    /// How much likelier each word of another segment is beside a segment, without what the two taught of each other.
    fn leave_out(
        &self,
        side: usize,
        words: [&Words; 2],
        (segment, other): (usize, usize),
        encounters: &[meetings::Encounter],
        explained: &mut [f32],
    ) {
        let (own, told) = (words[side].of(segment..segment + 1), words[1 - side].of(other..other + 1));
        let (first_own, first_told) = (first_places(own), first_places(told));
        let direction = &self.directions[side];
        let n_told = told.len();
        let mut links = vec![0_u32; own.len() * n_told];
        // By the first places of the two words.
        let mut taught = vec![0.0_f32; own.len() * n_told];
        for &(_, _, number) in encounters {
            let meeting = self.meetings.get(number);
            let (source, target) = if side == 0 { (segment, other) } else { (other, segment) };
            let offsets = [
                words[0].places(meeting.bead.source.start..source).len(),
                words[1].places(meeting.bead.target.start..target).len(),
            ];
            for a in 0..own.len() {
                for b in 0..n_told {
                    let (x, y) = if side == 0 { (a, b) } else { (b, a) };
                    let link = self.meetings.link(meeting, offsets[0] + x, offsets[1] + y);
                    let share = direction.shares[Meetings::share_place(meeting, side, offsets[1 - side] + b)];
                    links[a * n_told + b] = link;
                    taught[first_own[a] * n_told + first_told[b]] += direction.chances[link as usize] * share;
                }
            }
        }
        let mut rest = 0.0;
        let all: Vec<f32> = (0..own.len())
            .map(|a| {
                let row = first_own[a] * n_told;
                let taught: f32 = taught[row..row + n_told].iter().sum();
                let word = own[a] as usize;
                let all = (direction.sums[word] - taught).max(0.0) + direction.given_sums[word];
                rest += UNSEEN / all;
                all
            })
            .collect();
        for (b, explained) in explained.iter_mut().enumerate() {
            let chance = |a: usize| {
                let link = links[a * n_told + b] as usize;
                let count = direction.counts[link] - taught[first_own[a] * n_told + first_told[b]];
                (count.max(0.0) + self.links.given[link]) / all[a]
            };
            let sum: f32 = (0..own.len()).map(chance).sum();
            *explained = sum / self.chances[1 - side][told[b] as usize] + rest;
        }
    }
}

/// For each word of a list, the first place where it stands.
fn first_places(words: &[u32]) -> Vec<usize> {
    words.iter().enumerate().map(|(at, word)| words.iter().position(|other| other == word).unwrap_or(at)).collect()
}
