//! The words of one side of a bitext, which of them are names, and by what they are known across languages.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::super::Subject;
use crate::language::dates::names_month;
use crate::language::fold::fold;
use crate::language::meanings;
use crate::language::transliterate::skeleton;
use crate::model::Side;

/// Words of a bead and side that are looked at.
const MOST_WORDS: usize = 300;

/// Names of a bead and side that are looked at.
const MOST_NAMES: usize = 16;

/// The longest word that is looked at, in bytes.
const LONGEST: usize = 80;

/// The letters of the longest acronym.
const LONGEST_ACRONYM: usize = 5;

/// The fewest letters of a name.
const LEAST_LETTERS: usize = 3;

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Case {
    Small,
    /// With a capital first, or an acronym.
    Capital,
    /// All in capitals, as headings are: that says nothing.
    Shouted,
}

/// A word in a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Its form, by number.
    form: u32,
    case: Case,
}

/// What is known of a form.
#[derive(Debug, Default)]
struct FormOf {
    folded: String,
    /// Its consonants, of each part that hyphens make.
    key: String,
    /// Whether it was seen with a capital within a sentence, and whether without one.
    is_seen_as_name: bool,
    is_small: bool,
    is_common: bool,
    /// Forms that follow it within a name.
    followers: HashSet<u32>,
}

/// The words of a side, bead by bead.
#[derive(Debug)]
pub(super) struct Words {
    forms: Vec<FormOf>,
    words: Vec<Word>,
    by_bead: Vec<Range<usize>>,
}

impl Words {
    pub(super) fn read(subject: &Subject, side: Side) -> Self {
        let document = subject.documents[side.index()];
        let mut numbers: HashMap<&str, u32> = HashMap::new();
        let mut words = Self { forms: Vec::new(), words: Vec::new(), by_bead: Vec::new() };
        for bead in subject.alignment.beads() {
            let start = words.words.len();
            for segment in bead.segments(side) {
                let base = document.segments()[segment].range.start;
                let text = document.segment_text(segment);
                let is_title = is_title(text);
                each_word(text, |range, is_first| {
                    if words.words.len() - start >= MOST_WORDS {
                        return;
                    }
                    let written = &text[range.clone()];
                    let form = *numbers.entry(written).or_insert_with(|| {
                        let folded = fold(written);
                        let is_small = case_of(written) == Case::Small && !folded.is_empty();
                        words.forms.push(FormOf { key: key(written), folded, is_small, ..FormOf::default() });
                        u32::try_from(words.forms.len() - 1).expect("fewer words than bytes of a text")
                    });
                    let case = case_of(written);
                    words.forms[form as usize].is_seen_as_name |= case == Case::Capital && !is_first && !is_title;
                    let (start, end) = (base + range.start, base + range.end);
                    words.words.push(Word { start, end, form, case });
                });
            }
            words.by_bead.push(start..words.words.len());
        }
        words.mark_common(document.language.primary());
        words.note_followers(document.text());
        words
    }

    /// Marks what is seen in small letters as well, and what is no name in any text.
    fn mark_common(&mut self, language: &str) {
        // What is seen in small letters is a form of its own.
        let is_small = |form: &&FormOf| form.is_small;
        let small: HashSet<String> = self.forms.iter().filter(is_small).map(|form| form.folded.clone()).collect();
        let vocabulary: HashSet<String> = meanings::all_words(language).map(fold).collect();
        for form in &mut self.forms {
            let is_short = form.folded.chars().count() < LEAST_LETTERS;
            form.is_common = is_short
                || small.contains(&form.folded)
                || vocabulary.contains(&form.folded)
                || names_month(&form.folded);
        }
    }

    /// Notes what follows each name directly: what goes before several names is a title.
    fn note_followers(&mut self, text: &str) {
        for index in 1..self.words.len() {
            let [one, two] = [self.words[index - 1], self.words[index]];
            if self.is_name(one) && self.is_name(two) && one.end < two.start && is_blank(&text[one.end..two.start]) {
                self.forms[one.form as usize].followers.insert(two.form);
            }
        }
    }

    /// Whether there are names at all: some scripts have no capitals.
    pub(super) fn has_names(&self) -> bool {
        self.words.iter().any(|word| self.is_name(*word))
    }

    fn is_name(&self, word: Word) -> bool {
        let form = &self.forms[word.form as usize];
        word.case == Case::Capital && form.is_seen_as_name && !form.is_common
    }

    /// The names of a bead, at most so many that looking at them costs little.
    pub(super) fn names(&self, bead: usize) -> impl Iterator<Item = Word> {
        let words = self.words[self.by_bead[bead].clone()].iter().copied();
        words.filter(|word| self.is_name(*word)).take(MOST_NAMES)
    }

    /// The names of a bead, those that follow each other together.
    pub(super) fn phrases(&self, bead: usize) -> Vec<Vec<Word>> {
        let mut phrases: Vec<Vec<Word>> = Vec::new();
        for name in self.names(bead) {
            let goes_on = phrases.last().and_then(|phrase| phrase.last()).is_some_and(|last: &Word| {
                self.forms[last.form as usize].followers.contains(&name.form) && name.start - last.end <= 3
            });
            match phrases.last_mut().filter(|_| goes_on) {
                Some(phrase) => phrase.push(name),
                None => phrases.push(vec![name]),
            }
        }
        phrases
    }

    /// The consonants of a word, those of its parts with hyphens between them.
    pub(super) fn key(&self, word: Word) -> &str {
        &self.forms[word.form as usize].key
    }

    pub(super) fn folded(&self, word: Word) -> &str {
        &self.forms[word.form as usize].folded
    }

    /// Whether a word may be a given name: a title goes before many names.
    pub(super) fn may_be_given(&self, word: Word) -> bool {
        self.forms[word.form as usize].followers.len() <= 1
    }

    /// Whether a word of the other side in some beads, name or not, is the same by `is_same`.
    pub(super) fn is_met(
        &self,
        name: Word,
        other: &Words,
        beads: Range<usize>,
        is_same: impl Fn(&str, &str) -> bool,
    ) -> bool {
        let key = self.key(name);
        let words = &other.words[other.by_bead[beads.start].start..other.by_bead[beads.end - 1].end];
        words.iter().any(|word| {
            let other = other.key(*word);
            is_same(key, other) || other.split('-').any(|part| is_same(key, part))
        })
    }
}

fn case_of(written: &str) -> Case {
    if !written.starts_with(char::is_uppercase) {
        Case::Small
    } else if written.chars().nth(LONGEST_ACRONYM).is_some() && !written.contains(char::is_lowercase) {
        Case::Shouted
    } else {
        Case::Capital
    }
}

fn is_blank(between: &str) -> bool {
    between.len() <= 3 && between.chars().all(char::is_whitespace)
}

/// The consonants of a word by which its spellings agree; parts by hyphens stay parts.
fn key(written: &str) -> String {
    let part = |part: &str| {
        let skeleton = skeleton(part);
        let begins_with_vowel = skeleton.starts_with(['a', 'o']);
        let consonants = skeleton.chars().filter(|sound| !matches!(sound, 'a' | 'o') && sound.is_ascii());
        let vowel = begins_with_vowel.then_some('a');
        vowel.into_iter().chain(consonants).collect::<String>()
    };
    if written.len() > LONGEST {
        return String::new();
    }
    written.split(is_hyphen).map(part).collect::<Vec<_>>().join("-")
}

fn is_hyphen(character: char) -> bool {
    matches!(character, '-' | '\u{2010}' | '\u{2011}')
}

/// Tells the words of a text, with hyphens inside, and whether a sentence or a quotation begins with them.
fn each_word(text: &str, mut tell: impl FnMut(Range<usize>, bool)) {
    let mut is_first = true;
    let mut start = None;
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let next = characters.peek().map(|&(_, next)| next);
        let is_inside = start.is_some() && is_hyphen(character) && next.is_some_and(char::is_alphabetic);
        let is_mark = ('\u{300}'..='\u{36f}').contains(&character) || character == '\u{ad}';
        if character.is_alphabetic() || is_inside || (is_mark && start.is_some()) {
            start.get_or_insert(at);
            continue;
        }
        if let Some(start) = start.take() {
            tell(start..at, is_first);
            is_first = false;
        }
        is_first |= matches!(
            character,
            '.' | '!'
                | '?'
                | ':'
                | '"'
                | '“'
                | '”'
                | '„'
                | '«'
                | '»'
                | '('
                | '['
                | '–'
                | '—'
                | '…'
                | '¿'
                | '¡'
                | '*'
                | '‘'
        );
        is_first |= character.is_ascii_digit();
    }
    if let Some(start) = start {
        tell(start..text.len(), is_first);
    }
}

/// Whether most words of a text without a full stop begin with capitals, as in a title: they say nothing of names.
fn is_title(text: &str) -> bool {
    let is_sentence = text.trim_end().ends_with(['.', '。', ',', ';']);
    let (mut n_words, mut n_capitals) = (0, 0);
    for word in text.split_whitespace().take(40) {
        let Some(first) = word.chars().find(|character| character.is_alphabetic()) else { continue };
        n_words += 1;
        n_capitals += usize::from(first.is_uppercase());
    }
    n_words < 3 || (!is_sentence && n_capitals * 3 > n_words * 2)
}
