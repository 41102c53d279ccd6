//! Signals, as arrivals at the loop.

use std::io;
use std::sync::mpsc::Sender;
use std::thread;

use signal_hook::consts::{
    SIGALRM, SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGUSR1, SIGUSR2, SIGWINCH, SIGXFSZ,
};
use signal_hook::iterator::Signals;
use signal_hook::low_level::emulate_default_handler;

use super::Arrival;

/// A signal that the loop answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Signal {
    /// End, by this signal's number.
    End(i32),
    /// Stop until continued.
    Suspend,
    /// Someone stopped us without our doing, and continues us now.
    Continued,
    /// The terminal has another size.
    Resized,
}

/// Watches for signals on a thread of their own.
pub(super) fn watch(sender: Sender<Arrival>) -> io::Result<()> {
    let mut signals =
        Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGALRM, SIGUSR1, SIGUSR2, SIGTSTP, SIGCONT, SIGWINCH])?;
    thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for number in signals.forever() {
            let signal = match number {
                SIGTSTP => Signal::Suspend,
                SIGCONT => Signal::Continued,
                SIGWINCH => Signal::Resized,
                number => Signal::End(number),
            };
            if sender.send(Arrival::Signal(signal)).is_err() {
                return;
            }
        }
    })?;
    Ok(())
}

/// Lets a file that grows past the limit of the process be an error of writing, which is told, and not the end.
pub(super) fn survive_file_size_limit() {
    // Whatever handles the signal will do; nobody looks at the flag. Where it can't be handled all is as it was.
    let _ = signal_hook::flag::register(SIGXFSZ, Default::default());
}

/// Stops this process as Ctrl-Z does; returns when it is continued.
pub(super) fn stop_self() {
    // It fails only for signals that don't exist.
    let _ = emulate_default_handler(SIGTSTP);
}

/// Dies of a signal, so that the shell sees which.
pub(super) fn die_of(number: i32) {
    // It fails only for signals that don't exist.
    let _ = emulate_default_handler(number);
}
