//! `kzreader list`: works and versions on standard output.

use std::io::{self, BufWriter, Write};
use std::ops::ControlFlow;

use anyhow::Result;
use serde::Serialize;

use super::show::overrides;
use super::{ListArguments, Reported};
use crate::app::list::{issuer, title};
use crate::export::json::harmless;
use crate::import::sanitise::sanitise_line;
use crate::language::table;
use crate::library::Library;
use crate::model::{Language, Work};
use crate::runtime::{preferences, report};

#[derive(Serialize)]
struct WorkRow<'a> {
    id: &'a str,
    title: &'a str,
    date: Option<String>,
    issuer: Option<&'a str>,
    versions: Vec<VersionRow<'a>>,
}

#[derive(Serialize)]
struct VersionRow<'a> {
    lang: &'a str,
    title: Option<&'a str>,
    path: String,
    date: Option<String>,
    source: Option<&'a str>,
}

pub(super) fn run(arguments: &ListArguments) -> Result<()> {
    let preferences = preferences();
    let out = BufWriter::new(io::stdout().lock());
    let mut printer = Printer { out, form: if arguments.json { Form::Json } else { Form::Text }, preferences, n: 0 };
    // Of a large library what was found is printed and forgotten before the rest is looked into.
    let mut printed = Ok(());
    let library = Library::list(&arguments.paths, &overrides(arguments.encoding), &mut |batch| {
        printed = batch.settled.iter().try_for_each(|work| printer.print(work));
        if printed.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    printed?;
    let library = library.unwrap_or_default();
    library.works.iter().try_for_each(|work| printer.print(work))?;
    printer.finish()?;
    for warning in &library.warnings {
        report(&format!("note: {}", warning.0));
    }
    for error in &library.errors {
        report(&error.to_string());
    }
    if library.errors.is_empty() { Ok(()) } else { Err(Reported.into()) }
}

/// For whom works are printed.
enum Form {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// Prints works one by one.
struct Printer<W> {
    out: W,
    form: Form,
    preferences: Vec<Language>,
    n: usize,
}

impl<W: Write> Printer<W> {
    fn print(&mut self, work: &Work) -> Result<()> {
        match self.form {
            Form::Text => write_work(&mut self.out, work, &self.preferences)?,
            Form::Json => {
                let json = serde_json::to_string_pretty(&row(work, &self.preferences))?;
                let before = if self.n == 0 { "{\n  \"works\": [\n" } else { ",\n" };
                write!(self.out, "{before}    {}", harmless(&json).replace('\n', "\n    "))?;
            }
        }
        self.n += 1;
        Ok(())
    }

    fn finish(&mut self) -> Result<()> {
        match (&self.form, self.n) {
            (Form::Text, _) => {}
            (Form::Json, 0) => writeln!(self.out, "{{\n  \"works\": []\n}}")?,
            (Form::Json, _) => writeln!(self.out, "\n  ]\n}}")?,
        }
        Ok(self.out.flush()?)
    }
}

fn row<'a>(work: &'a Work, preferences: &[Language]) -> WorkRow<'a> {
    let version = |version: &'a crate::model::Version| VersionRow {
        lang: version.language.tag(),
        title: version.description.title.as_deref(),
        path: version.shown_path(),
        date: version.description.date.map(|date| date.to_string()),
        source: version.description.source.as_deref(),
    };
    WorkRow {
        id: &work.id,
        title: title(work, preferences),
        date: work.date().map(|date| date.to_string()),
        issuer: issuer(work, preferences),
        versions: work.versions.iter().map(version).collect(),
    }
}

fn write_work(out: &mut impl io::Write, work: &Work, preferences: &[Language]) -> io::Result<()> {
    let date = work.date().map_or("no date".to_owned(), |date| date.to_string());
    let issuer = issuer(work, preferences);
    writeln!(out, "{}", sanitise_line(title(work, preferences)))?;
    writeln!(out, "  {}  {date}  {}", sanitise_line(&work.id), sanitise_line(issuer.unwrap_or("issuer not known")))?;
    for version in &work.versions {
        let title = version.description.title.as_deref().unwrap_or_default();
        let name = table::own_name(&version.language);
        writeln!(
            out,
            "  {:<6} {name}: {}  ({})",
            version.language.tag(),
            sanitise_line(title),
            sanitise_line(&version.shown_path())
        )?;
    }
    writeln!(out)
}
