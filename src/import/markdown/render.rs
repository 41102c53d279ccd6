//! Events of the Markdown parser → text, blocks and emphases.

use std::collections::HashSet;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, RefDefs, Tag, TagEnd};

use super::html;
use crate::import::formats::Parsed;
use crate::import::pieces;
use crate::import::sanitise::Filter;
use crate::language::table::is_written_solid;
use crate::model::{BlockKind, DocumentBuilder, EmphasisKind, Inset, Spacing, Warning};

/// Lists nested deeper than this are drawn as if they were not.
const MAX_LIST_DEPTH: usize = 15;
/// Emphases nested deeper than this are not marked.
const MAX_EMPHASES: usize = 16;

/// Puts together what the reader sees.
pub struct Renderer<'a> {
    source: &'a str,
    text: String,
    filter: Filter,
    blocks: DocumentBuilder,
    open: Option<Open>,
    lists: Vec<List>,
    n_quotes: usize,
    /// What the next block begins with: a footnote's label.
    prefix: Option<String>,
    /// The entry that the next paragraph begins.
    item: Option<Item>,
    /// Emphases that are open, and those of the open block that are closed.
    emphases: Vec<(EmphasisKind, usize)>,
    n_too_deep: usize,
    closed: Vec<(EmphasisKind, Range<usize>)>,
    links: Vec<Link<'a>>,
    referred_to: HashSet<String>,
    is_first_row: bool,
    is_first_cell: bool,
    html: Option<String>,
    html_left_out: usize,
}

/// The block that is being written.
#[derive(Clone, Copy)]
struct Open {
    kind: BlockKind,
    spacing: Spacing,
    inset: Inset,
    start: usize,
}

struct List {
    ordinal: Option<u32>,
    /// The quotations around it.
    n_quotes: usize,
    is_begun: bool,
}

#[derive(Clone, Copy)]
struct Item {
    ordinal: Option<u32>,
    is_first: bool,
}

struct Link<'a> {
    start: usize,
    address: CowStr<'a>,
    title: CowStr<'a>,
}

impl<'a> Renderer<'a> {
    /// A renderer of events over this source.
    pub fn new(source: &'a str) -> Self {
        Self {
            source,
            text: String::with_capacity(source.len()),
            filter: Filter::default(),
            blocks: DocumentBuilder::default(),
            open: None,
            lists: Vec::new(),
            n_quotes: 0,
            prefix: None,
            item: None,
            emphases: Vec::new(),
            n_too_deep: 0,
            closed: Vec::new(),
            links: Vec::new(),
            referred_to: HashSet::new(),
            is_first_row: false,
            is_first_cell: false,
            html: None,
            html_left_out: 0,
        }
    }

    /// Takes in the YAML before the text, with its fences.
    pub fn front_matter(&mut self, yaml: &str) {
        self.begin(BlockKind::Preformatted, Spacing::Apart);
        self.push(yaml.trim_end());
        self.close();
    }

    /// Takes in one event and the bytes of the source that it comes from.
    pub fn event(&mut self, event: Event<'a>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::InlineMath(text) | Event::DisplayMath(text) => self.push(&text),
            Event::Code(code) => {
                self.emphasize(EmphasisKind::Code);
                self.push(&code);
                self.end_emphasis();
            }
            Event::Html(html) => match &mut self.html {
                Some(block) => block.push_str(&html),
                None => self.push_html(&html),
            },
            Event::InlineHtml(tag) if html::is_break(&tag) => self.break_line(),
            Event::InlineHtml(_) => self.html_left_out += 1,
            Event::FootnoteReference(label) => self.push(&format!("[{label}]")),
            Event::SoftBreak => {
                let (before, after) = self.source.split_at(range.end);
                let is_spaced =
                    !before.trim_end().ends_with(is_written_solid) || !after.trim_start().starts_with(is_written_solid);
                self.push(if is_spaced { " " } else { "" });
            }
            Event::HardBreak => self.break_line(),
            Event::Rule => {
                self.begin(BlockKind::Rule, Spacing::Apart);
                self.push(self.source[range].trim());
                self.close();
            }
            Event::TaskListMarker(done) => self.push(if done { "☑ " } else { "☐ " }),
        }
    }

    fn start(&mut self, tag: Tag<'a>) {
        match tag {
            Tag::Paragraph => self.begin_paragraph(Spacing::Apart),
            Tag::Heading { level, .. } => self.begin(BlockKind::Heading(level as u8), Spacing::Apart),
            Tag::BlockQuote(_) => {
                self.close();
                self.n_quotes += 1;
            }
            Tag::CodeBlock(_) | Tag::MetadataBlock(_) => self.begin(BlockKind::Preformatted, Spacing::Apart),
            Tag::HtmlBlock => {
                self.close();
                self.html = Some(String::new());
            }
            Tag::List(first) => {
                self.close();
                let ordinal = first.map(|first| u32::try_from(first).unwrap_or(u32::MAX));
                self.lists.push(List { ordinal, n_quotes: self.n_quotes, is_begun: false });
            }
            Tag::Item => self.start_item(),
            Tag::FootnoteDefinition(label) => {
                self.close();
                self.prefix = Some(format!("[{label}] "));
            }
            Tag::Table(_) => self.is_first_row = true,
            Tag::TableHead | Tag::TableRow => {
                self.begin(BlockKind::Preformatted, if self.is_first_row { Spacing::Apart } else { Spacing::Tight });
                (self.is_first_row, self.is_first_cell) = (false, true);
            }
            Tag::TableCell => {
                if !self.is_first_cell {
                    self.push(" │ ");
                }
                self.is_first_cell = false;
            }
            Tag::Emphasis => self.emphasize(EmphasisKind::Emphasis),
            Tag::Strong => self.emphasize(EmphasisKind::Strong),
            Tag::Link { link_type, dest_url, title, id } => {
                self.refer(link_type, &id);
                self.emphasize(EmphasisKind::Link);
                self.links.push(Link { start: self.text.len(), address: dest_url, title });
            }
            Tag::Image { link_type, dest_url, title, id } => {
                self.refer(link_type, &id);
                self.ensure_open();
                self.links.push(Link { start: self.text.len(), address: dest_url, title });
            }
            Tag::DefinitionList | Tag::DefinitionListTitle | Tag::DefinitionListDefinition => self.close(),
            Tag::Strikethrough | Tag::Superscript | Tag::Subscript => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::CodeBlock
            | TagEnd::MetadataBlock(_)
            | TagEnd::TableHead
            | TagEnd::TableRow
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition => self.close(),
            TagEnd::BlockQuote(_) => {
                self.close();
                self.n_quotes -= 1;
            }
            TagEnd::HtmlBlock => {
                let html = self.html.take().unwrap_or_default();
                self.push_html(&html);
                self.close();
            }
            TagEnd::List(_) => {
                self.close();
                self.lists.pop();
            }
            TagEnd::Item => {
                self.close();
                self.item = None;
            }
            TagEnd::FootnoteDefinition => {
                if self.prefix.is_some() {
                    self.ensure_open();
                }
                self.close();
            }
            TagEnd::Emphasis | TagEnd::Strong => self.end_emphasis(),
            TagEnd::Link => {
                self.end_emphasis();
                self.push_address();
            }
            TagEnd::Image => self.push_address(),
            TagEnd::Table | TagEnd::TableCell => {}
            TagEnd::Strikethrough | TagEnd::Superscript | TagEnd::Subscript => {}
        }
    }

    fn start_item(&mut self) {
        self.close();
        let is_nested = self.lists.len() > 1;
        if let Some(list) = self.lists.last_mut() {
            self.item = Some(Item { ordinal: list.ordinal, is_first: !list.is_begun && !is_nested });
            list.ordinal = list.ordinal.map(|ordinal| ordinal.saturating_add(1));
            list.is_begun = true;
        }
    }

    /// The depth of the innermost list.
    fn depth(&self) -> u8 {
        self.lists.len().saturating_sub(1).min(MAX_LIST_DEPTH) as u8
    }

    /// Begins an entry of a list, a paragraph of a quotation or a paragraph, by what it stands in.
    fn begin_paragraph(&mut self, spacing: Spacing) {
        let depth = self.depth();
        let kind = match self.item.take() {
            Some(item) => BlockKind::ListItem { depth, ordinal: item.ordinal },
            None if self.n_quotes > 0 => BlockKind::Quotation,
            None => BlockKind::Paragraph,
        };
        self.begin(kind, spacing);
    }

    /// Text without a paragraph around it stands in an entry of a list whose entries are not apart.
    fn ensure_open(&mut self) {
        if self.open.is_none() {
            let is_tight = self.item.is_some_and(|item| !item.is_first);
            self.begin_paragraph(if is_tight { Spacing::Tight } else { Spacing::Apart });
        }
    }

    fn begin(&mut self, kind: BlockKind, spacing: Spacing) {
        self.close();
        if !self.text.is_empty() {
            self.text.push_str(if spacing == Spacing::Apart { "\n\n" } else { "\n" });
        }
        let is_entry = matches!(kind, BlockKind::ListItem { .. });
        let list = self.lists.last().filter(|list| list.is_begun);
        let n_within = list.map_or(0, |list| self.n_quotes.saturating_sub(list.n_quotes));
        let [quotations, quotations_within] = [self.n_quotes, n_within].map(|n| u8::try_from(n).unwrap_or(u8::MAX));
        let entry = list.filter(|_| !is_entry).map(|_| self.depth());
        let inset = Inset { quotations, entry, quotations_within };
        self.open = Some(Open { kind, spacing, inset, start: self.text.len() });
        if let Some(prefix) = self.prefix.take() {
            self.push(&prefix);
        }
        self.emphases.iter_mut().for_each(|(_, start)| *start = self.text.len());
    }

    /// Ends the open block; emphases that are open go on in the next one.
    fn close(&mut self) {
        let Some(open) = self.open.take() else { return };
        self.filter.close(&mut self.text);
        let end = self.text.len();
        let going_on = self.emphases.iter().map(|&(kind, start)| (kind, start..end));
        self.closed.extend(going_on);
        let ranges = pieces::cut(&self.text, open.kind, open.start..end);
        for (kind, range) in self.closed.drain(..) {
            let first = ranges.partition_point(|piece| piece.end <= range.start);
            for piece in ranges[first..].iter().take_while(|piece| piece.start < range.end) {
                self.blocks.emphasize(kind, range.start.max(piece.start)..range.end.min(piece.end));
            }
        }
        let spacings = std::iter::once(open.spacing).chain(std::iter::repeat(Spacing::Continued));
        for (range, spacing) in ranges.into_iter().zip(spacings) {
            let n_blocks = self.blocks.blocks_mut().len();
            self.blocks.push(open.kind, spacing, range);
            if self.blocks.blocks_mut().len() > n_blocks {
                self.blocks.set_in(open.inset);
            }
        }
    }

    fn push(&mut self, text: &str) {
        self.ensure_open();
        self.filter.push(text, &mut self.text);
    }

    /// A paragraph's lines become blocks under each other; elsewhere a break is a space.
    fn break_line(&mut self) {
        match self.open.map(|open| open.kind) {
            Some(kind @ (BlockKind::Paragraph | BlockKind::Quotation)) => self.begin(kind, Spacing::Tight),
            _ => self.push(" "),
        }
    }

    fn push_html(&mut self, html: &str) {
        let stripped = html::strip(html);
        self.html_left_out += stripped.left_out;
        for paragraph in stripped.text.split('\n').map(str::trim).filter(|paragraph| !paragraph.is_empty()) {
            self.close();
            self.push(paragraph);
        }
    }

    fn emphasize(&mut self, kind: EmphasisKind) {
        self.ensure_open();
        if self.emphases.len() < MAX_EMPHASES {
            self.emphases.push((kind, self.text.len()));
        } else {
            self.n_too_deep += 1;
        }
    }

    fn end_emphasis(&mut self) {
        if self.n_too_deep > 0 {
            self.n_too_deep -= 1;
        } else if let Some((kind, start)) = self.emphases.pop() {
            self.closed.push((kind, start..self.text.len()));
        }
    }

    /// Ends a link or a picture with its address, unless its text says as much or the address leads nowhere.
    fn push_address(&mut self) {
        let Some(link) = self.links.pop() else { return };
        let text = self.text.get(link.start..).unwrap_or_default().trim();
        let is_said = *text == *link.address || link.address.strip_prefix("mailto:") == Some(text);
        let is_empty = matches!(&*link.address, "" | "#") && link.title.is_empty();
        if is_said || is_empty {
            return;
        }
        let space = if text.is_empty() { "" } else { " " };
        match &*link.title {
            "" => self.push(&format!("{space}<{}>", link.address)),
            title => self.push(&format!("{space}<{} \u{201c}{title}\u{201d}>", link.address)),
        }
    }

    fn refer(&mut self, link: LinkType, label: &str) {
        if matches!(link, LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut) {
            self.referred_to.insert(label.to_lowercase());
        }
    }

    /// Shows definitions of links that nothing refers to.
    pub fn definitions(&mut self, definitions: &RefDefs) {
        self.close();
        let is_unused = |label: &str| !self.referred_to.contains(&label.to_lowercase());
        let mut unused: Vec<_> = definitions.iter().filter(|(label, _)| is_unused(label)).collect();
        unused.sort_by_key(|(_, definition)| definition.span.start);
        for (_, definition) in unused {
            self.begin(BlockKind::Paragraph, Spacing::Apart);
            self.push(self.source[definition.span.clone()].trim());
        }
        self.close();
    }

    /// What was rendered.
    pub fn finish(mut self) -> Parsed {
        self.close();
        let mut warnings = self.filter.finish(&mut self.text);
        if self.html_left_out > 0 {
            let what = if self.html_left_out == 1 { "HTML tag or comment is" } else { "HTML tags or comments are" };
            warnings.push(Warning(format!("{} {what} not shown", self.html_left_out)));
        }
        Parsed { text: self.text, blocks: self.blocks, warnings }
    }
}
