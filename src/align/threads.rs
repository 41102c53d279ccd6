//! Work on both sides, or on two halves, at once.
//!
//! The threads take the name of the one that starts them: by its name the rest of the program knows a worker, whose panic
//! is told in the status line and ends nothing. Where no thread is to be had, the work is done one after the other.

use std::panic::resume_unwind;
use std::thread::{self, Builder};

/// Does both things at once.
pub fn join<A, B: Send>(one: impl FnOnce() -> A, two: impl Fn() -> B + Sync) -> (A, B) {
    thread::scope(|scope| {
        let name = thread::current().name().unwrap_or_default().to_owned();
        let second = Builder::new().name(name).spawn_scoped(scope, &two).ok();
        let first = one();
        let second = second.map_or_else(&two, |thread| thread.join().unwrap_or_else(|panic| resume_unwind(panic)));
        (first, second)
    })
}

/// The same for both sides.
pub fn both<T: Send>(of: impl Fn(usize) -> T + Sync) -> [T; 2] {
    let (left, right) = join(|| of(0), || of(1));
    [left, right]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn threads_have_the_name_of_the_one_that_starts_them() {
        let named = Builder::new().name("worker 7".to_owned());
        let names = named.spawn(|| both(|_| thread::current().name().map(str::to_owned))).expect("a thread").join();
        assert_eq!(names.expect("no panic"), [Some("worker 7".to_owned()), Some("worker 7".to_owned())]);
    }
}
