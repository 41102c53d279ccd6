//! Files that are longer than anything that is held: opened, read, left and taken up again wherever one is in them.

use std::fs::File;
use std::io::Write as _;
use std::os::unix::fs::FileExt as _;
use std::path::PathBuf;

use crate::common::terminal::Terminal;
use crate::{HeldBy, Row};

pub const ROWS: &[Row] = &[
    Row { number: 35, fault: "100 MB", held_by: HeldBy::Tests(&["f35_a_hundred_megabytes_are_read_where_one_is"]) },
    Row {
        number: 36,
        fault: "over 4 GiB, sparse",
        held_by: HeldBy::Tests(&["f36_places_beyond_four_gibibytes_are_gone_to_and_kept"]),
    },
    Row {
        number: 37,
        fault: "one line of 10 MB, of 1 GB",
        held_by: HeldBy::Tests(&["f37_one_line_of_ten_megabytes_or_a_gigabyte_is_wrapped_where_one_is"]),
    },
    Row {
        number: 38,
        fault: "more than 65,535 wrapped rows",
        held_by: HeldBy::Tests(&["f38_rows_are_not_counted_in_sixteen_bits"]),
    },
];

/// How much memory of its own the program may have, in kilobytes.
const MOST_MEMORY: u64 = 64 << 10;

struct Text {
    folder: tempfile::TempDir,
}

impl Text {
    fn new(write: impl FnOnce(&File)) -> Self {
        let text = Self { folder: tempfile::tempdir().expect("a folder") };
        write(&File::create(text.path()).expect("a file"));
        text
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("long.txt")
    }

    fn open(&self, size: (u16, u16)) -> Terminal {
        Terminal::start(size, &[self.path().to_str().expect("a path")])
    }

    fn open_again(&self, size: (u16, u16), before: Terminal) -> Terminal {
        Terminal::start_in(size, &[self.path().to_str().expect("a path")], before.into_state(), &[])
    }
}

/// The memory of its own that the program has, in kilobytes.
fn memory_of(terminal: &Terminal) -> u64 {
    let pid = terminal.child.process_id().expect("it runs");
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}

#[track_caller]
fn leave(terminal: &mut Terminal) {
    let memory = memory_of(terminal);
    assert!(memory <= MOST_MEMORY, "{memory} kB of memory");
    terminal.press("q");
    assert!(terminal.wait_for_end().success());
    terminal.assert_whole();
}

/// `n_bytes` of numbered paragraphs, with something else in one of them.
fn write_paragraphs(mut file: &File, n_bytes: usize, special: (usize, &str)) {
    let (mut written, mut number) = (0, 0);
    let mut text = String::new();
    while written < n_bytes {
        text.clear();
        for _ in 0..1000 {
            let word = if number == special.0 { special.1 } else { "a boat" };
            text.push_str(&format!("Paragraph {number} tells of {word} on the river and of those who row it.\n\n"));
            number += 1;
        }
        file.write_all(text.as_bytes()).expect("written");
        written += text.len();
    }
}

#[test]
fn f35_a_hundred_megabytes_are_read_where_one_is() {
    let text = Text::new(|file| write_paragraphs(file, 100_000_000, (700_000, "a Zeppelin")));
    let mut terminal = text.open((100, 30));
    terminal.wait_for("Paragraph 1 tells");
    terminal.press("G");
    terminal.wait_for("100%");
    terminal.press("gg");
    terminal.wait_for("Paragraph 1 tells");
    // The next hit is in another part of the file, whatever way one looks.
    terminal.press("/zeppelin\r");
    terminal.wait_for("Paragraph 700000 tells");
    terminal.press("j");
    for (keys, paragraph) in [("1000j", "Paragraph 70049"), ("2000k", "Paragraph 69949")] {
        terminal.press(keys);
        terminal.wait_for(paragraph);
    }
    terminal.press("n");
    terminal.wait_for("Paragraph 700000 tells");
    terminal.press("N");
    terminal.wait_for("the other side of the end");
    terminal.press("/nowhere at all\r");
    terminal.wait_for("is not there");
    leave(&mut terminal);
    let mut terminal = text.open_again((80, 24), terminal);
    terminal.wait_for("Paragraph 700000 tells");
    leave(&mut terminal);
}

#[test]
fn f36_places_beyond_four_gibibytes_are_gone_to_and_kept() {
    const SIZE: u64 = 5 << 30;
    const NINETY_PERCENT: u64 = SIZE / 10 * 9;
    let text = Text::new(|file| {
        file.write_all_at("Here the text begins.\n\n".repeat(5000).as_bytes(), 0).expect("written");
        let far = "\n\nHere the text is far on.".repeat(20_000);
        file.write_all_at(far.as_bytes(), NINETY_PERCENT - far.len() as u64 / 2).expect("written");
        let end = "\n\nHere the text ends.".repeat(5000);
        file.write_all_at(end.as_bytes(), SIZE - end.len() as u64).expect("written");
    });
    let mut terminal = text.open((100, 30));
    terminal.wait_for("Here the text begins.");
    terminal.press("G");
    terminal.wait_for("Here the text ends.");
    terminal.press("90G");
    terminal.wait_for("Here the text is far on.");
    leave(&mut terminal);
    let kept = terminal.kept();
    let byte = kept.lines().find_map(|line| line.strip_prefix("byte = ")).and_then(|byte| byte.parse::<u64>().ok());
    assert!(byte.is_some_and(|byte| byte.abs_diff(NINETY_PERCENT) < 1000), "{kept}");
    let mut terminal = text.open_again((100, 30), terminal);
    terminal.wait_for("Here the text is far on.");
    leave(&mut terminal);
}

#[test]
fn f37_one_line_of_ten_megabytes_or_a_gigabyte_is_wrapped_where_one_is() {
    let ten_megabytes = Text::new(|mut file| {
        for number in 0..500_000 {
            write!(file, "Word {number} of the line. ").expect("written");
        }
        file.write_all(b"The line ends.").expect("written");
    });
    let mut terminal = ten_megabytes.open((90, 30));
    terminal.wait_for("Word 0 of the line.");
    terminal.press("50G");
    terminal.wait_for("Word 25");
    terminal.press("G");
    terminal.wait_for("The line ends.");
    leave(&mut terminal);

    // All but its ends is a hole; there is no line break in it, and no blank.
    const SIZE: u64 = 1 << 30;
    let gigabyte = Text::new(|file| {
        file.write_all_at("long".repeat(50_000).as_bytes(), 0).expect("written");
        file.write_all_at("tail".repeat(50_000).as_bytes(), SIZE - 200_000).expect("written");
    });
    let mut terminal = gigabyte.open((90, 30));
    terminal.wait_for("longlonglong");
    terminal.press("G");
    terminal.wait_for("tailtailtail");
    terminal.press("50G");
    terminal.wait_for("␀␀␀␀␀␀");
    leave(&mut terminal);
}

#[test]
fn f38_rows_are_not_counted_in_sixteen_bits() {
    // At this width each word stands in a row of its own.
    let words = Text::new(|mut file| {
        for number in 0..400_000 {
            write!(file, "{number:016} ").expect("written");
        }
    });
    let mut terminal = words.open((24, 12));
    terminal.wait_for("0000000000000000");
    terminal.press("99999j");
    terminal.wait_for("0000000000099999");
    terminal.press("99999j");
    terminal.wait_for("0000000000199998");
    terminal.press("G");
    terminal.wait_for("0000000000399999");
    terminal.press("99999k");
    terminal.wait_for("00000000003000");
    leave(&mut terminal);
}
