//! Two documents laid level by structure, length and what survives translation, without a lexicon.
//!
//! # Method
//!
//! Of all ways to cut both texts into beads and gaps the best is found by dynamic programming over a lattice
//! (`lattice`, `path`). A bead is worth the logarithm of how much likelier its segments are as translations than by
//! chance (`score`): its shape, the lengths of its sides (`length`), the kinds of its blocks, the keys that both
//! sides hold (`evidence`: numbers, dates, names, loan words, `keys` says how), what both end with. Gaps cost much
//! when they open and little when they go on, so that a lost passage is one loss. Boilerplate lies against boilerplate
//! or nothing, its gaps cost little, and inside a bead it is passed over.
//!
//! 1. A first pass with few shapes of beads, lengths judged by the ratio of the whole texts. Where the texts are long
//!    it looks only at a `band` around the unique keys that both share, and again at a wider one if it ran along an
//!    edge.
//! 2. The ratio of lengths is learnt from its beads.
//! 3. A second pass with all shapes, near the first path where the texts are long.
//! 4. The confidence of a bead is its share of all alignments, by forward–backward (`confidence`).
//!
//! Pins cut the lattice into pieces that are aligned each by itself. The two documents are put into an order of their
//! own first, so that exchanging them mirrors the result even where alignments are equally good.
//!
//! # Sources
//!
//! W. Gale and K. Church, *A program for aligning sentences in bilingual corpora* (1993): beads, their frequencies,
//! lengths. M. Simard, G. Foster and P. Isabelle, *Using cognates to align sentences in bilingual corpora* (1992):
//! words cut to their first letters. O. Gotoh, *An improved algorithm for matching biological sequences* (1982): affine
//! gaps. The band around rare shared tokens is patience diff's (B. Cohen).
//!
//! # Example
//!
//! A heading, a paragraph of 300 letters and a list of links that is boilerplate lie against a heading and two
//! paragraphs of 120 and 150 letters. The headings are worth 1.5 by their kind and something by their lengths. The
//! paragraph with both others costs 3.0 by its shape, but 300 against 270 fits far better than 300 against 120, and the
//! first paragraph alone would leave the second as a gap, which costs 5.0; each name and number that both sides hold
//! adds one or two. The links can only be gaps: 1.5 for the first and 0.7 for each that follows.
//!
//! # Limits
//!
//! The order must be the same on both sides: a passage that has moved is a gap here and a gap there. A paragraph in
//! more than six pieces on the other side is not one bead. Two languages that share no words, names or numbers leave
//! lengths alone, which lose the way behind a long lost passage. Where two neighbouring list items of one length differ
//! in nothing that survives translation, which of them is the gap is a guess, and its confidence says so. In texts of
//! thousands of segments without unique shared keys, what is lost in one piece of more than some hundreds of segments
//! is outside the band.

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
use self::lattice::{COARSE_SHAPES, Lattice, SHAPES, Shape, Start};
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
    let points = scores.evidence.unique();
    let pieces = pieces(pins, end);
    let coarse: Vec<Vec<Step>> = pieces.iter().map(|piece| piece.coarse(&scores, &points)).collect();
    let steps = pieces.iter().zip(&coarse).flat_map(|(piece, steps)| steps.iter().map(|step| piece.ranges(step)));
    scores.learn_lengths(steps);
    let beads = pieces.iter().zip(&coarse).flat_map(|(piece, coarse)| piece.beads(&scores, coarse)).collect();
    Alignment::new(beads, end.0, end.1).expect("the paths of neighbouring pieces meet and run from end to end")
}

/// A part of both texts that is aligned by itself.
struct Piece {
    source: Range<usize>,
    target: Range<usize>,
    start: Start,
}

/// What lies between the pins: before the first, and from each to the next. A pin outside the texts, or that crosses
/// one before it in the list, is ignored.
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

/// Cells up to which the second pass looks at a whole piece again, and how far from the first path it looks otherwise:
/// farther where it ran along the edge.
const WHOLE: usize = 250_000;
const MARGINS: [usize; 2] = [20, 80];

/// How often a band that the first pass ran along the edge of is widened.
const WIDENINGS: [usize; 2] = [1, 3];

impl Piece {
    fn end(&self) -> Node {
        (self.source.len(), self.target.len())
    }

    fn lattice<'a>(&self, scores: &'a Scores, shapes: &'static [Shape], band: Band) -> Lattice<'a> {
        Lattice::new(scores, (self.source.start, self.target.start), self.end(), self.start, shapes, band)
    }

    fn ranges(&self, step: &Step) -> (Range<usize>, Range<usize>) {
        let place = |start: usize, range: Range<usize>| start + range.start..start + range.end;
        (place(self.source.start, step.from.0..step.to.0), place(self.target.start, step.from.1..step.to.1))
    }

    /// The best path by a guessed ratio of lengths and few shapes, given where the texts share a unique key.
    fn coarse(&self, scores: &Scores, points: &[(Node, f32)]) -> Vec<Step> {
        let row = |source: usize| points.partition_point(|(node, _)| node.0 < source);
        let inside = points[row(self.source.start)..row(self.source.end)].iter();
        let inside = inside.filter(|(node, _)| self.target.contains(&node.1));
        let inside = inside.map(|&(node, weight)| ((node.0 - self.source.start, node.1 - self.target.start), weight));
        let points: Vec<(Node, f32)> = inside.collect();
        let mut steps = Vec::new();
        for widening in WIDENINGS {
            let band = Band::around_points(&points, self.end(), widening);
            let lattice = self.lattice(scores, COARSE_SHAPES, band);
            steps = path::best(&lattice);
            if !lattice.band.is_touched_by(&nodes(&steps)) {
                break;
            }
        }
        steps
    }

    /// The best path near the first one, with all shapes, and the lattice it was found in.
    fn fine<'a>(&self, scores: &'a Scores, coarse: &[Step]) -> (Lattice<'a>, Vec<Step>) {
        let end = self.end();
        let is_small = (end.0 + 1) * (end.1 + 1) <= WHOLE;
        let within = |margin: usize| {
            let band = if is_small { Band::whole(end) } else { Band::around_path(&nodes(coarse), end, margin) };
            let lattice = self.lattice(scores, SHAPES, band);
            let steps = path::best(&lattice);
            (lattice, steps)
        };
        let (lattice, steps) = within(MARGINS[0]);
        if lattice.band.is_touched_by(&nodes(&steps)) { within(MARGINS[1]) } else { (lattice, steps) }
    }

    /// The beads of the best path near the first one, with their confidence.
    fn beads(&self, scores: &Scores, coarse: &[Step]) -> Vec<Bead> {
        let (lattice, steps) = self.fine(scores, coarse);
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
