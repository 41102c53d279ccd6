//! Numbers, shares and money: which of them mean something, and when two agree.

use std::ops::Range;

use super::Kind;
use super::facts::Weight;
use crate::language::numerals::{Form, Numeral, Value};
use crate::language::units::{Measured, Unit, unit_of};

/// The most bytes that may stand before the number of a list or a note.
const LONGEST_MARK: usize = 16;

/// The days that are one week or two, and the minutes that are quarters of an hour.
const TOLD_OTHERWISE: [u64; 6] = [8, 14, 15, 30, 45, 90];

/// A number with what it counts.
#[derive(Debug, Clone)]
pub(super) struct Quantity {
    /// What it may be worth, the likeliest first.
    pub(super) values: Vec<Value>,
    unit: Option<Unit>,
}

/// What a number in a text means to a comparison, and where it stands with its unit.
pub(super) fn judge(text: &str, numeral: &Numeral) -> (Kind, Weight, Range<usize>, Quantity) {
    let measured = unit_of(text, numeral.range.clone()).filter(|measured| is_apt(measured.unit, numeral));
    let (unit, factor) = measured.as_ref().map_or((None, 1), |measured| (Some(measured.unit), measured.factor));
    let mut values: Vec<Value> = numeral.values.iter().map(|value| value.times(factor)).collect();
    values.extend(with_fraction(&text[numeral.range.end..], &numeral.values));
    let is_small = values.iter().any(|&value| value <= Value::whole(1));
    let weight = match (numeral.form, unit) {
        _ if is_small || is_marker(text, numeral) => Weight::Hint,
        (Form::Hint, _) | (_, Some(Unit::Clock | Unit::Era | Unit::Reference | Unit::Coins | Unit::Span)) => {
            Weight::Hint
        }
        (Form::Digits | Form::Words, _) => Weight::Strong,
        (Form::Word, _) => Weight::Firm,
    };
    let kind = match unit {
        Some(Unit::PartsOf(_)) => Kind::Percentage,
        Some(Unit::Money(_)) => Kind::Money,
        Some(Unit::Coins | Unit::Metric | Unit::Customary | Unit::Span | Unit::Clock | Unit::Era | Unit::Reference)
        | None => Kind::Number,
    };
    let range = match (kind, measured) {
        (Kind::Percentage | Kind::Money, Some(Measured { range, .. })) => range,
        _ => numeral.range.clone(),
    };
    (kind, weight, range, Quantity { values, unit })
}

/// Whether a number may be counted in a unit: hours go to 24 and minutes to 60, and eras are whole.
fn is_apt(unit: Unit, numeral: &Numeral) -> bool {
    match unit {
        Unit::Clock => numeral.values.iter().any(|&value| value <= Value::whole(60)),
        Unit::Era => numeral.values.iter().any(|&value| value.as_whole().is_some_and(|era| era < 3_000)),
        Unit::Span => numeral.values.iter().any(|value| TOLD_OTHERWISE.map(Value::whole).contains(value)),
        Unit::PartsOf(_) | Unit::Money(_) | Unit::Coins | Unit::Metric | Unit::Customary | Unit::Reference => true,
    }
}

/// What a number is worth with the fraction after it: `1 ½`.
fn with_fraction(after: &str, values: &[Value]) -> Option<Value> {
    let hundredths = match after.trim_start_matches([' ', '\u{a0}', '\u{202f}']).chars().next()? {
        '½' => 50,
        '¼' => 25,
        '¾' => 75,
        _ => return None,
    };
    Some(Value::with_hundredths(values.first()?.as_whole()?, hundredths))
}

/// Whether a number counts lines, notes or pages: it begins its segment as `1.` or `(1)`, stands in brackets, or alone.
fn is_marker(text: &str, numeral: &Numeral) -> bool {
    let (before, after) = (text[..numeral.range.start].trim_end(), text[numeral.range.end..].trim_start());
    let is_bracketed = before.ends_with(['[', '(']) && after.starts_with([']', ')']);
    let opens = before.len() <= LONGEST_MARK && before.chars().all(|character| !character.is_alphanumeric());
    let is_entry = opens && after.starts_with(['.', ')', ':', ']']);
    let is_alone = opens && after.chars().all(|character| !character.is_alphanumeric());
    is_bracketed || is_entry || is_alone
}

impl Quantity {
    /// Whether both may be one: the same number of the same thing, or a measure that was converted.
    pub(super) fn agrees_with(&self, other: &Self) -> bool {
        match (self.unit, other.unit) {
            // Miles are made kilometres, and leagues miles.
            (Some(Unit::Customary), Some(Unit::Metric | Unit::Customary))
            | (Some(Unit::Metric), Some(Unit::Customary)) => true,
            (Some(Unit::Coins), Some(Unit::Money(_))) | (Some(Unit::Money(_)), Some(Unit::Coins)) => true,
            (Some(Unit::Money(one)), Some(Unit::Money(two))) => one.overlap(two) && agree(&self.values, &other.values),
            (Some(Unit::PartsOf(_)), Some(Unit::Money(_))) | (Some(Unit::Money(_)), Some(Unit::PartsOf(_))) => false,
            (Some(Unit::PartsOf(one)), Some(Unit::PartsOf(two))) => {
                let parts = |values: &[Value], of: u64| -> Vec<Value> {
                    values.iter().map(|value| value.times(1_000).divided_by(of)).collect()
                };
                agree(&parts(&self.values, one), &parts(&other.values, two))
            }
            (Some(Unit::PartsOf(of)), _) => self.agrees_as_share(of, other),
            (_, Some(Unit::PartsOf(of))) => other.agrees_as_share(of, self),
            _ => agree(&self.values, &other.values),
        }
    }

    /// `50 %` is `50` and `half`.
    fn agrees_as_share(&self, of: u64, other: &Self) -> bool {
        let shares: Vec<Value> = self.values.iter().map(|value| value.divided_by(of)).collect();
        agree(&self.values, &other.values) || agree(&shares, &other.values)
    }
}

/// Whether two numbers may be one.
fn agree(one: &[Value], two: &[Value]) -> bool {
    one.iter().any(|one| two.iter().any(|two| one == two || is_short_year(*one, *two) || is_short_year(*two, *one)))
}

/// `1941–45`, `the year ’45`.
fn is_short_year(short: Value, year: Value) -> bool {
    let (Some(short), Some(year)) = (short.as_whole(), year.as_whole()) else { return false };
    (10..100).contains(&short) && (1100..2100).contains(&year) && year % 100 == short
}
