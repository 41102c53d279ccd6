//! Parts of files that are too long to be held: the stretch around a position, and where a query is found next.

use std::borrow::Cow;
use std::ops::{ControlFlow, Range};
use std::path::Path;

use super::files::Opened;
use super::{BEGINNING, Language, WORKER_THREAD};
use crate::error::{Error, Result};
use crate::import::Hints;
use crate::import::formats::{self, FORMATS};
use crate::import::tiles::{Begins, LEEWAY, RawStretch, RawTile, Reading, TILE, import_stretch};
use crate::model::{Document, Origin, Version};
use crate::search::{Core, Query};

/// How many tiles are held before and after the one that the reader is in.
const AROUND: u64 = 2;

/// How many tiles are read at a time where a whole file is printed.
const PRINTED: usize = 16;

/// The stretch of a file around a position.
pub(super) fn load(path: &Path, position: u64, version: &Version) -> Result<Document> {
    let file = Opened::new(path)?;
    let reading = reading_of(&file, version)?;
    let tile = position.min(file.size.saturating_sub(1)) / TILE;
    // The tile that holds the position may begin behind its place in the grid, hence one more before.
    let stretch = tiles(&file, &reading, tile.saturating_sub(AROUND + 1)..tile + AROUND + 1)?;
    let name = path.to_string_lossy();
    import_stretch(&stretch, &reading, &hints(&name, version))
}

/// A file of any length from its beginning to its end, a stretch at a time.
///
/// # Errors
///
/// When the file can't be read, or is no text.
pub fn stretches(version: &Version) -> Result<impl Iterator<Item = Result<Document>>> {
    let Origin::File(path) = &version.origin else {
        return Err(Error::new("is built in, and not long").about(&version.shown_path()));
    };
    let file = Opened::new(path)?;
    let reading = reading_of(&file, version)?;
    let (name, version) = (path.to_string_lossy().into_owned(), version.clone());
    let n_tiles = file.size.div_ceil(TILE);
    Ok((0..n_tiles).step_by(PRINTED).map(move |first| {
        let numbers = first..n_tiles.min(first + PRINTED as u64);
        import_stretch(&tiles(&file, &reading, numbers)?, &reading, &hints(&name, &version))
    }))
}

fn hints<'a>(name: &'a str, version: &Version) -> Hints<'a> {
    let language = Some(version.language.clone()).filter(Language::is_determined);
    Hints { name, encoding: None, language, beginning_of: None }
}

fn reading_of(file: &Opened, version: &Version) -> Result<Reading> {
    Reading::of_opening(&file.bytes(0..BEGINNING as u64)?, version.encoding.as_ref(), file.size)
}

/// Tiles of a file, by their numbers in the grid, as far as the file goes.
fn tiles(file: &Opened, reading: &Reading, numbers: Range<u64>) -> Result<RawStretch> {
    let start = numbers.start * TILE;
    let bytes = file.bytes(start..numbers.end * TILE + LEEWAY as u64)?;
    let within = |number: u64| usize::try_from(number * TILE - start).unwrap_or(usize::MAX).min(bytes.len());
    let mut cuts: Vec<(usize, Begins)> = Vec::new();
    for number in numbers.clone() {
        let from = within(number);
        if from == bytes.len() && number > numbers.start {
            break;
        }
        let (into, begins) = if number == 0 { (0, Begins::Line) } else { reading.cut(&bytes[from..]) };
        cuts.push((from + into, begins));
    }
    let reaches_end = start + bytes.len() as u64 >= file.size;
    let end = match within(numbers.end) {
        from if reaches_end && from == bytes.len() => from,
        from => from + reading.cut(&bytes[from..]).0,
    };
    let ends: Vec<usize> = cuts.iter().skip(1).map(|&(at, _)| at).chain([end]).collect();
    let raw = |((from, begins), until): ((usize, Begins), usize)| RawTile {
        position: start + from as u64,
        begins,
        bytes: bytes[from..until.max(from)].to_vec(),
    };
    Ok(RawStretch { tiles: cuts.into_iter().zip(ends).map(raw).collect(), of: file.size })
}

/// How much of a file a thread looks through at a time, in tiles.
const SPELL: u64 = 16;

/// Which way a query is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Towards the end.
    Forward,
    /// Towards the beginning.
    Back,
}

/// Where a query was found in a long file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sought {
    /// The position of the hit.
    pub position: u64,
    /// Whether it lies on the other side of an end of the file.
    pub is_round: bool,
}

/// Where a long file has the next hit of a query: at a position or after it, or before it; round the ends if there is
/// none. `None` where there is none at all, or when `go_on` broke.
///
/// Bytes are looked through for the longest word of the query, on all processors; only tiles that have it are parsed.
/// Where the query has no word that stands in the bytes as it is, or the file is not plain text, every tile is.
///
/// # Errors
///
/// When the file can't be read.
pub fn seek(
    version: &Version,
    query: &Query,
    from: u64,
    direction: Direction,
    go_on: &(dyn Fn() -> ControlFlow<()> + Sync),
) -> Result<Option<Sought>> {
    let Origin::File(path) = &version.origin else { return Ok(None) };
    let file = Opened::new(path)?;
    let reading = reading_of(&file, version)?;
    let name = path.to_string_lossy();
    let plain = formats::of(&name, "").name == FORMATS[0].name;
    let core = query.core().filter(|_| plain);
    let seeker = Seeker { file: &file, reading: &reading, hints: hints(&name, version), query, core, go_on };
    let (ahead, round) = match direction {
        Direction::Forward => (from..file.size, 0..from),
        Direction::Back => (0..from, from..file.size),
    };
    for (range, is_round) in [(ahead, false), (round, true)] {
        if let Some(position) = seeker.find(range, direction)? {
            return Ok(Some(Sought { position, is_round }));
        }
    }
    Ok(None)
}

/// What seeking needs.
struct Seeker<'a> {
    file: &'a Opened,
    reading: &'a Reading,
    hints: Hints<'a>,
    query: &'a Query,
    core: Option<Core>,
    go_on: &'a (dyn Fn() -> ControlFlow<()> + Sync),
}

impl Seeker<'_> {
    /// The first hit in a range of positions, or the last one for [`Direction::Back`].
    fn find(&self, range: Range<u64>, direction: Direction) -> Result<Option<u64>> {
        if range.is_empty() {
            return Ok(None);
        }
        let spells = range.start / TILE / SPELL..range.end.div_ceil(TILE).div_ceil(SPELL);
        let n_threads = std::thread::available_parallelism().map_or(1, |n| n.get() as u64);
        let mut done = 0;
        let n_spells = spells.end - spells.start;
        while done < n_spells {
            if (self.go_on)().is_break() {
                return Ok(None);
            }
            let batch: Vec<u64> = (done..n_spells.min(done + n_threads))
                .map(
                    |index| if direction == Direction::Forward { spells.start + index } else { spells.end - 1 - index },
                )
                .collect();
            let search = |spell: u64| self.find_in_spell(spell, &range, direction);
            let found: Vec<Result<Option<u64>>> = std::thread::scope(|scope| {
                let named = || std::thread::Builder::new().name(WORKER_THREAD.to_owned());
                let start = |&spell: &u64| (spell, named().spawn_scoped(scope, move || search(spell)).ok());
                let others: Vec<_> = batch[1..].iter().map(start).collect();
                let first = search(batch[0]);
                let join = |(spell, thread): (u64, Option<std::thread::ScopedJoinHandle<'_, Result<Option<u64>>>>)| {
                    thread.and_then(|thread| thread.join().ok()).unwrap_or_else(|| search(spell))
                };
                std::iter::once(first).chain(others.into_iter().map(join)).collect()
            });
            for found in found {
                if let Some(position) = found? {
                    return Ok(Some(position));
                }
            }
            done += n_threads;
        }
        Ok(None)
    }

    fn find_in_spell(&self, spell: u64, range: &Range<u64>, direction: Direction) -> Result<Option<u64>> {
        let numbers = spell * SPELL..((spell + 1) * SPELL).min(self.file.size.div_ceil(TILE));
        let mut candidates = match &self.core {
            Some(core) => self.tiles_with(core, numbers)?,
            None => numbers.collect(),
        };
        if direction == Direction::Back {
            candidates.reverse();
        }
        for number in candidates {
            if (self.go_on)().is_break() {
                return Ok(None);
            }
            let stretch = tiles(self.file, self.reading, number..number + 1)?;
            let document = import_stretch(&stretch, self.reading, &self.hints)?;
            let positions = self.query.hits(&document).into_iter().map(|hit| document.position_of(hit.start));
            let mut within = positions.filter(|position| range.contains(position));
            let found = if direction == Direction::Forward { within.next() } else { within.next_back() };
            if found.is_some() {
                return Ok(found);
            }
        }
        Ok(None)
    }

    /// The numbers of the tiles of a range that a word may stand in, in order.
    fn tiles_with(&self, core: &Core, numbers: Range<u64>) -> Result<Vec<u64>> {
        let start = numbers.start * TILE;
        // What stands at the start of a place in the grid may belong to the tile before.
        let bytes = self.file.bytes(start..numbers.end * TILE + LEEWAY as u64)?;
        let text = self.reading.as_utf_8(&bytes);
        let scale = |at: usize| start + (at as u64 * bytes.len() as u64) / text.len().max(1) as u64;
        let is_exact = matches!(text, Cow::Borrowed(_));
        let mut found: Vec<u64> = Vec::new();
        core.scan(&text, |at| {
            // Where the bytes were decoded, a character's place is known only about.
            let at = scale(at);
            let around =
                if is_exact { at.saturating_sub(LEEWAY as u64)..at } else { at.saturating_sub(2 * TILE)..at + TILE };
            for tile in around.start / TILE..=around.end / TILE {
                if numbers.contains(&tile) && found.last().is_none_or(|&last| last < tile) {
                    found.push(tile);
                }
            }
            ControlFlow::Continue(())
        });
        Ok(found)
    }
}
