//! # What it looks for
//! A rate of growth that the sum and the increase beside it do not give: 120个,比上年增加20个,增长30%.
//!
//! # Why
//! All three are stated as facts; one of them is wrong.
//!
//! # Warns
//! - `全年新签项目120个,比上年增加20个,增长30%。`
//! - `全县储蓄余额186亿元,比年初增加215亿元,增长13.1%。`
//!
//! # Stays quiet
//! - `全年新签项目120个,比上年增加20个,增长20%。`
//! - `全年财政收入120亿元,比上年增加20亿元,产值增长30%。`
//! - `按可比价格计算,全县生产总值210.6亿元,比上年增加18亿元,增长6.5%。`
//!
//! # Limits
//! Only where sum, increase and rate follow one another in one sentence, with no other figure and no other metric between.

use super::{Case, Report};
use crate::checks::amounts::{Amount, adds_up, between, is_made_of, plain};
use crate::checks::view::quote;
use crate::model::FigureKind;
use crate::text::Span;

/// Points by which the rate may be off, besides a share of it: growth is often reckoned at constant prices.
const TOLERANCE: f64 = 1.0;
const SHARE: f64 = 0.1;

const INCREASE: [&str; 9] = ["增加", "净增", "多出", "多增", "新增", "增加了", "增长", "增长了", "增收"];
const GROWTH: [&str; 7] = ["增长", "增长率", "增幅", "上升", "提高", "增速", "增长了"];
/// What else may stand before the rate.
const FILLERS: [&str; 8] = [",", "(", "同比", "为", "达", "达到", "约", "比上年"];

/// Metrics whose growth is reckoned at constant prices.
const CONSTANT_PRICES: [&str; 4] = ["生产总值", "GDP", "增加值", "可比"];

pub fn check(case: &Case, report: &mut Report) {
    for three in Amount::all(case).windows(3) {
        let [sum, increase, rate] = three else { continue };
        let right_kinds = adds_up(sum.figure.kind) && sum.is_like(increase) && rate.figure.kind == FigureKind::Percent;
        if !right_kinds || !three.iter().all(Amount::is_exact) {
            continue;
        }
        let sentence = case.text.sentence_at(rate.span.start);
        let grows = |a: &Amount, words: &[&str]| words.iter().any(|w| case.text.ends_with(a.span.start, w));
        // Nothing stands between the increase and its rate but a mark and the verb.
        let at_once = is_made_of(&between(case, increase, rate), &GROWTH, &FILLERS);
        let told = case.text.slice(Span::new(sentence.start.min(sum.span.start), sum.span.start));
        let real = CONSTANT_PRICES.iter().any(|w| told.contains(w));
        if !sentence.contains(sum.span) || !grows(increase, &INCREASE) || !at_once || real {
            continue;
        }
        let base = sum.value - increase.value;
        let given = 100.0 * increase.value / base;
        let (s, i, r) = (quote(case, sum.span), quote(case, increase.span), quote(case, rate.span));
        if base <= 0.0 {
            report
                .warn(
                    increase.span,
                    format!("增加的{i}不小于总数{s},与增幅{r}不符。"),
                    format!("The increase, {i}, is no less than the sum, {s}."),
                )
                .against_all([sum.span, rate.span]);
            continue;
        }
        if (given - rate.value).abs() <= TOLERANCE + SHARE * given {
            let message = format!("{i}÷({s}-{i})={}%", plain(given));
            report.holds(rate.span, message.clone(), message).against_all([sum.span, increase.span]);
        } else {
            report
                .warn(
                    rate.span,
                    format!("{i}÷({s}-{i})={}%,与文中的{r}不符。", plain(given)),
                    format!("{i} on top of {s} less {i} is {}%, not {r}.", plain(given)),
                )
                .against_all([sum.span, increase.span]);
        }
    }
}
