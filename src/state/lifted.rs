//! What of a veiled text was lifted: ranges of positions, in order and apart.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// How many ranges of one version are kept; beyond that the shortest, single words, are hidden again.
const MOST_RANGES: usize = 500;

/// The positions of a version that were lifted; positions are those of [`super::Spot`].
///
/// However it came about, also from a file: ranges are in order, neither empty nor touching, and of a bounded number.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(from = "Vec<[u64; 2]>")]
pub struct Lifted(Vec<[u64; 2]>);

impl From<Vec<[u64; 2]>> for Lifted {
    fn from(mut ranges: Vec<[u64; 2]>) -> Self {
        ranges.retain(|[start, end]| start < end);
        ranges.sort_unstable();
        let mut apart: Vec<[u64; 2]> = Vec::with_capacity(ranges.len());
        for [start, end] in ranges {
            match apart.last_mut() {
                Some(last) if start <= last[1] => last[1] = last[1].max(end),
                _ => apart.push([start, end]),
            }
        }
        if let Some(n_too_many) = apart.len().checked_sub(MOST_RANGES + 1) {
            let mut lengths: Vec<(u64, u64)> = apart.iter().map(|[start, end]| (end - start, *start)).collect();
            let (_, longest_to_go, _) = lengths.select_nth_unstable(n_too_many);
            let longest_to_go = *longest_to_go;
            apart.retain(|[start, end]| (end - start, *start) > longest_to_go);
        }
        Self(apart)
    }
}

impl Lifted {
    /// Whether nothing was lifted.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many ranges there are.
    pub fn n_ranges(&self) -> usize {
        self.0.len()
    }

    /// The ranges in order.
    pub fn ranges(&self) -> impl Iterator<Item = Range<u64>> {
        self.0.iter().map(|&[start, end]| start..end)
    }

    /// Adds a range.
    pub fn add(&mut self, range: Range<u64>) {
        let mut ranges = std::mem::take(&mut self.0);
        ranges.push([range.start, range.end]);
        *self = Self::from(ranges);
    }

    /// What of a range was not lifted.
    pub fn hidden_in(&self, range: &Range<u64>) -> Vec<Range<u64>> {
        let from = self.0.partition_point(|&[_, end]| end <= range.start);
        let mut hidden = Vec::new();
        let mut at = range.start;
        for &[start, end] in self.0[from..].iter().take_while(|&&[start, _]| start < range.end) {
            if at < start {
                hidden.push(at..start);
            }
            at = end;
        }
        if at < range.end {
            hidden.push(at..range.end);
        }
        hidden
    }

    /// Forgets what lies beyond the end of the text.
    pub fn cut_at(&mut self, end: u64) {
        self.0.retain_mut(|range| {
            range[1] = range[1].min(end);
            range[0] < range[1]
        });
    }

    /// What was lifted, in a text that was changed since: what stands before and after all that was changed is the same
    /// text, and what stood in between is hidden again.
    #[must_use]
    pub fn followed(&self, old: &str, new: &str) -> Self {
        let (before, after) = (old.as_bytes(), new.as_bytes());
        let n_same = before.iter().zip(after).take_while(|(a, b)| a == b).count();
        let at_end = before[n_same..].iter().rev().zip(after[n_same..].iter().rev());
        let changed_until = (before.len() - at_end.take_while(|(a, b)| a == b).count()) as u64;
        let (n_same, n_before, n_after) = (n_same as u64, before.len() as u64, after.len() as u64);
        let moved = |byte: u64| (byte + n_after).saturating_sub(n_before);
        let kept = self.0.iter().flat_map(|&[start, end]| {
            let below = [start, end.min(n_same)];
            let above = [moved(start.max(changed_until)), moved(end.min(n_before))];
            [Some(below), (end > changed_until).then_some(above)]
        });
        Self::from(kept.flatten().collect::<Vec<_>>())
    }

    /// What is lifted on disk with the changes from `base` to `ours` put in.
    #[must_use]
    pub(super) fn merged(base: &Self, ours: &Self, disk: &Self) -> Self {
        let hidden_again = base.ranges().flat_map(|range| ours.hidden_in(&range));
        let hidden_again = Self::from(hidden_again.map(|range| [range.start, range.end]).collect::<Vec<_>>());
        let theirs = disk.ranges().flat_map(|range| hidden_again.hidden_in(&range));
        let all = theirs.chain(ours.ranges()).map(|range| [range.start, range.end]);
        Self::from(all.collect::<Vec<_>>())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn lifted(ranges: &[[u64; 2]]) -> Lifted {
        Lifted::from(ranges.to_vec())
    }

    /// Which of the first positions are lifted.
    fn bits(lifted: &Lifted) -> Vec<bool> {
        (0..64).map(|at| lifted.hidden_in(&(at..at + 1)).is_empty()).collect()
    }

    #[test]
    fn ranges_that_touch_are_one_and_the_rest_is_hidden() {
        let mut own = Lifted::default();
        for (range, want) in [(4..6, 1), (8..9, 2), (6..8, 1), (9..9, 1), (0..20, 1)] {
            own.add(range);
            assert_eq!(own.n_ranges(), want, "{own:?}");
        }
        let own = lifted(&[[4, 6], [10, 12]]);
        for (range, want) in [
            (0..20, vec![[0, 4], [6, 10], [12, 20]]),
            (4..6, vec![]),
            (5..11, vec![[6, 10]]),
            (12..14, vec![[12, 14]]),
            (0..4, vec![[0, 4]]),
        ] {
            let hidden: Vec<[u64; 2]> = own.hidden_in(&range).iter().map(|range| [range.start, range.end]).collect();
            assert_eq!(hidden, want, "{range:?}");
        }
    }

    #[test]
    fn too_many_ranges_lose_the_shortest() {
        let many: Vec<[u64; 2]> = (0..MOST_RANGES as u64 + 20).map(|n| [n * 10, n * 10 + 1 + n % 7]).collect();
        let kept = lifted(&many);
        assert_eq!(kept.n_ranges(), MOST_RANGES);
        assert!(kept.ranges().filter(|range| range.end - range.start == 7).count() >= MOST_RANGES / 7);
        assert_eq!(Lifted::from(kept.0.clone()), kept);
    }

    #[test]
    fn what_was_lifted_follows_its_text_when_another_part_is_changed() {
        let own = lifted(&[[0, 4], [9, 13]]);
        for (new, want) in [
            ("One. Two. Three.", vec![[0, 4], [9, 13]]),
            ("One. 22222. Three.", vec![[0, 4], [11, 15]]),
            ("One. ", vec![[0, 4]]),
            ("", vec![]),
            ("Zero. One. Two. Three.", vec![[6, 10], [15, 19]]),
        ] {
            assert_eq!(own.followed("One. Two. Three.", new).0, want, "{new}");
        }
    }

    proptest! {
        #[test]
        fn what_two_programs_lifted_is_all_kept_and_what_one_hid_is_hidden(
            [base, ours, disk] in prop::array::uniform3(prop::collection::vec(prop::array::uniform2(0u64..64), 0..8)),
        ) {
            let [base, ours, disk] = [base, ours, disk].map(Lifted::from);
            let merged = Lifted::merged(&base, &ours, &disk);
            let [b, o, d, m] = [&base, &ours, &disk, &merged].map(bits);
            for at in 0..64 {
                prop_assert_eq!(m[at], o[at] || (d[at] && !b[at]), "{}", at);
            }
            prop_assert_eq!(&Lifted::merged(&base, &ours, &merged), &merged);
        }
    }
}
