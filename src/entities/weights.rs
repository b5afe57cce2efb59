//! The trained weights as they lie in the file: no parsing, only a checksum and slices.
//!
//! A table maps a 32-bit feature key to a short row of (output, weight). The upper bits of the key choose a
//! bucket, about as many as there are features; the next 8 are kept as a fingerprint. A key that was never
//! trained is taken for one that was about once in 200 times, which costs less than the bytes that would
//! tell them apart: the second pass is trained on what comes of it.

use super::chain::Transitions;
use super::net::{BIASES, EMBED, LAYER, Net, OUTPUT};
use crate::error::Error;
use crate::sorting::Sorting;

const MAGIC: &[u8; 4] = b"SJM5";
/// A table's buckets are chosen by so many bits of a key, at least and at most.
const BITS: std::ops::RangeInclusive<u32> = 8..=18;

/// A table has at most so many weights: as many as [`super::board`] can number.
const MOST: usize = 1 << 19;

/// A key to its number.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Index {
    /// How many bits of a key choose its bucket.
    pub(super) bits: u32,
    /// Of each bucket, its first key; one more entry at the end.
    pub(super) buckets: Vec<u32>,
    /// Of each key.
    pub(super) fingerprints: Vec<u8>,
}

impl Index {
    /// Of about so many keys, with none yet.
    fn sized(keys: usize) -> Self {
        let bits = keys.next_power_of_two().trailing_zeros().clamp(*BITS.start(), *BITS.end());
        Index { bits, ..Index::default() }
    }

    /// Of these keys, and in the order of their numbers where each stood; of keys that share a place the first stays.
    pub fn build(keys: &[u32]) -> (Self, Vec<usize>) {
        let mut index = Index::sized(keys.len());
        let mut order: Vec<usize> = (0..keys.len()).collect();
        order.arrange_by_key(|&i| index.place(keys[i]));
        order.dedup_by_key(|i| index.place(keys[*i]));
        index.fill(order.iter().map(|&i| keys[i]));
        (index, order)
    }

    /// Takes the keys, in the order of their places.
    fn fill(&mut self, keys: impl Iterator<Item = u32>) {
        let mut counts = vec![0u32; 1 << self.bits];
        for key in keys {
            let (bucket, fingerprint) = self.place(key);
            counts[bucket] += 1;
            self.fingerprints.push(fingerprint);
        }
        self.buckets = starts(counts.into_iter());
    }

    /// The bucket of a key, and what tells the keys of a bucket apart.
    #[inline]
    fn place(&self, key: u32) -> (usize, u8) {
        ((key >> (32 - self.bits)) as usize, (key >> (24 - self.bits)) as u8)
    }

    /// The number of a key.
    #[inline]
    pub fn find(&self, key: u32) -> Option<usize> {
        if self.fingerprints.is_empty() {
            return None;
        }
        let (bucket, fingerprint) = self.place(key);
        let (from, to) = (*self.buckets.get(bucket)? as usize, *self.buckets.get(bucket + 1)? as usize);
        self.fingerprints[from..to].iter().position(|&f| f == fingerprint).map(|i| from + i)
    }

    /// How many keys.
    pub fn len(&self) -> usize {
        self.fingerprints.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.fingerprints.is_empty()
    }

    fn write(&self, out: &mut Vec<u8>) {
        put_u32(out, self.bits);
        put_u32(out, self.len() as u32);
        out.extend(self.buckets.windows(2).map(|w| (w[1] - w[0]) as u8));
        out.extend(&self.fingerprints);
    }

    fn read(bytes: &mut Reader) -> Result<Index, Error> {
        let (bits, keys) = (bytes.u32()?, bytes.u32()? as usize);
        if !BITS.contains(&bits) {
            return Err(damaged());
        }
        let buckets = starts(bytes.take(1 << bits)?.iter().map(|&n| u32::from(n)));
        let fingerprints = bytes.take(keys)?.to_vec();
        if buckets.last() != Some(&(keys as u32)) {
            return Err(damaged());
        }
        Ok(Index { bits, buckets, fingerprints })
    }
}

/// A feature key to its weights.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Table {
    pub(super) index: Index,
    /// Of each feature, its first pair; one more entry at the end.
    pub(super) rows: Vec<u32>,
    /// Outputs, each with its value.
    pub(super) pairs: Vec<(u8, i8)>,
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
        let mut index = Index::sized(features.len());
        features.arrange_by(|a, b| index.place(a.0).cmp(&index.place(b.0)).then(weight(&b.1).total_cmp(&weight(&a.1))));
        features.dedup_by_key(|f| index.place(f.0));
        let (mut keys, mut rows, mut pairs) = (Vec::new(), vec![0], Vec::new());
        for (key, row) in features {
            let from = pairs.len();
            pairs.extend(row.into_iter().map(|(o, w)| (o, (w / scale).round() as i8)).filter(|p| p.1 != 0));
            if pairs.len() > from {
                keys.push(key);
                rows.push(pairs.len() as u32);
            }
        }
        index.fill(keys.into_iter());
        Table { index, rows, pairs, scale }
    }

    /// The weights of a feature: outputs and values in units of `scale`.
    #[inline]
    pub fn get(&self, key: u32) -> &[(u8, i8)] {
        let row = self.index.find(key).map(|at| self.rows[at] as usize..self.rows[at + 1] as usize);
        row.map_or(&[], |row| &self.pairs[row])
    }

    /// How many features and how many weights.
    pub fn size(&self) -> (usize, usize) {
        (self.index.len(), self.pairs.len())
    }

    fn write(&self, out: &mut Vec<u8>) {
        self.index.write(out);
        put_u32(out, self.pairs.len() as u32);
        out.extend(self.scale.to_le_bytes());
        out.extend(self.rows.windows(2).map(|w| (w[1] - w[0]) as u8));
        out.extend(self.pairs.iter().map(|p| p.0));
        out.extend(self.pairs.iter().map(|p| p.1 as u8));
    }

    fn read(bytes: &mut Reader) -> Result<Table, Error> {
        let index = Index::read(bytes)?;
        let count = bytes.u32()? as usize;
        let scale = bytes.f32()?;
        let counts = bytes.take(index.len())?;
        let rows = starts(counts.iter().map(|&n| u32::from(n)));
        let (outputs, values) = (bytes.take(count)?, bytes.take(count)?);
        let pairs = outputs.iter().zip(values).map(|(&o, &v)| (o, v as i8)).collect();
        if rows.last() != Some(&(count as u32)) || count > MOST || counts.contains(&0) {
            return Err(damaged());
        }
        Ok(Table { index, rows, pairs, scale })
    }
}

/// Weights in even steps.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Steps {
    /// What a step stands for.
    pub scale: f32,
    /// How many steps each weight has.
    pub values: Vec<i8>,
}

impl Steps {
    /// With so many steps for the usual size of a weight, or as many as 8 bits hold.
    pub fn new(weights: &[f32], fineness: f32) -> Self {
        let usual = (weights.iter().map(|w| w * w).sum::<f32>() / weights.len().max(1) as f32).sqrt();
        let top = weights.iter().map(|w| w.abs()).fold(1e-6, f32::max);
        let scale = (usual / fineness).max(top / 127.0);
        Steps { scale, values: weights.iter().map(|w| (w / scale).round() as i8).collect() }
    }

    fn write(&self, out: &mut Vec<u8>) {
        out.extend(self.scale.to_le_bytes());
        out.extend(self.values.iter().map(|&v| v as u8));
    }

    fn read(bytes: &mut Reader, count: usize) -> Result<Self, Error> {
        let scale = bytes.f32()?;
        let values = bytes.take(count)?.iter().map(|&v| v as i8).collect();
        if scale > 0.0 && scale.is_finite() { Ok(Steps { scale, values }) } else { Err(damaged()) }
    }
}

impl Net {
    fn write(&self, out: &mut Vec<u8>) {
        self.index.write(out);
        if !self.index.is_empty() {
            self.embeddings.write(out);
            self.layer.write(out);
            self.output.write(out);
            out.extend(self.biases.iter().flat_map(|b| b.to_le_bytes()));
        }
    }

    fn read_from(bytes: &mut Reader) -> Result<Self, Error> {
        let index = Index::read(bytes)?;
        if index.is_empty() {
            return Ok(Net { index, ..Net::default() });
        }
        let embeddings = Steps::read(bytes, (index.len() + 1) * EMBED)?;
        let (layer, output) = (Steps::read(bytes, LAYER)?, Steps::read(bytes, OUTPUT)?);
        let biases: Vec<f32> = (0..BIASES).map(|_| bytes.f32()).collect::<Result<_, _>>()?;
        let finite = biases.iter().all(|b| b.is_finite());
        if finite { Ok(Net { index, embeddings, layer, output, biases }) } else { Err(damaged()) }
    }
}

/// All that was learned.
#[derive(Debug, Clone, PartialEq)]
pub struct Weights {
    /// Of the sequence model's features, for each label.
    pub chain: Table,
    /// The neural layer that is mixed in.
    pub net: Net,
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
        self.net.write(&mut body);
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
    #[inline(never)]
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        let mut file = File::open(bytes)?;
        let (chain, net) = (file.table()?, file.net()?);
        let (segments, inner) = (file.table()?, file.table()?);
        let Rest { transitions, measures: [measures, inner_measures] } = file.rest()?;
        Ok(Weights { chain, net, transitions, segments, measures, inner, inner_measures })
    }
}

/// A file under reading, table by table in the order in which they lie there.
pub struct File<'a>(Reader<'a>);

/// What lies behind the tables.
#[allow(missing_docs)]
pub struct Rest {
    pub transitions: Transitions,
    /// Of the second pass, and of the pass inside names.
    pub measures: [Vec<f32>; 2],
}

impl<'a> File<'a> {
    /// Errors with `bad-model` where the file is damaged or no such file.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Error> {
        let mut reader = Reader(bytes);
        let sound = reader.take(4)? == MAGIC && reader.u32()? == checksum(reader.0);
        sound.then_some(File(reader)).ok_or_else(damaged)
    }

    /// The next table.
    pub fn table(&mut self) -> Result<Table, Error> {
        Table::read(&mut self.0)
    }

    /// The neural layer.
    pub fn net(&mut self) -> Result<Net, Error> {
        Net::read_from(&mut self.0)
    }

    /// What lies behind the last table.
    pub fn rest(self) -> Result<Rest, Error> {
        let mut reader = self.0;
        let lengths = [reader.u32()? as usize, reader.u32()? as usize];
        let mut floats = |n: usize| (0..n).map(|_| reader.f32()).collect::<Result<Vec<f32>, _>>();
        let free = floats(Transitions::LEN)?;
        let measures = [floats(lengths[0])?, floats(lengths[1])?];
        let transitions = Transitions::from_slice(&free).ok_or_else(damaged)?;
        let finite = measures.iter().flatten().chain(&free).all(|w| w.is_finite());
        (reader.0.is_empty() && finite).then_some(Rest { transitions, measures }).ok_or_else(damaged)
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
        let ones = |n: usize| (0..n).map(|i| (i % 7) as f32 - 3.0).collect::<Vec<_>>();
        let net = Net::build(&[7 << 24, 3 << 24], &ones(3 * EMBED), &ones(LAYER), &ones(OUTPUT), &ones(BIASES));
        Weights {
            chain: Table::build(rows, 0.0),
            net,
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
        assert_eq!(back.chain.get(7 << 16), [(0, 64), (3, -127)]);
        assert_eq!(back.chain.get(7 << 24)[0].0, 48);
        assert_eq!(back.chain.get(9 << 16).len(), 0, "too small to keep");
        assert_eq!(back.chain.get(8 << 16).len(), 0);
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
