//! Boosted trees for a choice: each tree lowers what the softmax over the rows of a decision costs.

use shiju::links::learn::{Forest, Node, leaf};

const TREES: usize = 120;
const LEAVES: usize = 15;
/// How much of a tree's answer counts.
const RATE: f32 = 0.08;
/// The pull of every leaf towards zero.
const PRIOR: f32 = 5.0;
/// A branch holds at least this much curvature and this many rows.
const MIN_CURVE: f32 = 2.0;
const MIN_ROWS: u32 = 20;
/// Of how many columns, and of how many decisions, a tree sees one: 1 of 2, 7 of 10.
const COLUMNS_SEEN: f32 = 0.5;
const DECISIONS_SEEN: f32 = 0.7;
const VALUES: usize = 256;

/// Rows of all decisions, one after another.
#[derive(Debug, Default)]
pub struct Choices {
    width: usize,
    cells: Vec<u8>,
    truth: Vec<f32>,
    ends: Vec<usize>,
    weights: Vec<f32>,
}

impl Choices {
    /// Nothing yet; rows have `width` columns.
    pub fn new(width: usize) -> Self {
        Choices { width, ..Choices::default() }
    }

    /// Adds a decision: its rows, and how much of the truth each has, which sums to one.
    pub fn push<'r>(&mut self, rows: impl Iterator<Item = (&'r [u8], f32)>, weight: f32) {
        for (row, truth) in rows {
            self.cells.extend_from_slice(row);
            self.truth.push(truth);
        }
        self.ends.push(self.truth.len());
        self.weights.push(weight);
    }

    /// The trees that choose best.
    pub fn fit(&self) -> Forest {
        let mut dice = Dice(7);
        let mut trees = Vec::new();
        let mut scores = vec![0f32; self.truth.len()];
        for _ in 0..TREES {
            let columns: Vec<usize> = (0..self.width).filter(|_| dice.roll() < COLUMNS_SEEN).collect();
            let mut slopes = vec![(0f32, 0f32); scores.len()];
            let mut seen = Vec::new();
            let mut start = 0;
            for (&end, &weight) in self.ends.iter().zip(&self.weights) {
                if dice.roll() < DECISIONS_SEEN {
                    self.slopes(&scores, start..end, weight, &mut slopes);
                    seen.extend(start as u32..end as u32);
                }
                start = end;
            }
            let tree = Growth { choices: self, slopes: &slopes, columns: &columns }.grow(seen);
            scores.iter_mut().zip(self.cells.chunks(self.width)).for_each(|(s, row)| *s += leaf(&tree, row));
            trees.push(tree);
        }
        Forest::new(trees)
    }

    /// Slope and curvature of the cost of a decision by the score of each of its rows.
    fn slopes(&self, scores: &[f32], rows: std::ops::Range<usize>, weight: f32, out: &mut [(f32, f32)]) {
        let top = scores[rows.clone()].iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let total: f32 = scores[rows.clone()].iter().map(|s| (s - top).exp()).sum();
        for i in rows {
            let p = (scores[i] - top).exp() / total;
            out[i] = (weight * (p - self.truth[i]), weight * (p * (1.0 - p)).max(1e-3));
        }
    }
}

/// Sums over rows: slope, curvature, and how many.
#[derive(Clone, Copy, Default)]
struct Sums {
    slope: f32,
    curve: f32,
    rows: u32,
}

impl Sums {
    fn add(&mut self, other: Sums) {
        self.slope += other.slope;
        self.curve += other.curve;
        self.rows += other.rows;
    }

    fn without(self, other: Sums) -> Sums {
        Sums { slope: self.slope - other.slope, curve: self.curve - other.curve, rows: self.rows - other.rows }
    }

    fn gain(self) -> f32 {
        self.slope * self.slope / (self.curve + PRIOR)
    }

    fn enough(self) -> bool {
        self.curve >= MIN_CURVE && self.rows >= MIN_ROWS
    }
}

/// A leaf that may still be split.
struct Bud {
    rows: Vec<u32>,
    total: Sums,
    best: Option<(f32, usize, u8)>,
    /// Its place in the tree that grows: what it became.
    branches: Option<(usize, usize)>,
}

struct Growth<'g> {
    choices: &'g Choices,
    slopes: &'g [(f32, f32)],
    columns: &'g [usize],
}

impl Growth<'_> {
    /// Splits the leaf that gains most, until there are enough.
    fn grow(&self, rows: Vec<u32>) -> Vec<Node> {
        let mut buds = vec![self.bud(rows)];
        for _ in 1..LEAVES {
            let open = (0..buds.len()).filter(|&i| buds[i].branches.is_none() && buds[i].best.is_some());
            let gain = |i: &usize| buds[*i].best.map_or(0.0, |b| b.0);
            let Some(at) = open.max_by(|a, b| gain(a).total_cmp(&gain(b))) else { break };
            let (_, column, most) = buds[at].best.expect("only such are open");
            let rows = std::mem::take(&mut buds[at].rows);
            let value = |row: &u32| self.choices.cells[*row as usize * self.choices.width + column];
            let (near, far): (Vec<u32>, Vec<u32>) = rows.into_iter().partition(|row| value(row) <= most);
            buds[at].branches = Some((buds.len(), buds.len() + 1));
            buds.push(self.bud(near));
            buds.push(self.bud(far));
        }
        let mut tree = Vec::new();
        lay(&buds, 0, &mut tree);
        tree
    }

    fn bud(&self, rows: Vec<u32>) -> Bud {
        let mut total = Sums::default();
        rows.iter().for_each(|&r| total.add(self.sums(r)));
        let splits = self.columns.iter().filter_map(|&column| self.split(&rows, total, column));
        let best = splits.max_by(|a, b| a.0.total_cmp(&b.0));
        Bud { rows, total, best, branches: None }
    }

    fn sums(&self, row: u32) -> Sums {
        let (slope, curve) = self.slopes[row as usize];
        Sums { slope, curve, rows: 1 }
    }

    /// The best split by one column: what it gains, and where it cuts.
    fn split(&self, rows: &[u32], total: Sums, column: usize) -> Option<(f32, usize, u8)> {
        let mut by_value = [Sums::default(); VALUES];
        for &row in rows {
            let value = self.choices.cells[row as usize * self.choices.width + column];
            by_value[usize::from(value)].add(self.sums(row));
        }
        let mut near = Sums::default();
        let mut best: Option<(f32, usize, u8)> = None;
        for (value, sums) in by_value.iter().enumerate().take(VALUES - 1).filter(|(_, s)| s.rows > 0) {
            near.add(*sums);
            let far = total.without(near);
            if !near.enough() || !far.enough() {
                continue;
            }
            let gain = near.gain() + far.gain() - total.gain();
            if gain > best.map_or(1e-3, |b| b.0) {
                best = Some((gain, column, value as u8));
            }
        }
        best
    }
}

/// Lays a tree out: a split, its near branch, its far branch.
fn lay(buds: &[Bud], at: usize, out: &mut Vec<Node>) {
    let bud = &buds[at];
    let (Some((near, far)), Some((_, column, most))) = (bud.branches, bud.best) else {
        let value = -RATE * bud.total.slope / (bud.total.curve + PRIOR);
        return out.push(Node::Leaf((value * 1e4).round() / 1e4));
    };
    let here = out.len();
    out.push(Node::Leaf(0.0));
    lay(buds, near, out);
    out[here] = Node::Split { column: column as u8, most, other: out.len() as u16 };
    lay(buds, far, out);
}

/// Numbers that look like chance and are the same on every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> f32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 40) as f32 / (1u64 << 24) as f32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trees_learn_what_two_columns_say_together() {
        let mut choices = Choices::new(2);
        let rows: Vec<[u8; 2]> = vec![[0, 0], [0, 1], [1, 0], [1, 1]];
        for i in 0..400 {
            // The right one of two is where the columns differ.
            let (right, wrong) = ([&rows[1], &rows[2]][i % 2], [&rows[0], &rows[3]][i / 2 % 2]);
            choices.push([(&right[..], 1.0), (&wrong[..], 0.0)].into_iter(), 1.0);
        }
        let forest = choices.fit();
        let scores = forest.scores(rows.iter());
        assert!(scores[1].min(scores[2]) > scores[0].max(scores[3]) + 1.0, "{scores:?}");
    }
}
