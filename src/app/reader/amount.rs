//! How much text lies before the place and behind it, in characters of body text.

use std::sync::Arc;

use super::{Lock, Reader, Shown};
use crate::model::{Document, Side, Standing};

/// The body text of a document, added up.
#[derive(Debug, Clone, Default)]
pub(super) struct Amount {
    /// Where the document lies: another one has another address.
    text: usize,
    /// For each segment the characters of body text before it, and at the end all of them.
    before: Arc<[u32]>,
}

impl Amount {
    fn of(document: &Document, text: usize) -> Self {
        let mut n_characters: u32 = 0;
        let mut before = Vec::with_capacity(document.segments().len() + 1);
        for (index, segment) in document.segments().iter().enumerate() {
            before.push(n_characters);
            if document.blocks()[segment.block].standing == Standing::Body {
                let n = document.segment_text(index).chars().count();
                n_characters = n_characters.saturating_add(u32::try_from(n).unwrap_or(u32::MAX));
            }
        }
        before.push(n_characters);
        Self { text, before: before.into() }
    }
}

impl Reader {
    /// The side that is read: the one with the focus.
    pub fn side_read(&self) -> Side {
        if matches!(self.shown, Shown::Two(..)) { self.focus } else { Side::Left }
    }

    /// The text that is read, by a number of its own, and the characters of body text before the place in it.
    pub fn characters_read(&self) -> Option<(usize, u64)> {
        let amount = &self.amounts[self.side_read().index()];
        Some((amount.text, u64::from(*amount.before.get(self.segment_read()?)?)))
    }

    /// The characters of body text from the place to the end, about so many in a file that is too long to be held.
    pub fn characters_left(&self) -> Option<u64> {
        let side = self.side_read();
        let (document, before) = (self.document_shown(side)?, &self.amounts[side.index()].before);
        let (segment, all) = (self.segment_read()?, u64::from(*before.last()?));
        let left = all - u64::from(*before.get(segment)?).min(all);
        if !document.is_stretch() {
            return Some(left);
        }
        let (held, of) = document.span();
        let beyond = u128::from(of.saturating_sub(held.end));
        let share = u128::from(held.end.saturating_sub(held.start).max(1));
        Some(left + u64::try_from(beyond * u128::from(all) / share).unwrap_or(u64::MAX))
    }

    /// The current segment of the side that is read.
    fn segment_read(&self) -> Option<usize> {
        let side = self.side_read();
        match (&self.lock, self.current) {
            (Lock::Unlocked(loose), _) => Some(loose[side.index()].segment),
            (Lock::Locked, (current, place)) if current == side => Some(place.segment),
            (Lock::Locked, _) => Some(self.sheet()?.segments(self.bead()?, side).start),
        }
    }

    /// Adds up the texts that are shown, unless that was done before.
    pub(super) fn renew_amounts(&mut self) {
        for side in Side::BOTH {
            let document = self.document_shown(side);
            let text = document.map_or(0, |document| Arc::as_ptr(document).addr());
            if text != self.amounts[side.index()].text {
                self.amounts[side.index()] = document.map_or_else(Amount::default, |known| Amount::of(known, text));
            }
        }
    }
}
