//! Copies, marks and notes: what a reader does, as keys, and what then is shown, copied and kept.

mod common;

use common::{Driver, fixture};

#[track_caller]
fn shows(driver: &Driver, text: &str) {
    let screen = driver.screen();
    assert!(screen.contains(text), "{text:?} is not on the screen:\n{screen}");
}

#[track_caller]
fn hides(driver: &Driver, text: &str) {
    let screen = driver.screen();
    assert!(!screen.contains(text), "{text:?} is on the screen:\n{screen}");
}

/// What a key copies.
#[track_caller]
fn copied(driver: &mut Driver, keys: &str) -> String {
    driver.yanked = None;
    driver.keys(keys);
    driver.yanked.clone().unwrap_or_else(|| panic!("{keys} copies nothing:\n{}", driver.screen()))
}

#[test]
fn a_bead_is_copied_from_the_focused_side_the_other_one_or_both() {
    for (width, height) in [(100, 30), (60, 24), (40, 10)] {
        let mut driver = Driver::ferry(width, height);
        driver.keys(") ) ) ) ) )");
        let english = "Nine families have already put up their houses for sale.";
        let german = "Neun Familien haben ihre Häuser bereits zum Verkauf angeboten.";
        assert_eq!(copied(&mut driver, "y"), english);
        assert_eq!(copied(&mut driver, "Alt-y"), german);
        assert_eq!(copied(&mut driver, "p"), format!("{english}\n\n{german}"));
        assert_eq!(copied(&mut driver, "Tab p"), format!("{german}\n\n{english}"));
        assert_eq!(copied(&mut driver, "o p"), german);
        driver.yanked = None;
        driver.keys("Alt-y");
        assert_eq!(driver.yanked, None, "there is one text only");
    }
}

#[test]
fn what_was_copied_is_told_with_languages_and_length() {
    let mut driver = Driver::ferry(120, 30);
    driver.keys(") ) ) ) ) ) s ) y");
    shows(&driver, "copied 2 sentences (en)");
    shows(&driver, "through the terminal (OSC 52)");
    driver.keys("p");
    shows(&driver, "copied 1 sentence (en) and 1 sentence (de)");
}

#[test]
fn both_sides_are_copied_with_their_citations() {
    let mut driver = Driver::ferry(100, 30);
    driver.keys(") ) ) ) ) )");
    insta::assert_snapshot!(copied(&mut driver, "Y"));
}

#[test]
fn a_selection_is_extended_by_any_movement_in_either_direction_and_copied_as_it_is_shown() {
    let mut driver = Driver::ferry(100, 30);
    driver.keys(") ) ) ) ) )");
    let [own, _] = driver.current();
    driver.keys("s )");
    shows(&driver, "2 selected");
    let [next, _] = driver.current();
    let forward = copied(&mut driver, "y");
    assert!(forward.starts_with(&own[0]) && forward.ends_with(&next[0]), "{forward}");
    hides(&driver, "selected");
    driver.keys("s (");
    assert_eq!(copied(&mut driver, "y"), forward, "backwards it is the same");
    driver.keys("s } Esc");
    hides(&driver, "selected");
    assert!(driver.app.reader.is_some(), "Esc ended the selection and nothing else");
    shows(&driver, "bead ");
}

#[test]
fn a_selection_goes_along_when_the_language_is_switched_and_ends_when_a_work_is_opened() {
    let mut driver = Driver::ferry(100, 30);
    driver.keys(") ) ) ) ) ) s ) 3");
    shows(&driver, "2 selected");
    let copy = copied(&mut driver, "y");
    assert!(copy.starts_with("Ni familier"), "{copy}");
    driver.keys("s u");
    driver.keys("s");
    shows(&driver, "locks them");
}

#[test]
fn at_a_gap_the_side_that_has_nothing_says_so() {
    let mut driver = Driver::open(100, 30, &[fixture("collection")]);
    driver.keys("Enter .");
    let [left, right] = driver.current();
    assert_ne!(left.is_empty(), right.is_empty());
    driver.yanked = None;
    driver.keys(if left.is_empty() { "y" } else { "Alt-y" });
    assert_eq!(driver.yanked, None);
    shows(&driver, "nothing on this side");
    assert!(!copied(&mut driver, "p").is_empty());
}
