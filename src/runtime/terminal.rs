//! The terminal: taken over, drawn on, and given back as it was, whatever happens.
//!
//! What is written goes to a file of our own on the same terminal, which never blocks: a terminal that doesn't read, or
//! whose output is stopped, holds up neither the loop nor the end. What it didn't take is kept and written when it reads
//! again; until then no further frame is made, so that frames are left out and nothing is lost.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Write as _};
use std::os::fd::AsFd;
use std::os::unix::ffi::OsStrExt as _;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{Mode, OFlags};
use rustix::termios::{self, Action, OptionalActions, QueueSelector, Termios};

use super::painter::{Painter, Scrolling};
use super::signals;
use crate::app::{Capture, Habit};
use crate::ui::habits;

/// The most columns and cells that are drawn: no real terminal has more, and each cell takes memory.
const MOST_COLUMNS: u16 = 1_000;
const MOST_CELLS: u32 = 300_000;

/// How long the end waits for a terminal that takes nothing.
const LAST_PATIENCE: Duration = Duration::from_millis(60);

/// How long the end waits for one that is slow.
const SLOW_PATIENCE: Duration = Duration::from_secs(2);

/// A terminal that takes nothing gets no more than this sent besides frames, in bytes.
const MOST_WAITING: usize = 512 * 1024;

/// Terminals that order text from right to left by themselves leave it where they are asked to (ECMA-48's BDSM, explicit):
/// asked before the other screen is there, so that all of its rows are made so, and given back after it is gone.
const LEAVE_ORDER: &[u8] = b"\x1b[8l";
const ENTER: &[u8] = b"\x1b[0m\x1b[?1049h\x1b[?2004h\x1b[?25l";
/// Also what an earlier program may have left on, or a sequence that was cut.
const LEAVE: &[u8] = b"\x1b[?2026l\x1b[?2031l\x1b[?1006l\x1b[?1003l\x1b[?1002l\x1b[?1000l\x1b[?2004l\x1b[?1004l\x1b[0m\x1b[r\x1b[?1049l\x1b[8h\x1b[0m\x1b[?25h";
const MOUSE_ON: &[u8] = b"\x1b[?1000h\x1b[?1006h";
const MOUSE_OFF: &[u8] = b"\x1b[?1006l\x1b[?1000l";
/// What is the ground (OSC 11), and tell when it changes. It ends with BEL, since some answer a question that ends with
/// `ESC \\` with half of that.
const ASK_GROUND: &[u8] = b"\x1b]11;?\x07\x1b[?2031h";
const BEGIN_UPDATE: &[u8] = b"\x1b[?2026h";
const END_UPDATE: &[u8] = b"\x1b[?2026l";

/// The terminal, for whoever has to give it back: the loop, or a thread that panics.
static TERMINAL: OnceLock<Terminal> = OnceLock::new();

#[derive(Debug)]
struct Terminal {
    output: Arc<File>,
    input: Arc<File>,
    /// How it was before it was ours.
    before: Mutex<Option<Termios>>,
    /// Whether it is ours at the moment.
    taken: AtomicBool,
}

/// The files of the terminal: keys come from one, the screen is the other.
#[derive(Debug, Clone)]
pub(super) struct Files {
    pub input: Arc<File>,
    pub output: Arc<File>,
}

impl Files {
    /// Finds the terminal. Keys are read from standard input if it is a terminal, and else from the one that we run in.
    pub fn open() -> io::Result<Self> {
        let output = match reopen() {
            Some(file) => file,
            // No file of our own: it is the one that is shared with the shell, and must stay as it is.
            None => File::from(io::stdout().as_fd().try_clone_to_owned()?),
        };
        let input = if termios::isatty(io::stdin()) {
            File::from(io::stdin().as_fd().try_clone_to_owned()?)
        } else {
            match File::options().read(true).open("/dev/tty") {
                Ok(file) => file,
                Err(_) => output.try_clone()?,
            }
        };
        Ok(Self { input: Arc::new(input), output: Arc::new(output) })
    }
}

/// The terminal behind standard output, as a file of our own that never blocks.
fn reopen() -> Option<File> {
    let name = termios::ttyname(io::stdout(), Vec::new()).ok()?;
    let flags = OFlags::RDWR | OFlags::NOCTTY | OFlags::NONBLOCK | OFlags::CLOEXEC;
    rustix::fs::open(OsStr::from_bytes(name.as_bytes()), flags, Mode::empty()).ok().map(File::from)
}

/// The terminal while it is ours.
#[derive(Debug)]
pub(super) struct Screen {
    terminal: &'static Terminal,
    painter: Painter,
    buffer: Buffer,
    /// What the terminal did not take yet.
    waiting: Vec<u8>,
    capture: Capture,
    habit: Habit,
    /// Whether the terminal is asked for its ground whenever it is taken.
    asks_ground: bool,
    size: (u16, u16),
}

impl Screen {
    /// Takes the terminal over.
    pub fn enter(files: &Files, scrolling: Scrolling, capture: Capture, habit: Habit) -> io::Result<Self> {
        let terminal = TERMINAL.get_or_init(|| Terminal {
            output: Arc::clone(&files.output),
            input: Arc::clone(&files.input),
            before: Mutex::new(None),
            taken: AtomicBool::new(false),
        });
        let mut screen = Self {
            terminal,
            painter: Painter::new(scrolling),
            buffer: Buffer::default(),
            waiting: Vec::new(),
            capture,
            habit,
            asks_ground: false,
            size: (0, 0),
        };
        screen.take()?;
        if matches!(screen.measure(), (0, _) | (_, 0)) {
            // On a line that can't tell its size; a window that has none for the moment will say so when it has one.
            screen.size = (80, 24);
        }
        Ok(screen)
    }

    /// Asks the terminal for its columns and rows, as many as are drawn.
    pub fn measure(&mut self) -> (u16, u16) {
        self.size = size_of(&self.terminal.output);
        self.size
    }

    /// Columns and rows, as they were told last.
    pub fn size(&self) -> (u16, u16) {
        self.size
    }

    /// Whether the terminal has not taken all of the last frame yet.
    pub fn is_behind(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// Draws a frame; a terminal that knows how shows it at one stroke.
    pub fn draw(&mut self, render: impl FnOnce(&mut Buffer) -> Option<Position>) -> io::Result<()> {
        let area = Rect::new(0, 0, self.size.0, self.size.1);
        if self.buffer.area != area {
            self.buffer.resize(area);
        }
        self.buffer.reset();
        let cursor = render(&mut self.buffer);
        let cursor = habits::suit(&mut self.buffer, cursor, self.habit);
        let frame = self.painter.paint(&self.buffer, cursor);
        if frame.is_empty() {
            return Ok(());
        }
        self.waiting.reserve(frame.len() + BEGIN_UPDATE.len() + END_UPDATE.len());
        for part in [BEGIN_UPDATE, frame, END_UPDATE] {
            self.waiting.extend_from_slice(part);
        }
        self.go_on()
    }

    /// Writes what waits, as far as the terminal takes it now.
    pub fn go_on(&mut self) -> io::Result<()> {
        let n_written = write_now(&self.terminal.output, &self.waiting)?;
        self.waiting.drain(..n_written);
        Ok(())
    }

    /// Forgets what the terminal shows, so that the next frame draws every cell.
    pub fn redraw(&mut self) {
        self.painter.forget();
    }

    /// Takes the mouse, or leaves it to the terminal.
    pub fn capture_mouse(&mut self, capture: Capture) -> io::Result<()> {
        self.capture = capture;
        self.waiting.extend_from_slice(match capture {
            Capture::On => MOUSE_ON,
            Capture::Off => MOUSE_OFF,
        });
        self.go_on()
    }

    /// Sends the terminal what it shows nothing of, behind the last frame; whether there was room for it among what waits.
    pub fn send(&mut self, sequence: &[u8]) -> io::Result<bool> {
        if self.waiting.len() + sequence.len() > MOST_WAITING {
            return Ok(false);
        }
        self.waiting.extend_from_slice(sequence);
        self.go_on()?;
        Ok(true)
    }

    /// Asks the terminal for its ground, and again whenever it is taken anew.
    pub fn ask_ground(&mut self) -> io::Result<()> {
        self.asks_ground = true;
        self.waiting.extend_from_slice(ASK_GROUND);
        self.go_on()
    }

    /// Gives the terminal back, stops until the shell continues us, and takes it again.
    pub fn suspend(&mut self) -> io::Result<()> {
        self.leave();
        signals::stop_self();
        self.come_back()
    }

    /// Takes the terminal again after someone else had it.
    pub fn come_back(&mut self) -> io::Result<()> {
        self.waiting.clear();
        self.take()?;
        self.painter.forget();
        self.measure();
        Ok(())
    }

    /// Gives the terminal back.
    pub fn leave(&mut self) {
        let waiting = std::mem::take(&mut self.waiting);
        self.terminal.give_back(&waiting);
    }

    fn take(&mut self) -> io::Result<()> {
        self.terminal.take()?;
        if self.habit != Habit::Rows {
            self.waiting.extend_from_slice(LEAVE_ORDER);
        }
        self.waiting.extend_from_slice(ENTER);
        if self.capture == Capture::On {
            self.waiting.extend_from_slice(MOUSE_ON);
        }
        if self.asks_ground {
            self.waiting.extend_from_slice(ASK_GROUND);
        }
        self.go_on()
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        self.leave();
    }
}

impl Terminal {
    fn take(&self) -> io::Result<()> {
        let now = termios::tcgetattr(&self.input)?;
        let mut raw = now.clone();
        raw.make_raw();
        let mut before = self.before.lock().unwrap_or_else(PoisonError::into_inner);
        // Where it was not given back it is still as we left it, and that is not how it was.
        if !self.taken.swap(true, Ordering::SeqCst) || before.is_none() {
            *before = Some(now);
        }
        drop(before);
        termios::tcsetattr(&self.input, OptionalActions::Now, &raw)?;
        Ok(())
    }

    /// Undoes everything that may have been switched on, after what still has to be written. Errors are of no use here:
    /// the terminal may be gone.
    fn give_back(&self, waiting: &[u8]) {
        if !self.taken.swap(false, Ordering::SeqCst) {
            return;
        }
        if !write_patiently(&self.output, waiting) || !write_patiently(&self.output, LEAVE) {
            // It takes nothing: its output is stopped, or nobody reads. What it would have shown is dropped.
            let _ = termios::tcflow(&self.output, Action::OOn);
            let _ = termios::tcflush(&self.output, QueueSelector::OFlush);
            let _ = write_now(&self.output, LEAVE);
        }
        let before = self.before.try_lock().ok().and_then(|mut before| before.take());
        if let Some(before) = before {
            let _ = termios::tcsetattr(&self.input, OptionalActions::Now, &before);
        }
    }
}

/// Gives the terminal back if it is ours, from whatever thread.
pub(super) fn give_back() {
    if let Some(terminal) = TERMINAL.get() {
        terminal.give_back(&[]);
    }
}

/// Prints a line where standard error goes; where that is the terminal that we draw on, without waiting for one that
/// takes nothing.
pub(super) fn tell(line: &str) {
    let ours = TERMINAL.get().filter(|terminal| is_same(&io::stderr(), &terminal.output));
    // Where even that can't be printed there is nobody to tell.
    match ours {
        Some(terminal) => drop(write_patiently(&terminal.output, format!("{line}\n").as_bytes())),
        None => drop(writeln!(io::stderr(), "{line}")),
    }
}

fn is_same(one: &impl AsFd, other: &File) -> bool {
    let device = |file: rustix::fd::BorrowedFd<'_>| rustix::fs::fstat(file).ok().map(|stat| (stat.st_dev, stat.st_ino));
    device(one.as_fd()).is_some_and(|one| Some(one) == device(other.as_fd()))
}

/// Columns and rows of a terminal, as many as are drawn.
pub(super) fn size_of(output: &impl AsFd) -> (u16, u16) {
    let (columns, rows) = termios::tcgetwinsize(output).map_or((80, 24), |size| (size.ws_col, size.ws_row));
    let columns = columns.min(MOST_COLUMNS);
    let most_rows = MOST_CELLS / u32::from(columns.max(1));
    (columns, rows.min(u16::try_from(most_rows).unwrap_or(u16::MAX)))
}

/// Writes what a terminal takes without waiting, and says how much that was.
fn write_now(mut output: &File, bytes: &[u8]) -> io::Result<usize> {
    let mut n_written = 0;
    while n_written < bytes.len() {
        match output.write(&bytes[n_written..]) {
            Ok(0) => break,
            Ok(n) => n_written += n,
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => break,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(n_written)
}

/// Writes all, waiting for a terminal that is slow, but not for one that takes nothing; whether all was written.
fn write_patiently(output: &File, mut bytes: &[u8]) -> bool {
    let deadline = Instant::now() + SLOW_PATIENCE;
    loop {
        match write_now(output, bytes) {
            Ok(n_written) => bytes = &bytes[n_written..],
            Err(_) => return false,
        }
        if bytes.is_empty() {
            return true;
        }
        let mut ready = [PollFd::new(output, PollFlags::OUT)];
        let patience = LAST_PATIENCE.min(deadline.saturating_duration_since(Instant::now()));
        let timeout = Timespec::try_from(patience).unwrap_or_default();
        if !matches!(poll(&mut ready, Some(&timeout)), Ok(1..)) {
            return false;
        }
    }
}
