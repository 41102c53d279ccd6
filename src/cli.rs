//! The command line.

mod align;
mod identify;
mod list;
mod progress;
mod show;

use std::backtrace::{Backtrace, BacktraceStatus};
use std::ffi::OsString;
use std::io::{self, Write as _};
use std::panic;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Parser, Subcommand, ValueEnum};

use crate::export::{self, EXPORTS, Export};
use crate::import::encoding;
use crate::import::sanitise::{sanitise_line, sanitise_line_to};
use crate::layout::{Arrangement, Grain};
use crate::runtime::{self, Ending};

/// Read a document in two of its languages at once, level with each other.
#[derive(Debug, Parser)]
#[command(
    name = "kzreader",
    version,
    about,
    args_conflicts_with_subcommands = true,
    after_help = "Without a path the built-in library opens. In the program ? shows the keys that apply, and : finds \
                  every command by name.\n\nExit codes: 0 good, 1 something failed, 2 wrong usage or no terminal.\n\
                  Environment: NO_COLOR turns colours off; XDG_STATE_HOME says where places are kept."
)]
struct Arguments {
    /// Files and folders to open; folders with everything below them
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The encoding of the files, such as windows-1251; found out otherwise
    #[arg(long, value_name = "NAME", value_parser = encoding_named)]
    encoding: Option<&'static str>,
    #[command(subcommand)]
    command: Option<Subcommands>,
}

#[derive(Debug, Subcommand)]
enum Subcommands {
    /// List works and their versions
    List(ListArguments),
    /// Print a text, or two versions of it level with each other
    Show(ShowArguments),
    /// Align two files and print which segments correspond, for people or programs
    Align(AlignArguments),
    /// Print the languages of files
    #[command(hide = true)]
    Identify(IdentifyArguments),
}

#[derive(Debug, clap::Args)]
struct ListArguments {
    /// Files and folders to look into; the built-in library without any
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Print JSON: {"works":[{"id","title","date","issuer","versions":[{"lang","title","path","date","source"}]}]}
    #[arg(long)]
    json: bool,
    /// The encoding of the files, such as windows-1251; found out otherwise
    #[arg(long, value_name = "NAME", value_parser = encoding_named)]
    encoding: Option<&'static str>,
}

#[derive(Debug, clap::Args)]
struct ShowArguments {
    /// A file, a folder that holds one work, or the id of a work as `kzreader list` gives it
    #[arg(value_name = "PATH-or-WORK")]
    target: PathBuf,
    /// Where to look for the work; the built-in library without any
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The language to show, by code or name
    #[arg(long, value_name = "LANGUAGE")]
    lang: Option<String>,
    /// A second language, level with the first
    #[arg(long, value_name = "LANGUAGE")]
    with: Option<String>,
    /// Columns of the output; the terminal's width, or 80
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1000))]
    width: Option<u16>,
    /// How two versions stand to each other; columns where there is room
    #[arg(long, value_enum)]
    layout: Option<LayoutName>,
    /// Whether stacked and interleaved texts change sides with every bead or with whole blocks
    #[arg(long, value_enum, value_name = "WHAT")]
    by: Option<GrainName>,
    /// Show menus, donation notes and the like instead of folding them
    #[arg(long)]
    page_furniture: bool,
    /// The encoding of the files, such as windows-1251; found out otherwise
    #[arg(long, value_name = "NAME", value_parser = encoding_named)]
    encoding: Option<&'static str>,
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "A segment is a sentence or what is like one; segments are numbered from 0. A bead is n segments \
                        matched with m of the other text; one with an empty side is a gap: what the other text lacks.\n\n\
                        Exit codes: 0 good, 1 something failed, 2 wrong usage."
)]
struct AlignArguments {
    /// The one text: a file in any format that kzreader reads, or - for standard input
    #[arg(value_name = "A")]
    source: PathBuf,
    /// The other text, or - for standard input
    #[arg(value_name = "B")]
    target: PathBuf,
    /// What to print
    #[arg(long, default_value = EXPORTS[0].name, value_parser = formats())]
    format: &'static Export,
    /// Each line of the files is a segment as it stands; lines are numbered from 0, and empty ones are gaps
    #[arg(long)]
    segmented: bool,
    /// The language of A, by code or name; found from name and text otherwise
    #[arg(long, value_name = "LANGUAGE")]
    lang_a: Option<String>,
    /// The language of B
    #[arg(long, value_name = "LANGUAGE")]
    lang_b: Option<String>,
    /// The encoding of both files, such as windows-1251; found out otherwise
    #[arg(long, value_name = "NAME", value_parser = encoding_named)]
    encoding: Option<&'static str>,
    /// Columns of `--format text`; the terminal's width, or 80
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1000))]
    width: Option<u16>,
}

/// The encoding that a label means.
fn encoding_named(label: &str) -> Result<&'static str, String> {
    encoding::named(label).ok_or_else(|| format!("no encoding of this name is known; try {}", encoding::EXAMPLES))
}

/// The names of the formats to print in, with their help.
fn formats() -> impl TypedValueParser<Value = &'static Export> {
    let names = EXPORTS.iter().map(|export| PossibleValue::new(export.name).help(export.help));
    PossibleValuesParser::new(names).map(|name| export::named(&name).expect("only names of the table are let through"))
}

#[derive(Debug, clap::Args)]
struct IdentifyArguments {
    /// Files, or - for standard input
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// A language a line instead of one a file
    #[arg(long)]
    lines: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum LayoutName {
    Columns,
    Stacked,
    Interleaved,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum GrainName {
    Bead,
    Block,
}

impl From<GrainName> for Grain {
    fn from(name: GrainName) -> Self {
        match name {
            GrainName::Bead => Grain::Bead,
            GrainName::Block => Grain::Block,
        }
    }
}

impl From<LayoutName> for Arrangement {
    fn from(name: LayoutName) -> Self {
        match name {
            LayoutName::Columns => Arrangement::Columns,
            LayoutName::Stacked => Arrangement::Stacked,
            LayoutName::Interleaved => Arrangement::Interleaved,
        }
    }
}

/// Something failed and was already reported.
#[derive(Debug, thiserror::Error)]
#[error("some of it failed")]
struct Reported;

/// Runs the program with its arguments, the name first.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    report_panics();
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let arguments = match Arguments::try_parse_from(&arguments) {
        Ok(arguments) => arguments,
        Err(error) => return refuse(&error, &arguments),
    };
    let done = match arguments.command {
        None => runtime::run(arguments.paths, arguments.encoding.map(str::to_owned)).map(|ending| {
            if let Ending::Signalled(number) = ending {
                runtime::die_of(number);
            }
        }),
        Some(Subcommands::List(arguments)) => list::run(&arguments),
        Some(Subcommands::Show(arguments)) => show::run(&arguments),
        Some(Subcommands::Align(arguments)) => align::run(&arguments),
        Some(Subcommands::Identify(arguments)) => identify::run(&arguments),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if error.is::<Reported>() || is_broken_pipe(&error) => ExitCode::FAILURE,
        Err(error) => {
            runtime::report(&error.to_string());
            ExitCode::from(if error.is::<runtime::Refusal>() { 2 } else { 1 })
        }
    }
}

/// Says what is wrong with the arguments, or prints the help or version that they ask for.
fn refuse(error: &clap::Error, arguments: &[OsString]) -> ExitCode {
    /// Of each line no more is printed, in characters.
    const LONGEST_LINE: usize = 1000;
    let code = ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
    if error.exit_code() == 0 {
        // Help and version are no failure.
        let _ = error.print();
        return code;
    }
    // What was typed is told back, and may hold anything: it is made harmless first, so that a line of it can't pass for
    // one of ours.
    let harmless = arguments.iter().map(|argument| sanitise_line(&argument.to_string_lossy()).into_owned());
    let told = Arguments::try_parse_from(harmless).err().map_or_else(|| error.render(), |error| error.render());
    for line in told.to_string().lines() {
        let _ = writeln!(io::stderr(), "{}", sanitise_line_to(line, LONGEST_LINE));
    }
    code
}

/// Panics are reported with nothing in them that a terminal obeys: the message may quote a text.
fn report_panics() {
    panic::set_hook(Box::new(|info| {
        let payload = info.payload();
        let text = payload.downcast_ref::<&str>().copied();
        let text = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
        let what = text.unwrap_or("without a reason given");
        let place = info.location().map_or(String::new(), |place| format!(" ({place})"));
        runtime::report(&format!("failed: {what}{place}"));
        let backtrace = Backtrace::capture();
        if backtrace.status() == BacktraceStatus::Captured {
            backtrace.to_string().lines().for_each(runtime::report);
        }
    }));
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.downcast_ref::<std::io::Error>().is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
}
