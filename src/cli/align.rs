//! `jjak align`: articles and their translations in, units and findings out.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use jiff::Timestamp;

use crate::align::{self, Aligner, Bead, Direction, Learned, Lexicon, Origin, Pins};
use crate::check::{self, Finding, Input};
use crate::document::Segment;
use crate::error::{Error, Result};
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
use super::articles::{Articles, How};
use super::input::read_text;
use super::{Outcome, batch, glossary, learn, output};

/// Runs the subcommand on one pair of files, or on many.
pub(super) fn run(args: &AlignArgs) -> Result<Outcome> {
    let job = Job::new(args)?;
    if let Some(manifest) = &args.pairs {
        return batch::run(&job, batch::from_manifest(manifest)?);
    }
    let (Some(ko), Some(en)) = (&args.ko, &args.en) else {
        return Err(Error::usage("an article and its translation are needed"));
    };
    if ko.is_dir() && en.is_dir() {
        let out = args.output.as_deref().ok_or_else(|| {
            Error::usage("folders need a folder to write to").cure("add -o FOLDER")
        })?;
        for (option, given) in
            [("--explain", args.explain.is_some()), ("--pins", args.pins.is_some())]
        {
            if given {
                return Err(Error::usage(format!("{option} needs one pair of files")));
            }
        }
        return batch::run(&job, batch::from_folders(ko, en, out, job.format(None))?);
    }
    let aligned = job.align(ko, en, args.output.as_deref())?;
    if aligned.articles.direction == Direction::EnglishToKorean {
        anstream::eprintln!("note: {}", aligned.articles.direction);
    }
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
    terms: Option<Terms>,
    learned: Option<Learned>,
    created: Timestamp,
    keeper: Option<Keeper>,
}

/// The glossaries, ready to be looked up from either language.
struct Terms {
    glossaries: Vec<Glossary>,
    korean: OnceLock<Matcher>,
    english: OnceLock<Matcher>,
}

impl Terms {
    /// The matcher whose source terms are in the source language.
    fn from(&self, direction: Direction) -> &Matcher {
        let (language, matcher) =
            direction.order((Language::Korean, &self.korean), (Language::English, &self.english)).0;
        matcher.get_or_init(|| {
            let glossaries = self.glossaries.iter().map(|g| g.with_sources_in(language));
            Matcher::new(&glossaries.collect::<Vec<_>>())
        })
    }
}

impl<'a> Job<'a> {
    fn new(args: &'a AlignArgs) -> Result<Self> {
        let glossaries = args
            .glossaries
            .glossaries
            .iter()
            .map(|name| glossary::load(name))
            .collect::<Result<Vec<Glossary>>>()?;
        let (korean, english) = Default::default();
        let terms = (!glossaries.is_empty()).then_some(Terms { glossaries, korean, english });
        let encoding = args.reading.encoding.as_deref();
        let learned = match args.learn.is_empty() {
            true => None,
            false => Some(learn::from_files(&args.learn, encoding)?),
        };
        let open = |path: &PathBuf| Keeper::open(path, &args.languages.source_lang);
        let keeper = args.tm.as_ref().map(open).transpose()?;
        Ok(Job { args, terms, learned, created: creation_time(), keeper })
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
    pub(super) fn align(&self, first: &Path, second: &Path, out: Option<&Path>) -> Result<Aligned> {
        let how = How {
            encoding: self.args.reading.encoding.as_deref(),
            segmented: self.args.segmented,
            keep_boilerplate: self.args.keep_boilerplate,
        };
        let articles = Articles::read(first, second, how)?;
        let (ko, en) = (&articles.ko.1.segments, &articles.en.1.segments);
        let direction = articles.direction;
        let pins = self.pins(&articles)?;
        let mut beads = self.aligner().align_around(ko, en, &pins);
        if self.args.crossing && direction == Direction::EnglishToKorean {
            align::in_english_order(&mut beads);
        }
        let (ko_tag, en_tag) = self.tags(direction);
        let origin = Origin {
            ko: ko_tag,
            en: en_tag,
            direction,
            document: first.file_name().unwrap_or(first.as_os_str()).to_string_lossy().into_owned(),
            created: self.created,
        };
        let numbered = align::units(&beads, ko, en, &origin);
        let certain = beads.iter().filter(|bead| !bead.is_null()).map(|bead| self.keeps(bead));
        let units: Vec<(usize, Unit)> = (1..)
            .zip(numbered)
            .zip(certain)
            .filter_map(|(unit, certain)| certain.then_some(unit))
            .collect();
        let findings = self.terms.as_ref().map(|terms| {
            let pairs = pairs(&units, &origin);
            check::run(pairs.iter().map(Input::from), terms.from(direction))
        });
        let out = out.map(Path::to_path_buf);
        Ok(Aligned { articles, out, pins, beads, origin, units, findings })
    }

    /// The beads that the user fixed; the columns of the file are in the order of the articles.
    fn pins(&self, articles: &Articles) -> Result<Pins> {
        let Some(path) = &self.args.pins else { return Ok(Pins::default()) };
        let text = read_text(path, self.args.reading.encoding.as_deref())?;
        let lengths = (articles.ko.1.segments.len(), articles.en.1.segments.len());
        Pins::parse(&text, articles.direction, lengths).map_err(|error| error.in_file(path))
    }

    /// The tags of the Korean and of the English side: as their languages say, else by their place.
    fn tags(&self, direction: Direction) -> (LangTag, LangTag) {
        let (source, target) = (&self.args.languages.source_lang, &self.args.languages.target_lang);
        let is = |tag: &LangTag, language: &str| tag.primary() == language;
        let turned =
            match (is(source, "ko") || is(target, "en"), is(source, "en") || is(target, "ko")) {
                (true, false) => false,
                (false, true) => true,
                _ => direction == Direction::EnglishToKorean,
            };
        match turned {
            true => (target.clone(), source.clone()),
            false => (source.clone(), target.clone()),
        }
    }

    fn aligner(&self) -> Aligner<'_> {
        let mut aligner = Aligner::new(Lexicon::core());
        if let Some(terms) = &self.terms {
            aligner = aligner.with_glossary(terms.from(Direction::KoreanToEnglish));
        }
        if let Some(learned) = &self.learned {
            aligner = aligner.with_learned(learned);
        }
        if self.args.crossing { aligner.with_crossing() } else { aligner }
    }

    /// Whether a bead is certain enough for the output. Text without counterpart always is.
    fn keeps(&self, bead: &Bead) -> bool {
        bead.is_null() || self.args.min_confidence.is_none_or(|least| bead.confidence >= least)
    }
}

/// Now, or the time that `SOURCE_DATE_EPOCH` gives (reproducible-builds.org), so that a run can be
/// repeated to the byte.
pub(super) fn creation_time() -> Timestamp {
    let fixed = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|seconds| seconds.parse().ok());
    fixed.and_then(|seconds| Timestamp::from_second(seconds).ok()).unwrap_or_else(Timestamp::now)
}

fn pairs<'u>(units: &'u [(usize, Unit)], origin: &Origin) -> Vec<Pair<'u>> {
    let (source, target) = origin.direction.order(&origin.ko, &origin.en);
    units.iter().filter_map(|(n, unit)| unit.as_pair(*n, source, target)).collect()
}

/// One aligned pair, ready to be written and described.
pub(super) struct Aligned {
    articles: Articles,
    out: Option<PathBuf>,
    pins: Pins,
    beads: Vec<Bead>,
    origin: Origin,
    /// What goes into the output, each with its number among all units.
    units: Vec<(usize, Unit)>,
    findings: Option<Vec<Finding>>,
}

impl Aligned {
    /// Writes the result where it belongs.
    pub(super) fn write(&self, job: &Job<'_>) -> Result<()> {
        let (ko, en) = self.segments();
        let direction = self.articles.direction;
        let bytes = match job.format(self.out.as_deref()) {
            AlignFormat::Tmx => self.tmx()?,
            AlignFormat::Tsv => self.tsv()?,
            AlignFormat::Jsonl => beads::json(&self.kept(job), direction, ko, en).into(),
            AlignFormat::Beads => beads::indices(&self.kept(job), direction).into(),
        };
        output::write_all(self.out.as_deref(), &bytes)
    }

    /// Korean and English segments.
    fn segments(&self) -> (&[Segment], &[Segment]) {
        (&self.articles.ko.1.segments, &self.articles.en.1.segments)
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
        let (ko, en) = self.segments();
        let bead = self.beads.iter().filter(|bead| !bead.is_null()).nth(number.wrapping_sub(1));
        let Some(bead) = bead else {
            let units = self.beads.iter().filter(|bead| !bead.is_null()).count();
            let error = Error::usage(format!("there is no unit {number} to explain"));
            return Err(error.cure(format!("give a number from 1 to {units}")));
        };
        if self.pins.holds(bead) {
            return Ok(format!("unit {number} is fixed by a pin\n"));
        }
        let explanation = job.aligner().explain(ko, en, bead);
        let explained =
            explanation.map(|it| explain::text(number, bead, &it, self.articles.direction, ko, en));
        Ok(explained.unwrap_or_default())
    }

    fn tmx(&self) -> Result<Vec<u8>> {
        let source = self.origin.direction.order(&self.origin.ko, &self.origin.en).0;
        let header = tmx::Header::new(source, self.origin.created);
        let mut bytes = Vec::new();
        let mut writer = tmx::Writer::new(&mut bytes, &header)?;
        for (_, unit) in &self.units {
            writer.write(unit)?;
        }
        writer.finish()?;
        Ok(bytes)
    }

    fn tsv(&self) -> Result<Vec<u8>> {
        let (source, target) =
            self.origin.direction.order(self.origin.ko.clone(), self.origin.en.clone());
        let props = vec![align::CONFIDENCE_PROP.to_string(), align::BEAD_PROP.to_string()];
        let mut bytes = Vec::new();
        let mut writer = tsv::Writer::new(
            &mut bytes,
            tsv::Options { props, ..tsv::Options::new(source, target) },
        )?;
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
        let [source, target] = self.articles.in_order();
        if let Some(findings) = &self.findings {
            let pairs = pairs(&self.units, &self.origin);
            let file = self.out.as_deref().unwrap_or(&source.0).display().to_string();
            let (from, to) =
                self.origin.direction.order(self.origin.ko.clone(), self.origin.en.clone());
            said += &draw(&file, &[from, to], findings, &pairs, job.args.findings);
        }
        if job.args.findings == FindingFormat::Jsonl {
            return said;
        }
        if job.args.report_dropped {
            for (path, document) in [source, target] {
                said += &dropped::table(&path.display().to_string(), &document.dropped);
            }
        }
        let dropped = (self.articles.ko.1.dropped.len(), self.articles.en.1.dropped.len());
        let mut summary = Summary::new(&self.beads, self.articles.direction, dropped);
        if let Some(least) = job.args.min_confidence {
            summary.leave_out(least);
        }
        if let Some(findings) = &self.findings {
            summary.add_findings(findings);
        }
        let out = self.out.as_ref().map(|out| format!(" → {}", out.display())).unwrap_or_default();
        format!("{said}{} + {}{out}\n{summary}", source.0.display(), target.0.display())
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
