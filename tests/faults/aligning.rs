use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::common::terminal::{PATIENCE, Terminal, binary};
use crate::{HeldBy, Row};

pub const ROWS: &[Row] = &[Row {
    number: 41,
    fault: "versions that do not match, one empty",
    held_by: HeldBy::Tests(&[
        "f41_what_has_no_counterpart_is_a_gap_and_nothing_is_lost",
        "f41_the_same_text_twice_lies_level_and_surely",
        "f41_aligning_hostile_texts_takes_bounded_memory",
        "f41_the_reader_shows_explicit_gaps_and_stays_usable",
    ]),
}];

/// The most anonymous memory that reading may take, in kB, and aligning hostile texts as well as can be beyond the texts.
const MOST_TO_READ: u64 = 64 * 1024;
const MOST_TO_ALIGN: u64 = 112 * 1024;

/// A row of `kzreader align --format tsv`.
struct Bead {
    source: String,
    target: String,
    confidence: f32,
}

fn lines(n: usize, line: impl Fn(usize) -> String) -> String {
    (0..n).map(|at| line(at) + "\n\n").collect()
}

const ENGLISH: [&str; 8] = [
    "The miners came home late and nobody asked them why.",
    "On 3 May the shipyard was at rest.",
    "The ferry stayed in the harbour until Tuesday.",
    "Ms Lindqvist told the press that 240 workers were there.",
    "What do the workers demand?",
    "They want the night shift and the store to stay in Rostock.",
    "Nobody believed a word of it.",
    "In the evening it began to rain.",
];

const GERMAN: [&str; 8] = [
    "Die Bergleute kamen spät nach Hause, und niemand fragte sie nach dem Grund.",
    "Am 3. Mai ruhte die Werft.",
    "Die Fähre blieb bis Dienstag im Hafen.",
    "Frau Lindqvist sagte der Presse, dass 240 Beschäftigte da waren.",
    "Was fordert die Belegschaft?",
    "Sie wollen, dass Nachtschicht und Lager in Rostock bleiben.",
    "Niemand glaubte ein Wort davon.",
    "Am Abend begann es zu regnen.",
];

/// A recipe, which has nothing to do with the miners.
const RECIPE: [&str; 6] = [
    "Zwei Zwiebeln schälen und in feine Würfel schneiden.",
    "Mit Butter in einem großen Topf glasig dünsten.",
    "Das Mehl darüberstäuben und kurz anschwitzen.",
    "Einen Liter Brühe angießen.",
    "Salzen, pfeffern und zwanzig Minuten köcheln lassen.",
    "Vor dem Servieren Schnittlauch darüberstreuen.",
];

fn text(sentences: &[&str]) -> String {
    lines(sentences.len(), |at| sentences[at].to_owned())
}

fn reversed(sentences: &[&str]) -> String {
    lines(sentences.len(), |at| sentences[sentences.len() - 1 - at].to_owned())
}

fn start(folder: &Path, [source, target]: [&str; 2]) -> Child {
    let path = |name: &str, text: &str| {
        let path = folder.join(name);
        fs::write(&path, text).expect("written");
        path
    };
    let mut command = Command::new(binary());
    command.arg("align").arg(path("a.txt", source)).arg(path("b.txt", target)).args(["--format", "tsv"]);
    command.env("LANG", "C.UTF-8").env("XDG_CACHE_HOME", folder).env("XDG_STATE_HOME", folder);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().expect("kzreader starts")
}

/// The anonymous memory of a process, in kB; `None` once it has ended.
fn memory(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("RssAnon:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

fn without_space(text: &str) -> String {
    text.split_whitespace().collect()
}

/// Aligns two texts with the real program; nothing of either may be lost, doubled or moved.
#[track_caller]
fn aligned(name: &str, texts: [&str; 2]) -> Vec<Bead> {
    let folder = tempfile::tempdir().expect("a folder");
    let output = start(folder.path(), texts).wait_with_output().expect("it ends");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{name}: {said}");
    let written = String::from_utf8(output.stdout).expect("UTF-8");
    let bead = |row: &str| {
        let fields: Vec<&str> = row.split('\t').collect();
        assert_eq!(fields.len(), 6, "{name}: {row}");
        let confidence = fields[3].parse().expect("a number");
        Bead { source: fields[0].to_owned(), target: fields[1].to_owned(), confidence }
    };
    let beads: Vec<Bead> = written.lines().skip(1).map(bead).collect();
    let side = |of: fn(&Bead) -> &str| beads.iter().map(|bead| without_space(of(bead))).collect::<String>();
    assert!(side(|bead| &bead.source) == without_space(texts[0]), "{name}: the source is not what it was");
    assert!(side(|bead| &bead.target) == without_space(texts[1]), "{name}: the target is not what it was");
    assert!(beads.iter().all(|bead| !(bead.source.is_empty() && bead.target.is_empty())), "{name}: an empty row");
    assert!(beads.iter().all(|bead| (0.0..=1.0).contains(&bead.confidence)), "{name}: a confidence of its own");
    beads
}

fn n_matches(beads: &[Bead]) -> usize {
    beads.iter().filter(|bead| !bead.source.is_empty() && !bead.target.is_empty()).count()
}

#[test]
fn f41_what_has_no_counterpart_is_a_gap_and_nothing_is_lost() {
    let (english, german) = (text(&ENGLISH), text(&GERMAN));
    let many = lines(20_000, |at| format!("Row {at} of them."));
    let huge = format!("{} and then.\n", "one more word".repeat(20_000));
    // Each with how many matches there may be.
    for (name, source, target, most) in [
        ("both are empty", "", "", 0),
        ("one is empty", english.as_str(), "", 0),
        ("the other one is empty", "", german.as_str(), 0),
        ("one has only blank lines", "\n \n\u{a0}\n\t\n", german.as_str(), 0),
        ("one is a byte", ".", german.as_str(), 1),
        ("many lines against one", many.as_str(), "One.\n", 1),
        ("one line against many", "Row 19000 of them.\n", many.as_str(), 1),
        ("one huge segment against a text", huge.as_str(), german.as_str(), 8),
        ("in reversed order", english.as_str(), &reversed(&GERMAN), 8),
        ("texts that have nothing to do with each other", english.as_str(), &text(&RECIPE), 8),
        ("numbers only against a text", &lines(50, |at| (at * 7919).to_string()), german.as_str(), 50),
        ("one lacks half", english.as_str(), &text(&GERMAN[4..]), 4),
    ] {
        let beads = aligned(name, [source, target]);
        assert!(n_matches(&beads) <= most, "{name}: {} matches", n_matches(&beads));
    }
}

#[test]
fn f41_the_same_text_twice_lies_level_and_surely() {
    let alternating = lines(3_000, |at| ["Yes, he said.", "No, she said."][at % 2].to_owned());
    let equal = lines(3_000, |_| "The same line again.".to_owned());
    let unlike = lines(3_000, |at| format!("Word{} and word{}.", at * 7919 % 3001, at * 104_729 % 3001));
    for (name, text) in [
        ("a text", text(&ENGLISH)),
        ("two lines in turns", alternating),
        ("equal lines", equal),
        ("unlike lines", unlike),
    ] {
        let beads = aligned(name, [&text, &text]);
        let level = beads.iter().filter(|bead| bead.source == bead.target).count();
        assert_eq!((level, beads.len()), (beads.len(), text.split("\n\n").count() - 1), "{name}");
    }
    let sure = aligned("a text", [&text(&ENGLISH), &text(&ENGLISH)]);
    assert!(sure.iter().all(|bead| bead.confidence > 0.5), "the same sentence is no doubtful match");
}

#[test]
fn f41_aligning_hostile_texts_takes_bounded_memory() {
    let equal = |line: &str| lines(20_000, |_| line.to_owned());
    let invented = |seed: usize| {
        let letter = |at: usize| char::from(b'a' + u8::try_from(at % 26).expect("a letter"));
        let word = move |at: usize| (1..8).map(|n| letter(at * n * 31 / 7 + at / n + seed)).collect::<String>();
        lines(4_000, move |at| (0..8).map(|n| word(at * 8 + n)).collect::<Vec<_>>().join(" "))
    };
    let long = |word: &str| lines(400, |at| format!("{word} {at} ").repeat(600));
    for (name, source, target) in [
        ("equal lines", equal("The same line again."), equal("Die gleiche Zeile nochmals.")),
        ("nothing but words that occur once", invented(3), invented(11)),
        ("segments of hundreds of words", long("word"), long("Wort")),
        ("one huge line against lines", "word and ".repeat(200_000), equal("Eine Zeile.")),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let mut child = start(folder.path(), [&source, &target]);
        let mut output = child.stdout.take().expect("an output");
        let reader = thread::spawn(move || std::io::copy(&mut output, &mut std::io::sink()));
        let (mut most, began) = (0, Instant::now());
        let status = loop {
            most = most.max(memory(child.id()).unwrap_or_default());
            if let Some(status) = child.try_wait().expect("its status") {
                break status;
            }
            if began.elapsed() > 10 * PATIENCE {
                let _ = child.kill();
                panic!("{name}: it does not end");
            }
            thread::sleep(Duration::from_millis(5));
        };
        reader.join().expect("it reads").expect("it reads");
        assert!(status.success(), "{name}");
        // What is printed is put together from both texts.
        let texts = 8 * (source.len() + target.len()) as u64 / 1024;
        assert!(most < MOST_TO_ALIGN + texts, "{name}: {most} kB");
    }
}

#[test]
fn f41_the_reader_shows_explicit_gaps_and_stays_usable() {
    let many = lines(30_000, |at| format!("Satz Nummer {at} steht hier."));
    for (name, german, english, wants) in [
        ("one is empty", text(&GERMAN), String::new(), ", not in "),
        ("both are empty", String::new(), String::new(), "no text in this file"),
        ("many against one", many, "Only one sentence.\n".to_owned(), ", not in "),
        ("nothing to do with each other", text(&RECIPE), text(&ENGLISH), "bead 1 of"),
        ("one huge line", "word and ".repeat(40_000), text(&ENGLISH), "bead 1 of"),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let version = |tag: &str| format!("[[versions]]\nlanguage = \"{tag}\"\nfile = \"{tag}.txt\"\n");
        fs::write(folder.path().join("work.toml"), version("de") + &version("en")).expect("written");
        fs::write(folder.path().join("de.txt"), german).expect("written");
        fs::write(folder.path().join("en.txt"), english).expect("written");
        let mut terminal = Terminal::start((100, 30), &[folder.path().to_str().expect("a path")]);
        terminal.wait_for(wants);
        // It goes through the text, to its end and back, and changes sides, whatever lies there.
        for keys in ["G", "g", "x", "))) j j ", "v", "n", "o", "o"] {
            terminal.press(keys);
            terminal.pump(Duration::from_millis(50));
        }
        let kilobytes = memory(terminal.child.process_id().expect("it runs")).expect("it runs");
        assert!(kilobytes < MOST_TO_READ, "{name}: {kilobytes} kB");
        terminal.press("q");
        assert!(terminal.wait_for_end().success(), "{name}");
        terminal.assert_whole();
    }
}
