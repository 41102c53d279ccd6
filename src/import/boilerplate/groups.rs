//! What only several lines together show: lists of related articles, menus, introductions, neighbours.

use super::cues::Furniture;
use super::{DOUBTFUL, Page, TELLING, Verdict, is_year};
use crate::import::describe::lines::{Line, Zone};

/// A list of related articles has no more entries than this.
const MOST_ENTRIES: usize = 40;
/// A menu's entries are no wider than this.
const WIDEST_ENTRY: usize = 30;
/// Between two entries of a menu that the table knows there are no more than this that it doesn't.
const MOST_UNKNOWN_ENTRIES: usize = 2;

/// Marks lines for what stands around them. The order is from the surest to what leans on the others.
pub(super) fn mark_groups(page: &mut Page) {
    mark_addresses(page);
    mark_related(page);
    mark_menus(page);
    mark_neighbours(page);
    mark_introductions(page);
}

/// An address alone on a line above or below the text is the page's own; one that a sentence announces is not.
fn mark_addresses(page: &mut Page) {
    for line in 0..page.lines.len() {
        let is_announced = line > 0 && page.lines[line - 1].text.ends_with([':', '：']);
        let at_edge = page.sights[line].zone != Zone::Middle;
        if at_edge && !is_announced && !page.is_signatory(line) && bare_address(page.lines[line].text).is_some() {
            page.verdicts[line] = Verdict::Furniture;
        }
    }
}

/// "Related articles" as a line of its own, and the entries under it.
fn mark_related(page: &mut Page) {
    let mut line = 0;
    while line < page.lines.len() {
        let sight = &page.sights[line];
        let is_heading = sight.is_about(Furniture::Related) && sight.holds_only_cues && !sight.is_exclamation;
        if !is_heading || page.is_signatory(line) {
            line += 1;
            continue;
        }
        let first = line + 1;
        let n_entries = (first..page.lines.len())
            .take(MOST_ENTRIES)
            .take_while(|&entry| is_entry(page, entry) || entry > first && is_date_of_entry(page, entry))
            .count();
        let entries = first..first + n_entries;
        let n_sure = entries.clone().filter(|&entry| is_reference(page.lines[entry].text)).count();
        if page.sights[line].strongest > TELLING || n_sure > 0 || n_entries > 1 {
            page.verdicts[line..entries.end].fill(Verdict::Furniture);
        }
        line = entries.end;
    }
}

/// Whether a line looks like an entry of a list of related articles.
fn is_entry(page: &Page, entry: usize) -> bool {
    let line = &page.lines[entry];
    let hangs_on = line.is_tight || line.is_list_item();
    let is_short = line.width <= 250 && !line.ends_with_full_stop() && !line.text.ends_with([':', '!']);
    if page.is_signatory(entry) || !is_short {
        return false;
    }
    let is_titled = line.width <= 140 && (hangs_on || page.sights[entry].zone == Zone::Bottom) && !is_dated(line.text);
    is_reference(line.text) || is_titled
}

/// The date under the title of an entry.
fn is_date_of_entry(page: &Page, line: usize) -> bool {
    page.lines[line].is_tight && is_dated(page.lines[line].text) && !page.is_signatory(line)
}

/// A line that is little but a date closes a text.
fn is_dated(text: &str) -> bool {
    text.len() <= 60 && text.split(|c: char| !c.is_ascii_digit()).any(is_year)
}

/// `Author: Title, Magazine No. 1/2020`, a title with its year at the end, or a link.
fn is_reference(text: &str) -> bool {
    let tail = text.trim_end_matches(|c: char| !c.is_alphanumeric());
    let ends_with_year = tail.len() > 4 && tail.get(tail.len() - 4..).is_some_and(is_year);
    has_address(text) || has_issue(text) || (ends_with_year && text.trim_end().ends_with(')'))
}

/// A number and a year with a stroke between them, as magazines count their issues.
fn has_issue(text: &str) -> bool {
    text.match_indices('/').any(|(at, _)| {
        let before = text[..at].bytes().next_back().is_some_and(|byte| byte.is_ascii_digit());
        let year = text.get(at + 1..at + 5).is_some_and(is_year);
        before && year && !text[at + 5..].starts_with(|c: char| c.is_ascii_digit())
    })
}

/// A menu saved one entry a line: short lines, the first and the last of which the table knows, and most between.
fn mark_menus(page: &mut Page) {
    let mut line = 0;
    while line < page.lines.len() {
        if !is_menu_entry(page, line) {
            line += 1;
            continue;
        }
        let (mut last, mut n_known) = (line, 1);
        let mut next = line + 1;
        while next - last <= MOST_UNKNOWN_ENTRIES + 1 && next < page.lines.len() && may_be_entry(page, next) {
            if is_menu_entry(page, next) {
                (last, n_known) = (next, n_known + 1);
            }
            next += 1;
        }
        let n_lines = last + 1 - line;
        if n_lines >= 3 && n_known * 2 >= n_lines {
            page.verdicts[line..=last].fill(Verdict::Furniture);
        }
        line = last + 1;
    }
}

fn is_menu_entry(page: &Page, line: usize) -> bool {
    may_be_entry(page, line) && page.sights[line].holds_only_cues
}

fn may_be_entry(page: &Page, line: usize) -> bool {
    let Line { text, width, .. } = page.lines[line];
    width <= WIDEST_ENTRY
        && page.sights[line].zone != Zone::Middle
        && !text.ends_with(['.', '!', '?', ',', ':', ';'])
        && !text.starts_with(|c: char| c.is_ascii_digit())
        && !page.is_signatory(line)
}

/// Doubtful lines, and labels between dashes, take after furniture beside them, from either side.
fn mark_neighbours(page: &mut Page) {
    let leans = |page: &Page, line: usize| {
        let at_edge = page.sights[line].zone != Zone::Middle;
        let is_label = page.lines[line].is_framed && at_edge && !page.is_signatory(line);
        page.verdicts[line] == Verdict::Doubtful && at_edge || is_label
    };
    for line in 1..page.lines.len() {
        if page.is_furniture(line - 1) && leans(page, line) {
            page.verdicts[line] = Verdict::Furniture;
        }
    }
    for line in (0..page.lines.len().saturating_sub(1)).rev() {
        if page.is_furniture(line + 1) && leans(page, line) {
            page.verdicts[line] = Verdict::Furniture;
        }
    }
}

/// `PS:` directly over an appeal goes with it.
fn mark_introductions(page: &mut Page) {
    for line in (0..page.lines.len().saturating_sub(1)).rev() {
        let announces = matches!(page.lines[line].folded().trim_end_matches([':', '.', ' ']), "ps" | "p.s" | "p. s");
        let is_appeal = page.is_furniture(line + 1) && page.sights[line + 1].is_about(Furniture::Appeal);
        if announces && is_appeal && page.sights[line + 1].score() >= DOUBTFUL {
            page.verdicts[line] = Verdict::Furniture;
        }
    }
}

/// Whether a text holds a web address or a link.
pub(super) fn has_address(text: &str) -> bool {
    ["http://", "https://", "www.", "]("].iter().any(|sign| text.contains(sign))
}

/// The address that a line consists of, without its brackets: `<https://example.org/a>`.
pub(in crate::import) fn bare_address(text: &str) -> Option<&str> {
    let address = text.trim_matches(['<', '>', '(', ')', '[', ']', ' ']);
    let is_address = ["http://", "https://", "www."].iter().any(|start| address.starts_with(start));
    (is_address && !address.contains(char::is_whitespace)).then_some(address)
}
