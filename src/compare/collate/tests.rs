//! What differs, in texts of one language.

use super::*;
use proptest::prelude::*;

/// A text with what differs in brackets.
fn marked(text: &str, spans: &[Range<usize>]) -> String {
    let mut marked = String::new();
    let mut at = 0;
    for span in spans {
        marked.push_str(&format!("{}[{}]", &text[at..span.start], &text[span.clone()]));
        at = span.end;
    }
    marked + &text[at..]
}

fn check(left: &str, right: &str, want: [&str; 3]) {
    let wording = wording([left, right]).expect("they differ");
    let [marked_left, marked_right] = [(left, 0), (right, 1)].map(|(text, side)| marked(text, &wording.spans[side]));
    assert_eq!([marked_left.as_str(), marked_right.as_str(), wording.explanation.as_str()], want);
}

#[test]
fn changed_words_are_marked_and_told() {
    for (left, right, want) in [
        (
            "The ferry leaves at dawn.",
            "The boat leaves at dawn.",
            ["The [ferry] leaves at dawn.", "The [boat] leaves at dawn.", "“ferry” on the left, “boat” on the right"],
        ),
        (
            "It was a very quiet morning.",
            "It was a quiet morning.",
            ["It was a [very] quiet morning.", "It was a quiet morning.", "“very” on the left only"],
        ),
        (
            "They waited.",
            "They waited for an hour.",
            ["They waited.", "They waited [for an hour].", "“for an hour” on the right only"],
        ),
        (
            "The ferry carries sixty people across the sound every morning.",
            "The boat carries ninety people across the bay every morning.",
            [
                "The [ferry] carries [sixty] people across the [sound] every morning.",
                "The [boat] carries [ninety] people across the [bay] every morning.",
                "“ferry” ≠ “boat”; “sixty” ≠ “ninety”; and 1 more",
            ],
        ),
    ] {
        check(left, right, want);
    }
}

#[test]
fn what_is_only_set_otherwise_is_told_as_such() {
    for (left, right, want) in [
        ("Yes, he said", "Yes he said.", Some("only punctuation differs")),
        ("It isn't far.", "It isn’t far.", Some("only punctuation differs")),
        ("The North Sea", "The north sea", Some("only capitals differ")),
        ("The North Sea", "The north sea!", Some("only capitals and punctuation differ")),
        ("one\nline", "one  line", None),
        ("the same", "the same", None),
    ] {
        let explanation = wording([left, right]).map(|wording| wording.explanation);
        assert_eq!(explanation.as_deref(), want, "{left} {right}");
    }
}

#[test]
fn no_crumbs_are_left_of_what_was_rewritten() {
    let left = "He went to the window of the house and saw that the street was empty.";
    let right = "When at last she looked out, nobody walked below in the light of the lamps.";
    let wording = wording([left, right]).expect("they differ");
    assert_eq!(wording.spans.concat(), [0..left.len(), 0..right.len()]);
    assert_eq!(wording.explanation, "rewritten: 15 words on the left, 15 words on the right");
}

#[test]
fn a_word_between_two_longer_changes_belongs_to_them() {
    check(
        "We asked the council of the province to reopen the harbour before the winter storms.",
        "We asked the ministry in the capital to reopen the harbour before the winter storms.",
        [
            "We asked the [council of the province] to reopen the harbour before the winter storms.",
            "We asked the [ministry in the capital] to reopen the harbour before the winter storms.",
            "“council of the province” on the left, “ministry in the capital” on the right",
        ],
    );
}

#[test]
fn a_sentence_that_was_put_in_is_marked_from_its_beginning() {
    check(
        "The boat is old. The quay is older.",
        "The boat is old. The rope is new. The quay is older.",
        [
            "The boat is old. The quay is older.",
            "The boat is old. [The rope is new.] The quay is older.",
            "“The rope is new.” on the right only",
        ],
    );
}

#[test]
fn a_bead_of_any_length_is_collated_in_a_moment() {
    let began = std::time::Instant::now();
    let many = |word: &str, n: usize| (0..n).map(|index| format!("{word}{} ", index % 977)).collect::<String>();
    // A megabyte that shares nothing, one that shares every other word, and one that differs in a single word.
    let (left, right) = (many("left", 150_000), many("right", 150_000));
    assert!(wording([&left, &right]).expect("they differ").explanation.starts_with("rewritten"));
    let mixed = |odd: &str| {
        let word =
            |at: usize| if at.is_multiple_of(2) { format!("w{} ", at * 31 % 613) } else { format!("{odd}{at} ") };
        (0..19_000).map(word).collect::<String>()
    };
    assert!(wording([&mixed("a"), &mixed("b")]).is_some());
    let changed = format!("{left}end");
    assert_eq!(wording([&left, &changed]).expect("they differ").explanation, "“end” on the right only");
    assert!(began.elapsed().as_secs() < 20, "{:?}", began.elapsed());
}

proptest! {
    #[test]
    fn what_is_not_marked_is_the_same_on_both_sides(left in "[ab ,.]{0,40}", right in "[ab ,.]{0,40}") {
        let unmarked = |text: &str, spans: &[Range<usize>]| {
            let is_marked = |word: &Word<'_>| spans.iter().any(|span| span.start <= word.start && word.end() <= span.end);
            words(text).iter().filter(|word| !is_marked(word)).map(|word| word.text.to_owned()).collect::<Vec<_>>()
        };
        match wording([&left, &right]) {
            None => prop_assert_eq!(unmarked(&left, &[]), unmarked(&right, &[])),
            Some(Wording { spans, .. }) => {
                for (text, spans) in [(&left, &spans[0]), (&right, &spans[1])] {
                    prop_assert!(spans.is_sorted_by(|a, b| a.end < b.start));
                    prop_assert!(spans.iter().all(|span| !span.is_empty() && span.end <= text.len()));
                }
                prop_assert_eq!(unmarked(&left, &spans[0]), unmarked(&right, &spans[1]));
            }
        }
    }
}
