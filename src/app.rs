//! Commands, keys, and `update(app, event) → effects`.
//!
//! The app is values only: it knows no terminal, no files and no clock. What it wants of the outside are [`Effect`]s,
//! what comes back are [`Event`]s; a test drives it as the terminal does.

mod again;
pub mod along;
pub mod commands;
mod configured;
pub mod contents;
mod desk;
pub mod differences;
pub mod editor;
mod finding;
pub mod geometry;
pub mod help;
pub mod key;
pub mod keymap;
pub mod list;
pub mod mark_list;
pub mod marks;
pub mod mending;
pub mod overlay;
pub mod pace;
pub mod reader;
pub mod remarks;
pub mod signs;
pub mod takeaway;
pub mod tally;
pub mod themes;
mod update;

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

pub use commands::Pane;
pub use configured::{CLIPBOARDS, Clipboard, Configured, HABITS, Habit, SettingRow};
pub use finding::{Finding, Reference};
pub use marks::{Carried, Placing};
pub use overlay::{Overlay, Prompt, PromptKind};
pub use reader::{Lock, Reader, Setting, Shown, View, Wanted};
pub use update::{Handed, LONGEST_YANK};

use crate::align::Pin;
use crate::compare::Comparison;
use crate::error::Error;
use crate::layout::Arrangement;
use crate::library::watch::{Fate, Told};
use crate::library::{Batch, Direction, Library, Overrides, Progress, Reach, Sought};
use crate::model::{Address, Alignment, Document, Language, Side, Version, VersionId, Work};
use crate::search::Query;
use crate::state::State;
use crate::state::marks::{self as kept_marks, Marks};
use crate::state::mends::{Found, Keeping, Texts};
use commands::Command;
use desk::Desk;
use geometry::Geometry;
use help::Topic;
use key::Key;
use keymap::Keymap;
use list::ListPane;
use marks::MarkDesk;
use reader::Known;
use takeaway::{NotWritten, Parcel};
use themes::{Ground, Themes};

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
        /// When; the time since the start.
        at: Duration,
    },
    /// The screen has another size, in columns and rows.
    Resize(u16, u16),
    /// Listing goes on: further works are there.
    Listing(u64, Batch),
    /// All of the library is there, with the works that were not told before.
    Listed(u64, Box<Library>),
    /// A document is there, or can't be had.
    Loaded(VersionId, Reach, Result<Arc<Document>, Error>),
    /// An alignment is there.
    Aligned(Box<AlignmentOf>),
    /// The next hit in a long file is there, or there is none.
    Sought(u64, Result<Option<Sought>, Error>),
    /// Hits are there, for each side that was searched.
    Found(u64, [Vec<std::ops::Range<usize>>; 2]),
    /// What was mended by hand of two texts was looked for.
    Mends(Box<Texts>, Found),
    /// What was mended was written, perhaps elsewhere than it should be, or not.
    MendsKept(Result<Option<String>, Error>),
    /// The headings that match are there, as indices of blocks.
    Headings(u64, Vec<u32>),
    /// The entries of the list of differences that match are there, by their indices.
    Differences(u64, Vec<u32>),
    /// Two texts are compared.
    Compared(u64, Arc<Comparison>),
    /// Something became of a file that is shown.
    Told(Told),
    /// The terminal has told what it stands on.
    Ground(Ground),
    /// The marks that are kept, all or those of others too, and something to tell of them.
    Marks(Box<Marks>, Option<String>),
    /// Marks were looked for in a text that is shown.
    MarksPlaced(u64, Vec<(String, kept_marks::Found)>),
    /// The state was written, or not.
    Saved(Result<(), Error>),
    /// The reader's browser has an address, or could not be given it.
    Visited(Result<(), Error>),
    /// A text that was to be copied went somewhere, or nowhere.
    Yanked(Handed),
    /// What came of the parcel of this number: where it lies, or why it does not.
    TakenAway(u64, Result<PathBuf, NotWritten>),
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
    /// Compare two documents, left first, along their alignment.
    Compare(u64, [Arc<Document>; 2], Arc<Alignment>),
    /// Find in the documents of the sides.
    Find(u64, Query, [Option<Arc<Document>>; 2]),
    /// Look for the next hit in a long file, from a position on.
    Seek(u64, Version, Query, u64, Direction),
    /// Find among the headings of a document, which are indices of blocks.
    FindHeadings(u64, Query, Arc<Document>, Arc<[u32]>),
    /// Find in the list of differences.
    FindDifferences(u64, Query, Box<differences::Listed>),
    /// Watch the files of these versions, and no others.
    Watch(Vec<Version>),
    /// Look for what was mended by hand of two texts; with what stood in earlier forms of them.
    FindMends(Box<Texts>, Option<Box<(Texts, Vec<Pin>)>>),
    /// Write what was mended.
    KeepMends(Box<Keeping>),
    /// Write the state.
    Save(Box<State>),
    /// Write what is on the screen to a file.
    TakeAway(Box<Parcel>),
    /// Write the marks.
    SaveMarks(Box<Marks>),
    /// Look for marks in a text that is shown; earlier ones are of no use any more.
    PlaceMarks(Box<Placing>),
    /// Give an address to the reader's browser.
    Visit(Address),
    /// Give a text to the clipboard.
    Yank(String),
    /// Take the mouse, or give it back.
    Mouse(Capture),
    /// Ask the terminal what it stands on.
    AskGround,
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

impl Message {
    /// Something told by the way.
    pub fn note(text: impl Into<String>) -> Self {
        Self { text: text.into(), weight: Weight::Note }
    }
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
    /// Whether the text is to be alone on the screen.
    pub zen: bool,
    /// Which pane has the keyboard.
    pub pane: Pane,
    /// The reading pane, once a work was opened.
    pub reader: Option<Reader>,
    /// The panel in which all versions are read along, if it is open.
    pub along: Option<along::Along>,
    /// What lies over the panes.
    pub overlay: Option<Overlay>,
    /// What was found last.
    pub finding: Option<Finding>,
    /// Why what is being typed can't be looked for.
    pub find_trouble: Option<String>,
    /// The line to the reader.
    pub message: Option<Message>,
    /// The number typed before a command.
    pub count: Option<usize>,
    /// The themes, and which of them is shown.
    pub themes: Themes,
    /// Languages the reader prefers, best first.
    pub preferences: Vec<Language>,
    /// The choices that rows depend on.
    pub setting: Setting,
    /// The keys in effect.
    pub keymap: Keymap,
    /// What the reader has configured.
    pub configured: Configured,
    /// Whether kzreader has the mouse.
    pub capture: Capture,
    /// Whether something is still being read or aligned for the screen.
    pub waiting: bool,
    /// Bookmarks, highlights and notes, and where they are in what is shown.
    pub marks: MarkDesk,
    settings: fn() -> Vec<SettingRow>,
    manual: fn() -> Vec<Topic>,
    state: State,
    paths: Vec<PathBuf>,
    /// The encoding of all files, where the reader chose one for this time, and the versions that got theirs since.
    encoding: Option<String>,
    encodings_of_today: HashSet<VersionId>,
    /// What was told last about the texts on the screen.
    told: Option<String>,
    desk: Desk,
    digit: Option<Digit>,
    jumps: Jumps,
    pacer: pace::Pacer,
    /// The command that was run last by the key that is taken in.
    ran: Option<Command>,
    generation: u64,
    coming: Coming,
    contents_generation: u64,
    /// What is being compared, and which comparison that is.
    comparing: Option<reader::Compared>,
    compare_generation: u64,
    /// The versions whose files are watched.
    watched: Vec<VersionId>,
    /// Versions whose files are not what was read.
    stale: HashMap<VersionId, Fate>,
    /// Versions that are being read again.
    read_again: HashMap<VersionId, Wish>,
    /// What is being copied, as the reader is told of it.
    yanking: Option<String>,
    find_both: bool,
    /// The format and the folder of what was taken away last.
    taken_before: (usize, PathBuf),
    n_parcels: u64,
    find_generation: u64,
    found_before: Option<Finding>,
    found_last: Option<Finding>,
    count_at: Duration,
    /// When a key was pressed last.
    pressed_at: Duration,
    now: u64,
    effects: Vec<Effect>,
}

/// Who wants a text to be read again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wish {
    /// The reader, who is told what comes of it.
    Readers,
    /// Nobody: its file was changed.
    Nobodys,
}

/// What becomes of the works that a listing finds.
#[derive(Debug, Clone)]
enum Coming {
    /// They are listed as they come. The last ones are loose: what belongs together is not known yet.
    Listed {
        /// How many are loose.
        n_loose: usize,
        /// Whether the reader has chosen something in the list.
        is_touched: bool,
    },
    /// They wait until all of them are there: the library of before is still shown.
    Aside(Vec<Work>),
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
    pub themes: Vec<String>,
    /// The theme for this time, by its name.
    pub theme: Option<String>,
    /// What the terminal stands on, as far as that is known before it is asked.
    pub ground: Option<Ground>,
    /// What the reader has configured.
    pub configured: Configured,
    /// What is known of each setting, for the help.
    pub settings: fn() -> Vec<SettingRow>,
    /// What is known of the command line, for the help.
    pub manual: fn() -> Vec<Topic>,
    /// Seconds since 1970.
    pub now: u64,
}

/// The measure where none was chosen, in columns.
pub const MEASURE: usize = 72;

impl App {
    /// An app that has asked for its library.
    pub fn new(start: Start) -> Self {
        let configured = start.configured;
        let mut state = start.state;
        state.choices = state.choices.unless_configured(&state.configured, &configured.choices);
        state.configured = configured.choices.over(&state.configured);
        let choices = state.choices.over(&configured.choices);
        let suited = [configured.dark_theme.as_str(), configured.light_theme.as_str()];
        let chosen = start.theme.as_deref().or(choices.theme.as_deref());
        let themes = Themes::new(start.themes, suited, chosen, start.ground);
        let setting = Setting {
            arrangement: choices.arrangement().unwrap_or_default(),
            stacked_by: choices.grain(Arrangement::Stacked),
            interleaved_by: choices.grain(Arrangement::Interleaved),
            folding: choices.folding(),
            measure: choices.measure.unwrap_or(MEASURE).clamp(geometry::NARROWEST_MEASURE, geometry::WIDEST_MEASURE),
            hyphenation: configured.hyphenation,
            justification: choices.justification == Some(true),
            margin: configured.margin,
            gutter: configured.gutter,
            columns_from: configured.columns_from,
        };
        let sort = choices.sort.as_deref().and_then(list::Sort::named).unwrap_or_default();
        let mut app = Self {
            size: start.size,
            geometry: Geometry::default(),
            library: Library::default(),
            listing: Listing::Reading(Progress { n_read: 0, n_files: 0 }),
            list: ListPane { sort, ..ListPane::default() },
            list_hidden: choices.list_hidden.unwrap_or(false),
            zen: configured.zen,
            pane: Pane::List,
            reader: None,
            along: None,
            overlay: None,
            finding: None,
            find_trouble: None,
            message: start.message.map(|text| Message { text, weight: Weight::Trouble }),
            count: None,
            themes,
            preferences: start.preferences,
            setting,
            keymap: configured.keymap.clone(),
            configured,
            capture: if choices.mouse == Some(false) { Capture::Off } else { Capture::On },
            waiting: false,
            marks: MarkDesk::default(),
            settings: start.settings,
            manual: start.manual,
            state,
            paths: start.paths,
            encoding: None,
            encodings_of_today: HashSet::new(),
            told: None,
            desk: Desk::default(),
            digit: None,
            jumps: Jumps::default(),
            pacer: pace::Pacer::default(),
            ran: None,
            generation: 0,
            coming: Coming::Listed { n_loose: 0, is_touched: false },
            contents_generation: 0,
            comparing: None,
            compare_generation: 0,
            watched: Vec::new(),
            stale: HashMap::new(),
            read_again: HashMap::new(),
            yanking: None,
            find_both: false,
            taken_before: (0, PathBuf::new()),
            n_parcels: 0,
            find_generation: 0,
            found_before: None,
            found_last: None,
            count_at: Duration::ZERO,
            pressed_at: Duration::ZERO,
            now: start.now,
            effects: Vec::new(),
        };
        app.open_library();
        app.lay_out();
        app
    }

    /// Takes an event in and gives what is asked of the outside.
    pub fn update(&mut self, event: Event) -> Vec<Effect> {
        self.handle(event);
        if self.reader.as_ref().is_some_and(Reader::is_restless) {
            self.settle();
        }
        self.follow_along();
        self.keep_watch();
        self.keep_compared();
        self.renew_contents();
        self.renew_differences();
        self.place_marks();
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
        self.message = Some(Message::note(text));
    }

    fn trouble(&mut self, text: impl Into<String>) {
        self.message = Some(Message { text: text.into(), weight: Weight::Trouble });
    }

    fn open_library(&mut self) {
        self.generation += 1;
        self.coming = if self.library.works.is_empty() {
            Coming::Listed { n_loose: 0, is_touched: false }
        } else {
            Coming::Aside(Vec::new())
        };
        self.listing = Listing::Reading(Progress { n_read: 0, n_files: 0 });
        self.effects.push(Effect::Open(self.generation, self.paths.clone(), self.overrides()));
    }

    /// Divides the screen and lays out what is on it.
    fn lay_out(&mut self) {
        self.geometry = Geometry::divide(geometry::Wish {
            width: self.size.0,
            height: self.size.1,
            list_hidden: self.list_hidden,
            list_focused: self.pane == Pane::List,
            reading: self.reader.is_some(),
            zen: self.is_zen(),
            telling: self.message.is_some() || matches!(self.overlay, Some(Overlay::Prompt(_))),
            list_from: self.configured.list_from,
            list_width: self.configured.list_width,
        });
        if let Some(list) = self.geometry.list {
            self.list.reveal(usize::from(geometry::ListParts::divide(list).entries.height));
        }
        self.lay_along();
        self.make_room_for_remarks();
        if let (Some(reader), Some(area)) = (&mut self.reader, self.geometry.text) {
            reader.lay_out(area, self.setting);
        }
    }
}

/// The documents of a work that were asked for and have not come yet.
type Asked = HashSet<(VersionId, Reach)>;
