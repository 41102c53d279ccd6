//! Themes of the reader's own: `[themes.NAME]` in the configuration, or `themes/NAME.toml` beside it.
//!
//! Such a theme names a built-in one to begin with (`base`), and for the parts of the screen that look otherwise what they
//! look like: in words (`"bold #e0a04a on #1b1d21"`) or as a table (`{ fg = "#e0a04a", bg = "#1b1d21", modifiers =
//! ["bold"] }`).

use std::fs;
use std::path::Path;

use super::LARGEST;
use crate::app::themes::AUTO;
use crate::checked::{Source, Table, quote};
use crate::error::{Error, Result};
use crate::import::sanitise::sanitise_line;
use crate::model::Warning;
use crate::state::careful;
use crate::ui::theme::{Change, Own, Part, THEMES, Theme, Themes, colour_named, modifier_named};

/// The folder beside the configuration.
const FOLDER: &str = "themes";

/// How many themes are taken from the configuration, and how many files are looked at in the folder.
const MOST_THEMES: usize = 200;

/// The longest name, in characters.
const LONGEST_NAME: usize = 40;

/// Reads the themes in the configuration itself.
pub(super) fn read(source: &Source<'_>, table: &Table<'_>, themes: &mut Themes, problems: &mut Vec<Error>) {
    for (n_before, (name, byte)) in table.keys().into_iter().enumerate() {
        if n_before == MOST_THEMES {
            problems.push(source.error(byte, "that is too many themes").remedy("the rest is left out"));
            return;
        }
        let theme = match table.inner(name) {
            Ok(Some(theme)) => theme,
            Ok(None) => continue,
            Err(error) => {
                problems.push(error.remedy("it is left out"));
                continue;
            }
        };
        match name_for(name, themes) {
            Ok(()) => add(source, &theme, name, themes, problems),
            Err(what) => problems.push(source.error(byte, what).remedy("it is left out")),
        }
        theme.warn_of_unknown_keys();
    }
}

/// Reads the files in the folder beside the configuration, in the order of their names; gives what is wrong in them.
pub(super) fn read_files(beside: &Path, themes: &mut Themes) -> Vec<String> {
    let folder = beside.with_file_name(FOLDER);
    let entries = fs::read_dir(&folder).into_iter().flatten().flatten().take(MOST_THEMES);
    let mut paths: Vec<_> = entries.map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    paths.sort();
    paths.iter().flat_map(|path| read_file(path, themes)).collect()
}

fn read_file(path: &Path, themes: &mut Themes) -> Vec<String> {
    let refused = |what: String| vec![Error::new(what).at(path).remedy("it is left out").to_string()];
    let text = match careful::read(path, LARGEST).map(String::from_utf8) {
        Ok(Ok(text)) => text,
        Ok(Err(_)) => return refused("is not UTF-8".to_owned()),
        Err(error) => return refused(error.to_string()),
    };
    let name = path.file_stem().map_or(String::new(), |name| name.to_string_lossy().into_owned());
    if let Err(what) = name_for(&name, themes) {
        return refused(what);
    }
    let source = Source::new(path, &text);
    let parsed = match source.parse() {
        Ok(parsed) => parsed,
        Err(error) => return vec![error.remedy("it is left out").to_string()],
    };
    let (root, mut problems) = (source.root(&parsed), Vec::new());
    add(&source, &root, &name, themes, &mut problems);
    root.warn_of_unknown_keys();
    let warnings = source.take_warnings().into_iter().map(|Warning(text)| text);
    problems.iter().map(Error::to_string).chain(warnings).collect()
}

/// Whether a theme can have this name.
fn name_for(name: &str, themes: &Themes) -> std::result::Result<(), String> {
    let is_shown_as_it_is = sanitise_line(name) == name && !name.trim().is_empty();
    if !is_shown_as_it_is || name.chars().count() > LONGEST_NAME {
        return Err(format!("{:?} can't be the name of a theme", quote(&sanitise_line(name))));
    }
    match themes.named(name) {
        _ if name == AUTO => Err(format!("`{AUTO}` takes the theme that suits the terminal")),
        Some(_) => Err(format!("there is a theme called `{name}` already")),
        None => Ok(()),
    }
}

/// Puts the theme of a table among the others.
fn add(source: &Source<'_>, table: &Table<'_>, name: &str, themes: &mut Themes, problems: &mut Vec<Error>) {
    let names: Vec<String> = THEMES.iter().map(|theme| format!("`{}`", theme.name)).collect();
    let base_named = |word: &str| THEMES.iter().find(|theme| theme.name == word);
    let base: &Theme = match table.word("base", &format!("one of {}", names.join(", ")), base_named) {
        Ok(base) => base.unwrap_or(&THEMES[0]),
        Err(error) => {
            problems.push(error.remedy(format!("{:?} is taken", THEMES[0].name)));
            &THEMES[0]
        }
    };
    let mut changes = Vec::new();
    for &part in Part::ALL {
        match change(source, table, part) {
            Ok(None) => {}
            Ok(Some(change)) => changes.push((part, change)),
            Err(error) => problems.push(error.remedy(format!("the part is as in {}", base.name))),
        }
    }
    themes.add(name.to_owned(), base, changes);
}

/// What is changed of a part.
fn change(source: &Source<'_>, table: &Table<'_>, part: Part) -> Result<Option<Change>> {
    if !table.is_table(part.name()) {
        let Some((text, byte)) = table.texts(part.name())?.and_then(|texts| texts.into_iter().next()) else {
            return Ok(None);
        };
        let neither = |word: &str| source.error(byte, format!("{:?} is neither a colour nor a modifier", quote(word)));
        return Change::in_words(&text).map(Some).map_err(neither);
    }
    let Some(inner) = table.inner(part.name())? else { return Ok(None) };
    let front = inner.word("fg", A_COLOUR, colour_named)?;
    let back = inner.word("bg", A_COLOUR, colour_named)?;
    let mut change = Change { front, back, modifier: None };
    if let Some(words) = inner.texts("modifiers")? {
        let modifier = change.modifier.get_or_insert_default();
        for (word, byte) in words {
            let unknown = || source.error(byte, format!("no modifier is called {:?}", quote(&word)));
            *modifier |= modifier_named(&word).ok_or_else(unknown)?;
        }
    }
    inner.warn_of_unknown_keys();
    Ok(Some(change))
}

const A_COLOUR: &str = "a colour such as `#e0a04a` or `bright-blue`";

/// The themes of the reader's own as TOML, in words.
pub(super) fn to_toml(themes: &Themes) -> String {
    themes.all().iter().filter_map(|theme| Some(table_of(&theme.name, theme.own()?))).collect()
}

fn table_of(name: &str, Own { base, changes }: &Own) -> String {
    let is_bare = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    let key = if is_bare { name.to_owned() } else { super::settings::text(name) };
    let lines: String = changes.iter().map(|(part, look)| format!("{} = \"{look}\"\n", part.name())).collect();
    format!("\n[themes.{key}]\nbase = \"{base}\"\n{lines}")
}
