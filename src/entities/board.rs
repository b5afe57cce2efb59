//! The sequence model's table as it is read: a feature that weighs for many labels has a row for all of them, so
//! that it is added eight labels at once.

use super::labels::LABELS;
use super::lanes::Words;
use super::weights::Table;

/// How many [`Words`] hold a score for each label.
const WIDE: usize = LABELS.div_ceil(8);
/// As many labels as six bits can name, so that none needs to be checked.
pub const ROW: usize = 64;
/// A feature with more weights than this has a full row; one for fewer would cost more memory than time.
const FEW: usize = 8;
/// Stands for the number of pairs where there is a full row.
const FULL: usize = 15;

/// A feature key to its weights.
#[derive(Debug)]
pub struct Board {
    /// How many bits of a key choose its bucket.
    bits: u32,
    /// Of each bucket, its first feature; one more entry at the end.
    buckets: Vec<u32>,
    /// Of each feature 8 bits of its key, how many pairs it has, or [`FULL`], and where they begin.
    places: Vec<u32>,
    full: Vec<[Words; WIDE]>,
    pairs: Vec<(u8, i8)>,
    /// What a weight of 1 stands for.
    pub scale: f32,
}

impl Board {
    /// From the table as it was trained.
    pub fn new(table: Table) -> Self {
        let (mut places, mut full, mut pairs) = (Vec::new(), Vec::new(), Vec::new());
        for (number, &fingerprint) in table.index.fingerprints.iter().enumerate() {
            let row = table.row(number);
            let (count, start) = if row.len() > FEW {
                let mut all = [[0i16; 8]; WIDE];
                row.iter().for_each(|&(label, w)| all[usize::from(label) % ROW / 8][usize::from(label) % 8] = w.into());
                full.push(all.map(Words::new));
                (FULL, full.len() - 1)
            } else {
                pairs.extend(row);
                (row.len(), pairs.len() - row.len())
            };
            places.push(u32::from(fingerprint) << 24 | (count as u32) << 20 | start as u32);
        }
        let (bits, buckets) = (table.index.bits, table.index.buckets);
        Board { bits, buckets, places, full, pairs, scale: table.scale }
    }

    /// The sum of the weights of these features, for each label.
    pub fn sum(&self, keys: &[u32]) -> [i16; ROW] {
        let mut few = [0i16; ROW];
        let mut sums = [Words::new([0; 8]); WIDE];
        for &key in keys {
            let (bucket, fingerprint) = ((key >> (32 - self.bits)) as usize, key >> (24 - self.bits) & 0xFF);
            let &[from, to] = &self.buckets[bucket..bucket + 2] else { continue };
            let Some(place) = self.places[from as usize..to as usize].iter().find(|p| *p >> 24 == fingerprint) else {
                continue;
            };
            let (count, start) = ((place >> 20) as usize & FULL, (place & 0xF_FFFF) as usize);
            if count == FULL {
                sums.iter_mut().zip(&self.full[start]).for_each(|(s, w)| *s = s.plus(*w));
            } else {
                for &(label, weight) in &self.pairs[start..start + count] {
                    few[usize::from(label) % ROW] += i16::from(weight);
                }
            }
        }
        for (few, sums) in few.chunks_exact_mut(8).zip(sums) {
            few.iter_mut().zip(sums.array()).for_each(|(f, s)| *f = f.wrapping_add(s));
        }
        few
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
        assert!(!board.full.is_empty() && !board.pairs.is_empty());
        for keys in keys.chunks(7) {
            let mut sums = [0i16; ROW];
            let keys = [keys, &[0x1234_5678, 0]].concat();
            keys.iter().flat_map(|&k| table.get(k)).for_each(|p| sums[usize::from(p.0)] += i16::from(p.1));
            assert_eq!(board.sum(&keys), sums);
        }
    }
}
