//! Brackets in a text and the glosses inside them.

/// A round bracket that may hold a gloss.
pub(super) struct Bracket<'a> {
    /// The text before it, trimmed at its end.
    pub before: &'a str,
    /// What it holds.
    pub inner: &'a str,
    /// The text after it.
    pub after: &'a str,
}

/// The outermost round brackets of a text; one that is not closed is passed over.
pub(super) fn find(text: &str) -> Vec<Bracket<'_>> {
    let mut found = Vec::new();
    let mut depth = 0usize;
    let mut open = 0;
    for (at, c) in text.char_indices() {
        match c {
            '(' | '（' => {
                if depth == 0 {
                    open = at;
                }
                depth += 1;
            }
            ')' | '）' if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    let start = open + text[open..].chars().next().map_or(1, char::len_utf8);
                    found.push(Bracket {
                        before: text[..open].trim_end(),
                        inner: text[start..at].trim(),
                        after: &text[at + c.len_utf8()..],
                    });
                }
            }
            _ => {}
        }
    }
    found
}

fn is_latin(c: char) -> bool {
    c.is_alphabetic() && (c as u32) < 0x250
}

/// The glosses that a bracket holds: its parts in Latin letters. A comma divides glosses only
/// before an acronym (*Food and Drug Administration, FDA*) and around other scripts.
pub(super) fn parts(inner: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut joined = false;
    for (piece, ends) in pieces(inner) {
        let piece = piece.trim().trim_matches(['\'', '"', '‘', '’', '“', '”']);
        let plain =
            piece.chars().any(is_latin) && piece.chars().all(|c| is_latin(c) || !c.is_alphabetic());
        let comma = std::mem::replace(&mut joined, plain && ends == ',');
        match parts.last_mut() {
            Some(last) if plain && comma && !is_acronym(piece) && !abbreviates(last, piece) => {
                last.push_str(", ");
                last.push_str(piece);
            }
            _ if plain => parts.push(piece.to_string()),
            _ => {}
        }
    }
    parts.retain(|part| is_gloss(part));
    parts
}

/// Whether an acronym is made of the capitals of a text: DIFC of *Dubai International Financial
/// Centre*.
fn abbreviates(acronym: &str, text: &str) -> bool {
    let capitals: String = text.chars().filter(|c| c.is_uppercase()).collect();
    is_acronym(acronym) && acronym.chars().filter(|c| c.is_alphabetic()).eq(capitals.chars())
}

/// What stands between commas, middle dots, slashes and semicolons, each with what ends it.
fn pieces(inner: &str) -> Vec<(&str, char)> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let marks = inner
        .char_indices()
        .filter(|&(_, c)| matches!(c, ',' | '，' | '·' | 'ㆍ' | '/' | ';' | ':'));
    for (at, c) in marks.chain([(inner.len(), '\n')]) {
        pieces.push((&inner[start..at], c));
        start = (at + c.len_utf8()).min(inner.len());
    }
    pieces
}

/// Whether a text reads like an acronym: no blanks, mostly capitals.
pub(super) fn is_acronym(text: &str) -> bool {
    let letters = text.chars().filter(|&c| is_latin(c)).count();
    let capitals = text.chars().filter(|c| c.is_uppercase()).count();
    letters <= 10 && capitals >= 2 && capitals * 2 >= letters && !text.contains(char::is_whitespace)
}

/// Whether a part in Latin letters may be a gloss: no address, no measure, no single letter.
fn is_gloss(part: &str) -> bool {
    let address = part.contains(['@', '\\', '=', '#', '<', '>'])
        || part.contains("www.")
        || part.contains("://")
        || !part.contains(' ')
            && part.trim_end_matches('.').rsplit_once('.').is_some_and(|(name, end)| {
                name.len() > 2
                    && (2..=4).contains(&end.len())
                    && end.bytes().all(|b| b.is_ascii_lowercase())
            });
    let letters = part.chars().filter(|&c| is_latin(c)).count();
    let measure = part.starts_with(|c: char| {
        c.is_ascii_digit() || matches!(c, '$' | '€' | '£' | '+' | '-' | '~' | '%')
    }) && !part.contains(|c: char| c.is_ascii_uppercase());
    letters >= 2 && !address && !measure
}
