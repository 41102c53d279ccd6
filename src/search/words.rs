//! Words, found by folding: case, diacritics and the way lines are wrapped make no difference.

use std::ops::Range;

use memchr::memmem;

use crate::language::fold::{Folded, fold};

/// Words to be found, folded (see [`crate::language::fold`]).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    needle: String,
}

impl Words {
    /// The words that a person typed; `None` where nothing is left of them after folding.
    pub fn new(text: &str) -> Option<Self> {
        let needle = fold(text);
        (!needle.trim().is_empty()).then_some(Self { needle })
    }

    /// The words, folded.
    pub(super) fn folded(&self) -> &str {
        &self.needle
    }

    /// Gives the byte ranges of a block's text that match to `found`, in order, until it says no.
    pub(super) fn find_in(&self, text: &str, mut found: impl FnMut(Range<usize>) -> bool) {
        let finder = memmem::Finder::new(&self.needle);
        // Most blocks have no hit: the way back to the original is only made for those that do.
        if finder.find(fold(text).as_bytes()).is_none() {
            return;
        }
        let folded = Folded::new(text);
        let mut ranges =
            finder.find_iter(folded.text.as_bytes()).map(|at| folded.original_range(at..at + self.needle.len()));
        while ranges.next().is_some_and(&mut found) {}
    }
}
