//! Sentences that stand word for word in many documents say nothing about any of them.

use std::borrow::Cow;
use std::collections::HashMap;

use super::fingerprint::{Fingerprint, Unit};
use super::index::{Index, Word};

/// A sentence that stands in so many documents belongs to the page, not to the text.
const TOO_MANY: usize = 3;

/// The fingerprints without the sentences of the page around the text, as far as the pile shows them.
pub(super) fn without<'a>(prints: &[&'a Fingerprint]) -> Vec<Cow<'a, Fingerprint>> {
    let mut seen: HashMap<u32, (usize, usize)> = HashMap::new();
    for (document, print) in prints.iter().enumerate() {
        for unit in &print.units {
            let (last, n) = seen.entry(unit.identity).or_insert((usize::MAX, 0));
            if *last != document {
                (*last, *n) = (document, *n + 1);
            }
        }
    }
    prints.iter().map(|print| strip(print, |unit| seen[&unit.identity].1 >= TOO_MANY)).collect()
}

fn strip(print: &Fingerprint, is_furniture: impl Fn(&Unit) -> bool) -> Cow<'_, Fingerprint> {
    let mut stays: Vec<Option<u8>> = Vec::with_capacity(print.units.len());
    let mut kept = Vec::new();
    let mut length = print.length;
    for unit in &print.units {
        let gone = is_furniture(unit);
        stays.push((!gone).then_some(kept.len() as u8));
        if gone {
            length -= unit.length;
        } else {
            kept.push(unit.clone());
        }
    }
    if kept.len() == print.units.len() {
        return Cow::Borrowed(print);
    }
    let moved = |word: Word| Some(Word { unit: stays[usize::from(word.unit)]?, ..word });
    let index = Index::new(print.index.words().filter_map(moved).collect());
    let (language, survivors) = (print.language.clone(), print.survivors.clone());
    Cow::Owned(Fingerprint { language, length, units: kept, index, survivors, cut: print.cut })
}
