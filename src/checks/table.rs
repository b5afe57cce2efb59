//! Reading the tables under `data/checks`, which `model.bin` holds.

use crate::parts::{self, Part};
use std::sync::LazyLock;

/// A table with `N` columns, read at its first use.
pub type Table<const N: usize> = LazyLock<Vec<[&'static str; N]>>;

/// The rows of a table that is kept.
pub fn kept<const N: usize>(part: Part) -> Vec<[&'static str; N]> {
    rows(parts::table(part))
}

/// The rows of a table; comments, empty lines and rows of another width are left out.
fn rows<const N: usize>(table: &'static str) -> Vec<[&'static str; N]> {
    let mut rows = Vec::with_capacity(table.len() / 16);
    let (mut row, mut column, mut start) = ([""; N], 0, 0);
    for (at, byte) in table.bytes().enumerate().filter(|(_, byte)| matches!(byte, b'\t' | b'\n')) {
        if column < N {
            row[column] = &table[start..at];
        }
        (column, start) = (column + 1, at + 1);
        if byte == b'\n' {
            if column == N && !row[0].is_empty() && !row[0].starts_with('#') {
                rows.push(row);
            }
            column = 0;
        }
    }
    rows
}

/// The rows of a table by one of its columns, in order.
pub fn grouped<const N: usize>(part: Part, column: usize) -> Vec<(&'static str, Vec<[&'static str; N]>)> {
    let mut groups: Vec<(&str, Vec<[&str; N]>)> = Vec::new();
    for row in kept(part) {
        match groups.iter_mut().find(|(cell, _)| *cell == row[column]) {
            Some((_, rows)) => rows.push(row),
            None => groups.push((row[column], vec![row])),
        }
    }
    groups
}

/// A bit for each two characters that a table may have so far apart: few places of a text have one.
#[derive(Debug)]
pub struct Pairs {
    bits: Box<[u64; PAIRS]>,
}

const PAIRS: usize = 1 << 12;

impl Pairs {
    /// Of two characters and how far apart they stand.
    pub fn new(pairs: impl IntoIterator<Item = (char, char, usize)>) -> Pairs {
        let mut bits = Box::new([0; PAIRS]);
        for (a, b, apart) in pairs {
            let bit = Pairs::bit(a, b, apart);
            bits[bit / 64] |= 1 << (bit % 64);
        }
        Pairs { bits }
    }

    #[inline]
    fn bit(a: char, b: char, apart: usize) -> usize {
        let mixed = u32::from(a).wrapping_mul(0x9E37_79B1) ^ u32::from(b).wrapping_mul(0x85EB_CA6B);
        ((mixed >> 14) as usize ^ apart) % (64 * PAIRS)
    }

    /// Whether the table may have the character `at` and the one so far behind it.
    #[inline]
    pub fn may_have(&self, chars: &[char], at: usize, apart: usize) -> bool {
        let bit = chars.get(at + apart).map(|&other| Pairs::bit(chars[at], other, apart));
        bit.is_some_and(|bit| self.bits[bit / 64] >> (bit % 64) & 1 == 1)
    }
}

/// Values by character; what has none is told at once.
#[derive(Debug)]
pub struct ByCharacter<T> {
    /// A bit for each character of the basic plane that has values, and how many such characters stand before its block.
    known: Vec<u64>,
    before: Vec<u16>,
    /// Of each of them, where its values begin; then how many values there are.
    starts: Vec<u16>,
    values: Vec<(char, T)>,
}

impl<T: Copy> ByCharacter<T> {
    /// The values of each character stay in the order in which they come.
    pub fn new(values: impl IntoIterator<Item = (char, T)>) -> Self {
        let values: Vec<(char, T)> = values.into_iter().filter(|(c, _)| u32::from(*c) < 1 << 16).collect();
        let mut known = vec![0u64; (1 << 16) / 64];
        for (c, _) in &values {
            known[*c as usize / 64] |= 1 << (*c as usize % 64);
        }
        let mut characters = 0;
        let counted = |bits: &u64| {
            characters += bits.count_ones() as u16;
            characters - bits.count_ones() as u16
        };
        let before = known.iter().map(counted).collect();
        let mut sorted = ByCharacter { known, before, starts: vec![0; usize::from(characters) + 2], values };
        // Each place holds the number of values of the character before the last, then where the next value goes.
        for i in 0..sorted.values.len() {
            let place = sorted.place(sorted.values[i].0).unwrap_or_default();
            sorted.starts[place + 2] += 1;
        }
        for place in 2..sorted.starts.len() {
            sorted.starts[place] += sorted.starts[place - 1];
        }
        let mut places = vec![0u16; sorted.values.len()];
        for (i, goes) in places.iter_mut().enumerate() {
            let place = sorted.place(sorted.values[i].0).unwrap_or_default();
            *goes = sorted.starts[place + 1];
            sorted.starts[place + 1] += 1;
        }
        // Each value changes places with the one where it goes: a second copy of all of them would never be given back.
        for at in 0..places.len() {
            while usize::from(places[at]) != at {
                let to = places[at].into();
                sorted.values.swap(at, to);
                places.swap(at, to);
            }
        }
        sorted
    }

    /// All of them, in order of the characters.
    pub fn all(&self) -> &[(char, T)] {
        &self.values
    }

    /// The number of a character among those that have values.
    #[inline]
    fn place(&self, c: char) -> Option<usize> {
        let (block, bit) = (c as usize / 64, 1u64 << (c as usize % 64));
        let bits = *self.known.get(block)?;
        (bits & bit != 0).then(|| usize::from(self.before[block]) + (bits & (bit - 1)).count_ones() as usize)
    }

    /// Whether a character has values.
    #[inline]
    pub fn has(&self, c: char) -> bool {
        self.known.get(c as usize / 64).is_some_and(|bits| bits >> (c as usize % 64) & 1 == 1)
    }

    /// The values of a character.
    #[inline]
    pub fn of(&self, c: char) -> &[(char, T)] {
        match self.place(c) {
            Some(place) => &self.values[self.starts[place].into()..self.starts[place + 1].into()],
            None => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_of_one_width() {
        let table = "# a comment\nab\tc\n\nd\n\te\nf\tg\th\ni\tj\n";
        assert_eq!(rows::<2>(table), [["ab", "c"], ["i", "j"]]);
        assert_eq!(rows::<1>(table), [["d"]]);
    }

    #[test]
    fn values_are_kept_by_character() {
        let table = ByCharacter::new([('万', 1), ('一', 2), ('\u{20000}', 3), ('万', 4), ('龙', 5)]);
        assert_eq!(table.all(), [('一', 2), ('万', 1), ('万', 4), ('龙', 5)]);
        assert_eq!(table.of('万'), [('万', 1), ('万', 4)]);
        assert_eq!(table.of('龙'), [('龙', 5)]);
        assert!(['丁', 'a', '\u{20000}'].iter().all(|c| table.of(*c).is_empty()));
        assert!(ByCharacter::<u8>::new([]).of('一').is_empty());
    }
}
