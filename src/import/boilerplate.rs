//! Marks page furniture: menus, lists of related articles, appeals for money, copyright lines and the like.
//!
//! Each line is judged by itself first: the phrases of the cue table that it holds have points, and `FEATURES` adds
//! points for its shape and its place. From `CERTAIN` points on it is furniture; from `DOUBTFUL` on it is where
//! its neighbour is. Then come what only several lines show: the entries under "related articles", a menu one entry a
//! line, `PS:` over an appeal. A text is worth more than a clean page: without a cue nothing is ever marked, long
//! lines need several, and who signed is never furniture.
//!
//! For example, `Privacy policy | Imprint` under a text: 4 + 2 for the phrases, 2 for being nothing else, 1 for
//! beginning with one, 1 for standing at the bottom.
//!
//! Limits: furniture in a language that the table lacks stays, and so does all that is worded freely.

pub(in crate::import) mod cues;
mod groups;

pub(in crate::import) use groups::bare_address;

use std::ops::Range;

use crate::import::describe::lines::{Line, Zone, Zones, lines};
use crate::import::describe::{front_matter, signatories};
use crate::language::identify::identify;
use crate::model::{Block, BlockKind, Language, Standing};
use cues::{CUES, Cue, Furniture};

/// Points from which a line is furniture by itself.
const CERTAIN: i32 = 5;
/// Points from which a line is furniture beside furniture.
const DOUBTFUL: i32 = 3;
/// Phrases of fewer points each count together for at most `DOUBTFUL`, unless there is nothing else in the line.
const TELLING: i32 = 3;
/// A line loses a point for each so many columns: in a long text every phrase turns up some day.
const WIDTH_OF_A_POINT: usize = 150;
/// A sentence wider than this may be about menus and privacy policies rather than part of one.
const WIDEST_NOTE: usize = 80;
/// So much of a text is looked at to learn its language, in bytes.
const LANGUAGE_SAMPLE: usize = 2_000;

/// Points, and what in a line gives them.
type Feature = (i32, fn(&Sight) -> bool);

/// What speaks for furniture (points above 0) or for text besides the phrases.
const FEATURES: &[Feature] = &[
    (2, |sight| sight.holds_only_cues && sight.strongest >= TELLING),
    (1, |sight| sight.begins_with_cue),
    (1, |sight| sight.zone != Zone::Middle),
    (-1, |sight| sight.zone == Zone::Middle),
    (1, |sight| sight.has_link),
    (1, |sight| sight.has_separators && sight.begins_with_cue),
    (1, |sight| sight.is_foreign),
    (1, |sight| sight.names_a_year && sight.is_about(Furniture::Legal)),
    (1, |sight| sight.is_label && sight.is_about(Furniture::Related)),
    (-2, |sight| sight.is_exclamation),
    (-2, |sight| sight.is_sentence && sight.n_phrases == 1),
    (-1, |sight| sight.is_sentence && sight.strongest <= TELLING),
    (-3, |sight| sight.is_sentence && sight.zone == Zone::Middle),
    (-3, |sight| sight.is_speech),
    (-3, |sight| matches!(sight.kind, BlockKind::Verse | BlockKind::Quotation) && !sight.holds_only_cues),
];

/// Marks the blocks that are page furniture ([`crate::model::Standing::Boilerplate`]).
pub fn mark(text: &str, blocks: &mut [Block]) {
    let lines = lines(text, blocks);
    let mut page = Page::judge(&lines);
    groups::mark_groups(&mut page);
    let mut is_furniture = vec![true; blocks.len()];
    for (line, verdict) in lines.iter().zip(&page.verdicts) {
        is_furniture[line.block] &= *verdict == Verdict::Furniture;
    }
    if front_matter::is_front_matter(text, blocks) {
        is_furniture[0] = true;
    }
    for (block, _) in blocks.iter_mut().zip(is_furniture).filter(|(_, is_furniture)| *is_furniture) {
        block.standing = Standing::Boilerplate;
    }
}

/// What is thought of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    /// It is part of the text.
    Text,
    /// It is furniture if its neighbour is.
    Doubtful,
    /// It is furniture.
    Furniture,
}

/// The lines of a page with what is seen in them and thought of them.
struct Page<'t> {
    lines: &'t [Line<'t>],
    sights: Vec<Sight>,
    verdicts: Vec<Verdict>,
    /// Which lines hold the name of one who signed.
    signatories: Vec<bool>,
}

impl<'t> Page<'t> {
    /// Judges each line by itself.
    fn judge(lines: &'t [Line<'t>]) -> Self {
        let mut sights: Vec<Sight> = lines.iter().map(Sight::of).collect();
        let zones = Zones::of(lines, |line| sights[line].points < CERTAIN);
        let signatories = signatories::ranges(lines);
        // English furniture is the only kind that is judged by the language of the text around it.
        let asks = sights.iter().any(|sight| sight.is_english);
        let body = if asks { &lines[zones.body_start()..zones.body_end()] } else { &[] };
        let language = language_of(body);
        for (index, sight) in sights.iter_mut().enumerate() {
            sight.zone = zones.zone(index);
            sight.is_foreign = sight.is_english && language.is_determined() && language.primary() != "en";
        }
        let mut verdicts: Vec<Verdict> = sights.iter().map(Sight::verdict).collect();
        let mut is_signatory = vec![false; lines.len()];
        for range in signatories {
            verdicts[range.clone()].fill(Verdict::Text);
            is_signatory[range].fill(true);
        }
        Self { lines, sights, verdicts, signatories: is_signatory }
    }

    fn is_furniture(&self, line: usize) -> bool {
        self.verdicts.get(line) == Some(&Verdict::Furniture)
    }

    fn is_signatory(&self, line: usize) -> bool {
        self.signatories[line]
    }
}

/// The language of running text: pages keep their furniture in English where a text is not.
fn language_of(body: &[Line]) -> Language {
    let mut sample = String::new();
    for line in body.iter().filter(|line| line.width > 60).take_while(|line| line.text.len() <= LANGUAGE_SAMPLE) {
        sample.push_str(line.text);
        sample.push('\n');
        if sample.len() >= LANGUAGE_SAMPLE {
            break;
        }
    }
    identify(&sample).language
}

/// What is seen in a line.
#[derive(Debug, Clone)]
struct Sight {
    kind: BlockKind,
    zone: Zone,
    /// The points of its phrases, together.
    points: i32,
    /// The points of the most telling phrase.
    strongest: i32,
    /// What its phrases are for, each once.
    furniture: Vec<Furniture>,
    n_phrases: usize,
    width: usize,
    holds_only_cues: bool,
    begins_with_cue: bool,
    is_english: bool,
    is_foreign: bool,
    has_link: bool,
    has_separators: bool,
    names_a_year: bool,
    /// A phrase and a colon, then something that is no sentence.
    is_label: bool,
    is_sentence: bool,
    is_exclamation: bool,
    is_speech: bool,
}

impl Sight {
    fn of(line: &Line) -> Self {
        let folded = line.folded();
        let phrases = phrases_of(line, &folded);
        let begins_with_cue = phrases.first().is_some_and(|(_, range)| !has_word(&folded[..range.start]));
        let covered: usize = phrases.iter().map(|(_, range)| letters(&folded[range.clone()])).sum();
        let mut furniture: Vec<Furniture> = Vec::new();
        for (cue, _) in &phrases {
            if !furniture.contains(&cue.furniture) {
                furniture.push(cue.furniture);
            }
        }
        let holds_only_cues = covered > 0 && covered * 20 >= letters(&folded) * 17;
        let telling = phrases.iter().map(|(cue, _)| cue.points).filter(|&points| points >= TELLING).sum::<i32>();
        let all = phrases.iter().map(|(cue, _)| cue.points).sum::<i32>();
        let after_phrase = phrases.first().map_or("", |(_, range)| folded[range.end..].trim_start());
        Self {
            kind: line.kind,
            zone: Zone::Middle,
            points: if telling > 0 || holds_only_cues { all } else { all.min(DOUBTFUL) },
            strongest: phrases.iter().map(|(cue, _)| cue.points).max().unwrap_or(0),
            n_phrases: phrases.len(),
            width: line.width,
            holds_only_cues,
            begins_with_cue,
            is_english: phrases.iter().any(|(cue, _)| cue.language == "en"),
            is_foreign: false,
            has_link: !phrases.is_empty() && groups::has_address(line.text),
            has_separators: line.text.contains(['|', '»', '›', '•', '·']) || line.text.contains(" > "),
            names_a_year: folded.split(|c: char| !c.is_ascii_digit()).any(is_year),
            is_label: begins_with_cue && after_phrase.starts_with(':') && !line.ends_with_full_stop(),
            is_sentence: line.ends_with_full_stop(),
            is_exclamation: line.text.trim_end().ends_with(['!', '?', '！', '？']),
            is_speech: line.text.starts_with(['"', '“', '„', '«', '”', '‘', '—', '–']) && !line.is_framed,
            furniture,
        }
    }

    fn is_about(&self, furniture: Furniture) -> bool {
        self.furniture.contains(&furniture)
    }

    /// Points of phrases, features and width together.
    fn score(&self) -> i32 {
        let features: i32 = FEATURES.iter().filter(|(_, has)| has(self)).map(|(points, _)| points).sum();
        self.points + features - i32::try_from(self.width / WIDTH_OF_A_POINT).unwrap_or(i32::MAX / 2)
    }

    fn verdict(&self) -> Verdict {
        match self.score() {
            _ if self.points == 0 => Verdict::Text,
            CERTAIN.. if !self.is_weak_heading() => Verdict::Furniture,
            DOUBTFUL.. => Verdict::Doubtful,
            _ => Verdict::Text,
        }
    }

    /// "Join us" alone is a slogan or a heading of the text as well; what stands beside it decides.
    fn is_weak_heading(&self) -> bool {
        self.n_phrases == 1 && self.strongest < TELLING && !self.has_separators
    }
}

/// The phrases of a line that count where they stand, one for each place.
fn phrases_of(line: &Line, folded: &str) -> Vec<(Cue, Range<usize>)> {
    let is_bracketed = is_bracketed(line.text);
    let is_running = line.ends_with_full_stop() && line.width > WIDEST_NOTE;
    let mut phrases: Vec<(Cue, Range<usize>)> = Vec::new();
    for hit in CUES.hits(folded) {
        let begins = !has_word(&folded[..hit.range.start]);
        let counts = match hit.value.furniture {
            Furniture::Placeholder => is_bracketed,
            Furniture::Published => begins || follows_separator(&folded[..hit.range.start]),
            Furniture::Tags => begins && folded[hit.range.end..].trim_start().starts_with(':'),
            Furniture::Related | Furniture::Legal | Furniture::Menu => {
                begins || !is_running || hit.value.points >= CERTAIN
            }
            Furniture::Appeal => true,
        };
        match phrases.last_mut() {
            _ if !counts => {}
            Some((cue, range)) if *range == hit.range => {
                if hit.value.points > cue.points {
                    *cue = hit.value;
                }
            }
            _ => phrases.push((hit.value, hit.range)),
        }
    }
    phrases
}

fn follows_separator(before: &str) -> bool {
    before.trim_end().ends_with(['|', '•', '·'])
}

fn is_bracketed(text: &str) -> bool {
    let brackets = [('[', ']'), ('【', '】'), ('［', '］'), ('{', '}')];
    let is_within = |&(open, close): &(char, char)| {
        text.strip_prefix(open).and_then(|rest| rest.strip_suffix(close)).is_some_and(|inner| !inner.contains(open))
    };
    text.len() <= 60 && brackets.iter().any(is_within)
}

fn has_word(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphabetic() || *c == '©').count()
}

fn is_year(digits: &str) -> bool {
    digits.len() == 4 && matches!(digits.parse(), Ok(1800..=2199))
}

#[cfg(test)]
mod tests;
