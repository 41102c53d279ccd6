//! `work.toml`: what a collection says about a work and its versions.

use std::path::Path;

use crate::checked::{Source, Table};
use crate::error::Result;
use crate::language::table;
use crate::model::{Date, Description, Language, Warning, WorkKind};

/// The name of the file in a work's folder.
pub const FILE_NAME: &str = "work.toml";

/// What a `work.toml` says.
#[derive(Debug, Clone, PartialEq)]
pub struct Manifest {
    /// Names the work; the folder's name where it is left out.
    pub id: String,
    /// `original` (left out) or `digest`.
    pub kind: WorkKind,
    /// The language the work was first written in.
    pub original_language: Option<Language>,
    /// The versions.
    pub versions: Vec<ManifestVersion>,
    /// Keys that are not known.
    pub warnings: Vec<Warning>,
}

/// One `[[versions]]` table.
#[derive(Debug, Clone, PartialEq)]
pub struct ManifestVersion {
    /// The file, beside the manifest.
    pub file: String,
    /// Where the manifest names it: line and column, from 1.
    pub named_at: (usize, usize),
    /// Its language; found out from name and text where it is left out.
    pub language: Option<Language>,
    /// The label of its encoding.
    pub encoding: Option<String>,
    /// What the manifest says of it; what it leaves out is found in the text.
    pub description: Description,
}

/// Reads a manifest; `folder` gives the id where the file has none.
///
/// # Errors
///
/// A mistake of syntax, a key of the wrong type or a missing `file`, with line and column.
pub fn read(path: &Path, text: &str, folder: &str) -> Result<Manifest> {
    let source = Source::new(path, text);
    let parsed = source.parse()?;
    let root = source.root(&parsed);
    let id = root.string("id")?.unwrap_or_else(|| folder.to_owned());
    let kind = root.word("kind", "`original` or `digest`", kind_named)?.unwrap_or_default();
    let original_language = root.word("original_language", "a language such as `de` or `pt-BR`", table::named)?;
    let shared = Shared {
        date: root.date("date")?,
        place: root.string("place")?,
        issuer: root.string("issuer")?,
        source: root.string("source")?,
        signatories: root.strings("signatories")?,
    };
    let versions = root.tables("versions")?;
    let versions = versions.iter().map(|table| shared.version(table)).collect::<Result<Vec<_>>>()?;
    if versions.is_empty() {
        return Err(root.error_at("versions", "there is no version; add a [[versions]] table with `file`"));
    }
    root.warn_of_unknown_keys();
    Ok(Manifest { id, kind, original_language, versions, warnings: source.take_warnings() })
}

/// What the top of the file says for all versions.
struct Shared {
    date: Option<Date>,
    place: Option<String>,
    issuer: Option<String>,
    source: Option<String>,
    signatories: Vec<String>,
}

impl Shared {
    fn version(&self, table: &Table<'_>) -> Result<ManifestVersion> {
        let file = table.required_string("file")?;
        if Path::new(&file).components().count() != 1 || file.contains('\\') || file == ".." {
            return Err(table.error_at("file", "`file` should name a file in the same folder"));
        }
        let author = table.string("author")?;
        let translator = table.string("translator")?;
        let signatories = table.strings("signatories")?;
        let version = ManifestVersion {
            named_at: table.place_of("file"),
            file,
            language: table.word("language", "a language such as `de` or `pt-BR`", table::named)?,
            encoding: table.string("encoding")?,
            description: Description {
                title: table.string("title")?,
                date: table.date("date")?.or(self.date),
                issuer: table.string("issuer")?.or_else(|| self.issuer.clone()),
                place: table.string("place")?.or_else(|| self.place.clone()),
                source: table.string("source")?.or_else(|| self.source.clone()),
                signatories: if signatories.is_empty() { self.signatories.clone() } else { signatories },
                author,
                translation: translator,
            },
        };
        table.warn_of_unknown_keys();
        Ok(version)
    }
}

fn kind_named(word: &str) -> Option<WorkKind> {
    match word {
        "original" => Some(WorkKind::Original),
        "digest" => Some(WorkKind::Digest),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Manifest> {
        read(Path::new("appeal/work.toml"), text, "appeal")
    }

    #[test]
    fn what_is_left_out_has_a_default_and_a_version_inherits_from_the_work() {
        let manifest = parse("date = \"2022-01\"\nissuer = \"A\"\n[[versions]]\nfile = \"x.md\"\nissuer = \"B\"\n[[versions]]\nfile = \"de.md\"\nlanguage = \"de\"\n")
            .expect("a good manifest");
        assert_eq!((manifest.id.as_str(), manifest.kind), ("appeal", WorkKind::Original));
        let issuers: Vec<_> = manifest.versions.iter().map(|v| v.description.issuer.as_deref()).collect();
        assert_eq!(issuers, [Some("B"), Some("A")]);
        assert_eq!(manifest.versions[1].description.date, Date::parse_iso("2022-01"));
        assert_eq!(manifest.versions[0].language, None);
    }

    #[test]
    fn mistakes_are_named_with_file_line_and_key() {
        for (text, want) in [
            ("id = \"a\"\n", "appeal/work.toml:1:1: there is no version; add a [[versions]] table with `file`"),
            ("[[versions]]\nlanguage = \"de\"\n", "appeal/work.toml:1:1: `file` is missing in versions"),
            ("[[versions]]\nfile = \"../x\"\n", "appeal/work.toml:2:8: `file` should name a file in the same folder"),
            ("kind = \"copy\"\n", "appeal/work.toml:1:8: `kind` should be `original` or `digest` and is \"copy\""),
        ] {
            assert_eq!(parse(text).expect_err(text).to_string(), want);
        }
        let odd = parse("[[versions]]\nfile = \"a\"\nauther = \"me\"\n").expect("good but for a key");
        assert_eq!(
            odd.warnings,
            [Warning("appeal/work.toml:3:1: the key `auther` is not known; is `author` meant?".to_owned())]
        );
    }
}
