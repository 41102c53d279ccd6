//! Mending an alignment: keys, and what they show and keep.

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::{Driver, shows};
use kzreader::model::Side;

/// A collection of two texts in which the second sentence has two counterparts.
fn collection(folder: &Path) -> PathBuf {
    let work = folder.join("harbour");
    fs::create_dir_all(&work).expect("made");
    fs::write(work.join("work.toml"), "[[versions]]\nfile = \"en.md\"\n[[versions]]\nfile = \"de.md\"\n")
        .expect("written");
    fs::write(
        work.join("en.md"),
        "On 3 May 2021 the council of Holmsund met.\n\nIt ended the crossing to Norrby, and it told nobody.\n\n\
         Ada Lind wrote 240 letters.\n\nNobody answered them.\n\nThe ferry Agnes was sold to Turku in 2022.\n",
    )
    .expect("written");
    fs::write(
        work.join("de.md"),
        "Am 3. Mai 2021 tagte der Rat von Holmsund.\n\nEr stellte die Überfahrt nach Norrby ein. Er sagte es niemandem.\n\n\
         Ada Lind schrieb 240 Briefe.\n\nNiemand beantwortete sie.\n\nDie Fähre Agnes wurde 2022 nach Turku verkauft.\n",
    )
    .expect("written");
    work
}

fn open(folder: &Path, work: &Path) -> Driver {
    let mut driver = Driver::open(100, 30, &[work.to_path_buf()]);
    driver.keep_mends_in(&folder.join("state"));
    if driver.app.reader.is_none() {
        driver.keys("Enter");
    }
    driver
}

/// The beads as `1-2`, `+` behind those that stand by the reader's word.
fn beads(driver: &Driver) -> String {
    let reader = driver.app.reader.as_ref().expect("open");
    let sheet = reader.sheet().expect("shown");
    let bead = |bead: usize| {
        let mark = if reader.is_mended(bead) { "+" } else { "" };
        format!("{}-{}{mark}", sheet.segments(bead, Side::Left).len(), sheet.segments(bead, Side::Right).len())
    };
    (0..sheet.n_beads()).map(bead).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_bead_is_split_where_the_cut_stands_undone_and_split_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut driver = open(folder.path(), &collection(folder.path()));
    assert_eq!(beads(&driver), "1-1 1-2 1-1 1-1 1-1");
    driver.keys(") m");
    shows(&driver, "mending: what is done here is kept");
    driver.keys("s");
    shows(&driver, "split into 1–1 and 0–1; u undoes it");
    assert_eq!(beads(&driver), "1-1 1-1+ 0-1+ 1-1 1-1 1-1");
    driver.keys("u");
    shows(&driver, "undone; that was all");
    assert_eq!(beads(&driver), "1-1 1-2 1-1 1-1 1-1");
    driver.keys("Ctrl-r");
    assert_eq!(beads(&driver), "1-1 1-1+ 0-1+ 1-1 1-1 1-1");
    driver.keys("Ctrl-r");
    shows(&driver, "nothing was undone");
}

#[test]
fn every_deed_does_what_it_says_and_all_of_it_can_be_undone() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut driver = open(folder.path(), &collection(folder.path()));
    let begin = beads(&driver);
    driver.keys(") m");
    for (keys, told, want) in [
        ("D", "moved a sentence: 1–1 and 1–2 now", "1-1 1-1+ 1-2+ 1-1 1-1"),
        ("d", "moved a sentence: 1–2 and 1–1 now", "1-1 1-2+ 1-1+ 1-1 1-1"),
        ("J", "merged into 2–3", "1-1 2-3+ 1-1 1-1"),
        ("l s", "split into 2–2 and 0–1", "1-1 2-2+ 0-1+ 1-1 1-1"),
        (") x", "the gap is closed", "1-1 2-3+ 1-1 1-1"),
        (") K", "merged into 3–4", "1-1 3-4+ 1-1"),
        ("p", "unpinned", "1-1 1-2 1-1 1-1 1-1"),
        ("p", "pinned as it is, 1–2", "1-1 1-2+ 1-1 1-1 1-1"),
        ("Tab o", "what is on the right stands alone now", "1-1 0-2+ "),
    ] {
        driver.keys(keys);
        shows(&driver, told);
        assert!(beads(&driver).starts_with(want), "{keys}: {}", beads(&driver));
    }
    driver.keys("u u u u u u u u u");
    shows(&driver, "undone; that was all");
    assert_eq!(beads(&driver), begin);
    driver.keys("u");
    shows(&driver, "nothing was done that could be undone");
    driver.keys("m");
    assert!(!driver.screen().contains("ends mending"));
}

#[test]
fn what_can_t_be_done_is_said_and_changes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut driver = open(folder.path(), &collection(folder.path()));
    let begin = beads(&driver);
    driver.keys("m");
    for (keys, told) in [
        ("K", "there is no bead before this one"),
        ("x", "this is no gap"),
        ("Tab l s", "there is nothing to split there"),
        ("G J", "there is no bead after this one"),
        ("Ctrl-r", "nothing was undone that could be done again"),
    ] {
        driver.keys(keys);
        shows(&driver, told);
    }
    assert_eq!(beads(&driver), begin);
    driver.keys("Esc o m");
    shows(&driver, "there is one text only");
}

#[test]
fn moving_and_leaving_go_on_while_mending_and_the_help_tells_its_keys() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut driver = open(folder.path(), &collection(folder.path()));
    driver.keys("m ) )");
    assert_eq!(driver.current()[0], ["Ada Lind wrote 240 letters."]);
    shows(&driver, "m ends mending");
    shows(&driver, "mending 1–1");
    driver.keys("?");
    shows(&driver, "Split the bead where the cut » stands");
    driver.keys("q Esc");
    assert!(driver.app.reader.as_ref().is_some_and(|reader| !reader.is_mending()), "Esc leaves mending, not the text");
    driver.keys("s");
    assert_eq!(beads(&driver), "1-1 1-2 1-1 1-1 1-1", "s means something else now");
}

#[test]
fn a_bead_of_several_sentences_shows_each_of_them_and_the_cut_in_every_layout() {
    let folder = tempfile::tempdir().expect("a folder");
    let work = collection(folder.path());
    for (width, height, keys) in [(100, 30, ""), (100, 30, "v"), (100, 30, "v v"), (60, 20, ""), (40, 10, "")] {
        let mut driver = open(folder.path(), &work);
        driver.resize(width, height);
        driver.keys(keys);
        driver.keys(") m");
        let screen = driver.screen();
        let second = screen.lines().find(|line| line.contains("Er sagte es")).expect("the second sentence has a row");
        assert!(!second.contains("Norrby ein."), "{screen}");
        assert!(second.contains('»'), "the cut stands before it: {screen}");
        driver.keys("Tab h");
        assert!(driver.screen().contains('¦') && driver.screen().contains('»'), "{}", driver.screen());
    }
}

#[test]
fn what_was_mended_is_there_at_the_next_start_for_both_orders_and_never_in_the_texts() {
    let folder = tempfile::tempdir().expect("a folder");
    let work = collection(folder.path());
    let before = fs::read(work.join("de.md")).expect("read");
    let mut driver = open(folder.path(), &work);
    driver.keys(") m s q");
    assert!(work.join("de--en.align.toml").is_file(), "beside the collection");
    assert_eq!(fs::read(work.join("de.md")).expect("read"), before);
    let mut again = open(folder.path(), &work);
    assert_eq!(beads(&again), "1-1 1-1+ 0-1+ 1-1 1-1 1-1");
    shows(&again, "◆");
    shows(&again, "2 by hand");
    again.keys("x");
    assert_eq!(beads(&again), "1-1 1-1+ 1-0+ 1-1 1-1 1-1");
    again.keys("x g");
    again.keys(":");
    again.type_text("next-mended");
    again.keys("Enter");
    assert_eq!(again.current()[1], ["Er stellte die Überfahrt nach Norrby ein."]);
}

#[test]
fn of_a_text_that_changed_what_holds_is_found_again_and_the_rest_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let work = collection(folder.path());
    let mut driver = open(folder.path(), &work);
    driver.keys(") m s q");
    let german = fs::read_to_string(work.join("de.md")).expect("read");
    let changed = format!("# Die Fähre\n\n{}", german.replace("Er sagte es niemandem.", "Davon wusste keiner."));
    fs::write(work.join("de.md"), changed).expect("written");
    let again = open(folder.path(), &work);
    shows(&again, "1 of 2 mended beads hold; 1 is lost because its sentences changed");
    assert!(beads(&again).contains("1-1+"), "{}", beads(&again));
    // The same while it is read.
    fs::write(work.join("de.md"), german).expect("written");
    let mut driver = open(folder.path(), &work);
    assert_eq!(beads(&driver), "1-1 1-1+ 0-1+ 1-1 1-1 1-1");
    let german = fs::read_to_string(work.join("de.md")).expect("read");
    fs::write(work.join("de.md"), format!("Vorweg ein Satz.\n\n{german}")).expect("written");
    driver.keys("R");
    assert!(beads(&driver).contains("1-1+ 0-1+"), "{}", beads(&driver));
}

#[test]
fn a_damaged_file_is_told_with_its_place_and_reading_goes_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let work = collection(folder.path());
    fs::write(work.join("de--en.align.toml"), "[[bead]]\nsource = [1, 9\n").expect("written");
    let mut driver = open(folder.path(), &work);
    shows(&driver, "de--en.align.toml:2:");
    assert_eq!(beads(&driver), "1-1 1-2 1-1 1-1 1-1");
    driver.keys("m p");
    assert!(work.join("de--en.align.damaged-1.toml").is_file());
    assert!(fs::read_to_string(work.join("de--en.align.toml")).expect("read").contains("form = 1"));
}

#[test]
fn locking_after_moving_asks_and_only_yes_pins() {
    let folder = tempfile::tempdir().expect("a folder");
    let work = collection(folder.path());
    let kept = work.join("de--en.align.toml");
    let mut driver = open(folder.path(), &work);
    driver.keys("u Tab } } u");
    shows(&driver, "Pin these two sentences against each other?");
    driver.keys("j");
    shows(&driver, "Pin these two sentences");
    driver.keys("Esc u n");
    shows(&driver, "locked; nothing was pinned");
    assert_eq!((beads(&driver), kept.exists()), ("1-1 1-2 1-1 1-1 1-1".to_owned(), false));
    driver.keys("g u Tab } u y");
    shows(&driver, "level from now on");
    assert!(beads(&driver).contains('+') && kept.is_file());
    let pinned = beads(&driver);
    driver.keys("q");
    let mut again = open(folder.path(), &work);
    assert_eq!(beads(&again), pinned, "it is remembered");
    again.keys("U");
    shows(&again, "locked as the program laid it level");
    assert_eq!((beads(&again), kept.exists()), ("1-1 1-2 1-1 1-1 1-1".to_owned(), false));
}

#[test]
fn the_current_bead_keeps_its_row_whatever_is_done() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut driver = open(folder.path(), &collection(folder.path()));
    driver.resize(100, 12);
    driver.keys(") ) m");
    let row = |driver: &Driver| driver.app.reader.as_ref().expect("open").row();
    for keys in ["p", "p", "D", "d", "s", "u", "J", "u"] {
        let before = row(&driver);
        driver.keys(keys);
        assert_eq!(row(&driver), before, "{keys}: {}", driver.screen());
    }
}

#[test]
fn what_was_mended_and_contradicts_a_new_pin_gives_way_which_is_told_and_can_be_undone() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut driver = open(folder.path(), &collection(folder.path()));
    driver.keys("m p ) p ) p m");
    let mended = beads(&driver);
    assert_eq!(mended, "1-1+ 1-2+ 1-1+ 1-1 1-1");
    driver.keys("g u Tab } } u y");
    shows(&driver, "3 mended beads that contradict it gave way");
    driver.keys("m u");
    assert_eq!(beads(&driver), mended);
}

#[test]
fn another_language_has_mends_of_its_own_and_coming_back_finds_those_of_before() {
    let folder = tempfile::tempdir().expect("a folder");
    let work = folder.path().join("ferry");
    fs::create_dir(&work).expect("made");
    for name in ["work.toml", "de.md", "en.md", "nb.md"] {
        fs::copy(common::fixture("collection/ferry").join(name), work.join(name)).expect("copied");
    }
    let mut driver = open(folder.path(), &work);
    driver.keys(") m p m");
    let mended = beads(&driver);
    driver.keys("Tab d");
    assert!(!beads(&driver).contains('+'), "{}", beads(&driver));
    driver.keys("D");
    assert_eq!(beads(&driver), mended);
    driver.keys("m u");
    assert!(!beads(&driver).contains('+'), "it can still be undone");
}
