//! The written forms of an English term: plural, verb forms, British and American spelling.
//!
//! A matcher looks for all [`forms`] of a term at once and then asks [`case_fits`] about the place
//! it found. Possessives need no form of their own: the apostrophe ends the word.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::text::table::lines;

type Pairs = HashMap<&'static str, Vec<&'static str>>;

static PLURALS: LazyLock<Pairs> = LazyLock::new(|| pairs(include_str!("data/plural.tsv")));
static SINGULARS: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    let rows = PLURALS.iter();
    rows.flat_map(|(&base, plurals)| plurals.iter().map(move |&plural| (plural, base))).collect()
});
static VERBS: LazyLock<Pairs> = LazyLock::new(|| pairs(include_str!("data/irregular.tsv")));
static SPELLINGS: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    lines(include_str!("data/spelling.tsv")).filter_map(|line| line.split_once('\t')).collect()
});

fn pairs(text: &'static str) -> Pairs {
    lines(text)
        .filter_map(|line| line.split_once('\t'))
        .map(|(base, forms)| (base, forms.split(' ').collect()))
        .collect()
}

/// Every form in which `term` may be written, the term itself first, none twice.
///
/// The last word takes a plural, or gives one up: a glossary may list either. The first word, if
/// it is in lower case, takes verb forms (*scale up*, *scaling up*). Each word may take the
/// other spelling (*center*, *centre*). An acronym may have points (*US*, *U.S.*).
///
/// ```
/// use jjak::lang::en::inflect::forms;
/// assert!(forms("data center").contains(&"data centres".to_string()));
/// assert!(forms("scale up").contains(&"scaling up".to_string()));
/// ```
pub fn forms(term: &str) -> Vec<String> {
    let mut forms = vec![term.to_string()];
    forms.extend(pointed(term));
    forms.extend(respelled(term));
    let count = forms.len();
    for form in 0..count {
        forms.extend(inflected(&forms[form]));
    }
    let mut seen = HashSet::new();
    forms.retain(|form| !form.is_empty() && seen.insert(form.clone()));
    forms
}

/// Plural and verb forms.
fn inflected(term: &str) -> Vec<String> {
    let mut forms = Vec::new();
    let last = term.rfind([' ', '-']).map_or(0, |at| at + 1);
    let (front, noun) = term.split_at(last);
    for form in plurals(noun).into_iter().chain(singular(noun)) {
        forms.push(format!("{front}{form}"));
    }
    let end = term.find(' ').unwrap_or(term.len());
    let (verb, back) = term.split_at(end);
    if is_verb_like(verb) {
        for form in verb_forms(verb) {
            forms.push(format!("{form}{back}"));
        }
    }
    forms
}

/// A word that could be a verb: lower-case letters only, and more than a particle.
fn is_verb_like(word: &str) -> bool {
    word.len() > 2 && word.bytes().all(|b| b.is_ascii_lowercase())
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')
}

/// The word with -s, by the spelling rules.
fn with_s(word: &str) -> String {
    let lower = word.to_ascii_lowercase();
    let mut back = lower.chars().rev();
    match (back.next(), back.next()) {
        (Some('y'), Some(before)) if !is_vowel(before) => {
            format!("{}ies", &word[..word.len() - 1])
        }
        (Some('s' | 'x' | 'z'), _) => format!("{word}es"),
        (Some('h'), Some('c' | 's')) => format!("{word}es"),
        _ => format!("{word}s"),
    }
}

/// The plurals of a noun: irregular ones, the regular one, and *-oes*, *-ves*.
fn plurals(noun: &str) -> Vec<String> {
    if !noun.ends_with(|c: char| c.is_ascii_alphabetic()) {
        return Vec::new();
    }
    let lower = noun.to_ascii_lowercase();
    let whole = PLURALS.get_key_value(lower.as_str());
    let ends = COMPOUNDED.iter().filter(|base| is_compound(&lower, base));
    let irregular = whole.into_iter().chain(ends.filter_map(|base| PLURALS.get_key_value(base)));
    let mut forms: Vec<String> = irregular
        .flat_map(|(singular, plurals)| {
            let front = &noun[..noun.len() - singular.len()];
            plurals.iter().map(move |plural| format!("{front}{plural}"))
        })
        .collect();
    forms.sort();
    forms.push(with_s(noun));
    if lower.ends_with('o') {
        forms.push(format!("{noun}es"));
    }
    forms
}

/// Nouns with an irregular plural that end longer ones: *businesswoman* of *woman*.
const COMPOUNDED: [&str; 8] = ["man", "woman", "child", "person", "foot", "tooth", "wife", "shelf"];

/// Whether a word is a compound of this base; only endings long enough to be told by.
fn is_compound(word: &str, base: &str) -> bool {
    word.len() > base.len() + 2 && word.ends_with(base) && word != "human"
}

/// The singular of a noun that is listed in the plural.
fn singular(noun: &str) -> Option<String> {
    let lower = noun.to_ascii_lowercase();
    if noun != lower {
        return None;
    }
    if let Some(singular) = SINGULARS.get(lower.as_str()) {
        return Some(singular.to_string());
    }
    if noun.len() < 5 || noun.ends_with("ss") || noun.ends_with("us") || noun.ends_with("is") {
        return None;
    }
    if noun.ends_with("ics") || noun.ends_with("news") {
        return None;
    }
    if let Some(stem) = noun.strip_suffix("ies") {
        return Some(format!("{stem}y"));
    }
    if let Some(stem) = noun.strip_suffix("es")
        && ["ss", "x", "zz", "ch", "sh"].iter().any(|end| stem.ends_with(end))
    {
        return Some(stem.to_string());
    }
    noun.strip_suffix('s').map(str::to_string)
}

/// Third person, past and -ing forms of a verb in its base form.
fn verb_forms(verb: &str) -> Vec<String> {
    if let Some(irregular) = VERBS.get(verb) {
        let mut forms: Vec<String> = irregular.iter().map(|form| form.to_string()).collect();
        forms.push(with_s(verb));
        forms.push(format!("{}ing", stem_for_ing(verb)));
        return forms;
    }
    let past = match verb.strip_suffix('y') {
        Some(stem) if !stem.ends_with(is_vowel) => format!("{stem}ied"),
        _ if verb.ends_with('e') => format!("{verb}d"),
        _ => format!("{verb}ed"),
    };
    let mut forms = vec![with_s(verb), past, format!("{}ing", stem_for_ing(verb))];
    if let Some(doubled) = doubled(verb) {
        forms.push(format!("{doubled}ed"));
        forms.push(format!("{doubled}ing"));
    }
    forms
}

/// The stem before -ing: *make* → *mak*, *tie* → *ty*, *run* → *runn*.
fn stem_for_ing(verb: &str) -> String {
    if let Some(stem) = verb.strip_suffix("ie") {
        return format!("{stem}y");
    }
    match verb.strip_suffix('e') {
        Some(stem) if !stem.ends_with(['e', 'o', 'y']) => stem.to_string(),
        _ if VERBS.contains_key(verb) => doubled(verb).unwrap_or_else(|| verb.to_string()),
        _ => verb.to_string(),
    }
}

/// The verb with its last consonant doubled, where one vowel and one consonant end it. Whether
/// that is right depends on the stress, so both spellings are forms.
fn doubled(verb: &str) -> Option<String> {
    let mut back = verb.chars().rev();
    let (last, vowel, before) = (back.next()?, back.next()?, back.next()?);
    let doubles = !is_vowel(last) && !matches!(last, 'w' | 'x' | 'y' | 'h' | 'c');
    (doubles && is_vowel(vowel) && !is_vowel(before)).then(|| format!("{verb}{last}"))
}

/// *US* with points, *U.S.* without.
fn pointed(term: &str) -> Option<String> {
    let bytes = term.as_bytes();
    if (2..=3).contains(&bytes.len()) && bytes.iter().all(u8::is_ascii_uppercase) {
        return Some(term.chars().flat_map(|c| [c, '.']).collect());
    }
    let is_pointed = bytes.len() >= 4
        && bytes.chunks(2).all(|pair| pair[0].is_ascii_uppercase() && pair.get(1) == Some(&b'.'));
    is_pointed.then(|| term.replace('.', ""))
}

/// The term in the other spelling, all words changed, if any word has one.
fn respelled(term: &str) -> Option<String> {
    let mut changed = false;
    let words: Vec<String> = term
        .split_inclusive([' ', '-'])
        .map(|piece| {
            let word = piece.trim_end_matches([' ', '-']);
            let other = respelled_word(word);
            changed |= other.is_some();
            other.unwrap_or_else(|| word.to_string()) + &piece[word.len()..]
        })
        .collect();
    changed.then(|| words.concat())
}

fn respelled_word(word: &str) -> Option<String> {
    // Glossaries have many words and few of them two spellings.
    let first = word.bytes().next()?.to_ascii_lowercase();
    SPELLINGS
        .iter()
        .filter(|(us, uk)| [us, uk].iter().any(|form| form.as_bytes().first() == Some(&first)))
        .find_map(|&(us, uk)| replaced(word, us, uk).or_else(|| replaced(word, uk, us)))
        .or_else(|| ise_ize(word))
}

/// Replaces the stem `from` at the start of the word by `to`; the case of the first letter stays.
fn replaced(word: &str, from: &str, to: &str) -> Option<String> {
    let (stem, whole) = from.strip_suffix('=').map_or((from, false), |stem| (stem, true));
    let to = to.trim_end_matches('=');
    let head = word.get(..stem.len()).filter(|head| head.eq_ignore_ascii_case(stem))?;
    let rest = &word[stem.len()..];
    if whole && !rest.is_empty() || rest.starts_with("ly") && stem.len() < 4 {
        return None;
    }
    let capital = head.starts_with(|c: char| c.is_ascii_uppercase());
    let mut letters = to.chars();
    let first = letters.next()?;
    let first = if capital { first.to_ascii_uppercase() } else { first };
    Some(std::iter::once(first).chain(letters).chain(rest.chars()).collect())
}

/// *-ize*, *-ization* for *-ise*, *-isation* and the other way round.
fn ise_ize(word: &str) -> Option<String> {
    const ENDINGS: [&str; 6] = ["e", "es", "ed", "ing", "ation", "ations"];
    ENDINGS.into_iter().find_map(|ending| {
        let stem = word.strip_suffix(ending)?;
        let (base, other) = match (stem.strip_suffix("iz"), stem.strip_suffix("is")) {
            (Some(base), _) => (base, "is"),
            (_, Some(base)) => (base, "iz"),
            _ => return None,
        };
        // Short words (size, rise, prize) have one spelling.
        (base.len() >= 4).then(|| format!("{base}{other}{ending}"))
    })
}

/// Whether `found` may stand for `form`, letter case considered; both without blanks and hyphens
/// between words, which `words` gives as the number of characters of each word of `form`.
///
/// A word that has a capital wants it (*AI*, *iPhone*) or all capitals; a word in lower case may
/// be written in any case.
pub fn case_fits(form: &str, words: &[usize], found: &str) -> bool {
    if form.chars().count() != found.chars().count() {
        return false;
    }
    let mut pairs = form.chars().zip(found.chars());
    words.iter().all(|&count| {
        let (mut plain, mut same, mut capitals) = (true, true, true);
        for (form, found) in pairs.by_ref().take(count) {
            plain &= !form.is_uppercase();
            same &= form == found;
            capitals &= !found.is_lowercase();
        }
        plain || same || capitals
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_the_forms_of_a_term() {
        for (term, wanted) in [
            ("foundry", vec!["foundries"]),
            ("price index", vec!["price indices", "price indexes"]),
            ("businesswoman", vec!["businesswomen"]),
            ("GPU", vec!["GPUs"]),
            ("cluster", vec!["clusters", "clustering", "clustered"]),
            ("stop", vec!["stopped", "stopping", "stops"]),
            ("scale up", vec!["scaled up", "scaling up", "scales up"]),
            ("make", vec!["made", "making", "makes"]),
            ("tie", vec!["tying", "tied"]),
            ("data center", vec!["data centers", "data centre", "data centres"]),
            ("programme", vec!["program", "programs"]),
            ("optimization", vec!["optimisation"]),
            ("US", vec!["U.S."]),
            ("tariffs", vec!["tariff"]),
        ] {
            let forms = forms(term);
            for form in wanted {
                assert!(forms.iter().any(|f| f == form), "{term}: {form} not in {forms:?}");
            }
        }
        assert!(!forms("size").contains(&"sise".to_string()));
        assert!(!forms("human").contains(&"humen".to_string()));
    }

    #[test]
    fn capitals_of_a_term_are_wanted() {
        for (form, words, found, fits) in [
            ("AI", vec![2], "AI", true),
            ("AI", vec![2], "ai", false),
            ("GPUs", vec![4], "GPUS", true),
            ("iPhone", vec![6], "IPHONE", true),
            ("AIchip", vec![2, 4], "AIChip", true),
            ("AIchip", vec![2, 4], "aichip", false),
            ("cluster", vec![7], "Cluster", true),
        ] {
            assert_eq!(case_fits(form, &words, found), fits, "{form} {found}");
        }
    }
}
