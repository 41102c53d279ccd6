//! Where the texts stand on the screen, and the rows that are on it.

use std::ops::Range;

use super::{Lock, Reader, Setting, Shown};
use crate::app::geometry::{Area, INTERLEAVED_INDENT, Page, allowed};
use crate::layout::{Arrangement, Folding, Frame, Grain, Row, RowOrder, Sheet, width};
use crate::model::{Document, Side, Version};

/// A version in the bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionLabel {
    /// The version, by its index in the work.
    pub version: usize,
    /// Its first column on the screen.
    pub x: u16,
    /// Its columns, with a blank after it.
    pub width: u16,
    /// What stands there.
    pub text: String,
}

impl Reader {
    /// Lays out for another area or other choices; the place stays.
    pub fn lay_out(&mut self, area: Area, setting: Setting) {
        if (area, setting) != (self.area, self.setting) {
            let (side, place, row) = self.eye();
            let choices =
                |setting: &Setting| (setting.arrangement, setting.stacked_by, setting.interleaved_by, setting.folding);
            let rearranged = choices(&setting) != choices(&self.setting);
            (self.area, self.setting) = (area, setting);
            self.port.invalidate();
            if let Lock::Unlocked(loose) = &mut self.lock {
                loose.iter_mut().for_each(|side| side.port.invalidate());
            }
            // Another size keeps the character at the top; another choice keeps what the eye is on at its row.
            if let (true, Some(sheet)) = (rearranged, Self::sheet_of(&self.shown, self.frame())) {
                self.port.show_at_row(&sheet, side, place, row);
            }
        }
        self.refill();
    }

    /// The area of the text.
    pub fn area(&self) -> Area {
        self.area
    }

    /// The arrangement on the screen.
    pub fn arrangement(&self) -> Arrangement {
        match self.lock {
            Lock::Locked => allowed(self.setting.arrangement, self.area.width, self.setting.columns_from),
            Lock::Unlocked(_) => Arrangement::Columns,
        }
    }

    /// How much of a side stands together on the screen.
    pub(super) fn grain(&self) -> Grain {
        match self.arrangement() {
            _ if self.is_mending() => Grain::Segment,
            Arrangement::Columns => Grain::Bead,
            Arrangement::Stacked => self.setting.stacked_by,
            Arrangement::Interleaved => self.setting.interleaved_by,
        }
    }

    /// Where the texts stand.
    pub fn page(&self) -> Page {
        let Setting { measure, margin, gutter, .. } = self.setting;
        let area = self.area.within(margin);
        match (&self.shown, self.arrangement()) {
            (Shown::Two(..), Arrangement::Columns) => Page::side_by_side(area, measure, gutter),
            (Shown::Two(..), Arrangement::Stacked) => Page::single(area, measure, self.tag_columns(), 0),
            (Shown::Two(..), Arrangement::Interleaved) => Page::single(area, measure, 0, INTERLEAVED_INDENT),
            _ => Page::single(area, measure, 0, 0),
        }
    }

    /// The columns that the language tags of stacked texts take, with a space.
    pub(super) fn tag_columns(&self) -> u16 {
        let tags =
            self.versions_shown().into_iter().map(|version| width::width(self.work.versions[version].language.label()));
        u16::try_from(tags.max().unwrap_or(0).min(8) + 1).unwrap_or(0)
    }

    /// The numbered versions as they stand at the right end of the bar; where there is no room for all of them, those that
    /// are shown stay.
    pub fn version_labels(&self, bar: Area) -> Vec<VersionLabel> {
        let shown = self.versions_shown();
        let is = |side: Side, version: usize| shown.len() == 2 && shown[side.index()] == version;
        let text = |(version, known): (usize, &Version)| {
            let number = if version < 9 { format!("{} ", version + 1) } else { String::new() };
            let left = if is(Side::Left, version) { "◂" } else { " " };
            let right = if is(Side::Right, version) { "▸" } else { " " };
            format!("{left}{number}{}{right}", known.language.label())
        };
        let mut texts: Vec<(usize, String)> = self.work.versions.iter().enumerate().map(text).enumerate().collect();
        let columns = |text: &String| u16::try_from(width::width(text)).unwrap_or(u16::MAX).saturating_add(1);
        let all = texts.iter().map(|(_, text)| columns(text)).fold(0, u16::saturating_add);
        let mut excess = all.saturating_sub(bar.width);
        texts.reverse();
        texts.retain(|(version, text)| {
            let goes = excess > 0 && !shown.contains(version);
            excess = excess.saturating_sub(if goes { columns(text) } else { 0 });
            !goes
        });
        texts.reverse();
        let all = texts.iter().map(|(_, text)| columns(text)).fold(0, u16::saturating_add);
        let mut x = (bar.x + bar.width).saturating_sub(all).max(bar.x);
        let label = |(version, text): (usize, String)| {
            let label = VersionLabel { version, x, width: columns(&text), text };
            x = x.saturating_add(label.width);
            label
        };
        texts.into_iter().map(label).collect()
    }

    pub(super) fn frame(&self) -> Frame {
        let page = self.page();
        Frame {
            arrangement: self.arrangement(),
            grain: self.grain(),
            columns: page.columns.map(usize::from),
            hyphenation: self.setting.hyphenation,
            justification: self.setting.justification,
            folding: self.setting.folding,
            order: RowOrder::Seen,
        }
    }

    /// Some segments of any version, laid out as a text of so many columns.
    pub fn rows_in(&self, document: &Document, segments: Range<usize>, columns: usize) -> Vec<Row> {
        let (arrangement, grain, folding) = (Arrangement::Columns, Grain::Bead, Folding::Shown);
        let frame = Frame { arrangement, grain, folding, columns: [columns; 2], ..self.frame() };
        Sheet { left: document, right: None, frame }.rows_alone(segments, Side::Left)
    }

    /// What is laid out: both sides if they are locked.
    pub fn sheet(&self) -> Option<Sheet<'_>> {
        Self::sheet_of(&self.shown, self.frame())
    }

    pub(super) fn sheet_of(shown: &Shown, frame: Frame) -> Option<Sheet<'_>> {
        match shown {
            Shown::Nothing => None,
            Shown::One(_, document) => Some(Sheet { left: document, right: None, frame }),
            Shown::Two(_, [left, right], alignment) => Some(Sheet { left, right: Some((right, alignment)), frame }),
        }
    }

    /// One side alone, as it is laid out while the sides are unlocked.
    pub(super) fn loose_sheet(shown: &Shown, mut frame: Frame, side: Side) -> Option<Sheet<'_>> {
        frame.columns = [frame.columns[side.index()]; 2];
        match shown {
            Shown::Two(_, documents, _) => Some(Sheet { left: &documents[side.index()], right: None, frame }),
            _ => None,
        }
    }

    pub(super) fn refill(&mut self) {
        let height = usize::from(self.area.height);
        let frame = self.frame();
        let bead = self.bead();
        let mut share = 0.0;
        if let Lock::Unlocked(loose) = &mut self.lock {
            for side in Side::BOTH {
                if let Some(sheet) = Self::loose_sheet(&self.shown, frame, side) {
                    let loose = &mut loose[side.index()];
                    let bead = sheet.bead_of(Side::Left, loose.segment);
                    loose.port.fill(&sheet, height, bead);
                    if side == self.focus {
                        share = loose.port.share(&sheet);
                    }
                }
            }
        } else if let Some(sheet) = Self::sheet_of(&self.shown, frame) {
            self.port.fill(&sheet, height, bead);
            share = self.port.share(&sheet);
        }
        self.progress = (self.share_of_file().unwrap_or(share) * 1000.0) as u16;
    }

    /// Lays out again after anchor and current place were set from outside.
    pub fn renew(&mut self) {
        self.port.invalidate();
        self.clamp_current();
        self.refill();
    }
}
