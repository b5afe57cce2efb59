//! The word tables of `data/figures`, read once.

use crate::float;
use crate::hashing::HashMap;
use crate::model::FigureKind;
use crate::parts::{self, Part};
use crate::sorting::Sorting;
use std::sync::OnceLock;

/// A set of characters, one bit each.
#[derive(Default)]
pub(super) struct Chars(Vec<u64>);

impl Chars {
    /// Whether it holds `c`.
    pub(super) fn has(&self, c: char) -> bool {
        self.0.get(c as usize >> 6).is_some_and(|word| word >> (c as u32 & 63) & 1 == 1)
    }
}

impl FromIterator<char> for Chars {
    fn from_iter<I: IntoIterator<Item = char>>(chars: I) -> Self {
        let mut out = Chars::default();
        for c in chars {
            let at = c as usize >> 6;
            out.0.resize(out.0.len().max(at + 1), 0);
            out.0[at] |= 1 << (c as u32 & 63);
        }
        out
    }
}

/// Words with a meaning each, looked up by the longest that stands at a place.
pub(super) struct Lookup<T> {
    /// The first characters: most of a text are not among them.
    firsts: Chars,
    /// By first character: the rest of each word with its meaning, longest first.
    by_first: HashMap<char, Vec<(Vec<char>, T)>>,
}

impl<T> Lookup<T> {
    fn new(entries: impl IntoIterator<Item = (String, T)>) -> Self {
        let mut by_first: HashMap<char, Vec<(Vec<char>, T)>> = HashMap::default();
        for (word, meaning) in entries {
            let mut chars = word.chars();
            if let Some(first) = chars.next() {
                by_first.or_default(first).push((chars.collect(), meaning));
            }
        }
        for words in by_first.values_mut() {
            words.arrange_by_key(|(rest, _)| std::cmp::Reverse(rest.len()));
        }
        Lookup { firsts: by_first.keys().copied().collect(), by_first }
    }

    /// The longest word that `chars` begins with: its length and meaning.
    pub(super) fn longest<'a>(&'a self, chars: &'a [char]) -> Option<(usize, &'a T)> {
        self.all(chars).next()
    }

    /// Whether a word begins with `c`.
    pub(super) fn begins_with(&self, c: char) -> bool {
        self.firsts.has(c)
    }

    /// Every word that `chars` begins with, longest first.
    pub(super) fn all<'a>(&'a self, chars: &'a [char]) -> impl Iterator<Item = (usize, &'a T)> {
        let words = chars
            .first()
            .filter(|c| self.firsts.has(**c))
            .and_then(|c| self.by_first.get(c))
            .map_or(&[][..], |w| w.as_slice());
        words.iter().filter(|(rest, _)| chars[1..].starts_with(rest)).map(|(rest, m)| (rest.len() + 1, m))
    }
}

/// A unit of measure.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Unit {
    pub(super) kind: FigureKind,
    /// As given in a result; where empty, the unit as written.
    pub(super) name: &'static str,
    /// Worth in `name`.
    pub(super) factor: f64,
    /// The base unit, and what one `name` is worth in it.
    pub(super) base: Option<(&'static str, f64)>,
}

/// How a measure word or counted noun may follow a numeral.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Measure {
    /// An ordinary measure word.
    Ordinary,
    /// A noun counted directly (两省).
    Direct,
}

/// A word of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Calendar {
    /// Years from the year of publication.
    Year(i32),
    /// Months from its month.
    Month(i32),
    /// Days from it.
    Day(i32),
    /// Weeks from its week; a weekday follows.
    Week(i32),
    /// Quarters from its quarter.
    Quarter(i32),
    /// An era of the empire or the republic: the year before its first.
    Era(i32),
    /// The first and the last month of a part of a year; more than 12 is in the next.
    Part {
        from: u32,
        to: u32,
        /// Whether it says so without a year before it (上半年; not 夏天).
        alone: bool,
    },
}

fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().filter(|l| !l.is_empty() && !l.starts_with('#')).map(|l| l.split('\t').collect())
}

fn words(cell: &'static str) -> impl Iterator<Item = String> {
    cell.split('|').map(str::to_string)
}

/// A factor as the tables write it: a decimal or a fraction.
fn factor(cell: &str) -> f64 {
    match cell.split_once('/') {
        Some((above, below)) => factor(above) / factor(below),
        None => float::parse(cell).unwrap_or(1.0),
    }
}

fn kind(cell: &str) -> FigureKind {
    use FigureKind::*;
    match cell {
        "money" => Money,
        "percent" => Percent,
        "percentage_point" => PercentagePoint,
        "multiple" => Multiple,
        "area" => Area,
        "length" => Length,
        "volume" => Volume,
        "mass" => Mass,
        "power" => Power,
        "energy" => Energy,
        "duration" => Duration,
        "age" => Age,
        _ => Other,
    }
}

/// Units of measure by spelling.
pub(super) fn units() -> &'static Lookup<Unit> {
    static TABLE: OnceLock<Lookup<Unit>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let rows = rows(parts::table(Part::Units));
        Lookup::new(rows.filter(|r| r.len() == 6).flat_map(|r| {
            let base = (r[4] != "-").then(|| (r[4], factor(r[5])));
            let unit = Unit { kind: kind(r[1]), name: r[2], factor: factor(r[3]), base };
            words(r[0]).map(move |w| (w, unit.clone()))
        }))
    })
}

/// Measure words and counted nouns.
pub(super) fn measures() -> &'static Lookup<Measure> {
    static TABLE: OnceLock<Lookup<Measure>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let rows = rows(parts::table(Part::Measures));
        Lookup::new(rows.filter(|r| r.len() == 2).flat_map(|r| {
            let class = if r[0] == "direct" { Measure::Direct } else { Measure::Ordinary };
            words(r[1]).map(move |w| (w, class))
        }))
    })
}

/// Set phrases and names whose numerals are no figures.
///
/// The meaning is whether it is one: a word marked with ! only keeps a shorter one from matching (十分钟).
pub(super) fn phrases() -> &'static Lookup<bool> {
    static TABLE: OnceLock<Lookup<bool>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let rows = rows(parts::table(Part::Phrases));
        Lookup::new(rows.flat_map(|r| r[0].split_whitespace()).map(|w| match w.strip_prefix('!') {
            Some(word) => (word.to_string(), false),
            None => (w.to_string(), true),
        }))
    })
}

/// Words of the calendar.
pub(super) fn calendar() -> &'static Lookup<Calendar> {
    static TABLE: OnceLock<Lookup<Calendar>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let meaning = |class: &str, number: &str| {
            let by = number.parse().unwrap_or(0);
            Some(match class {
                "year" => Calendar::Year(by),
                "month" => Calendar::Month(by),
                "day" => Calendar::Day(by),
                "week" => Calendar::Week(by),
                "quarter" => Calendar::Quarter(by),
                "era" => Calendar::Era(by),
                _ => {
                    let (from, to) = number.split_once('-')?;
                    Calendar::Part { from: from.parse().ok()?, to: to.parse().ok()?, alone: class == "part" }
                }
            })
        };
        let rows = rows(parts::table(Part::Calendar)).filter(|r| r.len() == 3);
        Lookup::new(
            rows.filter_map(|r| Some((words(r[0]), meaning(r[1], r[2])?))).flat_map(|(w, m)| w.map(move |w| (w, m))),
        )
    })
}

/// Traditional and variant characters.
pub(super) struct Variants {
    known: Chars,
    plain: HashMap<char, char>,
}

impl Variants {
    /// The character that stands for `c`.
    pub(super) fn plain(&self, c: char) -> char {
        if self.known.has(c) { self.plain.get(&c).copied().unwrap_or(c) } else { c }
    }
}

/// The table of variants.
pub(super) fn variants() -> &'static Variants {
    static TABLE: OnceLock<Variants> = OnceLock::new();
    TABLE.get_or_init(|| {
        let first = |cell: &str| cell.chars().next();
        let plain: HashMap<char, char> =
            rows(parts::table(Part::Variants)).filter_map(|r| Some((first(r.first()?)?, first(r.get(1)?)?))).collect();
        Variants { known: plain.keys().copied().collect(), plain }
    })
}
