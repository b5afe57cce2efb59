//! How often two characters stand side by side in news of this field (`data/checks/neighbours.tsv`).

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
        None | Some('\n') => EDGE,
        Some(c) if c.is_ascii_digit() => DIGIT,
        Some(c) if super::view::is_han(c) => c,
        Some(c) if c.is_ascii_alphabetic() => LETTER,
        Some(_) => MARK,
    }
}

/// Counts of characters and of pairs of them, rounded to powers of two.
#[derive(Debug, Default)]
pub struct Neighbours {
    /// Of each character that is known, the logarithm (to base two) of its count; in order.
    singles: Vec<(char, u8)>,
    /// The same of pairs.
    pairs: Vec<([char; 2], u8)>,
    total: f64,
}

/// Those that the table has.
pub static NEIGHBOURS: LazyLock<Neighbours> =
    LazyLock::new(|| Neighbours::read(include_str!("../../data/checks/neighbours.tsv")));

impl Neighbours {
    /// From rows of a character, its class and those that follow it, a class before each group of them.
    pub fn read(table: &str) -> Neighbours {
        let mut read = Neighbours::default();
        for line in table.lines().filter(|line| !line.starts_with("# ")) {
            let mut columns = line.split('\t');
            let Some(first) = columns.next().and_then(|c| c.chars().next()) else { continue };
            let number = |text: &str| text.parse().unwrap_or(0);
            read.singles.push((first, columns.next().map_or(0, number)));
            let mut class = 0;
            for c in columns.next().unwrap_or_default().chars() {
                match c.to_digit(36) {
                    Some(digit) if c.is_ascii_digit() || c.is_ascii_lowercase() => class = digit as u8,
                    _ => read.pairs.push(([first, c], class)),
                }
            }
        }
        read.sorted()
    }

    /// From what was counted.
    pub fn new(singles: Vec<(char, u8)>, pairs: Vec<([char; 2], u8)>) -> Neighbours {
        Neighbours { singles, pairs, total: 0.0 }.sorted()
    }

    /// As [`Neighbours::read`] reads it.
    pub fn rows(&self) -> String {
        let mut rows = String::new();
        for (first, class) in &self.singles {
            rows.push_str(&format!("{first}\t{class}\t"));
            let from = self.pairs.partition_point(|(pair, _)| pair[0] < *first);
            let mut after: Vec<_> = self.pairs[from..].iter().take_while(|(pair, _)| pair[0] == *first).collect();
            after.sort_by_key(|(pair, class)| (std::cmp::Reverse(*class), pair[1]));
            for group in after.chunk_by(|a, b| a.1 == b.1) {
                rows.extend(char::from_digit(group[0].1.into(), 36));
                rows.extend(group.iter().map(|(pair, _)| pair[1]));
            }
            rows.push('\n');
        }
        rows
    }

    fn sorted(mut self) -> Neighbours {
        self.singles.sort_unstable();
        self.pairs.sort_unstable();
        self.total = self.singles.iter().map(|(_, class)| 2f64.powi((*class).into())).sum::<f64>().max(1.0);
        self
    }

    /// How often `b` was seen right behind `a`.
    pub fn pair(&self, a: char, b: char) -> f64 {
        let at = self.pairs.binary_search_by_key(&[a, b], |(pair, _)| *pair);
        at.map_or(0.0, |at| 2f64.powi(self.pairs[at].1.into()))
    }

    /// How often `c` was seen.
    pub fn single(&self, c: char) -> f64 {
        let at = self.singles.binary_search_by_key(&c, |(single, _)| *single);
        at.map_or(0.0, |at| 2f64.powi(self.singles[at].1.into()))
    }

    /// The logarithm of how likely `b` is behind `a`.
    pub fn likelihood(&self, a: char, b: char) -> f64 {
        let alone = (self.single(b) + UNSEEN) / self.total;
        ((self.pair(a, b) + PRIOR * alone) / (self.single(a) + PRIOR)).ln()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_read() {
        let table = Neighbours::read("# a comment\n亿\t9\t9元3吨千\n#\t10\t9亿\n");
        assert_eq!(table.pair('亿', '元'), 512.0);
        assert_eq!(table.pair('亿', '千'), 8.0);
        assert_eq!(table.pair('亿', '亿'), 0.0);
        assert_eq!(table.pair('#', '亿'), 512.0);
        assert!(table.likelihood('亿', '元') > table.likelihood('亿', '千'));
        assert!(table.likelihood('亿', '千') > table.likelihood('亿', '忆'));
        assert_eq!(table.rows(), "#\t10\t9亿\n亿\t9\t9元3千吨\n");
    }

    #[test]
    fn the_field_knows_its_units() {
        assert!(NEIGHBOURS.likelihood('#', '亿') > NEIGHBOURS.likelihood('#', '忆') + 3.0);
    }
}
