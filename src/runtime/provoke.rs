//! Panics on demand, for tests of what happens then; only in builds with debug assertions, and told of nowhere.
//!
//! `KZREADER_PANIC_IN` names a place and `KZREADER_PANIC_WITH` a file; once that file is there, its text is what the
//! thread that comes by the place panics with.

use std::env;
use std::fs;

/// Where a panic can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// While a frame is drawn.
    Drawing,
    /// Where an event is taken in.
    Loop,
    /// In a worker.
    Worker,
    /// In the thread that reads the terminal.
    Input,
}

/// Panics if that is asked for here.
pub(super) fn panic_if_asked(place: Place) {
    if !cfg!(debug_assertions) {
        return;
    }
    let name = match place {
        Place::Drawing => "drawing",
        Place::Loop => "loop",
        Place::Worker => "worker",
        Place::Input => "input",
    };
    if env::var("KZREADER_PANIC_IN").is_ok_and(|asked| asked == name)
        && let Some(text) = env::var_os("KZREADER_PANIC_WITH").and_then(|path| fs::read_to_string(path).ok())
    {
        panic!("{text}");
    }
}
