//! Exact F1 by type, as the scorer counts it.

use crate::corpus::Gold;
use shiju::entities::labels::{KINDS, TYPES};
use std::collections::HashSet;

/// How many types at the front count as core.
pub const CORE: usize = 7;

#[derive(Debug, Clone, Default)]
pub struct Tally {
    /// Of each type: right, predicted, gold.
    counts: [[usize; 3]; TYPES],
    /// Of core names that no training text had, and of those it had: found, gold.
    unseen: [usize; 2],
    seen: [usize; 2],
    /// Of each range of confidence: mentions, their confidences' sum, how many are right.
    sure: [(usize, f64, usize); SURE.len()],
}

/// Where the ranges of confidence begin.
const SURE: [f32; 7] = [0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.97];

impl Tally {
    pub fn add(&mut self, predicted: &[Gold], gold: &[Gold]) {
        let (p, g): (HashSet<_>, HashSet<_>) = (predicted.iter().collect(), gold.iter().collect());
        for m in &p {
            self.counts[m.kind][1] += 1;
            self.counts[m.kind][0] += usize::from(g.contains(*m));
        }
        g.iter().for_each(|m| self.counts[m.kind][2] += 1);
    }

    pub fn add_recall(&mut self, predicted: &[Gold], gold: &Gold, known: bool) {
        if gold.kind < CORE {
            let row = if known { &mut self.seen } else { &mut self.unseen };
            row[0] += usize::from(predicted.contains(gold));
            row[1] += 1;
        }
    }

    /// Notes how sure the model was of a mention, and whether it is right.
    pub fn add_confidence(&mut self, confidence: f32, right: bool) {
        let bin = SURE.iter().rposition(|from| confidence >= *from).unwrap_or(0);
        self.sure[bin].0 += 1;
        self.sure[bin].1 += f64::from(confidence);
        self.sure[bin].2 += usize::from(right);
    }

    /// One line a range of confidence: what is promised and what is kept.
    pub fn calibration(&self) -> String {
        let row = |(from, &(n, sum, right)): (&f32, &(usize, f64, usize))| {
            let share = |x: f64| x / n.max(1) as f64;
            format!("| {from:.2} | {n} | {:.3} | {:.3} |\n", share(sum), share(right as f64))
        };
        SURE.iter().zip(&self.sure).map(row).collect()
    }

    fn sum(&self, kinds: std::ops::Range<usize>) -> [usize; 3] {
        kinds.fold([0; 3], |a, k| std::array::from_fn(|i| a[i] + self.counts[k][i]))
    }

    /// (core, all) F1.
    pub fn f1(&self) -> (f64, f64) {
        (f1(self.sum(0..CORE)).2, f1(self.sum(0..TYPES)).2)
    }

    /// One line a type.
    pub fn table(&self) -> String {
        let names = KINDS.iter().map(|k| serde_json::to_string(k).unwrap_or_default().replace('"', ""));
        let mut out = String::new();
        let rows = (0..TYPES).map(|k| self.counts[k]).zip(names);
        let sums = [(self.sum(0..CORE), "core".to_string()), (self.sum(0..TYPES), "all".to_string())];
        for (counts, name) in rows.chain(sums).filter(|(counts, _)| counts[2] > 0) {
            let (p, r, f) = f1(counts);
            out += &format!("| {name} | {p:.3} | {r:.3} | {f:.3} | {} |\n", counts[2]);
        }
        let share = |r: [usize; 2]| r[0] as f64 / r[1].max(1) as f64;
        if self.seen[1] + self.unseen[1] == 0 {
            return out;
        }
        out += &format!(
            "\ncore recall of names seen in training {:.3} ({}), unseen {:.3} ({})\n",
            share(self.seen),
            self.seen[1],
            share(self.unseen),
            self.unseen[1]
        );
        out
    }
}

fn f1([right, predicted, gold]: [usize; 3]) -> (f64, f64, f64) {
    let p = right as f64 / predicted.max(1) as f64;
    let r = right as f64 / gold.max(1) as f64;
    (p, r, if right > 0 { 2.0 * p * r / (p + r) } else { 0.0 })
}
