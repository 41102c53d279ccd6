//! What kzreader must survive: the catalogue of faults, a row a number, and the tests that hold each of them.
//!
//! Every row holds through the real binary. Besides what a row says, each of its tests holds the program to this: no
//! panic and no hang; nothing that a terminal obeys reaches it; quitting works at once; the terminal is whole again
//! after every end; memory stays in proportion to what is shown; what is kept on disk is the old or the new one.
#![cfg(unix)]

mod common;

#[path = "faults/aligning.rs"]
mod aligning;
#[path = "faults/files.rs"]
mod files;
#[path = "faults/finding.rs"]
mod finding;
#[path = "faults/formats.rs"]
mod formats;
#[path = "faults/long.rs"]
mod long;
#[path = "faults/state.rs"]
mod state;
#[path = "faults/terminal.rs"]
mod terminal;
#[path = "faults/text.rs"]
mod text;

/// How many rows the catalogue has.
const N_ROWS: usize = 89;

/// A row of the catalogue.
pub struct Row {
    /// Its number.
    pub number: usize,
    /// The input or the fault.
    pub fault: &'static str,
    /// What holds it.
    pub held_by: HeldBy,
}

/// What holds a row.
pub enum HeldBy {
    /// Tests of the module that the row stands in, by their names.
    Tests(&'static [&'static str]),
    /// Nothing yet: the container format that it is about is not read; the tests hold what is true without it.
    FormatNotRead(&'static str, &'static [&'static str]),
}

fn tables() -> [(&'static str, &'static str, &'static [Row]); 8] {
    [
        ("text", include_str!("faults/text.rs"), text::ROWS),
        ("files", include_str!("faults/files.rs"), files::ROWS),
        ("long", include_str!("faults/long.rs"), long::ROWS),
        ("terminal", include_str!("faults/terminal.rs"), terminal::ROWS),
        ("state", include_str!("faults/state.rs"), state::ROWS),
        ("finding", include_str!("faults/finding.rs"), finding::ROWS),
        ("formats", include_str!("faults/formats.rs"), formats::ROWS),
        ("aligning", include_str!("faults/aligning.rs"), aligning::ROWS),
    ]
}

#[test]
fn every_row_is_held_by_tests_that_are_there_and_name_its_number() {
    let mut numbers: Vec<usize> = tables().iter().flat_map(|(_, _, rows)| rows.iter().map(|row| row.number)).collect();
    numbers.sort_unstable();
    let all: Vec<usize> = (1..=N_ROWS).collect();
    assert_eq!(numbers, all, "each row stands in one table");
    for (module, source, rows) in tables() {
        for row in rows {
            let tests = match row.held_by {
                HeldBy::Tests(tests) => {
                    assert!(!tests.is_empty(), "row {}: {} is held by nothing", row.number, row.fault);
                    tests
                }
                HeldBy::FormatNotRead(format, tests) => {
                    assert!(["HTML", "EPUB", "XML"].contains(&format), "row {}: {format}", row.number);
                    tests
                }
            };
            for test in tests {
                assert!(source.contains(&format!("#[test]\nfn {test}()")), "{module}: there is no test {test}");
                let named = test.split('_').any(|word| word == format!("f{:02}", row.number));
                assert!(named, "{test} does not name row {}", row.number);
            }
        }
    }
}
