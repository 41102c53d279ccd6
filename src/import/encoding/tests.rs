use encoding_rs::{KOI8_R, WINDOWS_1251, WINDOWS_1252};

use super::*;

const GERMAN: &str = "Die Bäuerin öffnete früh die Tür, und über den Höfen lag weißer Nebel.\nSpäter kam Käthe.\n";
const RUSSIAN: &str = "Старый рыбак вышел к морю рано утром. Он долго смотрел на волны.\nПотом вернулся домой.\n";
const JAPANESE: &str = "朝早く、年老いた漁師は海へ出かけました。波を長い間見ていました。\nそれから家に帰りました。\n";
const CHINESE: &str = "清晨，老渔夫来到海边。他久久地望着波浪。\n然后他回家了，坐在门前修补渔网。\n";
const TRADITIONAL: &str = "清晨，老漁夫來到海邊。他久久地望著波浪。\n然後他回家了，坐在門前修補漁網。\n";
const KOREAN: &str =
    "이른 아침, 늙은 어부는 바다로 나갔다. 그는 오랫동안 파도를 바라보았다.\n그리고 집으로 돌아왔다.\n";

fn whole(bytes: &[u8], declared: Option<&str>) -> Decoded {
    decode(bytes, declared, Extent::Whole).expect("these bytes are text")
}

fn utf_16(text: &str, encode: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(encode).collect()
}

#[test]
fn legacy_encodings_are_detected_with_a_note_and_taken_without_one_when_declared() {
    for (encoding, text) in [
        (WINDOWS_1252, GERMAN),
        (WINDOWS_1251, RUSSIAN),
        (KOI8_R, RUSSIAN),
        (SHIFT_JIS, JAPANESE),
        (GB18030, CHINESE),
        (BIG5, TRADITIONAL),
        (EUC_KR, KOREAN),
    ] {
        let bytes = encoding.encode(text).0;
        let detected = whole(&bytes, None);
        assert_eq!(detected.text, text, "{}", encoding.name());
        assert_eq!(detected.warnings.len(), 1, "{:?}", detected.warnings);
        let declared = whole(&bytes, Some(encoding.name()));
        assert_eq!((declared.text.as_str(), declared.warnings.len()), (text, 0), "{}", encoding.name());
    }
}

#[test]
fn utf_16_is_read_with_and_without_mark_and_with_an_odd_byte() {
    for text in [GERMAN, RUSSIAN, JAPANESE, KOREAN] {
        for encode in [u16::to_le_bytes, u16::to_be_bytes] {
            let bare = utf_16(text, encode);
            let marked = utf_16(&format!("\u{feff}{text}"), encode);
            assert_eq!(whole(&bare, None).text, text);
            assert_eq!(whole(&marked, Some("utf-8")).text, text);
            let mut odd = marked.clone();
            odd.push(b'x');
            let decoded = whole(&odd, None);
            assert_eq!(decoded.text, format!("{text}\u{fffd}"));
            assert_eq!(decoded.warnings, [Warning("1 invalid byte sequence shown as \u{fffd}".to_owned())]);
        }
    }
}

#[test]
fn utf_16_without_any_zero_byte_is_read_where_it_is_declared() {
    let bytes = utf_16("清晨老渔夫来到海边他久久地望着波浪", u16::to_be_bytes);
    assert_eq!(whole(&bytes, Some("utf-16be")).text.chars().count(), 17);
}

#[test]
fn iso_2022_jp_is_read_and_a_lone_escape_is_not_taken_for_it() {
    let bytes = b"\x1b$B$3$s$K$A$O\x1b(B, ok\n";
    assert_eq!(whole(bytes, None).text, "こんにちは, ok\n");
    assert_eq!(whole(b"\x1b(B and \x1b$ stay", None).text, "\u{1b}(B and \u{1b}$ stay");
}

#[test]
fn damaged_utf_8_stays_utf_8_and_says_how_much_is_damaged() {
    let mut bytes = GERMAN.as_bytes().to_vec();
    bytes.insert(4, 0xff);
    bytes.push(0xe4);
    for (bytes, n_damaged) in [
        (bytes.as_slice(), 2),
        (b"overlong \xc0\xaf, surrogate \xed\xa0\x80, beyond \xf4\x90\x80\x80", 9),
        (b"in ASCII: \xff\xfe", 2),
    ] {
        let decoded = whole(bytes, None);
        assert_eq!(decoded.encoding, "UTF-8");
        assert_eq!(decoded.text.matches('\u{fffd}').count(), n_damaged);
        assert_eq!(decoded.warnings, [Warning(format!("{n_damaged} invalid byte sequences shown as \u{fffd}"))]);
    }
}

#[test]
fn a_wrong_or_unknown_declaration_loses_with_a_note() {
    for (bytes, declared) in [
        (GERMAN.as_bytes().to_vec(), "windows-1252"),
        (GERMAN.as_bytes().to_vec(), "utf-16"),
        (WINDOWS_1251.encode(RUSSIAN).0.into_owned(), "utf-8"),
        (WINDOWS_1251.encode(RUSSIAN).0.into_owned(), "latin1"),
        (KOI8_R.encode(RUSSIAN).0.into_owned(), "windows-1251"),
        (WINDOWS_1252.encode(GERMAN).0.into_owned(), "windows-1251"),
        (KOI8_R.encode(RUSSIAN).0.into_owned(), "shift_jis"),
        (GERMAN.as_bytes().to_vec(), "klingon\u{1b}"),
    ] {
        let decoded = whole(&bytes, Some(declared));
        assert!([GERMAN, RUSSIAN].contains(&decoded.text.as_str()), "{declared}: {}", decoded.text);
        assert_eq!(decoded.warnings.len(), 1, "{:?}", decoded.warnings);
        assert!(!decoded.warnings[0].0.contains('\u{1b}'));
    }
}

#[test]
fn a_byte_order_mark_is_not_part_of_the_text() {
    assert_eq!(
        whole(b"\xef\xbb\xbfabc", None),
        Decoded { text: "abc".to_owned(), encoding: "UTF-8", warnings: Vec::new() }
    );
    assert_eq!(whole(b"\xff\xfe\0\0a\0\0\0", None).text, "a");
}

#[test]
fn a_beginning_ends_with_its_last_whole_line_and_warns_of_nothing() {
    let beginning = Extent::Beginning { of: 1 << 40 };
    let lines = "Zeile eins\nÜberhang ä";
    for (bytes, want) in [
        (lines.as_bytes()[..lines.len() - 1].to_vec(), "Zeile eins\n"),
        (utf_16(&format!("\u{feff}{lines}"), u16::to_le_bytes)[..39].to_vec(), "Zeile eins\n"),
        ("kein Ende ä".as_bytes()[..11].to_vec(), "kein Ende "),
        (Vec::new(), ""),
    ] {
        let decoded = decode(&bytes, None, beginning).expect("these bytes are text");
        assert_eq!((decoded.text.as_str(), decoded.warnings.len()), (want, 0));
    }
}

/// Numbers that look like chance, always the same.
fn chance(seed: u32) -> impl Iterator<Item = u32> {
    std::iter::successors(Some(seed), |n| Some(n.wrapping_mul(1_664_525).wrapping_add(1_013_904_223))).map(|n| n >> 16)
}

#[test]
fn what_only_could_be_decoded_is_no_text() {
    for range in [0..=255, 32..=255, 128..=255, 160..=255, 161..=254, 129..=254, 192..=255, 176..=247, 128..=191] {
        for seed in 0..20 {
            let (first, last): (u32, u32) = (*range.start(), *range.end());
            let bytes: Vec<u8> = chance(seed).take(2000).map(|n| (first + n % (last - first + 1)) as u8).collect();
            for declared in [None, Some("windows-1251"), Some("gb18030"), Some("utf-8")] {
                let decoded = decode(&bytes, declared, Extent::Whole);
                assert!(decoded.is_err(), "{range:?} {seed} {declared:?}: {:.80}", decoded.expect("it is text").text);
            }
            for mark in [&b"\xef\xbb\xbf"[..], b"\xff\xfe", b"\xfe\xff"] {
                let marked = [mark, &bytes].concat();
                assert!(decode(&marked, None, Extent::Whole).is_err(), "{mark:?} and {range:?} {seed}");
            }
        }
    }
}

#[test]
fn odd_texts_in_old_encodings_are_texts_all_the_same() {
    use encoding_rs::{IBM866, ISO_8859_2, WINDOWS_874, WINDOWS_1253, WINDOWS_1255, WINDOWS_1256};
    let names = "渡辺 浜崎 斎藤 東京都渋谷区 国会図書館 経済産業省 気象庁 駅前広場 伝統芸能\n".repeat(3);
    for (encoding, text) in [
        (WINDOWS_1251, RUSSIAN.to_uppercase().repeat(3)),
        (
            IBM866,
            "┌────────┬──────┐\n│ Товар  │ Цена │\n├────────┼──────┤\n│ Хлеб   │   45 │\n└────────┴──────┘\n".repeat(3),
        ),
        (WINDOWS_1252, "Äpfel £ 5 · Öl £ 12 ± 3 % · ½ Käse © 2021 ®\n".repeat(9)),
        (SHIFT_JIS, names),
        (SHIFT_JIS, "ﾄｳｷｮｳﾄ ｼﾌﾞﾔｸ ﾔﾏﾀﾞﾀﾛｳ ｻﾏ\n".repeat(5)),
        (WINDOWS_1253, "Ο γέρος ψαράς κατέβηκε στη θάλασσα νωρίς το πρωί.\n".repeat(3)),
        (WINDOWS_1255, "הדייג הזקן יצא אל הים מוקדם בבוקר. הוא הביט זמן רב בגלים.\n".repeat(3)),
        (WINDOWS_1256, "خرج الصياد العجوز إلى البحر في الصباح الباكر.\n".repeat(3)),
        (WINDOWS_874, "ชาวประมงชราออกไปทะเลแต่เช้าตรู่ เขามองคลื่นอยู่นาน\n".repeat(3)),
        (ISO_8859_2, "Stary rybak wyszedł nad morze wcześnie rano. Żółć, gęślą jaźń.\n".repeat(3)),
        (BIG5, TRADITIONAL.repeat(4)),
        (GB18030, CHINESE.repeat(4)),
        (EUC_KR, KOREAN.repeat(4)),
    ] {
        let bytes = encoding.encode(&text).0;
        let chosen = EncodingSaid::Chosen(encoding.name().to_owned());
        assert_eq!(decode_said(&bytes, Some(&chosen), Extent::Whole).expect("it is wanted so").text, text);
        // What is mostly frames or half-width has to be chosen: too little of it says in which encoding it is.
        if encoding == IBM866 || text.starts_with('ﾄ') {
            continue;
        }
        assert!(decode(&bytes, None, Extent::Whole).is_ok(), "{}: {text:.60}", encoding.name());
        assert_eq!(whole(&bytes, Some(encoding.name())).text, text);
    }
}

#[test]
fn an_encoding_that_was_chosen_is_taken_whatever_the_bytes_look_like() {
    let chosen = |label: &str| EncodingSaid::Chosen(label.to_owned());
    let bytes = KOI8_R.encode(RUSSIAN).0;
    for (label, encoding) in [("koi8-r", KOI8_R), ("CP1251", WINDOWS_1251), ("latin-1", WINDOWS_1252)] {
        let decoded = decode_said(&bytes, Some(&chosen(label)), Extent::Whole).expect("it is wanted so");
        assert_eq!((decoded.text, decoded.encoding), (encoding.decode(&bytes).0.into_owned(), encoding.name()));
    }
    let marked = utf_16(&format!("\u{feff}{GERMAN}"), u16::to_be_bytes);
    assert_eq!(decode_said(&marked, Some(&chosen("utf-16")), Extent::Whole).expect("text").text, GERMAN);
    assert!(decode_said(b"%PDF-1.7\n%\xe2\xe3", Some(&chosen("latin1")), Extent::Whole).is_err());
    assert_eq!((named(" Shift-JIS "), named("cp932"), named("klingon")), (Some("Shift_JIS"), Some("Shift_JIS"), None));
}

#[test]
fn what_is_not_text_is_named() {
    let noise: Vec<u8> = (0..4096u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    for (bytes, want) in [
        (b"PK\x03\x04\x14\0\0\0".to_vec(), "looks like a ZIP archive, not text; unpack it"),
        (b"%PDF-1.7\n%\xe2\xe3".to_vec(), "looks like a PDF, not text; convert it"),
        (b"\x89PNG\r\n\x1a\n\0\0".to_vec(), "looks like a PNG picture, not text"),
        (noise, "looks like binary content, not text"),
        (vec![0; 5000], "looks like binary content, not text"),
    ] {
        let error = decode(&bytes, None, Extent::Whole).expect_err("these bytes are not text");
        assert!(error.to_string().starts_with(want), "{error}");
    }
    for text in
        [&b""[..], b"\0", b"a\0b", b"ID3 is a tag format", b"\x1b[31mred\x07", b"\x01\x02\x03\x04\x05\x06\x07\x0e"]
    {
        assert!(decode(text, None, Extent::Whole).is_ok(), "{text:?}");
    }
}
