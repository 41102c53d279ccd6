//! A stretch of a block → rows of at most so many columns.
//!
//! Lines are broken where Unicode's line breaking (UAX 14) and the language's hyphenation allow it, over the whole
//! stretch at once (Knuth & Plass' optimal fit, by way of `textwrap`), so that rows come out even. Every run
//! remembers the bytes of the document it shows: search hits, marks and places are found on the screen through it.

use std::borrow::Cow;
use std::ops::Range;

use icu_segmenter::LineSegmenter;
use icu_segmenter::options::{LineBreakOptions, LineBreakWordOption};
use textwrap::core::Fragment;
use textwrap::wrap_algorithms::{Penalties, wrap_optimal_fit};

use super::direction::{Direction, mirrored};
use super::width::{cluster_width, clusters, width};
use crate::language::hyphenate::Hyphenator;
use crate::language::table::is_written_solid;
use crate::model::{Emphasis, EmphasisKind};

/// What dividing a word costs: as much as a row that is ten columns short (the square of its blank columns).
///
/// `textwrap`'s own 25 divides words in ragged text that would do well without.
const HYPHEN_PENALTY: usize = 100;

/// The same where rows are to be full: blanks that are wider than they have to be are worse than a divided word.
const HYPHEN_PENALTY_JUSTIFIED: usize = 36;

/// A row that is a column too wide costs more than any other rows would: a column may be all that is there.
const OVERFLOW_PENALTY: usize = 1 << 40;

/// What a run is, for the theme to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Role {
    /// Running text.
    #[default]
    Text,
    /// A title.
    Title,
    /// A heading below the title.
    Heading,
    /// The bullet or number of a list item, the bar of a quotation.
    Marker,
    /// A quotation set off from the text.
    Quotation,
    /// Date lines, bylines, signatures, provenance.
    Meta,
    /// Code and tables.
    Code,
    /// Page furniture that is shown.
    Furniture,
    /// The row that stands for folded page furniture.
    Fold,
    /// The row that says that a side has nothing here.
    Gap,
}

/// How a run is set: its role and the emphases it lies in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Face {
    /// What it is.
    pub role: Role,
    /// In italics.
    pub emphasis: bool,
    /// In bold.
    pub strong: bool,
    /// The text of a link.
    pub link: bool,
}

impl Face {
    /// A face with a role and no emphasis.
    pub fn of(role: Role) -> Self {
        Self { role, ..Self::default() }
    }

    fn within(mut self, emphasis: EmphasisKind) -> Self {
        match emphasis {
            EmphasisKind::Emphasis => self.emphasis = true,
            EmphasisKind::Strong => self.strong = true,
            EmphasisKind::Link => self.link = true,
            EmphasisKind::Code => self.role = Role::Code,
        }
        self
    }
}

/// A stretch of a row in one face.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// What is shown.
    pub text: String,
    /// How it is set.
    pub face: Face,
    /// The byte of the document's text where it starts; byte n of `text` shows byte `start + n`. `None` for what
    /// the layout added: markers, hyphens, labels.
    pub start: Option<usize>,
    /// Which way it goes on the screen; `text` is in the order in which it is read, either way.
    pub direction: Direction,
}

impl Run {
    /// A run that the layout made, as it is seen.
    pub fn made(text: String, face: Face) -> Self {
        Self { text, face, start: None, direction: Direction::LeftToRight }
    }

    /// Its clusters from left to right with their bytes in `text`.
    pub fn seen_clusters(&self) -> impl Iterator<Item = (usize, &str)> {
        let (to_the_right, to_the_left) = match self.direction {
            Direction::LeftToRight => (Some(clusters(&self.text)), None),
            Direction::RightToLeft => (None, Some(clusters(&self.text).rev())),
        };
        to_the_right.into_iter().flatten().chain(to_the_left.into_iter().flatten())
    }

    /// A part of its text as it is seen from left to right.
    pub fn seen(&self, part: Range<usize>) -> Cow<'_, str> {
        let text = &self.text[part];
        match self.direction {
            Direction::LeftToRight => Cow::Borrowed(text),
            Direction::RightToLeft => Cow::Owned(clusters(text).rev().map(|(_, cluster)| mirrored(cluster)).collect()),
        }
    }
}

/// A laid-out line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Row {
    /// Its runs, from left to right as they are seen.
    pub runs: Vec<Run>,
    /// The bytes of the document's text it shows; empty for a blank row.
    pub source: Range<usize>,
}

impl Row {
    /// A row of one run that the layout made.
    pub fn made(text: String, face: Face) -> Self {
        Self { runs: vec![Run::made(text, face)], source: 0..0 }
    }

    /// What the row shows from left to right, without faces.
    pub fn text(&self) -> String {
        self.runs.iter().map(|run| run.seen(0..run.text.len())).collect()
    }

    /// The byte of the document's text that stands in a column, counted from the row's first one.
    pub fn byte_at(&self, column: usize) -> Option<usize> {
        let mut x = 0;
        for run in &self.runs {
            for (offset, cluster) in run.seen_clusters() {
                x += cluster_width(cluster);
                if x > column {
                    return run.start.map(|start| start + offset);
                }
            }
        }
        None
    }

    /// The columns it takes.
    pub fn width(&self) -> usize {
        self.runs.iter().map(|run| width(&run.text)).sum()
    }

    fn push(&mut self, text: &str, face: Face, start: Option<usize>) {
        if let Some(last) = self.runs.last_mut() {
            let follows = match (last.start, start) {
                (Some(from), Some(start)) => from + last.text.len() == start,
                (None, None) => true,
                _ => false,
            };
            if follows && last.face == face {
                last.text.push_str(text);
                return;
            }
        }
        self.runs.push(Run { text: text.to_owned(), face, start, direction: Direction::LeftToRight });
    }
}

/// A stretch of a document's text that is to be wrapped.
#[derive(Debug, Clone)]
pub struct Stretch<'a> {
    /// The document's text.
    pub text: &'a str,
    /// The bytes to lay out.
    pub range: Range<usize>,
    /// The emphases that may touch them, outer before inner.
    pub emphases: &'a [Emphasis],
    /// The face of what no emphasis touches.
    pub face: Face,
    /// Divides its words.
    pub hyphenator: Hyphenator,
    /// Where its rows end.
    pub edge: Edge,
    /// Whether words are kept whole that the script would let be divided anywhere, as in Korean.
    pub keeps_words: bool,
}

/// Where the rows of running text end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Edge {
    /// Where their last word does.
    #[default]
    Ragged,
    /// At the last column, blanks being widened for it, where it takes no more than one further column a blank. The last
    /// row, and one that it would take more for, is ragged.
    Justified,
}

/// Wraps a stretch as running text: white space and line feeds are single spaces.
///
/// Gives at least one row for a stretch with anything to show. Rows are at most `columns` wide, except where a
/// single cluster is wider; the first one leaves room for an indent of so many columns, which is not drawn.
pub fn flow(stretch: &Stretch<'_>, columns: usize, indent: usize) -> Vec<Row> {
    let columns = columns.max(1);
    let indent = indent.min(columns - 1);
    let pieces = pieces(stretch, columns - indent);
    let line_widths = [(columns - indent) as f64, columns as f64];
    let hyphen_penalty = match stretch.edge {
        Edge::Ragged => HYPHEN_PENALTY,
        Edge::Justified => HYPHEN_PENALTY_JUSTIFIED,
    };
    let penalties = Penalties { hyphen_penalty, overflow_penalty: OVERFLOW_PENALTY, ..Penalties::new() };
    let lines: Vec<&[Piece]> = wrap_optimal_fit(&pieces, &line_widths, &penalties)
        .unwrap_or_else(|_| textwrap::wrap_algorithms::wrap_first_fit(&pieces, &line_widths));
    let lines: Vec<&[Piece]> = lines.into_iter().filter(|line| !line.is_empty()).collect();
    let laid = lines.iter().enumerate().map(|(index, line)| {
        let room = columns - if index == 0 { indent } else { 0 };
        let is_last = index + 1 == lines.len();
        let wider = if stretch.edge == Edge::Ragged || is_last { None } else { Widening::of(line, room, index) };
        row(stretch, line, wider)
    });
    laid.collect()
}

/// Lays a stretch out line by line as it stands, keeping its spaces; lines that are too long are cut.
pub fn verbatim(stretch: &Stretch<'_>, columns: usize) -> Vec<Row> {
    let columns = columns.max(1);
    let mut rows = Vec::new();
    let mut start = stretch.range.start;
    for line in stretch.text[stretch.range.clone()].split('\n') {
        for part in cut(line.trim_end(), columns) {
            let range = start + part.start..start + part.end;
            let mut row = Row { runs: Vec::new(), source: range.clone() };
            push_faces(&mut row, stretch, range);
            rows.push(row);
        }
        start += line.len() + 1;
    }
    rows
}

/// A part of a word that is not broken: a fragment in `textwrap`'s sense.
#[derive(Debug, Clone, Copy)]
struct Piece {
    start: usize,
    end: usize,
    columns: usize,
    /// White space follows, which shows as one space unless the line ends here.
    spaced: bool,
    /// A hyphen shows if the line ends here.
    hyphenated: bool,
}

impl Fragment for Piece {
    fn width(&self) -> f64 {
        self.columns as f64
    }

    fn whitespace_width(&self) -> f64 {
        f64::from(u8::from(self.spaced))
    }

    fn penalty_width(&self) -> f64 {
        f64::from(u8::from(self.hyphenated))
    }
}

fn pieces(stretch: &Stretch<'_>, columns: usize) -> Vec<Piece> {
    let text = &stretch.text[stretch.range.clone()];
    let base = stretch.range.start;
    let mut options = LineBreakOptions::default();
    options.word_option = stretch.keeps_words.then_some(LineBreakWordOption::KeepAll);
    let segmenter = LineSegmenter::new_for_non_complex_scripts(options);
    let mut pieces = Vec::with_capacity(text.len() / 4);
    let mut from = 0;
    for to in segmenter.segment_str(text) {
        let word = text[from..to].trim_end();
        let lead = word.len() - word.trim_start().len();
        let word = &word[lead..];
        if word.is_empty() {
            if let Some(last) = pieces.last_mut().filter(|_| to > from) {
                let last: &mut Piece = last;
                last.spaced = true;
            }
        } else {
            let start = from + lead;
            let spaced = is_space(word, &text[start + word.len()..]);
            push_word(&mut pieces, word, base + start, spaced, stretch.hyphenator, columns);
        }
        from = to;
    }
    pieces
}

/// Whether white space that follows a word shows, in a text of which the rest is given: none does that is a line end between
/// two letters of Chinese or Japanese.
fn is_space(word: &str, rest: &str) -> bool {
    let next = rest.trim_start();
    let space = &rest[..rest.len() - next.len()];
    let is_solid = || word.ends_with(is_written_solid) && next.starts_with(is_written_solid);
    !(space.is_empty() || space.contains('\n') && is_solid())
}

fn push_word(pieces: &mut Vec<Piece>, word: &str, start: usize, spaced: bool, hyphenator: Hyphenator, columns: usize) {
    let first = pieces.len();
    let mut from = 0;
    let mut push = |pieces: &mut Vec<Piece>, to: usize, hyphenated: bool| {
        for part in cut(&word[from..to], columns) {
            let text = &word[from + part.start..from + part.end];
            pieces.push(Piece {
                start: start + from + part.start,
                end: start + from + part.end,
                columns: width(text),
                spaced: false,
                hyphenated: false,
            });
        }
        if let Some(last) = pieces.last_mut() {
            last.hyphenated = hyphenated && last.columns < columns;
        }
        from = to;
    };
    for at in divisions(word, hyphenator) {
        push(pieces, at, true);
    }
    push(pieces, word.len(), false);
    if let Some(last) = pieces[first..].last_mut() {
        last.spaced = spaced;
        last.hyphenated = word.ends_with('\u{ad}') && last.columns < columns;
    }
}

/// Soft hyphens say where the author wants a word divided; without any the language's patterns do.
fn divisions(word: &str, hyphenator: Hyphenator) -> Vec<usize> {
    let soft: Vec<usize> = word.match_indices('\u{ad}').map(|(at, hyphen)| at + hyphen.len()).collect();
    if soft.is_empty() { hyphenator.divisions(word) } else { soft.into_iter().filter(|&at| at < word.len()).collect() }
}

/// Cuts what is wider than `columns` between clusters; one empty part for an empty text.
fn cut(text: &str, columns: usize) -> Vec<Range<usize>> {
    if text.len() <= columns {
        return std::iter::once(0..text.len()).collect();
    }
    let mut parts = Vec::new();
    let (mut from, mut used) = (0, 0);
    for (offset, cluster) in clusters(text) {
        let columns_of_cluster = cluster_width(cluster);
        if used + columns_of_cluster > columns && offset > from {
            parts.push(from..offset);
            (from, used) = (offset, 0);
        }
        used += columns_of_cluster;
    }
    parts.push(from..text.len());
    parts
}

/// Which blanks of a row are widened.
#[derive(Debug, Clone, Copy)]
struct Widening {
    n_blanks: usize,
    n_wider: usize,
    /// Whether it is reckoned from the end: rows take turns, so that wide blanks don't stand below each other.
    from_the_end: bool,
}

impl Widening {
    /// What fills a row, where that looks good.
    fn of(line: &[Piece], columns: usize, index: usize) -> Option<Self> {
        let n_blanks = line[..line.len() - 1].iter().filter(|piece| piece.spaced).count();
        let text: usize = line.iter().map(|piece| piece.columns).sum();
        let hyphen = usize::from(line[line.len() - 1].hyphenated);
        let n_wider = columns.checked_sub(text + n_blanks + hyphen)?;
        (n_wider <= n_blanks).then_some(Self { n_blanks, n_wider, from_the_end: index % 2 == 1 })
    }

    /// Whether a blank, counted from the row's first one, is one of those: they are spread evenly.
    fn widens(self, blank: usize) -> bool {
        let blank = if self.from_the_end { self.n_blanks - 1 - blank } else { blank };
        (blank + 1) * self.n_wider / self.n_blanks > blank * self.n_wider / self.n_blanks
    }
}

fn row(stretch: &Stretch<'_>, line: &[Piece], wider: Option<Widening>) -> Row {
    let (first, last) = (line[0], line[line.len() - 1]);
    let mut row = Row { runs: Vec::new(), source: first.start..last.end };
    let mut n_blanks = 0;
    for (index, piece) in line.iter().enumerate() {
        push_faces(&mut row, stretch, piece.start..piece.end);
        if piece.spaced && index + 1 < line.len() {
            let face = face_at(stretch, piece.end);
            row.push(" ", face, Some(piece.end));
            // A wide blank is one that is shown twice: both columns are that byte.
            if wider.is_some_and(|wider| wider.widens(n_blanks)) {
                row.push(" ", face, Some(piece.end));
            }
            n_blanks += 1;
        }
    }
    if last.hyphenated && last.end < stretch.range.end {
        row.push("-", face_at(stretch, last.end - 1), None);
    }
    row
}

/// Pushes a range of the text, cut into runs where the face changes; soft hyphens and tabs don't reach the screen.
fn push_faces(row: &mut Row, stretch: &Stretch<'_>, range: Range<usize>) {
    // A block may hold thousands of emphases, of which few touch a word or a row.
    let touching = |emphasis: &&Emphasis| emphasis.range.start < range.end && emphasis.range.end > range.start;
    let near: Vec<&Emphasis> = stretch.emphases.iter().filter(touching).collect();
    let mut from = range.start;
    while from < range.end {
        let to = near
            .iter()
            .flat_map(|emphasis| [emphasis.range.start, emphasis.range.end])
            .filter(|&edge| edge > from && edge < range.end)
            .min()
            .unwrap_or(range.end);
        let covering = near.iter().filter(|emphasis| emphasis.range.contains(&from));
        let face = covering.fold(stretch.face, |face, emphasis| face.within(emphasis.kind));
        let mut at = from;
        for part in stretch.text[from..to].split_inclusive(['\u{ad}', '\t']) {
            match part.strip_suffix('\u{ad}') {
                Some(shown) => push_shown(row, shown, face, at),
                None => match part.strip_suffix('\t') {
                    Some(shown) => {
                        push_shown(row, shown, face, at);
                        row.push(" ", face, Some(at + shown.len()));
                    }
                    None => push_shown(row, part, face, at),
                },
            }
            at += part.len();
        }
        from = to;
    }
}

fn push_shown(row: &mut Row, text: &str, face: Face, start: usize) {
    if !text.is_empty() {
        row.push(text, face, Some(start));
    }
}

fn face_at(stretch: &Stretch<'_>, byte: usize) -> Face {
    let covering = stretch.emphases.iter().filter(|emphasis| emphasis.range.contains(&byte));
    covering.fold(stretch.face, |face, emphasis| face.within(emphasis.kind))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Language;
    use proptest::prelude::*;

    fn stretch<'a>(text: &'a str, emphases: &'a [Emphasis], language: &str) -> Stretch<'a> {
        let hyphenator = Hyphenator::of(&Language::parse(language).expect("a tag"));
        Stretch {
            text,
            range: 0..text.len(),
            emphases,
            face: Face::default(),
            hyphenator,
            edge: Edge::Ragged,
            keeps_words: language == "ko",
        }
    }

    fn lines(text: &str, language: &str, columns: usize) -> Vec<String> {
        flow(&stretch(text, &[], language), columns, 0).iter().map(Row::text).collect()
    }

    #[test]
    fn rows_break_where_the_language_allows_it() {
        let german = "Die Versammlungsfreiheit bleibt gewahrt.";
        assert_eq!(lines(german, "de", 16), ["Die Versamm-", "lungsfreiheit", "bleibt gewahrt."]);
        assert_eq!(lines("one  two\nthree", "en", 20), ["one two three"]);
        assert_eq!(lines("漢字漢字漢字", "zh", 5), ["漢字", "漢字", "漢字"]);
    }

    #[test]
    fn a_word_as_wide_as_the_column_goes_to_a_row_of_its_own() {
        let word = "x".repeat(41);
        assert_eq!(lines(&format!("On {word} it"), "und", 43), ["On", &word, "it"]);
    }

    #[test]
    fn wide_scripts_break_between_letters_and_keep_their_marks_where_they_belong() {
        for (text, language, columns, want) in [
            // No row begins with a mark that closes or ends with one that opens.
            ("河边的磨坊，停了。", "zh", 10, &["河边的磨", "坊，停了。"][..]),
            ("他说：“停了！”走了", "zh", 9, &["他说：“停", "了！”走了"]),
            ("門の（外）へ、出た。", "ja", 6, &["門の", "（外）", "へ、出", "た。"]),
            // Nor with a small letter or the mark of a long one.
            ("まってサーバー", "ja", 9, &["まって", "サーバー"]),
            ("磨坊主Jonas Weber说", "zh", 11, &["磨坊主Jonas", "Weber说"]),
            ("ｶﾞｷﾞｸﾞｹﾞ", "ja", 5, &["ｶﾞｷﾞ", "ｸﾞｹﾞ"]),
            // A column too many is left blank.
            ("一二三四", "zh", 5, &["一二", "三四"]),
            // A line end shows between words only.
            ("河边的\n磨坊 a\nb\n磨", "zh", 20, &["河边的磨坊 a b 磨"]),
            // Korean words stay whole unless the column is narrower.
            ("강가의 방앗간이 처음으로 멈추었다", "ko", 12, &["강가의", "방앗간이", "처음으로", "멈추었다"]),
            ("방앗간이멈추었다", "ko", 9, &["방앗간이", "멈추었다"]),
            ("👨‍👩‍👧‍👦🇰🇿👍🏽", "und", 4, &["👨‍👩‍👧‍👦🇰🇿", "👍🏽"]),
        ] {
            assert_eq!(lines(text, language, columns), want, "{text:?} in {columns}");
        }
    }

    #[test]
    fn justified_rows_are_full_where_no_blank_takes_more_than_a_further_column() {
        let text = "Over the sound the old ferry carries bread and post to nine islands, and it comes back with \
                    children and internationalisation, every day.";
        let justified = Stretch { edge: Edge::Justified, ..stretch(text, &[], "und") };
        let rows = flow(&justified, 30, 0);
        let lines: Vec<String> = rows.iter().map(Row::text).collect();
        assert_eq!(
            lines,
            [
                "Over the sound  the old  ferry",
                "carries bread and post to",
                "nine  islands,  and  it  comes",
                "back with children and",
                "internationalisation, every",
                "day.",
            ]
        );
    }

    #[test]
    fn a_soft_hyphen_shows_only_where_a_row_ends() {
        assert_eq!(lines("super\u{ad}cali", "und", 7), ["super-", "cali"]);
        assert_eq!(lines("super\u{ad}cali", "und", 20), ["supercali"]);
    }

    #[test]
    fn faces_follow_the_emphases_and_runs_know_their_bytes() {
        let emphases = [Emphasis { range: 4..11, kind: EmphasisKind::Strong }];
        let rows = flow(&stretch("one two three", &emphases, "en"), 9, 0);
        let text = "one two three";
        for row in &rows {
            for run in &row.runs {
                let start = run.start.expect("nothing was added");
                assert_eq!(run.text, text[start..start + run.text.len()]);
                assert_eq!(run.face.strong, (4..11).contains(&start), "{run:?}");
            }
        }
        assert_eq!(rows.len(), 2);
    }

    #[test]
    fn verbatim_rows_keep_their_spaces_and_are_cut_when_too_long() {
        let rows = verbatim(&stretch("a  b\n\n    abcdef", &[], "en"), 6);
        assert_eq!(rows.iter().map(Row::text).collect::<Vec<_>>(), ["a  b", "", "    ab", "cdef"]);
    }

    proptest! {
        #[test]
        fn rows_fit_and_show_every_visible_character_once(
            text in "[a-zäß漢e\u{301}👨‍👩‍👧 \n\u{ad}-]{0,80}", columns in 1usize..40, indent in 0usize..4,
        ) {
            let rows = flow(&stretch(&text, &[], "de"), columns, indent);
            for row in &rows {
                let widest = clusters(&row.text()).map(|(_, cluster)| cluster_width(cluster)).max().unwrap_or(0);
                prop_assert!(row.width() <= columns.max(widest + 1), "{row:?} in {columns}");
            }
            let shown: String = rows.iter().flat_map(|row| &row.runs).filter(|run| run.start.is_some())
                .flat_map(|run| run.text.chars()).filter(|c| !c.is_whitespace()).collect();
            let given: String = text.chars().filter(|c| !c.is_whitespace() && *c != '\u{ad}').collect();
            prop_assert_eq!(shown, given);
        }
    }
}
