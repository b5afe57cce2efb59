//! Problems that bodies collect and solve, with rates, visits and staff, a row for each sentence.

use super::{Problems, money, scene::Scene};
use crate::model::{EntityType, FigureKind};
use crate::text::Span;

/// The counts of problems in a text, in order.
pub fn find(scene: &Scene) -> Vec<Problems> {
    let mut out: Vec<Problems> = Vec::new();
    for (index, figure) in scene.figures.iter().enumerate() {
        let sentence = scene.sentence(figure.span.start);
        let Some(role) = role(scene, index, sentence) else { continue };
        if out.last().is_none_or(|row| row.evidence != sentence) {
            out.push(blank(scene, sentence, index));
        }
        let Some(row) = out.last_mut() else { continue };
        let cell = match role {
            Role::Collected => &mut row.collected,
            Role::Solved => &mut row.solved,
            Role::Rate => &mut row.rate,
            Role::Satisfaction => &mut row.satisfaction,
            Role::Visits => &mut row.visits,
            Role::Staff => &mut row.staff,
        };
        cell.get_or_insert(index);
    }
    out.retain(|r| r.collected.is_some() || r.solved.is_some() || r.rate.is_some() || r.satisfaction.is_some());
    out
}

#[derive(Debug, Clone, Copy)]
enum Role {
    Collected,
    Solved,
    Rate,
    Satisfaction,
    Visits,
    Staff,
}

fn role(scene: &Scene, index: usize, sentence: Span) -> Option<Role> {
    let figure = &scene.figures[index];
    let (before, after) = money::window(scene, index);
    let says = |span: Span, words: &[&str]| words.iter().any(|w| scene.says(span, w));
    const MATTERS: [&str; 9] = ["问题", "诉求", "意见", "难题", "投诉", "困难", "报修", "咨询", "堵点"];
    let close = Span::new(before.start.max(before.end.saturating_sub(16)), before.end);
    match figure.kind {
        FigureKind::Percent if says(close, &["满意"]) => Some(Role::Satisfaction),
        FigureKind::Percent if says(close, &["化解率", "办结率", "解决率", "回复率", "销号率"]) => {
            Some(Role::Rate)
        }
        FigureKind::Count if says(close, &["走访", "上门"]) && says(sentence, &MATTERS) => Some(Role::Visits),
        FigureKind::Count if says(close, &["解决", "办结", "化解", "销号", "已回复"]) && says(sentence, &MATTERS) => {
            Some(Role::Solved)
        }
        FigureKind::Count
            if says(close, &["收集", "受理", "梳理", "交办", "反映", "回复", "接到", "提出", "派单", "征集"]) =>
        {
            (says(sentence, &MATTERS) && !says(after, &["企业", "人"])).then_some(Role::Collected)
        }
        FigureKind::Count
            if (says(close, &["干部"]) || scene.before(after.start, &["干部", "联企干部"]))
                && says(sentence, &MATTERS) =>
        {
            Some(Role::Staff)
        }
        _ => None,
    }
}

fn blank(scene: &Scene, sentence: Span, index: usize) -> Problems {
    let bodies =
        [EntityType::Government, EntityType::Organization, EntityType::Zone, EntityType::Place, EntityType::Company];
    let body = scene.within(sentence, &bodies).next();
    let said = scene.links.get(index).and_then(|l| l.period.as_ref()).map(|l| l.span);
    let dated = || {
        let figures = scene.figures_in(sentence).map(|i| &scene.figures[i]);
        figures.filter(|f| f.kind == FigureKind::Period).map(|f| f.span).next()
    };
    Problems {
        body,
        period: said.or_else(dated),
        collected: None,
        solved: None,
        rate: None,
        satisfaction: None,
        visits: None,
        staff: None,
        evidence: sentence,
    }
}
