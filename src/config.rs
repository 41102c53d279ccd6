//! The reader's configuration: `config.toml`, read key by key.
//!
//! Whatever is wrong in it is told with file, line and column, and the default is taken instead: a mistake never keeps
//! anybody from reading. The table of settings is also what the example in the README and `kzreader config` come from.

mod keys;
mod settings;
mod themes;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::app::{Configured, SettingRow};
use crate::checked::Source;
use crate::error::Error;
use crate::import::sanitise::sanitise_line;
use crate::model::Warning;
use crate::state::{Choices, careful};
use crate::ui::theme::Themes;
use settings::SETTINGS;

/// Every setting but the keys: its name, its default as TOML, and what it is for.
pub fn defaults() -> impl Iterator<Item = (&'static str, String, &'static str)> {
    let without = Configured::default();
    rows().map(move |row| (row.name, (row.value)(&without), row.help))
}

/// What is known of every setting but the keys.
pub fn rows() -> impl Iterator<Item = SettingRow> {
    SETTINGS.iter().map(|setting| setting.row)
}

/// The file's name in the configuration folder.
const FILE_NAME: &str = "config.toml";

/// The largest file that is read, in bytes.
const LARGEST: u64 = 256 * 1024;

/// After so many lines that are no TOML the rest of the file is left out.
const MOST_SYNTAX_ERRORS: usize = 10;

/// How many problems are told; who has more has another file there.
const MOST_PROBLEMS: usize = 50;

/// A configuration.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Config {
    /// The file, if there is one.
    pub path: Option<PathBuf>,
    /// What the program begins with.
    pub configured: Configured,
    /// The themes that are built in, and the reader's own.
    pub themes: Themes,
    /// What is wrong, and what is taken instead.
    pub problems: Vec<String>,
}

impl Config {
    /// The file that is read where none is named: `$XDG_CONFIG_HOME/kzreader/config.toml`, or
    /// `~/.config/kzreader/config.toml`; `None` where there is no home.
    pub fn usual_path() -> Option<PathBuf> {
        use etcetera::BaseStrategy as _;
        let strategy = etcetera::choose_base_strategy().ok()?;
        Some(strategy.config_dir().join("kzreader").join(FILE_NAME)).filter(|path| path.is_absolute())
    }

    /// Reads the file that is named, which has to be there, or the usual one, which need not.
    pub fn open(named: Option<&Path>) -> Self {
        let Some(path) = named.map(Path::to_path_buf).or_else(Self::usual_path) else { return Self::default() };
        let bytes = match careful::read(&path, LARGEST) {
            Ok(bytes) => bytes,
            Err(error) => {
                let is_missing = matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory);
                // A link that leads nowhere was meant to lead somewhere.
                if is_missing && named.is_none() && fs::symlink_metadata(&path).is_err() {
                    return Self { path: Some(path.clone()), ..Self::read(&path, "") };
                }
                let what = if is_missing { "there is no such file".to_owned() } else { error.to_string() };
                let problem = Error::new(what).at(&path).remedy("all settings are as without it").to_string();
                return Self { path: Some(path), problems: vec![problem], ..Self::default() };
            }
        };
        let config = match std::str::from_utf8(&bytes) {
            Ok(text) => Self::read(&path, text),
            Err(error) => {
                let good = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
                let error = Source::new(&path, &good).error(good.len(), "is not UTF-8");
                Self { problems: vec![error.remedy("all settings are as without it").to_string()], ..Self::default() }
            }
        };
        Self { path: Some(path), ..config }
    }

    /// Reads a configuration; `path` is named in what is told.
    pub fn read(path: &Path, text: &str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut config = Self::default();
        let (text, errors) = Source::parse_leniently(path, text, MOST_SYNTAX_ERRORS);
        config.problems.extend(errors.iter().map(Error::to_string));
        let source = Source::new(path, &text);
        let Ok(parsed) = source.parse() else { return config };
        let root = source.root(&parsed);
        let mut errors = Vec::new();
        match root.inner("themes") {
            Ok(Some(table)) => themes::read(&source, &table, &mut config.themes, &mut errors),
            Ok(None) => {}
            Err(error) => errors.push(error.remedy("there are the built-in ones")),
        }
        config.problems.extend(themes::read_files(path, &mut config.themes));
        config.problems.extend(errors.iter().map(Error::to_string));
        let without = Configured::default();
        for setting in SETTINGS {
            if let Err(error) = (setting.read)(&root, &mut config) {
                let instead = format!("{} is taken", (setting.row.value)(&without));
                config.problems.push(error.remedy(instead).to_string());
            }
        }
        match root.inner("keys") {
            Ok(Some(table)) => {
                let (keymap, problems) = keys::read(&source, &table);
                config.configured.keymap = keymap;
                config.problems.extend(problems.iter().map(Error::to_string));
                table.warn_of_unknown_keys();
            }
            Ok(None) => {}
            Err(error) => config.problems.push(error.remedy("all keys are the usual ones").to_string()),
        }
        root.warn_of_unknown_keys();
        config.problems.extend(source.take_warnings().into_iter().map(|Warning(text)| text));
        config.problems.sort_by_key(|told| place_in(told, path));
        if config.problems.len() > MOST_PROBLEMS {
            let more = config.problems.len() - MOST_PROBLEMS;
            config.problems.truncate(MOST_PROBLEMS);
            config.problems.push(format!("{}: and {more} more", path.display()));
        }
        config
    }

    /// What to say at the start; nothing where all is well.
    pub fn message(&self) -> Option<String> {
        let first = self.problems.first()?;
        Some(match self.problems.len() - 1 {
            0 => first.clone(),
            more => format!("{first} (and {more} more; `kzreader config` lists them)"),
        })
    }

    /// The settings as a configuration file, with what was chosen by key since then.
    pub fn to_toml(&self, chosen: &Choices) -> String {
        let mut now = self.configured.clone();
        now.choices = chosen.over(&self.configured.choices);
        let mut text = String::new();
        for row in rows() {
            let [own, in_effect] = [&self.configured, &now].map(|configured| (row.value)(configured));
            text.push_str(&format!("# {}\n{} = {own}\n", row.help, row.name));
            if own != in_effect {
                text.push_str(&format!("# {in_effect} was chosen by key since then and is in effect\n"));
            }
        }
        text.push_str("\n# The keys of each command, the first one for the hints; [] for none\n[keys]\n");
        text.push_str(&keys::to_toml(&self.configured.keymap));
        text.push_str(&themes::to_toml(&self.themes));
        text
    }

    /// Where the file is, as a comment for the top of it.
    pub fn heading(&self) -> String {
        let path = self.path.as_ref().map_or("no file, because there is no home folder".to_owned(), |path| {
            let missing = if path.exists() { "" } else { " (not there)" };
            format!("{}{missing}", path.display())
        });
        format!("# {}\n", sanitise_line(&path))
    }
}

/// The line and the column that a problem names.
fn place_in(told: &str, path: &Path) -> Option<(usize, usize)> {
    let mut numbers = told.strip_prefix(&path.display().to_string())?.strip_prefix(':')?.splitn(3, ':');
    Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Pane;
    use crate::app::commands::{COMMANDS, Command};
    use crate::app::key::Key;

    fn read(text: &str) -> Config {
        Config::read(Path::new("config.toml"), text)
    }

    #[test]
    fn what_is_printed_is_read_as_it_was() {
        let config = read(
            "theme = \"light\"\nmeasure = 60\nlist = false\nhyphenation = false\nlanguages = [\"de\", \"pt-BR\"]\n\
             [keys]\nquit = [\"Q\"]\ndown = []\nswap = \"\\\\\"\n",
        );
        assert_eq!(config.problems, [""; 0]);
        for config in [config, Config::default()] {
            let again = read(&config.to_toml(&Choices::default()));
            assert_eq!(
                (&again.problems, &again.configured.languages),
                (&config.problems, &config.configured.languages)
            );
            assert_eq!(again.configured.keymap, config.configured.keymap);
            assert_eq!(again.to_toml(&Choices::default()), config.to_toml(&Choices::default()));
        }
    }

    #[test]
    fn each_mistake_is_told_with_its_place_and_everything_else_counts() {
        let config = read(
            "theme = \"blue\"\nmeasure = 3\nlayout = true\nthem = 1\nmouse = 0\nsort = \"title\"\nlanguages = [\"xx\", \"de\"]\n\
             bad line\n[keys]\nswp = \"x\"\nswap = [\"Meta-x\", \"5\"]\nquit = [\"Q\", \"j\"]\nmark = \"Ctrl-c\"\nup = \"j\"\n",
        );
        let want = [
            "1:9: `theme` should be `auto`, `dark`, `light`, `sepia`, `contrast` or `colour-blind` and is \"blue\"; \"auto\" is taken",
            "2:11: `measure` should be a number from 24 to 160 and is 3; 72 is taken",
            "3:10: `layout` should be `columns`, `stacked` or `interleaved` and is a boolean; \"columns\" is taken",
            "4:1: the key `them` is not known; is `theme` meant?",
            "5:9: `mouse` should be `true` or `false` and is an integer; true is taken",
            "7:14: no language is called \"xx\"; it is left out",
            "8:5: key with no value, expected `=`; this line is left out",
            "10:1: the key `swp` is not known; is `swap` meant?",
            "11:9: no key is called \"Meta-x\"; it is left out",
            "11:19: digits choose versions and count; it is left out",
            "13:8: Ctrl-c always leaves; it is left out",
            "14:6: `j` is given to `quit` already, at 12:14; it is left out",
        ];
        let told: Vec<_> = config.problems.iter().map(|told| told.replacen("config.toml:", "", 1)).collect();
        assert_eq!(told, want);
        assert_eq!(config.configured.choices, Choices { sort: Some("title".to_owned()), ..Choices::default() });
        let keymap = &config.configured.keymap;
        assert_eq!(keymap.shown(Command::Quit), "Q j Ctrl-c");
        assert_eq!(keymap.shown(Command::Swap), "x", "no key was left, so it has its usual one");
        assert_eq!(keymap.shown(Command::Up), "k Up Ctrl-y", "the same");
        assert_eq!(keymap.shown(Command::Down), "Down Ctrl-e");
    }

    #[test]
    fn a_key_that_two_commands_want_is_told_with_both_places_whichever_stands_first() {
        let config =
            read("[keys]\nup = [\"F5\", \"x\"]\nquit = \"x\"\n\nopen = \"F5\"\nswap = \"Shift-X\"\nnotices = \"X\"\n");
        let want = [
            "config.toml:3:8: `x` is given to `up` already, at 2:13; it is left out",
            "config.toml:5:8: `F5` is given to `up` already, at 2:7; it is left out",
            "config.toml:7:11: `X` is given to `swap` already, at 6:8; it is left out",
        ];
        assert_eq!(config.problems, want);
        let apart = read("[keys]\nsort = \"x\"\nswap = \"x\"\n");
        assert_eq!(apart.problems, [""; 0], "one is for the list, the other for a text");
        let from_default = read("[keys]\nswap = \"j\"\n");
        assert_eq!(from_default.problems, [""; 0], "a key that a command has by default may be given away");
    }

    #[test]
    fn themes_of_ones_own_are_read_beside_the_configuration_and_in_it_and_mistakes_are_told() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("config.toml");
        fs::create_dir(folder.path().join("themes")).expect("made");
        for (name, text) in [
            ("paper.toml", "base = \"light\"\nmark = \"bold #102030 on bright-white\"\n"),
            ("broken.toml", "base = \n"),
            ("dark.toml", ""),
            ("no\u{1b}[31mname.toml", ""),
            ("notes.txt", "not a theme"),
        ] {
            fs::write(folder.path().join("themes").join(name), text).expect("written");
        }
        let text = "theme = \"mine\"\nlight_theme = \"paper\"\n[themes.mine]\nbase = \"sepia\"\nhit = { fg = \"#ffffff\", \
                    modifiers = [\"bold\", \"underlined\"] }\nmark = \"red\"\nlink = { fg = \"pink\", bg = \"#000000\" }\n\
                    curent_hit = \"red\"\nbar = \"redd on #000000\"\n[themes.other]\nbase = \"blue\"\n[themes.auto]\n";
        fs::write(&path, text).expect("written");
        let config = Config::open(Some(&path));
        let told: Vec<_> =
            config.problems.iter().map(|told| told.replace(&folder.path().display().to_string(), "")).collect();
        let want = [
            "/config.toml:7:15: `fg` should be a colour such as `#e0a04a` or `bright-blue` and is \"pink\"; the part is as in sepia",
            "/config.toml:8:1: the key `curent_hit` is not known; is `current_hit` meant?",
            "/config.toml:9:7: \"redd\" is neither a colour nor a modifier; the part is as in sepia",
            "/config.toml:11:8: `base` should be one of `dark`, `light`, `sepia`, `contrast`, `colour-blind` and is \"blue\"; \"dark\" is taken",
            "/config.toml:12:9: `auto` takes the theme that suits the terminal; it is left out",
        ];
        let (own, files): (Vec<&String>, Vec<&String>) = told.iter().partition(|told| told.starts_with("/config"));
        assert_eq!(own, want);
        assert_eq!(files.len(), 3, "{files:?}");
        assert!(files.iter().any(|told| told.starts_with("/themes/broken.toml:1:")), "{files:?}");
        assert!(files.iter().any(|told| told.contains("there is a theme called `dark` already")), "{files:?}");
        assert!(files.iter().any(|told| told.contains("can't be the name of a theme")), "{files:?}");
        assert_eq!(config.themes.names()[5..], ["mine", "other", "paper"]);
        assert_eq!(config.configured.light_theme, "paper");
        let printed = config.to_toml(&Choices::default());
        assert!(
            printed.contains("[themes.mine]\nbase = \"sepia\"\nmark = \"red\"\nhit = \"bold underlined #ffffff\"\n"),
            "{printed}"
        );
        fs::remove_dir_all(folder.path().join("themes")).expect("removed");
        fs::write(&path, printed).expect("written");
        let again = Config::open(Some(&path));
        assert_eq!((again.problems, again.themes), (Vec::new(), config.themes), "what is printed is read as it was");
    }

    #[test]
    fn the_help_of_the_theme_setting_names_every_built_in_theme() {
        let row = rows().find(|row| row.name == "theme").expect("it is there");
        for theme in crate::ui::theme::THEMES {
            assert!(row.help.contains(&format!("\"{}\"", theme.name)), "{}", theme.name);
        }
    }

    #[test]
    fn hostile_files_are_survived_and_what_is_told_stays_short() {
        let deep = "a = ".to_owned() + &"[".repeat(100_000);
        let long = format!("theme = \"{}\"\n{} = 1", "\u{202e}x".repeat(50_000), "k".repeat(50_000));
        let many: String = (0..20_000).map(|n| format!("k{n} = 1\n")).collect();
        let broken = "= = =\n".repeat(10_000);
        for text in [deep, long, many, broken, "\0".repeat(1000), "[keys]\nquit = \"\\u001b\"".to_owned()] {
            let config = read(&text);
            assert!(!config.problems.is_empty() && config.problems.len() <= MOST_PROBLEMS + 1);
            assert!(config.problems.iter().all(|told| told.chars().count() < 400), "{:?}", config.problems);
        }
        for text in ["\u{feff}measure = 50\r\ntheme = \"light\"\r\n", "measure = 50\ntheme = 'light'"] {
            let config = read(text);
            assert_eq!(
                (config.problems.len(), config.configured.choices.measure),
                (0, Some(50)),
                "{:?}",
                config.problems
            );
        }
    }

    #[test]
    fn a_heading_that_is_broken_takes_its_table_with_it() {
        let config = read("[keys\nquit = \"Q\"\n");
        assert_eq!(config.problems.len(), 1, "{:?}", config.problems);
        assert_eq!(config.configured, Configured::default());
    }

    #[test]
    fn every_command_can_be_given_other_keys() {
        for row in COMMANDS.iter().filter(|row| row.command != Command::SetVersion) {
            let config = read(&format!("[keys]\n{} = [\"F9\", \"Alt-x\"]\n", row.name));
            assert_eq!(config.problems, [""; 0], "{}", row.name);
            let key = Key::parse("Alt-x").expect("a key");
            let pane = [Pane::List, Pane::Reader, Pane::Mending]
                .into_iter()
                .find(|&pane| row.applies_in(pane))
                .expect("a pane");
            assert_eq!(config.configured.keymap.command_for(key, pane), Some(row.command));
        }
    }
}
