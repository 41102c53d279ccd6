//! Tables, code and rules: lines whose spaces mean something, or that are drawn rather than written.

use super::lines::{Group, Line, Role};
use super::lists;

/// Gives the lines of tables, of code and of rules their roles.
pub fn mark(text: &str, lines: &mut [Line], groups: &[Group]) {
    for group in groups {
        let lines = &mut lines[group.lines.clone()];
        if is_table(text, lines) || is_code(text, lines) {
            lines.iter_mut().for_each(|line| line.role = Role::Preformatted);
        }
        for line in lines.iter_mut().filter(|line| line.role == Role::Text && is_rule(line.of(text))) {
            line.role = Role::Rule;
        }
    }
}

/// Whether a line draws a rule: at least three times the same sign, `*` and `⁂` also alone.
pub fn is_rule(text: &str) -> bool {
    let mut signs = text.chars().filter(|character| !character.is_whitespace());
    let Some(first) = signs.next() else { return false };
    let alone = matches!(first, '*' | '⁂' | '⁎' | '❦' | '─' | '━' | '―');
    let draws = alone || matches!(first, '-' | '_' | '=' | '~' | '#' | '+' | '•' | '·' | '—' | '–' | '═' | '⸻');
    let mut count = 1;
    draws
        && signs.all(|sign| {
            count += 1;
            sign == first
        })
        && (count >= 3 || alone)
}

/// Whether most lines of a group are divided into columns: by bars, by drawn lines, by tabs or by wide spaces.
fn is_table(text: &str, lines: &[Line]) -> bool {
    let is_most = |count: usize| count * 5 >= lines.len() * 4;
    let count = |is_row: fn(&str) -> bool| lines.iter().filter(|line| is_row(line.of(text))).count();
    let tabs = |line: &Line| line.of(text).matches('\t').count();
    let first_tabs = lines.first().map_or(0, tabs);
    let is_tabbed = first_tabs > 0 && lines.iter().all(|line| tabs(line) == first_tabs);
    let is_list = lines.iter().any(|line| lists::marker(line.of(text)).is_some());
    match lines.len() {
        0 | 1 => false,
        2 => is_most(count(has_bars)) || is_tabbed && !is_list,
        _ => is_most(count(has_bars)) || !is_list && (is_tabbed || is_most(count(has_wide_space))),
    }
}

fn has_bars(row: &str) -> bool {
    let is_drawn = |character| matches!(character, '\u{2500}'..='\u{257f}');
    row.matches('|').count() >= 2
        || row.starts_with("+-")
        || row.starts_with("+=")
        || row.matches(is_drawn).count() >= 2
}

fn has_wide_space(row: &str) -> bool {
    row.contains("   ")
}

/// Whether a group of indented lines is code: most end as statements do or are full of signs.
fn is_code(text: &str, lines: &[Line]) -> bool {
    const INDENT: usize = 4;
    let is_sign = |character| {
        matches!(character, '{' | '}' | '(' | ')' | ';' | '=' | '<' | '>' | '[' | ']' | '$' | '\\' | '|' | '&')
    };
    let is_statement = |line: &&Line| {
        let line = line.of(text);
        line.ends_with(['{', '}', ';']) || line.matches(is_sign).count() * 12 >= line.len().max(24)
    };
    lines.len() > 1
        && lines.iter().all(|line| line.indent >= INDENT && line.width <= 200)
        && lines.iter().filter(is_statement).count() * 2 > lines.len()
}
