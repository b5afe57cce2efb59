//! Training: softmax over the candidates of each decision, fitted by L-BFGS with a Gaussian prior.

use crate::boost::Choices;
use crate::corpus::{Document, Gold};
use crate::{lbfgs, sequence};
use shiju::links::learn::{self, COLUMNS, Finalist, Forest, Key, Model, Past, Rankers, is_when, overlap};
use shiju::text::Span;
use std::collections::HashMap;

/// Features and weights of the four rankers: metric, subject, period, change.
pub type Tables = [Vec<(Key, f32)>; 4];

/// The pull of every weight towards zero.
const PRIOR: f32 = 3.0;
/// A feature counts when it speaks for or against a candidate in this many documents.
const MIN_DOCUMENTS: u32 = 3;
/// Smaller weights are left out.
const MIN_WEIGHT: f32 = 0.08;

/// One decision: the features of each candidate, and how much of the truth it has.
struct Decision {
    candidates: Vec<(Vec<Key>, f32)>,
    document: u32,
    weight: f32,
}

/// Trains on some documents, once for each of the given pasts.
pub fn train(documents: &[Document], used: &[usize], pasts: &[&[Past]]) -> Tables {
    let mut decisions: [Vec<Decision>; 3] = Default::default();
    for &i in used {
        for past in pasts {
            collect(&documents[i], &past[i], documents[i].share / pasts.len() as f32, &mut decisions);
        }
    }
    let [metric, period, change] = decisions.map(|d| fit(&d));
    [metric, sequence::fit(documents, used, pasts), period, change]
}

/// Rankers with these weights.
pub fn rankers(tables: &Tables) -> Rankers {
    let [metric, subject, period, change] = tables.each_ref().map(|t| Model::from_weights(&t.to_vec()));
    Rankers { metric, subject, period, change, second: Forest::default() }
}

/// Trees that look again at the likeliest subjects of some documents.
pub fn second(documents: &[Document], used: &[usize], finalists: &[Vec<(usize, Vec<Finalist>)>]) -> Forest {
    let mut choices = Choices::new(COLUMNS.len());
    for &i in used {
        let document = &documents[i];
        for (figure, found) in &finalists[i] {
            let wanted = document.gold[*figure].subject.as_deref();
            let text = |f: &Finalist| f.span.map(|s| &document.text.chars[s.start..s.end]);
            let truths: Vec<f32> = found.iter().map(|f| truth(text(f), wanted)).collect();
            let total: f32 = truths.iter().sum();
            if total > 0.0 {
                choices.push(found.iter().zip(&truths).map(|(f, t)| (&f.row[..], t / total)), 2.0 * document.share);
            }
        }
    }
    choices.fit()
}

fn collect(document: &Document, past: &Past, weight: f32, out: &mut [Vec<Decision>; 3]) {
    let scene = document.scene();
    let times: Vec<usize> = (0..document.figures.len()).filter(|&i| !is_when(document.figures[i].kind)).collect();
    for i in times {
        let gold: &Gold = &document.gold[i];
        let before = Past {
            metrics: past.metrics[..i].to_vec(),
            periods: past.periods[..i].to_vec(),
            changes: past.changes[..i].to_vec(),
            comparison: None,
        };
        let metric = past.metrics[i];
        let text = |s: Option<Span>| s.map(|s| &document.text.chars[s.start..s.end]);
        let mut push = |ranker: usize, found: Vec<(Vec<Key>, f32)>| {
            let total: f32 = found.iter().map(|f| f.1).sum();
            if total > 0.0 {
                let candidates = found.into_iter().map(|(keys, truth)| (keys, truth / total)).collect();
                out[ranker].push(Decision { candidates, document: document.number as u32, weight });
            }
        };
        let metrics = learn::metrics(&scene, i, &before);
        push(0, metrics.into_iter().map(|(s, keys)| (keys, truth(text(s), gold.metric.as_deref()))).collect());
        let periods = learn::periods(&scene, i, &before, metric).into_iter();
        let periods = periods.map(|(g, keys)| (text(g.map(|g| document.figures[g].span)), keys));
        push(1, periods.map(|(p, keys)| (keys, truth(p, gold.period.as_deref()))).collect());
        let changes = learn::changes(&scene, i, &before);
        push(2, changes.into_iter().map(|(c, keys)| (keys, if c == gold.change { 1.0 } else { 0.0 })).collect());
    }
}

/// How much of the truth a phrase has: all where it is the wanted one, little where it only overlaps.
pub fn truth(found: Option<&[char]>, wanted: Option<&[char]>) -> f32 {
    match (found, wanted) {
        (None, None) => 1.0,
        (Some(found), Some(wanted)) => {
            let share = overlap(found, wanted);
            if share >= 0.5 { share.powi(4) } else { 0.0 }
        }
        _ => 0.0,
    }
}

/// A decision with features numbered.
struct Row {
    candidates: Vec<(Vec<u32>, f32)>,
    weight: f32,
}

fn fit(decisions: &[Decision]) -> Vec<(Key, f32)> {
    let features = decisions.iter().flat_map(|d| d.candidates.iter().map(|(keys, _)| (d.document, keys)));
    let numbering = Numbering::new(features);
    let rows: Vec<Row> = decisions
        .iter()
        .map(|d| Row {
            weight: d.weight,
            candidates: d.candidates.iter().map(|(keys, truth)| (numbering.of(keys), *truth)).collect(),
        })
        .collect();
    numbering.minimise(|weights, gradient| loss(&rows, weights, gradient))
}

/// What large weights cost; begins the gradient.
pub fn prior(weights: &[f32], gradient: &mut [f32]) -> f64 {
    gradient.iter_mut().zip(weights).for_each(|(g, w)| *g = PRIOR * w);
    weights.iter().map(|w| 0.5 * f64::from(PRIOR * w * w)).sum()
}

/// What the decisions cost with these weights, and in which direction the cost grows.
fn loss(rows: &[Row], weights: &[f32], gradient: &mut [f32]) -> f32 {
    let mut total = prior(weights, gradient);
    let mut scores = Vec::new();
    for row in rows {
        scores.clear();
        scores.extend(row.candidates.iter().map(|(f, _)| f.iter().map(|&k| weights[k as usize]).sum::<f32>()));
        softmax(&mut scores);
        for ((features, truth), p) in row.candidates.iter().zip(&scores) {
            if *truth > 0.0 {
                total -= f64::from(truth * (p / truth).max(1e-12).ln() * row.weight);
            }
            let slope = (p - truth) * row.weight;
            if slope.abs() > 1e-6 {
                features.iter().for_each(|&k| gradient[k as usize] += slope);
            }
        }
    }
    total as f32
}

/// The features that are seen in enough documents, numbered.
pub struct Numbering {
    keys: Vec<Key>,
    numbers: HashMap<Key, u32>,
}

impl Numbering {
    /// Numbers the features of documents.
    pub fn new<'k>(features: impl Iterator<Item = (u32, &'k Vec<Key>)>) -> Self {
        let mut seen: HashMap<Key, (u32, u32)> = HashMap::new();
        for (document, keys) in features {
            for key in keys {
                let (last, count) = seen.entry(*key).or_insert((u32::MAX, 0));
                if *last != document {
                    (*last, *count) = (document, *count + 1);
                }
            }
        }
        let mut keys: Vec<Key> = seen.iter().filter(|(_, (_, n))| *n >= MIN_DOCUMENTS).map(|(k, _)| *k).collect();
        keys.sort();
        let numbers = keys.iter().enumerate().map(|(i, k)| (*k, i as u32)).collect();
        Numbering { keys, numbers }
    }

    /// The numbers of features.
    pub fn of(&self, keys: &[Key]) -> Vec<u32> {
        keys.iter().filter_map(|k| self.numbers.get(k).copied()).collect()
    }

    /// The weights with the smallest loss, small ones left out.
    pub fn minimise(&self, loss: impl Fn(&[f32], &mut [f32]) -> f32) -> Vec<(Key, f32)> {
        let weights = lbfgs::minimise(self.keys.len(), loss);
        let kept = self.keys.iter().zip(weights).filter(|(_, w)| w.abs() >= MIN_WEIGHT);
        kept.map(|(k, w)| (*k, (w * 100.0).round() / 100.0)).collect()
    }
}

fn softmax(scores: &mut [f32]) {
    let top = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    scores.iter_mut().for_each(|s| *s = (*s - top).exp());
    let total: f32 = scores.iter().sum();
    scores.iter_mut().for_each(|s| *s /= total);
}
