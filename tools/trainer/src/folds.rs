//! Cross-validation by document, and what the folds' models are good for besides.

use crate::corpus::{Document, Gold};
use crate::crf::{self, Blocks};
use crate::rank::{self, Lesson};
use crate::score::Tally;
use crate::{Library, Recipe, net};
use serde_json::json;
use shiju::entities::chain::Transitions;
use shiju::entities::labels::KINDS;
use shiju::entities::lattice::Candidate;
use shiju::entities::segments::Scene;
use shiju::entities::weights::{Table, Weights};
use shiju::entities::{Mention, Recogniser};
use shiju::model::EntityType;
use shiju::text::Span;
use std::collections::HashSet;
use std::path::Path;

/// How many folds.
pub const FOLDS: usize = 5;

/// Of each fold, a model that saw none of its documents; and each document as that model's first pass saw it.
pub struct Folds {
    pub models: Vec<Recogniser>,
    pub scenes: Vec<Scene>,
    /// What stands inside the projects of each document, as the same models' first pass saw it; then of our own
    /// texts: what a first pass learned there says nothing of the parts of names.
    inner: Vec<Scene>,
    /// The first pass trained on everything, where it was asked for.
    whole: Option<Weights>,
}

/// A document as the first pass is trained on it.
pub fn blocks(document: &Document) -> Blocks {
    let mut blocks = Blocks::default();
    blocks.add(document);
    blocks
}

/// Trains a model for each fold, all at once, and the first pass of one of everything beside them.
pub fn fit(library: &Library, recipe: &Recipe, whole: bool) -> Result<Folds, String> {
    let material: Vec<Blocks> = library.train.iter().map(blocks).collect();
    let extra: Vec<Blocks> = library.extra.iter().map(blocks).collect();
    let train = |fold: usize| {
        let kept = material.iter().enumerate().filter(|(i, _)| i % FOLDS != fold).map(|(_, b)| b);
        first_pass(&kept.chain(&extra).collect::<Vec<_>>(), recipe)
    };
    let mut chains: Vec<Weights> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..FOLDS + usize::from(whole)).map(|fold| scope.spawn(move || train(fold))).collect();
        threads.into_iter().map(|t| t.join().map_err(|_| "a fold's training broke off")?).collect::<Result<_, _>>()
    })?;
    let whole = chains.drain(FOLDS..).next();
    let readers: Vec<Recogniser> = chains.iter().cloned().map(Recogniser::with_weights).collect();
    let scenes: Vec<Scene> = library
        .train
        .iter()
        .enumerate()
        .map(|(i, d)| readers[i % FOLDS].scene(&d.text, &d.words, &d.figures))
        .collect();
    let mut inner: Vec<Scene> = (library.train.iter().zip(&scenes).enumerate())
        .map(|(i, (d, scene))| inside(&readers[i % FOLDS], d, &scene.candidates))
        .collect();
    let own = |d: &Document| inside(&readers[0], d, &readers[0].scene(&d.text, &d.words, &d.figures).candidates);
    inner.extend(library.extra.iter().map(own));
    let mut models = Vec::new();
    for (fold, chain) in chains.into_iter().enumerate() {
        let chain = second_pass(&library.train, &scenes, Some(fold), recipe, chain);
        models.push(Recogniser::with_weights(third_pass(library, &inner, Some(fold), recipe, chain)));
    }
    Ok(Folds { models, scenes, inner, whole })
}

/// A model from all documents; its second pass learns from what the folds' first passes said.
pub fn whole(library: &Library, folds: &Folds, recipe: &Recipe) -> Result<Weights, String> {
    let chain = folds.whole.clone().ok_or("the whole was not trained")?;
    let chain = second_pass(&library.train, &folds.scenes, None, recipe, chain);
    Ok(third_pass(library, &folds.inner, None, recipe, chain))
}

/// What stands inside a document's projects.
fn inside(model: &Recogniser, d: &Document, candidates: &[Candidate]) -> Scene {
    let projects: Vec<Span> = d.gold.iter().filter(|g| is_project(g)).map(|g| g.span).collect();
    model.scene_inside(&d.text, &d.words, &d.figures, &projects, candidates)
}

fn is_project(g: &Gold) -> bool {
    KINDS[g.kind] == EntityType::Project
}

/// Weights with a first pass alone: the field and the neural layer, each trained by itself, and their scores added.
pub fn first_pass(blocks: &[&Blocks], recipe: &Recipe) -> Result<Weights, String> {
    let (field, layer) = std::thread::scope(|scope| {
        let layer = scope.spawn(|| net::train(blocks, recipe.net));
        (crf::train(blocks, recipe.chain), layer.join())
    });
    let layer = layer.map_err(|_| "the neural layer's training broke off")?;
    let (own, other) = recipe.shares;
    let mix = |(a, b): (&f32, &f32)| a * own + b * other;
    let transitions: Vec<f32> = field.transitions.iter().zip(&layer.transitions).map(mix).collect();
    let mut chain = Table::build(field.rows, recipe.step);
    chain.scale *= own;
    Ok(Weights {
        chain,
        net: layer.net(other),
        transitions: Transitions::from_slice(&transitions).ok_or("transitions of another size")?,
        segments: Table::build(Vec::new(), 0.0),
        measures: Vec::new(),
        inner: Table::build(Vec::new(), 0.0),
        inner_measures: Vec::new(),
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
        .map(|(_, (scene, document))| Lesson { scene, gold: &document.gold })
        .collect();
    let ranking = rank::train(&lessons, &recipe.second, recipe.second_least);
    weights.segments = Table::build(ranking.rows, 0.0);
    weights.measures = ranking.measures;
    weights
}

/// Adds what reads the inside of names, learnt from the projects of documents.
fn third_pass(
    library: &Library,
    scenes: &[Scene],
    without: Option<usize>,
    recipe: &Recipe,
    mut weights: Weights,
) -> Weights {
    let seen = |i: usize| i >= library.train.len() || Some(i % FOLDS) != without;
    let lessons: Vec<Lesson> = (scenes.iter().zip(library.train.iter().chain(&library.extra)).enumerate())
        .filter(|(i, _)| seen(*i))
        .map(|(_, (scene, document))| Lesson { scene, gold: &document.inner })
        .collect();
    let ranking = rank::train(&lessons, &recipe.inner, recipe.second_least);
    weights.inner = Table::build(ranking.rows, 0.0);
    weights.inner_measures = ranking.measures;
    weights
}

/// Counts what is read inside the projects by hand.
fn tally_inner(model: &Recogniser, d: &Document, tally: &mut Tally, errors: bool) {
    let outer: Vec<Span> = d.gold.iter().filter(|g| is_project(g)).map(|g| g.span).collect();
    let entities = model.read(&d.text, &d.words, &d.figures, &[]);
    let project = |span: Span| outer.iter().find(|o| o.contains(span) && **o != span);
    let found: Vec<Span> = (entities.mentions.iter())
        .filter(|m| !m.inner && m.kind == EntityType::Project && outer.contains(&m.span))
        .map(|m| m.span)
        .collect();
    let within = |span: Span| project(span).is_some_and(|o| found.contains(o));
    let got = entities.mentions.iter().filter(|m| m.inner && within(m.span));
    let got: Vec<Gold> = got.map(|m| Gold { span: m.span, kind: m.kind as usize }).collect();
    let gold: Vec<Gold> = d.inner.iter().filter(|g| within(g.span)).copied().collect();
    tally.add(&got, &gold);
    if errors {
        print_errors(d, &got, &gold);
    }
}

/// The annotated part of what a model says.
pub fn read(model: &Recogniser, document: &Document) -> Vec<Gold> {
    let gold = |m: &Mention| Gold { span: m.span, kind: m.kind as usize };
    mentions(model, document).iter().map(gold).collect()
}

/// The outer mentions that it finds in what is annotated.
fn mentions(model: &Recogniser, document: &Document) -> Vec<Mention> {
    let mut mentions = model.read(&document.text, &document.words, &document.figures, &[]).mentions;
    mentions.retain(|m| !m.inner && document.blocks.iter().any(|b| b.contains(m.span)));
    mentions
}

const HEAD: &str = "| type | precision | recall | F1 | gold |\n|---|---|---|---|---|\n";

/// Scores of the folds on the texts left out, and their mean on `dev`.
pub fn report(library: &Library, folds: &Folds, errors: bool) -> String {
    let (mut all, mut inner) = (Tally::default(), Tally::default());
    for (fold, model) in folds.models.iter().enumerate() {
        let kept = library.train.iter().enumerate().filter(|(i, _)| i % FOLDS != fold).map(|(_, d)| d);
        let name = |d: &Document| d.gold.iter().map(|g| d.text.slice(g.span)).collect::<Vec<_>>();
        let known: HashSet<String> = kept.chain(&library.extra).flat_map(name).collect();
        for (_, d) in library.train.iter().enumerate().filter(|(i, _)| i % FOLDS == fold) {
            let got = read(model, d);
            all.add(&got, &d.gold);
            tally_inner(model, d, &mut inner, errors);
            for m in mentions(model, d) {
                let gold = Gold { span: m.span, kind: m.kind as usize };
                all.add_confidence(m.confidence, d.gold.contains(&gold));
            }
            d.gold.iter().for_each(|g| all.add_recall(&got, g, known.contains(&d.text.slice(g.span))));
            if errors {
                print_errors(d, &got, &d.gold);
            }
        }
    }
    let (mut core, mut every) = (0.0, 0.0);
    let mut sum = Tally::default();
    for (fold, model) in folds.models.iter().enumerate() {
        let mut dev = Tally::default();
        for d in &library.dev {
            let got = read(model, d);
            dev.add(&got, &d.gold);
            sum.add(&got, &d.gold);
            if errors && fold == 0 {
                print_errors(d, &got, &d.gold);
            }
        }
        core += dev.f1().0 / FOLDS as f64;
        every += dev.f1().1 / FOLDS as f64;
    }
    if errors {
        println!("dev, all folds' models together:\n{}", sum.table());
    }
    format!(
        "{FOLDS}-fold cross-validation by document:\n\n{HEAD}{}\nThe folds' models on dev, mean F1: core {core:.3}, all {every:.3}\n
The parts of projects' names, of projects that were found:\n\n{HEAD}{}
How sure, from; mentions; mean confidence; share that is right:\n
| from | mentions | confidence | right |\n|---|---|---|---|\n{}",
        all.table(),
        inner.table(),
        all.calibration()
    )
}

fn print_errors(d: &Document, got: &[Gold], gold: &[Gold]) {
    let show = |g: &Gold| {
        let (from, to) = (g.span.start.saturating_sub(8), (g.span.end + 8).min(d.text.chars.len()));
        let part = |a, b| d.text.chars[a..b].iter().collect::<String>().replace('\n', "⏎");
        format!("{}[{}]{}", part(from, g.span.start), part(g.span.start, g.span.end), part(g.span.end, to))
    };
    let kind = |g: &Gold| KINDS[g.kind];
    // How an error touches the other side: the same stretch, the same type, or nothing at all.
    let against = |g: &Gold, others: &[Gold]| {
        let touching: Vec<&Gold> = others.iter().filter(|o| o.span.overlaps(g.span)).collect();
        match &touching[..] {
            [] => "alone",
            t if t.iter().any(|o| o.span == g.span) => "type",
            t if t.iter().any(|o| o.kind == g.kind) => "bounds",
            _ => "both",
        }
    };
    for g in gold.iter().filter(|g| !got.contains(g)) {
        println!("{} MISS {:?} {} {}", d.id, kind(g), against(g, got), show(g));
    }
    for g in got.iter().filter(|g| !gold.contains(g)) {
        println!("{} EXTRA {:?} {} {}", d.id, kind(g), against(g, gold), show(g));
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
