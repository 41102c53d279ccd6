//! What was found out about the two texts that are shown: findings, by bead, and what is told of each bead.

use std::sync::Arc;

use super::{Reader, Shown};
use crate::app::signs::Sign;
use crate::compare::{Comparison, Finding};
use crate::layout::Sheet;
use crate::model::{Alignment, Document, Side};

/// What is told of a difference while the veil hides it.
const UNDER_THE_VEIL: &str = "differs; the veil hides in what";

/// A comparison, with what it is of.
#[derive(Debug, Clone)]
pub struct Compared {
    /// The documents, left first.
    pub documents: [Arc<Document>; 2],
    /// Their alignment.
    pub alignment: Arc<Alignment>,
    /// What was found.
    pub comparison: Arc<Comparison>,
}

impl Compared {
    /// Whether it is of these documents along this alignment.
    pub fn is_of(&self, documents: &[Arc<Document>; 2], alignment: &Arc<Alignment>) -> bool {
        let same = |side: usize| Arc::ptr_eq(&self.documents[side], &documents[side]);
        same(0) && same(1) && Arc::ptr_eq(&self.alignment, alignment)
    }

    /// The findings of a bead; page furniture has none.
    pub fn findings_of(&self, sheet: &Sheet<'_>, bead: usize) -> &[Finding] {
        if sheet.right.is_none() || sheet.is_furniture(bead) { &[] } else { self.comparison.of_bead(bead) }
    }
}

/// What is told of a bead in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// What it is.
    pub sign: Sign,
    /// What it says, without a full stop.
    pub text: String,
}

impl Reader {
    /// What was found out about what is shown, as soon as it is.
    pub fn compared(&self) -> Option<&Compared> {
        let Shown::Two(_, documents, alignment) = &self.shown else { return None };
        self.comparison.as_ref().filter(|compared| compared.is_of(documents, alignment))
    }

    /// Takes what was found out, and counts the beads that differ.
    pub fn take_comparison(&mut self, compared: Compared) {
        self.comparison = Some(compared);
        let (Some(sheet), Some(compared)) = (self.sheet(), self.compared()) else { return };
        let mut beads: Vec<usize> = compared.comparison.findings().iter().map(|finding| finding.bead).collect();
        beads.dedup();
        self.n_differing = beads.into_iter().filter(|&bead| !sheet.is_furniture(bead)).count();
    }

    /// How many beads differ, as far as is known.
    pub fn n_differing(&self) -> usize {
        if self.compared().is_some() { self.n_differing } else { 0 }
    }

    /// All that is to be told of a bead, the most urgent first.
    pub fn remarks(&self, bead: usize) -> Vec<Remark> {
        let Some(sheet) = self.sheet() else { return Vec::new() };
        let signs: Vec<Sign> = self.signs(&sheet, bead).collect();
        signs.into_iter().flat_map(|sign| self.remarks_of(&sheet, bead, sign)).collect()
    }

    fn remarks_of(&self, sheet: &Sheet<'_>, bead: usize, sign: Sign) -> Vec<Remark> {
        let findings = || self.compared().map_or(&[][..], |compared| compared.findings_of(sheet, bead));
        let texts: Vec<String> = match sign {
            Sign::Moved => self.moved(bead).into_iter().collect(),
            Sign::OnLeft | Sign::OnRight if self.moved(bead).is_some() => Vec::new(),
            Sign::OnLeft | Sign::OnRight => self.missing(sheet, bead).into_iter().collect(),
            Sign::Doubtful => sheet.right.map(|(_, alignment)| doubt(&alignment.beads()[bead])).into_iter().collect(),
            Sign::Differs | Sign::Reworded => {
                let own = findings().iter().filter(|finding| Sign::of(finding.kind) == sign);
                let explanations = own.map(|finding| finding.explanation.clone());
                // An explanation quotes both sides.
                if self.is_partly_hidden(sheet, bead) {
                    vec![UNDER_THE_VEIL.to_owned()]
                } else {
                    explanations.collect()
                }
            }
            Sign::Mended => vec!["mended by hand".to_owned()],
        };
        texts.into_iter().map(|text| Remark { sign, text }).collect()
    }

    /// What a list tells of a bead for a sign, of a lacuna for all of it: of several findings the one of that index.
    pub fn told(&self, bead: usize, sign: Sign, finding: usize) -> Option<String> {
        let sheet = self.sheet()?;
        match sign {
            Sign::OnLeft | Sign::OnRight => {
                Some(format!("{}, {}", sheet.lacking_from(bead)?, sheet.whereabouts(sheet.lacks(bead)?)))
            }
            Sign::Differs | Sign::Reworded if !self.is_partly_hidden(&sheet, bead) => {
                Some(self.compared()?.findings_of(&sheet, bead).get(finding)?.explanation.clone())
            }
            _ => Some(self.remarks_of(&sheet, bead, sign).into_iter().next()?.text),
        }
    }

    /// Whether the veil hides something of a bead.
    pub fn is_partly_hidden(&self, sheet: &Sheet<'_>, bead: usize) -> bool {
        Side::BOTH.into_iter().any(|side| !self.hidden(side, &sheet.bytes(bead, side)).is_empty())
    }

    /// What is missing in a gap, and where.
    fn missing(&self, sheet: &Sheet<'_>, bead: usize) -> Option<String> {
        Some(format!("{}, {}", sheet.lacking(bead)?, sheet.whereabouts(sheet.lacks(bead)?)))
    }

    /// Where a passage went that stands elsewhere on the other side.
    pub fn moved(&self, bead: usize) -> Option<String> {
        let (to, moved) = self.compared()?.comparison.moved(bead)?;
        let changed = if moved.is_changed { " and changed" } else { "" };
        Some(format!("moved{changed}: {}", self.bead_in_words(to)))
    }

    /// Whether a bead was moved together with the one above it.
    pub fn moves_on(&self, sheet: &Sheet<'_>, bead: usize) -> bool {
        let to = |bead: usize| Some(self.compared()?.comparison.moved(bead)?.0);
        let Some(above) = bead.checked_sub(1).filter(|_| sheet.continues_gap(bead)) else { return false };
        to(above).zip(to(bead)).is_some_and(|(above, own)| above + 1 == own)
    }

    /// Which bead one is, and how far on in the text.
    pub fn bead_in_words(&self, bead: usize) -> String {
        let (n, all) = (self.tally.rank(bead).unwrap_or(bead + 1), self.tally.n_beads().max(1));
        format!("bead {n}, at {}%", n * 100 / all)
    }

    /// The side that has text in a bead that was moved, and the bead where the same stands on the other side.
    pub fn counterpart_of_moved(&self, bead: usize) -> Option<(Side, usize)> {
        let (to, _) = self.compared()?.comparison.moved(bead)?;
        let sheet = self.sheet()?;
        Some((sheet.lacks(to)?.other(), to))
    }
}

fn doubt(bead: &crate::model::Bead) -> String {
    format!("may well not belong together: {}% sure", (bead.confidence * 100.0).round())
}
