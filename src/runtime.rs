//! The terminal, signals, the event loop and the workers: where the app meets the world.
//!
//! The loop sleeps until something arrives on its one channel, which the input thread, the signal thread and the
//! workers feed; nothing ticks. What arrives together is taken in together and drawn once.

mod browser;
mod companions;
mod input;
mod signals;
mod surroundings;
mod terminal;
mod workers;

use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant, SystemTime};

use anyhow::Result;

pub use companions::Companions;
pub use surroundings::{Refusal, is_output_styled, output_width, preferences, report};
pub use workers::{Desk, perform};

use crate::app::{App, Effect, Event, Listing, Start};
use crate::config::Config;
use crate::model::Language;
use crate::state::alignments::Alignments;
use crate::state::{Opened, Store};
use crate::ui;
use signals::Signal;
use terminal::Screen;
use workers::Workers;

/// How long the first frame waits for the library at most, so that a small one doesn't flash by as empty.
const FIRST_FRAME_PATIENCE: Duration = Duration::from_millis(12);

/// What arrives at the loop.
#[derive(Debug)]
enum Arrival {
    /// Something for the app.
    Event(Event),
    /// A signal.
    Signal(Signal),
    /// The terminal is gone.
    Hangup,
}

/// How the program ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// The reader left.
    Left,
    /// A signal asked for it; the shell is told by dying of it.
    Signalled(i32),
}

/// The languages that the reader has configured, and those of the locale after them.
fn preferences_of(configured: &[Language]) -> Vec<Language> {
    let mut preferred = configured.to_vec();
    for language in preferences() {
        if !preferred.contains(&language) {
            preferred.push(language);
        }
    }
    preferred
}

/// Reads these files and folders, or the built-in library, until the reader leaves; files in an encoding that was chosen,
/// or in the one that they are found to be in.
///
/// # Errors
///
/// When the terminal can't be used.
pub fn run(paths: Vec<PathBuf>, config: Config, encoding: Option<String>) -> Result<Ending> {
    surroundings::check_terminal()?;
    signals::survive_file_size_limit();
    let Opened { store, state, message } = Store::open(Store::folder().as_deref());
    let depth = surroundings::depth();
    let mut screen = Screen::enter()?;
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let messages: Vec<String> = config.message().into_iter().chain(message).collect();
    let mut app = App::new(Start {
        size: screen.size(),
        paths,
        state,
        message: (!messages.is_empty()).then(|| messages.join("; ")),
        preferences: preferences_of(&config.languages),
        themes: ui::theme::names(),
        theme: 0,
        configured: config.configured,
        now,
    })
    .with_encoding(encoding);
    let (sender, arrivals) = mpsc::channel();
    screen.capture_mouse(app.capture);
    let mut workers = Workers::start(sender.clone(), store, Alignments::new(Alignments::folder()));
    signals::watch(sender.clone())?;
    input::watch(sender, Instant::now());
    for effect in app.start_effects() {
        workers.take(effect);
    }
    let ended = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        event_loop(&mut app, &mut screen, &mut workers, &arrivals, depth)
    }));
    screen.leave();
    let ending = match ended {
        Ok(Ok(ending)) => Ok(ending),
        Ok(Err(error)) => Err(error),
        Err(_) => Err(anyhow::anyhow!("kzreader failed at something it should be able to do")),
    };
    if ending.is_err() {
        // The loop did not end by itself: the place is kept all the same, if it can still be told.
        let kept = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| app.keep()));
        workers.take(Effect::Save(Box::new(kept.unwrap_or_else(|_| app.state().clone()))));
    }
    if let Err(error) = workers.finish() {
        report(&error.to_string());
    }
    ending
}

fn event_loop(
    app: &mut App,
    screen: &mut Screen,
    workers: &mut Workers,
    arrivals: &Receiver<Arrival>,
    depth: ui::theme::Depth,
) -> Result<Ending> {
    let mut pending = first_arrivals(app, arrivals, workers)?;
    loop {
        let mut ending = None;
        for arrival in pending.drain(..) {
            let event = match arrival {
                Arrival::Event(event) => event,
                Arrival::Hangup => {
                    ending = Some(Ending::Left);
                    Event::Stop
                }
                Arrival::Signal(Signal::End(number)) => {
                    ending = Some(Ending::Signalled(number));
                    Event::Stop
                }
                Arrival::Signal(Signal::Suspend) => {
                    screen.suspend()?;
                    Event::Resize(screen.size().0, screen.size().1)
                }
                Arrival::Signal(Signal::Continued) => {
                    screen.come_back()?;
                    Event::Resize(screen.size().0, screen.size().1)
                }
            };
            for effect in app.update(event) {
                match effect {
                    Effect::Quit => {
                        return Ok(ending.unwrap_or(Ending::Left));
                    }
                    Effect::Redraw => screen.redraw()?,
                    Effect::Mouse(capture) => screen.capture_mouse(capture),
                    Effect::Suspend => {
                        screen.suspend()?;
                        let (width, height) = screen.size();
                        for effect in app.update(Event::Resize(width, height)) {
                            workers.take(effect);
                        }
                    }
                    other => workers.take(other),
                }
            }
        }
        screen.draw(|frame| ui::draw(frame, app, depth))?;
        pending.push(arrivals.recv()?);
        pending.extend(arrivals.try_iter());
    }
}

/// What arrives before the first frame, which a small library is worth waiting a moment for.
fn first_arrivals(app: &mut App, arrivals: &Receiver<Arrival>, workers: &mut Workers) -> Result<Vec<Arrival>> {
    let deadline = Instant::now() + FIRST_FRAME_PATIENCE;
    while matches!(app.listing, Listing::Reading(_)) || app.waiting {
        match arrivals.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
            Ok(Arrival::Event(
                event @ (Event::Listed(..) | Event::Listing(..) | Event::Loaded(..) | Event::Aligned(_)),
            )) => {
                for effect in app.update(event) {
                    workers.take(effect);
                }
            }
            Ok(other) => return Ok(vec![other]),
            Err(RecvTimeoutError::Timeout) => break,
            Err(error) => return Err(error.into()),
        }
    }
    Ok(Vec::new())
}

/// Ends as a signal asks for, so that the shell sees it.
pub fn die_of(signal: i32) {
    signals::die_of(signal);
}
