//! What is compared when two texts are compared: tokens, each heavy or light.
//!
//! A token is a Hangul syllable, a third of a word of other letters (a longer word weighs more), or
//! a number, whatever its value. White space is no token, so that 할 수 있다 and 할수있다 are the
//! same. Particles, endings and English function words are light: a translation outlives a change
//! of theirs. What is a light token depends on its eojeol and the letter before it alone.

use std::cell::RefCell;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::lang::ko::hangul;
use crate::lang::ko::tail::{self, Tail};
use crate::text::{Span, key::Key, table::lines};

/// The symbol of every number.
const NUMBER: u64 = 1;
/// Set in the symbols that are hashes; the others are code points.
const HASHED: u64 = 1 << 63;
/// Letters of a word that make one token.
const LETTERS: usize = 3;
/// How many runs of Hangul a thread remembers.
const REMEMBERED: usize = 1 << 17;
/// The most tokens a word makes.
const MOST: usize = 4;

/// A unit of comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Equal for equal things: the code point of a syllable, a hash of a word and the number of
    /// its part, one for all numbers.
    pub symbol: u64,
    /// Whether it is a particle, an ending or a function word.
    pub light: bool,
    /// Where it stands in the text; the parts of a word all have the place of the word.
    pub span: Span,
}

/// A text as it is compared.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tokens {
    /// The tokens in order.
    pub tokens: Vec<Token>,
    /// The numbers in order, as digits without separators of thousands, with their places.
    pub numbers: Vec<(String, Span)>,
    /// Punctuation and symbols in order.
    pub marks: String,
    /// Hash of the text with upper and lower case apart, without white space.
    cased: u64,
    /// Hash of the text with white space, each run as one blank.
    spaced: u64,
}

impl Tokens {
    /// Reads a text.
    pub fn new(text: &str) -> Tokens {
        let key = Key::new(text);
        let mut out = Tokens::of_key(&key);
        let cased = Key::cased(text);
        out.cased = hash(cased.text().split_whitespace());
        out.spaced = hash(key.text().split_whitespace().flat_map(|word| [word, " "]));
        out
    }

    /// The tokens of a text whose places are of no account, at less cost.
    pub(super) fn without_places(text: &str) -> Tokens {
        Tokens::in_key(&Key::new(text))
    }

    fn of_key(key: &Key) -> Tokens {
        let mut out = Tokens::in_key(key);
        let tokens = out.tokens.iter_mut().map(|token| &mut token.span);
        let numbers = out.numbers.iter_mut().map(|(_, span)| span);
        tokens.chain(numbers).for_each(|span| *span = key.origin(*span));
        out
    }

    /// The tokens with their places in the key, not in the text.
    fn in_key(key: &Key) -> Tokens {
        let mut reader = Reader { text: key.text(), at: 0, out: Tokens::default(), joined: None };
        reader.read();
        let mut out = reader.out;
        if out.tokens.iter().all(|token| token.light) {
            out.tokens.iter_mut().for_each(|token| token.light = false);
        }
        if out.tokens.is_empty() {
            let marks = key.text().char_indices().filter(|(_, c)| !c.is_whitespace());
            out.tokens.extend(marks.map(|(at, c)| {
                let span = Span::new(at, at + c.len_utf8());
                Token { symbol: u64::from(u32::from(c)), light: false, span }
            }));
        }
        out
    }

    /// The symbols of the heavy tokens in order: what the index compares.
    pub fn core(&self) -> impl Iterator<Item = u64> + '_ {
        self.tokens.iter().filter(|token| !token.light).map(|token| token.symbol)
    }

    /// Whether the two differ in upper and lower case at most by nothing: same letters, same case.
    pub fn same_case(&self, other: &Tokens) -> bool {
        self.cased == other.cased
    }

    /// Whether the two have white space at the same places.
    pub fn same_spacing(&self, other: &Tokens) -> bool {
        self.spaced == other.spaced
    }
}

/// FNV-1a of 64 bits over the pieces (Fowler, Noll, Vo): files hold it, so it must never change.
pub(super) fn hash<'a>(pieces: impl IntoIterator<Item = &'a str>) -> u64 {
    let bytes = pieces.into_iter().flat_map(str::bytes);
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

struct Reader<'a> {
    /// The text of a key.
    text: &'a str,
    /// Byte in it.
    at: usize,
    out: Tokens,
    /// The last letter or digit, and whether white space followed it.
    joined: Option<(char, bool)>,
}

impl Reader<'_> {
    fn read(&mut self) {
        while let Some(c) = self.text[self.at..].chars().next() {
            if hangul::is_syllable(c) {
                self.hangul();
            } else if c.is_numeric() {
                self.number();
            } else if is_ideograph(c) {
                self.push(u64::from(u32::from(c)), false, self.at, self.at + c.len_utf8());
                self.pass(c);
            } else if c.is_alphabetic() {
                self.word();
            } else {
                if c.is_whitespace() {
                    self.joined = self.joined.map(|(last, _)| (last, true));
                } else {
                    self.out.marks.push(c);
                }
                self.at += c.len_utf8();
            }
        }
    }

    fn push(&mut self, symbol: u64, light: bool, start: usize, end: usize) {
        self.out.tokens.push(Token { symbol, light, span: Span::new(start, end) });
    }

    fn pass(&mut self, last: char) {
        self.joined = Some((last, false));
        self.at += last.len_utf8();
    }

    /// The end of the run of characters from here that `belongs` picks.
    fn run(&self, belongs: impl Fn(char) -> bool) -> usize {
        let rest = &self.text[self.at..];
        self.at + rest.find(|c| !belongs(c)).unwrap_or(rest.len())
    }

    fn hangul(&mut self) {
        let end = self.run(hangul::is_syllable);
        let run = &self.text[self.at..end];
        let tail = self.at + remembered_tail(self.joined, run);
        for (offset, c) in run.char_indices() {
            let at = self.at + offset;
            self.push(u64::from(u32::from(c)), at >= tail, at, at + c.len_utf8());
        }
        self.joined = run.chars().next_back().map(|last| (last, false));
        self.at = end;
    }

    fn number(&mut self) {
        let (text, start) = (self.text, self.at);
        let mut end = self.run(char::is_numeric);
        // A mark between two digits belongs to the number: 3.5, 1,200.
        while let Some(rest) = text[end..].strip_prefix(['.', ','])
            && rest.starts_with(char::is_numeric)
        {
            self.at = end + 1;
            end = self.run(char::is_numeric);
        }
        self.push(NUMBER, false, start, end);
        let digits = text[start..end].replace(',', "");
        self.out.numbers.push((digits, Span::new(start, end)));
        self.joined = text[..end].chars().next_back().map(|last| (last, false));
        self.at = end;
    }

    fn word(&mut self) {
        let text = self.text;
        let (start, end) = (self.at, self.run(is_word));
        let word = text[start..end].trim_end_matches('\'');
        let end = start + word.len();
        if LIGHT_WORDS.contains(word) {
            self.push(HASHED | hash([word]), true, start, end);
        } else {
            let stem = english_stem(word);
            let parts = stem.chars().count().div_ceil(LETTERS).clamp(1, MOST);
            let whole = hash([stem]);
            for part in 0..parts as u64 {
                self.push(HASHED | whole.wrapping_add(part), false, start, start + stem.len());
            }
            if stem.len() < word.len() {
                let ending = HASHED | hash(["-", &word[stem.len()..]]);
                self.push(ending, true, start + stem.len(), end);
            }
        }
        self.joined = word.chars().next_back().map(|last| (last, false));
        self.at = end;
    }
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}')
}

fn is_word(c: char) -> bool {
    c == '\'' || (c.is_alphabetic() && !hangul::is_syllable(c) && !is_ideograph(c))
}

/// [`tail_start`], remembered: the same few eojeols make up most of a text. Of the letter before
/// them its sound alone matters.
fn remembered_tail(joined: Option<(char, bool)>, run: &str) -> usize {
    let joined = joined.map(|(last, apart)| (tail::sounds_like(last), apart));
    type Known = FxHashMap<Option<(char, bool)>, FxHashMap<String, usize>>;
    thread_local! {
        static KNOWN: RefCell<(usize, Known)> = RefCell::default();
    }
    KNOWN.with_borrow_mut(|(size, known)| {
        if *size >= REMEMBERED {
            known.clear();
            *size = 0;
        }
        let runs = known.entry(joined).or_default();
        if let Some(&tail) = runs.get(run) {
            return tail;
        }
        let tail = tail_start(joined, run);
        runs.insert(run.to_string(), tail);
        *size += 1;
        tail
    })
}

/// Where in a run of Hangul its light tail begins: its length when it has none.
fn tail_start(joined: Option<(char, bool)>, run: &str) -> usize {
    if let Some((last, apart)) = joined {
        let tail = tail::follows(last, run);
        let light = match tail {
            Some(Tail::Verb | Tail::Copula) => true,
            Some(Tail::Particle | Tail::Suffix) => !apart,
            _ => false,
        };
        if light {
            return 0;
        }
    }
    let ends = |(at, c): (usize, char)| (c, at + c.len_utf8());
    let noun = run.char_indices().map(ends).enumerate().find(|&(number, (c, end))| {
        let rest = &run[end..];
        !rest.is_empty()
            && if number == 0 { tail::stands(&run[..end], rest) } else { tail::is_tail(c, rest) }
    });
    let noun = noun.map_or(run.len(), |(_, (_, end))| end);
    noun.min(verb_stem(run))
}

/// The length of a predicate without its ending: at least two syllables, or one with ㅆ (갔다).
fn verb_stem(run: &str) -> usize {
    let stem = |ending: &&str| {
        let stem = run.strip_suffix(*ending)?;
        let last = stem.chars().next_back()?;
        let long = stem.chars().nth(1).is_some();
        (long || hangul::batchim(last) == Some('ㅆ')).then_some(stem.len())
    };
    let last = run.chars().next_back();
    let endings = last.and_then(|last| KO_ENDINGS.get(&last)).into_iter().flatten();
    endings.filter_map(stem).min().unwrap_or(run.len())
}

/// A word without its inflection: three letters at least.
fn english_stem(word: &str) -> &str {
    if !word.is_ascii() {
        return word;
    }
    let fits = |ending: &&&str| {
        word.strip_suffix(**ending).is_some_and(|stem| stem.len() >= 3 && !(word.ends_with("ss")))
    };
    let longest = EN_ENDINGS.iter().filter(fits).max_by_key(|ending| ending.len());
    longest.and_then(|ending| word.strip_suffix(ending)).unwrap_or(word)
}

fn endings(language: &str) -> Vec<&'static str> {
    lines(include_str!("data/endings.tsv"))
        .filter_map(|line| line.split_once('\t'))
        .filter(|(name, _)| *name == language)
        .flat_map(|(_, forms)| forms.split(' '))
        .collect()
}

/// By their last letter: a run is tried with those alone that it can end in.
static KO_ENDINGS: LazyLock<FxHashMap<char, Vec<&str>>> = LazyLock::new(|| {
    let mut by_last: FxHashMap<char, Vec<&str>> = FxHashMap::default();
    for ending in endings("ko") {
        if let Some(last) = ending.chars().next_back() {
            by_last.entry(last).or_default().push(ending);
        }
    }
    by_last
});
static EN_ENDINGS: LazyLock<Vec<&str>> = LazyLock::new(|| endings("en"));
static LIGHT_WORDS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    lines(include_str!("data/light_words.txt")).flat_map(str::split_whitespace).collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    /// The text of the tokens, light ones in parentheses.
    fn shown(text: &str) -> String {
        let mut out = String::new();
        let mut last = Span::default();
        for token in Tokens::new(text).tokens {
            let piece = token.span.of(text);
            match token.light {
                _ if token.span == last => out.push('+'),
                true => out.push_str(&format!("({piece})")),
                false => out.push_str(piece),
            }
            last = token.span;
        }
        out
    }

    #[test]
    fn particles_and_endings_are_light() {
        assert_eq!(shown("반도체를 개발했다."), "반도체(를)개발(했)(다)");
        assert_eq!(shown("반도체를 개발 했다."), "반도체(를)개발(했)(다)");
        assert_eq!(shown("값이 크게 올랐습니다"), "값(이)크게올랐(습)(니)(다)");
        assert_eq!(shown("'쿤룬'을 GPU에서 3.5배"), "쿤룬(을)GPU(에)(서)3.5배");
    }

    #[test]
    fn english_words_weigh_by_length() {
        assert_eq!(
            shown("The companies announced chips"),
            "(The)compan+(ies)announc++(ed)chip+(s)"
        );
        assert_eq!(shown("to be or not"), "(to)(be)(or)not");
        assert_eq!(shown("It was"), "Itwas");
    }

    #[test]
    fn numbers_are_one_token_each() {
        let tokens = Tokens::new("1,200억 원에서 3.5% 늘어난 2026년");
        let numbers: Vec<_> = tokens.numbers.iter().map(|(n, _)| n.as_str()).collect();
        assert_eq!(numbers, ["1200", "3.5", "2026"]);
        assert_eq!(Tokens::new("7쪽").core().next(), Tokens::new("19쪽").core().next());
    }
}
