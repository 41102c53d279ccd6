//! What is read back: manifests, the state, kept alignments.

use std::path::Path;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use kzreader::align::Task;
use kzreader::config::Config;
use kzreader::library::manifest;
use kzreader::model::{Alignment, Bead, BlockKind, Document, DocumentBuilder, Language, Spacing};
use kzreader::state::alignments::{Alignments, Key};
use kzreader::state::{Choices, Spot, State, Store};

use super::Input;

/// A manifest that is read names files beside itself; one that is not says where it is wrong.
pub fn manifest(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    match manifest::read(Path::new("work/work.toml"), text, "work") {
        Ok(manifest) => {
            assert!(!manifest.versions.is_empty());
            for version in &manifest.versions {
                let mut parts = Path::new(&version.file).components();
                assert!(matches!(parts.next(), Some(std::path::Component::Normal(_))), "{:?}", version.file);
                assert!(parts.next().is_none(), "{:?}", version.file);
                let (line, column) = version.named_at;
                let named = text.lines().nth(line - 1).expect("a line of the text");
                assert!(column >= 1 && column <= named.chars().count() + 1, "{line}:{column}");
            }
        }
        Err(error) => {
            let told = error.to_string();
            let place = told.strip_prefix("work/work.toml:").unwrap_or_else(|| panic!("no place in {told:?}"));
            let mut numbers = place.splitn(3, ':').map(str::parse::<usize>);
            let (Some(Ok(line)), Some(Ok(column))) = (numbers.next(), numbers.next()) else { panic!("{told:?}") };
            assert!((1..=text.lines().count() + 1).contains(&line) && column >= 1, "{told:?}");
        }
    }
}

/// A configuration is read whatever it holds: what is wrong is told with nothing that a terminal obeys, and what came of
/// it can be written, read again without a word and is the same then.
pub fn config(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let path = Path::new("config.toml");
    let config = Config::read(path, text);
    for problem in &config.problems {
        assert!(!problem.chars().any(char::is_control), "{problem:?}");
        assert!(problem.starts_with("config.toml:"), "{problem:?} has no place");
    }
    let written = config.to_toml(&Choices::default());
    let again = Config::read(path, &written);
    assert_eq!(again.problems, Vec::<String>::new(), "{written}");
    assert_eq!(again.to_toml(&Choices::default()), written);
}

/// A state file is read, set aside or left alone; what is saved is there again; three states make one.
pub fn state(bytes: &[u8]) {
    let mut input = Input::new(bytes);
    let texts = input.texts();
    opens_and_saves(texts[0]);
    let parse = |bytes: &&[u8]| toml::from_str::<State>(std::str::from_utf8(bytes).ok()?).ok();
    let states: Vec<State> = texts.iter().take(3).filter_map(parse).collect();
    for state in &states {
        let written = toml::to_string(state).expect("what was read can be written");
        assert_eq!(toml::from_str::<State>(&written).as_ref(), Ok(state));
        is_usable(state);
    }
    let Some(base) = states.first() else { return };
    let (ours, disk) = (states.get(1).unwrap_or(base), states.get(2).unwrap_or(base));
    assert_eq!(&State::merged(base, ours, base), ours, "nobody else wrote");
    let theirs = State { version: base.version, ..disk.clone() };
    assert_eq!(State::merged(base, base, disk), theirs, "nothing was changed here");
    assert_eq!(&State::merged(base, ours, ours), ours, "both made the same of it");
    let merged = State::merged(base, ours, disk);
    for (key, reading) in &merged.reading {
        assert!(ours.reading.get(key) == Some(reading) || disk.reading.get(key) == Some(reading));
    }
    assert_eq!(State::merged(base, ours, &merged), merged, "saving again changes nothing");
}

fn opens_and_saves(bytes: &[u8]) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("state.toml");
    std::fs::write(&path, bytes).expect("written");
    let mut opened = Store::open(Some(folder.path()));
    let left_alone = std::fs::read(&path).is_ok_and(|now| now == bytes);
    let mut ours = opened.state.clone();
    ours.languages.insert("a new one".to_owned(), "nn".to_owned());
    let saved = opened.store.save(&ours, &|| true).is_ok();
    match (&opened.message, left_alone) {
        (None, _) => {
            assert!(saved);
            let again = Store::open(Some(folder.path()));
            assert_eq!(again.message, None);
            let version = again.state.version;
            assert_eq!(again.state, State { version, ..ours }, "what is saved is there at the next start");
        }
        (Some(_), true) => assert_eq!(std::fs::read(&path).expect("still there"), bytes, "not ours to change"),
        (Some(_), false) => {
            let aside = std::fs::read(folder.path().join("state.damaged-1.toml")).expect("set aside");
            assert_eq!(aside, bytes, "set aside as it was");
        }
    }
}

fn is_usable(state: &State) {
    state.overrides();
    state.choices.arrangement();
    state.choices.folding();
    let document = &documents()[0];
    for reading in state.reading.values() {
        let place = reading.spot().place_in(document);
        let segment = document.segments()[place.segment].range.clone();
        assert!(place.offset <= segment.len(), "{place:?}");
        assert!(document.text().is_char_boundary(segment.start + place.offset), "{place:?}");
        reading.spot().is_within(document);
        let again = Spot::of(document, place).place_in(document);
        assert_eq!(again, place, "a place that was kept is found again");
    }
}

fn documents() -> &'static [Document; 2] {
    static DOCUMENTS: OnceLock<[Document; 2]> = OnceLock::new();
    DOCUMENTS.get_or_init(|| {
        [("Der Zug fährt. Über die Brücke\nfährt er.", "de"), ("The train runs.\n\nIt runs over the bridge.", "en")]
            .map(|(text, tag)| {
                let mut builder = DocumentBuilder::default();
                let mut at = 0;
                for block in text.split("\n\n") {
                    builder.push(BlockKind::Paragraph, Spacing::Apart, at..at + block.len());
                    at += block.len() + 2;
                }
                let language = Language::parse(tag).expect("a tag");
                let cut = |text: &str, kind| kzreader::language::segments::cut(text, kind, &language);
                builder.finish(text.to_owned(), cut)
            })
    })
}

/// A kept alignment is one of these documents or none; what was kept is found again.
pub fn alignments(bytes: &[u8]) {
    static PLACE: OnceLock<(tempfile::TempDir, std::path::PathBuf)> = OnceLock::new();
    let [source, target] = documents();
    let [n_source, n_target] = [source, target].map(|document| document.segments().len());
    let key = Key::of(&Task::new(source, target));
    let whole = || {
        let bead = Bead { source: 0..n_source, target: 0..n_target, confidence: 1.0 };
        Arc::new(Alignment::new(vec![bead], n_source, n_target).expect("one bead"))
    };
    let (folder, path) = PLACE.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a folder");
        Alignments::new(Some(folder.path().to_path_buf())).keep(key, &whole(), Duration::from_secs(1));
        let mut files = std::fs::read_dir(folder.path()).expect("a folder").flatten().map(|entry| entry.path());
        let path = files.find(|path| path.extension().is_some_and(|ending| ending == "beads")).expect("it was kept");
        (folder, path)
    });
    let mut input = Input::new(bytes);
    let is_summed = input.byte() & 1 == 1;
    let bytes = input.rest();
    let file = if is_summed { summed(&[b"kzbeads\x01", bytes].concat()) } else { bytes.to_vec() };
    std::fs::write(path, file).expect("written");
    let kept = Alignments::new(Some(folder.path().to_path_buf()));
    if let Some(found) = kept.find(key, n_source, n_target) {
        let ends = found.beads().last().map(|bead| [bead.source.end, bead.target.end]);
        assert_eq!(ends, Some([n_source, n_target]));
        assert!(found.beads().iter().all(|bead| (0.0..=1.0).contains(&bead.confidence)));
        kept.keep(key, &found, Duration::from_secs(1));
        let again = Alignments::new(Some(folder.path().to_path_buf())).find(key, n_source, n_target);
        assert_eq!(again, Some(found), "what was kept is found again");
    }
}

/// Bytes with their FNV-1a sum of 128 bits behind them.
fn summed(bytes: &[u8]) -> Vec<u8> {
    let mut hash = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d_u128;
    for &byte in bytes {
        hash = (hash ^ u128::from(byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b);
    }
    [bytes, &hash.to_le_bytes()].concat()
}
