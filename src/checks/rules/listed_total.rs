//! # What it looks for
//! A list of all there is that misses its total: 3个项目总投资26亿元,分别为12亿元…、8亿元…、5亿元…; and a total behind a
//! list: 32个、45个、51个,三年累计138个.
//!
//! # Why
//! One item of the list was changed after the total was taken, or the total is of another draft.
//!
//! # Warns
//! - `当天签约的3个项目总投资18亿元,分别是投资9亿元的储能项目、投资4亿元的粮油项目、投资1.5亿元的包装项目。`
//! - `2021年至2023年,园区分别新增企业12家、15家、21家,三年累计新增58家。`
//! - `项目一期投资2亿元、二期投资3.5亿元,合计投资6.5亿元。`
//! - `总投资30亿元的2个项目落户,其中储能项目12亿元、粮油项目8亿元。`
//!
//! # Stays quiet
//! - `当天签约的3个项目总投资15亿元,分别是投资9亿元的储能项目、投资4亿元的粮油项目、投资2亿元的包装项目。`
//! - `当天签约的5个项目总投资18亿元,其中储能项目9亿元、粮油项目4亿元、包装项目2亿元。`
//! - `当天签约的3个项目总投资18亿元,分别建成后预计年产值9亿元、4亿元、2亿元。`
//! - `2021年至2023年,园区分别新增企业12家、15家、21家,五年累计新增58家。`
//!
//! # Limits
//! Only where the text says how many there are, and gives exactly so many sums in one sentence, or where 合计 or 共计 adds
//! up what stands right before it.

use super::{Case, Report};
use crate::checks::amounts::{Amount, adds_up, between, total as total_of};
use crate::checks::sums::{self, Named};
use crate::checks::view::quote;
use crate::model::FigureKind;
use crate::text::Span;

/// So many items may be listed.
const ITEMS: std::ops::RangeInclusive<f64> = 2.0..=12.0;

/// What opens a list of all.
const OPENS: [&str; 7] = ["分别", ":", "其中", "包括", "即", "依次", "(" ];

/// Words that lead up to something else than what the total is of.
const OTHERS: [&str; 14] = [
    "产值", "税", "营收", "利润", "收入", "增加值", "产能", "一期", "二期", "外资", "贷款", "以上", "注册", "补贴",
];

/// Words that add up what stands before them.
const SUMS: [&str; 3] = ["合计", "共计", "总计"];

/// How far number and total, items and the total behind them, may stand apart.
const NEAR: usize = 14;

const ALL: Named = Named { parts: "所列各项", total: "总数", parts_en: "The items " };

pub fn check(case: &Case, report: &mut Report) {
    let amounts = Amount::all(case);
    for (i, pair) in amounts.windows(2).enumerate() {
        let [a, b] = pair else { continue };
        let (number, total) = if a.figure.kind == FigureKind::Count && !b.is_like(a) { (a, b) } else { (b, a) };
        let counted = number.figure.kind == FigureKind::Count && ITEMS.contains(&number.value) && number.is_exact();
        let sums_up = adds_up(total.figure.kind) && total.is_exact() && !total.is_like(number) && !total.is_bound(case);
        let near = b.span.start.saturating_sub(a.span.end) <= NEAR;
        if counted && sums_up && near {
            list_behind(case, (number, total), &amounts[i + 2..], report);
        }
    }
    for (i, total) in amounts.iter().enumerate().filter(|(_, a)| adds_up(a.figure.kind) && a.is_exact()) {
        list_before(case, &amounts[..i], total, report);
    }
}

/// `N个项目总投资T,分别为…a、…b、…c。`
fn list_behind(case: &Case, (number, total): (&Amount, &Amount), rest: &[Amount], report: &mut Report) {
    let sentence = case.text.sentence_at(total.span.start);
    let start = number.span.end.max(total.span.end);
    let parts: Vec<&Amount> = rest.iter().take_while(|a| sentence.contains(a.span)).filter(|a| a.is_like(total)).collect();
    let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return };
    if parts.len() as f64 != number.value || !sentence.contains(number.span) {
        return;
    }
    let opening = case.text.slice(Span::new(start, first.span.start));
    let opened = OPENS.iter().any(|w| opening.contains(w));
    let whole = case.text.slice(Span::new(start, last.tail(case).end));
    let listed = parts.windows(2).all(|w| between(case, w[0], w[1]).contains(['、', ',', ';']));
    let plain = parts.iter().all(|p| p.value < total.value && !p.is_bound(case));
    if opened && listed && plain && !OTHERS.iter().any(|w| whole.contains(w)) {
        add_up(case, total, &parts, report);
    }
}

/// `a、b、c,三年累计T` and `a、b,合计T`.
fn list_before(case: &Case, before: &[Amount], total: &Amount, report: &mut Report) {
    let start = case.text.clause_at(total.span.start).start.min(total.span.start);
    let counted = before.last().filter(|a| {
        let together = || ["累计", "合计", "共", "总计"].iter().any(|w| case.text.starts_with(a.span.end, w));
        a.span.start >= start && together() && !a.is_like(total)
    });
    if counted.is_none() && !SUMS.iter().any(|w| case.text.starts_with(start, w)) {
        return;
    }
    let sentence = case.text.sentence_at(total.span.start);
    let before = &before[..before.len() - usize::from(counted.is_some())];
    let mut next = counted.map_or(total.span.start, |c| c.span.start);
    let mut parts: Vec<&Amount> = Vec::new();
    for part in before.iter().rev().take_while(|a| sentence.contains(a.span) && a.is_like(total) && a.is_exact()) {
        let gap = &case.text.chars[part.span.end.min(next)..next];
        if gap.len() > NEAR || !parts.is_empty() && !gap.contains(&'、') {
            break;
        }
        parts.insert(0, part);
        next = part.span.start;
    }
    let enough = match counted {
        Some(counted) => counted.value == parts.len() as f64 && parts.len() >= 2,
        None => parts.len() >= 2,
    };
    if enough && parts.iter().all(|p| p.value < total.value) {
        add_up(case, total, &parts, report);
    }
}

fn add_up(case: &Case, total: &Amount, parts: &[&Amount], report: &mut Report) {
    // who writes 4.5亿元 does not round what stands beside it to 3亿元
    let finest = parts.iter().chain([&total]).filter(|a| a.is_exact() && a.decimals > 0).map(|a| (a.high - a.low) / 2.0);
    let finest = finest.fold(f64::INFINITY, f64::min);
    let slack = |a: &&Amount| if a.is_exact() { ((a.high - a.low) / 2.0).min(finest) } else { 0.0 };
    let low: f64 = parts.iter().map(|p| if p.is_exact() { p.value - slack(p) } else { p.low }).sum();
    let high: f64 = parts.iter().map(|p| if p.is_exact() { p.value + slack(p) } else { p.high }).sum();
    let tiny = 1e-9 * total.value;
    let holds = low <= total.value + slack(&total) + tiny && total.value - slack(&total) <= high + tiny;
    let exact = parts.iter().all(|p| p.is_exact());
    let sum: f64 = parts.iter().map(|p| p.value).sum();
    // 12亿元+8亿元+5亿元 may be 26亿元 before they are rounded, but hardly are
    if holds && exact && (sum - total.value).abs() > tiny {
        let result = total_of(case, parts, sum);
        report
            .hint(
                total.span,
                format!("所列各项合计{result},与总数{}略有出入,如非四舍五入所致,请核对。", quote(case, total.span)),
                format!("The items add up to {result}; rounding may explain the difference."),
            )
            .against_all(parts.iter().map(|p| p.span));
    } else if holds || exact {
        sums::say(case, total, parts, holds, &ALL, report);
    }
}
