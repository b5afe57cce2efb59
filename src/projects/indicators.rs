//! Indicators: one tidy table of metric × subject × period, with value, change, rank and completion.

use super::scene::Scene;
use super::{Indicator, money};
use crate::model::{FigureKind, Status};
use crate::text::Span;

/// The indicators of a text, in order.
pub fn find(scene: &Scene) -> Vec<Indicator> {
    let mut out: Vec<Indicator> = Vec::new();
    for (index, figure) in scene.figures.iter().enumerate() {
        let Some(links) = scene.links.get(index) else { break };
        if scene.place(figure.span.start).article.is_none() || links.status == Some(Status::Threshold) {
            continue;
        }
        let sentence = scene.sentence(figure.span.start);
        let open = out.last_mut().filter(|row| row.evidence == sentence);
        let role = role(scene, index);
        match (role, open) {
            (Role::Change, Some(row)) if row.change.is_none() && row.figure.is_some() => row.change = Some(index),
            (Role::Rank, Some(row)) if row.rank.is_none() => row.rank = Some(index),
            (Role::Completion, Some(row)) if row.completion.is_none() => row.completion = Some(index),
            (Role::Nothing, _) => {}
            (role, _) => out.extend(row(scene, index, role, sentence)),
        }
    }
    out
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Value,
    Change,
    Rank,
    Completion,
    Nothing,
}

fn role(scene: &Scene, index: usize) -> Role {
    let figure = &scene.figures[index];
    let (before, _) = money::window(scene, index);
    let says = |words: &[&str]| words.iter().any(|w| scene.says(before, w));
    match figure.kind {
        FigureKind::Rank => Role::Rank,
        FigureKind::Percent if says(&["占", "完成"]) && says(&["计划", "任务", "目标"]) => Role::Completion,
        FigureKind::Percent | FigureKind::Multiple if scene.links[index].change.is_some() => Role::Change,
        FigureKind::Date | FigureKind::Period | FigureKind::Time | FigureKind::Age | FigureKind::Duration => {
            Role::Nothing
        }
        _ => Role::Value,
    }
}

fn row(scene: &Scene, index: usize, role: Role, evidence: Span) -> Option<Indicator> {
    let links = &scene.links[index];
    let here = |wanted: Role| (role == wanted).then_some(index);
    Some(Indicator {
        metric: links.metric.as_ref()?.span,
        subject: links.subject.as_ref().map(|l| l.span),
        period: links.period.as_ref().map(|l| l.span),
        interval: links.interval.clone(),
        figure: here(Role::Value),
        change: here(Role::Change),
        rank: here(Role::Rank),
        completion: here(Role::Completion),
        threshold: threshold(scene, index),
        evidence,
    })
}

/// The sum from which on projects are counted: 5000万元 in 5000万元以上项目3000个, in 8个5000万元以上的项目.
fn threshold(scene: &Scene, index: usize) -> Option<usize> {
    let count = &scene.figures[index];
    let clause = scene.place(count.span.start).clause;
    let bounds = |i: &usize| {
        let Some(sum) = scene.figures.get(*i).filter(|f| f.kind == FigureKind::Money) else { return false };
        scene.place(sum.span.start).clause == clause && scene.before(sum.span.end, &["以上", "及以上"])
    };
    let around = [index.checked_sub(1), Some(index + 1)];
    around.into_iter().flatten().find(bounds).filter(|_| count.kind == FigureKind::Count)
}
