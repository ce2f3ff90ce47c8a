//! A sound file out of a broken one, or out of one that is only odd.

use std::collections::BTreeMap;
use std::io::{BufRead, Write};
use std::ops::Range;

use super::conform::Report;
use super::dates::DateFault;
use super::reader::{MAX_WARNINGS, Reader};
use super::repair::{Fix, Repair};
use super::rewrite::{Rewriter, Top};
use crate::error::{Place, Result};
use crate::unit::Unit;

/// What came of mending a file.
#[derive(Debug, Clone, Default)]
pub struct Mended {
    /// Units that were written byte for byte.
    pub kept: usize,
    /// Units of which something was put right, or that were laid out anew.
    pub changed: usize,
    /// Units that cannot be read and were left out.
    pub lost: usize,
    /// How often something was put right.
    pub repairs: usize,
    /// How many of the repairs were told: of very many the first thousand of a kind.
    pub told: usize,
    /// What had to be changed in units that were laid out anew, and dates that were kept.
    pub report: Report,
}

/// Writes again what a lenient reader reads, and tells every repair in order. Dates are brought
/// into the form that TMX asks for where they mean but one time. Units that need no repair stay
/// byte for byte, unless the file is to be `valid`: then all are written as [`super::Writer`] does
/// it.
///
/// # Errors
/// Those of the reader and of the output.
pub fn mend<R: BufRead, W: Write>(
    reader: &mut Reader<R>,
    output: W,
    valid: bool,
    mut say: impl FnMut(&Repair),
) -> Result<Mended> {
    let mut account = Account::default();
    account.tell_repairs(reader, &mut say);
    let header = account.header(reader, Rewriter::<W>::is_anew(reader, valid), &mut say);
    let mut rewriter = Rewriter::begin(output, reader, Top::Text(&header), valid)?;
    let mut mended = Mended::default();
    while let Some(unit) = reader.next() {
        let unit = unit?;
        account.tell_repairs(reader, &mut say);
        let anew = rewriter.lays_out(reader);
        match account.unit(reader, &unit, anew, &mut say) {
            Some(text) if !anew => {
                mended.changed += 1;
                rewriter.keep_as(reader, &text)?;
            }
            _ => {
                mended.changed += usize::from(anew);
                mended.kept += usize::from(!anew);
                rewriter.keep(reader, &unit)?;
            }
        }
    }
    account.tell_repairs(reader, &mut say);
    mended.report = rewriter.finish(reader)?;
    for (name, count) in account.unclear {
        mended.report.add_unclear_dates(name, count);
    }
    mended.repairs = reader.repairs_made() + account.dates;
    mended.told = account.told + account.dates.min(MAX_WARNINGS);
    mended.lost = reader.units_lost();
    Ok(mended)
}

/// What was told so far.
#[derive(Default)]
struct Account {
    /// Repairs of the reader that were told.
    told: usize,
    /// Dates that were rewritten.
    dates: usize,
    /// How many dates were kept, by the name of the attribute.
    unclear: BTreeMap<&'static str, usize>,
}

impl Account {
    fn tell_repairs<R: BufRead>(&mut self, reader: &Reader<R>, say: &mut impl FnMut(&Repair)) {
        reader.repairs()[self.told..].iter().for_each(&mut *say);
        self.told = reader.repairs().len();
    }

    /// The header with its dates rewritten.
    fn header<R: BufRead>(
        &mut self,
        reader: &Reader<R>,
        anew: bool,
        say: &mut impl FnMut(&Repair),
    ) -> String {
        let prolog = reader.prolog();
        let faults = DateFault::of_markup(prolog.header(), reader.prefix());
        let text = rewritten(prolog.header(), &faults);
        for (at, fault) in faults {
            let before = [prolog.before(), &prolog.header()[..at.start]].concat();
            let line = before.matches('\n').count() + 1;
            let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
            let place = Place { line: Some(line), column: Some(column), unit: None };
            self.date(place, fault, anew, say);
        }
        text
    }

    /// The text of the unit read last with its dates rewritten; `None` when they stay as they are.
    fn unit<R: BufRead>(
        &mut self,
        reader: &mut Reader<R>,
        unit: &Unit,
        anew: bool,
        say: &mut impl FnMut(&Repair),
    ) -> Option<String> {
        let variants = unit.variants.iter().map(|variant| &variant.attributes);
        let mut all = std::iter::once(&unit.attributes).chain(variants);
        if all.all(|attributes| DateFault::of(attributes).is_empty()) {
            return None;
        }
        let faults = DateFault::of_markup(reader.raw(), reader.prefix());
        let changed = faults.iter().any(|(_, fault)| matches!(fault, DateFault::Form(..)));
        let text = changed.then(|| rewritten(reader.raw(), &faults));
        for (at, fault) in faults {
            let place = reader.place(at.start);
            self.date(place, fault, anew, say);
        }
        text
    }

    /// Tells a date that was rewritten, and counts one that was not; where all is laid out anew the
    /// writer counts those.
    fn date(&mut self, place: Place, fault: DateFault, anew: bool, say: &mut impl FnMut(&Repair)) {
        match fault {
            DateFault::Form(name, written, form) => {
                self.dates += 1;
                if self.dates <= MAX_WARNINGS {
                    let fault = format!("{name} is '{written}', which is {form}");
                    say(&Repair { place, fault, fix: Fix::Rewritten });
                }
            }
            DateFault::Unclear(..) if anew => {}
            DateFault::Unclear(name, _) => *self.unclear.entry(name).or_default() += 1,
        }
    }
}

/// The markup with the dates that mean but one time in the form that TMX asks for.
fn rewritten(markup: &str, faults: &[(Range<usize>, DateFault)]) -> String {
    let (mut text, mut done) = (String::with_capacity(markup.len()), 0);
    for (at, fault) in faults {
        if let DateFault::Form(_, _, form) = fault {
            text.push_str(&markup[done..at.start]);
            text.push_str(form);
            done = at.end;
        }
    }
    text.push_str(&markup[done..]);
    text
}
