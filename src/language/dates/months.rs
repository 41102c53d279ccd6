//! The names of the months.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::language::fold::fold;

/// What a word says of a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct MonthWord {
    /// 1–12.
    pub(super) month: u8,
    /// Whether the word means a month without a day before it: `des 2000 soldats` is no date, `des. 2000` hardly one.
    pub(super) stands_alone: bool,
}

/// The longest word that is looked up, in characters.
pub(super) const LONGEST: usize = 20;

/// How many characters an ending may add to a stem.
const LONGEST_ENDING: usize = 5;

/// The month that a word names, in any language of the table and any case of it.
pub(super) fn month_named(word: &str) -> Option<MonthWord> {
    let folded = fold(word);
    if let Some(&month) = NAMES.names.get(folded.as_str()) {
        return Some(MonthWord { month, stands_alone: !AMBIGUOUS.contains(&folded.as_str()) });
    }
    let stems = folded.char_indices().rev().take(LONGEST_ENDING).map(|(end, _)| &folded[..end]);
    let month = stems.filter_map(|stem| NAMES.stems.get(stem)).next();
    month.map(|&month| MonthWord { month, stands_alone: true })
}

struct Names {
    names: HashMap<String, u8>,
    stems: HashMap<String, u8>,
}

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let mut names = Names { names: HashMap::new(), stems: HashMap::new() };
    for (month, word) in MONTHS.iter().flat_map(|year| words_of(year)) {
        let folded = fold(word.trim_end_matches('*'));
        if word.ends_with('*') {
            names.stems.insert(folded.clone(), month);
        }
        names.names.insert(folded, month);
    }
    names
});

fn words_of(year: &'static str) -> impl Iterator<Item = (u8, &'static str)> {
    (1..).zip(year.split('|')).flat_map(|(month, words)| words.split_whitespace().map(move |word| (month, word)))
}

/// Abbreviations that are everyday words of some language; they need a day before them.
const AMBIGUOUS: &[&str] = &["ago", "des", "gen", "jul", "mag", "mar", "out", "ott", "set", "giu", "lug", "dic", "ian"];

/// One row a language: the months parted by `|`, each with its name, abbreviations and cases.
///
/// `*` marks a stem that takes endings. Croatian `listopad` is October, but November to its Slavic neighbours, who are
/// more: it stands for November.
#[rustfmt::skip]
const MONTHS: &[&str] = &[
    // de, da, nb, nn, sv, is, nl, en
    "januar* jänner jan|februar* feber feb febr|märz maerz mrz|april apr|mai|juni jun|juli jul|august aug|september sept sep|oktober okt|november nov|dezember dez",
    "januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december dec",
    "januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember des",
    "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december",
    "janúar|febrúar|mars|apríl|maí|júní|júlí|ágúst|september|október|nóvember|desember",
    "januari|februari|maart mrt|april|mei|juni|juli|augustus|september|oktober|november|december",
    "january|february|march mar|april|may|june|july|august|september|october oct|november|december",
    // fr, it, es, pt, gl, ca, ro
    "janvier janv|février févr fév|mars|avril avr|mai|juin|juillet juil|août|septembre|octobre|novembre|décembre déc",
    "gennaio gen|febbraio|marzo|aprile|maggio mag|giugno giu|luglio lug|agosto ago|settembre set|ottobre ott|novembre|dicembre dic",
    "enero ene|febrero|marzo|abril abr|mayo|junio|julio|agosto|septiembre setiembre|octubre|noviembre|diciembre",
    "janeiro|fevereiro fev|março|abril|maio|junho|julho|agosto|setembro|outubro out|novembro|dezembro",
    "xaneiro|febreiro|marzo|abril|maio|xuño|xullo|agosto|setembro|outubro|novembro|decembro",
    "gener|febrer|març|abril|maig|juny|juliol|agost|setembre|octubre|novembre|desembre",
    "ianuarie ian|februarie|martie|aprilie|mai|iunie|iulie|august|septembrie|octombrie|noiembrie|decembrie",
    // pl, cs, sk, sl, hr, sr
    "styczeń stycznia styczniu|luty lutego lutym|marzec marca marcu|kwiecień kwietnia kwietniu|maj maja maju|czerwiec czerwca czerwcu|lipiec lipca lipcu|sierpień sierpnia sierpniu|wrzesień września wrześniu|październik*|listopad*|grudzień grudnia grudniu",
    "leden ledna lednu|únor února únoru|březen března březnu|duben dubna dubnu|květen května květnu|červen června červnu|červenec července červenci|srpen srpna srpnu|září|říjen října říjnu|listopad|prosinec prosince prosinci",
    "január*|február*|marec marca|apríl*|máj mája|jún júna|júl júla|august*|september septembra|október októbra|november novembra|december decembra",
    "januar|februar|marec marca|april|maj|junij*|julij*|avgust*|september|oktober|november|december",
    "siječanj siječnja|veljača veljače|ožujak ožujka|travanj travnja|svibanj svibnja|lipanj lipnja|srpanj srpnja|kolovoz*|rujan rujna||studeni studenog studenoga|prosinac prosinca",
    "januar|februar|mart marta|april*|maj maja|jun juna|jul jula|avgust*|septembar|oktobar oktobra|novembar|decembar",
    // sr, mk, bg, ru, uk, be, kk
    "јануар*|фебруар*|март|април*|мај*|јун*|јул*|август*|септемвр* септембар септембр*|октомвр* октобар октобр*|ноемвр* новембар новембр*|декемвр* децембар децембр*",
    "януари|февруари|март|април|май|юни|юли|август|септември|октомври|ноември|декември",
    "январ* янв|феврал* фев февр|март марта марте мар|апрел* апр|май мая мае|июн*|июл*|август* авг|сентябр* сен сент|октябр* окт|ноябр* ноя|декабр* дек",
    "січень січня січні|лютий лютого лютому|березень березня березні|квітень квітня квітні|травень травня травні|червень червня червні|липень липня липні|серпень серпня серпні|вересень вересня вересні|жовтень жовтня жовтні|листопад*|грудень грудня грудні",
    "студзень студзеня студзені|люты лютага|сакавік*|красавік*|травень траўня|чэрвень чэрвеня|ліпень ліпеня|жнівень жніўня|верасень верасня|кастрычнік*|лістапад*|снежань снежня",
    "қаңтар*|ақпан*|наурыз*|сәуір*|мамыр*|маусым*|шілде*|тамыз*|қыркүйек*|қазан*|қараша*|желтоқсан*",
    // tr, az, hu, fi, et, lv, lt
    "ocak*|şubat*|mart|nisan*|mayıs*|haziran*|temmuz*|ağustos*|eylül*|ekim*|kasım*|aralık*",
    "yanvar*|fevral*|mart|aprel*|may|iyun*|iyul*|avqust*|sentyabr*|oktyabr*|noyabr*|dekabr*",
    "január|február|március* márc|április* ápr|május* máj|június* jún|július* júl|augusztus*|szeptember* szept|október*|november*|december*",
    "tammikuu*|helmikuu*|maaliskuu*|huhtikuu*|toukokuu*|kesäkuu*|heinäkuu*|elokuu*|syyskuu*|lokakuu*|marraskuu*|joulukuu*",
    "jaanuar*|veebruar*|märts*|aprill*|mai|juuni*|juuli*|august|september|oktoober oktoobri*|november|detsember detsembri*",
    "janvāris janvāra janvārī|februāris februāra|marts marta|aprīlis aprīļa|maijs maija|jūnijs jūnija|jūlijs jūlija|augusts augusta|septembris|oktobris|novembris|decembris",
    "sausis sausio|vasaris vasario|kovas kovo|balandis balandžio|gegužė gegužės|birželis birželio|liepa liepos|rugpjūtis rugpjūčio|rugsėjis rugsėjo|spalis spalio|lapkritis lapkričio|gruodis gruodžio",
    // eo, id, el, he, ar, fa
    "januaro|februaro|marto|aprilo|majo|junio|julio|aŭgusto|septembro|oktobro|novembro|decembro",
    "januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|desember",
    "ιανουάρι*|φεβρουάρι*|μάρτι*|απρίλι*|μάιος μαΐου|ιούνι*|ιούλι*|αύγουστ*|σεπτέμβρι*|οκτώβρι*|νοέμβρι*|δεκέμβρι*",
    "ינואר בינואר|פברואר בפברואר|מרץ במרץ מרס במרס|אפריל באפריל|מאי במאי|יוני ביוני|יולי ביולי|אוגוסט באוגוסט|ספטמבר בספטמבר|אוקטובר באוקטובר|נובמבר בנובמבר|דצמבר בדצמבר",
    "يناير|فبراير شباط|مارس آذار|أبريل نيسان|مايو أيار|يونيو حزيران|يوليو تموز|أغسطس آب|سبتمبر أيلول|أكتوبر|نوفمبر|ديسمبر",
    "ژانویه|فوریه|مارس|آوریل|مه|ژوئن|ژوئیه|اوت|سپتامبر|اکتبر|نوامبر|دسامبر",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_means_the_same_month_in_every_language() {
        let mut claims: HashMap<String, u8> = HashMap::new();
        for year in MONTHS {
            assert_eq!(year.split('|').count(), 12, "{year}");
            for (month, word) in words_of(year) {
                let folded = fold(word.trim_end_matches('*'));
                assert!(folded.chars().count() <= LONGEST, "{word}");
                assert_eq!(*claims.entry(folded).or_insert(month), month, "{word}");
            }
        }
    }

    #[test]
    fn names_abbreviations_and_cases_are_known_and_other_words_are_not() {
        for (word, want) in [
            ("Januar", 1),
            ("Jänner", 1),
            ("JANUARY", 1),
            ("января", 1),
            ("січня", 1),
            ("қаңтарда", 1),
            ("tammikuuta", 1),
            ("stycznia", 1),
            ("ledna", 1),
            ("ocak", 1),
            ("şubat", 2),
            ("februárban", 2),
            ("Août", 8),
            ("września", 9),
            ("Ιανουαρίου", 1),
            ("בינואר", 1),
            ("يناير", 1),
        ] {
            assert_eq!(month_named(word).map(|named| named.month), Some(want), "{word}");
        }
        for word in ["", "the", "statement", "juniper", "marsh", "Maya", "decembrist movement"] {
            assert_eq!(month_named(word), None, "{word}");
        }
    }
}
