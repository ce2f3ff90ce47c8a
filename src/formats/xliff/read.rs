//! XLIFF → units.

use std::io::BufRead;

use super::scan::{self, Place, Scan, Segmented};
use crate::error::{Error, Result};
use crate::formats::{PassedOver, Placed};
use crate::unit::{Unit, Variant};

/// Reads the segments of a file of version 1.2 or 2.0 that have a translation. Units stand in the
/// line where their source begins; those that are segments of one have its id and their own.
pub struct Reader<R> {
    scan: Scan<R>,
    /// Segments of the unit that was read last, last first.
    waiting: Vec<Placed>,
    passed_over: PassedOver,
    done: bool,
}

impl<R: BufRead> Reader<R> {
    /// A reader.
    pub fn new(input: R) -> Self {
        let passed_over = PassedOver::new("segments without a translation");
        Reader { scan: Scan::new(input), waiting: Vec::new(), passed_over, done: false }
    }

    /// The account of the segments that make no unit.
    pub fn passed_over(&self) -> PassedOver {
        self.passed_over.clone()
    }

    fn read(&mut self) -> Result<Option<Placed>> {
        loop {
            if let Some(placed) = self.waiting.pop() {
                return Ok(Some(placed));
            }
            let Some(unit) = self.scan.next().transpose()? else { return Ok(None) };
            self.waiting = self.segments(unit)?;
        }
    }

    /// The segments that are translated, last first.
    fn segments(&self, unit: scan::Unit) -> Result<Vec<Placed>> {
        let whole = |own: Segmented, line: usize| {
            Some((None, line, own.content, own.target.map(|target| target.content)?))
        };
        let is_cut = |own: &Segmented| own.target.as_ref().is_some_and(|own| !own.marks.is_empty());
        let line = unit.places.first().map_or(0, |place| place.line);
        let is_one = unit.places.len() == 1;
        let is_whole =
            unit.segmented.as_ref().is_some_and(|own| !is_cut(own) && own.target.is_some());
        let wanted = if is_whole { 1 } else { unit.places.len() };
        let pairs: Vec<_> = match unit.segmented {
            // A translation that is not cut as the source is, is one of the whole.
            Some(own) if !is_cut(&own) => whole(own, line).into_iter().collect(),
            _ => {
                let pair = |Place { id, line, source, target, .. }: Place| {
                    let id = id.filter(|_| !is_one);
                    Some((id, line, source.content, target.map(|target| target.content)?))
                };
                unit.places.into_iter().rev().filter_map(pair).collect()
            }
        };
        let mut units = Vec::new();
        for (id, line, source, target) in pairs {
            if target.is_empty() {
                continue;
            }
            let [Some(from), Some(to)] = &self.scan.langs else {
                let error = Error::malformed("the file does not name its two languages");
                let cure = "write source-language and target-language into its file element";
                return Err(error.at_line(line).cure(cure));
            };
            let sides = [(from, source), (to, target)];
            let [source, target] = sides.map(|(lang, text)| Variant::new(lang.clone(), text));
            let mut own = Unit::pair(source, target);
            if let Some(whole) = &unit.id {
                own.set_id(id.map_or(whole.clone(), |id| format!("{whole}/{id}")));
            }
            unit.notes.iter().for_each(|note| own.annotations.add_note(note.as_str()));
            units.push(Placed { unit: own, line: Some(line) });
        }
        self.passed_over.add(wanted.saturating_sub(units.len()));
        Ok(units)
    }
}

impl<R: BufRead> Iterator for Reader<R> {
    type Item = Result<Placed>;

    /// The next unit; an error, with its line, when the file is not well-formed, is no XLIFF, or
    /// names no languages, is the last item.
    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let unit = self.read().transpose();
        self.done = !matches!(unit, Some(Ok(_)));
        unit
    }
}
