//! What a bead is worth: the logarithm of how much likelier its segments are as translations of each other than as
//! segments that have nothing to do with each other.
//!
//! The sum of five: how usual its shape is, how well the lengths fit ([`super::length`]), whether the kinds of blocks
//! go together, the keys it shares ([`super::evidence`]), and what both sides end with. A gap is worth less than
//! nothing once when it opens and a little for every segment, so that a lost passage costs little more than a lost
//! segment.

use std::ops::Range;

use super::evidence::Evidence;
use super::length::{Length, Lengths};
use super::profile::{Class, Ending, N_CLASSES, N_ENDINGS, Profile};
use crate::model::{Document, Side};

/// The most segments on one side of a bead.
pub const LONGEST: usize = 6;

/// The logarithm of how often beads have this many segments on their sides, one way round.
///
/// After Gale and Church (1993), who count 0.89, 0.089 and 0.011 for 1–1, 1–2 and 2–2 sentences; a file may have a
/// paragraph in more pieces than they saw.
const SHAPES: &[(usize, usize, f32)] =
    &[(1, 1, -0.15), (1, 2, -3.0), (1, 3, -4.3), (1, 4, -5.3), (1, 5, -6.2), (1, 6, -7.0), (2, 2, -4.8), (2, 3, -5.8)];

/// What a shape is worth that [`SHAPES`] lacks.
const ODD_SHAPE: f32 = -12.0;

/// A gap of the text opens, of boilerplate opens, goes on, turns to the other side.
const GAP_OPENS: f64 = -4.2;
const BOILERPLATE_GAP_OPENS: f64 = -1.5;
const GAP_GOES_ON: f64 = -0.7;
const GAP_TURNS: f64 = -2.5;

/// What classes are worth together, lower triangle in the order of [`Class`]; 0 is what says nothing.
#[rustfmt::skip]
const CLASSES: [&[f32]; N_CLASSES] = [
    /* heading      */ &[1.5],
    /* text         */ &[-2.5, 0.3],
    /* entry        */ &[-3.0, -1.5, 0.8],
    /* quotation    */ &[-3.0, -0.3, -1.0, 1.0],
    /* signature    */ &[-3.0, -1.5, -0.3, -1.5, 1.0],
    /* byline       */ &[-3.0, -2.5, -3.0, -3.0, -0.5, 1.5],
    /* dateline     */ &[-3.0, -2.5, -3.0, -3.0, -1.0, -1.0, 1.5],
    /* provenance   */ &[-3.0, -2.5, -3.0, -3.0, -2.0, -1.5, -1.5, 1.5],
    /* preformatted */ &[-3.0, -1.0, -1.0, -1.0, -2.0, -3.0, -3.0, -3.0, 1.0],
    /* rule         */ &[-9.0, -9.0, -9.0, -9.0, -9.0, -9.0, -9.0, -9.0, -9.0, 0.5],
    /* boilerplate  */ &[-20.0, -20.0, -20.0, -20.0, -20.0, -20.0, -20.0, -20.0, -20.0, -20.0, 0.0],
];

/// What it is worth that a side of a bead has one more segment of a class, beside its shape, in the order of [`Class`]:
/// headings are often broken over lines, entries and signatures seldom run together, boilerplate is better left alone.
const MERGED: [f32; N_CLASSES] = [0.8, 0.0, -2.5, 0.0, -3.0, -1.0, -1.0, -0.5, 0.0, -1.0, -3.0];

/// Segments of several classes on one side of a bead.
const MIXED: f32 = -2.0;

/// The most that a bead of boilerplate is worth: it should never draw the text after it.
const BOILERPLATE_MOST: f32 = 0.5;

/// Boilerplate that stands inside one side of a bead and is passed over.
const PASSED_OVER: f32 = -0.5;

/// One side begins a block and the other does not.
const BEGINS_ALONE: f32 = -0.7;

/// List items that are numbered on both sides: alike, or not.
const ORDINALS: (f32, f32) = (0.8, -0.8);

/// How often a translation ends with the same mark, and the least share of segments that a mark is taken to end.
const ENDING_KEPT: f32 = 0.8;
const ENDING_RAREST: f32 = 0.25;

/// The keys of a bead speak against it at most this much for each segment of its longer side: translations may be free.
const FREEDOM: f32 = -4.0;

/// Sets of classes, a bit for each.
const BOILERPLATE: u16 = 1 << Class::Boilerplate as u16;
const RUNNING: u16 = 1 << Class::Text as u16 | 1 << Class::Quotation as u16;

/// One to six neighbouring segments of one side, as a side of a bead.
#[derive(Debug, Clone, Copy)]
struct Span {
    /// How many segments count: boilerplate that is passed over does not.
    size: usize,
    length: Length,
    /// A bit for each class in it.
    classes: u16,
    opens: bool,
    ordinal: Option<u32>,
    ending: Ending,
    /// What it is worth that it has these segments, beside its shape.
    composition: f32,
    /// [`Evidence::alone`] and [`Evidence::most`], summed.
    alone: f32,
    most: f32,
    /// The least that keys may say.
    freedom: f32,
}

/// What every bead and gap of two texts is worth.
#[derive(Debug)]
pub struct Scores {
    /// The keys that both texts hold.
    pub evidence: Evidence,
    is_boilerplate: [Vec<bool>; 2],
    /// For each side and each size less one, the span that begins with each segment.
    spans: [Vec<Vec<Span>>; 2],
    /// For each size of the sides, both less one.
    shapes: [[f32; LONGEST]; LONGEST],
    endings: [[f32; N_ENDINGS]; N_ENDINGS],
    lengths: Lengths,
}

impl Scores {
    /// Reads both texts; lengths are judged by the ratio of the whole texts.
    pub fn new(source: &Document, target: &Document, profiles: [&[Profile]; 2]) -> Self {
        let evidence = Evidence::new(source, target);
        let spans = Side::BOTH.map(|side| {
            let of_size = |size| spans(profiles[side.index()], size, side, &evidence);
            (1..=LONGEST).map(of_size).collect()
        });
        let body = profiles.map(|profiles| {
            let body = profiles.iter().filter(|profile| profile.class != Class::Boilerplate);
            body.map(|profile| profile.length).collect::<Vec<_>>()
        });
        let is_boilerplate = |profile: &Profile| profile.class == Class::Boilerplate;
        Self {
            evidence,
            spans,
            shapes: shapes(),
            endings: endings(profiles),
            lengths: Lengths::guessed([&body[0], &body[1]]),
            is_boilerplate: profiles.map(|profiles| profiles.iter().map(is_boilerplate).collect()),
        }
    }

    /// Judges lengths by these beads from now on.
    pub fn learn_lengths(&mut self, beads: impl Iterator<Item = (Range<usize>, Range<usize>)>) {
        let length = |side: usize, segments: Range<usize>| self.spans[side][segments.len() - 1][segments.start].length;
        let beads = beads.filter(|(source, target)| !source.is_empty() && !target.is_empty());
        let lengths: Vec<_> = beads.map(|(source, target)| (length(0, source), length(1, target))).collect();
        self.lengths.learn(lengths.into_iter());
    }

    /// What beads are worth of some source segments and `size` target segments from each of a range on, given what
    /// each gains by the keys that it shares.
    pub fn beads(
        &self,
        source: Range<usize>,
        targets: Range<usize>,
        size: usize,
        gains: impl Iterator<Item = f32>,
    ) -> impl Iterator<Item = f32> {
        let source = &self.spans[0][source.len() - 1][source.start];
        let targets = &self.spans[1][size - 1][targets];
        targets.iter().zip(gains).map(move |(target, gain)| self.bead(source, target, gain))
    }

    fn bead(&self, source: &Span, target: &Span, gain: f32) -> f32 {
        let keys = source.alone + target.alone + gain.min(source.most).min(target.most);
        let fit = self.shapes[source.size - 1][target.size - 1]
            + classes(source.classes, target.classes)
            + self.lengths.score(&source.length, &target.length)
            + keys.max(source.freedom.min(target.freedom))
            + self.ending(source, target)
            + if source.opens == target.opens { 0.0 } else { BEGINS_ALONE }
            + ordinals(source.ordinal, target.ordinal);
        let fit = if source.classes == BOILERPLATE { fit.min(BOILERPLATE_MOST) } else { fit };
        fit + source.composition + target.composition
    }

    /// What the last marks of two spans are worth: headings and lists are punctuated by house style.
    fn ending(&self, source: &Span, target: &Span) -> f32 {
        let are_running = source.classes & target.classes & RUNNING != 0;
        if are_running { self.endings[source.ending as usize][target.ending as usize] } else { 0.0 }
    }

    /// What it is worth that a segment has no counterpart, after a gap that ends with the given segment before it.
    pub fn gap(&self, side: Side, segment: usize, before: Option<(Side, usize)>) -> f64 {
        let is_boilerplate = |side: Side, segment: usize| self.is_boilerplate[side.index()][segment];
        let opens = if is_boilerplate(side, segment) { BOILERPLATE_GAP_OPENS } else { GAP_OPENS };
        let Some((before_side, before)) = before else { return opens };
        // Boilerplate without counterpart is usual: text that follows it in the same gap pays in full.
        let goes_on = !is_boilerplate(before_side, before) || is_boilerplate(side, segment);
        match (goes_on, before_side == side) {
            (true, true) => GAP_GOES_ON,
            (true, false) => opens.max(GAP_TURNS),
            (false, _) => opens,
        }
    }
}

/// The spans of one size, one for each segment that so many begin with.
fn spans(profiles: &[Profile], size: usize, side: Side, evidence: &Evidence) -> Vec<Span> {
    let starts = 0..(profiles.len() + 1).saturating_sub(size);
    starts.map(|start| span(profiles, start..start + size, side, evidence)).collect()
}

fn span(profiles: &[Profile], segments: Range<usize>, side: Side, evidence: &Evidence) -> Span {
    let is_body = |segment: usize| profiles[segment].class != Class::Boilerplate;
    let (first, last) = (segments.start, segments.end - 1);
    let passes_over = is_body(first) && is_body(last) && !segments.clone().all(is_body);
    let counted = || segments.clone().filter(|&segment| !passes_over || is_body(segment));
    let size = counted().count();
    let classes = counted().fold(0_u16, |bits, segment| bits | 1 << profiles[segment].class as u16);
    Span {
        size,
        length: Length::new(counted().map(|segment| profiles[segment].length).sum(), size),
        classes,
        opens: profiles[first].opens,
        ordinal: profiles[first].ordinal.filter(|_| size == 1),
        ending: profiles[last].ending,
        composition: if passes_over { PASSED_OVER } else { 0.0 }
            + if classes.is_power_of_two() { 0.0 } else { MIXED }
            + counted().skip(1).map(|segment| MERGED[profiles[segment].class as usize]).sum::<f32>(),
        alone: counted().map(|segment| evidence.alone(side, segment)).sum(),
        most: counted().map(|segment| evidence.most(side, segment)).sum(),
        freedom: FREEDOM * size as f32,
    }
}

/// [`SHAPES`] both ways round.
fn shapes() -> [[f32; LONGEST]; LONGEST] {
    let mut table = [[ODD_SHAPE; LONGEST]; LONGEST];
    for &(a, b, score) in SHAPES {
        table[a - 1][b - 1] = score;
        table[b - 1][a - 1] = score;
    }
    table
}

/// The worst that a class of one side is worth with one of the other.
fn classes(source: u16, target: u16) -> f32 {
    let together = |a: usize, b: usize| CLASSES[a.max(b)][a.min(b)];
    if source.is_power_of_two() && target.is_power_of_two() {
        return together(source.trailing_zeros() as usize, target.trailing_zeros() as usize);
    }
    let bits = |set: u16| (0..N_CLASSES).filter(move |bit| set >> bit & 1 == 1);
    bits(source).flat_map(|a| bits(target).map(move |b| together(a, b))).fold(f32::INFINITY, f32::min)
}

fn ordinals(source: Option<u32>, target: Option<u32>) -> f32 {
    match (source, target) {
        (Some(source), Some(target)) if source == target => ORDINALS.0,
        (Some(_), Some(_)) => ORDINALS.1,
        _ => 0.0,
    }
}

/// What endings are worth together: rare ones speak louder.
fn endings(profiles: [&[Profile]; 2]) -> [[f32; N_ENDINGS]; N_ENDINGS] {
    let mut share = [0.0; N_ENDINGS];
    for profiles in profiles {
        for profile in profiles {
            share[profile.ending as usize] += 0.5 / profiles.len() as f32;
        }
    }
    let chance_of_same: f32 = share.iter().map(|share| share * share).sum();
    let differ = ((1.0 - ENDING_KEPT) / (1.0 - chance_of_same).max(1.0 - ENDING_KEPT)).ln();
    let mut table = [[differ; N_ENDINGS]; N_ENDINGS];
    for (ending, share) in share.into_iter().enumerate() {
        table[ending][ending] = (ENDING_KEPT / f32::max(share, ENDING_RAREST)).ln().max(0.0);
    }
    table
}
