//! Finds the phrases of a cue table in a folded line, in one pass.

use std::ops::Range;

use crate::language::fold::fold;

/// A cue table made ready for finding: phrases in chains, one for those whose first two bytes hash alike.
///
/// A table writes phrases in their usual spelling, with `|` between them: `"read more | related post*"`. A phrase
/// matches whole words; with a star at its end, any ending of its last word.
pub(in crate::import) struct Phrases<T> {
    /// All of them, one after the other.
    folded: String,
    phrases: Vec<Phrase<T>>,
    /// The first phrase of each chain.
    chains: [u16; N_CHAINS],
}

/// How many chains there are: a power of two, about as many as a table has phrases.
const N_CHAINS: usize = 2048;

/// The end of a chain.
const NONE: u16 = u16::MAX;

struct Phrase<T> {
    /// Where it stands among all of them.
    range: Range<usize>,
    beginning: [u8; 2],
    /// Its first bytes, which tell most phrases apart without a look at the rest.
    head: Head,
    is_stem: bool,
    value: T,
    /// The next one in the chain.
    next: u16,
}

/// The first eight bytes of a text as a number, and which bits of it count.
#[derive(Debug, Clone, Copy)]
struct Head {
    bytes: u64,
    mask: u64,
}

impl Head {
    fn of(text: &str) -> Self {
        let (mut bytes, mut mask) = ([0; 8], [0; 8]);
        let n_bytes = text.len().min(8);
        bytes[..n_bytes].copy_from_slice(&text.as_bytes()[..n_bytes]);
        mask[..n_bytes].fill(u8::MAX);
        Self { bytes: u64::from_le_bytes(bytes), mask: u64::from_le_bytes(mask) }
    }

    /// Whether a text with the other head may begin with this one.
    fn begins(self, other: Self) -> bool {
        self.bytes == other.bytes & self.mask
    }
}

/// Where a phrase stands in a folded line, and what the table says of it.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::import) struct Hit<T> {
    pub(in crate::import) value: T,
    pub(in crate::import) range: Range<usize>,
}

impl<T: Copy> Phrases<T> {
    /// Folds the rows of a table.
    pub(in crate::import) fn new(rows: impl IntoIterator<Item = (T, &'static str)>) -> Self {
        let mut all = Self { folded: String::new(), phrases: Vec::new(), chains: [NONE; N_CHAINS] };
        for (value, row) in rows {
            for spelling in row.split('|').map(str::trim).filter(|spelling| !spelling.is_empty()) {
                let folded = fold(spelling.trim_end_matches('*'));
                let is_stem = spelling.ends_with('*');
                if folded.contains('\'') {
                    all.push(&folded.replace('\'', "’"), is_stem, value);
                }
                all.push(&folded, is_stem, value);
            }
        }
        for at in (0..all.phrases.len()).rev() {
            let chain = &mut all.chains[chain_of(all.phrases[at].beginning)];
            all.phrases[at].next = *chain;
            *chain = u16::try_from(at).expect("a table has some thousand phrases");
        }
        all
    }

    fn push(&mut self, folded: &str, is_stem: bool, value: T) {
        let start = self.folded.len();
        self.folded.push_str(folded);
        let range = start..self.folded.len();
        self.phrases.push(Phrase {
            range,
            beginning: beginning(folded),
            head: Head::of(folded),
            is_stem,
            value,
            next: NONE,
        });
    }

    /// The phrases that a text begins with, in the order of the table.
    fn beginning<'s>(&'s self, text: &'s str) -> impl Iterator<Item = (&'s str, &'s Phrase<T>)> {
        let (beginning, head) = (beginning(text), Head::of(text));
        let phrase = |at: u16| self.phrases.get(usize::from(at));
        let chain = std::iter::successors(phrase(self.chains[chain_of(beginning)]), move |last| phrase(last.next));
        let alike = chain.filter(move |phrase| phrase.beginning == beginning && phrase.head.begins(head));
        let whole = alike.map(|phrase| (&self.folded[phrase.range.clone()], phrase));
        whole.filter(|(folded, _)| text.starts_with(folded))
    }

    /// The phrases in a folded line, left to right, the longest where several begin at one word; hits of equal
    /// length at one word are all given, others never overlap.
    pub(in crate::import) fn hits(&self, folded: &str) -> Vec<Hit<T>> {
        let mut hits = Vec::new();
        let (mut free, mut before) = (0, ' ');
        for (start, character) in folded.char_indices() {
            if start >= free && begins_word(before, character) {
                free = self.hits_at(folded, start, &mut hits).max(free);
            }
            before = character;
        }
        hits
    }

    /// Adds the longest phrases that begin at `start`; returns their end.
    fn hits_at(&self, folded: &str, start: usize, hits: &mut Vec<Hit<T>>) -> usize {
        let rest = &folded[start..];
        let first = hits.len();
        let mut end = start;
        for (folded, phrase) in self.beginning(rest) {
            if !(phrase.is_stem || ends_word(rest, folded.len())) {
                continue;
            }
            let range = start..start + folded.len();
            if range.end > end {
                hits.truncate(first);
                end = range.end;
            }
            if range.end == end {
                hits.push(Hit { value: phrase.value, range });
            }
        }
        end
    }
}

/// The first two bytes; a phrase of one byte is found where a space or the end follows.
fn beginning(text: &str) -> [u8; 2] {
    let mut bytes = text.bytes();
    [bytes.next().unwrap_or(b' '), bytes.next().unwrap_or(b' ')]
}

fn chain_of([first, second]: [u8; 2]) -> usize {
    (usize::from(first) * 67 + usize::from(second)) % N_CHAINS
}

fn begins_word(before: char, character: char) -> bool {
    (character.is_alphanumeric() || character == '©') && (!before.is_alphanumeric() || is_unspaced(character))
}

/// Whether the phrase that ends at `end` ends with a whole word.
fn ends_word(text: &str, end: usize) -> bool {
    let last = text[..end].chars().next_back();
    let next = text[end..].chars().next();
    let inside = |character: char| character.is_alphanumeric() && !is_unspaced(character);
    !(last.is_some_and(inside) && next.is_some_and(inside))
}

/// Kana and Han, which are written without spaces between words.
fn is_unspaced(character: char) -> bool {
    matches!(character, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_are_found_and_the_longest_phrase_wins() {
        let table = [('m', "read more | read | lire l'article"), ('s', "спонсор* | 相关文章"), ('c', "©"), ('o', "o")];
        let phrases = Phrases::new(table);
        for (line, want) in [
            ("Read more about it", "m"),
            ("I read, you spread", "m"),
            ("Read and read more", "mm"),
            ("LIRE L’ARTICLE", "m"),
            ("Спонсоры", "s"),
            ("更多相关文章在此", "s"),
            ("© 2020", "c"),
            ("o mar, o", "oo"),
            ("reader", ""),
            ("", ""),
        ] {
            let found: String = phrases.hits(&fold(line)).iter().map(|hit| hit.value).collect();
            assert_eq!(found, want, "{line}");
        }
    }
}
