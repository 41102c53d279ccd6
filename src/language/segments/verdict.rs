//! Whether a sentence ends at a stop.

use super::abbreviations::{Kind, Ordinals, Rules};
use super::stops::{Sign, Stop, is_joining};
use crate::language::dates::names_month;

/// So many characters of a word or an abbreviation are looked at, and so many spaced parts of one (`и т. д.`).
const LONGEST_WORD: usize = 24;
const MOST_PARTS: usize = 4;

/// A sentence so far and the stop in question.
pub(super) struct Question<'a> {
    /// The block's text.
    pub text: &'a str,
    /// The byte where the sentence begins.
    pub start: usize,
    /// The stop.
    pub stop: Stop,
    /// What is known about the language.
    pub rules: &'a Rules,
}

/// How the text goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Next<'a> {
    /// With a mark or a small letter: the sentence isn't over.
    Joining,
    /// With a number, in brackets or not.
    Number(&'a str),
    /// With a word in a capital letter, or in a script without capitals.
    Word(&'a str),
    /// With a sign.
    Sign,
}

impl Question<'_> {
    /// Whether the sentence ends at the stop.
    pub fn ends(&self) -> bool {
        let next = self.next();
        if next == Next::Joining || self.fills_brackets() || (!self.is_spaced() && !self.ends_without_space()) {
            return false;
        }
        match self.stop.sign {
            Sign::Mark | Sign::Full => true,
            Sign::Ellipsis => !matches!(next, Next::Number(_)) && !self.is_stammer(next),
            Sign::Dot => self.dot_ends(next),
        }
    }

    fn is_spaced(&self) -> bool {
        self.stop.next > self.stop.end
    }

    /// Whether the stop stands alone in brackets: `(!)`, `[…]`.
    fn fills_brackets(&self) -> bool {
        let is_closed = self.text[self.stop.at..self.stop.end].contains([')', ']']);
        is_closed && self.text[..self.stop.at].ends_with(['(', '['])
    }

    /// Whether the stop ends a sentence of a script without spaces; not before what says who spoke: `「何？」と彼は言った。`
    fn ends_without_space(&self) -> bool {
        let rest = &self.text[self.stop.end..];
        let Some(first) = rest.chars().next() else { return false };
        if self.stop.sign != Sign::Full && !(self.stop.sign == Sign::Mark && is_east_asian(first)) {
            return false;
        }
        let is_quoted = self.text[self.stop.at..self.stop.end].ends_with(['」', '』', '”', '’', '》']);
        let clause = rest.chars().take(10).take_while(|&character| is_east_asian(character));
        !is_quoted || !(matches!(first, 'と' | 'っ') || clause.into_iter().any(|c| "说說道问問喊答叫".contains(c)))
    }

    /// Whether the word before an ellipsis is said again after it: `Ich … Ich`.
    fn is_stammer(&self, next: Next) -> bool {
        matches!(next, Next::Word(word) if self.word().rsplit(is_apostrophe).next() == Some(word))
    }

    fn next(&self) -> Next<'_> {
        let rest = &self.text[self.stop.next..];
        if rest.chars().next().is_none_or(is_joining) && !opens_word(rest) && !rest.starts_with(",,") {
            return Next::Joining;
        }
        let is_opening = |c: char| {
            c.is_whitespace() || "„“”‚‘’\"'«»‹›([{¿¡—–―-*_…「『（《〈【‒".contains(c) || matches!(c, '.' | ',')
        };
        let skipped: usize = rest.chars().take(8).take_while(|&c| is_opening(c)).map(char::len_utf8).sum();
        let opened = &rest[skipped..];
        match opened.chars().next() {
            Some(first) if first.is_numeric() => Next::Number(head(opened, char::is_numeric)),
            Some(first)
                if is_small(first) && !opens_with_capital_inside(opened) && !is_dutch_article(rest, skipped) =>
            {
                Next::Joining
            }
            Some(first) if first.is_alphabetic() => Next::Word(head(opened, char::is_alphabetic)),
            _ => Next::Sign,
        }
    }

    /// The word before the stop with the dots in it, without the last one: `z.B`, `J.-P`, `1991`.
    fn word(&self) -> &str {
        word_before(&self.text[self.start..self.stop.at])
    }

    fn dot_ends(&self, next: Next) -> bool {
        let word = self.word();
        if word.is_empty() {
            return true;
        }
        if let Some(verdict) = self.abbreviation_ends(word, next) {
            return verdict;
        }
        let before = self.before(word);
        let lists = before.ends_with(char::is_whitespace) && before.trim_end().ends_with([':', ';']);
        let is_first = lists || !before.contains(char::is_alphanumeric);
        if word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
            return self.number_ends(word, is_first, next);
        }
        if word.chars().all(|c| matches!(c, 'I' | 'V' | 'X')) {
            let is_ordinal = is_first || self.rules.ordinals != Ordinals::Bare || word.chars().count() == 1;
            return !is_ordinal || (!is_first && self.opens(next));
        }
        if is_initials(word) {
            return !is_first_letter(word, is_first) && self.opens(next);
        }
        true
    }

    /// Whether the sentence ends although what stands before the stop is an abbreviation, if it is one.
    fn abbreviation_ends(&self, word: &str, next: Next) -> Option<bool> {
        let mut key = word.to_lowercase();
        let mut kinds = vec![(self.rules.kind_of(&key, word), false)];
        if let Some((_, last)) = word.rsplit_once(is_apostrophe).or_else(|| word.rsplit_once('-')) {
            kinds.push((self.rules.kind_of(&last.to_lowercase(), last), false));
        }
        let following = head(&self.text[self.stop.next..], char::is_alphabetic);
        let follows_dot = self.text[self.stop.next + following.len()..].starts_with('.');
        let begins = |key: &str| follows_dot && self.rules.begins(key, following);
        if !following.is_empty() && begins(&key) {
            return Some(false);
        }
        let mut before = self.before(word);
        for _ in 1..MOST_PARTS {
            let Some(dotted) = before.trim_end().strip_suffix('.') else { break };
            let part = word_before(dotted);
            if part.is_empty() {
                break;
            }
            key = format!("{}.{key}", part.to_lowercase());
            if !following.is_empty() && begins(&key) {
                return Some(false);
            }
            kinds.push((self.rules.kind_of(&key, part), true));
            before = &dotted[..dotted.len() - part.len()];
        }
        let kind = kinds.into_iter().rev().find_map(|(kind, _)| kind)?;
        self.kind_ends(kind, word, next)
    }

    fn kind_ends(&self, kind: Kind, word: &str, next: Next) -> Option<bool> {
        let is_number =
            matches!(next, Next::Number(_)) || matches!(next, Next::Word(word) if is_roman(word) && !self.opens(next));
        match kind {
            Kind::Never => Some(false),
            Kind::BeforeNumber if is_number => Some(false),
            Kind::BeforeNumber => None,
            Kind::Seldom => Some(self.opens(next)),
            Kind::AfterNumber => {
                let before = word_before(self.before(word).trim_end());
                let counts = before.ends_with(char::is_numeric) || is_roman(before);
                Some(counts && !matches!(next, Next::Number(_)))
            }
            Kind::Often if word.chars().count() == 1 && self.follows_name(word) => None,
            Kind::Often => Some(!is_number && !self.text[self.stop.next..].starts_with(['(', '['])),
        }
    }

    fn number_ends(&self, word: &str, is_first: bool, next: Next) -> bool {
        if is_first && word.len() <= 3 {
            return false;
        }
        if self.rules.ordinals == Ordinals::Bare || word.len() > 2 {
            return !(word.contains('.') && matches!(next, Next::Number(_)));
        }
        match next {
            Next::Number(number) => {
                // A quotation mark or bracket may stand before it.
                let mut around = self.text[self.stop.next..].splitn(2, number);
                let is_dotted = around.nth(1).is_some_and(|after| after.starts_with('.'));
                let follows_dotted = self.before(word).trim_end().ends_with('.');
                !((is_dotted && number.len() <= 2) || (follows_dotted && number.len() == 4))
            }
            Next::Word(following) if names_month(following) => false,
            Next::Word(_) => self.opens(next) || !self.is_ordinal(word),
            _ => true,
        }
    }

    /// Whether a number before a word in a capital letter counts it (`der 2. Weltkrieg`), by what is before it.
    fn is_ordinal(&self, word: &str) -> bool {
        let before = word_before(self.before(word).trim_end());
        match self.rules.ordinals {
            Ordinals::Bare => false,
            Ordinals::AfterArticle => ["den", "det", "dei", "de"].contains(&before.to_lowercase().as_str()),
            Ordinals::BeforeNames => !self.follows_name(word) || is_roman(before),
        }
    }

    /// Whether the word before the last one is in a capital letter, and not only because a sentence begins there.
    fn follows_name(&self, word: &str) -> bool {
        let before = self.before(word).trim_end();
        let name = word_before(before);
        name.starts_with(char::is_uppercase) && before[..before.len() - name.len()].contains(char::is_alphanumeric)
    }

    /// The sentence before its last word.
    fn before(&self, word: &str) -> &str {
        &self.text[self.start..self.stop.at - word.len()]
    }

    /// Whether what follows is one of the words that sentences begin with.
    fn opens(&self, next: Next) -> bool {
        let rest = &self.text[self.stop.next..];
        let is_initial = |word: &str| {
            rest.strip_prefix(word).is_some_and(|after| word.chars().nth(1).is_none() && after.starts_with('.'))
        };
        rest.starts_with(['¿', '¡']) || matches!(next, Next::Word(word) if !is_initial(word) && self.rules.opens(word))
    }
}

/// The last word of a text, with dots and hyphens in it.
fn word_before(text: &str) -> &str {
    let is_mark = |c: char| matches!(c, '\u{300}'..='\u{36f}' | '\u{900}'..='\u{963}' | '\u{966}'..='\u{dff}');
    let is_inner = |c: char| c.is_alphanumeric() || is_mark(c) || is_apostrophe(c) || matches!(c, '.' | '-' | '/');
    let len: usize = text.chars().rev().take(LONGEST_WORD).take_while(|&c| is_inner(c)).map(char::len_utf8).sum();
    text[text.len() - len..].trim_start_matches(|c: char| !c.is_alphanumeric())
}

fn head(text: &str, is_part: impl Fn(char) -> bool) -> &str {
    let len: usize = text.chars().take(LONGEST_WORD).take_while(|&c| is_part(c)).map(char::len_utf8).sum();
    &text[..len]
}

fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’')
}

/// A small letter of a script in which sentences begin with capitals; Georgian ones don't.
fn is_small(character: char) -> bool {
    character.is_lowercase() && !('\u{10d0}'..='\u{10ff}').contains(&character) && character.is_alphabetic()
}

/// Whether a word begins small but has a capital after it: `iPhone`.
fn opens_with_capital_inside(text: &str) -> bool {
    let mut letters = text.chars().skip(1);
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(is_small)
}

/// Whether a closing mark at the beginning of a text opens instead, since a word follows it at once: `”Hej` in Swedish.
fn opens_word(text: &str) -> bool {
    let mut characters = text.chars();
    let is_quotation_mark = characters.next().is_some_and(|c| matches!(c, '’' | '”' | '»' | '›'));
    let is_ellipsis = text.starts_with("..");
    (is_quotation_mark && characters.next().is_some_and(|c| !c.is_whitespace() && !is_joining(c)))
        || (is_ellipsis && text.trim_start_matches('.').starts_with(char::is_alphanumeric))
}

/// Whether a sentence begins with a short word without its beginning: Dutch `’s Avonds`, `'t Is`.
fn is_dutch_article(text: &str, skipped: usize) -> bool {
    let mut opened = text[skipped..].chars();
    let follows_apostrophe = text[..skipped].ends_with(['\'', '’', '‘']);
    let is_letter = opened.next().is_some_and(|c| matches!(c, 's' | 't' | 'n' | 'k'));
    follows_apostrophe && is_letter && opened.next() == Some(' ') && opened.next().is_some_and(char::is_uppercase)
}

fn is_roman(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| "IVXLCM".contains(c))
}

/// Whether a word is a capital letter, or several with dots or hyphens: `J`, `U.S`, `J.-P`; small ones need dots.
fn is_initials(word: &str) -> bool {
    let is_letter = |part: &str| {
        let mut characters = part.chars();
        characters.next().is_some_and(char::is_alphabetic) && characters.next().is_none()
    };
    let is_dotted = word.contains('.');
    word.split(['.', '-']).filter(|part| !part.is_empty()).all(is_letter)
        && (is_dotted || !word.starts_with(is_small))
        && !word.starts_with(is_east_asian)
}

/// Whether a letter at the beginning of a sentence numbers it: `A. Die Lage`.
fn is_first_letter(word: &str, is_first: bool) -> bool {
    is_first && word.chars().count() == 1
}

/// Han, Kana and Hangul.
fn is_east_asian(character: char) -> bool {
    matches!(character, '\u{1100}'..='\u{11ff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}
