//! The list of marks: opening it, choosing in it, going there, removing.

use super::super::App;
use super::super::commands::{Command, Pane};
use super::super::key::{Key, KeyCode};
use super::super::mark_list::{Entry, MarkList, Order, Scope, Sources, Standing};
use super::super::overlay::{Overlay, Typed};
use super::super::reader::{Known, View};
use super::typing::Chosen;
use crate::layout::Folding;
use crate::model::{Side, Work};
use crate::state::Spot;
use crate::state::marks::Mark;

impl App {
    pub(super) fn mark_sources(&self) -> Sources<'_> {
        let (marks, library, reader) = (&self.marks, &self.library, self.reader.as_ref());
        Sources { marks, library, reader, preferences: &self.preferences }
    }

    pub(super) fn open_mark_list(&mut self) {
        let list = MarkList::open(&self.mark_sources());
        if list.has_none() {
            let [bookmark, highlight, note] =
                [Command::Bookmark, Command::Highlight, Command::EditNote].map(|command| self.keymap.hint(command));
            let told =
                format!("there are no marks; while reading {bookmark} bookmarks, {highlight} highlights, {note} notes");
            return self.note(told);
        }
        self.overlay = Some(Overlay::Marks(Box::new(list)));
    }

    pub(super) fn mark_list_key(&mut self, mut list: Box<MarkList>, key: Key) {
        match key.code {
            KeyCode::Tab => {
                list.scope = match (list.scope, &self.reader) {
                    (Scope::Library, Some(_)) => Scope::Work,
                    (Scope::Work | Scope::Library, _) => Scope::Library,
                };
                list.renew(&self.mark_sources());
            }
            KeyCode::Char('s') if key.control => {
                list.order = match list.order {
                    Order::Place => Order::Time,
                    Order::Time => Order::Place,
                };
                list.renew(&self.mark_sources());
            }
            KeyCode::Char('z') if key.control => {
                self.undo_mark();
                list.renew(&self.mark_sources());
            }
            KeyCode::Delete if list.input.value().is_empty() || list.input.cursor() == list.input.value().len() => {
                self.remove_chosen(&mut list);
            }
            _ => match self.chosen(&mut list.input, key) {
                Chosen::By(lines) => list.select_by(lines),
                Chosen::Typed(Typed::Changed) => {
                    list.selected = 0;
                    list.filter();
                }
                Chosen::Typed(Typed::Nothing) => {}
                Chosen::Typed(Typed::Left) => return,
                Chosen::Typed(Typed::Done) => {
                    if let Some(entry) = list.chosen().cloned() {
                        self.go_to_mark(&entry);
                    }
                    return;
                }
            },
        }
        self.overlay = Some(Overlay::Marks(list));
    }

    fn remove_chosen(&mut self, list: &mut MarkList) {
        let Some(mark) = list.chosen().map(|entry| entry.mark.clone()) else { return };
        let now = self.moment();
        self.change_marks(vec![mark.taken_away(now)]);
        list.renew(&self.mark_sources());
        self.note("the mark is removed; Ctrl-z, or later :undo-mark, brings it back");
    }

    /// Goes to a mark; into another work, where it is of one.
    fn go_to_mark(&mut self, entry: &Entry) {
        let mark = &entry.mark;
        let is_of = |work: &Work| work.versions.iter().any(|version| mark.at.contains_key(&version.id.0));
        if !self.reader.as_ref().is_some_and(|reader| is_of(&reader.work)) {
            let Some(work) = self.library.works.iter().position(is_of) else {
                let at = mark.at.keys().next().cloned().unwrap_or_default();
                return self.trouble(format!("its text is not in this library: {at}"));
            };
            self.open_work(work, None);
            self.go_within_work(mark);
        } else {
            self.pane = Pane::Reader;
            self.keep_jump();
            self.go_within_work(mark);
        }
        if entry.standing == Standing::Lost {
            self.trouble(format!("this is not in the text any more, which began: “{}”", entry.text));
        }
    }

    fn go_within_work(&mut self, mark: &Mark) {
        let placed = self.marks.placed.iter().find(|placed| placed.mark.id == mark.id);
        let bytes = placed.map(|placed| placed.bytes.clone());
        let Some(reader) = &mut self.reader else { return };
        if let Some(bytes) = bytes {
            let side = if bytes[reader.focus.index()].is_empty() { reader.focus.other() } else { reader.focus };
            let side = if bytes[side.index()].is_empty() { Side::Left } else { side };
            let place = reader.document_shown(side).and_then(|document| {
                let segment = document.segment_at(bytes[side.index()].start)?;
                Some(crate::model::Place::at_segment(segment))
            });
            let Some(place) = place else { return };
            if reader.is_folded(side, place) {
                self.setting.folding = Folding::Shown;
                reader.lay_out(reader.area(), self.setting);
            }
            return reader.go_to(side, place);
        }
        let wanted = match reader.view() {
            View::One(side) => vec![reader.wanted.versions[side.index()]],
            View::Two => reader.wanted.versions.to_vec(),
        };
        let Some(known) = mark_in(&reader.work, mark, &wanted) else { return };
        if !wanted.contains(&known.version) {
            // Its version comes to the focused side.
            let side = match reader.wanted.view {
                View::One(side) => side,
                View::Two => reader.focus,
            };
            reader.wanted.versions[side.index()] = known.version;
        }
        reader.go_to_when_shown(known);
        self.settle();
    }
}

/// Where a mark is in a work: in one of these versions if it can be.
fn mark_in(work: &Work, mark: &Mark, wanted: &[usize]) -> Option<Known> {
    let at = |&version: &usize| {
        let anchor = mark.anchor(&work.versions.get(version)?.id)?;
        Some(Known { version, spot: Spot::Byte(anchor.from) })
    };
    wanted.iter().find_map(at).or_else(|| (0..work.versions.len()).find_map(|version| at(&version)))
}
