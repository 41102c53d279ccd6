use super::parse;
use crate::import::tests::sketch;
use crate::model::EmphasisKind;

fn check(text: &str, want: &str) {
    assert_eq!(
        sketch(parse(text.to_owned())),
        want.lines().map(|line| format!("{line}\n")).collect::<String>(),
        "{text}"
    );
}

/// The whole text that is shown, without line feeds.
fn shown(text: &str) -> String {
    parse(text.to_owned()).text.replace('\n', "|")
}

#[test]
fn blocks_of_every_kind_are_found() {
    check("# One\n\nTwo\n===\n\nthree\nfour", "h1 One\nh1 Two\np three four");
    check(
        "> said\n> so\n>\n> again\n\n---\n\n    code\n      more\n\n```rs\nx\n```",
        "q said so\nq again\nrule ---\npre code|more\npre x",
    );
    check("a\\\nb  \nc", "p a\n' p b\n' p c");
    check("| a | b |\n|---|---|\n| 1 | 2 |", "pre a │ b\n' pre 1 │ 2");
}

#[test]
fn lists_keep_their_depth_numbers_and_tasks() {
    check("- a\n  - b\n- c\n\n3. d\n4. e", "* a\n' .* b\n' * c\n*3 d\n' *4 e");
    check("- a\n\n  more\n\n- b", "* a\np more\n* b");
    check("- [x] a\n- [ ] b", "* ☑ a\n' * ☐ b");
}

#[test]
fn front_matter_is_a_block_of_its_own_and_only_at_the_start() {
    check("---\ntitle: A\n---\n# B", "pre ---|title: A|---\nh1 B");
    check("a\n\n---\n\nb\n\n---", "p a\nrule ---\np b\nrule ---");
    check("---\n\na\n\n---", "rule ---\np a\nrule ---");
}

#[test]
fn addresses_are_shown_unless_the_text_says_them_or_they_lead_nowhere() {
    for (given, want) in [
        ("[a](b)", "a <b>"),
        ("[a](b \"t\")", "a <b “t”>"),
        ("<http://a.b/>", "http://a.b/"),
        ("<a@b.c> [a@b.c](mailto:a@b.c)", "a@b.c a@b.c"),
        ("[a](#) [a]() [a](#b)", "a a a <#b>"),
        ("![a](b) ![](c)", "a <b> <c>"),
        ("[a][r] [r]\n\n[r]: x\n[s]: y", "a <x> r <x>||[s]: y"),
        ("a[^1]\n\n[^1]: b", "a[1]||[1] b"),
    ] {
        assert_eq!(shown(given), want, "{given}");
    }
}

#[test]
fn emphases_are_ranges_that_stay_inside_their_block() {
    let mut text = format!("*a **b** `c`* [d](e)\n\n**f\\\ng**\n\n*{}*", "word ".repeat(4000).trim_end());
    text.push('\n');
    let parsed = parse(text);
    let document = parsed.blocks.finish(parsed.text, |_, _| Vec::new());
    let of = |block: usize| {
        let emphases = document.emphases_of(block).iter();
        emphases.map(|emphasis| (emphasis.kind, &document.text()[emphasis.range.clone()])).collect::<Vec<_>>()
    };
    use EmphasisKind::{Code, Emphasis, Link, Strong};
    assert_eq!(of(0), [(Emphasis, "a b c"), (Strong, "b"), (Code, "c"), (Link, "d")]);
    assert_eq!((of(1), of(2)), (vec![(Strong, "f")], vec![(Strong, "g")]));
    assert_eq!(document.blocks().len(), 6);
    for block in 3..6 {
        assert_eq!(of(block), [(Emphasis, document.block_text(block))]);
    }
}

#[test]
fn html_is_shown_as_its_text_with_a_note() {
    let parsed = parse("<div>\n<p>One</p>\n<p>Two &amp; &#27;</p>\n</div>\n\nand <b>bold</b><br>here".to_owned());
    assert_eq!(parsed.text, "One\n\nTwo & ␛\n\nand bold\nhere");
    let warnings: Vec<_> = parsed.warnings.iter().map(|warning| warning.0.as_str()).collect();
    assert_eq!(warnings, ["1 control character shown as a mark", "8 HTML tags or comments are not shown"]);
}

#[test]
fn entities_bring_nothing_back_that_a_terminal_obeys() {
    assert_eq!(shown("&#27;]0;x&#7; &#x202e; &#x9b; `&#27;`"), "␛]0;x␇ ‹U+202E› ‹U+009B› &#27;");
    assert_eq!(shown(&format!("e{}", "&#x301;".repeat(20))), format!("e{}‹+12 marks›", "\u{301}".repeat(8)));
}

#[test]
fn lines_of_ideographs_are_joined_without_a_space() {
    assert_eq!(shown("漢字\n漢字\nkana 漢字"), "漢字漢字 kana 漢字");
}

#[test]
fn hostile_markdown_is_shown_as_plain_text() {
    for text in ["- ".repeat(1000) + "a", ">".repeat(1000) + "a"] {
        let parsed = parse(text);
        assert_eq!(parsed.warnings.len(), 1);
        assert!(parsed.text.contains('a'));
    }
}
