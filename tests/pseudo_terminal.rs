//! What only a real terminal shows: starting, resizing, signals, and a terminal that is whole again.
#![cfg(unix)]

use std::io::{Read as _, Write as _};
use std::path::PathBuf;
use std::process::Command;
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// How long something may take before a test gives up; nothing is measured by it.
const PATIENCE: Duration = Duration::from_secs(20);

/// kzreader in a pseudo-terminal of its own, with state of its own.
struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    writer: Box<dyn std::io::Write + Send>,
    output: Receiver<Vec<u8>>,
    raw: Vec<u8>,
    screen: vt100::Parser,
    state: tempfile::TempDir,
}

fn binary() -> PathBuf {
    PathBuf::from(env!("CARGO_BIN_EXE_kzreader"))
}

impl Terminal {
    fn start(size: (u16, u16), arguments: &[&str]) -> Self {
        Self::start_in(size, arguments, tempfile::tempdir().expect("a folder"), &[])
    }

    fn start_in(size: (u16, u16), arguments: &[&str], state: tempfile::TempDir, environment: &[(&str, &str)]) -> Self {
        let (cols, rows) = size;
        let pty = native_pty_system()
            .openpty(PtySize { rows, cols, pixel_width: 0, pixel_height: 0 })
            .expect("a pseudo-terminal");
        let mut command = CommandBuilder::new(binary());
        command.args(arguments);
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        command.env_remove("NO_COLOR");
        command.env("XDG_STATE_HOME", state.path());
        command.env("XDG_CACHE_HOME", state.path().join("cache"));
        for (name, value) in environment {
            command.env(name, value);
        }
        let child = pty.slave.spawn_command(command).expect("kzreader starts");
        drop(pty.slave);
        let mut reader = pty.master.try_clone_reader().expect("a reader");
        let writer = pty.master.take_writer().expect("a writer");
        let (sender, output) = mpsc::channel();
        thread::spawn(move || {
            let mut buffer = [0; 65536];
            while let Ok(n) = reader.read(&mut buffer) {
                if n == 0 || sender.send(buffer[..n].to_vec()).is_err() {
                    return;
                }
            }
        });
        let screen = vt100::Parser::new(rows, cols, 0);
        Self { child, master: pty.master, writer, output, raw: Vec::new(), screen, state }
    }

    fn pump(&mut self, patience: Duration) -> bool {
        match self.output.recv_timeout(patience) {
            Ok(bytes) => {
                self.raw.extend_from_slice(&bytes);
                self.screen.process(&bytes);
                true
            }
            Err(_) => false,
        }
    }

    fn contents(&self) -> String {
        self.screen.screen().contents()
    }

    #[track_caller]
    fn wait_for(&mut self, text: &str) {
        let deadline = Instant::now() + PATIENCE;
        while !self.contents().contains(text) {
            let more = self.pump(Duration::from_millis(50));
            assert!(more || Instant::now() < deadline, "{text:?} never came:\n{}", self.contents());
        }
    }

    #[track_caller]
    fn wait_until_gone(&mut self, text: &str) {
        let deadline = Instant::now() + PATIENCE;
        while self.contents().contains(text) {
            let more = self.pump(Duration::from_millis(50));
            assert!(more || Instant::now() < deadline, "{text:?} never went:\n{}", self.contents());
        }
    }

    fn press(&mut self, keys: &str) {
        self.writer.write_all(keys.as_bytes()).expect("the terminal takes keys");
        self.writer.flush().expect("the terminal takes keys");
    }

    fn signal(&self, name: &str) {
        let pid = self.child.process_id().expect("it runs").to_string();
        let sent = Command::new("kill").args(["-s", name, &pid]).status().expect("kill runs");
        assert!(sent.success());
    }

    #[track_caller]
    fn wait_for_end(&mut self) -> portable_pty::ExitStatus {
        let deadline = Instant::now() + PATIENCE;
        loop {
            self.pump(Duration::from_millis(20));
            if let Some(status) = self.child.try_wait().expect("its status") {
                while self.pump(Duration::from_millis(100)) {}
                return status;
            }
            assert!(Instant::now() < deadline, "it does not end:\n{}", self.contents());
        }
    }

    /// The terminal's line discipline as `stty` tells it.
    fn is_cooked(&self) -> bool {
        let name = self.master.tty_name().expect("the terminal has a name");
        let told = Command::new("stty").arg("-a").arg("-F").arg(name).output().expect("stty runs");
        let told = String::from_utf8_lossy(&told.stdout).into_owned();
        let modes: Vec<&str> = told.split_whitespace().collect();
        assert!(modes.iter().any(|mode| mode.ends_with("icanon")), "stty tells nothing: {told}");
        ["icanon", "echo", "isig"].iter().all(|mode| modes.contains(mode))
    }

    /// Everything that was switched on is off again, and in the right order.
    #[track_caller]
    fn assert_whole(&self) {
        let screen = self.screen.screen();
        assert!(!screen.alternate_screen(), "still on the alternate screen");
        assert!(!screen.hide_cursor(), "the cursor is hidden");
        assert!(!screen.bracketed_paste(), "paste is still bracketed");
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
        assert_eq!(screen.fgcolor(), vt100::Color::Default);
        assert_eq!(screen.bgcolor(), vt100::Color::Default);
        let raw = String::from_utf8_lossy(&self.raw);
        assert_eq!(
            raw.matches("\x1b[?2026h").count(),
            raw.matches("\x1b[?2026l").count().min(raw.matches("\x1b[?2026h").count())
        );
        assert!(raw.rfind("\x1b[?2026l") > raw.rfind("\x1b[?2026h"), "a synchronized update is left open");
        assert!(self.is_cooked(), "the terminal is still raw");
    }

    fn kept(&self) -> String {
        std::fs::read_to_string(self.state.path().join("kzreader/state.toml")).unwrap_or_default()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

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
