//! Mending an alignment by hand: what the reader does to a bead becomes pins, between which the texts are aligned anew.
//!
//! A [`Deed`] looks at the beads on the screen and says which ones should stand there instead; these are pinned, in place
//! of what was pinned there before ([`mend`]). [`patched`] puts pins into an alignment at once, so that what was done is
//! seen before the texts are aligned anew.

use std::ops::Range;

use super::pins::{self, Hold, Pin};
use crate::model::{Alignment, Bead, Side};

/// Where a bead would be split: how many of its segments on each side stand above the cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cut {
    /// Source segments above it.
    pub source: usize,
    /// Target segments above it.
    pub target: usize,
}

impl Cut {
    /// Where a bead is most likely to be cut: in the middle of both sides; of one sentence against several, the first
    /// of them stays with it; of one against one, they come apart.
    pub fn middle(bead: &Bead) -> Self {
        let half = |n: usize| n.div_ceil(2);
        match (bead.source.len(), bead.target.len()) {
            (1, 1) => Self { source: 1, target: 0 },
            (1, _) | (_, 1) if !bead.is_gap() => Self { source: 1, target: 1 },
            (source, target) => Self { source: half(source), target: half(target) },
        }
    }

    /// The segments of a side above the cut.
    pub fn of(self, side: Side) -> usize {
        match side {
            Side::Left => self.source,
            Side::Right => self.target,
        }
    }

    /// The cut moved by segments of one side, as far as the bead goes.
    #[must_use]
    pub fn moved(self, bead: &Bead, side: Side, by: isize) -> Self {
        let to = |at: usize, n: usize| at.saturating_add_signed(by).min(n);
        match side {
            Side::Left => Self { source: to(self.source, bead.source.len()), ..self },
            Side::Right => Self { target: to(self.target, bead.target.len()), ..self },
        }
    }
}

/// What the reader does to a bead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// Cuts it in two.
    Split(Cut),
    /// Joins it with the bead after it.
    MergeWithNext,
    /// Joins it with the bead before it.
    MergeWithPrevious,
    /// Takes the first segment of the bead after it on a side into it.
    Take(Side),
    /// Gives its last segment on a side to the bead after it.
    Give(Side),
    /// Lets what it has on a side stand alone, as a gap; the other side is free to stand elsewhere.
    OpenGap(Side),
    /// Joins a gap with what stands beside it.
    CloseGap,
    /// Keeps it as it is.
    Pin,
    /// Leaves it to the program again.
    Unpin,
}

/// Why a deed can't be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// It is one segment.
    OneSegment,
    /// All of it is on one side of the cut.
    NothingCut,
    /// There is no bead after it.
    Last,
    /// There is no bead before it.
    First,
    /// The bead after it has nothing on that side.
    NothingToTake,
    /// It has nothing on that side.
    NothingToGive,
    /// It is a gap already.
    Gap,
    /// It is no gap.
    NoGap,
    /// There is nothing beside the gap that it could be joined with.
    Alone,
    /// It is pinned already.
    Pinned,
    /// It is not pinned.
    NotPinned,
}

/// What comes of a deed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// All pins from now on, in order.
    pub pins: Vec<Pin>,
    /// The beads that stand by the reader's word now in place of what was there, in order.
    pub made: Vec<Pin>,
    /// Which one of them, or what else, is the current bead now.
    pub current: Pin,
}

/// Does something to a bead of an alignment that was made with these pins.
///
/// # Errors
///
/// Why it can't be done; then nothing is changed.
pub fn mend(alignment: &Alignment, pins: &[Pin], bead: usize, deed: Deed) -> Result<Done, Refusal> {
    let beads = alignment.beads();
    let this = beads.get(bead).map(pin_of).ok_or(Refusal::Last)?;
    let before = || bead.checked_sub(1).map(|at| pin_of(&beads[at])).ok_or(Refusal::First);
    let after = || beads.get(bead + 1).map(pin_of).ok_or(Refusal::Last);
    let joined = |a: &Pin, b: &Pin| Pin::bead(a.source.start..b.source.end, a.target.start..b.target.end);
    let is_pinned = pins.iter().any(|pin| pin.holds(&beads[bead]));
    let (made, current) = match deed {
        Deed::Split(cut) => {
            let parts = split(&this, cut)?;
            (parts.to_vec(), 0)
        }
        Deed::MergeWithNext => (vec![joined(&this, &after()?)], 0),
        Deed::MergeWithPrevious => (vec![joined(&before()?, &this)], 0),
        Deed::Take(side) => {
            let next = after()?;
            if next.segments(side).is_empty() {
                return Err(Refusal::NothingToTake);
            }
            (shifted(&this, &next, side, this.segments(side).end + 1), 0)
        }
        Deed::Give(side) => {
            let next = after()?;
            if this.segments(side).is_empty() {
                return Err(Refusal::NothingToGive);
            }
            (shifted(&this, &next, side, this.segments(side).end - 1), 0)
        }
        Deed::OpenGap(side) => {
            if beads[bead].is_gap() {
                return Err(Refusal::Gap);
            }
            let nothing = this.segments(side.other()).start..this.segments(side.other()).start;
            let gap = with(side, this.segments(side), nothing);
            return Ok(Done {
                pins: in_place_of(pins, &this, std::slice::from_ref(&gap)),
                made: vec![gap.clone()],
                current: gap,
            });
        }
        Deed::CloseGap => (vec![closed(beads, bead)?], 0),
        Deed::Pin if pins.contains(&this) => return Err(Refusal::Pinned),
        Deed::Pin => (vec![this.clone()], 0),
        Deed::Unpin if !is_pinned => return Err(Refusal::NotPinned),
        Deed::Unpin => {
            let pins = pins.iter().filter(|pin| !pin.holds(&beads[bead])).cloned().collect();
            return Ok(Done { pins, made: Vec::new(), current: this });
        }
    };
    let touched = joined(&made[0], &made[made.len() - 1]);
    Ok(Done { pins: in_place_of(pins, &touched, &made), current: made[current].clone(), made })
}

/// The bead as it would be pinned.
fn pin_of(bead: &Bead) -> Pin {
    Pin::bead(bead.source.clone(), bead.target.clone())
}

/// A pin with these segments on a side and those on the other one.
fn with(side: Side, own: Range<usize>, other: Range<usize>) -> Pin {
    match side {
        Side::Left => Pin::bead(own, other),
        Side::Right => Pin::bead(other, own),
    }
}

fn split(this: &Pin, cut: Cut) -> Result<[Pin; 2], Refusal> {
    if this.source.len() + this.target.len() < 2 {
        return Err(Refusal::OneSegment);
    }
    let (source, target) = (this.source.start + cut.source, this.target.start + cut.target);
    if source > this.source.end || target > this.target.end {
        return Err(Refusal::NothingCut);
    }
    let above = Pin::bead(this.source.start..source, this.target.start..target);
    let below = Pin::bead(source..this.source.end, target..this.target.end);
    let is_empty = |part: &Pin| part.source.is_empty() && part.target.is_empty();
    if is_empty(&above) || is_empty(&below) { Err(Refusal::NothingCut) } else { Ok([above, below]) }
}

/// Two neighbours with the boundary between them on a side moved to a segment; one that is left with nothing is gone.
fn shifted(this: &Pin, next: &Pin, side: Side, to: usize) -> Vec<Pin> {
    let above = with(side, this.segments(side).start..to, this.segments(side.other()));
    let below = with(side, to..next.segments(side).end, next.segments(side.other()));
    let has_text = |pin: &Pin| !(pin.source.is_empty() && pin.target.is_empty());
    [above, below].into_iter().filter(has_text).collect()
}

/// A gap joined with the gap on the other side that stands beside it, or else with the bead before it, or after it.
fn closed(beads: &[Bead], bead: usize) -> Result<Pin, Refusal> {
    if !beads[bead].is_gap() {
        return Err(Refusal::NoGap);
    }
    let empty = if beads[bead].source.is_empty() { Side::Left } else { Side::Right };
    let beside = [bead.checked_sub(1), Some(bead + 1)].into_iter().flatten();
    let fitting: Vec<usize> =
        beside.filter(|&at| beads.get(at).is_some_and(|other| !other.segments(empty).is_empty())).collect();
    let gap = fitting.iter().find(|&&at| beads[at].is_gap());
    let &other = gap.or(fitting.first()).ok_or(Refusal::Alone)?;
    let (first, last) = (&beads[bead.min(other)], &beads[bead.max(other)]);
    Ok(Pin::bead(first.source.start..last.source.end, first.target.start..last.target.end))
}

/// The pins with another one, in place of those that it contradicts.
#[must_use]
pub fn pinned(pins: &[Pin], pin: &Pin) -> Vec<Pin> {
    in_place_of(pins, pin, std::slice::from_ref(pin))
}

/// The pins with some in place of all that touch what these are made of.
fn in_place_of(pins: &[Pin], touched: &Pin, made: &[Pin]) -> Vec<Pin> {
    let rest = pins.iter().filter(|pin| pin.is_before(touched) || touched.is_before(pin));
    let mut pins: Vec<Pin> = rest.chain(made).cloned().collect();
    pins.sort_by_key(Pin::key);
    pins
}

/// An alignment in which everything stands as the pins say, and otherwise as it was as far as that goes; what has to come
/// apart lies by proportion, without any confidence, until the texts are aligned anew.
#[must_use]
pub fn patched(alignment: &Alignment, pins: &[Pin]) -> Alignment {
    let old = alignment.beads();
    let end = old.last().map_or((0, 0), |bead| (bead.source.end, bead.target.end));
    let mut beads = Vec::with_capacity(old.len() + pins.len());
    let mut at = (0, 0);
    let fill = |from: (usize, usize), to: (usize, usize), beads: &mut Vec<Bead>| {
        let first = old.partition_point(|bead| bead.source.start < from.0 || bead.target.start < from.1);
        let until = old.partition_point(|bead| bead.source.end <= to.0 && bead.target.end <= to.1);
        let run = &old[first..until.max(first)];
        let (begin, finish) = match run {
            [] => (from, from),
            [first, .., last] => ((first.source.start, first.target.start), (last.source.end, last.target.end)),
            [only] => ((only.source.start, only.target.start), (only.source.end, only.target.end)),
        };
        pins::filled(&[], from, begin, beads);
        beads.extend_from_slice(run);
        pins::filled(&[], finish, to, beads);
    };
    for pin in pins::in_order(pins, end) {
        fill(at, pin.from(), &mut beads);
        at = pin.from();
        let stands = pin.hold == Hold::Start
            && old
                .binary_search_by_key(&at, |bead| (bead.source.start, bead.target.start))
                .is_ok_and(|at| pin.holds(&old[at]));
        if !stands {
            beads.push(Bead { source: pin.source.clone(), target: pin.target.clone(), confidence: 1.0 });
            at = pin.until();
        }
    }
    fill(at, end, &mut beads);
    let patched = Alignment::new(beads, end.0, end.1);
    patched.expect("what lies between pins follows on them")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// An alignment of beads of these sizes.
    fn alignment(sizes: &[(usize, usize)]) -> Alignment {
        let (mut at, mut beads) = ((0, 0), Vec::new());
        for &(source, target) in sizes.iter().filter(|size| **size != (0, 0)) {
            let to = (at.0 + source, at.1 + target);
            beads.push(Bead { source: at.0..to.0, target: at.1..to.1, confidence: 0.5 });
            at = to;
        }
        Alignment::new(beads, at.0, at.1).expect("beads in order")
    }

    /// The sizes of beads, `+` behind those that are pinned: `1-2+ 1-0`.
    fn drawn(alignment: &Alignment, pins: &[Pin]) -> String {
        let bead = |bead: &Bead| {
            let mark = if pins.iter().any(|pin| pin.holds(bead)) { "+" } else { "" };
            format!("{}-{}{mark}", bead.source.len(), bead.target.len())
        };
        alignment.beads().iter().map(bead).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn each_deed_does_to_the_second_bead_what_its_name_says() {
        let cut = |source, target| Deed::Split(Cut { source, target });
        for (sizes, deed, want) in [
            (&[(1, 1), (1, 2), (1, 1)][..], cut(1, 1), Ok("1-1 1-1+ 0-1+ 1-1")),
            (&[(1, 1), (1, 1)], cut(1, 0), Ok("1-1 1-0+ 0-1+")),
            (&[(1, 1), (2, 0)], cut(1, 0), Ok("1-1 1-0+ 1-0+")),
            (&[(1, 1), (1, 0)], cut(1, 0), Err(Refusal::OneSegment)),
            (&[(1, 1), (1, 2)], cut(1, 2), Err(Refusal::NothingCut)),
            (&[(1, 1), (1, 2)], cut(0, 0), Err(Refusal::NothingCut)),
            (&[(1, 1), (1, 2)], cut(7, 0), Err(Refusal::NothingCut)),
            (&[(1, 1), (1, 2), (1, 1)], Deed::MergeWithNext, Ok("1-1 2-3+")),
            (&[(1, 1), (1, 2)], Deed::MergeWithNext, Err(Refusal::Last)),
            (&[(1, 1), (1, 2), (1, 1)], Deed::MergeWithPrevious, Ok("2-3+ 1-1")),
            (&[(1, 1), (1, 1), (2, 1)], Deed::Take(Side::Left), Ok("1-1 2-1+ 1-1+")),
            (&[(1, 1), (1, 1), (0, 1)], Deed::Take(Side::Right), Ok("1-1 1-2+")),
            (&[(1, 1), (1, 1), (0, 1)], Deed::Take(Side::Left), Err(Refusal::NothingToTake)),
            (&[(1, 1), (1, 2), (1, 1)], Deed::Give(Side::Right), Ok("1-1 1-1+ 1-2+")),
            (&[(1, 1), (1, 1), (1, 1)], Deed::Give(Side::Left), Ok("1-1 0-1+ 2-1+")),
            (&[(1, 1), (1, 0), (1, 1)], Deed::Give(Side::Left), Ok("1-1 2-1+")),
            (&[(1, 1), (1, 0), (1, 1)], Deed::Give(Side::Right), Err(Refusal::NothingToGive)),
            (&[(1, 1), (1, 1), (1, 1)], Deed::OpenGap(Side::Left), Ok("1-1 1-0+ 0-1 1-1")),
            (&[(1, 1), (1, 1), (1, 1)], Deed::OpenGap(Side::Right), Ok("1-1 0-1+ 1-0 1-1")),
            (&[(1, 1), (0, 1), (1, 1)], Deed::OpenGap(Side::Right), Err(Refusal::Gap)),
            (&[(1, 1), (0, 1), (1, 0)], Deed::CloseGap, Ok("1-1 1-1+")),
            (&[(1, 1), (0, 1), (1, 1)], Deed::CloseGap, Ok("1-2+ 1-1")),
            (&[(0, 1), (0, 1), (1, 1)], Deed::CloseGap, Ok("0-1 1-2+")),
            (&[(0, 1), (0, 1)], Deed::CloseGap, Err(Refusal::Alone)),
            (&[(1, 1), (1, 1)], Deed::CloseGap, Err(Refusal::NoGap)),
            (&[(1, 1), (1, 2)], Deed::Pin, Ok("1-1 1-2+")),
            (&[(1, 1), (1, 2)], Deed::Unpin, Err(Refusal::NotPinned)),
        ] {
            let alignment = alignment(sizes);
            let done = mend(&alignment, &[], 1, deed);
            let done = done.map(|done| drawn(&patched(&alignment, &done.pins), &done.pins));
            assert_eq!(done.as_deref(), want.as_ref().map(|want| *want), "{sizes:?} {deed:?}");
        }
        let first = mend(&alignment(&[(1, 1)]), &[], 0, Deed::MergeWithPrevious);
        assert_eq!(first, Err(Refusal::First));
    }

    #[test]
    fn what_is_pinned_can_be_unpinned_and_a_deed_takes_the_place_of_the_pins_it_touches_only() {
        let alignment = alignment(&[(1, 1), (1, 2), (1, 1)]);
        let pins = [Pin::bead(0..1, 0..1), Pin::start(1, 1), Pin::bead(2..3, 3..4)];
        let done = mend(&alignment, &pins, 1, Deed::MergeWithNext).expect("it can be done");
        assert_eq!(done.pins, [Pin::bead(0..1, 0..1), Pin::bead(1..3, 1..4)]);
        let done = mend(&alignment, &pins, 1, Deed::Unpin).expect("it is pinned");
        assert_eq!(done.pins, [pins[0].clone(), pins[2].clone()]);
        assert_eq!(mend(&alignment, &pins, 2, Deed::Pin), Err(Refusal::Pinned));
    }

    fn any_deed() -> impl Strategy<Value = Deed> {
        let side = || prop_oneof![Just(Side::Left), Just(Side::Right)];
        prop_oneof![
            (0..4_usize, 0..4_usize).prop_map(|(source, target)| Deed::Split(Cut { source, target })),
            Just(Deed::MergeWithNext),
            Just(Deed::MergeWithPrevious),
            side().prop_map(Deed::Take),
            side().prop_map(Deed::Give),
            side().prop_map(Deed::OpenGap),
            Just(Deed::CloseGap),
            Just(Deed::Pin),
            Just(Deed::Unpin),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn whatever_is_done_the_pins_stand_in_order_and_a_valid_alignment_keeps_to_them(
            sizes in prop::collection::vec((0..4_usize, 0..4_usize), 1..12),
            deeds in prop::collection::vec((any::<prop::sample::Index>(), any_deed()), 0..24),
        ) {
            let mut alignment = alignment(&sizes);
            let mut pins: Vec<Pin> = Vec::new();
            for (bead, deed) in deeds {
                prop_assume!(!alignment.beads().is_empty());
                let Ok(done) = mend(&alignment, &pins, bead.index(alignment.beads().len()), deed) else { continue };
                let end = alignment.beads().last().map_or((0, 0), |bead| (bead.source.end, bead.target.end));
                prop_assert_eq!(&pins::in_order(&done.pins, end), &done.pins, "none contradicts another one");
                let before = alignment.clone();
                alignment = patched(&alignment, &done.pins);
                for pin in &done.pins {
                    prop_assert!(alignment.beads().iter().any(|bead| pin.holds(bead)), "{:?} in {:?}", pin, alignment);
                }
                prop_assert!(done.made.iter().all(|made| done.pins.contains(made)));
                prop_assert_eq!(&patched(&before, &pins), &before, "what stands already is left alone");
                pins = done.pins;
            }
        }
    }
}
