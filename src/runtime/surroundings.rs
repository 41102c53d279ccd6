//! What terminal and locale we are in.

use std::env;
use std::io::{self, IsTerminal as _};

use super::painter::Scrolling;
use super::terminal;
use crate::app::Habit;
use crate::app::themes::Ground;
use crate::import::sanitise::sanitise_line_to;
use crate::layout::RowOrder;
use crate::model::Language;
use crate::ui::theme::Depth;

/// Why the screen can't be used.
#[derive(Debug, thiserror::Error)]
#[error("{0}; kzreader show TEXT prints a text, and kzreader list names them")]
pub struct Refusal(String);

/// Whether standard output is a terminal.
pub fn is_terminal() -> bool {
    io::stdout().is_terminal()
}

/// Whether what is printed may be bold or dim: on a terminal that shows it, to a reader who wants it.
pub fn is_output_styled() -> bool {
    check_terminal().is_ok() && depth() != Depth::None
}

/// What is printed of an error is no longer than this, in characters.
const LONGEST_REPORT: usize = 2000;

/// What the terminal does with text from right to left, as far as it tells who it is.
pub(super) fn habit() -> Habit {
    let variable = |name: &str| env::var(name).unwrap_or_default();
    let (terminal, program) = (variable("TERM"), variable("TERM_PROGRAM"));
    let is_set = |name: &str| !variable(name).is_empty();
    if terminal.contains("kitty") || program == "WezTerm" {
        Habit::Words
    } else if is_set("VTE_VERSION") {
        // It orders rows by itself, unless it is asked to leave it.
        Habit::Cells
    } else if is_set("KONSOLE_VERSION") || is_set("MLTERM") || program == "Apple_Terminal" {
        Habit::Rows
    } else {
        Habit::Cells
    }
}

/// In which order text from right to left is printed: as it is seen on a terminal that does nothing to it by itself, and as
/// it is stored on one that does and for other programs.
pub fn output_order() -> RowOrder {
    let orders_itself = habit() != Habit::Cells || !env::var("VTE_VERSION").unwrap_or_default().is_empty();
    if is_terminal() && !orders_itself { RowOrder::Seen } else { RowOrder::Stored }
}

/// Prints an error, with nothing in it that a terminal obeys.
pub fn report(text: &str) {
    terminal::tell(&format!("kzreader: {}", sanitise_line_to(text, LONGEST_REPORT)));
}

/// Makes sure that there is a terminal that can show a screen.
pub(super) fn check_terminal() -> Result<(), Refusal> {
    if !is_terminal() {
        return Err(Refusal("the output is no terminal".to_owned()));
    }
    match env::var("TERM").as_deref() {
        Ok("dumb") => Err(Refusal("this terminal (TERM=dumb) can't show a screen".to_owned())),
        Ok("") | Err(_) => Err(Refusal("TERM is not set, so that nothing is known of this terminal".to_owned())),
        Ok(_) => Ok(()),
    }
}

/// How many colours the terminal shows: by NO_COLOR, COLORTERM and TERM.
pub(super) fn depth() -> Depth {
    let set = |name: &str| env::var(name).is_ok_and(|value| !value.is_empty());
    let colour_terminal = env::var("COLORTERM").unwrap_or_default();
    let terminal = env::var("TERM").unwrap_or_default();
    const TRUE_COLOUR: &[&str] = &["kitty", "alacritty", "foot", "wezterm", "ghostty", "direct"];
    if set("NO_COLOR") {
        Depth::None
    } else if matches!(colour_terminal.as_str(), "truecolor" | "24bit")
        || TRUE_COLOUR.iter().any(|name| terminal.contains(name))
    {
        Depth::True
    } else if terminal.contains("256color") {
        Depth::Indexed
    } else if terminal.ends_with("-mono") || terminal.starts_with("vt1") || terminal.starts_with("vt2") {
        Depth::None
    } else {
        Depth::Sixteen
    }
}

/// What the terminal stands on, as rxvt and those that follow it tell: the ink and the ground in `COLORFGBG`, by their
/// numbers among the sixteen.
pub(super) fn ground() -> Option<Ground> {
    let told = env::var("COLORFGBG").ok()?;
    match told.rsplit(';').next()?.parse().ok()? {
        0..=6 | 8 => Some(Ground::Dark),
        7 | 9..=15 => Some(Ground::Light),
        16u8.. => None,
    }
}

/// The languages of the locale, and English after them.
pub fn preferences() -> Vec<Language> {
    let mut preferred: Vec<Language> = Vec::new();
    let english = Language::parse("en").expect("en is a tag");
    for locale in sys_locale::get_locales() {
        let tag = locale.split(['.', '@']).next().unwrap_or_default();
        let language =
            Language::parse(tag).filter(|language| crate::language::table::named(language.primary()).is_some());
        if let Some(language) = language {
            let primary = match language.primary() {
                "no" => "nb".to_owned(),
                primary => primary.to_owned(),
            };
            preferred.extend(Language::parse(&primary));
        }
    }
    preferred.push(english);
    preferred.dedup();
    preferred
}

/// Whether the terminal moves bands of rows by itself: those that are known to by their names.
pub(super) fn scrolling() -> Scrolling {
    const WITH_REGIONS: &[&str] = &[
        "xterm",
        "screen",
        "tmux",
        "linux",
        "rxvt",
        "vt1",
        "vt2",
        "vt3",
        "vt4",
        "vt5",
        "kitty",
        "alacritty",
        "foot",
        "wezterm",
        "ghostty",
        "konsole",
        "gnome",
        "vte",
        "st-",
        "stterm",
        "iterm",
        "mintty",
        "putty",
        "contour",
        "rio",
        "ms-terminal",
        "nsterm",
        "eterm",
        "teraterm",
        "mlterm",
        "zellij",
        "dvtm",
        "fbterm",
    ];
    let terminal = env::var("TERM").unwrap_or_default().to_lowercase();
    let known = terminal == "st" || WITH_REGIONS.iter().any(|name| terminal.starts_with(name));
    if known { Scrolling::Regions } else { Scrolling::None }
}

/// The width for printing: the terminal's, or what COLUMNS says, or 80.
pub fn output_width() -> usize {
    let told = env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let seen = || is_terminal().then(|| usize::from(terminal::size_of(&io::stdout()).0));
    told.or_else(seen).filter(|&width| width > 0).unwrap_or(80)
}
