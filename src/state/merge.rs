//! Three states into one: what was there, what this program made of it, and what is there now.

use std::collections::{BTreeMap, BTreeSet};

use super::{Choices, Lifted, State};

/// Choices made one by one from those of others.
macro_rules! each_choice {
    ($rule:ident, $($of:expr),+) => {
        Choices {
            layout: $rule($(&$of.layout),+),
            page_furniture: $rule($(&$of.page_furniture),+),
            justification: $rule($(&$of.justification),+),
            sort: $rule($(&$of.sort),+),
            theme: $rule($(&$of.theme),+),
            list_hidden: $rule($(&$of.list_hidden),+),
            measure: $rule($(&$of.measure),+),
            stacked_by: $rule($(&$of.stacked_by),+),
            interleaved_by: $rule($(&$of.interleaved_by),+),
            languages: $rule($(&$of.languages),+),
            mouse: $rule($(&$of.mouse),+),
        }
    };
}

impl State {
    /// The state on disk with the changes from `base` to `ours` put in; where both changed the same, ours holds.
    #[must_use]
    pub fn merged(base: &State, ours: &State, disk: &State) -> State {
        State {
            version: ours.version,
            reading: merged_map(&base.reading, &ours.reading, &disk.reading),
            languages: merged_map(&base.languages, &ours.languages, &disk.languages),
            encodings: merged_map(&base.encodings, &ours.encodings, &disk.encodings),
            lifted: merged_lifted(&base.lifted, &ours.lifted, &disk.lifted),
            paces: merged_map(&base.paces, &ours.paces, &disk.paces),
            joined: merged_set(&base.joined, &ours.joined, &disk.joined),
            parted: merged_set(&base.parted, &ours.parted, &disk.parted),
            choices: each_choice!(changed, base.choices, ours.choices, disk.choices),
            configured: each_choice!(changed, base.configured, ours.configured, disk.configured),
        }
    }
}

impl Choices {
    /// These choices, and those of another where nothing was chosen here.
    #[must_use]
    pub fn over(&self, other: &Choices) -> Choices {
        each_choice!(chosen, self, other)
    }

    /// These choices without those for which the configuration says something else now than it did before.
    #[must_use]
    pub fn unless_configured(&self, before: &Choices, now: &Choices) -> Choices {
        each_choice!(still_chosen, self, before, now)
    }
}

fn chosen<T: Clone + PartialEq + Default>(own: &T, other: &T) -> T {
    if *own == T::default() { other.clone() } else { own.clone() }
}

fn still_chosen<T: Clone + PartialEq + Default>(kept: &T, before: &T, now: &T) -> T {
    if now == before || *now == T::default() { kept.clone() } else { T::default() }
}

fn changed<T: Clone + PartialEq>(base: &T, ours: &T, disk: &T) -> T {
    if base == ours { disk.clone() } else { ours.clone() }
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

/// What two programs lifted of one version is all kept, range by range.
fn merged_lifted(
    base: &BTreeMap<String, Lifted>,
    ours: &BTreeMap<String, Lifted>,
    disk: &BTreeMap<String, Lifted>,
) -> BTreeMap<String, Lifted> {
    let mut merged = disk.clone();
    let versions: BTreeSet<&String> = base.keys().chain(ours.keys()).collect();
    for version in versions.into_iter().filter(|version| base.get(*version) != ours.get(*version)) {
        let of = |state: &BTreeMap<String, Lifted>| state.get(version).cloned().unwrap_or_default();
        let lifted = Lifted::merged(&of(base), &of(ours), &of(disk));
        if lifted.is_empty() && !ours.contains_key(version) {
            merged.remove(version);
        } else {
            merged.insert(version.clone(), lifted);
        }
    }
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
    #[test]
    fn choices_are_merged_one_by_one() {
        let theme = Choices { theme: Some("light".to_owned()), ..Choices::default() };
        let measure = Choices { measure: Some(60), ..Choices::default() };
        let state = |choices: &Choices| State { choices: choices.clone(), ..State::default() };
        let merged = State::merged(&State::default(), &state(&theme), &state(&measure));
        assert_eq!(merged.choices, theme.over(&measure));
    }

    #[test]
    fn a_choice_holds_until_the_configuration_says_something_else() {
        let theme = |name: Option<&str>| Choices { theme: name.map(str::to_owned), ..Choices::default() };
        let (light, dark, none) = (theme(Some("light")), theme(Some("dark")), theme(None));
        for (before, now, kept) in [
            (&none, &none, &light),
            (&dark, &dark, &light),
            (&none, &dark, &none),
            (&light, &dark, &none),
            (&dark, &none, &light),
        ] {
            assert_eq!(light.unless_configured(before, now), *kept, "{before:?} {now:?}");
        }
    }
}
