//! `kzreader`: the command line in, an exit code out.
fn main() {}
