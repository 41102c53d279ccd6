//! What the screen looks like, in pictures of text.

mod common;

use common::{Driver, fixture};
use insta::assert_snapshot;

#[test]
fn the_list_and_a_work_beside_it_on_a_large_screen() {
    let mut driver = Driver::open(160, 48, &[fixture("collection")]);
    assert_snapshot!("list-160x48", driver.screen());
    driver.keys("Enter");
    assert_snapshot!("columns-160x48", driver.screen());
}

#[test]
fn a_page_each_for_the_list_and_the_columns_on_a_usual_screen() {
    let mut driver = Driver::open(80, 24, &[fixture("collection")]);
    driver.keys("l");
    assert_snapshot!("list-80x24", driver.screen());
    driver.keys("Enter G");
    assert_snapshot!("columns-80x24-end", driver.screen());
}

#[test]
fn one_version_has_a_measure_and_margins() {
    let mut driver = Driver::ferry(120, 30);
    driver.keys("w o");
    assert_snapshot!("one-120x30", driver.screen());
}

#[test]
fn justified_text_is_filled_where_it_takes_little() {
    let mut driver = Driver::open(120, 36, &[fixture("mill")]);
    // Persian on the right: filled as well, from right to left.
    driver.keys("Enter w l 3 J");
    assert_snapshot!("justified-120x36", driver.screen());
    // Too narrow for it.
    driver.resize(80, 24);
    driver.keys("J");
    let ragged = driver.screen();
    driver.keys("J");
    let rows = |screen: &str| screen.lines().take(23).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(rows(&driver.screen()), rows(&ragged));
    driver.keys("q");
    assert_eq!(driver.saved.expect("it is kept").choices.justification, Some(true));
}

#[test]
fn stacked_and_interleaved_texts() {
    let mut driver = Driver::ferry(60, 24);
    driver.keys(") )");
    assert_snapshot!("stacked-60x24", driver.screen());
    driver.keys("v");
    driver.keys("v");
    assert_snapshot!("interleaved-60x24", driver.screen());
}

#[test]
fn small_screens_show_what_they_can() {
    let mut driver = Driver::ferry(40, 10);
    assert_snapshot!("small-40x10", driver.screen());
    driver.resize(1, 1);
    assert_snapshot!("smallest-1x1", driver.screen());
    for (width, height) in [(0, 0), (2, 1), (1, 9), (9, 2), (500, 2)] {
        driver.resize(width, height);
        driver.screen();
    }
    driver.resize(40, 10);
    assert_snapshot!("small-40x10", driver.screen());
}

#[test]
fn wide_and_combining_characters_keep_the_columns_straight() {
    let mut driver = Driver::open(80, 24, &[fixture("collection/scripts")]);
    assert_snapshot!("scripts-80x24", driver.screen());
    driver.keys("v");
    assert_snapshot!("scripts-stacked-80x24", driver.screen());
}

#[test]
fn text_from_right_to_left_stands_at_the_right_edge_of_its_column() {
    let mut driver = Driver::open(100, 32, &[fixture("mill")]);
    // English on the left, Arabic on the right.
    driver.keys("Enter l 1");
    assert_snapshot!("mill-ar-100x32", driver.screen());
    // Hebrew, and one below the other.
    driver.keys("4 v");
    assert_snapshot!("mill-he-stacked-100x32", driver.screen());
    driver.resize(60, 32);
    driver.keys("v");
    assert_snapshot!("mill-he-interleaved-60x32", driver.screen());
}

#[test]
fn entries_and_quotations_hang_in_each_other_however_they_nest() {
    let mut driver = Driver::open(60, 72, &[fixture("lists.md")]);
    assert_snapshot!("lists-60x72", driver.screen());
    driver.resize(18, 30);
    driver.keys("G");
    assert_snapshot!("lists-18x30", driver.screen());
}

#[test]
fn wide_scripts_stand_beside_others() {
    let mut driver = Driver::open(79, 30, &[fixture("mill")]);
    driver.keys("Enter a a a l 7");
    assert_snapshot!("mill-ja-zh-79x30", driver.screen());
    driver.keys("6");
    assert_snapshot!("mill-ja-ko-79x30", driver.screen());
}

#[test]
fn the_help_and_the_palette_lie_over_the_text() {
    let mut driver = Driver::ferry(100, 30);
    driver.keys("?");
    assert_snapshot!("help-100x30", driver.screen());
    driver.keys("Esc :");
    driver.type_text("swap");
    assert_snapshot!("palette-100x30", driver.screen());
}

#[test]
fn hits_are_marked_and_counted() {
    let mut driver = Driver::ferry(100, 20);
    driver.keys("& /");
    driver.type_text("holmsund");
    driver.keys("Enter");
    let screen = driver.screen();
    assert!(screen.contains("hit 1 of 2"), "{screen}");
    let buffer = driver.buffer(kzreader::ui::theme::Depth::None);
    let marked: String = (0..100)
        .flat_map(|x| (0..19).map(move |y| (y, x)))
        .collect::<std::collections::BTreeSet<_>>()
        .into_iter()
        .filter(|&(y, x)| {
            let modifier = buffer[(x, y)].modifier;
            y > 1 && modifier.intersects(ratatui::style::Modifier::UNDERLINED | ratatui::style::Modifier::REVERSED)
        })
        .map(|(y, x)| buffer[(x, y)].symbol().to_owned())
        .collect();
    assert_eq!(marked, "HolmsundHolmsund");
}
