//! Parts of documents that are aligned as documents of their own: what bounds the work on texts of any length.
//!
//! [`near`] aligns the surroundings of one place, for the first screen. [`long`] aligns documents that are too long to be
//! looked at as a whole part by part: each begins where the one before it was last sure of itself. What neither aligns is
//! laid side by side by proportion ([`by_proportion`]), without any confidence.

use std::cell::Cell;
use std::ops::Range;

use super::band::Node;
use super::pins::{self, Hold, filled};
use super::rounds::Effort;
use super::shapes::{LARGEST, LONGEST};
use super::{Pin, Task, Watch};
use crate::model::{Bead, Document, DocumentBuilder, Extent, Side, Spacing};

/// Segments of the longer side that are aligned as a whole.
pub const LONGEST_WHOLE: usize = 24_000;

/// Segments of a part of a longer document.
const PART: usize = 12_000;

/// What is aligned around a place: segments, and bytes, before and after it.
const AROUND: usize = 48;
const AROUND_BYTES: usize = 12 << 10;

/// How much farther is looked on the other side: segments, and the share of the way from the nearest place that is known.
const SLACK: usize = 12;
const DRIFT: f64 = 0.06;

/// Segments of the other side that are looked at, at most.
const WIDEST: usize = 640;

/// Some neighbouring segments of a document.
pub fn part(document: &Document, segments: Range<usize>) -> Document {
    let Some(last) = segments.clone().last() else {
        return DocumentBuilder::default().finish(String::new(), |_, _| Vec::new());
    };
    let all = document.segments();
    let (from, to) = (all[segments.start].range.start, all[last].range.end);
    let mut builder = DocumentBuilder::default();
    let first_block = all[segments.start].block;
    for block in &document.blocks()[first_block..=all[last].block] {
        let range = block.range.start.max(from) - from..block.range.end.min(to) - from;
        let spacing = if block.segments.start < segments.start { Spacing::Continued } else { block.spacing };
        builder.push(block.kind, spacing, range);
        if let Some(pushed) = builder.blocks_mut().last_mut() {
            pushed.standing = block.standing;
        }
    }
    let next = Cell::new(first_block);
    let mut part = builder.finish(document.text()[from..to].to_owned(), |_, _| {
        let block = &document.blocks()[next.replace(next.get() + 1)];
        let start = block.range.start.max(from);
        let own = block.segments.start.max(segments.start)..block.segments.end.min(segments.end);
        own.map(|segment| all[segment].range.start - start..all[segment].range.end - start).collect()
    });
    part.language = document.language.clone();
    part
}

/// The beads of the task's part between two nodes, counted as in the whole documents.
fn beads_between(task: &Task, from: Node, to: Node, effort: Effort, watch: Watch) -> Option<Vec<Bead>> {
    let (source, target) = (part(task.source, from.0..to.0), part(task.target, from.1..to.1));
    let pins = pins::between(task.pins, from, to);
    let task = Task { source: &source, target: &target, pins: &pins, companions: task.companions };
    let beads = super::rounds::align(&task, effort, watch)?;
    Some(beads.into_iter().map(|bead| moved(bead, from)).collect())
}

fn moved(bead: Bead, by: Node) -> Bead {
    let source = bead.source.start + by.0..bead.source.end + by.0;
    Bead { source, target: bead.target.start + by.1..bead.target.end + by.1, ..bead }
}

/// Beads between two nodes by the numbers of segments alone, and gaps where one side has far more.
pub fn by_proportion(from: Node, to: Node, beads: &mut Vec<Bead>) {
    let size = (to.0 - from.0, to.1 - from.1);
    let bead = |source: Range<usize>, target: Range<usize>| Bead { source, target, confidence: 0.0 };
    // As many beads as leave none with more segments than a bead may have.
    let n_beads = size.0.min(size.1);
    for at in 0..n_beads {
        let share = |size: usize, origin: usize| {
            let place = |at: usize| origin + (at as u128 * size as u128 / n_beads as u128) as usize;
            place(at)..place(at + 1)
        };
        let (source, target) = (share(size.0, from.0), share(size.1, from.1));
        let most = |range: &Range<usize>, other: &Range<usize>| {
            range.start..range.end.min(range.start + LONGEST.min(LARGEST - other.len().min(LONGEST)))
        };
        let (own, other) = (most(&source, &target), most(&target, &source));
        let rest = (own.end..source.end, other.end..target.end);
        beads.push(bead(own, other.clone()));
        beads.extend(rest.0.map(|segment| bead(segment..segment + 1, other.end..other.end)));
        beads.extend(rest.1.map(|segment| bead(source.end..source.end, segment..segment + 1)));
    }
    if n_beads == 0 {
        beads.extend((from.0..to.0).map(|segment| bead(segment..segment + 1, from.1..from.1)));
        beads.extend((from.1..to.1).map(|segment| bead(to.0..to.0, segment..segment + 1)));
    }
}

/// Aligns documents of any length part by part.
pub fn long(task: &Task, effort: Effort, watch: Watch) -> Option<Vec<Bead>> {
    let end = (task.source.segments().len(), task.target.segments().len());
    let pins = pins::in_order(task.pins, end);
    let task = &Task { pins: &pins, ..*task };
    let mut beads: Vec<Bead> = Vec::new();
    let mut from = (0, 0);
    while from != end {
        let wanted = part_end(from, end);
        let to =
            pins::cut_by(&pins, wanted).map_or(wanted, |pin| if pin.from() == from { pin.until() } else { pin.from() });
        let is_bound = to == end || to != wanted;
        let share = |node: Node| (node.0 + node.1) as f32 / (end.0 + end.1) as f32;
        let watch = |done: f32| watch(share(from) + (share(to) - share(from)) * done);
        if to.0 == from.0 || to.1 == from.1 {
            watch(0.0).is_continue().then_some(())?;
            filled(&pins, from, to, &mut beads);
            from = to;
            continue;
        }
        let found = beads_between(task, from, to, effort, &watch)?;
        let n_kept = if is_bound { found.len() } else { n_kept(&found) };
        beads.extend(found.into_iter().take(n_kept));
        from = beads.last().map_or(end, |bead| (bead.source.end, bead.target.end));
    }
    Some(beads)
}

/// Where a part ends that begins at a node: after as many segments of the longer rest as a part has, and of the shorter
/// rest in proportion and some more.
fn part_end(from: Node, end: Node) -> Node {
    let rest = (end.0 - from.0, end.1 - from.1);
    let longer = rest.0.max(rest.1);
    if longer <= PART {
        return end;
    }
    let size = |rest: usize| (rest as u128 * PART as u128 * 5 / 4 / longer as u128) as usize + SLACK;
    (from.0 + size(rest.0).min(rest.0).min(PART), from.1 + size(rest.1).min(rest.1).min(PART))
}

/// How many beads of a part are kept: up to the last one that is all but certain and not near its end, which was forced
/// to be there; or else three quarters of them.
fn n_kept(beads: &[Bead]) -> usize {
    let inner = beads.len() / 2..beads.len() - beads.len() / 8;
    let sure = beads[inner.clone()].iter().rposition(|bead| !bead.is_gap() && bead.confidence > 0.9);
    sure.map_or(beads.len() * 3 / 4, |at| inner.start + at + 1).max(1)
}

/// An alignment that is good around a place and by proportion everywhere else; the work does not depend on the length
/// of the documents, but for looking at each segment once.
pub fn near(task: &Task, side: Side, segment: usize, watch: Watch) -> Option<Vec<Bead>> {
    let end = (task.source.segments().len(), task.target.segments().len());
    let (documents, n_segments) = ([task.source, task.target], [end.0, end.1]);
    let pins = pins::in_order(task.pins, end);
    let task = &Task { pins: &pins, ..*task };
    let mut beads = Vec::with_capacity(end.0.max(end.1));
    if n_segments.contains(&0) {
        filled(&pins, (0, 0), end, &mut beads);
        return Some(beads);
    }
    let (own, other) = (side.index(), side.other().index());
    let segment = segment.min(n_segments[own] - 1);
    let window = around(documents[own], segment);
    let known = Known::of(task, side);
    // Where the ends of the window should lie on the other side, and how far off that may be.
    let place = |segment: usize| known.place(documents, segment);
    let slack = |segment: usize| SLACK + (DRIFT * known.distance(segment) as f64) as usize;
    let middle = place(segment);
    let (least, most) = (middle.saturating_sub(WIDEST / 2), middle + WIDEST / 2);
    let (first, last) = (known.before(window.start)[other], known.after(window.end)[other]);
    let from = place(window.start).saturating_sub(slack(window.start)).max(least).max(first);
    let to = (place(window.end) + slack(window.end)).min(most).min(last).max(from + 1).min(n_segments[other]);
    let from = from.min(to - 1);
    let node = |at: usize, there: usize| if side == Side::Left { (at, there) } else { (there, at) };
    // A window never holds a part of what is pinned.
    let whole = |node: Node, pin: Option<&Pin>| pin.map_or(node, Pin::from);
    let (start, stop) = (node(window.start, from), node(window.end, to));
    let (start, stop) = (whole(start, pins::cut_by(&pins, start)), whole(stop, pins::cut_by(&pins, stop)));
    if start.0 >= stop.0 || start.1 >= stop.1 {
        filled(&pins, (0, 0), end, &mut beads);
        return Some(beads);
    }
    let found = beads_between(task, start, stop, Effort::Glance, watch)?;
    // What was forced to begin or end at the bounds of the window is no better than the rest.
    let is_match = |bead: &&Bead| !bead.is_gap();
    let edge = AROUND / 4;
    let inner = |bead: &&Bead| {
        let segments = bead.segments(side);
        (window.start == 0 || segments.start >= window.start + edge)
            && (window.end == documents[own].segments().len() || segments.end + edge <= window.end)
    };
    let first = found.iter().find(|bead| is_match(bead) && inner(bead));
    let last = found.iter().rfind(|bead| is_match(bead) && inner(bead));
    let (first, last) = match (first, last) {
        (Some(first), Some(last)) => {
            let first = if start == (0, 0) { (0, 0) } else { (first.source.start, first.target.start) };
            let last = if stop == end { end } else { (last.source.end, last.target.end) };
            (first, last)
        }
        _ => (start, start),
    };
    filled(&pins, (0, 0), first, &mut beads);
    beads.extend(found.into_iter().filter(|bead| {
        let (begin, finish) = ((bead.source.start, bead.target.start), (bead.source.end, bead.target.end));
        first.0 <= begin.0 && first.1 <= begin.1 && finish.0 <= last.0 && finish.1 <= last.1
    }));
    filled(&pins, last, end, &mut beads);
    Some(beads)
}

/// The segments around one, as many as a large screen shows before and after it.
fn around(document: &Document, segment: usize) -> Range<usize> {
    let segments = document.segments();
    let at = segments[segment].range.start;
    let is_near = |other: usize| segments[other].range.start.abs_diff(at) <= AROUND_BYTES;
    let before = (0..segment).rev().take(AROUND).take_while(|&other| is_near(other)).count();
    // At the beginning there is nothing before it, and as much more after it.
    let n_after = 2 * AROUND - before.min(AROUND);
    let after = (segment + 1..segments.len()).take(n_after).take_while(|&other| is_near(other)).count();
    segment - before..segment + after + 1
}

/// The places where both sides are known to correspond.
struct Known {
    side: Side,
    /// Segments of the two sides, in order: the beginning, and where what is pinned begins and ends.
    nodes: Vec<[usize; 2]>,
    ends: [usize; 2],
    /// Which share of what follows the last of them was read: 1 unless only the beginning of a text was.
    shares: [f64; 2],
}

impl Known {
    fn of(task: &Task, side: Side) -> Self {
        let places = |pin: &Pin| [pin.from(), if pin.hold == Hold::Bead { pin.until() } else { pin.from() }];
        let pinned = task.pins.iter().flat_map(places).map(|node| [node.0, node.1]);
        let documents = [task.source, task.target];
        let read = |document: &Document| match document.extent {
            Extent::Beginning { of } => document.text().len() as f64 / of.max(1) as f64,
            _ => 1.0,
        };
        Self {
            side,
            nodes: std::iter::once([0, 0]).chain(pinned).collect(),
            ends: documents.map(|document| document.segments().len()),
            shares: documents.map(read),
        }
    }

    /// The last known place where nothing from a segment on comes before it.
    fn before(&self, segment: usize) -> [usize; 2] {
        let at = self.nodes.partition_point(|node| node[self.side.index()] <= segment);
        at.checked_sub(1).map_or([0, 0], |at| self.nodes[at])
    }

    /// The first known place where nothing up to a segment comes after it.
    fn after(&self, segment: usize) -> [usize; 2] {
        let at = self.nodes.partition_point(|node| node[self.side.index()] < segment);
        self.nodes.get(at).copied().unwrap_or(self.ends)
    }

    /// How many segments lie between one and the nearest place that is known.
    fn distance(&self, segment: usize) -> usize {
        let at = self.side.index();
        let after = self.after(segment);
        let is_known = after != self.ends || self.shares.iter().all(|&share| share >= 1.0);
        let after = if is_known { after[at] } else { usize::MAX };
        segment.saturating_sub(self.before(segment)[at]).min(after.saturating_sub(segment))
    }

    /// The segment of the other side that lies where one of this side does, by their bytes.
    fn place(&self, documents: [&Document; 2], segment: usize) -> usize {
        let (own, other) = (self.side.index(), self.side.other().index());
        let (from, to) = (self.before(segment), self.after(segment + 1));
        let shares = if to == self.ends { self.shares } else { [1.0; 2] };
        let byte = |side: usize, segment: usize| {
            let segments = documents[side].segments();
            segments.get(segment).map_or(documents[side].text().len(), |segment| segment.range.start)
        };
        let length = |side: usize| (byte(side, to[side]) - byte(side, from[side])) as f64 / shares[side];
        let gone = byte(own, segment) as f64 - byte(own, from[own]) as f64;
        let there = byte(other, from[other]) as f64 + gone / length(own).max(1.0) * length(other);
        documents[other].segments().partition_point(|segment| (segment.range.end as f64) <= there)
    }
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use super::*;
    use crate::model::{Alignment, BlockKind};

    fn go_on(_: f32) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }

    /// Paragraphs of two sentences; each sentence has numbers of its own and words of its language.
    fn document(word: &str, sentences: &[usize]) -> Document {
        let (mut builder, mut text) = (DocumentBuilder::default(), String::new());
        let mut lengths: Vec<Vec<usize>> = Vec::new();
        for two in sentences.chunks(2) {
            let start = text.len();
            let own = two.iter().map(|at| format!("{word} {} {word}{}. ", at * 7919 % 100_003, at % 7));
            lengths.push(
                own.map(|sentence| {
                    text.push_str(&sentence);
                    sentence.len()
                })
                .collect(),
            );
            builder.push(BlockKind::Paragraph, Spacing::Apart, start..text.len());
        }
        let next = Cell::new(0);
        builder.finish(text, |_, _| {
            let mut start = 0;
            let lengths = lengths[next.replace(next.get() + 1)].iter();
            lengths
                .map(|length| {
                    start += length;
                    start - length..start - 1
                })
                .collect()
        })
    }

    #[test]
    fn a_part_is_cut_as_the_whole_is() {
        let whole = document("Wort", &(0..9).collect::<Vec<_>>());
        for segments in [0..9, 1..4, 3..4, 8..9, 2..8] {
            let part = part(&whole, segments.clone());
            assert_eq!(part.segments().len(), segments.len());
            for (own, segment) in segments.clone().enumerate() {
                assert_eq!(part.segment_text(own), whole.segment_text(segment));
            }
            let begins_inside = segments.start % 2 == 1;
            assert_eq!(part.blocks()[0].spacing == Spacing::Continued, begins_inside, "{segments:?}");
        }
        assert!(part(&whole, 4..4).segments().is_empty());
    }

    #[test]
    fn near_a_place_what_belongs_together_lies_together_and_everything_is_somewhere() {
        let (n, lost) = (3_000, 700..720);
        let source = document("Wort", &(0..n).collect::<Vec<_>>());
        let target = document("word", &(0..n).filter(|at| !lost.contains(at)).collect::<Vec<_>>());
        let counterpart = |segment: usize| if segment < lost.start { segment } else { segment - lost.len() };
        let task = Task::new(&source, &target);
        for at in [0, 1, 300, 1_500, n - 1] {
            let beads = near(&task, Side::Left, at, &go_on).expect("nothing stops it");
            let alignment = Alignment::new(beads, n, n - lost.len()).expect("an alignment");
            for segment in at..(at + 20).min(n) {
                let bead = &alignment.beads()[alignment.bead_of(Side::Left, segment).expect("a bead")];
                assert_eq!((bead.source.clone(), bead.target.start), (segment..segment + 1, counterpart(segment)));
            }
        }
        let beads = near(&task, Side::Right, 1_480, &go_on).expect("nothing stops it");
        let alignment = Alignment::new(beads, n, n - lost.len()).expect("an alignment");
        assert_eq!(alignment.counterpart(Side::Right, 1_480), Some(1_500));
        assert!(near(&task, Side::Left, 0, &|_| ControlFlow::Break(())).is_none());
    }

    #[test]
    fn near_a_pin_the_place_is_sought_from_there() {
        let source = document("Wort", &(0..2_000).collect::<Vec<_>>());
        // A long preface on one side only.
        let target = document("word", &(5_000..6_500).chain(0..2_000).collect::<Vec<_>>());
        let pins = [Pin::start(990, 2_490)];
        let task = Task { pins: &pins, ..Task::new(&source, &target) };
        let beads = near(&task, Side::Left, 1_000, &go_on).expect("nothing stops it");
        let alignment = Alignment::new(beads, 2_000, 3_500).expect("an alignment");
        assert_eq!(alignment.counterpart(Side::Left, 1_000), Some(2_500));
    }

    #[test]
    fn by_proportion_no_bead_is_too_large_and_nothing_is_left_out() {
        for (source, target) in [(0, 0), (3, 0), (0, 4), (5, 5), (7, 3), (1, 50), (50, 1), (1_000, 7)] {
            let mut beads = Vec::new();
            by_proportion((0, 0), (source, target), &mut beads);
            assert!(beads.iter().all(|bead| bead.source.len().max(bead.target.len()) <= LONGEST));
            assert!(beads.iter().all(|bead| bead.source.len() + bead.target.len() <= LARGEST));
            Alignment::new(beads, source, target).expect("an alignment");
        }
    }

    #[test]
    fn texts_of_any_length_are_aligned_part_by_part() {
        let n = PART * 3;
        let source = document("Wort", &(0..n).collect::<Vec<_>>());
        let target = document("word", &(100..n).collect::<Vec<_>>());
        let beads = long(&Task::new(&source, &target), Effort::Quick, &go_on).expect("nothing stops it");
        let level = beads.iter().filter(|bead| bead.source.start == bead.target.start + 100 && !bead.is_gap()).count();
        assert!(level > n * 9 / 10, "{level} of {n}");
        Alignment::new(beads, n, n - 100).expect("an alignment");
        let one = document("word", &[PART * 2]);
        let beads = long(&Task::new(&source, &one), Effort::Quick, &go_on).expect("nothing stops it");
        Alignment::new(beads, n, 1).expect("an alignment");
    }

    #[test]
    fn what_is_pinned_stands_wherever_a_part_or_a_window_would_end() {
        let n = PART * 5 / 2;
        let source = document("Wort", &(0..n).collect::<Vec<_>>());
        let target = document("word", &(0..n).collect::<Vec<_>>());
        let bead = |at: usize| Pin::bead(at..at + 3, at + 1..at + 2);
        let around = |at: usize| (at.saturating_sub(40)..at + 40).step_by(4).map(bead);
        let mut pins: Vec<Pin> = around(PART).chain(around(2 * PART)).chain([bead(900), bead(951)]).collect();
        pins.push(Pin::bead(n..n, n - 1..n));
        let task = Task { pins: &pins, ..Task::new(&source, &target) };
        let long = long(&task, Effort::Glance, &go_on).expect("nothing stops it");
        let near = |at: usize| near(&task, Side::Right, at, &go_on).expect("nothing stops it");
        for beads in [long, near(0), near(901), near(PART), near(2 * PART + 1), near(n - 1)] {
            assert!(pins.iter().all(|pin| beads.iter().any(|bead| pin.holds(bead))));
            Alignment::new(beads, n, n).expect("an alignment");
        }
    }
}
