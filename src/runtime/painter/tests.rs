//! After every frame a terminal shows what it would show if every cell had been written anew.

use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier, Style};

use super::{Painter, Scrolling};

/// What a terminal shows: text, colours and modifiers of each cell, of blanks only what shows.
fn screen(terminal: &vt100::Parser) -> Vec<String> {
    let screen = terminal.screen();
    let (height, width) = screen.size();
    let cell = |y, x| {
        let cell = screen.cell(y, x).expect("a cell of the screen");
        let text = if cell.has_contents() { cell.contents() } else { " " };
        let (back, inverse, under) = (cell.bgcolor(), cell.inverse(), cell.underline());
        if text == " " && !inverse && !under {
            return format!("[{back:?}]");
        }
        let (front, bold, dim, italic) = (cell.fgcolor(), cell.bold(), cell.dim(), cell.italic());
        format!("{text}[{front:?}{back:?}{bold}{dim}{italic}{inverse}{under}]")
    };
    (0..height)
        .map(|y| {
            (0..width)
                .filter(|&x| !screen.cell(y, x).is_some_and(vt100::Cell::is_wide_continuation))
                .map(|x| cell(y, x))
                .collect()
        })
        .collect()
}

/// Shows frames one after the other, and gives the bytes of each; fails where a frame is not shown as if drawn anew.
fn show(scrolling: Scrolling, frames: &[(Buffer, Option<Position>)]) -> Vec<usize> {
    let area = frames[0].0.area;
    let mut painter = Painter::new(scrolling);
    let mut terminal = vt100::Parser::new(area.height, area.width, 0);
    let mut n_bytes = Vec::new();
    for (index, (frame, cursor)) in frames.iter().enumerate() {
        let bytes = painter.paint(frame, *cursor).to_vec();
        terminal.process(&bytes);
        let mut anew = vt100::Parser::new(area.height, area.width, 0);
        anew.process(Painter::new(Scrolling::None).paint(frame, *cursor));
        assert_eq!(screen(&terminal), screen(&anew), "frame {index}: {:?}", String::from_utf8_lossy(&bytes));
        assert_eq!(terminal.screen().hide_cursor(), cursor.is_none());
        if let Some(position) = cursor {
            assert_eq!(terminal.screen().cursor_position(), (position.y, position.x));
        }
        n_bytes.push(bytes.len());
    }
    n_bytes
}

const STYLES: [Style; 6] = [
    Style::new(),
    Style::new().fg(Color::Rgb(216, 213, 204)).bg(Color::Rgb(27, 29, 33)),
    Style::new().fg(Color::Indexed(180)).bg(Color::Rgb(27, 29, 33)).add_modifier(Modifier::BOLD),
    Style::new().fg(Color::Cyan).add_modifier(Modifier::DIM.union(Modifier::ITALIC)),
    Style::new().bg(Color::Yellow).add_modifier(Modifier::REVERSED),
    Style::new().fg(Color::White).add_modifier(Modifier::UNDERLINED.union(Modifier::BOLD)),
];

const WORDS: &[&str] =
    &["word", "漢字", "e\u{301}te\u{301}", " ", "     ", "ɸ…│", "👨‍👩‍👧‍👦", "✓", "नि", "🇰🇿", "ｶﾞ", "x", "ก็", "❤️"];

/// A line of a text that is scrolled through: the same for the same number.
fn line(number: usize, seed: usize) -> Vec<(&'static str, Style)> {
    let mut state = number.wrapping_mul(0x9e37_79b9).wrapping_add(seed);
    (0..6)
        .map(|_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (WORDS[(state >> 33) % WORDS.len()], STYLES[(state >> 23) % STYLES.len()])
        })
        .collect()
}

/// A frame: lines of a text from one on, in a part of the rows, beside a list that stays, on a ground.
fn frame(area: Rect, first: usize, seed: usize, band: (u16, u16), beside: u16, ground: Style) -> Buffer {
    let mut buffer = Buffer::empty(area);
    buffer.set_style(area, ground);
    for y in 0..area.height {
        if y >= band.0 && y < band.1 {
            let mut x = beside.min(area.width);
            for (word, style) in line(first + usize::from(y), seed) {
                // The terminal of the tests wraps what is too wide even where it is told not to.
                if x + 8 < area.width || (x < area.width && word.chars().count() == word.len()) {
                    (x, _) = buffer.set_stringn(x, y, word, usize::from(area.width - x), style);
                }
            }
        }
        if beside > 0 {
            buffer.set_stringn(
                0,
                y,
                format!("{y} list"),
                usize::from(beside.min(area.width)),
                STYLES[usize::from(y) % 3],
            );
        }
    }
    buffer
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]
    #[test]
    fn every_frame_is_shown_as_if_drawn_anew(
        width in 1u16..100, height in 1u16..24, regions in any::<bool>(), seed in 0usize..1000,
        steps in prop::collection::vec((0usize..8, 0u16..3, 0u16..3, 0u16..2, 0usize..2, prop::option::of((0u16..60, 0u16..24))), 1..8),
    ) {
        let area = Rect::new(0, 0, width, height);
        let frames: Vec<_> = steps.into_iter().map(|(first, above, below, beside, ground, cursor)| {
            let band = (above.min(height), height.saturating_sub(below));
            let cursor = cursor.map(|(x, y)| Position::new(x.min(width - 1), y.min(height - 1)));
            (frame(area, first, seed, band, beside * 7, STYLES[ground]), cursor)
        }).collect();
        show(if regions { Scrolling::Regions } else { Scrolling::None }, &frames);
    }
}

#[test]
fn a_line_down_costs_a_line_and_what_stays_costs_nothing() {
    let area = Rect::new(0, 0, 160, 48);
    let at = |first| (frame(area, first, 7, (2, 47), 0, STYLES[1]), None);
    let with_regions = show(Scrolling::Regions, &[at(0), at(1), at(1), at(0), at(20)]);
    assert!(with_regions[1] < 700 && with_regions[3] < 700, "{with_regions:?}");
    assert_eq!(with_regions[2], 0, "nothing changes");
    let without = show(Scrolling::None, &[at(0), at(1)]);
    assert!(without[1] > 5 * with_regions[1], "{without:?} {with_regions:?}");
}

#[test]
fn what_a_terminal_obeys_is_never_written() {
    let mut buffer = Buffer::empty(Rect::new(0, 0, 8, 1));
    for (x, symbol) in (0..).zip(["\x1b[2J", "\u{9b}", "\x07", "a", "\u{200b}", "\r\n", "\u{7f}"]) {
        buffer[(x, 0)].set_symbol(symbol);
    }
    let mut painter = Painter::new(Scrolling::None);
    let bytes = String::from_utf8(painter.paint(&buffer, None).to_vec()).expect("text");
    let text = bytes.replace("\x1b[?25l", "").replace("\x1b[0m", "").replace("\x1b[1H", "");
    assert_eq!(text.trim_end_matches("\x1b[K").trim_end(), "   a");
}
