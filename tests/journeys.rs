//! What a reader does, as keys, and what the screen then shows.

mod common;

use common::{Driver, fixture, statements};
use kzreader::app::{Effect, Event, MouseAction, Pane};
use kzreader::library::Overrides;
use kzreader::model::Side;

#[track_caller]
fn shows(driver: &Driver, text: &str) {
    let screen = driver.screen();
    assert!(screen.contains(text), "{text:?} is not on the screen:\n{screen}");
}

#[track_caller]
fn hides(driver: &Driver, text: &str) {
    let screen = driver.screen();
    assert!(!screen.contains(text), "{text:?} is on the screen:\n{screen}");
}

/// The first words of the current bead on both sides.
fn current(driver: &Driver) -> [String; 2] {
    driver.current().map(|texts| texts.first().map_or(String::new(), |text| text.chars().take(12).collect()))
}

#[test]
fn choosing_a_work_shows_its_two_preferred_versions_level() {
    let driver = Driver::ferry(100, 30);
    for line in driver.screen().lines().filter(|line| line.contains("What has been decided")) {
        assert!(line.contains("Was beschlossen wurde"), "{line}");
    }
    shows(&driver, "What has been decided");
}

#[test]
fn a_digit_sets_the_focused_side_and_the_place_stays_at_its_bead() {
    let mut driver = Driver::ferry(100, 30);
    driver.keys(") ) ) )");
    assert_eq!(current(&driver), ["Nine familie", "Neun Familie"]);
    driver.keys("Tab 3");
    assert_eq!(current(&driver), ["Nine familie", "Ni familier "]);
    driver.keys("Shift-Tab 1 x");
    assert_eq!(current(&driver), ["Ni familier ", "Neun Familie"]);
    driver.keys("o");
    assert_eq!(current(&driver), ["Neun Familie", ""]);
    driver.keys("2 o");
    assert_eq!(current(&driver), ["Ni familier ", "Nine familie"]);
}

#[test]
fn each_side_is_turned_by_keys_of_its_own_and_the_same_version_twice_is_one_text() {
    let mut driver = Driver::ferry(100, 30);
    driver.keys(")");
    driver.keys("d");
    shows(&driver, "The ferry must stay · ".trim_end_matches(" · "));
    assert_eq!(current(&driver), ["For eighty y", ""], "English on both sides is one text");
    driver.keys("d");
    assert_eq!(current(&driver), ["For eighty y", "I åtti år ha"]);
    driver.keys("D D");
    assert_eq!(current(&driver), ["For eighty y", "Seit achtzig"]);
    driver.keys("a a A");
    assert_eq!(current(&driver), ["I åtti år ha", "Seit achtzig"]);
}

#[test]
fn a_number_before_a_movement_is_a_count_even_where_its_digit_is_a_version() {
    let mut driver = Driver::ferry(100, 12);
    let before = driver.screen();
    driver.type_text("3j");
    let mut by_steps = Driver::ferry(100, 12);
    by_steps.keys("j j j");
    assert_eq!(driver.screen(), by_steps.screen());
    assert_ne!(driver.screen(), before);
    driver.keys("g").type_text("12j");
    by_steps.keys("g");
    for _ in 0..12 {
        by_steps.keys("j");
    }
    assert_eq!(driver.screen(), by_steps.screen());
    shows(&driver, "1 de▸ ◂2 en");
}

#[test]
fn every_bead_can_be_reached_line_by_line_and_the_end_shows_all_of_it() {
    let mut driver = Driver::ferry(100, 12);
    for _ in 0..60 {
        driver.keys("j");
    }
    assert_eq!(current(&driver), ["We shall be ", "Wir stehen j"]);
    shows(&driver, "100%");
    driver.keys("g");
    assert_eq!(current(&driver), ["The ferry mu", "Die Fähre mu"]);
}

#[test]
fn headings_gaps_and_blocks_are_steps_and_jumps_lead_back() {
    let mut driver = Driver::ferry(100, 30);
    driver.keys("] ]");
    assert_eq!(current(&driver), ["What we ask ", "Was wir ford"]);
    driver.keys("[");
    assert_eq!(current(&driver), ["What has bee", "Was beschlos"]);
    driver.keys(".");
    assert_eq!(current(&driver), ["The bridge t", ""]);
    driver.keys(".");
    shows(&driver, "no gap after this");
    driver.keys("Ctrl-o");
    assert_eq!(current(&driver), ["What has bee", "Was beschlos"]);
    driver.keys("Alt-Right");
    assert_eq!(current(&driver), ["The bridge t", ""]);
    driver.keys("}");
    assert_eq!(current(&driver), ["We shall be ", "Wir stehen j"]);
    driver.keys("{ { (");
    assert_eq!(current(&driver), ["to publish t", "die Abrechnu"]);
}

#[test]
fn what_one_version_lacks_is_a_visible_gap_and_what_follows_is_level() {
    let mut driver = Driver::ferry(100, 40);
    driver.keys("G");
    let screen = driver.screen();
    let gap = screen.lines().find(|line| line.contains("The bridge that was promised")).expect("the English passage");
    assert!(gap.contains("nothing here"), "{gap}");
    let after = screen.lines().find(|line| line.contains("We shall be at the quay")).expect("the last passage");
    assert!(after.contains("Wir stehen jeden"), "{after}");
}

#[test]
fn unlocked_sides_move_alone_and_are_locked_where_they_stand() {
    let mut driver = Driver::ferry(100, 30);
    driver.keys(") ) u Tab ) u");
    shows(&driver, "the two current passages are level");
    assert_eq!(current(&driver), ["What has bee", "Am 3. Mai 20"]);
    driver.keys("U");
    assert_ne!(current(&driver), ["What has bee", "Am 3. Mai 20"], "the pin is gone");
}

#[test]
fn scrolling_an_unlocked_side_moves_its_text_past_the_mark() {
    let mut driver = Driver::ferry(100, 14);
    driver.keys(") ) u Tab");
    driver.type_text("9j");
    let reader = driver.app.reader.as_ref().expect("open");
    let pin = reader.pin().expect("the sides are unlocked");
    assert_eq!(pin.source, 2, "the left side stayed");
    assert!(pin.target > 2, "the right side's mark is on what stands beside it now");
    driver.keys("U");
    assert_eq!(current(&driver), ["What has bee", "Was beschlos"]);
}

#[test]
fn finding_ignores_case_and_accents_goes_round_and_comes_back_on_escape() {
    let mut driver = Driver::ferry(100, 20);
    driver.keys("Tab /");
    driver.type_text("FAHRE");
    shows(&driver, "hit 1 of 5");
    driver.keys("Enter n");
    shows(&driver, "hit 2 of 5");
    driver.keys("N N");
    shows(&driver, "other side of the end");
    driver.keys("h l");
    shows(&driver, "hit 5 of 5");
    driver.keys("& n");
    let found = driver.app.finding.as_ref().expect("finding");
    assert_eq!(found.hits[Side::Left.index()].len(), 0, "“Fähre” is no English word");
    driver.keys("Esc g /");
    driver.type_text("Laterne");
    assert_eq!(current(&driver), ["We shall be ", "Wir stehen j"], "hits are shown while typing");
    driver.keys("Esc");
    assert_eq!(current(&driver), ["The ferry mu", "Die Fähre mu"]);
    driver.keys("/");
    driver.type_text("Zeppelin");
    driver.keys("Enter");
    shows(&driver, "“Zeppelin” is not there");
}

#[test]
fn the_list_is_filtered_by_typing_sorted_and_opened_to_its_versions() {
    let mut driver = Driver::open(80, 24, &[fixture("collection")]);
    driver.keys("/");
    driver.type_text("fähre holm");
    shows(&driver, "nothing fits the filter");
    driver.keys("Ctrl-u");
    driver.type_text("FAHRE");
    shows(&driver, "1 work with “FAHRE”");
    hides(&driver, "Letters");
    driver.keys("Enter l j j j Enter");
    assert_eq!(current(&driver)[0], "Ferja må bli", "the chosen version comes to the left");
    driver.keys("Esc Esc s");
    shows(&driver, "2 works, by title");
    driver.keys("g");
    let screen = driver.screen();
    let (letters, ferry) = (screen.find("Letters of").expect("shown"), screen.find("The ferry").expect("shown"));
    assert!(letters < ferry, "{screen}");
}

#[test]
fn place_languages_and_layout_are_there_again_at_the_next_start() {
    let mut driver = Driver::ferry(100, 24);
    driver.keys("Tab 3 v ) ) ) ) q");
    assert!(driver.quit);
    let kept = driver.saved.clone().expect("the state was saved");
    let mut again = Driver::resume(80, 24, &[fixture("collection")], kept.clone());
    shows(&again, "%");
    again.keys("Enter");
    assert_eq!(current(&again), ["Nine familie", "Ni familier "]);
    let reader = again.app.reader.as_ref().expect("open");
    assert_eq!((reader.focus, reader.arrangement()), (Side::Right, kzreader::layout::Arrangement::Stacked));
}

#[test]
fn a_language_set_by_hand_and_works_joined_or_parted_are_remembered() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("one.txt"), "A short note about apples.\n").expect("written");
    std::fs::write(folder.path().join("two.txt"), "Eine kurze Notiz über Birnen und mehr.\n").expect("written");
    let paths = [folder.path().to_path_buf()];
    let mut driver = Driver::open(80, 24, &paths);
    shows(&driver, "2 works");
    driver.keys("s g m j J");
    shows(&driver, "1 work");
    let joined = driver.saved.clone().expect("saved");
    assert_eq!(joined.overrides().joined.len(), 1);
    let mut again = Driver::resume(80, 24, &paths, joined);
    again.keys("Esc");
    shows(&again, "1 work");
    again.keys("l j =");
    again.type_text("dansk");
    again.keys("Enter");
    shows(&again, "the language is Danish now");
    again.keys("P");
    shows(&again, "2 works");
    let parted = again.saved.clone().expect("saved");
    assert_eq!((parted.joined.len(), parted.parted.len(), parted.languages.len()), (0, 1, 1));
    let overrides: Overrides = parted.overrides();
    assert_eq!(overrides.languages.values().map(|language| language.tag()).collect::<Vec<_>>(), ["da"]);
    again.keys("=");
    again.type_text("klingonisch");
    again.keys("Enter");
    shows(&again, "is no language known here");
}

#[test]
fn the_mouse_scrolls_what_it_points_at_and_selects_what_is_clicked() {
    let mut driver = Driver::ferry(160, 14);
    let before = driver.screen();
    driver.send(Event::Mouse { action: MouseAction::WheelDown, column: 80, row: 8 });
    assert_ne!(driver.screen(), before);
    driver.send(Event::Mouse { action: MouseAction::Click, column: 140, row: 11 });
    let reader = driver.app.reader.as_ref().expect("open");
    assert_eq!(reader.focus, Side::Right);
    assert_ne!(reader.bead(), Some(0));
    driver.send(Event::Mouse { action: MouseAction::Click, column: 5, row: 2 });
    assert_eq!((driver.app.pane, driver.app.list.selected), (Pane::List, 1));
    driver.send(Event::Mouse { action: MouseAction::Click, column: 5, row: 2 });
    shows(&driver, "宽窄不一的字");
    driver.send(Event::Mouse { action: MouseAction::Click, column: 5, row: 1 });
    driver.send(Event::Mouse { action: MouseAction::Click, column: 5, row: 1 });
    shows(&driver, "◂2 en");
    driver.send(Event::Mouse { action: MouseAction::Click, column: 156, row: 0 });
    shows(&driver, "3 nb▸");
    let effects = driver.app.update(Event::Key {
        key: kzreader::app::key::Key::parse("M").expect("a key"),
        at: std::time::Duration::from_secs(99),
    });
    assert!(matches!(effects.as_slice(), [Effect::Mouse(kzreader::app::Capture::Off)]));
}

#[test]
fn the_palette_runs_a_command_by_name() {
    let mut driver = Driver::ferry(100, 24);
    driver.keys(":");
    driver.type_text("interl");
    driver.keys("Enter");
    assert_eq!(driver.app.reader.as_ref().expect("open").arrangement(), kzreader::layout::Arrangement::Interleaved);
}

#[test]
fn the_panes_go_round_and_the_list_hides() {
    let mut driver = Driver::ferry(160, 24);
    let focus = |driver: &Driver| (driver.app.pane, driver.app.reader.as_ref().expect("open").focus);
    assert_eq!(focus(&driver), (Pane::Reader, Side::Left));
    driver.keys("Tab");
    assert_eq!(focus(&driver), (Pane::Reader, Side::Right));
    driver.keys("Tab");
    assert_eq!(focus(&driver).0, Pane::List);
    driver.keys("Shift-Tab w");
    hides(&driver, "works, by date");
    driver.keys("h h h w");
    shows(&driver, "works, by date");
    driver.keys("h");
    assert_eq!(focus(&driver).0, Pane::List);
}

#[test]
fn a_damaged_document_is_told_and_the_rest_goes_on() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("good.txt"), "A note.\n").expect("written");
    std::fs::write(folder.path().join("bad.txt"), b"PK\x03\x04\0\0\0\0\0\0").expect("written");
    let driver = Driver::open(120, 24, &[folder.path().to_path_buf()]);
    shows(&driver, "ZIP");
    shows(&driver, "A note.");
}

#[test]
fn the_raw_statements_are_three_works_and_lie_level() {
    let Some(folder) = statements() else { return };
    let mut driver = Driver::open(160, 48, &[folder]);
    shows(&driver, "3 works");
    let languages: Vec<Vec<String>> = driver
        .app
        .library
        .works
        .iter()
        .map(|work| work.versions.iter().map(|version| version.language.tag().to_owned()).collect())
        .collect();
    assert_eq!(languages, [vec!["de", "en"], vec!["nb", "pt"], vec!["sv"]]);
    driver.keys("/");
    driver.type_text("de en");
    driver.keys("Enter");
    let work = driver.app.library.works.iter().position(|work| work.versions[0].language.tag() == "de");
    driver.app.list.select_by(-9);
    while driver.app.list.selection().map(|entry| entry.work()) != work {
        driver.keys("j");
    }
    driver.keys("Enter G");
    // The signatories are lists on both sides and stand against each other, one by one.
    let screen = driver.screen();
    let level: Vec<&str> = screen.lines().filter(|line| line.contains("• ") && line.contains(". ")).collect();
    assert_eq!(level.len(), 5, "{screen}");
    shows(&driver, "nothing here");
}

/// The number of the sentence in the first row of the text.
fn sentence_at_top(driver: &Driver) -> usize {
    let screen = driver.screen();
    let row = screen.lines().skip(2).find(|line| line.contains("number")).expect("a sentence");
    let after = row.split("number ").nth(1).expect("its number");
    after.chars().take_while(char::is_ascii_digit).collect::<String>().parse().expect("a number")
}

#[test]
fn inside_a_long_passage_the_line_stays_through_every_switch() {
    let folder = tempfile::tempdir().expect("a folder");
    for (tag, sentence) in [("en", "This is sentence number"), ("de", "Dies ist der Satz number")] {
        let text: String = (1..=120).map(|n| format!("{sentence} {n}, and it goes on for a while. ")).collect();
        std::fs::write(folder.path().join(format!("long.{tag}.txt")), text).expect("written");
    }
    let paths = [folder.path().to_path_buf()];
    for switch in ["1", "a", "d d", "o", "x", "v", "z", "u U", "w w", "o o", "1 2"] {
        let mut driver = Driver::open(120, 36, &paths);
        driver.type_text("40j");
        let before = sentence_at_top(&driver);
        assert!(before > 20, "{}", driver.screen());
        driver.keys(switch);
        let after = sentence_at_top(&driver);
        assert!(before.abs_diff(after) <= 2, "{switch}: from {before} to {after}\n{}", driver.screen());
    }
    let mut driver = Driver::open(120, 36, &paths);
    driver.type_text("40j");
    let before = sentence_at_top(&driver);
    driver.keys("q");
    let again = Driver::resume(120, 36, &paths, driver.saved.clone().expect("saved"));
    assert!(before.abs_diff(sentence_at_top(&again)) <= 1, "{}", again.screen());
}

#[test]
fn per_cent_means_the_same_in_the_status_and_before_g() {
    let mut driver = Driver::ferry(100, 12);
    for percent in ["0%", "50%", "100%"] {
        driver.type_text(&format!("{}g", percent.trim_end_matches('%')));
        let shown: usize = driver
            .screen()
            .lines()
            .last()
            .and_then(|line| line.trim().split('%').next())
            .and_then(|number| number.parse().ok())
            .expect("per cent in the status");
        let wanted: usize = percent.trim_end_matches('%').parse().expect("a number");
        assert!(shown.abs_diff(wanted) <= 12, "{percent}: {}", driver.screen());
    }
}

#[test]
fn a_hit_in_folded_page_furniture_opens_the_fold() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = "A title\n\nA paragraph of the text, which goes on a little while.\n\nAnother paragraph of the text.\n\n\
                Copyright © 2020 The Lighthouse. All rights reserved.\n";
    std::fs::write(folder.path().join("page.txt"), text).expect("written");
    let mut driver = Driver::open(100, 20, &[folder.path().to_path_buf()]);
    shows(&driver, "⋯ Copyright");
    driver.keys("/");
    driver.type_text("reserved");
    driver.keys("Enter");
    hides(&driver, "⋯ Copyright");
    shows(&driver, "All rights reserved");
}

#[test]
fn the_pair_of_languages_read_last_is_the_one_the_next_work_opens_with() {
    let mut driver = Driver::ferry(100, 24);
    driver.keys("3 Tab 2 q");
    let state = driver.saved.clone().expect("saved");
    let library = driver.app.library.clone();
    assert_eq!(state.choices.languages, ["nb", "en"]);
    drop(library);
    let mut built_in = Driver::resume(100, 24, &[], state);
    built_in.keys("Enter");
    shows(&built_in, "◂3 nb");
    shows(&built_in, "2 en▸");
}

#[test]
fn a_number_before_n_counts_hits_and_changes_no_language() {
    let mut driver = Driver::ferry(100, 24);
    driver.keys("/");
    driver.type_text("the");
    driver.keys("Enter");
    shows(&driver, "hit 1 of");
    driver.type_text("3n");
    shows(&driver, "hit 4 of");
    shows(&driver, "◂2 en");
    driver.keys("Esc n");
    shows(&driver, "hit ");
}

#[test]
fn the_next_start_shows_the_very_screen_that_was_left() {
    for keys in ["j j j", ") ) )", "G", "v ] ] k k", "Tab Ctrl-d", "o 3 Ctrl-d j"] {
        let mut driver = Driver::ferry(100, 14);
        driver.keys(keys);
        let left = driver.screen();
        driver.keys("q");
        let mut again = Driver::resume(100, 14, &[fixture("collection")], driver.saved.clone().expect("saved"));
        again.keys("Enter");
        assert_eq!(again.screen(), left.replace("layout: stacked", ""), "{keys}");
    }
}

#[test]
fn unlocking_and_locking_without_moving_changes_nothing() {
    let mut driver = Driver::ferry(100, 14);
    driver.keys(".");
    let (screen, beads) = (driver.screen(), driver.app.reader.as_ref().expect("open").sheet().map(|s| s.n_beads()));
    driver.keys("u u");
    assert_eq!(driver.app.reader.as_ref().expect("open").sheet().map(|s| s.n_beads()), beads);
    assert!(driver.app.reader.as_ref().expect("open").wanted.pins.is_empty());
    assert_eq!(driver.screen().lines().take(12).collect::<Vec<_>>(), screen.lines().take(12).collect::<Vec<_>>());
}
