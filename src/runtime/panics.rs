//! What a panic does: the terminal is given back, and what happened is told without anything that a terminal obeys.

use std::any::Any;
use std::backtrace::{Backtrace, BacktraceStatus};
use std::panic;
use std::thread;

use super::{surroundings, terminal};
use crate::library::WORKER_THREAD;

/// From now on a panic outside of the workers gives the terminal back before it is told. Those of workers are caught
/// where they happen, and told in the status line.
pub fn tell_panics() {
    panic::set_hook(Box::new(|info| {
        let thread = thread::current();
        let name = thread.name().unwrap_or("a thread without a name");
        if name.starts_with(WORKER_THREAD) {
            return;
        }
        terminal::give_back();
        let place = info.location().map_or_else(String::new, |place| format!(" at {place}"));
        surroundings::report(&format!("panicked in {name}{place}: {}", text(info.payload())));
        let trace = Backtrace::capture();
        if trace.status() == BacktraceStatus::Captured {
            trace.to_string().lines().for_each(surroundings::report);
        }
    }));
}

/// What a thread panicked with.
pub(super) fn text(payload: &(dyn Any + Send)) -> &str {
    let text = payload.downcast_ref::<&str>().copied();
    text.or_else(|| payload.downcast_ref::<String>().map(String::as_str)).unwrap_or("without a reason given")
}
