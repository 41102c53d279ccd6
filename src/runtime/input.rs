//! The input thread: the terminal's events in the app's terms.

use std::sync::mpsc::Sender;
use std::thread;
use std::time::Instant;

use crossterm::event::{
    self, Event as TerminalEvent, KeyCode as TerminalKey, KeyEvent, KeyEventKind, KeyModifiers, MouseButton,
    MouseEvent, MouseEventKind,
};

use super::Arrival;
use crate::app::key::{Key, KeyCode};
use crate::app::{Event, MouseAction};

/// Reads the terminal on a thread of its own, until it is gone.
pub(super) fn watch(sender: Sender<Arrival>, start: Instant) {
    thread::Builder::new()
        .name("input".to_owned())
        .spawn(move || {
            loop {
                let arrival = match event::read() {
                    Ok(event) => translate(event, start).map(Arrival::Event),
                    Err(_) => Some(Arrival::Hangup),
                };
                let gone = matches!(arrival, Some(Arrival::Hangup));
                if arrival.is_some_and(|arrival| sender.send(arrival).is_err()) || gone {
                    return;
                }
            }
        })
        .expect("a thread can be started at the start of the program");
}

fn translate(event: TerminalEvent, start: Instant) -> Option<Event> {
    match event {
        TerminalEvent::Key(key) if key.kind != KeyEventKind::Release => {
            Some(Event::Key { key: translate_key(key)?, at: start.elapsed() })
        }
        TerminalEvent::Paste(text) => Some(Event::Paste(text)),
        TerminalEvent::Resize(width, height) => Some(Event::Resize(width, height)),
        TerminalEvent::Mouse(mouse) => translate_mouse(mouse),
        TerminalEvent::Key(_) | TerminalEvent::FocusGained | TerminalEvent::FocusLost => None,
    }
}

fn translate_key(event: KeyEvent) -> Option<Key> {
    let shift = event.modifiers.contains(KeyModifiers::SHIFT);
    let (code, shift) = match event.code {
        TerminalKey::Char(character) => (KeyCode::Char(character), false),
        TerminalKey::Enter => (KeyCode::Enter, shift),
        TerminalKey::Esc => (KeyCode::Escape, shift),
        TerminalKey::Backspace => (KeyCode::Backspace, shift),
        TerminalKey::Delete => (KeyCode::Delete, shift),
        TerminalKey::Tab => (KeyCode::Tab, shift),
        TerminalKey::BackTab => (KeyCode::Tab, true),
        TerminalKey::Up => (KeyCode::Up, shift),
        TerminalKey::Down => (KeyCode::Down, shift),
        TerminalKey::Left => (KeyCode::Left, shift),
        TerminalKey::Right => (KeyCode::Right, shift),
        TerminalKey::Home => (KeyCode::Home, shift),
        TerminalKey::End => (KeyCode::End, shift),
        TerminalKey::PageUp => (KeyCode::PageUp, shift),
        TerminalKey::PageDown => (KeyCode::PageDown, shift),
        TerminalKey::F(number) => (KeyCode::Function(number), shift),
        _ => return None,
    };
    let held = |modifier| event.modifiers.contains(modifier);
    Some(Key { code, control: held(KeyModifiers::CONTROL), alt: held(KeyModifiers::ALT), shift })
}

fn translate_mouse(event: MouseEvent) -> Option<Event> {
    let action = match event.kind {
        MouseEventKind::Down(MouseButton::Left) => MouseAction::Click,
        MouseEventKind::ScrollDown => MouseAction::WheelDown,
        MouseEventKind::ScrollUp => MouseAction::WheelUp,
        _ => return None,
    };
    Some(Event::Mouse { action, column: event.column, row: event.row })
}
