//! The sequence model's table as it is read: a feature that weighs for many labels has a row for all of them, so
//! that it is added eight labels at once.

use super::labels::LABELS;
use super::lanes::{Floats, Words};
use super::slots::{AT_ONCE, BITS, Slots};
use super::weights::Table;

// A full row has seven [`Words`].
const _: () = assert!(LABELS <= 56);
/// As many labels as six bits can name, so that none needs to be checked.
pub const ROW: usize = 64;
/// A feature with more weights than this has a full row; one for fewer would cost more memory than time.
const FEW: usize = 8;

/// The bit of a place that stands for a full row; those below it say where the weights begin.
const FULL: u32 = 1 << (BITS - 1);
/// The bit of a pair's label that stands for a feature's last one.
const LAST: u8 = 128;

/// A feature key to its weights.
#[derive(Debug)]
pub struct Board {
    /// Of each feature, where its weights are.
    places: Slots,
    /// Eight labels at a time.
    full: Vec<[[i8; 8]; 7]>,
    /// The first belongs to no feature.
    pairs: Vec<(u8, i8)>,
    /// What a weight of 1 stands for.
    pub scale: f32,
}

impl Board {
    /// From the table as it was trained.
    pub fn new(table: Table) -> Self {
        let Table { index, rows, pairs: weights, scale } = table;
        let lengths = || rows.windows(2).map(|span| (span[1] - span[0]) as usize);
        let mut full = Vec::with_capacity(lengths().filter(|n| *n > FEW).count());
        let mut pairs = Vec::with_capacity(1 + lengths().filter(|n| *n <= FEW).sum::<usize>());
        pairs.push((LAST, 0));
        let place = |span: &[u32]| {
            let row = &weights[span[0] as usize..span[1] as usize];
            if row.len() > FEW {
                let mut all = [[0; 8]; 7];
                row.iter().for_each(|p| all.as_flattened_mut()[usize::from(p.0).min(55)] = p.1);
                full.push(all);
                return FULL | (full.len() - 1) as u32;
            }
            let from = pairs.len();
            pairs.extend(row);
            pairs.last_mut().into_iter().for_each(|p| p.0 |= LAST);
            from as u32
        };
        let places: Vec<u32> = rows.windows(2).map(place).collect();
        Board { places: Slots::new(&index, |number| places[number]), full, pairs, scale }
    }

    /// The scores of these features, for each label.
    pub fn score(&self, keys: &[u32], scores: &mut [f32; LABELS]) {
        let (scale, sums) = (Floats::all(self.scale), self.sum(keys));
        let (fours, rest) = scores.as_chunks_mut();
        let eights = sums.as_chunks().0.iter().map(|eight| Words::new(*eight).floats());
        for (two, floats) in fours.chunks_mut(2).zip(eights) {
            two.iter_mut().zip(floats).for_each(|(four, f)| *four = f.times(scale).array());
        }
        rest.iter_mut().zip(&sums[LABELS / 4 * 4..]).for_each(|(r, s)| *r = f32::from(*s) * self.scale);
    }

    /// The sum of the weights of these features, for each label.
    fn sum(&self, keys: &[u32]) -> [i16; ROW] {
        let mut few = [0i16; ROW];
        // Each by itself, so that it stays in a register where loops are not unrolled.
        let zero = Words::new([0; 8]);
        let (mut a, mut b, mut c, mut d, mut e, mut f, mut g) = (zero, zero, zero, zero, zero, zero, zero);
        let mut places = [0; AT_ONCE];
        for keys in keys.chunks(AT_ONCE) {
            for &place in self.places.find_all(keys, &mut places) {
                let start = (place & (FULL - 1)) as usize;
                if place & FULL != 0 {
                    let row = self.full[start].each_ref().map(Words::widened);
                    (a, b, c, d) = (a.plus(row[0]), b.plus(row[1]), c.plus(row[2]), d.plus(row[3]));
                    (e, f, g) = (e.plus(row[4]), f.plus(row[5]), g.plus(row[6]));
                } else if place != 0 {
                    for &(label, weight) in &self.pairs[start..] {
                        few[usize::from(label) % ROW] += i16::from(weight);
                        if label & LAST != 0 {
                            break;
                        }
                    }
                }
            }
        }
        for (few, sums) in few.as_chunks_mut().0.iter_mut().zip([a, b, c, d, e, f, g]) {
            *few = Words::new(*few).plus(sums).array();
        }
        few
    }
}

/// A feature key to its weights, of which one at a time is asked for.
#[derive(Debug)]
pub struct Pairs {
    /// Of each feature, where its weights are.
    places: Slots,
    /// The first belongs to no feature.
    pairs: Vec<(u8, i8)>,
    scale: f32,
}

impl Pairs {
    /// From the table as it was trained.
    pub fn new(table: Table) -> Self {
        let Table { index, rows, pairs: weights, scale } = table;
        let mut pairs = [&[(LAST, 0)][..], &weights].concat();
        // A row begins one further, and ends where the next one began.
        rows.iter().skip(1).for_each(|end| pairs[*end as usize].0 |= LAST);
        Pairs { places: Slots::new(&index, |number| rows[number] + 1), pairs, scale }
    }

    /// What a feature weighs for an output.
    #[inline]
    pub fn weight(&self, key: u32, output: usize) -> f32 {
        let place = self.places.find(key) as usize;
        for &(own, weight) in &self.pairs[place..] {
            if usize::from(own & !LAST) == output {
                return f32::from(weight) * self.scale;
            }
            if own & LAST != 0 {
                break;
            }
        }
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_those_of_the_table() {
        let row = |key: u32| {
            (0..LABELS as u32)
                .filter(move |l| (l * 7 + key % 100) % 11 < key % 11)
                .map(move |l| (l as u8, 0.1 * (l as f32 - 20.0)))
        };
        let keys: Vec<u32> = (0..200u32).map(|i| i.wrapping_mul(0x9E37_79B9)).collect();
        let table = Table::build(keys.iter().map(|&k| (k, row(k).collect())).collect(), 0.0);
        let board = Board::new(table.clone());
        let pairs = Pairs::new(table.clone());
        for (key, label) in keys.iter().chain(&[5, 0]).flat_map(|&k| (0..LABELS).map(move |l| (k, l))) {
            let weight = table.get(key).iter().find(|p| usize::from(p.0) == label).map_or(0.0, |p| f32::from(p.1));
            assert_eq!(pairs.weight(key, label), weight * table.scale);
        }
        assert!(!board.full.is_empty() && !board.pairs.is_empty());
        for keys in keys.chunks(7) {
            let mut sums = [0i16; ROW];
            let keys = [keys, &[0x1234_5678, 0]].concat();
            keys.iter().flat_map(|&k| table.get(k)).for_each(|p| sums[usize::from(p.0)] += i16::from(p.1));
            assert_eq!(board.sum(&keys), sums);
        }
    }
}
