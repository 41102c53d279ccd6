//! `kzreader list`: works and versions on standard output.

use std::io::{self, BufWriter, Write as _};

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
struct Listing<'a> {
    works: Vec<WorkRow<'a>>,
}

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
    let library = Library::open(&arguments.paths, &overrides(arguments.encoding), &|_| ());
    let preferences = preferences();
    let mut out = BufWriter::new(io::stdout().lock());
    if arguments.json {
        let works = library.works.iter().map(|work| row(work, &preferences)).collect();
        let json = serde_json::to_string_pretty(&Listing { works })?;
        writeln!(out, "{}", harmless(&json))?;
    } else {
        for work in &library.works {
            write_work(&mut out, work, &preferences)?;
        }
    }
    out.flush()?;
    for warning in &library.warnings {
        report(&format!("note: {}", warning.0));
    }
    for error in &library.errors {
        report(&error.to_string());
    }
    if library.errors.is_empty() { Ok(()) } else { Err(Reported.into()) }
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
