//! Who speaks: a byline, "statement of …", organisations at the end.

use std::ops::Range;

use super::cues::Label;
use super::dating::Dating;
use super::lines::Zone;
use super::{Cued, Page, one_line};
use crate::model::BlockKind;

/// No more organisations than this are looked for above the last.
const MOST_ORGANISATIONS: usize = 20;
/// Names are no longer than this, in bytes.
const LONGEST_NAME: usize = 140;
/// A name has no more words than this.
const MOST_WORDS: usize = 10;

/// Who speaks, and the lines that say so with the kinds that they get.
#[derive(Debug, Default)]
pub(super) struct Issuer {
    pub(super) value: Option<String>,
    pub(super) lines: Vec<(usize, BlockKind)>,
}

/// Looks for the issuer, the most telling line first.
pub(super) fn find(page: &Page, title: Option<usize>, dating: Option<&Dating>) -> Issuer {
    let mut issuer = Issuer::default();
    let mut editors = None;
    let mut author = None;
    let mut statement = None;
    for line in page.text_edges().filter(|&line| Some(line) != title) {
        let cued = page.cues(line);
        if cued.is_only(Label::Editors) {
            issuer.lines.push((line, BlockKind::Byline));
            // Editors who sign above the title sign their introduction and not the text.
            let sign_the_text = title.is_none_or(|title| line > title);
            editors = editors.or_else(|| sign_the_text.then(|| name_of(cued.text)));
        } else if let Some(name) =
            labelled_author(&cued).or_else(|| byline(&cued).filter(|_| page.zone(line) == Zone::Top))
        {
            issuer.lines.push((line, BlockKind::Byline));
            author = author.or(Some(name));
        } else if page.zone(line) == Zone::Top
            && statement.is_none()
            && let Some(name) = of_statement(&cued)
        {
            issuer.lines.push((line, BlockKind::Byline));
            statement = Some(name);
        }
    }
    author = author.or_else(|| {
        page.edges().take_while(|&line| page.zone(line) == Zone::Top).find_map(|line| author_on_page(page, line))
    });
    let by_date = dating.and_then(|dating| dating.issuer.clone());
    let sign_off = sign_off(page, title, dating);
    let of_title = || title.and_then(|line| of_statement(&page.cues(line)));
    issuer.lines.extend(sign_off.clone().map(|line| (line, BlockKind::Signature)));
    let names: Vec<String> = sign_off.map(|line| name_of(page.lines[line].text)).collect();
    let signed = Some(names.join(", ")).filter(|names| !names.is_empty());
    issuer.value = statement.or(by_date).or(author).or(signed).or_else(of_title);
    if issuer.value.is_none() && page.signatories.is_empty() {
        issuer.value = editors;
    }
    issuer
}

/// `By Ann Lee`, `Von Ann Lee`: the cue and then nothing but names.
pub(super) fn byline(cued: &Cued) -> Option<String> {
    let rest = cued.after(cued.opening(Label::By)?.range.end);
    let name = rest.trim().trim_end_matches([')', '*', '_']);
    (rest.starts_with(char::is_whitespace) && is_name(name)).then(|| name_of(name))
}

/// `Author: Ann Lee`.
fn labelled_author(cued: &Cued) -> Option<String> {
    let name = cued.labelled(Label::Author)?;
    (!name.is_empty() && name.len() <= LONGEST_NAME && !name.ends_with(['.', '!', '?'])).then(|| name_of(name))
}

/// Whose a statement is: the fishers' of "Joint statement of the fishers".
pub(super) fn of_statement(cued: &Cued) -> Option<String> {
    let text = cued.text.trim_end_matches([':', ' ']);
    if text.len() > LONGEST_NAME + 60 || text.ends_with(['.', '!', '?']) {
        return None;
    }
    if let Some(statement) = cued.opening(Label::Statement) {
        let follows = |label: Label| {
            let is_next = |range: &Range<usize>| cued.folded.text[statement.range.end..range.start].trim().is_empty();
            let next = cued.hits.iter().find(|hit| hit.range.start >= statement.range.end && hit.value == label);
            next.filter(|hit| is_next(&hit.range))
        };
        if cued.opening(Label::ArticleStatement).is_some() && follows(Label::OfGenitive).is_some() {
            return Some(name_of(text));
        }
        let name = cued.after(follows(Label::Of)?.range.end).trim().trim_end_matches(':');
        return (!name.is_empty()).then(|| name_of(without_article(name)));
    }
    if let Some(statement) = cued.opening(Label::GenitiveStatement) {
        let rest = cued.after(statement.range.end);
        let is_about = Cued::new(rest.trim_start()).opening(Label::About).is_some();
        let has_owner = rest.starts_with(char::is_whitespace) && rest.contains(char::is_alphabetic);
        return (has_owner && !is_about).then(|| name_of(text));
    }
    let last = cued.hits.last().filter(|hit| hit.value == Label::OwnedStatement && hit.range.start > 0)?;
    (cued.folded.text.trim_end_matches([':', ' ']).len() == last.range.end).then(|| name_of(text))
}

/// The author in a line of the page such as `By Ann Lee | Posted on 6 May 1998`.
fn author_on_page(page: &Page, line: usize) -> Option<String> {
    let parts = page.lines[line].text.split(['|', '·', '•']);
    parts.filter(|_| page.furniture[line]).find_map(|part| byline(&Cued::new(part.trim())))
}

/// Organisations beside the date at the end, or in the very last lines.
fn sign_off(page: &Page, title: Option<usize>, dating: Option<&Dating>) -> Range<usize> {
    let dated = dating.map(|dating| dating.line).filter(|&line| page.zone(line) == Zone::Bottom);
    let beside = dated.map_or([None, None], |line| [line.checked_sub(1), Some(line + 1)]);
    let last = (0..page.lines.len()).rev().find(|&line| !page.furniture[line] && !page.is_beyond_furniture(line));
    let signs = |line: usize| {
        line < page.lines.len()
            && Some(line) != title
            && dated != Some(line)
            && page.zone(line) == Zone::Bottom
            && !page.furniture[line]
            && !page.is_beyond_furniture(line)
            && !page.lines[line].is_list_item()
            && is_organisation(&page.cues(line))
    };
    let Some(line) = beside.into_iter().flatten().chain(last).find(|&line| signs(line)) else { return 0..0 };
    let first = (0..line).rev().take(MOST_ORGANISATIONS).take_while(|&above| signs(above)).last().unwrap_or(line);
    first..line + 1
}

fn is_organisation(cued: &Cued) -> bool {
    let text = cued.text;
    let opens = text.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| !c.is_lowercase() && !c.is_numeric());
    cued.has(Label::Organisation)
        && opens
        && text.len() <= LONGEST_NAME
        && text.split_whitespace().count() <= MOST_WORDS
        && !text.ends_with(['.', '!', '?', ':', ',', ';'])
}

/// Whether a text is names alone: each word begins with a capital, but for what joins them.
fn is_name(text: &str) -> bool {
    let joins =
        ["de", "da", "do", "dos", "di", "del", "la", "le", "van", "von", "der", "den", "zu", "bin", "ibn", "al"];
    let joins_two = ["and", "und", "og", "och", "en", "et", "e", "y", "i", "ja", "ve", "és", "și", "и", "і", "та", "&"];
    let is_name_word = |word: &str| word.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_uppercase);
    let words: Vec<&str> = text.split_whitespace().collect();
    let joint = |word: &str| joins.contains(&word) || joins_two.contains(&word);
    (1..=MOST_WORDS).contains(&words.len())
        && is_name_word(words[0])
        && words.iter().all(|word| is_name_word(word) || joint(word))
        && !text.contains(|c: char| c.is_ascii_digit())
        && !text.ends_with(['.', '!', '?', ':', ';'])
}

fn without_article(name: &str) -> &str {
    name.strip_prefix("the ").unwrap_or(name)
}

fn name_of(text: &str) -> String {
    let marks = |c: char| c.is_whitespace() || matches!(c, '*' | '_' | '[' | ']' | '–' | '—' | '-' | '/' | ',');
    let text = text.trim_matches(marks);
    let bracketed = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    one_line(bracketed.unwrap_or(text))
}
