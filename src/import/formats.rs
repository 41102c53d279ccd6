//! The formats that can be read: one row each.

use super::{markdown, plain};
use crate::model::{DocumentBuilder, Warning};

/// A format of text.
pub struct Format {
    /// Its name, for people.
    pub name: &'static str,
    /// The ends of file names that mean it, in lower case, without the dot.
    pub extensions: &'static [&'static str],
    /// One line of help: what of the format is read.
    pub help: &'static str,
    /// Whether a text is in this format, whatever its name; asked only where the name says nothing.
    pub sniff: Option<fn(&str) -> bool>,
    /// Reads a sanitised text.
    pub parse: fn(String) -> Parsed,
}

/// A text parsed: what is shown, its blocks, and what was odd about it.
#[derive(Debug)]
pub struct Parsed {
    /// The text that the blocks are byte ranges of.
    pub text: String,
    /// The blocks and emphases so far.
    pub blocks: DocumentBuilder,
    /// What was left out or could not be made out.
    pub warnings: Vec<Warning>,
}

/// Every format; the first one is taken where nothing else fits.
pub const FORMATS: &[Format] = &[
    Format {
        name: "plain text",
        extensions: &["txt", "text", "asc"],
        help: "paragraphs, headings, lists, quotations and tables as people type them; hard-wrapped lines are joined",
        sniff: None,
        parse: plain::parse,
    },
    Format {
        name: "Markdown",
        extensions: &["md", "markdown", "mdown", "mkd", "mkdn"],
        help: "CommonMark with tables, task lists, footnotes and YAML front matter",
        sniff: None,
        parse: markdown::parse,
    },
];

/// The format of a file, by its name or else by its text.
pub fn of(name: &str, text: &str) -> &'static Format {
    let extension = name.rsplit_once('.').map_or(String::new(), |(_, extension)| extension.to_ascii_lowercase());
    let by_name = FORMATS.iter().find(|format| format.extensions.contains(&extension.as_str()));
    let by_text = || FORMATS.iter().find(|format| format.sniff.is_some_and(|sniff| sniff(text)));
    by_name.or_else(by_text).unwrap_or(&FORMATS[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_decides_and_plain_text_is_the_default() {
        for (name, want) in [
            ("a.md", "Markdown"),
            ("A.MARKDOWN", "Markdown"),
            ("a.txt", "plain text"),
            ("README", "plain text"),
            ("x.unknown", "plain text"),
            ("", "plain text"),
        ] {
            assert_eq!(of(name, "").name, want, "{name}");
        }
    }

    #[test]
    fn no_extension_means_two_formats() {
        let mut extensions: Vec<_> = FORMATS.iter().flat_map(|format| format.extensions).collect();
        let count = extensions.len();
        extensions.sort();
        extensions.dedup();
        assert_eq!(extensions.len(), count);
    }
}
