//! Which language a text is in, told by its letters.
//!
//! Enough to notice a file in the wrong place. Korean technology news is full of Latin names, so
//! Korean needs only a fair share of Hangul.

use std::fmt;

use super::ko::hangul::is_hangul;

/// A language, as far as letters tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Language {
    /// Hangul, with Latin and Chinese letters among it.
    Korean,
    /// Latin letters and English function words.
    English,
    /// Another language or script, by its English name.
    Other(&'static str),
}

impl Language {
    /// The English name: "Korean".
    pub fn name(self) -> &'static str {
        match self {
            Language::Korean => "Korean",
            Language::English => "English",
            Language::Other(name) => name,
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Letters of a text counted by script.
#[derive(Debug, Default)]
struct Letters {
    hangul: usize,
    latin: usize,
    /// Latin letters that English does not use.
    accented: usize,
    han: usize,
    kana: usize,
    cyrillic: usize,
    other: usize,
}

impl Letters {
    fn count(text: &str) -> Self {
        let mut letters = Letters::default();
        for c in text.chars().filter(|c| c.is_alphabetic()) {
            let script = match c {
                c if is_hangul(c) => &mut letters.hangul,
                'a'..='z' | 'A'..='Z' => &mut letters.latin,
                '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => &mut letters.accented,
                '\u{3041}'..='\u{30FF}' => &mut letters.kana,
                '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' => &mut letters.han,
                '\u{400}'..='\u{52F}' => &mut letters.cyrillic,
                _ => &mut letters.other,
            };
            *script += 1;
        }
        letters
    }

    fn total(&self) -> usize {
        self.hangul + self.latin + self.accented + self.han + self.kana + self.cyrillic + self.other
    }
}

/// Share of Hangul among the letters of `text`, 0 to 1; 0 when there is no letter.
pub fn hangul_share(text: &str) -> f64 {
    let letters = Letters::count(text);
    letters.hangul as f64 / letters.total().max(1) as f64
}

/// Share of Latin among the letters of `text`, 0 to 1; 0 when there is no letter.
pub fn latin_share(text: &str) -> f64 {
    let letters = Letters::count(text);
    (letters.latin + letters.accented) as f64 / letters.total().max(1) as f64
}

/// The language of `text`; `None` when it has too few letters to tell.
///
/// A Hangul syllable says as much as two or three Latin letters, so a fifth of the letters is
/// enough for Korean. Latin text with more than a twentieth of accented letters is not English.
pub fn guess(text: &str) -> Option<Language> {
    let letters = Letters::count(text);
    let total = letters.total();
    let share = |count: usize| count * 100 / total.max(1);
    Some(match () {
        () if total < 4 => return None,
        () if share(letters.hangul) >= 20 => Language::Korean,
        () if share(letters.kana) >= 10 => Language::Other("Japanese"),
        () if share(letters.han) >= 40 => Language::Other("Chinese"),
        () if share(letters.cyrillic) >= 40 => Language::Other("Russian"),
        () if share(letters.other) >= 40 => Language::Other("another language"),
        () if share(letters.accented) >= 5 => Language::Other("another language"),
        () if share(letters.latin) >= 80 => Language::English,
        () => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn korean_full_of_latin_names_is_korean() {
        let text = "SK hynix가 NVIDIA GPU용 HBM4E 16단 샘플을 GTC 2026에서 공개했다.";
        assert_eq!(guess(text), Some(Language::Korean));
    }

    #[test]
    fn english_with_a_korean_gloss_is_english() {
        let text =
            "The company, whose name (한빛) means one light, sells memory chips to server makers.";
        assert_eq!(guess(text), Some(Language::English));
    }

    #[test]
    fn other_languages_are_named() {
        for (text, name) in [
            ("新しい半導体の工場を作ることにした。", "Japanese"),
            ("公司宣布将建设新的芯片工厂。", "Chinese"),
            ("Компания построит новый завод.", "Russian"),
        ] {
            assert_eq!(guess(text), Some(Language::Other(name)));
        }
        assert_eq!(guess("12.5% → 13.0%"), None);
    }
}
