//! What is known of languages, and finding.

use kzreader::import::sanitise::sanitise;
use kzreader::language::dates::dates_in;
use kzreader::language::fold::{Folded, fold};
use kzreader::language::hyphenate::Hyphenator;
use kzreader::language::segments::cut;
use kzreader::language::{identify as identification, table};
use kzreader::library::names;
use kzreader::model::{BlockKind, DocumentBuilder, Language, Spacing};
use kzreader::search::{Notation, Query};
use unicode_segmentation::UnicodeSegmentation as _;

use super::Input;

/// A language and how sure it is, dates in order, and what a name says.
pub fn identify(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let found = identification::identify(&text);
    assert!((0.0..=1.0).contains(&found.confidence), "{found:?}");
    assert_eq!(Language::parse(found.language.tag()).as_ref(), Some(&found.language));
    assert_eq!(identification::identify(&text), found, "the same each time");
    let mut end = 0;
    for (range, date) in dates_in(&text) {
        assert!(range.start >= end && !range.is_empty() && text.get(range.clone()).is_some(), "{range:?} {date:?}");
        assert!((1..=12).contains(&date.month().unwrap_or(1)) && (1..=31).contains(&date.day().unwrap_or(1)));
        end = range.end;
    }
    let line = text.lines().next().unwrap_or_default();
    let clues = names::clues(std::path::Path::new(line));
    if let Some(language) = clues.language {
        assert!(language.is_determined() || line.contains("und"), "{line:?}");
    }
    if let Some(language) = table::named(line) {
        assert_eq!(Language::parse(language.tag()), Some(language.clone()));
        assert!(!table::english_name(&language).is_empty() && !table::own_name(&language).is_empty());
    }
}

const KINDS: [BlockKind; 8] = [
    BlockKind::Paragraph,
    BlockKind::ListItem { depth: 0, ordinal: None },
    BlockKind::Quotation,
    BlockKind::Verse,
    BlockKind::Signature,
    BlockKind::Heading(2),
    BlockKind::Preformatted,
    BlockKind::Rule,
];

/// Segments in order that cover everything but white space and cut no cluster; divisions of words inside them.
pub fn segments(bytes: &[u8]) {
    let mut input = Input::new(bytes);
    let row = table::LANGUAGES[input.below(table::LANGUAGES.len())];
    let language = Language::parse(row.tag).expect("a tag of the table");
    let kind = input.of(&KINDS);
    let text = sanitise(String::from_utf8_lossy(input.rest()).into_owned()).text;
    let ranges = cut(&text, kind, &language);
    let bounds: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect();
    let mut end = 0;
    for range in &ranges {
        assert!(range.start >= end && range.start < range.end, "{range:?} of {text:?}");
        assert!(text[end..range.start].trim().is_empty(), "{:?} is in no segment", &text[end..range.start]);
        for bound in [range.start, range.end] {
            assert!(bounds.binary_search(&bound).is_ok(), "{bound} is inside a cluster of {text:?}");
        }
        end = range.end;
    }
    assert!(text[end..].trim().is_empty(), "{:?} is in no segment", &text[end..]);
    let hyphenator = Hyphenator::of(&language);
    for word in text.split_whitespace() {
        let mut last = 0;
        for division in hyphenator.divisions(word) {
            assert!(division > last && division < word.len() && word.is_char_boundary(division), "{word:?}");
            last = division;
        }
    }
}

/// Hits in order and apart, each in a block and none empty, of words and of expressions; folding knows the way back.
pub fn search(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let Some((query, text)) = text.split_once('\0') else { return };
    let (query, notation) = match query.strip_prefix('\u{1}') {
        Some(expression) => (expression, Notation::Expression),
        None => (query, Notation::Words),
    };
    let text = sanitise(text.to_owned()).text;
    let folded = Folded::new(&text);
    assert_eq!(folded.text, fold(&text));
    for (at, character) in folded.text.char_indices() {
        let original = folded.original_range(at..at + character.len_utf8());
        assert!(text.get(original.clone()).is_some_and(|text| !text.is_empty()), "{original:?} of {text:?}");
    }
    let mut builder = DocumentBuilder::default();
    let mut start = 0;
    for line in text.split_inclusive("\n\n") {
        builder.push(BlockKind::Paragraph, Spacing::Apart, start..start + line.trim_end().len());
        start += line.len();
    }
    let document = builder.finish(text, |text, kind| cut(text, kind, &Language::undetermined()));
    let query = match Query::new(query, notation) {
        Ok(Some(query)) => query,
        Ok(None) => return,
        Err(bad) => return assert!(!bad.to_string().contains('\n') && !bad.to_string().is_empty(), "{bad:?}"),
    };
    let mut end = 0;
    for hit in query.hits(&document) {
        assert!(hit.start >= end && hit.start < hit.end, "{hit:?} after {end}");
        assert!(document.text().get(hit.clone()).is_some(), "bounds of characters");
        let is_in = |block: &kzreader::model::Block| block.range.start <= hit.start && hit.end <= block.range.end;
        assert!(document.blocks().iter().any(is_in), "{hit:?} is in no block");
        end = hit.end;
    }
}
