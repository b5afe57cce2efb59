//! The trained weights as they lie in the file: no parsing, only a checksum and slices.
//!
//! A table maps a 32-bit feature key to a short row of (output, weight). The upper 16 bits of the key
//! choose a bucket, the lower 16 are kept as a fingerprint; a key that was never trained is taken for
//! one that was about once in 20,000 times, which a linear model shrugs off.

use super::chain::Transitions;
use crate::error::Error;

const MAGIC: &[u8; 4] = b"SJM2";
const BUCKETS: usize = 1 << 16;

/// A feature key to its weights.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Table {
    /// Of each bucket, its first feature; one more entry at the end.
    buckets: Vec<u32>,
    /// Of each feature.
    fingerprints: Vec<u16>,
    /// Of each feature, its first pair; one more entry at the end.
    rows: Vec<u32>,
    outputs: Vec<u8>,
    values: Vec<i8>,
    /// What a weight of 1 stands for.
    pub scale: f32,
}

impl Table {
    /// From rows of (output, weight), quantised to 8 bits; what rounds to nothing is left out.
    pub fn build(mut features: Vec<(u32, Vec<(u8, f32)>)>) -> Table {
        let top = features.iter().flat_map(|(_, row)| row).map(|p| p.1.abs()).fold(1e-6, f32::max);
        let scale = top / 127.0;
        features.sort_by_key(|f| f.0);
        features.dedup_by_key(|f| f.0);
        let mut counts = vec![0u32; BUCKETS];
        let mut table = Table { rows: vec![0], scale, ..Table::default() };
        for (key, row) in features {
            let row: Vec<(u8, i8)> =
                row.into_iter().map(|(o, w)| (o, (w / scale).round() as i8)).filter(|p| p.1 != 0).collect();
            if row.is_empty() {
                continue;
            }
            counts[(key >> 16) as usize] += 1;
            table.fingerprints.push(key as u16);
            table.outputs.extend(row.iter().map(|p| p.0));
            table.values.extend(row.iter().map(|p| p.1));
            table.rows.push(table.values.len() as u32);
        }
        table.buckets = starts(counts.into_iter());
        table
    }

    /// The weights of a feature: outputs and, beside them, values in units of `scale`.
    #[inline]
    pub fn get(&self, key: u32) -> (&[u8], &[i8]) {
        let bucket = (key >> 16) as usize;
        let (Some(&from), Some(&to)) = (self.buckets.get(bucket), self.buckets.get(bucket + 1)) else {
            return (&[], &[]);
        };
        let found = self.fingerprints[from as usize..to as usize].iter().position(|&f| f == key as u16);
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
        put_u32(out, self.fingerprints.len() as u32);
        put_u32(out, self.values.len() as u32);
        out.extend(self.scale.to_le_bytes());
        out.extend(self.buckets.windows(2).map(|w| (w[1] - w[0]) as u8));
        out.extend(self.rows.windows(2).map(|w| (w[1] - w[0]) as u8));
        out.extend(self.fingerprints.iter().map(|f| *f as u8));
        out.extend(self.fingerprints.iter().map(|f| (*f >> 8) as u8));
        out.extend(&self.outputs);
        out.extend(self.values.iter().map(|v| *v as u8));
    }

    fn read(bytes: &mut Reader) -> Result<Table, Error> {
        let (features, pairs) = (bytes.u32()? as usize, bytes.u32()? as usize);
        let scale = bytes.f32()?;
        let buckets = starts(bytes.take(BUCKETS)?.iter().map(|&n| u32::from(n)));
        let rows = starts(bytes.take(features)?.iter().map(|&n| u32::from(n)));
        let (low, high) = (bytes.take(features)?, bytes.take(features)?);
        let fingerprints = low.iter().zip(high).map(|(&l, &h)| u16::from(h) << 8 | u16::from(l)).collect();
        let outputs = bytes.take(pairs)?.to_vec();
        let values = bytes.take(pairs)?.iter().map(|&v| v as i8).collect();
        let whole = buckets.last() == Some(&(features as u32)) && rows.last() == Some(&(pairs as u32));
        let table = Table { buckets, fingerprints, rows, outputs, values, scale };
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
}

impl Weights {
    /// The file.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut body = Vec::new();
        self.chain.write(&mut body);
        self.segments.write(&mut body);
        put_u32(&mut body, self.measures.len() as u32);
        for w in self.transitions.free.iter().chain(&self.transitions.inner).chain(&self.measures) {
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
        let measures = reader.u32()? as usize;
        let free: Vec<f32> = (0..Transitions::LEN).map(|_| reader.f32()).collect::<Result<_, _>>()?;
        let transitions = Transitions::from_slice(&free).ok_or_else(damaged)?;
        let measures: Vec<f32> = (0..measures).map(|_| reader.f32()).collect::<Result<_, _>>()?;
        if !reader.0.is_empty() || measures.iter().chain(&free).any(|w| !w.is_finite()) {
            return Err(damaged());
        }
        Ok(Weights { chain, transitions, segments, measures })
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
        let rows = vec![(7, vec![(0, 1.0), (3, -2.0)]), (0x1_0007, vec![(48, 0.5)]), (9, vec![(1, 0.001)])];
        Weights {
            chain: Table::build(rows),
            transitions: Transitions::from_slice(&[0.25; Transitions::LEN]).unwrap(),
            segments: Table::build(Vec::new()),
            measures: vec![1.0, -1.0],
        }
    }

    #[test]
    fn what_was_written_is_read_back() {
        let weights = sample();
        let back = Weights::from_bytes(&weights.to_bytes()).unwrap();
        assert_eq!(back, weights);
        assert_eq!(back.chain.get(7), (&[0u8, 3][..], &[64i8, -127][..]));
        assert_eq!(back.chain.get(0x1_0007).0, [48]);
        assert_eq!(back.chain.get(9).0.len(), 0, "too small to keep");
        assert_eq!(back.chain.get(8).0.len(), 0);
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
