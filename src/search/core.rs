//! Where a word may stand in bytes that nobody has parsed yet: what lets a file of any size be looked through.
//!
//! The bytes are folded one character at a time and compared on the way (Shift-And: Baeza-Yates & Gonnet, "A new
//! approach to text searching", CACM 35, 1992): bit i of the state says that the last i + 1 folded characters are the
//! first ones of the word. What a character folds to is looked up in a table for the two shortest forms of UTF-8. A
//! byte that can begin no match costs one look into another table.
//!
//! Whatever stands between words can be folded, parsed or left out in more ways than a look at bytes can tell; so one
//! word is looked for, the longest of the query, and who finds it has to parse what is around it.

use std::ops::ControlFlow;

use crate::language::fold::fold;

/// The longest word that is compared; of a longer one its beginning is.
const LONGEST: usize = 64;

/// How many characters have forms of at most two bytes in UTF-8.
const SHORT_FORMS: usize = 0x800;

/// A word to look for in bytes.
#[derive(Debug, Clone)]
pub struct Core {
    word: Vec<char>,
    /// What each character with a short form folds to.
    table: Vec<Folds>,
    /// The bytes that can begin a match.
    begins: [bool; 256],
}

/// What a character folds to, as the states that it leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Folds {
    /// Nothing: the character doesn't count.
    Away,
    /// One character that keeps these bits.
    To(u64),
    /// Several, which are found in the slow way.
    Several,
}

impl Core {
    /// The longest word of a folded text; `None` where it has none.
    pub fn of(folded: &str) -> Option<Self> {
        let words = folded.split(|character: char| !character.is_alphanumeric());
        let word = words.max_by_key(|word| word.chars().count()).filter(|word| !word.is_empty())?;
        let word: Vec<char> = word.chars().take(LONGEST).collect();
        let mut core = Self { word, table: Vec::new(), begins: [true; 256] };
        let code = |index: usize| u32::try_from(index).ok().and_then(char::from_u32);
        core.table = (0..SHORT_FORMS).map(|index| code(index).map_or(Folds::To(0), |c| core.folds(c))).collect();
        for byte in 0..128 {
            core.begins[byte] = !matches!(core.table[byte], Folds::To(bits) if bits & 1 == 0);
        }
        // The lead byte of two says which of 64 characters follows; those of longer forms are always looked at.
        for lead in 0xc2..=0xdf {
            let first = (lead & 0x1f) << 6;
            let can_begin = |folds: &Folds| !matches!(folds, Folds::To(bits) if bits & 1 == 0) && *folds != Folds::Away;
            core.begins[lead] = core.table[first..first + 64].iter().any(can_begin);
        }
        for continuation in 0x80..0xc2 {
            core.begins[continuation] = false;
        }
        Some(core)
    }

    /// The bits that one folded character keeps.
    fn bits(&self, folded: char) -> u64 {
        self.word.iter().enumerate().filter(|(_, c)| **c == folded).fold(0, |bits, (index, _)| bits | 1 << index)
    }

    fn folds(&self, character: char) -> Folds {
        let mut buffer = [0; 4];
        let folded = fold(character.encode_utf8(&mut buffer));
        let mut characters = folded.chars();
        match (characters.next(), characters.next()) {
            (None, _) => Folds::Away,
            (Some(only), None) => Folds::To(self.bits(only)),
            (Some(_), Some(_)) => Folds::Several,
        }
    }

    /// Says for each place where the word may end which byte that is, from the beginning on, until `found` breaks.
    ///
    /// What is not UTF-8 ends a word.
    pub fn scan(&self, bytes: &[u8], mut found: impl FnMut(usize) -> ControlFlow<()>) {
        let last = 1u64 << (self.word.len() - 1);
        let (mut state, mut at) = (0u64, 0);
        let mut long_forms = LongForms(Vec::new());
        while at < bytes.len() {
            if state == 0 {
                let skipped = bytes[at..].iter().position(|&byte| self.begins[usize::from(byte)]);
                let Some(skipped) = skipped else { return };
                at += skipped;
            }
            let (folds, character, n_bytes) = self.character_at(&bytes[at..], &mut long_forms);
            at += n_bytes;
            match folds {
                Folds::Away => continue,
                Folds::To(bits) => state = (state << 1 | 1) & bits,
                Folds::Several => {
                    let mut buffer = [0; 4];
                    for folded in fold(character.encode_utf8(&mut buffer)).chars() {
                        state = (state << 1 | 1) & self.bits(folded);
                        if state & last != 0 {
                            break;
                        }
                    }
                }
            }
            if state & last != 0 && found(at - 1).is_break() {
                return;
            }
        }
    }

    /// What the character at the start of some bytes folds to, the character, and its bytes.
    fn character_at(&self, bytes: &[u8], long_forms: &mut LongForms) -> (Folds, char, usize) {
        let byte = bytes[0];
        if byte < 0x80 {
            return (self.table[usize::from(byte)], char::from(byte), 1);
        }
        let n_bytes = match byte {
            0xc2..=0xdf => 2,
            0xe0..=0xef => 3,
            0xf0..=0xf4 => 4,
            _ => 1,
        };
        let text = bytes.get(..n_bytes).and_then(|form| std::str::from_utf8(form).ok());
        match text.and_then(|text| text.chars().next()) {
            Some(character) if n_bytes == 2 => (self.table[character as usize], character, 2),
            Some(character) => (long_forms.folds(self, character), character, n_bytes),
            None => (Folds::To(0), char::REPLACEMENT_CHARACTER, 1),
        }
    }
}

/// What characters with longer forms fold to, as far as they were met with: a text has few of them, over and over.
struct LongForms(Vec<(char, Folds)>);

impl LongForms {
    const SIZE: usize = 1 << 12;

    fn folds(&mut self, core: &Core, character: char) -> Folds {
        if self.0.is_empty() {
            self.0 = vec![('\0', Folds::To(0)); Self::SIZE];
        }
        let known = &mut self.0[character as usize % Self::SIZE];
        if known.0 != character {
            *known = (character, core.folds(character));
        }
        known.1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(query: &str, text: &str, want: &[&str]) {
        let core = Core::of(&fold(query)).expect("a word");
        let mut ends = Vec::new();
        core.scan(text.as_bytes(), |end| {
            ends.push(end + 1);
            ControlFlow::Continue(())
        });
        let want: Vec<usize> = want.iter().map(|before| before.len()).collect();
        assert_eq!(ends, want, "{query:?} in {text:?}");
    }

    #[test]
    fn the_longest_word_is_found_however_it_is_written() {
        check(
            "in Straße",
            "Die STRASSE, die straße, die Stra\u{ad}ße",
            &["Die STRASSE", "Die STRASSE, die straße", "Die STRASSE, die straße, die Stra\u{ad}ße"],
        );
        check("etude", "E\u{301}tude étude etud", &["E\u{301}tude", "E\u{301}tude étude"]);
        check("пожар", "Пожа\u{301}р и ПОЖАР", &["Пожа\u{301}р", "Пожа\u{301}р и ПОЖАР"]);
        check("fine", "ﬁne", &["ﬁne"]);
        check("saal", "Großaal", &["Großaal"]);
        check("文字", "文字と文", &["文字"]);
        check("aab", "aaab", &["aaab"]);
    }

    #[test]
    fn damaged_bytes_end_a_word_and_nothing_else() {
        let core = Core::of("word").expect("a word");
        let mut n_found = 0;
        core.scan(b"wo\xffrd \xe4\xb8 word\xc3", |_| {
            n_found += 1;
            ControlFlow::Continue(())
        });
        assert_eq!(n_found, 1);
        assert!(Core::of(" - ").is_none());
    }
}
