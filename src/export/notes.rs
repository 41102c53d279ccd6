//! A reader's marks, each with its passage in the versions that were asked for and where it is from: Markdown or JSON.
//!
//! ```json
//! {"works": [{"id", "title", "marks": [mark]}], "elsewhere": [mark]}
//! ```
//!
//! A mark is `{"id", "kind", "colour", "note", "made", "changed", "found", "passages": [{"lang", "version", "text",
//! "citation", "locator"}]}`. Times are seconds since 1970. Of what was not found the text is how it began when it was
//! marked, and there is neither citation nor locator.

use std::io::{self, Write};

use serde::Serialize;

use super::citation::{Citation, Locator, markdown_text};
use super::json::harmless;
use crate::import::sanitise::sanitise_line;

/// A format to write marks in.
#[derive(Debug, Clone)]
pub struct NotesFormat {
    /// Its name, as `--format` takes it.
    pub name: &'static str,
    /// One line of help.
    pub help: &'static str,
    /// Writes them.
    pub write: fn(&Notes, &mut dyn Write) -> io::Result<()>,
}

/// Every format; the first one is taken where none is named.
pub const NOTES_FORMATS: &[NotesFormat] = &[
    NotesFormat { name: "md", help: "Markdown, to read and to keep", write: write_markdown },
    NotesFormat { name: "json", help: "Everything, for programs", write: write_json },
];

/// Marks, by work.
#[derive(Debug, Default, Serialize)]
pub struct Notes {
    /// The works that there are, in order.
    pub works: Vec<NotedWork>,
    /// Marks whose texts are not at hand.
    pub elsewhere: Vec<NotedMark>,
}

/// A work and the marks in it, in the order of the text.
#[derive(Debug, Serialize)]
pub struct NotedWork {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The marks.
    pub marks: Vec<NotedMark>,
}

/// A mark.
#[derive(Debug, Serialize)]
pub struct NotedMark {
    /// Its name.
    pub id: String,
    /// `bookmark`, `highlight` or `note`.
    pub kind: &'static str,
    /// The colour of a highlight.
    pub colour: Option<&'static str>,
    /// What the reader wrote.
    pub note: Option<String>,
    /// When it was made.
    pub made: u64,
    /// When it was changed last.
    pub changed: u64,
    /// Whether the passage was found.
    pub found: Finding,
    /// The passage in each version.
    pub passages: Vec<NotedPassage>,
}

/// Whether a passage was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Finding {
    /// It is in the text.
    Here,
    /// The text is there, the passage is not in it any more.
    Lost,
    /// The text is not there, or too long to be read whole.
    Unread,
}

/// A passage in one version.
#[derive(Debug, Serialize)]
pub struct NotedPassage {
    /// The version's language.
    pub lang: String,
    /// The version's lasting name.
    pub version: String,
    /// What it reads.
    pub text: String,
    /// Which version of which text it is from.
    #[serde(serialize_with = "as_text")]
    pub citation: Option<Citation>,
    /// Where in it.
    #[serde(serialize_with = "as_text")]
    pub locator: Option<Locator>,
}

fn as_text<T: ToString, S: serde::Serializer>(value: &Option<T>, serializer: S) -> Result<S::Ok, S::Error> {
    value.as_ref().map(ToString::to_string).serialize(serializer)
}

fn write_json(notes: &Notes, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", harmless(&serde_json::to_string_pretty(notes)?))
}

fn write_markdown(notes: &Notes, out: &mut dyn Write) -> io::Result<()> {
    let n_marks = notes.works.iter().map(|work| work.marks.len()).sum::<usize>() + notes.elsewhere.len();
    if n_marks == 0 {
        return writeln!(out, "There are no marks.");
    }
    let mut parting = "";
    for work in &notes.works {
        writeln!(out, "{parting}# {}", line(&work.title))?;
        parting = "\n";
        for mark in &work.marks {
            write_mark(mark, out)?;
        }
    }
    if !notes.elsewhere.is_empty() {
        writeln!(out, "{parting}# Marks in texts that are not at hand")?;
        for mark in &notes.elsewhere {
            write_mark(mark, out)?;
        }
    }
    Ok(())
}

fn write_mark(mark: &NotedMark, out: &mut dyn Write) -> io::Result<()> {
    let kind = mark.colour.map_or_else(|| mark.kind.to_owned(), |colour| format!("{}, {colour}", mark.kind));
    let place = mark.passages.first().and_then(|passage| passage.locator.as_ref());
    let place = place.map_or(String::new(), |place| format!(": {}", line(&place.to_string())));
    let standing = match mark.found {
        Finding::Here => "",
        Finding::Lost => " (not in the text any more)",
        Finding::Unread => " (the text is not at hand)",
    };
    let mut heading = kind;
    heading[..1].make_ascii_uppercase();
    writeln!(out, "\n## {heading}{place}{standing}")?;
    for passage in &mark.passages {
        writeln!(out)?;
        for text in passage.text.lines() {
            writeln!(out, "{}", format!("> {}", line(text)).trim_end())?;
        }
        let from = match &passage.citation {
            Some(citation) => sanitise_line(&citation.markdown()).into_owned(),
            None => format!("{} ({})", line(&passage.version), line(&passage.lang)),
        };
        writeln!(out, ">\n> — {from}")?;
    }
    if let Some(note) = &mark.note {
        writeln!(out)?;
        for (index, text) in note.lines().enumerate() {
            // Line ends of a note are the reader's own.
            let end = if index + 1 < note.lines().count() && !text.trim().is_empty() { "\\" } else { "" };
            writeln!(out, "{}{end}", line(text))?;
        }
    }
    Ok(())
}

fn line(text: &str) -> String {
    markdown_text(&sanitise_line(text))
}
