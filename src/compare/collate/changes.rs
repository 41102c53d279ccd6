//! The words of two texts → where they differ, cleaned up to be read.

use std::ops::Range;

use imara_diff::{Algorithm, Diff, InternedInput, Interner};

use super::{MOST_WORDS, Word};

/// The furthest that a change is moved, in words.
const FURTHEST: usize = 100;

/// Words of the left text that stand for words of the right one; one of them may be none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Change {
    /// The words, by their indices, on each side.
    pub words: [Range<usize>; 2],
}

/// Where two texts differ, in order; `None` where they are too long to say.
pub(super) fn between(words: [&[Word<'_>]; 2]) -> Option<Vec<Change>> {
    let n_same = words[0].iter().zip(words[1]).take_while(|(a, b)| a.text == b.text).count();
    let rest = words.map(|words| &words[n_same..]);
    let n_same_at_end = rest[0].iter().rev().zip(rest[1].iter().rev()).take_while(|(a, b)| a.text == b.text).count();
    if rest.iter().any(|rest| rest.len() - n_same_at_end > MOST_WORDS) {
        return None;
    }
    let mut input = InternedInput { before: Vec::new(), after: Vec::new(), interner: Interner::new(0) };
    input.update_before(rest[0][..rest[0].len() - n_same_at_end].iter().map(|word| word.text));
    input.update_after(rest[1][..rest[1].len() - n_same_at_end].iter().map(|word| word.text));
    let diff = Diff::compute(Algorithm::Myers, &input);
    let placed = |range: Range<u32>| n_same + range.start as usize..n_same + range.end as usize;
    let changes = diff.hunks().map(|hunk| Change { words: [placed(hunk.before), placed(hunk.after)] }).collect();
    let mut changes = joined(words, changes);
    slide(words, &mut changes);
    Some(changes)
}

/// Joins changes that what stayed between them does not part: it is no longer than either of them.
///
/// A change that grew may swallow what stayed before it, so the way goes back after each joining; each one leaves one
/// change less, and what a change weighs is carried along.
fn joined(words: [&[Word<'_>]; 2], changes: Vec<Change>) -> Vec<Change> {
    let weight = |side: usize, range: Range<usize>| {
        words[side][range].iter().filter(|word| !word.is_mark()).map(|word| word.text.chars().count()).sum::<usize>()
    };
    let mut done: Vec<(Change, [usize; 2])> = Vec::with_capacity(changes.len());
    for change in changes {
        let weights = [0, 1].map(|side| weight(side, change.words[side].clone()));
        let mut last = (change, weights);
        while let Some((before, before_weights)) = done.last() {
            let between = weight(0, before.words[0].end..last.0.words[0].start);
            let largest = |weights: &[usize; 2]| weights[0].max(weights[1]);
            if between > largest(before_weights) || between > largest(&last.1) {
                break;
            }
            let joined = [0, 1].map(|side| before.words[side].start..last.0.words[side].end);
            let weights = [0, 1].map(|side| before_weights[side] + between + last.1[side]);
            last = (Change { words: joined }, weights);
            done.pop();
        }
        done.push(last);
    }
    done.into_iter().map(|(change, _)| change).collect()
}

/// Moves what was put in or left out to where a sentence or a clause begins, as far as the words around it allow.
fn slide(words: [&[Word<'_>]; 2], changes: &mut [Change]) {
    for index in 0..changes.len() {
        let change = &changes[index];
        let side = match (change.words[0].is_empty(), change.words[1].is_empty()) {
            (false, true) => 0,
            (true, false) => 1,
            _ => continue,
        };
        // A word stays between two changes: they would be one otherwise.
        let room = |room: &dyn Fn(usize) -> usize| room(0).min(room(1)).min(FURTHEST);
        let above = index.checked_sub(1).map(|above| &changes[above]);
        let below = changes.get(index + 1);
        let room_above = room(&|side| change.words[side].start - above.map_or(0, |above| above.words[side].end + 1));
        let room_below =
            room(&|side| below.map_or(words[side].len(), |below| below.words[side].start - 1) - change.words[side].end);
        let (text, Range { start, end }) = (words[side], change.words[side].clone());
        let n_up = (1..=room_above).take_while(|n| text[start - n].text == text[end - n].text).count();
        let n_down = (0..room_below).take_while(|n| text[start + n].text == text[end + n].text).count();
        let best = (start - n_up..=start + n_down).max_by_key(|&at| (opening(text, at), at)).unwrap_or(start);
        for range in &mut changes[index].words {
            *range = range.start + best - start..range.end + best - start;
        }
    }
}

/// How much begins with a word: a sentence, a clause or nothing.
fn opening(words: &[Word<'_>], at: usize) -> u8 {
    let Some(above) = at.checked_sub(1).map(|above| &words[above]) else { return 2 };
    match above.text.chars().last() {
        Some('.' | '!' | '?' | '…' | ':' | '。' | '！' | '？' | '।' | '؟') => 2,
        _ if above.is_mark() => 1,
        _ => 0,
    }
}
