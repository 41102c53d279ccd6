//! All that kzreader knows to do, gathered from the tables: the manual page and the reference page are made of it.
//!
//! Nothing is said here that a table does not say; what has no table elsewhere (files, environment, exit codes) has one
//! here.

mod manual;
mod page;

use clap::{Arg, Command as CommandLine, CommandFactory as _};

use super::Arguments;
use crate::app::commands::{Applies, COMMANDS, Group};
use crate::app::help::Topic;
use crate::app::keymap::Keymap;
use crate::config;
use crate::export::EXPORTS;
use crate::import::formats::FORMATS;
use crate::ui::theme::{COLOURS, MODIFIERS, Part, THEMES};

/// A part of the reference: paragraphs, and a table.
#[derive(Debug, Default)]
struct Section {
    title: String,
    /// Whether it belongs to the section before it.
    is_below: bool,
    paragraphs: Vec<String>,
    /// Lines to type, under the title.
    usage: Vec<String>,
    /// What stands above the columns of the table; the second column is left out where it has no heading.
    headings: [&'static str; 3],
    rows: Vec<Row>,
}

/// A row of a table: what it is about, more of it, and what it does.
#[derive(Debug)]
struct Row {
    term: String,
    more: String,
    text: String,
}

/// The manual page, in roff.
pub(super) fn manual() -> String {
    manual::of(&sections())
}

/// The reference page, in Markdown.
pub fn page() -> String {
    page::of(&sections())
}

/// What the command line takes, for the help in the program.
pub(super) fn topics() -> Vec<Topic> {
    let mut command_line = Arguments::command();
    command_line.build();
    let subs = visible(&command_line).map(|sub| (format!("kzreader {}", sub.get_name()), about(sub), sub));
    let all = std::iter::once(("kzreader".to_owned(), String::new(), &command_line)).chain(subs);
    all.map(|(title, about, command)| {
        let told = if about.is_empty() { String::new() } else { format!(": {about}") };
        let options = command.get_arguments().filter(|arg| !arg.is_hide_set() && arg.get_id() != "help").map(option);
        // A heading alone would not be told.
        let mut entries: Vec<(String, String)> = options.map(|row| (row.term, row.text)).collect();
        if entries.is_empty() {
            entries.push((String::new(), "takes nothing".to_owned()));
        }
        Topic { title: format!("{title}{told}"), entries }
    })
    .collect()
}

/// Where things lie, and what they are.
const FILES: &[(&str, &str)] = &[
    ("$XDG_CONFIG_HOME/kzreader/config.toml", "The configuration; in ~/.config where that is not set"),
    ("$XDG_CONFIG_HOME/kzreader/themes/NAME.toml", "A theme of your own"),
    ("$XDG_STATE_HOME/kzreader/state.toml", "Places and choices; in ~/.local/state where that is not set"),
    ("$XDG_CACHE_HOME/kzreader/alignments", "Alignments that took long; in ~/.cache where that is not set"),
    ("work.toml", "Beside texts: which files are versions of one work, and what is known of them"),
];

/// What the program ends with.
const EXIT_CODES: &[(&str, &str)] = &[
    ("0", "All is well"),
    ("1", "Something failed, and was told on standard error"),
    ("2", "Wrong usage, or no terminal"),
];

/// What of the environment matters.
const ENVIRONMENT: &[(&str, &str)] = &[
    ("NO_COLOR", "Where it holds anything, there are no colours"),
    ("TERM, COLORTERM", "How many colours the terminal has, and what it can do"),
    ("COLORFGBG", "Whether the terminal is dark or light, until it is asked itself"),
    ("COLUMNS", "The width of what show and align print"),
    ("LC_ALL, LC_MESSAGES, LANG", "The languages you read, where the configuration names none"),
    ("BROWSER", "What opens the address that a text comes from; xdg-open otherwise"),
    ("XDG_CONFIG_HOME, XDG_STATE_HOME, XDG_CACHE_HOME", "The folders that are named under Files"),
];

fn sections() -> Vec<Section> {
    let mut command_line = Arguments::command();
    command_line.build();
    let mut sections = vec![
        Section { usage: usage(&command_line), ..section("Synopsis", &[&about(&command_line)]) },
        Section {
            headings: ["option", "", "what it does"],
            rows: command_line.get_arguments().filter(|arg| !arg.is_hide_set()).map(option).collect(),
            ..section("Options", &[])
        },
    ];
    sections.push(Section {
        title: "Subcommands".to_owned(),
        headings: ["subcommand", "", "what it does"],
        rows: visible(&command_line).map(|sub| row(sub.get_name(), "", &about(sub))).collect(),
        ..Section::default()
    });
    sections.extend(visible(&command_line).map(subcommand));
    sections.push(section("Commands and keys", COMMANDS_TEXT));
    sections.extend(Group::ALL.into_iter().map(commands));
    sections.push(Section {
        headings: ["setting", "default", "what it is for"],
        rows: config::defaults().map(|(name, value, help)| row(name, &value, help)).collect(),
        ..section("Settings", SETTINGS_TEXT)
    });
    sections.extend(themes());
    sections.push(two_columns(
        "Formats that are read",
        ["format", "names"],
        FORMATS.iter().map(|format| {
            let names: Vec<String> = format.extensions.iter().map(|extension| format!(".{extension}")).collect();
            row(format.name, &names.join(" "), format.help)
        }),
    ));
    let exports = EXPORTS.iter().map(|export| row(export.name, "", export.help));
    sections.push(two_columns("Formats that are written", ["format", ""], exports));
    for (title, heading, table) in
        [("Files", "file", FILES), ("Environment", "variable", ENVIRONMENT), ("Exit codes", "code", EXIT_CODES)]
    {
        sections.push(two_columns(title, [heading, ""], table.iter().map(|(term, text)| row(term, "", text))));
    }
    sections
}

const COMMANDS_TEXT: &[&str] = &[
    "In the program, ? shows the keys that apply, all commands, the settings and the command line, and : finds commands and settings by their names. A number before a movement \
     says how often.",
    "The table [keys] of the configuration gives a command other keys, by its name.",
];

const SETTINGS_TEXT: &[&str] = &[
    "Settings stand in config.toml, a line each. What is left out is as here; what is wrong is told with line and column, \
     and the default is taken. kzreader config --default prints a file to begin with, kzreader config what is in effect.",
];

fn row(term: &str, more: &str, text: &str) -> Row {
    Row { term: term.to_owned(), more: more.to_owned(), text: text.to_owned() }
}

fn section(title: &str, paragraphs: &[&str]) -> Section {
    let paragraphs = paragraphs.iter().map(|&text| text.to_owned()).collect();
    Section { title: title.to_owned(), paragraphs, ..Section::default() }
}

fn two_columns(title: &str, [term, more]: [&'static str; 2], rows: impl Iterator<Item = Row>) -> Section {
    Section { headings: [term, more, "what it is"], rows: rows.collect(), ..section(title, &[]) }
}

fn visible(command_line: &CommandLine) -> impl Iterator<Item = &CommandLine> {
    command_line.get_subcommands().filter(|sub| !sub.is_hide_set() && sub.get_name() != "help")
}

fn about(command_line: &CommandLine) -> String {
    command_line.get_about().map_or(String::new(), ToString::to_string)
}

/// What can be given to a subcommand.
fn subcommand(command_line: &CommandLine) -> Section {
    let after = command_line.get_after_help().map_or(String::new(), ToString::to_string);
    let mut paragraphs = vec![about(command_line)];
    paragraphs.extend(after.split("\n\n").filter(|part| !part.is_empty()).map(str::to_owned));
    let arguments = command_line.get_arguments().filter(|arg| !arg.is_hide_set() && arg.get_id() != "help");
    Section {
        title: format!("kzreader {}", command_line.get_name()),
        is_below: true,
        paragraphs,
        usage: usage(command_line),
        headings: ["option", "", "what it does"],
        rows: arguments.map(option).collect(),
    }
}

/// How it is typed, a way a line.
fn usage(command_line: &CommandLine) -> Vec<String> {
    let usage = command_line.clone().render_usage().to_string();
    usage.trim_start_matches("Usage:").lines().map(|line| line.trim().to_owned()).collect()
}

fn option(arg: &Arg) -> Row {
    row(&named(arg), "", &explained(arg))
}

fn named(arg: &Arg) -> String {
    let short = arg.get_short().map_or(String::new(), |short| format!("-{short}, "));
    format!("{short}{arg}")
}

/// Its help, with the values that it takes.
fn explained(arg: &Arg) -> String {
    let mut text = arg.get_help().map_or(String::new(), ToString::to_string);
    let values = arg.get_possible_values();
    if !values.is_empty() && !arg.is_hide_possible_values_set() && arg.get_action().takes_values() {
        let names: Vec<&str> = values.iter().map(clap::builder::PossibleValue::get_name).collect();
        text.push_str(&format!(": {}", names.join(", ")));
    }
    text
}

fn commands(group: Group) -> Section {
    let keymap = Keymap::default();
    let rows = COMMANDS.iter().filter(|row| row.group == group).map(|command| {
        let place = match command.applies {
            Applies::Always => "",
            Applies::Reading => " (in a text)",
            Applies::Listing => " (in the list)",
            Applies::Mending => " (while mending)",
        };
        let keys = keymap.shown(command.command);
        row(command.name, &keys, &format!("{}{place}", command.help))
    });
    Section {
        title: group.title().to_owned(),
        is_below: true,
        headings: ["command", "keys", "what it does"],
        rows: rows.collect(),
        ..Section::default()
    }
}

fn themes() -> Vec<Section> {
    let names = |names: Vec<&str>| names.join(", ");
    let colours = names(COLOURS.iter().map(|(name, _)| *name).collect());
    let modifiers = names(MODIFIERS.iter().map(|(name, _)| *name).collect());
    let built_in = two_columns("Themes", ["theme", ""], THEMES.iter().map(|theme| row(&theme.name, "", &theme.help)));
    let parts = Part::ALL.iter().map(|part| row(part.name(), "", part.help()));
    let parts = Section {
        paragraphs: vec![
            "A theme of your own is a table `[themes.NAME]` in config.toml, or a file themes/NAME.toml beside it. `base` \
             names the built-in theme that it begins with; each part may be given another look, in words, as `mark = \
             \"bold #e0a04a on black\"`, or as a table: `mark = { fg = \"#e0a04a\", bg = \"black\", modifiers = [\"bold\"] }`."
                .to_owned(),
            format!("Colours are #rrggbb, or of the terminal's own sixteen: {colours}. Modifiers: {modifiers}."),
        ],
        is_below: true,
        ..two_columns("Parts of the screen", ["part", ""], parts)
    };
    vec![built_in, parts]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_setting_theme_and_option_stands_in_the_reference_and_in_the_manual() {
        let (page, manual) = (page(), manual().replace('\\', ""));
        let commands = COMMANDS.iter().map(|row| row.name);
        let settings: Vec<&str> = config::defaults().map(|(name, ..)| name).collect();
        let parts = Part::ALL.iter().map(|part| part.name());
        for name in commands.chain(settings).chain(parts) {
            assert!(page.contains(&format!("`{name}`")) && manual.contains(name), "{name}");
        }
        let command_line = Arguments::command();
        for sub in visible(&command_line).chain([&command_line]) {
            for long in sub.get_arguments().filter(|arg| !arg.is_hide_set()).filter_map(Arg::get_long) {
                assert!(page.contains(&format!("--{long}")) && manual.contains(&format!("--{long}")), "{long}");
            }
        }
    }

    #[test]
    fn a_table_row_stays_on_its_line() {
        for line in page().lines().filter(|line| line.starts_with('|')) {
            assert!(line.ends_with('|'), "{line}");
        }
    }
}
