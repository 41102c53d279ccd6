//! The input thread: what the terminal sends, in the app's terms.
//!
//! It sleeps in one `poll` for as long as nothing comes and nothing waits to be decided. It also tells when a terminal
//! that was behind takes more, and when there is no terminal any more.

mod decoder;
mod ground;

use std::fs::File;
use std::io::{self, Read as _};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Sender, SyncSender};
use std::thread;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};

use super::terminal::Files;
use super::{Arrival, provoke};
use decoder::Decoder;

/// How many bytes are read at a time: as many as a terminal's line holds.
const MOST_BYTES: usize = 4096;

/// A terminal that fails for so often without a pause is gone.
const MOST_FAILURES: u32 = 16;

/// What the loop and the input thread share.
#[derive(Debug)]
pub(super) struct Line {
    /// Wakes the thread so that it looks at `is_behind` anew.
    waker: io::PipeWriter,
    is_behind: Arc<AtomicBool>,
}

impl Line {
    /// Asks to be told, once, when the terminal takes more.
    pub fn tell_when_ready(&self) {
        if !self.is_behind.swap(true, Ordering::SeqCst) {
            // A pipe that is full has woken the thread already.
            let _ = io::Write::write(&mut &self.waker, &[0]);
        }
    }
}

/// Reads the terminal on a thread of its own, until it is gone. Each batch of events takes a place among the permits,
/// which the loop makes free again, so that input waits in the terminal and not in memory.
pub(super) fn watch(
    files: &Files,
    sender: Sender<Arrival>,
    permits: SyncSender<()>,
    start: Instant,
) -> io::Result<Line> {
    let (wakes, waker) = io::pipe()?;
    let is_behind = Arc::new(AtomicBool::new(false));
    let line = Line { waker, is_behind: Arc::clone(&is_behind) };
    let mut reader = Reader { files: files.clone(), wakes, is_behind, sender, permits, start };
    thread::Builder::new().name("input".to_owned()).spawn(move || {
        // However the thread ends, by a panic too, the loop is told that nothing will come any more.
        let _last_word = LastWord(reader.sender.clone());
        reader.run();
    })?;
    Ok(line)
}

struct LastWord(Sender<Arrival>);

impl Drop for LastWord {
    fn drop(&mut self) {
        let last = if thread::panicking() { Arrival::Broken } else { Arrival::Hangup };
        let _ = self.0.send(last);
    }
}

struct Reader {
    files: Files,
    wakes: io::PipeReader,
    is_behind: Arc<AtomicBool>,
    sender: Sender<Arrival>,
    permits: SyncSender<()>,
    start: Instant,
}

/// What a wait ended with.
struct Ready {
    input: bool,
    gone: bool,
    output: bool,
    woken: bool,
}

impl Reader {
    fn run(&mut self) {
        let mut decoder = Decoder::default();
        let mut buffer = [0; MOST_BYTES];
        let mut n_failures = 0;
        loop {
            let Ok(ready) = self.wait(decoder.deadline()) else {
                n_failures += 1;
                if n_failures > MOST_FAILURES {
                    return;
                }
                continue;
            };
            if ready.woken {
                let _ = (&self.wakes).read(&mut [0; 16]);
            }
            if ready.output {
                self.is_behind.store(false, Ordering::SeqCst);
                if self.sender.send(Arrival::Writable).is_err() {
                    return;
                }
            }
            let now = self.start.elapsed();
            let mut events = Vec::new();
            if ready.input || ready.gone {
                match read(&self.files.input, &mut buffer) {
                    Ok(0) => return,
                    Ok(n) => {
                        n_failures = 0;
                        decoder.take(&buffer[..n], now, &mut events);
                    }
                    Err(error) if is_passing(&error) && n_failures < MOST_FAILURES => n_failures += 1,
                    Err(_) => return,
                }
            }
            decoder.settle(now, &mut events);
            provoke::panic_if_asked(provoke::Place::Input);
            if !events.is_empty()
                && (self.permits.send(()).is_err() || self.sender.send(Arrival::Input(events)).is_err())
            {
                return;
            }
        }
    }

    /// Sleeps until there is something to do, or until a time since the start.
    fn wait(&self, deadline: Option<Duration>) -> io::Result<Ready> {
        let timeout = deadline
            .map(|deadline| Timespec::try_from(deadline.saturating_sub(self.start.elapsed())).unwrap_or_default());
        let output = if self.is_behind.load(Ordering::SeqCst) { PollFlags::OUT } else { PollFlags::empty() };
        let mut files = [
            PollFd::new(&*self.files.input, PollFlags::IN),
            PollFd::new(&self.wakes, PollFlags::IN),
            PollFd::new(&*self.files.output, output),
        ];
        let gone = PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL;
        match poll(&mut files, timeout.as_ref()) {
            Ok(_) | Err(rustix::io::Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
        let [input, wakes, output] = [0, 1, 2].map(|index: usize| files[index].revents());
        Ok(Ready {
            input: input.contains(PollFlags::IN),
            gone: input.intersects(gone) || output.intersects(gone),
            output: output.contains(PollFlags::OUT),
            woken: wakes.contains(PollFlags::IN),
        })
    }
}

/// Whether a read that failed may succeed the next time.
fn is_passing(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::Interrupted | io::ErrorKind::WouldBlock)
}

fn read(mut input: &File, buffer: &mut [u8]) -> io::Result<usize> {
    input.read(buffer)
}
