//! Mending an alignment: keys, and what they show and keep.

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::Driver;
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

fn shows(driver: &Driver, text: &str) {
    let screen = driver.screen();
    assert!(screen.contains(text), "{text:?} in\n{screen}");
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
