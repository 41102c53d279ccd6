//! Which theme the screen is shown in: one that was chosen, or the one that suits the ground of the terminal.

/// What the terminal's own text stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// Something dark.
    Dark,
    /// Something light.
    Light,
}

/// What was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chosen {
    /// The theme that suits the terminal.
    Auto,
    /// A theme, by its index.
    Theme(usize),
}

/// The name of [`Chosen::Auto`].
pub const AUTO: &str = "auto";

/// The themes by name, and which of them is shown.
#[derive(Debug, Clone)]
pub struct Themes {
    names: Vec<String>,
    /// The themes that suit a dark and a light ground.
    suited: [usize; 2],
    ground: Option<Ground>,
    chosen: Chosen,
}

/// The list of themes, over a screen that shows the selected one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ThemeList {
    /// The selected line; the first one is [`AUTO`].
    pub selected: usize,
    /// What was chosen before, to go back to.
    pub before: Chosen,
}

impl Themes {
    /// Themes of these names; `suited` are the names of those for a dark and for a light ground.
    pub fn new(names: Vec<String>, suited: [&str; 2], chosen: Option<&str>, ground: Option<Ground>) -> Self {
        let index = |name: &str| names.iter().position(|known| known == name);
        let suited = suited.map(|name| index(name).unwrap_or(0));
        let chosen = chosen.and_then(index).map_or(Chosen::Auto, Chosen::Theme);
        Self { names, suited, ground, chosen }
    }

    /// The theme that is shown, by its index.
    pub fn shown(&self) -> usize {
        match (self.chosen, self.ground) {
            (Chosen::Theme(index), _) => index,
            (Chosen::Auto, None | Some(Ground::Dark)) => self.suited[0],
            (Chosen::Auto, Some(Ground::Light)) => self.suited[1],
        }
    }

    /// What was chosen.
    pub fn chosen(&self) -> Chosen {
        self.chosen
    }

    /// Chooses.
    pub fn choose(&mut self, chosen: Chosen) {
        self.chosen = chosen;
    }

    /// Takes in what the terminal told of its ground.
    pub fn stand_on(&mut self, ground: Ground) {
        self.ground = Some(ground);
    }

    /// Whether the theme depends on a ground that is not known.
    pub fn awaits_ground(&self) -> bool {
        self.chosen == Chosen::Auto && self.ground.is_none()
    }

    /// The name of what was chosen.
    pub fn name(&self, chosen: Chosen) -> &str {
        match chosen {
            Chosen::Auto => AUTO,
            Chosen::Theme(index) => self.names.get(index).map_or(AUTO, String::as_str),
        }
    }

    /// The name of the theme that is shown.
    pub fn shown_name(&self) -> &str {
        self.name(Chosen::Theme(self.shown()))
    }

    /// All that can be chosen, in the order of the list.
    pub fn choices(&self) -> impl Iterator<Item = Chosen> {
        std::iter::once(Chosen::Auto).chain((0..self.names.len()).map(Chosen::Theme))
    }

    /// The theme after the one that is shown.
    pub fn next(&self) -> Chosen {
        Chosen::Theme((self.shown() + 1) % self.names.len().max(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ground_decides_only_where_nothing_was_chosen() {
        let names = || ["dark", "light", "mine"].map(str::to_owned).to_vec();
        for (chosen, ground, want) in [
            (None, None, "dark"),
            (None, Some(Ground::Light), "mine"),
            (Some("auto"), Some(Ground::Dark), "dark"),
            (Some("light"), Some(Ground::Dark), "light"),
            (Some("was deleted"), Some(Ground::Light), "mine"),
        ] {
            let mut themes = Themes::new(names(), ["dark", "mine"], chosen, None);
            if let Some(ground) = ground {
                themes.stand_on(ground);
            }
            assert_eq!(themes.shown_name(), want, "{chosen:?} on {ground:?}");
        }
    }
}
