//! Beads become units: what goes into a TMX.

use jiff::Timestamp;

use crate::document::{Kind, Segment};
use crate::lang::tag::LangTag;
use crate::unit::{DOCUMENT_PROP, Unit, Variant};

use super::bead::Bead;
use super::direction::Direction;

/// Prop that holds a bead's confidence, 0 to 1 with four decimals.
pub const CONFIDENCE_PROP: &str = "x-jjak-confidence";
/// Prop that holds a bead's shape: `2-1` is two source segments and one target segment.
pub const BEAD_PROP: &str = "x-jjak-bead";
/// Prop that says what the text is in the article, unless it is body text.
pub const KIND_PROP: &str = "x-jjak-kind";

/// What all units of one document have in common.
#[derive(Debug, Clone)]
pub struct Origin {
    /// Language of the Korean side.
    pub ko: LangTag,
    /// Language of the English side.
    pub en: LangTag,
    /// Which of the two is the source.
    pub direction: Direction,
    /// Name of the document.
    pub document: String,
    /// When the units are made.
    pub created: Timestamp,
}

/// A unit for every bead that has text on both sides, in the order of the beads, the source variant
/// first. The segments of a side are joined by a space.
pub fn units(beads: &[Bead], ko: &[Segment], en: &[Segment], origin: &Origin) -> Vec<Unit> {
    beads
        .iter()
        .filter(|bead| !bead.is_null())
        .map(|bead| {
            let (ko, en) = (&ko[bead.ko.clone()], &en[bead.en.clone()]);
            let (source, target) = origin.direction.order(
                Variant::text(origin.ko.clone(), joined(ko)),
                Variant::text(origin.en.clone(), joined(en)),
            );
            let mut unit = Unit::pair(source, target);
            unit.set_created(origin.created);
            unit.set_prop(DOCUMENT_PROP, origin.document.as_str());
            unit.set_prop(CONFIDENCE_PROP, format!("{:.4}", bead.confidence));
            unit.set_prop(BEAD_PROP, origin.direction.shape(bead.shape()));
            if let Some(kind) = origin
                .direction
                .order(ko, en)
                .0
                .first()
                .map(|s| s.kind)
                .filter(|&kind| kind != Kind::Body)
            {
                unit.set_prop(KIND_PROP, kind.name());
            }
            unit
        })
        .collect()
}

fn joined(segments: &[Segment]) -> String {
    segments.iter().map(|s| s.text.as_str()).collect::<Vec<_>>().join(" ")
}
