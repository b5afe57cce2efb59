//! Trains the neural layer: a conditional random field over its scores, by Adam, with dropout.

use crate::crf::{Blocks, posterior};
use crate::dice::Dice;
use shiju::entities::chain::{Sweep, Transitions, sweep};
use shiju::entities::labels::LABELS;
use shiju::entities::net::{BIASES, EMBED, LAYER, Net, OUTPUT, REACH, ROW, TAPS, WIDTH};
use std::collections::HashMap;

/// How to train.
#[derive(Clone, Copy)]
pub struct Recipe {
    pub epochs: usize,
    pub rate: f32,
    /// Blocks a step.
    pub batch: usize,
    /// The share of characters that are hidden at each step, and of inputs besides.
    pub hide: f32,
    /// The share of units left out of each step.
    pub dropout: f32,
    /// An input must occur this often.
    pub least: u32,
}

/// Some weights, and what Adam (Kingma & Ba 2015) remembers of each.
struct Group {
    weights: Vec<f32>,
    gradient: Vec<f32>,
    mean: Vec<f32>,
    square: Vec<f32>,
}

impl Group {
    fn new(weights: Vec<f32>) -> Self {
        let zeros = vec![0.0; weights.len()];
        Group { gradient: zeros.clone(), mean: zeros.clone(), square: zeros, weights }
    }

    /// One step along the gradient of some of the weights, which is then forgotten.
    fn step(&mut self, range: std::ops::Range<usize>, rate: f32) {
        for i in range {
            let g = std::mem::take(&mut self.gradient[i]);
            self.mean[i] += 0.1 * (g - self.mean[i]);
            self.square[i] += 0.002 * (g * g - self.square[i]);
            self.weights[i] -= rate * self.mean[i] / (self.square[i].sqrt() + 1e-6);
        }
    }

    fn all(&mut self, rate: f32) {
        self.step(0..self.weights.len(), rate);
    }
}

fn random(dice: &mut Dice, n: usize, size: f32) -> Vec<f32> {
    (0..n).map(|_| (dice.below(2001) as f32 / 1000.0 - 1.0) * size).collect()
}

struct Learner {
    recipe: Recipe,
    embeddings: Group,
    layer: Group,
    output: Group,
    biases: Group,
    transitions: Group,
    dice: Dice,
    /// Activations of the input and of the units, as what follows sees them.
    input: Vec<f32>,
    units: Vec<f32>,
    /// Their gradients.
    back: [Vec<f32>; 2],
    emissions: Vec<f32>,
    sweep: Sweep,
    errors: Vec<[f32; LABELS]>,
    /// Rows of the embeddings that this block used, position by position.
    used: Vec<Vec<u32>>,
    touched: Vec<u32>,
}

/// What is trained: the layer's parts as [`Net::build`] takes them, and transitions to go with it.
pub struct Trained {
    keys: Vec<u32>,
    embeddings: Vec<f32>,
    layer: Vec<f32>,
    output: Vec<f32>,
    biases: Vec<f32>,
    pub transitions: Vec<f32>,
}

impl Trained {
    /// The layer with its scores so many times as strong.
    pub fn net(&self, strength: f32) -> Net {
        let times = |w: &f32| w * strength;
        let mut biases = self.biases.clone();
        biases[WIDTH..].iter_mut().for_each(|b| *b *= strength);
        let output: Vec<f32> = self.output.iter().map(times).collect();
        Net::build(&self.keys, &self.embeddings, &self.layer, &output, &biases)
    }
}

pub fn train(sets: &[&Blocks], recipe: Recipe) -> Trained {
    let mut counts: HashMap<u32, u32> = HashMap::new();
    sets.iter().flat_map(|s| &s.inputs).for_each(|k| *counts.entry(*k).or_default() += 1);
    let mut keys: Vec<u32> = counts.iter().filter(|c| *c.1 >= recipe.least).map(|c| *c.0).collect();
    keys.sort_unstable();
    // The last row stands for every character that is not known.
    let rare = keys.len() as u32;
    let mut inputs: Vec<Vec<u32>> = Vec::new();
    let (mut gold, mut blocks) = (Vec::new(), Vec::new());
    for set in sets {
        blocks.extend(set.blocks.iter().map(|&(a, b)| (a + gold.len(), b + gold.len())));
        gold.extend(&set.labels);
        for span in set.input_starts.windows(2) {
            let seen = &set.inputs[span[0] as usize..span[1] as usize];
            let number =
                |(i, k): (usize, &u32)| keys.binary_search(k).map(|n| n as u32).ok().or((i == 0).then_some(rare));
            inputs.push(seen.iter().enumerate().filter_map(number).collect());
        }
    }
    blocks.retain(|b| b.1 > b.0);
    let mut dice = Dice::new(5);
    let mut learner = Learner::new(recipe, keys.len() + 1, &mut dice);
    eprintln!("  {} positions, {} inputs", gold.len(), keys.len());
    let steps = recipe.epochs * blocks.len().div_ceil(recipe.batch);
    let mut step = 0;
    for epoch in 0..recipe.epochs {
        for i in (1..blocks.len()).rev() {
            blocks.swap(i, dice.below(i + 1));
        }
        let mut loss = 0.0;
        for batch in blocks.chunks(recipe.batch) {
            // The rate rises over the first twentieth, then falls to nothing.
            let done = step as f32 / steps as f32;
            let rate = recipe.rate * (done * 20.0 + 0.01).min(1.0) * (1.0 - done);
            for &(from, to) in batch {
                loss += learner.learn(&inputs[from..to], &gold[from..to], rare);
            }
            learner.step(rate);
            step += 1;
        }
        eprintln!("  epoch {epoch}: {loss:.0}");
    }
    Trained {
        keys,
        embeddings: learner.embeddings.weights,
        layer: learner.layer.weights,
        output: learner.output.weights,
        biases: learner.biases.weights,
        transitions: learner.transitions.weights,
    }
}

impl Learner {
    /// With so many embeddings.
    fn new(recipe: Recipe, embeddings: usize, dice: &mut Dice) -> Self {
        // As He et al. 2015 begin.
        let size = |inputs: usize| (2.0 / inputs as f32).sqrt();
        Learner {
            recipe,
            embeddings: Group::new(random(dice, embeddings * EMBED, 0.2)),
            layer: Group::new(random(dice, LAYER, size(TAPS * EMBED / 3))),
            output: Group::new(random(dice, OUTPUT, 0.3 * size(WIDTH))),
            biases: Group::new(vec![0.0; BIASES]),
            transitions: Group::new(vec![0.0; Transitions::LEN]),
            dice: Dice::new(6),
            input: Vec::new(),
            units: Vec::new(),
            back: Default::default(),
            emissions: Vec::new(),
            sweep: Sweep::default(),
            errors: Vec::new(),
            used: Vec::new(),
            touched: Vec::new(),
        }
    }

    fn chance(&mut self, share: f32) -> bool {
        (self.dice.below(1000) as f32) < share * 1000.0
    }

    /// Adds the gradient of one block; gives its loss.
    fn learn(&mut self, inputs: &[Vec<u32>], gold: &[u8], rare: u32) -> f64 {
        let n = inputs.len();
        let Recipe { hide, dropout, .. } = self.recipe;
        self.used.clear();
        for rows in inputs {
            let mut used = Vec::with_capacity(rows.len());
            for (i, &row) in rows.iter().enumerate() {
                let hidden = self.chance(hide);
                if i == 0 {
                    used.push(if hidden { rare } else { row });
                } else if !hidden {
                    used.push(row);
                }
            }
            self.used.push(used);
        }
        self.input.clear();
        self.input.resize(n * EMBED, 0.0);
        for (x, rows) in self.input.chunks_exact_mut(EMBED).zip(&self.used) {
            for &row in rows {
                let row = &self.embeddings.weights[row as usize * EMBED..][..EMBED];
                x.iter_mut().zip(row).for_each(|(x, w)| *x += w);
            }
        }
        drop(&mut self.input, dropout, &mut self.dice);
        see(&self.input, &self.layer.weights, &self.biases.weights[..WIDTH], &mut self.units);
        drop(&mut self.units, dropout, &mut self.dice);
        self.emissions.clear();
        for units in self.units.chunks_exact(WIDTH) {
            let mut row = [0.0f32; ROW];
            row.copy_from_slice(&self.biases.weights[WIDTH..]);
            add_rows(&mut row, units, &self.output.weights);
            self.emissions.extend_from_slice(&row[..LABELS]);
        }
        let Some(transitions) = Transitions::from_slice(&self.transitions.weights) else { return f64::INFINITY };
        let exp = transitions.exp();
        sweep(&self.emissions, &exp, &mut self.sweep);
        let rows = (&self.emissions[..], &self.transitions.weights[..]);
        let (score, counts) = posterior(gold, rows, &self.sweep, &exp, &mut self.errors);
        self.transitions.gradient.iter_mut().zip(counts).for_each(|(g, c)| *g += c);
        self.propagate(n);
        self.sweep.log_z() - score
    }

    /// From the errors of the scores back to the embeddings.
    fn propagate(&mut self, n: usize) {
        let keep = 1.0 / (1.0 - self.recipe.dropout);
        let [to_input, to_units] = &mut self.back;
        to_input.clear();
        to_input.resize(n * EMBED, 0.0);
        to_units.clear();
        to_units.resize(n * WIDTH, 0.0);
        let mut errors = [0.0f32; ROW];
        for (at, back) in to_units.chunks_exact_mut(WIDTH).enumerate() {
            errors[..LABELS].copy_from_slice(&self.errors[at]);
            let bias = &mut self.biases.gradient[WIDTH..];
            bias.iter_mut().zip(&errors).for_each(|(b, e)| *b += e);
            let units = &self.units[at * WIDTH..(at + 1) * WIDTH];
            back_rows(&errors, units, (&self.output.weights, &mut self.output.gradient), back);
        }
        for (at, back) in to_units.chunks_exact(WIDTH).enumerate() {
            let mut errors = [0.0f32; WIDTH];
            let units = &self.units[at * WIDTH..(at + 1) * WIDTH];
            for ((e, b), u) in errors.iter_mut().zip(back).zip(units) {
                // A unit that is 0 was rectified or left out.
                *e = if *u != 0.0 { b * keep } else { 0.0 };
            }
            let bias = &mut self.biases.gradient[..WIDTH];
            bias.iter_mut().zip(&errors).for_each(|(b, e)| *b += e);
            for tap in 0..TAPS {
                let place = (at + tap).wrapping_sub(REACH);
                if place < n {
                    let range = tap * EMBED * WIDTH..(tap + 1) * EMBED * WIDTH;
                    let rows = (&self.layer.weights[range.clone()], &mut self.layer.gradient[range]);
                    let places = place * EMBED..(place + 1) * EMBED;
                    back_rows(&errors, &self.input[places.clone()], rows, &mut to_input[places]);
                }
            }
        }
        let rows = self.used.iter().zip(to_input.chunks_exact(EMBED)).zip(self.input.chunks_exact(EMBED));
        for ((used, back), units) in rows {
            for &row in used {
                let gradient = &mut self.embeddings.gradient[row as usize * EMBED..][..EMBED];
                for ((g, b), u) in gradient.iter_mut().zip(back).zip(units) {
                    *g += if *u != 0.0 { b * keep } else { 0.0 };
                }
                self.touched.push(row);
            }
        }
    }

    fn step(&mut self, rate: f32) {
        self.layer.all(rate);
        self.output.all(rate);
        self.biases.all(rate);
        self.transitions.all(rate);
        self.touched.sort_unstable();
        self.touched.dedup();
        for row in self.touched.drain(..) {
            self.embeddings.step(row as usize * EMBED..(row as usize + 1) * EMBED, rate);
        }
    }
}

/// Adds `x[i] × weights[i]` for each input that is not 0, a row of weights each.
#[inline]
fn add_rows<const N: usize>(sums: &mut [f32; N], x: &[f32], weights: &[f32]) {
    for (&x, row) in x.iter().zip(weights.chunks_exact(N)) {
        if x != 0.0 {
            sums.iter_mut().zip(row).for_each(|(s, w)| *s += x * w);
        }
    }
}

/// Leaves out some of the units and makes the others as much stronger.
fn drop(units: &mut [f32], share: f32, dice: &mut Dice) {
    let limit = (share * 1000.0) as usize;
    let keep = 1.0 / (1.0 - share);
    units.iter_mut().filter(|u| **u != 0.0).for_each(|u| {
        *u *= if dice.below(1000) < limit { 0.0 } else { keep };
    });
}

/// The units of a block: `input` has [`EMBED`] numbers for each character, `output` gets [`WIDTH`].
fn see(input: &[f32], weights: &[f32], bias: &[f32], output: &mut Vec<f32>) {
    let n = input.len() / EMBED;
    output.clear();
    for at in 0..n {
        let mut sums = [0.0f32; WIDTH];
        sums.copy_from_slice(bias);
        for (tap, weights) in weights.chunks_exact(EMBED * WIDTH).enumerate() {
            let place = (at + tap).wrapping_sub(REACH);
            if place < n {
                add_rows(&mut sums, &input[place * EMBED..(place + 1) * EMBED], weights);
            }
        }
        output.extend(sums.iter().map(|s| s.max(0.0)));
    }
}

/// One character's share of the gradient of rows of weights, and of the units they were multiplied with.
#[inline]
fn back_rows<const N: usize>(
    errors: &[f32; N],
    units: &[f32],
    (weights, gradient): (&[f32], &mut [f32]),
    back: &mut [f32],
) {
    let rows = weights.chunks_exact(N).zip(gradient.chunks_exact_mut(N));
    for ((&u, b), (weights, gradient)) in units.iter().zip(back).zip(rows) {
        if u != 0.0 {
            let mut sums = [0.0f32; 4];
            for ((e, w), g) in errors.chunks_exact(4).zip(weights.chunks_exact(4)).zip(gradient.chunks_exact_mut(4)) {
                for i in 0..4 {
                    sums[i] += e[i] * w[i];
                    g[i] += e[i] * u;
                }
            }
            *b += sums.iter().sum::<f32>();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shiju::entities::labels::{OUT, first, last, within};

    #[test]
    fn the_gradient_is_the_slope_of_the_loss() {
        let recipe = Recipe { epochs: 1, rate: 0.0, batch: 1, hide: 0.0, dropout: 0.0, least: 1 };
        let mut learner = Learner::new(recipe, 6, &mut Dice::new(1));
        let inputs: Vec<Vec<u32>> = (0..7).map(|i| vec![i % 5, (i * 3) % 5]).collect();
        let gold = [OUT, first(2), within(2), last(2), OUT, OUT, OUT].map(|l| l as u8);
        learner.learn(&inputs, &gold, 5);
        let part: [fn(&mut Learner) -> &mut Group; 5] =
            [|l| &mut l.embeddings, |l| &mut l.layer, |l| &mut l.output, |l| &mut l.biases, |l| &mut l.transitions];
        let gradients = part.map(|group| group(&mut learner).gradient.clone());
        for (number, (group, slopes)) in part.into_iter().zip(gradients).enumerate() {
            // The steepest, where rounding matters least.
            let at = (0..slopes.len()).max_by(|a, b| slopes[*a].abs().total_cmp(&slopes[*b].abs())).unwrap_or(0);
            let mut loss = |by: f32| {
                group(&mut learner).weights[at] += by;
                let loss = learner.learn(&inputs, &gold, 5);
                group(&mut learner).weights[at] -= by;
                loss
            };
            let slope = (loss(0.01) - loss(-0.01)) / 0.02;
            assert!((slope / f64::from(slopes[at]) - 1.0).abs() < 0.05, "{number}: {slope} {}", slopes[at]);
        }
    }
}
