//! # What it looks for
//! A rate of growth that stands out among those beside it and would fit with a decimal point: 130% among 13.5% and 20.3%.
//!
//! # Why
//! Scanners lose decimal points; a budget does not grow by 130% while the economy grows by 13%.
//!
//! # Warns
//! - `上半年,全区地区生产总值增长8.5%,规模工业增加值增长10.3%,一般公共预算收入增长90%,固定资产投资增长112%。`
//!
//! # Stays quiet
//! - `上半年,全区地区生产总值增长8.5%,规模工业增加值增长10.3%,新能源汽车产量增长112.6%,锂电池出口增长210%。`
//! - `光伏产业产值增长113%,去年增长96%。`
//!
//! # Limits
//! Only for metrics of a whole economy, which never double within a year, and only where at least two rates beside it
//! are written with a decimal point.

use super::{Case, Report};
use crate::checks::amounts::{Amount, with_point};
use crate::checks::table;
use crate::checks::view::article_blocks;
use crate::model::FigureKind;
use crate::text::Span;

const MACRO: &str = include_str!("../../../data/checks/macro.tsv");

/// A rate is an outlier when it is so many times the largest beside it.
const TIMES: f64 = 3.0;

/// A whole economy does not grow by more.
const CEILING: f64 = 60.0;

pub fn check(case: &Case, report: &mut Report) {
    let amounts = Amount::all(case);
    let rates: Vec<&Amount> = amounts.iter().filter(|a| is_growth(case, a)).collect();
    for block in article_blocks(case.text) {
        let here: Vec<&Amount> = rates.iter().copied().filter(|a| block.span.contains(a.span)).collect();
        let peers: Vec<&Amount> = here.iter().copied().filter(|a| a.decimals > 0 && a.value.abs() < CEILING).collect();
        for rate in here.iter().filter(|r| r.decimals == 0 && r.value >= CEILING && r.is_exact()) {
            judge(case, rate, &peers, report);
        }
    }
}

fn judge(case: &Case, rate: &Amount, peers: &[&Amount], report: &mut Report) {
    let largest = peers.iter().map(|p| p.value.abs()).fold(0.0, f64::max);
    if peers.len() < 2 || rate.value < TIMES * largest || rate.value / 10.0 > TIMES * largest || !is_of_the_economy(case, rate) {
        return;
    }
    let written = case.text.slice(rate.span);
    let others: Vec<String> = peers.iter().map(|p| case.text.slice(p.span)).collect();
    let instead = with_point(&written, 1);
    let guess = instead.as_ref().map_or(String::new(), |s| format!(",疑丢小数点,应为{s}"));
    let finding = report.warn(
        rate.span,
        format!("增长{written}与同段的{}相差悬殊{guess},请核对。", others.join("、")),
        format!("Growth of {written} stands out among {}: a decimal point may be lost.", others.join(", ")),
    );
    finding.against_all(peers.iter().map(|p| p.span));
    if let Some(instead) = instead {
        finding.suggest(instead);
    }
}

/// 增长 or 下降 leads up to it.
fn is_growth(case: &Case, amount: &Amount) -> bool {
    let end = amount.lead(case).end;
    amount.figure.kind == FigureKind::Percent
        && ["增长", "增速", "同比增长", "下降", "增幅"].iter().any(|w| case.text.ends_with(end, w) || case.text.ends_with(amount.span.start, w))
}

/// Whether what grows, in this clause or the one before, is a metric of the whole economy.
fn is_of_the_economy(case: &Case, rate: &Amount) -> bool {
    let chars = &case.text.chars;
    let mut commas = 0;
    let back = chars[..rate.span.start].iter().rev().take_while(|c| {
        commas += usize::from(matches!(c, ',' | ';'));
        !matches!(c, '。' | '\n') && commas < 2
    });
    let before = case.text.slice(Span::new(rate.span.start - back.count(), rate.span.start));
    table::rows(MACRO).any(|[metric]| before.contains(metric))
}
