//! Names: one that is misspelt beside its own family name, and one that stands where another one should.
//!
//! A name may be translated (`Germany`, `Deutschland`) or said in another way (`the country`), so that it is missing
//! means nothing. What means something is learnt from the whole bitext:
//!
//! - *Misspelt.* Two names of several words stand in one bead and share a word, by their consonants across scripts and
//!   spellings; another word is nearly alike, and not as a transliteration is: `Kassym-Schomart Tokajew` and `Kosym-Zharmat
//!   Tokayev`. What differs in that way again and again is a translation (`Karl`, `Karol`).
//! - *Exchanged.* A name that elsewhere meets its like in nearly every bead meets another one in its place, of which the same
//!   is true.
//! - *Lacking.* A name meets its like in many beads, and in all but one.
//!
//! Its limits: a script without capitals shows no names; a name of one word that is misspelt each time is not noticed,
//! nor one that changes its vowels only.

mod words;

use std::collections::HashMap;
use std::ops::Range;

use super::{Finding, Kind, Subject, explain};
use crate::model::Side;
use words::{Word, Words};

/// How often a misspelling has to be found to be a translation.
const TRANSLATED: usize = 3;

/// The beads in which a name must have been met elsewhere, and the share of all its beads.
const LEAST_MET: usize = 3;
const SHARE_MET: f64 = 0.8;

/// The beads in which a name must have been met for the only bead where it is not to be told.
const MET_ALWAYS: usize = 4;

/// How much of their consonants two spellings share that may be meant for one name.
const NEARLY: f64 = 0.7;

/// How much two words share that may well be one name in another form: then nothing is said.
const PERHAPS: f64 = 0.5;

/// Sounds that transliterations exchange for each other or leave out, so that a vowel may stand first: `Schomart` and
/// `Jomart`, `Hamlet` and `Gamlet`.
const EXCHANGED: [char; 5] = ['s', 'h', 'g', 'k', 'a'];

/// The fewest consonants that tell anything.
const LEAST_CONSONANTS: usize = 3;

/// All disagreements in names.
pub(super) fn findings(subject: &Subject) -> Vec<Finding> {
    let words = Side::BOTH.map(|side| Words::read(subject, side));
    if words.iter().any(|words| !words.has_names()) {
        return Vec::new();
    }
    let mut findings = misspelt(subject, &words);
    findings.extend(exchanged(subject, &words));
    findings
}

/// A name of several words, in a bead.
type Phrase = Vec<Word>;

/// Names of which one word agrees and another one nearly does.
fn misspelt(subject: &Subject, words: &[Words; 2]) -> Vec<Finding> {
    let mut found = Vec::new();
    for bead in (0..subject.alignment.beads().len()).filter(|&bead| subject.can_be_judged(bead)) {
        let [left, right] = words.each_ref().map(|words| words.phrases(bead));
        let mut is_taken = vec![false; right.len()];
        for one in left.iter().filter(|phrase| phrase.len() > 1) {
            // Where the very name stands as well, the other one is somebody else.
            if right.iter().any(|two| covers([&words[0], &words[1]], one, two)) {
                continue;
            }
            let is_it = |index: &usize| {
                let two = &right[*index];
                let is_elsewhere = || left.iter().any(|one| covers([&words[1], &words[0]], two, one));
                !is_taken[*index] && is_misspelt(words, one, two) && !is_elsewhere()
            };
            if let Some(index) = (0..right.len()).find(is_it) {
                is_taken[index] = true;
                let two = &right[index];
                let folded = |words: &Words, phrase: &Phrase| -> Vec<String> {
                    phrase.iter().map(|word| words.folded(*word).to_owned()).collect()
                };
                found.push((bead, [range(one), range(two)], [folded(&words[0], one), folded(&words[1], two)]));
            }
        }
    }
    let mut times: HashMap<[Vec<String>; 2], usize> = HashMap::new();
    found.iter().for_each(|(.., names)| *times.entry(names.clone()).or_default() += 1);
    found.retain(|(.., names)| times[names] < TRANSLATED);
    found.into_iter().map(|(bead, ranges, _)| explain::differ(subject, bead, Kind::Name, ranges)).collect()
}

fn range(phrase: &Phrase) -> Range<usize> {
    phrase[0].start..phrase[phrase.len() - 1].end
}

/// Whether each word of a name has its like in another one of the other side.
fn covers(words: [&Words; 2], one: &Phrase, two: &Phrase) -> bool {
    one.iter().all(|word| two.iter().any(|other| is_like(words[0].key(*word), words[1].key(*other))))
}

/// Whether the words of two names correspond in order, one at least being the same and one at least misspelt.
fn is_misspelt(words: &[Words; 2], one: &Phrase, two: &Phrase) -> bool {
    if one.len() != two.len() {
        return false;
    }
    let (mut n_same, mut n_nearly) = (0, 0);
    for (one, two) in one.iter().zip(two) {
        let (left, right) = (words[0].key(*one), words[1].key(*two));
        let parts: Vec<(&str, &str)> = left.split('-').zip(right.split('-')).collect();
        if left.split('-').count() != right.split('-').count() {
            return false;
        }
        for (left, right) in parts {
            if is_like(left, right) {
                n_same += usize::from(left.len().min(right.len()) >= LEAST_CONSONANTS);
            } else if is_nearly(left, right) && words[0].may_be_given(*one) && words[1].may_be_given(*two) {
                n_nearly += 1;
            } else {
                return false;
            }
        }
    }
    n_same > 0 && n_nearly > 0
}

/// Whether two keys are one name: the same, or with an ending.
fn is_like(one: &str, two: &str) -> bool {
    let (short, long) = if one.len() <= two.len() { (one, two) } else { (two, one) };
    !short.is_empty() && long.starts_with(short) && (short.len() == long.len() || short.len() >= 2)
}

/// Whether two keys are nearly one name, and differ in more than transliterations do.
fn is_nearly(one: &str, two: &str) -> bool {
    let firm = |key: &str| key.replace(EXCHANGED, "");
    one.len().min(two.len()) >= LEAST_CONSONANTS && shared(one, two) >= NEARLY && firm(one) != firm(two)
}

/// The share of the longer key that both have in order.
fn shared(one: &str, two: &str) -> f64 {
    let (one, two) = (one.as_bytes(), two.as_bytes());
    let mut row = vec![0_usize; two.len() + 1];
    for a in one {
        let mut diagonal = 0;
        for (at, b) in two.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if a == b { diagonal + 1 } else { above.max(row[at]) };
            diagonal = above;
        }
    }
    row[two.len()] as f64 / one.len().max(two.len()).max(1) as f64
}

/// How a name fares in a whole bitext.
#[derive(Debug, Default, Clone, Copy)]
struct Fate {
    n_beads: usize,
    n_met: usize,
}

impl Fate {
    /// Whether it meets its like nearly wherever it stands.
    fn is_faithful(self) -> bool {
        self.n_met >= LEAST_MET && self.n_met as f64 >= SHARE_MET * self.n_beads as f64
    }

    /// Whether it meets its like in many beads, and in all but one.
    fn lacks_once(self) -> bool {
        self.n_met >= MET_ALWAYS && self.n_met + 1 == self.n_beads
    }
}

/// Names that stand where another one should, and names that lack their like in one bead alone.
fn exchanged(subject: &Subject, words: &[Words; 2]) -> Vec<Finding> {
    let fates = Side::BOTH.map(|side| fates(subject, words, side));
    let mut findings = Vec::new();
    for bead in (0..subject.alignment.beads().len()).filter(|&bead| subject.can_be_judged(bead)) {
        let [left, right] = Side::BOTH.map(|side| {
            let (own, other) = (&words[side.index()], &words[side.other().index()]);
            let lacks = |name: &Word| {
                !own.is_met(*name, other, subject.around(bead), |one, two| {
                    is_like(one, two) || shared(one, two) >= PERHAPS
                })
            };
            let is_faithful =
                |name: &Word| fates[side.index()].get(own.key(*name)).is_some_and(|fate| fate.is_faithful());
            own.names(bead).filter(is_faithful).filter(lacks).collect::<Vec<Word>>()
        });
        // More than one of a side may be told in any order.
        if let ([one], [two]) = (left.as_slice(), right.as_slice()) {
            findings.push(explain::differ(subject, bead, Kind::Name, [one.start..one.end, two.start..two.end]));
            continue;
        }
        for (side, names) in [(Side::Left, &left), (Side::Right, &right)] {
            let is_only_here = |name: &&Word| fates[side.index()][words[side.index()].key(**name)].lacks_once();
            let only_here = names.iter().filter(is_only_here);
            findings
                .extend(only_here.map(|name| explain::lacks(subject, bead, side, Kind::Name, &(name.start..name.end))));
        }
    }
    findings
}

/// How the names of a side fare, by key.
fn fates(subject: &Subject, words: &[Words; 2], side: Side) -> HashMap<String, Fate> {
    let (own, other) = (&words[side.index()], &words[side.other().index()]);
    let mut fates: HashMap<String, Fate> = HashMap::new();
    for bead in (0..subject.alignment.beads().len()).filter(|&bead| subject.can_be_judged(bead)) {
        for name in own.names(bead) {
            let key = own.key(name);
            if key.len() < LEAST_CONSONANTS {
                continue;
            }
            let is_met = other.names(bead).any(|met| is_like(key, other.key(met)));
            let fate = match fates.get_mut(key) {
                Some(fate) => fate,
                None => fates.entry(key.to_owned()).or_default(),
            };
            fate.n_beads += 1;
            fate.n_met += usize::from(is_met);
        }
    }
    fates
}
