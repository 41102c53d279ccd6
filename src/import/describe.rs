//! Finds out what a text says about itself: title, date, issuer, source, signatories, translation.
//!
//! The lines above and below the running text are read with a table of cues, one finder a file; the lines that were
//! used get their kind (byline, dateline …). Page furniture is read as well: it may hold the address and the date of
//! publication. What front matter says wins over what was found.
//!
//! Limits: a name alone under a title isn't known to be the author's, and who speaks is copied from the line in the
//! grammatical case in which it stands there. An organisation is known by a word of its own ("committee"), not by
//! part of a compound.

mod cues;
mod dating;
#[cfg(test)]
pub(in crate::import) mod fixtures;
pub(in crate::import) mod front_matter;
mod issuer;
pub(in crate::import) mod lines;
pub(in crate::import) mod phrases;
mod provenance;
pub(in crate::import) mod signatories;
mod title;

use std::ops::Range;

use crate::language::fold::{Folded, fold};
use crate::model::{Block, BlockKind, Description, Language, Standing};
use cues::{CUES, Label};
use lines::{Line, Zone, Zones, lines};
use phrases::Hit;

/// So many lines at either end of a page are read.
const EDGE_LINES: usize = 60;
/// So many lines at either end are read even where they stand among running text.
const NEAR_EDGE_LINES: usize = 12;
/// Lines wider than this are not read.
const WIDEST_LINE: usize = 200;

/// Whether a note says in words that something was translated, and is no name alone.
pub fn tells_of_translation(note: &str) -> bool {
    CUES.hits(&fold(note)).iter().any(|hit| hit.value == Label::Translation)
}

/// Finds title, date, issuer and so on; gives the lines that hold them their kinds (byline, dateline …).
pub fn describe(text: &str, blocks: &mut [Block]) -> Description {
    let lines = lines(text, blocks);
    let page = Page::new(&lines, blocks);
    let title = title::find(&page);
    let dating = dating::find(&page, title.as_ref().map(|title| title.line));
    let issuer = issuer::find(&page, title.as_ref().map(|title| title.line), dating.as_ref());
    let source = provenance::source(&page);
    let translation = provenance::translation(&page, title.as_ref().map(|title| title.line));
    let signatories = signatories::names(&lines, &page.signatories);

    let mut kinds: Vec<Option<BlockKind>> = vec![None; lines.len()];
    page.signatories.iter().for_each(|range| kinds[range.clone()].fill(Some(BlockKind::Signature)));
    for (line, kind) in [
        dating.as_ref().map(|dating| (dating.line, dating.kind)),
        source.as_ref().map(|source| (source.line, BlockKind::Provenance)),
        translation.as_ref().map(|translation| (translation.line, BlockKind::Provenance)),
        title.as_ref().map(|title| (title.line, BlockKind::Heading(1))),
    ]
    .into_iter()
    .flatten()
    .chain(issuer.lines.iter().copied())
    {
        kinds[line] = Some(kind);
    }
    set_kinds(&lines, &kinds, blocks);

    let mut description = Description {
        author: None,
        title: title.map(|title| title.value),
        place: dating.as_ref().and_then(|dating| dating.place.clone()),
        date: dating.map(|dating| dating.date),
        issuer: issuer.value.or_else(|| signatories.first().cloned()),
        source: source.map(|source| source.value),
        signatories,
        translation: translation.map(|translation| translation.value),
    };
    front_matter::read(text, blocks, &mut description);
    description
}

/// The language that the front matter of a text names, if it has any and does.
pub fn declared_language(text: &str, blocks: &[Block]) -> Option<Language> {
    front_matter::language(text, blocks)
}

/// The first words of a text, to show where a title is wanted and there is none; `…` stands for the rest.
///
/// A text without spaces between its words gives eight characters for each of the `n` words.
pub fn first_words(text: &str, n: usize) -> String {
    let mut words = text.split_whitespace();
    let mut shown = words.by_ref().take(n).collect::<Vec<_>>().join(" ");
    let mut is_whole = words.next().is_none();
    if let Some((end, _)) = shown.char_indices().nth(n.saturating_mul(12).max(8))
        && let Some((cut, _)) = shown[..end].char_indices().nth(n.saturating_mul(8))
    {
        shown.truncate(shown[..end].rfind(' ').unwrap_or(cut));
        is_whole = false;
    }
    if !is_whole {
        shown.truncate(shown.trim_end_matches(|c: char| !c.is_alphanumeric() && c != ')').len());
        shown.push('…');
    }
    shown
}

/// The lines of a page with what the finders ask of them.
struct Page<'t> {
    lines: &'t [Line<'t>],
    furniture: Vec<bool>,
    zones: Zones,
    /// The lines that hold the names of those who signed.
    signatories: Vec<Range<usize>>,
}

/// Something found, and the line where.
struct Found<T> {
    value: T,
    line: usize,
}

impl<'t> Page<'t> {
    fn new(lines: &'t [Line<'t>], blocks: &[Block]) -> Self {
        let furniture: Vec<bool> =
            lines.iter().map(|line| blocks[line.block].standing == Standing::Boilerplate).collect();
        let zones = Zones::of(lines, |line| !furniture[line]);
        Self { lines, furniture, zones, signatories: signatories::ranges(lines) }
    }

    fn zone(&self, line: usize) -> Zone {
        self.zones.zone(line)
    }

    /// The lines that may say something about the text, furniture among them.
    fn edges(&self) -> impl Iterator<Item = usize> + '_ {
        let n_lines = self.lines.len();
        let top = 0..EDGE_LINES.min(n_lines);
        let bottom = n_lines.saturating_sub(EDGE_LINES).max(top.end)..n_lines;
        let is_near = move |line: usize| line < NEAR_EDGE_LINES || line + NEAR_EDGE_LINES >= n_lines;
        let is_read = move |&line: &usize| {
            let is_short = self.lines[line].width <= WIDEST_LINE;
            is_short
                && self.lines[line].kind != BlockKind::Preformatted
                && (is_near(line) || self.zone(line) != Zone::Middle)
        };
        top.chain(bottom).filter(is_read)
    }

    /// The same without furniture.
    fn text_edges(&self) -> impl Iterator<Item = usize> + '_ {
        self.edges().filter(|&line| !self.furniture[line])
    }

    /// Whether there are sentences between top and bottom; a poem or a bare list has none.
    fn has_running_text(&self) -> bool {
        self.zones.has_running_text()
    }

    /// Whether furniture stands between a line at the bottom and the running text: what follows a list of related
    /// articles is hardly the text's.
    fn is_beyond_furniture(&self, line: usize) -> bool {
        let end = self.zones.body_end();
        line >= end && self.furniture[end..line].contains(&true)
    }

    fn cues(&self, line: usize) -> Cued<'t> {
        Cued::new(self.lines[line].text)
    }
}

/// A line with the cues in it.
struct Cued<'t> {
    text: &'t str,
    folded: Folded,
    hits: Vec<Hit<Label>>,
}

impl<'t> Cued<'t> {
    fn new(text: &'t str) -> Self {
        let folded = Folded::new(text);
        let hits = CUES.hits(&folded.text);
        Self { text, folded, hits }
    }

    /// The hits of a label with which the line begins, but for brackets and the like.
    fn opening(&self, label: Label) -> Option<&Hit<Label>> {
        let opens = |hit: &&Hit<Label>| !self.folded.text[..hit.range.start].chars().any(char::is_alphanumeric);
        self.hits.iter().take_while(opens).find(|hit| hit.value == label)
    }

    fn has(&self, label: Label) -> bool {
        self.hits.iter().any(|hit| hit.value == label)
    }

    /// Whether the line is the cue alone.
    fn is_only(&self, label: Label) -> bool {
        let is_word = |c: char| c.is_alphanumeric();
        let outside = |range: &Range<usize>| {
            self.folded.text[..range.start].contains(is_word) || self.folded.text[range.end..].contains(is_word)
        };
        self.hits.iter().any(|hit| hit.value == label && !outside(&hit.range))
    }

    /// What stands after a byte of the folded text.
    fn after(&self, end: usize) -> &'t str {
        let at = if end == 0 { 0 } else { self.folded.original_range(0..end).end };
        &self.text[at..]
    }

    /// What stands after a label and its colon.
    fn labelled(&self, label: Label) -> Option<&'t str> {
        let rest = self.after(self.opening(label)?.range.end).trim_start_matches(['*', '_', ' ', '\u{a0}']);
        Some(rest.strip_prefix([':', '：'])?.trim_matches(['*', '_', ' ', '\n', '\u{a0}']))
    }
}

/// A text on one line, without doubled white space.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Gives blocks the kind of their lines, where all lines of a block have one; entries of lists, verse and code stay
/// what they are.
fn set_kinds(lines: &[Line], kinds: &[Option<BlockKind>], blocks: &mut [Block]) {
    let mut first = 0;
    for of_block in lines.chunk_by(|a, b| a.block == b.block) {
        let kinds = &kinds[first..first + of_block.len()];
        first += of_block.len();
        let block = &mut blocks[of_block[0].block];
        let may_change = matches!(block.kind, BlockKind::Paragraph | BlockKind::Heading(_) | BlockKind::Quotation);
        let Some(kind) = kinds.iter().copied().collect::<Option<Vec<_>>>().and_then(|kinds| kinds.last().copied())
        else {
            continue;
        };
        let is_heading_already = matches!((block.kind, kind), (BlockKind::Heading(_), BlockKind::Heading(_)));
        if may_change && !is_heading_already {
            block.kind = kind;
        }
    }
}

#[cfg(test)]
mod tests;
