//! The workers: reading, aligning, finding and saving happen here, never in the loop.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use super::Arrival;
use crate::align::align;
use crate::app::{AlignmentOf, Effect, Event};
use crate::error::Error;
use crate::library::{Library, Progress, Reach, WORKER_THREAD, load};
use crate::model::VersionId;
use crate::state::{State, Store};

/// How many workers there are besides the one that saves.
const N_WORKERS: usize = 2;

/// The workers, and the ways to them.
pub(super) struct Workers {
    jobs: Option<Sender<Effect>>,
    saves: Option<Sender<Box<State>>>,
    latest_find: Arc<AtomicU64>,
    saver: Option<JoinHandle<Result<(), Error>>>,
}

impl Workers {
    /// Starts the workers.
    pub fn start(arrivals: Sender<Arrival>, mut store: Store) -> Self {
        let (jobs, queue) = mpsc::channel::<Effect>();
        let queue = Arc::new(Mutex::new(queue));
        let latest_find = Arc::new(AtomicU64::new(0));
        for _ in 0..N_WORKERS {
            let (queue, arrivals, latest_find) = (Arc::clone(&queue), arrivals.clone(), Arc::clone(&latest_find));
            spawn(move || {
                while let Some(job) = next(&queue) {
                    work(job, &arrivals, &latest_find)
                }
            });
        }
        let (saves, to_save) = mpsc::channel::<Box<State>>();
        let saver = spawn(move || {
            let mut last = Ok(());
            while let Ok(first) = to_save.recv() {
                // Of several states only the last one counts.
                let state = to_save.try_iter().last().unwrap_or(first);
                last = store.save(&state);
                // When the loop has ended nobody listens; the last result is told when the terminal is given back.
                drop(arrivals.send(Arrival::Event(Event::Saved(last.clone()))));
            }
            last
        });
        Self { jobs: Some(jobs), saves: Some(saves), latest_find, saver }
    }

    /// Gives a worker something to do.
    pub fn take(&mut self, effect: Effect) {
        if let Effect::Find(generation, ..) = &effect {
            self.latest_find.store(*generation, Ordering::Relaxed);
        }
        // A channel is closed only after the loop has ended.
        match (effect, &self.saves, &self.jobs) {
            (Effect::Save(state), Some(saves), _) => drop(saves.send(state)),
            (job, _, Some(jobs)) => drop(jobs.send(job)),
            (_, _, None) => {}
        }
    }

    /// Waits until everything is saved, and says whether it could be. What else is going on is left alone.
    pub fn finish(mut self) -> Result<(), Error> {
        self.jobs = None;
        self.saves = None;
        let saved = self.saver.take().map(JoinHandle::join);
        saved.map_or(Ok(()), |saved| saved.unwrap_or_else(|_| Err(Error::new("the place could not be kept"))))
    }
}

fn spawn<T: Send + 'static>(run: impl FnOnce() -> T + Send + 'static) -> Option<JoinHandle<T>> {
    thread::Builder::new().name(WORKER_THREAD.to_owned()).spawn(run).ok()
}

fn next(queue: &Mutex<Receiver<Effect>>) -> Option<Effect> {
    queue.lock().unwrap_or_else(PoisonError::into_inner).recv().ok()
}

/// Does what an effect asks for and gives what comes of it; `None` for effects that are not for workers.
///
/// `report` hears how far a listing has come.
pub fn perform(effect: Effect, report: &(dyn Fn(u64, Progress) + Sync)) -> Option<Event> {
    match effect {
        Effect::Open(generation, paths, overrides) => {
            let library = Library::open(&paths, &overrides, &|progress| report(generation, progress));
            Some(Event::Listed(generation, Box::new(library)))
        }
        Effect::Load(version, reach) => {
            let document = load(&version, reach).map(Arc::new);
            Some(Event::Loaded(version.id, reach, document))
        }
        Effect::Align(documents, pins) => {
            let alignment = Arc::new(align(&documents[0], &documents[1], &pins));
            Some(Event::Aligned(Box::new(AlignmentOf { documents, pins, alignment })))
        }
        Effect::Find(generation, query, documents) => {
            let hits = documents.map(|document| document.map_or_else(Vec::new, |document| query.hits(&document)));
            Some(Event::Found(generation, hits))
        }
        Effect::Save(_) | Effect::Mouse(_) | Effect::Redraw | Effect::Suspend | Effect::Quit => None,
    }
}

fn work(job: Effect, arrivals: &Sender<Arrival>, latest_find: &AtomicU64) {
    let outdated = matches!(&job, Effect::Find(generation, ..) if *generation < latest_find.load(Ordering::Relaxed));
    if outdated {
        return;
    }
    let send = |event: Event| drop(arrivals.send(Arrival::Event(event)));
    let lost = lost_event(&job);
    let reports = Mutex::new(arrivals.clone());
    let report = |generation, progress| {
        let reports = reports.lock().unwrap_or_else(PoisonError::into_inner);
        drop(reports.send(Arrival::Event(Event::Listing(generation, progress))));
    };
    match catch_unwind(AssertUnwindSafe(|| perform(job, &report))) {
        Ok(event) => drop(event.map(send)),
        Err(panic) => {
            let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
            let text = text.or_else(|| panic.downcast_ref::<String>().cloned());
            if let Some((id, reach)) = lost {
                let error = Error::new("could not be read: kzreader failed at it").about(&id.0);
                send(Event::Loaded(id, reach, Err(error)));
            }
            send(Event::WorkerFailed(text.unwrap_or_else(|| "without a reason given".to_owned())));
        }
    }
}

/// The version that is not read if the job fails.
fn lost_event(job: &Effect) -> Option<(VersionId, Reach)> {
    match job {
        Effect::Load(version, reach) => Some((version.id.clone(), *reach)),
        _ => None,
    }
}
