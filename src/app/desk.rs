//! The documents and alignments of the work that is open, and what was asked for and has not come yet.

use std::collections::HashMap;
use std::sync::Arc;

use super::reader::{Laid, Shelf};
use super::{AlignmentOf, Asked, Effort, Order};
use crate::align::Pin;
use crate::import::tiles::TILE;
use crate::library::Reach;
use crate::model::{Document, Extent, Side, Version, VersionId, Work};

/// How many alignments are kept.
const KEPT_ALIGNMENTS: usize = 16;

/// Up to so many segments on the longer side a text is short: its best alignment comes within a tenth of a second, so
/// that no quick one is needed before it, and it has too few words to learn from that other works couldn't teach more.
const SHORT: usize = 400;

/// An alignment that was asked for and is not there in its best form yet.
#[derive(Debug, Clone)]
struct Ordered {
    documents: [Arc<Document>; 2],
    pins: Vec<Pin>,
}

/// Documents and alignments at hand.
#[derive(Debug, Clone, Default)]
pub struct Desk {
    documents: HashMap<VersionId, Arc<Document>>,
    alignments: Vec<AlignmentOf>,
    /// Documents that were asked for.
    pub asked: Asked,
    order: Option<Ordered>,
    n_orders: u64,
    /// The tile around which a stretch of a long file was asked for last.
    around: HashMap<VersionId, u64>,
}

impl Desk {
    /// Puts a document on the desk; the beginning of one never takes the place of more.
    pub fn put(&mut self, id: VersionId, document: Arc<Document>) {
        let is_beginning = matches!(document.extent, Extent::Beginning { .. });
        let better = !is_beginning || !self.documents.contains_key(&id);
        if better {
            self.documents.insert(id, document);
        }
    }

    /// What to ask for to get a document: its beginning first where it is long and not at hand, then the whole.
    pub fn ask(&mut self, id: &VersionId, size: u64) -> Vec<Reach> {
        self.around.remove(id);
        let long = size > crate::library::BEGINNING as u64 && !self.documents.contains_key(id);
        let reaches: &[Reach] = if long { &[Reach::Beginning, Reach::Whole] } else { &[Reach::Whole] };
        reaches.iter().copied().filter(|&reach| self.asked.insert((id.clone(), reach))).collect()
    }

    /// What to ask for to get the stretch of a long file around a position, unless it was asked for last.
    pub fn ask_around(&mut self, id: &VersionId, position: u64) -> Option<Reach> {
        // Positions in one tile give the same stretch.
        let tile = position / TILE;
        if self.around.insert(id.clone(), tile) == Some(tile) {
            return None;
        }
        self.asked.retain(|(asked, reach)| asked != id || !matches!(reach, Reach::Around(_)));
        self.asked.insert((id.clone(), Reach::Around(position)));
        Some(Reach::Around(position))
    }

    /// Lets the stretch of a file be asked for again, because it could not be read.
    pub fn forget_stretch(&mut self, id: &VersionId) {
        self.around.remove(id);
    }

    /// What to ask for to get an alignment, if it is not being made already: of long texts one around the place first and
    /// then a quick one, of short ones that have companions one without them.
    pub fn order(
        &mut self,
        documents: &[Arc<Document>; 2],
        pins: &[Pin],
        near: (Side, usize),
        companions: impl FnOnce() -> Vec<[Version; 2]>,
    ) -> Vec<Order> {
        let mirrored = [Arc::clone(&documents[1]), Arc::clone(&documents[0])];
        let known = self.order.as_ref().is_some_and(|order| {
            (same(&order.documents, documents) && order.pins == pins)
                || (same(&order.documents, &mirrored) && order.pins == swapped(pins))
        });
        if known {
            return Vec::new();
        }
        self.n_orders += 1;
        self.order = Some(Ordered { documents: documents.clone(), pins: pins.to_vec() });
        let is_short = documents.iter().all(|document| document.segments().len() <= SHORT);
        let companions = if is_short { companions() } else { Vec::new() };
        let is_beginning = |document: &Arc<Document>| matches!(document.extent, Extent::Beginning { .. });
        let are_beginnings = documents.iter().all(is_beginning);
        let first: &[Effort] = match (is_short, companions.is_empty()) {
            _ if self.alignment(&documents[0], &documents[1], pins).is_some() => &[],
            (true, true) => &[],
            (true, false) => &[Effort::Alone],
            (false, _) if are_beginnings => &[Effort::Near],
            (false, _) => &[Effort::Near, Effort::Quick],
        };
        let order = |effort: Effort, companions: Vec<[Version; 2]>| Order {
            number: self.n_orders,
            documents: documents.clone(),
            pins: pins.to_vec(),
            companions,
            effort,
            near,
        };
        let first = first.iter().map(|&effort| order(effort, Vec::new()));
        // The beginnings of long texts are on the screen for a moment only: better alignments would come too late.
        let last = (is_short || !are_beginnings).then(|| order(Effort::Full, companions));
        first.chain(last).collect()
    }

    /// Forgets that an alignment is being made; gives the number from which on orders count, if one was.
    pub fn withdraw_order(&mut self) -> Option<u64> {
        self.order.take().map(|_| self.n_orders + 1)
    }

    /// Puts an alignment on the desk; a quick one never takes the place of the best one.
    pub fn put_alignment(&mut self, alignment: AlignmentOf) {
        let is_same =
            |known: &AlignmentOf| same(&known.documents, &alignment.documents) && known.pins == alignment.pins;
        if self.alignments.iter().any(|known| is_same(known) && known.effort >= alignment.effort) {
            return;
        }
        self.alignments.retain(|known| !is_same(known));
        let is_done = |order: &Ordered| same(&order.documents, &alignment.documents) && order.pins == alignment.pins;
        if alignment.effort == Effort::Full && self.order.as_ref().is_some_and(is_done) {
            self.order = None;
        }
        if self.alignments.len() >= KEPT_ALIGNMENTS {
            self.alignments.remove(0);
        }
        self.alignments.push(alignment);
    }

    /// Forgets everything, because another work is opened.
    pub fn clear(&mut self) {
        // What is being aligned is stopped, or followed by another order, when the next work is settled.
        *self = Self { n_orders: self.n_orders, order: self.order.take(), ..Self::default() };
    }

    /// Forgets everything but the documents of some versions, because the work has other versions now.
    pub fn keep_only(&mut self, is_kept: impl Fn(&VersionId) -> bool) {
        let documents = std::mem::take(&mut self.documents);
        let asked = std::mem::take(&mut self.asked);
        self.clear();
        self.documents = documents.into_iter().filter(|(id, _)| is_kept(id)).collect();
        self.asked = asked.into_iter().filter(|(id, _)| is_kept(id)).collect();
    }

    /// The document of a version.
    pub fn document(&self, id: &VersionId) -> Option<Arc<Document>> {
        self.documents.get(id).cloned()
    }
}

impl Shelf for Desk {
    fn document(&self, work: &Work, version: usize) -> Option<Arc<Document>> {
        self.document(&work.versions.get(version)?.id)
    }

    fn alignment(&self, left: &Arc<Document>, right: &Arc<Document>, pins: &[Pin]) -> Option<Laid> {
        let find = |documents: &[Arc<Document>; 2], pins: &[Pin]| {
            self.alignments.iter().find(|known| same(&known.documents, documents) && known.pins == pins)
        };
        if let Some(found) = find(&[Arc::clone(left), Arc::clone(right)], pins) {
            return Some(Laid { alignment: Arc::clone(&found.alignment), effort: found.effort });
        }
        let found = find(&[Arc::clone(right), Arc::clone(left)], &swapped(pins))?;
        Some(Laid { alignment: Arc::new(found.alignment.mirrored()), effort: found.effort })
    }
}

fn swapped(pins: &[Pin]) -> Vec<Pin> {
    pins.iter().cloned().map(Pin::mirrored).collect()
}

fn same(a: &[Arc<Document>; 2], b: &[Arc<Document>; 2]) -> bool {
    Arc::ptr_eq(&a[0], &b[0]) && Arc::ptr_eq(&a[1], &b[1])
}
