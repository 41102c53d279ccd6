//! What texts, titles and names may hold.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt as _;
use std::path::Path;

use crate::HeldBy::{FormatNotRead, Tests};
use crate::Row;
use crate::common::inert::{assert_inert, assert_inert_and_leave, assert_inert_so_far};
use crate::common::program::{Run, run, run_with};
use crate::common::terminal::Terminal;

const IN_TEXTS: &str =
    "f01_f02_f03_f04_f05_f06_f07_f08_f09_f10_f11_f19_f20_f21_what_a_text_says_to_a_terminal_is_shown";
const IN_NAMES: &str =
    "f01_f02_f03_f04_f05_f06_f07_f08_f09_f10_f11_f13_f15_f19_f20_f21_titles_and_names_say_nothing_to_a_terminal";

pub const ROWS: &[Row] = &[
    Row { number: 1, fault: "OSC 0/2 (title)", held_by: Tests(&[IN_TEXTS, IN_NAMES]) },
    Row { number: 2, fault: "OSC 52 (clipboard)", held_by: Tests(&[IN_TEXTS, IN_NAMES]) },
    Row {
        number: 3,
        fault: "OSC 8 links in a file; kzreader writes none itself, and shows the addresses that it opens",
        held_by: Tests(&[IN_TEXTS, IN_NAMES, "f03_addresses_of_links_are_shown_and_only_web_addresses_are_opened"]),
    },
    Row { number: 4, fault: "unterminated OSC, DCS, APC", held_by: Tests(&[IN_TEXTS, IN_NAMES]) },
    Row { number: 5, fault: "CSI colours, cursor, erase", held_by: Tests(&[IN_TEXTS, IN_NAMES]) },
    Row { number: 6, fault: "leave alternate screen, reset (RIS)", held_by: Tests(&[IN_TEXTS, IN_NAMES]) },
    Row { number: 7, fault: "queries (DSR, DA, XTVERSION)", held_by: Tests(&[IN_TEXTS, IN_NAMES]) },
    Row { number: 8, fault: "DECRQSS, kitty graphics, sixel", held_by: Tests(&[IN_TEXTS, IN_NAMES]) },
    Row {
        number: 9,
        fault: "C1 as UTF-8 and as raw bytes",
        held_by: Tests(&[IN_TEXTS, IN_NAMES, "f09_raw_c1_bytes_are_no_controls_in_any_encoding"]),
    },
    Row { number: 10, fault: "CR or BS overwriting, SO/SI, BEL", held_by: Tests(&[IN_TEXTS, IN_NAMES]) },
    Row { number: 11, fault: "NUL, DEL", held_by: Tests(&[IN_TEXTS, IN_NAMES]) },
    Row {
        number: 12,
        fault: "character references in HTML or EPUB",
        held_by: FormatNotRead("HTML", &["f12_character_references_in_markdown_bring_nothing_back"]),
    },
    Row { number: 13, fault: "ESC or newline in a file name", held_by: Tests(&[IN_NAMES]) },
    Row {
        number: 14,
        fault: "a file name that is not UTF-8",
        held_by: Tests(&["f14_files_whose_names_are_not_utf_8_open_and_stay_apart"]),
    },
    Row {
        number: 15,
        fault: "ESC, or 1 MB, in a title, author, contents entry",
        held_by: Tests(&[IN_NAMES, "f15_long_titles_are_cut_everywhere"]),
    },
    Row {
        number: 16,
        fault: "errors printed after the screen is restored",
        held_by: Tests(&["f16_errors_say_nothing_to_a_terminal", "f16_an_error_after_the_screen_was_left_is_escaped"]),
    },
    Row {
        number: 19,
        fault: "bidirectional controls (all 12)",
        held_by: Tests(&[IN_TEXTS, IN_NAMES, "f19_f20_f21_f22_f27_what_is_marked_is_counted_where_the_reader_sees_it"]),
    },
    Row {
        number: 20,
        fault: "zero-width space, inner BOM",
        held_by: Tests(&[
            IN_TEXTS,
            "f19_f20_f21_f22_f27_what_is_marked_is_counted_where_the_reader_sees_it",
            "f20_joiners_stay_inside_clusters",
        ]),
    },
    Row {
        number: 21,
        fault: "tag characters, noncharacters",
        held_by: Tests(&[IN_TEXTS, "f19_f20_f21_f22_f27_what_is_marked_is_counted_where_the_reader_sees_it"]),
    },
    Row {
        number: 22,
        fault: "100,000 combining marks on a letter",
        held_by: Tests(&[
            "f22_nothing_makes_one_cell_of_a_whole_file",
            "f19_f20_f21_f22_f27_what_is_marked_is_counted_where_the_reader_sees_it",
        ]),
    },
    Row {
        number: 23,
        fault: "emoji sequences, flags, Devanagari, half-width kana",
        held_by: Tests(&["f23_columns_do_not_drift_beside_any_script"]),
    },
    Row {
        number: 24,
        fault: "homoglyph names (mixed scripts in a word)",
        held_by: Tests(&["f24_words_of_look_alike_letters_are_shown_as_such"]),
    },
    Row { number: 25, fault: "U+2028, U+2029, U+0085", held_by: Tests(&["f25_f33_all_line_ends_end_lines"]) },
    Row {
        number: 26,
        fault: "overlong forms, surrogates, beyond U+10FFFF",
        held_by: Tests(&["f26_f27_invalid_bytes_are_replaced_and_counted_and_the_file_is_untouched"]),
    },
    Row {
        number: 27,
        fault: "invalid UTF-8",
        held_by: Tests(&[
            "f26_f27_invalid_bytes_are_replaced_and_counted_and_the_file_is_untouched",
            "f19_f20_f21_f22_f27_what_is_marked_is_counted_where_the_reader_sees_it",
        ]),
    },
    Row {
        number: 28,
        fault: "UTF-16 with and without BOM, odd length",
        held_by: Tests(&["f28_f29_f30_old_encodings_are_read_in_every_command"]),
    },
    Row {
        number: 29,
        fault: "Shift-JIS, GB18030, Big5, EUC-KR, windows-1251, KOI8-R",
        held_by: Tests(&[
            "f28_f29_f30_old_encodings_are_read_in_every_command",
            "f29_an_encoding_can_be_chosen_on_the_command_line",
            "f29_an_encoding_can_be_chosen_in_the_reader_and_is_kept",
        ]),
    },
    Row {
        number: 30,
        fault: "ISO-2022-JP",
        held_by: Tests(&[
            "f28_f29_f30_old_encodings_are_read_in_every_command",
            "f30_what_iso_2022_jp_decodes_to_is_filtered",
        ]),
    },
    Row {
        number: 31,
        fault: "declared encoding is not the real one",
        held_by: Tests(&["f31_a_wrong_declaration_loses_with_a_note"]),
    },
    Row {
        number: 32,
        fault: "random bytes, a zip named .txt",
        held_by: Tests(&["f32_what_is_no_text_is_named_and_not_shown"]),
    },
    Row { number: 33, fault: "mixed CRLF, CR, LF", held_by: Tests(&["f25_f33_all_line_ends_end_lines"]) },
    Row {
        number: 34,
        fault: "empty, one byte, newlines only",
        held_by: Tests(&["f34_files_with_next_to_nothing_in_them_open"]),
    },
];

/// What is said to a terminal, by the row that it is of.
const ACTIVE: &[(usize, &str)] = &[
    (1, "\u{1b}]0;owned\u{7}"),
    (1, "\u{1b}]2;owned\u{1b}\\"),
    (1, "\u{9d}0;owned\u{9c}"),
    (1, "\u{1b}kowned\u{1b}\\"),
    (2, "\u{1b}]52;c;b3duZWQ=\u{7}"),
    (2, "\u{1b}]52;p;?\u{1b}\\"),
    (3, "\u{1b}]8;;http://evil.example\u{1b}\\here\u{1b}]8;;\u{1b}\\"),
    (3, "\u{1b}]8;id=1;file:///etc/passwd\u{7}there\u{1b}]8;;\u{7}"),
    (4, "\u{1b}]0;unterminated"),
    (4, "\u{1b}Punterminated"),
    (4, "\u{1b}_unterminated"),
    (4, "\u{1b}^unterminated"),
    (4, "\u{90}unterminated \u{9f}unterminated \u{98}unterminated"),
    (5, "\u{1b}[31mred\u{1b}[1;41m\u{1b}[8mhidden"),
    (5, "\u{1b}[7;7;7H\u{1b}[3J\u{1b}[99A\u{1b}[1;2r"),
    (5, "\u{9b}31mred\u{9b}3J"),
    (6, "\u{1b}[?47l\u{1b}[?1047l\u{1b}c\u{1b}[!p\u{1b}7\u{1b}8"),
    (7, "\u{1b}[6n\u{1b}[5n\u{1b}[c\u{1b}[>c\u{1b}[=c\u{1b}[>q\u{5}\u{1b}Z"),
    (8, "\u{1b}P$qm\u{1b}\\ \u{1b}_Gf=24;AAAA\u{1b}\\ \u{1b}Pq#0;2;0;0;0\u{1b}\\ \u{1b}]1337;File=:AA\u{7}"),
    (9, "\u{80}\u{84}\u{86}\u{8d}\u{8f}\u{99}\u{9a}\u{9e}"),
    (10, "\u{8}\u{8}\u{8}over \u{e}\u{f}\u{7}"),
    (11, "\u{0}\u{7f}\u{1}\u{1a}\u{1c}\u{1f}"),
    (19, "\u{61c}\u{200e}\u{200f}\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\u{2066}\u{2067}\u{2068}\u{2069}"),
    (20, "zero\u{200b}width\u{feff}mark pay\u{200c}pal"),
    (21, "\u{e0001}\u{e0041}\u{e007f}\u{fdd0}\u{fdef}\u{fffe}\u{ffff}\u{1fffe}\u{10ffff}\u{fff9}\u{206a}"),
];

/// How each of them is seen: controls as their pictures, the rest by number.
fn seen(active: &str) -> String {
    let picture = |character: char| match character {
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(character)).map(String::from).expect("a picture"),
        '\u{7f}' => "␡".to_owned(),
        _ if crate::common::inert::is_active(character) || character == '\u{200c}' => {
            format!("‹U+{:04X}›", u32::from(character))
        }
        _ => character.to_string(),
    };
    active.chars().map(picture).collect()
}

/// A folder with files.
fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, bytes) in files {
        std::fs::write(folder.path().join(name), bytes).expect("written");
    }
    folder
}

fn path(folder: &tempfile::TempDir, name: &str) -> String {
    folder.path().join(name).to_str().expect("a path").to_owned()
}

/// Text on as many rows as it took, as one.
fn unwrapped(text: &str) -> String {
    // What stands beside the current sentence is no part of it.
    text.replace('▌', "").split_whitespace().collect::<Vec<_>>().concat()
}

#[track_caller]
fn assert_shows(shown: &str, want: &str) {
    assert!(unwrapped(shown).contains(&unwrapped(want)), "{want:?} is not seen in:\n{shown}");
}

/// Opens something on a screen that is wide enough for it, waits for a text, and gives what the screen shows; all of it
/// is inert, and it can be left.
#[track_caller]
fn opens(arguments: &[&str], wanted: &str) -> String {
    let mut terminal = Terminal::start((120, 40), arguments);
    terminal.wait_for(wanted);
    terminal.wait_until_gone("reading …");
    assert_inert_so_far(&mut terminal);
    let shown = terminal.contents();
    assert_inert_and_leave(&mut terminal);
    shown
}

/// The same without the list, so that each row of the screen is one of the text.
#[track_caller]
fn reads(arguments: &[&str], wanted: &str) -> String {
    let mut terminal = Terminal::start((120, 40), arguments);
    terminal.wait_for(wanted);
    terminal.press("w");
    terminal.wait_until_gone(", by date");
    assert_inert_so_far(&mut terminal);
    let shown = terminal.contents();
    assert_inert_and_leave(&mut terminal);
    shown
}

/// Everything that was printed is inert.
#[track_caller]
fn inert(run: Run, what: &str) -> Run {
    let allowed: &[char] = if what.contains("tsv") { &['\t'] } else { &[] };
    assert_inert(&run.out, allowed, what);
    assert_inert(&run.said, &[], what);
    run
}

/// Every command that prints something of two files.
fn printed(one: &Path, other: &Path) -> Vec<(String, Run)> {
    let [one, other] = [one.as_os_str(), other.as_os_str()];
    let word = OsStr::new;
    let mut runs = vec![
        ("show".to_owned(), run(&[word("show"), one])),
        ("list".to_owned(), run(&[word("list"), one])),
        ("list --json".to_owned(), run(&[word("list"), word("--json"), one])),
        ("align --segmented".to_owned(), run(&[word("align"), word("--segmented"), one, other])),
    ];
    for format in ["text", "beads", "tsv", "json", "tmx"] {
        runs.push((format!("align {format}"), run(&[word("align"), one, other, word("--format"), word(format)])));
    }
    for layout in ["columns", "stacked", "interleaved"] {
        let arguments =
            [word("align"), one, other, word("--width"), word(if layout == "columns" { "120" } else { "40" })];
        runs.push((layout.to_owned(), run(&arguments)));
    }
    runs
}

#[test]
fn f01_f02_f03_f04_f05_f06_f07_f08_f09_f10_f11_f19_f20_f21_what_a_text_says_to_a_terminal_is_shown() {
    let lines: Vec<String> =
        ACTIVE.iter().map(|(row, active)| format!("Row {row} says {active} and goes on.")).collect();
    let text = lines.join("\n\n");
    let markdown = format!("# A title\n\n* item\n\n> {}\n\n`{}`\n\n{text}\n", lines[0], lines[4]);
    let folder = folder(&[("hostile.txt", text.as_bytes()), ("hostile.md", markdown.as_bytes())]);
    for name in ["hostile.txt", "hostile.md"] {
        let file = folder.path().join(name);
        for (what, run) in printed(&file, &folder.path().join("hostile.txt")) {
            let run = inert(run, &format!("{what} {name}"));
            assert_eq!(run.code, Some(0), "{what} {name}: {}", run.said());
            let shows_text = what == "show" || what == "align tsv";
            for (row, active) in ACTIVE.iter().filter(|_| shows_text) {
                // Markdown takes backslashes before signs for its own.
                let want = if name == "hostile.md" { seen(active).replace('\\', "") } else { seen(active) };
                let out = if name == "hostile.md" { run.out().replace('\\', "") } else { run.out() };
                assert_shows(&out, &format!("Row {row} says {want} and goes on."));
            }
        }
        for size in [(120, 60), (20, 10)] {
            let mut terminal = Terminal::start(size, &[file.to_str().expect("a path")]);
            terminal.wait_for("▌");
            for _ in 0..30 {
                terminal.press(" ");
                terminal.pump(std::time::Duration::from_millis(30));
            }
            assert_inert_and_leave(&mut terminal);
        }
    }
    // One by one, each of them on the first screen.
    for chunk in ACTIVE.chunks(6) {
        let lines: Vec<String> =
            chunk.iter().map(|(row, active)| format!("Row {row} says {active} and goes on.\n\n")).collect();
        std::fs::write(folder.path().join("few.txt"), lines.concat()).expect("written");
        let mut terminal = Terminal::start((200, 40), &[&path(&folder, "few.txt")]);
        terminal.wait_for("and goes on.");
        terminal.press("w");
        terminal.wait_until_gone(", by date");
        assert_inert_so_far(&mut terminal);
        for (row, active) in chunk {
            assert_shows(&terminal.contents(), &format!("Row {row} says {} and goes on.", seen(active)));
        }
        assert_inert_and_leave(&mut terminal);
    }
}

#[test]
fn f01_f02_f03_f04_f05_f06_f07_f08_f09_f10_f11_f13_f15_f19_f20_f21_titles_and_names_say_nothing_to_a_terminal() {
    for (row, active) in
        ACTIVE.iter().copied().chain([(13, "\n"), (13, "a\r\nkzreader: b"), (13, "\u{2028}\t"), (13, "\u{85}")])
    {
        let root = tempfile::tempdir().expect("a folder");
        // In front matter and headings.
        let front = format!(
            "---\ntitle: \"Front {active}\"\nauthor: {active}\ndate: 2021-05-03\n---\n\n# Head {active}\n\nText.\n"
        );
        std::fs::write(root.path().join("front.md"), front).expect("written");
        std::fs::write(root.path().join("plain.txt"), format!("TITLE {active}\n\nBy Name {active}\n\nText.\n"))
            .expect("written");
        // In the names of files and folders, which hold neither slashes nor NUL.
        let name = active.replace(['/', '\0'], "");
        let named = root.path().join(format!("deep{name}"));
        std::fs::create_dir(&named).expect("made");
        let file = named.join(format!("name{name}.txt"));
        std::fs::write(&file, "A plain note about the weather.\n").expect("written");
        // In a manifest, where TOML's escapes bring them in.
        let escaped: String = active.chars().map(|c| format!("\\U{:08x}", u32::from(c))).collect();
        let work = root.path().join("work");
        std::fs::create_dir(&work).expect("made");
        let facts: String =
            ["title", "author", "translator"].iter().map(|key| format!("{key} = \"Fact {escaped}\"\n")).collect();
        let manifest = format!(
            "id = \"work{escaped}\"\nissuer = \"I{escaped}\"\nplace = \"{escaped}\"\nsource = \"https://a.example/{escaped}\"\nsignatories = [\"S{escaped}\"]\n\"odd{escaped}\" = 1\n[[versions]]\nfile = \"en.txt\"\n{facts}\n"
        );
        // Where it can name one, it names a file that is not there.
        let missing = if active.contains(['/', '\\']) {
            String::new()
        } else {
            format!("[[versions]]\nfile = \"no{escaped}.txt\"\n")
        };
        let manifest = manifest + &missing;
        std::fs::write(work.join("work.toml"), manifest).expect("written");
        std::fs::write(work.join("en.txt"), "The ferry stays.\n").expect("written");

        let what = format!("row {row}, {active:?}");
        for arguments in [vec!["list"], vec!["list", "--json"]] {
            let arguments: Vec<&OsStr> =
                arguments.into_iter().map(OsStr::new).chain([root.path().as_os_str()]).collect();
            let run = inert(run(&arguments), &what);
            assert!(run.out().contains("weather") && run.out().contains("Fact"), "{what}: {}", run.out());
        }
        for (of, run) in printed(&file, &root.path().join("front.md")) {
            assert_eq!(inert(run, &format!("{what} {of}")).code, Some(0));
        }
        let list = run(&[OsStr::new("list"), named.as_os_str()]);
        assert_shows(&list.out(), &format!("name{}.txt", seen_name(&name)));
        let mut terminal = Terminal::start((150, 30), &[root.path().to_str().expect("a path")]);
        terminal.wait_for("4 works");
        for keys in ["j", "j", "j", "l", "j", "s", "s", "O", "\r", "!", "\x1b", "/zz", "\r"] {
            terminal.press(keys);
            terminal.pump(std::time::Duration::from_millis(40));
        }
        terminal.press("\x1b\x1b");
        assert_inert_and_leave(&mut terminal);
    }
}

/// A name is one line: line ends are seen, too.
fn seen_name(name: &str) -> String {
    name.chars()
        .map(|character| match character {
            '\u{85}' | '\u{2028}' | '\u{2029}' => format!("‹U+{:04X}›", u32::from(character)),
            _ => seen(&character.to_string()),
        })
        .collect()
}

#[test]
fn f03_addresses_of_links_are_shown_and_only_web_addresses_are_opened() {
    let folder = folder(&[(
        "links.md",
        b"[here](http://evil.example/x) [there](javascript:alert(1)) ![p](https://a.example/p.png)\n",
    )]);
    let shown = inert(run(&["show", &path(&folder, "links.md")]), "links");
    for address in ["here <http://evil.example/x>", "there <javascript:alert(1)>", "p <https://a.example/p.png>"] {
        assert_shows(&shown.out(), address);
    }
}

#[test]
fn f09_raw_c1_bytes_are_no_controls_in_any_encoding() {
    for text in [
        &b"Plain ASCII with \x9b31m raw \x9d0;owned\x9c bytes and \x90 more \x84\x85\x8d\n"[..],
        b"Gr\xfc\xdfe aus K\xf6ln \x9b31m \x9d0;owned\x9c, sch\xf6ne Gr\xfc\xdfe \x81\x8d\x8f\x90\x9d\n",
        b"UTF-8 gr\xc3\xbc\xc3\x9fe \x9b2J and \xc2\x9b31m \xc2\x85 next\n",
    ] {
        let folder = folder(&[("raw.txt", text)]);
        let file = path(&folder, "raw.txt");
        for encoding in
            ["auto", "windows-1252", "utf-8", "koi8-r", "iso-8859-8", "x-user-defined", "macintosh", "gb18030"]
        {
            let arguments = ["show", &file, "--encoding", encoding];
            let run = inert(run(if encoding == "auto" { &arguments[..2] } else { &arguments }), encoding);
            assert_eq!(run.code, Some(0), "{encoding}: {}", run.said());
        }
        opens(
            &[&file],
            text.split(|byte| *byte == b' ').next().and_then(|word| str::from_utf8(word).ok()).unwrap_or("Gr"),
        );
    }
}

#[test]
fn f12_character_references_in_markdown_bring_nothing_back() {
    let references = [
        "&#27;]0;owned&#7;",
        "&#x1b;[31m",
        "&#x9b;31m",
        "&#155;2J",
        "&#x202e;",
        "&#8206;",
        "&#xE0041;",
        "&#xFEFF;",
        "&#xFFFF;",
        "&#13;",
        "&#8;&#8;",
        "&#0;",
        "&#127;",
        "&#x2028;",
        "&ZeroWidthSpace;",
        "&NegativeThinSpace;",
        "&rlm;",
        "&lrm;",
        "&InvisibleTimes;",
        "&#x1B",
        "&#99999999;",
        "&#xD800;",
    ];
    let all = references.map(|reference| format!("Before {reference} after.")).join("\n\n");
    let in_html = format!("<div>{}</div>", references.concat());
    let in_parts = format!(
        "[l](http://a.example/{r} \"{r}\") ![i]({r}) `{r}`\n\n| {r} |\n|---|\n| {r} |\n\n[^{r}]: x\n\n    {r}\n",
        r = references[..8].concat()
    );
    let combining = format!("e{}", "&#x301;".repeat(1000));
    for text in [all, in_html, in_parts, combining] {
        let folder = folder(&[("refs.md", text.as_bytes())]);
        let file = folder.path().join("refs.md");
        for (what, run) in printed(&file, &file) {
            assert_eq!(inert(run, &what).code, Some(0));
        }
        // What is odd about the text is told where the hints would stand.
        opens(&[file.to_str().expect("a path")], "▌");
    }
}

#[test]
fn f14_files_whose_names_are_not_utf_8_open_and_stay_apart() {
    let folder = tempfile::tempdir().expect("a folder");
    let names =
        [&b"a\xff.txt"[..], b"a\xfe.txt", b"a%FF.txt", b"a\xef\xbf\xbd.txt", b"\x9b31m\xff.txt", b"d\xff/in.txt"];
    std::fs::create_dir(folder.path().join(OsStr::from_bytes(b"d\xff"))).expect("made");
    for (index, name) in names.iter().enumerate() {
        let text = format!("Text number {index} speaks of weather {index}.\n");
        std::fs::write(folder.path().join(OsStr::from_bytes(name)), text).expect("written");
    }
    let list = inert(run(&[OsStr::new("list"), OsStr::new("--json"), folder.path().as_os_str()]), "list");
    let json: serde_json::Value = serde_json::from_slice(&list.out).expect("JSON");
    let works = json["works"].as_array().expect("works");
    assert_eq!(works.len(), names.len(), "{}", list.out());
    let mut titles = Vec::new();
    for work in works {
        let id = work["id"].as_str().expect("an id");
        let by_id = inert(run(&["show", id, folder.path().to_str().expect("a path")]), id);
        let title = work["versions"][0]["title"].as_str().expect("a title").to_owned();
        assert!(by_id.out().contains(&title), "{id}: {}", by_id.out());
        titles.push(title);
    }
    titles.sort();
    titles.dedup();
    assert_eq!(titles.len(), names.len());
    for (index, name) in names.iter().enumerate() {
        let file = folder.path().join(OsStr::from_bytes(name));
        for (what, run) in printed(&file, &file) {
            assert_eq!(inert(run, &what).code, Some(0), "{what} {name:?}");
        }
        let shown = run(&[OsStr::new("show"), file.as_os_str()]);
        assert!(shown.out().contains(&format!("Text number {index} ")), "{name:?}: {}", shown.out());
    }
    // In the reader, each opens, and keeps a place of its own.
    let mut terminal = Terminal::start((120, 30), &[folder.path().to_str().expect("a path")]);
    terminal.wait_for("6 works");
    for index in 0..names.len() {
        terminal.press("\r");
        terminal.wait_for("sentence 1 of 1");
        terminal.press("\x1b");
        terminal.wait_for("read");
        if index + 1 < names.len() {
            terminal.press("j");
            terminal.pump(std::time::Duration::from_millis(100));
        }
    }
    assert_inert_and_leave(&mut terminal);
    let kept = terminal.kept();
    assert_eq!(kept.matches("[reading.").count(), names.len(), "{kept}");
}

#[test]
fn f15_long_titles_are_cut_everywhere() {
    let long = format!("{}\u{1b}]0;owned\u{7}", "Ä long title ".repeat(80_000));
    let root = tempfile::tempdir().expect("a folder");
    for name in ["work", "plain"] {
        std::fs::create_dir(root.path().join(name)).expect("made");
    }
    let escaped = long.replace('\u{1b}', "\\u001b").replace('\u{7}', "\\u0007");
    let manifest = format!(
        "id = \"{escaped}\"\nissuer = \"{escaped}\"\nplace = \"{escaped}\"\nsource = \"{escaped}\"\nsignatories = [\"{escaped}\"]\n[[versions]]\nfile = \"en.txt\"\ntitle = \"{escaped}\"\nauthor = \"{escaped}\"\ntranslator = \"{escaped}\"\n"
    );
    std::fs::write(root.path().join("work/work.toml"), manifest).expect("written");
    std::fs::write(root.path().join("work/en.txt"), "The ferry stays.\n").expect("written");
    let plain = root.path().join("plain");
    std::fs::write(plain.join("head.md"), format!("# {long}\n\n## {long}\n\nThe heading is long.\n")).expect("written");
    std::fs::write(plain.join("front.md"), format!("---\ntitle: {long}\nauthor: {long}\n---\nText.\n"))
        .expect("written");
    std::fs::write(plain.join("word.txt"), format!("{}\n\nText.\n", "W".repeat(1 << 20))).expect("written");
    for arguments in [vec!["list"], vec!["list", "--json"]] {
        let arguments: Vec<&OsStr> = arguments.into_iter().map(OsStr::new).chain([root.path().as_os_str()]).collect();
        let list = inert(run(&arguments), "list");
        assert_eq!(list.code, Some(0), "{:.2000}", list.said());
        assert!(list.out.len() + list.said.len() < 40_000, "{} bytes", list.out.len());
        assert!(list.out().contains('…'));
    }
    let head = root.path().join("plain/head.md");
    let json = inert(
        run(&[OsStr::new("align"), head.as_os_str(), head.as_os_str(), "--format".as_ref(), "json".as_ref()]),
        "json",
    );
    let json: serde_json::Value = serde_json::from_slice(&json.out).expect("JSON");
    assert!(json["source"]["title"].as_str().is_none_or(|title| title.len() < 2000));
    let mut terminal = Terminal::start((150, 30), &[root.path().to_str().expect("a path")]);
    terminal.wait_for("4 works");
    for keys in ["j", "j", "j", "l", "j", "s", "\r", "\x1b", "/lon\r", "O"] {
        terminal.press(keys);
        terminal.pump(std::time::Duration::from_millis(100));
    }
    assert_inert_and_leave(&mut terminal);
}

#[test]
fn f16_errors_say_nothing_to_a_terminal() {
    for (row, active) in ACTIVE.iter().copied().chain([(13, "\nkzreader: a line of its own")]) {
        // Arguments hold no NUL.
        let active = &active.replace('\0', "");
        let what = format!("row {row}, {active:?}");
        let long = format!("--x{active}{}", "y".repeat(100_000));
        let option = format!("--width={active}");
        let path = format!("/no/such/{active}/file");
        for (arguments, code) in [
            (vec!["list", &path], 1),
            (vec!["show", active], 1),
            (vec!["show", &path], 1),
            (vec!["align", &path, active], 1),
            (vec!["identify", &path], 1),
            (vec!["show", "solidarity-appeal", "--lang", active], 1),
            (vec!["show", "solidarity-appeal", "--with", active], 1),
            (vec!["align", "a", "b", "--format", active], 2),
            (vec!["list", "--encoding", active], 2),
            (vec!["show", "x", &option], 2),
            (vec![&long], 2),
            (vec![&path], 2),
            (vec!["list", "--json", "--json", active], 2),
        ] {
            let run = inert(run(&arguments), &what);
            assert_eq!(run.code, Some(code), "{arguments:?}: {}", run.said());
            assert!(!run.said.is_empty() && run.said.len() < 12_000, "{arguments:?}");
            assert!(!run.said().lines().any(|line| line.starts_with("kzreader: a line of its own")), "{}", run.said());
        }
        // Input and manifests that are wrong.
        let folder = folder(&[("work.toml", format!("id = \"{active}\"\nkey{active} = \n").as_bytes())]);
        assert_eq!(inert(run(&["list", folder.path().to_str().expect("a path")]), &what).code, Some(1));
    }
    let bytes = run(&[OsStr::from_bytes(b"--bad\xff\x9b31m\x1b[31m")]);
    assert_eq!(inert(bytes, "an option that is not UTF-8").code, Some(2));
}

#[test]
fn f16_an_error_after_the_screen_was_left_is_escaped() {
    let state = tempfile::tempdir().expect("a folder");
    let hostile = state.path().join("\u{1b}]0;owned\u{7}\u{9b}31m\u{202e}\nkzreader: x");
    std::fs::create_dir(&hostile).expect("made");
    let hostile = hostile.to_str().expect("a path").to_owned();
    let mut terminal = Terminal::start_in((100, 30), &[], state, &[("XDG_STATE_HOME", &hostile)]);
    terminal.wait_for("3 works");
    terminal.press("\r");
    terminal.wait_for("bead 1 of");
    // Now a file stands where the state folder should be.
    std::fs::remove_dir_all(&hostile).expect("removed");
    std::fs::write(&hostile, "").expect("written");
    terminal.press("q");
    terminal.wait_for_end();
    terminal.assert_whole();
    let sent = String::from_utf8(terminal.raw.clone()).expect("UTF-8");
    let after = &sent[sent.rfind("\u{1b}[?1049l").expect("the screen was left")..];
    assert!(after.contains("could not be kept") && after.contains("␛]0;owned␇"), "{after:?}");
    assert_inert(crate::common::inert::without_own_sequences(&sent).as_bytes(), &['\r'], "all that was sent");
}

#[test]
fn f19_f20_f21_f22_f27_what_is_marked_is_counted_where_the_reader_sees_it() {
    let twelve = "\u{61c}\u{200e}\u{200f}\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\u{2066}\u{2067}\u{2068}\u{2069}";
    let invalid = b"Plain text \xff\xfe and some\xff more.\n";
    for (name, text, want) in [
        (
            "bidi.txt",
            format!("Marks {twelve} end.\n").into_bytes(),
            "12 controls of the writing direction shown as marks",
        ),
        (
            "bidi.md",
            format!("Marks {twelve} end.\n").into_bytes(),
            "12 controls of the writing direction shown as marks",
        ),
        ("zero.txt", "One\u{200b}two\u{feff}three.\n".as_bytes().to_vec(), "2 invisible characters shown as marks"),
        ("tags.txt", "A\u{e0041}\u{e0042}\u{e007f} b.\n".as_bytes().to_vec(), "3 tag characters shown as marks"),
        ("non.txt", "A\u{fdd0}\u{1ffff} b.\n".as_bytes().to_vec(), "2 noncharacters shown as marks"),
        ("esc.txt", b"A \x1b[31m b.\n".to_vec(), "1 control character shown as a mark"),
        (
            "zalgo.txt",
            format!("A{} b.\n", "\u{301}".repeat(108)).into_bytes(),
            "100 combining marks too many for one letter",
        ),
        ("bad.txt", invalid.to_vec(), "3 invalid byte sequences shown as \u{fffd}"),
    ] {
        let folder = folder(&[(name, &text), ("work.toml", format!("[[versions]]\nfile = \"{name}\"\n").as_bytes())]);
        let file = path(&folder, name);
        let whole = folder.path().to_str().expect("a path");
        for arguments in [vec!["list", &file], vec!["list", whole], vec!["show", &file], vec!["align", &file, &file]] {
            let run = inert(run(&arguments), name);
            assert!(run.said().contains(want) && run.said().contains(name), "{arguments:?}: {}", run.said());
        }
        // The screen that the test has drops the sign itself.
        let want = want.trim_end_matches(" \u{fffd}");
        // In the reader it is told once, and again when it is asked for.
        let mut terminal = Terminal::start((120, 20), &[&file]);
        terminal.wait_for(want);
        terminal.press("j");
        terminal.wait_until_gone(want);
        terminal.press("!");
        terminal.wait_for(want);
        assert_inert_and_leave(&mut terminal);
    }
    let folder = folder(&[("plain.txt", b"Nothing is odd here.\n")]);
    let mut terminal = Terminal::start((120, 20), &[&path(&folder, "plain.txt")]);
    terminal.wait_for("sentence 1 of 1");
    terminal.press("!");
    terminal.wait_for("nothing is odd");
    assert_inert_and_leave(&mut terminal);
}

#[test]
fn f20_joiners_stay_inside_clusters() {
    let kept = ["می\u{200c}خواهم", "👩\u{200d}👩\u{200d}👧", "ക\u{d4d}\u{200d}", "क्\u{200d}ष"];
    let folder = folder(&[("joined.txt", format!("{}\n", kept.join(" ")).as_bytes())]);
    let shown = inert(run(&["show", &path(&folder, "joined.txt")]), "joiners");
    for word in kept {
        assert!(shown.out().contains(word), "{word}: {}", shown.out());
    }
    assert!(shown.said().is_empty(), "{}", shown.said());
}

#[test]
fn f22_nothing_makes_one_cell_of_a_whole_file() {
    let marks = [
        "\u{301}",
        "\u{20dd}",
        "\u{fe0f}",
        "\u{e0100}",
        "\u{1100}",
        "\u{1161}",
        "\u{600}",
        "\u{915}\u{94d}",
        "\u{1f3fb}",
        "\u{ff9e}",
        "\u{903}",
        "👩\u{200d}",
        "\u{1f1e9}",
        "\u{200d}",
    ];
    for mark in marks {
        let text = format!("The word e{} ends here.\n\nAnd after.\n", mark.repeat(100_000));
        let folder = folder(&[("many.txt", text.as_bytes()), ("many.md", text.as_bytes())]);
        for name in ["many.txt", "many.md"] {
            let shown = inert(run(&["show", &path(&folder, name)]), name);
            assert!(shown.out().contains("And after."), "{mark:?}");
            let shown = opens(&[&path(&folder, name)], "The word");
            assert!(shown.contains("The word"), "{mark:?}: {shown}");
        }
    }
}

#[test]
fn f23_columns_do_not_drift_beside_any_script() {
    let lines = [
        "👨‍👩‍👧‍👦 family 🇰🇿 flag 👍🏽 skin ❤️‍🔥 heart 1️⃣ keycap ☎️ ☎ ✈️.",
        "हिन्दी में क्षत्रिय और श्रीमान् लिखते हैं।",
        "ｶﾞｷﾞｸﾞ half-width ﾊﾟﾋﾟ kana.",
        "한국어 and 漢字 and العربية and עברית.",
        "தமிழ் மொழி ภาษาไทย ភាសាខ្មែរ မြန်မာ.",
        "Ordinary Latin text ends here.",
    ];
    let text = lines.join("\n\n");
    let folder = folder(&[("note.en.txt", text.as_bytes()), ("note.de.txt", text.as_bytes())]);
    let mut terminal = Terminal::start((140, 24), &[folder.path().to_str().expect("a path")]);
    terminal.wait_for("bead 1 of");
    for keys in ["", "j", ")", ")", "x", "k", "w", "w"] {
        terminal.press(keys);
        assert_inert_so_far(&mut terminal);
        let screen = terminal.screen.screen();
        let gutters: Vec<u16> = (2..20)
            .filter_map(|row| {
                let is_gutter =
                    |column: &u16| screen.cell(row, *column).is_some_and(|cell| matches!(cell.contents(), "│" | "┃"));
                (40..100).find(is_gutter)
            })
            .collect();
        assert!(gutters.len() >= lines.len() - 1, "{}", terminal.contents());
        assert!(gutters.iter().all(|gutter| gutter == &gutters[0]), "{gutters:?}\n{}", terminal.contents());
    }
    assert_inert_and_leave(&mut terminal);
    for (what, run) in printed(&folder.path().join("note.en.txt"), &folder.path().join("note.de.txt")) {
        assert_eq!(inert(run, &what).code, Some(0));
    }
}

#[test]
fn f24_words_of_look_alike_letters_are_shown_as_such() {
    let text = "# The pаypal account\n\nMicrosоft and gοοgle were named here, X-лучи were not.\n";
    let folder = folder(&[
        ("pаypal.md", text.as_bytes()),
        ("plain.md", "# Москва и X-лучи\n\nTシャツ, TNFα, PDFка.\n".as_bytes()),
    ]);
    let list = inert(run(&["list", folder.path().to_str().expect("a path")]), "list");
    assert!(list.out().contains("The pаypal‹Cyrillic а› account"), "{}", list.out());
    assert!(list.said().contains("3 words mix look-alike letters: “pаypal” (Cyrillic а)"), "{}", list.said());
    assert!(list.said().contains("of its name, 1 word mixes look-alike letters"), "{}", list.said());
    assert!(!list.said().contains("plain.md") && !list.out().contains("‹Latin"), "{}", list.said());
    let show = inert(run(&["show", &path(&folder, "pаypal.md")]), "show");
    assert!(show.said().contains("“gοοgle” (Greek ο)"), "{}", show.said());
    let shown = opens(&[&path(&folder, "pаypal.md")], "look-alike letters");
    assert!(shown.contains("pаypal‹Cyrillic а›"), "{shown}");
    let shown = opens(&[folder.path().to_str().expect("a path")], "pаypal‹Cyrillic а›");
    assert!(shown.contains("Москва и X-лучи"), "{shown}");
}

#[test]
fn f25_f33_all_line_ends_end_lines() {
    let ends = ["\n", "\r\n", "\r", "\u{2028}", "\u{2029}", "\u{85}", "\u{b}", "\u{c}"];
    let poem = ["- one thing", "- another one", "- the third thing", "- the last one"];
    let mut texts: Vec<String> = ends.iter().map(|end| poem.map(|line| format!("{line}{end}")).concat()).collect();
    texts.push(poem.iter().zip(ends).map(|(line, end)| format!("{line}{end}")).collect());
    for text in texts {
        for name in ["lines.txt", "lines.md"] {
            let folder = folder(&[(name, text.as_bytes())]);
            let file = path(&folder, name);
            let shown = inert(run(&["show", &file]), name);
            let on_lines =
                |shown: &str| poem.iter().all(|line| shown.lines().any(|row| row.trim_end().ends_with(&line[2..])));
            assert!(on_lines(&shown.out()), "{text:?}: {}", shown.out());
            assert!(shown.said().is_empty(), "{text:?}: {}", shown.said());
            let shown = reads(&[&file], "the last one");
            assert!(on_lines(&shown), "{text:?}: {shown}");
        }
    }
    let paragraphs = "First paragraph.\u{2029}Second paragraph.\r\rThird one.\r\n\r\nFourth.\n\r\n\rFifth.";
    let folder = folder(&[("p.txt", paragraphs.as_bytes())]);
    let shown = inert(run(&["show", &path(&folder, "p.txt")]), "paragraphs");
    let rows: Vec<String> = shown.out().lines().skip(2).map(str::to_owned).collect();
    assert_eq!(rows, ["First paragraph.", "", "Second paragraph.", "", "Third one.", "", "Fourth.", "", "Fifth."]);
}

#[test]
fn f26_f27_invalid_bytes_are_replaced_and_counted_and_the_file_is_untouched() {
    for (bytes, n_damaged) in [
        (&b"Overlong \xc0\xaf and \xe0\x80\xaf and \xf0\x80\x80\xaf end.\n"[..], 9),
        (b"Surrogates \xed\xa0\x80\xed\xb0\x80 end.\n", 6),
        (b"Beyond \xf4\x90\x80\x80 and \xf8\x88\x80\x80\x80 and \xfc\x84\x80\x80\x80\x80 end.\n", 15),
        (b"An overlong ESC \xc0\x9b[31m and \xe0\x80\x9b]0;owned\x07 end.\n", 5),
        (b"Stray gr\xc3\xbc\xc3\x9fe \xff and \x80 and cut \xe2\x82 end.\n", 3),
        (b"Cut at the end gr\xc3\xbc\xc3\x9fe end. \xf0\x9f\x98", 1),
    ] {
        let folder = folder(&[("bad.txt", bytes)]);
        let file = folder.path().join("bad.txt");
        for (what, run) in printed(&file, &file) {
            assert_eq!(inert(run, &what).code, Some(0), "{what}");
        }
        let shown = run(&[OsStr::new("show"), file.as_os_str()]);
        let heading = shown.out().find("\n\n").expect("a heading");
        assert_eq!(shown.out()[heading..].matches('\u{fffd}').count(), n_damaged, "{}", shown.out());
        let said = format!("{n_damaged} invalid byte sequence");
        assert!(shown.said().contains(&said), "{said}: {}", shown.said());
        opens(&[file.to_str().expect("a path")], &said);
        assert_eq!(std::fs::read(&file).expect("read"), bytes, "the file is as it was");
    }
}

/// Texts, with the encodings that they are written in.
fn encoded() -> Vec<(&'static str, &'static str, Vec<u8>)> {
    const RUSSIAN: &str = "Старый рыбак вышел к морю рано утром. Он долго смотрел на волны.\nПотом вернулся домой.\n";
    const JAPANESE: &str =
        "朝早く、年老いた漁師は海へ出かけました。波を長い間見ていました。\nそれから家に帰りました。\n";
    const CHINESE: &str = "清晨，老渔夫来到海边。他久久地望着波浪。\n然后他回家了，坐在门前修补渔网。\n";
    const TRADITIONAL: &str = "清晨，老漁夫來到海邊。他久久地望著波浪。\n然後他回家了，坐在門前修補漁網。\n";
    const KOREAN: &str =
        "이른 아침, 늙은 어부는 바다로 나갔다. 그는 오랫동안 파도를 바라보았다.\n그리고 집으로 돌아왔다.\n";
    let mut texts: Vec<(&str, &str, Vec<u8>)> = [
        ("Shift_JIS", JAPANESE),
        ("EUC-JP", JAPANESE),
        ("ISO-2022-JP", JAPANESE),
        ("GB18030", CHINESE),
        ("Big5", TRADITIONAL),
        ("EUC-KR", KOREAN),
        ("windows-1251", RUSSIAN),
        ("KOI8-R", RUSSIAN),
        ("UTF-8", RUSSIAN),
    ]
    .into_iter()
    .map(|(label, text)| {
        let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).expect("an encoding");
        (label, text, encoding.encode(text).0.into_owned())
    })
    .collect();
    for (text, mark) in
        [(RUSSIAN, ""), (RUSSIAN, "\u{feff}"), (JAPANESE, ""), (KOREAN, "\u{feff}"), ("Plain words.\n", "")]
    {
        let units: Vec<u16> = format!("{mark}{text}").encode_utf16().collect();
        texts.push(("utf-16le", text, units.iter().flat_map(|unit| unit.to_le_bytes()).collect()));
        texts.push(("utf-16be", text, units.iter().flat_map(|unit| unit.to_be_bytes()).collect()));
        let mut odd: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        odd.push(b'x');
        texts.push(("utf-16le", text, odd));
    }
    texts
}

#[test]
fn f28_f29_f30_old_encodings_are_read_in_every_command() {
    for (label, text, bytes) in encoded() {
        let folder = folder(&[("old.txt", &bytes)]);
        let file = folder.path().join("old.txt");
        for (what, run) in printed(&file, &file) {
            assert_eq!(inert(run, &format!("{what} {label}")).code, Some(0));
        }
        let show = run(&[OsStr::new("show"), file.as_os_str()]);
        assert_shows(&show.out(), text);
        let shown = reads(&[file.to_str().expect("a path")], &text.chars().take(5).collect::<String>());
        assert_shows(&shown, text);
    }
}

#[test]
fn f29_an_encoding_can_be_chosen_on_the_command_line() {
    for (label, text, bytes) in encoded() {
        let folder = folder(&[("old.txt", &bytes)]);
        let file = path(&folder, "old.txt");
        for arguments in [
            vec!["show", &file, "--encoding", label],
            vec!["align", &file, &file, "--encoding", label, "--format", "tsv"],
            vec!["align", "--segmented", &file, &file, "--encoding", label, "--format", "tsv"],
        ] {
            let run = inert(run(&arguments), "tsv");
            assert_eq!(run.code, Some(0), "{label}: {}", run.said());
            assert_shows(&run.out(), text.split(['.', '。']).next().expect("a sentence"));
            assert!(!run.said().contains("guess"), "{}", run.said());
        }
        let list = inert(run(&["list", "--encoding", label, &file]), "list");
        assert_shows(&list.out(), &text.chars().take(8).collect::<String>());
        let shown = reads(&["--encoding", label, &file], &text.chars().take(5).collect::<String>());
        assert_shows(&shown, text);
    }
    // What is chosen holds although it is wrong, and is told apart from what is not known.
    let folder = folder(&[("utf8.txt", "Größe und Höhe der Bäume.\n".as_bytes())]);
    let file = path(&folder, "utf8.txt");
    assert!(run(&["show", &file, "--encoding", "windows-1252"]).out().contains("GrÃ¶ÃŸe"));
    for unknown in ["klingon", "", "utf-7", "replacement"] {
        let run = inert(run(&["show", &file, "--encoding", unknown]), "unknown");
        assert_eq!(run.code, Some(2));
        assert!(run.said().contains("windows-1251") && run.said().contains("shift_jis"), "{}", run.said());
    }
}

#[test]
fn f29_an_encoding_can_be_chosen_in_the_reader_and_is_kept() {
    let bytes = encoding_rs::KOI8_R.encode("Он там\n").0.into_owned();
    let folder = folder(&[("old.txt", &bytes)]);
    let file = path(&folder, "old.txt");
    let mut terminal = Terminal::start((120, 20), &[&file]);
    terminal.wait_for("guess");
    terminal.press("Eklingon\r");
    terminal.wait_for("no encoding known here");
    terminal.press("Ewindows-1251\r");
    terminal.wait_for("read as windows-1251 now");
    terminal.wait_for("пО ФБН");
    terminal.press("Ekoi8-r\r");
    terminal.wait_for("Он там");
    assert_inert_and_leave(&mut terminal);
    assert!(terminal.kept().contains("KOI8-R"), "{}", terminal.kept());
    let state = std::mem::replace(&mut terminal.state, tempfile::tempdir().expect("a folder"));
    let mut again = Terminal::start_in((120, 20), &[&file], state, &[]);
    again.wait_for("Он там");
    // An encoding that is given at the start comes before it, and one that is chosen then before that.
    assert_inert_and_leave(&mut again);
    let state = std::mem::replace(&mut again.state, tempfile::tempdir().expect("a folder"));
    let mut given = Terminal::start_in((120, 20), &["--encoding", "cp1251", &file], state, &[]);
    given.wait_for("пО ФБН");
    given.press("Ekoi8-r\r");
    given.wait_for("Он там");
    given.press("Eauto\r");
    given.wait_for("found out again");
    assert_inert_and_leave(&mut given);
    assert!(!given.kept().contains("KOI8-R"), "{}", given.kept());
}

#[test]
fn f30_what_iso_2022_jp_decodes_to_is_filtered() {
    let hidden = b"\x1b$B$3$s$K$A$O\x1b(B and \x07 and \x1b(J~\x1b(B, then \x08\x08 end.\n";
    let broken = b"\x1b$B$3$s$K\x1b]0;owned\x07$A$O\x1b(B \x1b[31m end.\n";
    for bytes in [&hidden[..], broken] {
        let folder = folder(&[("jis.txt", bytes)]);
        let file = path(&folder, "jis.txt");
        for encoding in [None, Some("iso-2022-jp")] {
            let mut arguments = vec!["show", &file];
            arguments.extend(encoding.iter().flat_map(|label| ["--encoding", label]));
            let run = inert(run(&arguments), "ISO-2022-JP");
            assert!(run.out().contains("end."), "{}", run.out());
        }
        opens(&[&file], "end.");
    }
    let folder = folder(&[("jis.txt", hidden)]);
    let shown = run(&["show", &path(&folder, "jis.txt")]);
    assert!(shown.out().contains("こんにちは and ␇"), "{}", shown.out());
}

#[test]
fn f31_a_wrong_declaration_loses_with_a_note() {
    for (label, text, bytes) in encoded() {
        for declared in [
            "utf-8",
            "windows-1252",
            "windows-1251",
            "koi8-r",
            "shift_jis",
            "euc-kr",
            "gb18030",
            "utf-16le",
            "klingon\\u001b[31m",
        ] {
            let manifest = format!("[[versions]]\nfile = \"old.txt\"\nencoding = \"{declared}\"\n");
            let folder = folder(&[("old.txt", &bytes), ("work.toml", manifest.as_bytes())]);
            let whole = folder.path().to_str().expect("a path");
            let show = inert(run(&["show", whole]), label);
            assert!(
                unwrapped(&show.out()).contains(&unwrapped(text)),
                "{label} as {declared}: {}{}",
                show.out(),
                show.said()
            );
            let same = label.eq_ignore_ascii_case(declared) || label.starts_with("utf-16") && declared == "utf-16le";
            let noted = show.said().contains("declared as") || show.said().contains("is not known");
            assert!(same || noted, "{label} declared as {declared}: {}", show.said());
        }
    }
    // A right declaration is taken without a guess.
    let bytes = encoding_rs::KOI8_R.encode("Он там\n").0.into_owned();
    let manifest = b"[[versions]]\nfile = \"old.txt\"\nencoding = \"koi8-r\"\n";
    let folder = folder(&[("old.txt", &bytes), ("work.toml", manifest)]);
    let show = run(&["show", folder.path().to_str().expect("a path")]);
    assert!(show.out().contains("Он там") && !show.said().contains("guess"), "{}{}", show.out(), show.said());
}

#[test]
fn f32_what_is_no_text_is_named_and_not_shown() {
    let chance = |from: u32, to: u32, seed: u32| -> Vec<u8> {
        let numbers =
            std::iter::successors(Some(seed), |n| Some(n.wrapping_mul(1_664_525).wrapping_add(1_013_904_223)));
        numbers.map(|n| (from + (n >> 16) % (to - from + 1)) as u8).take(9000).collect()
    };
    let with = |magic: &[u8]| [magic, &chance(0, 255, 7)].concat();
    let mut tar = vec![0; 512];
    tar[257..262].copy_from_slice(b"ustar");
    let files: Vec<(&str, Vec<u8>, &str)> = vec![
        ("zip.txt", with(b"PK\x03\x04\x14\0\0\0\x08\0"), "a ZIP archive"),
        ("gzip.txt", with(b"\x1f\x8b\x08\0"), "a gzip archive"),
        ("tar.txt", tar, "a tar archive"),
        ("png.md", with(b"\x89PNG\r\n\x1a\n"), "a PNG picture"),
        ("jpeg.txt", with(b"\xff\xd8\xff\xe0"), "a JPEG picture"),
        ("pdf.txt", with(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), "a PDF"),
        ("elf", with(b"\x7fELF\x02\x01\x01\0"), "a program"),
        ("sqlite.txt", with(b"SQLite format 3\0"), "an SQLite database"),
        ("doc.txt", with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "an old Microsoft Office file"),
        ("random.txt", chance(0, 255, 1), "binary content"),
        ("high.txt", chance(128, 255, 2), "binary content"),
        ("letters.txt", chance(192, 255, 3), "binary content"),
        ("printable.txt", chance(32, 255, 4).into_iter().filter(|byte| *byte != 127).collect(), "binary content"),
        ("euc.txt", chance(161, 254, 5), "binary content"),
        ("utf16.txt", [&b"\xff\xfe"[..], &chance(0, 255, 6)].concat(), "binary content"),
        ("utf8.txt", [&b"\xef\xbb\xbf"[..], &chance(0, 255, 8)].concat(), "binary content"),
        ("utf32.txt", [&b"\xff\xfe\0\0"[..], &chance(0, 255, 9)].concat(), "binary content"),
        ("zeros.txt", vec![0; 9000], "binary content"),
    ];
    for (name, bytes, want) in &files {
        let folder = folder(&[(name, bytes), ("plain.txt", b"A plain note about the weather.\n")]);
        let [file, plain] = [name, &"plain.txt"].map(|name| path(&folder, name));
        for arguments in [
            vec!["show", &file],
            vec!["list", &file],
            vec!["align", &file, &plain],
            vec!["align", "--segmented", &plain, &file],
        ] {
            let run = inert(run(&arguments), name);
            assert_eq!(run.code, Some(1), "{name}: {}", run.out());
            assert!(run.said().contains(want) && run.said().contains(name), "{name}: {}", run.said());
            assert!(run.out.is_empty(), "{name}: {}", run.out());
        }
        // Beside texts it is told of, and they open.
        let whole = folder.path().to_str().expect("a path");
        let list = inert(run(&["list", whole]), name);
        assert!(list.out().contains("weather") && list.said().contains(want), "{name}: {}", list.said());
        opens(&[whole], want);
    }
}

#[test]
fn f34_files_with_next_to_nothing_in_them_open() {
    for (index, bytes) in [
        &b""[..],
        b"a",
        b"\n",
        b"\n\n\n\r\n\r",
        b" \t ",
        b"\0",
        b"\xff",
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"\x1b",
        b"\xc3",
        b"#",
        b"---\n---\n",
        b"---",
    ]
    .into_iter()
    .enumerate()
    {
        for name in ["next.txt", "next.md"] {
            let folder = folder(&[(name, bytes)]);
            let file = folder.path().join(name);
            for (what, run) in printed(&file, &file) {
                assert_eq!(inert(run, &what).code, Some(0), "{index} {what}");
            }
            opens(&[file.to_str().expect("a path")], "by date");
        }
    }
    assert_eq!(run_with(&["align", "-", "/dev/null"], &[], b"").code, Some(1), "a device is no text");
}
