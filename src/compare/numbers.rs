//! Numbers: which of them mean something, and when two agree.

use super::facts::Weight;
use crate::language::numerals::{Form, Numeral, Value};

/// What a number in a text means to a comparison, and what it may be worth.
pub(super) fn judge(text: &str, numeral: &Numeral) -> (Weight, Vec<Value>) {
    let is_small = numeral.values.iter().any(|&value| value <= Value::whole(1));
    let weight = match numeral.form {
        _ if is_small || is_marker(text, numeral) => Weight::Hint,
        Form::Digits | Form::Words => Weight::Strong,
        Form::Word => Weight::Firm,
        Form::Hint => Weight::Hint,
    };
    (weight, numeral.values.clone())
}

/// Whether a number counts lines, notes or pages: it begins its segment as `1.` or `(1)`, stands in brackets, or alone.
fn is_marker(text: &str, numeral: &Numeral) -> bool {
    let (before, after) = (text[..numeral.range.start].trim_end(), text[numeral.range.end..].trim_start());
    let is_bracketed = before.ends_with(['[', '(']) && after.starts_with([']', ')']);
    let opens = before.chars().all(|character| !character.is_alphanumeric());
    let is_entry = opens && after.starts_with(['.', ')', ':', ']']);
    let is_alone = opens && after.chars().all(|character| !character.is_alphanumeric());
    is_bracketed || is_entry || is_alone
}

/// Whether two numbers may be one.
pub(super) fn agree(one: &[Value], two: &[Value]) -> bool {
    one.iter().any(|one| two.iter().any(|two| one == two || is_short_year(*one, *two) || is_short_year(*two, *one)))
}

/// `1941–45`, `the year ’45`.
fn is_short_year(short: Value, year: Value) -> bool {
    let (Some(short), Some(year)) = (short.as_whole(), year.as_whole()) else { return false };
    (10..100).contains(&short) && (1100..2100).contains(&year) && year % 100 == short
}
