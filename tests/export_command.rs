//! `kzreader export`: what is taken away, where it goes, and what is never written to.

mod common;

use std::fs;
use std::path::Path;

use common::program::{Run, run};
use common::{fixture, statements};
use kzreader::export::{Offer, offered_by};

fn export(arguments: &[&str]) -> Run {
    run(&[&["export"], arguments].concat())
}

#[track_caller]
fn good(arguments: &[&str]) -> String {
    let run = export(arguments);
    assert_eq!((run.code, run.said().as_str()), (Some(0), ""), "{arguments:?}");
    run.out()
}

#[track_caller]
fn refused(arguments: &[&str], code: i32, wants: &[&str]) {
    let run = export(arguments);
    assert_eq!((run.code, run.out.as_slice()), (Some(code), &b""[..]), "{arguments:?}: {}", run.said());
    for want in wants {
        assert!(run.said().contains(want), "{arguments:?}: {want:?} is not said in {}", run.said());
    }
}

fn ferry() -> String {
    fixture("collection/ferry").to_str().expect("a path").to_owned()
}

/// The page without its style.
fn page(text: &str) -> String {
    let (head, rest) = text.split_once("<style>").expect("a style");
    format!("{head}{}", rest.split_once("</style>").expect("its end").1)
}

#[test]
fn a_page_has_the_versions_level_with_gaps_and_what_is_known_of_them() {
    insta::assert_snapshot!("page", page(&good(&[&ferry(), "--langs", "de,en"])));
}

#[test]
fn a_third_version_has_a_column_of_its_own_and_one_version_none() {
    let three = good(&[&ferry(), "--langs", "de,en,nb"]);
    assert_eq!(three.matches("<th ").count(), 3);
    // What two versions have and the first one lacks stands in one row.
    let row = three.split("<tr").find(|row| row.contains("The bridge that was promised")).expect("the bridge");
    assert!(row.contains("Brua som ble lovet") && row.contains("class=\"gap\" lang=\"de\""), "{row}");
    let one = good(&[&ferry(), "--langs", "nb"]);
    assert!(
        !one.contains("<table") && one.contains("<p>Ni familier har alt lagt husene sine ut for salg.</p>"),
        "{one}"
    );
}

#[test]
fn every_format_is_well_formed_and_the_same_each_time() {
    for format in offered_by(Offer::Export) {
        for languages in ["de", "de,en", "nb,de,en"] {
            let arguments = ["--to", format.name, "--langs", languages];
            let written = export(&[&[ferry().as_str()][..], &arguments].concat());
            assert_eq!(written.code, Some(0), "{arguments:?}: {}", written.said());
            let again = export(&[&[ferry().as_str()][..], &arguments].concat());
            assert!(written.out == again.out, "{arguments:?} comes out in two ways");
            if matches!(format.name, "html" | "tmx") {
                well_formed(&written.out());
            }
        }
    }
}

#[track_caller]
fn well_formed(text: &str) {
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
    if let Err(error) = roxmltree::Document::parse_with_options(text, options) {
        panic!("{error}: {text}");
    }
}

#[test]
fn tables_have_a_column_a_version_and_json_a_key() {
    let table = good(&[&ferry(), "--to", "tsv", "--langs", "de,en,nb"]);
    let header = "source\ttarget\ttarget_2\trelation\tconfidence\tsource_segments\ttarget_segments\ttarget_2_segments";
    assert_eq!(table.lines().next(), Some(header));
    assert!(table.lines().all(|line| line.split('\t').count() == 8), "{table}");
    assert!(table.lines().any(|line| line.starts_with("\tThe bridge") && line.contains("\t0-1-1\t")), "{table}");
    let json = good(&[&ferry(), "--to", "json", "--langs", "de,en,nb"]);
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!((&json["target_2"]["lang"], &json["source"]["date"]), (&"nb".into(), &"2021-05-03".into()));
    assert_eq!((&json["target"]["source"], &json["kind"]), (&"https://ferry.example/stay".into(), &"original".into()));
    for side in ["source", "target", "target_2"] {
        let beads = json["beads"].as_array().expect("beads");
        let numbers = beads.iter().flat_map(|bead| bead[side].as_array().expect("numbers"));
        let numbers: Vec<u64> = numbers.map(|number| number.as_u64().expect("a number")).collect();
        let n_segments = json[side]["segments"].as_array().expect("segments").len() as u64;
        assert_eq!(numbers, (0..n_segments).collect::<Vec<_>>(), "{side}");
    }
}

#[test]
fn a_file_that_is_there_stays_unless_it_is_forced_and_a_folder_takes_the_name_of_the_work() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("out.html");
    let (path_text, folder_text) = (path.to_str().expect("a path"), folder.path().to_str().expect("a path"));
    fs::write(&path, "mine").expect("written");
    refused(&[&ferry(), "-o", path_text], 1, &["out.html: is there already, and was kept; --force replaces it"]);
    assert_eq!(fs::read_to_string(&path).expect("there"), "mine");
    good(&[&ferry(), "-o", path_text, "--force"]);
    assert!(fs::read_to_string(&path).expect("there").starts_with("<!DOCTYPE html>"));
    good(&[&ferry(), "-o", folder_text, "--langs", "nb,en", "--to", "tmx"]);
    assert!(folder.path().join("ferry.nb-en.tmx").is_file());
    refused(
        &[&ferry(), "-o", &format!("{folder_text}/no/such.html")],
        1,
        &["there is no such folder", "make it first"],
    );
}

#[test]
fn texts_that_are_read_are_never_written_to_and_what_is_wrong_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["de.md", "en.md", "nb.md", "work.toml"] {
        fs::copy(Path::new(&ferry()).join(name), folder.path().join(name)).expect("copied");
    }
    let work = folder.path().to_str().expect("a path");
    let before = fs::read(folder.path().join("nb.md")).expect("there");
    // Not even a version that is not taken away.
    let source = format!("{work}/nb.md");
    refused(&[work, "--langs", "de,en", "-o", &source, "--force"], 1, &["is a text that is read"]);
    assert_eq!(fs::read(folder.path().join("nb.md")).expect("there"), before);
    refused(&[work, "--langs", "de,fi"], 1, &["has no version in Finnish", "there is de, en, nb"]);
    refused(&[work, "--langs", "de,German"], 1, &["de is asked for twice"]);
    refused(&[work, "--to", "docx"], 2, &["docx", "html", "tmx"]);
    refused(&[work, "--force"], 2, &["--output"]);
    refused(&["no-such-work"], 1, &["no file, folder or work called"]);
}

#[test]
fn the_raw_statements_come_out_well_formed() {
    let Some(folder) = statements() else { return };
    let folder = folder.to_str().expect("a path");
    let listed = run(&["list", folder, "--json"]);
    let works: serde_json::Value = serde_json::from_str(&listed.out()).expect("JSON");
    for work in works["works"].as_array().expect("works") {
        let id = work["id"].as_str().expect("an id");
        for format in ["html", "tmx"] {
            well_formed(&export(&[id, folder, "--to", format]).out());
        }
    }
}
