//! What each event and each command does.

mod about;
mod along;
mod changes;
mod compare;
mod contents;
mod find;
mod help;
mod list;
mod mark_list;
mod marks;
mod mend;
mod pace;
mod takeaway;
mod themes;
mod veil;
mod view;
mod yank;

use std::time::Duration;

use tui_input::Input;

use super::commands::{COMMANDS, Command, Group, Pane};
use super::configured::SettingRow;
use super::geometry::{Area, ListParts};
use super::key::Key;
use super::list::Entry;
use super::mending::Time;
use super::overlay::{Found, Overlay, Prompt, PromptKind, Typed, found, paste, type_key};
use super::pace::Way;
use super::reader::{Lock, VersionLabel};
use super::takeaway::Stage;
use super::tally::{begins_block, is_doubtful, is_gap, is_heading};
use super::{App, Before, Capture, Coming, Digit, Effect, Event, Listing, MouseAction};
use crate::align::mend::Deed;
use crate::model::Side;
use crate::search::Notation;

use yank::Yank;
pub use yank::{Handed, LONGEST_YANK};

/// A movement this soon after a digit makes the digit a count, although it was also taken for a language.
const COUNT_WINDOW: Duration = Duration::from_millis(500);

/// A number that nothing followed for so long is forgotten.
const COUNT_LIFE: Duration = Duration::from_secs(3);

/// The largest count.
const LARGEST_COUNT: usize = 99_999;

impl App {
    pub(super) fn handle(&mut self, event: Event) {
        match event {
            Event::Key { key, at } => {
                self.ran = None;
                self.key(key, at);
                self.watch_pace(self.ran.map_or(Way::Jump, Self::way_of), at);
            }
            Event::Paste(text) => self.paste(&text),
            Event::Mouse { action, column, row, at } => {
                self.mouse(action, column, row);
                self.watch_pace(if action == MouseAction::Click { Way::Jump } else { Way::On }, at);
            }
            Event::Resize(width, height) => self.size = (width, height),
            Event::Listing(generation, batch) => {
                if generation == self.generation && matches!(self.listing, Listing::Reading(_)) {
                    self.take_batch(batch);
                }
            }
            Event::Listed(generation, library) => {
                if generation == self.generation {
                    self.take_library(*library);
                }
            }
            Event::Loaded(id, reach, Ok(document)) => {
                // What was asked for before the desk was cleared is of no use any more.
                let is_wanted = self.desk.asked.remove(&(id.clone(), reach));
                if let (Some(wish), true) = (self.read_again.remove(&id), is_wanted) {
                    self.take_again(&id, document, wish);
                } else if is_wanted {
                    self.desk.put(id, document);
                    self.settle();
                }
            }
            Event::Loaded(id, reach, Err(error)) => {
                let is_wanted = self.desk.asked.remove(&(id.clone(), reach));
                self.desk.forget_stretch(&id);
                if self.read_again.remove(&id).is_some() && is_wanted {
                    self.cannot_take_again(&error);
                } else if is_wanted {
                    self.waiting = false;
                    self.trouble(error.to_string());
                }
            }
            Event::Aligned(alignment) => {
                self.desk.put_alignment(*alignment);
                self.settle();
            }
            Event::Found(generation, hits) => self.take_hits(generation, hits),
            Event::Sought(generation, sought) => self.take_sought(generation, sought),
            Event::Mends(texts, found) => self.take_mends(*texts, found),
            Event::MendsKept(Ok(None)) => {}
            Event::MendsKept(Ok(Some(told))) => self.note(told),
            Event::MendsKept(Err(error)) => self.trouble(error.to_string()),
            Event::Headings(generation, found) => self.take_headings(generation, found),
            Event::Differences(generation, found) => self.take_differences(generation, found),
            Event::Compared(generation, comparison) => self.take_comparison(generation, comparison),
            Event::Told(told) => self.take_told(told),
            Event::TakenAway(number, written) => self.taken_away(number, written),
            Event::Ground(ground) => self.take_ground(ground),
            Event::Saved(Ok(())) | Event::Visited(Ok(())) => {}
            Event::Saved(Err(error)) | Event::Visited(Err(error)) => self.trouble(error.to_string()),
            Event::Marks(marks, message) => self.take_marks(&marks, message),
            Event::MarksPlaced(generation, placed) => self.take_placed(generation, placed),
            Event::Yanked(handed) => self.take_handed(handed),
            Event::WorkerFailed(what) => {
                // Whatever it was, it will not come: nothing waits for it, and it may be asked for again.
                self.waiting = false;
                self.listing = Listing::Ready;
                self.desk.withdraw_order();
                let was_along = self.desk.withdraw_along().is_some();
                self.along.iter_mut().for_each(|along| along.is_stopped |= was_along);
                if let Some(finding) = &mut self.finding {
                    finding.pending = false;
                }
                if let Some(Overlay::TakeAway(choice)) = &mut self.overlay
                    && matches!(choice.stage, Stage::Writing(_))
                {
                    choice.stage = Stage::Failed("kzreader failed at it".to_owned());
                }
                self.trouble(format!("a part of kzreader failed: {what}; the rest goes on"));
            }
            Event::Stop => self.leave(),
        }
    }

    fn leave(&mut self) {
        self.keep_place();
        self.save();
        self.effects.push(Effect::Quit);
    }

    pub(super) fn save(&mut self) {
        self.effects.push(Effect::Save(Box::new(self.state.clone())));
    }

    fn key(&mut self, key: Key, at: Duration) {
        self.message = None;
        self.pressed_at = at;
        match self.overlay.take() {
            Some(Overlay::Help(view)) => self.help_key(view, key),
            Some(Overlay::Prompt(prompt)) => self.prompt_key(prompt, key),
            Some(Overlay::Palette { input, selected }) => self.palette_key(input, selected, key),
            Some(Overlay::Contents(contents)) => self.contents_key(contents, key),
            Some(Overlay::Differences(differences)) => self.differences_key(differences, key),
            Some(Overlay::Colour) => self.colour_key(key),
            Some(Overlay::Note(note)) => self.note_key(note, key),
            Some(Overlay::Marks(list)) => self.mark_list_key(list, key),
            Some(Overlay::Pinning(pin)) => self.pinning_key(pin, key),
            Some(Overlay::TakeAway(choice)) => self.take_away_key(choice, key),
            Some(Overlay::Themes(list)) => self.themes_key(list, key),
            None => self.command_key(key, at),
        }
    }

    fn command_key(&mut self, key: Key, at: Duration) {
        let soon = |digit: &Digit| at.saturating_sub(digit.at) <= COUNT_WINDOW;
        let before = self.digit.take().filter(soon);
        if at.saturating_sub(self.count_at) > COUNT_LIFE {
            self.count = None;
        }
        self.count_at = at;
        if let Some(value) = key.digit() {
            return self.digit_key(value as usize, at, before);
        }
        let Some(command) = self.keymap.command_for(key, self.keyboard()) else {
            self.count = None;
            return;
        };
        if let (Coming::Listed { is_touched, .. }, Pane::List) = (&mut self.coming, self.pane) {
            *is_touched = true;
        }
        let mut count = self.count.take();
        if let Some(digit) = before.filter(|_| takes_count(command)) {
            count = Some(digit.value);
            self.take_back(digit);
        }
        self.run(command, count);
    }

    /// A digit puts a version on the focused side at once; where it turns out to begin a count, that is taken back.
    fn digit_key(&mut self, value: usize, at: Duration, before: Option<Digit>) {
        let counted = |count: usize| (count * 10 + value).min(LARGEST_COUNT);
        if let Some(digit) = before {
            self.count = Some(counted(digit.value));
            return self.take_back(digit);
        }
        let n_versions = self.reader.as_ref().map_or(0, |reader| reader.work.versions.len());
        if self.count.is_none() && self.pane == Pane::Reader && (1..=n_versions).contains(&value) {
            if let Some(reader) = &self.reader {
                let (reader_before, finding, waiting) = (reader.clone(), self.finding.clone(), self.waiting);
                let before = Box::new(Before { reader: reader_before, finding, waiting });
                self.set_version(reader.focus, value - 1);
                self.digit = Some(Digit { value, at, before });
            }
        } else if value > 0 || self.count.is_some() {
            self.count = Some(counted(self.count.unwrap_or(0)));
        }
    }

    fn take_back(&mut self, digit: Digit) {
        let Before { reader, finding, waiting } = *digit.before;
        self.reader = Some(reader);
        self.waiting = waiting;
        self.settle();
        // Hits that were asked for in the meantime are of another search and will be dropped.
        self.finding = finding;
        if self.finding.as_ref().is_some_and(|finding| finding.pending) {
            self.find_anew();
        }
    }

    fn paste(&mut self, text: &str) {
        match &mut self.overlay {
            Some(Overlay::Prompt(prompt)) => {
                paste(&mut prompt.input, text);
                let (kind, typed) = (prompt.kind, prompt.input.value().to_owned());
                self.prompt_changed(kind, &typed);
            }
            Some(Overlay::Palette { input, selected }) => {
                paste(input, text);
                *selected = 0;
            }
            Some(Overlay::Contents(_)) => {
                let Some(Overlay::Contents(mut contents)) = self.overlay.take() else { return };
                paste(&mut contents.input, text);
                self.filter_contents(&mut contents);
                self.overlay = Some(Overlay::Contents(contents));
            }
            Some(Overlay::Differences(_)) => {
                let Some(Overlay::Differences(mut differences)) = self.overlay.take() else { return };
                paste(&mut differences.input, text);
                self.filter_differences(&mut differences);
                self.overlay = Some(Overlay::Differences(differences));
            }
            Some(Overlay::TakeAway(choice)) => {
                paste(&mut choice.input, text);
                choice.stage = Stage::Choosing;
            }
            Some(Overlay::Note(note)) => note.editor.paste(text),
            Some(Overlay::Marks(list)) => {
                paste(&mut list.input, text);
                list.filter();
            }
            Some(Overlay::Help(_) | Overlay::Colour | Overlay::Pinning(_) | Overlay::Themes(_)) | None => {}
        }
    }

    fn palette_key(&mut self, mut input: Input, selected: usize, key: Key) {
        let found = self.palette_rows(input.value());
        let last = found.len().saturating_sub(1);
        let selected = match (self.keymap.command_for(key, Pane::List), key.digit()) {
            (Some(Command::Down), _) if !types(key) => (selected + 1).min(last),
            (Some(Command::Up), _) if !types(key) => selected.saturating_sub(1),
            _ => match type_key(&mut input, key) {
                Typed::Changed => 0,
                Typed::Nothing => selected,
                Typed::Left => return,
                Typed::Done => {
                    return match found.get(selected) {
                        Some(Found::Command(row)) => self.run(row.command, None),
                        Some(Found::Setting(row)) => self.tell_setting(row),
                        None => {}
                    };
                }
            },
        };
        self.overlay = Some(Overlay::Palette { input, selected });
    }

    /// What the palette shows for what was typed.
    pub fn palette_rows(&self, typed: &str) -> Vec<Found> {
        found(typed, self.keyboard(), &(self.settings)())
    }

    /// Tells of a setting what it is, and how it is changed.
    fn tell_setting(&mut self, row: &SettingRow) {
        let told = row.told(&self.in_effect(), &self.keymap);
        self.note(format!("{} = {told}; config.toml says it for every start", row.name));
    }

    fn prompt_key(&mut self, mut prompt: Prompt, key: Key) {
        let kind = prompt.kind;
        if let (PromptKind::Find(notation), Some(Command::FindExpression)) =
            (kind, self.keymap.command_for(key, Pane::Reader))
        {
            let (kind, typed) = (PromptKind::Find(notation.other()), prompt.input.value().to_owned());
            self.overlay = Some(Overlay::Prompt(Prompt { kind, ..prompt }));
            return self.prompt_changed(kind, &typed);
        }
        match type_key(&mut prompt.input, key) {
            // What is no query yet is left open to be mended.
            Typed::Done if self.find_trouble.is_some() => self.overlay = Some(Overlay::Prompt(prompt)),
            Typed::Done => self.prompt_done(kind, prompt.input.value()),
            Typed::Left => self.prompt_left(kind),
            Typed::Changed => {
                let typed = prompt.input.value().to_owned();
                self.overlay = Some(Overlay::Prompt(prompt));
                self.prompt_changed(kind, &typed);
            }
            Typed::Nothing => self.overlay = Some(Overlay::Prompt(prompt)),
        }
    }

    fn prompt_changed(&mut self, kind: PromptKind, typed: &str) {
        match kind {
            PromptKind::Find(notation) => self.find_while_typing(typed, notation),
            PromptKind::Filter => {
                typed.clone_into(&mut self.list.filter);
                self.list.refresh(&self.library, &self.preferences);
            }
            PromptKind::Language | PromptKind::Encoding => {}
        }
    }

    fn prompt_done(&mut self, kind: PromptKind, typed: &str) {
        match kind {
            PromptKind::Find(_) => self.find_done(typed),
            PromptKind::Filter => {}
            PromptKind::Language => self.set_language(typed),
            PromptKind::Encoding => self.set_encoding(typed),
        }
    }

    fn prompt_left(&mut self, kind: PromptKind) {
        match kind {
            PromptKind::Find(_) => self.find_left(),
            PromptKind::Filter => {
                self.list.filter.clear();
                self.list.refresh(&self.library, &self.preferences);
            }
            PromptKind::Language | PromptKind::Encoding => {}
        }
    }

    pub(super) fn prompt(&mut self, kind: PromptKind, text: String) {
        self.overlay = Some(Overlay::Prompt(Prompt { kind, input: Input::new(text) }));
    }

    fn mouse(&mut self, action: MouseAction, column: u16, row: u16) {
        let wheel = isize::try_from(self.configured.wheel).unwrap_or(1);
        let by = match action {
            MouseAction::WheelDown => wheel,
            MouseAction::WheelUp => -wheel,
            MouseAction::Click => 0,
        };
        match &mut self.overlay {
            Some(Overlay::Contents(contents)) => contents.select_by(by),
            Some(Overlay::Differences(differences)) => differences.select_by(by),
            _ => {}
        }
        if let Some(Overlay::Marks(list)) = &mut self.overlay {
            match action {
                MouseAction::WheelDown => list.select_by(wheel),
                MouseAction::WheelUp => list.select_by(-wheel),
                MouseAction::Click => {}
            }
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
            let two = matches!(reader.shown, super::Shown::Two(..));
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

    /// Runs a command, with the number that was typed before it.
    pub(super) fn run(&mut self, command: Command, count: Option<usize>) {
        self.ran = Some(command);
        let n = isize::try_from(count.unwrap_or(1)).unwrap_or(isize::MAX);
        let page = usize::from(match self.pane {
            Pane::List => self.geometry.list.map_or(1, |list| ListParts::divide(list).entries.height),
            Pane::Reader | Pane::Mending => self.geometry.text.map_or(1, |text| text.height),
        });
        let whole = isize::try_from(page.saturating_sub(self.configured.overlap).max(1)).unwrap_or(1);
        let half = isize::try_from((page / 2).max(1)).unwrap_or(1);
        match command {
            Command::Down => self.move_by(n),
            Command::Up => self.move_by(-n),
            Command::PageDown => self.move_by(n.saturating_mul(whole)),
            Command::PageUp => self.move_by(-n.saturating_mul(whole)),
            Command::HalfPageDown => self.move_by(n.saturating_mul(half)),
            Command::HalfPageUp => self.move_by(-n.saturating_mul(half)),
            Command::Top => self.go_top(count),
            Command::Bottom => self.go_bottom(count),
            Command::NextBead => self.step(n, |_, _| true),
            Command::PreviousBead => self.step(-n, |_, _| true),
            Command::NextBlock => self.step(n, begins_block),
            Command::PreviousBlock => self.step(-n, begins_block),
            Command::NextHeading => self.leap(n, is_heading, "no heading after this"),
            Command::PreviousHeading => self.leap(-n, is_heading, "no heading before this"),
            Command::NextGap => self.leap(n, is_gap, "no gap after this"),
            Command::PreviousGap => self.leap(-n, is_gap, "no gap before this"),
            Command::NextDoubtful => self.leap(n, is_doubtful, "no doubtful bead after this"),
            Command::PreviousDoubtful => self.leap(-n, is_doubtful, "no doubtful bead before this"),
            Command::NextDifference => self.go_to_difference(n),
            Command::PreviousDifference => self.go_to_difference(-n),
            Command::FollowMove => self.follow_move(),
            Command::Differences => self.open_differences(),
            Command::JumpBack => self.jump_back(),
            Command::JumpForward => self.jump_forward(),
            Command::FocusLeft => self.focus_left(),
            Command::FocusRight => self.focus(Side::Right),
            Command::NextPane => self.next_pane(Turn::Forward),
            Command::PreviousPane => self.next_pane(Turn::Back),
            Command::SetVersion => {}
            Command::LeftNext => self.turn_version(Side::Left, Turn::Forward),
            Command::LeftPrevious => self.turn_version(Side::Left, Turn::Back),
            Command::RightNext => self.turn_version(Side::Right, Turn::Forward),
            Command::RightPrevious => self.turn_version(Side::Right, Turn::Back),
            Command::Swap => self.swap(),
            Command::OneVersion => self.one_version(),
            Command::NextArrangement => self.next_arrangement(),
            Command::Columns => self.arrange(crate::layout::Arrangement::Columns),
            Command::Stacked => self.arrange(crate::layout::Arrangement::Stacked),
            Command::Interleaved => self.arrange(crate::layout::Arrangement::Interleaved),
            Command::Grain => self.next_grain(),
            Command::ToggleLock => self.toggle_lock(),
            Command::LockBack => self.lock_back(),
            Command::NextMended => self.next_mended(n, "no mended bead after this"),
            Command::PreviousMended => self.next_mended(-n, "no mended bead before this"),
            Command::Mend => self.begin_mending(),
            Command::EndMending => self.end_mending(),
            Command::CutBack => self.move_cut(-n),
            Command::CutOn => self.move_cut(n),
            Command::OtherSide => self.turn_focus(),
            Command::Split => self.split(),
            Command::MergeNext => self.mend(Deed::MergeWithNext),
            Command::MergePrevious => self.mend(Deed::MergeWithPrevious),
            Command::TakeLeft => self.mend(Deed::Take(Side::Left)),
            Command::GiveLeft => self.mend(Deed::Give(Side::Left)),
            Command::TakeRight => self.mend(Deed::Take(Side::Right)),
            Command::GiveRight => self.mend(Deed::Give(Side::Right)),
            Command::OpenGap => self.open_gap(),
            Command::CloseGap => self.mend(Deed::CloseGap),
            Command::Pin => self.pin(),
            Command::Undo => self.go_in_time(Time::Back),
            Command::Redo => self.go_in_time(Time::Forth),
            Command::Furniture => self.toggle_furniture(),
            Command::Contents => self.open_contents(),
            Command::Reload => self.reload(),
            Command::Veil => self.toggle_veil(),
            Command::Lift => self.lift(),
            Command::LiftWord => self.lift_word(),
            Command::VeilAgain => self.veil_again(),
            Command::ReadAlong => self.toggle_along(),
            Command::AlongDown => self.scroll_along(n),
            Command::AlongUp => self.scroll_along(-n),
            Command::Zen => self.toggle_zen(),
            Command::Pace => self.tell_pace(),
            Command::ForgetPace => self.forget_pace(),
            Command::Find => self.begin_find(Notation::Words),
            Command::FindExpression => self.begin_find(Notation::Expression),
            Command::FindNext => self.find_next(super::finding::Towards::Next(count.unwrap_or(1))),
            Command::FindPrevious => self.find_next(super::finding::Towards::Previous(count.unwrap_or(1))),
            Command::FindSides => self.find_sides(),
            Command::Wider => self.measure_by(n.saturating_mul(4)),
            Command::Narrower => self.measure_by(-n.saturating_mul(4)),
            Command::Justify => self.toggle_justification(),
            Command::ToggleList => self.toggle_list(),
            Command::Open => self.open_selected(),
            Command::Fold => self.fold_selected(),
            Command::Filter => self.prompt(PromptKind::Filter, self.list.filter.clone()),
            Command::Sort => self.next_sort(),
            Command::Mark => self.mark(),
            Command::Join => self.join(),
            Command::Part => self.part(),
            Command::SetLanguage => self.ask_language(),
            Command::SetEncoding => self.ask_encoding(),
            Command::Visit => self.visit(),
            Command::TakeAway => self.open_take_away(),
            Command::Notices => self.tell_notices(),
            Command::Bookmark => self.toggle_bookmark(),
            Command::Highlight => self.ask_colour(),
            Command::EditNote => self.edit_note(),
            Command::NextMark => self.go_by_marks(n),
            Command::PreviousMark => self.go_by_marks(-n),
            Command::Marks => self.open_mark_list(),
            Command::UndoMark => self.undo_mark(),
            Command::Select => self.select(),
            Command::Yank => self.yank(Yank::Focused),
            Command::YankOther => self.yank(Yank::Other),
            Command::YankBoth => self.yank(Yank::Both),
            Command::YankCited => self.yank(Yank::Cited),
            Command::Back => self.back(),
            Command::NextTheme => self.next_theme(),
            Command::Themes => self.open_themes(),
            Command::ToggleMouse => self.toggle_mouse(),
            Command::Help => self.overlay = Some(Overlay::Help(Box::default())),
            Command::Palette => self.overlay = Some(Overlay::Palette { input: Input::default(), selected: 0 }),
            Command::Redraw => self.effects.push(Effect::Redraw),
            Command::Suspend => {
                self.keep_place();
                self.save();
                self.effects.push(Effect::Suspend);
            }
            Command::Quit => self.leave(),
        }
    }

    fn move_by(&mut self, rows: isize) {
        match (self.pane, &mut self.reader) {
            (Pane::List, _) => self.list.select_by(rows),
            (Pane::Reader | Pane::Mending, Some(reader)) => reader.scroll(rows),
            (Pane::Reader | Pane::Mending, None) => {}
        }
    }

    fn back(&mut self) {
        if let (Pane::Reader, Some(reader)) = (self.pane, &mut self.reader)
            && reader.selection.take().is_some()
        {
            return;
        }
        match self.pane {
            Pane::Reader if self.along.is_some() => self.close_along(),
            Pane::Reader if self.finding.is_some() => self.found_last = self.finding.take(),
            Pane::Reader if self.zen => self.toggle_zen(),
            Pane::Reader | Pane::Mending => self.pane = Pane::List,
            Pane::List if !self.list.filter.is_empty() => {
                self.list.filter.clear();
                self.list.refresh(&self.library, &self.preferences);
            }
            Pane::List => {
                self.list.marked = None;
                if self.reader.is_some() {
                    self.pane = Pane::Reader;
                }
            }
        }
    }

    fn toggle_mouse(&mut self) {
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

    pub(super) fn selection(&self) -> Option<Entry> {
        self.list.selection()
    }
}

/// A way through what goes round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    /// To the next one.
    Forward,
    /// To the one before.
    Back,
}

/// Whether a number before the command means how often.
fn takes_count(command: Command) -> bool {
    let moves = COMMANDS.iter().any(|row| row.command == command && row.group == Group::Move);
    moves
        || matches!(
            command,
            Command::AlongDown
                | Command::AlongUp
                | Command::FindNext
                | Command::FindPrevious
                | Command::NextDifference
                | Command::PreviousDifference
                | Command::Wider
                | Command::Narrower
                | Command::NextMark
                | Command::PreviousMark
        )
}

fn types(key: Key) -> bool {
    matches!(key, Key { code: super::key::KeyCode::Char(_), control: false, alt: false, .. })
}
