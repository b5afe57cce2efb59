//! Fills the cells of each record with the best of what they may hold.

use super::dealt::{self, Dealt};
use super::details;
use super::drafts::{Draft, Source};
use super::located;
use super::near::Occurrences;
use super::options::Choice;
use super::rank::{Task, Weights};
use super::stated;
use super::study::Study;
use super::{Cells, Project};
use crate::text::Span;

/// The rows of the ledger.
pub fn projects(study: &Study, weights: &Weights) -> Vec<Project> {
    let sure: Vec<f64> = (0..study.drafts.len()).map(|i| yes(study, weights, i)).collect();
    let (is_record, mut firms) = records(study, weights, &sure);
    let records: Vec<usize> = (0..study.drafts.len()).filter(|i| is_record[*i]).collect();
    let dealt = dealt::dealt(study.scene(), &study.drafts, &records);
    let mut rows: Vec<Project> = records.iter().map(|i| blank(study, *i, sure[*i])).collect();
    for task in [Task::Company, Task::Place, Task::Investment, Task::Stage] {
        let known = firms.take().filter(|_| task == Task::Company);
        let chosen = known.unwrap_or_else(|| best(study, weights, task, &is_record, &dealt));
        for (row, choice) in rows.iter_mut().zip(chosen) {
            choice.into_iter().for_each(|c| put(row, task, &c));
        }
    }
    let near = Occurrences::new(study.scene(), &study.drafts, &is_record);
    details::add(study.scene(), &study.drafts, &records, &dealt, &near, &mut rows);
    rows
}

/// The best of what a cell of each record may hold, and what the text says outright before it.
fn best(study: &Study, weights: &Weights, task: Task, is_record: &[bool], dealt: &[Dealt]) -> Vec<Option<Choice>> {
    let scene = study.scene();
    let rows: Vec<&Draft> = study.drafts.iter().zip(is_record).filter(|(_, r)| **r).map(|(d, _)| d).collect();
    let records = (0..study.drafts.len()).filter(|i| task == Task::Company && is_record[*i]);
    let builders: Vec<(usize, Span)> =
        records.filter_map(|i| Some((i, stated::of_own(scene, &study.drafts[i])?))).collect();
    let of = |(index, mut choices): (usize, Vec<Choice>)| {
        let draft = &study.drafts[index];
        if task == Task::Place {
            choices.retain(|c| !located::is_built(scene, draft, c) && !located::is_origin(scene, draft, c));
        }
        let pick = |choices: &[Choice]| {
            let odds = weights.odds(task, choices.iter().map(|c| &c.features));
            choices.get(likeliest(task, choices, &odds)?).cloned()
        };
        let mut chosen = pick(&choices);
        let taken = |c: &Choice| {
            builders
                .iter()
                .any(|(other, firm)| *other != index && c.span == Some(*firm) && stated::is_over(scene, draft, *firm))
        };
        let no_firm = |c: &Choice| taken(c) || stated::bare(scene, c.clone()).is_none();
        if task == Task::Company && chosen.as_ref().is_some_and(no_firm) {
            choices.retain(|c| !no_firm(c) && stated::is_beside(scene, draft, c));
            chosen = pick(&choices);
        }
        match task {
            Task::Company => {
                let chosen = chosen.and_then(|c| stated::bare(scene, c));
                stated::company(scene, draft, chosen.as_ref()).or(chosen).map(|c| stated::full(scene, c))
            }
            Task::Place => located::place(scene, draft, chosen.as_ref(), &rows)
                .or(chosen)
                .map(|c| located::chained(scene, located::full(scene, c))),
            Task::Investment => dealt::investment(scene, dealt, index, chosen),
            Task::Stage => stated::stage(scene, draft, chosen, &choices),
            _ => chosen,
        }
    };
    study.cells(task, is_record).into_iter().map(of).collect()
}

/// The likeliest choice; of a stage, among the words for the one that all of them together make likeliest.
fn likeliest(task: Task, choices: &[Choice], odds: &[f64]) -> Option<usize> {
    let all = 0..choices.len();
    let same = |a: usize| {
        all.clone().filter(move |b| a == *b || (task == Task::Stage && choices[a].stage == choices[*b].stage))
    };
    let sums: Vec<f64> = all.clone().map(|i| same(i).map(|j| odds[j]).sum()).collect();
    let most = |numbers: &[f64], a: usize, b: usize| if numbers[b] > numbers[a] { b } else { a };
    same(all.clone().reduce(|a, b| most(&sums, a, b))?).reduce(|a, b| most(odds, a, b))
}

/// A firm without a named project of its own is a record at a lower probability: such records are rarer
/// than firms, and so seldom look likely.
const FIRM_ENOUGH: f64 = 0.4;

/// Which candidates are records, and their firms where these are known by now. A firm that stands behind a
/// named one is none beside it.
fn records(study: &Study, weights: &Weights, sure: &[f64]) -> (Vec<bool>, Option<Vec<Option<Choice>>>) {
    let is_firm = |i: usize| study.drafts[i].source == Source::Firm;
    let named: Vec<bool> = sure.iter().enumerate().map(|(i, p)| !is_firm(i) && *p >= 0.5).collect();
    let firms = best(study, weights, Task::Company, &named, &[]);
    let owners: Vec<&str> = firms.iter().flatten().map(|c| c.text.as_str()).filter(|t| !t.is_empty()).collect();
    let owns = |name: &str| owners.iter().any(|o| o.contains(name) || name.contains(o));
    let firm = |i: usize| is_firm(i) && sure[i] >= FIRM_ENOUGH && !owns(&study.drafts[i].name);
    let all: Vec<bool> = (0..sure.len()).map(|i| named[i] || firm(i)).collect();
    let same = all == named;
    (all, same.then_some(firms))
}

/// How sure it is that a candidate is a record.
fn yes(study: &Study, weights: &Weights, draft: usize) -> f64 {
    let [no, yes] = study.record(draft);
    let odds = weights.score(Task::Record, &yes) - weights.score(Task::Record, &no);
    1.0 / (1.0 + (-odds).exp())
}

fn blank(study: &Study, draft: usize, sure: f64) -> Project {
    let draft = &study.drafts[draft];
    let named = draft.source != Source::Firm;
    Project {
        entity: draft.entity.filter(|_| named),
        name: named.then(|| draft.name.clone()),
        confidence: sure as f32,
        cells: Cells { name: named.then_some(draft.named), ..Cells::default() },
        evidence: draft.mentions.iter().map(|m| study.scene().sentence(m.start)).fold(
            Vec::new(),
            |mut all, s: Span| {
                if all.last() != Some(&s) {
                    all.push(s);
                }
                all
            },
        ),
        ..Project::default()
    }
}

fn put(row: &mut Project, task: Task, choice: &Choice) {
    let words = || choice.span.map(|_| choice.text.clone());
    match task {
        Task::Company => (row.company, row.cells.company) = (words(), choice.span),
        Task::Place => (row.place, row.cells.place) = (words(), choice.span),
        Task::Investment => row.investment = choice.figure.map(|f| (f, None)),
        Task::Stage => (row.stage, row.cells.stage) = (choice.stage, choice.span),
        Task::Record => {}
    }
}
