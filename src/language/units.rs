//! What stands beside a number and says what it counts: shares of a hundred, money, measures, hours, pages, years.
//!
//! Words are known by how they begin, folded, in the languages of the table at once: a number beside `Prozent` is a
//! share in any text. The tables hold what is common in texts that are translated, not every unit there is.

mod tables;

use std::ops::Range;
use std::sync::LazyLock;

use super::fold::fold;
use tables::{AFTER, BEFORE, CURRENCIES, PREFIXES, SUFFIXES};

/// The longest unit that is looked at, in characters.
const LONGEST: usize = 24;

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Parts of so many: 100 or 1,000.
    PartsOf(u64),
    /// Money in one of these currencies: a bit each, as `kr` and `$` mean several.
    Money(Currencies),
    /// Money of old, or what may be a weight as well (`pounds`); translators change it to something their readers know.
    Coins,
    /// Metres, kilograms and so on.
    Metric,
    /// Feet, miles and so on, which translators change to metric ones.
    Customary,
    /// Days or minutes: fourteen or ninety of them may be told as two weeks or an hour and a half.
    Span,
    /// An hour of the day, a quarter of one, minutes before or after one.
    Clock,
    /// A century or a decade, which languages count differently (`the 19th century`, `1800-talet`).
    Era,
    /// A page, a volume, a number of a list.
    Reference,
}

/// A set of currencies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Currencies(u32);

impl Currencies {
    /// Whether both may be one currency.
    pub fn overlap(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// A unit beside a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measured {
    /// The number with its unit, in bytes.
    pub range: Range<usize>,
    /// The unit.
    pub unit: Unit,
    /// What the number is multiplied by, for letters that stand against it: `€1.5m`.
    pub factor: u64,
}

/// The unit of the number that stands in a range of a text, if there is one.
pub fn unit_of(text: &str, number: Range<usize>) -> Option<Measured> {
    let before = before(&text[..number.start]);
    if let Some((start, unit @ Unit::Money(_))) = before {
        let (factor, end) = suffix(text, number.end);
        return Some(Measured { range: start..end, unit, factor });
    }
    // `um 5 Prozent` is no hour.
    if let Some((length, unit)) = after(&text[number.end..]) {
        return Some(Measured { range: number.start..number.end + length, unit, factor: 1 });
    }
    before.map(|(start, unit)| Measured { range: start..number.end, unit, factor: 1 })
}

/// `m`, `bn`, `k` against a number.
fn suffix(text: &str, end: usize) -> (u64, usize) {
    let letters: usize = text[end..].chars().take_while(|c| c.is_alphabetic()).take(4).map(char::len_utf8).sum();
    let found = SUFFIXES.iter().find(|(suffix, _)| text[end..end + letters].eq_ignore_ascii_case(suffix));
    found.map_or((1, end), |&(_, factor)| (factor, end + letters))
}

/// A unit that stands before its number: `€5`, `EUR 5`, `kl. 5`, `p. 5`, `yüzde 5`.
fn before(text: &str) -> Option<(usize, Unit)> {
    let trimmed = text.trim_end_matches([' ', '\u{a0}', '\u{202f}']);
    let is_apart = trimmed.len() < text.len();
    let last = trimmed.chars().next_back()?;
    if let Some(currencies) = symbol(last) {
        // `US$`, `A$`.
        let name = trimmed[..trimmed.len() - last.len_utf8()].trim_end_matches(|c: char| c.is_ascii_uppercase());
        let start = if trimmed.len() - name.len() <= 3 + last.len_utf8() { name.len() } else { trimmed.len() };
        return Some((start, Unit::Money(currencies)));
    }
    let has_stop = last == '.';
    let word = trimmed.strip_suffix('.').unwrap_or(trimmed);
    let letters: usize = word.chars().rev().take_while(|c| c.is_alphabetic()).take(LONGEST).map(char::len_utf8).sum();
    let start = word.len() - letters;
    let written = &word[start..];
    if let Some(currencies) = code(written).filter(|_| is_apart || !has_stop) {
        return Some((start, Unit::Money(currencies)));
    }
    if !is_apart && !has_stop {
        return None;
    }
    let folded = fold(written);
    let found = TABLES.before.iter().find(|(entry, _)| match entry.text.strip_suffix('.') {
        Some(word) => has_stop && word == folded,
        None => entry.text == folded,
    });
    found.map(|&(_, unit)| (start, unit))
}

/// A unit that stands after its number: how many bytes to its end, and which it is.
fn after(text: &str) -> Option<(usize, Unit)> {
    let passed = text.trim_start_matches(['.', '-', '\u{2011}', ' ', '\u{a0}', '\u{202f}', '\u{2009}']);
    let skipped = text.len() - passed.len();
    if skipped > 6 {
        return None;
    }
    let first = passed.chars().next()?;
    let sign = |unit| Some((skipped + first.len_utf8(), unit));
    match first {
        '%' | '٪' | '％' => return sign(Unit::PartsOf(100)),
        '‰' => return sign(Unit::PartsOf(1_000)),
        '°' | '′' | '″' => return sign(Unit::Metric),
        _ if symbol(first).is_some() => return sign(Unit::Money(symbol(first)?)),
        _ => {}
    }
    // `Millionen US-Dollar`, `millions d'euros`.
    let (rest, folded) = (passed, folded_start(passed));
    let prefix = PREFIXES.iter().filter(|prefix| folded.starts_with(**prefix)).map(|prefix| prefix.len()).max();
    let prefix = prefix.and_then(|length| Some((length, rest.get(length..)?)));
    let mut found = None;
    for (from, rest) in [Some((0, rest)), prefix].into_iter().flatten() {
        let folded = folded_start(rest);
        let word = &rest[..rest.chars().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum()];
        let money = code(word).or_else(|| currency_named(&folded));
        found = found.or(money.map(|currencies| (from + word.len(), Unit::Money(currencies))));
        let by_words = TABLES.after.iter().find(|(entry, _)| entry.begins(&folded));
        found = found.or(by_words.map(|(entry, unit)| (from + end_of(rest, &entry.text), *unit)));
    }
    found.map(|(length, unit)| (skipped + length, unit))
}

/// The beginning of a text, folded.
fn folded_start(text: &str) -> String {
    let end = text.char_indices().nth(LONGEST).map_or(text.len(), |(end, _)| end);
    fold(&text[..end])
}

/// A word or expression of a table, folded.
struct Entry {
    text: String,
    /// Whether it may go on.
    is_stem: bool,
}

impl Entry {
    fn new(written: &str) -> Self {
        let text = fold(&written.trim_end_matches('*').replace('_', " "));
        Self { text, is_stem: written.ends_with('*') }
    }

    /// Whether a folded text begins with it.
    fn begins(&self, folded: &str) -> bool {
        let rest = folded.strip_prefix(self.text.as_str());
        rest.is_some_and(|rest| self.is_stem || !rest.starts_with(char::is_alphabetic))
    }
}

/// The tables with all words folded.
struct Tables {
    before: Vec<(Entry, Unit)>,
    after: Vec<(Entry, Unit)>,
    /// The names of each currency.
    currencies: Vec<Vec<Entry>>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let entries = |words: &'static str| words.split_whitespace().map(Entry::new);
    let table = |rows: &'static [(&str, Unit)]| {
        rows.iter().flat_map(|&(words, unit)| entries(words).map(move |entry| (entry, unit))).collect()
    };
    let currencies = CURRENCIES.iter().map(|&(_, _, names)| entries(names).collect()).collect();
    Tables { before: table(BEFORE), after: table(AFTER), currencies }
});

/// Where the words of an entry end in a text that begins with them: as many words as the entry has.
fn end_of(text: &str, entry: &str) -> usize {
    let n_words = entry.split(' ').count();
    let mut words = text.split_inclusive(char::is_whitespace).take(n_words);
    let (mut end, mut last) = (0, "");
    for word in words.by_ref() {
        end += word.len();
        last = word;
    }
    let letters: usize = last.chars().take_while(|c| c.is_alphabetic() || *c == '.').map(char::len_utf8).sum();
    end - last.len() + letters
}

/// The currencies of a sign.
fn symbol(sign: char) -> Option<Currencies> {
    currencies(|index| CURRENCIES[index].1.contains(sign))
}

/// The currency of an ISO code in capitals.
fn code(word: &str) -> Option<Currencies> {
    let is_code = word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_uppercase());
    if is_code { currencies(|index| CURRENCIES[index].0 == word) } else { None }
}

/// The currencies whose name a folded text begins with.
fn currency_named(folded: &str) -> Option<Currencies> {
    currencies(|index| TABLES.currencies[index].iter().any(|name| name.begins(folded)))
}

fn currencies(is_meant: impl Fn(usize) -> bool) -> Option<Currencies> {
    let meant = (0..CURRENCIES.len()).filter(|&index| is_meant(index));
    let set = meant.fold(0, |set, index| set | 1_u32 << index);
    (set != 0).then_some(Currencies(set))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The unit of the first digits of a text, and where both stand.
    fn unit(text: &str) -> Option<(Unit, &str, u64)> {
        let start = text.find(|c: char| c.is_ascii_digit()).expect("digits");
        let length = text[start..].find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len() - start);
        let measured = unit_of(text, start..start + length)?;
        Some((measured.unit, &text[measured.range], measured.factor))
    }

    #[test]
    fn shares_of_a_hundred_are_known_in_many_languages() {
        for text in [
            "5 %",
            "5%",
            "5\u{a0}%",
            "5 percent",
            "5 per cent",
            "5-percent",
            "5 Prozent",
            "5 prosent",
            "5 procent",
            "5 por cento",
            "5 por ciento",
            "5 pour cent",
            "5 per cento",
            "5 процентов",
            "5 відсотків",
            "5 пайыз",
            "5 prosenttia",
            "5 százalék",
            "yüzde 5",
            "5 proc.",
            "5 درصد",
            "5 אחוזים",
            "5 パーセント",
            "5 la sută",
            "5 posto",
        ] {
            assert_eq!(unit(text).map(|(unit, ..)| unit), Some(Unit::PartsOf(100)), "{text}");
        }
        assert_eq!(unit("3 ‰").map(|(unit, ..)| unit), Some(Unit::PartsOf(1_000)));
    }

    #[test]
    fn money_is_known_by_sign_code_and_name_on_either_side() {
        for (text, like, want) in [
            ("€5", "5 Euro", "€5"),
            ("EUR 5", "5 €", "EUR 5"),
            ("5 d'euros,", "€5", "5 d'euros"),
            ("US$5", "5 US-Dollar", "US$5"),
            ("5 kroner", "SEK 5", "5 kroner"),
            ("5 рублей", "5 Rubel", "5 рублей"),
            ("5 de euros", "5 евро", "5 de euros"),
            ("5 тенге", "5 tenge", "5 тенге"),
        ] {
            let Some((Unit::Money(one), range, _)) = unit(text) else { panic!("{text}") };
            assert_eq!(range, want, "{text}");
            let Some((Unit::Money(two), ..)) = unit(like) else { panic!("{like}") };
            assert!(one.overlap(two), "{text} {like}");
        }
        assert_eq!(unit("€1.5m,").map(|(_, range, factor)| (range, factor)), Some(("€1.5m", 1_000_000)));
        let (Some((Unit::Money(dollars), ..)), Some((Unit::Money(euros), ..))) = (unit("$5"), unit("5 Euro")) else {
            panic!("both are money")
        };
        assert!(!dollars.overlap(euros));
    }

    #[test]
    fn measures_hours_eras_and_references_are_known() {
        for (text, want) in [
            ("5 feet", Some(Unit::Customary)),
            ("5 Fuß", Some(Unit::Customary)),
            ("5 km", Some(Unit::Metric)),
            ("5 metros", Some(Unit::Metric)),
            ("5 Uhr", Some(Unit::Clock)),
            ("5 p.m.", Some(Unit::Clock)),
            ("klokken 5", Some(Unit::Clock)),
            ("1800-talet", Some(Unit::Era)),
            ("19. Jahrhundert", Some(Unit::Era)),
            ("19th century", Some(Unit::Era)),
            ("1990s", Some(Unit::Era)),
            ("p. 5", Some(Unit::Reference)),
            ("Nr. 5", Some(Unit::Reference)),
            ("5 boats", None),
            ("5", None),
            ("5 metal boxes", None),
        ] {
            assert_eq!(unit(text).map(|(unit, ..)| unit), want, "{text}");
        }
    }
}
