//! Tells text from bytes that merely could be decoded: what comes of random bytes reads like no language.
//!
//! Nearly any bytes are valid in some old encoding. Text in one shows it by what it lacks: its letters hardly ever turn
//! from small to capital inside a word, few of its characters are symbols, and of its ideographs nearly all are among the
//! few thousand common ones, where random bytes hit the rare ones as often.

use encoding_rs::{BIG5, EUC_KR, Encoding, GBK, SHIFT_JIS};

/// How many characters are looked at.
const SAMPLE: usize = 8 << 10;

/// With fewer characters beyond ASCII nothing is refused: a price list may hold little else than pound signs.
const FEW: usize = 32;

/// What a text is made of.
#[derive(Debug, Default)]
struct Census {
    n_characters: usize,
    /// Characters beyond ASCII.
    n_foreign: usize,
    /// What stands for bytes that could not be decoded, controls, and what no standard gives a meaning.
    n_damaged: usize,
    /// Letters and symbols beyond ASCII.
    n_letters: usize,
    n_symbols: usize,
    /// Letters beside each other, and those of them that turn from small to capital.
    n_neighbours: usize,
    n_turns: usize,
    /// Letters beside each other that Latin words seldom have so: two with accents, or a Latin one beside another script's.
    n_strange: usize,
    /// Half-width kana, which stand in hardly any text.
    n_half_width: usize,
    /// Ideographs, kana and Korean syllables, and those that are rare.
    n_east_asian: usize,
    n_rare: usize,
}

/// Whether a text that was not valid UTF-8 reads like none; in doubt it is one.
pub fn is_garbage(text: &str) -> bool {
    let census = Census::of(text);
    let Census { n_characters, n_foreign, n_damaged, .. } = census;
    if n_foreign < FEW || n_foreign * 5 < n_characters {
        return false;
    }
    let is_damaged = n_damaged * 5 >= n_foreign;
    let is_full_of_symbols = census.n_symbols * 6 >= census.n_letters + census.n_symbols;
    let turns = census.n_neighbours >= FEW && census.n_turns * 6 >= census.n_neighbours;
    let is_rare = census.n_rare * 4 >= census.n_east_asian;
    let is_alphabetic = census.n_letters + census.n_symbols >= FEW;
    let is_east_asian = census.n_east_asian >= FEW;
    is_damaged || is_alphabetic && is_full_of_symbols || turns || is_east_asian && is_rare
}

/// How much in a text speaks against its being read rightly, in characters and letters beside each other; of two readings
/// of the same bytes the one with much more is the wrong one.
pub fn oddness(text: &str) -> usize {
    let Census { n_damaged, n_symbols, n_turns, n_strange, n_rare, n_half_width, .. } = Census::of(text);
    n_damaged * 2 + n_symbols + n_turns + n_strange + n_rare + n_half_width
}

/// Whether a text is one of common ideographs, kana or Korean syllables.
pub fn is_east_asian_text(text: &str) -> bool {
    let Census { n_foreign, n_east_asian, n_rare, n_damaged, .. } = Census::of(text);
    n_damaged == 0 && n_east_asian * 10 >= n_foreign * 9 && n_rare * 4 <= n_east_asian
}

impl Census {
    fn of(text: &str) -> Self {
        let mut census = Self::default();
        let from = text.char_indices().find(|(_, character)| !character.is_ascii()).map_or(0, |(at, _)| at);
        let mut previous = '\n';
        for character in text[from..].chars().take(SAMPLE) {
            census.n_characters += 1;
            census.n_foreign += usize::from(!character.is_ascii());
            census.count(character, previous);
            if previous.is_alphabetic() && character.is_alphabetic() && !is_east_asian(character) {
                census.n_neighbours += 1;
                census.n_turns += usize::from(previous.is_lowercase() && character.is_uppercase());
                census.n_strange += usize::from(is_strange(previous, character));
            }
            previous = character;
        }
        census
    }

    fn count(&mut self, character: char, previous: char) {
        match character {
            '\0'..='\u{7}' | '\u{e}'..='\u{1a}' | '\u{1c}'..='\u{1f}' | '\u{7f}' => self.n_damaged += 1,
            _ if character.is_ascii() => {}
            '\u{80}'..='\u{84}' | '\u{86}'..='\u{9f}' | '\u{e000}'..='\u{f8ff}' | '\u{fff0}'..='\u{ffff}' => {
                self.n_damaged += 1;
            }
            _ if is_east_asian(character) => {
                self.n_east_asian += 1;
                self.n_rare += usize::from(!is_common(character, previous));
                self.n_half_width += usize::from(matches!(character, '\u{ff61}'..='\u{ff9f}'));
            }
            _ if is_punctuation(character) => {}
            // Frames of tables stand beside each other.
            '\u{2500}'..='\u{259f}' if matches!(previous, '\u{2500}'..='\u{259f}' | ' ' | '\n') => {}
            _ if character.is_alphabetic() || unicode_normalization::char::is_combining_mark(character) => {
                self.n_letters += 1;
            }
            _ => self.n_symbols += 1,
        }
    }
}

/// Whether two letters beside each other are both Latin ones with accents, or only one of them is Latin.
fn is_strange(previous: char, character: char) -> bool {
    let is_latin = |letter: char| letter < '\u{250}' || matches!(letter, '\u{1e00}'..='\u{1eff}');
    match (is_latin(previous), is_latin(character)) {
        (true, true) => !previous.is_ascii() && !character.is_ascii(),
        (one, other) => one != other,
    }
}

/// What stands between words in some language.
fn is_punctuation(character: char) -> bool {
    character.is_whitespace()
        || matches!(
            character,
            '£' | '¥'
                | '¢'
                | '±'
                | '½'
                | '¼'
                | '¾'
                | '©'
                | '®'
                | '™'
                | '²'
                | '³'
                | '×'
                | '÷'
                | '«'
                | '»'
                | '¿'
                | '¡'
                | '·'
                | '§'
                | '°'
                | '№'
                | '€'
                | '\u{a0}'
                | '\u{ad}'
                | '\u{85}'
                | '\u{feff}'
                | '\u{2010}'
                ..='\u{203a}' | '\u{60c}' | '\u{61b}' | '\u{61f}' | '\u{5be}' | '\u{5f3}' | '\u{5f4}'
        )
}

fn is_east_asian(character: char) -> bool {
    matches!(
        character,
        '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{9fff}' | '\u{a000}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7ff}'
            | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}'
    )
}

/// Whether a character is one that Chinese, Japanese or Korean texts are made of.
fn is_common(character: char, previous: char) -> bool {
    match character {
        '\u{3000}'..='\u{30ff}' => true,
        // The syllables of the Korean standard are those in use.
        '\u{ac00}'..='\u{d7a3}' => {
            lead(character, EUC_KR).is_some_and(|(lead, trail)| (0xb0..=0xc8).contains(&lead) && trail >= 0xa1)
        }
        // Half-width kana stand beside each other where they stand at all.
        '\u{ff61}'..='\u{ff9f}' => !matches!(previous, '\u{3400}'..='\u{9fff}'),
        '\u{ff00}'..='\u{ffef}' => true,
        // The first level of the two Chinese standards and the Japanese one: the characters in use.
        '\u{4e00}'..='\u{9fff}' => {
            lead(character, GBK).is_some_and(|(lead, trail)| (0xb0..=0xd7).contains(&lead) && trail >= 0xa1)
                || lead(character, BIG5).is_some_and(|(lead, _)| (0xa4..=0xc6).contains(&lead))
                || lead(character, SHIFT_JIS).is_some_and(|(lead, _)| (0x88..=0x97).contains(&lead))
        }
        _ => false,
    }
}

/// The two bytes of a character in an encoding.
fn lead(character: char, encoding: &'static Encoding) -> Option<(u8, u8)> {
    let mut buffer = [0; 4];
    let (bytes, _, failed) = encoding.encode(character.encode_utf8(&mut buffer));
    match (&*bytes, failed) {
        (&[lead, trail], false) => Some((lead, trail)),
        _ => None,
    }
}
