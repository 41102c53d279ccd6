//! Documents laid beside each other: aligned, grouped, laid out.

use kzreader::align::works::{Constraints, Fingerprint, group as group_works};
use kzreader::align::{Hold, Pin, Task};
use kzreader::import::{Hints, import};
use kzreader::layout::{Arrangement, Folding, Frame, Grain, PassageRows, Port, RowOrder, Sheet};
use kzreader::model::{Alignment, Bead, BlockKind, Document, Language, Place, Side};

use super::Input;

const TAGS: [Option<&str>; 8] = [None, None, Some("en"), Some("de"), Some("fr"), Some("ru"), Some("ja"), Some("ar")];

/// The longest text that is laid out, in bytes.
const LONGEST: usize = 3_000;

/// The longest text that is compared with others, in bytes: what is slower is tried on less.
const LONGEST_COMPARED: usize = 600;

fn document(bytes: &[u8], choice: u8, longest: usize) -> Option<Document> {
    let name = if choice & 8 == 0 { "a.txt" } else { "a.md" };
    let language = TAGS[usize::from(choice) % TAGS.len()].and_then(Language::parse);
    import(&bytes[..bytes.len().min(longest)], &Hints { name, language, ..Hints::default() }).ok()
}

/// Two texts, in the way that two bytes choose.
fn two(choices: &mut Input, input: &mut Input, longest: usize) -> Option<[Document; 2]> {
    let texts = input.texts();
    let source = document(texts[0], choices.byte(), longest)?;
    let target = document(texts.get(1).copied().unwrap_or_default(), choices.byte(), longest)?;
    Some([source, target])
}

/// An alignment covers both sides once and in order, begins a bead at each pin, and is the same from the other side.
pub fn align(bytes: &[u8]) {
    let mut input = Input::new(bytes);
    let mut choices = input.head(8);
    let Some([source, target]) = two(&mut choices, &mut input, LONGEST_COMPARED) else { return };
    let [n_source, n_target] = [&source, &target].map(|document| document.segments().len());
    let mut pins = Vec::new();
    while n_source > 0 && n_target > 0 && !choices.is_empty() {
        let mut below = |n: usize| choices.below(n + 2);
        let (source, target) = (below(n_source), below(n_target));
        let pin = Pin::bead(source..source + below(2), target..target + below(2));
        pins.push(if below(2) == 0 { pin } else { Pin::start(source, target) });
    }
    let task = Task { pins: &pins, ..Task::new(&source, &target) };
    let go_on = |_| std::ops::ControlFlow::Continue(());
    let quick = task.quick(&go_on).expect("nothing stops it");
    let full = task.full(&go_on).expect("nothing stops it");
    for alignment in [&quick, &full] {
        let again = Alignment::new(alignment.beads().to_vec(), n_source, n_target);
        assert_eq!(again.as_ref(), Ok(alignment), "it covers both sides exactly once");
        for bead in alignment.beads() {
            assert!((0.0..=1.0).contains(&bead.confidence), "{bead:?}");
        }
    }
    if let [pin] = &pins[..]
        && pin.hold == Hold::Start
        && pin.source.start < n_source
        && pin.target.start < n_target
    {
        let begins = |side, segment| full.bead_of(side, segment).map(|bead| full.beads()[bead].segments(side).start);
        assert_eq!(begins(Side::Left, pin.source.start), Some(pin.source.start), "{pin:?}");
        assert_eq!(full.bead_of(Side::Left, pin.source.start), full.bead_of(Side::Right, pin.target.start), "{pin:?}");
    }
    let mirrored: Vec<Pin> = pins.iter().cloned().map(Pin::mirrored).collect();
    let other = Task { pins: &mirrored, ..Task::new(&target, &source) }.quick(&go_on);
    let other = other.expect("nothing stops it");
    let spans = |alignment: &Alignment| -> Vec<_> {
        alignment.beads().iter().map(|bead| (bead.source.clone(), bead.target.clone())).collect()
    };
    assert_eq!(spans(&other.mirrored()), spans(&quick), "the same from the other side");
}

/// Groups are a partition that keeps to what was said by hand, and the same each time.
pub fn group(bytes: &[u8]) {
    let mut input = Input::new(bytes);
    let mut choices = input.head(4);
    let texts = input.texts();
    let read = |(at, text): (usize, &&[u8])| document(text, at as u8, LONGEST_COMPARED);
    let documents: Vec<Document> = texts.iter().enumerate().take(8).filter_map(read).collect();
    let prints: Vec<Fingerprint> = documents.iter().map(Fingerprint::new).collect();
    let prints: Vec<&Fingerprint> = prints.iter().collect();
    let mut constraints = Constraints::default();
    if prints.len() > 1 {
        let pairs = [
            (choices.below(prints.len()), choices.below(prints.len())),
            (choices.below(prints.len()), choices.below(prints.len())),
        ];
        constraints.joined.extend(Some(pairs[0]).filter(|(a, b)| a < b));
        constraints.parted.extend(Some(pairs[1]).filter(|(a, b)| a < b));
    }
    let groups = group_works(&prints, &constraints);
    let mut all: Vec<usize> = groups.iter().flatten().copied().collect();
    all.sort_unstable();
    assert!(all.into_iter().eq(0..prints.len()), "each document is in one group: {groups:?}");
    assert!(groups.iter().all(|group| group.is_sorted()) && groups.is_sorted(), "{groups:?}");
    let of = |at: usize| groups.iter().position(|group| group.contains(&at));
    for &(a, b) in &constraints.joined {
        assert_eq!(of(a), of(b), "{a} and {b} were joined: {groups:?}");
    }
    for &(a, b) in constraints.parted.iter().filter(|_| constraints.joined.is_empty()) {
        assert_ne!(of(a), of(b), "{a} and {b} were parted: {groups:?}");
    }
    assert_eq!(group_works(&prints, &constraints), groups);
}

/// Rows are level, hold all of the text once, and are the same forward and backward, however one comes to them.
pub fn layout(bytes: &[u8]) {
    let mut input = Input::new(bytes);
    let mut choices = input.head(32);
    let Some([left, right]) = two(&mut choices, &mut input, LONGEST) else { return };
    let alignment = beads(&mut choices, left.segments().len(), right.segments().len());
    let arrangement = choices.of(&[Arrangement::Columns, Arrangement::Stacked, Arrangement::Interleaved]);
    let grain = choices.of(&[Grain::Bead, Grain::Block]);
    let folding = choices.of(&[Folding::Folded, Folding::Shown]);
    let columns = [1 + choices.below(100), 1 + choices.below(100)];
    let byte = choices.byte();
    let frame = Frame {
        arrangement,
        grain,
        columns,
        hyphenation: byte & 1 == 0,
        justification: byte & 2 == 0,
        folding,
        order: RowOrder::Seen,
    };
    let beside = (choices.byte() & 3 != 0).then_some((&right, &alignment));
    let sheet = Sheet { left: &left, right: beside, frame };
    is_whole_and_level(&sheet);
    is_one_way(&sheet, &mut choices);
}

fn beads(choices: &mut Input, n_source: usize, n_target: usize) -> Alignment {
    let (mut beads, mut at) = (Vec::new(), [0, 0]);
    let steps = [choices.byte(), choices.byte(), choices.byte()];
    while at != [n_source, n_target] {
        let step = steps[beads.len() % 3].max(0x10);
        let mut ends =
            [(at[0] + usize::from(step & 3)).min(n_source), (at[1] + usize::from(step >> 4 & 3)).min(n_target)];
        if ends == at {
            ends = [(at[0] + 1).min(n_source), (at[1] + 1).min(n_target)];
        }
        beads.push(Bead { source: at[0]..ends[0], target: at[1]..ends[1], confidence: 0.5 });
        at = ends;
    }
    Alignment::new(beads, n_source, n_target).expect("beads in order")
}

fn is_whole_and_level(sheet: &Sheet) {
    let mut covered = 0;
    for beads in sheet.passages() {
        assert_eq!(beads.start, covered, "passages cover the beads in order");
        covered = beads.end;
        let rows = sheet.lay(beads.start);
        if sheet.frame.arrangement == Arrangement::Columns && sheet.right.is_some() && !sheet.folds(beads.start) {
            for side in Side::BOTH {
                let first = rows.rows.iter().position(|row| row.side(side).is_some());
                assert_eq!(first, (!rows.gap[side.index()]).then_some(rows.lead), "{beads:?} begins level");
            }
        }
        for row in &rows.rows {
            for side in Side::BOTH {
                let Some(row) = row.side(side) else { continue };
                let columns = sheet.frame.columns[side.index()];
                assert!(columns < 24 || row.width() <= columns, "{:?} in {columns} columns", row.text());
            }
        }
        for bead in beads.clone() {
            assert_eq!(sheet.passage_of(bead), beads);
            if sheet.frame.folding == Folding::Folded && sheet.folds(bead) {
                continue;
            }
            let shown: String = Side::BOTH.iter().map(|&side| text_in(&rows, sheet, bead, side)).collect();
            let whole: String = Side::BOTH.iter().map(|&side| text_of(sheet, bead, side)).collect();
            assert_eq!(shown, whole, "bead {bead}");
        }
    }
    assert_eq!(covered, sheet.n_beads());
}

fn text_of(sheet: &Sheet, bead: usize, side: Side) -> String {
    let Some(document) = sheet.document(side) else { return String::new() };
    let segments = sheet.segments(bead, side).filter(|&segment| document.block_of(segment).kind != BlockKind::Rule);
    let text = segments.map(|segment| document.segment_text(segment)).collect::<String>();
    text.chars().filter(|character| !character.is_whitespace() && *character != '\u{ad}').collect()
}

/// What the rows of a bead show of its bytes, in the order in which it is stored.
fn text_in(rows: &PassageRows, sheet: &Sheet, bead: usize, side: Side) -> String {
    let bytes = sheet.bytes(bead, side);
    let mut shown = Vec::new();
    for (index, row) in rows.rows.iter().enumerate().filter(|(index, _)| rows.holds(*index, bead)) {
        assert!(rows.extent(bead).contains(&index));
        for run in row.side(side).into_iter().flat_map(|row| &row.runs) {
            let Some(start) = run.start else { continue };
            let at_byte = run.text.char_indices().map(|(at, character)| (start + at, character));
            shown.extend(at_byte.filter(|(byte, _)| bytes.contains(byte)));
        }
    }
    shown.sort_unstable();
    let text = shown.into_iter().map(|(_, character)| character);
    text.filter(|character| !character.is_whitespace() && *character != '\u{ad}').collect()
}

type Seen = (Option<usize>, usize);

/// Wherever the port goes, it shows rows that follow each other; down and up again shows the same.
fn is_one_way(sheet: &Sheet, choices: &mut Input) {
    let mut all: Vec<Seen> = (0..sheet.front().rows.len()).map(|row| (None, row)).collect();
    for beads in sheet.passages() {
        all.extend((0..sheet.lay(beads.start).rows.len()).map(|row| (Some(beads.start), row)));
    }
    let height = 1 + choices.below(40);
    if std::env::var_os("SHOW_ROWS").is_some() {
        println!("{:?}", sheet.frame);
        for (passage, row) in &all {
            let rows = passage.map_or_else(|| sheet.front(), |bead| sheet.lay(bead));
            println!("{passage:?} {row} {:?}", rows.rows[*row]);
        }
    }
    let mut port = Port::default();
    port.fill(sheet, height, None);
    let seen = |port: &Port| -> Vec<Seen> { port.shown().iter().map(|shown| (shown.passage(), shown.row)).collect() };
    let last_top = all.len().saturating_sub(height);
    for top in 0..=last_top.min(60) {
        assert_eq!(seen(&port), all[top..(top + height).min(all.len())], "row {top}");
        assert_eq!(port.scroll(sheet, 1), isize::from(top < last_top));
        port.fill(sheet, height, None);
    }
    port.scroll(sheet, -(all.len() as isize));
    port.fill(sheet, height, None);
    assert_eq!(seen(&port), all[..height.min(all.len())]);
    while !choices.is_empty() {
        let choice = choices.byte();
        let (by, bead) = (usize::from(choice >> 3), usize::from(choice >> 3) % sheet.n_beads().max(1));
        let side = if choice & 0x80 == 0 { Side::Left } else { Side::Right };
        let n_segments = sheet.document(side).map_or(0, |document| document.segments().len());
        match choice & 7 {
            0 => drop(port.scroll(sheet, by as isize)),
            1 => drop(port.scroll(sheet, -(by as isize))),
            2 if sheet.n_beads() > 0 => port.reveal(sheet, bead),
            3 if sheet.n_beads() > 0 => port.show_in_upper_part(sheet, bead),
            4 if n_segments > 0 => {
                port.show_at_row(sheet, side, Place { segment: by % n_segments, offset: 0 }, by % height);
            }
            5 => port.scroll_to_share(sheet, by as f64 / 31.0),
            6 => port.show_end(sheet),
            _ => port.invalidate(),
        }
        let wanted = (choice & 7 == 2 && sheet.n_beads() > 0).then_some(bead);
        port.fill(sheet, height, wanted);
        let shown = seen(&port);
        assert_eq!(shown.len(), height.min(all.len()), "a full screen after {choice:#x}");
        let at = shown.first().map_or(0, |first| all.iter().position(|row| row == first).expect("a row of the sheet"));
        assert_eq!(shown, all[at..at + shown.len()], "rows that follow each other after {choice:#x}");
        if let Some(bead) = wanted.filter(|&bead| !sheet.is_folded_away(bead)) {
            assert!(port.row_of(bead).is_some(), "bead {bead} is in sight");
        }
        let share = port.share(sheet);
        assert!((0.0..=1.0).contains(&share), "{share}");
    }
}
