//! How common beads of a shape are: one feature per shape, 1 for the bead's own.
//!
//! The weights are the logarithms of the shapes' odds against 1-1, all else equal
//! (Gale and Church 1993, table 5, gives such priors for other language pairs).

use crate::align::bead::Candidate;

/// One name per shape, in the order of [`crate::align::SHAPES`], and one for a one-sided bead that
/// follows another: that one is a feature of the step, not of the bead, and added by the lattice.
pub const NAMES: [&str; 13] = [
    "shape.1-1",
    "shape.1-0",
    "shape.0-1",
    "shape.1-2",
    "shape.2-1",
    "shape.2-2",
    "shape.1-3",
    "shape.3-1",
    "shape.2-3",
    "shape.3-2",
    "shape.1-4",
    "shape.4-1",
    "shape.run",
];
/// Place of the feature of one-sided runs.
pub const RUN: usize = 12;

pub(super) fn measure(bead: Candidate, out: &mut [f32]) {
    out[bead.shape] = 1.0;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_follow_the_shapes() {
        assert_eq!(NAMES[RUN], "shape.run");
        for (name, shape) in NAMES.iter().zip(crate::align::SHAPES) {
            assert_eq!(*name, format!("shape.{shape}"));
        }
    }
}
