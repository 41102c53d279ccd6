//! What holds whatever the reader does: places, level rows, no panic at any size.

mod common;

use std::sync::Arc;
use std::time::Duration;

use common::{Driver, copy_of, fixture};
use kzreader::app::commands::COMMANDS;
use kzreader::app::key::Key;
use kzreader::app::{Effort, Event, MouseAction, Reader};
use kzreader::layout::{Arrangement, Folding, Frame, Grain, PassageRows, Port, RowOrder, Sheet};
use kzreader::library::embedded;
use kzreader::model::{Alignment, Bead, BlockKind, Document, Place, Side};
use proptest::prelude::*;

/// A step of a random journey.
#[derive(Debug, Clone)]
enum Step {
    Key(&'static str),
    Type(String),
    Resize(u16, u16),
    Click(u16, u16),
    Wheel(u16, u16),
    Paste(String),
}

fn step() -> impl Strategy<Value = Step> {
    let keys: Vec<&'static str> = COMMANDS
        .iter()
        .flat_map(|row| row.keys.iter().copied())
        .filter(|key| !matches!(*key, "q" | "Ctrl-c" | "Ctrl-z"))
        .collect();
    prop_oneof![
        8 => proptest::sample::select(keys).prop_map(Step::Key),
        1 => "[a-zäß0-9 ]{0,6}".prop_map(Step::Type),
        1 => (0u16..170, 0u16..50).prop_map(|(width, height)| Step::Resize(width, height)),
        1 => (0u16..170, 0u16..50).prop_map(|(x, y)| Step::Click(x, y)),
        1 => (0u16..170, 0u16..50).prop_map(|(x, y)| Step::Wheel(x, y)),
        1 => ".{0,20}".prop_map(Step::Paste),
    ]
}

fn walk(driver: &mut Driver, steps: &[Step]) {
    for step in steps {
        match step {
            Step::Key(name) => driver.key(Key::parse(name).expect("a key of the table")),
            Step::Type(text) => {
                driver.type_text(text);
            }
            Step::Resize(width, height) => {
                driver.resize(*width, *height);
            }
            Step::Click(column, row) => {
                driver.send(Event::Mouse {
                    action: MouseAction::Click,
                    column: *column,
                    row: *row,
                    at: Duration::ZERO,
                });
            }
            Step::Wheel(column, row) => {
                driver.send(Event::Mouse {
                    action: MouseAction::WheelDown,
                    column: *column,
                    row: *row,
                    at: Duration::ZERO,
                });
            }
            Step::Paste(text) => driver.send(Event::Paste(text.clone())),
        }
        driver.screen();
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_journey_panics_at_any_size(steps in prop::collection::vec(step(), 1..60)) {
        // Any key may mend something, which is kept beside the texts.
        let copy = copy_of(&fixture("collection"));
        let mut driver = Driver::open(100, 30, &[copy.path().to_path_buf()]);
        walk(&mut driver, &steps);
    }

    #[test]
    fn a_resize_keeps_the_current_bead_and_the_way_back_shows_the_same(
        moves in prop::collection::vec(prop::sample::select(vec!["j", "k", ")", "(", "]", "Ctrl-d", "G", "g"]), 0..12),
        sizes in prop::collection::vec((1u16..170, 1u16..50), 1..6),
    ) {
        let mut driver = Driver::ferry(100, 14);
        for key in moves {
            driver.keys(key);
        }
        let (screen, current) = (driver.screen(), driver.current());
        for (width, height) in sizes {
            driver.resize(width, height);
            prop_assert_eq!(driver.current(), current.clone());
        }
        driver.resize(100, 14);
        prop_assert_eq!(driver.screen(), screen);
    }

    #[test]
    fn switching_languages_and_layouts_there_and_back_keeps_the_bead(
        moves in prop::collection::vec(prop::sample::select(vec!["j", ")", "]", "Ctrl-d"]), 0..8),
        switches in prop::sample::select(vec!["3 2", "Tab 3 1", "x x", "o o", "v v v", "v V v v V", "a a a", "d d d", "z z", "w w", "+ -"],),
    ) {
        let mut driver = Driver::ferry(100, 14);
        for key in moves {
            driver.keys(key);
        }
        let current = driver.current();
        // Where the bead is a gap on a side, that side's switch comes back to what follows the gap.
        prop_assume!(current.iter().all(|texts| !texts.is_empty()));
        driver.keys(switches);
        prop_assert_eq!(driver.current(), current);
    }

    #[test]
    fn a_step_forth_and_back_returns(
        moves in prop::collection::vec(prop::sample::select(vec!["j", ")", "}", "Ctrl-d", "o", "v", "V", "z"]), 0..8),
        kind in prop::sample::select(vec![[")", "("], ["}", "{"], ["]", "["], [".", ","]]),
    ) {
        let mut driver = Driver::ferry(100, 14);
        for key in moves {
            driver.keys(key);
        }
        // From where the key stops, a second step is undone by one the other way.
        let bead = |driver: &Driver| driver.app.reader.as_ref().and_then(|reader| reader.bead());
        let before = bead(&driver);
        let stop = bead(driver.keys(kind[0]));
        let next = bead(driver.keys(kind[0]));
        if stop != before && next != stop {
            prop_assert_eq!(bead(driver.keys(kind[1])), stop);
        }
    }

    #[test]
    fn the_current_bead_is_on_the_screen_whatever_was_done(steps in prop::collection::vec(step(), 1..40)) {
        let copy = copy_of(&fixture("collection"));
        let mut driver = Driver::open(100, 20, &[copy.path().to_path_buf()]);
        driver.keys("Enter");
        walk(&mut driver, &steps);
        driver.resize(100, 20);
        let Some(reader) = &driver.app.reader else { return Ok(()) };
        if driver.app.geometry.text.is_some() && matches!(reader.lock, kzreader::app::Lock::Locked) {
            let bead = reader.bead().expect("there is text");
            prop_assert!(reader.port.row_of(bead).is_some(), "{}", driver.screen());
        }
    }

    #[test]
    fn corresponding_texts_start_in_the_same_row(width in 10usize..90, pair in 0usize..20) {
        let (left, right) = two_versions(pair);
        let alignment = kzreader::align::align(&left, &right, &[]);
        let sheet = Sheet { left: &left, right: Some((&right, &alignment)), frame: frame(Arrangement::Columns, width) };
        for beads in sheet.passages() {
            prop_assert_eq!(beads.len() == 1, !sheet.folds(beads.start), "in columns a bead is laid out by itself");
            let rows = sheet.lay(beads.start);
            for side in Side::BOTH {
                let first = rows.rows.iter().position(|row| row.side(side).is_some());
                let want = (!rows.gap[side.index()]).then_some(rows.lead);
                prop_assert!(sheet.folds(beads.start) || first == want, "bead {} at width {}", beads.start, width);
            }
        }
    }

    #[test]
    fn every_text_is_shown_once_in_the_rows_of_its_bead_in_every_layout(
        width in 12usize..90, layout in layout(), pair in 0usize..20,
    ) {
        let (left, right) = two_versions(pair);
        let alignment = kzreader::align::align(&left, &right, &[]);
        let frame = Frame { folding: Folding::Shown, grain: layout.1, ..frame(layout.0, width) };
        for right in [None, Some((&*right, &alignment))] {
            let sheet = Sheet { left: &left, right, frame };
            let mut covered = 0;
            for beads in sheet.passages() {
                prop_assert_eq!(beads.start, covered, "passages cover the beads in order");
                covered = beads.end;
                let rows = sheet.lay(beads.start);
                for bead in beads.clone() {
                    prop_assert_eq!(sheet.passage_of(bead), beads.clone());
                    let shown: String = Side::BOTH.iter().map(|&side| text_in(&rows, &sheet, bead, side)).collect();
                    let whole: String = Side::BOTH.iter().map(|&side| text_of(&sheet, bead, side)).collect();
                    prop_assert_eq!(shown, whole, "bead {}", bead);
                }
            }
            prop_assert_eq!(covered, sheet.n_beads());
        }
    }

    #[test]
    fn block_by_block_both_sides_end_their_blocks_together(width in 20usize..90, pair in 0usize..20) {
        let (left, right) = two_versions(pair);
        let alignment = kzreader::align::align(&left, &right, &[]);
        let frame = Frame { grain: Grain::Block, ..frame(Arrangement::Stacked, width) };
        let sheet = Sheet { left: &left, right: Some((&right, &alignment)), frame };
        for beads in sheet.passages() {
            for side in Side::BOTH {
                let document = sheet.document(side).expect("two sides");
                let start = sheet.segments(beads.start, side).start;
                let begins = document.segments().get(start).is_none_or(|s| document.blocks()[s.block].segments.start == start);
                prop_assert!(begins, "{:?} begins inside a block", beads);
            }
        }
    }

    #[test]
    fn another_alignment_leaves_the_sentence_in_its_row(
        moves in prop::collection::vec(prop::sample::select(vec!["j", "Ctrl-d", ")", "}", "Space", "k"]), 3..12),
        cuts in prop::collection::vec(1usize..4, 200),
        size in (80u16..140, 12u16..40),
    ) {
        let folder = tempfile::tempdir().expect("a folder");
        let sentence = |word: &str, n: usize| format!("{word} {n} {}. ", "and so on ".repeat(n % 7));
        for (tag, word) in [("en", "Sentence number"), ("de", "Dies ist Satz")] {
            let text: String = (0..200).map(|n| sentence(word, n) + if n % 5 == 4 { "\n\n" } else { "" }).collect();
            std::fs::write(folder.path().join(format!("text.{tag}.txt")), text).expect("written");
        }
        let mut driver = Driver::holding_alignments(size.0, size.1, &[folder.path().to_path_buf()]);
        let order = driver.orders().last().cloned().expect("an alignment is asked for");
        let n = order.documents[0].segments().len();
        prop_assert_eq!(n, order.documents[1].segments().len());
        driver.aligned(&order, Effort::Quick, staggered(n, &cuts));
        for key in moves {
            driver.keys(key);
        }
        let reader = driver.app.reader.as_ref().expect("open");
        let (side, place, row) = (reader.current.0, reader.current.1, reader.row());
        let in_sight = reader.bead().and_then(|bead| reader.port.start_row_of(bead));
        // Where a bead begins above the screen, the text in the first row is what stays.
        let (side, byte) = in_sight.map_or_else(|| first_text(reader), |_| (side, byte_of(reader, side, place)));
        prop_assert_eq!(row_of(reader, side, byte), Some(row), "{}", driver.screen());
        let other: Vec<usize> = cuts.iter().rev().copied().collect();
        driver.aligned(&order, Effort::Full, staggered(n, &other));
        let reader = driver.app.reader.as_ref().expect("open");
        let at_an_end = matches!(reader.progress(), 0 | 1000);
        prop_assert!(at_an_end || row_of(reader, side, byte) == Some(row), "{}", driver.screen());
    }

    #[test]
    fn scrolling_shows_every_row_once_in_order_and_back_again(
        width in 12usize..90, height in 1usize..40, layout in layout(), pair in 0usize..20,
    ) {
        let (left, right) = two_versions(pair);
        let alignment = kzreader::align::align(&left, &right, &[]);
        let frame = Frame { grain: layout.1, ..frame(layout.0, width) };
        let sheet = Sheet { left: &left, right: Some((&right, &alignment)), frame };
        let all = rows_of(&sheet);
        let mut port = Port::default();
        port.fill(&sheet, height, None);
        let last_top = all.len().saturating_sub(height);
        for top in 0..=last_top {
            prop_assert_eq!(&seen(&port), &all[top..(top + height).min(all.len())], "row {}", top);
            let moved = port.scroll(&sheet, 1);
            prop_assert_eq!(moved, isize::from(top < last_top));
            port.fill(&sheet, height, None);
        }
        port.scroll(&sheet, -(all.len() as isize));
        port.fill(&sheet, height, None);
        prop_assert_eq!(&seen(&port), &all[..height.min(all.len())]);
    }
}

/// An arrangement and a grain.
fn layout() -> impl Strategy<Value = (Arrangement, Grain)> {
    let arrangement = prop::sample::select(vec![Arrangement::Columns, Arrangement::Stacked, Arrangement::Interleaved]);
    (arrangement, prop::sample::select(vec![Grain::Bead, Grain::Block]))
}

/// Beads of so many source segments each, against one more or one less by turns.
fn staggered(n_segments: usize, cuts: &[usize]) -> Alignment {
    let (mut source, mut target, mut beads) = (0, 0, Vec::new());
    for (index, &cut) in cuts.iter().enumerate() {
        let ends = [(source + cut).min(n_segments), (target + (cut + index % 3).max(1) - 1).min(n_segments)];
        if ends != [source, target] {
            beads.push(Bead { source: source..ends[0], target: target..ends[1], confidence: 0.5 });
        }
        [source, target] = ends;
    }
    if [source, target] != [n_segments; 2] {
        beads.push(Bead { source: source..n_segments, target: target..n_segments, confidence: 0.5 });
    }
    Alignment::new(beads, n_segments, n_segments).expect("beads in order")
}

/// The row of the screen in which a byte of a side's text stands.
fn row_of(reader: &Reader, side: Side, byte: usize) -> Option<usize> {
    let shows = |row: &kzreader::layout::Row| row.source.contains(&byte);
    reader.port.shown().iter().position(|shown| shown.bead_row().side(side).is_some_and(shows))
}

fn byte_of(reader: &Reader, side: Side, place: Place) -> usize {
    let sheet = reader.sheet().expect("two texts");
    sheet.document(side).expect("both sides").segments()[place.segment].range.start + place.offset
}

/// The side and the byte of the first text on the screen.
fn first_text(reader: &Reader) -> (Side, usize) {
    let text = |shown: &kzreader::layout::Shown| {
        let start =
            |side: Side| Some((side, shown.bead_row().side(side).filter(|row| !row.source.is_empty())?.source.start));
        Side::BOTH.into_iter().find_map(start)
    };
    reader.port.shown().iter().find_map(text).expect("there is text")
}

fn text_of(sheet: &Sheet<'_>, bead: usize, side: Side) -> String {
    let Some(document) = sheet.document(side) else { return String::new() };
    let segments = sheet.segments(bead, side).filter(|&segment| document.block_of(segment).kind != BlockKind::Rule);
    let text = segments.map(|segment| document.segment_text(segment).to_owned()).collect::<String>();
    text.chars().filter(|c| !c.is_whitespace() && *c != '\u{ad}').collect()
}

/// What the rows of a bead show of its bytes.
fn text_in(rows: &PassageRows, sheet: &Sheet<'_>, bead: usize, side: Side) -> String {
    let bytes = sheet.bytes(bead, side);
    let mut text = String::new();
    for (index, row) in rows.rows.iter().enumerate().filter(|(index, _)| rows.holds(*index, bead)) {
        assert!(rows.extent(bead).contains(&index));
        for run in row.side(side).into_iter().flat_map(|row| &row.runs) {
            let Some(start) = run.start else { continue };
            let own = |(at, _): &(usize, char)| bytes.contains(&(start + at));
            text.extend(run.text.char_indices().filter(own).map(|(_, character)| character));
        }
    }
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn frame(arrangement: Arrangement, width: usize) -> Frame {
    Frame {
        arrangement,
        grain: Grain::Bead,
        columns: [width; 2],
        hyphenation: true,
        justification: width.is_multiple_of(2),
        folding: Folding::Folded,
        order: RowOrder::Seen,
    }
}

/// Two versions of a built-in work.
fn two_versions(pair: usize) -> (Arc<Document>, Arc<Document>) {
    let library = embedded::library(&Default::default());
    let work = &library.works[pair % library.works.len()];
    let read = |index: usize| {
        let version = &work.versions[index % work.versions.len()];
        Arc::new(kzreader::library::load(version, kzreader::library::Reach::Whole).expect("a built-in text"))
    };
    (read(pair), read(pair / 4 + 1))
}

/// All rows of a sheet: front matter, then every bead, as (bead, row).
fn rows_of(sheet: &Sheet<'_>) -> Vec<(Option<usize>, usize)> {
    let mut rows: Vec<_> = (0..sheet.front().rows.len()).map(|row| (None, row)).collect();
    for beads in sheet.passages() {
        rows.extend((0..sheet.lay(beads.start).rows.len()).map(|row| (Some(beads.start), row)));
    }
    rows
}

fn seen(port: &Port) -> Vec<(Option<usize>, usize)> {
    port.shown().iter().map(|shown| (shown.passage(), shown.row)).collect()
}
