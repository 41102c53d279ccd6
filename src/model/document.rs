//! A version's content, parsed: blocks in order over one text.

use std::ops::Range;

use super::{Date, Language};

/// A version's content: one sanitised text, its blocks in order, and what was found out about it.
///
/// Blocks, segments and emphases are byte ranges of [`Document::text`]; white space between blocks belongs to none.
/// Inside a block a line feed stands for a space, except in [`BlockKind::Preformatted`] and [`BlockKind::Verse`].
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    text: String,
    blocks: Vec<Block>,
    segments: Vec<Segment>,
    emphases: Vec<Emphasis>,
    tiles: Vec<Tile>,
    /// The language it is written in.
    pub language: Language,
    /// Title, date, issuer and so on.
    pub description: Description,
    /// What was odd about the bytes: for the reader, never fatal.
    pub warnings: Vec<Warning>,
    /// Whether this is the whole text, its beginning or a stretch of it.
    pub extent: Extent,
}

/// How much of a file a document holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// All of it.
    Whole,
    /// Its beginning; the file has this many bytes.
    Beginning {
        /// Size of the whole file in bytes.
        of: u64,
    },
    /// A stretch of a file that is too long to be held.
    Stretch {
        /// The byte of the file that it begins with.
        from: u64,
        /// The byte of the file after its last one.
        until: u64,
        /// Size of the whole file in bytes.
        of: u64,
    },
}

/// A part of a stretch that was parsed by itself: where it begins in the text, and where in the file.
///
/// Tiles are cut at the same places whatever stretch they are in, so that a position in one, counted from its start,
/// means the same character in every stretch that has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tile {
    /// Its first byte in the document's text.
    pub text: usize,
    /// Its first byte in the file.
    pub position: u64,
}

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// A heading, level 1 (the title) to 6.
    Heading(u8),
    /// Running text.
    Paragraph,
    /// An entry of a list; the marker is not part of its text.
    ListItem {
        /// 0 for the outermost list.
        depth: u8,
        /// The number of a numbered entry.
        ordinal: Option<u32>,
    },
    /// A quotation set off from the text.
    Quotation,
    /// Who signs: the names under a text.
    Signature,
    /// Who wrote it: a line of its own.
    Byline,
    /// Place and date: a line of its own.
    Dateline,
    /// Where the text comes from, or who translated it: a line of its own.
    Provenance,
    /// Lines whose breaks are kept: a poem, an address.
    Verse,
    /// Lines whose breaks and spaces are kept: code, tables.
    Preformatted,
    /// A rule between parts; its text is what the source used to draw it.
    Rule,
}

/// Whether a block is part of the text or of the page around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Standing {
    /// Part of the text.
    #[default]
    Body,
    /// Menus, donation notes, copyright lines and the like: dimmed and folded, never dropped.
    Boilerplate,
}

/// How a block stands under the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Spacing {
    /// A blank row above.
    #[default]
    Apart,
    /// Directly below: entries of one list, lines of one address.
    Tight,
    /// The continuation of the block before it, which was too long to be laid out as one.
    Continued,
}

/// What a block stands in, besides what it is itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Inset {
    /// How many quotations it stands in; 0 for one that is by itself.
    pub quotations: u8,
    /// The depth of the entry of a list that it goes on with, such as that of the entry's second paragraph.
    pub entry: Option<u8>,
    /// How many of the quotations stand within that entry; the others stand around the list.
    pub quotations_within: u8,
}

/// A heading, paragraph, list item and so on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Text or page furniture.
    pub standing: Standing,
    /// How it stands under the block before it.
    pub spacing: Spacing,
    /// What it stands in.
    pub inset: Inset,
    /// Its text: a byte range of the document's text, without markers and outer white space, never empty.
    pub range: Range<usize>,
    /// Its segments, at least one.
    pub segments: Range<usize>,
}

/// A sentence or what is like one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// The block it is in.
    pub block: usize,
    /// Its text: a byte range of the document's text, inside its block's.
    pub range: Range<usize>,
}

/// How a stretch of text is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EmphasisKind {
    /// Italics in print.
    Emphasis,
    /// Bold in print.
    Strong,
    /// Code.
    Code,
    /// The text of a link.
    Link,
}

/// A stretch of text set apart; emphases are sorted by start and may nest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Emphasis {
    /// A byte range of the document's text.
    pub range: Range<usize>,
    /// How it is set.
    pub kind: EmphasisKind,
}

/// Title, date, issuer and the rest of what stands above a text; each is `None` or empty where it was not found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Description {
    /// The title.
    pub title: Option<String>,
    /// The date of the text itself, or else of its publication.
    pub date: Option<Date>,
    /// Who speaks.
    pub issuer: Option<String>,
    /// Where it was written or issued.
    pub place: Option<String>,
    /// The web address it came from, as the text gives it.
    pub source: Option<String>,
    /// Who signed, in order.
    pub signatories: Vec<String>,
    /// Who wrote this version, where a manifest says so.
    pub author: Option<String>,
    /// Who translated it and from what.
    pub translation: Option<String>,
}

impl Description {
    /// This description, with what it lacks taken from another one.
    #[must_use]
    pub fn or(self, other: &Description) -> Self {
        Self {
            title: self.title.or_else(|| other.title.clone()),
            date: self.date.or(other.date),
            issuer: self.issuer.or_else(|| other.issuer.clone()),
            place: self.place.or_else(|| other.place.clone()),
            source: self.source.or_else(|| other.source.clone()),
            signatories: if self.signatories.is_empty() { other.signatories.clone() } else { self.signatories },
            author: self.author.or_else(|| other.author.clone()),
            translation: self.translation.or_else(|| other.translation.clone()),
        }
    }
}

/// Something odd about a file, in a sentence without a full stop, safe to print.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning(pub String);

/// Collects blocks into a [`Document`].
#[derive(Debug, Default)]
pub struct DocumentBuilder {
    blocks: Vec<Block>,
    emphases: Vec<Emphasis>,
}

impl DocumentBuilder {
    /// Adds a block; one whose range is empty is left out.
    pub fn push(&mut self, kind: BlockKind, spacing: Spacing, range: Range<usize>) {
        if !range.is_empty() {
            let inset = Inset::default();
            self.blocks.push(Block { kind, standing: Standing::Body, spacing, inset, range, segments: 0..0 });
        }
    }

    /// Says what the last block stands in.
    pub fn set_in(&mut self, inset: Inset) {
        if let Some(last) = self.blocks.last_mut() {
            last.inset = inset;
        }
    }

    /// Adds an emphasis.
    pub fn emphasize(&mut self, kind: EmphasisKind, range: Range<usize>) {
        if !range.is_empty() {
            self.emphases.push(Emphasis { range, kind });
        }
    }

    /// Adds what another builder has, for a text that stands `shift` bytes further on in this one's.
    pub fn append(&mut self, other: Self, shift: usize) {
        let moved = |range: Range<usize>| range.start + shift..range.end + shift;
        self.blocks.extend(other.blocks.into_iter().map(|block| Block { range: moved(block.range), ..block }));
        let emphasis = |emphasis: Emphasis| Emphasis { range: moved(emphasis.range), ..emphasis };
        self.emphases.extend(other.emphases.into_iter().map(emphasis));
    }

    /// The blocks so far, to be judged and changed in place.
    pub fn blocks_mut(&mut self) -> &mut Vec<Block> {
        &mut self.blocks
    }

    /// The document over `text`, cut into segments by `cut`, which gets a block's text and its kind and returns
    /// byte ranges of that text: in order, not empty, with nothing but white space outside them.
    pub fn finish(mut self, text: String, cut: impl Fn(&str, BlockKind) -> Vec<Range<usize>>) -> Document {
        let mut segments = Vec::with_capacity(self.blocks.len());
        for (index, block) in self.blocks.iter_mut().enumerate() {
            let first = segments.len();
            let start = block.range.start;
            let ranges = cut(&text[block.range.clone()], block.kind);
            let place = |range: Range<usize>| Segment { block: index, range: start + range.start..start + range.end };
            segments.extend(ranges.into_iter().filter(|range| !range.is_empty()).map(place));
            if segments.len() == first {
                segments.push(Segment { block: index, range: block.range.clone() });
            }
            block.segments = first..segments.len();
        }
        self.emphases.sort_by_key(|emphasis| (emphasis.range.start, std::cmp::Reverse(emphasis.range.end)));
        Document {
            text,
            blocks: self.blocks,
            segments,
            emphases: self.emphases,
            tiles: Vec::new(),
            language: Language::undetermined(),
            description: Description::default(),
            warnings: Vec::new(),
            extent: Extent::Whole,
        }
    }
}

impl Document {
    /// The whole text, safe to show.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The blocks in order.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// The segments in order.
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// The text of a block, as it stands in the source: hard-wrapped lines still have their line feeds.
    pub fn block_text(&self, block: usize) -> &str {
        &self.text[self.blocks[block].range.clone()]
    }

    /// The text of a segment.
    pub fn segment_text(&self, segment: usize) -> &str {
        &self.text[self.segments[segment].range.clone()]
    }

    /// The block that a segment is in.
    pub fn block_of(&self, segment: usize) -> &Block {
        &self.blocks[self.segments[segment].block]
    }

    /// The emphases of a block, outer before inner; an emphasis never crosses from one block into the next.
    pub fn emphases_of(&self, block: usize) -> &[Emphasis] {
        let range = &self.blocks[block].range;
        let from = self.emphases.partition_point(|emphasis| emphasis.range.start < range.start);
        let to = self.emphases.partition_point(|emphasis| emphasis.range.start < range.end);
        &self.emphases[from..to]
    }

    /// Makes this a stretch of a file, of these tiles in order.
    #[must_use]
    pub fn as_stretch(mut self, tiles: Vec<Tile>, until: u64, of: u64) -> Self {
        let from = tiles.first().map_or(until, |tile| tile.position);
        self.extent = Extent::Stretch { from, until, of };
        self.tiles = tiles;
        self
    }

    /// The positions that are held, and the number of positions in all: bytes of the file in a stretch of it, bytes
    /// of the text otherwise.
    pub fn span(&self) -> (Range<u64>, u64) {
        let held = self.text.len() as u64;
        match self.extent {
            Extent::Whole => (0..held, held),
            Extent::Beginning { of } => (0..held, of.max(held)),
            Extent::Stretch { from, until, of } => (from..until, of),
        }
    }

    /// The position of a byte of the text.
    ///
    /// Where a tile's text is longer than what it was read from, several bytes share a position.
    pub fn position_of(&self, byte: usize) -> u64 {
        let tile = self.tiles.partition_point(|tile| tile.text <= byte).checked_sub(1);
        let Some((tile, next)) = tile.map(|index| (self.tiles[index], self.tile_end(index))) else {
            return byte as u64;
        };
        let (into, n_bytes, size) =
            ((byte - tile.text) as u64, (next.text - tile.text) as u64, next.position - tile.position);
        let scaled =
            if n_bytes > size { (u128::from(into) * u128::from(size) / u128::from(n_bytes)) as u64 } else { into };
        (tile.position + scaled).min(next.position.saturating_sub(1).max(tile.position))
    }

    /// The byte of the text at a position; `None` where that is not held.
    pub fn byte_at(&self, position: u64) -> Option<usize> {
        let (held, _) = self.span();
        if !held.contains(&position) {
            return None;
        }
        let tile = self.tiles.partition_point(|tile| tile.position <= position).checked_sub(1);
        let Some((tile, next)) = tile.map(|index| (self.tiles[index], self.tile_end(index))) else {
            return usize::try_from(position).ok();
        };
        let (into, n_bytes, size) =
            (position - tile.position, (next.text - tile.text) as u64, next.position - tile.position);
        let scaled = if n_bytes > size {
            (u128::from(into) * u128::from(n_bytes)).div_ceil(u128::from(size)) as u64
        } else {
            into
        };
        let byte = tile.text + usize::try_from(scaled.min(n_bytes)).unwrap_or(usize::MAX);
        Some(byte.min(self.text.len()))
    }

    /// Where the tile after this one begins, or the stretch ends.
    fn tile_end(&self, index: usize) -> Tile {
        let end = || Tile { text: self.text.len(), position: self.span().0.end };
        self.tiles.get(index + 1).copied().unwrap_or_else(end)
    }

    /// Whether nothing of the file comes before what is held.
    pub fn has_start(&self) -> bool {
        self.span().0.start == 0
    }

    /// Whether nothing of the file comes after what is held.
    pub fn has_end(&self) -> bool {
        let (held, of) = self.span();
        held.end >= of
    }

    /// Whether a position is held, or lies beyond the end of the file that is.
    pub fn reaches(&self, position: u64) -> bool {
        let (held, _) = self.span();
        held.contains(&position) || (self.has_end() && position >= held.end)
    }

    /// Whether this is a stretch of a file that is too long to be held.
    pub fn is_stretch(&self) -> bool {
        matches!(self.extent, Extent::Stretch { .. })
    }

    /// The segment that holds a byte of the text, or the first one after it, or the last one.
    pub fn segment_at(&self, byte: usize) -> Option<usize> {
        let index = self.segments.partition_point(|segment| segment.range.end <= byte);
        self.segments.len().checked_sub(1).map(|last| index.min(last))
    }
}
