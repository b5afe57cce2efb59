//! Trains the second pass: a log-linear model over paths of candidates.

use crate::corpus::Gold;
use crate::minimise::{Settings, minimise};
use shiju::entities::labels::TYPES;
use shiju::entities::path::marginals;
use shiju::entities::segments::{MEASURES, Scene};
use shiju::text::Span;
use std::collections::{HashMap, HashSet};

/// A text's candidates with the mentions by hand.
pub struct Lesson<'a> {
    pub scene: &'a Scene,
    pub gold: &'a [Gold],
}

/// What was learned: feature weights by type, and weights of the measures for each type in turn.
pub struct Ranking {
    pub rows: Vec<(u32, Vec<(u8, f32)>)>,
    pub measures: Vec<f32>,
}

/// A lesson with its features numbered.
struct Prepared<'a> {
    scene: &'a Scene,
    spans: Vec<Span>,
    /// Of each candidate and of each pair: parameter numbers.
    features: Vec<Vec<u32>>,
    pairs: Vec<Option<u32>>,
    right: Vec<bool>,
}

pub fn train(lessons: &[Lesson], settings: &Settings, least: u32) -> Ranking {
    let mut counts: HashMap<(u32, u8), u32> = HashMap::new();
    for lesson in lessons {
        let scene = lesson.scene;
        for (i, c) in scene.candidates.iter().enumerate() {
            for &key in keys(scene, i) {
                *counts.entry((key, c.kind as u8)).or_default() += 1;
            }
        }
        for (p, key) in scene.pairs.iter().zip(&scene.pair_keys) {
            *counts.entry((*key, scene.candidates[p.second as usize].kind as u8)).or_default() += 1;
        }
    }
    let mut names: Vec<(u32, u8)> = counts.into_iter().filter(|(_, n)| *n >= least).map(|(k, _)| k).collect();
    names.sort_unstable();
    let numbers: HashMap<(u32, u8), u32> = names.iter().enumerate().map(|(i, k)| (*k, i as u32)).collect();
    let prepared: Vec<Prepared> = lessons.iter().map(|l| prepare(l, &numbers)).collect();
    let count = names.len();
    let mut x = vec![0.0; count + TYPES * MEASURES];
    for kind in 0..TYPES {
        x[count + kind * MEASURES + 1] = 1.0;
    }
    minimise(&mut x, settings, |x, g| prepared.iter().map(|p| loss(p, count, x, g)).sum());
    let mut rows: Vec<(u32, Vec<(u8, f32)>)> = Vec::new();
    for ((key, kind), w) in names.into_iter().zip(&x) {
        match rows.last_mut() {
            Some(row) if row.0 == key => row.1.push((kind, *w)),
            _ => rows.push((key, vec![(kind, *w)])),
        }
    }
    Ranking { rows, measures: x[count..].to_vec() }
}

fn keys(scene: &Scene, i: usize) -> &[u32] {
    &scene.keys[scene.starts[i] as usize..scene.starts[i + 1] as usize]
}

fn prepare<'a>(lesson: &Lesson<'a>, numbers: &HashMap<(u32, u8), u32>) -> Prepared<'a> {
    let scene = lesson.scene;
    let kind = |i: usize| scene.candidates[i].kind as u8;
    let number = |i: usize| keys(scene, i).iter().filter_map(|k| numbers.get(&(*k, kind(i))).copied()).collect();
    let gold: HashSet<&Gold> = lesson.gold.iter().collect();
    Prepared {
        scene,
        spans: scene.spans(),
        features: (0..scene.candidates.len()).map(number).collect(),
        pairs: (scene.pairs.iter().zip(&scene.pair_keys))
            .map(|(p, k)| numbers.get(&(*k, kind(p.second as usize))).copied())
            .collect(),
        right: scene.candidates.iter().map(|c| gold.contains(&Gold { span: c.span, kind: c.kind })).collect(),
    }
}

fn loss(p: &Prepared, count: usize, x: &[f32], g: &mut [f32]) -> f64 {
    let candidates = &p.scene.candidates;
    let score = |i: usize| {
        let own: f32 = p.features[i].iter().map(|f| x[*f as usize]).sum();
        let row = &x[count + candidates[i].kind * MEASURES..][..MEASURES];
        own + row.iter().zip(&p.scene.measures[i]).map(|(w, m)| w * m).sum::<f32>()
    };
    let scores: Vec<f32> = (0..candidates.len()).map(score).collect();
    let pair_scores: Vec<f32> = p.pairs.iter().map(|f| f.map_or(0.0, |f| x[f as usize])).collect();
    let found = marginals(&p.spans, &scores, &p.scene.pairs, &pair_scores);
    let mut gold = 0.0;
    for i in 0..candidates.len() {
        let right = f32::from(u8::from(p.right[i]));
        gold += f64::from(right * scores[i]);
        let d = found.candidates[i] - right;
        p.features[i].iter().for_each(|f| g[*f as usize] += d);
        let row = &mut g[count + candidates[i].kind * MEASURES..][..MEASURES];
        row.iter_mut().zip(&p.scene.measures[i]).for_each(|(g, m)| *g += d * m);
    }
    for (i, pair) in p.scene.pairs.iter().enumerate() {
        let right = p.right[pair.first as usize] && p.right[pair.second as usize];
        let right = f32::from(u8::from(right));
        gold += f64::from(right * pair_scores[i]);
        if let Some(f) = p.pairs[i] {
            g[f as usize] += found.pairs[i] - right;
        }
    }
    found.log_z - gold
}
