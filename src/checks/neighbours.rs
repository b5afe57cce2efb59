//! How often two characters stand side by side in news of this field (`data/checks/neighbours.tsv`).

use crate::parts::{self, Part};
use std::sync::LazyLock;

/// What any digit counts as.
pub const DIGIT: char = '#';

/// What any letter, the edge of a paragraph and any other mark count as.
const LETTER: char = 'A';
const EDGE: char = '|';
const MARK: char = '.';

/// What a character that the table does not have counts as seen.
const UNSEEN: f64 = 0.3;

/// How many sightings the likelihood of the character alone weighs as much as.
const PRIOR: f64 = 8.0;

/// The classes that characters count as: themselves if they are Chinese.
pub fn class(c: Option<char>) -> char {
    match c {
        Some(c) if super::view::is_han(c) => c,
        None | Some('\n') => EDGE,
        Some(c) if c.is_ascii_digit() => DIGIT,
        Some(c) if c.is_ascii_alphabetic() => LETTER,
        Some(_) => MARK,
    }
}

/// Counts of characters and of pairs of them, rounded to powers of two, in a table with open addresses.
#[derive(Debug, Default)]
pub struct Neighbours {
    /// Of a pair its mark, how far it stands from its own slot, and one more than the logarithm (to base two) of its count;
    /// 0 where none is.
    slots: Vec<u32>,
    /// The number of bits of a slot's address.
    bits: u32,
    total: f64,
    /// Of each character, its own [`Neighbours::seen`].
    alone: Vec<u8>,
    /// Of a pair's and its second character's [`Neighbours::seen`], the logarithm of how often it is to be expected.
    expected: Vec<[f64; COUNTS]>,
    /// Of a character's, the same.
    first: [f64; COUNTS],
}

/// Takes the next character off UTF-8 of the basic plane: the table is too long to be looked through twice.
#[inline]
fn character(rest: &mut &[u8]) -> Option<char> {
    let bits = |byte: &u8| u32::from(byte & 0x3F);
    let (code, after) = match rest {
        [a, after @ ..] if *a < 0x80 => (u32::from(*a), after),
        [a, b, c, after @ ..] if *a >= 0xE0 => (u32::from(a & 0xF) << 12 | bits(b) << 6 | bits(c), after),
        [a, b, after @ ..] => (u32::from(a & 0x1F) << 6 | bits(b), after),
        _ => return None,
    };
    *rest = after;
    char::from_u32(code)
}

/// How many logarithms of counts there may be, and one for what was not seen.
const COUNTS: usize = 24;

/// So many bits of a slot hold one more than the logarithm of the count, and so many how far it is from the pair's own slot.
/// In a table half full nothing stands two to the power of that away.
const SEEN: u32 = 5;
const AWAY: u32 = 8;

/// Spreads a pair over 32 bits, of which the first are its own slot and the others its mark; and the number that turns it back.
const SPREAD: u32 = 0x9E37_79B1;
const GATHER: u32 = 0x0E8B_2F51;
const _: () = assert!(SPREAD.wrapping_mul(GATHER) == 1);

/// Stands behind a character whose own count it is.
const ALONE: char = '\0';

/// Those that the table has.
pub static NEIGHBOURS: LazyLock<Neighbours> = LazyLock::new(|| Neighbours::read(parts::columns(Part::Neighbours)));

impl Neighbours {
    /// From columns of characters, their classes and those that follow them, a class before each group of them.
    fn read([mut firsts, mut classes, mut followers]: [&[u8]; 3]) -> Neighbours {
        // Most characters of the table are three bytes of a pair.
        let mut read = Neighbours::with_room(followers.len() / 3);
        while let Some(first) = character(&mut firsts) {
            let own = std::iter::from_fn(|| character(&mut classes)).map_while(|c| c.to_digit(10));
            read.put(first, ALONE, own.fold(0, |sum, digit| 10 * sum + digit) as u8);
            let mut class = 0;
            while let Some(c) = character(&mut followers).filter(|c| *c != '\n') {
                match c {
                    '0'..='9' => class = c as u8 - b'0',
                    'a'..='z' => class = c as u8 - b'a' + 10,
                    _ => read.put(first, c, class),
                }
            }
            character(&mut firsts);
        }
        read.weighed()
    }

    /// From what was counted.
    pub fn new(singles: &[(char, u8)], pairs: &[([char; 2], u8)]) -> Neighbours {
        let mut new = Neighbours::with_room(singles.len() + pairs.len());
        singles.iter().for_each(|(c, class)| new.put(*c, ALONE, *class));
        pairs.iter().for_each(|([a, b], class)| new.put(*a, *b, *class));
        new.weighed()
    }

    fn weighed(mut self) -> Neighbours {
        let total = self.total.max(1.0);
        let count = |seen: usize| if seen == 0 { 0.0 } else { 2f64.powi(seen as i32 - 1) };
        let expected = |pair, second| (count(pair) + PRIOR * ((count(second) + UNSEEN) / total)).ln();
        self.expected = (0..COUNTS).map(|pair| std::array::from_fn(|second| expected(pair, second))).collect();
        self.first = std::array::from_fn(|first| (count(first) + PRIOR).ln());
        self
    }

    fn with_room(entries: usize) -> Neighbours {
        // few are asked for twice: most of what is asked for is not there, and is told soon where there is much room
        let slots = (2 * entries).next_power_of_two().max(1 << (SEEN + AWAY));
        Neighbours { slots: vec![0; slots], bits: slots.trailing_zeros(), ..Neighbours::default() }
    }

    /// As [`Neighbours::read`] reads it.
    pub fn rows(&self) -> String {
        let character = |code: u32| char::from_u32(code & 0xFFFF).unwrap_or(MARK);
        let entry = |(at, slot): (usize, &u32)| {
            let away = slot >> SEEN & ((1 << AWAY) - 1);
            let own = (at as u32).wrapping_sub(away) << (32 - self.bits);
            let key = (own | slot >> (SEEN + AWAY)).wrapping_mul(GATHER);
            ((character(key >> 16), character(key)), (slot & ((1 << SEEN) - 1)) as u8 - 1)
        };
        let taken = self.slots.iter().enumerate().filter(|(_, slot)| **slot != 0);
        let mut entries: Vec<((char, char), u8)> = taken.map(entry).collect();
        entries.sort_unstable();
        let mut rows = String::new();
        for row in entries.chunk_by(|a, b| a.0.0 == b.0.0) {
            let [((first, ALONE), class), after @ ..] = row else { continue };
            rows.push_str(&format!("{first}\t{class}\t"));
            let mut after = after.to_vec();
            after.sort_by_key(|(pair, class)| (std::cmp::Reverse(*class), pair.1));
            for group in after.chunk_by(|a, b| a.1 == b.1) {
                rows.extend(char::from_digit(group[0].1.into(), 36));
                rows.extend(group.iter().map(|(pair, _)| pair.1));
            }
            rows.push('\n');
        }
        rows
    }

    /// What tells a pair from the others that its slot may hold, and its slot or the free one where it would go.
    #[inline]
    fn find(&self, a: char, b: char) -> (u32, usize) {
        let spread = (u32::from(a) << 16 | u32::from(b)).wrapping_mul(SPREAD);
        let (own, last) = ((spread >> (32 - self.bits)) as usize, self.slots.len() - 1);
        let mut mark = spread << self.bits >> self.bits << AWAY;
        let mut slot = own;
        while self.slots[slot] != 0 && self.slots[slot] >> SEEN != mark {
            slot = (slot + 1) & last;
            mark += 1;
        }
        (mark, slot)
    }

    /// Characters outside the basic plane are left out: none of them is a look-alike.
    #[inline]
    fn put(&mut self, a: char, b: char, class: u8) {
        if u32::from(a).max(u32::from(b)) < 1 << 16 {
            let class = class.min(COUNTS as u8 - 2);
            let (mark, slot) = self.find(a, b);
            self.slots[slot] = mark << SEEN | u32::from(class + 1);
            if b == ALONE {
                self.total += f64::from(1u32 << class);
                let code = a as usize;
                self.alone.resize(self.alone.len().max(code + 1), 0);
                self.alone[code] = class + 1;
            }
        }
    }

    /// How often `b` was seen right behind `a`: 0 for never, else one more than the logarithm of the count.
    #[inline]
    pub fn seen(&self, a: char, b: char) -> usize {
        if self.slots.is_empty() || u32::from(a).max(u32::from(b)) >= 1 << 16 {
            return 0;
        }
        (self.slots[self.find(a, b).1] & ((1 << SEEN) - 1)) as usize
    }

    /// How often `c` was seen, alike.
    #[inline]
    pub fn seen_alone(&self, c: char) -> usize {
        self.alone.get(c as usize).copied().unwrap_or(0).into()
    }

    /// The logarithm of how often a pair is to be expected behind its first character, times a number that is the same
    /// for all that may follow it; from what was seen of the pair and of its second character.
    #[inline]
    pub fn expected(&self, pair: usize, second: usize) -> f64 {
        self.expected.get(pair).map_or(0.0, |row| row[second])
    }

    /// The logarithm of that number; from what was seen of the first character.
    #[inline]
    pub fn first(&self, first: usize) -> f64 {
        self.first[first]
    }

    /// The logarithm of how likely `b` is behind `a`.
    pub fn likelihood(&self, a: char, b: char) -> f64 {
        self.expected(self.seen(a, b), self.seen_alone(b)) - self.first(self.seen_alone(a))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_read() {
        let table = Neighbours::read(["亿\n#\n", "9\n10\n", "9元3吨千\n9亿\n"].map(str::as_bytes));
        assert_eq!(table.seen('亿', '元'), 10);
        assert_eq!(table.seen('亿', '千'), 4);
        assert_eq!(table.seen('亿', '亿'), 0);
        assert_eq!(table.seen('#', '亿'), 10);
        assert_eq!(table.seen_alone('#'), 11);
        assert!(table.likelihood('亿', '元') > table.likelihood('亿', '千'));
        assert!(table.likelihood('亿', '千') > table.likelihood('亿', '忆'));
        assert_eq!(table.rows(), "#\t10\t9亿\n亿\t9\t9元3千吨\n");
    }

    #[test]
    fn the_field_knows_its_units() {
        assert!(NEIGHBOURS.likelihood('#', '亿') > NEIGHBOURS.likelihood('#', '忆') + 3.0);
    }
}
