//! Fits a log-linear ranker: full-batch Adam on the log-likelihood of the right options.

use shiju::projects::{Feature, Features};
use std::collections::HashMap;

/// Options, and which of them are right.
pub struct Example {
    pub options: Vec<Features>,
    pub right: Vec<bool>,
    /// How much it counts.
    pub weight: f64,
}

const STEPS: usize = 250;
const RATE: f64 = 0.1;

/// The weight of each feature, drawn towards what is believed before.
pub fn fit(examples: &[Example], prior: &HashMap<Feature, f64>, pull: f64) -> HashMap<Feature, f64> {
    let mut ids: HashMap<Feature, usize> = HashMap::new();
    let mut names: Vec<Feature> = Vec::new();
    let mut id = |f: &Feature| {
        *ids.entry(*f).or_insert_with(|| {
            names.push(*f);
            names.len() - 1
        })
    };
    let coded: Vec<Vec<Vec<usize>>> =
        examples.iter().map(|e| e.options.iter().map(|o| o.0.iter().map(&mut id).collect()).collect()).collect();
    // What no example shows keeps the weight that is believed.
    prior.keys().for_each(|f| {
        id(f);
    });
    let size = names.len();
    let believed: Vec<f64> = names.iter().map(|n| prior.get(n).copied().unwrap_or(0.0)).collect();
    let (mut weights, mut mean, mut square) = (believed.clone(), vec![0.0; size], vec![0.0; size]);
    for step in 1..=STEPS {
        let mut slope: Vec<f64> = weights.iter().zip(&believed).map(|(w, b)| pull * (w - b)).collect();
        for (options, example) in coded.iter().zip(examples) {
            add_slope(options, example, &weights, &mut slope);
        }
        for i in 0..size {
            mean[i] = 0.9 * mean[i] + 0.1 * slope[i];
            square[i] = 0.99 * square[i] + 0.01 * slope[i] * slope[i];
            let m: f64 = mean[i] / (1.0 - 0.9f64.powi(step as i32));
            let s: f64 = square[i] / (1.0 - 0.99f64.powi(step as i32));
            let rate = RATE * (1.0 - step as f64 / (STEPS + 1) as f64);
            weights[i] -= rate * m / (s.sqrt() + 1e-8);
        }
    }
    names.into_iter().zip(weights).collect()
}

fn add_slope(options: &[Vec<usize>], example: &Example, weights: &[f64], slope: &mut [f64]) {
    let right = &example.right;
    let scores: Vec<f64> = options.iter().map(|o| o.iter().map(|i| weights[*i]).sum()).collect();
    let top = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let odds: Vec<f64> = scores.iter().map(|s| (s - top).exp()).collect();
    let all: f64 = odds.iter().sum();
    let good: f64 = odds.iter().zip(right).filter(|(_, r)| **r).map(|(o, _)| o).sum();
    for ((option, odds), right) in options.iter().zip(&odds).zip(right) {
        let wanted = if *right && good > 0.0 { odds / good } else { 0.0 };
        for i in option {
            slope[*i] += example.weight * (odds / all - wanted);
        }
    }
}
