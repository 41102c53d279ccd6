//! What is said about the text as a whole: what one version has and the other lacks.
//!
//! Titles and names of organisations are translated, so that two of them cannot be told apart; that one is missing can
//! be. Lists of those who signed are compared by their length where both versions have one: a list that was not
//! recognised is not missing.

use crate::model::{Description, Side};

/// What of a description differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The date of the text.
    Date,
    /// Who speaks.
    Issuer,
    /// Where it was written or issued.
    Place,
    /// Who signed.
    Signatories,
    /// Who wrote it.
    Author,
    /// From what it was translated.
    Translation,
}

/// A difference between two descriptions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// In what.
    pub part: Part,
    /// What it is, in a line without a full stop: `dated 2022-01-08 on the right, without a date on the left`.
    pub explanation: String,
}

/// A part of a description: what it says of a version that has it, and of one that lacks it.
struct Row {
    part: Part,
    read: fn(&Description) -> Option<String>,
    has: &'static str,
    lacks: &'static str,
}

/// What is compared by whether it is there at all.
const ROWS: &[Row] = &[
    Row {
        part: Part::Date,
        read: |description| description.date.map(|date| date.to_string()),
        has: "dated",
        lacks: "without a date",
    },
    Row { part: Part::Issuer, read: issuer, has: "issued by", lacks: "without an issuer" },
    Row {
        part: Part::Place,
        read: |description| description.place.clone(),
        has: "issued in",
        lacks: "without a place",
    },
    Row {
        part: Part::Author,
        read: |description| description.author.clone(),
        has: "written by",
        lacks: "without an author",
    },
    Row {
        part: Part::Translation,
        read: |description| description.translation.clone(),
        has: "with a note on its translation",
        lacks: "without one",
    },
];

/// What one description has and the other lacks, and dates and numbers of signatories that differ; left and right.
pub(super) fn compare(descriptions: [&Description; 2]) -> Vec<Difference> {
    let mut differences: Vec<Difference> = ROWS.iter().filter_map(|row| row.difference(descriptions)).collect();
    let [left, right] = descriptions;
    if let (Some(one), Some(two)) = (left.date, right.date) {
        // Where one is less exact than the other, both may be right.
        let is_like = one.year() == two.year()
            && one.month().zip(two.month()).is_none_or(|(one, two)| one == two)
            && one.day().zip(two.day()).is_none_or(|(one, two)| one == two);
        if !is_like {
            let explanation = format!("dated {one} on the left, {two} on the right");
            differences.push(Difference { part: Part::Date, explanation });
        }
    }
    let [one, two] = descriptions.map(signed);
    if (one.0, one.1.is_some()) != (two.0, two.1.is_some()) && one.0.min(two.0) > 0 {
        let told = |(n_named, further): (usize, Option<&str>)| match further {
            Some(further) => format!("{n_named} and {}", super::explain::shortened(further)),
            None => n_named.to_string(),
        };
        let explanation = format!("signed by {} on the left, by {} on the right", told(one), told(two));
        differences.push(Difference { part: Part::Signatories, explanation });
    }
    differences.sort_by_key(|difference| difference.part);
    differences
}

impl Row {
    /// What is said where only one version has it.
    fn difference(&self, descriptions: [&Description; 2]) -> Option<Difference> {
        let [left, right] = descriptions.map(self.read);
        let (value, side) = match (left, right) {
            (Some(value), None) => (value, Side::Left),
            (None, Some(value)) => (value, Side::Right),
            (Some(_), Some(_)) | (None, None) => return None,
        };
        let (here, there) = (super::explain::place(side), super::explain::place(side.other()));
        let said = match self.part {
            Part::Translation => String::new(),
            Part::Date | Part::Issuer | Part::Place | Part::Signatories | Part::Author => {
                format!(" {}", super::explain::shortened(&value))
            }
        };
        let explanation = format!("{}{said} on the {here}, {} on the {there}", self.has, self.lacks);
        Some(Difference { part: self.part, explanation })
    }
}

/// Who speaks, where that is more than the first of those who signed.
fn issuer(description: &Description) -> Option<String> {
    description.issuer.clone().filter(|issuer| description.signatories.first() != Some(issuer))
}

/// How many signed by name, and what stands for more of them: `… (20 more)`.
fn signed(description: &Description) -> (usize, Option<&str>) {
    let is_further = |name: &&String| name.starts_with(['…', '.']);
    let further = description.signatories.iter().find(is_further).map(String::as_str);
    (description.signatories.iter().filter(|name| !is_further(name)).count(), further)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Date;

    fn explanations(left: &Description, right: &Description) -> Vec<String> {
        compare([left, right]).into_iter().map(|difference| difference.explanation).collect()
    }

    #[test]
    fn what_one_version_lacks_is_told_for_both_sides() {
        let bare = Description::default();
        let full = Description {
            date: Date::new(2022, 1, 8),
            issuer: Some("The Harbour Committee".to_owned()),
            place: Some("Bergen".to_owned()),
            signatories: vec!["A. Nilsen".to_owned(), "B. Berg".to_owned()],
            ..Description::default()
        };
        let want = [
            "dated 2022-01-08 on the right, without a date on the left",
            "issued by The Harbour Committee on the right, without an issuer on the left",
            "issued in Bergen on the right, without a place on the left",
        ];
        assert_eq!(explanations(&bare, &full), want);
        let mirrored = explanations(&full, &bare);
        assert_eq!(mirrored[0], "dated 2022-01-08 on the left, without a date on the right");
        assert_eq!(mirrored.len(), want.len());
        assert_eq!(explanations(&full, &full), Vec::<String>::new());
    }

    #[test]
    fn dates_differ_where_both_say_something_else_and_the_first_signatory_is_no_issuer() {
        let dated = |date| Description { date, ..Description::default() };
        let (day, other, month) =
            (dated(Date::new(2022, 1, 6)), dated(Date::new(2022, 1, 8)), dated(Date::month_of(2022, 1)));
        assert_eq!(explanations(&day, &other), ["dated 2022-01-06 on the left, 2022-01-08 on the right"]);
        assert_eq!(explanations(&day, &month), Vec::<String>::new());
        let signed = |names: &[&str]| Description {
            issuer: names.first().map(|&name| name.to_owned()),
            signatories: names.iter().map(|&name| name.to_owned()).collect(),
            ..Description::default()
        };
        let explained = explanations(&signed(&["A", "B", "C"]), &signed(&["A", "B"]));
        assert_eq!(explained, ["signed by 3 on the left, by 2 on the right"]);
        let explained = explanations(&signed(&["A", "B", "… (20 more)"]), &signed(&["A", "B"]));
        assert_eq!(explained, ["signed by 2 and … (20 more) on the left, by 2 on the right"]);
    }
}
