//! Bytes → text: finds the encoding and decodes, or says what kind of binary file it is.
//!
//! The order of evidence: a byte order mark, the zero bytes of UTF-16, the escapes of ISO-2022-JP, valid UTF-8, what
//! was declared, UTF-8 with some damage, and at last the guess of `chardetng` (Firefox's). UTF-8 stands before the
//! declaration because hardly any text in another encoding happens to be valid UTF-8, while declarations are often
//! wrong. An encoding that the reader chose is not weighed against anything: it is taken.

mod binary;
mod plausible;

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    BIG5, CoderResult, EUC_JP, EUC_KR, Encoding, GB18030, GBK, ISO_2022_JP, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE,
};
use memchr::{memchr, memchr_iter, memmem, memrchr2};

use crate::error::Result;
use crate::model::{EncodingSaid, Extent, Warning};

/// A file's text and what was odd about its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark at its start.
    pub text: String,
    /// The name of the encoding, as the web knows it: `UTF-8`, `windows-1251` …
    pub encoding: &'static str,
    /// Damage, guesses and declarations that were not followed.
    pub warnings: Vec<Warning>,
}

/// Labels in use that the web's standard does not have, with its own for them.
const MORE_LABELS: &[(&str, &str)] = &[
    ("latin-1", "latin1"),
    ("cp932", "shift_jis"),
    ("cp936", "gbk"),
    ("cp949", "euc-kr"),
    ("cp950", "big5"),
    ("cp65001", "utf-8"),
    ("big5-hkscs", "big5"),
];

/// Labels to name to someone who asks for an encoding.
pub const EXAMPLES: &str = "utf-8, utf-16le, windows-1252, windows-1251, koi8-r, shift_jis, gb18030, big5 or euc-kr";

/// The name of the encoding that a label means, such as `windows-1251` for `cp1251`.
pub fn named(label: &str) -> Option<&'static str> {
    encoding_named(label).map(Encoding::name)
}

fn encoding_named(label: &str) -> Option<&'static Encoding> {
    let label = label.trim().to_ascii_lowercase();
    let known = |label: &str| Encoding::for_label_no_replacement(label.as_bytes());
    let alias = |label: &str| MORE_LABELS.iter().find(|(more, _)| *more == label).and_then(|(_, label)| known(label));
    let dashed = label.replace('_', "-");
    known(&label).or_else(|| known(&dashed)).or_else(|| alias(&dashed))
}

/// Decodes a file, or the beginning of one, by what is said of its encoding: see [`decode`].
///
/// # Errors
///
/// Where the bytes are not text.
pub fn decode_said(bytes: &[u8], said: Option<&EncodingSaid>, extent: Extent) -> Result<Decoded> {
    match said {
        None => decode(bytes, None, extent),
        // A declaration that makes garbage of a text is wrong.
        Some(EncodingSaid::Declared(label)) => decode(bytes, Some(label), extent).or_else(|error| {
            let mut decoded = decode(bytes, None, extent).map_err(|_| error)?;
            let label = super::sanitise::sanitise_line(label);
            decoded.warnings.push(Warning(format!("declared as {label}, but its bytes are {}", decoded.encoding)));
            Ok(decoded)
        }),
        Some(EncodingSaid::Chosen(label)) => match encoding_named(label) {
            Some(encoding) => decode_chosen(bytes, encoding, extent),
            None => decode(bytes, Some(label), extent),
        },
    }
}

/// Decodes as the reader wants it, whatever the bytes look like; only a file that names its own kind is refused.
fn decode_chosen(bytes: &[u8], chosen: &'static Encoding, extent: Extent) -> Result<Decoded> {
    binary::refuse_by_magic(bytes)?;
    // Of UTF-16, the mark knows the order of the bytes.
    let marked = Encoding::for_bom(bytes).filter(|(marked, _)| is_same_family(marked, chosen));
    let (encoding, mark) = marked.unwrap_or((chosen, 0));
    let (text, damaged) = decode_as(within(&bytes[mark..], encoding, extent), encoding, extent);
    Ok(Decoded { text, encoding: encoding.name(), warnings: damage(damaged).into_iter().collect() })
}

/// The bytes without a last line that is cut off.
fn within<'a>(bytes: &'a [u8], encoding: &'static Encoding, extent: Extent) -> &'a [u8] {
    match extent {
        Extent::Whole => bytes,
        Extent::Beginning { .. } | Extent::Stretch { .. } => whole_lines(bytes, encoding),
    }
}

fn damage(n_damaged: usize) -> Option<Warning> {
    let what = if n_damaged == 1 { "invalid byte sequence" } else { "invalid byte sequences" };
    (n_damaged > 0).then(|| Warning(format!("{n_damaged} {what} shown as \u{fffd}")))
}

/// Decodes a file, or the beginning of one, as what it is; `declared` is a label such as `latin1` or `utf-8`.
///
/// Of a beginning, the last line is dropped where it is cut off.
///
/// # Errors
///
/// Where the bytes are not text: an archive, a picture, random bytes.
pub fn decode(bytes: &[u8], declared: Option<&str>, extent: Extent) -> Result<Decoded> {
    let mut warnings = Vec::new();
    let declared = declared.and_then(|label| {
        let encoding = encoding_named(label);
        if encoding.is_none() {
            let label = super::sanitise::sanitise_line(label);
            warnings.push(Warning(format!("the encoding \u{201c}{label}\u{201d} is not known, so it was detected")));
        }
        encoding
    });
    binary::refuse_by_magic(bytes)?;
    if let Some(text) = decode_utf_32(bytes) {
        refuse_garbage(&text)?;
        return Ok(Decoded { text, encoding: "UTF-32", warnings });
    }
    let (encoding, bytes, basis) = match (Encoding::for_bom(bytes), utf_16_without_mark(bytes)) {
        (Some((encoding, mark)), _) => (encoding, &bytes[mark..], Basis::Certain),
        (None, Some(encoding)) => (encoding, bytes, Basis::Certain),
        (None, None) if declared.is_some_and(|declared| is_declared_utf_16(bytes, declared)) => {
            (declared.unwrap_or(UTF_16LE), bytes, Basis::Certain)
        }
        (None, None) => {
            binary::refuse_noise(bytes)?;
            let (encoding, basis) = find(bytes, declared, extent);
            (encoding, bytes, basis)
        }
    };
    if let Some(declared) = declared.filter(|declared| !is_same_family(declared, encoding)) {
        let (declared, encoding) = (declared.name(), encoding.name());
        warnings.push(Warning(format!("declared as {declared}, but its bytes are {encoding}")));
    } else if basis == Basis::Guess {
        warnings.push(Warning(format!(
            "not UTF-8: read as {}, which is a guess; another encoding can be chosen",
            encoding.name()
        )));
    }
    let (text, damaged) = decode_as(within(bytes, encoding, extent), encoding, extent);
    if encoding != UTF_8 || damaged > 0 {
        refuse_garbage(&text)?;
    }
    warnings.extend(damage(damaged));
    Ok(Decoded { text, encoding: encoding.name(), warnings })
}

/// An error if what was decoded reads like no text.
fn refuse_garbage(text: &str) -> Result<()> {
    let remedy = "if it is text, name its encoding with --encoding";
    if plausible::is_garbage(text) { Err(binary::error().remedy(remedy)) } else { Ok(()) }
}

/// How an encoding was found.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Basis {
    Certain,
    Guess,
}

/// Encodings of East Asia whose characters are of one byte or more.
const EAST_ASIAN: [&Encoding; 6] = [SHIFT_JIS, EUC_JP, EUC_KR, BIG5, GBK, GB18030];

/// Whether a declaration is right enough: `utf-16` says nothing about the order of the bytes, and GB18030 holds GBK.
fn is_same_family(declared: &'static Encoding, encoding: &'static Encoding) -> bool {
    let are_both = |family: [&'static Encoding; 2]| family.contains(&declared) && family.contains(&encoding);
    declared == encoding || are_both([UTF_16LE, UTF_16BE]) || are_both([GBK, GB18030])
}

/// The encoding of bytes that have no byte order mark and are not UTF-16.
fn find(bytes: &[u8], declared: Option<&'static Encoding>, extent: Extent) -> (&'static Encoding, Basis) {
    if is_iso_2022_jp(bytes) {
        return (ISO_2022_JP, Basis::Certain);
    }
    let is_utf_8 = match std::str::from_utf8(bytes) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none() && extent != Extent::Whole,
    };
    let takes_ascii = |encoding: &&'static Encoding| encoding.is_ascii_compatible() || *encoding == ISO_2022_JP;
    if is_utf_8 {
        let declared = declared.filter(|_| bytes.is_ascii()).filter(takes_ascii);
        return (declared.unwrap_or(UTF_8), Basis::Certain);
    }
    let (detected, basis) = if is_damaged_utf_8(bytes) { (UTF_8, Basis::Certain) } else { guess(bytes) };
    match declared.filter(takes_ascii) {
        Some(declared) if fits(declared, bytes, detected) => (declared, Basis::Certain),
        _ => (detected, basis),
    }
}

/// Whether a declared encoding reads the bytes about as well as the detected one: hardly more of them are invalid, and
/// what comes out is not much odder.
fn fits(declared: &'static Encoding, bytes: &[u8], detected: &'static Encoding) -> bool {
    let sample = sample_at_first_foreign(bytes);
    let foreign = sample.iter().filter(|byte| !byte.is_ascii()).count();
    let extent = Extent::Beginning { of: 0 };
    let is_same = is_same_family(declared, detected);
    let is_east_asian = [declared, detected].iter().all(|encoding| EAST_ASIAN.contains(encoding));
    let [declared, detected] = [declared, detected].map(|encoding| decode_as(sample, encoding, extent));
    let is_valid = declared.1 * 20 <= foreign || declared.1 <= detected.1;
    // The detector knows the standards of East Asia by how often their characters are used; no rule does as well.
    let is_sure = foreign >= 40 && is_east_asian && !is_same;
    is_valid && !is_sure && plausible::oddness(&declared.0) <= 2 * plausible::oddness(&detected.0) + foreign / 40
}

/// Reads ISO-2022-JP where its escapes occur and nothing but them is out of the ordinary.
fn is_iso_2022_jp(bytes: &[u8]) -> bool {
    const ESCAPES: [&[u8]; 4] = [b"\x1b$B", b"\x1b$@", b"\x1b(J", b"\x1b(I"];
    let from = memchr(0x1b, bytes).unwrap_or(bytes.len());
    if !ESCAPES.iter().any(|escape| memmem::find(&bytes[from..], escape).is_some()) || !bytes.is_ascii() {
        return false;
    }
    let (text, damaged) = decode_as(bytes, ISO_2022_JP, Extent::Beginning { of: 0 });
    damaged == 0 && text.chars().any(|character| matches!(character, '\u{3040}'..='\u{9fff}' | '\u{ff61}'..='\u{ff9f}'))
}

/// UTF-16 that has no byte order mark shows in its zero bytes: they stand on one side of the byte pairs only.
///
/// In alphabetic scripts, nearly all high bytes are below 0x20. In Chinese, Japanese and Korean, only those of line
/// feeds and Latin letters are; there the units must read as such a text.
fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    const SAMPLE: usize = 1 << 16;
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let zeros = |parity| memchr_iter(0, sample).filter(|at| at % 2 == parity).count();
    let (even, odd) = (zeros(0), zeros(1));
    let (encoding, high) = match (even, odd) {
        (few, many) if many >= 2 && few * 20 <= many => (UTF_16LE, 1),
        (many, few) if many >= 2 && few * 20 <= many => (UTF_16BE, 0),
        _ => return None,
    };
    let units = sample.len() / 2;
    let low_page = sample.chunks_exact(2).filter(|unit| unit[high] < 0x20).count();
    if low_page * 10 >= units * 6 {
        let low_zeros = if high == 1 { even } else { odd };
        let controls = sample.chunks_exact(2).filter(|unit| unit[high] == 0 && unit[1 - high] < 0x09).count();
        return (low_zeros == 0 || controls * 20 <= units).then_some(encoding);
    }
    if std::str::from_utf8(sample).is_ok() {
        return None;
    }
    let (text, damaged) = decode_as(&sample[..units * 2], encoding, Extent::Beginning { of: 0 });
    let east_asian = |c: &char| {
        c.is_ascii() || matches!(c, '\u{2010}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{ff00}'..='\u{ffef}')
    };
    (damaged == 0 && text.chars().filter(east_asian).count() * 10 >= units * 9).then_some(encoding)
}

/// Whether bytes that were declared as UTF-16 can be: all of their units pair up, and they are not UTF-8. There are no
/// zero bytes, so that it is a text of ideographs or syllables.
fn is_declared_utf_16(bytes: &[u8], declared: &'static Encoding) -> bool {
    let is_utf_16 = [UTF_16LE, UTF_16BE].contains(&declared) && std::str::from_utf8(bytes).is_err();
    let (text, damaged) = decode_as(bytes, declared, Extent::Beginning { of: 0 });
    is_utf_16 && damaged == 0 && plausible::is_east_asian_text(&text)
}

/// UTF-32 with a byte order mark; without one it is not met with.
fn decode_utf_32(bytes: &[u8]) -> Option<String> {
    let read: fn([u8; 4]) -> u32 = match bytes.get(..4)? {
        [0xff, 0xfe, 0, 0] => u32::from_le_bytes,
        [0, 0, 0xfe, 0xff] => u32::from_be_bytes,
        _ => return None,
    };
    Some(decode_utf_32_units(&bytes[4..], read))
}

/// The text of units of four bytes.
pub(super) fn decode_utf_32_units(bytes: &[u8], read: fn([u8; 4]) -> u32) -> String {
    let units = bytes.chunks_exact(4).map(|unit| read([unit[0], unit[1], unit[2], unit[3]]));
    units.map(|unit| char::from_u32(unit).unwrap_or('\u{fffd}')).collect()
}

/// Whether bytes that are not valid UTF-8 are meant as such: sequences of UTF-8's shape outweigh stray bytes.
///
/// Overlong forms, surrogates and what is beyond U+10FFFF have the shape and count for UTF-8; no other encoding
/// makes them often.
fn is_damaged_utf_8(bytes: &[u8]) -> bool {
    let sample = sample_at_first_foreign(bytes);
    let (mut shaped, mut stray, mut at) = (0, 0, 0);
    while at < sample.len() {
        let tail = match sample[at] {
            0..=0x7f => 0,
            0xc0..=0xdf => 1,
            0xe0..=0xef => 2,
            0xf0..=0xf7 => 3,
            // Longer forms, which UTF-8 once had.
            0xf8..=0xfb => 4,
            0xfc..=0xfd => 5,
            _ => usize::MAX,
        };
        let is_shaped =
            tail < 6 && sample.get(at + 1..=at + tail).is_some_and(|rest| rest.iter().all(|byte| byte & 0xc0 == 0x80));
        match (is_shaped, tail) {
            (true, 0) => {}
            (true, _) => shaped += 1,
            (false, _) => stray += 1,
        }
        at += if is_shaped { tail + 1 } else { 1 };
    }
    // Two of that shape are no chance any more, unless there is much that has not.
    shaped > 0 && shaped >= 2 * stray || shaped > 1 && shaped * 2 >= stray
}

/// What the bytes look like; where that makes no letters, UTF-8 with damage.
fn guess(bytes: &[u8]) -> (&'static Encoding, Basis) {
    let sample = sample_at_first_foreign(bytes);
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, sample.len() == bytes.len());
    let encoding = detector.guess(None, Utf8Detection::Deny);
    let (text, _) = decode_as(sample, encoding, Extent::Beginning { of: 0 });
    let (mut sense, mut nonsense) = (0, 0);
    for character in text.chars().filter(|character| !character.is_ascii()) {
        match character {
            // The last letters of Latin-1 are rare in the languages written in it, and C1 controls are in none.
            '\u{80}'..='\u{9f}' | 'þ' | 'ÿ' | '\u{fffd}' => nonsense += 1,
            _ => sense += 1,
        }
    }
    if sense > nonsense { (encoding, Basis::Guess) } else { (UTF_8, Basis::Certain) }
}

/// A stretch of at most 1 MB that holds the first bytes that are not ASCII, with some context before them.
fn sample_at_first_foreign(bytes: &[u8]) -> &[u8] {
    const SAMPLE: usize = 1 << 20;
    const CONTEXT: usize = 1 << 10;
    let first = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(0);
    let from = first.saturating_sub(CONTEXT);
    &bytes[from..bytes.len().min(from + SAMPLE)]
}

/// The text in an encoding, and how many invalid sequences became U+FFFD.
///
/// In a beginning, a character that is cut off at the end is dropped and not counted.
pub(super) fn decode_as(bytes: &[u8], encoding: &'static Encoding, extent: Extent) -> (String, usize) {
    let is_last = extent == Extent::Whole;
    if encoding == UTF_8 {
        return decode_utf_8(bytes, is_last);
    }
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 2 + 16);
    let (mut read, mut damaged) = (0, 0);
    loop {
        let (result, n_read, had_errors) = decoder.decode_to_string(&bytes[read..], &mut text, is_last);
        read += n_read;
        damaged += usize::from(had_errors);
        match result {
            CoderResult::InputEmpty => break,
            CoderResult::OutputFull => text.reserve(bytes.len() - read + 64),
        }
    }
    if damaged > 0 {
        damaged = memmem::find_iter(text.as_bytes(), "\u{fffd}").count().max(1);
    }
    (text, damaged)
}

fn decode_utf_8(bytes: &[u8], is_last: bool) -> (String, usize) {
    let cut = |bytes: &mut &[u8], error: std::str::Utf8Error| {
        if error.error_len().is_none() && !is_last {
            *bytes = &bytes[..error.valid_up_to()];
        }
    };
    let mut bytes = bytes;
    match std::str::from_utf8(bytes) {
        Ok(text) => return (text.to_owned(), 0),
        Err(error) => cut(&mut bytes, error),
    }
    match String::from_utf8_lossy(bytes) {
        Cow::Borrowed(text) => (text.to_owned(), 0),
        Cow::Owned(mut text) => {
            let mut damaged = bytes.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count();
            let cut_off = bytes.utf8_chunks().last().is_some_and(|chunk| is_incomplete(chunk.invalid()));
            if cut_off && !is_last {
                text.pop();
                damaged -= 1;
            }
            (text, damaged)
        }
    }
}

/// Whether an invalid sequence at the end of the bytes is the beginning of a character.
fn is_incomplete(sequence: &[u8]) -> bool {
    std::str::from_utf8(sequence).is_err_and(|error| error.error_len().is_none())
}

/// The bytes up to the last line end; all of them where the cut line is most of what there is.
fn whole_lines<'a>(bytes: &'a [u8], encoding: &'static Encoding) -> &'a [u8] {
    let end = if encoding == UTF_16LE || encoding == UTF_16BE {
        let line_feed = if encoding == UTF_16LE { [b'\n', 0] } else { [0, b'\n'] };
        bytes.chunks_exact(2).rposition(|unit| unit == line_feed).map(|unit| unit * 2 + 2)
    } else {
        memrchr2(b'\n', b'\r', bytes).map(|at| at + 1)
    };
    match end {
        Some(end) if end >= bytes.len() / 4 => &bytes[..end],
        _ => bytes,
    }
}

#[cfg(test)]
mod tests;
