//! What alignments must be for any two documents, and what they should be for documents of our own making.

use std::ops::ControlFlow;

use proptest::prelude::*;

use super::{Pin, Task, align};
use crate::model::{Alignment, BlockKind, Document, DocumentBuilder, Side, Spacing, Standing};

/// A document from lines: `# ` heading, `- ` or `1. ` list item, `by ` byline, `~ ` boilerplate, else a paragraph.
fn document(lines: &[impl AsRef<str>]) -> Document {
    let mut builder = DocumentBuilder::default();
    let mut text = String::new();
    for line in lines {
        let line = line.as_ref();
        let (kind, standing, marker) = match line {
            _ if line.starts_with("# ") => (BlockKind::Heading(1), Standing::Body, 2),
            _ if line.starts_with("- ") => (BlockKind::ListItem { depth: 0, ordinal: None }, Standing::Body, 2),
            _ if line.starts_with("by ") => (BlockKind::Byline, Standing::Body, 3),
            _ if line.starts_with("~ ") => (BlockKind::Paragraph, Standing::Boilerplate, 2),
            _ => match line.split_once(". ").map(|(number, _)| (number.parse(), number.len() + 2)) {
                Some((Ok(ordinal), marker)) => {
                    (BlockKind::ListItem { depth: 0, ordinal: Some(ordinal) }, Standing::Body, marker)
                }
                _ => (BlockKind::Paragraph, Standing::Body, 0),
            },
        };
        let start = text.len();
        text.push_str(&line[marker..]);
        if text.len() > start {
            builder.push(kind, Spacing::Apart, start..text.len());
            if let Some(block) = builder.blocks_mut().last_mut() {
                block.standing = standing;
            }
        }
        text.push_str("\n\n");
    }
    builder.finish(text, |block, _| std::iter::once(0..block.len()).collect())
}

/// Beads as `source:target`, a segment a letter: `A:a B: :b CD:c`.
fn show(alignment: &Alignment) -> String {
    let letters = |first: u8, range: std::ops::Range<usize>| -> String {
        range.map(|segment| char::from(first + u8::try_from(segment).expect("few segments"))).collect()
    };
    let bead = |bead: &crate::model::Bead| {
        format!("{}:{}", letters(b'A', bead.source.clone()), letters(b'a', bead.target.clone()))
    };
    alignment.beads().iter().map(bead).collect::<Vec<_>>().join(" ")
}

fn check(name: &str, source: &[&str], target: &[&str], want: &str) {
    let alignment = align(&document(source), &document(target), &[]);
    assert_eq!(show(&alignment), want, "{name}\n{alignment:#?}");
}

const GERMAN: [&str; 7] = [
    "# Der Hafen bleibt offen",
    "Am 3. Mai haben 240 Beschäftigte der Werft in Rostock die Arbeit niedergelegt. Sie wehren sich gegen die Pläne \
     der Direktion, die Nachtschicht zu streichen und das Lager nach Stettin zu verlegen.",
    "Frau Lindqvist, die seit 1998 im Betriebsrat sitzt, sagte der Presse, dass niemand mit ihr gesprochen habe.",
    "Was fordert die Belegschaft?",
    "Die Verhandlungen beginnen am 17. Juni im Rathaus. Bis dahin ruht der Betrieb an beiden Kais, und auch die Fähre \
     nach Trelleborg fährt nur am Morgen.",
    "Wir bitten alle Kolleginnen und Kollegen in Lübeck und Kiel um ihre Unterstützung!",
    "Der Betriebsrat",
];

const ENGLISH: [&str; 7] = [
    "# The harbour stays open",
    "On 3 May, 240 workers of the Rostock shipyard downed tools. They oppose the plans of the management to cut the \
     night shift and to move the store to Stettin.",
    "Ms Lindqvist, who has sat on the works council since 1998, told the press that nobody had talked to her.",
    "What do the workers demand?",
    "Negotiations begin on 17 June at the town hall. Until then both quays are at rest, and the ferry to Trelleborg, \
     too, only goes in the morning.",
    "We ask all our colleagues in Lübeck and Kiel for their support!",
    "The works council",
];

/// The lines with others put in before the line of this index.
fn with(lines: &[&'static str], at: usize, more: &[&'static str]) -> Vec<&'static str> {
    [&lines[..at], more, &lines[at..]].concat()
}

#[test]
fn translations_that_keep_their_paragraphs_lie_level() {
    check("as they are", &GERMAN, &ENGLISH, "A:a B:b C:c D:d E:e F:f G:g");
}

#[test]
fn a_paragraph_that_is_split_on_one_side_is_one_bead() {
    let (first, second) = ENGLISH[1].split_once(". ").expect("two sentences");
    let split = [&ENGLISH[..1], &[first, second], &ENGLISH[2..]].concat();
    check("split", &GERMAN, &split, "A:a B:bc C:d D:e E:f F:g G:h");
    let around = [&ENGLISH[..1], &[first, "~ [Source]", second], &ENGLISH[2..]].concat();
    check("split around a placeholder", &GERMAN, &around, "A:a B:bcd C:e D:f E:g F:h G:i");
}

#[test]
fn what_only_one_side_has_is_a_gap() {
    let links = ["~ More about this", "~ Anna Berg: Ports in the crisis, 2019", "~ Interview with a docker, 2021"];
    check("links", &GERMAN, &with(&ENGLISH, 3, &links), "A:a B:b C:c :d :e :f D:g E:h F:i G:j");
    let donation = ["~ Did you like this article? Then please consider a donation to our small magazine."];
    check("donation", &GERMAN, &with(&ENGLISH, 7, &donation), "A:a B:b C:c D:d E:e F:f G:g :h");
    let demands = ["- No cuts to the night shift", "- The store stays where it is", "- A seat at the table"];
    check("demands", &GERMAN, &with(&ENGLISH, 4, &demands), "A:a B:b C:c D:d :e :f :g E:h F:i G:j");
    check("title", &GERMAN[1..], &ENGLISH, ":a A:b B:c C:d D:e E:f F:g");
    check("paragraph", &GERMAN, &[&ENGLISH[..4], &ENGLISH[5..]].concat(), "A:a B:b C:c D:d E: F:e G:f");
}

#[test]
fn of_six_signatories_the_one_that_the_other_side_lacks_is_the_gap() {
    let german = [
        "Unterzeichnet von:",
        "1. Sozialistische Jugend Rostock",
        "2. Redaktion der Zeitung „Kompass“",
        "3. Initiative Offener Hafen",
        "4. Mietervereinigung Nord",
        "5. Marta Kowalski",
        "6. … und 14 weitere",
    ];
    let english = [
        "Signed by:",
        "- Socialist Youth Rostock,",
        "- Editors of the paper \"Kompass\",",
        "- Open Harbour Initiative,",
        "- Northern Tenants' Union,",
        "- Marta Kowalski.",
    ];
    check("five", &german, &english, "A:a B:b C:c D:d E:e F:f G:");
    check("four", &german, &[&english[..2], &english[3..]].concat(), "A:a B:b C: D:c E:d F:e G:");
}

#[test]
fn a_document_without_segments_leaves_gaps_only() {
    check("both", &[], &[], "");
    check("left", &[], &["One.", "Two."], ":a :b");
    check("right", &["# One", "~ Two."], &[], "A: B:");
}

#[test]
fn doubtful_beads_are_less_sure_than_clear_ones() {
    let clear = align(&document(&GERMAN), &document(&ENGLISH), &[]);
    let foreign =
        ["It rained.", "No one had told him about the second letter.", "He slept badly and woke at four.", "Then?"];
    let doubtful = align(&document(&GERMAN), &document(&foreign), &[]);
    let matches = |alignment: &Alignment| -> Vec<f32> {
        alignment.beads().iter().filter(|bead| !bead.is_gap()).map(|bead| bead.confidence).collect()
    };
    let mean = |confidences: Vec<f32>| confidences.iter().sum::<f32>() / confidences.len() as f32;
    assert!(matches(&clear).iter().all(|&confidence| confidence > 0.85), "{clear:#?}");
    assert!(mean(matches(&clear)) > mean(matches(&doubtful)), "{clear:#?} {doubtful:#?}");
    assert!(!doubtful.beads().iter().any(|bead| bead.is_certain() && !bead.is_gap()), "{doubtful:#?}");
}

#[test]
fn a_bead_begins_at_both_segments_of_a_pin_and_a_pin_that_crosses_an_earlier_one_is_ignored() {
    let (source, target) = (document(&GERMAN), document(&ENGLISH));
    let pin = Pin::start;
    let pins = [pin(4, 2), pin(2, 5), pin(5, 6), pin(99, 0)];
    let alignment = align(&source, &target, &pins);
    assert!(begins_at(&alignment, 4, 2) && begins_at(&alignment, 5, 6), "{alignment:#?}");
    assert!(!begins_at(&alignment, 2, 5));
}

fn begins_at(alignment: &Alignment, source: usize, target: usize) -> bool {
    alignment.beads().iter().any(|bead| bead.source.start == source && bead.target.start == target && !bead.is_gap())
}

#[test]
fn a_long_text_with_a_passage_lost_far_from_its_diagonal_is_followed_to_the_end() {
    let line = |index: usize| match index % 3 {
        0 => format!("Parcel number {index} went to Mr Q{}x and was never seen again.", index * 7919 % 10_007),
        _ => format!("{} and {}.", "nothing of note ".repeat(index % 11 + 1), "so on ".repeat(index % 5)),
    };
    let all: Vec<String> = (0..6000).map(line).collect();
    let cut = [&all[..1500], &all[2700..]].concat();
    let alignment = align(&document(&all), &document(&cut), &[]);
    let level = |segment: usize, want: usize| {
        let bead = &alignment.beads()[alignment.bead_of(Side::Left, segment).expect("every segment has a bead")];
        assert_eq!(bead.target, want..want + 1, "segment {segment}");
    };
    (0..1500).step_by(3).for_each(|segment| level(segment, segment));
    (2700..6000).step_by(3).for_each(|segment| level(segment, segment - 1200));
}

fn any_line() -> impl Strategy<Value = String> {
    let marker = prop_oneof![4 => Just(""), 1 => Just("# "), 1 => Just("- "), 1 => Just("2. "), 1 => Just("~ ")];
    let words = prop_oneof!["[a-d ]{0,6}", "\\PC{0,40}", "(Wien|1848|Paris|rot|中国|[a-z]{5}){1,9}[.!?:]"];
    (marker, words).prop_map(|(marker, words)| format!("{marker}{words}"))
}

fn any_document() -> impl Strategy<Value = Document> {
    prop::collection::vec(any_line(), 0..14).prop_map(|lines| document(&lines))
}

/// Paragraphs that are told apart by their words.
fn distinct_lines() -> impl Strategy<Value = Vec<String>> {
    let line = ("[b-z]{5}( [b-z]{4,9}){3,30}", "[.!?]");
    prop::collection::btree_map("[b-z]{5}", line, 4..20)
        .prop_map(|lines| lines.into_iter().map(|(first, (rest, end))| format!("{first} {rest}{end}")).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn both_sides_are_covered_once_and_exchanging_them_mirrors(
        a in any_document(),
        b in any_document(),
        pins in prop::collection::vec((0..14_usize, 0..14_usize), 0..4),
    ) {
        let pins: Vec<Pin> = pins.into_iter().map(|(source, target)| Pin::start(source, target)).collect();
        let mirrored: Vec<Pin> = pins.iter().cloned().map(Pin::mirrored).collect();
        let alignment = align(&a, &b, &pins);
        let again = Alignment::new(alignment.beads().to_vec(), a.segments().len(), b.segments().len());
        prop_assert!(again.is_ok());
        prop_assert!(alignment.beads().iter().all(|bead| (0.0..=1.0).contains(&bead.confidence)));
        prop_assert_eq!(align(&b, &a, &mirrored), alignment.mirrored());
    }

    #[test]
    fn a_text_beside_itself_is_level_throughout(document in any_document()) {
        let alignment = align(&document, &document, &[]);
        for (at, bead) in alignment.beads().iter().enumerate() {
            prop_assert_eq!((&bead.source, &bead.target), (&(at..at + 1), &(at..at + 1)));
        }
    }

    #[test]
    fn a_passage_taken_out_of_one_side_is_the_only_gap(lines in distinct_lines(), from in 0.0..1.0, share in 0.0..0.6) {
        let from = (from * lines.len() as f64) as usize;
        let to = (from + (share * lines.len() as f64) as usize).min(lines.len());
        let cut = [&lines[..from], &lines[to..]].concat();
        let alignment = align(&document(&lines), &document(&cut), &[]);
        for (at, bead) in alignment.beads().iter().enumerate() {
            prop_assert_eq!(&bead.source, &(at..at + 1));
            let kept = usize::from(at < from || at >= to);
            let target = if at < to { at.min(from) } else { at - (to - from) };
            prop_assert_eq!(&bead.target, &(target..target + kept), "bead {}", at);
        }
    }

    #[test]
    fn every_pin_in_order_is_honoured(
        a in any_document(),
        b in any_document(),
        picks in prop::collection::vec(any::<prop::sample::Index>(), 0..5),
    ) {
        let (n_source, n_target) = (a.segments().len(), b.segments().len());
        prop_assume!(n_source > 0 && n_target > 0);
        let pick = |n: usize| {
            let mut segments: Vec<usize> = picks.iter().map(|pick| pick.index(n)).collect();
            segments.sort_unstable();
            segments.dedup();
            segments
        };
        let pins = pick(n_source).into_iter().zip(pick(n_target)).map(|(source, target)| Pin::start(source, target));
        let pins: Vec<Pin> = pins.collect();
        let alignment = align(&a, &b, &pins);
        prop_assert!(pins.iter().all(|pin| begins_at(&alignment, pin.source.start, pin.target.start)));
    }

    #[test]
    fn every_pinned_bead_stands_whatever_the_effort(
        a in any_document(),
        b in any_document(),
        sizes in prop::collection::vec((0..4_usize, 0..4_usize, 0..4_u8), 1..20),
        near in any::<prop::sample::Index>(),
    ) {
        let (n_source, n_target) = (a.segments().len(), b.segments().len());
        let pins = some_beads(&sizes, n_source, n_target);
        let task = Task { pins: &pins, ..Task::new(&a, &b) };
        let go_on = |_| ControlFlow::Continue(());
        let side = if near.index(2) == 0 { Side::Left } else { Side::Right };
        let place = near.index(n_source.max(n_target).max(1));
        let near = task.near(side, place, &go_on);
        for alignment in [near, task.quick(&go_on), task.full(&go_on)] {
            let alignment = alignment.expect("nothing stops it");
            for pin in &pins {
                prop_assert!(alignment.beads().iter().any(|bead| pin.holds(bead)), "{:?} in {:?}", pin, alignment);
            }
        }
    }
}

/// Pins of some of the beads that texts are cut into, in order.
fn some_beads(sizes: &[(usize, usize, u8)], n_source: usize, n_target: usize) -> Vec<Pin> {
    let (mut from, mut pins) = ((0, 0), Vec::new());
    for &(source, target, kind) in sizes {
        let to = ((from.0 + source).min(n_source), (from.1 + target).min(n_target));
        let has_text = to.0 > from.0 && to.1 > from.1;
        match kind {
            0 if has_text => pins.push(Pin::start(from.0, from.1)),
            1 | 2 if to != from => pins.push(Pin::bead(from.0..to.0, from.1..to.1)),
            _ => {}
        }
        from = to;
    }
    pins
}

#[test]
fn a_pinned_bead_leaves_the_rest_as_it_was_and_pins_that_contradict_it_are_ignored() {
    let (source, target) = (document(&GERMAN), document(&ENGLISH));
    let alone = align(&source, &target, &[]);
    let first = alone.beads()[0].clone();
    let pins = [Pin::start(0, 1), Pin::bead(first.source, first.target), Pin::bead(0..2, 3..4)];
    let pinned = align(&source, &target, &pins);
    assert!((pinned.beads()[0].confidence - 1.0).abs() < f32::EPSILON, "what the reader says is certain");
    let spans = |alignment: &Alignment| -> Vec<_> {
        alignment.beads().iter().map(|bead| (bead.source.clone(), bead.target.clone())).collect()
    };
    assert_eq!(spans(&pinned), spans(&alone));
}
