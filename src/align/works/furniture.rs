//! Sentences that stand word for word in many documents say nothing about any of them.

use std::borrow::Cow;
use std::collections::HashMap;

use super::fingerprint::{Fingerprint, Unit};

/// A sentence that stands in so many documents belongs to the page, not to the text.
const TOO_MANY: usize = 3;

/// The fingerprints without the sentences of the page around the text, as far as the pile shows them.
pub(super) fn without(prints: &[Fingerprint]) -> Vec<Cow<'_, Fingerprint>> {
    let mut seen: HashMap<u32, (usize, usize)> = HashMap::new();
    for (document, print) in prints.iter().enumerate() {
        for unit in 0..print.units.len() {
            let (last, n) = seen.entry(print.unit_identity(unit)).or_insert((usize::MAX, 0));
            if *last != document {
                (*last, *n) = (document, *n + 1);
            }
        }
    }
    prints.iter().map(|print| strip(print, |unit| seen[&print.unit_identity(unit)].1 >= TOO_MANY)).collect()
}

fn strip(print: &Fingerprint, is_furniture: impl Fn(usize) -> bool) -> Cow<'_, Fingerprint> {
    let kept: Vec<usize> = (0..print.units.len()).filter(|&unit| !is_furniture(unit)).collect();
    if kept.len() == print.units.len() {
        return Cow::Borrowed(print);
    }
    let mut stripped = Fingerprint { units: Vec::new(), words: Vec::new(), ..print.clone() };
    for &unit in &kept {
        let words = u32::try_from(stripped.words.len()).unwrap_or(u32::MAX);
        stripped.units.push(Unit { words, ..print.units[unit].clone() });
        stripped.words.extend_from_slice(print.words_of(unit));
    }
    let gone: f32 =
        (0..print.units.len()).filter(|unit| is_furniture(*unit)).map(|unit| print.units[unit].length).sum();
    stripped.length -= gone;
    stripped.sort();
    Cow::Owned(stripped)
}
