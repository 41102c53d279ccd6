//! What is kept on disk, and the configuration: whatever is there, and whoever else writes it.

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, Write as _};
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant, SystemTime};

use kzreader::state::{State, Store};
use tempfile::TempDir;

use crate::common::terminal::{PATIENCE, Terminal, binary};
use crate::{HeldBy, Row};

pub const ROWS: &[Row] = &[
    Row {
        number: 66,
        fault: "disk full, quota, file size limit",
        held_by: HeldBy::Tests(&[
            "f66_a_file_size_limit_leaves_the_old_state_and_is_told",
            "f66_a_full_disk_leaves_the_old_state_and_is_told",
        ]),
    },
    Row {
        number: 67,
        fault: "killed at each system call of a save",
        held_by: HeldBy::Tests(&[
            "f67_killed_at_each_system_call_of_a_save_the_state_is_the_old_or_the_new_one",
            "f67_killed_at_any_moment_the_state_is_the_old_or_the_new_one",
        ]),
    },
    Row {
        number: 68,
        fault: "two kzreaders at once",
        held_by: HeldBy::Tests(&["f68_of_eight_that_leave_at_once_nothing_is_lost"]),
    },
    Row {
        number: 69,
        fault: "a stale lock",
        held_by: HeldBy::Tests(&[
            "f69_a_lock_that_is_stale_or_held_or_no_file_keeps_nobody_from_saving",
            "f69_a_state_file_that_is_a_link_stays_one_and_one_that_is_no_file_is_left_alone",
        ]),
    },
    Row {
        number: 70,
        fault: "state empty, cut at every byte, filled with NUL",
        held_by: HeldBy::Tests(&[
            "f70_a_damaged_state_is_set_aside_and_what_can_be_read_is_taken_over",
            "f70_no_cut_and_no_flipped_bit_of_the_state_does_harm",
        ]),
    },
    Row {
        number: 71,
        fault: "state of a newer version",
        held_by: HeldBy::Tests(&["f71_a_state_of_a_newer_version_is_not_touched_and_told"]),
    },
    Row {
        number: 72,
        fault: "home read-only or missing",
        held_by: HeldBy::Tests(&["f72_without_a_home_that_can_be_written_one_can_read"]),
    },
    Row {
        number: 73,
        fault: "left-over temporary files",
        held_by: HeldBy::Tests(&["f73_left_over_temporary_files_are_reclaimed_and_others_left_alone"]),
    },
    Row {
        number: 74,
        fault: "configuration: syntax, type, unknown key",
        held_by: HeldBy::Tests(&[
            "f74_what_is_wrong_in_the_configuration_is_told_with_line_and_column",
            "f74_a_hostile_configuration_is_survived",
            "f74_keys_and_settings_are_as_configured_until_others_are_chosen",
        ]),
    },
    Row {
        number: 75,
        fault: "a place past the text's new end, clock going back",
        held_by: HeldBy::Tests(&["f75_places_and_times_that_can_not_be_are_put_right"]),
    },
    Row {
        number: 89,
        fault: "an import killed midway",
        held_by: HeldBy::Tests(&[
            "f89_an_alignment_is_kept_whole_or_not_at_all",
            "f89_a_damaged_alignment_is_made_anew",
        ]),
    },
];

const SIZE: (u16, u16) = (120, 30);

/// What the last line shows when the text is there.
const READY: &str = "bead ";

/// A work of two short texts, which opens by itself.
fn texts() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: String| fs::write(folder.path().join(name), text).expect("written");
    let english = (1..=9).map(|n| format!("The boat number {n} leaves the harbour in the morning.\n\n"));
    let german = (1..=9).map(|n| format!("Das Boot Nummer {n} verlässt den Hafen am Morgen.\n\n"));
    write("boats.en.txt", english.collect());
    write("boats.de.txt", german.collect());
    folder
}

fn path_of(folder: &TempDir) -> String {
    folder.path().to_str().expect("a path of ours").to_owned()
}

/// A state folder with this in its state file.
fn state_of(text: impl AsRef<[u8]>) -> TempDir {
    let state = tempfile::tempdir().expect("a folder");
    fs::create_dir(state.path().join("kzreader")).expect("made");
    fs::write(file_in(state.path()), text).expect("written");
    state
}

fn file_in(state: &Path) -> PathBuf {
    state.join("kzreader/state.toml")
}

fn names_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// A state as it is after a text was read, with places of other texts besides.
fn a_state(n_others: usize) -> String {
    let mut state = State { version: 2, ..State::default() };
    state.languages.insert("/elsewhere/a.txt".to_owned(), "nb".to_owned());
    let mut text = toml::to_string(&state).expect("TOML");
    for n in 0..n_others {
        text += &format!("[reading.\"/elsewhere/{n}.txt\"]\nleft = \"/elsewhere/{n}.txt\"\nbyte = {n}\ntime = {n}\n");
    }
    text
}

/// What is in the state, which has to be whole.
#[track_caller]
fn whole(state: &Path) -> State {
    let (kept, trouble) = Store::look(Some(&state.join("kzreader")));
    assert_eq!(trouble, None);
    kept
}

#[track_caller]
fn start(state: TempDir, texts: &TempDir) -> Terminal {
    let mut terminal = Terminal::start_in(SIZE, &[&path_of(texts)], state, &[]);
    terminal.wait_for(READY);
    terminal
}

/// Leaves with `q`, with the terminal whole.
#[track_caller]
fn leave(terminal: &mut Terminal) {
    terminal.press("q");
    terminal.wait_for_end();
    terminal.assert_whole();
}

/// Nothing of what a hostile file holds has reached the terminal as it is.
#[track_caller]
fn assert_inert(terminal: &Terminal) {
    let raw = String::from_utf8_lossy(&terminal.raw).replace(crate::common::inert::QUESTION, "");
    for hostile in ["\u{1b}]0;", "\u{1b}[31mred", "\u{9b}", "\u{202e}", "\u{e0041}", "\u{7}", "\u{7f}", "\0"] {
        assert!(!raw.contains(hostile), "{hostile:?} reached the terminal");
    }
}

/// Memory of its own, in proportion to what is shown.
#[track_caller]
fn assert_small(terminal: &Terminal) {
    let id = terminal.child.process_id().expect("it runs");
    let Ok(status) = fs::read_to_string(format!("/proc/{id}/status")) else { return };
    let line = status.lines().find(|line| line.starts_with("RssAnon:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().nth(1)).and_then(|number| number.parse::<u64>().ok());
    assert!(kilobytes.is_none_or(|kilobytes| kilobytes <= 64 * 1024), "{line:?}");
}

fn skip(why: &str) {
    // Straight to the stream: what a passing test prints is not shown.
    let _ = writeln!(std::io::stderr(), "skipped: {why}");
}

fn is_root() -> bool {
    let own = Command::new("id").arg("-u").output().expect("id runs");
    own.stdout.starts_with(b"0\n")
}

fn make_fifo(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().expect("mkfifo runs").success());
}

/// kzreader without a terminal, with these folders for state and configuration.
fn run(arguments: &[&str], state: &Path) -> Output {
    let mut command = Command::new(binary());
    command.args(arguments).env("XDG_STATE_HOME", state).env("XDG_CONFIG_HOME", state.join("config"));
    command.env("XDG_CACHE_HOME", state.join("cache")).env("LANG", "C.UTF-8").stdin(Stdio::null());
    command.output().expect("it runs")
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

#[test]
fn f66_a_file_size_limit_leaves_the_old_state_and_is_told() {
    let texts = texts();
    // In blocks of the shell: nothing may be written, or a part of what has to be.
    for blocks in ["0", "1", "4"] {
        let state = state_of(a_state(200));
        let before = fs::read(file_in(state.path())).expect("there");
        let limited = format!("ulimit -f {blocks} && exec \"$0\" \"$@\"");
        let program = binary();
        let arguments = ["-c", &limited, program.to_str().expect("a path"), &path_of(&texts)];
        let mut terminal = Terminal::start_program(SIZE, Path::new("sh"), &arguments, state, &[]);
        terminal.wait_for(READY);
        leave(&mut terminal);
        assert!(terminal.contents().contains("File too large"), "{}", terminal.contents());
        let folder = terminal.state.path().join("kzreader");
        assert_eq!(fs::read(file_in(terminal.state.path())).expect("there"), before);
        assert_eq!(names_in(&folder), ["state.lock", "state.toml"], "limited to {blocks}");
    }
}

#[test]
fn f66_a_full_disk_leaves_the_old_state_and_is_told() {
    let works = |arguments: &[&str]| {
        let script = "mount -t tmpfs -o size=64k tmpfs /mnt";
        let tried = Command::new("unshare").args(arguments).args(["sh", "-c", script]).output();
        tried.is_ok_and(|tried| tried.status.success())
    };
    let ways: [&[&str]; 2] = [&["-m"], &["-r", "-m"]];
    let Some(unshare) = ways.into_iter().find(|way| works(way)) else {
        return skip("no small disk can be mounted here");
    };
    let texts = texts();
    let state = state_of(a_state(100));
    let before = fs::read(file_in(state.path())).expect("there");
    fs::write(state.path().join("old"), &before).expect("written");
    fs::create_dir(state.path().join("small")).expect("made");
    // The disk is seen from inside only, so what is on it afterwards is brought out.
    let script = "cd \"$1\" && mount -t tmpfs -o size=64k tmpfs small && mkdir small/kzreader \
                  && cp old small/kzreader/state.toml && { cat /dev/zero > small/filling; true; } 2> /dev/null \
                  && XDG_STATE_HOME=\"$1/small\" \"$0\" \"$2\"; ls -A small/kzreader > names; cp small/kzreader/state.toml new";
    let (program, at) = (binary(), state.path().to_str().expect("a path").to_owned());
    let path = path_of(&texts);
    let inside = ["sh", "-c", script, program.to_str().expect("a path"), &at, &path];
    let arguments: Vec<&str> = unshare.iter().copied().chain(inside).collect();
    let mut terminal = Terminal::start_program(SIZE, Path::new("unshare"), &arguments, state, &[]);
    terminal.wait_for(READY);
    leave(&mut terminal);
    assert!(terminal.contents().contains("No space left"), "{}", terminal.contents());
    assert_eq!(fs::read(terminal.state.path().join("new")).expect("brought out"), before);
    let names = fs::read_to_string(terminal.state.path().join("names")).expect("brought out");
    assert_eq!(names.lines().collect::<Vec<_>>(), ["state.lock", "state.toml"]);
}

/// A thread of a process, by its name.
fn threads_named(process: u32, name: &str) -> Vec<String> {
    let tasks = fs::read_dir(format!("/proc/{process}/task")).into_iter().flatten().flatten();
    let is_named =
        |task: &fs::DirEntry| fs::read_to_string(task.path().join("comm")).is_ok_and(|told| told.trim() == name);
    tasks.filter(is_named).map(|task| task.file_name().to_string_lossy().into_owned()).collect()
}

/// `strace` on threads that run already, once it watches them; `None` where that can't be.
fn watched(threads: &[String], arguments: &[&str]) -> Option<Child> {
    let mut command = Command::new("strace");
    for thread in threads {
        command.args(["-p", thread]);
    }
    command.args(arguments).stderr(Stdio::piped()).stdout(Stdio::null());
    let mut strace = command.spawn().ok()?;
    let mut told = BufReader::new(strace.stderr.take()?).lines();
    let mut n_watched = 0;
    for _ in threads {
        let line = told.next()?.ok()?;
        n_watched += usize::from(line.contains("attached"));
        // A thread that reads one file may have done so by now; the others stay.
        if n_watched == 0 && !line.contains("No such process") {
            let _ = strace.kill();
            let _ = strace.wait();
            return None;
        }
    }
    // Whatever else it says must find somebody who reads.
    std::thread::spawn(move || told.for_each(drop));
    Some(strace)
}

/// The system calls that a log of strace names, each with how often it was made.
fn calls_in(log: &str) -> Vec<(String, usize)> {
    let mut calls: Vec<(String, usize)> = Vec::new();
    for line in log.lines() {
        // With several threads each line begins with the number of one.
        let line = line.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
        let Some((name, _)) = line.split_once('(') else { continue };
        match calls.iter_mut().find(|(known, _)| known == name) {
            Some((_, n)) => *n += 1,
            None => calls.push((name.to_owned(), 1)),
        }
    }
    calls
}

const SAVER: &str = "worker-saves";

/// One start and end with strace on some threads; gives the terminal after its end.
fn session(state: TempDir, texts: &TempDir, arguments: &[&str]) -> Option<(Terminal, bool)> {
    let mut terminal = start(state, texts);
    let threads = threads_named(terminal.child.process_id().expect("it runs"), SAVER);
    let mut strace = watched(&threads, arguments)?;
    // With something new to save. It may be gone already, killed at a save that came late.
    let _ = terminal.writer.write_all(b"tq");
    let _ = terminal.writer.flush();
    let is_unharmed = terminal.wait_for_end().success();
    let _ = strace.wait();
    Some((terminal, is_unharmed))
}

fn taken(terminal: &mut Terminal) -> TempDir {
    std::mem::replace(&mut terminal.state, tempfile::tempdir().expect("a folder"))
}

#[test]
fn f67_killed_at_each_system_call_of_a_save_the_state_is_the_old_or_the_new_one() {
    let texts = texts();
    let log = tempfile::NamedTempFile::new().expect("a file");
    let log_path = log.path().to_str().expect("a path").to_owned();
    let Some((mut terminal, true)) = session(state_of(a_state(3)), &texts, &["-o", &log_path]) else {
        return skip("strace is not here, or may not watch other programs");
    };
    let calls = calls_in(&fs::read_to_string(log.path()).expect("a log"));
    let made = |name: &str| calls.iter().any(|(call, _)| call == name);
    assert!(made("write") && made("fsync") && (made("rename") || made("renameat") || made("renameat2")), "{calls:?}");
    let (mut n_old, mut n_new) = (0, 0);
    // Each start finds what the kill before it left.
    for (call, n) in &calls {
        for n in 1..=*n {
            let state = taken(&mut terminal);
            let (before, bytes) = (whole(state.path()), fs::read(file_in(state.path())).expect("there"));
            let inject = format!("inject={call}:signal=KILL:when={n}");
            let (after, is_unharmed) = session(state, &texts, &["-o", "/dev/null", "-e", &inject]).expect("strace");
            terminal = after;
            let now = whole(terminal.state.path());
            let is_new = now.choices.theme != before.choices.theme;
            n_new += usize::from(is_new);
            n_old += usize::from(!is_new);
            let is_old = fs::read(file_in(terminal.state.path())).expect("there") == bytes;
            assert!(is_new || is_old, "{call} {n}: half of it");
            assert!(is_new || !is_unharmed, "{call} {n}: it was not killed and has saved nothing");
            assert!(now.languages == before.languages && now.reading.len() == 4, "{call} {n}: {now:?}");
        }
    }
    assert!(n_old > 0 && n_new > 0, "{n_old} old, {n_new} new");
    let mut last = start(taken(&mut terminal), &texts);
    leave(&mut last);
    assert_eq!(names_in(&last.state.path().join("kzreader")), ["state.lock", "state.toml"]);
}

#[test]
fn f67_killed_at_any_moment_the_state_is_the_old_or_the_new_one() {
    let texts = texts();
    // Long enough to be written in many pieces, if it were.
    let mut state = state_of(a_state(1500));
    for round in 0..24u64 {
        let mut terminal = start(state, &texts);
        let file = file_in(terminal.state.path());
        let old = fs::read(&file).expect("there");
        let before = whole(terminal.state.path());
        terminal.press("tq");
        // The moment goes through the save and past it. What can be read meanwhile is what a kill would leave.
        let mut seen = vec![old];
        let moment = Instant::now() + Duration::from_millis(round * 8);
        while Instant::now() < moment {
            let now = fs::read(&file).expect("it is always there");
            if seen.last() != Some(&now) {
                seen.push(now);
            }
        }
        let _ = terminal.child.kill();
        let _ = terminal.child.wait();
        seen.push(fs::read(&file).expect("there"));
        seen.dedup();
        assert!(seen.len() <= 2, "between the old and the new one there was another one");
        let now = whole(terminal.state.path());
        assert_eq!(now.languages, before.languages);
        assert_eq!(now.choices.theme != before.choices.theme, seen.len() == 2, "it is the old or the new one");
        assert!(now.reading.len() >= 1500, "no place is lost");
        state = taken(&mut terminal);
    }
    let mut last = start(state, &texts);
    leave(&mut last);
    assert_eq!(names_in(&last.state.path().join("kzreader")), ["state.lock", "state.toml"]);
}

#[test]
fn f68_of_eight_that_leave_at_once_nothing_is_lost() {
    let state = state_of(a_state(3));
    let folders: Vec<TempDir> = (0..8).map(|_| texts()).collect();
    let home = state.path().to_str().expect("a path").to_owned();
    let mut terminals: Vec<Terminal> = folders
        .iter()
        .map(|texts| {
            let own = tempfile::tempdir().expect("a folder");
            Terminal::start_in(SIZE, &[&path_of(texts)], own, &[("XDG_STATE_HOME", &home)])
        })
        .collect();
    terminals.iter_mut().for_each(|terminal| terminal.wait_for(READY));
    // Three choose something, each something else.
    for (terminal, (key, told)) in terminals.iter_mut().zip([("t", "theme: light"), ("+", "measure"), ("v", "layout")])
    {
        terminal.press(key);
        terminal.wait_for(told);
    }
    terminals.iter_mut().for_each(|terminal| terminal.press("q"));
    for terminal in &mut terminals {
        assert!(terminal.wait_for_end().success());
        assert!(!terminal.contents().contains("could not be kept"), "{}", terminal.contents());
    }
    let kept = whole(state.path());
    assert_eq!(kept.reading.len(), 3 + 8, "{kept:?}");
    let choices = (kept.choices.theme.as_deref(), kept.choices.measure, kept.choices.layout.as_deref());
    assert_eq!(choices, (Some("light"), Some(76), Some("stacked")));
    assert_eq!(names_in(&state.path().join("kzreader")), ["state.lock", "state.toml"]);
}

#[test]
fn f69_a_lock_that_is_stale_or_held_or_no_file_keeps_nobody_from_saving() {
    let texts = texts();
    type Hinder = fn(&Path) -> Option<File>;
    let cases: &[(&str, Hinder)] = &[
        ("stale", |lock| fs::write(lock, "4711\n").map(|()| None).expect("written")),
        ("held for ever", |lock| {
            let file = File::create(lock).expect("made");
            file.lock().expect("locked");
            Some(file)
        }),
        ("a folder", |lock| fs::create_dir(lock).map(|()| None).expect("made")),
        ("a pipe", |lock| {
            make_fifo(lock);
            None
        }),
        ("closed to us", |lock| {
            fs::write(lock, "").expect("written");
            fs::set_permissions(lock, fs::Permissions::from_mode(0o000)).expect("closed");
            None
        }),
        ("read-only", |lock| {
            fs::write(lock, "").expect("written");
            fs::set_permissions(lock, fs::Permissions::from_mode(0o444)).expect("closed");
            None
        }),
        ("a link to nothing", |lock| symlink("nothing", lock).map(|()| None).expect("linked")),
        ("a link to itself", |lock| symlink("state.lock", lock).map(|()| None).expect("linked")),
        ("a link to a file of someone", |lock| symlink("../precious", lock).map(|()| None).expect("linked")),
    ];
    for (name, hinder) in cases {
        let state = state_of(a_state(3));
        fs::write(state.path().join("precious"), "precious").expect("written");
        let held = hinder(&state.path().join("kzreader/state.lock"));
        let mut terminal = start(state, &texts);
        leave(&mut terminal);
        assert!(!terminal.contents().contains("could not"), "{name}: {}", terminal.contents());
        assert_eq!(whole(terminal.state.path()).reading.len(), 4, "{name}");
        assert_eq!(fs::read_to_string(terminal.state.path().join("precious")).expect("there"), "precious", "{name}");
        assert!(!terminal.state.path().join("kzreader/nothing").exists(), "{name}");
        drop(held);
    }
}

#[test]
fn f69_a_state_file_that_is_a_link_stays_one_and_one_that_is_no_file_is_left_alone() {
    let texts = texts();
    for target in ["../elsewhere.toml", "../not-there-yet.toml"] {
        let state = state_of("");
        fs::remove_file(file_in(state.path())).expect("removed");
        fs::write(state.path().join("elsewhere.toml"), a_state(3)).expect("written");
        symlink(target, file_in(state.path())).expect("linked");
        let mut terminal = start(state, &texts);
        leave(&mut terminal);
        let link = fs::read_link(file_in(terminal.state.path())).expect("still a link");
        assert_eq!(link, Path::new(target));
        let n_before = if target.contains("elsewhere") { 3 } else { 0 };
        assert_eq!(whole(terminal.state.path()).reading.len(), n_before + 1, "{target}");
    }
    type Put = fn(&Path);
    let cases: &[(&str, Put)] = &[
        ("a folder", |path| fs::create_dir(path).expect("made")),
        ("a pipe", make_fifo),
        ("a link to itself", |path| symlink("state.toml", path).expect("linked")),
        ("a link into nowhere", |path| symlink("no/such/folder/state.toml", path).expect("linked")),
        ("an endless device", |path| symlink("/dev/zero", path).expect("linked")),
        ("a full device", |path| symlink("/dev/full", path).expect("linked")),
        ("closed to us", |path| {
            fs::write(path, a_state(3)).expect("written");
            fs::set_permissions(path, fs::Permissions::from_mode(0o000)).expect("closed");
        }),
    ];
    for (name, put) in cases {
        if *name == "closed to us" && is_root() {
            skip("nothing is closed to root");
            continue;
        }
        let state = state_of("");
        let path = file_in(state.path());
        fs::remove_file(&path).expect("removed");
        put(&path);
        let before = fs::symlink_metadata(&path).expect("there").file_type();
        let mut terminal = Terminal::start_in(SIZE, &[&path_of(&texts)], state, &[]);
        terminal.wait_for("number 9");
        // What leads to no file looks as if there were none yet, until one is to be written.
        let is_told_when_left = *name == "a link into nowhere";
        if !is_told_when_left {
            // The last line may come later than those above it.
            terminal.wait_for("places are not kept this time");
        }
        leave(&mut terminal);
        assert_eq!(terminal.contents().contains("could not be kept"), is_told_when_left, "{name}");
        let now = fs::symlink_metadata(file_in(terminal.state.path())).expect("there").file_type();
        assert_eq!(now, before, "{name}");
    }
}

#[test]
fn f70_a_damaged_state_is_set_aside_and_what_can_be_read_is_taken_over() {
    let texts = texts();
    let good = a_state(3);
    let in_the_middle = good.find("[reading.\"/elsewhere/1").expect("the second place");
    let mut flipped = good.clone().into_bytes();
    flipped[in_the_middle + 12] ^= 0x80;
    let deep = format!("version = 2\nx = {}\n", "[".repeat(300_000));
    let hostile = "version = 2\nx = \u{1b}]0;t\u{7}\u{1b}[31mred \u{202e}\n".to_owned();
    let cases: Vec<(&str, Vec<u8>, usize)> = vec![
        ("empty", Vec::new(), 0),
        ("a newline", b"\n".to_vec(), 0),
        ("cut", good.as_bytes()[..in_the_middle + 40].to_vec(), 1),
        ("NUL", vec![0; good.len()], 0),
        ("NUL at its end", [good.as_bytes(), &[0; 4096][..]].concat(), 3),
        ("a flipped bit", flipped, 3),
        ("another kind of file", b"PK\x03\x04 nothing of ours".to_vec(), 0),
        ("a wrong type", good.replace("byte = 1\n", "byte = -1\n").into_bytes(), 3),
        ("nested deeply", deep.into_bytes(), 0),
        ("hostile", hostile.into_bytes(), 0),
        ("garbage", (0..4_000_000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect(), 0),
        ("a heading a line", "[reading.\"\n".repeat(300_000).into_bytes(), 0),
    ];
    for (name, text, n_saved) in cases {
        let mut terminal = Terminal::start_in((200, 30), &[&path_of(&texts)], state_of(&text), &[]);
        terminal.wait_for("damaged");
        terminal.wait_for("number 9");
        assert_small(&terminal);
        leave(&mut terminal);
        assert_inert(&terminal);
        let aside = terminal.state.path().join("kzreader/state.damaged-1.toml");
        assert!(fs::read(aside).expect("set aside") == text, "{name}: what was there is kept");
        let kept = whole(terminal.state.path());
        assert_eq!(kept.reading.len(), n_saved + 1, "{name}: {kept:?}");
    }
    // Much of what is right: it takes no more memory than it may.
    let line = |n: usize| format!("[reading.\"{n}\"]\nleft = \"a\"\n");
    let places: String = (0..140_000).map(line).collect();
    let languages: String = (0..280_000).map(|n| format!("{n} = \"de\"\n")).collect();
    for (name, text) in [
        ("places", format!("version = 2\n{places}")),
        ("languages", format!("version = 2\n[languages]\n{languages}")),
        ("a long line", format!("version = 2\nx = {}\n", "[".repeat(4_000_000))),
        ("lines", "x\n".repeat(2_000_000)),
    ] {
        let mut terminal = Terminal::start_in((200, 30), &[&path_of(&texts)], state_of(&text), &[]);
        terminal.wait_for("number 9");
        assert_small(&terminal);
        leave(&mut terminal);
        assert!(!whole(terminal.state.path()).reading.is_empty(), "{name}");
    }
    // A hundred megabytes, of which nothing is read.
    let state = state_of("version = 2\n");
    File::options().write(true).open(file_in(state.path())).and_then(|file| file.set_len(100 << 20)).expect("grown");
    let mut terminal = Terminal::start_in((200, 30), &[&path_of(&texts)], state, &[]);
    terminal.wait_for("is larger than 4 MB");
    terminal.wait_for("number 9");
    assert_small(&terminal);
    leave(&mut terminal);
    assert_eq!(whole(terminal.state.path()).reading.len(), 1);
    // Damaged while it is open: set aside when it is saved, and of what was read before nothing is lost.
    let mut terminal = start(state_of(&good), &texts);
    let cut = &good[..in_the_middle + 40];
    fs::write(file_in(terminal.state.path()), cut).expect("written");
    leave(&mut terminal);
    let aside = terminal.state.path().join("kzreader/state.damaged-1.toml");
    assert_eq!(fs::read_to_string(aside).expect("set aside"), cut);
    assert_eq!(whole(terminal.state.path()).reading.len(), 3 + 1);
}

#[test]
fn f70_no_cut_and_no_flipped_bit_of_the_state_does_harm() {
    let texts = texts();
    let english = texts.path().join("boats.en.txt").to_str().expect("a path").to_owned();
    let good = format!("version = 2\n[languages]\n\"{english}\" = \"sv\"\n[choices]\nmeasure = 60\n");
    let check = |bytes: &[u8]| {
        let state = state_of(bytes);
        let output = run(&["list", &path_of(&texts)], state.path());
        assert!(output.status.success(), "{:?}: {}", String::from_utf8_lossy(bytes), said(&output));
        assert!(!said(&output).contains("panicked"), "{}", said(&output));
        assert_eq!(fs::read(file_in(state.path())).expect("there"), bytes, "listing changes nothing");
        assert!([&output.stdout, &output.stderr].iter().all(|told| !told.contains(&0x1b) && !told.contains(&0)));
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    assert!(check(good.as_bytes()).contains("sv "), "the language that was set by hand");
    for end in 0..good.len() {
        check(&good.as_bytes()[..end]);
    }
    for at in 0..good.len() {
        let mut bytes = good.clone().into_bytes();
        bytes[at] ^= 1 << (at % 8);
        let listed = check(&bytes);
        let is_elsewhere = at > good.find("[choices]").expect("it is there");
        assert!(!is_elsewhere || listed.contains("sv "), "byte {at} costs the language");
    }
}

#[test]
fn f71_a_state_of_a_newer_version_is_not_touched_and_told() {
    let texts = texts();
    for newer in [
        "version = 3\n",
        "version = 99\n[news]\nx = 1\n",
        "version = 99999999999999\n",
        "version = 3\nnot = what = is TOML today\n\0",
        "[reading]\n[choices]\n[x]\n[languages]\n[configured]\n",
    ] {
        let newer =
            if newer.starts_with('v') { newer.to_owned() } else { format!("parted = []\nversion = 7\n{newer}") };
        let mut terminal = Terminal::start_in((200, 30), &[&path_of(&texts)], state_of(&newer), &[]);
        terminal.wait_for("newer kzreader");
        terminal.wait_for("not kept this time");
        terminal.press("t");
        leave(&mut terminal);
        assert_eq!(terminal.kept(), newer);
        assert_eq!(names_in(&terminal.state.path().join("kzreader")), ["state.toml"]);
    }
    // It became one of a newer kzreader while it was open.
    let mut terminal = start(state_of(a_state(3)), &texts);
    fs::write(file_in(terminal.state.path()), "version = 3\n").expect("written");
    leave(&mut terminal);
    assert!(terminal.contents().contains("newer kzreader"), "{}", terminal.contents());
    assert_eq!(terminal.kept(), "version = 3\n");
}

#[test]
fn f72_without_a_home_that_can_be_written_one_can_read() {
    let texts = texts();
    let scratch = tempfile::tempdir().expect("a folder");
    let at = |name: &str| scratch.path().join(name).to_str().expect("a path").to_owned();
    fs::write(scratch.path().join("file"), "").expect("written");
    fs::create_dir(scratch.path().join("closed")).expect("made");
    fs::set_permissions(scratch.path().join("closed"), fs::Permissions::from_mode(0o555)).expect("closed");
    symlink("nowhere", scratch.path().join("link")).expect("linked");
    let mut homes = vec![at("file"), at("link/below"), "/proc/self/nothing".to_owned(), "/dev/null".to_owned()];
    if is_root() {
        skip("nothing is read-only for root");
    } else {
        homes.push(at("closed"));
    }
    for home in homes {
        let set = ["HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"].map(|name| (name, home.as_str()));
        let own = tempfile::tempdir().expect("a folder");
        let mut terminal = Terminal::start_in(SIZE, &[&path_of(&texts)], own, &set);
        terminal.wait_for(READY);
        leave(&mut terminal);
        assert!(terminal.contents().contains("could not be kept"), "{home}: {}", terminal.contents());
    }
    // Relative folders are not taken, whether they are named or a home.
    let inside = texts.path().to_str().expect("a path");
    let before = names_in(texts.path());
    let script = format!("cd '{inside}' && exec \"$0\" .");
    for (home, kept) in [(at("home"), true), ("relative".to_owned(), false)] {
        let xdg = ["XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"].map(|name| (name, "relative"));
        let set: Vec<(&str, &str)> = xdg.into_iter().chain([("HOME", home.as_str())]).collect();
        let own = tempfile::tempdir().expect("a folder");
        let program = binary();
        let arguments = ["-c", &script, program.to_str().expect("a path")];
        let mut terminal = Terminal::start_program(SIZE, Path::new("sh"), &arguments, own, &set);
        terminal.wait_for("number 9");
        leave(&mut terminal);
        assert_eq!(names_in(texts.path()), before, "nothing is left where it was started");
        assert_eq!(Path::new(&home).join(".local/state/kzreader/state.toml").is_file(), kept, "{home}");
    }
}

#[test]
fn f73_left_over_temporary_files_are_reclaimed_and_others_left_alone() {
    let texts = texts();
    let state = state_of(a_state(3));
    let folder = state.path().join("kzreader");
    let far = SystemTime::UNIX_EPOCH + Duration::from_secs(7_000_000_000);
    for name in [".state-a.tmp", ".state-b.tmp", ".state-busy.tmp"] {
        fs::write(folder.join(name), "half a st").expect("written");
    }
    // Of a time that has not come yet.
    File::open(folder.join(".state-b.tmp")).and_then(|file| file.set_modified(far)).expect("a time");
    let busy = File::open(folder.join(".state-busy.tmp")).expect("there");
    busy.lock().expect("another kzreader writes it");
    fs::create_dir(folder.join(".state-folder.tmp")).expect("made");
    make_fifo(&folder.join(".state-pipe.tmp"));
    symlink("../precious", folder.join(".state-link.tmp")).expect("linked");
    fs::write(state.path().join("precious"), "").expect("written");
    for name in ["state.toml.bak", ".state-mine", "notes.tmp"] {
        fs::write(folder.join(name), "").expect("written");
    }
    let mut terminal = start(state, &texts);
    leave(&mut terminal);
    let names = names_in(&terminal.state.path().join("kzreader"));
    let want = [
        ".state-busy.tmp",
        ".state-folder.tmp",
        ".state-link.tmp",
        ".state-mine",
        ".state-pipe.tmp",
        "notes.tmp",
        "state.lock",
        "state.toml",
        "state.toml.bak",
    ];
    assert_eq!(names, want);
    assert_eq!(whole(terminal.state.path()).reading.len(), 4);
}

/// A state folder with this as the configuration.
fn configured(text: impl AsRef<[u8]>) -> TempDir {
    let state = tempfile::tempdir().expect("a folder");
    fs::create_dir_all(state.path().join("config/kzreader")).expect("made");
    fs::write(config_in(state.path()), text).expect("written");
    state
}

fn config_in(state: &Path) -> PathBuf {
    state.join("config/kzreader/config.toml")
}

#[test]
fn f74_what_is_wrong_in_the_configuration_is_told_with_line_and_column() {
    let texts = texts();
    for (text, want) in [
        (
            "theme = \"blue\"\n",
            "config.toml:1:9: `theme` should be `auto`, `dark`, `light`, `sepia`, `contrast` or `colour-blind` and is \"blue\"; \"auto\" is taken",
        ),
        (
            "\nmeasure = \"wide\"\n",
            "config.toml:2:11: `measure` should be a number from 24 to 160 and is a string; 72 is taken",
        ),
        (
            "measure = 99999999999999999999\n",
            "config.toml:1:11: `measure` should be a number from 24 to 160 and is 99999999999999999999; 72 is taken",
        ),
        ("measure = -1\n", "config.toml:1:11: `measure` should be a number from 24 to 160 and is -1; 72 is taken"),
        ("\r\nmesure = 60\r\n", "config.toml:2:1: the key `mesure` is not known; is `measure` meant?"),
        ("[keys]\nswep = \"x\"\n", "config.toml:2:1: the key `swep` is not known; is `swap` meant?"),
        ("[keys]\nswap = \"Hyper-x\"\n", "config.toml:2:8: no key is called \"Hyper-x\"; it is left out"),
        (
            "[keys]\nswap = \"Q\"\nquit = \"Q\"\n",
            "config.toml:3:8: `Q` is given to `swap` already, at 2:8; it is left out",
        ),
        ("keys = 3\n", "config.toml:1:8: `keys` should be a table and is an integer"),
        ("layout = columns\n", "config.toml:1:10:"),
        ("theme = \"dark\n", "config.toml:1:"),
    ] {
        let state = configured(text);
        let output = run(&["config"], state.path());
        let told = said(&output).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(told.contains(want) && output.status.code() == Some(1), "{text:?}: {told}");
        // What is printed is the configuration in effect, and a good one.
        let printed = String::from_utf8(output.stdout).expect("UTF-8");
        assert!(printed.contains("config.toml\n"), "its path is told");
        let again = run(&["config"], configured(&printed).path());
        assert_eq!((again.status.code(), said(&again).as_str()), (Some(0), ""), "{printed}");
        let mut terminal = Terminal::start_in((200, 30), &[&path_of(&texts)], state, &[]);
        terminal.wait_for("config.toml:");
        terminal.wait_for("number 9");
        leave(&mut terminal);
    }
    // Two mistakes: the rest counts, and where both are told is told.
    let state = configured("theme = 1\nmeasure = 50\nmouse = 2\n");
    let mut terminal = Terminal::start_in((300, 30), &[&path_of(&texts)], state, &[]);
    terminal.wait_for("and 1 more; `kzreader config` lists them");
    leave(&mut terminal);
    let output = run(&["config"], terminal.state.path());
    assert_eq!(said(&output).lines().count(), 2);
    assert!(String::from_utf8_lossy(&output.stdout).contains("measure = 50\n"));
    // One that is named has to be there, the usual one need not.
    let none = tempfile::tempdir().expect("a folder");
    assert_eq!(run(&["config"], none.path()).status.code(), Some(0));
    let missing = run(&["config", "--config", "no/such.toml"], none.path());
    assert_eq!(missing.status.code(), Some(1));
    assert!(said(&missing).contains("no/such.toml: there is no such file"), "{}", said(&missing));
}

#[test]
fn f74_a_hostile_configuration_is_survived() {
    let texts = texts();
    let escapes = "\u{1b}]0;title\u{7}\u{1b}[31mred\u{9b}2J\u{202e}\u{e0041}\u{7f}";
    let quoted = "\\u001b]0;title\\u0007\\u001b[31mred\\u202e\\u007f";
    let cases: Vec<(&str, Vec<u8>)> = vec![
        ("escapes as they are", format!("theme = \"{escapes}\"\n\"{escapes}\" = 1\n").into_bytes()),
        (
            "escapes by their numbers",
            format!("theme = \"{quoted}\"\n\"{quoted}\" = 1\nlanguages = [\"{quoted}\"]\n").into_bytes(),
        ),
        (
            "keys of escapes",
            format!("[keys]\nquit = [\"{quoted}\", \"\\u001b\", \"\\u202e\"]\n\"{quoted}\" = \"x\"\n").into_bytes(),
        ),
        ("a long text", format!("theme = \"{}\"\n", "x".repeat(1 << 20)).into_bytes()),
        ("a long text within bounds", format!("theme = \"{}\"\n", "x".repeat(200_000)).into_bytes()),
        ("not UTF-8", b"theme = \"light\"\nsort = \"\xff\"\n".to_vec()),
        ("UTF-16", "theme = 1".encode_utf16().flat_map(u16::to_le_bytes).collect()),
        ("nested deeply", format!("theme = {}\n", "[".repeat(100_000)).into_bytes()),
        ("nested tables", format!("{} = 1\n", vec!["a"; 50_000].join(".")).into_bytes()),
        ("many keys", (0..20_000).map(|n| format!("k{n} = 1\n")).collect::<String>().into_bytes()),
        ("many mistakes", "= = =\n".repeat(20_000).into_bytes()),
        ("NUL", vec![0; 4096]),
    ];
    for (name, text) in &cases {
        let output = run(&["config"], configured(text).path());
        assert_eq!(output.status.code(), Some(1), "{name}");
        for told in [&output.stdout, &output.stderr] {
            let told = String::from_utf8(told.clone()).expect("UTF-8");
            let is_hostile = |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{202e}' | '\u{e0041}');
            assert!(!told.contains(is_hostile) && told.len() < 20_000, "{name}: {told:?}");
        }
        let mut terminal = Terminal::start_in((160, 40), &[&path_of(&texts)], configured(text), &[]);
        terminal.wait_for("config.toml");
        assert_small(&terminal);
        leave(&mut terminal);
        assert_inert(&terminal);
    }
    type Put = fn(&Path);
    let cases: &[(&str, Put)] = &[
        ("is a folder", |path| fs::create_dir(path).expect("made")),
        ("is not a file", make_fifo),
        ("is not a file", |path| symlink("/dev/zero", path).expect("linked")),
        ("there is no such file", |path| symlink("nowhere", path).expect("linked")),
        ("config.toml", |path| symlink("config.toml", path).expect("linked")),
        ("is larger than 256 KB", |path| File::create(path).and_then(|file| file.set_len(100 << 20)).expect("grown")),
    ];
    for (told, put) in cases {
        let state = configured("");
        fs::remove_file(config_in(state.path())).expect("removed");
        put(&config_in(state.path()));
        let output = run(&["config"], state.path());
        assert!(output.status.code() == Some(1) && said(&output).contains(told), "{told}: {}", said(&output));
        let mut terminal = Terminal::start_in((200, 30), &[&path_of(&texts)], state, &[]);
        terminal.wait_for(told);
        assert_small(&terminal);
        leave(&mut terminal);
    }
    for text in ["\u{feff}measure = 50\n", "measure = 50\r\n", "measure = 50", "# all\n\nmeasure=50#"] {
        let output = run(&["config"], configured(text).path());
        assert_eq!((output.status.code(), said(&output).as_str()), (Some(0), ""), "{text:?}");
        assert!(String::from_utf8_lossy(&output.stdout).contains("measure = 50\n"), "{text:?}");
    }
}

#[test]
fn f74_keys_and_settings_are_as_configured_until_others_are_chosen() {
    let texts = texts();
    let state = configured(
        "layout = \"stacked\"\nlanguages = [\"de\"]\n[keys]\nquit = [\"Z\"]\nnext-layout = \"Ctrl-x\"\nhelp = \"F2\"\n",
    );
    let mut terminal = Terminal::start_in((120, 90), &[&path_of(&texts)], state, &[]);
    terminal.wait_for(READY);
    terminal.wait_for("Z quit");
    terminal.wait_for("F2 help");
    // What the keys were is nothing now.
    terminal.press("q?");
    terminal.press("\x1bOQ");
    terminal.wait_for("Ctrl-x");
    terminal.wait_for("Help: ");
    terminal.press("\x1b");
    terminal.wait_until_gone("Help: ");
    terminal.press("\x18");
    terminal.wait_for("layout: interleaved");
    terminal.press("Z");
    assert!(terminal.wait_for_end().success());
    let kept = whole(terminal.state.path());
    assert_eq!(kept.choices.layout.as_deref(), Some("interleaved"));
    assert!(kept.reading.values().all(|reading| reading.left.ends_with("boats.de.txt")), "{kept:?}");
    // The choice holds …
    let state = taken(&mut terminal);
    let printed = String::from_utf8(run(&["config"], state.path()).stdout).expect("UTF-8");
    assert!(printed.contains("layout = \"stacked\"\n# \"interleaved\" was chosen by key"), "{printed}");
    let mut terminal = start(state, &texts);
    terminal.press("\x18");
    terminal.wait_for("layout: columns");
    terminal.press("\x03");
    assert!(terminal.wait_for_end().success(), "Ctrl-c always leaves");
    assert_eq!(whole(terminal.state.path()).choices.layout.as_deref(), Some("columns"));
    // … until the configuration says something else.
    fs::write(config_in(terminal.state.path()), "layout = \"interleaved\"\n").expect("written");
    let mut terminal = start(taken(&mut terminal), &texts);
    terminal.press("v");
    terminal.wait_for("layout: columns");
    leave(&mut terminal);
    // And another file can be named.
    let other = tempfile::NamedTempFile::new().expect("a file");
    fs::write(other.path(), "[keys]\nquit = \"X\"\n").expect("written");
    let named = other.path().to_str().expect("a path");
    let own = tempfile::tempdir().expect("a folder");
    let mut terminal = Terminal::start_in(SIZE, &["--config", named, &path_of(&texts)], own, &[]);
    terminal.wait_for("X quit");
    terminal.press("X");
    assert!(terminal.wait_for_end().success());
}

#[test]
fn f75_places_and_times_that_can_not_be_are_put_right() {
    let texts = texts();
    let mut first = start(tempfile::tempdir().expect("a folder"), &texts);
    first.press(")");
    first.wait_for("bead 2 of");
    leave(&mut first);
    let kept = first.kept();
    let line = |name: &str| {
        let start = format!("{name} = ");
        kept.lines().find(|line| line.starts_with(&start)).unwrap_or_else(|| panic!("{name}: {kept}")).to_owned()
    };
    let (byte, time, row) = (line("byte"), line("time"), line("row"));
    let far = "9223372036854775807";
    for (name, text, bead) in [
        ("past the end", kept.replace(&byte, "byte = 100000"), 9),
        ("far past the end", kept.replace(&byte, &format!("byte = {far}")), 9),
        ("form 1, far past the end", kept.replace(&byte, &format!("segment = {far}\noffset = {far}")), 9),
        ("form 1, far into the first block", kept.replace(&byte, &format!("segment = 0\noffset = {far}")), 1),
        ("row far below", kept.replace(&row, &format!("row = {far}")), 2),
        ("of the far future", kept.replace(&time, &format!("time = {far}")), 2),
        ("of the year 2500", kept.replace(&time, "time = 16725225600"), 2),
        ("a version that is not there", kept.replace("boats.en.txt\"\n", "gone.txt\"\n"), 1),
    ] {
        assert_ne!(text, kept, "{name}");
        let mut terminal = start(state_of(&text), &texts);
        terminal.wait_for(&format!("bead {bead} of 9"));
        assert!(!terminal.contents().contains("damaged"), "{name}");
        leave(&mut terminal);
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).expect("a clock").as_secs();
        let kept = whole(terminal.state.path());
        let (_, trouble) = Store::look(Some(&terminal.state.path().join("kzreader")));
        assert_eq!(trouble, None, "{name}");
        assert!(kept.reading.values().all(|reading| reading.time <= now + 60), "{name}: {kept:?}");
    }
    for (name, text) in [
        ("negative", kept.replace(&byte, "byte = -1")),
        ("huge", kept.replace(&byte, "byte = 99999999999999999999999")),
        ("negative time", kept.replace(&time, "time = -5")),
        ("huge progress", kept.replace("progress = ", "progress = 99")),
        ("not a number", kept.replace(&byte, "byte = nan")),
    ] {
        assert_ne!(text, kept, "{name}");
        let mut terminal = Terminal::start_in(SIZE, &[&path_of(&texts)], state_of(&text), &[]);
        terminal.wait_for("damaged");
        terminal.wait_for("number 9");
        leave(&mut terminal);
        assert_eq!(whole(terminal.state.path()).reading.len(), 1, "{name}");
    }
}

/// Two works, of which the second has texts so long that any machine takes the time after which an alignment is worth
/// keeping.
fn long_texts(n_sentences: usize) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let words = ["boat", "harbour", "morning", "letter", "winter", "island", "bread", "window", "garden", "music"];
    let others = ["Boot", "Hafen", "Morgen", "Brief", "Winter", "Insel", "Brot", "Fenster", "Garten", "Musik"];
    let text = |words: &[&str; 10], the: &str, is: &str| -> String {
        let mut number = 7usize;
        let mut next = || {
            number = number.wrapping_mul(1_103_515_245).wrapping_add(12_345) % (1 << 31);
            words[(number >> 16) % 10]
        };
        let sentence = |n: usize| format!("{the} {} {n} {is} {} {}.\n\n", next(), next(), next());
        (0..n_sentences).map(sentence).collect()
    };
    fs::write(folder.path().join("long.en.txt"), text(&words, "The", "is")).expect("written");
    fs::write(folder.path().join("long.de.txt"), text(&others, "Das", "ist")).expect("written");
    fs::write(folder.path().join("other.txt"), "Something else, which is short and stands alone.\n").expect("written");
    folder
}

fn cache_of(state: &TempDir) -> PathBuf {
    state.path().join("cache/kzreader/alignments")
}

/// Opens the long work, and gives the terminal when its list is there.
fn listed(state: TempDir, texts: &TempDir) -> Terminal {
    let mut terminal = Terminal::start_in(SIZE, &[&path_of(texts)], state, &[]);
    terminal.wait_for("2 works");
    terminal.press("/long\r");
    terminal
}

fn wait_for_cache(terminal: &mut Terminal) -> Option<(PathBuf, Vec<u8>)> {
    let deadline = Instant::now() + PATIENCE;
    while Instant::now() < deadline {
        terminal.pump(Duration::from_millis(50));
        let kept = names_in(&cache_of(&terminal.state)).into_iter().find(|name| name.ends_with(".beads"));
        if let Some(name) = kept {
            let path = cache_of(&terminal.state).join(name);
            let bytes = fs::read(&path).expect("there");
            return Some((path, bytes));
        }
        if terminal.child.try_wait().expect("its status").is_some() {
            return None;
        }
    }
    None
}

#[test]
fn f89_an_alignment_is_kept_whole_or_not_at_all() {
    let texts = long_texts(10_000);
    let mut terminal = listed(tempfile::tempdir().expect("a folder"), &texts);
    terminal.press("\r");
    let (path, good) = wait_for_cache(&mut terminal).expect("it took long enough to be kept");
    leave(&mut terminal);
    let mut state = taken(&mut terminal);
    for (call, n) in [
        ("mkdir", 1),
        ("write", 1),
        ("write", 2),
        ("rename,renameat,renameat2", 1),
        ("flock", 1),
        ("unlink,unlinkat", 1),
    ] {
        let _ = fs::remove_file(cache_of(&state).join(path.file_name().expect("a name")));
        let mut terminal = listed(state, &texts);
        let workers = threads_named(terminal.child.process_id().expect("it runs"), "worker");
        let inject = format!("inject={call}:signal=KILL:when={n}");
        let Some(mut strace) = watched(&workers, &["-o", "/dev/null", "-e", &inject]) else {
            return skip("strace is not here, or may not watch other programs");
        };
        terminal.press("\r");
        let kept = wait_for_cache(&mut terminal);
        assert!(kept.is_none_or(|(_, kept)| kept == good), "{call} {n}: half an alignment");
        let _ = terminal.child.kill();
        let _ = terminal.child.wait();
        let _ = strace.wait();
        state = taken(&mut terminal);
    }
    let _ = fs::remove_file(cache_of(&state).join(path.file_name().expect("a name")));
    let mut terminal = listed(state, &texts);
    terminal.press("\r");
    wait_for_cache(&mut terminal).expect("it is kept");
    leave(&mut terminal);
    assert_eq!(names_in(&cache_of(&terminal.state)).len(), 1, "nothing is left over");
}

#[test]
fn f89_a_damaged_alignment_is_made_anew() {
    // No longer than what there is memory for.
    let texts = long_texts(6_000);
    let mut terminal = listed(tempfile::tempdir().expect("a folder"), &texts);
    terminal.press("\r");
    let (path, good) = wait_for_cache(&mut terminal).expect("it took long enough to be kept");
    terminal.wait_until_gone("laying level");
    let level = |terminal: &Terminal| {
        let screen = terminal.contents();
        screen.split(" · ").find(|part| part.contains("% level")).map(str::to_owned)
    };
    let want = level(&terminal).expect("it is told how much is level");
    leave(&mut terminal);
    let mut state = taken(&mut terminal);
    let mut flipped = good.clone();
    flipped[good.len() / 2] ^= 1;
    type Put<'a> = Box<dyn Fn(&Path) + 'a>;
    let cases: Vec<(&str, Put<'_>)> = vec![
        ("empty", Box::new(|path| fs::write(path, "").expect("written"))),
        ("cut", Box::new(|path| fs::write(path, &good[..good.len() / 2]).expect("written"))),
        ("a flipped bit", Box::new(|path| fs::write(path, &flipped).expect("written"))),
        ("garbage", Box::new(|path| fs::write(path, vec![0xff; 1 << 20]).expect("written"))),
        ("huge", Box::new(|path| File::create(path).and_then(|file| file.set_len(1 << 30)).expect("grown"))),
        ("a pipe", Box::new(make_fifo)),
        ("endless", Box::new(|path| symlink("/dev/zero", path).expect("linked"))),
    ];
    for (name, put) in cases {
        let here = cache_of(&state).join(path.file_name().expect("a name"));
        fs::remove_file(&here).expect("it was kept");
        put(&here);
        let mut terminal = listed(state, &texts);
        terminal.press("\r");
        terminal.wait_for(READY);
        terminal.wait_until_gone("laying level");
        assert_eq!(level(&terminal).as_ref(), Some(&want), "{name}");
        assert_small(&terminal);
        leave(&mut terminal);
        let here = cache_of(&terminal.state).join(path.file_name().expect("a name"));
        assert!(fs::symlink_metadata(&here).expect("there").is_file(), "{name}: it is a file again");
        assert!(fs::read(&here).expect("it can be read") == good, "{name}: it was made anew");
        state = taken(&mut terminal);
    }
}
