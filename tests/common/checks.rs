//! What holds for any bytes whatever: one check a target of fuzzing, each from bytes to a panic or none.
//!
//! The fuzz targets and `cargo test` run the same checks: over what the fuzzer makes up, over the seeds, and over every
//! input that was found to break something (`tests/fixtures/fuzz/TARGET`).
#![allow(dead_code, reason = "the fuzz targets and the tests use their own parts")]

#[path = "checks/bitexts.rs"]
mod bitexts;
#[path = "checks/kept.rs"]
mod kept;
#[path = "checks/languages.rs"]
mod languages;
#[path = "checks/texts.rs"]
mod texts;

/// A target of fuzzing.
pub struct Target {
    /// Its name: that of the binary, the folder of its corpus and the folder of what it found.
    pub name: &'static str,
    /// Panics if something does not hold for these bytes.
    pub check: fn(&[u8]),
    /// Where its seeds come from.
    pub seeds: Seeds,
}

/// What the first inputs of a target are made of.
pub enum Seeds {
    /// The texts of the repository, each behind so many bytes that choose how it is read.
    Texts(usize),
    /// The beginnings of two texts with [`BETWEEN`] between them, behind so many bytes that choose how they are read.
    TwoTexts(usize),
    /// The manifests of the repository.
    Manifests,
    /// These.
    Given(&'static [&'static str]),
}

/// Stands between two texts of one input. It is no byte of UTF-8.
pub const BETWEEN: u8 = 0xff;

/// Every target.
pub const TARGETS: &[Target] = &[
    Target { name: "text", check: texts::text, seeds: Seeds::Texts(1) },
    Target { name: "plain", check: texts::plain, seeds: Seeds::Texts(1) },
    Target { name: "markdown", check: texts::markdown, seeds: Seeds::Texts(1) },
    Target { name: "segmented", check: texts::segmented, seeds: Seeds::TwoTexts(1) },
    Target { name: "describe", check: texts::describe, seeds: Seeds::Texts(0) },
    Target { name: "identify", check: languages::identify, seeds: Seeds::Texts(0) },
    Target { name: "segments", check: languages::segments, seeds: Seeds::Texts(2) },
    Target { name: "align", check: bitexts::align, seeds: Seeds::TwoTexts(8) },
    Target { name: "group", check: bitexts::group, seeds: Seeds::TwoTexts(4) },
    Target { name: "layout", check: bitexts::layout, seeds: Seeds::TwoTexts(32) },
    Target { name: "search", check: languages::search, seeds: Seeds::Given(SEARCHES) },
    Target { name: "tiles", check: texts::tiles, seeds: Seeds::Texts(0) },
    Target { name: "config", check: kept::config, seeds: Seeds::Given(CONFIGURATIONS) },
    Target { name: "manifest", check: kept::manifest, seeds: Seeds::Manifests },
    Target { name: "state", check: kept::state, seeds: Seeds::Given(STATES) },
    Target {
        name: "alignments",
        check: kept::alignments,
        seeds: Seeds::Given(&["\u{1}\u{2}\u{2}\u{2}\u{1}\u{1}aa\u{1}\u{1}aa"]),
    },
];

const SEARCHES: &[&str] =
    &["uber\u{0}Über die Brücke fährt der Zug.", "s\u{0}Straße", "\u{1}(a|b)+\u{0}abc", "\u{1}\\w+ \\w+\u{0}ab cd\nef"];

const CONFIGURATIONS: &[&str] = &[
    "theme = \"dark\"\nmeasure = 72\nlanguages = [\"de\", \"nb\"]\n\n[keys]\nquit = \"Q\"\nnext-gap = [\"n\", \"F3\"]\n",
    "layout = \"stackt\"\nmeasure = \"wide\"\nhyphenation = 1\n[keys]\nquit = [\"q\"\n",
];

const STATES: &[&str] = &[
    "version = 2\n[reading.\"a/de.md\"]\nleft = \"a/de.md\"\nright = \"a/en.md\"\nsingle = false\nfocus = \"right\"\nside = \"left\"\nbyte = 12\nrow = 3\nprogress = 250\ntime = 1700000000\n[languages]\n\"a/de.md\" = \"de\"\n[choices]\nlayout = \"columns\"\n",
    "version = 1\njoined = [[\"a\", \"b\"]]\nparted = [[\"a\", \"c\"]]\n[reading.a]\nleft = \"a\"\nsegment = 3\noffset = 7\n",
    "version = 3\nnews = true\n",
];

/// Runs the check of a target.
pub fn run(name: &str, bytes: &[u8]) {
    let target = TARGETS.iter().find(|target| target.name == name).expect("a target of the table");
    (target.check)(bytes);
}

/// Bytes that choices are made by, from the front; nothing but zeros where there are none left.
pub struct Input<'a>(&'a [u8]);

impl<'a> Input<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// The first `n` bytes, for choices; what is behind them stays here.
    pub fn head(&mut self, n: usize) -> Input<'a> {
        let (head, rest) = self.0.split_at(n.min(self.0.len()));
        self.0 = rest;
        Input(head)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn byte(&mut self) -> u8 {
        let Some((&first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        first
    }

    /// A number below `n`, which is not 0.
    pub fn below(&mut self, n: usize) -> usize {
        let wide = if n > 256 { usize::from(self.byte()) << 8 } else { 0 };
        (wide | usize::from(self.byte())) % n
    }

    pub fn of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())]
    }

    /// All that is left.
    pub fn rest(&mut self) -> &'a [u8] {
        std::mem::take(&mut self.0)
    }

    /// What is left, as texts that [`BETWEEN`] parts.
    pub fn texts(&mut self) -> Vec<&'a [u8]> {
        self.rest().split(|&byte| byte == BETWEEN).collect()
    }
}

/// Nothing that a terminal obeys, or that changes the order in which the rest is read, is in a text.
#[track_caller]
pub fn assert_inert(text: &str) {
    let found = text.chars().find(|&character| is_forbidden(character) && !matches!(character, '\n' | '\t'));
    assert_eq!(found, None, "in {text:?}");
}

/// The same, of a text that is to stand in one line.
#[track_caller]
pub fn assert_inert_line(line: &str) {
    assert_eq!(line.chars().find(|&character| is_forbidden(character)), None, "in {line:?}");
}

fn is_forbidden(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2061}'..='\u{206f}')
        || matches!(character, '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
        || (u32::from(character) & 0xfffe) == 0xfffe
        || ('\u{fdd0}'..='\u{fdef}').contains(&character)
}
