//! One line on standard error that says how far long work has come.

use std::cell::Cell;
use std::io::{self, IsTerminal as _, Write as _};
use std::ops::ControlFlow;
use std::time::{Duration, Instant};

/// Work shorter than this goes without a word, and the line is not written more often than every tenth of it.
const PATIENCE: Duration = Duration::from_secs(1);

/// Tells a terminal how far work has come; where standard error is none, it says nothing.
pub(super) struct Progress {
    what: &'static str,
    is_terminal: bool,
    /// When the next line is due.
    due: Cell<Instant>,
    /// The columns of the line that stands there.
    columns: Cell<usize>,
}

impl Progress {
    /// Begins to count the time.
    pub(super) fn begin(what: &'static str) -> Self {
        let due = Cell::new(Instant::now() + PATIENCE);
        Self { what, is_terminal: io::stderr().is_terminal(), due, columns: Cell::new(0) }
    }

    /// Hears which part of the work is done, from 0 to 1; the work always goes on.
    pub(super) fn tell(&self, share: f32) -> ControlFlow<()> {
        let now = Instant::now();
        if self.is_terminal && now >= self.due.get() {
            self.due.set(now + PATIENCE / 10);
            self.write(&format!("{}: {:.0} %", self.what, f64::from(share.clamp(0.0, 1.0)) * 100.0));
        }
        ControlFlow::Continue(())
    }

    /// Takes the line away.
    pub(super) fn end(&self) {
        if self.columns.get() > 0 {
            self.write("");
        }
    }

    /// Writes over the line that stands there; carriage returns and blanks work on every terminal.
    fn write(&self, line: &str) {
        let columns = self.columns.replace(line.len());
        let blanks = " ".repeat(columns);
        // Progress that can't be shown is no failure.
        let _ = write!(io::stderr(), "\r{blanks}\r{line}").and_then(|()| io::stderr().flush());
    }
}
