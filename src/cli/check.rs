//! `jjak check`: what is wrong in bilingual files.

use std::io::BufReader;
use std::path::Path;

use crate::check::{self, Checker, Input, Selection, Severity};
use crate::error::{Error, Result};
use crate::formats::tsv;
use crate::glossary::{Glossary, Matcher};
use crate::report::rules;
use crate::tmx;
use crate::unit::{Pair, Unit};

use super::args::{CheckArgs, FailOn, FindingFormat, SeverityName};
use super::input::read_text;
use super::read_ahead::in_batches;
use super::{Outcome, align, glossary, output};

/// Units that are read before they are checked and reported: memory stays small on large files.
const BATCH: usize = 10_000;

pub(super) fn run(args: &CheckArgs) -> Result<Outcome> {
    if args.list || args.explain.is_some() {
        return describe(args);
    }
    let selection = Selection { only: args.only.clone(), skip: args.skip.clone() };
    let unknown = |b: &&String| !check::rules().any(|rule| rule.id.starts_with(b.as_str()));
    if let Some(unknown) = args.only.iter().chain(&args.skip).find(unknown) {
        let error = Error::usage(format!("no rule begins with '{unknown}'"));
        return Err(error.cure("jjak check --list names the rules"));
    }
    let names = &args.glossaries.glossaries;
    let glossaries =
        names.iter().map(|name| glossary::load(name)).collect::<Result<Vec<Glossary>>>()?;
    let matcher = (!glossaries.is_empty()).then(|| Matcher::new(&glossaries));
    let mut checker = Checker::new(matcher.as_ref(), selection);
    let mut worst = None;
    for path in &args.files {
        worst = worst.max(File { args, path }.check(&mut checker)?);
    }
    let least = match args.fail_on {
        FailOn::Error => Some(Severity::Error),
        FailOn::Warning => Some(Severity::Warning),
        FailOn::Never => None,
    };
    let failed = least.is_some_and(|least| worst >= Some(least));
    Ok(if failed { Outcome::Findings } else { Outcome::Fine })
}

/// Prints the rules that are asked for.
fn describe(args: &CheckArgs) -> Result<Outcome> {
    let beginning = args.explain.as_deref().unwrap_or_default();
    let mut said = String::new();
    for rule in check::rules().filter(|rule| rule.id.starts_with(beginning)) {
        said += &if args.list { rules::line(rule) } else { rules::page(rule) };
    }
    if said.is_empty() {
        let error = Error::usage(format!("no rule begins with '{beginning}'"));
        return Err(error.cure("jjak check --list names the rules"));
    }
    output::print(said.as_bytes())?;
    Ok(Outcome::Fine)
}

/// One bilingual file that is being checked.
struct File<'a> {
    args: &'a CheckArgs,
    path: &'a Path,
}

/// Counts of units, of those with both languages, and of findings.
#[derive(Default)]
struct Counts {
    units: usize,
    pairs: usize,
    shown: usize,
    hidden: usize,
    worst: Option<Severity>,
}

impl File<'_> {
    /// Checks the file and prints its findings; returns the worst severity among them.
    fn check(&self, checker: &mut Checker<'_>) -> Result<Option<Severity>> {
        checker.begin_file(&self.path.display().to_string());
        let in_file = |error: Error| error.in_file(self.path);
        let ending = self.path.extension().and_then(|e| e.to_str()).unwrap_or_default();
        let counts = match ending.to_lowercase().as_str() {
            "tmx" => {
                let file =
                    std::fs::File::open(self.path).map_err(|error| Error::io(self.path, error))?;
                let reader = tmx::Reader::new(BufReader::new(file)).map_err(in_file)?;
                self.check_units(reader, checker)
            }
            "tsv" | "txt" => {
                let text = read_text(self.path, self.args.reading.encoding.as_deref())?;
                let options = tsv::Options::new(
                    self.args.languages.source_lang.clone(),
                    self.args.languages.target_lang.clone(),
                );
                let reader = tsv::Reader::new(text.as_bytes(), &options).map_err(in_file)?;
                self.check_units(reader, checker)
            }
            _ => {
                let error = Error::new(crate::error::Kind::Unsupported(format!(
                    "'{ending}' is no kind of bilingual file that can be checked"
                )));
                Err(error.cure("give a .tmx or a .tsv file"))
            }
        };
        let counts = counts.map_err(in_file)?;
        if self.args.format == FindingFormat::Text {
            output::print(self.summary(&counts).as_bytes())?;
        }
        Ok(counts.worst)
    }

    /// The last line on a file.
    fn summary(&self, counts: &Counts) -> String {
        let skipped = match counts.units - counts.pairs {
            0 => String::new(),
            n => format!(", {n} without both languages"),
        };
        let hidden = match counts.hidden {
            0 => String::new(),
            n => format!(", {n} of lower severity not shown (--least info)"),
        };
        let Counts { units, shown, .. } = counts;
        let plural = |n: usize| if n == 1 { "" } else { "s" };
        format!(
            "{}: {units} unit{}{skipped}, {shown} finding{}{hidden}\n",
            self.path.display(),
            plural(*units),
            plural(*shown)
        )
    }

    fn check_units(
        &self,
        units: impl Iterator<Item = Result<Unit>> + Send,
        checker: &mut Checker<'_>,
    ) -> Result<Counts> {
        let numbered = units.zip(1..).map(|(unit, number)| Ok((number, unit?)));
        let mut counts = Counts::default();
        in_batches(numbered, BATCH, |batch| {
            counts.units += batch.len();
            self.check_batch(&batch, checker, &mut counts)
        })?;
        Ok(counts)
    }

    fn check_batch(
        &self,
        batch: &[(usize, Unit)],
        checker: &mut Checker<'_>,
        counts: &mut Counts,
    ) -> Result<()> {
        let languages = &self.args.languages;
        let (source, target) = (&languages.source_lang, &languages.target_lang);
        let pairs: Vec<(&Unit, Pair<'_>)> = batch
            .iter()
            .filter_map(|(n, unit)| Some((unit, unit.as_pair(*n, source, target)?)))
            .collect();
        let inputs: Vec<Input<'_>> = pairs
            .iter()
            .map(|(unit, pair)| {
                let sides = (unit.variant(source), unit.variant(target));
                match sides {
                    (Some(one), Some(two)) => {
                        Input::from(pair).with_content(&one.content, &two.content)
                    }
                    _ => Input::from(pair),
                }
            })
            .collect();
        let file = self.path.display().to_string();
        let least = Severity::from(self.args.least);
        let mut drawn = String::new();
        for finding in checker.check_all(&inputs) {
            counts.worst = counts.worst.max(Some(finding.severity));
            if finding.severity < least {
                counts.hidden += 1;
                continue;
            }
            counts.shown += 1;
            if let Ok(at) = pairs.binary_search_by_key(&finding.unit, |(_, pair)| pair.number) {
                let pair = std::slice::from_ref(&pairs[at].1);
                drawn += &align::draw(&file, &[finding], pair, self.args.format);
            }
        }
        counts.pairs += pairs.len();
        output::print(drawn.as_bytes())
    }
}

impl From<SeverityName> for Severity {
    fn from(name: SeverityName) -> Self {
        match name {
            SeverityName::Error => Severity::Error,
            SeverityName::Warning => Severity::Warning,
            SeverityName::Info => Severity::Info,
        }
    }
}
