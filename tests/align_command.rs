//! `kzreader align`: formats, texts that are segmented, and what is said when something is wrong.

mod common;

use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::{Output, Stdio};

use common::fixture;

fn program(arguments: &[&str]) -> std::process::Command {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_kzreader"));
    command.args(arguments).env("LANG", "C.UTF-8").env_remove("COLUMNS");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn align(arguments: &[&str], input: &str) -> Output {
    let mut child = program(&[&["align"], arguments].concat()).spawn().expect("it runs");
    // A program that refuses its arguments doesn't wait for its input.
    let _ = child.stdin.take().expect("an input").write_all(input.as_bytes());
    child.wait_with_output().expect("it ends")
}

#[track_caller]
fn good(arguments: &[&str], input: &str) -> String {
    let output = align(arguments, input);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{arguments:?}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[track_caller]
fn refused(arguments: &[&str], code: i32, wants: &[&str]) {
    let output = align(arguments, "A text.\n");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(code), &b""[..]), "{arguments:?}: {said}");
    for want in wants {
        assert!(said.contains(want), "{arguments:?}: {want:?} is not said in {said}");
    }
}

fn ferry(tag: &str) -> String {
    fixture(&format!("collection/ferry/{tag}.md")).to_str().expect("a path").to_owned()
}

fn written(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    std::fs::write(&path, text).expect("written");
    path.to_str().expect("a path").to_owned()
}

#[test]
fn two_files_come_out_as_text_for_people() {
    let (german, english) = (ferry("de"), ferry("en"));
    for (width, has) in [("90", " ├ "), ("50", "\nen ")] {
        let text = good(&[&german, &english, "--width", width], "");
        assert!(text.contains(has) && text.contains("— one sentence, not in "), "{text}");
        assert!(text.starts_with("Deutsch · Die Fähre muss bleiben"), "{text}");
        assert!(text.lines().all(|line| kzreader::layout::width::width(line) <= width.parse().expect("a number")));
    }
}

#[test]
fn the_json_names_both_texts_and_the_beads_cover_their_segments() {
    let json = good(&[&ferry("de"), &ferry("en"), "--format", "json"], "");
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    for (side, tag, title) in [("source", "de", "Die Fähre muss bleiben"), ("target", "en", "The ferry must stay")] {
        assert_eq!((&json[side]["lang"], &json[side]["title"]), (&tag.into(), &title.into()));
        assert_eq!(json[side]["segments"][0]["kind"], "heading");
        let numbers =
            json["beads"].as_array().expect("beads").iter().flat_map(|bead| bead[side].as_array().expect("n"));
        let numbers: Vec<u64> = numbers.map(|number| number.as_u64().expect("a number")).collect();
        let n_segments = json[side]["segments"].as_array().expect("segments").len() as u64;
        assert_eq!(numbers, (0..n_segments).collect::<Vec<_>>());
    }
    let bead = &json["beads"][0];
    assert_eq!(bead["source_text"], "Die Fähre muss bleiben");
    assert!(bead["confidence"].as_f64().is_some_and(|confidence| (0.0..=1.0).contains(&confidence)));
}

#[test]
fn the_lines_of_segmented_files_keep_their_numbers() {
    let folder = tempfile::tempdir().expect("a folder");
    let german = written(folder.path(), "a.txt", "Am 3. Mai 2021.\n\nAda Lind sprach.\r\nDrei. Vier. 1998!\n");
    let english = "On 3 May 2021.\nAda Lind spoke.\n\n\nThree. Four. 1998!";
    let beads = good(&[&german, "-", "--segmented", "--format", "beads", "--lang-b", "english"], english);
    assert_eq!(beads, "[0]:[0]\n[1]:[]\n[2]:[1]\n[]:[2]\n[]:[3]\n[3]:[4]\n");
    let table = good(&[&german, "-", "--segmented", "--format", "tsv"], english);
    assert_eq!(table.lines().nth(2).map(|line| line.split('\t').take(3).collect()), Some(vec!["", "", "1-0"]));
    let empty = written(folder.path(), "empty.txt", "");
    assert_eq!(good(&[&empty, &empty, "--segmented", "--format", "beads"], ""), "");
    assert_eq!(good(&[&empty, "-", "--segmented", "--format", "beads"], "\nA\n"), "[]:[0]\n[]:[1]\n");
}

#[test]
fn languages_are_said_by_name_or_flag_or_found() {
    let folder = tempfile::tempdir().expect("a folder");
    let a = written(folder.path(), "note.pt-BR.txt", "Uma nota sobre o tempo de hoje.\n");
    let b = written(folder.path(), "b.txt", "Eine Notiz über das Wetter von heute.\n");
    let tags = |arguments: &[&str]| {
        let json: serde_json::Value = serde_json::from_str(&good(arguments, "")).expect("JSON");
        [&json["source"]["lang"], &json["target"]["lang"]].map(|tag| tag.as_str().expect("a tag").to_owned())
    };
    assert_eq!(tags(&[&a, &b, "--format", "json"]), ["pt-BR", "de"]);
    assert_eq!(tags(&[&a, &b, "--format", "json", "--lang-a", "gl", "--lang-b", "Norwegian"]), ["gl", "nb"]);
    let a = written(folder.path(), "note.de-fr.src", "Eine Notiz über das Wetter von heute und gestern.\n");
    let b = written(folder.path(), "note.de-fr.tgt", "Une note sur le temps d’aujourd’hui et d’hier.\n");
    assert_eq!(tags(&[&a, &b, "--format", "json"]), ["de", "fr"], "what both names say is not the language of both");
}

#[test]
fn what_is_wrong_is_said_with_the_way_out() {
    let (german, english) = (ferry("de"), ferry("en"));
    let folder = fixture("collection/ferry");
    let folder = folder.to_str().expect("a path");
    let manifest = format!("{folder}/work.toml");
    refused(&["no/such.txt", &english], 1, &["no/such.txt: there is no such file", "check the path"]);
    refused(&[folder, &english], 1, &["is a folder, not a text; name two of its files", "de.md", "en.md"]);
    refused(&[&english, &manifest], 1, &["work.toml: is the manifest", "kzreader align", "de.md", "en.md"]);
    refused(&["-", "-"], 1, &["both texts", "give a file for one of them"]);
    refused(&[&german, &english, "--lang-a", "klingonese"], 1, &["klingonese", "give a code"]);
    refused(&[&german, &english, "--format", "docx"], 2, &["docx", "text, beads, tsv, json, tmx"]);
    refused(&[&german], 2, &["<B>"]);
    let other = tempfile::tempdir().expect("a folder");
    written(other.path(), "work.toml", "id = \"x\"\n\n[[versions]]\nlanguage = 4\n");
    let picture = other.path().join("x.png");
    std::fs::write(&picture, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").expect("written");
    refused(&[other.path().to_str().expect("a path"), &english], 1, &["work.toml:3:1: `file` is missing"]);
    refused(&[picture.to_str().expect("a path"), &english], 1, &["x.png: "]);
}

#[test]
fn a_reader_that_goes_away_ends_it_quietly() {
    let folder = tempfile::tempdir().expect("a folder");
    let line = "A line that is long enough to fill the pipe when there are very many of it, number 7.\n";
    let long = written(folder.path(), "long.txt", &line.repeat(1200));
    let mut child = program(&["align", &long, &long, "--segmented", "--format", "json"]).spawn().expect("it runs");
    let mut first = [0; 1];
    child.stdout.take().expect("an output").read_exact(&mut first).expect("a byte");
    let output = child.wait_with_output().expect("it ends");
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(1), ""));
}

#[test]
fn identify_prints_a_tag_a_file_or_a_line() {
    let tags = |arguments: &[&str], input: &str| {
        let mut child = program(&[&["identify"], arguments].concat()).spawn().expect("it runs");
        // A program that was given files doesn't wait for its input.
        let _ = child.stdin.take().expect("an input").write_all(input.as_bytes());
        String::from_utf8(child.wait_with_output().expect("it ends").stdout).expect("UTF-8")
    };
    assert_eq!(tags(&[&ferry("de"), &ferry("nb")], ""), "de\nnb\n");
    let lines = "This is the first of the two lines.\nUnd das ist die andere von den beiden.\n";
    assert_eq!(tags(&["--lines", "-"], lines), "en\nde\n");
}

#[test]
fn what_was_mended_by_hand_holds_from_either_side_unless_it_is_left_out() {
    let folder = tempfile::tempdir().expect("a folder");
    let german = written(folder.path(), "de.txt", "Am 3. Mai ruhte die Werft.\n\nFrau Lind schwieg.\n");
    let english = written(folder.path(), "en.txt", "On 3 May the shipyard was at rest.\n\nMs Lind said nothing.\n");
    written(folder.path(), "work.toml", "[[versions]]\nfile = \"de.txt\"\n[[versions]]\nfile = \"en.txt\"\n");
    written(folder.path(), "de--en.align.toml", "[[bead]]\nsource = [1, 2]\ntarget = [1, 2]\n");
    let beads = |a: &str, b: &str, more: &[&str]| good(&[&[a, b, "--format", "beads"], more].concat(), "");
    assert_eq!(beads(&german, &english, &[]), "[0,1]:[0,1]\n");
    assert_eq!(beads(&english, &german, &[]), "[0,1]:[0,1]\n");
    assert_eq!(beads(&german, &english, &["--no-mends"]), "[0]:[0]\n[1]:[1]\n");
    // What is wrong in the file is told, and the texts are aligned all the same.
    written(folder.path(), "de--en.align.toml", "[[bead]]\nsource = 3\n");
    let output = align(&[&german, &english, "--format", "beads"], "");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "[0]:[0]\n[1]:[1]\n");
    assert!(String::from_utf8_lossy(&output.stderr).contains("de--en.align.toml:2:10: `source` should be"));
}
