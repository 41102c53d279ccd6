//! What a text says that should survive translation, segment by segment, and how much its lack would mean.

use std::ops::Range;

use super::addresses::{self, Address};
use super::quantities::Quantity;
use super::{Kind, quantities};
use crate::language::dates::{Mention, mentions_in};
use crate::language::numerals::{Value, numbers_in};
use crate::model::{Document, Standing};

/// Facts of one bead and side that are looked at; a bead with more is a table or an index, of which nothing is said.
pub(super) const MOST: usize = 128;

/// How much it means that the other side says nothing like it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Weight {
    /// Nothing: it may only answer what the other side says.
    Hint,
    /// Something where the other side says something else in its place.
    Firm,
    /// Something by itself.
    Strong,
}

/// Something that a text says.
#[derive(Debug, Clone)]
pub(super) struct Fact {
    pub(super) kind: Kind,
    pub(super) weight: Weight,
    /// Where it stands in the document's text.
    pub(super) range: Range<usize>,
    pub(super) says: Says,
}

/// What it says.
#[derive(Debug, Clone)]
pub(super) enum Says {
    /// A number, with what it counts.
    Quantity(Quantity),
    /// A date.
    Date(Mention),
    /// A web address.
    Address(Address),
}

/// Reads the facts of a segment, at most so many that `facts` has one more than the most that are looked at.
pub(super) fn read(document: &Document, segment: usize, facts: &mut Vec<Fact>) {
    let text = document.segment_text(segment);
    let base = document.segments()[segment].range.start;
    let first = facts.len();
    let mut tell = |kind, weight, range: Range<usize>, says| {
        let range = base + range.start..base + range.end;
        let overlaps = |fact: &Fact| fact.range.start < range.end && range.start < fact.range.end;
        let is_told = facts[first..].iter().any(|fact| overlaps(fact) && fact.weight > Weight::Hint);
        if !is_told && facts.len() <= MOST {
            // `yüzde 5`: what looked like a number of its own is part of this.
            facts.retain(|fact| fact.weight > Weight::Hint || !overlaps(fact));
            facts.push(Fact { kind, weight, range, says });
        }
    };
    for (range, address) in addresses::addresses_in(text) {
        tell(Kind::Address, Weight::Strong, range, Says::Address(address));
    }
    for (range, mention) in mentions_in(text) {
        tell(Kind::Date, Weight::Strong, range, Says::Date(mention));
    }
    for numeral in numbers_in(text, &document.language) {
        let (kind, weight, range, quantity) = quantities::judge(text, &numeral);
        tell(kind, weight, range, Says::Quantity(quantity));
    }
    if document.block_of(segment).standing == Standing::Boilerplate {
        facts[first..].iter_mut().for_each(|fact| fact.weight = Weight::Hint);
    }
}

impl Fact {
    /// Whether a side that says `others` says this as well.
    pub(super) fn is_answered_by(&self, others: &[&Fact]) -> bool {
        others.iter().any(|other| self.says.is_like(&other.says)) || self.is_answered_in_parts(others)
    }

    /// `the second of May 1848` answers `2.5.1848` by its numbers.
    fn is_answered_in_parts(&self, others: &[&Fact]) -> bool {
        let Says::Date(mention) = self.says else { return false };
        let has = |number: Option<u64>| {
            let value = number.map(Value::whole);
            value.is_none_or(|value| others.iter().any(|other| other.says.has_number(value)))
        };
        let day = mention.day.filter(|&day| day != 1).map(u64::from);
        (day.is_some() || mention.year.is_some()) && has(day) && has(mention.year.map(u64::from))
    }
}

impl Says {
    fn is_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Quantity(one), Self::Quantity(two)) => one.agrees_with(two),
            (Self::Date(one), Self::Date(two)) => one.agrees_with(*two),
            (Self::Address(one), Self::Address(two)) => one.leads_where(two),
            (Self::Quantity(quantity), Self::Date(_)) => quantity.values.iter().any(|&value| other.has_number(value)),
            (Self::Date(_), Self::Quantity(_)) | (Self::Address(_), _) | (_, Self::Address(_)) => false,
        }
    }

    /// Whether a number is said, in a date perhaps.
    fn has_number(&self, number: Value) -> bool {
        match self {
            Self::Quantity(quantity) => quantity.values.contains(&number),
            Self::Date(mention) => {
                let parts = [mention.year.map(u64::from), mention.month.map(u64::from), mention.day.map(u64::from)];
                parts.into_iter().flatten().any(|part| Value::whole(part) == number)
            }
            Self::Address(_) => false,
        }
    }
}
