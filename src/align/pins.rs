//! Pins: beads that a human fixed. They are kept, and the rest is aligned around them.

use std::ops::Range;

use crate::error::{Error, Result};

use super::bead::{Bead, Candidate};
use super::direction::Direction;
use super::score::parse_lines;

/// One fixed bead.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Pin {
    ko: Range<usize>,
    en: Range<usize>,
    /// The line of the file it stands in, from 1.
    line: usize,
}

/// Fixed beads, in reading order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pins {
    /// With text on both sides.
    pairs: Vec<Pin>,
    /// Korean segments fixed to have no counterpart, ascending.
    alone_ko: Vec<usize>,
    /// The same for English ones.
    alone_en: Vec<usize>,
}

impl Pins {
    /// Reads beads, one a line: source indices, a tab, target indices; from 0, comma separated, an
    /// empty side for segments without counterpart. The format of `jjak align --format beads`,
    /// of which lines may be left out. The lengths are those of the Korean and the English document.
    ///
    /// # Errors
    /// Names the line that cannot be read, whose indices are not consecutive or lie outside of
    /// the documents, that takes up a segment of an earlier line again,
    /// or that crosses another one.
    pub fn parse(
        text: &str,
        direction: Direction,
        (ko_len, en_len): (usize, usize),
    ) -> Result<Pins> {
        let mut pins = Pins::default();
        for (line, (source, target)) in parse_lines(text)? {
            // Ordering twice is where one began.
            let (ko, en) = direction.order(source, target);
            let ko = range(&ko, ko_len, "Korean").map_err(|error| error.at_line(line))?;
            let en = range(&en, en_len, "English").map_err(|error| error.at_line(line))?;
            match (ko.is_empty(), en.is_empty()) {
                (false, false) => pins.pairs.push(Pin { ko, en, line }),
                (false, true) => pins.alone_ko.extend(ko),
                (true, _) => pins.alone_en.extend(en),
            }
        }
        pins.pairs.sort_by_key(|pin| pin.ko.start);
        pins.alone_ko.sort_unstable();
        pins.alone_en.sort_unstable();
        match pins.pairs.windows(2).find(|two| two[1].en.start < two[0].en.end) {
            Some(two) => {
                let (first, second) = (two[0].line.min(two[1].line), two[0].line.max(two[1].line));
                let message = format!("this pin crosses the one in line {first}");
                let cure = "an alignment ascends on both sides: take one of the two out";
                Err(Error::malformed(message).at_line(second).cure(cure))
            }
            None => Ok(pins),
        }
    }

    /// Whether nothing is fixed.
    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty() && self.alone_ko.is_empty() && self.alone_en.is_empty()
    }

    /// Whether this bead is fixed.
    pub fn holds(&self, bead: &Bead) -> bool {
        match (bead.ko.is_empty(), bead.en.is_empty()) {
            (false, true) => bead.ko.clone().all(|i| self.alone_ko.binary_search(&i).is_ok()),
            (true, false) => bead.en.clone().all(|j| self.alone_en.binary_search(&j).is_ok()),
            _ => self.pairs.iter().any(|pin| pin.ko == bead.ko && pin.en == bead.en),
        }
    }

    /// The beads with text on both sides, certain as they are.
    pub(crate) fn beads(&self) -> impl Iterator<Item = Bead> + '_ {
        let bead = |pin: &Pin| Bead { ko: pin.ko.clone(), en: pin.en.clone(), confidence: 1.0 };
        self.pairs.iter().map(bead)
    }

    /// The places that every path passes: before and behind each fixed bead.
    pub(crate) fn places(&self) -> Vec<(usize, usize)> {
        let corners = |pin: &Pin| [(pin.ko.start, pin.en.start), (pin.ko.end, pin.en.end)];
        self.pairs.iter().flat_map(corners).collect()
    }

    /// What is left between the fixed beads: Korean segments, English segments. One more than
    /// there are such beads.
    pub(crate) fn gaps(&self, ko_len: usize, en_len: usize) -> Vec<(Range<usize>, Range<usize>)> {
        let (mut i, mut j) = (0, 0);
        let mut gaps = Vec::with_capacity(self.pairs.len() + 1);
        for pin in &self.pairs {
            gaps.push((i..pin.ko.start, j..pin.en.start));
            (i, j) = (pin.ko.end, pin.en.end);
        }
        gaps.push((i..ko_len, j..en_len));
        gaps
    }

    /// Whether the bead would pair a segment that is fixed to have no counterpart.
    pub(crate) fn forbid(&self, bead: Candidate) -> bool {
        let holds = |fixed: &[usize], range: Range<usize>| {
            let at = fixed.partition_point(|&segment| segment < range.start);
            fixed.get(at).is_some_and(|&segment| segment < range.end)
        };
        !bead.is_null() && (holds(&self.alone_ko, bead.ko()) || holds(&self.alone_en, bead.en()))
    }
}

/// Consecutive indices as a range; no indices are an empty one.
fn range(indices: &[usize], len: usize, side: &str) -> Result<Range<usize>> {
    let (Some(&first), Some(&last)) = (indices.first(), indices.last()) else { return Ok(0..0) };
    if last >= len {
        let message = format!("there is no {side} segment {last}");
        let cure = match len.checked_sub(1) {
            Some(most) => format!("the segments are numbered from 0 to {most}"),
            None => format!("there is no {side} text"),
        };
        return Err(Error::malformed(message).cure(cure));
    }
    if last - first + 1 != indices.len() {
        let message = format!("the {side} segments of a bead stand side by side");
        return Err(Error::malformed(message).cure("write consecutive indices: 3,4,5"));
    }
    Ok(first..last + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_beads_and_finds_what_is_left_between_them() {
        let pins =
            Pins::parse("3,4\t2\n1\t1\n\t5\n6\t\n", Direction::KoreanToEnglish, (8, 7)).unwrap();
        assert_eq!(pins.places(), [(1, 1), (2, 2), (3, 2), (5, 3)]);
        assert_eq!(pins.gaps(8, 7), [(0..1, 0..1), (2..3, 2..2), (5..8, 3..7)]);
        let forbidden = |i, j| pins.forbid(Candidate { i, j, shape: 0 });
        assert!(forbidden(6, 3) && forbidden(5, 5) && !forbidden(5, 3));
        assert!(pins.holds(&Bead { ko: 3..5, en: 2..3, confidence: 0.5 }));
        assert!(pins.holds(&Bead { ko: 6..7, en: 4..4, confidence: 0.5 }));
        assert!(!pins.holds(&Bead { ko: 5..6, en: 4..4, confidence: 0.5 }));
    }

    #[test]
    fn faults_name_their_line() {
        for (text, line, message) in [
            ("0\t0\n1,3\t1\n", 2, "side by side"),
            ("0\t9\n", 1, "no English segment 9"),
            ("0\t0\n1\t0\n", 2, "index 0 stands in line 1"),
            ("5\t1\n2\t3\n", 2, "crosses the one in line 1"),
        ] {
            let error = Pins::parse(text, Direction::KoreanToEnglish, (8, 7)).unwrap_err();
            assert_eq!(error.place().line, Some(line), "{error}");
            assert!(error.to_string().contains(message), "{error}");
        }
    }
}
