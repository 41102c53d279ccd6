//! How long aligning takes and how much memory, over invented bitexts: `cargo bench --bench align [-- SIZE…] [--quick]`.
//!
//! SIZE is the number of segments of the source, 500, 5000 and 50000 without any. Each size runs in a process of its
//! own, so that the peak of memory is its own. `right` is the share of the beads found that were made so.

mod invented;

use std::collections::HashSet;
use std::ops::ControlFlow;
use std::process::{Command, ExitCode};
use std::time::Instant;

use kzreader::align::Task;
use kzreader::import::Hints;
use kzreader::import::segmented::import_segmented;
use kzreader::model::{Document, Language};

use invented::Bitext;

const SIZES: [usize; 3] = [500, 5_000, 50_000];

/// The argument by which the program starts itself for one size.
const ONE: &str = "--one";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let is_quick = arguments.iter().any(|argument| argument == "--quick");
    let sizes: Vec<usize> = arguments.iter().filter_map(|argument| argument.parse().ok()).collect();
    if arguments.iter().any(|argument| argument == ONE) {
        sizes.into_iter().for_each(|size| measure(size, is_quick));
        return ExitCode::SUCCESS;
    }
    println!("{:>9} {:>9} {:>9} {:>7} {:>9}", "source", "target", "seconds", "right", "peak MB");
    for size in if sizes.is_empty() { SIZES.to_vec() } else { sizes } {
        let quick = is_quick.then_some("--quick");
        let program = std::env::current_exe().expect("the program knows where it is");
        let status = Command::new(program).arg(ONE).arg(size.to_string()).args(quick).status();
        if !status.is_ok_and(|status| status.success()) {
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

fn measure(size: usize, is_quick: bool) {
    let bitext = Bitext::invent(size);
    let (source, target) = (document(&bitext.source, "de"), document(&bitext.target, "en"));
    let go_on = |_: f32| ControlFlow::Continue(());
    let task = Task::new(&source, &target);
    let started = Instant::now();
    let alignment = if is_quick { task.quick(&go_on) } else { task.full(&go_on) }.expect("nothing stops it");
    let seconds = started.elapsed().as_secs_f64();
    let made: HashSet<_> = bitext.beads.into_iter().collect();
    let beads = alignment.beads();
    let right = beads.iter().filter(|bead| made.contains(&(bead.source.clone(), bead.target.clone()))).count();
    let right = right as f64 / beads.len().max(1) as f64;
    let (n_source, n_target) = (source.segments().len(), target.segments().len());
    let peak = peak_megabytes().map_or("?".to_owned(), |peak| peak.to_string());
    println!("{n_source:>9} {n_target:>9} {seconds:>9.2} {right:>7.3} {peak:>9}");
}

fn document(lines: &[String], tag: &str) -> Document {
    let hints = Hints { language: Language::parse(tag), ..Hints::default() };
    import_segmented(lines.join("\n").as_bytes(), &hints).expect("what was invented is text").0
}

/// The most memory that this process ever held, in megabytes, where the system says so.
fn peak_megabytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches("kB").trim().parse::<u64>().ok().map(|kilobytes| kilobytes / 1024)
}
