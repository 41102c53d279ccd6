//! The lines of a page as a reader sees them, and where the running text begins and ends among them.

use crate::language::fold::fold;
use crate::model::{Block, BlockKind, Spacing};

/// Lines of more bytes than this are running text, whatever their words.
const LONGEST_CUED_LINE: usize = 1_200;
/// From this width on, a line with a full stop in it is running text.
const PROSE_WITH_FULL_STOP: usize = 100;
/// From this width on, any line is running text.
const PROSE: usize = 240;
/// Without running text, so many lines at either end are top and bottom.
const EDGE_LINES: usize = 3;

/// A block, or one of the lines of a block whose breaks are meant (a menu that was saved without blank lines).
#[derive(Debug, Clone, Copy)]
pub(in crate::import) struct Line<'t> {
    /// The block it is in.
    pub(in crate::import) block: usize,
    /// Its kind of block.
    pub(in crate::import) kind: BlockKind,
    /// Its text without outer white space.
    pub(in crate::import) text: &'t str,
    /// Its length in characters, East Asian ones counted double.
    pub(in crate::import) width: usize,
    /// Whether it stands directly under the line before it.
    pub(in crate::import) is_tight: bool,
    /// Whether it is a label between two dashes or the like: `- Elsewhere -`.
    pub(in crate::import) is_framed: bool,
}

/// Where a line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::import) enum Zone {
    /// Above the running text.
    Top,
    /// Among it.
    Middle,
    /// Below it.
    Bottom,
}

/// Where the running text begins and ends.
#[derive(Debug, Clone, Copy)]
pub(in crate::import) struct Zones {
    body_start: usize,
    body_end: usize,
    has_running_text: bool,
}

impl Zones {
    /// Looks for the first and the last line of running text among those that `is_text` lets pass.
    pub(in crate::import) fn of(lines: &[Line], is_text: impl Fn(usize) -> bool) -> Self {
        let is_body = |&index: &usize| lines[index].is_prose() && is_text(index);
        match (0..lines.len()).find(is_body) {
            Some(body_start) => {
                let last = (0..lines.len()).rev().find(is_body).unwrap_or(body_start);
                Self { body_start, body_end: last + 1, has_running_text: true }
            }
            None => {
                let body_start = EDGE_LINES.min(lines.len() / 2);
                let body_end = lines.len().saturating_sub(EDGE_LINES).max(body_start);
                Self { body_start, body_end, has_running_text: false }
            }
        }
    }

    /// Where a line stands.
    pub(in crate::import) fn zone(self, line: usize) -> Zone {
        if line < self.body_start {
            Zone::Top
        } else if line < self.body_end {
            Zone::Middle
        } else {
            Zone::Bottom
        }
    }

    /// Whether there is any running text.
    pub(in crate::import) fn has_running_text(self) -> bool {
        self.has_running_text
    }

    /// The first line of running text.
    pub(in crate::import) fn body_start(self) -> usize {
        self.body_start
    }

    /// The line after the last one of running text.
    pub(in crate::import) fn body_end(self) -> usize {
        self.body_end
    }
}

/// The lines of all blocks, in order.
pub(in crate::import) fn lines<'t>(text: &'t str, blocks: &[Block]) -> Vec<Line<'t>> {
    let mut lines = Vec::with_capacity(blocks.len());
    for (index, block) in blocks.iter().enumerate() {
        let whole = &text[block.range.clone()];
        let marker = text[..block.range.start].trim_end_matches([' ', '\t']).chars().next_back();
        let block_is_tight = index > 0 && block.spacing == Spacing::Tight;
        if block.kind == BlockKind::Preformatted || !whole.trim().contains('\n') || is_filled(whole) {
            lines.push(Line::new(index, block.kind, whole.trim(), block_is_tight, marker));
            continue;
        }
        let parts = whole.lines().map(str::trim).filter(|part| !part.is_empty());
        for (n, part) in parts.enumerate() {
            lines.push(Line::new(index, block.kind, part, block_is_tight || n > 0, marker.filter(|_| n == 0)));
        }
    }
    lines
}

impl<'t> Line<'t> {
    fn new(block: usize, kind: BlockKind, text: &'t str, is_tight: bool, marker: Option<char>) -> Self {
        let width = if text.len() > LONGEST_CUED_LINE { text.len() } else { text.chars().map(width_of).sum() };
        let opened_by_marker = matches!(kind, BlockKind::ListItem { .. }).then_some(marker).flatten();
        let is_framed = is_framed(text, opened_by_marker);
        Self { block, kind, text, width, is_tight, is_framed }
    }

    /// The line folded, as the cue tables want it; empty for one that is too long to hold cues.
    pub(in crate::import) fn folded(&self) -> String {
        if self.text.len() > LONGEST_CUED_LINE { String::new() } else { fold(self.text) }
    }

    /// Whether the line is an entry of a list.
    pub(in crate::import) fn is_list_item(&self) -> bool {
        matches!(self.kind, BlockKind::ListItem { .. })
    }

    /// Whether the line ends as sentences end that are not exclaimed or asked.
    pub(in crate::import) fn ends_with_full_stop(&self) -> bool {
        self.text.trim_end_matches(is_closing).ends_with(is_full_stop)
    }

    /// The line without the marks that plain text puts around a heading: `# Title`, `**Title**`, `== Title ==`.
    pub(in crate::import) fn unadorned(&self) -> &'t str {
        self.text.trim_matches(['#', '*', '_', '=', '~', ' ', '\n'])
    }

    /// Whether the line could be a title by its shape alone.
    pub(in crate::import) fn is_title_like(&self) -> bool {
        let text = self.unadorned();
        let is_heading = matches!(self.kind, BlockKind::Heading(_));
        let opens = |c: char| c.is_uppercase() || c.is_numeric() || (c.is_alphabetic() && !c.is_lowercase());
        let first = text.chars().find(|c| c.is_alphanumeric());
        (is_heading || matches!(self.kind, BlockKind::Paragraph))
            && self.width <= 200
            && (is_heading || !self.is_prose())
            && !text.ends_with([',', ';', '—', '–'])
            && (is_heading || !self.ends_with_full_stop() || text.ends_with('…') || text.ends_with("..."))
            && first.is_some_and(opens)
    }

    fn is_prose(&self) -> bool {
        let can_be = !matches!(self.kind, BlockKind::Heading(_) | BlockKind::Preformatted | BlockKind::Rule);
        let has_full_stop = || self.ends_with_full_stop() || self.text.contains(". ") || self.text.contains('。');
        can_be && (self.width >= PROSE || (self.width >= PROSE_WITH_FULL_STOP && has_full_stop()))
    }
}

/// Quotation marks and brackets that may stand after the full stop.
fn is_closing(character: char) -> bool {
    matches!(character, '"' | '\'' | '”' | '“' | '’' | '»' | '«' | ')' | ']' | '*' | '_')
}

fn is_full_stop(character: char) -> bool {
    matches!(character, '.' | '…' | '。' | '।' | '۔')
}

fn width_of(character: char) -> usize {
    if matches!(character, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}')
    {
        2
    } else {
        1
    }
}

/// A short label with the same dash, star or the like on both sides; the one on the left may be what the importer
/// took for a list marker.
fn is_framed(text: &str, marker: Option<char>) -> bool {
    let is_frame = |c: char| matches!(c, '-' | '–' | '—' | '*' | '~' | '=' | '+');
    let Some(last) = text.chars().next_back().filter(|&c| is_frame(c)) else { return false };
    let inner = text.trim_matches(is_frame);
    let opened = text.starts_with(last) || marker == Some(last);
    let is_apart = inner.ends_with(char::is_whitespace) && inner.len() < text.len();
    opened && is_apart && !inner.trim().is_empty() && inner.chars().count() <= 60
}

/// Whether the lines of a block are a paragraph that was wrapped at a width, rather than lines of their own: no
/// line but the last had room for the first word of the next.
fn is_filled(block: &str) -> bool {
    let lines: Vec<&str> = block.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let length = |text: &str| text.chars().count();
    let widest = lines.iter().map(|line| length(line)).max().unwrap_or(0);
    let had_no_room = |two: &[&str]| {
        let word = two[1].split_whitespace().next().unwrap_or("");
        (length(two[0]) + 1 + length(word)) * 10 >= widest * 9
    };
    widest >= 40 && lines.windows(2).all(had_no_room)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraph(text: &str) -> Vec<Block> {
        vec![Block {
            kind: BlockKind::Paragraph,
            standing: crate::model::Standing::Body,
            spacing: Spacing::Apart,
            inset: crate::model::Inset::default(),
            range: 0..text.len(),
            segments: 0..0,
        }]
    }

    #[test]
    fn a_wrapped_paragraph_is_one_line_and_a_saved_menu_is_several() {
        let wrapped = "The harbour was quiet that morning, and the boats lay\n\
                       side by side along the quay, waiting for the wind to\n\
                       turn.";
        for (text, want) in [(wrapped, 1), ("Home\nOur town\nThe harbour\nContact", 4), ("one line", 1)] {
            assert_eq!(lines(text, &paragraph(text)).len(), want, "{text}");
        }
    }

    #[test]
    fn a_label_between_dashes_is_framed() {
        for (text, want) in
            [("- Elsewhere -", true), ("*** Sport ***", true), ("- one", false), ("**one**", false), ("---", false)]
        {
            assert_eq!(lines(text, &paragraph(text))[0].is_framed, want, "{text}");
        }
    }

    #[test]
    fn the_text_begins_and_ends_with_its_long_sentences() {
        let long = "It rained for three days, and on the fourth the river came over the dike and into the lower \
                    streets of the town.";
        let lines: Vec<Line> =
            ["Title", long, "Oh!", long, "Ann"].map(|t| Line::new(0, BlockKind::Paragraph, t, false, None)).to_vec();
        let zones = Zones::of(&lines, |_| true);
        let found: Vec<Zone> = (0..5).map(|line| zones.zone(line)).collect();
        assert_eq!(found, [Zone::Top, Zone::Middle, Zone::Middle, Zone::Middle, Zone::Bottom]);
    }
}
