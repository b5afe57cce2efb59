//! # What it looks for
//! A numbered list whose sums do not make the total that is told above it.
//!
//! # Why
//! A notice gives one line to each project; nobody adds up what stands in different lines.
//!
//! # Warns
//! - `恳谈会现场签约项目3个,合计投资9.6亿元。具体如下:⏎1.汽车内饰件项目,投资4.2亿元,用地80亩;⏎2.高档文具项目,投资3.5亿元;⏎3.水产品速冻项目,投资1.6亿元,用地35亩。`
//!
//! # Stays quiet
//! - `恳谈会现场签约项目3个,合计投资9.3亿元。具体如下:⏎1.汽车内饰件项目,投资4.2亿元,用地80亩;⏎2.高档文具项目,投资3.5亿元;⏎3.水产品速冻项目,投资1.6亿元,用地35亩。`
//! - `恳谈会现场签约项目5个,合计投资19.6亿元。部分项目如下:⏎1.汽车内饰件项目,投资4.2亿元;⏎2.高档文具项目,投资3.5亿元;⏎3.水产品速冻项目,投资1.6亿元。`
//!
//! # Limits
//! Only where the text above counts as many items as the list has, and each has one investment.

use super::{Case, Report};
use crate::checks::amounts::Amount;
use crate::checks::sums::{self, Named};
use crate::checks::view::article_blocks;
use crate::model::FigureKind;
use crate::text::Block;

const NAMED: Named = Named { parts: "各项投资", total: "总投资", parts_en: "The items " };

/// So many blocks above a list may tell its total.
const ABOVE: usize = 2;

pub fn check(case: &Case, report: &mut Report) {
    let blocks: Vec<&Block> = article_blocks(case.text).collect();
    let mut at = 0;
    while at < blocks.len() {
        let items = blocks[at..].iter().enumerate().take_while(|(i, block)| is_item(case, block, i + 1)).count();
        if items > 1 && at > 0 {
            list(case, &blocks[at.saturating_sub(ABOVE)..at], &blocks[at..at + items], report);
        }
        at += items.max(1);
    }
}

/// Whether a block begins with this number and a mark: 1. or 1、 or (1).
fn is_item(case: &Case, block: &Block, number: usize) -> bool {
    let start = block.span.start;
    let bracket = usize::from(case.text.chars.get(start) == Some(&'('));
    let number = number.to_string();
    let mark = case.text.chars.get(start + bracket + number.len());
    case.text.starts_with(start + bracket, &number) && mark.is_some_and(|c| matches!(c, '.' | '、' | ')' | ','))
}

fn list(case: &Case, above: &[&Block], items: &[&Block], report: &mut Report) {
    let is_sum = |a: &&Amount| a.figure.kind == FigureKind::Money && case.text.slice(a.lead).contains("投资");
    let told: Vec<&Amount> = above.iter().flat_map(|b| Amount::within(case, b.span)).collect();
    let counted = told.iter().any(|a| a.figure.kind == FigureKind::Count && a.value == items.len() as f64);
    let Some(total) = told.iter().rev().find(|a| is_sum(a)).filter(|a| a.is_exact()) else { return };
    let sums = |block: &&Block| -> Vec<&Amount> { Amount::within(case, block.span).iter().filter(is_sum).collect() };
    let parts: Vec<&Amount> = items.iter().flat_map(sums).collect();
    let each = parts.len() == items.len() && parts.iter().all(|p| p.is_exact() && p.is_like(total));
    if counted && each && !case.text.slice(total.lead).contains("其中") {
        let sum: f64 = parts.iter().map(|p| p.value).sum();
        let slack = sums::slack(total, &parts);
        sums::say(case, total, &parts, (sum - total.value).abs() <= slack, &NAMED, report);
    }
}
