//! Cue words: what moves, compares, forecasts, promises. The words are in `data/links/cues.tsv`.

use super::scene::Scene;
use crate::hashing::HashMap;
use crate::sorting::Sorting;
use crate::text::Span;
use std::sync::OnceLock;

/// What a cue word says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Sense {
    Up,
    Down,
    /// A share: 占.
    Share,
    /// A comparison with others: 高于, 快于.
    Against,
    /// A ranking: 排名, 居.
    Ranked,
    Forecast,
    Target,
    Commitment,
    /// It is so: 已, 累计.
    Actual,
}

impl Sense {
    fn read(name: &str) -> Option<Sense> {
        Some(match name {
            "up" => Sense::Up,
            "down" => Sense::Down,
            "share" => Sense::Share,
            "against" => Sense::Against,
            "ranked" => Sense::Ranked,
            "forecast" => Sense::Forecast,
            "target" => Sense::Target,
            "commitment" => Sense::Commitment,
            "actual" => Sense::Actual,
            _ => return None,
        })
    }

    /// A letter for the tables of weights.
    pub fn letter(self) -> char {
        match self {
            Sense::Up => 'u',
            Sense::Down => 'd',
            Sense::Share => 's',
            Sense::Against => 'a',
            Sense::Ranked => 'r',
            Sense::Forecast => 'f',
            Sense::Target => 't',
            Sense::Commitment => 'c',
            Sense::Actual => 'n',
        }
    }

    /// Up or down.
    pub fn is_change(self) -> bool {
        matches!(self, Sense::Up | Sense::Down)
    }

    /// How sure the statement is.
    pub fn is_status(self) -> bool {
        matches!(self, Sense::Forecast | Sense::Target | Sense::Actual)
    }

    /// A promise.
    pub fn is_commitment(self) -> bool {
        self == Sense::Commitment
    }

    /// A comparison with others.
    pub fn is_against(self) -> bool {
        self == Sense::Against
    }

    /// A share, a comparison or a ranking.
    pub fn is_relation(self) -> bool {
        matches!(self, Sense::Share | Sense::Against | Sense::Ranked)
    }
}

/// A cue word of the text.
#[derive(Debug, Clone, Copy)]
pub struct Cue {
    /// Where it stands.
    pub span: Span,
    /// What it says.
    pub sense: Sense,
}

type Words = Vec<(Vec<char>, Sense)>;

/// Cue words by their first character, longest first.
struct Table {
    words: HashMap<u64, Words>,
    /// A bit for each first character, by its lower 12 bits: most characters begin no cue word.
    firsts: [u64; 64],
}

fn bit(c: char) -> (usize, u64) {
    (c as usize >> 6 & 63, 1 << (c as u32 & 63))
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = Table { words: HashMap::default(), firsts: [0; 64] };
        for row in include_str!("../../data/links/cues.tsv").lines().filter(|l| !l.starts_with('#')) {
            let Some((word, sense)) = row.split_once('\t') else { continue };
            let word: Vec<char> = word.chars().collect();
            if let (Some(&first), Some(sense)) = (word.first(), Sense::read(sense.trim())) {
                let (at, bit) = bit(first);
                table.firsts[at] |= bit;
                table.words.or_default(u64::from(first)).push((word, sense));
            }
        }
        table.words.values_mut().for_each(|words| words.arrange_by_key(|(w, _)| std::cmp::Reverse(w.len())));
        table
    })
}

/// The longest cue word of a wanted sense that begins at `at` and ends by `end`.
fn at(table: &Table, s: &Scene, at: usize, end: usize, wanted: fn(Sense) -> bool) -> Option<Cue> {
    let first = *s.text.chars.get(at)?;
    let (place, bit) = bit(first);
    if table.firsts[place] & bit == 0 {
        return None;
    }
    let rest = s.text.chars.get(at..end)?;
    let words = table.words.get(&u64::from(first))?;
    let (word, sense) = words.iter().find(|(w, sense)| wanted(*sense) && rest.starts_with(w))?;
    Some(Cue { span: Span::new(at, at + word.len()), sense: *sense })
}

/// The last cue between `from` and `to`, and how far before `to` it ends.
pub fn last_in(s: &Scene, from: usize, to: usize, wanted: fn(Sense) -> bool) -> Option<(Cue, usize)> {
    let table = table();
    let cue = (from..to).rev().find_map(|i| at(table, s, i, to, wanted))?;
    Some((cue, to - cue.span.end))
}

/// The first cue between `from` and `to`, and how far after `from` it begins.
pub fn first_in(s: &Scene, from: usize, to: usize, wanted: fn(Sense) -> bool) -> Option<(Cue, usize)> {
    let table = table();
    let cue = (from..to).find_map(|i| at(table, s, i, to, wanted))?;
    Some((cue, cue.span.start - from))
}

/// Whether a figure is where a movement starts (由28%提到45%) or ends: `f`, `t`, or `-`.
pub fn range_start(s: &Scene, start: usize, end: usize) -> char {
    let first = s.before(start, 1);
    let of_past = s.before(start, 2) == '的' || s.before(start, 2) == '来';
    let moves = (end..end + 4)
        .any(|i| matches!(s.char(i), '提' | '增' | '升' | '降' | '缩' | '减' | '变' | '扩' | '压' | '涨' | '跃'));
    let goes = matches!(s.before(start, 1), '到' | '至' | '为' | '成');
    match (first, moves) {
        ('由' | '从', _) => 'f',
        (_, true) if of_past => 'f',
        (_, true) => 'm',
        _ if goes => 't',
        _ => '-',
    }
}
