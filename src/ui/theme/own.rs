//! What a theme of the reader's own changes of a part: colours and modifiers, by name.

use std::fmt;

use ratatui::style::{Color, Modifier};

use super::distance;
use super::inks::Ink;
use super::parts::Look;

/// What is changed of a part; `None` stays as it is in the theme below.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Change {
    /// The colour of the text.
    pub front: Option<Color>,
    /// The colour that it stands on.
    pub back: Option<Color>,
    /// Bold, italic and the like, instead of those it had.
    pub modifier: Option<Modifier>,
}

impl Change {
    /// A look in words: modifiers, a colour, and after `on` one that it stands on.
    ///
    /// # Errors
    ///
    /// The first word that is none of these.
    pub fn in_words(text: &str) -> Result<Self, &str> {
        let mut change = Change::default();
        let mut is_ground = false;
        for word in text.split_whitespace() {
            match (colour_named(word), modifier_named(word)) {
                _ if word == "on" => is_ground = true,
                (Some(colour), _) if is_ground => change.back = Some(colour),
                (Some(colour), _) => change.front = Some(colour),
                (None, Some(modifier)) => *change.modifier.get_or_insert_default() |= modifier,
                (None, None) => return Err(word),
            }
        }
        Ok(change)
    }

    pub(super) fn apply(self, look: &mut Look) {
        let ink = |colour: Color| Ink { full: Some(colour), basic: Some(nearest_of_16(colour)) };
        look.front = self.front.map(ink).or(look.front);
        look.back = self.back.map(ink).or(look.back);
        look.modifier = self.modifier.unwrap_or(look.modifier);
    }
}

/// In words, as it is written in a theme.
impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut words = Vec::new();
        if let Some(modifier) = self.modifier {
            let is_in = |known: Modifier| if known.is_empty() { modifier.is_empty() } else { modifier.contains(known) };
            words.extend(MODIFIERS.iter().filter(|row| is_in(row.1)).map(|row| row.0.to_owned()));
        }
        words.extend(self.front.map(written));
        words.extend(self.back.map(|back| format!("on {}", written(back))));
        f.write_str(&words.join(" "))
    }
}

fn written(colour: Color) -> String {
    match colour {
        Color::Rgb(red, green, blue) => format!("#{red:02x}{green:02x}{blue:02x}"),
        other => COLOURS.iter().find(|(_, colour)| *colour == other).map_or("", |(name, _)| name).to_owned(),
    }
}

/// The names of the sixteen colours of the terminal's own palette, and of its usual one.
pub const COLOURS: &[(&str, Color)] = &[
    ("default", Color::Reset),
    ("black", Color::Black),
    ("red", Color::Red),
    ("green", Color::Green),
    ("yellow", Color::Yellow),
    ("blue", Color::Blue),
    ("magenta", Color::Magenta),
    ("cyan", Color::Cyan),
    ("white", Color::Gray),
    ("bright-black", Color::DarkGray),
    ("bright-red", Color::LightRed),
    ("bright-green", Color::LightGreen),
    ("bright-yellow", Color::LightYellow),
    ("bright-blue", Color::LightBlue),
    ("bright-magenta", Color::LightMagenta),
    ("bright-cyan", Color::LightCyan),
    ("bright-white", Color::White),
];

/// The names of the modifiers.
pub const MODIFIERS: &[(&str, Modifier)] = &[
    ("plain", Modifier::empty()),
    ("bold", Modifier::BOLD),
    ("dim", Modifier::DIM),
    ("italic", Modifier::ITALIC),
    ("underlined", Modifier::UNDERLINED),
    ("reversed", Modifier::REVERSED),
    ("crossed-out", Modifier::CROSSED_OUT),
];

/// The colour that a text names: `#rrggbb`, or one of [`COLOURS`].
pub fn colour_named(text: &str) -> Option<Color> {
    if let Some((_, colour)) = COLOURS.iter().find(|(name, _)| *name == text) {
        return Some(*colour);
    }
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let all_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    let [_, red, green, blue] = u32::from_str_radix(digits, 16).ok().filter(|_| all_hex)?.to_be_bytes();
    Some(Color::Rgb(red, green, blue))
}

/// The modifier of that name.
pub fn modifier_named(text: &str) -> Option<Modifier> {
    MODIFIERS.iter().find(|(name, _)| *name == text).map(|&(_, modifier)| modifier)
}

/// The sixteen colours as xterm has them.
pub(super) const XTERM: &[(Color, (u8, u8, u8))] = &[
    (Color::Black, (0, 0, 0)),
    (Color::Red, (205, 0, 0)),
    (Color::Green, (0, 205, 0)),
    (Color::Yellow, (205, 205, 0)),
    (Color::Blue, (0, 0, 238)),
    (Color::Magenta, (205, 0, 205)),
    (Color::Cyan, (0, 205, 205)),
    (Color::Gray, (229, 229, 229)),
    (Color::DarkGray, (127, 127, 127)),
    (Color::LightRed, (255, 0, 0)),
    (Color::LightGreen, (0, 255, 0)),
    (Color::LightYellow, (255, 255, 0)),
    (Color::LightBlue, (92, 92, 255)),
    (Color::LightMagenta, (255, 0, 255)),
    (Color::LightCyan, (0, 255, 255)),
    (Color::White, (255, 255, 255)),
];

/// The one of the sixteen that is nearest to a colour.
fn nearest_of_16(colour: Color) -> Color {
    let Color::Rgb(red, green, blue) = colour else { return colour };
    let nearest = XTERM.iter().min_by_key(|(_, rgb)| distance(*rgb, (red, green, blue)));
    nearest.map_or(Color::Reset, |&(colour, _)| colour)
}
