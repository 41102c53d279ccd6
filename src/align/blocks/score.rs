//! What a bead is worth: the logarithm of how much likelier its segments are as translations of each other than as
//! segments that have nothing to do with each other.
//!
//! The sum of five: how usual its shape is, how well the lengths fit, whether the kinds of blocks go together, the keys it
//! shares ([`super::evidence`]), and what both sides end with. A gap is worth less than nothing once when it opens and a
//! little for every segment, so that a lost passage costs little more than a lost segment.

use std::ops::Range;

use super::evidence::Evidence;
use super::profile::{Class, Ending, N_CLASSES, N_ENDINGS, Profile};
use crate::model::{Document, Side};

/// The most segments on one side of a bead.
pub const LONGEST: usize = 6;

/// The logarithm of how often beads have this many segments on their sides, for one side with one or two segments.
///
/// After Gale and Church (1993), who count 0.89, 0.089 and 0.011 for 1–1, 1–2 and 2–2 sentences; a file may have a
/// paragraph in more pieces than they saw.
const SHAPES: &[(usize, usize, f64)] =
    &[(1, 1, -0.15), (1, 2, -3.0), (1, 3, -4.3), (1, 4, -5.3), (1, 5, -6.2), (1, 6, -7.0), (2, 2, -4.8), (2, 3, -5.8)];

/// A gap of the text opens, of boilerplate opens, goes on, turns to the other side.
const GAP_OPENS: f64 = -4.2;
const BOILERPLATE_GAP_OPENS: f64 = -1.5;
const GAP_GOES_ON: f64 = -0.7;
const GAP_TURNS: f64 = -2.5;

/// What classes are worth together, lower triangle in the order of [`Class`]; 0 is what says nothing.
#[rustfmt::skip]
const CLASSES: [&[f64]; N_CLASSES] = [
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
/// headings are often broken over lines, entries and signatures seldom run together.
const MERGED: [f64; N_CLASSES] = [0.8, 0.0, -1.5, 0.0, -2.0, -1.0, -1.0, -0.5, 0.0, -1.0, 0.0];

/// Segments of several classes on one side of a bead.
const MIXED: f64 = -2.0;

/// The most that a bead of boilerplate is worth: it should never draw the text after it.
const BOILERPLATE_MOST: f64 = 0.5;

/// Boilerplate that stands inside one side of a bead and is passed over.
const PASSED_OVER: f64 = -0.5;

/// One side begins a block and the other does not.
const BEGINS_ALONE: f64 = -0.7;

/// List items that are numbered on both sides: alike, or not.
const ORDINALS: (f64, f64) = (0.8, -0.8);

/// How often a translation ends with the same mark, and the least share of segments that a mark is taken to end.
const ENDING_KEPT: f64 = 0.8;
const ENDING_RAREST: f64 = 0.25;

/// The keys of a bead speak against it at most this much for each segment of its longer side: translations may be free.
const FREEDOM: f64 = -4.0;

/// Variance of the logarithm of the ratio of lengths: what long segments keep, and the part that shrinks with length,
/// after Gale and Church's 6.8 for a character; and what is added while the ratio of the texts is still a guess.
const LENGTH_FLOOR: f64 = 0.012;
const LENGTH_PER_LETTER: f64 = 6.8;
const RATIO_GUESSED: f64 = 0.03;

/// Degrees of freedom of the t distribution: heavy tails for the odd free translation.
const LENGTH_FREEDOM: f64 = 4.0;

/// The most that lengths say for a bead.
const LENGTH_MOST: f64 = 4.0;

/// The bits of classes, as a set.
const BOILERPLATE: u16 = 1 << Class::Boilerplate as u16;
const RUNNING: u16 = 1 << Class::Text as u16 | 1 << Class::Quotation as u16;

/// One to six neighbouring segments of one side, as a side of a bead.
#[derive(Debug, Clone, Copy)]
struct Span {
    /// How many segments count, boilerplate that is passed over aside.
    size: usize,
    /// Whether boilerplate is passed over.
    passes_over: bool,
    /// The logarithm of its length.
    ln_length: f64,
    /// One over its length.
    inverse_length: f64,
    /// A bit for each class in it.
    classes: u16,
    opens: bool,
    ordinal: Option<u32>,
    ending: Ending,
    /// What it is worth that it has so many segments of its classes.
    merged: f64,
    /// [`Evidence::alone`] and [`Evidence::most`], summed.
    alone: f64,
    most: f64,
}

/// What every bead and gap of two texts is worth.
#[derive(Debug)]
pub struct Scores {
    /// The keys that both texts hold.
    pub evidence: Evidence,
    profiles: [Vec<Profile>; 2],
    /// For each side and each size less one, the span that begins with each segment.
    spans: [Vec<Vec<Span>>; 2],
    /// For each size of the sides, both less one: what the shape is worth, where it is allowed.
    shapes: [[f64; LONGEST]; LONGEST],
    endings: [[f64; N_ENDINGS]; N_ENDINGS],
    lengths: Lengths,
}

/// How lengths are judged.
#[derive(Debug, Clone, Copy)]
struct Lengths {
    /// The logarithm of the length of a translation of one letter.
    ln_ratio: f64,
    /// Variance of `ln_ratio`.
    doubt: f64,
    /// What the logarithm of the ratio of two segments' lengths is by chance: mean and standard deviation.
    chance: (f64, f64),
}

impl Scores {
    /// Reads both texts; lengths are judged by the ratio of the whole texts.
    pub fn new(source: &Document, target: &Document, profiles: [Vec<Profile>; 2]) -> Self {
        let evidence = Evidence::new(source, target);
        let spans = Side::BOTH.map(|side| {
            let of_size = |size| spans(&profiles[side.index()], size, side, &evidence);
            (1..=LONGEST).map(of_size).collect()
        });
        Self {
            evidence,
            spans,
            shapes: shapes(),
            endings: endings(&profiles),
            lengths: Lengths::guessed(&profiles),
            profiles,
        }
    }

    /// What a bead is worth whose segments gain this much by the keys they share.
    pub fn bead(&self, source: Range<usize>, target: Range<usize>, gain: f64) -> f64 {
        let a = &self.spans[0][source.len() - 1][source.start];
        let b = &self.spans[1][target.len() - 1][target.start];
        let keys = a.alone + b.alone + gain.min(a.most).min(b.most);
        let freedom = FREEDOM * source.len().max(target.len()) as f64;
        let ordinal = match (a.ordinal, b.ordinal) {
            (Some(a), Some(b)) if a == b => ORDINALS.0,
            (Some(_), Some(_)) => ORDINALS.1,
            _ => 0.0,
        };
        let total = self.shapes[a.size - 1][b.size - 1]
            + if a.passes_over || b.passes_over { PASSED_OVER } else { 0.0 }
            + classes(a.classes, b.classes)
            + self.lengths.score(a, b)
            + keys.max(freedom)
            + self.ending(a, b)
            + a.merged
            + b.merged
            + if a.opens == b.opens { 0.0 } else { BEGINS_ALONE }
            + ordinal;
        if a.classes == BOILERPLATE { total.min(BOILERPLATE_MOST) } else { total }
    }

    /// What the last marks of two spans are worth: only running text must end as it ends in the other language.
    fn ending(&self, source: &Span, target: &Span) -> f64 {
        let score = self.endings[source.ending as usize][target.ending as usize];
        if source.classes & target.classes & RUNNING == 0 { score.max(0.0) } else { score }
    }

    /// What it is worth that a segment has no counterpart, after a gap that ends with the given segment before it.
    pub fn gap(&self, side: Side, segment: usize, before: Option<(Side, usize)>) -> f64 {
        let is_boilerplate =
            |side: Side, segment: usize| self.profiles[side.index()][segment].class == Class::Boilerplate;
        let opens = if is_boilerplate(side, segment) { BOILERPLATE_GAP_OPENS } else { GAP_OPENS };
        match before {
            Some((before_side, before)) if !is_boilerplate(before_side, before) => {
                if before_side == side {
                    GAP_GOES_ON
                } else {
                    opens.max(GAP_TURNS)
                }
            }
            Some((before_side, _)) if before_side == side && is_boilerplate(side, segment) => GAP_GOES_ON,
            _ => opens,
        }
    }

    /// Judges lengths by the beads of a first pass from now on.
    pub fn learn_lengths(&mut self, beads: &[(Range<usize>, Range<usize>)]) {
        let mut ratios: Vec<(f64, f64)> = beads
            .iter()
            .filter(|(source, target)| !source.is_empty() && !target.is_empty())
            .map(|(source, target)| {
                let a = &self.spans[0][source.len() - 1][source.start];
                let b = &self.spans[1][target.len() - 1][target.start];
                (b.ln_length - a.ln_length, 2.0 / (a.inverse_length + b.inverse_length))
            })
            .collect();
        if let Some(median) = weighted_median(&mut ratios) {
            self.lengths.ln_ratio = median;
            self.lengths.doubt = RATIO_GUESSED / (1.0 + ratios.len() as f64);
        }
    }
}

fn weighted_median(values: &mut [(f64, f64)]) -> Option<f64> {
    values.sort_by(|a, b| a.0.total_cmp(&b.0));
    let half = values.iter().map(|(_, weight)| weight).sum::<f64>() / 2.0;
    let mut sum = 0.0;
    values
        .iter()
        .find(|(_, weight)| {
            sum += weight;
            sum >= half
        })
        .map(|&(value, _)| value)
}

/// The spans of one size, one for each segment that so many begin with.
fn spans(profiles: &[Profile], size: usize, side: Side, evidence: &Evidence) -> Vec<Span> {
    let span = |(start, run): (usize, &[Profile])| {
        let (first, last) = (&run[0], &run[size - 1]);
        let is_body = |profile: &Profile| profile.class != Class::Boilerplate;
        let passes_over = is_body(first) && is_body(last) && !run.iter().all(is_body);
        let counts = |(_, profile): &(usize, &Profile)| !passes_over || is_body(profile);
        let counted: Vec<(usize, &Profile)> = (start..).zip(run).filter(counts).collect();
        let length: f64 = counted.iter().map(|(_, profile)| f64::from(profile.length)).sum();
        let classes = counted.iter().fold(0_u16, |bits, (_, profile)| bits | 1 << profile.class as u16);
        let mixed = if classes.is_power_of_two() { 0.0 } else { MIXED };
        Span {
            size: counted.len(),
            passes_over,
            ln_length: length.ln(),
            inverse_length: 1.0 / length,
            classes,
            opens: first.opens,
            ordinal: first.ordinal.filter(|_| size == 1),
            ending: last.ending,
            merged: mixed + counted[1..].iter().map(|(_, profile)| MERGED[profile.class as usize]).sum::<f64>(),
            alone: counted.iter().map(|&(segment, _)| f64::from(evidence.alone(side, segment))).sum(),
            most: counted.iter().map(|&(segment, _)| f64::from(evidence.most(side, segment))).sum(),
        }
    };
    profiles.windows(size).enumerate().map(span).collect()
}

/// [`SHAPES`] both ways round; what is not in it is as rare as can be.
fn shapes() -> [[f64; LONGEST]; LONGEST] {
    let mut table = [[-12.0; LONGEST]; LONGEST];
    for &(a, b, score) in SHAPES {
        table[a - 1][b - 1] = score;
        table[b - 1][a - 1] = score;
    }
    table
}

/// The worst of the classes of one side with those of the other.
fn classes(source: u16, target: u16) -> f64 {
    if source == target && source.is_power_of_two() {
        let class = source.trailing_zeros() as usize;
        return CLASSES[class][class];
    }
    let bits = |set: u16| (0..N_CLASSES).filter(move |bit| set >> bit & 1 == 1);
    let both = bits(source).flat_map(|a| bits(target).map(move |b| CLASSES[a.max(b)][a.min(b)]));
    both.fold(f64::INFINITY, f64::min)
}

/// What endings are worth together: rare ones speak louder.
fn endings(profiles: &[Vec<Profile>; 2]) -> [[f64; N_ENDINGS]; N_ENDINGS] {
    let mut share = [0.0; N_ENDINGS];
    for profiles in profiles {
        for profile in profiles {
            share[profile.ending as usize] += 0.5 / profiles.len() as f64;
        }
    }
    let chance_of_same: f64 = share.iter().map(|share| share * share).sum();
    let differ = ((1.0 - ENDING_KEPT) / (1.0 - chance_of_same).max(1.0 - ENDING_KEPT)).ln();
    let mut table = [[differ; N_ENDINGS]; N_ENDINGS];
    for (ending, share) in share.into_iter().enumerate() {
        table[ending][ending] = (ENDING_KEPT / f64::max(share, ENDING_RAREST)).ln().max(0.0);
    }
    table
}

impl Lengths {
    fn guessed(profiles: &[Vec<Profile>; 2]) -> Self {
        let mut mean = [0.0; 2];
        let mut variance = [0.0; 2];
        let mut total = [1.0_f64; 2];
        for (side, profiles) in profiles.iter().enumerate() {
            let body: Vec<f64> =
                profiles.iter().filter(|p| p.class != Class::Boilerplate).map(|p| f64::from(p.length)).collect();
            let n = (body.len() as f64).max(1.0);
            total[side] += body.iter().sum::<f64>();
            mean[side] = body.iter().map(|length| length.ln()).sum::<f64>() / n;
            variance[side] = body.iter().map(|length| (length.ln() - mean[side]).powi(2)).sum::<f64>() / n;
        }
        let ln_ratio = (total[1] / total[0]).ln().clamp(-1.1, 1.1);
        let spread = (variance[0] + variance[1]).sqrt().clamp(0.5, 2.0);
        Self { ln_ratio, doubt: RATIO_GUESSED, chance: (mean[1] - mean[0], spread) }
    }

    /// How much likelier the lengths are in a translation than by chance.
    fn score(&self, source: &Span, target: &Span) -> f64 {
        let difference = target.ln_length - source.ln_length;
        let shrinking = LENGTH_PER_LETTER * (source.inverse_length + target.inverse_length) / 2.0;
        let variance = LENGTH_FLOOR + self.doubt + shrinking;
        let off = difference - self.ln_ratio;
        let translated = -0.5 * (LENGTH_FREEDOM + 1.0) * (off * off / (LENGTH_FREEDOM * variance)).ln_1p();
        let (mean, spread) = self.chance;
        let by_chance = difference - mean - (target.size as f64 / source.size as f64).ln();
        let chance_variance = variance.max(spread * spread);
        let chance = -0.5 * by_chance * by_chance / chance_variance;
        (translated - chance + 0.5 * (chance_variance / variance).ln()).min(LENGTH_MOST)
    }
}
