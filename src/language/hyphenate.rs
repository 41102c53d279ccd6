//! Where a word may be divided at the end of a line.

use hypher::Lang;

use crate::model::Language;

/// Letters that stay together at the least before and after a division, on top of the language's own rules.
const SHORTEST_PART: usize = 2;

/// The shortest word that is divided, in letters.
const SHORTEST_WORD: usize = 6;

/// Divides the words of one language; a language without patterns is never divided.
#[derive(Debug, Clone, Copy)]
pub struct Hyphenator(Option<Lang>);

impl Hyphenator {
    /// The hyphenator of a language.
    pub fn of(language: &Language) -> Self {
        let code = match language.primary() {
            "nn" | "no" => "nb",
            primary => primary,
        };
        Self(<[u8; 2]>::try_from(code.as_bytes()).ok().and_then(Lang::from_iso))
    }

    /// A hyphenator that never divides.
    pub fn none() -> Self {
        Self(None)
    }

    /// Byte offsets in `word` where a hyphen may be put; the word may stand in quotation marks or brackets.
    ///
    /// Words that hold digits, dots or an inner hyphen (addresses, numbers, compounds that show their own break) are
    /// left whole, and so are words in capitals.
    pub fn divisions(self, word: &str) -> Vec<usize> {
        let Some(language) = self.0 else { return Vec::new() };
        let start = word.find(char::is_alphabetic).unwrap_or(word.len());
        let core = word[start..].trim_end_matches(|c: char| !c.is_alphabetic());
        let divisible = core.chars().all(char::is_alphabetic)
            && core.chars().count() >= SHORTEST_WORD
            && core.chars().skip(1).any(char::is_lowercase);
        if !divisible {
            return Vec::new();
        }
        let (left, right) = language.bounds();
        let parts = hypher::hyphenate_bounded(core, language, left.max(SHORTEST_PART), right.max(SHORTEST_PART));
        let mut offset = start;
        let mut divisions: Vec<usize> = parts
            .map(|part| {
                offset += part.len();
                offset
            })
            .collect();
        divisions.pop();
        divisions
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn divided(tag: &str, word: &str) -> String {
        let hyphenator = Hyphenator::of(&Language::parse(tag).expect("a tag"));
        let mut parts = Vec::new();
        let mut from = 0;
        for at in hyphenator.divisions(word) {
            parts.push(&word[from..at]);
            from = at;
        }
        parts.push(&word[from..]);
        parts.join("-")
    }

    #[test]
    fn words_are_divided_by_the_rules_of_their_language() {
        for (tag, word, want) in [
            ("de", "„Versammlung“,", "„Ver-samm-lung“,"),
            ("en", "extensive", "ex-ten-sive"),
            ("nn", "regjeringa", "re-gje-rin-ga"),
            ("pt-BR", "trabalhadores", "tra-ba-lha-do-res"),
        ] {
            assert_eq!(divided(tag, word), want);
        }
    }

    #[test]
    fn addresses_numbers_short_words_and_unknown_languages_stay_whole() {
        for (tag, word) in
            [("de", "kzreader.example"), ("de", "1.000.000"), ("en", "table"), ("und", "extensive"), ("en", "UNESCO")]
        {
            assert_eq!(divided(tag, word), word);
        }
    }
}
