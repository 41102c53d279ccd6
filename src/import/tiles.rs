//! Files that are too long to be held → the document of a stretch of them.
//!
//! Such a file is cut into tiles of about [`TILE`] bytes, each of which is decoded and parsed by itself. Where a tile
//! begins depends on the bytes around that place alone, and how it is decoded on the opening of the file: whoever
//! comes to a place, from wherever, finds the same text and the same blocks there. The cuts are made between
//! paragraphs where there are any, else between lines, sentences, words, and at last between characters.
//!
//! Limits: what reaches over a cut is read as two, such as a code block of Markdown or a list that goes on. Page
//! furniture is not looked for, since only the ends of a page have it, and a file so long is none.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use memchr::{memchr, memmem};

use super::{Hints, encoding, formats, language_of, sanitise};
use crate::error::Result;
use crate::language::segments;
use crate::model::{BlockKind, Document, DocumentBuilder, EncodingSaid, Extent, Spacing, Tile, Warning};

/// The size of a tile in bytes, more or less.
pub const TILE: u64 = 64 << 10;

/// How far behind its place in the grid a tile may begin, in bytes.
pub const LEEWAY: usize = 16 << 10;

/// How the bytes of a file are read, as its opening tells.
#[derive(Debug, Clone)]
pub struct Reading {
    code: Code,
    /// The bytes of the byte order mark.
    mark: usize,
    warnings: Vec<Warning>,
}

#[derive(Debug, Clone, Copy)]
enum Code {
    Known(&'static Encoding),
    Utf32(fn([u8; 4]) -> u32),
    /// The opening is plain ASCII: each tile shows for itself what follows.
    Open,
}

/// What a tile begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Begins {
    /// A line.
    Line,
    /// The rest of a line that the tile before has the beginning of.
    MidLine,
}

/// A tile as it is read.
#[derive(Debug, Clone)]
pub struct RawTile {
    /// The byte of the file that it begins with.
    pub position: u64,
    /// What it begins with.
    pub begins: Begins,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Tiles of a file that follow each other.
#[derive(Debug, Clone)]
pub struct RawStretch {
    /// The tiles in order.
    pub tiles: Vec<RawTile>,
    /// The size of the file in bytes.
    pub of: u64,
}

impl Reading {
    /// How a file is read whose first bytes these are; it has `of` bytes in all.
    ///
    /// # Errors
    ///
    /// Where the bytes are not text.
    pub fn of_opening(opening: &[u8], said: Option<&EncodingSaid>, of: u64) -> Result<Self> {
        let decoded = encoding::decode_said(opening, said, Extent::Beginning { of })?;
        let mark = Encoding::for_bom(opening).map_or(0, |(_, mark)| mark);
        let known = Encoding::for_label(decoded.encoding.as_bytes());
        let (code, mark) = match known {
            None if opening.starts_with(&[0xff]) => (Code::Utf32(u32::from_le_bytes), 4),
            None => (Code::Utf32(u32::from_be_bytes), 4),
            Some(_) if mark == 0 && said.is_none() && opening.is_ascii() => (Code::Open, 0),
            Some(encoding) => (Code::Known(encoding), mark),
        };
        Ok(Self { code, mark, warnings: decoded.warnings })
    }

    /// Where a tile begins that stands at the start of these bytes in the grid: how many of them still belong to the
    /// tile before.
    pub fn cut(&self, bytes: &[u8]) -> (usize, Begins) {
        let bytes = &bytes[..bytes.len().min(LEEWAY)];
        match self.code {
            Code::Known(encoding) if encoding == UTF_16LE || encoding == UTF_16BE => {
                let high = usize::from(encoding == UTF_16LE);
                cut_units(bytes, 2, |unit| u32::from(unit[high]) << 8 | u32::from(unit[1 - high]))
            }
            Code::Utf32(read) => cut_units(bytes, 4, |unit| read([unit[0], unit[1], unit[2], unit[3]])),
            Code::Known(encoding) => cut_bytes(bytes, encoding == UTF_8),
            Code::Open => cut_bytes(bytes, std::str::from_utf8(bytes).is_ok() || bytes.utf8_chunks().count() < 3),
        }
    }

    /// Bytes from the middle of the file as UTF-8, for a look through them; what can't be decoded is passed over.
    pub fn as_utf_8<'a>(&self, bytes: &'a [u8]) -> Cow<'a, [u8]> {
        let text = match self.code {
            Code::Open if std::str::from_utf8(bytes).is_err_and(|error| error.error_len().is_some()) => {
                let decoded = encoding::decode(bytes, None, Extent::Beginning { of: 0 });
                return decoded.map_or(Cow::Borrowed(bytes), |decoded| Cow::Owned(decoded.text.into_bytes()));
            }
            Code::Open => return Cow::Borrowed(bytes),
            Code::Known(encoding) if encoding == UTF_8 => return Cow::Borrowed(bytes),
            Code::Known(encoding) => encoding::decode_as(bytes, encoding, Extent::Whole).0,
            Code::Utf32(read) => encoding::decode_utf_32_units(bytes, read),
        };
        Cow::Owned(text.into_bytes())
    }

    /// The text of a tile.
    fn decode(&self, tile: &RawTile) -> Result<String> {
        let mark = if tile.position == 0 { self.mark } else { 0 };
        let bytes = tile.bytes.get(mark..).unwrap_or_default();
        Ok(match self.code {
            Code::Known(encoding) => encoding::decode_as(bytes, encoding, Extent::Whole).0,
            Code::Utf32(read) => encoding::decode_utf_32_units(bytes, read),
            Code::Open => match std::str::from_utf8(bytes) {
                Ok(text) => text.to_owned(),
                // Noise far on in a file whose opening is text is shown as what it is.
                Err(_) => encoding::decode(bytes, None, Extent::Beginning { of: 0 })
                    .map_or_else(|_| String::from_utf8_lossy(bytes).into_owned(), |decoded| decoded.text),
            },
        })
    }
}

/// A cut between bytes of an encoding that has ASCII in it.
///
/// After a line feed or a blank no character is cut: neither is the second byte of one in any encoding of text.
fn cut_bytes(bytes: &[u8], is_utf_8: bool) -> (usize, Begins) {
    for blank in [b"\n\n".as_slice(), b"\n\r\n", b"\r\r"] {
        if let Some(at) = memmem::find(bytes, blank) {
            return (at + blank.len(), Begins::Line);
        }
    }
    if let Some(at) = memchr(b'\n', bytes).or_else(|| memchr(b'\r', bytes)) {
        return (at + 1, Begins::Line);
    }
    let after = |ends: &[&[u8]]| ends.iter().filter_map(|end| Some(memmem::find(bytes, end)? + end.len())).min();
    if let Some(at) = after(&[b". ", b"! ", b"? "]).or_else(|| after(&[b" "])) {
        return (at, Begins::MidLine);
    }
    let is_first = |byte: &u8| !is_utf_8 || byte & 0xc0 != 0x80;
    (bytes.iter().take(4).position(is_first).unwrap_or(0), Begins::MidLine)
}

/// A cut between units of two or four bytes; the bytes stand at a multiple of four in the file.
fn cut_units(bytes: &[u8], size: usize, read: impl Fn(&[u8]) -> u32) -> (usize, Begins) {
    let units: Vec<u32> = bytes.chunks_exact(size).map(read).collect();
    let feed = u32::from(b'\n');
    let line = units.windows(2).position(|two| two == [feed, feed]).map(|at| at + 2);
    if let Some(at) = line.or_else(|| units.iter().position(|&unit| unit == feed).map(|at| at + 1)) {
        return (at * size, Begins::Line);
    }
    if let Some(at) = units.iter().position(|&unit| unit == u32::from(b' ')) {
        return ((at + 1) * size, Begins::MidLine);
    }
    let is_low_surrogate = units.first().is_some_and(|unit| (0xdc00..0xe000).contains(unit));
    (if is_low_surrogate { size } else { 0 }, Begins::MidLine)
}

/// The document of a stretch.
///
/// # Errors
///
/// Where the bytes are not text.
pub fn import_stretch(stretch: &RawStretch, reading: &Reading, hints: &Hints) -> Result<Document> {
    let mut text = String::new();
    let (mut blocks, mut tiles, mut warnings) = (DocumentBuilder::default(), Vec::new(), Vec::new());
    let mut format = None;
    for tile in &stretch.tiles {
        let sanitised = sanitise::sanitise(reading.decode(tile)?);
        let format = *format.get_or_insert_with(|| formats::of(hints.name, &sanitised.text));
        let mut parsed = (format.parse)(sanitised.text);
        warnings.extend(sanitised.warnings);
        warnings.extend(parsed.warnings);
        if let (Begins::MidLine, Some(first)) = (tile.begins, parsed.blocks.blocks_mut().first_mut()) {
            first.spacing = Spacing::Continued;
            first.kind = if keeps_lines(first.kind) { first.kind } else { BlockKind::Paragraph };
        }
        tiles.push(Tile { text: text.len(), position: tile.position });
        blocks.append(parsed.blocks, text.len());
        text.push_str(&parsed.text);
    }
    let language = hints.language.clone().unwrap_or_else(|| language_of(&text, blocks.blocks_mut()));
    let document = blocks.finish(text, |block, kind| segments::cut(block, kind, &language));
    let until = stretch.tiles.last().map_or(0, |tile| tile.position + tile.bytes.len() as u64);
    let mut document = document.as_stretch(tiles, until, stretch.of);
    document.language = language;
    document.warnings = [reading.warnings.clone(), warnings].concat();
    document.warnings.dedup();
    Ok(document)
}

fn keeps_lines(kind: BlockKind) -> bool {
    matches!(kind, BlockKind::Preformatted | BlockKind::Verse)
}
