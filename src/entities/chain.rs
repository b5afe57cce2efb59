//! The linear chain: transition weights, the backward sweep, and the posterior chain that
//! both the lattice and the trainer walk.

use super::labels::{ENTER, FREE, LABELS, OUT, TYPES, first, last, within};
use super::lanes::Floats;

/// How many numbers a row for all labels has: filled up to whole [`Floats`] with zeros.
pub const WIDE: usize = LABELS.next_multiple_of(4);
/// A number for each label.
pub type Row = [f32; WIDE];
/// [`Floats`] of a row, and of those of its labels that a mention can be left from, or entered by.
const LANES: usize = WIDE / 4;
const FREE_LANES: usize = FREE.div_ceil(4);

/// Transition weights.
#[derive(Debug, Clone, PartialEq)]
pub struct Transitions {
    /// From a label that a mention can be left from to one that can follow it, by row.
    pub free: Vec<f32>,
    /// Of each type: first to within, first to last, within to within, within to last.
    pub inner: Vec<f32>,
}

impl Transitions {
    /// How many weights there are.
    pub const LEN: usize = FREE * FREE + 4 * TYPES;

    /// From all weights in one row. `None` where there are not [`Transitions::LEN`].
    pub fn from_slice(weights: &[f32]) -> Option<Self> {
        (weights.len() == Self::LEN)
            .then(|| Transitions { free: weights[..FREE * FREE].to_vec(), inner: weights[FREE * FREE..].to_vec() })
    }

    /// Each weight's exponential.
    pub fn exp(&self) -> Factors {
        let of = |w: &[f32]| w.iter().map(|w| exp(*w)).collect::<Vec<f32>>();
        let (free, inner) = (of(&self.free), of(&self.inner));
        let lanes = |number: &dyn Fn(usize) -> f32| {
            let number = |i: usize| if i < FREE { number(i) } else { 0.0 };
            std::array::from_fn(|n| Floats::new(std::array::from_fn(|i| number(4 * n + i))))
        };
        Factors {
            from: (0..FREE).map(|from| lanes(&|to| free[from * FREE + to])).collect(),
            to: (0..FREE).map(|to| lanes(&|from| free[from * FREE + to])).collect(),
            free,
            inner,
        }
    }
}

/// Exponentials of [`Transitions`].
#[derive(Debug, Clone)]
pub struct Factors {
    /// As there.
    pub free: Vec<f32>,
    /// The same by the label that is left, and by the label that is entered.
    from: Vec<[Floats; FREE_LANES]>,
    to: Vec<[Floats; FREE_LANES]>,
    /// As there.
    pub inner: Vec<f32>,
}

/// e to the power of `x`, to five digits or more, the same on every machine; of less than −80 as of −80.
fn exp(x: f32) -> f32 {
    exps(Floats::all(x.min(80.0))).array()[0]
}

/// The same of several at once, none of them above 80.
#[inline(always)]
fn exps(x: Floats) -> Floats {
    /// 1.5 × 2^23: adding it leaves the nearest whole number in the last bits.
    const ROUND: f32 = 12_582_912.0;
    let all = Floats::all;
    let scaled = x.greater(all(-80.0)).times(all(std::f32::consts::LOG2_E));
    let rounded = scaled.plus(all(ROUND));
    let rest = scaled.plus(rounded.plus(all(-ROUND)).times(all(-1.0))).times(all(std::f32::consts::LN_2));
    let terms = [1.0 / 24.0, 1.0 / 6.0, 0.5, 1.0, 1.0];
    let power = terms.into_iter().fold(all(1.0 / 120.0), |sum, term| sum.times(rest).plus(all(term)));
    power.shifted(rounded)
}

#[inline(always)]
fn lane(row: &Row, at: usize) -> Floats {
    Floats::new(row[at..at + 4].try_into().unwrap_or_default())
}

#[inline(always)]
fn put(row: &mut Row, at: usize, numbers: Floats) {
    row[at..at + 4].copy_from_slice(&numbers.array());
}

/// Changes all numbers of a row.
#[inline(always)]
fn turn(row: &mut Row, to: impl Fn(usize, Floats) -> Floats) {
    for at in (0..WIDE).step_by(4) {
        let numbers = to(at, lane(row, at));
        put(row, at, numbers);
    }
}

/// A bit for each label whose number is greater than `least`.
#[inline(always)]
pub fn above(row: &Row, least: f32) -> u64 {
    let least = Floats::all(least);
    (0..LANES).fold(0, |bits, n| bits | u64::from(lane(row, 4 * n).above(least)) << (4 * n))
}

/// The places of the bits.
#[inline(always)]
pub fn places(mut bits: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let place = bits.trailing_zeros() as usize;
        bits &= bits.wrapping_sub(1);
        (place < 64).then_some(place)
    })
}

/// The labels that a mention can be left from.
const LEFT: u64 = (1 << FREE) - 1;

/// A label this much fainter than another is left out of the sums over labels; reading, [`ROUGH`].
const FAINT: f32 = 1e-6;
/// Candidates need a hundredth: what is left out for this is far below it.
const ROUGH: f32 = 1e-4;

/// What the backward sweep over one block leaves: everything the posterior chain needs.
#[derive(Debug, Clone, Default)]
pub struct Sweep {
    /// exp(emission − the greatest emission) of each position and label.
    pub emit: Vec<Row>,
    /// Backward sums of each position and label, scaled.
    pub beta: Vec<Row>,
    /// Of each position, the sum that `beta` of the position before was divided by; of the first, of the start.
    pub scale: Vec<f32>,
    /// The sum of the greatest emissions.
    tops: f64,
    /// Which labels count.
    rough: bool,
}

/// `emissions` hold [`LABELS`] scores for each position of a block; `exp` the exponentials of the transitions.
#[inline(never)]
pub fn sweep(emissions: &[f32], factors: &Factors, out: &mut Sweep) {
    let n = emissions.len() / LABELS;
    let faint = out.faint();
    out.emit.clear();
    // Rows of an earlier block are all written anew but for what fills them up, which is 0.
    out.beta.resize(n, [0.0; WIDE]);
    out.scale.resize(n, 1.0);
    out.tops = 0.0;
    if n == 0 {
        return;
    }
    for scores in emissions.chunks_exact(LABELS) {
        let mut row = [f32::MIN; WIDE];
        row[..LABELS].copy_from_slice(scores);
        let tops = (1..LANES).fold(lane(&row, 0), |top, n| top.greater(lane(&row, 4 * n)));
        let top = tops.array().into_iter().fold(f32::MIN, f32::max);
        out.tops += f64::from(top);
        let below = Floats::all(-top);
        turn(&mut row, |_, e| exps(e.plus(below)));
        row[LABELS..].fill(0.0);
        out.emit.push(row);
    }
    // Of each four types.
    let inner: [[Floats; 4]; TYPES / 4] = std::array::from_fn(|n| {
        std::array::from_fn(|w| Floats::new(std::array::from_fn(|i| factors.inner[4 * (4 * n + i) + w])))
    });
    out.beta[n - 1].fill(0.0);
    out.beta[n - 1][..FREE].fill(1.0);
    for k in (1..n).rev() {
        let (before, after) = out.beta.split_at_mut(k);
        let (before, after, emit) = (&mut before[k - 1], &after[0], &out.emit[k]);
        let mut ahead = [0.0; WIDE];
        turn(&mut ahead, |at, _| lane(emit, at).times(lane(after, at)));
        let entered = |n: usize| lane(&ahead, ENTER + 4 * n);
        // All but the last one are in whole lanes.
        let tops = (1..FREE / 4).fold(entered(0), |top, n| top.greater(entered(n)));
        let least = Floats::all(faint * tops.array().into_iter().fold(ahead[ENTER + FREE - 1], f32::max));
        let strong = (0..FREE_LANES).fold(0, |bits, n| bits | u64::from(entered(n).above(least)) << (4 * n));
        let mut sums = [Floats::all(0.0); FREE_LANES];
        for to in places(strong & LEFT) {
            let a = Floats::all(ahead[ENTER + to]);
            sums.iter_mut().zip(&factors.to[to]).for_each(|(s, f)| *s = s.plus(f.times(a)));
        }
        sums.iter().enumerate().for_each(|(n, sum)| put(before, 4 * n, *sum));
        for (n, w) in inner.iter().enumerate() {
            let (go, stop) = (lane(&ahead, within(4 * n)), lane(&ahead, last(4 * n)));
            put(before, first(4 * n), w[0].times(go).plus(w[1].times(stop)));
            put(before, within(4 * n), w[2].times(go).plus(w[3].times(stop)));
        }
        let total = (1..LANES).fold(lane(before, 0), |sum, n| sum.plus(lane(before, 4 * n)));
        let total: f32 = total.array().iter().sum();
        out.scale[k] = total;
        let factor = Floats::all(1.0 / total);
        turn(before, |_, b| b.times(factor));
    }
    let start = &factors.free[OUT * FREE..(OUT + 1) * FREE];
    let (emit, beta) = (&out.emit[0], &out.beta[0]);
    out.scale[0] = (0..FREE).map(|g| start[g] * emit[ENTER + g] * beta[ENTER + g]).sum();
}

impl Sweep {
    /// For reading: see [`ROUGH`].
    pub fn rough() -> Self {
        Sweep { rough: true, ..Sweep::default() }
    }

    fn faint(&self) -> f32 {
        if self.rough { ROUGH } else { FAINT }
    }

    /// How many positions.
    pub fn len(&self) -> usize {
        self.scale.len()
    }

    /// Whether the block was empty.
    pub fn is_empty(&self) -> bool {
        self.scale.is_empty()
    }

    /// The logarithm of the sum over all label sequences.
    pub fn log_z(&self) -> f64 {
        self.tops + self.scale.iter().map(|s| f64::from(*s).ln()).sum::<f64>()
    }

    /// The marginals of the first position.
    pub fn start(&self, exp: &Factors, marginals: &mut Row) {
        marginals.fill(0.0);
        let (emit, beta) = (&self.emit[0], &self.beta[0]);
        for g in 0..FREE {
            let label = ENTER + g;
            marginals[label] = exp.free[OUT * FREE + g] * emit[label] * beta[label] / self.scale[0];
        }
    }

    /// What every step into position `k` (from 1) shares: emission × backward sum ÷ scale, by label.
    pub fn ahead(&self, k: usize, ahead: &mut Row) {
        let factor = Floats::all(1.0 / self.scale[k]);
        let (emit, beta) = (&self.emit[k], &self.beta[k]);
        turn(ahead, |at, _| lane(emit, at).times(lane(beta, at)).times(factor));
    }

    /// Turns the marginals of position `k - 1` into each label's weight for the step to `k`:
    /// marginal ÷ backward sum. Gives the labels that have one.
    pub fn leave(&self, k: usize, marginals: &Row, weight: &mut Row) -> u64 {
        weight.fill(0.0);
        let (beta, mut left) = (&self.beta[k - 1], 0);
        for label in places(above(marginals, self.faint())) {
            if beta[label] > 0.0 {
                weight[label] = marginals[label] / beta[label];
                left |= 1 << label;
            }
        }
        left
    }

    /// The marginals of position `k` from the weights and labels that [`Sweep::leave`] gave and the row of [`Sweep::ahead`].
    pub fn step(&self, exp: &Factors, (left, weight): (u64, &Row), ahead: &Row, to: &mut Row) {
        let mut sums = [Floats::all(0.0); FREE_LANES];
        for from in places(left & LEFT) {
            let w = Floats::all(weight[from]);
            sums.iter_mut().zip(&exp.from[from]).for_each(|(s, f)| *s = s.plus(f.times(w)));
        }
        to.fill(0.0);
        sums.iter().enumerate().for_each(|(n, sum)| put(to, ENTER + 4 * n, *sum));
        for t in places((left >> first(0) | left >> within(0)) & ((1 << TYPES) - 1)) {
            let (b, i, w) = (weight[first(t)], weight[within(t)], &exp.inner[4 * t..4 * t + 4]);
            to[within(t)] = w[0] * b + w[2] * i;
            to[last(t)] = w[1] * b + w[3] * i;
        }
        turn(to, |at, t| t.times(lane(ahead, at)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quick_exponential_is_the_exponential() {
        for i in -800..800 {
            let x = i as f32 / 10.0;
            assert!((exp(x) / x.exp() - 1.0).abs() < 1e-5, "{x}");
        }
        assert!(exp(-1e4) > 0.0 && exp(1e4).is_finite());
    }

    #[test]
    fn bits_are_found_by_their_places() {
        let mut row = [0.0; WIDE];
        [0, 7, 48].into_iter().for_each(|label| row[label] = 0.5);
        assert_eq!(places(above(&row, 0.4)).collect::<Vec<_>>(), [0, 7, 48]);
        assert_eq!(places(above(&row, 0.5)).count(), 0);
    }
}
