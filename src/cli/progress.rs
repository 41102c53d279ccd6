//! One line on standard error that says how far long work has come.

use std::io::{self, IsTerminal as _, Write as _};
use std::ops::ControlFlow;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Work shorter than this goes without a word, and the line is not written more often than every tenth of it.
const PATIENCE: Duration = Duration::from_secs(1);

/// Tells a terminal how far work has come; where standard error is none, it says nothing.
pub(super) struct Progress {
    what: &'static str,
    is_terminal: bool,
    /// Told from several threads.
    line: Mutex<Line>,
}

struct Line {
    /// When the next one is due.
    due: Instant,
    /// The columns of the one that stands there.
    columns: usize,
}

impl Progress {
    /// Begins to count the time.
    pub(super) fn begin(what: &'static str) -> Self {
        let line = Line { due: Instant::now() + PATIENCE, columns: 0 };
        Self { what, is_terminal: io::stderr().is_terminal(), line: Mutex::new(line) }
    }

    /// Hears which part of the work is done, from 0 to 1; the work always goes on.
    pub(super) fn tell(&self, share: f32) -> ControlFlow<()> {
        let mut line = self.line.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        if self.is_terminal && now >= line.due {
            line.due = now + PATIENCE / 10;
            line.write(&format!("{}: {:.0} %", self.what, f64::from(share.clamp(0.0, 1.0)) * 100.0));
        }
        ControlFlow::Continue(())
    }

    /// Takes the line away.
    pub(super) fn end(&self) {
        let mut line = self.line.lock().unwrap_or_else(PoisonError::into_inner);
        if line.columns > 0 {
            line.write("");
        }
    }
}

impl Line {
    /// Writes over the line that stands there; carriage returns and blanks work on every terminal.
    fn write(&mut self, text: &str) {
        let blanks = " ".repeat(std::mem::replace(&mut self.columns, text.len()));
        // Progress that can't be shown is no failure.
        let _ = write!(io::stderr(), "\r{blanks}\r{text}").and_then(|()| io::stderr().flush());
    }
}
