//! Settings, themes and help, as keys and what the screen then shows.

mod common;

use common::{Driver, fixture, shows};
use kzreader::app::commands::COMMANDS;
use kzreader::app::themes::Ground;
use kzreader::app::{Configured, Event, MouseAction};
use kzreader::ui::theme::Depth;
use ratatui::style::Color;

fn configured(width: u16, height: u16, configured: Configured) -> Driver {
    let mut driver = Driver::configured(width, height, &[fixture("collection")], configured);
    driver.keys("Enter");
    driver
}

/// The column in which a text begins in the row that has it.
#[track_caller]
fn column_of(driver: &Driver, text: &str) -> usize {
    let screen = driver.screen();
    let found = screen.lines().find_map(|line| line.find(text).map(|at| line[..at].chars().count()));
    found.unwrap_or_else(|| panic!("{text:?} is not on the screen:\n{screen}"))
}

#[test]
fn margins_and_what_is_between_the_texts_are_as_configured_as_far_as_there_is_room() {
    let usual = Configured { list_from: 1000, ..Configured::default() };
    let (left, right) = ("What has been", "Was beschlossen");
    let before = configured(120, 30, usual.clone());
    let wide = configured(120, 30, Configured { margin: 10, gutter: 9, ..usual.clone() });
    assert_eq!(column_of(&wide, left), column_of(&before, left) + 10);
    let columns = (120 - 20 - 2 - 9 - 1) / 2;
    assert_eq!(column_of(&wide, right) - column_of(&wide, left), columns + 9);
    let narrow = configured(40, 30, Configured { margin: 60, ..usual });
    assert!(narrow.screen().contains(left), "margins give way:\n{}", narrow.screen());
}

#[test]
fn two_versions_stand_side_by_side_from_as_many_columns_as_configured() {
    let side_by_side = |width, columns_from| {
        let driver = configured(width, 30, Configured { columns_from, ..Configured::default() });
        driver.screen().lines().any(|line| line.contains("What has been") && line.contains("Was beschlossen"))
    };
    for (width, columns_from, want) in [(78, 78, true), (77, 78, false), (77, 60, true), (100, 101, false)] {
        assert_eq!(side_by_side(width, columns_from), want, "{width} columns, from {columns_from}");
    }
}

#[test]
fn the_list_stands_beside_the_text_as_wide_as_configured() {
    let with_list = |list_from, list_width| {
        configured(100, 30, Configured { list_from, list_width, ..Configured::default() }).app.geometry
    };
    assert_eq!(with_list(110, 0).list, None);
    assert_eq!(with_list(100, 0).list.expect("a list").width, 28);
    assert_eq!(with_list(100, 20).list.expect("a list").width, 20);
    assert_eq!(with_list(100, 200).list.expect("a list").width, 50, "half of the screen at most");
}

#[test]
fn a_page_keeps_as_many_rows_in_sight_and_the_wheel_turns_as_many_as_configured() {
    let rows_after = |overlap: usize, wheel: usize, turn: &dyn Fn(&mut Driver)| {
        let mut driver = configured(70, 12, Configured { overlap, wheel, ..Configured::default() });
        turn(&mut driver);
        driver.screen()
    };
    let page_down = |driver: &mut Driver| {
        driver.keys("PgDn");
    };
    let by_lines = |n: usize| {
        let mut driver = configured(70, 12, Configured::default());
        for _ in 0..n {
            driver.keys("j");
        }
        driver.screen()
    };
    // Nine rows of text between the bar, the headings and the status line.
    assert_eq!(rows_after(4, 3, &page_down), by_lines(5));
    assert_eq!(rows_after(0, 3, &page_down), by_lines(9));
    let wheel = |driver: &mut Driver| {
        driver.send(Event::Mouse { action: MouseAction::WheelDown, column: 5, row: 5, at: std::time::Duration::ZERO })
    };
    assert_eq!(rows_after(2, 5, &wheel), by_lines(5));
}

#[test]
fn a_text_opens_at_its_beginning_where_resuming_is_turned_off() {
    for resume in [true, false] {
        let mut driver = configured(100, 12, Configured { resume, list_from: 1000, ..Configured::default() });
        driver.keys(") ) ) ) )");
        let left_at = driver.current();
        // Another work, and back.
        driver.keys("Esc j Enter Esc k Enter");
        assert_eq!(driver.current() == left_at, resume);
    }
}

/// The ground that the text stands on.
fn ground(driver: &Driver) -> Option<Color> {
    let area = driver.app.geometry.text.or(driver.app.geometry.list).expect("something is shown");
    driver.buffer(Depth::True)[(area.x + area.width - 1, area.y + area.height - 1)].style().bg
}

const DARK: Option<Color> = Some(Color::Rgb(0x1b, 0x1d, 0x21));
const LIGHT: Option<Color> = Some(Color::Rgb(0xfb, 0xf9, 0xf4));
const SEPIA: Option<Color> = Some(Color::Rgb(0xf4, 0xec, 0xd8));

#[test]
fn a_theme_is_seen_while_it_is_selected_and_kept_or_given_back() {
    let mut driver = Driver::ferry(100, 30);
    assert_eq!(ground(&driver), DARK);
    driver.keys("T j j");
    assert_eq!(ground(&driver), LIGHT);
    driver.keys("j");
    assert_eq!(ground(&driver), SEPIA);
    assert!(driver.screen().contains("› English · The ferry must stay"), "the text is still to be seen");
    driver.keys("Esc");
    assert_eq!(ground(&driver), DARK);
    assert_eq!(driver.app.state().choices.theme, None, "nothing was chosen");
    driver.keys("T G");
    driver.keys("k k k Enter");
    assert_eq!(ground(&driver), LIGHT);
    assert_eq!(driver.app.state().choices.theme.as_deref(), Some("light"));
    assert!(driver.screen().contains("theme: light"));
    driver.keys("t");
    assert_eq!(ground(&driver), SEPIA, "t goes on to the next one");
}

#[test]
fn the_list_of_themes_opens_and_closes_on_any_screen_in_every_layout() {
    for (width, height) in [(160, 48), (80, 24), (40, 10), (20, 6), (3, 2), (1, 1)] {
        let mut driver = Driver::ferry(width, height);
        for layout in ["", "v", "v", "o"] {
            driver.keys(layout).keys("T j j Down PgDn Home End T t x");
            driver.screen();
            driver.keys("q");
            assert_eq!(driver.app.themes.shown_name(), "dark", "{width}x{height}");
        }
    }
}

#[test]
fn the_ground_of_the_terminal_decides_until_a_theme_is_chosen() {
    let mut driver = Driver::ferry(100, 30);
    driver.send(Event::Ground(Ground::Light));
    assert_eq!(ground(&driver), LIGHT);
    driver.send(Event::Ground(Ground::Dark));
    assert_eq!(ground(&driver), DARK);
    driver.keys("t t");
    driver.send(Event::Ground(Ground::Light));
    assert_eq!(ground(&driver), SEPIA, "it was chosen");
    driver.keys("T g");
    assert_eq!(ground(&driver), LIGHT, "auto is the first of the list");
    driver.keys("Enter");
    assert!(driver.screen().contains("theme: auto, now light"));
}

#[test]
fn themes_for_a_dark_and_for_a_light_terminal_are_as_configured() {
    let light_theme = "sepia".to_owned();
    let mut driver = configured(100, 30, Configured { light_theme, ..Configured::default() });
    driver.send(Event::Ground(Ground::Light));
    assert_eq!(ground(&driver), SEPIA);
}

/// Every row of a part of the help, by scrolling through it.
fn whole_help(driver: &mut Driver) -> String {
    let mut whole = driver.screen();
    loop {
        driver.keys("PgDn");
        let screen = driver.screen();
        if whole.ends_with(&screen) {
            return whole;
        }
        whole.push_str(&screen);
    }
}

#[test]
fn the_help_has_every_command_and_every_setting_with_its_value() {
    for (width, height) in [(100, 30), (80, 24), (40, 10)] {
        let mut driver = Driver::ferry(width, height);
        driver.keys("+ ? Tab");
        let commands = whole_help(&mut driver);
        for row in COMMANDS {
            assert!(commands.contains(row.name) || row.name.len() > 17, "{}:\n{commands}", row.name);
        }
        driver.keys("Tab");
        let settings = whole_help(&mut driver);
        for row in kzreader::config::rows() {
            assert!(settings.contains(row.name), "{}", row.name);
        }
        assert!(
            width < 80 || settings.contains("76 · The widest text"),
            "what was chosen by key is in effect:\n{settings}"
        );
        driver.keys("Shift-Tab Shift-Tab x");
        assert!(driver.app.overlay.is_none(), "any other key closes");
    }
}

#[test]
fn the_help_is_filtered_by_typing() {
    let mut driver = Driver::ferry(100, 30);
    driver.keys("? Tab /").type_text("next-he");
    shows(&driver, "To the next heading");
    assert!(!driver.screen().contains("A page down"));
    driver.keys("Enter Tab");
    shows(&driver, "nothing matches");
    driver.keys("Esc");
    shows(&driver, "columns_from");
    driver.keys("Esc");
    assert!(driver.app.overlay.is_none());
    driver.keys("? / Esc Esc");
    assert!(driver.app.overlay.is_none());
}

#[test]
fn the_palette_finds_settings_and_tells_what_they_are_and_how_they_change() {
    let mut driver = Driver::ferry(160, 30);
    driver.keys(":").type_text("measure");
    shows(&driver, "= 72");
    driver.keys("Enter");
    shows(
        &driver,
        "measure = 72 · The widest text, in columns: 24 to 160 (by key: + -); config.toml says it for every start",
    );
}
