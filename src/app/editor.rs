//! A text of several lines that is typed: where its rows break, and what each key does to it.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::key::{Key, KeyCode};
use crate::layout::width;

/// A text that is being typed, and where the cursor is in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Editor {
    text: String,
    /// A byte of the text, between two clusters.
    cursor: usize,
    /// The longest text, in characters.
    longest: usize,
}

/// What came of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edited {
    /// The text or the cursor may be another one.
    Changed,
    /// It is to be kept.
    Done,
    /// It is left.
    Left,
}

impl Editor {
    /// A text to be changed, with the cursor at its end.
    pub fn new(text: String, longest: usize) -> Self {
        Self { cursor: text.len(), text, longest }
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How many characters it may have.
    pub fn longest(&self) -> usize {
        self.longest
    }

    /// Gives it a key; `columns` is how many a row has.
    pub fn key(&mut self, key: Key, columns: usize) -> Edited {
        use KeyCode as K;
        match (key.code, key.control, key.alt) {
            (K::Enter, false, false) => return Edited::Done,
            (K::Escape, ..) | (K::Char('c' | 'g'), true, false) => return Edited::Left,
            (K::Enter, ..) | (K::Char('j'), true, false) => self.insert("\n"),
            (K::Backspace, false, false) | (K::Char('h'), true, false) => self.delete(self.before()..self.cursor),
            (K::Backspace, ..) | (K::Char('w'), true, false) => self.delete(self.word_before()..self.cursor),
            (K::Delete, ..) | (K::Char('d'), true, false) => self.delete(self.cursor..self.after()),
            (K::Char('u'), true, false) => self.delete(self.line().start..self.cursor),
            (K::Char('k'), true, false) => self.delete(self.cursor..self.line().end),
            (K::Left, false, false) | (K::Char('b'), true, false) => self.cursor = self.before(),
            (K::Right, false, false) | (K::Char('f'), true, false) => self.cursor = self.after(),
            (K::Left, ..) | (K::Char('b'), false, true) => self.cursor = self.word_before(),
            (K::Right, ..) | (K::Char('f'), false, true) => self.cursor = self.word_after(),
            (K::Home, true, _) => self.cursor = 0,
            (K::End, true, _) => self.cursor = self.text.len(),
            (K::Home, ..) | (K::Char('a'), true, false) => self.cursor = self.line().start,
            (K::End, ..) | (K::Char('e'), true, false) => self.cursor = self.line().end,
            (K::Up, ..) | (K::Char('p'), true, false) => self.go_rows(-1, columns),
            (K::Down, ..) | (K::Char('n'), true, false) => self.go_rows(1, columns),
            (K::Char(character), false, false) => self.insert(character.encode_utf8(&mut [0; 4])),
            _ => {}
        }
        Edited::Changed
    }

    /// Puts pasted text in, with its lines, without other control characters.
    pub fn paste(&mut self, text: &str) {
        let lines = text.replace("\r\n", "\n").replace('\r', "\n").replace('\t', " ");
        let safe: String = lines.chars().filter(|&character| character == '\n' || !character.is_control()).collect();
        self.insert(&safe);
    }

    fn insert(&mut self, text: &str) {
        let room = self.longest.saturating_sub(self.text.chars().count());
        let end = text.char_indices().nth(room).map_or(text.len(), |(at, _)| at);
        self.text.insert_str(self.cursor, &text[..end]);
        self.cursor += end;
        // What was typed may have joined what stands behind it.
        self.cursor = self.boundary_from(self.cursor);
    }

    fn delete(&mut self, range: Range<usize>) {
        self.cursor = range.start;
        self.text.replace_range(range, "");
        self.cursor = self.boundary_from(self.cursor);
    }

    fn boundaries(&self) -> impl Iterator<Item = usize> {
        self.text.grapheme_indices(true).map(|(at, _)| at).chain([self.text.len()])
    }

    fn boundary_from(&self, byte: usize) -> usize {
        self.boundaries().find(|&at| at >= byte).unwrap_or(self.text.len())
    }

    fn before(&self) -> usize {
        self.text[..self.cursor].grapheme_indices(true).next_back().map_or(0, |(at, _)| at)
    }

    fn after(&self) -> usize {
        self.boundaries().find(|&at| at > self.cursor).unwrap_or(self.text.len())
    }

    fn word_before(&self) -> usize {
        let before = &self.text[..self.cursor];
        let word = before.unicode_word_indices().next_back().map_or(0, |(at, _)| at);
        if before[word..].chars().all(char::is_whitespace) { 0 } else { word }
    }

    fn word_after(&self) -> usize {
        let after = &self.text[self.cursor..];
        after.unicode_word_indices().next().map_or(self.text.len(), |(at, word)| self.cursor + at + word.len())
    }

    /// The line that the cursor is in, without its line feed.
    fn line(&self) -> Range<usize> {
        let start = self.text[..self.cursor].rfind('\n').map_or(0, |at| at + 1);
        let end = self.text[self.cursor..].find('\n').map_or(self.text.len(), |at| self.cursor + at);
        start..end
    }

    /// The rows of so many columns, as ranges of the text: broken at line feeds and between words, and a word that is
    /// longer than a row within it.
    pub fn rows(&self, columns: usize) -> Vec<Range<usize>> {
        let columns = columns.max(1);
        let (mut rows, mut start) = (Vec::new(), 0);
        for line in self.text.split('\n') {
            let end = start + line.len();
            let (mut row, mut used, mut word) = (start, 0, start);
            for (offset, cluster) in line.grapheme_indices(true) {
                let at = start + offset;
                let wide = width::width(cluster);
                if used + wide > columns && at > row && cluster != " " {
                    let cut = if word > row { word } else { at };
                    rows.push(row..cut);
                    row = cut;
                    used = width::width(&self.text[row..at]);
                }
                used += wide;
                if cluster == " " {
                    word = at + 1;
                }
            }
            rows.push(row..end);
            start = end + 1;
        }
        rows
    }

    /// The row and the column of the cursor.
    pub fn place(&self, columns: usize) -> (usize, usize) {
        let rows = self.rows(columns);
        let row = rows.iter().rposition(|row| row.start <= self.cursor).unwrap_or(0);
        (row, width::width(&self.text[rows[row].start..self.cursor]).min(columns))
    }

    fn go_rows(&mut self, by: isize, columns: usize) {
        let rows = self.rows(columns);
        let (row, column) = self.place(columns);
        let Some(target) = row.checked_add_signed(by).and_then(|row| rows.get(row)) else {
            self.cursor = if by < 0 { 0 } else { self.text.len() };
            return;
        };
        let text = &self.text[target.clone()];
        let fits = width::prefix(text, column).len();
        // The end of a row that goes on belongs to the next one.
        let goes_on = fits == text.len() && target.end < self.text.len() && self.text.as_bytes()[target.end] != b'\n';
        let last = text.grapheme_indices(true).next_back().map_or(0, |(at, _)| at);
        self.cursor = target.start + if goes_on { last } else { fits };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(text: &str, keys: &str, want: &str) {
        let mut editor = Editor::new(text.to_owned(), 40);
        for key in keys.split_whitespace() {
            editor.key(Key::parse(key).expect("a key"), 10);
        }
        let (before, after) = editor.text.split_at(editor.cursor);
        assert_eq!(format!("{before}|{after}"), want, "{keys} on {text:?}");
    }

    #[test]
    fn keys_do_what_they_do_in_a_line_and_go_from_row_to_row() {
        for (text, keys, want) in [
            ("", "a b Alt-Enter c", "ab\nc|"),
            ("a", "Ctrl-j b Up", "a|\nb"),
            ("one two", "Ctrl-w", "one |"),
            ("one two", "Alt-Left Alt-Left Alt-Right", "one| two"),
            ("one\ntwo", "Ctrl-u Backspace", "one|"),
            ("one\ntwo", "Home Left Ctrl-k Delete", "one|two"),
            ("e\u{301}x", "Left Backspace", "|x"),
            ("a long line of words", "Up", "a long line |of words"),
            ("a long line of words", "Up Up Up", "|a long line of words"),
            ("a\n\nb", "Up Up Down Down Down", "a\n\nb|"),
        ] {
            check(text, keys, want);
        }
    }

    #[test]
    fn a_paste_keeps_its_lines_and_no_control_characters_and_does_not_go_on_for_ever() {
        let mut editor = Editor::new("x".to_owned(), 10);
        editor.paste("a\r\nb\u{1b}[2J\rcdefghijkl");
        assert_eq!(editor.text(), "xa\nb[2J\ncd");
    }

    proptest! {
        #[test]
        fn rows_are_the_text_and_no_key_leaves_the_cursor_within_a_cluster(
            text in "[a-z é\u{301}👩\u{200d}界\n]{0,40}", keys in proptest::collection::vec(0usize..12, 0..20), columns in 1usize..15,
        ) {
            const KEYS: [&str; 12] = ["Up", "Down", "Left", "Right", "Backspace", "Delete", "Ctrl-w", "Alt-Right", "Ctrl-j", "x", "Ctrl-k", "Ctrl-u"];
            let mut editor = Editor::new(text, 60);
            for key in keys {
                editor.key(Key::parse(KEYS[key]).expect("a key"), columns);
                prop_assert!(editor.boundaries().any(|at| at == editor.cursor));
                let (row, column) = editor.place(columns);
                let rows = editor.rows(columns);
                prop_assert!(row < rows.len() && column <= columns);
                let joined: String = rows.iter().map(|row| &editor.text[row.clone()]).collect();
                prop_assert_eq!(joined, editor.text.replace('\n', ""));
            }
        }
    }
}
