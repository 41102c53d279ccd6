//! The veil: one side is hidden until it is lifted, bead by bead or word by word.
//!
//! What was lifted belongs to the versions, not to the side: it is there again when a version comes back under the
//! veil. What is hidden is told in bytes of the document that is shown, so that it is drawn like any other mark.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::{Reader, Shown, View};
use crate::layout::width;
use crate::model::{Document, Side, Standing};
use crate::state::Lifted;

/// What stands in a column of hidden text.
pub const SHADE: &str = "░";

/// The veil over one side, and what was lifted.
#[derive(Debug, Clone, Default)]
pub struct Veil {
    /// The side that is to be hidden.
    pub side: Option<Side>,
    /// Which sides of what is shown are hidden.
    over: [bool; 2],
    /// What was lifted of each version of the work.
    lifted: Vec<Lifted>,
    /// How many hundredths of the hidden text were lifted.
    percent: u8,
}

/// What came of lifting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lift {
    /// Something is seen that was not.
    Lifted,
    /// There was nothing to lift.
    Nothing,
}

impl Reader {
    /// Begins with the veil over a side, and with what was lifted of each version.
    #[must_use]
    pub fn veiled(mut self, side: Option<Side>, lifted: Vec<Lifted>) -> Self {
        self.veil = Veil { side, lifted, ..Veil::default() };
        self
    }

    /// What was lifted of a version.
    pub fn lifted(&self, version: usize) -> Option<&Lifted> {
        self.veil.lifted.get(version)
    }

    /// Whether a side of what is shown is hidden, as far as it was not lifted.
    pub fn is_veiled(&self, side: Side) -> bool {
        self.veil.over[side.index()]
    }

    /// The side of what is shown that is hidden.
    pub fn veiled_side(&self) -> Option<Side> {
        Side::BOTH.into_iter().find(|&side| self.is_veiled(side))
    }

    /// Whether a version is hidden wherever it is shown: the one under the veil, unless it is seen on the other side.
    pub fn veils(&self, version: usize) -> bool {
        let shown = self.versions_shown();
        match Side::BOTH.into_iter().find(|side| shown.get(side.index()) == Some(&version)) {
            Some(side) => self.is_veiled(side),
            None => self.veil.side.is_some_and(|side| self.wanted.versions[side.index()] == version),
        }
    }

    /// How many hundredths of the hidden side were lifted.
    pub fn percent_lifted(&self) -> u8 {
        self.veil.percent
    }

    /// Hides a side, or nothing any more.
    pub fn set_veil(&mut self, side: Option<Side>) {
        self.veil.side = side;
        self.renew_veil();
    }

    /// What is hidden of some bytes of a side's text.
    pub fn hidden(&self, side: Side, bytes: &Range<usize>) -> Vec<Range<usize>> {
        match (self.is_veiled(side), self.version_on(side), self.document_shown(side)) {
            (true, Some(version), Some(document)) => self.hidden_of(version, document, bytes),
            _ => Vec::new(),
        }
    }

    /// What was not lifted of some bytes of a version's text, whatever is shown.
    pub fn hidden_of(&self, version: usize, document: &Document, bytes: &Range<usize>) -> Vec<Range<usize>> {
        let (Some(lifted), Some(range)) = (self.lifted(version), positions(document, bytes)) else {
            return Some(bytes.clone()).filter(|bytes| !bytes.is_empty()).into_iter().collect();
        };
        let byte_at = |position: u64| match position {
            _ if position <= range.start => bytes.start,
            _ if position >= range.end => bytes.end,
            _ => document.byte_at(position).unwrap_or(bytes.end).clamp(bytes.start, bytes.end),
        };
        let hidden = lifted.hidden_in(&range).into_iter().map(|hidden| {
            // Of a text that was changed a range may begin within a character.
            let (mut start, mut end) = (byte_at(hidden.start), byte_at(hidden.end));
            while !document.text().is_char_boundary(start) {
                start -= 1;
            }
            while !document.text().is_char_boundary(end) {
                end += 1;
            }
            start..end
        });
        hidden.filter(|hidden| !hidden.is_empty()).collect()
    }

    /// Whether some positions of a version's text are under the veil, all or in part.
    pub fn hides(&self, version: usize, positions: &Range<u64>) -> bool {
        let is_hidden = |lifted: &Lifted| !lifted.hidden_in(positions).is_empty();
        self.veils(version) && self.lifted(version).is_none_or(is_hidden)
    }

    /// Some bytes of the text of a side's document as they may be shown elsewhere: what is hidden is shaded.
    pub fn seen(&self, side: Side, document: &Document, bytes: Range<usize>) -> String {
        let hidden = match self.version_on(side).filter(|_| self.is_veiled(side)) {
            Some(version) => self.hidden_of(version, document, &bytes),
            None => Vec::new(),
        };
        let (text, mut seen, mut at) = (document.text(), String::new(), bytes.start);
        for hidden in hidden {
            seen.push_str(&text[at..hidden.start]);
            seen.push_str(&shaded(&text[hidden.clone()]));
            at = hidden.end;
        }
        seen.push_str(&text[at..bytes.end]);
        seen
    }

    /// Lifts the current bead's text on the hidden side.
    pub fn lift(&mut self) -> Lift {
        self.lift_from(|_, bytes, _| bytes.clone())
    }

    /// Lifts one more word of the current bead's text on the hidden side.
    pub fn lift_word(&mut self) -> Lift {
        self.lift_from(|text, bytes, first| first..first + first_word(&text[first..bytes.end]))
    }

    /// Hides all again that was lifted in this work.
    pub fn hide_again(&mut self) {
        self.veil.lifted.iter_mut().for_each(|lifted| *lifted = Lifted::default());
        self.renew_veil();
    }

    /// Takes over that a version was changed and read again.
    pub fn follow_change(&mut self, version: usize, old: &Document, new: &Document) {
        if let Some(lifted) = self.veil.lifted.get_mut(version) {
            *lifted = if old.is_stretch() || new.is_stretch() {
                Lifted::default()
            } else {
                lifted.followed(old.text(), new.text())
            };
        }
    }

    /// Lifts what `choose` makes of the text, the current bytes in it, and the first byte of them that is hidden.
    fn lift_from(&mut self, choose: impl Fn(&str, &Range<usize>, usize) -> Range<usize>) -> Lift {
        let folds = || self.sheet().zip(self.bead()).is_some_and(|(sheet, bead)| sheet.folds(bead));
        // What is folded is not seen either way.
        let Some(side) = self.veiled_side().filter(|_| !folds()) else { return Lift::Nothing };
        let bytes = self.current_bytes(side);
        let (Some(version), Some(document)) = (self.version_on(side), self.document_shown(side)) else {
            return Lift::Nothing;
        };
        let text = document.text();
        let first = self.hidden_of(version, document, &bytes).into_iter().find_map(|hidden| {
            let at = text[hidden.clone()].find(|character: char| !character.is_whitespace())?;
            Some(hidden.start + at)
        });
        let Some(mut chosen) = first.map(|first| choose(text, &bytes, first)) else { return Lift::Nothing };
        // With the blanks after it, so that what is lifted sentence by sentence is one range.
        let after = &text[chosen.end..];
        chosen.end += after.len() - after.trim_start().len();
        let range = positions(document, &chosen);
        if let (Some(lifted), Some(range)) = (self.veil.lifted.get_mut(version), range) {
            lifted.add(range);
        }
        self.renew_veil();
        Lift::Lifted
    }

    fn version_on(&self, side: Side) -> Option<usize> {
        self.versions_shown().get(side.index()).copied()
    }

    /// Reckons anew what is hidden of what is shown.
    pub(super) fn renew_veil(&mut self) {
        let (veil, wanted) = (self.veil.side, &self.wanted);
        self.veil.over = match (veil, &self.shown) {
            (None, _) | (_, Shown::Nothing) => [false; 2],
            (Some(veiled), Shown::Two(..)) => Side::BOTH.map(|side| side == veiled),
            (Some(veiled), Shown::One(version, _)) => {
                // One version that stands for both sides is the one that may be seen.
                let is_hidden = match wanted.view {
                    View::One(side) => side == veiled,
                    View::Two => *version != wanted.versions[veiled.other().index()],
                };
                [is_hidden, false]
            }
        };
        let Some(side) = self.veiled_side() else { return };
        let (Some(version), Some(document)) = (self.version_on(side), self.document_shown(side).cloned()) else {
            return;
        };
        if let Some(lifted) = self.veil.lifted.get_mut(version) {
            let (held, n_positions) = document.span();
            if held == (0..n_positions) {
                // The text may have been longer once.
                lifted.cut_at(n_positions);
            }
            self.veil.percent = percent(lifted, &document);
        }
    }
}

/// The positions of some bytes of a document; `None` for none.
fn positions(document: &Document, bytes: &Range<usize>) -> Option<Range<u64>> {
    let last = bytes.end.checked_sub(1).filter(|&last| last >= bytes.start)?;
    // Where several bytes share a position, with all of them.
    Some(document.position_of(bytes.start)..document.position_of(last) + 1)
}

/// How many hundredths of a document's body text were lifted; of a file that is too long to be held, of its bytes.
fn percent(lifted: &Lifted, document: &Document) -> u8 {
    let length = |range: Range<u64>| range.end.saturating_sub(range.start);
    let (n_lifted, n_all) = if document.is_stretch() {
        (lifted.ranges().map(length).sum(), document.span().1)
    } else {
        let mut ranges = lifted.ranges().peekable();
        let (mut n_lifted, mut n_all) = (0, 0);
        for segment in document.segments() {
            if document.blocks()[segment.block].standing != Standing::Body {
                continue;
            }
            let (start, end) = (segment.range.start as u64, segment.range.end as u64);
            n_all += end - start;
            while ranges.next_if(|range| range.end <= start).is_some() {}
            // A range goes on into the next segment as long as it does not end in this one.
            while let Some(range) = ranges.peek().filter(|range| range.start < end) {
                n_lifted += length(range.start.max(start)..range.end.min(end));
                if range.end > end {
                    break;
                }
                ranges.next();
            }
        }
        (n_lifted, n_all)
    };
    u8::try_from(u128::from(n_lifted) * 100 / u128::from(n_all.max(1))).unwrap_or(100).min(100)
}

/// The bytes up to the second word of a text, by UAX 29: the first word with what stands before it and with the marks
/// and blanks after it; an opening mark goes with the word that it opens.
///
/// Of scripts that put no blanks between words, a word is what UAX 29 takes for one: a cluster, or a run of katakana.
fn first_word(text: &str) -> usize {
    #[derive(PartialEq)]
    enum At {
        Before,
        Marks,
        Blanks,
    }
    let mut at = At::Before;
    for (offset, piece) in text.split_word_bound_indices() {
        let is_word = piece.chars().any(char::is_alphanumeric);
        let is_blank = piece.starts_with(char::is_whitespace);
        at = match at {
            At::Before if is_word => At::Marks,
            At::Before => At::Before,
            At::Marks | At::Blanks if is_word => return offset,
            At::Marks if is_blank => At::Blanks,
            At::Blanks if !is_blank => return offset,
            at => at,
        };
    }
    text.len()
}

/// A text as it is shown while it is hidden: blanks stay blanks, everything else is shade of the same width.
pub fn shaded(text: &str) -> String {
    let mut shaded = String::with_capacity(text.len() * 2);
    for (_, cluster) in width::clusters(text) {
        let symbol = if cluster.chars().all(char::is_whitespace) { " " } else { SHADE };
        (0..width::cluster_width(cluster)).for_each(|_| shaded.push_str(symbol));
    }
    shaded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_lifted_with_the_marks_around_them() {
        for (text, want) in [
            ("One two", vec!["One ", "two"]),
            ("„Wort“ – „Wort“.", vec!["„Wort“ ", "– „Wort“."]),
            ("It’s 3,5 km, isn't it?", vec!["It’s ", "3,5 ", "km, ", "isn't ", "it?"]),
            ("co-operation", vec!["co-", "operation"]),
            ("« Oui ! » dit-il.", vec!["« Oui ", "! » dit-", "il."]),
            ("我们走。", vec!["我", "们", "走。"]),
            ("カタカナの", vec!["カタカナ", "の"]),
            ("e\u{301}te\u{301} 👨‍👩‍👧", vec!["e\u{301}te\u{301} ", "👨‍👩‍👧"]),
            ("…", vec!["…"]),
            ("", vec![]),
        ] {
            let (mut words, mut rest) = (Vec::new(), text);
            while !rest.is_empty() {
                let (word, after) = rest.split_at(first_word(rest));
                words.push(word);
                rest = after;
            }
            assert_eq!(words, want, "{text}");
        }
    }

    #[test]
    fn shade_takes_the_columns_of_what_it_hides() {
        for text in ["One, two.", "漢字 かな", "e\u{301}te\u{301}", "👨‍👩‍👧‍👦 ｶﾞ", "กำลัง", "\u{200d}", "a\u{ad}b"]
        {
            let shade = shaded(text);
            assert_eq!(width::width(&shade), width::width(text), "{text:?}");
            assert!(shade.chars().all(|character| character == ' ' || SHADE.contains(character)), "{shade:?}");
        }
    }
}
