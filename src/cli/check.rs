//! `jjak check`: the terms of bilingual files.

use std::io::BufReader;
use std::path::Path;

use crate::check::{self, Input};
use crate::error::{Error, Result};
use crate::formats::tsv;
use crate::glossary::{Glossary, Matcher};
use crate::tmx;
use crate::unit::{Pair, Unit};

use super::args::{CheckArgs, FindingFormat};
use super::input::read_text;
use super::{Outcome, align, glossary, output};

/// Units that are read before they are checked and reported: memory stays small on large files.
const BATCH: usize = 10_000;

pub(super) fn run(args: &CheckArgs) -> Result<Outcome> {
    let names = &args.glossaries.glossaries;
    if names.is_empty() {
        let error = Error::usage("there is nothing to check against");
        return Err(error.cure("name a glossary: -g FILE, or -g ai-semiconductors"));
    }
    let glossaries =
        names.iter().map(|name| glossary::load(name)).collect::<Result<Vec<Glossary>>>()?;
    let matcher = Matcher::new(&glossaries);
    let mut findings = 0;
    for path in &args.files {
        findings += File { args, path, matcher: &matcher }.check()?;
    }
    Ok(if findings == 0 { Outcome::Fine } else { Outcome::Findings })
}

/// One bilingual file that is being checked.
struct File<'a> {
    args: &'a CheckArgs,
    path: &'a Path,
    matcher: &'a Matcher,
}

impl File<'_> {
    /// Checks the file and prints its findings; returns how many there are.
    fn check(&self) -> Result<usize> {
        let in_file = |error: Error| error.in_file(self.path);
        let ending = self.path.extension().and_then(|e| e.to_str()).unwrap_or_default();
        let counts = match ending.to_lowercase().as_str() {
            "tmx" => {
                let file =
                    std::fs::File::open(self.path).map_err(|error| Error::io(self.path, error))?;
                let reader = tmx::Reader::new(BufReader::new(file)).map_err(in_file)?;
                self.check_units(reader)
            }
            "tsv" | "txt" => {
                let text = read_text(self.path, self.args.reading.encoding.as_deref())?;
                let options = tsv::Options::new(
                    self.args.languages.source_lang.clone(),
                    self.args.languages.target_lang.clone(),
                );
                let reader = tsv::Reader::new(text.as_bytes(), &options).map_err(in_file)?;
                self.check_units(reader)
            }
            _ => {
                let error = Error::new(crate::error::Kind::Unsupported(format!(
                    "'{ending}' is no kind of bilingual file that can be checked"
                )));
                Err(error.cure("give a .tmx or a .tsv file"))
            }
        };
        let (units, pairs, findings) = counts.map_err(in_file)?;
        if self.args.format == FindingFormat::Text {
            let skipped = match units - pairs {
                0 => String::new(),
                n => format!(", {n} without both languages"),
            };
            let said =
                format!("{}: units {units}{skipped}, findings {findings}\n", self.path.display());
            output::print(said.as_bytes())?;
        }
        Ok(findings)
    }

    /// Counts of units, of those with both languages, and of findings.
    fn check_units(
        &self,
        units: impl Iterator<Item = Result<Unit>>,
    ) -> Result<(usize, usize, usize)> {
        let mut units = units.enumerate();
        let (mut seen, mut paired, mut found) = (0, 0, 0);
        loop {
            let batch = units
                .by_ref()
                .take(BATCH)
                .map(|(n, unit)| Ok((n + 1, unit?)))
                .collect::<Result<Vec<(usize, Unit)>>>()?;
            if batch.is_empty() {
                return Ok((seen, paired, found));
            }
            let languages = &self.args.languages;
            let (source, target) = (&languages.source_lang, &languages.target_lang);
            let pairs: Vec<Pair<'_>> =
                batch.iter().filter_map(|(n, unit)| unit.as_pair(*n, source, target)).collect();
            let findings = check::run(pairs.iter().map(Input::from), self.matcher);
            let file = self.path.display().to_string();
            output::print(align::draw(&file, &findings, &pairs, self.args.format).as_bytes())?;
            seen += batch.len();
            paired += pairs.len();
            found += findings.len();
        }
    }
}
