//! Finds words that mix letters of several scripts that look alike, such as `pаypal` with a Cyrillic а.
//!
//! Many words mix scripts and mean no harm: `Tシャツ`, `TNFα`, `μm`, `PDFка`. A word is told only where all of its letters
//! of one script could pass for letters of another one that it has: then it reads like a word in one script and is not.
//! Words are parted by everything that is no letter, so that `X-лучи` is two. The table is our own; it has the letters
//! that look the same in most fonts, of the scripts that have capitals.

use std::borrow::Cow;

use crate::model::Warning;

/// A script of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Greek,
    Cyrillic,
    Armenian,
    Coptic,
    Cherokee,
    Lisu,
}

impl Script {
    /// All scripts, in the order of the variants.
    const ALL: [Script; 7] = [
        Script::Latin,
        Script::Greek,
        Script::Cyrillic,
        Script::Armenian,
        Script::Coptic,
        Script::Cherokee,
        Script::Lisu,
    ];

    /// Its name.
    fn name(self) -> &'static str {
        ["Latin", "Greek", "Cyrillic", "Armenian", "Coptic", "Cherokee", "Lisu"][self as usize]
    }

    /// The script of a letter; letters of other scripts are mistaken for none of these.
    fn of(letter: char) -> Option<Self> {
        match letter {
            'a'..='z' | 'A'..='Z' | 'ª' | 'º' | '\u{c0}'..='\u{2af}' | '\u{1d00}'..='\u{1d25}' => Some(Script::Latin),
            '\u{1e00}'..='\u{1eff}' | '\u{2c60}'..='\u{2c7f}' | '\u{a722}'..='\u{a7ff}' => Some(Script::Latin),
            '\u{ab30}'..='\u{ab64}' | '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}' => Some(Script::Latin),
            '\u{370}'..='\u{3e1}' | '\u{3f0}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => Some(Script::Greek),
            '\u{400}'..='\u{52f}' | '\u{1c80}'..='\u{1c8f}' | '\u{a640}'..='\u{a69f}' => Some(Script::Cyrillic),
            '\u{531}'..='\u{588}' => Some(Script::Armenian),
            '\u{3e2}'..='\u{3ef}' | '\u{2c80}'..='\u{2cff}' => Some(Script::Coptic),
            '\u{13a0}'..='\u{13fd}' | '\u{ab70}'..='\u{abbf}' => Some(Script::Cherokee),
            '\u{a4d0}'..='\u{a4fd}' => Some(Script::Lisu),
            _ => None,
        }
    }
}

/// Letters that look alike, a group a word.
const ALIKE: &str = "aаαɑ cсϲⲥ dԁ eеҽ gɡց hһհ iіιıі jјϳ kκ lӏⅼ nη oоοօσⲟ pрρⲣ qԛզ rⲅ sѕ uսυ vνѵ wԝωѡ xхχⲭ yуγүⲩ \
    AАΑᎪꓮⲀ BВΒᏴꓐⲂ CСϹᏟꓚⲤ DᎠꓓ EЕΕᎬꓰⲈ FϜꓝ GԌᏀꓖ HНΗᎻꓧⲎ IІΙӀⅠⲒꓲ JЈͿᎫꓙ KКΚᏦKꓗⲔ LᏞꓡⳐ MМΜᎷꓟⲘ NΝꓠⲚ OОΟՕꓳⲞ PРΡᏢꓑⲢ QԚ RᎡᏒꓣ SЅՏᏚꓢ \
    TТΤᎢꓔⲦ UՍꓴ VѴᏙꓦ WԜᎳꓪ XХΧꓫⲬ YУΥҮꓬⲨ ZΖᏃꓜⲌ БƂ ЬƄ фɸφϕ іι їϊ ёë ѕs";

/// Whether two letters of different scripts look alike; accents don't make a difference.
fn are_alike(a: char, b: char) -> bool {
    ALIKE.split(' ').any(|group| group.contains(a) && group.contains(b))
}

/// A word that mixes look-alike letters, and the letters of it that stand out.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Mixed {
    /// Byte offset of the end of the word.
    end: usize,
    word: String,
    script: Script,
    letters: String,
}

/// Says which words of a text mix look-alike letters.
pub fn warning(text: &str) -> Option<Warning> {
    const N_EXAMPLES: usize = 3;
    let mut n_words = 0;
    let mut examples: Vec<Mixed> = Vec::new();
    for mixed in mixed_words(text) {
        n_words += 1;
        if examples.len() < N_EXAMPLES && examples.iter().all(|example| example.word != mixed.word) {
            examples.push(mixed);
        }
    }
    let told = |mixed: &Mixed| format!("“{}” ({} {})", mixed.word, mixed.script.name(), mixed.letters);
    let told: Vec<String> = examples.iter().map(told).collect();
    let (words, mix) = if n_words == 1 { ("word", "mixes") } else { ("words", "mix") };
    let more = if n_words > told.len() { " …" } else { "" };
    (n_words > 0).then(|| Warning(format!("{n_words} {words} {mix} look-alike letters: {}{more}", told.join(", "))))
}

/// A line in which each such word is followed by the letters that stand out: `pаypal‹Cyrillic а›`.
pub fn marked(line: &str) -> Cow<'_, str> {
    let mut marked = String::new();
    let mut from = 0;
    for mixed in mixed_words(line) {
        let mark = format!("‹{} {}›", mixed.script.name(), mixed.letters);
        // What was marked once, when the file was listed, is not marked again.
        if !line[mixed.end..].starts_with(&mark) {
            marked.push_str(&line[from..mixed.end]);
            marked.push_str(&mark);
            from = mixed.end;
        }
    }
    if from == 0 {
        return Cow::Borrowed(line);
    }
    marked.push_str(&line[from..]);
    Cow::Owned(marked)
}

/// The words that mix look-alike letters.
fn mixed_words(text: &str) -> impl Iterator<Item = Mixed> {
    let mut at = 0;
    // Only words with letters beyond ASCII are looked at.
    std::iter::from_fn(move || {
        loop {
            let foreign = at + text.as_bytes()[at..].iter().position(|byte| !byte.is_ascii())?;
            let before =
                text.as_bytes()[at..foreign].iter().rev().take_while(|byte| byte.is_ascii_alphabetic()).count();
            let word = &text[foreign - before..];
            let mut scripts = 0;
            let mut letters = word.char_indices().skip_while(|&(_, letter)| {
                scripts |= bit(letter);
                is_of_word(letter)
            });
            let length = letters.next().map_or(word.len(), |(end, _)| end);
            let end = foreign - before + length;
            // Where no word is, there is at least a character to pass over.
            at = end.max(foreign + text[foreign..].chars().next().map_or(1, char::len_utf8));
            if scripts.count_ones() > 1
                && let Some(mixed) = judge(&text[foreign - before..end], end)
            {
                return Some(mixed);
            }
        }
    })
}

fn is_of_word(letter: char) -> bool {
    letter.is_alphabetic() || unicode_normalization::char::is_combining_mark(letter)
}

/// A bit for the script of a letter.
fn bit(letter: char) -> u8 {
    Script::of(letter).map_or(0, |script| 1 << script as u8)
}

/// Whether all letters of one script of a word pass for letters of another one.
fn judge(word: &str, end: usize) -> Option<Mixed> {
    /// Longer words are no words, and are judged by their beginning.
    const LONGEST: usize = 64;
    let bare: Vec<(char, Script)> =
        word.chars().take(LONGEST).filter_map(|letter| Some((letter, Script::of(letter)?))).collect();
    if is_scientific(&bare) || is_inflected(&bare) {
        return None;
    }
    let letters = |script: Script| bare.iter().filter(move |(_, other)| *other == script).map(|&(letter, _)| letter);
    let mut present: Vec<Script> = Script::ALL.into_iter().filter(|&script| letters(script).next().is_some()).collect();
    // The script with the fewest letters is the one that stands out.
    present.sort_by_key(|&script| (letters(script).count(), script == Script::Latin));
    let script = present.iter().copied().find(|&script| {
        let others = present.iter().copied().filter(|&other| other != script);
        others.into_iter().any(|other| letters(script).all(|letter| passes(letter, other)))
    })?;
    let mut told = String::new();
    for letter in letters(script).filter(|letter| !letter.is_whitespace()) {
        if !told.contains(letter) {
            told.push(letter);
        }
    }
    Some(Mixed { end, word: word.chars().take(LONGEST).collect(), script, letters: told })
}

/// Whether a letter passes for some letter of another script.
fn passes(letter: char, other: Script) -> bool {
    let bare = base(letter);
    let alike = |candidate: char| Script::of(candidate) == Some(other) && are_alike(bare, candidate);
    ALIKE.split(' ').any(|group| group.contains(bare) && group.chars().any(alike))
}

/// A letter without its accents.
fn base(letter: char) -> char {
    let mut first = letter;
    let mut is_first = true;
    unicode_normalization::char::decompose_canonical(letter, |part| {
        if std::mem::take(&mut is_first) {
            first = part;
        }
    });
    if ALIKE.contains(letter) { letter } else { first }
}

/// `TNFα`, `γH`, `Δx`: names of sciences put small Greek letters beside Latin capitals, or a single one beside another.
fn is_scientific(word: &[(char, Script)]) -> bool {
    let greek = word.iter().filter(|(_, script)| *script == Script::Greek);
    let is_greek_and_latin = word.iter().all(|(_, script)| matches!(script, Script::Greek | Script::Latin));
    let small = greek.clone().all(|(letter, _)| letter.is_lowercase());
    let latin_capitals = word.iter().all(|(letter, script)| *script == Script::Greek || letter.is_uppercase());
    is_greek_and_latin && greek.count() > 0 && (word.len() < 3 || small && latin_capitals)
}

/// `PDFа`: capitals in Latin letters with the ending that they have in a Cyrillic language.
fn is_inflected(word: &[(char, Script)]) -> bool {
    let n_capitals =
        word.iter().take_while(|(letter, script)| *script == Script::Latin && letter.is_uppercase()).count();
    let is_ending = |(letter, script): &(char, Script)| *script == Script::Cyrillic && letter.is_lowercase();
    n_capitals >= 2 && word[n_capitals..].iter().all(is_ending)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_pass_for_words_of_one_script_are_told() {
        for (line, want) in [
            ("pаypal", "pаypal‹Cyrillic а›"),
            ("The Microsоft and gοοgle.", "The Microsоft‹Cyrillic о› and gοοgle‹Greek ο›."),
            ("Αpple", "Αpple‹Greek Α›"),
            ("Mоsсow", "Mоsсow‹Cyrillic ос›"),
            ("Москвa", "Москвa‹Latin a›"),
            ("Ꭺmazon", "Ꭺmazon‹Cherokee Ꭺ›"),
            ("Aμazon Gօogle", "Aμazon Gօogle‹Armenian օ›"),
            ("Brésіl", "Brésіl‹Cyrillic і›"),
            ("Ѕcоре", "Ѕcоре‹Latin c›"),
        ] {
            assert_eq!(marked(line), want);
            assert_eq!(marked(want), want);
        }
        let told = warning("pаypal, pаypal and gοοgle").expect("three words");
        assert_eq!(told.0, "3 words mix look-alike letters: “pаypal” (Cyrillic а), “gοοgle” (Greek ο) …");
    }

    #[test]
    fn words_that_mix_scripts_and_mean_no_harm_are_not() {
        for line in [
            "X-лучи и PDFка, iPhone'ом, CD-диск, SIMка, CDа",
            "TシャツとCDを買う。東京Tower",
            "TNFα, IFNγ, PPARγ, μm, µm, Δt, ΔG, αs, β-Carotin, kΩ",
            "Ελλάδα και English κείμενο, Москва and Москва́, Ђорђе, Ґанок",
            "Größe, naïve, Ångström, Łódź, İstanbul, ɐzbuka",
            "한국어와English, हिन्दीEnglish, العربيةEnglish, Հայաստան",
            "",
        ] {
            assert_eq!(marked(line), line);
            assert_eq!(warning(line), None);
        }
    }
}
