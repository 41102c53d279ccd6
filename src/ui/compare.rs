//! What comparing shows in the text: signs in the gutter, what gaps say, and the words that differ.

use std::ops::Range;

use super::theme::Part;
use crate::app::Reader;
use crate::app::reader::Compared;
use crate::app::signs::Sign;
use crate::compare::Finding;
use crate::layout::{Sheet, Shown, gap};
use crate::model::Side;

/// What the gutter tells of the beads that begin in a row: the most urgent of it.
pub(super) fn sign(reader: &Reader, sheet: &Sheet<'_>, shown: &Shown) -> Option<Sign> {
    let told = shown.beginning().filter(|&bead| !sheet.folds(bead));
    told.filter_map(|bead| reader.signs(sheet, bead).next()).min()
}

/// How a sign looks.
pub(super) fn part_of(sign: Sign) -> Part {
    match sign {
        Sign::Moved | Sign::OnLeft | Sign::OnRight | Sign::Doubtful => Part::Warning,
        Sign::Differs | Sign::Reworded => Part::Difference,
        Sign::Mended => Part::Mended,
    }
}

/// What the cell of a side that has nothing says: what is missing, or where it went.
pub(super) fn gap_label(reader: &Reader, shown: &Shown, room: u16) -> String {
    let (Some(sheet), Some(bead)) = (reader.sheet(), shown.passage()) else { return String::new() };
    let room = usize::from(room);
    match reader.moved(bead) {
        Some(_) if reader.moves_on(&sheet, bead) => gap::GOES_ON.to_owned(),
        Some(moved) => gap::fitting(&[format!("— {moved} —"), moved, Sign::Moved.symbol().to_owned()], room),
        None => sheet.gap_label(bead, room),
    }
}

/// The words that differ of the two texts that are shown.
pub(super) struct Differing<'a> {
    found: Option<(Sheet<'a>, &'a Compared)>,
}

impl<'a> Differing<'a> {
    pub(super) fn of(reader: Option<&'a Reader>) -> Self {
        Self { found: reader.and_then(|reader| Some((reader.sheet()?, reader.compared()?))) }
    }

    /// What differs in some bytes of a side's text, and how it looks; what says more comes after mere wording.
    pub(super) fn within(&self, side: Side, bytes: &Range<usize>) -> Vec<(Range<usize>, Part)> {
        let Some((sheet, compared)) = &self.found else { return Vec::new() };
        let bead = |byte: usize| sheet.bead_of(side, sheet.document(side)?.segment_at(byte)?);
        let ends = bead(bytes.start).zip(bead(bytes.end.saturating_sub(1).max(bytes.start)));
        let beads = ends.map_or(0..0, |(first, last)| first..last + 1);
        let touching = |finding: &Finding| {
            let part = match (Sign::of(finding.kind), side) {
                (Sign::Reworded, Side::Left) => Part::Deleted,
                (Sign::Reworded, Side::Right) => Part::Inserted,
                _ => Part::Differs,
            };
            let spans = &finding.spans[side.index()];
            let from = spans.partition_point(|span| span.end <= bytes.start);
            let spans = spans[from..].iter().take_while(|span| span.start < bytes.end);
            spans.map(|span| (span.clone(), part)).collect::<Vec<_>>()
        };
        let mut all: Vec<_> = beads.flat_map(|bead| compared.findings_of(sheet, bead)).flat_map(touching).collect();
        all.sort_by_key(|(_, part)| *part == Part::Differs);
        all
    }
}
