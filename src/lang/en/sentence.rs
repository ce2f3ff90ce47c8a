//! Where English sentences end.
//!
//! A full stop, question mark or exclamation mark, with the quotes and brackets that close behind
//! it, ends a sentence when what follows can begin one. Abbreviations, initials, numbers in lists
//! and attributions ("Why?" he said.) are told by the tables in `data/sentence.tsv`.

use std::sync::OnceLock;

use crate::lang::quotes;
use crate::text::Span;

/// Marks that may close behind the mark that ends a sentence.
const CLOSERS: &str = "\"'”’)]»";
/// Words of an attribution that are looked at for its verb.
const ATTRIBUTION: usize = 5;

/// The sentences of a paragraph: spans without the blanks between them, in order, none empty.
///
/// ```
/// use jjak::lang::en::sentence::sentences;
/// let text = "Onsaemi Inc. rose 3.5% on Oct. 22. \"Why now?\" he said.";
/// let found: Vec<&str> = sentences(text).into_iter().map(|s| s.of(text)).collect();
/// assert_eq!(found, ["Onsaemi Inc. rose 3.5% on Oct. 22.", "\"Why now?\" he said."]);
/// ```
pub fn sentences(text: &str) -> Vec<Span> {
    let chars: Vec<char> = text.chars().collect();
    let mut bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    bytes.push(text.len());
    let partners = quotes::partners(&chars);
    let paragraph = Paragraph { brackets: bracketed(&chars, &partners), chars, partners };
    let mut spans = Vec::new();
    let mut start = 0;
    for at in 0..paragraph.chars.len() {
        if at < start {
            continue;
        }
        if let Some(end) = paragraph.end_of_sentence(start, at) {
            push(&mut spans, text, bytes[start], bytes[end]);
            start = end;
        }
    }
    push(&mut spans, text, bytes[start], text.len());
    spans
}

fn push(spans: &mut Vec<Span>, text: &str, start: usize, end: usize) {
    let slice = &text[start..end];
    let from = start + slice.len() - slice.trim_start().len();
    let to = from + slice.trim().len();
    if from < to {
        spans.push(Span::new(from, to));
    }
}

/// Whether each character stands inside round or square brackets.
fn bracketed(chars: &[char], partners: &[Option<usize>]) -> Vec<bool> {
    let mut inside = vec![false; chars.len()];
    let mut until = 0;
    for (at, inside) in inside.iter_mut().enumerate() {
        if at < until {
            *inside = true;
        } else if matches!(chars[at], '(' | '[')
            && let Some(close) = partners[at]
        {
            until = close;
        }
    }
    inside
}

struct Paragraph {
    chars: Vec<char>,
    partners: Vec<Option<usize>>,
    brackets: Vec<bool>,
}

impl Paragraph {
    fn get(&self, at: usize) -> Option<char> {
        self.chars.get(at).copied()
    }

    /// The place behind the sentence that ends with the mark at `at`, if one does.
    fn end_of_sentence(&self, start: usize, at: usize) -> Option<usize> {
        let c = self.chars[at];
        if !matches!(c, '.' | '?' | '!' | '…' | '。' | '？' | '！') || self.brackets[at] {
            return None;
        }
        let mut end = at + 1;
        while self.get(end).is_some_and(|c| CLOSERS.contains(c)) && !self.opens(end) {
            end += 1;
        }
        end = self.after_footnotes(end);
        let Some(next) = self.get(end) else { return Some(end) };
        if !next.is_whitespace() {
            return None;
        }
        let quoted = end > at + 1;
        let words = self.words(end, ATTRIBUTION);
        let Some(first) = words.first() else { return Some(end) };
        let ends = self.can_begin(end)
            && match c {
                '.' if at > 0 && self.chars[at - 1] == '.' => true,
                '.' => self.full_stop_ends(start, at, first),
                _ => true,
            }
            && !(quoted && c != '.' && is_attribution(&words));
        ends.then_some(end)
    }

    fn opens(&self, at: usize) -> bool {
        self.partners[at].is_some_and(|partner| partner > at)
    }

    fn after_footnotes(&self, mut at: usize) -> usize {
        while self.get(at) == Some('[')
            && let Some(close) = self.partners[at]
            && self.chars[at + 1..close].iter().all(|c| c.is_ascii_digit())
        {
            at = close + 1;
        }
        at
    }

    /// The words behind the blanks at `at`, without punctuation at their edges.
    fn words(&self, at: usize, most: usize) -> Vec<String> {
        let rest = self.chars[at..].iter().take(200).collect::<String>();
        let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_string();
        rest.split_whitespace().take(most).map(bare).collect()
    }

    /// Whether what follows the blanks at `at` can begin a sentence.
    fn can_begin(&self, at: usize) -> bool {
        let mut rest = self.chars[at..].iter().skip_while(|c| c.is_whitespace());
        let Some(&first) = rest.next() else { return true };
        let letter = match first {
            '"' | '\'' | '“' | '‘' | '(' | '[' | '—' | '–' | '-' => {
                rest.find(|c| c.is_alphanumeric()).copied().unwrap_or(first)
            }
            _ => first,
        };
        !letter.is_lowercase() && !matches!(letter, ',' | ';' | ':')
    }

    fn full_stop_ends(&self, start: usize, at: usize, next: &str) -> bool {
        let from = self.chars[start..at]
            .iter()
            .rposition(|c| c.is_whitespace() || "([\"“‘—–".contains(*c))
            .map_or(start, |place| start + place + 1);
        let word: String = self.chars[from..at].iter().collect();
        let word = word.trim_start_matches('\'');
        let lists = lists();
        let first_in_sentence = self.chars[start..from].iter().all(|c| c.is_whitespace());
        let digits = !word.is_empty() && word.chars().all(|c| c.is_ascii_digit());
        if digits && first_in_sentence && word.len() <= 3 {
            return false; // a number in a list
        }
        // A single letter is an initial, but "I" and a plan "B" end sentences too.
        let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
        if initial && word != "I" {
            return lists.start.contains(&next) && next != "A" && next != "I";
        }
        if lists.never.contains(&word) {
            // "No." before a figure is "number"; elsewhere it is an answer.
            return word == "No" && !next.starts_with(|c: char| c.is_ascii_digit());
        }
        let dotted = word.contains('.')
            && word.split('.').all(|part| part.chars().count() <= 2)
            && word.chars().any(char::is_alphabetic);
        if dotted || lists.maybe.contains(&word) {
            return lists.start.contains(&next);
        }
        true
    }
}

/// `he said`, `asked Kim`, `Kim Se-rin said`: a verb of saying among words that name somebody.
fn is_attribution(words: &[String]) -> bool {
    let said = |word: &String| lists().said.contains(&word.as_str());
    let Some(verb) = words.iter().position(said) else { return false };
    let pronoun = matches!(words[0].as_str(), "He" | "She" | "They" | "It" | "We" | "I");
    let name = |word: &String| word.chars().next().is_some_and(char::is_uppercase);
    verb == 0 || (verb == 1 && !pronoun || verb <= 3) && !pronoun && words[..verb].iter().all(name)
}

struct Lists {
    never: Vec<&'static str>,
    maybe: Vec<&'static str>,
    start: Vec<&'static str>,
    said: Vec<&'static str>,
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
            never: list("never"),
            maybe: list("maybe"),
            start: list("start"),
            said: list("said"),
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
    fn abbreviations_and_initials() {
        check(
            "Dr. Kim met J. P. Lee of Vandelin Inc. in Washington, D.C. on Monday.| They agreed.",
        );
        check("The fab opens at 9 a.m. on Oct. 22.| The line follows in Nov. 2027.");
        check("It moved to the U.S. The plant stayed.".replace("U.S. ", "U.S.| ").as_str());
        check("U.S. Steel rose 3.5 percent.| No. 1 is Vandelin, e.g. in bonding.");
    }

    #[test]
    fn quotations() {
        check("\"Why now?\" he said.| \"Because we can.\"| He left.");
        check("\"The days are over,\" Yoon said.| \"A system counts.\"");
        check("\"Is it yield?\" Kim Se-rin asked.| Nobody answered.");
    }

    #[test]
    fn ellipses_brackets_and_lists() {
        check(
            "Wait ... there is more.| And then... Nothing."
                .replace("then... ", "then...| ")
                .as_str(),
        );
        check("The chip (see Fig. 2. It is small) works.| It sells.");
        check("1. Read this first.| Then go on.");
    }

    proptest! {
        #[test]
        fn nothing_but_blanks_is_lost(text in "[a-zA-Z0-9 .?!…\"'“”‘’()\\[\\]가-힣]{0,80}") {
            let mut at = 0;
            for span in sentences(&text) {
                prop_assert!(text[at..span.start].trim().is_empty());
                prop_assert!(!span.of(&text).trim().is_empty());
                at = span.end;
            }
            prop_assert!(text[at..].trim().is_empty());
        }
    }
}
