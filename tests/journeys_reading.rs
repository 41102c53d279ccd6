//! Reading with the veil, along all versions, the text alone, and at the reader's own pace.

mod common;

use std::collections::HashSet;
use std::time::Duration;

use common::{Driver, fixture, hides, shows};
use insta::assert_snapshot;
use kzreader::app::key::Key;
use kzreader::app::reader::veil::SHADE;
use kzreader::app::{Event, MouseAction};
use kzreader::model::Side;
use kzreader::state::{State, Store};
use kzreader::ui::theme::Depth;

/// What is kept of a state that is written, and read again by another kzreader.
fn through_the_file(state: &State) -> State {
    let folder = tempfile::tempdir().expect("a folder");
    let mut first = Store::open(Some(folder.path()));
    first.store.save(state, &|| true).expect("saved");
    let again = Store::open(Some(folder.path()));
    assert_eq!(again.message, None);
    again.state
}

fn percent_lifted(driver: &Driver) -> u8 {
    driver.app.reader.as_ref().expect("a work is open").percent_lifted()
}

#[test]
fn the_veil_hides_the_other_side_and_keeps_every_row_where_it_was() {
    let mut driver = Driver::ferry(100, 24);
    let before = driver.screen();
    driver.keys("H");
    let veiled = driver.screen();
    assert_snapshot!("veil-columns-100x24", veiled);
    hides(&driver, "Fähre");
    shows(&driver, "The ferry must stay");
    // Blanks stay blanks, row by row, below the headings and above the status line.
    let left_blank = |screen: &str| {
        let rows = screen.lines().skip(2).take(21);
        rows.map(|row| row.chars().map(|symbol| symbol == ' ').collect::<Vec<_>>()).collect::<Vec<_>>()
    };
    assert_eq!(left_blank(&before), left_blank(&veiled));
    driver.keys("H");
    shows(&driver, "Die Fähre muss bleiben");
}

#[test]
fn the_veil_in_stacked_and_interleaved_texts() {
    let mut driver = Driver::ferry(60, 24);
    driver.keys(") ) H Enter ) i i i");
    assert_snapshot!("veil-stacked-60x24", driver.screen());
    driver.keys("v v g H H");
    assert_snapshot!("veil-interleaved-60x24", driver.screen());
}

#[test]
fn the_veil_is_lifted_bead_by_bead_and_goes_on_where_it_is_lifted() {
    let mut driver = Driver::ferry(100, 30);
    driver.keys(") H");
    hides(&driver, "achtzig");
    driver.keys("Enter");
    shows(&driver, "achtzig");
    let here = driver.current();
    driver.keys("Enter");
    assert_ne!(driver.current(), here, "it was lifted, so it goes on");
    let lifted = percent_lifted(&driver);
    driver.keys("( Enter");
    assert_eq!(percent_lifted(&driver), lifted, "going on lifts nothing");
    for _ in 0..60 {
        driver.keys("Enter");
    }
    shows(&driver, "the text ends here");
    driver.keys("g");
    hides(&driver, "Die Fähre muss bleiben");
    driver.keys("Enter G");
    assert_eq!(percent_lifted(&driver), 100);
    assert!(!driver.screen().contains(SHADE), "{}", driver.screen());
}

#[test]
fn words_are_lifted_one_by_one_until_the_bead_is_lifted() {
    let mut driver = Driver::ferry(100, 30);
    driver.keys(") H");
    let german = driver.current()[1].join(" ");
    let words: Vec<&str> = german.split_whitespace().collect();
    let mut shade = usize::MAX;
    for word in words {
        driver.keys("i");
        shows(&driver, word);
        let now = driver.screen().matches(SHADE).count();
        assert!(now < shade, "{word}");
        shade = now;
    }
    driver.keys("i");
    shows(&driver, "all of this is lifted");
    let here = driver.current();
    driver.keys("Enter");
    assert_ne!(driver.current(), here, "all words are lifted, so the sentence is");
}

#[test]
fn what_was_lifted_is_there_at_the_next_start_and_can_be_hidden_again() {
    let mut driver = Driver::ferry(100, 30);
    driver.keys(") H Enter ) i q");
    let state = through_the_file(driver.saved.as_ref().expect("the state is saved"));
    let mut again = Driver::resume(100, 30, &[fixture("collection")], state);
    again.keys("Enter");
    shows(&again, "achtzig");
    assert_eq!(again.screen().matches(SHADE).count(), driver.screen().matches(SHADE).count());
    again.keys(":").type_text("veil-again").keys("Enter");
    hides(&again, "achtzig");
    assert_eq!(percent_lifted(&again), 0);
    again.keys("q");
    assert!(again.saved.expect("saved").lifted.is_empty());
}

#[test]
fn the_veil_stays_on_its_side_when_the_language_changes_and_goes_with_its_text_when_sides_are_swapped() {
    let mut driver = Driver::ferry(100, 30);
    driver.keys(") H Enter d d");
    hides(&driver, "åtti");
    shows(&driver, "For eighty years");
    driver.keys("x");
    hides(&driver, "åtti");
    shows(&driver, "For eighty years");
    driver.keys("Enter");
    shows(&driver, "åtti");
    driver.keys("a");
    shows(&driver, "achtzig");
    hides(&driver, "Die Fähre muss");
    // The open side shows what is hidden: one text, which may be seen.
    driver.keys("d d");
    shows(&driver, "Die Fähre muss");
}

#[test]
fn a_veiled_version_alone_stays_hidden_and_one_text_says_that_there_is_one() {
    let mut driver = Driver::ferry(100, 30);
    driver.keys("H l o");
    hides(&driver, "Fähre");
    driver.keys("Enter");
    shows(&driver, "Die Fähre muss bleiben");
    driver.keys("o h o");
    assert!(!driver.screen().contains(SHADE));
    driver.keys("Enter");
    shows(&driver, "nothing is hidden here");
    driver.keys("H H");
    shows(&driver, "there is one text only; o shows two");
}

#[test]
fn finding_and_the_contents_tell_nothing_of_what_is_hidden() {
    let mut driver = Driver::ferry(100, 30);
    driver.keys("& H /").type_text("fähre").keys("Enter");
    hides(&driver, "Fähre");
    shows(&driver, "hit 1 of");
    driver.keys("n");
    hides(&driver, "Fähre");
    assert_eq!(percent_lifted(&driver), 0);
    for depth in [Depth::True, Depth::None] {
        let buffer = driver.buffer(depth);
        let shade = buffer.content.iter().filter(|cell| cell.symbol() == SHADE);
        let looks: HashSet<_> = shade.map(|cell| (cell.bg, cell.modifier)).collect();
        assert!(looks.len() >= 3, "hits, the current hit and the rest: {looks:?}");
    }
    driver.keys("Esc c");
    shows(&driver, "What has been decided");
    hides(&driver, "Was beschlossen wurde");
    driver.keys("Esc g ] ) ( Enter c");
    shows(&driver, "Was beschlossen wurde");
}

#[test]
fn unlocked_sides_are_lifted_where_the_hidden_one_is() {
    let mut driver = Driver::ferry(100, 30);
    driver.keys(") H u Enter");
    shows(&driver, "achtzig");
    driver.keys("l ) ) Enter");
    let reader = driver.app.reader.as_ref().expect("open");
    assert!(reader.hidden(Side::Right, &reader.current_bytes(Side::Right)).is_empty());
    assert!(driver.screen().contains(SHADE));
}

#[test]
fn zen_shows_the_text_alone_at_its_measure_in_every_layout() {
    let mut driver = Driver::ferry(120, 24);
    driver.keys("Z");
    shows(&driver, "the text alone; Z or Esc ends it");
    driver.keys(")");
    assert_snapshot!("zen-columns-120x24", driver.screen());
    for text in ["2021-05-03  The ferry", "1 de", "English ·", "help", "bead"] {
        hides(&driver, text);
    }
    driver.keys("o )");
    assert_snapshot!("zen-one-120x24", driver.screen());
    driver.keys("o v )");
    shows(&driver, "en What has been decided");
    driver.keys("Esc");
    shows(&driver, "? help");
    driver.keys("v Z Z");
    shows(&driver, "? help");
}

#[test]
fn zen_tells_what_has_to_be_told_and_is_silent_again() {
    let mut driver = Driver::ferry(80, 24);
    driver.keys("Z )");
    let alone = driver.screen();
    driver.keys("/").type_text("quay");
    shows(&driver, "Find: quay");
    shows(&driver, "hit 1 of 1");
    driver.keys("Esc");
    assert_eq!(driver.screen(), alone);
    driver.keys("n");
    shows(&driver, "nothing was looked for yet");
    driver.keys("h");
    hides(&driver, "nothing was looked for yet");
    driver.keys("w");
    shows(&driver, "2 works");
    driver.keys("w h");
    assert_eq!(driver.screen(), alone);
    driver.keys("/").type_text("quay").keys("Enter Esc");
    hides(&driver, "help");
    driver.keys("Esc");
    shows(&driver, "? help");
}

/// Presses a key at a time since the start, in seconds.
fn press(driver: &mut Driver, key: &str, at: f64) {
    let key = Key::parse(key).expect("a key");
    driver.send(Event::Key { key, at: Duration::from_secs_f64(at) });
}

#[test]
fn the_time_left_is_told_at_the_reader_s_own_pace_when_that_is_known() {
    let mut driver = Driver::ferry(100, 30);
    let mut at = 10.0;
    press(&mut driver, ")", at);
    for turn in 0..3 {
        assert_eq!(driver.screen().contains(" left"), turn > 1, "two minutes are enough");
        for _ in 0..12 {
            at += 6.0;
            press(&mut driver, ")", at);
        }
        press(&mut driver, "g", at);
    }
    shows(&driver, "about 2 min left");
    press(&mut driver, "G", at);
    shows(&driver, "about a minute left");
    driver.keys("g :").type_text("pace").keys("Enter");
    shows(&driver, "words of English a minute; about 2 min left");
    driver.keys("l :").type_text("pace").keys("Enter");
    shows(&driver, "your pace in German is not known yet: it takes 2 minutes of reading, and 0 minutes were seen");
    driver.keys("h q");
    let state = through_the_file(driver.saved.as_ref().expect("saved"));
    let mut again = Driver::resume(100, 30, &[fixture("collection")], state);
    again.keys("Enter");
    shows(&again, "about 2 min left");
    again.keys(":").type_text("pace-forget").keys("Enter k");
    hides(&again, " left");
}

#[test]
fn skimming_pauses_and_jumps_tell_no_pace_and_the_wheel_does() {
    let mut driver = Driver::ferry(100, 12);
    let mut at = 0.0;
    for (key, pause) in [("j", 0.1), ("Space", 0.3), ("]", 30.0), ("G", 60.0), (")", 3_000.0), ("j", 0.05)] {
        for _ in 0..40 {
            at += pause;
            press(&mut driver, key, at);
            press(&mut driver, "g", at);
        }
    }
    assert!(driver.app.state().paces.is_empty(), "{:?}", driver.app.state().paces);
    for _ in 0..8 {
        at += 12.0;
        let at = Duration::from_secs_f64(at);
        driver.send(Event::Mouse { action: MouseAction::WheelDown, column: 10, row: 6, at });
    }
    assert!(!driver.app.state().paces.is_empty());
}

/// The panel's part of the screen: below the line that begins it.
fn panel(driver: &Driver) -> String {
    let area = driver.app.geometry.along.expect("the panel is open");
    let screen = driver.screen();
    let rows = screen.lines().skip(usize::from(area.y)).take(usize::from(area.height));
    rows.map(|row| row.chars().skip(usize::from(area.x)).collect::<String>() + "\n").collect()
}

#[test]
fn reading_along_shows_the_current_sentence_in_all_versions_and_follows() {
    let mut driver = Driver::ferry(100, 30);
    driver.keys(") K");
    assert_snapshot!("along-100x30", driver.screen());
    for sentence in ["For eighty years", "Seit achtzig Jahren", "I åtti år"] {
        assert!(panel(&driver).contains(sentence), "{sentence}: {}", panel(&driver));
    }
    driver.keys(") )");
    assert!(panel(&driver).contains("What has been") && !panel(&driver).contains("eighty"), "{}", panel(&driver));
    for _ in 0..20 {
        driver.keys(")");
        let (reader, area) = (driver.app.reader.as_ref().expect("open"), driver.app.geometry.text.expect("text"));
        assert!(reader.row() < usize::from(area.height), "the current sentence is never behind the panel");
    }
    driver.keys("K");
    assert_eq!(driver.app.geometry.along, None);
    driver.keys("K Esc");
    assert_eq!(driver.app.geometry.along, None);
    shows(&driver, "bead 15 of 15");
}

#[test]
fn reading_along_stands_beside_one_text_and_takes_nothing_from_its_measure() {
    let mut driver = Driver::ferry(150, 24);
    driver.keys("w o ) K");
    assert_snapshot!("along-beside-150x24", driver.screen());
    driver.keys("Z ) )");
    assert!(panel(&driver).contains("Was beschlossen wurde"), "{}", panel(&driver));
    driver.resize(100, 24);
    assert!(panel(&driver).contains("Was beschlossen wurde"), "{}", panel(&driver));
    assert_eq!(driver.app.geometry.along.expect("below now").x, 0);
}

#[test]
fn a_gap_is_told_and_the_other_side_is_read_along_where_the_focused_one_has_nothing() {
    let mut driver = Driver::ferry(100, 30);
    driver.keys("K .");
    let told = panel(&driver);
    assert!(told.contains("en The bridge that was promised"), "{told}");
    assert!(told.contains("de — nothing here —"), "{told}");
    driver.keys("l");
    assert!(panel(&driver).contains("The bridge that was promised"), "{}", panel(&driver));
}

#[test]
fn what_is_taller_than_the_panel_is_scrolled_by_keys_of_its_own() {
    let mut driver = Driver::ferry(40, 12);
    driver.keys(") K");
    let before = (panel(&driver), driver.app.reader.as_ref().expect("open").row());
    shows(&driver, "en For eighty years");
    for _ in 0..20 {
        driver.keys("Alt-j");
    }
    let told = panel(&driver);
    assert!(told.contains("øyene") || told.contains("øyane"), "{told}");
    for _ in 0..30 {
        driver.keys("Alt-k");
    }
    assert_eq!((panel(&driver), driver.app.reader.as_ref().expect("open").row()), before);
    driver.keys("Alt-j Alt-j ) (");
    assert_eq!(panel(&driver), before.0, "another sentence is shown from its beginning");
}

#[test]
fn the_veil_lies_over_its_version_in_the_panel_too() {
    let mut driver = Driver::ferry(100, 30);
    driver.keys(") H K");
    hides(&driver, "achtzig");
    assert!(panel(&driver).contains("I åtti år"), "{}", panel(&driver));
    driver.keys("i i");
    assert!(panel(&driver).contains("Seit achtzig ░"), "{}", panel(&driver));
    // Alone, the open side does not tell the other one in the panel.
    driver.keys("o");
    assert!(!panel(&driver).contains("Jahren"), "{}", panel(&driver));
    driver.keys("H");
    assert!(panel(&driver).contains("Jahren"), "{}", panel(&driver));
}

#[test]
fn all_built_in_versions_are_read_along_and_another_work_begins_anew() {
    let mut driver = Driver::open(80, 24, &[]);
    driver.keys("Enter ) K");
    let n_versions = driver.app.reader.as_ref().expect("open").work.versions.len();
    assert!(n_versions >= 5);
    let along = driver.app.along.as_ref().expect("open");
    assert_eq!(along.passages.len(), n_versions);
    assert!(along.passages.iter().all(|passage| passage.document.is_some()), "all of them are read");
    driver.keys("w j Enter )");
    let along = driver.app.along.as_ref().expect("still open");
    assert!(along.passages.iter().all(|passage| passage.document.is_some()));
    hides(&driver, "laying level …");
}

#[test]
fn the_panel_waits_for_the_reading_pane_and_one_alignment_after_the_other_is_asked_for() {
    let mut driver = Driver::holding_alignments(100, 30, &[fixture("collection")]);
    driver.keys("Enter K");
    let give = |driver: &mut Driver, n: usize| {
        let order = driver.orders()[n].clone();
        let alignment = kzreader::align::align(&order.documents[0], &order.documents[1], &order.pins);
        driver.aligned(&order, order.effort, alignment);
    };
    let languages = |driver: &Driver| {
        let tags = |order: &kzreader::app::Order| order.documents.each_ref().map(|d| d.language.tag().to_owned());
        driver.orders().iter().map(tags).collect::<Vec<_>>()
    };
    let n_first = driver.orders().len();
    assert!(languages(&driver).iter().all(|tags| *tags == ["en", "de"]), "the reading pane first");
    shows(&driver, "nb laying level …");
    (0..n_first).for_each(|n| give(&mut driver, n));
    assert!(driver.orders().len() > n_first);
    assert!(languages(&driver)[n_first..].iter().all(|tags| *tags == ["en", "nb"]), "{:?}", languages(&driver));
    driver.keys("K");
    assert!(driver.stopped.is_some_and(|from| from > driver.orders()[n_first].number), "closing stops it");
    driver.keys("K");
    (n_first..driver.orders().len()).for_each(|n| give(&mut driver, n));
    hides(&driver, "laying level …");
    shows(&driver, "Ferja");
}

#[test]
fn hostile_works_and_screens_are_read_along_or_politely_not() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("written");
    write("a.en.txt", "One sentence stands here. Another one follows it.\n");
    write("a.de.txt", &"Wortungetüm".repeat(1 << 17));
    write("a.fr.txt", "");
    write("a.sv.txt", "\u{1b}[31mEn mening står här.\u{202e} En till följer.\n");
    write("a.he.txt", "משפט אחד עומד כאן. עוד אחד בא אחריו.\n");
    std::fs::write(folder.path().join("a.pl.txt"), [0u8, 1, 2, 255, 254, 0, 0]).expect("written");
    write("b.en.txt", "It stands alone.\n");
    let manifest = "id = \"a\"\n".to_owned()
        + &["en", "de", "fr", "sv", "he", "pl"].map(|tag| format!("[[versions]]\nfile = \"a.{tag}.txt\"\n")).concat();
    let work = folder.path().join("work");
    std::fs::create_dir(&work).expect("made");
    for tag in ["en", "de", "fr", "sv", "he", "pl"] {
        let name = format!("a.{tag}.txt");
        std::fs::rename(folder.path().join(&name), work.join(&name)).expect("moved");
    }
    std::fs::write(work.join("work.toml"), manifest).expect("written");
    let mut driver = Driver::open(100, 30, &[work]);
    driver.keys("K ) H");
    for (width, height) in [(1, 1), (0, 0), (2, 3), (9, 5), (40, 10), (300, 3), (20, 60), (160, 48), (3, 200)] {
        for keys in ["Alt-j", "v", ") i", "K K", "o", "Enter", "Z", "u", "l", "d"] {
            driver.keys(keys).resize(width, height);
            driver.screen();
            if let (Some(along), Some(text)) = (driver.app.geometry.along, driver.app.geometry.text) {
                assert!(along.x + along.width <= width && along.y + along.height <= height, "{along:?}");
                assert!(along.y >= text.y + text.height || along.x >= text.x + text.width, "{along:?} {text:?}");
            }
        }
    }
    let mut driver = Driver::open(80, 24, &[folder.path().join("b.en.txt")]);
    driver.keys("K");
    shows(&driver, "this work has one version only");
    driver.keys("H");
    shows(&driver, "there is one text only");
}

#[test]
fn long_files_are_not_read_along_and_say_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("written");
    write("long.en.txt", &"The ferry crosses the sound again and again. ".repeat(200_000));
    write("long.de.txt", "Die Fähre überquert den Sund immer wieder.\n");
    write("long.nb.txt", "Ferja kryssar sundet igjen og igjen.\n");
    let mut driver = Driver::open(100, 30, &[folder.path().to_path_buf()]);
    driver.keys("Enter K");
    shows(&driver, "too long to be read along");
    driver.keys("H Enter i G i");
    assert!(driver.screen().contains(SHADE) || driver.screen().contains("veiled"), "{}", driver.screen());
}

#[test]
fn nothing_of_what_is_hidden_is_on_the_screen_in_any_layout_or_width() {
    let german = ["Fähre", "Jahren", "Inseln", "Gemeinderat", "Überfahrt", "Häuser", "Samstag", "Laterne"];
    for width in [30, 48, 79, 101, 160] {
        let mut driver = Driver::ferry(width, 40);
        driver.keys(if width < 110 { "H K J z" } else { "w H K J z" });
        for keys in ["", "v", "v", "v", "o", "o", "x", "x", "c", "Esc", "Z", "u", "U", "m", "m", "G"] {
            driver.keys(keys);
            let screen = driver.screen();
            for word in german {
                assert!(!screen.contains(word), "{word} after {keys} at {width}:\n{screen}");
            }
        }
    }
}

#[test]
fn a_work_of_very_many_versions_is_read_along_as_far_as_it_goes() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut manifest = "id = \"many\"\n".to_owned();
    for n in 0..60 {
        let name = format!("v{n}.txt");
        let text = format!("The ferry number {n} stays here. It carries bread number {n}.\n");
        std::fs::write(folder.path().join(&name), text).expect("written");
        manifest += &format!("[[versions]]\nfile = \"{name}\"\nlanguage = \"en\"\n");
    }
    std::fs::write(folder.path().join("work.toml"), manifest).expect("written");
    let mut driver = Driver::open(100, 30, &[folder.path().to_path_buf()]);
    driver.keys("K");
    shows(&driver, "26 of 60 versions");
    hides(&driver, "laying level …");
    driver.keys("l ) h (");
    hides(&driver, "laying level …");
}

#[test]
fn two_programs_keep_what_either_lifted_and_a_text_that_became_shorter_loses_what_lay_beyond() {
    let folder = tempfile::tempdir().expect("a folder");
    let lifted = |ranges: Vec<[u64; 2]>| State { lifted: [("a".to_owned(), ranges.into())].into(), ..State::default() };
    let mut stores = [0, 1].map(|_| Store::open(Some(folder.path())).store);
    stores[0].save(&lifted(vec![[0, 10]]), &|| true).expect("saved");
    stores[1].save(&lifted(vec![[5, 20], [40, 50]]), &|| true).expect("saved");
    stores[0].save(&lifted(vec![[0, 4]]), &|| true).expect("saved");
    let state = Store::open(Some(folder.path())).state;
    assert_eq!(state.lifted["a"].ranges().collect::<Vec<_>>(), [0..4, 10..20, 40..50]);

    let texts = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| std::fs::write(texts.path().join(name), text).expect("written");
    write("ferry.en.txt", "The ferry stays. It carries bread. It carries the post.\n");
    write("ferry.de.txt", "Die Fähre bleibt. Sie bringt Brot. Sie bringt die Post.\n");
    let mut driver = Driver::open(100, 20, &[texts.path().to_path_buf()]);
    driver.keys("H Enter Enter Enter Enter Enter q");
    assert_eq!(percent_lifted(&driver), 100);
    write("ferry.de.txt", "Die Fähre.\n");
    let mut again = Driver::resume(100, 20, &[texts.path().to_path_buf()], driver.saved.expect("saved"));
    again.keys("q");
    let state = again.saved.expect("saved");
    let kept: Vec<_> = state.lifted.values().flat_map(|lifted| lifted.ranges().collect::<Vec<_>>()).collect();
    assert!(kept.iter().all(|range| range.end <= "Die Fähre.\n".len() as u64), "{kept:?}");
}

#[test]
fn a_changed_text_keeps_what_was_lifted_of_the_rest_of_it() {
    let texts = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| std::fs::write(texts.path().join(name), text).expect("written");
    write("ferry.en.txt", "The ferry stays. It carries bread. It carries the post.\n");
    write("ferry.de.txt", "Die Fähre bleibt. Sie bringt Brot. Sie bringt die Post.\n");
    let mut driver = Driver::open(100, 20, &[texts.path().to_path_buf()]);
    driver.keys("H ) ) Enter");
    shows(&driver, "Sie bringt die Post.");
    write("ferry.de.txt", "Die kleine alte Fähre bleibt hier. Sie bringt Brot. Sie bringt die Post.\n");
    driver.keys("R");
    shows(&driver, "Sie bringt die Post.");
    hides(&driver, "kleine");
    hides(&driver, "Brot");
}

#[test]
fn the_configuration_can_begin_with_zen() {
    let configured = kzreader::app::Configured { zen: true, ..Default::default() };
    let mut driver = Driver::configured(100, 20, &[fixture("collection")], configured);
    shows(&driver, "2 works");
    driver.keys("Enter h");
    hides(&driver, "? help");
    driver.keys("Esc");
    shows(&driver, "? help");
}
