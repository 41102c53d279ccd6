//! The workers: reading, aligning, finding and saving happen here, never in the loop.
//!
//! Aligning and finding wait in a queue for one of a few threads. Reading gets a thread for each file and each listing:
//! a disk that does not answer holds a thread for as long as it likes, and must not hold up anything else.

use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, Sender, TryRecvError};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Instant;

use super::browser;
use super::clipboard::{self, Program};
use super::companions::Companions;
use super::placing::place;
use super::saver::{LONGEST_SAVE, Saver, Saving, Stores};
use super::{Arrival, panics, provoke, takeaway};
use crate::align::Task;
use crate::app::{AlignmentOf, Effect, Effort, Event, Handed, Order};
use crate::compare::Comparison;
use crate::error::Error;
use crate::library::watch::{self, Watch};
use crate::library::{Batch, Library, WORKER_THREAD, load, seek};
use crate::model::{Address, Document};
use crate::state::alignments::{Alignments, Key};
use crate::state::mends::{self, Found};

/// How many workers there are besides the one that saves.
const N_WORKERS: usize = 2;

/// The workers, and the ways to them.
pub(super) struct Workers {
    jobs: Option<Sender<Effect>>,
    saver: Saver,
    arrivals: Sender<Arrival>,
    watch: Watch,
    shared: Arc<Shared>,
    /// What is being written for the reader: each of these hears when that is done.
    writing: Vec<Receiver<()>>,
}

/// What all workers look at.
#[derive(Default)]
struct Shared {
    /// Searches before this one are of no use any more.
    latest_find: AtomicU64,
    /// Alignments before this order are of no use any more.
    latest_order: AtomicU64,
    /// Listings before this one are of no use any more.
    latest_listing: AtomicU64,
    /// Comparisons before this one are of no use any more.
    latest_comparison: AtomicU64,
    /// Searches for headings before this one are of no use any more.
    latest_headings: AtomicU64,
    /// Marks placed for before this are of no use any more.
    latest_placing: AtomicU64,
    alignments: Alignments,
    companions: Companions,
    /// Where mended alignments lie that don't lie beside their texts.
    mends: Option<PathBuf>,
}

impl Workers {
    /// Starts the workers.
    pub fn start(arrivals: Sender<Arrival>, stores: Stores, alignments: Alignments) -> Self {
        let (jobs, queue) = mpsc::channel::<Effect>();
        let queue = Arc::new(Mutex::new(queue));
        let shared = Arc::new(Shared { alignments, mends: stores.mends.folder(), ..Shared::default() });
        let mut n_workers = 0;
        for _ in 0..N_WORKERS {
            let (queue, arrivals, shared) = (Arc::clone(&queue), arrivals.clone(), Arc::clone(&shared));
            let run = move || {
                while let Some(job) = next(&queue) {
                    work(job, &arrivals, &shared, None)
                }
            };
            n_workers += usize::from(spawn(WORKER_THREAD, Box::new(run)));
        }
        if n_workers == 0 {
            let what = "the system gives it no thread".to_owned();
            drop(arrivals.send(Arrival::Event(Event::WorkerFailed(what))));
        }
        let saver = Saver::start(stores, arrivals.clone(), |run| spawn(&format!("{WORKER_THREAD}-saves"), run));
        let told = arrivals.clone();
        let watch = Watch::start(move |what| drop(told.send(Arrival::Event(Event::Told(what)))));
        Self { jobs: Some(jobs), saver, arrivals, watch, shared, writing: Vec::new() }
    }

    /// Gives a worker something to do.
    pub fn take(&mut self, effect: Effect) {
        match &effect {
            Effect::Find(generation, ..) | Effect::Seek(generation, ..) => {
                self.shared.latest_find.store(*generation, Ordering::Relaxed)
            }
            Effect::Align(Order { number, .. }) => self.shared.latest_order.store(*number, Ordering::Relaxed),
            Effect::Visit(address) => return self.visit(address.clone()),
            Effect::StopAligning(from) => return self.shared.latest_order.store(*from, Ordering::Relaxed),
            Effect::FindDifferences(generation, ..) => {
                self.shared.latest_headings.store(*generation, Ordering::Relaxed)
            }
            Effect::Compare(generation, ..) => self.shared.latest_comparison.store(*generation, Ordering::Relaxed),
            Effect::FindHeadings(generation, ..) => self.shared.latest_headings.store(*generation, Ordering::Relaxed),
            Effect::PlaceMarks(placing) => self.shared.latest_placing.store(placing.generation, Ordering::Relaxed),
            Effect::Watch(versions) => return self.watch.look_at(versions),
            Effect::Open(generation, ..) => self.shared.latest_listing.store(*generation, Ordering::Relaxed),
            _ => {}
        }
        if matches!(effect, Effect::Open(..) | Effect::Load(..) | Effect::FindMends(..) | Effect::TakeAway(_)) {
            let (arrivals, shared, watch) = (self.arrivals.clone(), Arc::clone(&self.shared), self.watch.clone());
            let done = matches!(effect, Effect::TakeAway(_)).then(|| self.awaited());
            let job = Arc::new(Mutex::new(Some(effect)));
            let taken = Arc::clone(&job);
            let take = |job: &Mutex<Option<Effect>>| job.lock().unwrap_or_else(PoisonError::into_inner).take();
            let run = move || {
                let _done = done;
                if let Some(job) = take(&taken) {
                    work(job, &arrivals, &shared, Some(&watch));
                }
            };
            let is_started = spawn(WORKER_THREAD, Box::new(run));
            // Where no further thread can be had, one of the others does it.
            if !is_started && let (Some(job), Some(jobs)) = (take(&job), &self.jobs) {
                drop(jobs.send(job));
            }
            return;
        }
        // A channel is closed only after the loop has ended.
        match (effect, &self.jobs) {
            (Effect::Save(state), _) => self.saver.save(Saving::State(state), &self.arrivals),
            (Effect::KeepMends(keeping), _) => self.saver.save(Saving::Mends(keeping), &self.arrivals),
            (Effect::SaveMarks(marks), _) => self.saver.save(Saving::Marks(marks), &self.arrivals),
            (job, Some(jobs)) => drop(jobs.send(job)),
            (_, None) => {}
        }
    }

    /// The end waits until what this gives is dropped: a file that the reader asked for is to be whole.
    fn awaited(&mut self) -> Sender<()> {
        self.writing.retain(|heard| heard.try_recv() == Err(TryRecvError::Empty));
        let (done, heard) = mpsc::channel();
        self.writing.push(heard);
        done
    }

    /// Gives an address to a browser on a thread of its own: some browsers take hours to end.
    fn visit(&self, address: Address) {
        let arrivals = self.arrivals.clone();
        let visit = move || drop(arrivals.send(Arrival::Event(Event::Visited(browser::visit(&address)))));
        // Without a thread nothing is opened, which is seen.
        spawn("browser", Box::new(visit));
    }

    /// Gives a text to one of these programs on a thread of its own, after it went to the terminal or not.
    pub fn hand_to(&self, programs: Vec<&'static Program>, text: String, terminal: bool) {
        let arrivals = self.arrivals.clone();
        let hand = move || {
            let handed = match clipboard::hand_to(&programs, &text, clipboard::PATIENCE) {
                Ok(program) => Handed::On { terminal, program: Some(program) },
                Err(_) if terminal => Handed::On { terminal, program: None },
                Err(trouble) => Handed::Nowhere(trouble),
            };
            drop(arrivals.send(Arrival::Event(Event::Yanked(handed))));
        };
        if !spawn("clipboard", Box::new(hand)) {
            let handed = match terminal {
                true => Handed::On { terminal, program: None },
                false => Handed::Nowhere("the system gives no thread".to_owned()),
            };
            drop(self.arrivals.send(Arrival::Event(Event::Yanked(handed))));
        }
    }

    /// Waits until everything is saved, and says whether it could be. What else is going on is left alone.
    pub fn finish(mut self) -> Result<(), Error> {
        self.jobs = None;
        let deadline = Instant::now() + LONGEST_SAVE;
        for heard in &self.writing {
            // Nothing is ever said: it is done when nobody is left to say it.
            let _ = heard.recv_timeout(deadline.saturating_duration_since(Instant::now()));
        }
        self.saver.finish()
    }
}

/// What a thread does.
pub(super) type Job = Box<dyn FnOnce() + Send>;

/// Starts a thread; says whether there was one to be had.
fn spawn(name: &str, run: Job) -> bool {
    thread::Builder::new().name(name.to_owned()).spawn(run).is_ok()
}

fn next(queue: &Mutex<Receiver<Effect>>) -> Option<Effect> {
    queue.lock().unwrap_or_else(PoisonError::into_inner).recv().ok()
}

/// What a job has to do with while it is done.
pub struct Desk<'a> {
    /// Hears what a listing has found, and says whether it is still of use.
    pub report: &'a (dyn Fn(u64, Batch) -> ControlFlow<()> + Sync),
    /// Whether an order of that number is still of use.
    pub is_wanted: &'a (dyn Fn(u64) -> bool + Sync),
    /// Whether a search of that generation is still of use.
    pub is_sought: &'a (dyn Fn(u64) -> bool + Sync),
    /// Whether the places of marks of that generation are still of use.
    pub is_placed: &'a (dyn Fn(u64) -> bool + Sync),
    /// What was aligned before.
    pub alignments: &'a Alignments,
    /// What was read to learn words from.
    pub companions: &'a Companions,
    /// Where mended alignments lie that don't lie beside their texts.
    pub mends: Option<&'a Path>,
    /// Hears what files were like before they were read.
    pub watch: Option<&'a Watch>,
}

/// Does what an effect asks for and gives what comes of it; `None` for effects that are not for workers, and for what
/// is not wanted any more.
pub fn perform(effect: Effect, desk: &Desk<'_>) -> Option<Event> {
    match effect {
        Effect::Open(generation, paths, overrides) => {
            desk.companions.forget();
            let library = Library::list(&paths, &overrides, &mut |batch| (desk.report)(generation, batch))?;
            if let Some(watch) = desk.watch {
                library.read.iter().for_each(|read| watch.was_read(&read.version, read.stamp));
            }
            Some(Event::Listed(generation, Box::new(library)))
        }
        Effect::Load(version, reach) => {
            // Whatever happens to the file from here on is a change.
            let stamp = desk.watch.and_then(|_| watch::stamp(&version));
            let document = load(&version, reach).map(Arc::new);
            if let Some(watch) = desk.watch {
                watch.was_read(&version, stamp);
            }
            Some(Event::Loaded(version.id, reach, document))
        }
        Effect::Align(order) => align(order, desk),
        Effect::FindMends(texts, earlier) => {
            let found = mends::find(&texts, desk.mends, earlier.as_deref());
            Some(Event::Mends(texts, found))
        }
        Effect::TakeAway(parcel) => Some(takeaway::write(&parcel)),
        Effect::Find(generation, query, documents) => {
            let go_on = || (desk.is_sought)(generation);
            let hits = |document: Option<Arc<Document>>| {
                document.map_or(Some(Vec::new()), |text| query.hits_while(&text, &go_on))
            };
            let [left, right] = documents;
            Some(Event::Found(generation, [hits(left)?, hits(right)?]))
        }
        Effect::Seek(generation, version, query, from, direction) => {
            let go_on =
                || if (desk.is_sought)(generation) { ControlFlow::Continue(()) } else { ControlFlow::Break(()) };
            Some(Event::Sought(generation, seek(&version, &query, from, direction, &go_on)))
        }
        Effect::FindHeadings(generation, query, document, headings) => {
            let matches = |&&block: &&u32| query.is_in(document.block_text(block as usize));
            Some(Event::Headings(generation, headings.iter().filter(matches).copied().collect()))
        }
        Effect::FindDifferences(generation, query, listed) => {
            Some(Event::Differences(generation, listed.matching(&query)))
        }
        Effect::Compare(generation, documents, alignment) => {
            let comparison = Comparison::of([&documents[0], &documents[1]], &alignment);
            Some(Event::Compared(generation, Arc::new(comparison)))
        }
        Effect::PlaceMarks(placing) => {
            let generation = placing.generation;
            let go_on =
                || if (desk.is_placed)(generation) { ControlFlow::Continue(()) } else { ControlFlow::Break(()) };
            Some(Event::MarksPlaced(generation, place(*placing, desk, &go_on)?))
        }
        Effect::StopAligning(_) | Effect::Visit(_) | Effect::Watch(_) => None,
        Effect::Yank(_)
        | Effect::Save(_)
        | Effect::KeepMends(_)
        | Effect::SaveMarks(_)
        | Effect::Mouse(_)
        | Effect::AskGround
        | Effect::Redraw
        | Effect::Suspend
        | Effect::Quit => None,
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

fn work(job: Effect, arrivals: &Sender<Arrival>, shared: &Shared, watch: Option<&Watch>) {
    let is_outdated = match &job {
        Effect::Find(generation, ..) => *generation < shared.latest_find.load(Ordering::Relaxed),
        Effect::FindDifferences(generation, ..) => *generation < shared.latest_headings.load(Ordering::Relaxed),
        Effect::Compare(generation, ..) => *generation < shared.latest_comparison.load(Ordering::Relaxed),
        Effect::FindHeadings(generation, ..) => *generation < shared.latest_headings.load(Ordering::Relaxed),
        _ => false,
    };
    if is_outdated {
        return;
    }
    let send = |event: Event| drop(arrivals.send(Arrival::Event(event)));
    let lost = lost_event(&job);
    let reports = Mutex::new(arrivals.clone());
    let report = |generation, batch| {
        if generation < shared.latest_listing.load(Ordering::Relaxed) {
            return ControlFlow::Break(());
        }
        let reports = reports.lock().unwrap_or_else(PoisonError::into_inner);
        drop(reports.send(Arrival::Event(Event::Listing(generation, batch))));
        ControlFlow::Continue(())
    };
    let is_wanted = |number| number >= shared.latest_order.load(Ordering::Relaxed);
    let is_sought = |generation| generation >= shared.latest_find.load(Ordering::Relaxed);
    let is_placed = |generation| generation >= shared.latest_placing.load(Ordering::Relaxed);
    let desk = Desk {
        report: &report,
        is_wanted: &is_wanted,
        is_sought: &is_sought,
        is_placed: &is_placed,
        alignments: &shared.alignments,
        companions: &shared.companions,
        mends: shared.mends.as_deref(),
        watch,
    };
    let performed = catch_unwind(AssertUnwindSafe(|| {
        provoke::panic_if_asked(provoke::Place::Worker);
        perform(job, &desk)
    }));
    match performed {
        Ok(event) => drop(event.map(send)),
        Err(panic) => {
            lost.map(send);
            send(Event::WorkerFailed(panics::text(&*panic).to_owned()));
        }
    }
}

/// What comes of a job that fails, where something waits for it.
fn lost_event(job: &Effect) -> Option<Event> {
    match job {
        Effect::Load(version, reach) => {
            let error = Error::new("could not be read: kzreader failed at it").about(&version.id.0);
            Some(Event::Loaded(version.id.clone(), *reach, Err(error)))
        }
        Effect::FindMends(texts, _) => Some(Event::Mends(texts.clone(), Found::default())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::align as align_now;
    use crate::model::{BlockKind, DocumentBuilder, Side, Spacing};

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
        let desk = Desk {
            report: &|_, _| ControlFlow::Continue(()),
            is_wanted: &is_wanted,
            is_sought: &|_| true,
            is_placed: &|_| true,
            alignments: &alignments,
            companions: &companions,
            mends: None,
            watch: None,
        };
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
