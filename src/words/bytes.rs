//! Columns of numbers in compiled bytes.

use std::ops::Range;

/// Where a two-byte column lies: all low bytes, then all high bytes.
#[derive(Debug, Clone, Copy)]
pub struct Pairs {
    at: usize,
    /// How many numbers it has.
    pub len: usize,
}

impl Pairs {
    /// The number at `i`, which is below `len`.
    #[inline]
    pub fn get(self, bytes: &[u8], i: usize) -> u16 {
        u16::from_le_bytes([bytes[self.at + i], bytes[self.at + self.len + i]])
    }

    /// All numbers.
    pub fn iter(self, bytes: &[u8]) -> impl Iterator<Item = u16> {
        (0..self.len).map(move |i| self.get(bytes, i))
    }

    /// The sum of all numbers.
    pub fn sum(self, bytes: &[u8]) -> usize {
        let sum = |at: usize| bytes[at..at + self.len].iter().map(|&byte| usize::from(byte)).sum::<usize>();
        sum(self.at) + 256 * sum(self.at + self.len)
    }

    /// The first place in `range` where `before` no longer holds; the column is sorted so.
    #[inline]
    pub fn partition_point(self, bytes: &[u8], range: Range<usize>, before: impl Fn(u16) -> bool) -> usize {
        let (mut low, mut high) = (range.start, range.end);
        while low < high {
            let middle = low + (high - low) / 2;
            if before(self.get(bytes, middle)) { low = middle + 1 } else { high = middle }
        }
        low
    }
}

/// Where a set of numbers lies: a bit for each, then of each 64 bits, how many before them are set.
#[derive(Debug, Clone, Copy)]
pub struct Bits {
    at: usize,
    ranks: Pairs,
}

impl Bits {
    /// How many smaller numbers are in the set, if this one is.
    #[inline]
    pub fn rank(self, bytes: &[u8], number: usize) -> Option<usize> {
        let block = number / 64;
        let bits = u64::from_le_bytes(std::array::from_fn(|i| bytes[self.at + 8 * block + i]));
        let bit = 1u64 << (number % 64);
        let before = (bits & (bit - 1)).count_ones() as usize;
        (bits & bit != 0).then(|| usize::from(self.ranks.get(bytes, block)) + before)
    }
}

/// Hands out the parts of a file, one after the other.
pub struct Cursor(pub usize);

impl Cursor {
    /// The next `len` bytes.
    pub fn bytes(&mut self, len: usize) -> Range<usize> {
        let start = self.0;
        self.0 = start.saturating_add(len);
        start..self.0
    }

    /// The next column of `len` two-byte numbers.
    pub fn pairs(&mut self, len: usize) -> Pairs {
        Pairs { at: self.bytes(len.saturating_mul(2)).start, len }
    }

    /// The next set of numbers below `end`.
    pub fn bits(&mut self, end: usize) -> Bits {
        let blocks = end.div_ceil(64);
        Bits { at: self.bytes(8 * blocks).start, ranks: self.pairs(blocks) }
    }
}

/// The `u32` at `at`.
pub fn number(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}
