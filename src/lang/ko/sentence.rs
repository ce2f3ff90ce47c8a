//! Where Korean sentences end.
//!
//! Rules for news: nothing ends inside quotes and brackets; a closing quote followed by a particle
//! or an attribution goes on (`"…다."라고 말했다`); footnote marks belong to the sentence before
//! them; `…` ends a sentence only after a final ending and before a blank; `했다.그는` splits
//! without a blank. Decimals, dates, list numbers, abbreviations and addresses do not end one.

mod pairs;

use std::sync::LazyLock;

use crate::lang::en::sentence::is_abbreviation;
use crate::text::Span;
use crate::text::table;
use pairs::{REACH, pairs};

/// Last syllables of sentences in the plain, polite and formal styles.
const FINAL: &str = "다요까죠오네라자음임함됨까냐니군걸지";

/// What continues a sentence after a closing quote: particles, and quotative forms.
static AFTER_QUOTE: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| table::lines(include_str!("data/after_quote.txt")).collect());

/// Ends of a clause that attributes the quotation before it: `"됩니다." 그가 말했다.`
static SPEECH: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| table::lines(include_str!("data/speech_verbs.txt")).collect());

/// How long, in characters, such a clause is at most.
const LONGEST_ATTRIBUTION: usize = 40;

/// The sentences of a paragraph: their bytes, in order, without the blanks between them. Linear in
/// the length of the paragraph.
pub fn sentences(paragraph: &str) -> Vec<Span> {
    let text = Text::new(paragraph);
    let mut found = Vec::new();
    let mut start = text.skip_blanks(0);
    let mut at = start;
    while at < text.len() {
        match text.end_at(start, at) {
            Some(end) => {
                found.push(Span::new(text.byte(start), text.byte(end)));
                start = text.skip_blanks(end);
                at = start;
            }
            None => at += 1,
        }
    }
    let end = paragraph.trim_end().len();
    if text.byte(start) < end {
        found.push(Span::new(text.byte(start), end));
    }
    found
}

/// A paragraph as characters, with the quotes and brackets found.
struct Text<'a> {
    source: &'a str,
    chars: Vec<(usize, char)>,
    /// For every character, the index of the closing mark of the outermost pair around it.
    closes: Vec<Option<usize>>,
}

impl<'a> Text<'a> {
    fn new(source: &'a str) -> Self {
        let chars: Vec<(usize, char)> = source.char_indices().collect();
        let mut closes = vec![None; chars.len()];
        let mut covered = 0;
        let mut pairs = pairs(&chars);
        pairs.sort_unstable();
        for (open, close) in pairs {
            if open >= covered {
                closes[open..close].fill(Some(close));
                covered = close;
            }
        }
        Text { source, chars, closes }
    }

    fn len(&self) -> usize {
        self.chars.len()
    }

    fn byte(&self, index: usize) -> usize {
        self.chars.get(index).map_or(self.source.len(), |&(byte, _)| byte)
    }

    fn get(&self, index: usize) -> Option<char> {
        self.chars.get(index).map(|&(_, c)| c)
    }

    fn before(&self, index: usize) -> Option<char> {
        index.checked_sub(1).and_then(|before| self.get(before))
    }

    fn skip_blanks(&self, mut index: usize) -> usize {
        while self.get(index).is_some_and(char::is_whitespace) {
            index += 1;
        }
        index
    }

    /// The end of the sentence that began at `start`, if the character at `at` brings it.
    fn end_at(&self, start: usize, at: usize) -> Option<usize> {
        let c = self.get(at)?;
        if is_laughter(c) && self.closes[at].is_none() {
            return self.end_of_laughter(at);
        }
        if is_stop(c) && self.closes[at].is_none() {
            // The run is judged as a whole, at its first mark.
            let first = at == start || !self.before(at).is_some_and(is_stop);
            return if first { self.end_of_run(start, at) } else { None };
        }
        let closed = at > start && self.closes[at].is_none() && self.closes[at - 1] == Some(at);
        if closed { self.end_of_quote(start, at) } else { None }
    }

    /// The end of laughter, tears and drawn-out endings that stand for a mark: `좋아요ㅎㅎ`, `네요~`.
    fn end_of_laughter(&self, at: usize) -> Option<usize> {
        const POLITE: &str = "요다죠용당";
        let end = self.skip_laughter(at);
        let polite = self.before(at).is_some_and(|c| POLITE.contains(c));
        (polite && self.get(end).is_none_or(char::is_whitespace)).then_some(end)
    }

    fn skip_laughter(&self, mut index: usize) -> usize {
        while self.get(index).is_some_and(is_laughter) {
            index += 1;
        }
        index
    }

    /// The end mark run at `at`, outside quotes and brackets.
    fn end_of_run(&self, start: usize, at: usize) -> Option<usize> {
        let mut end = at;
        while self.get(end).is_some_and(is_stop) {
            end += 1;
        }
        let run: Vec<char> = self.chars[at..end].iter().map(|&(_, c)| c).collect();
        let noted = self.skip_footnotes(self.skip_laughter(end));
        let next = self.get(noted);
        let free = next.is_none_or(char::is_whitespace);
        let ends = if run.contains(&'?') || run.contains(&'!') {
            self.is_after_question(at, noted, free)
        } else if run.len() > 1 || run[0] == '…' {
            free && self.before(at).is_none_or(|c| !is_hangul(c) || FINAL.contains(c))
        } else {
            self.is_after_stop(start, at, noted, free)
        };
        ends.then(|| self.take_remark(noted))
    }

    /// Whether a question or exclamation mark ends the sentence.
    fn is_after_question(&self, at: usize, next: usize, free: bool) -> bool {
        if free {
            return !self.is_quotative(self.skip_blanks(next));
        }
        self.before(at).is_some_and(|c| FINAL.contains(c)) && self.begins_sentence(next)
    }

    /// Whether a single full stop ends the sentence.
    fn is_after_stop(&self, start: usize, at: usize, next: usize, free: bool) -> bool {
        let Some(before) = self.before(at) else { return false };
        let footnoted = next > at + 1;
        if is_hangul(before) {
            let listed = at == start + 1 && "가나다라마바사아자차카타파하".contains(before);
            return if free {
                !listed
            } else {
                footnoted || FINAL.contains(before) && self.begins_sentence(next)
            };
        }
        if before.is_ascii_digit() {
            return free && !self.is_date_or_number(start, at, next);
        }
        if before.is_alphabetic() {
            return free && !is_abbreviation(self.word(start, at));
        }
        // After a closing mark or a sign: (3위). 12%.
        free || before == ')' && self.begins_sentence(next)
    }

    /// Whether the digits before the stop at `at` are a list number or part of a date.
    fn is_date_or_number(&self, start: usize, at: usize, next: usize) -> bool {
        let word = self.word(start, at);
        let first = self.byte(at) - word.len() == self.byte(start);
        let numeric = word.chars().all(|c| c.is_ascii_digit() || c == '.');
        let follows = self.get(self.skip_blanks(next)).is_some_and(|c| c.is_ascii_digit());
        let stop_before = || {
            let head = self.source[..self.byte(at) - word.len()].trim_end();
            head.ends_with('.')
                && head.trim_end_matches('.').ends_with(|c: char| c.is_ascii_digit())
        };
        let end = self.skip_blanks(next) == self.len();
        numeric
            && !end
            && (first && word.len() <= 3 || follows || word.contains('.') || stop_before())
    }

    /// The end of a quotation or bracket that closes at `close`, when it ends with an end mark of
    /// its own and nothing attributes it.
    fn end_of_quote(&self, start: usize, close: usize) -> Option<usize> {
        let inner = self.before(close).filter(|&c| is_stop(c))?;
        let end = self.skip_footnotes(close + 1);
        let next = self.skip_blanks(end);
        if next == end && next < self.len() {
            return None;
        }
        let bracket = self.get(close) == Some(')');
        if bracket {
            // A remark in brackets ends a sentence when it is one itself.
            let open = (0..close).rev().take(REACH).find(|&i| self.closes[i] != Some(close));
            let open = open.map_or(0, |i| i + 1);
            let after_stop = self.before(open).is_some_and(is_stop);
            return (open == start || after_stop).then_some(end);
        }
        if self.is_quotative(next) || self.is_attribution(next) {
            return None;
        }
        // `"됩니까?" 기자가 물었다.` is one sentence; two quotations in a row are two.
        let quote = self.get(next).is_some_and(|c| "\"“'‘".contains(c));
        (inner == '.' || quote || next == self.len()).then_some(end)
    }

    /// The characters before `at` back to a blank or bracket, at most 40.
    fn word(&self, start: usize, at: usize) -> &'a str {
        let mut from = at;
        while from > start && at - from < 40 {
            let c = self.chars[from - 1].1;
            if c.is_whitespace() || "()[]\"'“”‘’".contains(c) || is_hangul(c) {
                break;
            }
            from -= 1;
        }
        &self.source[self.byte(from)..self.byte(at)]
    }

    /// Whether a new sentence can begin at `index` without a blank before it.
    fn begins_sentence(&self, index: usize) -> bool {
        self.get(index).is_some_and(|c| is_hangul(c) || "\"“'‘《〈「『[".contains(c))
    }

    /// Whether the word at `index` continues a quotation.
    fn is_quotative(&self, index: usize) -> bool {
        let rest = &self.source[self.byte(index)..];
        let word = rest.split(|c: char| c.is_whitespace() || is_stop(c) || c == ',').next();
        word.is_some_and(|word| AFTER_QUOTE.contains(&word))
    }

    /// Whether a short clause at `index` attributes the quotation before it.
    fn is_attribution(&self, index: usize) -> bool {
        let last = self.len().min(index + LONGEST_ATTRIBUTION);
        let Some(stop) = (index..last).find(|&i| is_stop(self.chars[i].1)) else { return false };
        let clause = &self.source[self.byte(index)..self.byte(stop)];
        !clause.contains(['"', '“']) && SPEECH.iter().any(|verb| clause.ends_with(verb))
    }

    /// The index after footnote marks ([3], [참고 2]) that begin at `index`.
    fn skip_footnotes(&self, mut index: usize) -> usize {
        while self.get(index) == Some('[') {
            let close = (index..self.len().min(index + 12)).find(|&i| self.get(i) == Some(']'));
            match close {
                Some(close) if self.get(close - 1).is_some_and(|c| c.is_ascii_digit()) => {
                    index = close + 1;
                }
                _ => break,
            }
        }
        index
    }

    /// Takes a short bracket after the end mark to the sentence: `이겼다. (3회 우승)`.
    fn take_remark(&self, end: usize) -> usize {
        let open = self.skip_blanks(end);
        if self.get(open) != Some('(') {
            return end;
        }
        match self.closes[open] {
            Some(close) if close - open < 40 && !self.before(close).is_some_and(is_stop) => {
                let after = self.get(close + 1);
                if after.is_none_or(char::is_whitespace) { close + 1 } else { end }
            }
            _ => end,
        }
    }
}

fn is_stop(c: char) -> bool {
    matches!(c, '.' | '?' | '!' | '…' | '‥' | '⋯' | '。' | '？' | '！')
}

/// What people put behind a sentence in place of a mark, or after it: ㅋㅋ, ㅠㅠ, ~, ^^, a smiley.
fn is_laughter(c: char) -> bool {
    matches!(c, 'ㅋ' | 'ㅎ' | 'ㅠ' | 'ㅜ' | '~' | '^' | '♡' | '♥' | '☺' | '\u{1F300}'..='\u{1FAFF}')
}

fn is_hangul(c: char) -> bool {
    super::hangul::is_hangul(c)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Each item is one paragraph with `|` where a sentence ends.
    const CASES: [&str; 28] = [
        "한빛전자가 새 칩을 공개했다.| 양산은 내년이다.",
        "공장이 문을 열었다.|이어 직원들이 들어갔다.",
        "그는 \"늦었다. 그래도 간다\"라고 말했다.| 회의는 끝났다.",
        "회사는 “3.5배 늘린다. 2027년까지다.”라고 밝혔다.| 주가는 올랐다.",
        "\"정말입니까?\" 한 기자가 물었다.| 그는 웃었다.",
        "매출은 12.4% 늘었다.[1]| 이익도 늘었다.[2][3]| 전망은 밝다.",
        "이는 처음이다.[참고 2]|그러나 논란도 있다.",
        "계약은 2026.3.15. 이후 발효된다.| 기간은 5년이다.",
        "발표는 2026. 3. 15. 서울에서 열린다.| 누구나 올 수 있다.",
        "가온(Gaon Inc. 자회사)이 맡는다.| 문의는 help@gaon.example로 하면 된다.",
        "자세한 내용은 www.gaon.example에 있다.| 참고하면 된다.",
        "No. 1 업체인 Gaon Corp. 대표가 말했다.| 그는 미국(U.S.) 시장을 봤다.",
        "가격은 비밀이다…업계는 2만원으로 본다.| 비싸다.",
        "하지만… 늦었다.| 모두 알았다.",
        "이럴 수가!| 문이 열렸다.",
        "왜 지금인가?| 답은 쉽다.",
        "'왜 하필 지금이냐?'는 물음이 나왔다.| 그는 답하지 않았다.",
        "1. 전원을 끈다.| 2. 칩을 뺀다.",
        "그가 이겼다. (3회 우승)| 모두 놀랐다.",
        "칩이 늘었다(가온은 줄었다).| 이유는 모른다.",
        "(이하 가온이라 한다.)| 계약은 끝났다.",
        "정부는 ▲세제 ▲인력 ▲전력 대책을 냈다.| 야당은 반대했다.",
        "\"됩니다.\" 그가 짧게 말했다.| 회의는 끝났다.",
        "\"누구세요?\"| \"접니다.\"| 문이 열렸다.",
        "그는 \"그만두겠다는 말은 없었다.| 회의는 끝났다.",
        "조금 비싸긴 해요ㅎㅎ| 그래도 좋네요~| 또 갈게요!!ㅋㅋ| 안녕.",
        "3~5일 걸려요.| 서울~부산 구간이다.",
        "그는 떠났다.(그때 열 살이었다.)| 소식은 없었다.",
    ];

    #[test]
    fn sentences_end_where_they_should() {
        for case in CASES {
            let text = case.replace('|', "");
            let expected: Vec<&str> = case.split('|').map(str::trim).collect();
            let found: Vec<&str> = sentences(&text).into_iter().map(|s| s.of(&text)).collect();
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn a_quote_that_never_closes_does_not_swallow_the_paragraph() {
        let text = format!("그는 “끝났다고 했다. {}", "비가 왔다. ".repeat(200));
        assert_eq!(sentences(&text).len(), 201);
    }

    #[test]
    fn long_text_without_an_end_is_quick() {
        let text = "가나\"다(".repeat(60_000);
        let begun = std::time::Instant::now();
        sentences(&text);
        assert!(begun.elapsed().as_secs() < 5);
    }

    proptest! {
        #[test]
        fn spans_are_in_order_and_only_blanks_lie_between(text in "\\PC{0,80}|[가다요A-C0-9 .?!…()\"'“”\\[\\]\n]{0,80}") {
            let mut at = 0;
            for span in sentences(&text) {
                prop_assert!(span.start >= at && !span.is_empty());
                prop_assert!(text[at..span.start].trim().is_empty());
                at = span.end;
            }
            prop_assert!(text[at..].trim().is_empty());
        }
    }
}
