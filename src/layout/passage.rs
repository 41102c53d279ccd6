//! Which beads are laid out together, and in which of the rows each of them stands.
//!
//! In columns, and wherever texts go bead by bead, a passage is one bead. Where one version is shown it is a block,
//! whose sentences are running text. Where two go block by block it is the smallest run of beads that begins and ends
//! between two blocks on both sides. Page furniture that is folded is one passage for all of its beads.
//!
//! A passage is found by looking at the beads around it only, so it costs what it shows.

use std::ops::Range;

use super::sheet::{Arrangement, BeadRow, Folding, Sheet};
use crate::model::{BlockKind, Document, Side, Spacing, Standing};

/// The most beads that are laid out as one: block by block, longer runs are cut.
const LONGEST_RUN: usize = 64;

/// Whether texts below each other change from one to the other with every bead or with whole blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Grain {
    /// Bead by bead.
    #[default]
    Bead,
    /// Block by block: as many as it takes for both sides to end a block.
    Block,
    /// Bead by bead, with each segment in rows of its own: one sees what a bead is made of.
    Segment,
}

/// A laid-out passage.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PassageRows {
    /// Its beads.
    pub beads: Range<usize>,
    /// How many of the first rows are blank and only part the passage from the one above.
    pub lead: usize,
    /// All rows.
    pub rows: Vec<BeadRow>,
    /// Which sides have nothing here although the other one has.
    pub gap: [bool; 2],
    /// The rows in which each bead has text, for each side; empty where all rows below the lead are all its beads'.
    extents: Vec<[Range<usize>; 2]>,
}

impl PassageRows {
    /// A passage whose rows below the lead belong to all of its beads alike.
    pub(super) fn undivided(beads: Range<usize>, lead: usize, rows: Vec<BeadRow>, gap: [bool; 2]) -> Self {
        Self { beads, lead, rows, gap, extents: Vec::new() }
    }

    /// A passage of several beads, each of which has rows of its own.
    pub(super) fn divided(
        sheet: &Sheet<'_>,
        beads: Range<usize>,
        lead: usize,
        rows: Vec<BeadRow>,
        gap: [bool; 2],
    ) -> Self {
        let extents = sheet.extents(beads.clone(), &rows);
        Self { beads, lead, rows, gap, extents }
    }

    /// The rows of a bead: from the first one to the last one that shows something of it.
    pub fn extent(&self, bead: usize) -> Range<usize> {
        let own = bead.checked_sub(self.beads.start).and_then(|index| self.extents.get(index));
        let Some([left, right]) = own else { return self.lead..self.rows.len() };
        match (left.is_empty(), right.is_empty()) {
            (false, false) => left.start.min(right.start)..left.end.max(right.end),
            (false, true) => left.clone(),
            (true, false) => right.clone(),
            (true, true) => self.lead..(self.lead + 1).min(self.rows.len()),
        }
    }

    /// Whether a row shows something of a bead.
    pub fn holds(&self, row: usize, bead: usize) -> bool {
        let own = bead.checked_sub(self.beads.start).and_then(|index| self.extents.get(index));
        match own {
            Some(sides) if sides.iter().any(|side| !side.is_empty()) => sides.iter().any(|side| side.contains(&row)),
            _ => self.extent(bead).contains(&row),
        }
    }

    /// The beads that begin in a row.
    pub fn beginning_in(&self, row: usize) -> impl Iterator<Item = usize> {
        let whole = self.extents.is_empty();
        let beads =
            if whole { self.beads.start..(self.beads.start + 1).min(self.beads.end) } else { self.beads.clone() };
        beads.filter(move |&bead| self.extent(bead).start == row)
    }

    /// The bead that a row stands for: the first one that begins in it, or else the one that goes on in it.
    pub fn bead_in(&self, row: usize) -> Option<usize> {
        if row < self.lead {
            return None;
        }
        let going_on = || self.beads.clone().find(|&bead| self.holds(row, bead));
        self.beginning_in(row).next().or_else(going_on)
    }
}

/// How a segment stands under what is above it, where a block or a stanza begins with it.
fn parting(document: &Document, segment: usize) -> Option<Spacing> {
    let Some(own) = document.segments().get(segment) else { return Some(Spacing::Apart) };
    let block = document.block_of(segment);
    if block.segments.start == segment {
        return (block.spacing != Spacing::Continued).then_some(block.spacing);
    }
    let above = &document.segments()[segment - 1];
    let between = &document.text()[above.range.end..own.range.start];
    let is_stanza = block.kind == BlockKind::Verse && between.matches('\n').count() > 1;
    is_stanza.then_some(Spacing::Apart)
}

impl Sheet<'_> {
    /// The beads that are laid out together with this one.
    pub fn passage_of(&self, bead: usize) -> Range<usize> {
        if self.folds(bead) {
            let start = (0..bead).rev().find(|&before| !self.folds(before)).map_or(0, |before| before + 1);
            let n_beads = self.n_beads();
            return start..(bead..n_beads).find(|&after| !self.folds(after)).unwrap_or(n_beads);
        }
        match (self.right, self.frame.arrangement, self.frame.grain) {
            (None, ..) => self.left.block_of(bead).segments.clone(),
            (Some(_), Arrangement::Columns, _) | (Some(_), _, Grain::Bead | Grain::Segment) => bead..bead + 1,
            (Some(_), _, Grain::Block) => self.closed_run(bead),
        }
    }

    /// All passages in order.
    pub fn passages(&self) -> impl Iterator<Item = Range<usize>> {
        let n_beads = self.n_beads();
        let first = (n_beads > 0).then(|| self.passage_of(0));
        std::iter::successors(first, move |last| (last.end < n_beads).then(|| self.passage_of(last.end)))
    }

    /// The smallest run of beads around one that begins and ends between two blocks on both sides.
    fn closed_run(&self, bead: usize) -> Range<usize> {
        let begins = |bead: usize| bead == 0 || self.is_closed_above(bead) || self.folds(bead - 1);
        let start = (0..=bead).rev().find(|&bead| begins(bead)).unwrap_or(0);
        let start = start + (bead - start) / LONGEST_RUN * LONGEST_RUN;
        let last_end = (start + LONGEST_RUN).min(self.n_beads());
        let end = (start + 1..last_end).find(|&bead| begins(bead) || self.folds(bead));
        start..end.unwrap_or(last_end)
    }

    /// Whether no block goes on from the bead above into this one, on either side.
    fn is_closed_above(&self, bead: usize) -> bool {
        self.sides().iter().all(|&side| {
            let document = self.document(side).expect("the side is there");
            let segment = self.segments(bead, side).start;
            document.segments().get(segment).is_none_or(|own| document.blocks()[own.block].segments.start == segment)
        })
    }

    /// Whether nothing but page furniture stands in a bead.
    pub fn is_furniture(&self, bead: usize) -> bool {
        self.sides().iter().all(|&side| {
            let document = self.document(side).expect("the side is there");
            self.segments(bead, side).all(|segment| document.block_of(segment).standing == Standing::Boilerplate)
        })
    }

    /// Whether a bead is folded into a fold that begins above it.
    pub fn is_folded_away(&self, bead: usize) -> bool {
        self.folds(bead) && bead > 0 && self.folds(bead - 1)
    }

    /// Whether a bead is page furniture that is folded.
    pub fn folds(&self, bead: usize) -> bool {
        self.frame.folding == Folding::Folded && self.is_furniture(bead)
    }

    /// How the first bead of a passage is parted from what is above it.
    pub(super) fn parting_above(&self, bead: usize) -> Parting {
        let sides = self.sides().iter().map(|&side| {
            let document = self.document(side).expect("the side is there");
            let segments = self.segments(bead, side);
            (parting(document, segments.start), segments, document)
        });
        let sides: Vec<_> = sides.collect();
        let has_heading = |segments: &Range<usize>, document: &Document| {
            !segments.is_empty() && matches!(document.block_of(segments.start).kind, BlockKind::Heading(_))
        };
        let heading =
            sides.iter().any(|(parting, segments, document)| parting.is_some() && has_heading(segments, document));
        if bead > 0 && self.folds(bead - 1) {
            // A folded row has a blank one above it and is no part of what goes on below.
            return Parting::Apart;
        }
        if bead == 0 || sides.iter().all(|(parting, ..)| parting.is_none()) {
            return Parting::Within;
        }
        if sides.iter().any(|(parting, ..)| parting.is_none()) && !heading {
            return Parting::OneSided;
        }
        let two_below_each_other = sides.len() == 2 && self.frame.arrangement != Arrangement::Columns;
        let apart = sides.iter().any(|(parting, segments, _)| *parting == Some(Spacing::Apart) && !segments.is_empty());
        if apart || two_below_each_other { Parting::Apart } else { Parting::Within }
    }

    /// The bytes of a side's text that a bead holds.
    pub fn bytes(&self, bead: usize, side: Side) -> Range<usize> {
        let (Some(document), segments) = (self.document(side), self.segments(bead, side)) else { return 0..0 };
        if segments.is_empty() {
            return 0..0;
        }
        let all = document.segments();
        all[segments.start].range.start..all[segments.end - 1].range.end
    }

    /// The rows in which each of some beads has text, for each side.
    fn extents(&self, beads: Range<usize>, rows: &[BeadRow]) -> Vec<[Range<usize>; 2]> {
        let shown = Side::BOTH.map(|side| {
            let row = |(index, row): (usize, &BeadRow)| {
                let source = row.side(side)?.source.clone();
                (!source.is_empty()).then_some((index, source))
            };
            rows.iter().enumerate().filter_map(row).collect::<Vec<_>>()
        });
        let extent = |bead: usize, side: Side| {
            let (rows, bytes) = (&shown[side.index()], self.bytes(bead, side));
            let from = rows.partition_point(|(_, source)| source.end <= bytes.start);
            let to = rows.partition_point(|(_, source)| source.start < bytes.end);
            if from < to { rows[from].0..rows[to - 1].0 + 1 } else { 0..0 }
        };
        beads.map(|bead| Side::BOTH.map(|side| extent(bead, side))).collect()
    }
}

/// What parts a passage from the one above it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Parting {
    /// Nothing but the row: it goes on inside a block, or the blocks stand directly below each other.
    Within,
    /// A block begins on one side while the other goes on: an indent instead of a blank row, which would look as if
    /// both began something.
    OneSided,
    /// A blank row.
    Apart,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::{Frame, RowOrder};
    use crate::model::{Alignment, Bead, DocumentBuilder};

    /// A document of blocks whose segments end with a full stop or a line; one that begins with © is page furniture.
    fn document(blocks: &[(BlockKind, Spacing, &str)]) -> Document {
        let (mut builder, mut text) = (DocumentBuilder::default(), String::new());
        for (kind, spacing, block) in blocks {
            let start = text.len();
            text.push_str(block);
            builder.push(*kind, *spacing, start..text.len());
            text.push_str("\n\n");
        }
        let furniture = builder.blocks_mut().iter_mut().filter(|block| text[block.range.clone()].starts_with('©'));
        furniture.for_each(|block| block.standing = Standing::Boilerplate);
        builder.finish(text, |block, _| {
            let pieces = block.split_inclusive(['.', '\n']).map(|piece| {
                let start = piece.as_ptr().addr() - block.as_ptr().addr();
                let lead = piece.len() - piece.trim_start().len();
                start + lead..start + lead + piece.trim().len()
            });
            pieces.filter(|range| !range.is_empty()).collect()
        })
    }

    fn one_to_one(n_segments: usize) -> Alignment {
        let bead = |at: usize| Bead { source: at..at + 1, target: at..at + 1, confidence: 1.0 };
        Alignment::new((0..n_segments).map(bead).collect(), n_segments, n_segments).expect("beads in order")
    }

    fn sheet<'a>(left: &'a Document, right: Option<(&'a Document, &'a Alignment)>, grain: Grain) -> Sheet<'a> {
        let arrangement = if grain == Grain::Block { Arrangement::Stacked } else { Arrangement::Columns };
        let frame = Frame {
            arrangement,
            grain,
            columns: [30; 2],
            hyphenation: false,
            justification: false,
            folding: Folding::Folded,
            order: RowOrder::Seen,
        };
        Sheet { left, right, frame }
    }

    /// The rows of all passages, left and right.
    fn rows(sheet: &Sheet<'_>) -> Vec<String> {
        let row = |row: &BeadRow| {
            let text = |side: Side| row.side(side).map_or(String::new(), |row| row.text());
            format!("{}|{}", text(Side::Left), text(Side::Right))
        };
        sheet.passages().flat_map(|beads| sheet.lay(beads.start).rows.iter().map(row).collect::<Vec<_>>()).collect()
    }

    use BlockKind::{Heading, Paragraph, Verse};
    use Spacing::{Apart, Continued};

    #[test]
    fn lines_of_verse_keep_their_indents_and_stanzas_stand_apart() {
        let left = document(&[(Verse, Apart, "one\n  two\n\nthree")]);
        let right = document(&[(Verse, Apart, "eins\nzwei\n\n  drei")]);
        let alignment = one_to_one(3);
        let want = ["  one|  eins", "    two|  zwei", "|", "  three|    drei"];
        assert_eq!(rows(&sheet(&left, Some((&right, &alignment)), Grain::Bead)), want);
        assert_eq!(rows(&sheet(&left, None, Grain::Bead)), ["  one|", "    two|", "  |", "  three|"]);
    }

    #[test]
    fn a_block_that_goes_on_in_the_next_one_is_no_new_paragraph() {
        let left = document(&[(Heading(2), Apart, "Head"), (Paragraph, Apart, "A. B."), (Paragraph, Continued, "C.")]);
        let right = document(&[(Heading(2), Apart, "Kopf"), (Paragraph, Apart, "X. Y. Z.")]);
        let alignment = one_to_one(4);
        let want = ["Head|Kopf", "|", "A.|X.", "B.|Y.", "C.|Z."];
        assert_eq!(rows(&sheet(&left, Some((&right, &alignment)), Grain::Bead)), want);
        assert_eq!(rows(&sheet(&left, None, Grain::Bead)), ["Head|", "|", "A. B.|", "C.|"]);
    }

    #[test]
    fn a_paragraph_is_set_in_where_the_other_side_goes_on_and_a_heading_always_stands_apart() {
        let left = document(&[(Paragraph, Apart, "A."), (Paragraph, Apart, "B."), (Heading(2), Apart, "C.")]);
        let right = document(&[(Paragraph, Apart, "X. Y. Z.")]);
        let alignment = one_to_one(3);
        let want = ["A.|X.", "  B.|Y.", "|", "C.|Z."];
        assert_eq!(rows(&sheet(&left, Some((&right, &alignment)), Grain::Bead)), want);
    }

    #[test]
    fn blank_rows_part_a_folded_row_from_the_text_around_it() {
        let left = document(&[(Paragraph, Apart, "A."), (Paragraph, Apart, "© Me."), (Paragraph, Apart, "B.")]);
        let right = document(&[(Paragraph, Apart, "X. Y.")]);
        let bead = |source, target| Bead { source, target, confidence: 1.0 };
        let alignment = Alignment::new(vec![bead(0..1, 0..1), bead(1..2, 1..1), bead(2..3, 1..2)], 3, 2);
        let alignment = alignment.expect("beads in order");
        let want = ["A.|X.", "|", "⋯ © Me.|", "|", "B.|Y."];
        assert_eq!(rows(&sheet(&left, Some((&right, &alignment)), Grain::Bead)), want);
    }

    #[test]
    fn block_by_block_a_run_ends_where_both_sides_do_and_is_cut_where_it_is_endless() {
        let left = document(&[(Paragraph, Apart, "A. B."), (Paragraph, Apart, "C."), (Paragraph, Apart, "D.")]);
        let right = document(&[(Paragraph, Apart, "X. Y. Z."), (Paragraph, Apart, "W.")]);
        let alignment = one_to_one(4);
        let by_block = sheet(&left, Some((&right, &alignment)), Grain::Block);
        assert_eq!(by_block.passages().collect::<Vec<_>>(), [0..3, 3..4]);
        assert_eq!(rows(&by_block), ["A. B.|", "|", "C.|", "|X. Y. Z.", "|", "D.|", "|W."]);
        let laid = by_block.lay(0);
        assert_eq!([0, 1, 2].map(|bead| laid.extent(bead)), [0..4, 0..4, 2..4]);
        assert!(!laid.holds(2, 0) && laid.holds(2, 2));

        let n_sentences = 2 * LONGEST_RUN + 3;
        let endless = document(&[(Paragraph, Apart, &"A. ".repeat(n_sentences))]);
        let alignment = one_to_one(n_sentences);
        let by_block = sheet(&endless, Some((&endless, &alignment)), Grain::Block);
        assert_eq!(by_block.passages().map(|beads| beads.len()).collect::<Vec<_>>(), [LONGEST_RUN, LONGEST_RUN, 3]);
    }
}
