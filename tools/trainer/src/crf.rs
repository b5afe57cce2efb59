//! The conditional random field: its data, its likelihood and gradient, its training.

use crate::corpus::Document;
use crate::dice::Dice;
use shiju::entities::chain::{Factors, Row, Sweep, Transitions, WIDE, sweep};
use shiju::entities::features::Sheet;
use shiju::entities::labels::{ENTER, FREE, LABELS, OUT, TYPES, first, last, single, within};
use std::collections::HashMap;

/// The blocks of some documents as the model sees them.
#[derive(Default)]
pub struct Blocks {
    /// Feature keys of all positions, one after the other.
    pub keys: Vec<u32>,
    /// Of each position, where its keys begin; one more at the end.
    pub starts: Vec<u32>,
    pub labels: Vec<u8>,
    /// First and last position (one past) of each block.
    pub blocks: Vec<(usize, usize)>,
    /// What the neural layer sees: keys of all positions, and where each position's begin.
    pub inputs: Vec<u32>,
    pub input_starts: Vec<u32>,
}

impl Blocks {
    pub fn add(&mut self, document: &Document) {
        if self.starts.is_empty() {
            self.starts.push(0);
            self.input_starts.push(0);
        }
        let sheet = Sheet::new(&document.text, &document.words);
        let mut labels = vec![OUT as u8; document.text.chars.len()];
        for g in &document.gold {
            let places = g.span.start..g.span.end;
            if places.len() == 1 {
                labels[places.start] = single(g.kind) as u8;
            } else {
                labels[places.clone()].fill(within(g.kind) as u8);
                labels[places.start] = first(g.kind) as u8;
                labels[places.end - 1] = last(g.kind) as u8;
            }
        }
        let mut keys = Vec::new();
        for span in &document.blocks {
            let from = self.labels.len();
            for (at, label) in (span.start..span.end).zip(&labels[span.start..span.end]) {
                sheet.features(at, &mut keys);
                self.keys.extend(&keys);
                self.starts.push(self.keys.len() as u32);
                self.labels.push(*label);
                sheet.inputs(at, &mut keys);
                self.inputs.extend(&keys);
                self.input_starts.push(self.inputs.len() as u32);
            }
            self.blocks.push((from, self.labels.len()));
        }
    }
}

/// The trained field.
pub struct Field {
    pub rows: Vec<(u32, Vec<(u8, f32)>)>,
    pub transitions: Vec<f32>,
}

/// How to train.
#[derive(Clone, Copy)]
pub struct Recipe {
    pub l2: f32,
    pub epochs: usize,
    pub rate: f32,
    /// What AdaGrad's sums of squares begin with.
    pub damping: f32,
    /// A feature must occur this often.
    pub least: u32,
    /// The share of features left out of each step, so that none is leant on alone.
    pub dropout: f32,
    /// Smaller weights are dropped.
    pub prune: f32,
    /// At most so many features are kept: those with the greatest single weights.
    pub features: usize,
}

/// Leaves out what is too small to matter.
fn prune(mut rows: Vec<(u32, Vec<(u8, f32)>)>, recipe: Recipe) -> Vec<(u32, Vec<(u8, f32)>)> {
    let top = |row: &[(u8, f32)]| row.iter().map(|p| p.1.abs()).fold(0.0, f32::max);
    rows.sort_by(|a, b| top(&b.1).total_cmp(&top(&a.1)).then(a.0.cmp(&b.0)));
    rows.truncate(recipe.features);
    rows.iter_mut().for_each(|(_, row)| row.retain(|p| p.1.abs() > recipe.prune));
    rows.retain(|(_, row)| !row.is_empty());
    rows
}

/// The features of the training blocks, numbered, with the labels each was seen with.
struct Index {
    keys: Vec<u32>,
    /// Of each feature, its first parameter; one more at the end.
    rows: Vec<u32>,
    labels: Vec<u8>,
    /// Features of all positions by number, and where each position's begin.
    features: Vec<u32>,
    starts: Vec<u32>,
}

fn index(sets: &[&Blocks], least: u32) -> Index {
    let mut seen: HashMap<u32, (u32, u64)> = HashMap::new();
    for set in sets {
        for (at, label) in set.labels.iter().enumerate() {
            for key in &set.keys[set.starts[at] as usize..set.starts[at + 1] as usize] {
                let entry = seen.entry(*key).or_default();
                entry.0 += 1;
                entry.1 |= 1 << label;
            }
        }
    }
    let mut keys: Vec<u32> = seen.iter().filter(|(_, (n, _))| *n >= least).map(|(k, _)| *k).collect();
    keys.sort_unstable();
    let (mut rows, mut labels) = (vec![0u32], Vec::new());
    for key in &keys {
        let mask = seen[key].1;
        labels.extend((0..LABELS as u8).filter(|l| mask >> l & 1 == 1));
        rows.push(labels.len() as u32);
    }
    let numbers: HashMap<u32, u32> = keys.iter().enumerate().map(|(i, k)| (*k, i as u32)).collect();
    let (mut features, mut starts) = (Vec::new(), vec![0u32]);
    for set in sets {
        for at in 0..set.labels.len() {
            let keys = &set.keys[set.starts[at] as usize..set.starts[at + 1] as usize];
            features.extend(keys.iter().filter_map(|k| numbers.get(k)));
            starts.push(features.len() as u32);
        }
    }
    Index { keys, rows, labels, features, starts }
}

/// Trains on these blocks by AdaGrad (Duchi et al. 2011), block by block in a fixed shuffled order; the
/// weights of the second half of the epochs are averaged. It needs a tenth of the passes of L-BFGS.
pub fn train(sets: &[&Blocks], recipe: Recipe) -> Field {
    let index = index(sets, recipe.least);
    let mut blocks = Vec::new();
    let mut gold = Vec::new();
    for set in sets {
        blocks.extend(set.blocks.iter().map(|&(a, b)| (a + gold.len(), b + gold.len())));
        gold.extend(&set.labels);
    }
    let pairs = index.labels.len();
    eprintln!("  {} positions, {} features, {pairs} weights", gold.len(), index.keys.len());
    let mut learner = Learner::new(&index, &gold, &blocks, recipe);
    let mut dice = Dice::new(1);
    let mut mean = vec![0.0f32; pairs + Transitions::LEN];
    let averaged = recipe.epochs.div_ceil(2);
    for epoch in 0..recipe.epochs {
        for i in (1..blocks.len()).rev() {
            blocks.swap(i, dice.below(i + 1));
        }
        let loss: f64 = blocks.iter().map(|&block| learner.learn(block)).sum();
        eprintln!("  epoch {epoch}: {loss:.0}");
        if epoch + averaged >= recipe.epochs {
            mean.iter_mut().zip(&learner.weights).for_each(|(m, w)| *m += w / averaged as f32);
        }
    }
    let rows = index.keys.iter().zip(index.rows.windows(2)).map(|(key, row)| {
        let row = row[0] as usize..row[1] as usize;
        (*key, row.map(|p| (index.labels[p], mean[p])).collect())
    });
    Field { rows: prune(rows.collect(), recipe), transitions: mean[pairs..].to_vec() }
}

/// The weights on their way, and what AdaGrad remembers of each.
struct Learner<'a> {
    index: &'a Index,
    gold: &'a [u8],
    recipe: Recipe,
    weights: Vec<f32>,
    squares: Vec<f32>,
    /// Of each feature, its share of the L2 term at each place.
    decay: Vec<f32>,
    back: Sweep,
    emissions: Vec<f32>,
    gradient: Vec<[f32; LABELS]>,
    dice: Dice,
    /// Of each feature of the block, by place in the index, whether this step sees it.
    seen: Vec<bool>,
}

impl<'a> Learner<'a> {
    fn new(index: &'a Index, gold: &'a [u8], blocks: &[(usize, usize)], recipe: Recipe) -> Self {
        let mut places = vec![0u32; index.keys.len()];
        index.features.iter().for_each(|f| places[*f as usize] += 1);
        let weights = vec![0.0; index.labels.len() + Transitions::LEN];
        let longest = blocks.iter().map(|b| b.1 - b.0).max().unwrap_or(0);
        Learner {
            index,
            gold,
            recipe,
            squares: vec![recipe.damping; weights.len()],
            weights,
            decay: places.iter().map(|n| recipe.l2 / (*n).max(1) as f32).collect(),
            back: Sweep::default(),
            emissions: Vec::new(),
            gradient: Vec::with_capacity(longest),
            dice: Dice::new(2),
            seen: Vec::new(),
        }
    }

    /// One step along the gradient of one block; gives its loss before the step.
    fn learn(&mut self, (from, to): (usize, usize)) -> f64 {
        let pairs = self.index.labels.len();
        let Some(transitions) = Transitions::from_slice(&self.weights[pairs..]) else { return f64::INFINITY };
        let exp = transitions.exp();
        let first = self.index.starts[from] as usize;
        self.drop(self.index.starts[to] as usize - first);
        self.emit(from, to);
        sweep(&self.emissions, &exp, &mut self.back);
        let scores = (&self.emissions[..], &self.weights[pairs..]);
        let (score, counts) = posterior(&self.gold[from..to], scores, &self.back, &exp, &mut self.gradient);
        for (k, at) in (from..to).enumerate() {
            let errors = self.gradient[k];
            for i in self.index.starts[at] as usize..self.index.starts[at + 1] as usize {
                if !self.seen[i - first] {
                    continue;
                }
                let feature = self.index.features[i] as usize;
                for p in self.index.rows[feature] as usize..self.index.rows[feature + 1] as usize {
                    let g = errors[self.index.labels[p] as usize] + self.decay[feature] * self.weights[p];
                    self.update(p, g);
                }
            }
        }
        for (i, g) in counts.into_iter().enumerate() {
            self.update(pairs + i, g);
        }
        self.back.log_z() - score
    }

    #[inline]
    fn update(&mut self, p: usize, g: f32) {
        self.squares[p] += g * g;
        self.weights[p] -= self.recipe.rate * g / self.squares[p].sqrt();
    }

    /// Throws the dice for so many features.
    fn drop(&mut self, features: usize) {
        let limit = (self.recipe.dropout * 1000.0) as usize;
        self.seen.clear();
        self.seen.extend((0..features).map(|_| limit == 0 || self.dice.below(1000) >= limit));
    }

    fn emit(&mut self, from: usize, to: usize) {
        self.emissions.clear();
        self.emissions.resize((to - from) * LABELS, 0.0f32);
        let begin = self.index.starts[from] as usize;
        let scale = 1.0 / (1.0 - self.recipe.dropout);
        for (row, at) in self.emissions.chunks_exact_mut(LABELS).zip(from..to) {
            for i in self.index.starts[at] as usize..self.index.starts[at + 1] as usize {
                if !self.seen[i - begin] {
                    continue;
                }
                let feature = self.index.features[i] as usize;
                let range = self.index.rows[feature] as usize..self.index.rows[feature + 1] as usize;
                for (label, w) in self.index.labels[range.clone()].iter().zip(&self.weights[range]) {
                    row[*label as usize] += w * scale;
                }
            }
        }
    }
}

/// Leaves the gradient of each position's emissions; gives the score of the gold labels and the
/// gradient of the transitions.
pub fn posterior(
    gold: &[u8],
    (emissions, transitions): (&[f32], &[f32]),
    back: &Sweep,
    exp: &Factors,
    gradient: &mut Vec<[f32; LABELS]>,
) -> (f64, Vec<f32>) {
    let mut edges = vec![0.0f32; Transitions::LEN];
    let mut counts = vec![0.0f32; Transitions::LEN];
    let (mut marginals, mut leaving, mut ahead) = ([0.0; WIDE], [0.0; WIDE], [0.0; WIDE]);
    let (mut score, mut before) = (0.0, OUT);
    gradient.clear();
    for (k, &label) in gold.iter().enumerate() {
        if k == 0 {
            back.start(exp, &mut marginals);
            (0..FREE).for_each(|g| counts[OUT * FREE + g] += marginals[ENTER + g]);
        } else {
            let left = back.leave(k, &marginals, &mut leaving);
            back.ahead(k, &mut ahead);
            back.step(exp, (left, &leaving), &ahead, &mut marginals);
            expect(&mut edges, &leaving, &ahead);
        }
        let label = usize::from(label);
        let edge = edge(before, label);
        score += f64::from(emissions[k * LABELS + label]) + f64::from(transitions[edge]);
        counts[edge] -= 1.0;
        before = label;
        let mut errors = [0.0; LABELS];
        errors.copy_from_slice(&marginals[..LABELS]);
        errors[label] -= 1.0;
        gradient.push(errors);
    }
    let factors = exp.free.iter().chain(&exp.inner);
    counts.iter_mut().zip(&edges).zip(factors).for_each(|((c, e), f)| *c += e * f);
    (score, counts)
}

/// Adds the expected transitions of one step, without their factor.
fn expect(edges: &mut [f32], leaving: &Row, ahead: &Row) {
    for (leave, row) in leaving[..FREE].iter().zip(edges.chunks_exact_mut(FREE)) {
        let l = *leave;
        if l > 1e-9 {
            row.iter_mut().zip(&ahead[ENTER..ENTER + FREE]).for_each(|(e, a)| *e += l * a);
        }
    }
    for t in 0..TYPES {
        let inner = &mut edges[FREE * FREE + 4 * t..][..4];
        inner[0] += leaving[first(t)] * ahead[within(t)];
        inner[1] += leaving[first(t)] * ahead[last(t)];
        inner[2] += leaving[within(t)] * ahead[within(t)];
        inner[3] += leaving[within(t)] * ahead[last(t)];
    }
}

/// The number of the transition between two labels; they must be allowed to follow each other.
fn edge(from: usize, to: usize) -> usize {
    if from < FREE {
        return from * FREE + to - ENTER;
    }
    let kind = (from - FREE) % TYPES;
    FREE * FREE + 4 * kind + 2 * usize::from(from >= within(0)) + usize::from(to < TYPES)
}
