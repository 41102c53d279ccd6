//! A segment's text → the keys of what in it survives translation.
//!
//! Numbers, dates, names, loan words and quotation marks look alike in most languages once spelling is set aside: words
//! are folded, put into Latin letters, respelled by sound ([`SOUNDS`]) and cut to their first [`PREFIX`] letters, which
//! stands in for a stemmer in any language. `Kasachstans`, `Kazakhstan` and `Cazaquistão` all give `kasak`.

use crate::language::dates::dates_in;
use crate::language::fold::fold;
use crate::language::transliterate::to_latin;

/// What a key was made from; how far it can be trusted depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Sort {
    /// The whole segment, folded.
    Whole,
    /// A date.
    Date,
    /// A number.
    Number,
    /// The beginning of a word, by sound.
    Word,
    /// Quotation marks or brackets.
    Mark,
}

/// Something that may stand in both languages in the same form.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// What it was made from.
    pub sort: Sort,
    /// Its form.
    pub form: String,
}

/// Letters of a word that are compared.
const PREFIX: usize = 5;

/// Words of fewer letters say little, unless they are acronyms.
const SHORTEST: usize = 4;

/// Characters of a whole segment that are compared.
const WHOLE: usize = 96;

/// Spellings of like sounds, longest first; letters that are not listed stay.
const SOUNDS: &[(&str, &str)] = &[
    ("tsch", "k"),
    ("tch", "k"),
    ("sch", "s"),
    ("ce", "se"),
    ("ch", "k"),
    ("ci", "si"),
    ("ck", "k"),
    ("cy", "si"),
    ("cz", "s"),
    ("kh", "k"),
    ("ph", "f"),
    ("qu", "k"),
    ("sh", "s"),
    ("sz", "s"),
    ("th", "t"),
    ("zh", "s"),
    ("c", "k"),
    ("h", ""),
    ("j", "i"),
    ("q", "k"),
    ("w", "v"),
    ("x", "ks"),
    ("y", "i"),
    ("z", "s"),
];

/// The first digits of the decimal scripts that real texts use beside the ASCII ones.
const ZEROS: &[char] = &['٠', '۰', '०', '০', '๐', '０'];

/// A key and whether it began with a capital.
pub type Found = (Key, bool);

/// The keys of a segment, sorted, each once.
pub fn keys_of(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let mut push = |sort, form: String, capital| {
        if !form.is_empty() {
            found.push((Key { sort, form }, capital));
        }
    };
    push(Sort::Whole, whole(text), false);
    for (_, date) in dates_in(text).into_iter().filter(|(_, date)| date.day().is_some()) {
        push(Sort::Date, format!("{date:?}"), false);
    }
    for piece in pieces(text) {
        match piece {
            Piece::Number(digits) => push(Sort::Number, digits, false),
            Piece::Ideograph(character) => push(Sort::Word, character.into(), false),
            Piece::Mark(mark) => push(Sort::Mark, mark.into(), false),
            Piece::Word(word) => {
                if let Some((form, capital)) = word_key(word) {
                    push(Sort::Word, form, capital);
                }
            }
        }
    }
    // The capital one of two equal keys comes first and stays.
    found.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)));
    found.dedup_by(|later, earlier| later.0 == earlier.0);
    found
}

/// A segment without its punctuation; a segment of nothing but punctuation stays as it is.
fn whole(text: &str) -> String {
    let folded = fold(text);
    let bare: String = folded.chars().filter(|c| c.is_alphanumeric()).take(WHOLE).collect();
    if bare.is_empty() { folded.trim().chars().take(WHOLE).collect() } else { bare }
}

/// A word's beginning by its sound, and whether the word is written with a capital.
fn word_key(word: &str) -> Option<(String, bool)> {
    let n_capitals = word.chars().filter(|character| character.is_uppercase()).count();
    let n_letters = word.chars().count();
    let is_acronym = n_capitals >= 2 && n_capitals == n_letters;
    if n_letters < SHORTEST && !is_acronym {
        return None;
    }
    let folded = fold(word);
    let latin = if folded.is_ascii() { String::new() } else { to_latin(&folded) };
    let form = by_sound(if latin.is_empty() { &folded } else { &latin });
    let capital = word.chars().next().is_some_and(char::is_uppercase);
    (!form.is_empty()).then_some((form, capital))
}

/// The first letters of a folded word, respelled so that like sounds are written alike.
fn by_sound(folded: &str) -> String {
    let mut sound = String::new();
    let (mut rest, mut n_letters) = (folded, 0);
    while n_letters < PREFIX
        && let Some(first) = rest.chars().next()
    {
        let one = first.len_utf8();
        let rule = SOUNDS.iter().find(|(spelling, _)| rest.starts_with(spelling));
        let (taken, letters) = rule.map_or((one, &rest[..one]), |&(spelling, letters)| (spelling.len(), letters));
        for letter in letters.chars() {
            if !sound.ends_with(letter) && n_letters < PREFIX {
                sound.push(letter);
                n_letters += 1;
            }
        }
        rest = &rest[taken..];
    }
    sound
}

/// A stretch of text that a key can be made from.
enum Piece<'a> {
    Number(String),
    Word(&'a str),
    Ideograph(char),
    Mark(&'static str),
}

/// The numbers, words, ideographs and marks of a text, in order.
fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        loop {
            let first = rest.chars().next()?;
            let (taken, piece) = if digit(first).is_some() {
                let (taken, digits) = number(rest);
                (taken, Some(Piece::Number(digits)))
            } else if weight(first) > 1.0 {
                (first.len_utf8(), Some(Piece::Ideograph(first)))
            } else if first.is_alphabetic() {
                let taken = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
                (taken, Some(Piece::Word(&rest[..taken])))
            } else {
                (first.len_utf8(), mark(first).map(Piece::Mark))
            };
            rest = &rest[taken..];
            if piece.is_some() {
                return piece;
            }
        }
    })
}

/// The number that a text begins with, without the separators of its thousands, and its length in bytes.
fn number(text: &str) -> (usize, String) {
    let run = |from: usize| text[from..].chars().map_while(|c| digit(c).map(|value| (c.len_utf8(), value)));
    let mut digits: String = run(0).filter_map(|(_, value)| char::from_digit(value, 10)).collect();
    let mut end: usize = run(0).map(|(size, _)| size).sum();
    while let Some(separator) = text[end..].chars().next().filter(|c| ".,'’ \u{a0}\u{202f}\u{2009}".contains(*c)) {
        let from = end + separator.len_utf8();
        if separator == ' ' || run(from).count() != 3 {
            break;
        }
        digits.extend(run(from).filter_map(|(_, value)| char::from_digit(value, 10)));
        end = from + run(from).map(|(size, _)| size).sum::<usize>();
    }
    (end, digits)
}

fn digit(character: char) -> Option<u32> {
    let of_script = || {
        let offset = |&zero: &char| u32::from(character).checked_sub(u32::from(zero));
        ZEROS.iter().filter_map(offset).find(|&value| value < 10)
    };
    character.to_digit(10).or_else(|| if character.is_ascii() { None } else { of_script() })
}

/// Letters and what may stand inside a word: accents, soft hyphens, joiners.
fn is_word(character: char) -> bool {
    let inside = matches!(character, '\u{ad}' | '\u{200c}' | '\u{200d}' | '\u{300}'..='\u{36f}');
    inside || (character.is_alphabetic() && weight(character) <= 1.0)
}

fn mark(character: char) -> Option<&'static str> {
    match character {
        '"' | '“' | '”' | '„' | '«' | '»' | '「' | '」' | '『' | '』' => Some("quotation"),
        '(' | '（' | '[' => Some("bracket"),
        _ => None,
    }
}

/// How many Latin letters say as much as one character: about three for an ideograph.
pub fn weight(character: char) -> f32 {
    match character {
        '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' => 1.6,
        '\u{1100}'..='\u{11ff}' | '\u{ac00}'..='\u{d7af}' => 2.2,
        '\u{2e80}'..='\u{2fdf}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' => 3.0,
        _ => 1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(text: &str, sort: Sort) -> Vec<String> {
        keys_of(text).into_iter().filter(|(key, _)| key.sort == sort).map(|(key, _)| key.form).collect()
    }

    #[test]
    fn cognates_and_names_of_different_spelling_have_one_key() {
        for (words, want) in [
            (&["Kasachstans", "Kazakhstan", "Cazaquistão", "KASAKHSTAN"][..], "kasak"),
            (&["sozialen", "social", "sosial"], "sosia"),
            (&["Tokajew", "Tokayev"], "tokai"),
            (&["Philosophie", "filosofia"], "filos"),
            (&["Theater", "teatro", "théâtre"], "teat"),
        ] {
            for word in words {
                let found = forms(word, Sort::Word);
                assert!(found[0].starts_with(want), "{word} gives {found:?}");
            }
        }
    }

    #[test]
    fn numbers_lose_the_separators_of_their_thousands() {
        for (text, want) in [
            ("12.500 Menschen", &["12500"][..]),
            ("12,500 people in 3 towns", &["12500", "3"]),
            ("am 6.1.22", &["1", "22", "6"]),
            ("٢٠٢٢", &["2022"]),
            ("3 100", &["100", "3"]),
            ("1990s", &["1990"]),
        ] {
            assert_eq!(forms(text, Sort::Number), want, "{text}");
        }
    }

    #[test]
    fn ideographs_are_keys_of_their_own_and_short_words_are_none() {
        assert_eq!(forms("中国 of EU", Sort::Word), ["eu", "中", "国"]);
        assert_eq!(forms("(\u{201e}so\u{201c})", Sort::Mark), ["bracket", "quotation"]);
    }
}
