//! Numbers by key, found with one look where they are and one where they are not.

use super::weights::Index;

/// So many bits of a slot hold the number; the others tell its key from others: those of its fingerprint, and the last
/// [`NEAR`] of its bucket.
pub const BITS: u32 = 20;
/// A key stands less than two to the power of this from its slot.
const NEAR: u32 = 32 - BITS - 8;

/// So many keys are looked for at once.
pub const AT_ONCE: usize = 64;

/// A key to a number.
#[derive(Debug, Default)]
pub struct Slots {
    /// How many bits of a key choose its slot; there are two to four times as many slots as keys.
    bits: u32,
    /// How many bits of a key come before those that tell it from others.
    before: u32,
    /// What tells a key from others, above its number; 0 where there is none. A key stands in its slot or in the first
    /// free one after it.
    slots: Vec<u32>,
}

impl Slots {
    /// The keys of an index with numbers from 1 to 2^[`BITS`] − 1, of each by its number there.
    pub fn new(index: &Index, number: impl Fn(usize) -> u32) -> Self {
        // An index of few keys has buckets enough; else a bucket has two slots.
        let more = u32::from(2 * index.len() > 1 << index.bits);
        let bits = index.bits + more;
        let mut slots = vec![0; 1 << bits];
        let mut free = 0;
        for (bucket, span) in index.buckets.windows(2).enumerate() {
            // The keys of a bucket stand in any order.
            for part in 0..=more {
                for i in span[0] as usize..span[1] as usize {
                    let fingerprint = u32::from(index.fingerprints[i]);
                    if more == 1 && fingerprint >> 7 != part {
                        continue;
                    }
                    let home = (bucket as u32) << more | part;
                    free = free.max(home as usize);
                    if free == slots.len() {
                        slots.push(0);
                    }
                    slots[free] = ((bucket as u32) << 8 | fingerprint) << BITS | number(i);
                    free += 1;
                }
            }
        }
        Slots { bits, before: index.bits.saturating_sub(NEAR), slots }
    }

    /// The number of a key; 0 where it has none.
    #[inline(always)]
    pub fn find(&self, key: u32) -> u32 {
        self.number(key, self.slots[self.home(key)])
    }

    /// The numbers of several keys. All their slots are asked for before the first is looked at, so that the machine
    /// does not wait for each in turn.
    #[inline(always)]
    pub fn find_all<'n>(&self, keys: &[u32], numbers: &'n mut [u32; AT_ONCE]) -> &'n [u32] {
        let numbers = &mut numbers[..keys.len()];
        numbers.iter_mut().zip(keys).for_each(|(n, &key)| *n = self.slots[self.home(key)]);
        numbers.iter_mut().zip(keys).for_each(|(n, &key)| *n = self.number(key, *n));
        numbers
    }

    #[inline(always)]
    fn home(&self, key: u32) -> usize {
        (key >> (32 - self.bits)) as usize
    }

    /// The number of a key in whose slot this was found.
    #[inline(always)]
    fn number(&self, key: u32, mut found: u32) -> u32 {
        let own = key << self.before >> BITS;
        let mut slot = self.home(key);
        while found >> BITS != own && found != 0 {
            slot += 1;
            found = self.slots.get(slot).copied().unwrap_or(0);
        }
        found & ((1 << BITS) - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_index_finds_the_slots_find() {
        let keys: Vec<u32> = (0..3000u32).map(|i| i.wrapping_mul(0x9E37_79B9) ^ i >> 3).collect();
        let (index, _) = Index::build(&keys);
        let slots = Slots::new(&index, |i| i as u32 + 1);
        for key in (0..9000u32).map(|i| i.wrapping_mul(0x9E37_79B9) ^ i >> 3).chain([0, u32::MAX]) {
            assert_eq!(slots.find(key), index.find(key).map_or(0, |i| i as u32 + 1), "{key}");
        }
    }
}
