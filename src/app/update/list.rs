//! Commands on the list of works.

use super::super::commands::{Command, Pane};
use super::super::list::{Entry, representative, title};
use super::super::overlay::PromptKind;
use super::super::reader::{Known, Reader, View, Wanted};
use super::super::{App, Coming, Listing};
use crate::language::table;
use crate::library::{Batch, Library, ReadVersion};
use crate::model::{Grouping, Language, Side, Version, VersionId, Work};
use crate::state::{Reading, Spot, State};

impl App {
    /// Takes in what a listing found so far: further works below those that are there, in the order of the files.
    pub(super) fn take_batch(&mut self, batch: Batch) {
        let Batch { progress, settled, loose } = batch;
        self.listing = Listing::Reading(progress);
        let n_before = match &mut self.coming {
            Coming::Aside(works) => return works.extend(settled),
            Coming::Listed { n_loose, .. } => {
                let n_gone = if settled.is_empty() { 0 } else { *n_loose };
                *n_loose = *n_loose - n_gone + loose.len();
                self.library.works.len() - n_gone
            }
        };
        let selected = self.selected_version().filter(|_| !settled.is_empty());
        let regroups = !settled.is_empty();
        self.library.works.truncate(n_before);
        self.library.works.extend(settled.into_iter().chain(loose));
        self.list.replace_from(n_before, &self.library);
        self.select_again(selected);
        if regroups {
            self.take_up_reader();
        }
    }

    /// The version that the selection is on, for when works are grouped anew.
    fn selected_version(&self) -> Option<VersionId> {
        self.meant_in_list().map(|version| version.id.clone())
    }

    /// Puts the selection on a version's work, in the row of the screen that it was in.
    fn select_again(&mut self, selected: Option<VersionId>) {
        let Some(id) = selected else { return };
        let has = |work: &Work| work.versions.iter().any(|version| version.id == id);
        let row = self.list.selected.saturating_sub(self.list.top);
        let is_there = self.selection().and_then(|entry| self.library.works.get(entry.work())).is_some_and(has);
        let place = || self.library.works.iter().position(has);
        if let Some(work) = if is_there { None } else { place() } {
            self.list.select_work(work);
            self.list.top = self.list.selected.saturating_sub(row);
        }
        // What was marked as a work of its own has the name of its version.
        let is_marked =
            |work: &&Work| work.versions.iter().any(|version| Some(&version.id.0) == self.list.marked.as_ref());
        let marked = self.list.marked.as_ref().and_then(|_| self.library.works.iter().find(is_marked));
        if let Some(id) = marked.map(|work| work.id.clone()) {
            self.list.marked = Some(id);
        }
    }

    /// Puts a library that was made on the screen; of one that was told as it came, the rest.
    pub(super) fn take_library(&mut self, library: Library) {
        let selected = self.selected_version();
        let row = self.list.selected.saturating_sub(self.list.top);
        let Library { works: rest, errors, warnings, read } = library;
        let coming = std::mem::replace(&mut self.coming, Coming::Aside(Vec::new()));
        let (first_time, is_touched) = match coming {
            Coming::Listed { n_loose, is_touched } => {
                let n_settled = self.library.works.len().saturating_sub(n_loose);
                self.library.works.truncate(n_settled);
                (true, is_touched)
            }
            Coming::Aside(works) => {
                self.library.works = works;
                (false, true)
            }
        };
        self.library.works.extend(rest);
        (self.library.errors, self.library.warnings) = (errors, warnings);
        self.listing = Listing::Ready;
        self.list.refresh(&self.library, &self.preferences);
        let has = |work: &Work| work.versions.iter().any(|version| Some(&version.id) == selected.as_ref());
        let last_read = |work: &&Work| self.state.reading_of(work).map(|reading| reading.time);
        let works = &self.library.works;
        if is_touched {
            if let Some(work) = works.iter().position(has) {
                self.list.select_work(work);
                self.list.top = self.list.selected.saturating_sub(row);
            }
        } else {
            let latest = works.iter().filter(|work| last_read(work).is_some()).max_by_key(last_read);
            let latest = latest.and_then(|latest| works.iter().position(|work| work.id == latest.id));
            (self.list.selected, self.list.top) = (0, 0);
            if let Some(work) = latest {
                self.list.select_work(work);
            }
        }
        if let Some(error) = self.library.errors.first() {
            let more = self.library.errors.len() - 1;
            let rest = if more > 0 {
                format!(" (and {more} more files; the command line lists them all)")
            } else {
                String::new()
            };
            self.trouble(format!("{error}{rest}"));
        }
        if self.reader.is_some() {
            self.take_up_reader();
        } else if first_time && self.library.works.len() == 1 && !self.paths.is_empty() {
            self.open_work_with(0, None, read);
        }
    }

    /// The library was made anew while a work is read: its versions may be others now.
    fn take_up_reader(&mut self) {
        let Some(mut reader) = self.reader.take() else { return };
        let kept = |version: usize| reader.work.versions.get(version).map(|version| version.id.clone());
        let [left, right] = reader.wanted.versions.map(kept);
        let has = |work: &Work, id: &Option<VersionId>| {
            work.versions.iter().position(|version| Some(&version.id) == id.as_ref())
        };
        let found = self.library.works.iter().find_map(|work| Some((work, has(work, &left)?)));
        let Some((work, left)) = found else {
            self.pane = Pane::List;
            return;
        };
        if work.versions == reader.work.versions {
            // All that may have changed is what the work is called.
            reader.work = work.clone();
            self.reader = Some(reader);
            return;
        }
        let again = |was: Known| Some(Known { version: has(work, &kept(was.version))?, ..was });
        let begin_at: Vec<Known> = reader.places().into_iter().filter_map(again).collect();
        let right = has(work, &right);
        let view = if right.is_some() { reader.wanted.view } else { View::One(Side::Left) };
        let wanted = Wanted { versions: [left, right.unwrap_or(left)], view };
        let focus = if right.is_some() { reader.focus } else { Side::Left };
        // What was read of versions that are as they were is still good.
        let is_kept = |id: &VersionId| {
            let of = |work: &Work| work.versions.iter().find(|version| version.id == *id).cloned();
            of(work).is_some_and(|version| of(&reader.work) == Some(version))
        };
        self.desk.keep_only(is_kept);
        let row = reader.row();
        let veil = reader.veil.side.filter(|_| right.is_some());
        keep_lifted(&mut self.state, &reader);
        self.jumps = Default::default();
        self.digit = None;
        let reader = Reader::new(work.clone(), wanted, focus, self.setting, begin_at).beginning_in_row(row);
        self.start_reader(reader, veil);
    }

    pub(super) fn open_selected(&mut self) {
        match self.selection() {
            Some(Entry::Work(work)) => self.open_work(work, None),
            Some(Entry::Version(work, version)) => self.open_work(work, Some(version)),
            None => {}
        }
    }

    /// Opens a work where the reader left it; a version that is named comes to the left.
    pub(super) fn open_work(&mut self, index: usize, version: Option<usize>) {
        self.open_work_with(index, version, Vec::new());
    }

    /// The same, with what was read of its versions just now.
    fn open_work_with(&mut self, index: usize, version: Option<usize>, read: Vec<ReadVersion>) {
        let Some(work) = self.library.works.get(index).cloned() else { return };
        self.pane = Pane::Reader;
        if let Some(reader) = self.reader.as_ref().filter(|reader| reader.work.id == work.id) {
            if let Some(version) = version {
                self.set_version(reader.focus, version);
            }
            return;
        }
        self.keep_place();
        self.save();
        self.desk.clear();
        read.into_iter().for_each(|read| self.desk.put(read.version.id, read.document));
        self.finding = None;
        self.jumps = Default::default();
        self.digit = None;
        let kept = self.state.reading_of(&work).cloned();
        let row = kept.as_ref().map_or(0, |reading| reading.row);
        let again = kept.and_then(|reading| Some((wanted_again(&work, &reading)?, reading.veil.map(Side::from))));
        let (again, veil) = again.unzip();
        let (mut wanted, focus, begin_at) =
            again.unwrap_or_else(|| (self.first_wanted(&work, version), Side::Left, Vec::new()));
        let (row, begin_at) = if self.configured.resume { (row, begin_at) } else { (0, Vec::new()) };
        if let Some(version) = version {
            let side = match wanted.view {
                View::One(side) => side,
                View::Two => Side::Left,
            };
            if wanted.versions[side.other().index()] == version {
                wanted.versions.swap(0, 1);
            }
            wanted.versions[side.index()] = version;
        }
        self.list.select_work(index);
        let reader = Reader::new(work, wanted, focus, self.setting, begin_at).beginning_in_row(row);
        self.start_reader(reader, veil.flatten());
    }

    fn start_reader(&mut self, reader: Reader, veil: Option<Side>) {
        let lifted = |version: &Version| self.state.lifted.get(&version.id.0).cloned().unwrap_or_default();
        let lifted = reader.work.versions.iter().map(lifted).collect();
        self.reader = Some(reader.veiled(veil, lifted));
        self.renew_along();
        self.lay_out();
        self.settle();
    }

    /// Keeps where the reader is.
    pub(in crate::app) fn keep_place(&mut self) {
        let Some(reader) = &self.reader else { return };
        let Some(here) = reader.places().first().copied() else { return };
        let (byte, segment, offset) = match here.spot {
            Spot::Byte(byte) => (Some(byte), None, None),
            Spot::Block { block, offset } => (None, Some(block), Some(offset)),
        };
        let ids = reader.wanted.versions.map(|version| reader.work.versions[version].id.0.clone());
        let side = if reader.wanted.versions[0] == here.version { Side::Left } else { Side::Right };
        if matches!(reader.wanted.view, View::Two) && ids[0] != ids[1] {
            let tags = reader.wanted.versions.map(|version| reader.work.versions[version].language.tag().to_owned());
            self.state.choices.languages = tags.to_vec();
        }
        let [left, right] = ids;
        let reading = Reading {
            right: (left != right).then_some(right),
            left,
            single: matches!(reader.wanted.view, View::One(_)),
            focus: reader.focus.into(),
            side: side.into(),
            veil: reader.veil.side.map(Into::into),
            byte,
            segment,
            offset,
            progress: reader.progress(),
            row: reader.row(),
            time: self.now + self.count_at.as_secs(),
        };
        keep_lifted(&mut self.state, reader);
        self.state.keep_reading(&reader.work.clone(), reading);
    }

    /// The two languages that were read last, as far as the work has them; else the reader's own on the left and the
    /// next one that the reader knows on the right.
    fn first_wanted(&self, work: &Work, version: Option<usize>) -> Wanted {
        let last: Vec<Language> = self.state.choices.languages.iter().filter_map(|tag| Language::parse(tag)).collect();
        let in_language = |language: &Language| {
            let same = |version: &Version| version.language.primary() == language.primary();
            work.versions.iter().position(same)
        };
        let of_last = |side: Side| last.get(side.index()).and_then(in_language);
        let left = version.or_else(|| of_last(Side::Left)).or_else(|| work.preferred(&self.preferences)).unwrap_or(0);
        let is_other = |index: &usize| *index != left;
        let right = of_last(Side::Right)
            .filter(is_other)
            .or_else(|| last.iter().chain(&self.preferences).filter_map(in_language).find(is_other))
            .or_else(|| (0..work.versions.len()).find(is_other));
        let view = if right.is_some() { View::Two } else { View::One(Side::Left) };
        Wanted { versions: [left, right.unwrap_or(left)], view }
    }

    pub(super) fn fold_selected(&mut self) {
        if let Some(work) = self.selection().and_then(|entry| self.library.works.get(entry.work())) {
            self.list.toggle(work);
            self.list.refresh(&self.library, &self.preferences);
        }
    }

    pub(super) fn next_sort(&mut self) {
        self.list.sort = self.list.sort.next();
        self.state.choices.sort = Some(self.list.sort.name().to_owned());
        self.list.refresh(&self.library, &self.preferences);
        self.note(format!("sorted by {}", self.list.sort.name()));
    }

    fn selected_work(&self) -> Option<&Work> {
        self.selection().and_then(|entry| self.library.works.get(entry.work()))
    }

    pub(super) fn mark(&mut self) {
        let Some(work) = self.selected_work() else { return };
        if self.list.marked.as_ref() == Some(&work.id) {
            self.list.marked = None;
            return self.note("no work is marked now");
        }
        let key = self.keymap.hint(Command::Join);
        let title = title(work, &self.preferences);
        let text = format!("“{title}” is marked; {key} on another work joins that one to it");
        self.list.marked = Some(work.id.clone());
        self.note(text);
    }

    pub(super) fn join(&mut self) {
        let Some(work) = self.selected_work() else { return };
        let marked = self.list.marked.as_ref().and_then(|id| self.library.works.iter().find(|work| work.id == *id));
        let Some(marked) = marked else {
            let key = self.keymap.hint(Command::Mark);
            return self.trouble(format!("nothing is marked; {key} marks the work to join this one to"));
        };
        if marked.id == work.id {
            return self.trouble("this is the marked work itself; choose another one");
        }
        if [marked, work].iter().any(|work| work.grouping == Grouping::Manifest) {
            return self.trouble("a work with a work.toml gets its versions there");
        }
        let versions = work.versions.clone();
        let all: Vec<VersionId> = marked.versions.iter().map(|version| version.id.clone()).collect();
        for version in &versions {
            for other in &all {
                self.state.join(other, &version.id);
            }
        }
        self.list.marked = None;
        self.save();
        self.open_library();
        self.note(format!("joined; {} on a version parts it again", self.keymap.hint(Command::Part)));
    }

    pub(super) fn part(&mut self) {
        let Some(entry) = self.selection() else { return };
        let Some(work) = self.library.works.get(entry.work()).cloned() else { return };
        if work.versions.len() < 2 {
            return self.trouble("this work has one version only");
        }
        if work.grouping == Grouping::Manifest {
            return self.trouble("a work with a work.toml gets its versions there");
        }
        for (a, version) in work.versions.iter().enumerate() {
            for (b, other) in work.versions.iter().enumerate().skip(a + 1) {
                let meant = match entry {
                    Entry::Work(_) => true,
                    Entry::Version(_, parted) => parted == a || parted == b,
                };
                if meant {
                    self.state.part(&version.id, &other.id);
                }
            }
        }
        self.save();
        self.open_library();
        let [mark, join] = [Command::Mark, Command::Join].map(|command| self.keymap.hint(command));
        self.note(format!("parted; mark a work with {mark} and join with {join} to undo it"));
    }

    /// The version that a command about a version means: the selected one, or the one on the focused side.
    pub(super) fn meant_version(&self) -> Option<&Version> {
        match (self.pane, &self.reader) {
            (Pane::Reader, Some(reader)) => reader.work.versions.get(reader.wanted.versions[reader.focus.index()]),
            _ => self.meant_in_list(),
        }
    }

    /// The selected version, or the one that stands for the selected work.
    fn meant_in_list(&self) -> Option<&Version> {
        match self.selection()? {
            Entry::Version(work, version) => self.library.works.get(work)?.versions.get(version),
            Entry::Work(work) => representative(self.library.works.get(work)?, &self.preferences),
        }
    }

    pub(super) fn ask_language(&mut self) {
        if self.meant_version().is_some() {
            self.prompt(PromptKind::Language, String::new());
        }
    }

    pub(super) fn set_language(&mut self, typed: &str) {
        let Some(id) = self.meant_version().map(|version| version.id.clone()) else { return };
        let Some(language) = table::named(typed.trim()) else {
            return self.trouble(format!(
                "“{typed}” is no language known here; try a code such as nb or a name such as Norwegian"
            ));
        };
        self.state.languages.insert(id.0, language.tag().to_owned());
        self.save();
        self.open_library();
        self.note(format!("the language is {} now", table::english_name(&language)));
    }
}

/// Keeps what was lifted of the versions of the work that is read.
fn keep_lifted(state: &mut State, reader: &Reader) {
    for (index, version) in reader.work.versions.iter().enumerate() {
        match reader.lifted(index).filter(|lifted| !lifted.is_empty()) {
            Some(lifted) => drop(state.lifted.insert(version.id.0.clone(), lifted.clone())),
            None => drop(state.lifted.remove(&version.id.0)),
        }
    }
}

/// What was read last time, as far as the work still has it.
fn wanted_again(work: &Work, reading: &Reading) -> Option<(Wanted, Side, Vec<Known>)> {
    let index = |id: &str| work.versions.iter().position(|version| version.id.0 == id);
    let left = index(&reading.left)?;
    let right = reading.right.as_deref().and_then(index);
    let focus = Side::from(reading.focus);
    let view = match (reading.single, right) {
        (true, _) => View::One(focus),
        (false, Some(_)) => View::Two,
        (false, None) => View::One(Side::Left),
    };
    let versions = [left, right.unwrap_or(left)];
    let side = Side::from(reading.side);
    let begin = Known { version: versions[side.index()], spot: reading.spot() };
    Some((Wanted { versions, view }, focus, vec![begin]))
}
