//! Bytes → text → documents.

use kzreader::import::encoding::decode;
use kzreader::import::sanitise::{Filter, MAX_COMBINING, sanitise, sanitise_line, sanitise_line_to};
use kzreader::import::segmented::{alignment_of_lines, import_segmented};
use kzreader::import::tiles::{Begins, RawStretch, RawTile, Reading, import_stretch};
use kzreader::import::{Hints, boilerplate, describe as description, formats, import};
use kzreader::model::{Alignment, Bead, BlockKind, Description, Document, Extent, Side, Standing};

use super::{Input, assert_inert, assert_inert_line};

const LABELS: [Option<&str>; 12] = [
    None,
    None,
    None,
    None,
    Some("utf-8"),
    Some("latin1"),
    Some("windows-1251"),
    Some("utf-16"),
    Some("shift_jis"),
    Some("iso-2022-jp"),
    Some("gb18030"),
    Some("\u{1b}]0;no such\u{7}"),
];

/// Whatever the bytes are, what comes of them is inert.
pub fn text(bytes: &[u8]) {
    let mut input = Input::new(bytes);
    let choice = input.byte();
    let label = LABELS[usize::from(choice & 0x7f) % LABELS.len()];
    let bytes = input.rest();
    let extent = if choice & 0x80 == 0 { Extent::Whole } else { Extent::Beginning { of: bytes.len() as u64 + 1 } };
    match decode(bytes, label, extent) {
        Ok(decoded) => {
            decoded.warnings.iter().for_each(|warning| assert_inert_line(&warning.0));
            is_sanitised(&decoded.text);
            if let (Ok(text), Extent::Whole, None) = (std::str::from_utf8(bytes), extent, label) {
                let is_marked = text.starts_with('\u{feff}') || decoded.encoding != "UTF-8";
                assert!(is_marked || decoded.text == text, "UTF-8 is read as it stands");
            }
        }
        Err(error) => assert_inert_line(&error.to_string()),
    }
    is_sanitised(&String::from_utf8_lossy(bytes));
}

fn is_sanitised(text: &str) {
    let safe = sanitise(text.to_owned());
    assert_inert(&safe.text);
    safe.warnings.iter().for_each(|warning| assert_inert_line(&warning.0));
    let again = sanitise(safe.text.clone());
    assert_eq!((&again.text, again.warnings.len()), (&safe.text, 0), "what is safe stays as it is");
    if safe.warnings.is_empty() {
        let ends = ['\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'];
        assert_eq!(safe.text, text.replace("\r\n", "\n").replace(ends, "\n"), "nothing else was changed");
    }
    let mut run = 0;
    for character in safe.text.chars() {
        run = if unicode_normalization::char::is_combining_mark(character) { run + 1 } else { 0 };
        assert!(run <= MAX_COMBINING);
    }
    let line = sanitise_line(text);
    assert_inert_line(&line);
    assert_eq!(sanitise_line(&line), line);
    for most in [0, 1, 7, 80] {
        let cut = sanitise_line_to(text, most);
        assert_inert_line(&cut);
        // A single character may be shown by a mark that is longer than itself.
        assert!(cut.chars().count() <= most + 1 || text.chars().count() <= most, "{cut:?}");
    }
    // A block at a time comes out as all at once, where the blocks end in line ends.
    let (mut filter, mut pieces) = (Filter::default(), String::new());
    text.split_inclusive('\n').for_each(|line| filter.push(line, &mut pieces));
    let warnings = filter.finish(&mut pieces);
    assert_eq!((pieces, warnings), (safe.text, safe.warnings));
}

const LANGUAGES: [Option<&str>; 8] =
    [None, None, None, Some("de"), Some("ja"), Some("ar"), Some("und"), Some("zh-Hant")];

fn read(bytes: &[u8], name: &str) -> Option<Document> {
    let mut input = Input::new(bytes);
    let choice = input.byte();
    let language = LANGUAGES[usize::from(choice & 0x7f) % LANGUAGES.len()].and_then(kzreader::model::Language::parse);
    let bytes = input.rest();
    let beginning_of = (choice & 0x80 != 0).then_some(bytes.len() as u64 + 1);
    match import(bytes, &Hints { name, language, beginning_of, ..Hints::default() }) {
        Ok(document) => {
            holds(&document);
            Some(document)
        }
        Err(error) => {
            assert_inert_line(&error.to_string());
            None
        }
    }
}

/// Plain text is a document over the text as it stands, of which nothing is lost.
pub fn plain(bytes: &[u8]) {
    if let Some(document) = read(bytes, "a.txt") {
        is_all_in_blocks(&document);
    }
}

/// A stretch of a long file, cut at any places: what is held is in order, inert, and every byte of the text that begins a
/// segment has a position that leads back to it or, where many bytes share one, not past it.
pub fn tiles(bytes: &[u8]) {
    let of = bytes.len() as u64;
    let Ok(reading) = Reading::of_opening(&bytes[..bytes.len().min(64)], None, of) else { return };
    let mut tiles: Vec<RawTile> = Vec::new();
    let (mut start, mut begins) = (0, Begins::Line);
    for place in (96..bytes.len()).step_by(96) {
        let (into, next) = reading.cut(&bytes[place..bytes.len().min(place + 48)]);
        assert!(into <= 48, "a cut beyond what was looked at");
        tiles.push(RawTile { position: start as u64, begins, bytes: bytes[start..place + into].to_vec() });
        (start, begins) = (place + into, next);
    }
    tiles.push(RawTile { position: start as u64, begins, bytes: bytes[start..].to_vec() });
    let hints = Hints { name: "a.txt", ..Hints::default() };
    let stretch = |tiles: &[RawTile]| {
        let stretch = RawStretch { tiles: tiles.to_vec(), of };
        import_stretch(&stretch, &reading, &hints).expect("what could be opened can be read")
    };
    let document = stretch(&tiles);
    assert_eq!(document.span(), (0..of, of));
    assert_inert(document.text());
    let mut last = 0;
    for segment in document.segments() {
        let position = document.position_of(segment.range.start);
        assert!(position >= last && position < of.max(1), "{position} after {last}");
        let back = document.byte_at(position).expect("it is held");
        assert!(back <= segment.range.start, "{} leads to {back}", segment.range.start);
        last = position;
    }
    // What a tile says does not depend on the stretch it is in.
    let (first, rest) = tiles.split_at(tiles.len() / 2);
    let texts: String =
        [first, rest].iter().filter(|tiles| !tiles.is_empty()).map(|tiles| stretch(tiles).text().to_owned()).collect();
    assert_eq!(texts, document.text());
}

fn is_all_in_blocks(document: &Document) {
    let mut end = 0;
    for block in document.blocks() {
        is_marker(&document.text()[end..block.range.start]);
        end = block.range.end;
    }
    is_marker(&document.text()[end..]);
}

/// What stands between two blocks: white space, and the markers of lists and quotations; at most one word of a few
/// letters in a line.
fn is_marker(between: &str) {
    for line in between.lines() {
        let letters = line.chars().filter(|character| character.is_alphabetic()).count();
        assert!(letters <= 8, "{between:?} is in no block");
    }
}

/// Markdown is a document over a text of its own, or over the text as it stands where its marks are no Markdown.
pub fn markdown(bytes: &[u8]) {
    if let Some(document) = read(bytes, "a.md") {
        is_all_in_blocks(&document);
    }
}

/// Each line that is not empty is a segment, and an alignment of segments is one of lines.
pub fn segmented(bytes: &[u8]) {
    let mut input = Input::new(bytes);
    let mut choice = input.head(1);
    let texts = input.texts();
    let read: Vec<_> = texts.iter().take(2).filter_map(|text| import_segmented(text, &Hints::default()).ok()).collect();
    for (document, lines) in &read {
        holds(document);
        let found: Vec<usize> = (0..lines.len()).filter_map(|line| lines.segment(line)).collect();
        assert!(found.iter().copied().eq(0..document.segments().len()), "every segment is a line, in order");
        for segment in 0..document.segments().len() {
            let text = document.segment_text(segment);
            assert!(!text.contains('\n') && text == text.trim() && !text.is_empty(), "{text:?}");
        }
    }
    let [(source, source_lines), (target, target_lines)] = &read[..] else { return };
    let [n_source, n_target] = [source, target].map(|document| document.segments().len());
    let step = choice.below(4) + 1;
    let (mut beads, mut at) = (Vec::new(), [0, 0]);
    while at != [n_source, n_target] {
        let ends = [(at[0] + step).min(n_source), (at[1] + 1).min(n_target)];
        beads.push(Bead { source: at[0]..ends[0], target: at[1]..ends[1], confidence: 0.5 });
        at = ends;
    }
    let alignment = Alignment::new(beads, n_source, n_target).expect("beads in order");
    let of_lines = alignment_of_lines(&alignment, [source_lines, target_lines]);
    let ends = of_lines.beads().last().map_or([0, 0], |bead| [bead.source.end, bead.target.end]);
    assert_eq!(ends, [source_lines.len(), target_lines.len()]);
    for segment in 0..n_source {
        let line = (0..source_lines.len()).find(|&line| source_lines.segment(line) == Some(segment));
        let bead = line.and_then(|line| of_lines.bead_of(Side::Left, line));
        assert!(bead.is_some_and(|bead| !of_lines.beads()[bead].source.is_empty()));
    }
}

/// Judging a page changes how its blocks stand and what they are, never where they are; what is found is in the text.
pub fn describe(bytes: &[u8]) {
    let text = sanitise(String::from_utf8_lossy(bytes).into_owned()).text;
    let mut parsed = (formats::of("a.txt", &text).parse)(text);
    let blocks = parsed.blocks.blocks_mut();
    let before = blocks.clone();
    boilerplate::mark(&parsed.text, blocks);
    assert_eq!(before.len(), blocks.len());
    let marked = blocks.clone();
    boilerplate::mark(&parsed.text, blocks);
    assert!(before.iter().zip(&*blocks).all(|(a, b)| a.range == b.range && a.kind == b.kind));
    blocks.clone_from_slice(&marked);
    let found = description::describe(&parsed.text, blocks);
    assert!(marked.iter().zip(&*blocks).all(|(a, b)| a.range == b.range && a.standing == b.standing));
    is_description(&found);
    if !blocks.is_empty() && blocks.len() <= 2 {
        let cues = parsed.text.chars().filter(|character| character.is_alphabetic()).count();
        let all = blocks.iter().all(|block| block.standing == Standing::Boilerplate);
        assert!(!all || cues < 2_000, "a text of one or two long blocks is not all furniture");
    }
    for n in [0, 1, 4] {
        let words = description::first_words(&parsed.text, n);
        assert!(words.chars().count() <= n.saturating_mul(12).max(8) + 1, "{words:?}");
        assert!(!words.contains('\n'));
    }
}

fn is_description(found: &Description) {
    let Description { title, date, issuer, place, source, signatories, author, translation } = found;
    let strings = [title, issuer, place, source, author, translation].into_iter().flatten();
    for string in strings.chain(signatories) {
        assert_inert_line(string);
        assert!(!string.trim().is_empty(), "an empty value in {found:?}");
    }
    if let Some(date) = date {
        assert!(date.month().is_none_or(|month| (1..=12).contains(&month)), "{date:?}");
        assert!(date.day().is_none_or(|day| (1..=31).contains(&day)), "{date:?}");
    }
}

/// What holds for every document: blocks in order, cut into segments that leave nothing out.
pub fn holds(document: &Document) {
    assert_inert(document.text());
    document.warnings.iter().for_each(|warning| assert_inert_line(&warning.0));
    is_description(&document.description);
    let (mut end, mut next) = (0, 0);
    for (index, block) in document.blocks().iter().enumerate() {
        let text = document.text().get(block.range.clone()).expect("bounds of characters");
        assert!(block.range.start >= end && !block.range.is_empty(), "block {index} at {:?}", block.range);
        let is_prose = !matches!(block.kind, BlockKind::Preformatted | BlockKind::Verse | BlockKind::Rule);
        assert!(!is_prose || text.trim_end() == text, "block {index} has white space around it: {text:?}");
        assert!(block.segments.start == next && !block.segments.is_empty(), "block {index}: {:?}", block.segments);
        let mut at = block.range.start;
        for segment in block.segments.clone() {
            let range = document.segments()[segment].range.clone();
            assert!(range.start >= at && !range.is_empty() && range.end <= block.range.end, "segment {segment}");
            assert_eq!(document.segments()[segment].block, index);
            assert!(document.text()[at..range.start].trim().is_empty(), "nothing of a block is in no segment");
            assert!(!document.segment_text(segment).is_empty());
            assert_eq!(document.segment_at(range.start), Some(segment));
            at = range.end;
        }
        assert!(document.text()[at..block.range.end].trim().is_empty(), "nothing of a block is in no segment");
        for emphasis in document.emphases_of(index) {
            assert!(emphasis.range.end <= block.range.end, "{emphasis:?} leaves {:?}", block.range);
            assert!(document.text().get(emphasis.range.clone()).is_some(), "bounds of characters");
        }
        (end, next) = (block.range.end, block.segments.end);
    }
    assert_eq!(next, document.segments().len());
}
