//! HTML in Markdown: its text, with tags taken out and counted.

/// Elements whose tags part paragraphs.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "br",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "td",
    "th",
    "tr",
    "ul",
];

/// Elements whose content is not text.
const UNSEEN: &[&str] = &["script", "style", "template"];

const ENTITIES: &[(&str, char)] =
    &[("amp;", '&'), ("lt;", '<'), ("gt;", '>'), ("quot;", '"'), ("apos;", '\''), ("nbsp;", '\u{a0}')];

/// The text of a stretch of HTML.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Stripped {
    /// The text; paragraphs are parted by line feeds.
    pub text: String,
    /// Tags, comments and scripts that were left out.
    pub left_out: usize,
}

/// Takes the tags out of HTML, in linear time; what is not closed is text.
pub fn strip(html: &str) -> Stripped {
    let mut stripped = Stripped::default();
    let mut rest = html;
    // Once something is not found, it needs no looking for again.
    let mut closers = Closers::default();
    while let Some(at) = memchr::memchr2(b'<', b'&', rest.as_bytes()) {
        push_words(&rest[..at], &mut stripped.text);
        rest = &rest[at..];
        if let Some((character, length)) = entity(rest) {
            stripped.text.push(character);
            rest = &rest[length..];
        } else if let Some(length) = closers.length(rest) {
            let name = tag_name(rest);
            if BLOCKS.binary_search(&name.as_str()).is_ok() {
                stripped.text.push('\n');
            }
            stripped.left_out += 1;
            rest = &rest[length..];
        } else {
            stripped.text.push_str(&rest[..1]);
            rest = &rest[1..];
        }
    }
    push_words(rest, &mut stripped.text);
    stripped
}

/// Whether an inline tag breaks the line.
pub fn is_break(tag: &str) -> bool {
    tag_name(tag) == "br"
}

/// Line feeds in HTML are spaces.
fn push_words(words: &str, text: &mut String) {
    text.extend(words.chars().map(|character| if character == '\n' { ' ' } else { character }));
}

#[derive(Default)]
struct Closers {
    missing: Vec<&'static str>,
}

impl Closers {
    /// The length of the tag, comment or unseen element that a text begins with.
    fn length(&mut self, text: &str) -> Option<usize> {
        let second = *text.as_bytes().get(1)?;
        if text.starts_with("<!--") {
            return self.find(text, "-->");
        }
        if !text.starts_with('<') || !(second.is_ascii_alphabetic() || matches!(second, b'/' | b'!' | b'?')) {
            return None;
        }
        let tag = self.find(text, ">")?;
        let name = tag_name(text);
        let is_unseen = second != b'/' && UNSEEN.contains(&name.as_str());
        let end = is_unseen.then(|| self.find(&text[tag..], "</")).flatten();
        let closing = end.and_then(|end| self.find(&text[tag + end..], ">").map(|closing| tag + end + closing));
        Some(closing.unwrap_or(tag))
    }

    /// Bytes up to the end of the first `closer`.
    fn find(&mut self, text: &str, closer: &'static str) -> Option<usize> {
        if self.missing.contains(&closer) {
            return None;
        }
        let found = memchr::memmem::find(text.as_bytes(), closer.as_bytes());
        if found.is_none() {
            self.missing.push(closer);
        }
        found.map(|at| at + closer.len())
    }
}

/// The name of a tag, in small letters, without its slash; no name is longer than 16 bytes.
fn tag_name(tag: &str) -> String {
    let name = tag.trim_start_matches(['<', '/']);
    name.chars().take_while(char::is_ascii_alphanumeric).take(16).map(|letter| letter.to_ascii_lowercase()).collect()
}

/// The character that an entity at the start of a text means, and the entity's length.
fn entity(text: &str) -> Option<(char, usize)> {
    const LONGEST: usize = 10;
    let name = text.strip_prefix('&')?;
    if let Some((named, character)) = ENTITIES.iter().find(|(named, _)| name.starts_with(named)) {
        return Some((*character, 1 + named.len()));
    }
    let number = name.strip_prefix('#')?;
    let length = number.bytes().take(LONGEST).position(|byte| byte == b';')?;
    let digits = &number[..length];
    let code = match digits.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => digits.parse().ok()?,
    };
    Some((char::from_u32(code)?, 2 + length + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_go_and_text_stays() {
        for (html, text, left_out) in [
            ("<p>One</p><p>Two &amp; three</p>", "\nOne\n\nTwo & three\n", 4),
            ("a <b class=\"x\">bold</b>\nword", "a bold word", 2),
            ("<!-- a note --><script>alert(1)</script>x", "x", 2),
            ("3 < 4 and <unclosed", "3 < 4 and <unclosed", 0),
            ("&#65;&#x42;&#x110000;&no;", "AB&#x110000;&no;", 0),
            ("<script>never closed", "never closed", 1),
        ] {
            assert_eq!(strip(html), Stripped { text: text.to_owned(), left_out }, "{html}");
        }
    }

    #[test]
    fn the_names_are_sorted_for_bisection() {
        assert!(BLOCKS.is_sorted());
    }
}
