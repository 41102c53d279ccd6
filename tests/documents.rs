//! The documents are true of the program.

use std::fs;
use std::path::Path;

use kzreader::app::commands::COMMANDS;
use kzreader::app::help;
use kzreader::app::keymap::Keymap;
use kzreader::config::Config;
use kzreader::export::EXPORTS;
use kzreader::export::report::REPORTS;
use kzreader::import::formats::FORMATS;
use kzreader::state::Choices;
use kzreader::ui::theme::THEMES;

fn document(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).expect("the document is there")
}

/// Whether the documents are to be written anew instead of held to the program: `UPDATE_DOCUMENTS=1 cargo test --test
/// documents` does that for the parts that are made from tables.
fn updates() -> bool {
    std::env::var_os("UPDATE_DOCUMENTS").is_some()
}

/// Holds the part of a document between the marks of this name to what the program's tables make of it.
#[track_caller]
fn holds(name: &str, part: &str, want: &str) {
    let text = document(name);
    let (begin, end) = (format!("<!-- begin: {part} -->\n"), format!("<!-- end: {part} -->"));
    let missing = || panic!("{name} has no part between {begin:?} and {end:?}");
    let from = text.find(&begin).unwrap_or_else(missing) + begin.len();
    let to = from + text[from..].find(&end).unwrap_or_else(missing);
    if updates() {
        let whole = format!("{}{want}{}", &text[..from], &text[to..]);
        fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join(name), whole).expect("the document can be written");
        return;
    }
    assert!(&text[from..to] == want, "UPDATE_DOCUMENTS=1 cargo test --test documents puts this into {name}:\n\n{want}");
}

#[test]
fn the_readme_has_what_the_tables_say() {
    // One test for all parts of one document, so that an update writes them one after the other.
    holds(
        "README.md",
        "keys",
        &format!("\n| keys | command | what it does |\n| --- | --- | --- |\n{}\n", help::markdown()),
    );
    let defaults = Config::default().to_toml(&Choices::default());
    let settings = defaults.split("[keys]").next().expect("the settings before the keys");
    holds("README.md", "settings", &format!("\n```toml\n{settings}[keys]\n# …\n```\n\n"));
}

#[test]
fn the_reference_is_what_the_tables_say() {
    const PAGE: &str = "docs/REFERENCE.md";
    let want = kzreader::cli::reference::page();
    if updates() {
        fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join(PAGE), want).expect("the document can be written");
        return;
    }
    assert!(document(PAGE) == want, "UPDATE_DOCUMENTS=1 cargo test --test documents writes {PAGE} anew");
    assert!(document("README.md").contains(&format!("]({PAGE})")), "the README leads to it");
}

#[test]
fn the_readme_names_every_format_and_theme_and_the_two_commands() {
    let readme = document("README.md");
    for format in FORMATS {
        assert!(readme.contains(format.name), "{} is missing", format.name);
    }
    for export in EXPORTS {
        assert!(readme.contains(&format!("| `{}` |", export.name)), "{} is missing", export.name);
    }
    for report in REPORTS {
        assert!(readme.contains(&format!("| `{}` |", report.name)), "{} is missing", report.name);
    }
    for theme in THEMES {
        assert!(readme.contains(theme.name.as_ref()), "{} is missing", theme.name);
    }
    for command in ["cargo run --release", "cargo test"] {
        assert!(readme.contains(&format!("    {command}\n")), "{command} is missing");
    }
    assert!(document(".ci/run").contains("cargo test --locked"), "CI runs the README's test command");
}

#[test]
fn the_architecture_names_every_module_and_every_dependency() {
    let architecture = document("ARCHITECTURE.md");
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for entry in fs::read_dir(sources).expect("the sources").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if let Some(module) = name.strip_suffix(".rs") {
            assert!(architecture.contains(&format!("`{module}`")), "{module} is missing");
        }
    }
    let manifest = document("Cargo.toml");
    let dependencies = manifest.split("[dependencies]").nth(1).expect("dependencies");
    let dependencies = dependencies.split("\n[profile").next().expect("the part before the profiles");
    for line in dependencies.lines().filter(|line| !line.starts_with(['#', '['])) {
        if let Some((name, _)) = line.split_once(" =") {
            assert!(architecture.contains(&format!("`{name}`")), "{name} is missing");
        }
    }
}

#[test]
fn imports_go_one_way() {
    const LAYERS: &[(&str, &[&str])] = &[
        (
            "model",
            &[
                "language", "import", "align", "layout", "search", "compare", "export", "library", "state", "app",
                "ui", "config", "runtime", "cli",
            ],
        ),
        (
            "language",
            &[
                "import", "align", "layout", "search", "compare", "export", "library", "state", "app", "ui", "config",
                "runtime", "cli",
            ],
        ),
        (
            "import",
            &[
                "align", "layout", "search", "compare", "export", "library", "state", "app", "ui", "config", "runtime",
                "cli",
            ],
        ),
        (
            "align",
            &[
                "import", "layout", "search", "compare", "export", "library", "state", "app", "ui", "config",
                "runtime", "cli",
            ],
        ),
        ("compare", &["layout", "export", "library", "state", "app", "ui", "config", "runtime", "cli"]),
        ("export", &["library", "state", "app", "ui", "config", "runtime", "cli"]),
        ("layout", &["library", "state", "app", "ui", "config", "runtime", "cli"]),
        ("search", &["library", "state", "app", "ui", "config", "runtime", "cli"]),
        ("library", &["state", "app", "ui", "config", "runtime", "cli"]),
        ("state", &["app", "ui", "config", "runtime", "cli"]),
        ("app", &["ui", "config", "runtime", "cli"]),
        ("ui", &["config", "runtime", "cli"]),
        ("config", &["runtime", "cli"]),
        ("runtime", &["cli"]),
    ];
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for (module, above) in LAYERS {
        for path in sources_of(&sources, module) {
            let text = fs::read_to_string(&path).expect("a source file");
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            for other in *above {
                assert!(!code.contains(&format!("crate::{other}::")), "{} uses {other}", path.display());
            }
            let allowed = |crate_name: &str| match crate_name {
                "ratatui" => matches!(*module, "ui" | "runtime"),
                "rustix" => matches!(*module, "library" | "state" | "runtime"),
                _ => matches!(*module, "library" | "state" | "config" | "runtime"),
            };
            for (name, pattern) in [("ratatui", "ratatui::"), ("rustix", "rustix::"), ("fs", "std::fs")] {
                assert!(allowed(name) || !code.contains(pattern), "{} uses {name}", path.display());
            }
        }
    }
}

fn sources_of(sources: &Path, module: &str) -> Vec<std::path::PathBuf> {
    let mut found = vec![sources.join(format!("{module}.rs"))];
    let mut folders = vec![sources.join(module)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") && !path.ends_with("tests.rs") {
                found.push(path);
            }
        }
    }
    found
}

#[test]
fn every_command_has_a_help_line_and_all_lines_fit_the_overlay() {
    for row in COMMANDS {
        assert!(!row.help.is_empty() && !row.help.ends_with('.'), "{}", row.name);
    }
    for size in [(80, 24), (40, 10), (20, 5)] {
        for row in help::wrapped(help::here(kzreader::app::Pane::Reader, &Keymap::default()), size) {
            if let help::HelpRow::Keys(_, text) = row {
                assert!(text.len() <= help::text_width(size), "{text}");
            }
        }
    }
}
