//! Which quotation mark or bracket closes which: what stands between them ends no sentence.

/// How far, in characters, a quote or bracket may be from its partner to hold a sentence together.
/// One that never closes must not swallow the paragraph.
pub(super) const REACH: usize = 600;

/// How many open quotes and brackets are kept in mind.
const NESTING: usize = 8;

/// The class of a mark that pairs up, and whether it can open and close.
fn pairing(c: char) -> Option<(char, bool, bool)> {
    Some(match c {
        '"' => ('"', true, true),
        '“' => ('"', true, false),
        '”' => ('"', false, true),
        '\'' => ('\'', true, true),
        '‘' => ('\'', true, false),
        '’' => ('\'', true, true),
        '(' | '（' => ('(', true, false),
        ')' | '）' => ('(', false, true),
        '[' => ('[', true, false),
        ']' => ('[', false, true),
        '「' | '『' => ('「', true, false),
        '」' | '』' => ('「', false, true),
        '〈' | '《' => ('〈', true, false),
        '〉' | '》' => ('〈', false, true),
        _ => return None,
    })
}

/// The quotes and brackets that have a partner within [`REACH`], as indices of both.
pub(super) fn pairs(chars: &[(usize, char)]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut open: Vec<(char, usize)> = Vec::new();
    for (index, &(_, c)) in chars.iter().enumerate() {
        let Some((class, can_open, can_close)) = pairing(c) else { continue };
        let before = index.checked_sub(1).map(|i| chars[i].1);
        let after = chars.get(index + 1).map(|&(_, c)| c);
        let partner = open.iter().rposition(|&(kind, at)| kind == class && index - at <= REACH);
        if class == '\'' && is_apostrophe(before, after) {
            continue;
        }
        let after_gap = before.is_none_or(|c| c.is_whitespace() || "([“‘\"'".contains(c));
        let before_text = after.is_some_and(|c| !c.is_whitespace());
        let opens = match (can_open, can_close) {
            // A straight quote after a blank opens, even when the one before never closed.
            (true, true) if partner.is_some() => after_gap && before_text && class == '"',
            (true, true) => before_text && !before.is_some_and(char::is_alphanumeric),
            (opens, _) => opens,
        };
        if opens {
            if can_close && let Some(unclosed) = partner {
                open.truncate(unclosed);
            }
            if open.len() == NESTING {
                open.remove(0);
            }
            open.push((class, index));
        } else if can_close && let Some(partner) = partner {
            found.push((open[partner].1, index));
            open.truncate(partner);
        }
    }
    found
}

/// An apostrophe inside a Latin word (don't, Korea's) or before a year ('26년).
fn is_apostrophe(before: Option<char>, after: Option<char>) -> bool {
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    latin(before) && latin(after)
}
