//! Findings as workflow commands, which GitHub shows at the line of a file in a pull request.
//!
//! `::error file=po/ko.po,line=12,title=number.changed::unit 3: ...`. What the syntax needs is
//! escaped as the runner's toolkit does it: `%`, line ends, and in properties `:` and `,`.

use std::io::Write;

use crate::check::Severity;
use crate::error::Result;

use super::record::Record;
use super::tally::Tally;
use super::{Report, written};

/// One command a finding.
pub struct Annotations<W>(pub W);

impl<W: Write> Report for Annotations<W> {
    fn finding(&mut self, record: &Record<'_>) -> Result<()> {
        written(writeln!(self.0, "{}", command(record)))
    }

    fn finish(mut self: Box<Self>, _: &Tally) -> Result<()> {
        written(self.0.flush())
    }
}

fn command(record: &Record<'_>) -> String {
    let Record { finding, pair, .. } = *record;
    let level = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let line = record.line.map(|line| format!(",line={line}")).unwrap_or_default();
    let id = record.unit_id.map(|id| format!(" ({id})")).unwrap_or_default();
    let said = format!(
        "unit {}{id}: {}\n{}\n{}",
        finding.unit,
        record.message(),
        pair.source,
        pair.target
    );
    let (file, rule) = (property(record.file), property(finding.rule));
    format!("::{level} file={file}{line},title={rule}::{}", data(&said))
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_syntax_needs_is_escaped() {
        assert_eq!(data("5%p, 오후 3:00\r\n끝"), "5%25p, 오후 3:00%0D%0A끝");
        assert_eq!(property("a,b:c%.po"), "a%2Cb%3Ac%25.po");
    }
}
