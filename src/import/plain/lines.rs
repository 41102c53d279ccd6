//! Lines of text, the groups they stand in, and what can be seen of a line by itself.

use std::ops::Range;

/// A line that is not blank.
#[derive(Debug, Clone)]
pub struct Line {
    /// Where its bytes begin, with its indentation and quote marks.
    pub line_start: usize,
    /// Where its text begins: after indentation, quote marks, and the marker of a list item or heading.
    pub start: usize,
    /// Where its text ends, without white space.
    pub end: usize,
    /// Columns of white space before its text.
    pub indent: usize,
    /// Columns of its text, without indentation.
    pub width: usize,
    /// Blank lines before it.
    pub gap: usize,
    /// It begins with `>`.
    pub is_quoted: bool,
    /// What it is.
    pub role: Role,
}

/// What a line is in its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// It starts a paragraph; what every line is until shown otherwise.
    Text,
    /// It continues the line before it.
    Joined,
    /// A heading of a level from 1 to 6.
    Heading(u8),
    /// It starts an entry of a list.
    Item {
        /// 0 for the outermost list.
        depth: u8,
        /// The number of a numbered entry.
        ordinal: Option<u32>,
    },
    /// A rule between parts.
    Rule,
    /// A line of a poem; such lines of a group are one block.
    Verse,
    /// A line of a table or of code; such lines of a group are one block.
    Preformatted,
    /// It underlines a heading, and is not shown.
    Markup,
}

/// Lines with no blank line between them.
#[derive(Debug, Clone)]
pub struct Group {
    /// Its lines, at least one.
    pub lines: Range<usize>,
}

impl Line {
    /// Its text.
    pub fn of<'a>(&self, text: &'a str) -> &'a str {
        &text[self.start..self.end]
    }

    /// Columns with its indentation.
    pub fn full_width(&self) -> usize {
        self.indent + self.width
    }
}

/// The lines of a text that are not blank.
pub fn split(text: &str) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let (mut at, mut gap, mut is_after_quoted) = (0, 0, false);
    for line in text.split('\n') {
        let line_start = at;
        at += line.len() + 1;
        let marks = if line.trim_start().starts_with('>') { quote_marks(line) } else { 0 };
        let inner = &line[marks..];
        let content = inner.trim();
        let is_quoted = marks > 0;
        if content.is_empty() && !is_quoted {
            (gap, is_after_quoted) = (gap + 1, false);
            continue;
        }
        // A line of nothing but quote marks stays as an empty one, so that its marks are blanked with the others'.
        let start = line_start + line.len() - inner.trim_start().len();
        let end = start + content.len();
        let indent = if is_quoted { 0 } else { columns(&line[..start - line_start]) };
        let changes = is_quoted != is_after_quoted || content.is_empty();
        let gap_before = if changes && !lines.is_empty() { gap.max(1) } else { gap };
        lines.push(Line {
            line_start,
            start,
            end,
            indent,
            width: columns(content),
            gap: gap_before,
            is_quoted,
            role: if content.is_empty() { Role::Markup } else { Role::Text },
        });
        gap = usize::from(content.is_empty());
        is_after_quoted = is_quoted;
    }
    lines
}

/// The lines in groups.
pub fn group(lines: &[Line]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        match groups.last_mut() {
            Some(group) if line.gap == 0 => group.lines.end = index + 1,
            _ => groups.push(Group { lines: index..index + 1 }),
        }
    }
    groups
}

/// The text with spaces in place of quote marks.
pub fn blank_quote_marks(text: String, lines: &[Line]) -> String {
    if !lines.iter().any(|line| line.is_quoted) {
        return text;
    }
    let mut bytes = text.into_bytes();
    for line in lines.iter().filter(|line| line.is_quoted) {
        bytes[line.line_start..line.start].iter_mut().filter(|byte| **byte == b'>').for_each(|byte| *byte = b' ');
    }
    String::from_utf8(bytes).expect("one ASCII character took the place of another")
}

/// Bytes of the quote marks a line begins with: `> `, `>>`, `> > `.
fn quote_marks(line: &str) -> usize {
    let is_mark = |byte: &u8| matches!(byte, b'>' | b' ' | b'\t');
    line.bytes().take_while(|byte| is_mark(byte)).count()
}

/// Columns that a text takes: two for the wide letters of East Asia, and four-column stops for tabs at its start.
fn columns(text: &str) -> usize {
    let width = |character| match character {
        '\t' => 4,
        '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' => 2,
        '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}' | '\u{1f300}'..='\u{3ffff}' => 2,
        _ => 1,
    };
    if text.is_ascii() && !text.contains('\t') { text.len() } else { text.chars().map(width).sum() }
}

/// Columns of a text's first word; a wide letter is a word.
pub fn first_word(text: &str) -> usize {
    let mut width = 0;
    for (at, character) in text.char_indices() {
        let letter = columns(&text[at..at + character.len_utf8()]);
        if character.is_whitespace() || letter == 2 && width > 0 {
            break;
        }
        width += letter;
        if letter == 2 {
            break;
        }
    }
    width
}

/// Whether a text ends as a sentence does, quotation marks and brackets after it aside.
pub fn ends_sentence(text: &str) -> bool {
    last_sign(text).is_some_and(|sign| matches!(sign, '.' | '!' | '?' | '…' | '。' | '！' | '？' | '।' | '։' | '؟'))
}

/// The last character, quotation marks and brackets aside.
pub fn last_sign(text: &str) -> Option<char> {
    text.trim_end_matches(['"', '\'', '”', '’', '“', '»', '«', ')', ']', '」', '』']).chars().next_back()
}

/// Whether the first letter is a small one, with nothing but an opening quotation mark or bracket before it.
pub fn begins_small(text: &str) -> bool {
    let text = text.trim_start_matches(['"', '\'', '„', '“', '”', '‘', '»', '«', '(']);
    text.chars().next().is_some_and(char::is_lowercase)
}

/// Whether all the letters that have a case are capitals, and there are at least four.
pub fn is_capitals(text: &str) -> bool {
    !text.chars().any(char::is_lowercase) && text.chars().filter(|letter| letter.is_uppercase()).count() >= 4
}

/// Whether a line is a date with little beside it: a year and a day, or numbers with points or dashes.
pub fn is_date(text: &str) -> bool {
    const MOST_WORDS: usize = 7;
    if text.split_whitespace().nth(MOST_WORDS).is_some() || text.len() > 80 {
        return false;
    }
    let numbers = || text.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse::<u32>().ok());
    let years = numbers().filter(|number| (1500..2200).contains(number)).count();
    let days = numbers().filter(|number| (1..=31).contains(number)).count();
    let is_short = numbers().count() == 3 && days >= 2 && !text.chars().any(char::is_alphabetic);
    years == 1 && (1..=2).contains(&days) || is_short
}
