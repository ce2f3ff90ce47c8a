//! The weights of the log-linear sum, one for each named feature.
//!
//! `data/weights.tsv` holds the shipped ones: a feature name and its weight a line. It is written
//! by the fitting program (`examples/fit_aligner.rs`), not by hand.

use super::feature::{NAMES, RUN};
use crate::text::table::lines;

/// A weight for each feature of [`NAMES`], in that order.
#[derive(Debug, Clone, PartialEq)]
pub struct Weights(pub(crate) Vec<f64>);

impl Weights {
    /// The weights that ship with the program.
    pub fn shipped() -> Self {
        Weights::parse(include_str!("data/weights.tsv"))
    }

    /// Reads `name<TAB>weight` lines; `#` begins a comment. A feature that is not named weighs
    /// nothing, a name that no feature has is passed over.
    pub fn parse(table: &str) -> Self {
        let mut weights = vec![0.0; NAMES.len()];
        for line in lines(table) {
            if let Some((name, value)) = line.split_once('\t')
                && let Some(at) = NAMES.iter().position(|n| *n == name)
                && let Ok(value) = value.trim().parse()
            {
                weights[at] = value;
            }
        }
        Weights(weights)
    }

    /// The table that [`Weights::parse`] reads.
    pub fn to_table(&self) -> String {
        NAMES.iter().zip(&self.0).map(|(name, value)| format!("{name}\t{value:.4}\n")).collect()
    }

    /// The weight of a feature; 0 when there is none of this name.
    pub fn of(&self, name: &str) -> f64 {
        NAMES.iter().position(|known| *known == name).map_or(0.0, |at| self.0[at])
    }

    /// The weight of a one-sided bead behind another one: a dropped section costs less than as
    /// many sentences dropped here and there.
    pub(crate) fn run(&self) -> f64 {
        self.0[RUN]
    }

    /// The log-linear sum of one bead.
    pub(crate) fn score(&self, values: &[f32]) -> f64 {
        self.0.iter().zip(values).map(|(w, v)| w * f64::from(*v)).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_table_names_every_feature_and_no_other() {
        let names: Vec<&str> = lines(include_str!("data/weights.tsv"))
            .filter_map(|line| line.split('\t').next())
            .collect();
        assert_eq!(names, NAMES);
    }

    #[test]
    fn reads_what_it_writes() {
        let weights = Weights::shipped();
        assert_eq!(Weights::parse(&weights.to_table()), weights);
    }
}
