//! Hands an address to the reader's browser: as an argument, never through a shell, and away from our terminal.

use std::env;
use std::io;
use std::os::unix::process::CommandExt as _;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use crate::error::{Error, Result};
use crate::model::Address;

/// What opens an address where `BROWSER` names nothing, in the order in which they are tried.
const OPENERS: [&str; 3] = ["xdg-open", "open", "wslview"];

/// A browser that fails later than this was open; that it ended badly is its own affair.
const PATIENCE: Duration = Duration::from_secs(20);

/// Opens an address and waits until the program that does it has ended, so that nothing of it is left behind.
///
/// # Errors
///
/// When there is no such program, or it says at once that it could not.
pub(super) fn visit(address: &Address) -> Result<()> {
    let began = Instant::now();
    let named = env::var("BROWSER").unwrap_or_default();
    let (name, mut child) = start(&commands(&named, address)).ok_or_else(|| {
        Error::new("no browser could be started").about(address.as_str()).remedy("name one in BROWSER")
    })?;
    let ended: io::Result<ExitStatus> = child.wait();
    match ended {
        Ok(status) if !status.success() && began.elapsed() < PATIENCE => {
            let what = format!("{name} could not open it ({status})");
            Err(Error::new(what).about(address.as_str()).remedy("name a browser in BROWSER"))
        }
        Ok(_) | Err(_) => Ok(()),
    }
}

/// The programs to try, each with its arguments. `BROWSER` is a list with colons; in each entry words are parted by
/// blanks, and `%s` is the address, which comes last where there is none.
fn commands(named: &str, address: &Address) -> Vec<Vec<String>> {
    let entries = named.split(':').map(|entry| entry.split_whitespace().map(str::to_owned).collect::<Vec<_>>());
    let openers = OPENERS.iter().map(|opener| vec![(*opener).to_owned()]);
    let all = entries.filter(|words| !words.is_empty()).chain(openers);
    let with_address = |words: Vec<String>| {
        let (program, arguments) = words.split_first().expect("empty entries are left out");
        let places = arguments.iter().any(|word| word.contains("%s"));
        let arguments = arguments.iter().map(|word| word.replace("%s", address.as_str()));
        let last = (!places).then(|| address.as_str().to_owned());
        std::iter::once(program.clone()).chain(arguments).chain(last).collect()
    };
    all.map(with_address).collect()
}

/// Starts the first program that can be.
fn start(commands: &[Vec<String>]) -> Option<(String, Child)> {
    commands.iter().find_map(|words| {
        let (program, arguments) = words.split_first()?;
        let child = Command::new(program)
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            // Ctrl-C and the like are meant for us.
            .process_group(0)
            .spawn();
        Some((program.clone(), child.ok()?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_one_argument_whatever_it_holds() {
        let address = Address::parse("https://a.b/;reboot&x='$(y)'").expect("an address");
        let of = |named: &str| commands(named, &address).swap_remove(0).join("|");
        assert_eq!(of(""), "xdg-open|https://a.b/;reboot&x='$(y)'");
        assert_eq!(of("lynx -x:other"), "lynx|-x|https://a.b/;reboot&x='$(y)'");
        assert_eq!(of(": firefox --url=%s -n"), "firefox|--url=https://a.b/;reboot&x='$(y)'|-n");
    }
}
