//! The contents list: opening it, choosing in it, going there.

use super::super::contents::Contents;
use super::super::key::Key;
use super::super::overlay::{Overlay, Typed};
use super::super::{App, Effect};
use super::typing::Chosen;
use crate::layout::Folding;
use crate::search::{Query, Words};

impl App {
    pub(super) fn open_contents(&mut self) {
        let Some(reader) = &self.reader else { return };
        match Contents::of(reader, self.setting.folding) {
            None => {}
            Some(contents) if contents.is_empty() => self.note("this text has no headings"),
            Some(contents) => self.overlay = Some(Overlay::Contents(Box::new(contents))),
        }
    }

    pub(super) fn contents_key(&mut self, mut contents: Box<Contents>, key: Key) {
        match self.chosen(&mut contents.input, key) {
            Chosen::By(lines) => contents.select_by(lines),
            Chosen::Typed(Typed::Changed) => self.filter_contents(&mut contents),
            Chosen::Typed(Typed::Nothing) => {}
            Chosen::Typed(Typed::Left) => return,
            Chosen::Typed(Typed::Done) => return self.go_to_heading(&contents),
        }
        self.overlay = Some(Overlay::Contents(contents));
    }

    /// Asks for the headings that match what was typed; until they come, the list stays as it is.
    pub(super) fn filter_contents(&mut self, contents: &mut Contents) {
        self.contents_generation += 1;
        contents.generation = self.contents_generation;
        match Words::new(contents.input.value()).map(Query::Words) {
            None => contents.list(None),
            Some(query) => {
                let (document, headings) = (contents.document.clone(), contents.headings());
                self.effects.push(Effect::FindHeadings(contents.generation, query, document, headings));
            }
        }
    }

    pub(super) fn take_headings(&mut self, generation: u64, found: Vec<u32>) {
        if let Some(Overlay::Contents(contents)) = &mut self.overlay
            && contents.generation == generation
        {
            contents.list(Some(found));
        }
    }

    fn go_to_heading(&mut self, contents: &Contents) {
        let Some(place) = contents.place() else { return };
        self.keep_jump();
        let Some(reader) = &mut self.reader else { return };
        if reader.is_folded(contents.side, place) {
            self.setting.folding = Folding::Shown;
            reader.lay_out(reader.area(), self.setting);
        }
        reader.go_to(contents.side, place);
    }

    /// Another text may have come on the screen under the list.
    pub(in crate::app) fn renew_contents(&mut self) {
        let (Some(Overlay::Contents(contents)), Some(reader)) = (&self.overlay, &self.reader) else { return };
        if contents.is_of(reader) {
            return;
        }
        let input = contents.input.clone();
        self.overlay = None;
        if let Some(mut contents) = Contents::of(reader, self.setting.folding).filter(|contents| !contents.is_empty()) {
            contents.input = input;
            self.filter_contents(&mut contents);
            self.overlay = Some(Overlay::Contents(Box::new(contents)));
        }
    }
}
