//! The command line.

mod align;
mod compare;
mod config;
mod export;
mod identify;
mod inputs;
mod list;
mod mends;
mod notes;
mod progress;
pub mod reference;
mod show;

use std::ffi::OsString;
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::builder::{PossibleValue, PossibleValuesParser, StringValueParser, TypedValueParser};
use clap::{CommandFactory as _, Parser, Subcommand, ValueEnum, ValueHint};

use crate::app::themes::AUTO;
use crate::config::Config;
use crate::export::notes::{NOTES_FORMATS, NotesFormat};
use crate::export::report::{REPORTS, ReportFormat};
use crate::export::{self as exports, Export, Offer};
use crate::import::encoding;
use crate::import::sanitise::{sanitise_line, sanitise_line_to};
use crate::language::table::LANGUAGES;
use crate::layout::{Arrangement, Grain};
use crate::runtime::{self, Asked, Ending};
use crate::ui::theme::THEMES;

/// Read a document in two of its languages at once, level with each other.
#[derive(Debug, Parser)]
#[command(
    name = "kzreader",
    version,
    about,
    args_conflicts_with_subcommands = true,
    after_help = "Without a path the built-in library opens. In the program ? shows the keys that apply, and : finds \
                  every command by name.\n\nExit codes: 0 good, 1 something failed, 2 wrong usage or no terminal.\n\
                  Environment: NO_COLOR turns colours off; XDG_STATE_HOME says where places are kept, \
                  XDG_CONFIG_HOME where kzreader/config.toml lies (`kzreader config`)."
)]
struct Arguments {
    /// Files and folders to open; folders with everything below them
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    paths: Vec<PathBuf>,
    /// The configuration to read instead of the usual one
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    config: Option<PathBuf>,
    /// The encoding of the files, such as windows-1251; found out otherwise
    #[arg(long, value_name = "NAME", value_parser = encoding_named)]
    encoding: Option<&'static str>,
    /// The theme for this time: auto, a built-in one or one of your own
    #[arg(long, value_name = "NAME", value_parser = theme(), hide_possible_values = true)]
    theme: Option<String>,
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
    /// Report where two files, or two versions of a work, disagree
    Compare(CompareArguments),
    /// Write versions of a work, level with each other, to a file that can be handed on
    Export(ExportArguments),
    /// Print bookmarks, highlights and notes, with their passages in two languages
    Notes(NotesArguments),
    /// Print the configuration in effect, and what is wrong in the file
    Config(ConfigArguments),
    /// Print what completes the command line in a shell
    Completions(CompletionsArguments),
    /// Print the manual page: kzreader man | man -l -
    Man,
    /// Print every command, key, option and setting as a page of Markdown
    Reference,
    /// Print the languages of files
    #[command(hide = true)]
    Identify(IdentifyArguments),
}

#[derive(Debug, clap::Args)]
struct ListArguments {
    /// Files and folders to look into; the built-in library without any
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
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
    #[arg(value_name = "PATH-or-WORK", value_hint = ValueHint::AnyPath)]
    target: PathBuf,
    /// Where to look for the work; the built-in library without any
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    paths: Vec<PathBuf>,
    /// The language to show, by code or name
    #[arg(long, value_name = "LANGUAGE", value_parser = language(), hide_possible_values = true)]
    lang: Option<String>,
    /// A second language, level with the first
    #[arg(long, value_name = "LANGUAGE", value_parser = language(), hide_possible_values = true)]
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
    /// Leave out what was mended in the alignment by hand
    #[arg(long)]
    no_mends: bool,
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "A segment is a sentence or what is like one; segments are numbered from 0. A bead is n segments \
                        matched with m of the other text; one with an empty side is a gap: what the other text lacks.\n\n\
                        Exit codes: 0 good, 1 something failed, 2 wrong usage."
)]
struct AlignArguments {
    /// The one text: a file in any format that kzreader reads, or - for standard input
    #[arg(value_name = "A", value_hint = ValueHint::FilePath)]
    source: PathBuf,
    /// The other text, or - for standard input
    #[arg(value_name = "B", value_hint = ValueHint::FilePath)]
    target: PathBuf,
    /// What to print
    #[arg(long, default_value = first_format(Offer::Align), value_parser = formats(Offer::Align))]
    format: &'static Export,
    /// Each line of the files is a segment as it stands; lines are numbered from 0, and empty ones are gaps
    #[arg(long)]
    segmented: bool,
    #[command(flatten)]
    two: TwoTexts,
}

/// How two texts are read, laid level and printed.
#[derive(Debug, clap::Args)]
struct TwoTexts {
    /// The language of A, by code or name; found from name and text otherwise
    #[arg(long, value_name = "LANGUAGE", value_parser = language(), hide_possible_values = true)]
    lang_a: Option<String>,
    /// The language of B
    #[arg(long, value_name = "LANGUAGE", value_parser = language(), hide_possible_values = true)]
    lang_b: Option<String>,
    /// The encoding of both files, such as windows-1251; found out otherwise
    #[arg(long, value_name = "NAME", value_parser = encoding_named)]
    encoding: Option<&'static str>,
    /// Columns of `--format text`; the terminal's width, or 80
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1000))]
    width: Option<u16>,
    /// Leave out what was mended in the alignment by hand
    #[arg(long)]
    no_mends: bool,
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Marks are given by work, in the order of the text. What was changed in a text since is found again, as on \
                  the screen; what is gone from it, and marks in texts that are not at hand, are given with what is kept \
                  of them.\n\nExit codes: 0 good, 1 something failed, 2 wrong usage."
)]
struct NotesArguments {
    /// Files, folders and ids of works to give the marks of; all marks without any
    #[arg(value_name = "PATH-or-WORK")]
    targets: Vec<PathBuf>,
    /// How to print them
    #[arg(long, default_value = NOTES_FORMATS[0].name, value_parser = notes_formats())]
    format: &'static NotesFormat,
    /// The language of the passages, by code or name
    #[arg(long, value_name = "LANGUAGE")]
    lang: Option<String>,
    /// The other language of the passages
    #[arg(long, value_name = "LANGUAGE")]
    with: Option<String>,
    /// The encoding of the files, such as windows-1251; found out otherwise
    #[arg(long, value_name = "NAME", value_parser = encoding_named)]
    encoding: Option<&'static str>,
}

/// The encoding that a label means.
fn encoding_named(label: &str) -> Result<&'static str, String> {
    encoding::named(label).ok_or_else(|| format!("no encoding of this name is known; try {}", encoding::EXAMPLES))
}

/// A language, by code or name.
fn language() -> impl TypedValueParser<Value = String> {
    Suggested(|| LANGUAGES.iter().map(|row| PossibleValue::new(row.tag).help(row.english)).collect())
}

/// A theme, by name; there may be others than those that are built in.
fn theme() -> impl TypedValueParser<Value = String> {
    Suggested(|| {
        let built_in = THEMES.iter().map(|theme| PossibleValue::new(theme.name.as_ref()).help(theme.help.as_ref()));
        built_in.chain([PossibleValue::new(AUTO).help("as the terminal is dark or light")]).collect()
    })
}

/// Any text, of which some are known for completion; what is typed is looked up later.
#[derive(Debug, Clone)]
struct Suggested(fn() -> Vec<PossibleValue>);

impl TypedValueParser for Suggested {
    type Value = String;

    fn parse_ref(
        &self,
        command: &clap::Command,
        argument: Option<&clap::Arg>,
        value: &std::ffi::OsStr,
    ) -> Result<String, clap::Error> {
        StringValueParser::new().parse_ref(command, argument, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new((self.0)().into_iter()))
    }
}

/// The rows of a table by their names, with their help.
fn named<T: Sync + 'static>(
    rows: impl Iterator<Item = &'static T> + Clone + Send + Sync + 'static,
    row: fn(&T) -> (&'static str, &'static str),
) -> impl TypedValueParser<Value = &'static T> {
    let names = rows.clone().map(row).map(|(name, help)| PossibleValue::new(name).help(help));
    PossibleValuesParser::new(names).map(move |name| {
        rows.clone().find(|found| row(found).0 == name).expect("only names of the table are let through")
    })
}

/// The formats that a command offers.
fn formats(offer: Offer) -> impl TypedValueParser<Value = &'static Export> {
    named(exports::offered_by(offer), |export| (export.name, export.help))
}

fn first_format(offer: Offer) -> &'static str {
    exports::offered_by(offer).next().map_or("", |export| export.name)
}

/// The forms of a report.
fn reports() -> impl TypedValueParser<Value = &'static ReportFormat> {
    named(REPORTS.iter(), |format| (format.name, format.help))
}

/// The formats of marks.
fn notes_formats() -> impl TypedValueParser<Value = &'static NotesFormat> {
    named(NOTES_FORMATS.iter(), |format| (format.name, format.help))
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "What is told: gaps (what one text lacks), passages that were moved, doubtful matches, and where numbers, \
                  dates, names or, in two versions of one language, words disagree. Page furniture doesn't count.\n\nExit \
                  codes: 0 good, 1 something failed or, with --check, something is missing or disagrees, 2 wrong usage."
)]
struct CompareArguments {
    /// The one text: a file, or - for standard input; with --langs a work, as `kzreader export` takes it
    #[arg(value_name = "A", value_hint = ValueHint::AnyPath)]
    left: PathBuf,
    /// The other text, or - for standard input
    #[arg(value_name = "B", value_hint = ValueHint::FilePath, required_unless_present = "langs")]
    right: Option<PathBuf>,
    /// Two languages of the work A, by code or name, with a comma between them
    #[arg(
        long,
        value_name = "LANGUAGES",
        value_delimiter = ',',
        value_parser = language(),
        hide_possible_values = true,
        conflicts_with_all = ["right", "lang_a", "lang_b"]
    )]
    langs: Vec<String>,
    /// What to print
    #[arg(long, default_value = REPORTS[0].name, value_parser = reports())]
    format: &'static ReportFormat,
    /// Exit with 1 where something is missing or disagrees; doubtful matches alone are neither
    #[arg(long)]
    check: bool,
    #[command(flatten)]
    two: TwoTexts,
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "The first language is the one that the others are laid level with; one language alone is that version. \
                  Without --langs it is the two that you read, by configuration and locale.\n\nA file is written whole \
                  or not at all, one that is there stays unless --force is given, and a text that is read is never \
                  written to.\n\nExit codes: 0 good, 1 something failed, 2 wrong usage."
)]
struct ExportArguments {
    /// A file, a folder that holds one work, or the id of a work as `kzreader list` gives it
    #[arg(value_name = "PATH-or-WORK", value_hint = ValueHint::AnyPath)]
    target: PathBuf,
    /// Where to look for the work; the built-in library without any
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    paths: Vec<PathBuf>,
    /// What to write; without it, what the name of the file ends in, or html
    #[arg(long, value_name = "FORMAT", value_parser = formats(Offer::Export))]
    to: Option<&'static Export>,
    /// The languages, by code or name, with commas between them: one, two or more
    #[arg(long, value_name = "LANGUAGES", value_delimiter = ',', value_parser = language(), hide_possible_values = true)]
    langs: Vec<String>,
    /// The file to write, or the folder to put it into; standard output otherwise
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::AnyPath)]
    output: Option<PathBuf>,
    /// Replace the file where it is there already
    #[arg(long, requires = "output")]
    force: bool,
    /// The encoding of the files, such as windows-1251; found out otherwise
    #[arg(long, value_name = "NAME", value_parser = encoding_named)]
    encoding: Option<&'static str>,
    /// Leave out what was mended in the alignment by hand
    #[arg(long)]
    no_mends: bool,
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "What is printed is a configuration itself: kzreader config --default > FILE makes one to change.\n\n\
                        --check prints a line for whatever is wrong in the file, as FILE:LINE:COLUMN: WHAT.\n\n\
                        Exit codes: 0 good, 1 something is wrong in the file, 2 wrong usage."
)]
struct ConfigArguments {
    /// The configuration to read instead of the usual one
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    config: Option<PathBuf>,
    /// Print the defaults
    #[arg(long, conflicts_with = "config")]
    default: bool,
    /// Check a file, or the usual one, and print what is wrong in it
    #[arg(
        long,
        value_name = "FILE",
        num_args = 0..=1,
        conflicts_with_all = ["config", "default"],
        value_hint = ValueHint::FilePath
    )]
    check: Option<Option<PathBuf>>,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "bash: kzreader completions bash > ~/.local/share/bash-completion/completions/kzreader\n\n\
                        zsh: kzreader completions zsh > a folder of $fpath/_kzreader\n\n\
                        fish: kzreader completions fish > ~/.config/fish/completions/kzreader.fish")]
struct CompletionsArguments {
    /// The shell
    #[arg(value_name = "SHELL")]
    shell: clap_complete::Shell,
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

/// What was asked for is not there to be asked for.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct WrongUsage(String);

/// Runs the program with its arguments, the name first.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    runtime::tell_panics();
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let arguments = match Arguments::try_parse_from(&arguments) {
        Ok(arguments) => arguments,
        Err(error) => return refuse(&error, &arguments),
    };
    let done = match arguments.command {
        None => read(arguments).map(|ending| {
            if let Ending::Signalled(number) = ending {
                runtime::die_of(number);
            }
        }),
        Some(Subcommands::List(arguments)) => list::run(&arguments),
        Some(Subcommands::Show(arguments)) => show::run(&arguments),
        Some(Subcommands::Align(arguments)) => align::run(&arguments),
        Some(Subcommands::Compare(arguments)) => compare::run(&arguments),
        Some(Subcommands::Export(arguments)) => export::run(&arguments),
        Some(Subcommands::Notes(arguments)) => notes::run(&arguments),
        Some(Subcommands::Config(arguments)) => config::run(&arguments),
        Some(Subcommands::Completions(arguments)) => complete(arguments.shell),
        Some(Subcommands::Man) => print(&reference::manual()),
        Some(Subcommands::Reference) => print(&reference::page()),
        Some(Subcommands::Identify(arguments)) => identify::run(&arguments),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if error.is::<Reported>() || is_broken_pipe(&error) => ExitCode::FAILURE,
        Err(error) => {
            runtime::report(&error.to_string());
            let is_usage = error.is::<runtime::Refusal>() || error.is::<WrongUsage>();
            ExitCode::from(if is_usage { 2 } else { 1 })
        }
    }
}

/// Shows texts until the reader leaves.
fn read(arguments: Arguments) -> anyhow::Result<Ending> {
    let config = Config::open(arguments.config.as_deref());
    let Arguments { paths, encoding, theme, .. } = arguments;
    if let Some(unknown) = theme.as_deref().filter(|name| *name != AUTO && config.themes.named(name).is_none()) {
        let names = config.themes.names().join(", ");
        return Err(WrongUsage(format!("no theme is called {unknown:?}; there are {AUTO}, {names}")).into());
    }
    let asked = Asked { paths, encoding: encoding.map(str::to_owned), theme, manual: reference::topics };
    runtime::run(asked, config)
}

fn complete(shell: clap_complete::Shell) -> anyhow::Result<()> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "kzreader", &mut script);
    print(&String::from_utf8_lossy(&script))
}

fn print(text: &str) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    Ok(out.flush()?)
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

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.downcast_ref::<std::io::Error>().is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
}
