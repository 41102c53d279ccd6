//! `kzreader show`: the reading or the bilingual view as text.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::ShowArguments;
use crate::align::align;
use crate::app::geometry::COLUMNS_FROM;
use crate::error::Error;
use crate::language::table;
use crate::layout::{Arrangement, Folding, Frame, Grain, PassageRows, Role, Row, Sheet, sheet::GAP_LABEL, width};
use crate::library::{Library, Reach, load};
use crate::model::{Language, Side, Version, Work};
use crate::runtime::{is_output_styled, output_width, preferences, report};
use crate::state::{Choices, Store};

/// The widest text of one version, in columns, unless `--width` says otherwise.
const MEASURE: usize = 72;

/// What stands between two columns.
const GUTTER: &str = " │ ";

/// How far the other version is indented when interleaved.
const INDENT: usize = 4;

pub(super) fn run(arguments: &ShowArguments) -> Result<()> {
    let preferences = preferences();
    let asked = |word: &Option<String>| word.as_deref().map(language_named).transpose();
    let (lang, with) = (asked(&arguments.lang)?, asked(&arguments.with)?);
    let work = find_work(arguments, &lang, &with)?;
    let right = with.as_ref().map(|language| version_in(&work, language)).transpose()?;
    let left = match &lang {
        Some(language) => version_in(&work, language)?,
        None => {
            let preferred = &work.versions[work.preferred(&preferences).unwrap_or(0)];
            let wanted = named_version(&work, &arguments.target).unwrap_or(preferred);
            // Beside a version that was asked for stands another one.
            let is_free = |version: &&Version| right.is_none_or(|right| right.id != version.id);
            Some(wanted).filter(is_free).or_else(|| work.versions.iter().find(is_free)).unwrap_or(wanted)
        }
    };
    let mut out = BufWriter::new(io::stdout().lock());
    print(&mut out, arguments, left, right)?;
    out.flush()?;
    Ok(())
}

fn language_named(word: &str) -> Result<Language, Error> {
    let unknown = || {
        Error::new(format!("{word:?} is no language known here"))
            .remedy("give a code such as nb or a name such as Norwegian")
    };
    table::named(word).ok_or_else(unknown)
}

fn version_in<'a>(work: &'a Work, language: &Language) -> Result<&'a Version, Error> {
    let index = work.preferred(std::slice::from_ref(language)).unwrap_or(0);
    let version = &work.versions[index];
    if version.language.primary() == language.primary() {
        return Ok(version);
    }
    let tags: Vec<&str> = work.versions.iter().map(|version| version.language.tag()).collect();
    let what = format!("{:?} has no version in {}", work.id, table::english_name(language));
    Err(Error::new(what).remedy(format!("there is {}", tags.join(", "))))
}

fn named_version<'a>(work: &'a Work, target: &Path) -> Option<&'a Version> {
    let target = fs::canonicalize(target).ok()?;
    work.versions.iter().find(|version| Path::new(&version.id.0) == target)
}

/// The work that is meant: the one in or around a path, or the one with an id.
fn find_work(arguments: &ShowArguments, lang: &Option<Language>, with: &Option<Language>) -> Result<Work, Error> {
    let state = Store::open(Store::folder().as_deref()).state;
    let open = |paths: &[PathBuf]| {
        let library = Library::open(paths, &state.overrides(), &|_| ());
        for error in &library.errors {
            report(&error.to_string());
        }
        library
    };
    let target = &arguments.target;
    let name = target.to_string_lossy();
    if !arguments.paths.is_empty() || !target.exists() {
        let library = open(&arguments.paths);
        let missing = || {
            let ids: Vec<&str> = library.works.iter().take(20).map(|work| work.id.as_str()).collect();
            let remedy = format!("the works here are {}", ids.join(", "));
            Error::new(format!("there is no file, folder or work called {name:?}")).remedy(remedy)
        };
        return library.work_named(&name).cloned().ok_or_else(missing);
    }
    let library = open(std::slice::from_ref(target));
    match library.works.as_slice() {
        [] => Err(Error::new("there is no text to show").at(target)),
        [work] => {
            let lacks = |language: &Option<Language>| {
                let has = |l: &Language| work.versions.iter().any(|version| version.language.primary() == l.primary());
                language.as_ref().is_some_and(|language| !has(language))
            };
            // The other versions of a file lie beside it as a rule.
            let folder =
                target.parent().map(|folder| if folder.as_os_str().is_empty() { Path::new(".") } else { folder });
            if let (true, true, Some(folder)) = (target.is_file(), lacks(lang) || lacks(with), folder) {
                let around = Library::open(&[folder.to_path_buf()], &state.overrides(), &|_| ());
                let id = &work.versions[0].id;
                let found = around.works.iter().find(|work| work.versions.iter().any(|version| version.id == *id));
                return Ok(found.unwrap_or(work).clone());
            }
            Ok(work.clone())
        }
        works => {
            let ids: Vec<&str> = works.iter().map(|work| work.id.as_str()).collect();
            let what = format!("there are {} works: {}", works.len(), ids.join(", "));
            Err(Error::new(what).at(target).remedy(format!("name one: kzreader show {} {name}", ids[0])))
        }
    }
}

fn print(out: &mut impl Write, arguments: &ShowArguments, left: &Version, right: Option<&Version>) -> Result<()> {
    let room = arguments.width.map_or_else(output_width, usize::from);
    let left_document = load(left, Reach::Whole)?;
    let right_document = right.map(|version| load(version, Reach::Whole)).transpose()?;
    let columns_fit = room >= usize::from(COLUMNS_FROM) || arguments.layout.is_some();
    let arrangement = match arguments.layout {
        Some(name) => name.into(),
        None if columns_fit => Arrangement::Columns,
        None => Arrangement::Stacked,
    };
    let grain = arguments.by.map_or_else(|| Choices::default().grain(arrangement), Grain::from);
    let tag =
        [Some(left), right].into_iter().flatten().map(|version| version.language.tag().len() + 1).max().unwrap_or(0);
    let measure = if arguments.width.is_some() { room } else { room.min(MEASURE) };
    let (columns, margins) = match (right, arrangement) {
        (None, _) => ([measure; 2], [0, 0]),
        (Some(_), Arrangement::Columns) => ([(room.saturating_sub(width::width(GUTTER)) / 2).max(1); 2], [0, 0]),
        (Some(_), Arrangement::Stacked) => ([measure.saturating_sub(tag).max(1); 2], [tag, tag]),
        (Some(_), Arrangement::Interleaved) => ([measure, measure.saturating_sub(INDENT).max(1)], [0, INDENT]),
    };
    let folding = if arguments.page_furniture { Folding::Shown } else { Folding::Folded };
    let frame = Frame { arrangement, grain, columns, hyphenation: true, folding };
    let alignment = right_document.as_ref().map(|right| align(&left_document, right, &[]));
    let sheet = Sheet { left: &left_document, right: right_document.as_ref().zip(alignment.as_ref()), frame };
    let tags = [left.language.tag(), right.map_or("", |version| version.language.tag())];
    let mut printer = Printer { out, columns, margins, tags, arrangement, styled: is_output_styled() };
    printer.heading(left, right)?;
    printer.passage(&sheet.front(), right.is_some())?;
    for beads in sheet.passages() {
        printer.passage(&sheet.lay(beads.start), right.is_some())?;
    }
    Ok(())
}

/// Writes rows as lines.
struct Printer<'a, W> {
    out: &'a mut W,
    columns: [usize; 2],
    margins: [usize; 2],
    tags: [&'a str; 2],
    arrangement: Arrangement,
    styled: bool,
}

impl<W: Write> Printer<'_, W> {
    fn heading(&mut self, left: &Version, right: Option<&Version>) -> io::Result<()> {
        let label = |version: &Version| {
            let title = version.description.title.as_deref().unwrap_or_default();
            format!("{} · {title}", table::own_name(&version.language))
        };
        match right {
            Some(right) if self.arrangement == Arrangement::Columns => {
                let [a, b] = [(left, 0), (right, 1)]
                    .map(|(version, side)| width::ellipsize(&label(version), self.columns[side]));
                let padding = " ".repeat(self.columns[0].saturating_sub(width::width(&a)));
                writeln!(self.out, "{}", format!("{a}{padding}{GUTTER}{b}").trim_end())?;
            }
            _ => {
                for version in [Some(left), right].into_iter().flatten() {
                    let room = self.columns[0] + self.margins[0];
                    writeln!(self.out, "{}", width::ellipsize(&label(version), room))?;
                }
            }
        }
        writeln!(self.out)
    }

    fn passage(&mut self, passage: &PassageRows, two: bool) -> io::Result<()> {
        let mut begun = [false; 2];
        for (index, row) in passage.rows.iter().enumerate() {
            let line = if row.left.is_none() && row.right.is_none() {
                String::new()
            } else if two && self.arrangement == Arrangement::Columns {
                let gap = |side: Side| passage.gap[side.index()] && index == passage.lead;
                let [left, right] = Side::BOTH.map(|side| match row.side(side) {
                    Some(row) => self.text(row),
                    None if gap(side) => {
                        let label = width::ellipsize(GAP_LABEL, self.columns[side.index()]);
                        let columns = width::width(&label);
                        (label, columns)
                    }
                    None => (String::new(), 0),
                });
                let padding = " ".repeat(self.columns[0].saturating_sub(left.1));
                format!("{}{padding}{GUTTER}{}", left.0, right.0)
            } else {
                let side = if row.right.is_some() { Side::Right } else { Side::Left };
                let margin = self.margins[side.index()];
                let tag = if margin > 0
                    && self.arrangement == Arrangement::Stacked
                    && row.side(side).is_some()
                    && !begun[side.index()]
                {
                    begun[side.index()] = true;
                    self.tags[side.index()]
                } else {
                    ""
                };
                let text = row.side(side).map_or_else(String::new, |row| self.text(row).0);
                format!("{tag:<margin$}{text}")
            };
            writeln!(self.out, "{}", line.trim_end())?;
        }
        Ok(())
    }

    /// What a row shows and the columns it takes.
    fn text(&self, row: &Row) -> (String, usize) {
        if !self.styled {
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
            if code.is_empty() {
                text.push_str(&run.text);
            } else {
                text.push_str(&format!("\u{1b}[{code}m{}\u{1b}[0m", run.text));
            }
        }
        (text, row.width())
    }
}
