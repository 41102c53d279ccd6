//! Names across scripts and spellings: words in Latin letters, and a skeleton under which spellings agree.
//!
//! [`to_latin`] reads the longest group of letters that the tables know, from left to right; `^` and `$` in a table
//! stand for the ends of the word. It follows how newspapers write names, not the libraries' standards, which can be
//! read back but are seldom read. Hebrew and Arabic leave most vowels out, and so does what comes of them; Chinese
//! characters stay, as their sound is not in them.
//!
//! Worked example: `токаев` (folded) is read as `^` nothing, `т` t, `о` o, `к` k, `ае` aye, `в` v, `$` nothing:
//! `tokayev`.

mod letters;
mod skeleton;

pub use skeleton::skeleton;

/// A folded word in Latin letters, as a reader of the Latin alphabet would write it.
///
/// What has no rule, such as Latin letters and digits, stays as it is.
pub fn to_latin(folded: &str) -> String {
    if folded.is_ascii() {
        return folded.to_owned();
    }
    let bounded = letters::bounded(folded);
    let mut latin = String::with_capacity(folded.len());
    let mut rest = bounded.as_str();
    while let Some(first) = rest.chars().next() {
        let (sound, len) = letters::longest_rule(rest).unwrap_or((&rest[..first.len_utf8()], first.len_utf8()));
        latin.push_str(sound);
        rest = &rest[len..];
    }
    latin
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::fold::fold;

    #[test]
    fn names_come_out_as_newspapers_write_them() {
        for (word, want) in [
            ("Токаев", "tokayev"),
            ("Назарбаев", "nazarbayev"),
            ("Қазақстан", "kazakstan"),
            ("Казахстан", "kazakhstan"),
            ("Ельцин", "yeltsin"),
            ("Горький", "gorky"),
            ("Зеленський", "zelensky"),
            ("Хрущёв", "khrushchev"),
            ("Жаңаөзен", "zhangaozen"),
            ("Београд", "beograd"),
            ("Μητσοτάκης", "mitsotakis"),
            ("Παπανδρέου", "papandreou"),
            ("טוקאייב", "tokayv"),
            ("كازاخستان", "kazakhstan"),
            ("Երևան", "yerevan"),
            ("თბილისი", "tbilisi"),
            ("トヨタ", "toyota"),
            ("さっぽろ", "sapporo"),
            ("東京", "東京"),
            ("$ии$", "$ii$"),
            ("Lenin1917", "lenin1917"),
        ] {
            assert_eq!(to_latin(&fold(word)), want, "{word}");
        }
    }
}
