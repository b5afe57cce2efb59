//! Projects that both texts tell of, told otherwise: another sum, another stage, signed twice.

use crate::model::{Analysis, Difference, DifferenceKind, Figure, FigureKind, Project, Span, Stage, Status, Value};

/// What differs between the projects of two texts.
pub fn differences(a: &Analysis, b: &Analysis) -> Vec<Difference> {
    let mut out = Vec::new();
    for p in &a.projects {
        for q in b.projects.iter().filter(|q| is_same(p, q)) {
            out.extend(sum(a, p, b, q));
            out.extend(stage(p, q));
            out.extend(signed_twice(a, p, b, q));
        }
    }
    out
}

/// Whether two rows tell of one project: the same name, or the same firm with no name against it.
fn is_same(p: &Project, q: &Project) -> bool {
    match (&p.name, &q.name) {
        (Some(x), Some(y)) => x == y,
        _ => p.company.is_some() && p.company == q.company,
    }
}

fn title(p: &Project) -> &str {
    p.name.as_deref().or(p.company.as_deref()).unwrap_or("项目")
}

fn sum(a: &Analysis, p: &Project, b: &Analysis, q: &Project) -> Option<Difference> {
    let (x, y) = (p.investment.as_ref()?, q.investment.as_ref()?);
    let (Value::Number(_), Value::Number(_)) = (&x.value, &y.value) else { return None };
    if x.value == y.value || x.unit != y.unit || x.phase != y.phase {
        return None;
    }
    let (from, to) = (a.figures.get(x.figure)?.span.clone(), b.figures.get(y.figure)?.span.clone());
    let message = [
        format!("“{}”的投资额不同:{}与{}。", title(p), from.text, to.text),
        format!("The sums of “{}” differ: {} and {}.", title(p), from.text, to.text),
    ];
    Some(row(Some(from), Some(to), message))
}

fn stage(p: &Project, q: &Project) -> Option<Difference> {
    let (x, y) = (p.stage?, q.stage?);
    if x == y {
        return None;
    }
    let [way, en] = if y > x { ["推进", "forward"] } else { ["后退", "back"] };
    let ([from, in_en], [to, to_en]) = (name(x), name(y));
    let message = [
        format!("“{}”的阶段{way}:{from}→{to}。", title(p)),
        format!("“{}” has gone {en}: {in_en} → {to_en}.", title(p)),
    ];
    Some(row(evidence(p, x), evidence(q, y), message))
}

/// How far before the signing its day may stand, in UTF-16 code units.
const FAR: u32 = 60;

/// Signed on two different days: by the calendar where both are known, else as they are written.
fn signed_twice(a: &Analysis, p: &Project, b: &Analysis, q: &Project) -> Option<Difference> {
    let signed = |p: &Project| {
        let mut records = p.stages.iter().filter(|s| s.stage == Stage::Signed && s.status == Status::Actual);
        records.next().map(|s| (s.date.clone(), s.evidence.clone()))
    };
    let day = |analysis: &Analysis, signing: &Span| {
        let near = |f: &&Figure| f.span.end <= signing.end && signing.end - f.span.end <= FAR;
        let days = analysis.figures.iter().rev().filter(|f| f.kind == FigureKind::Date && f.span.text.ends_with('日'));
        days.filter(near).map(|f| f.span.text.clone()).next()
    };
    let ((x, from), (y, to)) = (signed(p)?, signed(q)?);
    let (x, y) = match (x, y) {
        (Some(x), Some(y)) => (x, y),
        _ => (day(a, &from)?, day(b, &to)?),
    };
    if x.starts_with(&y) || y.starts_with(&x) {
        return None;
    }
    let message =
        [format!("“{}”两次签约:{x}与{y}。", title(p)), format!("“{}” was signed twice: {x} and {y}.", title(p))];
    Some(row(Some(from), Some(to), message))
}

fn evidence(p: &Project, stage: Stage) -> Option<Span> {
    let record = p.stages.iter().find(|s| s.stage == stage);
    record.map(|s| s.evidence.clone()).or_else(|| p.evidence.first().cloned())
}

fn row(a: Option<Span>, b: Option<Span>, [message, message_en]: [String; 2]) -> Difference {
    Difference { kind: DifferenceKind::Project, a, b, message, message_en }
}

fn name(stage: Stage) -> [&'static str; 2] {
    match stage {
        Stage::Planned => ["谋划", "planned"],
        Stage::Signed => ["签约", "signed"],
        Stage::Approved => ["审批", "approved"],
        Stage::Started => ["开工", "started"],
        Stage::Completed => ["竣工", "completed"],
        Stage::Operating => ["投产", "operating"],
        Stage::Scaled => ["达产", "at capacity"],
    }
}
