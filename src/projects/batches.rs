//! Batches: projects signed, started or finished together, with their number, sum and parts.

use super::scene::Scene;
use super::{Batch, BatchPart, Project, StageRecord, money};
use crate::model::{EntityType, FigureKind, Stage, Status, Value};
use crate::text::Span;

/// The batches of a text; members are rows of the ledger named after them and at their stage.
pub fn find(scene: &Scene, rows: &mut [Project]) -> Vec<Batch> {
    let mut out: Vec<Batch> = Vec::new();
    for index in 0..scene.figures.len() {
        let Some(stage) = counted(scene, index) else { continue };
        let sentence = scene.sentence(scene.figures[index].span.start);
        let told = out.last().is_some_and(|b| b.evidence == sentence);
        if told {
            continue;
        }
        out.push(Batch {
            stage,
            date: date(scene, sentence),
            place: place(scene, sentence),
            count: index,
            sum: sum(scene, index, sentence),
            parts: parts(scene, index, sentence),
            members: Vec::new(),
            evidence: sentence,
        });
    }
    for (number, row) in rows.iter_mut().enumerate() {
        let Some(at) = row.evidence.first().map(|s| s.start) else { continue };
        let near =
            |b: &&Batch| scene.place(b.evidence.start).article == scene.place(at).article && Some(b.stage) == row.stage;
        let before = out.iter().rposition(|b| near(&b) && b.evidence.start <= at && is_close(scene, b.evidence, at));
        if let Some(batch) = before {
            row.batch = Some(batch);
            out[batch].members.push(number);
            // What they reached together they reached on one day.
            let undated = |s: &&mut StageRecord| {
                Some(s.stage) == row.stage && s.status == Status::Actual && s.date.is_none() && s.when.is_none()
            };
            if let Some(reached) = row.stages.iter_mut().find(undated) {
                reached.date.clone_from(&out[batch].date);
            }
        }
    }
    out
}

/// A batch's members are named in its block or the next ones.
fn is_close(scene: &Scene, batch: Span, at: usize) -> bool {
    let between = scene.place(at).block.saturating_sub(scene.place(batch.start).block);
    between <= 6
}

/// The stage that a number of projects is said to have reached together.
fn counted(scene: &Scene, index: usize) -> Option<Stage> {
    let figure = &scene.figures[index];
    let many = matches!(figure.value, Value::Number(n) if n >= 2.0);
    if figure.kind != FigureKind::Count
        || !many
        || figure.unit.as_deref() != Some("个")
        || !counts_projects(scene, index)
    {
        return None;
    }
    let clause = scene.clause(figure.span.start);
    let together = |s: &Stage| matches!(s, Stage::Signed | Stage::Started | Stage::Completed | Stage::Operating);
    let after = Span::new(figure.span.end, clause.end.min(figure.span.end + 24).max(figure.span.end));
    let before = Span::new(clause.start.max(figure.span.start.saturating_sub(16)), figure.span.start);
    let at = scene.stages(before).last().filter(|h| h.span.end == figure.span.start && together(&h.stage));
    if let Some(hit) = at {
        return Some(hit.stage);
    }
    let stage = |span: Span| scene.stages(span).iter().map(|h| h.stage).find(together);
    stage(after).or_else(|| stage(before))
}

/// Whether projects are counted: 项目 follows, or stands right before (签约项目138个).
fn counts_projects(scene: &Scene, index: usize) -> bool {
    let span = scene.figures[index].span;
    let clause = scene.clause(span.start);
    let after = Span::new(span.end, clause.end.min(span.end + 10).max(span.end));
    scene.after(span.start, &["项目", "项目达", "项目共", "项目有"]) || scene.says(after, "项目")
}

fn date(scene: &Scene, sentence: Span) -> Option<String> {
    scene.figures_in(sentence).map(|i| &scene.figures[i]).filter(|f| f.kind == FigureKind::Date).find_map(|f| match &f
        .value
    {
        Value::Iso(iso) => Some(iso.clone()),
        _ => None,
    })
}

fn place(scene: &Scene, sentence: Span) -> Option<Span> {
    let kinds = [EntityType::Zone, EntityType::Place];
    scene.within(sentence, &kinds).next()
}

/// The whole sum: the first after the count that is said to be invested.
fn sum(scene: &Scene, index: usize, sentence: Span) -> Option<usize> {
    let invested = |i: &usize| {
        let (before, _) = money::window(scene, *i);
        ["总投资", "总金额", "总额", "投资", "引资", "金额"].iter().any(|w| scene.says(before, w)) || before.len() <= 1
    };
    let over = |i: &usize| scene.before(scene.figures[*i].span.end, &["以上"]);
    let money = |i: &usize| scene.figures[*i].kind == FigureKind::Money;
    scene.figures_in(sentence).filter(|i| *i > index).filter(money).find(|i| invested(i) && !over(i))
}

/// Counts that follow with a label: 亿元以上项目11个, 产业项目8个.
fn parts(scene: &Scene, index: usize, sentence: Span) -> Vec<BatchPart> {
    let mut out = Vec::new();
    let end = scene.block(sentence.start).end;
    for i in index + 1..scene.figures.len() {
        let figure = &scene.figures[i];
        if figure.span.end > end.min(sentence.end + 120) {
            break;
        }
        if figure.kind != FigureKind::Count || figure.unit.as_deref() != Some("个") {
            continue;
        }
        let clause = scene.clause(figure.span.start);
        // 其中10亿元以上项目4个、亿元以上项目11个: the second begins behind the first.
        let last = scene.figures[..i].iter().rev().take(4).find(|f| f.kind == FigureKind::Count);
        let from = last.map_or(clause.start, |f| f.span.end.max(clause.start));
        let joint = usize::from(scene.before(from, &["、", "和", "及"]));
        let label = Span::new((from + joint).min(figure.span.start), figure.span.start);
        let threshold = scene.figures_in(label).find(|f| scene.figures[*f].kind == FigureKind::Money);
        if label.len() < 2 || !(scene.says(label, "项目") || threshold.is_some()) {
            continue;
        }
        let next = scene
            .figures
            .get(i + 1)
            .filter(|f| f.kind == FigureKind::Money && f.span.start <= clause.end.min(figure.span.end + 6));
        let sum = next.map(|_| i + 1).filter(|n| !scene.before(scene.figures[*n].span.end, &["以上"]));
        out.push(BatchPart { label, threshold, count: i, sum });
    }
    out
}
