//! Roman numerals.

/// The signs, the greatest first, with those that are taken away from the one behind them.
const SIGNS: &[(&str, u64)] =
    &[("C", 100), ("XC", 90), ("L", 50), ("XL", 40), ("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1)];

/// The longest that is read: `CCCLXXXVIII` and some more.
const LONGEST: usize = 12;

/// The number that capitals are, written as is the custom, below four hundred.
pub(super) fn value(letters: &str) -> Option<u64> {
    if letters.len() > LONGEST || !letters.starts_with(['C', 'L', 'X', 'V', 'I']) {
        return None;
    }
    let (mut rest, mut value) = (letters, 0);
    for &(sign, worth) in SIGNS {
        let most = if matches!(sign, "C" | "X" | "I") { 3 } else { 1 };
        for _ in 0..most {
            let Some(after) = rest.strip_prefix(sign) else { break };
            (rest, value) = (after, value + worth);
        }
    }
    rest.is_empty().then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn customary_numerals_are_read_and_words_are_not() {
        for (letters, want) in [
            ("XIX", Some(19)),
            ("IV", Some(4)),
            ("II", Some(2)),
            ("CIVIL", None),
            ("IIX", None),
            ("xix", None),
            ("", None),
        ] {
            assert_eq!(value(letters), want, "{letters}");
        }
    }
}
