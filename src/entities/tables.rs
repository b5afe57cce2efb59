//! The word tables behind the features: what names of a type end in, and the field's vocabulary.

use super::hash::Rolling;
use crate::parts::{self, Part};
use std::sync::LazyLock;

/// Finds all strings of a table that begin at a place, by hashing ever longer stretches.
#[derive(Debug)]
pub struct Matcher {
    /// Of each first character, up to the last one that there is, the length of the longest string.
    longest: Vec<u8>,
    /// Open addressing: (key, mask); an empty slot has an empty mask.
    slots: Vec<(u32, u32)>,
}

impl Matcher {
    /// From strings with the bits of their classes; the same string may come more than once.
    pub fn new<'a>(strings: impl Iterator<Item = (&'a str, u32)>) -> Self {
        let strings: Vec<_> = strings.collect();
        let size = (strings.len() * 2 + 2).next_power_of_two();
        let mut matcher = Matcher { longest: Vec::new(), slots: vec![(0, 0); size] };
        for (string, mask) in strings {
            let mut rolling = Rolling::new(0);
            string.chars().for_each(|c| rolling.push(c));
            let length = string.chars().count().min(255) as u8;
            if let Some(first) = string.chars().next().map(|c| c as usize).filter(|c| *c < 0x1_0000) {
                matcher.longest.resize(matcher.longest.len().max(first + 1), 0);
                matcher.longest[first] = length.max(matcher.longest[first]);
            }
            let slot = matcher.slot(rolling.key());
            matcher.slots[slot].0 = rolling.key();
            matcher.slots[slot].1 |= mask;
        }
        matcher
    }

    fn slot(&self, key: u32) -> usize {
        let wrap = self.slots.len() - 1;
        let mut at = key as usize & wrap;
        while self.slots[at].1 != 0 && self.slots[at].0 != key {
            at = (at + 1) & wrap;
        }
        at
    }

    /// Calls `found` with the length and the classes of each string that begins `chars`, shortest first.
    #[inline]
    pub fn at(&self, chars: &[char], mut found: impl FnMut(usize, u32)) {
        let Some(&longest) = chars.first().and_then(|&c| self.longest.get(c as usize)) else { return };
        let mut rolling = Rolling::new(0);
        for (i, &c) in chars.iter().take(longest.into()).enumerate() {
            rolling.push(c);
            let mask = self.slots[self.slot(rolling.key())].1;
            if mask != 0 {
                found(i + 1, mask);
            }
        }
    }

    /// The classes of exactly these characters.
    pub fn classes(&self, chars: &[char]) -> u32 {
        let mut classes = 0;
        self.at(chars, |length, mask| {
            if length == chars.len() {
                classes = mask;
            }
        });
        classes
    }
}

/// The names of the classes: the types in the order of their numbers, then legal forms and firm words.
const CLASSES: [&str; 14] = [
    "person",
    "role",
    "company",
    "government",
    "organization",
    "place",
    "zone",
    "project",
    "industry",
    "product",
    "policy",
    "event",
    "legal",
    "firm",
];

/// The bit of legal forms among the endings.
pub const LEGAL: u32 = 1 << 12;
/// The bit of words that firms' names end in.
pub const FIRM: u32 = 1 << 13;

/// The rows of a table: `class`, a tab, strings parted by spaces; lines that begin with `#` are comments.
fn rows(table: &'static str) -> impl Iterator<Item = (&'static str, u32)> {
    table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t')).flat_map(
        |(class, strings)| {
            let mask = CLASSES.iter().position(|c| *c == class).map_or(0, |bit| 1 << bit);
            strings.split(' ').filter(|s| !s.is_empty()).map(move |s| (s, mask))
        },
    )
}

/// What names end in.
pub static ENDINGS: LazyLock<Matcher> = LazyLock::new(|| Matcher::new(rows(parts::table(Part::Suffixes))));

/// The field's vocabulary.
pub static VOCABULARY: LazyLock<Matcher> = LazyLock::new(|| Matcher::new(rows(parts::table(Part::Vocabulary))));

/// Of each character of the basic plane, its class by the words it stands in; 0 for none.
pub static CHARACTERS: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut classes = vec![0; 0x1_0000];
    for line in parts::table(Part::Characters).lines().filter(|line| !line.starts_with('#')) {
        let Some((class, characters)) = line.split_once('\t') else { continue };
        let class = class.parse().unwrap_or(0);
        characters
            .chars()
            .filter_map(|c| u16::try_from(u32::from(c)).ok())
            .for_each(|c| classes[usize::from(c)] = class);
    }
    classes
});

#[cfg(test)]
mod tests {
    use super::*;

    fn all(matcher: &Matcher, text: &str) -> Vec<(usize, u32)> {
        let chars: Vec<char> = text.chars().collect();
        let mut found = Vec::new();
        matcher.at(&chars, |length, mask| found.push((length, mask)));
        found
    }

    #[test]
    fn every_string_at_a_place_is_found() {
        let matcher = Matcher::new([("高新", 1), ("高新区", 2), ("高新区", 4), ("区", 8)].into_iter());
        assert_eq!(all(&matcher, "高新区管委会"), [(2, 1), (3, 6)]);
        assert_eq!(all(&matcher, "新区"), []);
        assert_eq!(matcher.classes(&['区']), 8);
    }

    #[test]
    fn every_class_of_the_tables_is_known() {
        for table in
            [include_str!("../../data/entities/suffixes.tsv"), include_str!("../../data/entities/vocabulary.tsv")]
        {
            assert!(rows(table).all(|(_, mask)| mask != 0));
        }
        assert!(all(&ENDINGS, "有限公司").contains(&(4, LEGAL)));
    }
}
