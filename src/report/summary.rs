//! What an alignment came to, in a few lines.

use std::collections::BTreeMap;
use std::fmt;

use crate::align::{Bead, Direction, SHAPES};
use crate::check::{Finding, Severity};

/// Beads below this confidence are worth a look.
pub const DOUBTFUL: f64 = 0.8;
/// Share of the expected errors that a review should catch.
const CAUGHT: f64 = 0.9;
/// Units that are named before "and N more".
const NAMED: usize = 12;

/// Counts of one aligned pair of documents.
#[derive(Debug, Clone, Default)]
pub struct Summary {
    /// Korean and English segments that were aligned.
    pub segments: (usize, usize),
    /// Which side is named first.
    direction: Direction,
    /// Lines, or pieces of lines, set aside as boilerplate on each side.
    pub dropped: (usize, usize),
    /// Beads by place of their shape in [`SHAPES`].
    shapes: BTreeMap<usize, usize>,
    /// Confidence of each unit, in order.
    confidences: Vec<f64>,
    /// Units below this confidence are not in the output.
    least: Option<f64>,
    /// Findings by severity; `None` when no glossary was given.
    findings: Option<BTreeMap<Severity, usize>>,
}

impl Summary {
    /// Counts the beads of an alignment.
    pub fn new(beads: &[Bead], direction: Direction, dropped: (usize, usize)) -> Self {
        let mut summary = Summary { direction, dropped, ..Summary::default() };
        for bead in beads {
            summary.segments.0 += bead.ko.len();
            summary.segments.1 += bead.en.len();
            if let Some(shape) = SHAPES.iter().position(|&s| s == bead.shape()) {
                *summary.shapes.entry(shape).or_default() += 1;
            }
            if !bead.is_null() {
                summary.confidences.push(bead.confidence);
            }
        }
        summary
    }

    /// Counts the findings of the term check.
    pub fn add_findings(&mut self, findings: &[Finding]) {
        let counts = self.findings.get_or_insert_default();
        for finding in findings {
            *counts.entry(finding.severity).or_default() += 1;
        }
    }

    /// Notes that units below this confidence were left out of the output.
    pub fn leave_out(&mut self, least: f64) {
        self.least = Some(least);
    }

    /// How many wrong units the confidences lead to expect: the sum of what each lacks of 1.
    pub fn expected_errors(&self) -> f64 {
        self.confidences.iter().map(|confidence| 1.0 - confidence).sum()
    }

    /// How many of the least certain units hold 90 % of the expected errors.
    pub fn to_review(&self) -> usize {
        let mut doubts: Vec<f64> = self.confidences.iter().map(|c| 1.0 - c).collect();
        doubts.sort_by(|a, b| b.total_cmp(a));
        let enough = CAUGHT * self.expected_errors();
        let mut caught = 0.0;
        let needed = |doubt: &&f64| {
            let needed = caught < enough;
            caught += **doubt;
            needed
        };
        doubts.iter().take_while(needed).count()
    }

    /// Units: beads with text on both sides.
    pub fn units(&self) -> usize {
        self.confidences.len()
    }

    fn nulls(&self) -> (usize, usize) {
        let of = |ko, en| {
            let shape = SHAPES.iter().position(|s| (s.ko, s.en) == (ko, en));
            shape.and_then(|shape| self.shapes.get(&shape)).copied().unwrap_or(0)
        };
        (of(1, 0), of(0, 1))
    }
}

/// A line each: segments, units, confidence, review, units left out, terms.
impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "  segments    {}", self.sides(self.segments))?;
        match self.dropped {
            (0, 0) => writeln!(f)?,
            (ko, en) => writeln!(
                f,
                "; {} set aside as boilerplate (--report-dropped lists them)",
                count(ko + en, "piece")
            )?,
        }
        let shapes: Vec<String> = self
            .shapes
            .iter()
            .filter(|(shape, _)| SHAPES[**shape].ko > 0 && SHAPES[**shape].en > 0)
            .map(|(shape, count)| format!("{count} × {}", self.direction.shape(SHAPES[*shape])))
            .collect();
        write!(f, "  units       {} ({})", self.units(), shapes.join(", "))?;
        match self.nulls() {
            (0, 0) => writeln!(f)?,
            nulls => writeln!(f, "; without counterpart: {}", self.sides(nulls))?,
        }
        self.confidence(f)?;
        self.review(f)?;
        self.left_out(f)?;
        if let Some(findings) = &self.findings {
            let total: usize = findings.values().sum();
            write!(f, "  terms       {}", count(total, "finding"))?;
            let errors = findings.get(&Severity::Error).copied().unwrap_or(0);
            if errors > 0 && errors < total {
                write!(
                    f,
                    ", {errors} of them {}",
                    if errors == 1 { "an error" } else { "errors" }
                )?;
            }
            writeln!(f)?;
        }
        Ok(())
    }
}

impl Summary {
    /// A count of Korean things and one of English ones, the source first.
    fn sides(&self, (ko, en): (usize, usize)) -> String {
        let (source, target) = self.direction.order((ko, "Korean"), (en, "English"));
        format!("{} {}, {} {}", source.0, source.1, target.0, target.1)
    }

    fn confidence(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.confidences.is_empty() {
            return writeln!(f, "  confidence  no units");
        }
        let mean = self.confidences.iter().sum::<f64>() / self.confidences.len() as f64;
        write!(f, "  confidence  {:.0} % on average", mean * 100.0)?;
        let doubtful = self.below(DOUBTFUL);
        if doubtful.is_empty() {
            return writeln!(f, ", none below {:.0} %", DOUBTFUL * 100.0);
        }
        write!(f, "; look at {}", doubtful[..doubtful.len().min(NAMED)].join(", "))?;
        if doubtful.len() > NAMED {
            write!(f, " and {} more", doubtful.len() - NAMED)?;
        }
        writeln!(f)
    }

    /// The units less certain than this, with their confidence.
    fn below(&self, least: f64) -> Vec<String> {
        let numbered = (1..).zip(&self.confidences);
        let below = numbered.filter(|(_, confidence)| **confidence < least);
        below
            .map(|(n, confidence)| format!("{n} ({:.0} %)", (confidence * 100.0).floor()))
            .collect()
    }

    fn review(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let errors = self.expected_errors();
        if errors < 0.05 {
            // Not worth a line: nothing to find.
            return Ok(());
        }
        let (look, share) = (count(self.to_review(), "least certain unit"), CAUGHT * 100.0);
        let errors = format!("{errors:.1} errors expected");
        writeln!(f, "  review      {errors}; the {look} hold {share:.0} % of them")
    }

    /// Every unit that was left out, so that none is lost unseen.
    fn left_out(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(least) = self.least else { return Ok(()) };
        let below = self.below(least);
        write!(f, "  left out    {} below {:.0} %", count(below.len(), "unit"), least * 100.0)?;
        writeln!(f, "{}{}", if below.is_empty() { "" } else { ": " }, below.join(", "))
    }
}

fn count(n: usize, thing: &str) -> String {
    format!("{n} {thing}{}", if n == 1 { "" } else { "s" })
}
