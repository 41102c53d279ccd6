use std::fmt::Write;

use super::fixtures::Fixture;
use super::*;
use crate::import::boilerplate;

/// What was found, a line for each part of the description that is there.
fn found(page: &str) -> (String, Fixture) {
    let mut fixture = Fixture::new(page);
    boilerplate::mark(&fixture.text, &mut fixture.blocks);
    let description = describe(&fixture.text, &mut fixture.blocks);
    let mut found = String::new();
    let parts = [
        ("title", description.title),
        ("date", description.date.map(|date| date.to_string())),
        ("place", description.place),
        ("issuer", description.issuer),
        ("source", description.source),
        ("translation", description.translation),
        ("signed", Some(description.signatories.join(" / ")).filter(|names| !names.is_empty())),
    ];
    for (name, part) in parts {
        part.into_iter().for_each(|part| writeln!(found, "{name}: {part}").expect("a string takes all"));
    }
    (found, fixture)
}

/// Each page against the lines that are to be found in it.
#[track_caller]
fn check(pages: &[(&str, &[&str])]) {
    let mut wrong = String::new();
    for (page, want) in pages {
        let (found, want) = (found(page).0, want.iter().map(|line| format!("{line}\n")).collect::<String>());
        if found != want {
            write!(wrong, "--- {}\n{found}--- but wanted\n{want}", page.trim()).expect("a string takes all");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// A sentence long enough to be running text.
const TEXT: &str = "The ferry that had linked the two shores for a hundred and twelve years made its last crossing on \
                    Sunday evening, and the whole village stood on the quay to see it.";

fn with_text(page: &str) -> String {
    page.replace("TEXT", TEXT)
}

#[track_caller]
fn check_filled(pages: &[(&str, &[&str])]) {
    let filled: Vec<(String, &[&str])> = pages.iter().map(|(page, want)| (with_text(page), *want)).collect();
    let filled: Vec<(&str, &[&str])> = filled.iter().map(|(page, want)| (page.as_str(), *want)).collect();
    check(&filled);
}

#[test]
fn the_title_is_the_best_heading_near_the_top() {
    check_filled(&[
        ("Keep the ferry\n\nTEXT", &["title: Keep the ferry"]),
        (
            "Denmark/Sweden\n\nKeep the ferry between Denmark and us!\n\nTEXT",
            &["title: Keep the ferry between Denmark and us!"],
        ),
        ("Interview\n\nThe keeper of the ropes\n\nTEXT", &["title: The keeper of the ropes"]),
        ("Kapitel 3\n\nDie Fähre\n\nTEXT", &["title: Die Fähre"]),
        ("Norge:\n\nFerja blir\n\nTEXT", &["title: Ferja blir"]),
        (
            "Hafen\n\nWarum die Boote im Hafen bleiben\n\nWas die Mannschaft sagt\n\nTEXT",
            &["title: Warum die Boote im Hafen bleiben"],
        ),
        ("Emma\n\nA Tale of Five Villages by the Sea\n\nTEXT", &["title: Emma"]),
        ("Walden oder Leben\n\nEine Erzählung aus den Wäldern des Nordens\n\nTEXT", &["title: Walden oder Leben"]),
        ("### Ports\n\n# The ferry\n\n## What it was\n\nTEXT", &["title: The ferry"]),
        ("## The ferry\n\nTEXT\n\n## What it was\n\nTEXT", &["title: The ferry"]),
        ("Upprop: Färjan är vår\n\nTEXT\n\nFärjan är vår\n\nTEXT", &["title: Färjan är vår"]),
        ("Title: The ferry: a tale\nAuthor: Ann Lee\n\nTEXT", &["title: The ferry: a tale", "issuer: Ann Lee"]),
        ("**The ferry**\n\nTEXT", &["title: The ferry"]),
        ("渡船\n\nTEXT", &["title: 渡船"]),
        ("TEXT\n\nTEXT", &[]),
        ("Home | About us | Contact\n\nTEXT", &[]),
        ("The demands of the crew are:\n\nTEXT", &[]),
        ("6 May 1998\n\nTEXT", &["date: 1998-05-06"]),
        (
            "The water is wide\nI cannot get over\nneither have I\nwings to fly\n\nGive me a boat\nthat can carry two",
            &[],
        ),
        ("She looked at me. She did not speak to me at all, nor did the others.\n\nWhy?\n\nTEXT", &[]),
    ]);
}

#[test]
fn the_date_of_the_text_comes_before_that_of_its_publication() {
    check_filled(&[
        ("Ferry\n\nPublication date: Friday 8 May 1998\n\nTEXT\n\n6 May 1998", &["title: Ferry", "date: 1998-05-06"]),
        ("Ferry\n\nPublication date: Friday 8 May 1998\n\nTEXT", &["title: Ferry", "date: 1998-05-08"]),
        ("Fähre\n\nTEXT\n\nBremen, den 6. Mai 1998", &["title: Fähre", "date: 1998-05-06", "place: Bremen"]),
        ("Ferje\n\nOslo, 6. mai 1998\n\nTEXT", &["title: Ferje", "date: 1998-05-06", "place: Oslo"]),
        ("Bac\n\nParis, le mercredi 6 mai 1998\n\nTEXT", &["title: Bac", "date: 1998-05-06", "place: Paris"]),
        ("Ferry\n\nWednesday, 6 May 1998\n\nTEXT", &["title: Ferry", "date: 1998-05-06"]),
        ("Паром\n\nTEXT\n\n6 мая 1998 года", &["title: Паром", "date: 1998-05-06"]),
        ("Balsa\n\nData: 06/05/1998\n\nTEXT", &["title: Balsa", "date: 1998-05-06"]),
        ("Färja\n\nTEXT\n\nTEXT It began on 6 May 1998.\n\nTEXT", &["title: Färja"]),
        ("The strike of 6 May 1998\n\nTEXT", &["title: The strike of 6 May 1998", "date: 1998-05-06"]),
        (
            "Ferry\n\nTEXT\n\nRelated articles\n\nAnn Lee: Boats, Harbour Gazette (May 1997)\n\nThe bridge\n1 May 1997",
            &["title: Ferry"],
        ),
    ]);
}

#[test]
fn the_issuer_is_who_says_so() {
    check_filled(&[
        (
            "Keep it\n\nJoint statement by the crews of the two shores\n\nTEXT",
            &["title: Keep it", "issuer: crews of the two shores"],
        ),
        (
            "Die Fähre bleibt\n\nErklärung des Fährkomitees\n\nTEXT",
            &["title: Die Fähre bleibt", "issuer: Erklärung des Fährkomitees"],
        ),
        (
            "Die Fähre bleibt\n\nOffener Brief von Fischern aus Bremen\n\nTEXT",
            &["title: Die Fähre bleibt", "issuer: Fischern aus Bremen"],
        ),
        ("Ferja blir\n\nFelles uttalelse fra mannskapene\n\nTEXT", &["title: Ferja blir", "issuer: mannskapene"]),
        (
            "Le bac restera\n\nDéclaration commune des équipages\n\nTEXT",
            &["title: Le bac restera", "issuer: équipages"],
        ),
        (
            "Паром остаётся\n\nЗаявление комитета переправы\n\nTEXT",
            &["title: Паром остаётся", "issuer: Заявление комитета переправы"],
        ),
        ("Паром остаётся\n\nЗаявление о пароме\n\nTEXT", &["title: Паром остаётся"]),
        ("Lautta jää\n\nMiehistön julkilausuma\n\nTEXT", &["title: Lautta jää", "issuer: Miehistön julkilausuma"]),
        (
            "TEXT\n\nComitê Central da Balsa (06.05.98)\nViva a balsa!",
            &["date: 1998-05-06", "issuer: Comitê Central da Balsa"],
        ),
        ("The ferry\n\nBy Ann Lee and Bo Ek\n\nTEXT", &["title: The ferry", "issuer: Ann Lee and Bo Ek"]),
        ("Von Anna van der Berg\n\nDie Fähre\n\nTEXT", &["title: Die Fähre", "issuer: Anna van der Berg"]),
        ("Von Bremen lernen\n\nTEXT", &["title: Von Bremen lernen"]),
        ("By night on the water\n\nTEXT", &["title: By night on the water"]),
        ("Färjan\n\nTEXT\n\nRedaktionen", &["title: Färjan", "issuer: Redaktionen"]),
        (
            "Upprop: Rädda färjan\n\nTEXT\n\nRedaktionen\n\n\nRädda färjan\n\n12 maj 1998\n\nTEXT",
            &["title: Rädda färjan", "date: 1998-05-12"],
        ),
        ("Färjan\n\nTEXT\n\nFärjekommittén\n6 maj 1998", &["title: Färjan", "date: 1998-05-06"]),
        (
            "The ferry\n\nTEXT\n\nCommittee of the Crew\n6 May 1998",
            &["title: The ferry", "date: 1998-05-06", "issuer: Committee of the Crew"],
        ),
        (
            "The ferry\n\nTEXT\n\nFerry Committee, 6 May 1998",
            &["title: The ferry", "date: 1998-05-06", "issuer: Ferry Committee"],
        ),
        ("Statement of the Ferry Union\n\nTEXT", &["title: Statement of the Ferry Union", "issuer: Ferry Union"]),
        (
            "The ferry\n\nBy Ann Lee | Posted on 6 May 1998\n\nTEXT",
            &["title: The ferry", "date: 1998-05-06", "issuer: Ann Lee"],
        ),
        (
            "Паром\n\nTEXT\n\nКомитет переправы\nСоюз рыбаков\n\nПоделиться: Telegram",
            &["title: Паром", "issuer: Комитет переправы, Союз рыбаков"],
        ),
        ("The ferry\n\nTEXT\n\nLong live the movement!", &["title: The ferry"]),
    ]);
}

#[test]
fn source_and_translation_are_read_from_notes_and_from_the_page() {
    check_filled(&[
        ("<https://example.org/a?b=1>\n\nFerry\n\nTEXT", &["title: Ferry", "source: https://example.org/a?b=1"]),
        (
            "Fähre\n\nTEXT\n\nAus dem Dänischen übersetzt\nQuelle: example.org/",
            &["title: Fähre", "source: example.org", "translation: Aus dem Dänischen übersetzt"],
        ),
        (
            "Ferje\n\nTEXT\n\nKilde: <https://example.org/a/>\n(Oversatt fra dansk av Kari Moe)",
            &["title: Ferje", "source: https://example.org/a/", "translation: Oversatt fra dansk av Kari Moe"],
        ),
        (
            "Färja\n\nÖversättning: Karin Ek\n\nTEXT\n\nKälla:\nhttps://example.org/b",
            &["title: Färja", "source: https://example.org/b", "translation: Översättning: Karin Ek"],
        ),
        (
            "Balsa\n\nTEXT\n\nFonte: [O Cais](https://example.org/c)\n\nTraduzido do inglês por Ana Sá",
            &["title: Balsa", "source: https://example.org/c", "translation: Traduzido do inglês por Ana Sá"],
        ),
        (
            "Bac\n\nTEXT\n\nSource : Le Quai, n° 5\nTraduction : Anne Roy",
            &["title: Bac", "source: Le Quai, n° 5", "translation: Traduction : Anne Roy"],
        ),
        (
            "Паром\n\nTEXT\n\nПеревод с английского: А. Белова\nИсточник: https://example.org/d",
            &["title: Паром", "source: https://example.org/d", "translation: Перевод с английского: А. Белова"],
        ),
        ("Vapur\n\nTEXT\n\nÇeviri: Ayşe Kaya", &["title: Vapur", "translation: Çeviri: Ayşe Kaya"]),
        (
            "Ferry\n\nTEXT\n\nThis article was first published at https://example.org/e on 6 May 1998",
            &["title: Ferry", "date: 1998-05-06", "source: https://example.org/e"],
        ),
        ("Ferry\n\nTEXT\n\nTranslation is an art, and TEXT\n\n[Source]\n\nTEXT", &["title: Ferry"]),
    ]);
}

#[test]
fn who_signed_is_listed_without_the_commas_of_the_list() {
    check_filled(&[
        (
            "Ferry\n\nTEXT\n\nThe letter was signed by:\n\n• Crew of the Anna,\n• Friends of the Quay e.V.,\n• Ann Lee.\n• … (20 more)\n\n6 May 1998",
            &[
                "title: Ferry",
                "date: 1998-05-06",
                "issuer: Crew of the Anna",
                "signed: Crew of the Anna / Friends of the Quay e.V. / Ann Lee / … (20 more)",
            ],
        ),
        (
            "Fähre\n\nTEXT\n\nErstunterzeichnende:\n\n1. Anna Berg, Bremen\n2. Bo Ek\n\nTEXT",
            &["title: Fähre", "issuer: Anna Berg, Bremen", "signed: Anna Berg, Bremen / Bo Ek"],
        ),
        (
            "Färja\n\nTEXT\n\nUndertecknat av:\nKarin Ek\nFärjans vänner\n\n6 maj 1998",
            &["title: Färja", "date: 1998-05-06", "issuer: Karin Ek", "signed: Karin Ek / Färjans vänner"],
        ),
        (
            "Ferje\n\nTEXT\n\nUndertegnet av:\n\nKari Moe\n\nOla Li\n\nKilde: example.org",
            &["title: Ferje", "issuer: Kari Moe", "source: example.org", "signed: Kari Moe / Ola Li"],
        ),
        (
            "Balsa\n\nTEXT\n\nAssinam: Ana Sá; Comitê da Balsa.",
            &["title: Balsa", "issuer: Ana Sá", "signed: Ana Sá / Comitê da Balsa"],
        ),
        (
            "Паром\n\nTEXT\n\nПодписали:\n\n• Анна Белова\n• Друзья парома",
            &["title: Паром", "issuer: Анна Белова", "signed: Анна Белова / Друзья парома"],
        ),
        (
            "Vapur\n\nTEXT\n\n## İmzacılar\n\n• Ayşe Kaya\n• Vapur Dostları",
            &["title: Vapur", "issuer: Ayşe Kaya", "signed: Ayşe Kaya / Vapur Dostları"],
        ),
        (
            "Ferry\n\nTEXT\n\nA list of those who signed stands on the board in the harbour.\n\nAnn Lee",
            &["title: Ferry"],
        ),
        ("Ferry\n\nTEXT\n\nOur demands:\n\n• Keep the ferry", &["title: Ferry"]),
        ("Ferry\n\nTEXT\n\nThe signatories demand:\n\n• Keep the ferry\n• Open the books", &["title: Ferry"]),
        ("Fähre\n\nTEXT\n\nDie Unterzeichnenden fordern vom Rat:\n\n• Mehr Fahrten", &["title: Fähre"]),
    ]);
}

#[test]
fn front_matter_wins() {
    let page =
        "---\ntitle: The true title\nauthor: Ann Lee\ndate: 1998-05-06\nlang: sv\n---\n\n# Another\n\nBy Bo Ek\n\nTEXT";
    check_filled(&[(page, &["title: The true title", "date: 1998-05-06", "issuer: Ann Lee"])]);
    let fixture = Fixture::new(page);
    assert_eq!(declared_language(&fixture.text, &fixture.blocks), Language::parse("sv"));
}

#[test]
fn lines_get_the_kind_of_what_they_say() {
    let page = with_text(
        "The ferry\n\nBy Ann Lee\n\nBremen, 6 May 1998\n\nTEXT\n\nSigned by:\n\nBo Ek\n\nSource: example.org\n\
         Translated from Danish\n\nCopyright © 1998",
    );
    let (_, fixture) = found(&page);
    for (kind, want) in [
        (BlockKind::Heading(1), vec!["The ferry"]),
        (BlockKind::Byline, vec!["By Ann Lee"]),
        (BlockKind::Dateline, vec!["Bremen, 6 May 1998"]),
        (BlockKind::Signature, vec!["Bo Ek"]),
        (BlockKind::Provenance, vec!["Source: example.org", "Translated from Danish"]),
    ] {
        assert_eq!(fixture.lines(|block| block.kind == kind), want, "{kind:?}");
    }
    let (_, list) = found(&with_text("TEXT\n\nSigned by:\n\n1. Bo Ek\n2. Ann Lee"));
    assert_eq!(list.lines(|block| matches!(block.kind, BlockKind::ListItem { .. })), ["Bo Ek", "Ann Lee"]);
}

#[test]
fn the_first_words_stand_in_for_a_title() {
    for (text, n, want) in [
        ("One two three four.", 3, "One two three…"),
        ("One two, three", 2, "One two…"),
        ("One\n two", 5, "One two"),
        ("", 3, ""),
        ("渡船在星期天晚上完成了最后一次航行", 1, "渡船在星期天晚上…"),
        ("One two", 0, "…"),
    ] {
        assert_eq!(first_words(text, n), want, "{text}");
    }
}

#[test]
fn no_text_makes_it_fail() {
    let odd = [
        "",
        ":",
        "Source:",
        "Signed:",
        "By",
        "By ",
        "(1.1.20)",
        "é:",
        "İ",
        "Quelle：",
        "---\n---",
        "Statement of",
        "#",
    ];
    odd.iter().for_each(|page| drop(found(page)));
    for page in ["Signed by:\nA\n", "6 May 1998\n", "Title: x: ", "Ann\n\n", "İ: (é) ", "\u{ad}\u{301}: "] {
        found(&page.repeat(2_000));
    }
}
