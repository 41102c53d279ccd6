//! Scores alignments against gold: `cargo run --release --example scores -- FOLDER`.
//!
//! FOLDER, or else the variable `KZREADER_SCORES`, holds `sentences/NAME.XX-YY.{src,tgt,gold}` (or these files
//! themselves): a segment a line, XX and YY the languages, and the gold beads a line each as `[0,1]:[0]`. Such texts
//! are no part of the repository.
//!
//! Each file is aligned as a whole and, as `short/…`, in parts of about 25 segments that begin and end at gold beads,
//! each of which is aligned by itself. Sets are pooled: `textberg`, `gaps` (names that begin with it), `novels` (all
//! others). Then comes what the confidences are worth.

mod bitext;
mod calibration;
mod count;
mod table;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use clap::Parser;
use kzreader::align::Task;
use kzreader::model::Alignment;

use bitext::{Bitext, GoldBead};
use calibration::Calibration;
use count::Count;

/// Scores alignments against gold beads.
#[derive(Debug, Parser)]
struct Arguments {
    /// The folder with sentences/NAME.XX-YY.{src,tgt,gold}; else the variable KZREADER_SCORES
    folder: Option<PathBuf>,
    /// Align with the quick pass
    #[arg(long)]
    quick: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
    /// Only files whose names contain this
    #[arg(long, value_name = "TEXT", default_value = "")]
    only: String,
    /// Which rows: whole texts, short parts of them, or both
    #[arg(long, value_enum, default_value = "both")]
    texts: Texts,
    /// How many files to align at once
    #[arg(long, value_name = "N", default_value_t = 1)]
    threads: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Texts {
    Whole,
    Short,
    Both,
}

/// What was measured of one text, or of all parts of one.
struct Outcome {
    name: String,
    set: String,
    count: Count,
    calibration: Calibration,
    seconds: f64,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let Some(folder) = arguments.folder.clone().or_else(|| std::env::var_os("KZREADER_SCORES").map(PathBuf::from))
    else {
        eprintln!("scores: the texts to measure with are no part of the repository; name a folder that holds them");
        return ExitCode::from(2);
    };
    let jobs = match jobs(&folder, &arguments) {
        Ok(jobs) => jobs,
        Err(error) => {
            eprintln!("scores: {error}");
            return ExitCode::FAILURE;
        }
    };
    let outcomes = measure_all(&jobs, &arguments);
    if arguments.json {
        table::print_json(&outcomes)
    } else {
        table::print(&outcomes)
    }
    ExitCode::SUCCESS
}

/// A row of the table: the texts whose counts make it.
struct Job {
    name: String,
    set: String,
    parts: Vec<Bitext>,
}

fn jobs(folder: &Path, arguments: &Arguments) -> Result<Vec<Job>, String> {
    let inside = folder.join("sentences");
    let folder = if inside.is_dir() { inside } else { folder.to_path_buf() };
    let mut whole = Vec::new();
    let mut short = Vec::new();
    for name in bitext::names(&folder)?.into_iter().filter(|name| name.contains(&arguments.only)) {
        let bitext = Bitext::read(&folder, &name)?;
        let set = bitext::set_of(&name);
        if arguments.texts != Texts::Whole {
            short.push(Job { name: format!("short/{name}"), set: format!("short/{set}"), parts: bitext.parts() });
        }
        if arguments.texts != Texts::Short {
            whole.push(Job { name, set: set.to_owned(), parts: vec![bitext] });
        }
    }
    whole.append(&mut short);
    if whole.is_empty() {
        return Err(format!("{} holds no NAME.XX-YY.gold to measure with", folder.display()));
    }
    Ok(whole)
}

/// Measures all jobs, on as many threads as asked for; the outcomes stand in the order of the jobs.
fn measure_all(jobs: &[Job], arguments: &Arguments) -> Vec<Outcome> {
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::new());
    let work = || {
        while let Some((index, job)) = Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|i| Some((i, jobs.get(i)?)))
        {
            let outcome = measure(job, arguments.quick);
            eprintln!("{}: {:.2} s", outcome.name, outcome.seconds);
            done.lock().expect("no thread panics").push((index, outcome));
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..arguments.threads.max(1) {
            scope.spawn(work);
        }
        work();
    });
    let mut done = done.into_inner().expect("no thread panics");
    done.sort_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, outcome)| outcome).collect()
}

fn measure(job: &Job, quick: bool) -> Outcome {
    let (mut count, mut calibration, mut seconds) = (Count::default(), Calibration::default(), 0.0);
    for part in &job.parts {
        let (source, target) = part.documents();
        let started = Instant::now();
        let go_on = |_: f32| ControlFlow::Continue(());
        let task = Task::new(&source.0, &target.0);
        let alignment = if quick { task.quick(&go_on) } else { task.full(&go_on) }.expect("nothing stops it");
        seconds += started.elapsed().as_secs_f64();
        let alignment = kzreader::import::segmented::alignment_of_lines(&alignment, [&source.1, &target.1]);
        count += Count::of(&beads_of(&alignment), &part.gold);
        calibration.add(&alignment, &part.gold);
    }
    Outcome { name: job.name.clone(), set: job.set.clone(), count, calibration, seconds }
}

fn beads_of(alignment: &Alignment) -> Vec<GoldBead> {
    alignment.beads().iter().map(|bead| (bead.source.clone().collect(), bead.target.clone().collect())).collect()
}
