//! What each two sentences of two documents gain from standing side by side: for words that look alike or were seen
//! beside each other in sure versions.
//!
//! A word that its counterpart explains gains the logarithm of how much likelier that makes it than its share of its
//! own text does (as in IBM model 1, Brown et al. 1993): a word that stands everywhere in a text says nothing about
//! where a sentence belongs, one that stands once says much. What a sentence gains beside any other is taken away, so
//! that long sentences and common words draw no one.

use super::fingerprint::Fingerprint;

/// Words of one language that were seen beside words of another.
pub(super) trait Learnt {
    /// Calls `found` with each word that was seen beside `stem` and `stands` in the text, and how alike they are, 0 to 1.
    fn beside(&self, stem: u32, stands: &dyn Fn(u32) -> bool, found: &mut dyn FnMut(u32, f32));
}

/// Nothing was learnt yet.
pub(super) struct Nothing;

impl Learnt for Nothing {
    fn beside(&self, _stem: u32, _stands: &dyn Fn(u32) -> bool, _found: &mut dyn FnMut(u32, f32)) {}
}

/// What each two units gain from standing side by side, in nats.
pub(super) struct Gains {
    width: usize,
    cells: Vec<f32>,
}

const EPSILON: f32 = 0.03;

impl Gains {
    /// The gains of two samples by the forms of their words and by what was learnt, in each direction.
    pub fn new(a: &Fingerprint, b: &Fingerprint, forward: &dyn Learnt, backward: &dyn Learnt) -> Self {
        let mut made = Self { width: b.units.len(), cells: vec![0.0; a.units.len() * b.units.len()] };
        let unit_a = a.unit_of_word();
        let unit_b = b.unit_of_word();
        let mut there = Explained::new(a, b, &unit_a);
        let mut back = Explained::new(b, a, &unit_b);
        let width = made.width;
        a.cognates(b, |x, y, likeness| {
            there.set(x, y, likeness);
            back.set(y, x, likeness);
        });
        there.learn(forward);
        back.learn(backward);
        there.gain(|i, y, gain| made.cells[i * width + usize::from(unit_b[y])] += gain / 2.0);
        back.gain(|j, x, gain| made.cells[usize::from(unit_a[x]) * width + j] += gain / 2.0);
        made.centre();
        made
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

/// How well each unit of one sample explains each word of the other.
struct Explained<'a> {
    from: &'a Fingerprint,
    to: &'a Fingerprint,
    unit_of: &'a [u8],
    best: Vec<f32>,
    touched: Vec<u32>,
}

impl<'a> Explained<'a> {
    fn new(from: &'a Fingerprint, to: &'a Fingerprint, unit_of: &'a [u8]) -> Self {
        Self { from, to, unit_of, best: vec![0.0; from.units.len() * to.words.len()], touched: Vec::new() }
    }

    fn set(&mut self, from: usize, to: usize, value: f32) {
        let cell = usize::from(self.unit_of[from]) * self.to.words.len() + to;
        if self.best[cell] == 0.0 {
            self.touched.push(cell as u32);
        }
        self.best[cell] = self.best[cell].max(value);
    }

    fn learn(&mut self, learnt: &dyn Learnt) {
        let from = self.from;
        let to = self.to;
        for range in from.runs() {
            let stem = from.words[usize::from(from.by_stem[range.start])].stem;
            learnt.beside(stem, &|other| to.has(other), &mut |other, value| {
                for &y in to.positions(other) {
                    for &x in &from.by_stem[range.clone()] {
                        self.set(usize::from(x), usize::from(y), value);
                    }
                }
            });
        }
    }

    fn gain(&self, mut into: impl FnMut(usize, usize, f32)) {
        let n_words = self.to.words.len();
        let mut chance = vec![0.0f32; n_words];
        for range in self.to.runs() {
            let share = range.len() as f32 / n_words as f32;
            for &at in &self.to.by_stem[range] {
                chance[usize::from(at)] = share;
            }
        }
        for &cell in &self.touched {
            let (unit, at) = (cell as usize / n_words, cell as usize % n_words);
            let n = self.from.words_of(unit).len().max(1) as f32;
            into(unit, at, (1.0 - EPSILON + self.best[cell as usize] / (n * chance[at])).ln());
        }
    }
}
