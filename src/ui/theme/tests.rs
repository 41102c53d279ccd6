//! That every theme can be read, by everybody, is computed here.

use super::own::XTERM;
use super::*;
use crate::layout::Role;

type Rgb = (u8, u8, u8);

/// The colour that a terminal shows, as xterm has it.
fn rgb_of(colour: Color) -> Option<Rgb> {
    const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    match colour {
        Color::Rgb(red, green, blue) => Some((red, green, blue)),
        Color::Indexed(number @ 232..) => Some([8 + 10 * (number - 232); 3].into()),
        Color::Indexed(number @ 16..) => {
            let step = |index: u8| STEPS[usize::from(index)];
            Some((step((number - 16) / 36), step((number - 16) / 6 % 6), step((number - 16) % 6)))
        }
        other => XTERM.iter().find(|(known, _)| *known == other).map(|&(_, rgb)| rgb),
    }
}

/// A part's ink and ground as they meet on the screen, with what a terminal has by itself where a theme leaves it.
fn shown(theme: &Theme, depth: Depth, part: Part, under: Option<Part>) -> [Rgb; 2] {
    let palette = Palette::new(theme, depth);
    let under = under.map_or(Style::new(), |under| palette.style(under));
    let style = palette.style(Part::Run(Role::Text)).patch(under).patch(palette.style(part));
    let default = |colour: Option<Color>, by_itself: Rgb| colour.and_then(rgb_of).unwrap_or(by_itself);
    [default(style.fg, (229, 229, 229)), default(style.bg, (0, 0, 0))]
}

fn linear(value: f64) -> f64 {
    let value = value / 255.0;
    if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
}

/// Relative luminance, as WCAG 2.2 has it.
fn luminance((red, green, blue): Rgb) -> f64 {
    0.2126 * linear(f64::from(red)) + 0.7152 * linear(f64::from(green)) + 0.0722 * linear(f64::from(blue))
}

/// The contrast of two colours, as WCAG 2.2 has it: 1 to 21.
fn contrast(a: Rgb, b: Rgb) -> f64 {
    let (a, b) = (luminance(a) + 0.05, luminance(b) + 0.05);
    a.max(b) / a.min(b)
}

/// Lightness, as CIE L*: 0 to 100.
fn lightness(luminance: f64) -> f64 {
    if luminance <= 216.0 / 24389.0 { luminance * 24389.0 / 27.0 } else { 116.0 * luminance.cbrt() - 16.0 }
}

/// What is not text, and what need not be read.
fn least_contrast(part: Part) -> f64 {
    match part {
        Part::Line => 1.3,
        Part::Veil | Part::Run(Role::Furniture | Role::Fold | Role::Gap) => 3.0,
        _ => 4.5,
    }
}

#[test]
fn everything_that_is_read_stands_out_from_its_ground_in_every_theme() {
    let mut weak = Vec::new();
    for theme in THEMES {
        let high = theme.name == "contrast";
        for depth in [Depth::True, Depth::Indexed, Depth::Sixteen] {
            for &part in Part::ALL {
                // What has no ground of its own may stand on that of the current sentence, or in a bar.
                let under: &[Option<Part>] = match part {
                    Part::Run(Role::Gap) | Part::Line => &[None],
                    Part::Run(_) | Part::Link | Part::Other => &[None, Some(Part::Current)],
                    Part::Key => &[None, Some(Part::Bar)],
                    _ => &[None],
                };
                for &under in under {
                    let [front, back] = match under {
                        // The current sentence lies on top, and has no ink of its own.
                        Some(Part::Current) => shown(theme, depth, Part::Current, Some(part)),
                        _ => shown(theme, depth, part, under),
                    };
                    let (is, least) = (contrast(front, back), least_contrast(part));
                    let least = match (high && part != Part::Line, depth) {
                        // The sixteen are the terminal's, and only usually as here.
                        (_, Depth::Sixteen) => least.min(3.0),
                        (true, _) => 7.0,
                        (false, _) => least,
                    };
                    if is < least {
                        weak.push(format!("{} {depth:?} {}/{under:?}: {is:.2} < {least}", theme.name, part.name()));
                    }
                }
            }
        }
    }
    assert!(weak.is_empty(), "{}", weak.join("\n"));
}

/// What protanopes, deuteranopes and tritanopes see of a colour: Machado, Oliveira and Fernandes (2009), severity 1.
const SIGHTS: [(&str, [[f64; 3]; 3]); 4] = [
    ("all cones", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    ("protanopia", [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]),
    (
        "deuteranopia",
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    ),
    ("tritanopia", [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]),
];

fn lightness_seen(rgb: Rgb, sight: [[f64; 3]; 3]) -> f64 {
    let from = [rgb.0, rgb.1, rgb.2].map(|value| linear(f64::from(value)));
    let to = sight.map(|row| row.iter().zip(from).map(|(a, b)| a * b).sum::<f64>().clamp(0.0, 1.0));
    lightness(0.2126 * to[0] + 0.7152 * to[1] + 0.0722 * to[2])
}

/// What stands beside each other and means something else, as grounds or as inks.
const BESIDE: &[(Part, Part, Which)] = &[
    (Part::Mark, Part::Warning, Which::Ink),
    (Part::Mark, Part::Line, Which::Ink),
    (Part::Warning, Part::Line, Which::Ink),
    (Part::Mark, Part::Difference, Which::Ink),
    (Part::Difference, Part::Line, Which::Ink),
    (Part::Difference, Part::Warning, Which::Ink),
    (Part::Hit, Part::CurrentHit, Which::Ground),
    (Part::Differs, Part::Current, Which::Ground),
    (Part::Deleted, Part::Current, Which::Ground),
    (Part::Inserted, Part::Current, Which::Ground),
    (Part::Deleted, Part::Inserted, Which::Ground),
    (Part::Hit, Part::Current, Which::Ground),
    (Part::CurrentHit, Part::Current, Which::Ground),
    (Part::Current, Part::Run(Role::Text), Which::Ground),
    (Part::Current, Part::Run(Role::Gap), Which::Ground),
    (Part::Selected, Part::SelectedElsewhere, Which::Ground),
    (Part::Focus, Part::Bar, Which::Ground),
    (Part::Trouble, Part::Status, Which::Ground),
    (Part::Run(Role::Text), Part::Run(Role::Furniture), Which::Ink),
];

#[derive(Clone, Copy)]
enum Which {
    Ink,
    Ground,
}

#[test]
fn in_the_theme_for_it_nothing_is_told_by_hue_alone() {
    let theme = THEMES.iter().find(|theme| theme.name == "colour-blind").expect("it is there");
    for (name, sight) in SIGHTS {
        for depth in [Depth::True, Depth::Indexed] {
            for &(a, b, which) in BESIDE {
                let [a_seen, b_seen] = [a, b].map(|part| {
                    let [front, back] = shown(theme, depth, part, None);
                    lightness_seen(if let Which::Ink = which { front } else { back }, sight)
                });
                let apart = (a_seen - b_seen).abs();
                assert!(apart >= 7.0, "{name}, {depth:?}: {} and {} are {apart:.1} apart", a.name(), b.name());
            }
        }
    }
}

#[test]
fn where_there_are_no_colours_parts_that_matter_are_told_by_modifiers() {
    let palette = Palette::new(&THEMES[0], Depth::None);
    for part in [
        Part::Differs,
        Part::Deleted,
        Part::Inserted,
        Part::Hit,
        Part::CurrentHit,
        Part::Current,
        Part::Selected,
        Part::SelectedElsewhere,
        Part::Focus,
    ] {
        let style = palette.style(part);
        assert_eq!((style.fg, style.bg), (None, None), "{}", part.name());
        assert_ne!(style.add_modifier, palette.style(Part::Run(Role::Text)).add_modifier, "{}", part.name());
    }
    assert!(palette.style(Part::Hit).add_modifier.contains(Modifier::UNDERLINED));
}

#[test]
fn every_part_is_in_the_list_of_all_and_has_a_name_of_its_own() {
    // The compiler sees to it that each has a row; the list is held to the enum's own text.
    let source = include_str!("parts.rs");
    let variants = source.split("pub enum Part {").nth(1).and_then(|rest| rest.split("\n}").next()).expect("the enum");
    let variants = variants.lines().map(str::trim).filter(|line| line.ends_with(',') && !line.starts_with("//"));
    let roles = include_str!("../../layout/wrap.rs");
    let roles = roles.split("pub enum Role {").nth(1).and_then(|rest| rest.split("\n}").next()).expect("the roles");
    let n_roles = roles.lines().filter(|line| line.trim().ends_with(',') && !line.trim().starts_with("//")).count();
    let n_wanted: usize = variants.map(|line| if line.starts_with("Run(") { n_roles } else { 1 }).sum();
    assert_eq!(Part::ALL.len(), n_wanted);
    let names: std::collections::HashSet<_> = Part::ALL.iter().map(|part| part.name()).collect();
    assert_eq!(names.len(), n_wanted);
    assert!(Part::ALL.iter().all(|part| Part::named(part.name()) == Some(*part) && !part.help().is_empty()));
}

#[test]
fn colours_become_the_nearest_of_256_and_of_16() {
    for (rgb, want) in [((0, 0, 0), 16), ((255, 255, 255), 231), ((0x1b, 0x1d, 0x21), 234), ((255, 0, 0), 196)] {
        assert_eq!(nearest_of_256(rgb), want, "{rgb:?}");
    }
}

#[test]
fn a_theme_of_ones_own_changes_what_it_names_in_however_many_colours() {
    let mut themes = Themes::default();
    let change = Change { front: colour_named("#ff0000"), ..Change::default() };
    themes.add("mine".to_owned(), &THEMES[1], vec![(Part::Mark, change)]);
    let theme = themes.named("mine").expect("it is there");
    for (depth, want) in [
        (Depth::True, Some(Color::Rgb(255, 0, 0))),
        (Depth::Indexed, Some(Color::Indexed(196))),
        (Depth::Sixteen, Some(Color::LightRed)),
        (Depth::None, None),
    ] {
        assert_eq!(Palette::new(theme, depth).style(Part::Mark).fg, want);
        assert_eq!(Palette::new(theme, depth).style(Part::Hit), Palette::new(&THEMES[1], depth).style(Part::Hit));
    }
    assert_eq!([colour_named("#12345"), colour_named("#+12345"), colour_named("pink")], [None; 3]);
}
