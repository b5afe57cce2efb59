//! Trains the recogniser. See `docs/entities.md`.

mod corpus;
mod crf;
#[allow(dead_code)] // read by the next training run
mod marked;
mod minimise;
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
    if let Some(out) = args.iter().position(|a| a == "--out").and_then(|i| args.get(i + 1)) {
        let blocks: Vec<Blocks> = train
            .iter()
            .map(|d| {
                let mut b = Blocks::default();
                b.add(d, 1.0);
                b
            })
            .collect();
        let field = crf::train(&blocks.iter().collect::<Vec<_>>(), recipe);
        let weights = Weights {
            chain: Table::build(field.rows),
            transitions: Transitions::from_slice(&field.transitions).ok_or("transitions")?,
            segments: Table::build(Vec::new()),
            measures: vec![],
        };
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
        let blocks: Vec<Blocks> = train
            .iter()
            .enumerate()
            .filter(|(i, _)| i % folds != fold)
            .map(|(_, d)| {
                let mut b = Blocks::default();
                b.add(d, 1.0);
                b
            })
            .collect();
        let field = crf::train(&blocks.iter().collect::<Vec<_>>(), recipe);
        let weights = Weights {
            chain: Table::build(field.rows),
            transitions: Transitions::from_slice(&field.transitions).ok_or("transitions")?,
            segments: Table::build(Vec::new()),
            measures: vec![],
        };
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
