//! The documents and alignments of the work that is open, and what was asked for and has not come yet.

use std::collections::HashMap;
use std::sync::Arc;

use super::reader::Shelf;
use super::{AlignmentOf, Asked};
use crate::align::Pin;
use crate::library::{Reach, is_whole};
use crate::model::{Alignment, Document, VersionId, Work};

/// How many alignments are kept.
const KEPT_ALIGNMENTS: usize = 16;

/// Documents and alignments at hand.
#[derive(Debug, Clone, Default)]
pub struct Desk {
    documents: HashMap<VersionId, Arc<Document>>,
    alignments: Vec<AlignmentOf>,
    /// Documents that were asked for.
    pub asked: Asked,
    asked_alignments: Vec<([Arc<Document>; 2], Vec<Pin>)>,
}

impl Desk {
    /// Puts a document on the desk; the beginning of one never takes the place of the whole.
    pub fn put(&mut self, id: VersionId, document: Arc<Document>) {
        let better = self.documents.get(&id).is_none_or(|old| is_whole(&document) || !is_whole(old));
        if better {
            self.documents.insert(id, document);
        }
    }

    /// What to ask for to get a document: its beginning first where it is long, then the whole.
    pub fn ask(&mut self, id: &VersionId, size: u64) -> Vec<Reach> {
        let long = size > crate::library::BEGINNING as u64;
        let reaches: &[Reach] = if long { &[Reach::Beginning, Reach::Whole] } else { &[Reach::Whole] };
        reaches.iter().copied().filter(|&reach| self.asked.insert((id.clone(), reach))).collect()
    }

    /// Notes that an alignment is being made; says whether it has to be asked for.
    pub fn ask_alignment(&mut self, documents: &[Arc<Document>; 2], pins: &[Pin]) -> bool {
        let known = self.asked_alignments.iter().any(|(asked, its_pins)| same(asked, documents) && its_pins == pins);
        if !known {
            self.asked_alignments.push((documents.clone(), pins.to_vec()));
        }
        !known
    }

    /// Puts an alignment on the desk.
    pub fn put_alignment(&mut self, alignment: AlignmentOf) {
        self.asked_alignments.retain(|(asked, pins)| !(same(asked, &alignment.documents) && *pins == alignment.pins));
        if self.alignments.len() >= KEPT_ALIGNMENTS {
            self.alignments.remove(0);
        }
        self.alignments.push(alignment);
    }

    /// Lets alignments be asked for again that will not come.
    pub fn forget_asked_alignments(&mut self) {
        self.asked_alignments.clear();
    }

    /// Forgets everything, because another work is opened.
    pub fn clear(&mut self) {
        *self = Self::default();
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

    fn alignment(&self, left: &Arc<Document>, right: &Arc<Document>, pins: &[Pin]) -> Option<Arc<Alignment>> {
        let straight = [Arc::clone(left), Arc::clone(right)];
        let mirrored = [Arc::clone(right), Arc::clone(left)];
        let find = |documents: &[Arc<Document>; 2], pins: &[Pin]| {
            self.alignments.iter().find(|known| same(&known.documents, documents) && known.pins == pins)
        };
        if let Some(found) = find(&straight, pins) {
            return Some(Arc::clone(&found.alignment));
        }
        let pins: Vec<Pin> = pins.iter().map(|pin| Pin { source: pin.target, target: pin.source }).collect();
        find(&mirrored, &pins).map(|found| Arc::new(found.alignment.mirrored()))
    }
}

fn same(a: &[Arc<Document>; 2], b: &[Arc<Document>; 2]) -> bool {
    Arc::ptr_eq(&a[0], &b[0]) && Arc::ptr_eq(&a[1], &b[1])
}
