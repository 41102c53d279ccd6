//! Keys in the project's own terms, so that the app knows nothing of the terminal.

use std::fmt;

/// A key without its modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KeyCode {
    /// A key that types this character.
    Char(char),
    /// Return.
    Enter,
    /// Escape.
    Escape,
    /// Backspace.
    Backspace,
    /// Forward delete.
    Delete,
    /// Tab; with shift for the back tab.
    Tab,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// A function key.
    Function(u8),
}

/// A key with its modifiers; shift only where the key types no character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    /// The key.
    pub code: KeyCode,
    /// With control.
    pub control: bool,
    /// With alt.
    pub alt: bool,
    /// With shift, for keys that type no character.
    pub shift: bool,
}

/// The keys that have names, as they are written in the command table.
const NAMED: &[(&str, KeyCode)] = &[
    ("Space", KeyCode::Char(' ')),
    ("Enter", KeyCode::Enter),
    ("Esc", KeyCode::Escape),
    ("Backspace", KeyCode::Backspace),
    ("Delete", KeyCode::Delete),
    ("Tab", KeyCode::Tab),
    ("Up", KeyCode::Up),
    ("Down", KeyCode::Down),
    ("Left", KeyCode::Left),
    ("Right", KeyCode::Right),
    ("Home", KeyCode::Home),
    ("End", KeyCode::End),
    ("PgUp", KeyCode::PageUp),
    ("PgDn", KeyCode::PageDown),
];

impl Key {
    /// A key without modifiers.
    pub fn plain(code: KeyCode) -> Self {
        Self { code, control: false, alt: false, shift: false }
    }

    /// Reads a key as it is written in the command table: `j`, `Ctrl-d`, `Alt-Left`, `Shift-Tab`, `F1`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut key = Self::plain(KeyCode::Escape);
        let mut rest = text;
        loop {
            let (name, after) = match rest.split_once('-') {
                Some((name, after)) if !name.is_empty() && !after.is_empty() => (name, after),
                _ => break,
            };
            match name {
                "Ctrl" => key.control = true,
                "Alt" => key.alt = true,
                "Shift" => key.shift = true,
                _ => return None,
            }
            rest = after;
        }
        let named = NAMED.iter().find(|(name, _)| *name == rest).map(|&(_, code)| code);
        let number = rest.strip_prefix('F').and_then(|number| number.parse().ok());
        let function = number.filter(|number| (1..=24).contains(number)).map(KeyCode::Function);
        let mut characters = rest.chars();
        let single = characters.next().filter(|_| characters.next().is_none()).map(KeyCode::Char);
        key.code = named.or(function).or(single)?;
        Some(key)
    }

    /// The key as a terminal sends it; what a terminal can't tell apart from another key is that other one.
    #[must_use]
    pub fn as_sent(self) -> Self {
        let KeyCode::Char(character) = self.code else { return self };
        let upper = |character: char| character.to_uppercase().next().filter(|_| character.to_uppercase().count() == 1);
        match (character, self.control) {
            ('i' | 'I', true) => Self { code: KeyCode::Tab, control: false, shift: false, ..self },
            ('m' | 'M', true) => Self { code: KeyCode::Enter, control: false, shift: false, ..self },
            ('[', true) => Self { code: KeyCode::Escape, control: false, shift: false, ..self },
            (_, true) => Self { code: KeyCode::Char(character.to_ascii_lowercase()), shift: false, ..self },
            (_, false) if self.shift => {
                Self { code: KeyCode::Char(upper(character).unwrap_or(character)), shift: false, ..self }
            }
            (_, false) => self,
        }
    }

    /// The digit that the key types without modifiers.
    pub fn digit(self) -> Option<u32> {
        match self {
            Key { code: KeyCode::Char(character), control: false, alt: false, .. } => character.to_digit(10),
            _ => None,
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (held, name) in [(self.control, "Ctrl-"), (self.alt, "Alt-"), (self.shift, "Shift-")] {
            if held {
                f.write_str(name)?;
            }
        }
        match (NAMED.iter().find(|(_, code)| *code == self.code), self.code) {
            (Some((name, _)), _) => f.write_str(name),
            (None, KeyCode::Char(character)) => write!(f, "{character}"),
            (None, KeyCode::Function(number)) => write!(f, "F{number}"),
            (None, _) => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read_as_they_are_written() {
        for text in ["j", "G", "-", "Ctrl-d", "Alt-Left", "Shift-Tab", "F1", "Space", "PgDn", "?", "Ctrl-Alt-x"] {
            assert_eq!(Key::parse(text).expect(text).to_string(), text);
        }
        for (text, sent) in
            [("Shift-x", "X"), ("Ctrl-D", "Ctrl-d"), ("Ctrl-i", "Tab"), ("Alt-Ctrl-m", "Alt-Enter"), ("x", "x")]
        {
            assert_eq!(Key::parse(text).expect(text).as_sent().to_string(), sent);
        }
        for text in ["", "jj", "Meta-x", "Ctrl-", "F0", "F99"] {
            assert_eq!(Key::parse(text), None, "{text}");
        }
    }
}
