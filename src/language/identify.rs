//! The language of a text, from its script, its commonest words and its spelling.
//!
//! A sample of the text is cut into pieces of a few lines, and each is scored under every language (see `model`). A
//! piece supports the languages that come near its best one; the language with the most support, by length, is the
//! main one. Then the scores of the pieces that support it are added up and the best sum decides. So a note in another
//! language is left out, however telling its words are, while among close relatives, such as the two Norwegians and
//! Danish, every piece counts, and not only who won it.
//!
//! The method is that of word lists and short letter groups, as in W. B. Cavnar and J. M. Trenkle, *N-Gram-Based Text
//! Categorization* (1994), and G. Grefenstette, *Comparing Two Language Identification Schemes* (1995): on sentences
//! the lists do better than statistics of letters, and they can be read and mended by those who know a language.
//!
//! Worked example: in `Eg veit ikkje kva ho heiter.` the words `eg`, `ikkje`, `kva` and `ho` are in the Nynorsk list only,
//! `veit` and `heiter` in no other; Bokmål and Danish get next to nothing, and the answer is `nn`.
//!
//! Limits: a title of two or three words without a word of the lists gives `und`, and so does a table of numbers.

mod latin;
mod model;
mod others;
mod script;

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::model::Language;
use model::Scores;

/// A language and how sure it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Identification {
    /// The language; `und` where nothing could be made of the text.
    pub language: Language,
    /// 0 to 1.
    pub confidence: f32,
}

impl Identification {
    fn undetermined(confidence: f32) -> Self {
        Self { language: Language::undetermined(), confidence }
    }
}

/// The language a text is written in; of a long text a sample from all its parts is read.
///
/// The confidence says how far the language is ahead of the next one, how much of the text was known to it and how
/// much of the text is in it: over 0.8 it is all but certain, under 0.5 it is the best guess.
pub fn identify(text: &str) -> Identification {
    let pieces: Vec<Piece> = sample(text).into_iter().flat_map(pieces_of).map(Piece::new).collect();
    let Some(main) = main_language(&pieces) else { return Identification::undetermined(0.0) };
    let mut scores = Scores::none();
    let in_main = || pieces.iter().filter(|piece| piece.support(main) > 0.0);
    in_main().for_each(|piece| scores.add(&piece.scores));
    let share = in_main().map(|piece| piece.len).sum::<f32>() / pieces.iter().map(|piece| piece.len).sum::<f32>();
    let [(best, score), (_, second)] = scores.best_two();
    let ahead = 1.0 - (-(score - second) / SURE_LEAD).exp() / 2.0;
    let known = (score / scores.n_words / USUAL_SCORE_OF_WORD).min(1.0);
    let enough = 1.0 - (-score / ENOUGH_SCORE).exp();
    let confidence = ahead * known * enough * (1.0 + share) / 2.0;
    match Language::parse(model::code(best)) {
        Some(language) if confidence >= LEAST_CONFIDENCE => Identification { language, confidence },
        _ => Identification::undetermined(confidence),
    }
}

/// Below this the language is `und`. That two relatives tie does not bring it so low, only that little is known.
const LEAST_CONFIDENCE: f32 = 0.2;

/// A lead of so much over the next language makes it five times likelier.
const SURE_LEAD: f32 = 4.0;

/// What a word adds to the score of its language, at the least, in a text of sentences.
const USUAL_SCORE_OF_WORD: f32 = 1.0;

/// One common word alone says something, three say enough.
const ENOUGH_SCORE: f32 = 5.0;

/// A piece supports a language that scores at least this part of its best one.
const NEAR_THE_BEST: f32 = 0.6;

/// How much of a long text is read, in bytes, and in how many parts from its start to its end.
const SAMPLE_PARTS: usize = 16;
const SAMPLE_PART: usize = 1024;

/// A piece ends at the first line feed after this many bytes, or at the first space after so many.
const PIECE_TO_LINE: usize = 120;
const PIECE_TO_SPACE: usize = 240;
const LONGEST_PIECE: usize = 360;

/// A few lines and their scores.
struct Piece {
    /// In bytes.
    len: f32,
    scores: Scores,
    best: f32,
}

impl Piece {
    fn new(text: &str) -> Self {
        let scores = model::score(&composed(text));
        let best = scores.best_two()[0].1;
        Self { len: f32::from(u16::try_from(text.len()).unwrap_or(u16::MAX)), scores, best }
    }

    /// What the piece speaks for a language: its length in bytes, by how near the language comes to its best one.
    fn support(&self, language: usize) -> f32 {
        let nearness = self.scores.by_language[language] / self.best;
        if self.best > 0.0 && nearness >= NEAR_THE_BEST { self.len * nearness } else { 0.0 }
    }
}

fn main_language(pieces: &[Piece]) -> Option<usize> {
    let support = |language| pieces.iter().map(|piece| piece.support(language)).sum::<f32>();
    let supported = (0..model::n_languages()).map(|language| (language, support(language)));
    supported
        .filter(|&(_, support)| support > 0.0)
        .max_by(|(_, one), (_, other)| one.total_cmp(other))
        .map(|best| best.0)
}

/// The text itself, or parts of a long one at even distances.
fn sample(text: &str) -> Vec<&str> {
    if text.len() <= SAMPLE_PARTS * SAMPLE_PART {
        return vec![text];
    }
    let starts = (0..SAMPLE_PARTS).map(|part| (text.len() - SAMPLE_PART) / (SAMPLE_PARTS - 1) * part);
    starts.map(|start| &text[floor_boundary(text, start)..floor_boundary(text, start + SAMPLE_PART)]).collect()
}

/// Cuts a part into pieces, at line feeds or else spaces.
fn pieces_of(part: &str) -> Vec<&str> {
    let mut pieces = Vec::with_capacity(part.len() / PIECE_TO_LINE + 1);
    let mut rest = part;
    while !rest.is_empty() {
        let first_after = |byte: usize, end: &[char]| {
            let from = floor_boundary(rest, byte);
            let to = floor_boundary(rest, LONGEST_PIECE);
            rest[from..to].find(end).map(|found| from + found + 1)
        };
        let whole = (rest.len() <= PIECE_TO_SPACE && !rest.contains('\n')).then_some(rest.len());
        let end = whole
            .or_else(|| first_after(PIECE_TO_LINE, &['\n']))
            .or_else(|| first_after(PIECE_TO_SPACE, &[' ']))
            .unwrap_or_else(|| floor_boundary(rest, LONGEST_PIECE));
        let (piece, after) = rest.split_at(end);
        pieces.push(piece);
        rest = after;
    }
    pieces
}

/// The last character boundary up to a byte.
fn floor_boundary(text: &str, byte: usize) -> usize {
    (0..=byte.min(text.len())).rev().find(|&byte| text.is_char_boundary(byte)).unwrap_or(0)
}

/// The text with its accents in one character with their letters, as the word lists have them.
fn composed(text: &str) -> Cow<'_, str> {
    // Below the first combining accent everything is composed.
    if text.chars().all(|character| character < '\u{300}') {
        return Cow::Borrowed(text);
    }
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => Cow::Borrowed(text),
        IsNormalized::No | IsNormalized::Maybe => Cow::Owned(text.nfc().collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(cases: &[(&str, &str)]) {
        let found = |text: &str| identify(text).language.tag().to_owned();
        let wrong: Vec<_> = cases.iter().filter(|case| found(case.1) != case.0).collect();
        let wrong: Vec<_> = wrong.iter().map(|case| format!("{} for {}: {}", found(case.1), case.0, case.1)).collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn a_sentence_is_known_in_many_languages() {
        check(&[
            ("en", "The miners came home late and nobody asked them why."),
            ("de", "Die Bergleute kamen spät nach Hause, und niemand fragte sie nach dem Grund."),
            ("nl", "De mijnwerkers kwamen laat thuis en niemand vroeg hun waarom."),
            ("af", "Die mynwerkers het laat by die huis gekom en niemand het gevra hoekom nie."),
            ("is", "Námumennirnir komu seint heim og enginn spurði þá hvers vegna."),
            ("fo", "Fólkið kom seint heim, og eingin spurdi tey, hví tað var so."),
            ("fi", "Kaivosmiehet tulivat myöhään kotiin eikä kukaan kysynyt heiltä miksi."),
            ("et", "Kaevurid tulid hilja koju ja keegi ei küsinud neilt, miks see nii on."),
            ("fr", "Les mineurs sont rentrés tard et personne ne leur a demandé pourquoi."),
            ("it", "I minatori tornarono a casa tardi e nessuno chiese loro il perché."),
            ("es", "Los mineros llegaron tarde a casa y nadie les preguntó por qué."),
            ("pt", "Os mineiros chegaram tarde a casa e ninguém lhes perguntou porquê."),
            ("ca", "Els miners van arribar tard a casa i ningú no els va preguntar per què."),
            ("gl", "Os mineiros chegaron tarde á casa e ninguén lles preguntou por que; non é unha boa nova."),
            ("ro", "Minerii au ajuns acasă târziu și nimeni nu i-a întrebat de ce."),
            ("pl", "Górnicy wrócili późno do domu i nikt ich nie zapytał dlaczego."),
            ("cs", "Horníci se vrátili domů pozdě a nikdo se jich nezeptal proč."),
            ("sk", "Baníci sa vrátili domov neskoro a nikto sa ich nespýtal prečo."),
            ("hu", "A bányászok későn értek haza, és senki sem kérdezte meg tőlük, hogy miért."),
            ("hr", "Rudari su kasno došli kući i nitko ih nije pitao zašto."),
            ("sl", "Rudarji so prišli domov pozno in nihče jih ni vprašal, zakaj."),
            ("lt", "Kalnakasiai grįžo namo vėlai ir niekas jų nepaklausė kodėl."),
            ("lv", "Kalnrači pārnāca mājās vēlu, un neviens viņiem nejautāja, kāpēc."),
            ("sq", "Minatorët erdhën vonë në shtëpi dhe askush nuk i pyeti pse."),
            ("tr", "Madenciler eve geç geldi ve kimse onlara nedenini sormadı."),
            ("az", "Mədənçilər evə gec gəldi və heç kim onlardan səbəbini soruşmadı."),
            ("uz", "Konchilar uyga kech keldi va hech kim ulardan sababini so'ramadi."),
            ("eu", "Meatzariak berandu iritsi ziren etxera eta inork ez zien galdetu zergatik."),
            ("ga", "Tháinig na mianadóirí abhaile go déanach agus níor fhiafraigh aon duine díobh cén fáth."),
            ("cy", "Daeth y glowyr adref yn hwyr ac ni ofynnodd neb iddynt pam."),
            ("la", "Metallarii sero domum venerunt, et nemo ex eis causam quaesivit."),
            ("eo", "La ministoj venis hejmen malfrue kaj neniu demandis ilin kial."),
            ("vi", "Các thợ mỏ về nhà muộn và không ai hỏi họ tại sao."),
            ("id", "Para penambang pulang terlambat dan tidak ada orang yang bertanya mengapa."),
            ("ru", "Шахтёры вернулись домой поздно, и никто не спросил их почему."),
            ("uk", "Шахтарі повернулися додому пізно, і ніхто не запитав їх чому."),
            ("be", "Шахцёры вярнуліся дадому позна, і ніхто не спытаў іх чаму."),
            ("bg", "Миньорите се прибраха късно вкъщи и никой не ги попита защо."),
            ("mk", "Рударите доцна се вратија дома и никој не ги праша зошто."),
            ("sr", "Рудари су касно дошли кући и нико их није питао зашто."),
            ("kk", "Кеншілер үйге кеш келді, бірақ олардан себебін ешкім сұраған жоқ."),
            ("ky", "Кенчилер үйгө кеч келишти, бирок эч ким алардан себебин сураган жок."),
            ("el", "Οι ανθρακωρύχοι γύρισαν αργά στο σπίτι και κανείς δεν τους ρώτησε γιατί."),
            ("he", "הכורים חזרו הביתה מאוחר ואיש לא שאל אותם מדוע."),
            ("yi", "די מענטשן זענען געקומען שפּעט אַהיים און קיינער האָט זיי נישט געפֿרעגט."),
            ("ar", "عاد عمال المناجم إلى بيوتهم متأخرين ولم يسألهم أحد عن السبب."),
            ("fa", "معدنچیان دیر به خانه آمدند و هیچ کس از آنها دلیلش را نپرسید."),
            ("ur", "کان کن دیر سے گھر آئے اور کسی نے ان سے وجہ نہیں پوچھی۔"),
            ("hi", "खनिक देर से घर आए और किसी ने उनसे कारण नहीं पूछा।"),
            ("zh", "矿工们很晚才回家，没有人问他们为什么。"),
            ("ja", "鉱夫たちは遅く帰宅したが、誰も理由を尋ねなかった。"),
            ("ko", "광부들은 늦게 집에 돌아왔고 아무도 이유를 묻지 않았다."),
            ("ka", "მეშახტეები გვიან დაბრუნდნენ სახლში."),
            ("hy", "Հանքափորները ուշ վերադարձան տուն։"),
            ("th", "คนงานเหมืองกลับบ้านดึกและไม่มีใครถามพวกเขา"),
            ("bn", "খনি শ্রমিকরা দেরিতে বাড়ি ফিরল।"),
        ]);
    }

    #[test]
    fn the_scandinavian_languages_are_told_apart_by_few_words() {
        check(&[
            ("nb", "Han kjøpte melk og brød."),
            ("nb", "Hva heter du?"),
            ("nb", "Streiken ble slått ned av politiet."),
            ("nb", "Jeg vet ikke hvor hun bor."),
            ("nb", "Arbeiderne krevde høyere lønn."),
            ("nb", "Prisen på bensin er doblet siden nyttår."),
            ("nb", "Vi må stå sammen mot krigen."),
            ("nn", "Han kjøpte mjølk og brød."),
            ("nn", "Kva heiter du?"),
            ("nn", "Streiken vart slått ned av politiet."),
            ("nn", "Eg veit ikkje kvar ho bur."),
            ("nn", "Arbeidarane kravde høgare løn."),
            ("nn", "Prisen på bensin er dobla sidan nyttår."),
            ("nn", "Vi må stå saman mot krigen."),
            ("da", "Han købte mælk og brød."),
            ("da", "Hvad hedder du?"),
            ("da", "Strejken blev slået ned af politiet."),
            ("da", "Jeg ved ikke, hvor hun bor."),
            ("da", "Arbejderne krævede højere løn."),
            ("da", "Prisen på benzin er fordoblet siden nytår."),
            ("da", "Vi må stå sammen mod krigen."),
            ("sv", "Han köpte mjölk och bröd."),
            ("sv", "Vad heter du?"),
            ("sv", "Strejken slogs ned av polisen."),
            ("sv", "Jag vet inte var hon bor."),
            ("sv", "Arbetarna krävde högre lön."),
            ("sv", "Priset på bensin har fördubblats sedan nyår."),
            ("sv", "Vi måste stå tillsammans mot kriget."),
        ]);
    }

    #[test]
    fn a_note_in_another_language_does_not_hide_the_main_one() {
        let norwegian =
            "Arbeiderne gikk ut i streik fordi prisene hadde steget, og ingen visste hvor lenge det ville vare.\n";
        let english =
            "Please support our work: make a donation today and share this article with all of your friends!\n";
        for (notes, sentences) in [(1, 2), (4, 6), (30, 50)] {
            let notes = english.repeat(notes);
            let sentences = norwegian.repeat(sentences);
            check(&[("nb", &format!("{notes}\n{sentences}"))]);
            check(&[("nb", &format!("{sentences}\n{notes}"))]);
        }
        check(&[("nb", &format!("{}{}", english.repeat(200), norwegian.repeat(400)))]);
    }

    #[test]
    fn confidence_grows_with_the_text_and_falls_where_languages_are_near_or_mixed() {
        let confidence = |text: &str| identify(text).confidence;
        let long = "Jeg vet ikke hvor hun bor, men jeg tror at noen har sett henne etter at de kom hjem.";
        assert!(confidence(long) > 0.9);
        assert!(confidence("Jeg og du") < confidence(long));
        let mixed =
            format!("{}\n{}", "Nobody knows where they went after that. ".repeat(6), "Wir wissen es nicht. ".repeat(9));
        assert!(confidence(&mixed) < 0.9, "{}", confidence(&mixed));
    }

    #[test]
    fn what_is_no_language_is_undetermined() {
        for text in ["", " \n\t", "12 345,67", "…—!?", "xqzt wvkp", "https://x.yz/12", "☃ ☃ ☃", "A1 B2 C3", "Brzx 0815"]
        {
            let found = identify(text);
            assert!(!found.language.is_determined(), "{text}: {found:?}");
        }
    }

    #[test]
    fn accents_may_be_composed_or_not_and_case_does_not_count() {
        for text in [
            "Baníci sa vrátili domov neskoro a nikto sa ich nespýtal prečo.",
            "BANÍCI SA VRÁTILI DOMOV NESKORO A NIKTO.",
        ] {
            check(&[("sk", text)]);
            check(&[("sk", &text.nfd().collect::<String>())]);
        }
        check(&[("tr", "İŞÇİLER EVE GEÇ GELDİ VE KİMSE ONLARA BİR ŞEY SORMADI.")]);
    }

    #[test]
    fn any_text_is_cut_into_pieces_that_make_it_up_again() {
        for text in
            ["a".repeat(5_000), "漢字".repeat(3_000), "a b ".repeat(2_000), "a\n".repeat(2_000), "\n".repeat(900)]
        {
            assert_eq!(pieces_of(&text).concat(), text);
            assert!(pieces_of(&text).iter().all(|piece| !piece.is_empty() && piece.len() <= LONGEST_PIECE));
            identify(&text.repeat(20));
        }
    }
}
