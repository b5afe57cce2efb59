//! The trained weights as they lie in the file: no parsing, only a checksum and slices.
//!
//! A table maps a 32-bit feature key to a short row of (output, weight). The upper bits of the key choose a
//! bucket, about as many as there are features; the next 8 are kept as a fingerprint. A key that was never
//! trained is taken for one that was about once in 200 times, which costs less than the bytes that would
//! tell them apart: the second pass is trained on what comes of it.

use super::chain::Transitions;
use crate::error::Error;
use crate::sorting::Sorting;

const MAGIC: &[u8; 4] = b"SJM3";
/// A table's buckets are chosen by so many bits of a key, at least and at most.
const BITS: std::ops::RangeInclusive<u32> = 8..=18;

/// A feature key to its weights.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Table {
    /// How many bits of a key choose its bucket.
    bits: u32,
    /// Of each bucket, its first feature; one more entry at the end.
    buckets: Vec<u32>,
    /// Of each feature.
    fingerprints: Vec<u8>,
    /// Of each feature, its first pair; one more entry at the end.
    rows: Vec<u32>,
    outputs: Vec<u8>,
    values: Vec<i8>,
    /// What a weight of 1 stands for.
    pub scale: f32,
}

impl Table {
    /// From rows of (output, weight), quantised to 8 bits in steps no finer than `step`; what rounds to
    /// nothing is left out, and of keys that share a place the heavier stays.
    pub fn build(mut features: Vec<(u32, Vec<(u8, f32)>)>, step: f32) -> Table {
        let top = features.iter().flat_map(|(_, row)| row).map(|p| p.1.abs()).fold(1e-6, f32::max);
        let scale = step.max(top / 127.0);
        let weight = |row: &[(u8, f32)]| row.iter().map(|p| p.1.abs()).sum::<f32>();
        let bits = features.len().next_power_of_two().trailing_zeros().clamp(*BITS.start(), *BITS.end());
        let mut table = Table { bits, rows: vec![0], scale, ..Table::default() };
        let place = |key: u32| table.place(key);
        features.arrange_by(|a, b| place(a.0).cmp(&place(b.0)).then(weight(&b.1).total_cmp(&weight(&a.1))));
        features.dedup_by_key(|f| place(f.0));
        let mut counts = vec![0u32; 1 << bits];
        for (key, row) in features {
            let row: Vec<(u8, i8)> =
                row.into_iter().map(|(o, w)| (o, (w / scale).round() as i8)).filter(|p| p.1 != 0).collect();
            if row.is_empty() {
                continue;
            }
            let (bucket, fingerprint) = table.place(key);
            counts[bucket] += 1;
            table.fingerprints.push(fingerprint);
            table.outputs.extend(row.iter().map(|p| p.0));
            table.values.extend(row.iter().map(|p| p.1));
            table.rows.push(table.values.len() as u32);
        }
        table.buckets = starts(counts.into_iter());
        table
    }

    /// The bucket of a key, and what tells the keys of a bucket apart.
    #[inline]
    fn place(&self, key: u32) -> (usize, u8) {
        ((key >> (32 - self.bits)) as usize, (key >> (24 - self.bits)) as u8)
    }

    /// The weights of a feature: outputs and, beside them, values in units of `scale`.
    #[inline]
    pub fn get(&self, key: u32) -> (&[u8], &[i8]) {
        if self.values.is_empty() {
            return (&[], &[]);
        }
        let (bucket, fingerprint) = self.place(key);
        let (Some(&from), Some(&to)) = (self.buckets.get(bucket), self.buckets.get(bucket + 1)) else {
            return (&[], &[]);
        };
        let found = self.fingerprints[from as usize..to as usize].iter().position(|&f| f == fingerprint);
        let Some(at) = found.map(|i| from as usize + i) else {
            return (&[], &[]);
        };
        let row = self.rows[at] as usize..self.rows[at + 1] as usize;
        (&self.outputs[row.clone()], &self.values[row])
    }

    /// How many features and how many weights.
    pub fn size(&self) -> (usize, usize) {
        (self.fingerprints.len(), self.values.len())
    }

    fn write(&self, out: &mut Vec<u8>) {
        put_u32(out, self.bits);
        put_u32(out, self.fingerprints.len() as u32);
        put_u32(out, self.values.len() as u32);
        out.extend(self.scale.to_le_bytes());
        out.extend(self.buckets.windows(2).map(|w| (w[1] - w[0]) as u8));
        out.extend(self.rows.windows(2).map(|w| (w[1] - w[0]) as u8));
        out.extend(&self.fingerprints);
        out.extend(&self.outputs);
        out.extend(self.values.iter().map(|v| *v as u8));
    }

    fn read(bytes: &mut Reader) -> Result<Table, Error> {
        let (bits, features, pairs) = (bytes.u32()?, bytes.u32()? as usize, bytes.u32()? as usize);
        if !BITS.contains(&bits) {
            return Err(damaged());
        }
        let scale = bytes.f32()?;
        let buckets = starts(bytes.take(1 << bits)?.iter().map(|&n| u32::from(n)));
        let rows = starts(bytes.take(features)?.iter().map(|&n| u32::from(n)));
        let fingerprints = bytes.take(features)?.to_vec();
        let outputs = bytes.take(pairs)?.to_vec();
        let values = bytes.take(pairs)?.iter().map(|&v| v as i8).collect();
        let whole = buckets.last() == Some(&(features as u32)) && rows.last() == Some(&(pairs as u32));
        let table = Table { bits, buckets, fingerprints, rows, outputs, values, scale };
        if whole { Ok(table) } else { Err(damaged()) }
    }
}

/// All that was learned.
#[derive(Debug, Clone, PartialEq)]
pub struct Weights {
    /// Of the sequence model's features, for each label.
    pub chain: Table,
    /// Of the sequence model's transitions.
    pub transitions: Transitions,
    /// Of the second pass's features, for each type.
    pub segments: Table,
    /// Of the second pass's measured features, for each type in turn.
    pub measures: Vec<f32>,
    /// The same two of the pass that reads what stands inside names.
    pub inner: Table,
    /// See `inner`.
    pub inner_measures: Vec<f32>,
}

impl Weights {
    /// The file.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut body = Vec::new();
        self.chain.write(&mut body);
        self.segments.write(&mut body);
        self.inner.write(&mut body);
        put_u32(&mut body, self.measures.len() as u32);
        put_u32(&mut body, self.inner_measures.len() as u32);
        let transitions = self.transitions.free.iter().chain(&self.transitions.inner);
        for w in transitions.chain(&self.measures).chain(&self.inner_measures) {
            body.extend(w.to_le_bytes());
        }
        let mut out = MAGIC.to_vec();
        put_u32(&mut out, checksum(&body));
        out.extend(body);
        out
    }

    /// From the file. Errors with `bad-model` where it is damaged.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        let mut reader = Reader(bytes);
        if reader.take(4)? != MAGIC || reader.u32()? != checksum(reader.0) {
            return Err(damaged());
        }
        let chain = Table::read(&mut reader)?;
        let segments = Table::read(&mut reader)?;
        let inner = Table::read(&mut reader)?;
        let (measures, inner_measures) = (reader.u32()? as usize, reader.u32()? as usize);
        let free: Vec<f32> = (0..Transitions::LEN).map(|_| reader.f32()).collect::<Result<_, _>>()?;
        let transitions = Transitions::from_slice(&free).ok_or_else(damaged)?;
        let mut floats = |n: usize| (0..n).map(|_| reader.f32()).collect::<Result<Vec<f32>, _>>();
        let (measures, inner_measures) = (floats(measures)?, floats(inner_measures)?);
        let all = measures.iter().chain(&inner_measures).chain(&free);
        if !reader.0.is_empty() || all.into_iter().any(|w| !w.is_finite()) {
            return Err(damaged());
        }
        Ok(Weights { chain, transitions, segments, measures, inner, inner_measures })
    }
}

fn starts(counts: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut total = 0;
    let sums = counts.map(|n| {
        total += n;
        total
    });
    std::iter::once(0).chain(sums).collect()
}

fn damaged() -> Error {
    Error::new(
        "bad-model",
        "the trained weights are damaged or of another version; load the file that came with the package",
    )
}

/// FNV-1a over 32-bit words: quick, and enough against a file cut short or mixed up.
fn checksum(bytes: &[u8]) -> u32 {
    let mut h = 0x811C_9DC5u32 ^ bytes.len() as u32;
    let mut words = bytes.chunks_exact(4);
    for w in &mut words {
        h = (h ^ u32::from_le_bytes([w[0], w[1], w[2], w[3]])).wrapping_mul(0x0100_0193).rotate_left(5);
    }
    for &b in words.remainder() {
        h = (h ^ u32::from(b)).wrapping_mul(0x0100_0193);
    }
    h
}

fn put_u32(out: &mut Vec<u8>, n: u32) {
    out.extend(n.to_le_bytes());
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, n: usize) -> Result<&'a [u8], Error> {
        let (head, tail) = self.0.split_at_checked(n).ok_or_else(damaged)?;
        self.0 = tail;
        Ok(head)
    }

    fn u32(&mut self) -> Result<u32, Error> {
        let b = self.take(4)?;
        Ok(u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
    }

    fn f32(&mut self) -> Result<f32, Error> {
        Ok(f32::from_bits(self.u32()?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Weights {
        let rows = vec![(7 << 16, vec![(0, 1.0), (3, -2.0)]), (7 << 24, vec![(48, 0.5)]), (9 << 16, vec![(1, 0.001)])];
        Weights {
            chain: Table::build(rows, 0.0),
            transitions: Transitions::from_slice(&[0.25; Transitions::LEN]).unwrap(),
            segments: Table::build(Vec::new(), 0.0),
            measures: vec![1.0, -1.0],
            inner: Table::build(vec![(5, vec![(2, 1.0)])], 0.0),
            inner_measures: vec![0.5],
        }
    }

    #[test]
    fn what_was_written_is_read_back() {
        let weights = sample();
        let back = Weights::from_bytes(&weights.to_bytes()).unwrap();
        assert_eq!(back, weights);
        assert_eq!(back.chain.get(7 << 16), (&[0u8, 3][..], &[64i8, -127][..]));
        assert_eq!(back.chain.get(7 << 24).0, [48]);
        assert_eq!(back.chain.get(9 << 16).0.len(), 0, "too small to keep");
        assert_eq!(back.chain.get(8 << 16).0.len(), 0);
    }

    #[test]
    fn damage_anywhere_is_seen() {
        let bytes = sample().to_bytes();
        for at in (0..bytes.len()).step_by(97) {
            let mut bad = bytes.clone();
            bad[at] ^= 0x10;
            assert_eq!(Weights::from_bytes(&bad).unwrap_err().code, "bad-model", "byte {at}");
        }
        assert_eq!(Weights::from_bytes(&bytes[..bytes.len() - 1]).unwrap_err().code, "bad-model");
        assert_eq!(Weights::from_bytes(&[]).unwrap_err().code, "bad-model");
    }
}
