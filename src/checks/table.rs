//! Reading the tables under `data/checks`.

use crate::sorting::Sorting;
use std::sync::LazyLock;

/// A table with `N` columns, read at its first use.
pub type Table<const N: usize> = LazyLock<Vec<[&'static str; N]>>;

/// The rows of a table; comments, empty lines and rows of another width are left out.
pub fn rows<const N: usize>(table: &'static str) -> Vec<[&'static str; N]> {
    let row = |line: &'static str| {
        let mut columns = line.split('\t');
        let row = [(); N].map(|()| columns.next());
        (columns.next().is_none() && row.iter().all(Option::is_some)).then(|| row.map(Option::unwrap_or_default))
    };
    table.lines().filter(|line| !line.starts_with('#')).filter_map(row).collect()
}

/// Values by character; what has none is told at once.
#[derive(Debug)]
pub struct ByCharacter<T> {
    /// A bit for each character of the basic plane that has values.
    known: Vec<u64>,
    values: Vec<(char, T)>,
}

impl<T> ByCharacter<T> {
    /// The values of each character stay in the order in which they come.
    pub fn new(values: impl IntoIterator<Item = (char, T)>) -> Self {
        let mut values: Vec<(char, T)> = values.into_iter().filter(|(c, _)| u32::from(*c) < 1 << 16).collect();
        values.arrange_by_key(|(c, _)| *c);
        let mut known = vec![0; (1 << 16) / 64];
        for (c, _) in &values {
            known[*c as usize / 64] |= 1 << (*c as usize % 64);
        }
        ByCharacter { known, values }
    }

    /// All of them, in order of the characters.
    pub fn all(&self) -> &[(char, T)] {
        &self.values
    }

    /// The values of a character.
    #[inline]
    pub fn of(&self, c: char) -> &[(char, T)] {
        let bits = self.known.get(c as usize / 64).copied().unwrap_or(0);
        if bits >> (c as usize % 64) & 1 == 0 {
            return &[];
        }
        let from = self.values.partition_point(|(other, _)| *other < c);
        let length = self.values[from..].iter().take_while(|(other, _)| *other == c).count();
        &self.values[from..from + length]
    }
}
