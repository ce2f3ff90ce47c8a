//! `jjak align`: articles and their translations in, units and findings out.

use std::path::{Path, PathBuf};

use jiff::Timestamp;

use crate::align::{self, Aligner, Bead, Lexicon, Origin};
use crate::check::{self, Finding, Input};
use crate::document::{Document, ReadOptions};
use crate::error::{Error, Kind, Result};
use crate::formats::tsv;
use crate::glossary::{Glossary, Matcher};
use crate::lang::script::Language;
use crate::lang::tag::LangTag;
use crate::report::fingerprint::Fingerprints;
use crate::report::record::Record;
use crate::report::summary::Summary;
use crate::report::{beads, diagnostic, dropped, explain, json};
use crate::tmx;
use crate::unit::{Pair, Unit};

use super::align_memory::{CONFIDENT, Keeper};
use super::args::{AlignArgs, AlignFormat, FindingFormat};
use super::input::read_text;
use super::{Outcome, batch, glossary, output};

/// Runs the subcommand on one pair of files, or on many.
pub(super) fn run(args: &AlignArgs) -> Result<Outcome> {
    let job = Job::new(args)?;
    if let Some(manifest) = &args.pairs {
        return batch::run(&job, batch::from_manifest(manifest)?);
    }
    let (Some(ko), Some(en)) = (&args.ko, &args.en) else {
        return Err(Error::usage("a Korean and an English file are needed"));
    };
    if ko.is_dir() && en.is_dir() {
        let out = args.output.as_deref().ok_or_else(|| {
            Error::usage("folders need a folder to write to").cure("add -o FOLDER")
        })?;
        if args.explain.is_some() {
            return Err(Error::usage("--explain needs one pair of files"));
        }
        return batch::run(&job, batch::from_folders(ko, en, out, job.format(None))?);
    }
    let aligned = job.align(ko, en, args.output.as_deref())?;
    if let Some(number) = args.explain {
        output::print(aligned.explain(&job, number)?.as_bytes())?;
        if args.output.as_deref().is_none_or(output::is_stream) {
            return Ok(Outcome::Fine);
        }
    }
    aligned.write(&job)?;
    aligned.remember(&job)?;
    // Where the result goes to standard output, what is said about it must not.
    let said = aligned.describe(&job);
    match &args.output {
        Some(path) if !output::is_stream(path) => output::print(said.as_bytes())?,
        _ => anstream::eprint!("{said}"),
    }
    Ok(aligned.outcome())
}

/// What every pair of a run shares: options, loaded glossaries, the aligner's resources.
pub(super) struct Job<'a> {
    args: &'a AlignArgs,
    matcher: Option<Matcher>,
    created: Timestamp,
    keeper: Option<Keeper>,
}

impl<'a> Job<'a> {
    fn new(args: &'a AlignArgs) -> Result<Self> {
        let glossaries = args
            .glossaries
            .glossaries
            .iter()
            .map(|name| glossary::load(name))
            .collect::<Result<Vec<Glossary>>>()?;
        let matcher = (!glossaries.is_empty()).then(|| Matcher::new(&glossaries));
        let open = |path: &PathBuf| Keeper::open(path, &args.languages.source_lang);
        let keeper = args.tm.as_ref().map(open).transpose()?;
        Ok(Job { args, matcher, created: creation_time(), keeper })
    }

    /// The output format: as asked for, else by the ending of the output file, else TMX.
    pub(super) fn format(&self, output: Option<&Path>) -> AlignFormat {
        let ending = output.and_then(Path::extension).and_then(|e| e.to_str());
        self.args.format.unwrap_or(match ending {
            Some("tsv" | "txt") => AlignFormat::Tsv,
            Some("jsonl") => AlignFormat::Jsonl,
            Some("beads") => AlignFormat::Beads,
            _ => AlignFormat::Tmx,
        })
    }

    /// Reads, aligns and checks one pair. Nothing is written.
    pub(super) fn align(&self, ko: &Path, en: &Path, out: Option<&Path>) -> Result<Aligned> {
        let ko_document = self.read(ko, Language::Korean)?;
        let en_document = self.read(en, Language::English)?;
        check_languages((ko, &ko_document), (en, &en_document))?;
        let beads = self.aligner().align(&ko_document.segments, &en_document.segments);
        let origin = Origin {
            ko: self.args.languages.source_lang.clone(),
            en: self.args.languages.target_lang.clone(),
            document: ko.file_name().unwrap_or(ko.as_os_str()).to_string_lossy().into_owned(),
            created: self.created,
        };
        let numbered = align::units(&beads, &ko_document.segments, &en_document.segments, &origin);
        let certain = beads.iter().filter(|bead| !bead.is_null()).map(|bead| self.keeps(bead));
        let units: Vec<(usize, Unit)> = (1..)
            .zip(numbered)
            .zip(certain)
            .filter_map(|(unit, certain)| certain.then_some(unit))
            .collect();
        let findings = self.matcher.as_ref().map(|matcher| {
            let pairs = pairs(&units, &origin);
            check::run(pairs.iter().map(Input::from), matcher)
        });
        let (ko, en) = ((ko.to_path_buf(), ko_document), (en.to_path_buf(), en_document));
        Ok(Aligned { ko, en, out: out.map(Path::to_path_buf), beads, origin, units, findings })
    }

    fn aligner(&self) -> Aligner<'_> {
        let aligner = Aligner::new(Lexicon::core());
        match &self.matcher {
            Some(matcher) => aligner.with_glossary(matcher),
            None => aligner,
        }
    }

    /// Whether a bead is certain enough for the output. Text without counterpart always is.
    fn keeps(&self, bead: &Bead) -> bool {
        bead.is_null() || self.args.min_confidence.is_none_or(|least| bead.confidence >= least)
    }

    fn read(&self, path: &Path, language: Language) -> Result<Document> {
        let encoding = self.args.reading.encoding.clone();
        if self.args.segmented {
            let text = read_text(path, encoding.as_deref())?;
            return Ok(Document::from_segmented(&text));
        }
        let keep_boilerplate = self.args.keep_boilerplate;
        let options = ReadOptions { encoding, keep_boilerplate, ..ReadOptions::new(language) };
        Document::read(path, &options)
    }
}

/// Now, or the time that `SOURCE_DATE_EPOCH` gives (reproducible-builds.org), so that a run can be
/// repeated to the byte.
pub(super) fn creation_time() -> Timestamp {
    let fixed = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|seconds| seconds.parse().ok());
    fixed.and_then(|seconds| Timestamp::from_second(seconds).ok()).unwrap_or_else(Timestamp::now)
}

fn pairs<'u>(units: &'u [(usize, Unit)], origin: &Origin) -> Vec<Pair<'u>> {
    units.iter().filter_map(|(n, unit)| unit.as_pair(*n, &origin.ko, &origin.en)).collect()
}

/// Says when the two files are swapped, or one is in a language it should not be in.
pub(super) fn check_languages(ko: (&Path, &Document), en: (&Path, &Document)) -> Result<()> {
    let (first, second) = (ko.1.language(), en.1.language());
    if first == Some(Language::English) && second == Some(Language::Korean) {
        let kind = Kind::Swapped { first: "English", second: "Korean" };
        return Err(Error::new(kind).in_file(ko.0).cure("give the Korean file first"));
    }
    for (expected, found, path) in
        [(Language::Korean, first, ko.0), (Language::English, second, en.0)]
    {
        if let Some(found) = found.filter(|&found| found != expected) {
            let kind = Kind::WrongLanguage { expected: expected.name(), found: found.name() };
            let cure = "give the Korean article first and its English translation second";
            return Err(Error::new(kind).in_file(path).cure(cure));
        }
    }
    Ok(())
}

/// One aligned pair, ready to be written and described.
pub(super) struct Aligned {
    ko: (PathBuf, Document),
    en: (PathBuf, Document),
    out: Option<PathBuf>,
    beads: Vec<Bead>,
    origin: Origin,
    /// What goes into the output, each with its number among all units.
    units: Vec<(usize, Unit)>,
    findings: Option<Vec<Finding>>,
}

impl Aligned {
    /// Writes the result where it belongs.
    pub(super) fn write(&self, job: &Job<'_>) -> Result<()> {
        let (ko, en) = (&self.ko.1.segments, &self.en.1.segments);
        let bytes = match job.format(self.out.as_deref()) {
            AlignFormat::Tmx => self.tmx()?,
            AlignFormat::Tsv => self.tsv()?,
            AlignFormat::Jsonl => beads::json(&self.kept(job), ko, en).into(),
            AlignFormat::Beads => beads::indices(&self.kept(job)).into(),
        };
        output::write_all(self.out.as_deref(), &bytes)
    }

    /// Puts the confident units into the memory of the run, if there is one, and says how many
    /// are new.
    pub(super) fn remember(&self, job: &Job<'_>) -> Result<()> {
        let Some(keeper) = &job.keeper else { return Ok(()) };
        let least = job.args.min_confidence.unwrap_or(CONFIDENT);
        let beads = self.beads.iter().filter(|bead| !bead.is_null());
        let certain: Vec<bool> = beads.map(|bead| bead.confidence >= least).collect();
        let units: Vec<(usize, Unit)> =
            self.units.iter().filter(|(number, _)| certain[number - 1]).cloned().collect();
        let done = keeper.keep(&self.origin.document, &units)?;
        let (document, left_out) = (&self.origin.document, self.units.len() - units.len());
        anstream::eprintln!(
            "{document}: {} added to the memory, {} known, {left_out} less certain left out",
            done.added,
            done.known
        );
        Ok(())
    }

    /// The beads that are certain enough.
    fn kept(&self, job: &Job<'_>) -> Vec<Bead> {
        self.beads.iter().filter(|bead| job.keeps(bead)).cloned().collect()
    }

    /// Why unit `number` is as it is.
    fn explain(&self, job: &Job<'_>, number: usize) -> Result<String> {
        let (ko, en) = (&self.ko.1.segments, &self.en.1.segments);
        let bead = self.beads.iter().filter(|bead| !bead.is_null()).nth(number.wrapping_sub(1));
        let explained = bead.and_then(|bead| Some((bead, job.aligner().explain(ko, en, bead)?)));
        let Some((bead, explanation)) = explained else {
            let units = self.beads.iter().filter(|bead| !bead.is_null()).count();
            let error = Error::usage(format!("there is no unit {number} to explain"));
            return Err(error.cure(format!("give a number from 1 to {units}")));
        };
        Ok(explain::text(number, bead, &explanation, ko, en))
    }

    fn tmx(&self) -> Result<Vec<u8>> {
        let header = tmx::Header::new(&self.origin.ko, self.origin.created);
        let mut bytes = Vec::new();
        let mut writer = tmx::Writer::new(&mut bytes, &header)?;
        for (_, unit) in &self.units {
            writer.write(unit)?;
        }
        writer.finish()?;
        Ok(bytes)
    }

    fn tsv(&self) -> Result<Vec<u8>> {
        let (ko, en) = (self.origin.ko.clone(), self.origin.en.clone());
        let props = vec![align::CONFIDENCE_PROP.to_string(), align::BEAD_PROP.to_string()];
        let mut bytes = Vec::new();
        let mut writer =
            tsv::Writer::new(&mut bytes, tsv::Options { props, ..tsv::Options::new(ko, en) })?;
        for (_, unit) in &self.units {
            writer.write(unit)?;
        }
        writer.finish()?;
        Ok(bytes)
    }

    /// Exit code of this pair: whether there are findings.
    pub(super) fn outcome(&self) -> Outcome {
        match &self.findings {
            Some(findings) if !findings.is_empty() => Outcome::Findings,
            _ => Outcome::Fine,
        }
    }

    /// What is said about the pair: findings, dropped lines, summary.
    pub(super) fn describe(&self, job: &Job<'_>) -> String {
        let mut said = String::new();
        if let Some(findings) = &self.findings {
            let pairs = pairs(&self.units, &self.origin);
            let file = self.out.as_deref().unwrap_or(&self.ko.0).display().to_string();
            let langs = [self.origin.ko.clone(), self.origin.en.clone()];
            said += &draw(&file, &langs, findings, &pairs, job.args.findings);
        }
        if job.args.findings == FindingFormat::Jsonl {
            return said;
        }
        if job.args.report_dropped {
            for (path, document) in [&self.ko, &self.en] {
                said += &dropped::table(&path.display().to_string(), &document.dropped);
            }
        }
        let dropped = (self.ko.1.dropped.len(), self.en.1.dropped.len());
        let mut summary = Summary::new(&self.beads, dropped);
        if let Some(least) = job.args.min_confidence {
            summary.leave_out(least);
        }
        if let Some(findings) = &self.findings {
            summary.add_findings(findings);
        }
        let out = self.out.as_ref().map(|out| format!(" → {}", out.display())).unwrap_or_default();
        format!("{said}{} + {}{out}\n{summary}", self.ko.0.display(), self.en.0.display())
    }
}

/// The findings in the asked-for form.
fn draw(
    file: &str,
    langs: &[LangTag; 2],
    findings: &[Finding],
    pairs: &[Pair<'_>],
    format: FindingFormat,
) -> String {
    let mut ids = Fingerprints::default();
    let mut out = String::new();
    for finding in findings {
        let Some(pair) = pairs.iter().find(|pair| pair.number == finding.unit) else { continue };
        let id = &ids.id(finding, pair);
        let record = Record { finding, pair, langs, file, line: None, unit_id: None, id };
        match format {
            FindingFormat::Text => out += &(diagnostic::draw(&record, output::colour()) + "\n\n"),
            FindingFormat::Jsonl => out += &(json::finding(&record) + "\n"),
        }
    }
    out
}
