use super::*;
use crate::import::Hints;
use crate::import::segmented::import_segmented;
use crate::model::{Bead, Language, Side};

/// A document with a segment a line.
pub(super) fn document(tag: &str, lines: &[&str]) -> Document {
    let hints = Hints { language: Language::parse(tag), ..Hints::default() };
    import_segmented(lines.join("\n").as_bytes(), &hints).expect("text").0
}

/// An alignment in which each line is a bead with the line beside it.
fn line_by_line(documents: [&Document; 2]) -> Alignment {
    let n_segments = documents.map(|document| document.segments().len());
    let beads = (0..n_segments[0].max(n_segments[1])).map(|line| {
        let range = |n: usize| line.min(n)..(line + 1).min(n);
        Bead { source: range(n_segments[0]), target: range(n_segments[1]), confidence: 1.0 }
    });
    Alignment::new(beads.collect(), n_segments[0], n_segments[1]).expect("a bead a line")
}

/// What is found between two texts, with the beads.
fn found(tags: [&str; 2], left: &[&str], right: &[&str]) -> Vec<(usize, String)> {
    let documents = [document(tags[0], left), document(tags[1], right)];
    let documents = [&documents[0], &documents[1]];
    let alignment = line_by_line(documents);
    let comparison = Comparison::of(documents, &alignment);
    for finding in comparison.findings() {
        for side in Side::BOTH {
            for span in &finding.spans[side.index()] {
                let inside = alignment.beads()[finding.bead].segments(side).any(|segment| {
                    let range = &documents[side.index()].segments()[segment].range;
                    range.start <= span.start && span.end <= range.end
                });
                assert!(inside, "{finding:?}");
            }
        }
    }
    comparison.findings().iter().map(|finding| (finding.bead, finding.explanation.clone())).collect()
}

/// Checks that one sentence and its translation disagree in nothing.
fn agree(tags: [&str; 2], left: &str, right: &str) {
    assert_eq!(found(tags, &[left], &[right]), [], "{left} / {right}");
    assert_eq!(found([tags[1], tags[0]], &[right], &[left]), [], "{right} / {left}");
}

/// Checks what is said of one sentence and another one.
fn differ(tags: [&str; 2], left: &str, right: &str, want: &str) {
    let found = found(tags, &[left], &[right]);
    let explanations: Vec<&str> = found.iter().map(|(_, explanation)| explanation.as_str()).collect();
    assert_eq!(explanations, [want], "{left} / {right}");
}

#[test]
fn numbers_agree_in_digits_and_words_and_with_the_marks_of_each_language() {
    for (tags, left, right) in [
        (["en", "de"], "Some 8,000 people came.", "Rund 8.000 Menschen kamen."),
        (["en", "sv"], "Some 8,000 people came.", "Omkring 8 000 personer kom."),
        (["en", "nb"], "Eight thousand came.", "Det kom 8 tusen."),
        (["en", "pt"], "Over 160 boats sank.", "Afundaram mais de cento e sessenta barcos."),
        (["en", "de"], "It is 1.5 metres deep.", "Er ist 1,5 Meter tief."),
        (["en", "fr"], "She was ninety-seven.", "Elle avait quatre-vingt-dix-sept ans."),
        (["de", "en"], "Ein Boot lag da.", "The boat lay there."),
        (["de", "en"], "Die beiden gingen.", "The two went."),
        (["en", "de"], "from 1941 to 1945", "von 1941–45"),
        (["en", "de"], "1. The harbour", "Der Hafen"),
        (["en", "de"], "The harbour [12] is closed.", "Der Hafen ist geschlossen."),
        (["en", "es"], "It cost 1,500 a day.", "Costaba 1.500 al día."),
    ] {
        agree(tags, left, right);
    }
}

#[test]
fn numbers_that_differ_or_are_lost_are_told_as_they_stand() {
    for (left, right, want) in [
        ("Some 8,000 came.", "Rund 3.000 kamen.", "number: 8,000 on the left, 3.000 on the right"),
        ("Some 8,000 came.", "Viele kamen.", "number: 8,000 on the left, nothing like it on the right"),
        ("Many came.", "Achtzig kamen.", "number: Achtzig on the right, nothing like it on the left"),
        ("Three boats sank.", "Vier Boote sanken.", "number: Three on the left, Vier on the right"),
    ] {
        differ(["en", "de"], left, right, want);
    }
}

#[test]
fn a_word_for_a_small_number_alone_is_no_evidence() {
    agree(["en", "de"], "The three of them went.", "Sie gingen alle.");
    agree(["en", "de"], "A thousand thanks!", "Vielen Dank!");
}

#[test]
fn what_stands_in_the_sentence_before_or_behind_is_not_lacking() {
    let left = ["In all 160 boats sank.", "It was a storm.", "Then 45 came back."];
    let right = ["Es war ein Sturm.", "160 Boote sanken.", "Dann kamen 45 zurück."];
    assert_eq!(found(["en", "de"], &left, &right), []);
}

#[test]
fn dates_agree_in_any_order_and_style() {
    for (left, right) in [
        ("It began on 8 January 2022.", "Es begann am 8. Januar 2022."),
        ("It began on January 8th.", "Es begann am 08.01.2022."),
        ("It began on 2022-01-08.", "Es begann am 8. Januar."),
        ("It began on 01/08/2022.", "Es begann am 8. Januar 2022."),
        ("It began on 8 January.", "Es begann am Samstag, dem 8. Januar."),
        ("on 2–5 January 2022", "vom 2. bis zum 5. Januar 2022"),
    ] {
        agree(["en", "de"], left, right);
    }
    let want = "date: 8 January on the left, 12. Januar on the right";
    differ(["en", "de"], "It began on 8 January.", "Es begann am 12. Januar.", want);
    let want = "date: 8 January 2022 on the left, nothing like it on the right";
    differ(["en", "de"], "It began on 8 January 2022.", "So begann es.", want);
}

#[test]
fn addresses_agree_where_they_lead_to_one_page() {
    agree(["en", "de"], "See https://example.org/en/boats.", "Siehe www.example.org/de/boote/");
    let want = "web address: example.org on the left, example.com on the right";
    differ(["en", "de"], "See example.org.", "Siehe example.com.", want);
}

#[test]
fn shares_and_money_agree_by_what_they_are_worth() {
    for (tags, left, right) in [
        (["en", "de"], "It grew by 5 per cent.", "Es wuchs um 5 Prozent."),
        (["en", "fr"], "It grew by 12.5%.", "Il a crû de 12,5 pour cent."),
        (["en", "nb"], "5 percent of it", "5 prosent av det"),
        (["en", "de"], "5 ‰ of it", "0,5 % davon"),
        (["en", "de"], "50 % of them", "die Hälfte davon"),
        (["en", "tr"], "5 percent of it", "yüzde 5"),
        (["en", "de"], "It cost €1.5m.", "Es kostete 1,5 Millionen Euro."),
        (["en", "de"], "It cost EUR 1,500,000.", "Es kostete 1,5 Mio. Euro."),
        (["en", "ru"], "It cost 5,000 roubles.", "Это стоило 5 тысяч рублей."),
        (["en", "fr"], "It cost 3 million euros.", "Il a coûté 3 millions d’euros."),
        (["en", "pt"], "Some 20 dollars.", "Uns vinte dólares."),
    ] {
        agree(tags, left, right);
    }
    for (left, right, want) in [
        ("5 per cent", "6 Prozent", "percentage: 5 per cent on the left, 6 Prozent on the right"),
        ("It cost $50.", "Es kostete 50 Euro.", "money: $50 on the left, 50 Euro on the right"),
        ("It cost €50.", "Es kostete viel.", "money: €50 on the left, nothing like it on the right"),
    ] {
        differ(["en", "de"], left, right, want);
    }
}

#[test]
fn hours_eras_pages_and_converted_measures_do_not_alarm() {
    for (tags, left, right) in [
        (["en", "de"], "It was 5 pm.", "Es war 17 Uhr."),
        (["en", "sv"], "It left at 10.5 p.m.", "Det gick klockan 22.05."),
        (["en", "nb"], "In the 19th century.", "På 1800-tallet."),
        (["en", "de"], "In the 1990s.", "In den neunziger Jahren."),
        (["en", "de"], "See p. 81.", "Siehe S. 80."),
        (["en", "pt"], "It was ten feet long.", "Tinha 3 metros de comprimento."),
        (["de", "es"], "Es war viertel acht.", "Eran las siete y cuarto."),
    ] {
        agree(tags, left, right);
    }
}

#[test]
fn a_bead_that_may_not_belong_together_is_not_judged() {
    let documents = [document("en", &["In all 8,000 came."]), document("de", &["Das Meer ist blau."])];
    let bead = Bead { source: 0..1, target: 0..1, confidence: 0.3 };
    let alignment = Alignment::new(vec![bead], 1, 1).expect("a bead");
    assert_eq!(Comparison::of([&documents[0], &documents[1]], &alignment), Comparison::default());
}

/// A text in which Tokajew and Berg are known, with a last sentence of its own.
fn with_names<'t>(known: [&'t str; 4], last: &'t str) -> Vec<&'t str> {
    known.into_iter().chain([last]).collect()
}

const GERMAN: [&str; 4] = [
    "Gestern kam Tokajew nach Bergen.",
    "Dann sprach Tokajew mit Ingrid Solberg.",
    "Am Abend ging Tokajew mit Solberg an den Hafen.",
    "Da sahen Tokajew und Solberg ein Boot.",
];

const ENGLISH: [&str; 4] = [
    "Yesterday Tokayev came to Bergen.",
    "Then Tokayev spoke with Ingrid Solberg.",
    "In the evening Tokayev went to the harbour with Solberg.",
    "There Tokayev and Solberg saw a boat.",
];

#[test]
fn a_given_name_that_is_misspelt_is_found_beside_the_family_name() {
    let found = found(
        ["de", "en"],
        &with_names(GERMAN, "Heute fuhr Kassym-Schomart Tokajew ab."),
        &with_names(ENGLISH, "Today Kosym-Zharmat Tokayev left."),
    );
    let want = "name: Kassym-Schomart Tokajew on the left, Kosym-Zharmat Tokayev on the right";
    assert_eq!(found, [(4, want.to_owned())]);
}

#[test]
fn transliterations_titles_and_translations_of_names_do_not_alarm() {
    for (german, english) in [
        ("Heute fuhr Kassym-Schomart Tokajew ab.", "Today Kassym-Jomart Tokayev left."),
        ("Heute fuhr Kassym-Schomart Tokajew ab.", "Today Qasym-Zhomart Tokaev left."),
        ("Heute fuhr Genosse Tokajew ab.", "Today Comrade Tokayev left."),
        ("Heute fuhr Solberg nach Deutschland.", "Today Solberg left for Germany."),
        ("Heute sah Tokajews Bruder Solberg.", "Today Tokayev’s brother saw Solberg."),
        ("Heute fuhr Solberg zur NATO.", "Today Solberg left for the alliance."),
    ] {
        let found = found(["de", "en"], &with_names(GERMAN, german), &with_names(ENGLISH, english));
        assert_eq!(found, [], "{german} / {english}");
    }
}

#[test]
fn a_name_that_stands_where_another_one_should_is_found() {
    let left = with_names(GERMAN, "Heute fuhr Solberg ab.");
    let right = with_names(ENGLISH, "Today Tokayev left.");
    let (mut left, mut right) = (left, right);
    left.push("Und morgen kommt Solberg wieder.");
    right.push("And tomorrow Solberg comes back.");
    left.swap(4, 5);
    right.swap(4, 5);
    let blank = (["Das Meer war still."; 2], ["The sea was calm."; 2]);
    left.splice(5..5, blank.0);
    right.splice(5..5, blank.1);
    let want = "name: Solberg on the left, Tokayev on the right";
    assert_eq!(found(["de", "en"], &left, &right), [(7, want.to_owned())]);
}

#[test]
fn a_name_that_is_lacking_once_where_it_always_meets_its_like_is_found() {
    let (mut left, mut right) = (GERMAN.to_vec(), ENGLISH.to_vec());
    left.extend(["Das Meer war still.", "Heute fuhr Tokajew ab."]);
    right.extend(["The sea was calm.", "Today the president left."]);
    let want = "name: Tokajew on the left, nothing like it on the right";
    assert_eq!(found(["de", "en"], &left, &right), [(5, want.to_owned())]);
}

/// Parts of texts that are read as facts or nearly so, and what may stand between them.
const PARTS: &[&str] = &[
    "8,000",
    "8.000",
    "8 000",
    "1.5",
    "3",
    "12",
    "2022",
    "eight thousand",
    "zwanzig",
    "deux cents",
    "20 %",
    "€5m",
    "5 Euro",
    "kr 3",
    "8 January 2022",
    "8. Januar",
    "01/08/2022",
    "5 pm",
    "19th century",
    "p. 5",
    "1 ½",
    "XIX",
    "example.org",
    "https://example.org/de/x",
    "Tokajew",
    "Tokayev",
    "Kassym-Schomart Tokajew",
    "Kosym-Zharmat Tokayev",
    "Ingrid Solberg",
    "Solberg",
    "Токаев",
    "NATO",
    "the boat",
    "und das Meer",
    "東京",
    "三百",
    "ein",
    "…",
    "(",
    ")",
    ".",
    ", ",
    " ",
    "\u{301}",
    "ß",
    "１２",
    "٨٬٠٠٠",
    "-",
    "’",
    "%",
    "$",
    "5",
    "²",
    "\u{a0}",
    "İ",
    "ﬁ",
    "½",
    "5’",
    "n°",
];

fn line() -> impl proptest::strategy::Strategy<Value = String> {
    use proptest::prelude::*;
    let part = (0..PARTS.len(), any::<bool>())
        .prop_map(|(part, spaced)| format!("{}{}", PARTS[part], if spaced { " " } else { "" }));
    prop::collection::vec(part, 1..12).prop_map(|parts| format!("So {}.", parts.concat()))
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config { cases: 200, failure_persistence: None, ..Default::default() })]

    #[test]
    fn spans_are_parts_of_their_bead_and_mirrored_texts_give_mirrored_findings(
        left in proptest::collection::vec(line(), 1..8),
        right in proptest::collection::vec(line(), 1..8),
        tags in (0..4_usize, 0..4_usize),
    ) {
        let languages = ["de", "en", "fr", "ja"];
        let lines = |lines: &'_ [String]| lines.iter().map(|line| line.replace('\n', " ")).collect::<Vec<_>>();
        let (left, right) = (lines(&left), lines(&right));
        let borrowed = |lines: &'_ [String]| document("en", &lines.iter().map(String::as_str).collect::<Vec<_>>());
        let mut documents = [borrowed(&left), borrowed(&right)];
        documents[0].language = Language::parse(languages[tags.0]).expect("a tag");
        documents[1].language = Language::parse(languages[tags.1]).expect("a tag");
        let documents = [&documents[0], &documents[1]];
        let alignment = line_by_line(documents);
        let facts = |documents: [&Document; 2], alignment: &Alignment| -> Vec<Finding> {
            let subject = Subject { documents, alignment };
            CHECKS.iter().flat_map(|check| check(&subject)).collect()
        };
        let findings = facts(documents, &alignment);
        for finding in &findings {
            proptest::prop_assert!(!finding.explanation.contains('\n'));
            for side in Side::BOTH {
                for span in &finding.spans[side.index()] {
                    let text = documents[side.index()].text();
                    proptest::prop_assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end));
                    let inside = alignment.beads()[finding.bead].segments(side).any(|segment| {
                        let range = &documents[side.index()].segments()[segment].range;
                        range.start <= span.start && span.start < span.end && span.end <= range.end
                    });
                    proptest::prop_assert!(inside, "{finding:?}");
                }
            }
        }
        let key = |finding: &Finding, swap: bool| {
            let spans = &finding.spans;
            let spans = if swap { [spans[1].clone(), spans[0].clone()] } else { spans.clone() };
            format!("{} {:?} {spans:?}", finding.bead, finding.kind)
        };
        let mut ours: Vec<String> = findings.iter().map(|finding| key(finding, false)).collect();
        let mirrored = facts([documents[1], documents[0]], &alignment.mirrored());
        let mut theirs: Vec<String> = mirrored.iter().map(|finding| key(finding, true)).collect();
        ours.sort();
        theirs.sort();
        proptest::prop_assert_eq!(ours, theirs);
        // A text against itself.
        let alone = line_by_line([documents[0]; 2]);
        let comparison = Comparison::of([documents[0]; 2], &alone);
        proptest::prop_assert_eq!(comparison.findings(), []);
    }
}

#[test]
fn hostile_texts_are_compared_in_linear_time() {
    for unit in ["1 ", "!!!!1", "zwei ", "8 January ", "a.org ", "Berg Tokajew ", "€", "5 % ", "x", "ein", "1.", "-5"]
    {
        let long = unit.repeat(20_000);
        let documents = [document("de", &[&long]), document("en", &["Two boats."])];
        let documents = [&documents[0], &documents[1]];
        let found = Comparison::of(documents, &line_by_line(documents));
        assert!(found.findings().len() <= 2 * facts::MOST, "{unit}");
    }
}
