//! What becomes of the files that are shown: notices, and reading them again.

use super::super::commands::Command;
use super::super::list::version_name;
use super::super::reader::{Holding, Known, Lock};
use super::super::{App, Effect, Wish};
use crate::error::Error;
use crate::library::Reach;
use crate::library::watch::{Fate, Told};
use crate::model::{Document, Origin, Version, VersionId};
use std::sync::Arc;

impl App {
    pub(super) fn take_told(&mut self, told: Told) {
        let again = self.keymap.hint(Command::Reload);
        match told {
            Told::Unwatched(why) => self.note(format!("changes on disk are not noticed ({why}); {again} reads again")),
            Told::Fate(id, fate) => self.take_fate(&id, fate),
        }
    }

    fn take_fate(&mut self, id: &VersionId, fate: Fate) {
        let Some(version) = self.wanted_version(id) else { return };
        let name = version_name(version);
        let again = self.keymap.hint(Command::Reload);
        self.stale.insert(id.clone(), fate);
        match fate {
            Fate::Gone => self.trouble(format!("{name} is gone from the disk; what was read of it stays")),
            Fate::Grown => self.note(format!("{name} has grown; {again} reads it again")),
            // Who is in the middle of something says when.
            Fate::Changed if self.is_busy() => self.note(format!("{name} was changed; {again} reads it again")),
            Fate::Changed => self.read_again(std::slice::from_ref(id), Wish::Nobodys),
        }
    }

    fn is_busy(&self) -> bool {
        let reader = self.reader.as_ref();
        let is_arranging =
            |reader: &super::super::Reader| matches!(reader.lock, Lock::Unlocked(_)) || reader.is_mending();
        self.overlay.is_some() || reader.is_some_and(is_arranging)
    }

    /// The versions that are wanted on the screen.
    pub(in crate::app) fn wanted_versions(&self) -> Vec<&Version> {
        let Some(reader) = &self.reader else { return Vec::new() };
        let mut wanted = reader.wanted.versions.to_vec();
        wanted.dedup();
        wanted.into_iter().filter_map(|version| reader.work.versions.get(version)).collect()
    }

    fn wanted_version(&self, id: &VersionId) -> Option<&Version> {
        self.wanted_versions().into_iter().find(|version| version.id == *id)
    }

    /// Reads the texts again, or in the list looks for files again.
    pub(super) fn reload(&mut self) {
        if self.pane == super::super::Pane::List {
            self.open_library();
            return self.note("looking for files again");
        }
        let is_file = |version: &&Version| matches!(version.origin, Origin::File(_));
        let ids: Vec<VersionId> =
            self.wanted_versions().into_iter().filter(is_file).map(|version| version.id.clone()).collect();
        if ids.is_empty() {
            return self.note("the built-in texts don't change");
        }
        self.read_again(&ids, Wish::Readers);
        self.note("reading again …");
    }

    fn read_again(&mut self, ids: &[VersionId], wish: Wish) {
        for id in ids {
            let Some(version) = self.wanted_version(id).cloned() else { continue };
            let reach = self.reach_of(id);
            self.desk.asked.insert((id.clone(), reach));
            if self.read_again.get(id) != Some(&Wish::Readers) {
                self.read_again.insert(id.clone(), wish);
            }
            self.effects.push(Effect::Load(version, reach));
        }
    }

    /// How much of a version is read again: all of it, or of a long file the stretch around the place.
    fn reach_of(&self, id: &VersionId) -> Reach {
        let Some(reader) = &self.reader else { return Reach::Whole };
        let is_it = |known: &Known| reader.work.versions.get(known.version).is_some_and(|version| version.id == *id);
        match (reader.holding(), reader.known().into_iter().find(is_it)) {
            (Holding::Stretches, Some(known)) => Reach::Around(known.spot.position()),
            (Holding::Stretches, None) => Reach::Around(0),
            (Holding::Whole, _) => Reach::Whole,
        }
    }

    /// Puts a document on the desk that was read again; what it says tells whether there is anything new.
    pub(super) fn take_again(&mut self, id: &VersionId, document: Arc<Document>, wish: Wish) {
        let name = self.wanted_version(id).map(version_name).unwrap_or_default();
        self.stale.remove(id);
        if self.desk.document(id).is_some_and(|old| *old == *document) {
            if wish == Wish::Readers {
                self.note(format!("{name} says what it said before"));
            }
            return;
        }
        let before = self.desk.document(id);
        if let Some(reader) = &mut self.reader {
            let version = reader.work.versions.iter().position(|version| version.id == *id);
            if let (Some(version), Some(before)) = (version, before) {
                reader.follow_change(version, &before, &document);
            }
        }
        self.desk.put_again(id, document);
        self.digit = None;
        self.note(format!("{name} was changed and is read again"));
        self.settle();
    }

    pub(super) fn cannot_take_again(&mut self, error: &Error) {
        self.trouble(format!("{error}; what was read before stays"));
    }

    /// What is known of the files on the screen that is not on the screen yet.
    pub fn fate(&self) -> Option<Fate> {
        self.wanted_versions().into_iter().find_map(|version| self.stale.get(&version.id)).copied()
    }

    /// Has the files watched that are wanted now.
    pub(in crate::app) fn keep_watch(&mut self) {
        let wanted: Vec<VersionId> = self.wanted_versions().into_iter().map(|version| version.id.clone()).collect();
        if wanted != self.watched {
            let versions = self.wanted_versions().into_iter().cloned().collect();
            self.effects.push(Effect::Watch(versions));
            self.watched = wanted;
        }
    }
}
