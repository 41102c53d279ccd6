//! Looking at the help: scrolling, going from part to part, and filtering.

use super::super::App;
use super::super::commands::{Command, Pane};
use super::super::help::{Section, View, height};
use super::super::key::{Key, KeyCode};
use super::super::overlay::{Overlay, Typed, type_key};
use super::Turn;

impl App {
    pub(super) fn help_key(&mut self, mut view: Box<View>, key: Key) {
        if view.is_typing {
            match type_key(&mut view.input, key) {
                Typed::Changed => view.top = 0,
                Typed::Nothing => {}
                Typed::Done => view.is_typing = false,
                Typed::Left => (view.is_typing, view.input) = (false, Default::default()),
            }
            self.overlay = Some(Overlay::Help(view));
            return;
        }
        let rows = height(self.size).saturating_sub(1).max(1);
        match (self.keymap.command_for(key, Pane::List), key.code) {
            (Some(Command::Down), _) => view.top += 1,
            (Some(Command::Up), _) => view.top = view.top.saturating_sub(1),
            (Some(Command::PageDown | Command::HalfPageDown), _) => view.top += rows,
            (Some(Command::PageUp | Command::HalfPageUp), _) => view.top = view.top.saturating_sub(rows),
            (Some(Command::Top), _) => view.top = 0,
            (Some(Command::Bottom), _) => view.top = usize::MAX / 2,
            (Some(Command::NextPane), _) | (_, KeyCode::Right) => turn(&mut view, Turn::Forward),
            (Some(Command::PreviousPane), _) | (_, KeyCode::Left) => turn(&mut view, Turn::Back),
            (Some(Command::Filter), _) => view.is_typing = true,
            (Some(Command::Back), _) if !view.input.value().is_empty() => view.input = Default::default(),
            // Everything else closes the help; Ctrl-C and Ctrl-Z do what they always do.
            (Some(command @ (Command::Suspend | Command::Redraw)), _) => return self.run(command, None),
            (Some(Command::Quit), _) if key.control => return self.run(Command::Quit, None),
            _ => return,
        }
        let last = self.help_rows(&view).len().saturating_sub(height(self.size));
        view.top = view.top.min(last);
        self.overlay = Some(Overlay::Help(view));
    }
}

fn turn(view: &mut View, turn: Turn) {
    let n_sections = Section::ALL.len();
    let here = Section::ALL.iter().position(|section| *section == view.section).unwrap_or(0);
    let step = match turn {
        Turn::Forward => 1,
        Turn::Back => n_sections - 1,
    };
    view.section = Section::ALL[(here + step) % n_sections];
    view.top = 0;
}
