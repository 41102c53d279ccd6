//! How fast somebody reads in a language: characters of body text, and the seconds they took.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// How much of the latest reading counts: what is older fades.
const MEMORY: f64 = 30.0 * 60.0;

/// From so much reading on a pace is told.
pub const ENOUGH: Duration = Duration::from_secs(2 * 60);

/// How many times faster or slower than before a stint of reading counts at most, once there is enough of before.
const MOST_AT_ONCE: f64 = 3.0;

/// A pace as it was found so far: a running mean over the latest half hour of reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(from = "[u64; 2]", into = "[u64; 2]")]
pub struct Pace {
    characters: u64,
    seconds: u64,
}

impl From<[u64; 2]> for Pace {
    fn from([characters, seconds]: [u64; 2]) -> Self {
        Self { characters, seconds }
    }
}

impl From<Pace> for [u64; 2] {
    fn from(pace: Pace) -> Self {
        [pace.characters, pace.seconds]
    }
}

impl Pace {
    /// Takes in that so many characters were read in this time.
    pub fn learn(&mut self, characters: u64, time: Duration) {
        let (old, seconds) = (self.seconds as f64, time.as_secs_f64());
        let mut added = characters as f64;
        if self.reading_time() >= ENOUGH {
            let usual = self.characters as f64 / old * seconds;
            added = added.clamp(usual / MOST_AT_ONCE, usual * MOST_AT_ONCE);
        }
        let fading = ((MEMORY - seconds) / old.max(1.0)).clamp(0.0, 1.0);
        self.characters = (self.characters as f64 * fading + added).round() as u64;
        self.seconds = (old * fading + seconds).round() as u64;
    }

    /// How long was read to find it.
    pub fn reading_time(&self) -> Duration {
        Duration::from_secs(self.seconds)
    }

    /// Characters a minute; `None` as long as too little was read to tell.
    pub fn per_minute(&self) -> Option<f64> {
        (self.reading_time() >= ENOUGH && self.characters > 0)
            .then(|| self.characters as f64 * 60.0 / self.seconds as f64)
    }

    /// Whether nobody can have been found to read so; such a pace comes from a file that was changed by hand.
    pub(super) fn is_absurd(&self) -> bool {
        self.seconds as f64 > MEMORY + 1.0 || self.characters / 1_000 > self.seconds
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(stints: &[(u64, u64)]) -> Pace {
        let mut pace = Pace::default();
        stints.iter().for_each(|&(characters, seconds)| pace.learn(characters, Duration::from_secs(seconds)));
        pace
    }

    #[test]
    fn a_pace_is_told_when_enough_was_read() {
        assert_eq!(read(&[(1_000, 60)]).per_minute(), None);
        assert_eq!(read(&[(1_000, 60), (2_000, 60)]).per_minute(), Some(1_500.0));
    }

    #[test]
    fn one_odd_stint_moves_a_pace_by_little_and_a_new_habit_moves_it_in_the_end() {
        let usual: Vec<(u64, u64)> = vec![(1_000, 60); 20];
        let with = |more: &[(u64, u64)]| read(&[&usual[..], more].concat()).per_minute().expect("enough was read");
        assert!((1_090.0..1_110.0).contains(&with(&[(9_000, 60)])), "{}", with(&[(9_000, 60)]));
        assert!(with(&[(2_000, 60); 60]) > 1_800.0);
    }

    #[test]
    fn a_pace_is_kept_as_two_numbers() {
        let paces = std::collections::BTreeMap::from([("de".to_owned(), read(&[(1_000, 60)]))]);
        let text = toml::to_string(&paces).expect("TOML");
        assert_eq!(text, "de = [1000, 60]\n");
        assert_eq!(toml::from_str::<std::collections::BTreeMap<String, Pace>>(&text).as_ref(), Ok(&paces));
    }

    #[test]
    fn what_nobody_reads_is_absurd() {
        for (numbers, want) in
            [([900, 60], false), ([60_000, 60], false), ([u64::MAX, 60], true), ([5, 0], false), ([1, u64::MAX], true)]
        {
            assert_eq!(Pace::from(numbers).is_absurd(), want, "{numbers:?}");
        }
    }
}
