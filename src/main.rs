//! `kzreader`: the command line in, an exit code out.

use std::process::ExitCode;

fn main() -> ExitCode {
    kzreader::cli::run(std::env::args_os())
}
