//! Taking away what is on the screen, as keys.

mod common;

use std::fs;
use std::path::Path;

use common::{Driver, fixture, shows};
use kzreader::app::{Effort, Overlay};
use kzreader::model::{Alignment, Bead};

/// Types a path over the one that is offered.
fn type_path(driver: &mut Driver, path: &Path) {
    driver.keys("Ctrl-u").type_text(path.to_str().expect("a path"));
}

#[test]
fn what_is_shown_is_written_in_the_chosen_format_and_the_next_time_begins_with_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut driver = Driver::ferry(100, 30);
    driver.keys("X");
    shows(&driver, "File: ferry.en-de.html");
    shows(&driver, "▸ html");
    driver.keys("Down");
    shows(&driver, "File: ferry.en-de.md");
    driver.keys("Up Tab Tab");
    shows(&driver, "File: ferry.en-de.epub");
    driver.keys("Shift-Tab");
    type_path(&mut driver, &folder.path().join("mine.md"));
    driver.keys("Enter");
    shows(&driver, "written: ");
    let written = fs::read_to_string(folder.path().join("mine.md")).expect("written");
    assert!(written.starts_with("# The ferry must stay\n\n> **Die Fähre muss bleiben**"), "{written}");
    driver.keys("x X");
    let Some(Overlay::TakeAway(choice)) = &driver.app.overlay else { panic!("the choice is open") };
    assert_eq!(Path::new(choice.input.value()), folder.path().join("ferry.de-en.md"));
}

#[test]
fn a_name_that_is_typed_chooses_the_format_that_it_ends_in() {
    let mut driver = Driver::ferry(100, 30);
    driver.keys("X");
    type_path(&mut driver, Path::new("mine.epub"));
    shows(&driver, "▸ epub");
    driver.keys("Backspace Backspace Backspace Backspace").type_text("other");
    shows(&driver, "▸ epub");
    type_path(&mut driver, Path::new("mine.md"));
    shows(&driver, "▸ md");
}

#[test]
fn a_file_that_is_there_is_replaced_by_a_second_enter_only() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("ferry.en-de.html");
    fs::write(&path, "mine").expect("written");
    let mut driver = Driver::ferry(100, 30);
    driver.keys("X");
    // A folder takes the file under its own name.
    type_path(&mut driver, folder.path());
    driver.keys("Enter");
    shows(&driver, "Enter again replaces it");
    assert_eq!(fs::read_to_string(&path).expect("there"), "mine");
    driver.keys("Esc X");
    type_path(&mut driver, &path);
    driver.keys("Enter Down Up Enter");
    shows(&driver, "Enter again replaces it");
    assert_eq!(fs::read_to_string(&path).expect("there"), "mine", "who chose something else is asked again");
    driver.keys("Enter");
    shows(&driver, "written: ");
    assert!(fs::read_to_string(&path).expect("there").starts_with("<!DOCTYPE html>"));
}

#[test]
fn what_can_not_be_written_is_told_where_it_can_be_mended() {
    let mut driver = Driver::ferry(100, 30);
    driver.keys("X");
    type_path(&mut driver, &fixture("collection/ferry/nb.md"));
    driver.keys("Enter");
    shows(&driver, "is a text that is read");
    type_path(&mut driver, Path::new("/no/such/folder/x.html"));
    driver.keys("Enter");
    shows(&driver, "there is no such folder");
    driver.keys("Ctrl-u Enter");
    shows(&driver, "a name for the file is missing");
    driver.keys("Esc");
    assert!(driver.app.overlay.is_none());
}

#[test]
fn the_alignment_that_is_shown_is_the_one_that_is_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut driver = Driver::holding_alignments(100, 30, &[fixture("collection/ferry")]);
    let order = driver.orders().last().expect("an order").clone();
    let [left, right] = [0, 1].map(|side: usize| order.documents[side].segments().len());
    let all = Alignment::new(vec![Bead { source: 0..left, target: 0..right, confidence: 1.0 }], left, right);
    driver.aligned(&order, Effort::Full, all.expect("one bead for all"));
    driver.keys("X Up Up Up");
    type_path(&mut driver, &folder.path().join("all.tsv"));
    driver.keys("Enter");
    let written = fs::read_to_string(folder.path().join("all.tsv")).expect("written");
    assert_eq!(written.lines().count(), if written.starts_with("source") { 2 } else { 0 }, "{written}");
}

#[test]
fn one_version_is_taken_away_alone_and_every_screen_has_room_for_the_choice() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut driver = Driver::ferry(100, 30);
    driver.keys("o X");
    shows(&driver, "File: ferry.en.html");
    for (width, height) in [(160, 48), (80, 24), (40, 10), (20, 6), (4, 3), (1, 1)] {
        driver.resize(width, height).screen();
    }
    driver.resize(40, 10);
    insta::assert_snapshot!(driver.screen());
    type_path(&mut driver, &folder.path().join("one.html"));
    driver.keys("Enter");
    let written = fs::read_to_string(folder.path().join("one.html")).expect("written");
    assert!(!written.contains("<table") && written.contains("Nine families"), "{written}");
}
