//! What news pages put around an article: buttons, labels, credits, copyright; and how they mark
//! by-lines and captions.
//!
//! The patterns are a table (`data/boilerplate.tsv`), Korean and English together since pages mix
//! the two. Rules are narrow on purpose: a line wrongly kept costs the aligner one empty bead, a
//! sentence wrongly dropped is lost. [`read`] takes one line apart.

use std::sync::LazyLock;

use regex_lite::Regex;

use crate::text::table;
use crate::text::{Span, normal};

/// What a rule says of the text it matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// It is no part of the article.
    Drop,
    /// It names the reporter.
    Byline,
    /// It is the text of a picture.
    Caption,
    /// It is no part of the article, and the rest of the line is the text of a picture.
    Mark,
}

/// Where in a line a rule matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scope {
    Line,
    Start,
    End,
    Anywhere,
}

/// One row of the table.
#[derive(Debug)]
pub struct Rule {
    /// Its name in reports: "image-button".
    pub id: &'static str,
    /// What it says of what it matches.
    pub role: Role,
    scope: Scope,
    keys: Vec<&'static str>,
    /// Compiled when first needed: most rules never are.
    regex: LazyLock<Regex, Box<dyn FnOnce() -> Regex + Send>>,
    unless: Option<LazyLock<Regex, Box<dyn FnOnce() -> Regex + Send>>>,
    /// A line to which it applies, « » around what it matches.
    pub example: &'static str,
}

/// A piece of a line.
#[derive(Debug, Clone, Copy)]
pub struct Piece {
    /// Its bytes in the line.
    pub span: Span,
    /// The rule that matched it; `None` for text of the article.
    pub rule: Option<&'static Rule>,
}

/// A line taken apart.
#[derive(Debug, Clone, Default)]
pub struct Line {
    /// Its pieces in order; blanks between them are left out. Empty for a blank line.
    pub pieces: Vec<Piece>,
    /// Whether a mark says that the text is that of a picture.
    pub caption: bool,
}

static RULES: LazyLock<Vec<Rule>> =
    LazyLock::new(|| table::lines(include_str!("data/boilerplate.tsv")).map(rule).collect());

/// Parses a row of the table.
///
/// # Panics
/// When the embedded table is at fault, which a test rules out.
fn rule(row: &'static str) -> Rule {
    let columns: Vec<&str> = row.split('\t').collect();
    let [id, role, scope, keys, pattern, unless, example] = columns[..] else {
        panic!("boilerplate table: seven columns wanted: {row}")
    };
    let role = match role {
        "drop" => Role::Drop,
        "byline" => Role::Byline,
        "caption" => Role::Caption,
        "mark" => Role::Mark,
        other => panic!("boilerplate table: role {other}"),
    };
    let (scope, anchored) = match scope {
        "line" => (Scope::Line, format!("^(?:{pattern})$")),
        "start" => (Scope::Start, format!("^(?:{pattern})")),
        "end" => (Scope::End, format!("(?:{pattern})$")),
        "anywhere" => (Scope::Anywhere, pattern.to_owned()),
        other => panic!("boilerplate table: scope {other}"),
    };
    let keys = if keys == "-" { Vec::new() } else { keys.split('|').collect() };
    Rule {
        id,
        role,
        scope,
        keys,
        regex: compiled(anchored),
        unless: (unless != "-").then(|| compiled(unless.to_owned())),
        example,
    }
}

fn compiled(pattern: String) -> LazyLock<Regex, Box<dyn FnOnce() -> Regex + Send>> {
    LazyLock::new(Box::new(move || {
        Regex::new(&pattern).unwrap_or_else(|e| panic!("boilerplate table: {pattern}: {e}"))
    }))
}

/// Longest line, in bytes, that a rule for whole lines looks at.
const LONGEST_LINE: usize = 600;
/// How many bytes at an end of a line the rules for ends look at.
const END_WINDOW: usize = 300;
/// How many times a line is cut: labels and credits come in twos and threes.
const CUTS: usize = 6;

impl Rule {
    /// The bytes of `text` that the rule matches.
    fn find(&self, text: &str) -> Option<Span> {
        let start = match self.scope {
            Scope::End => text.floor_char_boundary(text.len().saturating_sub(END_WINDOW)),
            _ => 0,
        };
        let end = match self.scope {
            Scope::Start => text.floor_char_boundary(END_WINDOW.min(text.len())),
            Scope::Line if text.len() > LONGEST_LINE => return None,
            _ => text.len(),
        };
        let window = &text[start..end];
        if !self.keys.is_empty() && !self.keys.iter().any(|key| window.contains(key)) {
            return None;
        }
        let found = self.regex.find(window).filter(|found| !found.is_empty())?;
        let span = Span::new(start + found.start(), start + found.end());
        let rest = match self.scope {
            Scope::Line => text,
            Scope::Start => &text[span.end..],
            Scope::End | Scope::Anywhere => &text[..span.start],
        };
        let forbidden = self.unless.as_ref().is_some_and(|unless| unless.is_match(rest));
        (!forbidden).then_some(span)
    }
}

/// The first rule of a scope that matches `text`.
fn find(scope: Scope, text: &str) -> Option<(Span, &'static Rule)> {
    let rules = RULES.iter().filter(|rule| rule.scope == scope);
    rules.filter_map(|rule| Some((rule.find(text)?, rule))).next()
}

/// Takes a line (without its line end) apart.
pub fn read(line: &str) -> Line {
    let mut pieces = Vec::new();
    let mut caption = false;
    let mut rest = normal::trim(line, Span::new(0, line.len()));
    for _ in 0..CUTS {
        let text = rest.of(line);
        let found = find(Scope::Line, text)
            .or_else(|| find(Scope::Start, text))
            .or_else(|| find(Scope::End, text));
        let Some((span, rule)) = found.filter(|_| !text.is_empty()) else { break };
        caption |= matches!(rule.role, Role::Mark | Role::Caption);
        let cut = Span::new(rest.start + span.start, rest.start + span.end);
        let left = if span.start == 0 {
            Span::new(cut.end, rest.end)
        } else {
            Span::new(rest.start, cut.start)
        };
        rest = normal::trim(line, left);
        pieces.push(Piece { span: normal::trim(line, cut), rule: Some(rule) });
    }
    pieces.extend(cut_out(line, rest));
    pieces.retain(|piece| !piece.span.is_empty());
    pieces.sort_by_key(|piece| piece.span);
    Line { pieces, caption }
}

/// Cuts what may stand anywhere out of `rest`.
fn cut_out(line: &str, mut rest: Span) -> Vec<Piece> {
    let mut pieces = Vec::new();
    while let Some((span, rule)) = find(Scope::Anywhere, rest.of(line)) {
        let cut = Span::new(rest.start + span.start, rest.start + span.end);
        let before = normal::trim(line, Span::new(rest.start, cut.start));
        pieces.push(Piece { span: before, rule: None });
        pieces.push(Piece { span: cut, rule: Some(rule) });
        rest = normal::trim(line, Span::new(cut.end, rest.end));
    }
    pieces.push(Piece { span: rest, rule: None });
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The texts of a line by what becomes of them.
    fn kept(line: &str) -> String {
        let read = read(line);
        let kept = read.pieces.iter().filter(|p| p.rule.is_none());
        kept.map(|p| p.span.of(line)).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn every_example_of_the_table_matches_its_rule() {
        for rule in RULES.iter() {
            let line = rule.example.replace(['«', '»'], "");
            let marked = rule.example.split_once('«').and_then(|(_, rest)| rest.split_once('»'));
            let expected = marked.map_or(line.as_str(), |(text, _)| text);
            let span = rule.find(&line).unwrap_or_else(|| panic!("{}: no match", rule.id));
            assert_eq!(span.of(&line), expected, "{}", rule.id);
            let read = read(&line);
            let mut ids = read.pieces.iter().filter_map(|p| p.rule).map(|r| r.id);
            assert!(ids.any(|id| id == rule.id), "another rule takes the line of {}", rule.id);
        }
    }

    #[test]
    fn text_glued_to_a_marker_survives() {
        assert_eq!(kept("이미지 확대보기중국이 새 칩을 내놨다."), "중국이 새 칩을 내놨다.");
        assert_eq!(kept("[단독] 이미지 확대보기정부가 나섰다. (끝)"), "정부가 나섰다.");
        assert_eq!(kept("앞 ![그림](a.png) 뒤"), "앞|뒤");
    }

    #[test]
    fn body_text_is_not_dropped() {
        for line in [
            "기자들이 몰려와 질문을 쏟아냈다.",
            "김가온 기자는 10년째 반도체를 취재해 왔다.",
            "구독 서비스 매출이 두 배로 늘었다.",
            "입력 장치를 만드는 회사가 문을 닫았다.",
            "입력 2031년 자료를 다시 계산했다.",
            "무단전재를 막는 법안이 국회를 통과했다.",
            "저작권자가 소송을 냈다.",
            "이미지 확대보기 기능을 새로 넣었다.",
            "사진 확대 기술이 쓰였다.",
            "공유 경제가 다시 주목받는다.",
            "▲세제 지원 ▲인력 양성 ▲전력망 확충",
            "▶ 반도체 수출은 12% 늘었다.",
            "Copyright law was amended in 2031.",
            "Published in 2031, the report names three causes.",
            "By Monday the plant had reopened.",
            "Share prices rose after the report.",
            "Subscribers left after the price increase.",
            "Read the report before the vote.",
            "한빛전자는 제보를 받고 조사에 나섰다.",
        ] {
            assert_eq!(kept(line), line);
        }
    }

    #[test]
    fn bylines_and_captions_are_told() {
        for line in [
            "김가온 기자",
            "김가온·이한빛 기자",
            "[한빛신문 김가온 기자 gaon@hanbit.example]",
            "뉴욕=김가온 특파원",
            "글=김가온 기자 gaon@hanbit.example",
            "By Kim Ga-on",
            "By KIM GA-ON and Lee Han-bit, The Hanbit Times",
        ] {
            let roles: Vec<_> = read(line).pieces.iter().map(|p| p.rule.map(|r| r.role)).collect();
            assert_eq!(roles, [Some(Role::Byline)], "{line}");
        }
        assert!(read("▲ 새 공장의 전경. /사진=한빛전자").caption);
        assert_eq!(kept("▲ 새 공장의 전경. /사진=한빛전자"), "새 공장의 전경.");
    }
}
