//! Where words of both sides met: the beads that a lexicon is learnt from.

use std::ops::Range;

use crate::align::words::Words;

/// A bead of an alignment that may be, and how likely it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Weighted {
    /// The source segments.
    pub source: Range<usize>,
    /// The target segments.
    pub target: Range<usize>,
    /// The bead's posterior probability.
    pub weight: f32,
}

/// A bead in which words met.
#[derive(Debug)]
pub struct Meeting {
    /// The bead.
    pub bead: Weighted,
    /// Where its links begin.
    start: usize,
    /// How many words it has on either side.
    n_words: [usize; 2],
    /// For each side, where the shares of the other side's words begin.
    share_starts: [usize; 2],
}

/// A segment, a segment of the other side that it shares beads with, and one of those beads.
pub type Encounter = (u32, u32, u32);

/// All beads in which words met.
#[derive(Debug, Default)]
pub struct Meetings {
    list: Vec<Meeting>,
    /// For each bead, target word by target word, source word by source word: the link.
    links: Vec<u32>,
    /// For each side, sorted.
    encounters: [Vec<Encounter>; 2],
}

/// Links of meetings at most, in memory of four bytes each: where texts have many words to a segment the likelier
/// beads teach alone.
const MOST_LINKS: usize = 8_000_000;

impl Meetings {
    /// The meetings in some beads.
    pub fn new(beads: Vec<Weighted>, words: [&Words; 2]) -> Self {
        let beads = affordable(beads, words, MOST_LINKS);
        let mut meetings = Self::default();
        let (mut start, mut share_starts) = (0, [0, 0]);
        for bead in beads {
            let n_words = [words[0].of(bead.source.clone()).len(), words[1].of(bead.target.clone()).len()];
            if n_words.contains(&0) {
                continue;
            }
            let number = meetings.list.len() as u32;
            for source in bead.source.clone() {
                for target in bead.target.clone() {
                    meetings.encounters[0].push((source as u32, target as u32, number));
                    meetings.encounters[1].push((target as u32, source as u32, number));
                }
            }
            meetings.list.push(Meeting { bead, start, n_words, share_starts });
            start += n_words[0] * n_words[1];
            share_starts = [share_starts[0] + n_words[1], share_starts[1] + n_words[0]];
        }
        meetings.encounters.iter_mut().for_each(|encounters| encounters.sort_unstable());
        meetings.links = vec![0; start];
        meetings
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// One of them.
    pub fn get(&self, number: u32) -> &Meeting {
        &self.list[number as usize]
    }

    /// For each source word, where it stands: the meeting, and the place among the meeting's source words.
    pub fn places_of_sources(&self, words: [&Words; 2], n_words: usize) -> (Vec<u32>, Vec<(u32, u32)>) {
        let mut starts = vec![0_u32; n_words + 1];
        for meeting in &self.list {
            for &word in words[0].of(meeting.bead.source.clone()) {
                starts[word as usize + 1] += 1;
            }
        }
        for word in 0..n_words {
            starts[word + 1] += starts[word];
        }
        let mut places = vec![(0, 0); starts[n_words] as usize];
        let mut next = starts.clone();
        for (number, meeting) in self.list.iter().enumerate() {
            for (place, &word) in words[0].of(meeting.bead.source.clone()).iter().enumerate() {
                places[next[word as usize] as usize] = (number as u32, place as u32);
                next[word as usize] += 1;
            }
        }
        (starts, places)
    }

    /// Asks for the links of one source word of a meeting to all its target words.
    pub fn tell_links(&mut self, words: [&Words; 2], number: usize, place: usize, mut link: impl FnMut(u32) -> u32) {
        let meeting = &self.list[number];
        let mut at = meeting.start + place;
        for &target in words[1].of(meeting.bead.target.clone()) {
            self.links[at] = link(target);
            at += meeting.n_words[0];
        }
    }

    /// The link of a source and a target word of a meeting, by their places in it.
    pub fn link(&self, meeting: &Meeting, source: usize, target: usize) -> u32 {
        self.links[meeting.start + target * meeting.n_words[0] + source]
    }

    /// Where the share of a word of the other side stands in the list of a side, by its place in the meeting.
    pub fn share_place(meeting: &Meeting, side: usize, place: usize) -> usize {
        meeting.share_starts[side] + place
    }

    /// For each meeting and each word of the other side, the bead's weight over the sum of the chances of all words that
    /// may have brought it about, and of none (`nothing` for each word of the side).
    pub fn shares(&self, side: usize, chances: &[f32], nothing: f32) -> Vec<f32> {
        let mut shares = Vec::new();
        let mut sums: Vec<f32> = Vec::new();
        for meeting in &self.list {
            let [n_sources, n_targets] = meeting.n_words;
            let rows = self.links[meeting.start..meeting.start + n_sources * n_targets].chunks_exact(n_sources);
            sums.clear();
            if side == 0 {
                let sum = |row: &[u32]| row.iter().map(|&link| chances[link as usize]).sum::<f32>();
                sums.extend(rows.map(|row| sum(row) + nothing * n_sources as f32));
            } else {
                sums.resize(n_sources, nothing * n_targets as f32);
                for row in rows {
                    for (sum, &link) in sums.iter_mut().zip(row) {
                        *sum += chances[link as usize];
                    }
                }
            }
            shares.extend(sums.iter().map(|sum| meeting.bead.weight / sum));
        }
        shares
    }

    /// How often each link is expected to have brought a word of the other side about.
    pub fn counts(&self, side: usize, chances: &[f32], shares: &[f32]) -> Vec<f32> {
        let mut counts = vec![0.0; chances.len()];
        for meeting in &self.list {
            let [n_sources, n_targets] = meeting.n_words;
            let rows = self.links[meeting.start..meeting.start + n_sources * n_targets].chunks_exact(n_sources);
            let shares = &shares[meeting.share_starts[side]..];
            for (at, row) in rows.enumerate() {
                if side == 0 {
                    row.iter().for_each(|&link| counts[link as usize] += chances[link as usize] * shares[at]);
                } else {
                    for (&link, share) in row.iter().zip(shares) {
                        counts[link as usize] += chances[link as usize] * share;
                    }
                }
            }
        }
        counts
    }

    /// The segments of the other side that a segment met among some, each with their encounters.
    pub fn encounters(
        &self,
        side: usize,
        segment: usize,
        others: Range<usize>,
    ) -> impl Iterator<Item = (usize, &[Encounter])> {
        let list = &self.encounters[side];
        let place =
            |other: usize| list.partition_point(|&(one, two, _)| (one as usize, two as usize) < (segment, other));
        let (from, to) = (place(others.start), place(others.end));
        list[from..to.max(from)].chunk_by(|one, two| one.1 == two.1).map(|group| (group[0].1 as usize, group))
    }
}

/// The beads, or the likeliest of them whose words make up no more than so many links, in their order.
fn affordable(mut beads: Vec<Weighted>, words: [&Words; 2], most_links: usize) -> Vec<Weighted> {
    let n_links = |bead: &Weighted| words[0].of(bead.source.clone()).len() * words[1].of(bead.target.clone()).len();
    if beads.iter().map(n_links).sum::<usize>() <= most_links {
        return beads;
    }
    let mut by_weight: Vec<usize> = (0..beads.len()).collect();
    by_weight.sort_by(|&one, &two| beads[two].weight.total_cmp(&beads[one].weight));
    let mut left = most_links;
    let mut kept = vec![false; beads.len()];
    for bead in by_weight {
        let Some(rest) = left.checked_sub(n_links(&beads[bead])) else { break };
        left = rest;
        kept[bead] = true;
    }
    let mut kept = kept.into_iter();
    beads.retain(|_| kept.next().unwrap_or_default());
    beads
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::words::Vocabulary;
    use crate::model::{BlockKind, DocumentBuilder, Spacing};

    #[test]
    fn of_too_many_links_the_likeliest_beads_have_theirs() {
        let mut builder = DocumentBuilder::default();
        (0..4).for_each(|line| builder.push(BlockKind::Paragraph, Spacing::Tight, 8 * line..8 * line + 7));
        let document = builder.finish("foo bar\n".repeat(4), |_, _| Vec::new());
        let words = Words::new([&document].into_iter(), &mut Vocabulary::default());
        let bead = |at: usize, weight: f32| Weighted { source: at..at + 1, target: at..at + 1, weight };
        let beads = vec![bead(0, 0.5), bead(1, 0.9), bead(2, 0.1), bead(3, 0.8)];
        let kept = |most_links: usize| affordable(beads.clone(), [&words, &words], most_links);
        assert_eq!(kept(16), beads);
        assert_eq!(kept(9), [bead(1, 0.9), bead(3, 0.8)]);
        assert!(kept(3).is_empty());
    }
}
