//! The workers: reading, aligning, finding and saving happen here, never in the loop.

use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Instant;

use super::Arrival;
use super::companions::Companions;
use crate::align::Task;
use crate::app::{AlignmentOf, Effect, Effort, Event, Order};
use crate::error::Error;
use crate::library::{Library, Progress, Reach, WORKER_THREAD, load};
use crate::model::VersionId;
use crate::state::alignments::{Alignments, Key};
use crate::state::{State, Store};

/// How many workers there are besides the one that saves.
const N_WORKERS: usize = 2;

/// The workers, and the ways to them.
pub(super) struct Workers {
    jobs: Option<Sender<Effect>>,
    saves: Option<Sender<Box<State>>>,
    shared: Arc<Shared>,
    saver: Option<JoinHandle<Result<(), Error>>>,
}

/// What all workers look at.
#[derive(Default)]
struct Shared {
    /// Searches before this one are of no use any more.
    latest_find: AtomicU64,
    /// Alignments before this order are of no use any more.
    latest_order: AtomicU64,
    alignments: Alignments,
    companions: Companions,
}

impl Workers {
    /// Starts the workers.
    pub fn start(arrivals: Sender<Arrival>, mut store: Store, alignments: Alignments) -> Self {
        let (jobs, queue) = mpsc::channel::<Effect>();
        let queue = Arc::new(Mutex::new(queue));
        let shared = Arc::new(Shared { alignments, ..Shared::default() });
        for _ in 0..N_WORKERS {
            let (queue, arrivals, shared) = (Arc::clone(&queue), arrivals.clone(), Arc::clone(&shared));
            spawn(move || {
                while let Some(job) = next(&queue) {
                    work(job, &arrivals, &shared)
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
        Self { jobs: Some(jobs), saves: Some(saves), shared, saver }
    }

    /// Gives a worker something to do.
    pub fn take(&mut self, effect: Effect) {
        match &effect {
            Effect::Find(generation, ..) => self.shared.latest_find.store(*generation, Ordering::Relaxed),
            Effect::Align(Order { number, .. }) => self.shared.latest_order.store(*number, Ordering::Relaxed),
            Effect::StopAligning(from) => return self.shared.latest_order.store(*from, Ordering::Relaxed),
            _ => {}
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

/// What a job has to do with while it is done.
pub struct Desk<'a> {
    /// Hears how far a listing has come.
    pub report: &'a (dyn Fn(u64, Progress) + Sync),
    /// Whether an order of that number is still of use.
    pub is_wanted: &'a (dyn Fn(u64) -> bool + Sync),
    /// What was aligned before.
    pub alignments: &'a Alignments,
    /// What was read to learn words from.
    pub companions: &'a Companions,
}

/// Does what an effect asks for and gives what comes of it; `None` for effects that are not for workers, and for what
/// is not wanted any more.
pub fn perform(effect: Effect, desk: &Desk<'_>) -> Option<Event> {
    match effect {
        Effect::Open(generation, paths, overrides) => {
            desk.companions.forget();
            let library = Library::open(&paths, &overrides, &|progress| (desk.report)(generation, progress));
            Some(Event::Listed(generation, Box::new(library)))
        }
        Effect::Load(version, reach) => {
            let document = load(&version, reach).map(Arc::new);
            Some(Event::Loaded(version.id, reach, document))
        }
        Effect::Align(order) => align(order, desk),
        Effect::Find(generation, query, documents) => {
            let hits = documents.map(|document| document.map_or_else(Vec::new, |document| query.hits(&document)));
            Some(Event::Found(generation, hits))
        }
        Effect::StopAligning(_) => None,
        Effect::Save(_) | Effect::Mouse(_) | Effect::Redraw | Effect::Suspend | Effect::Quit => None,
    }
}

/// Aligns, unless that was done before; what is stale by now is left undone.
fn align(order: Order, desk: &Desk<'_>) -> Option<Event> {
    let Order { number, documents, pins, companions, effort, near } = order;
    let go_on = || if (desk.is_wanted)(number) { ControlFlow::Continue(()) } else { ControlFlow::Break(()) };
    let companions = desk.companions.load(&companions, &go_on)?;
    let task = Task { pins: &pins, companions: &companions, ..Task::new(&documents[0], &documents[1]) };
    let key = Key::of(&task);
    let [n_source, n_target] = [0, 1].map(|side: usize| documents[side].segments().len());
    let (alignment, effort) = match (desk.alignments.find(key, n_source, n_target), effort) {
        (Some(found), Effort::Alone) => (found, Effort::Alone),
        (Some(found), Effort::Near | Effort::Quick | Effort::Full) => (found, Effort::Full),
        (None, Effort::Near) => (Arc::new(task.near(near.0, near.1, &|_| go_on())?), effort),
        (None, Effort::Quick) => (Arc::new(task.quick(&|_| go_on())?), effort),
        (None, Effort::Alone | Effort::Full) => {
            let began = Instant::now();
            let alignment = Arc::new(task.full(&|_| go_on())?);
            desk.alignments.keep(key, &alignment, began.elapsed());
            (alignment, effort)
        }
    };
    Some(Event::Aligned(Box::new(AlignmentOf { documents, pins, effort, alignment })))
}

fn work(job: Effect, arrivals: &Sender<Arrival>, shared: &Shared) {
    let latest_find = shared.latest_find.load(Ordering::Relaxed);
    let outdated = matches!(&job, Effect::Find(generation, ..) if *generation < latest_find);
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
    let is_wanted = |number| number >= shared.latest_order.load(Ordering::Relaxed);
    let desk =
        Desk { report: &report, is_wanted: &is_wanted, alignments: &shared.alignments, companions: &shared.companions };
    match catch_unwind(AssertUnwindSafe(|| perform(job, &desk))) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::align as align_now;
    use crate::model::{BlockKind, Document, DocumentBuilder, Side, Spacing};

    fn document(paragraphs: &[&str]) -> Arc<Document> {
        let (mut builder, mut text) = (DocumentBuilder::default(), String::new());
        for paragraph in paragraphs {
            let start = text.len();
            text.push_str(paragraph);
            builder.push(BlockKind::Paragraph, Spacing::Apart, start..text.len());
            text.push('\n');
        }
        Arc::new(builder.finish(text, |_, _| Vec::new()))
    }

    fn order(number: u64, effort: Effort) -> Effect {
        let documents = [document(&["One 1.", "Two 2."]), document(&["Eins 1.", "Zwei 2."])];
        Effect::Align(Order {
            number,
            documents,
            pins: Vec::new(),
            companions: Vec::new(),
            effort,
            near: (Side::Left, 0),
        })
    }

    #[test]
    fn a_stale_order_is_left_undone_and_what_was_done_well_is_not_done_again() {
        let alignments = Alignments::default();
        let is_wanted = |number: u64| number >= 2;
        let companions = Companions::default();
        let desk = Desk { report: &|_, _| (), is_wanted: &is_wanted, alignments: &alignments, companions: &companions };
        let aligned = |effect| match perform(effect, &desk) {
            Some(Event::Aligned(done)) => Some((done.effort, done.alignment)),
            _ => None,
        };
        assert!(aligned(order(1, Effort::Full)).is_none(), "nobody wants it any more");
        assert_eq!(aligned(order(2, Effort::Quick)).map(|(effort, _)| effort), Some(Effort::Quick));
        let (effort, full) = aligned(order(2, Effort::Full)).expect("it is wanted");
        let again = order(2, Effort::Full);
        let Effect::Align(Order { documents, .. }) = &again else { panic!("an order") };
        assert_eq!((effort, &*full), (Effort::Full, &align_now(&documents[0], &documents[1], &[])));
        let (effort, at_once) = aligned(order(3, Effort::Quick)).expect("it is wanted");
        assert!(effort == Effort::Full && Arc::ptr_eq(&full, &at_once), "the same texts, read anew");
    }
}
