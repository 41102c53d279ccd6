//! Makes text safe to show: what a terminal would obey, or a reader could not see, becomes a visible mark.
//!
//! Control characters become their pictures (ESC is `␛`), invisible ones a mark with their number (`‹U+202E›`), line
//! ends of all kinds become line feeds, the paragraph separator an empty line. Tabs and soft hyphens stay. So do
//! joiners where they shape a cluster, as in Persian, in the scripts of India and in emoji. A base letter keeps
//! [`MAX_COMBINING`] combining marks, and what else goes on one character (joined emoji, conjuncts, the letters of a
//! Korean syllable, signs that stand before numbers) [`MAX_CHAIN`] links: more would make one character of a whole
//! file.

use std::borrow::Cow;
use std::fmt::Write;

use unicode_normalization::char::{canonical_combining_class, is_combining_mark};

use crate::model::Warning;

/// How many combining marks a letter keeps.
pub const MAX_COMBINING: usize = 8;

/// How many links of a kind a chain that makes one character keeps; the longest emoji in use have four.
pub const MAX_CHAIN: usize = 16;

/// A text that is safe to show, and what had to be changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sanitised {
    /// The text, with line feeds at line ends and no other control character but tabs.
    pub text: String,
    /// What was shown as marks, in plain words.
    pub warnings: Vec<Warning>,
}

/// Makes a text safe to show; one that already is comes back as it was, without a copy.
pub fn sanitise(text: String) -> Sanitised {
    let Some(first) = first_suspect(&text) else { return Sanitised { text, warnings: Vec::new() } };
    let mut filter = Filter::default();
    let mut safe = String::with_capacity(text.len() + 64);
    // The state of a filter begins anew after a line end, so what stands before the last one can be copied as it is.
    let clean = text[..first].rfind('\n').map_or(0, |at| at + 1);
    safe.push_str(&text[..clean]);
    filter.push(&text[clean..], &mut safe);
    let warnings = filter.finish(&mut safe);
    Sanitised { text: safe, warnings }
}

/// Makes a single line safe to show, such as a title or a file name: line ends and tabs are shown as marks, too.
pub fn sanitise_line(line: &str) -> Cow<'_, str> {
    let is_broken = |character: char| is_line_end(character) || character == '\t';
    if first_suspect(line).is_none() && !line.contains(is_broken) {
        return Cow::Borrowed(line);
    }
    let mut filter = Filter { line_ends: LineEnds::Show, ..Filter::default() };
    let mut safe = String::with_capacity(line.len() + 16);
    filter.push(line, &mut safe);
    filter.finish(&mut safe);
    Cow::Owned(safe)
}

/// [`sanitise_line`] for lines of any length: at most `max_chars` characters are kept, and `…` says that more were
/// there.
pub fn sanitise_line_to(line: &str, max_chars: usize) -> Cow<'_, str> {
    match line.char_indices().nth(max_chars) {
        None => sanitise_line(line),
        Some((end, _)) => {
            let mut safe = sanitise_line(&line[..end]).into_owned();
            if let Some((cut, _)) = safe.char_indices().nth(max_chars) {
                safe.truncate(cut);
            }
            safe.push('…');
            Cow::Owned(safe)
        }
    }
}

/// A text of any number of lines on one, without doubled white space, safe, and cut to so many characters.
pub fn on_one_line(text: &str, max_chars: usize) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    sanitise_line_to(&words.join(" "), max_chars).into_owned()
}

/// Makes text safe piece by piece, for importers that put a text together themselves.
#[derive(Debug, Default)]
pub struct Filter {
    line_ends: LineEnds,
    /// The character before the next one.
    previous: Option<char>,
    /// Combining marks since the last base character.
    combining: usize,
    /// Joiners since the last character that was not joined.
    joiners: usize,
    /// Viramas since the last letter that was not a part of a conjunct.
    viramas: usize,
    /// Characters in a row that go on the same cluster although each could begin one.
    sticky: usize,
    /// Combining marks of the current base character that were left out.
    left_out: usize,
    counts: [usize; Mark::WORDS.len()],
}

/// What becomes of line ends and tabs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum LineEnds {
    #[default]
    Keep,
    Show,
}

impl Filter {
    /// Appends `piece` to `safe`, safe to show; the state is kept, so that text may be cut anywhere.
    pub fn push(&mut self, piece: &str, safe: &mut String) {
        let mut rest = piece;
        while !rest.is_empty() {
            let plain = plain_prefix(rest, self.line_ends);
            if plain > 0 {
                self.push_plain(&rest[..plain], safe);
                rest = &rest[plain..];
            }
            let mut characters = rest.chars();
            if let Some(character) = characters.next() {
                rest = characters.as_str();
                if character == '\r' && rest.starts_with('\n') && self.line_ends == LineEnds::Keep {
                    continue;
                }
                self.push_character(character, rest.chars().next(), safe);
            }
        }
    }

    /// Ends a block: what follows does not stand beside what came before.
    pub fn close(&mut self, safe: &mut String) {
        self.previous = None;
        self.close_cluster(safe);
    }

    /// Ends the text: what is still to be said goes to `safe`, and the warnings come back.
    pub fn finish(&mut self, safe: &mut String) -> Vec<Warning> {
        self.close_cluster(safe);
        let counts = std::mem::take(&mut self.counts);
        let counted = counts.into_iter().zip(Mark::WORDS).filter(|&(count, _)| count > 0);
        counted
            .map(|(count, (one, many))| Warning(format!("{count} {}", if count == 1 { one } else { many })))
            .collect()
    }

    /// ASCII without control characters.
    fn push_plain(&mut self, plain: &str, safe: &mut String) {
        self.close_cluster(safe);
        (self.viramas, self.sticky) = (0, 0);
        safe.push_str(plain);
        self.previous = plain.chars().next_back();
    }

    fn push_character(&mut self, character: char, next: Option<char>, safe: &mut String) {
        if is_virama(character) {
            self.viramas += 1;
            if self.viramas > MAX_CHAIN {
                self.viramas = 0;
                self.close_cluster(safe);
                self.show(character, Mark::Combining, safe);
                self.previous = Some(character);
                return;
            }
        }
        if is_mark(character) {
            self.combining += 1;
            if self.combining > MAX_COMBINING {
                self.left_out += 1;
                self.counts[Mark::Combining as usize] += 1;
                return;
            }
            safe.push(character);
        } else if is_joiner(character) {
            self.joiners += 1;
            if self.joiners > MAX_CHAIN || !joins(self.previous, character, next) {
                self.close_cluster(safe);
                self.show(character, Mark::Invisible, safe);
            } else {
                safe.push(character);
            }
        } else {
            self.close_cluster(safe);
            if !self.previous.is_some_and(|previous| is_virama(previous) || is_joiner(previous)) {
                self.viramas = 0;
            }
            self.sticky = if is_sticky(character) { self.sticky + 1 } else { 0 };
            match self.fate(character, next) {
                Fate::Keep if self.sticky > MAX_CHAIN => {
                    self.sticky = 0;
                    self.show(character, Mark::Combining, safe);
                }
                Fate::Keep => safe.push(character),
                Fate::LineFeed if character == '\u{2029}' => safe.push_str("\n\n"),
                Fate::LineFeed => safe.push('\n'),
                Fate::Show(mark) => self.show(character, mark, safe),
            }
        }
        self.previous = Some(character);
    }

    /// What becomes of a character that neither combines nor joins.
    fn fate(&self, character: char, next: Option<char>) -> Fate {
        if is_line_end(character) || character == '\t' {
            return match (self.line_ends, character) {
                (LineEnds::Keep, '\t') => Fate::Keep,
                (LineEnds::Keep, _) => Fate::LineFeed,
                (LineEnds::Show, _) => Fate::Show(Mark::Control),
            };
        }
        match character {
            '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' => Fate::Show(Mark::Control),
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                Fate::Show(Mark::Direction)
            }
            '\u{e0000}'..='\u{e007f}' => Fate::Show(Mark::Tag),
            '\u{200b}' if separates_words(self.previous) && separates_words(next) => Fate::Keep,
            '\u{200b}' | '\u{feff}' | '\u{2061}'..='\u{2065}' | '\u{206a}'..='\u{206f}' | '\u{fff9}'..='\u{fffb}' => {
                Fate::Show(Mark::Invisible)
            }
            _ if is_noncharacter(character) => Fate::Show(Mark::Noncharacter),
            _ => Fate::Keep,
        }
    }

    fn show(&mut self, character: char, mark: Mark, safe: &mut String) {
        self.counts[mark as usize] += 1;
        let code = u32::from(character);
        match character {
            '\0'..='\u{1f}' => safe.extend(char::from_u32(0x2400 + code)),
            '\u{7f}' => safe.push('\u{2421}'),
            _ => push_formatted(safe, format_args!("‹U+{code:04X}›")),
        }
    }

    /// A base character follows: says how many marks the one before it lost.
    fn close_cluster(&mut self, safe: &mut String) {
        if self.left_out > 0 {
            push_formatted(safe, format_args!("‹+{} marks›", self.left_out));
        }
        let is_joined = self.previous.is_some_and(is_joiner);
        (self.combining, self.left_out) = (0, 0);
        if !is_joined {
            self.joiners = 0;
        }
    }
}

/// What becomes of a character.
enum Fate {
    Keep,
    LineFeed,
    Show(Mark),
}

/// What sort of thing was shown as a mark, for the count.
#[derive(Clone, Copy)]
enum Mark {
    Control,
    Direction,
    Tag,
    Invisible,
    Noncharacter,
    Combining,
}

impl Mark {
    /// What is said of one and of many, in the order of the variants.
    const WORDS: [(&str, &str); 6] = [
        ("control character shown as a mark", "control characters shown as marks"),
        ("control of the writing direction shown as a mark", "controls of the writing direction shown as marks"),
        ("tag character shown as a mark", "tag characters shown as marks"),
        ("invisible character shown as a mark", "invisible characters shown as marks"),
        ("noncharacter shown as a mark", "noncharacters shown as marks"),
        ("combining mark too many for one letter", "combining marks too many for one letter"),
    ];
}

fn push_formatted(safe: &mut String, arguments: std::fmt::Arguments) {
    safe.write_fmt(arguments).expect("writing to a String does not fail");
}

/// Bytes from the start that are ASCII and no control characters, but for line feeds and tabs where they are kept.
fn plain_prefix(text: &str, line_ends: LineEnds) -> usize {
    let is_plain = |byte: u8| match byte {
        b' '..=b'~' => true,
        b'\n' | b'\t' => line_ends == LineEnds::Keep,
        _ => false,
    };
    text.bytes().position(|byte| !is_plain(byte)).unwrap_or(text.len())
}

/// Where the first character stands that may have to be changed.
fn first_suspect(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let (mut at, mut run, mut sticky, mut viramas) = (0, 0, 0, 0);
    while at < bytes.len() {
        let plain = skip_plain(&bytes[at..]);
        if plain > 0 {
            (at, run, sticky, viramas) = (at + plain, 0, 0, 0);
            continue;
        }
        let character = text[at..].chars().next()?;
        // Viramas are counted up to the next plain character: a few too many only cost a closer look.
        if is_mark(character) {
            (run, viramas) = (run + 1, viramas + usize::from(is_virama(character)));
        } else {
            (run, sticky) = (0, if is_sticky(character) { sticky + 1 } else { 0 });
        }
        if run > MAX_COMBINING || sticky > MAX_CHAIN || viramas > MAX_CHAIN || is_suspect(character) {
            return Some(at);
        }
        at += character.len_utf8();
    }
    None
}

/// Bytes from the start that are plain, in steps the compiler can do at once.
fn skip_plain(bytes: &[u8]) -> usize {
    const STEP: usize = 32;
    let is_plain = |byte: &u8| (b' '..=b'~').contains(byte) | (*byte == b'\n') | (*byte == b'\t');
    let steps = bytes.chunks_exact(STEP).take_while(|step| step.iter().fold(true, |all, byte| all & is_plain(byte)));
    let done = steps.count() * STEP;
    done + bytes[done..].iter().take(STEP).take_while(|byte| is_plain(byte)).count()
}

/// Whether a character may have to be changed, whatever stands beside it.
fn is_suspect(character: char) -> bool {
    match character {
        '\n' | '\t' => false,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{61c}' => true,
        '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2061}'..='\u{206f}' => true,
        '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}' => true,
        _ => is_noncharacter(character),
    }
}

fn is_line_end(character: char) -> bool {
    matches!(character, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn is_noncharacter(character: char) -> bool {
    matches!(character, '\u{fdd0}'..='\u{fdef}') || u32::from(character) & 0xfffe == 0xfffe
}

/// A combining mark, or what goes on a cluster like one: the sound marks of half-width kana and the skins of emoji. The
/// large blocks that have none are passed over without a lookup.
fn is_mark(character: char) -> bool {
    match character {
        '\u{ff9e}' | '\u{ff9f}' | '\u{1f3fb}'..='\u{1f3ff}' => true,
        '\0'..='\u{2ff}'
        | '\u{370}'..='\u{482}'
        | '\u{2000}'..='\u{20cf}'
        | '\u{3100}'..='\u{a66e}'
        | '\u{ac00}'..='\u{d7ff}' => false,
        _ => is_combining_mark(character),
    }
}

/// A sign that joins the letter before it with the one after it to a conjunct.
fn is_virama(character: char) -> bool {
    !matches!(character, '\0'..='\u{93f}' | '\u{2000}'..='\u{a7ff}' | '\u{ac00}'..='\u{d7ff}')
        && canonical_combining_class(character) == 9
}

/// A letter of a Korean syllable that is spelt out, or a sign that stands before a number or letter: any number of
/// them in a row make one cluster.
fn is_sticky(character: char) -> bool {
    matches!(
        character,
        '\u{1100}'..='\u{11ff}' | '\u{a960}'..='\u{a97f}' | '\u{d7b0}'..='\u{d7ff}'
            | '\u{600}'..='\u{605}' | '\u{6dd}' | '\u{70f}' | '\u{890}' | '\u{891}' | '\u{8e2}' | '\u{d4e}'
            | '\u{110bd}' | '\u{110cd}' | '\u{111c2}' | '\u{111c3}' | '\u{113d1}' | '\u{1193f}' | '\u{11941}'
            | '\u{11a3a}' | '\u{11a84}'..='\u{11a89}' | '\u{11d46}' | '\u{11f02}'
    )
}

fn is_joiner(character: char) -> bool {
    matches!(character, '\u{200c}' | '\u{200d}')
}

/// Whether a joiner shapes something: between letters beyond ASCII, after a virama, or between emoji.
fn joins(previous: Option<char>, joiner: char, next: Option<char>) -> bool {
    let is_letter = |character: char| !character.is_ascii() && (character.is_alphabetic() || is_mark(character));
    let shapes = |character| is_letter(character) || joiner == '\u{200d}' && is_pictograph(character);
    previous.is_some_and(|character| is_virama(character) || shapes(character) && next.is_some_and(shapes))
}

/// Arrows, symbols, dingbats and emoji.
fn is_pictograph(character: char) -> bool {
    matches!(character, '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}')
}

/// Whether a script is written without spaces, so that a zero-width space between its letters is of use.
fn separates_words(character: Option<char>) -> bool {
    let ranges = ['\u{e00}'..='\u{109f}', '\u{1780}'..='\u{17ff}', '\u{1950}'..='\u{1aaf}', '\u{a9e0}'..='\u{aadf}'];
    character.is_some_and(|character| ranges.iter().any(|range| range.contains(&character)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(given: &str, want: &str) {
        assert_eq!(sanitise(given.to_owned()).text, want, "{given:?}");
    }

    #[test]
    fn line_ends_of_all_kinds_become_line_feeds() {
        check("a\r\nb\rc\nd\u{2028}e\u{2029}f\u{85}g\u{b}h\u{c}i\r\r\n\n", "a\nb\nc\nd\ne\n\nf\ng\nh\ni\n\n\n");
    }

    #[test]
    fn terminal_sequences_are_seen_and_do_nothing() {
        check("\u{1b}]52;c;aGk=\u{7}", "␛]52;c;aGk=␇");
        check("\u{1b}[31mred\u{1b}[0m \u{9b}2J", "␛[31mred␛[0m ‹U+009B›2J");
        check("\u{0}\u{8}\u{e}\u{f}\u{7f}", "␀␈␎␏␡");
    }

    #[test]
    fn invisible_characters_are_seen() {
        check("a\u{202e}b\u{2066}c\u{61c}d", "a‹U+202E›b‹U+2066›c‹U+061C›d");
        check(
            "x\u{200b}y\u{feff}z\u{e0041}\u{fdd0}\u{ffff}\u{1fffe}",
            "x‹U+200B›y‹U+FEFF›z‹U+E0041›‹U+FDD0›‹U+FFFF›‹U+1FFFE›",
        );
    }

    #[test]
    fn joiners_stay_where_they_shape_a_cluster_and_are_seen_elsewhere() {
        for kept in [
            "می\u{200c}خواهم",
            "👩\u{200d}👩\u{200d}👧",
            "❤\u{fe0f}\u{200d}🔥",
            "ക\u{d4d}\u{200d}",
            "ភាសា\u{200b}ខ្មែរ",
            "Gas\u{ad}preis",
        ] {
            check(kept, kept);
        }
        check("pay\u{200c}pal \u{200d}x", "pay‹U+200C›pal ‹U+200D›x");
    }

    #[test]
    fn a_letter_keeps_no_more_than_eight_combining_marks() {
        let marks = "\u{301}".repeat(100_000);
        check(&format!("e{marks}n"), &format!("e{}‹+99992 marks›n", "\u{301}".repeat(8)));
        check(&format!("e{marks}"), &format!("e{}‹+99992 marks›", "\u{301}".repeat(8)));
        let chain = "👩\u{200d}".repeat(1000);
        let safe = sanitise(chain).text;
        assert!(safe.split("‹U+200D›").all(|chain| chain.matches('\u{200d}').count() <= MAX_CHAIN));
    }

    #[test]
    fn nothing_makes_one_character_of_a_whole_file() {
        use unicode_segmentation::UnicodeSegmentation as _;
        for unit in
            ["\u{301}", "\u{1100}", "\u{1161}", "\u{11a8}", "\u{600}", "\u{915}\u{94d}", "\u{d15}\u{d4d}\u{200d}"]
                .into_iter()
                .chain([
                    "\u{1f3fb}",
                    "\u{ff9e}",
                    "\u{903}",
                    "👩\u{200d}",
                    "\u{1f1e9}",
                    "\u{1b05}\u{1b44}",
                    "\u{fe0f}",
                    "\u{e0100}",
                ])
        {
            for base in ["", "a", "ｶ", "\u{915}"] {
                let safe = sanitise(format!("{base}{}", unit.repeat(5000))).text;
                let longest = safe.graphemes(true).map(|cluster| cluster.chars().count()).max();
                assert!(longest < Some(60), "{unit:?} after {base:?}: {longest:?}");
                let once = sanitise(format!("{base}{}", unit.repeat(2))).text;
                assert!(!once.contains('‹') || unit.ends_with('\u{200d}'), "{once:?}");
            }
        }
    }

    #[test]
    fn warnings_say_what_was_changed_and_how_often() {
        let warnings = sanitise("\u{1b}[1m\u{7}\u{202e}\u{200b}\u{200b}".to_owned()).warnings;
        let words: Vec<&str> = warnings.iter().map(|warning| warning.0.as_str()).collect();
        assert_eq!(
            words,
            [
                "2 control characters shown as marks",
                "1 control of the writing direction shown as a mark",
                "2 invisible characters shown as marks",
            ]
        );
        assert_eq!(sanitise("Größe\t½ – „gut“\n".to_owned()).warnings, []);
    }

    #[test]
    fn a_text_with_nothing_to_change_is_not_copied() {
        let text = "Ünchanged – text with a\ttab and ae\u{301} mark.\n".repeat(20);
        let address = text.as_ptr();
        assert_eq!(sanitise(text).text.as_ptr(), address);
        assert!(matches!(sanitise_line("Größe"), Cow::Borrowed("Größe")));
    }

    #[test]
    fn a_single_line_stays_one_and_can_be_cut() {
        assert_eq!(sanitise_line("a\u{1b}b\nc\td\r\n\u{2028}"), "a␛b␊c␉d␍␊‹U+2028›");
        assert_eq!(sanitise_line_to("abcdef", 6), "abcdef");
        assert_eq!(sanitise_line_to("äbcdefg", 6), "äbcdef…");
        assert_eq!(sanitise_line_to("\u{9b}\u{9b}\u{9b}", 2), "‹U…");
    }

    proptest::proptest! {
        #[test]
        fn text_comes_out_safe_however_it_is_cut(text in "(\\PC|[\\x00-\\x9f]|[\u{200b}-\u{206f}]|\u{301}|\u{fe0f}){0,40}", at in 0usize..40) {
            let whole = sanitise(text.clone()).text;
            assert!(whole.chars().all(|c| matches!(c, '\n' | '\t') || !is_suspect(c) || is_joiner(c)), "{whole:?}");
            let at = text.char_indices().nth(at).map_or(text.len(), |(at, _)| at);
            let (mut filter, mut pieces) = (Filter::default(), String::new());
            filter.push(&text[..at], &mut pieces);
            filter.push(&text[at..], &mut pieces);
            filter.finish(&mut pieces);
            let without_joiners = |text: &str| text.replace(is_joiner, "").replace("‹U+200C›", "").replace("‹U+200D›", "");
            let is_split_line_end = text[..at].ends_with('\r') && text[at..].starts_with('\n');
            assert!(is_split_line_end || without_joiners(&pieces) == without_joiners(&whole), "{pieces:?} {whole:?}");
        }
    }
}
