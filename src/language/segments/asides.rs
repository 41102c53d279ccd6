//! Brackets inside a sentence, whose sentences are not cut from it.

use std::ops::Range;

/// The longest aside in bytes; what is longer reads as sentences of its own.
const LONGEST: usize = 300;

/// The byte ranges of the brackets that close, round and square, outermost ones only, in order, each up to the bracket
/// that closes it.
pub(super) fn asides(text: &str) -> Vec<Range<usize>> {
    // Most blocks have none, which is seen much faster.
    if memchr::memchr2(b'(', b'[', text.as_bytes()).is_none() && !text.contains('（') {
        return Vec::new();
    }
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut asides: Vec<Range<usize>> = Vec::new();
    for (at, character) in text.char_indices() {
        match character {
            '(' => open.push((at, ')')),
            '[' => open.push((at, ']')),
            '（' => open.push((at, '）')),
            ')' | ']' | '）' => {
                if open.last().is_some_and(|&(_, closing)| closing == character)
                    && let Some((start, _)) = open.pop()
                    && at - start <= LONGEST
                {
                    while asides.last().is_some_and(|inner| inner.start > start) {
                        asides.pop();
                    }
                    asides.push(start..at);
                }
            }
            _ => {}
        }
    }
    asides
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_outermost_brackets_that_close_are_asides() {
        for (text, want) in [("a (b [c] d) e", "(b [c] d"), ("a) b (c", ""), ("(a) [b]", "(a|[b"), ("((((", "")] {
            let found: Vec<&str> = asides(text).into_iter().map(|aside| &text[aside]).collect();
            assert_eq!(found.join("|"), want, "{text}");
        }
        assert!(asides(&format!("({})", "a".repeat(LONGEST))).is_empty());
    }
}
