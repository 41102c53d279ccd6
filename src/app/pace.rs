//! The reader's own pace, found from how they move on through a text.
//!
//! What is looked at is the place after each key: how many characters of body text lie between it and the place before,
//! and how long it was the place. Neither alone tells reading from other things. Who turns pages has read for as long as
//! a page takes; who scrolls line by line makes ten moves at once and then reads; so moves are added up to stints of
//! twenty seconds at least, and a stint counts only where people read as fast as that. Jumps, other texts and long pauses
//! are no reading: what was added up before them stands, what they took is left out.

use std::time::Duration;

/// How long is read before the pace of it is looked at.
const STINT: Duration = Duration::from_secs(20);

/// A longer pause is no reading, unless what was read in it takes a slow reader as long.
const PAUSE: Duration = Duration::from_secs(2 * 60);

/// A longer pause is never reading.
const LONGEST_PAUSE: Duration = Duration::from_secs(10 * 60);

/// The slowest and the fastest that anybody reads, in words a minute: letter by letter, and skimming.
const WORDS_A_MINUTE: (f64, f64) = (50.0, 1_500.0);

/// Characters to a word, with the blank after it.
const CHARACTERS_TO_A_WORD: f64 = 6.0;

/// The same in Chinese and Japanese, which have no blanks.
const CHARACTERS_TO_A_WORD_WITHOUT_SPACES: f64 = 1.7;

/// What a language's words are like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Words {
    /// Blanks stand between them.
    Spaced,
    /// Nothing does.
    Unspaced,
}

impl Words {
    /// How many characters a word has, with the blank after it.
    pub fn characters(self) -> f64 {
        match self {
            Words::Spaced => CHARACTERS_TO_A_WORD,
            Words::Unspaced => CHARACTERS_TO_A_WORD_WITHOUT_SPACES,
        }
    }
}

/// Where the reader is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Station {
    /// The text, by a number of its own.
    pub text: usize,
    /// The characters of body text before the place.
    pub characters: u64,
    /// What its words are like.
    pub words: Words,
}

/// How the reader came to a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// By going on, or back some.
    On,
    /// By a jump.
    Jump,
}

/// A stint of reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stint {
    /// The characters that were read.
    pub characters: u64,
    /// The time it took.
    pub time: Duration,
}

/// Adds up moves to stints.
#[derive(Debug, Clone, Copy, Default)]
pub struct Pacer {
    last: Option<(Station, Duration)>,
    characters: i64,
    time: Duration,
}

impl Pacer {
    /// Takes in where the reader is at a time, and how they came there; gives a stint of reading when one is full.
    pub fn take(&mut self, station: Option<Station>, way: Way, at: Duration) -> Option<Stint> {
        let (Some(here), Some((last, since))) = (station, self.last) else {
            self.last = station.map(|here| (here, at));
            return None;
        };
        if here == last {
            return None;
        }
        self.last = Some((here, at));
        if here.text != last.text {
            (self.characters, self.time) = (0, Duration::ZERO);
            return None;
        }
        let time = at.saturating_sub(since);
        let characters = here.characters as i64 - last.characters as i64;
        if way == Way::Jump || is_pause(time, characters, here.words) {
            return None;
        }
        self.characters += characters;
        self.time += time;
        if self.time < STINT {
            return None;
        }
        let stint = (std::mem::take(&mut self.characters), std::mem::take(&mut self.time));
        let words = words_a_minute(stint.0, stint.1, here.words);
        let is_reading = (WORDS_A_MINUTE.0..=WORDS_A_MINUTE.1).contains(&words);
        is_reading.then(|| Stint { characters: stint.0.unsigned_abs(), time: stint.1 })
    }
}

fn is_pause(time: Duration, characters: i64, words: Words) -> bool {
    time > LONGEST_PAUSE || (time > PAUSE && words_a_minute(characters, time, words) < WORDS_A_MINUTE.0)
}

fn words_a_minute(characters: i64, time: Duration, words: Words) -> f64 {
    characters as f64 / words.characters() * 60.0 / time.as_secs_f64().max(0.001)
}

/// How long so many characters take at so many a minute, in words: `about 12 min left`.
pub fn time_left(characters: u64, per_minute: f64) -> Option<String> {
    let minutes = (characters as f64 / per_minute.max(1.0)).ceil() as u64;
    match minutes {
        0 => None,
        1 => Some("about a minute left".to_owned()),
        2..60 => Some(format!("about {minutes} min left")),
        // Who has hours to go does not ask for minutes.
        _ => {
            let (hours, tens) = ((minutes + 5) / 60, (minutes + 5) % 60 / 10 * 10);
            Some(match tens {
                0 => format!("about {hours} h left"),
                _ => format!("about {hours} h {tens} min left"),
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Moves: seconds since the one before, characters before the place, and the way.
    fn stints(moves: &[(f64, u64, Way)], words: Words) -> Vec<(u64, u64)> {
        let mut pacer = Pacer::default();
        let mut at = Duration::ZERO;
        let mut stints = Vec::new();
        for &(seconds, characters, way) in moves {
            at += Duration::from_secs_f64(seconds);
            let station = Station { text: 1, characters, words };
            stints.extend(pacer.take(Some(station), way, at));
        }
        stints.into_iter().map(|stint| (stint.characters, stint.time.as_secs())).collect()
    }

    #[test]
    fn reading_is_told_from_skimming_pauses_and_jumps() {
        use Way::{Jump, On};
        for (what, moves, want) in [
            ("pages", vec![(0.0, 0, On), (60.0, 1_500, On), (50.0, 3_000, On)], vec![(1_500, 60), (1_500, 50)]),
            (
                "ten lines at once, then reading them",
                {
                    let mut moves: Vec<_> = (0..10).map(|n| (0.1, n * 60, On)).collect();
                    moves.extend([(30.0, 600, On), (29.1, 1_200, On)]);
                    moves
                },
                vec![(600, 30), (600, 29)],
            ),
            ("scrolling through", (0..200).map(|n| (0.2, n * 120, On)).collect(), vec![]),
            ("a cup of tea", vec![(0.0, 0, On), (300.0, 60, On), (30.0, 660, On)], vec![(600, 30)]),
            ("a slow page", vec![(0.0, 0, On), (240.0, 2_000, On)], vec![(2_000, 240)]),
            ("the night", vec![(0.0, 0, On), (36_000.0, 2_000, On)], vec![]),
            ("a jump", vec![(0.0, 0, On), (30.0, 9_000, Jump), (30.0, 9_600, On)], vec![(600, 30)]),
            (
                "going back to read again",
                vec![(0.0, 0, On), (15.0, 900, On), (1.0, 300, On), (14.0, 600, On)],
                vec![(600, 30)],
            ),
            ("going back only", vec![(0.0, 900, On), (25.0, 300, On)], vec![]),
            ("looking at one sentence", vec![(0.0, 0, On), (100.0, 0, On), (15.0, 60, On)], vec![]),
        ] {
            assert_eq!(stints(&moves, Words::Spaced), want, "{what}");
        }
    }

    #[test]
    fn chinese_is_read_in_fewer_characters() {
        let moves = |characters| [(0.0, 0, Way::On), (60.0, characters, Way::On)];
        for (characters, words, is_reading) in [
            (100, Words::Unspaced, true),
            (100, Words::Spaced, false),
            (5_000, Words::Unspaced, false),
            (5_000, Words::Spaced, true),
        ] {
            assert_eq!(!stints(&moves(characters), words).is_empty(), is_reading, "{characters} {words:?}");
        }
    }

    #[test]
    fn another_text_and_no_text_begin_anew() {
        let station = |text, characters| Some(Station { text, characters, words: Words::Spaced });
        let mut pacer = Pacer::default();
        let mut take = |station, at| pacer.take(station, Way::On, Duration::from_secs(at));
        assert_eq!(take(station(1, 0), 0), None);
        assert_eq!(take(station(2, 600), 30), None, "another text");
        assert_eq!(take(None, 40), None, "the list");
        assert_eq!(take(station(2, 1_200), 60), None, "back again");
        assert_eq!(take(station(2, 1_800), 90), Some(Stint { characters: 600, time: Duration::from_secs(30) }));
        assert_eq!(take(station(2, 2_400), 20), None, "a clock that goes back");
    }

    #[test]
    fn time_left_is_told_as_people_tell_it() {
        for (characters, want) in [
            (0, None),
            (1, Some("about a minute left")),
            (1_000, Some("about a minute left")),
            (11_500, Some("about 12 min left")),
            (60_000, Some("about 1 h left")),
            (100_000, Some("about 1 h 40 min left")),
            (116_000, Some("about 2 h left")),
            (600_000, Some("about 10 h left")),
        ] {
            assert_eq!(time_left(characters, 1_000.0).as_deref(), want, "{characters}");
        }
    }
}
