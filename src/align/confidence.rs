//! How sure each step of an alignment is.

use super::lattice::Posterior;

/// The confidence of each step.
pub fn of_steps(posterior: &Posterior) -> Vec<f32> {
    let confidence = |&(from, to): &super::lattice::Step| {
        if from.0 == to.0 {
            posterior.gaps[1][from.1]
        } else if from.1 == to.1 {
            posterior.gaps[0][from.0]
        } else {
            let key = (from.0, from.1, to.0, to.1);
            let by = |bead: &super::lexicon::Weighted| {
                (bead.source.start, bead.target.start, bead.source.end, bead.target.end)
            };
            let first = posterior.beads.partition_point(|bead| (bead.source.start, bead.target.start) < from);
            let same =
                posterior.beads[first..].iter().take_while(|bead| (bead.source.start, bead.target.start) == from);
            same.into_iter().find(|bead| by(bead) == key).map_or(0.0, |bead| bead.weight)
        }
    };
    posterior.steps.iter().map(confidence).map(|value| value.clamp(0.0, 1.0)).collect()
}
