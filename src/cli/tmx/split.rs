//! `jjak tmx split`: one memory into several.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::Outcome;
use crate::error::{Error, Result};
use crate::tmx::{Report, Rewriter};
use crate::unit::Unit;

use super::files::{Memory, Sink, say_report};

/// How many files may be written at once.
const MAX_FILES: usize = 500;

#[derive(Debug, Args)]
#[command(after_help = "Files are named after the input: memory.001.tmx, memory.ko-en.tmx, \
    memory.2025.tmx. Units stay byte for byte, \
    with the comments before them; the head of the file is repeated in each.\nExamples:\n  \
    jjak tmx split memory.tmx --units 50000 -o parts/\n  jjak tmx split memory.tmx --by lang -o parts/\n  \
    jjak tmx split memory.tmx --by prop:x-project -o parts/")]
pub(super) struct SplitArgs {
    /// TMX file
    file: PathBuf,
    /// How many units a file holds
    #[arg(long, value_name = "COUNT", required_unless_present = "by")]
    units: Option<std::num::NonZeroUsize>,
    /// A file for each: lang (combination of languages), year, month, or prop:TYPE
    #[arg(long, value_name = "WHAT", conflicts_with = "units", value_parser = by)]
    by: Option<By>,
    /// Folder for the files; it is made if need be
    #[arg(short, long, value_name = "FOLDER", default_value = ".")]
    output: PathBuf,
}

#[derive(Debug, Clone)]
enum By {
    Lang,
    Year,
    Month,
    Prop(String),
}

fn by(written: &str) -> Result<By, String> {
    match written {
        "lang" => Ok(By::Lang),
        "year" => Ok(By::Year),
        "month" => Ok(By::Month),
        _ => match written.strip_prefix("prop:") {
            Some(kind) if !kind.is_empty() => Ok(By::Prop(kind.to_string())),
            _ => Err("write lang, year, month or prop:TYPE".to_string()),
        },
    }
}

/// A file that is being written.
struct Part {
    writer: Rewriter<Sink>,
    units: usize,
}

pub(super) fn run(args: &SplitArgs) -> Result<Outcome> {
    let mut memory = Memory::open(&args.file)?;
    std::fs::create_dir_all(&args.output).map_err(|error| Error::io(&args.output, error))?;
    let mut parts: BTreeMap<String, Part> = BTreeMap::new();
    let mut last = String::new();
    while let Some(unit) = memory.next()? {
        let name = match (&args.by, args.units) {
            (Some(by), _) => part_name(by, &unit),
            (None, units) => {
                let size = units.map_or(usize::MAX, std::num::NonZeroUsize::get);
                format!("{:03}", (memory.reader.units_read() - 1) / size + 1)
            }
        };
        if !parts.contains_key(&name) {
            if parts.len() == MAX_FILES {
                let error = Error::usage(format!("this would make more than {MAX_FILES} files"));
                return Err(error.cure("split by something that has fewer values"));
            }
            let path = part_path(args, &name);
            let sink = Sink::create(Some(&path))?;
            let part = Part { writer: Rewriter::new(sink, &memory.reader, None)?, units: 0 };
            parts.insert(name.clone(), part);
        }
        if let Some(part) = parts.get_mut(&name) {
            part.units += 1;
            part.writer.keep(&memory.reader, &unit)?;
        }
        last = name;
    }
    let (mut report, files) = (Report::default(), parts.len());
    for (name, part) in parts {
        // What stands behind the last unit goes to the file that has it.
        let (own, sink) = part.writer.end(&memory.reader, last == name)?;
        report.join(own);
        sink.commit()?;
        anstream::eprintln!("{}: {} units", part_path(args, &name).display(), part.units);
    }
    say_report(&report);
    anstream::eprintln!("{} units read, into {files} files", memory.reader.units_read());
    Ok(Outcome::Fine)
}

fn part_name(by: &By, unit: &Unit) -> String {
    let date = |length: usize| match unit.last_touched() {
        Some(date) => date.to_string().chars().take(length).collect(),
        None => "undated".to_string(),
    };
    match by {
        By::Year => date(4),
        By::Month => date(7),
        By::Prop(kind) => match unit.prop(kind).map(safe) {
            Some(value) if !value.is_empty() => value,
            _ => "none".to_string(),
        },
        By::Lang => {
            let langs = unit.variants.iter().map(|variant| safe(variant.lang.as_str()));
            langs.collect::<Vec<_>>().join("_")
        }
    }
}

/// The value as part of a file name.
fn safe(value: &str) -> String {
    let good = |c: char| if c.is_alphanumeric() || matches!(c, '-' | '_') { c } else { '_' };
    value.chars().take(60).map(good).collect()
}

fn part_path(args: &SplitArgs, name: &str) -> PathBuf {
    let file = Path::new(args.file.file_name().unwrap_or_default());
    let mut stem = file.to_path_buf();
    while matches!(stem.extension().and_then(|e| e.to_str()), Some("tmx" | "TMX" | "gz" | "zip")) {
        stem.set_extension("");
    }
    args.output.join(format!("{}.{name}.tmx", stem.display()))
}
