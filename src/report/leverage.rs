//! Leverage tables: how much of each file is translated already, for people and for programs.
//!
//! Shares are of the words, in percent.

use minijinja::{Environment, UndefinedBehavior, context};
use serde::Serialize;
use serde_json::{Value, json};

use crate::lang::tag::LangTag;
use crate::memory::analysis::{Band, Count, Counts};

/// What was counted, file by file.
#[derive(Debug, Clone, Default)]
pub struct Leverage {
    memories: Vec<String>,
    files: Vec<(String, Counts)>,
    total: Counts,
}

impl Leverage {
    /// Nothing yet, against these memories.
    pub fn new(memories: Vec<String>) -> Leverage {
        Leverage { memories, ..Leverage::default() }
    }

    /// Adds a file.
    pub fn add(&mut self, file: String, counts: Counts) {
        self.total += counts;
        self.files.push((file, counts));
    }

    /// The tables to show: one a file and, of several files, one of all.
    fn tables(&self) -> Vec<(&str, &Counts)> {
        let files = self.files.iter().map(|(file, counts)| (file.as_str(), counts));
        let all = (self.files.len() != 1).then_some(("all files", &self.total));
        files.chain(all).collect()
    }
}

/// A row of a table.
#[derive(Debug, Clone, Serialize)]
struct Row {
    #[serde(rename = "band")]
    name: &'static str,
    #[serde(flatten)]
    count: Count,
    #[serde(serialize_with = "one_decimal")]
    share: f64,
}

fn one_decimal<S: serde::Serializer>(share: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64((share * 10.0).round() / 10.0)
}

/// The bands and the total. Bands of internal matches are left out where they are empty.
fn rows(counts: &Counts) -> Vec<Row> {
    let total = counts.total();
    let row = |name, count: Count| {
        let share = 100.0 * count.words as f64 / total.words.max(1) as f64;
        Row { name, count, share }
    };
    let is_internal = |band: Band| band.name().starts_with("internal");
    let shown = counts.bands().filter(|&(band, count)| count.segments > 0 || !is_internal(band));
    shown.map(|(band, count)| row(band.name(), count)).chain([row("total", total)]).collect()
}

/// Columns for people.
pub fn text(leverage: &Leverage) -> String {
    let mut out = String::new();
    for (at, (file, counts)) in leverage.tables().into_iter().enumerate() {
        let gap = if at > 0 { "\n" } else { "" };
        out += &format!("{gap}{file}\n");
        let line = |cells: [&str; 5]| {
            let [name, segments, words, characters, share] = cells;
            format!("{name:<16}{segments:>9}{words:>9}{characters:>12}{share:>8}\n")
        };
        out += &line(["match", "segments", "words", "characters", "share"]);
        for Row { name, count, share } in rows(counts) {
            let [segments, words, characters] =
                [count.segments, count.words, count.characters].map(|n| n.to_string());
            out += &line([name, &segments, &words, &characters, &format!("{share:.1}")]);
        }
    }
    out
}

/// A row for each band of each file, and of all files together (RFC 4180).
pub fn csv(leverage: &Leverage) -> String {
    let quoted = |cell: &str| match cell.contains([',', '"', '\n', '\r']) {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell.to_string(),
    };
    let mut out = "file,match,segments,words,characters,share\n".to_string();
    for (file, counts) in leverage.tables() {
        for Row { name, count, share } in rows(counts) {
            let Count { segments, words, characters } = count;
            let file = quoted(file);
            out += &format!("{file},{name},{segments},{words},{characters},{share:.1}\n");
        }
    }
    out
}

/// One object: `bands` and `total` of all files, and the same of each of `files`.
pub fn json(leverage: &Leverage) -> String {
    let table = |counts: &Counts| -> (Vec<Row>, Option<Row>) {
        let mut rows = rows(counts);
        let total = rows.pop();
        (rows, total)
    };
    let files: Vec<Value> = leverage
        .files
        .iter()
        .map(|(file, counts)| {
            let (bands, total) = table(counts);
            json!({ "file": file, "bands": bands, "total": total })
        })
        .collect();
    let (bands, total) = table(&leverage.total);
    let memories = &leverage.memories;
    let object = json!({ "memories": memories, "files": files, "bands": bands, "total": total });
    format!("{object}\n")
}

/// A web page that needs nothing beside it.
pub fn html(leverage: &Leverage, source: &LangTag, target: &LangTag) -> String {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    let tables: Vec<Value> = leverage
        .tables()
        .into_iter()
        .map(|(file, counts)| json!({ "file": file, "rows": rows(counts) }))
        .collect();
    let values = context! {
        memories => leverage.memories.clone(),
        source => source.as_str(),
        target => target.as_str(),
        tables => minijinja::value::Serde(tables),
    };
    let page =
        environment.render_named_str("page.html", include_str!("leverage/page.html"), values);
    // The template and its values are both of this file: a test fills every part of it.
    page.unwrap_or_else(|error| format!("<!-- {error} -->\n"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memory::analysis::Analysis;
    use crate::memory::several::Memories;
    use crate::unit::Content;

    fn leverage(files: &[&str]) -> Leverage {
        let mut leverage = Leverage::new(vec!["기사 & 보도.jjak".to_string()]);
        let mut analysis = Analysis::new(&LangTag::ko_kr(), &LangTag::en_us(), true).unwrap();
        for file in files {
            let texts = ["새 공장이 문을 연다.", "새 공장이 문을 연다.", "값이 크게 올랐다."];
            let contents = texts.map(Content::from_text);
            let counts = analysis.add(&mut Memories::default(), &contents).unwrap();
            leverage.add(file.to_string(), counts);
        }
        leverage
    }

    #[test]
    fn each_file_and_all_have_a_table() {
        let leverage = leverage(&["a<1>.txt", "b,2.txt"]);
        let shown = text(&leverage);
        assert!(shown.starts_with("a<1>.txt\nmatch"), "{shown}");
        let last = shown.lines().last().unwrap();
        assert_eq!(
            last.split_whitespace().collect::<Vec<_>>(),
            ["total", "6", "22", "52", "100.0"]
        );
        let table = csv(&leverage);
        assert!(table.contains("\"b,2.txt\",repetition,3,11,26,100.0\n"), "{table}");
        assert!(table.contains("all files,no match,2,7,"), "{table}");
        let read: Value = serde_json::from_str(&json(&leverage)).unwrap();
        assert_eq!(read["files"][1]["bands"][1]["segments"], 3);
        assert_eq!(read["total"]["words"], 22);
    }

    #[test]
    fn the_page_stands_alone_and_escapes() {
        let page = html(&leverage(&["a<1>.txt"]), &LangTag::ko_kr(), &LangTag::en_us());
        assert!(page.contains("<h2>a&lt;1&gt;.txt</h2>"), "{page}");
        assert!(page.contains("기사 &amp; 보도.jjak") && page.trim_end().ends_with("</html>"));
        for outside in ["http:", "https:", "src=", "<link", "<script"] {
            assert!(!page.contains(outside), "{outside}");
        }
        assert!(!page.contains("all files"), "one file is all files");
    }
}
