//! UTX 1.20, the simple dictionary format of the Asia-Pacific Association for Machine Translation:
//! tab-separated, two header lines that begin with `#`.

use super::Lost;
use crate::error::{Error, Result};
use crate::glossary::column::Column;
use crate::glossary::parse::entry;
use crate::glossary::{Entry, Glossary, Status};

/// Words for the term status: preferred, allowed, forbidden.
const STATUS: [(&str, Status); 5] = [
    ("approved", Status::Preferred),
    ("provisional", Status::Allowed),
    ("non-standard", Status::Allowed),
    ("forbidden", Status::Forbidden),
    ("rejected", Status::Forbidden),
];

pub(super) fn read(text: &str) -> Result<Vec<Entry>> {
    let mut columns: Vec<String> = Vec::new();
    let mut entries = Vec::new();
    for (index, line) in text.trim_start_matches('\u{FEFF}').lines().enumerate() {
        if let Some(head) = line.strip_prefix('#') {
            if head.starts_with("src\t") {
                columns = head.split('\t').map(str::to_string).collect();
            }
            continue;
        }
        if line.trim().is_empty() {
            continue;
        }
        if columns.is_empty() {
            return Err(Error::malformed("no UTX header stands before this line")
                .at_line(index + 1)
                .cure("begin the file with #UTX and a line #src<TAB>tgt<TAB>src:pos"));
        }
        let cells: Vec<&str> = line.split('\t').collect();
        let of = |name: &str| {
            let place = columns.iter().position(|column| column == name);
            place.and_then(|at| cells.get(at)).copied().unwrap_or_default().trim()
        };
        let status = STATUS.iter().find(|(word, _)| *word == of("term status"));
        let known = [Column::Source, Column::Target, Column::PartOfSpeech, Column::Note];
        let row = [of("src"), of("tgt"), of("src:pos"), of("comment")];
        let mut read = entry(&known, &row, true, index + 1).map_err(|e| e.at_line(index + 1))?;
        read.status = status.map_or(Status::Preferred, |&(_, status)| status);
        entries.push(read);
    }
    Ok(entries)
}

pub(super) fn write(glossary: &Glossary, lost: &mut Lost) -> String {
    let mut out = String::from("#UTX 1.20; ko/en\n#src\ttgt\tsrc:pos\tterm status\tcomment\n");
    for entry in &glossary.entries {
        lost.count_own(entry);
        lost.count("domain", !entry.domain.is_empty());
        lost.count("definition", !entry.definition.is_empty());
        let status = match entry.status {
            Status::Preferred | Status::DoNotTranslate => "approved",
            Status::Allowed => "non-standard",
            Status::Forbidden => "forbidden",
        };
        let pos = if entry.part_of_speech.is_empty() { "noun" } else { &entry.part_of_speech };
        for source in &entry.sources {
            for target in &entry.targets {
                let row = [source, target, pos, status, &entry.note].map(|c| c.replace('\t', " "));
                out.push_str(&row.join("\t"));
                out.push('\n');
            }
        }
    }
    out
}
