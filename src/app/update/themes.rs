//! Choosing a theme: one after the other, or from a list that the screen behind it previews.

use super::super::commands::{Command, Pane};
use super::super::key::{Key, KeyCode};
use super::super::overlay::Overlay;
use super::super::themes::{Chosen, Ground, ThemeList};
use super::super::{App, Effect};

impl App {
    pub(super) fn next_theme(&mut self) {
        self.choose_theme(self.themes.next());
        self.keep_theme();
    }

    pub(super) fn open_themes(&mut self) {
        let before = self.themes.chosen();
        let selected = self.themes.choices().position(|choice| choice == before).unwrap_or(0);
        self.overlay = Some(Overlay::Themes(ThemeList { selected, before }));
    }

    pub(super) fn themes_key(&mut self, list: ThemeList, key: Key) {
        let last = self.themes.choices().count() - 1;
        let selected = match (self.keymap.command_for(key, Pane::List), key.code) {
            (_, KeyCode::Enter) => return self.keep_theme(),
            (Some(Command::Down), _) => (list.selected + 1).min(last),
            (Some(Command::Up), _) => list.selected.saturating_sub(1),
            (Some(Command::NextTheme | Command::Themes), _) => (list.selected + 1) % (last + 1),
            (Some(Command::Top | Command::PageUp | Command::HalfPageUp), _) => 0,
            (Some(Command::Bottom | Command::PageDown | Command::HalfPageDown), _) => last,
            (Some(command @ (Command::Suspend | Command::Redraw)), _) => {
                self.overlay = Some(Overlay::Themes(list));
                return self.run(command, None);
            }
            (Some(Command::Quit), _) if key.control => {
                self.choose_theme(list.before);
                return self.run(Command::Quit, None);
            }
            (Some(Command::Back | Command::Quit), _) => return self.choose_theme(list.before),
            _ => list.selected,
        };
        self.preview_theme(ThemeList { selected, ..list });
    }

    pub(super) fn preview_theme(&mut self, list: ThemeList) {
        let choice = self.themes.choices().nth(list.selected);
        choice.into_iter().for_each(|choice| self.choose_theme(choice));
        self.overlay = Some(Overlay::Themes(list));
    }

    fn choose_theme(&mut self, chosen: Chosen) {
        self.themes.choose(chosen);
        if self.themes.awaits_ground() {
            self.effects.push(Effect::AskGround);
        }
    }

    fn keep_theme(&mut self) {
        let name = self.themes.name(self.themes.chosen()).to_owned();
        self.note(match self.themes.chosen() {
            Chosen::Auto => format!("theme: {name}, now {}", self.themes.shown_name()),
            Chosen::Theme(_) => format!("theme: {name}"),
        });
        self.state.choices.theme = Some(name);
    }

    /// The terminal has told what it stands on.
    pub(super) fn take_ground(&mut self, ground: Ground) {
        self.themes.stand_on(ground);
    }
}
