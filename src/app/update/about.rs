//! What is odd about the texts, which encoding they are read in, and where they come from.

use super::super::commands::Command;
use super::super::overlay::PromptKind;
use super::super::{App, Effect, Shown, Weight};
use crate::import::{encoding, lookalikes};
use crate::library::Overrides;
use crate::model::{Address, Document, Origin, Version};

/// What is typed to have an encoding found out again.
const FOUND_OUT: &str = "auto";

impl App {
    /// Reads all files in this encoding, which the reader chose for this time; call it before the first event.
    #[must_use]
    pub fn with_encoding(mut self, label: Option<String>) -> Self {
        if label.is_some() {
            self.encoding = label;
            self.effects.clear();
            self.open_library();
        }
        self
    }

    /// What the reader decided by hand. The encoding of all files was chosen for this time, so that of the versions only
    /// those come before it that were chosen since.
    pub(in crate::app) fn overrides(&self) -> Overrides {
        let mut overrides = self.state.overrides();
        if self.encoding.is_some() {
            overrides.encoding.clone_from(&self.encoding);
            overrides.encodings.retain(|id, _| self.encodings_of_today.contains(id));
        }
        overrides
    }

    pub(super) fn ask_encoding(&mut self) {
        match self.meant_version().map(|version| &version.origin) {
            None => {}
            Some(Origin::Embedded(_)) => self.trouble("the built-in texts are UTF-8, and are read so"),
            Some(Origin::File(_)) => self.prompt(PromptKind::Encoding, String::new()),
        }
    }

    pub(super) fn set_encoding(&mut self, typed: &str) {
        let Some(id) = self.meant_version().map(|version| version.id.clone()) else { return };
        let typed = typed.trim();
        let note = if typed.is_empty() || typed.eq_ignore_ascii_case(FOUND_OUT) {
            self.state.encodings.remove(&id.0);
            "the encoding is found out again".to_owned()
        } else if let Some(name) = encoding::named(typed) {
            self.state.encodings.insert(id.0.clone(), name.to_owned());
            format!("read as {name} now; {FOUND_OUT} finds it out again")
        } else {
            let examples = encoding::EXAMPLES;
            return self.trouble(format!("“{typed}” is no encoding known here; try {examples}, or {FOUND_OUT}"));
        };
        self.encodings_of_today.insert(id);
        self.save();
        self.open_library();
        self.note(note);
    }

    /// Tells what is odd about the texts on the screen, once when they come.
    pub(super) fn tell_notices_once(&mut self) {
        let notices = self.notices();
        if notices == self.told {
            return;
        }
        self.told.clone_from(&notices);
        let is_free = self.message.as_ref().is_none_or(|message| message.weight == Weight::Note);
        if let (Some(text), true) = (notices, is_free) {
            let again = self.keymap.hint(Command::Notices);
            self.note(format!("{text}; {again} tells this again"));
        }
    }

    pub(super) fn tell_notices(&mut self) {
        let text = self.notices();
        self.note(text.unwrap_or_else(|| "nothing is odd about what is shown".to_owned()));
    }

    fn notices(&self) -> Option<String> {
        let reader = self.reader.as_ref()?;
        let shown: Vec<(usize, &Document)> = match &reader.shown {
            Shown::Nothing => Vec::new(),
            Shown::One(version, document) => vec![(*version, document)],
            Shown::Two(versions, documents, _) => {
                versions.iter().copied().zip(documents.iter().map(|d| &**d)).collect()
            }
        };
        let told = shown.into_iter().filter_map(|(index, document)| {
            let version = reader.work.versions.get(index)?;
            let name = name_of(version);
            let of_name = lookalikes::warning(&name).map(|warning| format!("of its name, {}", warning.0));
            let warnings: Vec<String> =
                document.warnings.iter().map(|warning| warning.0.clone()).chain(of_name).collect();
            (!warnings.is_empty()).then(|| format!("{name}: {}", warnings.join(", ")))
        });
        let told: Vec<String> = told.collect();
        (!told.is_empty()).then(|| told.join("; "))
    }

    /// Opens where the focused version comes from.
    pub(super) fn visit(&mut self) {
        let Some(version) = self.meant_version() else { return };
        let Some(source) = version.description.source.clone() else {
            return self.trouble("the text does not say where it comes from");
        };
        match Address::parse(&source) {
            Ok(address) => {
                self.note(format!("opening {address}"));
                self.effects.push(Effect::Visit(address));
            }
            Err(why) => self.trouble(format!("“{source}” is not opened: it {why}")),
        }
    }
}

/// The file's name.
fn name_of(version: &Version) -> String {
    let path = version.shown_path();
    path.rsplit('/').next().unwrap_or(&path).to_owned()
}
