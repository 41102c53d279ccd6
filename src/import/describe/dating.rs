//! The date of a text, and the place beside it.
//!
//! A line that is a date, above the text or at its end, is the text's own; a date of publication is taken only where
//! there is no other.

use super::cues::Label;
use super::lines::Zone;
use super::{Page, one_line};
use crate::import::boilerplate::cues::{CUES, Furniture};
use crate::language::dates::dates_in;
use crate::language::fold::fold;
use crate::model::{BlockKind, Date};

/// Besides the date, a dateline has no more than this, in bytes.
const LONGEST_REST: usize = 60;
/// An issuer before a date in brackets is no longer than this, in bytes.
const LONGEST_ISSUER: usize = 140;

/// How telling a date is by where it stands.
const ALONE: i32 = 5;
const LABELLED: i32 = 4;
const PUBLICATION: i32 = 2;
const IN_TITLE: i32 = 1;

/// A date with its line and what else that line says.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Dating {
    pub(super) date: Date,
    pub(super) line: usize,
    pub(super) kind: BlockKind,
    pub(super) place: Option<String>,
    /// Who speaks, where it stands in the same line.
    pub(super) issuer: Option<String>,
    strength: i32,
}

/// The most telling date; of equally telling ones the earliest, as what is published later bears both dates.
pub(super) fn find(page: &Page, title: Option<usize>) -> Option<Dating> {
    let datings = page.edges().filter_map(|line| read(page, line, title));
    datings.min_by_key(|dating| (-dating.strength, dating.date, dating.line))
}

fn read(page: &Page, line: usize, title: Option<usize>) -> Option<Dating> {
    let text = page.lines[line].text;
    let dates = dates_in(text);
    let (first, date) = dates.first()?.clone();
    let found = |strength: i32, kind: BlockKind, issuer: Option<String>| {
        // A month alone is less than a day, and among running text any date may stand.
        let is_inexact = i32::from(date.day().is_none());
        let is_beyond = i32::from(strength > PUBLICATION && page.is_beyond_furniture(line));
        let is_inside = i32::from(page.zone(line) == Zone::Middle && strength > PUBLICATION);
        Some(Dating {
            date,
            line,
            kind,
            place: None,
            issuer,
            strength: strength - is_inexact - 2 * is_inside - 4 * is_beyond,
        })
    };
    if tells_publication(text) {
        return found(PUBLICATION, BlockKind::Dateline, None);
    }
    if page.furniture[line] || page.lines[line].is_list_item() {
        return None;
    }
    if title == Some(line) {
        return found(IN_TITLE, BlockKind::Heading(1), None);
    }
    if page.cues(line).labelled(Label::Date).is_some() {
        return found(LABELLED, BlockKind::Dateline, None);
    }
    if let Some(issuer) = before_brackets(text, first.clone()) {
        return found(LABELLED, BlockKind::Byline, Some(one_line(issuer)));
    }
    let (before, after) = (&text[..first.start], &text[dates.last()?.0.end..]);
    if let Some(issuer) = organisation_in(before).filter(|_| is_filler(after)) {
        return found(ALONE, BlockKind::Byline, Some(one_line(issuer)));
    }
    let place = place_in(before, after);
    let is_dateline = place.is_some() || is_filler(before) && is_filler(after);
    found(ALONE, BlockKind::Dateline, None).filter(|_| is_dateline).map(|dating| Dating { place, ..dating })
}

/// Whether a line is a date, with no more than a place or a weekday beside it.
pub(super) fn is_dateline(text: &str) -> bool {
    let dates = dates_in(text);
    let (Some(first), Some(last)) = (dates.first(), dates.last()) else { return false };
    let (before, after) = (&text[..first.0.start], &text[last.0.end..]);
    place_in(before, after).is_some() || is_filler(before) && is_filler(after)
}

/// Whether a line gives the date of publication.
fn tells_publication(text: &str) -> bool {
    CUES.hits(&fold(text)).iter().any(|hit| hit.value.furniture == Furniture::Published && hit.range.start <= 40)
}

/// What stands before a date in brackets at a line's end: `Committee of Somewhere (08.01.22)`.
fn before_brackets(text: &str, date: std::ops::Range<usize>) -> Option<&str> {
    let before = text[..date.start].trim_end().strip_suffix(['(', '['])?.trim();
    let closes = matches!(text[date.end..].trim().trim_end_matches('.'), ")" | "]");
    let opens = before.chars().next().is_some_and(|c| !c.is_lowercase());
    let is_name = !before.ends_with(['.', '!', '?', ':', ',']) && (1..=LONGEST_ISSUER).contains(&before.len());
    (closes && opens && is_name).then_some(before)
}

/// The organisation of `Ferry Committee, 6 May 1998`.
fn organisation_in(before: &str) -> Option<&str> {
    let is_parted = before.trim_end().ends_with([',', '|', '·', '(', '–', '—', '-']);
    let owner = trimmed(before);
    let may_be = is_parted && (1..=LONGEST_ISSUER).contains(&owner.len()) && !owner.contains(". ");
    (may_be && super::Cued::new(owner).has(Label::Organisation)).then_some(owner)
}

/// The place of `Oslo, 5 May 1998`, `Oslo, den 5. Mai 1998` or `5 May 1998, Oslo`.
fn place_in(before: &str, after: &str) -> Option<String> {
    let (place, rest) = match before.split_once(',') {
        Some((place, rest)) => (place, [rest, after].concat()),
        None => (after.trim_start().strip_prefix(',')?, before.to_owned()),
    };
    let place = trimmed(place);
    let is_name = |word: &str| word.starts_with(|c: char| c.is_uppercase() || (c.is_alphabetic() && !c.is_lowercase()));
    let words: Vec<&str> = place.split_whitespace().collect();
    let is_place = (1..=3).contains(&words.len())
        && words.iter().all(|word| is_name(word))
        && !place.contains(|c: char| c.is_ascii_digit() || c == '.')
        && !is_filler(place);
    (is_place && is_filler(&rest)).then(|| one_line(place))
}

/// Nothing, a weekday, an article, a time: what stands beside a date without saying more.
fn is_filler(text: &str) -> bool {
    let cued = super::Cued::new(text);
    let covered: usize = cued
        .hits
        .iter()
        .filter(|hit| hit.value == Label::Weekday)
        .map(|hit| letters(&cued.folded.text[hit.range.clone()]))
        .sum();
    text.len() <= LONGEST_REST && covered >= letters(&cued.folded.text)
}

fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphabetic()).count()
}

fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, ',' | '(' | ')' | '[' | ']' | '*' | '_' | '|' | '·' | '–' | '—' | '-')
    })
}
