//! Every input that broke something once, and the seeds, through the checks of the fuzz targets.

#[path = "common/checks.rs"]
mod checks;

use std::fs;
use std::path::{Path, PathBuf};

use checks::{BETWEEN, Seeds, TARGETS, Target};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The files in a folder and the folders in it, in order; none where there is no folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    paths.into_iter().flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// The texts of the repository, as far as they are short enough to be seeds.
fn texts() -> Vec<Vec<u8>> {
    const LONGEST: usize = 2_000;
    let is_text = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "txt" || ending == "md");
    let paths =
        ["texts", "tests/fixtures/collection", "tests/fixtures/segments"].map(|folder| files(&root().join(folder)));
    let read = |path: PathBuf| {
        let bytes = fs::read(path).expect("a text");
        let end = bytes.len().min(LONGEST);
        let end = bytes[..end].iter().rposition(|&byte| byte == b'\n').unwrap_or(end);
        bytes[..end].to_vec()
    };
    paths.into_iter().flatten().filter(is_text).map(read).collect()
}

/// The first inputs of a target.
fn seeds(target: &Target) -> Vec<Vec<u8>> {
    let head = |n: usize, at: usize| (0..n).map(|byte| (at * 31 + byte * 17) as u8).collect::<Vec<u8>>();
    match target.seeds {
        Seeds::Texts(n) => texts().iter().enumerate().map(|(at, text)| [&head(n, at), &text[..]].concat()).collect(),
        Seeds::TwoTexts(n) => {
            let texts = texts();
            let pairs = texts.windows(2).enumerate();
            pairs.map(|(at, two)| [&head(n, at), &two[0][..], &[BETWEEN], &two[1][..]].concat()).collect()
        }
        Seeds::Manifests => {
            let manifests = files(root()).into_iter().filter(|path| path.ends_with("work.toml"));
            manifests.map(|path| fs::read(path).expect("a manifest")).collect()
        }
        Seeds::Given(given) => given.iter().map(|seed| seed.as_bytes().to_vec()).collect(),
    }
}

#[test]
fn what_was_found_by_fuzzing_holds() {
    for target in TARGETS {
        for path in files(&root().join("tests/fixtures/fuzz").join(target.name)) {
            println!("{}", path.display());
            (target.check)(&fs::read(&path).expect("a kept input"));
        }
    }
}

#[test]
fn what_is_kept_belongs_to_a_target() {
    for path in files(&root().join("tests/fixtures/fuzz")) {
        let folder = path.parent().and_then(Path::file_name).expect("a folder a target").to_string_lossy().into_owned();
        assert!(TARGETS.iter().any(|target| target.name == folder), "{}", path.display());
    }
}

#[test]
fn the_checks_hold_for_every_seed() {
    for target in TARGETS {
        let seeds = seeds(target);
        assert!(!seeds.is_empty(), "{}", target.name);
        for (at, seed) in seeds.iter().enumerate() {
            println!("{} {at}", target.name);
            (target.check)(seed);
        }
    }
}

#[test]
fn every_check_is_a_fuzz_target_and_the_other_way_round() {
    let manifest = fs::read_to_string(root().join("fuzz/Cargo.toml")).expect("the manifest of the fuzz targets");
    for target in TARGETS {
        assert!(manifest.contains(&format!("name = \"{}\"", target.name)), "{} is no binary", target.name);
        let source = root().join("fuzz/fuzz_targets").join(target.name).with_extension("rs");
        assert!(source.is_file(), "{}", source.display());
    }
    assert_eq!(manifest.matches("[[bin]]").count(), TARGETS.len());
}

/// Writes the seeds where the fuzzer begins: `cargo test --test found_by_fuzzing write_the_seeds -- --ignored`.
#[test]
#[ignore = "it writes into fuzz/corpus"]
fn write_the_seeds() {
    for target in TARGETS {
        let folder = root().join("fuzz/corpus").join(target.name);
        fs::create_dir_all(&folder).expect("a folder for the corpus");
        for (at, seed) in seeds(target).iter().enumerate() {
            fs::write(folder.join(format!("seed-{at}")), seed).expect("written");
        }
    }
}
