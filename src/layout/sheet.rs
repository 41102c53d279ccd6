//! One version, or two and their alignment, as passages that are laid out one at a time.
//!
//! A sheet never lays out more than the passage it is asked for, so its cost is that of the screen and not of the
//! document. Level rows come about here: the two cells of a bead are padded to the same height.
//!
//! With one version the "beads" are its segments. Above the first bead stands the front matter: the description of
//! the versions.

use std::ops::Range;

use super::direction::{Direction, Levels, RowOrder, made_row};
use super::passage::{Grain, Parting, PassageRows};
use super::shape::{Room, Shape, align, direction_of, face_of, rule};
use super::wrap::{Edge, Face, Role, Row, Stretch, flow, verbatim};
use crate::language::hyphenate::Hyphenator;
use crate::language::table::{has_word_spaces, keeps_words};
use crate::model::{Alignment, Block, BlockKind, Document, Segment, Side, Spacing};

/// What a row begins with that stands for page furniture.
pub const FOLD_MARK: &str = "⋯";

/// From how many columns on running text is justified: in fewer, blanks would be widened by too much.
const JUSTIFIED_FROM: usize = 40;

/// How far a paragraph is set in that begins while the other side goes on, in columns.
const PARAGRAPH_INDENT: usize = 2;

/// How the two versions stand to each other on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Arrangement {
    /// Two columns, rows level.
    #[default]
    Columns,
    /// One column: some left text, below it its right text, both labelled.
    Stacked,
    /// One column: right text follows its left text directly, indented.
    Interleaved,
}

/// Whether page furniture is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Folding {
    /// A run of furniture is one row.
    #[default]
    Folded,
    /// Furniture is shown, dimmed.
    Shown,
}

/// Widths and choices that the rows depend on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Frame {
    /// How two versions stand to each other.
    pub arrangement: Arrangement,
    /// How much of a side stands together where texts are below each other.
    pub grain: Grain,
    /// The columns of text of each side.
    pub columns: [usize; 2],
    /// Whether words are divided.
    pub hyphenation: bool,
    /// Whether rows of running text are filled, where there is room for it to look good.
    pub justification: bool,
    /// Whether page furniture is shown.
    pub folding: Folding,
    /// In which order rows are given.
    pub order: RowOrder,
}

/// One or two documents, ready to be laid out.
#[derive(Debug, Clone, Copy)]
pub struct Sheet<'a> {
    /// The document on the left, or the only one.
    pub left: &'a Document,
    /// The document on the right and the alignment of the two.
    pub right: Option<(&'a Document, &'a Alignment)>,
    /// Widths and choices.
    pub frame: Frame,
}

/// A row of the screen: a row of one side, or one of each.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BeadRow {
    /// What stands on the left; `None` where the left has nothing in this row.
    pub left: Option<Row>,
    /// What stands on the right.
    pub right: Option<Row>,
}

impl BeadRow {
    /// The row of one side.
    pub fn side(&self, side: Side) -> Option<&Row> {
        match side {
            Side::Left => self.left.as_ref(),
            Side::Right => self.right.as_ref(),
        }
    }

    fn on(side: Side, row: Row) -> Self {
        match side {
            Side::Left => Self { left: Some(row), right: None },
            Side::Right => Self { left: None, right: Some(row) },
        }
    }
}

impl<'a> Sheet<'a> {
    /// The number of beads; segments where there is one version.
    pub fn n_beads(&self) -> usize {
        match self.right {
            Some((_, alignment)) => alignment.beads().len(),
            None => self.left.segments().len(),
        }
    }

    /// The document of a side.
    pub fn document(&self, side: Side) -> Option<&'a Document> {
        match side {
            Side::Left => Some(self.left),
            Side::Right => self.right.map(|(document, _)| document),
        }
    }

    /// The sides that are there.
    pub fn sides(&self) -> &'static [Side] {
        if self.right.is_some() { &Side::BOTH } else { &Side::BOTH[..1] }
    }

    /// The segments of one side in a bead.
    pub fn segments(&self, bead: usize, side: Side) -> Range<usize> {
        match (self.right, side) {
            (Some((_, alignment)), _) => alignment.beads()[bead].segments(side),
            (None, Side::Left) => bead..bead + 1,
            (None, Side::Right) => 0..0,
        }
    }

    /// The bead that a segment of a side is in.
    pub fn bead_of(&self, side: Side, segment: usize) -> Option<usize> {
        match (self.right, side) {
            (Some((_, alignment)), _) => alignment.bead_of(side, segment),
            (None, Side::Left) => (segment < self.left.segments().len()).then_some(segment),
            (None, Side::Right) => None,
        }
    }

    /// Lays out the passage that a bead is in.
    pub fn lay(&self, bead: usize) -> PassageRows {
        let beads = self.passage_of(bead);
        if self.folds(bead) {
            return self.lay_fold(beads);
        }
        let parting = self.parting_above(beads.start);
        let opening = if parting == Parting::OneSided { Opening::Indented } else { Opening::Flush };
        let cells = self.sides().iter().map(|&side| (side, self.cell(beads.clone(), side, opening)));
        let cells: Vec<(Side, Vec<Row>)> = cells.collect();
        let mut gap = [false; 2];
        for (side, rows) in &cells {
            gap[side.index()] = rows.is_empty();
        }
        let lead = usize::from(parting == Parting::Apart);
        let told =
            if self.frame.arrangement == Arrangement::Columns { cells } else { self.tell_gaps(beads.start, cells) };
        let rows = self.arrange(told, lead);
        if beads.len() > 1 {
            PassageRows::divided(self, beads, lead, rows, gap)
        } else {
            PassageRows::undivided(beads, lead, rows, gap)
        }
    }

    /// The description of the versions, above the first bead.
    pub fn front(&self) -> PassageRows {
        let cells = self.sides().iter().map(|&side| {
            let document = self.document(side).expect("the side is there");
            (side, front_rows(document, self.columns(side), self.frame.order))
        });
        let cells: Vec<(Side, Vec<Row>)> = cells.collect();
        if cells.iter().all(|(_, rows)| rows.is_empty()) {
            return PassageRows::default();
        }
        let cells = match self.frame.arrangement {
            Arrangement::Columns => cells,
            Arrangement::Stacked | Arrangement::Interleaved => {
                cells.into_iter().filter(|(_, rows)| !rows.is_empty()).collect()
            }
        };
        let mut rows = self.arrange(cells, 0);
        rows.push(BeadRow::default());
        PassageRows::undivided(0..0, 0, rows, [false; 2])
    }

    /// Where texts stand below each other, a gap is a row that says so.
    fn tell_gaps(&self, bead: usize, cells: Vec<(Side, Vec<Row>)>) -> Vec<(Side, Vec<Row>)> {
        let one = cells.len() < 2;
        let told = cells.into_iter().map(|(side, rows)| {
            if one || !rows.is_empty() {
                return (side, rows);
            }
            let text = self.gap_label(bead, self.columns(side));
            (side, vec![Row::made(text, Face::of(Role::Gap))])
        });
        told.collect()
    }

    fn arrange(&self, cells: Vec<(Side, Vec<Row>)>, lead: usize) -> Vec<BeadRow> {
        let mut rows = vec![BeadRow::default(); lead];
        let mut cells = cells.into_iter();
        match (self.frame.arrangement, cells.next(), cells.next()) {
            (Arrangement::Columns, Some((Side::Left, left)), Some((_, right))) => {
                let height = left.len().max(right.len());
                let (mut left, mut right) = (left.into_iter(), right.into_iter());
                rows.extend((0..height).map(|_| BeadRow { left: left.next(), right: right.next() }));
            }
            (_, first, second) => {
                for (side, cell) in first.into_iter().chain(second) {
                    rows.extend(cell.into_iter().map(|row| BeadRow::on(side, row)));
                }
            }
        }
        rows
    }

    fn columns(&self, side: Side) -> usize {
        self.frame.columns[side.index()].max(1)
    }

    fn lay_fold(&self, beads: Range<usize>) -> PassageRows {
        let cells = self.sides().iter().map(|&side| {
            let range = self.segments_of(&beads, side);
            let n_blocks = self.n_blocks(side, range.clone());
            let document = self.document(side).expect("the side is there");
            let block = document.segments().get(range.start).map_or(0, |segment| segment.block);
            let first = || document.block_text(block).split_whitespace().collect::<Vec<_>>().join(" ");
            let label = match n_blocks {
                0 => String::new(),
                1 => format!("{FOLD_MARK} {}", first()),
                n => format!("{FOLD_MARK} {n} lines: {}", first()),
            };
            let columns = self.columns(side);
            let (label, direction) = (super::width::ellipsize(&label, columns), self.direction(side));
            let mut row = made_row(&label, Face::of(Role::Fold), direction, self.frame.order);
            align(&mut row, columns, direction, self.frame.order);
            (side, if n_blocks == 0 { Vec::new() } else { vec![row] })
        });
        let cells: Vec<_> = cells.collect();
        let lead = usize::from(beads.start > 0);
        let rows = self.arrange(cells, lead);
        PassageRows::undivided(beads, lead, rows, [false; 2])
    }

    fn n_blocks(&self, side: Side, segments: Range<usize>) -> usize {
        let document = self.document(side).expect("the side is there");
        if segments.is_empty() {
            return 0;
        }
        document.segments()[segments.end - 1].block - document.segments()[segments.start].block + 1
    }

    /// The segments of one side in a passage.
    fn segments_of(&self, beads: &Range<usize>, side: Side) -> Range<usize> {
        self.segments(beads.start, side).start..self.segments(beads.end - 1, side).end
    }

    /// The rows of one side of a passage: its blocks under each other.
    fn cell(&self, beads: Range<usize>, side: Side, opening: Opening) -> Vec<Row> {
        self.rows_of(self.segments_of(&beads, side), side, opening)
    }

    /// The rows of some segments of a side, as they would stand alone.
    pub fn rows_alone(&self, segments: Range<usize>, side: Side) -> Vec<Row> {
        self.rows_of(segments, side, Opening::Flush)
    }

    fn rows_of(&self, segments: Range<usize>, side: Side, opening: Opening) -> Vec<Row> {
        let document = self.document(side).expect("the side is there");
        let mut rows: Vec<Row> = Vec::new();
        let mut from = segments.start;
        while from < segments.end {
            let index = document.segments()[from].block;
            let block = &document.blocks()[index];
            let to = match self.frame.grain {
                Grain::Segment => from + 1,
                Grain::Bead | Grain::Block => block.segments.end.min(segments.end),
            };
            let begins = self.frame.grain != Grain::Segment || from == block.segments.start;
            if !rows.is_empty() && begins && block.spacing == Spacing::Apart {
                rows.push(Row::default());
            }
            let indents = opening == Opening::Indented
                && from == segments.start
                && (from, block.kind) == (block.segments.start, BlockKind::Paragraph);
            let opening = if indents { Opening::Indented } else { Opening::Flush };
            rows.extend(self.block_rows(document, index, from..to, self.columns(side), opening));
            from = to;
        }
        rows
    }

    fn block_rows(
        &self,
        document: &Document,
        index: usize,
        segments: Range<usize>,
        columns: usize,
        opening: Opening,
    ) -> Vec<Row> {
        let block = &document.blocks()[index];
        let shape = Shape::of(document, index, segments.start == block.segments.start);
        let indent = shape.indent.min(columns / 2);
        let hyphenate = self.frame.hyphenation && shape.hyphenated;
        let language = &document.language;
        // Without spaces between words there is little to widen, and it would show.
        let justifies = self.frame.justification && shape.running && has_word_spaces(language);
        let stretch = Stretch {
            text: document.text(),
            range: bytes_to_show(document, block, &document.segments()[segments]),
            emphases: document.emphases_of(index),
            face: face_of(block),
            hyphenator: if hyphenate { Hyphenator::of(language) } else { Hyphenator::none() },
            edge: if justifies && columns - indent >= JUSTIFIED_FROM { Edge::Justified } else { Edge::Ragged },
            keeps_words: keeps_words(language),
        };
        let first_indent = if opening == Opening::Indented { PARAGRAPH_INDENT.min(columns / 8) } else { 0 };
        let mut rows = match block.kind {
            BlockKind::Verse | BlockKind::Preformatted => verbatim(&stretch, columns - indent),
            BlockKind::Rule => vec![rule(&stretch, columns)],
            _ => flow(&stretch, columns - indent, first_indent),
        };
        if self.frame.order == RowOrder::Seen
            && let Some(levels) = Levels::of(stretch.text, stretch.range.clone(), shape.direction)
        {
            rows.iter_mut().for_each(|row| levels.order(row));
        }
        shape.set(&mut rows, Room { columns, indent, first_indent, order: self.frame.order });
        rows
    }

    /// The direction of a side's text where nothing else says one.
    fn direction(&self, side: Side) -> Direction {
        self.document(side).map_or(Direction::LeftToRight, direction_of)
    }
}

/// Whether the first row of a text is set in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Opening {
    Flush,
    Indented,
}

/// The bytes of some segments of a block; where lines are kept as they stand, with the blanks they begin with.
fn bytes_to_show(document: &Document, block: &Block, segments: &[Segment]) -> Range<usize> {
    let (first, last) = (&segments[0], &segments[segments.len() - 1]);
    let above = &document.text()[block.range.start..first.range.start];
    let line = above.rfind('\n').map_or(0, |at| at + 1);
    let keeps_lines = matches!(block.kind, BlockKind::Verse | BlockKind::Preformatted);
    let start =
        if keeps_lines && above[line..].trim().is_empty() { block.range.start + line } else { first.range.start };
    start..last.range.end
}

/// Date, issuer, place, source, translation and signatories, as far as they are known.
fn front_rows(document: &Document, columns: usize, order: RowOrder) -> Vec<Row> {
    let description = &document.description;
    let facts = [description.date.map(|date| date.to_string()), description.issuer.clone(), description.place.clone()];
    let headline = facts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let names = &description.signatories;
    // "… (20 more)" is no name.
    let n_names = names.iter().filter(|name| !name.starts_with(['…', '.'])).count();
    let signatories = (!names.is_empty()).then(|| format!("Signed ({n_names}): {}", names.join("; ")));
    let lines = [
        Some(headline).filter(|line| !line.is_empty()),
        description.author.as_ref().map(|author| format!("Text: {author}")),
        description.source.as_ref().map(|source| format!("Source: {source}")),
        description.translation.as_ref().map(|note| format!("Translation: {note}")),
        signatories,
    ];
    let mut rows = Vec::new();
    for line in lines.into_iter().flatten() {
        let stretch = Stretch {
            text: &line,
            range: 0..line.len(),
            emphases: &[],
            face: Face::of(Role::Meta),
            hyphenator: Hyphenator::none(),
            edge: Edge::Ragged,
            keeps_words: keeps_words(&document.language),
        };
        let direction = Direction::of(&line, direction_of(document));
        let levels = Levels::of(&line, 0..line.len(), direction).filter(|_| order == RowOrder::Seen);
        for mut row in flow(&stretch, columns, 0) {
            levels.iter().for_each(|levels| levels.order(&mut row));
            row.source = 0..0;
            row.runs.iter_mut().for_each(|run| run.start = None);
            align(&mut row, columns, direction, order);
            rows.push(row);
        }
    }
    rows
}
