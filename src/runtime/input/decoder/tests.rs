use super::*;

fn name(event: &Event) -> String {
    match event {
        Event::Key { key, .. } => key.to_string(),
        Event::Paste(text) => format!("paste {text:?}"),
        Event::Mouse { action, column, row, .. } => format!("{action:?} {column} {row}"),
        other => format!("{other:?}"),
    }
}

/// What the reader did by reads, each so many milliseconds after the one before, and by waiting for a while after them.
fn decode(reads: &[(u64, &[u8])]) -> String {
    let events = events(reads);
    let done = events.iter().filter(|event| !matches!(event, Event::Ground(_)));
    done.map(name).collect::<Vec<_>>().join(" ")
}

fn events(reads: &[(u64, &[u8])]) -> Vec<Event> {
    let (mut decoder, mut events, mut now) = (Decoder::default(), Vec::new(), Duration::ZERO);
    for (pause, bytes) in reads {
        now += Duration::from_millis(*pause);
        // The thread sleeps no longer than until something has to be decided.
        if let Some(deadline) = decoder.deadline().filter(|deadline| *deadline <= now) {
            decoder.settle(deadline, &mut events);
        }
        decoder.take(bytes, now, &mut events);
    }
    for _ in 0..4 {
        now += Duration::from_secs(1);
        decoder.settle(now, &mut events);
    }
    events
}

#[test]
fn an_answer_that_breaks_off_swallows_no_return_even_where_it_is_read_in_one_go() {
    assert_eq!(decode(&[(0, b"\x1b]11;rgb:ffff/ffff/ffff\rj")]), "Enter j");
    assert_eq!(decode(&[(0, b"\x1b]11;rgb:ff"), (1, b"ff\rj")]), "Enter j");
}

#[test]
fn the_ground_of_the_terminal_is_taken_from_its_answer_however_that_is_written_and_cut() {
    use Ground::{Dark, Light};
    for (answer, want) in [
        (&b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\"[..], Some(Light)),
        (b"\x1b]11;rgb:1b1b/1d1d/2121\x07", Some(Dark)),
        (b"\x1b]11;rgb:f/f/c\x07", Some(Light)),
        (b"\x1b]11;rgb:00/2b/36\x07", Some(Dark)),
        (b"\x1b]11;rgba:fdfd/f6f6/e3e3/ffff\x07", Some(Light)),
        (b"\x1b]11;#fdf6e3\x07", Some(Light)),
        // A deep blue is dark, a yellow is light.
        (b"\x1b]11;rgb:0000/0000/ffff\x07", Some(Dark)),
        (b"\x1b]11;rgb:ffff/ffff/0000\x07", Some(Light)),
        (b"\x1b[?997;1n", Some(Dark)),
        (b"\x1b[?997;2n", Some(Light)),
        (b"\x1b[?997;3n", None),
        (b"\x1b]10;rgb:ffff/ffff/ffff\x07", None),
        (b"\x1b]11;rgb:ffff/ffff\x07", None),
        (b"\x1b]11;rgb:fffff/fffff/fffff\x07", None),
        (b"\x1b]11;rgb:+f/+f/+f\x07", None),
        (b"\x1b]11;#\x07\x1b]11;#\xc3\xa4\xc3\x07", None),
        (b"\x1b]11;?\x07", None),
        (b"\x1b]11;rgb:ffff/ffff/ffff\x18", None),
    ] {
        for cut in 0..answer.len() {
            let told = events(&[(0, &answer[..cut]), (30, &answer[cut..]), (0, b"j")]);
            let mut grounds = told.iter().filter_map(|event| match event {
                Event::Ground(ground) => Some(*ground),
                _ => None,
            });
            assert_eq!(grounds.next_back(), want, "{:?} at {cut}", String::from_utf8_lossy(answer));
            assert_eq!(told.last().map(name).as_deref(), Some("j"));
        }
    }
    let long = [b"\x1b]11;rgb:ffff/ffff/ffff", "/".repeat(100_000).as_bytes(), b"\x07"].concat();
    assert_eq!(events(&[(0, &long)]).len(), 0);
}

#[test]
fn keys_are_what_terminals_send_for_them() {
    for (bytes, want) in [
        (&b"jG"[..], "j G"),
        ("é漢".as_bytes(), "é 漢"),
        (b"\r\t\x7f\x03\x1a\x00", "Enter Tab Backspace Ctrl-c Ctrl-z Ctrl-Space"),
        (b"\x1b", "Esc"),
        (b"\x1b\x1b", "Esc Esc"),
        (b"\x1bx\x1b\x1bx", "Alt-x Esc Esc x"),
        (b"\x1b[A\x1bOB\x1b[1;5C\x1b[1;3D", "Up Down Ctrl-Right Alt-Left"),
        (b"\x1b[Z\x1b[5~\x1b[6~\x1b[3;5~", "Shift-Tab PgUp PgDn Ctrl-Delete"),
        (b"\x1bOP\x1b[[A\x1b[11~\x1b[24~", "F1 F1 F1 F12"),
        (b"\x1b[H\x1b[F\x1b[1~\x1b[4~\x1b[7~\x1b[8~", "Home End Home End Home End"),
        (b"\x1b[<0;11;6M\x1b[<0;11;6m\x1b[<65;1;1M\x1b[<35;4;4M", "Click 10 5 WheelDown 0 0"),
        (b"\x1b[M !\"", "Click 0 1"),
        (b"\x1b[27;5;106~\x1b[106;5u\x1b[106;1:3u", "Ctrl-j Ctrl-j"),
        (b"\x1b[200~two\nlines\x1b[201~", "paste \"two\\nlines\""),
        (b"\xff\xc0\xf8j", "j"),
        (b"\xe6\xbcj", "j"),
    ] {
        assert_eq!(decode(&[(0, bytes)]), want, "{:?}", String::from_utf8_lossy(bytes));
    }
}

/// What a terminal may say of itself.
const ANSWERS: &[&[u8]] = &[
    b"\x1b[?1;2c",
    b"\x1b[?62;22;52c",
    b"\x1b[>41;388;0c",
    b"\x1b[12;40R",
    b"\x1b[1;2R",
    b"\x1b[?12;40;1R",
    b"\x1b[0n",
    b"\x1b[?997;1n",
    b"\x1b[?2026;2$y",
    b"\x1b[4;1$y",
    b"\x1b[8;48;160t",
    b"\x1b[4;960;1600t",
    b"\x1b[?0u",
    b"\x1b[?1u",
    b"\x1b[?64;1;2x",
    b"\x1b[I",
    b"\x1b[O",
    b"\x1b[?4;0;0S",
    b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\",
    b"\x1b]11;rgb:1b1b/1d1d/2121\x07",
    b"\x1b]4;1;rgb:ff/ff/ff\x07",
    b"\x1b]52;c;cXFx\x1b\\",
    b"\x1bP>|xterm(388)\x1b\\",
    b"\x1bP>|quick qterm 1.0q\x1b\\",
    b"\x1bP1$r0m\x1b\\",
    b"\x1bP1+r544e=787465726d\x1b\\",
    b"\x1bP!|7E565445\x1b\\",
    b"\x1b_Gi=31;OK\x1b\\",
    b"\x1b^qqq\x1b\\",
    b"\x1bXqqq\x1b\\",
    b"\x9b?1;2c",
    b"\x9d11;rgb:0/0/0\x9c\x1b\\",
    "\u{9b}?1;2c".as_bytes(),
];

#[test]
fn answers_are_not_keys_however_they_are_cut() {
    for answer in ANSWERS {
        let shown = String::from_utf8_lossy(answer);
        assert_eq!(decode(&[(0, answer), (0, b"j")]), "j", "{shown:?}");
        for pause in [1, 20, 55] {
            for cut in 1..answer.len() {
                if cut == 1 && matches!(answer[1], b'^' | b'X') {
                    // Strings that no terminal sends are not waited for after an Escape.
                    continue;
                }
                let told = decode(&[(0, &answer[..cut]), (pause, &answer[cut..]), (0, b"j")]);
                // An Escape alone is a key after a while; what follows is none.
                let late = if cut == 1 && pause > 50 && answer[0] == 0x1b { "Esc j" } else { "j" };
                assert!(told == late, "{shown:?} at {cut} after {pause}: {told}");
            }
        }
        let bytes: Vec<(u64, &[u8])> = answer.chunks(1).map(|byte| (15, byte)).chain([(0, &b"j"[..])]).collect();
        assert_eq!(decode(&bytes), "j", "{shown:?}");
    }
}

#[test]
fn an_answer_in_two_parts_with_a_long_pause_is_not_keys_either() {
    for answer in ANSWERS.iter().filter(|answer| answer[0] == 0x1b && answer.len() > 4) {
        for cut in 3..answer.len() - 2 {
            let told = decode(&[(0, &answer[..cut]), (300, &answer[cut..]), (0, b"j")]);
            assert_eq!(told, "j", "{:?} at {cut}", String::from_utf8_lossy(answer));
        }
    }
}

#[test]
fn an_answer_that_breaks_off_swallows_no_key() {
    for answer in ANSWERS {
        for cut in 1..answer.len() {
            for key in [&b"q"[..], b"j", b"\x03", b"\x1b[A", b" "] {
                let told = decode(&[(0, &answer[..cut]), (200, key), (200, b"k")]);
                let want = decode(&[(0, key)]);
                assert!(told.ends_with(&format!("{want} k")), "{:?}: {told}", String::from_utf8_lossy(&answer[..cut]));
            }
        }
    }
}

#[test]
fn a_bracket_after_escape_is_a_bracket() {
    assert_eq!(decode(&[(0, b"\x1b"), (200, b"["), (300, b"j")]), "Esc [ j");
    assert_eq!(decode(&[(0, b"\x1b"), (200, b"["), (50, b"q")]), "Esc [ q");
    assert_eq!(decode(&[(0, b"\x1b"), (200, b"]"), (50, b"P"), (50, b"O")]), "Esc ] P O");
}

#[test]
fn a_paste_is_one_text_whatever_is_in_it() {
    let start = "\x1b[200~";
    let end = "\x1b[201~";
    let paste = |text: &str| format!("paste {text:?}");
    for (reads, want) in [
        (vec![format!("{start}abc{end}q")], format!("{} q", paste("abc"))),
        (vec![format!("{start}abc{end}q{end}j")], format!("{} j", paste(&format!("abc{end}q")))),
        (vec![format!("{start}{end}{end}{end}")], paste(&format!("{end}{end}"))),
        (vec![format!("{start}abc{end}"), format!("qq{end}")], paste(&format!("abc{end}qq"))),
        (vec![format!("{start}abc{end}\r{start}d{end}k")], format!("{} Enter {} k", paste("abc"), paste("d"))),
        (vec![format!("{start}{start}x{end}")], paste(&format!("{start}x"))),
        (vec![format!("{start}abc\x1b[2"), "01~q".to_owned()], format!("{} q", paste("abc"))),
        (vec![format!("{start}\x1b]0;q\x07\x03{end}")], paste("\x1b]0;q\x07\x03")),
    ] {
        let reads: Vec<(u64, &[u8])> = reads.iter().map(|read| (5, read.as_bytes())).collect();
        assert_eq!(decode(&reads), want);
    }
    // The end within came a long time before the end.
    let (first, second) = (format!("{start}abc{end}"), format!("qq{end}"));
    let told = decode(&[(0, first.as_bytes()), (400, second.as_bytes())]);
    assert_eq!(told, format!("{} {}", paste("abc"), paste("qq")));
    // No end: the next key is one all the same.
    assert_eq!(decode(&[(0, b"\x1b[200~abc"), (1500, b"q")]), format!("{} q", paste("abc")));
}

#[test]
fn a_long_paste_takes_bounded_memory() {
    let mut decoder = Decoder::default();
    let mut events = Vec::new();
    decoder.take(b"\x1b[200~", Duration::ZERO, &mut events);
    for _ in 0..5000 {
        decoder.take(&[b'a'; 4096], Duration::ZERO, &mut events);
        assert!(decoder.held.capacity() <= 4 * LONGEST_PASTE);
    }
    decoder.take(PASTE_END, Duration::ZERO, &mut events);
    decoder.settle(Duration::from_secs(1), &mut events);
    assert!(matches!(events.as_slice(), [Event::Paste(text)] if text.len() == LONGEST_PASTE));
}
