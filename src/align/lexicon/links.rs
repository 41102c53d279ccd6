//! The links of a lexicon: one for each two words that met in a bead or look alike.

use std::ops::Range;

use super::meetings::Meetings;
use crate::align::likeness::Likeness;
use crate::align::words::Words;

/// Links, to be gone through from either side.
///
/// A link's number is its place in the list of the source side.
#[derive(Debug, Default)]
pub struct Links {
    /// For each word of either side, where its links begin in the list of that side.
    starts: [Vec<u32>; 2],
    /// The target word of each link.
    targets: Vec<u32>,
    /// By target word: the source word and the link's number.
    sources: Vec<(u32, u32)>,
    /// What is believed of each link beforehand, in occurrences.
    pub given: Vec<f32>,
}

/// No link yet.
const NONE: u32 = u32::MAX;

impl Links {
    /// The links between all words that met, and those that look alike; tells the meetings the numbers of theirs.
    ///
    /// `n_words` are the sizes of the two vocabularies; a likeness counts for `strength` occurrences.
    pub fn new(
        meetings: &mut Meetings,
        words: [&Words; 2],
        n_words: [usize; 2],
        likenesses: &[Likeness],
        strength: f32,
    ) -> Self {
        let (starts, places) = meetings.places_of_sources(words, n_words[0]);
        let mut links = Self { starts: [vec![0], Vec::new()], ..Self::default() };
        let mut known = vec![NONE; n_words[1]];
        let mut likenesses = likenesses.iter().peekable();
        for word in 0..n_words[0] {
            let first = links.targets.len();
            while let Some(&(_, target, belief)) = likenesses.next_if(|likeness| likeness.0 as usize == word) {
                let link = links.link_to(target, &mut known) as usize;
                links.given[link] = belief * strength;
            }
            for &(number, place) in &places[starts[word] as usize..starts[word + 1] as usize] {
                meetings.tell_links(words, number as usize, place as usize, |target| links.link_to(target, &mut known));
            }
            links.targets[first..].iter().for_each(|&target| known[target as usize] = NONE);
            links.starts[0].push(links.targets.len() as u32);
        }
        links.list_by_target(n_words);
        links
    }

    fn link_to(&mut self, target: u32, known: &mut [u32]) -> u32 {
        let link = &mut known[target as usize];
        if *link == NONE {
            *link = self.targets.len() as u32;
            self.targets.push(target);
            self.given.push(0.0);
        }
        *link
    }

    fn list_by_target(&mut self, [n_sources, n_targets]: [usize; 2]) {
        self.starts[1] = vec![0; n_targets + 1];
        for &target in &self.targets {
            self.starts[1][target as usize + 1] += 1;
        }
        for word in 0..n_targets {
            self.starts[1][word + 1] += self.starts[1][word];
        }
        self.sources = vec![(0, 0); self.targets.len()];
        let mut next = self.starts[1].clone();
        for word in 0..n_sources {
            for link in self.starts[0][word]..self.starts[0][word + 1] {
                let place = &mut next[self.targets[link as usize] as usize];
                self.sources[*place as usize] = (word as u32, link);
                *place += 1;
            }
        }
    }

    /// How many links there are.
    pub fn len(&self) -> usize {
        self.targets.len()
    }

    /// How many words a side has.
    pub fn n_words(&self, side: usize) -> usize {
        self.starts[side].len() - 1
    }

    /// The places of a word's links in the list of its side.
    pub fn of(&self, side: usize, word: usize) -> Range<usize> {
        self.starts[side][word] as usize..self.starts[side][word + 1] as usize
    }

    /// The number of the link at a place in the list of a side.
    pub fn number(&self, side: usize, place: usize) -> usize {
        if side == 0 { place } else { self.sources[place].1 as usize }
    }

    /// The other word of the link at a place in the list of a side.
    pub fn other(&self, side: usize, place: usize) -> u32 {
        if side == 0 { self.targets[place] } else { self.sources[place].0 }
    }

    /// Sums by the word of a side.
    pub fn sums(&self, side: usize, values: &[f32]) -> Vec<f32> {
        let sum = |word| self.of(side, word).map(|place| values[self.number(side, place)]).sum();
        (0..self.n_words(side)).map(sum).collect()
    }
}
