//! Folding: text without case and diacritics, for finding and comparing, with a way back to where it stood.
//!
//! Each character is decomposed (NFKD), loses its accents and is put in lower case. Letters that Unicode does not
//! decompose but readers search without their stroke (ø, ł, đ, ß, æ …) come from `STROKED`. Runs of white space
//! become one space; soft hyphens and other invisible joiners vanish.
//!
//! `fold("Straße  in Łódź")` is `"strasse in lodz"`.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

/// Letters that have no decomposition, and what a reader types for them.
const STROKED: &[(char, &str)] = &[
    ('ß', "ss"),
    ('æ', "ae"),
    ('ð', "d"),
    ('ø', "o"),
    ('þ', "th"),
    ('đ', "d"),
    ('ħ', "h"),
    ('ı', "i"),
    ('ĸ', "k"),
    ('ł', "l"),
    ('ŋ', "n"),
    ('œ', "oe"),
    ('ŧ', "t"),
    ('ƀ', "b"),
    ('ɨ', "i"),
    ('ɵ', "o"),
];

/// A folded text that remembers where each of its bytes came from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Folded {
    /// The folded text.
    pub text: String,
    /// For each byte of `text`, the byte of the original where its character starts; one more for the end.
    origins: Vec<usize>,
}

impl Folded {
    /// Folds a text.
    pub fn new(original: &str) -> Self {
        let mut folded = Self { text: String::with_capacity(original.len()), origins: Vec::new() };
        for (origin, character) in original.char_indices() {
            push_folded(character, &mut folded.text);
            folded.origins.resize(folded.text.len(), origin);
        }
        folded.origins.push(original.len());
        folded
    }

    /// The byte range of the original that a byte range of the folded text stands for.
    ///
    /// The end is widened over what folded to nothing, so that a hit on `e` covers the accent of a decomposed `é`.
    pub fn original_range(&self, range: std::ops::Range<usize>) -> std::ops::Range<usize> {
        let start = self.origins[range.start];
        let last = self.origins[range.end.saturating_sub(1).max(range.start)];
        let end = self.origins[range.end..].iter().copied().find(|&origin| origin > last);
        start..end.unwrap_or(*self.origins.last().unwrap_or(&start))
    }
}

/// The text without case, diacritics and doubled white space.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let n_plain = rest.bytes().take_while(u8::is_ascii_graphic).count();
        if n_plain > 0 {
            let start = folded.len();
            folded.push_str(&rest[..n_plain]);
            folded[start..].make_ascii_lowercase();
            rest = &rest[n_plain..];
        } else {
            push_folded(first, &mut folded);
            rest = &rest[first.len_utf8()..];
        }
    }
    folded
}

fn push_folded(character: char, folded: &mut String) {
    if character.is_ascii_graphic() {
        folded.push(character.to_ascii_lowercase());
    } else if let Some(letters) = LATIN.get((character as usize).wrapping_sub(LATIN_FROM)) {
        folded.push_str(letters);
    } else if let Some(letter) = plain(character) {
        folded.push(letter);
    } else {
        push_by_the_rules(character, folded);
    }
}

/// What the commonest letters beyond ASCII fold to: looked up, since decomposing them takes longer than all the rest.
#[rustfmt::skip]
const LATIN: [&str; 192] = [
    "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i", "i",
    "d", "n", "o", "o", "o", "o", "o", "×", "o", "u", "u", "u", "u", "y", "th", "ss",
    "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i", "i",
    "d", "n", "o", "o", "o", "o", "o", "÷", "o", "u", "u", "u", "u", "y", "th", "y",
    "a", "a", "a", "a", "a", "a", "c", "c", "c", "c", "c", "c", "c", "c", "d", "d",
    "d", "d", "e", "e", "e", "e", "e", "e", "e", "e", "e", "e", "g", "g", "g", "g",
    "g", "g", "g", "g", "h", "h", "h", "h", "i", "i", "i", "i", "i", "i", "i", "i",
    "i", "i", "ij", "ij", "j", "j", "k", "k", "k", "l", "l", "l", "l", "l", "l", "l·",
    "l·", "l", "l", "n", "n", "n", "n", "n", "n", "ʼn", "n", "n", "o", "o", "o", "o",
    "o", "o", "oe", "oe", "r", "r", "r", "r", "r", "r", "s", "s", "s", "s", "s", "s",
    "s", "s", "t", "t", "t", "t", "t", "t", "u", "u", "u", "u", "u", "u", "u", "u",
    "u", "u", "u", "u", "w", "w", "y", "y", "y", "z", "z", "z", "z", "z", "z", "s",
];

/// The first letter of [`LATIN`].
const LATIN_FROM: usize = 0xc0;

/// What a character folds to that has no accent and is no letter of several, if it stands in a range of such.
fn plain(character: char) -> Option<char> {
    match character {
        '\u{439}' | '\u{419}' | '\u{3a2}' => None,
        '\u{430}'..='\u{44f}' | '\u{3b1}'..='\u{3c9}' => Some(character),
        '\u{410}'..='\u{42f}' | '\u{391}'..='\u{3a9}' => char::from_u32(character as u32 + 0x20),
        '\u{5d0}'..='\u{5ea}' | '\u{627}'..='\u{63a}' | '\u{641}'..='\u{64a}' => Some(character),
        '\u{2012}'..='\u{2015}' | '\u{2018}'..='\u{201f}' => Some(character),
        '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' => Some(character),
        _ => None,
    }
}

fn push_by_the_rules(character: char, folded: &mut String) {
    if character.is_whitespace() {
        if !folded.ends_with(' ') {
            folded.push(' ');
        }
    } else if !is_invisible(character) {
        character.to_lowercase().for_each(|lower| push_letter(lower, folded));
    }
}

fn push_letter(lower: char, folded: &mut String) {
    if let Ok(row) = STROKED.binary_search_by_key(&lower, |&(letter, _)| letter) {
        folded.push_str(STROKED[row].1);
    } else if is_hangul(lower) {
        folded.push(lower);
    } else {
        let letters = std::iter::once(lower).nfkd().filter(|&part| !is_accent(part));
        folded.extend(letters.flat_map(char::to_lowercase));
    }
}

/// Accents are folded away; the voicing marks of kana (class 8) and viramas (class 9) change the letter and stay.
fn is_accent(character: char) -> bool {
    !matches!(canonical_combining_class(character), 0 | 8 | 9)
}

/// Hangul syllables decompose into letters; they stay whole, as they are read.
fn is_hangul(character: char) -> bool {
    ('\u{ac00}'..='\u{d7a3}').contains(&character)
}

/// Soft hyphen, zero-width joiners and spaces, variation selectors, byte-order mark.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_strokes_and_doubled_spaces_fold_away() {
        for (given, want) in [
            ("Straße  in Łódź", "strasse in lodz"),
            ("SMØRBRØD", "smorbrod"),
            ("Cazaquistão", "cazaquistao"),
            ("e\u{301}tude", "etude"),
            ("Gas\u{ad}preis", "gaspreis"),
            ("İstanbul", "istanbul"),
            ("Ёлка Йод", "елка иод"),
            ("한국어 が", "한국어 か\u{3099}"),
            ("ﬁne ½", "fine 1⁄2"),
        ] {
            assert_eq!(fold(given), want, "{given}");
        }
    }

    #[test]
    fn what_is_looked_up_is_what_the_rules_say() {
        for character in (0x80..=0x10_ffff).filter_map(char::from_u32).filter(|c| !c.is_whitespace()) {
            let (mut folded, mut by_the_rules) = (String::new(), String::new());
            push_folded(character, &mut folded);
            push_by_the_rules(character, &mut by_the_rules);
            assert_eq!(folded, by_the_rules, "{character:?}");
        }
    }

    #[test]
    fn the_stroked_letters_are_sorted_for_bisection() {
        assert!(STROKED.is_sorted_by_key(|&(letter, _)| letter));
    }

    #[test]
    fn a_hit_in_the_folded_text_is_found_again_in_the_original() {
        let original = "Die Straße,  e\u{301}t\u{e9}";
        let folded = Folded::new(original);
        for (needle, want) in [("strasse", "Straße"), (", et", ",  e\u{301}t"), ("ete", "e\u{301}t\u{e9}")] {
            let at = folded.text.find(needle).expect("the needle is in the folded text");
            assert_eq!(&original[folded.original_range(at..at + needle.len())], want);
        }
    }
}
