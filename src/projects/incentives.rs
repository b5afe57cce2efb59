//! What is given to firms: rent-free years, subsidies, buildings put up for them.

use super::{Incentive, cues, scene::Scene};
use crate::model::EntityType;
use crate::text::Span;

/// The incentives of a text, in order; one for each kind and clause.
pub fn find(scene: &Scene) -> Vec<Incentive> {
    let mut out: Vec<Incentive> = Vec::new();
    let table: Vec<(&'static str, &'static str)> =
        cues::rows(include_str!("../../data/projects/incentives.tsv")).map(|r| (r[0], r[1])).collect();
    let firsts: Vec<char> = table.iter().filter_map(|(cue, _)| cue.chars().next()).collect();
    for clause in scene.clauses.iter().filter(|c| scene.place(c.start).article.is_some()) {
        for at in (clause.start..clause.end).filter(|i| firsts.contains(&scene.chars()[*i])) {
            let Some((_, kind)) = table.iter().find(|(cue, _)| scene.before(at, &[cue])) else { continue };
            if out.last().is_some_and(|i| i.what == *clause && i.kind == *kind) || is_denied(scene, at) {
                continue;
            }
            out.push(record(scene, *clause, at, kind));
        }
    }
    out
}

/// 不补贴, 取消补贴 and statements of what subsidies are in general give nothing.
fn is_denied(scene: &Scene, at: usize) -> bool {
    scene.after(at, &["不", "取消", "无", "没有", "收缩", "规范", "政策"])
}

fn record(scene: &Scene, clause: Span, at: usize, kind: &'static str) -> Incentive {
    let sentence = scene.sentence(at);
    let here = |span: &Span| sentence.contains(*span);
    let givers =
        [EntityType::Government, EntityType::Company, EntityType::Zone, EntityType::Place, EntityType::Organization];
    let giver = scene.mentions(&givers).map(|m| m.span).filter(here).filter(|s| s.end <= at).last();
    let takers = [EntityType::Project, EntityType::Company];
    let taker = scene.mentions(&takers).map(|m| m.span).filter(here).find(|s| Some(*s) != giver);
    Incentive { kind, what: clause, giver, taker, figures: scene.figures_in(clause).collect(), evidence: sentence }
}
