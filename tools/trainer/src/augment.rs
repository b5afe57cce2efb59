//! Made-up twins of the training texts: the same sentences about other people, firms and places, so
//! that the model learns contexts and the build of names rather than lists of them.

use shiju::entities::labels::{KINDS, TYPES};
use shiju::model::EntityType;
use std::collections::{BTreeMap, HashMap};

/// A small generator with a fixed seed (splitmix64): the same texts at every run.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Dice(seed)
    }

    pub fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % n.max(1) as u64) as usize
    }

    fn of<'a>(&mut self, items: &'a [String]) -> &'a str {
        let at = self.below(items.len());
        items.get(at).map_or("", String::as_str)
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

/// What names are made from.
pub struct Pools {
    pools: HashMap<String, Vec<String>>,
    /// Division names with their short forms.
    divisions: Vec<(String, String)>,
    surnames: Vec<String>,
    /// Common two-character words: brands are often such words.
    words: Vec<String>,
    endings: [Vec<String>; TYPES],
}

const HONORIFICS: [&str; 14] =
    ["先生", "女士", "某", "某某", "大姐", "阿姨", "师傅", "婆婆", "大爷", "老师", "博士", "奶奶", "嫂", "大妈"];

impl Pools {
    pub fn new() -> Self {
        let rows = |table: &'static str| {
            table
                .lines()
                .filter(|l| !l.starts_with('#'))
                .filter_map(|l| l.split_once('\t'))
                .map(|(name, items)| (name.to_string(), items.split(' ').map(str::to_string).collect::<Vec<_>>()))
        };
        let divisions = include_str!("../../../data/words/divisions.tsv");
        let divisions = divisions.lines().filter(|l| !l.starts_with('#')).filter_map(|l| {
            let mut fields = l.split('\t').skip(1);
            Some((fields.next()?.to_string(), fields.next()?.to_string()))
        });
        // More common surnames come up more often.
        let surnames = include_str!("../../../data/words/surnames.tsv");
        let surnames = surnames.lines().filter(|l| l.starts_with("Surname\t")).flat_map(|l| {
            let mut fields = l.split('\t').skip(1);
            let times = fields.next().and_then(|n| n.parse().ok()).unwrap_or(0usize) / 300 + 1;
            let names: Vec<String> = fields.next().unwrap_or_default().split(' ').map(str::to_string).collect();
            names.into_iter().flat_map(move |n| std::iter::repeat_n(n, times))
        });
        let words = include_str!("../../../data/words/dictionary.tsv").lines().filter_map(|l| {
            let mut fields = l.split('\t');
            let (word, count, tag) = (fields.next()?, fields.next()?.parse::<u32>().ok()?, fields.next()?);
            let brand = matches!(tag, "nz" | "a" | "z" | "b" | "n") && count > 300 && word.chars().count() == 2;
            brand.then(|| word.to_string())
        });
        let mut endings: [Vec<String>; TYPES] = Default::default();
        for (class, items) in rows(include_str!("../../../data/entities/suffixes.tsv")) {
            let named = |k: &EntityType| serde_json::to_value(k).is_ok_and(|v| v == class.as_str());
            if let Some(kind) = KINDS.iter().position(named) {
                endings[kind] = items;
                endings[kind].sort_by_key(|e| std::cmp::Reverse(e.chars().count()));
            }
        }
        Pools {
            pools: rows(include_str!("../names.tsv")).collect(),
            divisions: divisions.collect(),
            surnames: surnames.collect(),
            words: words.collect(),
            endings,
        }
    }

    fn pick<'a>(&'a self, pool: &str, dice: &mut Dice) -> &'a str {
        self.pools.get(pool).map_or("", |items| dice.of(items))
    }

    fn brand(&self, dice: &mut Dice) -> String {
        match dice.below(20) {
            0..=4 => dice.of(&self.words).to_string(),
            5..=6 => self.pick("foreign", dice).to_string() + self.pick("foreign-end", dice),
            7 => (0..2 + dice.below(3)).map(|_| (b'A' + dice.below(26) as u8) as char).collect(),
            8..=10 => [self.pick("brand-first", dice), self.pick("brand-second", dice), self.pick("brand-third", dice)]
                .concat(),
            _ => [self.pick("brand-first", dice), self.pick("brand-second", dice)].concat(),
        }
    }

    fn place(&self, dice: &mut Dice, short: bool) -> String {
        let at = dice.below(self.divisions.len());
        let (long, brief) = &self.divisions[at];
        if short && !brief.is_empty() { brief.clone() } else { long.clone() }
    }

    fn village(&self, dice: &mut Dice) -> String {
        if dice.chance(25) {
            return dice.of(&self.words).to_string();
        }
        [self.pick("village", dice), self.pick("village-end", dice)].concat()
    }

    /// Another name of the same type and build; `None` where the old one had better stay.
    fn another(&self, name: &str, kind: EntityType, dice: &mut Dice) -> Option<String> {
        let ending = self.endings[kind as usize].iter().find(|e| name.ends_with(e.as_str()) && name.len() > e.len());
        match kind {
            EntityType::Person => self.person(name, dice),
            EntityType::Company => Some(self.company(name, dice)),
            EntityType::Place => self.other_place(name, ending.map(String::as_str), dice),
            EntityType::Zone => {
                let ending = ending?;
                Some(match dice.below(4) {
                    0 => self.place(dice, true) + ending,
                    1 => self.place(dice, false) + ending,
                    2 => self.village(dice) + ending,
                    _ => self.pick("zone-stem", dice).to_string() + ending,
                })
            }
            EntityType::Organization if dice.chance(50) => Some(self.place(dice, true) + ending?),
            EntityType::Project if dice.chance(50) => {
                let rest = name.char_indices().nth(2).map(|(i, _)| &name[i..]).filter(|r| r.chars().count() > 4)?;
                Some(self.brand(dice) + rest)
            }
            _ => None,
        }
    }

    fn person(&self, name: &str, dice: &mut Dice) -> Option<String> {
        let length = name.chars().count();
        let surname = dice.of(&self.surnames).to_string();
        if let Some(honorific) = HONORIFICS.iter().find(|h| name.ends_with(*h)) {
            return (length <= 4).then(|| surname + honorific);
        }
        if name.contains('·') || length > 3 {
            return None;
        }
        let given: String = (0..if dice.chance(75) { 2 } else { 1 }).map(|_| self.pick("given", dice)).collect();
        Some(surname + &given)
    }

    fn company(&self, name: &str, dice: &mut Dice) -> String {
        let legal = ["有限公司", "有限责任公司", "合作社", "合伙企业"];
        let mut out = String::new();
        if legal.iter().any(|l| name.ends_with(l)) {
            if dice.chance(60) {
                let short = dice.chance(60);
                out += &self.place(dice, short);
            }
            out += &self.brand(dice);
            out += self.pick("industry-word", dice);
            return out + self.pick("legal", dice);
        }
        if dice.chance(12) {
            out += &self.place(dice, true);
        }
        out += &self.brand(dice);
        let firm = self.pools.get("firm-word").and_then(|words| words.iter().find(|w| name.ends_with(w.as_str())));
        if firm.is_some() || dice.chance(15) {
            out += self.pick("firm-word", dice);
        }
        out
    }

    fn other_place(&self, name: &str, ending: Option<&str>, dice: &mut Dice) -> Option<String> {
        if let Some((long, short)) = self.divisions.iter().find(|(l, s)| l == name || s == name) {
            let alike: Vec<&(String, String)> =
                self.divisions.iter().filter(|(l, _)| l.chars().last() == long.chars().last()).collect();
            let other = alike[dice.below(alike.len())];
            return Some(if name == short && !other.1.is_empty() { other.1.clone() } else { other.0.clone() });
        }
        let ending = ending.filter(|e| !matches!(*e, "江" | "河" | "湖" | "山" | "海"))?;
        Some(self.village(dice) + ending)
    }
}

/// A twin: another raw text, and its mentions (start, end, type; code points).
pub fn twin(
    raw: &[char],
    mentions: &[(usize, usize, usize)],
    pools: &Pools,
    dice: &mut Dice,
) -> (String, Vec<(usize, usize, usize)>) {
    let mut names: Vec<(String, usize)> =
        mentions.iter().map(|&(s, e, k)| (raw[s..e].iter().collect::<String>(), k)).collect();
    names.sort_by_key(|(name, kind)| (name.chars().count(), name.clone(), *kind));
    names.dedup();
    let mut swapped: BTreeMap<(String, usize), String> = BTreeMap::new();
    let carries = |kind: usize| !matches!(KINDS[kind], EntityType::Role | EntityType::Industry | EntityType::Product);
    for (name, kind) in &names {
        let mut new = name.clone();
        // Names inside longer names are the same there.
        let inner = swapped.iter().filter(|((old, k), _)| carries(*k) && old.chars().count() >= 2 && old != name);
        let longest = inner.filter(|((old, _), _)| name.contains(old.as_str())).max_by_key(|((old, _), _)| old.len());
        if let Some(((old, _), replacement)) = longest {
            new = name.replace(old.as_str(), replacement);
        } else if let Some(other) = pools.another(name, KINDS[*kind], dice) {
            new = other;
        }
        swapped.insert((name.clone(), *kind), new);
    }
    let (mut out, mut places, mut at) = (String::new(), Vec::new(), 0);
    let mut length = 0;
    for &(start, end, kind) in mentions {
        out.extend(&raw[at..start]);
        length += start - at;
        let old: String = raw[start..end].iter().collect();
        let new = swapped.get(&(old.clone(), kind)).cloned().unwrap_or(old);
        out += &new;
        places.push((length, length + new.chars().count(), kind));
        length += new.chars().count();
        at = end;
    }
    out.extend(&raw[at..]);
    (out, places)
}
