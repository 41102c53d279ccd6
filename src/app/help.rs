//! The help overlay's text: the keys that apply, all commands, the settings, and what the command line takes.

use tui_input::Input;

use super::App;
use super::commands::{COMMANDS, Command, CommandRow, Group, Pane};
use super::configured::{Configured, SettingRow};
use super::keymap::Keymap;
use crate::language::fold::fold;
use crate::layout::width::{prefix, width};

/// A line of the help.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HelpRow {
    /// Nothing.
    Blank,
    /// A heading.
    Heading(String),
    /// Keys, or a name, and what it does.
    Keys(String, String),
}

/// A part of the help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Section {
    /// The keys that apply where the reader is.
    #[default]
    Here,
    /// Every command, with its name and keys.
    Commands,
    /// The settings, with what is in effect.
    Settings,
    /// What the command line takes.
    CommandLine,
}

impl Section {
    /// All of them, in order.
    pub const ALL: [Section; 4] = [Section::Here, Section::Commands, Section::Settings, Section::CommandLine];

    /// Its name.
    pub fn title(self) -> &'static str {
        match self {
            Section::Here => "keys here",
            Section::Commands => "all commands",
            Section::Settings => "settings",
            Section::CommandLine => "command line",
        }
    }
}

/// What of the help is looked at.
#[derive(Debug, Clone, Default)]
pub struct View {
    /// The part.
    pub section: Section,
    /// The first row shown.
    pub top: usize,
    /// What its rows are filtered by, as it was typed.
    pub input: Input,
    /// Whether that is being typed.
    pub is_typing: bool,
}

/// Something of the program that another part of it knows: a title, and names with what they do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// What it is about.
    pub title: String,
    /// Names, and what they do.
    pub entries: Vec<(String, String)>,
}

impl App {
    /// The rows of the help as it is looked at, as they fit the screen.
    pub fn help_rows(&self, view: &View) -> Vec<HelpRow> {
        let rows = match view.section {
            Section::Here => here(self.keyboard(), &self.keymap),
            Section::Commands => commands(&self.keymap),
            Section::Settings => settings(&(self.settings)(), &self.in_effect(), &self.keymap),
            Section::CommandLine => topics((self.manual)()),
        };
        wrapped(filtered(rows, view.input.value()), self.size)
    }

    /// The configuration with what was chosen by key since.
    pub fn in_effect(&self) -> Configured {
        let choices = self.state.choices.over(&self.configured.choices);
        Configured { choices, ..self.configured.clone() }
    }
}

/// The keys that apply in a pane.
pub fn here(pane: Pane, keymap: &Keymap) -> Vec<HelpRow> {
    // What is being done comes first.
    let is_first = |group: &Group| pane == Pane::Mending && *group == Group::Mend;
    let (first, others): (Vec<Group>, Vec<Group>) = Group::ALL.into_iter().partition(is_first);
    let groups = first.into_iter().chain(others);
    by_group(groups, |row| is_told(row, pane), |row| (shown(row, keymap), row.help.to_owned()))
}

/// Every command by its name, with its keys.
fn commands(keymap: &Keymap) -> Vec<HelpRow> {
    let told = |row: &CommandRow| match keymap.shown(row.command) {
        keys if keys.is_empty() => row.help.to_owned(),
        keys => format!("{} ({keys})", row.help),
    };
    by_group(Group::ALL.into_iter(), |_| true, |row| (row.name.to_owned(), told(row)))
}

fn by_group(
    groups: impl Iterator<Item = Group>,
    is_in: impl Fn(&CommandRow) -> bool,
    told: impl Fn(&CommandRow) -> (String, String),
) -> Vec<HelpRow> {
    let entries = |group| COMMANDS.iter().filter(|row| row.group == group && is_in(row)).map(&told).collect();
    topics(groups.map(|group| Topic { title: group.title().to_owned(), entries: entries(group) }).collect())
}

/// The keys of a command, or its name for the palette where it has none.
fn shown(row: &CommandRow, keymap: &Keymap) -> String {
    let keys = keymap.shown(row.command);
    if keys.is_empty() { format!(":{}", row.name) } else { keys }
}

/// Whether the help of a pane tells of a command: while the alignment is mended of what mends it and of moving.
fn is_told(row: &CommandRow, pane: Pane) -> bool {
    let mends = |group: Group| matches!(group, Group::Mend | Group::Move | Group::Program);
    let begins = row.command == Command::Mend;
    row.applies_in(pane) && (pane != Pane::Mending || (mends(row.group) && !begins))
}

/// The settings, each with its value and the keys that change it.
fn settings(settings: &[SettingRow], in_effect: &Configured, keymap: &Keymap) -> Vec<HelpRow> {
    let entries = settings.iter().map(|row| (row.name.to_owned(), row.told(in_effect, keymap))).collect();
    topics(vec![Topic { title: "In config.toml; kzreader config says where that is".to_owned(), entries }])
}

impl SettingRow {
    /// Its value, what it is for, and the keys that change it.
    pub fn told(&self, in_effect: &Configured, keymap: &Keymap) -> String {
        let keys: Vec<String> = self.commands.iter().map(|&command| keymap.hint(command)).collect();
        let by_key = if keys.is_empty() { String::new() } else { format!(" (by key: {})", keys.join(" ")) };
        format!("{} · {}{by_key}", (self.value)(in_effect), self.help)
    }
}

/// Topics that tell anything, a blank row between them.
fn topics(topics: Vec<Topic>) -> Vec<HelpRow> {
    let mut rows = Vec::new();
    for Topic { title, entries } in topics.into_iter().filter(|topic| !topic.entries.is_empty()) {
        if !rows.is_empty() {
            rows.push(HelpRow::Blank);
        }
        rows.push(HelpRow::Heading(title));
        rows.extend(entries.into_iter().map(|(name, text)| HelpRow::Keys(name, text)));
    }
    rows
}

/// The rows that hold what was typed, whatever the case and the accents, under their headings.
fn filtered(rows: Vec<HelpRow>, typed: &str) -> Vec<HelpRow> {
    let wanted = fold(typed.trim());
    if wanted.is_empty() {
        return rows;
    }
    let mut found: Vec<HelpRow> = Vec::new();
    let mut heading = None;
    for row in rows {
        match &row {
            HelpRow::Blank => {}
            HelpRow::Heading(_) => heading = Some(row),
            HelpRow::Keys(name, text) => {
                if name.contains(typed.trim()) || fold(&format!("{name} {text}")).contains(wanted.as_str()) {
                    found.extend(heading.take());
                    found.push(row);
                }
            }
        }
    }
    found
}

/// The widest that the overlay gets, in columns.
pub const WIDTH: u16 = 84;

/// The columns of the keys.
pub const KEYS_WIDTH: usize = 18;

/// The rows of text that the overlay shows on a screen of this size, below the names of its parts.
pub fn height(size: (u16, u16)) -> usize {
    usize::from(size.1.saturating_sub(3)).max(1)
}

/// The columns of help text beside the keys on a screen of this size.
pub fn text_width(size: (u16, u16)) -> usize {
    usize::from(size.0.min(WIDTH)).saturating_sub(KEYS_WIDTH + 4).max(10)
}

/// Rows as they fit on a screen, what is too long for one going on in the next.
pub fn wrapped(rows: Vec<HelpRow>, size: (u16, u16)) -> Vec<HelpRow> {
    let mut wrapped = Vec::new();
    for row in rows {
        match row {
            HelpRow::Keys(keys, text) => {
                let names = if width(&keys) > KEYS_WIDTH { lines(&keys, KEYS_WIDTH) } else { vec![keys] };
                let texts = lines(&text, text_width(size));
                let line = |lines: &[String], index: usize| lines.get(index).cloned().unwrap_or_default();
                let n_lines = names.len().max(texts.len());
                wrapped.extend((0..n_lines).map(|index| HelpRow::Keys(line(&names, index), line(&texts, index))));
            }
            other => wrapped.push(other),
        }
    }
    wrapped
}

/// A text in lines of at most so many columns, broken at blanks, and within a word that is too long for any line.
fn lines(text: &str, columns: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for mut word in text.split(' ') {
        let used = lines.last().map_or(0, |line| width(line));
        if used > 0 && used + 1 + width(word) > columns {
            lines.push(String::new());
        }
        while width(word) > columns {
            let fitting = prefix(word, columns);
            if fitting.is_empty() {
                break;
            }
            lines.last_mut().expect("there is one from the beginning").push_str(fitting);
            lines.push(String::new());
            word = &word[fitting.len()..];
        }
        let line = lines.last_mut().expect("there is one from the beginning");
        let blank = if line.is_empty() { "" } else { " " };
        line.push_str(blank);
        line.push_str(word);
    }
    lines
}

/// The default keys as a Markdown table, for the README.
pub fn markdown() -> String {
    let keymap = Keymap::default();
    let mut table = String::new();
    for group in Group::ALL {
        table.push_str(&format!("| **{}** | | |\n", group.title()));
        for row in COMMANDS.iter().filter(|row| row.group == group) {
            let keys: Vec<String> =
                keymap.shown(row.command).split_whitespace().map(|key| format!("`{key}`")).collect();
            table.push_str(&format!("| {} | {} | {} |\n", keys.join(" "), row.name, row.help));
        }
    }
    table
}
