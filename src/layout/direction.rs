//! Which way a text runs, and in which order a row of it is seen from left to right.
//!
//! Text is stored in the order in which it is read. Arabic and Hebrew are read from right to left, numbers and Latin
//! names in them from left to right, so a row of such text is put in another order before it is drawn: Unicode's
//! bidirectional algorithm (UAX 9) by the crate `unicode-bidi` up to the levels, and rules L2 and L4 here, over
//! [`Run`]s and clusters. What stays together is the cluster, so marks stay with their letters and a wide cluster
//! stays whole.
//!
//! A run keeps its text as it is stored and knows which way it goes: byte n of it is still byte `start + n` of the
//! document, and hits, marks and places are found in it as anywhere else. Stored `שלום 12 abc` in a text from right to
//! left are three runs, from the left `abc`, ` 12 ` and `שלום`, of which the last one goes to the left.
//!
//! The levels are those of what is laid out together (a sentence in columns, a block where one version is shown); its
//! base direction is that of the whole block.

use std::borrow::Cow;
use std::ops::Range;

use unicode_bidi::{BidiClass, Level, ParagraphBidiInfo, bidi_class};
use unicode_bidi_mirroring::get_mirrored;

use super::width::{cluster_width, clusters};
use super::wrap::{Face, Row, Run};

/// The way a text or a run goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Direction {
    /// As Latin does.
    #[default]
    LeftToRight,
    /// As Arabic and Hebrew do.
    RightToLeft,
}

/// In which order rows are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum RowOrder {
    /// As they are seen from left to right, text from right to left at the right edge of its column: for a screen.
    #[default]
    Seen,
    /// As they are stored: for what orders them itself.
    Stored,
}

impl Direction {
    /// The direction of a paragraph: that of its first letter (P2, P3), or of the text around it where it has none.
    ///
    /// Where the first letter goes against the text around it most letters count: an Arabic paragraph that begins with a
    /// Latin name is one from right to left.
    pub fn of(text: &str, around: Direction) -> Self {
        let Some(first) = text.chars().find_map(Direction::of_letter) else { return around };
        if first == around {
            return first;
        }
        let letters = text.chars().filter_map(Direction::of_letter);
        let balance: isize = letters.map(|letter| if letter == first { 1 } else { -1 }).sum();
        if balance > 0 { first } else { around }
    }

    fn of_letter(letter: char) -> Option<Self> {
        match bidi_class(letter) {
            BidiClass::L => Some(Direction::LeftToRight),
            BidiClass::R | BidiClass::AL => Some(Direction::RightToLeft),
            _ => None,
        }
    }

    fn level(self) -> Level {
        match self {
            Direction::LeftToRight => Level::ltr(),
            Direction::RightToLeft => Level::rtl(),
        }
    }
}

/// Whether a text has letters or numbers that ask for another order than the stored one.
pub fn runs_both_ways(text: &str) -> bool {
    // Bytes that the letters in question begin with; nothing of Europe does.
    text.bytes().any(|byte| matches!(byte, 0xd6..=0xdf | 0xe0 | 0xef | 0xf0))
        && text.chars().any(|letter| {
            matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}'
                | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
        })
}

/// The embedding levels of a stretch of text: even ones go to the right, odd ones to the left.
#[derive(Debug)]
pub struct Levels {
    start: usize,
    levels: Vec<Level>,
    base: Direction,
}

impl Levels {
    /// The levels of some bytes of a text; `None` where rows are seen as they are stored.
    pub fn of(text: &str, range: Range<usize>, base: Direction) -> Option<Self> {
        let start = range.start;
        let stretch = &text[range];
        if base == Direction::LeftToRight && !runs_both_ways(stretch) {
            return None;
        }
        // Line ends and tabs are shown as spaces, and part neither paragraphs nor columns.
        let spaced = stretch.replace(['\n', '\t'], " ");
        let levels = ParagraphBidiInfo::new(&spaced, Some(base.level())).levels;
        Some(Self { start, levels, base })
    }

    fn at(&self, byte: usize) -> Level {
        let index = byte.checked_sub(self.start);
        index.and_then(|index| self.levels.get(index)).copied().unwrap_or(self.base.level())
    }

    /// Puts the runs of a row, which stand as they are stored, in the order in which they are seen.
    pub fn order(&self, row: &mut Row) {
        let mut pieces: Vec<(Level, Run)> = Vec::with_capacity(row.runs.len() + 2);
        for run in row.runs.drain(..) {
            let Some(start) = run.start else {
                // What the layout put in goes on as what stands before it: a hyphen after half a word.
                let level = pieces.last().map_or(self.base.level(), |(level, _)| *level);
                pieces.push((level, run));
                continue;
            };
            for part in self.parts(&run.text, start) {
                let level = self.at(start + part.start);
                pieces.push((
                    level,
                    Run { text: run.text[part.clone()].to_owned(), start: Some(start + part.start), ..run },
                ));
            }
        }
        let levels: Vec<Level> = pieces.iter().map(|(level, _)| *level).collect();
        let mut pieces: Vec<Option<(Level, Run)>> = pieces.into_iter().map(Some).collect();
        let seen = ParagraphBidiInfo::reorder_visual(&levels).into_iter().filter_map(|index| pieces[index].take());
        row.runs.extend(seen.map(|(level, run)| Run {
            direction: if level.is_rtl() { Direction::RightToLeft } else { Direction::LeftToRight },
            ..run
        }));
    }

    /// A run's text cut where the level changes, between clusters.
    fn parts(&self, text: &str, start: usize) -> Vec<Range<usize>> {
        let mut parts: Vec<Range<usize>> = Vec::new();
        for (offset, cluster) in clusters(text) {
            let end = offset + cluster.len();
            match parts.last_mut() {
                Some(last) if self.at(start + last.start) == self.at(start + offset) => last.end = end,
                _ => parts.push(offset..end),
            }
        }
        parts
    }
}

/// A row of one line that the layout made, in the order in which it is seen.
pub fn made_row(text: &str, face: Face, base: Direction, order: RowOrder) -> Row {
    let mut row = Row::made(text.to_owned(), face);
    if let Some(levels) = Levels::of(text, 0..text.len(), base).filter(|_| order == RowOrder::Seen) {
        row.runs[0].start = Some(0);
        levels.order(&mut row);
        row.runs.iter_mut().for_each(|run| run.start = None);
    }
    row
}

/// A short line, such as a title, in the order in which it is seen.
pub fn seen_line(text: &str) -> Cow<'_, str> {
    if !runs_both_ways(text) {
        return Cow::Borrowed(text);
    }
    let base = Direction::of(text, Direction::LeftToRight);
    Cow::Owned(made_row(text, Face::default(), base, RowOrder::Seen).text())
}

/// A line that is being typed in the order in which it is seen, with a blank where it goes on, and the column of the
/// cluster that begins with a byte of it, or of that blank.
pub fn typed_line(text: &str, cursor: usize) -> (String, usize) {
    let line = format!("{text} ");
    let base = Direction::of(text, Direction::LeftToRight);
    let mut row = Row::made(line, Face::default());
    row.runs[0].start = Some(0);
    if let Some(levels) = Levels::of(text, 0..text.len(), base) {
        levels.order(&mut row);
    }
    let seen = row.runs.iter().flat_map(|run| {
        run.seen_clusters().map(|(offset, cluster)| (run.start.map(|start| start + offset), cluster_width(cluster)))
    });
    let ahead = seen.take_while(|(byte, _)| *byte != Some(cursor)).map(|(_, columns)| columns).sum();
    (row.text(), ahead)
}

/// A cluster as it is seen in text that goes to the left: brackets and the like are turned around (L4).
pub fn mirrored(cluster: &str) -> Cow<'_, str> {
    let mut characters = cluster.chars();
    let Some((first, other)) = characters.next().and_then(|first| Some((first, get_mirrored(first)?))) else {
        return Cow::Borrowed(cluster);
    };
    Cow::Owned(std::iter::once(other).chain(cluster[first.len_utf8()..].chars()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::hyphenate::Hyphenator;
    use crate::layout::wrap::{Edge, Stretch, flow};
    use Direction::{LeftToRight as Ltr, RightToLeft as Rtl};
    use proptest::prelude::*;

    fn seen(text: &str, base: Direction) -> String {
        made_row(text, Face::default(), base, RowOrder::Seen).text()
    }

    fn rows(text: &str, base: Direction, columns: usize, edge: Edge) -> Vec<Row> {
        let stretch = Stretch {
            text,
            range: 0..text.len(),
            emphases: &[],
            face: Face::default(),
            hyphenator: Hyphenator::none(),
            edge,
            keeps_words: false,
        };
        let mut rows = flow(&stretch, columns, 0);
        if let Some(levels) = Levels::of(text, 0..text.len(), base) {
            rows.iter_mut().for_each(|row| levels.order(row));
        }
        rows
    }

    #[test]
    fn text_is_seen_in_the_order_of_unicodes_algorithm() {
        for (text, base, want) in [
            ("abc אבג", Ltr, "abc גבא"),
            ("abc אבג", Rtl, "גבא abc"),
            ("אבג abc דהו.", Rtl, ".והד abc גבא"),
            ("אבג abc דהו.", Ltr, "גבא abc והד."),
            // Numbers go to the right, whatever is around them.
            ("אבג 123 דהו", Rtl, "והד 123 גבא"),
            ("אבג 12.5 דהו", Ltr, "והד 12.5 גבא"),
            // A minus between European numbers in Hebrew, and between those of Arabic.
            ("אב 10-20", Rtl, "10-20 בא"),
            ("اب ١٠-٢٠", Rtl, "٢٠-١٠ با"),
            ("اب 10-20", Rtl, "20-10 با"),
            ("אב 5%", Rtl, "5% בא"),
            // Brackets go with what they are around, and are turned around (N0, L4).
            ("(אבג)", Rtl, "(גבא)"),
            ("אב (cd) הו", Rtl, "וה (cd) בא"),
            ("ab (גד) ef", Ltr, "ab (דג) ef"),
            ("אב (cd הו) זח", Rtl, "חז (וה cd) בא"),
            ("«אב» [ג] {ד} <ה>", Rtl, "<ה> {ד} [ג] «בא»"),
            // Marks stay with their letters, wide clusters stay whole.
            ("שָׁלוֹם", Rtl, "םוֹלשָׁ"),
            ("אב 漢字 גד", Rtl, "דג 漢字 בא"),
            ("אב 👨‍👩‍👧‍👦 גד", Rtl, "דג 👨‍👩‍👧‍👦 בא"),
            // Opposite text in opposite text.
            ("he said \"אבג 123 דהו\" then", Ltr, "he said \"והד 123 גבא\" then"),
            ("אמר \"one two 3\" ואז", Rtl, "זאו \"one two 3\" רמא"),
            ("…", Rtl, "…"),
            ("abc!", Rtl, "!abc"),
        ] {
            assert_eq!(seen(text, base), want, "{text:?} {base:?}");
        }
    }

    #[test]
    fn a_paragraph_goes_the_way_of_its_first_letter_unless_most_of_it_goes_the_way_of_its_language() {
        for (text, around, want) in [
            ("123 !", Rtl, Rtl),
            ("123 !", Ltr, Ltr),
            ("(1) אבג abc", Ltr, Ltr),
            ("(1) אבג", Ltr, Rtl),
            ("Weber אמר את זה אתמול", Rtl, Rtl),
            ("Weber said that yesterday", Rtl, Ltr),
            ("שלום is what he said", Ltr, Ltr),
            ("漢字", Rtl, Ltr),
        ] {
            assert_eq!(Direction::of(text, around), want, "{text:?} {around:?}");
        }
    }

    #[test]
    fn rows_are_broken_where_they_are_read_and_ordered_each_by_itself() {
        let lines =
            |columns| rows("אבג abc def דהו", Rtl, columns, Edge::Ragged).iter().map(Row::text).collect::<Vec<_>>();
        assert_eq!(lines(40), ["והד abc def גבא"]);
        assert_eq!(lines(8), ["abc גבא", "והד def"]);
    }

    #[test]
    fn what_is_typed_has_its_cursor_where_it_goes_on() {
        for (text, cursor, want) in [
            ("abc", 3, ("abc ", 3)),
            ("abc", 1, ("abc ", 1)),
            ("", 0, (" ", 0)),
            ("אבג", 6, (" גבא", 0)),
            ("אבג", 0, (" גבא", 3)),
            ("abאב", 6, ("abבא ", 4)),
            ("漢字", 3, ("漢字 ", 2)),
        ] {
            let (line, column) = typed_line(text, cursor);
            assert_eq!((line.as_str(), column), want, "{text:?} {cursor}");
        }
    }

    proptest! {
        #[test]
        fn the_order_changes_no_cluster_no_width_and_no_byte(
            text in "[אבש\u{5b8}عربي١٢ab1 2.,()«»漢👨‍👩‍👧\n-]{0,60}", to_the_left: bool, columns in 2usize..30,
        ) {
            let base = if to_the_left { Rtl } else { Ltr };
            let plain = Stretch {
                text: &text,
                range: 0..text.len(),
                emphases: &[],
                face: Face::default(),
                hyphenator: Hyphenator::none(),
                edge: Edge::Justified,
                keeps_words: false,
            };
            for (stored, seen) in flow(&plain, columns, 0).iter().zip(rows(&text, base, columns, Edge::Justified)) {
                prop_assert_eq!(stored.width(), seen.width());
                prop_assert_eq!(&stored.source, &seen.source);
                let sorted = |row: &Row| {
                    let mut clusters: Vec<_> = row.runs.iter().flat_map(|run| {
                        run.seen_clusters().map(|(at, cluster)| (run.start.map(|start| start + at), cluster.to_owned()))
                    }).collect();
                    clusters.sort();
                    clusters
                };
                prop_assert_eq!(sorted(stored), sorted(&seen));
                let mut column = 0;
                for run in &seen.runs {
                    for (at, cluster) in run.seen_clusters() {
                        for _ in 0..cluster_width(cluster) {
                            prop_assert_eq!(seen.byte_at(column), run.start.map(|start| start + at));
                            column += 1;
                        }
                    }
                }
                prop_assert_eq!(seen.byte_at(column), None);
            }
        }
    }
}
