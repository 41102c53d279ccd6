//! `kzreader compare`: where two texts disagree.

use std::io::{self, BufWriter, Write as _};

use anyhow::Result;

use super::inputs::{Cut, Inputs};
use super::mends::Mends;
use super::show::{Found, Sought, find_work, language_named, paper};
use super::{CompareArguments, Reported, export};
use crate::compare::Comparison;
use crate::error::Error;
use crate::export::report::Report;
use crate::export::{Bitext, Text};
use crate::model::Language;

pub(super) fn run(arguments: &CompareArguments) -> Result<()> {
    let Some(right) = &arguments.right else { return compare_versions(arguments) };
    let inputs = Inputs {
        paths: [&arguments.left, right],
        languages: [&arguments.two.lang_a, &arguments.two.lang_b],
        encoding: arguments.two.encoding,
        cut: Cut::Found,
        mends: Mends::unless(arguments.two.no_mends),
        command: "compare",
    };
    let [left, right] = inputs.read()?;
    let alignment = inputs.align([&left, &right]);
    report(arguments, Bitext { texts: [left.text(), right.text()], alignment: &alignment })
}

/// Two versions of a work.
fn compare_versions(arguments: &CompareArguments) -> Result<()> {
    let asked: Vec<Language> = arguments.langs.iter().map(|word| language_named(word)).collect::<Result<_, _>>()?;
    let sought = Sought { target: &arguments.left, paths: &[], encoding: arguments.two.encoding };
    let Found { work, library } = find_work(&sought, &asked.iter().collect::<Vec<_>>(), "compare")?;
    let versions = export::versions_of(&work, &asked)?;
    let [left, right] = versions.as_slice() else {
        let error = Error::new(format!("{} languages are named, and two are compared", versions.len()));
        return Err(error.remedy("name two, such as --langs de,en").into());
    };
    let documents = export::read(&versions)?;
    let alignments =
        export::align_with_first(&library, &work, &versions, &documents, Mends::unless(arguments.two.no_mends));
    let paths = [left.shown_path(), right.shown_path()];
    let text = |side: usize| Text { path: &paths[side], document: &documents[side], lines: None };
    report(arguments, Bitext { texts: [text(0), text(1)], alignment: &alignments[0] })
}

fn report(arguments: &CompareArguments, bitext: Bitext) -> Result<()> {
    let documents = bitext.texts.map(|text| text.document);
    let comparison = Comparison::of(documents, bitext.alignment);
    let report = Report::of(bitext, &comparison);
    let mut out = BufWriter::new(io::stdout().lock());
    (arguments.format.write)(&report, &paper(arguments.two.width, None), &mut out)?;
    out.flush()?;
    // What disagrees was told just now.
    if arguments.check && !report.counts.agrees() { Err(Reported.into()) } else { Ok(()) }
}
