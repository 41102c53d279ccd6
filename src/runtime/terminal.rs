//! The terminal: taken over, drawn on, and given back as it was, whatever happens.

use std::io::{self, BufWriter, Stdout, Write as _};
use std::mem::ManuallyDrop;
use std::panic;
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::cursor;
use crossterm::event::{
    DisableBracketedPaste, DisableFocusChange, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
};
use crossterm::style::ResetColor;
use crossterm::terminal::{
    self, BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
};
use crossterm::{execute, queue};
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::{Frame, Terminal};

use super::signals;
use crate::app::Capture;
use crate::library::WORKER_THREAD;

/// Whether the terminal is ours at the moment.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// A terminal that says it has more cells than this is not drawn on: no real one has, and each cell takes memory.
const MOST_CELLS: u32 = 2_000_000;

/// The terminal while it is ours.
pub(super) struct Screen {
    /// Never dropped: what ratatui prints when it can't show the cursor any more would panic on a closed terminal.
    terminal: ManuallyDrop<Terminal<CrosstermBackend<BufWriter<Stdout>>>>,
    capture: Capture,
}

impl Screen {
    /// Takes the terminal over.
    pub fn enter() -> io::Result<Self> {
        restore_on_panic();
        take()?;
        let backend = CrosstermBackend::new(BufWriter::with_capacity(1 << 16, io::stdout()));
        let terminal = Terminal::new(backend).inspect_err(|_| give_back())?;
        Ok(Self { terminal: ManuallyDrop::new(terminal), capture: Capture::Off })
    }

    /// Columns and rows.
    pub fn size(&self) -> (u16, u16) {
        terminal::size().unwrap_or((80, 24))
    }

    /// Draws a frame; a terminal that knows how shows it at one stroke.
    pub fn draw(&mut self, render: impl FnOnce(&mut Frame)) -> io::Result<()> {
        let (width, height) = self.size();
        if u32::from(width) * u32::from(height) > MOST_CELLS {
            return Ok(());
        }
        queue!(self.terminal.backend_mut(), BeginSynchronizedUpdate)?;
        self.terminal.draw(render)?;
        execute!(self.terminal.backend_mut(), EndSynchronizedUpdate)
    }

    /// Forgets what the terminal shows, so that the next frame draws every cell.
    pub fn redraw(&mut self) -> io::Result<()> {
        // `Terminal::clear` asks the terminal for its cursor, and the answer would go to the input thread.
        let (width, height) = self.size();
        self.terminal.resize(Rect::new(0, 0, width, height))
    }

    /// Takes the mouse, or leaves it to the terminal.
    pub fn capture_mouse(&mut self, capture: Capture) {
        self.capture = capture;
        // A terminal without a mouse ignores this; nothing depends on it.
        let _ = match capture {
            Capture::On => execute!(io::stdout(), EnableMouseCapture),
            Capture::Off => execute!(io::stdout(), DisableMouseCapture),
        };
    }

    /// Gives the terminal back, stops until the shell continues us, and takes it again.
    pub fn suspend(&mut self) -> io::Result<()> {
        give_back();
        signals::stop_self();
        self.come_back()
    }

    /// Takes the terminal again after someone else had it.
    pub fn come_back(&mut self) -> io::Result<()> {
        take()?;
        self.capture_mouse(self.capture);
        self.redraw()
    }

    /// Gives the terminal back for good.
    pub fn leave(&mut self) {
        give_back();
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        give_back();
    }
}

fn take() -> io::Result<()> {
    terminal::enable_raw_mode()?;
    TAKEN.store(true, Ordering::SeqCst);
    execute!(io::stdout(), EnterAlternateScreen, EnableBracketedPaste, cursor::Hide).inspect_err(|_| give_back())
}

/// Undoes everything that may have been switched on. Errors are of no use here: the terminal may be gone.
fn give_back() {
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return;
    }
    let mut out = io::stdout();
    let _ = execute!(
        out,
        EndSynchronizedUpdate,
        DisableMouseCapture,
        DisableBracketedPaste,
        DisableFocusChange,
        ResetColor,
        LeaveAlternateScreen,
        cursor::Show
    );
    let _ = out.flush();
    let _ = terminal::disable_raw_mode();
}

/// A panic outside of the workers restores the terminal before it is reported.
fn restore_on_panic() {
    let report = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        let caught = std::thread::current().name().is_some_and(|name| name.starts_with(WORKER_THREAD));
        if !caught {
            give_back();
            // A report that can't be printed must not panic in turn.
            if io::stderr().write_all(b"").is_ok() {
                report(info);
            }
        }
    }));
}
