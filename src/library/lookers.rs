//! Looks into many files on several threads; one that does not answer holds up no other one.
//!
//! Files may lie on a disk of the net that is gone, and whoever reads there waits in the kernel for as long as it likes.
//! So nobody waits for the threads: whoever asks waits for answers, calls in a further thread when none came for a while,
//! and in the end goes on without the files that are still out.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use super::WORKER_THREAD;
use crate::error::{Error, Result};

/// When no file answered for so long, a further thread goes on with the others.
const CALL_IN_AFTER: Duration = Duration::from_secs(2);

/// How many threads are called in at most.
const MOST_CALLED_IN: usize = 8;

/// When no file answered for so long, those that are still out are given up.
const GIVE_UP_AFTER: Duration = Duration::from_secs(30);

/// Something to look into.
pub(super) trait Job: Send + Sync + 'static {
    /// What is found in it.
    type Found: Send + 'static;
    /// Where it is.
    fn path(&self) -> &Path;
    /// Looks into it.
    fn look(&self) -> Result<Self::Found>;
}

/// What comes next.
pub(super) enum Next<T> {
    /// What was found in the job of this index.
    Answer(usize, Result<T>),
    /// Nothing came until then.
    Pause,
    /// All jobs were answered.
    End,
}

/// Threads that look into files.
pub(super) struct Lookers<J: Job> {
    shared: Arc<Shared<J>>,
    sender: Sender<(usize, Result<J::Found>)>,
    answers: Receiver<(usize, Result<J::Found>)>,
    is_answered: Vec<bool>,
    n_out: usize,
    n_called_in: usize,
    /// When an answer came, or a thread was called in.
    moved: Instant,
    answered: Instant,
}

struct Shared<J> {
    jobs: Vec<J>,
    next: AtomicUsize,
}

impl<J: Job> Lookers<J> {
    /// Begins to look into these, on as many threads as there are processors.
    pub fn start(jobs: Vec<J>) -> Self {
        let (sender, answers) = mpsc::channel();
        let n_jobs = jobs.len();
        let now = Instant::now();
        let lookers = Self {
            shared: Arc::new(Shared { jobs, next: AtomicUsize::new(0) }),
            sender,
            answers,
            is_answered: vec![false; n_jobs],
            n_out: n_jobs,
            n_called_in: 0,
            moved: now,
            answered: now,
        };
        let n_threads = thread::available_parallelism().map_or(1, usize::from).min(n_jobs);
        let n_started = (0..n_threads).filter(|_| lookers.call_in()).count();
        if n_started == 0 {
            look(&lookers.shared, &lookers.sender);
        }
        lookers
    }

    /// The jobs.
    pub fn jobs(&self) -> &[J] {
        &self.shared.jobs
    }

    fn call_in(&self) -> bool {
        let (shared, sender) = (Arc::clone(&self.shared), self.sender.clone());
        thread::Builder::new().name(WORKER_THREAD.to_owned()).spawn(move || look(&shared, &sender)).is_ok()
    }

    /// Waits for the next answer, until then at most.
    pub fn next(&mut self, until: Option<Instant>) -> Next<J::Found> {
        while self.n_out > 0 {
            let patience = [Some(self.moved + CALL_IN_AFTER), until].into_iter().flatten().min();
            let patience = patience.map_or(CALL_IN_AFTER, |until| until.saturating_duration_since(Instant::now()));
            match self.answers.recv_timeout(patience) {
                Ok((index, _)) if self.is_answered[index] => {}
                Ok((index, answer)) => {
                    (self.moved, self.answered) = (Instant::now(), Instant::now());
                    return self.take(index, answer);
                }
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {}
            }
            if until.is_some_and(|until| until <= Instant::now()) {
                return Next::Pause;
            }
            if self.answered.elapsed() >= GIVE_UP_AFTER {
                let index = self.is_answered.iter().position(|answered| !answered).expect("one is out");
                let error = Error::new("does not answer").at(self.shared.jobs[index].path());
                return self.take(index, Err(error.remedy("is its disk there?")));
            }
            if self.moved.elapsed() >= CALL_IN_AFTER {
                self.moved = Instant::now();
                let has_more = self.shared.next.load(Ordering::Relaxed) < self.shared.jobs.len();
                if has_more && self.n_called_in < MOST_CALLED_IN {
                    self.n_called_in += 1;
                    self.call_in();
                }
            }
        }
        Next::End
    }

    fn take(&mut self, index: usize, answer: Result<J::Found>) -> Next<J::Found> {
        self.is_answered[index] = true;
        self.n_out -= 1;
        Next::Answer(index, answer)
    }
}

impl<J: Job> Drop for Lookers<J> {
    fn drop(&mut self) {
        // Whoever is still out takes no other job.
        self.shared.next.store(self.shared.jobs.len(), Ordering::Relaxed);
    }
}

fn look<J: Job>(shared: &Shared<J>, sender: &Sender<(usize, Result<J::Found>)>) {
    loop {
        let index = shared.next.fetch_add(1, Ordering::Relaxed);
        let Some(job) = shared.jobs.get(index) else { return };
        let failed = || Error::new("could not be read: kzreader failed at it").at(job.path());
        let answer = catch_unwind(AssertUnwindSafe(|| job.look())).unwrap_or_else(|_| Err(failed()));
        if sender.send((index, answer)).is_err() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;
    use std::sync::Mutex;

    /// A job that is done only when it may be.
    struct Wait(PathBuf, Mutex<Option<Receiver<()>>>);

    impl Job for Wait {
        type Found = ();
        fn path(&self) -> &Path {
            &self.0
        }
        fn look(&self) -> Result<()> {
            let gate = self.1.lock().expect("nobody panics").take();
            gate.map_or(Ok(()), |gate| gate.recv().map_err(|_| Error::new("gone").at(&self.0)))
        }
    }

    #[test]
    fn files_that_do_not_answer_hold_up_no_other_one() {
        let (gates, waits): (Vec<_>, Vec<_>) = (0..12).map(|_| mpsc::channel()).unzip();
        let mut waits: Vec<_> = waits.into_iter().map(|gate| Mutex::new(Some(gate))).collect();
        waits.extend((0..30).map(|_| Mutex::new(None)));
        // As many as there are threads at first, and more.
        let n_processors = thread::available_parallelism().map_or(1, usize::from);
        let n_stuck = (n_processors + 1).min(12);
        let jobs: Vec<Wait> = waits
            .into_iter()
            .enumerate()
            .filter(|(index, _)| *index < n_stuck || *index >= 12)
            .map(|(index, gate)| Wait(PathBuf::from(index.to_string()), gate))
            .collect();
        let mut lookers = Lookers::start(jobs);
        for _ in 0..30 {
            assert!(matches!(lookers.next(None), Next::Answer(index, Ok(())) if index >= n_stuck));
        }
        drop(gates);
        for _ in 0..n_stuck {
            assert!(matches!(lookers.next(None), Next::Answer(index, Err(_)) if index < n_stuck));
        }
        assert!(matches!(lookers.next(None), Next::End));
    }
}
