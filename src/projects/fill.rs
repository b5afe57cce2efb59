//! Fills the cells of each record with the best of what they may hold.

use super::details;
use super::near::Occurrences;
use super::options::Choice;
use super::rank::{Task, Weights};
use super::study::Study;
use super::{Cells, Project};
use crate::text::Span;

/// The rows of the ledger.
pub fn projects(study: &Study, weights: &Weights) -> Vec<Project> {
    let sure: Vec<f64> = (0..study.drafts.len()).map(|i| yes(study, weights, i)).collect();
    let is_record: Vec<bool> = sure.iter().map(|p| *p >= 0.5).collect();
    let mut rows: Vec<Project> = Vec::new();
    let kept = || (0..study.drafts.len()).filter(|i| is_record[*i]);
    rows.extend(kept().map(|i| blank(study, i, sure[i])));
    for task in [Task::Company, Task::Place, Task::Investment, Task::Stage] {
        for (row, (_, choices)) in rows.iter_mut().zip(study.cells(task, &is_record)) {
            let best = weights.best(task, choices.iter().map(|c| &c.features));
            if let Some(choice) = best.and_then(|(i, _)| choices.get(i)) {
                put(row, task, choice);
            }
        }
    }
    let records: Vec<usize> = (0..study.drafts.len()).filter(|i| is_record[*i]).collect();
    let near = Occurrences::new(study.scene(), &study.drafts, &is_record);
    details::add(study.scene(), &study.drafts, &records, &near, &mut rows);
    rows
}

/// How sure it is that a candidate is a record.
fn yes(study: &Study, weights: &Weights, draft: usize) -> f64 {
    let [no, yes] = study.record(draft);
    let odds = weights.score(Task::Record, &yes) - weights.score(Task::Record, &no);
    1.0 / (1.0 + (-odds).exp())
}

fn blank(study: &Study, draft: usize, sure: f64) -> Project {
    use super::drafts::Source;
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
