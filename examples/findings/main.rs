//! Counts what comparing finds: `cargo run --release --example findings -- FOLDER`, or `-- LEFT RIGHT` for two files.
//!
//! FOLDER holds bitexts as the example `scores` takes them. They are compared along their gold beads, so that what is found is
//! not a matter of the alignment; `--aligned` compares them along the alignment that kzreader makes. For each text
//! and kind stand the findings in a thousand beads that have text on both sides; `--show N` prints every N-th finding with both
//! texts, to be judged by a person. They are translations, so that whoever reads will find that few numbers in them disagree.

#[allow(dead_code, reason = "the other example cuts bitexts in parts")]
#[path = "../scores/bitext.rs"]
mod bitext;

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use clap::Parser;
use kzreader::align::Task;
use kzreader::compare::{Comparison, Kind};
use kzreader::import::segmented::Lines;
use kzreader::import::{Hints, import};
use kzreader::model::{Alignment, Bead, Document, Side};

use bitext::Bitext;

/// Counts what comparing finds.
#[derive(Debug, Parser)]
struct Arguments {
    /// A folder with NAME.XX-YY.{src,tgt,gold}, or two files
    #[arg(required = true, num_args = 1..=2)]
    paths: Vec<PathBuf>,
    /// Compare along kzreader's alignment, not along gold beads
    #[arg(long)]
    aligned: bool,
    /// Only bitexts whose names contain this
    #[arg(long, value_name = "TEXT", default_value = "")]
    only: String,
    /// Print every N-th finding with both texts
    #[arg(long, value_name = "N")]
    show: Option<usize>,
    /// Print findings of this kind only
    #[arg(long, default_value = "")]
    kind: String,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("findings: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<(), String> {
    if let [left, right] = arguments.paths.as_slice() {
        let documents = [read(left)?, read(right)?];
        let alignment = align([&documents[0], &documents[1]]);
        tell(&left.display().to_string(), [&documents[0], &documents[1]], &alignment, arguments);
        return Ok(());
    }
    let folder = arguments.paths[0].join("sentences");
    let folder = if folder.is_dir() { folder } else { arguments.paths[0].clone() };
    for name in bitext::names(&folder)?.into_iter().filter(|name| name.contains(&arguments.only)) {
        let bitext = Bitext::read(&folder, &name)?;
        let (left, right) = bitext.documents();
        let documents = [&left.0, &right.0];
        let alignment =
            if arguments.aligned { align(documents) } else { of_gold(&bitext, documents, [&left.1, &right.1]) };
        tell(&name, documents, &alignment, arguments);
    }
    Ok(())
}

fn read(path: &Path) -> Result<Document, String> {
    let bytes = std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    import(&bytes, &Hints::default()).map_err(|error| format!("{}: {error}", path.display()))
}

fn align(documents: [&Document; 2]) -> Alignment {
    Task::new(documents[0], documents[1]).full(&|_| ControlFlow::Continue(())).expect("nothing stops it")
}

/// The gold beads as an alignment: those in order, and gaps between them.
fn of_gold(bitext: &Bitext, documents: [&Document; 2], lines: [&Lines; 2]) -> Alignment {
    let mut beads = Vec::new();
    let mut done = [0, 0];
    let n_segments = documents.map(|document| document.segments().len());
    let gaps = |beads: &mut Vec<Bead>, done: &mut [usize; 2], until: [usize; 2]| {
        for side in Side::BOTH {
            for segment in done[side.index()]..until[side.index()] {
                let mut ranges = [done[0]..done[0], done[1]..done[1]];
                ranges[side.index()] = segment..segment + 1;
                let [source, target] = ranges;
                beads.push(Bead { source, target, confidence: 1.0 });
                done[side.index()] = segment + 1;
            }
        }
    };
    for (source, target) in &bitext.gold {
        let ranges = [source, target].map(|numbers| {
            let side = usize::from(std::ptr::eq(numbers, target));
            let segments: Vec<usize> = numbers.iter().filter_map(|&line| lines[side].segment(line)).collect();
            Some(*segments.iter().min()?..*segments.iter().max()? + 1)
        });
        if let [Some(source), Some(target)] = ranges
            && source.start >= done[0]
            && target.start >= done[1]
        {
            gaps(&mut beads, &mut done, [source.start, target.start]);
            done = [source.end, target.end];
            beads.push(Bead { source, target, confidence: 1.0 });
        }
    }
    gaps(&mut beads, &mut done, n_segments);
    Alignment::new(beads, n_segments[0], n_segments[1]).expect("gaps fill what is between the beads")
}

fn tell(name: &str, documents: [&Document; 2], alignment: &Alignment, arguments: &Arguments) {
    let started = Instant::now();
    let comparison = Comparison::of(documents, alignment);
    let seconds = started.elapsed().as_secs_f64();
    let n_beads = alignment.beads().iter().filter(|bead| !bead.is_gap()).count();
    let mut by_kind: BTreeMap<Kind, usize> = BTreeMap::new();
    comparison.findings().iter().for_each(|finding| *by_kind.entry(finding.kind).or_default() += 1);
    let in_thousand = |n: usize| n as f64 * 1000.0 / n_beads.max(1) as f64;
    let kinds: Vec<String> = by_kind.iter().map(|(kind, &n)| format!("{kind:?} {n} ({:.1})", in_thousand(n))).collect();
    println!(
        "{name}: {n_beads} beads, {} findings ({:.1} in 1,000), {:.0} ms: {}",
        comparison.findings().len(),
        in_thousand(comparison.findings().len()),
        seconds * 1000.0,
        kinds.join(", ")
    );
    let Some(every) = arguments.show else { return };
    let shown = comparison.findings().iter().filter(|finding| format!("{:?}", finding.kind).contains(&arguments.kind));
    for finding in shown.step_by(every.max(1)) {
        println!("  {}: {}", finding.bead, finding.explanation);
        for side in Side::BOTH {
            let segments = alignment.beads()[finding.bead].segments(side);
            let texts: Vec<&str> = segments.map(|segment| documents[side.index()].segment_text(segment)).collect();
            let whole = texts.join(" | ").replace('\n', " ");
            let around = finding.spans[side.index()].first().map(|span| {
                let text = documents[side.index()].text();
                let start = text[..span.start].char_indices().rev().nth(60).map_or(0, |(at, _)| at);
                let end = text[span.end..].char_indices().nth(60).map_or(text.len(), |(at, _)| span.end + at);
                format!("…{}…", text[start..end].replace('\n', " "))
            });
            println!("      {}", around.unwrap_or_else(|| whole.chars().take(300).collect()));
        }
    }
}
