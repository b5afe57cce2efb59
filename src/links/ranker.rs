//! A log-linear ranker: candidates compete by the sum of the weights of their features.

use super::key::{Key, Tally};

/// Weights by feature: an open table, at most half full.
#[derive(Debug, Clone, Default)]
pub struct Model {
    /// Eight bits to a slot, of which those are set that a feature with a weight falls on: few enough to stay near the
    /// processor, and nearly all that a look for a feature without a weight reads.
    sieve: Vec<u64>,
    /// Of each slot the number of its feature, from 1; 0 where there is none.
    slots: Vec<u32>,
    /// Of each feature.
    keys: Vec<Key>,
    weights: Vec<f32>,
    /// By how much a spread key is shifted to its slot, and to its bit.
    shift: u32,
    fine: u32,
}

/// Bits of the sieve to a slot, as a power of two.
const SIEVE: u32 = 3;

impl Model {
    /// Reads weights as `model.bin` has them: [`crate::parts::layout`]. Nothing from bytes of any other kind.
    pub fn read(bytes: &[u8], templates: &[&str]) -> Model {
        let read = || {
            let end = bytes.iter().position(|&byte| byte == b'\n')?;
            let names = std::str::from_utf8(&bytes[..end]).ok()?.split(' ');
            let numbers: Vec<_> = names.map(|name| templates.iter().position(|t| *t == name)).collect();
            let (count, columns) = bytes[end + 1..].split_first_chunk()?;
            let count = u32::from_le_bytes(*count) as usize;
            (columns.len() == count.checked_mul(10)?).then_some(())?;
            let byte = |column: usize, row: usize| columns[column * count + row];
            Some(Model::of(
                count,
                (0..count).filter_map(|row| {
                    let key = Key(u64::from_le_bytes(std::array::from_fn(|i| byte(i, row))));
                    let template = *numbers.get(usize::from(key.template()))?;
                    let weight = i16::from_le_bytes([byte(8, row), byte(9, row)]);
                    Some((key.of(template? as u8), f32::from(weight) / 100.0))
                }),
            ))
        };
        read().unwrap_or_default()
    }

    /// From weights just trained.
    pub fn from_weights(weights: &[(Key, f32)]) -> Model {
        Model::of(weights.len(), weights.iter().copied())
    }

    /// Of so many weights at most.
    fn of(most: usize, weights: impl Iterator<Item = (Key, f32)>) -> Model {
        let size = (2 * most).next_power_of_two().max(8);
        let shift = 64 - size.ilog2();
        let mut out = Model {
            sieve: vec![0; (size << SIEVE) / 64],
            slots: vec![0; size],
            keys: Vec::with_capacity(most),
            weights: Vec::with_capacity(most),
            shift,
            fine: shift - SIEVE,
        };
        for (key, weight) in weights {
            let (word, bit) = out.bit(key);
            out.sieve[word] |= bit;
            let at = out.slot(key);
            if out.slots[at] == 0 {
                out.keys.push(key);
                out.weights.push(weight);
                out.slots[at] = out.keys.len() as u32;
            } else {
                out.weights[out.slots[at] as usize - 1] = weight;
            }
        }
        out
    }

    /// The multiplication spreads every bit of the key into the upper ones.
    #[inline(always)]
    fn spread(key: Key) -> u64 {
        key.0.wrapping_mul(0x9E37_79B9_7F4A_7C15)
    }

    /// The word and the bit of the sieve that a key falls on.
    #[inline(always)]
    fn bit(&self, key: Key) -> (usize, u64) {
        let place = Self::spread(key) >> self.fine;
        ((place >> 6) as usize, 1 << (place & 63))
    }

    /// Where a key stands, or would.
    #[inline]
    fn slot(&self, key: Key) -> usize {
        let last = self.slots.len() - 1;
        let mut at = (Self::spread(key) >> self.shift) as usize & last;
        while self.slots[at] != 0 && self.keys[self.slots[at] as usize - 1] != key {
            at = (at + 1) & last;
        }
        at
    }

    /// The weight of a feature, if the table has one.
    #[inline(always)]
    pub fn find(&self, key: Key) -> Option<f32> {
        let (word, bit) = self.bit(key);
        if self.sieve.get(word)? & bit == 0 {
            return None;
        }
        let number = self.slots[self.slot(key)] as usize;
        Some(number.checked_sub(1).map_or(0.0, |feature| self.weights[feature]))
    }

    /// The weight of a feature, 0 where the table has none.
    pub fn weight(&self, key: Key) -> f32 {
        self.find(key).unwrap_or(0.0)
    }

    /// How many features have a weight.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Whether there is no weight at all.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
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
    #[inline(always)]
    fn add(&mut self, key: Key) {
        self.model.find(key).into_iter().for_each(|weight| self.sum += weight);
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

/// Whether two strings have a substring in common that covers half of the longer one.
pub fn halves(a: &[char], b: &[char]) -> bool {
    let (long, short) = if a.len() >= b.len() { (a, b) } else { (b, a) };
    let half = long.len().div_ceil(2);
    let Some(last) = half.checked_sub(1) else { return false };
    // Wherever such a substring lies in the longer one, it covers one of these places.
    let anchors = [last, last + half];
    !short.is_empty()
        && anchors.into_iter().filter(|&at| at < long.len()).any(|at| {
            (0..short.len()).filter(|&j| short[j] == long[at]).any(|j| {
                let back = long[..at].iter().rev().zip(short[..j].iter().rev()).take_while(|(x, y)| x == y).count();
                let on = long[at..].iter().zip(&short[j..]).take_while(|(x, y)| x == y).count();
                back + on >= half
            })
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parts::{self, Part};

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
    fn halves_says_whether_the_overlap_is_half() {
        let all: Vec<Vec<char>> =
            ["", "甲", "乙", "甲乙", "乙甲", "甲乙丙", "丙甲乙", "甲甲乙乙", "乙乙丙丁", "丁甲乙丙戊", "丙戊甲乙丁己"]
                .iter()
                .map(|s| chars(s))
                .collect();
        for (a, b) in all.iter().flat_map(|a| all.iter().map(move |b| (a, b))) {
            assert_eq!(halves(a, b), overlap(a, b) >= 0.5, "{a:?} {b:?}");
        }
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
    fn weights_are_those_of_the_table() {
        let table = include_str!("../../data/links/metric.tsv");
        let templates = super::super::metric::TEMPLATES;
        let model = Model::read(parts::bytes(Part::Metric), templates);
        let mut rows = 0;
        for row in table.lines().filter(|line| !line.starts_with('#')) {
            let mut cells = row.split('\t');
            let key = Key::from_row(&mut cells, templates).expect("a key");
            assert_eq!(Some(model.weight(key)), cells.next().and_then(|w| w.parse().ok()), "{row}");
            rows += 1;
        }
        assert_eq!(model.len(), rows);
        assert_eq!(model.weight(Key::new(0, 'x', 'y', 'z')), 0.0);
    }

    #[test]
    fn other_bytes_give_no_weights() {
        for bytes in [&b""[..], b"Bias", b"Bias\n", b"Bias\n\x01\0\0\0", b"Bias\n\xff\xff\xff\xff0", b"\xff\n\0\0\0\0"]
        {
            assert!(Model::read(bytes, &["Bias"]).is_empty());
        }
    }
}
