//! Rows about the terminal: what comes from it, its size, signals, its end, and panics.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::common::terminal::{PATIENCE, Terminal, binary};
use crate::{HeldBy, Row};
use portable_pty::{CommandBuilder, PtySize, native_pty_system};

pub const ROWS: &[Row] = &[
    Row {
        number: 17,
        fault: "a paste that holds the paste end mark",
        held_by: HeldBy::Tests(&["f17_a_paste_is_literal_whatever_is_in_it"]),
    },
    Row {
        number: 18,
        fault: "unsolicited terminal replies",
        held_by: HeldBy::Tests(&["f18_what_a_terminal_answers_is_not_taken_as_keys"]),
    },
    Row {
        number: 52,
        fault: "1x1, 0x0, 500x2",
        held_by: HeldBy::Tests(&["f52_any_size_is_borne_and_recovered_from", "f52_it_starts_at_any_size"]),
    },
    Row {
        number: 53,
        fault: "300 random resizes",
        held_by: HeldBy::Tests(&["f53_many_resizes_end_in_one_right_frame"]),
    },
    Row {
        number: 54,
        fault: "shrunk under a pop-up",
        held_by: HeldBy::Tests(&["f54_whatever_lies_over_the_panes_survives_any_size"]),
    },
    Row { number: 55, fault: "SIGTERM", held_by: HeldBy::Tests(&["f55_f56_f57_signals_end_it_saved_and_whole"]) },
    Row { number: 56, fault: "SIGHUP", held_by: HeldBy::Tests(&["f55_f56_f57_signals_end_it_saved_and_whole"]) },
    Row {
        number: 57,
        fault: "SIGINT from outside",
        held_by: HeldBy::Tests(&["f55_f56_f57_signals_end_it_saved_and_whole"]),
    },
    Row {
        number: 58,
        fault: "terminal gone with SIGHUP ignored",
        held_by: HeldBy::Tests(&["f58_without_its_terminal_it_ends"]),
    },
    Row {
        number: 59,
        fault: "Ctrl-Z and continue, resized while stopped",
        held_by: HeldBy::Tests(&["f59_stopped_and_continued_it_draws_anew"]),
    },
    Row {
        number: 60,
        fault: "broken pipe, stopped output",
        held_by: HeldBy::Tests(&["f60_a_broken_pipe_ends_it_quietly", "f60_output_that_is_not_taken_holds_up_nothing"]),
    },
    Row {
        number: 61,
        fault: "stdin a pipe, /dev/null, closed",
        held_by: HeldBy::Tests(&["f61_keys_come_from_the_terminal_whatever_stands_at_the_input"]),
    },
    Row {
        number: 62,
        fault: "stdout not a terminal",
        held_by: HeldBy::Tests(&["f62_without_a_terminal_nothing_is_drawn"]),
    },
    Row {
        number: 63,
        fault: "TERM dumb or unknown, LANG=C, NO_COLOR",
        held_by: HeldBy::Tests(&["f63_poor_terminals_are_drawn_on_poorly_or_refused"]),
    },
    Row {
        number: 64,
        fault: "a panic in drawing or in a worker",
        held_by: HeldBy::Tests(&[
            "f64_a_panic_gives_the_terminal_back_and_keeps_the_place",
            "f64_a_panic_of_a_worker_is_told_and_reading_goes_on",
            "f64_a_panic_before_a_terminal_that_takes_nothing_ends_it",
        ]),
    },
    Row {
        number: 65,
        fault: "10,000 keys or 1 MB of paste at once",
        held_by: HeldBy::Tests(&[
            "f65_a_flood_of_keys_ends_in_the_right_place",
            "f65_a_flood_of_paste_takes_bounded_memory",
        ]),
    },
];

/// The memory that is the program's own, in kilobytes.
fn own_memory(terminal: &Terminal) -> Option<u64> {
    let status = format!("/proc/{}/status", terminal.child.process_id()?);
    let status = std::fs::read_to_string(Path::new(&status)).ok()?;
    let line = status.lines().find(|line| line.starts_with("RssAnon"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// What was sent without the sequences that are kzreader's own; nothing that a terminal obeys is left.
#[track_caller]
fn assert_inert(raw: &[u8]) {
    let text = String::from_utf8_lossy(raw).replace(crate::common::inert::QUESTION, "");
    let mut rest = text.as_str();
    while let Some(at) = rest.find('\x1b') {
        let after = &rest[at + 1..];
        let end = after.find(|c: char| !matches!(c, '[' | '?' | ';' | '0'..='9')).unwrap_or(after.len());
        let letter = after[end..].chars().next().unwrap_or(' ');
        let own = after.starts_with('[') && "hlmHKCGMLr".contains(letter);
        assert!(own, "{:?} was sent", after.chars().take(20).collect::<String>());
        assert_plain(&rest[..at]);
        rest = &after[end + 1..];
    }
    assert_plain(rest);
}

#[track_caller]
fn assert_plain(text: &str) {
    let obeyed = |c: char| {
        (c.is_control() && !matches!(c, '\n' | '\r'))
            || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
            || matches!(c, '\u{e0000}'..='\u{e007f}')
    };
    assert!(!text.contains(obeyed), "{text:?} was sent");
}

/// What holds for every row while it runs: no panic, bounded memory.
#[track_caller]
fn assert_well(terminal: &Terminal) {
    assert!(!terminal.contents().contains("panicked"), "{}", terminal.contents());
    let memory = own_memory(terminal);
    assert!(memory.is_none_or(|kilobytes| kilobytes < 64 << 10), "{memory:?} kB");
}

/// It is well, quits, and leaves everything whole.
#[track_caller]
fn assert_quits(terminal: &mut Terminal) {
    assert_well(terminal);
    terminal.press("q");
    assert!(terminal.wait_for_end().success());
    terminal.assert_whole();
    assert_inert(&terminal.raw);
}

/// The built-in library with its first work open.
fn reading(size: (u16, u16)) -> Terminal {
    let mut terminal = Terminal::start(size, &[]);
    open(&mut terminal);
    terminal
}

fn open(terminal: &mut Terminal) {
    terminal.wait_for("works");
    terminal.press("\r");
    terminal.wait_for("bead 1 of");
    terminal.wait_until_gone("laying level");
    terminal.settle();
}

/// What is on the screen; whether blanks at the end of a row were written or erased is nothing to a reader.
fn shown(terminal: &Terminal) -> String {
    let (_, width) = terminal.screen.screen().size();
    terminal.screen.screen().rows(0, width).map(|row| row.trim_end().to_owned() + "\n").collect()
}

#[track_caller]
fn wait_for_contents(terminal: &mut Terminal, wanted: &str) {
    let deadline = Instant::now() + PATIENCE;
    while shown(terminal) != wanted && Instant::now() < deadline {
        terminal.pump(Duration::from_millis(50));
    }
    assert_eq!(shown(terminal), wanted);
}

#[test]
fn f17_a_paste_is_literal_whatever_is_in_it() {
    let mut terminal = reading((100, 30));
    terminal.press("/");
    terminal.settle();
    terminal.press("\x1b[200~one\x1b[201~q\x03two\x1b]0;x\x07\x1b[201~");
    terminal.wait_for("two");
    terminal.settle();
    assert!(terminal.contents().contains("one") && terminal.contents().contains('q'), "{}", terminal.contents());
    terminal.press("\x1b");
    terminal.wait_until_gone("two");
    // Where nothing is typed a paste is nothing, and in parts it is a paste, too.
    let before = shown(&terminal);
    for part in ["\x1b[20", "0~qqq\x1b[2", "01~q", "\x1b[201~", "\x1b[200~q\x1b[201~"] {
        terminal.press(part);
    }
    terminal.settle();
    assert_eq!(shown(&terminal), before);
    assert_quits(&mut terminal);
}

#[test]
fn f18_what_a_terminal_answers_is_not_taken_as_keys() {
    const ANSWERS: &[&str] = &[
        "\x1b[?1;2c",
        "\x1b[?62;1;6;22;52c",
        "\x1b[>41;388;0c",
        "\x1b[12;40R",
        "\x1b[?2026;2$y",
        "\x1b[0n",
        "\x1b[?997;1n",
        "\x1b[8;48;160t",
        "\x1b[?0u",
        "\x1b[I",
        "\x1b[O",
        "\x1b]11;rgb:1b1b/1d1d/2121\x1b\\",
        "\x1b]11;rgb:ffff/ffff/ffff\x07",
        "\x1b]4;1;rgb:dd/qq/qq\x1b\\",
        "\x1b]52;c;cXFxcXFx\x1b\\",
        "\x1bP>|kitty(0.32.2) quick\x1b\\",
        "\x1bP1+r544e=787465726d\x1b\\",
        "\x1bP1$r1 q\x1b\\",
        "\x1b_Gi=31,p=1;OK\x1b\\",
        "\u{9b}?62;c",
    ];
    let mut terminal = reading((100, 30));
    let before = shown(&terminal);
    for answer in ANSWERS {
        terminal.press(answer);
        // Cut after the first byte it would be an Escape for whoever has to tell by the time.
        for cut in [2, answer.len() / 2, answer.len() - 1].map(|cut| cut.max(2)) {
            let cut = (cut..).find(|&cut| answer.is_char_boundary(cut)).unwrap_or(answer.len());
            terminal.press(&answer[..cut]);
            std::thread::sleep(Duration::from_millis(if cut % 2 == 0 { 10 } else { 120 }));
            terminal.press(&answer[cut..]);
        }
        terminal.pump(Duration::from_millis(20));
        assert_eq!(shown(&terminal), before, "{answer:?}");
    }
    // One that breaks off takes no key with it.
    for cut in ["\x1b[?1;", "\x1b]11;rgb:ff", "\x1bP>|xterm(3", "\x1b_Gi=3"] {
        terminal.press(cut);
        std::thread::sleep(Duration::from_millis(150));
        terminal.press("?");
        terminal.wait_for("any other key closes");
        terminal.press("x");
        terminal.wait_until_gone("any other key closes");
    }
    wait_for_contents(&mut terminal, &before);
    assert_quits(&mut terminal);
}

#[test]
fn f52_any_size_is_borne_and_recovered_from() {
    let mut terminal = reading((100, 30));
    let before = shown(&terminal);
    for (cols, rows) in
        [(1, 1), (500, 2), (0, 0), (2, 500), (0, 30), (100, 0), (65535, 1), (65535, 40), (3, 65535), (40, 10)]
    {
        terminal.resize(cols.max(1), rows.max(1));
        terminal.resize(cols, rows);
        for key in ["?", "x", "\x0c"] {
            terminal.press(key);
            terminal.pump(Duration::from_millis(20));
        }
        terminal.settle();
        assert_well(&terminal);
        terminal.resize(100, 30);
        wait_for_contents(&mut terminal, &before);
    }
    assert_quits(&mut terminal);
}

#[test]
fn f52_it_starts_at_any_size() {
    for (cols, rows) in [(1, 1), (500, 2), (2, 100), (1000, 1)] {
        let mut terminal = Terminal::start((cols, rows), &[]);
        terminal.settle();
        terminal.resize(100, 30);
        open(&mut terminal);
        assert_quits(&mut terminal);
    }
    // A line that can't tell its size.
    let mut terminal = Terminal::start_by("stty rows 0 cols 0; exec \"$0\" \"$@\"", (80, 24), &[], &[]);
    terminal.wait_for("3 works");
    assert_quits(&mut terminal);
}

#[test]
fn f53_many_resizes_end_in_one_right_frame() {
    let mut terminal = reading((100, 30));
    terminal.press("jjjjj");
    terminal.settle();
    let before = shown(&terminal);
    let mut state: u64 = 7;
    for round in 0..300 {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let (cols, rows) = ((state >> 33) % 200, (state >> 45) % 60);
        terminal.resize(u16::try_from(cols).unwrap_or(1).max(1), u16::try_from(rows).unwrap_or(1).max(1));
        if round % 7 == 0 {
            terminal.pump(Duration::from_millis(3));
        }
    }
    terminal.resize(100, 30);
    wait_for_contents(&mut terminal, &before);
    terminal.settle();
    let colours = terminal.screen.screen().contents_formatted();
    terminal.press("\x0c");
    terminal.settle();
    assert_eq!(terminal.screen.screen().contents_formatted(), colours, "drawn anew it is the same");
    assert_quits(&mut terminal);
}

#[test]
fn f54_whatever_lies_over_the_panes_survives_any_size() {
    for (opens, closes) in [("?", "x"), (":", "\x1b"), ("/", "\x1b"), (":th", "\x1b"), ("/and", "\x1b"), ("?jj", "x")] {
        let mut terminal = reading((100, 30));
        let before = shown(&terminal);
        for key in opens.chars() {
            terminal.press(&key.to_string());
            terminal.settle();
        }
        let with_it = shown(&terminal);
        assert_ne!(with_it, before);
        for (cols, rows) in [(20, 5), (4, 4), (3, 2), (1, 1), (0, 0), (500, 2), (100, 3)] {
            terminal.resize(cols, rows);
            terminal.settle();
            assert_well(&terminal);
        }
        terminal.resize(100, 30);
        if opens != "?jj" {
            wait_for_contents(&mut terminal, &with_it);
        }
        terminal.settle();
        terminal.press(closes);
        wait_for_contents(&mut terminal, &before);
        assert_quits(&mut terminal);
    }
}

/// The place that was kept is not the beginning of the text.
#[track_caller]
fn assert_moved_place_kept(terminal: &Terminal) {
    let kept = terminal.kept();
    assert!(kept.lines().any(|line| line.starts_with("byte = ") && line != "byte = 0"), "{kept}");
}

#[test]
fn f55_f56_f57_signals_end_it_saved_and_whole() {
    for (index, signal) in ["TERM", "HUP", "INT", "QUIT", "TERM"].iter().enumerate() {
        let mut terminal = reading((100, 30));
        terminal.press(")");
        terminal.wait_for("bead 2 of");
        match index {
            1 => terminal.press("/typed"),
            2 => terminal.press("?"),
            _ => {}
        }
        terminal.settle();
        terminal.signal(signal);
        if index == 4 {
            // Impatient: once more, while it is ending.
            let _ = Command::new("kill").arg(terminal.child.process_id().expect("it ran").to_string()).output();
        }
        assert!(!terminal.wait_for_end().success(), "{signal}: the shell sees the signal");
        terminal.assert_whole();
        assert_moved_place_kept(&terminal);
        assert_inert(&terminal.raw);
    }
}

#[test]
fn f58_without_its_terminal_it_ends() {
    for line in ["exec \"$0\"", "trap '' HUP; exec \"$0\"", "exec \"$0\" </dev/null"] {
        let state = tempfile::tempdir().expect("a folder");
        let size = PtySize { rows: 30, cols: 100, pixel_width: 0, pixel_height: 0 };
        let pty = native_pty_system().openpty(size).expect("a pseudo-terminal");
        let mut command = CommandBuilder::new("sh");
        command.args(["-c", line]);
        command.arg(binary());
        command.env("TERM", "xterm-256color");
        command.env("XDG_STATE_HOME", state.path());
        command.env("XDG_CACHE_HOME", state.path().join("cache"));
        let mut child = pty.slave.spawn_command(command).expect("it starts");
        drop(pty.slave);
        let mut reader = pty.master.try_clone_reader().expect("a reader");
        let mut writer = pty.master.take_writer().expect("a writer");
        let mut screen = vt100::Parser::new(30, 100, 0);
        for (wanted, keys) in [("works", "\r"), ("bead 1 of", ")"), ("bead 2 of", "")] {
            let mut buffer = [0; 4096];
            while !screen.screen().contents().contains(wanted) {
                let n = std::io::Read::read(&mut reader, &mut buffer).expect("it writes");
                assert!(n > 0, "{line}: it ended");
                screen.process(&buffer[..n]);
            }
            writer.write_all(keys.as_bytes()).expect("it reads");
        }
        drop((reader, writer, pty.master));
        let deadline = Instant::now() + PATIENCE;
        while child.try_wait().expect("its status").is_none() {
            assert!(Instant::now() < deadline, "{line}: it lives on without a terminal");
            std::thread::sleep(Duration::from_millis(10));
        }
        let kept = std::fs::read_to_string(state.path().join("kzreader/state.toml")).unwrap_or_default();
        assert!(kept.lines().any(|line| line.starts_with("byte = ") && line != "byte = 0"), "{line}: {kept}");
    }
}

fn is_stopped(terminal: &Terminal) -> bool {
    let pid = terminal.child.process_id().expect("it runs").to_string();
    let told = Command::new("ps").args(["-o", "stat=", "-p", &pid]).output().expect("ps runs");
    String::from_utf8_lossy(&told.stdout).trim_start().starts_with('T')
}

#[test]
fn f59_stopped_and_continued_it_draws_anew() {
    for (by, size) in [("key", (100, 30)), ("key", (70, 20)), ("TSTP", (120, 30)), ("STOP", (70, 24))] {
        let mut terminal = reading((100, 30));
        terminal.press("jj");
        terminal.settle();
        let before = shown(&terminal);
        match by {
            "key" => terminal.press("\x1a"),
            signal => terminal.signal(signal),
        }
        let deadline = Instant::now() + PATIENCE;
        while !is_stopped(&terminal) {
            terminal.pump(Duration::from_millis(20));
            assert!(Instant::now() < deadline, "{by}: it never stops");
        }
        terminal.settle();
        if by != "STOP" {
            terminal.assert_whole();
        }
        terminal.resize(size.0, size.1);
        terminal.signal("CONT");
        terminal.wait_for("bead 1 of");
        terminal.settle();
        assert!(terminal.screen.screen().alternate_screen() && !terminal.is_cooked(), "{by}");
        terminal.resize(100, 30);
        wait_for_contents(&mut terminal, &before);
        assert_quits(&mut terminal);
    }
}

#[test]
fn f60_a_broken_pipe_ends_it_quietly() {
    let folder = tempfile::tempdir().expect("a folder");
    let long: String = (0..40_000).map(|n| format!("Sentence {n} of a text that fills every pipe.\n\n")).collect();
    let [one, two] = ["one.txt", "two.txt"].map(|name| folder.path().join(name));
    std::fs::write(&one, &long).expect("written");
    std::fs::write(&two, &long[..long.len() / 200]).expect("written");
    let (one, two) = (one.to_str().expect("a path"), two.to_str().expect("a path"));
    for arguments in [
        vec!["list"],
        vec!["list", "--json"],
        vec!["show", one],
        vec!["align", two, two, "--format", "json"],
        vec!["--help"],
    ] {
        let mut child = Command::new(binary())
            .args(&arguments)
            .env("XDG_STATE_HOME", folder.path())
            .env("XDG_CACHE_HOME", folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        // Nobody reads.
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("it ends");
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(told.is_empty(), "{arguments:?}: {told}");
        assert!(output.status.code().is_some_and(|code| code <= 1), "{arguments:?}: {:?}", output.status);
    }
}

/// Has a terminal that takes nothing, to which more is written than anything on the way holds.
fn deafened(terminal: &mut Terminal) {
    terminal.be_deaf(true);
    for _ in 0..60 {
        terminal.press("\x0c");
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn f60_output_that_is_not_taken_holds_up_nothing() {
    // It goes on when the terminal does, with all that was pressed in the meantime.
    let mut terminal = reading((160, 48));
    let before = shown(&terminal);
    deafened(&mut terminal);
    terminal.press(")))");
    std::thread::sleep(Duration::from_millis(50));
    terminal.be_deaf(false);
    terminal.wait_for("bead 4 of");
    terminal.press("(((");
    terminal.wait_for("bead 1 of");
    terminal.press("g");
    wait_for_contents(&mut terminal, &before);
    assert_quits(&mut terminal);
    // It ends although the terminal takes nothing, by a key and by a signal, and the terminal is whole none the less.
    for signal in [None, Some("TERM")] {
        let mut terminal = reading((160, 48));
        terminal.press(")");
        terminal.wait_for("bead 2 of");
        deafened(&mut terminal);
        match signal {
            None => terminal.press("q"),
            Some(signal) => terminal.signal(signal),
        }
        let deadline = Instant::now() + PATIENCE;
        while terminal.child.try_wait().expect("its status").is_none() {
            assert!(Instant::now() < deadline, "it waits for a terminal that takes nothing");
            std::thread::sleep(Duration::from_millis(10));
        }
        terminal.be_deaf(false);
        terminal.settle();
        terminal.assert_whole();
        assert_moved_place_kept(&terminal);
    }
}

#[test]
fn f61_keys_come_from_the_terminal_whatever_stands_at_the_input() {
    for line in ["exec \"$0\" </dev/null", "exec \"$0\" <&-", "printf 'qqqjjj\\nq' | \"$0\"", "exec \"$0\" <&1"] {
        let mut terminal = Terminal::start_by(line, (100, 30), &[], &[]);
        open(&mut terminal);
        terminal.press(")");
        terminal.wait_for("bead 2 of");
        assert_quits(&mut terminal);
    }
}

#[test]
fn f62_without_a_terminal_nothing_is_drawn() {
    let state = tempfile::tempdir().expect("a folder");
    for (arguments, wanted) in [(vec![], 2), (vec!["no-such-file"], 2), (vec!["list"], 0), (vec!["list", "--json"], 0)]
    {
        for term in ["xterm-256color", "dumb", ""] {
            let output = Command::new(binary())
                .args(&arguments)
                .env("TERM", term)
                .env("XDG_STATE_HOME", state.path())
                .env("XDG_CACHE_HOME", state.path())
                .stdin(Stdio::null())
                .output()
                .expect("it runs");
            assert_eq!(output.status.code(), Some(wanted), "{arguments:?} {term}");
            for stream in [&output.stdout, &output.stderr] {
                assert_plain(&String::from_utf8_lossy(stream).replace('\t', " "));
            }
            assert_eq!(output.stdout.is_empty(), wanted == 2);
        }
    }
}

#[test]
fn f63_poor_terminals_are_drawn_on_poorly_or_refused() {
    for line in ["TERM=dumb exec \"$0\"", "unset TERM; exec \"$0\"", "TERM= exec \"$0\""] {
        let mut terminal = Terminal::start_by(line, (80, 24), &[], &[]);
        assert_eq!(terminal.wait_for_end().exit_code(), 2, "{line}");
        assert!(terminal.contents().contains("kzreader show"), "{}", terminal.contents());
        assert_plain(&String::from_utf8_lossy(&terminal.raw));
    }
    for (environment, colours) in [
        (&[("TERM", "no-such-terminal")][..], true),
        (&[("TERM", "linux")], true),
        (&[("TERM", "screen")], true),
        (&[("TERM", "vt100")], false),
        (&[("NO_COLOR", "1")], false),
        (&[("LANG", "C"), ("LC_ALL", "C")], true),
        (&[("LANG", "nonsense.\u{1b}[31m"), ("TERM", "xterm")], true),
    ] {
        let state = tempfile::tempdir().expect("a folder");
        let mut terminal = Terminal::start_in((100, 30), &[], state, environment);
        open(&mut terminal);
        terminal.press("jjj kk");
        terminal.settle();
        let drawn = shown(&terminal);
        terminal.press("\x0c");
        terminal.settle();
        assert_eq!(shown(&terminal), drawn, "{environment:?}");
        let coloured = String::from_utf8_lossy(&terminal.raw).split("\x1b[").skip(1).any(|sequence| {
            let Some((numbers, _)) = sequence.split_once('m') else { return false };
            let colour = |n: &str| matches!(n.parse(), Ok(30..=38 | 40..=48 | 90..=97 | 100..=107u32));
            numbers.chars().all(|c| c.is_ascii_digit() || c == ';') && numbers.split(';').any(colour)
        });
        assert_eq!(coloured, colours, "{environment:?}");
        if environment[0].1 == "no-such-terminal" {
            assert!(!String::from_utf8_lossy(&terminal.raw).contains("30r"), "nothing is known of scroll regions");
        }
        assert_quits(&mut terminal);
    }
}

/// kzreader reading, that panics in a place as soon as the file is there that is given, too.
fn panicking_in(place: &str, size: (u16, u16)) -> (Terminal, std::path::PathBuf) {
    let state = tempfile::tempdir().expect("a folder");
    let with = state.path().join("panic");
    let path = with.to_str().expect("a path").to_owned();
    let environment = [("KZREADER_PANIC_IN", place), ("KZREADER_PANIC_WITH", path.as_str())];
    let mut terminal = Terminal::start_in(size, &[], state, &environment);
    open(&mut terminal);
    terminal.press(")");
    terminal.wait_for("bead 2 of");
    (terminal, with)
}

const HOSTILE: &str = "a \x1b]0;owned\x07 \x1b[2J\u{9b}31m \u{202e}reason";

#[test]
fn f64_a_panic_gives_the_terminal_back_and_keeps_the_place() {
    for place in ["drawing", "loop", "input"] {
        let (mut terminal, with) = panicking_in(place, (100, 30));
        std::fs::write(&with, HOSTILE).expect("written");
        terminal.press("j");
        let status = terminal.wait_for_end();
        assert_eq!(status.exit_code(), 1, "{place}");
        terminal.assert_whole();
        let told = String::from_utf8_lossy(&terminal.raw);
        assert!(told.contains("panicked") && told.contains("reason"), "{place}: {told}");
        assert_inert(&terminal.raw);
        assert_moved_place_kept(&terminal);
    }
}

#[test]
fn f64_a_panic_of_a_worker_is_told_and_reading_goes_on() {
    let (mut terminal, with) = panicking_in("worker", (100, 30));
    std::fs::write(&with, HOSTILE).expect("written");
    terminal.press("3");
    terminal.wait_for("reason");
    std::fs::remove_file(&with).expect("removed");
    // A digit right before another, or before a movement, would be a count.
    std::thread::sleep(Duration::from_millis(700));
    terminal.press("2");
    std::thread::sleep(Duration::from_millis(700));
    terminal.press(")");
    terminal.wait_for("bead 3 of");
    assert_quits(&mut terminal);
    assert_moved_place_kept(&terminal);
}

#[test]
fn f64_a_panic_before_a_terminal_that_takes_nothing_ends_it() {
    let (mut terminal, with) = panicking_in("loop", (160, 48));
    deafened(&mut terminal);
    std::fs::write(&with, HOSTILE).expect("written");
    terminal.press("j");
    let deadline = Instant::now() + PATIENCE;
    while terminal.child.try_wait().expect("its status").is_none() {
        assert!(Instant::now() < deadline, "it waits for a terminal that takes nothing");
        std::thread::sleep(Duration::from_millis(10));
    }
    terminal.be_deaf(false);
    terminal.settle();
    terminal.assert_whole();
    assert_moved_place_kept(&terminal);
}

#[test]
fn f65_a_flood_of_keys_ends_in_the_right_place() {
    let mut terminal = reading((100, 30));
    terminal.press("G");
    terminal.settle();
    let end = shown(&terminal);
    terminal.press("gg");
    terminal.wait_for("bead 1 of");
    terminal.settle();
    let start = shown(&terminal);
    terminal.press(&")".repeat(10_000));
    terminal.press("\x1b[B".repeat(2_000).as_str());
    terminal.press("G");
    wait_for_contents(&mut terminal, &end);
    assert_well(&terminal);
    terminal.press(&format!("{}gg", "jk".repeat(5_000)));
    wait_for_contents(&mut terminal, &start);
    terminal.press(&"j".repeat(10_000));
    assert_quits(&mut terminal);
}

#[test]
fn f65_a_flood_of_paste_takes_bounded_memory() {
    let mut terminal = reading((100, 30));
    terminal.press("/");
    terminal.settle();
    terminal.press(&format!("\x1b[200~{}\x1b[201~", "a megabyte of q ".repeat(65_536)));
    terminal.wait_for("megabyte");
    assert_well(&terminal);
    terminal.press("\x1b");
    terminal.wait_until_gone("megabyte");
    // Without brackets it is keys; none of these does anything.
    terminal.press(&"@".repeat(1 << 20));
    assert_quits(&mut terminal);
}

#[test]
fn without_threads_it_says_so() {
    // A limit on threads does not hold for root.
    let limit = "(ulimit -u 1) 2>/dev/null && ulimit -u 1 || ulimit -p 1; exec \"$0\"";
    let line = format!(
        "if [ \"$(id -u)\" != 0 ]; then {limit}; fi; command -v setpriv >/dev/null || exit 77; \
         chmod 777 \"$XDG_STATE_HOME\"; exec setpriv --reuid=65534 --clear-groups sh -c '{limit}' \"$0\""
    );
    let mut terminal = Terminal::start_by(&line, (80, 24), &[], &[]);
    let status = terminal.wait_for_end();
    let told = terminal.contents();
    if status.exit_code() == 77 || told.contains("ermission") || told.contains("not found") {
        let _ = writeln!(std::io::stderr(), "skipped: no other user can be taken on here");
        return;
    }
    assert_eq!(status.exit_code(), 1, "{told}");
    assert!(told.contains("no thread could be started") && !told.contains("panicked"), "{told}");
    assert!(terminal.is_cooked() && !terminal.screen.screen().alternate_screen());
}
