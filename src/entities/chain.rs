//! The linear chain: transition weights, the backward sweep, and the posterior chain that
//! both the lattice and the trainer walk.

use super::labels::{ENTER, FREE, LABELS, OUT, TYPES, first, last, within};

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
        let free = of(&self.free);
        let back = (0..FREE * FREE).map(|i| free[i % FREE * FREE + i / FREE]).collect();
        Factors { free, back, inner: of(&self.inner) }
    }
}

/// Exponentials of [`Transitions`].
#[derive(Debug, Clone)]
pub struct Factors {
    /// As there.
    pub free: Vec<f32>,
    /// The same by the label that is entered.
    back: Vec<f32>,
    /// As there.
    pub inner: Vec<f32>,
}

/// e to the power of `x`, to five digits or more, the same on every machine and several at once; of less than −80 as of −80.
#[inline]
fn exp(x: f32) -> f32 {
    /// 1.5 × 2^23: adding it leaves the nearest whole number in the last bits.
    const ROUND: f32 = 12_582_912.0;
    let scaled = x.clamp(-80.0, 80.0) * std::f32::consts::LOG2_E;
    let rounded = scaled + ROUND;
    let rest = (scaled - (rounded - ROUND)) * std::f32::consts::LN_2;
    let tail = 1.0 / 24.0 + rest * (1.0 / 120.0 + rest * (1.0 / 720.0));
    let power = 1.0 + rest * (1.0 + rest * (0.5 + rest * (1.0 / 6.0 + rest * tail)));
    f32::from_bits(power.to_bits().wrapping_add(rounded.to_bits() << 23))
}

/// A label this much fainter than another is left out of the sums over labels.
const FAINT: f32 = 1e-6;

/// What the backward sweep over one block leaves: everything the posterior chain needs.
#[derive(Debug, Clone, Default)]
pub struct Sweep {
    /// exp(emission − the greatest emission) of each position and label.
    pub emit: Vec<f32>,
    /// Backward sums of each position and label, scaled.
    pub beta: Vec<f32>,
    /// Of each position, the sum that `beta` of the position before was divided by; of the first, of the start.
    pub scale: Vec<f32>,
    /// The logarithm of the sum over all label sequences.
    pub log_z: f64,
}

/// `emissions` hold [`LABELS`] scores for each position of a block; `exp` the exponentials of the transitions.
pub fn sweep(emissions: &[f32], factors: &Factors, out: &mut Sweep) {
    let n = emissions.len() / LABELS;
    out.emit.clear();
    out.emit.extend_from_slice(emissions);
    out.beta.clear();
    out.beta.resize(n * LABELS, 0.0);
    out.scale.clear();
    out.scale.resize(n, 1.0);
    out.log_z = 0.0;
    if n == 0 {
        return;
    }
    for row in out.emit.chunks_exact_mut(LABELS) {
        let top = row.iter().copied().fold(f32::MIN, f32::max);
        out.log_z += f64::from(top);
        row.iter_mut().for_each(|e| *e = exp(*e - top));
    }
    out.beta[(n - 1) * LABELS..][..FREE].fill(1.0);
    let mut ahead = [0.0f32; LABELS];
    for k in (1..n).rev() {
        let (before, after) = out.beta.split_at_mut(k * LABELS);
        let before = &mut before[(k - 1) * LABELS..];
        for (a, (e, b)) in ahead.iter_mut().zip(out.emit[k * LABELS..].iter().zip(&after[..LABELS])) {
            *a = e * b;
        }
        let entered = &ahead[ENTER..ENTER + FREE];
        let least = FAINT * entered.iter().copied().fold(0.0, f32::max);
        for (a, row) in entered.iter().zip(factors.back.chunks_exact(FREE)) {
            if *a > least {
                before[..FREE].iter_mut().zip(row).for_each(|(b, r)| *b += a * r);
            }
        }
        for t in 0..TYPES {
            let w = &factors.inner[4 * t..4 * t + 4];
            before[first(t)] = w[0] * ahead[within(t)] + w[1] * ahead[last(t)];
            before[within(t)] = w[2] * ahead[within(t)] + w[3] * ahead[last(t)];
        }
        let total: f32 = before.iter().sum();
        out.scale[k] = total;
        out.log_z += f64::from(total).ln();
        let factor = 1.0 / total;
        before.iter_mut().for_each(|b| *b *= factor);
    }
    let start = &factors.free[OUT * FREE..(OUT + 1) * FREE];
    let total: f32 = (0..FREE).map(|g| start[g] * out.emit[ENTER + g] * out.beta[ENTER + g]).sum();
    out.scale[0] = total;
    out.log_z += f64::from(total).ln();
}

impl Sweep {
    /// How many positions.
    pub fn len(&self) -> usize {
        self.scale.len()
    }

    /// Whether the block was empty.
    pub fn is_empty(&self) -> bool {
        self.scale.is_empty()
    }

    /// The marginals of the first position.
    pub fn start(&self, exp: &Factors, marginals: &mut [f32; LABELS]) {
        marginals.fill(0.0);
        for g in 0..FREE {
            let label = ENTER + g;
            marginals[label] = exp.free[OUT * FREE + g] * self.emit[label] * self.beta[label] / self.scale[0];
        }
    }

    /// What every step into position `k` (from 1) shares: emission × backward sum ÷ scale, by label.
    pub fn ahead(&self, k: usize, ahead: &mut [f32; LABELS]) {
        let factor = 1.0 / self.scale[k];
        let rows = self.emit[k * LABELS..(k + 1) * LABELS].iter().zip(&self.beta[k * LABELS..]);
        for (a, (e, b)) in ahead.iter_mut().zip(rows) {
            *a = e * b * factor;
        }
    }

    /// Turns the marginals of position `k - 1` into each label's weight for the step to `k`:
    /// marginal ÷ backward sum.
    pub fn leave(&self, k: usize, marginals: &[f32; LABELS], weight: &mut [f32; LABELS]) {
        let beta = &self.beta[(k - 1) * LABELS..k * LABELS];
        for ((w, m), b) in weight.iter_mut().zip(marginals).zip(beta) {
            *w = if *b > 0.0 && *m > FAINT { m / b } else { 0.0 };
        }
    }

    /// The marginals of position `k` from the weights that [`Sweep::leave`] gave and the row of [`Sweep::ahead`].
    pub fn step(&self, exp: &Factors, weight: &[f32; LABELS], ahead: &[f32; LABELS], to: &mut [f32; LABELS]) {
        to.fill(0.0);
        for (w, row) in weight[..FREE].iter().zip(exp.free.chunks_exact(FREE)) {
            if *w > 0.0 {
                to[ENTER..ENTER + FREE].iter_mut().zip(row).for_each(|(t, r)| *t += w * r);
            }
        }
        for t in 0..TYPES {
            let (b, i, w) = (weight[first(t)], weight[within(t)], &exp.inner[4 * t..4 * t + 4]);
            to[within(t)] = w[0] * b + w[2] * i;
            to[last(t)] = w[1] * b + w[3] * i;
        }
        to.iter_mut().zip(ahead).for_each(|(t, a)| *t *= a);
    }
}

#[cfg(test)]
mod tests {
    use super::exp;

    #[test]
    fn the_quick_exponential_is_the_exponential() {
        for i in -800..800 {
            let x = i as f32 / 10.0;
            assert!((exp(x) / x.exp() - 1.0).abs() < 1e-5, "{x}");
        }
        assert!(exp(-1e4) > 0.0 && exp(1e4).is_finite());
    }
}
