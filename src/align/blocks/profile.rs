//! What of a segment is compared, besides the words in it.

use super::keys::weight;
use crate::model::{BlockKind, Document, Spacing, Standing};

/// The kinds of blocks as far as they matter for what corresponds to what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// A heading of any level.
    Heading,
    /// Running text, and verse, which one file may set as paragraphs.
    Text,
    /// A list item.
    Entry,
    /// A quotation.
    Quotation,
    /// A signature.
    Signature,
    /// Who wrote it.
    Byline,
    /// Place and date.
    Dateline,
    /// Where it comes from.
    Provenance,
    /// Code and tables.
    Preformatted,
    /// A rule.
    Rule,
    /// Page furniture of any kind.
    Boilerplate,
}

/// How many classes there are.
pub const N_CLASSES: usize = Class::Boilerplate as usize + 1;

/// What a segment ends with, closing quotation marks and brackets aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ending {
    /// A letter, digit or anything that is not listed here.
    Open,
    /// A full stop.
    Stop,
    /// A question mark.
    Question,
    /// An exclamation mark.
    Exclamation,
    /// A colon.
    Colon,
    /// A comma or semicolon.
    Pause,
    /// Dots that leave something unsaid.
    Ellipsis,
}

/// How many endings there are.
pub const N_ENDINGS: usize = Ending::Ellipsis as usize + 1;

/// What of a segment is compared.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Profile {
    /// What sort of block it is in.
    pub class: Class,
    /// The number of a numbered list item.
    pub ordinal: Option<u32>,
    /// Whether its block begins with it.
    pub opens: bool,
    /// What it ends with.
    pub ending: Ending,
    /// Its length in Latin letters' worth, white space aside, at least 1.
    pub length: f32,
}

/// The profiles of a document's segments.
pub fn profiles(document: &Document) -> Vec<Profile> {
    let profile = |index: usize| {
        let block = document.block_of(index);
        let text = document.segment_text(index);
        let ordinal = if let BlockKind::ListItem { ordinal, .. } = block.kind { ordinal } else { None };
        Profile {
            class: class_of(block.kind, block.standing),
            ordinal,
            opens: block.segments.start == index && block.spacing != Spacing::Continued,
            ending: ending_of(text),
            length: text.chars().filter(|c| !c.is_whitespace()).map(weight).sum::<f32>().max(1.0),
        }
    };
    (0..document.segments().len()).map(profile).collect()
}

fn class_of(kind: BlockKind, standing: Standing) -> Class {
    match (standing, kind) {
        (Standing::Boilerplate, _) => Class::Boilerplate,
        (Standing::Body, BlockKind::Heading(_)) => Class::Heading,
        (Standing::Body, BlockKind::Paragraph | BlockKind::Verse) => Class::Text,
        (Standing::Body, BlockKind::ListItem { .. }) => Class::Entry,
        (Standing::Body, BlockKind::Quotation) => Class::Quotation,
        (Standing::Body, BlockKind::Signature) => Class::Signature,
        (Standing::Body, BlockKind::Byline) => Class::Byline,
        (Standing::Body, BlockKind::Dateline) => Class::Dateline,
        (Standing::Body, BlockKind::Provenance) => Class::Provenance,
        (Standing::Body, BlockKind::Preformatted) => Class::Preformatted,
        (Standing::Body, BlockKind::Rule) => Class::Rule,
    }
}

/// The marks that end segments; the Greek question mark looks like a semicolon but is a character of its own.
const ENDINGS: &[(&str, Ending)] = &[
    (".。।۔．", Ending::Stop),
    ("?？؟⁇\u{37e}", Ending::Question),
    ("!！", Ending::Exclamation),
    (":：", Ending::Colon),
    (",;，；、،؛", Ending::Pause),
    ("…", Ending::Ellipsis),
];

/// What may follow the mark that ends a segment.
const CLOSING: &str = "\"'”“’‘»«›‹)]}」』）*_";

fn ending_of(text: &str) -> Ending {
    let text = text.trim_end_matches(|c: char| c.is_whitespace() || CLOSING.contains(c));
    if text.ends_with("...") {
        return Ending::Ellipsis;
    }
    let row = text.chars().next_back().and_then(|last| ENDINGS.iter().find(|(marks, _)| marks.contains(last)));
    row.map_or(Ending::Open, |&(_, ending)| ending)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_mark_counts_behind_quotation_marks_and_in_any_script() {
        for (text, want) in [
            ("He left.", Ending::Stop),
            ("„Geht er?“ ", Ending::Question),
            ("他走了吗？", Ending::Question),
            ("We demand:", Ending::Colon),
            ("and so on (...)", Ending::Ellipsis),
            ("Title", Ending::Open),
            ("", Ending::Open),
        ] {
            assert_eq!(ending_of(text), want, "{text}");
        }
    }
}
