//! The rounds of an alignment: survey, a quick look, and learning in turns which words and which segments go together.
//!
//! 1. The [survey](super::survey) finds where the way must run.
//! 2. A quick look weighs all alignments there ([`super::lattice`]) by structure, lengths and what is believed of words
//!    beforehand.
//! 3. From the posterior probabilities of its beads a [lexicon](super::lexicon) is learnt, and the ratio of lengths, how far
//!    blocks are kept and how usual each shape is; with these all alignments near the likely ones are weighed again.
//!    [`ROUNDS`] such rounds follow each other.
//!
//! Pins cut the texts into fields that are aligned each by itself but learn together (what is a bead by the reader's word
//! is a field, too, that only teaches), and so do companions, other bitexts
//! in the same two languages, as far as all fit into one window. Very long texts are cut at sure beads into windows with a
//! lexicon each, so that the memory for learning is bounded and time grows with their length.

use std::ops::Range;

use super::band::{Band, Node};
use super::confidence;
use super::lattice::{Gaps, Lattice, Posterior, Start};
use super::lengths::Lengths;
use super::lexicon::{Lexicon, Weighted};
use super::likeness::{Likeness, View, likenesses};
use super::pins::{self, Hold};
use super::shapes::Frequencies;
use super::structure::{Loss, Structure};
use super::survey::{Breadth, survey};
use super::words::{Vocabulary, Words};
use super::worths::{Ground, Known};
use super::{Pin, Task, Watch};
use crate::model::{Bead, Document};

/// Rounds of learning.
const ROUNDS: usize = 2;

/// Nodes of margin around those that were likely in the round before.
const MARGIN: usize = 6;

/// The least posterior of a bead from which words are learnt.
const TEACHES: f32 = 0.03;

/// Segments of the longer side in a window, more or less; texts of up to half as many more are not cut.
const WINDOW: usize = 8000;

/// Nodes that are weighed at once: each takes some 180 bytes.
const MOST_NODES: usize = 100_000;

/// How sure a bead must be to be cut at, and once a window is twice as long as it should be.
const SURE: f32 = 0.98;
const LIKELY: f32 = 0.3;

/// What it is worth that a gap opens, by what it begins with, in nats; and for each e-fold of segments in the text:
/// where a text has lost something once, the loss is the less likely at any one place the longer it is.
fn gap_opens(loss: Loss, n_segments: usize) -> f32 {
    let at_all = match loss {
        Loss::Sentence => -4.0,
        Loss::Paragraph => -3.0,
        Loss::Line => -1.0,
        Loss::Furniture => return 0.0,
    };
    at_all - 0.6 * (n_segments.max(2) as f32).ln()
}

/// What a gap is worth that goes on, and a bead after a gap, in nats.
const GAP_GOES_ON: f32 = -0.7;
const GAP_CLOSES: f32 = -1.5;

/// How much is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effort {
    /// A narrow survey and a quick look.
    Glance,
    /// Survey and quick look.
    Quick,
    /// All rounds.
    Full,
}

/// Two documents beside each other and what is learnt of them as a whole.
struct Bitext {
    /// The first segments of both sides among those of all bitexts.
    origin: Node,
    lengths: Lengths,
    structure: Structure,
    frequencies: Frequencies,
    gaps: Gaps,
}

/// A part of both documents of a bitext that is aligned by itself; segments are counted over all bitexts.
struct Field {
    bitext: usize,
    source: Range<usize>,
    target: Range<usize>,
    start: Start,
    band: Band,
    posterior: Option<Posterior>,
}

/// All that is known of the texts.
struct Rounds<'a> {
    vocabularies: [Vocabulary; 2],
    words: [Words; 2],
    likenesses: Vec<Likeness>,
    bitexts: Vec<Bitext>,
    watch: Watch<'a>,
}

/// The beads of the task's own two documents; `None` when the watch stopped it.
pub fn align(task: &Task, effort: Effort, watch: Watch) -> Option<Vec<Bead>> {
    let companions = if effort == Effort::Full { task.companions } else { &[] };
    let documents: Vec<[&Document; 2]> = std::iter::once([task.source, task.target])
        .chain(companions.iter().map(|companion| [&*companion.source, &*companion.target]))
        .collect();
    let mut rounds = Rounds::new(&documents, watch);
    rounds.tell(0.0)?;
    let mut fields = fields(task.pins, documents[0]);
    let mut origin = (task.source.segments().len(), task.target.segments().len());
    for (bitext, documents) in documents.iter().enumerate().skip(1) {
        let end = (origin.0 + documents[0].segments().len(), origin.1 + documents[1].segments().len());
        fields.push(Field::new(bitext, origin.0..end.0, origin.1..end.1, Start::Free));
        origin = end;
    }
    let breadth = if effort == Effort::Glance { Breadth::Narrow } else { Breadth::Whole };
    rounds.look(&mut fields, breadth)?;
    rounds.tell(0.2)?;
    if effort == Effort::Full {
        let windows = windows(fields);
        let n_windows = windows.len();
        fields = Vec::new();
        for (number, mut window) in windows.into_iter().enumerate() {
            let done = |share: f32| 0.2 + 0.8 * (number as f32 + share) / n_windows as f32;
            rounds.refine(&mut window, done)?;
            fields.append(&mut window);
        }
    }
    Some(beads_of(fields.iter().filter(|field| field.bitext == 0)))
}

/// What lies between the pins: before the first, from each to the next, and what is a bead by the reader's word.
fn fields(pins: &[Pin], [source, target]: [&Document; 2]) -> Vec<Field> {
    let end = (source.segments().len(), target.segments().len());
    let (mut from, mut start) = ((0, 0), Start::Free);
    let mut fields = Vec::new();
    for pin in pins::in_order(pins, end) {
        fields.push(Field::new(0, from.0..pin.source.start, from.1..pin.target.start, start));
        (from, start) = match pin.hold {
            Hold::Start => (pin.from(), Start::Bead),
            Hold::Bead => {
                fields.push(Field::new(0, pin.source.clone(), pin.target.clone(), Start::Whole));
                (pin.until(), Start::Free)
            }
        };
    }
    fields.push(Field::new(0, from.0..end.0, from.1..end.1, start));
    fields
}

impl Field {
    fn new(bitext: usize, source: Range<usize>, target: Range<usize>, start: Start) -> Self {
        let band = Band::whole((0, 0));
        Self { bitext, source, target, start, band, posterior: None }
    }

    fn origin(&self) -> Node {
        (self.source.start, self.target.start)
    }

    fn end(&self) -> Node {
        (self.source.len(), self.target.len())
    }

    fn posterior(&self) -> &Posterior {
        self.posterior.as_ref().expect("a field is weighed before it is asked")
    }

    /// The likely beads, counted over all bitexts.
    fn beads(&self) -> impl Iterator<Item = Weighted> {
        self.posterior().beads.iter().map(move |bead| Weighted {
            source: shifted(&bead.source, self.source.start),
            target: shifted(&bead.target, self.target.start),
            weight: bead.weight,
        })
    }
}

impl<'a> Rounds<'a> {
    fn new(documents: &[[&Document; 2]], watch: Watch<'a>) -> Self {
        let mut vocabularies = [Vocabulary::default(), Vocabulary::default()];
        let words =
            [0, 1].map(|side| Words::new(documents.iter().map(|documents| documents[side]), &mut vocabularies[side]));
        let languages = documents[0].map(|document| &document.language);
        let likenesses = likenesses([&vocabularies[0], &vocabularies[1]], languages);
        let mut origin = (0, 0);
        let bitexts = documents
            .iter()
            .map(|&[source, target]| {
                let structure = Structure::new(source, target);
                let n_segments = [source.segments().len(), target.segments().len()];
                let bitext = Bitext {
                    origin,
                    lengths: Lengths::new(source, target),
                    gaps: gaps(&structure, n_segments),
                    structure,
                    frequencies: Frequencies::expected(),
                };
                origin = (origin.0 + n_segments[0], origin.1 + n_segments[1]);
                bitext
            })
            .collect();
        Self { vocabularies, words, likenesses, bitexts, watch }
    }

    /// Tells the watch how far things are; `None` when it stops them.
    fn tell(&self, done: f32) -> Option<()> {
        (self.watch)(done).is_continue().then_some(())
    }

    fn view(&self) -> View<'_> {
        View {
            words: [&self.words[0], &self.words[1]],
            vocabularies: [&self.vocabularies[0], &self.vocabularies[1]],
            likenesses: &self.likenesses,
        }
    }

    /// Survey and quick look.
    fn look(&self, fields: &mut [Field], breadth: Breadth) -> Option<()> {
        let lexicon = Lexicon::learn(Vec::new(), self.view(), &|| self.tell(0.0).is_some())?;
        let n_fields = fields.len() as f32;
        for (number, field) in fields.iter_mut().enumerate() {
            if field.start == Start::Whole {
                field.posterior = Some(Posterior::certain(field.end()));
                continue;
            }
            let done = |share: f32| 0.2 * (number as f32 + share) / n_fields;
            let is_wanted = || self.tell(done(0.1)).is_some();
            field.band = survey(self.view(), field.source.clone(), field.target.clone(), breadth, &is_wanted)?;
            self.tell(done(0.2))?;
            self.weigh(field, &lexicon, Known::Beforehand, &|share| done(0.2 + 0.8 * share))?;
        }
        Some(())
    }

    /// Weighs all alignments of a field, of a long one stretch by stretch: each begins at the last sure bead of the one
    /// before, so that the memory it takes does not grow with the text. `done` makes of its share the share of all that
    /// is done.
    fn weigh(
        &self,
        field: &mut Field,
        lexicon: &Lexicon,
        known: Known,
        done: &(dyn Fn(f32) -> f32 + Sync),
    ) -> Option<()> {
        let end = field.end();
        let mut posterior = Posterior::nowhere();
        let mut from = (0, 0);
        while from != end {
            let to = field.band.stretch(from, end, MOST_NODES);
            let start = if from == (0, 0) { field.start } else { Start::Free };
            let [source, target] = [
                field.source.start + from.0..field.source.start + to.0,
                field.target.start + from.1..field.target.start + to.1,
            ];
            let mut stretch = Field::new(field.bitext, source, target, start);
            stretch.band = field.band.part(from, to);
            let share = |node: Node| (node.0 + node.1) as f32 / (end.0 + end.1) as f32;
            let done = |part: f32| done(share(from) + (share(to) - share(from)) * part);
            let weighed = self.posterior(&stretch, lexicon, known, &done)?;
            let until = if to == end { stretch.end() } else { weighed.last_sure() };
            posterior.append(weighed.part((0, 0), until), from);
            from = (from.0 + until.0, from.1 + until.1);
        }
        field.posterior = Some(posterior);
        Some(())
    }

    /// Learns and weighs in turns.
    fn refine(&mut self, fields: &mut [Field], done: impl Fn(f32) -> f32 + Sync) -> Option<()> {
        for round in 0..ROUNDS {
            let beads: Vec<Weighted> =
                fields.iter().flat_map(Field::beads).filter(|bead| bead.weight > TEACHES).collect();
            self.learn(fields);
            let lexicon =
                Lexicon::learn(beads, self.view(), &|| self.tell(done(round as f32 / ROUNDS as f32)).is_some())?;
            self.tell(done((round as f32 + 0.4) / ROUNDS as f32))?;
            let n_fields = fields.len() as f32;
            for (number, field) in fields.iter_mut().enumerate().filter(|(_, field)| field.start != Start::Whole) {
                field.band = Band::around(&field.posterior().nodes, field.end(), MARGIN, &field.band);
                let done = |share: f32| {
                    let share = (number as f32 + share) / n_fields;
                    done((round as f32 + 0.4 + 0.6 * share) / ROUNDS as f32)
                };
                self.weigh(field, &lexicon, Known::Learnt, &done)?;
            }
        }
        Some(())
    }

    /// Learns lengths, structure and shapes of each bitext from its fields.
    fn learn(&mut self, fields: &[Field]) {
        for (number, bitext) in self.bitexts.iter_mut().enumerate() {
            let own = |range: Range<usize>, origin: usize| range.start - origin..range.end - origin;
            let beads: Vec<Weighted> = fields
                .iter()
                .filter(|field| field.bitext == number)
                .flat_map(Field::beads)
                .map(|bead| Weighted {
                    source: own(bead.source, bitext.origin.0),
                    target: own(bead.target, bitext.origin.1),
                    weight: bead.weight,
                })
                .collect();
            if beads.is_empty() {
                continue;
            }
            let ranges = || beads.iter().map(|bead| (&bead.source, &bead.target, bead.weight));
            bitext.lengths.learn(ranges());
            bitext.structure.learn(ranges());
            let shapes = beads.iter().map(|bead| ((bead.source.len(), bead.target.len()), bead.weight));
            bitext.frequencies = Frequencies::learnt(shapes);
        }
    }

    /// Weighs all alignments of a stretch.
    fn posterior(
        &self,
        field: &Field,
        lexicon: &Lexicon,
        known: Known,
        done: &(dyn Fn(f32) -> f32 + Sync),
    ) -> Option<Posterior> {
        let bitext = &self.bitexts[field.bitext];
        let ground = Ground {
            words: self.view().words,
            lexicon,
            known,
            lengths: &bitext.lengths,
            structure: &bitext.structure,
            frequencies: &bitext.frequencies,
            document: bitext.origin,
            origin: field.origin(),
            end: field.end(),
            band: &field.band,
        };
        let worths = ground.worths(&|share| self.tell(done(share)).is_some())?;
        let own = |side: usize, list: &[Vec<f32>; 2]| {
            let (segments, origin) = [(&field.source, bitext.origin.0), (&field.target, bitext.origin.1)][side];
            list[side][segments.start - origin..segments.end - origin].to_vec()
        };
        let gaps = Gaps {
            opens: [0, 1].map(|side| own(side, &bitext.gaps.opens)),
            goes_on: [0, 1].map(|side| own(side, &bitext.gaps.goes_on)),
            closes: bitext.gaps.closes,
        };
        let lattice = Lattice {
            band: &field.band,
            end: field.end(),
            worths: &worths,
            gaps: &gaps,
            start: field.start,
            is_wanted: &|| self.tell(done(1.0)).is_some(),
        };
        lattice.posterior()
    }
}

/// The beads of fields that follow each other, with their confidence.
fn beads_of<'f>(fields: impl Iterator<Item = &'f Field>) -> Vec<Bead> {
    let mut beads: Vec<Bead> = Vec::new();
    for field in fields {
        let confidences = match field.start {
            Start::Whole => vec![1.0],
            Start::Free | Start::Bead => confidence::of_steps(field.posterior()),
        };
        for (&(from, to), confidence) in field.posterior().steps.iter().zip(confidences) {
            let source = shifted(&(from.0..to.0), field.source.start);
            beads.push(Bead { source, target: shifted(&(from.1..to.1), field.target.start), confidence });
        }
    }
    beads
}

/// A range, counted from a place farther back.
fn shifted(range: &Range<usize>, by: usize) -> Range<usize> {
    by + range.start..by + range.end
}

/// What gaps are worth, by what kind of segment they begin and go on with; text after page furniture in one gap pays in
/// full.
fn gaps(structure: &Structure, n_segments: [usize; 2]) -> Gaps {
    let longer = n_segments[0].max(n_segments[1]);
    let kinds =
        [0, 1].map(|side| (0..n_segments[side]).map(|segment| structure.loss(side, segment)).collect::<Vec<_>>());
    let goes_on = |kinds: &Vec<Loss>| {
        let worth = |at: usize| match at.checked_sub(1).map(|before| kinds[before]) {
            Some(Loss::Furniture) if kinds[at] != Loss::Furniture => gap_opens(kinds[at], longer),
            _ => GAP_GOES_ON,
        };
        (0..kinds.len()).map(worth).collect()
    };
    let goes_on = [goes_on(&kinds[0]), goes_on(&kinds[1])];
    Gaps {
        opens: kinds.map(|kinds| kinds.into_iter().map(|kind| gap_opens(kind, longer)).collect()),
        goes_on,
        closes: GAP_CLOSES,
    }
}

/// Groups of fields that learn together: all of them, or what long texts are cut into.
fn windows(fields: Vec<Field>) -> Vec<Vec<Field>> {
    let longest = |field: &Field| field.source.len().max(field.target.len());
    let mut windows: Vec<Vec<Field>> = vec![Vec::new()];
    let mut size = 0;
    for field in fields.into_iter().flat_map(cut) {
        if size > 0 && size + longest(&field) > WINDOW * 3 / 2 {
            windows.push(Vec::new());
            size = 0;
        }
        size += longest(&field);
        windows.last_mut().expect("there is one").push(field);
    }
    windows
}

/// A field, or what it is cut into at sure beads.
fn cut(field: Field) -> Vec<Field> {
    let (n_source, n_target) = field.end();
    if n_source.max(n_target) <= WINDOW * 3 / 2 || field.start == Start::Whole {
        return vec![field];
    }
    // Where no sure bead comes in time, a likely one must do.
    let sure = field.posterior().beads.iter().filter(|bead| bead.weight >= LIKELY && bead.source.len() == 1);
    let mut cuts: Vec<Node> = vec![(0, 0)];
    for bead in sure {
        let node = (bead.source.start, bead.target.start);
        let &(row, column) = cuts.last().expect("the first one");
        let (rows, columns) = (node.0.saturating_sub(row), node.1.saturating_sub(column));
        if bead.weight < SURE && rows.max(columns) < 2 * WINDOW {
            continue;
        }
        let rest = (n_source - node.0).max(n_target - node.1);
        if rows.max(columns) >= WINDOW && rest >= WINDOW / 2 && node.1 >= column {
            cuts.push(node);
        }
    }
    cuts.push((n_source, n_target));
    let part = |ends: &[Node]| {
        let (from, to) = (ends[0], ends[1]);
        let source = shifted(&(from.0..to.0), field.source.start);
        let target = shifted(&(from.1..to.1), field.target.start);
        let start = if from == (0, 0) { field.start } else { Start::Free };
        let mut part = Field::new(field.bitext, source, target, start);
        part.band = field.band.part(from, to);
        part.posterior = Some(field.posterior().part(from, to));
        part
    };
    cuts.windows(2).map(part).collect()
}
