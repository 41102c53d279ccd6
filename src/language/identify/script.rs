//! The scripts that letters belong to.

/// A script, or for Chinese and Japanese a part of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    Latin,
    Cyrillic,
    Greek,
    Hebrew,
    Arabic,
    Han,
    Kana,
    Hangul,
    Armenian,
    Georgian,
    Thai,
    Lao,
    Khmer,
    Myanmar,
    Tibetan,
    Ethiopic,
    Devanagari,
    Bengali,
    Gurmukhi,
    Gujarati,
    Tamil,
    Telugu,
    Kannada,
    Malayalam,
    Sinhala,
}

/// The first and last code point of the letters of each script; sorted.
const SCRIPTS: &[(u32, u32, Script)] = &[
    (0x41, 0x2ff, Script::Latin),
    (0x370, 0x3ff, Script::Greek),
    (0x400, 0x52f, Script::Cyrillic),
    (0x530, 0x58f, Script::Armenian),
    (0x590, 0x5ff, Script::Hebrew),
    (0x600, 0x6ff, Script::Arabic),
    (0x750, 0x77f, Script::Arabic),
    (0x900, 0x97f, Script::Devanagari),
    (0x980, 0x9ff, Script::Bengali),
    (0xa00, 0xa7f, Script::Gurmukhi),
    (0xa80, 0xaff, Script::Gujarati),
    (0xb80, 0xbff, Script::Tamil),
    (0xc00, 0xc7f, Script::Telugu),
    (0xc80, 0xcff, Script::Kannada),
    (0xd00, 0xd7f, Script::Malayalam),
    (0xd80, 0xdff, Script::Sinhala),
    (0xe00, 0xe7f, Script::Thai),
    (0xe80, 0xeff, Script::Lao),
    (0xf00, 0xfff, Script::Tibetan),
    (0x1000, 0x109f, Script::Myanmar),
    (0x10a0, 0x10ff, Script::Georgian),
    (0x1100, 0x11ff, Script::Hangul),
    (0x1200, 0x139f, Script::Ethiopic),
    (0x1780, 0x17ff, Script::Khmer),
    (0x1c90, 0x1cbf, Script::Georgian),
    (0x1e00, 0x1eff, Script::Latin),
    (0x1f00, 0x1fff, Script::Greek),
    (0x3040, 0x30ff, Script::Kana),
    (0x3400, 0x9fff, Script::Han),
    (0xac00, 0xd7a3, Script::Hangul),
    (0xf900, 0xfaff, Script::Han),
    (0xff66, 0xff9d, Script::Kana),
    (0x20000, 0x323af, Script::Han),
];

/// The script of a letter, if it is one that languages are told by.
pub(super) fn script_of(letter: char) -> Option<Script> {
    let code = u32::from(letter);
    let row = SCRIPTS.partition_point(|&(_, last, _)| last < code);
    SCRIPTS.get(row).filter(|&&(first, _, _)| first <= code).map(|&(_, _, script)| script)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_have_the_script_of_their_block() {
        assert!(SCRIPTS.is_sorted_by(|one, next| one.1 < next.0));
        for (letter, want) in [
            ('a', Some(Script::Latin)),
            ('ə', Some(Script::Latin)),
            ('ệ', Some(Script::Latin)),
            ('ж', Some(Script::Cyrillic)),
            ('漢', Some(Script::Han)),
            ('か', Some(Script::Kana)),
            ('한', Some(Script::Hangul)),
            ('7', None),
            ('☃', None),
        ] {
            assert_eq!(script_of(letter), want, "{letter}");
        }
    }
}
