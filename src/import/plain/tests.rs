use super::parse;
use crate::import::markdown;
use crate::import::tests::sketch;

fn check(text: &str, want: &str) {
    let drawn = sketch(parse(text.to_owned()));
    assert_eq!(
        drawn,
        want.trim_matches('\n').lines().map(|line| format!("{}\n", line.trim_start())).collect::<String>(),
        "{text}"
    );
}

const LONG: &str = "The harbour had been quiet since the last of the fishing boats was sold, and the children who once \
                    waited on the pier for their fathers now waited there for the bus, which came twice a day and was late.";

#[test]
fn blank_lines_part_paragraphs_and_short_lines_under_each_other_stay_apart() {
    check(
        &format!("{LONG}\n\nMill Lane 4\nOld Town\n\n{LONG}"),
        "p The harbour had been\np Mill Lane 4\n' p Old Town\np The harbour had been",
    );
}

#[test]
fn without_blank_lines_every_line_is_a_paragraph() {
    check(
        &format!("{LONG}\n[Photo]\n{LONG}\nThe Committee (3.4.20)\nLong live the harbour!"),
        "p The harbour had been\np [Photo]\np The harbour had been\np The Committee (3.4.20)\np Long live the harbour!",
    );
    check(
        &format!("The quiet harbour\n{LONG}\n{LONG}"),
        "h1 The quiet harbour\np The harbour had been\np The harbour had been",
    );
}

#[test]
fn hard_wrapped_lines_are_joined_and_poems_in_the_same_text_are_not() {
    check(
        "\
A day at the harbour

The harbour had been quiet since the last of the fishing boats was sold,
and the children who once waited on the pier for their fathers now
waited there for the bus, which came twice a day and was late. Nobody
minded.

On Sundays the old men sat by the water and told each other what they
had told each other the week before, and sometimes the wind carried a
word of it up to the houses.

The wind goes out,
the wind comes in
and no one knows
where it has been.

The sea is wide,
the boat is small
and we shall row
beyond it all.
",
        "
        h1 A day at the
        p The harbour had been|and the children who|waited there for the|minded.
        p On Sundays the old|had told each other|word of it up
        verse The wind goes out,|the wind comes in|and no one knows|where it has been.
        verse The sea is wide,|the boat is small|and we shall row|beyond it all.",
    );
}

#[test]
fn a_group_that_looks_wrapped_is_joined_where_the_text_is_too_short_to_tell() {
    check(
        "The harbour had been quiet since the last of the boats\nwas sold.\n\nBerg & Sons Shipping Company\nMill Lane 4\nOld Town",
        "p The harbour had been|was sold.\np Berg & Sons Shipping\n' p Mill Lane 4\n' p Old Town",
    );
    check(
        "One. The harbour had been quiet since the last boats were\nSold. The children who once had waited on the\nPier now waited.",
        "p One. The harbour had|Sold. The children who|Pier now waited.",
    );
}

#[test]
fn a_title_page_is_a_title_with_lines_under_it() {
    check(
        &format!(
            "        THE HARBOUR\n        A Story of the Coast\n        by Anna Berg\n\n{LONG}\n\n0. Nets.\n\n{LONG}"
        ),
        "h1 THE HARBOUR\np A Story of the\n' p by Anna Berg\np The harbour had been\nh2 0. Nets.\np The harbour had been",
    );
}

#[test]
fn paragraphs_that_only_an_indentation_parts_are_found_in_wrapped_text() {
    check(
        "\
   The harbour had been quiet since the last of the boats was sold,
and the children who once waited on the pier for their fathers now
waited there for the bus, which came twice a day and was late.
   On Sundays the old men sat by the water and told each other what
they had told each other the week before, and sometimes the wind
carried a word of it up to the houses.
   Nobody minded. It was the way of the place, and of the people who
had stayed in it.
",
        "
        p The harbour had been|and the children who|waited there for the
        p On Sundays the old|they had told each|carried a word of
        p Nobody minded. It was|had stayed in it.",
    );
}

#[test]
fn lines_at_the_top_are_kicker_title_and_subtitle() {
    check(
        &format!("Norway/Sweden\n\nKeep the harbours open for all!\n\nA call from both coasts\n\n{LONG}"),
        "h3 Norway/Sweden\nh1 Keep the harbours open\nh2 A call from both\np The harbour had been",
    );
    check(
        &format!("<https://example.org/a1>\n\nThe harbour\n\n3 May 2021\n\n{LONG}"),
        "p <https://example.org/a1>\nh1 The harbour\np 3 May 2021\np The harbour had been",
    );
    check("Hello world", "p Hello world");
    check("One\n\nTwo\n\nThree", "p One\np Two\np Three");
}

#[test]
fn headings_stand_alone_before_something_longer() {
    check(
        &format!(
            "The harbour\n\n{LONG}\n\nThe editors\n\n\nThe sea\n\n4 May 2021\n\n{LONG}\n\n1. Nets\n\n{LONG}\n\n2. Boats\n\n{LONG}\n\nAnna Berg"
        ),
        "
        h1 The harbour
        p The harbour had been
        p The editors
        h2 The sea
        p 4 May 2021
        p The harbour had been
        h2 1. Nets
        p The harbour had been
        h2 2. Boats
        p The harbour had been
        p Anna Berg",
    );
}

#[test]
fn slogans_in_a_row_and_lines_in_brackets_are_no_headings() {
    check(
        &format!("{LONG}\n\n[Photo]\n\n{LONG}\n\nBoats for all!\n\nNets for all!\n\nA harbour for all!\n\n{LONG}"),
        "
        p The harbour had been
        p [Photo]
        p The harbour had been
        p Boats for all!
        p Nets for all!
        p A harbour for all!
        p The harbour had been",
    );
}

#[test]
fn headings_that_are_written_as_such_are_found() {
    check(
        &format!(
            "# Harbour #\nfirst\n\nBoats\n=====\n{LONG}\n\nNets\n----\n\nTHE OLD MEN\n{LONG}\n\n#hashtag\n\nTHE END"
        ),
        "
        h1 Harbour
        p first
        h1 Boats
        p The harbour had been
        h2 Nets
        h2 THE OLD MEN
        p The harbour had been
        p #hashtag
        p THE END",
    );
}

#[test]
fn lists_need_a_bullet_or_company() {
    check(
        "We want:\n\n  • bread\n  • roses\n    and thorns\n\n• peace",
        "p We want:\n* bread\n' * roses|and thorns\n* peace",
    );
    check("- bread\n- \" roses.\n- peace", "* bread\n' * \" roses.\n' * peace");
    check("- News from the coast -\nIssue 3", "p - News from the\n' p Issue 3");
    check("She spoke.\n\n- No, he said.\n\nShe left.", "p She spoke.\np - No, he said.\np She left.");
    check("— No, he said.\n\n— Yes, she said.", "p — No, he said.\np — Yes, she said.");
    check("We want:\n- bread", "p We want:\n' * bread");
    check("- bread\n\n- roses", "* bread\n* roses");
}

#[test]
fn numbered_entries_count_up_and_dates_do_not() {
    check(
        "Signed by:\n\n  1. Anna\n  2. Bo\n  3. Cem\n\n4. Mai 2020",
        "p Signed by:\n*1 Anna\n' *2 Bo\n' *3 Cem\np 4. Mai 2020",
    );
    check("1) Anna\n2) Bo", "*1 Anna\n' *2 Bo");
    check("(1) Anna\n\n(2) Bo", "*1 Anna\n*2 Bo");
    check("a) Anna\nb) Bo", "* a) Anna\n' * b) Bo");
    check("12. Anna\n\n7. Bo", "p 12. Anna\np 7. Bo");
    check("1984. A novel", "p 1984. A novel");
}

#[test]
fn lists_nest_by_their_indentation() {
    check("- a\n  - b\n    1. c\n    2. d\n  - e\n- f\n\n- g", "* a\n' .* b\n' ..*1 c\n' ..*2 d\n' .* e\n' * f\n* g");
}

#[test]
fn quoted_lines_are_one_stretch_without_their_marks() {
    check("Anna wrote:\n> hello\n>\n> > bye\nYes.", "p Anna wrote:\nq hello\nq bye\np Yes.");
    assert!(!parse("> a\n> b".to_owned()).text.contains('>'));
}

#[test]
fn rules_tables_and_code_are_kept_as_they_are_drawn() {
    check("a\n\n* * *\n\nb\n\n____\n\nc\n\n⁂", "p a\nrule * * *\np b\nrule ____\np c\nrule ⁂");
    check(
        "| a | b |\n|---|---|\n| 1 | 2 |\n\nname\tage\nAnna\t30\n\n     left   right\n     1      2\n     3      4",
        "pre | a | b||---|---||| 1 | 2\npre name age|Anna 30\npre left right|1 2|3 4",
    );
    check(
        "So:\n\n    if (a) {\n        b = 1;\n    }\n\n    And so he went\n    home again.",
        "p So:\npre if (a) {|b = 1;|}\np And so he went\n' p home again.",
    );
}

#[test]
fn plain_text_with_nothing_in_it_has_no_blocks() {
    for text in ["", "\n", " \n\t\n", ">"] {
        check(text, "");
        assert_eq!(sketch(markdown::parse(text.to_owned())), "");
    }
}
