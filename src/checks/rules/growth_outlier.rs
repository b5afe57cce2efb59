//! # What it looks for
//! A rate of growth that stands out among those beside it and would fit with a decimal point: 130% among 13.5% and 20.3%.
//!
//! # Why
//! Scanners lose decimal points; a budget does not grow by 130% while the economy grows by 13%.
//!
//! # Warns
//! - `上半年,全区地区生产总值增长8.5%,规模工业增加值增长10.3%,一般公共预算收入增长90%,固定资产投资增长112%。`
//! - `前三季度,社会消费品零售总额增长56%,固定资产投资增长9.3%,工业增加值增长8.1%,用电量增长6.2%。`
//! - `全年全市地区生产总值增长75%。`
//! - `上半年,全市装备制造业增长9.4%,电子信息业增长116%,食品加工业增长4.7%,建材业下降2.3%。`
//!
//! # Stays quiet
//! - `上半年,全区地区生产总值增长8.5%,规模工业增加值增长10.3%,新能源汽车产量增长112%,锂电池出口增长210%。`
//! - `光伏产业产值增长113%,去年增长96%。`
//! - `上半年,全市装备制造业增长29.4%,电子信息业增长116%,食品加工业增长4.7%,建材业下降2.3%。`
//!
//! # Limits
//! Only for metrics of a whole economy, which do not double within a year, and for industries far beyond those beside them: where at least two rates beside it are
//! written with a decimal point, or where the rate is beyond what the metric ever reached.

use super::{Case, Report};
use crate::checks::amounts::{Amount, is_made_of, with_point};
use crate::checks::table::{self, Table};
use crate::checks::view::{article_blocks, clause_before, quote};
use crate::float;
use crate::model::FigureKind;
use crate::parts::Part;

static MACRO: Table<2> = Table::new(|| table::kept(Part::Macro));

/// A rate is an outlier when it is so many times the largest beside it.
const TIMES: f64 = 3.0;

/// A rate that stands out is no smaller; of steady metrics, where it is so many times the largest, than this.
const LEAST: f64 = 60.0;
const SMALLER: f64 = 40.0;
const FAR: f64 = 4.0;

/// Of one industry, which may double: the least, and how many times any beside it.
const OF_INDUSTRY: f64 = 100.0;
const FAR_BEYOND: f64 = 8.0;

const GROWTH: [&str; 4] = ["增长", "增速", "增幅", "下降"];

/// What else may stand in a clause of growth that does not say of what.
const BARE: [&str; 7] =
    ["同比", "比上年同期", "比去年同期", "比上年", "按可比价格计算", "按不变价格计算", "按可比价计算"];

/// No more rates of a paragraph are held against one.
const MOST: usize = 20;

pub fn check(case: &Case, report: &mut Report) {
    for block in article_blocks(case.text) {
        let here: Vec<&Amount> = Amount::within(case, block.span).iter().filter(|a| is_growth(case, a)).collect();
        let peers: Vec<&Amount> = here.iter().copied().filter(|a| a.decimals > 0).take(MOST).collect();
        for rate in here.iter().filter(|r| r.decimals == 0 && r.is_exact()) {
            if let Some((metric, ceiling)) = metric(case, rate) {
                judge(case, rate, &peers, (metric, ceiling), report);
            } else if let Some(industry) = industry(case, rate).filter(|_| rate.value >= OF_INDUSTRY && peers.len() > 2)
                && peers.iter().all(|p| rate.value >= FAR_BEYOND * p.value)
            {
                judge(case, rate, &peers, (&industry, f64::INFINITY), report);
            }
        }
    }
}

fn judge(case: &Case, rate: &Amount, peers: &[&Amount], (metric, ceiling): (&str, f64), report: &mut Report) {
    let largest = peers.iter().map(|p| p.value.abs()).fold(0.0, f64::max);
    let stands_out = peers.len() >= 2 && rate.value >= TIMES * largest && rate.value / 10.0 <= TIMES * largest;
    let far = rate.value >= SMALLER && rate.value >= FAR * largest && ceiling <= 80.0;
    if !(stands_out && (rate.value >= LEAST || far) || rate.value >= ceiling) {
        return;
    }
    let written = quote(case, rate.span);
    let others: Vec<String> = peers.iter().map(|p| quote(case, p.span)).collect();
    let beside =
        if stands_out { format!("与同段的{}相差悬殊", others.join("、")) } else { "超出常理".into() };
    let instead = with_point(&written, 1);
    let guess = instead.as_ref().map_or(String::new(), |s| format!(",疑丢小数点,应为{s}"));
    let finding = report.warn(
        rate.span,
        format!("{metric}增长{written}{beside}{guess},请核对。"),
        format!("Growth of {written} is out of any sensible range for {metric}: a decimal point may be lost."),
    );
    finding.against_all(peers.iter().filter(|_| stands_out).map(|p| p.span));
    if let Some(instead) = instead {
        finding.suggest(instead);
    }
}

/// An industry whose growth leads up to it: 电子信息产业增长.
fn industry(case: &Case, rate: &Amount) -> Option<String> {
    let lead = case.text.slice(rate.lead);
    let name = GROWTH.iter().find_map(|w| lead.strip_suffix(w))?;
    name.ends_with('业').then(|| name.to_string())
}

/// 增长 or 下降 leads up to it.
fn is_growth(case: &Case, amount: &Amount) -> bool {
    amount.figure.kind == FigureKind::Percent
        && GROWTH.iter().any(|w| amount.is_led_by(case, w) || case.text.ends_with(amount.span.start, w))
}

/// The metric of the whole economy that grows, and the growth that it does not reach: in this clause or, where
/// nothing stands before the growth, in the one before.
fn metric(case: &Case, rate: &Amount) -> Option<(&'static str, f64)> {
    let mut own = clause_before(case, rate.span.start);
    let is_bare =
        |words: String| words.is_empty() || is_made_of(&words, &BARE, &GROWTH) || is_made_of(&words, &GROWTH, &BARE);
    for _ in 0..2 {
        if own.start > 0 && is_bare(case.text.slice(own)) {
            own = clause_before(case, own.start - 1);
        }
    }
    let clause = case.text.slice(own);
    let rows = MACRO.iter().filter(|[metric, _]| clause.contains(metric));
    let [metric, ceiling] = rows.max_by_key(|[metric, _]| metric.len())?;
    Some((metric, float::parse(ceiling).unwrap_or(f64::INFINITY)))
}
