//! Marks are put together in any order, survive damage, and are found again in changed texts.

use std::fs;

use proptest::prelude::*;

use super::*;
use crate::model::{BlockKind, Description, Document, DocumentBuilder, Extent, Language, Origin, Spacing, Version};

fn document(sentences: &[&str]) -> Document {
    let (mut builder, mut text) = (DocumentBuilder::default(), String::new());
    for sentence in sentences {
        let start = text.len();
        text.push_str(sentence);
        builder.push(BlockKind::Paragraph, Spacing::Apart, start..text.len());
        text.push('\n');
    }
    builder.finish(text, |_, _| Vec::new())
}

fn version() -> Version {
    Version {
        id: VersionId("/texts/de.md".to_owned()),
        origin: Origin::Embedded("x/de.md"),
        language: Language::parse("de").expect("a tag"),
        description: Description { title: Some("Die\nFähre".to_owned()), ..Description::default() },
        size: 1,
        encoding: None,
    }
}

fn anchor(sentences: &[&str], segments: std::ops::Range<usize>) -> Anchor {
    Anchor::of(&version(), &document(sentences), segments).expect("there are segments")
}

fn mark(kind: Kind, note: &str, now: u64) -> Mark {
    let at = [("/texts/de.md".to_owned(), anchor(&["Eins.", "Zwei.", "Drei."], 1..2))].into();
    Mark::new(kind, (!note.is_empty()).then(|| note.to_owned()), at, now)
}

fn looked(anchor: &Anchor, document: &Document) -> Found {
    anchor.stays(document).unwrap_or_else(|| anchor.look_in(document, &Segmentation::of(document)))
}

#[test]
fn a_passage_is_found_again_wherever_it_is_now_and_told_to_be_gone_where_it_is_not() {
    let old = ["One.", "Two is here.", "Three is long enough to be known.", "Four.", "Five."];
    for (segments, new, want) in [
        (
            1..3,
            &["One.", "Two is here.", "Three is long enough to be known.", "Four.", "Five."][..],
            Some("Two is here.\nThree is long enough to be known."),
        ),
        (
            1..3,
            &["New.", "One.", "Two is here.", "Three is long enough to be known.", "Four."],
            Some("Two is here.\nThree is long enough to be known."),
        ),
        (
            1..3,
            &["Two   is\there.", "Three is long enough to be known."],
            Some("Two   is\there.\nThree is long enough to be known."),
        ),
        (1..3, &["One.", "Two is here.", "Three was.", "Four."], Some("Two is here.\nThree was.")),
        (2..3, &["One.", "Two is here.", "Three is changed.", "Four.", "Five."], Some("Three is changed.")),
        (
            2..3,
            &["A.", "B.", "Three is not long enough to be known.", "C.", "D."],
            Some("Three is not long enough to be known."),
        ),
        (2..3, &["Nothing of it."], None),
        (3..4, &["Four!"], None),
        (0..5, &[], None),
    ] {
        let (anchor, new) = (anchor(&old, segments), document(new));
        let found = looked(&anchor, &new);
        assert_eq!(found.bytes().map(|bytes| &new.text()[bytes]), want, "{found:?}");
        assert_eq!(found == Found::Gone, want.is_none());
    }
}

#[test]
fn of_the_same_sentence_twice_the_nearer_one_is_it() {
    let old = anchor(&["Yes.", "A.", "B.", "Yes.", "C."], 3..4);
    let new = document(&["Yes.", "A.", "B.", "New.", "Yes.", "C."]);
    let bytes = looked(&old, &new).bytes().expect("it is there");
    assert_eq!(bytes.start, new.text().rfind("Yes").expect("twice"));
}

#[test]
fn what_is_not_held_of_a_long_text_is_not_gone() {
    let anchor = anchor(&["One.", "Two.", "Three."], 2..3);
    let mut beginning = document(&["One."]);
    beginning.extent = Extent::Beginning { of: 17 };
    assert_eq!(looked(&anchor, &beginning), Found::NotHeld);
    assert_eq!(looked(&anchor, &document(&["One."])), Found::Gone);
}

#[test]
fn a_mark_says_what_it_is_of_and_a_removed_one_says_nothing() {
    let mark = mark(Kind::Highlight(Colour::Red), "why?", 7);
    let anchor = mark.anchor(&version().id).expect("it is there");
    assert_eq!((anchor.text.as_str(), anchor.title.as_str(), anchor.language.as_str()), ("Zwei.", "Die Fähre", "de"));
    let line = serde_json::to_string(&mark.taken_away(7)).expect("JSON");
    assert!(!line.contains("why") && !line.contains("Zwei") && line.contains("removed"), "{line}");
    assert!(mark.taken_away(7) > mark && mark.taken_away(0) > mark, "whatever the clock says");
}

#[test]
fn marks_are_there_at_the_next_start_and_two_programs_keep_each_other_s_and_what_each_removed() {
    let folder = tempfile::tempdir().expect("a folder");
    let open = || Marks::open(Some(folder.path()));
    let (mut first, mut second) = (open(), open());
    let [a, b] = [mark(Kind::Bookmark, "", 3), mark(Kind::Note, "a\nb \u{1f6a2}", 4)];
    first.state.put(a.clone());
    second.state.put(b.clone());
    first.store.save(&first.state, &|| false).expect("saved");
    second.store.save(&second.state, &|| false).expect("saved");
    let mut third = open();
    assert_eq!((third.message, third.state.n_marks()), (None, 2));
    third.state.put(a.taken_away(9));
    third.store.save(&third.state, &|| false).expect("saved");
    // The first one still has it, and saves again.
    first.state.put(b.changed_to(Kind::Note, Some("c".to_owned()), 8));
    first.store.save(&first.state, &|| false).expect("saved");
    let kept = open().state;
    assert_eq!(kept.iter().map(|mark| mark.note.as_deref()).collect::<Vec<_>>(), [Some("c")]);
}

#[test]
fn damage_costs_what_is_damaged_and_a_newer_form_is_left_alone() {
    let marks = Marks::default().with(&of((1..=5).map(|now| mark(Kind::Bookmark, "", now))));
    let text = marks.to_text().expect("a text");
    for at in 0..text.len() {
        let mut bytes = text.clone().into_bytes();
        bytes.truncate(at);
        let kept = match Marks::read(bytes, 100) {
            Contents::Good(kept) | Contents::Damaged(_, kept) => kept,
            other => panic!("{other:?}"),
        };
        assert!(
            kept.n_marks() + 1 >= text.as_bytes()[..at].iter().filter(|&&byte| byte == b'\n').count(),
            "cut at {at}"
        );
        let mut bytes = text.clone().into_bytes();
        bytes[at] ^= 4;
        match Marks::read(bytes, 100) {
            Contents::Good(kept) | Contents::Damaged(_, kept) => assert!(kept.n_marks() >= 3, "byte {at}"),
            Contents::Newer(form) => assert!(form > FORM && at < 12, "byte {at}"),
            other => panic!("{other:?}"),
        }
    }
    for damaged in ["", "\0\0\0", "[]\n{}\n", "{\"marks\":1}\n{\"id\":3}\n"] {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("marks.jsonl"), damaged).expect("written");
        let opened = Marks::open(Some(folder.path()));
        assert!(opened.message.expect("a message").contains("marks.damaged-1.jsonl"), "{damaged:?}");
    }
    let folder = tempfile::tempdir().expect("a folder");
    let newer = "{\"marks\":2}\n{\"news\":true}\n";
    fs::write(folder.path().join("marks.jsonl"), newer).expect("written");
    let mut opened = Marks::open(Some(folder.path()));
    assert!(opened.message.expect("a message").contains("newer"));
    opened.state.put(mark(Kind::Bookmark, "", 1));
    opened.store.save(&opened.state, &|| false).expect("nothing to do");
    assert_eq!(fs::read_to_string(folder.path().join("marks.jsonl")).expect("kept"), newer);
}

#[test]
fn endless_notes_and_many_marks_stay_within_bounds_and_are_fast() {
    let long = Mark { note: Some("x\u{1b}\n".repeat(100_000)), ..mark(Kind::Note, "", 1) };
    let text = Marks::to_text(&of([long])).expect("a text");
    let (Contents::Good(kept) | Contents::Damaged(_, kept)) = Marks::read(text.into_bytes(), 9) else { panic!("read") };
    assert!(kept.iter().all(|mark| mark.note.as_ref().is_some_and(|note| note.chars().count() <= LONGEST_NOTE)));
    let many = of((0..5_000).flat_map(|now| {
        let made = mark(Kind::Note, "a note", now);
        [made.clone(), made.taken_away(now + 1)].into_iter().take(if now % 2 == 0 { 2 } else { 1 })
    }));
    let mut small = many.clone();
    small.stay_small();
    assert_eq!((small.n_marks(), small.marks.len()), (2_500, 2_500 + MOST_REMOVED));
    let text = small.to_text().expect("a text");
    let Contents::Good(again) = Marks::read(text.into_bytes(), 10_000) else { panic!("it is whole") };
    assert_eq!(*again, small);
}

fn of(marks: impl IntoIterator<Item = Mark>) -> Marks {
    let mut all = Marks::default();
    marks.into_iter().for_each(|mark| all.put(mark));
    all
}

/// A few forms of a few marks, so that they meet.
fn some_marks() -> impl Strategy<Value = Marks> {
    let form = (0u64..3, 0u64..4, any::<bool>(), 0usize..3).prop_map(|(made, later, removed, note)| {
        let kind = [Kind::Bookmark, Kind::Highlight(Colour::Green), Kind::Note][note];
        let form = Mark { changed: made + later, ..mark(Kind::Note, "", made) };
        if removed {
            Mark { changed: made + later, ..form.taken_away(0) }
        } else {
            Mark { kind, note: Some(note.to_string()), ..form }
        }
    });
    proptest::collection::vec(form, 0..6).prop_map(of)
}

proptest! {
    #[test]
    fn marks_put_together_are_the_same_in_any_order_and_however_often(
        a in some_marks(), b in some_marks(), c in some_marks(),
    ) {
        prop_assert_eq!(a.with(&b), b.with(&a));
        prop_assert_eq!(a.with(&b).with(&c), a.with(&b.with(&c)));
        prop_assert_eq!(a.with(&a), a.clone());
        prop_assert_eq!(a.with(&b).with(&b), a.with(&b));
    }

    #[test]
    fn no_bytes_stop_the_program(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let read = Marks::read(bytes, 5);
        prop_assert!(!matches!(read, Contents::Unreadable(_) | Contents::Missing));
    }
}
