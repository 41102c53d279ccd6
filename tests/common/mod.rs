//! Drives the app as the terminal does, but at once and without one.
#![allow(dead_code, reason = "each test binary uses its own part")]

#[cfg(unix)]
pub mod inert;
#[cfg(unix)]
pub mod program;
#[cfg(unix)]
pub mod terminal;

use std::io::Write as _;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use kzreader::app::key::Key;
use kzreader::app::{AlignmentOf, App, Configured, Effect, Effort, Event, Handed, Order, Start};
use kzreader::model::{Alignment, Language};
use kzreader::runtime::{Companions, Desk, perform};
use kzreader::state::State;
use kzreader::state::alignments::Alignments;
use kzreader::state::marks::Marks;
use kzreader::state::mends::MendStore;
use kzreader::ui::draw;
use kzreader::ui::theme::{Depth, Themes};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// A file or folder beside the tests.
pub fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

/// Copies a folder of works to another folder, since what is mended in a work of one's own lies beside its texts.
pub fn copy_works(collection: &Path, to: &Path) {
    for work in std::fs::read_dir(collection).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        let to = to.join(work.file_name().expect("a name"));
        std::fs::create_dir_all(&to).expect("made");
        for file in std::fs::read_dir(work).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            std::fs::copy(&file, to.join(file.file_name().expect("a name"))).expect("copied");
        }
    }
}

/// A copy of a folder of works that goes away again.
pub fn copy_of(collection: &Path) -> tempfile::TempDir {
    let copy = tempfile::tempdir().expect("a folder");
    copy_works(collection, copy.path());
    copy
}

/// The raw statements, where they are at hand; a test that wants them says that it was skipped where they are not.
pub fn statements() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/statements");
    if !folder.is_dir() {
        // Straight to the stream: what a passing test prints is not shown.
        let _ = writeln!(std::io::stderr(), "skipped: the raw statements are not at hand");
    }
    folder.is_dir().then_some(folder)
}

/// An app with what it does outside done at once.
pub struct Driver {
    pub app: App,
    pub saved: Option<State>,
    pub quit: bool,
    /// The marks that were saved last.
    pub marks: Option<Marks>,
    /// What was copied last.
    pub yanked: Option<String>,
    /// The number from which on alignments were said to be of use.
    pub stopped: Option<u64>,
    /// Alignments that were asked for, where they are held back.
    held: Option<Vec<Order>>,
    alignments: Alignments,
    companions: Companions,
    /// Where mended alignments are kept that don't lie beside their texts.
    mends: Option<PathBuf>,
    /// Where files without a folder go that are taken away.
    away: tempfile::TempDir,
    mend_store: MendStore,
    clock: Duration,
}

impl Driver {
    /// An app with these paths open, preferring English and then German.
    pub fn open(width: u16, height: u16, paths: &[PathBuf]) -> Self {
        Self::resume(width, height, paths, State::default())
    }

    /// The same, with what was kept from an earlier time.
    pub fn resume(width: u16, height: u16, paths: &[PathBuf], state: State) -> Self {
        Self::begin(Self::app(width, height, paths, state), None)
    }

    /// The same, as configured.
    pub fn configured(width: u16, height: u16, paths: &[PathBuf], configured: Configured) -> Self {
        let mut start = Self::start(width, height, paths, State::default());
        start.configured = configured;
        Self::begin(App::new(start), None)
    }

    fn app(width: u16, height: u16, paths: &[PathBuf], state: State) -> App {
        App::new(Self::start(width, height, paths, state))
    }

    fn start(width: u16, height: u16, paths: &[PathBuf], state: State) -> Start {
        let preferences = ["en", "de"].iter().filter_map(|tag| Language::parse(tag)).collect();
        Start {
            size: (width, height),
            paths: paths.to_vec(),
            state,
            message: None,
            preferences,
            themes: Themes::default().names(),
            theme: None,
            ground: None,
            settings: || kzreader::config::rows().collect(),
            manual: Vec::new,
            configured: Default::default(),
            now: 1,
        }
    }

    fn begin(mut app: App, held: Option<Vec<Order>>) -> Self {
        let effects = app.start_effects();
        let mut driver = Self {
            app,
            saved: None,
            quit: false,
            marks: None,
            yanked: None,
            stopped: None,
            held,
            alignments: Alignments::default(),
            companions: Companions::default(),
            mends: None,
            away: tempfile::tempdir().expect("a folder"),
            mend_store: MendStore::default(),
            clock: Duration::ZERO,
        };
        driver.perform(effects);
        driver
    }

    /// An app whose alignments come only when [`Driver::aligned`] gives them.
    pub fn holding_alignments(width: u16, height: u16, paths: &[PathBuf]) -> Self {
        Self::begin(Self::app(width, height, paths, State::default()), Some(Vec::new()))
    }

    /// The alignments that were asked for and held back, in order.
    pub fn orders(&self) -> Vec<Order> {
        self.held.clone().expect("alignments are held back")
    }

    /// Gives an alignment that was held back.
    pub fn aligned(&mut self, order: &Order, effort: Effort, alignment: Alignment) {
        let Order { documents, pins, .. } = order.clone();
        self.send(Event::Aligned(Box::new(AlignmentOf { documents, pins, effort, alignment: Arc::new(alignment) })));
    }

    /// Keeps mended alignments in a folder, where they don't lie beside their texts.
    pub fn keep_mends_in(&mut self, folder: &Path) -> &mut Self {
        self.mends = Some(folder.to_path_buf());
        self.mend_store = MendStore::new(Some(folder.to_path_buf()));
        self
    }

    /// The fixture collection with the ferry open.
    pub fn ferry(width: u16, height: u16) -> Self {
        let mut driver = Self::open(width, height, &[fixture("collection")]);
        driver.keys("Enter");
        driver
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Save(state) => self.saved = Some(*state),
                // Without a folder of its own for them a test has the fixtures open, which are never written to.
                Effect::KeepMends(_) if self.mends.is_none() => {}
                Effect::KeepMends(keeping) => {
                    let kept = self.mend_store.keep(&keeping, &|| true);
                    self.send(Event::MendsKept(kept));
                }
                Effect::Quit => self.quit = true,
                Effect::SaveMarks(marks) => self.marks = Some(*marks),
                Effect::Yank(text) => {
                    self.yanked = Some(text);
                    self.send(Event::Yanked(Handed::On { terminal: true, program: None }));
                }
                Effect::StopAligning(from) => self.stopped = Some(from),
                Effect::Align(order) if self.held.is_some() => {
                    self.held.iter_mut().for_each(|held| held.push(order.clone()))
                }
                mut other => {
                    if let Effect::TakeAway(parcel) = &mut other {
                        parcel.path = self.away.path().join(&parcel.path);
                    }
                    let told = Mutex::new(Vec::new());
                    let desk = Desk {
                        report: &|generation, batch| {
                            told.lock().expect("nobody panics").push(Event::Listing(generation, batch));
                            ControlFlow::Continue(())
                        },
                        is_sought: &|_| true,
                        is_placed: &|_| true,
                        is_wanted: &|_| true,
                        alignments: &self.alignments,
                        companions: &self.companions,
                        mends: self.mends.as_deref(),
                        watch: None,
                    };
                    let event = perform(other, &desk);
                    let told = told.into_inner().expect("nobody panics");
                    for event in told.into_iter().chain(event) {
                        self.send(event);
                    }
                }
            }
        }
    }

    /// Sends an event and does all that comes of it.
    pub fn send(&mut self, event: Event) {
        let effects = self.app.update(event);
        self.perform(effects);
    }

    /// Presses a key, a second after the one before.
    pub fn key(&mut self, key: Key) {
        self.clock += Duration::from_secs(1);
        self.send(Event::Key { key, at: self.clock });
    }

    /// Presses keys that are named as in the command table and parted by blanks.
    pub fn keys(&mut self, keys: &str) -> &mut Self {
        for name in keys.split_whitespace() {
            self.key(Key::parse(name).unwrap_or_else(|| panic!("{name} is no key")));
        }
        self
    }

    /// Types a text, each character at once after the one before.
    pub fn type_text(&mut self, text: &str) -> &mut Self {
        self.clock += Duration::from_secs(1);
        for character in text.chars() {
            self.clock += Duration::from_millis(20);
            let key = Key::plain(kzreader::app::key::KeyCode::Char(character));
            self.send(Event::Key { key, at: self.clock });
        }
        self
    }

    pub fn resize(&mut self, width: u16, height: u16) -> &mut Self {
        self.send(Event::Resize(width, height));
        self
    }

    /// What the screen shows, a line a row, without blanks at the ends.
    pub fn screen(&self) -> String {
        let buffer = self.buffer(Depth::True);
        let rows = (0..buffer.area.height).map(|y| {
            let row: String = (0..buffer.area.width).map(|x| symbol(&buffer, x, y)).collect();
            row.trim_end().to_owned()
        });
        rows.collect::<Vec<_>>().join("\n")
    }

    /// The cells of the screen.
    pub fn buffer(&self, depth: Depth) -> ratatui::buffer::Buffer {
        let (width, height) = self.app.size;
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
        draw(&mut buffer, &self.app, &Themes::default(), depth);
        buffer
    }

    /// The texts of the current bead, left and right, as they stand in the documents.
    pub fn current(&self) -> [Vec<String>; 2] {
        let reader = self.app.reader.as_ref().expect("a work is open");
        let (sheet, bead) = (reader.sheet().expect("something is shown"), reader.bead().expect("a bead"));
        kzreader::model::Side::BOTH.map(|side| {
            let Some(document) = sheet.document(side) else { return Vec::new() };
            sheet.segments(bead, side).map(|segment| document.segment_text(segment).to_owned()).collect()
        })
    }
}

/// Expects a text on the screen.
#[track_caller]
pub fn shows(driver: &Driver, text: &str) {
    let screen = driver.screen();
    assert!(screen.contains(text), "{text:?} is not on the screen:\n{screen}");
}

/// Expects a text nowhere on the screen.
#[track_caller]
pub fn hides(driver: &Driver, text: &str) {
    let screen = driver.screen();
    assert!(!screen.contains(text), "{text:?} is on the screen:\n{screen}");
}

/// The first words of the current bead on both sides.
pub fn current(driver: &Driver) -> [String; 2] {
    driver.current().map(|texts| texts.first().map_or(String::new(), |text| text.chars().take(12).collect()))
}

/// A cell's symbol; the cell behind a wide one shows nothing.
fn symbol(buffer: &ratatui::buffer::Buffer, x: u16, y: u16) -> &str {
    let before = x.checked_sub(1).map(|x| kzreader::layout::width::width(buffer[(x, y)].symbol()));
    if before == Some(2) { "" } else { buffer[(x, y)].symbol() }
}
