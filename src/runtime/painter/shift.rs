//! Whether a band of rows has moved, and how far.
//!
//! Stretches of a row that stand in another row of the frame before vote for a distance; of the distances with the most
//! votes the one is taken that saves the most cells, in the band of rows where it does. So a band is found, too, where
//! something beside it, a list for instance, stays where it is and has to be written anew.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::glyphs::{Glyph, Grid};

/// A band of rows, and how far it moves up; down, where that is negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shift {
    pub top: usize,
    pub bottom: usize,
    pub by: isize,
}

/// The columns of a stretch.
const STRETCH: usize = 16;

/// How many distances are tried.
const N_TRIED: usize = 3;

/// A shift that saves fewer cells is not worth its own bytes.
const LEAST_GAIN: isize = 60;

/// A hasher for numbers that are hashes already.
#[derive(Default)]
struct AsItIs(u64);

impl Hasher for AsItIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(byte);
        }
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }
}

/// The shift that saves the most between two frames of one size.
pub(super) fn find(shown: &Grid, next: &Grid) -> Option<Shift> {
    let n_changed = (0..next.height).filter(|&y| shown.row(y) != next.row(y)).count();
    if n_changed < 4 {
        return None;
    }
    let mut votes: HashMap<isize, usize> = HashMap::new();
    for x in (0..next.width).step_by(STRETCH) {
        // Where each stretch stood; `None` where it stood in several rows.
        let mut rows: HashMap<u64, Option<usize>, BuildHasherDefault<AsItIs>> = HashMap::default();
        for y in 0..shown.height {
            if let Some(hash) = hash(shown.row(y), x) {
                rows.entry(hash).and_modify(|row| *row = None).or_insert(Some(y));
            }
        }
        for y in 0..next.height {
            let row = hash(next.row(y), x).and_then(|hash| rows.get(&hash).copied().flatten());
            if let Some(row) = row.filter(|&row| row != y) {
                *votes.entry(row.cast_signed() - y.cast_signed()).or_default() += 1;
            }
        }
    }
    let mut tried: Vec<(isize, usize)> = votes.into_iter().collect();
    tried.sort_unstable_by_key(|&(by, n_votes)| (std::cmp::Reverse(n_votes), by.abs(), by));
    let bands = tried.into_iter().take(N_TRIED).filter_map(|(by, _)| band(shown, next, by));
    bands.max_by_key(|&(gain, _)| gain).map(|(_, shift)| shift)
}

/// A stretch of a row as a number; `None` if all its cells are alike.
fn hash(row: &[Glyph], x: usize) -> Option<u64> {
    let stretch = &row[x..row.len().min(x + STRETCH)];
    if stretch.iter().all(|glyph| *glyph == stretch[0]) {
        return None;
    }
    Some(stretch.iter().fold(0x9e37_79b9_7f4a_7c15, |hash: u64, glyph| {
        (hash ^ glyph.number()).wrapping_mul(0xff51_afd7_ed55_8ccd).rotate_left(29)
    }))
}

/// The band in which moving rows by a distance saves the most cells, and how many.
fn band(shown: &Grid, next: &Grid, by: isize) -> Option<(isize, Shift)> {
    let same = |a: &[Glyph], b: &[Glyph]| a.iter().zip(b).filter(|(a, b)| a == b).count().cast_signed();
    let stays: Vec<isize> = (0..next.height).map(|y| same(shown.row(y), next.row(y))).collect();
    // The contiguous rows with the greatest sum of what each gains.
    let mut best: Option<(isize, usize, usize)> = None;
    let (mut sum, mut start) = (0, 0);
    for (y, stays) in stays.iter().enumerate() {
        let from = y.checked_add_signed(by).filter(|&from| from < shown.height);
        let gain = from.map(|from| same(shown.row(from), next.row(y)) - stays);
        let Some(gain) = gain else {
            (sum, start) = (0, y + 1);
            continue;
        };
        if sum <= 0 {
            (sum, start) = (0, y);
        }
        sum += gain;
        if best.is_none_or(|(most, ..)| sum > most) {
            best = Some((sum, start, y));
        }
    }
    let (gain, first, last) = best?;
    let distance = by.unsigned_abs();
    // What comes in is written whole, whatever stood there.
    let (shift, lost) = if by > 0 {
        (Shift { top: first, bottom: last + distance, by }, last + 1..=last + distance)
    } else {
        (Shift { top: first - distance, bottom: last, by }, first - distance..=first - 1)
    };
    let gain = gain - lost.map(|y| stays[y]).sum::<isize>();
    (gain >= LEAST_GAIN).then_some((gain, shift))
}
