//! Batches: projects signed, started or finished together, with their number, sum and parts.

use super::cues::StageHit;
use super::scene::Scene;
use super::{Batch, BatchPart, Project, StageRecord, money};
use crate::model::{EntityType, FigureKind, Stage, Status, Value};
use crate::text::Span;

/// The batches of a text; members are rows of the ledger named after them and at their stage.
pub fn find(scene: &Scene, rows: &mut [Project]) -> Vec<Batch> {
    let mut out: Vec<Batch> = Vec::new();
    for index in 0..scene.figures.len() {
        let Some(stage) = counted(scene, index) else { continue };
        let at = scene.figures[index].span.start;
        let sentence = scene.sentence(at);
        // 集中开工项目32个,…;集中竣工项目15个: two in one sentence, in parts of their own.
        let same = |b: &Batch| {
            let part = scene.place(scene.figures[b.count].span.start).segment;
            b.evidence == sentence && (b.stage == stage || part == scene.place(at).segment)
        };
        if out.last().is_some_and(same) {
            continue;
        }
        out.push(Batch {
            stage,
            date: date(scene, sentence),
            place: place(scene, sentence),
            count: index,
            sum: sum(scene, index, Span::new(sentence.start, part_end(scene, index, sentence))),
            parts: parts(scene, index, sentence),
            members: Vec::new(),
            evidence: sentence,
        });
    }
    once(scene, &mut out);
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

/// One batch of those that a heading and the text below it tell alike: as the text has it.
fn once(scene: &Scene, batches: &mut Vec<Batch>) {
    let article = |b: &Batch| scene.place(b.evidence.start).article;
    let same = |a: &Batch, b: &Batch| {
        article(a) == article(b) && a.stage == b.stage && scene.number(a.count) == scene.number(b.count)
    };
    let mut at = 0;
    while at < batches.len() {
        let head = &batches[at];
        let below = (at + 1..batches.len()).find(|i| same(head, &batches[*i]));
        let Some(below) = below.filter(|_| scene.in_title(head.evidence.start)) else {
            at += 1;
            continue;
        };
        let head = batches.remove(at);
        let body = &mut batches[below - 1];
        body.place = head.place.or(body.place);
        body.sum = body.sum.or(head.sum);
    }
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
    if is_statistic(scene, clause, figure.span) {
        return None;
    }
    let stages = [Stage::Signed, Stage::Started, Stage::Completed, Stage::Operating];
    // 60个项目完成投资98亿元, 37个项目有序推进: no event.
    const PROGRESS: [&str; 6] = ["完成投资", "完成年度", "推进", "进度", "工程量", "停工"];
    let together = |h: &&StageHit| stages.contains(&h.stage) && !PROGRESS.contains(&h.cue);
    let after = Span::new(figure.span.end, clause.end.min(figure.span.end + 24).max(figure.span.end));
    let before = Span::new(clause.start.max(figure.span.start.saturating_sub(16)), figure.span.start);
    let at = scene.stages(before).last().filter(|h| h.span.end == figure.span.start && together(h));
    if let Some(hit) = at {
        return Some(hit.stage);
    }
    let stage = |span: Span| scene.stages(span).iter().find(together).map(|h| h.stage);
    let signed = || scene.after(figure.span.start, &["签约项目"]).then_some(Stage::Signed);
    stage(after).or_else(|| stage(before)).or_else(signed)
}

/// 今年以来新开工项目21个, 6个项目未能开工: a count over a time, or of what did not happen, is no batch.
fn is_statistic(scene: &Scene, clause: Span, count: Span) -> bool {
    let before = Span::new(clause.start, count.start);
    let near = Span::new(count.start.saturating_sub(12).max(clause.start), count.start);
    let after = Span::new(count.end, clause.end.min(count.end + 16).max(count.end));
    let says = |span: Span, words: &[&str]| words.iter().any(|w| scene.says(span, w));
    let together = says(clause, &["集中", "现场", "同日", "当天", "这批", "本次", "此次"]);
    !together
        && (says(near, &["新开工", "新签约", "新引进", "累计"])
            || says(before, &["全年", "以来"])
            || says(after, &["未能", "尚未", "没有", "未开工"]))
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

/// Where the part of the sentence ends that a count stands in.
fn part_end(scene: &Scene, index: usize, sentence: Span) -> usize {
    let at = scene.figures[index].span.end;
    let other = |s: &&StageHit| s.span.start > at && scene.chars()[at..s.span.start].contains(&';');
    let next = scene.stages(Span::new(at, sentence.end)).iter().find(other);
    let stop = next.and_then(|s| (at..s.span.start).find(|i| scene.chars()[*i] == ';'));
    stop.unwrap_or(sentence.end)
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
