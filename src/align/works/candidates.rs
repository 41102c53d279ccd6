//! Which documents are worth laying side by side.
//!
//! In a small pile all of different languages. In a large one, found through an index: those that share the rarest
//! survivors (names, numbers, beginnings of words), and those with as many blocks and the nearest length. The price is
//! near linear in the number of documents: each rare survivor leads to few of them.

use std::collections::HashMap;

use super::evidence::MAX_RATIO;
use super::fingerprint::Fingerprint;
use super::threads;

/// Up to this many documents each is laid beside each.
const SMALL_PILE: usize = 64;
/// A survivor in more documents than this says too little.
const MAX_SHARED: usize = 64;
/// How many documents of each language a document is laid beside for their survivors, and for their outline.
const PER_LANGUAGE: usize = 6;

/// Two documents, the lower index first, each once, sorted.
pub(super) fn candidates(prints: &[&Fingerprint], comparable: &[usize]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    if comparable.len() <= SMALL_PILE {
        for (at, &a) in comparable.iter().enumerate() {
            found.extend(comparable[at + 1..].iter().map(|&b| (a.min(b), a.max(b))));
        }
    } else {
        by_survivors(prints, comparable, &mut found);
        by_outline(prints, comparable, &mut found);
    }
    found.retain(|&(a, b)| may_match(prints[a], prints[b]));
    found.sort_unstable();
    found.dedup();
    found
}

fn may_match(a: &Fingerprint, b: &Fingerprint) -> bool {
    a.language != b.language && (b.length / a.length).ln().abs() <= MAX_RATIO
}

/// The documents of each language that share the rarest survivors.
fn by_survivors(prints: &[&Fingerprint], comparable: &[usize], found: &mut Vec<(usize, usize)>) {
    let mut index: HashMap<u32, Vec<usize>> = HashMap::new();
    for &document in comparable {
        for &survivor in &prints[document].survivors {
            index.entry(survivor).or_default().push(document);
        }
    }
    index.retain(|_, documents| (2..=MAX_SHARED).contains(&documents.len()));
    let all = comparable.len() as f32;
    let best = |shared: &mut Vec<f32>, at: usize| {
        let document = comparable[at];
        let mut touched = Vec::new();
        for documents in prints[document].survivors.iter().filter_map(|survivor| index.get(survivor)) {
            let rarity = (all / documents.len() as f32).ln();
            for &other in documents {
                if shared[other] == 0.0 {
                    touched.push(other);
                }
                shared[other] += rarity;
            }
        }
        touched.sort_unstable();
        touched.dedup();
        let mut ranked: Vec<(usize, f32)> = touched
            .into_iter()
            .map(|other| (other, std::mem::take(&mut shared[other])))
            .filter(|&(other, _)| may_match(prints[document], prints[other]))
            .map(|(other, shared)| (other, shared / (prints[other].survivors.len() as f32 + 10.0).sqrt()))
            .collect();
        ranked.sort_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
        let mut taken: HashMap<&str, usize> = HashMap::new();
        ranked.retain(|(other, _)| {
            let taken = taken.entry(&prints[*other].language).or_default();
            *taken += 1;
            *taken <= PER_LANGUAGE
        });
        ranked
    };
    let ranked = threads::map(comparable.len(), || vec![0.0f32; prints.len()], best);
    for (&document, ranked) in comparable.iter().zip(ranked) {
        found.extend(ranked.into_iter().map(|(other, _)| (document.min(other), document.max(other))));
    }
}

/// The documents of each language with as many blocks and the nearest length.
fn by_outline(prints: &[&Fingerprint], comparable: &[usize], found: &mut Vec<(usize, usize)>) {
    let mut shelves: HashMap<usize, HashMap<&str, Vec<usize>>> = HashMap::new();
    for &document in comparable {
        let print = prints[document];
        shelves.entry(print.n_blocks()).or_default().entry(&print.language).or_default().push(document);
    }
    for shelf in shelves.values_mut().flat_map(HashMap::values_mut) {
        shelf.sort_by(|&a, &b| prints[a].length.total_cmp(&prints[b].length).then(a.cmp(&b)));
    }
    for &document in comparable {
        let print = prints[document];
        for shelf in shelves.get(&print.n_blocks()).into_iter().flat_map(HashMap::values) {
            let nearest = shelf.partition_point(|&other| prints[other].length < print.length);
            let from = nearest.saturating_sub(PER_LANGUAGE / 2);
            for &other in shelf.iter().skip(from).take(PER_LANGUAGE).filter(|&&other| other != document) {
                found.push((document.min(other), document.max(other)));
            }
        }
    }
}
