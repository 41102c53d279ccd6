//! The places where a sentence may end: marks, what closes after them, and what follows.

/// A mark, or several in a row, that may end a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stop {
    /// What sort of mark.
    pub sign: Sign,
    /// The byte of the first mark.
    pub at: usize,
    /// The byte after the marks and the quotation marks and brackets that close after them.
    pub end: usize,
    /// The byte where what follows begins, after white space.
    pub next: usize,
}

/// What sort of mark stands there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// A full stop, which abbreviations and ordinals have as well.
    Dot,
    /// `…` or `...`.
    Ellipsis,
    /// A question or exclamation mark, or a full stop after a bracket.
    Mark,
    /// A mark that needs no space after it: `。`, `؟`, `।`.
    Full,
}

/// The stops of a text in order; each stands after the one before it.
pub(super) struct Stops<'t> {
    text: &'t str,
    at: usize,
    greek: bool,
}

impl<'t> Stops<'t> {
    /// The stops of a text; in Greek a semicolon asks.
    pub fn new(text: &'t str, greek: bool) -> Self {
        Self { text, at: 0, greek }
    }

    fn sign_of(&self, character: char) -> Option<Sign> {
        Some(match character {
            '.' => Sign::Dot,
            '…' => Sign::Ellipsis,
            '!' | '?' | '‼' | '⁇' | '⁈' | '⁉' | '‽' | '\u{37e}' => Sign::Mark,
            ';' if self.greek => Sign::Mark,
            '。' | '！' | '？' | '｡' | '؟' | '۔' | '।' | '॥' | '։' | '።' | '፧' | '။' | '។' | '៕' => {
                Sign::Full
            }
            _ => return None,
        })
    }

    /// Reads marks and what closes after them, from the first mark on.
    fn read(&self, at: usize) -> Stop {
        let (mut end, mut sign, mut closed) = (at, None, false);
        loop {
            let rest = &self.text[end..];
            let Some(character) = rest.chars().next() else { break };
            if let Some(other) = self.sign_of(character) {
                let other = if closed && other == Sign::Dot { Sign::Mark } else { other };
                sign = Some(sign.map_or(other, |sign| joined(sign, other)));
                end += character.len_utf8();
            } else if sign == Some(Sign::Full) && opens_quotation(rest) {
                break;
            } else if let Some(len) = closing(rest) {
                closed = true;
                end += len;
            } else {
                let spaced = rest.trim_start();
                match spaced_closing(spaced) {
                    Some(len) if spaced.len() < rest.len() => end = self.text.len() - spaced.len() + len,
                    _ => break,
                }
                closed = true;
            }
        }
        let next = self.text.len() - self.text[end..].trim_start().len();
        Stop { sign: sign.unwrap_or(Sign::Mark), at, end, next }
    }
}

impl Iterator for Stops<'_> {
    type Item = Stop;

    fn next(&mut self) -> Option<Stop> {
        let rest = &self.text[self.at..];
        let (offset, _) = rest.char_indices().find(|&(_, character)| self.sign_of(character).is_some())?;
        let stop = self.read(self.at + offset);
        self.at = stop.next;
        Some(stop)
    }
}

/// The sort of two marks in a row: two full stops are an ellipsis, and what asks or shouts wins.
fn joined(one: Sign, other: Sign) -> Sign {
    match (one, other) {
        (Sign::Full, _) | (_, Sign::Full) => Sign::Full,
        (Sign::Mark, _) | (_, Sign::Mark) => Sign::Mark,
        _ => Sign::Ellipsis,
    }
}

/// The length in bytes of a closing mark at the beginning of a text: of a quotation mark, whichever way it looks, of
/// a bracket, of emphasis in plain text, of a note's number in brackets or raised, and of what belongs to the
/// character before it.
fn closing(text: &str) -> Option<usize> {
    const MARKS: &str = ")]}\"'”’“‘»«›‹」』）】》〉〕］｝＂＇*_—¹²³⁴⁵⁶⁷⁸⁹⁰†‡\u{200d}\u{fe0e}\u{fe0f}\u{20e3}";
    let first = text.chars().next()?;
    if MARKS.contains(first) || ('\u{300}'..='\u{36f}').contains(&first) {
        return Some(first.len_utf8());
    }
    let inside = text.strip_prefix('[')?;
    let digits = inside.bytes().take(4).take_while(u8::is_ascii_digit).count();
    (digits > 0 && inside[digits..].starts_with(']')).then_some(digits + 2)
}

/// Whether a text begins with a quotation mark that opens, since a word follows: `她问。“是我。”`
fn opens_quotation(text: &str) -> bool {
    let mut characters = text.chars();
    characters.next().is_some_and(|c| matches!(c, '“' | '‘')) && characters.next().is_some_and(char::is_alphanumeric)
}

/// The length in bytes of a guillemet that closes although a space is before it, as in French.
fn spaced_closing(text: &str) -> Option<usize> {
    let first = text.chars().next().filter(|first| matches!(first, '»' | '›'))?;
    let opens = text[first.len_utf8()..].chars().next().is_some_and(|next| !next.is_whitespace() && !is_joining(next));
    (!opens).then_some(first.len_utf8())
}

/// Whether a character goes on with the sentence before it: `, ; :` and the like, and marks of its end.
pub(super) fn is_joining(character: char) -> bool {
    ",;:.!?)]}%’”»›/·،؛、，；：）」』】》〉。！？".contains(character)
}
