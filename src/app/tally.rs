//! What the beads of a text amount to, and which of them one can go to.

use crate::layout::Sheet;
use crate::model::{BlockKind, Side, Standing};

/// How many beads there are, and how much of the text is level. Page furniture doesn't count.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Tally {
    /// How many beads have text on one side only.
    pub n_gaps: usize,
    /// How many beads may well be wrong.
    pub n_doubtful: usize,
    /// How many hundredths of the characters of both sides stand against something; none for one version.
    pub percent_level: Option<u8>,
    /// For each bead how many before it count, and at the end how many do in all.
    ranks: Vec<u32>,
}

impl Tally {
    /// Counts the beads of a sheet.
    pub fn of(sheet: &Sheet<'_>) -> Self {
        let mut tally = Self { ranks: Vec::with_capacity(sheet.n_beads() + 1), ..Self::default() };
        let (mut rank, mut level, mut all) = (0, 0, 0);
        for bead in 0..sheet.n_beads() {
            tally.ranks.push(rank);
            if sheet.is_furniture(bead) {
                continue;
            }
            rank += 1;
            tally.n_gaps += usize::from(is_gap(sheet, bead));
            tally.n_doubtful += usize::from(is_doubtful(sheet, bead));
            if let Some((_, alignment)) = sheet.right {
                let n_characters = n_characters(sheet, bead);
                all += n_characters;
                level += if alignment.beads()[bead].is_gap() { 0 } else { n_characters };
            }
        }
        tally.ranks.push(rank);
        tally.percent_level = (all > 0).then(|| u8::try_from(level * 100 / all).unwrap_or(100));
        tally
    }

    /// Which one of the beads that count a bead is, from 1 on; `None` for page furniture.
    pub fn rank(&self, bead: usize) -> Option<usize> {
        let (own, next) = (self.ranks.get(bead)?, self.ranks.get(bead + 1)?);
        (own < next).then_some(*next as usize)
    }

    /// How many beads count.
    pub fn n_beads(&self) -> usize {
        self.ranks.last().map_or(0, |&all| all as usize)
    }
}

/// The characters of a bead's body text on both sides.
fn n_characters(sheet: &Sheet<'_>, bead: usize) -> usize {
    let of_side = |side: &Side| {
        let document = sheet.document(*side).expect("the side is there");
        let segments = sheet.segments(bead, *side);
        let body = segments.filter(|&segment| document.block_of(segment).standing == Standing::Body);
        body.map(|segment| document.segment_text(segment).chars().count()).sum::<usize>()
    };
    sheet.sides().iter().map(of_side).sum()
}

/// Whether a bead begins a block on either side.
pub fn begins_block(sheet: &Sheet<'_>, bead: usize) -> bool {
    sheet.sides().iter().any(|&side| {
        let segments = sheet.segments(bead, side);
        let document = sheet.document(side);
        document.is_some_and(|d| !segments.is_empty() && d.block_of(segments.start).segments.start == segments.start)
    })
}

/// Whether a bead begins with a heading on either side.
pub fn is_heading(sheet: &Sheet<'_>, bead: usize) -> bool {
    sheet.sides().iter().any(|&side| {
        let (segments, document) = (sheet.segments(bead, side), sheet.document(side));
        let block = document.filter(|_| !segments.is_empty()).map(|document| document.block_of(segments.start));
        block.is_some_and(|b| b.segments.start == segments.start && matches!(b.kind, BlockKind::Heading(_)))
    })
}

/// Whether one side has text where the other has none; page furniture doesn't count.
pub fn is_gap(sheet: &Sheet<'_>, bead: usize) -> bool {
    sheet.right.is_some_and(|(_, alignment)| alignment.beads()[bead].is_gap()) && !sheet.is_furniture(bead)
}

/// Whether what stands against each other may well not belong together; page furniture doesn't count.
pub fn is_doubtful(sheet: &Sheet<'_>, bead: usize) -> bool {
    sheet.right.is_some_and(|(_, alignment)| alignment.beads()[bead].is_doubtful()) && !sheet.is_furniture(bead)
}
