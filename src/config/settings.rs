//! The settings but the keys: one row each, for reading, for printing and for the README.

use super::{CLIPBOARDS, Config};
use crate::app::MEASURE;
use crate::app::geometry::{NARROWEST_MEASURE, WIDEST_MEASURE};
use crate::app::list::Sort;
use crate::checked::{Table, quote};
use crate::error::Result;
use crate::language::table;
use crate::layout::Arrangement;
use crate::model::Language;
use crate::state::{ARRANGEMENTS, GRAINS};
use crate::ui::theme::THEMES;

/// A setting.
pub(super) struct Setting {
    /// The key in the file.
    pub name: &'static str,
    /// What it is for.
    pub help: &'static str,
    /// Reads it from the file.
    pub read: fn(&Table<'_>, &mut Config) -> Result<()>,
    /// Its value as TOML.
    pub value: fn(&Config) -> String,
}

/// Every setting, in the order in which they are printed.
pub(super) const SETTINGS: &[Setting] = &[
    Setting {
        name: "theme",
        help: "The colours: \"dark\", \"light\", \"sepia\", \"contrast\" or \"colour-blind\"",
        read: |table, config| {
            config.configured.choices.theme = name(table, "theme", THEMES.iter().map(|theme| theme.name.as_ref()))?;
            Ok(())
        },
        value: |config| text(config.configured.choices.theme.as_deref().unwrap_or(&THEMES[0].name)),
    },
    Setting {
        name: "layout",
        help: "How two versions stand: \"columns\" (where there is room), \"stacked\" or \"interleaved\"",
        read: |table, config| {
            config.configured.choices.layout = name(table, "layout", ARRANGEMENTS.iter().map(|row| row.0))?;
            Ok(())
        },
        value: |config| text(config.configured.choices.layout.as_deref().unwrap_or(ARRANGEMENTS[0].0)),
    },
    Setting {
        name: "stacked_by",
        help: "Whether stacked versions change by \"block\" or \"bead\"",
        read: |table, config| {
            config.configured.choices.stacked_by = name(table, "stacked_by", GRAINS.iter().map(|row| row.0))?;
            Ok(())
        },
        value: |config| grain(config, Arrangement::Stacked),
    },
    Setting {
        name: "interleaved_by",
        help: "The same for interleaved ones",
        read: |table, config| {
            config.configured.choices.interleaved_by = name(table, "interleaved_by", GRAINS.iter().map(|row| row.0))?;
            Ok(())
        },
        value: |config| grain(config, Arrangement::Interleaved),
    },
    Setting {
        name: "measure",
        help: "The widest text, in columns: 24 to 160",
        read: |table, config| {
            config.configured.choices.measure = table.number("measure", NARROWEST_MEASURE..=WIDEST_MEASURE)?;
            Ok(())
        },
        value: |config| config.configured.choices.measure.unwrap_or(MEASURE).to_string(),
    },
    Setting {
        name: "hyphenation",
        help: "Whether words are divided at the end of a line",
        read: |table, config| {
            config.configured.hyphenation = table.truth("hyphenation")?.unwrap_or(true);
            Ok(())
        },
        value: |config| config.configured.hyphenation.to_string(),
    },
    Setting {
        name: "list",
        help: "Whether the list of works stands beside the text, where there is room",
        read: |table, config| {
            config.configured.choices.list_hidden = table.truth("list")?.map(|list| !list);
            Ok(())
        },
        value: |config| (config.configured.choices.list_hidden != Some(true)).to_string(),
    },
    Setting {
        name: "page_furniture",
        help: "Whether menus, donation notes and the like are shown in full",
        read: |table, config| {
            config.configured.choices.page_furniture = table.truth("page_furniture")?;
            Ok(())
        },
        value: |config| (config.configured.choices.page_furniture == Some(true)).to_string(),
    },
    Setting {
        name: "sort",
        help: "The order of the list: \"date\", \"title\" or \"source\"",
        read: |table, config| {
            config.configured.choices.sort = name(table, "sort", Sort::ALL.iter().map(|row| row.1))?;
            Ok(())
        },
        value: |config| text(config.configured.choices.sort.as_deref().unwrap_or(Sort::default().name())),
    },
    Setting {
        name: "mouse",
        help: "Whether kzreader takes the mouse",
        read: |table, config| {
            config.configured.choices.mouse = table.truth("mouse")?;
            Ok(())
        },
        value: |config| (config.configured.choices.mouse != Some(false)).to_string(),
    },
    Setting {
        name: "clipboard",
        help: "Where copies go: \"auto\", \"osc52\" (through the terminal), \"native\" (not over it) or \"off\"",
        read: |table, config| {
            let named = name(table, "clipboard", CLIPBOARDS.iter().map(|row| row.0))?;
            let chosen = named.and_then(|named| CLIPBOARDS.iter().find(|row| row.0 == named));
            config.clipboard = chosen.map_or_else(Default::default, |row| row.1);
            Ok(())
        },
        value: |config| text(CLIPBOARDS.iter().find(|row| row.1 == config.clipboard).map_or("", |row| row.0)),
    },
    Setting {
        name: "languages",
        help: "The languages that you read, best first, by code or name; [] takes those of the system",
        read: |table, config| {
            config.languages = Vec::new();
            for (word, byte) in table.texts("languages")?.unwrap_or_default() {
                match table::named(&word) {
                    Some(language) => config.languages.push(language),
                    None => {
                        let what = format!("no language is called {:?}; it is left out", quote(&word));
                        table.warn_at(byte, what);
                    }
                }
            }
            Ok(())
        },
        value: |config| list(config.languages.iter().map(Language::tag)),
    },
];

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

fn grain(config: &Config, arrangement: Arrangement) -> String {
    let chosen = config.configured.choices.grain(arrangement);
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
