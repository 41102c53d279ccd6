//! In the making.

mod band;
mod confidence;
mod evidence;
mod keys;
mod lattice;
mod length;
mod path;
mod profile;
mod score;
#[cfg(test)]
mod tests;

use std::cmp::Ordering;
use std::ops::Range;

use self::band::{Band, Node};
use self::lattice::{COARSE_SHAPES, Lattice, SHAPES, Start};
use self::path::Step;
use self::profile::{Profile, profiles};
use self::score::Scores;
use crate::align::Pin;
use crate::model::{Alignment, Bead, Document};

/// Lays two documents level, block against block.
pub fn align(source: &Document, target: &Document, pins: &[Pin]) -> Alignment {
    let profiles = [profiles(source), profiles(target)];
    let swapped: Vec<Pin> = pins.iter().map(|pin| Pin { source: pin.target, target: pin.source }).collect();
    // Always the same of two documents first: exchanging them then mirrors the alignment, whatever ties there are.
    if order((source, &profiles[0], pins), (target, &profiles[1], &swapped)) == Ordering::Greater {
        let [first, second] = profiles;
        align_in_order(target, source, [second, first], &swapped).mirrored()
    } else {
        align_in_order(source, target, profiles, pins)
    }
}

type Content<'a> = (&'a Document, &'a [Profile], &'a [Pin]);

fn order((a, a_profiles, a_pins): Content, (b, b_profiles, b_pins): Content) -> Ordering {
    let sources = |pins: &[Pin]| pins.iter().map(|pin| (pin.source, pin.target)).collect::<Vec<_>>();
    let lengths = a_profiles.len().cmp(&b_profiles.len());
    lengths
        .then_with(|| a.text().cmp(b.text()))
        .then_with(|| a_profiles.partial_cmp(b_profiles).unwrap_or(Ordering::Equal))
        .then_with(|| sources(a_pins).cmp(&sources(b_pins)))
}

fn align_in_order(source: &Document, target: &Document, profiles: [Vec<Profile>; 2], pins: &[Pin]) -> Alignment {
    let end = (profiles[0].len(), profiles[1].len());
    let mut scores = Scores::new(source, target, [&profiles[0], &profiles[1]]);
    let pieces = pieces(pins, end);
    let coarse: Vec<Vec<Step>> = pieces.iter().map(|piece| piece.coarse(&scores)).collect();
    let ranges = pieces.iter().zip(&coarse).flat_map(|(piece, steps)| steps.iter().map(|step| piece.ranges(step)));
    scores.learn_lengths(ranges);
    let beads = pieces.iter().zip(&coarse).flat_map(|(piece, coarse)| piece.beads(&scores, coarse));
    Alignment::new(beads.collect(), end.0, end.1)
        .expect("the paths of neighbouring pieces meet and run from end to end")
}

/// A part of both texts that is aligned by itself.
struct Piece {
    source: Range<usize>,
    target: Range<usize>,
    start: Start,
}

/// What lies between the pins: before the first, and from each to the next. A pin outside the texts, or that crosses one
/// before it in the list, is ignored.
fn pieces(pins: &[Pin], end: Node) -> Vec<Piece> {
    let mut kept: Vec<Node> = Vec::new();
    for pin in pins.iter().map(|pin| (pin.source, pin.target)).filter(|pin| pin.0 < end.0 && pin.1 < end.1) {
        let at = kept.partition_point(|other| other.0 < pin.0);
        let above = kept[..at].last().is_none_or(|other| other.1 < pin.1);
        let below = kept.get(at).is_none_or(|other| pin.0 < other.0 && pin.1 < other.1);
        if above && below {
            kept.insert(at, pin);
        }
    }
    let starts = [((0, 0), Start::Free)].into_iter().chain(kept.iter().map(|&pin| (pin, Start::Bead)));
    let ends = kept.iter().copied().chain([end]);
    let piece =
        |((from, start), to): ((Node, Start), Node)| Piece { source: from.0..to.0, target: from.1..to.1, start };
    starts.zip(ends).map(piece).collect()
}

/// Cells up to which the second pass looks at a whole piece again, and how far from the first path it looks otherwise.
const WHOLE: usize = 250_000;
const MARGIN: usize = 32;

/// How often a band that the first path ran along the edge of is widened.
const WIDENINGS: [usize; 2] = [1, 3];

impl Piece {
    fn end(&self) -> Node {
        (self.source.len(), self.target.len())
    }

    fn ranges(&self, step: &Step) -> (Range<usize>, Range<usize>) {
        let place = |start: usize, range: Range<usize>| start + range.start..start + range.end;
        (place(self.source.start, step.from.0..step.to.0), place(self.target.start, step.from.1..step.to.1))
    }

    /// The best path by a guessed ratio of lengths and few shapes.
    fn coarse(&self, scores: &Scores) -> Vec<Step> {
        let points: Vec<(Node, f32)> = scores
            .evidence
            .unique()
            .into_iter()
            .filter(|(source, target, _)| self.source.contains(source) && self.target.contains(target))
            .map(|(source, target, weight)| ((source - self.source.start, target - self.target.start), weight))
            .collect();
        let mut steps = Vec::new();
        for widening in WIDENINGS {
            let band = Band::around_points(&points, self.end(), widening);
            let lattice =
                Lattice::new(scores, &(self.source.clone(), self.target.clone()), self.start, COARSE_SHAPES, band);
            steps = path::best(&lattice);
            if !lattice.band.is_touched_by(&nodes(&steps)) {
                break;
            }
        }
        steps
    }

    /// The beads of the best path near the first one, with their confidence.
    fn beads(&self, scores: &Scores, coarse: &[Step]) -> Vec<Bead> {
        let end = self.end();
        let band = if (end.0 + 1) * (end.1 + 1) <= WHOLE {
            Band::whole(end)
        } else {
            Band::around_path(&nodes(coarse), end, MARGIN)
        };
        let lattice = Lattice::new(scores, &(self.source.clone(), self.target.clone()), self.start, SHAPES, band);
        let steps = path::best(&lattice);
        let confidences = confidence::of_steps(&lattice, &steps);
        let bead = |(step, confidence): (&Step, f32)| {
            let (source, target) = self.ranges(step);
            Bead { source, target, confidence }
        };
        steps.iter().zip(confidences).map(bead).collect()
    }
}

fn nodes(steps: &[Step]) -> Vec<Node> {
    [(0, 0)].into_iter().chain(steps.iter().map(|step| step.to)).collect()
}
