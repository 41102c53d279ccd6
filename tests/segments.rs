//! Sentences are cut where readers of the language would cut them, and never so that something is lost.
//!
//! A fixture of `tests/fixtures/segments` is named by its language; each line is running text with `|` where a sentence
//! ends, `⏎` stands for a line feed, and a line that begins with `#` says what comes.

use std::fs;
use std::ops::Range;
use std::path::Path;

use kzreader::language::segments::cut;
use kzreader::model::{BlockKind, Language};
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

fn check(language: &Language, line: &str) -> Result<usize, String> {
    let marked = line.replace(" ⏎ ", "\n").replace('⏎', "\n");
    let wanted: Vec<&str> = marked.split('|').map(str::trim).collect();
    let text = marked.replace(" | ", " ").replace('|', "");
    let found: Vec<&str> = cut(&text, BlockKind::Paragraph, language).into_iter().map(|range| &text[range]).collect();
    if found == wanted { Ok(wanted.len() - 1) } else { Err(format!("{language}: {}", found.join(" | "))) }
}

#[test]
fn sentences_end_where_they_end_in_print() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/segments");
    let mut failures = Vec::new();
    let mut n_languages = 0;
    for entry in fs::read_dir(folder).expect("the fixtures").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let language = Language::parse(name.trim_end_matches(".txt")).expect("a fixture is named by its language");
        let cases = fs::read_to_string(entry.path()).expect("a fixture");
        n_languages += 1;
        for line in cases.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            failures.extend(check(&language, line).err());
        }
    }
    assert!(n_languages >= 17);
    assert!(failures.is_empty(), "cut otherwise than wanted:\n{}", failures.join("\n"));
}

#[test]
fn headings_stay_whole_and_lines_that_are_meant_are_segments() {
    let german = Language::parse("de").expect("a tag");
    let text = "Anna Abel. Berta Beck\n\n  Chor der Alten!  \nEnde";
    let lines = ["Anna Abel. Berta Beck", "  Chor der Alten!", "Ende"];
    for (kind, wanted) in [
        (BlockKind::Heading(1), vec![text]),
        (BlockKind::Preformatted, vec![text]),
        (BlockKind::Verse, lines.to_vec()),
        (BlockKind::Signature, lines.to_vec()),
        (BlockKind::Dateline, lines.to_vec()),
        (BlockKind::Quotation, vec!["Anna Abel.", "Berta Beck\n\n  Chor der Alten!", "Ende"]),
        (
            BlockKind::ListItem { depth: 0, ordinal: None },
            vec!["Anna Abel.", "Berta Beck\n\n  Chor der Alten!", "Ende"],
        ),
    ] {
        let found: Vec<&str> = cut(text, kind, &german).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, wanted, "{kind:?}");
    }
}

#[test]
fn hostile_text_is_cut_as_fast_as_any() {
    for unit in
        [".", ". ", "a.", "a. ", "1. ", "I. ", "(", "(a. ", "! ", "!) ", "\" ", ". »", "z. B. ", "…", "。", "\u{301}. "]
    {
        let text = unit.repeat(200_000 / unit.len());
        for language in ["de", "en", "und"] {
            assert_sound(&text, &cut(&text, BlockKind::Paragraph, &Language::parse(language).expect("a tag")));
        }
    }
}

fn assert_sound(text: &str, ranges: &[Range<usize>]) {
    let mut end = 0;
    for range in ranges {
        assert!(end <= range.start && range.start < range.end, "{ranges:?}");
        assert!(text[end..range.start].trim().is_empty(), "lost {:?}", &text[end..range.start]);
        assert!(!text[range.clone()].trim().is_empty());
        end = range.end;
    }
    assert!(text[end..].trim().is_empty(), "lost {:?}", &text[end..]);
}

fn any_kind() -> impl Strategy<Value = BlockKind> {
    prop::sample::select(vec![
        BlockKind::Paragraph,
        BlockKind::Heading(2),
        BlockKind::ListItem { depth: 1, ordinal: Some(1) },
        BlockKind::Verse,
        BlockKind::Signature,
        BlockKind::Preformatted,
    ])
}

/// What sentences are made of, and what gets in their way.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::sample::select(vec![
            ".", "!", "?", "…", "...", "。", "؟", "।", ". ", "? ", " ", "\n", "\u{a0}", "„", "“", "”", "»", "«", "(", ")",
            "[", "]", "'", "\"", "—", "- ", "¿", "z. B.", "Dr.", "3.", "1991.", "U.S.", "A", "b", "Er", "und", "The ",
            "何", "と", "مرحبا", "\u{301}", "\u{200d}", "\u{fe0f}", "👩‍👩‍👧", "🇩🇪", "\u{600}", "[1]", "і т. д.",
        ])
        .prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ]
}

proptest! {
    #[test]
    fn segments_are_in_order_and_hold_everything_but_white_space(
        pieces in prop::collection::vec(piece(), 0..40),
        kind in any_kind(),
        tag in prop::sample::select(vec!["de", "en", "nb", "fr", "es", "ru", "ja", "zh", "el", "tr", "nl", "und"]),
    ) {
        let text = pieces.concat();
        let text = text.trim();
        let ranges = cut(text, kind, &Language::parse(tag).expect("a tag"));
        assert_sound(text, &ranges);
        assert_eq!(ranges.is_empty(), text.is_empty());
        let mut bounds: Vec<usize> = text.grapheme_indices(true).map(|(bound, _)| bound).collect();
        bounds.push(text.len());
        for bound in ranges.iter().flat_map(|range| [range.start, range.end]) {
            assert!(bounds.contains(&bound), "{bound} is inside a cluster of {text:?}");
        }
    }
}
