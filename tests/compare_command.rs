//! `kzreader compare`: what is reported, in which forms, and what it ends with.

mod common;

use std::fs;
use std::path::Path;

use common::program::{Run, run, run_with};
use common::{fixture, statements};

fn compare(arguments: &[&str]) -> Run {
    run(&[&["compare"], arguments].concat())
}

#[track_caller]
fn good(arguments: &[&str]) -> String {
    let run = compare(arguments);
    assert_eq!((run.code, run.said().as_str()), (Some(0), ""), "{arguments:?}");
    run.out()
}

fn ferry(tag: &str) -> String {
    fixture(&format!("collection/ferry/{tag}.md")).to_str().expect("a path").to_owned()
}

/// The English ferry with another day in it.
fn another_day(folder: &Path) -> String {
    let text = fs::read_to_string(ferry("en")).expect("there").replace("On 3 May 2021", "On 4 May 2021");
    let path = folder.join("other.md");
    fs::write(&path, text).expect("written");
    path.to_str().expect("a path").to_owned()
}

/// The report without the paths, which are others on every machine.
fn report(arguments: &[&str]) -> String {
    let lines = good(arguments);
    let lines = lines.lines().map(|line| line.split(" (/").next().unwrap_or_default());
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn what_disagrees_and_what_is_missing_stands_level_with_its_place() {
    let folder = tempfile::tempdir().expect("a folder");
    let other = another_day(folder.path());
    insta::assert_snapshot!("columns", report(&[&ferry("de"), &other, "--width", "100"]));
    insta::assert_snapshot!("stacked", report(&[&ferry("de"), &other, "--width", "60"]));
    for width in ["1", "20", "77", "78", "200"] {
        let text = good(&[&ferry("de"), &other, "--width", width]);
        assert!(text.contains("4 May") || width == "1", "{width}: {text}");
    }
}

#[test]
fn a_check_fails_on_gaps_and_on_disagreements_and_on_nothing_else() {
    let folder = tempfile::tempdir().expect("a folder");
    let other = another_day(folder.path());
    let code = |arguments: &[&str]| compare(arguments).code;
    assert_eq!(code(&[&ferry("en"), &ferry("nb"), "--check"]), Some(0));
    assert_eq!(code(&[&ferry("nb"), &other, "--check"]), Some(1), "a date");
    assert_eq!(code(&[&ferry("nb"), &other]), Some(0), "not asked to check");
    assert_eq!(code(&[&ferry("de"), &ferry("en"), "--check"]), Some(1), "a gap");
    let run = compare(&[&ferry("de"), &ferry("en"), "--check"]);
    assert!(run.out().contains("1 gap in 15 beads") && run.said().is_empty(), "{}", run.said());
    // Menus and the like are missing in most versions, and are no gap.
    let menu = format!(
        "{}\nHome\n\nContact us\n\nShare on Facebook\n\nShare on Twitter\n\n© 2021 All rights reserved.\n",
        fs::read_to_string(ferry("en")).expect("there")
    );
    let with_menu = folder.path().join("menu.md");
    fs::write(&with_menu, menu).expect("written");
    assert_eq!(code(&[with_menu.to_str().expect("a path"), &ferry("nb"), "--check"]), Some(0), "page furniture");
}

#[test]
fn the_json_names_sides_places_and_words() {
    let folder = tempfile::tempdir().expect("a folder");
    let other = another_day(folder.path());
    let json = good(&[&ferry("nb"), &other, "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!((&json["left"]["lang"], &json["right"]["lang"]), (&"nb".into(), &"en".into()));
    assert_eq!(json["counts"]["findings"], serde_json::json!({"date": 1}));
    let entry = &json["entries"][0];
    assert_eq!((&entry["gap"], &entry["bead"]), (&serde_json::Value::Null, &4.into()));
    assert_eq!(entry["findings"][0]["right"], serde_json::json!(["4 May 2021"]));
    assert!(entry["left"]["location"].as_str().is_some_and(|at| at.starts_with("sentence 5 of 15")), "{entry}");
    let json = good(&[&ferry("de"), &ferry("en"), "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let gap = &json["entries"][0];
    assert_eq!((&gap["gap"], &gap["left"]["segments"]), (&"left".into(), &serde_json::json!([])));
}

#[test]
fn the_page_is_well_formed_and_marks_what_disagrees() {
    let folder = tempfile::tempdir().expect("a folder");
    let other = another_day(folder.path());
    let hostile =
        fs::read_to_string(&other).expect("there").replace("4 May 2021", "4 May 2021 \\<script\\> ]]> \u{1b}[1m");
    fs::write(&other, hostile).expect("written");
    let run = compare(&[&ferry("nb"), &other, "--format", "html"]);
    let page = run.out();
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
    roxmltree::Document::parse_with_options(&page, options).unwrap_or_else(|error| panic!("{error}: {page}"));
    assert!(page.contains("<mark>4 May 2021</mark>") && !page.contains("<script"), "{page}");
    assert!(page.chars().all(|c| c == '\n' || !c.is_control()), "{page}");
}

#[test]
fn versions_of_a_work_and_standard_input_are_compared_too_and_what_is_wrong_is_said() {
    let work = fixture("collection/ferry");
    let work = work.to_str().expect("a path");
    assert!(good(&[work, "--langs", "en,nb"]).contains("nothing disagrees in 15 beads"));
    let english = fs::read(ferry("en")).expect("there");
    let piped = run_with(&["compare", &ferry("nb"), "-"], &[], &english);
    assert!(piped.out().contains("nothing disagrees"), "{}", piped.out());
    for (arguments, code, want) in [
        (&[work, "--langs", "en"][..], 1, "name two"),
        (&[work, "--langs", "en,fi"], 1, "has no version in Finnish"),
        (&[work, work], 1, "kzreader compare"),
        (&["-", "-"], 1, "both texts"),
        (&[work], 2, "<B>"),
        (&[work, work, "--langs", "de,en"], 2, "cannot be used with"),
        (&[work, work, "--format", "docx"], 2, "text, json, html"),
    ] {
        let run = compare(arguments);
        assert_eq!(run.code, Some(code), "{arguments:?}: {}", run.said());
        assert!(run.said().contains(want), "{arguments:?}: {}", run.said());
    }
}

#[test]
fn the_raw_statements_can_be_compared() {
    let Some(folder) = statements() else { return };
    let mut files: Vec<_> = fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.path()).collect();
    files.sort();
    let paths: Vec<&str> = files.iter().filter_map(|path| path.to_str()).take(3).collect();
    for (left, right) in [(0, 1), (1, 2)] {
        for format in ["text", "json", "html"] {
            let run = compare(&[paths[left], paths[right], "--format", format]);
            assert_eq!(run.code, Some(0), "{}", run.said());
        }
    }
}
