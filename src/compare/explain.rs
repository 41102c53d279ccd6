//! Findings, and what is said of them in a line.

use std::ops::Range;

use super::{Finding, Kind, Subject};
use crate::model::Side;

/// The longest part of a text that is quoted, in characters.
const LONGEST: usize = 60;

/// Both sides say something, and not the same.
pub(super) fn differ(subject: &Subject, bead: usize, kind: Kind, ranges: [Range<usize>; 2]) -> Finding {
    let [left, right] = Side::BOTH.map(|side| quoted(subject, side, &ranges[side.index()]));
    Finding {
        bead,
        kind,
        spans: ranges.map(|range| vec![range]),
        explanation: format!("{}: {left} on the left, {right} on the right", kind.name()),
    }
}

/// One side says something, and the other nothing like it.
pub(super) fn lacks(subject: &Subject, bead: usize, side: Side, kind: Kind, range: &Range<usize>) -> Finding {
    let mut spans = [Vec::new(), Vec::new()];
    spans[side.index()].push(range.clone());
    let (here, there) = (place(side), place(side.other()));
    let value = quoted(subject, side, range);
    let explanation = format!("{}: {value} on the {here}, nothing like it on the {there}", kind.name());
    Finding { bead, kind, spans, explanation }
}

/// A part of a text as it stands, in one line.
fn quoted(subject: &Subject, side: Side, range: &Range<usize>) -> String {
    shortened(&subject.documents[side.index()].text()[range.clone()])
}

/// A text in one line that is not too long.
pub(super) fn shortened(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

/// What a side is called.
pub(super) fn place(side: Side) -> &'static str {
    match side {
        Side::Left => "left",
        Side::Right => "right",
    }
}
