//! Who writes what is kept: a thread of its own, or the loop where there is none to be had.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::Arrival;
use super::workers::Job;
use crate::app::Event;
use crate::error::Error;
use crate::state::marks::{MarkStore, Marks};
use crate::state::mends::{Keeping, MendStore};
use crate::state::{State, Store};

/// How long the end waits for the last save. A disk that takes longer is not coming back soon, and whatever is broken off
/// leaves the file as it was.
pub(super) const LONGEST_SAVE: Duration = Duration::from_secs(3);

/// What is written to.
pub struct Stores {
    /// The state.
    pub state: Store,
    /// Mended alignments.
    pub mends: MendStore,
    /// Bookmarks, highlights and notes.
    pub marks: MarkStore,
}

/// What is to be written.
pub(super) enum Saving {
    /// The state.
    State(Box<State>),
    /// A mended alignment.
    Mends(Box<Keeping>),
    /// Bookmarks, highlights and notes.
    Marks(Box<Marks>),
}

/// Who writes.
pub(super) enum Saver {
    /// A thread: the way to it, what it says at its end, and whether that is waited for.
    Thread { saves: Sender<Saving>, end: Receiver<Result<(), Error>>, is_awaited: Arc<AtomicBool> },
    /// There was no thread to be had: the loop does it itself. With what came of the last saves.
    Loop { stores: Arc<Mutex<Stores>>, last: Box<Last> },
}

/// What came of the last save of the state, of mended alignments and of marks.
#[derive(Debug, Clone)]
pub(super) struct Last {
    state: Result<(), Error>,
    mends: Result<(), Error>,
    marks: Result<(), Error>,
}

impl Last {
    const GOOD: Self = Self { state: Ok(()), mends: Ok(()), marks: Ok(()) };

    fn result(self) -> Result<(), Error> {
        self.mends.and(self.marks).and(self.state)
    }
}

impl Saver {
    pub fn start(stores: Stores, arrivals: Sender<Arrival>, spawn: impl FnOnce(Job) -> bool) -> Self {
        let stores = Arc::new(Mutex::new(stores));
        let (saves, to_save) = mpsc::channel::<Saving>();
        let (at_end, end) = mpsc::channel();
        let is_awaited = Arc::new(AtomicBool::new(false));
        let (awaited, kept, to_the_loop) = (Arc::clone(&is_awaited), Arc::clone(&stores), arrivals.clone());
        let run = move || {
            let mut last = Last::GOOD;
            open_marks(&kept, &arrivals);
            while let Ok(first) = to_save.recv() {
                let pile = Pile::of(std::iter::once(first).chain(to_save.try_iter()));
                // When the loop has ended nobody listens; the last result is told when the terminal is given back.
                let tell = |event| drop(arrivals.send(Arrival::Event(event)));
                pile.save(&kept, &mut last, &|| awaited.load(Ordering::Relaxed), &tell);
            }
            drop(at_end.send(last.result()));
        };
        if spawn(Box::new(run)) {
            return Self::Thread { saves, end, is_awaited };
        }
        open_marks(&stores, &to_the_loop);
        Self::Loop { stores, last: Box::new(Last::GOOD) }
    }

    /// Saves something; what comes of it is told.
    pub fn save(&mut self, saving: Saving, arrivals: &Sender<Arrival>) {
        match self {
            // The thread ends only after the loop has, or by a panic, which the end tells.
            Self::Thread { saves, .. } => drop(saves.send(saving)),
            Self::Loop { stores, last } => {
                let tell = |event| drop(arrivals.send(Arrival::Event(event)));
                Pile::of(std::iter::once(saving)).save(stores, last, &|| true, &tell);
            }
        }
    }

    /// Waits until everything is saved, and says whether it could be.
    pub fn finish(self) -> Result<(), Error> {
        match self {
            Self::Thread { saves, end, is_awaited } => {
                is_awaited.store(true, Ordering::Relaxed);
                drop(saves);
                match end.recv_timeout(LONGEST_SAVE) {
                    Ok(last) => last,
                    Err(RecvTimeoutError::Timeout) => {
                        Err(Error::new("the place could not be kept: the disk takes too long")
                            .remedy("the file is as it was"))
                    }
                    Err(RecvTimeoutError::Disconnected) => {
                        Err(Error::new("the place could not be kept: kzreader failed at it"))
                    }
                }
            }
            Self::Loop { last, .. } => last.result(),
        }
    }
}

/// What is written at once: of several states, and of several forms of a mended alignment, only the last one counts.
#[derive(Default)]
struct Pile {
    state: Option<Box<State>>,
    mends: Vec<Keeping>,
    marks: Option<Box<Marks>>,
}

impl Pile {
    fn of(savings: impl Iterator<Item = Saving>) -> Self {
        let mut pile = Self::default();
        for saving in savings {
            match saving {
                Saving::State(state) => pile.state = Some(state),
                Saving::Marks(marks) => pile.marks = Some(marks),
                Saving::Mends(keeping) => match pile.mends.iter_mut().find(|known| known.replaces(&keeping)) {
                    Some(known) => known.pins = keeping.pins,
                    None => pile.mends.push(*keeping),
                },
            }
        }
        pile
    }

    fn save(self, stores: &Mutex<Stores>, last: &mut Last, is_awaited: &dyn Fn() -> bool, tell: &dyn Fn(Event)) {
        let mut stores = stores.lock().unwrap_or_else(PoisonError::into_inner);
        for keeping in &self.mends {
            let kept = stores.mends.keep(keeping, is_awaited);
            last.mends = kept.clone().map(drop);
            tell(Event::MendsKept(kept));
        }
        if let Some(marks) = self.marks {
            let kept = stores.marks.keep(&marks, is_awaited);
            last.marks = kept.clone().map(drop);
            // What another kzreader kept is shown here, too.
            if let Some(kept) = kept.ok().flatten().filter(|kept| *kept != *marks) {
                tell(Event::Marks(Box::new(kept), None));
            }
            tell(Event::Saved(last.marks.clone()));
        }
        if let Some(state) = self.state {
            last.state = stores.state.save(&state, is_awaited).map(drop);
            tell(Event::Saved(last.state.clone()));
        }
    }
}

/// Reads the marks, which nothing waits for, and has the loop hear of them.
fn open_marks(stores: &Mutex<Stores>, arrivals: &Sender<Arrival>) {
    let (marks, message) = stores.lock().unwrap_or_else(PoisonError::into_inner).marks.open();
    drop(arrivals.send(Arrival::Event(Event::Marks(Box::new(marks), message))));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_thread_to_save_on_the_loop_saves_and_a_thread_that_fails_counts_as_not_saved() {
        let folder = tempfile::tempdir().expect("a folder");
        let open = || Stores {
            state: Store::open(Some(folder.path())).store,
            mends: MendStore::new(None),
            marks: MarkStore::new(None),
        };
        let (arrivals, told) = mpsc::channel();
        let mut state = State::default();
        state.languages.insert("a".to_owned(), "de".to_owned());
        let mut saver = Saver::start(open(), mpsc::channel().0, |_| false);
        saver.save(Saving::State(Box::new(state.clone())), &arrivals);
        assert!(told.try_iter().any(|arrival| matches!(arrival, Arrival::Event(Event::Saved(Ok(()))))));
        assert_eq!(saver.finish(), Ok(()));
        assert_eq!(Store::open(Some(folder.path())).state.languages, state.languages);

        let failing = |run: Job| {
            drop(run);
            true
        };
        let mut saver = Saver::start(open(), mpsc::channel().0, failing);
        saver.save(Saving::State(Box::default()), &arrivals);
        assert!(saver.finish().is_err());
    }
}
