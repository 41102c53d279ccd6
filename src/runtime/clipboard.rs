//! Gives a text to the clipboard: through the terminal (OSC 52), and to a program of the system where there is one.
//!
//! Through the terminal it reaches the clipboard of the machine that the reader sits at, also over SSH. In base64 there is
//! nothing in it that a terminal obeys. Terminals don't answer, and some ignore it, so that here at home the system's own
//! clipboard is given the text, too: by a small program that gets it on its standard input, without a shell, away from our
//! terminal and not for ever. tmux takes OSC 52 from programs where `set-clipboard` is `on`, and lets it through to its
//! own terminal, wrapped, where `allow-passthrough` is; by default it does neither, but its own command does what both
//! would, also over SSH. GNU screen passes wrapped pieces on.

use std::env;
use std::io::Write as _;
use std::os::unix::process::CommandExt as _;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::app::Clipboard;

/// A program that has not taken the text after so long is ended.
pub(super) const PATIENCE: Duration = Duration::from_secs(3);

/// How far apart it is looked whether a program has ended.
const PAUSE: Duration = Duration::from_millis(5);

/// The longest string that GNU screen passes on in one piece, in bytes.
const PIECE_OF_SCREEN: usize = 240;

/// What of the surroundings matters here.
#[derive(Clone, Copy)]
pub(super) struct Around<'a> {
    /// The value of a variable that is set and not empty.
    pub variable: &'a dyn Fn(&str) -> Option<String>,
}

impl Around<'static> {
    /// The surroundings that we are in.
    pub fn ours() -> Self {
        Self { variable: &|name| env::var(name).ok().filter(|value| !value.is_empty()) }
    }
}

impl Around<'_> {
    fn has(&self, name: &str) -> bool {
        (self.variable)(name).is_some()
    }

    fn is_remote(&self) -> bool {
        ["SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT"].iter().any(|name| self.has(name))
    }
}

/// The ways that a text takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Ways {
    /// Whether it goes through the terminal.
    pub terminal: bool,
    /// The programs to try; the first one that takes it is enough.
    pub programs: Vec<&'static Program>,
}

/// A program that puts what it reads into the clipboard.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Program {
    /// The variable that tells that it is of use.
    needs: &'static str,
    reach: Reach,
    encoding: Encoding,
    words: &'static [&'static str],
}

/// Whose clipboard a program fills.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// That of the machine that it runs on.
    Here,
    /// That of the terminal, wherever it is.
    Terminal,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Encoding {
    Utf8,
    Utf16,
}

const PROGRAMS: &[Program] = &[
    program("TMUX", Reach::Terminal, &["tmux", "load-buffer", "-w", "-"]),
    program("WAYLAND_DISPLAY", Reach::Here, &["wl-copy", "--type", "text/plain"]),
    program("DISPLAY", Reach::Here, &["xclip", "-selection", "clipboard", "-in"]),
    program("DISPLAY", Reach::Here, &["xsel", "--clipboard", "--input"]),
    Program { encoding: Encoding::Utf16, ..program("WSL_DISTRO_NAME", Reach::Here, &["clip.exe"]) },
    program("TERMUX_VERSION", Reach::Here, &["termux-clipboard-set"]),
    // On macOS every process has it.
    program("__CF_USER_TEXT_ENCODING", Reach::Here, &["pbcopy"]),
];

const fn program(needs: &'static str, reach: Reach, words: &'static [&'static str]) -> Program {
    Program { needs, reach, encoding: Encoding::Utf8, words }
}

/// The ways that a text takes in these surroundings; `None` where the reader wants none.
pub(super) fn ways(chosen: Clipboard, around: Around<'_>) -> Option<Ways> {
    let is_of_use =
        |program: &&Program| around.has(program.needs) && (program.reach == Reach::Terminal || !around.is_remote());
    let programs = || PROGRAMS.iter().filter(is_of_use).collect();
    match chosen {
        Clipboard::Off => None,
        Clipboard::Terminal => Some(Ways { terminal: true, programs: Vec::new() }),
        Clipboard::Auto => Some(Ways { terminal: true, programs: programs() }),
        // Who asks for it gets it over SSH, too: that machine may have a screen of its own.
        Clipboard::Native => {
            let programs = PROGRAMS.iter().filter(|program| around.has(program.needs)).collect();
            Some(Ways { terminal: false, programs })
        }
    }
}

/// What a terminal is sent, so that it puts a text into its clipboard.
pub(super) fn sequence(text: &str, around: Around<'_>) -> Vec<u8> {
    let bare = format!("\x1b]52;c;{}\x07", base64(text.as_bytes()));
    let terminal = (around.variable)("TERM").unwrap_or_default();
    if around.has("TMUX") || terminal.starts_with("tmux") {
        // The one where it takes it itself, the other where it lets it through: the text is the same.
        let through = format!("\x1bPtmux;\x1b{bare}\x1b\\");
        return format!("{bare}{through}").into_bytes();
    }
    if around.has("STY") {
        let pieces = bare.as_bytes().chunks(PIECE_OF_SCREEN);
        return pieces.flat_map(|piece| [b"\x1bP", piece, b"\x1b\\"].concat()).collect();
    }
    bare.into_bytes()
}

/// Gives a text to the first of some programs that takes it; gives its name, or why none did.
pub(super) fn hand_to(programs: &[&'static Program], text: &str, patience: Duration) -> Result<String, String> {
    let mut troubles = Vec::new();
    for program in programs {
        match program.take(text, patience) {
            Ok(()) => return Ok(program.words[0].to_owned()),
            Err(trouble) => troubles.push(format!("{} {trouble}", program.words[0])),
        }
    }
    Err(if troubles.is_empty() { "there is no clipboard program here".to_owned() } else { troubles.join("; ") })
}

impl Program {
    fn take(&self, text: &str, patience: Duration) -> Result<(), String> {
        let bytes = match self.encoding {
            Encoding::Utf8 => text.as_bytes().to_vec(),
            Encoding::Utf16 => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        };
        let child = Command::new(self.words[0])
            .args(&self.words[1..])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            // Ctrl-C and the like are meant for us.
            .process_group(0)
            .spawn();
        let mut child = child.map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => "is not there".to_owned(),
            _ => format!("can't be started: {error}"),
        })?;
        let input = child.stdin.take();
        // A program that doesn't read must not be waited for; its end breaks the pipe, and the thread ends with it.
        let write = move || drop(input.map(|mut input| input.write_all(&bytes)));
        if thread::Builder::new().name("clipboard".to_owned()).spawn(write).is_err() {
            end(&mut child);
            return Err("can't be given the text: the system gives no thread".to_owned());
        }
        wait(&mut child, patience)
    }
}

/// Waits for a program, but not for ever.
fn wait(child: &mut Child, patience: Duration) -> Result<(), String> {
    let deadline = Instant::now() + patience;
    loop {
        match child.try_wait() {
            Ok(Some(status)) if status.success() => return Ok(()),
            Ok(Some(status)) => return Err(format!("failed ({status})")),
            Ok(None) if Instant::now() < deadline => thread::sleep(PAUSE),
            Ok(None) => {
                end(child);
                return Err("did not take it".to_owned());
            }
            Err(error) => return Err(format!("can't be waited for: {error}")),
        }
    }
}

fn end(child: &mut Child) {
    // Where it has ended already there is nothing to do.
    let _ = child.kill();
    let _ = child.wait();
}

/// Base64 with padding (RFC 4648).
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let byte = |index: usize| u32::from(three.get(index).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for index in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * index) & 63) as usize];
            text.push(if index <= three.len() { char::from(letter) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(variables: &[(&str, &str)], terminal: bool, programs: &[&str]) {
        let variable = |name: &str| variables.iter().find(|known| known.0 == name).map(|known| known.1.to_owned());
        let ways = ways(Clipboard::Auto, Around { variable: &variable }).expect("there are ways");
        let names: Vec<_> = ways.programs.iter().map(|program| program.words[0]).collect();
        assert_eq!((ways.terminal, names.as_slice()), (terminal, programs));
    }

    #[test]
    fn at_home_the_system_s_clipboard_gets_it_too_and_over_ssh_the_terminal_alone() {
        check(&[("WAYLAND_DISPLAY", "wayland-0"), ("DISPLAY", ":0")], true, &["wl-copy", "xclip", "xsel"]);
        check(&[("DISPLAY", ":0"), ("SSH_TTY", "/dev/pts/1")], true, &[]);
        check(&[("WSL_DISTRO_NAME", "Debian")], true, &["clip.exe"]);
        check(&[("TMUX", "/tmp/t,1,0"), ("SSH_CONNECTION", "a b c d")], true, &["tmux"]);
        check(&[], true, &[]);
        let nowhere = Around { variable: &|_| None };
        assert_eq!(ways(Clipboard::Off, nowhere), None);
        assert_eq!(ways(Clipboard::Native, nowhere), Some(Ways { terminal: false, programs: Vec::new() }));
    }

    #[test]
    fn a_text_is_sent_as_the_terminal_and_what_is_between_take_it() {
        let sent = |variables: &'static [(&str, &str)], text: &str| {
            let variable = |name: &str| variables.iter().find(|known| known.0 == name).map(|known| known.1.to_owned());
            String::from_utf8(sequence(text, Around { variable: &variable })).expect("ASCII")
        };
        assert_eq!(sent(&[("TERM", "xterm")], "Fähre"), "\x1b]52;c;RsOkaHJl\x07");
        let through = "\x1b]52;c;YQ==\x07\x1bPtmux;\x1b\x1b]52;c;YQ==\x07\x1b\\";
        assert_eq!(sent(&[("TMUX", "/tmp/t,1,0")], "a"), through);
        assert_eq!(sent(&[("TERM", "tmux-256color")], "a"), through);
        let long = "x".repeat(600);
        let in_screen = sent(&[("STY", "1.x"), ("TERM", "screen")], &long);
        let pieces: Vec<&str> = in_screen.split("\x1b\\").filter(|piece| !piece.is_empty()).collect();
        assert_eq!(pieces.len(), 4);
        let joined: String = pieces.iter().map(|piece| piece.strip_prefix("\x1bP").expect("wrapped")).collect();
        assert_eq!(joined, sent(&[], &long));
    }

    #[test]
    fn base64_is_that_of_the_standard() {
        for (text, want) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("\u{1b}]52", "G101Mg==")]
        {
            assert_eq!(base64(text.as_bytes()), want, "{text:?}");
        }
    }

    #[test]
    fn a_program_that_is_missing_fails_or_does_not_read_is_told_and_not_waited_for() {
        const fn words(words: &'static [&'static str]) -> Program {
            program("PATH", Reach::Here, words)
        }
        static MISSING: Program = words(&["no-such-program-of-kzreader"]);
        static FAILS: Program = words(&["false"]);
        static DEAF: Program = words(&["sleep", "60"]);
        static TAKES: Program = words(&["cat"]);
        let long = "x".repeat(200_000);
        assert_eq!(hand_to(&[&MISSING, &TAKES], &long, PATIENCE), Ok("cat".to_owned()));
        let trouble =
            hand_to(&[&MISSING, &FAILS, &DEAF], &long, Duration::from_millis(300)).expect_err("none takes it");
        assert!(trouble.contains("is not there") && trouble.contains("failed"), "{trouble}");
        assert!(trouble.ends_with("sleep did not take it"), "{trouble}");
    }
}
