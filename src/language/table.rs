//! The languages by name: one table, a row a language.
//!
//! A row holds the code, the English name, the language's own name, how it is written, and what else people put into
//! file names for it: the three-letter codes of ISO 639-2 (terminological and bibliographic), older codes, its name in
//! the languages the readers write. [`named`] finds a row by any of them, folded.
//!
//! Some codes are words as well (`is`, `no`, `it`, `per`, `cat`); whether the place where a word stands can hold a
//! language at all is for the caller to judge.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::fold::fold;
use crate::model::Language;

use Writing::{LeftToRight, RightToLeft, WithoutSpaces};

/// A language as the table knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LanguageRow {
    /// The tag: a code alone, or with the script or region that has a name of its own (`pt-BR`).
    pub tag: &'static str,
    /// The name in English.
    pub english: &'static str,
    /// The name in the language itself.
    pub own: &'static str,
    /// How it is written.
    pub writing: Writing,
    /// Further words that mean it, apart by spaces; case and diacritics do not count.
    words: &'static str,
}

/// What the display and the segmenter must know of a script.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Writing {
    /// From left to right, words apart by spaces.
    LeftToRight,
    /// From right to left, words apart by spaces.
    RightToLeft,
    /// From left to right, words not apart.
    WithoutSpaces,
}

/// The language that a word in a file name means: `de`, `ger`, `deu`, `german`, `deutsch` … in any case.
///
/// `no` and `norsk` mean `nb`. A tag with a script or region (`pt_BR`, `zh-Hans`) keeps them.
pub fn named(word: &str) -> Option<Language> {
    let folded = fold(word.trim());
    if let Some(row) = BY_WORD.get(folded.as_str()) {
        return Language::parse(row.tag);
    }
    let (primary, rest) = folded.split_once(['-', '_'])?;
    let row = BY_WORD.get(primary).filter(|row| matches!(primary.len(), 2 | 3) && row.tag.len() <= 3)?;
    rest.split(['-', '_']).all(is_script_or_region).then(|| Language::parse(&format!("{}-{rest}", row.tag)))?
}

/// The language's name in English; the tag where the table does not have it.
pub fn english_name(language: &Language) -> &str {
    row_of(language).map_or(language.tag(), |row| row.english)
}

/// The language's name in itself; the tag where the table does not have it.
pub fn own_name(language: &Language) -> &str {
    if !language.is_determined() {
        return "language not known";
    }
    row_of(language).map_or(language.tag(), |row| row.own)
}

/// Whether a character is one of the letters and signs that are written without spaces between words, those of Chinese and
/// Japanese: a line end between two of them stands for nothing.
pub fn is_written_solid(character: char) -> bool {
    matches!(character, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}')
}

/// Whether the language keeps words whole at line ends, although its script would let them be divided anywhere.
pub fn keeps_words(language: &Language) -> bool {
    language.primary() == "ko"
}

/// Whether the language is written from right to left; a script in the tag overrides the language's usual one.
pub fn is_right_to_left(language: &Language) -> bool {
    writing_of(language) == RightToLeft
}

/// Whether the language writes spaces between words.
pub fn has_word_spaces(language: &Language) -> bool {
    writing_of(language) != WithoutSpaces
}

/// The row of a tag, or else of what is left of it without its last part, and so on.
fn row_of(language: &Language) -> Option<&'static LanguageRow> {
    let mut tag = language.tag();
    loop {
        if let Some(row) = BY_TAG.get(tag) {
            return Some(row);
        }
        tag = tag.rsplit_once('-')?.0;
    }
}

fn writing_of(language: &Language) -> Writing {
    let script = language.tag().split('-').skip(1).find(|part| part.len() == 4);
    match script {
        Some("Arab" | "Hebr" | "Syrc" | "Thaa" | "Nkoo") => RightToLeft,
        Some("Latn" | "Cyrl" | "Grek") => LeftToRight,
        _ => row_of(language).map_or(LeftToRight, |row| row.writing),
    }
}

fn is_script_or_region(part: &str) -> bool {
    match part.len() {
        4 => SCRIPTS.split(' ').any(|script| script == part),
        3 => part.bytes().all(|byte| byte.is_ascii_digit()),
        2 => REGIONS.split(' ').any(|region| region == part),
        _ => false,
    }
}

static BY_TAG: LazyLock<HashMap<&str, &LanguageRow>> =
    LazyLock::new(|| LANGUAGES.iter().map(|row| (row.tag, row)).collect());

/// The first row that claims a word has it.
static BY_WORD: LazyLock<HashMap<String, &LanguageRow>> = LazyLock::new(|| {
    let mut rows = HashMap::new();
    for row in LANGUAGES {
        for word in [row.tag, row.english, row.own].into_iter().chain(row.words.split_whitespace()) {
            rows.entry(fold(word)).or_insert(row);
        }
        rows.entry(fold(row.tag).replace('-', "_")).or_insert(row);
    }
    rows
});

/// Scripts of ISO 15924 that languages are told apart by.
const SCRIPTS: &str = "arab armn beng cyrl deva geor grek guru hang hans hant hebr jpan kore latn mong thai";

/// Regions of ISO 3166-1; languages that are no regions (`de-en`) thus make no tag.
const REGIONS: &str = "ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bl bm bn bo bq br bs \
    bt bv bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg eh er es et fi \
    fj fk fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir \
    is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mf mg mh mk ml mm \
    mn mo mp mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt \
    pw py qa re ro rs ru rw sa sb sc sd se sg sh si sj sk sl sm sn so sr ss st sv sx sy sz tc td tf tg th tj tk tl tm \
    tn to tr tt tv tw tz ua ug um us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw";

const fn row(
    tag: &'static str,
    english: &'static str,
    own: &'static str,
    writing: Writing,
    words: &'static str,
) -> LanguageRow {
    LanguageRow { tag, english, own, writing, words }
}

/// The languages; `nb` stands before `no` and so takes its words.
#[rustfmt::skip]
pub const LANGUAGES: &[LanguageRow] = &[
    row("de", "German", "Deutsch", LeftToRight, "ger deu germ deutsche allemand aleman alemao tedesco tysk tyska duits saksa niemiecki немецкий"),
    row("en", "English", "English", LeftToRight, "eng engl englisch anglais ingles inglese engelsk engelska engels englanti angielski английский"),
    row("nb", "Norwegian Bokmål", "norsk bokmål", LeftToRight, "no nob nor bokmål bokmaal norsk norwegian norwegisch norvegien noruego norueguês norska noors norja norweski норвежский"),
    row("nn", "Norwegian Nynorsk", "norsk nynorsk", LeftToRight, "nno nynorsk neunorwegisch"),
    row("no", "Norwegian", "norsk", LeftToRight, ""),
    row("da", "Danish", "dansk", LeftToRight, "dan danish dänisch daenisch danois danes dinamarqués danska deens tanska duński датский dk"),
    row("sv", "Swedish", "svenska", LeftToRight, "swe svensk schwedisch suedois sueco svedese zweeds ruotsi szwedzki шведский"),
    row("is", "Icelandic", "íslenska", LeftToRight, "isl ice islenzka isländisch islaendisch islandais islandés islandês islandsk isländska ijslands islanti исландский"),
    row("fo", "Faroese", "føroyskt", LeftToRight, "fao färöisch færøsk"),
    row("fi", "Finnish", "suomi", LeftToRight, "fin suomeksi finnisch finnois finlandés finlandês finsk finska fins финский"),
    row("nl", "Dutch", "Nederlands", LeftToRight, "nld dut niederländisch niederlaendisch néerlandais neerlandés holandés holandês nederlandsk nederländska hollanti нидерландский"),
    row("fy", "West Frisian", "Frysk", LeftToRight, "fry frisian friesisch"),
    row("af", "Afrikaans", "Afrikaans", LeftToRight, "afr"),
    row("lb", "Luxembourgish", "Lëtzebuergesch", LeftToRight, "ltz luxemburgisch"),
    row("yi", "Yiddish", "ייִדיש", RightToLeft, "yid jiddisch jiddisk idish ji"),
    row("fr", "French", "français", LeftToRight, "fre fra francais française franzosisch franzoesisch francés francês francese fransk franska frans ranska francuski французский"),
    row("it", "Italian", "italiano", LeftToRight, "ita italienisch italien italiana italiensk italienska italiaans włoski итальянский"),
    row("es", "Spanish", "español", LeftToRight, "spa esp espanol castellano spanisch espagnol espanhol spagnolo spansk spanska spaans espanja hiszpański испанский"),
    row("pt", "Portuguese", "português", LeftToRight, "por portugues portugiesisch portugais portugués portoghese portugisisk portugisiska portugees portugali portugalski португальский"),
    row("pt-BR", "Brazilian Portuguese", "português brasileiro", LeftToRight, "ptbr brazilian brasileiro"),
    row("pt-PT", "European Portuguese", "português europeu", LeftToRight, "ptpt"),
    row("ca", "Catalan", "català", LeftToRight, "cat katalanisch catalan catalán catalão katalansk katalanska catalaans"),
    row("gl", "Galician", "galego", LeftToRight, "glg gallego galicisch"),
    row("oc", "Occitan", "occitan", LeftToRight, "oci okzitanisch"),
    row("ro", "Romanian", "română", LeftToRight, "ron rum romana rumänisch rumaenisch roumain rumano romeno rumensk rumänska roemeens moldovan румынский"),
    row("la", "Latin", "Latina", LeftToRight, "lat latein lateinisch latinum"),
    row("eo", "Esperanto", "Esperanto", LeftToRight, "epo"),
    row("pl", "Polish", "polski", LeftToRight, "pol polnisch polonais polaco polacco polsk polska pools puola польский"),
    row("cs", "Czech", "čeština", LeftToRight, "ces cze cesky česky český tschechisch tchèque checo tcheco tsjekkisk tjeckiska tjekkisk tsjechisch czeski чешский cz"),
    row("sk", "Slovak", "slovenčina", LeftToRight, "slk slo slovensky slowakisch slovaque eslovaco slovakisk slovakiska slowaaks słowacki"),
    row("sl", "Slovenian", "slovenščina", LeftToRight, "slv slovene slovensko slowenisch slovensk slovenska"),
    row("hr", "Croatian", "hrvatski", LeftToRight, "hrv scr kroatisch croate croata kroatisk kroatiska"),
    row("bs", "Bosnian", "bosanski", LeftToRight, "bos bosnisch bosnisk"),
    row("sr", "Serbian", "српски", LeftToRight, "srp scc srpski serbisch serbe serbio serbisk serbiska"),
    row("mk", "Macedonian", "македонски", LeftToRight, "mkd makedonski mazedonisch"),
    row("bg", "Bulgarian", "български", LeftToRight, "bul balgarski bulgarisch bulgare búlgaro bulgarsk bulgariska болгарский"),
    row("ru", "Russian", "русский", LeftToRight, "rus russkij russkiy russki russisch russe ruso russo russisk ryska venäjä rosyjski рус russkii"),
    row("uk", "Ukrainian", "українська", LeftToRight, "ukr ukrainska ukrajinska ukrayinska ukrainisch ukrainien ucraniano ucraino ukrainsk oekraïens ukraiński укр украинский"),
    row("be", "Belarusian", "беларуская", LeftToRight, "bel belaruskaya belarussian weißrussisch belarussisch biélorusse belarusisk belarusiska"),
    row("lt", "Lithuanian", "lietuvių", LeftToRight, "lit lietuviu litauisch lituanien litauisk litauiska liettua"),
    row("lv", "Latvian", "latviešu", LeftToRight, "lav latviesu lettisch letton lettisk lettiska"),
    row("et", "Estonian", "eesti", LeftToRight, "est estnisch estonien estisk estniska viro"),
    row("hu", "Hungarian", "magyar", LeftToRight, "hun magyarul ungarisch hongrois húngaro ungarsk ungerska hongaars unkari węgierski венгерский"),
    row("el", "Greek", "Ελληνικά", LeftToRight, "ell gre ellinika griechisch grec griego grego greco gresk græsk grekiska grieks kreikka grecki греческий"),
    row("sq", "Albanian", "shqip", LeftToRight, "sqi alb albanisch albanais"),
    row("mt", "Maltese", "Malti", LeftToRight, "mlt maltesisch"),
    row("eu", "Basque", "euskara", LeftToRight, "eus baq baskisch vasco euskera"),
    row("ga", "Irish", "Gaeilge", LeftToRight, "gle irisch gaelic gälisch"),
    row("gd", "Scottish Gaelic", "Gàidhlig", LeftToRight, "gla"),
    row("cy", "Welsh", "Cymraeg", LeftToRight, "cym wel walisisch gallois"),
    row("br", "Breton", "brezhoneg", LeftToRight, "bre bretonisch"),
    row("se", "Northern Sami", "davvisámegiella", LeftToRight, "sme sámi samisk samiska saami"),
    row("tr", "Turkish", "Türkçe", LeftToRight, "tur turkce türkisch tuerkisch turc turco tyrkisk turkiska turks turkki turecki турецкий"),
    row("az", "Azerbaijani", "azərbaycanca", LeftToRight, "aze azeri azerbaycan azerbaycanca azərbaycan aserbaidschanisch"),
    row("kk", "Kazakh", "қазақша", LeftToRight, "kaz қазақ kazak kazakça qazaq qazaqsha kasachisch kazajo cazaque kasakhisk kazakiska kazachs kazachski казахский qazaqşa"),
    row("ky", "Kyrgyz", "кыргызча", LeftToRight, "kir kirghiz kyrgyzcha kirgisisch киргизский"),
    row("uz", "Uzbek", "oʻzbekcha", LeftToRight, "uzb ozbek ozbekcha o'zbekcha o'zbek usbekisch узбекский"),
    row("tk", "Turkmen", "türkmençe", LeftToRight, "tuk turkmenisch"),
    row("tg", "Tajik", "тоҷикӣ", LeftToRight, "tgk tadschikisch toçikī tojiki"),
    row("tt", "Tatar", "татарча", LeftToRight, "tat tatarisch"),
    row("mn", "Mongolian", "монгол", LeftToRight, "mon mongolisch"),
    row("ka", "Georgian", "ქართული", LeftToRight, "kat geo kartuli georgisch géorgien georgiano"),
    row("hy", "Armenian", "հայերեն", LeftToRight, "hye arm hayeren armenisch arménien"),
    row("he", "Hebrew", "עברית", RightToLeft, "heb iw ivrit hebräisch hebraeisch hébreu hebreo hebraico hebraisk hebreiska hebreeuws иврит"),
    row("ar", "Arabic", "العربية", RightToLeft, "ara arabisch arabe árabe arabo arabisk arabiska arabski عربي عربية арабский"),
    row("fa", "Persian", "فارسی", RightToLeft, "fas per farsi persisch persan persa persisk persiska персидский"),
    row("ps", "Pashto", "پښتو", RightToLeft, "pus paschtu"),
    row("ur", "Urdu", "اردو", RightToLeft, "urd"),
    row("ku", "Kurdish", "kurdî", LeftToRight, "kur kurmanji kurmancî kurdisch kurdisk kurdiska"),
    row("ckb", "Central Kurdish", "کوردیی ناوەندی", RightToLeft, "sorani"),
    row("ug", "Uyghur", "ئۇيغۇرچە", RightToLeft, "uig uigurisch"),
    row("hi", "Hindi", "हिन्दी", LeftToRight, "hin हिंदी"),
    row("bn", "Bengali", "বাংলা", LeftToRight, "ben bangla bengalisch"),
    row("pa", "Punjabi", "ਪੰਜਾਬੀ", LeftToRight, "pan panjabi"),
    row("gu", "Gujarati", "ગુજરાતી", LeftToRight, "guj"),
    row("mr", "Marathi", "मराठी", LeftToRight, "mar"),
    row("ne", "Nepali", "नेपाली", LeftToRight, "nep"),
    row("si", "Sinhala", "සිංහල", LeftToRight, "sin sinhalese singhalesisch"),
    row("ta", "Tamil", "தமிழ்", LeftToRight, "tam tamilisch"),
    row("te", "Telugu", "తెలుగు", LeftToRight, "tel"),
    row("kn", "Kannada", "ಕನ್ನಡ", LeftToRight, "kan"),
    row("ml", "Malayalam", "മലയാളം", LeftToRight, "mal"),
    row("th", "Thai", "ไทย", WithoutSpaces, "tha ภาษาไทย thailändisch thaï"),
    row("lo", "Lao", "ລາວ", WithoutSpaces, "laotisch"),
    row("km", "Khmer", "ខ្មែរ", WithoutSpaces, "khm"),
    row("my", "Burmese", "မြန်မာ", WithoutSpaces, "mya bur birmanisch"),
    row("bo", "Tibetan", "བོད་སྐད་", WithoutSpaces, "bod tib tibetisch"),
    row("zh", "Chinese", "中文", WithoutSpaces, "zho chi 汉语 漢語 chinesisch chinois chino chinês cinese kinesisk kinesiska chinees kiina chiński китайский mandarin zhongwen"),
    row("zh-Hans", "Simplified Chinese", "简体中文", WithoutSpaces, "chs zhs 简体"),
    row("zh-Hant", "Traditional Chinese", "繁體中文", WithoutSpaces, "cht zht 繁體"),
    row("yue", "Cantonese", "粵語", WithoutSpaces, "kantonesisch 广东话"),
    row("ja", "Japanese", "日本語", WithoutSpaces, "jpn jp japanisch japonais japonés japonês giapponese japansk japanska japans japani japoński nihongo японский"),
    row("ko", "Korean", "한국어", LeftToRight, "kor koreanisch coréen coreano koreansk koreanska koreaans hangugeo корейский"),
    row("vi", "Vietnamese", "Tiếng Việt", LeftToRight, "vie vietnamesisch vietnamien vietnamita vietnamesisk вьетнамский"),
    row("id", "Indonesian", "Bahasa Indonesia", LeftToRight, "ind bahasa indonesisch indonésien indonesio"),
    row("ms", "Malay", "Bahasa Melayu", LeftToRight, "msa melayu malaiisch"),
    row("jv", "Javanese", "basa Jawa", LeftToRight, "jav javanisch"),
    row("tl", "Tagalog", "Tagalog", LeftToRight, "tgl fil filipino"),
    row("sw", "Swahili", "Kiswahili", LeftToRight, "swa suaheli suahili"),
    row("so", "Somali", "Soomaali", LeftToRight, ""),
    row("ha", "Hausa", "Hausa", LeftToRight, "hau"),
    row("yo", "Yoruba", "Yorùbá", LeftToRight, "yor"),
    row("zu", "Zulu", "isiZulu", LeftToRight, "zul"),
    row("xh", "Xhosa", "isiXhosa", LeftToRight, "xho"),
    row("am", "Amharic", "አማርኛ", LeftToRight, "amh amharisch"),
    row("ti", "Tigrinya", "ትግርኛ", LeftToRight, "tir"),
    row("mi", "Māori", "te reo Māori", LeftToRight, "mri mao"),
    row("qu", "Quechua", "Runasimi", LeftToRight, "que"),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn tag_of(word: &str) -> Option<String> {
        named(word).map(|language| language.tag().to_owned())
    }

    #[test]
    fn codes_and_names_in_any_case_mean_their_language() {
        for (language, words) in [
            ("de", "de DE ger deu german Deutsch allemand tysk"),
            ("nb", "no nb nob nor norsk bokmål bokmaal Norwegian norwegisch"),
            ("nn", "nn nno nynorsk"),
            ("pt", "pt por Português portugues"),
            ("pt-BR", "pt-BR pt_br por-BR PTBR"),
            ("zh-Hans", "zh-Hans zh_hans chs"),
            ("zh-Hant-TW", "zh-Hant-TW"),
            ("nb-NO", "no_NO nb-NO"),
            ("es-419", "es-419"),
            ("ru", "ru rus русский russe"),
            ("kk", "kk kaz қазақша kasachisch"),
            ("fr", "fre fra Français franzosisch französisch franzoesisch"),
            ("ar", "ara العربية"),
            ("sr-Latn", "sr-Latn"),
            ("ja", "jpn 日本語"),
            ("yue", "yue"),
        ] {
            for word in words.split(' ') {
                assert_eq!(tag_of(word).as_deref(), Some(language), "{word}");
            }
        }
        assert_eq!(tag_of("Tiếng Việt").as_deref(), Some("vi"));
    }

    #[test]
    fn ordinary_words_and_unknown_codes_are_refused() {
        for word in
            ["statement", "the", "of", "text", "zz", "xx", "abc", "und", "", "-", "de-", "de-en", "de-x", "2022", "é"]
        {
            assert_eq!(tag_of(word), None, "{word}");
        }
    }

    #[test]
    fn every_row_is_found_by_its_tag_and_names_itself() {
        for row in LANGUAGES {
            let language = Language::parse(row.tag).expect("the table holds tags");
            assert_eq!(language.tag(), row.tag);
            assert_eq!((english_name(&language), own_name(&language)), (row.english, row.own));
            if row.tag != "no" {
                assert_eq!(named(row.tag), Some(language));
            }
        }
        assert_eq!(BY_TAG.len(), LANGUAGES.len(), "a tag stands twice");
    }

    #[test]
    fn a_word_belongs_to_one_language() {
        let mut claims: HashMap<String, &str> = HashMap::new();
        for row in LANGUAGES.iter().filter(|row| row.tag != "no") {
            for word in row.words.split_whitespace() {
                let earlier = claims.insert(fold(word), row.tag);
                assert!(earlier.is_none_or(|tag| tag == row.tag), "{word}: {earlier:?} and {}", row.tag);
            }
        }
    }

    #[test]
    fn a_tag_without_a_row_takes_the_nearest_name_or_stands_for_itself() {
        for (tag, english, own) in [
            ("pt-BR", "Brazilian Portuguese", "português brasileiro"),
            ("pt-AO", "Portuguese", "português"),
            ("zh-Hant-TW", "Traditional Chinese", "繁體中文"),
            ("no", "Norwegian", "norsk"),
            ("und", "und", "language not known"),
        ] {
            let language = Language::parse(tag).expect("a tag");
            assert_eq!((english_name(&language), own_name(&language)), (english, own), "{tag}");
        }
    }

    #[test]
    fn direction_and_spaces_follow_the_language_and_its_script() {
        for (tag, right_to_left, spaces) in [
            ("de", false, true),
            ("he", true, true),
            ("ar-EG", true, true),
            ("az", false, true),
            ("az-Arab", true, true),
            ("yi-Latn", false, true),
            ("zh-Hant", false, false),
            ("ja", false, false),
            ("ko", false, true),
            ("th", false, false),
            ("und", false, true),
        ] {
            let language = Language::parse(tag).expect("a tag");
            assert_eq!((is_right_to_left(&language), has_word_spaces(&language)), (right_to_left, spaces), "{tag}");
        }
    }
}
