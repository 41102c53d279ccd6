//! Files of mended alignments: where they lie, what of them holds, and what they survive.

use proptest::prelude::*;
use tempfile::TempDir;

use super::*;
use crate::align::Hold;
use crate::model::{BlockKind, Description, DocumentBuilder, Language, Origin, Spacing, VersionId};

const NOBODY_WAITS: &dyn Fn() -> bool = &|| false;

fn document(sentences: &[&str]) -> Arc<Document> {
    let (mut builder, mut text) = (DocumentBuilder::default(), String::new());
    for sentence in sentences {
        let start = text.len();
        text.push_str(sentence);
        builder.push(BlockKind::Paragraph, Spacing::Apart, start..text.len());
        text.push('\n');
    }
    Arc::new(builder.finish(text, |_, _| Vec::new()))
}

fn version(folder: &Path, file: &str) -> Version {
    let path = folder.join(file);
    Version {
        id: VersionId(path.display().to_string()),
        origin: Origin::File(path),
        language: Language::parse(&file[..2]).expect("a tag"),
        description: Description::default(),
        size: 0,
        encoding: None,
    }
}

const DE: [&str; 5] = ["Eins.", "Zwei.", "Drei.", "Vier.", "Fünf."];
const EN: [&str; 5] = ["One.", "Two.", "Three.", "Four.", "Five."];

/// A folder with a collection, and one for what is kept apart.
struct Shelf {
    folder: TempDir,
}

impl Shelf {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir(folder.path().join("work")).expect("made");
        fs::write(folder.path().join("work/work.toml"), "").expect("written");
        Self { folder }
    }

    fn beside(&self) -> PathBuf {
        self.folder.path().join("work/de--en.align.toml")
    }

    fn apart(&self) -> PathBuf {
        self.folder.path().join("state/mends")
    }

    fn texts(&self, de: &[&str], en: &[&str]) -> Texts {
        let work = self.folder.path().join("work");
        Texts { versions: [version(&work, "de.md"), version(&work, "en.md")], documents: [document(de), document(en)] }
    }

    fn store(&self) -> MendStore {
        MendStore::new(Some(self.apart()))
    }

    fn find(&self, texts: &Texts) -> Found {
        find(texts, Some(&self.apart()), None)
    }

    fn keep(&self, store: &mut MendStore, texts: &Texts, before: &[Pin], pins: &[Pin]) -> Option<String> {
        let keeping = Keeping { texts: texts.clone(), before: before.to_vec(), pins: pins.to_vec() };
        store.keep(&keeping, NOBODY_WAITS).expect("it can be written")
    }
}

fn some_pins() -> Vec<Pin> {
    vec![Pin::bead(0..1, 0..2), Pin::bead(1..2, 2..2), Pin::start(2, 2), Pin::bead(4..5, 5..5), Pin::bead(5..5, 4..5)]
}

#[test]
fn what_was_mended_is_there_again_whichever_text_is_on_the_left() {
    let shelf = Shelf::new();
    let texts = shelf.texts(&DE, &EN);
    let pins = vec![Pin::bead(0..1, 0..2), Pin::bead(1..2, 2..2), Pin::start(2, 2), Pin::bead(4..5, 5..5)];
    assert_eq!(shelf.keep(&mut shelf.store(), &texts, &[], &pins), None);
    assert!(shelf.beside().is_file() && !shelf.apart().exists());
    let found = shelf.find(&texts);
    assert_eq!((found.pins, found.told), (pins.clone(), None));
    let turned = shelf.find(&texts.clone().turned());
    assert_eq!(turned.pins, pins.iter().cloned().map(Pin::mirrored).collect::<Vec<_>>());
    let names: Vec<_> = fs::read_dir(shelf.beside().parent().expect("a folder")).expect("read").flatten().collect();
    assert_eq!(names.len(), 2, "no temporary file and no lock is left: {names:?}");
    let text = fs::read_to_string(shelf.beside()).expect("read");
    assert!(!text.contains("Zwei"), "nothing of the texts stands there");
    // Who undoes everything leaves nothing behind.
    shelf.keep(&mut shelf.store(), &texts, &pins, &[]);
    assert!(!shelf.beside().exists());
}

#[test]
fn texts_that_are_no_collection_are_mended_in_the_state_folder_under_a_name_of_their_own() {
    let shelf = Shelf::new();
    fs::remove_file(shelf.folder.path().join("work/work.toml")).expect("removed");
    let texts = shelf.texts(&DE, &EN);
    shelf.keep(&mut shelf.store(), &texts, &[], &[Pin::bead(0..1, 0..1)]);
    assert!(!shelf.beside().exists());
    let name = |folder: &Path| fs::read_dir(folder).expect("read").flatten().next().map(|entry| entry.file_name());
    let name = name(&shelf.apart()).expect("a file").into_string().expect("characters");
    assert!(name.starts_with("de--en-") && name.ends_with(".align.toml"), "{name}");
    assert_eq!(shelf.find(&texts).pins.len(), 1);
    // The first alignment of a collection takes over what was kept apart before it was one.
    fs::write(shelf.folder.path().join("work/work.toml"), "").expect("written");
    assert_eq!(shelf.find(&texts).pins.len(), 1);
    shelf.keep(&mut shelf.store(), &texts, &[Pin::bead(0..1, 0..1)], &[Pin::bead(0..1, 0..1), Pin::bead(1..2, 1..2)]);
    assert!(shelf.beside().is_file() && fs::read_dir(shelf.apart()).expect("read").next().is_none());
    assert_eq!(shelf.find(&texts).pins.len(), 2);
}

#[test]
fn where_the_collection_can_t_be_written_it_is_kept_apart_and_told_once() {
    let shelf = Shelf::new();
    // What is a folder can't be replaced by a file, not even by root.
    fs::create_dir(shelf.beside()).expect("made");
    let texts = shelf.texts(&DE, &EN);
    let mut store = shelf.store();
    let told = shelf.keep(&mut store, &texts, &[], &[Pin::bead(0..1, 0..1)]).expect("it is told");
    assert!(told.contains("can't be written") && told.contains("state/mends"), "{told}");
    assert_eq!(shelf.keep(&mut store, &texts, &[Pin::bead(0..1, 0..1)], &[Pin::bead(0..1, 0..2)]), None);
    assert_eq!(shelf.find(&texts).pins, [Pin::bead(0..1, 0..2)]);
}

#[test]
fn of_a_changed_text_what_still_holds_is_found_again_and_the_rest_is_told_and_kept() {
    let shelf = Shelf::new();
    let pins = [Pin::bead(0..1, 0..2), Pin::bead(1..2, 2..2), Pin::bead(2..4, 2..3), Pin::bead(4..5, 5..5)];
    shelf.keep(&mut shelf.store(), &shelf.texts(&DE, &EN), &[], &pins);
    let before = fs::read_to_string(shelf.beside()).expect("read");
    // A sentence before all others, quotation marks, and one sentence that says something else.
    let changed = shelf.texts(&["Null.", "„Eins.“", "zwei", "Drei.", "Sechs.", "Fünf."], &EN);
    let found = shelf.find(&changed);
    let held = vec![Pin::bead(1..2, 0..2), Pin::bead(2..3, 2..2), Pin::bead(5..6, 5..5)];
    assert_eq!(found.pins, held);
    assert_eq!(found.told.as_deref(), Some("3 of 4 mended beads hold; 1 is lost because its sentences changed"));
    assert_eq!(fs::read_to_string(shelf.beside()).expect("read"), before, "looking changes nothing");
    let mut more = held.clone();
    more.push(Pin::start(3, 3));
    more.sort_by_key(Pin::key);
    shelf.keep(&mut shelf.store(), &changed, &held, &more);
    assert!(fs::read_to_string(shelf.beside()).expect("read").contains("[[lost]]"));
    assert_eq!((shelf.find(&changed).pins, shelf.find(&changed).told), (more, None));
    // The sentence comes back, and so does what was mended with it.
    let again = shelf.texts(&["Null.", "Eins.", "Zwei.", "Drei.", "Vier.", "Fünf."], &EN);
    assert!(shelf.find(&again).pins.contains(&Pin::bead(1..2, 0..2)));
    let lost_again = Pin::bead(3..5, 2..3);
    let start = Pin::start(3, 3);
    let found = shelf.find(&again).pins;
    assert!(found.contains(&lost_again) || found.contains(&start), "{found:?}");
}

#[test]
fn sentences_that_stand_there_often_keep_their_order() {
    let shelf = Shelf::new();
    let refrain = ["La.", "La.", "La.", "Ende.", "La.", "La."];
    let texts = shelf.texts(&refrain, &refrain);
    let pins: Vec<Pin> = (0..6).map(|at| Pin::bead(at..at + 1, at..at + 1)).collect();
    shelf.keep(&mut shelf.store(), &texts, &[], &pins);
    let longer = ["Anfang.", "La.", "La.", "La.", "Ende.", "La.", "La."];
    let found = shelf.find(&shelf.texts(&longer, &longer));
    let moved: Vec<Pin> = (1..7).map(|at| Pin::bead(at..at + 1, at..at + 1)).collect();
    assert_eq!(found.pins, moved);
}

#[test]
fn two_programs_keep_each_other_s_and_what_one_takes_back_stays_taken_back() {
    let shelf = Shelf::new();
    let texts = shelf.texts(&DE, &EN);
    let (mut first, mut second) = (shelf.store(), shelf.store());
    let [a, b, c] = [Pin::bead(0..1, 0..1), Pin::bead(2..3, 2..3), Pin::bead(4..5, 4..5)];
    shelf.keep(&mut first, &texts, &[], std::slice::from_ref(&a));
    shelf.keep(&mut second, &texts, &[], std::slice::from_ref(&b));
    assert_eq!(shelf.find(&texts).pins, [a.clone(), b.clone()]);
    shelf.keep(&mut first, &texts, std::slice::from_ref(&a), std::slice::from_ref(&c));
    assert_eq!(shelf.find(&texts).pins, [b, c]);
}

#[test]
fn a_name_tells_its_two_texts_apart_and_is_one_that_every_file_system_takes() {
    let shelf = Shelf::new();
    let long = format!("en{}.txt", "x".repeat(300));
    for (a, b, want) in [
        ("de.md", "en.md", "de--en.align.toml"),
        ("de.md", "de.txt", "de.md--de.txt.align.toml"),
        ("de.novel.txt", "en.novel.txt", "de.novel--en.novel.align.toml"),
        ("de\u{1b}[31m.txt", "en.txt", "de__31m-"),
        ("de--..--.txt", "en.txt", "de--..----en.align.toml"),
        ("de.txt", &long, "de--enxxx"),
    ] {
        let work = shelf.folder.path().join("work");
        let versions = [version(&work, a), version(&work, b)];
        let texts = Texts { versions, documents: [document(&DE), document(&EN)] };
        let path = Places::of(&texts, None).beside.expect("a collection");
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        assert!(name.starts_with(want) && name.len() < 200, "{name}");
        assert!(!name.contains(|character: char| character.is_control()), "{name}");
        assert_eq!(path.parent(), Some(&*work));
    }
}

#[test]
fn of_eight_that_mend_at_once_nothing_is_lost() {
    let shelf = Shelf::new();
    let sentences: Vec<String> = (0..40).map(|at| format!("Satz {at}.")).collect();
    let sentences: Vec<&str> = sentences.iter().map(String::as_str).collect();
    let texts = shelf.texts(&sentences, &sentences);
    std::thread::scope(|scope| {
        for program in 0..8 {
            let (shelf, texts) = (&shelf, &texts);
            scope.spawn(move || {
                let (mut store, mut pins) = (shelf.store(), Vec::new());
                for at in 0..5 {
                    let before = pins.clone();
                    pins.push(Pin::bead(
                        5 * program + at..5 * program + at + 1,
                        5 * program + at..5 * program + at + 1,
                    ));
                    shelf.keep(&mut store, texts, &before, &pins);
                }
            });
        }
    });
    assert_eq!(shelf.find(&texts).pins.len(), 40);
}

#[test]
fn what_a_killed_program_left_is_cleared_away_and_does_no_harm() {
    let shelf = Shelf::new();
    let texts = shelf.texts(&DE, &EN);
    let pins = [Pin::bead(0..1, 0..1)];
    shelf.keep(&mut shelf.store(), &texts, &[], &pins);
    let torn = shelf.folder.path().join("work/.align-x1y2.tmp");
    fs::write(&torn, "[[bead]]\nsour").expect("written");
    assert_eq!(shelf.find(&texts).pins, pins);
    shelf.keep(&mut shelf.store(), &texts, &pins, &[Pin::bead(0..1, 0..2)]);
    assert!(!torn.exists());
}

#[test]
fn a_huge_file_in_its_place_is_told_and_not_read() {
    let shelf = Shelf::new();
    let texts = shelf.texts(&DE, &EN);
    fs::write(shelf.beside(), "#".repeat(17 << 20)).expect("written");
    let found = shelf.find(&texts);
    assert!(found.pins.is_empty() && found.told.is_some_and(|told| told.contains("is larger than 16 MB")));
}

#[test]
fn a_file_may_be_made_by_hand_without_fingerprints_and_named_in_the_other_order() {
    let shelf = Shelf::new();
    let path = shelf.folder.path().join("work/en--de.align.toml");
    let text = "[[bead]]\nsource = [1]\ntarget = [1, 2]\n[[bead]]\nsource = []\nbefore_source = 2\ntarget = [3]\n";
    fs::write(&path, text).expect("written");
    let texts = shelf.texts(&DE, &EN);
    assert_eq!(shelf.find(&texts).pins, [Pin::bead(0..1, 0..2), Pin::bead(1..1, 2..3)]);
}

#[test]
fn what_is_wrong_is_told_with_its_line_the_rest_counts_and_the_file_is_set_aside_when_it_is_written() {
    let shelf = Shelf::new();
    let texts = shelf.texts(&DE, &EN);
    let good = "[[bead]]\nsource = [1]\ntarget = [1]\n";
    for (wrong, place) in [
        ("[[bead]]\nsource = [3, 5]\ntarget = [2]\n", ":5:10: the segments of a bead follow each other"),
        ("[[bead]]\nsource = 3\ntarget = [2]\n", ":5:10: `source` should be a list of numbers"),
        ("[[bead]]\nsource = [3]\ntarget = []\n", ":6:10: a gap needs `before_target`"),
        ("[[bead]]\nsource = [0]\ntarget = [2]\n", ":5:11: `source` should be a list of numbers"),
        ("[[start]]\nsource = [2, 3]\ntarget = [2]\n", ":5:10: a start has one segment on each side"),
        (
            "[[bead]]\nsource = [3]\nsource_text = [\"x\"]\ntarget = [2]\n",
            ":6:16: `source_text` should be a fingerprint",
        ),
        ("= nonsense\n", ":4:1: "),
    ] {
        fs::write(shelf.beside(), format!("{good}{wrong}")).expect("written");
        let found = shelf.find(&texts);
        assert_eq!(found.pins, [Pin::bead(0..1, 0..1)], "{wrong}");
        let told = found.told.expect("it is told");
        assert!(told.contains(&format!("de--en.align.toml{place}")), "{told}");
    }
    shelf.keep(&mut shelf.store(), &texts, &[Pin::bead(0..1, 0..1)], &[Pin::bead(0..1, 0..2)]);
    assert_eq!((shelf.find(&texts).pins, shelf.find(&texts).told), (vec![Pin::bead(0..1, 0..2)], None));
    let aside = shelf.folder.path().join("work/de--en.align.damaged-1.toml");
    assert!(fs::read_to_string(aside).expect("it is kept").contains("= nonsense"));
}

#[test]
fn a_newer_file_is_left_alone() {
    let shelf = Shelf::new();
    let texts = shelf.texts(&DE, &EN);
    fs::write(shelf.beside(), "form = 99\n").expect("written");
    assert!(shelf.find(&texts).told.is_some_and(|told| told.contains("newer kzreader")));
    let keeping = Keeping { texts, before: Vec::new(), pins: vec![Pin::bead(0..1, 0..1)] };
    let error = shelf.store().keep(&keeping, NOBODY_WAITS).expect_err("it can't be written");
    assert!(error.to_string().contains("newer"), "{error}");
    assert_eq!(fs::read_to_string(shelf.beside()).expect("read"), "form = 99\n");
}

#[test]
fn no_cut_and_no_flipped_bit_does_more_harm_than_to_what_it_meets() {
    let shelf = Shelf::new();
    let texts = shelf.texts(&DE, &EN);
    let pins: Vec<Pin> = some_pins().into_iter().take(4).collect();
    shelf.keep(&mut shelf.store(), &texts, &[], &pins);
    let whole = fs::read(shelf.beside()).expect("read");
    let survives = |bytes: &[u8]| {
        fs::write(shelf.beside(), bytes).expect("written");
        let found = shelf.find(&texts);
        assert_eq!(in_order(&found.pins, texts.end()), found.pins);
    };
    (0..whole.len()).for_each(|end| survives(&whole[..end]));
    for at in (0..whole.len()).step_by(3) {
        let mut broken = whole.clone();
        broken[at] ^= 1 << (at % 8);
        survives(&broken);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn whatever_becomes_of_the_texts_what_is_found_is_in_order_and_says_what_it_said(
        old in prop::collection::vec(0..9_u8, 1..16),
        new in prop::collection::vec(0..9_u8, 0..16),
        sizes in prop::collection::vec((0..3_usize, 0..3_usize, any::<bool>()), 1..12),
    ) {
        let shelf = Shelf::new();
        let lines = |sentences: &[u8]| sentences.iter().map(|n| format!("Satz {n}.")).collect::<Vec<_>>();
        let (old, new) = (lines(&old), lines(&new));
        let (old, new): (Vec<&str>, Vec<&str>) = (old.iter().map(String::as_str).collect(), new.iter().map(String::as_str).collect());
        let texts = shelf.texts(&old, &old);
        let (mut from, mut pins) = ((0, 0), Vec::new());
        for (source, target, is_bead) in sizes {
            let to = ((from.0 + source).min(old.len()), (from.1 + target).min(old.len()));
            if is_bead && to != from {
                pins.push(Pin::bead(from.0..to.0, from.1..to.1));
            } else if to.0 > from.0 && to.1 > from.1 {
                pins.push(Pin::start(from.0, from.1));
            }
            from = to;
        }
        shelf.keep(&mut shelf.store(), &texts, &[], &pins);
        prop_assert_eq!(shelf.find(&texts).pins, pins.clone());
        let changed = shelf.texts(&new, &old);
        let found = shelf.find(&changed).pins;
        prop_assert_eq!(&in_order(&found, changed.end()), &found);
        let said = |texts: &Texts, pin: &Pin| -> (Vec<String>, Hold) {
            (pin.source.clone().map(|at| texts.documents[0].segment_text(at).to_owned()).collect(), pin.hold)
        };
        let known: Vec<_> = pins.iter().map(|pin| said(&texts, pin)).collect();
        prop_assert!(found.iter().all(|pin| known.contains(&said(&changed, pin))));
    }
}
