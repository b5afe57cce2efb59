//! What a sentence deals out: the figures that 分别 gives to the projects of a list in turn, and the sum that it says builds
//! one.

use super::drafts::{Draft, Source};
use super::options::Choice;
use super::scene::Scene;
use crate::model::FigureKind;
use crate::sorting::Sorting;
use crate::text::Span;

/// A figure that falls to a record: the candidate that it is, and the first figure of the list, which tells what all measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Dealt {
    pub figure: usize,
    pub draft: usize,
    pub first: usize,
}

/// How far behind a project's name its figure may stand where only the links say whose it is.
const REACH: usize = 48;

/// What stands between the figures of a list.
const JOINS: [&str; 5] = ["、", "和", "与", "及", ","];

/// What stands between a sum and the project that it builds.
const BUILT: [&str; 7] = ["建设", "建成", "兴建", "新建", "打造", "实施", "建设的"];

/// 甲项目、乙项目投资分别为3亿元、5亿元: what falls to each; in the order of the figures.
pub fn dealt(scene: &Scene, drafts: &[Draft], records: &[usize]) -> Vec<Dealt> {
    let figures = scene.figures;
    let joined = |i: usize| {
        let (Some(a), Some(b)) = (figures.get(i), figures.get(i + 1)) else { return false };
        a.kind == b.kind && b.span.start == a.span.end + 1 && scene.before(a.span.end, &JOINS)
    };
    let mut out = Vec::new();
    let mut first = 0;
    while first < figures.len() {
        let count = 1 + (first..).take_while(|i| joined(*i)).count();
        if count > 1 {
            list(scene, drafts, records, first..first + count, &mut out);
        } else {
            out.extend(built_for(scene, drafts, records, first));
        }
        first += count;
    }
    out
}

/// The figures of one list: to the projects that its sentence names before 分别 where these are as many, else as the links say.
fn list(scene: &Scene, drafts: &[Draft], records: &[usize], figures: std::ops::Range<usize>, out: &mut Vec<Dealt>) {
    let (first, start) = (figures.start, scene.figures[figures.start].span.start);
    if !scene.says(Span::new(scene.clause(start).start, start), "分别") {
        return;
    }
    let before = Span::new(segment(scene, start), start);
    let mut named: Vec<(usize, usize)> = Vec::new();
    for i in records.iter().copied().filter(|i| drafts[*i].source != Source::Firm) {
        named.extend(drafts[i].mentions.iter().find(|m| before.contains(**m)).map(|m| (m.start, i)));
    }
    named.arrange();
    let linked = |figure: usize| {
        let subject = scene.links.get(figure)?.subject.as_ref()?.span;
        let near = before.start <= subject.start && start <= subject.end + REACH;
        records.iter().copied().find(|i| near && drafts[*i].mentions.iter().any(|m| m.overlaps(subject)))
    };
    for figure in figures.clone() {
        let in_turn = named.get(figure - first).filter(|_| named.len() == figures.len()).map(|(_, draft)| *draft);
        out.extend(in_turn.or_else(|| linked(figure)).map(|draft| Dealt { figure, draft, first }));
    }
}

/// Where the part of a sentence begins that a character stands in.
pub fn segment(scene: &Scene, at: usize) -> usize {
    let sentence = scene.sentence(at).start;
    (sentence..at).rev().find(|i| scene.chars()[*i] == ';').map_or(sentence, |i| i + 1)
}

/// 追加投资11亿元,建设恩泽生物创新药产业园: the sum is that project's.
fn built_for(scene: &Scene, drafts: &[Draft], records: &[usize], figure: usize) -> Option<Dealt> {
    let sum = &scene.figures[figure];
    if sum.kind != FigureKind::Money || !scene.after(sum.span.start, &["投资", "投资约", "投资近", "斥资"]) {
        return None;
    }
    // 甲项目总投资40亿元,建设…生产线: the sum is the project's
    let before = Span::new(scene.clause(sum.span.start).start.min(sum.span.start), sum.span.start);
    let names =
        |i: &usize| drafts[*i].mentions.iter().any(|m| before.contains(*m)) && drafts[*i].source != Source::Firm;
    if scene.says(before, "项目") || records.iter().any(names) {
        return None;
    }
    let built = |m: &Span| {
        let gap = Span::new(sum.span.end.min(m.start), m.start);
        m.start >= sum.span.end && gap.len() <= 4 && BUILT.contains(&scene.slice(gap).trim_start_matches(','))
    };
    let of = |i: &usize| drafts[*i].source != Source::Firm && drafts[*i].mentions.iter().any(built);
    Some(Dealt { figure, draft: records.iter().copied().find(of)?, first: figure })
}

/// The sum that is dealt to a record; the chosen one, unless it falls to another.
pub fn investment(scene: &Scene, dealt: &[Dealt], draft: usize, chosen: Option<Choice>) -> Option<Choice> {
    let invested = |d: &&Dealt| {
        let figure = &scene.figures[d.first];
        let clause = scene.clause(figure.span.start);
        figure.kind == FigureKind::Money && scene.says(Span::new(clause.start, figure.span.start), "投资")
    };
    if let Some(d) = dealt.iter().filter(invested).find(|d| d.draft == draft) {
        let span = scene.figures[d.figure].span;
        return Some(Choice { figure: Some(d.figure), ..Choice::words(scene.slice(span), span) });
    }
    let chosen = chosen.filter(|c| !dealt.iter().any(|d| c.figure == Some(d.figure)));
    chosen.map(|c| whole(scene, &c).unwrap_or(c))
}

/// 总投资3.5亿美元,一期投资1.8亿美元: the sum of all phases, which the clause before tells.
fn whole(scene: &Scene, chosen: &Choice) -> Option<Choice> {
    let phase = &scene.figures[chosen.figure?];
    let clause = scene.clause(phase.span.start);
    let of_phase = ["一期", "首期", "其中一期", "其中首期"].iter().any(|w| scene.before(clause.start, &[w]));
    let before = chosen.figure?.checked_sub(1)?;
    let sum = &scene.figures[before];
    let near = sum.span.end + 1 == clause.start && sum.kind == FigureKind::Money;
    let all = scene.after(sum.span.start, &["总投资", "总投资约", "计划总投资"]);
    (of_phase && near && all).then(|| Choice { figure: Some(before), ..Choice::words(scene.slice(sum.span), sum.span) })
}
