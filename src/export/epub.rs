//! A book for e-readers, EPUB 3: paragraph by paragraph, each version below the one before.
//!
//! Columns have no room on a small screen, and what is small reflows; so what stands level goes in turn. The container is
//! written by the `zip` crate, the documents in it are ours. Nothing depends on the day: the same texts make the same
//! bytes, whose identifier is their hash.

use std::io::{self, Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::edition::{Edition, Tier};
use super::facts::DIGEST;
use super::html::{is_title, write_facts};
use super::markup::{element, escape, language_attributes};
use super::{Text, numbered_sentences};
use crate::language::table;
use crate::layout::gap::GAP_LABEL;
use crate::model::{Address, BlockKind, Hash, Language, WorkKind};

/// How the book looks.
const STYLE: &str = include_str!("epub/book.css");

/// A chapter that is longer than this, in bytes of markup, ends before the next heading.
const LONG_CHAPTER: usize = 32 * 1024;

/// And one that is longer than this before the next paragraph: some readers hold a chapter at a time.
const LONGEST_CHAPTER: usize = 256 * 1024;

/// The day of a book whose text has none.
const NO_DAY: &str = "1980-01-01";

const CONTAINER: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<container version=\"1.0\" \
    xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\">\n<rootfiles>\n<rootfile full-path=\"EPUB/package.opf\" \
    media-type=\"application/oebps-package+xml\"/>\n</rootfiles>\n</container>\n";

pub(super) fn write(edition: &Edition, out: &mut dyn Write) -> io::Result<()> {
    let (tiers, n_furniture) = edition.body();
    let rest = &tiers[usize::from(is_title(edition, tiers.first()))..];
    let chapters = chapters(edition, rest);
    let mut book = Book { zip: ZipWriter::new(Cursor::new(Vec::new())) };
    // What makes the file known as a book comes first and as it is.
    book.put("mimetype", "application/epub+zip", CompressionMethod::Stored)?;
    let mut put = |name: &str, content: &str| book.put(name, content, CompressionMethod::Deflated);
    put("META-INF/container.xml", CONTAINER)?;
    put("EPUB/package.opf", &package(edition, chapters.len()))?;
    put("EPUB/nav.xhtml", &contents(edition, &chapters))?;
    put("EPUB/book.css", STYLE)?;
    put("EPUB/title.xhtml", &title_page(edition, rest, n_furniture)?)?;
    for (index, chapter) in chapters.iter().enumerate() {
        put(&format!("EPUB/{}", chapter_file(index)), &chapter_page(edition, chapter))?;
    }
    let bytes = book.zip.finish().map_err(io::Error::other)?.into_inner();
    out.write_all(&bytes)
}

/// The archive.
struct Book {
    zip: ZipWriter<Cursor<Vec<u8>>>,
}

impl Book {
    fn put(&mut self, name: &str, content: &str, method: CompressionMethod) -> io::Result<()> {
        let options = SimpleFileOptions::default().compression_method(method).last_modified_time(DateTime::default());
        self.zip.start_file(name, options.unix_permissions(0o644)).map_err(io::Error::other)?;
        self.zip.write_all(content.as_bytes())
    }
}

/// A part of the text in a file of its own.
#[derive(Debug, Default)]
struct Chapter {
    markup: String,
    /// The headings in it, with the ids that they have.
    headings: Vec<Heading>,
}

#[derive(Debug)]
struct Heading {
    id: String,
    /// The heading, in the first text that has it.
    text: String,
    language: String,
}

fn chapter_file(index: usize) -> String {
    format!("text-{:03}.xhtml", index + 1)
}

fn chapters(edition: &Edition, tiers: &[Tier]) -> Vec<Chapter> {
    let mut chapters = vec![Chapter::default()];
    let mut n_headings = 0;
    for passage in edition.passages(tiers) {
        let own = &tiers[passage];
        let heading = heading_of(edition, own);
        let full = |chapter: &Chapter| match heading {
            Some(_) => chapter.markup.len() > LONG_CHAPTER,
            None => chapter.markup.len() > LONGEST_CHAPTER,
        };
        if chapters.last().is_some_and(full) {
            chapters.push(Chapter::default());
        }
        let chapter = chapters.last_mut().expect("there is one from the beginning");
        let id = heading.map(|(text, language)| {
            n_headings += 1;
            let id = format!("h{n_headings}");
            chapter.headings.push(Heading { id: id.clone(), text, language });
            id
        });
        push_passage(edition, own, id.as_deref(), &mut chapter.markup);
    }
    chapters
}

/// The heading that a passage begins with, in the first text that has one.
fn heading_of(edition: &Edition, tiers: &[Tier]) -> Option<(String, String)> {
    let sides = edition.texts.iter().zip(edition.segments(tiers));
    sides.into_iter().find_map(|(text, segments)| {
        let first = segments.start..segments.end.min(segments.start + 1);
        let piece = text.pieces(first.clone()).into_iter().next()?;
        let is_heading = matches!(piece.kind(text.document), BlockKind::Heading(_)) && piece.begins(text.document);
        is_heading.then(|| (text.joined(first), attributes(text.language())))
    })
}

/// The language and the direction of an element, as XML and HTML want them.
fn attributes(language: &Language) -> String {
    let tag = if language.is_determined() { language.tag() } else { "" };
    format!("xml:lang=\"{tag}\" {}", language_attributes(language))
}

fn push_passage(edition: &Edition, tiers: &[Tier], id: Option<&str>, markup: &mut String) {
    let id = id.map_or_else(String::new, |id| format!(" id=\"{id}\""));
    markup.push_str(&format!("<div class=\"level\"{id}>\n"));
    let is_doubtful = tiers.iter().any(|tier| tier.is_doubtful);
    for (index, (text, segments)) in edition.texts.iter().zip(edition.segments(tiers)).enumerate() {
        let class = if index == 0 { "first" } else { "other" };
        markup.push_str(&format!("<div class=\"{class}\" {}>\n", attributes(text.language())));
        if is_doubtful && index + 1 == edition.texts.len() {
            markup.push_str("<p class=\"doubt\" xml:lang=\"en\" lang=\"en\" dir=\"ltr\">?</p>\n");
        }
        let pieces = text.pieces(segments);
        if pieces.is_empty() {
            markup.push_str(&format!("<p class=\"gap\" xml:lang=\"en\" lang=\"en\" dir=\"ltr\">{GAP_LABEL}</p>\n"));
        }
        for piece in pieces {
            markup.push_str(&element(text, &piece));
            markup.push('\n');
        }
        markup.push_str("</div>\n");
    }
    markup.push_str("</div>\n");
}

/// A page around some markup.
fn page(title: &str, text: Option<&Text>, body: &str) -> String {
    let language = text.map_or_else(String::new, |text| format!(" {}", attributes(text.language())));
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" \
         xmlns:epub=\"http://www.idpf.org/2007/ops\"{language}>\n<head>\n<meta charset=\"UTF-8\"/>\n<title>{}</title>\n\
         <link rel=\"stylesheet\" type=\"text/css\" href=\"book.css\"/>\n</head>\n{body}</html>\n",
        escape(title)
    )
}

fn chapter_page(edition: &Edition, chapter: &Chapter) -> String {
    let body = format!("<body epub:type=\"bodymatter\">\n{}</body>\n", chapter.markup);
    page(&title(edition), edition.texts.first(), &body)
}

/// The title of the book.
fn title(edition: &Edition) -> String {
    let titles = edition.texts.iter().filter_map(|text| text.document.description.title.as_deref());
    let title = titles.map(str::trim).find(|title| !title.is_empty());
    title.or(Some(&edition.name)).filter(|name| !name.is_empty()).unwrap_or("Untitled").to_owned()
}

fn title_page(edition: &Edition, tiers: &[Tier], n_furniture: usize) -> io::Result<String> {
    let mut body = Vec::new();
    writeln!(body, "<body epub:type=\"frontmatter\">\n<section epub:type=\"titlepage\">")?;
    writeln!(body, "<h1>{}</h1>", escape(&title(edition)))?;
    for text in edition.texts.iter().skip(1) {
        if let Some(title) = &text.document.description.title {
            writeln!(body, "<p class=\"subtitle\" {}>{}</p>", attributes(text.language()), escape(title))?;
        }
    }
    let names: Vec<&str> = edition.texts.iter().map(|text| table::own_name(text.language())).collect();
    writeln!(body, "<p class=\"languages\">{}</p>", escape(&names.join(" · ")))?;
    if edition.kind == WorkKind::Digest {
        writeln!(body, "<p class=\"notice\" xml:lang=\"en\" lang=\"en\" dir=\"ltr\">{DIGEST}</p>")?;
    }
    write_facts(edition, &mut body)?;
    writeln!(body, "<div class=\"notes\" xml:lang=\"en\" lang=\"en\" dir=\"ltr\">")?;
    if tiers.iter().any(|tier| tier.gaps().any(|is_gap| is_gap)) {
        writeln!(body, "<p>{GAP_LABEL} stands where a version lacks what another one has.</p>")?;
    }
    if tiers.iter().any(|tier| tier.is_doubtful) {
        writeln!(body, "<p>? stands where it is doubtful that the two belong together.</p>")?;
    }
    if n_furniture > 0 {
        writeln!(body, "<p>Page furniture is left out: {}.</p>", numbered_sentences(n_furniture))?;
    }
    for citation in &edition.citations {
        writeln!(body, "<p>{}</p>", citation.html())?;
    }
    writeln!(body, "<p>Made by kzreader {}.</p>\n</div>\n</section>\n</body>", env!("CARGO_PKG_VERSION"))?;
    let body = String::from_utf8(body).map_err(io::Error::other)?;
    Ok(page(&title(edition), edition.texts.first(), &body))
}

fn contents(edition: &Edition, chapters: &[Chapter]) -> String {
    let mut entries = format!("<li><a href=\"title.xhtml\">{}</a></li>\n", escape(&title(edition)));
    let n_headings: usize = chapters.iter().map(|chapter| chapter.headings.len()).sum();
    for (index, chapter) in chapters.iter().enumerate() {
        let file = chapter_file(index);
        if n_headings == 0 {
            let label = if chapters.len() == 1 { "Text".to_owned() } else { format!("Part {}", index + 1) };
            entries.push_str(&format!("<li><a href=\"{file}\">{label}</a></li>\n"));
        }
        for Heading { id, text, language } in &chapter.headings {
            // An entry without a word would be none.
            let text = if text.trim().is_empty() { "—" } else { text };
            entries.push_str(&format!("<li><a href=\"{file}#{id}\" {language}>{}</a></li>\n", escape(text)));
        }
    }
    let body = format!("<body>\n<nav epub:type=\"toc\" id=\"toc\">\n<ol>\n{entries}</ol>\n</nav>\n</body>\n");
    page(&title(edition), edition.texts.first(), &body)
}

/// The package document: what the book is, and of which files it is made.
fn package(edition: &Edition, n_chapters: usize) -> String {
    let mut metadata = format!("<dc:identifier id=\"id\">{}</dc:identifier>\n", identifier(edition));
    let mut put = |element: &str, attributes: &str, value: &str| {
        if !value.trim().is_empty() {
            metadata.push_str(&format!(
                "<{element}{attributes}>{}</{}>\n",
                escape(value),
                element.split(' ').next().unwrap_or_default()
            ));
        }
    };
    put("dc:title", " id=\"title\"", &title(edition));
    put("meta", " refines=\"#title\" property=\"title-type\"", "main");
    let descriptions: Vec<_> = edition.texts.iter().map(|text| &text.document.description).collect();
    for text in edition.texts.iter().skip(1) {
        let known = text.document.description.title.as_deref().filter(|own| *own != title(edition));
        put("dc:title", &title_attributes(text.language()), known.unwrap_or_default());
    }
    let mut languages: Vec<&str> = edition.texts.iter().map(|text| text.language().tag()).collect();
    languages.dedup();
    languages.iter().for_each(|tag| put("dc:language", "", tag));
    let mut makers: Vec<&str> = Vec::new();
    for description in &descriptions {
        let maker = description.author.as_deref().or(description.issuer.as_deref());
        makers.extend(maker.filter(|maker| !makers.contains(maker)));
    }
    makers.iter().for_each(|maker| put("dc:creator", "", maker));
    let date = descriptions.iter().filter_map(|description| description.date).min();
    put("dc:date", "", &date.map(|date| date.to_string()).unwrap_or_default());
    let sources = descriptions.iter().filter_map(|description| description.source.as_deref());
    sources.for_each(|source| put("dc:source", "", Address::parse(source).as_ref().map_or(source, Address::as_str)));
    if edition.kind == WorkKind::Digest {
        put("dc:description", "", DIGEST);
    }
    let day = date.and_then(|date| Some(format!("{:04}-{:02}-{:02}", date.year(), date.month()?, date.day()?)));
    put("meta", " property=\"dcterms:modified\"", &format!("{}T00:00:00Z", day.as_deref().unwrap_or(NO_DAY)));
    for (property, value) in [
        ("accessMode", "textual"),
        ("accessModeSufficient", "textual"),
        ("accessibilityFeature", "tableOfContents"),
        ("accessibilityHazard", "none"),
        ("accessibilitySummary", "Text alone; each passage carries its language."),
    ] {
        put("meta", &format!(" property=\"schema:{property}\""), value);
    }
    let files = (0..n_chapters).map(chapter_file);
    let items: String = files
        .enumerate()
        .map(|(at, file)| format!("<item id=\"text{at}\" href=\"{file}\" media-type=\"application/xhtml+xml\"/>\n"))
        .collect();
    let spine: String = (0..n_chapters).map(|at| format!("<itemref idref=\"text{at}\"/>\n")).collect();
    let is_right_to_left = edition.texts.first().is_some_and(|text| table::is_right_to_left(text.language()));
    let direction = if is_right_to_left { "rtl" } else { "ltr" };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" \
         unique-identifier=\"id\">\n<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n{metadata}</metadata>\n\
         <manifest>\n<item id=\"nav\" href=\"nav.xhtml\" media-type=\"application/xhtml+xml\" properties=\"nav\"/>\n\
         <item id=\"style\" href=\"book.css\" media-type=\"text/css\"/>\n\
         <item id=\"titlepage\" href=\"title.xhtml\" media-type=\"application/xhtml+xml\"/>\n{items}</manifest>\n\
         <spine page-progression-direction=\"{direction}\">\n<itemref idref=\"titlepage\"/>\n\
         {spine}</spine>\n</package>\n"
    )
}

fn title_attributes(language: &Language) -> String {
    if language.is_determined() { format!(" xml:lang=\"{}\"", language.tag()) } else { String::new() }
}

/// A name for this very book: the hash of its texts, in the form of RFC 9562 for numbers of one's own (version 8).
fn identifier(edition: &Edition) -> String {
    let mut hash = Hash::new();
    hash.bytes(edition.name.as_bytes());
    for text in &edition.texts {
        hash.bytes(text.language().tag().as_bytes());
        hash.bytes(text.document.text().as_bytes());
    }
    for alignment in &edition.alignments {
        alignment.beads().iter().for_each(|bead| {
            hash.number(bead.source.end);
            hash.number(bead.target.end);
        });
    }
    let version = (hash.0 & !(0xf << 76)) | (8 << 76);
    let digits = format!("{:032x}", (version & !(0b11 << 62)) | (0b10 << 62));
    let groups = [0..8, 8..12, 12..16, 16..20, 20..32].map(|range| &digits[range]);
    format!("urn:uuid:{}", groups.join("-"))
}
