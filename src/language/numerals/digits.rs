//! Numbers in digits, with the marks of thousands and decimals.

use super::Value;
use super::table::Decimal;
use crate::language::dates::digit;

/// Digits before and after the decimal mark that are read; what has more is no quantity.
const MOST_DIGITS: usize = 18;
const MOST_DECIMALS: usize = 6;

/// Groups of digits that one number may have.
const MOST_GROUPS: usize = 8;

/// A run of digits, and the mark before it.
struct Group {
    mark: Option<char>,
    digits: Vec<u8>,
}

/// Reads the number that begins here: where it ends and what it may be worth, nothing where it is no quantity (an
/// address, a version, a section).
pub(super) fn read(text: &str, at: usize, decimal: Decimal) -> (usize, Vec<Value>) {
    let (mut end, first) = run(text, at);
    let mut groups = vec![Group { mark: None, digits: first }];
    while let Some((next, group)) = next_group(text, end, &groups) {
        groups.push(group);
        end = next;
        if groups.len() > MOST_GROUPS {
            // Something else: all of it is passed, so that it is read once.
            while let Some((next, _)) = next_group(text, end, &groups) {
                end = next;
            }
            return (end, Vec::new());
        }
    }
    (end, values(&groups, decimal))
}

/// The digits from here on; those beyond the most that are read are passed.
fn run(text: &str, at: usize) -> (usize, Vec<u8>) {
    let (mut end, mut digits) = (at, Vec::new());
    for character in text[at..].chars() {
        let Some(digit) = digit(character) else { break };
        if digits.len() <= MOST_DIGITS {
            digits.push(digit as u8);
        }
        end += character.len_utf8();
    }
    (end, digits)
}

fn next_group(text: &str, end: usize, groups: &[Group]) -> Option<(usize, Group)> {
    let mark = text[end..].chars().next().map(kind)??;
    let length = text[end..].chars().next().map_or(0, char::len_utf8);
    let (next, digits) = run(text, end + length);
    // A blank or an apostrophe parts thousands and nothing else.
    let only_thousands = matches!(mark, ' ' | '\'');
    let fits = !only_thousands || (digits.len() == 3 && groups[0].digits.len() <= 3);
    let goes_on = groups.iter().skip(1).all(|group| group.digits.len() == 3);
    (!digits.is_empty() && fits && (goes_on || !only_thousands)).then_some((next, Group { mark: Some(mark), digits }))
}

/// One mark for all of its kind.
fn kind(mark: char) -> Option<char> {
    match mark {
        '.' => Some('.'),
        ',' | '\u{66b}' => Some(','),
        '\'' | '’' | '\u{66c}' | '˙' => Some('\''),
        ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}' | '\u{2007}' => Some(' '),
        _ => None,
    }
}

fn values(groups: &[Group], decimal: Decimal) -> Vec<Value> {
    let marks: Vec<char> = groups.iter().filter_map(|group| group.mark).collect();
    let whole = || number(groups, groups.len());
    let fraction = || number(groups, groups.len() - 1);
    let are_thousands = |groups: &[Group]| {
        groups[0].digits.len() <= 3
            && groups[1..].iter().all(|group| group.digits.len() == 3)
            && (groups.len() == 1 || groups[0].digits != [0])
    };
    let read = match marks.as_slice() {
        [] => vec![whole()],
        [' ' | '\''] => vec![whole()],
        [mark] if are_thousands(groups) => match (mark, decimal) {
            ('.', Decimal::Comma) | (',', Decimal::Point) => vec![whole(), fraction()],
            ('.', Decimal::Point) | (',', Decimal::Comma) => vec![fraction(), whole()],
            _ => vec![whole(), fraction()],
        },
        [_] => vec![fraction()],
        [rest @ .., last] => {
            let is_even = rest.iter().all(|mark| *mark == rest[0]);
            if is_even && *last == rest[0] {
                let is_indian = *last == ','
                    && groups[1..groups.len() - 1].iter().all(|group| group.digits.len() == 2)
                    && groups[groups.len() - 1].digits.len() == 3;
                if are_thousands(groups) || is_indian { vec![whole()] } else { Vec::new() }
            } else if is_even && !matches!(last, ' ' | '\'') && are_thousands(&groups[..groups.len() - 1]) {
                vec![fraction()]
            } else {
                Vec::new()
            }
        }
    };
    read.into_iter().flatten().collect()
}

/// The number whose digits before the decimal mark are these groups.
fn number(groups: &[Group], n_whole: usize) -> Option<Value> {
    let whole: Vec<u8> = groups[..n_whole].iter().flat_map(|group| group.digits.iter().copied()).collect();
    if whole.len() > MOST_DIGITS {
        return None;
    }
    let whole = whole.iter().fold(0_u128, |sum, &digit| sum * 10 + u128::from(digit));
    let decimals: Vec<u8> = groups[n_whole..].iter().flat_map(|group| group.digits.iter().copied()).collect();
    let decimals = decimals.iter().copied().chain(std::iter::repeat(0)).take(MOST_DECIMALS);
    Some(Value(decimals.fold(whole, |sum, digit| sum * 10 + u128::from(digit))))
}
