//! The number words of a language, and reading them from a text.

use std::collections::{HashMap, HashSet};
use std::sync::{LazyLock, OnceLock};

use super::sum::{Morpheme, Worth};
use super::table::{Decimal, ROWS, Row, Shape};
use crate::language::dates::is_letter;
use crate::language::fold::fold;
use crate::language::meanings;
use crate::model::Language;

/// The longest word that is looked at, in characters: `siebenhundertsiebenundsiebzigtausend` and some more.
const LONGEST: usize = 60;

/// The most parts that are found in one word.
const MOST_PARTS: usize = 12;

/// How many places a word is tried to be split at.
const MOST_TRIES: usize = 100;

/// The letters of a word that are looked at first.
const BEGINNING: usize = 2;

/// The fewest letters at the beginning of a word that show a number in it.
const HINT_LETTERS: usize = 3;

/// Words of so many letters are known without the last one, too.
const STEM_OF: usize = 5;

/// The letters of an ending that makes an ordinal of a number: more of them make it another word.
const ENDING_LETTERS: usize = 4;

/// The most words of an expression (`quatre-vingt-dix-sept`).
const EXPRESSION: usize = 4;

/// The numbers that the small vocabulary has words for, the smaller ones first: a word means the first that has it.
#[rustfmt::skip]
const MEANINGS: &[(&str, Worth)] = &[
    ("two", Worth::Plus(2)), ("three", Worth::Plus(3)), ("four", Worth::Plus(4)), ("five", Worth::Plus(5)),
    ("six", Worth::Plus(6)), ("seven", Worth::Plus(7)), ("eight", Worth::Plus(8)), ("nine", Worth::Plus(9)),
    ("ten", Worth::Plus(10)), ("eleven", Worth::Plus(11)), ("twelve", Worth::Plus(12)), ("thirteen", Worth::Plus(13)),
    ("fourteen", Worth::Plus(14)), ("fifteen", Worth::Plus(15)), ("sixteen", Worth::Plus(16)),
    ("seventeen", Worth::Plus(17)), ("eighteen", Worth::Plus(18)), ("nineteen", Worth::Plus(19)),
    ("twenty", Worth::Plus(20)), ("thirty", Worth::Plus(30)), ("forty", Worth::Plus(40)), ("fifty", Worth::Plus(50)),
    ("sixty", Worth::Plus(60)), ("seventy", Worth::Plus(70)), ("eighty", Worth::Plus(80)), ("ninety", Worth::Plus(90)),
    ("hundred", Worth::Times(100)), ("thousand", Worth::Times(1_000)), ("million", Worth::Times(1_000_000)),
    ("half", Worth::Half),
];

/// The number words of a language.
#[derive(Debug)]
pub(super) struct Lexicon {
    pub(super) decimal: Decimal,
    shape: Shape,
    /// By folded word or, with spaces, expression.
    words: HashMap<String, Morpheme>,
    /// The first words of expressions.
    openers: HashSet<String>,
    joints: HashSet<String>,
    /// Words that look like numbers and are none.
    not_numbers: HashSet<String>,
    /// How the words begin: most words of a text need no more than a look here.
    beginnings: HashSet<[char; BEGINNING]>,
}

/// A number word in a text.
#[derive(Debug)]
pub(super) struct Word {
    pub(super) end: usize,
    pub(super) morphemes: Vec<Morpheme>,
    /// Whether it only begins with a number and is a word of its own, which is no part of a longer number.
    pub(super) is_other_word: bool,
}

/// A row of the table, and the lexicon made of it for one language, when it is first asked for.
type Entry = (&'static Row, OnceLock<Lexicon>);

static BY_LANGUAGE: LazyLock<HashMap<&'static str, Entry>> = LazyLock::new(|| {
    let languages = ROWS.iter().flat_map(|row| row.languages.split(' ').map(move |language| (language, row)));
    languages.map(|(language, row)| (language, (row, OnceLock::new()))).collect()
});

impl Lexicon {
    /// The words of a language, if they are known.
    pub(super) fn of(language: &Language) -> Option<&'static Self> {
        let (row, lexicon) = BY_LANGUAGE.get(language.primary())?;
        Some(lexicon.get_or_init(|| Self::new(row, language.primary())))
    }

    fn new(row: &'static Row, language: &str) -> Self {
        let mut lexicon = Self {
            decimal: row.decimal,
            shape: row.shape,
            words: HashMap::new(),
            openers: HashSet::new(),
            joints: HashSet::new(),
            not_numbers: entries(row, "-").map(key).collect(),
            beginnings: HashSet::new(),
        };
        for entry in row.words.split('|') {
            let (worth, words) = entry.split_once(' ').expect("an entry of the table is a worth and words");
            words.split(' ').for_each(|word| lexicon.enter(worth, &key(word)));
        }
        // What the table says of a word counts, also that it is none.
        let mut known: HashSet<String> = lexicon.words.keys().cloned().collect();
        let first = row.languages.split(' ').next().unwrap_or(language);
        let language = if meanings::words(language, MEANINGS[0].0).is_empty() { first } else { language };
        if row.shape != Shape::Characters || language == "ko" {
            for (meaning, worth) in MEANINGS {
                for word in meanings::words(language, meaning).iter().map(|word| key(word)) {
                    if !lexicon.not_numbers.contains(&word) && known.insert(word.clone()) {
                        lexicon.words.insert(word, Morpheme { worth: *worth, is_hint: false });
                    }
                }
            }
        }
        for word in entries(row, "?") {
            if let Some(morpheme) = lexicon.words.get_mut(&key(word)) {
                morpheme.is_hint = true;
            }
        }
        lexicon.enter_stems();
        lexicon.beginnings = lexicon.words.keys().filter_map(|word| beginning(word)).collect();
        lexicon
    }

    fn enter(&mut self, worth: &str, word: &str) {
        let number = |digits: &str| digits.parse().expect("a worth in the table is a number");
        let (worth, is_hint) = match worth {
            "?" | "-" => return,
            "+" => {
                self.joints.insert(word.to_owned());
                return;
            }
            "½" => (Worth::Half, false),
            _ if worth.starts_with('x') => (Worth::Times(number(&worth[1..])), false),
            _ if worth.ends_with('.') => (Worth::Plus(number(&worth[..worth.len() - 1])), true),
            _ => (Worth::Plus(number(worth)), false),
        };
        if let Some((opener, _)) = word.split_once(' ') {
            self.openers.insert(opener.to_owned());
        }
        self.words.entry(word.to_owned()).or_insert(Morpheme { worth, is_hint });
    }

    /// What is left of longer words without their last letter: `douzième`, `двенадцатый`.
    fn enter_stems(&mut self) {
        let stems: Vec<(String, Morpheme)> = self
            .words
            .iter()
            .filter(|(word, _)| word.chars().count() >= STEM_OF && !word.contains(' '))
            .filter_map(|(word, morpheme)| Some((word[..word.char_indices().next_back()?.0].to_owned(), *morpheme)))
            .collect();
        for (stem, morpheme) in stems {
            self.words.entry(stem).or_insert(Morpheme { is_hint: true, ..morpheme });
        }
    }

    /// The number word that begins here.
    pub(super) fn next(&self, text: &str, at: usize) -> Option<Word> {
        let first = text[at..].chars().next()?;
        if is_character(first) {
            return self.characters(text, at);
        }
        if !self.may_begin(&text[at..]) {
            return None;
        }
        let end = end_of_word(text, at);
        let word = folded_word(text, at, end).filter(|word| !self.not_numbers.contains(word))?;
        if self.openers.contains(&word)
            && let Some(expression) = self.expression(text, &word, end)
        {
            return Some(expression);
        }
        let (morphemes, is_other_word) = match self.words.get(&word) {
            Some(&morpheme) => (vec![morpheme], false),
            None => self.parts(&word)?,
        };
        Some(Word { end, morphemes, is_other_word })
    }

    /// Whether a number word may begin here, by two letters; folding a word takes longer, and most words are none.
    fn may_begin(&self, text: &str) -> bool {
        match text.as_bytes() {
            [one, two, ..] if one.is_ascii_alphabetic() && two.is_ascii_alphabetic() => {
                let letters = [one, two].map(|letter| char::from(letter.to_ascii_lowercase()));
                self.beginnings.contains(&letters)
            }
            _ => true,
        }
    }

    /// Characters that are numbers each.
    fn characters(&self, text: &str, at: usize) -> Option<Word> {
        let mut word = Word { end: at, morphemes: Vec::new(), is_other_word: false };
        for character in text[at..].chars().take(MOST_PARTS) {
            let Some(&morpheme) = self.words.get(character.to_string().as_str()) else { break };
            word.morphemes.push(Morpheme { is_hint: true, ..morpheme });
            word.end += character.len_utf8();
        }
        (!word.morphemes.is_empty()).then_some(word)
    }

    /// The longest expression that begins with a word.
    fn expression(&self, text: &str, opener: &str, end: usize) -> Option<Word> {
        let (mut expression, mut at, mut found) = (opener.to_owned(), end, None);
        for _ in 1..EXPRESSION {
            let Some(from) = pass_blank(text, at) else { break };
            at = end_of_word(text, from);
            let Some(word) = folded_word(text, from, at) else { break };
            expression.push(' ');
            expression.push_str(&word);
            if let Some(&morpheme) = self.words.get(&expression) {
                found = Some(Word { end: at, morphemes: vec![morpheme], is_other_word: false });
            }
        }
        found
    }

    /// The numbers that a word is put together of, or begins with, and whether it goes on as another word.
    fn parts(&self, word: &str) -> Option<(Vec<Morpheme>, bool)> {
        beginning(word).filter(|beginning| self.beginnings.contains(beginning))?;
        let mut parts = Vec::new();
        if self.shape == Shape::AsOne && self.split(word, 0, &mut parts, &mut { MOST_TRIES }) {
            return Some((parts, false));
        }
        let (mut at, mut parts) = (0, Vec::new());
        while let Some((end, morpheme)) = self.numbers_at(word, at).next() {
            parts.push(Morpheme { is_hint: true, ..morpheme });
            at = end;
            if self.shape != Shape::AsOne || parts.len() == MOST_PARTS {
                break;
            }
        }
        let n_letters = |part: &str| part.chars().count();
        let is_other_word = n_letters(&word[at..]) > ENDING_LETTERS;
        (n_letters(&word[..at]) >= HINT_LETTERS).then_some((parts, is_other_word))
    }

    /// Splits all of a word into numbers, longer ones first; `tries` bounds the work.
    fn split(&self, word: &str, at: usize, parts: &mut Vec<Morpheme>, tries: &mut usize) -> bool {
        if at == word.len() || *tries == 0 || parts.len() == MOST_PARTS {
            return at == word.len();
        }
        *tries -= 1;
        for (end, morpheme) in self.numbers_at(word, at) {
            parts.push(morpheme);
            if self.split(word, end, parts, tries) {
                return true;
            }
            parts.pop();
        }
        false
    }

    /// The number words that a word goes on with, the longest first; a joining part before them is passed.
    fn numbers_at(&self, word: &str, at: usize) -> impl Iterator<Item = (usize, Morpheme)> {
        let mut found = self.numbers_from(word, at);
        let joint = self.joints.iter().filter(|joint| at > 0 && word[at..].starts_with(joint.as_str()));
        let after = joint.map(|joint| at + joint.len()).max();
        found.extend(after.map(|after| self.numbers_from(word, after)).unwrap_or_default());
        found.into_iter()
    }

    fn numbers_from(&self, word: &str, from: usize) -> Vec<(usize, Morpheme)> {
        let ends = word[from..].char_indices().map(|(at, letter)| from + at + letter.len_utf8());
        let mut found: Vec<_> =
            ends.skip(1).filter_map(|end| Some((end, *self.words.get(&word[from..end])?))).collect();
        found.reverse();
        found
    }

    /// A word or a character here that multiplies.
    pub(super) fn multiplier_after(&self, text: &str, at: usize) -> Option<(usize, u64)> {
        let is_attached = self.shape == Shape::Characters;
        let from = match text[at..].chars().next()? {
            character if is_attached && character.is_alphabetic() => at,
            character if character.is_alphabetic() => return None,
            _ => pass_blank(text, at)?,
        };
        let end = if is_attached { from + text[from..].chars().next()?.len_utf8() } else { end_of_word(text, from) };
        let morpheme = self.words.get(&folded_word(text, from, end)?)?;
        match morpheme.worth {
            Worth::Times(factor) if factor > 99 || is_attached => Some((end, factor)),
            Worth::Times(_) | Worth::Plus(_) | Worth::Half => None,
        }
    }

    /// `two and a half`: where the half begins.
    fn pass_article_of_half(&self, text: &str, at: usize) -> Option<usize> {
        let worth = |from: usize, to: usize| Some(self.words.get(&folded_word(text, from, to)?)?.worth);
        let end = end_of_word(text, at);
        let next = pass_blank(text, end).filter(|_| worth(at, end) == Some(Worth::Plus(1)))?;
        (worth(next, end_of_word(text, next)) == Some(Worth::Half)).then_some(next)
    }

    /// Where a number may go on after a word, and whether a joining word was passed.
    pub(super) fn pass_joint(&self, text: &str, at: usize) -> Option<(usize, bool)> {
        let from = pass_blank(text, at)?;
        let end = end_of_word(text, from);
        let word = folded_word(text, from, end)?;
        if self.joints.contains(&word) {
            let next = pass_blank(text, end)?;
            return Some((self.pass_article_of_half(text, next).unwrap_or(next), true));
        }
        // Arabic and Hebrew write `and` against the next word.
        let attached = self.joints.iter().find(|joint| {
            joint.chars().all(is_right_to_left) && word.starts_with(joint.as_str()) && !self.words.contains_key(&word)
        });
        match attached.and_then(|_| text[from..].chars().next()) {
            Some(joint) => Some((from + joint.len_utf8(), true)),
            None => Some((from, false)),
        }
    }
}

/// The words of a row's entries of one worth.
fn entries(row: &'static Row, worth: &'static str) -> impl Iterator<Item = &'static str> {
    let entries = row.words.split('|').filter_map(move |entry| entry.strip_prefix(worth)?.strip_prefix(' '));
    entries.flat_map(|words| words.split(' '))
}

/// The form in which a word is looked up.
fn key(word: &str) -> String {
    fold(&word.replace('_', " ").replace(['\'', '’', 'ʼ'], ""))
}

fn beginning(word: &str) -> Option<[char; BEGINNING]> {
    let mut letters = word.chars();
    let beginning = [letters.next()?, letters.next()?];
    Some(beginning)
}

/// Where a word ends that begins here: letters, and apostrophes between Cyrillic ones.
pub(super) fn end_of_word(text: &str, at: usize) -> usize {
    let (mut end, mut previous) = (at, None::<char>);
    let mut letters = text[at..].chars().peekable();
    while let Some(letter) = letters.next() {
        let is_inside = matches!(letter, '\'' | '’' | 'ʼ')
            && previous.is_some_and(is_cyrillic)
            && letters.peek().copied().is_some_and(is_cyrillic);
        let is_part = is_letter(letter) && !is_character(letter);
        if !is_part && !is_inside {
            break;
        }
        end += letter.len_utf8();
        previous = Some(letter);
    }
    if end == at { at + text[at..].chars().next().map_or(0, char::len_utf8) } else { end }
}

fn folded_word(text: &str, at: usize, end: usize) -> Option<String> {
    let word = text.get(at..end)?;
    let is_short = word.len() <= LONGEST || word.chars().nth(LONGEST).is_none();
    (is_short && word.chars().next().is_some_and(is_letter)).then(|| {
        let folded = fold(word);
        if folded.contains(['\'', '’', 'ʼ']) { folded.replace(['\'', '’', 'ʼ'], "") } else { folded }
    })
}

/// Passes what parts two words of a number: a hyphen, or a few blanks.
fn pass_blank(text: &str, at: usize) -> Option<usize> {
    let is_blank = |character: &char| character.is_whitespace() || matches!(character, '-' | '\u{2010}' | '\u{2011}');
    let length: usize = text[at..].chars().take(4).take_while(is_blank).map(char::len_utf8).sum();
    (length > 0).then_some(at + length)
}

fn is_cyrillic(letter: char) -> bool {
    ('\u{400}'..='\u{52f}').contains(&letter)
}

fn is_right_to_left(letter: char) -> bool {
    ('\u{590}'..='\u{6ff}').contains(&letter)
}

/// Characters of scripts that put no spaces between words.
fn is_character(letter: char) -> bool {
    matches!(letter, '\u{e00}'..='\u{eff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}')
}
