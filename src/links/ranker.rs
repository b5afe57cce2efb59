//! A log-linear ranker: candidates compete by the sum of the weights of their features.

use super::key::{Key, Tally};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Keys are spread by one multiplication; they come from our own tables, never from an adversary.
#[derive(Debug, Default, Clone)]
pub struct KeyHasher(u64);

impl Hasher for KeyHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &b in bytes {
            self.write_u64(self.0 << 8 ^ u64::from(b));
        }
    }

    fn write_u64(&mut self, n: u64) {
        let mixed = n.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        self.0 = mixed ^ mixed >> 32;
    }
}

/// Weights by feature.
#[derive(Debug, Clone, Default)]
pub struct Model {
    weights: HashMap<Key, f32, BuildHasherDefault<KeyHasher>>,
}

impl Model {
    /// Reads a table: five columns of the key, then the weight; `#` begins a comment.
    pub fn parse(table: &str, templates: &[&str]) -> Model {
        let rows = table.lines().filter(|line| !line.starts_with('#'));
        let weights = rows.filter_map(|row| {
            let mut cells = row.split('\t');
            let key = Key::from_row(&mut cells, templates)?;
            Some((key, cells.next()?.parse().ok()?))
        });
        Model { weights: weights.collect() }
    }

    /// From weights just trained.
    pub fn from_weights(weights: impl IntoIterator<Item = (Key, f32)>) -> Model {
        Model { weights: weights.into_iter().collect() }
    }

    /// The weight of a feature, 0 where the table has none.
    pub fn weight(&self, key: Key) -> f32 {
        self.weights.get(&key).copied().unwrap_or(0.0)
    }

    /// How many features have a weight.
    pub fn len(&self) -> usize {
        self.weights.len()
    }

    /// Whether there is no weight at all.
    pub fn is_empty(&self) -> bool {
        self.weights.is_empty()
    }
}

/// A running score.
#[derive(Debug, Clone, Copy)]
pub struct Score<'m> {
    model: &'m Model,
    /// The sum so far.
    pub sum: f32,
}

impl<'m> Score<'m> {
    /// Nothing summed yet.
    pub fn new(model: &'m Model) -> Self {
        Score { model, sum: 0.0 }
    }
}

impl Tally for Score<'_> {
    fn add(&mut self, key: Key) {
        self.sum += self.model.weight(key);
    }

    fn join(&mut self, other: &Self) {
        self.sum += other.sum;
    }
}

/// Scores to probabilities.
pub fn softmax(scores: &mut [f32]) {
    let top = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut total = 0.0;
    for s in scores.iter_mut() {
        *s = (*s - top).exp();
        total += *s;
    }
    if total > 0.0 {
        scores.iter_mut().for_each(|s| *s /= total);
    }
}

/// Of two strings, the share of the longer that their longest common substring covers.
pub fn overlap(a: &[char], b: &[char]) -> f32 {
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let mut row = vec![0usize; b.len() + 1];
    let mut best = 0;
    for &x in a {
        let mut diagonal = 0;
        for (j, &y) in b.iter().enumerate() {
            let above = row[j + 1];
            row[j + 1] = if x == y { diagonal + 1 } else { 0 };
            best = best.max(row[j + 1]);
            diagonal = above;
        }
    }
    best as f32 / a.len().max(b.len()) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chars(s: &str) -> Vec<char> {
        s.chars().collect()
    }

    #[test]
    fn overlap_is_the_share_of_the_longer() {
        assert_eq!(overlap(&chars("总投资"), &chars("投资")), 2.0 / 3.0);
        assert_eq!(overlap(&chars("甲"), &chars("乙")), 0.0);
        assert_eq!(overlap(&[], &chars("乙")), 0.0);
    }

    #[test]
    fn softmax_sums_to_one() {
        let mut scores = [1.0, 2.0, -50.0];
        softmax(&mut scores);
        assert!((scores.iter().sum::<f32>() - 1.0).abs() < 1e-6);
        assert!(scores[1] > scores[0] && scores[2] < 1e-6);
        softmax(&mut []);
    }

    #[test]
    fn a_table_is_read_and_comments_are_not() {
        let model = Model::parse("# source\nBias\t∅\t资\tm\t2\t-0.5\n", &["Bias"]);
        assert_eq!(model.len(), 1);
        let key = Key::new(0, '\0', '资', super::super::key::Class::new('m', 2));
        assert_eq!(model.weight(key), -0.5);
        assert_eq!(model.weight(Key::new(0, 'x', 'y', 'z')), 0.0);
    }
}
