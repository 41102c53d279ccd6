//! Passages that stand against nothing on either side, and are the same: they were moved.
//!
//! Sentences are looked up by their folded words; what has no equal is compared with those that share three words in a
//! row with it, the most such rows first. Short ones are left alone: “Yes.” stands in many places.

use std::collections::HashMap;

use crate::language::fold::fold;
use crate::model::{Alignment, Document, Side, Standing};

/// What is shorter, in characters of its folded words, moves only with what stands before it.
const SHORTEST: usize = 20;

/// How much of the words of two sentences has to be the same for them to be the same sentence.
const LIKENESS: f64 = 0.75;

/// How many sentences that share a row of words are compared at most.
const COMPARED: usize = 8;

/// How many sentences may share a row of words for it to tell something.
const SHARED: usize = 32;

/// A passage that stands elsewhere on the other side: two beads, each a gap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Move {
    /// The bead on the left and the bead on the right, by their index in the alignment.
    pub beads: [usize; 2],
    /// Whether the words were changed, too.
    pub is_changed: bool,
}

/// A sentence that stands against nothing.
struct Lone {
    segment: usize,
    bead: usize,
    words: String,
}

fn lone(document: &Document, alignment: &Alignment, side: Side) -> Vec<Lone> {
    let gaps = alignment.beads().iter().enumerate().filter(|(_, bead)| bead.is_gap());
    let segments = gaps.flat_map(|(index, bead)| bead.segments(side).map(move |segment| (index, segment)));
    let body = segments.filter(|&(_, segment)| document.block_of(segment).standing == Standing::Body);
    let lone = body.map(|(bead, segment)| Lone { segment, bead, words: words_of(document.segment_text(segment)) });
    lone.collect()
}

/// The folded words of a text, parted by blanks.
fn words_of(text: &str) -> String {
    let folded = fold(text);
    let words = folded.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// The passages that were moved, in the order of the left side, each bead at most once.
pub(super) fn find(documents: [&Document; 2], alignment: &Alignment) -> Vec<Move> {
    let [left, right] = Side::BOTH.map(|side| lone(documents[side.index()], alignment, side));
    if left.is_empty() || right.is_empty() {
        return Vec::new();
    }
    let mut matches: Vec<Option<(usize, bool)>> = vec![None; left.len()];
    let mut is_taken = vec![false; right.len()];
    match_same(&left, &right, &mut matches, &mut is_taken);
    match_alike(&left, &right, &mut matches, &mut is_taken);
    let mut moves: Vec<Move> = Vec::new();
    for (own, found) in left.iter().zip(matches) {
        let Some((other, is_changed)) = found else { continue };
        let beads = [own.bead, right[other].bead];
        match moves.iter_mut().rev().find(|known| known.beads[0] == beads[0] || known.beads[1] == beads[1]) {
            Some(known) => known.is_changed |= is_changed,
            None => moves.push(Move { beads, is_changed }),
        }
    }
    moves
}

/// Matches sentences of the same words: what follows a match with what follows its counterpart, else the first one.
fn match_same(left: &[Lone], right: &[Lone], matches: &mut [Option<(usize, bool)>], is_taken: &mut [bool]) {
    let mut by_words: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, lone) in right.iter().enumerate().rev() {
        by_words.entry(&lone.words).or_default().push(index);
    }
    for index in 0..left.len() {
        let own = &left[index];
        let next = index.checked_sub(1).and_then(|before| {
            let (counterpart, _) = matches[before].filter(|_| left[before].segment + 1 == own.segment)?;
            let next = right.get(counterpart + 1).filter(|next| next.segment == right[counterpart].segment + 1)?;
            (next.words == own.words && !is_taken[counterpart + 1]).then_some(counterpart + 1)
        });
        let first = || {
            let known = by_words.get_mut(own.words.as_str()).filter(|_| own.words.len() >= SHORTEST)?;
            while known.last().is_some_and(|&last| is_taken[last]) {
                known.pop();
            }
            known.pop()
        };
        if let Some(found) = next.or_else(first) {
            (matches[index], is_taken[found]) = (Some((found, false)), true);
        }
    }
}

/// Matches sentences most of whose words are the same.
fn match_alike(left: &[Lone], right: &[Lone], matches: &mut [Option<(usize, bool)>], is_taken: &mut [bool]) {
    let mut by_row: HashMap<[&str; 3], Vec<usize>> = HashMap::new();
    for (index, lone) in right.iter().enumerate().filter(|&(index, _)| !is_taken[index]) {
        for row in rows_of(&lone.words) {
            by_row.entry(row).or_default().push(index);
        }
    }
    for (own, found) in left.iter().zip(matches).filter(|(_, found)| found.is_none()) {
        let mut shared: HashMap<usize, usize> = HashMap::new();
        for others in rows_of(&own.words).filter_map(|row| by_row.get(&row)).filter(|others| others.len() <= SHARED) {
            others.iter().for_each(|&other| *shared.entry(other).or_default() += 1);
        }
        let mut shared: Vec<(usize, usize)> = shared.into_iter().filter(|&(other, _)| !is_taken[other]).collect();
        shared.sort_unstable_by_key(|&(other, n)| (std::cmp::Reverse(n), other));
        let likeness = |other: usize| likeness(&own.words, &right[other].words);
        let best = shared.iter().take(COMPARED).map(|&(other, _)| (other, likeness(other)));
        let best = best.filter(|&(_, likeness)| likeness >= LIKENESS).max_by(|a, b| a.1.total_cmp(&b.1));
        if let Some((other, _)) = best {
            (*found, is_taken[other]) = (Some((other, true)), true);
        }
    }
}

/// Every three words in a row.
fn rows_of(words: &str) -> impl Iterator<Item = [&str; 3]> {
    let mut last = ["", ""];
    let rows = words.split(' ').map(move |word| {
        let row = [last[0], last[1], word];
        last = [last[1], word];
        row
    });
    rows.skip(2)
}

/// How many of the words of two texts are the same, of all of them (Dice).
fn likeness(left: &str, right: &str) -> f64 {
    let mut counts: HashMap<&str, isize> = HashMap::new();
    left.split(' ').for_each(|word| *counts.entry(word).or_default() += 1);
    let n_left = left.split(' ').count();
    let mut n_same = 0;
    let mut n_right = 0;
    for word in right.split(' ') {
        n_right += 1;
        if let Some(count) = counts.get_mut(word).filter(|count| **count > 0) {
            (*count, n_same) = (*count - 1, n_same + 1);
        }
    }
    2.0 * f64::from(n_same) / (n_left + n_right) as f64
}
