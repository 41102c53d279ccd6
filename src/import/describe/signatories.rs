//! Who signed: the names that follow a line such as "signed by:".

use std::ops::Range;

use super::cues::{CUES, Label};
use super::lines::Line;
use crate::language::dates::dates_in;
use crate::model::BlockKind;

/// A line that announces names is no longer than this.
const LONGEST_ANNOUNCEMENT: usize = 200;
/// After "signed by" such a line has no more than this many characters, "the following organisations so far:" say.
const LONGEST_REST: usize = 60;
/// A name, with what its bearer does, is no longer than this.
const LONGEST_NAME: usize = 160;

/// The lines that hold the names, for each line that announces some.
///
/// A list after "signed by:" ends with the first line that can't be a name: a sentence, a date, a label. A list of
/// entries ends where the entries end.
pub(in crate::import) fn ranges(lines: &[Line]) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let mut line = 0;
    while line < lines.len() {
        let names = if announces(&lines[line]) { names_after(lines, line) } else { line..line };
        line = names.end.max(line + 1);
        if !names.is_empty() {
            ranges.push(names);
        }
    }
    ranges
}

/// The names in those lines in order, without the commas and full stops of the list; "… (20 more)" stays as it is.
pub(super) fn names(lines: &[Line], ranges: &[Range<usize>]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for range in ranges {
        let entries = lines[range.clone()].iter().filter(|line| !line.text.ends_with(':'));
        names.extend(entries.map(|line| without_list_marks(&super::one_line(line.text)).to_owned()));
    }
    if names.is_empty() { lines.iter().find_map(names_within).unwrap_or_default() } else { names }
}

fn announces(line: &Line) -> bool {
    let may_announce = line.width <= LONGEST_ANNOUNCEMENT && !line.ends_with_full_stop() && !line.text.ends_with('!');
    if !may_announce {
        return false;
    }
    let folded = line.folded();
    let has_colon = folded.trim_end_matches(['*', '_', ' ']).ends_with([':', '：']);
    let is_whole = |range: Range<usize>| folded.trim_matches(|c: char| !c.is_alphanumeric()).len() == range.len();
    let hits = CUES.hits(&folded);
    // "The signatories demand the following:" announces no names, nor does a line that goes on after the cue.
    let tells_of_names = |range: &Range<usize>| {
        let rest = &folded[range.end..];
        let asks = hits.iter().any(|hit| hit.value == Label::Demands && hit.range.start >= range.end);
        has_colon && !asks && !rest.contains(". ") && rest.chars().count() <= LONGEST_REST
    };
    let signed = hits.iter().filter(|hit| hit.value == Label::SignedBy);
    signed.into_iter().any(|hit| tells_of_names(&hit.range) || is_whole(hit.range.clone()))
}

fn names_after(lines: &[Line], announcement: usize) -> Range<usize> {
    let first = announcement + 1;
    let n_lines = lines[first..].iter().take_while(|line| line.is_list_item() || may_be_name(line)).count();
    // A heading, and then a sentence before the list.
    let n_before = lines[first..first + n_lines].iter().position(Line::is_list_item).filter(|&n| n <= 1);
    match n_before {
        Some(n_before) => {
            let entries = lines[first + n_before..].iter().take_while(|line| line.is_list_item());
            first + n_before..first + n_before + entries.count()
        }
        None => first..first + n_lines,
    }
}

fn may_be_name(line: &Line) -> bool {
    let is_group = line.text.ends_with(':') && line.width <= 40;
    let is_long = line.width > LONGEST_NAME || (line.ends_with_full_stop() && line.width > 80);
    let is_sentence = line.text.ends_with(['!', '?']) || line.text.contains(". ") && line.width > 80;
    let opens = line.text.chars().find(|c| c.is_alphanumeric()).is_none_or(|c| !c.is_lowercase());
    let is_heading = matches!(line.kind, BlockKind::Heading(_));
    (is_group || !line.text.ends_with(':'))
        && !is_heading
        && !is_long
        && !is_sentence
        && opens
        && !tells_something_else(line)
}

/// Whether a line is a date, a source, a translation note and so on, with which a list of names has ended.
fn tells_something_else(line: &Line) -> bool {
    let is_dated = dates_in(line.text).first().is_some_and(|(range, _)| range.len() * 2 > line.text.len());
    let folded = line.folded();
    let tells = |label| matches!(label, Label::Source | Label::Translation | Label::SignedBy);
    let is_label = CUES.hits(&folded).first().is_some_and(|hit| hit.range.start == 0 && tells(hit.value));
    let is_address = folded.starts_with("http") || folded.starts_with('<') || folded.starts_with('[');
    is_dated || is_label || is_address || matches!(folded.trim_end_matches([':', '.']), "ps" | "p.s")
}

/// The names in `Signed by: Ann, Bert` and the like.
fn names_within(line: &Line) -> Option<Vec<String>> {
    let (announcement, names) = line.text.split_once(':')?;
    let folded = crate::language::fold::fold(announcement);
    let announces = line.width <= 600 && announcement.len() <= LONGEST_ANNOUNCEMENT;
    let is_cue = || CUES.hits(&folded).iter().any(|hit| hit.value == Label::SignedBy && hit.range.end == folded.len());
    if !announces || names.trim().is_empty() || !is_cue() {
        return None;
    }
    let separator = if names.contains(';') { ';' } else { ',' };
    let names = super::one_line(names);
    Some(names.split(separator).map(|name| without_list_marks(name).to_owned()).filter(|n| !n.is_empty()).collect())
}

/// A name without the comma or full stop that the list puts after it; the full stop of "e.V." is its own.
fn without_list_marks(name: &str) -> &str {
    let name = name.trim().trim_end_matches([',', ';', '，', '；']).trim_end();
    let is_abbreviated = |word: &str| word.contains('.') || word.chars().count() <= 2;
    match name.strip_suffix('.') {
        Some(rest) if !rest.ends_with('.') && !rest.rsplit(' ').next().is_some_and(is_abbreviated) => rest,
        _ => name,
    }
}
