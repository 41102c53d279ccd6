//! What can still be read of a damaged state file.
//!
//! The file is taken apart where a line begins with `[`, as TOML's tables do. Of each part the lines that make sense
//! together are kept: a place needs its version, everything else stands by itself. Nothing is guessed.

use super::State;

/// After so many lines that make no sense the rest is not looked at: it is another kind of file.
const MOST_LOST: usize = 1000;

/// The most lines of a place that are looked at; it has fourteen.
const MOST_LINES_OF_A_PLACE: usize = 64;

/// The most bytes that are read in one piece, which takes a multiple of them in memory.
pub(super) const PIECE: usize = 512 * 1024;

/// What was saved, and how many lines were not.
pub(super) struct Salvaged {
    pub state: State,
    pub n_lost: usize,
}

/// Reads what can be read.
pub(super) fn salvage(text: &str) -> Salvaged {
    let mut salvaged = Salvaged { state: State::default(), n_lost: 0 };
    for part in parts(text) {
        if salvaged.n_lost > MOST_LOST {
            break;
        }
        if part.len() <= PIECE {
            salvaged.read(part);
            continue;
        }
        // What is written over and over can be read piece by piece; nothing else is so long.
        let header = if part.starts_with('[') { part.lines().next().unwrap_or_default() } else { "" };
        let mut piece = header.to_owned();
        for line in part[header.len()..].lines() {
            if header.len() + line.len() > PIECE / 2 {
                salvaged.n_lost += 1;
                continue;
            }
            if piece.len() + line.len() > PIECE {
                salvaged.read(&piece);
                header.clone_into(&mut piece);
            }
            piece.push('\n');
            piece.push_str(line);
        }
        salvaged.read(&piece);
    }
    salvaged.state.stay_small();
    salvaged
}

impl Salvaged {
    fn read(&mut self, part: &str) {
        match toml::from_str::<State>(part) {
            Ok(state) => self.state.add(state),
            Err(_) => lines_of(part, self),
        }
        self.state.stay_small_enough();
    }
}

/// The text, cut before every line that begins a table.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = rest.find("\n[").map_or(rest.len(), |at| at + 1);
        let (part, after) = rest.split_at(end);
        rest = after;
        Some(part)
    })
}

fn lines_of(part: &str, salvaged: &mut Salvaged) {
    let (header, lines) = match part.split_once('\n') {
        Some((header, lines)) if part.starts_with('[') => (header, lines),
        _ => ("", part),
    };
    let lines = lines.lines().filter(|line| !line.trim().is_empty());
    if header.starts_with("[reading.") {
        let mut place = header.to_owned();
        let mut found = None;
        for line in lines.take(MOST_LINES_OF_A_PLACE) {
            let longer = format!("{place}\n{line}");
            match toml::from_str::<State>(&longer) {
                Ok(state) => (place, found) = (longer, Some(state)),
                Err(_) => salvaged.n_lost += 1,
            }
        }
        salvaged.state.add(found.unwrap_or_default());
        return;
    }
    for line in lines {
        match toml::from_str::<State>(&format!("{header}\n{line}")) {
            Ok(state) => salvaged.state.add(state),
            Err(_) => salvaged.n_lost += 1,
        }
        if salvaged.n_lost > MOST_LOST {
            return;
        }
    }
}

impl State {
    /// Takes in what was read of another part of the file.
    fn add(&mut self, part: State) {
        self.version = self.version.max(part.version);
        self.reading.extend(part.reading);
        self.languages.extend(part.languages);
        self.encodings.extend(part.encodings);
        self.lifted.extend(part.lifted);
        self.paces.extend(part.paces);
        self.joined.extend(part.joined);
        self.parted.extend(part.parted);
        self.choices = part.choices.over(&self.choices);
        self.configured = part.configured.over(&self.configured);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::{Choices, tests::reading};

    fn full() -> State {
        let mut state = State { version: 2, ..State::default() };
        for n in 0..3 {
            state.reading.insert(format!("/texts/{n}.md\n[x"), reading(n));
            state.languages.insert(format!("/texts/{n}.md"), "de".to_owned());
        }
        state.encodings.insert("/texts/1.md".to_owned(), "windows-1251".to_owned());
        state.lifted.insert("/texts/1.md".to_owned(), vec![[0, 40], [90, 120]].into());
        state.paces.insert("de".to_owned(), [1_000, 60].into());
        state.joined.insert(["a".to_owned(), "b".to_owned()]);
        state.choices = Choices { theme: Some("light".to_owned()), measure: Some(60), ..Choices::default() };
        state
    }

    #[test]
    fn a_line_that_is_damaged_costs_that_line_and_what_needs_it() {
        let text = toml::to_string(&full()).expect("TOML");
        assert_eq!(salvage(&text).n_lost, 0);
        assert_eq!(salvage(&text).state, full());
        let without_measure = State { choices: Choices { measure: None, ..full().choices }, ..full() };
        for damage in ["measure = \"60", "measure = -1", "\0\0\0"] {
            assert_eq!(salvage(&text.replace("measure = 60", damage)).state, without_measure, "{damage:?}");
        }
        let cut = salvage(&text[..text.find("theme").expect("it is there")]);
        assert_eq!((cut.state.reading.len(), cut.state.joined.len()), (3, 1));
        let one_place_less = salvage(&text.replacen("left = \"a\"", "left = a", 1)).state;
        assert_eq!(one_place_less.reading.len(), 2);
        assert_eq!(one_place_less.languages, full().languages);
    }

    #[test]
    fn no_cut_and_no_flipped_bit_does_harm() {
        let text = toml::to_string(&full()).expect("TOML");
        for end in (0..text.len()).filter(|&end| text.is_char_boundary(end)) {
            let kept = salvage(&text[..end]).state;
            assert!(kept.languages.iter().all(|entry| full().languages.contains_key(entry.0)), "cut at {end}");
        }
        for at in 0..text.len() {
            for bit in 0..8 {
                let mut bytes = text.clone().into_bytes();
                bytes[at] ^= 1 << bit;
                let kept = salvage(&String::from_utf8_lossy(&bytes)).state;
                assert!(kept.reading.len() >= 2 || kept.languages.len() == 3, "bit {bit} of byte {at}");
            }
        }
    }
}
