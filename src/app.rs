//! Commands, keys, and `update(app, event) → effects`.
//!
//! The app is values only: it knows no terminal, no files and no clock. What it wants of the outside are [`Effect`]s,
//! what comes back are [`Event`]s; a test drives it as the terminal does.

pub mod commands;
mod desk;
mod finding;
pub mod geometry;
pub mod help;
pub mod key;
pub mod list;
pub mod overlay;
pub mod reader;
pub mod tally;
mod update;

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

pub use commands::Pane;
pub use finding::{Finding, Reference};
pub use overlay::{Overlay, Prompt, PromptKind};
pub use reader::{Lock, Reader, Setting, Shown, View, Wanted};

use crate::align::Pin;
use crate::error::Error;
use crate::layout::Arrangement;
use crate::library::{Library, Overrides, Progress, Reach};
use crate::model::{Alignment, Document, Language, Side, Version, VersionId};
use crate::search::Query;
use crate::state::State;
use desk::Desk;
use geometry::Geometry;
use key::Key;
use list::ListPane;
use reader::Known;

/// What happened outside.
#[derive(Debug, Clone)]
pub enum Event {
    /// A key was pressed; `at` is the time since the start.
    Key {
        /// The key.
        key: Key,
        /// When.
        at: Duration,
    },
    /// Text was pasted.
    Paste(String),
    /// The mouse did something.
    Mouse {
        /// What it did.
        action: MouseAction,
        /// The column, from 0.
        column: u16,
        /// The row, from 0.
        row: u16,
    },
    /// The screen has another size, in columns and rows.
    Resize(u16, u16),
    /// Listing goes on.
    Listing(u64, Progress),
    /// The library is there.
    Listed(u64, Box<Library>),
    /// A document is there, or can't be had.
    Loaded(VersionId, Reach, Result<Arc<Document>, Error>),
    /// An alignment is there.
    Aligned(Box<AlignmentOf>),
    /// Hits are there, for each side that was searched.
    Found(u64, [Vec<std::ops::Range<usize>>; 2]),
    /// The state was written, or not.
    Saved(Result<(), Error>),
    /// A worker panicked; what it was doing is lost.
    WorkerFailed(String),
    /// The program is asked to end.
    Stop,
}

/// What the mouse does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MouseAction {
    /// The left button was pressed.
    Click,
    /// The wheel was turned towards the reader.
    WheelDown,
    /// The wheel was turned away from the reader.
    WheelUp,
}

/// An alignment with the documents it is of.
#[derive(Debug, Clone)]
pub struct AlignmentOf {
    /// The documents, left first.
    pub documents: [Arc<Document>; 2],
    /// The pins it keeps to.
    pub pins: Vec<Pin>,
    /// How good it is.
    pub effort: Effort,
    /// The alignment.
    pub alignment: Arc<Alignment>,
}

/// How much is done for an alignment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effort {
    /// One that is good around the place, in some milliseconds.
    Near,
    /// A first one, in a moment.
    Quick,
    /// The best one that the two texts teach by themselves.
    Alone,
    /// The best one.
    Full,
}

/// An alignment that is asked for.
#[derive(Debug, Clone)]
pub struct Order {
    /// Which order it is: a later one makes this one stale.
    pub number: u64,
    /// The documents, left first.
    pub documents: [Arc<Document>; 2],
    /// The pins to keep to.
    pub pins: Vec<Pin>,
    /// Versions of other works in the same two languages, left first, that words are learnt from as well.
    pub companions: Vec<[Version; 2]>,
    /// How good it has to be.
    pub effort: Effort,
    /// Where [`Effort::Near`] is near to: a side and a segment of it.
    pub near: (Side, usize),
}

/// What the app asks of the outside.
#[derive(Debug, Clone)]
pub enum Effect {
    /// Make the library anew.
    Open(u64, Vec<PathBuf>, Overrides),
    /// Read a version.
    Load(Version, Reach),
    /// Align two documents; orders with lower numbers are of no use any more.
    Align(Order),
    /// No alignment is of use any more but orders from this number on.
    StopAligning(u64),
    /// Find in the documents of the sides.
    Find(u64, Query, [Option<Arc<Document>>; 2]),
    /// Write the state.
    Save(Box<State>),
    /// Take the mouse, or give it back.
    Mouse(Capture),
    /// Draw every cell anew.
    Redraw,
    /// Stop until the shell continues us.
    Suspend,
    /// End.
    Quit,
}

/// Whether kzreader gets what the mouse does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Capture {
    /// It does.
    #[default]
    On,
    /// The terminal keeps the mouse, for selecting text.
    Off,
}

/// A line to the reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// What it says.
    pub text: String,
    /// How urgent it is.
    pub weight: Weight,
}

/// How urgent a message is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// Told by the way.
    Note,
    /// Something did not work.
    Trouble,
}

/// Where the library stands.
#[derive(Debug, Clone)]
pub enum Listing {
    /// Files are being read.
    Reading(Progress),
    /// It is there.
    Ready,
}

/// Everything that is on the screen and behind it.
#[derive(Debug, Clone)]
pub struct App {
    /// Columns and rows of the screen.
    pub size: (u16, u16),
    /// Where the parts of the screen are.
    pub geometry: Geometry,
    /// The works.
    pub library: Library,
    /// Whether all of them are there.
    pub listing: Listing,
    /// The list pane.
    pub list: ListPane,
    /// Whether the list is hidden beside a text.
    pub list_hidden: bool,
    /// Which pane has the keyboard.
    pub pane: Pane,
    /// The reading pane, once a work was opened.
    pub reader: Option<Reader>,
    /// What lies over the panes.
    pub overlay: Option<Overlay>,
    /// What was found last.
    pub finding: Option<Finding>,
    /// The line to the reader.
    pub message: Option<Message>,
    /// The number typed before a command.
    pub count: Option<usize>,
    /// The index of the theme in the table of themes.
    pub theme: usize,
    /// Languages the reader prefers, best first.
    pub preferences: Vec<Language>,
    /// The choices that rows depend on.
    pub setting: Setting,
    /// Whether kzreader has the mouse.
    pub capture: Capture,
    /// Whether something is still being read or aligned for the screen.
    pub waiting: bool,
    state: State,
    paths: Vec<PathBuf>,
    desk: Desk,
    digit: Option<Digit>,
    jumps: Jumps,
    generation: u64,
    find_both: bool,
    find_generation: u64,
    found_before: Option<Finding>,
    found_last: Option<Finding>,
    count_at: Duration,
    now: u64,
    themes: Vec<&'static str>,
    effects: Vec<Effect>,
}

/// A digit that put a version on a side, and what was before: a movement right after it makes it a count.
#[derive(Debug, Clone)]
struct Digit {
    value: usize,
    at: Duration,
    before: Box<Before>,
}

/// What a digit changed.
#[derive(Debug, Clone)]
struct Before {
    reader: Reader,
    finding: Option<Finding>,
    waiting: bool,
}

/// Places that jumps began at.
#[derive(Debug, Clone, Default)]
struct Jumps {
    back: Vec<Vec<Known>>,
    forward: Vec<Vec<Known>>,
}

/// What an app starts with.
#[derive(Debug, Clone)]
pub struct Start {
    /// Columns and rows of the screen.
    pub size: (u16, u16),
    /// Files and folders to open; the built-in library where there are none.
    pub paths: Vec<PathBuf>,
    /// What was kept from the last time.
    pub state: State,
    /// Something to say at once.
    pub message: Option<String>,
    /// Languages the reader prefers, best first.
    pub preferences: Vec<Language>,
    /// The names of the themes, for what was kept of the choice.
    pub themes: Vec<&'static str>,
    /// The theme where none was chosen, by its index.
    pub theme: usize,
    /// Seconds since 1970.
    pub now: u64,
}

impl App {
    /// An app that has asked for its library.
    pub fn new(start: Start) -> Self {
        let choices = &start.state.choices;
        let theme = choices.theme.as_deref().and_then(|name| start.themes.iter().position(|known| *known == name));
        let setting = Setting {
            arrangement: choices.arrangement().unwrap_or_default(),
            stacked_by: choices.grain(Arrangement::Stacked),
            interleaved_by: choices.grain(Arrangement::Interleaved),
            folding: choices.folding(),
            measure: choices.measure.unwrap_or(72).clamp(geometry::NARROWEST_MEASURE, geometry::WIDEST_MEASURE),
            hyphenation: true,
        };
        let sort = choices.sort.as_deref().and_then(list::Sort::named).unwrap_or_default();
        let mut app = Self {
            size: start.size,
            geometry: Geometry::default(),
            library: Library::default(),
            listing: Listing::Reading(Progress { n_read: 0, n_files: 0 }),
            list: ListPane { sort, ..ListPane::default() },
            list_hidden: choices.list_hidden.unwrap_or(false),
            pane: Pane::List,
            reader: None,
            overlay: None,
            finding: None,
            message: start.message.map(|text| Message { text, weight: Weight::Trouble }),
            count: None,
            theme: theme.unwrap_or(start.theme),
            preferences: start.preferences,
            setting,
            capture: if choices.mouse == Some(false) { Capture::Off } else { Capture::On },
            waiting: false,
            state: start.state,
            paths: start.paths,
            desk: Desk::default(),
            digit: None,
            jumps: Jumps::default(),
            generation: 0,
            find_both: false,
            find_generation: 0,
            found_before: None,
            found_last: None,
            count_at: Duration::ZERO,
            now: start.now,
            themes: start.themes,
            effects: Vec::new(),
        };
        app.open_library();
        app.lay_out();
        app
    }

    /// Takes an event in and gives what is asked of the outside.
    pub fn update(&mut self, event: Event) -> Vec<Effect> {
        self.handle(event);
        self.lay_out();
        std::mem::take(&mut self.effects)
    }

    /// What is asked of the outside before the first event.
    pub fn start_effects(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.effects)
    }

    /// What is kept for the next start.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// What is kept for the next start, with the place as it is now.
    pub fn keep(&mut self) -> State {
        self.keep_place();
        self.state.clone()
    }

    /// How far the reader has come in a work, in thousandths.
    pub fn progress_of(&self, work: &crate::model::Work) -> Option<u16> {
        self.state.reading_of(work).map(|reading| reading.progress)
    }

    fn note(&mut self, text: impl Into<String>) {
        self.message = Some(Message { text: text.into(), weight: Weight::Note });
    }

    fn trouble(&mut self, text: impl Into<String>) {
        self.message = Some(Message { text: text.into(), weight: Weight::Trouble });
    }

    fn open_library(&mut self) {
        self.generation += 1;
        self.listing = Listing::Reading(Progress { n_read: 0, n_files: 0 });
        self.effects.push(Effect::Open(self.generation, self.paths.clone(), self.state.overrides()));
    }

    /// Divides the screen and lays out what is on it.
    fn lay_out(&mut self) {
        self.geometry = Geometry::divide(geometry::Wish {
            width: self.size.0,
            height: self.size.1,
            list_hidden: self.list_hidden,
            list_focused: self.pane == Pane::List,
            reading: self.reader.is_some(),
        });
        if let Some(list) = self.geometry.list {
            self.list.reveal(usize::from(geometry::ListParts::divide(list).entries.height));
        }
        if let (Some(reader), Some(area)) = (&mut self.reader, self.geometry.text) {
            reader.lay_out(area, self.setting);
        }
    }
}

/// The documents of a work that were asked for and have not come yet.
type Asked = HashSet<(VersionId, Reach)>;
