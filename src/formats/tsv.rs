//! Bilingual tables: a unit a line, `source<TAB>target`.
//!
//! The first row may be a header: `source` and `target`, or two language tags (`ko-KR`, `en-US`),
//! in either order; language tags there win over the ones asked for. Columns after the second
//! become props: `x-` and the name in the header, or `x-column-3` without one. Rows without
//! anything are passed over; the file may begin with a byte order mark.
//!
//! A tab or line end inside a text would end the cell; how it is written is the [`Style`].

use std::io::{BufRead, Write};

use super::Placed;
use super::left_out::{LeftOut, Room};
use super::lines::Lines;
use crate::error::{Error, Kind, Result};
use crate::lang::tag::LangTag;
use crate::unit::{Unit, Variant};

/// How cells hold tabs and line ends.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Style {
    /// `\t`, `\n` and `\r` stand for tab, line feed and carriage return, `\\` for a backslash; a
    /// backslash before anything else is itself. A quotation mark is a character like any other.
    #[default]
    Escaped,
    /// RFC 4180: a cell between quotation marks holds tabs and line ends as they are, and a
    /// quotation mark twice. What spreadsheets write.
    Quoted,
    /// Every character is itself; a text with a tab or line end cannot be written.
    Plain,
}

/// What a table holds and how.
#[derive(Debug, Clone)]
pub struct Options {
    /// Language of the source column.
    pub source: LangTag,
    /// Language of the target column.
    pub target: LangTag,
    /// How cells hold tabs and line ends.
    pub style: Style,
    /// On writing: whether there is a header row with the language tags.
    pub header: bool,
    /// On writing: types of the props to write into columns of their own after the target.
    pub props: Vec<String>,
}

impl Options {
    /// Escaped, with a header, texts only.
    pub fn new(source: LangTag, target: LangTag) -> Self {
        Options { source, target, style: Style::default(), header: true, props: Vec::new() }
    }
}

/// Reads a bilingual table. Units stand in the line where their row ends.
pub struct Reader<R> {
    rows: Rows<R>,
    row: Vec<String>,
    langs: [LangTag; 2],
    /// Prop types of the columns after the second, as far as the header names them.
    props: Vec<String>,
    /// Whether `row` holds a row that was read to see whether it is a header, and is none.
    pending: bool,
    done: bool,
}

impl<R: BufRead> Reader<R> {
    /// Reads the header row, if there is one.
    ///
    /// # Errors
    /// [`Kind::Empty`] when there is no row at all, [`Kind::Encoding`] with the line when the
    /// bytes are not UTF-8, [`Kind::Io`].
    pub fn new(input: R, options: &Options) -> Result<Self> {
        let mut reader = Reader {
            rows: Rows::new(input, options.style),
            row: Vec::new(),
            langs: [options.source.clone(), options.target.clone()],
            props: Vec::new(),
            pending: true,
            done: false,
        };
        if !reader.rows.read(&mut reader.row)? {
            return Err(Error::new(Kind::Empty));
        }
        reader.read_header(options);
        Ok(reader)
    }

    /// Languages of the two text columns, from left to right.
    pub fn langs(&self) -> &[LangTag; 2] {
        &self.langs
    }

    fn read_header(&mut self, options: &Options) {
        let [first, second, others @ ..] = self.row.as_slice() else { return };
        let name = |cell: &str| cell.trim().to_ascii_lowercase();
        let [source, target] = [&options.source, &options.target].map(LangTag::clone);
        self.langs = match (name(first).as_str(), name(second).as_str()) {
            ("source", "target") => [source, target],
            ("target", "source") => [target, source],
            _ => match (LangTag::parse(first.trim()), LangTag::parse(second.trim())) {
                (Ok(first), Ok(second)) if first != second => [first, second],
                _ => return,
            },
        };
        let prop = |cell: &String| match cell.trim() {
            own if own.starts_with("x-") => own.to_string(),
            other => format!("x-{other}"),
        };
        self.props = others.iter().map(prop).collect();
        self.pending = false;
    }

    fn read_unit(&mut self) -> Result<Option<Placed>> {
        if !std::mem::take(&mut self.pending) && !self.rows.read(&mut self.row)? {
            return Ok(None);
        }
        let mut cells = self.row.drain(..);
        let (Some(first), Some(second)) = (cells.next(), cells.next()) else {
            let error = Error::malformed("this row has no tab, so no target");
            return Err(error.at_line(self.rows.line()).cure("write source<TAB>target"));
        };
        let [one, two] = self.langs.clone();
        let mut unit = Unit::pair(Variant::text(one, first), Variant::text(two, second));
        for (index, text) in cells.enumerate().filter(|(_, text)| !text.is_empty()) {
            let kind = match self.props.get(index) {
                Some(kind) => kind.clone(),
                None => format!("x-column-{}", index + 3),
            };
            unit.annotations.add_prop(kind, text);
        }
        Ok(Some(Placed { unit, line: Some(self.rows.line()) }))
    }
}

impl<R: BufRead> Iterator for Reader<R> {
    type Item = Result<Placed>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let unit = self.read_unit().transpose();
        self.done = !matches!(unit, Some(Ok(_)));
        unit
    }
}

/// The rows of a table, blank ones passed over.
enum Rows<R> {
    Lines { lines: Lines<R>, escaped: bool },
    Quoted(csv::Reader<R>),
}

impl<R: BufRead> Rows<R> {
    fn new(input: R, style: Style) -> Self {
        match style {
            Style::Escaped => Rows::Lines { lines: Lines::new(input), escaped: true },
            Style::Plain => Rows::Lines { lines: Lines::new(input), escaped: false },
            Style::Quoted => Rows::Quoted(
                csv::ReaderBuilder::new()
                    .delimiter(b'\t')
                    .has_headers(false)
                    .flexible(true)
                    .from_reader(input),
            ),
        }
    }

    /// Reads the cells of the next row; `false` at the end.
    fn read(&mut self, row: &mut Vec<String>) -> Result<bool> {
        row.clear();
        match self {
            Rows::Lines { lines, escaped } => {
                while row.is_empty() {
                    if !lines.read()? {
                        return Ok(false);
                    }
                    let cell = |cell| if *escaped { unescape(cell) } else { cell.to_string() };
                    let text = Some(lines.text()).filter(|text| !text.is_empty());
                    row.extend(text.into_iter().flat_map(|text| text.split('\t')).map(cell));
                }
            }
            Rows::Quoted(rows) => {
                let mut record = csv::StringRecord::new();
                if !rows.read_record(&mut record).map_err(explain)? {
                    return Ok(false);
                }
                row.extend(record.iter().map(str::to_string));
            }
        }
        Ok(true)
    }

    fn line(&self) -> usize {
        match self {
            Rows::Lines { lines, .. } => lines.number(),
            Rows::Quoted(rows) => usize::try_from(rows.position().line()).unwrap_or(usize::MAX),
        }
    }
}

/// Writes a bilingual table of the plain texts.
pub struct Writer<W: Write> {
    rows: csv::Writer<W>,
    options: Options,
    left_out: LeftOut,
}

impl<W: Write> Writer<W> {
    /// Begins a table.
    ///
    /// # Errors
    /// [`Kind::Io`] when the output cannot be written.
    pub fn new(output: W, options: Options) -> Result<Self> {
        let quoted = options.style == Style::Quoted;
        let rows = csv::WriterBuilder::new()
            .delimiter(b'\t')
            .quote_style(if quoted { csv::QuoteStyle::Necessary } else { csv::QuoteStyle::Never })
            .flexible(true)
            .from_writer(output);
        let mut writer = Writer { rows, options, left_out: LeftOut::default() };
        if writer.options.header {
            let Options { source, target, props, .. } = &writer.options;
            let cells = [source.as_str(), target.as_str()].into_iter();
            let cells = cells.chain(props.iter().map(String::as_str));
            writer.rows.write_record(cells).map_err(explain)?;
        }
        Ok(writer)
    }

    /// Writes the texts of the two languages, and the props that have a column.
    ///
    /// # Errors
    /// [`Kind::Io`]; [`Kind::Malformed`] for a tab or line end in a text of [`Style::Plain`].
    pub fn write(&mut self, unit: &Unit) -> Result<()> {
        let Options { source, target, props, .. } = &self.options;
        let (Some(pair), Some(one), Some(two)) =
            (unit.as_pair(1, source, target), unit.variant(source), unit.variant(target))
        else {
            self.left_out.units += 1;
            return Ok(());
        };
        let mut cells = vec![self.cell(&pair.source)?, self.cell(&pair.target)?];
        for kind in props {
            cells.push(self.cell(unit.prop(kind).unwrap_or_default())?);
        }
        let held: Vec<&str> = props.iter().map(String::as_str).collect();
        self.left_out.count(unit, [one, two], Room { props: &held, ..Room::default() });
        self.rows.write_record(cells).map_err(explain)
    }

    /// Ends the table, and says what it could not hold.
    ///
    /// # Errors
    /// [`Kind::Io`] when the output cannot be written.
    pub fn finish(mut self) -> Result<LeftOut> {
        self.rows.flush().map_err(|error| Error::new(Kind::Io(error)))?;
        Ok(self.left_out)
    }

    fn cell(&self, text: &str) -> Result<String> {
        match self.options.style {
            Style::Escaped => Ok(escape(text)),
            Style::Plain if text.contains(['\t', '\n', '\r']) => {
                let message = "a text holds a tab or line end, which would end the cell";
                Err(Error::malformed(message).cure("write the table escaped or quoted"))
            }
            Style::Plain | Style::Quoted => Ok(text.to_string()),
        }
    }
}

fn explain(error: csv::Error) -> Error {
    let line = error.position().map(csv::Position::line);
    let explained = match error.into_kind() {
        csv::ErrorKind::Io(io) => Error::reading(io),
        csv::ErrorKind::Utf8 { .. } => Error::new(Kind::Encoding { encoding: "UTF-8" }),
        other => Error::malformed(format!("{other:?}")),
    };
    match line.and_then(|line| usize::try_from(line).ok()) {
        Some(line) => explained.at_line(line),
        None => explained,
    }
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\\' => out.push_str("\\\\"),
            _ => out.push(c),
        }
    }
    out
}

fn unescape(cell: &str) -> String {
    let mut out = String::with_capacity(cell.len());
    let mut chars = cell.chars();
    while let Some(c) = chars.next() {
        let escaped = match chars.as_str().chars().next() {
            Some('t') if c == '\\' => '\t',
            Some('n') if c == '\\' => '\n',
            Some('r') if c == '\\' => '\r',
            Some('\\') if c == '\\' => '\\',
            _ => {
                out.push(c);
                continue;
            }
        };
        out.push(escaped);
        chars.next();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options() -> Options {
        Options::new(LangTag::ko_kr(), LangTag::en_us())
    }

    fn read(text: &str) -> Result<Vec<Unit>> {
        Reader::new(text.as_bytes(), &options())?.map(|placed| Ok(placed?.unit)).collect()
    }

    fn texts(unit: &Unit) -> (String, String) {
        let pair = unit.as_pair(1, &LangTag::ko_kr(), &LangTag::en_us()).unwrap();
        (pair.source.into_owned(), pair.target.into_owned())
    }

    #[test]
    fn reads_with_and_without_a_header() {
        let row = "공장이 멈췄다.\tThe plant stopped.\n";
        let wanted = ("공장이 멈췄다.".to_string(), "The plant stopped.".to_string());
        for header in ["", "Source\tTarget\n", "\u{FEFF}ko\ten\n", "ko_KR\ten\r\n", "\n"] {
            let units = read(&format!("{header}{row}")).unwrap();
            assert_eq!(
                units.iter().map(texts).collect::<Vec<_>>(),
                std::slice::from_ref(&wanted),
                "{header:?}"
            );
        }
        let swapped = read("en\tko\nThe plant stopped.\t공장이 멈췄다.\n").unwrap();
        assert_eq!(texts(&swapped[0]), wanted);
        assert_eq!(swapped[0].variants[0].lang, LangTag::new("en"));
    }

    #[test]
    fn a_row_without_a_tab_is_named_by_its_line() {
        let error = read("하나\tone\n\n\n둘 two\n셋\tthree\n").unwrap_err();
        assert_eq!(
            error.to_string(),
            "line 4: this row has no tab, so no target\n  help: write source<TAB>target"
        );
    }

    #[test]
    fn bytes_that_are_no_utf_8_are_named_by_their_line() {
        let bytes = b"\xED\x95\x98\tone\n\xB5\xD1\ttwo\n".as_slice();
        let error = Reader::new(bytes, &options()).unwrap().find_map(Result::err).unwrap();
        assert!(matches!(error.kind(), Kind::Encoding { encoding: "UTF-8" }), "{error}");
        assert_eq!(error.place().line, Some(2));
    }

    #[test]
    fn columns_after_the_target_are_props() {
        let units =
            read("source\ttarget\tfile\tx-jjak-confidence\n칩\tchip\ta.txt\t0.9\t더\n").unwrap();
        let props = ["x-file", "x-jjak-confidence", "x-column-5"].map(|kind| units[0].prop(kind));
        assert_eq!(props, [Some("a.txt"), Some("0.9"), Some("더")]);
    }

    #[test]
    fn quotation_marks_are_text_unless_asked() {
        let units = read("\"네\"라고 했다\t\"Yes,\" he said\n").unwrap();
        assert_eq!(texts(&units[0]).1, "\"Yes,\" he said");
        let quoted = Options { style: Style::Quoted, ..options() };
        let table = "\"두\n줄\"\t\"a \"\"b\"\"\"\n";
        let placed = Reader::new(table.as_bytes(), &quoted).unwrap().next().unwrap().unwrap();
        assert_eq!(texts(&placed.unit), ("두\n줄".to_string(), "a \"b\"".to_string()));
    }

    #[test]
    fn tabs_and_line_ends_survive_escaped() {
        let text = "C:\\new\t첫 줄\r\n둘째 줄 \\";
        let unit = Unit::pair(
            Variant::text(LangTag::ko_kr(), text),
            Variant::text(LangTag::en_us(), "\"\\t\""),
        );
        let mut table = Vec::new();
        let mut writer = Writer::new(&mut table, options()).unwrap();
        writer.write(&unit).unwrap();
        writer.write(&Unit::default()).unwrap();
        assert_eq!(writer.finish().unwrap(), LeftOut { units: 1, ..LeftOut::default() });
        let table = String::from_utf8(table).unwrap();
        assert_eq!(table, "ko-KR\ten-US\nC:\\\\new\\t첫 줄\\r\\n둘째 줄 \\\\\t\"\\\\t\"\n");
        assert_eq!(read(&table).unwrap(), [unit]);
    }
}
