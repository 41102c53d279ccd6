//! The words of a text, each once, with the sentences that it stands in.

/// Words as hashes, each once, sorted; and where each stands.
#[derive(Debug, Clone, Default)]
pub(super) struct Index {
    /// The first letters of a word, a number's value, or a mark, as a hash: sorted, each once.
    pub stems: Vec<u32>,
    /// What is alike in the cognates of each; 0 for none.
    skeletons: Vec<u32>,
    /// The words that have a skeleton, sorted by it.
    by_skeleton: Vec<u16>,
    /// Where the units of each word begin in [`Self::units`]; one more at the end.
    starts: Vec<u16>,
    /// The units that the words stand in, in order, one for each time.
    units: Vec<u8>,
}

/// A word where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Word {
    pub stem: u32,
    pub unit: u8,
    pub skeleton: u32,
}

impl Index {
    /// The index of at most 65,535 words.
    pub fn new(mut words: Vec<Word>) -> Self {
        words.truncate(usize::from(u16::MAX));
        words.sort_unstable();
        let mut made = Self::default();
        for word in words {
            if made.stems.last() != Some(&word.stem) {
                made.stems.push(word.stem);
                made.skeletons.push(word.skeleton);
                made.starts.push(made.units.len() as u16);
            }
            made.units.push(word.unit);
        }
        made.starts.push(made.units.len() as u16);
        made.by_skeleton =
            (0..made.stems.len() as u16).filter(|&word| made.skeletons[usize::from(word)] != 0).collect();
        made.by_skeleton.sort_by_key(|&word| made.skeletons[usize::from(word)]);
        made
    }

    /// The number of different words.
    pub fn len(&self) -> usize {
        self.stems.len()
    }

    /// The number of words.
    pub fn n_places(&self) -> usize {
        self.units.len()
    }

    /// The units that a word stands in, in order, one for each time.
    pub fn units_of(&self, word: usize) -> &[u8] {
        &self.units[usize::from(self.starts[word])..usize::from(self.starts[word + 1])]
    }

    /// Each word where it stands.
    pub fn words(&self) -> impl Iterator<Item = Word> + '_ {
        (0..self.len()).flat_map(|at| {
            let (stem, skeleton) = (self.stems[at], self.skeletons[at]);
            self.units_of(at).iter().map(move |&unit| Word { stem, unit, skeleton })
        })
    }

    /// The words of each unit, each once.
    pub fn by_unit(&self, n_units: usize) -> Vec<Vec<u16>> {
        let mut made = vec![Vec::new(); n_units];
        for word in 0..self.len() {
            let mut last = None;
            for &unit in self.units_of(word).iter().filter(|&&unit| usize::from(unit) < n_units) {
                if last.replace(unit) != Some(unit) {
                    made[usize::from(unit)].push(word as u16);
                }
            }
        }
        made
    }

    /// Calls `found` with each two words of alike form.
    pub fn cognates(&self, other: &Self, mut found: impl FnMut(u16, u16, Alike)) {
        let (mut x, mut y) = (0, 0);
        while x < self.stems.len() && y < other.stems.len() {
            match self.stems[x].cmp(&other.stems[y]) {
                std::cmp::Ordering::Less => x += 1,
                std::cmp::Ordering::Greater => y += 1,
                std::cmp::Ordering::Equal => {
                    found(x as u16, y as u16, Alike::Stem);
                    x += 1;
                    y += 1;
                }
            }
        }
        let mut start = 0;
        for &x in &self.by_skeleton {
            let wanted = self.skeletons[usize::from(x)];
            let key = |y: usize| other.skeletons[usize::from(other.by_skeleton[y])];
            while start < other.by_skeleton.len() && key(start) < wanted {
                start += 1;
            }
            for y in (start..other.by_skeleton.len()).take_while(|&y| key(y) == wanted) {
                found(x, other.by_skeleton[y], Alike::Skeleton);
            }
        }
    }
}

/// What two words have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Alike {
    /// Their first letters.
    Stem,
    /// Their consonants.
    Skeleton,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_by_unit_and_cognates_by_stem_and_skeleton() {
        let word = |stem, unit, skeleton| Word { stem, unit, skeleton };
        let one = Index::new(vec![word(7, 2, 5), word(3, 0, 0), word(7, 0, 5), word(7, 0, 5)]);
        assert_eq!((one.len(), one.n_places()), (2, 4));
        assert_eq!(one.units_of(1), [0, 0, 2]);
        assert_eq!(one.by_unit(3), [vec![0, 1], vec![], vec![1]]);
        let two = Index::new(vec![word(3, 1, 0), word(9, 1, 5), word(8, 0, 5)]);
        let mut found = Vec::new();
        one.cognates(&two, |x, y, alike| found.push((x, y, alike)));
        assert_eq!(found, [(0, 0, Alike::Stem), (1, 1, Alike::Skeleton), (1, 2, Alike::Skeleton)]);
    }
}
