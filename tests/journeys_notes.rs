//! Copies, marks and notes: what a reader does, as keys, and what then is shown, copied and kept.

mod common;

use common::{Driver, fixture, hides, shows};
use kzreader::app::{Event, Overlay};
use kzreader::state::marks::{Colour, Kind};
use kzreader::ui::theme::{self, Depth, Palette, Part};
use ratatui::style::{Color, Modifier};

/// What a key copies.
#[track_caller]
fn copied(driver: &mut Driver, keys: &str) -> String {
    driver.yanked = None;
    driver.keys(keys);
    driver.yanked.clone().unwrap_or_else(|| panic!("{keys} copies nothing:\n{}", driver.screen()))
}

#[test]
fn a_bead_is_copied_from_the_focused_side_the_other_one_or_both() {
    for (width, height) in [(100, 30), (60, 24), (40, 10)] {
        let mut driver = Driver::ferry(width, height);
        driver.keys(") ) ) ) ) )");
        let english = "Nine families have already put up their houses for sale.";
        let german = "Neun Familien haben ihre Häuser bereits zum Verkauf angeboten.";
        assert_eq!(copied(&mut driver, "y"), english);
        assert_eq!(copied(&mut driver, "Alt-y"), german);
        assert_eq!(copied(&mut driver, "p"), format!("{english}\n\n{german}"));
        assert_eq!(copied(&mut driver, "Tab p"), format!("{german}\n\n{english}"));
        assert_eq!(copied(&mut driver, "o p"), german);
        driver.yanked = None;
        driver.keys("Alt-y");
        assert_eq!(driver.yanked, None, "there is one text only");
    }
}

#[test]
fn what_is_veiled_is_not_copied_until_all_of_it_is_lifted() {
    for layout in ["", "v", "v v"] {
        let mut driver = Driver::ferry(80, 24);
        driver.keys(") ) ) ) ) )").keys(layout).keys("H");
        let german = "Neun Familien haben ihre Häuser bereits zum Verkauf angeboten.";
        for keys in ["Alt-y", "p", "Y", "i Alt-y", "p"] {
            driver.yanked = None;
            driver.keys(keys);
            assert_eq!(driver.yanked, None, "{keys}");
            shows(&driver, "not copied: Deutsch is veiled here; Enter lifts it, H ends the veil");
        }
        assert!(copied(&mut driver, "y").starts_with("Nine families"), "what is read is copied as ever");
        assert_eq!(copied(&mut driver, "Enter Alt-y"), german);
        assert!(copied(&mut driver, "p").ends_with(german));
        driver.yanked = None;
        driver.keys("s ) p");
        assert_eq!(driver.yanked, None, "of what is selected the second sentence is hidden");
        assert!(copied(&mut driver, "H p").contains(german));
    }
}

#[test]
fn what_was_copied_is_told_with_languages_and_length() {
    let mut driver = Driver::ferry(120, 30);
    driver.keys(") ) ) ) ) ) s ) y");
    shows(&driver, "copied 2 sentences (en)");
    shows(&driver, "through the terminal (OSC 52)");
    driver.keys("p");
    shows(&driver, "copied 1 sentence (en) and 1 sentence (de)");
}

#[test]
fn both_sides_are_copied_with_their_citations() {
    let mut driver = Driver::ferry(100, 30);
    driver.keys(") ) ) ) ) )");
    insta::assert_snapshot!(copied(&mut driver, "Y"));
}

#[test]
fn a_selection_is_extended_by_any_movement_in_either_direction_and_copied_as_it_is_shown() {
    let mut driver = Driver::ferry(100, 30);
    driver.keys(") ) ) ) ) )");
    let [own, _] = driver.current();
    driver.keys("s )");
    shows(&driver, "2 selected");
    let [next, _] = driver.current();
    let forward = copied(&mut driver, "y");
    assert!(forward.starts_with(&own[0]) && forward.ends_with(&next[0]), "{forward}");
    hides(&driver, "selected");
    driver.keys("s (");
    assert_eq!(copied(&mut driver, "y"), forward, "backwards it is the same");
    driver.keys("s } Esc");
    hides(&driver, "selected");
    assert!(driver.app.reader.is_some(), "Esc ended the selection and nothing else");
    shows(&driver, "bead ");
}

#[test]
fn a_selection_goes_along_when_the_language_is_switched_and_ends_when_a_work_is_opened() {
    let mut driver = Driver::ferry(100, 30);
    driver.keys(") ) ) ) ) ) s ) 3");
    shows(&driver, "2 selected");
    let copy = copied(&mut driver, "y");
    assert!(copy.starts_with("Ni familier"), "{copy}");
    driver.keys("s u");
    driver.keys("s");
    shows(&driver, "locks them");
}

#[test]
fn at_a_gap_the_side_that_has_nothing_says_so() {
    let mut driver = Driver::open(100, 30, &[fixture("collection")]);
    driver.keys("Enter .");
    let [left, right] = driver.current();
    assert_ne!(left.is_empty(), right.is_empty());
    driver.yanked = None;
    driver.keys(if left.is_empty() { "y" } else { "Alt-y" });
    assert_eq!(driver.yanked, None);
    shows(&driver, "nothing on this side");
    assert!(!copied(&mut driver, "p").is_empty());
}

/// The marks that are kept, as kinds and notes, in order of their names.
fn kept(driver: &Driver) -> Vec<(Kind, Option<String>)> {
    driver.app.marks.all.iter().map(|mark| (mark.kind, mark.note.clone())).collect()
}

/// The texts of a side that are drawn in the look of a part.
fn in_look(driver: &Driver, part: Part) -> String {
    let ground = Palette::new(&theme::THEMES[0], Depth::True).style(part).bg.expect("it has a ground");
    let buffer = driver.buffer(Depth::True);
    let cells = buffer.content.iter().filter(|cell| cell.bg == ground);
    cells.map(|cell| cell.symbol()).collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_bookmark_is_set_told_in_the_margin_saved_at_once_and_taken_away_again() {
    for (width, height) in [(160, 48), (80, 24), (40, 10)] {
        let mut driver = Driver::ferry(width, height);
        hides(&driver, "⚑");
        driver.keys(") B");
        shows(&driver, "⚑");
        assert_eq!(driver.marks.as_ref().map(|marks| marks.n_marks()), Some(1), "it is saved");
        driver.keys("v");
        shows(&driver, "⚑");
        driver.keys("v o");
        shows(&driver, "⚑");
        driver.keys("o B");
        hides(&driver, "⚑");
        assert_eq!(driver.marks.as_ref().map(|marks| marks.n_marks()), Some(0));
    }
}

#[test]
fn a_highlight_asks_for_its_colour_and_the_same_one_again_takes_it_away() {
    let mut driver = Driver::ferry(100, 30);
    driver.keys(") ) ) ) ) ) S");
    shows(&driver, "Highlight: 1 yellow  2 green");
    driver.keys("2");
    assert_eq!(kept(&driver), [(Kind::Highlight(Colour::Green), None)]);
    let green = in_look(&driver, Part::Green);
    assert!(green.contains("Nine families") && green.contains("Neun Familien"), "{green}");
    driver.keys("S v");
    assert_eq!(kept(&driver), [(Kind::Highlight(Colour::Violet), None)], "another colour changes it");
    driver.keys(") S Enter");
    assert_eq!(kept(&driver).len(), 2, "Enter takes the colour that was used last");
    assert!(kept(&driver).iter().all(|mark| mark.0 == Kind::Highlight(Colour::Violet)));
    driver.keys("S v ( S 0");
    assert_eq!(kept(&driver), []);
    shows(&driver, "taken away");
    driver.keys("S x Esc");
    hides(&driver, "Highlight:");
}

#[test]
fn a_mark_is_seen_from_every_version_also_from_those_that_were_not_shown_when_it_was_made() {
    let mut driver = Driver::ferry(100, 30);
    driver.keys(") ) ) ) ) ) S y");
    driver.keys("o 3");
    assert!(in_look(&driver, Part::Yellow).contains("Ni familier"), "{}", driver.screen());
    let state = driver.app.keep();
    let marks = driver.marks.clone().expect("they were saved");
    // At another start, with that version alone from the beginning.
    let mut driver = Driver::resume(100, 30, &[fixture("collection")], state);
    driver.keys("Enter");
    driver.send(Event::Marks(Box::new(marks), None));
    assert_eq!(driver.current()[0][0].chars().take(4).collect::<String>(), "Ni f");
    assert!(in_look(&driver, Part::Yellow).starts_with("Ni familier"), "{}", driver.screen());
    driver.keys("o");
    assert!(in_look(&driver, Part::Yellow).contains("Ni familier"));
    driver.keys("Tab 1");
    assert!(in_look(&driver, Part::Yellow).contains("Neun Familien"));
}

#[test]
fn a_range_is_marked_as_it_was_selected() {
    let mut driver = Driver::ferry(100, 30);
    driver.keys(") ) ) ) ) s ) ) S r");
    let red = in_look(&driver, Part::Red);
    assert!(
        red.contains("Nobody on the islands") && red.contains("Nine families") && red.contains("What we ask"),
        "{red}"
    );
    hides(&driver, "selected");
    // A bead of it means all of it.
    driver.keys("( S g");
    assert_eq!(kept(&driver), [(Kind::Highlight(Colour::Green), None)]);
    // A selection around it takes its place.
    driver.keys("s ( ( ( ( S b");
    assert_eq!(kept(&driver).len(), 2, "the green one reaches beyond it");
    driver.keys("s ) ) ) ) ) S b");
    assert_eq!(kept(&driver).iter().filter(|mark| mark.0 == Kind::Highlight(Colour::Green)).count(), 0);
}

#[test]
fn a_note_is_written_in_several_lines_shown_where_it_is_changed_and_taken_away() {
    for (width, height) in [(100, 30), (40, 10), (20, 6)] {
        let mut driver = Driver::ferry(width, height);
        driver.keys(") ) e").type_text("Who was it");
        driver.keys("Alt-Enter").type_text("in 2021?");
        driver.keys("Enter");
        assert_eq!(kept(&driver), [(Kind::Note, Some("Who was it\nin 2021?".to_owned()))]);
        shows(&driver, "noted");
        driver.keys(") (");
        shows(&driver, "✎ Who was it");
        driver.keys("e").type_text(" Not us.");
        driver.keys("Enter");
        assert_eq!(kept(&driver), [(Kind::Note, Some("Who was it\nin 2021? Not us.".to_owned()))]);
        driver.keys("e Ctrl-u Backspace Ctrl-u Enter");
        assert_eq!(kept(&driver), []);
    }
}

#[test]
fn a_note_that_is_left_is_not_lost_and_a_paste_brings_no_control_characters() {
    let mut driver = Driver::ferry(100, 30);
    driver.keys(") e");
    driver.send(Event::Paste("one\r\ntwo\u{1b}]52;c;eA==\u{7}".to_owned()));
    shows(&driver, "two]52;c;eA==");
    driver.keys("Esc");
    assert_eq!(kept(&driver), []);
    driver.keys("e");
    shows(&driver, "two]52;c;eA==");
    driver.keys("Enter");
    assert_eq!(kept(&driver), [(Kind::Note, Some("one\ntwo]52;c;eA==".to_owned()))]);
    driver.keys("e").type_text("x");
    driver.keys("Esc ) e");
    hides(&driver, "two]52");
}

#[test]
fn a_bookmark_or_highlight_with_a_note_is_one_mark_and_its_note_outlives_it() {
    let mut driver = Driver::ferry(100, 30);
    driver.keys(") S y e").type_text("why");
    driver.keys("Enter");
    assert_eq!(kept(&driver), [(Kind::Highlight(Colour::Yellow), Some("why".to_owned()))]);
    driver.keys("S 0");
    assert_eq!(kept(&driver), [(Kind::Note, Some("why".to_owned()))]);
    driver.keys(": u n d o - m a r k Enter");
    assert_eq!(kept(&driver), [(Kind::Highlight(Colour::Yellow), Some("why".to_owned()))]);
    driver.keys(": u n d o - m a r k Enter : u n d o - m a r k Enter");
    assert_eq!(kept(&driver), []);
    driver.keys(": u n d o - m a r k Enter");
    shows(&driver, "no change of a mark to undo");
}

#[test]
fn one_goes_from_mark_to_mark_and_back_by_jump() {
    let mut driver = Driver::ferry(100, 30);
    driver.keys(") B ) ) ) e x Enter ) ) S y g");
    let mut seen = Vec::new();
    for _ in 0..3 {
        driver.keys("'");
        seen.push(driver.current()[0][0].chars().take(8).collect::<String>());
    }
    assert_eq!(seen, ["For eigh", "On 3 May", "Nine fam"]);
    driver.keys("'");
    shows(&driver, "no mark after this");
    driver.keys("\"");
    assert!(driver.current()[0][0].starts_with("On 3 May"));
    driver.keys("Ctrl-o");
    assert!(driver.current()[0][0].starts_with("Nine fam"));
}

#[test]
fn the_list_of_marks_filters_goes_there_removes_and_undoes() {
    for (width, height) in [(120, 30), (60, 20), (40, 10), (20, 6)] {
        let mut driver = Driver::ferry(width, height);
        driver.keys("L");
        if width > 40 {
            shows(&driver, "there are no marks");
        }
        driver.keys(") B ) ) ) e").type_text("Jahreszahl?");
        driver.keys("Enter ) ) S y g L");
        shows(&driver, "⚑");
        assert!(matches!(driver.app.overlay, Some(Overlay::Marks(_))));
        driver.type_text("jahreszahl").keys("Enter");
        assert!(driver.current()[0][0].starts_with("On 3 May"), "at {width}");
        driver.keys("L").type_text("families yellow").keys("Delete");
        assert_eq!(kept(&driver).len(), 2);
        driver.keys("Ctrl-z");
        assert_eq!(kept(&driver).len(), 3);
        driver.keys("Enter");
        assert!(driver.current()[0][0].starts_with("Nine fam"), "at {width}");
    }
}

#[test]
fn marks_and_notes_tell_nothing_of_what_is_veiled() {
    for left_is_veiled in [false, true] {
        let mut driver = Driver::ferry(120, 30);
        driver.keys(") ) ) ) ) ) B");
        driver.keys(if left_is_veiled { "Tab H" } else { "H" });
        let [veiled, seen] = if left_is_veiled { ["Nine", "Neun"] } else { ["Neun", "Nine"] };
        driver.keys("L");
        hides(&driver, veiled);
        shows(&driver, seen);
        driver.keys("Esc e");
        shows(&driver, &format!("Note on “{seen}"));
        driver.keys("Esc o");
        if driver.screen().contains(seen) {
            driver.keys("o");
        }
        driver.keys("L");
        hides(&driver, veiled);
    }
}

#[test]
fn a_mark_in_a_veiled_version_alone_is_shaded_in_the_list_until_it_is_lifted() {
    let mut driver = Driver::ferry(120, 30);
    driver.keys(") ) ) ) ) ) Tab o B o Shift-Tab H");
    hides(&driver, "Neun Familien");
    driver.keys("L");
    shows(&driver, "⚑");
    hides(&driver, "Neun Familien");
    driver.type_text("familien");
    shows(&driver, "no mark has these words");
    driver.keys("Esc Enter L");
    shows(&driver, "Neun Familien");
}

#[test]
fn the_list_of_all_marks_leads_into_other_works_and_tells_what_is_not_there() {
    let mut driver = Driver::open(120, 30, &[fixture("collection")]);
    driver.keys("Enter ) B");
    let first = driver.current()[0][0].clone();
    driver.keys("Esc j Enter ) ) S y");
    let work = driver.app.reader.as_ref().map(|reader| reader.work.id.clone());
    driver.keys("L Tab");
    shows(&driver, "Marks of all works");
    shows(&driver, "2 marks");
    driver.type_text("bookmark").keys("Enter");
    assert_ne!(driver.app.reader.as_ref().map(|reader| reader.work.id.clone()), work);
    assert_eq!(driver.current()[0][0], first);
    // In another library these marks are told, and nothing is lost.
    let marks = driver.marks.clone().expect("they were saved");
    let mut driver = Driver::open(120, 30, &[]);
    driver.send(Event::Marks(Box::new(marks), None));
    driver.keys("L");
    shows(&driver, "not in this library");
    driver.keys("Enter");
    shows(&driver, "its text is not in this library");
}

#[test]
fn a_mark_follows_its_passage_when_the_text_is_changed_and_is_told_as_lost_when_it_is_gone() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("text.txt");
    let paths = [path.clone()];
    std::fs::write(&path, "The first one is here.\n\nThe second one is there.\n\nThe third one is nowhere.\n")
        .expect("written");
    let mut driver = Driver::open(100, 20, &paths);
    driver.keys(") S y");
    assert!(in_look(&driver, Part::Yellow).contains("The second one is there."), "{}", driver.screen());
    std::fs::write(&path, "A new beginning of it.\n\nThe first one is here.\n\nThe second one is there.\n")
        .expect("written");
    driver.keys("R");
    assert!(in_look(&driver, Part::Yellow).contains("The second one is there."), "{}", driver.screen());
    let moved = driver.marks.clone().expect("the new place was saved");
    let from = moved.iter().next().and_then(|mark| mark.at.values().next().map(|anchor| anchor.from));
    assert_eq!(from, Some(48));
    std::fs::write(&path, "Something else altogether.\n\nAnd nothing of it stayed.\n").expect("written");
    driver.keys("R");
    assert_eq!(in_look(&driver, Part::Yellow), "");
    driver.keys("L");
    shows(&driver, "not in the text any more");
    shows(&driver, "The second one is there.");
    driver.keys("Enter");
    shows(&driver, "which began: “The second one is there.”");
    assert_eq!(kept(&driver).len(), 1, "it is not dropped");
}

#[test]
fn marks_that_another_kzreader_made_come_in_beside_ours() {
    let mut driver = Driver::ferry(100, 30);
    driver.keys(") B");
    let ours = driver.marks.clone().expect("saved");
    let mut other = Driver::ferry(100, 30);
    other.keys(") ) S y");
    other.send(Event::Marks(Box::new(ours.clone()), None));
    assert_eq!(kept(&other).len(), 2);
    shows(&other, "⚑");
    other.keys("\" B");
    assert_eq!(kept(&other).len(), 1);
    // What we still have of it does not bring it back.
    other.send(Event::Marks(Box::new(ours), None));
    assert_eq!(kept(&other).len(), 1);
}

#[test]
fn without_colours_every_mark_is_told_by_letters_and_lines() {
    let mut driver = Driver::ferry(100, 30);
    driver.keys(") B ) S y ) S g ) S b ) S r ) S v e").type_text("a note");
    driver.keys("Enter ) ) e").type_text("another").keys("Enter");
    driver.send(Event::Resize(100, 24));
    driver.keys("g");
    let buffer = driver.buffer(Depth::None);
    assert!(buffer.content.iter().all(|cell| (cell.fg, cell.bg) == (Color::Reset, Color::Reset)));
    let mut styles = String::new();
    for y in 0..buffer.area.height {
        let row: String = (0..buffer.area.width)
            .map(|x| if buffer[(x, y)].modifier.contains(Modifier::UNDERLINED) { '_' } else { ' ' })
            .collect();
        styles.push_str(row.trim_end());
        styles.push('\n');
    }
    insta::assert_snapshot!(format!("{}\n\nunderlined:\n{}", driver.screen(), styles.trim_end()));
}

#[test]
fn marks_do_no_harm_to_unlocked_sides_and_to_texts_of_any_kind() {
    let mut driver = Driver::ferry(100, 30);
    driver.keys(") u j j j B S y e x Enter");
    assert_eq!(kept(&driver).len(), 2, "the note is on the bookmark or highlight");
    // Locked as it was: what is pinned would be kept beside the texts.
    driver.keys("U ' \" L Enter");
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in
        [("empty.txt", ""), ("one.txt", "x"), ("odd.txt", "\u{202e}\u{200b}\u{1b}[2J \u{301}\u{301}.\n")]
    {
        let path = folder.path().join(name);
        std::fs::write(&path, text).expect("written");
        let mut driver = Driver::open(80, 24, &[path]);
        driver.keys("B S y e a Enter s B ' \" L Esc y p Y Alt-y");
        driver.screen();
    }
}
