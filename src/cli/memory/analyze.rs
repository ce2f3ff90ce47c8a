//! `jjak tm analyze`: the table that translators quote by.

use serde_json::json;

use crate::cli::input::read_article;
use crate::error::Result;
use crate::memory::analysis::{Analysis, Count};

use super::args::{AnalyzeArgs, TableFormat};
use crate::cli::{Outcome, output};

pub(super) fn run(args: &AnalyzeArgs) -> Result<Outcome> {
    let mut memories = super::open(&args.memories)?;
    let (source, target) = (&args.languages.source_lang, &args.languages.target_lang);
    let mut analysis = Analysis::default();
    for file in &args.files {
        let document = read_article(file, args.reading.encoding.as_deref(), false)?;
        let texts: Vec<String> = document.segments.into_iter().map(|s| s.text).collect();
        analysis.add(&mut memories, source, target, &texts)?;
    }
    let out = match args.format {
        TableFormat::Text => table(&analysis, |[name, segments, words, characters, share]| {
            format!("{name:<12}{segments:>9}{words:>9}{characters:>12}{share:>8}\n")
        }),
        TableFormat::Csv => table(&analysis, |cells| format!("{}\n", cells.join(","))),
        TableFormat::Json => {
            let bands: Vec<_> =
                analysis.bands().map(|(band, count)| row(band.name(), count)).collect();
            super::line(&json!({ "bands": bands, "total": row("total", analysis.total()) }))
        }
    };
    output::print(out.as_bytes())?;
    Ok(Outcome::Fine)
}

fn row(name: &str, count: Count) -> serde_json::Value {
    let Count { segments, words, characters } = count;
    json!({ "band": name, "segments": segments, "words": words, "characters": characters })
}

/// A line per band, and one for all; the share is that of the words, in percent.
fn table(analysis: &Analysis, line: impl Fn([String; 5]) -> String) -> String {
    let total = analysis.total();
    let head = ["match", "segments", "words", "characters", "share"].map(str::to_string);
    let bands = analysis.bands().map(|(band, count)| (band.name(), count));
    let rows = bands.chain([("total", total)]).map(|(name, count)| {
        let share = 100.0 * count.words as f64 / total.words.max(1) as f64;
        let counts = [count.segments, count.words, count.characters].map(|n| n.to_string());
        let [segments, words, characters] = counts;
        line([name.to_string(), segments, words, characters, format!("{share:.1}")])
    });
    std::iter::once(line(head)).chain(rows).collect()
}
