//! Markdown that was made to hurt a parser: lists and quotations nested beyond all use.
//!
//! For every line a parser asks every list and quotation around it whether it goes on, so that depth times lines is
//! what it costs. Everything else that was tried (`[`, `[^`, `*`, backticks, tables, HTML) it takes linear time for.

/// The deepest nesting that is read as Markdown.
const DEEPEST: usize = 64;

/// Whether a text nests lists and quotations deeper than anything a person writes.
pub fn is_hostile(text: &str) -> bool {
    // Indentations of the entries that the line may stand in, each deeper than the one before.
    let mut indents: Vec<usize> = Vec::new();
    text.lines().any(|line| {
        let (indent, n_markers) = markers(line);
        if n_markers == 0 {
            return false;
        }
        while indents.last().is_some_and(|&last| last >= indent) {
            indents.pop();
        }
        indents.push(indent);
        indents.len() + n_markers > DEEPEST
    })
}

/// Bytes of indentation, and how many markers of lists and quotations a line begins with; a rule is none.
fn markers(line: &str) -> (usize, usize) {
    let mut rest = line.trim_start();
    let indent = line.len() - rest.len();
    if !rest.starts_with(['>', '-', '*', '+']) && !rest.starts_with(|first: char| first.is_ascii_digit()) {
        return (indent, 0);
    }
    let is_rule = ['-', '*'].iter().any(|&sign| rest.chars().all(|other| other == sign || other == ' '));
    let mut count = 0;
    while let (Some(length), false) = (marker(rest), is_rule) {
        rest = rest[length..].trim_start();
        count += 1;
    }
    (indent, count)
}

/// The length of the marker that a text begins with.
fn marker(text: &str) -> Option<usize> {
    let first = *text.as_bytes().first()?;
    let length = match first {
        b'>' => return Some(1),
        b'-' | b'*' | b'+' => 1,
        _ => {
            let digits = text.bytes().take(10).take_while(u8::is_ascii_digit).count();
            let closes = matches!(text.as_bytes().get(digits), Some(b'.' | b')'));
            (digits > 0 && closes).then_some(digits + 1)?
        }
    };
    text[length..].starts_with([' ', '\t']).then_some(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deep_nesting_is_told_from_long_lists_and_rules() {
        let indented = |depth: usize| (0..depth).map(|n| " ".repeat(2 * n) + "- a\n").collect::<String>();
        for (text, hostile) in [
            (">".repeat(100), true),
            ("- ".repeat(100) + "a", true),
            ("1. ".repeat(100) + "a", true),
            (indented(100), true),
            (indented(40).repeat(40), false),
            ("- a\n".repeat(1000), false),
            ("- ".repeat(100), false),
            ("* ".repeat(100), false),
            ("1. a\n   - b\n\n> c\n".repeat(100), false),
        ] {
            assert_eq!(is_hostile(&text), hostile, "{:.40}", text);
        }
    }
}
