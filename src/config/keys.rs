//! The `[keys]` table: commands by name, each with its keys, and no key twice.

use super::settings::list;
use crate::app::commands::{COMMANDS, Command};
use crate::app::key::{Key, KeyCode};
use crate::app::keymap::{Keymap, WAY_OUT, meet, row_of};
use crate::checked::{Source, Table, quote};
use crate::error::Error;
use crate::import::sanitise::sanitise_line;
use crate::layout::width::width;

/// A key that the reader gives to a command, as it is written and where.
struct Given {
    command: Command,
    text: String,
    byte: usize,
}

/// A key that a command got.
struct Taken {
    command: Command,
    key: Key,
    byte: usize,
}

/// Reads the table. A key that can't be given is told and left out, one that two commands want with both places; a command
/// that is left without any for that reason keeps its usual ones.
pub(super) fn read(source: &Source<'_>, table: &Table<'_>) -> (Keymap, Vec<Error>) {
    let mut problems = Vec::new();
    let mut given = Vec::new();
    let mut without = Vec::new();
    for row in COMMANDS {
        match table.texts(row.name) {
            Ok(None) => {}
            Ok(Some(texts)) if row.command == Command::SetVersion => {
                // What is printed may be read again.
                if let Some((_, byte)) = texts.first() {
                    problems.push(source.error(*byte, "digits always choose versions").remedy("it is left out"));
                }
            }
            Ok(Some(texts)) => {
                if texts.is_empty() {
                    without.push(row.command);
                }
                let command = row.command;
                given.extend(texts.into_iter().map(|(text, byte)| Given { command, text, byte }));
            }
            Err(error) => problems.push(error.remedy("its usual keys are taken")),
        }
    }
    // Of two that want the same key the one that stands first in the file gets it.
    given.sort_by_key(|given| given.byte);
    let mut taken: Vec<Taken> = Vec::new();
    for Given { command, text, byte } in given {
        match key_for(source, command, &text, &taken) {
            Ok(key) => taken.push(Taken { command, key, byte }),
            Err(what) => problems.push(source.error(byte, what).remedy("it is left out")),
        }
    }
    let mut chosen: Vec<(Command, Vec<Key>)> = without.into_iter().map(|command| (command, Vec::new())).collect();
    for Taken { command, key, .. } in taken {
        match chosen.iter_mut().find(|(known, _)| *known == command) {
            Some((_, keys)) if keys.contains(&key) => {}
            Some((_, keys)) => keys.push(key),
            None => chosen.push((command, vec![key])),
        }
    }
    (Keymap::with(&chosen), problems)
}

/// The key that a text names, if the command can have it.
fn key_for(source: &Source<'_>, command: Command, text: &str, taken: &[Taken]) -> Result<Key, String> {
    let key = Key::parse(text).filter(is_typed);
    let key = key.ok_or_else(|| format!("no key is called {:?}", quote(text)))?.as_sent();
    if key.digit().is_some() {
        return Err("digits choose versions and count".to_owned());
    }
    if key == WAY_OUT && command != Command::Quit {
        return Err(format!("{WAY_OUT} always leaves"));
    }
    let meets = |other: &&Taken| {
        let rows = row_of(other.command).zip(row_of(command));
        other.key == key && other.command != command && rows.is_some_and(|(other, row)| meet(other, row))
    };
    match taken.iter().find(meets) {
        None => Ok(key),
        Some(first) => {
            let name = row_of(first.command).map_or("", |row| row.name);
            let (line, column) = source.line_and_column(first.byte);
            Err(format!("`{key}` is given to `{name}` already, at {line}:{column}"))
        }
    }
}

/// Whether there can be such a key: one that types something that can be seen.
fn is_typed(key: &Key) -> bool {
    match key.code {
        KeyCode::Char(character) => {
            let text = character.to_string();
            character == ' ' || (!character.is_whitespace() && width(&text) > 0 && sanitise_line(&text) == text)
        }
        _ => true,
    }
}

/// The keys of every command as TOML.
pub(super) fn to_toml(keymap: &Keymap) -> String {
    let rows = COMMANDS.iter().filter(|row| row.command != Command::SetVersion);
    let line = |row: &crate::app::commands::CommandRow| {
        let keys: Vec<String> = keymap.keys_of(row.command).iter().map(Key::to_string).collect();
        format!("{} = {}\n", row.name, list(keys.iter().map(String::as_str)))
    };
    rows.map(line).collect()
}
