//! Which form of a particle follows a word: 쿤룬을 and 바이두를, 서울로 and 부산으로, M100을 and AI가.
//!
//! The form depends on the last sound of the word as it is read aloud. Hangul shows it; for digits,
//! acronyms and Latin words it is known for some ends only ([`Ending::of`] gives `None` for the
//! others, and for those nothing is claimed). The tables are `data/particle_pairs.tsv` and
//! `data/reading_ends.tsv`.

use std::sync::LazyLock;

use super::hangul::{batchim, is_syllable};
use crate::text::table::lines;

/// The last sound of a word, as far as particles care.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ending {
    /// A vowel: 를, 로.
    Vowel,
    /// The consonant ㄹ: 을, but 로.
    Rieul,
    /// Another consonant: 을, 으로.
    Consonant,
    /// A consonant, ㄹ or another: 을; of 로 and 으로 either may be right.
    Closed,
}

impl Ending {
    /// How a word ends when it is read aloud in Korean; `None` when that is not certain.
    ///
    /// ```
    /// use jjak::lang::ko::particle::Ending;
    /// assert_eq!(Ending::of("쿤룬"), Some(Ending::Consonant));
    /// assert_eq!(Ending::of("AI"), Some(Ending::Vowel));
    /// assert_eq!(Ending::of("M100"), Some(Ending::Consonant));
    /// assert_eq!(Ending::of("Google"), None);
    /// ```
    pub fn of(word: &str) -> Option<Ending> {
        let last = word.chars().next_back()?;
        if is_syllable(last) {
            return Some(match batchim(last) {
                None => Ending::Vowel,
                Some('ㄹ') => Ending::Rieul,
                Some(_) => Ending::Consonant,
            });
        }
        let latin = |c: char| c.is_ascii_alphabetic();
        let start = word.trim_end_matches(latin).len();
        let (before, letters) = word.split_at(start);
        if before.ends_with(|c: char| c.is_ascii_digit()) || letters.is_empty() {
            return of_number(word);
        }
        // An apostrophe or an accent changes how the rest is read.
        if before.chars().next_back().is_some_and(|c| c.is_alphabetic() || matches!(c, '\'' | '’'))
        {
            return None;
        }
        if letters.chars().all(|c| c.is_ascii_uppercase()) {
            return of_acronym(letters);
        }
        // One small letter is a variable or a unit.
        let spelled = letters.len() > 2 && letters[1..].chars().all(|c| c.is_ascii_lowercase());
        if spelled { lookup("ending", letters) } else { None }
    }

    fn named(name: &str) -> Option<Ending> {
        Some(match name {
            "V" => Ending::Vowel,
            "R" => Ending::Rieul,
            "C" => Ending::Consonant,
            "X" => Ending::Closed,
            _ => return None,
        })
    }
}

/// A number with or without a unit after it, or the number of a product.
fn of_number(word: &str) -> Option<Ending> {
    let digits_end = word.rfind(|c: char| c.is_ascii_digit())? + 1;
    let unit = word[digits_end..].trim_start();
    if !unit.is_empty() {
        let rows = ROWS.iter().filter(|row| row.kind == "unit");
        return rows.filter(|row| row.form == unit).map(|row| row.sound).next();
    }
    let number_start = word[..digits_end]
        .trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','))
        .len();
    let number = &word[number_start..];
    let is_product = word[..number_start].ends_with(|c: char| c.is_alphabetic() || c == '-');
    // 100 is 백 in a product's name too; 3.0 may be 점 영 or 점 제로.
    let round = number.len() > 2 && number.ends_with("00") && !number.contains('.');
    if round {
        return Some(Ending::Consonant);
    }
    if number.ends_with('0') {
        return (!is_product && !number.contains('.') && number.len() > 1)
            .then_some(Ending::Consonant);
    }
    lookup(if is_product || number.contains('.') { "name" } else { "digit" }, number)
}

/// Letters that are read one by one, unless they may be read as a word (OPEC is 오펙).
fn of_acronym(letters: &str) -> Option<Ending> {
    let vowel = |c: char| "AEIOU".contains(c);
    let last = letters.chars().next_back()?;
    let ending = lookup("letter", &last.to_string())?;
    let word_like = letters.len() > 2 && letters.contains(vowel);
    let certain = match last {
        // 램 and 엠, 펜 and 엔, 실 and 엘: alike either way; R is 아르 or 알.
        'L' | 'M' | 'N' => true,
        'R' => false,
        'E' => letters.len() <= 2 || !letters[..letters.len() - 1].contains(vowel),
        c if vowel(c) => true,
        _ => !word_like,
    };
    certain.then_some(ending)
}

/// The sound of the longest form of this kind with which the text ends.
fn lookup(kind: &str, text: &str) -> Option<Ending> {
    let rows = ROWS.iter().filter(|row| row.kind == kind && text.ends_with(row.form));
    rows.max_by_key(|row| row.form.len()).map(|row| row.sound)
}

struct Row {
    kind: &'static str,
    sound: Ending,
    form: &'static str,
}

static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let rows = lines(include_str!("data/reading_ends.tsv")).filter_map(|line| {
        let mut cells = line.split('\t');
        let (kind, sound) = (cells.next()?, Ending::named(cells.next()?)?);
        Some(cells.next()?.split(' ').map(move |form| Row { kind, sound, form }))
    });
    rows.flatten().collect()
});

/// The two forms of a particle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// After a consonant: 을, 으로.
    pub closed: &'static str,
    /// After a vowel: 를, 로.
    pub open: &'static str,
    /// Whether ㄹ takes the form of a vowel: 서울로.
    rieul_open: bool,
    /// Whether the form of a consonant may stand after a vowel too: AI이라는.
    kept: bool,
}

impl Pair {
    /// The form after a word that ends so; `None` when either may be right.
    pub fn form(&self, ending: Ending) -> Option<&'static str> {
        match ending {
            Ending::Vowel => Some(self.open),
            Ending::Consonant => Some(self.closed),
            Ending::Rieul => Some(if self.rieul_open { self.open } else { self.closed }),
            Ending::Closed => (!self.rieul_open).then_some(self.closed),
        }
    }
}

static PAIRS: LazyLock<Vec<Pair>> = LazyLock::new(|| {
    let rows = lines(include_str!("data/particle_pairs.tsv")).filter_map(|line| {
        let mut cells = line.split('\t');
        let (closed, open) = (cells.next()?, cells.next()?);
        Some(Pair { closed, open, rieul_open: cells.next()? == "V", kept: cells.next()? == "K" })
    });
    rows.collect()
});

/// The pair that has this form.
pub fn pair(form: &str) -> Option<&'static Pair> {
    PAIRS.iter().find(|pair| pair.closed == form || pair.open == form)
}

/// The form that should stand after `word` in place of `form`; `None` when it is right, is no
/// such particle, or when it is not certain how the word ends.
///
/// ```
/// use jjak::lang::ko::particle::mended;
/// assert_eq!(mended("쿤룬", "를"), Some("을"));
/// assert_eq!(mended("서울", "으로"), Some("로"));
/// assert_eq!(mended("AI", "이"), Some("가"));
/// assert_eq!(mended("M300", "을"), None);
/// ```
pub fn mended(word: &str, form: &str) -> Option<&'static str> {
    let (pair, ending) = (pair(form)?, Ending::of(word)?);
    let right = pair.form(ending)?;
    let may_stand = right == form || pair.kept && form == pair.closed;
    (!may_stand).then_some(right)
}

/// The form of a particle after any word, for messages of ours: `을(를)` where the ending is not
/// certain, as is usual there.
pub fn attached(word: &str, form: &str) -> String {
    let Some(pair) = pair(form) else { return form.to_string() };
    match Ending::of(word).and_then(|ending| pair.form(ending)) {
        Some(right) => right.to_string(),
        None if pair.closed.ends_with(pair.open) => {
            let added = &pair.closed[..pair.closed.len() - pair.open.len()];
            format!("({added}){}", pair.open)
        }
        None => format!("{}({})", pair.closed, pair.open),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_end_as_they_are_read() {
        use Ending::{Closed, Consonant, Rieul, Vowel};
        for (word, ending) in [
            ("반도체", Some(Vowel)),
            ("서울", Some(Rieul)),
            ("수율", Some(Rieul)),
            ("Baidu", Some(Vowel)),
            ("Kunlun", Some(Consonant)),
            ("Intel", Some(Rieul)),
            ("Nvidia", Some(Vowel)),
            ("Google", None),
            ("Rocket", None),
            ("HBM", Some(Consonant)),
            ("GPU", Some(Vowel)),
            ("LED", None),
            ("OPEC", None),
            ("US", Some(Vowel)),
            ("URL", Some(Rieul)),
            ("XML", Some(Rieul)),
            ("100", Some(Consonant)),
            ("27", Some(Rieul)),
            ("GPT-4", Some(Vowel)),
            ("GPT-3", None),
            ("M1", Some(Closed)),
            ("3%", Some(Vowel)),
            ("30kg", Some(Consonant)),
            ("3.0", None),
            ("10", Some(Consonant)),
            ("A20", None),
            ("café", None),
            ("", None),
        ] {
            assert_eq!(Ending::of(word), ending, "{word}");
        }
    }

    #[test]
    fn wrong_forms_are_mended() {
        for (word, form, right) in [
            ("바이두", "은", Some("는")),
            ("바이두", "는", None),
            ("서울", "로", None),
            ("부산", "로", Some("으로")),
            ("M100", "를", Some("을")),
            ("M1", "으로", None),
            ("M1", "를", Some("을")),
            ("쿤룬", "에서", None),
            ("Google", "를", None),
            ("AI", "이라는", None),
            ("HBM", "라는", Some("이라는")),
        ] {
            assert_eq!(mended(word, form), right, "{word}{form}");
        }
    }

    #[test]
    fn messages_have_a_form_for_any_word() {
        assert_eq!(attached("수율", "을"), "을");
        assert_eq!(attached("Google", "을"), "을(를)");
        assert_eq!(attached("Google", "으로"), "(으)로");
        assert_eq!(attached("", "이"), "이(가)");
    }
}
