//! Which lines were one before something wrapped them.
//!
//! A wrapped line is one that the first word of the next line would not have fitted into. So each pair of lines that
//! stand under each other says "the width is at least the first line's, and less than that plus the next word". The
//! width on which most pairs agree is the text's, if at least half of them do; in a poem or an address they do not.

use super::lines::{self, Group, Line, Role};
use super::{figures, lists};

/// How a text's lines were broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrapping {
    /// Only where a paragraph ends: lines are as long as they need to be.
    Off,
    /// At this many columns.
    At(usize),
    /// There are too few lines to tell; each group of lines is judged by itself.
    Unknown,
}

/// The widest width that is looked for.
const WIDEST: usize = 200;
const NARROWEST: usize = 28;
/// Lines longer than this are not what a program wrapped.
const LONG: usize = 160;

impl Wrapping {
    /// Finds out from all lines of a text.
    pub fn of(text: &str, lines: &[Line], groups: &[Group]) -> Self {
        let long: usize = lines.iter().map(|line| line.width).filter(|&width| width > LONG).sum();
        let all: usize = lines.iter().map(|line| line.width).sum();
        if long * 2 > all {
            return Self::Off;
        }
        let mut steps = [0i32; WIDEST + 2];
        let mut n_pairs = 0;
        for group in groups {
            let lines = &lines[group.lines.clone()];
            for (line, next) in lines.iter().zip(&lines[1..]).filter(|(line, next)| is_prose_pair(text, line, next)) {
                n_pairs += 1;
                if line.full_width() <= WIDEST {
                    steps[line.full_width()] += 1;
                    steps[(reach(text, line, next)).min(WIDEST + 1)] -= 1;
                }
            }
        }
        let mut votes = 0;
        let tally = steps.iter().enumerate().map(|(width, step)| {
            votes += step;
            (votes, width)
        });
        let (votes, width) = tally.filter(|&(_, width)| (NARROWEST..=WIDEST).contains(&width)).max().unwrap_or((0, 0));
        let too_wide = lines.iter().filter(|line| line.full_width() > width + 4).count();
        let is_agreed = n_pairs >= 4 && votes * 2 >= n_pairs && too_wide * 8 <= lines.len();
        if is_agreed { Self::At(width) } else { Self::Unknown }
    }

    /// Whether the next line was torn from this one.
    pub fn joins(self, text: &str, line: &Line, next: &Line) -> bool {
        match self {
            Self::Off | Self::Unknown => false,
            Self::At(width) => {
                let runs_on = lines::begins_small(next.of(text)) && !lines::ends_sentence(line.of(text));
                reach(text, line, next) > width || runs_on && line.full_width() * 5 >= width * 3
            }
        }
    }

    /// The width that a group's lines were broken at, if a good part of them was.
    fn width_of_prose(self, text: &str, lines: &[Line]) -> Option<usize> {
        let Self::At(width) = self else { return None };
        let n_joined = lines.iter().zip(&lines[1..]).filter(|(line, next)| self.joins(text, line, next)).count();
        (n_joined > 0 && n_joined * 3 >= lines.len() - 1).then_some(width)
    }

    /// Gives the lines of a group that continue the line before them that role.
    pub fn mark_joined(self, text: &str, lines: &mut [Line]) {
        let is_wrapped = self == Self::Unknown && is_wrapped_group(text, lines);
        let width = self.width_of_prose(text, lines);
        let mut item_indent = None;
        for index in 1..lines.len() {
            let (above, below) = lines.split_at_mut(index);
            let (line, next) = (&above[index - 1], &mut below[0]);
            match line.role {
                Role::Item { .. } => item_indent = Some(line.indent),
                Role::Joined => {}
                _ => item_indent = None,
            }
            let can_join =
                matches!(line.role, Role::Text | Role::Joined | Role::Item { .. }) && next.role == Role::Text;
            if !can_join {
                continue;
            }
            let after = below.get(1);
            let next = &below[0];
            let joins = match item_indent {
                Some(indent) if next.indent > indent => true,
                Some(_) if self == Self::Unknown => lines::begins_small(next.of(text)),
                _ if is_indented_start(text, line, next, after) || is_centred(line, next) => false,
                _ => {
                    is_wrapped
                        || self.joins(text, line, next)
                        || width.is_some_and(|width| runs_over(text, line, width))
                }
            };
            if joins {
                below[0].role = Role::Joined;
            }
        }
    }
}

/// Columns that the line would have with the first word of the next.
fn reach(text: &str, line: &Line, next: &Line) -> usize {
    line.full_width() + 1 + lines::first_word(next.of(text))
}

/// Whether a line of wrapped text goes on in the next although the next word would have fitted, as where someone
/// mended a line by hand: it is not short, and nothing ends with it.
fn runs_over(text: &str, line: &Line, width: usize) -> bool {
    let ends = lines::ends_sentence(line.of(text)) || line.of(text).ends_with([':', ';']);
    !ends && line.full_width() * 3 >= width * 2
}

/// Whether two lines under each other can be parts of one paragraph.
fn is_prose_pair(text: &str, line: &Line, next: &Line) -> bool {
    let is_prose = |line: &Line| line.role == Role::Text && !figures::is_rule(line.of(text));
    is_prose(line) && is_prose(next) && lists::marker(next.of(text)).is_none()
}

/// Whether a line is the indented first line of a paragraph: what follows goes back to the left, or the line before
/// ends a sentence. (In a bibliography all lines but the first are indented, and go on.)
fn is_indented_start(text: &str, line: &Line, next: &Line, after: Option<&Line>) -> bool {
    let is_indented = next.indent >= line.indent + 2;
    is_indented && after.map_or_else(|| lines::ends_sentence(line.of(text)), |after| after.indent < next.indent)
}

/// Whether two lines are centred: far in, and not alike.
fn is_centred(line: &Line, next: &Line) -> bool {
    const FAR: usize = 12;
    line.indent.min(next.indent) >= FAR && line.indent != next.indent
}

/// Whether a group by itself looks wrapped: every line is about as long as such lines are, and the next word would not
/// have fitted. Two lines say little, so there the second must go on in small letters. Where that sign of prose is
/// there, or a sentence ends inside a line, lines may also be shorter.
fn is_wrapped_group(text: &str, lines: &[Line]) -> bool {
    const USUAL: std::ops::RangeInclusive<usize> = 45..=120;
    let widest = lines.iter().map(Line::full_width).max().unwrap_or(0);
    if lines.len() < 2 || !USUAL.contains(&widest) {
        return false;
    }
    let is_prose = lines[1..].iter().any(|line| lines::begins_small(line.of(text)))
        || lines.iter().any(|line| line.of(text).contains(". "));
    let is_full = |(line, next): (&Line, &Line)| {
        is_prose_pair(text, line, next)
            && (reach(text, line, next) > widest || is_prose && runs_over(text, line, widest))
    };
    (is_prose || lines.len() > 2) && lines.iter().zip(&lines[1..]).all(is_full)
}
