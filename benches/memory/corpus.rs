//! Made-up Korean and English with the statistics of a translator's memory.
//!
//! - **Words** come from 40,000 Korean stems and 40,000 English words by the law of Zipf and
//!   Mandelbrot, `1 / (rank + 2.7)`. Syllables have the jamo frequencies of Korean news, letters
//!   those of English. Four of ten words come from the sixty of the document's topic, so that words
//!   and phrases stand together as they do in texts.
//! - **Sentences** have a log-normal number of words: half of them nine eojeols or more, one of a
//!   hundred over thirty-five. Korean nouns carry particles that fit their last letter, predicates
//!   one of thirty endings; English has function words, plurals and tenses. One word of twelve is a
//!   number, one of forty is a Latin name.
//! - **Repetition**: a fifth of the units are others with one to four words changed, as in manuals
//!   and news; one of a hundred is one of two hundred short texts (a label, a credit line).

/// xorshift64* (Vigna 2016): the same data on every machine.
pub struct Random(pub u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    pub fn below(&mut self, limit: usize) -> usize {
        (self.next() >> 11) as usize % limit
    }

    fn one_in(&mut self, many: usize) -> bool {
        self.below(many) == 0
    }

    fn of<T: Copy>(&mut self, choice: &[T]) -> T {
        choice[self.below(choice.len())]
    }

    /// A rank below `limit` by Zipf and Mandelbrot.
    fn rank(&mut self, limit: usize) -> usize {
        const SHIFT: f64 = 2.7;
        let whole = (limit as f64 + SHIFT) / SHIFT;
        ((SHIFT * whole.powf(self.share()) - SHIFT) as usize).min(limit - 1)
    }

    /// One of weighted choices.
    fn weighted<T: Copy>(&mut self, choice: &[(T, u32)]) -> T {
        let mut at = self.below(choice.iter().map(|(_, weight)| *weight as usize).sum());
        for &(what, weight) in choice {
            match at.checked_sub(weight as usize) {
                None => return what,
                Some(rest) => at = rest,
            }
        }
        choice[0].0
    }

    /// A log-normal number (Box and Muller).
    fn log_normal(&mut self, median: f64, sigma: f64) -> f64 {
        let (radius, angle) = ((1.0 - self.share()).ln() * -2.0, self.share());
        median * (sigma * radius.sqrt() * (std::f64::consts::TAU * angle).cos()).exp()
    }
}

/// Initials, vowels and finals by their numbers in a syllable, with their frequencies.
const INITIALS: [(u32, u32); 19] = [
    (11, 24),
    (0, 13),
    (9, 12),
    (12, 10),
    (3, 9),
    (18, 8),
    (5, 7),
    (2, 6),
    (7, 5),
    (6, 5),
    (14, 4),
    (16, 2),
    (17, 2),
    (15, 1),
    (1, 1),
    (4, 1),
    (8, 1),
    (10, 1),
    (13, 1),
];
const VOWELS: [(u32, u32); 21] = [
    (0, 20),
    (20, 18),
    (8, 11),
    (4, 11),
    (13, 10),
    (18, 8),
    (1, 6),
    (5, 5),
    (6, 5),
    (9, 3),
    (12, 2),
    (19, 2),
    (2, 2),
    (17, 1),
    (11, 1),
    (14, 1),
    (16, 1),
    (7, 1),
    (10, 1),
    (15, 1),
    (3, 1),
];
const FINALS: [(u32, u32); 9] =
    [(0, 46), (4, 16), (21, 12), (8, 9), (1, 7), (16, 4), (17, 3), (19, 2), (20, 1)];
const LETTERS: &[u8] = b"eeeeeetttttaaaaooooiiiinnnnsssshhhrrrrdddlllccuummwffggyppbvk";
const STEMS: usize = 40_000;

const PARTICLES: [[&str; 2]; 14] = [
    ["이", "가"],
    ["은", "는"],
    ["을", "를"],
    ["은", "는"],
    ["을", "를"],
    ["의", "의"],
    ["에", "에"],
    ["에서", "에서"],
    ["으로", "로"],
    ["과", "와"],
    ["도", "도"],
    ["까지", "까지"],
    ["", ""],
    ["", ""],
];
const ENDINGS: [&str; 30] = [
    "했다.",
    "한다.",
    "할 계획이다.",
    "하지 않았다.",
    "됐다.",
    "하고 있다.",
    "했습니다.",
    "합니다.",
    "하십시오.",
    "할 수 있다.",
    "할 것으로 보인다.",
    "했다고 밝혔다.",
    "되고 있다.",
    "된다.",
    "하기로 했다.",
    "할 수 없습니다.",
    "했기 때문이다.",
    "하는 중이다.",
    "해야 한다.",
    "한 바 있다.",
    "할 전망이다.",
    "했다는 것이다.",
    "되지 않는다.",
    "될 예정이다.",
    "하고 말했다.",
    "하면 된다.",
    "해 왔다.",
    "하게 됐다.",
    "할까?",
    "하자.",
];
const COUNTERS: [&str; 10] = ["%", "억 원", "명", "개", "월", "년", "일", "배", "대", "쪽"];
const FUNCTION: [&str; 24] = [
    "the", "the", "the", "of", "of", "to", "and", "in", "a", "for", "on", "is", "with", "by", "at",
    "as", "that", "it", "from", "its", "will", "was", "has", "be",
];

/// The vocabulary.
pub struct Corpus {
    ko: Vec<String>,
    en: Vec<String>,
    short: Vec<[String; 2]>,
}

/// A document's words, as places in the vocabulary.
struct Topic([Vec<usize>; 2]);

impl Corpus {
    pub fn new(random: &mut Random) -> Corpus {
        let syllable = |random: &mut Random| {
            let jamo = (random.weighted(&INITIALS) * 21 + random.weighted(&VOWELS)) * 28;
            char::from_u32(0xAC00 + jamo + random.weighted(&FINALS)).unwrap_or('가')
        };
        let stem = |random: &mut Random| -> String {
            let syllables = random.weighted(&[(1, 3), (2, 62), (3, 22), (4, 10), (5, 3)]);
            (0..syllables).map(|_| syllable(random)).collect()
        };
        let word = |random: &mut Random| -> String {
            let letters = random.log_normal(6.5, 0.4).clamp(3.0, 14.0) as usize;
            (0..letters).map(|_| random.of(LETTERS) as char).collect()
        };
        let ko = (0..STEMS).map(|_| stem(random)).collect();
        let en = (0..STEMS).map(|_| word(random)).collect();
        let mut corpus = Corpus { ko, en, short: Vec::new() };
        let topic = corpus.topic(random);
        corpus.short = (0..200).map(|n| corpus.sentence(1 + n % 3, &topic, random)).collect();
        corpus
    }

    /// So many units; every one is another, since its English ends with its number.
    pub fn pairs(&self, count: usize, random: &mut Random) -> Vec<[String; 2]> {
        let mut pairs: Vec<[String; 2]> = Vec::with_capacity(count);
        let mut topic = self.topic(random);
        while pairs.len() < count {
            let number = pairs.len();
            if random.one_in(30) {
                topic = self.topic(random);
            }
            let [ko, en] = if random.one_in(100) {
                self.short[random.rank(self.short.len())].clone()
            } else if number > 10 && random.one_in(5) {
                let [ko, en] = &pairs[random.below(number)];
                let en = en.rsplit_once(" [").map_or(en.as_str(), |(text, _)| text);
                let edits = 1 + random.below(4);
                [self.edited(ko, 0, edits, random), self.edited(en, 1, edits, random)]
            } else {
                self.new_sentence(&topic, random)
            };
            pairs.push([ko, format!("{en} [{number}]")]);
        }
        pairs
    }

    /// A sentence that is like none of the others by more than chance.
    pub fn unrelated(&self, random: &mut Random) -> [String; 2] {
        let topic = self.topic(random);
        self.new_sentence(&topic, random)
    }

    /// The text with so many words changed, taken out or put in, or particles changed.
    pub fn edited(&self, text: &str, side: usize, edits: usize, random: &mut Random) -> String {
        let mut words: Vec<String> = text.split(' ').map(str::to_string).collect();
        for _ in 0..edits {
            let at = random.below(words.len());
            let new = match side {
                0 => self.noun(self.ko[random.rank(STEMS)].clone(), random),
                _ => self.en[random.rank(STEMS)].clone(),
            };
            match random.below(6) {
                0 if words.len() > 1 => drop(words.remove(at)),
                1 => words.insert(at, new),
                2 => words[at] = new,
                3 if words[at].starts_with(|c: char| c.is_ascii_digit()) => {
                    words[at] = format!("{}%", random.below(100));
                }
                // A light change: a particle, a function word.
                _ if side == 0 => {
                    let word = words[at]
                        .trim_end_matches(['은', '는', '이', '가', '을', '를', '의', '도']);
                    words[at] = self.noun(word.to_string(), random);
                }
                _ => words.insert(at, random.of(&FUNCTION).to_string()),
            }
        }
        words.join(" ")
    }

    fn topic(&self, random: &mut Random) -> Topic {
        Topic([0, 1].map(|_| (0..60).map(|_| random.rank(STEMS)).collect()))
    }

    fn new_sentence(&self, topic: &Topic, random: &mut Random) -> [String; 2] {
        let words = random.log_normal(9.0, 0.6).clamp(1.0, 80.0) as usize;
        self.sentence(words, topic, random)
    }

    fn sentence(&self, words: usize, topic: &Topic, random: &mut Random) -> [String; 2] {
        [self.korean(words, topic, random), self.english(words * 3 / 2, topic, random)]
    }

    fn word(&self, side: usize, topic: &Topic, random: &mut Random) -> &str {
        let place = match random.below(10) {
            0..4 => topic.0[side][random.rank(topic.0[side].len())],
            _ => random.rank(STEMS),
        };
        [&self.ko, &self.en][side][place].as_str()
    }

    fn noun(&self, mut stem: String, random: &mut Random) -> String {
        let last = stem.chars().next_back().unwrap_or('가') as u32;
        let open = !(0xAC00..=0xD7A3).contains(&last) || (last - 0xAC00).is_multiple_of(28);
        stem.push_str(random.of(&PARTICLES)[usize::from(open)]);
        stem
    }

    fn korean(&self, words: usize, topic: &Topic, random: &mut Random) -> String {
        let mut out = String::new();
        for _ in 1..words {
            if random.one_in(12) {
                out.push_str(&format!("{}{}", random.rank(2_000), random.of(&COUNTERS)));
            } else if random.one_in(40) {
                out.push_str(&self.noun(self.word(1, topic, random).to_uppercase(), random));
            } else {
                out.push_str(&self.noun(self.word(0, topic, random).to_string(), random));
            }
            out.push_str(if random.one_in(15) { ", " } else { " " });
        }
        out.push_str(self.word(0, topic, random));
        out.push_str(ENDINGS[random.rank(ENDINGS.len())]);
        out
    }

    fn english(&self, words: usize, topic: &Topic, random: &mut Random) -> String {
        let mut out = Vec::new();
        for _ in 0..words.max(1) {
            out.push(match random.below(100) {
                0..38 => random.of(&FUNCTION).to_string(),
                38..44 => random.rank(2_000).to_string(),
                44..54 => format!("{}s", self.word(1, topic, random)),
                54..60 => format!("{}ed", self.word(1, topic, random)),
                _ => self.word(1, topic, random).to_string(),
            });
        }
        out.join(" ") + "."
    }
}
