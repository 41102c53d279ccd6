//! How fast the core is: `cargo bench --bench core [-- FILTER]`.
//!
//! Texts are the built-in ones, in German, English, Norwegian, Portuguese and Swedish, said again as often as it takes, and
//! invented bitexts. What takes bytes tells how many it takes in a second. How alignment grows with the text is measured
//! by `cargo bench --bench align`.

#[path = "align/invented.rs"]
mod invented;

use std::ops::ControlFlow;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use kzreader::align::Task;
use kzreader::align::works::{Constraints, Fingerprint, group};
use kzreader::import::segmented::import_segmented;
use kzreader::import::{Hints, encoding, import, sanitise};
use kzreader::language::fold::fold;
use kzreader::language::{identify, segments};
use kzreader::layout::{Arrangement, Folding, Frame, Grain, Port, RowOrder, Sheet};
use kzreader::model::{Alignment, BlockKind, Document, Extent, Language, Place, Side};
use kzreader::search::{Query, Words};

use invented::Bitext;

const MEGABYTE: usize = 1 << 20;

const GERMAN: &str = include_str!("../texts/socialist-declaration/de.md");
const ALL: [&str; 5] = [
    GERMAN,
    include_str!("../texts/socialist-declaration/en.md"),
    include_str!("../texts/socialist-declaration/nb.md"),
    include_str!("../texts/socialist-declaration/pt.md"),
    include_str!("../texts/socialist-declaration/sv.md"),
];

fn main() {
    divan::main();
}

/// A text said again until it has so many bytes.
fn long(text: &str, n_bytes: usize) -> String {
    (text.to_owned() + "\n\n").repeat(n_bytes.div_ceil(text.len() + 2))
}

fn imported(name: &str, text: &str) -> Document {
    import(text.as_bytes(), &Hints { name, ..Hints::default() }).expect("it is text")
}

fn level(n_segments: usize) -> (Document, Document) {
    let bitext = Bitext::invent(n_segments);
    let document = |lines: &[String], language: &str| {
        let hints = Hints { language: Language::parse(language), ..Hints::default() };
        import_segmented(lines.join("\n").as_bytes(), &hints).expect("it is text").0
    };
    (document(&bitext.source, "de"), document(&bitext.target, "en"))
}

fn go_on(_: f32) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

#[divan::bench(sample_count = 20)]
fn decode_and_sanitise(bencher: Bencher) {
    let text = long(&ALL.concat(), MEGABYTE);
    bencher.counter(BytesCount::of_str(&text)).bench(|| {
        let decoded = encoding::decode(text.as_bytes(), None, Extent::Whole).expect("it is text");
        sanitise::sanitise(decoded.text)
    });
}

#[divan::bench(sample_count = 20, args = ["novel.txt", "novel.md"])]
fn import_a_megabyte(bencher: Bencher, name: &str) {
    let text = long(GERMAN, MEGABYTE);
    bencher.counter(BytesCount::of_str(&text)).bench(|| imported(name, black_box(&text)));
}

#[divan::bench(args = ["story.txt", "story.md"])]
fn import_twenty_kilobytes(bencher: Bencher, name: &str) {
    let text = long(GERMAN, 20_000);
    bencher.counter(BytesCount::of_str(&text)).bench(|| imported(name, black_box(&text)));
}

#[divan::bench(args = [200, 4_000, 16_000])]
fn identify_a_language(bencher: Bencher, n_bytes: usize) {
    let texts = ALL.map(|text| long(text, n_bytes).chars().take(n_bytes).collect::<String>());
    let n_bytes: usize = texts.iter().map(String::len).sum();
    bencher.counter(BytesCount::new(n_bytes)).bench(|| texts.each_ref().map(|text| identify::identify(text)));
}

#[divan::bench(sample_count = 20)]
fn cut_into_segments(bencher: Bencher) {
    let german = Language::parse("de").expect("a tag");
    let text = long(GERMAN, MEGABYTE);
    bencher.counter(BytesCount::of_str(&text)).bench(|| {
        let blocks = text.split("\n\n").filter(|block| !block.is_empty());
        blocks.map(|block| segments::cut(block, BlockKind::Paragraph, &german).len()).sum::<usize>()
    });
}

#[divan::bench(sample_count = 20)]
fn fold_a_text(bencher: Bencher) {
    let text = long(&ALL.concat(), MEGABYTE);
    bencher.counter(BytesCount::of_str(&text)).bench(|| fold(black_box(&text)));
}

#[divan::bench(sample_count = 20)]
fn take_a_fingerprint(bencher: Bencher) {
    let text = long(GERMAN, 256 * 1024);
    let document = imported("novel.md", &text);
    bencher.counter(BytesCount::of_str(&text)).bench(|| Fingerprint::new(&document));
}

#[divan::bench(sample_count = 10)]
fn group_forty_texts_into_works(bencher: Bencher) {
    let parts = |document: Document| -> Vec<Document> {
        let lines: Vec<&str> = (0..document.segments().len()).map(|segment| document.segment_text(segment)).collect();
        lines.chunks(40).map(|lines| imported("part.txt", &lines.join("\n\n"))).collect()
    };
    let (source, target) = level(800);
    let prints: Vec<Fingerprint> = parts(source).iter().chain(&parts(target)).map(Fingerprint::new).collect();
    let prints: Vec<&Fingerprint> = prints.iter().collect();
    bencher.bench(|| group(&prints, &Constraints::default()));
}

/// Two long texts side by side on a large screen.
struct Pane {
    left: Document,
    right: Document,
    alignment: Alignment,
}

const HEIGHT: usize = 60;

impl Pane {
    fn new() -> Self {
        let (left, right) = level(5_000);
        let alignment = Task::new(&left, &right).quick(&go_on).expect("nothing stops it");
        Self { left, right, alignment }
    }

    fn sheet(&self, columns: usize) -> Sheet<'_> {
        let frame = Frame {
            arrangement: Arrangement::Columns,
            grain: Grain::Bead,
            columns: [columns; 2],
            hyphenation: true,
            justification: false,
            folding: Folding::Shown,
            order: RowOrder::Seen,
        };
        Sheet { left: &self.left, right: Some((&self.right, &self.alignment)), frame }
    }

    fn port(&self, sheet: &Sheet) -> Port {
        let mut port = Port::default();
        port.show_at_row(sheet, Side::Left, Place::at_segment(2_500), 0);
        port
    }
}

#[divan::bench]
fn fill_a_screen(bencher: Bencher) {
    let pane = Pane::new();
    let sheet = pane.sheet(70);
    bencher.bench_local(|| {
        let mut port = pane.port(&sheet);
        port.fill(&sheet, HEIGHT, None);
        port.shown().len()
    });
}

/// One text, filled from its middle: what order and justification cost beside the plain one.
#[divan::bench(args = ["de", "de justified", "ar", "ar justified"])]
fn fill_a_screen_with_one_text(bencher: Bencher, case: &str) {
    let text = if case.starts_with("de") { GERMAN } else { include_str!("../tests/fixtures/mill/ar.md") };
    let document = imported("text.md", &long(text, MEGABYTE / 4));
    let frame = Frame {
        arrangement: Arrangement::Columns,
        grain: Grain::Bead,
        columns: [70; 2],
        hyphenation: true,
        justification: case.ends_with("justified"),
        folding: Folding::Shown,
        order: RowOrder::Seen,
    };
    let sheet = Sheet { left: &document, right: None, frame };
    let middle = Place::at_segment(document.segments().len() / 2);
    bencher.bench_local(|| {
        let mut port = Port::default();
        port.show_at_row(&sheet, Side::Left, middle, 0);
        port.fill(&sheet, HEIGHT, None);
        port.shown().len()
    });
}

#[divan::bench]
fn scroll_by_a_row(bencher: Bencher) {
    let pane = Pane::new();
    let sheet = pane.sheet(70);
    let mut port = pane.port(&sheet);
    port.fill(&sheet, HEIGHT, None);
    bencher.bench_local(|| {
        port.scroll(&sheet, 1);
        port.fill(&sheet, HEIGHT, None);
        port.shown().len()
    });
}

#[divan::bench]
fn resize_a_screen(bencher: Bencher) {
    let pane = Pane::new();
    let mut port = pane.port(&pane.sheet(70));
    let mut columns = 40;
    bencher.bench_local(|| {
        columns = if columns == 70 { 40 } else { 70 };
        let sheet = pane.sheet(columns);
        port.invalidate();
        port.fill(&sheet, HEIGHT, None);
        port.shown().len()
    });
}

#[divan::bench(sample_count = 20, args = ["Gewerkschaft", "nirgendwo"])]
fn search_a_megabyte(bencher: Bencher, query: &str) {
    let text = long(GERMAN, MEGABYTE);
    let document = imported("novel.md", &text);
    let query = Query::Words(Words::new(query).expect("something is looked for"));
    bencher.counter(BytesCount::of_str(&text)).bench(|| query.hits(&document));
}

#[divan::bench(args = [0, 2_500])]
fn align_near_a_place(bencher: Bencher, segment: usize) {
    let (source, target) = level(5_000);
    bencher.bench(|| Task::new(&source, &target).near(Side::Left, segment, &go_on));
}

#[divan::bench(sample_count = 5, args = [500, 5_000])]
fn align_quickly(bencher: Bencher, n_segments: usize) {
    let (source, target) = level(n_segments);
    bencher.bench(|| Task::new(&source, &target).quick(&go_on));
}

#[divan::bench(sample_count = 3, args = [500, 5_000])]
fn align_fully(bencher: Bencher, n_segments: usize) {
    let (source, target) = level(n_segments);
    bencher.bench(|| Task::new(&source, &target).full(&go_on));
}
