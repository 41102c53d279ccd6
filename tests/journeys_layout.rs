//! Text from right to left and wide scripts, driven as keys and the mouse do.

mod common;

use std::time::Duration;

use common::{Driver, fixture};
use kzreader::app::{Event, MouseAction};
use kzreader::model::Side;
use kzreader::ui::theme::Depth;
use ratatui::buffer::Buffer;

/// The Hebrew mill alone.
fn hebrew(width: u16, height: u16) -> Driver {
    Driver::open(width, height, &[fixture("mill/he.md")])
}

fn click(driver: &mut Driver, column: u16, row: u16) {
    driver.send(Event::Mouse { action: MouseAction::Click, column, row, at: Duration::ZERO });
}

/// Where a text that is seen like this stands first.
fn place_of(driver: &Driver, seen: &str) -> (u16, u16) {
    let buffer = driver.buffer(Depth::True);
    let letters: Vec<String> = seen.chars().map(|letter| letter.to_string()).collect();
    let area = buffer.area;
    let stands =
        |x: u16, y: u16| (x..).zip(&letters).all(|(x, letter)| x < area.width && buffer[(x, y)].symbol() == letter);
    let mut places = (0..area.height).flat_map(|y| (0..area.width).map(move |x| (x, y)));
    places.find(|&(x, y)| stands(x, y)).unwrap_or_else(|| panic!("{seen} is not on the screen:\n{}", driver.screen()))
}

#[test]
fn a_click_on_text_from_right_to_left_goes_to_the_sentence_that_stands_there() {
    let mut driver = hebrew(100, 30);
    // "טוחן", which is in the second sentence, stands in a row with the end of the first one, on its left.
    let (x, y) = place_of(&driver, "ןחוטה");
    click(&mut driver, x, y);
    assert!(driver.current()[Side::Left.index()][0].starts_with("הטוחן שלה"), "{:?}", driver.current());
    let (x, y) = place_of(&driver, "הנושארה");
    click(&mut driver, x, y);
    assert!(driver.current()[Side::Left.index()][0].starts_with("ב־14"), "{:?}", driver.current());
    // What is right of the column's edge, or in the blanks left of a short row, is the row.
    let (_, y) = place_of(&driver, "[7 רדח]");
    click(&mut driver, 20, y);
    assert!(driver.current()[Side::Left.index()][0].starts_with("אסיפה"), "{:?}", driver.current());
}

/// The cells of a row that look like the one at a place, around it.
fn alike(buffer: &Buffer, (x, y): (u16, u16)) -> String {
    let ground = buffer[(x, y)].bg;
    let is_alike = |x: &u16| buffer[(*x, y)].bg == ground;
    let from = (0..=x).rev().take_while(is_alike).last().unwrap_or(x);
    (from..buffer.area.width).take_while(is_alike).map(|x| buffer[(x, y)].symbol().to_owned()).collect()
}

#[test]
fn hits_in_text_from_right_to_left_are_marked_where_they_are_seen() {
    let mut driver = hebrew(100, 30);
    for (typed, seen) in [("המפתח", "חתפמה"), ("Jonas Weber", "Jonas Weber"), ("נבנתה ב־1871", "1871־ב התנבנ")]
    {
        driver.keys("/");
        driver.type_text(typed);
        driver.keys("Enter");
        let place = place_of(&driver, seen);
        assert_eq!(alike(&driver.buffer(Depth::True), place), seen, "{}", driver.screen());
    }
}

#[test]
fn what_is_typed_from_right_to_left_is_seen_so() {
    let mut driver = hebrew(60, 20);
    driver.keys("/");
    driver.type_text("קמח 12");
    let screen = driver.screen();
    assert!(screen.lines().last().expect("the line").contains("12 חמק"), "{screen}");
}

#[test]
fn every_size_and_layout_shows_text_from_right_to_left_within_its_column() {
    let mut driver = Driver::open(160, 48, &[fixture("mill")]);
    driver.keys("Enter w l 1 J");
    for (width, height) in [(160, 48), (80, 24), (40, 10), (20, 6), (3, 3), (121, 30)] {
        driver.resize(width, height);
        for keys in ["v", "v", "v", "x", "u j u", "G", "g"] {
            driver.keys(keys);
            driver.screen();
        }
    }
    driver.resize(120, 40);
    let (x, _) = place_of(&driver, "رهنلا دنع");
    assert!(driver.screen().contains("The mill by the river"), "{x}");
}

#[test]
fn a_bar_without_room_for_all_versions_names_those_that_are_shown() {
    let mut driver = Driver::open(20, 6, &[fixture("mill")]);
    driver.keys("Enter 7");
    let screen = driver.screen();
    let bar = screen.lines().next().expect("a bar");
    assert!(bar.contains("◂7 zh") && bar.contains('▸'), "{screen}");
}
