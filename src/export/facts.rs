//! What is known of the versions beside their text: titles, date, issuer, source and the rest, said once where it is the
//! same for all.

use super::{Edition, Text};

/// What a digest is, for readers of a page that was handed on.
pub(super) const DIGEST: &str =
    "This is a digest: a report of a text, written by someone else, and not the text itself.";

/// Something that is known of the versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// What it is, for people: `Issued by`.
    pub label: &'static str,
    /// What it is, for programs: `issuer`.
    pub key: &'static str,
    /// Its values, each with the indices of the texts of which it is true; all of them where it is true of the work.
    pub values: Vec<(Vec<usize>, String)>,
}

/// A row of the table of facts.
struct FactRow {
    label: &'static str,
    key: &'static str,
    of: fn(&Text) -> Option<String>,
}

const fn row(label: &'static str, key: &'static str, of: fn(&Text) -> Option<String>) -> FactRow {
    FactRow { label, key, of }
}

/// The facts in the order in which they are told.
const FACTS: &[FactRow] = &[
    row("Title", TITLE, |text| text.document.description.title.clone()),
    row("Date", "date", |text| text.document.description.date.map(|date| date.to_string())),
    row("Issued by", "issuer", |text| text.document.description.issuer.clone()),
    row("Place", "place", |text| text.document.description.place.clone()),
    row("Written by", "author", |text| text.document.description.author.clone()),
    row("Signed by", SIGNATORIES, |text| {
        Some(text.document.description.signatories.join("; ")).filter(|all| !all.is_empty())
    }),
    row("Translation", "translation", |text| text.document.description.translation.clone()),
    row("Source", SOURCE, |text| text.document.description.source.clone()),
];

/// The key of the fact that is an address.
pub(super) const SOURCE: &str = "source";

/// The key of the fact that is a title.
pub(super) const TITLE: &str = "title";

/// The key of the fact that is a list of names.
pub(super) const SIGNATORIES: &str = "signatories";

impl Fact {
    /// What is known of one text, by key.
    pub fn of_text(text: &Text) -> Vec<(&'static str, String)> {
        FACTS.iter().filter_map(|row| Some((row.key, (row.of)(text)?))).collect()
    }

    /// What is known of all texts but their titles; equal values are one.
    pub fn all(edition: &Edition) -> Vec<Fact> {
        let fact = |row: &FactRow| {
            let mut values: Vec<(Vec<usize>, String)> = Vec::new();
            for (index, text) in edition.texts.iter().enumerate() {
                let Some(value) = (row.of)(text) else { continue };
                match values.iter_mut().find(|(_, known)| *known == value) {
                    Some((texts, _)) => texts.push(index),
                    None => values.push((vec![index], value)),
                }
            }
            (!values.is_empty()).then_some(Fact { label: row.label, key: row.key, values })
        };
        FACTS.iter().filter(|row| row.key != TITLE).filter_map(fact).collect()
    }
}
