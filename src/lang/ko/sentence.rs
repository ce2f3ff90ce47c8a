//! Where Korean sentences end.
//!
//! A full stop, question mark or exclamation mark ends a sentence outside of quotations and
//! brackets; a quotation that ends like a sentence ends the one around it only when nothing that
//! belongs to it follows (라고, 며, 는). The words that decide are in `data/sentence.tsv`. Endings
//! alone, without a mark, never split: that is right for news and safe elsewhere.

use std::sync::OnceLock;

use crate::lang::quotes;
use crate::text::Span;

use super::hangul;

/// The sentences of a paragraph: spans without the blanks between them, in order, none empty.
///
/// ```
/// use jjak::lang::ko::sentence::sentences;
/// let text = "\"칩이 먼저다. 속도가 둘째다\"라고 말했다. 매출은 3.5% 늘었다.";
/// let found: Vec<&str> = sentences(text).into_iter().map(|s| s.of(text)).collect();
/// assert_eq!(found.len(), 2);
/// assert_eq!(found[1], "매출은 3.5% 늘었다.");
/// ```
pub fn sentences(text: &str) -> Vec<Span> {
    Paragraph::new(text).split()
}

struct Paragraph<'a> {
    text: &'a str,
    chars: Vec<char>,
    bytes: Vec<usize>,
    partners: Vec<Option<usize>>,
}

impl<'a> Paragraph<'a> {
    fn new(text: &'a str) -> Self {
        let chars: Vec<char> = text.chars().collect();
        let mut bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        bytes.push(text.len());
        let partners = quotes::partners(&chars);
        Paragraph { text, chars, bytes, partners }
    }

    fn split(&self) -> Vec<Span> {
        let mut spans = Vec::new();
        let (mut start, mut at) = (0, 0);
        while at < self.chars.len() {
            // A quotation is passed over whole; what matters is how it ends.
            if let Some(close) = self.partners[at].filter(|&close| close > at) {
                at = close;
                if self.quotation_ends_sentence(start, close) {
                    let end = self.after_footnotes(close + 1);
                    self.push(&mut spans, start, end);
                    start = end;
                    at = end;
                    continue;
                }
            } else if let Some(end) = self.end_of_sentence(start, at) {
                self.push(&mut spans, start, end);
                start = end;
                at = end;
                continue;
            }
            at += 1;
        }
        self.push(&mut spans, start, self.chars.len());
        spans
    }

    fn push(&self, spans: &mut Vec<Span>, start: usize, end: usize) {
        let slice = &self.text[self.bytes[start]..self.bytes[end]];
        let from = self.bytes[start] + slice.len() - slice.trim_start().len();
        let to = from + slice.trim().len();
        if from < to {
            spans.push(Span::new(from, to));
        }
    }

    fn get(&self, at: usize) -> Option<char> {
        self.chars.get(at).copied()
    }

    /// Whether the quotation that closes at `close` ends the sentence that began at `start`.
    fn quotation_ends_sentence(&self, start: usize, close: usize) -> bool {
        if !is_quote(self.chars[close]) {
            // A bracket ends a sentence only when the whole sentence stands in it.
            let open = self.partners[close].unwrap_or(close);
            return self.chars[start..open].iter().all(|c| c.is_whitespace())
                && self.ends_like_sentence(close)
                && self.get(close + 1).is_none_or(char::is_whitespace);
        }
        let next = self.after_footnotes(close + 1);
        self.ends_like_sentence(close)
            && self.get(next).is_some_and(char::is_whitespace)
            && !self.attribution_follows(next)
    }

    fn ends_like_sentence(&self, close: usize) -> bool {
        let before = self.chars[..close].iter().rev().find(|c| !c.is_whitespace());
        before.is_some_and(|c| is_end(*c))
    }

    /// Whether the word behind the blanks at `at` belongs to the quotation before it.
    fn attribution_follows(&self, at: usize) -> bool {
        let word: String = self.chars[at..]
            .iter()
            .skip_while(|c| c.is_whitespace())
            .take_while(|c| !c.is_whitespace())
            .filter(|c| hangul::is_syllable(**c))
            .collect();
        lists().attribution.contains(&word.as_str())
    }

    /// The place behind the sentence that ends with the character at `at`, if one does.
    fn end_of_sentence(&self, start: usize, at: usize) -> Option<usize> {
        let c = self.chars[at];
        if !is_end(c) || self.get(at + 1).is_some_and(is_end) {
            return None;
        }
        let ellipsis = c == '…' || (c == '.' && at > 0 && self.chars[at - 1] == '.');
        let ends = match c {
            _ if ellipsis => self.ellipsis_ends(at),
            '.' => self.full_stop_ends(start, at),
            _ => true,
        };
        if !ends {
            return None;
        }
        let end = self.after_footnotes(at + 1);
        match self.get(end) {
            None => Some(end),
            Some(next) if next.is_whitespace() => {
                (!self.attribution_follows(end) || c == '.').then_some(end)
            }
            // A full stop whose blank was lost: the sentence must look finished.
            Some(next) => {
                let last = self.chars[..at].iter().rev().find(|c| !is_end(**c))?;
                let opens = self.partners[end].is_some_and(|close| close > end);
                let begins = hangul::is_syllable(next) || opens || end > at + 1;
                (begins && !ellipsis && lists().last.contains(last)).then_some(end)
            }
        }
    }

    /// An ellipsis ends a sentence only behind a finished one and before a blank.
    fn ellipsis_ends(&self, at: usize) -> bool {
        let last = self.chars[..at].iter().rev().find(|c| !is_end(**c));
        self.get(at + 1).is_none_or(char::is_whitespace)
            && last.is_some_and(|last| lists().last.contains(last))
    }

    fn full_stop_ends(&self, start: usize, at: usize) -> bool {
        let word_start = self.chars[start..at]
            .iter()
            .rposition(|c| c.is_whitespace() || "([\"'“‘".contains(*c))
            .map_or(start, |place| start + place + 1);
        let word = &self.chars[word_start..at];
        let next = self.chars[at + 1..].iter().find(|c| !c.is_whitespace());
        let tight = self.get(at + 1).is_some_and(|c| !c.is_whitespace());
        match word.last() {
            None => false,
            Some(c) if c.is_ascii_digit() => {
                let number = word.iter().all(|c| c.is_ascii_digit() || ".'-~".contains(*c));
                let listed =
                    number && self.chars[start..word_start].iter().all(|c| c.is_whitespace());
                let before: Vec<char> =
                    self.chars[start..word_start].iter().rev().take(3).copied().collect();
                let dated = matches!(before[..], [' ', '.', digit] if digit.is_ascii_digit());
                let followed = next.is_some_and(|c| c.is_ascii_digit());
                // 1. 가나다 / 3.5 / 2025. 12. 15. / 2025.12.15.
                !(tight || listed || number && (followed || dated) || is_date(word))
            }
            Some(c) if c.is_ascii_alphabetic() => {
                let letters: String =
                    word.iter().rev().take_while(|c| c.is_ascii_alphabetic()).collect();
                let letters: String = letters.chars().rev().collect();
                let dotted = word.contains(&'.');
                let initial = letters.len() == 1;
                !(tight || initial || dotted || lists().abbreviation.contains(&letters.as_str()))
            }
            Some(_) => true,
        }
    }

    /// Passes over footnote marks, [3][4], which belong to the sentence on their left.
    fn after_footnotes(&self, mut at: usize) -> usize {
        while self.get(at) == Some('[')
            && let Some(close) = self.partners[at]
            && close > at + 1
            && close - at <= 6
            && self.chars[at + 1..close].iter().any(|c| c.is_ascii_digit())
        {
            at = close + 1;
        }
        at
    }
}

fn is_end(c: char) -> bool {
    matches!(c, '.' | '?' | '!' | '。' | '？' | '！' | '…')
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | '」' | '』' | '»')
}

/// A date in figures less its last full stop: 2025.12.15 or 12.15
fn is_date(word: &[char]) -> bool {
    let word: String = word.iter().collect();
    let parts: Vec<&str> = word.split('.').collect();
    parts.len() >= 2
        && parts.iter().all(|p| (1..=4).contains(&p.len()) && p.chars().all(|c| c.is_ascii_digit()))
}

struct Lists {
    attribution: Vec<&'static str>,
    last: Vec<char>,
    abbreviation: Vec<&'static str>,
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| {
        let list = |name: &str| -> Vec<&'static str> {
            include_str!("data/sentence.tsv")
                .lines()
                .filter(|line| !line.starts_with('#'))
                .filter_map(|line| line.split_once('\t'))
                .filter(|(list, _)| *list == name)
                .flat_map(|(_, words)| words.split(' '))
                .collect()
        };
        Lists {
            attribution: list("attribution"),
            last: list("final").iter().filter_map(|s| s.chars().next()).collect(),
            abbreviation: list("abbreviation"),
        }
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Splits a text in which `|` marks where sentences end, and compares.
    fn check(marked: &str) {
        let text = marked.replace('|', "");
        let expected: Vec<&str> = marked.split('|').map(str::trim).collect();
        let found: Vec<&str> = sentences(&text).into_iter().map(|s| s.of(&text)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn quotations_stay_whole() {
        check("“속도만 보던 때는 갔다. 이제는 전력이다”라고 그는 말했다.| 반응은 엇갈렸다.");
        check("그는 “왜 지금인가?”라며 되물었다.| 답은 없었다.");
        check(
            "\"곧 나온다.\" 그는 짧게 답했다.|"
                .trim_end_matches('|')
                .replace("\" 그는", "\"| 그는")
                .as_str(),
        );
        check("업계는 '누가 만드나.' 라는 물음에 답하지 못했다.");
    }

    #[test]
    fn numbers_dates_and_names_do_not_end_sentences() {
        check("수율은 62.5%로 올랐다.| 목표는 80%다.");
        check("2026. 10. 14. 발표된 자료다.| 다음은 2026.11.3. 나온다.");
        check("1. 개요를 먼저 본다.| 그다음 표를 본다.");
        check("U.S. 스틸과 Acme Inc. 측이 만났다.| 결과는 news.example.com에 있다.");
    }

    #[test]
    fn lost_blanks_footnotes_and_ellipses() {
        check("공장이 섰다.|그는 놀랐다.");
        check("처음 나온 칩이다.[3][4]| 값은 비쌌다.");
        check("정면 돌파 속…'누가 만드나' 우려는 여전");
        check("그렇게 끝났다…| 아무도 몰랐다.");
    }

    #[test]
    fn an_unclosed_quotation_swallows_nothing() {
        check("그는 “칩이 먼저다.| 그리고 나갔다.| 문이 닫혔다.");
    }

    proptest! {
        #[test]
        fn nothing_but_blanks_is_lost(text in "[가-힣다a-zA-Z0-9 .?!…\"'“”‘’()\\[\\]]{0,80}") {
            let spans = sentences(&text);
            let mut at = 0;
            for span in spans {
                prop_assert!(text[at..span.start].trim().is_empty());
                prop_assert!(!span.of(&text).trim().is_empty());
                at = span.end;
            }
            prop_assert!(text[at..].trim().is_empty());
        }
    }
}
