//! Which words of two languages stand side by side in versions that are sure.
//!
//! How alike two words are is the Dice coefficient of the beads they stand in, beyond what chance gives (Smadja,
//! McKeown and Hatzivassiloglou 1996 for collocations; Melamed 2000 for translations). What a text taught is taken
//! away when that text is judged: otherwise a wrong link proves itself by the words it has just put side by side.
//!
//! Words are numbered language by language, and those of a single document have no number: they teach nothing about
//! another. For each word of the first language the beads that it stands in are gone through once, counting in an
//! array the words on their other side; no table of all two words is ever made. What a text taught itself is kept as a
//! set of beads a word, 128 bits, so that what it taught about two words is the number of bits that both have.
//!
//! Worked example: of 40 beads `hund` stands in 4, `dog` in 5, both together in 4. Chance gives 4 × 5 / 40 = 0.5, so
//! that 4 − 0.5 − 0.5 are left and they are 2 × 3 / (4 + 5 + 2) = 0.55 alike; had one text taught all four, nothing.

use std::collections::{BTreeMap, HashMap};

use super::fingerprint::Fingerprint;
use super::gains::Link;
use super::level::Bead;

/// No more texts than this teach the words of two languages.
const MAX_TEXTS: usize = 100;
/// A bead of more different words than this on a side teaches too little for its price.
const MAX_WORDS: usize = 48;
/// How many counterparts of a word are kept.
const MAX_COUNTERPARTS: usize = 16;
/// A counterpart that is less alike is none.
const MIN_LIKENESS: f32 = 0.04;
/// The number of a word that stands in a single document.
const ALONE: u32 = u32::MAX;

/// The words of a pile, numbered language by language.
pub(super) struct Vocabulary {
    /// For each document the numbers of the words of its index.
    ids: Vec<Vec<u32>>,
    /// For each language, how many words have a number.
    sizes: BTreeMap<String, usize>,
}

impl Vocabulary {
    /// Numbers the words that stand in two documents of one language or more.
    pub fn new(prints: &[&Fingerprint]) -> Self {
        let mut stems: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        for print in prints {
            stems.entry(print.language.clone()).or_default().extend(&print.index.stems);
        }
        for stems in stems.values_mut() {
            stems.sort_unstable();
            let shared = stems.chunk_by(|x, y| x == y).filter(|run| run.len() > 1).map(|run| run[0]);
            *stems = shared.collect();
        }
        let number = |print: &&Fingerprint| {
            let known = &stems[&print.language];
            let id = |stem: &u32| known.binary_search(stem).map_or(ALONE, |at| at as u32);
            print.index.stems.iter().map(id).collect()
        };
        let ids = prints.iter().map(number).collect();
        Self { ids, sizes: stems.into_iter().map(|(language, stems)| (language, stems.len())).collect() }
    }

    /// How many words of a language have a number.
    fn size(&self, language: &str) -> usize {
        self.sizes.get(language).copied().unwrap_or(0)
    }

    /// The most words that a language has.
    pub fn most(&self) -> usize {
        self.sizes.values().copied().max().unwrap_or(0)
    }
}

/// Two documents laid level, in the order of their languages.
pub(super) struct Text<'a> {
    pub documents: [usize; 2],
    pub beads: &'a [Bead],
}

/// What the sure versions of two languages teach.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    n_beads: f32,
    /// Where the counterparts of each word of the first language begin.
    starts: Vec<u32>,
    counterparts: Vec<Counterpart>,
    /// What each text taught, to be taken away when it is judged itself.
    texts: Vec<Own>,
    /// The text that each document is in.
    text_of: HashMap<usize, usize>,
}

/// What a text taught: for each word of its documents the set of the beads that it stands in.
#[derive(Debug)]
struct Own {
    documents: [usize; 2],
    beads: [Vec<u128>; 2],
    n_beads: f32,
}

/// A word beside another.
#[derive(Debug, Clone, Copy)]
struct Counterpart {
    word: u32,
    /// In how many beads the two stand together, and how often each stands at all.
    together: u16,
    ones: u16,
    twos: u16,
    likeness: f32,
}

impl Lexicon {
    /// Learns from texts laid level.
    pub fn learn(prints: &[&Fingerprint], vocabulary: &Vocabulary, texts: &[Text<'_>]) -> Self {
        let mut made = Self::default();
        // Words of the first language with their beads, and the words of the second in each bead.
        let mut places: Vec<(u32, u32)> = Vec::new();
        let mut beads: Vec<Vec<u32>> = Vec::new();
        for text in texts.iter().take(MAX_TEXTS) {
            let sides = text.documents.map(|document| prints[document].index.by_unit(prints[document].units.len()));
            let mut own = Own {
                documents: text.documents,
                beads: text.documents.map(|d| vec![0; prints[d].index.len()]),
                n_beads: 0.0,
            };
            for (number, bead) in text.beads.iter().enumerate().take(128) {
                let words = [0, 1].map(|side| {
                    let mut words = sides[side][bead.units(side)].concat();
                    words.sort_unstable();
                    words.dedup();
                    words
                });
                if words[0].len().max(words[1].len()) > MAX_WORDS {
                    continue;
                }
                for (side, words) in words.iter().enumerate() {
                    words.iter().for_each(|&word| own.beads[side][usize::from(word)] |= 1 << number);
                }
                let ids = |side: usize| {
                    let ids = &vocabulary.ids[text.documents[side]];
                    words[side].iter().map(|&word| ids[usize::from(word)]).filter(|&id| id != ALONE)
                };
                places.extend(ids(0).map(|id| (id, beads.len() as u32)));
                beads.push(ids(1).collect());
                own.n_beads += 1.0;
            }
            for document in text.documents {
                made.text_of.insert(document, made.texts.len());
            }
            made.texts.push(own);
        }
        if let Some(text) = texts.first() {
            let sizes = text.documents.map(|document| vocabulary.size(&prints[document].language));
            made.link(places, &beads, sizes);
        }
        made
    }

    /// The counterparts of each word, the likeliest first.
    fn link(&mut self, mut places: Vec<(u32, u32)>, beads: &[Vec<u32>], sizes: [usize; 2]) {
        self.n_beads = beads.len() as f32;
        let mut twos = vec![0u16; sizes[1]];
        beads.iter().flatten().for_each(|&two| twos[two as usize] = twos[two as usize].saturating_add(1));
        places.sort_unstable();
        let mut together = vec![0u16; sizes[1]];
        let mut touched: Vec<u32> = Vec::new();
        let mut row: Vec<Counterpart> = Vec::new();
        self.starts = vec![0];
        for places in places.chunk_by(|x, y| x.0 == y.0) {
            for &two in places.iter().flat_map(|&(_, bead)| &beads[bead as usize]) {
                if together[two as usize] == 0 {
                    touched.push(two);
                }
                together[two as usize] = together[two as usize].saturating_add(1);
            }
            let ones = places.len().min(usize::from(u16::MAX)) as u16;
            for two in touched.drain(..) {
                let (together, twos) = (std::mem::take(&mut together[two as usize]), twos[two as usize]);
                let likeness = likeness(f32::from(together), f32::from(ones), f32::from(twos), self.n_beads);
                if likeness >= MIN_LIKENESS {
                    row.push(Counterpart { word: two, together, ones, twos, likeness });
                }
            }
            row.sort_unstable_by(|x, y| y.likeness.total_cmp(&x.likeness).then(x.word.cmp(&y.word)));
            row.truncate(MAX_COUNTERPARTS);
            self.starts.resize(places[0].0 as usize + 1, self.counterparts.len() as u32);
            self.counterparts.append(&mut row);
        }
        self.starts.resize(sizes[0] + 1, self.counterparts.len() as u32);
        self.counterparts.shrink_to_fit();
    }

    fn counterparts_of(&self, word: u32) -> &[Counterpart] {
        &self.counterparts[self.starts[word as usize] as usize..self.starts[word as usize + 1] as usize]
    }

    /// The words of two documents that were seen beside each other elsewhere; the first is of the first language.
    pub fn links(
        &self,
        prints: &[&Fingerprint],
        vocabulary: &Vocabulary,
        documents: [usize; 2],
        slots: &mut Slots,
        links: &mut Vec<Link>,
    ) {
        let [one, two] = documents;
        let mut texts: Vec<&Own> = Vec::with_capacity(2);
        for text in documents.iter().filter_map(|document| self.text_of.get(document)).map(|&text| &self.texts[text]) {
            if !texts.iter().any(|&known| std::ptr::eq(known, text)) {
                texts.push(text);
            }
        }
        slots.fill(&vocabulary.ids[two]);
        for (x, &id) in vocabulary.ids[one].iter().enumerate().filter(|(_, id)| **id != ALONE) {
            for counterpart in self.counterparts_of(id) {
                let Some(y) = slots.of(counterpart.word) else { continue };
                let words = [x as u16, y];
                let likeness = if texts.is_empty() {
                    counterpart.likeness
                } else {
                    let stems = [prints[one].index.stems[x], prints[two].index.stems[usize::from(y)]];
                    self.without(&texts, prints, *counterpart, documents, words, stems)
                };
                if likeness >= MIN_LIKENESS {
                    links.push(Link { words, likeness });
                }
            }
        }
        slots.clear(&vocabulary.ids[two]);
    }

    /// How alike two words are but for what some texts taught.
    fn without(
        &self,
        texts: &[&Own],
        prints: &[&Fingerprint],
        counterpart: Counterpart,
        documents: [usize; 2],
        words: [u16; 2],
        stems: [u32; 2],
    ) -> f32 {
        let mut together = f32::from(counterpart.together);
        let (mut ones, mut twos) = (f32::from(counterpart.ones), f32::from(counterpart.twos));
        let mut n_beads = self.n_beads;
        for own in texts {
            let beads = |side: usize| {
                let document = own.documents[side];
                let word = if document == documents[side] {
                    Some(usize::from(words[side]))
                } else {
                    prints[document].index.stems.binary_search(&stems[side]).ok()
                };
                word.map_or(0, |word| own.beads[side][word])
            };
            let beads = [beads(0), beads(1)];
            together -= (beads[0] & beads[1]).count_ones() as f32;
            ones -= beads[0].count_ones() as f32;
            twos -= beads[1].count_ones() as f32;
            n_beads -= own.n_beads;
        }
        if together > 0.5 { likeness(together, ones, twos, n_beads) } else { 0.0 }
    }
}

/// Where the numbered words of a document stand in its index.
pub(super) struct Slots(Vec<u16>);

impl Slots {
    /// Room for the words of any language of a pile.
    pub fn new(vocabulary: &Vocabulary) -> Self {
        Self(vec![u16::MAX; vocabulary.most()])
    }

    fn fill(&mut self, ids: &[u32]) {
        for (at, &id) in ids.iter().enumerate().filter(|(_, id)| **id != ALONE) {
            self.0[id as usize] = at as u16;
        }
    }

    fn clear(&mut self, ids: &[u32]) {
        ids.iter().filter(|id| **id != ALONE).for_each(|&id| self.0[id as usize] = u16::MAX);
    }

    fn of(&self, id: u32) -> Option<u16> {
        Some(self.0[id as usize]).filter(|&slot| slot != u16::MAX)
    }
}

/// How often two words stand side by side rather than apart, beyond chance, 0 to 1.
fn likeness(together: f32, ones: f32, twos: f32, beads: f32) -> f32 {
    let beyond = together - ones * twos / beads.max(1.0) - 0.5;
    (2.0 * beyond / (ones + twos + 2.0)).max(0.0)
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
