//! The reference as a manual page.

use roff::{Roff, bold, italic, roman};

use super::{Row, Section};

pub(super) fn of(sections: &[Section]) -> String {
    let version = concat!("kzreader ", env!("CARGO_PKG_VERSION"));
    let mut page = Roff::new();
    page.control("TH", ["KZREADER", "1", "", version]);
    page.control("SH", ["NAME"]);
    page.text([roman(format!("kzreader - {}", uncapitalised(env!("CARGO_PKG_DESCRIPTION"))))]);
    for section in sections {
        if section.is_below {
            page.control("SS", [section.title.as_str()]);
        } else {
            page.control("SH", [section.title.to_uppercase().as_str()]);
        }
        for (index, usage) in section.usage.iter().enumerate() {
            if index > 0 {
                page.control("br", []);
            }
            page.text([bold(usage)]);
        }
        for paragraph in &section.paragraphs {
            page.control("PP", []);
            page.text([roman(paragraph.replace('\n', " "))]);
        }
        for Row { term, more, text } in &section.rows {
            page.control("TP", []);
            if more.is_empty() {
                page.text([bold(term)]);
            } else {
                page.text([bold(term), roman("  "), italic(more)]);
            }
            page.text([roman(text)]);
        }
    }
    in_ascii(&page.to_roff())
}

/// Whatever is not ASCII by its number, which every formatter reads in every locale.
fn in_ascii(page: &str) -> String {
    let written = |c: char| if c.is_ascii() { c.to_string() } else { format!("\\[u{:04X}]", u32::from(c)) };
    page.chars().map(written).collect()
}

fn uncapitalised(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or(String::new(), |first| first.to_lowercase().chain(characters).collect())
}
