//! The `key: value` lines between two `---` lines that Markdown files begin with.
//!
//! Only plain values and lists of them are read, not all of YAML: what people write there by hand.

use crate::model::{Block, BlockKind, Date, Description, Language};

/// A key of the description and the names it goes by.
const KEYS: &[(Key, &[&str])] = &[
    (Key::Title, &["title"]),
    (Key::Date, &["date", "published"]),
    (Key::Issuer, &["issuer", "author", "authors", "organisation", "organization", "by"]),
    (Key::Place, &["place", "location"]),
    (Key::Source, &["source", "url", "link", "source_url", "original_url"]),
    (Key::Signatories, &["signatories", "signed", "signed_by"]),
    (Key::Translation, &["translation", "translator", "translators", "translated_by", "translated_from"]),
    (Key::Language, &["lang", "language"]),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Key {
    Title,
    Date,
    Issuer,
    Place,
    Source,
    Signatories,
    Translation,
    Language,
}

/// Whether the first block is front matter.
pub(in crate::import) fn is_front_matter(text: &str, blocks: &[Block]) -> bool {
    matter(text, blocks).is_some()
}

/// Writes what the front matter says over what is in a description.
pub(super) fn read(text: &str, blocks: &[Block], description: &mut Description) {
    for (key, values) in entries(matter(text, blocks).unwrap_or("")) {
        let joined = || Some(values.join(", "));
        match key {
            Key::Title => description.title = joined(),
            Key::Date => description.date = values.first().and_then(|value| date(value)).or(description.date),
            Key::Issuer => description.issuer = joined(),
            Key::Place => description.place = joined(),
            Key::Source => description.source = joined(),
            Key::Signatories => description.signatories = values,
            Key::Translation => description.translation = joined(),
            Key::Language => {}
        }
    }
}

/// The language that front matter names by its tag (`lang: pt-BR`).
pub(super) fn language(text: &str, blocks: &[Block]) -> Option<Language> {
    let entries = entries(matter(text, blocks)?);
    let values = entries.into_iter().find(|(key, _)| *key == Key::Language)?.1;
    Language::parse(values.first()?)
}

fn matter<'t>(text: &'t str, blocks: &[Block]) -> Option<&'t str> {
    let first = blocks.first().filter(|block| block.kind == BlockKind::Preformatted)?;
    let whole = text[first.range.clone()].trim();
    let inside = whole.strip_prefix("---")?.trim_start_matches('-').strip_prefix(['\n', '\r'])?;
    let inside = inside.trim_end_matches(['-', '.']);
    inside.lines().any(|line| line.contains(':')).then_some(inside)
}

/// The keys that are known, with their values.
fn entries(matter: &str) -> Vec<(Key, Vec<String>)> {
    let mut entries: Vec<(Option<Key>, Vec<String>)> = Vec::new();
    for line in matter.lines().filter(|line| !line.trim_start().starts_with('#')) {
        if let Some(value) = line.trim_start().strip_prefix("- ") {
            if let Some((_, values)) = entries.last_mut() {
                values.push(unquoted(value));
            }
        } else if let Some((name, value)) = line.split_once(':').filter(|_| !line.starts_with([' ', '\t'])) {
            entries.push((key_named(name), values_of(value)));
        }
    }
    let known = |(key, values): (Option<Key>, Vec<String>)| Some((key?, values));
    entries.into_iter().filter_map(known).filter(|(_, values)| !values.is_empty()).collect()
}

fn key_named(name: &str) -> Option<Key> {
    let name = name.trim().to_lowercase().replace('-', "_");
    KEYS.iter().find(|(_, names)| names.contains(&name.as_str())).map(|&(key, _)| key)
}

fn values_of(value: &str) -> Vec<String> {
    let value = value.trim();
    let list = value.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let values = match list {
        Some(list) => list.split(',').map(unquoted).collect(),
        None => vec![unquoted(value)],
    };
    values
        .into_iter()
        .filter(|value| !value.is_empty() && !matches!(value.as_str(), "|" | ">" | "null" | "~"))
        .collect()
}

fn unquoted(value: &str) -> String {
    let value = value.trim();
    let quoted = ['"', '\''].iter().find_map(|&quote| value.strip_prefix(quote)?.strip_suffix(quote));
    quoted.unwrap_or(value).trim().to_owned()
}

/// An ISO date, with or without a time after it, or one in words.
fn date(value: &str) -> Option<Date> {
    let iso = value.get(..10).and_then(Date::parse_iso).or_else(|| Date::parse_iso(value));
    iso.or_else(|| crate::language::dates::dates_in(value).first().map(|(_, date)| *date))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Inset, Spacing, Standing};

    #[test]
    fn plain_quoted_and_listed_values_are_read() {
        let text = "---\ntitle: \"The harbour: a history\"\ndate: 1998-05-02T10:00:00Z\nauthors:\n  - Ann Lee\n  - Bo Ek\n\
                    lang: en\nurl: https://example.org/a\ntranslator: 'C. Day'\nlayout: post\nsignatories: [A, \"B\"]\n---";
        let kind = BlockKind::Preformatted;
        let block = Block {
            kind,
            standing: Standing::Body,
            spacing: Spacing::Apart,
            inset: Inset::default(),
            range: 0..text.len(),
            segments: 0..0,
        };
        let mut found = Description::default();
        read(text, std::slice::from_ref(&block), &mut found);
        let want = Description {
            author: None,
            title: Some("The harbour: a history".to_owned()),
            date: Date::new(1998, 5, 2),
            issuer: Some("Ann Lee, Bo Ek".to_owned()),
            place: None,
            source: Some("https://example.org/a".to_owned()),
            signatories: vec!["A".to_owned(), "B".to_owned()],
            translation: Some("C. Day".to_owned()),
        };
        assert_eq!(found, want);
        assert_eq!(language(text, &[block]), Language::parse("en"));
    }
}
