//! What is given to firms: rent-free years, subsidies, buildings put up for them.

use super::cues;
use super::{Incentive, scene::Scene};
use crate::hashing::HashMap;
use crate::model::EntityType;
use crate::text::Span;
use std::sync::OnceLock;

/// The incentives of a text, in order; one for each kind and clause.
pub fn find(scene: &Scene) -> Vec<Incentive> {
    let mut out: Vec<Incentive> = Vec::new();
    let table = table();
    for clause in scene.clauses.iter().filter(|c| scene.place(c.start).article.is_some()) {
        for at in clause.start..clause.end {
            let rows = table.get(&scene.chars()[at]).into_iter().flatten();
            let Some((_, kind)) = rows.into_iter().find(|(cue, _)| scene.before(at, &[cue])) else { continue };
            if out.last().is_some_and(|i| i.what == *clause && i.kind == *kind) || is_denied(scene, at) {
                continue;
            }
            out.push(record(scene, *clause, at, kind));
        }
    }
    out
}

/// The cues with what they tell, by their first character.
fn table() -> &'static HashMap<char, Vec<(&'static str, &'static str)>> {
    static TABLE: OnceLock<HashMap<char, Vec<(&'static str, &'static str)>>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table: HashMap<char, Vec<_>> = HashMap::default();
        for row in cues::rows(include_str!("../../data/projects/incentives.tsv")) {
            table.or_default(row[0].chars().next().unwrap_or_default()).push((row[0], row[1]));
        }
        table
    })
}

/// 不补贴, 取消补贴 and statements of what subsidies are in general give nothing.
fn is_denied(scene: &Scene, at: usize) -> bool {
    scene.after(at, &["不", "取消", "无", "没有", "收缩", "规范", "政策"])
}

fn record(scene: &Scene, clause: Span, at: usize, kind: &'static str) -> Incentive {
    let sentence = scene.sentence(at);
    let givers =
        [EntityType::Government, EntityType::Company, EntityType::Zone, EntityType::Place, EntityType::Organization];
    let takers = [EntityType::Project, EntityType::Company];
    // 为甲公司补贴设备款: what a word leads to is given to.
    let led = scene.within(sentence, &takers).find(|s| scene.after(s.start, &["为", "给", "给予", "对", "向", "帮"]));
    let giver = scene.within(sentence, &givers).filter(|s| s.end <= at && Some(*s) != led).last();
    let taker = led.or_else(|| scene.within(sentence, &takers).find(|s| Some(*s) != giver));
    Incentive { kind, what: clause, giver, taker, figures: scene.figures_in(clause).collect(), evidence: sentence }
}
