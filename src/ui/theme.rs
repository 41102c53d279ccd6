//! Themes: which part of the screen looks how, in how many colours the terminal has.
//!
//! A theme is a set of inks; [`Part`]'s table says which inks each part is drawn with. A theme of the reader's own is a
//! built-in one in which some parts look otherwise.

mod inks;
mod own;
mod parts;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use ratatui::style::{Color, Modifier, Style};

use crate::layout::Face;
use inks::Inks;

pub use own::{COLOURS, Change, MODIFIERS, colour_named, modifier_named};
pub use parts::Part;

/// How many colours the terminal shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// None: only bold, dim, underlined and reversed text.
    None,
    /// The 16 of the terminal's own palette.
    Sixteen,
    /// The 256 of xterm.
    Indexed,
    /// All.
    True,
}

/// A theme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    /// Its name.
    pub name: Cow<'static, str>,
    /// What it is like, in a few words.
    pub help: Cow<'static, str>,
    inks: Inks,
    /// What makes it the reader's own.
    own: Option<Own>,
}

/// What makes a theme the reader's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Own {
    /// The name of the built-in theme below it.
    pub base: Cow<'static, str>,
    /// What looks otherwise.
    pub changes: Vec<(Part, Change)>,
}

impl Theme {
    /// What makes it the reader's own; `None` of one that is built in.
    pub fn own(&self) -> Option<&Own> {
        self.own.as_ref()
    }
}

const fn built_in(name: &'static str, help: &'static str, inks: Inks) -> Theme {
    Theme { name: Cow::Borrowed(name), help: Cow::Borrowed(help), inks, own: None }
}

/// The themes that are built in; the first one is the default.
pub const THEMES: &[Theme] = &[
    built_in("dark", "warm text on a dark grey", Inks::DARK),
    built_in("light", "dark text on a light paper", Inks::LIGHT),
    built_in("sepia", "brown text on the paper of an old book", Inks::SEPIA),
    built_in("contrast", "white on black, as far apart as can be", Inks::CONTRAST),
    built_in("colour-blind", "colours that can be told apart whichever cones one lacks", Inks::COLOUR_BLIND),
];

/// The themes there are: those that are built in, and the reader's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Themes(Vec<Theme>);

impl Default for Themes {
    fn default() -> Self {
        Self(THEMES.to_vec())
    }
}

impl Themes {
    /// All of them, in order.
    pub fn all(&self) -> &[Theme] {
        &self.0
    }

    /// Their names, in order.
    pub fn names(&self) -> Vec<String> {
        self.0.iter().map(|theme| theme.name.clone().into_owned()).collect()
    }

    /// The theme of that name.
    pub fn named(&self, name: &str) -> Option<&Theme> {
        self.0.iter().find(|theme| theme.name == name)
    }

    /// Puts a theme of the reader's own among them: a built-in one with some parts changed.
    pub fn add(&mut self, name: String, base: &Theme, changes: Vec<(Part, Change)>) {
        let help = Cow::Owned(format!("your own, on {}", base.name));
        let own = Some(Own { base: base.name.clone(), changes });
        self.0.push(Theme { name: Cow::Owned(name), help, inks: base.inks, own });
    }
}

/// A theme in the colours that the terminal has.
#[derive(Debug, Clone, Copy)]
pub struct Palette<'a> {
    theme: &'a Theme,
    depth: Depth,
}

impl<'a> Palette<'a> {
    /// A theme in so many colours.
    pub fn new(theme: &'a Theme, depth: Depth) -> Self {
        Self { theme, depth }
    }

    /// The style of a part.
    pub fn style(&self, part: Part) -> Style {
        let mut look = part.look(&self.theme.inks);
        let changes = self.theme.own.iter().flat_map(|own| &own.changes);
        for (_, change) in changes.filter(|(changed, _)| *changed == part) {
            change.apply(&mut look);
        }
        let style = Style::new().add_modifier(look.modifier);
        let colour = |ink: Option<inks::Ink>| match self.depth {
            Depth::None => None,
            Depth::Sixteen => ink?.basic,
            Depth::Indexed => ink?.full.map(indexed),
            Depth::True => ink?.full,
        };
        match self.depth {
            Depth::None => style.add_modifier(look.plain),
            Depth::Sixteen | Depth::Indexed | Depth::True => {
                Style { fg: colour(look.front), bg: colour(look.back), ..style }
            }
        }
    }

    /// The style of a run.
    pub fn face(&self, face: Face) -> Style {
        let mut style = self.style(Part::Run(face.role));
        if face.link {
            style = style.patch(self.style(Part::Link));
        }
        if face.strong {
            style = style.add_modifier(Modifier::BOLD);
        }
        if face.emphasis {
            style = style.add_modifier(Modifier::ITALIC);
        }
        style
    }
}

/// A colour as one of xterm's 256.
fn indexed(colour: Color) -> Color {
    match colour {
        Color::Rgb(red, green, blue) => Color::Indexed(nearest_of_256((red, green, blue))),
        other => other,
    }
}

/// The nearest of xterm's 256 colours: of the 6×6×6 cube or of the 24 greys, whichever is nearer.
fn nearest_of_256((r, g, b): (u8, u8, u8)) -> u8 {
    const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    let step = |value: u8| (0..6u8).min_by_key(|&i| STEPS[usize::from(i)].abs_diff(value)).unwrap_or(0);
    let cube = (step(r), step(g), step(b));
    let cube_rgb = (STEPS[usize::from(cube.0)], STEPS[usize::from(cube.1)], STEPS[usize::from(cube.2)]);
    let mean = (u16::from(r) + u16::from(g) + u16::from(b)) / 3;
    let grey = u8::try_from((mean.saturating_sub(3) / 10).min(23)).unwrap_or(23);
    let level = 8 + 10 * grey;
    if distance((level, level, level), (r, g, b)) < distance(cube_rgb, (r, g, b)) {
        232 + grey
    } else {
        16 + 36 * cube.0 + 6 * cube.1 + cube.2
    }
}

/// How far two colours are apart, squared.
fn distance(a: (u8, u8, u8), b: (u8, u8, u8)) -> u32 {
    let square = |x: u8, y: u8| u32::from(x.abs_diff(y)).pow(2);
    square(a.0, b.0) + square(a.1, b.1) + square(a.2, b.2)
}
