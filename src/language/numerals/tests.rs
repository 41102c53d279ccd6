use super::*;

fn language(tag: &str) -> Language {
    Language::parse(tag).expect("a tag")
}

/// The first values of a text's numbers that are more than hints, and where they stand.
fn read<'t>(tag: &str, text: &'t str) -> Vec<(Value, &'t str)> {
    let numerals = numbers_in(text, &language(tag)).into_iter().filter(|numeral| numeral.form != Form::Hint);
    numerals.map(|numeral| (numeral.values[0], &text[numeral.range])).collect()
}

#[test]
fn digits_are_read_with_the_marks_of_the_language() {
    for (tag, text, want) in [
        ("en", "8,000", Value::whole(8_000)),
        ("en", "1.5", Value::with_hundredths(1, 50)),
        ("en", "1,234,567.25", Value::with_hundredths(1_234_567, 25)),
        ("de", "8.000", Value::whole(8_000)),
        ("de", "1.234.567,25", Value::with_hundredths(1_234_567, 25)),
        ("de", "1,5", Value::with_hundredths(1, 50)),
        ("de", "8'000", Value::whole(8_000)),
        ("sv", "8 000", Value::whole(8_000)),
        ("fr", "1\u{202f}234\u{202f}567,5", Value::with_hundredths(1_234_567, 50)),
        ("nb", "8\u{a0}000", Value::whole(8_000)),
        ("hi", "1,00,000", Value::whole(100_000)),
        ("ar", "٨٬٠٠٠", Value::whole(8_000)),
        ("en", "0.500", Value::with_hundredths(0, 50)),
        ("de", "1,5 Millionen", Value::whole(1_500_000)),
        ("en", "1.5 billion", Value::whole(1_500_000_000)),
        ("de", "2 Billionen", Value::whole(2_000_000_000_000)),
        ("pt", "8 mil", Value::whole(8_000)),
        ("es", "3 mil millones", Value::whole(3_000_000_000)),
        ("ru", "20 тыс", Value::whole(20_000)),
        ("ja", "3万", Value::whole(30_000)),
        ("zh", "8千", Value::whole(8_000)),
    ] {
        assert_eq!(read(tag, text), [(want, text)], "{text}");
        let within = format!("({text}), ");
        assert_eq!(read(tag, &within), [(want, text)], "{within}");
    }
}

#[test]
fn number_words_are_added_up_as_they_are_spoken() {
    for (tag, text, want) in [
        ("en", "two hundred and five", 205),
        ("en", "a hundred and twenty-one", 121),
        ("en", "five-and-twenty", 25),
        ("en", "three thousand two hundred", 3_200),
        ("en", "two dozen", 24),
        ("en", "twelve hundred", 1_200),
        ("de", "einundzwanzig", 21),
        ("de", "zweihundertfünfunddreißigtausend", 235_000),
        ("de", "hunderteins", 101),
        ("de", "achttausend", 8_000),
        ("nl", "vijfendertig", 35),
        ("nl", "tweeëntwintig", 22),
        ("nb", "åtte tusen", 8_000),
        ("nb", "tjueto", 22),
        ("nn", "hundre og sytti", 170),
        ("da", "femoghalvtreds", 55),
        ("da", "to hundrede og firs", 280),
        ("sv", "tvåhundrafemtio", 250),
        ("sv", "tjugofem", 25),
        ("is", "tuttugu og fimm", 25),
        ("fr", "quatre-vingt-dix-sept", 97),
        ("fr", "soixante-quinze", 75),
        ("fr", "deux cent trente", 230),
        ("fr", "vingt et un", 21),
        ("fr", "dix-huit", 18),
        ("es", "ciento veinticinco", 125),
        ("es", "treinta y cinco", 35),
        ("es", "quinientos mil", 500_000),
        ("pt", "cento e vinte e três", 123),
        ("pt", "dois mil e quinhentos", 2_500),
        ("it", "ventidue", 22),
        ("it", "trentotto", 38),
        ("it", "duecentocinquanta", 250),
        ("it", "tremila", 3_000),
        ("ca", "trenta-cinc", 35),
        ("ro", "douăzeci și cinci", 25),
        ("ru", "двести тридцать пять", 235),
        ("ru", "пять тысяч", 5_000),
        ("uk", "двадцять п’ять", 25),
        ("bg", "двадесет и пет", 25),
        ("pl", "dwieście trzydzieści", 230),
        ("cs", "dvacet pět", 25),
        ("sk", "dvadsaťpäť", 25),
        ("hr", "dvadeset i dva", 22),
        ("sr", "тридесет и два", 32),
        ("fi", "kaksikymmentäviisi", 25),
        ("fi", "kolmesataa", 300),
        ("et", "kakskümmend viis", 25),
        ("hu", "huszonöt", 25),
        ("hu", "kétszázötven", 250),
        ("tr", "yirmi beş", 25),
        ("kk", "жиырма бес", 25),
        ("el", "είκοσι πέντε", 25),
    ] {
        let numerals = numbers_in(text, &language(tag));
        let read: Vec<_> = numerals.iter().map(|numeral| (numeral.values[0], &text[numeral.range.clone()])).collect();
        assert_eq!(read, [(Value::whole(want), text)], "{text}");
    }
}

#[test]
fn halves_count_in_millions_and_dozens() {
    for (tag, text, want) in [
        ("en", "two and a half million", 2_500_000),
        ("en", "half a million", 500_000),
        ("en", "half a dozen", 6),
        ("de", "zweieinhalb Millionen", 2_500_000),
        ("de", "halbe Million", 500_000),
        ("de", "halbes Dutzend", 6),
        ("fr", "deux millions et demi", 2_500_000),
        ("fr", "demi-douzaine", 6),
        ("es", "dos millones y medio", 2_500_000),
        ("pt", "dois milhões e meio", 2_500_000),
        ("sv", "två och en halv miljon", 2_500_000),
        ("nb", "to og en halv million", 2_500_000),
        ("ru", "два с половиной миллиона", 2_500_000),
        ("fi", "neljäntoista", 14),
    ] {
        let numerals = numbers_in(text, &language(tag));
        let read: Vec<_> = numerals.iter().map(|numeral| (numeral.values[0], &text[numeral.range.clone()])).collect();
        assert_eq!(read, [(Value::whole(want), text)], "{text}");
    }
}

#[test]
fn articles_codes_and_addresses_are_no_numbers() {
    for (tag, text) in [
        ("de", "ein Haus und eine Tür"),
        ("en", "one of them, a house"),
        ("pt", "um dia"),
        ("en", "B52 article7469 x64"),
        ("en", "version 1.2.10"),
        ("en", "192.168.1.22"),
        ("tr", "onu gördüm"),
        ("en", ""),
    ] {
        assert_eq!(numbers_in(text, &language(tag)), [], "{text}");
    }
}

#[test]
fn what_may_be_something_else_is_a_hint() {
    for (tag, text, want) in [
        ("en", "the second time", 2),
        ("en", "the twenty-first day", 21),
        ("de", "am einundzwanzigsten", 21),
        ("de", "dreißigjährige", 30),
        ("it", "sei stato", 6),
        ("fr", "un livre neuf", 9),
        ("en", "both", 2),
        ("ru", "двадцать первый", 21),
        ("ru", "двенадцатый", 12),
        ("fr", "la douzième", 12),
        ("sv", "en tjugofemprocentsplan", 25),
        ("hu", "ötszázhetvenötször", 575),
        ("es", "siglo XIX", 19),
        ("zh", "二十五", 25),
    ] {
        let numerals = numbers_in(text, &language(tag));
        let hints: Vec<_> = numerals.iter().map(|numeral| (numeral.values[0], numeral.form)).collect();
        assert_eq!(hints, [(Value::whole(want), Form::Hint)], "{text}");
    }
}

#[test]
fn hostile_texts_are_read_in_linear_time() {
    for unit in ["1", "1.", "1 000 ", "zwei", "zwei ", "ein", "hundert", "twenty and ", "一", "quatre ", "'", "п'"] {
        for tag in ["de", "fr", "zh", "uk"] {
            let text = unit.repeat(20_000);
            let numerals = numbers_in(&text, &language(tag));
            assert!(numerals.windows(2).all(|two| two[0].range.end <= two[1].range.start), "{unit}");
        }
    }
}
