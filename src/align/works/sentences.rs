//! Cuts a block into the units that are compared: sentences, as far as marks show them.
//!
//! The works have a cut of their own, so that the same files are grouped alike however finely segments are cut for
//! reading. A wrong cut does little harm: beads of two units a side mend it.
//!
//! Limits: an abbreviation of three letters and more before a capital ends a unit; Thai, Lao and Khmer blocks are one.

use std::ops::Range;

/// A unit ends no sooner than after so many bytes.
const MIN_BYTES: usize = 12;

/// The byte ranges of a block's units, in order, with nothing but white space outside them.
pub(super) fn units(text: &str) -> Vec<Range<usize>> {
    let mut made = Vec::new();
    let mut start = 0;
    let mut word = 0;
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let wide = matches!(character, '。' | '！' | '？');
        if !wide && !matches!(character, '.' | '!' | '?' | '…' | '؟' | '।' | '۔' | '։' | '။') {
            word = if character.is_alphanumeric() { word + 1 } else { 0 };
            continue;
        }
        let abbreviation = character == '.' && word <= 2;
        word = 0;
        let mut end = at + character.len_utf8();
        while let Some(&(at, closing)) = characters.peek()
            && (is_closing(closing) || matches!(closing, '.' | '!' | '?' | '。' | '！' | '？'))
        {
            end = at + closing.len_utf8();
            characters.next();
        }
        let rest = text[end..].trim_start();
        let apart = wide || rest.len() < text.len() - end;
        let begins = rest.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| !c.is_lowercase());
        if apart && begins && !abbreviation && end - start >= MIN_BYTES {
            made.push(start..end);
            start = text.len() - rest.len();
        }
    }
    if !text[start..].trim().is_empty() {
        made.push(start..text.trim_end().len());
    }
    made
}

fn is_closing(character: char) -> bool {
    matches!(character, '"' | '\'' | '”' | '’' | '»' | '“' | '‘' | ')' | ']' | '」' | '』' | '）')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_before_capitals_end_a_unit_and_abbreviations_do_not() {
        for (text, want) in [
            (
                "The ferry helps out. It leaves at 6. And then?",
                &["The ferry helps out.", "It leaves at 6. And then?"][..],
            ),
            ("“Why so late?” she asked. “Because.”", &["“Why so late?” she asked.", "“Because.”"]),
            ("Am Montag, z. B. Mittags, fährt Dr. Maier.", &["Am Montag, z. B. Mittags, fährt Dr. Maier."]),
            ("桥今天关闭了。市长说需要第二个意见。", &["桥今天关闭了。", "市长说需要第二个意见。"]),
            ("Мост закрыт сегодня! Паром ходит.", &["Мост закрыт сегодня!", "Паром ходит."]),
            ("  ", &[]),
        ] {
            let cut: Vec<&str> = units(text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(cut, want, "{text}");
        }
    }
}
