//! Where English sentences end.
//!
//! A question or exclamation mark or a full stop ends a sentence when what follows can begin one
//! and what stands before is no abbreviation, initial or list number. An attribution belongs to
//! its quotation (`"Why?" he said.`). Abbreviations and the words that decide doubtful cases are
//! tables (`data/abbreviations.tsv`, `data/sentence_words.tsv`).

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::text::Span;
use crate::text::table;

/// What a full stop after an abbreviation can be; the classes of `data/abbreviations.tsv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Abbreviation {
    Never,
    Number,
    Company,
    Place,
    Clock,
}

static ABBREVIATIONS: LazyLock<HashMap<&'static str, Abbreviation>> = LazyLock::new(|| {
    let class = |name: &str| match name {
        "never" => Abbreviation::Never,
        "number" => Abbreviation::Number,
        "company" => Abbreviation::Company,
        "clock" => Abbreviation::Clock,
        _ => Abbreviation::Place,
    };
    rows(include_str!("data/abbreviations.tsv")).map(|(word, name)| (word, class(name))).collect()
});

/// Words by class; a word may have several (`Sept` is only one, `Co` too).
static WORDS: LazyLock<HashMap<&'static str, &'static str>> =
    LazyLock::new(|| rows(include_str!("data/sentence_words.tsv")).collect());

/// The two columns of a table.
fn rows(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    table::lines(table).filter_map(|line| line.split_once('\t'))
}

fn is(word: &str, class: &str) -> bool {
    WORDS.get(word) == Some(&class)
}

/// Whether `word` (without its full stop) is an abbreviation, an initial or a dotted acronym, so
/// that the stop after it need not end a sentence: `Inc`, `R`, `U.S`.
pub fn is_abbreviation(word: &str) -> bool {
    ABBREVIATIONS.contains_key(word) || is_initial(word) || is_acronym(word)
}

/// One capital letter, or two with a hyphen (J.-P.).
fn is_initial(word: &str) -> bool {
    let mut chars = word.chars();
    matches!((chars.next(), chars.next()), (Some(c), None) if c.is_uppercase())
}

/// Letters with stops between them: U.S, Ph.D, p.m.
fn is_acronym(word: &str) -> bool {
    word.contains('.')
        && word.split('.').all(|part| {
            (1..=2).contains(&part.chars().count()) && part.chars().all(char::is_alphabetic)
        })
}

/// How far, in bytes, a bracket may be from its partner to hold a sentence together. A bracket that
/// never closes must not swallow the paragraph.
const REACH: usize = 400;

/// The sentences of a paragraph: their bytes, in order, without the blanks between them. Linear in
/// the length of the paragraph.
pub fn sentences(paragraph: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = skip_blanks(paragraph, 0);
    let mut at = start;
    let mut bracket: Option<(usize, usize)> = None;
    while let Some(c) = paragraph[at..].chars().next() {
        if c == '(' && bracket.is_none_or(|(_, end)| end <= at) {
            bracket = closing(paragraph, at).map(|end| (at, end));
        }
        if !matches!(c, '.' | '?' | '!' | '…' | '。' | '？' | '！') {
            at += c.len_utf8();
            continue;
        }
        let mark = Mark::read(paragraph, start, at);
        at = mark.end;
        // Inside a bracket in mid-sentence nothing ends.
        let inside = bracket.is_some_and(|(open, close)| open > start && mark.stop < close);
        if !inside && mark.ends_sentence(paragraph, start) {
            found.push(Span::new(start, mark.end));
            start = skip_blanks(paragraph, mark.end);
            at = start;
        }
    }
    let end = paragraph.trim_end().len();
    if start < end {
        found.push(Span::new(start, end));
    }
    found
}

fn skip_blanks(text: &str, at: usize) -> usize {
    at + text[at..].len() - text[at..].trim_start().len()
}

/// The end of the round bracket that opens at `at`, if it closes within [`REACH`].
fn closing(text: &str, at: usize) -> Option<usize> {
    let mut depth = 0;
    for (offset, c) in text[at..].char_indices().take_while(|&(offset, _)| offset < REACH) {
        match c {
            '(' => depth += 1,
            ')' if depth == 1 => return Some(at + offset + 1),
            ')' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// A run of end marks with the quotes, brackets and footnote marks that close after it.
struct Mark<'a> {
    /// The word before the run, without opening quotes: at most 40 bytes of it.
    word: &'a str,
    /// The first byte of the run.
    stop: usize,
    /// The run itself.
    run: &'a str,
    /// Whether a quotation closes after it.
    quoted: bool,
    /// The byte after everything that belongs to the sentence.
    end: usize,
}

impl<'a> Mark<'a> {
    /// Reads the run that begins at `stop`, in a sentence that begins at `start`.
    fn read(text: &'a str, start: usize, stop: usize) -> Self {
        let marks = ['.', '?', '!', '…', '。', '？', '！'];
        let mut end = text.len() - text[stop..].trim_start_matches(marks).len();
        // An ellipsis with blanks between its dots.
        while text[end..].starts_with(" .") {
            end += 2;
        }
        let run = &text[stop..end];
        let after_run = end;
        end =
            text.len() - text[end..].trim_start_matches(['"', '\'', '”', '’', ')', ']', '»']).len();
        let quoted = text[after_run..end].contains(['"', '\'', '”', '’']);
        end = skip_footnotes(text, end);
        Mark { word: word_before(&text[start..stop]), stop, run, quoted, end }
    }

    /// Whether the sentence that began at `start` ends here.
    fn ends_sentence(&self, text: &str, start: usize) -> bool {
        let rest = &text[self.end..];
        let next = rest.trim_start();
        if next.is_empty() {
            return true;
        }
        if next.len() == rest.len() {
            return self.is_glued(next);
        }
        let following = Following::read(next);
        if !following.can_begin {
            return false;
        }
        if is_interrupted_quotation(&text[start..self.stop]) && next.starts_with(['"', '“']) {
            return false;
        }
        if self.run != "." {
            return !(self.quoted && following.is_attribution(next));
        }
        if self.quoted || text[self.stop + 1..].starts_with(')') {
            return true;
        }
        let listed = text[start..self.stop].trim() == self.word && is_list_number(self.word);
        !listed && self.stop_ends(&following)
    }

    /// A new sentence without a blank before it: `The price fell.Analysts had expected that.`
    fn is_glued(&self, next: &str) -> bool {
        let long = |word: &str| word.len() >= 3 && word.bytes().all(|b| b.is_ascii_lowercase());
        let mut letters = next.chars();
        let capital = letters.next().is_some_and(char::is_uppercase);
        let word: &str = next.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        self.run == "."
            && capital
            && long(self.word)
            && (is(word, "opener") || word.len() > 3 && next[word.len()..].starts_with([' ', ',']))
    }

    /// Whether a plain full stop ends the sentence, by the word before it and the one after.
    fn stop_ends(&self, following: &Following) -> bool {
        let opener = is(following.word, "opener");
        match ABBREVIATIONS.get(self.word) {
            Some(Abbreviation::Never) => false,
            Some(Abbreviation::Number) => !following.digit,
            Some(Abbreviation::Company) => !is(following.word, "title"),
            Some(Abbreviation::Place) => opener,
            Some(Abbreviation::Clock) => !is(following.word, "time"),
            None if is_initial(self.word) || is_acronym(self.word) => opener,
            None => true,
        }
    }
}

/// What stands after an end mark and a blank.
struct Following<'a> {
    /// The next word, without opening quotes and brackets.
    word: &'a str,
    /// Whether it begins with a digit.
    digit: bool,
    /// Whether a sentence can begin with it.
    can_begin: bool,
}

impl<'a> Following<'a> {
    fn read(next: &'a str) -> Self {
        let bare =
            next.trim_start_matches(['"', '\'', '“', '‘', '(', '[', '«', '-', '–', '—', ' ', '•']);
        let word = bare.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let mut chars = bare.chars();
        let first = chars.next();
        // Brand names write a small letter before a capital.
        let brand =
            first.is_some_and(char::is_lowercase) && (chars.next().is_some_and(char::is_uppercase));
        let small = first.is_some_and(char::is_lowercase);
        let mark = next.starts_with([',', ';', ':', ')', '%', '/', '&', '=']);
        Following {
            word,
            digit: first.is_some_and(|c| c.is_ascii_digit()),
            can_begin: (!small || brand) && !mark,
        }
    }

    /// Whether `next` attributes the quotation before it: `Mr. Quill said`, `Analyst Kim Min asks`.
    fn is_attribution(&self, next: &str) -> bool {
        const WORDS_TO_VERB: usize = 5;
        if is(self.word, "opener") || next.starts_with(['"', '“']) {
            return false;
        }
        for word in next.split_whitespace().take(WORDS_TO_VERB) {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric());
            if is(word, "speech") {
                return true;
            }
            if !word.starts_with(char::is_uppercase) && word != "of" {
                break;
            }
        }
        is_apposition(next)
    }
}

/// Whether a name with an apposition goes on to a verb of speech: `Kim Min, an analyst, said`.
fn is_apposition(next: &str) -> bool {
    let head = &next[..next.floor_char_boundary(REACH / 2)];
    let clause = head.split(". ").next().unwrap_or_default();
    let name = clause.split(',').next().unwrap_or_default();
    let named = name.split(' ').count() <= 4
        && name.split(' ').all(|word| word.starts_with(char::is_uppercase));
    let verb = clause.rsplit(", ").next().and_then(|last| last.split([' ', '.']).next());
    named && name.len() < clause.len() && verb.is_some_and(|verb| is(verb, "speech"))
}

/// Whether a sentence is a quotation broken off by its attribution, which goes on in the next
/// quotation: `“Yes,” he said. “I did.”`
fn is_interrupted_quotation(sentence: &str) -> bool {
    let head = &sentence[..sentence.floor_char_boundary(REACH)];
    head.starts_with(['"', '“']) && (head.contains(",”") || head.contains(",\""))
}

/// The byte after footnote marks ([1], [note 2]) that stand at `at` without a blank.
fn skip_footnotes(text: &str, mut at: usize) -> usize {
    while text[at..].starts_with('[') {
        let inner = &text[at + 1..];
        match inner.char_indices().take(10).find(|&(_, c)| c == ']') {
            Some((close, _)) if inner[..close].ends_with(|c: char| c.is_ascii_alphanumeric()) => {
                at += close + 2;
            }
            _ => break,
        }
    }
    at
}

/// The last word of `text`, at most 40 bytes of it, without quotes and brackets before it.
fn word_before(text: &str) -> &str {
    let window = text.floor_char_boundary(text.len().saturating_sub(40));
    let tail = &text[window..];
    let cut = |c: char| c.is_whitespace() || "\"'“‘([".contains(c) || matches!(c, '/' | '–' | '—');
    tail.rfind(cut)
        .map_or(tail, |at| &tail[at + tail[at..].chars().next().map_or(1, char::len_utf8)..])
}

/// `1`, `12`, `a`: what stands before the stop of a list item.
fn is_list_number(word: &str) -> bool {
    !word.is_empty() && word.len() <= 3 && word.bytes().all(|b| b.is_ascii_digit())
        || matches!(word.as_bytes(), [letter] if letter.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Each item is one paragraph with `|` where a sentence ends.
    const CASES: [&str; 26] = [
        "Hanbit Electronics opened a plant on Monday.| It makes memory chips.",
        "Dr. J. K. Moon met Gov. Ellis at 4 p.m. on Tuesday.| Nobody else came.",
        "The doors opened at 9 a.m.| Visitors queued for hours.",
        "The session starts at 9 a.m. Monday in the main hall.",
        "Gaon Inc. rose 2.5 percent.| Its rival, Daon Corp., fell.",
        "Gaon Inc. Chief Executive Ha-eun Lim resigned.",
        "The order came from Saebyeol Co. Ltd.| Suppliers were glad.",
        "The firm left the U.S.| It now ships from Busan.",
        "The U.S. Treasury did not comment.",
        "\"Is that all?\" she asked.| Nobody answered.",
        "\"Is that all?\" Ms. Lim asked.| Nobody answered.",
        "\"Really?\" Min Lee, an analyst at Gaon, said.| It was.",
        "“Never!” said the mayor.| “We will appeal.”",
        "“Yes,” the mayor said. “We did.”| Nobody clapped.",
        "The note said: \"Come at once.\"| He stayed at home.",
        "It ranked No. 3 in Sept. 2024, vs. No. 5 a year before.",
        "It will reopen in Oct.| The owner promised.",
        "See gaon.example/news.html?x=1 for more.| Write to info@gaon.example.",
        "The yield (see Fig. 2 and p. 9) is low.| (That may change.)| Few doubt it.",
        "They waited . . . and waited.| Then it rang...| Silence followed.",
        "Yields doubled.[1]| Costs did not.[2][3]| Nobody knows why.",
        "1. Open the lid.| 2. Remove the chip.",
        "She likes eVision.| eVision likes her.| iDrive does not.",
        "Oh! and Ahn! merged.| The shares rose.",
        "They chose Plan B.| It failed.",
        "The price fell.Analysts had expected that.",
    ];

    #[test]
    fn sentences_end_where_they_should() {
        for case in CASES {
            let text = case.replace('|', "");
            let mut expected: Vec<String> = case.split('|').map(|s| s.trim().to_owned()).collect();
            if case.contains("fell.Analysts") {
                expected = vec!["The price fell.".into(), "Analysts had expected that.".into()];
            }
            let found: Vec<&str> = sentences(&text).into_iter().map(|s| s.of(&text)).collect();
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn an_open_bracket_does_not_swallow_the_paragraph() {
        let text = format!("He (the owner left. {}She stayed.", "It rained again. ".repeat(40));
        assert!(sentences(&text).len() > 30);
    }

    proptest! {
        #[test]
        fn spans_are_in_order_and_only_blanks_lie_between(text in "\\PC{0,80}|[a-zA-Z0-9 .?!()\"'\\[\\]\n]{0,80}") {
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
