//! Web addresses that may be handed to a browser.

use std::fmt;

/// A web address that is safe to hand to another program: `http` or `https`, ASCII without blanks, quotes or controls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address(String);

/// The schemes that are opened, each with what stands between it and the host.
const SCHEMES: [&str; 2] = ["https://", "http://"];

/// Longer addresses are not opened, in bytes.
const LONGEST: usize = 2048;

impl Address {
    /// The address that a text gives; `www.example.org` means `https://www.example.org`.
    ///
    /// Letters beyond ASCII are written as UTF-8 in `%` and two digits, so that what is shown is what is opened.
    ///
    /// # Errors
    ///
    /// Says what is wrong with it, to follow "is not opened: it".
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let lower = text.to_ascii_lowercase();
        let scheme = SCHEMES.iter().find(|scheme| lower.starts_with(**scheme));
        let (scheme, rest) = match scheme {
            Some(scheme) => (*scheme, &text[scheme.len()..]),
            None if lower.starts_with("www.") => (SCHEMES[0], text),
            None => return Err("does not begin with http:// or https://".to_owned()),
        };
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        if host.contains('@') {
            return Err("names a user before the host".to_owned());
        }
        let (name, port) = host.rsplit_once(':').unwrap_or((host, "0"));
        let is_part = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || c == '-');
        let is_name = name.strip_suffix('.').unwrap_or(name).split('.').all(is_part) && !name.starts_with('-');
        if !is_name || port.is_empty() || !port.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err("names no host".to_owned());
        }
        let mut address = scheme.to_owned();
        for character in rest.chars() {
            if character.is_ascii_alphanumeric() || "-._~:/?#[]@!$&'()*+,;=%".contains(character) {
                address.push(character);
            } else if is_letter(character) {
                let mut buffer = [0; 4];
                let bytes = character.encode_utf8(&mut buffer).bytes();
                address.extend(bytes.map(|byte| format!("%{byte:02X}")));
            } else {
                return Err("holds a character that no address has".to_owned());
            }
        }
        if address.len() > LONGEST { Err("is too long".to_owned()) } else { Ok(Self(address)) }
    }

    /// The address, whole and in ASCII.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn is_letter(character: char) -> bool {
    !character.is_ascii() && (character.is_alphanumeric() || unicode_normalization::char::is_combining_mark(character))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_are_taken_and_they_come_out_in_ascii() {
        for (text, want) in [
            ("https://example.org/a?b=c&d=$e;f#g", "https://example.org/a?b=c&d=$e;f#g"),
            (" HTTP://Example.org:8080 ", "http://Example.org:8080"),
            ("www.example.org/x", "https://www.example.org/x"),
            ("https://de.example.org/Fähre", "https://de.example.org/F%C3%A4hre"),
            ("https://exаmple.org/", "https://ex%D0%B0mple.org/"),
            ("https://example.org/$(reboot)", "https://example.org/$(reboot)"),
        ] {
            assert_eq!(Address::parse(text).map(|address| address.to_string()), Ok(want.to_owned()), "{text}");
        }
        for text in [
            "",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "data:text/html,x",
            "-o/tmp/x",
            "--help",
            "ftp://a.b",
            "https://",
            "https:///x",
            "https://-a.b",
            "https://a..b",
            "https://bank.example@evil.example/",
            "https://a.b/x y",
            "https://a.b/\n--x",
            "https://a.b/`x`",
            "https://a.b/\"x",
            "https://a.b/\\x",
            "https://a.b/␛]0;x",
            "https://a.b/cut…",
            "https://a.b:x/",
            "A newspaper, 3 May 2021",
        ] {
            assert!(Address::parse(text).is_err(), "{text}");
        }
        assert!(Address::parse(&format!("https://a.b/{}", "x".repeat(3000))).is_err());
    }
}
