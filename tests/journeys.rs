//! What a reader does, as keys, and what the screen then shows.

mod common;

use std::time::Duration;

use common::{Driver, current, fixture, hides, shows, statements};
use kzreader::app::key::Key;
use kzreader::app::{Effect, Effort, Event, MouseAction, Pane};
use kzreader::library::Overrides;
use kzreader::model::{Alignment, Bead, Side};

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
    driver.keys(") ) ) ) ) )");
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
    assert_eq!(current(&driver), ["Bring a lamp", "Bringt eine "]);
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
    driver.keys(")");
    assert_eq!(current(&driver), ["Bring a lamp", "Bringt eine "]);
    driver.keys("{");
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
    assert!(gap.contains("— one sentence, not in German —"), "{gap}");
    let after = screen.lines().find(|line| line.contains("We shall be at the quay")).expect("the last passage");
    assert!(after.contains("Wir stehen jeden"), "{after}");
}

#[test]
fn unlocked_sides_move_alone_and_are_locked_where_they_stand() {
    let mut driver = Driver::ferry(100, 30);
    driver.keys(") ) u Tab } u");
    shows(&driver, "Pin these two sentences against each other?");
    driver.keys("Enter");
    shows(&driver, "the two current passages are level");
    assert_eq!(current(&driver), ["It carries s", "Was beschlos"]);
    driver.keys("U");
    assert_ne!(current(&driver), ["It carries s", "Was beschlos"], "the pin is gone");
}

#[test]
fn scrolling_an_unlocked_side_moves_its_text_past_the_mark() {
    let mut driver = Driver::ferry(100, 14);
    driver.keys(") ) u Tab");
    driver.type_text("9j");
    let reader = driver.app.reader.as_ref().expect("open");
    let pin = reader.pin().expect("the sides are unlocked");
    assert_eq!(pin.source.start, 2, "the left side stayed");
    assert!(pin.target.start > 2, "the right side's mark is on what stands beside it now");
    driver.keys("U");
    assert_eq!(current(&driver), ["It carries s", "Sie beförder"]);
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
    assert_eq!(current(&driver), ["Bring a lamp", "Bringt eine "], "hits are shown while typing");
    driver.keys("Esc");
    assert_eq!(current(&driver), ["The ferry mu", "Die Fähre mu"]);
    driver.keys("/");
    driver.type_text("Zeppelin");
    driver.keys("Enter");
    shows(&driver, "“Zeppelin” is not there");
}

#[test]
fn a_regular_expression_is_found_while_typing_and_a_bad_one_keeps_the_hits_and_says_why() {
    let mut driver = Driver::ferry(100, 20);
    driver.keys("Tab /");
    driver.type_text("f.hre");
    shows(&driver, "0 hits");
    driver.keys("Ctrl-r");
    shows(&driver, "Find (regular expression): f.hre");
    shows(&driver, "hit 1 of 5");
    driver.keys("Ctrl-r");
    shows(&driver, "Find: f.hre");
    shows(&driver, "0 hits");
    driver.keys("Ctrl-r");
    let before = driver.current();
    for (typed, trouble) in [("(", "unclosed group, at character 6"), ("a*)*", "repetition"), ("", "")] {
        driver.type_text(typed);
        if typed.len() == 1 {
            shows(&driver, trouble);
            driver.keys("Enter");
            shows(&driver, "Find (regular expression): f.hre(");
        }
        let found = driver.app.finding.as_ref().expect("the last good one");
        assert!(found.n_hits() > 0 && !found.pending, "{typed}");
    }
    assert_eq!(driver.current(), before);
    driver.keys("Ctrl-u");
    assert!(driver.app.find_trouble.is_none() && driver.app.finding.is_none(), "an empty line looks for nothing");
    driver.type_text(r"\b");
    shows(&driver, "only places between");
    driver.keys("Esc");
    assert!(driver.app.overlay.is_none() && driver.app.finding.is_none());
    // The key of the command opens the line for an expression, and n goes on with it.
    driver.keys("Ctrl-r");
    driver.type_text(r"^die \w+");
    driver.keys("Enter");
    let first = driver.current();
    driver.keys("n N");
    assert_eq!(driver.current(), first);
    driver.keys("Esc n");
    assert!(driver.app.finding.as_ref().is_some_and(|finding| finding.n_hits() > 0), "found again as an expression");
}

#[test]
fn hits_that_were_still_to_come_are_asked_for_again_when_another_search_is_left() {
    for leaving in ["Esc", "Enter"] {
        let mut driver = Driver::ferry(100, 20);
        driver.keys("Tab");
        let mut clock = Duration::from_secs(100);
        let mut press = |driver: &mut Driver, name: &str| {
            clock += Duration::from_secs(1);
            let key = Key::parse(name).expect("a key");
            // No worker does anything.
            drop(driver.app.update(Event::Key { key, at: clock }));
        };
        for key in ["/", "f", "Enter", "/", "x"] {
            press(&mut driver, key);
        }
        if leaving == "Enter" {
            press(&mut driver, "Ctrl-u");
        }
        driver.keys(leaving);
        let finding = driver.app.finding.as_ref().expect("the first search goes on");
        assert!(!finding.pending && finding.text == "f" && finding.n_hits() > 0, "{leaving}: {finding:?}");
    }
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
    driver.keys("Tab 3 v ) ) ) ) ) ) q");
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
    driver.send(Event::Mouse { action: MouseAction::WheelDown, column: 80, row: 8, at: Duration::ZERO });
    assert_ne!(driver.screen(), before);
    driver.send(Event::Mouse { action: MouseAction::Click, column: 140, row: 11, at: Duration::ZERO });
    let reader = driver.app.reader.as_ref().expect("open");
    assert_eq!(reader.focus, Side::Right);
    assert_ne!(reader.bead(), Some(0));
    driver.send(Event::Mouse { action: MouseAction::Click, column: 5, row: 2, at: Duration::ZERO });
    assert_eq!((driver.app.pane, driver.app.list.selected), (Pane::List, 1));
    driver.send(Event::Mouse { action: MouseAction::Click, column: 5, row: 2, at: Duration::ZERO });
    shows(&driver, "宽窄不一的字");
    driver.send(Event::Mouse { action: MouseAction::Click, column: 5, row: 1, at: Duration::ZERO });
    driver.send(Event::Mouse { action: MouseAction::Click, column: 5, row: 1, at: Duration::ZERO });
    shows(&driver, "◂2 en");
    driver.send(Event::Mouse { action: MouseAction::Click, column: 156, row: 0, at: Duration::ZERO });
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
    shows(&driver, ", not in ");
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
    assert!(driver.app.reader.as_ref().expect("open").pins().is_empty());
    assert_eq!(driver.screen().lines().take(12).collect::<Vec<_>>(), screen.lines().take(12).collect::<Vec<_>>());
}

/// Writes a text in German and English, a paragraph each line.
fn two_files(folder: &std::path::Path, english: &str, german: &str) {
    for (tag, text) in [("en", english), ("de", german)] {
        std::fs::write(folder.join(format!("text.{tag}.txt")), text.replace('\n', "\n\n")).expect("written");
    }
}

#[test]
fn a_paragraph_that_only_one_side_begins_is_set_in_instead_of_parting_both() {
    let folder = tempfile::tempdir().expect("a folder");
    let english = "On 3 May 2021 the council of Holmsund met. It ended the crossing.\n\
                   Ada Lind of Norrby wrote 240 letters. Nobody answered the 240 letters.";
    let german = "Am 3. Mai 2021 tagte der Rat von Holmsund. Er stellte die Überfahrt ein. \
                  Ada Lind aus Norrby schrieb 240 Briefe. Niemand beantwortete die 240 Briefe.";
    two_files(folder.path(), english, german);
    let driver = Driver::open(100, 20, &[folder.path().to_path_buf()]);
    let screen = driver.screen();
    let rows: Vec<&str> = screen.lines().collect();
    let at = rows.iter().position(|row| row.contains("Ada Lind of Norrby")).expect("the second paragraph");
    assert!(rows[at].contains("Ada Lind aus Norrby"), "level:\n{screen}");
    assert!(rows[at].contains("  Ada Lind of"), "set in:\n{screen}");
    assert!(!rows[at - 1].replace('│', "").trim().is_empty(), "no blank row:\n{screen}");
    let first = rows[..at].iter().rfind(|row| row.contains("On 3 May")).expect("the first paragraph");
    let column = |row: &str, word: &str| row[..row.find(word).expect("it is there")].chars().count();
    assert_eq!(column(rows[at], "Ada Lind of"), column(first, "On 3 May") + 2);
    assert_eq!(column(rows[at], "Ada Lind aus"), column(first, "Am 3. Mai"), "the other side goes on flush");
}

#[test]
fn texts_below_each_other_go_by_block_or_by_bead_and_the_sentence_is_marked_in_both() {
    let mut driver = Driver::ferry(80, 30);
    driver.keys("v ) )");
    let rows = |driver: &Driver| driver.screen().lines().map(str::to_owned).collect::<Vec<_>>();
    let row_of = |driver: &Driver, text: &str| rows(driver).iter().position(|row| row.contains(text)).expect("shown");
    assert!(row_of(&driver, "It carries") < row_of(&driver, "Seit achtzig"), "the whole block comes first");
    driver.keys("V");
    shows(&driver, "stacked bead by bead");
    assert!(row_of(&driver, "Seit achtzig") < row_of(&driver, "It carries"));
    assert_eq!(current(&driver), ["It carries s", "Sie beförder"], "the place stays");
    for text in ["It carries", "Sie befördert"] {
        assert!(rows(&driver)[row_of(&driver, text)].contains('▌'), "{text} is marked");
    }
    driver.keys("v");
    assert!(row_of(&driver, "Seit achtzig") < row_of(&driver, "It carries"), "interleaved texts go bead by bead");
    driver.keys("V");
    shows(&driver, "interleaved block by block");
    assert!(row_of(&driver, "It carries") < row_of(&driver, "Seit achtzig"));
    driver.keys("q");
    let mut again = Driver::resume(80, 30, &[fixture("collection")], driver.saved.clone().expect("saved"));
    again.keys("Enter");
    assert!(row_of(&again, "It carries") < row_of(&again, "Seit achtzig"), "the choice is kept");
    let mut columns = Driver::ferry(100, 30);
    columns.keys("V");
    shows(&columns, "columns are level bead by bead");
}

#[test]
fn one_version_is_running_text_in_which_the_current_sentence_is_marked() {
    let mut driver = Driver::ferry(100, 24);
    driver.keys("o ) )");
    assert_eq!(current(&driver)[0], "It carries s");
    let buffer = driver.buffer(kzreader::ui::theme::Depth::None);
    let bold = |x: u16, y: u16| buffer[(x, y)].modifier.contains(ratatui::style::Modifier::BOLD);
    let rows: Vec<String> = driver.screen().lines().map(str::to_owned).collect();
    let y = rows.iter().position(|row| row.contains("It carries")).expect("shown");
    let before = rows[y].find("It carries").expect("shown");
    assert!(!rows[y][..before].replace(['▌', ' '], "").is_empty(), "it goes on in the row of the sentence before");
    let marked: String = (0..100)
        .filter(|&x| {
            bold(x, u16::try_from(y).expect("a row")) && buffer[(x, u16::try_from(y).expect("a row"))].symbol() != "▌"
        })
        .map(|x| buffer[(x, u16::try_from(y).expect("a row"))].symbol().to_owned())
        .collect();
    assert!(marked.starts_with("It carries"), "{marked:?}");
    shows(&driver, "sentence 3 of 15");
}

#[test]
fn the_status_counts_the_text_alone_and_the_gutter_marks_what_is_not_level() {
    let folder = tempfile::tempdir().expect("a folder");
    let english = "A title\nOn 3 May 2021 the council met at Holmsund.\nAda Lind of Norrby wrote 240 letters to it.\n\
                   Copyright © 2020 The Lighthouse. All rights reserved.";
    let german = "Ein Titel\nAm 3. Mai 2021 tagte der Rat in Holmsund.";
    two_files(folder.path(), english, german);
    let mut driver = Driver::holding_alignments(100, 20, &[folder.path().to_path_buf()]);
    let order = driver.orders().last().cloned().expect("an alignment is asked for");
    let bead = |source, target| Bead { source, target, confidence: 1.0 };
    let beads = vec![bead(0..1, 0..1), bead(1..2, 1..2), bead(2..3, 2..2), bead(3..4, 2..2)];
    driver.aligned(&order, Effort::Full, Alignment::new(beads, 4, 2).expect("beads in order"));
    shows(&driver, "bead 1 of 3");
    shows(&driver, "level, 1 gap");
    let screen = driver.screen();
    let gap = screen.lines().find(|row| row.contains("240 letters")).expect("the gap");
    assert!(gap.contains('◂'), "{gap}");
    driver.keys(". .");
    shows(&driver, "no gap after this");
    driver.keys("G");
    shows(&driver, "page furniture");
}

#[test]
fn doubtful_beads_are_marked_counted_and_gone_to() {
    let mut driver = Driver::holding_alignments(100, 30, &[fixture("collection")]);
    driver.keys("Enter");
    let order = driver.orders().last().cloned().expect("an alignment is asked for");
    let [source, target] = &order.documents;
    let mut beads = kzreader::align::align(source, target, &[]).beads().to_vec();
    for (index, bead) in beads.iter_mut().enumerate() {
        bead.confidence = if [4, 7].contains(&index) { 0.1 } else { 1.0 };
    }
    let n_segments = [source, target].map(|document| document.segments().len());
    let doubtful = Alignment::new(beads, n_segments[0], n_segments[1]).expect("the same beads");
    driver.aligned(&order, Effort::Full, doubtful);
    shows(&driver, "2 doubtful");
    driver.keys(">");
    assert_eq!(current(&driver), ["On 3 May 202", "Am 3. Mai 20"]);
    let row = driver.screen().lines().find(|row| row.contains("On 3 May")).expect("shown").to_owned();
    assert!(row.contains('?'), "{row}");
    driver.keys("> >");
    shows(&driver, "no doubtful bead after this");
    driver.keys("<");
    assert_eq!(current(&driver), ["On 3 May 202", "Am 3. Mai 20"]);
}

/// A long text in two languages, which gets a quick alignment first, with alignments held back.
fn long_text_in_two_languages() -> (tempfile::TempDir, Driver) {
    let folder = tempfile::tempdir().expect("a folder");
    let text = |word: &str| -> String {
        let paragraph =
            |p: usize| (0..4).map(|s| format!("{word} number {} of them all. ", p * 4 + s)).collect::<String>();
        (0..120).map(|p| paragraph(p) + "\n").collect()
    };
    two_files(folder.path(), &text("Sentence"), &text("Satz"));
    let driver = Driver::holding_alignments(100, 24, &[folder.path().to_path_buf()]);
    (folder, driver)
}

#[test]
fn a_long_text_is_laid_level_quickly_first_and_then_well_without_a_jump() {
    let (_folder, mut driver) = long_text_in_two_languages();
    let orders = driver.orders();
    assert_eq!(
        orders.iter().map(|order| order.effort).collect::<Vec<_>>(),
        [Effort::Near, Effort::Quick, Effort::Full]
    );
    let [source, target] = &orders[0].documents;
    let full = kzreader::align::align(source, target, &[]);
    // A poor one: two against two.
    let n_segments = source.segments().len();
    let two_by_two = |at: usize| Bead { source: at..at + 2, target: at..at + 2, confidence: 0.4 };
    let quick =
        Alignment::new((0..n_segments).step_by(2).map(two_by_two).collect(), n_segments, n_segments).expect("beads");
    driver.aligned(&orders[1], Effort::Quick, quick.clone());
    shows(&driver, "laying level");
    driver.type_text("90)");
    driver.keys("j j j");
    let mark = |driver: &Driver| driver.screen().lines().position(|row| row.contains('▌')).expect("a mark");
    let (row, text) = (mark(&driver), current(&driver));
    driver.aligned(&orders[2], Effort::Full, full.clone());
    hides(&driver, "laying level");
    assert_eq!((mark(&driver), current(&driver)), (row, text), "nothing jumps");
    assert_eq!(driver.current()[0].len(), 1, "the better alignment is shown");
    driver.aligned(&orders[1], Effort::Quick, quick);
    assert_eq!(driver.current()[0].len(), 1, "a quick one that comes late changes nothing");
    // Swapped sides need no other alignment.
    driver.keys("x");
    assert_eq!(driver.orders().len(), 3);
}

/// Sentences of five words each in one of two invented languages, where no word looks like its counterpart.
fn invented(language: usize, sentences: std::ops::Range<usize>) -> Vec<String> {
    let syllables = [["ba", "ne", "ri", "so", "tu", "ke"], ["mo", "fi", "la", "pu", "ge", "da"]][language];
    let word = |n: usize| [n, n / 6 + n, n / 2 + language].map(|n| syllables[n % 6]).concat();
    let words = |sentence: usize| (0..5).map(move |place| (sentence * 7 + place * (sentence % 5 + 1)) % 36);
    let sentence = |n: usize| {
        let text = words(n).map(word).collect::<Vec<_>>().join(" ");
        text[..1].to_uppercase() + &text[1..] + "."
    };
    sentences.map(sentence).collect()
}

/// A folder with a work of four sentences, of which the other language lacks the second, and a long work.
fn a_short_text_and_a_long_one() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |work: &str, texts: [Vec<String>; 2]| {
        let folder = folder.path().join(work);
        std::fs::create_dir(&folder).expect("a folder");
        let version = |tag: &str| format!("[[versions]]\nlanguage = \"{tag}\"\nfile = \"{tag}.txt\"\n");
        std::fs::write(folder.join("work.toml"), version("eu") + &version("sq")).expect("written");
        for (name, text) in ["eu.txt", "sq.txt"].into_iter().zip(texts) {
            std::fs::write(folder.join(name), text.join("\n\n")).expect("written");
        }
    };
    let [source, mut target] = [0, 1].map(|language| invented(language, 100..104));
    target.remove(1);
    write("short", [source, target]);
    write("long", [0, 1].map(|language| invented(language, 0..90)));
    folder
}

/// The beads that are shown, as the segments of both sides.
fn shown_beads(driver: &Driver) -> Vec<[std::ops::Range<usize>; 2]> {
    match &driver.app.reader.as_ref().expect("a work is open").shown {
        kzreader::app::Shown::Two(_, _, alignment) => {
            alignment.beads().iter().map(|bead| [bead.source.clone(), bead.target.clone()]).collect()
        }
        _ => Vec::new(),
    }
}

#[test]
fn a_short_text_learns_its_words_from_other_works_in_the_same_languages() {
    let folder = a_short_text_and_a_long_one();
    let alone = Driver::open(100, 24, &[folder.path().join("short")]);
    let library = [folder.path().to_path_buf()];
    let mut taught = Driver::open(100, 24, &library);
    taught.keys("j Enter");
    let true_beads = [[0..1, 0..1], [1..2, 1..1], [2..3, 1..2], [3..4, 2..3]];
    assert_eq!(shown_beads(&taught), true_beads, "{}", taught.screen());
    assert_ne!(shown_beads(&alone), true_beads, "its own words are too few");
    // What it has by itself is shown first.
    let mut held = Driver::holding_alignments(100, 24, &library);
    held.keys("j Enter");
    let orders = held.orders();
    let asked = orders.iter().map(|order| (order.effort, order.companions.len()));
    assert_eq!(asked.collect::<Vec<_>>(), [(Effort::Alone, 0), (Effort::Full, 1)]);
    let [source, target] = &orders[0].documents;
    held.aligned(&orders[0], Effort::Alone, kzreader::align::align(source, target, &[]));
    assert_eq!(shown_beads(&held), shown_beads(&alone));
    shows(&held, "laying level");
}

#[test]
fn a_text_opens_at_its_beginning_even_where_the_version_that_comes_first_begins_later() {
    let folder = tempfile::tempdir().expect("a folder");
    two_files(folder.path(), "One. Two.", "Ein Titel\nEins. Zwei.");
    let mut driver = Driver::holding_alignments(100, 24, &[folder.path().to_path_buf()]);
    assert_eq!(current(&driver), ["One.", ""], "English comes alone");
    let order = driver.orders().last().cloned().expect("an alignment is asked for");
    let bead = |source, target| Bead { source, target, confidence: 1.0 };
    let level = Alignment::new(vec![bead(0..0, 0..1), bead(0..1, 1..2), bead(1..2, 2..3)], 2, 3).expect("beads");
    driver.aligned(&order, Effort::Full, level);
    assert_eq!(current(&driver), ["", "Ein Titel"]);
    shows(&driver, "bead 1 of 3");
}

#[test]
fn a_better_alignment_leaves_unlocked_sides_alone() {
    let (_folder, mut driver) = long_text_in_two_languages();
    let orders = driver.orders();
    let [source, target] = &orders[0].documents;
    let full = kzreader::align::align(source, target, &[]);
    driver.aligned(&orders[1], Effort::Quick, full.clone());
    driver.type_text("9)");
    driver.keys("u Tab ) )");
    let before = driver.screen();
    driver.aligned(&orders[2], Effort::Full, full);
    let texts = |screen: &str| screen.lines().take(23).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(texts(&driver.screen()), texts(&before));
    assert!(matches!(driver.app.reader.as_ref().expect("open").lock, kzreader::app::Lock::Unlocked(_)));
}

#[test]
fn an_alignment_that_is_of_no_use_any_more_is_stopped() {
    let (_folder, mut driver) = long_text_in_two_languages();
    let number = driver.orders()[0].number;
    driver.keys("o");
    assert_eq!(driver.stopped, Some(number + 1), "one version needs none");
    driver.keys("o");
    assert!(driver.orders().last().expect("asked for again").number > number);
}

#[test]
fn a_place_that_was_kept_as_a_block_is_found_among_sentences() {
    let mut driver = Driver::ferry(100, 24);
    driver.keys(") ) ) ) ) ) q");
    let mut state = driver.saved.clone().expect("saved");
    let reading = state.reading.values_mut().next().expect("a place");
    assert_eq!((reading.segment, reading.offset), (None, None), "places are bytes now");
    // The fifth block: title, paragraph, heading, paragraph, this one.
    (reading.byte, reading.segment, reading.offset) = (None, Some(4), Some(0));
    let mut again = Driver::resume(100, 24, &[fixture("collection")], state);
    again.keys("Enter");
    assert_eq!(current(&again), ["Nine familie", "Neun Familie"]);
}

#[test]
fn a_click_on_a_sentence_in_running_text_makes_that_one_the_current_one() {
    for keys in ["o", "v"] {
        let mut driver = Driver::ferry(100, 24);
        driver.keys(keys);
        let rows: Vec<String> = driver.screen().lines().map(str::to_owned).collect();
        let row = rows.iter().position(|row| row.contains("It carries")).expect("shown");
        let column = rows[row][..rows[row].find("carries").expect("shown")].chars().count();
        let at = |column: usize| (u16::try_from(column).expect("a column"), u16::try_from(row).expect("a row"));
        let click =
            |(column, row): (u16, u16)| Event::Mouse { action: MouseAction::Click, column, row, at: Duration::ZERO };
        driver.send(click(at(column)));
        assert_eq!(current(&driver)[0], "It carries s", "{keys}");
        driver.send(click(at(column - 8)));
        assert_eq!(current(&driver)[0], "For eighty y", "{keys}");
    }
}

#[test]
fn a_place_beyond_the_beginning_of_a_long_file_is_there_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let text: String =
        (0..9000).map(|n| format!("This is sentence number {n}, and it goes on for a while.\n\n")).collect();
    assert!(text.len() > kzreader::library::BEGINNING, "it is read in two steps");
    std::fs::write(folder.path().join("long.txt"), text).expect("written");
    let paths = [folder.path().to_path_buf()];
    let mut driver = Driver::open(100, 24, &paths);
    driver.keys("G ( ( (");
    let (screen, place) = (driver.screen(), current(&driver));
    driver.keys("q");
    let again = Driver::resume(100, 24, &paths, driver.saved.clone().expect("saved"));
    assert_eq!((again.screen(), current(&again)), (screen, place));
}
