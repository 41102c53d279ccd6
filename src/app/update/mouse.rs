//! What the mouse does, and whose it is.

use super::super::commands::{Command, Pane};
use super::super::geometry::{Area, ListParts};
use super::super::overlay::Overlay;
use super::super::reader::{Lock, VersionLabel};
use super::super::{App, Capture, Effect, MouseAction, Shown};

impl App {
    pub(super) fn mouse(&mut self, action: MouseAction, column: u16, row: u16) {
        let wheel = isize::try_from(self.configured.wheel).unwrap_or(1);
        let by = match action {
            MouseAction::WheelDown => wheel,
            MouseAction::WheelUp => -wheel,
            MouseAction::Click => 0,
        };
        match &mut self.overlay {
            Some(Overlay::Contents(contents)) => contents.select_by(by),
            Some(Overlay::Differences(differences)) => differences.select_by(by),
            Some(Overlay::Marks(list)) => list.select_by(by),
            _ => {}
        }
        if self.overlay.is_some() {
            return;
        }
        let on = |area: Option<Area>| area.filter(|area| area.contains(column, row));
        if let Some(area) = on(self.geometry.list) {
            match action {
                MouseAction::WheelDown => self.list.select_by(wheel),
                MouseAction::WheelUp => self.list.select_by(-wheel),
                MouseAction::Click => self.click_list(column, row, ListParts::divide(area).entries),
            }
        } else if let (Some(bar), MouseAction::Click) = (on(self.geometry.bar), action) {
            let Some(reader) = &self.reader else { return };
            let is_hit = |label: &VersionLabel| (label.x..label.x.saturating_add(label.width)).contains(&column);
            if let Some(label) = reader.version_labels(bar).into_iter().find(is_hit) {
                self.pane = Pane::Reader;
                self.set_version(reader.focus, label.version);
            }
        } else if let Some(area) = on(self.geometry.text) {
            let Some(reader) = &mut self.reader else { return };
            let two = matches!(reader.shown, Shown::Two(..));
            if two && reader.page().gutter.is_some() {
                let loose = matches!(reader.lock, Lock::Unlocked(_));
                if loose || action == MouseAction::Click {
                    reader.focus = reader.page().side_at(column);
                }
            }
            match action {
                MouseAction::WheelDown => reader.scroll(wheel),
                MouseAction::WheelUp => reader.scroll(-wheel),
                MouseAction::Click => {
                    self.pane = Pane::Reader;
                    reader.point_at(column, usize::from(row - area.y));
                }
            }
        }
    }

    fn click_list(&mut self, column: u16, row: u16, entries: Area) {
        self.pane = Pane::List;
        if !entries.contains(column, row) {
            return;
        }
        let index = self.list.top + usize::from(row - entries.y);
        if index >= self.list.entries.len() {
            return;
        }
        if self.list.selected == index {
            self.open_selected();
        } else {
            self.list.selected = index;
        }
    }

    pub(super) fn toggle_mouse(&mut self) {
        self.capture = match self.capture {
            Capture::On => Capture::Off,
            Capture::Off => Capture::On,
        };
        self.state.choices.mouse = Some(self.capture == Capture::On);
        self.effects.push(Effect::Mouse(self.capture));
        let key = self.keymap.hint(Command::ToggleMouse);
        self.note(match self.capture {
            Capture::On => format!("the mouse scrolls and selects; {key} gives it back to the terminal"),
            Capture::Off => format!("the mouse is the terminal's, for selecting text; {key} takes it back"),
        });
    }
}
