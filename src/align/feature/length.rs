//! Do the lengths fit? English text has about twice the characters of its Korean source.
//!
//! As in Gale and Church (*A Program for Aligning Sentences in Bilingual Corpora*, 1993), the
//! length of a translation is taken to be normal around `c` times that of its source with a
//! variance that grows with the length; the deviation in standard deviations is the feature.
//! Lengths are in letters and digits, since spacing and quotes vary. `c` is that of the two
//! documents, drawn towards the usual ratio when they are short.

use crate::align::bead::Candidate;
use crate::document::Segment;

/// The deviation, its square, and for null beads the length of what is left alone.
pub const NAMES: [&str; 3] = ["length.deviation", "length.deviation2", "length.null"];

/// English letters per Korean letter in news text.
const USUAL_RATIO: f64 = 2.35;
/// Korean letters of imagined text at the usual ratio that steady the ratio of short documents.
const PRIOR: f64 = 2000.0;
/// Variance of the English length per Korean letter.
const VARIANCE: f64 = 6.8;
/// Deviations beyond this count as this.
const CAP: f64 = 6.0;

/// Letters before each segment, so that any run is one subtraction.
pub(super) struct Lengths {
    ko: Vec<f64>,
    en: Vec<f64>,
    ratio: f64,
}

impl Lengths {
    pub fn new(ko: &[Segment], en: &[Segment]) -> Self {
        let (ko, en) = (running(ko), running(en));
        let (all_ko, all_en) = (ko[ko.len() - 1], en[en.len() - 1]);
        // Beyond a factor of two one text is cut or is no translation: trust the usual ratio.
        let seen = all_en.clamp(all_ko * USUAL_RATIO / 2.0, all_ko * USUAL_RATIO * 2.0);
        let ratio = (seen + PRIOR * USUAL_RATIO) / (all_ko + PRIOR);
        Lengths { ko, en, ratio }
    }

    pub fn measure(&self, bead: Candidate, out: &mut [f32]) {
        let ko = self.ko[bead.ko().end] - self.ko[bead.i];
        let en = self.en[bead.en().end] - self.en[bead.j];
        if bead.is_null() {
            out[2] = (1.0 + ko * self.ratio + en).ln() as f32;
            return;
        }
        let expected = ko * self.ratio;
        let spread = (VARIANCE * (expected + en) / (2.0 * self.ratio)).max(1.0).sqrt();
        let deviation = ((en - expected).abs() / spread).min(CAP);
        out[0] = deviation as f32;
        out[1] = (deviation * deviation) as f32;
    }
}

fn running(segments: &[Segment]) -> Vec<f64> {
    let mut sum = 0.0;
    let lengths = segments.iter().map(|s| s.text.chars().filter(|c| c.is_alphanumeric()).count());
    std::iter::once(0.0)
        .chain(lengths.map(|length| {
            sum += length as f64;
            sum
        }))
        .collect()
}
