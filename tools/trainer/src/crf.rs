//! The conditional random field: its data, its likelihood and gradient, its training.

use crate::corpus::Document;
use crate::minimise::{Settings, minimise};
use shiju::entities::chain::{Sweep, Transitions, sweep};
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
    /// First and last position (one past) of each block, and how much it counts.
    pub blocks: Vec<(usize, usize, f32)>,
}

impl Blocks {
    pub fn add(&mut self, document: &Document, weight: f32) {
        if self.starts.is_empty() {
            self.starts.push(0);
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
            for at in span.start..span.end {
                sheet.features(at, &mut keys);
                self.keys.extend(&keys);
                self.starts.push(self.keys.len() as u32);
                self.labels.push(labels[at]);
            }
            self.blocks.push((from, self.labels.len(), weight));
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
    pub l1: f32,
    pub l2: f32,
    pub iterations: usize,
    /// A feature must occur this often.
    pub least: u32,
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

/// Trains on these blocks, with two threads whose shares never change.
pub fn train(sets: &[&Blocks], recipe: Recipe) -> Field {
    let index = index(sets, recipe.least);
    let mut blocks = Vec::new();
    let mut gold = Vec::new();
    for set in sets {
        blocks.extend(set.blocks.iter().map(|&(a, b, w)| (a + gold.len(), b + gold.len(), w)));
        gold.extend(&set.labels);
    }
    let pairs = index.labels.len();
    eprintln!("  {} positions, {} features, {pairs} weights", gold.len(), index.keys.len());
    let half = blocks.len() / 2;
    let mut weights = vec![0.0f32; pairs + Transitions::LEN];
    let settings =
        Settings { l1: recipe.l1, l2: recipe.l2, iterations: recipe.iterations, tolerance: 2e-4, quiet: false };
    minimise(&mut weights, &settings, |x, gradient| {
        let other = std::thread::scope(|scope| {
            let job = scope.spawn(|| {
                let mut own = vec![0.0; x.len()];
                let loss = likelihood(&index, &blocks[half..], &gold, x, &mut own);
                (loss, own)
            });
            let loss = likelihood(&index, &blocks[..half], &gold, x, gradient);
            job.join().map(|(l, g)| (l + loss, g))
        });
        let (loss, own) = other.expect("the other half must not panic");
        gradient.iter_mut().zip(&own).for_each(|(g, o)| *g += o);
        loss
    });
    let rows = index.keys.iter().zip(index.rows.windows(2)).filter_map(|(key, row)| {
        let row = row[0] as usize..row[1] as usize;
        let kept: Vec<(u8, f32)> = row.filter(|&p| weights[p] != 0.0).map(|p| (index.labels[p], weights[p])).collect();
        (!kept.is_empty()).then_some((*key, kept))
    });
    Field { rows: rows.collect(), transitions: weights[pairs..].to_vec() }
}

/// Adds the gradient of the negative log-likelihood of some blocks; gives its value.
fn likelihood(index: &Index, blocks: &[(usize, usize, f32)], gold: &[u8], x: &[f32], gradient: &mut [f32]) -> f64 {
    let pairs = index.labels.len();
    let Some(transitions) = Transitions::from_slice(&x[pairs..]) else { return f64::INFINITY };
    let exp = transitions.exp();
    let mut edges = vec![0.0f32; Transitions::LEN];
    let mut counts = vec![0.0f32; Transitions::LEN];
    let mut back = Sweep::default();
    let mut emissions = Vec::new();
    let mut loss = 0.0;
    for &(from, to, weight) in blocks {
        emissions.clear();
        emissions.resize((to - from) * LABELS, 0.0f32);
        for (row, at) in emissions.chunks_exact_mut(LABELS).zip(from..to) {
            for &feature in &index.features[index.starts[at] as usize..index.starts[at + 1] as usize] {
                let range = index.rows[feature as usize] as usize..index.rows[feature as usize + 1] as usize;
                for (label, w) in index.labels[range.clone()].iter().zip(&x[range]) {
                    row[*label as usize] += w;
                }
            }
        }
        sweep(&emissions, &exp, &mut back);
        let mut score = 0.0;
        let mut before = OUT;
        for (k, at) in (from..to).enumerate() {
            let label = gold[at] as usize;
            let edge = edge(before, label);
            score += f64::from(emissions[k * LABELS + label]) + f64::from(x[pairs + edge]);
            counts[edge] -= weight;
            before = label;
        }
        loss += f64::from(weight) * (back.log_z - score);

        let mut marginals = [0.0; LABELS];
        let (mut leaving, mut ahead, mut next) = ([0.0; LABELS], [0.0; LABELS], [0.0; LABELS]);
        for (k, at) in (from..to).enumerate() {
            if k == 0 {
                back.start(&exp, &mut marginals);
                (0..FREE).for_each(|g| counts[OUT * FREE + g] += weight * marginals[ENTER + g]);
            } else {
                back.leave(k, &marginals, &mut leaving);
                back.ahead(k, &mut ahead);
                back.step(&exp, &leaving, &ahead, &mut next);
                expect(&mut edges, &leaving, &ahead, weight);
                marginals = next;
            }
            marginals[gold[at] as usize] -= 1.0;
            for &feature in &index.features[index.starts[at] as usize..index.starts[at + 1] as usize] {
                let range = index.rows[feature as usize] as usize..index.rows[feature as usize + 1] as usize;
                for (label, g) in index.labels[range.clone()].iter().zip(&mut gradient[range]) {
                    *g += weight * marginals[*label as usize];
                }
            }
            marginals[gold[at] as usize] += 1.0;
        }
    }
    let factors = exp.free.iter().chain(&exp.inner);
    for (((g, c), e), f) in gradient[pairs..].iter_mut().zip(&counts).zip(&edges).zip(factors) {
        *g += c + e * f;
    }
    loss
}

/// Adds the expected transitions of one step, without their factor.
fn expect(edges: &mut [f32], leaving: &[f32; LABELS], ahead: &[f32; LABELS], weight: f32) {
    for (leave, row) in leaving[..FREE].iter().zip(edges.chunks_exact_mut(FREE)) {
        let l = weight * leave;
        if l > 1e-9 {
            row.iter_mut().zip(&ahead[ENTER..ENTER + FREE]).for_each(|(e, a)| *e += l * a);
        }
    }
    for t in 0..TYPES {
        let inner = &mut edges[FREE * FREE + 4 * t..][..4];
        inner[0] += weight * leaving[first(t)] * ahead[within(t)];
        inner[1] += weight * leaving[first(t)] * ahead[last(t)];
        inner[2] += weight * leaving[within(t)] * ahead[within(t)];
        inner[3] += weight * leaving[within(t)] * ahead[last(t)];
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
