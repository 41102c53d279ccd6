//! Comparing on the screen: signs, washes, remarks, and the way from one difference to the next.

mod common;

use std::collections::BTreeMap;
use std::sync::Arc;

use common::{Driver, current, fixture, hides, shows};
use insta::assert_snapshot;
use kzreader::app::{Effect, Effort, Event};
use kzreader::model::{Alignment, Bead, Side};
use kzreader::ui::theme::Depth;
use ratatui::style::Modifier;

/// Two editions of one text in one language.
fn editions(width: u16, height: u16) -> Driver {
    Driver::open(width, height, &[fixture("editions")])
}

/// The status line.
fn status(driver: &Driver) -> String {
    driver.screen().lines().last().unwrap_or_default().trim().to_owned()
}

/// What is set off with some modifier where there are no colours, in the rows of the text.
fn set_off(driver: &Driver, modifier: Modifier) -> Vec<String> {
    let buffer = driver.buffer(Depth::None);
    let area = driver.app.geometry.text.expect("a text is shown");
    let mut found: BTreeMap<(u16, u16), String> = BTreeMap::new();
    for y in area.y..area.y + area.height {
        let mut start = None;
        for x in area.x..area.x + area.width {
            if buffer[(x, y)].modifier.contains(modifier) {
                let start = *start.get_or_insert(x);
                found.entry((y, start)).or_default().push_str(buffer[(x, y)].symbol());
            } else {
                start = None;
            }
        }
    }
    found.into_values().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()).collect()
}

#[test]
fn two_editions_are_collated_in_columns_stacked_and_interleaved() {
    let mut driver = editions(110, 44);
    driver.keys("w");
    assert_snapshot!("editions-110x44", driver.screen());
    driver.keys("v");
    assert_snapshot!("editions-stacked-110x44", driver.screen());
    driver.keys("v ) ) ) ) )");
    assert_snapshot!("editions-interleaved-110x44", driver.screen());
    driver.resize(40, 10);
    assert_snapshot!("editions-40x10", driver.screen());
}

#[test]
fn keys_go_from_difference_to_difference_and_each_is_explained() {
    let mut driver = editions(110, 30);
    driver.keys("f");
    assert!(status(&driver).contains("~ “autumn” on the left, “winter” on the right"), "{}", status(&driver));
    driver.keys("f");
    assert!(status(&driver).contains("~ rewritten: "), "{}", status(&driver));
    driver.keys("f");
    assert!(status(&driver).contains("~ only punctuation differs"), "{}", status(&driver));
    driver.keys("f");
    assert!(status(&driver).contains("~ “young” on the right only"), "{}", status(&driver));
    driver.keys("f");
    shows(&driver, "no difference after this");
    driver.type_text("3F");
    assert_eq!(current(&driver)[0], "The lamp on ");
    driver.keys("F");
    shows(&driver, "no difference before this");
    driver.keys("Ctrl-o");
    assert_eq!(current(&driver)[0], "The clock is");
    assert!(status(&driver).contains("“young”"));
}

#[test]
fn the_status_line_counts_gaps_and_differences() {
    let driver = editions(160, 44);
    shows(&driver, "7 gaps, 4 differ");
}

#[test]
fn without_colours_what_was_left_out_is_struck_out_and_what_was_put_in_underlined() {
    let mut driver = editions(110, 50);
    driver.keys("w");
    let left_out = set_off(&driver, Modifier::CROSSED_OUT);
    assert!(left_out.contains(&"autumn".to_owned()) && !left_out.contains(&"winter".to_owned()), "{left_out:?}");
    let put_in = set_off(&driver, Modifier::UNDERLINED);
    assert!(put_in.contains(&"winter".to_owned()) && put_in.contains(&"young".to_owned()), "{put_in:?}");
    assert!(!put_in.contains(&"autumn".to_owned()));
    driver.keys("x");
    assert!(set_off(&driver, Modifier::CROSSED_OUT).contains(&"winter".to_owned()), "the sides are swapped");
}

#[test]
fn what_was_moved_is_told_in_its_gap_and_a_key_goes_there_and_back() {
    let mut driver = editions(110, 44);
    driver.keys("w .");
    assert_eq!(current(&driver), ["", "He kept a go"]);
    shows(&driver, "— moved: bead 16, at 76% —");
    assert!(status(&driver).contains("↕ moved: bead 16, at 76% (% goes there)"), "{}", status(&driver));
    driver.keys("%");
    assert_eq!(current(&driver), ["He kept a go", ""]);
    driver.keys("%");
    assert_eq!(current(&driver), ["", "He kept a go"]);
    driver.keys("Ctrl-o g %");
    shows(&driver, "this passage was not moved");
}

#[test]
fn a_gap_is_explained_in_the_line_and_in_rows_above_it_where_that_is_short() {
    let mut driver = Driver::ferry(110, 30);
    driver.keys("w .");
    assert!(status(&driver).contains("◂ one sentence, not in German"), "{}", status(&driver));
    driver.resize(26, 14);
    let screen = driver.screen();
    let above: Vec<&str> = screen.lines().rev().skip(1).take(2).collect();
    assert_eq!(above, [" German", " ◂ one sentence, not in"], "{screen}");
    shows(&driver, "▌◂");
    driver.keys("g");
    hides(&driver, "◂ one sentence");
}

#[test]
fn one_version_and_unlocked_sides_have_no_differences_to_go_to() {
    let mut driver = editions(110, 30);
    driver.keys("o f");
    shows(&driver, "two versions are compared; o shows two");
    driver.keys("%");
    shows(&driver, "two versions are compared");
    driver.keys("o u f");
    shows(&driver, "the sides are unlocked; u locks them");
    driver.keys("U f");
    assert!(status(&driver).contains("“autumn”"));
}

#[test]
fn a_comparison_that_comes_too_late_is_dropped() {
    let mut driver = editions(110, 30);
    let reader = driver.app.reader.as_ref().expect("a work is open");
    let compared = reader.compared().cloned().expect("it is compared");
    // What was compared before the sides were swapped would mark the wrong side.
    let before = reader.document_shown(Side::Left).cloned();
    driver.keys("x");
    let late = Event::Compared(1, Arc::clone(&compared.comparison));
    assert!(driver.app.update(late).is_empty());
    let reader = driver.app.reader.as_ref().expect("a work is open");
    let now = reader.compared().expect("it is compared anew");
    assert!(Arc::ptr_eq(&now.documents[1], &before.expect("it was shown")));
    assert!(!Arc::ptr_eq(&now.comparison, &compared.comparison));
    // Moving asks for nothing.
    let effects = driver.app.update(Event::Resize(100, 30));
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::Compare(..))));
}

#[test]
fn a_list_tells_all_there_is_filtered_by_typing_and_enter_goes_there() {
    let mut driver = editions(110, 24);
    driver.keys("C");
    assert_snapshot!("differences-110x24", driver.screen());
    driver.type_text("gap");
    shows(&driver, "1 entry");
    shows(&driver, "one sentence, not in this version");
    driver.keys("Enter");
    assert_eq!(current(&driver), ["For years he", ""]);
    driver.keys("Ctrl-o C").type_text("young").keys("Enter");
    assert!(status(&driver).contains("“young” on the right only"), "{}", status(&driver));
    driver.keys("C").type_text("nowhere at all");
    shows(&driver, "nothing fits");
    driver.keys("Esc C Home Down Enter");
    assert_eq!(current(&driver), ["", "He kept a go"]);
    driver.keys("o C");
    shows(&driver, "two versions are compared");
    driver.resize(20, 6).keys("o C");
    shows(&driver, "↕    5 moved");
}

#[test]
fn the_list_follows_what_is_shown_and_what_the_veil_hides_stays_hidden() {
    let mut driver = editions(110, 24);
    driver.keys("C");
    shows(&driver, "“autumn” on the left, “winter” on the right");
    driver.send(Event::Resize(100, 24));
    shows(&driver, "“autumn”");
    driver.keys("Esc H f");
    assert!(status(&driver).contains("differs; the veil hides in what"), "{}", status(&driver));
    hides(&driver, "“winter”");
    driver.keys("C");
    hides(&driver, "“winter”");
    shows(&driver, "differs; the veil hides in what");
}

/// Two versions in two languages, of which the second sentences disagree in a number.
fn disagreeing(width: u16, height: u16) -> (tempfile::TempDir, Driver) {
    let folder = tempfile::tempdir().expect("a folder");
    let version = |tag: &str| format!("[[versions]]\nlanguage = \"{tag}\"\nfile = \"{tag}.txt\"\n");
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("written");
    write("work.toml", &(version("en") + &version("de")));
    write("en.txt", "The harbour is old.\n\nThe mill has 214 steps and a bell.\n\nNobody counts them.\n");
    write("de.txt", "Der Hafen ist alt.\n\nDie Mühle hat 241 Stufen und eine Glocke.\n\nNiemand zählt sie.\n");
    let driver = Driver::open(width, height, &[folder.path().to_owned()]);
    (folder, driver)
}

#[test]
fn what_disagrees_is_marked_in_both_cells_and_explained_in_every_layout() {
    let (_folder, mut driver) = disagreeing(100, 20);
    driver.keys("f");
    assert_eq!(current(&driver), ["The mill has", "Die Mühle ha"]);
    shows(&driver, "1 differs");
    for layout in ["columns", "stacked", "interleaved"] {
        driver.keys(":").type_text(layout).keys("Enter g f");
        assert_eq!(set_off(&driver, Modifier::UNDERLINED), ["214", "241"], "{layout}");
        shows(&driver, "≠");
        assert!(status(&driver).contains("214 on the left, 241 on the right"), "{layout}: {}", status(&driver));
    }
    driver.keys("o");
    assert!(set_off(&driver, Modifier::UNDERLINED).is_empty(), "one version differs from nothing");
}

#[test]
fn a_better_alignment_is_compared_anew_and_until_then_nothing_is_said() {
    let mut driver = Driver::holding_alignments(110, 30, &[fixture("editions")]);
    let order = driver.orders().last().expect("one is ordered").clone();
    let [left, right] = [0, 1].map(|side: usize| order.documents[side].segments().len());
    let bead = |source, target| Bead { source, target, confidence: 1.0 };
    let apart = Alignment::new(vec![bead(0..left, 0..0), bead(left..left, 0..right)], left, right).expect("in order");
    driver.aligned(&order, Effort::Near, apart.clone());
    let compared = |driver: &Driver| driver.app.reader.as_ref().and_then(|reader| reader.compared().cloned());
    assert!(compared(&driver).is_none(), "what is level around the place only is not compared");
    driver.keys("f");
    shows(&driver, "the two versions are still being compared");
    driver.aligned(&order, Effort::Quick, apart);
    assert_eq!(compared(&driver).map(|compared| compared.comparison.findings().len()), Some(0));
    let best = kzreader::align::align(&order.documents[0], &order.documents[1], &[]);
    driver.aligned(&order, Effort::Full, best.clone());
    let now = compared(&driver).expect("it is compared anew");
    assert_eq!((&*now.alignment, now.comparison.findings().len()), (&best, 4));
}
