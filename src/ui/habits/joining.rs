//! Joins the letters of Arabic where the terminal doesn't: each gets the form that Unicode has for its neighbours.
//!
//! These forms (Arabic Presentation Forms A and B) are what monospaced fonts have them for. Lam and alef are joined, but
//! stay two cells. A letter that has no such forms, as in some languages of Asia and Africa, stays as it is.

use ratatui::buffer::Cell;

use super::Cluster;

/// Letters, their isolated forms, and how many forms follow on it: one that joins nothing has 1, one that joins the letter
/// before it 2 (isolated, final), one that joins both neighbours 4 (isolated, final, initial, medial).
#[rustfmt::skip]
const FORMS: &[(char, char, u32)] = &[
    ('\u{621}', '\u{fe80}', 1), ('\u{622}', '\u{fe81}', 2), ('\u{623}', '\u{fe83}', 2), ('\u{624}', '\u{fe85}', 2),
    ('\u{625}', '\u{fe87}', 2), ('\u{626}', '\u{fe89}', 4), ('\u{627}', '\u{fe8d}', 2), ('\u{628}', '\u{fe8f}', 4),
    ('\u{629}', '\u{fe93}', 2), ('\u{62a}', '\u{fe95}', 4), ('\u{62b}', '\u{fe99}', 4), ('\u{62c}', '\u{fe9d}', 4),
    ('\u{62d}', '\u{fea1}', 4), ('\u{62e}', '\u{fea5}', 4), ('\u{62f}', '\u{fea9}', 2), ('\u{630}', '\u{feab}', 2),
    ('\u{631}', '\u{fead}', 2), ('\u{632}', '\u{feaf}', 2), ('\u{633}', '\u{feb1}', 4), ('\u{634}', '\u{feb5}', 4),
    ('\u{635}', '\u{feb9}', 4), ('\u{636}', '\u{febd}', 4), ('\u{637}', '\u{fec1}', 4), ('\u{638}', '\u{fec5}', 4),
    ('\u{639}', '\u{fec9}', 4), ('\u{63a}', '\u{fecd}', 4), ('\u{641}', '\u{fed1}', 4), ('\u{642}', '\u{fed5}', 4),
    ('\u{643}', '\u{fed9}', 4), ('\u{644}', '\u{fedd}', 4), ('\u{645}', '\u{fee1}', 4), ('\u{646}', '\u{fee5}', 4),
    ('\u{647}', '\u{fee9}', 4), ('\u{648}', '\u{feed}', 2), ('\u{649}', '\u{feef}', 2), ('\u{64a}', '\u{fef1}', 4),
    ('\u{671}', '\u{fb50}', 2), ('\u{679}', '\u{fb66}', 4), ('\u{67a}', '\u{fb5e}', 4), ('\u{67b}', '\u{fb52}', 4),
    ('\u{67e}', '\u{fb56}', 4), ('\u{67f}', '\u{fb62}', 4), ('\u{680}', '\u{fb5a}', 4), ('\u{683}', '\u{fb76}', 4),
    ('\u{684}', '\u{fb72}', 4), ('\u{686}', '\u{fb7a}', 4), ('\u{687}', '\u{fb7e}', 4), ('\u{688}', '\u{fb88}', 2),
    ('\u{68c}', '\u{fb84}', 2), ('\u{68d}', '\u{fb82}', 2), ('\u{68e}', '\u{fb86}', 2), ('\u{691}', '\u{fb8c}', 2),
    ('\u{698}', '\u{fb8a}', 2), ('\u{6a4}', '\u{fb6a}', 4), ('\u{6a6}', '\u{fb6e}', 4), ('\u{6a9}', '\u{fb8e}', 4),
    ('\u{6ad}', '\u{fbd3}', 4), ('\u{6af}', '\u{fb92}', 4), ('\u{6b1}', '\u{fb9a}', 4), ('\u{6b3}', '\u{fb96}', 4),
    ('\u{6ba}', '\u{fb9e}', 2), ('\u{6bb}', '\u{fba0}', 4), ('\u{6be}', '\u{fbaa}', 4), ('\u{6c0}', '\u{fba4}', 2),
    ('\u{6c1}', '\u{fba6}', 4), ('\u{6c5}', '\u{fbe0}', 2), ('\u{6c6}', '\u{fbd9}', 2), ('\u{6c7}', '\u{fbd7}', 2),
    ('\u{6c8}', '\u{fbdb}', 2), ('\u{6c9}', '\u{fbe2}', 2), ('\u{6cb}', '\u{fbde}', 2), ('\u{6cc}', '\u{fbfc}', 4),
    ('\u{6d0}', '\u{fbe4}', 4), ('\u{6d2}', '\u{fbae}', 2), ('\u{6d3}', '\u{fbb0}', 2),
];

/// A stroke that joins what is beside it.
const TATWEEL: char = '\u{640}';

const NON_JOINER: char = '\u{200c}';
const JOINER: char = '\u{200d}';

/// How a cluster joins its neighbours in the order of reading.
#[derive(Debug, Clone, Copy, Default)]
struct Joins {
    before: bool,
    after: bool,
}

/// Gives the letters of a row, which stands as it is seen, the forms in which they are joined.
pub(super) fn join(clusters: &[Cluster], cells: &mut [Cell]) {
    let joins: Vec<Joins> = clusters.iter().map(|cluster| joins_of(cells[cluster.at].symbol())).collect();
    for (index, cluster) in clusters.iter().enumerate() {
        // What is read before a letter stands on its right.
        let before = joins.get(index + 1).is_some_and(|before| before.after) && joins[index].before;
        let after = index.checked_sub(1).is_some_and(|left| joins[left].before) && joins[index].after;
        let symbol = cells[cluster.at].symbol();
        if let Some(joined) = joined(symbol, Joins { before, after }) {
            cells[cluster.at].set_symbol(&joined);
        }
    }
}

fn forms_of(letter: char) -> Option<(char, u32)> {
    let index = FORMS.binary_search_by_key(&letter, |row| row.0).ok()?;
    Some((FORMS[index].1, FORMS[index].2))
}

fn joins_of(symbol: &str) -> Joins {
    let Some(letter) = symbol.chars().next() else { return Joins::default() };
    let n_forms = forms_of(letter).map_or(if letter == TATWEEL { 4 } else { 0 }, |(_, n_forms)| n_forms);
    let ends_with = |joiner: char| symbol.ends_with(joiner);
    Joins { before: n_forms >= 2, after: (n_forms == 4 || ends_with(JOINER)) && !ends_with(NON_JOINER) }
}

/// A cluster with its letter in the form for what it joins; `None` where that is the one it has.
fn joined(symbol: &str, joins: Joins) -> Option<String> {
    let letter = symbol.chars().next()?;
    let (isolated, n_forms) = forms_of(letter)?;
    // A joiner asks for the form that a letter has beside another one.
    let after = joins.after || (n_forms == 4 && symbol.ends_with(JOINER));
    let form = match (joins.before, after) {
        (false, false) => 0,
        (true, false) => 1,
        (false, true) => 2,
        (true, true) => 3,
    };
    let form = char::from_u32(u32::from(isolated) + form)?;
    let marks = symbol[letter.len_utf8()..].chars().filter(|mark| !matches!(*mark, JOINER | NON_JOINER));
    Some(std::iter::once(form).chain(marks).collect())
}

#[cfg(test)]
mod tests {
    use super::super::{Habit, suit};
    use super::FORMS;
    use crate::layout::width;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use ratatui::style::Style;
    use unicode_normalization::UnicodeNormalization as _;

    #[test]
    fn every_form_is_one_of_its_letter() {
        assert!(FORMS.is_sorted_by_key(|row| row.0));
        for &(letter, isolated, n_forms) in FORMS {
            for form in 0..n_forms {
                let form = char::from_u32(u32::from(isolated) + form).expect("a character");
                assert_eq!(form.nfkc().collect::<String>(), letter.nfkc().collect::<String>(), "{form:?}");
                assert_eq!(width::width(&form.to_string()), 1);
            }
        }
    }

    #[test]
    fn letters_are_joined_by_what_stands_beside_them() {
        for (stored, want) in [
            // Initial, medial and final; alef and dal do not join what follows.
            ("بيت", "\u{fe91}\u{fef4}\u{fe96}"),
            ("دار", "\u{fea9}\u{fe8d}\u{fead}"),
            ("باب", "\u{fe91}\u{fe8e}\u{fe8f}"),
            ("لا", "\u{fedf}\u{fe8e}"),
            // Marks stay and join nothing.
            ("بَت", "\u{fe91}\u{64e}\u{fe96}"),
            // A non-joiner keeps two letters of Persian apart, and takes no cell.
            ("می‌ر", "\u{fee3}\u{fbfd}\u{fead}"),
            ("ب ب", "\u{fe8f} \u{fe8f}"),
            ("بـ1", "\u{fe91}\u{640}1"),
        ] {
            let seen: String = width::clusters(stored).rev().map(|(_, cluster)| cluster).collect();
            let mut buffer = Buffer::empty(Rect::new(0, 0, 10, 1));
            buffer.set_string(0, 0, &seen, Style::new());
            suit(&mut buffer, None, Habit::Cells);
            let cells: Vec<String> = buffer.content.iter().map(|cell| cell.symbol().to_owned()).collect();
            let joined: String = cells.concat().trim_end().to_owned();
            let read: String = width::clusters(&joined).rev().map(|(_, cluster)| cluster).collect();
            assert_eq!(read, want, "{stored}");
        }
    }
}
