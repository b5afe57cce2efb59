//! # What it looks for
//! One metric in 万 here and in 亿 there, ten thousand times apart: 实际使用外资8200万美元 and 实际使用外资8800亿美元.
//!
//! # Why
//! 万 and 亿 are mixed up when one is used to the other, and the number itself looks familiar.
//!
//! # Warns
//! - `去年,全区实际使用外资8200万美元。今年的目标是,实际使用外资力争8800亿美元。`
//! - `上半年,全县进出口总额3.6亿美元。去年同期,全县进出口总额3.2万美元。`
//!
//! # Stays quiet
//! - `去年,全区实际使用外资8200万美元。今年的目标是,实际使用外资力争8800万美元。`
//! - `全国实际使用外资1200亿美元,全区实际使用外资1500万美元。`
//! - `全县固定资产投资300亿元,这家企业固定资产投资3200万元。`
//!
//! # Limits
//! Only of foreign trade and investment of one area, where nothing tells of another.

use super::{Case, Report};
use crate::checks::amounts::{Amount, holds_any};
use crate::checks::view::quote;
use crate::model::FigureKind;
use crate::text::Span;

const METRICS: [&str; 12] = [
    "实际使用外资",
    "实际利用外资",
    "实际到位外资",
    "合同外资",
    "利用外资",
    "进出口总额",
    "外贸进出口总额",
    "出口总额",
    "进口总额",
    "外贸总额",
    "到位外资",
    "使用外资",
];

/// Words of another area than the one that the text is about.
const OTHERS: [&str; 7] = ["全国", "全省", "我国", "全球", "企业", "公司", "项目"];

/// How far apart, in powers of ten, two of one metric are when 万 stands for 亿.
const APART: (f64, f64) = (3.5, 4.5);

/// So many of a text are held against each other.
const MOST: usize = 20;

pub fn check(case: &Case, report: &mut Report) {
    for &article in &case.articles {
        let of_metric = |a: &&Amount| a.figure.kind == FigureKind::Money && a.value > 0.0 && is_of_metric(case, a);
        let told: Vec<&Amount> = Amount::within(case, article).iter().filter(of_metric).take(MOST).collect();
        for (i, later) in told.iter().enumerate() {
            let apart = |a: &Amount| (later.value / a.value).log10().abs();
            let written = |a: &Amount| quote(case, a.span);
            let differs = |a: &Amount| written(a).contains('亿') != written(later).contains('亿');
            let slip = |a: &&&Amount| a.is_like(later) && (APART.0..APART.1).contains(&apart(a)) && differs(a);
            let Some(other) = told[..i].iter().find(slip) else { continue };
            let (a, b) = (written(later), written(other));
            report
                .warn(
                    later.span,
                    format!("同一指标一处作{b},一处作{a},相差约一万倍,请核对万与亿。"),
                    format!("One metric is {b} here and {a} there, about ten thousand times apart: 万 and 亿 may be mixed up."),
                )
                .against(other.span);
        }
    }
}

/// So many characters may stand between a metric and its figure: 力争达到.
const NEAR: usize = 4;

/// Whether its clause tells of such a metric right before it, and of no other area.
fn is_of_metric(case: &Case, amount: &Amount) -> bool {
    let clause = case.text.clause_at(amount.span.start);
    let before = case.text.words(Span::new(clause.start.min(amount.span.start), amount.span.start));
    if !holds_any(before, &METRICS) {
        return false;
    }
    let behind = METRICS.iter().filter_map(|metric| Some(before.rsplit_once(metric)?.1.chars().count())).min();
    behind.is_some_and(|behind| behind <= NEAR) && !holds_any(before, &OTHERS)
}
