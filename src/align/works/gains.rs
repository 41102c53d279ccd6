//! What each two sentences of two documents gain from standing side by side: for words that look alike or were seen
//! beside each other in sure versions.
//!
//! A word that its counterpart explains gains the logarithm of how much likelier that makes it than its share of its
//! own text does (as in IBM model 1, Brown et al. 1993): a word that stands everywhere in a text says nothing about
//! where a sentence belongs, one that stands once says much. What a sentence gains beside any other is taken away, so
//! that long sentences and common words draw no one.

use super::fingerprint::Fingerprint;

/// A word of one document and a word of another that may say the same.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Link {
    /// The words' numbers in the index of each document.
    pub words: [u16; 2],
    /// How alike they are, 0 to 1.
    pub likeness: f32,
}

/// What each two units gain from standing side by side, in nats.
#[derive(Default)]
pub(super) struct Gains {
    width: usize,
    cells: Vec<f32>,
    starts: Vec<u32>,
    sorted: Vec<Link>,
}

const EPSILON: f32 = 0.03;
/// No sample has more units.
const MOST_UNITS: usize = 256;

impl Gains {
    /// Weighs the units of two samples by what their words have to do with each other.
    pub fn fill(&mut self, a: &Fingerprint, b: &Fingerprint, links: &[Link]) {
        self.width = b.units.len();
        self.cells.clear();
        self.cells.resize(a.units.len() * b.units.len(), 0.0);
        self.explain(a, b, links, 0);
        self.explain(b, a, links, 1);
        self.centre();
    }

    /// Adds what the words of `to` gain from the units of `from`, the document on this side of the links.
    fn explain(&mut self, from: &Fingerprint, to: &Fingerprint, links: &[Link], side: usize) {
        self.sort(links, 1 - side, to.index.len());
        let width = self.width;
        let mut best = [0.0f32; MOST_UNITS];
        let mut touched: Vec<u8> = Vec::with_capacity(MOST_UNITS);
        let n_words = to.index.n_places().max(1) as f32;
        for word in 0..to.index.len() {
            let links = &self.sorted[self.starts[word] as usize..self.starts[word + 1] as usize];
            if links.is_empty() {
                continue;
            }
            for link in links {
                for &unit in from.index.units_of(usize::from(link.words[side])) {
                    let best = &mut best[usize::from(unit)];
                    if *best == 0.0 {
                        touched.push(unit);
                    }
                    *best = best.max(link.likeness);
                }
            }
            let places = to.index.units_of(word);
            let share = places.len() as f32 / n_words;
            for unit in touched.drain(..) {
                let n = f32::from(from.units[usize::from(unit)].n_words.max(1));
                let gain = (1.0 - EPSILON + best[usize::from(unit)] / (n * share)).ln() / 2.0;
                best[usize::from(unit)] = 0.0;
                for &place in places {
                    let (row, column) = if side == 0 { (unit, place) } else { (place, unit) };
                    self.cells[usize::from(row) * width + usize::from(column)] += gain;
                }
            }
        }
    }

    /// Sorts the links by the word on one side.
    fn sort(&mut self, links: &[Link], side: usize, n_words: usize) {
        self.starts.clear();
        self.starts.resize(n_words + 2, 0);
        for link in links {
            self.starts[usize::from(link.words[side]) + 2] += 1;
        }
        for word in 2..self.starts.len() {
            self.starts[word] += self.starts[word - 1];
        }
        self.sorted.clear();
        self.sorted.resize(links.len(), Link::default());
        for &link in links {
            let place = &mut self.starts[usize::from(link.words[side]) + 1];
            self.sorted[*place as usize] = link;
            *place += 1;
        }
    }

    /// Takes away what each unit gains beside any: common words, and long units, gain everywhere.
    fn centre(&mut self) {
        let mut columns = vec![0.0f32; self.width];
        for row in self.cells.chunks(self.width.max(1)) {
            columns.iter_mut().zip(row).for_each(|(column, cell)| *column += cell);
        }
        let all: f32 = columns.iter().sum();
        if all <= 0.0 {
            return;
        }
        for row in self.cells.chunks_mut(self.width) {
            let share = row.iter().sum::<f32>() / all;
            row.iter_mut().zip(&columns).for_each(|(cell, column)| *cell -= share * column);
        }
    }

    /// What two units gain, the first of the first sample and the second of the second.
    pub fn at(&self, i: usize, j: usize) -> f32 {
        self.cells[i * self.width + j]
    }
}
