//! Hits and the way from one to the next.

use std::ops::Range;
use std::sync::Arc;

use super::reader::{Origin, Reader};
use crate::model::{Place, Side};
use crate::search::{MOST_HITS, Query};

/// What is being found.
#[derive(Debug, Clone)]
pub struct Finding {
    /// What was typed.
    pub text: String,
    /// The same, folded.
    pub query: Query,
    /// Whether both sides are searched.
    pub both: bool,
    /// The side that is searched where only one is.
    pub side: Side,
    /// The hits of each side: byte ranges of its document's text, in order.
    pub hits: Arc<[Vec<Range<usize>>; 2]>,
    /// The hit that the reader is at.
    pub at: Option<Reference>,
    /// Which one that is, counted from 1 in the order of the beads.
    pub rank: usize,
    /// Which search the hits come from.
    pub generation: u64,
    /// Whether the hits of this search are still to come.
    pub pending: bool,
    /// Where to go when they come.
    pub then: Option<Towards>,
    /// What was on the screen when the search began.
    pub origin: Origin,
}

/// A hit, by its side and its index there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reference {
    /// The side.
    pub side: Side,
    /// The index among the side's hits.
    pub index: usize,
}

/// Which hit to go to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Towards {
    /// The first one at the place or after it.
    Here,
    /// The same, where the reader was brought because there is a hit.
    There,
    /// The nth one after.
    Next(usize),
    /// The nth one before.
    Previous(usize),
}

impl Finding {
    /// All hits in the order of the beads, left before right.
    fn in_order(&self, reader: &Reader) -> Vec<((usize, Side, usize), Reference)> {
        let Some(sheet) = reader.sheet() else { return Vec::new() };
        let mut all = Vec::new();
        for side in Side::BOTH {
            let Some(document) = sheet.document(side) else { continue };
            for (index, hit) in self.hits[side.index()].iter().enumerate() {
                let bead = document.segment_at(hit.start).and_then(|segment| sheet.bead_of(side, segment));
                if let Some(bead) = bead {
                    all.push(((bead, side, hit.start), Reference { side, index }));
                }
            }
        }
        all.sort_by_key(|(key, _)| *key);
        all
    }

    /// The number of hits.
    pub fn n_hits(&self) -> usize {
        self.hits.iter().map(Vec::len).sum()
    }

    /// Whether there may be more hits than were looked for.
    pub fn is_cut(&self) -> bool {
        self.hits.iter().any(|hits| hits.len() >= MOST_HITS)
    }

    /// Chooses a hit from where the reader is; goes round at the ends and says so.
    pub fn choose(&mut self, reader: &Reader, towards: Towards) -> Option<(Reference, Wrapped)> {
        let all = self.in_order(reader);
        let n = all.len();
        let sheet = reader.sheet()?;
        let (side, place) = reader.moving_place();
        let bead = sheet.bead_of(side, place.segment).unwrap_or(0);
        let current = self.at.and_then(|at| all.iter().position(|(_, reference)| *reference == at));
        // A hit that was left behind by moving on no longer counts as the place.
        let current = current.filter(|&index| all[index].0.0 == bead);
        let after = all.partition_point(|((hit_bead, ..), _)| *hit_bead < bead);
        let (index, wrapped) = match (towards, current, n) {
            (_, _, 0) => return None,
            (Towards::Here | Towards::There, _, _) => (after % n, after >= n),
            (Towards::Next(by), Some(at), _) => ((at + by) % n, at + by >= n),
            (Towards::Next(by), None, _) => ((after + by - 1) % n, after + by > n),
            (Towards::Previous(by), at, _) => {
                let at = at.unwrap_or(after);
                ((at + n * by - by) % n, by > at)
            }
        };
        let reference = all[index].1;
        self.at = Some(reference);
        self.rank = index + 1;
        Some((reference, if wrapped { Wrapped::Round } else { Wrapped::No }))
    }

    /// The place of a hit.
    pub fn place_of(&self, reader: &Reader, reference: Reference) -> Option<Place> {
        let hit = self.hits[reference.side.index()].get(reference.index)?;
        let document = reader.sheet()?.document(reference.side)?;
        let segment = document.segment_at(hit.start)?;
        Some(Place { segment, offset: hit.start.saturating_sub(document.segments()[segment].range.start) })
    }
}

/// Whether finding went past an end of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrapped {
    /// It did not.
    No,
    /// It went on at the other end.
    Round,
}
