//! The settings but the keys: one row each, for reading, for printing, for the help and for the documents.

use std::ops::RangeInclusive;

use super::Config;
use crate::app::commands::Command as C;
use crate::app::geometry::{NARROWEST_MEASURE, WIDEST_MEASURE};
use crate::app::list::Sort;
use crate::app::themes::AUTO;
use crate::app::{CLIPBOARDS, Configured, HABITS, MEASURE, SettingRow};
use crate::checked::{Table, quote};
use crate::error::Result;
use crate::language::table;
use crate::layout::Arrangement;
use crate::model::Language;
use crate::state::{ARRANGEMENTS, GRAINS};

/// A setting.
pub(super) struct Setting {
    /// What is known of it everywhere.
    pub row: SettingRow,
    /// Reads it from the file.
    pub read: fn(&Table<'_>, &mut Config) -> Result<()>,
}

/// Every setting, in the order in which they are printed.
pub(super) const SETTINGS: &[Setting] = &[
    Setting {
        row: SettingRow {
            name: "theme",
            help: "The colours: \"auto\" (as the terminal is dark or light), \"dark\", \"light\", \"sepia\", \
                   \"contrast\", \"colour-blind\" or a theme of your own",
            commands: &[C::NextTheme, C::Themes],
            value: |configured| text(configured.choices.theme.as_deref().unwrap_or(AUTO)),
        },
        read: |table, config| {
            let names = config.themes.names();
            let names = std::iter::once(AUTO).chain(names.iter().map(String::as_str));
            config.configured.choices.theme = name(table, "theme", names)?;
            Ok(())
        },
    },
    Setting {
        row: SettingRow {
            name: "dark_theme",
            help: "The theme that \"auto\" takes where the terminal is dark, or does not tell",
            commands: &[],
            value: |configured| text(&configured.dark_theme),
        },
        read: |table, config| theme(table, "dark_theme", config, |configured| &mut configured.dark_theme),
    },
    Setting {
        row: SettingRow {
            name: "light_theme",
            help: "The one that it takes where the terminal is light",
            commands: &[],
            value: |configured| text(&configured.light_theme),
        },
        read: |table, config| theme(table, "light_theme", config, |configured| &mut configured.light_theme),
    },
    Setting {
        row: SettingRow {
            name: "layout",
            help: "How two versions stand: \"columns\" (where there is room), \"stacked\" or \"interleaved\"",
            commands: &[C::NextArrangement, C::Columns, C::Stacked, C::Interleaved],
            value: |configured| text(configured.choices.layout.as_deref().unwrap_or(ARRANGEMENTS[0].0)),
        },
        read: |table, config| {
            config.configured.choices.layout = name(table, "layout", ARRANGEMENTS.iter().map(|row| row.0))?;
            Ok(())
        },
    },
    Setting {
        row: SettingRow {
            name: "columns_from",
            help: "From how many columns for the text on two versions stand side by side: 40 to 400",
            commands: &[],
            value: |configured| configured.columns_from.to_string(),
        },
        read: |table, config| number(table, "columns_from", 40..=400, &mut config.configured.columns_from),
    },
    Setting {
        row: SettingRow {
            name: "stacked_by",
            help: "Whether stacked versions change by \"block\" or \"bead\"",
            commands: &[C::Grain],
            value: |configured| grain(configured, Arrangement::Stacked),
        },
        read: |table, config| {
            config.configured.choices.stacked_by = name(table, "stacked_by", GRAINS.iter().map(|row| row.0))?;
            Ok(())
        },
    },
    Setting {
        row: SettingRow {
            name: "interleaved_by",
            help: "The same for interleaved ones",
            commands: &[C::Grain],
            value: |configured| grain(configured, Arrangement::Interleaved),
        },
        read: |table, config| {
            config.configured.choices.interleaved_by = name(table, "interleaved_by", GRAINS.iter().map(|row| row.0))?;
            Ok(())
        },
    },
    Setting {
        row: SettingRow {
            name: "measure",
            help: "The widest text, in columns: 24 to 160",
            commands: &[C::Wider, C::Narrower],
            value: |configured| configured.choices.measure.unwrap_or(MEASURE).to_string(),
        },
        read: |table, config| {
            config.configured.choices.measure = table.number("measure", NARROWEST_MEASURE..=WIDEST_MEASURE)?;
            Ok(())
        },
    },
    Setting {
        row: SettingRow {
            name: "margin",
            help: "Columns kept free left and right of the text, where there is room: 0 to 60",
            commands: &[],
            value: |configured| configured.margin.to_string(),
        },
        read: |table, config| number(table, "margin", 0..=60, &mut config.configured.margin),
    },
    Setting {
        row: SettingRow {
            name: "gutter",
            help: "Columns between two texts, where there is room: 3 to 21",
            commands: &[],
            value: |configured| configured.gutter.to_string(),
        },
        read: |table, config| number(table, "gutter", 3..=21, &mut config.configured.gutter),
    },
    Setting {
        row: SettingRow {
            name: "hyphenation",
            help: "Whether words are divided at the end of a line",
            commands: &[],
            value: |configured| configured.hyphenation.to_string(),
        },
        read: |table, config| truth(table, "hyphenation", &mut config.configured.hyphenation),
    },
    Setting {
        row: SettingRow {
            name: "justification",
            help: "Whether the rows of running text are filled, where it takes little and there is room",
            commands: &[C::Justify],
            value: |configured| (configured.choices.justification == Some(true)).to_string(),
        },
        read: |table, config| {
            config.configured.choices.justification = table.truth("justification")?;
            Ok(())
        },
    },
    Setting {
        row: SettingRow {
            name: "page_furniture",
            help: "Whether menus, donation notes and the like are shown in full",
            commands: &[C::Furniture],
            value: |configured| (configured.choices.page_furniture == Some(true)).to_string(),
        },
        read: |table, config| {
            config.configured.choices.page_furniture = table.truth("page_furniture")?;
            Ok(())
        },
    },
    Setting {
        row: SettingRow {
            name: "resume",
            help: "Whether a text opens where it was left",
            commands: &[],
            value: |configured| configured.resume.to_string(),
        },
        read: |table, config| truth(table, "resume", &mut config.configured.resume),
    },
    Setting {
        row: SettingRow {
            name: "overlap",
            help: "Rows of the page before that stay in sight when a page is turned: 0 to 20",
            commands: &[],
            value: |configured| configured.overlap.to_string(),
        },
        read: |table, config| number(table, "overlap", 0..=20, &mut config.configured.overlap),
    },
    Setting {
        row: SettingRow {
            name: "zen",
            help: "Whether the text is alone on the screen when kzreader starts",
            commands: &[C::Zen],
            value: |configured| configured.zen.to_string(),
        },
        read: |table, config| {
            config.configured.zen = table.truth("zen")?.unwrap_or(false);
            Ok(())
        },
    },
    Setting {
        row: SettingRow {
            name: "list",
            help: "Whether the list of works stands beside the text, where there is room",
            commands: &[C::ToggleList],
            value: |configured| (configured.choices.list_hidden != Some(true)).to_string(),
        },
        read: |table, config| {
            config.configured.choices.list_hidden = table.truth("list")?.map(|list| !list);
            Ok(())
        },
    },
    Setting {
        row: SettingRow {
            name: "list_from",
            help: "From how many columns of the screen on it does so: 60 to 1000",
            commands: &[],
            value: |configured| configured.list_from.to_string(),
        },
        read: |table, config| number(table, "list_from", 60..=1000, &mut config.configured.list_from),
    },
    Setting {
        row: SettingRow {
            name: "list_width",
            help: "Its columns: 8 to 200, half of the screen at most; 0 for a quarter of the screen",
            commands: &[],
            value: |configured| configured.list_width.to_string(),
        },
        read: |table, config| number(table, "list_width", 0..=200, &mut config.configured.list_width),
    },
    Setting {
        row: SettingRow {
            name: "sort",
            help: "The order of the list: \"date\", \"title\" or \"source\"",
            commands: &[C::Sort],
            value: |configured| text(configured.choices.sort.as_deref().unwrap_or(Sort::default().name())),
        },
        read: |table, config| {
            config.configured.choices.sort = name(table, "sort", Sort::ALL.iter().map(|row| row.1))?;
            Ok(())
        },
    },
    Setting {
        row: SettingRow {
            name: "mouse",
            help: "Whether kzreader takes the mouse",
            commands: &[C::ToggleMouse],
            value: |configured| (configured.choices.mouse != Some(false)).to_string(),
        },
        read: |table, config| {
            config.configured.choices.mouse = table.truth("mouse")?;
            Ok(())
        },
    },
    Setting {
        row: SettingRow {
            name: "wheel",
            help: "Rows that a turn of the wheel scrolls: 1 to 50",
            commands: &[],
            value: |configured| configured.wheel.to_string(),
        },
        read: |table, config| number(table, "wheel", 1..=50, &mut config.configured.wheel),
    },
    Setting {
        row: SettingRow {
            name: "right_to_left",
            help: "Who orders text from right to left: \"auto\", \"kzreader\", \"words\" (they are the terminal's) or \"terminal\"",
            commands: &[],
            value: |configured| {
                text(HABITS.iter().find(|row| row.1 == configured.right_to_left).map_or("", |row| row.0))
            },
        },
        read: |table, config| {
            let named = name(table, "right_to_left", HABITS.iter().map(|row| row.0))?;
            let chosen = named.and_then(|named| HABITS.iter().find(|row| row.0 == named));
            config.configured.right_to_left = chosen.and_then(|row| row.1);
            Ok(())
        },
    },
    Setting {
        row: SettingRow {
            name: "clipboard",
            help: "Where copies go: \"auto\", \"osc52\" (through the terminal), \"native\" (not over it) or \"off\"",
            commands: &[],
            value: |configured| {
                text(CLIPBOARDS.iter().find(|row| row.1 == configured.clipboard).map_or("", |row| row.0))
            },
        },
        read: |table, config| {
            let named = name(table, "clipboard", CLIPBOARDS.iter().map(|row| row.0))?;
            let chosen = named.and_then(|named| CLIPBOARDS.iter().find(|row| row.0 == named));
            config.configured.clipboard = chosen.map_or_else(Default::default, |row| row.1);
            Ok(())
        },
    },
    Setting {
        row: SettingRow {
            name: "languages",
            help: "The languages that you read, best first, by code or name; [] takes those of the system",
            commands: &[],
            value: |configured| list(configured.languages.iter().map(Language::tag)),
        },
        read: |table, config| {
            config.configured.languages = Vec::new();
            for (word, byte) in table.texts("languages")?.unwrap_or_default() {
                match table::named(&word) {
                    Some(language) => config.configured.languages.push(language),
                    None => {
                        let what = format!("no language is called {:?}; it is left out", quote(&word));
                        table.warn_at(byte, what);
                    }
                }
            }
            Ok(())
        },
    },
];

/// Reads the name of a theme, if it is there.
fn theme(
    table: &Table<'_>,
    key: &'static str,
    config: &mut Config,
    into: fn(&mut Configured) -> &mut String,
) -> Result<()> {
    let named = name(table, key, config.themes.names().iter().map(String::as_str))?;
    named.into_iter().for_each(|name| *into(&mut config.configured) = name);
    Ok(())
}

/// Reads a number, if it is there.
fn number(table: &Table<'_>, key: &'static str, range: RangeInclusive<usize>, into: &mut usize) -> Result<()> {
    *into = table.number(key, range)?.unwrap_or(*into);
    Ok(())
}

/// Reads a truth, if it is there.
fn truth(table: &Table<'_>, key: &'static str, into: &mut bool) -> Result<()> {
    *into = table.truth(key)?.unwrap_or(*into);
    Ok(())
}

/// The one of these names that a key holds.
fn name<'n>(
    table: &Table<'_>,
    key: &'static str,
    names: impl Iterator<Item = &'n str> + Clone,
) -> Result<Option<String>> {
    let quoted: Vec<String> = names.clone().map(|name| format!("`{name}`")).collect();
    let wanted = match quoted.split_last() {
        Some((last, others)) if !others.is_empty() => format!("{} or {last}", others.join(", ")),
        _ => quoted.concat(),
    };
    table.word(key, &wanted, |word| names.clone().find(|name| *name == word).map(str::to_owned))
}

fn grain(configured: &Configured, arrangement: Arrangement) -> String {
    let chosen = configured.choices.grain(arrangement);
    text(GRAINS.iter().find(|row| row.1 == chosen).map_or("", |row| row.0))
}

/// A text as TOML.
pub(super) fn text(text: &str) -> String {
    toml::Value::from(text).to_string()
}

/// A list of texts as TOML.
pub(super) fn list<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    format!("[{}]", texts.map(text).collect::<Vec<_>>().join(", "))
}
