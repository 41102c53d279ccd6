//! Which documents are versions of one work, by what stands in them.
//!
//! Two documents of different languages are laid level, sentence beside sentence, on what survives translation:
//! numbers, names, cognates, marks, lengths and where blocks begin (`level`, `gains`); in a large pile those alone that
//! an index shows to be worth it (`candidates`). What speaks for them is above all how much better that way is than the
//! same with one text turned around (`evidence`): two texts on one subject, and two chapters of one book, share their
//! names, but not in one order. So the odds hold in a pile of two files as in one of thousands. Rivals of one language
//! then dispute each other's links, and the surest are joined first (`partition`). What was joined teaches a lexicon,
//! which weighs again what is not hopeless (`lexicon`); of a few such rounds the best counts.
//!
//! All is done on as many threads as there are processors, and comes out the same however many there are (`threads`).
//! A document is cut into sentences here (`sentences`), not by its segments, and kept as a few kilobytes of hashes
//! (`fingerprint`, `index`).
//!
//! Worked example, the texts of the tests below, of eight sentences or so each:
//!
//! | laid level | way, in nats | turned around | odds |
//! | --- | --- | --- | --- |
//! | a report in German, its English version | 30 | 18 | 6.2 |
//! | the report in German, a Norwegian one on the same events | −3 | (not tried) | −4.0 |
//!
//! Sources: Gale & Church 1993 (lengths), Brown et al. 1993 (words), Fung & Church 1994 (order as evidence without a
//! lexicon); Conneau et al. 2018 (hubs). Its own: the turned text as the measure of chance.
//!
//! Limits: texts of a few words, free retellings and most versions cut by more than half stay apart, and in a pile too
//! small to learn from half of those cut by a third. Of a long text only the beginning is compared, so versions whose
//! first thousand words differ are missed. Documents of one language, and those whose language is not known among
//! themselves, are never joined by content.

mod candidates;
mod evidence;
mod fingerprint;
mod furniture;
mod gains;
mod index;
mod keys;
mod level;
mod lexicon;
mod partition;
mod sentences;
mod threads;

use std::collections::{BTreeMap, HashMap, HashSet};

use evidence::{Bench, Evidence};
use gains::Link;
use index::Alike;
use lexicon::{Lexicon, Slots, Text, Vocabulary};

pub use fingerprint::Fingerprint;

/// What the reader's hand, a manifest or file names say: documents that belong together, and that don't.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Constraints {
    /// Always in one group.
    pub joined: Vec<(usize, usize)>,
    /// Never in one group, unless `joined` says so.
    pub parted: Vec<(usize, usize)>,
}

/// How often a lexicon is learnt from what was found.
const ROUNDS: usize = 3;
/// Documents whose first odds are lower are not laid again.
const HOPELESS: f32 = -8.0;
/// With how many documents of each language, its best by the first odds, a document is laid again.
const RIVALS: usize = 3;

/// The documents that are versions of one work: a partition of `0..fingerprints.len()`, sorted.
pub fn group(fingerprints: &[&Fingerprint], constraints: &Constraints) -> Vec<Vec<usize>> {
    let stripped = furniture::without(fingerprints);
    let prints: Vec<&Fingerprint> = stripped.iter().map(|print| &**print).collect();
    let mut seen = HashSet::new();
    let comparable: Vec<usize> =
        (0..prints.len()).filter(|&at| !prints[at].units.is_empty() && seen.insert(prints[at].identity())).collect();
    let links = candidates::candidates(&prints, &comparable);
    let languages = prints.iter().map(|print| print.language.as_str()).collect();
    let vocabulary = Vocabulary::new(&prints);
    let pile = Pile { prints: &prints, languages, vocabulary, constraints };
    let mut best = pile.round(&links, &Lexicons::new());
    let hopeful = pile.hopeful(&best);
    let mut lexicons = pile.learn(&best);
    for _ in 0..ROUNDS {
        let next = pile.round(&hopeful, &lexicons);
        lexicons = pile.learn(&next);
        let settled = next.groups == best.groups;
        if next.score > best.score {
            best = next;
        }
        if settled {
            break;
        }
    }
    best.groups
}

/// What is to be grouped.
struct Pile<'a> {
    prints: &'a [&'a Fingerprint],
    languages: Vec<&'a str>,
    vocabulary: Vocabulary,
    constraints: &'a Constraints,
}

/// What was found with one state of the lexicons.
struct Round {
    evidence: BTreeMap<(usize, usize), Evidence>,
    groups: Vec<Vec<usize>>,
    /// The sum of the odds of what was joined.
    score: f32,
}

/// By the two languages in alphabetic order.
type Lexicons<'a> = BTreeMap<[&'a str; 2], Lexicon>;

impl<'a> Pile<'a> {
    fn round(&self, candidates: &[(usize, usize)], lexicons: &Lexicons<'a>) -> Round {
        let bench = || (Bench::default(), Slots::new(&self.vocabulary), Vec::new());
        let weighed = threads::map(candidates.len(), bench, |(bench, slots, links), at| {
            let (a, b) = candidates[at];
            self.links(lexicons, self.ordered(a, b), slots, links);
            let [one, two] = self.ordered(a, b);
            evidence::weigh(self.prints[one], self.prints[two], links, bench)
        });
        let evidence: BTreeMap<(usize, usize), Evidence> = candidates.iter().copied().zip(weighed).collect();
        let odds = evidence.iter().map(|(&link, evidence)| (link, evidence.odds)).collect();
        let odds = partition::without_hubs(&odds, self.prints.len());
        let odds = partition::disputed(&odds, &self.languages);
        let groups = partition::partition(&odds, &self.languages, self.constraints);
        let score = within(&groups).filter_map(|link| odds.get(&link)).map(|odds| odds.clamp(-4.0, 8.0)).sum();
        Round { evidence, groups, score }
    }

    /// What is worth weighing again: what is not hopeless and among the best of either document.
    fn hopeful(&self, round: &Round) -> Vec<(usize, usize)> {
        let mut ranked: Vec<((usize, usize), f32)> = round
            .evidence
            .iter()
            .map(|(&link, evidence)| (link, evidence.odds))
            .filter(|(_, odds)| *odds > HOPELESS)
            .collect();
        ranked.sort_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
        let mut taken: HashMap<(usize, &str), usize> = HashMap::new();
        let mut hopeful = Vec::new();
        for ((a, b), _) in ranked {
            let mut rank = |document, other: usize| {
                let taken = taken.entry((document, self.languages[other])).or_default();
                *taken += 1;
                *taken
            };
            if rank(a, b).min(rank(b, a)) <= RIVALS {
                hopeful.push((a, b));
            }
        }
        hopeful.sort_unstable();
        hopeful
    }

    /// Two documents in the order of their languages.
    fn ordered(&self, a: usize, b: usize) -> [usize; 2] {
        if self.languages[a] > self.languages[b] { [b, a] } else { [a, b] }
    }

    /// The words of two documents that may say the same.
    fn links(&self, lexicons: &Lexicons<'a>, documents: [usize; 2], slots: &mut Slots, links: &mut Vec<Link>) {
        links.clear();
        let [one, two] = documents.map(|document| self.prints[document]);
        one.index.cognates(&two.index, |x, y, alike| {
            let likeness = match alike {
                Alike::Stem => 0.5,
                Alike::Skeleton => 0.4,
            };
            links.push(Link { words: [x, y], likeness });
        });
        if let Some(lexicon) = lexicons.get(&documents.map(|document| self.languages[document])) {
            lexicon.links(self.prints, &self.vocabulary, documents, slots, links);
        }
    }

    fn learn(&self, round: &Round) -> Lexicons<'a> {
        let mut texts: BTreeMap<[&str; 2], Vec<Text<'_>>> = BTreeMap::new();
        for (a, b) in within(&round.groups) {
            let beads = round.evidence.get(&(a, b)).map_or(&[][..], |evidence| &evidence.beads);
            let documents = self.ordered(a, b);
            let languages = documents.map(|document| self.languages[document]);
            if !beads.is_empty() && languages[0] != languages[1] {
                texts.entry(languages).or_default().push(Text { documents, beads });
            }
        }
        texts
            .into_iter()
            .map(|(languages, texts)| (languages, Lexicon::learn(self.prints, &self.vocabulary, &texts)))
            .collect()
    }
}

/// Each two documents of a group, the lower first.
fn within(groups: &[Vec<usize>]) -> impl Iterator<Item = (usize, usize)> + '_ {
    groups.iter().flat_map(|group| {
        group.iter().enumerate().flat_map(|(at, &a)| group[at + 1..].iter().map(move |&b| (a.min(b), a.max(b))))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{BlockKind, DocumentBuilder, Language, Spacing};

    fn print(language: &str, text: &str) -> Fingerprint {
        let mut builder = DocumentBuilder::default();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            builder.push(BlockKind::Paragraph, Spacing::Apart, start..start + line.trim_end().len());
            start += line.len();
        }
        let mut document = builder.finish(text.to_owned(), |_, _| Vec::new());
        document.language = Language::parse(language).expect("a tag");
        Fingerprint::new(&document)
    }

    fn groups_of(prints: &[Fingerprint], constraints: &Constraints) -> Vec<Vec<usize>> {
        group(&prints.iter().collect::<Vec<_>>(), constraints)
    }

    const BRIDGE_EN: &str = "The bridge at Lindau is closed\n\
        Since Tuesday nobody may cross the old bridge over the Argen, not even on foot.\n\
        The engineers found 14 cracks.\n\
        Mayor Claudia Alfons said that the city council had asked for a second opinion from a firm in Stuttgart before \
        it would spend 3.2 million on repairs.\n\
        Why so late?\n\
        Pupils from Kressbronn now go the long way round, which takes them 40 minutes instead of 12.\n\
        The ferry helps out.\n\
        It leaves the harbour every half hour between 6 and 22 o'clock and takes bicycles too, but no cars.\n";
    const BRIDGE_DE: &str = "Brücke in Lindau gesperrt\n\
        Seit Dienstag darf niemand mehr über die alte Brücke an der Argen gehen, nicht einmal zu Fuß.\n\
        Die Ingenieure fanden 14 Risse.\n\
        Oberbürgermeisterin Claudia Alfons sagte, der Stadtrat habe bei einer Firma in Stuttgart ein zweites Gutachten \
        bestellt, bevor er 3,2 Millionen für die Reparatur ausgebe.\n\
        Warum so spät?\n\
        Schüler aus Kressbronn nehmen jetzt den Umweg, für den sie 40 statt 12 Minuten brauchen.\n\
        Die Fähre hilft aus.\n\
        Sie verlässt den Hafen zwischen 6 und 22 Uhr jede halbe Stunde und nimmt auch Fahrräder mit, aber keine Autos.\n";
    /// The same events, told by someone else.
    const FERRY_NB: &str = "Ferga ved Lindau\n\
        Claudia Alfons er fornøyd.\n\
        Etter at brua over Argen ble stengt, har ferga fra Kressbronn fått mer å gjøre enn noen gang, og ordføreren vil \
        leie en til fra Stuttgart.\n\
        Den går 22 ganger om dagen!\n\
        For 3,2 millioner kan byen kjøre ferge i 14 år, har Alfons regnet ut, men da må billetten koste 6 euro.\n\
        Bilistene er sinte.\n\
        De må kjøre 40 kilometer.\n";

    #[test]
    fn versions_are_found_among_texts_on_the_same_events() {
        let prints = [print("de", BRIDGE_DE), print("nb", FERRY_NB), print("en", BRIDGE_EN)];
        assert_eq!(groups_of(&prints, &Constraints::default()), [vec![0, 2], vec![1]]);
    }

    #[test]
    fn a_fingerprint_is_the_same_however_the_document_is_cut_into_segments() {
        let text = "The ferry helps out. It takes bicycles too, but no cars.\nWhy so late? Nobody knows.\n";
        let cut_in = |n_parts: usize| {
            let mut builder = DocumentBuilder::default();
            builder.push(BlockKind::Paragraph, Spacing::Apart, 0..56);
            builder.push(BlockKind::Paragraph, Spacing::Apart, 57..text.len() - 1);
            let document = builder.finish(text.to_owned(), |block, _| {
                (0..n_parts).map(|part| part * block.len() / n_parts..(part + 1) * block.len() / n_parts).collect()
            });
            format!("{:?}", Fingerprint::new(&document))
        };
        assert_eq!(cut_in(1), cut_in(2));
        assert_eq!(cut_in(1), cut_in(5));
        assert_eq!(cut_in(1).matches("opens_block: true").count(), 2);
    }

    #[test]
    fn the_same_sentences_in_another_order_are_no_version() {
        let mut lines: Vec<&str> = BRIDGE_EN.lines().collect();
        lines.reverse();
        let prints = [print("de", BRIDGE_DE), print("en", &lines.join("\n"))];
        assert_eq!(groups_of(&prints, &Constraints::default()), [vec![0], vec![1]]);
    }

    #[test]
    fn texts_of_one_language_stay_apart_however_alike() {
        let prints = [print("en", BRIDGE_EN), print("en", BRIDGE_EN), print("en-GB", BRIDGE_EN)];
        assert_eq!(groups_of(&prints, &Constraints::default()), [vec![0], vec![1], vec![2]]);
    }

    #[test]
    fn what_the_hand_parted_stays_apart_and_what_it_joined_together() {
        let prints = [print("de", BRIDGE_DE), print("nb", FERRY_NB), print("en", BRIDGE_EN)];
        let constraints = Constraints { joined: vec![(0, 1)], parted: vec![(2, 0)] };
        assert_eq!(groups_of(&prints, &constraints), [vec![0, 1], vec![2]]);
    }

    #[test]
    fn every_document_is_in_one_group_whatever_stands_in_it() {
        let texts = [
            "",
            "Ja.",
            "One.\nTwo 2.\n",
            "Eins.\nZwei 2.\n",
            "One.\nTwo 2.\n",
            "\n\n",
            "。。。",
            "1\n".repeat(500).leak(),
        ];
        let languages = ["de", "de", "en", "de", "en", "fr", "zh", "und"];
        let prints: Vec<Fingerprint> =
            languages.iter().zip(texts).map(|(language, text)| print(language, text)).collect();
        let constraints = Constraints { joined: vec![(0, 4), (4, 1), (9, 0), (3, 3)], parted: vec![(2, 3), (8, 9)] };
        let groups = groups_of(&prints, &constraints);
        let mut all: Vec<usize> = groups.concat();
        all.sort_unstable();
        assert_eq!(all, (0..prints.len()).collect::<Vec<_>>());
        assert!(groups.contains(&vec![0, 1, 4]));
    }

    #[test]
    fn a_fingerprint_stays_small_however_long_the_text() {
        let long = print("en", &"Several words and 1234 numbers in a line.\n".repeat(50_000));
        assert!(long.cut);
        assert!(long.index.n_places() < 3_000 && long.units.len() <= 100 && long.survivors.len() < 2_000);
    }
}
