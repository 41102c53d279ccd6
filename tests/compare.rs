//! What comparing finds between the versions of real texts, and where it is quiet.

mod common;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use kzreader::align::Task;
use kzreader::compare::{Comparison, Kind, Part};
use kzreader::import::{Hints, import};
use kzreader::model::{Alignment, Document};

fn read(path: &Path) -> Document {
    import(&std::fs::read(path).expect("the file is there"), &Hints::default()).expect("text")
}

fn align(documents: [&Document; 2]) -> Alignment {
    Task::new(documents[0], documents[1]).full(&|_| ControlFlow::Continue(())).expect("nothing stops it")
}

/// The statement whose file begins with a number.
fn statement(folder: &Path, number: &str) -> Document {
    let mut entries = std::fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.path());
    let is_it = |path: &PathBuf| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(number));
    read(&entries.find(is_it).expect("the statement is there"))
}

/// What descriptions differ in.
fn parts(documents: [&Document; 2]) -> Vec<(Part, String)> {
    let differences = Comparison::of_descriptions(documents.map(|document| &document.description));
    differences.into_iter().map(|difference| (difference.part, difference.explanation)).collect()
}

#[test]
fn the_digests_agree_in_every_two_languages() {
    let texts = Path::new(env!("CARGO_MANIFEST_DIR")).join("texts");
    for work in ["against-intervention", "socialist-declaration", "solidarity-appeal"] {
        let versions = ["de", "en", "nb", "pt", "sv"].map(|tag| read(&texts.join(work).join(format!("{tag}.md"))));
        for (index, left) in versions.iter().enumerate() {
            for right in &versions[index..] {
                let comparison = Comparison::of([left, right], &align([left, right]));
                assert_eq!(comparison.findings(), [], "{work}, {} and {}", left.language, right.language);
                assert_eq!(parts([left, right]), [], "{work}, {} and {}", left.language, right.language);
            }
        }
    }
}

#[test]
fn a_presidents_name_that_one_statement_has_wrong_is_the_only_finding() {
    let Some(folder) = common::statements() else { return };
    let (german, english) = (statement(&folder, "000"), statement(&folder, "004"));
    let comparison = Comparison::of([&german, &english], &align([&german, &english]));
    let found: Vec<(Kind, &str)> =
        comparison.findings().iter().map(|finding| (finding.kind, finding.explanation.as_str())).collect();
    let want = "name: Kassym-Schomart Tokajew on the left, Kosym-Zharmat Tokayev on the right";
    assert_eq!(found, [(Kind::Name, want)]);
}

#[test]
fn demands_that_one_statement_lost_are_gaps() {
    let Some(folder) = common::statements() else { return };
    let (german, english) = (statement(&folder, "000"), statement(&folder, "004"));
    let alignment = align([&german, &english]);
    let lost: Vec<&str> = alignment
        .beads()
        .iter()
        .filter(|bead| bead.source.is_empty())
        .flat_map(|bead| bead.target.clone())
        .map(|segment| english.segment_text(segment))
        .collect();
    for demand in ["release all detained", "Stop the military intervention of"] {
        assert!(lost.iter().any(|text| text.contains(demand)), "{demand}: {lost:#?}");
    }
}

#[test]
fn further_signatories_of_one_statement_are_told() {
    let Some(folder) = common::statements() else { return };
    let (german, english) = (statement(&folder, "000"), statement(&folder, "004"));
    let found = parts([&german, &english]);
    let told = "signed by 5 and … (20 weitere) on the left, by 5 on the right".to_owned();
    assert!(found.contains(&(Part::Signatories, told)), "{found:#?}");
}

#[test]
fn a_date_and_an_issuer_that_one_statement_lacks_are_told() {
    let Some(folder) = common::statements() else { return };
    let (norwegian, portuguese) = (statement(&folder, "001"), statement(&folder, "003"));
    let found = parts([&norwegian, &portuguese]);
    assert_eq!(found[0], (Part::Date, "dated 2022-01-08 on the right, without a date on the left".to_owned()));
    assert_eq!(found.iter().map(|(part, _)| *part).collect::<Vec<_>>(), [Part::Date, Part::Issuer]);
    let comparison = Comparison::of([&norwegian, &portuguese], &align([&norwegian, &portuguese]));
    assert_eq!(comparison.findings(), []);
}
