//! kzreader in a real pseudo-terminal: keys in, the screen and the raw bytes out.

use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// How long something may take before a test gives up; nothing is measured by it.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// kzreader in a pseudo-terminal of its own, with state of its own.
pub struct Terminal {
    pub child: Box<dyn Child + Send + Sync>,
    pub master: Box<dyn MasterPty + Send>,
    pub writer: Box<dyn std::io::Write + Send>,
    output: Receiver<Vec<u8>>,
    /// All that it has sent to the terminal.
    pub raw: Vec<u8>,
    pub screen: vt100::Parser,
    /// The last bytes that came, where they may be the beginning of U+FFFD.
    held: Vec<u8>,
    /// Its state folder.
    pub state: tempfile::TempDir,
    deaf: Arc<AtomicBool>,
}

/// The program that is tried: the one built with the tests, or the one that `KZREADER_BINARY` names.
pub fn binary() -> PathBuf {
    std::env::var_os("KZREADER_BINARY").map_or_else(|| PathBuf::from(env!("CARGO_BIN_EXE_kzreader")), PathBuf::from)
}

impl Terminal {
    pub fn start(size: (u16, u16), arguments: &[&str]) -> Self {
        Self::start_in(size, arguments, tempfile::tempdir().expect("a folder"), &[])
    }

    pub fn start_in(
        size: (u16, u16),
        arguments: &[&str],
        state: tempfile::TempDir,
        environment: &[(&str, &str)],
    ) -> Self {
        Self::start_program(size, &binary(), arguments, state, environment)
    }

    /// Another program, which runs kzreader.
    pub fn start_program(
        size: (u16, u16),
        program: &Path,
        arguments: &[&str],
        state: tempfile::TempDir,
        environment: &[(&str, &str)],
    ) -> Self {
        let mut command = CommandBuilder::new(program);
        command.args(arguments);
        Self::start_command(size, command, state, environment)
    }

    /// Starts kzreader by a line of the shell, in which it and its arguments are `"$0" "$@"`.
    pub fn start_by(line: &str, size: (u16, u16), arguments: &[&str], environment: &[(&str, &str)]) -> Self {
        let mut command = CommandBuilder::new("sh");
        command.arg("-c");
        command.arg(line);
        command.arg(binary());
        command.args(arguments);
        Self::start_command(size, command, tempfile::tempdir().expect("a folder"), environment)
    }

    fn start_command(
        size: (u16, u16),
        mut command: CommandBuilder,
        state: tempfile::TempDir,
        environment: &[(&str, &str)],
    ) -> Self {
        let (cols, rows) = size;
        let pty = native_pty_system()
            .openpty(PtySize { rows, cols, pixel_width: 0, pixel_height: 0 })
            .expect("a pseudo-terminal");
        // Otherwise it would be the home folder, which a test may take away; what is written there is gone after the test.
        command.cwd(state.path());
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        command.env_remove("NO_COLOR");
        command.env("XDG_STATE_HOME", state.path());
        command.env("XDG_CACHE_HOME", state.path().join("cache"));
        command.env("XDG_CONFIG_HOME", state.path().join("config"));
        for (name, value) in environment {
            command.env(name, value);
        }
        let child = pty.slave.spawn_command(command).expect("kzreader starts");
        drop(pty.slave);
        let mut reader = pty.master.try_clone_reader().expect("a reader");
        let writer = pty.master.take_writer().expect("a writer");
        let (sender, output) = mpsc::channel();
        let deaf = Arc::new(AtomicBool::new(false));
        let is_deaf = Arc::clone(&deaf);
        thread::spawn(move || {
            let mut buffer = [0; 65536];
            while let Ok(n) = reader.read(&mut buffer) {
                if n == 0 || sender.send(buffer[..n].to_vec()).is_err() {
                    return;
                }
                while is_deaf.load(Ordering::SeqCst) {
                    thread::sleep(Duration::from_millis(5));
                }
            }
        });
        let screen = vt100::Parser::new(rows, cols, 0);
        Self { child, master: pty.master, writer, output, raw: Vec::new(), screen, held: Vec::new(), state, deaf }
    }

    /// Its state folder, for starting it again.
    pub fn into_state(mut self) -> tempfile::TempDir {
        let nothing = tempfile::tempdir().expect("a folder");
        std::mem::replace(&mut self.state, nothing)
    }

    pub fn pump(&mut self, patience: Duration) -> bool {
        match self.output.recv_timeout(patience) {
            Ok(bytes) => {
                self.raw.extend_from_slice(&bytes);
                self.show(&bytes);
                true
            }
            Err(_) => false,
        }
    }

    /// Whether the terminal takes nothing of what is written to it from now on, but for what is on its way.
    pub fn be_deaf(&self, deaf: bool) {
        self.deaf.store(deaf, Ordering::SeqCst);
    }

    /// Takes in what comes until nothing has come for a while.
    pub fn settle(&mut self) {
        while self.pump(Duration::from_millis(150)) {}
    }

    /// Another size, for the program and for what shows it.
    pub fn resize(&mut self, cols: u16, rows: u16) {
        self.master.resize(PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }).expect("resized");
        if cols > 0 && rows > 0 {
            // The emulator can't wrap in a single row or column.
            self.screen.screen_mut().set_size(rows.max(2), cols.max(2));
        }
    }

    /// Shows what was sent. The emulator leaves U+FFFD out, where terminals show it: it stands as `?` here.
    fn show(&mut self, bytes: &[u8]) {
        const REPLACEMENT: &[u8] = "\u{fffd}".as_bytes();
        let mut rest = std::mem::take(&mut self.held);
        rest.extend_from_slice(bytes);
        let mut shown = Vec::with_capacity(rest.len());
        let mut at = 0;
        while at < rest.len() {
            let here = &rest[at..];
            if here.starts_with(REPLACEMENT) {
                shown.push(b'?');
                at += REPLACEMENT.len();
            } else if REPLACEMENT.starts_with(here) {
                self.held = here.to_vec();
                break;
            } else {
                shown.push(here[0]);
                at += 1;
            }
        }
        self.screen.process(&shown);
    }

    pub fn contents(&self) -> String {
        self.screen.screen().contents()
    }

    #[track_caller]
    pub fn wait_for(&mut self, text: &str) {
        let deadline = Instant::now() + PATIENCE;
        while !self.contents().contains(text) {
            let more = self.pump(Duration::from_millis(50));
            assert!(more || Instant::now() < deadline, "{text:?} never came:\n{}", self.contents());
        }
    }

    #[track_caller]
    pub fn wait_until_gone(&mut self, text: &str) {
        let deadline = Instant::now() + PATIENCE;
        while self.contents().contains(text) {
            let more = self.pump(Duration::from_millis(50));
            assert!(more || Instant::now() < deadline, "{text:?} never went:\n{}", self.contents());
        }
    }

    pub fn press(&mut self, keys: &str) {
        self.writer.write_all(keys.as_bytes()).expect("the terminal takes keys");
        self.writer.flush().expect("the terminal takes keys");
    }

    pub fn signal(&self, name: &str) {
        let pid = self.child.process_id().expect("it runs").to_string();
        let sent = Command::new("kill").args(["-s", name, &pid]).status().expect("kill runs");
        assert!(sent.success());
    }

    #[track_caller]
    pub fn wait_for_end(&mut self) -> portable_pty::ExitStatus {
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
    pub fn is_cooked(&self) -> bool {
        let name = self.master.tty_name().expect("the terminal has a name");
        let told = Command::new("stty").arg("-a").arg("-F").arg(name).output().expect("stty runs");
        let told = String::from_utf8_lossy(&told.stdout).into_owned();
        let modes: Vec<&str> = told.split_whitespace().collect();
        assert!(modes.iter().any(|mode| mode.ends_with("icanon")), "stty tells nothing: {told}");
        ["icanon", "echo", "isig"].iter().all(|mode| modes.contains(mode))
    }

    /// Everything that was switched on is off again, and in the right order.
    #[track_caller]
    pub fn assert_whole(&self) {
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
        assert!(raw.rfind("\x1b[8h") > raw.rfind("\x1b[8l"), "text from right to left is still left as it stands");
        assert!(self.is_cooked(), "the terminal is still raw");
    }

    pub fn kept(&self) -> String {
        std::fs::read_to_string(self.state.path().join("kzreader/state.toml")).unwrap_or_default()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
