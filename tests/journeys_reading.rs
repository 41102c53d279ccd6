//! Reading with the veil, along all versions, the text alone, and at the reader's own pace.

mod common;

use common::{Driver, fixture};
use insta::assert_snapshot;
use kzreader::app::reader::veil::SHADE;
use kzreader::model::Side;
use kzreader::state::{State, Store};

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

/// What is kept of a state that is written, and read again by another kzreader.
fn through_the_file(state: &State) -> State {
    let folder = tempfile::tempdir().expect("a folder");
    let mut first = Store::open(Some(folder.path()));
    first.store.save(state, &|| true).expect("saved");
    let again = Store::open(Some(folder.path()));
    assert_eq!(again.message, None);
    again.state
}

fn percent_lifted(driver: &Driver) -> u8 {
    driver.app.reader.as_ref().expect("a work is open").percent_lifted()
}

#[test]
fn the_veil_hides_the_other_side_and_keeps_every_row_where_it_was() {
    let mut driver = Driver::ferry(100, 24);
    let before = driver.screen();
    driver.keys("H");
    let veiled = driver.screen();
    assert_snapshot!("veil-columns-100x24", veiled);
    hides(&driver, "Fähre");
    shows(&driver, "The ferry must stay");
    // Blanks stay blanks, row by row, below the headings and above the status line.
    let left_blank = |screen: &str| {
        let rows = screen.lines().skip(2).take(21);
        rows.map(|row| row.chars().map(|symbol| symbol == ' ').collect::<Vec<_>>()).collect::<Vec<_>>()
    };
    assert_eq!(left_blank(&before), left_blank(&veiled));
    driver.keys("H");
    shows(&driver, "Die Fähre muss bleiben");
}

#[test]
fn the_veil_in_stacked_and_interleaved_texts() {
    let mut driver = Driver::ferry(60, 24);
    driver.keys(") ) H Enter ) i i i");
    assert_snapshot!("veil-stacked-60x24", driver.screen());
    driver.keys("v v g H H");
    assert_snapshot!("veil-interleaved-60x24", driver.screen());
}

#[test]
fn the_veil_is_lifted_bead_by_bead_and_goes_on_where_it_is_lifted() {
    let mut driver = Driver::ferry(100, 30);
    driver.keys(") H");
    hides(&driver, "achtzig");
    driver.keys("Enter");
    shows(&driver, "achtzig");
    let here = driver.current();
    driver.keys("Enter");
    assert_ne!(driver.current(), here, "it was lifted, so it goes on");
    let lifted = percent_lifted(&driver);
    driver.keys("( Enter");
    assert_eq!(percent_lifted(&driver), lifted, "going on lifts nothing");
    for _ in 0..60 {
        driver.keys("Enter");
    }
    shows(&driver, "the text ends here");
    driver.keys("g");
    hides(&driver, "Die Fähre muss bleiben");
    driver.keys("Enter G");
    assert_eq!(percent_lifted(&driver), 100);
    assert!(!driver.screen().contains(SHADE), "{}", driver.screen());
}

#[test]
fn words_are_lifted_one_by_one_until_the_bead_is_lifted() {
    let mut driver = Driver::ferry(100, 30);
    driver.keys(") H");
    let german = driver.current()[1].join(" ");
    let words: Vec<&str> = german.split_whitespace().collect();
    let mut shade = usize::MAX;
    for word in words {
        driver.keys("i");
        shows(&driver, word);
        let now = driver.screen().matches(SHADE).count();
        assert!(now < shade, "{word}");
        shade = now;
    }
    driver.keys("i");
    shows(&driver, "all of this is lifted");
    let here = driver.current();
    driver.keys("Enter");
    assert_ne!(driver.current(), here, "all words are lifted, so the sentence is");
}

#[test]
fn what_was_lifted_is_there_at_the_next_start_and_can_be_hidden_again() {
    let mut driver = Driver::ferry(100, 30);
    driver.keys(") H Enter ) i q");
    let state = through_the_file(driver.saved.as_ref().expect("the state is saved"));
    let mut again = Driver::resume(100, 30, &[fixture("collection")], state);
    again.keys("Enter");
    shows(&again, "achtzig");
    assert_eq!(again.screen().matches(SHADE).count(), driver.screen().matches(SHADE).count());
    again.keys(":").type_text("veil-again").keys("Enter");
    hides(&again, "achtzig");
    assert_eq!(percent_lifted(&again), 0);
    again.keys("q");
    assert!(again.saved.expect("saved").lifted.is_empty());
}

#[test]
fn the_veil_stays_on_its_side_when_the_language_changes_and_goes_with_its_text_when_sides_are_swapped() {
    let mut driver = Driver::ferry(100, 30);
    driver.keys(") H Enter d d");
    hides(&driver, "åtti");
    shows(&driver, "For eighty years");
    driver.keys("x");
    hides(&driver, "åtti");
    shows(&driver, "For eighty years");
    driver.keys("Enter");
    shows(&driver, "åtti");
    driver.keys("a");
    shows(&driver, "achtzig");
    hides(&driver, "Die Fähre muss");
    // The open side shows what is hidden: one text, which may be seen.
    driver.keys("d d");
    shows(&driver, "Die Fähre muss");
}

#[test]
fn a_veiled_version_alone_stays_hidden_and_one_text_says_that_there_is_one() {
    let mut driver = Driver::ferry(100, 30);
    driver.keys("H l o");
    hides(&driver, "Fähre");
    driver.keys("Enter");
    shows(&driver, "Die Fähre muss bleiben");
    driver.keys("o h o");
    assert!(!driver.screen().contains(SHADE));
    driver.keys("Enter");
    shows(&driver, "nothing is hidden here");
    driver.keys("H H");
    shows(&driver, "there is one text only; o shows two");
}

#[test]
fn finding_and_the_contents_tell_nothing_of_what_is_hidden() {
    let mut driver = Driver::ferry(100, 30);
    driver.keys("& H /").type_text("fähre").keys("Enter");
    hides(&driver, "Fähre");
    shows(&driver, "hit 1 of");
    driver.keys("n");
    hides(&driver, "Fähre");
    assert_eq!(percent_lifted(&driver), 0);
    driver.keys("Esc c");
    shows(&driver, "What has been decided");
    hides(&driver, "Was beschlossen wurde");
    driver.keys("Esc g ] ) ( Enter c");
    shows(&driver, "Was beschlossen wurde");
}

#[test]
fn unlocked_sides_are_lifted_where_the_hidden_one_is() {
    let mut driver = Driver::ferry(100, 30);
    driver.keys(") H u Enter");
    shows(&driver, "achtzig");
    driver.keys("l ) ) Enter");
    let reader = driver.app.reader.as_ref().expect("open");
    assert!(reader.hidden(Side::Right, &reader.current_bytes(Side::Right)).is_empty());
    assert!(driver.screen().contains(SHADE));
}
