//! Headings: written as such, or seen by their place.
//!
//! `# so`, underlined, and lines in capitals are written as headings. A short line without a final stop is one by its
//! place: alone between blank lines, and before something longer. At the top of a text several such lines may stand
//! over each other, as a kicker, a title and a subtitle; further down it is only the last before the text, and not one
//! that stands nearer to what is above it, and not the last of a row of slogans.

use super::Shape;
use super::lines::{self, Group, Line, Role};
use super::lists;

const WIDEST: usize = 110;
/// More short lines than this at the top are a list or a poem, not titles.
const MOST_TITLES: usize = 5;

/// Finds headings that are written as such.
pub fn mark_written(text: &str, lines: &mut [Line], groups: &[Group]) {
    let capitals = lines.iter().filter(|line| lines::is_capitals(line.of(text))).count();
    let is_shouted = capitals * 3 > lines.len();
    for group in groups {
        let (first, last) = (group.lines.start, group.lines.end - 1);
        for line in group.lines.clone() {
            if let Some(level) = hashes(lines[line].of(text)).filter(|_| lines[line].role == Role::Text) {
                let heading = &mut lines[line];
                heading.start += level;
                heading.start +=
                    text[heading.start..heading.end].len() - text[heading.start..heading.end].trim_start().len();
                heading.end = heading.start + text[heading.start..heading.end].trim_end_matches('#').trim_end().len();
                heading.role = Role::Heading(level as u8);
            }
        }
        let is_open = lines[first].role == Role::Text && lines[first].width <= WIDEST && !lines[first].is_quoted;
        if let Some(level) =
            (last > first && is_open).then(|| underline(text, &lines[first], &lines[first + 1])).flatten()
        {
            lines[first].role = Role::Heading(level);
            lines[first + 1].role = Role::Markup;
        } else if is_open && !is_shouted && last + 1 < lines.len() && is_written_in_capitals(text, &lines[first]) {
            let goes_on = last > first && lines::is_capitals(lines[first + 1].of(text));
            lines[first].role = if goes_on { Role::Text } else { Role::Heading(2) };
        }
    }
}

/// The level of a line such as `## So`.
fn hashes(line: &str) -> Option<usize> {
    let level = line.bytes().take_while(|byte| *byte == b'#').take(7).count();
    let rest = &line[level..];
    let is_heading =
        (1..=6).contains(&level) && rest.starts_with([' ', '\t']) && !rest.trim_matches(['#', ' ']).is_empty();
    is_heading.then_some(level)
}

/// The level of a heading that the line below underlines.
fn underline(text: &str, line: &Line, below: &Line) -> Option<u8> {
    let level = [('=', 1), ('-', 2)].into_iter().find(|&(sign, _)| below.of(text).chars().all(|other| other == sign));
    level.filter(|_| below.width >= 3 && below.width * 2 >= line.width).map(|(_, level)| level)
}

fn is_written_in_capitals(text: &str, line: &Line) -> bool {
    let content = line.of(text);
    lines::is_capitals(content) && line.width <= 80 && !content.ends_with([',', ';', ':']) && begins_as_heading(content)
}

/// Finds headings by their place.
pub fn mark_placed(text: &str, lines: &mut [Line], groups: &[Group], shape: Shape) {
    if lines.iter().any(|line| line.role == Role::Heading(1)) {
        return mark_sections(text, lines, groups, 0, shape);
    }
    let top = match shape {
        Shape::BlankLines => mark_titles(text, lines, groups),
        Shape::Lines => mark_first_line(text, lines),
    };
    mark_sections(text, lines, groups, top, shape);
}

/// The titles at the top; returns the first group after them.
fn mark_titles(text: &str, lines: &mut [Line], groups: &[Group]) -> usize {
    let is_title = |group: &Group| {
        let line = &lines[group.lines.start];
        group.lines.len() == 1 && (may_head(text, line) || matches!(line.role, Role::Heading(_)))
    };
    let is_passed_over = |group: &Group| !is_title(group) && !is_running(text, lines, group) && group.lines.len() == 1;
    let from = groups.iter().take_while(|group| is_passed_over(group)).count();
    let page = groups.get(from).filter(|group| is_title_page(text, &lines[group.lines.clone()]));
    if let Some(page) = page.filter(|_| is_followed_by_text(text, lines, &groups[from + 1..])) {
        lines[page.lines.start].role = Role::Heading(1);
        return from + 1;
    }
    let n_titles = groups[from..].iter().take_while(|group| is_title(group)).count();
    let until = from + n_titles;
    if n_titles == 0 || !is_followed_by_text(text, lines, &groups[until..]) {
        return 0;
    }
    let titles: Vec<usize> = groups[from..until].iter().map(|group| group.lines.start).collect();
    let best = if n_titles > MOST_TITLES { 0 } else { best_title(text, lines, &titles) };
    for (index, &line) in titles.iter().enumerate().take(if n_titles > MOST_TITLES { 1 } else { n_titles }) {
        lines[line].role = Role::Heading(match index.cmp(&best) {
            std::cmp::Ordering::Less => 3,
            std::cmp::Ordering::Equal => 1,
            std::cmp::Ordering::Greater => 2,
        });
    }
    until
}

/// Whether lines under each other are a title with author, date and the like under it.
fn is_title_page(text: &str, lines: &[Line]) -> bool {
    const MOST_LINES: usize = 4;
    let [title, under @ ..] = lines else { return false };
    let is_short = |line: &Line| line.role == Role::Text && line.width <= 80 && !lines::ends_sentence(line.of(text));
    let goes_on = |line: &Line| lines::begins_small(line.of(text)) && !is_notice(line.of(text));
    let may_be_title = may_head(text, title) || matches!(title.role, Role::Heading(_));
    may_be_title && (1..MOST_LINES).contains(&under.len()) && under.iter().all(is_short) && !goes_on(&under[0])
}

/// Which of the lines at the top is the title: the first, unless it is a mere catchword and a fuller one follows.
fn best_title(text: &str, lines: &[Line], titles: &[usize]) -> usize {
    let score = |index: usize| {
        let title = lines[titles[index]].of(text);
        let n_words = title.split_whitespace().count();
        let signs = [
            (index == 0, 2),
            (n_words >= 4, 1),
            (title.ends_with(['!', '?']), 2),
            (title.contains('/'), -2),
            (lines::begins_small(title), -3),
        ];
        signs.into_iter().filter(|(holds, _)| *holds).map(|(_, points)| points).sum::<i32>()
    };
    (0..titles.len()).rev().max_by_key(|&index| score(index)).unwrap_or(0)
}

/// Where every line is a paragraph, only the first can be seen to be a title: short, before a long one.
fn mark_first_line(text: &str, lines: &mut [Line]) -> usize {
    const FULLER: usize = 3;
    let [title, next, ..] = lines else { return 0 };
    let is_far_longer = next.width > WIDEST && next.width >= title.width * FULLER;
    if is_far_longer && may_head(text, title) && !lines::begins_small(title.of(text)) {
        title.role = Role::Heading(1);
    }
    0
}

/// The headings below the titles.
fn mark_sections(text: &str, lines: &mut [Line], groups: &[Group], top: usize, shape: Shape) {
    if shape == Shape::Lines {
        return;
    }
    let is_lone = |group: &Group| {
        let line = &lines[group.lines.start];
        group.lines.len() == 1 && (may_head(text, line) || is_numbered(text, line))
    };
    let is_slogan = |group: Option<&Group>| {
        group.is_some_and(|group| group.lines.len() == 1 && lines[group.lines.start].of(text).ends_with(['!', '！']))
    };
    let mut sections = Vec::new();
    for index in top..groups.len().saturating_sub(1) {
        let (group, next) = (&groups[index], &groups[index + 1]);
        let line = &lines[group.lines.start];
        if !is_lone(group) || lines::begins_small(line.of(text)) || lines[next.lines.start].gap > line.gap.max(1) {
            continue;
        }
        let above = index.checked_sub(1).map(|above| &groups[above]);
        let is_in_a_row = is_slogan(Some(group)) && (is_slogan(above) || is_slogan(Some(next)));
        let after_date = usize::from(next.lines.len() == 1 && lines::is_date(lines[next.lines.start].of(text)));
        let is_before_longer = groups.get(index + 1 + after_date).is_some_and(|next| {
            let next_line = &lines[next.lines.start];
            let width: usize = lines[next.lines.clone()].iter().map(|line| line.width).sum();
            is_list(next_line) || is_running(text, lines, next) && width * 2 >= line.width * 3
        });
        if !is_in_a_row && is_before_longer {
            sections.push(group.lines.start);
        }
    }
    for line in sections {
        lines[line].role = Role::Heading(2);
    }
}

/// Whether running text or a list follows, with at most three short lines or groups of such in between.
fn is_followed_by_text(text: &str, lines: &[Line], groups: &[Group]) -> bool {
    const BYLINES: usize = 3;
    groups.iter().take(BYLINES + 1).any(|group| is_running(text, lines, group) || is_list(&lines[group.lines.start]))
}

fn is_list(line: &Line) -> bool {
    matches!(line.role, Role::Item { .. })
}

/// Whether a group is text that runs on: long, or made of sentences.
fn is_running(text: &str, lines: &[Line], group: &Group) -> bool {
    const LONG: usize = 120;
    const SENTENCE: usize = 40;
    let lines = &lines[group.lines.clone()];
    let width: usize = lines.iter().map(|line| line.width).sum();
    let is_text = lines[0].role == Role::Text && !is_notice(lines[0].of(text));
    let is_sentence =
        lines.last().is_some_and(|last| lines::ends_sentence(last.of(text)) && !last.of(text).ends_with('!'));
    is_text && (width >= LONG || width >= SENTENCE && is_sentence)
}

/// Whether a line is short and shaped as a heading.
fn may_head(text: &str, line: &Line) -> bool {
    let content = line.of(text);
    let ends_open =
        lines::last_sign(content).is_none_or(|sign| matches!(sign, '.' | ',' | ';' | ':' | '…' | '。' | '、' | '：'));
    line.role == Role::Text
        && !line.is_quoted
        && line.width <= WIDEST
        && !ends_open
        && content.chars().any(char::is_alphabetic)
        && begins_as_heading(content)
        && !lines::is_date(content)
        && !is_notice(content)
}

/// Whether a line is short and numbered; it may end with a full stop.
fn is_numbered(text: &str, line: &Line) -> bool {
    const WIDEST: usize = 60;
    let is_short = line.role == Role::Text && line.width <= WIDEST && !line.is_quoted;
    is_short && lists::is_numbered(line.of(text)) && !line.of(text).ends_with([',', ';', ':'])
}

fn begins_as_heading(content: &str) -> bool {
    const OPENING: [char; 12] = ['"', '\'', '„', '“', '”', '‘', '’', '»', '«', '¿', '¡', '…'];
    content.starts_with(|first: char| first.is_alphanumeric() || OPENING.contains(&first))
}

/// Addresses of pages and people, and copyright lines.
fn is_notice(content: &str) -> bool {
    ["://", "www.", "©", "@", "(c)", "(C)"].iter().any(|sign| content.contains(sign))
}
