//! `jjak glossary find`: every place where a term of a glossary stands in a text.

use std::fmt::Write;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::Outcome;
use crate::cli::args::{GlossaryOption, Reading};
use crate::cli::input::read_text;
use crate::cli::output;
use crate::error::{Error, Result};
use crate::glossary::{Glossary, Matcher};

use super::load_terms;

#[derive(Debug, Args)]
#[command(after_help = "A glossary may be a list of terms here: its target column is not needed.

tsv columns: line (from 1), term as in the glossary, start and end in characters of the line
(from 0, end excluded). Where terms overlap, the longest is found.")]
pub(in crate::cli) struct FindArgs {
    /// Korean text, one paragraph or sentence a line
    pub file: PathBuf,
    #[command(flatten)]
    pub glossaries: GlossaryOption,
    /// Lines with the terms marked, or a table of places
    #[arg(long, value_enum, default_value_t = FindFormat::Text)]
    pub format: FindFormat,
    /// Begin the table with a line of column names
    #[arg(long)]
    pub header: bool,
    #[command(flatten)]
    pub reading: Reading,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum FindFormat {
    /// FILE:LINE: the line with its terms in 【brackets】
    Text,
    /// line, term, start, end
    Tsv,
}

pub(super) fn run(args: &FindArgs) -> Result<Outcome> {
    let names = &args.glossaries.glossaries;
    if names.is_empty() {
        let error = Error::usage("there is nothing to look for");
        return Err(error.cure("name a glossary: -g FILE, or -g ai-semiconductors"));
    }
    let glossaries: Vec<Glossary> =
        names.iter().map(|name| load_terms(name)).collect::<Result<_>>()?;
    let matcher = Matcher::new(&glossaries);
    let text = read_text(&args.file, args.reading.encoding.as_deref())?;
    let mut out = String::new();
    if args.header && args.format == FindFormat::Tsv {
        out.push_str("line\tterm\tstart\tend\n");
    }
    for (index, line) in text.trim_start_matches('\u{FEFF}').lines().enumerate() {
        match args.format {
            FindFormat::Tsv => table(&matcher, index + 1, line, &mut out),
            FindFormat::Text => {
                let place = format!("{}:{}", args.file.display(), index + 1);
                marked(&matcher, &place, line, &mut out);
            }
        }
    }
    output::print(out.as_bytes())?;
    Ok(Outcome::Fine)
}

/// A row for each term; the same term of several entries gets one.
fn table(matcher: &Matcher, number: usize, line: &str, out: &mut String) {
    let mut last = None;
    for hit in matcher.source_hits(line) {
        let term = matcher.entry(hit.entry).sources[hit.term].as_str();
        if last.replace((hit.span, term)) != Some((hit.span, term)) {
            let start = line[..hit.span.start].chars().count();
            let end = start + hit.span.of(line).chars().count();
            // Writing to a string cannot fail.
            let _ = writeln!(out, "{number}\t{term}\t{start}\t{end}");
        }
    }
}

fn marked(matcher: &Matcher, place: &str, line: &str, out: &mut String) {
    let mut drawn = String::new();
    let mut at = 0;
    for hit in matcher.source_hits(line) {
        if hit.span.start < at {
            continue;
        }
        let (before, term) = (&line[at..hit.span.start], hit.span.of(line));
        let _ = write!(drawn, "{before}【{term}】");
        at = hit.span.end;
    }
    if at > 0 {
        let _ = writeln!(out, "{place}: {drawn}{}", &line[at..]);
    }
}
