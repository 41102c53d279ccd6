//! The title: the best heading near the top.
//!
//! Candidates are the lines above the running text that have a title's shape and say nothing else (no byline, date,
//! source, "statement of …"). The first one is the title unless it is a kicker, a topic over the title: `Fishing` over
//! `Why the boats stayed in`. Where the title comes again, alone, after an introduction, it is that one: what stands
//! before it then is the page's.

use super::cues::Label;
use super::lines::{Line, Zone};
use super::{EDGE_LINES, Found, Page, dating, issuer, one_line};
use crate::language::fold::fold;
use crate::model::BlockKind;

/// Points from which a candidate is a kicker of the next one.
const KICKER: i32 = 2;
/// No kicker is wider than this.
const WIDEST_KICKER: usize = 40;
/// A title that comes again is at least this wide: short lines come again by chance.
const NARROWEST_REPEATED: usize = 12;
/// A sentence wider than this ends the search.
const WIDEST_SENTENCE: usize = 60;

/// The title and its line.
pub(super) fn find(page: &Page) -> Option<Found<String>> {
    if let Some(found) = labelled(page) {
        return Some(found);
    }
    let mut candidates = candidates(page, Statements::No);
    if candidates.is_empty() {
        candidates = self::candidates(page, Statements::Yes);
    }
    let line = chosen(page, &candidates)?;
    let line = repeated(page, line).unwrap_or(line);
    Some(Found { value: text_of(&page.lines[line]), line })
}

/// `Title: …`.
fn labelled(page: &Page) -> Option<Found<String>> {
    let found = |line: usize| Some(Found { value: one_line(page.cues(line).labelled(Label::Title)?), line });
    page.text_edges().take_while(|&line| line < EDGE_LINES).filter_map(found).find(|found| !found.value.is_empty())
}

/// Whether "Statement of …" may be a title.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Statements {
    Yes,
    No,
}

fn candidates(page: &Page, statements: Statements) -> Vec<usize> {
    let read = 0..page.lines.len().min(EDGE_LINES);
    let level_1 = |&line: &usize| page.lines[line].kind == BlockKind::Heading(1) && !page.furniture[line];
    let is_first_heading = read.clone().find(level_1);
    let first = is_first_heading.unwrap_or(0);
    let is_over = |&line: &usize| {
        let is_text = !page.furniture[line] && !is_heading(&page.lines[line]);
        let is_sentence = page.lines[line].ends_with_full_stop() && page.lines[line].width > WIDEST_SENTENCE;
        is_text && (is_sentence || page.zone(line) != Zone::Top)
    };
    let above = (first..read.end).take_while(|line| !is_over(line));
    above.filter(|&line| !page.furniture[line] && may_be_title(page, line, statements)).collect()
}

fn may_be_title(page: &Page, index: usize, statements: Statements) -> bool {
    let line = &page.lines[index];
    let next = page.lines.get(index + 1);
    let stands_alone = is_heading(line) || page.has_running_text() || next.is_some_and(|next| !next.is_tight);
    if !line.is_title_like() || line.is_framed || !stands_alone || is_number(line.text) {
        return false;
    }
    let cued = page.cues(index);
    let labels = [Label::Source, Label::Author, Label::Date, Label::Translation];
    let is_label = labels.into_iter().any(|label| cued.labelled(label).is_some())
        || (cued.has(Label::SignedBy) && line.text.ends_with(':'))
        || cued.is_only(Label::Editors);
    let is_dated = dating::is_dateline(line.text);
    let is_byline = issuer::byline(&cued).is_some();
    !is_label && !is_dated && !is_byline && (statements == Statements::Yes || issuer::of_statement(&cued).is_none())
}

/// The first candidate that is no kicker of the next; a line that announces something is none.
fn chosen(page: &Page, candidates: &[usize]) -> Option<usize> {
    let is_kicker = |at: usize| {
        candidates
            .get(at + 1)
            .is_some_and(|&next| kicker_points(&page.lines[candidates[at]], &page.lines[next]) >= KICKER)
    };
    let at = (0..candidates.len()).find(|&at| !is_kicker(at))?;
    let announces = |line: &Line| line.text.ends_with([':', '：']) && !is_heading(line);
    Some(candidates[at]).filter(|&line| !announces(&page.lines[line]))
}

/// What speaks for a line to be a kicker of the next.
fn kicker_points(line: &Line, next: &Line) -> i32 {
    let text = line.unadorned();
    let (words, next_words) = (n_words(text), n_words(next.unadorned()));
    if line.width > WIDEST_KICKER || words > 4 || text.ends_with(['!', '?', '.']) {
        return 0;
    }
    let (cued, next_cued) = (super::Cued::new(text), super::Cued::new(next.unadorned()));
    let is_number = |word: &str| is_number(word);
    let is_known = cued.opening(Label::Kicker).is_some_and(|hit| {
        let rest = cued.after(hit.range.end);
        rest.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).all(is_number)
    });
    let has_stroke = text.split_once(['/', '|']).is_some_and(|(a, b)| n_words(a) > 0 && n_words(b) > 0);
    let is_upper = |text: &str| !text.contains(char::is_lowercase);
    let (folded, next_folded) = (fold(text), fold(next.text));
    let mut long_words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() >= 4);
    // A short exclamation under a word is as often the text's first line.
    let is_full = next_words >= 4;
    let points = [
        (2, has_stroke),
        (2, text.ends_with([':', '：'])),
        (3, is_known),
        (-1, line.width >= next.width),
        (1, long_words.any(|word| next_folded.contains(word))),
        (1, words == 1 && is_full),
        (1, is_upper(text) && !is_upper(next.text)),
        (1, next.text.ends_with(['!', '?']) && is_full),
        (1, next_words >= 5),
        (-2, next_cued.opening(Label::Subtitle).is_some()),
        (2, level(line) > level(next)),
        (-1, level(line) < level(next)),
    ];
    points.iter().filter(|(_, holds)| *holds).map(|(points, _)| points).sum()
}

/// The line where the title stands again, alone, with other text between.
fn repeated(page: &Page, title: usize) -> Option<usize> {
    let wanted = fold(page.lines[title].unadorned());
    let again = |&line: &usize| {
        let candidate = &page.lines[line];
        let is_candidate = candidate.is_title_like() && candidate.width >= NARROWEST_REPEATED && !page.furniture[line];
        is_candidate && {
            let folded = fold(candidate.unadorned());
            wanted == folded
                || wanted.strip_suffix(&folded).is_some_and(|before| before.trim_end().ends_with([':', '-', '–', '|']))
        }
    };
    (title + 2..page.lines.len().min(EDGE_LINES)).find(again)
}

fn text_of(line: &Line) -> String {
    one_line(line.unadorned())
}

fn is_heading(line: &Line) -> bool {
    matches!(line.kind, BlockKind::Heading(_))
}

/// The level of a heading; lines that are none are below all levels.
fn level(line: &Line) -> u8 {
    match line.kind {
        BlockKind::Heading(level) => level,
        _ => u8::MAX,
    }
}

fn n_words(text: &str) -> usize {
    text.split(|c: char| c.is_whitespace() || c == '/').filter(|word| word.contains(char::is_alphanumeric)).count()
}

/// Digits or Roman numerals alone.
fn is_number(text: &str) -> bool {
    let is_roman = |c: char| matches!(c, 'I' | 'V' | 'X' | 'L' | 'C');
    let mut letters = text.chars().filter(|c| c.is_alphanumeric()).peekable();
    letters.peek().is_none() || letters.all(|c| c.is_numeric() || is_roman(c))
}
