//! Which documents are versions of one work, by what stands in them.
//!
//! Each two documents of different languages are laid level, sentence beside sentence, on what survives translation:
//! numbers, names, cognates, marks, lengths and where blocks begin. What speaks for them is how much better that way
//! is than the same with one of them turned around (`evidence`): two texts on one subject share their names, but
//! not in one order. So the odds hold in a pile of two files as in one of thousands; rivals of one language then
//! dispute each other's links, and what stays above even odds is joined, the surest first (`partition`).

mod candidates;
mod evidence;
mod fingerprint;
mod keys;
mod level;
mod partition;

use std::collections::HashSet;

pub use fingerprint::Fingerprint;

/// What the reader's hand, a manifest or file names say: documents that belong together, and that don't.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Constraints {
    /// Always in one group.
    pub joined: Vec<(usize, usize)>,
    /// Never in one group, unless `joined` says so.
    pub parted: Vec<(usize, usize)>,
}

/// The documents that are versions of one work: a partition of `0..fingerprints.len()`, sorted.
pub fn group(fingerprints: &[Fingerprint], constraints: &Constraints) -> Vec<Vec<usize>> {
    let languages: Vec<&str> = fingerprints.iter().map(|print| print.language.as_str()).collect();
    let mut seen = HashSet::new();
    let comparable: Vec<usize> = (0..fingerprints.len())
        .filter(|&at| !fingerprints[at].units.is_empty() && seen.insert(fingerprints[at].identity()))
        .collect();
    let links: partition::Links = candidates::candidates(fingerprints, &comparable)
        .into_iter()
        .map(|(a, b)| {
            let evidence = evidence::weigh(&fingerprints[a], &fingerprints[b], &level::Nothing, &level::Nothing);
            ((a, b), evidence.odds)
        })
        .collect();
    let disputed = partition::disputed(&links, &languages);
    partition::partition(&disputed, &languages, constraints)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{BlockKind, Document, DocumentBuilder, Language, Spacing};

    fn document(language: &str, text: &str) -> Document {
        let mut builder = DocumentBuilder::default();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            builder.push(BlockKind::Paragraph, Spacing::Apart, start..start + line.trim_end().len());
            start += line.len();
        }
        let mut document = builder.finish(text.to_owned(), |_, _| Vec::new());
        document.language = Language::parse(language).expect("a tag");
        document
    }

    #[test]
    fn constraints_hold_whatever_the_texts_say_and_every_document_is_in_one_group() {
        let texts = ["", "Ja.", "One.\nTwo 2.\n", "Eins.\nZwei 2.\n", "One.\nTwo 2.\n"];
        let prints: Vec<Fingerprint> = ["de", "de", "en", "de", "en"]
            .iter()
            .zip(texts)
            .map(|(language, text)| Fingerprint::new(&document(language, text)))
            .collect();
        let constraints = Constraints { joined: vec![(0, 4), (4, 1), (9, 0)], parted: vec![(2, 3)] };
        assert_eq!(group(&prints, &constraints), [vec![0, 1, 4], vec![2], vec![3]]);
    }
}
