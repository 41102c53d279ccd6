//! Web addresses, and whether two lead to the same page, in another language perhaps.

use std::ops::Range;

use crate::language::table;

/// An address, without what may differ: its scheme, `www.`, a stroke at its end, the parts that name a language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Address {
    host: String,
    path: String,
    /// Whether a part names a language: what follows may be translated, too.
    names_language: bool,
}

/// Longer ones are not looked at, in bytes.
const LONGEST: usize = 2_000;

/// What an address without a scheme ends its host with.
const DOMAINS: &str = " com org net info edu gov int eu biz ru de uk fr es pt br se nu dk fi pl ua kz cz sk hu ro bg gr \
                       ch nl ie ca au nz jp cn kr tr il africa online press news mx ar cl ee lv lt rs hr si eus cat wiki ";

/// The addresses in a text, in order.
pub(super) fn addresses_in(text: &str) -> Vec<(Range<usize>, Address)> {
    let is_outside = |character: char| "<>\"«»“”„()[]{}|‘’`*".contains(character);
    let mut found = Vec::new();
    let mut at = 0;
    for run in text.split_inclusive(char::is_whitespace) {
        if run.trim_end().trim_end_matches('.').contains('.') {
            let mut start = at;
            for word in run.split(|character: char| character.is_whitespace() || is_outside(character)) {
                let trimmed = word.trim_end_matches(['.', ',', ';', ':', '!', '?', '…', '\'']);
                found.extend(address(trimmed).map(|address| (start..start + trimmed.len(), address)));
                start += word.len();
                start += text[start..].chars().next().map_or(0, char::len_utf8);
            }
        }
        at += run.len();
    }
    found
}

fn address(word: &str) -> Option<Address> {
    if word.len() > LONGEST || !word.contains('.') {
        return None;
    }
    let lower = word.to_ascii_lowercase();
    let rest = ["https://", "http://", "ftp://"].iter().find_map(|scheme| lower.strip_prefix(scheme));
    let is_announced = rest.is_some() || lower.starts_with("www.");
    let rest = rest.unwrap_or(&lower);
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, path) = rest.split_at(end);
    let labels: Vec<&str> = host.rsplit('@').next()?.trim_start_matches("www.").split('.').collect();
    let is_label =
        |label: &&str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-' || c == ':');
    let is_domain = || {
        let domain = word[..word.len() - path.len()].rsplit('.').next().unwrap_or_default();
        DOMAINS.split(' ').any(|known| known == domain) && labels[0].chars().any(char::is_alphabetic)
    };
    if labels.len() < 2 || !labels.iter().all(is_label) || !(is_announced || is_domain()) {
        return None;
    }
    let names_language = |part: &str| matches!(part.len(), 2 | 5) && table::named(part).is_some();
    // `de.example.org` is a language, `is.no` a host.
    let in_host = labels.len() > 2 && names_language(labels[0]);
    let page = path.split('#').next().unwrap_or_default();
    let parts: Vec<&str> = page.split('/').filter(|part| !part.is_empty()).collect();
    let kept: Vec<&str> = parts.iter().copied().filter(|part| !names_language(part)).collect();
    Some(Address {
        host: labels[usize::from(in_host)..].join("."),
        names_language: in_host || kept.len() < parts.len() || page.contains("lang="),
        path: kept.join("/"),
    })
}

impl Address {
    /// Whether both lead to one page, or to that page in two languages.
    pub(super) fn leads_where(&self, other: &Self) -> bool {
        self.host == other.host && (self.path == other.path || self.names_language || other.names_language)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn only(text: &str) -> Address {
        let mut found = addresses_in(text);
        assert_eq!(found.len(), 1, "{text}");
        found.remove(0).1
    }

    #[test]
    fn scheme_stroke_and_language_make_no_difference_and_host_and_path_do() {
        for (one, two, want) in [
            ("https://example.org/a/b", "http://www.example.org/a/b/.", true),
            ("see (example.org)", "<https://Example.org/>", true),
            ("https://example.org/de/text", "https://example.org/en/text", true),
            ("https://de.wikipedia.org/wiki/Boot", "https://en.wikipedia.org/wiki/Boat", true),
            ("www.example.org/pt-br/x#top", "www.example.org/x", true),
            ("https://example.org/a", "https://example.org/b", false),
            ("https://example.org/a", "https://example.com/a", false),
            ("example.org", "example.ru", false),
            ("post@example.org", "post@example.org", true),
        ] {
            assert_eq!(only(one).leads_where(&only(two)), want, "{one} {two}");
        }
    }

    #[test]
    fn sentences_and_numbers_are_no_addresses() {
        for text in
            ["The end.The next", "z.B. so", "1.500", "8.1.2022", "e.g. this", "a...b", "slutt.no", "..", "U.S.A."]
        {
            assert_eq!(addresses_in(text), [], "{text}");
        }
    }
}
