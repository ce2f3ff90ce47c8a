//! Which language a text is in, as far as its letters tell.

use super::ko::hangul;

/// A language by the letters of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Hangul.
    Korean,
    /// Latin letters. What else is written with them is not told apart from English.
    English,
    /// Kana, with or without Chinese characters.
    Japanese,
    /// Chinese characters alone.
    Chinese,
    /// Cyrillic letters.
    Russian,
}

impl Language {
    /// The language's English name.
    pub fn name(self) -> &'static str {
        match self {
            Language::Korean => "Korean",
            Language::English => "English",
            Language::Japanese => "Japanese",
            Language::Chinese => "Chinese",
            Language::Russian => "Russian",
        }
    }
}

/// Share of Hangul among the letters that makes a text Korean: technical news is full of Latin
/// names, while English text holds Korean in glosses at most.
const KOREAN_SHARE: f64 = 0.3;
/// Share that any other script must have.
const SHARE: f64 = 0.5;

/// The language of a text; `None` when it has hardly any letters or no script prevails.
///
/// ```
/// use jjak::lang::script::{Language, guess};
/// assert_eq!(guess("엔비디아의 GPU H100, H200, B200을 TSMC가 만든다"), Some(Language::Korean));
/// assert_eq!(guess("Baidu's Kunlun (쿤룬) chips"), Some(Language::English));
/// ```
pub fn guess(text: &str) -> Option<Language> {
    let (mut korean, mut latin, mut kana, mut chinese, mut cyrillic) = (0, 0, 0, 0, 0);
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        match c {
            _ if hangul::is_hangul(c) => korean += 1,
            '\u{3040}'..='\u{30FF}' => kana += 1,
            '\u{3400}'..='\u{9FFF}' => chinese += 1,
            '\u{0400}'..='\u{04FF}' => cyrillic += 1,
            'a'..='z' | 'A'..='Z' | '\u{C0}'..='\u{24F}' => latin += 1,
            _ => {}
        }
    }
    let all = f64::from(korean + latin + kana + chinese + cyrillic);
    let share = |count: i32| f64::from(count) / all;
    match () {
        () if all < 2.0 => None,
        // A syllable says as much as two or three letters.
        () if share(korean) >= KOREAN_SHARE => Some(Language::Korean),
        () if share(kana) > 0.1 && share(kana + chinese) >= SHARE => Some(Language::Japanese),
        () if share(chinese) >= SHARE => Some(Language::Chinese),
        () if share(cyrillic) >= SHARE => Some(Language::Russian),
        () if share(latin) >= SHARE => Some(Language::English),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_scripts_apart() {
        assert_eq!(guess("新しいチップを発表した。"), Some(Language::Japanese));
        assert_eq!(guess("百度发布新一代芯片"), Some(Language::Chinese));
        assert_eq!(guess("Новый процессор"), Some(Language::Russian));
        assert_eq!(guess("2026. 10. 14 ..."), None);
    }
}
