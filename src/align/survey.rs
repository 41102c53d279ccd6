//! A first look at two texts from afar: where the way from beginning to end must run.
//!
//! Both texts are taken in groups of neighbouring segments, as many to a group as leaves some hundred groups. A field of
//! the table of groups is worth what its words have in common: names, numbers and loan words that look alike, words of
//! the basic vocabulary, the rarer the more. The best way from corner to corner earns the worth of each field that it
//! passes; going on in one text alone earns little and costs a little, so that a lost passage is crossed in a straight
//! line. All fields on ways nearly as good as the best are looked at again in smaller groups, and in the end segment by
//! segment.
//!
//! This is dynamic time warping from coarse to fine (S. Salvador and P. Chan, *FastDTW*, 2007), with a band that is wide
//! where the texts say little and narrow where they say much, instead of a fixed radius.
//!
//! Its limits: two texts in languages without a basic vocabulary here, and without names or numbers in common, give no
//! hold, and the band is as wide as it may be.

use std::ops::Range;

use super::band::{Band, Node};
use super::likeness::View;

/// Segments of texts that are looked at whole.
const WHOLE: usize = 128;
const WHOLE_IF_NARROW: usize = 32;

/// Groups of a text at most in the first look, and by how much groups shrink from look to look.
const FIRST: usize = 700;
const ZOOM: usize = 8;

/// Places where two words may have met, at most: more frequent ones tell nothing.
const MOST_MEETINGS: usize = 4000;

/// Segments that texts are taken to have beside their own when the chance of a meeting is reckoned.
const UNSEEN: f32 = 8.0;

/// The share of the logarithm of a meeting's odds that it is worth, and the most and the least that counts.
const DAMPING: f32 = 0.5;
const MOST_ODDS: f32 = 6.0;
const LEAST: f32 = 0.05;

/// The most that a field is worth, for each segment of a group.
const MOST: f32 = 4.0;

/// What is taken off each field beside what meets there by chance, in standard deviations of it.
const CHANCE: f32 = 1.0;

/// The share of a field's worth that a step in one text alone earns, and what it costs.
const ALONE: f32 = 0.1;
const STEP: f32 = 0.3;

/// How much less good than the best a way may be, and the fields of margin around it.
const NEAR: f32 = 16.0;
const MARGIN: usize = 5;

/// Nodes of a band at most, for each segment of the longer text, and those that any text may have: beyond, only ways
/// nearer to the best are kept, and at last a strip along one of them.
const MOST_BREADTH: usize = 60;
const MOST_OF_SHORT: usize = 400_000;

/// Nodes of the band of a look in groups, at most, so that the next look, which has as many more, takes some 25 MB; and
/// those that each group of the longer text may have nevertheless.
const MOST_TO_ZOOM: usize = 3_000_000 / (ZOOM * ZOOM);
const LEAST_BREADTH: usize = 16;

/// Sightings at most, in memory of twelve bytes each; where there would be more, only rarer words count.
const MOST_SIGHTINGS: usize = 2_000_000;

/// Rows of a table between two questions whether it is still wanted, and sightings.
const ROWS_AT_ONCE: usize = 256;
const SIGHTINGS_AT_ONCE: usize = 1 << 18;

/// How broad the look at short texts may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Breadth {
    /// Texts of some hundred segments are looked at whole, or nearly so.
    Whole,
    /// Not broader than in long texts, to be done in a moment.
    Narrow,
}

impl Breadth {
    /// Segments of texts that are looked at whole.
    fn whole(self) -> usize {
        match self {
            Self::Whole => WHOLE,
            Self::Narrow => WHOLE_IF_NARROW,
        }
    }

    /// Nodes that any text may have.
    fn most_of_short(self) -> usize {
        match self {
            Self::Whole => MOST_OF_SHORT,
            Self::Narrow => 0,
        }
    }
}

/// Two words that may translate each other stand in two segments.
struct Sighting {
    source: u32,
    target: u32,
    worth: f32,
}

/// The nodes that are worth looking at closer, counted from the beginnings of the two runs of segments; `None` when
/// they are not wanted any more, which is asked every few milliseconds.
pub fn survey(
    view: View,
    source: Range<usize>,
    target: Range<usize>,
    breadth: Breadth,
    is_wanted: &(dyn Fn() -> bool + Sync),
) -> Option<Band> {
    let end = (source.len(), target.len());
    if end.0.max(end.1) <= breadth.whole() {
        return Some(Band::whole(end));
    }
    let sightings = sightings(view, source, target);
    let mut size = 1;
    while end.0.max(end.1).div_ceil(size) > FIRST {
        size *= ZOOM;
    }
    let mut band = Band::whole((end.0.div_ceil(size), end.1.div_ceil(size)));
    loop {
        let groups = (end.0.div_ceil(size), end.1.div_ceil(size));
        let longer = groups.0.max(groups.1);
        let most = (MOST_BREADTH * longer).max(breadth.most_of_short());
        let most = if size > 1 { most.min(MOST_TO_ZOOM.max(LEAST_BREADTH * longer)) } else { most };
        band = Look::new(&sightings, size, groups, &band, is_wanted)?.near(most)?;
        if size == 1 {
            return Some(band);
        }
        size /= ZOOM;
        band = band.magnified(ZOOM, (end.0.div_ceil(size), end.1.div_ceil(size)));
    }
}

fn sightings(view: View, source: Range<usize>, target: Range<usize>) -> Vec<Sighting> {
    let field = (source.len() as f32 + UNSEEN) * (target.len() as f32 + UNSEEN);
    let segments = [occurrences(view, 0, source), occurrences(view, 1, target)];
    let n_meetings = |source: u32, target: u32| segments[0][source as usize].len() * segments[1][target as usize].len();
    let mut most = MOST_MEETINGS;
    let n_sightings = |most: usize| -> usize {
        let meetings = view.likenesses.iter().map(|&(source, target, _)| n_meetings(source, target));
        meetings.filter(|&n| n <= most).sum()
    };
    while n_sightings(most) > MOST_SIGHTINGS && most > 1 {
        most /= 2;
    }
    let mut sightings = Vec::new();
    for &(source, target, belief) in view.likenesses {
        let (sources, targets) = (&segments[0][source as usize], &segments[1][target as usize]);
        let n = sources.len() * targets.len();
        if n == 0 || n > most || sightings.len() + n > MOST_SIGHTINGS {
            continue;
        }
        // Each occurrence has one counterpart at best.
        let odds = field / (n * sources.len().max(targets.len())) as f32;
        let worth = belief * DAMPING * odds.ln().clamp(0.0, MOST_ODDS);
        if worth >= LEAST {
            let of_source = |&source| targets.iter().map(move |&target| Sighting { source, target, worth });
            sightings.extend(sources.iter().flat_map(of_source));
        }
    }
    sightings
}

/// For each word of a side, the segments in which it stands, counted from the first one.
fn occurrences(view: View, side: usize, segments: Range<usize>) -> Vec<Vec<u32>> {
    let mut found: Vec<Vec<u32>> = vec![Vec::new(); view.vocabularies[side].len()];
    for (at, segment) in segments.enumerate() {
        for &word in view.words[side].of(segment..segment + 1) {
            let found = &mut found[word as usize];
            if found.last() != Some(&(at as u32)) {
                found.push(at as u32);
            }
        }
    }
    found
}

/// The table of groups of one size.
struct Look<'a> {
    band: &'a Band,
    end: Node,
    /// What each field is worth, which lies before the node of its number.
    worths: Vec<f32>,
    is_wanted: &'a (dyn Fn() -> bool + Sync),
}

impl<'a> Look<'a> {
    fn new(
        sightings: &[Sighting],
        size: usize,
        end: Node,
        band: &'a Band,
        is_wanted: &'a (dyn Fn() -> bool + Sync),
    ) -> Option<Self> {
        let mut worths = vec![0.0_f32; band.n_cells()];
        let (mut rows, mut columns) = (vec![0.0_f32; end.0 + 1], vec![0.0_f32; end.1 + 1]);
        for (number, sighting) in sightings.iter().enumerate() {
            if number % SIGHTINGS_AT_ONCE == 0 && !is_wanted() {
                return None;
            }
            let node = (sighting.source as usize / size + 1, sighting.target as usize / size + 1);
            rows[node.0] += sighting.worth;
            columns[node.1] += sighting.worth;
            if let Some(cell) = band.cell(node) {
                worths[cell] += sighting.worth;
            }
        }
        let all = rows.iter().sum::<f32>().max(f32::MIN_POSITIVE);
        let most = MOST * size as f32;
        for (row, in_row) in rows.iter().enumerate() {
            if row % ROWS_AT_ONCE == 0 && !is_wanted() {
                return None;
            }
            for (column, cell) in band.cells(row) {
                let chance = in_row * columns[column] / all;
                worths[cell] = (worths[cell] - chance - CHANCE * chance.sqrt()).min(most);
            }
        }
        Some(Self { band, end, worths, is_wanted })
    }

    /// Whether to go on with a row.
    fn goes_on(&self, row: usize) -> Option<()> {
        (!row.is_multiple_of(ROWS_AT_ONCE) || (self.is_wanted)()).then_some(())
    }

    /// What the best way to each node is worth.
    fn to(&self) -> Option<Vec<f32>> {
        let mut ways = vec![f32::NEG_INFINITY; self.worths.len()];
        for row in 0..=self.end.0 {
            self.goes_on(row)?;
            for (column, cell) in self.band.cells(row) {
                let way = |from: Option<Node>| from.and_then(|node| self.band.cell(node)).map(|cell| ways[cell]);
                let (above, before) = (row.checked_sub(1), column.checked_sub(1));
                let worth = self.worths[cell];
                let diagonal = way(above.zip(before)).map(|way| way + worth);
                let alone = [way(above.map(|row| (row, column))), way(before.map(|column| (row, column)))];
                let alone = alone.into_iter().flatten().map(|way| way + ALONE * worth - STEP);
                let first = ((row, column) == (0, 0)).then_some(0.0);
                ways[cell] = alone.chain(diagonal).chain(first).fold(f32::NEG_INFINITY, f32::max);
            }
        }
        Some(ways)
    }

    /// Adds to what the best way to each node is worth what the best way from it to the end is.
    fn add_from(&self, ways: &mut [f32]) -> Option<()> {
        // The row below, and the ways from its nodes.
        let (mut below, mut from_below) = (0..0, Vec::new());
        for row in (0..=self.end.0).rev() {
            self.goes_on(row)?;
            let columns = self.band.row(row);
            let mut from = vec![f32::NEG_INFINITY; columns.len()];
            for (column, cell) in self.band.cells(row).rev() {
                let at = column - columns.start;
                let next_row = |column: usize, share: f32, cost: f32| {
                    let way = below.contains(&column).then(|| from_below[column - below.start])?;
                    let cell = self.band.cell((row + 1, column))?;
                    Some(way + share * self.worths[cell] - cost)
                };
                let beside = from.get(at + 1).map(|way: &f32| way + ALONE * self.worths[cell + 1] - STEP);
                let last = ((row, column) == self.end).then_some(0.0);
                let ways_on = [next_row(column + 1, 1.0, 0.0), next_row(column, ALONE, STEP), beside, last];
                from[at] = ways_on.into_iter().flatten().fold(f32::NEG_INFINITY, f32::max);
                ways[cell] += from[at];
            }
            (below, from_below) = (columns, from);
        }
        Some(())
    }

    /// The band of all nodes on ways that are nearly as good as the best, of at most so many nodes.
    fn near(&self, most: usize) -> Option<Band> {
        let mut ways = self.to()?;
        self.add_from(&mut ways)?;
        let best = ways[self.band.cell(self.end).expect("the end is in every band")];
        let longer = self.end.0.max(self.end.1).max(1);
        let mut near = NEAR;
        while near > 0.01 {
            let band = Band::around(&self.nodes(&ways, best - near), self.end, MARGIN, self.band);
            if band.n_cells() <= most {
                return Some(band);
            }
            near /= 4.0;
        }
        let margin = (most / longer / 3).max(MARGIN);
        Some(Band::around(&self.one_way(&ways), self.end, margin, self.band))
    }

    /// Of the best ways, the one nearest to the straight line.
    fn one_way(&self, ways: &[f32]) -> Vec<Node> {
        let slope = self.end.1 as f32 / self.end.0.max(1) as f32;
        let worth = |&(row, column): &Node| {
            let cell = self.band.cell((row, column)).expect("a step stays in the band");
            ways[cell] - 1e-3 * (column as f32 - slope * row as f32).abs()
        };
        let mut nodes = vec![(0, 0)];
        let mut here = (0, 0);
        while here != self.end {
            let next = [(here.0 + 1, here.1 + 1), (here.0 + 1, here.1), (here.0, here.1 + 1)];
            let inside = |node: &Node| node.0 <= self.end.0 && node.1 <= self.end.1 && self.band.cell(*node).is_some();
            let best = next.into_iter().filter(inside).max_by(|one, two| worth(one).total_cmp(&worth(two)));
            here = best.expect("the rows of a band overlap up to its last node");
            nodes.push(here);
        }
        nodes
    }

    /// The first and last node of each row that lies on a way of at least some worth.
    fn nodes(&self, ways: &[f32], least: f32) -> Vec<Node> {
        let mut nodes = Vec::new();
        for row in 0..=self.end.0 {
            // Sums in another order differ in their last digits, of which long texts have more.
            let rounding = 1e-3 + 1e-6 * least.abs();
            let is_near = |&(_, cell): &(usize, usize)| ways[cell] >= least - rounding;
            let first = self.band.cells(row).find(is_near);
            let last = self.band.cells(row).rfind(is_near);
            nodes.extend(first.into_iter().chain(last).map(|(column, _)| (row, column)));
        }
        nodes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::likeness::likenesses;
    use crate::align::words::{Vocabulary, Words};
    use crate::model::{BlockKind, Document, DocumentBuilder, Language, Spacing};

    fn document(n_lines: usize) -> Document {
        let mut builder = DocumentBuilder::default();
        let mut text = String::new();
        for _ in 0..n_lines {
            builder.push(BlockKind::Paragraph, Spacing::Tight, text.len()..text.len() + 7);
            text.push_str("foo bar\n");
        }
        builder.finish(text, |block, _| std::iter::once(0..block.len()).collect())
    }

    #[test]
    fn texts_that_say_the_same_throughout_get_a_band_of_bounded_breadth() {
        for (n_source, n_target) in [(9000, 4500), (9000, 1), (2, 9000)] {
            let mut vocabularies = [Vocabulary::default(), Vocabulary::default()];
            let [source, target] = [n_source, n_target].map(document);
            let words = [
                Words::new([&source].into_iter(), &mut vocabularies[0]),
                Words::new([&target].into_iter(), &mut vocabularies[1]),
            ];
            let vocabularies = [&vocabularies[0], &vocabularies[1]];
            let unknown = Language::undetermined();
            let likenesses = likenesses(vocabularies, [&unknown, &unknown]);
            let view = View { words: [&words[0], &words[1]], vocabularies, likenesses: &likenesses };
            let band = survey(view, 0..n_source, 0..n_target, Breadth::Whole, &|| true).expect("it is wanted");
            assert!(band.n_cells() <= 2 * MOST_BREADTH * 9000, "{} nodes", band.n_cells());
            assert!(band.cell((0, 0)).is_some() && band.cell((n_source, n_target)).is_some());
        }
    }
}
