//! What is believed of words before a text teaches anything: which may translate each other.
//!
//! Numbers and marks that are the same; names and loan words that look alike, transliterated where the scripts differ;
//! and the words of a small basic vocabulary ([`crate::language::meanings`]). M. Simard, G. Foster and P. Isabelle (1992)
//! showed how far cognates alone carry an alignment; I. D. Melamed (1999) measures them by their longest common
//! subsequence, as it is done here on the letters that are compared.

use std::collections::HashMap;

use super::words::{Sort, Vocabulary, Words};
use crate::language::meanings;
use crate::language::transliterate::to_latin;
use crate::model::Language;

/// A source and a target word that may translate each other, and how far that is believed, from 0 to 1.
pub type Likeness = (u32, u32, f32);

/// The words of both sides and what is believed of them.
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    /// The words of both sides.
    pub words: [&'a Words; 2],
    /// The vocabularies of both sides.
    pub vocabularies: [&'a Vocabulary; 2],
    /// What is believed of them, sorted.
    pub likenesses: &'a [Likeness],
}

/// The least share of letters in common that counts.
const ALIKE: f32 = 0.5;

/// Comparisons of words that begin alike, at most for each beginning and in all; where there would be more only the same
/// words count, first among the words with the commonest beginnings.
const MOST_COMPARED: usize = 1_000_000;
const MOST_COMPARED_IN_ALL: usize = 2_000_000;

/// How far a meaning in common is believed.
const MEANING: f32 = 1.0;

/// How far a mark in common is believed.
const MARK: f32 = 0.6;

/// All words of two vocabularies that may translate each other by their looks or by their meaning; sorted, each two
/// words once.
pub fn likenesses(vocabularies: [&Vocabulary; 2], languages: [&Language; 2]) -> Vec<Likeness> {
    let mut found = by_looks(vocabularies);
    found.extend(by_meaning(vocabularies, languages));
    found.sort_unstable_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then(b.2.total_cmp(&a.2)));
    found.dedup_by_key(|&mut (source, target, _)| (source, target));
    found
}

fn by_looks(vocabularies: [&Vocabulary; 2]) -> Vec<Likeness> {
    let [sources, targets] = vocabularies.map(|vocabulary| vocabulary.forms.iter().map(latin).collect::<Vec<_>>());
    // Words of letters are compared with those that begin alike.
    let key = |form: &[char], sort: Sort| -> (Sort, Vec<char>) {
        let n_letters = if sort == Sort::Letters { 2 } else { form.len() };
        (sort, form[..n_letters.min(form.len())].to_vec())
    };
    let mut by_key: HashMap<(Sort, Vec<char>), Vec<usize>> = HashMap::new();
    for (number, (form, (_, sort))) in targets.iter().zip(&vocabularies[1].forms).enumerate() {
        by_key.entry(key(form, *sort)).or_default().push(number);
    }
    let mut n_sources: HashMap<(Sort, Vec<char>), usize> = HashMap::new();
    for (form, (_, sort)) in sources.iter().zip(&vocabularies[0].forms) {
        *n_sources.entry(key(form, *sort)).or_default() += 1;
    }
    let n_compared = |key: &(Sort, Vec<char>)| n_sources[key] * by_key.get(key).map_or(0, Vec::len);
    let in_all = |most: usize| n_sources.keys().map(n_compared).filter(|&n| n <= most).sum::<usize>();
    let mut most = MOST_COMPARED;
    while in_all(most) > MOST_COMPARED_IN_ALL && most > 1 {
        most /= 2;
    }
    let mut same: HashMap<&[char], Vec<usize>> = HashMap::new();
    for (number, form) in targets.iter().enumerate() {
        same.entry(form).or_default().push(number);
    }
    let mut found = Vec::new();
    for (number, (form, (_, sort))) in sources.iter().zip(&vocabularies[0].forms).enumerate() {
        let key = key(form, *sort);
        let alike_at_all = by_key.get(&key).map_or(&[][..], Vec::as_slice);
        let is_crowded = n_compared(&key) > most;
        let others = if is_crowded { same.get(form.as_slice()).map_or(&[][..], Vec::as_slice) } else { alike_at_all };
        for &other in others {
            if vocabularies[1].forms[other].1 != *sort {
                continue;
            }
            let belief = match sort {
                Sort::Number | Sort::Character => 1.0,
                Sort::Mark => MARK,
                Sort::Letters => alike(form, &targets[other]),
            };
            if belief > 0.0 {
                found.push((number as u32, other as u32, belief));
            }
        }
    }
    found
}

fn latin((form, sort): &(String, Sort)) -> Vec<char> {
    let latin = if *sort == Sort::Letters { to_latin(form) } else { String::new() };
    if latin.is_empty() { form.chars().collect() } else { latin.chars().collect() }
}

/// How far two beginnings of words are believed to be of one word.
fn alike(one: &[char], two: &[char]) -> f32 {
    if one == two {
        // Short words are often the same by chance.
        return match one.len() {
            0..=2 => 0.05,
            3 => 0.3,
            _ => 1.0,
        };
    }
    if one.len().min(two.len()) < 4 {
        return 0.0;
    }
    let ratio = n_common(one, two) as f32 / one.len().max(two.len()) as f32;
    if ratio < ALIKE { 0.0 } else { 0.2 + 0.7 * (ratio - ALIKE) / (1.0 - ALIKE) }
}

/// The length of the longest common subsequence.
fn n_common(one: &[char], two: &[char]) -> usize {
    let mut row = vec![0; two.len() + 1];
    for a in one {
        let mut diagonal = 0;
        for (at, b) in two.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if a == b { diagonal + 1 } else { above.max(row[at]) };
            diagonal = above;
        }
    }
    row[two.len()]
}

fn by_meaning(vocabularies: [&Vocabulary; 2], languages: [&Language; 2]) -> Vec<Likeness> {
    let mut found = Vec::new();
    for (sources, targets) in meanings::shared(languages[0], languages[1]) {
        let known = |side: usize, words: &[&str]| -> Vec<(u32, f32)> {
            words.iter().flat_map(|word| vocabularies[side].known(word)).collect()
        };
        let (sources, targets) = (known(0, sources), known(1, targets));
        for &(source, source_share) in &sources {
            found.extend(
                targets.iter().map(|&(target, share)| (source, target, MEANING * f32::min(source_share, share))),
            );
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_look_alike_are_believed_the_more_the_more_letters_they_share() {
        let alike = |one: &str, two: &str| alike(&one.chars().collect::<Vec<_>>(), &two.chars().collect::<Vec<_>>());
        assert_eq!(alike("kasa", "kasa"), 1.0);
        assert!(alike("kasa", "kaza") > 0.5);
        assert!(alike("soci", "soss") > 0.0 && alike("soci", "soss") < alike("kasa", "kaza"));
        assert_eq!(alike("hund", "katz"), 0.0);
        assert!(alike("in", "in") < 0.1);
    }
}
