//! What the shape of a text says of what corresponds to what: kinds of blocks, where they begin, numbers of list items.
//!
//! Headings go with headings and list items with list items; page furniture goes with page furniture or with nothing.
//! Blocks guide but do not bind: how much it says that a block begins on both sides is learnt from the two texts, since
//! in some translations every paragraph is kept and in others none.
//!
//! The kinds are judged by a table in nats, set by hand. For where blocks begin, the model is that a translation keeps
//! the beginning of a block with a probability κ and else begins one as often as by chance: with κ = 0.5 and a block
//! at every fifth segment, two beginnings side by side are worth ln(0.5 + 0.5 × 0.2) − ln 0.2 = 1.1, and a beginning
//! beside none ln 0.5 = −0.7. Where every segment is a block of its own, all of it is 0.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::ops::Range;

use crate::language::fold::fold;
use crate::model::{BlockKind, Document, Spacing, Standing};

/// The kinds of blocks as far as they matter for what corresponds to what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    /// A heading of any level.
    Heading,
    /// Running text, and verse, which one file may set as paragraphs.
    Text,
    /// A list item.
    Entry,
    /// A quotation.
    Quotation,
    /// A signature.
    Signature,
    /// Who wrote it.
    Byline,
    /// Place and date.
    Dateline,
    /// Where it comes from.
    Provenance,
    /// Code and tables.
    Preformatted,
    /// A rule.
    Rule,
    /// Page furniture of any kind.
    Boilerplate,
}

const N_CLASSES: usize = Class::Boilerplate as usize + 1;

/// What classes are worth together, lower triangle in the order of [`Class`]; 0 is what says nothing.
#[rustfmt::skip]
const CLASSES: [&[f32]; N_CLASSES] = [
    /* heading      */ &[1.5],
    /* text         */ &[-2.5, 0.0],
    /* entry        */ &[-3.0, -1.5, 0.8],
    /* quotation    */ &[-3.0, -0.3, -1.0, 1.0],
    /* signature    */ &[-3.0, -1.5, -0.3, -1.5, 1.0],
    /* byline       */ &[-3.0, -2.5, -3.0, -3.0, -0.5, 1.5],
    /* dateline     */ &[-3.0, -2.5, -3.0, -3.0, -1.0, -1.0, 1.5],
    /* provenance   */ &[-3.0, -2.5, -3.0, -3.0, -2.0, -1.5, -1.5, 1.5],
    /* preformatted */ &[-3.0, -1.0, -1.0, -1.0, -2.0, -3.0, -3.0, -3.0, 1.0],
    /* rule         */ &[-9.0, -9.0, -9.0, -9.0, -9.0, -9.0, -9.0, -9.0, -9.0, 0.5],
    /* boilerplate  */ &[-30.0, -30.0, -30.0, -30.0, -30.0, -30.0, -30.0, -30.0, -30.0, -30.0, 0.0],
];

/// What it is worth that a bead has one more block of a class on a side, in the order of [`Class`]: headings are often
/// broken over lines, entries and signatures seldom run together, boilerplate is better left alone.
const MERGED: [f32; N_CLASSES] = [0.8, 0.0, -2.5, 0.0, -3.0, -1.0, -1.0, -0.5, 0.0, -1.0, -3.0];

/// The same of a paragraph that stands apart.
const MERGED_PARAGRAPH: f32 = -1.0;

/// Blocks of several classes on one side of a bead.
const MIXED: f32 = -2.0;

/// The most that a bead of boilerplate is worth: it should never draw the text after it.
const BOILERPLATE_MOST: f32 = 0.5;

/// Boilerplate that stands inside one side of a bead and is passed over.
const PASSED_OVER: f32 = -0.5;

/// List items that are numbered on both sides: alike, or not.
const ORDINALS: (f32, f32) = (0.8, -0.8);

/// Segments that are the same on both sides, letter for letter.
const SAME: f32 = 4.0;

/// How often a translation keeps the beginning of a block, before a text teaches its own, and as if from how many beads.
const KEPT: f32 = 0.5;
const PRIOR_BEADS: f32 = 10.0;

/// What of a segment is compared, besides its words and its length.
#[derive(Debug, Clone, Copy)]
struct Profile {
    class: Class,
    /// The number of a numbered list item.
    ordinal: Option<u32>,
    /// Whether its block begins with it.
    opens: bool,
    /// Whether its block stands apart from the one before.
    is_apart: bool,
    /// A fingerprint of its letters and digits, or where there are none of all of it.
    whole: u64,
}

/// The shape of two texts.
#[derive(Debug)]
pub struct Structure {
    profiles: [Vec<Profile>; 2],
    /// What it is worth, by whether the source and whether the target opens a block.
    openings: [[f32; 2]; 2],
    /// What it is worth on each side that a later segment of a bead opens no block, or one.
    inside: [[f32; 2]; 2],
    /// The share of segments that open a block.
    shares: [f32; 2],
}

/// Some neighbouring segments as a side of a bead.
#[derive(Debug, Clone, Copy)]
pub struct Span {
    /// A bit for each class.
    classes: u16,
    opens: bool,
    ordinal: Option<u32>,
    whole: Option<u64>,
    /// What it is worth that they are together.
    together: f32,
}

/// What may be lost of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loss {
    /// Something inside a paragraph: translators seldom leave that out.
    Sentence,
    /// The beginning of a paragraph.
    Paragraph,
    /// A heading, a list item, a signature or the like: often there in one version only.
    Line,
    /// Page furniture, which has no counterpart as a rule.
    Furniture,
}

const BOILERPLATE: u16 = 1 << Class::Boilerplate as u16;

impl Structure {
    /// Reads two texts.
    pub fn new(source: &Document, target: &Document) -> Self {
        let profiles = [profiles(source), profiles(target)];
        let share = |profiles: &[Profile]| {
            profiles.iter().filter(|profile| profile.opens).count() as f32 / profiles.len().max(1) as f32
        };
        let shares = [share(&profiles[0]), share(&profiles[1])];
        let mut structure = Self { profiles, openings: [[0.0; 2]; 2], inside: [[0.0; 2]; 2], shares };
        structure.believe(KEPT);
        structure
    }

    /// Judges where blocks begin by how often a translation keeps it.
    fn believe(&mut self, kept: f32) {
        // Where nearly every segment opens a block, on a side, blocks say nothing.
        let kept = if self.shares.iter().any(|&share| share > 0.98) { 0.0 } else { kept };
        let chance = |side: usize, opens: bool| {
            let share = self.shares[side].clamp(0.01, 0.99);
            if opens { share } else { 1.0 - share }
        };
        for (source, target) in [(false, false), (false, true), (true, false), (true, true)] {
            let worth = |side: usize, opens: bool| {
                let again = if source == target { kept } else { 0.0 };
                ((again + (1.0 - kept) * chance(side, opens)) / chance(side, opens)).ln()
            };
            self.openings[usize::from(source)][usize::from(target)] = (worth(0, source) + worth(1, target)) / 2.0;
        }
        for side in 0..2 {
            let opening = (1.0 - kept) * chance(side, true);
            self.inside[side] = [((1.0 - opening) / chance(side, false)).ln() * 0.5, (1.0 - kept).ln()];
        }
    }

    /// Learns from weighted beads how far blocks are kept.
    pub fn learn<'a>(&mut self, beads: impl Iterator<Item = (&'a Range<usize>, &'a Range<usize>, f32)>) {
        let [source_share, target_share] = self.shares;
        let by_chance = source_share * target_share + (1.0 - source_share) * (1.0 - target_share);
        if by_chance > 0.98 {
            return;
        }
        let (mut alike, mut n) = (0.0, 0.0);
        for (source, target, weight) in beads {
            let opens = [self.profiles[0][source.start].opens, self.profiles[1][target.start].opens];
            alike += if opens[0] == opens[1] { weight } else { 0.0 };
            n += weight;
        }
        let prior = KEPT + (1.0 - KEPT) * by_chance;
        let share = (alike + prior * PRIOR_BEADS) / (n + PRIOR_BEADS);
        self.believe(((share - by_chance) / (1.0 - by_chance)).clamp(0.0, 0.95));
    }

    /// Some segments of a side, ready to be compared.
    pub fn span(&self, side: usize, segments: Range<usize>) -> Span {
        let profiles = &self.profiles[side][segments];
        let is_body = |profile: &&Profile| profile.class != Class::Boilerplate;
        let (first, last) = (&profiles[0], &profiles[profiles.len() - 1]);
        let passes_over = is_body(&first) && is_body(&last) && !profiles.iter().all(|profile| is_body(&profile));
        let counted = || profiles.iter().filter(|profile| !passes_over || is_body(profile));
        let classes = counted().fold(0_u16, |bits, profile| bits | 1 << profile.class as u16);
        let later: f32 = counted()
            .skip(1)
            .map(|profile| {
                let merged = match (profile.opens, profile.class, profile.is_apart) {
                    (false, ..) => 0.0,
                    (true, Class::Text, true) => MERGED_PARAGRAPH,
                    (true, class, _) => MERGED[class as usize],
                };
                merged + self.inside[side][usize::from(profile.opens)]
            })
            .sum();
        let mixed = if classes.is_power_of_two() { 0.0 } else { MIXED };
        let passed = if passes_over { PASSED_OVER } else { 0.0 };
        let alone = profiles.len() == 1;
        Span {
            classes,
            opens: first.opens,
            ordinal: first.ordinal.filter(|_| first.opens),
            whole: alone.then_some(first.whole),
            together: later + mixed + passed,
        }
    }

    /// What two sides of a bead are worth together, and the most that the whole bead may be worth, in nats.
    pub fn worth(&self, source: &Span, target: &Span) -> (f32, f32) {
        let opening = self.openings[usize::from(source.opens)][usize::from(target.opens)];
        let same = if source.whole.is_some() && source.whole == target.whole { SAME } else { 0.0 };
        let worth = classes(source.classes, target.classes)
            + opening
            + ordinals(source.ordinal, target.ordinal)
            + source.together
            + target.together;
        let most = if source.classes == BOILERPLATE { BOILERPLATE_MOST } else { f32::INFINITY };
        (worth + same, most + same)
    }

    /// What is lost with a segment that has no counterpart.
    pub fn loss(&self, side: usize, segment: usize) -> Loss {
        let profile = &self.profiles[side][segment];
        // Where every line is a block, blocks say nothing.
        let opens = profile.opens && (profile.is_apart || self.shares[side] < 0.98);
        match profile.class {
            Class::Boilerplate => Loss::Furniture,
            Class::Text | Class::Quotation if opens => Loss::Paragraph,
            Class::Text | Class::Quotation => Loss::Sentence,
            _ if profile.opens => Loss::Line,
            _ => Loss::Sentence,
        }
    }
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

/// The profiles of a document's segments.
fn profiles(document: &Document) -> Vec<Profile> {
    let profile = |index: usize| {
        let block = document.block_of(index);
        let ordinal = if let BlockKind::ListItem { ordinal, .. } = block.kind { ordinal } else { None };
        Profile {
            class: class_of(block.kind, block.standing),
            ordinal,
            opens: block.segments.start == index && block.spacing != Spacing::Continued,
            is_apart: block.spacing == Spacing::Apart,
            whole: fingerprint(document.segment_text(index)),
        }
    };
    (0..document.segments().len()).map(profile).collect()
}

fn fingerprint(text: &str) -> u64 {
    let folded = fold(text);
    let bare: String = folded.chars().filter(|character| character.is_alphanumeric()).collect();
    let mut hasher = DefaultHasher::new();
    (if bare.is_empty() { &folded } else { &bare }).hash(&mut hasher);
    hasher.finish()
}

fn class_of(kind: BlockKind, standing: Standing) -> Class {
    match (standing, kind) {
        (Standing::Boilerplate, _) => Class::Boilerplate,
        (Standing::Body, BlockKind::Heading(_)) => Class::Heading,
        (Standing::Body, BlockKind::Paragraph | BlockKind::Verse) => Class::Text,
        (Standing::Body, BlockKind::ListItem { .. }) => Class::Entry,
        (Standing::Body, BlockKind::Quotation) => Class::Quotation,
        (Standing::Body, BlockKind::Signature) => Class::Signature,
        (Standing::Body, BlockKind::Byline) => Class::Byline,
        (Standing::Body, BlockKind::Dateline) => Class::Dateline,
        (Standing::Body, BlockKind::Provenance) => Class::Provenance,
        (Standing::Body, BlockKind::Preformatted) => Class::Preformatted,
        (Standing::Body, BlockKind::Rule) => Class::Rule,
    }
}
