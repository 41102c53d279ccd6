//! What is written: two texts, or one or more versions of a work, with what stands level in them.

use std::borrow::Cow;
use std::ops::Range;

use super::citation::Citation;
use crate::import::sanitise::sanitise_line;
use crate::import::segmented::{Lines, alignment_of_lines};
use crate::language::table;
use crate::model::{
    Alignment, Bead, BlockKind, Document, EmphasisKind, Language, Segment, Side, Spacing, Standing, Version, Work,
    WorkKind,
};

/// The most tiers that make one passage: longer runs are cut.
const LONGEST_PASSAGE: usize = 64;

/// The longest name of a work in a file's name, in characters.
const LONGEST_NAME: usize = 80;

/// Two texts and their alignment.
#[derive(Debug, Clone, Copy)]
pub struct Bitext<'a> {
    /// Source and target.
    pub texts: [Text<'a>; 2],
    /// The alignment of their documents' segments.
    pub alignment: &'a Alignment,
}

/// One side of a bitext.
#[derive(Debug, Clone, Copy)]
pub struct Text<'a> {
    /// The path or name it was read from.
    pub path: &'a str,
    /// Its content.
    pub document: &'a Document,
    /// Where a line was a segment: the lines, which are numbered instead of the segments.
    pub lines: Option<&'a Lines>,
}

impl<'a> Bitext<'a> {
    /// One side.
    pub fn text(&self, side: Side) -> &Text<'a> {
        &self.texts[side.index()]
    }

    /// The alignment by the numbers that [`Text`] gives its segments: with lines, empty ones are gaps of their own.
    pub fn numbered(&self) -> Cow<'a, Alignment> {
        match self.texts.map(|text| text.lines) {
            [Some(source), Some(target)] => Cow::Owned(alignment_of_lines(self.alignment, [source, target])),
            _ => Cow::Borrowed(self.alignment),
        }
    }
}

impl<'a> Text<'a> {
    /// The language it is in.
    pub fn language(&self) -> &'a Language {
        &self.document.language
    }

    /// How many segments, or lines, there are.
    pub fn n_segments(&self) -> usize {
        self.lines.map_or(self.document.segments().len(), Lines::len)
    }

    /// The segment with a number; `None` for an empty line.
    pub fn segment(&self, number: usize) -> Option<&'a Segment> {
        let index = self.lines.map_or(Some(number), |lines| lines.segment(number))?;
        self.document.segments().get(index)
    }

    /// What a segment reads: on one line, white space at its line ends and tabs as one space, or as none where the
    /// language writes no spaces.
    pub fn reading(&self, number: usize) -> String {
        let text = self.segment(number).map_or("", |segment| &self.document.text()[segment.range.clone()]);
        let pieces: Vec<&str> = text.split(['\n', '\t']).map(str::trim).filter(|piece| !piece.is_empty()).collect();
        pieces.join(self.joint())
    }

    /// What the segments of a bead read together.
    pub fn joined(&self, numbers: Range<usize>) -> String {
        let readings = numbers.map(|number| self.reading(number)).filter(|reading| !reading.is_empty());
        readings.collect::<Vec<_>>().join(self.joint())
    }

    /// What stands between two lines that are read as one.
    pub fn joint(&self) -> &'static str {
        if table::has_word_spaces(self.language()) { " " } else { "" }
    }

    /// What of the segments with these numbers stands in one block each, in order.
    pub fn pieces(&self, numbers: Range<usize>) -> Vec<Piece> {
        let mut pieces: Vec<Piece> = Vec::new();
        for number in numbers {
            let Some(segment) = self.segment(number) else { continue };
            match pieces.last_mut() {
                Some(piece) if piece.block == segment.block => piece.bytes.end = segment.range.end,
                _ => pieces.push(Piece { block: segment.block, bytes: segment.range.clone() }),
            }
        }
        pieces
    }

    /// Whether a block begins with the segment of this number, or the text ends before it.
    fn begins_block(&self, number: usize) -> bool {
        self.segment(number)
            .is_none_or(|segment| self.document.blocks()[segment.block].range.start == segment.range.start)
    }

    /// How the block that begins with a segment stands under what is above it; `None` where none begins.
    pub fn spacing_at(&self, number: usize) -> Option<Spacing> {
        let segment = self.segment(number)?;
        let block = &self.document.blocks()[segment.block];
        (block.range.start == segment.range.start && block.spacing != Spacing::Continued).then_some(block.spacing)
    }

    fn is_furniture(&self, number: usize) -> bool {
        let block = self.segment(number).map(|segment| &self.document.blocks()[segment.block]);
        block.is_some_and(|block| block.standing == Standing::Boilerplate)
    }
}

/// What of a block stands together: the whole block, or some of its segments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The block, by its index in the document.
    pub block: usize,
    /// A byte range of the document's text.
    pub bytes: Range<usize>,
}

impl Piece {
    /// What the block is.
    pub fn kind(&self, document: &Document) -> BlockKind {
        document.blocks()[self.block].kind
    }

    /// Whether the block begins with it.
    pub fn begins(&self, document: &Document) -> bool {
        document.blocks()[self.block].range.start == self.bytes.start
    }

    /// Its text in stretches of one face each, in order.
    pub fn stretches<'a>(&self, document: &'a Document) -> Vec<Stretch<'a>> {
        let emphases: Vec<_> = document
            .emphases_of(self.block)
            .iter()
            .filter(|e| e.range.end > self.bytes.start && e.range.start < self.bytes.end)
            .collect();
        let mut bounds = vec![self.bytes.start, self.bytes.end];
        let inside = |at: &usize| self.bytes.contains(at) && document.text().is_char_boundary(*at);
        bounds.extend(emphases.iter().flat_map(|emphasis| [emphasis.range.start, emphasis.range.end]).filter(inside));
        bounds.sort_unstable();
        bounds.dedup();
        let stretch = |bounds: &[usize]| {
            let is = |kind: EmphasisKind| {
                let covers = |range: &Range<usize>| range.start <= bounds[0] && bounds[1] <= range.end;
                emphases.iter().any(|emphasis| emphasis.kind == kind && covers(&emphasis.range))
            };
            Stretch {
                text: &document.text()[bounds[0]..bounds[1]],
                start: bounds[0],
                strong: is(EmphasisKind::Strong),
                emphasis: is(EmphasisKind::Emphasis),
                code: is(EmphasisKind::Code),
            }
        };
        bounds.windows(2).map(stretch).collect()
    }
}

/// Text in one face.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch<'a> {
    /// The text, as it stands in the document.
    pub text: &'a str,
    /// Its first byte in the document's text.
    pub start: usize,
    /// Bold in print.
    pub strong: bool,
    /// Italics in print.
    pub emphasis: bool,
    /// Code.
    pub code: bool,
}

/// One or more versions of a work: those after the first are aligned with it.
#[derive(Debug, Clone)]
pub struct Edition<'a> {
    /// The work's id, safe to show.
    pub name: Cow<'a, str>,
    /// Original or digest.
    pub kind: WorkKind,
    /// The versions, at least one.
    pub texts: Vec<Text<'a>>,
    /// For each text after the first its alignment with the first, which is the source.
    pub alignments: Vec<&'a Alignment>,
    /// How the texts are cited, where they are versions of a work.
    pub citations: Vec<Citation>,
}

impl<'a> From<Bitext<'a>> for Edition<'a> {
    fn from(bitext: Bitext<'a>) -> Self {
        let Bitext { texts, alignment } = bitext;
        Self {
            name: Cow::Borrowed(""),
            kind: WorkKind::default(),
            texts: texts.to_vec(),
            alignments: vec![alignment],
            citations: Vec::new(),
        }
    }
}

/// What stands level in all texts: of two a bead, of one a segment, of more the smallest run of beads that begins and ends
/// at the same places of the first text in all alignments.
#[derive(Debug, Clone, PartialEq)]
pub struct Tier {
    /// The segments of each text.
    pub segments: Vec<Range<usize>>,
    /// How sure the least sure of its beads is, 0 to 1.
    pub confidence: f32,
    /// Whether one of its beads is doubtful.
    pub is_doubtful: bool,
}

impl Tier {
    /// Whether a text has nothing here.
    pub fn is_gap(&self, text: usize) -> bool {
        self.segments[text].is_empty()
    }

    /// For each text whether it has nothing here.
    pub fn gaps(&self) -> impl Iterator<Item = bool> {
        self.segments.iter().map(Range::is_empty)
    }

    fn of(segments: Vec<Range<usize>>, beads: &[&Bead]) -> Self {
        Self {
            segments,
            confidence: beads.iter().map(|bead| bead.confidence).fold(1.0, f32::min),
            is_doubtful: beads.iter().any(|bead| bead.is_doubtful()),
        }
    }
}

impl<'a> Edition<'a> {
    /// Versions of a work with their documents and the alignments of those after the first with the first.
    pub fn of(work: &'a Work, versions: &[(&Version, Text<'a>)], alignments: Vec<&'a Alignment>) -> Self {
        Self {
            name: sanitise_line(&work.id),
            kind: work.kind,
            texts: versions.iter().map(|(_, text)| *text).collect(),
            alignments,
            citations: versions.iter().map(|(version, _)| Citation::of(work, version)).collect(),
        }
    }

    /// What stands level, in order; every segment of every text is in exactly one tier.
    pub fn tiers(&self) -> Vec<Tier> {
        match (self.texts.as_slice(), self.alignments.as_slice()) {
            ([text, ..], []) => {
                (0..text.n_segments()).map(|n| Tier::of(std::iter::once(n..n + 1).collect(), &[])).collect()
            }
            ([source, target, ..], [alignment]) => {
                let bitext = Bitext { texts: [*source, *target], alignment };
                let tier = |bead: &Bead| Tier::of(vec![bead.source.clone(), bead.target.clone()], &[bead]);
                bitext.numbered().beads().iter().map(tier).collect()
            }
            ([source, ..], alignments) => merged(source.n_segments(), alignments),
            ([], _) => Vec::new(),
        }
    }

    /// Runs of tiers that begin and end between two blocks in every text, by index; page furniture is apart, and so is what
    /// some texts lack.
    pub fn passages(&self, tiers: &[Tier]) -> Vec<Range<usize>> {
        let mut passages: Vec<Range<usize>> = Vec::new();
        for (index, tier) in tiers.iter().enumerate() {
            let closed = || tier.segments.iter().zip(&self.texts).all(|(range, text)| text.begins_block(range.start));
            let goes_on = || {
                let above = &tiers[index - 1];
                self.is_furniture(above) == self.is_furniture(tier) && above.gaps().eq(tier.gaps())
            };
            match passages.last_mut() {
                Some(last) if last.len() < LONGEST_PASSAGE && goes_on() && !closed() => last.end = index + 1,
                _ => passages.push(index..index + 1),
            }
        }
        passages
    }

    /// The segments of each text in some tiers.
    pub fn segments(&self, tiers: &[Tier]) -> Vec<Range<usize>> {
        let of = |index: usize| match tiers {
            [first, .., last] => first.segments[index].start..last.segments[index].end,
            [only] => only.segments[index].clone(),
            [] => 0..0,
        };
        (0..self.texts.len()).map(of).collect()
    }

    /// The tiers of the text itself, without page furniture, and how many sentences of that there are.
    pub fn body(&self) -> (Vec<Tier>, usize) {
        let (furniture, body): (Vec<Tier>, Vec<Tier>) =
            self.tiers().into_iter().partition(|tier| self.is_furniture(tier));
        let sentences = furniture.iter().map(|tier| tier.segments.iter().map(Range::len).sum::<usize>());
        (body, sentences.sum())
    }

    /// Whether nothing but page furniture stands in a tier.
    pub fn is_furniture(&self, tier: &Tier) -> bool {
        let mut sides = tier.segments.iter().zip(&self.texts);
        sides.all(|(segments, text)| segments.clone().all(|number| text.is_furniture(number)))
    }

    /// How the file is called where the reader says nothing: `ferry.de-en.html`.
    pub fn file_name(&self, ending: &str) -> String {
        let languages = self.texts.iter().map(|text| text.language().tag());
        file_name(&self.name, languages, ending)
    }
}

/// How a file of versions of a work is called: `ferry.de-en.html`.
pub fn file_name<'a>(work: &str, languages: impl Iterator<Item = &'a str>, ending: &str) -> String {
    let plain = |c: char| if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '-' };
    let name: String = work.chars().map(plain).take(LONGEST_NAME).collect();
    let name = name.trim_matches(['.', '-']);
    let name = if name.is_empty() { "text" } else { name };
    format!("{name}.{}.{ending}", languages.collect::<Vec<_>>().join("-"))
}

/// The tiers of more than two texts.
///
/// What the further texts have and the first one lacks at one place makes one tier: which of it corresponds is not known.
fn merged(n_first: usize, alignments: &[&Alignment]) -> Vec<Tier> {
    let mut is_cut = vec![true; n_first + 1];
    for bead in alignments.iter().flat_map(|alignment| alignment.beads()) {
        let inside = bead.source.start + 1..bead.source.end.max(bead.source.start + 1);
        is_cut[inside].fill(false);
    }
    let mut rests: Vec<&[Bead]> = alignments.iter().map(|alignment| alignment.beads()).collect();
    let mut ends = vec![0; alignments.len()];
    let mut tiers = Vec::new();
    let mut from = 0;
    for cut in (0..=n_first).filter(|&place| is_cut[place]) {
        let mut take = |source: Range<usize>, belongs: &dyn Fn(&Bead) -> bool| {
            let taken: Vec<&[Bead]> = rests.iter_mut().map(|rest| take_while(rest, belongs)).collect();
            let is_empty = source.is_empty() && taken.iter().all(|beads| beads.is_empty());
            let targets = taken.iter().zip(&mut ends).map(|(beads, end)| {
                let start = std::mem::replace(end, beads.last().map_or(*end, |last| last.target.end));
                start..*end
            });
            let segments: Vec<_> = std::iter::once(source).chain(targets).collect();
            let beads: Vec<&Bead> = taken.iter().copied().flatten().collect();
            (!is_empty).then(|| Tier::of(segments, &beads))
        };
        let run = take(from..cut, &|bead| bead.source.end <= cut && (bead.source.start < cut));
        let only_others = take(cut..cut, &|bead| bead.source == (cut..cut));
        tiers.extend(run.into_iter().chain(only_others));
        from = cut;
    }
    tiers
}

/// Takes the beads off the front that belong.
fn take_while<'b>(beads: &mut &'b [Bead], belongs: &dyn Fn(&Bead) -> bool) -> &'b [Bead] {
    let n_taken = beads.iter().position(|bead| !belongs(bead)).unwrap_or(beads.len());
    let (taken, rest) = beads.split_at(n_taken);
    *beads = rest;
    taken
}
