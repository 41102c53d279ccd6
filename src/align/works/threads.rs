//! Work on as many threads as there are processors, with results that don't depend on who was faster.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// So many pieces of work a thread takes at once.
const AT_ONCE: usize = 16;
/// Less work than this is not worth a second thread.
const WORTH_A_THREAD: usize = 64;

/// What `work` makes of each number below `n`, in order; each thread works with a workbench of its own.
pub(super) fn map<B, T: Send>(
    n: usize,
    bench: impl Fn() -> B + Sync,
    work: impl Fn(&mut B, usize) -> T + Sync,
) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let run = || {
        let mut bench = bench();
        let mut mine = Vec::new();
        loop {
            let from = next.fetch_add(AT_ONCE, Ordering::Relaxed);
            if from >= n {
                return mine;
            }
            let made: Vec<T> = (from..n.min(from + AT_ONCE)).map(|at| work(&mut bench, at)).collect();
            mine.push((from, made));
        }
    };
    let processors = thread::available_parallelism().map_or(1, usize::from);
    // Like the thread that asks: its name says what becomes of a panic.
    let name = thread::current().name().map(str::to_owned);
    let named = || name.iter().fold(thread::Builder::new(), |thread, name| thread.name(name.clone()));
    let n_threads = processors.min(n.div_ceil(WORTH_A_THREAD)).max(1);
    let mut all = thread::scope(|scope| {
        let others: Vec<_> = (1..n_threads).filter_map(|_| named().spawn_scoped(scope, run).ok()).collect();
        let mut all = run();
        for other in others {
            match other.join() {
                Ok(made) => all.extend(made),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        all
    });
    all.sort_unstable_by_key(|(from, _)| *from);
    all.into_iter().flat_map(|(_, made)| made).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_stand_in_order_whoever_made_them() {
        for n in [0, 1, 15, 16, 17, 1_000] {
            let want: Vec<usize> = (0..n).map(|at| at * at).collect();
            assert_eq!(map(n, || (), |(), at| at * at), want);
        }
    }
}
