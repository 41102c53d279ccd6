//! Themes: which part of the screen looks how, in how many colours the terminal has.

use ratatui::style::{Color, Modifier, Style};

use crate::layout::{Face, Role};

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

/// The parts of the screen that have a look of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// A run of a text, by its role; running text also stands for whatever has no look of its own.
    Run(Role),
    /// Language tags of stacked texts.
    Label,
    /// Links.
    Link,
    /// The other version where texts are interleaved.
    Other,
    /// The mark of the current bead.
    Mark,
    /// The text of the current bead.
    Current,
    /// What tells of gaps and doubtful beads in the gutter.
    Warning,
    /// The line between two texts, and between the panes.
    Line,
    /// A hit.
    Hit,
    /// The hit that the reader is at.
    CurrentHit,
    /// The bar and the headings of the columns.
    Bar,
    /// What has the focus in the bar.
    Focus,
    /// The status line.
    Status,
    /// A message of trouble.
    Trouble,
    /// The selected entry of the list while it has the keyboard.
    Selected,
    /// The selected entry otherwise.
    SelectedElsewhere,
    /// Keys in hints and help.
    Key,
}

/// How a part looks: red, green and blue, one of the 16 colours, and modifiers that hold without colours too.
#[derive(Debug, Clone, Copy)]
struct Look {
    front: Option<(u8, u8, u8)>,
    back: Option<(u8, u8, u8)>,
    basic: (Color, Color),
    modifier: Modifier,
    /// What shows the part where there are no colours, on top of `modifier`.
    plain: Modifier,
}

/// A theme.
#[derive(Debug)]
pub struct Theme {
    /// Its name.
    pub name: &'static str,
    looks: fn(Part) -> Look,
}

/// All themes; the first one is the default.
pub const THEMES: &[Theme] = &[Theme { name: "dark", looks: dark }, Theme { name: "light", looks: light }];

/// The names of the themes.
pub fn names() -> Vec<&'static str> {
    THEMES.iter().map(|theme| theme.name).collect()
}

/// A theme in the colours that the terminal has.
#[derive(Debug, Clone, Copy)]
pub struct Palette {
    theme: &'static Theme,
    depth: Depth,
}

impl Palette {
    /// The theme of that index.
    pub fn new(theme: usize, depth: Depth) -> Self {
        Self { theme: THEMES.get(theme).unwrap_or(&THEMES[0]), depth }
    }

    /// The style of a part.
    pub fn style(&self, part: Part) -> Style {
        let look = (self.theme.looks)(part);
        let style = Style::new().add_modifier(look.modifier);
        let colour = |rgb: (u8, u8, u8)| match self.depth {
            Depth::True => Color::Rgb(rgb.0, rgb.1, rgb.2),
            _ => Color::Indexed(nearest_of_256(rgb)),
        };
        match self.depth {
            Depth::None => style.add_modifier(look.plain),
            Depth::Sixteen => {
                let style = style.fg(look.basic.0);
                look.back.map_or(style, |_| style.bg(look.basic.1))
            }
            Depth::Indexed | Depth::True => {
                let style = look.front.map_or(style, |rgb| style.fg(colour(rgb)));
                look.back.map_or(style, |rgb| style.bg(colour(rgb)))
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

/// The nearest of xterm's 256 colours: of the 6×6×6 cube or of the 24 greys, whichever is nearer.
fn nearest_of_256((r, g, b): (u8, u8, u8)) -> u8 {
    const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    let step = |value: u8| (0..6u8).min_by_key(|&i| STEPS[usize::from(i)].abs_diff(value)).unwrap_or(0);
    let distance = |a: (u8, u8, u8)| {
        let square = |x: u8, y: u8| u32::from(x.abs_diff(y)).pow(2);
        square(a.0, r) + square(a.1, g) + square(a.2, b)
    };
    let cube = (step(r), step(g), step(b));
    let cube_rgb = (STEPS[usize::from(cube.0)], STEPS[usize::from(cube.1)], STEPS[usize::from(cube.2)]);
    let mean = (u16::from(r) + u16::from(g) + u16::from(b)) / 3;
    let grey = u8::try_from((mean.saturating_sub(3) / 10).min(23)).unwrap_or(23);
    let level = 8 + 10 * grey;
    if distance((level, level, level)) < distance(cube_rgb) {
        232 + grey
    } else {
        16 + 36 * cube.0 + 6 * cube.1 + cube.2
    }
}

const fn look(front: (u8, u8, u8), basic: Color, modifier: Modifier, plain: Modifier) -> Look {
    Look { front: Some(front), back: None, basic: (basic, Color::Reset), modifier, plain }
}

const fn filled(
    front: (u8, u8, u8),
    back: (u8, u8, u8),
    basic: (Color, Color),
    modifier: Modifier,
    plain: Modifier,
) -> Look {
    Look { front: Some(front), back: Some(back), basic, modifier, plain }
}

const NO: Modifier = Modifier::empty();
const BOLD: Modifier = Modifier::BOLD;
const DIM: Modifier = Modifier::DIM;
const ITALIC: Modifier = Modifier::ITALIC;
const UNDER: Modifier = Modifier::UNDERLINED;
const REVERSED: Modifier = Modifier::REVERSED;

fn dark(part: Part) -> Look {
    match part {
        Part::Run(Role::Text) => filled((0xd8, 0xd5, 0xcc), (0x1b, 0x1d, 0x21), (Color::Reset, Color::Reset), NO, NO),
        Part::Run(Role::Title) => look((0xf2, 0xe6, 0xc4), Color::Yellow, BOLD, NO),
        Part::Run(Role::Heading) => look((0xe3, 0xc8, 0x8a), Color::Yellow, BOLD, NO),
        Part::Run(Role::Marker) => look((0xc0, 0x9a, 0x5b), Color::Yellow, NO, NO),
        Part::Run(Role::Quotation) => look((0xb9, 0xc4, 0xb0), Color::Green, ITALIC, NO),
        Part::Run(Role::Meta) => look((0x9a, 0xa5, 0xb4), Color::Cyan, NO, DIM),
        Part::Run(Role::Code) => look((0xa9, 0xc7, 0xb8), Color::Green, NO, NO),
        Part::Run(Role::Furniture) => look((0x7a, 0x7d, 0x85), Color::DarkGray, NO, DIM),
        Part::Run(Role::Fold) => look((0x7a, 0x7d, 0x85), Color::DarkGray, ITALIC, DIM),
        Part::Run(Role::Gap) => {
            filled((0x84, 0x77, 0x6e), (0x25, 0x23, 0x24), (Color::DarkGray, Color::Reset), ITALIC, DIM)
        }
        Part::Label => look((0x86, 0xb0, 0xc8), Color::Cyan, NO, BOLD),
        Part::Link => look((0x8f, 0xb8, 0xd6), Color::Cyan, UNDER, NO),
        Part::Other => look((0xa6, 0xbd, 0xce), Color::Cyan, NO, DIM),
        Part::Mark => look((0xe0, 0xa0, 0x4a), Color::Yellow, BOLD, NO),
        Part::Current => {
            Look { front: None, ..filled((0, 0, 0), (0x2a, 0x2c, 0x31), (Color::White, Color::Reset), NO, BOLD) }
        }
        Part::Warning => look((0xd8, 0x7a, 0x5f), Color::LightRed, BOLD, BOLD),
        Part::Line => look((0x4b, 0x4f, 0x58), Color::DarkGray, NO, DIM),
        Part::Hit => filled((0x1b, 0x1d, 0x21), (0xb8, 0x9b, 0x4e), (Color::Black, Color::Yellow), NO, UNDER),
        Part::CurrentHit => {
            filled((0x1b, 0x1d, 0x21), (0xf0, 0xc6, 0x5a), (Color::Black, Color::White), BOLD, REVERSED)
        }
        Part::Bar => filled((0xb8, 0xbc, 0xc4), (0x2a, 0x2d, 0x34), (Color::White, Color::Reset), NO, BOLD),
        Part::Focus => filled((0x1b, 0x1d, 0x21), (0xe0, 0xa0, 0x4a), (Color::Black, Color::Yellow), BOLD, REVERSED),
        Part::Status => filled((0xa8, 0xac, 0xb4), (0x2a, 0x2d, 0x34), (Color::White, Color::Reset), NO, NO),
        Part::Trouble => filled((0xff, 0xd9, 0xcc), (0x6e, 0x2c, 0x24), (Color::White, Color::Red), NO, BOLD),
        Part::Selected => filled((0x1b, 0x1d, 0x21), (0xe0, 0xa0, 0x4a), (Color::Black, Color::Yellow), NO, REVERSED),
        Part::SelectedElsewhere => {
            filled((0xf2, 0xe6, 0xc4), (0x3a, 0x36, 0x2e), (Color::Yellow, Color::Reset), NO, UNDER)
        }
        Part::Key => look((0xe3, 0xc8, 0x8a), Color::Yellow, NO, BOLD),
    }
}

fn light(part: Part) -> Look {
    match part {
        Part::Run(Role::Text) => filled((0x2b, 0x2a, 0x27), (0xfb, 0xf9, 0xf4), (Color::Black, Color::White), NO, NO),
        Part::Run(Role::Title) => look((0x5c, 0x33, 0x10), Color::Black, BOLD, NO),
        Part::Run(Role::Heading) => look((0x7a, 0x48, 0x14), Color::Blue, BOLD, NO),
        Part::Run(Role::Marker) => look((0x9a, 0x62, 0x1e), Color::Blue, NO, NO),
        Part::Run(Role::Quotation) => look((0x3e, 0x54, 0x3a), Color::Black, ITALIC, NO),
        Part::Run(Role::Meta) => look((0x57, 0x64, 0x73), Color::Blue, NO, DIM),
        Part::Run(Role::Code) => look((0x1f, 0x5c, 0x4c), Color::Black, NO, NO),
        Part::Run(Role::Furniture) => look((0x8a, 0x87, 0x80), Color::DarkGray, NO, DIM),
        Part::Run(Role::Fold) => look((0x8a, 0x87, 0x80), Color::DarkGray, ITALIC, DIM),
        Part::Run(Role::Gap) => {
            filled((0x8d, 0x7f, 0x70), (0xf0, 0xeb, 0xe0), (Color::DarkGray, Color::White), ITALIC, DIM)
        }
        Part::Label => look((0x1e, 0x5f, 0x86), Color::Blue, NO, BOLD),
        Part::Link => look((0x1a, 0x5c, 0x8c), Color::Blue, UNDER, NO),
        Part::Other => look((0x2c, 0x58, 0x78), Color::Blue, NO, DIM),
        Part::Mark => look((0xb4, 0x5f, 0x06), Color::Red, BOLD, NO),
        Part::Current => {
            Look { front: None, ..filled((0, 0, 0), (0xf0, 0xeb, 0xdc), (Color::Black, Color::Gray), NO, BOLD) }
        }
        Part::Warning => look((0xb0, 0x3a, 0x1e), Color::Red, BOLD, BOLD),
        Part::Line => look((0xc9, 0xc4, 0xb8), Color::DarkGray, NO, DIM),
        Part::Hit => filled((0x2b, 0x2a, 0x27), (0xf5, 0xdc, 0x8a), (Color::Black, Color::Yellow), NO, UNDER),
        Part::CurrentHit => filled((0xff, 0xff, 0xff), (0xb4, 0x5f, 0x06), (Color::White, Color::Red), BOLD, REVERSED),
        Part::Bar => filled((0x4a, 0x48, 0x43), (0xeb, 0xe6, 0xda), (Color::Black, Color::Gray), NO, BOLD),
        Part::Focus => filled((0xff, 0xff, 0xff), (0xb4, 0x5f, 0x06), (Color::White, Color::Blue), BOLD, REVERSED),
        Part::Status => filled((0x4a, 0x48, 0x43), (0xeb, 0xe6, 0xda), (Color::Black, Color::Gray), NO, NO),
        Part::Trouble => filled((0xff, 0xff, 0xff), (0xa8, 0x32, 0x24), (Color::White, Color::Red), NO, BOLD),
        Part::Selected => filled((0xff, 0xff, 0xff), (0xb4, 0x5f, 0x06), (Color::White, Color::Blue), NO, REVERSED),
        Part::SelectedElsewhere => {
            filled((0x5c, 0x33, 0x10), (0xee, 0xe2, 0xcc), (Color::Black, Color::Gray), NO, UNDER)
        }
        Part::Key => look((0x7a, 0x48, 0x14), Color::Blue, NO, BOLD),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_become_the_nearest_of_256() {
        for (rgb, want) in [((0, 0, 0), 16), ((255, 255, 255), 231), ((0x1b, 0x1d, 0x21), 234), ((255, 0, 0), 196)] {
            assert_eq!(nearest_of_256(rgb), want, "{rgb:?}");
        }
    }

    #[test]
    fn without_colours_a_style_has_none() {
        for theme in 0..THEMES.len() {
            let style = Palette::new(theme, Depth::None).style(Part::Hit);
            assert_eq!((style.fg, style.bg), (None, None));
            assert!(style.add_modifier.contains(Modifier::UNDERLINED));
        }
    }
}
