//! Which quotation marks and brackets of a paragraph belong together.
//!
//! An unclosed mark must not swallow the rest of a paragraph: a mark that finds no partner within
//! reach counts as an ordinary character. Runs in linear time.

/// Characters between a mark and its partner, at most.
const REACH: usize = 1500;
/// Marks whose two forms differ.
const PAIRS: [(char, char); 13] = [
    ('“', '”'),
    ('‘', '’'),
    ('(', ')'),
    ('[', ']'),
    ('{', '}'),
    ('「', '」'),
    ('『', '』'),
    ('〈', '〉'),
    ('《', '》'),
    ('【', '】'),
    ('（', '）'),
    ('［', '］'),
    ('«', '»'),
];

/// For each character the index of its partner, `None` for those that are no mark or unpaired.
pub fn partners(chars: &[char]) -> Vec<Option<usize>> {
    let mut partners = vec![None; chars.len()];
    let mut open: Vec<usize> = Vec::new();
    for (at, &c) in chars.iter().enumerate() {
        let closes = match c {
            '"' | '\'' => match straight(chars, at) {
                Some(Straight::Close) => Some(c),
                Some(Straight::Open) => {
                    open.push(at);
                    None
                }
                Some(Straight::Either) if open.iter().any(|&o| chars[o] == c) => Some(c),
                Some(Straight::Either) => {
                    open.push(at);
                    None
                }
                None => None,
            },
            '’' if apostrophe(chars, at) => None,
            _ if PAIRS.iter().any(|p| p.0 == c) => {
                open.push(at);
                None
            }
            _ => PAIRS.iter().find(|p| p.1 == c).map(|p| p.0),
        };
        let Some(opener) = closes else { continue };
        let found = open.iter().rposition(|&o| chars[o] == opener);
        if let Some(place) = found.filter(|&place| at - open[place] <= REACH) {
            partners[open[place]] = Some(at);
            partners[at] = Some(open[place]);
            // Marks opened inside and not closed there are no pairs.
            open.truncate(place);
        }
    }
    partners
}

enum Straight {
    Open,
    Close,
    Either,
}

/// What a straight mark can be, by its neighbours; `None` for an apostrophe or an inch sign.
fn straight(chars: &[char], at: usize) -> Option<Straight> {
    if chars[at] == '\'' && apostrophe(chars, at) {
        return None;
    }
    let before = at.checked_sub(1).map(|before| chars[before]);
    let after = chars.get(at + 1).copied();
    let open = before.is_none_or(|c| c.is_whitespace() || "([{“‘\"'…—–-·,/=:".contains(c));
    let shut = after.is_none_or(|c| c.is_whitespace() || ")]}”’\"'.,?!;:…—–-·/".contains(c));
    Some(match (open, shut) {
        (true, false) => Straight::Open,
        (false, true) => Straight::Close,
        _ => Straight::Either,
    })
}

/// Whether a single mark stands inside an English word (don't, Korea’s) or before a year ('26).
fn apostrophe(chars: &[char], at: usize) -> bool {
    let before = at.checked_sub(1).map(|before| chars[before]);
    let after = chars.get(at + 1);
    let inside = before.is_some_and(|c| c.is_ascii_alphanumeric())
        && after.is_some_and(|c| c.is_ascii_alphabetic());
    let year = before.is_none_or(|c| !c.is_alphanumeric())
        && after.is_some_and(|c| c.is_ascii_digit())
        && chars.get(at + 2).is_some_and(|c| c.is_ascii_digit())
        && chars.get(at + 3).is_none_or(|c| !c.is_ascii_digit() && *c != '\'');
    inside || year
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The parts of the text between paired marks, the marks with them.
    fn pairs(text: &str) -> Vec<String> {
        let chars: Vec<char> = text.chars().collect();
        let partners = partners(&chars);
        let closed =
            |(at, partner): (usize, Option<usize>)| partner.filter(|&p| p > at).map(|p| (at, p));
        let ranges = partners.iter().copied().enumerate().filter_map(closed);
        ranges.map(|(from, to)| chars[from..=to].iter().collect()).collect()
    }

    #[test]
    fn pairs_nested_and_straight_marks() {
        assert_eq!(
            pairs("그는 \"칩 '하늘'이 먼저다. (곧 나온다)\"라고 했다"),
            ["\"칩 '하늘'이 먼저다. (곧 나온다)\"", "'하늘'", "(곧 나온다)"]
        );
        assert_eq!(pairs("전망 속…'누가 만드나' 우려"), ["'누가 만드나'"]);
    }

    #[test]
    fn apostrophes_and_unclosed_marks_are_no_pairs() {
        assert!(pairs("Korea's chips don't wait, and '26 is near").is_empty());
        assert!(pairs("그는 “칩이 먼저다. 그리고 나갔다").is_empty());
        assert_eq!(pairs("“하나 “둘” 셋"), ["“둘”"]);
    }
}
