//! Invented Korean-English news: sentence patterns filled with companies, people, terms, dates,
//! sums and shares by a generator of fixed seed, with a slip in some of the translations.

use jjak::glossary::{Entry, Glossary};
use jjak::lang::ko::hangul::batchim;

/// A sentence in both languages. `{slot}` is filled on both sides with the same thing; a particle
/// after a colon takes the form that the filling asks for.
const PATTERNS: &[(&str, &str)] = &[
    (
        "{org:은} {date} {term:에} {money:을} 투자해 {count}명을 새로 뽑는다고 밝혔다.",
        "{org} said on {date} that it would invest {money} in the {term} and hire {count} people.",
    ),
    (
        "{person} 대표는 \"{term:이} 없으면 {term2:도} 없다\"며 \"내년에는 반드시 달라질 것\"이라고 강조했다.",
        "CEO {person} stressed that \"without the {term} there is no {term2}\" and that \"next year things must change.\"",
    ),
    (
        "업계에서는 {term} 시장이 {year}년까지 {money} 규모로 커질 것으로 내다보고 있다.",
        "The industry expects the market for the {term} to grow to {money} by {year}.",
    ),
    (
        "{org}의 3분기 매출은 지난해 같은 기간보다 {share}% 늘었지만 영업이익은 제자리에 머물렀다.",
        "Sales of {org} in the third quarter rose {share} percent from a year earlier, but its operating profit did not move.",
    ),
    (
        "정부는 {term:과} {term2:을} 함께 키우는 방안을 놓고 전문가들의 의견을 듣기로 했다.",
        "The government decided to hear what experts think of a plan to foster both the {term} and the {term2}.",
    ),
    (
        "회의에 참석한 {person} 교수(경제학)는 이번 결정이 {term:에} 미칠 영향은 크지 않을 것이라고 말했다.",
        "Professor {person} (economics), who took part in the meeting, said the decision would have little effect on the {term}.",
    ),
    (
        "지난 {date} 문을 연 공장에서는 하루 {count}개의 제품이 만들어져 전국으로 나간다.",
        "At the plant, which opened on {date}, {count} products are made a day and go out to the whole country.",
    ),
    (
        "다만 {term:이} 자리를 잡으려면 시간이 더 필요하다는 지적도 적지 않게 나온다.",
        "Not a few point out, however, that it will take more time for the {term} to find its place.",
    ),
    (
        "'{term}'{quoted} 불리는 이 방식은 비용을 {share}% 줄이면서도 품질을 지킬 수 있게 해 준다.",
        "The method, known as the '{term}', cuts costs by {share} percent while quality is kept.",
    ),
    (
        "두 회사는 {year}년부터 {term:을} 함께 살펴 왔고 올해 안에 첫 결과를 내놓을 계획이다.",
        "The two companies have looked at the {term} together since {year} and plan to show first results within this year.",
    ),
    ("{org}, {term} 새 판 짠다…{money} 투입", "{org} to Remake the {term} with {money}"),
    (
        "새 계열사 {gloss:은} {term:을} 앞세워 해외에 나간다는 전략이다.",
        "The strategy of the new affiliate {gloss} is to go abroad with the {term} in front.",
    ),
    (
        "주민들은 처음에는 반대했지만 설명을 들은 뒤에는 대체로 고개를 끄덕이는 분위기였다고 한다.",
        "The residents were against it at first, but after they had heard the explanation most of them are said to have nodded.",
    ),
];

/// What terms are made of.
const NOUNS: [(&str, &str); 100] = [
    ("반도체", "semiconductor"),
    ("공정", "process"),
    ("설비", "equipment"),
    ("금융", "finance"),
    ("예산", "budget"),
    ("수출", "export"),
    ("물류", "logistics"),
    ("전력", "power"),
    ("배터리", "battery"),
    ("조선", "shipbuilding"),
    ("철강", "steel"),
    ("석유", "oil"),
    ("가스", "gas"),
    ("항만", "port"),
    ("철도", "railway"),
    ("도로", "road"),
    ("항공", "aviation"),
    ("위성", "satellite"),
    ("통신", "network"),
    ("보안", "security"),
    ("데이터", "data"),
    ("인공지능", "artificial intelligence"),
    ("로봇", "robot"),
    ("센서", "sensor"),
    ("화면", "display"),
    ("기억", "memory"),
    ("연산", "computing"),
    ("서버", "server"),
    ("구름", "cloud"),
    ("소재", "material"),
    ("부품", "component"),
    ("장비", "tool"),
    ("특허", "patent"),
    ("표준", "standard"),
    ("연구", "research"),
    ("개발", "development"),
    ("교육", "education"),
    ("고용", "employment"),
    ("임금", "wage"),
    ("연금", "pension"),
    ("보험", "insurance"),
    ("세금", "tax"),
    ("관세", "tariff"),
    ("무역", "trade"),
    ("협정", "agreement"),
    ("조약", "treaty"),
    ("외교", "diplomacy"),
    ("국방", "defense"),
    ("안보", "safety"),
    ("선거", "election"),
    ("정당", "party"),
    ("의회", "parliament"),
    ("법원", "court"),
    ("검찰", "prosecution"),
    ("경찰", "police"),
    ("소방", "firefighting"),
    ("재난", "disaster"),
    ("기후", "climate"),
    ("환경", "environment"),
    ("탄소", "carbon"),
    ("배출권", "emission right"),
    ("태양광", "solar panel"),
    ("풍력", "wind turbine"),
    ("수소", "hydrogen"),
    ("원자력", "nuclear reactor"),
    ("농업", "agriculture"),
    ("어업", "fishery"),
    ("산림", "forestry"),
    ("식품", "food"),
    ("의약품", "medicine"),
    ("백신", "vaccine"),
    ("병원", "hospital"),
    ("진단", "diagnosis"),
    ("유전자", "gene"),
    ("세포", "cell"),
    ("단백질", "protein"),
    ("임상", "trial"),
    ("주택", "housing"),
    ("토지", "land"),
    ("건축", "architecture"),
    ("도시", "city"),
    ("관광", "tourism"),
    ("문화", "culture"),
    ("영화", "film"),
    ("음악", "music"),
    ("방송", "broadcasting"),
    ("신문", "newspaper"),
    ("출판", "publishing"),
    ("광고", "advertising"),
    ("유통", "retail"),
    ("소비", "consumption"),
    ("저축", "saving"),
    ("대출", "loan"),
    ("채권", "bond"),
    ("주식", "stock"),
    ("환율", "exchange rate"),
    ("금리", "interest rate"),
    ("물가", "price"),
    ("통계", "statistic"),
    ("조사", "survey"),
];

const COMPANIES: [(&str, &str); 12] = [
    ("한빛", "Hanbit"),
    ("새벽", "Saebyeok"),
    ("가온", "Gaon"),
    ("나래", "Narae"),
    ("다온", "Daon"),
    ("마루", "Maru"),
    ("온새미", "Onsaemi"),
    ("도담", "Dodam"),
    ("세찬", "Sechan"),
    ("푸름", "Pureum"),
    ("해오름", "Haeoreum"),
    ("늘봄", "Neulbom"),
];
const TRADES: [(&str, &str); 8] = [
    ("전자", "Electronics"),
    ("은행", "Bank"),
    ("중공업", "Heavy Industries"),
    ("텔레콤", "Telecom"),
    ("제약", "Pharma"),
    ("건설", "Engineering"),
    ("에어", "Air"),
    ("물산", "Trading"),
];
const SURNAMES: [(&str, &str); 8] = [
    ("김", "Kim"),
    ("이", "Lee"),
    ("박", "Park"),
    ("최", "Choi"),
    ("정", "Jeong"),
    ("강", "Kang"),
    ("윤", "Yoon"),
    ("한", "Han"),
];
const GIVEN: [(&str, &str); 8] = [
    ("민서", "Min-seo"),
    ("지훈", "Ji-hoon"),
    ("서연", "Seo-yeon"),
    ("도윤", "Do-yun"),
    ("하은", "Ha-eun"),
    ("준호", "Jun-ho"),
    ("수빈", "Su-bin"),
    ("예진", "Ye-jin"),
];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Numbers that look like chance and are the same in every run (a linear congruential generator,
/// the constants of Knuth's MMIX).
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) as usize % bound
    }

    fn of(&mut self, table: &[(&'static str, &'static str)]) -> (&'static str, &'static str) {
        table[self.below(table.len())]
    }
}

/// The term of that number in both languages: below 100 a noun, below 10,000 two nouns, then
/// three.
fn term(number: usize) -> (String, String) {
    let count = NOUNS.len();
    let mut nouns = vec![number % count];
    let mut rest = number / count;
    while rest > 0 {
        // Never the noun before.
        nouns.push((nouns[nouns.len() - 1] + 1 + rest % (count - 1)) % count);
        rest /= count - 1;
    }
    let side = |pick: fn(&(&'static str, &'static str)) -> &'static str| {
        nouns.iter().map(|&noun| pick(&NOUNS[noun])).collect::<Vec<_>>().join(" ")
    };
    (side(|noun| noun.0), side(|noun| noun.1))
}

/// A glossary of the first `size` terms.
pub fn glossary(size: usize) -> Glossary {
    let entries = (0..size).map(|number| {
        let (source, target) = term(number);
        Entry { sources: vec![source], targets: vec![target], ..Entry::default() }
    });
    Glossary { name: format!("{size} terms"), entries: entries.collect() }
}

/// Sentences with their translations, as many as are asked for.
pub struct Sentences {
    chance: Chance,
}

impl Sentences {
    /// The same sentences every time.
    pub fn new() -> Sentences {
        Sentences { chance: Chance(4) }
    }

    fn pair(&mut self) -> (String, String) {
        let (korean, english) = PATTERNS[self.chance.below(PATTERNS.len())];
        let (mut korean, mut english) = (korean.to_owned(), english.to_owned());
        while let Some(open) = korean.find('{') {
            let close = open + korean[open..].find('}').expect("the patterns are whole");
            let slot = korean[open + 1..close].to_owned();
            let (name, particle) = slot.split_once(':').unwrap_or((&slot, ""));
            let (mut one, two) = self.filling(name, korean[..open].trim_end_matches('\''));
            one.push_str(form(particle, &one));
            korean.replace_range(open..=close, &one);
            english = english.replacen(&format!("{{{name}}}"), &two, 1);
        }
        (korean, self.with_slip(english))
    }

    /// What a slot holds, in both languages; `before` is the Korean sentence so far.
    fn filling(&mut self, slot: &str, before: &str) -> (String, String) {
        let chance = &mut self.chance;
        match slot {
            "org" => {
                let (company, trade) = (chance.of(&COMPANIES), chance.of(&TRADES));
                (format!("{}{}", company.0, trade.0), format!("{} {}", company.1, trade.1))
            }
            "gloss" => {
                let (korean, english) = chance.of(&COMPANIES);
                (format!("{korean}({english})"), english.to_owned())
            }
            "person" => {
                let (surname, given) = (chance.of(&SURNAMES), chance.of(&GIVEN));
                (format!("{}{}", surname.0, given.0), format!("{} {}", surname.1, given.1))
            }
            // Few terms are frequent and most are rare.
            "term" | "term2" => {
                let most = [100, 1000, 9900][chance.below(3)];
                term(chance.below(most))
            }
            "date" => {
                let (month, day) = (chance.below(12), 1 + chance.below(28));
                (format!("{}월 {day}일", month + 1), format!("{} {day}", MONTHS[month]))
            }
            "year" => {
                let year = (2010 + chance.below(25)).to_string();
                (year.clone(), year)
            }
            "money" => {
                let (whole, part) = (1 + chance.below(90), 1 + chance.below(9));
                (format!("{whole}조{part}천억원"), format!("{whole}.{part} trillion won"))
            }
            "share" => {
                let share = format!("{}.{}", 1 + chance.below(60), 1 + chance.below(9));
                (share.clone(), share)
            }
            "count" => {
                let (thousands, rest) = (1 + chance.below(90), 100 + chance.below(900));
                (format!("{thousands}{rest}"), format!("{thousands},{rest}"))
            }
            "quoted" => (form("으로", before).to_owned(), String::new()),
            other => panic!("no slot is called {other}"),
        }
    }

    /// One translation of fifty has a slip: another number, a mark lost, a word twice.
    fn with_slip(&mut self, english: String) -> String {
        match self.chance.below(150) {
            0 => english.replacen(|c: char| c.is_ascii_digit(), "4", 1),
            1 => english.trim_end_matches(['.', '"']).to_owned(),
            2 => english.replacen(" the ", " the the ", 1),
            _ => english,
        }
    }
}

impl Iterator for Sentences {
    type Item = (String, String);

    fn next(&mut self) -> Option<(String, String)> {
        Some(self.pair())
    }
}

/// A particle in the form that follows this word.
fn form(particle: &str, word: &str) -> &'static str {
    // What stands in brackets is not read aloud.
    let word = word.split_once('(').map_or(word, |(word, _)| word);
    let last = word.chars().next_back().unwrap_or(' ');
    let sound = batchim(last);
    let (closed, open) = match particle {
        "은" => ("은", "는"),
        "이" => ("이", "가"),
        "을" => ("을", "를"),
        "과" => ("과", "와"),
        "으로" if sound == Some('ㄹ') => ("로", "로"),
        "으로" => ("으로", "로"),
        "에" => ("에", "에"),
        "도" => ("도", "도"),
        _ => ("", ""),
    };
    if sound.is_some() { closed } else { open }
}
