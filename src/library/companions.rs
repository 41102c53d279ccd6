//! Which works help to lay another one level: those that are there in the same two languages.

use std::cmp::Reverse;
use std::path::Path;

use super::Library;
use crate::model::{Language, Origin, Version, Work};

/// How many works help at most.
const MOST_WORKS: usize = 24;

/// The largest version that helps, in bytes.
const LARGEST: u64 = 200 * 1024;

/// How many bytes all of them have at most, each counted by its larger version: some three thousand sentences.
const LARGEST_SUM: u64 = 384 * 1024;

impl Library {
    /// The versions of other works in two languages, in the order of the languages.
    ///
    /// Works that lie nearest to this one come first, and those that lie equally near in the order of the library: which
    /// ones help depends on nothing that was read before. There are none for two versions in the same language.
    pub fn companions(&self, work: &Work, languages: [&Language; 2]) -> Vec<[Version; 2]> {
        if languages[0].primary() == languages[1].primary() || !languages.iter().all(|one| one.is_determined()) {
            return Vec::new();
        }
        let is_other = |other: &&Work| !other.versions.iter().any(|version| work.versions.contains(version));
        let mut others: Vec<&Work> = self.works.iter().filter(is_other).collect();
        others.sort_by_key(|other| Reverse(n_shared_folders(work, other)));
        let both = others.into_iter().filter_map(|other| {
            let [source, target] = languages.map(|language| version_in(other, language));
            Some([source?, target?])
        });
        let mut room = LARGEST_SUM;
        both.filter(|versions| larger(versions) <= LARGEST)
            .take(MOST_WORKS)
            .map_while(|versions| {
                room = room.checked_sub(larger(&versions))?;
                Some(versions.map(Version::clone))
            })
            .collect()
    }
}

/// How many folders lead to both works.
fn n_shared_folders(work: &Work, other: &Work) -> usize {
    let [own, other] = [work, other].map(|work| work.versions.first().map_or(Path::new(""), path).components());
    own.zip(other).take_while(|(own, other)| own == other).count()
}

fn path(version: &Version) -> &Path {
    match &version.origin {
        Origin::Embedded(path) => Path::new(path),
        Origin::File(path) => path,
    }
}

fn larger(versions: &[&Version; 2]) -> u64 {
    versions[0].size.max(versions[1].size)
}

/// The version in this very language, or in the one that is nearest to it by its tag.
fn version_in<'a>(work: &'a Work, language: &Language) -> Option<&'a Version> {
    let mut near = work.versions.iter().filter(|version| version.language.primary() == language.primary());
    let exact = near.clone().find(|version| version.language == *language);
    exact.or_else(|| near.next())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Description, Grouping, VersionId, WorkKind};

    fn work(path: &str, tags: &[&str], size: u64) -> Work {
        let version = |tag: &&str| Version {
            id: VersionId(format!("{path}.{tag}")),
            origin: Origin::File(format!("{path}.{tag}").into()),
            language: Language::parse(tag).expect("a tag"),
            description: Description::default(),
            size,
            encoding: None,
        };
        let versions = tags.iter().map(version).collect();
        let (kind, grouping) = (WorkKind::Original, Grouping::Found);
        Work { id: path.to_owned(), kind, grouping, original_language: None, versions }
    }

    /// The first versions of the companions of the first work.
    fn check(works: Vec<Work>, [source, target]: [&str; 2], companions: &[&str]) {
        let library = Library { works, ..Library::default() };
        let [source, target] = [source, target].map(|tag| Language::parse(tag).expect("a tag"));
        let found = library.companions(&library.works[0], [&source, &target]);
        assert_eq!(found.iter().map(|versions| versions[0].id.0.as_str()).collect::<Vec<_>>(), companions);
    }

    #[test]
    fn works_in_both_languages_help_and_near_ones_first() {
        let works = |tags: &[&str]| {
            let others =
                [("/b/one", vec!["de", "pt-BR"]), ("/a/two", vec!["de", "en"]), ("/a/three", vec!["de", "pt"])];
            let others = others.iter().map(|(path, tags)| work(path, tags, 9));
            std::iter::once(work("/a/own", tags, 9)).chain(others).collect::<Vec<_>>()
        };
        check(works(&["de", "pt"]), ["de", "pt"], &["/a/three.de", "/b/one.de"]);
        check(works(&["de", "pt"]), ["pt-BR", "de"], &["/a/three.pt", "/b/one.pt-BR"]);
        check(works(&["de", "de-AT"]), ["de", "de-AT"], &[]);
        check(works(&["de", "und"]), ["de", "und"], &[]);
    }

    #[test]
    fn large_works_do_not_help_and_no_more_than_are_soon_read() {
        let sized = |name: &str, size: u64| work(name, &["de", "en"], size);
        let works = vec![sized("own", 9), sized("large", LARGEST + 1), sized("a", LARGEST), sized("b", LARGEST)];
        check(works, ["de", "en"], &["a.de"]);
        let many: Vec<Work> = (0..=MOST_WORKS + 1).map(|n| sized(&n.to_string(), 9)).collect();
        let first: Vec<String> = (1..=MOST_WORKS).map(|n| format!("{n}.de")).collect();
        check(many, ["de", "en"], &first.iter().map(String::as_str).collect::<Vec<_>>());
    }
}
