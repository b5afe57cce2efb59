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
//! - `2021年、2022年和今年1至8月,全县分别引进亿元以上工业项目18个、27个和17个,累计56个。`
//! - `总投资30亿元的2个项目落户,其中储能项目12亿元、粮油项目8亿元。`
//! - `一号厂房面积1.2万平方米,二号厂房面积0.8万平方米,两栋厂房共2.2万平方米。`
//! - `省内项目12个、省外项目9个、境外项目3个,共签约26个项目。`
//! - `镇里与三家企业签约,合计投资150亿元。⏎甲纺织投资6.5亿元,月底开工;乙粮油投资4.8亿元;丙包装投资3.7亿元。`
//!
//! # Stays quiet
//! - `当天签约的3个项目总投资15亿元,分别是投资9亿元的储能项目、投资4亿元的粮油项目、投资2亿元的包装项目。`
//! - `当天签约的5个项目总投资18亿元,其中储能项目9亿元、粮油项目4亿元、包装项目2亿元。`
//! - `当天签约的3个项目总投资18亿元,分别建成后预计年产值9亿元、4亿元、2亿元。`
//! - `2021年至2023年,园区分别新增企业12家、15家、21家,五年累计新增58家。`
//! - `当天签约工业项目12个、农业项目9个,全年共签约86个项目。`
//! - `镇里与三家企业签约,合计投资15亿元。⏎甲纺织投资6.5亿元,月底开工;乙粮油投资4.8亿元;丙包装投资3.7亿元。`
//!
//! # Limits
//! Only where the text says how many there are, and gives exactly so many sums in one sentence, or where 合计 or 共 adds
//! up what stands right before it, and misses by less than a third or a slip of the pen.

use super::{Case, Report};
use crate::checks::amounts::{Amount, adds_up, between, follows_any, holds_any, is_slip, total as total_of};
use crate::checks::sums::{self, Named};
use crate::checks::view::quote;
use crate::model::FigureKind;
use crate::text::Span;

/// So many items may be listed.
const ITEMS: std::ops::RangeInclusive<f64> = 2.0..=12.0;

/// What opens a list of all.
const OPENS: [&str; 7] = ["分别", ":", "其中", "包括", "即", "依次", "("];

/// Words that lead up to something else than what the total is of.
const OTHERS: [&str; 14] =
    ["产值", "税", "营收", "利润", "收入", "增加值", "产能", "一期", "二期", "外资", "贷款", "以上", "注册", "补贴"];

/// Words that add up what stands before them.
const SUMS: [&str; 5] = ["合计", "共计", "总计", "总共", "一共"];

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
        one_by_one(case, amounts, i, report);
    }
}

/// `N个项目总投资T,分别为…a、…b、…c。`
fn list_behind(case: &Case, (number, total): (&Amount, &Amount), rest: &[Amount], report: &mut Report) {
    let sentence = case.text.sentence_at(total.span.start);
    let start = number.span.end.max(total.span.end);
    let parts: Vec<&Amount> =
        rest.iter().take_while(|a| sentence.contains(a.span)).filter(|a| a.is_like(total)).collect();
    let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return };
    if parts.len() as f64 != number.value || !sentence.contains(number.span) {
        return;
    }
    let opening = case.text.slice(Span::new(start, first.span.start));
    let opened = holds_any(&opening, &OPENS);
    let whole = case.text.slice(Span::new(start, last.tail(case).end));
    let listed = parts.windows(2).all(|w| between(case, w[0], w[1]).contains(['、', ',', ';']));
    let plain = parts.iter().all(|p| p.value < total.value && !p.is_bound(case));
    if opened && listed && plain && !holds_any(&whole, &OTHERS) {
        add_up(case, total, &parts, report);
    }
}

/// `a、b、c,三年累计T`, `a、b,合计T`, `甲区a、乙区b、丙区c,共T`.
fn list_before(case: &Case, before: &[Amount], total: &Amount, report: &mut Report) {
    let near = &case.text.chars[total.span.start.saturating_sub(NEAR)..total.span.start];
    if !near.iter().any(|c| matches!(c, '共' | '计')) {
        return;
    }
    let start = case.text.clause_at(total.span.start).start.min(total.span.start);
    let counted = before.last().filter(|a| {
        // 两栋厂房共2.2万平方米
        let noun = case.text.chars[a.span.end..].iter().take_while(|c| !matches!(c, '共' | '合' | '累' | '总')).count();
        let together = || noun <= 2 && follows_any(case, a.span.end + noun, &["累计", "合计", "共", "总计"]);
        a.span.start >= start && together() && !a.is_like(total)
    });
    let words = case
        .text
        .words(Span::new(start.max(before.last().map_or(0, |a| a.span.end)).min(total.span.start), total.span.start));
    let sums_up = holds_any(words, &SUMS);
    // 全年共, 累计共: more may belong to it than stands here
    // 三年分别引进18个、27个和17个,累计56个
    let sums_up = sums_up
        || words.trim_start_matches(',') == "累计"
            && case
                .text
                .slice(Span::new(case.text.sentence_at(total.span.start).start, total.span.start))
                .contains("分别");
    if counted.is_none() && !sums_up && (!words.contains('共') || words.contains(['全', '累', '现', '其'])) {
        return;
    }
    let sentence = case.text.sentence_at(total.span.start);
    let before = &before[..before.len() - usize::from(counted.is_some())];
    let mut next = counted.map_or(total.span.start, |c| c.span.start);
    let mut parts: Vec<&Amount> = Vec::new();
    for part in before.iter().rev().take_while(|a| sentence.contains(a.span) && a.is_like(total) && a.is_exact()) {
        let gap = &case.text.chars[part.span.end.min(next)..next];
        if gap.len() > NEAR
            || !parts.is_empty() && !gap.iter().any(|c| matches!(c, '、' | ',' | '和' | ';'))
            || gap.contains(&'其')
        {
            break;
        }
        parts.insert(0, part);
        next = part.span.start;
    }
    let least = if sums_up { 2 } else { 3 };
    let enough = match counted {
        Some(counted) => counted.value == parts.len() as f64 && parts.len() >= 2,
        None => parts.len() >= least,
    };
    let sum: f64 = parts.iter().map(|p| p.value).sum();
    let near = counted.is_some() || (sum / total.value - 1.0).abs() <= OFF || is_slip(sum, total.value);
    if enough && near && parts.iter().all(|p| p.value < total.value && !p.is_bound(case)) {
        add_up(case, total, &parts, report);
    }
}

/// By how much more or less a list may be that still is one of all.
const OFF: f64 = 0.3;

/// Words that lead up to what several things cost together, and each of them.
const TOGETHER: [&str; 8] =
    ["总投资", "总投资额", "总金额", "合计投资", "投资总额", "合同总金额", "协议总金额", "共投资"];
const EACH: &str = "投资";

/// `三个项目…,总金额T。甲项目投资a,…;乙项目投资b,…;丙项目投资c`: each told with its own sum in the sentence behind.
fn one_by_one(case: &Case, amounts: &[Amount], at: usize, report: &mut Report) {
    let total = &amounts[at];
    if total.figure.kind != FigureKind::Money || !total.is_led_by_any(case, &TOGETHER) {
        return;
    }
    let sentence = case.text.sentence_at(total.span.start);
    let counted = |a: &&Amount| {
        a.figure.kind == FigureKind::Count
            && ITEMS.contains(&a.value)
            && a.is_exact()
            && matches!(a.unit(), Some("个" | "家"))
    };
    let Some(number) = only(amounts[..at].iter().rev().take_while(|a| a.span.start >= sentence.start).filter(counted))
    else {
        return;
    };
    let Some(article) = case.article_of(total.span.start) else { return };
    let end = case.articles[article].end;
    let behind = &amounts[amounts.partition_point(|a| a.span.start < sentence.end)..];
    let is_part = |a: &&Amount| a.is_like(total) && a.is_exact() && a.is_led_by(case, EACH);
    let Some(first) = behind.iter().take_while(|a| a.span.end <= end).find(is_part) else { return };
    let told = case.text.sentence_at(first.span.start);
    let parts: Vec<&Amount> = behind.iter().filter(|a| told.contains(a.span)).filter(is_part).collect();
    let sum: f64 = parts.iter().map(|p| p.value).sum();
    let near = (sum / total.value - 1.0).abs() <= OFF || is_slip(rounded(sum), total.value);
    let other = OTHERS.iter().filter(|w| w.ends_with('期')).any(|w| case.text.slice(told).contains(w));
    if parts.len() as f64 == number.value
        && near
        && !other
        && parts.iter().all(|p| p.value < total.value || near && p.value < sum)
    {
        add_up(case, total, &parts, report);
    }
}

/// Without the rounding of the machine.
fn rounded(sum: f64) -> f64 {
    (sum * 100.0).round() / 100.0
}

/// The only one of several.
fn only<T>(mut all: impl Iterator<Item = T>) -> Option<T> {
    let first = all.next();
    first.filter(|_| all.next().is_none())
}

fn add_up(case: &Case, total: &Amount, parts: &[&Amount], report: &mut Report) {
    // who writes 4.5亿元 does not round what stands beside it to 3亿元
    let finest =
        parts.iter().chain([&total]).filter(|a| a.is_exact() && a.decimals > 0).map(|a| (a.high - a.low) / 2.0);
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
