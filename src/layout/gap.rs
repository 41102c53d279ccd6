//! What is missing where a side has nothing: counted in words, for the cell where it is missing.
//!
//! Gaps one after the other in a paragraph or a list are one lacuna. Its first cell says all of what is missing; those
//! below only that it goes on.

use std::ops::Range;

use super::sheet::Sheet;
use super::width::{ellipsize, width};
use crate::language::table::english_name;
use crate::model::{BlockKind, Document, Side, Spacing};

/// What stands where a version has nothing, in files that hold any number of versions.
pub const GAP_LABEL: &str = "— nothing here —";

/// What stands in the cells below the first one of a lacuna.
pub const GOES_ON: &str = "—";

/// The furthest that a lacuna is followed, in beads.
const LONGEST: usize = 1_000;

/// How many kinds of text are told apart: of more, parts are counted.
const TOLD_KINDS: usize = 2;

/// How the text of a kind of block is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Count {
    BySegment,
    ByBlock,
}

/// What a part of a text is called, one of it and several, and how it is counted.
fn name_of(kind: BlockKind) -> ([&'static str; 2], Count) {
    match kind {
        BlockKind::Heading(_) => (["heading", "headings"], Count::ByBlock),
        BlockKind::Paragraph => (["sentence", "sentences"], Count::BySegment),
        BlockKind::ListItem { .. } => (["list entry", "list entries"], Count::ByBlock),
        BlockKind::Quotation => (["quotation", "quotations"], Count::ByBlock),
        BlockKind::Signature => (["signature", "signatures"], Count::ByBlock),
        BlockKind::Byline => (["byline", "bylines"], Count::ByBlock),
        BlockKind::Dateline => (["date line", "date lines"], Count::ByBlock),
        BlockKind::Provenance => (["note of its source", "notes of its source"], Count::ByBlock),
        BlockKind::Verse | BlockKind::Preformatted => (["line", "lines"], Count::BySegment),
        BlockKind::Rule => (["rule", "rules"], Count::ByBlock),
    }
}

/// Some segments in words: `one sentence`, `one heading and 3 sentences`.
pub fn counted(document: &Document, segments: Range<usize>) -> String {
    let mut counts: Vec<([&str; 2], usize)> = Vec::new();
    let mut n_parts = 0;
    let mut last_block = None;
    for segment in segments {
        let block = document.segments()[segment].block;
        let (names, count) = name_of(document.blocks()[block].kind);
        if count == Count::ByBlock && last_block == Some(block) {
            continue;
        }
        last_block = Some(block);
        n_parts += 1;
        match counts.iter_mut().find(|(known, _)| *known == names) {
            Some((_, n)) => *n += 1,
            None => counts.push((names, 1)),
        }
    }
    if counts.len() > TOLD_KINDS {
        return format!("{n_parts} parts");
    }
    let told = counts.iter().map(|&([one, several], n)| match n {
        1 => format!("one {one}"),
        n => format!("{n} {several}"),
    });
    told.collect::<Vec<_>>().join(" and ")
}

impl Sheet<'_> {
    /// The side that has nothing in a bead, if one has.
    pub fn lacks(&self, bead: usize) -> Option<Side> {
        self.right?;
        Side::BOTH.into_iter().find(|&side| self.segments(bead, side).is_empty())
    }

    /// What the other side has in a bead where this one has nothing, in words.
    pub fn lacking(&self, bead: usize) -> Option<String> {
        let other = self.lacks(bead)?.other();
        Some(counted(self.document(other)?, self.segments(bead, other)))
    }

    /// The same of the whole lacuna that begins with a bead.
    pub fn lacking_from(&self, bead: usize) -> Option<String> {
        let other = self.lacks(bead)?.other();
        let end = (bead + 1..self.n_beads()).take(LONGEST).find(|&below| !self.continues_gap(below));
        let end = end.unwrap_or_else(|| self.n_beads().min(bead + 1 + LONGEST));
        let segments = self.segments(bead, other).start..self.segments(end - 1, other).end;
        let over = if end - bead > LONGEST { "over " } else { "" };
        Some(format!("{over}{}", counted(self.document(other)?, segments)))
    }

    /// Whether a bead goes on with the lacuna of the bead above it.
    pub fn continues_gap(&self, bead: usize) -> bool {
        let (Some(side), Some(above)) = (self.lacks(bead), bead.checked_sub(1)) else { return false };
        let is_lacuna = self.lacks(above) == Some(side) && !self.is_furniture(above) && !self.is_furniture(bead);
        let Some(document) = self.document(side.other()).filter(|_| is_lacuna) else { return false };
        let first = self.segments(bead, side.other()).start;
        let block = document.block_of(first);
        block.segments.start < first || block.spacing != Spacing::Apart
    }

    /// Where what the text on the other side is not.
    pub fn whereabouts(&self, side: Side) -> String {
        let languages = Side::BOTH.map(|side| self.document(side).map(|document| &document.language));
        match (languages[side.index()], languages[side.other().index()]) {
            (Some(own), Some(other)) if own.is_determined() && own.primary() != other.primary() => {
                format!("not in {}", english_name(own))
            }
            _ => "not in this version".to_owned(),
        }
    }

    /// What the cell of the side that has nothing says, in at most so many columns.
    pub fn gap_label(&self, bead: usize, columns: usize) -> String {
        let Some(side) = self.lacks(bead) else { return String::new() };
        if self.continues_gap(bead) {
            return ellipsize(GOES_ON, columns);
        }
        let what = self.lacking_from(bead).unwrap_or_default();
        fitting(&[format!("— {what}, {} —", self.whereabouts(side)), format!("— {what} —"), what], columns)
    }
}

/// The first of some forms that fits, or what does of the last one.
pub fn fitting(forms: &[String], columns: usize) -> String {
    let fits = forms.iter().find(|form| width(form) <= columns);
    fits.or(forms.last()).map_or_else(String::new, |form| ellipsize(form, columns))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::{Arrangement, Folding, Frame, Grain, RowOrder};
    use crate::model::{Alignment, Bead, DocumentBuilder, Language, Spacing};

    fn document(tag: &str, blocks: &[(BlockKind, &str)]) -> Document {
        let (mut builder, mut text) = (DocumentBuilder::default(), String::new());
        for (kind, block) in blocks {
            let start = text.len();
            text.push_str(block);
            let is_next = matches!(kind, BlockKind::ListItem { .. }) && text[..start].ends_with("F.\n");
            builder.push(*kind, if is_next { Spacing::Tight } else { Spacing::Apart }, start..text.len());
            text.push('\n');
        }
        let mut document = builder.finish(text, |block, _| {
            let ends = block.match_indices('.').map(|(at, _)| at + 1);
            ends.scan(0, |from, end| Some(std::mem::replace(from, end)..end)).collect()
        });
        document.language = Language::parse(tag).expect("a tag");
        document
    }

    #[test]
    fn a_gap_says_what_is_missing_as_far_as_there_is_room_and_once_for_all_of_it() {
        use BlockKind::{Heading, ListItem, Paragraph};
        let entry = ListItem { depth: 0, ordinal: None };
        let left = document(
            "en",
            &[(Paragraph, "A."), (Heading(2), "B."), (Paragraph, "C.D."), (entry, "E.F."), (entry, "G.")],
        );
        let right = document("de", &[(Paragraph, "X."), (Paragraph, "Y.")]);
        let bead = |source, target| Bead { source, target, confidence: 1.0 };
        let gap = |source| bead(source, 1..1);
        let beads = vec![
            bead(0..1, 0..1),
            gap(1..2),
            gap(2..3),
            gap(3..4),
            gap(4..6),
            gap(6..7),
            Bead { source: 7..7, target: 1..2, confidence: 1.0 },
        ];
        let alignment = Alignment::new(beads, 7, 2).expect("in order");
        let frame = Frame {
            arrangement: Arrangement::Columns,
            grain: Grain::Bead,
            columns: [30; 2],
            hyphenation: false,
            folding: Folding::Folded,
            order: RowOrder::default(),
            justification: false,
        };
        let sheet = Sheet { left: &left, right: Some((&right, &alignment)), frame };
        for (bead, columns, want) in [
            (0, 30, ""),
            (1, 30, "— one heading, not in German —"),
            (2, 33, "— 2 sentences, not in German —"),
            (2, 20, "— 2 sentences —"),
            (2, 7, "2 sent…"),
            (2, 0, ""),
            (3, 30, "—"),
            (4, 40, "— 2 list entries, not in German —"),
            (5, 30, "—"),
            (6, 40, "— one sentence, not in English —"),
        ] {
            assert_eq!(sheet.gap_label(bead, columns), want, "{bead} {columns}");
        }
        for (segments, want) in [
            (1..2, "one heading"),
            (1..4, "one heading and 2 sentences"),
            (4..6, "one list entry"),
            (3..5, "one sentence and one list entry"),
            (1..5, "4 parts"),
            (2..3, "one sentence"),
        ] {
            assert_eq!(counted(&left, segments), want);
        }
    }
}
