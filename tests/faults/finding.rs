use std::time::{Duration, Instant};

use crate::common::terminal::{PATIENCE, Terminal};
use crate::{HeldBy, Row};

pub const ROWS: &[Row] = &[Row {
    number: 87,
    fault: "a bad, empty-matching or pathological regular expression",
    held_by: HeldBy::Tests(&[
        "f87_bad_and_pathological_expressions_get_a_message_and_the_hits_stay",
        "f87_expressions_that_backtrack_elsewhere_are_looked_for_in_a_text_of_a_million_letters",
        "f87_an_expression_of_control_characters_reaches_no_terminal",
    ]),
}];

/// A pause in which the program would show what it has to show; only what must not happen is waited for so.
const MOMENT: Duration = Duration::from_millis(300);

/// A terminal with a text of hard-wrapped lines open, and the text's folder.
fn reading(text: &str) -> (Terminal, tempfile::TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("harbour.en.txt");
    std::fs::write(&path, text).expect("written");
    let mut terminal = Terminal::start((100, 24), &[path.to_str().expect("a path of letters")]);
    terminal.wait_for("sentence 1 of");
    (terminal, folder)
}

const TEXT: &str = "The ferry goes at eight.\n\nIt was late that day, and it took two hundred and fifty letters with it and\na dozen parcels, as many as on most of the days of that winter. Nobody was\nwaiting on the quay.\n\nThe ferry came back at nine.\n";

/// Leaves by key, whatever is going on, with the terminal whole and nothing of memory lost.
#[track_caller]
fn leaves(mut terminal: Terminal) {
    let pid = terminal.child.process_id().expect("it runs");
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let anonymous = status.lines().find_map(|line| line.strip_prefix("RssAnon:"));
    let kilobytes = anonymous.and_then(|rest| rest.trim().trim_end_matches(" kB").parse::<usize>().ok());
    assert!(kilobytes.is_none_or(|kilobytes| kilobytes <= 64 * 1024), "{kilobytes:?} kB");
    terminal.press("\x03");
    terminal.pump(MOMENT);
    terminal.press("q");
    let status = terminal.wait_for_end();
    assert!(status.success(), "{status:?}\n{}", terminal.contents());
    terminal.assert_whole();
}

#[test]
fn f87_bad_and_pathological_expressions_get_a_message_and_the_hits_stay() {
    let (mut terminal, _folder) = reading(TEXT);
    terminal.press("/f.rry");
    terminal.wait_for("0 hits");
    // Ctrl-R: the same as a regular expression.
    terminal.press("\x12");
    terminal.wait_for("hit 1 of 2");
    terminal.wait_for("Find (regular expression): f.rry");
    let endless = "(.{1,1000}){1000}";
    for (typed, trouble) in [
        ("(", "unclosed group"),
        ("[", "unclosed character class"),
        ("{2", "counted repetition"),
        ("(?P<n", "unclosed"),
        ("(?=a)", "look-around"),
        ("(?<!a)b", "look-around"),
        (r"\p{Nosuch}", "Unicode property not found"),
        ("a{99999999999}", "decimal literal invalid"),
        (endless, "too large"),
        (r"(\w{1,999}){1,999}", "too large"),
        ("(?:a*){1000}{1000}{1000}", "too large"),
        ("(?-u)\\xff", "invalid UTF-8"),
    ] {
        terminal.press(typed);
        terminal.wait_for(trouble);
        // Return does not end what can't be looked for, and what was found before is still marked.
        terminal.press("\r");
        terminal.pump(Duration::from_millis(20));
        assert!(terminal.contents().contains("Find (regular expression): f.rry"), "{typed}\n{}", terminal.contents());
        for _ in typed.chars() {
            terminal.press("\x7f");
        }
        terminal.wait_for("hit 1 of 2");
    }
    terminal.press("\x15");
    terminal.wait_until_gone("hit 1 of 2");
    for empty in ["^", "$", r"\b", "()", "(|)*", "(?:)", "x{0}"] {
        terminal.press(empty);
        terminal.wait_for("it matches no letters");
        terminal.press("\x15");
        terminal.wait_until_gone("it matches no letters");
    }
    // What may match nothing is found where it matches something; \n is the end of no running line.
    for (typed, want) in [("x*", "0 hits"), ("r*", "hit 1 of 6"), (r"and\sa\s", "hit 1 of 1"), ("^the", "hit 1 of 2")] {
        terminal.press(typed);
        terminal.wait_for(want);
        terminal.press("\x15");
        terminal.wait_until_gone(want);
    }
    // A capital letter means itself.
    terminal.press("T.e");
    terminal.wait_for("hit 1 of 2");
    terminal.press("\r");
    terminal.press("n");
    terminal.wait_for("hit 2 of 2");
    leaves(terminal);
}

#[test]
fn f87_expressions_that_backtrack_elsewhere_are_looked_for_in_a_text_of_a_million_letters() {
    let text = format!("Begin.\n\n{}\n\nEnd.\n", format!("{}\n", "a".repeat(70)).repeat(15_000));
    let (mut terminal, _folder) = reading(&text);
    // All of it has come when its end is there.
    let deadline = Instant::now() + PATIENCE;
    while !terminal.contents().contains("End.") {
        terminal.press("G");
        terminal.pump(MOMENT);
        assert!(Instant::now() < deadline, "the end never came:\n{}", terminal.contents());
    }
    terminal.press("g");
    terminal.wait_for("Begin. aaa");
    for pathological in
        ["(a*)*b", "(a+)+b", "(a|aa)+b", "(a|a)*b", "(.*)*b", "(.*)(.*)(.*)(.*)(.*)b", "([a-z]+)*=", "a{1,300}b"]
    {
        terminal.press("\x12");
        terminal.press(pathological);
        terminal.wait_for(&format!("regular expression): {pathological}"));
        // It is found to be nowhere, or is still looked for; either way the line can be left and the text moved.
        terminal.press("\x1b");
        terminal.wait_until_gone("regular expression)");
    }
    terminal.press("\x12(a*)*d");
    terminal.wait_for("hit 1 of 1");
    terminal.press("\r");
    terminal.wait_for("End.");
    leaves(terminal);
}

#[test]
fn f87_an_expression_of_control_characters_reaches_no_terminal() {
    let (mut terminal, _folder) = reading(TEXT);
    terminal.press("\x12");
    terminal.wait_for("Find (regular expression)");
    // Pasted: an OSC that names the window, a bidirectional override, a tag character, an unclosed group.
    terminal.press("\x1b[200~(\x1b]0;named\x07\u{9b}31m\u{202e}\u{e0041}\x1b[201~");
    terminal.wait_for("unclosed group");
    assert!(!String::from_utf8_lossy(&terminal.raw).contains("\x1b]0;named"));
    let sent = String::from_utf8_lossy(&terminal.raw).replace(crate::common::inert::QUESTION, "");
    for forbidden in ['\u{9b}', '\u{202e}', '\u{e0041}', '\u{7}'] {
        assert!(!sent.contains(forbidden), "{forbidden:?} was sent");
    }
    leaves(terminal);
}
