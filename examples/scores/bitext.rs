//! A bitext to measure with: the lines of both sides and the gold beads over them.

use std::fs;
use std::path::Path;

use kzreader::import::Hints;
use kzreader::import::segmented::{Lines, import_segmented};
use kzreader::model::{Document, Language};

/// Source and target lines of a bead, counted from 0.
pub type GoldBead = (Vec<usize>, Vec<usize>);

/// The lines of both sides, their languages, and which of them correspond.
pub struct Bitext {
    sides: [Vec<String>; 2],
    languages: [Option<Language>; 2],
    pub gold: Vec<GoldBead>,
}

/// The names of the bitexts in a folder: of each gold file the part before the ending.
pub fn names(folder: &Path) -> Result<Vec<String>, String> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let name = |entry: fs::DirEntry| entry.file_name().to_str()?.strip_suffix(".gold").map(str::to_owned);
    let mut names: Vec<String> = entries.flatten().filter_map(name).collect();
    names.sort();
    Ok(names)
}

/// The set that a bitext is pooled with.
pub fn set_of(name: &str) -> &'static str {
    match name {
        name if name.starts_with("textberg") => "textberg",
        name if name.starts_with("gaps-") => "gaps",
        _ => "novels",
    }
}

impl Bitext {
    /// Reads NAME.src, NAME.tgt and NAME.gold; NAME ends with the two languages, as `.de-fr`.
    pub fn read(folder: &Path, name: &str) -> Result<Self, String> {
        let text = |ending: &str| {
            let path = folder.join(format!("{name}.{ending}"));
            fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))
        };
        let lines = |text: String| text.lines().map(str::to_owned).collect();
        let tags = name.rsplit_once('.').and_then(|(_, tags)| tags.split_once('-')).unwrap_or_default();
        Ok(Self {
            sides: [lines(text("src")?), lines(text("tgt")?)],
            languages: [Language::parse(tags.0), Language::parse(tags.1)],
            gold: text("gold")?.lines().filter_map(bead).collect(),
        })
    }

    /// The documents of both sides, and the places of their lines.
    pub fn documents(&self) -> ((Document, Lines), (Document, Lines)) {
        let side = |side: usize| {
            let hints = Hints { language: self.languages[side].clone(), ..Hints::default() };
            import_segmented(self.sides[side].join("\n").as_bytes(), &hints).expect("what was read is text")
        };
        (side(0), side(1))
    }

    /// Consecutive parts of about 25 segments on the longer side, cut where no gold bead is.
    pub fn parts(&self) -> Vec<Self> {
        const SEGMENTS: usize = 25;
        let mut cuts = vec![[0, 0]];
        for cut in self.possible_cuts() {
            let last = cuts[cuts.len() - 1];
            if (0..2).any(|side| cut[side] >= last[side] + SEGMENTS) {
                cuts.push(cut);
            }
        }
        cuts.push([self.sides[0].len(), self.sides[1].len()]);
        cuts.windows(2).map(|ends| self.part(ends[0], ends[1])).filter(|part| !part.gold.is_empty()).collect()
    }

    /// Where every matched gold bead lies before or behind, as line numbers of both sides, ascending.
    fn possible_cuts(&self) -> Vec<[usize; 2]> {
        let start = |numbers: &[usize]| numbers.iter().min().copied();
        let ends = |numbers: &[usize]| numbers.iter().max().map_or(0, |last| last + 1);
        // Gaps stand anywhere in some files, and bind nothing.
        let matched = self.gold.iter().filter_map(|(s, t)| Some(([start(s)?, start(t)?], [ends(s), ends(t)])));
        let mut matched: Vec<([usize; 2], [usize; 2])> = matched.collect();
        matched.sort();
        // The first line of each side that any bead from here on has.
        let mut behind = vec![[self.sides[0].len(), self.sides[1].len()]];
        for (starts, _) in matched.iter().rev() {
            let [a, b] = behind[behind.len() - 1];
            behind.push([a.min(starts[0]), b.min(starts[1])]);
        }
        behind.reverse();
        let mut before = [0, 0];
        let mut cuts = Vec::new();
        for ((_, ends), &behind) in matched.iter().zip(&behind[1..]) {
            before = [before[0].max(ends[0]), before[1].max(ends[1])];
            if before[0] <= behind[0] && before[1] <= behind[1] {
                cuts.push(before);
            }
        }
        cuts
    }

    fn part(&self, from: [usize; 2], to: [usize; 2]) -> Self {
        let inside = |(source, target): &&GoldBead| {
            source.iter().all(|line| (from[0]..to[0]).contains(line))
                && target.iter().all(|line| (from[1]..to[1]).contains(line))
        };
        let moved = |numbers: &[usize], by: usize| numbers.iter().map(|line| line - by).collect();
        Self {
            sides: [0, 1].map(|side| self.sides[side][from[side]..to[side]].to_vec()),
            languages: self.languages.clone(),
            gold: self.gold.iter().filter(inside).map(|(s, t)| (moved(s, from[0]), moved(t, from[1]))).collect(),
        }
    }
}

/// `[0,1]:[0]` → the numbers of both sides.
fn bead(line: &str) -> Option<GoldBead> {
    let (source, target) = line.split_once(':')?;
    let numbers = |side: &str| {
        side.split(|c: char| !c.is_ascii_digit()).filter_map(|number| number.parse().ok()).collect::<Vec<usize>>()
    };
    Some((numbers(source), numbers(target)))
}
