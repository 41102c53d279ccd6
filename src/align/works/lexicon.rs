//! Which words of two languages stand side by side in versions that are sure.
//!
//! How alike two words are is the Dice coefficient of the beads they stand in, beyond what chance gives (Smadja,
//! McKeown and Hatzivassiloglou 1996 for collocations; Melamed 2000 for translations). What a text taught is taken
//! away when that text is judged: otherwise a wrong link proves itself by the words it has just put side by side.
//!
//! Worked example: of 40 beads `hund` stands in 4, `dog` in 5, both together in 4. Chance gives 4 × 5 / 40 = 0.5, so
//! that 4 − 0.5 − 0.5 are left and they are 2 × 3 / (4 + 5 + 2) = 0.55 alike; had one text taught all four, nothing.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::Range;
use std::rc::Rc;

use super::fingerprint::Fingerprint;
use super::gains::Learnt;
use super::level::Bead;

/// No more texts than this teach the words of two languages.
const MAX_TEXTS: usize = 100;
/// A bead of more different words than this on a side teaches too little for its price.
const MAX_WORDS: usize = 48;
/// How many counterparts of a word are kept.
const MAX_COUNTERPARTS: usize = 24;
/// A counterpart that is less alike is none.
const MIN_LIKENESS: f32 = 0.04;

/// Two documents laid level.
pub(super) struct Text<'a> {
    /// The document of the first language, and that of the second.
    pub documents: [usize; 2],
    /// Their beads.
    pub beads: &'a [Bead],
    /// Whether the beads have the second language's units first.
    pub turned: bool,
}

/// What the sure versions of two languages teach.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    beads: f32,
    /// What each text taught, to be taken away when it is judged itself.
    own: HashMap<usize, Rc<Counts>>,
    forward: Words<Vec<Counterpart>>,
    backward: Words<Vec<Counterpart>>,
}

type Words<T> = HashMap<u32, T, BuildHasherDefault<Mixer>>;
type WordPairs = HashMap<u64, f32, BuildHasherDefault<Mixer>>;

/// In how many beads words stand, alone and side by side.
#[derive(Debug, Default)]
struct Counts {
    one: Words<f32>,
    two: Words<f32>,
    both: WordPairs,
    beads: f32,
}

/// A word beside another.
#[derive(Debug, Clone, Copy)]
struct Counterpart {
    word: u32,
    /// In how many beads the two stand together, and how often each stands at all.
    together: f32,
    ones: f32,
    twos: f32,
}

impl Counts {
    fn add(&mut self, ones: &[u32], twos: &[u32]) {
        if ones.len().max(twos.len()) > MAX_WORDS {
            return;
        }
        self.beads += 1.0;
        ones.iter().for_each(|&one| *self.one.entry(one).or_default() += 1.0);
        twos.iter().for_each(|&two| *self.two.entry(two).or_default() += 1.0);
        for &one in ones {
            twos.iter().for_each(|&two| *self.both.entry(side_by_side(one, two)).or_default() += 1.0);
        }
    }
}

fn side_by_side(one: u32, two: u32) -> u64 {
    u64::from(one) << 32 | u64::from(two)
}

impl Lexicon {
    /// Learns from texts laid level: the first document's language is the first, whichever side of the beads it is.
    pub fn learn(prints: &[&Fingerprint], texts: &[Text<'_>]) -> Self {
        let mut made = Self::default();
        let mut all = Counts::default();
        for text in texts.iter().take(MAX_TEXTS) {
            let mut own = Counts::default();
            let [one, two] = text.documents;
            for bead in text.beads {
                let ones = stems(prints[one], bead.units(usize::from(text.turned)));
                let twos = stems(prints[two], bead.units(usize::from(!text.turned)));
                own.add(&ones, &twos);
                all.add(&ones, &twos);
            }
            let own = Rc::new(own);
            made.own.insert(one, own.clone());
            made.own.insert(two, own);
        }
        made.beads = all.beads;
        made.link(&all);
        made
    }

    /// The counterparts of each word, the likeliest first.
    fn link(&mut self, all: &Counts) {
        for (&both, &together) in &all.both {
            let (one, two) = ((both >> 32) as u32, both as u32);
            let found = Counterpart { word: two, together, ones: all.one[&one], twos: all.two[&two] };
            if likeness(together, found.ones, found.twos, self.beads) >= MIN_LIKENESS {
                self.forward.entry(one).or_default().push(found);
                self.backward.entry(two).or_default().push(Counterpart { word: one, ..found });
            }
        }
        for counterparts in self.forward.values_mut().chain(self.backward.values_mut()) {
            let value = |found: &Counterpart| likeness(found.together, found.ones, found.twos, self.beads);
            counterparts.sort_by(|x, y| value(y).total_cmp(&value(x)).then(x.word.cmp(&y.word)));
            counterparts.truncate(MAX_COUNTERPARTS);
        }
    }

    /// What was learnt of the words of the first language for those of the second, but for what two texts taught.
    pub fn forward(&self, a: usize, b: usize) -> View<'_> {
        View { lexicon: self, own: self.own_of(a, b), turned: false }
    }

    /// The same from the second language to the first.
    pub fn backward(&self, a: usize, b: usize) -> View<'_> {
        View { lexicon: self, own: self.own_of(a, b), turned: true }
    }

    fn own_of(&self, a: usize, b: usize) -> Vec<&Counts> {
        let (one, two) = (self.own.get(&a), self.own.get(&b));
        let two = two.filter(|two| !one.is_some_and(|one| Rc::ptr_eq(one, two)));
        one.into_iter().chain(two).map(|counts| &**counts).collect()
    }
}

/// How often two words stand side by side rather than apart, beyond chance, 0 to 1.
fn likeness(together: f32, ones: f32, twos: f32, beads: f32) -> f32 {
    let beyond = together - ones * twos / beads.max(1.0) - 0.5;
    (2.0 * beyond / (ones + twos + 2.0)).max(0.0)
}

/// A lexicon as it is for two texts that it may have learnt from.
pub(super) struct View<'a> {
    lexicon: &'a Lexicon,
    own: Vec<&'a Counts>,
    turned: bool,
}

impl Learnt for View<'_> {
    fn beside(&self, stem: u32, stands: &dyn Fn(u32) -> bool, found: &mut dyn FnMut(u32, f32)) {
        let index = if self.turned { &self.lexicon.backward } else { &self.lexicon.forward };
        for counterpart in index.get(&stem).into_iter().flatten().filter(|counterpart| stands(counterpart.word)) {
            let (one, two) = if self.turned { (counterpart.word, stem) } else { (stem, counterpart.word) };
            let mut left = *counterpart;
            let mut beads = self.lexicon.beads;
            for own in &self.own {
                left.together -= own.both.get(&side_by_side(one, two)).unwrap_or(&0.0);
                left.ones -= own.one.get(&one).unwrap_or(&0.0);
                left.twos -= own.two.get(&two).unwrap_or(&0.0);
                beads -= own.beads;
            }
            let value = likeness(left.together, left.ones, left.twos, beads);
            if left.together > 0.5 && value >= MIN_LIKENESS {
                found(counterpart.word, value);
            }
        }
    }
}

fn stems(print: &Fingerprint, units: Range<usize>) -> Vec<u32> {
    let mut stems: Vec<u32> = units.flat_map(|unit| print.words_of(unit)).map(|word| word.stem).collect();
    stems.sort_unstable();
    stems.dedup();
    stems
}

/// Spreads keys that are hashes already.
#[derive(Debug, Default)]
struct Mixer(u64);

impl Hasher for Mixer {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|&byte| self.write_u64(u64::from(byte)));
    }

    fn write_u32(&mut self, key: u32) {
        self.write_u64(u64::from(key));
    }

    fn write_u64(&mut self, key: u64) {
        let mixed = (self.0 ^ key).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 = mixed ^ (mixed >> 29);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn likeness_is_what_chance_does_not_give() {
        assert!((likeness(4.0, 4.0, 5.0, 40.0) - 0.55).abs() < 0.01);
        assert_eq!(likeness(4.0, 8.0, 20.0, 40.0), 0.0);
        assert_eq!(likeness(0.0, 0.0, 0.0, 0.0), 0.0);
    }
}
