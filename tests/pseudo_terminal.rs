//! What only a real terminal shows: starting, resizing, signals, and a terminal that is whole again.
#![cfg(unix)]

mod common;

use std::time::{Duration, Instant};

use common::terminal::{PATIENCE, Terminal};
use portable_pty::PtySize;
use std::process::Command;

#[test]
fn the_built_in_library_opens_and_q_gives_the_terminal_back() {
    let mut terminal = Terminal::start((100, 30), &[]);
    terminal.wait_for("3 works");
    assert!(terminal.screen.screen().alternate_screen());
    assert!(!terminal.is_cooked());
    terminal.press("\r");
    terminal.wait_for("bead 1 of");
    terminal.press("q");
    assert!(terminal.wait_for_end().success());
    terminal.assert_whole();
    assert!(terminal.kept().contains("embedded:"), "the place was kept");
}

#[test]
fn a_terminal_that_orders_text_from_right_to_left_is_asked_to_leave_it_unless_the_reader_leaves_it_to_it() {
    let text = common::fixture("mill/ar.md");
    let text = text.to_str().expect("a path");
    let in_order = "عند النهر";
    let seen = "رهنلا دنع";
    for (setting, terminal_is_asked, stored) in
        [("auto", true, false), ("kzreader", true, false), ("terminal", false, true)]
    {
        let state = tempfile::tempdir().expect("a folder");
        let config = state.path().join("config/kzreader");
        std::fs::create_dir_all(&config).expect("made");
        std::fs::write(config.join("config.toml"), format!("right_to_left = \"{setting}\"\n")).expect("written");
        let unknown = [("VTE_VERSION", ""), ("KONSOLE_VERSION", ""), ("MLTERM", ""), ("TERM_PROGRAM", "")];
        let mut terminal = Terminal::start_in((100, 30), &[text], state, &unknown);
        terminal.wait_for("sentence 1 of");
        let sent = String::from_utf8_lossy(&terminal.raw).into_owned();
        let asked = sent.find("\x1b[8l");
        assert_eq!(asked.is_some(), terminal_is_asked, "{setting}");
        assert!(asked.is_none() || asked < sent.find("\x1b[?1049h"), "the rows of the other screen are made so");
        assert_eq!(terminal.contents().contains(in_order), stored, "{setting}: {}", terminal.contents());
        // The letters are joined, which makes others of them.
        let apart: String = {
            use unicode_normalization::UnicodeNormalization as _;
            terminal.contents().nfkc().collect()
        };
        assert_eq!(apart.contains(seen), !stored, "{setting}: {apart}");
        terminal.press("q");
        assert!(terminal.wait_for_end().success());
        terminal.assert_whole();
    }
}

#[test]
fn ctrl_c_leaves_too() {
    let mut terminal = Terminal::start((80, 24), &[]);
    terminal.wait_for("3 works");
    terminal.press("\x03");
    assert!(terminal.wait_for_end().success());
    terminal.assert_whole();
}

#[test]
fn signals_end_it_with_the_place_kept_and_the_terminal_whole() {
    for signal in ["TERM", "HUP", "INT"] {
        let mut terminal = Terminal::start((100, 30), &[]);
        terminal.wait_for("3 works");
        terminal.press("\r");
        terminal.wait_for("bead 1 of");
        terminal.press(")");
        terminal.wait_for("bead 2 of");
        terminal.signal(signal);
        let status = terminal.wait_for_end();
        assert!(!status.success(), "{signal}: the shell sees the signal");
        terminal.assert_whole();
        assert!(
            terminal.kept().lines().any(|line| line.starts_with("byte = ") && line != "byte = 0"),
            "{signal}: {}",
            terminal.kept()
        );
    }
}

#[test]
fn a_resize_is_followed_down_to_one_cell_and_back() {
    let mut terminal = Terminal::start((100, 30), &[]);
    terminal.wait_for("3 works");
    terminal.press("\r");
    terminal.wait_for("bead 1 of");
    // The other works of the library teach it more.
    terminal.wait_until_gone("laying level");
    let shown = |terminal: &Terminal| terminal.contents();
    let before = shown(&terminal);
    for (cols, rows) in [(1, 1), (500, 2), (40, 10), (100, 30)] {
        terminal.master.resize(PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }).expect("resized");
        terminal.screen.screen_mut().set_size(rows, cols);
        while terminal.pump(Duration::from_millis(300)) {}
    }
    let deadline = Instant::now() + PATIENCE;
    while shown(&terminal) != before && Instant::now() < deadline {
        terminal.pump(Duration::from_millis(50));
    }
    assert_eq!(shown(&terminal), before);
    terminal.press("q");
    assert!(terminal.wait_for_end().success());
}

#[test]
fn ctrl_z_suspends_with_the_terminal_whole_and_comes_back() {
    let mut terminal = Terminal::start((80, 24), &[]);
    terminal.wait_for("3 works");
    terminal.press("\x1a");
    let pid = terminal.child.process_id().expect("it runs");
    let deadline = Instant::now() + PATIENCE;
    while !is_stopped(pid) {
        terminal.pump(Duration::from_millis(20));
        assert!(Instant::now() < deadline, "it never stops");
    }
    while terminal.pump(Duration::from_millis(100)) {}
    terminal.assert_whole();
    terminal.signal("CONT");
    terminal.wait_for("3 works");
    assert!(terminal.screen.screen().alternate_screen());
    assert!(!terminal.is_cooked());
    terminal.press("q");
    assert!(terminal.wait_for_end().success());
    terminal.assert_whole();
}

fn is_stopped(pid: u32) -> bool {
    let told = Command::new("ps").args(["-o", "stat=", "-p", &pid.to_string()]).output().expect("ps runs");
    String::from_utf8_lossy(&told.stdout).trim_start().starts_with('T')
}

#[test]
fn the_place_is_there_again_at_the_next_start() {
    let mut terminal = Terminal::start((100, 30), &[]);
    terminal.wait_for("3 works");
    terminal.press("\r");
    terminal.wait_for("bead 1 of");
    terminal.press(")))");
    terminal.wait_for("bead 4 of");
    terminal.press("q");
    terminal.wait_for_end();
    let state = std::mem::replace(&mut terminal.state, tempfile::tempdir().expect("a folder"));
    let mut again = Terminal::start_in((100, 30), &[], state, &[]);
    again.wait_for("3 works");
    again.press("\r");
    again.wait_for("bead 4 of");
}

#[test]
fn a_damaged_state_file_is_set_aside_with_a_message() {
    let state = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(state.path().join("kzreader")).expect("made");
    std::fs::write(state.path().join("kzreader/state.toml"), "version = 1\nreading = nonsense").expect("written");
    let mut terminal = Terminal::start_in((140, 24), &[], state, &[]);
    terminal.wait_for("damaged");
    let aside = terminal.state.path().join("kzreader/state.damaged-1.toml");
    assert!(std::fs::read_to_string(aside).expect("kept").contains("nonsense"));
}

#[test]
fn no_color_is_honoured_and_a_dumb_terminal_refused() {
    let mut terminal = Terminal::start_in((80, 24), &[], tempfile::tempdir().expect("a folder"), &[("NO_COLOR", "1")]);
    terminal.wait_for("3 works");
    let raw = String::from_utf8_lossy(&terminal.raw).into_owned();
    assert!(!raw.contains("\x1b[38;") && !raw.contains("\x1b[48;"), "{raw:?}");
    terminal.press("q");
    terminal.wait_for_end();

    let mut dumb = Terminal::start_in((80, 24), &[], tempfile::tempdir().expect("a folder"), &[("TERM", "dumb")]);
    let status = dumb.wait_for_end();
    assert_eq!(status.exit_code(), 2);
    let told = dumb.contents();
    assert!(told.contains("TERM=dumb") && told.contains("kzreader show"), "{told}");
    assert!(!String::from_utf8_lossy(&dumb.raw).contains('\x1b'));
}

#[test]
fn escape_sequences_of_a_text_reach_the_screen_as_marks_only() {
    let folder = tempfile::tempdir().expect("a folder");
    let hostile =
        "A text\x1b]0;owned\x07 with \x1b[31mcolours\x1b[0m, \x1b[?1049l and \u{9b}2J and \u{202e}direction.\n";
    std::fs::write(folder.path().join("hostile.txt"), hostile).expect("written");
    let path = folder.path().to_str().expect("a path").to_owned();
    let mut terminal = Terminal::start((100, 20), &[&path]);
    terminal.wait_for("colours");
    let raw = String::from_utf8_lossy(&terminal.raw).into_owned();
    for sequence in ["\x1b]0;owned", "\x1b[31mcolours", "\u{9b}", "\u{202e}"] {
        assert!(!raw.contains(sequence), "{sequence:?} reached the terminal");
    }
    assert!(terminal.screen.screen().alternate_screen());
    terminal.wait_for("U+202E");
}

/// The ground of the first cell as kzreader draws it, of a terminal with all colours.
fn ground(terminal: &Terminal) -> vt100::Color {
    terminal.screen.screen().cell(0, 99).expect("a cell").bgcolor()
}

const DARK_BAR: vt100::Color = vt100::Color::Rgb(0x2a, 0x2d, 0x34);
const LIGHT_BAR: vt100::Color = vt100::Color::Rgb(0xeb, 0xe6, 0xda);
const TRUE_COLOUR: &[(&str, &str)] = &[("COLORTERM", "truecolor")];

#[track_caller]
fn wait_for_ground(terminal: &mut Terminal, want: vt100::Color) {
    let deadline = Instant::now() + PATIENCE;
    while ground(terminal) != want {
        terminal.pump(Duration::from_millis(20));
        assert!(Instant::now() < deadline, "the ground is {:?}:\n{}", ground(terminal), terminal.contents());
    }
}

#[test]
fn the_terminal_is_asked_for_its_ground_and_the_theme_follows_whenever_the_answer_comes() {
    let answer = "\x1b]11;rgb:fdfd/f6f6/e3e3\x07";
    let state = || tempfile::tempdir().expect("a folder");
    // At once, before anything is drawn.
    let mut early = Terminal::start_in((100, 30), &[], state(), TRUE_COLOUR);
    while !String::from_utf8_lossy(&early.raw).contains("\x1b]11;?\x07") {
        assert!(early.pump(PATIENCE), "it is never asked");
    }
    early.press(answer);
    early.wait_for("3 works");
    wait_for_ground(&mut early, LIGHT_BAR);
    let asked = String::from_utf8_lossy(&early.raw).into_owned();
    assert_eq!(asked.matches("\x1b]11;?\x07").count(), 1, "{asked:?}");
    early.press("q");
    assert!(early.wait_for_end().success());
    early.assert_whole();
    assert!(String::from_utf8_lossy(&early.raw).rfind("\x1b[?2031l") > Some(0), "it is told of no change any more");

    // Late, in pieces, and again when the terminal changes; none of it is taken for keys.
    let mut late = Terminal::start_in((100, 30), &[], state(), TRUE_COLOUR);
    late.wait_for("3 works");
    wait_for_ground(&mut late, DARK_BAR);
    late.settle();
    let before = late.contents();
    for piece in answer.as_bytes().chunks(5) {
        late.press(std::str::from_utf8(piece).expect("ASCII"));
        late.pump(Duration::from_millis(30));
    }
    wait_for_ground(&mut late, LIGHT_BAR);
    late.press("\x1b[?997;1n");
    wait_for_ground(&mut late, DARK_BAR);
    late.settle();
    assert_eq!(late.contents(), before);

    // Never, or nonsense: it is dark, and the keys work.
    let mut never = Terminal::start_in((100, 30), &[], state(), TRUE_COLOUR);
    never.wait_for("3 works");
    never.press("\x1b]11;rgb:zz/\x07\x1b]11;rgb:ffff/ffff/ffff");
    never.pump(Duration::from_millis(300));
    never.press("\r");
    never.wait_for("bead 1 of");
    wait_for_ground(&mut never, DARK_BAR);
}

#[test]
fn a_ground_told_by_the_environment_counts_until_the_terminal_tells_it_and_a_chosen_theme_asks_nothing() {
    let state = || tempfile::tempdir().expect("a folder");
    let told = [TRUE_COLOUR, &[("COLORFGBG", "0;15")]].concat();
    let mut terminal = Terminal::start_in((100, 30), &[], state(), &told);
    terminal.wait_for("3 works");
    wait_for_ground(&mut terminal, LIGHT_BAR);
    let mut chosen = Terminal::start_in((100, 30), &["--theme", "dark"], state(), &told);
    chosen.wait_for("3 works");
    wait_for_ground(&mut chosen, DARK_BAR);
    let mut without = Terminal::start_in((100, 30), &[], state(), &[("NO_COLOR", "1")]);
    without.wait_for("3 works");
    for quiet in [&chosen, &without] {
        assert!(!String::from_utf8_lossy(&quiet.raw).contains("\x1b]11;"), "the terminal is asked for nothing");
    }
    let mut unknown = Terminal::start_in((100, 30), &["--theme", "blue"], state(), &[]);
    assert_eq!(unknown.wait_for_end().exit_code(), 2);
    assert!(unknown.contents().contains("no theme is called"), "{}", unknown.contents());
}
