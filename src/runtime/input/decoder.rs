//! Bytes of a terminal as keys, pastes, the mouse, and what ground it has; everything else that a terminal may say is
//! dropped.
//!
//! A terminal answers questions on the same line that keys come on, and sometimes answers what nobody here asked: the
//! program before us did, or the terminal speaks by itself. So a sequence that is not known is dropped whole and never
//! taken apart into keys, however it is cut into reads, and one that breaks off doesn't swallow what is typed next. Both
//! need the time: what comes after a pause continues a sequence only if it looks like it.
//!
//! The grammar is ECMA-48's; what xterm and its kin send is told in "XTerm Control Sequences".

use std::time::Duration;

use super::ground;
use crate::app::key::{Key, KeyCode};
use crate::app::themes::Ground;
use crate::app::{Event, MouseAction};

/// How long an Escape waits for what would make it the beginning of a sequence.
const ESCAPE_PATIENCE: Duration = Duration::from_millis(50);

/// How long what may begin a late rest waits for more.
const LATE_PATIENCE: Duration = Duration::from_millis(150);

/// How long after an Escape the rest of a sequence may still come.
const LATE: Duration = Duration::from_secs(1);

/// After a pause this long it is asked whether what comes belongs to the sequence before.
const PAUSE: Duration = Duration::from_millis(60);

/// After a pause this long nothing belongs to it any more.
const LOST: Duration = Duration::from_secs(1);

/// How long a paste that seems to have ended waits for a further end: what is pasted may hold one.
const PASTE_PATIENCE: Duration = Duration::from_millis(25);

/// A sequence with more parameters than this is none.
const LONGEST_SEQUENCE: usize = 64;

/// What is kept of a paste, in bytes: more than any line takes.
const LONGEST_PASTE: usize = 1 << 18;

const PASTE_END: &[u8] = b"\x1b[201~";
const PASTE_START: &[u8] = b"\x1b[200~";

/// Where in the grammar the next byte stands.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
enum State {
    #[default]
    Ground,
    /// An Escape.
    Escape,
    /// A second one right after it.
    Twice,
    /// An Escape that was told as a key already, so that what comes may be the late rest of a sequence.
    Late,
    /// What may begin such a rest.
    LateBegun(u8),
    /// `ESC [` with what followed.
    Control,
    /// `ESC O`.
    Single,
    /// `ESC [ [`, of the Linux console.
    Console,
    /// `ESC [ M` with the bytes still to come.
    OldMouse(u8),
    /// A string that ends with `ESC \` or BEL.
    String(StringKind),
    /// An Escape in a string.
    StringEscape(StringKind),
    /// A character in UTF-8, with the bytes still to come.
    Character(u8),
    /// A paste.
    Paste,
    /// A paste that ended, unless there is a further end.
    PasteEnded,
}

/// What kind of string a terminal sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum StringKind {
    /// OSC: colours and the like.
    Told,
    /// DCS, APC, PM, SOS: anything.
    Any,
}

/// Decodes what a terminal sends.
#[derive(Debug, Default)]
pub(super) struct Decoder {
    state: State,
    /// The parameters of a sequence, the bytes of a character or of a paste.
    held: Vec<u8>,
    /// Of a paste that seems to have ended: what came after.
    after: Vec<u8>,
    /// When the last byte came.
    last: Duration,
}

impl Decoder {
    /// When something has to be decided if nothing comes until then.
    pub fn deadline(&self) -> Option<Duration> {
        let patience = match &self.state {
            State::Escape | State::Twice | State::Single => ESCAPE_PATIENCE,
            State::LateBegun(_) => LATE_PATIENCE,
            State::PasteEnded => PASTE_PATIENCE,
            // Decided when the next byte comes, or never.
            State::Ground
            | State::Late
            | State::Control
            | State::Console
            | State::OldMouse(_)
            | State::String(_)
            | State::StringEscape(_)
            | State::Character(_)
            | State::Paste => return None,
        };
        Some(self.last + patience)
    }

    /// Decides what has waited for long enough.
    pub fn settle(&mut self, now: Duration, events: &mut Vec<Event>) {
        if self.deadline().is_none_or(|deadline| now < deadline) {
            return;
        }
        match std::mem::take(&mut self.state) {
            State::Escape | State::Twice => {
                self.key(KeyCode::Escape, events);
                self.state = State::Late;
            }
            State::Single => self.push(alt(KeyCode::Char('O')), events),
            State::LateBegun(byte) => self.key(KeyCode::Char(char::from(byte)), events),
            State::PasteEnded => self.end_paste(events),
            other => self.state = other,
        }
    }

    /// Takes in what was read at once.
    pub fn take(&mut self, bytes: &[u8], now: Duration, events: &mut Vec<Event>) {
        self.settle(now, events);
        self.judge_pause(bytes, now.saturating_sub(self.last), events);
        self.last = now;
        let mut rest = bytes;
        // An end of a paste that never began: the paste ended too early, by an end within it.
        if matches!(self.state, State::Ground | State::Late)
            && let Some(end) = find(bytes, PASTE_END)
            && find(&bytes[..end], PASTE_START).is_none()
        {
            self.held.clear();
            self.hold(&bytes[..end]);
            self.state = State::PasteEnded;
            rest = &bytes[end + PASTE_END.len()..];
        }
        while let Some((&byte, tail)) = rest.split_first() {
            match self.state {
                State::Paste | State::PasteEnded => {
                    self.paste(rest);
                    return;
                }
                _ => self.byte(byte, events),
            }
            rest = tail;
        }
    }

    /// After a pause: whether what came belongs to the sequence before it.
    fn judge_pause(&mut self, bytes: &[u8], pause: Duration, events: &mut Vec<Event>) {
        if pause < PAUSE {
            return;
        }
        let [first, ..] = bytes else { return };
        let single = bytes.len() == 1 && !matches!(first, 0x1b | 0x07);
        let goes_on = pause < LOST
            && match &self.state {
                State::Control => match self.held.as_slice() {
                    [] => matches!(first, b'0'..=b'9' | b'<'..=b'?'),
                    _ => first.is_ascii_digit() || b";:$cRntyuxIO~MmABCDHF".contains(first),
                },
                State::String(StringKind::Told) => !single || first.is_ascii_hexdigit() || b"rgb:;/\\".contains(first),
                State::String(StringKind::Any) => !single,
                State::StringEscape(_) => *first == b'\\',
                State::Console | State::OldMouse(_) => false,
                State::Ground
                | State::Escape
                | State::Twice
                | State::Late
                | State::LateBegun(_)
                | State::Single
                | State::Character(_)
                | State::Paste
                | State::PasteEnded => true,
            };
        match self.state {
            // A paste that never ends would take every key: one key alone, after a while, is a key.
            State::Paste if pause >= LOST && is_one_key(bytes) => self.end_paste(events),
            State::Late if pause >= LATE => self.state = State::Ground,
            State::Ground | State::Paste | State::PasteEnded | State::Late => {}
            _ if goes_on => {}
            _ => self.drop_sequence(),
        }
    }

    fn drop_sequence(&mut self) {
        self.state = State::Ground;
        self.held.clear();
    }

    fn byte(&mut self, byte: u8, events: &mut Vec<Event>) {
        match self.state.clone() {
            State::Ground => self.ground(byte, events),
            State::Late => self.late(byte, events),
            State::Escape => self.escape(byte, events),
            State::Twice => {
                // Pressed twice and then a key: no Alt is meant.
                if !matches!(byte, b'[' | b'O' | b']' | b'P' | b'X' | b'^' | b'_') {
                    self.key(KeyCode::Escape, events);
                    self.state = State::Ground;
                    return self.byte(byte, events);
                }
                self.escape(byte, events);
            }
            State::LateBegun(begun) => self.late_begun(begun, byte, events),
            State::Control => self.control(byte, events),
            State::Single => {
                self.state = State::Ground;
                self.single(byte, events);
            }
            State::Console => {
                self.state = State::Ground;
                if let b'A'..=b'E' = byte {
                    self.key(KeyCode::Function(byte - b'A' + 1), events);
                }
            }
            State::OldMouse(n_left) => self.old_mouse(byte, n_left, events),
            State::String(kind) => self.string(byte, kind, events),
            State::StringEscape(kind) if byte == b'\\' => self.end_string(kind, events),
            State::StringEscape(_) => {
                // The string broke off, and something else begins.
                self.state = State::Escape;
                self.byte(byte, events);
            }
            State::Character(n_left) => self.character(byte, n_left, events),
            State::Paste | State::PasteEnded => self.paste(&[byte]),
        }
    }

    fn ground(&mut self, byte: u8, events: &mut Vec<Event>) {
        match byte {
            0x1b => self.state = State::Escape,
            // The same in eight bits, which is no character in UTF-8.
            0x80..=0xbf => self.begin_in_eight_bits(u32::from(byte)),
            0xc2..=0xdf => self.begin_character(byte, 1),
            0xe0..=0xef => self.begin_character(byte, 2),
            0xf0..=0xf4 => self.begin_character(byte, 3),
            0xc0..=0xc1 | 0xf5..=0xff => {}
            _ => {
                if let Some(key) = typed(byte) {
                    self.push(key, events);
                }
            }
        }
    }

    fn begin_character(&mut self, byte: u8, n_left: u8) {
        self.held.clear();
        self.held.push(byte);
        self.state = State::Character(n_left);
    }

    fn begin_in_eight_bits(&mut self, code: u32) {
        self.held.clear();
        self.state = match code {
            0x8f => State::Single,
            0x90 | 0x98 | 0x9e | 0x9f => State::String(StringKind::Any),
            0x9b => State::Control,
            0x9d => State::String(StringKind::Told),
            _ => State::Ground,
        };
    }

    fn character(&mut self, byte: u8, n_left: u8, events: &mut Vec<Event>) {
        if byte & 0xc0 != 0x80 {
            self.drop_sequence();
            return self.byte(byte, events);
        }
        self.held.push(byte);
        if n_left > 1 {
            self.state = State::Character(n_left - 1);
            return;
        }
        self.state = State::Ground;
        let character = std::str::from_utf8(&self.held).ok().and_then(|text| text.chars().next());
        self.held.clear();
        match character {
            Some(control @ '\u{80}'..='\u{9f}') => self.begin_in_eight_bits(u32::from(control)),
            Some(character) => self.key(KeyCode::Char(character), events),
            None => {}
        }
    }

    fn escape(&mut self, byte: u8, events: &mut Vec<Event>) {
        self.state = State::Ground;
        self.held.clear();
        match byte {
            b'[' => self.state = State::Control,
            b'O' => self.state = State::Single,
            b']' => self.state = State::String(StringKind::Told),
            b'P' | b'X' | b'^' | b'_' => self.state = State::String(StringKind::Any),
            0x1b => {
                self.key(KeyCode::Escape, events);
                self.state = State::Twice;
            }
            _ => {
                // Alt with a key, of ASCII or not.
                let n_before = events.len();
                self.ground(byte, events);
                if let Some(Event::Key { key, .. }) = events.get_mut(n_before) {
                    key.alt = true;
                }
            }
        }
    }

    /// The Escape before was told as a key. What looks like the rest of a sequence is none the less its rest: a person
    /// doesn't type a bracket and a number within a moment.
    fn late(&mut self, byte: u8, events: &mut Vec<Event>) {
        if matches!(byte, b'[' | b']' | b'P' | b'_' | b'O') {
            self.state = State::LateBegun(byte);
        } else {
            self.state = State::Ground;
            self.ground(byte, events);
        }
    }

    fn late_begun(&mut self, begun: u8, byte: u8, events: &mut Vec<Event>) {
        let goes_on = match begun {
            b'[' => matches!(byte, b'0'..=b'9' | b'?' | b'<'..=b'>' | b'A'..=b'D' | b'H' | b'F' | b'I' | b'O' | b'Z'),
            b']' => byte.is_ascii_digit(),
            b'P' => byte.is_ascii_digit() || b">!+|".contains(&byte),
            b'O' => matches!(byte, b'A'..=b'D' | b'H' | b'F' | b'P'..=b'S'),
            _ => byte == b'G',
        };
        if goes_on {
            self.escape(begun, events);
        } else {
            self.state = State::Ground;
            self.key(KeyCode::Char(char::from(begun)), events);
        }
        self.byte(byte, events);
    }

    fn control(&mut self, byte: u8, events: &mut Vec<Event>) {
        match byte {
            0x1b => {
                self.held.clear();
                self.state = State::Escape;
            }
            // No terminal sends these in a sequence: the sequence broke off before a key.
            0x00..=0x1f | 0x7f.. => {
                self.drop_sequence();
                self.byte(byte, events);
            }
            0x20..=0x3f => {
                // What is too long is read to its end and dropped.
                if self.held.len() <= LONGEST_SEQUENCE {
                    self.held.push(byte);
                }
            }
            b'[' if self.held.is_empty() => self.state = State::Console,
            b'M' if self.held.is_empty() => self.state = State::OldMouse(3),
            _ => {
                self.state = State::Ground;
                let parameters = std::mem::take(&mut self.held);
                if parameters == b"200" && byte == b'~' {
                    self.state = State::Paste;
                } else if parameters.len() <= LONGEST_SEQUENCE {
                    self.sequence(&parameters, byte, events);
                }
            }
        }
    }

    /// A whole sequence; one that is no key and no mouse is an answer, and dropped.
    fn sequence(&mut self, parameters: &[u8], letter: u8, events: &mut Vec<Event>) {
        if let Some(mouse) = parameters.strip_prefix(b"<") {
            let numbers = numbers(mouse);
            if let (&[button, column, row], b'M') = (numbers.as_slice(), letter) {
                self.mouse(button, column, row, events);
            }
            return;
        }
        if let (b"?997;1" | b"?997;2", b'n') = (parameters, letter) {
            // The terminal changed from dark to light or back (mode 2031).
            let is_dark = parameters.ends_with(b"1");
            events.push(Event::Ground(if is_dark { Ground::Dark } else { Ground::Light }));
            return;
        }
        if !parameters.iter().all(|byte| matches!(byte, b'0'..=b'9' | b';' | b':')) {
            return;
        }
        let numbers = numbers(parameters);
        let first = numbers.first().copied().unwrap_or(1);
        let modifiers = numbers.get(1).copied().unwrap_or(1);
        let code = match letter {
            b'A' => KeyCode::Up,
            b'B' => KeyCode::Down,
            b'C' => KeyCode::Right,
            b'D' => KeyCode::Left,
            b'H' => KeyCode::Home,
            b'F' => KeyCode::End,
            b'P' => KeyCode::Function(1),
            b'Q' => KeyCode::Function(2),
            b'S' => KeyCode::Function(4),
            b'Z' => KeyCode::Tab,
            b'~' => match first {
                1 | 7 => KeyCode::Home,
                3 => KeyCode::Delete,
                4 | 8 => KeyCode::End,
                5 => KeyCode::PageUp,
                6 => KeyCode::PageDown,
                number @ 11..=15 => function(number - 10),
                number @ 17..=21 => function(number - 11),
                number @ 23..=24 => function(number - 12),
                27 => match numbers.as_slice() {
                    &[_, modifiers, code] => return self.coded(code, modifiers, events),
                    _ => return,
                },
                _ => return,
            },
            b'u' if !numbers.is_empty() => {
                // The third part of the modifiers is what happened to the key; letting go is nothing.
                let mut parts = parameters.split(|byte| *byte == b';').nth(1).unwrap_or_default().split(|b| *b == b':');
                let is_released = parts.nth(1) == Some(b"3");
                if !is_released {
                    self.coded(first, modifiers, events);
                }
                return;
            }
            _ => return,
        };
        // A cursor key has 1 before its modifiers, where a report of a place or a size has anything.
        if letter != b'~' && (first != 1 || numbers.len() > 2) {
            return;
        }
        let mut key = with(code, modifiers);
        key.shift |= letter == b'Z';
        self.push(key, events);
    }

    /// A key by the number of its character.
    fn coded(&mut self, code: u32, modifiers: u32, events: &mut Vec<Event>) {
        let code = match code {
            9 => KeyCode::Tab,
            13 => KeyCode::Enter,
            27 => KeyCode::Escape,
            8 | 127 => KeyCode::Backspace,
            code => match char::from_u32(code) {
                // The private use area stands for keys that type nothing.
                Some('\u{0}'..='\u{1f}' | '\u{80}'..='\u{9f}' | '\u{e000}'..='\u{f8ff}') | None => return,
                Some(character) => KeyCode::Char(character),
            },
        };
        let mut key = with(code, modifiers);
        if let KeyCode::Char(character) = key.code {
            let upper = if key.shift { character.to_uppercase().next() } else { None };
            key = Key { code: KeyCode::Char(upper.unwrap_or(character)), shift: false, ..key };
        }
        self.push(key, events);
    }

    fn single(&mut self, byte: u8, events: &mut Vec<Event>) {
        let code = match byte {
            b'A' => KeyCode::Up,
            b'B' => KeyCode::Down,
            b'C' => KeyCode::Right,
            b'D' => KeyCode::Left,
            b'H' => KeyCode::Home,
            b'F' => KeyCode::End,
            b'M' => KeyCode::Enter,
            b'P'..=b'S' => KeyCode::Function(byte - b'P' + 1),
            // What no terminal sends was typed: Alt-O, and then this.
            0x00..=0x20 | 0x7f.. => {
                self.push(alt(KeyCode::Char('O')), events);
                return self.byte(byte, events);
            }
            _ => return,
        };
        self.key(code, events);
    }

    fn old_mouse(&mut self, byte: u8, n_left: u8, events: &mut Vec<Event>) {
        self.held.push(byte);
        if n_left > 1 {
            self.state = State::OldMouse(n_left - 1);
            return;
        }
        self.state = State::Ground;
        let held = std::mem::take(&mut self.held);
        if let &[button, column, row] = held.as_slice() {
            let [button, column, row] = [button, column, row].map(|byte| u32::from(byte).saturating_sub(32));
            self.mouse(button, column, row, events);
        }
    }

    fn string(&mut self, byte: u8, kind: StringKind, events: &mut Vec<Event>) {
        match byte {
            0x07 if kind == StringKind::Told => self.end_string(kind, events),
            0x1b => self.state = State::StringEscape(kind),
            // Cancelled; or somebody wants to leave.
            0x18 | 0x1a => self.drop_sequence(),
            0x03 => {
                self.drop_sequence();
                self.byte(byte, events);
            }
            // No colour and no title holds a line end: the answer broke off, and somebody pressed Return.
            b'\r' if kind == StringKind::Told => {
                self.drop_sequence();
                self.byte(byte, events);
            }
            _ if kind == StringKind::Told && self.held.len() <= LONGEST_SEQUENCE => self.held.push(byte),
            _ => {}
        }
    }

    /// A string that came to its end; of those that tell something only the ground is of account.
    fn end_string(&mut self, kind: StringKind, events: &mut Vec<Event>) {
        self.state = State::Ground;
        let told = std::mem::take(&mut self.held);
        if let (StringKind::Told, Some(ground)) = (kind, ground::told(&told)) {
            events.push(Event::Ground(ground));
        }
    }

    fn mouse(&mut self, button: u32, column: u32, row: u32, events: &mut Vec<Event>) {
        // Shift, Alt and Control are of no account; what moves is.
        let action = match button & !0b1_1100 {
            0 => MouseAction::Click,
            64 => MouseAction::WheelUp,
            65 => MouseAction::WheelDown,
            _ => return,
        };
        let place = |number: u32| u16::try_from(number.saturating_sub(1)).unwrap_or(u16::MAX);
        events.push(Event::Mouse { action, column: place(column), row: place(row), at: self.last });
    }

    /// What is pasted, or came after a paste that seems to have ended.
    fn paste(&mut self, bytes: &[u8]) {
        if self.state == State::Paste {
            let n_before = self.held.len();
            self.hold(bytes);
            // The mark may begin in what was read before.
            let from = n_before.saturating_sub(PASTE_END.len() - 1);
            let Some(end) = find(&self.held[from..], PASTE_END).map(|end| from + end) else {
                // What is too much is dropped, but not what may be the beginning of the end.
                if self.held.len() > LONGEST_PASTE + MOST_HELD {
                    let end = self.held.len() - PASTE_END.len();
                    self.held.drain(LONGEST_PASTE..end);
                }
                return;
            };
            self.after = self.held.split_off(end + PASTE_END.len());
            self.held.truncate(end);
            self.state = State::PasteEnded;
        } else {
            self.after.extend_from_slice(bytes);
        }
        // A further end before another beginning: the end before was part of what is pasted.
        let again = find(&self.after, PASTE_START).unwrap_or(self.after.len());
        if let Some(end) = rfind(&self.after[..again], PASTE_END) {
            let more = self.after.split_off(end + PASTE_END.len());
            let within = std::mem::replace(&mut self.after, more);
            self.hold(PASTE_END);
            self.hold(&within[..end]);
        } else if self.after.len() > LONGEST_PASTE {
            // Nobody types that much: the paste goes on.
            self.hold(PASTE_END);
            let after = std::mem::take(&mut self.after);
            self.hold(&after);
            self.state = State::Paste;
        }
    }

    fn hold(&mut self, bytes: &[u8]) {
        self.held.extend_from_slice(bytes);
    }

    /// Tells what was pasted, and takes in what came after it.
    fn end_paste(&mut self, events: &mut Vec<Event>) {
        let mut held = std::mem::take(&mut self.held);
        held.truncate(LONGEST_PASTE);
        let after = std::mem::take(&mut self.after);
        self.state = State::Ground;
        events.push(Event::Paste(String::from_utf8_lossy(&held).into_owned()));
        let mut rest = after.as_slice();
        while let Some((&byte, tail)) = rest.split_first() {
            if self.state == State::Paste {
                return self.paste(rest);
            }
            self.byte(byte, events);
            rest = tail;
        }
    }

    fn key(&mut self, code: KeyCode, events: &mut Vec<Event>) {
        self.push(Key::plain(code), events);
    }

    fn push(&mut self, key: Key, events: &mut Vec<Event>) {
        events.push(Event::Key { key, at: self.last });
    }
}

/// How much of a paste is held beyond what is kept, before it is dropped in one go.
const MOST_HELD: usize = 1 << 16;

/// The key that a byte of ASCII is.
fn typed(byte: u8) -> Option<Key> {
    let control = |character: u8| Key { control: true, ..Key::plain(KeyCode::Char(char::from(character))) };
    Some(match byte {
        b'\r' => Key::plain(KeyCode::Enter),
        b'\t' => Key::plain(KeyCode::Tab),
        0x7f => Key::plain(KeyCode::Backspace),
        0x00 => control(b' '),
        0x01..=0x1a => control(byte - 1 + b'a'),
        0x1c..=0x1f => control(byte - 0x1c + b'4'),
        b' '..=b'~' => Key::plain(KeyCode::Char(char::from(byte))),
        0x1b | 0x80.. => return None,
    })
}

fn alt(code: KeyCode) -> Key {
    Key { alt: true, ..Key::plain(code) }
}

/// A key with modifiers as xterm counts them: one more than the sum of shift 1, alt 2, control 4.
fn with(code: KeyCode, modifiers: u32) -> Key {
    let held = modifiers.saturating_sub(1);
    Key { code, shift: held & 1 != 0, alt: held & 2 != 0, control: held & 4 != 0 }
}

fn function(number: u32) -> KeyCode {
    KeyCode::Function(u8::try_from(number).unwrap_or(0))
}

/// Parameters as numbers; of one with parts only the first counts.
fn numbers(parameters: &[u8]) -> Vec<u32> {
    if parameters.is_empty() {
        return Vec::new();
    }
    let number = |part: &[u8]| {
        let digits = part.split(|byte| *byte == b':').next().unwrap_or_default();
        std::str::from_utf8(digits).ok().and_then(|digits| digits.parse().ok()).unwrap_or(1)
    };
    parameters.split(|byte| *byte == b';').map(number).collect()
}

/// Whether bytes are one key that was pressed: a character, or a sequence.
fn is_one_key(bytes: &[u8]) -> bool {
    match bytes {
        [0x1b, ..] => bytes.len() <= 6 && bytes != PASTE_END,
        _ => std::str::from_utf8(bytes).is_ok_and(|text| text.chars().count() == 1),
    }
}

fn find(bytes: &[u8], mark: &[u8]) -> Option<usize> {
    memchr::memmem::find(bytes, mark)
}

fn rfind(bytes: &[u8], mark: &[u8]) -> Option<usize> {
    memchr::memmem::rfind(bytes, mark)
}

#[cfg(test)]
mod tests;
