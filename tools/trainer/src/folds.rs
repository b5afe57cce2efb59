//! Cross-validation by document, and what the folds' models are good for besides.

use crate::corpus::{Document, Gold};
use crate::crf::{self, Blocks};
use crate::rank::{self, Lesson};
use crate::score::Tally;
use crate::{Library, Recipe};
use serde_json::json;
use shiju::entities::Recogniser;
use shiju::entities::chain::Transitions;
use shiju::entities::segments::Scene;
use shiju::entities::weights::{Table, Weights};
use std::collections::HashSet;
use std::path::Path;

/// How many folds.
pub const FOLDS: usize = 5;

/// Of each fold, a model that saw none of its documents; and each document as that model's first pass saw it.
pub struct Folds {
    pub models: Vec<Recogniser>,
    pub scenes: Vec<Scene>,
    /// What the whole is trained from.
    material: Vec<Blocks>,
    extra: Vec<Blocks>,
}

/// A document as the first pass is trained on it.
pub fn blocks(document: &Document) -> Blocks {
    let mut blocks = Blocks::default();
    blocks.add(document);
    blocks
}

/// Trains a model for each fold.
pub fn fit(library: &Library, recipe: &Recipe) -> Result<Folds, String> {
    let material: Vec<Blocks> = library.train.iter().map(blocks).collect();
    let extra: Vec<Blocks> = library.extra.iter().map(blocks).collect();
    let mut chains = Vec::new();
    for fold in 0..FOLDS {
        let kept = material.iter().enumerate().filter(|(i, _)| i % FOLDS != fold).map(|(_, b)| b);
        chains.push(first_pass(crf::train(&kept.chain(&extra).collect::<Vec<_>>(), recipe.chain))?);
    }
    let readers: Vec<Recogniser> = chains.iter().cloned().map(Recogniser::with_weights).collect();
    let scenes: Vec<Scene> = library
        .train
        .iter()
        .enumerate()
        .map(|(i, d)| readers[i % FOLDS].scene(&d.text, &d.words, &d.figures))
        .collect();
    let mut models = Vec::new();
    for (fold, chain) in chains.into_iter().enumerate() {
        models.push(Recogniser::with_weights(second_pass(&library.train, &scenes, Some(fold), recipe, chain)));
    }
    Ok(Folds { models, scenes, material, extra })
}

/// A model from all documents; its second pass learns from what the folds' first passes said.
pub fn whole(library: &Library, folds: &Folds, recipe: &Recipe) -> Result<Weights, String> {
    let all: Vec<&Blocks> = folds.material.iter().chain(&folds.extra).collect();
    let chain = first_pass(crf::train(&all, recipe.chain))?;
    Ok(second_pass(&library.train, &folds.scenes, None, recipe, chain))
}

/// Weights with a first pass alone.
pub fn first_pass(field: crf::Field) -> Result<Weights, String> {
    Ok(Weights {
        chain: Table::build(field.rows),
        transitions: Transitions::from_slice(&field.transitions).ok_or("transitions of another size")?,
        segments: Table::build(Vec::new()),
        measures: Vec::new(),
    })
}

/// Adds the second pass, learnt from documents as first passes saw them that had not seen them.
pub fn second_pass(
    documents: &[Document],
    scenes: &[Scene],
    without: Option<usize>,
    recipe: &Recipe,
    mut weights: Weights,
) -> Weights {
    let lessons: Vec<Lesson> = (scenes.iter().zip(documents).enumerate())
        .filter(|(i, _)| Some(i % FOLDS) != without)
        .map(|(_, (scene, document))| Lesson { scene, document })
        .collect();
    let ranking = rank::train(&lessons, &recipe.second, recipe.second_least);
    weights.segments = Table::build(ranking.rows);
    weights.measures = ranking.measures;
    weights
}

/// The annotated part of what a model says.
pub fn read(model: &Recogniser, document: &Document) -> Vec<Gold> {
    let entities = model.read(&document.text, &document.words, &document.figures, &[]);
    let inside = |m: &&shiju::entities::Mention| document.blocks.iter().any(|b| b.contains(m.span));
    entities.mentions.iter().filter(inside).map(|m| Gold { span: m.span, kind: m.kind as usize }).collect()
}

/// Scores of the folds on the texts left out, and their mean on `dev`.
pub fn report(library: &Library, folds: &Folds, errors: bool) -> String {
    let mut all = Tally::default();
    for (fold, model) in folds.models.iter().enumerate() {
        let kept = library.train.iter().enumerate().filter(|(i, _)| i % FOLDS != fold).map(|(_, d)| d);
        let name = |d: &Document| d.gold.iter().map(|g| d.text.slice(g.span)).collect::<Vec<_>>();
        let known: HashSet<String> = kept.chain(&library.extra).flat_map(name).collect();
        for (_, d) in library.train.iter().enumerate().filter(|(i, _)| i % FOLDS == fold) {
            let got = read(model, d);
            all.add(&got, &d.gold);
            d.gold.iter().for_each(|g| all.add_recall(&got, g, known.contains(&d.text.slice(g.span))));
            if errors {
                print_errors(d, &got);
            }
        }
    }
    let (mut core, mut every) = (0.0, 0.0);
    for model in &folds.models {
        let mut dev = Tally::default();
        library.dev.iter().for_each(|d| dev.add(&read(model, d), &d.gold));
        core += dev.f1().0 / FOLDS as f64;
        every += dev.f1().1 / FOLDS as f64;
    }
    format!(
        "{FOLDS}-fold cross-validation by document:\n\n{}\nThe folds' models on dev, mean F1: core {core:.3}, all {every:.3}\n",
        all.table()
    )
}

fn print_errors(d: &Document, got: &[Gold]) {
    let show = |g: &Gold| {
        let (from, to) = (g.span.start.saturating_sub(8), (g.span.end + 8).min(d.text.chars.len()));
        let part = |a, b| d.text.chars[a..b].iter().collect::<String>().replace('\n', "⏎");
        format!("{}[{}]{}", part(from, g.span.start), part(g.span.start, g.span.end), part(g.span.end, to))
    };
    let kind = |g: &Gold| shiju::entities::labels::KINDS[g.kind];
    for g in d.gold.iter().filter(|g| !got.contains(g)) {
        println!("{} MISS {:?} {}", d.id, kind(g), show(g));
    }
    for g in got.iter().filter(|g| !d.gold.contains(g)) {
        println!("{} EXTRA {:?} {}", d.id, kind(g), show(g));
    }
}

/// Writes `ID.json` for each training text: its mentions as a model read them that did not see it.
pub fn crossfit(library: &Library, folds: &Folds, folder: &Path) -> Result<(), String> {
    std::fs::create_dir_all(folder).map_err(|e| e.to_string())?;
    for (i, d) in library.train.iter().enumerate() {
        let entities = folds.models[i % FOLDS].read(&d.text, &d.words, &d.figures, &[]);
        let mentions: Vec<serde_json::Value> = (entities.mentions.iter())
            .map(|m| (d.text.raw_span(m.span), m.kind))
            .map(|(s, kind)| json!({ "start": s.start, "end": s.end, "text": s.text, "type": kind }))
            .collect();
        std::fs::write(folder.join(format!("{}.json", d.id)), json!(mentions).to_string())
            .map_err(|e| e.to_string())?;
    }
    Ok(())
}
