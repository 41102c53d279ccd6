//! What is known of the languages, put together for looking up, and the score of a stretch of text under each.
//!
//! A score adds up three kinds of evidence, each a rough log-likelihood ratio against the other languages: a word of a
//! language's list (the commoner, the more); and, for words that are in no list, marks of its spelling (a short group of
//! letters; `^` and `$` are the ends of the word) and letters that it has beyond the plain ones. Letters of a script
//! that one language has are enough alone.
//!
//! A list is best mended by comparing neighbours: a word or mark that two of them have in common belongs to both, so
//! that it does not tell them apart by chance.

use std::sync::LazyLock;

use unicode_normalization::char::canonical_combining_class;

use super::latin::LATIN;
use super::others::OTHERS;
use super::script::{Script, script_of};

/// What tells one language.
pub(super) struct Profile {
    pub(super) code: &'static str,
    pub(super) script: Script,
    /// Letters beyond those of all languages of the script.
    pub(super) letters: &'static str,
    /// The commonest words, in about their order.
    pub(super) words: &'static str,
    /// Groups of letters that its words have and those of similar languages lack.
    pub(super) marks: &'static str,
    /// Marks that hardly any other language has.
    pub(super) strong: &'static str,
}

/// The weight of the commonest word of a list, of a mark, and of a letter beyond the plain ones.
const COMMONEST_WORD: f32 = 6.0;
const MARK: f32 = 1.0;
const STRONG_MARK: f32 = 2.0;
const LETTER: f32 = 1.2;

/// A letter of a script that one language has; kana, of which Japanese has one beside two or three Chinese
/// characters, weighs for those as well.
const SCRIPT_LETTER: f32 = 1.0;
const KANA_LETTER: f32 = 3.0;
const HAN_LETTER_IN_JAPANESE: f32 = 0.7;

/// Languages that a reader meets seldom; they must be ahead by more, which decides on short texts only.
const RARE: &[&str] = &[
    "af", "fo", "gl", "oc", "la", "eo", "sq", "eu", "ga", "cy", "sw", "tl", "so", "mt", "ku", "tk", "uz", "az", "sl",
    "lv", "lt", "et", "ky", "tt", "tg", "mn", "mk", "ug", "ckb", "ps", "yi", "mr", "ne",
];
const RARE_LESS: f32 = 2.0;

/// A longer word is not looked through for marks to its end, in characters.
const LONGEST_WORD: usize = 32;

/// The longest mark, with the ends of the word, in characters.
const LONGEST_MARK: usize = 6;

/// A score for each of `languages`, in their order.
#[derive(Debug, Clone)]
pub(super) struct Scores {
    pub(super) by_language: Vec<f32>,
    /// How many words were scored; a letter is a word where words are not parted.
    pub(super) n_words: f32,
}

impl Scores {
    pub(super) fn none() -> Self {
        Self { by_language: vec![0.0; KNOWLEDGE.profiles.len()], n_words: 0.0 }
    }

    pub(super) fn add(&mut self, other: &Self) {
        self.by_language.iter_mut().zip(&other.by_language).for_each(|(sum, score)| *sum += score);
        self.n_words += other.n_words;
    }

    /// The two best languages and their scores, best first.
    pub(super) fn best_two(&self) -> [(usize, f32); 2] {
        let mut best = [(0, f32::NEG_INFINITY); 2];
        for (language, &score) in self.by_language.iter().enumerate() {
            let score = if KNOWLEDGE.rare[language] { score - RARE_LESS } else { score };
            if score > best[0].1 {
                best = [(language, score), best[0]];
            } else if score > best[1].1 {
                best[1] = (language, score);
            }
        }
        best
    }
}

/// The code of a language by its index in the scores.
pub(super) fn code(language: usize) -> &'static str {
    KNOWLEDGE.profiles[language].code
}

/// How many languages there are.
pub(super) fn n_languages() -> usize {
    KNOWLEDGE.profiles.len()
}

/// The score of a text under each language.
pub(super) fn score(text: &str) -> Scores {
    let mut scores = Scores::none();
    let mut word = String::new();
    for character in text.chars().chain([' ']) {
        match script_of(character).filter(|_| is_part_of_word(character)) {
            Some(script) if KNOWLEDGE.is_alone(script) => {
                score_word(&mut word, &mut scores);
                score_letter(script, &mut scores);
            }
            Some(_) => word.extend(character.to_lowercase().filter(|&lower| lower != DOT_ABOVE)),
            // `A4`, `B2B`: not the one-letter words of some language.
            None if character.is_ascii_digit() && !word.is_empty() => word.push(character),
            None => score_word(&mut word, &mut scores),
        }
    }
    scores
}

/// What is left over an i when a Turkish İ is put in lower case.
const DOT_ABOVE: char = '\u{307}';

fn is_part_of_word(character: char) -> bool {
    character.is_alphabetic() || canonical_combining_class(character) != 0
}

fn score_letter(script: Script, scores: &mut Scores) {
    let weights: &[(Script, f32)] = match script {
        Script::Han => &[(Script::Han, SCRIPT_LETTER), (Script::Kana, HAN_LETTER_IN_JAPANESE)],
        Script::Kana => &[(Script::Kana, KANA_LETTER)],
        _ => &[(script, SCRIPT_LETTER)],
    };
    for &(script, weight) in weights {
        if let Some(language) = KNOWLEDGE.alone[script as usize] {
            scores.by_language[language] += weight;
        }
    }
    scores.n_words += 1.0;
}

/// Scores a word in lower case and empties it.
fn score_word(word: &mut String, scores: &mut Scores) {
    if word.is_empty() {
        return;
    }
    scores.n_words += 1.0;
    let mut is_known = false;
    for row in KNOWLEDGE.words.rows(hash_of(word), word) {
        scores.by_language[usize::from(row.language)] += row.weight;
        is_known = true;
    }
    if !is_known {
        score_spelling(word, scores);
    }
    word.clear();
}

/// Scores a word that is in no list.
fn score_spelling(word: &str, scores: &mut Scores) {
    let mut bounded = String::with_capacity(word.len() + 2);
    bounded.push('^');
    bounded.extend(word.chars().take(LONGEST_WORD));
    bounded.push('$');
    for (start, _) in bounded.char_indices() {
        let mut hash = Hash::default();
        for (at, character) in bounded[start..].char_indices().take(LONGEST_MARK) {
            hash.add(character);
            let mark = &bounded[start..start + at + character.len_utf8()];
            for row in KNOWLEDGE.marks.rows(hash, mark) {
                scores.by_language[usize::from(row.language)] += row.weight;
            }
        }
    }
    for letter in word.chars().filter(|letter| !letter.is_ascii()) {
        let mut bytes = [0; 4];
        let text = &*letter.encode_utf8(&mut bytes);
        for row in KNOWLEDGE.letters.rows(hash_of(text), text) {
            scores.by_language[usize::from(row.language)] += row.weight;
        }
    }
}

struct Knowledge {
    profiles: Vec<&'static Profile>,
    rare: Vec<bool>,
    words: Table,
    marks: Table,
    letters: Table,
    /// By script, the only language that has it.
    alone: [Option<usize>; Script::Sinhala as usize + 1],
}

impl Knowledge {
    fn is_alone(&self, script: Script) -> bool {
        self.alone[script as usize].is_some()
    }
}

/// What is known of some texts: a row for each text and language, in chains of those that hash alike.
///
/// The table is made anew at each start, which takes a fifth of the time that a map with a list for each text would
/// take, and most of what is asked of it, the marks of each word, is not in it.
struct Table {
    rows: Vec<Row>,
    /// The last row of each chain.
    chains: Vec<u16>,
}

struct Row {
    text: &'static str,
    language: u8,
    weight: f32,
    /// The row before it in the chain.
    next: u16,
}

/// The end of a chain.
const NONE: u16 = u16::MAX;

impl Table {
    /// A table for about so many rows.
    fn new(n_rows: usize) -> Self {
        Self { rows: Vec::with_capacity(n_rows), chains: vec![NONE; n_rows.next_power_of_two() * 2] }
    }

    /// Adds a row, unless the language has one for the text.
    fn insert(&mut self, text: &'static str, language: usize, weight: f32) {
        let language = u8::try_from(language).expect("there are some hundred languages");
        let hash = hash_of(text);
        // Languages come one after the other: what the language has of the text stands at the head of the chain.
        let is_known = self.rows(hash, text).next().is_some_and(|row| row.language == language);
        if !is_known {
            let chain = self.chain_of(hash);
            let next = self.chains[chain];
            self.chains[chain] = u16::try_from(self.rows.len()).expect("the lists hold some thousand words");
            self.rows.push(Row { text, language, weight, next });
        }
    }

    /// The rows of a text, by its hash.
    fn rows(&self, hash: Hash, text: &str) -> impl Iterator<Item = &Row> {
        let row = |at: u16| self.rows.get(usize::from(at));
        let chain = std::iter::successors(row(self.chains[self.chain_of(hash)]), move |last| row(last.next));
        chain.filter(move |row| row.text == text)
    }

    fn chain_of(&self, Hash(hash): Hash) -> usize {
        // The upper half of the product is the well mixed one.
        (hash >> 32) as usize & (self.chains.len() - 1)
    }
}

/// A hash that grows character by character, so that all marks that begin at one place cost one pass.
#[derive(Debug, Clone, Copy, Default)]
struct Hash(u64);

impl Hash {
    fn add(&mut self, character: char) {
        self.0 = (self.0.rotate_left(5) ^ u64::from(u32::from(character))).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

fn hash_of(text: &str) -> Hash {
    let mut hash = Hash::default();
    text.chars().for_each(|character| hash.add(character));
    hash
}

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| {
    let profiles: Vec<&Profile> = LATIN.iter().chain(OTHERS).collect();
    let mut knowledge = Knowledge {
        rare: profiles.iter().map(|profile| RARE.contains(&profile.code)).collect(),
        profiles: Vec::new(),
        words: Table::new(8192),
        marks: Table::new(4096),
        letters: Table::new(512),
        alone: [None; Script::Sinhala as usize + 1],
    };
    for (language, profile) in profiles.iter().enumerate() {
        for (rank, word) in (0_u16..).zip(profile.words.split_whitespace()) {
            knowledge.words.insert(word, language, word_weight(rank));
        }
        for (marks, weight) in [(profile.strong, STRONG_MARK), (profile.marks, MARK)] {
            marks.split_whitespace().for_each(|mark| knowledge.marks.insert(mark, language, weight));
        }
        for (at, letter) in profile.letters.char_indices() {
            knowledge.letters.insert(&profile.letters[at..at + letter.len_utf8()], language, LETTER);
        }
        if profile.words.is_empty() {
            knowledge.alone[profile.script as usize] = Some(language);
        }
    }
    knowledge.profiles = profiles;
    knowledge
});

/// Zipf: a word's frequency falls with its rank, and its weight with the logarithm of that.
fn word_weight(rank: u16) -> f32 {
    COMMONEST_WORD - 0.7 * (f32::from(rank) / 3.0 + 1.0).ln()
}
