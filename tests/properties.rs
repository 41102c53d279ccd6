//! What holds whatever the reader does: places, level rows, no panic at any size.

mod common;

use std::sync::Arc;

use common::{Driver, fixture};
use kzreader::app::commands::COMMANDS;
use kzreader::app::key::Key;
use kzreader::app::{Event, MouseAction};
use kzreader::layout::{Arrangement, Folding, Frame, Grain, Port, Sheet};
use kzreader::library::embedded;
use kzreader::model::{Document, Side};
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
                driver.send(Event::Mouse { action: MouseAction::Click, column: *column, row: *row });
            }
            Step::Wheel(column, row) => {
                driver.send(Event::Mouse { action: MouseAction::WheelDown, column: *column, row: *row });
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
        let mut driver = Driver::open(100, 30, &[fixture("collection")]);
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
        switches in prop::sample::select(vec!["3 2", "Tab 3 1", "x x", "o o", "v v v", "a a a", "d d d", "z z", "w w", "+ -"]),
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
    fn the_current_bead_is_on_the_screen_whatever_was_done(steps in prop::collection::vec(step(), 1..40)) {
        let mut driver = Driver::ferry(100, 20);
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
            let (bead, rows) = (beads.start, sheet.lay(beads.start));
            for side in Side::BOTH {
                let first = rows.rows.iter().position(|row| row.side(side).is_some());
                prop_assert_eq!(first, (!rows.gap[side.index()]).then_some(rows.lead), "bead {} at width {}", bead, width);
            }
        }
    }

    #[test]
    fn scrolling_shows_every_row_once_in_order_and_back_again(
        width in 12usize..90, height in 1usize..40, arrangement in 0usize..3, pair in 0usize..20,
    ) {
        let (left, right) = two_versions(pair);
        let alignment = kzreader::align::align(&left, &right, &[]);
        let arrangement = [Arrangement::Columns, Arrangement::Stacked, Arrangement::Interleaved][arrangement];
        let sheet = Sheet { left: &left, right: Some((&right, &alignment)), frame: frame(arrangement, width) };
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

fn frame(arrangement: Arrangement, width: usize) -> Frame {
    Frame { arrangement, grain: Grain::Bead, columns: [width; 2], hyphenation: true, folding: Folding::Folded }
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
