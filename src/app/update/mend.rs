//! Mending the alignment by hand, and locking the sides where they were moved to.

use super::super::commands::{Command, Pane};
use super::super::mending::{Mending, Tie, Time};
use super::super::overlay::Overlay;
use super::super::reader::{Lock, Shown, Unmendable};
use super::super::{AlignmentOf, App, Effect, Effort};
use crate::align::mend::{Deed, Done, Refusal, pinned};
use crate::align::{Hold, Pin};
use crate::app::key::{Key, KeyCode};
use crate::library::HELD;
use crate::model::{Place, Side};
use crate::state::mends::{Found, Keeping, Texts};

impl App {
    /// Whose keys are in effect: while the reader is mending those of mending come before those of the text.
    pub fn keyboard(&self) -> Pane {
        let is_mending = self.reader.as_ref().is_some_and(super::super::Reader::is_mending);
        if self.pane == Pane::Reader && is_mending { Pane::Mending } else { self.pane }
    }

    pub(super) fn begin_mending(&mut self) {
        if !self.can_mend() {
            return;
        }
        if let Some(reader) = &mut self.reader {
            reader.set_mending(Some(Mending::default()));
            let [help, end] = [Command::Help, Command::EndMending].map(|command| self.keymap.hint(command));
            self.note(format!("mending: what is done here is kept; {help} tells the keys, {end} ends it"));
        }
    }

    /// Whether what is shown can be mended; says why not.
    fn can_mend(&mut self) -> bool {
        let Some(reader) = &self.reader else { return false };
        let Err(why) = reader.mendable() else { return true };
        let hint = |command| self.keymap.hint(command);
        let why = match why {
            Unmendable::OneText if reader.work.versions.len() < 2 => {
                "this work has one version only; two can be mended".to_owned()
            }
            Unmendable::OneText => {
                format!("there is one text only; {} shows two, which can be mended", hint(Command::OneVersion))
            }
            Unmendable::Unlocked => {
                format!("the sides are unlocked; {} locks them, then they can be mended", hint(Command::ToggleLock))
            }
            Unmendable::TooLong => format!("texts of up to {} MB can be mended; these are longer", HELD >> 20),
            Unmendable::NotRead => {
                "the texts are still being read and laid level; they can be mended in a moment".to_owned()
            }
        };
        self.note(why);
        false
    }

    pub(super) fn end_mending(&mut self) {
        if let Some(reader) = &mut self.reader {
            reader.set_mending(None);
        }
    }

    pub(super) fn move_cut(&mut self, by: isize) {
        if let Some(reader) = &mut self.reader {
            reader.move_cut(by);
        }
    }

    pub(super) fn turn_focus(&mut self) {
        if let Some(reader) = &mut self.reader {
            reader.focus = reader.focus.other();
        }
    }

    /// Splits the current bead at the cut.
    pub(super) fn split(&mut self) {
        let cut = self.reader.as_ref().and_then(|reader| reader.cut().map(|(_, cut)| cut));
        if let Some(cut) = cut {
            self.mend(Deed::Split(cut));
        }
    }

    pub(super) fn open_gap(&mut self) {
        if let Some(side) = self.reader.as_ref().map(|reader| reader.focus) {
            self.mend(Deed::OpenGap(side));
        }
    }

    /// Pins the current bead, or leaves it to the program again.
    pub(super) fn pin(&mut self) {
        let Some(reader) = &self.reader else { return };
        let is_mended = reader.bead().is_some_and(|bead| reader.is_mended(bead));
        self.mend(if is_mended { Deed::Unpin } else { Deed::Pin });
    }

    /// Does something to the current bead, which can be undone.
    pub(super) fn mend(&mut self, deed: Deed) {
        // Other texts may have come while mending went on.
        if !self.can_mend() {
            return;
        }
        let Some(reader) = &mut self.reader else { return };
        match reader.mended(deed) {
            None => {}
            Some(Err(refusal)) => self.note(why_not(refusal)),
            Some(Ok(done)) => {
                reader.make_current(&done.current);
                self.stand(done.pins.clone());
                let undo = self.keymap.hint(Command::Undo);
                self.note(format!("{}; {undo} undoes it", what_was_done(deed, &done)));
            }
        }
    }

    /// Lets these pins stand from now on, which can be undone.
    fn stand(&mut self, pins: Vec<Pin>) {
        let Some((texts, before)) = self.texts() else { return };
        let documents = [&*texts.documents[0], &*texts.documents[1]];
        let (mended, is_turned) = self.desk.mended([&texts.versions[0].id, &texts.versions[1].id]);
        let tie = |pin: &Pin| Tie::of(pin, documents);
        // What lies in other stretches of a long text stays.
        let elsewhere = mended.ties().iter().filter(|tie| {
            let tie = if is_turned { tie.mirrored() } else { (*tie).clone() };
            tie.pin_in(documents).is_none()
        });
        let elsewhere: Vec<Tie> = elsewhere.cloned().collect();
        let ties = pins.iter().map(tie).map(|tie| if is_turned { tie.mirrored() } else { tie });
        mended.change(ties.chain(elsewhere).collect());
        self.show_mended(texts, before, pins);
    }

    /// Shows at once what stands now, has the rest aligned anew and what was done kept.
    fn show_mended(&mut self, texts: Texts, before: Vec<Pin>, pins: Vec<Pin>) {
        let Some(alignment) = self.reader.as_ref().and_then(|reader| reader.patched(&pins)) else { return };
        let documents = texts.documents.clone();
        self.desk.put_alignment(AlignmentOf { documents, pins: pins.clone(), effort: Effort::Alone, alignment });
        if !texts.documents.iter().any(|document| document.is_stretch()) {
            self.effects.push(Effect::KeepMends(Box::new(Keeping { texts, before, pins })));
        }
        self.settle();
    }

    /// The two texts that are shown, and what stands in them by the reader's word.
    fn texts(&self) -> Option<(Texts, Vec<Pin>)> {
        let reader = self.reader.as_ref()?;
        let Shown::Two(versions, documents, _) = &reader.shown else { return None };
        let versions = versions.map(|version| reader.work.versions[version].clone());
        Some((Texts { versions, documents: documents.clone() }, reader.pins().to_vec()))
    }

    /// Takes the last deed back, or does it again, and goes where it was.
    pub(super) fn go_in_time(&mut self, time: Time) {
        if !self.can_mend() {
            return;
        }
        let Some((texts, before)) = self.texts() else { return };
        let ids = [texts.versions[0].id.clone(), texts.versions[1].id.clone()];
        let (mended, is_turned) = self.desk.mended([&ids[0], &ids[1]]);
        let Some(n_left) = mended.go(time) else {
            return self.note(match time {
                Time::Back => "nothing was done that could be undone",
                Time::Forth => "nothing was undone that could be done again",
            });
        };
        let documents = [&*texts.documents[0], &*texts.documents[1]];
        let ties = mended.ties().iter().map(|tie| if is_turned { tie.mirrored() } else { tie.clone() });
        let mut pins: Vec<Pin> = ties.filter_map(|tie| tie.pin_in(documents)).collect();
        pins.sort_by_key(Pin::key);
        let changed =
            before.iter().find(|pin| !pins.contains(pin)).or_else(|| pins.iter().find(|pin| !before.contains(pin)));
        let changed = changed.cloned();
        self.show_mended(texts, before, pins);
        if let (Some(pin), Some(reader)) = (changed, &mut self.reader) {
            let side = if pin.source.is_empty() { Side::Right } else { Side::Left };
            reader.go_to(side, Place::at_segment(pin.segments(side).start));
        }
        let times = |n: usize| if n == 1 { "1 more".to_owned() } else { format!("{n} more") };
        self.note(match (time, n_left) {
            (Time::Back, 0) => "undone; that was all".to_owned(),
            (Time::Back, n) => format!("undone; {} can be undone", times(n)),
            (Time::Forth, 0) => "done again; that was all".to_owned(),
            (Time::Forth, n) => format!("done again; {} can be", times(n)),
        });
    }

    /// Takes in what was found of what was mended before.
    pub(super) fn take_mends(&mut self, texts: Texts, found: Found) {
        if self.desk.put_mends(texts, &found.pins) {
            self.settle();
            if let Some(told) = found.told {
                self.trouble(told);
            }
        }
    }

    pub(super) fn toggle_lock(&mut self) {
        let Some(reader) = &mut self.reader else { return };
        match (&reader.lock, &reader.shown) {
            (Lock::Locked, Shown::Two(..)) => {
                reader.unlock();
                let [here, back] = [Command::ToggleLock, Command::LockBack].map(|command| self.keymap.hint(command));
                self.note(format!("unlocked: the focused side moves alone; {here} locks here, {back} as before"));
            }
            (Lock::Locked, _) => {
                self.note(format!("there is one text only; {} shows two", self.keymap.hint(Command::OneVersion)));
            }
            (Lock::Unlocked(_), _) => self.lock_here(),
        }
    }

    /// Locks the sides where they stand; where other segments stand against each other than before, asks whether these
    /// should do so from now on.
    fn lock_here(&mut self) {
        let Some(reader) = &mut self.reader else { return };
        if reader.is_unmoved() {
            reader.lock_unmoved();
            return self.note("locked; nothing was moved");
        }
        let (Some(pin), Shown::Two(_, _, alignment)) = (reader.pin(), &reader.shown) else { return };
        let bead = alignment.bead_of(Side::Left, pin.source.start).map(|bead| &alignment.beads()[bead]);
        if bead.is_some_and(|bead| pin.holds(bead)) {
            reader.lock_at(&pin);
            return self.note("locked");
        }
        if reader.is_all_read() {
            self.overlay = Some(Overlay::Pinning(pin));
        } else {
            // Nothing that is said of the beginning of a text can be kept of the whole.
            reader.lock_at(&pin);
            self.note("locked; the texts are still being read, so that nothing can be pinned yet");
        }
    }

    /// The answer to whether two segments should stand against each other.
    pub(super) fn pinning_key(&mut self, pin: Pin, key: Key) {
        let Some(reader) = &mut self.reader else { return };
        match (key.code, key.control || key.alt) {
            (KeyCode::Enter | KeyCode::Char('y' | 'Y'), false) => {
                reader.lock_at(&pin);
                let before = reader.pins().len();
                let pins = pinned(reader.pins(), &pin);
                let n_gone = (before + 1).saturating_sub(pins.len());
                self.stand(pins);
                let hint = |command| self.keymap.hint(command);
                // What gave way comes back with undoing only.
                let [back, mend, undo] = [Command::LockBack, Command::Mend, Command::Undo].map(hint);
                self.note(match n_gone {
                    0 => format!("locked: the two current passages are level from now on; {back} undoes it"),
                    n => format!("locked here; {n} mended beads that contradict it gave way; {mend} {undo} undoes it"),
                });
            }
            (KeyCode::Char('n' | 'N'), false) => {
                reader.lock_at(&pin);
                self.note("locked; nothing was pinned");
            }
            (KeyCode::Escape, _) => self.note("still unlocked"),
            _ => self.overlay = Some(Overlay::Pinning(pin)),
        }
    }

    /// Locks the sides as they were before they were moved apart, or as they were laid level before they were locked by
    /// hand.
    pub(super) fn lock_back(&mut self) {
        let Some(reader) = &mut self.reader else { return };
        if matches!(reader.lock, Lock::Unlocked(_)) {
            reader.lock_unmoved();
            return self.note("locked as it was");
        }
        let (starts, rest): (Vec<Pin>, Vec<Pin>) =
            reader.pins().iter().cloned().partition(|pin| pin.hold == Hold::Start);
        if starts.is_empty() {
            return self.note("nothing was locked by hand");
        }
        let is_mended = !rest.is_empty();
        self.stand(rest);
        let but = if is_mended { ", but for what was mended" } else { "" };
        self.note(format!("locked as the program laid it level{but}"));
    }
}

/// A bead's size, as it is told.
fn size(pin: &Pin) -> String {
    format!("{}–{}", pin.source.len(), pin.target.len())
}

fn what_was_done(deed: Deed, Done { made, .. }: &Done) -> String {
    let sizes: Vec<String> = made.iter().map(size).collect();
    let sizes = sizes.join(" and ");
    match deed {
        Deed::Split(_) => format!("split into {sizes}"),
        Deed::MergeWithNext | Deed::MergeWithPrevious => format!("merged into {sizes}"),
        Deed::Take(_) | Deed::Give(_) => format!("moved a sentence: {sizes} now"),
        Deed::OpenGap(Side::Left) => "what is on the left stands alone now".to_owned(),
        Deed::OpenGap(Side::Right) => "what is on the right stands alone now".to_owned(),
        Deed::CloseGap => format!("the gap is closed: {sizes} now"),
        Deed::Pin => format!("pinned as it is, {sizes}"),
        Deed::Unpin => "unpinned: the program lays it level".to_owned(),
    }
}

fn why_not(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::OneSegment => "there is one sentence only, which can't be split",
        Refusal::NothingCut => "the cut is at the end of the bead: there is nothing to split there",
        Refusal::Last => "there is no bead after this one",
        Refusal::First => "there is no bead before this one",
        Refusal::NothingToTake => "the bead after this one has nothing on that side",
        Refusal::NothingToGive => "this bead has nothing on that side",
        Refusal::Gap => "this is a gap already",
        Refusal::NoGap => "this is no gap",
        Refusal::Alone => "there is nothing beside the gap that it could be joined with",
        Refusal::Pinned => "this bead is pinned already",
        Refusal::NotPinned => "this bead is not pinned",
    }
}
