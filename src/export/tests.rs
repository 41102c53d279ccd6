//! Each format over a bitext of our own that has all that is odd: two to one, gaps, doubts, signs of markup.

use super::text::{Ink, Marks, Measure};
use super::*;
use crate::import::Hints;
use crate::import::segmented::import_segmented;
use crate::layout::{Arrangement, Folding, Grain, RowOrder};
use crate::model::{Alignment, Bead, Language};

/// Paper of so many columns.
fn paper(columns: usize) -> Paper {
    Paper {
        columns,
        measure: Measure::Full,
        arrangement: if columns < 60 { Arrangement::Stacked } else { Arrangement::Columns },
        grain: Grain::Bead,
        folding: Folding::Shown,
        marks: Marks::Beads,
        ink: Ink::Plain,
        order: RowOrder::Stored,
    }
}

/// The bitext in a format, printed so many columns wide.
fn written(name: &str, columns: usize) -> String {
    let read = |text: &str, tag: &str| {
        let hints = Hints { language: Language::parse(tag), ..Hints::default() };
        import_segmented(text.as_bytes(), &hints).expect("text")
    };
    let (source, source_lines) =
        read("Der Hafen.\n\nDie Fähre\tfährt <täglich> & pünktlich.\nSie ist alt.\nNiemand weiß, wie alt.\n", "de");
    let (target, target_lines) =
        read("The \"harbour\".\nThe ferry runs daily. It is old.\nIt has a bell\u{1b}.\n", "en");
    let bead = |source, target, confidence| Bead { source, target, confidence };
    let beads = vec![bead(0..1, 0..1, 0.98), bead(1..3, 1..2, 0.1), bead(3..4, 2..2, 0.9), bead(4..4, 2..3, 0.8)];
    let alignment = Alignment::new(beads, 4, 3).expect("the beads cover both");
    let text = |path, document, lines| Text { path, document, lines: Some(lines) };
    let texts = [text("hafen.txt", &source, &source_lines), text("a&b\u{7}.txt", &target, &target_lines)];
    let mut out = Vec::new();
    let export = named(name).expect("a format");
    export.write_bitext(&Bitext { texts, alignment: &alignment }, &paper(columns), &mut out).expect("written");
    String::from_utf8(out).expect("UTF-8")
}

#[test]
fn text_from_right_to_left_is_printed_as_it_is_stored_or_as_it_is_seen() {
    let hints = Hints { language: Language::parse("he"), ..Hints::default() };
    let (document, _) = import_segmented("שלום (abc) 12.".as_bytes(), &hints).expect("text");
    let printed = |order: RowOrder| {
        let mut out = Vec::new();
        let text = super::text::Titled { title: "ספר", document: &document };
        super::text::print(text, None, &Paper { order, ..paper(24) }, &mut out).expect("written");
        String::from_utf8(out).expect("UTF-8")
    };
    assert_eq!(printed(RowOrder::Stored), "עברית · ספר\n\nשלום (abc) 12.\n");
    assert_eq!(printed(RowOrder::Seen), "             רפס · תירבע\n\n          .12 (abc) םולש\n");
}

#[test]
fn every_format_writes_all_of_a_bitext() {
    for export in offered_by(Offer::Align) {
        insta::assert_snapshot!(export.name, written(export.name, 72));
    }
    insta::assert_snapshot!("text-stacked", written("text", 40));
}

#[test]
fn nothing_that_a_terminal_obeys_is_written() {
    for export in EXPORTS.iter().filter(|export| !export.is_binary()) {
        let written = written(export.name, 72);
        let allowed = |c: char| c == '\n' || !c.is_control() || (c == '\t' && export.name == "tsv");
        assert!(written.chars().all(allowed), "{}: {written:?}", export.name);
    }
}

#[test]
fn tables_and_beads_have_a_line_a_bead_and_as_many_columns_as_the_header() {
    let table = written("tsv", 72);
    let n_columns = tsv::header(2).split('\t').count();
    assert!(table.lines().all(|line| line.split('\t').count() == n_columns), "{table}");
    assert_eq!(table.lines().count(), written("beads", 72).lines().count() + 1);
}

#[test]
fn tmx_opens_and_closes_its_elements_in_turn() {
    let written = written("tmx", 72);
    let mut open: Vec<&str> = Vec::new();
    for tag in written.split('<').skip(1).map(|rest| rest.split('>').next().expect("a tag ends")) {
        let name = tag.trim_start_matches('/').split(' ').next().expect("a tag has a name");
        match tag {
            _ if tag.starts_with('?') => {}
            _ if tag.starts_with('/') => assert_eq!(open.pop(), Some(name), "{written}"),
            _ => open.push(name),
        }
    }
    assert_eq!(open, [""; 0], "{written}");
    assert_eq!(written.matches("<tu ").count(), 4, "the empty line is left out: {written}");
}

#[test]
fn hard_wrapped_lines_are_read_as_one_with_spaces_where_the_language_has_them() {
    let read = |text: &str, tag: &str| {
        let hints = Hints { name: "x.md", language: Language::parse(tag), ..Hints::default() };
        let document = crate::import::import(text.as_bytes(), &hints).expect("text");
        Text { path: "", document: &document, lines: None }.joined(0..document.segments().len())
    };
    assert_eq!(read("One line\nand another.\n\nThe end.\n", "en"), "One line and another. The end.");
    assert_eq!(read("第一行\n第二行。\n\n终。\n", "zh"), "第一行第二行。终。");
}
