//! `jjak eval`: how good an alignment is, measured against one that a human made.

use std::collections::BTreeMap;
use std::ops::AddAssign;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand, ValueEnum};

use crate::align::score::{self, Exact, Indices, Paragraphs};
use crate::error::{Error, Kind, Result};

use super::Outcome;
use super::input::read_text;
use super::output;

#[derive(Debug, Args)]
pub(super) struct EvalArgs {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Score alignments against gold ones
    Align(EvalAlignArgs),
}

const EXAMPLES: &str = "Examples:
  jjak align ko.txt en.txt --segmented -o mine.beads
  jjak eval align gold.tsv mine.beads
  jjak eval align gold/ predicted/ --format json

Both files have one bead a line: Korean indices, a tab, English indices; from 0, comma separated,
empty where a side has none. In folders every NAME.gold.tsv (exact beads) and NAME.para.tsv
(paragraphs) is scored against NAME.tsv at the same place, and the figures are sums by folder;
ALL and DOCS sum up the folders of either kind (a folder 'plain', for texts that any aligner gets
right, stays out of ALL).

Exact beads: strict (the very same bead), lax (shares a sentence pair), link (sentence pairs), vec
(null beads in the precision), null (sentences without counterpart). Paragraphs: linkP (links
inside of a paragraph), covKo and covEn (sentences with such a link), paraF (their harmonic mean),
1-1 (strict, on paragraphs of one sentence a side).";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
struct EvalAlignArgs {
    /// Gold beads, or a folder of them
    gold: PathBuf,
    /// Predicted beads, or a folder of them
    predicted: PathBuf,
    /// A table, or JSON
    #[arg(long, value_enum, default_value_t = EvalFormat::Text)]
    format: EvalFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum EvalFormat {
    Text,
    Json,
}

/// How the names of gold files with exact beads end.
const EXACT: &str = ".gold.tsv";
/// How those end that only know paragraphs.
const PARAGRAPHS: &str = ".para.tsv";
/// The folder of texts too easy to tell aligners apart.
const EASY: &str = "plain";

pub(super) fn run(args: &EvalArgs) -> Result<Outcome> {
    let What::Align(args) = &args.what;
    let mut board = Board::default();
    match (args.gold.is_dir(), args.predicted.is_dir()) {
        (true, true) => board.add_folders(&args.gold, &args.predicted)?,
        (false, false) => {
            let whole = std::path::absolute(&args.gold).unwrap_or_else(|_| args.gold.clone());
            let folder = whole.parent().and_then(Path::file_name).unwrap_or_default();
            let name = args.gold.to_string_lossy();
            let predicted = read(&args.predicted)?;
            let folder = folder.to_string_lossy();
            board.add(&folder, name.ends_with(PARAGRAPHS), &read(&args.gold)?, &predicted);
        }
        _ => {
            let error = Error::usage("one is a folder and the other is a file");
            return Err(error.cure("give two files, or two folders"));
        }
    }
    let said = match args.format {
        EvalFormat::Text => board.table(),
        EvalFormat::Json => board.json(),
    };
    output::print(said.as_bytes())?;
    Ok(Outcome::Fine)
}

/// The beads of a file. No text means no beads.
fn read(path: &Path) -> Result<Vec<Indices>> {
    let text = match read_text(path, None) {
        Err(error) if matches!(error.kind(), Kind::Empty) => String::new(),
        text => text?,
    };
    score::parse(&text).map_err(|error| {
        let cure = "write Korean indices, a tab, English indices: 3,4<TAB>5";
        error.in_file(path).cure(cure)
    })
}

/// The sums by folder, and over the folders.
#[derive(Default)]
struct Board {
    exact: Sums<Exact>,
    paragraphs: Sums<Paragraphs>,
}

#[derive(Default)]
struct Sums<S> {
    folders: BTreeMap<String, S>,
    total: Option<S>,
}

impl<S: AddAssign + Copy + Default> Sums<S> {
    fn add(&mut self, folder: &str, score: S, counts: bool) {
        *self.folders.entry(folder.to_string()).or_default() += score;
        if counts {
            *self.total.get_or_insert_default() += score;
        }
    }

    /// The folders by name, then the total.
    fn rows<'a>(&'a self, total: &'a str) -> impl Iterator<Item = (&'a str, &'a S)> {
        let folders = self.folders.iter().map(|(folder, score)| (folder.as_str(), score));
        folders.chain(self.total.iter().map(move |score| (total, score)))
    }
}

impl Board {
    fn add(&mut self, folder: &str, paragraphs: bool, gold: &[Indices], predicted: &[Indices]) {
        if paragraphs {
            self.paragraphs.add(folder, Paragraphs::of(gold, predicted), true);
        } else {
            self.exact.add(folder, Exact::of(gold, predicted), folder != EASY);
        }
    }

    /// Scores every gold file below a folder. A prediction that is missing counts as empty.
    fn add_folders(&mut self, gold: &Path, predicted: &Path) -> Result<()> {
        let mut files = Vec::new();
        gold_files(gold, Path::new(""), &mut files)?;
        if files.is_empty() {
            let error = Error::usage(format!("no *{EXACT} or *{PARAGRAPHS} file in it"));
            return Err(error.in_file(gold));
        }
        let mut missing = Vec::new();
        for Gold { folder, file, name, paragraphs } in &files {
            let prediction = predicted.join(folder).join(format!("{name}.tsv"));
            let beads = if prediction.exists() { read(&prediction)? } else { Vec::new() };
            if !prediction.exists() {
                missing.push(prediction);
            }
            let folder = match folder.to_string_lossy() {
                name if name.is_empty() => ".".into(),
                name => name,
            };
            self.add(&folder, *paragraphs, &read(&gold.join(file))?, &beads);
        }
        if missing.len() == files.len() {
            let error = Error::usage("no prediction for any of the gold files is in it");
            let cure = format!("the first should be {}", missing[0].display());
            return Err(error.in_file(predicted).cure(cure));
        }
        if let Some(first) = missing.first() {
            let (n, first) = (missing.len(), first.display());
            anstream::eprintln!("missing predictions, scored as empty: {n}; the first: {first}");
        }
        Ok(())
    }

    fn table(&self) -> String {
        let exact = self.exact.rows("ALL").map(|(name, s)| (name, s.files, s.figures()));
        let docs = self.paragraphs.rows("DOCS").map(|(name, s)| (name, s.files, s.figures()));
        table(exact) + &table(docs)
    }

    fn json(&self) -> String {
        let exact = self.exact.rows("ALL").map(|(name, s)| (name, s.files, s.figures()));
        let docs = self.paragraphs.rows("DOCS").map(|(name, s)| (name, s.files, s.figures()));
        let value = serde_json::json!({ "beads": object(exact), "paragraphs": object(docs) });
        format!("{value:#}\n")
    }
}

/// A folder's name, its number of documents, its figures by name.
type Row<'a, const N: usize> = (&'a str, usize, [(&'static str, f64); N]);

fn table<'a, const N: usize>(rows: impl Iterator<Item = Row<'a, N>>) -> String {
    let mut out = String::new();
    for (name, files, figures) in rows {
        if out.is_empty() {
            let columns: String = figures.iter().map(|(name, _)| format!("{name:>9}")).collect();
            out = format!("{:<14}{:>9}{columns}\n", "profile", "files");
        }
        let cells: String = figures.iter().map(|(_, figure)| format!("{figure:>9.4}")).collect();
        out += &format!("{name:<14}{files:>9}{cells}\n");
    }
    out
}

fn object<'a, const N: usize>(rows: impl Iterator<Item = Row<'a, N>>) -> serde_json::Value {
    let row = |(name, files, figures): Row<'a, N>| {
        let mut value = serde_json::json!({ "files": files });
        for (figure, share) in figures {
            value[figure] = share.into();
        }
        (name.to_string(), value)
    };
    rows.map(row).collect::<serde_json::Map<_, _>>().into()
}

/// A gold file below the folder of gold.
struct Gold {
    /// Its folder, and itself, seen from there.
    folder: PathBuf,
    file: PathBuf,
    /// Its name without ending.
    name: String,
    paragraphs: bool,
}

fn gold_files(root: &Path, folder: &Path, files: &mut Vec<Gold>) -> Result<()> {
    let here = root.join(folder);
    let listed = std::fs::read_dir(&here).and_then(|entries| {
        entries.map(|entry| entry.and_then(|e| Ok((e.file_name(), e.file_type()?)))).collect()
    });
    let mut entries: Vec<(std::ffi::OsString, std::fs::FileType)> =
        listed.map_err(|error| Error::io(&here, error))?;
    entries.sort_by(|a, b| a.0.cmp(&b.0));
    for (name, kind) in entries {
        let file = folder.join(&name);
        if kind.is_dir() {
            gold_files(root, &file, files)?;
            continue;
        }
        let name = name.to_string_lossy();
        for (ending, paragraphs) in [(EXACT, false), (PARAGRAPHS, true)] {
            if let Some(name) = name.strip_suffix(ending) {
                let (folder, name) = (folder.to_path_buf(), name.to_string());
                files.push(Gold { folder, file: file.clone(), name, paragraphs });
            }
        }
    }
    Ok(())
}
