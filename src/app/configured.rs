//! What the reader has configured: what the program begins with, and what no key changes.

use super::commands::Command;
use super::geometry::COLUMNS_FROM;
use super::keymap::Keymap;
use crate::model::Language;
use crate::state::Choices;

/// Where what is copied goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Clipboard {
    /// Through the terminal (OSC 52), and to the system's clipboard where we are not over SSH.
    #[default]
    Auto,
    /// Through the terminal alone.
    Terminal,
    /// To the system's clipboard alone.
    Native,
    /// Nowhere.
    Off,
}

/// The names of the ways to the clipboard in the file.
pub const CLIPBOARDS: &[(&str, Clipboard)] = &[
    ("auto", Clipboard::Auto),
    ("osc52", Clipboard::Terminal),
    ("native", Clipboard::Native),
    ("off", Clipboard::Off),
];

/// What a terminal does with text from right to left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Habit {
    /// Each cell is shown where it stands and as it is. Terminals that would do otherwise, but can be asked to leave it, are
    /// asked.
    #[default]
    Cells,
    /// The letters of a word are joined and go to the left; words stay where they are.
    Words,
    /// Each row is ordered as a paragraph from left to right, of which lines and boxes are parts of their own.
    Rows,
}

/// The names of what terminals do in the file; the first one leaves it to what is known of the terminal.
pub const HABITS: &[(&str, Option<Habit>)] =
    &[("auto", None), ("kzreader", Some(Habit::Cells)), ("words", Some(Habit::Words)), ("terminal", Some(Habit::Rows))];

/// What the reader can configure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Configured {
    /// The choices to begin with; what was chosen by key after they were configured counts more.
    pub choices: Choices,
    /// Languages the reader reads, best first; where there are none, the locale tells.
    pub languages: Vec<Language>,
    /// Whether the text is alone on the screen at the start.
    pub zen: bool,
    /// The theme where the terminal is dark, by its name.
    pub dark_theme: String,
    /// The same where it is light.
    pub light_theme: String,
    /// Whether words are divided.
    pub hyphenation: bool,
    /// Further columns left and right of the text.
    pub margin: usize,
    /// The columns between two texts.
    pub gutter: usize,
    /// From how many columns for the text on two versions stand side by side.
    pub columns_from: usize,
    /// From how many columns of the screen on the list stands beside the text.
    pub list_from: usize,
    /// The columns of the list beside the text; 0 for a quarter of the screen.
    pub list_width: usize,
    /// The rows of the page before that stay in sight.
    pub overlap: usize,
    /// The rows that a turn of the wheel scrolls.
    pub wheel: usize,
    /// Where what is copied goes.
    pub clipboard: Clipboard,
    /// What the terminal does with text from right to left; where that is not said, what is known of it.
    pub right_to_left: Option<Habit>,
    /// Whether a text opens where it was left.
    pub resume: bool,
    /// The keys.
    pub keymap: Keymap,
}

impl Default for Configured {
    fn default() -> Self {
        Self {
            choices: Choices::default(),
            languages: Vec::new(),
            zen: false,
            dark_theme: "dark".to_owned(),
            light_theme: "light".to_owned(),
            hyphenation: true,
            margin: 0,
            gutter: 3,
            columns_from: COLUMNS_FROM,
            list_from: 110,
            list_width: 0,
            overlap: 2,
            wheel: 3,
            clipboard: Clipboard::default(),
            right_to_left: None,
            resume: true,
            keymap: Keymap::default(),
        }
    }
}

/// What is known of a setting, for the help and the palette.
#[derive(Debug, Clone, Copy)]
pub struct SettingRow {
    /// Its name in the file.
    pub name: &'static str,
    /// What it is for, with the values that it takes.
    pub help: &'static str,
    /// Its value as TOML.
    pub value: fn(&Configured) -> String,
    /// The commands that change it while one reads.
    pub commands: &'static [Command],
}
