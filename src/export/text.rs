//! For people: one text, or two level with each other, as lines of a terminal or a printer.

use std::io::{self, Write};

use super::Bitext;
use crate::import::sanitise::sanitise_line;
use crate::language::table;
use crate::layout::direction::seen_line;
use crate::layout::{Arrangement, Folding, Frame, Grain, PassageRows, Role, Row, RowOrder, Sheet, width};
use crate::model::{Alignment, Bead, Document, Side};

/// The widest text of one version, in columns, where the paper leaves it to us.
const MEASURE: usize = 72;

/// What stands between two columns; where marks are wanted, at the first row of a bead and of a doubtful one.
const GUTTER: &str = " │ ";
const GUTTER_AT_BEAD: &str = " ├ ";
const GUTTER_AT_DOUBT: &str = " ? ";

/// How far the other version is indented when interleaved.
const INDENT: usize = 4;

/// What text is printed on.
#[derive(Debug, Clone, Copy)]
pub struct Paper {
    /// Its columns.
    pub columns: usize,
    /// How much of them a text takes.
    pub measure: Measure,
    /// How two texts stand to each other.
    pub arrangement: Arrangement,
    /// What of two texts that stand below each other takes turns.
    pub grain: Grain,
    /// Whether page furniture is shown.
    pub folding: Folding,
    /// What is marked.
    pub marks: Marks,
    /// Whether it shows bold and dim.
    pub ink: Ink,
    /// In which order text from right to left is written.
    pub order: RowOrder,
}

/// How much of the paper's columns a text takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// All that are there.
    Full,
    /// No more than read well.
    Comfortable,
}

/// What is marked beside the texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marks {
    /// Nothing.
    None,
    /// Where a bead begins, and which ones are doubtful.
    Beads,
}

/// Whether text is bold or dim in places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// Plain characters.
    Plain,
    /// With the escape sequences of a terminal.
    Styled,
}

/// A text to print.
#[derive(Debug, Clone, Copy)]
pub struct Titled<'a> {
    /// Its title, or another name.
    pub title: &'a str,
    /// Its content.
    pub document: &'a Document,
}

pub(super) fn write(bitext: &Bitext, paper: &Paper, out: &mut dyn Write) -> io::Result<()> {
    let [left, right] = bitext.texts.map(|text| Titled {
        title: text.document.description.title.as_deref().unwrap_or(text.path),
        document: text.document,
    });
    print(left, Some((right, bitext.alignment)), paper, out)
}

/// Prints one text of any length, stretch by stretch.
///
/// # Errors
///
/// Where a stretch can't be had or written.
pub fn print_stretches(
    title: &str,
    stretches: impl Iterator<Item = crate::error::Result<Document>>,
    paper: &Paper,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    let mut part = Part::First;
    for stretch in stretches {
        print_part(Titled { title, document: &stretch? }, None, paper, part, out)?;
        part = Part::Further;
    }
    Ok(())
}

/// Prints one text, or two and their alignment.
///
/// # Errors
///
/// Where it can't be written.
pub fn print(left: Titled, right: Option<(Titled, &Alignment)>, paper: &Paper, out: &mut dyn Write) -> io::Result<()> {
    print_part(left, right, paper, Part::First, out)
}

/// Which part of a text is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// The first or only one, under its heading.
    First,
    /// One that goes on.
    Further,
}

fn print_part(
    left: Titled,
    right: Option<(Titled, &Alignment)>,
    paper: &Paper,
    part: Part,
    out: &mut dyn Write,
) -> io::Result<()> {
    let texts: Vec<Titled> = [Some(left), right.map(|(right, _)| right)].into_iter().flatten().collect();
    let (columns, margins) = columns_and_margins(&texts, paper);
    let Paper { arrangement, grain, folding, order, .. } = *paper;
    let frame = Frame { arrangement, grain, columns, hyphenation: true, justification: false, folding, order };
    let sheet = Sheet { left: left.document, right: right.map(|(right, beads)| (right.document, beads)), frame };
    let beads = right.map(|(_, alignment)| alignment.beads()).filter(|_| paper.marks == Marks::Beads);
    let mut printer = Printer { out, columns, margins, texts: &texts, paper };
    if part == Part::First {
        printer.heading()?;
        printer.passage(&sheet, &sheet.front(), Mark::None)?;
    }
    for passage in sheet.passages() {
        let mark = match beads.map(|beads| beads[passage.clone()].iter().any(Bead::is_doubtful)) {
            None => Mark::None,
            Some(false) => Mark::Bead,
            Some(true) => Mark::Doubt,
        };
        printer.passage(&sheet, &sheet.lay(passage.start), mark)?;
    }
    if beads.is_some_and(|beads| beads.iter().any(Bead::is_doubtful)) {
        writeln!(printer.out, "\n? marks what is doubtful")?;
    }
    Ok(())
}

/// The columns of text of each side, and how far it stands from the left.
fn columns_and_margins(texts: &[Titled], paper: &Paper) -> ([usize; 2], [usize; 2]) {
    let room = paper.columns;
    let measure = match paper.measure {
        Measure::Full => room,
        Measure::Comfortable => room.min(MEASURE),
    };
    let tag = texts.iter().map(|text| text.document.language.tag().len() + 1).max().unwrap_or(0);
    let tag = tag + if paper.marks == Marks::Beads { 2 } else { 0 };
    match (texts, paper.arrangement) {
        ([_], _) => ([measure; 2], [0, 0]),
        (_, Arrangement::Columns) => ([(room.saturating_sub(width::width(GUTTER)) / 2).max(1); 2], [0, 0]),
        (_, Arrangement::Stacked) => ([measure.saturating_sub(tag).max(1); 2], [tag, tag]),
        (_, Arrangement::Interleaved) => ([measure, measure.saturating_sub(INDENT).max(1)], [0, INDENT]),
    }
}

/// What is said of a bead beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    None,
    Bead,
    Doubt,
}

impl Mark {
    fn gutter(self) -> &'static str {
        match self {
            Mark::None => GUTTER,
            Mark::Bead => GUTTER_AT_BEAD,
            Mark::Doubt => GUTTER_AT_DOUBT,
        }
    }
}

/// Writes rows as lines.
struct Printer<'a> {
    out: &'a mut dyn Write,
    columns: [usize; 2],
    margins: [usize; 2],
    texts: &'a [Titled<'a>],
    paper: &'a Paper,
}

impl Printer<'_> {
    fn are_columns(&self) -> bool {
        self.texts.len() == 2 && self.paper.arrangement == Arrangement::Columns
    }

    fn heading(&mut self) -> io::Result<()> {
        match self.texts {
            [left, right] if self.are_columns() => {
                let [a, b] = [(left, 0), (right, 1)].map(|(text, side)| self.label(text, self.columns[side]));
                let padding = " ".repeat(self.columns[0].saturating_sub(width::width(&a)));
                writeln!(self.out, "{}", format!("{a}{padding}{GUTTER}{b}").trim_end())?;
            }
            texts => {
                for text in texts {
                    writeln!(self.out, "{}", self.label(text, self.columns[0] + self.margins[0]))?;
                }
            }
        }
        writeln!(self.out)
    }

    /// A text's language and title, where the text begins.
    fn label(&self, text: &Titled, columns: usize) -> String {
        let name = table::own_name(&text.document.language);
        let label = width::ellipsize(&sanitise_line(&format!("{name} · {}", text.title)), columns);
        match self.paper.order {
            RowOrder::Stored => label,
            RowOrder::Seen if table::is_right_to_left(&text.document.language) => {
                let blanks = " ".repeat(columns.saturating_sub(width::width(&label)));
                format!("{blanks}{}", seen_line(&label))
            }
            RowOrder::Seen => seen_line(&label).into_owned(),
        }
    }

    fn passage(&mut self, sheet: &Sheet<'_>, passage: &PassageRows, mark: Mark) -> io::Result<()> {
        let mut begun = [false; 2];
        for (index, row) in passage.rows.iter().enumerate() {
            let line = if row.left.is_none() && row.right.is_none() {
                String::new()
            } else if self.are_columns() {
                let gap = |side: Side| passage.gap[side.index()] && index == passage.lead;
                let [left, right] = Side::BOTH.map(|side| match row.side(side) {
                    Some(row) => self.text(row),
                    None if gap(side) => {
                        let label = sheet.gap_label(passage.beads.start, self.columns[side.index()]);
                        let columns = width::width(&label);
                        (label, columns)
                    }
                    None => (String::new(), 0),
                });
                let padding = " ".repeat(self.columns[0].saturating_sub(left.1));
                let gutter = if index == passage.lead { mark.gutter() } else { GUTTER };
                format!("{}{padding}{gutter}{}", left.0, right.0)
            } else {
                let side = if row.right.is_some() { Side::Right } else { Side::Left };
                let is_first = row.side(side).is_some() && !begun[side.index()];
                begun[side.index()] |= is_first;
                let margin = self.margin(side, if is_first { mark } else { Mark::None }, is_first);
                let text = row.side(side).map_or_else(String::new, |row| self.text(row).0);
                format!("{margin}{text}")
            };
            writeln!(self.out, "{}", line.trim_end())?;
        }
        Ok(())
    }

    /// What stands before a row of a side: its language and doubts at the first one.
    fn margin(&self, side: Side, mark: Mark, is_first: bool) -> String {
        let room = self.margins[side.index()];
        let doubt = if mark == Mark::Doubt { " ?" } else { "" };
        let label = match self.paper.arrangement {
            _ if room == 0 || !is_first => String::new(),
            Arrangement::Stacked => format!("{}{doubt}", self.texts[side.index()].document.language.tag()),
            Arrangement::Columns | Arrangement::Interleaved => doubt.to_owned(),
        };
        format!("{label:<room$}")
    }

    /// What a row shows and the columns it takes.
    fn text(&self, row: &Row) -> (String, usize) {
        if self.paper.ink == Ink::Plain {
            return (row.text(), row.width());
        }
        let mut text = String::new();
        for run in &row.runs {
            let code = match run.face.role {
                Role::Title | Role::Heading => "1",
                Role::Furniture | Role::Fold | Role::Gap | Role::Meta => "2",
                _ if run.face.strong => "1",
                _ if run.face.emphasis => "3",
                _ => "",
            };
            let seen = run.seen(0..run.text.len());
            if code.is_empty() {
                text.push_str(&seen);
            } else {
                text.push_str(&format!("\u{1b}[{code}m{seen}\u{1b}[0m"));
            }
        }
        (text, row.width())
    }
}
