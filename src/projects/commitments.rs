//! Promises and results measured in time: 5个工作日内办结, 用时82分钟, 由20个工作日缩短到10个工作日.

use super::{Commitment, cues, scene::Scene};
use crate::model::{EntityType, FigureKind, Status};
use crate::text::Span;

/// The promises and results of a text, in order.
pub fn find(scene: &Scene) -> Vec<Commitment> {
    let mut out = Vec::new();
    for (index, figure) in scene.figures.iter().enumerate().filter(|(_, f)| f.kind == FigureKind::Duration) {
        let Some(status) = status(scene, index) else { continue };
        let sentence = scene.sentence(figure.span.start);
        let Some(what) = what(scene, figure.span) else { continue };
        out.push(Commitment {
            status,
            what,
            who: who(scene, sentence, figure.span),
            figure: index,
            before: before(scene, index),
            evidence: sentence,
        });
    }
    out
}

fn status(scene: &Scene, index: usize) -> Option<Status> {
    let span = scene.figures[index].span;
    let clause = scene.clause(span.start);
    let before = Span::new(clause.start, span.start);
    let after = Span::new(span.end, clause.end.max(span.end));
    let near = Span::new(span.start.saturating_sub(8).max(clause.start), span.start);
    let says = |span: Span, words: &[&str]| words.iter().any(|w| scene.says(span, w));
    const DONE: [&str; 18] = [
        "用时", "仅用", "只用", "用了", "历时", "短短", "不到", "前后", "花了", "创下", "缩短", "减少", "快了", "压缩",
        "耗时", "只有", "一共", "共用",
    ];
    const LIMIT: [&str; 9] = ["办结", "反馈", "方案", "答复", "内给", "办理", "完成", "联发", "上门"];
    if says(before, &["由", "从", "过去的", "原来的"])
        && says(after, &["缩短到", "缩短至", "压缩到", "压缩至", "缩到", "压到", "缩减至"])
    {
        return None; // the earlier length; the later one carries it
    }
    if scene.links.get(index).is_some_and(|l| l.status == Some(Status::Commitment)) {
        return Some(Status::Commitment);
    }
    if says(near, &["缩短到", "缩短至", "压缩到", "压缩至", "缩到", "压到", "压进", "缩减至", "不超过", "控制在"])
    {
        return Some(Status::Commitment);
    }
    let within = scene.before(span.end, &["内", "以内", "之内"]);
    if scene.before(span.end, &["响应"]) {
        return Some(Status::Commitment);
    }
    const GOT: [&str; 8] = ["拿到", "完成", "办好", "办妥", "办完", "到手", "拿证", "办下"];
    const TO_COME: [&str; 6] = ["承诺", "确保", "要求", "力争", "实行", "必须"];
    if scene.before(span.end, &GOT) && !says(before, &TO_COME) {
        return Some(Status::Actual);
    }
    if says(near, &DONE) || (within && says(near, &["在"]) && says(after, &["就", "实现"])) {
        return Some(Status::Actual);
    }
    // 青禾种业82分钟办结执照: a firm that has it waited so long.
    if scene.mentions(&[EntityType::Company]).any(|m| m.span.end == span.start) && scene.before(span.end, &["办结"]) {
        return Some(Status::Actual);
    }
    let promised = (within && says(after, &LIMIT)) || scene.before(span.end, &["出方案", "办结", "答复"]);
    promised.then_some(Status::Commitment)
}

/// What takes the time: the words of the clause before it, else those after it.
fn what(scene: &Scene, span: Span) -> Option<Span> {
    let clause = member(scene, span);
    let (mut before, mut after) = (Span::new(clause.start, span.start), Span::new(span.end, clause.end.max(span.end)));
    const TRAIL: [&str; 18] = [
        "短短",
        "不到",
        "仅仅",
        "仅",
        "只",
        "用时",
        "用了",
        "用",
        "在",
        "平均",
        "缩短到",
        "缩短至",
        "压缩到",
        "压到",
        "缩减至",
        "过去的",
        "由",
        "历时",
    ];
    while let Some(word) = TRAIL.iter().find(|w| cues::ends(&scene.chars()[before.start..before.end], w)) {
        before.end -= word.chars().count();
    }
    if scene.mentions(&[EntityType::Company]).any(|m| m.span == before) && after.len() >= 3 {
        before.end = before.start; // who waited is not what was waited for
    }
    let least = if clause == scene.clause(span.start) { 3 } else { 2 };
    let mut found = [before, after].into_iter().find(|s| s.len() >= least);
    if found == Some(after) && after.len() > 2 && scene.before(span.end, &["内"]) {
        after.start += 1;
        found = Some(after);
    }
    found.or_else(|| {
        let last = scene.place(span.start).clause.checked_sub(1)?;
        scene.clauses.get(last as usize).copied().filter(|c| c.len() >= 2)
    })
}

/// The part of a clause that is about one length: 5个工作日办结 in 1小时内反馈、5个工作日办结.
fn member(scene: &Scene, span: Span) -> Span {
    let whole = scene.clause(span.start);
    let mut clause = whole;
    let lengths = scene.figures.iter().filter(|f| f.kind == FigureKind::Duration).map(|f| f.span);
    let comma = |from: usize, to: usize| (from..to).find(|at| scene.chars()[*at] == '、');
    for other in lengths.filter(|o| whole.contains(*o)) {
        if other.end <= span.start {
            clause.start = comma(other.end, span.start).map_or(clause.start, |at| at + 1);
        } else if other.start >= span.end {
            clause.end = comma(span.end, other.start).unwrap_or(clause.end).min(clause.end);
        }
    }
    clause
}

fn who(scene: &Scene, sentence: Span, span: Span) -> Option<Span> {
    let kinds = [EntityType::Government, EntityType::Company, EntityType::Zone, EntityType::Organization];
    scene.within(sentence, &kinds).min_by_key(|s| (s.start > span.start, s.start.abs_diff(span.start)))
}

/// The length before: 由20个工作日 in 由20个工作日缩短到10个工作日.
fn before(scene: &Scene, index: usize) -> Option<usize> {
    let last = index.checked_sub(1)?;
    let (a, b) = (scene.figures.get(last)?, &scene.figures[index]);
    let gap = Span::new(a.span.end, b.span.start.max(a.span.end));
    let shrinks = ["缩", "压", "减"].iter().any(|w| scene.says(gap, w));
    (a.kind == FigureKind::Duration && gap.len() <= 8 && shrinks).then_some(last)
}
