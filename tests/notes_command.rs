//! `kzreader notes` from outside: what is printed of marks, and of those whose texts are gone.

mod common;

use std::path::Path;

use common::Driver;

/// A folder of state in which these marks are kept.
fn state_with(driver: &Driver) -> tempfile::TempDir {
    let state = tempfile::tempdir().expect("a folder");
    let folder = state.path().join("kzreader");
    let mut store = kzreader::state::marks::MarkStore::new(Some(folder));
    store.keep(driver.marks.as_ref().expect("marks were made"), &|| true).expect("kept");
    state
}

fn notes(state: &Path, arguments: &[&str]) -> (String, String, i32) {
    let mut command = assert_cmd::Command::cargo_bin("kzreader").expect("it is built");
    command.env("XDG_STATE_HOME", state).env("XDG_CONFIG_HOME", state.join("config")).env("LANG", "C.UTF-8");
    let output = command.arg("notes").args(arguments).output().expect("it runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (text(output.stdout), text(output.stderr), output.status.code().expect("it ends by itself"))
}

fn marked() -> Driver {
    let mut driver = Driver::ferry(100, 30);
    driver.keys(") ) ) ) ) ) S y e").type_text("Nine of *how many*?");
    driver.keys("Alt-Enter").type_text("Ask.").keys("Enter");
    driver.keys("( ( B");
    driver
}

#[test]
fn marks_are_printed_in_the_order_of_the_text_with_both_passages_and_citations() {
    let state = state_with(&marked());
    let (out, err, code) = notes(state.path(), &["--lang", "en", "--with", "de"]);
    assert_eq!((err.as_str(), code), ("", 0));
    insta::assert_snapshot!(out);
}

#[test]
fn a_version_that_was_not_shown_when_a_mark_was_made_is_carried_over_to() {
    let state = state_with(&marked());
    let (out, _, code) = notes(state.path(), &["ferry", "--format", "json", "--lang", "nb", "--with", "en"]);
    let json: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    let mark = &json["works"][0]["marks"][1];
    assert_eq!((mark["kind"].as_str(), mark["colour"].as_str(), code), (Some("highlight"), Some("yellow"), 0));
    assert_eq!(mark["note"], "Nine of *how many*?\nAsk.");
    let passages = mark["passages"].as_array().expect("two");
    assert_eq!((passages[0]["lang"].as_str(), passages[1]["lang"].as_str()), (Some("nb"), Some("en")));
    assert!(passages[0]["text"].as_str().is_some_and(|text| text.starts_with("Ni familier")), "{out}");
    assert!(passages[0]["citation"].as_str().is_some_and(|text| text.contains("translated from English")), "{out}");
}

#[test]
fn marks_of_texts_that_are_gone_are_given_with_what_is_known_and_nothing_is_obeyed() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("odd\u{1b}[2J.txt");
    std::fs::write(&path, "A first sentence is here.\n\nA second \u{1b}]52;c;eA==\u{7}one.\n").expect("written");
    let mut driver = Driver::open(80, 24, std::slice::from_ref(&path));
    driver.keys(") B");
    let state = state_with(&driver);
    for gone in [false, true] {
        if gone {
            std::fs::remove_file(&path).expect("it was there");
        }
        for format in ["md", "json"] {
            let (out, err, code) = notes(state.path(), &["--format", format]);
            assert!(out.contains("A second") && code == 0, "{out}{err}");
            assert!(!out.chars().chain(err.chars()).any(|c| c.is_control() && c != '\n'), "{out}{err}");
            assert_eq!(out.contains("not at hand") || out.contains("unread"), gone, "{out}");
        }
    }
    let (out, _, code) = notes(tempfile::tempdir().expect("a folder").path(), &[]);
    assert_eq!((out.as_str(), code), ("There are no marks.\n", 0));
    assert_eq!(notes(state.path(), &["no-such-work"]).2, 1);
    assert_eq!(notes(state.path(), &["--format", "docx"]).2, 2);
}
