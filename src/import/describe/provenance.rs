//! Where a text comes from, and who translated it or from what.

use super::cues::Label;
use super::lines::Zone;
use super::{Found, Page, one_line};
use crate::import::boilerplate::bare_address;
use crate::import::boilerplate::cues::{CUES, Furniture};
use crate::language::fold::fold;
use crate::model::BlockKind;

/// A source without an address is no longer than this, in bytes.
const LONGEST_SOURCE: usize = 160;
/// A note about the translation is no wider than this.
const WIDEST_NOTE: usize = 160;

/// The source: an address after a label, the page's own address, one in a note about publication, or the words
/// after a label, in this order.
pub(super) fn source(page: &Page) -> Option<Found<String>> {
    let ways: [fn(&Page, usize) -> Option<String>; 4] =
        [labelled_address, own_address, published_address, labelled_words];
    let find = |way: &fn(&Page, usize) -> Option<String>| {
        page.edges().find_map(|line| way(page, line).map(|value| Found { value, line }))
    };
    ways.iter().find_map(find)
}

/// The note about the translation, as it stands.
pub(super) fn translation(page: &Page, title: Option<usize>) -> Option<Found<String>> {
    let is_note = |&line: &usize| {
        let Some(candidate) = page.lines.get(line).filter(|candidate| candidate.width <= WIDEST_NOTE) else {
            return false;
        };
        let cued = page.cues(line);
        let says_more = cued.has(Label::Translation) && !cued.is_only(Label::Translation);
        let opens = cued.opening(Label::Translation).is_some();
        let is_free = page.zone(line) == Zone::Bottom && candidate.width * 3 <= WIDEST_NOTE * 2;
        Some(line) != title && !matches!(candidate.kind, BlockKind::Heading(_)) && says_more && (opens || is_free)
    };
    let line = page.text_edges().find(is_note)?;
    let value = one_line(page.lines[line].text.trim_matches(['*', '_', '(', ')', '[', ']', ' ']));
    Some(Found { value, line })
}

fn labelled_address(page: &Page, line: usize) -> Option<String> {
    let rest = page.cues(line).labelled(Label::Source)?;
    if rest.is_empty() {
        return page.lines.get(line + 1).and_then(|next| bare_address(next.text)).map(str::to_owned);
    }
    address_in(rest)
}

fn own_address(page: &Page, line: usize) -> Option<String> {
    let is_own = page.furniture[line];
    bare_address(page.lines[line].text).filter(|_| is_own).map(str::to_owned)
}

fn published_address(page: &Page, line: usize) -> Option<String> {
    let text = page.lines[line].text;
    let tells = |text: &str| CUES.hits(&fold(text)).iter().any(|hit| hit.value.furniture == Furniture::Published);
    (text.contains("://") && tells(text)).then(|| address_in(text))?
}

fn labelled_words(page: &Page, line: usize) -> Option<String> {
    let is_short = |rest: &&str| !rest.is_empty() && rest.len() <= LONGEST_SOURCE;
    let is_text = !page.furniture[line] && page.zone(line) != Zone::Middle;
    page.cues(line).labelled(Label::Source).filter(is_short).filter(|_| is_text).map(one_line)
}

/// The first web address in a text, with or without its scheme.
fn address_in(text: &str) -> Option<String> {
    let parts = text.split(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '(' | ')' | '[' | ']' | '"'));
    let address = parts.map(|part| part.trim_end_matches(['.', ',', ';', '/'])).find(|part| is_address(part))?;
    let rest = &text[text.find(address)? + address.len()..];
    let has_path = address.trim_start_matches("https://").trim_start_matches("http://").contains('/');
    Some(if has_path && rest.starts_with('/') { format!("{address}/") } else { address.to_owned() })
}

fn is_address(part: &str) -> bool {
    let bare = part.trim_start_matches("https://").trim_start_matches("http://");
    let host = bare.split(['/', '?', '#']).next().unwrap_or("");
    let Some((name, top)) = host.rsplit_once('.') else { return false };
    let is_host = host.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | ':'));
    is_host && !name.is_empty() && top.len() >= 2 && top.chars().all(char::is_alphabetic)
}
