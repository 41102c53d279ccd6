//! Commands on the versions that are shown, and moving in them.

use std::sync::Arc;

use super::super::commands::{Command, Pane};
use super::super::geometry::{NARROWEST_MEASURE, WIDEST_MEASURE, allowed};
use super::super::reader::{Holding, Known, Lack, Reader, Reveal, Shown, View, texts_of};
use super::super::{App, Effect};
use super::Turn;
use crate::layout::{Arrangement, Folding, Grain, Sheet};
use crate::model::{Place, Side};
use crate::state::mends::Texts;
use crate::state::{ARRANGEMENTS, Spot};

/// How many places to jump back to are kept.
const KEPT_JUMPS: usize = 100;

impl App {
    /// Shows what is wanted as far as it is at hand, and asks for the rest.
    pub(in crate::app) fn settle(&mut self) {
        let Some(reader) = &mut self.reader else { return };
        let before = texts_of(&reader.shown);
        let lacks = reader.settle(&self.desk);
        self.waiting = lacks.iter().any(|lack| !matches!(lack, Lack::Ahead(..)));
        let mut aligns = false;
        let holding = reader.holding();
        for lack in lacks {
            match lack {
                Lack::Document(version, position) | Lack::Ahead(version, position) => {
                    let version = reader.work.versions[version].clone();
                    let reaches = match holding {
                        Holding::Whole => self.desk.ask(&version.id, version.size),
                        Holding::Stretches => self.desk.ask_around(&version.id, position).into_iter().collect(),
                    };
                    self.effects.extend(reaches.into_iter().map(|reach| Effect::Load(version.clone(), reach)));
                }
                Lack::Alignment(documents, pins, near) => {
                    aligns = true;
                    let languages = [&documents[0].language, &documents[1].language];
                    let companions = || self.library.companions(&reader.work, languages);
                    let orders = self.desk.order(&documents, &pins, near, companions);
                    self.effects.extend(orders.into_iter().map(Effect::Align));
                }
                Lack::Mends(versions, documents) => {
                    let versions = versions.map(|version| reader.work.versions[version].clone());
                    let texts = Texts { versions, documents };
                    self.effects.extend(self.desk.ask_mends(texts));
                }
            }
        }
        // What is being aligned for something that is no longer wanted stops.
        let withdrawn = if aligns { None } else { self.desk.withdraw_order() };
        self.effects.extend(withdrawn.map(Effect::StopAligning));
        if texts_of(&reader.shown) != before {
            self.find_anew();
            self.tell_notices_once();
        }
    }

    pub(super) fn set_version(&mut self, side: Side, version: usize) {
        let Some(reader) = &mut self.reader else { return };
        let side = match reader.wanted.view {
            View::One(shown) => shown,
            View::Two => side,
        };
        if version >= reader.work.versions.len() {
            return;
        }
        reader.focus = side;
        reader.wanted.versions[side.index()] = version;
        self.settle();
    }

    pub(super) fn turn_version(&mut self, side: Side, turn: Turn) {
        let Some(reader) = &self.reader else { return };
        let side = match reader.wanted.view {
            View::One(shown) => shown,
            View::Two => side,
        };
        let n_versions = reader.work.versions.len();
        if n_versions < 2 {
            return self.note("this work has one version only");
        }
        let step = match turn {
            Turn::Forward => 1,
            Turn::Back => n_versions - 1,
        };
        let version = (reader.wanted.versions[side.index()] + step) % n_versions;
        self.set_version(side, version);
    }

    pub(super) fn swap(&mut self) {
        let Some(reader) = &mut self.reader else { return };
        let wanted = &mut reader.wanted;
        wanted.versions.swap(0, 1);
        // The focus and the veil go with their texts.
        reader.focus = reader.focus.other();
        reader.veil.side = reader.veil.side.map(Side::other);
        if let View::One(side) = &mut wanted.view {
            *side = side.other();
        }
        self.settle();
    }

    pub(super) fn one_version(&mut self) {
        let Some(reader) = &mut self.reader else { return };
        if reader.work.versions.len() < 2 {
            return self.note("this work has one version only");
        }
        reader.wanted.view = match reader.wanted.view {
            View::Two => View::One(reader.focus),
            View::One(side) => {
                let shown = reader.wanted.versions[side.index()];
                if reader.wanted.versions[side.other().index()] == shown {
                    reader.wanted.versions[side.other().index()] = (shown + 1) % reader.work.versions.len();
                }
                View::Two
            }
        };
        self.settle();
    }

    pub(super) fn next_arrangement(&mut self) {
        let index = ARRANGEMENTS.iter().position(|&(_, arrangement)| arrangement == self.setting.arrangement);
        let (_, mut next) = ARRANGEMENTS[index.map_or(0, |index| index + 1) % ARRANGEMENTS.len()];
        // Where columns have no room they look like stacked: the key would seem dead.
        let without_room = self.geometry.text.is_none() || self.is_narrow();
        if without_room && next == Arrangement::Columns {
            next = Arrangement::Stacked;
        }
        self.arrange(next);
    }

    /// Whether there is no room for columns.
    fn is_narrow(&self) -> bool {
        self.geometry.text.is_some_and(|text| usize::from(text.width) < self.setting.columns_from)
    }

    pub(super) fn arrange(&mut self, arrangement: Arrangement) {
        self.setting.arrangement = arrangement;
        self.state.choices.set_arrangement(arrangement);
        let name = ARRANGEMENTS.iter().find(|&&(_, known)| known == arrangement).map_or("", |(name, _)| name);
        let narrow = self.is_narrow();
        let one = self.reader.as_ref().is_some_and(|reader| matches!(reader.shown, Shown::One(..)));
        let when = match (one, narrow && arrangement == Arrangement::Columns) {
            (true, _) => ", as soon as two versions are shown",
            (false, true) => ", as soon as there is room",
            (false, false) => "",
        };
        self.note(format!("layout: {name}{when}"));
    }

    /// Lets texts below each other change with every bead or with whole blocks.
    pub(super) fn next_grain(&mut self) {
        let width = self.geometry.text.map_or(0, |text| text.width);
        let arrangement = allowed(self.setting.arrangement, width, self.setting.columns_from);
        let grain = match arrangement {
            Arrangement::Columns => {
                let key = self.keymap.hint(Command::NextArrangement);
                return self.note(format!("columns are level bead by bead; {key} stacks or interleaves them"));
            }
            Arrangement::Stacked => &mut self.setting.stacked_by,
            Arrangement::Interleaved => &mut self.setting.interleaved_by,
        };
        *grain = match grain {
            Grain::Bead | Grain::Segment => Grain::Block,
            Grain::Block => Grain::Bead,
        };
        let chosen = *grain;
        self.state.choices.set_grain(arrangement, chosen);
        let name = ARRANGEMENTS.iter().find(|&&(_, known)| known == arrangement).map_or("", |(name, _)| name);
        self.note(match chosen {
            Grain::Bead | Grain::Segment => format!("{name} bead by bead"),
            Grain::Block => format!("{name} block by block"),
        });
    }

    pub(super) fn toggle_furniture(&mut self) {
        self.setting.folding = match self.setting.folding {
            Folding::Folded => Folding::Shown,
            Folding::Shown => Folding::Folded,
        };
        self.state.choices.page_furniture = Some(self.setting.folding == Folding::Shown);
        self.note(match self.setting.folding {
            Folding::Folded => "menus, notes and the like are folded",
            Folding::Shown => "menus, notes and the like are shown",
        });
    }

    pub(super) fn measure_by(&mut self, columns: isize) {
        let measure = self.setting.measure.saturating_add_signed(columns).clamp(NARROWEST_MEASURE, WIDEST_MEASURE);
        self.setting.measure = measure;
        self.state.choices.measure = Some(measure);
        self.note(format!("measure: at most {measure} columns"));
    }

    pub(super) fn toggle_justification(&mut self) {
        self.setting.justification = !self.setting.justification;
        self.state.choices.justification = Some(self.setting.justification);
        self.note(match self.setting.justification {
            true => "justified: rows are filled where it takes little, from 40 columns on",
            false => "ragged: rows end with their last word",
        });
    }

    pub(super) fn step(&mut self, n: isize, stops: impl Fn(&Sheet<'_>, usize) -> bool) {
        if let Some(reader) = &mut self.reader {
            reader.step(n, Reveal::Barely, stops);
        }
    }

    /// A step that one can jump back from.
    pub(super) fn leap(&mut self, n: isize, stops: impl Fn(&Sheet<'_>, usize) -> bool, none: &str) {
        let Some(reader) = &mut self.reader else { return };
        let before = Some(reader.known());
        if reader.step(n, Reveal::InUpperPart, stops) {
            self.keep_jump_if_left(before);
        } else {
            self.note(none);
        }
    }

    pub(super) fn next_mended(&mut self, n: isize, none: &str) {
        let Some(reader) = &self.reader else { return };
        let alignment = match &reader.shown {
            Shown::Two(_, _, alignment) => Arc::clone(alignment),
            Shown::Nothing | Shown::One(..) => return self.note(none),
        };
        let mended: Vec<bool> = (0..alignment.beads().len()).map(|bead| reader.is_mended(bead)).collect();
        self.leap(n, |_, bead| mended.get(bead) == Some(&true), none);
    }

    pub(super) fn go_top(&mut self, percent: Option<usize>) {
        if self.pane == Pane::List {
            self.list.selected = 0;
            return;
        }
        self.keep_jump();
        let Some(reader) = &mut self.reader else { return };
        match percent {
            None => reader.top(),
            Some(percent) => reader.go_to_percent(percent),
        }
    }

    pub(super) fn go_bottom(&mut self, percent: Option<usize>) {
        if self.pane == Pane::List {
            self.list.select_by(isize::MAX);
            return;
        }
        self.keep_jump();
        let Some(reader) = &mut self.reader else { return };
        match percent {
            None => reader.bottom(),
            Some(percent) => reader.go_to_percent(percent),
        }
    }

    pub(super) fn keep_jump(&mut self) {
        if let Some(reader) = &self.reader {
            self.push_jump(reader.known());
        }
    }

    /// A jump that led away from where the reader was.
    pub(super) fn keep_jump_if_left(&mut self, before: Option<Vec<Known>>) {
        let now = self.reader.as_ref().map(Reader::known);
        if let Some(before) = before.filter(|before| now.as_ref() != Some(before)) {
            self.push_jump(before);
        }
    }

    /// A jump that began elsewhere: finding moves on while one types.
    pub(super) fn keep_jump_from(&mut self, side: Side, place: Place) {
        let Some(reader) = &self.reader else { return };
        if let (Some(&version), Some(document)) =
            (reader.versions_shown().get(side.index()), reader.document_shown(side))
        {
            let known = Known { version, spot: Spot::of(document, place) };
            self.push_jump(vec![known]);
        }
    }

    fn push_jump(&mut self, here: Vec<Known>) {
        if self.jumps.back.last() != Some(&here) {
            self.jumps.back.push(here);
        }
        if self.jumps.back.len() > KEPT_JUMPS {
            self.jumps.back.remove(0);
        }
        self.jumps.forward.clear();
    }

    pub(super) fn jump_back(&mut self) {
        let Some(reader) = &self.reader else { return };
        let here = reader.known();
        let Some(to) = self.jumps.back.pop() else { return self.note("no place to jump back to") };
        self.jumps.forward.push(here);
        self.go_to_known(&to);
    }

    pub(super) fn jump_forward(&mut self) {
        let Some(reader) = &self.reader else { return };
        let here = reader.known();
        let Some(to) = self.jumps.forward.pop() else { return self.note("no place to jump forward to") };
        self.jumps.back.push(here);
        self.go_to_known(&to);
    }

    fn go_to_known(&mut self, known: &[Known]) {
        let Some(reader) = &mut self.reader else { return };
        let versions = reader.versions_shown();
        match known.iter().find(|known| versions.contains(&known.version)) {
            Some(&known) => reader.go_to_known(known),
            None => self.note("that place is in a version that is not shown now"),
        }
    }

    pub(super) fn focus(&mut self, side: Side) {
        let Some(reader) = &mut self.reader else { return };
        if matches!(reader.shown, Shown::Two(..)) {
            reader.focus = side;
        }
    }

    /// From the leftmost text the way left leads to the list.
    pub(super) fn focus_left(&mut self) {
        let Some(reader) = &self.reader else { return };
        let leftmost = reader.focus == Side::Left || !matches!(reader.shown, Shown::Two(..));
        if leftmost && self.geometry.list.is_some() {
            self.pane = Pane::List;
        } else {
            self.focus(Side::Left);
        }
    }

    pub(super) fn next_pane(&mut self, turn: Turn) {
        let Some(reader) = &mut self.reader else { return };
        let two = matches!(reader.shown, Shown::Two(..));
        let mut panes = vec![(Pane::Reader, Side::Left)];
        if two {
            panes.push((Pane::Reader, Side::Right));
        }
        // A list that is hidden, or a page of its own, is not gone to by the way.
        if self.geometry.list.is_some() {
            panes.push((Pane::List, Side::Left));
        }
        let here = match (self.pane, two) {
            (Pane::List, _) => panes.len() - 1,
            (Pane::Reader | Pane::Mending, true) => reader.focus.index(),
            (Pane::Reader | Pane::Mending, false) => 0,
        };
        let next = match turn {
            Turn::Forward => (here + 1) % panes.len(),
            Turn::Back => (here + panes.len() - 1) % panes.len(),
        };
        let (pane, side) = panes[next];
        self.pane = pane;
        if pane == Pane::Reader && two {
            reader.focus = side;
        }
    }

    /// The text alone on the screen, or with everything around it again.
    pub(super) fn toggle_zen(&mut self) {
        self.zen = !self.zen;
        let [zen, back] = [Command::Zen, Command::Back].map(|command| self.keymap.hint(command));
        if self.zen {
            self.note(format!("the text alone; {zen} or {back} ends it"));
        }
    }

    /// Whether the text is alone on the screen: the list, gone to by key, is still seen, and so are the keys of mending.
    pub fn is_zen(&self) -> bool {
        let reads = |reader: &Reader| !reader.is_mending();
        self.zen && self.pane == Pane::Reader && self.reader.as_ref().is_some_and(reads)
    }

    pub(super) fn toggle_list(&mut self) {
        if self.reader.is_none() {
            return;
        }
        let page_of_its_own = self.geometry.list.is_none() || self.geometry.text.is_none();
        match (self.list_hidden, page_of_its_own, self.pane) {
            // Where the list is a page of its own, the key goes there and back.
            (false, true, Pane::Reader) => self.pane = Pane::List,
            (false, true, Pane::List) => self.pane = Pane::Reader,
            (hidden, ..) => {
                self.list_hidden = !hidden;
                self.state.choices.list_hidden = Some(self.list_hidden);
                self.pane = Pane::Reader;
            }
        }
    }
}
