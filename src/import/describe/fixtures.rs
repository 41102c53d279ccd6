//! Small pages for tests: text in which each line is a block.

use std::ops::Range;

use crate::model::{Block, BlockKind, Inset, Spacing, Standing};

/// A page made of a fixture, in which `~ ` before a line says that the line is furniture.
pub(in crate::import) struct Fixture {
    pub(in crate::import) text: String,
    pub(in crate::import) blocks: Vec<Block>,
    /// The lines that are furniture, in order.
    pub(in crate::import) furniture: Vec<String>,
}

impl Fixture {
    /// `#` begins a heading, `•` an entry, `1.` a numbered one; a line under another is tight; lines between two
    /// `---` at the top are front matter.
    pub(in crate::import) fn new(page: &str) -> Self {
        let (mut text, mut blocks, mut furniture) = (String::new(), Vec::new(), Vec::new());
        let mut rest = page.trim_start();
        if rest.starts_with("---\n")
            && let Some(length) = rest[4..].find("\n---").map(|at| at + 8)
        {
            text.push_str(&rest[..length]);
            blocks.push(block(BlockKind::Preformatted, Spacing::Apart, 0..length));
            text.push('\n');
            rest = &rest[length..];
        }
        let mut spacing = Spacing::Apart;
        for line in rest.lines().map(str::trim) {
            let (is_furniture, line) = line.strip_prefix("~ ").map_or((false, line), |line| (true, line));
            let (kind, content) = kind_of(line);
            let start = text.len() + line.len() - content.len();
            text.push_str(line);
            if !content.is_empty() {
                blocks.push(block(kind, spacing, start..text.len()));
                furniture.extend(is_furniture.then(|| content.to_owned()));
            }
            spacing = if content.is_empty() { Spacing::Apart } else { Spacing::Tight };
            text.push('\n');
        }
        Self { text, blocks, furniture }
    }

    /// The text of the blocks for which something holds.
    pub(in crate::import) fn lines(&self, holds: impl Fn(&Block) -> bool) -> Vec<String> {
        self.blocks.iter().filter(|block| holds(block)).map(|block| self.text[block.range.clone()].to_owned()).collect()
    }
}

fn block(kind: BlockKind, spacing: Spacing, range: Range<usize>) -> Block {
    Block { kind, standing: Standing::Body, spacing, inset: Inset::default(), range, segments: 0..0 }
}

fn kind_of(line: &str) -> (BlockKind, &str) {
    let level = line.bytes().take_while(|&byte| byte == b'#').count();
    if let Some(entry) = line.strip_prefix("• ") {
        return (BlockKind::ListItem { depth: 0, ordinal: None }, entry);
    }
    if let Some((number, entry)) = line.split_once(". ")
        && let Ok(ordinal) = number.parse()
        && number.len() == 1
        && !entry.starts_with(char::is_lowercase)
    {
        return (BlockKind::ListItem { depth: 0, ordinal: Some(ordinal) }, entry);
    }
    match u8::try_from(level) {
        Ok(level @ 1..) => (BlockKind::Heading(level), line[usize::from(level)..].trim_start()),
        _ => (BlockKind::Paragraph, line),
    }
}
