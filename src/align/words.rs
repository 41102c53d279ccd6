//! Documents' words as numbers: what is compared of texts besides their lengths and blocks.
//!
//! A word is put in lower case, loses its diacritics and is cut to its first [`LETTERS`] letters, which stands in for a
//! stemmer in any language: `Verhandlungen` and `verhandelt` are both `verh`. In scripts that are written without spaces,
//! and in Korean, each character is a word. Numbers are whole, and quotation marks, dashes and stops are words too, by their kind: a
//! question is translated by a question.

use std::collections::HashMap;
use std::ops::Range;

use crate::language::fold::fold;
use crate::model::Document;

/// Letters of a word that are compared.
const LETTERS: usize = 4;

/// Words of a segment that are compared: bounds the work on segments that are whole books.
const MOST: usize = 256;

/// What a word is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Sort {
    /// Letters.
    Letters,
    /// A character of a script without spaces.
    Character,
    /// Digits.
    Number,
    /// A punctuation mark or another sign.
    Mark,
}

/// The different words of one side, numbered.
#[derive(Debug, Default)]
pub struct Vocabulary {
    numbers: HashMap<String, u32>,
    /// Each word's form and sort.
    pub forms: Vec<(String, Sort)>,
    counts: Vec<u32>,
}

impl Vocabulary {
    fn meet(&mut self, form: String, sort: Sort) -> u32 {
        let number = *self.numbers.entry(form).or_insert_with_key(|form| {
            self.forms.push((form.clone(), sort));
            self.counts.push(0);
            u32::try_from(self.forms.len() - 1).expect("fewer words than bytes of a text")
        });
        self.counts[number as usize] += 1;
        number
    }

    /// How many different words there are.
    pub fn len(&self) -> usize {
        self.forms.len()
    }

    /// The numbers of the words in a text that are known, each with the share of the text that it makes up.
    pub fn known(&self, text: &str) -> Vec<(u32, f32)> {
        let mut forms = Vec::new();
        each_word(text, |form, _| forms.push(form));
        let share = 1.0 / forms.len().max(1) as f32;
        forms.iter().filter_map(|form| Some((*self.numbers.get(form)?, share))).collect()
    }

    /// How likely each word is anywhere in the text.
    pub fn chances(&self) -> Vec<f32> {
        let all = self.counts.iter().sum::<u32>() as f32 + 0.5 * self.len() as f32;
        self.counts.iter().map(|&count| (count as f32 + 0.5) / all).collect()
    }
}

/// The words of one side, segment by segment.
#[derive(Debug)]
pub struct Words {
    starts: Vec<usize>,
    numbers: Vec<u32>,
}

impl Words {
    /// Reads documents one after the other, as if they were one.
    pub fn new<'a>(documents: impl Iterator<Item = &'a Document>, vocabulary: &mut Vocabulary) -> Self {
        let mut words = Self { starts: vec![0], numbers: Vec::new() };
        for document in documents {
            for segment in 0..document.segments().len() {
                let start = words.numbers.len();
                each_word(document.segment_text(segment), |form, sort| {
                    if words.numbers.len() - start < MOST {
                        words.numbers.push(vocabulary.meet(form, sort));
                    }
                });
                words.starts.push(words.numbers.len());
            }
        }
        words
    }

    /// The places in the list of all words where those of some segments stand.
    pub fn places(&self, segments: Range<usize>) -> Range<usize> {
        self.starts[segments.start]..self.starts[segments.end]
    }

    /// The words of some segments.
    pub fn of(&self, segments: Range<usize>) -> &[u32] {
        &self.numbers[self.places(segments)]
    }
}

/// Tells the words of a text in order.
fn each_word(text: &str, mut tell: impl FnMut(String, Sort)) {
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let run = |is_part: fn(char) -> bool| rest.find(|c| !is_part(c)).unwrap_or(rest.len()).max(first.len_utf8());
        let taken = if first.is_numeric() {
            let taken = run(char::is_numeric);
            tell(rest[..taken].to_owned(), Sort::Number);
            taken
        } else if is_character(first) {
            tell(first.to_string(), Sort::Character);
            first.len_utf8()
        } else if first.is_alphabetic() {
            let taken = run(is_inside);
            let form: String = fold(&rest[..taken]).chars().take(LETTERS).collect();
            if !form.is_empty() {
                tell(form, Sort::Letters);
            }
            taken
        } else {
            if !first.is_whitespace() && !first.is_control() {
                tell(kind(first).into(), Sort::Mark);
            }
            first.len_utf8()
        };
        rest = &rest[taken..];
    }
}

/// Letters and what may stand inside a word: accents, soft hyphens, joiners.
fn is_inside(character: char) -> bool {
    let inside = matches!(character, '\u{ad}' | '\u{200c}' | '\u{200d}' | '\u{300}'..='\u{36f}');
    inside || (character.is_alphabetic() && !is_character(character))
}

/// Characters that are words by themselves: of scripts that put no spaces between words, and of Hangul.
fn is_character(character: char) -> bool {
    matches!(character,
        '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
        | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

/// One mark for all of its kind.
fn kind(mark: char) -> char {
    match mark {
        '«' | '»' | '„' | '“' | '”' | '「' | '」' | '『' | '』' | '《' | '》' => '"',
        '’' | '‘' | '‹' | '›' | '‚' => '\'',
        '–' | '—' | '―' => '-',
        '。' | '．' | '…' | '।' | '۔' => '.',
        '，' | '、' | '،' => ',',
        '？' | '؟' => '?',
        '！' => '!',
        '：' => ':',
        '；' | '؛' => ';',
        '（' => '(',
        '）' => ')',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_lose_case_accents_and_ending_and_marks_become_their_kind() {
        for (text, want) in [
            ("Verhandlungen, verhandelt!", &["verh", ",", "verh", "!"][..]),
            ("„Größe“ – 2022", &["\"", "gros", "\"", "-", "2022"]),
            ("Өскемен қаласы", &["өске", "қала"]),
            ("中国 and 3 Äpfel？", &["中", "国", "and", "3", "apfe", "?"]),
            ("ko\u{ad}nec \u{200d}", &["kone", "\u{200d}"]),
            ("", &[]),
        ] {
            let mut forms = Vec::new();
            each_word(text, |form, _| forms.push(form));
            assert_eq!(forms, want, "{text}");
        }
    }
}
