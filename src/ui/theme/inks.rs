//! The built-in themes: the inks that each draws the parts of the screen with.
//!
//! An ink is a colour for terminals that have all or 256 of them, and one of the sixteen of the terminal's own palette
//! for those that have no more. That each theme can be read is computed in the tests: text on its ground, dim text on its
//! ground, and what differs only by its ground.

use ratatui::style::Color;

/// A colour, and the one of the sixteen that stands for it. `None` leaves what is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ink {
    pub full: Option<Color>,
    pub basic: Option<Color>,
}

/// What a theme is drawn with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Inks {
    /// The ground of the screen, and the text on it.
    pub paper: Ink,
    pub ink: Ink,
    pub title: Ink,
    pub heading: Ink,
    pub marker: Ink,
    pub quotation: Ink,
    pub meta: Ink,
    pub code: Ink,
    /// Text that need not be read.
    pub faint: Ink,
    pub gap_paper: Ink,
    pub label: Ink,
    pub link: Ink,
    pub other: Ink,
    pub warning: Ink,
    /// What two versions differ in: the signs, and the words.
    pub difference: Ink,
    pub mended: Ink,
    pub differs_ink: Ink,
    pub differs_paper: Ink,
    pub deleted_ink: Ink,
    pub deleted_paper: Ink,
    pub inserted_ink: Ink,
    pub inserted_paper: Ink,
    pub line: Ink,
    pub key: Ink,
    /// What the eye has to find at once, as text and as a ground, and the text on such grounds.
    pub accent: Ink,
    pub on_accent: Ink,
    pub hit_ink: Ink,
    pub hit_paper: Ink,
    pub current_hit_paper: Ink,
    /// The current sentence; where there are sixteen colours another ink tells it, and not the ground.
    pub current_ink: Ink,
    pub current_paper: Ink,
    pub bar_ink: Ink,
    pub bar_paper: Ink,
    pub trouble_ink: Ink,
    pub trouble_paper: Ink,
    pub chosen_paper: Ink,
    pub selection_paper: Ink,
    /// Highlights in yellow, green, blue, red and violet, and what is written on them.
    pub highlights: [Ink; 5],
    pub on_highlights: [Ink; 5],
}

/// A colour as `0xrrggbb`, and the one of the sixteen.
const fn ink(rgb: u32, basic: Color) -> Ink {
    let [_, red, green, blue] = rgb.to_be_bytes();
    Ink { full: Some(Color::Rgb(red, green, blue)), basic: Some(basic) }
}

/// A look that only terminals with sixteen colours need.
const fn only_basic(basic: Color) -> Ink {
    Ink { full: None, basic: Some(basic) }
}

/// What is written on highlights where there are sixteen colours; otherwise text keeps its own.
const ON_HIGHLIGHTS: [Ink; 5] = [
    only_basic(Color::Black),
    only_basic(Color::Black),
    only_basic(Color::White),
    only_basic(Color::White),
    only_basic(Color::Black),
];

impl Inks {
    /// Warm text on a dark grey.
    pub const DARK: Inks = Inks {
        paper: ink(0x1b1d21, Color::Reset),
        ink: ink(0xd8d5cc, Color::Reset),
        title: ink(0xf2e6c4, Color::Yellow),
        heading: ink(0xe3c88a, Color::Yellow),
        marker: ink(0xc8a060, Color::Yellow),
        quotation: ink(0xb9c4b0, Color::Green),
        meta: ink(0x9aa5b4, Color::Cyan),
        code: ink(0xa9c7b8, Color::Green),
        faint: ink(0x80838b, Color::DarkGray),
        gap_paper: ink(0x252324, Color::Reset),
        label: ink(0x86b0c8, Color::Cyan),
        link: ink(0x8fb8d6, Color::Cyan),
        other: ink(0xa6bdce, Color::Cyan),
        warning: ink(0xd87a5f, Color::LightRed),
        difference: ink(0xd99ad0, Color::LightMagenta),
        mended: ink(0x9cc48a, Color::Green),
        differs_ink: ink(0xf6dcf2, Color::LightMagenta),
        differs_paper: ink(0x55305a, Color::Reset),
        deleted_ink: ink(0xf5d5cd, Color::LightRed),
        deleted_paper: ink(0x55302c, Color::Reset),
        inserted_ink: ink(0xd6efcf, Color::LightGreen),
        inserted_paper: ink(0x2c4a30, Color::Reset),
        line: ink(0x4b4f58, Color::DarkGray),
        key: ink(0xe3c88a, Color::Yellow),
        accent: ink(0xe0a04a, Color::Yellow),
        on_accent: ink(0x1b1d21, Color::Black),
        hit_ink: ink(0x1b1d21, Color::Black),
        hit_paper: ink(0xb89b4e, Color::Yellow),
        current_hit_paper: ink(0xf0c65a, Color::White),
        current_ink: only_basic(Color::White),
        current_paper: ink(0x2a2c31, Color::Reset),
        bar_ink: ink(0xb8bcc4, Color::White),
        bar_paper: ink(0x2a2d34, Color::Reset),
        trouble_ink: ink(0xffd9cc, Color::White),
        trouble_paper: ink(0x6e2c24, Color::Red),
        chosen_paper: ink(0x3a362e, Color::Reset),
        selection_paper: ink(0x3c4c66, Color::Blue),
        highlights: [
            ink(0x4a3c00, Color::Yellow),
            ink(0x24452c, Color::Green),
            ink(0x243f5e, Color::Blue),
            ink(0x5c2b2e, Color::Red),
            ink(0x472f5c, Color::Magenta),
        ],
        on_highlights: [
            ink(0xfbf8ec, Color::Black),
            ON_HIGHLIGHTS[1],
            ON_HIGHLIGHTS[2],
            ON_HIGHLIGHTS[3],
            ON_HIGHLIGHTS[4],
        ],
    };

    /// Dark text on a paper that is nearly white.
    pub const LIGHT: Inks = Inks {
        paper: ink(0xfbf9f4, Color::White),
        ink: ink(0x2b2a27, Color::Black),
        title: ink(0x5c3310, Color::Black),
        heading: ink(0x7a4814, Color::Blue),
        marker: ink(0x8f5a1a, Color::Blue),
        quotation: ink(0x3e543a, Color::Black),
        meta: ink(0x576473, Color::Blue),
        code: ink(0x1f5c4c, Color::Black),
        faint: ink(0x7d7a73, Color::DarkGray),
        gap_paper: ink(0xf0ebe0, Color::White),
        label: ink(0x1e5f86, Color::Blue),
        link: ink(0x1a5c8c, Color::Blue),
        other: ink(0x2c5878, Color::Blue),
        warning: ink(0xb03a1e, Color::Red),
        difference: ink(0x86287c, Color::Magenta),
        mended: ink(0x2f6a2a, Color::Black),
        differs_ink: ink(0x4a1546, Color::Magenta),
        differs_paper: ink(0xf0cfec, Color::White),
        deleted_ink: ink(0x661d12, Color::Red),
        deleted_paper: ink(0xf7d3ca, Color::White),
        inserted_ink: ink(0x1d4a1d, Color::Blue),
        inserted_paper: ink(0xcfe8c6, Color::White),
        line: ink(0xc9c4b8, Color::DarkGray),
        key: ink(0x7a4814, Color::Blue),
        accent: ink(0xa95704, Color::Blue),
        on_accent: ink(0xffffff, Color::White),
        hit_ink: ink(0x2b2a27, Color::Black),
        hit_paper: ink(0xf5dc8a, Color::Yellow),
        current_hit_paper: ink(0xa43c06, Color::Red),
        current_ink: only_basic(Color::Black),
        current_paper: ink(0xf0ebdc, Color::Gray),
        bar_ink: ink(0x4a4843, Color::Black),
        bar_paper: ink(0xebe6da, Color::Gray),
        trouble_ink: ink(0xffffff, Color::White),
        trouble_paper: ink(0xa83224, Color::Red),
        chosen_paper: ink(0xeee2cc, Color::Gray),
        selection_paper: ink(0xb9cbe6, Color::Cyan),
        highlights: [
            ink(0xfdf1a0, Color::Yellow),
            ink(0xc6ecc0, Color::Green),
            ink(0xc0ddf7, Color::Blue),
            ink(0xf8c9c4, Color::Red),
            ink(0xe2cdf3, Color::Magenta),
        ],
        on_highlights: ON_HIGHLIGHTS,
    };

    /// Brown text on the paper of an old book.
    pub const SEPIA: Inks = Inks {
        paper: ink(0xf4ecd8, Color::White),
        ink: ink(0x433422, Color::Black),
        title: ink(0x6b2f12, Color::Red),
        heading: ink(0x722e10, Color::Red),
        marker: ink(0x6f4a1a, Color::Red),
        quotation: ink(0x4d4f2e, Color::Black),
        meta: ink(0x6a5b45, Color::Magenta),
        code: ink(0x3f5440, Color::Black),
        faint: ink(0x7c6b52, Color::DarkGray),
        gap_paper: ink(0xebe0c6, Color::White),
        label: ink(0x2f5a6e, Color::Blue),
        link: ink(0x2f5a6e, Color::Blue),
        other: ink(0x5c4a5e, Color::Magenta),
        warning: ink(0x9c2f14, Color::Red),
        difference: ink(0x7d2a66, Color::Magenta),
        mended: ink(0x3f6220, Color::Black),
        differs_ink: ink(0x57184a, Color::Magenta),
        differs_paper: ink(0xe8c5d8, Color::White),
        deleted_ink: ink(0x6b1e0e, Color::Red),
        deleted_paper: ink(0xf0c4ac, Color::White),
        inserted_ink: ink(0x2b4713, Color::Blue),
        inserted_paper: ink(0xcfdcae, Color::White),
        line: ink(0xcdbd9b, Color::DarkGray),
        key: ink(0x722e10, Color::Red),
        accent: ink(0x9a4a16, Color::Red),
        on_accent: ink(0xfff9ec, Color::White),
        hit_ink: ink(0x433422, Color::Black),
        hit_paper: ink(0xe8c46a, Color::Yellow),
        current_hit_paper: ink(0x8e2f18, Color::Magenta),
        current_ink: only_basic(Color::Black),
        current_paper: ink(0xe9dcba, Color::Gray),
        bar_ink: ink(0x56462f, Color::Black),
        bar_paper: ink(0xe4d6b4, Color::Gray),
        trouble_ink: ink(0xfff9ec, Color::White),
        trouble_paper: ink(0x96301c, Color::Red),
        chosen_paper: ink(0xe0cda2, Color::Gray),
        selection_paper: ink(0xcfbf98, Color::Cyan),
        highlights: [
            ink(0xf2e08c, Color::Yellow),
            ink(0xcfdca8, Color::Green),
            ink(0xc6d6da, Color::Blue),
            ink(0xeec0a8, Color::Red),
            ink(0xdcc6d6, Color::Magenta),
        ],
        on_highlights: ON_HIGHLIGHTS,
    };

    /// White on black: whatever is read has a contrast of at least seven to one.
    pub const CONTRAST: Inks = Inks {
        paper: ink(0x000000, Color::Black),
        ink: ink(0xffffff, Color::White),
        title: ink(0xffe680, Color::LightYellow),
        heading: ink(0xffe680, Color::LightYellow),
        marker: ink(0xffd75f, Color::LightYellow),
        quotation: ink(0xd8f5c8, Color::LightGreen),
        meta: ink(0xc8dcf0, Color::LightCyan),
        code: ink(0xb0ffd8, Color::LightGreen),
        faint: ink(0xc8c8c8, Color::Gray),
        gap_paper: ink(0x1c1c1c, Color::Black),
        label: ink(0x9fdcff, Color::LightCyan),
        link: ink(0x9fdcff, Color::LightCyan),
        other: ink(0xd0e8ff, Color::LightCyan),
        warning: ink(0xffa88f, Color::LightRed),
        difference: ink(0xff9df0, Color::LightMagenta),
        mended: ink(0xa5ff9a, Color::LightGreen),
        differs_ink: ink(0xffffff, Color::LightMagenta),
        differs_paper: ink(0x6a1a70, Color::Black),
        deleted_ink: ink(0xffffff, Color::LightRed),
        deleted_paper: ink(0x7a1a10, Color::Black),
        inserted_ink: ink(0xffffff, Color::LightGreen),
        inserted_paper: ink(0x145c20, Color::Black),
        line: ink(0x9e9e9e, Color::Gray),
        key: ink(0xffe680, Color::LightYellow),
        accent: ink(0xffd000, Color::LightYellow),
        on_accent: ink(0x000000, Color::Black),
        hit_ink: ink(0x000000, Color::Black),
        hit_paper: ink(0x8fd0ff, Color::LightCyan),
        current_hit_paper: ink(0xffffff, Color::White),
        current_ink: only_basic(Color::LightYellow),
        current_paper: ink(0x303030, Color::Black),
        bar_ink: ink(0xffffff, Color::White),
        bar_paper: ink(0x303030, Color::Black),
        trouble_ink: ink(0xffffff, Color::White),
        trouble_paper: ink(0x8b0000, Color::Red),
        chosen_paper: ink(0x3a3a3a, Color::Black),
        selection_paper: ink(0x004a70, Color::Blue),
        highlights: [
            ink(0xffe14d, Color::LightYellow),
            ink(0x8df08d, Color::LightGreen),
            ink(0x9cc8ff, Color::LightCyan),
            ink(0xffa9a0, Color::LightRed),
            ink(0xe6b3ff, Color::LightMagenta),
        ],
        on_highlights: [ink(0x000000, Color::Black); 5],
    };

    /// The colours of Okabe and Ito ("Color Universal Design", 2008), which people tell apart whichever cones they
    /// lack, lightened where they would be too dark to read; what has to be told apart differs in lightness as well.
    pub const COLOUR_BLIND: Inks = Inks {
        paper: ink(0x14171c, Color::Black),
        ink: ink(0xe4e4e2, Color::White),
        title: ink(0xf0e442, Color::LightYellow),
        heading: ink(0xf0e442, Color::LightYellow),
        marker: ink(0xe69f00, Color::Yellow),
        quotation: ink(0xb5dcf5, Color::LightCyan),
        meta: ink(0xa9b4c0, Color::Gray),
        code: ink(0x58cfa8, Color::LightCyan),
        faint: ink(0x868e99, Color::DarkGray),
        gap_paper: ink(0x23262c, Color::Black),
        label: ink(0x56b4e9, Color::LightBlue),
        link: ink(0x56b4e9, Color::LightBlue),
        other: ink(0xa3d4f2, Color::LightCyan),
        warning: ink(0xf0e442, Color::LightYellow),
        difference: ink(0xc6729f, Color::LightMagenta),
        mended: ink(0x3fb892, Color::LightGreen),
        differs_ink: ink(0xffffff, Color::LightMagenta),
        differs_paper: ink(0x7a3f66, Color::Black),
        deleted_ink: ink(0x000000, Color::Yellow),
        deleted_paper: ink(0xd9822b, Color::Black),
        inserted_ink: ink(0xffffff, Color::LightCyan),
        inserted_paper: ink(0x14608f, Color::Black),
        line: ink(0x4c535d, Color::DarkGray),
        key: ink(0xe69f00, Color::Yellow),
        accent: ink(0xe69f00, Color::Yellow),
        on_accent: ink(0x000000, Color::Black),
        hit_ink: ink(0x000000, Color::Black),
        hit_paper: ink(0x3d9fd6, Color::LightBlue),
        current_hit_paper: ink(0xf0e442, Color::LightYellow),
        current_ink: only_basic(Color::LightCyan),
        current_paper: ink(0x1d3a4f, Color::Black),
        bar_ink: ink(0xcfd5dc, Color::White),
        bar_paper: ink(0x272c34, Color::Black),
        trouble_ink: ink(0x000000, Color::Black),
        trouble_paper: ink(0xd9670f, Color::LightRed),
        chosen_paper: ink(0x2c4354, Color::Black),
        selection_paper: ink(0x34506b, Color::Blue),
        highlights: [
            ink(0x665f10, Color::Yellow),
            ink(0x0d5c46, Color::Green),
            ink(0x123f73, Color::Blue),
            ink(0x4f1f08, Color::Red),
            ink(0x6b3a5c, Color::Magenta),
        ],
        on_highlights: ON_HIGHLIGHTS,
    };
}
