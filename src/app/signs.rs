//! The signs of the gutter: what is to be told of a bead, the more urgent first, each by a shape of its own.

use super::reader::{Compared, Reader};
use super::tally::{is_doubtful, is_gap};
use crate::compare::Kind;
use crate::layout::Sheet;
use crate::model::Side;

/// What is to be told of a bead. Of several the first one stands in the gutter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sign {
    /// Its text stands elsewhere on the other side.
    Moved,
    /// Only the left side has text.
    OnLeft,
    /// Only the right side has text.
    OnRight,
    /// What stands against each other may well not belong together.
    Doubtful,
    /// Numbers, dates, names or the like disagree.
    Differs,
    /// The wording differs, in two versions in one language.
    Reworded,
    /// The reader laid it level by hand.
    Mended,
}

impl Sign {
    /// All of them, as they are listed.
    pub const ALL: [Sign; 7] =
        [Sign::Moved, Sign::OnLeft, Sign::OnRight, Sign::Doubtful, Sign::Differs, Sign::Reworded, Sign::Mended];

    /// Its shape, a column wide.
    pub fn symbol(self) -> &'static str {
        match self {
            Sign::Moved => "↕",
            Sign::OnLeft => "◂",
            Sign::OnRight => "▸",
            Sign::Doubtful => "?",
            Sign::Differs => "≠",
            Sign::Reworded => "~",
            Sign::Mended => "◆",
        }
    }

    /// The word for it, to be typed.
    pub fn word(self) -> &'static str {
        match self {
            Sign::Moved => "moved",
            Sign::OnLeft | Sign::OnRight => "gap",
            Sign::Doubtful => "doubtful",
            Sign::Differs => "differs",
            Sign::Reworded => "wording",
            Sign::Mended => "mended",
        }
    }

    /// Whether it stands for findings.
    pub fn has_findings(self) -> bool {
        matches!(self, Sign::Differs | Sign::Reworded)
    }

    /// The sign of a disagreement.
    pub fn of(kind: Kind) -> Self {
        match kind {
            Kind::Number | Kind::Date | Kind::Percentage | Kind::Money | Kind::Name | Kind::Address => Sign::Differs,
            Kind::Wording => Sign::Reworded,
        }
    }

    /// Whether it stands at a bead.
    fn is_at(self, reader: &Reader, compared: Option<&Compared>, sheet: &Sheet<'_>, bead: usize) -> bool {
        let has_only = |side: Side| is_gap(sheet, bead) && !sheet.segments(bead, side).is_empty();
        let findings = || compared.map_or(&[][..], |compared| compared.findings_of(sheet, bead));
        match self {
            Sign::Moved => compared.is_some_and(|compared| compared.comparison.moved(bead).is_some()),
            Sign::OnLeft => has_only(Side::Left),
            Sign::OnRight => has_only(Side::Right),
            Sign::Doubtful => is_doubtful(sheet, bead),
            Sign::Differs | Sign::Reworded => findings().iter().any(|finding| Sign::of(finding.kind) == self),
            Sign::Mended => reader.is_mended(bead),
        }
    }
}

impl Reader {
    /// The signs of a bead, the most urgent first.
    pub fn signs<'r>(&'r self, sheet: &'r Sheet<'_>, bead: usize) -> impl Iterator<Item = Sign> + 'r {
        let compared = self.compared();
        Sign::ALL.into_iter().filter(move |sign| sign.is_at(self, compared, sheet, bead))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::width::width;

    #[test]
    fn every_sign_has_a_shape_of_its_own_and_takes_one_column() {
        let shapes: std::collections::HashSet<_> = Sign::ALL.iter().map(|sign| sign.symbol()).collect();
        assert_eq!(shapes.len(), Sign::ALL.len());
        assert!(shapes.iter().all(|shape| width(shape) == 1), "{shapes:?}");
        assert!(Sign::ALL.is_sorted());
    }
}
