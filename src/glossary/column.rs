//! The columns of a glossary table and the names by which a header line gives them.

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Column {
    Source,
    Target,
    Status,
    Match,
    Case,
    PartOfSpeech,
    Domain,
    Definition,
    Note,
    Example,
    Counterexample,
    /// Something else, such as the evidence of a proposal.
    Other,
}

/// The columns of a table without a header.
pub(super) const DEFAULT: [Column; 4] =
    [Column::Source, Column::Target, Column::Status, Column::Note];

/// The names of each column, in lower case; the first is the one written.
pub(super) const NAMES: [(Column, &[&str]); 11] = [
    (Column::Source, &["source", "ko", "korean", "term", "source term", "한국어", "원문", "용어"]),
    (
        Column::Target,
        &["target", "en", "english", "target term", "translation", "영어", "번역", "역어"],
    ),
    (Column::Status, &["status", "term status", "usage status", "상태"]),
    (Column::Match, &["match"]),
    (Column::Case, &["case"]),
    (Column::PartOfSpeech, &["pos", "part of speech", "kind", "품사"]),
    (Column::Domain, &["domain", "subject", "subject field", "분야"]),
    (Column::Definition, &["definition", "description", "정의"]),
    (Column::Note, &["note", "notes", "comment", "비고"]),
    (Column::Example, &["+example", "example"]),
    (Column::Counterexample, &["-example", "counterexample"]),
];

impl Column {
    fn of(name: &str) -> Column {
        let name = name.trim().to_lowercase();
        let name = match name.split_once(['-', '_']) {
            Some((lang @ ("ko" | "en"), region)) if region.len() == 2 => lang.to_string(),
            _ => name,
        };
        let known = NAMES.iter().find(|(_, names)| names.contains(&name.as_str()));
        known.map_or(Column::Other, |&(column, _)| column)
    }

    /// The name that is written for the column.
    pub(super) fn name(self) -> &'static str {
        NAMES.iter().find(|(column, _)| *column == self).map_or("", |(_, names)| names[0])
    }
}

/// The columns that a line names, if it is a header: there is a source column among its cells, and
/// a target column too, or the first two, or its only one, are names of columns.
pub(super) fn header(cells: &[&str]) -> Option<Vec<Column>> {
    let columns: Vec<Column> = cells.iter().map(|cell| Column::of(cell)).collect();
    let named = columns.contains(&Column::Target)
        || columns.iter().take(2).all(|column| *column != Column::Other);
    (named && columns.contains(&Column::Source)).then_some(columns)
}
