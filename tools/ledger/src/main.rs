//! Trains the ledger's ranker on annotated articles and measures it.
//!
//! `ledger cv TRAIN` cross-validates by article; `ledger train TRAIN WEIGHTS.tsv` writes the weights;
//! `ledger score DIR` measures the bundled ones. `--errors` shows what is wrong, `--nested` keeps inner mentions,
//! `--blind` leaves out the names of projects.

mod fit;
mod gold;
mod score;

use fit::{Example, fit};
use gold::{Article, GoldProject, Keep};
use score::{Row, Tally, overlap, pair, same_value};
use shiju::model::Stage;
use shiju::projects::{Choice, Feature, Features, Project, Scene, Study, Task, Weights};
use std::collections::HashMap;
use std::path::Path;

const FOLDS: usize = 8;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let plain: Vec<&str> = words.iter().map(String::as_str).filter(|w| !w.starts_with("--")).collect();
    let flag = |name: &str| words.iter().any(|w| w == name);
    let keep = if flag("--nested") {
        Keep::All
    } else if flag("--blind") {
        Keep::NoProjects
    } else {
        Keep::Outer
    };
    match plain[..] {
        ["cv", dir] => {
            let blind = gold::read(Path::new(dir), Keep::NoProjects);
            cross_validate(&gold::read(Path::new(dir), keep), &blind, flag("--errors"));
        }
        ["train", dir, out] => {
            let (seen, blind) = (gold::read(Path::new(dir), Keep::Outer), gold::read(Path::new(dir), Keep::NoProjects));
            write(&train(&seen.iter().collect::<Vec<_>>(), &blind.iter().collect::<Vec<_>>()), out);
        }
        ["score", dir] => {
            let articles = gold::read(Path::new(dir), keep);
            let mut tally = Tally::default();
            articles.iter().for_each(|a| measure(a, Weights::bundled(), &mut tally, flag("--errors")));
            println!("{}", tally.report());
        }
        ["choices", dir, id] => {
            for a in gold::read(Path::new(dir), keep).iter().filter(|a| a.id == id || id == "all") {
                show(a);
            }
        }
        _ => eprintln!("usage: ledger cv DIR | train DIR OUT | score DIR  [--errors] [--nested]"),
    }
}

fn scene(a: &Article) -> Scene<'_> {
    Scene::new(&a.text, &a.words, &a.figures, &a.entities, &a.links, a.published)
}

/// Prints the choices of an article with their weights, the right ones marked.
fn show(a: &Article) {
    let study = Study::new(scene(a));
    let pairs = matches(&study, &a.projects);
    let is_record: Vec<bool> = (0..study.drafts.len()).map(|i| pairs.iter().any(|p| p.1 == i)).collect();
    for (i, draft) in study.drafts.iter().enumerate() {
        let [_, f] = study.record(i);
        let odds = Weights::bundled().score(Task::Record, &f);
        let list: Vec<String> = f.0.iter().map(|f| format!("{}={}", f.0, f.1)).collect();
        println!("{} record {:?} {} {} {odds:.2} {}", a.id, draft.source, draft.name, is_record[i], list.join(" "));
    }
    for task in [Task::Company, Task::Place, Task::Investment, Task::Stage] {
        for (draft, choices) in study.cells(task, &is_record) {
            let Some((gold, _)) = pairs.iter().find(|p| p.1 == draft) else { continue };
            let gold = &a.projects[*gold];
            let e = example(a, task, gold, choices.clone(), 1.0);
            println!(
                "{} {} {} gold {:?} {:?} {} {:?}: {}",
                a.id,
                task.name(),
                study.drafts[draft].name,
                gold.company,
                gold.zone_or_place,
                gold.investment,
                gold.stage,
                if e.is_some() { "ok" } else { "NONE RIGHT" }
            );
            let Some(e) = e else { continue };
            let mut list: Vec<_> = choices
                .iter()
                .zip(&e.right)
                .map(|(c, r)| (Weights::bundled().score(task, &c.features), *r, c))
                .collect();
            list.sort_by(|a, b| b.0.total_cmp(&a.0));
            for (score, right, c) in list.iter().take(6) {
                let parts: Vec<String> = c
                    .features
                    .0
                    .iter()
                    .map(|f| format!("{}={}:{:.2}", f.0, f.1, Weights::bundled().0.get(&(task, *f)).unwrap_or(&0.0)))
                    .collect();
                println!("   {} {score:.2} {} {}", if *right { "*" } else { " " }, c.text, parts.join(" "));
            }
        }
    }
}

fn cross_validate(articles: &[Article], blind: &[Article], errors: bool) {
    let mut tally = Tally::default();
    for fold in 0..FOLDS {
        let (test, rest): (Vec<_>, Vec<_>) = articles.iter().enumerate().partition(|(i, _)| i % FOLDS == fold);
        let unseen: Vec<&Article> =
            blind.iter().enumerate().filter(|(i, _)| i % FOLDS != fold).map(|(_, a)| a).collect();
        let weights = train(&rest.into_iter().map(|(_, a)| a).collect::<Vec<_>>(), &unseen);
        test.into_iter().for_each(|(_, a)| measure(a, &weights, &mut tally, errors));
    }
    println!("{}", tally.report());
}

fn measure(a: &Article, weights: &Weights, tally: &mut Tally, errors: bool) {
    let rows: Vec<Row> = shiju::projects::projects(&Study::new(scene(a)), weights).iter().map(|p| row(a, p)).collect();
    for wrong in tally.add(&a.projects, &rows) {
        if errors {
            println!("{} {wrong}", a.id);
        }
    }
}

fn row(a: &Article, p: &Project) -> Row {
    let text = |t: &Option<String>| t.clone().unwrap_or_default();
    let stage = p.stage.map(|s| stage_name(s).to_string()).unwrap_or_default();
    let investment = p.investment.as_ref().map(|(f, _)| a.figures[*f].value.clone());
    Row { name: text(&p.name), company: text(&p.company), place: text(&p.place), stage, investment }
}

fn stage_name(stage: Stage) -> &'static str {
    match stage {
        Stage::Planned => "planned",
        Stage::Signed => "signed",
        Stage::Approved => "approved",
        Stage::Started => "started",
        Stage::Completed => "completed",
        Stage::Operating => "operating",
        Stage::Scaled => "scaled",
    }
}

/// Trains a ranker for each task. From articles without the names of projects it learns only to tell records.
fn train(articles: &[&Article], blind: &[&Article]) -> Weights {
    let mut weights = Weights::default();
    let mut examples: Vec<(Task, Vec<Example>)> = Task::ALL.into_iter().map(|t| (t, Vec::new())).collect();
    for (a, blind) in articles.iter().map(|a| (a, false)).chain(blind.iter().map(|a| (a, true))) {
        let study = Study::new(scene(a));
        let pairs = matches(&study, &a.projects);
        let is_record: Vec<bool> = (0..study.drafts.len()).map(|i| pairs.iter().any(|p| p.1 == i)).collect();
        // Records of one article are much alike.
        let weight = (pairs.len().max(1) as f64).powf(-0.0);
        for (task, list) in &mut examples {
            if *task == Task::Record {
                list.extend((0..study.drafts.len()).map(|i| Example {
                    options: study.record(i).into(),
                    right: vec![!is_record[i], is_record[i]],
                    weight,
                }));
                continue;
            }
            if blind {
                continue;
            }
            for (draft, choices) in study.cells(*task, &is_record) {
                let Some((gold, _)) = pairs.iter().find(|p| p.1 == draft) else { continue };
                list.extend(example(a, *task, &a.projects[*gold], choices, weight));
            }
        }
    }
    for (task, list) in examples {
        for (feature, weight) in fit(&list, &prior(task), pull(task)) {
            weights.0.insert((task, feature), weight);
        }
    }
    weights
}

/// How strongly the weights are drawn to what is believed before; cross-validated.
fn pull(task: Task) -> f64 {
    let name = format!("PULL_{}", task.name().to_uppercase());
    if let Some(pull) = std::env::var(name).ok().and_then(|p| p.parse().ok()) {
        return pull;
    }
    match task {
        Task::Record => 6.0,
        Task::Company => 2.0,
        Task::Place => 30.0,
        Task::Investment => 4.0,
        Task::Stage => 6.0,
    }
}

/// What is believed of a task's features before training. Features are told apart by their names as written.
fn prior(task: Task) -> HashMap<Feature, f64> {
    let rows = include_str!("../../../data/projects/priors.tsv").lines().filter(|l| !l.starts_with('#'));
    let mut prior = HashMap::new();
    for row in rows.map(|l| l.split('\t').collect::<Vec<&'static str>>()).filter(|r| r[0] == task.name()) {
        for pair in row[2].split(' ') {
            let (value, weight) = pair.split_once('=').expect("value=weight");
            prior.insert((row[1], value.parse().expect("a value")), weight.parse().expect("a weight"));
        }
    }
    prior
}

fn matches(study: &Study, gold: &[GoldProject]) -> Vec<(usize, usize)> {
    use shiju::projects::Source;
    let rows: Vec<Row> = study
        .drafts
        .iter()
        .map(|d| match d.source {
            Source::Firm => Row { company: d.name.clone(), ..Row::default() },
            _ => Row { name: d.name.clone(), ..Row::default() },
        })
        .collect();
    // A firm stands for a record only where the record has no name of its own.
    let pairs = pair(gold, &rows);
    pairs.into_iter().filter(|(g, d)| study.drafts[*d].source != Source::Firm || gold[*g].name.is_none()).collect()
}

fn example(a: &Article, task: Task, gold: &GoldProject, choices: Vec<Choice>, weight: f64) -> Option<Example> {
    let right = |c: &Choice| match task {
        Task::Company => gold.company.as_ref().map_or(c.span.is_none(), |g| overlap(&c.text, g) >= 0.6),
        Task::Place => gold.zone_or_place.as_ref().is_some_and(|g| overlap(&c.text, g) >= 0.5),
        Task::Investment if gold.investment.is_null() => c.span.is_none(),
        Task::Investment => same_value(c.figure.map(|f| &a.figures[f].value), &gold.investment),
        Task::Stage => gold.stage.as_deref() == c.stage.map(stage_name),
        Task::Record => false,
    };
    let mut right: Vec<bool> = choices.iter().map(right).collect();
    if let (Task::Company, Some(gold)) = (task, &gold.company) {
        // Many beginnings of a name are near enough; the nearest is meant.
        let best = choices.iter().map(|c| overlap(&c.text, gold)).fold(0.0, f64::max);
        right.iter_mut().zip(&choices).for_each(|(r, c)| *r &= overlap(&c.text, gold) == best);
    }
    let options: Vec<Features> = choices.into_iter().map(|c| c.features).collect();
    right.contains(&true).then_some(Example { options, right, weight })
}

fn write(weights: &Weights, path: &str) {
    let mut rows: Vec<String> = weights
        .0
        .iter()
        .filter(|(_, w)| w.abs() >= 0.005)
        .map(|((task, (name, value)), w)| format!("{}\t{name}\t{value}\t{w:.3}", task.name()))
        .collect();
    rows.sort();
    let head = "# Weights of the ledger's ranker, made by tools/ledger. MIT OR Apache-2.0.\n# task<TAB>feature<TAB>value<TAB>weight\n";
    std::fs::write(path, format!("{head}{}\n", rows.join("\n"))).expect("the table of weights is written");
}
