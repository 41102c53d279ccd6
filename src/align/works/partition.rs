//! From log odds between two documents to works.
//!
//! Three steps. [`without_hubs`] takes from each link what its documents are given by all others alike (as cross-domain
//! similarity local scaling does, Conneau et al. 2018). [`disputed`] sets each link against its rivals, the links of
//! the same document with others of one language, as the posterior does that one of them or none is right. [`partition`]
//! joins the surest first and goes on with the average of all links between two groups, so that a third language
//! decides what two leave open; a group has one document a language.
//!
//! Worked example: `de`–`en1` has odds of 6, `de`–`en2` of 5. Against the floor of 1.3 and each other they keep
//! 6 − ln(e^1.3 + e^5) = 1.0 and 5 − ln(e^1.3 + e^6) = −1.0: the first is joined, the second is not.
//!
//! Limits: two documents of one language are never joined but by hand; of two copies of a text the second stays alone.

use std::collections::{BTreeMap, BinaryHeap, HashMap, HashSet};

use super::Constraints;

/// Log odds that what no rival disputes must reach in the smallest piles.
const FLOOR: f32 = 1.3;
/// In a pile e times as large, so much more: a document finds more there that is like it by chance.
const HIGHER: f32 = 0.2;
/// So few documents are the smallest pile.
const FEWEST: f32 = 4.0;

/// Log odds that what no rival disputes must reach among so many documents.
fn floor(n_documents: usize) -> f32 {
    FLOOR + HIGHER * (n_documents as f32 / FEWEST).max(1.0).ln()
}
/// What is said by two documents that were not worth laying side by side.
const UNSEEN: f32 = -3.0;
/// No link counts for more or less than this in an average.
const MOST: f32 = 8.0;

/// Log odds of links between documents.
pub(super) type Links = BTreeMap<(usize, usize), f32>;

/// The odds of each link against its rivals: the same document's links with others of the same language.
pub(super) fn disputed(links: &Links, languages: &[&str]) -> Links {
    let mut rivals: HashMap<(usize, &str), f32> = HashMap::new();
    for (&(a, b), odds) in links {
        *rivals.entry((a, languages[b])).or_default() += odds.min(30.0).exp();
        *rivals.entry((b, languages[a])).or_default() += odds.min(30.0).exp();
    }
    let floor = floor(languages.len());
    let against = |document: usize, language: &str, odds: f32| {
        let others = (rivals[&(document, language)] - odds.min(30.0).exp()).max(0.0);
        odds - (floor.exp() + others).ln()
    };
    let settle = |(&(a, b), &odds): (&(usize, usize), &f32)| {
        ((a, b), against(a, languages[b], odds).min(against(b, languages[a], odds)))
    };
    links.iter().map(settle).collect()
}

/// The odds without what documents are given by all others alike: a short or shapeless one lies level with many.
///
/// From each link goes half of what its documents' usual odds are above the pile's; where there are few links, less.
pub(super) fn without_hubs(links: &Links, n_documents: usize) -> Links {
    let mut all: Vec<Vec<f32>> = vec![Vec::new(); n_documents];
    for (&(a, b), &odds) in links {
        all[a].push(odds);
        all[b].push(odds);
    }
    let usual: Vec<Option<f32>> = all.iter_mut().map(|odds| usual(odds)).collect();
    let known = || usual.iter().flatten();
    let mean = known().sum::<f32>() / known().count().max(1) as f32;
    let excess = |document: usize| {
        let n = all[document].len() as f32;
        let excess = usual[document].unwrap_or(mean) - mean;
        excess * n / (n + if excess > 0.0 { FEW } else { MANY })
    };
    links.iter().map(|(&(a, b), &odds)| ((a, b), odds - 0.25 * (excess(a) + excess(b)))).collect()
}

/// How many links it takes until a document's usual odds are half believed: where they speak against it, and for it.
const FEW: f32 = 15.0;
const MANY: f32 = 100.0;

/// What four of five links of a document don't exceed.
fn usual(odds: &mut [f32]) -> Option<f32> {
    odds.sort_unstable_by(f32::total_cmp);
    odds.get(odds.len() * 4 / 5).copied()
}

/// A group in the making.
#[derive(Default)]
struct Group {
    members: Vec<usize>,
    /// Sum and number of the links with other groups.
    links: HashMap<usize, (f32, usize)>,
}

/// A proposal to join two groups, the surest first.
#[derive(PartialEq)]
struct Proposal {
    odds: f32,
    one: usize,
    two: usize,
    /// How many links it rests on: it is stale when a group has grown.
    sizes: (usize, usize),
}

impl Eq for Proposal {}

impl Ord for Proposal {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.odds.total_cmp(&other.odds).then((other.one, other.two).cmp(&(self.one, self.two)))
    }
}

impl PartialOrd for Proposal {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// Joins the documents: as the constraints say, then by their links while the odds are above 0.
pub(super) fn partition(links: &Links, languages: &[&str], constraints: &Constraints) -> Vec<Vec<usize>> {
    let mut owner: Vec<usize> = (0..languages.len()).collect();
    let mut groups: Vec<Group> =
        owner.iter().map(|&document| Group { members: vec![document], ..Group::default() }).collect();
    for (&(a, b), &odds) in links {
        groups[a].links.insert(b, (odds.clamp(-MOST, MOST), 1));
        groups[b].links.insert(a, (odds.clamp(-MOST, MOST), 1));
    }
    for (a, b) in &constraints.joined {
        if let (Some(&a), Some(&b)) = (owner.get(*a), owner.get(*b))
            && a != b
        {
            join(&mut groups, &mut owner, a, b);
        }
    }
    let parted: HashSet<(usize, usize)> = constraints.parted.iter().flat_map(|&(a, b)| [(a, b), (b, a)]).collect();
    let mut heap: BinaryHeap<Proposal> = BinaryHeap::new();
    for one in 0..groups.len() {
        let later = groups[one].links.keys().copied().filter(|&two| two > one);
        heap.extend(later.filter_map(|two| proposal(&groups, one, two)));
    }
    while let Some(best) = heap.pop() {
        let current = (groups[best.one].members.len(), groups[best.two].members.len());
        if current != best.sizes || !compatible(&groups[best.one], &groups[best.two], languages, &parted) {
            continue;
        }
        let joined = join(&mut groups, &mut owner, best.one, best.two);
        let neighbours: Vec<usize> = groups[joined].links.keys().copied().collect();
        heap.extend(neighbours.into_iter().filter_map(|other| proposal(&groups, joined, other)));
    }
    let mut made: Vec<Vec<usize>> = groups.into_iter().map(|group| group.members).filter(|m| !m.is_empty()).collect();
    made.iter_mut().for_each(|members| members.sort_unstable());
    made.sort_unstable();
    made
}

fn proposal(groups: &[Group], one: usize, two: usize) -> Option<Proposal> {
    let sizes = (groups[one].members.len(), groups[two].members.len());
    let &(sum, n) = groups[one].links.get(&two)?;
    let all = sizes.0 * sizes.1;
    let odds = (sum + UNSEEN * (all - n) as f32) / all as f32;
    (odds > 0.0).then_some(Proposal { odds, one, two, sizes })
}

/// Whether two groups share no language and no one's hand parted them.
fn compatible(one: &Group, two: &Group, languages: &[&str], parted: &HashSet<(usize, usize)>) -> bool {
    one.members.iter().all(|&a| two.members.iter().all(|&b| languages[a] != languages[b] && !parted.contains(&(a, b))))
}

/// Joins two groups; the smaller goes into the larger, whose number is given back.
fn join(groups: &mut [Group], owner: &mut [usize], one: usize, two: usize) -> usize {
    let (into, from) = if groups[one].members.len() >= groups[two].members.len() { (one, two) } else { (two, one) };
    let gone = std::mem::take(&mut groups[from]);
    for &member in &gone.members {
        owner[member] = into;
    }
    groups[into].members.extend(gone.members);
    groups[into].links.remove(&from);
    for (other, (sum, n)) in gone.links {
        if other == into {
            continue;
        }
        groups[other].links.remove(&from);
        let merged = groups[into].links.entry(other).or_default();
        *merged = (merged.0 + sum, merged.1 + n);
        let merged = *merged;
        groups[other].links.insert(into, merged);
    }
    into
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links(odds: &[(usize, usize, f32)]) -> Links {
        odds.iter().map(|&(a, b, odds)| ((a, b), odds)).collect()
    }

    #[test]
    fn rivals_of_one_language_dispute_a_link_and_others_do_not() {
        let languages = ["de", "en", "en", "fr"];
        let left = disputed(&links(&[(0, 1, 6.0), (0, 2, 5.0), (0, 3, 5.0)]), &languages);
        assert!((left[&(0, 1)] - 0.97).abs() < 0.01, "{left:?}");
        assert!(left[&(0, 2)] < 0.0);
        assert!((left[&(0, 3)] - (5.0 - FLOOR)).abs() < 0.01);
    }

    #[test]
    fn the_average_of_all_links_decides_and_a_group_has_one_document_a_language() {
        for (odds, want) in [
            (&[(0, 1, 4.0), (1, 2, 3.0), (0, 2, -1.0)][..], vec![vec![0, 1, 2], vec![3]]),
            (&[(0, 1, 4.0), (1, 2, 3.0), (0, 2, -7.0)], vec![vec![0, 1], vec![2], vec![3]]),
            (&[(0, 1, 4.0), (1, 3, 5.0)], vec![vec![0], vec![1, 3], vec![2]]),
            (&[(0, 1, -0.1)], vec![vec![0], vec![1], vec![2], vec![3]]),
        ] {
            let languages = ["de", "en", "fr", "de"];
            assert_eq!(partition(&links(odds), &languages, &Constraints::default()), want, "{odds:?}");
        }
    }
}
