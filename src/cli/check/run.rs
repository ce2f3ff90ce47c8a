//! One run over all files: units are read in batches, checked, and what is found goes through what
//! the user asked to pass over before it is reported.

use std::path::{Path, PathBuf};

use crate::check::{Checker, Finding, Ignore, Input, closest};
use crate::cli::bilingual::{self, Bilingual, Wanted};
use crate::cli::output;
use crate::cli::read_ahead::in_batches;
use crate::error::Result;
use crate::formats::Placed;
use crate::lang::tag::LangTag;
use crate::report::baseline::{Accepted, Baseline};
use crate::report::fingerprint::Fingerprints;
use crate::report::record::Record;
use crate::report::tally::Tally;
use crate::report::{Report, rules};
use crate::unit::{Content, Pair};

use super::articles;
use super::options::Options;
use super::terms::Terms;

/// Units that are read before they are checked and reported: memory stays small on large files.
const BATCH: usize = 4000;

/// Something to be checked.
pub(super) enum Source {
    /// A bilingual file, or standard input.
    File(PathBuf),
    /// An article and its translation.
    Articles(PathBuf, PathBuf),
}

impl Source {
    /// The file that findings are located in.
    fn path(&self) -> &Path {
        match self {
            Source::File(path) | Source::Articles(path, _) => path,
        }
    }

    /// Its name for people and programs.
    fn name(&self) -> String {
        match self.path() {
            path if output::is_stream(path) => "standard input".to_string(),
            path => path.display().to_string(),
        }
    }
}

/// The state of a run.
pub(super) struct Run<'a> {
    options: &'a Options,
    terms: &'a Terms,
    checker: Checker<'a>,
    /// Where findings go, and what errors of writing call it.
    report: Option<(Box<dyn Report + 'a>, &'a Path)>,
    ids: Fingerprints,
    /// Findings that were accepted before.
    pub baseline: Option<Baseline>,
    /// Findings that are being accepted.
    pub accepted: Option<Accepted>,
    /// What all files came to.
    pub tally: Tally,
    /// A line on each file.
    pub lines: String,
}

/// The file that is being checked.
struct File {
    name: String,
    langs: [LangTag; 2],
    tally: Tally,
}

impl<'a> Run<'a> {
    pub(super) fn new(
        options: &'a Options,
        terms: &'a Terms,
        checker: Checker<'a>,
        report: Option<(Box<dyn Report + 'a>, &'a Path)>,
    ) -> Self {
        Run {
            options,
            terms,
            checker,
            report,
            ids: Fingerprints::default(),
            baseline: None,
            accepted: None,
            tally: Tally::default(),
            lines: String::new(),
        }
    }

    /// Checks a file and reports what is found.
    pub(super) fn check(&mut self, source: &Source) -> Result<()> {
        let bilingual = self.open(source)?;
        let langs = self.langs(&bilingual);
        let mut file = File { name: source.name(), langs, tally: Tally::default() };
        self.checker.begin_file(&file.name);
        self.checker.set_matcher(self.terms.matcher(&file.langs));
        let path = source.path();
        let numbered = bilingual.units.zip(1..).map(|(placed, number)| match placed {
            Ok(placed) => Ok((number, placed)),
            Err(error) => Err(error.in_file(path)),
        });
        in_batches(numbered, BATCH, |batch| {
            file.tally.units += batch.len();
            self.check_batch(&batch, &mut file)
        })?;
        self.lines += &(rules::file_line(&file.name, &file.tally, self.options.ui) + "\n");
        self.tally.join(&file.tally);
        self.tell(|report| report.end_file(&file.name, &file.tally))
    }

    /// Ends the report.
    pub(super) fn finish(self, tally: &Tally) -> Result<()> {
        match self.report {
            Some((report, named)) => report.finish(tally).map_err(|error| error.in_file(named)),
            None => Ok(()),
        }
    }

    fn open(&self, source: &Source) -> Result<Bilingual> {
        let wanted = Wanted {
            source: self.options.source.any(),
            target: self.options.target.any(),
            encoding: self.options.encoding.as_deref(),
        };
        match source {
            Source::File(path) => bilingual::open(path, wanted),
            Source::Articles(one, two) => {
                let matcher = self.terms.matcher(&[LangTag::ko_kr(), LangTag::en_us()]);
                articles::open(one, two, wanted, matcher)
            }
        }
    }

    /// Source and target language: those asked for, else those of the file, else Korean and
    /// English. A source language in a header counts only when it is one of these two: headers
    /// often name the language of the program.
    fn langs(&self, file: &Bilingual) -> [LangTag; 2] {
        let other = |lang: &LangTag| match lang.primary() {
            "en" => LangTag::ko_kr(),
            _ => LangTag::en_us(),
        };
        let named =
            || file.header.source_lang().filter(|lang| matches!(lang.primary(), "ko" | "en"));
        let [one, two] = file.langs.clone().unwrap_or_else(|| {
            let Options { source, target, .. } = self.options;
            let source = named().or_else(|| source.usual.clone()).unwrap_or_else(LangTag::ko_kr);
            let usual = target.usual.clone().filter(|tag| tag.primary() != source.primary());
            let target = usual.unwrap_or_else(|| other(&source));
            [source, target]
        });
        let differs = |a: &LangTag, b: &LangTag| a.primary() != b.primary();
        match (self.options.source.flag.clone(), self.options.target.flag.clone()) {
            (Some(source), Some(target)) => [source, target],
            (Some(source), None) => {
                let target = [two, one].into_iter().find(|lang| differs(lang, &source));
                let target = target.unwrap_or_else(|| other(&source));
                [source, target]
            }
            (None, Some(target)) => {
                let source = [one, two].into_iter().find(|lang| differs(lang, &target));
                [source.unwrap_or_else(|| other(&target)), target]
            }
            (None, None) => [one, two],
        }
    }

    fn check_batch(&mut self, batch: &[(usize, Placed)], file: &mut File) -> Result<()> {
        let [source, target] = file.langs.clone();
        let pairs: Vec<(&Placed, Pair<'_>, [&Content; 2])> = batch
            .iter()
            .filter_map(|(number, placed)| {
                let contents = placed.unit.both(&source, &target)?.map(|variant| &variant.content);
                let [source, target] = contents.map(Content::plain_text);
                Some((placed, Pair { number: *number, source, target }, contents))
            })
            .collect();
        let inputs: Vec<Input<'_>> = pairs
            .iter()
            .map(|(_, pair, [source, target])| Input::from(pair).with_content(source, target))
            .collect();
        file.tally.pairs += pairs.len();
        for (placed, pair, _) in &pairs {
            self.tell_unknown(placed, pair.number, &file.name);
        }
        for finding in self.checker.check_all(&inputs) {
            if let Ok(at) = pairs.binary_search_by_key(&finding.unit, |(_, pair, _)| pair.number) {
                let (placed, pair, _) = &pairs[at];
                self.take(&finding, placed, pair, file)?;
            }
        }
        Ok(())
    }

    /// Passes a finding over, accepts or reports it.
    fn take(
        &mut self,
        finding: &Finding,
        placed: &Placed,
        pair: &Pair<'_>,
        file: &mut File,
    ) -> Result<()> {
        if Ignore::of(&placed.unit).takes(finding.rule) {
            file.tally.ignored += 1;
            return Ok(());
        }
        let id = self.ids.id(finding, pair);
        if let Some(accepted) = &mut self.accepted {
            accepted.add(finding.rule, &id);
            return Ok(());
        }
        if self.baseline.as_mut().is_some_and(|baseline| baseline.accepts(&id)) {
            file.tally.accepted += 1;
            return Ok(());
        }
        file.tally.worst = file.tally.worst.max(Some(finding.severity));
        if finding.severity < self.options.min_severity {
            file.tally.hidden += 1;
            return Ok(());
        }
        file.tally.add(finding);
        let record = Record {
            finding,
            pair,
            langs: &file.langs,
            file: &file.name,
            line: placed.line,
            unit_id: placed.unit.id().or_else(|| placed.unit.prop("x-context")),
            id: &id,
            ui: self.options.ui,
        };
        self.tell(|report| report.finding(&record))
    }

    fn tell(&mut self, say: impl FnOnce(&mut dyn Report) -> Result<()>) -> Result<()> {
        match &mut self.report {
            Some((report, named)) => say(report.as_mut()).map_err(|error| error.in_file(*named)),
            None => Ok(()),
        }
    }

    /// Says when a unit asks to pass over a rule that there is not.
    fn tell_unknown(&self, placed: &Placed, unit: usize, file: &str) {
        for id in Ignore::of(&placed.unit).unknown() {
            let near = closest(id).map(|near| format!("; did you mean '{near}'?"));
            let near = near.unwrap_or_default();
            anstream::eprintln!(
                "note: {file}: unit {unit} asks to ignore '{id}', with which no rule begins{near}"
            );
        }
    }
}
