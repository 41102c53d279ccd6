//! Bookmarks, highlights and notes: making, changing and removing them, undoing that, and going from one to the next.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::super::commands::Command;
use super::super::editor::{Edited, Editor};
use super::super::key::{Key, KeyCode};
use super::super::mark_list::{excerpt, shown_anchor};
use super::super::marks::Placed;
use super::super::overlay::{NoteBox, Overlay};
use super::super::reader::{Known, Reader, Reveal};
use super::super::{App, Effect};
use crate::model::Side;
use crate::state::Spot;
use crate::state::marks::{Anchor, Colour, Found, Kind, LONGEST_NOTE, MOST_MARKS, Mark, Marks, bounded};

/// What a command about marks means: a passage of each side that is shown.
struct Passage {
    /// Its anchors, by version.
    at: BTreeMap<String, Anchor>,
    /// Its bytes on each side.
    bytes: [Range<usize>; 2],
}

impl App {
    /// Now, in seconds since 1970, as far as keys tell.
    pub(super) fn moment(&self) -> u64 {
        self.now.saturating_add(self.pressed_at.as_secs())
    }

    pub(super) fn take_marks(&mut self, marks: &Marks, message: Option<String>) {
        self.marks.take(marks);
        if let Some(message) = message {
            self.trouble(message);
        }
    }

    /// Has marks that are on the screen reckoned anew where that is needed.
    pub(in crate::app) fn place_marks(&mut self) {
        let Some(reader) = &self.reader else { return };
        let at_hand = |id: &crate::model::VersionId| self.desk.document(id);
        if let Some(placing) = self.marks.place(reader, &at_hand) {
            self.effects.push(Effect::PlaceMarks(Box::new(placing)));
        }
    }

    pub(super) fn take_placed(&mut self, generation: u64, placed: Vec<(String, Found)>) {
        let now = self.moment();
        let Some(reader) = &self.reader else { return };
        let moved = self.marks.take_placed(generation, placed, reader, now);
        if !moved.is_empty() {
            // That a passage was found again is no change of the reader's to be undone.
            self.marks.put(moved);
            self.save_marks();
        }
    }

    fn save_marks(&mut self) {
        self.effects.push(Effect::SaveMarks(Box::new(self.marks.all.clone())));
    }

    pub(super) fn change_marks(&mut self, marks: Vec<Mark>) {
        self.marks.change(marks);
        self.save_marks();
    }

    /// What a command means now: the current bead, or what is selected.
    fn meant_passage(&self) -> Option<Passage> {
        let reader = self.reader.as_ref()?;
        let segments = reader.passage()?;
        let mut passage = Passage { at: BTreeMap::new(), bytes: [0..0, 0..0] };
        for (side, &version) in Side::BOTH.into_iter().zip(&reader.versions_shown()) {
            let (version, document) = (reader.work.versions.get(version)?, reader.document_shown(side)?);
            let segments = segments[side.index()].clone();
            if let Some(anchor) = Anchor::of(version, document, segments.clone()) {
                let all = document.segments();
                passage.bytes[side.index()] = all[segments.start].range.start..all[segments.end - 1].range.end;
                passage.at.insert(version.id.0.clone(), anchor);
            }
        }
        (!passage.at.is_empty()).then_some(passage)
    }

    /// Ends a selection that a command has made use of; whether there was one.
    fn end_selection(&mut self) -> bool {
        self.reader.as_mut().is_some_and(|reader| reader.selection.take().is_some())
    }

    fn marks_on(&self, bytes: &[Range<usize>; 2]) -> Vec<Placed> {
        self.marks.on(bytes).cloned().collect()
    }

    /// Whether another mark may be made; where not, that is told.
    fn has_room(&mut self) -> bool {
        let has_room = self.marks.all.n_marks() < MOST_MARKS;
        if !has_room {
            self.trouble(format!("there are {MOST_MARKS} marks already; remove some before you make others"));
        }
        has_room
    }

    pub(super) fn toggle_bookmark(&mut self) {
        let Some(passage) = self.meant_passage() else { return };
        self.end_selection();
        let now = self.moment();
        let is_bookmark = |placed: &Placed| placed.mark.kind == Kind::Bookmark;
        let here: Vec<Placed> = self.marks_on(&passage.bytes).into_iter().filter(is_bookmark).collect();
        if here.is_empty() {
            if self.has_room() {
                self.change_marks(vec![Mark::new(Kind::Bookmark, None, passage.at, now)]);
                let [list, next] = [Command::Marks, Command::NextMark].map(|command| self.keymap.hint(command));
                self.note(format!("bookmarked; {next} goes to the next mark, {list} lists them"));
            }
            return;
        }
        self.change_marks(here.iter().map(|placed| without_kind(&placed.mark, now)).collect());
        self.note("the bookmark is taken away");
    }

    pub(super) fn ask_colour(&mut self) {
        if self.meant_passage().is_some() {
            self.overlay = Some(Overlay::Colour);
        }
    }

    /// The colour that was used last.
    pub fn last_colour(&self) -> Colour {
        let highlights = self.marks.all.iter().filter_map(|mark| match mark.kind {
            Kind::Highlight(colour) => Some((mark.changed, colour)),
            Kind::Bookmark | Kind::Note => None,
        });
        highlights.max_by_key(|last| last.0).map_or(Colour::Yellow, |last| last.1)
    }

    pub(super) fn colour_key(&mut self, key: Key) {
        let by_number = |digit: char| digit.to_digit(10).and_then(|digit| Colour::ALL.get(digit as usize - 1));
        match key.code {
            KeyCode::Enter => self.highlight(Some(self.last_colour())),
            KeyCode::Backspace | KeyCode::Delete | KeyCode::Char('0') => self.highlight(None),
            KeyCode::Char(digit @ '1'..='5') => self.highlight(by_number(digit).copied()),
            KeyCode::Char(letter) if !key.control && !key.alt => {
                let colour = Colour::ALL.into_iter().find(|colour| colour.letter() == letter.to_ascii_lowercase());
                match colour {
                    Some(colour) => self.highlight(Some(colour)),
                    None => self.overlay = Some(Overlay::Colour),
                }
            }
            // Everything else leaves it.
            _ => {}
        }
    }

    /// Highlights what is meant, or takes the highlight away: for no colour, and for the one that it has.
    fn highlight(&mut self, colour: Option<Colour>) {
        let Some(passage) = self.meant_passage() else { return };
        let is_selection = self.end_selection();
        let now = self.moment();
        let is_highlight = |placed: &Placed| matches!(placed.mark.kind, Kind::Highlight(_));
        let meant = |placed: &Placed| is_highlight(placed) && (!is_selection || placed.is_within(&passage.bytes));
        let here: Vec<Placed> = self.marks_on(&passage.bytes).into_iter().filter(meant).collect();
        let same = |placed: &Placed| colour.is_some_and(|colour| placed.mark.kind == Kind::Highlight(colour));
        let covers = |placed: &Placed| passage.bytes.iter().zip(&placed.bytes).all(|(all, own)| all == own);
        let takes_away = colour.is_none()
            || if is_selection { here.iter().any(|p| same(p) && covers(p)) } else { here.iter().any(same) };
        let Some(colour) = colour.filter(|_| !takes_away) else {
            if here.is_empty() {
                return self.note("there is no highlight here");
            }
            self.change_marks(here.iter().map(|placed| without_kind(&placed.mark, now)).collect());
            return self.note("the highlight is taken away");
        };
        let kind = Kind::Highlight(colour);
        let changed = match (here.as_slice(), is_selection) {
            ([], _) => Vec::new(),
            (_, false) => here.iter().map(|p| p.mark.changed_to(kind, p.mark.note.clone(), now)).collect(),
            // What lies within is one with the new one, but for notes.
            (_, true) => here.iter().map(|placed| without_kind(&placed.mark, now)).collect(),
        };
        let makes_new = changed.is_empty() || is_selection;
        if makes_new && !self.has_room() {
            return;
        }
        let new = makes_new.then(|| Mark::new(kind, None, passage.at, now));
        self.change_marks(changed.into_iter().chain(new).collect());
        self.note(format!("highlighted in {}", colour.name()));
    }

    /// Opens the note of the passage, or a new one.
    pub(super) fn edit_note(&mut self) {
        let Some(passage) = self.meant_passage() else { return };
        let is_selection = self.reader.as_ref().is_some_and(|reader| reader.selection.is_some());
        let here = self.marks_on(&passage.bytes);
        let covers = |placed: &&Placed| passage.bytes.iter().zip(&placed.bytes).all(|(all, own)| all == own);
        let has_note = |placed: &&Placed| placed.mark.note.is_some();
        let exact = || here.iter().filter(covers).max_by_key(|placed| has_note(placed));
        let around = || here.iter().filter(|_| !is_selection).max_by_key(|placed| has_note(placed));
        let target = here.iter().find(|placed| covers(placed) && has_note(placed)).or_else(around).or_else(exact);
        let target = target.map(|placed| Arc::clone(&placed.mark));
        if target.is_none() && !self.has_room() {
            return;
        }
        self.end_selection();
        self.open_note(target, passage.at);
    }

    fn open_note(&mut self, target: Option<Arc<Mark>>, at: BTreeMap<String, Anchor>) {
        let anchors = target.as_ref().map_or(&at, |mark| &mark.at);
        let shown = shown_anchor(anchors, &self.mark_sources());
        let passage = shown.map_or(String::new(), |(id, anchor)| excerpt(id, anchor, self.reader.as_ref()));
        // A draft is for the same passage again, whichever key leads there.
        let name = anchors.iter().map(|(id, anchor)| format!("{id}:{}-{}", anchor.from, anchor.to)).collect::<String>();
        let kept = target.as_ref().and_then(|mark| mark.note.clone()).unwrap_or_default();
        let draft = self.marks.draft.take().filter(|draft| draft.0 == name).map(|draft| draft.1);
        if draft.is_some() {
            self.note("this was not kept the last time");
        }
        let editor = Editor::new(draft.unwrap_or_else(|| kept.clone()), LONGEST_NOTE);
        self.overlay = Some(Overlay::Note(Box::new(NoteBox { editor, target, at, passage, name, kept })));
    }

    pub(super) fn note_key(&mut self, mut note: Box<NoteBox>, key: Key) {
        match note.editor.key(key, NoteBox::columns(self.size)) {
            Edited::Changed => self.overlay = Some(Overlay::Note(note)),
            Edited::Done => self.keep_note(*note),
            Edited::Left if note.editor.text() == note.kept => {}
            Edited::Left => {
                let key = self.keymap.hint(Command::EditNote);
                self.note(format!("the note is as it was; {key} here brings back what you wrote"));
                self.marks.draft = Some((note.name, note.editor.text().to_owned()));
            }
        }
    }

    fn keep_note(&mut self, note: NoteBox) {
        let text = bounded(note.editor.text().trim());
        let now = self.moment();
        let text = (!text.is_empty()).then_some(text);
        // It may have been changed elsewhere since.
        let target = note.target.as_ref().map(|mark| self.marks.all.trace(&mark.id).unwrap_or(mark).clone());
        let told = if text.is_some() { "noted" } else { "the note is taken away" };
        match (target, text) {
            (None, None) => return,
            (None, Some(text)) => self.change_marks(vec![Mark::new(Kind::Note, Some(text), note.at, now)]),
            (Some(mark), None) if mark.kind == Kind::Note => self.change_marks(vec![mark.taken_away(now)]),
            (Some(mark), text) => {
                let at = note.target.map_or(note.at, |target| target.at.clone());
                let kept = Mark { at, ..mark.changed_to(mark.kind, text, now) };
                self.change_marks(vec![kept]);
            }
        }
        self.note(told);
    }

    pub(super) fn undo_mark(&mut self) {
        let Some(before) = self.marks.changes.pop() else { return self.note("no change of a mark to undo") };
        let now = self.moment();
        let undone = before.into_iter().filter_map(|(id, before)| {
            let present = Arc::clone(self.marks.all.trace(&id)?);
            Some(match before {
                Some(before) => Mark { changed: present.next_change(now), ..(*before).clone() },
                None => present.taken_away(now),
            })
        });
        let undone: Vec<Mark> = undone.collect();
        let n = undone.len();
        self.marks.put(undone);
        self.save_marks();
        let more = match self.marks.changes.len() {
            0 => String::new(),
            n => format!("; {n} more can be"),
        };
        self.note(if n == 1 {
            format!("the last change of a mark is undone{more}")
        } else {
            format!("the last change of {n} marks is undone{more}")
        });
    }

    /// Goes so many marks on, or back.
    pub(super) fn go_by_marks(&mut self, n: isize) {
        let starts: std::collections::HashSet<usize> =
            self.marks.placed.iter().map(|placed| placed.beads.start).collect();
        let Some(reader) = &mut self.reader else { return };
        let before = Some(reader.known());
        if reader.step(n, Reveal::InUpperPart, |_, bead| starts.contains(&bead)) {
            return self.keep_jump_if_left(before);
        }
        if let Some(known) = self.mark_beyond(n) {
            self.keep_jump();
            if let Some(reader) = &mut self.reader {
                reader.go_to_known(known);
            }
            return;
        }
        let none = if n > 0 { "no mark after this" } else { "no mark before this" };
        self.note(none);
    }

    /// The nearest mark in a part of a long text that is not held.
    fn mark_beyond(&self, n: isize) -> Option<Known> {
        let reader = self.reader.as_ref()?;
        let here = *reader.known().first()?;
        let version = &reader.work.versions.get(here.version)?.id;
        let is_held = |position: u64| held_at(reader, here.version, position);
        let at = self.marks.of(&reader.work).filter_map(|mark| mark.anchor(version).map(|anchor| anchor.from));
        let here_at = here.spot.position();
        let beyond = at.filter(|&at| !is_held(at) && if n > 0 { at > here_at } else { at < here_at });
        let nearest = beyond.min_by_key(|at| at.abs_diff(here_at))?;
        Some(Known { version: here.version, spot: Spot::Byte(nearest) })
    }
}

/// Whether a position of a version that is shown is held.
fn held_at(reader: &Reader, version: usize, position: u64) -> bool {
    let side = reader.versions_shown().iter().position(|&shown| shown == version).map(|index| Side::BOTH[index]);
    side.and_then(|side| reader.document_shown(side)).is_some_and(|document| document.reaches(position))
}

/// What is left of a bookmark or highlight that is taken away: its note, if it has one.
fn without_kind(mark: &Mark, now: u64) -> Mark {
    match &mark.note {
        Some(note) => mark.changed_to(Kind::Note, Some(note.clone()), now),
        None => mark.taken_away(now),
    }
}
