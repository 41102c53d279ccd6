//! `kzreader config`: the configuration in effect on standard output, what is wrong in it on standard error.

use std::io::{self, Write as _};

use anyhow::Result;

use super::{ConfigArguments, Reported};
use crate::config::Config;
use crate::import::sanitise::sanitise_line;
use crate::runtime::report;
use crate::state::{Choices, Store};

pub(super) fn run(arguments: &ConfigArguments) -> Result<()> {
    let mut out = io::stdout().lock();
    if arguments.default {
        out.write_all(Config::default().to_toml(&Choices::default()).as_bytes())?;
        return Ok(());
    }
    if let Some(file) = &arguments.check {
        return check(&Config::open(file.as_deref()));
    }
    let config = Config::open(arguments.config.as_deref());
    let (state, trouble) = Store::look(Store::folder().as_deref());
    let chosen = state.choices.unless_configured(&state.configured, &config.configured.choices);
    out.write_all(config.heading().as_bytes())?;
    out.write_all(config.to_toml(&chosen).as_bytes())?;
    out.flush()?;
    trouble.iter().for_each(|trouble| report(&format!("note: {trouble}")));
    config.problems.iter().for_each(|problem| report(problem));
    if config.problems.is_empty() { Ok(()) } else { Err(Reported.into()) }
}

/// Prints what is wrong, a line each, or that nothing is.
fn check(config: &Config) -> Result<()> {
    let mut out = io::stdout().lock();
    for problem in &config.problems {
        writeln!(out, "{}", sanitise_line(problem))?;
    }
    if !config.problems.is_empty() {
        out.flush()?;
        return Err(Reported.into());
    }
    match &config.path {
        Some(path) if path.exists() => writeln!(out, "{}: no problems", sanitise_line(&path.display().to_string()))?,
        Some(path) => writeln!(out, "{} is not there; no problems", sanitise_line(&path.display().to_string()))?,
        None => writeln!(out, "there is no configuration; no problems")?,
    }
    Ok(out.flush()?)
}
