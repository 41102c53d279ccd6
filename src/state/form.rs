//! The state as a file: TOML of a certain form.

use std::io;

use super::State;
use super::salvage::{PIECE, salvage};
use super::store::{Contents, Kept, KeptFile};

/// The form of the file that this program writes; it reads older ones, too.
const VERSION: u32 = 2;

/// The largest file that is written: before it gets larger, the places that were read longest ago are forgotten.
const LARGEST_WRITTEN: usize = 3 * 1024 * 1024;

impl Kept for State {
    const FILE: KeptFile = KeptFile {
        name: "state.toml",
        temporary: ".state-",
        largest: 4 * 1024 * 1024,
        called: "state file",
        one: "place",
        many: "places",
    };

    fn read(bytes: Vec<u8>, now: u64) -> Contents<Self> {
        parse(bytes, now)
    }

    fn in_form(&self) -> Self {
        State { version: VERSION, ..self.clone() }
    }

    fn merged(base: &Self, ours: &Self, disk: &Self) -> Self {
        State::merged(base, ours, disk)
    }

    fn to_text(&self) -> io::Result<String> {
        let mut text = toml::to_string(self).map_err(io::Error::other)?;
        let mut state = self.clone();
        while text.len() > LARGEST_WRITTEN && !state.reading.is_empty() {
            // The places that were read longest ago are forgotten.
            state.keep_latest(state.reading.len() / 2);
            text = toml::to_string(&state).map_err(io::Error::other)?;
        }
        Ok(text)
    }

    fn is_empty(&self) -> bool {
        State { version: 0, ..self.clone() } == State::default()
    }
}

/// The part of the file that is asked for first, since a newer form may hold what this program can't read.
#[derive(serde::Deserialize)]
struct Form {
    version: i64,
}

fn parse(bytes: Vec<u8>, now: u64) -> Contents<State> {
    let (text, is_utf8) = match String::from_utf8(bytes) {
        Ok(text) => (text, true),
        Err(error) => (String::from_utf8_lossy(error.as_bytes()).into_owned(), false),
    };
    let first_line = text.lines().next().unwrap_or_default();
    if let Ok(Form { version }) = toml::from_str(first_line)
        && version > i64::from(VERSION)
    {
        return Contents::Newer(version);
    }
    let mut reason = "not UTF-8".to_owned();
    if is_utf8 && text.len() <= PIECE {
        match toml::from_str::<Form>(&text).and_then(|form| Ok((form, toml::from_str::<State>(&text)?))) {
            Ok((Form { version }, _)) if version > i64::from(VERSION) => return Contents::Newer(version),
            Ok((_, mut state)) => {
                state.put_right(now);
                return Contents::Good(Box::new(state));
            }
            Err(error) => reason = error.message().lines().next().unwrap_or("not TOML").to_owned(),
        }
    }
    let salvaged = salvage(&text);
    let mut state = salvaged.state;
    state.put_right(now);
    if is_utf8 && text.len() > PIECE {
        if salvaged.n_lost == 0 && state.version > 0 {
            return Contents::Good(Box::new(state));
        }
        reason = "not what kzreader writes".to_owned();
    }
    Contents::Damaged(reason, Box::new(state))
}
