//! What a reader writes down beside a passage: which version of which text it is from, and where in it that stands.
//!
//! Pure: a [`Citation`] is made from what is known of a work and a version, a [`Locator`] from a document and some of its
//! segments. What is not known is left out, and what is left reads as a sentence all the same.

use std::fmt;
use std::ops::Range;

use super::markup::escape;
use crate::import::describe::tells_of_translation;
use crate::import::sanitise::on_one_line;
use crate::language::table;
use crate::model::{BlockKind, Document, Extent, Spacing, Standing, Version, Work, WorkKind};

/// Names, titles and addresses are cut here, in characters: what is longer is none.
const LONGEST_PART: usize = 300;

/// A heading is cut here, in characters.
const LONGEST_HEADING: usize = 100;

/// Which version of which text something is from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// Who wrote it, or in whose name it speaks.
    who: Option<String>,
    /// The title, or the name of the file.
    title: String,
    /// Where and when it was issued.
    issued: Option<String>,
    /// What is said of the version: its language, who translated it or from what.
    version: Vec<String>,
    /// What text a digest reports.
    digest_of: Option<String>,
    source: Option<String>,
}

impl Citation {
    /// The citation of a version of a work.
    ///
    /// Issuer and date are facts about the work: where this version does not tell them, another one may.
    pub fn of(work: &Work, version: &Version) -> Self {
        let own = &version.description;
        let told = |text: &String| Some(on_one_line(text, LONGEST_PART)).filter(|text| !text.is_empty());
        let issuer = own.issuer.as_ref().or_else(|| work.versions.iter().find_map(|v| v.description.issuer.as_ref()));
        let (author, issuer) = (own.author.as_ref().and_then(told), issuer.and_then(told));
        let date = own.date.or_else(|| work.date()).map(|date| date.to_string());
        let place = own.place.as_ref().and_then(told);
        let title = own.title.as_ref().and_then(told).unwrap_or_else(|| on_one_line(&file_name(version), LONGEST_PART));
        let source = own.source.as_ref().and_then(told);
        let (who, issued, digest_of, source) = match work.kind {
            WorkKind::Original => (with_issuer(author, issuer), joined([place, date], ", "), None, source),
            // Issuer, date and address are those of the text that is reported.
            WorkKind::Digest => {
                // The place follows the issuer here, whose name may have told it already.
                let place =
                    place.filter(|place| !issuer.as_deref().is_some_and(|issuer| ends_with_word(issuer, place)));
                let by = issuer.map_or_else(|| "a text".to_owned(), |issuer| format!("a text by {issuer}"));
                let of = joined([Some(by), place, date], ", ");
                (author, None, of, source)
            }
        };
        Self { who, title, issued, version: version_notes(work, version), digest_of, source }
    }

    /// As plain text, on one line.
    pub fn plain(&self) -> String {
        self.written(str::to_owned, str::to_owned, |title| format!("“{title}”"), str::to_owned)
    }

    /// As HTML, on one line. Names and title are isolated: one that goes from right to left would turn the date round
    /// that stands beside it.
    pub fn html(&self) -> String {
        let name = |name: &str| format!("<bdi>{}</bdi>", escape(name));
        self.written(
            |text| escape(text).into(),
            name,
            |title| format!("“{}”", name(title)),
            |source| escape(source).into(),
        )
    }

    /// As Markdown, on one line.
    pub fn markdown(&self) -> String {
        let address = |source: &str| match source.starts_with("http") && source.chars().all(is_plain_in_address) {
            true => format!("<{source}>"),
            false => markdown_text(source),
        };
        self.written(markdown_text, markdown_text, |title| format!("*{}*", markdown_text(title)), address)
    }

    fn written(
        &self,
        text: impl Fn(&str) -> String,
        name: impl Fn(&str) -> String,
        title: impl Fn(&str) -> String,
        address: impl Fn(&str) -> String,
    ) -> String {
        let head = [self.who.as_deref().map(name), Some(title(&self.title)), self.issued.as_deref().map(&text)];
        let mut sentences: Vec<String> = joined(head, ", ").into_iter().collect();
        sentences.extend(self.version.iter().map(|note| text(note)));
        sentences.extend(self.digest_of.as_deref().map(|of| format!("Digest of {}", text(of))));
        let mut written = String::new();
        for sentence in sentences {
            let ends = sentence.ends_with(['.', '!', '?', '…']);
            written.push_str(&sentence);
            written.push_str(if ends { " " } else { ". " });
        }
        // An address is the last, and nothing follows it that could be taken for a part of it.
        written.extend(self.source.as_deref().map(address));
        written.trim_end().to_owned()
    }
}

impl fmt::Display for Citation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.plain())
    }
}

/// Author and issuer together; one of them alone where they are the same or the other is not known.
fn with_issuer(author: Option<String>, issuer: Option<String>) -> Option<String> {
    match (author, issuer) {
        (Some(author), Some(issuer)) if author != issuer => Some(format!("{author} ({issuer})")),
        (author, issuer) => author.or(issuer),
    }
}

/// Whether a text ends with this word or these words.
fn ends_with_word(text: &str, word: &str) -> bool {
    text.strip_suffix(word).is_some_and(|before| !before.ends_with(char::is_alphanumeric))
}

/// The language of a version, and what is known of its translation.
fn version_notes(work: &Work, version: &Version) -> Vec<String> {
    let language = version.language.is_determined().then(|| table::english_name(&version.language).to_owned());
    let note = version.description.translation.as_ref().map(|note| on_one_line(note, LONGEST_PART));
    let note = note.filter(|note| !note.is_empty());
    // A manifest gives a name alone, a text has a sentence of its own, in its language.
    let is_sentence = note.as_deref().is_some_and(tells_of_translation);
    let told = match (&note, &work.original_language) {
        (Some(name), _) if !is_sentence => Some(format!("translated by {name}")),
        (None, Some(original)) if work.kind == WorkKind::Original => {
            let is_original = original.primary() == version.language.primary();
            let from = || format!("translated from {}", table::english_name(original));
            Some(if is_original { "the original".to_owned() } else { from() })
        }
        _ => None,
    };
    let first = joined([language, told], ", ").map(|text| capitalised(&text));
    first.into_iter().chain(note.filter(|_| is_sentence)).collect()
}

fn file_name(version: &Version) -> String {
    let path = version.shown_path();
    path.rsplit(['/', '\\']).next().unwrap_or(&path).to_owned()
}

/// Where in a text some segments stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Locator {
    count: Count,
    /// Which paragraph, list item or the like, from 1 on.
    pub paragraph: Option<usize>,
    /// The heading that it stands under; the title of the text is none.
    pub heading: Option<String>,
}

/// How far on in a text some segments stand.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Count {
    /// Sentences from 1 on, of so many. Page furniture does not count.
    Sentences { first: usize, last: usize, of: usize },
    /// Hundredths of the text, where not all of it is held.
    Share(u8),
}

impl Locator {
    /// Where some segments of a document stand; `None` for no segments, and for page furniture.
    pub fn of(document: &Document, segments: Range<usize>) -> Option<Self> {
        let first = document.segments().get(segments.start).filter(|_| !segments.is_empty())?;
        let is_body = |segment: usize| document.block_of(segment).standing == Standing::Body;
        if !is_body(segments.start) {
            return None;
        }
        let (block, byte) = (first.block, first.range.start);
        let heading = heading_above(document, block);
        let Extent::Whole = document.extent else {
            let share = document.position_of(byte).saturating_mul(100) / document.span().1.max(1);
            return Some(Self { count: Count::Share(u8::try_from(share).unwrap_or(100)), paragraph: None, heading });
        };
        let n_body = |segments: Range<usize>| segments.filter(|&segment| is_body(segment)).count();
        let before = n_body(0..segments.start);
        let within = n_body(segments.clone());
        let of = before + within + n_body(segments.end..document.segments().len());
        let count = Count::Sentences { first: before + 1, last: before + within.max(1), of };
        let counts = |block: usize| {
            let block = &document.blocks()[block];
            let is_text = !matches!(block.kind, BlockKind::Heading(_) | BlockKind::Rule);
            is_text && block.standing == Standing::Body && block.spacing != Spacing::Continued
        };
        let n_paragraphs = (0..=block).filter(|&block| counts(block)).count();
        let is_text = !matches!(document.blocks()[block].kind, BlockKind::Heading(_) | BlockKind::Rule);
        Some(Self { count, paragraph: is_text.then_some(n_paragraphs), heading })
    }

    /// The sentences, from 1 on, and how many there are in all, where all of the text is held.
    pub fn sentences(&self) -> Option<(Range<usize>, usize)> {
        match self.count {
            Count::Sentences { first, last, of } => Some((first..last + 1, of)),
            Count::Share(_) => None,
        }
    }
}

impl fmt::Display for Locator {
    /// `sentence 12 of 40, paragraph 3, under “What has been decided”`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.count {
            Count::Sentences { first, last, of } if first == last => write!(f, "sentence {first} of {of}")?,
            Count::Sentences { first, last, of } => write!(f, "sentences {first}–{last} of {of}")?,
            Count::Share(percent) => write!(f, "{percent} % into the text")?,
        }
        if let Some(paragraph) = self.paragraph {
            write!(f, ", paragraph {paragraph}")?;
        }
        if let Some(heading) = &self.heading {
            write!(f, ", under “{heading}”")?;
        }
        Ok(())
    }
}

fn heading_above(document: &Document, block: usize) -> Option<String> {
    let is_heading = |&above: &usize| {
        let block = &document.blocks()[above];
        matches!(block.kind, BlockKind::Heading(_)) && block.standing == Standing::Body
    };
    let text = on_one_line(document.block_text((0..block).rev().find(is_heading)?), LONGEST_HEADING);
    let is_title = document.description.title.as_ref().is_some_and(|title| on_one_line(title, LONGEST_HEADING) == text);
    (!is_title && !text.is_empty()).then_some(text)
}

fn joined<const N: usize>(parts: [Option<String>; N], joint: &str) -> Option<String> {
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(joint))
}

fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

/// What stands in an address as it is between `<` and `>`.
fn is_plain_in_address(character: char) -> bool {
    character.is_ascii_graphic() && !matches!(character, '<' | '>' | '\\')
}

/// A line of text for Markdown: what would be taken for markup in it is escaped.
pub fn markdown_text(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let begins_item = {
        let rest = text.trim_start_matches(|character: char| character.is_ascii_digit());
        rest.len() < text.len() && rest.starts_with(['.', ')'])
    };
    let mut before = ' ';
    for (index, character) in text.char_indices() {
        let after = || text[index + character.len_utf8()..].chars().next().unwrap_or(' ');
        let is_markup = match character {
            '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '&' | '|' | '~' => true,
            // Within a word it is none.
            '_' => !(before.is_alphanumeric() && after().is_alphanumeric()),
            '#' | '+' | '-' | '=' => index == 0,
            '.' | ')' => begins_item && text[..index].bytes().all(|byte| byte.is_ascii_digit()),
            _ => false,
        };
        if is_markup {
            escaped.push('\\');
        }
        escaped.push(character);
        before = character;
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Date, Description, DocumentBuilder, Grouping, Language, Origin, VersionId};

    fn version(tag: &str, description: Description) -> Version {
        Version {
            id: VersionId(format!("/texts/{tag}.md")),
            origin: Origin::Embedded("ferry/de.md"),
            language: Language::parse(tag).unwrap_or_else(Language::undetermined),
            description,
            size: 1,
            encoding: None,
        }
    }

    fn work(kind: WorkKind, original: Option<&str>, versions: Vec<Version>) -> Work {
        Work {
            id: "ferry".to_owned(),
            kind,
            grouping: Grouping::Manifest,
            original_language: original.and_then(Language::parse),
            versions,
        }
    }

    fn described(title: &str) -> Description {
        Description { title: (!title.is_empty()).then(|| title.to_owned()), ..Description::default() }
    }

    #[track_caller]
    fn check(kind: WorkKind, original: Option<&str>, tag: &str, description: Description, want: &str) {
        let work = work(kind, original, vec![version(tag, description)]);
        assert_eq!(Citation::of(&work, &work.versions[0]).plain(), want);
    }

    #[test]
    fn a_citation_says_what_is_known_and_nothing_else() {
        use WorkKind::{Digest, Original};
        let full = || Description {
            date: Date::new(2021, 5, 3),
            issuer: Some("Friends of the ferry".to_owned()),
            author: Some("Ada Lind".to_owned()),
            place: Some("Holmsund".to_owned()),
            source: Some("https://ferry.example/bleiben".to_owned()),
            translation: Some("Per Moe".to_owned()),
            ..described("Die Fähre muss bleiben")
        };
        check(
            Original,
            Some("en"),
            "de",
            full(),
            "Ada Lind (Friends of the ferry), “Die Fähre muss bleiben”, Holmsund, 2021-05-03. German, translated by \
             Per Moe. https://ferry.example/bleiben",
        );
        check(
            Digest,
            Some("en"),
            "de",
            Description { translation: None, ..full() },
            "Ada Lind, “Die Fähre muss bleiben”. German. Digest of a text by Friends of the ferry, Holmsund, \
             2021-05-03. https://ferry.example/bleiben",
        );
        check(
            Digest,
            None,
            "de",
            Description {
                issuer: Some("The ferry, Holmsund".to_owned()),
                place: Some("Holmsund".to_owned()),
                ..described("A")
            },
            "“A”. German. Digest of a text by The ferry, Holmsund.",
        );
        let noted =
            Description { translation: Some("Oversatt fra dansk av Kari Moe.".to_owned()), ..described("Ferja") };
        check(Original, Some("da"), "nb", noted, "“Ferja”. Norwegian Bokmål. Oversatt fra dansk av Kari Moe.");
        check(Original, Some("en"), "en", described("Stay!"), "“Stay!”. English, the original.");
        check(Original, Some("en"), "sv", described("Kvar"), "“Kvar”. Swedish, translated from English.");
        check(Original, None, "und", described(""), "“de.md”.");
        check(Digest, None, "pt", described("Fica"), "“Fica”. Portuguese. Digest of a text.");
    }

    #[test]
    fn issuer_and_date_may_come_from_another_version() {
        let told = Description { issuer: Some("We".to_owned()), date: Date::new(2021, 5, 3), ..described("A") };
        let work = work(WorkKind::Original, None, vec![version("de", described("B")), version("en", told)]);
        assert_eq!(Citation::of(&work, &work.versions[0]).plain(), "We, “B”, 2021-05-03. German.");
    }

    #[test]
    fn nothing_of_a_description_is_markup_or_obeyed() {
        let odd = Description {
            issuer: Some("*A* [b](c)\u{1b}[2J".to_owned()),
            source: Some("https://a.example/x_y?q=<b>".to_owned()),
            ..described("1. snake_case _all_\n# & more")
        };
        let work = work(WorkKind::Original, None, vec![version("de", odd)]);
        let citation = Citation::of(&work, &work.versions[0]);
        assert_eq!(
            citation.markdown(),
            "\\*A\\* \\[b\\](c)␛\\[2J, *1\\. snake_case \\_all\\_ # \\& more*. German. https://a.example/x_y?q=\\<b\\>"
        );
        assert!(!citation.plain().contains('\u{1b}'));
        for (text, want) in [("- a", "\\- a"), ("12) a", "12\\) a"), ("1.5 and 2.", "1\\.5 and 2."), ("a - b", "a - b")]
        {
            assert_eq!(markdown_text(text), want);
        }
    }

    #[test]
    fn a_title_from_right_to_left_leaves_the_date_beside_it_as_it_is_in_html() {
        let told =
            Description {
                issuer: Some("<ش>".to_owned()), date: Date::new(2022, 9, 14), ..described("الطاحونة")
            };
        let work = work(WorkKind::Original, None, vec![version("ar", told)]);
        assert_eq!(
            Citation::of(&work, &work.versions[0]).html(),
            "<bdi>&lt;ش&gt;</bdi>, “<bdi>الطاحونة</bdi>”, 2022-09-14. Arabic."
        );
    }

    #[test]
    fn a_locator_counts_sentences_and_paragraphs_and_names_the_heading_but_no_page_furniture() {
        let parts: &[(BlockKind, Standing, &str)] = &[
            (BlockKind::Paragraph, Standing::Boilerplate, "Menu."),
            (BlockKind::Heading(1), Standing::Body, "Title"),
            (BlockKind::Paragraph, Standing::Body, "One.|Two."),
            (BlockKind::Heading(2), Standing::Body, "Part"),
            (BlockKind::Paragraph, Standing::Body, "Three.|Four."),
        ];
        let (mut builder, mut text) = (DocumentBuilder::default(), String::new());
        for (kind, _, part) in parts {
            builder.push(*kind, Spacing::Apart, text.len()..text.len() + part.len());
            text.push_str(part);
        }
        for (block, (_, standing, _)) in builder.blocks_mut().iter_mut().zip(parts) {
            block.standing = *standing;
        }
        let cut = |text: &str, _: BlockKind| text.find('|').map_or_else(Vec::new, |at| vec![0..at, at + 1..text.len()]);
        let mut document = builder.finish(text, cut);
        document.description.title = Some("Title".to_owned());
        for (segments, want) in [
            (0..1, None),
            (1..1, None),
            (1..2, Some("sentence 1 of 6")),
            (2..3, Some("sentence 2 of 6, paragraph 1")),
            (4..5, Some("sentence 4 of 6")),
            (5..7, Some("sentences 5–6 of 6, paragraph 2, under “Part”")),
        ] {
            assert_eq!(Locator::of(&document, segments).map(|place| place.to_string()).as_deref(), want);
        }
        document.extent = Extent::Beginning { of: 46 };
        let place = Locator::of(&document, 5..6).map(|place| place.to_string());
        assert_eq!(place.as_deref(), Some("50 % into the text, under “Part”"));
    }
}
