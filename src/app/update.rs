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
mod mouse;
mod pace;
mod takeaway;
mod themes;
mod typing;
mod veil;
mod view;
mod yank;

use std::sync::Arc;
use std::time::Duration;

use tui_input::Input;

use super::commands::{COMMANDS, Command, Group, Pane};
use super::geometry::ListParts;
use super::key::Key;
use super::list::Entry;
use super::mending::Time;
use super::overlay::{Overlay, PromptKind};
use super::pace::Way;
use super::takeaway::Stage;
use super::tally::{begins_block, is_doubtful, is_gap, is_heading};
use super::{App, Before, Coming, Digit, Effect, Event, Listing, MouseAction};
use crate::align::mend::Deed;
use crate::error::Error;
use crate::library::Reach;
use crate::model::{Document, Side, VersionId};
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
            Event::Loaded(id, reach, read) => self.take_document(&id, reach, read),
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
            Event::WorkerFailed(what) => self.take_failure(&what),
            Event::Stop => self.leave(),
        }
    }

    /// Takes a document in, or why it can't be had.
    fn take_document(&mut self, id: &VersionId, reach: Reach, read: Result<Arc<Document>, Error>) {
        // What was asked for before the desk was cleared is of no use any more.
        let is_wanted = self.desk.asked.remove(&(id.clone(), reach));
        if read.is_err() {
            self.desk.forget_stretch(id);
        }
        match (read, self.read_again.remove(id)) {
            _ if !is_wanted => {}
            (Ok(document), Some(wish)) => self.take_again(id, document, wish),
            (Ok(document), None) => {
                self.desk.put(id.clone(), document);
                self.settle();
            }
            (Err(error), Some(_)) => self.cannot_take_again(&error),
            (Err(error), None) => {
                self.waiting = false;
                self.trouble(error.to_string());
            }
        }
    }

    /// Whatever a worker failed at, it will not come: nothing waits for it, and it may be asked for again.
    fn take_failure(&mut self, what: &str) {
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
