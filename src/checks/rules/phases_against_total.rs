//! # What it looks for
//! Phases of a project that do not add up to its investment or its land: 投资12亿元,分两期建设,一期5亿元,二期8亿元.
//!
//! # Why
//! The phases are retyped from another table than the total, and one of the two is old.
//!
//! # Warns
//! - `恒川新材料项目总投资12亿元,分两期建设,其中一期投资5亿元,二期投资8亿元。`
//! - `园区分三批向企业交付标准厂房共128万平方米,第一批5.2万平方米,第二批4.1万平方米,第三批3.5万平方米。`
//! - `产业园总规划面积1860亩,分三期开发:一期620亩,承接电子企业16家;二期470亩,布局精密结构件;三期500亩,留给研发。`
//! - `总投资22.8亿元的光学膜项目落户青岚。⏎项目用地240亩,分两期实施。其中,一期投资9.5亿元,二期投资14.3亿元。`
//!
//! # Stays quiet
//! - `园区分三批向企业交付标准厂房共12.8万平方米,第一批5.2万平方米,第二批4.1万平方米,第三批3.5万平方米。`
//! - `恒川新材料项目总投资13亿元,分两期建设,其中一期投资5亿元,二期投资8亿元。`
//! - `产业园总规划面积1590亩,分三期开发:一期620亩,承接电子企业16家;二期470亩,布局精密结构件;三期500亩,留给研发。`
//! - `产业园总规划面积1860亩,分三期开发:一期620亩,建厂房12亩;二期470亩,布局精密结构件。`
//! - `恒川新材料项目总投资20亿元,分三期建设,其中一期投资5亿元,二期投资8亿元。`
//! - `恒川新材料项目总投资约12亿元,分两期建设,一期投资5亿元,二期投资约8亿元。`
//!
//! # Limits
//! Only where the text says how many phases there are, and gives the sum of each, without a hedge, in one paragraph.

use super::{Case, Report};
use crate::checks::amounts::{Amount, follows_on_any};
use crate::checks::sums::{self, Named};
use crate::checks::view::{article_blocks, is_paragraph};
use crate::model::FigureKind;
use crate::text::{Block, Span};

/// The ordinals of phases, in order.
const PHASES: [&str; 5] = ["一期", "二期", "三期", "四期", "五期"];

/// The same of batches: 分三批交付厂房共12.8万平方米,第一批5.2万平方米.
const BATCHES: [&str; 5] = ["第一批", "第二批", "第三批", "第四批", "第五批"];

/// What a project as a whole has, by the kind of the sum, and what it is called where it does not add up.
const WHOLES: [(FigureKind, &[&str], Named); 2] = [
    (FigureKind::Money, &["投资"], Named { parts: "各期投资", total: "总投资", parts_en: "The phases " }),
    (
        FigureKind::Area,
        &["面积", "用地", "占地"],
        Named { parts: "各期面积", total: "总面积", parts_en: "The phases " },
    ),
];

const OF_BATCHES: Named = Named { parts: "各批", total: "总数", parts_en: "The batches " };

pub fn check(case: &Case, report: &mut Report) {
    let mut last: Option<&Block> = None;
    for block in article_blocks(case.text) {
        let earlier = last.replace(block).filter(|b| b.article == block.article && is_paragraph(b));
        let before = earlier.map_or(&[][..], |b| Amount::within(case, b.span));
        let here: Vec<&Amount> = Amount::within(case, block.span).iter().collect();
        for (i, count) in here.iter().enumerate().filter(|(_, a)| a.unit() == Some("批")) {
            let batches = count.value as usize;
            let Some((total, rest)) = here[i + 1..].split_first() else { continue };
            let parts: Vec<&Amount> = rest.iter().take(batches).copied().collect();
            let each =
                parts.iter().zip(BATCHES).all(|(p, name)| p.is_exact() && p.is_like(total) && is_of(case, p, name));
            let told = total.is_exact() && follows_on_any(case, total.span.start, &["共", "合计", "总计"]);
            if (2..=BATCHES.len()).contains(&batches) && parts.len() == batches && each && told {
                say(case, total, &parts, &OF_BATCHES, report);
            }
        }
        for (i, count) in here.iter().enumerate().filter(|(_, a)| a.unit() == Some("期")) {
            let phases = count.value as usize;
            if !(2..=PHASES.len()).contains(&phases) {
                continue;
            }
            for (kind, leads, named) in &WHOLES {
                let of_kind = |a: &&&Amount| a.figure.kind == *kind;
                let total = here[..i].iter().rev().find(of_kind).copied();
                // the sum of the whole may stand in the paragraph before: 总投资22.8亿元的项目落户。⏎项目分两期实施
                let told =
                    || before.iter().rev().find(|t| t.figure.kind == *kind).filter(|t| t.is_led_by(case, "总投资"));
                let Some(total) = total.or_else(told).filter(|t| t.is_exact()) else { continue };
                if !leads.iter().any(|lead| total.is_led_by(case, lead)) {
                    continue;
                }
                let parts: Vec<&Amount> = here[i + 1..].iter().filter(of_kind).take(phases).copied().collect();
                let each = parts.iter().zip(PHASES).all(|(p, name)| p.is_exact() && is_of(case, p, name));
                if parts.len() == phases && each {
                    say(case, total, &parts, named, report);
                }
            }
        }
    }
}

/// Whether the words that lead up to an amount name this phase.
fn is_of(case: &Case, part: &Amount, phase: &str) -> bool {
    let lead = part.lead;
    case.text.slice(Span::new(lead.start, part.span.start)).contains(phase)
}

fn say(case: &Case, total: &Amount, parts: &[&Amount], named: &Named, report: &mut Report) {
    let sum: f64 = parts.iter().map(|p| p.value).sum();
    let slack = sums::slack(total, parts);
    let holds = (sum - total.value).abs() <= slack.min(total.value * 0.005);
    sums::say(case, total, parts, holds, named, report);
}
