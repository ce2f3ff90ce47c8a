//! Gold alignments: reading them, and joining short documents to long ones.

use std::ops::Range;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use jjak::align::Bead;
use jjak::align::fit::Sample;
use jjak::document::{Kind, Segment};

/// A pair of documents with its gold beads, and the directory it is of.
pub struct Gold {
    pub directory: String,
    pub sample: Sample,
}

impl Gold {
    /// Gold beads with both sides.
    pub fn pairs(&self) -> usize {
        self.sample.gold.iter().filter(|b| !b.0.is_empty() && !b.1.is_empty()).count()
    }

    /// Whether this very bead is in the gold.
    pub fn has(&self, bead: &Bead) -> bool {
        self.sample.gold.contains(&(bead.ko.clone(), bead.en.clone()))
    }

    /// The documents of a directory as one, in order.
    pub fn joined(directory: &str, golds: &[Gold]) -> Gold {
        let own = golds.iter().filter(|gold| gold.directory == directory);
        let mut sample = Sample { ko: Vec::new(), en: Vec::new(), gold: Vec::new() };
        for gold in own {
            let (i, j) = (sample.ko.len(), sample.en.len());
            let moved = |range: &Range<usize>, by: usize| match range.is_empty() {
                true => 0..0,
                false => range.start + by..range.end + by,
            };
            let beads = gold.sample.gold.iter().map(|(ko, en)| (moved(ko, i), moved(en, j)));
            sample.gold.extend(beads);
            sample.ko.extend(gold.sample.ko.iter().cloned());
            sample.en.extend(gold.sample.en.iter().cloned());
        }
        for segments in [&mut sample.ko, &mut sample.en] {
            for (n, segment) in segments.iter_mut().enumerate() {
                (segment.paragraph, segment.line) = (n, n + 1);
            }
        }
        Gold { directory: directory.to_string(), sample }
    }
}

/// Adds the gold documents of a directory, by name.
pub fn read_directory(directory: &Path, golds: &mut Vec<Gold>) -> Result<()> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(directory)
        .with_context(|| directory.display().to_string())?
        .map(|entry| entry.map(|e| e.path()))
        .collect::<std::io::Result<_>>()?;
    paths.sort();
    for path in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let Some(stem) = name.strip_suffix(".gold.tsv") else { continue };
        let read = |end: &str| segments(&directory.join(format!("{stem}.{end}.txt")));
        let sample = Sample { ko: read("ko")?, en: read("en")?, gold: beads(&path)? };
        let directory = directory.file_name().unwrap_or_default().to_string_lossy().into_owned();
        golds.push(Gold { directory, sample });
    }
    Ok(())
}

fn segments(path: &Path) -> Result<Vec<Segment>> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let segment = |(line, text): (usize, &str)| Segment {
        text: text.to_string(),
        kind: Kind::Body,
        paragraph: line,
        line: line + 1,
        span: (0..text.len()).into(),
    };
    Ok(text.lines().enumerate().map(segment).collect())
}

fn beads(path: &Path) -> Result<Vec<(Range<usize>, Range<usize>)>> {
    let text = std::fs::read_to_string(path)?;
    let side = |side: &str| -> Result<Range<usize>> {
        let indices = side
            .split(',')
            .filter(|s| !s.trim().is_empty())
            .map(|s| s.trim().parse::<usize>())
            .collect::<Result<Vec<_>, _>>()?;
        Ok(match (indices.first(), indices.last()) {
            (Some(first), Some(last)) => *first..last + 1,
            _ => 0..0,
        })
    };
    text.lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| {
            let (ko, en) = line.split_once('\t').with_context(|| format!("no tab: {line}"))?;
            Ok((side(ko)?, side(en)?))
        })
        .collect()
}
