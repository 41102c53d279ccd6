//! The terminal, signals, the event loop and the workers: where the app meets the world.
//!
//! The loop sleeps until something arrives on its one channel, which the input thread, the signal thread and the
//! workers feed; nothing ticks. What arrives together is taken in together and drawn once.

mod browser;
mod clipboard;
mod companions;
mod input;
mod painter;
mod panics;
mod placing;
mod provoke;
mod saver;
mod signals;
mod surroundings;
pub mod takeaway;
mod terminal;
mod workers;

use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant, SystemTime};

use anyhow::{Context as _, Result, anyhow};

pub use companions::Companions;
pub use panics::tell_panics;
pub use surroundings::{Refusal, is_output_styled, is_terminal, output_order, output_width, preferences, report};
pub use workers::{Desk, perform};

use crate::app::help::Topic;
use crate::app::{App, Clipboard, Effect, Event, Handed, Listing, Start};
use crate::config::Config;
use crate::model::Language;
use crate::state::alignments::Alignments;
use crate::state::marks::MarkStore;
use crate::state::mends::{self, MendStore};
use crate::state::{Opened, Store};
use crate::ui;
use saver::Stores;
use signals::Signal;
use terminal::{Files, Screen};
use workers::Workers;

/// How long the first frame waits for the library at most, so that a small one doesn't flash by as empty.
const FIRST_FRAME_PATIENCE: Duration = Duration::from_millis(12);

/// How long it waits for the terminal to tell what it stands on. Those that do tell it in a millisecond; what comes later
/// changes the colours then.
const GROUND_PATIENCE: Duration = Duration::from_millis(4);

/// How many batches of input may wait for the loop; further ones wait in the terminal.
const MOST_BATCHES: usize = 4;

/// What arrives at the loop.
#[derive(Debug)]
enum Arrival {
    /// Something for the app.
    Event(Event),
    /// What the reader did, in order.
    Input(Vec<Event>),
    /// The terminal takes more of what it did not take before.
    Writable,
    /// A signal.
    Signal(Signal),
    /// The terminal is gone.
    Hangup,
    /// Nothing will be read any more, because that failed.
    Broken,
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
pub fn preferences_of(configured: &[Language]) -> Vec<Language> {
    let mut preferred = configured.to_vec();
    for language in preferences() {
        if !preferred.contains(&language) {
            preferred.push(language);
        }
    }
    preferred
}

/// What was asked for on the command line.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Files and folders to read; the built-in library where there are none.
    pub paths: Vec<PathBuf>,
    /// The encoding of the files; they are found to be in one otherwise.
    pub encoding: Option<String>,
    /// The theme for this time.
    pub theme: Option<String>,
    /// What the help tells of the command line.
    pub manual: fn() -> Vec<Topic>,
}

/// Shows what was asked for until the reader leaves.
///
/// # Errors
///
/// When the terminal can't be used.
pub fn run(asked: Asked, config: Config) -> Result<Ending> {
    let Asked { paths, encoding, theme, manual } = asked;
    surroundings::check_terminal()?;
    signals::survive_file_size_limit();
    let files = Files::open().context("the terminal can't be opened")?;
    let Opened { store, state, message } = Store::open(Store::folder().as_deref());
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let messages: Vec<String> = config.message().into_iter().chain(message).collect();
    let mut app = App::new(Start {
        size: terminal::size_of(&*files.output),
        paths,
        state,
        message: (!messages.is_empty()).then(|| messages.join("; ")),
        preferences: preferences_of(&config.configured.languages),
        themes: config.themes.names(),
        theme,
        ground: surroundings::ground(),
        settings: || crate::config::rows().collect(),
        manual,
        configured: config.configured,
        now,
    })
    .with_encoding(encoding);
    const NO_THREAD: &str = "no thread could be started";
    let (sender, arrivals) = mpsc::channel();
    let mends = MendStore::new(mends::folder_in(Store::folder().as_deref()));
    let stores = Stores { state: store, mends, marks: MarkStore::new(Store::folder()) };
    let mut workers = Workers::start(sender.clone(), stores, Alignments::new(Alignments::folder()));
    // The library is read while the terminal is taken over.
    for effect in app.start_effects() {
        workers.take(effect);
    }
    signals::watch(sender.clone()).context(NO_THREAD)?;
    let habit = app.configured.right_to_left.unwrap_or_else(surroundings::habit);
    let screen =
        Screen::enter(&files, surroundings::scrolling(), app.capture, habit).context("the terminal can't be used")?;
    let (permits, permitted) = mpsc::sync_channel(MOST_BATCHES);
    let line = input::watch(&files, sender, permits, Instant::now()).context(NO_THREAD)?;
    let depth = surroundings::depth();
    let clipboard = app.configured.clipboard;
    let themes = config.themes;
    let mut hub = Hub { app, screen, workers, line, permitted, themes, depth, clipboard };
    let ended = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| hub.run(&arrivals)));
    let Hub { mut app, mut screen, mut workers, .. } = hub;
    screen.leave();
    let ending = match ended {
        Ok(Ok(ending)) => Ok(ending),
        Ok(Err(error)) => Err(error),
        Err(_) => Err(anyhow!("kzreader failed at something it should be able to do")),
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

/// Where everything meets: what arrives goes to the app, what the app asks for to whom it concerns.
struct Hub {
    app: App,
    screen: Screen,
    workers: Workers,
    line: input::Line,
    permitted: Receiver<()>,
    themes: ui::theme::Themes,
    depth: ui::theme::Depth,
    clipboard: Clipboard,
}

impl Hub {
    fn run(&mut self, arrivals: &Receiver<Arrival>) -> Result<Ending> {
        if self.app.themes.awaits_ground() {
            self.ask_ground()?;
        }
        let size = self.screen.size();
        if size != self.app.size {
            self.update(Event::Resize(size.0, size.1))?;
        }
        let mut pending = self.first_arrivals(arrivals)?;
        loop {
            for arrival in pending.drain(..) {
                if let Some(ending) = self.take(arrival)? {
                    return Ok(ending);
                }
            }
            if self.draw().is_err() {
                // A terminal that takes nothing any more is gone.
                pending.push(Arrival::Hangup);
                continue;
            }
            pending.push(arrivals.recv()?);
            pending.extend(arrivals.try_iter());
        }
    }

    /// What arrives before the first frame, which a small library is worth waiting a moment for, and the terminal's ground
    /// a shorter one.
    fn first_arrivals(&mut self, arrivals: &Receiver<Arrival>) -> Result<Vec<Arrival>> {
        let start = Instant::now();
        loop {
            let patience = if matches!(self.app.listing, Listing::Reading(_)) || self.app.waiting {
                FIRST_FRAME_PATIENCE
            } else if self.app.themes.awaits_ground() {
                GROUND_PATIENCE
            } else {
                return Ok(Vec::new());
            };
            let is_awaited = |arrival: &Arrival| match arrival {
                Arrival::Event(event) => {
                    matches!(event, Event::Listed(..) | Event::Listing(..) | Event::Loaded(..) | Event::Aligned(_))
                }
                Arrival::Input(events) => events.iter().all(|event| matches!(event, Event::Ground(_))),
                _ => false,
            };
            match arrivals.recv_timeout(patience.saturating_sub(start.elapsed())) {
                Ok(arrival) if is_awaited(&arrival) => drop(self.take(arrival)?),
                Ok(other) => return Ok(vec![other]),
                Err(RecvTimeoutError::Timeout) => return Ok(Vec::new()),
                Err(error) => return Err(error.into()),
            }
        }
    }

    /// Asks the terminal what it stands on; the answer comes as an event, or never.
    fn ask_ground(&mut self) -> Result<()> {
        if self.depth != ui::theme::Depth::None {
            self.screen.ask_ground()?;
        }
        Ok(())
    }

    /// Draws, unless the terminal is behind: then the next frame is made when it has caught up.
    fn draw(&mut self) -> std::io::Result<()> {
        if !self.screen.is_behind() {
            provoke::panic_if_asked(provoke::Place::Drawing);
            let (app, themes, depth) = (&self.app, &self.themes, self.depth);
            self.screen.draw(|buffer| ui::draw(buffer, app, themes, depth))?;
        }
        if self.screen.is_behind() {
            self.line.tell_when_ready();
        }
        Ok(())
    }

    /// Takes in what arrived; gives how the program ends if it does.
    fn take(&mut self, arrival: Arrival) -> Result<Option<Ending>> {
        let ended = |quits: bool, ending| quits.then_some(ending);
        Ok(match arrival {
            Arrival::Event(event) => ended(self.update(event)?, Ending::Left),
            Arrival::Input(events) => {
                let _ = self.permitted.try_recv();
                for event in events {
                    if self.update(event)? {
                        return Ok(Some(Ending::Left));
                    }
                }
                None
            }
            Arrival::Writable => match self.screen.go_on() {
                Ok(()) => None,
                Err(_) => ended(self.update(Event::Stop)?, Ending::Left),
            },
            Arrival::Hangup => ended(self.update(Event::Stop)?, Ending::Left),
            Arrival::Broken => return Err(anyhow!("the terminal can't be read any more")),
            Arrival::Signal(Signal::End(number)) => ended(self.update(Event::Stop)?, Ending::Signalled(number)),
            Arrival::Signal(Signal::Suspend) => ended(self.suspend()?, Ending::Left),
            Arrival::Signal(Signal::Continued) => {
                self.screen.come_back()?;
                ended(self.resize()?, Ending::Left)
            }
            Arrival::Signal(Signal::Resized) => {
                self.screen.measure();
                ended(self.resize()?, Ending::Left)
            }
        })
    }

    /// Has the app take in an event, and does what it asks for; whether it asks to end.
    fn update(&mut self, event: Event) -> Result<bool> {
        provoke::panic_if_asked(provoke::Place::Loop);
        for effect in self.app.update(event) {
            match effect {
                Effect::Quit => return Ok(true),
                Effect::Redraw => {
                    self.screen.redraw();
                    self.screen.measure();
                    self.resize()?;
                }
                Effect::Yank(text) => self.yank(text)?,
                Effect::Mouse(capture) => self.screen.capture_mouse(capture)?,
                Effect::AskGround => self.ask_ground()?,
                Effect::Suspend => {
                    self.suspend()?;
                }
                other => self.workers.take(other),
            }
        }
        Ok(false)
    }

    /// Gives a text to the clipboard, on all ways that it may take, and has the app hear of it.
    fn yank(&mut self, text: String) -> Result<()> {
        let around = clipboard::Around::ours();
        let Some(ways) = clipboard::ways(self.clipboard, around) else {
            self.update(Event::Yanked(Handed::Off))?;
            return Ok(());
        };
        let terminal = ways.terminal && self.screen.send(&clipboard::sequence(&text, around))?;
        if ways.programs.is_empty() {
            let nowhere =
                if ways.terminal { "the terminal takes nothing" } else { "there is no clipboard program here" };
            let handed = match terminal {
                true => Handed::On { terminal, program: None },
                false => Handed::Nowhere(nowhere.to_owned()),
            };
            self.update(Event::Yanked(handed))?;
        } else {
            self.workers.hand_to(ways.programs, text, terminal);
        }
        Ok(())
    }

    fn suspend(&mut self) -> Result<bool> {
        self.screen.suspend()?;
        self.resize()
    }

    /// Tells the app the size of the screen, if it is another one.
    fn resize(&mut self) -> Result<bool> {
        let (width, height) = self.screen.size();
        if (width, height) == self.app.size { Ok(false) } else { self.update(Event::Resize(width, height)) }
    }
}

/// Ends as a signal asks for, so that the shell sees it.
pub fn die_of(signal: i32) {
    signals::die_of(signal);
}
