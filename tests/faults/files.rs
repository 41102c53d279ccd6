//! Files and folders as they change and misbehave, and the contents list.

use std::fs::{self, File};
use std::io::Write as _;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::common::terminal::{Terminal, binary};
use crate::{HeldBy, Row};

pub const ROWS: &[Row] = &[
    Row {
        number: 39,
        fault: "a million headings",
        held_by: HeldBy::Tests(&["f39_the_contents_list_of_a_million_headings_opens_at_once"]),
    },
    Row {
        number: 40,
        fault: "100,000 documents",
        held_by: HeldBy::Tests(&[
            "f40_a_hundred_thousand_documents_are_listed_as_they_come",
            "f40_the_selection_stays_on_its_text_when_all_are_there",
        ]),
    },
    Row {
        number: 42,
        fault: "a FIFO without a writer",
        held_by: HeldBy::Tests(&[
            "f42_f43_what_is_no_file_is_refused_at_once",
            "f42_f50_a_pipe_is_read_if_someone_writes",
        ]),
    },
    Row {
        number: 43,
        fault: "devices, sockets, files of the kernel",
        held_by: HeldBy::Tests(&[
            "f42_f43_what_is_no_file_is_refused_at_once",
            "f43_files_that_lie_about_their_size_are_read_as_they_are",
        ]),
    },
    Row {
        number: 44,
        fault: "a folder where a file is meant, missing, no permission",
        held_by: HeldBy::Tests(&["f44_f45_what_cannot_be_opened_is_told_and_the_rest_is_there"]),
    },
    Row {
        number: 45,
        fault: "a symlink loop, a dangling link",
        held_by: HeldBy::Tests(&[
            "f44_f45_what_cannot_be_opened_is_told_and_the_rest_is_there",
            "f45_a_maze_of_links_is_walked_once",
        ]),
    },
    Row {
        number: 46,
        fault: "becomes a FIFO between stat and open",
        held_by: HeldBy::Tests(&["f46_a_file_that_keeps_becoming_a_pipe_never_blocks"]),
    },
    Row {
        number: 47,
        fault: "truncated while open",
        held_by: HeldBy::Tests(&["f47_f48_what_is_truncated_or_replaced_is_read_again_at_the_same_place"]),
    },
    Row {
        number: 48,
        fault: "deleted or replaced while open",
        held_by: HeldBy::Tests(&[
            "f47_f48_what_is_truncated_or_replaced_is_read_again_at_the_same_place",
            "f48_a_file_that_goes_is_told_of_and_comes_back",
            "f48_without_watching_reading_works_and_it_is_told",
        ]),
    },
    Row {
        number: 49,
        fault: "growing while open",
        held_by: HeldBy::Tests(&["f49_what_grows_is_offered_to_be_read_again"]),
    },
    Row {
        number: 50,
        fault: "read errors, a stalled file system",
        held_by: HeldBy::Tests(&[
            "f42_f50_a_pipe_is_read_if_someone_writes",
            "f50_read_errors_are_told",
            "f50_reads_that_stall_hold_up_nothing_else",
        ]),
    },
    Row {
        number: 51,
        fault: "the current directory is deleted",
        held_by: HeldBy::Tests(&["f51_it_starts_in_a_folder_that_is_gone"]),
    },
];

/// How long a program may take before it counts as hanging; a machine may have much else to do.
const PATIENCE: Duration = Duration::from_secs(60);

/// The most anonymous memory that anything here may take.
const MOST_MEMORY_KB: u64 = 64 << 10;

/// The same where there are 100,000 texts to list: two kilobytes for each.
const MOST_FOR_MANY_KB: u64 = 200 << 10;

fn temporary() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

fn write(path: &Path, text: impl AsRef<[u8]>) {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).expect("made");
    }
    fs::write(path, text).expect("written");
}

fn make_pipe(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().expect("mkfifo runs").success());
}

/// Says aloud that a part of a test was left out.
fn skip(why: &str) {
    let _ = writeln!(std::io::stderr(), "skipped: {why}");
}

/// What a program printed, and how it ended.
struct Ran {
    status: ExitStatus,
    out: String,
    told: String,
    /// The most anonymous memory that it was seen to have.
    memory_kb: u64,
}

/// Runs kzreader without a terminal.
#[track_caller]
fn run_within(most_memory_kb: u64, arguments: &[&str]) -> Ran {
    let own = temporary();
    let [out, told] = ["out", "err"].map(|name| own.path().join(name));
    let mut command = Command::new(binary());
    command.args(arguments).stdin(Stdio::null());
    command.env("XDG_STATE_HOME", own.path()).env("XDG_CACHE_HOME", own.path()).env("XDG_CONFIG_HOME", own.path());
    command.stdout(File::create(&out).expect("made")).stderr(File::create(&told).expect("made"));
    let mut child = command.spawn().expect("kzreader starts");
    let deadline = Instant::now() + PATIENCE;
    let mut memory_kb = 0;
    let status = loop {
        memory_kb = memory_kb.max(anonymous_kb(child.id()));
        match child.try_wait().expect("its status") {
            Some(status) => break status,
            None if Instant::now() > deadline => {
                let _ = child.kill();
                panic!("kzreader {arguments:?} hangs");
            }
            None => thread::sleep(Duration::from_millis(10)),
        }
    };
    let read = |path| String::from_utf8(fs::read(path).expect("read")).expect("UTF-8");
    let ran = Ran { status, out: read(&out), told: read(&told), memory_kb };
    let is_wild = |c: char| c.is_control() && c != '\n' && c != '\t';
    assert!(!ran.out.contains(is_wild) && !ran.told.contains(is_wild), "{:?}{:?}", ran.out, ran.told);
    assert!(!ran.told.contains("panicked"), "{}", ran.told);
    assert!(ran.memory_kb <= most_memory_kb, "{} kB", ran.memory_kb);
    assert!(status.code().is_some(), "it died of a signal: {status}");
    ran
}

#[track_caller]
fn run(arguments: &[&str]) -> Ran {
    run_within(MOST_MEMORY_KB, arguments)
}

/// The anonymous memory of a process, as the system tells it.
fn anonymous_kb(pid: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0)
}

fn text_of(path: &Path) -> &str {
    path.to_str().expect("a path in UTF-8")
}

/// Waits for something to be on the screen, as long as a busy machine takes.
#[track_caller]
fn wait_for(terminal: &mut Terminal, text: &str) {
    wait_until(terminal, text, |screen| screen.contains(text));
}

#[track_caller]
fn wait_until(terminal: &mut Terminal, what: &str, holds: impl Fn(&str) -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !holds(&terminal.contents()) {
        terminal.pump(Duration::from_millis(50));
        assert!(Instant::now() < deadline, "{what:?} never came:\n{}", terminal.contents());
        let ended = terminal.child.try_wait().expect("its status");
        assert!(ended.is_none(), "it ended:\n{}", terminal.contents());
    }
}

/// Leaves, and holds it to what holds for every row.
#[track_caller]
fn leave(terminal: Terminal) {
    leave_within(MOST_MEMORY_KB, terminal);
}

#[track_caller]
fn leave_within(most_memory_kb: u64, mut terminal: Terminal) {
    let pid = terminal.child.process_id().expect("it runs");
    let memory = anonymous_kb(pid);
    assert!(memory <= most_memory_kb, "{memory} kB");
    terminal.press("q");
    assert!(terminal.wait_for_end().success());
    terminal.assert_whole();
    let raw = String::from_utf8_lossy(&terminal.raw);
    assert!(!raw.contains("panicked"), "{raw}");
}

fn sentences(from: usize, to: usize) -> String {
    (from..to).map(|n| format!("This is sentence {n} of the text.\n\n")).collect()
}

#[test]
fn f39_the_contents_list_of_a_million_headings_opens_at_once() {
    let folder = temporary();
    // As short as they can be: what is longer than eight megabytes is not held as a whole.
    let markdown: String = (0..1_000_000).map(|n| format!("# {n:x}\n")).collect();
    let plain: String = (0..1_000_000).map(|n| format!("# {n:x}\n")).collect();
    for (name, text, first, last) in [("a.md", markdown, "c", "f423e"), ("b.txt", plain, "c", "f423e")] {
        let path = folder.path().join(name);
        write(&path, text);
        let mut terminal = Terminal::start((80, 24), &[text_of(&path)]);
        wait_until(&mut terminal, "all of it", |screen| screen.contains("of 1000000"));
        let pid = terminal.child.process_id().expect("it runs");
        // Of so many some are taken for page furniture.
        terminal.press("z");
        wait_for(&mut terminal, "are shown");
        let before = anonymous_kb(pid);
        terminal.press("c");
        wait_for(&mut terminal, "1000000 headings");
        wait_for(&mut terminal, first);
        let taken = anonymous_kb(pid).saturating_sub(before);
        assert!(taken <= 16 << 10, "the list alone takes {taken} kB");
        for (cols, rows) in [(20, 5), (3, 3), (1, 1), (80, 24)] {
            let size = portable_pty::PtySize { rows, cols, pixel_width: 0, pixel_height: 0 };
            terminal.master.resize(size).expect("resized");
            terminal.screen.screen_mut().set_size(rows, cols);
            while terminal.pump(Duration::from_millis(200)) {}
        }
        terminal.press(last);
        wait_for(&mut terminal, "1 heading ");
        wait_for(&mut terminal, last);
        terminal.press("\r");
        wait_until(&mut terminal, "the heading in the text", |screen| {
            !screen.contains("1 heading ") && screen.contains(last)
        });
        terminal.press("q");
        assert!(terminal.wait_for_end().success());
        terminal.assert_whole();
    }
}

#[test]
fn f40_a_hundred_thousand_documents_are_listed_as_they_come() {
    let folder = temporary();
    for n in 0..100_000 {
        // One folder with very many files, and a deep tree.
        let name = if n % 10 == 0 {
            format!("a/{}/{n:06}.txt", "deeper/".repeat(n / 10 % 40))
        } else {
            format!("b/{n:06}.txt")
        };
        let path = folder.path().join(name);
        if n < 400 {
            fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        }
        fs::write(path, format!("Report number {n}\n\nThe committee met on day {n} and heard of the bridge.\n"))
            .expect("written");
    }
    let path = text_of(folder.path());
    // Some are there to be chosen and read before all are.
    let mut terminal = Terminal::start((160, 30), &[path]);
    wait_until(&mut terminal, "the first", |screen| screen.contains("Report number") && screen.contains("reading"));
    terminal.press("jj\r");
    wait_for(&mut terminal, "sentence 1 of");
    assert!(terminal.contents().contains(" of 100000 files"), "{}", terminal.contents());
    leave_within(MOST_FOR_MANY_KB, terminal);

    let mut all = Terminal::start((160, 30), &[path]);
    wait_for(&mut all, " of 100000 files");
    wait_for(&mut all, "100000 works");
    all.press("/99998\r");
    wait_for(&mut all, "Report number 99998");
    leave_within(MOST_FOR_MANY_KB, all);

    let ran = run_within(MOST_FOR_MANY_KB, &["list", "--json", path]);
    eprintln!("{} kB", ran.memory_kb);
    assert!(ran.status.success(), "{}", ran.told);
    let listed: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!(listed["works"].as_array().map(Vec::len), Some(100_000));
}

#[test]
fn f40_the_selection_stays_on_its_text_when_all_are_there() {
    let folder = temporary();
    for n in 0..6_000 {
        for (language, text) in [("en", "The ferry is late"), ("de", "Die Fähre kommt zu spät")] {
            let text = format!("{text} {n}\n\n{text}, again and again, {n} times.\n");
            write(&folder.path().join(format!("{n:05}.{language}.txt")), text);
        }
    }
    let mut terminal = Terminal::start((100, 30), &[text_of(folder.path())]);
    wait_until(&mut terminal, "the first", |screen| screen.contains(" 3\n") || screen.contains("late 3 "));
    terminal.press("jjjjj");
    let selected = |terminal: &Terminal| {
        let screen = terminal.screen.screen();
        let last = screen.rows(0, 100).position(|row| row.starts_with("────")).expect("the details");
        screen.rows(0, 100).nth(last + 1).unwrap_or_default()
    };
    while terminal.pump(Duration::from_millis(300)) {
        if !terminal.contents().contains("reading") {
            break;
        }
    }
    let number = |row: &str| row.chars().filter(char::is_ascii_digit).collect::<String>();
    let chosen = number(&selected(&terminal));
    assert!(!chosen.is_empty(), "{}", terminal.contents());
    wait_for(&mut terminal, "6000 works");
    assert_eq!(number(&selected(&terminal)), chosen, "{}", terminal.contents());
    leave(terminal);
}

#[test]
fn f42_f43_what_is_no_file_is_refused_at_once() {
    let folder = temporary();
    let [pipe, socket, link] = ["pipe.txt", "socket.txt", "link.txt"].map(|name| folder.path().join(name));
    make_pipe(&pipe);
    let _listener = UnixListener::bind(&socket).expect("a socket");
    symlink(&pipe, &link).expect("linked");
    write(&folder.path().join("good.txt"), "A good text.\n");
    let good = folder.path().join("good.txt");
    let mut special: Vec<PathBuf> = vec![pipe, socket, link];
    special.extend(["/dev/zero", "/dev/null", "/dev/random", "/dev/tty", "/dev/full"].map(PathBuf::from));
    let is_block = |path: &PathBuf| {
        use std::os::unix::fs::FileTypeExt as _;
        fs::metadata(path).is_ok_and(|metadata| metadata.file_type().is_block_device())
    };
    let devices = fs::read_dir("/dev").into_iter().flatten().flatten().map(|entry| entry.path());
    special.extend(devices.filter(is_block).take(1));
    for path in &special {
        let path = text_of(path);
        for arguments in [vec!["list", path], vec!["show", path], vec!["align", path, text_of(&good)]] {
            let ran = run(&arguments);
            assert!(!ran.status.success(), "{arguments:?}");
            assert!(ran.told.contains("pipe"), "{arguments:?}: {}", ran.told);
        }
    }
    let ran = run(&["list", text_of(folder.path())]);
    assert!(
        ran.out.contains("A good text") && ran.told.matches("is a pipe, socket or device").count() == 3,
        "{}",
        ran.told
    );
    let mut terminal = Terminal::start((120, 24), &[text_of(folder.path())]);
    wait_for(&mut terminal, "is a pipe, socket or device");
    terminal.press(" ");
    wait_for(&mut terminal, "A good text");
    leave(terminal);
}

#[test]
fn f42_f50_a_pipe_is_read_if_someone_writes() {
    let folder = temporary();
    let [pipe, other] = ["pipe.txt", "other.txt"].map(|name| folder.path().join(name));
    make_pipe(&pipe);
    write(&other, "One.\n");
    let writes = pipe.clone();
    // Opened for both, it is there from the beginning and waits for nobody.
    let mut writer = File::options().read(true).write(true).open(&writes).expect("opened");
    let writing = thread::spawn(move || {
        for _ in 0..3 {
            thread::sleep(Duration::from_millis(300));
            writer.write_all(b"One sentence more. ").expect("written");
        }
    });
    let ran = run(&["align", "--format", "tsv", text_of(&pipe), text_of(&other)]);
    writing.join().expect("it wrote");
    assert!(ran.status.success(), "{}", ran.told);
    assert_eq!(ran.out.matches("One sentence more").count(), 3, "{}", ran.out);
}

#[test]
fn f43_files_that_lie_about_their_size_are_read_as_they_are() {
    // They say that they have nothing, or a page.
    for (path, holds) in [
        ("/proc/cpuinfo", "processor"),
        ("/proc/self/status", "Name"),
        ("/sys/kernel/mm/transparent_hugepage/enabled", "never"),
    ] {
        if !Path::new(path).exists() {
            skip(path);
            continue;
        }
        let ran = run(&["show", path]);
        assert!(ran.out.contains(holds), "{path}: {}{}", ran.out, ran.told);
        let mut terminal = Terminal::start((100, 30), &[path]);
        wait_for(&mut terminal, holds);
        leave(terminal);
    }
    // They claim terabytes, fail, or wait for more.
    for path in ["/proc/kcore", "/proc/self/mem", "/proc/self/pagemap", "/proc/kmsg"] {
        for arguments in [vec!["show", path], vec!["align", path, path]] {
            let ran = run(&arguments);
            assert!(!ran.status.success() || !ran.out.is_empty(), "{path}: {}", ran.told);
        }
    }
    let folder = temporary();
    let sparse = folder.path().join("sparse.txt");
    File::create(&sparse).and_then(|file| file.set_len(1 << 42)).expect("a sparse file");
    for arguments in [vec!["show", text_of(&sparse)], vec!["align", text_of(&sparse), text_of(&sparse)]] {
        assert!(!run(&arguments).status.success());
    }
}

#[test]
fn f44_f45_what_cannot_be_opened_is_told_and_the_rest_is_there() {
    let folder = temporary();
    let at = |name: &str| folder.path().join(name);
    write(&at("good.txt"), "A good text.\n");
    write(&at("folder.txt/inner.txt"), "An inner text.\n");
    write(
        &at("work/work.toml"),
        "[[versions]]\nfile = \"gone.md\"\n[[versions]]\nfile = \"dir\"\n[[versions]]\nfile = \"here.md\"\n",
    );
    write(&at("work/here.md"), "# Here it is\n");
    fs::create_dir(at("work/dir")).expect("made");
    write(&at("lost/work.toml"), "[[versions]]\nfile = \"gone.md\"\n");
    symlink("nowhere.txt", at("dangling.txt")).expect("linked");
    symlink("loop.txt", at("loop.txt")).expect("linked");
    symlink(".", at("work/up")).expect("linked");
    symlink("ping", at("pong")).expect("linked");
    symlink("pong", at("ping")).expect("linked");
    let ran = run(&["list", text_of(folder.path())]);
    for there in ["A good text", "An inner text", "Here it is"] {
        assert!(ran.out.contains(there), "{}{}", ran.out, ran.told);
    }
    for told in [
        "dangling.txt: is a link to something that is not there",
        "loop.txt: is a link that leads back to itself",
        "`file` names gone.md, and there is no such file",
        "`file` names dir, and is a folder",
        "links back to",
    ] {
        assert!(ran.told.contains(told), "{told}: {}", ran.told);
    }
    assert_eq!(ran.status.code(), Some(1));
    for (arguments, told) in [
        (vec!["show", text_of(&at("missing.txt"))], "there is no file"),
        (vec!["list", text_of(&at("missing.txt"))], "there is no such file or folder"),
        (vec!["list", text_of(&at("good.txt/below"))], "can't be read"),
        (vec!["align", text_of(&at("work")), text_of(&at("good.txt"))], "is a folder, not a"),
        (vec!["show", text_of(&at("loop.txt"))], "leads back to itself"),
    ] {
        let ran = run(&arguments);
        assert!(!ran.status.success() && ran.told.contains(told), "{arguments:?}: {}", ran.told);
    }
    let mut terminal = Terminal::start((120, 24), &[text_of(folder.path()), text_of(&at("missing.txt"))]);
    wait_for(&mut terminal, "more files; the command");
    leave(terminal);
    refused_by_permissions();
}

/// As a user who may not do everything.
fn refused_by_permissions() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = temporary();
    let [file, closed] = ["file.txt", "closed"].map(|name| folder.path().join(name));
    write(&file, "Secret.\n");
    write(&closed.join("text.txt"), "Secret.\n");
    write(&folder.path().join("open.txt"), "An open text.\n");
    for path in [&file, &closed] {
        fs::set_permissions(path, fs::Permissions::from_mode(0o000)).expect("set");
    }
    if File::open(&file).is_ok() {
        skip("who may read everything is refused nothing");
    } else {
        let ran = run(&["list", text_of(folder.path())]);
        assert!(ran.out.contains("An open text"), "{}", ran.out);
        assert_eq!(ran.told.matches("may not be read").count(), 2, "{}", ran.told);
    }
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o700)).expect("set");
}

#[test]
fn f45_a_maze_of_links_is_walked_once() {
    let folder = temporary();
    let rooms: Vec<PathBuf> = (0..24).map(|n| folder.path().join(format!("room{n}"))).collect();
    for (n, room) in rooms.iter().enumerate() {
        write(&room.join(format!("text{n}.txt")), format!("The text of room {n}.\n"));
    }
    for room in &rooms {
        for (n, other) in rooms.iter().enumerate() {
            symlink(other, room.join(format!("door{n}"))).expect("linked");
        }
    }
    let ran = run(&["list", text_of(folder.path())]);
    for n in 0..rooms.len() {
        assert_eq!(ran.out.matches(&format!("The text of room {n}.\n")).count(), 1, "{}", ran.out);
    }
}

#[test]
fn f46_a_file_that_keeps_becoming_a_pipe_never_blocks() {
    let folder = temporary();
    let [path, pipe, file] = ["it.txt", "pipe", "file"].map(|name| folder.path().join(name));
    let stop = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
    let (changes, stopped) = (path.clone(), std::sync::Arc::clone(&stop));
    write(&path, "A text.\n");
    let changing = thread::spawn(move || {
        while !stopped.load(std::sync::atomic::Ordering::Relaxed) {
            make_pipe(&pipe);
            fs::rename(&pipe, &changes).expect("renamed");
            write(&file, "A text.\n");
            fs::rename(&file, &changes).expect("renamed");
        }
    });
    for _ in 0..40 {
        let ran = run(&["list", text_of(&path)]);
        assert!(ran.status.success() || ran.told.contains("is a pipe"), "{}", ran.told);
    }
    stop.store(true, std::sync::atomic::Ordering::Relaxed);
    changing.join().expect("it ends");
}

/// A text that is open, scrolled so that sentence 60 is in sight.
fn open_in_the_middle(path: &Path) -> Terminal {
    let mut terminal = Terminal::start((100, 24), &[text_of(path)]);
    wait_for(&mut terminal, "sentence 1 of");
    terminal.press("/sentence 60 of\r");
    wait_for(&mut terminal, "hit 1 of 1");
    wait_for(&mut terminal, "sentence 60 of the text");
    terminal.press("\x1b");
    terminal
}

#[test]
fn f47_f48_what_is_truncated_or_replaced_is_read_again_at_the_same_place() {
    let folder = temporary();
    let path = folder.path().join("text.txt");
    write(&path, sentences(0, 100));
    let mut terminal = open_in_the_middle(&path);
    // As editors save: another file is put in the place of the old one.
    let [beside, backup] = ["text.txt.new", "text.txt~"].map(|name| folder.path().join(name));
    write(&beside, format!("A new beginning.\n\n{}{}", sentences(0, 50), sentences(52, 120)));
    fs::rename(&path, &backup).expect("renamed");
    thread::sleep(Duration::from_millis(30));
    fs::rename(&beside, &path).expect("renamed");
    wait_for(&mut terminal, "text.txt was changed and is read again");
    wait_for(&mut terminal, "sentence 60 of the text");
    terminal.press(")");
    wait_for(&mut terminal, "sentence 61 of 119");
    // In place, and shorter than where the reader is.
    write(&path, sentences(0, 5));
    wait_for(&mut terminal, "was changed and is read again");
    wait_for(&mut terminal, "sentence 4 of the text");
    // To nothing, and back.
    write(&path, "");
    wait_until(&mut terminal, "nothing", |screen| !screen.contains("sentence 4 of the text"));
    write(&path, sentences(0, 100));
    terminal.press("R");
    wait_for(&mut terminal, "sentence 1 of the text");
    // Who is in the middle of something is only told.
    terminal.press(":");
    wait_for(&mut terminal, "Commands");
    write(&path, sentences(1, 100));
    wait_for(&mut terminal, "text.txt was changed; R reads it again");
    terminal.press("\x1b");
    wait_for(&mut terminal, "changed on disk: R");
    terminal.press("R");
    wait_until(&mut terminal, "read again", |screen| {
        !screen.contains("changed on disk") && screen.contains("▌ This is sentence 1 of")
    });
    // The same text once more is no news.
    write(&path, sentences(1, 100));
    terminal.press("R");
    wait_for(&mut terminal, "says what it said before");
    leave(terminal);
}

#[test]
fn f48_a_file_that_goes_is_told_of_and_comes_back() {
    let folder = temporary();
    let path = folder.path().join("inner/text.txt");
    write(&path, sentences(0, 100));
    let link = folder.path().join("link.txt");
    symlink(&path, &link).expect("linked");
    for (named, why) in
        [(&path, "there is no such file or folder"), (&link, "is a link to something that is not there")]
    {
        let mut terminal = open_in_the_middle(named);
        fs::remove_file(&path).expect("removed");
        wait_for(&mut terminal, "is gone from the disk");
        wait_for(&mut terminal, "sentence 60 of the text");
        terminal.press("R");
        wait_for(&mut terminal, why);
        wait_for(&mut terminal, "sentence 60 of the text");
        write(&path, sentences(10, 100));
        wait_for(&mut terminal, "was changed and is read again");
        wait_for(&mut terminal, "sentence 60 of the text");
        // Many changes at once.
        for n in 0..200 {
            write(&path, sentences(n % 10, 100));
        }
        write(&path, format!("The very end of changes.\n\n{}", sentences(10, 100)));
        let deadline = Instant::now() + PATIENCE;
        while !terminal.contents().contains("The very end of changes") {
            assert!(Instant::now() < deadline, "the last change never came:\n{}", terminal.contents());
            // What was read amid a change counts as grown when the rest is there.
            terminal.press("Rg");
            terminal.pump(Duration::from_millis(200));
        }
        leave(terminal);
        write(&path, sentences(0, 100));
    }
}

#[test]
fn f48_without_watching_reading_works_and_it_is_told() {
    let folder = temporary();
    let path = folder.path().join("text.txt");
    write(&path, sentences(0, 100));
    if !can_trace() {
        return skip("strace can't be used here");
    }
    let mut terminal = start_traced(&["-e", "inject=inotify_init1:error=EMFILE"], &path);
    wait_for(&mut terminal, "changes on disk are not noticed");
    // The text may come later than that.
    wait_for(&mut terminal, "sentence 5 of the text");
    terminal.press(" ");
    wait_for(&mut terminal, "sentence 15 of the text");
    write(&path, format!("Another beginning.\n\n{}", sentences(0, 100)));
    terminal.press("R");
    wait_for(&mut terminal, "is read again");
    terminal.press("g");
    wait_for(&mut terminal, "Another beginning");
    leave_traced(terminal);
}

#[test]
fn f49_what_grows_is_offered_to_be_read_again() {
    let folder = temporary();
    let path = folder.path().join("text.txt");
    write(&path, sentences(0, 100));
    let mut terminal = open_in_the_middle(&path);
    let mut file = File::options().append(true).open(&path).expect("opened");
    for n in 100..150 {
        file.write_all(sentences(n, n + 1).as_bytes()).expect("written");
        thread::sleep(Duration::from_millis(5));
    }
    wait_for(&mut terminal, "text.txt has grown; R reads it again");
    terminal.press(" ");
    wait_for(&mut terminal, "has grown: R");
    assert!(terminal.contents().contains("of 100 "), "{}", terminal.contents());
    terminal.press("R");
    wait_for(&mut terminal, "was changed and is read again");
    terminal.press(")");
    wait_for(&mut terminal, "of 150");
    wait_until(&mut terminal, "nothing new", |screen| !screen.contains("has grown: R"));
    leave(terminal);
}

fn can_trace() -> bool {
    let traced = Command::new("strace").args(["-f", "-o", "/dev/null", "true"]).stderr(Stdio::null()).status();
    traced.is_ok_and(|status| status.success())
}

/// kzreader in a pseudo-terminal, with faults put into its system calls.
fn start_traced(faults: &[&str], path: &Path) -> Terminal {
    let state = temporary();
    let script = state.path().join("traced.sh");
    let faults = faults.join(" ");
    write(&script, format!("#!/bin/sh\nexec strace -f -qq -o /dev/null {faults} {} \"$@\"\n", binary().display()));
    assert!(Command::new("chmod").arg("+x").arg(&script).status().expect("chmod runs").success());
    Terminal::start_program((100, 24), &script, &[text_of(path)], state, &[])
}

/// Leaves a program that is traced: the tracer's memory tells nothing.
#[track_caller]
fn leave_traced(mut terminal: Terminal) {
    terminal.press("q");
    assert!(terminal.wait_for_end().success());
    terminal.assert_whole();
}

#[test]
fn f50_read_errors_are_told() {
    let folder = temporary();
    let [good, link] = ["good.txt", "memory.txt"].map(|name| folder.path().join(name));
    write(&good, "A good text.\n");
    symlink("/proc/self/mem", &link).expect("linked");
    let ran = run(&["list", text_of(folder.path())]);
    assert!(ran.out.contains("A good text"), "{}", ran.out);
    assert!(ran.told.contains("memory.txt: can't be read"), "{}", ran.told);
    let mut terminal = Terminal::start((120, 24), &[text_of(folder.path())]);
    wait_for(&mut terminal, "memory.txt: can't be read");
    terminal.press(" ");
    wait_for(&mut terminal, "A good text");
    leave(terminal);
}

#[test]
fn f50_reads_that_stall_hold_up_nothing_else() {
    if !can_trace() {
        return skip("strace can't be used here");
    }
    let folder = temporary();
    for n in 0..6 {
        write(&folder.path().join(format!("slow{n}.txt")), format!("A slow text {n}.\n"));
    }
    for n in 0..10 {
        write(&folder.path().join(format!("text{n}.txt")), format!("A quick text {n}.\n"));
    }
    // To look at these takes as long as it likes.
    let slow: Vec<String> =
        (0..6).map(|n| format!("-P {}", folder.path().join(format!("slow{n}.txt")).display())).collect();
    let slow = slow.join(" ");
    let faults = [slow.as_str(), "-e", "inject=openat:delay_enter=600000000"];
    let mut terminal = start_traced(&faults, folder.path());
    wait_for(&mut terminal, "A quick text 9");
    terminal.press("jjj\r");
    wait_for(&mut terminal, "sentence 1 of 1");
    terminal.press("\x1b");
    wait_for(&mut terminal, "reading");
    terminal.press("q");
    // The tracer waits for its stalled threads; what counts is that the terminal is given back at once.
    let deadline = Instant::now() + PATIENCE;
    while terminal.screen.screen().alternate_screen() {
        terminal.pump(Duration::from_millis(50));
        assert!(Instant::now() < deadline, "it does not leave:\n{}", terminal.contents());
    }
    terminal.assert_whole();
}

#[test]
fn f51_it_starts_in_a_folder_that_is_gone() {
    let folder = temporary();
    let file = folder.path().join("text.txt");
    write(&file, sentences(0, 3));
    let run_gone = |arguments: &str| {
        let gone = folder.path().join("gone");
        fs::create_dir(&gone).expect("made");
        let state = temporary();
        let script = state.path().join("gone.sh");
        let program = binary();
        let (gone, program) = (gone.display(), program.display());
        write(&script, format!("#!/bin/sh\ncd {gone} && rmdir {gone} && exec {program} {arguments}\n"));
        assert!(Command::new("chmod").arg("+x").arg(&script).status().expect("chmod runs").success());
        Terminal::start_program((100, 24), &script, &[], state, &[])
    };
    for (arguments, shown) in [
        (String::new(), "3 works"),
        (format!("'{}'", file.display()), "sentence 1 of the text"),
        ("text.txt".to_owned(), "there is no such file or folder"),
        (".".to_owned(), "works"),
    ] {
        let mut terminal = run_gone(&arguments);
        wait_for(&mut terminal, shown);
        leave(terminal);
    }
    let mut listing = run_gone("list .");
    listing.wait_for_end();
    assert!(!listing.contents().contains("panicked"), "{}", listing.contents());
}
