//! Alignments that were made before, by the content of the texts: the latest in memory, those that took long on disk.
//!
//! # Form
//!
//! A file in the cache folder is named after its key, a 128-bit hash (FNV-1a) of both texts, how they are cut, the pins,
//! the companions and the method. It holds a mark with the number of its form, the numbers of segments of both sides, then for each
//! bead how many segments of either side it has (LEB128) and its confidence (two bytes), and the hash of all that. It
//! is written beside its place and renamed. Whatever is not just so is as good as not there.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use super::careful;
use crate::align::{Hold, METHOD, Task};
use crate::model::{Alignment, Bead, Document, Hash};

/// How long an alignment has to have taken to be kept on disk.
const WORTH_KEEPING: Duration = Duration::from_millis(300);

/// How many alignments are kept in memory.
const KEPT_IN_MEMORY: usize = 32;

/// How many bytes are kept on disk; the files that were used longest ago go first.
const KEPT_ON_DISK: u64 = 32 * 1024 * 1024;

/// What a file begins with; the last byte is the number of its form.
const MARK: &[u8; 8] = b"kzbeads\x01";

/// The ending of the files, and what temporary ones are called.
const ENDING: &str = "beads";
const TEMPORARY: &str = ".beads-";

/// What an alignment is of: texts, segments, pins, companions and method, whichever of the texts comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    hash: u128,
    swapped: bool,
}

impl Key {
    /// The key of the alignment that a task asks for.
    pub fn of(task: &Task) -> Self {
        let digests = [digest(task.source), digest(task.target)];
        let swapped = digests[0] > digests[1];
        let mut hash = Hash::new();
        hash.number(METHOD as usize);
        let mut put = |digests: [u128; 2]| {
            let in_order = if swapped { [digests[1], digests[0]] } else { digests };
            in_order.iter().for_each(|digest| hash.bytes(&digest.to_le_bytes()));
        };
        put(digests);
        for pin in task.pins {
            put([pin.source.start as u128, pin.target.start as u128]);
            if pin.hold == Hold::Bead {
                // A whole bead is told from a beginning, and both from companions.
                put([u128::MAX - 1; 2]);
                put([pin.source.end as u128, pin.target.end as u128]);
            }
        }
        if !task.companions.is_empty() {
            // Pins and companions are told apart.
            put([u128::MAX; 2]);
        }
        task.companions.iter().for_each(|companion| put([digest(&companion.source), digest(&companion.target)]));
        Self { hash: hash.0, swapped }
    }
}

/// The alignments that were made.
#[derive(Debug, Default)]
pub struct Alignments {
    folder: Option<PathBuf>,
    /// The latest last, each with the side of the smaller digest first.
    recent: Mutex<Vec<(u128, Arc<Alignment>)>>,
}

impl Alignments {
    /// The folder where alignments lie: `$XDG_CACHE_HOME/kzreader/alignments`, or `~/.cache/kzreader/alignments`.
    pub fn folder() -> Option<PathBuf> {
        use etcetera::BaseStrategy as _;
        let strategy = etcetera::choose_base_strategy().ok()?;
        // A home that is not absolute would be another folder wherever kzreader is started.
        Some(strategy.cache_dir().join("kzreader").join("alignments")).filter(|folder| folder.is_absolute())
    }

    /// Keeps alignments in a folder, which is made when there is something to put into it; `None` keeps them in memory.
    pub fn new(folder: Option<PathBuf>) -> Self {
        Self { folder, recent: Mutex::default() }
    }

    /// An alignment that was made before, for documents of so many segments.
    pub fn find(&self, key: Key, n_source: usize, n_target: usize) -> Option<Arc<Alignment>> {
        let in_order = |[a, b]: [usize; 2]| if key.swapped { [b, a] } else { [a, b] };
        let found = self.in_memory(key.hash).or_else(|| {
            let path = self.path(key.hash)?;
            let lengths = in_order([n_source, n_target]);
            let found = decode(&careful::read(&path, most_bytes(lengths)).ok()?, lengths)?;
            // What was used last is thrown away last; where that can't be noted nothing is lost.
            let _ = File::open(&path).and_then(|file| file.set_modified(SystemTime::now()));
            let found = Arc::new(found);
            self.remember(key.hash, Arc::clone(&found));
            Some(found)
        })?;
        let end = found.beads().last().map_or([0, 0], |bead| [bead.source.end, bead.target.end]);
        (end == in_order([n_source, n_target])).then(|| turned(found, key))
    }

    /// Keeps an alignment that took so long to make: in memory, and on disk if that is worth it.
    pub fn keep(&self, key: Key, alignment: &Arc<Alignment>, took: Duration) {
        let alignment = turned(Arc::clone(alignment), key);
        if let Some(path) = self.path(key.hash).filter(|_| took >= WORTH_KEEPING) {
            // A cache that can't be written is no cache; reading goes on without it.
            let _ = write(&path, &encode(&alignment));
        }
        self.remember(key.hash, alignment);
    }

    fn path(&self, hash: u128) -> Option<PathBuf> {
        Some(self.folder.as_ref()?.join(format!("{hash:032x}.{ENDING}")))
    }

    fn in_memory(&self, hash: u128) -> Option<Arc<Alignment>> {
        let recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        recent.iter().find(|(known, _)| *known == hash).map(|(_, alignment)| Arc::clone(alignment))
    }

    fn remember(&self, hash: u128, alignment: Arc<Alignment>) {
        let mut recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        recent.retain(|(known, _)| *known != hash);
        if recent.len() >= KEPT_IN_MEMORY {
            recent.remove(0);
        }
        recent.push((hash, alignment));
    }
}

/// From the order of the digests to that of the documents, or back.
fn turned(alignment: Arc<Alignment>, key: Key) -> Arc<Alignment> {
    if key.swapped { Arc::new(alignment.mirrored()) } else { alignment }
}

/// A text, and all of how it is divided that an alignment depends on.
fn digest(document: &Document) -> u128 {
    let mut hash = Hash::new();
    hash.bytes(document.text().as_bytes());
    hash.bytes(document.language.tag().as_bytes());
    for block in document.blocks() {
        hash.bytes(format!("{:?}{:?}{:?}", block.kind, block.standing, block.spacing).as_bytes());
        hash.number(block.segments.start);
    }
    for segment in document.segments() {
        hash.number(segment.range.start);
        hash.number(segment.range.end);
    }
    hash.0
}

fn encode(alignment: &Alignment) -> Vec<u8> {
    let mut bytes = MARK.to_vec();
    let end = alignment.beads().last().map_or([0, 0], |bead| [bead.source.end, bead.target.end]);
    for number in [end[0], end[1], alignment.beads().len()] {
        push_number(&mut bytes, number);
    }
    for bead in alignment.beads() {
        push_number(&mut bytes, bead.source.len());
        push_number(&mut bytes, bead.target.len());
        let confidence = (bead.confidence.clamp(0.0, 1.0) * f32::from(u16::MAX)).round() as u16;
        bytes.extend(confidence.to_le_bytes());
    }
    let mut hash = Hash::new();
    hash.bytes(&bytes);
    bytes.extend(hash.0.to_le_bytes());
    bytes
}

/// The bytes of the largest file for so many segments: each bead has one of them at least.
fn most_bytes([n_source, n_target]: [usize; 2]) -> u64 {
    const AROUND: u64 = 128;
    const A_BEAD: u64 = 10 + 10 + 2;
    AROUND + (n_source as u64).saturating_add(n_target as u64).saturating_mul(A_BEAD)
}

/// Reads a file about texts of these lengths; what says another length is refused before anything is made of it.
fn decode(bytes: &[u8], lengths: [usize; 2]) -> Option<Alignment> {
    let (payload, sum) = bytes.split_last_chunk::<16>()?;
    let mut hash = Hash::new();
    hash.bytes(payload);
    if hash.0.to_le_bytes() != *sum {
        return None;
    }
    let mut rest = payload.strip_prefix(MARK)?;
    let [n_source, n_target, n_beads] = [take_number(&mut rest)?, take_number(&mut rest)?, take_number(&mut rest)?];
    if [n_source, n_target] != lengths || n_beads > n_source.checked_add(n_target)? {
        return None;
    }
    let mut beads = Vec::with_capacity(n_beads.min(rest.len()));
    let (mut source, mut target) = (0usize, 0usize);
    for _ in 0..n_beads {
        let ends = [source.checked_add(take_number(&mut rest)?)?, target.checked_add(take_number(&mut rest)?)?];
        let (confidence, after) = rest.split_first_chunk::<2>()?;
        rest = after;
        let confidence = f32::from(u16::from_le_bytes(*confidence)) / f32::from(u16::MAX);
        beads.push(Bead { source: source..ends[0], target: target..ends[1], confidence });
        [source, target] = ends;
    }
    Alignment::new(beads, n_source, n_target).ok().filter(|_| rest.is_empty())
}

fn push_number(bytes: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        bytes.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

fn take_number(bytes: &mut &[u8]) -> Option<usize> {
    let mut number = 0usize;
    for shift in (0..usize::BITS).step_by(7) {
        let (first, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= usize::from(first & 0x7f).checked_shl(shift)?;
        if first & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

fn write(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    careful::reclaim(folder, TEMPORARY);
    let mut file = careful::temporary(folder, TEMPORARY)?;
    file.write_all(bytes)?;
    file.persist(path).map_err(|error| error.error)?;
    make_room(folder, KEPT_ON_DISK)
}

/// Deletes the files that were used longest ago, until the folder holds so many bytes at most.
fn make_room(folder: &Path, most: u64) -> std::io::Result<()> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)?.flatten() {
        // Another kzreader may be making room, too.
        let (path, Ok(metadata)) = (entry.path(), entry.metadata()) else { continue };
        if path.extension().is_some_and(|ending| ending == ENDING) && metadata.is_file() {
            files.push((metadata.modified()?, metadata.len(), path));
        }
    }
    files.sort();
    let mut total: u64 = files.iter().map(|(_, size, _)| size).sum();
    for (_, size, path) in files {
        if total <= most {
            break;
        }
        if let Err(error) = fs::remove_file(path)
            && error.kind() != std::io::ErrorKind::NotFound
        {
            return Err(error);
        }
        total -= size;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::{Companion, Pin};
    use crate::model::{BlockKind, DocumentBuilder, Spacing};

    const LONG: Duration = Duration::from_secs(1);

    fn document(text: &str) -> Document {
        let mut builder = DocumentBuilder::default();
        builder.push(BlockKind::Paragraph, Spacing::Apart, 0..text.len());
        let ends = |text: &str| text.match_indices('.').map(|(at, _)| at + 1).collect::<Vec<_>>();
        builder.finish(text.to_owned(), |text, _| {
            let ends = ends(text);
            let starts = std::iter::once(0).chain(ends.iter().copied());
            starts.zip(ends.iter().copied()).map(|(from, to)| from..to).collect()
        })
    }

    fn alignment() -> Arc<Alignment> {
        let bead = |source: std::ops::Range<usize>, target, confidence| Bead { source, target, confidence };
        let beads = vec![bead(0..1, 0..2, 0.25), bead(1..2, 2..2, 1.0), bead(2..3, 2..3, 0.75)];
        Arc::new(Alignment::new(beads, 3, 3).expect("beads in order"))
    }

    fn close(a: &Alignment, b: &Alignment) -> bool {
        let same = |(a, b): (&Bead, &Bead)| {
            (&a.source, &a.target) == (&b.source, &b.target) && (a.confidence - b.confidence).abs() < 0.001
        };
        a.beads().len() == b.beads().len() && a.beads().iter().zip(b.beads()).all(same)
    }

    #[test]
    fn an_alignment_that_took_long_is_there_at_the_next_start_for_the_same_texts_either_way_round() {
        let folder = tempfile::tempdir().expect("a folder");
        let (source, target) = (document("a.b.c."), document("x.y.z."));
        let open = || Alignments::new(Some(folder.path().join("below")));
        let key = Key::of(&Task::new(&source, &target));
        open().keep(key, &alignment(), Duration::from_millis(1));
        assert_eq!(open().find(key, 3, 3), None, "it is quicker made again than read");
        open().keep(key, &alignment(), LONG);
        let found = open().find(key, 3, 3).expect("it was kept");
        assert!(close(&found, &alignment()), "{found:?}");
        let mirrored = open().find(Key::of(&Task::new(&target, &source)), 3, 3).expect("it was kept");
        assert!(close(&mirrored, &alignment().mirrored()), "{mirrored:?}");
        assert_eq!(open().find(key, 3, 4), None, "texts of other lengths");
        for other in ["a.b.d.", "a.b. c."] {
            assert_eq!(open().find(Key::of(&Task::new(&document(other), &target)), 3, 3), None, "{other}");
        }
        let task = Task::new(&source, &target);
        let pinned = |pin: Pin| Key::of(&Task { pins: &[pin], ..task });
        let keys = [pinned(Pin::start(1, 1)), pinned(Pin::bead(1..2, 1..2)), pinned(Pin::bead(1..2, 1..3))];
        for (at, &key) in keys.iter().enumerate() {
            assert_eq!(open().find(key, 3, 3), None);
            assert!(!keys[at + 1..].contains(&key), "what is pinned otherwise is aligned otherwise");
        }
        let companions = [Companion { source: Arc::new(document("a.")), target: Arc::new(document("x.")) }];
        let helped = Key::of(&Task { companions: &companions, ..task });
        assert_eq!(open().find(helped, 3, 3), None);
        let exchanged = companions.map(|Companion { source, target }| Companion { source: target, target: source });
        open().keep(helped, &alignment(), LONG);
        let mirrored = Key::of(&Task { companions: &exchanged, ..Task::new(&target, &source) });
        assert!(open().find(mirrored, 3, 3).is_some_and(|found| close(&found, &alignment().mirrored())));
    }

    #[test]
    fn in_memory_the_latest_are_kept_without_a_folder() {
        let alignments = Alignments::new(None);
        let target = document("x.y.z.");
        let key = |n: usize| Key::of(&Task::new(&document(&format!("{n}.b.c.")), &target));
        for n in 0..=KEPT_IN_MEMORY {
            alignments.keep(key(n), &alignment(), LONG);
        }
        assert_eq!(alignments.find(key(0), 3, 3), None);
        assert_eq!(alignments.find(key(KEPT_IN_MEMORY), 3, 3), Some(alignment()));
    }

    #[test]
    fn a_broken_file_is_as_good_as_none() {
        let whole = encode(&alignment());
        assert!(decode(&whole, [3, 3]).is_some_and(|read| close(&read, &alignment())));
        for end in 0..whole.len() {
            assert_eq!(decode(&whole[..end], [3, 3]), None, "cut at {end}");
        }
        for at in 0..whole.len() {
            let mut broken = whole.clone();
            broken[at] ^= 0x10;
            assert_eq!(decode(&broken, [3, 3]), None, "broken at {at}");
        }
        // A right sum over nonsense is refused, too.
        let mut nonsense = MARK.to_vec();
        nonsense.extend([0xff; 40]);
        assert_eq!(decode(&summed(nonsense), [3, 3]), None);
        // So are numbers that would take all memory, and texts of other lengths.
        assert_eq!(decode(&whole, [3, 4]), None);
        for numbers in [[3, 3, usize::MAX], [usize::MAX, usize::MAX, 3], [3, 3, 7]] {
            let mut huge = MARK.to_vec();
            numbers.into_iter().for_each(|number| push_number(&mut huge, number));
            huge.extend([0; 4096]);
            assert_eq!(decode(&summed(huge), [3, 3]), None, "{numbers:?}");
        }
    }

    fn summed(mut bytes: Vec<u8>) -> Vec<u8> {
        let mut hash = Hash::new();
        hash.bytes(&bytes);
        bytes.extend(hash.0.to_le_bytes());
        bytes
    }

    #[test]
    fn the_folder_stays_small_by_losing_what_was_used_longest_ago() {
        let folder = tempfile::tempdir().expect("a folder");
        for (n, name) in ["c", "a", "b"].iter().enumerate() {
            let path = folder.path().join(format!("{name}.{ENDING}"));
            fs::write(&path, [0; 100]).expect("written");
            let time = SystemTime::UNIX_EPOCH + Duration::from_secs(1000 + n as u64);
            fs::File::open(&path).and_then(|file| file.set_modified(time)).expect("a time");
        }
        fs::write(folder.path().join("something else"), [0; 500]).expect("written");
        make_room(folder.path(), 250).expect("room");
        let mut names: Vec<_> =
            fs::read_dir(folder.path()).expect("a folder").flatten().map(|e| e.file_name()).collect();
        names.sort();
        assert_eq!(names, ["a.beads", "b.beads", "something else"]);
    }
}
