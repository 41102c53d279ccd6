//! The one table of the parts of the screen: what each is called, what it is, and which inks it is drawn with.
//!
//! A new part is a row here; every theme has a look for it at once, because a row speaks of inks and not of colours.

use ratatui::style::Modifier;

use super::inks::{Ink, Inks};
use crate::layout::Role;

/// The parts of the screen that have a look of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each is explained in its row of the table")]
pub enum Part {
    /// A run of a text, by its role; running text also stands for whatever has no look of its own.
    Run(Role),
    Label,
    Link,
    Other,
    Mark,
    Current,
    Selection,
    Yellow,
    Green,
    Blue,
    Red,
    Violet,
    Sign,
    Veil,
    Warning,
    Difference,
    Mended,
    Differs,
    Deleted,
    Inserted,
    Line,
    Hit,
    CurrentHit,
    Bar,
    Focus,
    Status,
    Trouble,
    Selected,
    SelectedElsewhere,
    Key,
}

/// A row of the table.
#[derive(Debug, Clone, Copy)]
pub struct PartRow {
    /// Its name in themes.
    pub name: &'static str,
    /// What it is, in a line.
    pub help: &'static str,
    /// How it looks.
    pub(super) look: Look,
}

/// How a part looks: an ink, what it stands on, and modifiers that hold without colours too.
#[derive(Debug, Clone, Copy)]
pub(super) struct Look {
    pub front: Option<Ink>,
    pub back: Option<Ink>,
    pub modifier: Modifier,
    /// What shows the part where there are no colours, on top of `modifier`.
    pub plain: Modifier,
}

const NO: Modifier = Modifier::empty();
const BOLD: Modifier = Modifier::BOLD;
const DIM: Modifier = Modifier::DIM;
const ITALIC: Modifier = Modifier::ITALIC;
const UNDER: Modifier = Modifier::UNDERLINED;
const CROSSED: Modifier = Modifier::CROSSED_OUT;
const REVERSED: Modifier = Modifier::REVERSED;

/// A part that stands on whatever is there.
const fn look(front: Ink, modifier: Modifier, plain: Modifier) -> Look {
    Look { front: Some(front), back: None, modifier, plain }
}

/// A part with a ground of its own.
const fn filled(front: Ink, back: Ink, modifier: Modifier, plain: Modifier) -> Look {
    Look { front: Some(front), back: Some(back), modifier, plain }
}

/// A highlight; which one it is says the sign beside it as well.
const fn highlighted(i: &Inks, index: usize, plain: Modifier) -> Look {
    filled(i.on_highlights[index], i.highlights[index], NO, plain)
}

impl Part {
    /// All parts in the order of the reference.
    pub const ALL: &[Part] = &[
        Part::Run(Role::Text),
        Part::Run(Role::Title),
        Part::Run(Role::Heading),
        Part::Run(Role::Marker),
        Part::Run(Role::Quotation),
        Part::Run(Role::Meta),
        Part::Run(Role::Code),
        Part::Run(Role::Furniture),
        Part::Run(Role::Fold),
        Part::Run(Role::Gap),
        Part::Label,
        Part::Link,
        Part::Other,
        Part::Mark,
        Part::Current,
        Part::Selection,
        Part::Yellow,
        Part::Green,
        Part::Blue,
        Part::Red,
        Part::Violet,
        Part::Sign,
        Part::Veil,
        Part::Warning,
        Part::Difference,
        Part::Mended,
        Part::Differs,
        Part::Deleted,
        Part::Inserted,
        Part::Line,
        Part::Hit,
        Part::CurrentHit,
        Part::Bar,
        Part::Focus,
        Part::Status,
        Part::Trouble,
        Part::Selected,
        Part::SelectedElsewhere,
        Part::Key,
    ];

    /// The part of that name.
    pub fn named(name: &str) -> Option<Part> {
        Self::ALL.iter().copied().find(|part| part.name() == name)
    }

    /// Its name in themes.
    pub fn name(self) -> &'static str {
        self.row(&Inks::DARK).name
    }

    /// What it is, in a line.
    pub fn help(self) -> &'static str {
        self.row(&Inks::DARK).help
    }

    pub(super) fn look(self, inks: &Inks) -> Look {
        self.row(inks).look
    }

    /// The table.
    fn row(self, i: &Inks) -> PartRow {
        let row = |name, help, look| PartRow { name, help, look };
        match self {
            Part::Run(Role::Text) => {
                row("text", "running text, and the ground of the screen", filled(i.ink, i.paper, NO, NO))
            }
            Part::Run(Role::Title) => row("title", "titles", look(i.title, BOLD, NO)),
            Part::Run(Role::Heading) => row("heading", "headings, in texts and in overlays", look(i.heading, BOLD, NO)),
            Part::Run(Role::Marker) => {
                row("marker", "bullets, numbers of list items, the bar of a quotation", look(i.marker, NO, NO))
            }
            Part::Run(Role::Quotation) => {
                row("quotation", "quotations set off from the text", look(i.quotation, ITALIC, NO))
            }
            Part::Run(Role::Meta) => {
                row("meta", "date lines, bylines, signatures; what is told beside a text", look(i.meta, NO, DIM))
            }
            Part::Run(Role::Code) => row("code", "code and tables", look(i.code, NO, NO)),
            Part::Run(Role::Furniture) => {
                row("furniture", "menus, donation notes and the like", look(i.faint, NO, DIM))
            }
            Part::Run(Role::Fold) => {
                row("fold", "the row that stands for such things folded", look(i.faint, ITALIC, DIM))
            }
            Part::Run(Role::Gap) => row("gap", "where a side has nothing", filled(i.faint, i.gap_paper, ITALIC, DIM)),
            Part::Label => row("label", "language tags of stacked texts", look(i.label, NO, BOLD)),
            Part::Link => row("link", "links", look(i.link, UNDER, NO)),
            Part::Other => row("other", "the other version of interleaved texts", look(i.other, NO, DIM)),
            Part::Mark => row("mark", "the mark of the current bead", look(i.accent, BOLD, NO)),
            Part::Current => {
                row("current", "the current sentence, on both sides", filled(i.current_ink, i.current_paper, NO, BOLD))
            }
            Part::Selection => row(
                "selection",
                "the sentences that are selected",
                filled(i.current_ink, i.selection_paper, NO, REVERSED),
            ),
            Part::Yellow => row("yellow", "text highlighted in yellow", highlighted(i, 0, UNDER)),
            Part::Green => row("green", "text highlighted in green", highlighted(i, 1, UNDER)),
            Part::Blue => row("blue", "text highlighted in blue", highlighted(i, 2, UNDER)),
            Part::Red => row("red", "text highlighted in red", highlighted(i, 3, UNDER.union(BOLD))),
            Part::Violet => row("violet", "text highlighted in violet", highlighted(i, 4, UNDER.union(ITALIC))),
            Part::Sign => row("sign", "signs of bookmarks, highlights and notes", look(i.label, BOLD, BOLD)),
            Part::Veil => row("veil", "the shade over hidden text", look(i.faint, NO, DIM)),
            Part::Warning => row("warning", "signs in the gutter: gaps, doubtful beads", look(i.warning, BOLD, BOLD)),
            Part::Difference => {
                row("difference", "the sign in the gutter of a bead that differs", look(i.difference, BOLD, BOLD))
            }
            Part::Mended => {
                row("mended", "the sign in the gutter of a bead laid level by hand", look(i.mended, BOLD, BOLD))
            }
            Part::Differs => row(
                "differs",
                "a number, date or name that the other side disagrees with",
                filled(i.differs_ink, i.differs_paper, UNDER, BOLD),
            ),
            Part::Deleted => row(
                "deleted",
                "words of the left version that the right one, in the same language, has not",
                filled(i.deleted_ink, i.deleted_paper, NO, CROSSED.union(ITALIC)),
            ),
            Part::Inserted => row(
                "inserted",
                "words of the right version that the left one, in the same language, has not",
                filled(i.inserted_ink, i.inserted_paper, NO, UNDER.union(BOLD)),
            ),
            Part::Line => row("line", "the lines between texts, panes and around overlays", look(i.line, NO, DIM)),
            Part::Hit => row("hit", "what was found", filled(i.hit_ink, i.hit_paper, NO, UNDER)),
            Part::CurrentHit => {
                row("current_hit", "the hit that you are at", filled(i.on_accent, i.current_hit_paper, BOLD, REVERSED))
            }
            Part::Bar => row("bar", "the bar above the texts", filled(i.bar_ink, i.bar_paper, NO, BOLD)),
            Part::Focus => {
                row("focus", "the version in the bar that has the focus", filled(i.on_accent, i.accent, BOLD, REVERSED))
            }
            Part::Status => row("status", "the status line", filled(i.bar_ink, i.bar_paper, NO, NO)),
            Part::Trouble => row("trouble", "messages of trouble", filled(i.trouble_ink, i.trouble_paper, NO, BOLD)),
            Part::Selected => row(
                "selected",
                "the selected entry of a list that has the keyboard",
                filled(i.on_accent, i.accent, NO, REVERSED),
            ),
            Part::SelectedElsewhere => row(
                "selected_elsewhere",
                "the selected entry of a list that has it not",
                filled(i.title, i.chosen_paper, NO, UNDER),
            ),
            Part::Key => row("key", "keys in hints and help", look(i.key, NO, BOLD)),
        }
    }
}
