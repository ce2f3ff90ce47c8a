//! The words of English texts and what two or three of them say together.

use std::collections::{BTreeSet, HashMap};

/// Words that say nothing, by which no noun is rendered.
const FUNCTION_WORDS: &str = " a about after again all also although am an and any are as at be because been before being \
    between both but by can could did do does during each even every few for from had has have he her here him his how \
    however i if in into is it its just last later less like made many may me might more most much must my near new next \
    no nor not now of off on one only or other our out over own per said same say says several she should since so some \
    still such than that the their them then there these they this those three through to too two under until up upon us \
    very was we well were what when where which while who whom whose why will with within without would year years yet \
    you your told going back first make made think just ";

/// The longest group of words.
const LONGEST: usize = 3;

/// A word or a group of words: where it stands and how it is written.
#[derive(Default)]
pub(super) struct Seen {
    /// Numbers of the units, in their order.
    pub units: Vec<usize>,
    spellings: HashMap<String, usize>,
}

impl Seen {
    /// How it is written most often.
    pub(super) fn spelling(&self) -> &str {
        let best = self.spellings.iter().max_by_key(|(text, count)| (**count, *text));
        best.map_or("", |(text, _)| text)
    }
}

/// All words and groups of the texts seen, by key: in lower case, plurals as singulars.
#[derive(Default)]
pub(super) struct Words {
    seen: HashMap<String, Seen>,
}

/// The words of a key.
pub(super) fn parts(key: &str) -> impl Iterator<Item = &str> {
    key.split(' ')
}

fn is_function_word(word: &str) -> bool {
    FUNCTION_WORDS.contains(&format!(" {} ", word.to_lowercase()))
}

/// The words of a text, with whether one follows the word before it without a mark between.
fn tokens(text: &str) -> Vec<(&str, bool)> {
    let mut tokens: Vec<(&str, bool)> = Vec::new();
    let mut end = 0;
    for piece in text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '.' | '&')) {
        let word = piece.trim_matches(['-', '&']);
        // U.N. keeps its full stops, the end of a sentence does not.
        let bare = word.trim_matches('.');
        let word = if bare.contains('.') && bare.len() <= 5 { word } else { bare };
        if !word.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let at = word.as_ptr() as usize - text.as_ptr() as usize;
        let joined = !tokens.is_empty() && text[end..at].chars().all(|c| c == ' ' || c == '.');
        let stopped =
            text[end..at].contains(". ") && tokens.last().is_some_and(|(w, _)| w.len() > 4);
        tokens.push((word, joined && !stopped));
        end = at + word.len();
    }
    tokens
}

/// The word that a plural is one of, if it looks like one.
fn singular(word: &str) -> Option<String> {
    let stem = word
        .strip_suffix('s')
        .filter(|stem| stem.len() >= 3 && !stem.ends_with(['s', 'u', 'i']))?;
    Some(match stem.strip_suffix("ie") {
        Some(stem) => format!("{stem}y"),
        None => stem.to_string(),
    })
}

impl Words {
    /// Takes the words of a unit in.
    pub(super) fn learn(&mut self, unit: usize, text: &str) {
        let tokens = tokens(text);
        for start in 0..tokens.len() {
            let joined =
                tokens[start + 1..].iter().take(LONGEST - 1).take_while(|(_, joined)| *joined);
            for length in 1..=1 + joined.count() {
                let group = &tokens[start..start + length];
                let bare = |at: usize| is_function_word(group[at].0) || group[at].0.len() < 2;
                if bare(0) || bare(length - 1) {
                    continue;
                }
                let written: Vec<&str> = group.iter().map(|(word, _)| *word).collect();
                let written = written.join(" ");
                let seen = self.seen.entry(written.to_lowercase()).or_default();
                *seen.spellings.entry(written).or_default() += 1;
                if seen.units.last() != Some(&unit) {
                    seen.units.push(unit);
                }
            }
        }
    }

    /// Puts plurals to the singulars that were seen, and forgets groups that stand only once.
    pub(super) fn settle(&mut self) {
        let plurals: Vec<(String, String)> = self
            .seen
            .keys()
            .filter_map(|key| Some((key.clone(), singular(key)?)))
            .filter(|(plural, one)| self.seen.contains_key(one) && !self.is_name(plural))
            .collect();
        for (plural, one) in plurals {
            let Some(many) = self.seen.remove(&plural) else { continue };
            if let Some(seen) = self.seen.get_mut(&one) {
                let units: BTreeSet<usize> =
                    seen.units.iter().chain(&many.units).copied().collect();
                seen.units = units.into_iter().collect();
            }
        }
        self.seen.retain(|key, seen| !key.contains(' ') || seen.units.len() > 1);
    }

    /// Whether a word is written with a capital: *Philippines* is no plural.
    fn is_name(&self, key: &str) -> bool {
        self.seen[key].spelling().starts_with(|c: char| c.is_uppercase())
    }

    /// The words and groups that stand in each unit.
    pub(super) fn by_unit(&self) -> HashMap<usize, Vec<&str>> {
        let mut by_unit: HashMap<usize, Vec<&str>> = HashMap::new();
        for (key, seen) in &self.seen {
            for unit in &seen.units {
                by_unit.entry(*unit).or_default().push(key);
            }
        }
        by_unit
    }

    pub(super) fn get(&self, key: &str) -> Option<&Seen> {
        self.seen.get(key)
    }
}
