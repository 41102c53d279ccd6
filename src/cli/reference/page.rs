//! The reference as Markdown.

use super::{Row, Section};

pub(super) fn of(sections: &[Section]) -> String {
    let mut page = String::from(
        "# kzreader: reference\n\nEvery command, key, option and setting. This page is made from the program's tables \
         by `kzreader reference`.\n",
    );
    for section in sections {
        let level = if section.is_below { "###" } else { "##" };
        page.push_str(&format!("\n{level} {}\n", section.title));
        if !section.usage.is_empty() {
            page.push_str(&format!("\n    {}\n", section.usage.join("\n    ")));
        }
        for paragraph in &section.paragraphs {
            page.push_str(&format!("\n{}\n", escaped(paragraph)));
        }
        if !section.rows.is_empty() {
            table(&mut page, section);
        }
    }
    page
}

fn table(page: &mut String, section: &Section) {
    let [term, more, text] = section.headings;
    let (more, rule) = if more.is_empty() { (String::new(), "") } else { (format!(" {more} |"), " --- |") };
    page.push_str(&format!("\n| {term} |{more} {text} |\n| --- |{rule} --- |\n"));
    for Row { term, more, text } in &section.rows {
        let more = match (section.headings[1], more.as_str()) {
            ("", _) => String::new(),
            (_, "") => "  |".to_owned(),
            ("keys", keys) => format!(" {} |", keys.split(' ').map(code).collect::<Vec<_>>().join(" ")),
            (_, more) => format!(" {} |", code(more)),
        };
        page.push_str(&format!("| {} |{more} {} |\n", code(term), escaped(text)));
    }
}

/// Something that is typed as it stands.
fn code(text: &str) -> String {
    let text = text.replace('|', "\\|");
    if text.contains('`') { format!("`` {text} ``") } else { format!("`{text}`") }
}

/// Plain text, in which only what stands between backquotes is code.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut is_code = false;
    for character in text.chars() {
        is_code ^= character == '`';
        if character == '|' || (!is_code && matches!(character, '*' | '_' | '<' | '[' | '\\')) {
            escaped.push('\\');
        }
        escaped.push(if character == '\n' { ' ' } else { character });
    }
    escaped
}
