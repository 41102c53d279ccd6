//! The keys in effect: those of the command table, as far as the reader has not chosen others.

use super::commands::{Applies, COMMANDS, Command, CommandRow, Pane};
use super::key::{Key, KeyCode};

/// Which key means which command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keymap {
    /// The keys of each row of the command table.
    keys: Vec<Vec<Key>>,
}

/// The key that always leaves, whatever else is chosen.
pub const WAY_OUT: Key = Key { code: KeyCode::Char('c'), control: true, alt: false, shift: false };

impl Default for Keymap {
    fn default() -> Self {
        let parsed = |row: &CommandRow| row.keys.iter().filter_map(|text| Key::parse(text)).collect();
        Self { keys: COMMANDS.iter().map(parsed).collect() }
    }
}

impl Keymap {
    /// The keys of the table, with those of some commands chosen anew. A key that was chosen for a command is taken from
    /// the commands that have it by default.
    pub fn with(chosen: &[(Command, Vec<Key>)]) -> Self {
        let mut keymap = Self::default();
        for (row, keys) in COMMANDS.iter().zip(&mut keymap.keys) {
            match chosen.iter().find(|(command, _)| *command == row.command) {
                Some((_, own)) => own.clone_into(keys),
                None => keys.retain(|key| {
                    let takes = |(command, keys): &(Command, Vec<Key>)| {
                        keys.contains(key) && row_of(*command).is_some_and(|other| meet(other, row))
                    };
                    !chosen.iter().any(takes)
                }),
            }
            if row.command == Command::Quit && !keys.contains(&WAY_OUT) {
                keys.push(WAY_OUT);
            }
        }
        keymap
    }

    /// The command that a key means while a pane has the keyboard.
    pub fn command_for(&self, key: Key, pane: Pane) -> Option<Command> {
        let rows = || COMMANDS.iter().zip(&self.keys);
        // While the alignment is mended its keys come first.
        let own = || rows().filter(|(row, _)| pane == Pane::Mending && row.applies == Applies::Mending);
        let has = |(row, keys): &(&CommandRow, &Vec<Key>)| row.applies_in(pane) && keys.contains(&key);
        own().chain(rows()).find(has).map(|(row, _)| row.command)
    }

    /// The keys of a command, the first one being the one that hints show.
    pub fn keys_of(&self, command: Command) -> &[Key] {
        let index = COMMANDS.iter().position(|row| row.command == command);
        index.and_then(|index| self.keys.get(index)).map_or(&[], Vec::as_slice)
    }

    /// The keys of a command as they are shown: `j Down Ctrl-e`; runs of digits as `1–9`.
    pub fn shown(&self, command: Command) -> String {
        if command == Command::SetVersion {
            return "1–9".to_owned();
        }
        self.keys_of(command).iter().map(Key::to_string).collect::<Vec<_>>().join(" ")
    }

    /// The first key of a command, or its name for the palette where it has none.
    pub fn hint(&self, command: Command) -> String {
        match (command, self.keys_of(command).first()) {
            (Command::SetVersion, _) => self.shown(command),
            (_, Some(key)) => key.to_string(),
            (_, None) => format!(":{}", row_of(command).map_or("", |row| row.name)),
        }
    }
}

/// The row of a command.
pub fn row_of(command: Command) -> Option<&'static CommandRow> {
    COMMANDS.iter().find(|row| row.command == command)
}

/// Whether there is a pane in which both commands apply, so that a key can't mean both.
pub fn meet(a: &CommandRow, b: &CommandRow) -> bool {
    let is_mending = |row: &CommandRow| row.applies == Applies::Mending;
    let always = |row: &CommandRow| row.applies == Applies::Always;
    a.applies == b.applies || (!is_mending(a) && !is_mending(b) && (always(a) || always(b)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_is_the_table() {
        let keymap = Keymap::default();
        for row in COMMANDS.iter().filter(|row| row.command != Command::SetVersion) {
            assert_eq!(keymap.shown(row.command), row.keys.join(" "));
        }
        assert_eq!(Keymap::with(&[]), keymap);
    }

    #[test]
    fn a_key_that_is_chosen_is_taken_from_where_it_was_and_the_way_out_stays() {
        let x = Key::plain(KeyCode::Char('x'));
        let keymap = Keymap::with(&[(Command::Quit, vec![x]), (Command::Down, vec![])]);
        for pane in [Pane::List, Pane::Reader] {
            assert_eq!(keymap.command_for(x, pane), Some(Command::Quit));
            assert_eq!(keymap.command_for(WAY_OUT, pane), Some(Command::Quit));
            assert_eq!(keymap.command_for(Key::plain(KeyCode::Char('j')), pane), None);
        }
        assert_eq!((keymap.hint(Command::Swap), keymap.hint(Command::Down)), (":swap".into(), ":down".into()));
        // A key of the list takes nothing from the text.
        let keymap = Keymap::with(&[(Command::Sort, vec![x])]);
        assert_eq!(keymap.command_for(x, Pane::Reader), Some(Command::Swap));
    }
}
