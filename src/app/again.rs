//! Finds a place again in a text that was changed since.

use crate::model::{Document, Place};

/// The place of a document in a later form of it.
///
/// What stands before and after all that was changed is the same text. In between, the sentence is looked for, the
/// nearest first; where it is gone, the place is as far on as before.
pub fn place_again(old: &Document, place: Place, new: &Document) -> Place {
    let Some(segment) = old.segments().get(place.segment) else { return Place::default() };
    let byte = segment.range.start + place.offset;
    let (before, after) = (old.text().as_bytes(), new.text().as_bytes());
    let n_same = before.iter().zip(after).take_while(|(a, b)| a == b).count();
    let n_same_at_end = before[n_same..].iter().rev().zip(after[n_same..].iter().rev()).take_while(|(a, b)| a == b);
    let changed_until = before.len() - n_same_at_end.count();
    if segment.range.end <= n_same {
        return at_byte(new, byte);
    }
    if segment.range.start >= changed_until {
        return at_byte(new, (byte + after.len()).saturating_sub(before.len()));
    }
    let text = old.segment_text(place.segment);
    let is_it = |&index: &usize| new.segments().get(index).is_some_and(|_| new.segment_text(index) == text);
    let mut around = (0..new.segments().len().max(place.segment + 1)).flat_map(|away| {
        let below = place.segment.checked_sub(away);
        [Some(place.segment + away), below.filter(|_| away > 0)].into_iter().flatten()
    });
    match around.find(is_it) {
        Some(index) => Place { segment: index, offset: place.offset },
        None => at_byte(new, byte),
    }
}

fn at_byte(document: &Document, byte: usize) -> Place {
    let mut byte = byte.min(document.text().len());
    while !document.text().is_char_boundary(byte) {
        byte -= 1;
    }
    let Some(segment) = document.segment_at(byte) else { return Place::default() };
    let range = &document.segments()[segment].range;
    Place { segment, offset: if range.contains(&byte) { byte - range.start } else { 0 } }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{BlockKind, DocumentBuilder, Spacing};

    fn document(sentences: &[&str]) -> Document {
        let (mut builder, mut text) = (DocumentBuilder::default(), String::new());
        for sentence in sentences {
            let start = text.len();
            text.push_str(sentence);
            builder.push(BlockKind::Paragraph, Spacing::Apart, start..text.len());
            text.push('\n');
        }
        builder.finish(text, |_, _| Vec::new())
    }

    #[test]
    fn a_place_is_found_again_before_after_and_amid_what_was_changed() {
        let old = document(&["One.", "Two.", "Three.", "Four.", "Five."]);
        for (new, from, want) in [
            (&["One.", "Two.", "Three.", "Four.", "Five.", "Six."][..], 1, "Two."),
            (&["Nought.", "One.", "Two.", "Three.", "Four.", "Five."], 3, "Four."),
            (&["Four.", "Five."], 4, "Five."),
            (&["A.", "One.", "B.", "Three.", "C.", "Five!"], 2, "Three."),
            (&["A.", "One.", "B.", "Thrice.", "C.", "Five!"], 2, "Thrice."),
            (&["One."], 4, "One."),
        ] {
            let new = document(new);
            let place = place_again(&old, Place { segment: from, offset: 1 }, &new);
            assert_eq!(new.segment_text(place.segment), want);
            assert!(place.offset <= want.len());
        }
        assert_eq!(place_again(&old, Place::at_segment(2), &document(&[])), Place::default());
    }
}
