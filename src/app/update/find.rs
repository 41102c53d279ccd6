//! Finding in the text.

use std::ops::Range;
use std::sync::Arc;

use super::super::finding::{Finding, Towards, Wrapped};
use super::super::overlay::{Overlay, PromptKind};
use super::super::reader::{Holding, Known, Reader, Shown};
use super::super::{App, Effect, Message};
use crate::error::Error;
use crate::layout::Folding;
use crate::library::{Direction, Sought};
use crate::model::Side;
use crate::search::{Notation, Query};
use crate::state::Spot;

impl App {
    pub(super) fn begin_find(&mut self, notation: Notation) {
        if self.reader.is_some() {
            self.find_trouble = None;
            self.prompt(PromptKind::Find(notation), String::new());
            self.found_before = self.finding.take();
        }
    }

    /// Hits are shown while the query is typed; those of the last good one as long as it is no query.
    pub(super) fn find_while_typing(&mut self, typed: &str, notation: Notation) {
        let Some(reader) = &mut self.reader else { return };
        let query = Query::new(typed, notation);
        self.find_trouble = query.as_ref().err().map(ToString::to_string);
        let Ok(query) = query else { return };
        let origin = match &self.finding {
            Some(finding) => finding.origin.clone(),
            None => reader.origin(),
        };
        let Some(query) = query else {
            self.finding = None;
            return reader.return_to(&origin);
        };
        let both = self.find_both;
        let side = reader.focus;
        self.finding = Some(Finding {
            text: typed.to_owned(),
            query,
            both,
            side,
            hits: Arc::default(),
            at: None,
            rank: 0,
            generation: 0,
            pending: true,
            then: Some(Towards::Here),
            origin,
        });
        self.ask_for_hits();
    }

    pub(super) fn find_done(&mut self, typed: &str) {
        match (&self.finding, self.found_before.take()) {
            (Some(finding), _) if finding.text == typed => {
                let (side, place) = finding.origin.current;
                self.keep_jump_from(side, place);
                self.tell_hits();
            }
            // Return on an empty line goes on with what was found before.
            (None, Some(before)) if typed.is_empty() => {
                self.take_up(Some(before));
                self.find_next(Towards::Next(1));
            }
            _ => {}
        }
    }

    pub(super) fn find_left(&mut self) {
        self.find_trouble = None;
        if let (Some(finding), Some(reader)) = (self.finding.take(), &mut self.reader) {
            reader.return_to(&finding.origin);
        }
        let before = self.found_before.take();
        self.take_up(before);
    }

    /// Goes on with what was found before. Where its hits were still to come they were dropped for those of the line.
    fn take_up(&mut self, before: Option<Finding>) {
        self.finding = before;
        if self.finding.as_ref().is_some_and(|finding| finding.pending) {
            self.find_anew();
        }
    }

    pub(super) fn find_next(&mut self, towards: Towards) {
        if self.finding.is_none() {
            let Some(last) = self.found_last.take() else {
                return self.note("nothing was looked for yet; / finds");
            };
            // Finding that was ended goes on: the texts may be others by now.
            self.finding = Some(Finding { then: Some(towards), at: None, ..last });
            return self.ask_for_hits();
        }
        let before = self.reader.as_ref().map(Reader::known);
        self.go_to_hit(towards);
        self.keep_jump_if_left(before);
    }

    fn go_to_hit(&mut self, towards: Towards) {
        let (Some(finding), Some(reader)) = (&mut self.finding, &mut self.reader) else { return };
        if finding.pending {
            finding.then = Some(towards);
            return;
        }
        let before = (finding.at, finding.rank);
        let chosen = finding.choose(reader, towards);
        let is_beyond = !matches!(chosen, Some((_, Wrapped::No))) && towards != Towards::There;
        if is_beyond && reader.holding() == Holding::Stretches {
            (finding.at, finding.rank) = before;
            return self.seek(towards);
        }
        let wrapped = match chosen {
            Some((reference, wrapped)) => {
                if let Some(place) = finding.place_of(reader, reference) {
                    let folded = reader.is_folded(reference.side, place);
                    if folded {
                        self.setting.folding = Folding::Shown;
                        reader.lay_out(reader.area(), self.setting);
                    }
                    // Who was brought to a hit is there, or has moved on in the meantime.
                    if towards != Towards::There {
                        reader.go_to(reference.side, place);
                    }
                }
                wrapped
            }
            None => Wrapped::No,
        };
        if wrapped == Wrapped::Round && towards != Towards::Here {
            let hits = self
                .finding
                .as_ref()
                .map_or(String::new(), |finding| format!("; hit {} of {}", finding.rank, finding.n_hits()));
            self.note(format!("found on the other side of the end{hits}"));
        }
        if !matches!(self.overlay, Some(Overlay::Prompt(_))) {
            self.tell_hits();
        }
    }

    /// Looks for the next hit beyond what is held of a long file.
    fn seek(&mut self, towards: Towards) {
        let (Some(finding), Some(reader)) = (&mut self.finding, &self.reader) else { return };
        let side = if matches!(reader.shown, Shown::Two(..)) { reader.focus } else { Side::Left };
        let version = reader.versions_shown().get(side.index()).map(|&version| reader.work.versions[version].clone());
        let (Some(version), Some(document)) = (version, reader.document_shown(side)) else { return };
        let (held, _) = document.span();
        let (from, direction) = match towards {
            Towards::Here | Towards::There | Towards::Next(_) => (held.end, Direction::Forward),
            Towards::Previous(_) => (held.start, Direction::Back),
        };
        self.find_generation += 1;
        finding.generation = self.find_generation;
        finding.pending = true;
        // Should other texts come in the meantime, their hits are looked at first.
        finding.then = Some(towards);
        self.effects.push(Effect::Seek(finding.generation, version, finding.query.clone(), from, direction));
    }

    pub(super) fn take_sought(&mut self, generation: u64, sought: Result<Option<Sought>, Error>) {
        let (Some(finding), Some(reader)) = (&mut self.finding, &mut self.reader) else { return };
        if finding.generation != generation {
            return;
        }
        (finding.pending, finding.then) = (false, None);
        let side = if matches!(reader.shown, Shown::Two(..)) { reader.focus } else { Side::Left };
        match (sought, reader.versions_shown().get(side.index())) {
            (Ok(Some(sought)), Some(&version)) => {
                if sought.is_round {
                    self.message = Some(Message::note("found on the other side of the end"));
                }
                reader.go_to_known(Known { version, spot: Spot::Byte(sought.position) });
                if reader.is_on_the_way() {
                    finding.then = Some(Towards::There);
                } else {
                    finding.at = None;
                    self.go_to_hit(Towards::There);
                }
            }
            (Err(error), _) => self.trouble(error.to_string()),
            (Ok(_), _) => self.tell_hits(),
        }
    }

    fn tell_hits(&mut self) {
        let Some(finding) = &self.finding else { return };
        if !finding.pending && finding.n_hits() == 0 {
            let other = if finding.both { "" } else { "; & looks on both sides" };
            let text = format!("“{}” is not there{other}", finding.text);
            self.trouble(text);
        }
    }

    pub(super) fn find_sides(&mut self) {
        self.find_both = !self.find_both;
        if let Some(finding) = &mut self.finding {
            finding.both = self.find_both;
            finding.at = None;
        }
        self.find_anew();
        self.note(if self.find_both { "finding on both sides" } else { "finding on the focused side" });
    }

    /// Other texts are shown, or other sides searched: the hits are others now.
    pub(super) fn find_anew(&mut self) {
        if let Some(finding) = &mut self.finding {
            finding.at = None;
            finding.hits = Arc::default();
            self.ask_for_hits();
        }
    }

    fn ask_for_hits(&mut self) {
        let (Some(finding), Some(reader)) = (&mut self.finding, &self.reader) else { return };
        self.find_generation += 1;
        finding.generation = self.find_generation;
        finding.pending = true;
        let documents = match &reader.shown {
            Shown::Nothing => [None, None],
            Shown::One(_, document) => [Some(document.clone()), None],
            Shown::Two(_, documents, _) => {
                Side::BOTH.map(|side| (finding.both || finding.side == side).then(|| documents[side.index()].clone()))
            }
        };
        self.effects.push(Effect::Find(finding.generation, finding.query.clone(), documents));
    }

    pub(super) fn take_hits(&mut self, generation: u64, hits: [Vec<Range<usize>>; 2]) {
        let Some(finding) = self.finding.as_mut().filter(|finding| finding.generation == generation) else { return };
        finding.hits = Arc::new(hits);
        finding.pending = false;
        let then = finding.then.take();
        if let (Some(reader), Some(Towards::Here)) = (&mut self.reader, then) {
            // While typing every hit is looked for from where the search began.
            reader.return_to(&finding.origin);
            if reader.is_on_the_way() {
                finding.then = then;
                return;
            }
        }
        if let Some(towards) = then {
            self.go_to_hit(towards);
        }
    }
}
