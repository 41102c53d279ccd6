//! Whether what reaches a terminal is inert: nothing in it that a terminal obeys but what kzreader itself says to it.
#![allow(dead_code, reason = "each test binary uses its own part")]

use super::terminal::Terminal;

/// How much anonymous memory kzreader may have, in kibibytes.
const MOST_MEMORY: u64 = 64 << 10;

/// The control sequences that kzreader writes to a terminal: what stands between `ESC [` and the end, by shape.
///
/// `#` is a number; colours and attributes are in [`is_look`]. Where a text could hold the same, a test looks for its
/// mark on the screen.
const OWN: &[&str] = &[
    "#H", "#;#H", "#C", "#G", "K", "2J", "r", "#;#r", "S", "#S", "T", "#T", "L", "#L", "M", "#M", "?7h", "?7l",
    "?1049h", "?1049l", "?2004h", "?2004l", "?25h", "?25l", "?2026h", "?2026l", "?1000h", "?1000l", "?1002h", "?1002l",
    "?1003h", "?1003l", "8h", "8l", "?1004l", "?1006h", "?1006l", "?1015h", "?1015l", "?2031h", "?2031l",
];

/// What kzreader asks a terminal that may be dark or light.
pub const QUESTION: &str = "\u{1b}]11;?\u{7}";

/// Whether the parameters of `ESC [ … m` are as kzreader writes colours and attributes: never one of the eight old
/// colours, which texts are full of.
fn is_look(parameters: &str) -> bool {
    let Some(numbers) = parameters.split(';').map(|number| number.parse().ok()).collect::<Option<Vec<u8>>>() else {
        return false;
    };
    let mut rest = numbers.as_slice();
    while !rest.is_empty() {
        rest = match rest {
            [38 | 48 | 58, 5, _, rest @ ..] | [38 | 48 | 58, 2, _, _, _, rest @ ..] => rest,
            [0..=5 | 7 | 9 | 22..=25 | 27 | 29 | 39 | 49 | 59, rest @ ..] => rest,
            _ => return false,
        };
    }
    true
}

/// What was sent to a terminal, without kzreader's own sequences.
pub fn without_own_sequences(sent: &str) -> String {
    let sent = sent.replace(QUESTION, "");
    let mut rest = sent.as_str();
    let mut left = String::with_capacity(sent.len());
    while let Some(at) = rest.find("\u{1b}[") {
        left.push_str(&rest[..at]);
        let body = &rest[at + 2..];
        let end = body.find(|c: char| !(c.is_ascii_digit() || ";?<>=".contains(c))).unwrap_or(body.len());
        let last = body[end..].chars().next().unwrap_or(' ');
        let parameters = &body[..end];
        let numbers: Vec<&str> = parameters.split(';').collect();
        let are_numbers = numbers.iter().all(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()));
        let shape = if are_numbers && !matches!(last, 'J' | 'h' | 'l') {
            format!("{}{last}", vec!["#"; numbers.len()].join(";"))
        } else {
            format!("{parameters}{last}")
        };
        let own = OWN.contains(&shape.as_str()) || last == 'm' && is_look(parameters);
        if own {
            rest = &body[end + last.len_utf8()..];
        } else {
            left.push('\u{1b}');
            rest = &rest[at + 1..];
        }
    }
    left.push_str(rest);
    left
}

/// Whether a character does something to a terminal, or hides something from its reader.
pub fn is_active(character: char) -> bool {
    match character {
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' => true,
        '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{206f}' => true,
        '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}' | '\u{fdd0}'..='\u{fdef}' => true,
        _ => u32::from(character) & 0xfffe == 0xfffe,
    }
}

/// Nothing in a stream of plain text is active but its line feeds, and what else is allowed.
#[track_caller]
pub fn assert_inert(bytes: &[u8], allowed: &[char], what: &str) {
    let text = std::str::from_utf8(bytes).unwrap_or_else(|error| panic!("{what} is not UTF-8: {error}"));
    let at = text.find(|character| character != '\n' && is_active(character) && !allowed.contains(&character));
    if let Some(at) = at {
        let around: String = text[at..].chars().take(40).collect();
        panic!("{what}: {around:?} at byte {at}");
    }
    // No cell of a terminal gets more than a few marks.
    let longest = text.split(|c: char| !unicode_mark(c)).map(|run| run.chars().count()).max().unwrap_or(0);
    assert!(longest <= 16, "{what}: {longest} combining marks in a row");
}

fn unicode_mark(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe00}'..='\u{fe0f}' | '\u{fe20}'..='\u{fe2f}' | '\u{ff9e}' | '\u{ff9f}')
}

/// What kzreader sent to a terminal so far is inert, and it took no more memory than it may.
#[track_caller]
pub fn assert_inert_so_far(terminal: &mut Terminal) {
    while terminal.pump(std::time::Duration::from_millis(60)) {}
    let sent = String::from_utf8(terminal.raw.clone()).expect("kzreader sends UTF-8");
    assert_inert(without_own_sequences(&sent).as_bytes(), &['\r'], "what was sent to the terminal");
    assert!(terminal.screen.screen().alternate_screen(), "the alternate screen was left");
    assert!(!terminal.screen.screen().bracketed_paste() || terminal.raw.windows(8).any(|w| w == b"\x1b[?2004h"));
    if let Some(memory) = anonymous_memory(terminal) {
        assert!(memory <= MOST_MEMORY, "{memory} kB of anonymous memory");
    }
}

/// The same, and then it can be left at once, with the terminal whole.
#[track_caller]
pub fn assert_inert_and_leave(terminal: &mut Terminal) {
    assert_inert_so_far(terminal);
    terminal.press("q");
    assert!(terminal.wait_for_end().success(), "it did not end well");
    terminal.assert_whole();
    let sent = String::from_utf8(terminal.raw.clone()).expect("kzreader sends UTF-8");
    assert_inert(without_own_sequences(&sent).as_bytes(), &['\r'], "what was sent up to the end");
}

fn anonymous_memory(terminal: &Terminal) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{}/status", terminal.child.process_id()?)).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:"))?;
    line.split_whitespace().next()?.parse().ok()
}

#[test]
fn the_checks_find_what_is_not_ours() {
    assert_eq!(without_own_sequences("\u{1b}[3;4Ha\u{1b}[38;5;9;48;5;1mb\u{1b}[0m\u{1b}[?25l"), "ab");
    for foreign in
        ["\u{1b}]0;x", "\u{1b}[31m", "\u{1b}[5n", "\u{1b}c", "\u{1b}[3J", "\u{1b}[?1047l", "\u{1b}[6n", "\u{1b}P"]
    {
        assert_eq!(without_own_sequences(foreign), foreign);
        assert!(std::panic::catch_unwind(|| assert_inert(foreign.as_bytes(), &[], "x")).is_err());
    }
    for foreign in ["\u{9b}", "\u{202e}", "\u{e0041}", "\u{7f}", "\r", "\u{200b}", "\u{ffff}", "\u{2028}", "\u{feff}"] {
        assert!(std::panic::catch_unwind(|| assert_inert(foreign.as_bytes(), &[], "x")).is_err());
    }
}
