//! Where marks are in a text that was changed, or in a version that they were not made in: through an alignment.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::Instant;

use super::workers::Desk;
use crate::align::Task;
use crate::app::{Carried, Placing};
use crate::library::{Reach, load};
use crate::model::Alignment;
use crate::state::alignments::Key;
use crate::state::marks::{Found, Segmentation};
use crate::state::mends::{self, Texts};

/// Places all that are asked for, as far as their versions can be read; `None` where it is not wanted any more.
pub(super) fn place(
    placing: Placing,
    desk: &Desk<'_>,
    go_on: &(dyn Fn() -> ControlFlow<()> + Sync),
) -> Option<Vec<(String, Found)>> {
    let Placing { version: to, document, own, carried, .. } = placing;
    let mut placed = Vec::new();
    if !own.is_empty() {
        let segmentation = Segmentation::of(&document);
        for (id, anchor) in own {
            if go_on().is_break() {
                return None;
            }
            let found = anchor.stays(&document).unwrap_or_else(|| anchor.look_in(&document, &segmentation));
            placed.push((id, found));
        }
    }
    for Carried { version, at_hand, anchors } in carried {
        // A version that can't be read any more carries nothing; its marks are told with what is known of them.
        let Some(from) = at_hand.or_else(|| load(&version, Reach::Whole).ok().map(Arc::new)) else {
            continue;
        };
        let texts = Texts { versions: [version, to.clone()], documents: [from, Arc::clone(&document)] };
        let alignment = alignment(&texts, desk, go_on)?;
        let [from, _] = texts.documents;
        placed.extend(anchors.into_iter().map(|(id, anchor)| (id, anchor.carried(&from, &document, &alignment))));
    }
    Some(placed)
}

/// The alignment of two texts, with what the reader has mended of it.
fn alignment(texts: &Texts, desk: &Desk<'_>, go_on: &(dyn Fn() -> ControlFlow<()> + Sync)) -> Option<Arc<Alignment>> {
    let [from, to] = &texts.documents;
    let pins = mends::find(texts, desk.mends, None).pins;
    let task = Task { pins: &pins, ..Task::new(from, to) };
    let key = Key::of(&task);
    if let Some(found) = desk.alignments.find(key, from.segments().len(), to.segments().len()) {
        return Some(found);
    }
    let began = Instant::now();
    let alignment = Arc::new(task.full(&|_| go_on())?);
    desk.alignments.keep(key, &alignment, began.elapsed());
    Some(alignment)
}
