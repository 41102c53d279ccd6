//! Copying in a real terminal: what the terminal is sent, and what the system's clipboard program gets.
#![cfg(unix)]

mod common;

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use common::terminal::Terminal;

const BEGINNING: &[u8] = b"\x1b]52;";

/// Variables that tell of a clipboard or of the way to it, here all unset.
const AT_A_BARE_TERMINAL: [(&str, &str); 8] = [
    ("SSH_CONNECTION", ""),
    ("SSH_TTY", ""),
    ("SSH_CLIENT", ""),
    ("TMUX", ""),
    ("STY", ""),
    ("DISPLAY", ""),
    ("WAYLAND_DISPLAY", ""),
    ("WSL_DISTRO_NAME", ""),
];

/// kzreader with a text of one paragraph open in which the first sentence is current.
fn reading(text: &str, folder: &Path, environment: &[(&str, &str)]) -> Terminal {
    let path = folder.join("text.txt");
    fs::write(&path, text).expect("written");
    let environment: Vec<(&str, &str)> = AT_A_BARE_TERMINAL.iter().chain(environment).copied().collect();
    let state = tempfile::tempdir().expect("a folder");
    let mut terminal = Terminal::start_in((100, 24), &[path.to_str().expect("UTF-8")], state, &environment);
    // A text that is the only one opens by itself.
    terminal.wait_for(&text[..5]);
    terminal.settle();
    terminal
}

/// The payloads of all copies that the terminal was sent, decoded.
fn copies(raw: &[u8]) -> Vec<String> {
    let starts = raw.windows(BEGINNING.len()).enumerate().filter(|(_, bytes)| *bytes == BEGINNING);
    let copy = |(start, _): (usize, &[u8])| {
        let rest = &raw[start + BEGINNING.len()..];
        let end = rest.iter().position(|&byte| byte == 7).expect("it ends");
        let payload = rest[..end].strip_prefix(b"c;").expect("the clipboard");
        String::from_utf8(decoded(payload)).expect("UTF-8")
    };
    starts.map(copy).collect()
}

fn decoded(base64: &[u8]) -> Vec<u8> {
    let value = |byte: u8| match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        other => panic!("{other} is no letter of base64"),
    };
    let letters: Vec<u8> = base64.iter().filter(|&&byte| byte != b'=').map(|&byte| value(byte)).collect();
    let four = |letters: &[u8]| {
        let bits =
            letters.iter().fold(0u32, |bits, &letter| bits << 6 | u32::from(letter)) << (6 * (4 - letters.len()));
        bits.to_be_bytes()[1..letters.len()].to_vec()
    };
    letters.chunks(4).flat_map(four).collect()
}

/// A program of this name that writes what it gets into a file.
fn program(folder: &Path, name: &str) -> (String, PathBuf) {
    let taken = folder.join("taken");
    let path = folder.join(name);
    fs::write(&path, format!("#!/bin/sh\nexec cat > '{}'\n", taken.display())).expect("written");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("made to run");
    let rest = std::env::var("PATH").unwrap_or_default();
    (format!("{}:{rest}", folder.display()), taken)
}

#[test]
fn a_copy_reaches_the_terminal_as_one_sequence_between_two_frames() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut terminal = reading("Die Fähre bleibt. Sie fährt täglich.\n", folder.path(), &[]);
    terminal.press("y");
    terminal.wait_for("copied 1 sentence (de), 17 characters, through the terminal (OSC 52)");
    assert_eq!(copies(&terminal.raw), ["Die Fähre bleibt."]);
    let start = terminal.raw.windows(BEGINNING.len()).position(|bytes| bytes == BEGINNING).expect("sent");
    assert!(terminal.raw[..start].ends_with(b"\x1b[?2026l"), "a frame ended before it");
    terminal.press("q");
    assert!(terminal.wait_for_end().success());
    terminal.assert_whole();
}

#[test]
fn nothing_of_a_text_is_obeyed_on_its_way_to_the_clipboard() {
    let folder = tempfile::tempdir().expect("a folder");
    let hostile = "Before \u{1b}]52;c;aG9zdGlsZQ==\u{7} and \u{1b}\\ after \u{9d}52;c;eA==\u{9c} it \u{1b}[2J all.\n";
    let mut terminal = reading(hostile, folder.path(), &[]);
    terminal.press("y");
    terminal.wait_for("copied 1 sentence");
    let copies = copies(&terminal.raw);
    assert_eq!(copies.len(), 1, "{copies:?}");
    assert!(copies[0].starts_with("Before ") && copies[0].ends_with("all."), "{copies:?}");
    assert!(!copies[0].chars().any(char::is_control), "{copies:?}");
}

#[test]
fn the_system_s_clipboard_gets_it_too_but_not_over_ssh() {
    let folder = tempfile::tempdir().expect("a folder");
    let (path, taken) = program(folder.path(), "wl-copy");
    let home = [("PATH", path.as_str()), ("WAYLAND_DISPLAY", "wayland-0")];
    let mut terminal = reading("$(reboot) `x` 'y' \"z\".\n", folder.path(), &home);
    terminal.press("y");
    terminal.wait_for("through the terminal (OSC 52) and by wl-copy");
    assert_eq!(fs::read_to_string(&taken).expect("it was given it"), "$(reboot) `x` 'y' \"z\".");
    drop(terminal);
    fs::remove_file(&taken).expect("it is there");
    let remote = [home[0], home[1], ("SSH_CONNECTION", "10.0.0.1 1 10.0.0.2 22")];
    let mut terminal = reading("Over there.\n", folder.path(), &remote);
    terminal.press("y");
    terminal.wait_for("through the terminal (OSC 52)");
    terminal.settle();
    assert!(!terminal.contents().contains("wl-copy") && !taken.exists());
}

#[test]
fn a_clipboard_that_is_off_gets_nothing_and_the_reader_hears_of_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let config = folder.path().join("kzreader");
    fs::create_dir(&config).expect("made");
    fs::write(config.join("config.toml"), "clipboard = \"off\"\n").expect("written");
    let home = [("XDG_CONFIG_HOME", folder.path().to_str().expect("UTF-8"))];
    let mut terminal = reading("Nothing of this.\n", folder.path(), &home);
    terminal.press("y");
    terminal.wait_for("nothing was copied");
    assert_eq!(copies(&terminal.raw), [""; 0]);
}

#[test]
fn a_terminal_that_takes_nothing_holds_up_nobody_who_copies() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = format!("{}.\n", "word ".repeat(10_000));
    let mut terminal = reading(&text, folder.path(), &[]);
    terminal.be_deaf(true);
    for _ in 0..200 {
        terminal.press("y");
    }
    terminal.press("q");
    assert!(terminal.wait_for_end().success());
}
