//! Opening and closing the panel in which all versions are read along, and asking for what it needs.

use super::super::along::{Along, Base, Dock, Lack};
use super::super::commands::Command;
use super::super::geometry::allowed;
use super::super::{App, Effect, Shown};
use crate::layout::Arrangement;
use crate::library::is_whole;
use crate::state::mends::Texts;

impl App {
    /// Opens the panel, or closes it.
    pub(super) fn toggle_along(&mut self) {
        if self.along.is_some() {
            return self.close_along();
        }
        let Some(reader) = &self.reader else { return };
        if reader.work.versions.len() < 2 {
            return self.note("this work has one version only");
        }
        self.along = Some(Along::default());
        if self.geometry.text.is_none_or(|text| Dock::within(text, false, 0).is_none()) {
            self.note("the versions are read along as soon as there is room for them");
        }
    }

    pub(super) fn close_along(&mut self) {
        if self.along.take().is_some() {
            let withdrawn = self.desk.withdraw_along();
            self.effects.extend(withdrawn.map(Effect::StopAligning));
        }
    }

    /// Another work is opened, or this one has other versions now.
    pub(super) fn renew_along(&mut self) {
        let n_versions = self.reader.as_ref().map_or(0, |reader| reader.work.versions.len());
        if self.along.is_some() {
            self.along = (n_versions > 1).then(Along::default);
        }
    }

    /// Scrolls the panel.
    pub(super) fn scroll_along(&mut self, rows: isize) {
        match &mut self.along {
            Some(along) => along.scroll(rows),
            None => {
                let key = self.keymap.hint(Command::ReadAlong);
                self.note(format!("{key} opens what this scrolls"));
            }
        }
    }

    /// Asks for what the panel lacks: one text at a time, and one alignment when nothing else is aligned.
    pub(in crate::app) fn follow_along(&mut self) {
        let (Some(along), Some(reader)) = (&mut self.along, &self.reader) else { return };
        let Some(base) = Base::of(reader) else { return };
        if let Some(id) = along.loading.take() {
            match (self.desk.is_asked_whole(&id), self.desk.document(&id)) {
                (true, _) => along.loading = Some(id),
                (false, Some(document)) if is_whole(&document) => {}
                (false, _) => drop(along.unreadable.insert(id)),
            }
        }
        for (version, lack) in along.lacks(reader, &self.desk, &base) {
            let known = &reader.work.versions[version];
            match lack {
                Lack::Document if along.loading.is_none() => {
                    along.loading = Some(known.id.clone());
                    let reach = self.desk.ask_whole(&known.id);
                    self.effects.extend(reach.map(|reach| Effect::Load(known.clone(), reach)));
                }
                Lack::Mends(document) => {
                    let versions = [base.version, version].map(|version| reader.work.versions[version].clone());
                    let texts = Texts { versions, documents: [base.document.clone(), document] };
                    self.effects.extend(self.desk.ask_mends(texts));
                }
                Lack::Alignment(document, pins) if !along.is_stopped && !self.desk.is_aligning() => {
                    let documents = [base.document.clone(), document];
                    let languages = [&documents[0].language, &documents[1].language];
                    let companions = || self.library.companions(&reader.work, languages);
                    let orders = self.desk.order_along(&documents, &pins, base.segments.start, companions);
                    self.effects.extend(orders.into_iter().map(Effect::Align));
                }
                Lack::Document | Lack::Alignment(..) => {}
            }
        }
    }

    /// Lays the panel out in the text's area, which becomes smaller by it.
    pub(in crate::app) fn lay_along(&mut self) {
        let (Some(along), Some(reader), Some(text)) = (&mut self.along, &self.reader, self.geometry.text) else {
            return;
        };
        let in_columns = matches!(reader.shown, Shown::Two(..))
            && allowed(self.setting.arrangement, text.width, self.setting.columns_from) == Arrangement::Columns;
        let Some(dock) = Dock::within(text, !in_columns, self.setting.measure) else { return };
        let rows = along.lay_out(reader, &self.desk, text, dock);
        match dock {
            Dock::Below(_) => self.geometry.dock_below(rows),
            Dock::Beside(columns) => self.geometry.dock_beside(columns),
        }
    }
}
