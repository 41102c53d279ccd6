//! A language tag.

use std::fmt;

/// A language as a BCP 47 tag in its usual case: `de`, `pt-BR`, `zh-Hant`; `und` where it is not known.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Language(String);

impl Language {
    /// Reads a tag in any case and with `-` or `_`: two or three letters, then a script (four letters) or a
    /// region (two letters or three digits), each at most once.
    pub fn parse(tag: &str) -> Option<Self> {
        let mut parts = tag.split(['-', '_']);
        let primary = parts.next().filter(|part| matches!(part.len(), 2 | 3) && is_alphabetic(part))?;
        let mut tag = primary.to_ascii_lowercase();
        let (mut script, mut region) = (false, false);
        for part in parts {
            match part.len() {
                4 if is_alphabetic(part) && !script && !region => {
                    script = true;
                    let (first, rest) = part.split_at(1);
                    tag.push('-');
                    tag.push_str(&first.to_ascii_uppercase());
                    tag.push_str(&rest.to_ascii_lowercase());
                }
                2 if is_alphabetic(part) && !region => {
                    region = true;
                    tag.push('-');
                    tag.push_str(&part.to_ascii_uppercase());
                }
                3 if part.bytes().all(|b| b.is_ascii_digit()) && !region => {
                    region = true;
                    tag.push('-');
                    tag.push_str(part);
                }
                _ => return None,
            }
        }
        Some(Self(tag))
    }

    /// The tag for a language that is not known: `und`.
    pub fn undetermined() -> Self {
        Self("und".to_owned())
    }

    /// Whether the language is known.
    pub fn is_determined(&self) -> bool {
        self.0 != "und"
    }

    /// The whole tag, such as `pt-BR`.
    pub fn tag(&self) -> &str {
        &self.0
    }

    /// The tag as it is shown: `?` where the language is not known.
    pub fn label(&self) -> &str {
        if self.is_determined() { self.tag() } else { "?" }
    }

    /// The language without script and region: `pt` of `pt-BR`.
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or(&self.0)
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn is_alphabetic(part: &str) -> bool {
    part.bytes().all(|b| b.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_take_their_usual_case_and_other_words_are_refused() {
        for (given, want) in [("DE", "de"), ("pt_br", "pt-BR"), ("ZH-hant-tw", "zh-Hant-TW"), ("es-419", "es-419")] {
            assert_eq!(Language::parse(given).expect("a tag").tag(), want);
        }
        for bad in ["", "d", "deutsch", "de-", "de-DE-DE", "12", "dé"] {
            assert_eq!(Language::parse(bad), None, "{bad}");
        }
        assert_eq!(Language::parse("pt-BR").expect("a tag").primary(), "pt");
    }
}
