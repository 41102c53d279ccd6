//! The one table of commands: the default keys, the help, the palette, the hints and the README come from it.

/// What the reader can ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each is explained in its row of the table")]
pub enum Command {
    Down,
    Up,
    PageDown,
    PageUp,
    HalfPageDown,
    HalfPageUp,
    Top,
    Bottom,
    NextBead,
    PreviousBead,
    NextBlock,
    PreviousBlock,
    NextHeading,
    PreviousHeading,
    NextGap,
    PreviousGap,
    NextDoubtful,
    PreviousDoubtful,
    NextDifference,
    PreviousDifference,
    FollowMove,
    Differences,
    JumpBack,
    JumpForward,
    FocusLeft,
    FocusRight,
    NextPane,
    PreviousPane,
    SetVersion,
    LeftNext,
    LeftPrevious,
    RightNext,
    RightPrevious,
    Swap,
    OneVersion,
    NextArrangement,
    Columns,
    Stacked,
    Interleaved,
    Grain,
    ToggleLock,
    LockBack,
    Furniture,
    Veil,
    Lift,
    LiftWord,
    VeilAgain,
    ReadAlong,
    AlongDown,
    AlongUp,
    Zen,
    Pace,
    ForgetPace,
    NextMended,
    PreviousMended,
    Mend,
    EndMending,
    CutBack,
    CutOn,
    OtherSide,
    Split,
    MergeNext,
    MergePrevious,
    TakeLeft,
    GiveLeft,
    TakeRight,
    GiveRight,
    OpenGap,
    CloseGap,
    Pin,
    Undo,
    Redo,
    Find,
    FindExpression,
    FindNext,
    FindPrevious,
    FindSides,
    Contents,
    Bookmark,
    Highlight,
    EditNote,
    NextMark,
    PreviousMark,
    Marks,
    UndoMark,
    Select,
    Yank,
    YankOther,
    YankBoth,
    YankCited,
    Wider,
    Narrower,
    Justify,
    ToggleList,
    Open,
    Fold,
    Filter,
    Sort,
    Mark,
    Join,
    Part,
    SetLanguage,
    SetEncoding,
    Visit,
    TakeAway,
    Notices,
    Reload,
    Back,
    NextTheme,
    Themes,
    ToggleMouse,
    Help,
    Palette,
    Redraw,
    Suspend,
    Quit,
}

/// Under which heading of the help a command stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Group {
    /// Moving through the text.
    Move,
    /// The two versions.
    Versions,
    /// Hiding one side, and reading all of them.
    Veil,
    /// Mending the alignment.
    Mend,
    /// Where they differ.
    Compare,
    /// Finding.
    Find,
    /// Marks, notes and copies.
    Notes,
    /// Files to hand on.
    TakeAway,
    /// The list of works.
    List,
    /// The program.
    Program,
}

impl Group {
    /// All groups in the order of the help.
    pub const ALL: [Group; 10] = [
        Group::Move,
        Group::Versions,
        Group::Compare,
        Group::Veil,
        Group::Mend,
        Group::Find,
        Group::Notes,
        Group::TakeAway,
        Group::List,
        Group::Program,
    ];

    /// The heading.
    pub fn title(self) -> &'static str {
        match self {
            Group::Move => "Moving",
            Group::Versions => "Versions",
            Group::Veil => "Veil and read-along",
            Group::Mend => "Mending the alignment",
            Group::Compare => "Comparing",
            Group::Find => "Finding",
            Group::Notes => "Marks and notes",
            Group::TakeAway => "Taking away",
            Group::List => "List of works",
            Group::Program => "Program",
        }
    }
}

/// Where a command applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Applies {
    /// Everywhere.
    Always,
    /// With a text in the reading pane that has the keyboard.
    Reading,
    /// With the list having the keyboard.
    Listing,
    /// While the alignment of what is shown is mended; its keys come before those of reading.
    Mending,
}

/// A row of the table.
#[derive(Debug, Clone, Copy)]
pub struct CommandRow {
    /// The command.
    pub command: Command,
    /// Its name in the palette and in documents.
    pub name: &'static str,
    /// What it does, in a line.
    pub help: &'static str,
    /// Where the help lists it.
    pub group: Group,
    /// Its keys where the reader has chosen no others, the first one being the one that hints show.
    pub keys: &'static [&'static str],
    /// Where it applies.
    pub applies: Applies,
    /// Two or three words for the hint line; empty for commands that are not hinted.
    pub hint: &'static str,
}

use Applies::{Always, Listing, Mending, Reading};
use Command as C;
use Group as G;

const fn row(
    command: Command,
    name: &'static str,
    help: &'static str,
    group: Group,
    keys: &'static [&'static str],
    applies: Applies,
    hint: &'static str,
) -> CommandRow {
    CommandRow { command, name, help, group, keys, applies, hint }
}

/// Every command, in the order of the help.
pub const COMMANDS: &[CommandRow] = &[
    row(C::Down, "down", "A line down, or as many as were typed before", G::Move, &["j", "Down", "Ctrl-e"], Always, ""),
    row(C::Up, "up", "A line up", G::Move, &["k", "Up", "Ctrl-y"], Always, ""),
    row(C::PageDown, "page-down", "A page down", G::Move, &["Space", "PgDn", "Ctrl-f"], Always, "page"),
    row(C::PageUp, "page-up", "A page up", G::Move, &["b", "PgUp", "Ctrl-b"], Always, ""),
    row(C::HalfPageDown, "half-page-down", "Half a page down", G::Move, &["Ctrl-d"], Always, ""),
    row(C::HalfPageUp, "half-page-up", "Half a page up", G::Move, &["Ctrl-u"], Always, ""),
    row(C::Top, "top", "To the beginning, or to the per cent typed before", G::Move, &["g", "Home"], Always, ""),
    row(C::Bottom, "bottom", "To the end", G::Move, &["G", "End"], Always, ""),
    row(C::NextBead, "next-bead", "To the next sentence with its counterpart", G::Move, &[")"], Reading, ""),
    row(C::PreviousBead, "previous-bead", "To the sentence before", G::Move, &["("], Reading, ""),
    row(C::NextBlock, "next-block", "To the next paragraph, heading or list item", G::Move, &["}"], Reading, ""),
    row(C::PreviousBlock, "previous-block", "To the paragraph before", G::Move, &["{"], Reading, ""),
    row(C::NextHeading, "next-heading", "To the next heading", G::Move, &["]"], Reading, ""),
    row(C::PreviousHeading, "previous-heading", "To the heading before", G::Move, &["["], Reading, ""),
    row(C::NextGap, "next-gap", "To the next gap", G::Move, &["."], Reading, ""),
    row(C::PreviousGap, "previous-gap", "To the gap before", G::Move, &[","], Reading, ""),
    row(C::NextDoubtful, "next-doubtful", "To the next doubtful bead", G::Move, &[">"], Reading, ""),
    row(C::PreviousDoubtful, "previous-doubtful", "To the doubtful bead before", G::Move, &["<"], Reading, ""),
    row(C::JumpBack, "jump-back", "Back to where the last jump began", G::Move, &["Ctrl-o", "Alt-Left"], Reading, ""),
    row(C::JumpForward, "jump-forward", "Forward again", G::Move, &["Ctrl-n", "Alt-Right"], Reading, ""),
    row(
        C::SetVersion,
        "set-version",
        "Put version 1 to 9 on the focused side (a number followed at once by a movement is a count)",
        G::Versions,
        &["1", "2", "3", "4", "5", "6", "7", "8", "9"],
        Reading,
        "language",
    ),
    row(C::FocusLeft, "focus-left", "Give the left side the focus", G::Versions, &["h", "Left"], Reading, ""),
    row(C::FocusRight, "focus-right", "Give the right side the focus", G::Versions, &["l", "Right"], Reading, ""),
    row(C::LeftNext, "left-next", "Next language on the left", G::Versions, &["a"], Reading, ""),
    row(C::LeftPrevious, "left-previous", "Language before on the left", G::Versions, &["A"], Reading, ""),
    row(C::RightNext, "right-next", "Next language on the right", G::Versions, &["d"], Reading, ""),
    row(C::RightPrevious, "right-previous", "Language before on the right", G::Versions, &["D"], Reading, ""),
    row(C::Swap, "swap", "Swap the sides", G::Versions, &["x"], Reading, "swap"),
    row(C::OneVersion, "one-version", "One version, or two again", G::Versions, &["o"], Reading, "one/two"),
    row(
        C::NextArrangement,
        "next-layout",
        "Columns, stacked, interleaved in turn",
        G::Versions,
        &["v"],
        Reading,
        "layout",
    ),
    row(C::Columns, "columns", "Two columns, as long as there is room", G::Versions, &[], Reading, ""),
    row(C::Stacked, "stacked", "One version under the other", G::Versions, &[], Reading, ""),
    row(C::Interleaved, "interleaved", "The other version indented below the one", G::Versions, &[], Reading, ""),
    row(
        C::Grain,
        "by-block",
        "Stacked and interleaved texts by block, or bead by bead",
        G::Versions,
        &["V"],
        Reading,
        "",
    ),
    row(
        C::ToggleLock,
        "lock",
        "Unlock the sides to move one of them; lock them where they stand then",
        G::Versions,
        &["u"],
        Reading,
        "unlock",
    ),
    row(
        C::LockBack,
        "lock-back",
        "Lock the sides as they were, and forget the places where they were locked by hand",
        G::Versions,
        &["U"],
        Reading,
        "",
    ),
    row(
        C::Furniture,
        "page-furniture",
        "Show or fold menus, donation notes and the like",
        G::Versions,
        &["z"],
        Reading,
        "",
    ),
    row(
        C::Veil,
        "veil",
        "Hide the side without the focus until it is lifted, or show it again",
        G::Veil,
        &["H"],
        Reading,
        "veil",
    ),
    row(
        C::Lift,
        "lift",
        "Lift the veil from the current sentence; where it is lifted, go on to the next",
        G::Veil,
        &["Enter"],
        Reading,
        "lift",
    ),
    row(C::LiftWord, "lift-word", "Lift the veil from one more word", G::Veil, &["i"], Reading, "word"),
    row(C::VeilAgain, "veil-again", "Hide all again that was lifted in this work", G::Veil, &[], Reading, ""),
    row(C::Mend, "mend", "Mend the alignment by hand; what is done is kept", G::Mend, &["m"], Reading, ""),
    row(C::NextMended, "next-mended", "To the next bead that was mended by hand", G::Mend, &[], Reading, ""),
    row(C::PreviousMended, "previous-mended", "To the mended bead before", G::Mend, &[], Reading, ""),
    row(C::EndMending, "end-mending", "End mending", G::Mend, &["m", "Esc"], Mending, "ends mending"),
    row(C::Split, "split", "Split the bead where the cut » stands", G::Mend, &["s"], Mending, "split"),
    row(
        C::CutBack,
        "cut-back",
        "Move the cut back by a sentence on the focused side",
        G::Mend,
        &["h", "Left"],
        Mending,
        "",
    ),
    row(C::CutOn, "cut-on", "Move the cut on by a sentence", G::Mend, &["l", "Right"], Mending, "cut"),
    row(C::OtherSide, "other-side", "Give the other side the focus", G::Mend, &["Tab", "Shift-Tab"], Mending, "side"),
    row(C::MergeNext, "merge-next", "Merge the bead with the next one", G::Mend, &["J"], Mending, "merge"),
    row(C::MergePrevious, "merge-previous", "Merge the bead with the one before", G::Mend, &["K"], Mending, ""),
    row(
        C::TakeLeft,
        "take-left",
        "On the left, take the first sentence of the next bead into this one",
        G::Mend,
        &["a"],
        Mending,
        "take",
    ),
    row(
        C::GiveLeft,
        "give-left",
        "On the left, give the last sentence to the next bead",
        G::Mend,
        &["A"],
        Mending,
        "give",
    ),
    row(C::TakeRight, "take-right", "The same on the right: take one", G::Mend, &["d"], Mending, "take"),
    row(C::GiveRight, "give-right", "The same on the right: give one", G::Mend, &["D"], Mending, "give"),
    row(
        C::OpenGap,
        "open-gap",
        "Let what is on the focused side stand alone, as a gap; the other side finds its place anew",
        G::Mend,
        &["o"],
        Mending,
        "gap",
    ),
    row(C::CloseGap, "close-gap", "Join a gap with what stands beside it", G::Mend, &["x"], Mending, "join gap"),
    row(C::Pin, "pin", "Pin the bead as it is, or leave it to the program again", G::Mend, &["p"], Mending, "pin"),
    row(C::Undo, "undo", "Undo what was mended last", G::Mend, &["u"], Mending, "undo"),
    row(C::Redo, "redo", "Do again what was undone", G::Mend, &["Ctrl-r"], Mending, "redo"),
    row(
        C::ReadAlong,
        "read-along",
        "The current sentence in all versions of the work, in a panel that follows",
        G::Veil,
        &["K"],
        Reading,
        "all versions",
    ),
    row(C::AlongDown, "along-down", "Scroll that panel down", G::Veil, &["Alt-j", "Alt-Down"], Reading, ""),
    row(C::AlongUp, "along-up", "Scroll that panel up", G::Veil, &["Alt-k", "Alt-Up"], Reading, ""),
    row(C::NextDifference, "next-difference", "To the next difference", G::Compare, &["f"], Reading, ""),
    row(C::PreviousDifference, "previous-difference", "To the difference before", G::Compare, &["F"], Reading, ""),
    row(
        C::Differences,
        "differences",
        "All gaps, doubtful beads and differences, to go to one of them",
        G::Compare,
        &["C"],
        Reading,
        "",
    ),
    row(
        C::FollowMove,
        "follow-move",
        "To where a passage that was moved stands on the other side",
        G::Compare,
        &["%"],
        Reading,
        "",
    ),
    row(C::Find, "find", "Find in the text", G::Find, &["/"], Reading, "find"),
    row(
        C::FindExpression,
        "find-expression",
        "Find by regular expression; in the line: by regular expression, or by words",
        G::Find,
        &["Ctrl-r"],
        Reading,
        "",
    ),
    row(C::FindNext, "find-next", "To the next hit", G::Find, &["n"], Reading, ""),
    row(C::FindPrevious, "find-previous", "To the hit before", G::Find, &["N"], Reading, ""),
    row(C::FindSides, "find-sides", "Find on the focused side only, or on both", G::Find, &["&"], Reading, ""),
    row(C::Contents, "contents", "The headings, to go to one of them", G::Find, &["c"], Reading, ""),
    row(
        C::Bookmark,
        "bookmark",
        "Bookmark the current or selected sentences, or take that away",
        G::Notes,
        &["B"],
        Reading,
        "",
    ),
    row(
        C::Highlight,
        "highlight",
        "Highlight them in one of five colours, or take that away",
        G::Notes,
        &["S"],
        Reading,
        "",
    ),
    row(C::EditNote, "note", "Write or change a note on them", G::Notes, &["e"], Reading, ""),
    row(C::NextMark, "next-mark", "To the next bookmark, highlight or note", G::Notes, &["'"], Reading, ""),
    row(C::PreviousMark, "previous-mark", "To the one before", G::Notes, &["\""], Reading, ""),
    row(C::Marks, "marks", "List the marks of the work, or of all works, to go to one", G::Notes, &["L"], Always, ""),
    row(C::UndoMark, "undo-mark", "Undo the last change of a mark", G::Notes, &[], Always, ""),
    row(C::Select, "select", "Select from this bead on, for marks, notes and copies", G::Notes, &["s"], Reading, ""),
    row(C::Yank, "yank", "Copy the current or selected sentences of the focused side", G::Notes, &["y"], Reading, ""),
    row(C::YankOther, "yank-other", "Copy those of the other side", G::Notes, &["Alt-y"], Reading, ""),
    row(C::YankBoth, "yank-both", "Copy those of both sides", G::Notes, &["p"], Reading, ""),
    row(C::YankCited, "yank-cited", "Copy those of both sides, each with its citation", G::Notes, &["Y"], Reading, ""),
    row(
        C::TakeAway,
        "take-away",
        "Write what is shown to a file: a page, a book, Markdown, a table, JSON, a translation memory",
        G::TakeAway,
        &["X"],
        Reading,
        "",
    ),
    row(C::Open, "open", "Read the work or version", G::List, &["Enter"], Listing, "read"),
    row(
        C::Fold,
        "fold",
        "Open or fold the versions of a work",
        G::List,
        &["l", "h", "Right", "Left"],
        Listing,
        "versions",
    ),
    row(C::Filter, "filter", "Filter the list by typing", G::List, &["/"], Listing, "filter"),
    row(C::Sort, "sort", "Sort by date, title or source in turn", G::List, &["s"], Listing, "sort"),
    row(C::Mark, "mark", "Mark a work, to join others to it", G::List, &["m"], Listing, ""),
    row(C::Join, "join", "Join this work to the marked one", G::List, &["J"], Listing, ""),
    row(C::Part, "part", "Part this version from its work, or all versions of it", G::List, &["P"], Listing, ""),
    row(C::SetLanguage, "set-language", "Say which language a version is in", G::List, &["="], Always, ""),
    row(C::SetEncoding, "set-encoding", "Say which encoding a file is in", G::List, &["E"], Always, ""),
    row(C::Visit, "visit", "Open where the text comes from in a browser", G::Versions, &["O"], Always, ""),
    row(C::Notices, "notices", "What is odd about the files on the screen", G::Versions, &["!"], Reading, ""),
    row(C::Reload, "reload", "Read the texts again; in the list, look for files again", G::List, &["R"], Always, ""),
    row(C::ToggleList, "list", "Hide or show the list", G::List, &["w"], Always, "list"),
    row(C::NextPane, "next-pane", "To the next pane: list, left, right", G::Program, &["Tab"], Always, ""),
    row(C::PreviousPane, "previous-pane", "To the pane before", G::Program, &["Shift-Tab"], Always, ""),
    row(C::Back, "back", "Close what is open; end finding; go to the list", G::Program, &["Esc"], Always, ""),
    row(C::Wider, "wider", "A wider measure", G::Program, &["+"], Always, ""),
    row(C::Narrower, "narrower", "A narrower measure", G::Program, &["-"], Always, ""),
    row(
        C::Justify,
        "justify",
        "Justify the text, or let its rows end with their last word",
        G::Program,
        &["J"],
        Reading,
        "",
    ),
    row(C::NextTheme, "theme", "Next theme", G::Program, &["t"], Always, ""),
    row(C::Themes, "themes", "Choose a theme; the screen shows what each is like", G::Program, &["T"], Always, ""),
    row(C::ToggleMouse, "mouse", "Give the mouse to the terminal, or take it back", G::Program, &["M"], Always, ""),
    row(C::Zen, "zen", "The text alone on the screen, or everything around it again", G::Program, &["Z"], Reading, ""),
    row(
        C::Pace,
        "pace",
        "How fast you read in this language, and how long the rest takes",
        G::Program,
        &[],
        Reading,
        "",
    ),
    row(C::ForgetPace, "pace-forget", "Forget how fast you read, and measure it anew", G::Program, &[], Reading, ""),
    row(C::Help, "help", "The keys that apply here", G::Program, &["?", "F1"], Always, "help"),
    row(C::Palette, "commands", "Find a command by name", G::Program, &[":"], Always, ""),
    row(C::Redraw, "redraw", "Draw the screen anew", G::Program, &["Ctrl-l"], Always, ""),
    row(C::Suspend, "suspend", "Suspend to the shell", G::Program, &["Ctrl-z"], Always, ""),
    row(C::Quit, "quit", "Leave; the place is kept", G::Program, &["q", "Ctrl-c"], Always, "quit"),
];

/// Which part of the screen has the keyboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Pane {
    /// The list of works.
    #[default]
    List,
    /// The text.
    Reader,
    /// The text, while its alignment is mended.
    Mending,
}

impl CommandRow {
    /// Whether the command applies while a pane has the keyboard.
    pub fn applies_in(&self, pane: Pane) -> bool {
        match self.applies {
            Always => true,
            Reading => matches!(pane, Pane::Reader | Pane::Mending),
            Mending => pane == Pane::Mending,
            Listing => pane == Pane::List,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::key::Key;
    use super::super::keymap::Keymap;
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn no_key_means_two_commands_in_one_pane_and_every_key_can_be_read() {
        for pane in [Pane::List, Pane::Reader] {
            let mut taken = HashSet::new();
            for row in COMMANDS.iter().filter(|row| row.applies_in(pane)) {
                for text in row.keys {
                    let key = Key::parse(text).unwrap_or_else(|| panic!("{text} is no key"));
                    assert!(taken.insert(key), "{text} means two commands in {pane:?}");
                    assert_eq!(Keymap::default().command_for(key, pane), Some(row.command));
                }
            }
        }
    }

    #[test]
    fn the_keys_of_mending_come_before_those_of_reading_and_none_means_two_things() {
        let mut taken = HashSet::new();
        for row in COMMANDS.iter().filter(|row| row.applies == Mending) {
            for text in row.keys {
                assert!(taken.insert(text), "{text} means two commands");
                let key = Key::parse(text).unwrap_or_else(|| panic!("{text} is no key"));
                assert_eq!(Keymap::default().command_for(key, Pane::Mending), Some(row.command));
            }
        }
        let key = Key::parse("j").expect("a key");
        assert_eq!(Keymap::default().command_for(key, Pane::Mending), Some(Command::Down), "moving goes on");
    }

    #[test]
    fn names_and_commands_stand_once() {
        let names: HashSet<_> = COMMANDS.iter().map(|row| row.name).collect();
        let commands: HashSet<_> = COMMANDS.iter().map(|row| row.command).collect();
        assert_eq!((names.len(), commands.len()), (COMMANDS.len(), COMMANDS.len()));
    }
}
