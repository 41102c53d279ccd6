//! Tells files that are not text by their first bytes or by their control characters.

use crate::error::{Error, Result};

/// A kind of binary file: its name with its article, where its magic stands, the magic, and what the reader can do.
struct Magic {
    name: &'static str,
    at: usize,
    bytes: &'static [u8],
    remedy: &'static str,
}

const UNPACK: &str = "unpack it and open the texts in it";
const CONVERT: &str = "convert it to plain text first";
const OTHER: &str = "name a text file";

const fn magic(name: &'static str, at: usize, bytes: &'static [u8], remedy: &'static str) -> Magic {
    Magic { name, at, bytes, remedy }
}

/// Magics in the order in which they are tried.
const MAGICS: &[Magic] = &[
    magic("an EPUB book", 30, b"mimetypeapplication/epub+zip", CONVERT),
    magic("an OpenDocument file", 30, b"mimetypeapplication/vnd.oasis.opendocument", CONVERT),
    magic("a ZIP archive", 0, b"PK\x03\x04", UNPACK),
    magic("a ZIP archive", 0, b"PK\x05\x06", UNPACK),
    magic("a PDF", 0, b"%PDF-", "convert it to plain text first, for example with pdftotext"),
    magic("a gzip archive", 0, b"\x1f\x8b", UNPACK),
    magic("a bzip2 archive", 0, b"BZh91AY&SY", UNPACK),
    magic("an xz archive", 0, b"\xfd7zXZ\0", UNPACK),
    magic("a zstd archive", 0, b"\x28\xb5\x2f\xfd", UNPACK),
    magic("a 7-Zip archive", 0, b"7z\xbc\xaf\x27\x1c", UNPACK),
    magic("a RAR archive", 0, b"Rar!\x1a\x07", UNPACK),
    magic("a tar archive", 257, b"ustar", UNPACK),
    magic("a PNG picture", 0, b"\x89PNG\r\n\x1a\n", OTHER),
    magic("a JPEG picture", 0, b"\xff\xd8\xff", OTHER),
    magic("a GIF picture", 0, b"GIF87a", OTHER),
    magic("a GIF picture", 0, b"GIF89a", OTHER),
    magic("a WebP picture", 8, b"WEBPVP8", OTHER),
    magic("an old Microsoft Office file", 0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", CONVERT),
    magic("a sound file", 8, b"WAVEfmt ", OTHER),
    magic("a film", 8, b"AVI LIST", OTHER),
    magic("a film", 0, b"\x1a\x45\xdf\xa3", OTHER),
    magic("a TIFF picture", 0, b"II*\0", OTHER),
    magic("a TIFF picture", 0, b"MM\0*", OTHER),
    magic("a font", 0, b"\0\x01\0\0\0", OTHER),
    magic("a font", 0, b"OTTO\0", OTHER),
    magic("a font", 0, b"wOFF\0", OTHER),
    magic("a font", 0, b"wOF2\0", OTHER),
    magic("a compiled translation", 0, b"\xde\x12\x04\x95", OTHER),
    magic("a program", 0, b"\xca\xfe\xba\xbe", OTHER),
    magic("an LZ4 archive", 0, b"\x04\x22\x4d\x18", UNPACK),
    magic("a DjVu book", 0, b"AT&TFORM", CONVERT),
    magic("a Mobipocket book", 60, b"BOOKMOBI", CONVERT),
    magic("a program", 0, b"\x7fELF", OTHER),
    magic("a program", 0, b"\xcf\xfa\xed\xfe", OTHER),
    magic("a program", 0, b"\0asm", OTHER),
    magic("a program", 0, b"MZ\x90\0", OTHER),
    magic("an SQLite database", 0, b"SQLite format 3\0", OTHER),
    magic("a sound file", 0, b"ID3", OTHER),
    magic("a sound file", 0, b"OggS\0", OTHER),
    magic("a sound file", 0, b"fLaC\0", OTHER),
    magic("a film", 4, b"ftyp", OTHER),
];

const SAMPLE: usize = 1 << 16;

/// An error that names the kind of file, if its first bytes are that kind's.
///
/// A short magic of plain letters, such as a sound file's `ID3`, could begin a text; it counts only with zero bytes
/// after it.
pub fn refuse_by_magic(bytes: &[u8]) -> Result<()> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let begins = |magic: &&Magic| sample.get(magic.at..).is_some_and(|rest| rest.starts_with(magic.bytes));
    let is_unmistakable = |magic: &&Magic| {
        let is_odd = magic.bytes.iter().any(|byte| !(b' '..0x7f).contains(byte));
        is_odd || magic.at == 0 && magic.bytes.len() > 4 || memchr::memchr(0, sample).is_some()
    };
    match MAGICS.iter().find(begins).filter(is_unmistakable) {
        Some(magic) => Err(Error::new(format!("looks like {}, not text", magic.name)).remedy(magic.remedy)),
        None => Ok(()),
    }
}

/// An error if the bytes hold more control characters than text does.
pub fn refuse_noise(bytes: &[u8]) -> Result<()> {
    if is_noise(&bytes[..bytes.len().min(SAMPLE)]) {
        return Err(error());
    }
    Ok(())
}

/// The error about bytes that are neither text nor of a kind that can be named.
pub fn error() -> Error {
    Error::new("looks like binary content, not text").remedy(OTHER)
}

/// Whether bytes hold more control characters than a text does, even one that plays tricks with them.
///
/// Valid UTF-8 is refused only for its zero bytes: whatever else it holds can be shown. ESC counts for nothing, since
/// saved terminal output is full of it.
fn is_noise(sample: &[u8]) -> bool {
    const FEW: usize = 8;
    let is_utf_8 = match std::str::from_utf8(sample) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none(),
    };
    let is_noise = |byte: &&u8| match byte {
        0 => true,
        b'\t' | b'\n' | b'\r' | 0x08 | 0x0b | 0x0c | 0x1b => false,
        byte => !is_utf_8 && (**byte < 0x20 || **byte == 0x7f),
    };
    let noise = sample.iter().filter(is_noise).count();
    let share = if is_utf_8 { 10 } else { 20 };
    noise >= FEW && noise * share >= sample.len()
}
