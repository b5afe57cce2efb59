//! Trains the recogniser. See `docs/entities.md`.

mod augment;
mod corpus;
mod crf;
#[allow(dead_code)] // read by the next training run
mod marked;
mod minimise;
mod rank;
mod score;

use corpus::{Document, Gold};
use crf::{Blocks, Recipe};
use score::Tally;
use shiju::entities::chain::Transitions;
use shiju::entities::features::Sheet;
use shiju::entities::lattice::Chain;
use shiju::entities::weights::{Table, Weights};
use shiju::words::Lexicon;
use std::collections::HashSet;
use std::path::Path;
use std::time::Instant;

fn main() -> Result<(), String> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let get = |name: &str, or: f32| {
        args.iter().position(|a| a == name).and_then(|i| args.get(i + 1)?.parse().ok()).unwrap_or(or)
    };
    let recipe = Recipe {
        l1: get("--l1", 0.0),
        l2: get("--l2", 0.5),
        iterations: get("--iterations", 80.0) as usize,
        least: get("--least", 2.0) as u32,
    };
    let mut lexicon = Lexicon::new(shiju::bundled::LEXICON).map_err(|e| e.to_string())?;
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/eval");
    let train = corpus::read(&root.join("train"), &mut lexicon)?;
    let dev = corpus::read(&root.join("dev"), &mut lexicon)?;
    let pools = augment::Pools::new();
    let twins = get("--twins", 0.0) as usize;
    let weight = get("--twin-weight", 0.3);
    let mut made: Vec<Vec<Document>> = train.iter().map(|_| Vec::new()).collect();
    for (i, d) in train.iter().enumerate() {
        let mut dice = augment::Dice::new(i as u64);
        for _ in 0..twins {
            made[i].push(corpus::twin_of(d, &pools, &mut dice, &mut lexicon));
        }
    }
    if args.iter().any(|a| a == "--show") {
        for t in made.iter().flatten().take(12) {
            println!(
                "{}\n{}",
                t.text.chars.iter().collect::<String>(),
                t.gold.iter().map(|g| t.text.slice(g.span)).collect::<Vec<_>>().join(" ")
            );
        }
        return Ok(());
    }
    let material: Vec<Blocks> = train
        .iter()
        .zip(&made)
        .map(|(d, twins)| {
            let mut b = Blocks::default();
            b.add(d, 1.0);
            twins.iter().for_each(|t| b.add(t, weight));
            b
        })
        .collect();
    if args.iter().any(|a| a == "--rank") {
        return ranked(&train, &dev, &get);
    }
    if let Some(out) = args.iter().position(|a| a == "--out").and_then(|i| args.get(i + 1)) {
        let weights = weights(crf::train(&material.iter().collect::<Vec<_>>(), recipe))?;
        std::fs::write(out, weights.to_bytes()).map_err(|e| e.to_string())?;
        return Ok(());
    }
    let folds = get("--folds", 5.0) as usize;
    let only = get("--only", 99.0) as usize;
    let mut all = Tally::default();
    for fold in 0..folds {
        if only < folds && fold != only {
            continue;
        }
        let began = Instant::now();
        let blocks: Vec<&Blocks> =
            material.iter().enumerate().filter(|(i, _)| i % folds != fold).map(|(_, b)| b).collect();
        let weights = weights(crf::train(&blocks, recipe))?;
        std::fs::create_dir_all("target/folds").map_err(|e| e.to_string())?;
        std::fs::write(format!("target/folds/{fold}.bin"), weights.to_bytes()).map_err(|e| e.to_string())?;
        let names: HashSet<String> = train
            .iter()
            .enumerate()
            .filter(|(i, _)| i % folds != fold)
            .flat_map(|(_, d)| d.gold.iter().map(|g| d.text.slice(g.span)))
            .collect();
        let mut tally = Tally::default();
        let mut reach = [0, 0];
        for (_, d) in train.iter().enumerate().filter(|(i, _)| i % folds == fold) {
            let got = read(&weights, d, &mut reach);
            tally.add(&got, &d.gold);
            all.add(&got, &d.gold);
            if args.iter().any(|a| a == "--errors") {
                let ctx = |g: &Gold| {
                    let a = g.span.start.saturating_sub(8);
                    let b = (g.span.end + 8).min(d.text.chars.len());
                    format!(
                        "{}[{}]{}",
                        d.text.slice(shiju::text::Span::new(a, g.span.start)),
                        d.text.slice(g.span),
                        d.text.slice(shiju::text::Span::new(g.span.end, b))
                    )
                    .replace('\n', "⏎")
                };
                for g in d.gold.iter().filter(|g| !got.contains(g)) {
                    println!("{} MISS {:?} {}", d.id, shiju::entities::labels::KINDS[g.kind], ctx(g));
                }
                for g in got.iter().filter(|g| !d.gold.contains(g)) {
                    println!("{} EXTRA {:?} {}", d.id, shiju::entities::labels::KINDS[g.kind], ctx(g));
                }
            }
            for g in &d.gold {
                all.add_recall(&got, g, names.contains(&d.text.slice(g.span)));
            }
        }
        eprintln!(
            "fold {fold}: {:?} in {:.0?}; {:?} lattice {:.3}",
            tally.f1(),
            began.elapsed(),
            weights.chain.size(),
            reach[0] as f64 / reach[1] as f64
        );
        if only < folds {
            let mut tally = Tally::default();
            for d in &dev {
                tally.add(&read(&weights, d, &mut reach), &d.gold);
            }
            println!("dev with one fold left out\n{}", tally.table());
        }
    }
    println!("{}", all.table());
    Ok(())
}

fn read(weights: &Weights, d: &Document, reach: &mut [usize; 2]) -> Vec<Gold> {
    let sheet = Sheet::new(&d.text, &d.words);
    let mut chain = Chain::new(&weights.chain, &weights.transitions);
    let mut candidates = Vec::new();
    let mut outside = vec![1.0; d.text.chars.len()];
    for &block in &d.blocks {
        chain.read(&sheet, block, &mut candidates, &mut outside);
    }
    let all: HashSet<Gold> = candidates.iter().map(|c| Gold { span: c.span, kind: c.kind }).collect();
    reach[0] += d.gold.iter().filter(|g| all.contains(g)).count();
    reach[1] += d.gold.len();
    candidates.iter().filter(|c| c.probability > 0.5).map(|c| Gold { span: c.span, kind: c.kind }).collect()
}

fn weights(field: crf::Field) -> Result<Weights, String> {
    Ok(Weights {
        chain: Table::build(field.rows),
        transitions: Transitions::from_slice(&field.transitions).ok_or("transitions")?,
        segments: Table::build(Vec::new()),
        measures: vec![],
    })
}

fn scene_of(weights: &Weights, d: &Document) -> shiju::entities::segments::Scene {
    let sheet = Sheet::new(&d.text, &d.words);
    let mut chain = Chain::new(&weights.chain, &weights.transitions);
    let mut candidates = Vec::new();
    let mut outside = vec![1.0; d.text.chars.len()];
    for &block in &d.blocks {
        chain.read(&sheet, block, &mut candidates, &mut outside);
    }
    shiju::entities::segments::Scene::new(&d.text, &d.words, &d.figures, candidates, &outside)
}

fn decide(scene: &shiju::entities::segments::Scene, table: &Table, measures: &[f32], least: f32) -> Vec<Gold> {
    let (scores, pair_scores) = scene.score(table, measures);
    let spans = scene.spans();
    let found = shiju::entities::path::marginals(&spans, &scores, &scene.pairs, &pair_scores);
    let gains: Vec<f32> = found.candidates.iter().map(|p| p - least).collect();
    shiju::entities::path::best(&spans, &gains)
        .into_iter()
        .map(|i| Gold { span: spans[i], kind: scene.candidates[i].kind })
        .collect()
}

fn ranked(train: &[Document], dev: &[Document], get: &dyn Fn(&str, f32) -> f32) -> Result<(), String> {
    let folds = 5;
    let load =
        |name: String| Weights::from_bytes(&std::fs::read(name).map_err(|e| e.to_string())?).map_err(|e| e.to_string());
    let mut scenes = Vec::new();
    let models: Vec<Weights> = (0..folds).map(|k| load(format!("target/folds/{k}.bin"))).collect::<Result<_, _>>()?;
    let mut reach = [0, 0];
    for (i, d) in train.iter().enumerate() {
        let s = scene_of(&models[i % folds], d);
        let all: HashSet<Gold> = s.candidates.iter().map(|c| Gold { span: c.span, kind: c.kind }).collect();
        reach[0] += d.gold.iter().filter(|g| all.contains(g)).count();
        reach[1] += d.gold.len();
        scenes.push(s);
    }
    println!(
        "reach {:.3} candidates {}",
        reach[0] as f64 / reach[1] as f64,
        scenes.iter().map(|s| s.candidates.len()).sum::<usize>()
    );
    let settings = minimise::Settings {
        l1: get("--rank-l1", 0.0),
        l2: get("--rank-l2", 1.0),
        iterations: 60,
        tolerance: 1e-4,
        quiet: true,
    };
    let least = get("--rank-least", 2.0) as u32;
    let mut tallies = vec![Tally::default(); 4];
    let levels = [0.5, 0.46, 0.42, 0.38];
    for fold in 0..folds {
        let lessons: Vec<rank::Lesson> = (0..train.len())
            .filter(|i| i % folds != fold)
            .map(|i| rank::Lesson { scene: &scenes[i], gold: &train[i].gold })
            .collect();
        let ranking = rank::train(&lessons, &settings, least);
        let table = Table::build(ranking.rows);
        let names: HashSet<String> = train
            .iter()
            .enumerate()
            .filter(|(i, _)| i % folds != fold)
            .flat_map(|(_, d)| d.gold.iter().map(|g| d.text.slice(g.span)))
            .collect();
        for (i, d) in train.iter().enumerate().filter(|(i, _)| i % folds == fold) {
            for (tally, level) in tallies.iter_mut().zip(levels) {
                let got = decide(&scenes[i], &table, &ranking.measures, level);
                tally.add(&got, &d.gold);
                for g in &d.gold {
                    tally.add_recall(&got, g, names.contains(&d.text.slice(g.span)));
                }
            }
        }
    }
    for (t, l) in tallies.iter().zip(levels) {
        println!("level {l}: {:?}", t.f1());
    }
    println!("{}", tallies[2].table());
    let lessons: Vec<rank::Lesson> =
        (0..train.len()).map(|i| rank::Lesson { scene: &scenes[i], gold: &train[i].gold }).collect();
    let ranking = rank::train(&lessons, &settings, least);
    let table = Table::build(ranking.rows.clone());
    println!("second pass {:?}", table.size());
    let mut full = load("/tmp/full0.bin".into())?;
    for level in levels {
        let mut tally = Tally::default();
        for d in dev {
            tally.add(&decide(&scene_of(&full, d), &table, &ranking.measures, level), &d.gold);
        }
        println!("dev {level} {:?}", tally.f1());
        if level == 0.42 {
            println!("{}", tally.table());
        }
    }
    full.segments = table;
    full.measures = ranking.measures;
    std::fs::write("/tmp/full1.bin", full.to_bytes()).map_err(|e| e.to_string())?;
    Ok(())
}
