//! What is told of the current bead: in the status line, or in rows above it that the text makes room for.

use super::App;
use super::commands::{Command, Pane};
use super::geometry::Area;
use super::reader::{Lock, Reader, Remark};
use super::signs::Sign;
use crate::layout::width::{width, wrapped};

/// The most rows that remarks take from the text.
const MOST_ROWS: u16 = 2;

/// How many rows a text has to keep for each row of remarks.
const ROWS_KEPT: u16 = 4;

impl App {
    /// What is to be told of the current bead, the most urgent first.
    pub fn remarks(&self) -> Vec<Remark> {
        let is_read = |reader: &&Reader| matches!(reader.lock, Lock::Locked) && !reader.is_mending();
        let reader = self.reader.as_ref().filter(is_read);
        let Some((reader, bead)) = reader.and_then(|reader| Some((reader, reader.bead()?))) else { return Vec::new() };
        let mut remarks = reader.remarks(bead);
        let goes = self.keymap.hint(Command::FollowMove);
        for remark in remarks.iter_mut().filter(|remark| remark.sign == Sign::Moved && !goes.is_empty()) {
            remark.text.push_str(&format!(" ({goes} goes there)"));
        }
        remarks
    }

    /// Takes rows from the text for what has no room in the status line.
    pub(super) fn make_room_for_remarks(&mut self) {
        let (Some(text), Some(status)) = (self.geometry.text, self.geometry.status) else { return };
        if self.pane != Pane::Reader {
            return;
        }
        let n_rows = n_rows(&self.remarks(), status.width, text);
        if n_rows > 0 {
            let text = Area { height: text.height - n_rows, ..text };
            self.geometry.text = Some(text);
            self.geometry.remarks = Some(Area { y: text.y + text.height, height: n_rows, ..text });
        }
    }
}

/// The rows that remarks take from a text: none where they fit in a status line of so many columns.
fn n_rows(remarks: &[Remark], columns: u16, text: Area) -> u16 {
    let all = joined(remarks, usize::MAX);
    if width(&all) <= usize::from(columns.saturating_sub(2)) {
        return 0;
    }
    let most = MOST_ROWS.min(text.height / (ROWS_KEPT + 1));
    let rows = wrapped(&all, usize::from(text.width.saturating_sub(2).max(1)));
    u16::try_from(rows.len()).unwrap_or(u16::MAX).min(most)
}

/// As many remarks as stand in so many columns, in one line; the first one at least.
pub fn joined(remarks: &[Remark], columns: usize) -> String {
    let told = |n: usize| {
        let told = remarks[..n].iter().map(|remark| format!("{} {}", remark.sign.symbol(), remark.text));
        let more = remarks.len() - n;
        let rest = (more > 0).then(|| format!("and {more} more"));
        told.chain(rest).collect::<Vec<_>>().join("; ")
    };
    (1..=remarks.len())
        .rev()
        .map(told)
        .find(|line| width(line) <= columns)
        .unwrap_or_else(|| told(remarks.len().min(1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn remarks(texts: &[&str]) -> Vec<Remark> {
        texts.iter().map(|text| Remark { sign: Sign::Differs, text: (*text).to_owned() }).collect()
    }

    #[test]
    fn as_many_remarks_are_told_as_there_is_room_for_and_the_others_are_counted() {
        let three = remarks(&["one", "two", "three"]);
        for (columns, want) in [
            (40, "≠ one; ≠ two; ≠ three"),
            (21, "≠ one; ≠ two; ≠ three"),
            (20, "≠ one; and 2 more"),
            (3, "≠ one; and 2 more"),
        ] {
            assert_eq!(joined(&three, columns), want, "{columns}");
        }
        assert_eq!(joined(&[], 10), "");
    }

    #[test]
    fn remarks_take_rows_only_where_the_line_is_too_short_and_leave_most_to_the_text() {
        let long = remarks(&["a remark of some length that says what there is to say"]);
        for (columns, height, want) in [(80, 20, 0), (40, 20, 2), (50, 8, 1), (30, 4, 0), (0, 0, 0), (10, 40, 2)] {
            let text = Area { width: columns, height, ..Area::default() };
            assert_eq!(n_rows(&long, columns, text), want, "{columns} by {height}");
            assert_eq!(n_rows(&[], columns, text), 0);
        }
    }
}
