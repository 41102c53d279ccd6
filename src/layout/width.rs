//! How many columns a text takes: the one place where text is measured.
//!
//! The unit is the grapheme cluster, which is what a terminal cell holds; a cluster's width is what the drawing
//! library gives it, so that what is laid out is what is drawn.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The columns a text takes.
pub fn width(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { clusters(text).map(|(_, cluster)| cluster_width(cluster)).sum() }
}

/// The grapheme clusters of a text with their byte offsets.
pub fn clusters(text: &str) -> impl DoubleEndedIterator<Item = (usize, &str)> {
    text.grapheme_indices(true)
}

/// The columns one cluster takes: 0, 1 or 2, and more only for half-width kana with their sound marks.
pub fn cluster_width(cluster: &str) -> usize {
    let sound_marks = cluster.chars().filter(|c| matches!(c, '\u{ff9e}' | '\u{ff9f}')).count();
    cluster.width() + sound_marks
}

/// The longest beginning of a text that takes at most `columns`.
pub fn prefix(text: &str, columns: usize) -> &str {
    let mut used = 0;
    for (offset, cluster) in clusters(text) {
        used += cluster_width(cluster);
        if used > columns {
            return &text[..offset];
        }
    }
    text
}

/// The text cut to `columns`, with an ellipsis in the last one where something was cut.
pub fn ellipsize(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    match columns {
        0 => String::new(),
        _ => format!("{}…", prefix(text, columns - 1).trim_end()),
    }
}

/// A text in rows of at most so many columns; words that are too long are cut.
pub fn wrapped(text: &str, columns: usize) -> Vec<String> {
    let mut rows = vec![String::new()];
    for word in text.split(' ') {
        let mut word = word;
        loop {
            let row = rows.last_mut().expect("there is one from the beginning");
            let used = width(row) + usize::from(!row.is_empty());
            let fitting = prefix(word, columns.saturating_sub(used));
            let fits = fitting.len() == word.len();
            let too_long_for_any_row = width(word) > columns && columns > used + 8;
            if fits || too_long_for_any_row || (row.is_empty() && !fitting.is_empty()) {
                if !row.is_empty() {
                    row.push(' ');
                }
                row.push_str(fitting);
                word = &word[fitting.len()..];
            }
            if word.is_empty() || (row.is_empty() && fitting.is_empty()) {
                break;
            }
            rows.push(String::new());
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clusters_take_the_columns_a_terminal_gives_them() {
        for (text, columns) in
            [("", 0), ("abc", 3), ("e\u{301}", 1), ("漢字", 4), ("👨‍👩‍👧‍👦", 2), ("🇰🇿", 2), ("ｶﾞ", 2), ("a\u{ad}b", 2)]
        {
            assert_eq!(width(text), columns, "{text:?}");
        }
    }

    #[test]
    fn a_text_is_cut_between_clusters_and_says_so() {
        for (text, columns, want) in [
            ("Zeitung", 7, "Zeitung"),
            ("Zeitung", 4, "Zei…"),
            ("漢字漢", 4, "漢…"),
            ("ab cd", 4, "ab…"),
            ("ab", 0, ""),
        ] {
            assert_eq!(ellipsize(text, columns), want);
            assert!(width(want) <= columns);
        }
    }
}
