//! A soak: random keys, raw bytes, pastes and resizes for as long as one likes, in a real pseudo-terminal.
//!
//! Some seconds of it belong to every test run. The long one, over the built-in texts, the raw statements where they are
//! at hand, a text of 100 MB and a damaged file, against another binary and for other minutes if one says so:
//!
//! ```sh
//! KZREADER_BINARY=target/release/kzreader KZREADER_SOAK_MINUTES=60 KZREADER_SOAK_SEED=7 \
//!     cargo test --test soak -- --ignored --nocapture
//! ```
//!
//! `KZREADER_SOAK_TEXTS` names a folder of other texts, `KZREADER_SOAK_MEGABYTES` the size of the long one. Where the screen
//! drifted, `KZREADER_SOAK_SENT` is the file that what was sent last is written to.
//!
//! What must hold: it stays alive and never says that a part of it failed; a full redraw shows what was on the screen;
//! its anonymous memory does not grow while the same texts are read; the terminal is whole after every end.
#![cfg(unix)]

mod common;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use common::terminal::{PATIENCE, Terminal};
use kzreader::app::commands::COMMANDS;
use kzreader::app::key::{Key, KeyCode};
use portable_pty::PtySize;

/// How many keys are pressed between two looks at the screen and the memory.
const KEYS_BETWEEN_LOOKS: usize = 120;

/// How many of them come after the last resize: what is on the screen then was drawn bit by bit.
const KEYS_AT_ONE_SIZE: usize = 30;

/// What is looked at has not changed for so long: slow machines may need it to read a text.
const STILL: Duration = Duration::from_millis(1_000);

/// The screen is taken for settled after so long without output, unless it says that work is going on.
const QUIET: Duration = Duration::from_millis(150);

/// What the screen says while something is still to come.
const AT_WORK: [&str; 4] = ["laying level …", "finding …", "reading …", " files …"];

/// How long work may go on: a text of 100 MB is read and laid level in it, even on a busy machine.
const AT_MOST: Duration = Duration::from_secs(600);

/// How much more memory the last third of a long life may take than the second, in kB: a part, and some more.
const GROWTH: (usize, usize) = (8, 6 * 1024);

/// A key that means nothing, but takes a message off the screen: F12.
const NO_KEY: &str = "\x1b[24~";

#[test]
fn some_seconds_of_random_keys_leave_everything_as_it_should_be() {
    let folder = tempfile::tempdir().expect("a folder");
    let paths = texts(folder.path(), 200_000);
    let told = soak(&paths, Until::Looks(8), 1);
    assert!(told.n_keys > 500, "{told:?}");
}

#[test]
#[ignore = "it takes as many minutes as one likes"]
fn an_hour_of_random_keys_leaves_everything_as_it_should_be() {
    let number = |name: &str| std::env::var(name).ok().and_then(|value| value.parse::<u64>().ok());
    let minutes = number("KZREADER_SOAK_MINUTES").unwrap_or(60);
    let megabytes = number("KZREADER_SOAK_MEGABYTES").unwrap_or(100);
    let folder = tempfile::tempdir().expect("a folder");
    let mut paths = texts(folder.path(), megabytes as usize * 1_000_000);
    paths.extend(std::env::var_os("KZREADER_SOAK_TEXTS").map(PathBuf::from).or_else(common::statements));
    let end = Instant::now() + Duration::from_secs(minutes * 60);
    let told = soak(&paths, Until::Time(end), number("KZREADER_SOAK_SEED").unwrap_or(1));
    println!("{told:?}");
}

/// When a soak ends.
#[derive(Clone, Copy)]
enum Until {
    Looks(usize),
    Time(Instant),
}

/// What a soak did and saw.
#[derive(Debug, Default)]
struct Told {
    n_keys: usize,
    n_looks: usize,
    n_lives: usize,
    n_suspended: usize,
    /// Anonymous memory at its most, in kB.
    most_memory: usize,
}

/// The built-in texts, a fixture whose letters are as wide for the emulator as they are for terminals, a long text and a damaged one.
fn texts(folder: &Path, long: usize) -> Vec<PathBuf> {
    let mut dice = Dice(99);
    let mut text = fs::File::create(folder.join("long.en.txt")).map(std::io::BufWriter::new).expect("a file");
    let words =
        ["the", "ferry", "harbour", "and", "lamp", "of", "Straße", "貨物", "é\u{301}tude", "12", "(which)", "quay"];
    let mut written = 0;
    while written < long {
        let mut sentence = String::from("It");
        for _ in 0..dice.below(30) {
            sentence.push(if dice.below(12) == 0 { '\n' } else { ' ' });
            sentence.push_str(words[dice.below(words.len())]);
        }
        sentence.push_str([". ", "? ", ".\n\n", "!\n\n## A heading\n\n"][dice.below(4)]);
        written += sentence.len();
        text.write_all(sentence.as_bytes()).expect("written");
    }
    text.flush().expect("written");
    let mut damaged = fs::read(common::fixture("collection/ferry/de.md")).expect("a fixture");
    for _ in 0..200 {
        let at = dice.below(damaged.len());
        damaged[at] = [0x1b, 0x9b, 0xff, 0x00, 0xe2, 0x80, 0x07, 0x0d][dice.below(8)];
    }
    fs::write(folder.join("damaged.de.md"), damaged).expect("written");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let works = folder.join("works");
    common::copy_works(&root.join("texts"), &works);
    common::copy_works(&common::fixture("collection"), &works);
    // Of the fixtures only the one whose letters are as wide for the emulator.
    fs::remove_dir_all(works.join("scripts")).expect("a fixture");
    vec![folder.to_path_buf()]
}

/// Numbers that look random and are the same for the same seed (xorshift, G. Marsaglia 2003).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() >> 11) as usize % n
    }
}

/// What a key of the command table sends.
fn bytes_of(key: Key) -> Option<String> {
    let plain = match key.code {
        KeyCode::Char(character) if key.control => return Some(char::from(character as u8 & 0x1f).to_string()),
        KeyCode::Char(character) => character.to_string(),
        KeyCode::Enter => "\r".to_owned(),
        KeyCode::Escape => "\x1b".to_owned(),
        KeyCode::Tab if key.shift => "\x1b[Z".to_owned(),
        KeyCode::Tab => "\t".to_owned(),
        KeyCode::Backspace => "\x7f".to_owned(),
        KeyCode::Left if key.alt => "\x1b[1;3D".to_owned(),
        KeyCode::Right if key.alt => "\x1b[1;3C".to_owned(),
        KeyCode::Up => "\x1b[A".to_owned(),
        KeyCode::Down => "\x1b[B".to_owned(),
        KeyCode::Right => "\x1b[C".to_owned(),
        KeyCode::Left => "\x1b[D".to_owned(),
        KeyCode::Home => "\x1b[H".to_owned(),
        KeyCode::End => "\x1b[F".to_owned(),
        KeyCode::Delete => "\x1b[3~".to_owned(),
        KeyCode::PageUp => "\x1b[5~".to_owned(),
        KeyCode::PageDown => "\x1b[6~".to_owned(),
        KeyCode::Function(1) => "\x1bOP".to_owned(),
        _ => return None,
    };
    Some(if key.alt && !plain.starts_with('\x1b') { format!("\x1b{plain}") } else { plain })
}

/// What is pressed, sent or done next.
enum Act {
    Send(Vec<u8>),
    Resize(u16, u16),
    Suspend,
    Quit,
}

fn act(dice: &mut Dice, keys: &[String]) -> Act {
    const TYPED: [&str; 10] =
        ["/ferry\r", "/e", "\x12(the|a) \\w+\r", "/a*\x12", "/(((", "/\x12.*\r", "=de\r", ":", ":theme\r", "25j"];
    match dice.below(1_000) {
        0..=749 => Act::Send(keys[dice.below(keys.len())].clone().into_bytes()),
        750..=849 => Act::Send(TYPED[dice.below(TYPED.len())].as_bytes().to_vec()),
        850..=889 => {
            let (button, x, y) = ([0, 64, 65][dice.below(3)], dice.below(130), dice.below(45));
            Act::Send(format!("\x1b[<{button};{};{}M", x + 1, y + 1).into_bytes())
        }
        890..=939 => Act::Resize(3 + dice.below(180) as u16, 2 + dice.below(58) as u16),
        940..=969 => {
            let pasted: Vec<u8> = (0..dice.below(300))
                .map(|_| dice.next() as u8)
                .filter(|byte| ![0x03, 0x1a, 0x1b, b'q'].contains(byte))
                .collect();
            Act::Send([b"\x1b[200~", &pasted[..], b"\x1b[201~"].concat())
        }
        970..=995 => Act::Send(
            (0..1 + dice.below(12))
                .map(|_| dice.next() as u8)
                .filter(|byte| ![0x03, 0x1a, b'q'].contains(byte))
                .collect(),
        ),
        996 | 997 => Act::Suspend,
        _ => Act::Quit,
    }
}

/// One start of the program, and its memory at each look.
struct Life {
    terminal: Terminal,
    memory: Vec<usize>,
}

impl Life {
    fn begin(paths: &[PathBuf], state: tempfile::TempDir) -> Self {
        let arguments: Vec<&str> = paths.iter().map(|path| path.to_str().expect("a path of letters")).collect();
        let mut terminal = Terminal::start_in((110, 32), &arguments, state, &[]);
        terminal.wait_for("works");
        Self { terminal, memory: Vec::new() }
    }

    /// Whether it still runs; it may have been told to leave, but never ends by itself.
    fn runs(&mut self) -> bool {
        match self.terminal.child.try_wait().expect("its status") {
            None => true,
            Some(status) => {
                assert!(status.success(), "it ended with {status:?}:\n{}", self.terminal.contents());
                false
            }
        }
    }

    fn send(&mut self, bytes: &[u8]) {
        // Who has just left takes no more keys.
        let _ = self.terminal.writer.write_all(bytes).and_then(|()| self.terminal.writer.flush());
    }

    /// Another size; the program draws everything then. The emulator leaves odd cells when it is resized itself, so
    /// that it is made anew.
    fn resize(&mut self, cols: u16, rows: u16) {
        let screen = self.terminal.screen.screen();
        let (is_alternate, modes) = (screen.alternate_screen(), screen.input_mode_formatted());
        self.terminal.screen = vt100::Parser::new(rows, cols, 0);
        self.terminal.screen.process(if is_alternate { b"\x1b[?1049h" } else { b"" });
        self.terminal.screen.process(&modes);
        self.terminal.master.resize(PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }).expect("resized");
    }

    /// Begins with a clean screen of another size, drawn in full.
    fn begin_anew(&mut self, cols: u16, rows: u16) {
        self.resize(cols + 1, rows);
        self.settle();
        self.resize(cols, rows);
        self.settle();
    }

    /// Takes in what it shows until nothing more comes; keeps only the end of what was sent.
    fn settle(&mut self) {
        let deadline = Instant::now() + AT_MOST;
        loop {
            let more = self.terminal.pump(QUIET);
            let contents = self.terminal.contents();
            let is_at_work = AT_WORK.iter().any(|words| contents.contains(words));
            if !more && (!is_at_work || !self.runs()) {
                break;
            }
            assert!(Instant::now() < deadline, "it never comes to rest:\n{contents}");
            self.trim();
        }
        self.trim();
    }

    fn trim(&mut self) {
        const KEPT: usize = 1 << 16;
        let raw = &mut self.terminal.raw;
        if raw.len() > 8 * KEPT {
            assert!(
                !contains(raw, b"a part of kzreader failed") && !contains(raw, b"panicked"),
                "{}",
                String::from_utf8_lossy(raw)
            );
            raw.drain(..raw.len() - KEPT);
        }
    }

    /// Everything on the screen, with its colours.
    fn screen(&self) -> Vec<Vec<vt100::Cell>> {
        let screen = self.terminal.screen.screen();
        let (rows, cols) = screen.size();
        let row = |y| (0..cols).filter_map(|x| screen.cell(y, x).cloned()).collect();
        (0..rows).map(row).collect()
    }

    /// A full redraw shows what is there.
    fn look(&mut self, dice: &mut Dice, trace: &[String]) -> bool {
        if dice.below(2) == 0 {
            self.send(b"\x1b");
            self.settle();
            self.send(b"\x1b");
            self.settle();
        }
        // A message may come late; the next key takes it away.
        let (mut before, mut contents) = (Vec::new(), String::new());
        for _ in 0..10 {
            self.send(NO_KEY.as_bytes());
            self.settle();
            if !self.runs() {
                return false;
            }
            let now = self.screen();
            if now == before && !self.terminal.pump(STILL) {
                break;
            }
            contents = self.terminal.contents();
            before = now;
        }
        self.send(b"\x0c");
        self.settle();
        if !self.runs() {
            return false;
        }
        let after = self.screen();
        let text = |row: &[vt100::Cell]| row.iter().map(vt100::Cell::contents).collect::<String>();
        for (y, (before, after)) in before.iter().zip(&after).enumerate() {
            let at = before.iter().zip(after).position(|(before, after)| !looks_like(before, after));
            if let (Some(_), Some(path)) = (at, std::env::var_os("KZREADER_SOAK_SENT")) {
                fs::write(path, &self.terminal.raw).expect("what it sent, to be looked at");
            }
            assert!(
                at.is_none(),
                "the screen had drifted in row {y} at {at:?} after {trace:?}\nfrom {:?}\nto   {:?}\n{:?} {:?}\n{contents}\n{}",
                text(before),
                text(after),
                at.map(|at| &before[at]),
                at.map(|at| &after[at]),
                self.terminal.contents()
            );
        }
        assert!(!contains(&self.terminal.raw, b"a part of kzreader failed"), "{}\n{trace:?}", self.terminal.contents());
        let pid = self.terminal.child.process_id().expect("it runs");
        let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
        let anonymous = status.lines().find_map(|line| line.strip_prefix("RssAnon:"));
        self.memory.extend(anonymous.and_then(|rest| rest.trim().trim_end_matches(" kB").parse::<usize>().ok()));
        true
    }

    fn suspend(&mut self) {
        self.send(b"\x1b\x1b");
        self.settle();
        self.send(b"\x1a");
        // In a line that is typed in it means nothing.
        let deadline = Instant::now() + PATIENCE / 4;
        while Instant::now() < deadline && self.runs() {
            self.terminal.pump(Duration::from_millis(50));
            if self.is_stopped() {
                self.terminal.signal("CONT");
                break;
            }
        }
        self.settle();
    }

    fn is_stopped(&self) -> bool {
        let pid = self.terminal.child.process_id().expect("it has run");
        let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
        stat.rsplit(')').next().is_some_and(|rest| rest.trim_start().starts_with('T'))
    }

    /// Leaves, with the terminal whole and no more memory taken at last than before.
    fn end(mut self) -> (tempfile::TempDir, Vec<usize>) {
        let deadline = Instant::now() + 3 * PATIENCE;
        while self.runs() {
            self.send(b"\x1b");
            self.terminal.pump(QUIET);
            self.send(b"\x03");
            self.terminal.pump(QUIET);
            assert!(Instant::now() < deadline, "it does not leave:\n{}", self.terminal.contents());
        }
        while self.terminal.pump(QUIET) {}
        self.terminal.assert_whole();
        assert!(!contains(&self.terminal.raw, b"panicked"), "{}", String::from_utf8_lossy(&self.terminal.raw));
        let third = self.memory.len() / 3;
        if third >= 8 {
            let median = |range: std::ops::Range<usize>| {
                let mut part = self.memory[range].to_vec();
                part.sort_unstable();
                part[part.len() / 2]
            };
            let [middle, last] = [median(third..2 * third), median(2 * third..self.memory.len())];
            println!("memory, middle and last third of {} looks: {middle} and {last} kB", self.memory.len());
            assert!(last <= middle + middle / GROWTH.0 + GROWTH.1, "memory grows: {:?}", self.memory);
        }
        let state = std::mem::replace(&mut self.terminal.state, tempfile::tempdir().expect("a folder"));
        (state, self.memory)
    }
}

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    memchr::memmem::find(haystack, needle).is_some()
}

fn soak(paths: &[PathBuf], until: Until, seed: u64) -> Told {
    let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let is_key = |row: &&kzreader::app::commands::CommandRow| !matches!(row.name, "quit" | "suspend");
    let keys: Vec<String> = COMMANDS
        .iter()
        .filter(is_key)
        .flat_map(|row| row.keys)
        .map(|name| bytes_of(Key::parse(name).expect("a key of the table")).unwrap_or_else(|| panic!("{name}")))
        .collect();
    let mut told = Told::default();
    let mut life = Life::begin(paths, tempfile::tempdir().expect("a folder"));
    told.n_lives = 1;
    let mut trace: Vec<String> = Vec::new();
    let is_over = |told: &Told| match until {
        Until::Looks(n) => told.n_looks >= n,
        Until::Time(end) => Instant::now() >= end,
    };
    while !is_over(&told) {
        let mut alive = true;
        trace.clear();
        for n in 0..KEYS_BETWEEN_LOOKS {
            told.n_keys += 1;
            if n == KEYS_BETWEEN_LOOKS - KEYS_AT_ONE_SIZE {
                // Where a row or two is all there is, little can be seen.
                life.begin_anew(40 + dice.below(120) as u16, 10 + dice.below(40) as u16);
            }
            match act(&mut dice, &keys) {
                Act::Resize(..) if n >= KEYS_BETWEEN_LOOKS - KEYS_AT_ONE_SIZE => {}
                Act::Send(bytes) => {
                    trace.push(String::from_utf8_lossy(&bytes).escape_debug().to_string());
                    life.send(&bytes);
                }
                Act::Resize(cols, rows) => {
                    trace.push(format!("{cols}x{rows}"));
                    life.resize(cols, rows);
                }
                Act::Suspend => {
                    trace.push("suspended".to_owned());
                    told.n_suspended += 1;
                    life.suspend();
                }
                Act::Quit => {
                    trace.push("left".to_owned());
                    alive = dice.below(8) != 0;
                }
            }
            // Now and then the screen is let to come, else keys come faster than it.
            if dice.below(4) == 0 {
                life.terminal.pump(Duration::from_millis(1 + dice.below(12) as u64));
                life.trim();
            }
            if !alive || !life.runs() {
                alive = false;
                break;
            }
        }
        if alive {
            alive = life.look(&mut dice, &trace);
            told.n_looks += 1;
            told.most_memory = told.most_memory.max(life.memory.last().copied().unwrap_or(0));
            if matches!(until, Until::Time(_)) && told.n_looks.is_multiple_of(10) {
                println!("{told:?}");
            }
        }
        if !alive {
            let (state, _) = life.end();
            life = Life::begin(paths, state);
            told.n_lives += 1;
        }
    }
    life.end();
    told
}

/// Whether two cells look the same: the colour of letters can't be seen where there is none.
fn looks_like(a: &vt100::Cell, b: &vt100::Cell) -> bool {
    let is_blank = |cell: &vt100::Cell| cell.contents().trim().is_empty() && !cell.inverse() && !cell.underline();
    a == b || (is_blank(a) && is_blank(b) && a.bgcolor() == b.bgcolor() && a.is_wide() == b.is_wide())
}
