//! `jjak check`: what is wrong in bilingual files and pairs of articles.

pub(super) mod args;
mod articles;
mod describe;
mod run;
mod terms;

use std::path::{Path, PathBuf};

use crate::check::{self, Checker, Selection, Severity};
use crate::error::{Error, Result};
use crate::report::annotations::Annotations;
use crate::report::baseline::{Accepted, Baseline};
use crate::report::diagnostic::Drawings;
use crate::report::html::Page;
use crate::report::sarif::Log;
use crate::report::workbook::Sheets;
use crate::report::{Report, json, rules};

use super::tmx::files::Sink;
use super::{Outcome, output};

pub(super) use args::CheckArgs;
use args::{FailOn, ReportFormat};
use run::{Run, Source};
use terms::Terms;

pub(super) fn run(args: &CheckArgs) -> Result<Outcome> {
    if args.list || args.explain.is_some() {
        return describe::run(args);
    }
    let selection = Selection { only: args.only.clone(), skip: args.skip.clone() };
    let unknown = |b: &&String| !check::rules().any(|rule| rule.id.starts_with(b.as_str()));
    if let Some(unknown) = args.only.iter().chain(&args.skip).find(unknown) {
        return Err(describe::unknown(unknown));
    }
    let sources = sources(args)?;
    let terms = Terms::load(&args.glossaries.glossaries)?;
    let baseline = args.baseline.as_deref().map(baseline).transpose()?;
    let checker = Checker::new(None, selection);
    if let Some(path) = &args.write_baseline {
        let mut run = Run::new(args, &terms, checker, None);
        run.accepted = Some(Accepted::default());
        sources.iter().try_for_each(|source| run.check(source))?;
        return accept(path, run.accepted.unwrap_or_default());
    }
    let output = args.output.as_deref().filter(|path| !output::is_stream(path));
    let mut sink = Sink::create(output)?;
    let named = output.unwrap_or(Path::new("standard output"));
    let in_output = |error: Error| error.in_file(named);
    let report = report(args, &mut sink).map_err(in_output)?;
    let mut run = Run::new(args, &terms, checker, Some((report, named)));
    run.baseline = baseline;
    sources.iter().try_for_each(|source| run.check(source))?;
    let (tally, lines) = (std::mem::take(&mut run.tally), std::mem::take(&mut run.lines));
    let gone = run.baseline.as_ref().map_or(0, Baseline::gone);
    run.finish(&tally)?;
    sink.commit()?;
    if output.is_some() {
        output::print(format!("{}{}", lines, rules::table(&tally)).as_bytes())?;
    }
    if gone > 0 {
        anstream::eprintln!("note: {gone} of the baseline's findings are not there any more");
    }
    let least = match args.fail_on.unwrap_or(FailOn::Warning) {
        FailOn::Error => Some(Severity::Error),
        FailOn::Warning => Some(Severity::Warning),
        FailOn::Never => None,
    };
    let failed = least.is_some_and(|least| tally.worst >= Some(least));
    Ok(if failed { Outcome::Findings } else { Outcome::Fine })
}

/// What is to be checked: files, or pairs of articles.
fn sources(args: &CheckArgs) -> Result<Vec<Source>> {
    let pair = |files: &[PathBuf]| match files {
        [source, target] => Ok(Source::Articles(source.clone(), target.clone())),
        _ => {
            let error = Error::usage("--articles needs a translation for every article");
            Err(error.cure("name them in turn: jjak check --articles a.ko.txt a.en.txt"))
        }
    };
    if args.articles {
        return args.files.chunks(2).map(pair).collect();
    }
    if articles::are_articles(&args.files) {
        return Ok(vec![pair(&args.files)?]);
    }
    Ok(args.files.iter().cloned().map(Source::File).collect())
}

fn baseline(path: &Path) -> Result<Baseline> {
    let text = std::fs::read_to_string(path).map_err(|error| {
        let missing = error.kind() == std::io::ErrorKind::NotFound;
        let error = Error::io(path, error);
        match missing {
            true => error.cure("make it first: jjak check --write-baseline FILE"),
            false => error,
        }
    })?;
    Baseline::parse(&text).map_err(|error| error.in_file(path))
}

/// Writes a baseline, and says what it holds.
fn accept(path: &Path, accepted: Accepted) -> Result<Outcome> {
    let count = accepted.len();
    output::write_all(Some(path), accepted.to_text().as_bytes())?;
    if !output::is_stream(path) {
        let plural = if count == 1 { "" } else { "s" };
        let said = format!("{}: {count} finding{plural} accepted\n", path.display());
        output::print(said.as_bytes())?;
    }
    Ok(Outcome::Fine)
}

/// The report in the asked-for format, else the one that the ending of the output says.
fn report<'a>(args: &CheckArgs, sink: &'a mut Sink) -> Result<Box<dyn Report + 'a>> {
    let by_ending = || args.output.as_deref().map_or(ReportFormat::Text, ReportFormat::of);
    Ok(match args.format.unwrap_or_else(by_ending) {
        ReportFormat::Text => {
            let colour = args.output.is_none() && output::colour();
            Box::new(Drawings::new(sink, colour))
        }
        ReportFormat::Jsonl => Box::new(json::Lines(sink)),
        ReportFormat::Json => Box::new(json::Document::new(sink)?),
        ReportFormat::Sarif => Box::new(Log::new(sink)?),
        ReportFormat::Html => Box::new(Page::new(sink)?),
        ReportFormat::Xlsx => Box::new(Sheets::new(sink)?),
        ReportFormat::Github => Box::new(Annotations(sink)),
    })
}
