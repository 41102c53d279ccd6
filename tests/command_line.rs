//! kzreader without a terminal: `list`, `show`, exit codes, and what is said where.

mod common;

use assert_cmd::Command;
use common::{fixture, statements};

fn kzreader(arguments: &[&str]) -> std::process::Output {
    let state = tempfile::tempdir().expect("a folder");
    let mut command = Command::cargo_bin("kzreader").expect("the program is built");
    command.args(arguments).env("XDG_STATE_HOME", state.path()).env("LANG", "C.UTF-8").env_remove("COLUMNS");
    command.output().expect("it runs")
}

fn out(output: &std::process::Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn said(output: &std::process::Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

#[track_caller]
fn check(arguments: &[&str], code: i32) -> std::process::Output {
    let output = kzreader(arguments);
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {}{}", out(&output), said(&output));
    for stream in [&output.stdout, &output.stderr] {
        assert!(!stream.contains(&0x1b), "an escape character in the output of {arguments:?}");
    }
    output
}

#[test]
fn list_gives_works_and_versions_as_json() {
    let collection = fixture("collection");
    let output = check(&["list", "--json", collection.to_str().expect("a path")], 0);
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let works = json["works"].as_array().expect("works");
    let ferry = works.iter().find(|work| work["id"] == "ferry").expect("the ferry");
    assert_eq!(ferry["date"], "2021-05-03");
    assert_eq!(ferry["issuer"], "Friends of the ferry");
    let versions = ferry["versions"].as_array().expect("versions");
    assert_eq!(versions.len(), 3);
    assert_eq!(versions[1]["lang"], "en");
    assert_eq!(versions[1]["title"], "The ferry must stay");
    assert_eq!(versions[1]["source"], "https://ferry.example/stay");
    assert!(versions[1]["path"].as_str().expect("a path").ends_with("collection/ferry/en.md"));
    assert_eq!(versions[0]["source"], serde_json::Value::Null);
}

#[test]
fn the_built_in_library_is_listed_without_any_file() {
    let output = check(&["list"], 0);
    for tag in ["de ", "en ", "nb ", "pt ", "sv "] {
        assert_eq!(out(&output).lines().filter(|line| line.starts_with(&format!("  {tag}"))).count(), 3, "{tag}");
    }
}

#[test]
fn show_prints_one_version_or_two_level_in_every_layout() {
    let collection = fixture("collection");
    let collection = collection.to_str().expect("a path");
    insta::assert_snapshot!(
        "show-one",
        out(&check(&["show", "ferry", collection, "--lang", "en", "--width", "60"], 0))
    );
    for layout in ["columns", "stacked", "interleaved"] {
        let output = check(
            &["show", "ferry", collection, "--lang", "en", "--with", "german", "--width", "84", "--layout", layout],
            0,
        );
        insta::assert_snapshot!(format!("show-{layout}"), out(&output));
        assert!(out(&output).lines().all(|line| kzreader::layout::width::width(line) <= 84));
    }
    for (by, follows) in [("bead", "de Seit achtzig Jahren"), ("block", "It carries schoolchildren")] {
        let output =
            check(&["show", "ferry", collection, "--lang", "en", "--with", "de", "--layout", "stacked", "--by", by], 0);
        let text = out(&output).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains(&format!("and the islands. {follows}")), "{by}: {text}");
    }
    let narrow = check(&["show", "ferry", collection, "--with", "nb", "--width", "1", "--layout", "columns"], 0);
    assert!(!out(&narrow).is_empty());
}

#[test]
fn a_file_is_shown_with_the_version_that_lies_beside_it() {
    let english = fixture("collection/ferry/en.md");
    let output = check(&["show", english.to_str().expect("a path"), "--with", "de"], 0);
    assert!(out(&output).contains("Die Fähre muss bleiben"));
}

#[test]
fn what_is_wrong_is_said_with_the_way_out_and_an_exit_code() {
    let missing = check(&["list", "no/such/place"], 1);
    assert!(said(&missing).contains("no/such/place: there is no such file or folder"), "{}", said(&missing));
    let unknown = check(&["show", "nothing-like-it"], 1);
    assert!(said(&unknown).contains("the works here are against-intervention"), "{}", said(&unknown));
    let language = check(&["show", "solidarity-appeal", "--lang", "fi"], 1);
    assert!(said(&language).contains("there is de, en, nb, pt, sv"), "{}", said(&language));
    let several = check(&["show", fixture("collection").to_str().expect("a path")], 1);
    assert!(said(&several).contains("name one"), "{}", said(&several));
    check(&["show"], 2);
    check(&["--no-such-flag"], 2);
    check(&["show", "x", "--width", "0"], 2);
    let no_terminal = check(&[], 2);
    assert!(said(&no_terminal).contains("kzreader show"), "{}", said(&no_terminal));
    assert!(out(&check(&["--help"], 0)).contains("Exit codes"));
    assert!(out(&check(&["--version"], 0)).contains(env!("CARGO_PKG_VERSION")));
}

#[test]
fn a_manifest_that_is_wrong_is_named_with_line_and_key_and_hostile_names_stay_harmless() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("work.toml"), "id = \"x\"\n\n[[versions]]\nlanguage = 4\n").expect("written");
    std::fs::write(folder.path().join("a\u{1b}[31m.txt"), "A plain note about nothing.\n").expect("written");
    let output = check(&["list", folder.path().to_str().expect("a path")], 1);
    assert!(said(&output).contains("work.toml:3:1: `file` is missing in versions"), "{}", said(&output));
    assert!(out(&output).contains("A plain note"), "{}", out(&output));
}

#[test]
fn files_with_a_language_in_their_names_are_versions_of_one_work() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in [
        ("note.de.txt", "Eine Notiz über das Wetter.\n"),
        ("note.en.txt", "A note about the weather.\n"),
        ("other.txt", "Something else, which stands alone.\n"),
    ] {
        std::fs::write(folder.path().join(name), text).expect("written");
    }
    let output = check(&["list", "--json", folder.path().to_str().expect("a path")], 0);
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let mut groups: Vec<usize> = json["works"]
        .as_array()
        .expect("works")
        .iter()
        .map(|work| work["versions"].as_array().expect("v").len())
        .collect();
    groups.sort_unstable();
    assert_eq!(groups, [1, 2]);
    let ids: Vec<&str> =
        json["works"].as_array().expect("works").iter().map(|w| w["id"].as_str().expect("id")).collect();
    assert_eq!(ids, ["note", "other"], "the language is no part of a work's name");
}

#[test]
fn the_raw_statements_are_grouped_dated_and_level() {
    let Some(folder) = statements() else { return };
    let folder = folder.to_str().expect("a path").to_owned();
    let output = check(&["list", "--json", &folder], 0);
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let works: Vec<Vec<&str>> = json["works"]
        .as_array()
        .expect("works")
        .iter()
        .map(|work| work["versions"].as_array().expect("v").iter().map(|v| v["lang"].as_str().expect("tag")).collect())
        .collect();
    assert_eq!(works, [vec!["de", "en"], vec!["nb", "pt"], vec!["sv"]]);
    let file = |start: &str| {
        let entry = std::fs::read_dir(&folder)
            .expect("the folder")
            .flatten()
            .find(|entry| entry.file_name().to_string_lossy().starts_with(start));
        entry.expect("the file").path().to_str().expect("a path").to_owned()
    };
    let shown = out(&check(&["show", &file("000"), "--with", "en", "--width", "120"], 0));
    let gaps = shown.lines().filter(|line| line.contains(", not in ")).count();
    assert!(gaps >= 3, "the demands that the German version lost are gaps:\n{shown}");
}
