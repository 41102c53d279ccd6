//! What containers and markup may hold: kzreader reads plain text and Markdown, and nothing that has to be unpacked.

use std::ffi::OsStr;
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::HeldBy::{FormatNotRead, Tests};
use crate::Row;
use crate::common::inert::{assert_inert, assert_inert_and_leave, assert_inert_so_far};
use crate::common::program::{Run, run};
use crate::common::terminal::{PATIENCE, Terminal};

const ARCHIVES: &str = "f76_f77_f78_f79_f80_archives_are_named_and_never_unpacked";
const MARKUP: &str = "f80_f81_f84_f85_html_and_xml_are_shown_as_they_stand";

pub const ROWS: &[Row] = &[
    Row {
        number: 76,
        fault: "zip bomb, overlapping entries, false sizes",
        held_by: FormatNotRead("EPUB", &[ARCHIVES]),
    },
    Row {
        number: 77,
        fault: "a real book with a blank image packed over 100:1",
        held_by: FormatNotRead("EPUB", &[ARCHIVES]),
    },
    Row {
        number: 78,
        fault: "`../`, absolute, backslash, symlink members",
        held_by: FormatNotRead("EPUB", &[ARCHIVES]),
    },
    Row {
        number: 79,
        fault: "DRM, zip64, cut directory, duplicate members",
        held_by: FormatNotRead("EPUB", &[ARCHIVES]),
    },
    Row {
        number: 80,
        fault: "missing OPF, cyclic contents, escaping links",
        held_by: FormatNotRead("EPUB", &[ARCHIVES, MARKUP]),
    },
    Row { number: 81, fault: "entity bombs, external entities", held_by: FormatNotRead("XML", &[MARKUP]) },
    Row {
        number: 82,
        fault: "floods of attributes or namespaces",
        held_by: FormatNotRead("HTML", &["f82_floods_of_attributes_in_markdown_take_linear_time"]),
    },
    Row {
        number: 83,
        fault: "100,000 levels of HTML, XML, Markdown",
        held_by: Tests(&["f83_depth_is_capped_in_markdown_and_the_html_in_it"]),
    },
    Row {
        number: 84,
        fault: "scripts, styles, frames, refresh, remote images",
        held_by: FormatNotRead("HTML", &[MARKUP, "f84_f85_html_in_markdown_runs_nothing_and_asks_nobody"]),
    },
    Row {
        number: 85,
        fault: "colspan of a million",
        held_by: FormatNotRead("HTML", &[MARKUP, "f84_f85_html_in_markdown_runs_nothing_and_asks_nobody"]),
    },
    Row {
        number: 86,
        fault: "Markdown blow-ups (`[`, `>`, `[^`)",
        held_by: Tests(&["f86_markdown_made_to_blow_up_is_read_in_bounded_time"]),
    },
    Row {
        number: 88,
        fault: "metacharacters or newlines to the link opener; there is no dictionary",
        held_by: Tests(&[
            "f88_a_browser_gets_the_address_as_one_argument",
            "f88_what_is_no_web_address_is_never_opened",
            "f88_a_browser_that_fails_is_told_and_one_that_hangs_holds_up_nothing",
        ]),
    },
];

fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, bytes) in files {
        std::fs::write(folder.path().join(name), bytes).expect("written");
    }
    folder
}

#[track_caller]
fn inert(run: Run, what: &str) -> Run {
    assert_inert(&run.out, &[], what);
    assert_inert(&run.said, &[], what);
    run
}

/// What the screen shows of a file; it is inert, and can be left.
#[track_caller]
fn opens(file: &Path, wanted: &str) -> String {
    let mut terminal = Terminal::start((110, 40), &[file.to_str().expect("a path")]);
    terminal.wait_for(wanted);
    terminal.press("G");
    terminal.pump(Duration::from_millis(300));
    terminal.press("g");
    assert_inert_so_far(&mut terminal);
    let shown = terminal.contents();
    assert_inert_and_leave(&mut terminal);
    shown
}

/// A zip archive of stored members with these names and sizes.
fn zip(members: &[(&str, &[u8], u32)]) -> Vec<u8> {
    let (mut archive, mut directory) = (Vec::new(), Vec::new());
    for (name, bytes, size) in members {
        let offset = archive.len() as u32;
        let mut shared = vec![20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        shared.extend((bytes.len() as u32).to_le_bytes());
        shared.extend(size.to_le_bytes());
        shared.extend((name.len() as u16).to_le_bytes());
        shared.extend([0, 0]);
        archive.extend(b"PK\x03\x04");
        archive.extend(&shared);
        archive.extend(name.as_bytes());
        archive.extend(*bytes);
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&shared);
        directory.extend([0; 10]);
        directory.extend(offset.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let n = (members.len() as u16).to_le_bytes();
    let end = archive.len() as u32;
    archive.extend(&directory);
    archive.extend(b"PK\x05\x06\0\0\0\0");
    archive.extend([n[0], n[1], n[0], n[1]]);
    archive.extend((directory.len() as u32).to_le_bytes());
    archive.extend(end.to_le_bytes());
    archive.extend([0, 0]);
    archive
}

/// All that lies below a folder.
fn below(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> =
        walkdir::WalkDir::new(folder).into_iter().flatten().map(|entry| entry.into_path()).collect();
    found.sort();
    found
}

#[test]
fn f76_f77_f78_f79_f80_archives_are_named_and_never_unpacked() {
    let mimetype: (&str, &[u8], u32) = ("mimetype", b"application/epub+zip", 20);
    let chapter: &[u8] = b"<html><body><p>UNPACKED</p></body></html>";
    let big = u32::MAX;
    let archives = [
        zip(&[mimetype, ("a.xhtml", chapter, big), ("b.xhtml", chapter, big), ("blank.png", &[0; 4096], big)]),
        zip(&[
            mimetype,
            ("../../evil.txt", chapter, 41),
            ("/tmp/kzreader-evil.txt", chapter, 41),
            ("..\\evil.txt", chapter, 41),
        ]),
        zip(&[
            mimetype,
            ("META-INF/encryption.xml", b"<encryption/>", 13),
            ("same", chapter, 41),
            ("same", chapter, 41),
        ]),
        zip(&[mimetype, ("META-INF/container.xml", b"<container/>", 12)])[..70].to_vec(),
        zip(&[("word/document.xml", chapter, 41), ("[Content_Types].xml", chapter, 41)]),
        zip(&[]),
        b"PK\x03\x04".to_vec(),
    ];
    for (index, archive) in archives.iter().enumerate() {
        for name in ["book.epub", "book.zip", "book.docx", "book.txt", "book.md", "book"] {
            let root = tempfile::tempdir().expect("a folder");
            let inner = root.path().join("one/two");
            std::fs::create_dir_all(&inner).expect("made");
            let file = inner.join(name);
            std::fs::write(&file, archive).expect("written");
            let before = below(root.path());
            let word = OsStr::new;
            for arguments in [
                vec![word("show"), file.as_os_str()],
                vec![word("list"), file.as_os_str()],
                vec![word("align"), file.as_os_str(), file.as_os_str()],
            ] {
                let run = inert(run(&arguments), name);
                assert_eq!(run.code, Some(1), "{index} {name}: {}", run.out());
                let names_it = ["ZIP archive", "EPUB book"].iter().any(|kind| run.said().contains(kind));
                assert!(names_it && run.said().contains(name) && !run.said().contains("UNPACKED"), "{}", run.said());
                assert!(run.out.is_empty());
            }
            if name == "book.epub" || name == "book.txt" {
                let shown = opens(&file, "not text");
                assert!(!shown.contains("UNPACKED"), "{shown}");
            }
            assert_eq!(below(root.path()), before, "nothing was written");
            assert!(!Path::new("/tmp/kzreader-evil.txt").exists());
        }
    }
}

#[test]
fn f80_f81_f84_f85_html_and_xml_are_shown_as_they_stand() {
    let root = folder(&[("canary", b"SECRET CANARY\n")]);
    let canary = root.path().join("canary").display().to_string();
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.set_nonblocking(true).expect("a listener");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    let bomb: String =
        (1..10).map(|n| format!("<!ENTITY l{n} \"{}\">\n", format!("&l{};", n - 1).repeat(10))).collect();
    let xml = format!(
        "<?xml version=\"1.0\"?>\n<!DOCTYPE x [\n<!ENTITY l0 \"lol\">\n{bomb}<!ENTITY f SYSTEM \"file://{canary}\">\n<!ENTITY h SYSTEM \"{address}/e\">\n<!ENTITY % p SYSTEM \"{address}/p\"> %p;\n]>\n<x>&l9; &f; &h;</x>\n"
    );
    let html = format!(
        "<html><head><meta http-equiv=\"refresh\" content=\"0;url={address}/r\"><link rel=stylesheet href=\"{address}/s.css\"><style>p {{ display: none }}</style><script src=\"{address}/j.js\">document.write(1)</script></head><body onload=\"x()\"><iframe src=\"{address}/f\"></iframe><img src=\"{address}/i.png\"><object data=\"file://{canary}\"></object><table><tr><td colspan=1000000 rowspan=1000000>Cell</td></tr></table><p>Last words</p></body></html>\n"
    );
    for (name, text) in [
        ("x.xml", &xml),
        ("x.xhtml", &xml),
        ("x.html", &html),
        ("x.htm", &html),
        ("x.opf", &xml),
        ("x.md", &xml),
        ("y.md", &html),
    ] {
        let file = root.path().join(name);
        std::fs::write(&file, text).expect("written");
        for command in ["show", "list"] {
            let run = inert(run(&[OsStr::new(command), file.as_os_str()]), name);
            assert_eq!(run.code, Some(0), "{name}: {}", run.said());
            assert!(run.out.len() < 20_000, "{name}: {} bytes", run.out.len());
            assert!(!run.out().contains("SECRET") && !run.out().contains("lollol"), "{name}: {}", run.out());
        }
        let shown = opens(&file, "by date");
        assert!(!shown.contains("SECRET") && !shown.contains("lollol"), "{name}: {shown}");
    }
    assert!(listener.accept().is_err(), "somebody was asked for something");
}

#[test]
fn f82_floods_of_attributes_in_markdown_take_linear_time() {
    let attributes: String = (0..200_000).map(|n| format!(" a{n}=\"v\"")).collect();
    let namespaces: String = (0..200_000).map(|n| format!(" xmlns:a{n}=\"urn:{n}\"")).collect();
    for text in [
        format!("Before.\n\n<div{attributes}>inside</div>\n\nAfter.\n"),
        format!("Before <b{attributes}>inside</b>.\n\nAfter.\n"),
        format!("Before.\n\n<x{namespaces}>inside</x>\n\nAfter.\n"),
        format!("Before.\n\n<p{}\n\nAfter.\n", " a=\"".repeat(200_000)),
        format!("Before.\n\n{}\n\nAfter.\n", "<p a='".repeat(100_000)),
    ] {
        let root = folder(&[("flood.md", text.as_bytes())]);
        let file = root.path().join("flood.md");
        let show = inert(run(&[OsStr::new("show"), file.as_os_str()]), "flood");
        assert!(show.out().contains("Before") && show.out().contains("After."), "{:.300}", show.out());
        opens(&file, "Before");
    }
}

#[test]
fn f83_depth_is_capped_in_markdown_and_the_html_in_it() {
    const DEEP: usize = 100_000;
    let indented: String = (0..2000).map(|depth| format!("{}- a\n", "  ".repeat(depth))).collect();
    for (name, text) in [
        ("quotations", format!("{} deepest\n", ">".repeat(DEEP))),
        ("spaced quotations", format!("{}deepest\n", "> ".repeat(DEEP))),
        ("lists", format!("{}deepest\n", "- ".repeat(DEEP))),
        ("numbers", format!("{}deepest\n", "1. ".repeat(DEEP))),
        ("both", format!("{}deepest\n", "> - 1) ".repeat(DEEP))),
        ("indented", format!("{indented}\ndeepest\n")),
        ("emphasis", format!("{}deepest{}\n", "*".repeat(DEEP), "*".repeat(DEEP))),
        ("emphases", format!("{}deepest{}\n", "*_".repeat(DEEP), "_*".repeat(DEEP))),
        ("strong", format!("{}deepest{}\n", "**a ".repeat(DEEP), " a**".repeat(DEEP))),
        ("brackets", format!("{}deepest{}\n", "[".repeat(DEEP), "]".repeat(DEEP))),
        ("links", format!("{}deepest{}\n", "[".repeat(DEEP), "](x)".repeat(DEEP))),
        ("images", format!("{}deepest{}\n", "![".repeat(DEEP), "](x)".repeat(DEEP))),
        ("blocks", format!("{}deepest{}\n", "<div>".repeat(DEEP), "</div>".repeat(DEEP))),
        ("tags", format!("deepest {}x{}\n", "<b>".repeat(DEEP), "</b>".repeat(DEEP))),
        ("lines of tags", format!("{}deepest\n", "<div>\n".repeat(DEEP))),
        ("parentheses", format!("deepest [a]({}\n", "(".repeat(DEEP))),
    ] {
        let root = folder(&[("deep.md", text.as_bytes())]);
        let file = root.path().join("deep.md");
        let show = inert(run(&[OsStr::new("show"), file.as_os_str()]), name);
        assert_eq!(show.code, Some(0), "{name}: {:.500}", show.said());
        assert!(show.out().contains("deepest"), "{name}: {:.500}", show.out());
        opens(&file, "by date");
    }
}

#[test]
fn f84_f85_html_in_markdown_runs_nothing_and_asks_nobody() {
    let root = tempfile::tempdir().expect("a folder");
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.set_nonblocking(true).expect("a listener");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    let text = format!(
        "# Title\n\n<script>document.write('{address}')</script>\n<style>p {{ color: red }}</style>\n<iframe src=\"{address}/f\">framed</iframe>\n\n<meta http-equiv=\"refresh\" content=\"0;url={address}/r\">\n\n![picture]({address}/i.png) <img src=\"{address}/j.png\"> [l]({address}/l)\n\n<table><tr><td colspan=\"1000000\" rowspan=\"99999999999999999999\">Cell</td><td width=\"1e9\">two</td></tr></table>\n\n<ol start=\"99999999999\"><li value=\"-1\">entry</li></ol>\n\n99999999999999. number\n\n<svg onload=\"x()\"></svg><b onclick=\"x()\">bold</b> and <!-- hidden \u{1b}[31m --> last words.\n"
    );
    let file = root.path().join("page.md");
    std::fs::write(&file, text).expect("written");
    let show = inert(run(&[OsStr::new("show"), file.as_os_str()]), "page");
    for words in ["Cell", "two", "entry", "bold and", "last words.", "picture <http://127.0.0.1"] {
        assert!(show.out().contains(words), "{words}: {}", show.out());
    }
    assert!(!show.out().contains("document.write") && !show.out().contains("color: red"), "{}", show.out());
    assert!(show.said().contains("HTML tags or comments are not shown"), "{}", show.said());
    assert!(show.out.len() < 4000, "{} bytes", show.out.len());
    opens(&file, "Cell");
    assert!(listener.accept().is_err(), "somebody was asked for something");
}

#[test]
fn f86_markdown_made_to_blow_up_is_read_in_bounded_time() {
    const MANY: usize = 50_000;
    let numbered = |unit: fn(usize) -> String, n: usize| (0..n).map(unit).collect::<String>();
    let wide = format!("|{}\n|{}\n{}", "a|".repeat(3000), "-|".repeat(3000), "|x|\n".repeat(3000));
    for (name, text) in [
        ("brackets", "[".repeat(MANY)),
        ("closed brackets", "[a](".repeat(MANY)),
        ("footnotes", "[^".repeat(MANY)),
        ("notes in notes", "[^a]: ".repeat(MANY)),
        ("a chain of notes", numbered(|n| format!("[^{n}]: [^{}]\n", n + 1), 20_000)),
        ("definitions", numbered(|n| format!("[a{n}]: x\n"), 10_000) + &numbered(|n| format!("[a{n}] "), 10_000)),
        ("one long definition", format!("[a]: /{}\n\n{}", "x".repeat(MANY), "[a] ".repeat(MANY))),
        ("quotations", "> \n".repeat(MANY)),
        ("lazy lines", format!("{}x\n{}", "> ".repeat(60), "a\n".repeat(MANY))),
        ("stars", "*a **b ".repeat(MANY)),
        ("underscores", "_a __b ".repeat(MANY)),
        ("stars and underscores", "*a _b *".repeat(MANY)),
        ("backticks", numbered(|n| format!("{} ", "`".repeat(n)), 600)),
        ("code", "`a".repeat(MANY)),
        ("tildes", "~~~".repeat(MANY)),
        ("open comments", "x <!-- ".repeat(MANY)),
        ("open declarations", "x <!A ".repeat(MANY)),
        ("open instructions", "x <? ".repeat(MANY)),
        ("open data", "x <![CDATA[".repeat(MANY)),
        ("open tags", "x <a ".repeat(MANY)),
        ("open scripts", "<script>".repeat(MANY)),
        ("addresses", "<a@".repeat(MANY)),
        ("references", "&#".repeat(MANY)),
        ("tables", wide),
        ("headings", format!("{}===\n", "a\n".repeat(MANY))),
        ("lists", format!("{}x\n", "* ".repeat(60)).repeat(1000)),
        ("entries", "- a\n".repeat(MANY)),
        ("escapes", "\\[".repeat(MANY)),
        ("titles", "[a](b \"".repeat(MANY)),
        ("front matter", format!("---\n{}", "a: b\n".repeat(MANY))),
        ("labels", format!("[{}]", "a".repeat(MANY)).repeat(20)),
    ] {
        let root = folder(&[("bomb.md", format!("# Fuse\n\n{text}\n").as_bytes()), ("bare.md", text.as_bytes())]);
        for file in ["bomb.md", "bare.md"].map(|name| root.path().join(name)) {
            let show = inert(run(&[OsStr::new("show"), file.as_os_str()]), name);
            assert_eq!(show.code, Some(0), "{name}: {:.500}", show.said());
        }
        opens(&root.path().join("bomb.md"), "Fuse");
    }
}

/// A work whose source is this, and a browser that writes down what it is given and ends as it is told.
struct Visit {
    root: tempfile::TempDir,
}

impl Visit {
    fn new(source: &str, script: &str) -> Self {
        let root = tempfile::tempdir().expect("a folder");
        let work = root.path().join("work");
        std::fs::create_dir(&work).expect("made");
        let escaped: String = source.chars().map(|c| format!("\\U{:08x}", u32::from(c))).collect();
        std::fs::write(work.join("work.toml"), format!("source = \"{escaped}\"\n[[versions]]\nfile = \"en.txt\"\n"))
            .expect("written");
        std::fs::write(work.join("en.txt"), "The ferry stays.\n").expect("written");
        let browser = root.path().join("browser");
        let told = root.path().join("told");
        let script = format!(
            "#!/bin/sh\n(echo $#; for word; do printf '%s\\n' \"$word\"; done) > {0}.part\nmv {0}.part {0}\n{script}\n",
            told.display()
        );
        std::fs::write(&browser, script).expect("written");
        std::fs::set_permissions(&browser, std::fs::Permissions::from_mode(0o755)).expect("may be run");
        Self { root }
    }

    fn start(&self, browser: &str) -> Terminal {
        let work = self.root.path().join("work").display().to_string();
        let mut terminal =
            Terminal::start_in((150, 20), &[&work], tempfile::tempdir().expect("a folder"), &[("BROWSER", browser)]);
        terminal.wait_for("sentence 1 of");
        terminal
    }

    fn browser(&self) -> String {
        self.root.path().join("browser").display().to_string()
    }

    fn told(&self) -> Option<String> {
        std::fs::read_to_string(self.root.path().join("told")).ok()
    }

    #[track_caller]
    fn wait_until_told(&self, terminal: &mut Terminal) -> String {
        let deadline = Instant::now() + PATIENCE;
        loop {
            terminal.pump(Duration::from_millis(20));
            if let Some(told) = self.told() {
                return told;
            }
            assert!(Instant::now() < deadline, "the browser was not started:\n{}", terminal.contents());
        }
    }
}

/// The children of kzreader, with those that have ended and were not waited for.
fn children(terminal: &Terminal) -> String {
    let pid = terminal.child.process_id().expect("it runs").to_string();
    let told =
        std::process::Command::new("ps").args(["-o", "pid=,stat=,args=", "--ppid", &pid]).output().expect("ps runs");
    String::from_utf8_lossy(&told.stdout).trim().to_owned()
}

#[test]
fn f88_a_browser_gets_the_address_as_one_argument() {
    for (source, want) in [
        ("https://ferry.example/stay?a=b&c=d", "https://ferry.example/stay?a=b&c=d"),
        ("https://ferry.example/$(touch$IFS'x');reboot&", "https://ferry.example/$(touch$IFS'x');reboot&"),
        ("https://ferry.example/--help%0a-x", "https://ferry.example/--help%0a-x"),
        ("https://ferry.example/Fähre", "https://ferry.example/F%C3%A4hre"),
        ("https://fеrry.example/", "https://f%D0%B5rry.example/"),
        ("www.ferry.example", "https://www.ferry.example"),
    ] {
        let visit = Visit::new(source, "echo on the terminal; echo there too >&2; exit 0");
        for browser in [visit.browser(), format!("/no/such/browser:{} %s", visit.browser())] {
            let mut terminal = visit.start(&browser);
            terminal.press("O");
            terminal.wait_for(&format!("opening {want}"));
            assert_eq!(visit.wait_until_told(&mut terminal), format!("1\n{want}\n"));
            let deadline = Instant::now() + PATIENCE;
            while !children(&terminal).is_empty() {
                assert!(Instant::now() < deadline, "left behind: {}", children(&terminal));
            }
            assert_inert_so_far(&mut terminal);
            assert!(!terminal.contents().contains("terminal;") && !terminal.contents().contains("there too"));
            assert_inert_and_leave(&mut terminal);
            std::fs::remove_file(visit.root.path().join("told")).expect("removed");
        }
    }
}

#[test]
fn f88_what_is_no_web_address_is_never_opened() {
    for source in [
        "file:///etc/passwd",
        "javascript:alert(1)",
        "data:text/html,x",
        "--remote-debugging-port=1",
        "-o/tmp/x",
        "ftp://a.example/",
        "mailto:a@b.example",
        "https://a.example/\n--help",
        "https://a.example/\u{1b}]0;x\u{7}",
        "https://a.example/a b",
        "https://a.example/`x`",
        "https://a.example/\"x\"",
        "https://bank.example@evil.example/",
        "A newspaper",
        "https://a.example/\u{202e}x",
        "smb://a.example/x",
        "x-man-page://ls",
        "https:a.example",
        "//a.example/",
    ] {
        let visit = Visit::new(source, "exit 0");
        let mut terminal = visit.start(&visit.browser());
        terminal.press("O");
        terminal.wait_for("is not opened");
        assert_inert_and_leave(&mut terminal);
        assert_eq!(visit.told(), None, "{source:?}");
    }
    let visit = Visit::new("x", "exit 0");
    std::fs::remove_file(visit.root.path().join("work/work.toml")).expect("removed");
    let mut terminal = visit.start(&visit.browser());
    terminal.press("O");
    terminal.wait_for("does not say where it comes from");
    assert_inert_and_leave(&mut terminal);
}

#[test]
fn f88_a_browser_that_fails_is_told_and_one_that_hangs_holds_up_nothing() {
    let visit = Visit::new("https://ferry.example/", "exit 3");
    let mut terminal = visit.start(&visit.browser());
    terminal.press("O");
    terminal.wait_for("could not open it");
    terminal.wait_for("https://ferry.example/");
    assert_inert_and_leave(&mut terminal);

    let hanging = Visit::new("https://ferry.example/", "echo $$ > \"$0.pid\"; exec sleep 60");
    let mut terminal = hanging.start(&hanging.browser());
    terminal.press("O");
    hanging.wait_until_told(&mut terminal);
    terminal.press("?");
    terminal.wait_for("any other key closes");
    terminal.press("\x1b");
    assert_inert_and_leave(&mut terminal);
    let pid = std::fs::read_to_string(format!("{}.pid", hanging.browser())).expect("its number");
    let ended = std::process::Command::new("kill").arg(pid.trim()).status().expect("kill runs");
    assert!(ended.success(), "the browser outlives kzreader");
}
