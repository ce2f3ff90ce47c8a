//! Many pairs of files at once, on all cores.
//!
//! A pair that fails is reported and the rest is done; the run then ends as failed.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;

use crate::error::{Error, Result};

use super::align::Job;
use super::args::AlignFormat;
use super::input::read_text;
use super::{Outcome, output};

/// One pair to align: where it is read from and written to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Work {
    ko: PathBuf,
    en: PathBuf,
    out: PathBuf,
}

/// Reads a manifest: article, translation and output a line, tab separated. Relative paths
/// start at the manifest's folder; blank lines and lines that begin with `#` are passed over.
pub(super) fn from_manifest(manifest: &Path) -> Result<Vec<Work>> {
    let text = read_text(manifest, None)?;
    let folder = manifest.parent().unwrap_or(Path::new(""));
    let mut work = Vec::new();
    for (n, line) in text.lines().enumerate() {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
        let [ko, en, out] = cells[..] else {
            let message = format!("this line has {} columns instead of 3", cells.len());
            let error = Error::malformed(message).in_file(manifest).at_line(n + 1);
            return Err(error.cure("write KOREAN<TAB>ENGLISH<TAB>OUTPUT"));
        };
        work.push(Work { ko: folder.join(ko), en: folder.join(en), out: folder.join(out) });
    }
    one_output_each(&work).map_err(|error| error.in_file(manifest))?;
    Ok(work)
}

/// Pairs the files of two folders by name, less a language suffix and the ending: `a.ko.txt` goes
/// with `a.en.html`, `a.txt` with `a.txt`.
pub(super) fn from_folders(
    ko: &Path,
    en: &Path,
    out: &Path,
    format: AlignFormat,
) -> Result<Vec<Work>> {
    let (korean, english) = (articles(ko)?, articles(en)?);
    let mut alone: Vec<&PathBuf> = Vec::new();
    alone.extend(korean.iter().filter(|(name, _)| !english.contains_key(*name)).map(|(_, p)| p));
    alone.extend(english.iter().filter(|(name, _)| !korean.contains_key(*name)).map(|(_, p)| p));
    for path in alone {
        anstream::eprintln!("note: {} has no counterpart of that name", path.display());
    }
    let ending = match format {
        AlignFormat::Tmx => "tmx",
        AlignFormat::Tsv => "tsv",
        AlignFormat::Jsonl => "jsonl",
        AlignFormat::Beads => "beads",
    };
    let pairs = korean.into_iter().filter_map(|(name, ko)| {
        let out = out.join(format!("{name}.{ending}"));
        Some(Work { ko, en: english.get(&name)?.clone(), out })
    });
    let work: Vec<Work> = pairs.collect();
    if work.is_empty() {
        let message = format!("no file of {} has a counterpart in {}", ko.display(), en.display());
        return Err(Error::usage(message).cure("give both files of a pair the same name"));
    }
    std::fs::create_dir_all(out).map_err(|error| Error::io(out, error))?;
    Ok(work)
}

/// The articles of a folder by name; two files of one name (`a.txt`, `a.html`) are an error.
fn articles(folder: &Path) -> Result<BTreeMap<String, PathBuf>> {
    let failed = |error| Error::io(folder, error);
    let mut articles = BTreeMap::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let ending = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
        if !["txt", "md", "markdown", "html", "htm"].contains(&ending) {
            continue;
        }
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let bare = [".ko", ".en"].iter().find_map(|language| stem.strip_suffix(language));
        let name = bare.unwrap_or(&stem).to_string();
        if let Some(other) = articles.insert(name, path.clone()) {
            let message = format!("{} and {} have one name", other.display(), path.display());
            return Err(Error::usage(message).cure("rename or move one of them"));
        }
    }
    Ok(articles)
}

fn one_output_each(work: &[Work]) -> Result<()> {
    let mut outputs: Vec<&PathBuf> = work.iter().map(|work| &work.out).collect();
    outputs.sort();
    match outputs.windows(2).find(|w| w[0] == w[1]) {
        Some(twice) => {
            let message = format!("{} is the output of two pairs", twice[0].display());
            Err(Error::usage(message).cure("give every pair an output of its own"))
        }
        None => Ok(()),
    }
}

/// Aligns all pairs, reports each, and says how many failed.
pub(super) fn run(job: &Job<'_>, work: Vec<Work>) -> Result<Outcome> {
    let bar = ProgressBar::new(work.len() as u64);
    let style = ProgressStyle::with_template("{bar:30} {pos}/{len} {msg} {eta}");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    let outcomes: Vec<Outcome> = work
        .par_iter()
        .map(|work| {
            let outcome = one(job, work, &bar);
            bar.inc(1);
            outcome
        })
        .collect();
    bar.finish_and_clear();
    let failed = outcomes.iter().filter(|&&outcome| outcome == Outcome::Failed).count();
    let found = outcomes.iter().filter(|&&outcome| outcome == Outcome::Findings).count();
    let said = format!(
        "{} pairs: {} aligned ({found} with findings), {failed} failed\n",
        work.len(),
        work.len() - failed
    );
    output::print(said.as_bytes())?;
    Ok(match (failed, found) {
        (0, 0) => Outcome::Fine,
        (0, _) => Outcome::Findings,
        _ => Outcome::Failed,
    })
}

/// Aligns one pair; what is said of it is printed whole, so that pairs do not mix.
fn one(job: &Job<'_>, work: &Work, bar: &ProgressBar) -> Outcome {
    let result = job.align(&work.ko, &work.en, Some(&work.out)).and_then(|aligned| {
        aligned.write(job)?;
        aligned.remember(job)?;
        Ok((aligned.describe(job), aligned.outcome()))
    });
    match result {
        Ok((said, outcome)) => match bar.suspend(|| output::print(said.as_bytes())) {
            Ok(()) => outcome,
            Err(_) => Outcome::Failed,
        },
        Err(error) => {
            bar.suspend(|| anstream::eprintln!("error: {error}"));
            Outcome::Failed
        }
    }
}
