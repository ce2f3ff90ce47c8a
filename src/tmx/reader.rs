//! The reader: a window on the file, from which header and units are taken one at a time.

use std::io::{BufRead, Empty};
use std::ops::Range;

use super::encoded::Charset;
use super::header::Header;
use super::parse::{Beginning, Item, Parser};
use super::repair::{Fix, Repair};
use super::source::{Source, Text};
use super::spares::Spares;
use super::warning::Warning;
use super::xml::{Context, Notice, Scanned, Scanner, Stop};
use crate::error::{Error, Place, Result};
use crate::lang::tag::LangTag;
use crate::unit::Unit;

/// How many warnings and repairs are kept; a file that earns more says the same over and over.
pub(super) const MAX_WARNINGS: usize = 1000;

/// Reads a TMX file of any version and encoding, unit by unit.
///
/// A strict reader ([`Reader::new`]) ends at the first fault: what is not well-formed, or leaves
/// open what a unit says, is an error with line, column and number of the unit, after which
/// nothing more comes. A lenient one ([`Reader::lenient`]) puts right what it can and lists it.
/// All else that TMX does not know is kept in the unit. Memory is bound by the largest unit, not
/// by the file.
///
/// The text a unit was read from can be had until the next one is read: see [`Reader::raw`].
pub struct Reader<R> {
    source: Source<R>,
    context: Context,
    at_end: bool,
    header: Header,
    prolog: Prolog,
    warnings: Vec<Warning>,
    repairs: Vec<Repair>,
    repairs_made: usize,
    /// Units that could not be read and were left out.
    units_lost: usize,
    langs: Vec<LangTag>,
    spares: Spares,
    units: usize,
    /// The bytes of the window that the last unit takes, less what comes before it; and those
    /// that the next reading passes over.
    last: Range<usize>,
    is_repaired: bool,
    done: bool,
    has_failed: bool,
    /// Whether the file goes on where the text ends, as it does for a piece of one.
    is_cut: bool,
}

/// The text of a file up to its first unit, to be written again as it was.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Prolog {
    text: String,
    header: Range<usize>,
}

impl Prolog {
    /// What comes before the header: declaration, document type, root element.
    pub fn before(&self) -> &str {
        &self.text[..self.header.start]
    }

    /// The header element.
    pub fn header(&self) -> &str {
        &self.text[self.header.clone()]
    }

    /// What comes after the header, up to and with the start tag of the body.
    pub fn after(&self) -> &str {
        &self.text[self.header.end..]
    }
}

impl<R: BufRead> Reader<R> {
    /// Reads up to the first unit.
    ///
    /// # Errors
    /// `Kind::Empty` for a file of no bytes, `Kind::Unsupported` for files of another kind (an
    /// archive, a Tiled map), `Kind::Malformed` and `Kind::Encoding` with the place.
    pub fn new(input: R) -> Result<Self> {
        Reader::with(input, false)
    }

    /// Reads up to the first unit; whatever can be put right is, from here to the end.
    ///
    /// # Errors
    /// As [`Reader::new`], but for fewer faults: what is no TMX at all.
    pub fn lenient(input: R) -> Result<Self> {
        Reader::with(input, true)
    }

    fn with(input: R, lenient: bool) -> Result<Self> {
        let mut warnings = Vec::new();
        let source = Source::new(input, lenient, &mut warnings)?;
        let context = Context { lenient, ..Context::default() };
        let mut reader = Reader::from_source(source, context);
        reader.warnings = warnings;
        reader.read_beginning()?;
        Ok(reader)
    }

    /// What the file says of itself.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// The text up to the first unit.
    pub fn prolog(&self) -> &Prolog {
        &self.prolog
    }

    /// The text after the last unit, once all are read; empty where it had to be repaired.
    pub fn epilog(&self) -> &str {
        if self.is_repaired { "" } else { self.tail() }
    }

    /// The text after the last unit, repaired or not, once all are read.
    pub(super) fn tail(&self) -> &str {
        if self.done { &self.source.window()[..self.last.start] } else { "" }
    }

    /// The text the last unit was read from, with its tags; after a repair, before it.
    pub fn raw(&self) -> &str {
        if self.done { "" } else { &self.source.window()[self.last.clone()] }
    }

    /// The text between the last unit and the one before: blanks, comments, processing
    /// instructions.
    pub fn between(&self) -> &str {
        if self.done { "" } else { &self.source.window()[..self.last.start] }
    }

    /// Whether something in the last unit had to be repaired.
    pub fn is_repaired(&self) -> bool {
        self.is_repaired
    }

    /// Where the last unit begins; with a byte offset into [`Reader::raw`], the place there.
    pub fn place(&mut self, offset: usize) -> Place {
        let (line, column) = self.source.position(self.last.start + offset);
        Place { line: Some(line), column: Some(column), unit: Some(self.number()) }
    }

    /// Name of the encoding (WHATWG), and whether the file began with a byte order mark.
    pub fn encoding(&self) -> (&'static str, bool) {
        let (encoding, marked) = self.source.encoding();
        (encoding.name(), marked)
    }

    /// What a file must be written in to have the same bytes.
    pub fn charset(&self) -> Charset {
        let (encoding, marked) = self.source.encoding();
        Charset::new(encoding, marked)
    }

    /// What stands before the names of elements (`tmx:`); nearly always empty.
    pub fn prefix(&self) -> &str {
        &self.context.prefix
    }

    /// What was odd so far, in the order it was met; of very odd files only the first thousand.
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// What was put right so far, in order; of files with very many faults the first thousand.
    pub fn repairs(&self) -> &[Repair] {
        &self.repairs
    }

    /// How many repairs were made, also those not kept.
    pub fn repairs_made(&self) -> usize {
        self.repairs_made
    }

    /// Whether what can be put right is.
    pub fn is_lenient(&self) -> bool {
        self.context.lenient
    }

    /// How many units a lenient reader left out, as they cannot be read.
    pub fn units_lost(&self) -> usize {
        self.units_lost
    }

    /// How many units have been read.
    pub fn units_read(&self) -> usize {
        self.units
    }

    /// The number of the last unit in the file, those counted that were left out.
    fn number(&self) -> usize {
        self.units + self.units_lost
    }

    /// A reader that stands where the context says.
    fn from_source(source: Source<R>, context: Context) -> Self {
        Reader {
            source,
            context,
            at_end: false,
            header: Header::default(),
            prolog: Prolog::default(),
            warnings: Vec::new(),
            repairs: Vec::new(),
            repairs_made: 0,
            units_lost: 0,
            langs: Vec::new(),
            spares: Spares::default(),
            units: 0,
            last: 0..0,
            is_repaired: false,
            done: false,
            has_failed: false,
            is_cut: false,
        }
    }

    fn read_beginning(&mut self) -> Result<()> {
        let Beginning { header, element, bodiless } = loop {
            let (stop, at) = {
                let mut parser = parser(
                    &self.source,
                    &self.context,
                    self.at_end,
                    &mut self.langs,
                    &mut self.spares,
                );
                match parser.beginning() {
                    Ok(beginning) => {
                        let scanned = parser.scanner.finish();
                        let at = beginning.bodiless.unwrap_or(scanned.at);
                        self.context = scanned.context.unwrap_or_default();
                        if beginning.bodiless.is_some() {
                            self.context.open.pop();
                            self.context.open.push("body".to_string());
                        }
                        self.take_down(scanned.notices, None, at);
                        self.prolog.text = self.source.window()[..at].to_string();
                        self.source.consume(at);
                        break beginning;
                    }
                    Err(Stop::Starved) => (None, 0),
                    Err(Stop::Fault(at, error)) => (Some(error), at),
                }
            };
            match stop {
                Some(error) => return Err(self.source.error_at(at, error)),
                None => self.at_end = !self.source.more()?,
            }
        };
        if !element.is_empty() && bodiless.is_none() {
            self.prolog.header = element;
        }
        self.header = header;
        let version = self.header.version();
        if !matches!(version, Some("1.1" | "1.2" | "1.3" | "1.4")) {
            self.warnings.insert(0, Warning::Version { version: version.map(str::to_string) });
        }
        Ok(())
    }

    /// Reads the next unit into the one given, in whose memory it is made; `false`, and the unit is
    /// empty, once the file has been read to its end. Quicker than [`Reader::next`], for who looks
    /// at unit after unit and keeps none.
    ///
    /// # Errors
    /// As [`Reader::next`]; what is in the unit then means nothing.
    pub fn read(&mut self, unit: &mut Unit) -> Result<bool> {
        if self.done {
            self.spares.empty(unit);
            return Ok(false);
        }
        let read = self.read_unit(unit);
        self.done = !matches!(read, Ok(true));
        self.has_failed = read.is_err();
        read
    }

    /// The next unit; `false` once the file has been read to its end.
    fn read_unit(&mut self, unit: &mut Unit) -> Result<bool> {
        self.source.consume(self.last.end);
        self.last = 0..0;
        self.is_repaired = false;
        let mut begun = None;
        loop {
            let stop = {
                let mut parser = parser(
                    &self.source,
                    &self.context,
                    self.at_end,
                    &mut self.langs,
                    &mut self.spares,
                );
                match parser.item(unit, &mut begun) {
                    Ok(item) => {
                        let scanned = parser.scanner.finish();
                        return Ok(self.found(item, scanned));
                    }
                    Err(stop) => stop,
                }
            };
            let in_unit = self.number() + usize::from(begun.is_some());
            let name = |error: Error| if begun.is_some() { error.in_unit(in_unit) } else { error };
            match stop {
                Stop::Starved if self.is_cut => return Ok(false),
                Stop::Starved => self.at_end = !self.source.more().map_err(name)?,
                Stop::Fault(at, error) if self.context.lenient => {
                    match self.give_up(begun, at, &error) {
                        Some(()) => begun = None,
                        None => return Ok(false),
                    }
                }
                Stop::Fault(at, error) => return Err(name(self.source.error_at(at, error))),
            }
        }
    }

    /// Takes an item out of the window that was read; whether it is a unit.
    fn found(&mut self, item: Item, scanned: Scanned) -> bool {
        let at = scanned.at;
        let is_unit = matches!(item, Item::Unit(_));
        self.units += usize::from(is_unit);
        self.last = match item {
            Item::Unit(start) => start..at,
            Item::End => at..at,
        };
        self.take_down(scanned.notices, is_unit.then_some(self.number()), at);
        if let Some(context) = scanned.context {
            self.context = context;
        }
        is_unit
    }

    /// Leaves out a unit that cannot be repaired, and goes to where the next may begin; `None`
    /// when nothing more can come.
    fn give_up(&mut self, begun: Option<usize>, at: usize, error: &Error) -> Option<()> {
        let start = begun.unwrap_or(at);
        let unit = begun.map(|_| self.number() + 1);
        let fix = if begun.is_some() { Fix::UnitLeftOut } else { Fix::LeftOut };
        self.units_lost += usize::from(begun.is_some());
        self.repaired(at, unit, error.kind().to_string(), fix);
        if begun.is_none() {
            self.source.consume(self.source.window().len());
            return None;
        }
        self.source.consume(start + 1);
        loop {
            let window = self.source.window();
            match window.find("<tu>").into_iter().chain(window.find("<tu ")).min() {
                Some(next) => {
                    self.source.consume(next);
                    return Some(());
                }
                // The tag may be cut in two where the window ends.
                None => self.source.consume(window.rfind('<').unwrap_or(window.len())),
            }
            let more = !self.at_end && self.source.more().unwrap_or(false);
            self.at_end = !more;
            if self.at_end {
                self.source.consume(self.source.window().len());
                return None;
            }
        }
    }

    /// Keeps what a scanner took down, with its places.
    fn take_down(&mut self, notices: Vec<(usize, Notice)>, unit: Option<usize>, end: usize) {
        if !notices.is_empty() {
            for (at, notice) in notices {
                let (line, column) = self.source.position(at);
                let place = Place { line: Some(line), column: Some(column), unit: None };
                match notice {
                    Notice::Repaired(fault, fix) => self.repaired(at, unit, fault, fix),
                    Notice::Skipped(name) => self.warn(Warning::SkippedElement { name, place }),
                    Notice::MarkupInText(name) => self.warn(Warning::MarkupInText { name, place }),
                }
            }
        }
        if self.context.lenient {
            let (encoding, _) = self.encoding();
            for at in self.source.take_replaced(end) {
                let fault = format!("bytes that mean nothing in {encoding}");
                self.repaired(at, unit, fault, Fix::Replaced);
            }
        }
    }

    fn repaired(&mut self, at: usize, unit: Option<usize>, fault: String, fix: Fix) {
        self.is_repaired = true;
        self.repairs_made += 1;
        if self.repairs.len() < MAX_WARNINGS {
            let (line, column) = self.source.position(at);
            let place = Place { line: Some(line), column: Some(column), unit };
            self.repairs.push(Repair { place, fault, fix });
        }
    }

    fn warn(&mut self, warning: Warning) {
        if self.warnings.len() < MAX_WARNINGS {
            self.warnings.push(warning);
        }
    }
}

/// What going over a file in pieces needs; see `pieces`.
impl<R: BufRead> Reader<R> {
    /// What pieces have to know. From here on the units are theirs to read.
    pub(super) fn begin_pieces(&mut self) -> Context {
        self.source.consume(std::mem::take(&mut self.last).end);
        self.done = true;
        self.context.clone()
    }

    /// The text that has come in and is not read yet.
    pub(super) fn window(&self) -> &str {
        self.source.window()
    }

    /// Brings more text into the window; `false` at the end of the file.
    pub(super) fn more(&mut self) -> Result<bool> {
        self.at_end = !self.source.more()?;
        Ok(!self.at_end)
    }

    /// Whether the window holds all that is left.
    pub(super) fn is_at_end(&self) -> bool {
        self.at_end
    }

    /// Takes text off the front of the window; see [`Source::take`].
    pub(super) fn take(&mut self, amount: usize, memory: String) -> Text {
        self.source.take(amount, memory)
    }

    /// Whether the file goes on where the text ends.
    pub(super) fn is_cut(&self) -> bool {
        self.is_cut
    }

    /// Whether reading ended at a fault.
    pub(super) fn has_failed(&self) -> bool {
        self.has_failed
    }

    /// Counts what was read of this file as a piece of it.
    pub(super) fn add_piece(&mut self, piece: &Reader<Empty>) {
        self.units += piece.units;
        piece.warnings.iter().for_each(|warning| self.warn(warning.clone()));
    }
}

impl Reader<Empty> {
    /// A reader of this text; `is_cut` when the file goes on after it.
    pub(super) fn of_piece(text: Text, context: Context, is_cut: bool) -> Self {
        let reader = Reader::from_source(Source::of(text), context);
        Reader { is_cut, at_end: !is_cut, ..reader }
    }

    /// The text of a piece, and what was not read of it.
    pub(super) fn into_texts(self) -> (Text, Option<Text>) {
        self.source.into_texts()
    }
}

fn parser<'p, 'a, R>(
    source: &'a Source<R>,
    context: &'a Context,
    at_end: bool,
    langs: &'p mut Vec<LangTag>,
    spares: &'a mut Spares,
) -> Parser<'p, 'a> {
    let scanner = Scanner::new(source.window(), context, spares, !at_end, source.is_suspect());
    Parser { scanner, langs }
}

impl<R: BufRead> Iterator for Reader<R> {
    type Item = Result<Unit>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut unit = Unit::default();
        match self.read(&mut unit) {
            Ok(true) => Some(Ok(unit)),
            Ok(false) => None,
            Err(error) => Some(Err(error)),
        }
    }
}

impl<R: BufRead> std::iter::FusedIterator for Reader<R> {}
