//! What beads are worth: the logarithm of how much likelier their segments are as translations of each other than as
//! segments that have nothing to do with each other.
//!
//! The sum of four, up to a bound where both sides are page furniture: how usual the bead's shape is ([`super::shapes`]), how well the lengths fit ([`super::lengths`]), kinds
//! and beginnings of blocks ([`super::structure`]), and how much likelier the words of either side are beside those of
//! the other than anywhere ([`super::lexicon`]). A word that is explained by a bead of n words on the other side is worth
//!
//! > ln(λ + (1 − λ) / n × Σ p(word | other) / p(word)),
//!
//! where λ stands for words that a translator brings in; both directions are averaged and damped, since words are not
//! independent of each other. A free translation says things in quite other words, so that what words can say against
//! a bead has a floor, which grows with the size of the bead.

use std::collections::VecDeque;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use super::band::{Band, Node};
use super::lattice::NEVER;
use super::lengths::{self, Lengths};
use super::lexicon::{Lexicon, Workspace};
use super::shapes::{Frequencies, LARGEST, LONGEST, N_SHAPES, NUMBER_OF, SHAPES, Shape};
use super::structure::{self, Structure};
use super::threads::{both, join};
use super::words::Words;

/// The share of words that a translator brings in.
const FREE: f64 = 0.5;

/// How much the words weigh: once something was learnt, and before.
const WEIGHT: f32 = 0.7;
const WEIGHT_UNLEARNT: f32 = 0.35;

/// The chance, for each segment of a bead's longer side, of a translation that shares no words.
const QUITE_FREE: f32 = 0.02;

/// What a lexicon knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// What is believed of any text.
    Beforehand,
    /// What these texts taught.
    Learnt,
}

/// Some neighbouring segments as a side of a bead.
type Span = (lengths::Span, structure::Span);

/// A run of segments on either side, the nodes to be looked at, and all that beads are judged by.
#[derive(Debug, Clone, Copy)]
pub struct Ground<'a> {
    /// The words of both sides.
    pub words: [&'a Words; 2],
    /// Which words translate which.
    pub lexicon: &'a Lexicon,
    /// What the lexicon knows.
    pub known: Known,
    /// The lengths of the two documents.
    pub lengths: &'a Lengths,
    /// The structure of the two documents.
    pub structure: &'a Structure,
    /// How usual the shapes are.
    pub frequencies: &'a Frequencies,
    /// The first segments of the bitext among those of all bitexts.
    pub document: Node,
    /// The first segments of the run, counted in the same way.
    pub origin: Node,
    /// How many segments the run has.
    pub end: Node,
    /// The nodes.
    pub band: &'a Band,
}

impl Ground<'_> {
    /// For each node of the band and each shape, what the bead is worth that begins there, in nats.
    ///
    /// `go_on` hears now and then which part is done, from 0 to 1; `None` when it says no.
    pub fn worths(&self, go_on: &(dyn Fn(f32) -> bool + Sync)) -> Option<Vec<f32>> {
        let stopped = AtomicBool::new(false);
        let partners = [self.band.partners(0, self.end), self.band.partners(1, self.end)];
        let [mut worths, back] = both(|side| {
            let mut worths = vec![if side == 0 { NEVER } else { 0.0 }; self.band.n_cells() * N_SHAPES];
            let goes_on = |share: f32| {
                if side == 0 && !go_on(share) {
                    stopped.store(true, Ordering::Relaxed);
                }
                !stopped.load(Ordering::Relaxed)
            };
            self.words_of_side(side, &partners[side], goes_on, |node, shape, worth| {
                let number = NUMBER_OF[shape.0 - 1][shape.1 - 1];
                if let Some(cell) = self.band.cell(node) {
                    worths[cell * N_SHAPES + number] = worth;
                }
            });
            worths
        });
        if stopped.load(Ordering::Relaxed) {
            return None;
        }
        let spans = both(|side| self.spans(side));
        // Half of the rows on each of two threads.
        let middle = self.end.0.div_ceil(2);
        let (first, second) = worths.split_at_mut(self.band.first_cell(middle) * N_SHAPES);
        let second = Mutex::new(second);
        join(
            || self.complete(0..middle, &spans, first, &back),
            || {
                self.complete(
                    middle..self.end.0 + 1,
                    &spans,
                    &mut second.lock().unwrap_or_else(PoisonError::into_inner),
                    &back,
                )
            },
        );
        Some(worths)
    }

    /// Tells what the words of one side say of each bead.
    fn words_of_side(
        &self,
        side: usize,
        partners: &[Range<usize>],
        goes_on: impl Fn(f32) -> bool,
        mut tell: impl FnMut(Node, Shape, f32),
    ) {
        let (own, told) = (self.words[side], self.words[1 - side]);
        let origin = [[self.origin.0, self.origin.1], [self.origin.1, self.origin.0]][side];
        let place = |other: usize| told.places(origin[1] + other..origin[1] + other).start;
        let mut workspace = Workspace::default();
        // What each of the next segments explains, and where its partners' words begin.
        let mut explained: VecDeque<(Vec<f32>, usize)> = VecDeque::new();
        let (mut sums, mut logarithms): (Vec<f64>, Vec<f64>) = (Vec::new(), Vec::new());
        for segment in 0..partners.len() {
            if segment % 64 == 0 && !goes_on(segment as f32 / partners.len() as f32) {
                return;
            }
            if segment > 0 {
                explained.pop_front();
            }
            let known = segment + explained.len();
            for (next, partners) in partners.iter().enumerate().take(segment + LONGEST).skip(known) {
                let others = origin[1] + partners.start..origin[1] + partners.end;
                let row = self.lexicon.explain(side, self.words, origin[0] + next, others, &mut workspace);
                explained.push_back((row, place(partners.start)));
            }
            let first = &partners[segment];
            let from = place(first.start);
            sums.clear();
            sums.resize(place(first.end) - from, 0.0);
            let mut n_own = 0;
            for (at, (row, row_from)) in explained.iter().enumerate() {
                let partners = &partners[segment + at];
                let shared = first.start.max(partners.start)..first.end.min(partners.end);
                if shared.is_empty() {
                    break;
                }
                let last = origin[0] + segment + at;
                n_own += own.of(last..last + 1).len();
                let places = place(shared.start)..place(shared.end);
                let added = &row[places.start - row_from..places.end - row_from];
                sums[places.start - from..places.end - from].iter_mut().zip(added).for_each(|(sum, &more)| {
                    *sum += f64::from(more);
                });
                let share = (1.0 - FREE) / n_own.max(1) as f64;
                logarithms.clear();
                logarithms.extend(shared.clone().map(|other| {
                    if n_own == 0 { 0.0 } else { logarithm(&sums[place(other) - from..place(other + 1) - from], share) }
                }));
                for (other, start) in shared.clone().zip(0..) {
                    let mut sum = 0.0;
                    for more in 1..=(LARGEST - at - 1).min(LONGEST).min(shared.end - other) {
                        sum += logarithms[start + more - 1];
                        let (node, shape) = ((segment, other), (at + 1, more));
                        if side == 0 {
                            tell(node, shape, sum as f32);
                        } else {
                            tell((node.1, node.0), (shape.1, shape.0), sum as f32);
                        }
                    }
                }
            }
        }
    }

    /// For each segment of a side, what begins with it: one segment, two, and so on.
    fn spans(&self, side: usize) -> Vec<Vec<Span>> {
        let n_segments = [self.end.0, self.end.1][side];
        let first = [self.origin.0 - self.document.0, self.origin.1 - self.document.1][side];
        let span =
            |segments: Range<usize>| (self.lengths.span(side, segments.clone()), self.structure.span(side, segments));
        let beginning = |at: usize| {
            let sizes = 1..=LONGEST.min(n_segments - at);
            sizes.map(|size| span(first + at..first + at + size)).collect()
        };
        (0..n_segments).map(beginning).collect()
    }

    /// Adds to what the words say everything else.
    fn complete(&self, rows: Range<usize>, spans: &[Vec<Vec<Span>>; 2], worths: &mut [f32], back: &[f32]) {
        let weight = match self.known {
            Known::Beforehand => 0.5 * WEIGHT_UNLEARNT,
            Known::Learnt => 0.5 * WEIGHT,
        };
        let from = self.band.first_cell(rows.start) * N_SHAPES;
        for row in rows.start..rows.end.min(self.end.0) {
            for (column, cell) in self.band.cells(row).filter(|&(column, _)| column < self.end.1) {
                for (number, &(a, b)) in SHAPES.iter().enumerate() {
                    let at = cell * N_SHAPES + number;
                    let worth = &mut worths[at - from];
                    if *worth == NEVER {
                        continue;
                    }
                    let words = floored(weight * (*worth + back[at]), a.max(b));
                    let ((own_length, own), (told_length, told)) = (&spans[0][row][a - 1], &spans[1][column][b - 1]);
                    let (structure, most) = self.structure.worth(own, told);
                    let lengths = self.lengths.worth(own_length, told_length);
                    let sum = words + lengths + structure + self.frequencies.log(number);
                    *worth = sum.min(most);
                }
            }
        }
    }
}

/// The sum of the logarithms of how well words are explained.
fn logarithm(explained: &[f64], share: f64) -> f64 {
    // A product, its logarithm taken before it leaves the range of numbers.
    let (mut sum, mut product) = (0.0, 1.0_f64);
    for &explained in explained {
        product *= FREE + share * explained;
        if !(1e-200..1e200).contains(&product) {
            sum += product.ln();
            product = 1.0;
        }
    }
    sum + product.ln()
}

/// What words say, or what a free translation of so many segments leaves unsaid.
fn floored(words: f32, n_segments: usize) -> f32 {
    let floor = n_segments as f32 * QUITE_FREE.ln();
    let words = words + (1.0 - QUITE_FREE).ln();
    let (more, less) = if words > floor { (words, floor) } else { (floor, words) };
    more + (less - more).exp().ln_1p()
}
