//! Bitexts made by rule from a seed, which behave like texts in two languages.
//!
//! A text is a row of meanings whose frequencies fall as Zipf's law says. Each language spells a meaning in syllables
//! of its own; some meanings are names and numbers, which both spell alike. The translation loses words, puts in
//! others, and has a second word for many a meaning. Sentences are joined and divided, and here and there one side
//! lacks a whole passage.

use std::ops::Range;

/// How many meanings there are.
const MEANINGS: u64 = 20_000;

/// The lines of both sides, and which of them were made together; a gap is a bead a line.
pub struct Bitext {
    pub source: Vec<String>,
    pub target: Vec<String>,
    pub beads: Vec<(Range<usize>, Range<usize>)>,
}

impl Bitext {
    /// A bitext of so many source segments; the same every time.
    pub fn invent(n_source: usize) -> Self {
        let mut chance = Chance(n_source as u64);
        let mut bitext = Self { source: Vec::new(), target: Vec::new(), beads: Vec::new() };
        while bitext.source.len() < n_source {
            match chance.below(1000) {
                0..2 => {
                    let n_lost = 5 + chance.below(30);
                    let is_source = chance.below(2) == 0;
                    (0..n_lost).for_each(|_| bitext.push_gap(is_source, &mut chance));
                }
                2..20 => {
                    let is_source = chance.below(2) == 0;
                    bitext.push_gap(is_source, &mut chance);
                }
                20..80 => bitext.push_bead(1, 2, &mut chance),
                80..140 => bitext.push_bead(2, 1, &mut chance),
                140..150 => bitext.push_bead(2, 2, &mut chance),
                _ => bitext.push_bead(1, 1, &mut chance),
            }
        }
        bitext
    }

    fn push_gap(&mut self, is_source: bool, chance: &mut Chance) {
        let meanings = sentence(chance);
        let (source, target) = (self.source.len(), self.target.len());
        if is_source {
            self.source.push(spell(&meanings, &SOURCE));
            self.beads.push((source..source + 1, target..target));
        } else {
            self.target.push(spell(&meanings, &TARGET));
            self.beads.push((source..source, target..target + 1));
        }
    }

    fn push_bead(&mut self, n_source: usize, n_target: usize, chance: &mut Chance) {
        let (source, target) = (self.source.len(), self.target.len());
        let meanings: Vec<u64> = (0..n_source.max(n_target)).flat_map(|_| sentence(chance)).collect();
        let translated = translate(&meanings, chance);
        self.source.extend(divided(&meanings, n_source).map(|part| spell(part, &SOURCE)));
        self.target.extend(divided(&translated, n_target).map(|part| spell(part, &TARGET)));
        self.beads.push((source..self.source.len(), target..self.target.len()));
    }
}

/// A stretch of meanings in `n` parts of about one length.
fn divided(meanings: &[u64], n: usize) -> impl Iterator<Item = &[u64]> {
    (0..n).map(move |part| &meanings[part * meanings.len() / n..(part + 1) * meanings.len() / n])
}

/// Four to 34 meanings.
fn sentence(chance: &mut Chance) -> Vec<u64> {
    let n_words = 4 + chance.below(16) + chance.below(16);
    (0..n_words).map(|_| chance.zipf(MEANINGS)).collect()
}

/// What a translator makes of it: some words lost, some put in, some said otherwise, neighbours exchanged; names and
/// numbers stay.
fn translate(meanings: &[u64], chance: &mut Chance) -> Vec<u64> {
    let mut translated = Vec::with_capacity(meanings.len());
    for &meaning in meanings {
        match chance.below(100) {
            _ if survives(meaning) => translated.push(meaning),
            0..15 => {}
            15..35 => translated.push(meaning + MEANINGS),
            35..50 => translated.extend([chance.zipf(MEANINGS) + MEANINGS, meaning]),
            _ => translated.push(meaning),
        }
    }
    for at in 1..translated.len() {
        if chance.below(4) == 0 {
            translated.swap(at - 1, at);
        }
    }
    // No part of a bead may be empty.
    while translated.len() < 4 {
        translated.push(chance.zipf(MEANINGS));
    }
    translated
}

/// The syllables of a language.
struct Spelling([&'static str; 16]);

const SOURCE: Spelling = Spelling([
    "ba", "dor", "ge", "schi", "kul", "ne", "rat", "zu", "wem", "fli", "tor", "hau", "pen", "gel", "su", "mir",
]);

const TARGET: Spelling = Spelling([
    "ati", "ocho", "lle", "quo", "eri", "una", "issa", "vo", "cea", "dru", "ambi", "yle", "ofu", "ixe", "jo", "uth",
]);

fn spell(meanings: &[u64], spelling: &Spelling) -> String {
    let words: Vec<String> = meanings.iter().map(|&meaning| word(meaning, spelling)).collect();
    let mut line = words.join(" ");
    line.push('.');
    line
}

/// Meanings with lower ranks have short words; of the rarer ones some are numbers and some are names.
const FREQUENT: u64 = 200;

/// Whether a meaning is a number or a name, which both languages spell alike.
fn survives(meaning: u64) -> bool {
    (FREQUENT..MEANINGS).contains(&meaning) && meaning % 40 < 3
}

fn word(meaning: u64, spelling: &Spelling) -> String {
    match meaning % 40 {
        0 if survives(meaning) => meaning.to_string(),
        1 | 2 if survives(meaning) => {
            let name = syllables(Chance(meaning).next(), 3, &SOURCE);
            name[..1].to_uppercase() + &name[1..]
        }
        _ => {
            let n_syllables = if meaning < FREQUENT { 1 + meaning / 40 } else { 3 + meaning % 3 };
            syllables(Chance(meaning).next(), n_syllables, spelling)
        }
    }
}

fn syllables(mut bits: u64, n: u64, spelling: &Spelling) -> String {
    let mut word = String::new();
    for _ in 0..n.max(1) {
        word.push_str(spelling.0[(bits % 16) as usize]);
        bits /= 16;
    }
    word
}

/// Numbers that look like chance and are the same every time: Steele, Lea and Flood's SplitMix64 (2014).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    /// A rank below `n` whose frequency is about one part in its number: an evenly spread logarithm.
    fn zipf(&mut self, n: u64) -> u64 {
        let share = self.next() as f64 / u64::MAX as f64;
        (((n as f64).powf(share)) as u64 - 1).min(n - 1)
    }
}
