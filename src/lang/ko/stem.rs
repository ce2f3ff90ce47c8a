//! The written forms of Korean verbs and adjectives.
//!
//! A dictionary lists 만들다, a sentence has 만들었다, 만든, 만드는, 만들어. This module goes from
//! the dictionary form to the beginnings that its conjugated forms can have, so that a lexicon
//! finds a verb by looking up a prefix of an eojeol. Regular contraction (가리키 + 어 → 가리켜)
//! and the irregular classes ㅂ, ㄷ, ㅅ, ㅎ, 르, 으, ㄹ and 하 are covered (National Institute of
//! Korean Language, 한글 맞춤법, articles 18 and 34 to 39). A stem is not known to be regular or
//! irregular from its letters alone, so both readings are given: 묻다 is 물어 "ask" and 묻어 "bury".

use super::hangul::{self, Syllable};

/// How a form is continued inside the eojeol.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    /// The bare stem: an ending that begins with a consonant or 으 follows (만들-고, 먹-는).
    Stem,
    /// The 아/어 form: it stands alone or takes 서, 도, 야, 요 (만들어, 가-서).
    Infinitive,
    /// The past: 다, 고, 던, 습니다 follow (만들었-다).
    Past,
    /// Fused with ㄴ, ㄹ, ㅁ or ㅂ: stands alone or before 다, 지, 니다 (만든, 만들, 만듭-니다).
    Fused,
}

/// One beginning of a conjugated form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// The letters, up to where the ending starts.
    pub text: String,
    /// What may follow them.
    pub link: Link,
}

/// First syllables of the endings that follow each kind of form.
const AFTER_STEM: &str = "고지는기게던다거네나자도더려러면며니시셨습으은을음느든듯군구건";
const AFTER_INFINITIVE: &str = "서도야요라선주지있왔온오올가간갔갈놓두본볼보버진졌질짐";
const AFTER_PAST: &str = "다고지던는으을습기어네거음나더";
const AFTER_FUSED: &str = "다지니수까데바걸게은는을";

impl Link {
    /// Whether a form of this kind may stand before `rest`, the remainder of the eojeol.
    pub fn allows(self, rest: &str) -> bool {
        let Some(next) = rest.chars().next() else {
            return matches!(self, Link::Infinitive | Link::Fused);
        };
        match self {
            Link::Stem => AFTER_STEM.contains(next),
            Link::Infinitive => AFTER_INFINITIVE.contains(next),
            Link::Past => AFTER_PAST.contains(next),
            Link::Fused => AFTER_FUSED.contains(next),
        }
    }
}

/// The beginnings of all conjugated forms of a verb or adjective.
///
/// `dictionary_form` ends in 다. Anything else, and a stem that does not end in a Hangul syllable,
/// has no forms. The order is fixed; forms may repeat.
///
/// ```
/// use jjak::lang::ko::stem::forms;
/// let texts: Vec<String> = forms("빠르다").into_iter().map(|f| f.text).collect();
/// assert!(texts.contains(&"빨라".to_string()) && texts.contains(&"빠른".to_string()));
/// ```
pub fn forms(dictionary_form: &str) -> Vec<Form> {
    let Some(stem) = dictionary_form.strip_suffix('다') else {
        return Vec::new();
    };
    let Some(last) = stem.chars().next_back() else {
        return Vec::new();
    };
    let Some(syllable) = hangul::decompose(last) else {
        return Vec::new();
    };
    let head = &stem[..stem.len() - last.len_utf8()];
    let mut forms = Forms { head, list: Vec::new() };
    forms.add(Some(last), None, Link::Stem);
    match syllable.last {
        None => forms.open_stem(syllable),
        Some(batchim) => forms.closed_stem(syllable, batchim),
    }
    forms.list
}

/// Collects the forms of one stem; `head` is the stem less its last syllable.
struct Forms<'a> {
    head: &'a str,
    list: Vec<Form>,
}

impl Forms<'_> {
    fn add(&mut self, last: Option<char>, extra: Option<char>, link: Link) {
        if let Some(last) = last {
            let text: String = self.head.chars().chain([last]).chain(extra).collect();
            self.list.push(Form { text, link });
        }
    }

    /// Adds the fused forms of an open syllable: 가 → 간, 갈, 감, 갑.
    fn fused(&mut self, open: Syllable) {
        for last in ['ㄴ', 'ㄹ', 'ㅁ', 'ㅂ'] {
            self.add(with_last(open, last), None, Link::Fused);
        }
    }

    /// Adds the 아/어 form and the past that end in this open syllable: 켜, 켰.
    fn infinitive(&mut self, open: Syllable) {
        self.add(hangul::compose(open), None, Link::Infinitive);
        self.add(with_last(open, 'ㅆ'), None, Link::Past);
    }

    /// Adds a syllable and the separate 아/어 after it: 먹어, 먹었.
    fn separate(&mut self, syllable: Syllable, vowel: char) {
        let ending = Syllable { first: 'ㅇ', vowel: harmony(vowel), last: None };
        let base = hangul::compose(syllable);
        self.add(base, hangul::compose(ending), Link::Infinitive);
        self.add(base, with_last(ending, 'ㅆ'), Link::Past);
    }

    fn open_stem(&mut self, s: Syllable) {
        self.fused(s);
        match (s.first, s.vowel) {
            ('ㅎ', 'ㅏ') => {
                self.infinitive(Syllable { vowel: 'ㅐ', ..s });
                self.add(Some('하'), Some('여'), Link::Infinitive);
                self.add(Some('하'), Some('였'), Link::Past);
            }
            ('ㄹ', 'ㅡ') => {
                self.doubled_rieul();
                self.infinitive(Syllable { vowel: 'ㅓ', ..s });
            }
            (_, 'ㅡ') => {
                let before = self.head.chars().next_back().and_then(hangul::decompose);
                self.infinitive(Syllable {
                    vowel: harmony(before.map_or('ㅓ', |b| b.vowel)), ..s
                });
            }
            (_, 'ㅣ') => self.infinitive(Syllable { vowel: 'ㅕ', ..s }),
            (_, 'ㅗ') => self.infinitive(Syllable { vowel: 'ㅘ', ..s }),
            (_, 'ㅜ') => self.infinitive(Syllable { vowel: 'ㅝ', ..s }),
            (_, 'ㅚ') => self.infinitive(Syllable { vowel: 'ㅙ', ..s }),
            (_, 'ㅏ' | 'ㅓ' | 'ㅐ' | 'ㅔ' | 'ㅕ') => self.infinitive(s),
            (_, vowel) => self.separate(s, vowel),
        }
    }

    /// 르 irregular: 빠르 → 빨라. The syllable before takes ㄹ.
    fn doubled_rieul(&mut self) {
        let Some(before) = self.head.chars().next_back() else { return };
        let Some(open) = hangul::decompose(before).filter(|b| b.last.is_none()) else { return };
        let head = &self.head[..self.head.len() - before.len_utf8()];
        let ending = Syllable { first: 'ㄹ', vowel: harmony(open.vowel), last: None };
        let mut doubled = Forms { head, list: Vec::new() };
        let base = with_last(open, 'ㄹ');
        doubled.add(base, hangul::compose(ending), Link::Infinitive);
        doubled.add(base, with_last(ending, 'ㅆ'), Link::Past);
        self.list.append(&mut doubled.list);
    }

    fn closed_stem(&mut self, s: Syllable, batchim: char) {
        let open = Syllable { last: None, ..s };
        self.separate(s, s.vowel);
        match batchim {
            'ㅂ' => {
                let base = hangul::compose(open);
                for ending in ['우', '운', '울', '움'] {
                    self.add(base, Some(ending), Link::Fused);
                }
                for (infinitive, past) in [('워', '웠'), ('와', '왔')] {
                    self.add(base, Some(infinitive), Link::Infinitive);
                    self.add(base, Some(past), Link::Past);
                }
            }
            'ㄷ' => self.separate(Syllable { last: Some('ㄹ'), ..s }, s.vowel),
            'ㅅ' => self.separate(open, s.vowel),
            'ㅎ' => {
                self.fused(open);
                self.infinitive(Syllable { vowel: 'ㅐ', ..open });
            }
            'ㄹ' => {
                self.add(hangul::compose(open), None, Link::Stem);
                self.fused(open);
            }
            _ => {}
        }
    }
}

fn with_last(open: Syllable, last: char) -> Option<char> {
    hangul::compose(Syllable { last: Some(last), ..open })
}

/// The vowel of the 아/어 ending after a stem vowel.
fn harmony(vowel: char) -> char {
    if matches!(vowel, 'ㅏ' | 'ㅗ' | 'ㅑ') { 'ㅏ' } else { 'ㅓ' }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether some form of `verb` begins `eojeol` and may stand before the rest of it.
    fn covers(verb: &str, eojeol: &str) -> bool {
        forms(verb)
            .iter()
            .any(|f| eojeol.strip_prefix(f.text.as_str()).is_some_and(|rest| f.link.allows(rest)))
    }

    #[test]
    fn regular_and_contracted_forms() {
        for (verb, eojeols) in [
            ("먹다", "먹고 먹는 먹었다 먹어서 먹으면 먹은"),
            ("가다", "가고 간다 갔다 가는 갈 갑니다"),
            ("보이다", "보여 보였다 보인다 보이는 보일"),
            ("나누다", "나눠 나눴다 나눈 나누는"),
            ("되다", "돼 됐다 된 될 되는"),
            ("밝히다", "밝혔다 밝힌 밝혀 밝히며"),
            ("필요하다", "필요한 필요했다 필요하다 필요해 필요하며"),
        ] {
            for eojeol in eojeols.split(' ') {
                assert!(covers(verb, eojeol), "{verb} {eojeol}");
            }
        }
    }

    #[test]
    fn irregular_forms() {
        for (verb, eojeols) in [
            ("돕다", "도와 도왔다 도운 돕는"),
            ("어렵다", "어려워 어려웠다 어려운 어렵고"),
            ("듣다", "들어 들었다 듣는"),
            ("짓다", "지어 지었다 짓는"),
            ("빠르다", "빨라 빨랐다 빠른 빠르게"),
            ("쓰다", "써 썼다 쓴 쓰는"),
            ("모으다", "모아 모았다 모은"),
            ("만들다", "만드는 만든 만들어 만들었다 만듭니다 만들고"),
            ("그렇다", "그래 그런 그렇게"),
        ] {
            for eojeol in eojeols.split(' ') {
                assert!(covers(verb, eojeol), "{verb} {eojeol}");
            }
        }
    }

    #[test]
    fn another_word_with_the_same_beginning_is_not_a_form() {
        assert!(!covers("가다", "가격"));
        assert!(!covers("보다", "보안"));
        assert!(!covers("오다", "오피스"));
        assert!(forms("정부").is_empty());
        assert!(forms("다").is_empty());
    }
}
