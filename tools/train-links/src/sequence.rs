//! Fits the chain of subjects: all subjects of a text at once, those of the gold against all ways to choose.

use crate::corpus::Document;
use crate::train::{self, Numbering};
use shiju::links::learn::{self, ChainLink, Key, Past, STEPS, State, marginals};

/// The chain of a document, with what each candidate has of the truth.
struct Sequence {
    places: Vec<Numbered>,
    weight: f32,
}

/// A figure with its features numbered.
struct Numbered {
    states: Vec<State>,
    features: Vec<Vec<u32>>,
    truth: Vec<f32>,
    steps: Option<[Vec<u32>; STEPS]>,
}

/// Weights of the subject ranker.
pub fn fit(documents: &[Document], used: &[usize], pasts: &[&[Past]]) -> Vec<(Key, f32)> {
    let mut chains = Vec::new();
    for &i in used {
        for past in pasts {
            chains.push((i, learn::subjects(&documents[i].scene(), &past[i].metrics)));
        }
    }
    let features = chains.iter().flat_map(|(i, chain)| {
        let places = chain.iter().flat_map(|p| {
            let steps = p.steps.iter().flatten();
            p.candidates.iter().map(|c| &c.tally).chain(steps)
        });
        let text = documents[*i].number as u32;
        places.map(move |keys| (text, keys))
    });
    let numbering = Numbering::new(features);
    let sequences: Vec<Sequence> = chains
        .into_iter()
        .map(|(i, chain)| sequence(&documents[i], chain, &numbering, documents[i].share / pasts.len() as f32))
        .collect();
    numbering.minimise(|weights, gradient| loss(&sequences, weights, gradient))
}

fn sequence(document: &Document, chain: Vec<learn::Place<Vec<Key>>>, numbering: &Numbering, weight: f32) -> Sequence {
    let places = chain.into_iter().map(|place| {
        let wanted = document.gold[place.figure].subject.as_deref();
        let text = |c: &learn::Candidate<Vec<Key>>| c.span.map(|s| &document.text.chars[s.start..s.end]);
        Numbered {
            truth: place.candidates.iter().map(|c| train::truth(text(c), wanted)).collect(),
            features: place.candidates.iter().map(|c| numbering.of(&c.tally)).collect(),
            states: place.states,
            steps: place.steps.map(|steps| steps.map(|s| numbering.of(&s))),
        }
    });
    Sequence { places: places.collect(), weight }
}

/// What the sequences cost with these weights, and in which direction the cost grows.
fn loss(sequences: &[Sequence], weights: &[f32], gradient: &mut [f32]) -> f32 {
    let mut total = train::prior(weights, gradient);
    for sequence in sequences {
        for (sign, clamped) in [(-1.0, true), (1.0, false)] {
            let chain: Vec<ChainLink> = sequence.places.iter().map(|p| p.scored(weights, clamped)).collect();
            let found = marginals(&chain);
            let sign = sign * sequence.weight;
            total += f64::from(sign) * found.log_sum;
            for ((place, states), steps) in sequence.places.iter().zip(&found.states).zip(&found.steps) {
                let features = place.features.iter().zip(states).chain(place.steps.iter().flatten().zip(steps));
                for (features, p) in features.filter(|(_, p)| **p > 1e-6) {
                    features.iter().for_each(|&k| gradient[k as usize] += sign * p);
                }
            }
        }
    }
    total as f32
}

impl Numbered {
    fn scored(&self, weights: &[f32], clamped: bool) -> ChainLink<'_> {
        let sum = |features: &Vec<u32>| features.iter().map(|&k| weights[k as usize]).sum::<f32>();
        let mut scores: Vec<f32> = self.features.iter().map(sum).collect();
        if clamped && self.truth.iter().any(|t| *t > 0.0) {
            scores.iter_mut().zip(&self.truth).for_each(|(s, t)| *s += t.ln());
        }
        ChainLink { states: &self.states, scores, steps: self.steps.as_ref().map(|s| s.each_ref().map(sum)) }
    }
}
