//! `jjak glossary find`: every place where a term of a glossary stands in a text.

use std::fmt::Write;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde_json::json;

use crate::cli::Outcome;
use crate::cli::args::{GlossaryOption, LanguageName, Reading};
use crate::cli::input::read_text;
use crate::cli::output;
use crate::error::{Error, Result};
use crate::glossary::{Glossary, Hit, Matcher};
use crate::lang::script::{self, Language};

use super::load_terms;

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  jjak glossary find -g mine.tsv news.ko.txt
  jjak glossary find -g mine.tsv news.en.txt             renderings in an English text
  jjak glossary find -g ai-semiconductors -g mine.tsv news.ko.txt --format tsv --header
  jjak glossary find -g mine.xlsx news.ko.txt --format jsonl

A glossary may be a list of terms here: its target column is not needed for a Korean text.

tsv columns: line (from 1), term as in the glossary, start and end in characters of the line
(from 0, end excluded). jsonl has the same, the text as it stands, and the entry. Where terms
overlap, the longest is found. Exit code 0 whether terms are found or not.")]
pub(in crate::cli) struct FindArgs {
    /// Text in either language, one paragraph or sentence a line
    pub file: PathBuf,
    #[command(flatten)]
    pub glossaries: GlossaryOption,
    /// Language of the text; by default as its letters say
    #[arg(long, value_enum)]
    pub lang: Option<LanguageName>,
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
    /// One JSON object a place
    Jsonl,
}

pub(super) fn run(args: &FindArgs) -> Result<Outcome> {
    let names = &args.glossaries.glossaries;
    if names.is_empty() {
        let error = Error::usage("there is nothing to look for");
        return Err(error.cure("name a glossary: -g FILE, or -g ai-semiconductors"));
    }
    let mut glossaries: Vec<Glossary> =
        names.iter().map(|name| load_terms(name)).collect::<Result<_>>()?;
    for glossary in glossaries.iter_mut().filter(|glossary| !glossary.is_from_korean()) {
        for entry in &mut glossary.entries {
            std::mem::swap(&mut entry.sources, &mut entry.targets);
        }
    }
    let text = read_text(&args.file, args.reading.encoding.as_deref())?;
    let english = match args.lang {
        Some(lang) => lang == LanguageName::En,
        None => script::guess(&text) == Some(Language::English),
    };
    let finder = Finder { matcher: Matcher::new(&glossaries), english };
    let mut out = String::new();
    if args.header && args.format == FindFormat::Tsv {
        out.push_str("line\tterm\tstart\tend\n");
    }
    let file = args.file.display().to_string();
    for (index, line) in text.trim_start_matches('\u{FEFF}').lines().enumerate() {
        match args.format {
            FindFormat::Tsv => finder.table(index + 1, line, &mut out),
            FindFormat::Jsonl => finder.objects(&file, index + 1, line, &mut out),
            FindFormat::Text => finder.marked(&format!("{file}:{}", index + 1), line, &mut out),
        }
    }
    output::print(out.as_bytes())?;
    Ok(Outcome::Fine)
}

/// Finds the terms of one language.
struct Finder {
    matcher: Matcher,
    /// Whether renderings are looked for, not source terms.
    english: bool,
}

impl Finder {
    fn hits(&self, line: &str) -> Vec<Hit> {
        match self.english {
            true => self.matcher.target_hits(line),
            false => self.matcher.source_hits(line),
        }
    }

    /// A term as the glossary has it.
    fn term(&self, hit: &Hit) -> &str {
        let entry = self.matcher.entry(hit.entry);
        let terms = if self.english { &entry.targets } else { &entry.sources };
        &terms[hit.term]
    }

    /// A row for each term; the same term of several entries gets one.
    fn table(&self, number: usize, line: &str, out: &mut String) {
        let mut last = None;
        for hit in self.hits(line) {
            let term = self.term(&hit);
            if last.replace((hit.span, term)) != Some((hit.span, term)) {
                let [start, end] = characters(line, &hit);
                // Writing to a string cannot fail.
                let _ = writeln!(out, "{number}\t{term}\t{start}\t{end}");
            }
        }
    }

    /// An object for each entry.
    fn objects(&self, file: &str, number: usize, line: &str, out: &mut String) {
        for hit in self.hits(line) {
            let [start, end] = characters(line, &hit);
            let entry = self.matcher.entry(hit.entry);
            let object = json!({
                "file": file,
                "line": number,
                "term": self.term(&hit),
                "start": start,
                "end": end,
                "text": hit.span.of(line),
                "sources": entry.sources,
                "targets": entry.targets,
                "status": entry.status,
                "note": entry.note,
                "glossary": self.matcher.glossary(hit.entry),
            });
            let _ = writeln!(out, "{object}");
        }
    }

    fn marked(&self, place: &str, line: &str, out: &mut String) {
        let mut drawn = String::new();
        let mut at = 0;
        for hit in self.hits(line) {
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
}

/// Where a hit begins and ends, in characters of the line.
fn characters(line: &str, hit: &Hit) -> [usize; 2] {
    let start = line[..hit.span.start].chars().count();
    [start, start + hit.span.of(line).chars().count()]
}
