//! The shapes that beads may have, and how usual each is.
//!
//! After Gale and Church (1993), who count 0.89 of 1–1, 0.09 of 1–2 and 2–1 and 0.01 of 2–2. Translators and
//! segmenters cut more freely than the reports they counted, so larger shapes are there too; how usual they are is
//! learnt from each text.

/// How many segments a bead has on its two sides.
pub type Shape = (usize, usize);

/// The most segments on one side of a bead.
pub const LONGEST: usize = 5;

/// The most segments on both sides of a bead together.
pub const LARGEST: usize = 6;

/// Each shape with its weight, about how often it is expected among beads; larger ones are the rarer.
const TABLE: [(Shape, f64); 15] = [
    ((1, 1), 0.80),
    ((1, 2), 0.07),
    ((2, 1), 0.07),
    ((2, 2), 0.05),
    ((1, 3), 0.012),
    ((3, 1), 0.012),
    ((1, 4), 0.0042),
    ((4, 1), 0.0042),
    ((2, 3), 0.0042),
    ((3, 2), 0.0042),
    ((1, 5), 0.0015),
    ((5, 1), 0.0015),
    ((2, 4), 0.0015),
    ((4, 2), 0.0015),
    ((3, 3), 0.0015),
];

/// How many shapes there are.
pub const N_SHAPES: usize = TABLE.len();

/// All shapes.
pub const SHAPES: [Shape; N_SHAPES] = {
    let mut shapes = [(0, 0); N_SHAPES];
    let mut at = 0;
    while at < N_SHAPES {
        shapes[at] = TABLE[at].0;
        at += 1;
    }
    shapes
};

/// The number of each shape, by its two sizes less one.
pub const NUMBER_OF: [[usize; LONGEST]; LONGEST] = {
    let mut numbers = [[usize::MAX; LONGEST]; LONGEST];
    let mut at = 0;
    while at < N_SHAPES {
        numbers[SHAPES[at].0 - 1][SHAPES[at].1 - 1] = at;
        at += 1;
    }
    numbers
};

/// As many beads as the expectations count for when a text teaches its own.
const PRIOR_BEADS: f64 = 40.0;

/// How usual each shape is in a text.
#[derive(Debug, Clone, Copy)]
pub struct Frequencies([f32; N_SHAPES]);

impl Frequencies {
    /// What is expected of any text.
    pub fn expected() -> Self {
        Self::learnt(std::iter::empty())
    }

    /// What beads of these shapes and weights teach.
    pub fn learnt(beads: impl Iterator<Item = (Shape, f32)>) -> Self {
        let mut counts = TABLE.map(|(_, chance)| chance * PRIOR_BEADS);
        for ((source, target), weight) in beads {
            counts[NUMBER_OF[source - 1][target - 1]] += f64::from(weight);
        }
        let all: f64 = counts.iter().sum();
        Self(counts.map(|count| (count / all).ln() as f32))
    }

    /// The logarithm of the share of beads that have a shape, by its number.
    pub fn log(&self, shape: usize) -> f32 {
        self.0[shape]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_shape_has_its_number_and_the_expectations_are_symmetric() {
        for (number, &(source, target)) in SHAPES.iter().enumerate() {
            assert_eq!(NUMBER_OF[source - 1][target - 1], number);
            let mirrored = NUMBER_OF[target - 1][source - 1];
            assert_eq!(TABLE[number].1.to_bits(), TABLE[mirrored].1.to_bits());
            assert!(source + target <= LARGEST);
        }
    }

    #[test]
    fn a_text_of_many_splits_makes_splits_usual() {
        let split = NUMBER_OF[0][1];
        let learnt = Frequencies::learnt(std::iter::repeat_n(((1, 2), 1.0), 200));
        assert!(learnt.log(split) > Frequencies::expected().log(split) + 1.0);
    }
}
