//! What the anchors of a bead say: how much is answered by kind of anchor, and how evenly.

use crate::align::anchor::Family;
use crate::align::bead::Candidate;
use crate::align::evidence::Evidence;

/// Weight of the answered anchors by family (in the order of `Family`), then how complete the
/// answer is: over the bead, of its poorer side, of its poorest segment in a bead of several, and
/// the pull of segments outside of the bead.
pub const NAMES: [&str; 13] = [
    "anchor.number",
    "anchor.latin",
    "anchor.term",
    "anchor.lexicon",
    "anchor.sound",
    "anchor.learned",
    "answered.share",
    "answered.poorer-side",
    "answered.nothing",
    "answered.weakest",
    "answered.weakest-hit",
    "answered.rival",
    "null.rival",
];

/// `need` is what the words learned from the document count, 0..1.
pub(super) fn measure(evidence: &Evidence, bead: Candidate, need: f32, out: &mut [f32]) {
    let weighed = evidence.weigh(bead.ko(), bead.en());
    if bead.is_null() {
        out[12] = weighed.rival.ln_1p();
        return;
    }
    let hits: f32 = weighed.hit.iter().sum();
    out[..weighed.hit.len()].copy_from_slice(&weighed.hit);
    out[Family::Learned as usize] *= need;
    out[6] = (weighed.share_ko + weighed.share_en) / 2.0;
    out[7] = weighed.share_ko.min(weighed.share_en);
    out[8] = f32::from(hits < 0.5);
    if bead.is_merge() {
        out[9] = weighed.weakest;
        out[10] = weighed.least.ln_1p();
    }
    out[11] = weighed.rival.ln_1p();
}
