//! Three states into one: what was there, what this program made of it, and what is there now.

use std::collections::{BTreeMap, BTreeSet};

use super::State;

impl State {
    /// The state on disk with the changes from `base` to `ours` put in; where both changed the same, ours holds.
    #[must_use]
    pub fn merged(base: &State, ours: &State, disk: &State) -> State {
        State {
            version: ours.version,
            reading: merged_map(&base.reading, &ours.reading, &disk.reading),
            languages: merged_map(&base.languages, &ours.languages, &disk.languages),
            encodings: merged_map(&base.encodings, &ours.encodings, &disk.encodings),
            joined: merged_set(&base.joined, &ours.joined, &disk.joined),
            parted: merged_set(&base.parted, &ours.parted, &disk.parted),
            choices: if base.choices == ours.choices { disk.choices.clone() } else { ours.choices.clone() },
        }
    }
}

fn merged_map<V: Clone + PartialEq>(
    base: &BTreeMap<String, V>,
    ours: &BTreeMap<String, V>,
    disk: &BTreeMap<String, V>,
) -> BTreeMap<String, V> {
    let mut merged = disk.clone();
    merged.retain(|key, _| ours.contains_key(key) || !base.contains_key(key));
    let changed = ours.iter().filter(|(key, value)| base.get(*key) != Some(value));
    merged.extend(changed.map(|(key, value)| (key.clone(), value.clone())));
    merged
}

fn merged_set(
    base: &BTreeSet<[String; 2]>,
    ours: &BTreeSet<[String; 2]>,
    disk: &BTreeSet<[String; 2]>,
) -> BTreeSet<[String; 2]> {
    let kept = disk.iter().filter(|pair| ours.contains(*pair) || !base.contains(*pair));
    kept.chain(ours.difference(base)).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(languages: &[(&str, &str)]) -> State {
        let languages = languages.iter().map(|(id, tag)| ((*id).to_owned(), (*tag).to_owned())).collect();
        State { languages, ..State::default() }
    }

    #[test]
    fn what_two_programs_changed_is_all_kept_and_what_one_removed_is_gone() {
        let base = state(&[("a", "de"), ("b", "en")]);
        let ours = state(&[("a", "nb"), ("c", "sv")]);
        let disk = state(&[("a", "de"), ("b", "en"), ("d", "pt")]);
        assert_eq!(State::merged(&base, &ours, &disk), state(&[("a", "nb"), ("c", "sv"), ("d", "pt")]));
    }
}
