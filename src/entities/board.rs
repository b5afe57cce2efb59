//! The sequence model's table as it is read: a feature that weighs for many labels has a row for all of them, so
//! that it is added eight labels at once.

use super::labels::LABELS;
use super::lanes::Words;
use super::weights::Table;

// A full row has seven [`Words`].
const _: () = assert!(LABELS <= 56);
/// As many labels as six bits can name, so that none needs to be checked.
pub const ROW: usize = 64;
/// A feature with more weights than this has a full row; one for fewer would cost more memory than time.
const FEW: usize = 8;

/// The bit of a place that stands for a full row; those below it say where the weights begin.
const FULL: u32 = 1 << 20;
/// The bit of a pair's label that stands for a feature's last one.
const LAST: u8 = 128;
/// So many bits of a key tell buckets of a group apart: four buckets fill about a quarter of what is fetched at once.
const GROUP: u32 = 2;

/// A feature key to its weights.
#[derive(Debug)]
pub struct Board {
    /// How many bits of a key choose its group.
    bits: u32,
    /// Of each group of buckets, its first feature; one more entry at the end.
    groups: Vec<u32>,
    /// Of each feature what tells it from others of its group, above where its weights are.
    places: Vec<u32>,
    full: Vec<[Words; 7]>,
    pairs: Vec<(u8, i8)>,
    /// What a weight of 1 stands for.
    pub scale: f32,
}

impl Board {
    /// From the table as it was trained.
    pub fn new(table: Table) -> Self {
        let Table { index, rows, mut pairs, scale } = table;
        let (bits, buckets) = (index.bits - GROUP, index.buckets);
        let (mut full, mut places) = (Vec::new(), vec![0; index.fingerprints.len()]);
        // Pairs move to the front over those that now have a full row.
        let mut filled = 0;
        for group in buckets.windows((1 << GROUP) + 1).step_by(1 << GROUP) {
            // Those with full rows first: they are looked for most.
            let (mut front, mut back) = (group[0] as usize, group[1 << GROUP] as usize);
            for (bucket, span) in group.windows(2).enumerate() {
                for number in span[0] as usize..span[1] as usize {
                    let (from, to) = (rows[number] as usize, rows[number + 1] as usize);
                    let own = (bucket as u32) << 29 | u32::from(index.fingerprints[number]) << 21;
                    if to - from > FEW {
                        let mut all = [0i16; 56];
                        pairs[from..to].iter().for_each(|p| all[usize::from(p.0).min(55)] = p.1.into());
                        places[front] = own | FULL | full.len() as u32;
                        front += 1;
                        let eight = |n: usize| std::array::from_fn(|i| all[8 * n + i]);
                        full.push(std::array::from_fn(|n| Words::new(eight(n))));
                    } else {
                        back -= 1;
                        places[back] = own | filled as u32;
                        for at in from..to {
                            pairs[filled] = pairs[at];
                            filled += 1;
                        }
                        pairs[filled - 1].0 |= LAST;
                    }
                }
            }
        }
        pairs.truncate(filled);
        pairs.shrink_to_fit();
        let groups = buckets.iter().step_by(1 << GROUP).copied().collect();
        Board { bits, groups, places, full, pairs, scale }
    }

    /// The sum of the weights of these features, for each label.
    pub fn sum(&self, keys: &[u32]) -> [i16; ROW] {
        let mut few = [0i16; ROW];
        // Each by itself, so that it stays in a register where loops are not unrolled.
        let zero = Words::new([0; 8]);
        let (mut a, mut b, mut c, mut d, mut e, mut f, mut g) = (zero, zero, zero, zero, zero, zero, zero);
        for &key in keys {
            let (group, own) = ((key >> (32 - self.bits)) as usize, (key << self.bits) >> (32 - GROUP - 8));
            let &[from, to] = &self.groups[group..group + 2] else { continue };
            let Some(place) = self.places[from as usize..to as usize].iter().find(|p| *p >> 21 == own) else {
                continue;
            };
            let start = (place & (FULL - 1)) as usize;
            if place & FULL != 0 {
                let row = &self.full[start];
                (a, b, c, d) = (a.plus(row[0]), b.plus(row[1]), c.plus(row[2]), d.plus(row[3]));
                (e, f, g) = (e.plus(row[4]), f.plus(row[5]), g.plus(row[6]));
            } else {
                for &(label, weight) in &self.pairs[start..] {
                    few[usize::from(label) % ROW] += i16::from(weight);
                    if label & LAST != 0 {
                        break;
                    }
                }
            }
        }
        for (few, sums) in few.chunks_exact_mut(8).zip([a, b, c, d, e, f, g]) {
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
