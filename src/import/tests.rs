use proptest::prelude::*;

use super::formats::{FORMATS, Parsed};
use super::*;
use crate::model::Spacing;

/// The blocks of a text, a line each: `'` for a tight one, what it is, and the first words of its lines.
pub fn sketch(mut parsed: Parsed) -> String {
    let text = parsed.text;
    let draw = |block: &mut Block| {
        let spacing = match block.spacing {
            Spacing::Apart => "",
            Spacing::Tight => "' ",
            Spacing::Continued => "+ ",
        };
        let kind = match block.kind {
            BlockKind::Heading(level) => format!("h{level}"),
            BlockKind::ListItem { depth, ordinal } => {
                format!("{}*{}", ".".repeat(depth.into()), ordinal.map_or(String::new(), |ordinal| ordinal.to_string()))
            }
            BlockKind::Paragraph => "p".to_owned(),
            BlockKind::Quotation => "q".to_owned(),
            BlockKind::Preformatted => "pre".to_owned(),
            BlockKind::Rule => "rule".to_owned(),
            BlockKind::Verse => "verse".to_owned(),
            other => format!("{other:?}"),
        };
        let lines = text[block.range.clone()].lines().map(first_words).collect::<Vec<_>>().join("|");
        format!("{spacing}{kind} {lines}\n")
    };
    parsed.blocks.blocks_mut().iter_mut().map(draw).collect()
}

fn first_words(line: &str) -> String {
    line.split_whitespace().take(4).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_file_becomes_a_document_with_its_warnings() {
    let hints = Hints { name: "a.txt", language: Language::parse("de"), ..Hints::default() };
    let document = import("Gr\u{fc}\u{df}e\u{1b}[2J\r\n\r\nund mehr".as_bytes(), &hints).expect("this is text");
    assert_eq!(document.text(), "Grüße␛[2J\n\nund mehr");
    assert_eq!(document.blocks().len(), 2);
    assert_eq!((document.language.tag(), document.extent), ("de", Extent::Whole));
    assert_eq!(document.warnings.len(), 1);
}

#[test]
fn sentences_are_cut_as_the_language_that_was_found_or_told_has_them() {
    let text = "# Am 3. Mai. Ein Titel\n\nSie kamen am 3. Tag und blieben bis zum 4. März. Dann gingen sie.\n\n- Wir\n";
    for (name, language, wanted) in [("a.md", None, 4), ("a.md", Some("de"), 4), ("a.md", Some("en"), 6)] {
        let hints = Hints { name, language: language.and_then(Language::parse), ..Hints::default() };
        let document = import(text.as_bytes(), &hints).expect("this is text");
        let found: Vec<&str> = (0..document.segments().len()).map(|segment| document.segment_text(segment)).collect();
        assert_eq!(found.len(), wanted, "{language:?}: {found:?}");
    }
}

#[test]
fn the_beginning_of_a_file_ends_with_a_whole_line() {
    let hints = Hints { beginning_of: Some(1 << 33), ..Hints::default() };
    let document = import("Eine Zeile\nnoch ein\u{e4}".as_bytes().split_last().expect("not empty").1, &hints);
    let document = document.expect("this is text");
    assert_eq!(document.text(), "Eine Zeile\n");
    assert_eq!((document.extent, document.warnings.len()), (Extent::Beginning { of: 1 << 33 }, 0));
}

#[test]
fn a_line_without_end_becomes_blocks_that_continue_each_other() {
    let text = "A sentence of some length stands here. ".repeat(50_000);
    for format in FORMATS {
        let mut parsed = (format.parse)(text.clone());
        let blocks = parsed.blocks.blocks_mut();
        assert!(blocks.iter().all(|block| block.range.len() <= pieces::MAX_BLOCK));
        assert_eq!(blocks[0].spacing, Spacing::Apart);
        assert!(blocks[1..].iter().all(|block| block.spacing == Spacing::Continued));
    }
}

/// What may stand outside of blocks besides white space.
fn is_markup(character: char) -> bool {
    const SIGNS: &str = "#=->*+–·•‣◦▪▫●○■□►▸▶⁃∙➢➤✓✔❖.()";
    character.is_whitespace() || character.is_ascii_digit() || SIGNS.contains(character)
}

fn assert_sound(text: &str, blocks: &[Block]) {
    let mut end = 0;
    for block in blocks {
        assert!(end <= block.range.start && block.range.start < block.range.end, "{blocks:?}");
        assert!(text.is_char_boundary(block.range.start) && text.is_char_boundary(block.range.end));
        let outside = &text[end..block.range.start];
        assert!(outside.chars().all(is_markup), "lost {outside:?} of {text:?}");
        end = block.range.end;
    }
    assert!(text[end..].chars().all(is_markup), "lost {:?} of {text:?}", &text[end..]);
}

/// Lines of the sort that the structure of text is read from.
fn line() -> impl Strategy<Value = String> {
    let marks = prop::sample::select(vec![
        "", "", "", "    ", "  ", "\t", "- ", "* ", "• ", "> ", ">> ", "1. ", "2) ", "(3) ", "a) ", "# ", "### ", "— ",
        "| ",
    ]);
    let content = prop::sample::select(vec![
        "",
        "",
        "words that go on",
        "A title",
        "A SHOUT",
        "The end.",
        "---",
        "===",
        "* * *",
        "4. May 2020",
        "a | b | c",
        "x = { y; }",
        "long words again and again and again and again and again and again",
        "[link](a)",
        "*em* `code`",
        "<p>tag</p>",
        "ünïcödé 漢字 \u{301}",
        "\u{1b}[31m",
        "| - | - |",
        "```",
        "[^1]: note",
        "[a]: b",
        "&#27;&#x202e;",
    ]);
    (marks, content).prop_map(|(mark, content)| format!("{mark}{content}"))
}

proptest! {
    #[test]
    fn nothing_of_a_text_is_lost_and_blocks_are_in_order(lines in prop::collection::vec(line(), 0..30)) {
        let text = sanitise::sanitise(lines.join("\n")).text;
        let mut parsed = plain::parse(text.clone());
        assert_eq!(parsed.text.len(), text.len());
        assert_sound(&parsed.text, parsed.blocks.blocks_mut());
        let mut parsed = markdown::parse(text);
        assert_sound(&parsed.text, parsed.blocks.blocks_mut());
    }

    #[test]
    fn any_text_gives_a_document_that_is_safe_to_show(lines in prop::collection::vec(line(), 0..30), name in "a\\.(md|txt)") {
        let document = import(lines.join("\n").as_bytes(), &Hints { name: &name, ..Hints::default() }).expect("this is text");
        assert_eq!(sanitise::sanitise(document.text().to_owned()).text, document.text());
        for block in 0..document.blocks().len() {
            let range = &document.blocks()[block].range;
            assert!(document.emphases_of(block).iter().all(|emphasis| emphasis.range.end <= range.end));
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200), of in prop::option::of(any::<u64>()), label in "(utf-8|utf-16|gbk|iso-2022-jp|latin1|x)?") {
        for name in ["a.md", "a.txt"] {
            let hints = Hints { name, encoding: Some(EncodingSaid::Declared(label.clone())), beginning_of: of, language: None };
            let _ = import(&bytes, &hints);
        }
    }
}
