//! The documents and alignments of the work that is open, and what was asked for and has not come yet.

use std::collections::HashMap;
use std::sync::Arc;

use super::mending::{Mended, Tie, by_name, same};
use super::reader::{Laid, Shelf};
use super::{AlignmentOf, Asked, Effect, Effort, Order};
use crate::align::Pin;
use crate::import::tiles::TILE;
use crate::library::{Reach, is_whole};
use crate::model::{Alignment, Document, Extent, Side, Version, VersionId, Work};
use crate::state::mends::Texts;

/// How many alignments are kept.
const KEPT_ALIGNMENTS: usize = 64;

/// Up to so many segments on the longer side a text is short: its best alignment comes within a tenth of a second, so
/// that no quick one is needed before it, and it has too few words to learn from that other works couldn't teach more.
const SHORT: usize = 400;

/// An alignment that was asked for and is not there in its best form yet.
#[derive(Debug, Clone)]
struct Ordered {
    documents: [Arc<Document>; 2],
    pins: Vec<Pin>,
    purpose: Purpose,
}

/// Whom an alignment is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Purpose {
    /// The reading pane.
    Reading,
    /// The panel in which all versions are read along, which waits for the reading pane.
    Along,
}

/// An alignment at hand, as it was made.
#[derive(Debug, Clone, Copy)]
pub struct LaidEitherWay<'d> {
    /// The alignment.
    pub alignment: &'d Alignment,
    /// The side of it that the first of the two documents is on.
    pub side: Side,
    /// Whether it is the best one.
    pub is_best: bool,
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
    /// What was mended by hand, of two versions in the order of their names.
    mends: HashMap<[VersionId; 2], Mends>,
}

/// What was mended by hand of two versions.
#[derive(Debug, Clone, Default)]
struct Mends {
    /// What stands.
    mended: Mended,
    /// The texts for which it was looked for last, and those for which it was found.
    asked: Option<[Arc<Document>; 2]>,
    found: Option<Texts>,
    /// What stood in the texts before they were changed.
    earlier: Option<(Texts, Vec<Pin>)>,
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
        if let Some(order) = self.order.as_mut().filter(|_| known) {
            order.purpose = Purpose::Reading;
            return Vec::new();
        }
        self.n_orders += 1;
        self.order = Some(Ordered { documents: documents.clone(), pins: pins.to_vec(), purpose: Purpose::Reading });
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

    /// What to ask for to get an alignment for reading along, once nothing else is being aligned.
    pub fn order_along(
        &mut self,
        documents: &[Arc<Document>; 2],
        pins: &[Pin],
        segment: usize,
        companions: impl FnOnce() -> Vec<[Version; 2]>,
    ) -> Vec<Order> {
        if self.is_aligning() {
            return Vec::new();
        }
        let orders = self.order(documents, pins, (Side::Left, segment), companions);
        self.order.iter_mut().for_each(|order| order.purpose = Purpose::Along);
        orders
    }

    /// Whether an alignment is being made.
    pub fn is_aligning(&self) -> bool {
        self.order.is_some()
    }

    /// Forgets that an alignment is being made for the reading pane; gives the number from which on orders count, if one
    /// was.
    pub fn withdraw_order(&mut self) -> Option<u64> {
        self.withdraw(Purpose::Reading)
    }

    /// The same, for reading along.
    pub fn withdraw_along(&mut self) -> Option<u64> {
        self.withdraw(Purpose::Along)
    }

    fn withdraw(&mut self, purpose: Purpose) -> Option<u64> {
        self.order.take_if(|order| order.purpose == purpose).map(|_| self.n_orders + 1)
    }

    /// What to ask for to get the whole of a document and nothing before it, unless it was asked for.
    pub fn ask_whole(&mut self, id: &VersionId) -> Option<Reach> {
        self.asked.insert((id.clone(), Reach::Whole)).then_some(Reach::Whole)
    }

    /// Whether the whole of a document was asked for and has not come yet.
    pub fn is_asked_whole(&self, id: &VersionId) -> bool {
        self.asked.contains(&(id.clone(), Reach::Whole))
    }

    /// An alignment of two documents that keeps to these pins, whichever of them is on the left.
    pub fn laid(&self, documents: &[Arc<Document>; 2], pins: &[Pin]) -> Option<LaidEitherWay<'_>> {
        let (turned, swapped) = (turned(documents), swapped(pins));
        let side_in = |known: &AlignmentOf| match known {
            _ if same(&known.documents, documents) && known.pins == pins => Some(Side::Left),
            _ if same(&known.documents, &turned) && known.pins == swapped => Some(Side::Right),
            _ => None,
        };
        self.alignments.iter().find_map(|known| {
            let (side, is_best) = (side_in(known)?, known.effort == Effort::Full);
            Some(LaidEitherWay { alignment: &known.alignment, side, is_best })
        })
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

    /// Puts a document on the desk in place of one that said something else; what was mended is looked for in it.
    pub fn put_again(&mut self, id: &VersionId, document: Arc<Document>) {
        self.put(id.clone(), document);
        for (_, mends) in self.mends.iter_mut().filter(|(names, _)| names.contains(id)) {
            if let Some(texts) = mends.found.take() {
                let documents = [&*texts.documents[0], &*texts.documents[1]];
                let pins = mends.mended.ties().iter().filter_map(|tie| tie.pin_in(documents)).collect();
                mends.earlier = Some((texts, pins));
            }
            // What was done to sentences of the text as it was can't be undone.
            mends.mended = Mended::default();
            mends.asked = None;
        }
    }

    /// What to ask for to get what was mended of two texts, unless it was asked for already.
    pub fn ask_mends(&mut self, texts: Texts) -> Option<Effect> {
        let (names, _) = by_name(texts.versions.each_ref().map(|version| &version.id));
        let mends = self.mends.entry(names).or_default();
        if mends
            .asked
            .as_ref()
            .is_some_and(|asked| same(asked, &texts.documents) || same(asked, &turned(&texts.documents)))
        {
            return None;
        }
        mends.asked = Some(texts.documents.clone());
        Some(Effect::FindMends(Box::new(texts), mends.earlier.clone().map(Box::new)))
    }

    /// Puts down what was found of what was mended of two texts; whether they are the ones that it was asked for of.
    pub fn put_mends(&mut self, texts: Texts, pins: &[Pin]) -> bool {
        let (names, is_turned) = by_name(texts.versions.each_ref().map(|version| &version.id));
        let Some(mends) = self.mends.get_mut(&names) else { return false };
        if !mends.asked.as_ref().is_some_and(|asked| same(asked, &texts.documents)) {
            return false;
        }
        let documents = [&*texts.documents[0], &*texts.documents[1]];
        let tie = |pin: &Pin| Tie::of(pin, documents);
        let ties = pins.iter().map(tie).map(|tie| if is_turned { tie.mirrored() } else { tie });
        mends.mended = Mended::of(ties.collect());
        let texts = if is_turned { texts.turned() } else { texts };
        if texts.documents.iter().all(|document| is_whole(document)) {
            mends.earlier = None;
        }
        mends.found = Some(texts);
        true
    }

    /// What was mended of two versions, and whether they are the other way round here.
    pub fn mended(&mut self, versions: [&VersionId; 2]) -> (&mut Mended, bool) {
        let (names, is_turned) = by_name(versions);
        (&mut self.mends.entry(names).or_default().mended, is_turned)
    }

    /// Whether two documents are laid level around a place only, so far.
    pub fn is_laid_near_only(&self, documents: &[Arc<Document>; 2]) -> bool {
        let mirrored = [Arc::clone(&documents[1]), Arc::clone(&documents[0])];
        let of_these = |known: &&AlignmentOf| same(&known.documents, documents) || same(&known.documents, &mirrored);
        self.alignments.iter().filter(of_these).map(|known| known.effort).max() == Some(Effort::Near)
    }

    /// Forgets everything, because another work is opened.
    pub fn clear(&mut self) {
        // What is being aligned is stopped, or followed by another order, when the next work is settled.
        let order = self.order.take().map(|order| Ordered { purpose: Purpose::Reading, ..order });
        *self = Self { n_orders: self.n_orders, order, ..Self::default() };
    }

    /// Forgets everything but the documents of some versions, because the work has other versions now.
    pub fn keep_only(&mut self, is_kept: impl Fn(&VersionId) -> bool) {
        let documents = std::mem::take(&mut self.documents);
        let asked = std::mem::take(&mut self.asked);
        let mends = std::mem::take(&mut self.mends);
        self.clear();
        self.mends = mends.into_iter().filter(|(names, _)| names.iter().all(&is_kept)).collect();
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

    fn pins(&self, work: &Work, versions: [usize; 2], documents: [&Arc<Document>; 2]) -> Option<Vec<Pin>> {
        let [a, b] = versions.map(|version| work.versions.get(version).map(|version| &version.id));
        let (names, is_turned) = by_name([a?, b?]);
        let mends = self.mends.get(&names);
        let own = documents.map(Arc::clone);
        let in_order = if is_turned { turned(&own) } else { own };
        // Of texts that are too long to be held nothing is kept in files.
        let is_known = documents.iter().any(|document| document.is_stretch())
            || mends.and_then(|mends| mends.found.as_ref()).is_some_and(|found| same(&found.documents, &in_order));
        let pin = |tie: &Tie| tie.pin_in([&in_order[0], &in_order[1]]);
        let pins = mends.map_or(&[][..], |mends| mends.mended.ties()).iter().filter_map(pin);
        is_known.then(|| pins.map(|pin| if is_turned { pin.mirrored() } else { pin }).collect())
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

fn turned([left, right]: &[Arc<Document>; 2]) -> [Arc<Document>; 2] {
    [Arc::clone(right), Arc::clone(left)]
}
