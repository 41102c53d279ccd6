//! The help overlay's text: the command table as far as it applies.

use super::commands::{COMMANDS, Command, CommandRow, Group, Pane};
use super::keymap::Keymap;

/// A line of the help.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HelpRow {
    /// Nothing.
    Blank,
    /// A heading.
    Heading(&'static str),
    /// Keys and what they do.
    Keys(String, &'static str),
}

/// The lines of the help for a pane.
pub fn rows(pane: Pane, keymap: &Keymap) -> Vec<HelpRow> {
    let mut rows = Vec::new();
    // What is being done comes first.
    let is_first = |group: &Group| pane == Pane::Mending && *group == Group::Mend;
    let (first, others): (Vec<Group>, Vec<Group>) = Group::ALL.into_iter().partition(is_first);
    for group in first.into_iter().chain(others) {
        let commands: Vec<_> = COMMANDS.iter().filter(|row| row.group == group && is_told(row, pane)).collect();
        if commands.is_empty() {
            continue;
        }
        if !rows.is_empty() {
            rows.push(HelpRow::Blank);
        }
        rows.push(HelpRow::Heading(group.title()));
        rows.extend(commands.into_iter().map(|row| {
            let keys = keymap.shown(row.command);
            HelpRow::Keys(if keys.is_empty() { format!(":{}", row.name) } else { keys }, row.help)
        }));
    }
    rows
}

/// Whether the help of a pane tells of a command: while the alignment is mended of what mends it and of moving.
fn is_told(row: &CommandRow, pane: Pane) -> bool {
    let mends = |group: Group| matches!(group, Group::Mend | Group::Move | Group::Program);
    let begins = row.command == Command::Mend;
    row.applies_in(pane) && (pane != Pane::Mending || (mends(row.group) && !begins))
}

/// The widest that the overlay gets, in columns.
pub const WIDTH: u16 = 84;

/// The columns of the keys.
pub const KEYS_WIDTH: usize = 18;

/// The rows of text that the overlay shows on a screen of this size.
pub fn height(size: (u16, u16)) -> usize {
    usize::from(size.1.saturating_sub(2)).max(1)
}

/// The rows of the whole help on a screen of this size, with what is too long for a row wrapped.
pub fn n_rows(pane: Pane, keymap: &Keymap, size: (u16, u16)) -> usize {
    wrapped(pane, keymap, size).len()
}

/// The columns of help text beside the keys on a screen of this size.
pub fn text_width(size: (u16, u16)) -> usize {
    usize::from(size.0.min(WIDTH)).saturating_sub(KEYS_WIDTH + 4).max(10)
}

/// The lines of the help as they fit on a screen.
pub fn wrapped(pane: Pane, keymap: &Keymap, size: (u16, u16)) -> Vec<HelpRow> {
    let width = text_width(size);
    let mut wrapped = Vec::new();
    for row in rows(pane, keymap) {
        let HelpRow::Keys(keys, help) = row else {
            wrapped.push(row);
            continue;
        };
        let mut keys = Some(keys);
        let mut rest = help;
        while rest.len() > width {
            let at = rest[..width].rfind(' ').filter(|&at| at > 0).unwrap_or(width);
            wrapped.push(HelpRow::Keys(keys.take().unwrap_or_default(), &rest[..at]));
            rest = rest[at..].trim_start();
        }
        wrapped.push(HelpRow::Keys(keys.take().unwrap_or_default(), rest));
    }
    wrapped
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
