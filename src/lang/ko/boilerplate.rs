//! What news pages put around and into articles, as data.
//!
//! The patterns (`data/boilerplate.tsv`, `data/roles.tsv`) are of Korean pages and of the English
//! ones that their translations come from. They are written to leave body text alone: a sentence
//! that merely mentions a reporter or a subscription is too long or ends otherwise.

use std::sync::OnceLock;

use regex_lite::Regex;

use crate::text::Span;

/// Which part of a line a rule takes away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Line,
    Start,
    End,
}

/// A piece of boilerplate in a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// Id of the rule.
    pub rule: &'static str,
    /// Its bytes in the line.
    pub span: Span,
}

/// What a line is, when its form tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The reporter's name, paper, address.
    Byline,
    /// The text under a picture.
    Caption,
}

struct Rule {
    id: &'static str,
    place: Place,
    pattern: Regex,
}

/// Finds the boilerplate at the edges of a line: the pieces in their order. A line that is
/// boilerplate as a whole gives one piece. Blanks at the edges do not count.
///
/// ```
/// use jjak::lang::ko::boilerplate::find;
/// let line = "이미지 확대보기국내 업체가 칩을 냈다.";
/// let found = find(line);
/// assert_eq!((found[0].rule, found[0].span.of(line)), ("image-marker", "이미지 확대보기"));
/// ```
pub fn find(line: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let (mut start, mut end) = trimmed(line, 0, line.len());
    loop {
        let rest = &line[start..end];
        let hit = rules().iter().find_map(|rule| Some((rule, rule.pattern.find(rest)?)));
        let Some((rule, hit)) = hit.filter(|_| !rest.is_empty()) else { break };
        let span = Span::new(start + hit.start(), start + hit.end());
        found.push(Found { rule: rule.id, span });
        (start, end) = match rule.place {
            Place::Line => break,
            Place::Start => trimmed(line, span.end, end),
            Place::End => trimmed(line, start, span.start),
        };
    }
    found.sort_by_key(|found| found.span);
    found
}

/// What the line is by its form alone, if that tells.
pub fn role(line: &str) -> Option<Role> {
    let line = line.trim();
    roles().iter().find(|(_, pattern)| pattern.is_match(line)).map(|(role, _)| *role)
}

fn trimmed(line: &str, start: usize, end: usize) -> (usize, usize) {
    let rest = &line[start..end];
    let start = start + rest.len() - rest.trim_start().len();
    (start, start + rest.trim().len())
}

fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    let lines = table.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    lines.map(|line| line.split('\t').collect())
}

fn rules() -> &'static [Rule] {
    static RULES: OnceLock<Vec<Rule>> = OnceLock::new();
    RULES.get_or_init(|| {
        let rule = |row: Vec<&'static str>| {
            let (place, pattern) = match row[1] {
                "start" => (Place::Start, format!("^(?:{})", row[2])),
                "end" => (Place::End, format!("(?:{})$", row[2])),
                _ => (Place::Line, format!("^(?:{})$", row[2])),
            };
            let pattern = Regex::new(&pattern).expect("the table's patterns are tested");
            Rule { id: row[0], place, pattern }
        };
        rows(include_str!("data/boilerplate.tsv")).map(rule).collect()
    })
}

fn roles() -> &'static [(Role, Regex)] {
    static ROLES: OnceLock<Vec<(Role, Regex)>> = OnceLock::new();
    ROLES.get_or_init(|| {
        let role = |row: Vec<&'static str>| {
            let role = if row[0] == "byline" { Role::Byline } else { Role::Caption };
            let pattern = format!("^(?:{})$", row[1]);
            (role, Regex::new(&pattern).expect("the table's patterns are tested"))
        };
        rows(include_str!("data/roles.tsv")).map(role).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_matches_its_example() {
        for row in rows(include_str!("data/boilerplate.tsv")) {
            assert_eq!(row.len(), 4, "{row:?}");
            let found = find(row[3]);
            assert!(found.iter().any(|f| f.rule == row[0]), "{row:?} {found:?}");
        }
        for row in rows(include_str!("data/roles.tsv")) {
            assert_eq!(row.len(), 3, "{row:?}");
            let expected = if row[0] == "byline" { Role::Byline } else { Role::Caption };
            assert_eq!(role(row[2]), Some(expected), "{row:?}");
        }
    }

    #[test]
    fn body_text_that_mentions_such_things_stays() {
        for line in [
            "한빛경제 기자 두 명이 공장 안을 둘러봤다.",
            "구독하기 단추를 누른 이용자가 한 해 동안 두 배로 늘었다고 회사는 설명했다.",
            "입력 장치와 출력 장치를 한 칩에 담았다.",
            "사진을 공유하는 기능이 빠졌다.",
            "광고 매출은 3조원을 넘었다.",
            "By 2030 the company will spend 8 trillion won.",
            "Share prices rose 3 percent in Seoul.",
            "The image link was broken, Kim said.",
            "Read more books, she told the class.",
        ] {
            assert!(find(line).is_empty(), "{line} {:?}", find(line));
            assert_eq!(role(line), None, "{line}");
        }
    }

    #[test]
    fn several_pieces_fall_off_one_line() {
        let line = "[단독] (상주=한빛뉴스) 홍서연 기자 = 새 공장이 들어선다. /사진=온새미";
        let rules: Vec<&str> = find(line).iter().map(|f| f.rule).collect();
        assert_eq!(rules, ["label", "dateline", "photo-credit-end"]);
    }
}
