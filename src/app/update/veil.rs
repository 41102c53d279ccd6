//! Hiding one side, and lifting the veil from it.

use super::super::App;
use super::super::commands::Command;
use super::super::reader::veil::Lift;
use super::super::reader::{Shown, View};

impl App {
    /// Hides the side without the focus, or shows again what is hidden.
    pub(super) fn toggle_veil(&mut self) {
        let [one, lift, word] =
            [Command::OneVersion, Command::Lift, Command::LiftWord].map(|command| self.keymap.hint(command));
        let Some(reader) = &mut self.reader else { return };
        if reader.veil.side.is_some() {
            reader.set_veil(None);
            return self.note("nothing is hidden any more; what was lifted is remembered");
        }
        if matches!(reader.view(), View::One(_)) {
            let two = if reader.work.versions.len() > 1 { format!("; {one} shows two") } else { String::new() };
            return self.note(format!("there is one text only{two}"));
        }
        reader.set_veil(Some(reader.focus.other()));
        self.note(format!("veiled: {lift} lifts a sentence, {word} a word"));
    }

    /// Lifts the current sentence; where it is lifted already, goes on to the next one.
    pub(super) fn lift(&mut self) {
        let Some(reader) = &mut self.reader else { return };
        if reader.veiled_side().is_none() {
            return self.tell_unveiled();
        }
        if reader.lift() == Lift::Nothing {
            let bead = reader.bead();
            self.step(1, |_, _| true);
            if self.reader.as_ref().map(|reader| reader.bead()) == Some(bead) {
                self.note("the text ends here");
            }
        }
    }

    /// Lifts one more word of the current sentence.
    pub(super) fn lift_word(&mut self) {
        let Some(reader) = &mut self.reader else { return };
        if reader.veiled_side().is_none() {
            return self.tell_unveiled();
        }
        if reader.lift_word() == Lift::Nothing {
            let key = self.keymap.hint(Command::Lift);
            self.note(format!("all of this is lifted; {key} goes on to the next"));
        }
    }

    /// Hides all again that was lifted in this work.
    pub(super) fn veil_again(&mut self) {
        let key = self.keymap.hint(Command::Veil);
        let Some(reader) = &mut self.reader else { return };
        reader.hide_again();
        let is_veiled = reader.veil.side.is_some();
        self.note(if is_veiled {
            "all is hidden again".to_owned()
        } else {
            format!("what was lifted is forgotten; {key} hides the other side")
        });
    }

    fn tell_unveiled(&mut self) {
        let Some(reader) = &self.reader else { return };
        let key = self.keymap.hint(Command::Veil);
        self.note(match reader.shown {
            Shown::One(..) => "nothing is hidden here".to_owned(),
            _ => format!("nothing is hidden; {key} hides the other side"),
        });
    }
}
