//! The keys under which a word meets its cognates: its first letters, its number, its skeleton.

/// Letters kept of a word: a stemmer for any language.
const STEM: usize = 5;
/// Syllables kept of a Korean word: what follows is mostly grammar.
const HANGUL_STEM: usize = 2;

/// The keys of a word, a number or a mark.
pub(super) struct Keys {
    /// Its first letters, a number's value, or the mark.
    pub stem: String,
    /// What is alike in its cognates: the first consonants, sounds that are written in many ways as one.
    pub skeleton: Option<String>,
    /// What may survive a translation and tells works apart.
    pub survivors: Vec<String>,
    /// Whether it is a mark, no word.
    pub mark: bool,
}

/// The keys of a piece between two word boundaries; `None` for white space and marks that say nothing.
pub(super) fn of(piece: &str, folded: &str, first: bool) -> Option<Keys> {
    let lead = piece.chars().next()?;
    if let Some(number) = number(folded) {
        let survivors = if number.len() > 1 { vec![number.clone()] } else { Vec::new() };
        return Some(Keys { skeleton: Some(number.clone()), stem: number, survivors, mark: false });
    }
    if !lead.is_alphanumeric() {
        return mark(lead).map(|mark| Keys {
            stem: mark.to_owned(),
            skeleton: None,
            survivors: Vec::new(),
            mark: true,
        });
    }
    if is_ideograph(lead) {
        return Some(Keys { stem: folded.to_owned(), skeleton: None, survivors: Vec::new(), mark: false });
    }
    let latin = latin(folded);
    let name = lead.is_uppercase() && !first;
    let skeleton = consonants(&latin);
    let stem: String = latin.chars().take(if is_hangul(lead) { HANGUL_STEM } else { STEM }).collect();
    let mut survivors = Vec::new();
    let length = latin.chars().count();
    if length >= 4 || (name && length >= 2) {
        survivors.push(stem.clone());
    }
    if skeleton.chars().count() >= 3 {
        survivors.push(format!("~{skeleton}"));
    }
    let skeleton = (skeleton.chars().count() >= 3).then(|| format!("~{skeleton}"));
    Some(Keys { stem, skeleton, survivors, mark: false })
}

/// A number without thousands and decimal marks.
fn number(folded: &str) -> Option<String> {
    folded.starts_with(|c: char| c.is_ascii_digit()).then(|| {
        let digits: String = folded.chars().filter(char::is_ascii_digit).collect();
        format!("#{}", digits.trim_start_matches('0'))
    })
}

/// Marks that a translation keeps, each for all its forms.
fn mark(character: char) -> Option<&'static str> {
    Some(match character {
        '?' | '？' | ';' | '؟' => "?",
        '!' | '！' => "!",
        ':' | '：' => ":",
        '"' | '“' | '”' | '„' | '«' | '»' | '「' | '」' => "\"",
        '(' | '（' | ')' | '）' => "(",
        '…' => "…",
        _ => return None,
    })
}

/// Whether a character stands for itself rather than for a sound of a word: Chinese characters, hiragana.
pub(super) fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{309f}' | '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

fn is_hangul(c: char) -> bool {
    matches!(c, '\u{ac00}'..='\u{d7a3}')
}

/// How much a character says, in letters of an alphabet.
pub(super) fn weight(c: char) -> f32 {
    match c {
        _ if c.is_whitespace() => 0.0,
        '\u{3040}'..='\u{30ff}' => 1.5,
        _ if is_ideograph(c) => 3.0,
        _ if is_hangul(c) => 2.0,
        _ => 1.0,
    }
}

fn latin(folded: &str) -> String {
    if folded.is_ascii() {
        return folded.to_owned();
    }
    let latin = crate::language::transliterate::to_latin(folded);
    if latin.is_empty() { folded.to_owned() } else { latin }
}

/// The first consonants of a word in Latin letters, without repeats, sounds that are spelt in many ways as one.
fn consonants(latin: &str) -> String {
    let mut made = String::new();
    let bytes: Vec<char> = latin.chars().collect();
    let mut at = 0;
    while at < bytes.len() && made.len() < 5 {
        let (sound, taken) = match (bytes[at], bytes.get(at + 1)) {
            ('c', Some('h')) | ('k', Some('h')) | ('q', Some('u')) | ('c', Some('k')) => (Some('k'), 2),
            ('p', Some('h')) => (Some('f'), 2),
            ('t', Some('h')) => (Some('t'), 2),
            ('s', Some('c')) if bytes.get(at + 2) == Some(&'h') => (Some('s'), 3),
            ('s', Some('h' | 'z')) | ('z', Some('h')) => (Some('s'), 2),
            ('c', Some('e' | 'i' | 'z')) => (Some('s'), 1),
            ('c' | 'k' | 'q' | 'g', _) => (Some('k'), 1),
            ('x', _) => (Some('k'), 1),
            ('v' | 'w' | 'f', _) => (Some('f'), 1),
            ('z' | 's', _) => (Some('s'), 1),
            ('d' | 't', _) => (Some('t'), 1),
            ('b' | 'p', _) => (Some('p'), 1),
            ('a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'h' | 'j', _) => (None, 1),
            (other, _) => (Some(other), 1),
        };
        at += taken;
        if let Some(sound) = sound
            && !made.ends_with(sound)
        {
            made.push(sound);
        }
    }
    made
}
