//! # What it looks for
//! A number of equal things, the size of each, and a total that is ten times too large or too small:
//! 6栋厂房,每栋1.2万平方米,总面积72万平方米; and what is made in a day or a month against the year.
//!
//! # Why
//! The multiplication is done in the head, and a lost point is not seen once it is in print.
//!
//! # Warns
//! - `新建标准厂房8栋,每栋建筑面积0.5万平方米,总建筑面积40万平方米。`
//! - `公司引进12条生产线,每条年产能2万吨,总产能达240万吨。`
//! - `风电场安装单机容量6.25兆瓦的风机16台,总装机10兆瓦。`
//! - `首批交付的80台设备总价1.6亿元,每台价格20万元。`
//! - `村集体流转土地600亩,每亩租金800元,每年租金收入480万元。`
//! - `公司每月生产轮毂8万只,年产量达到960万只。`
//! - `公司5条生产线满负荷运转,每条线日产手机2000台,日产总量达10万台。`
//! - `合作社带动农户320户,户均增收5000元,共增收1600万元。`
//! - `项目安装风机16台,单机容量6.25兆瓦,总装机容量120兆瓦。`
//!
//! # Stays quiet
//! - `新建标准厂房8栋,每栋建筑面积0.5万平方米,总建筑面积4万平方米。`
//! - `新建标准厂房8栋,每栋建筑面积0.5万平方米,园区总建筑面积5万平方米。`
//! - `首批2条生产线,每条年产能2万吨,全部12条投产后总产能达24万吨。`
//! - `村集体流转土地600亩,每亩租金800元,每年租金收入48万元,另有分红480万元。`
//! - `公司每月生产轮毂8万只,年产量达到96万只。`
//! - `园区收回低效用地740亩,亩均税收从19万元提高到26.5万元。`
//!
//! # Limits
//! Only where number, size and total stand in one sentence and nothing else there could be meant, and the total misses by
//! a decimal place, or by a digit where it follows both and is named as a total of all.

use super::{Case, Report};
use crate::checks::amounts::{Amount, adds_up, between, holds_any, is_made_of, is_slip, plain, total};
use crate::checks::view::quote;
use crate::model::{FigureKind, Modifier};
use crate::text::Span;

/// What a total of all is called, and no more than that.
const ALL: [&str; 5] = ["总", "共", "合计", "总共", "总计"];
const WHAT: [&str; 18] = [
    "装机", "容量", "面积", "建筑", "产能", "产量", "投资", "规模", "价", "金额", "库容", "长度", "重", "量", "计",
    "年", "约", "达",
];

/// By how much a total may be rounded.
const ROUNDING: f64 = 0.03;

/// What one is of, as it stands behind 每 or 单, and the unit of its number.
const ONES: [(&str, &str); 16] = [
    ("人", "名"),
    ("价", "套"),
    ("度", "kWh"),
    ("千瓦时", "kWh"),
    ("亩", "mu"),
    ("平方米", "m2"),
    ("吨", "t"),
    ("公里", "km"),
    ("机", "台"),
    ("户", "户"),
    ("人", "人"),
    ("个单元", "个"),
    ("村", "个"),
    ("镇", "个"),
    ("校", "所"),
    ("车", "辆"),
];

/// What is made in a time, the months or days of a year, and what tells of the year.
const TIMES: [(&str, &[f64]); 10] = [
    ("日供水", &[365.0]),
    ("每月", &[12.0]),
    ("每个月", &[12.0]),
    ("月产", &[12.0]),
    ("月均", &[12.0]),
    ("日产", &[300.0, 330.0, 360.0, 365.0]),
    ("日处理", &[330.0, 360.0, 365.0]),
    ("每天", &[300.0, 330.0, 360.0, 365.0]),
    ("每日", &[300.0, 330.0, 360.0, 365.0]),
    ("日均", &[300.0, 330.0, 360.0, 365.0]),
];
const YEAR: [&str; 10] = ["年供水", "去年", "上年", "年产", "全年", "一年", "每年", "年处理", "年产量", "年产能"];

/// Words of a bound.
const BOUNDS: [&str; 7] = ["不低于", "不少于", "不超过", "最高", "最低", "最多", "至少"];

pub fn check(case: &Case, report: &mut Report) {
    let amounts = Amount::all(case);
    for (i, each) in amounts.iter().enumerate().filter(|(_, a)| adds_up(a.figure.kind) && may_be(a)) {
        let sentence = case.text.sentence_at(each.span.start);
        let after = i.checked_sub(1).map_or(0, |last| amounts[last].span.end);
        let clause = case.text.clause_at(each.span.start).start;
        let start = after.max(clause).max(sentence.start).min(each.span.start);
        // most figures are of no one thing
        let words = &case.text.chars[start..each.span.start];
        if !words.iter().any(|c| matches!(c, '每' | '单' | '均' | '日' | '月')) {
            continue;
        }
        let words: String = words.iter().collect();
        if holds_any(&words, &BOUNDS) || each.is_bound(case) {
            continue;
        }
        let here: Vec<&Amount> = Amount::within(case, sentence).iter().filter(|a| a.index != each.index).collect();
        let one = one_of(&words).filter(|one| here.iter().any(|a| counts(case, a, one)));
        if let Some(one) = one {
            of_all(case, each, &here, &one, report);
        } else if let Some((_, factors)) = TIMES.iter().find(|(time, _)| words.contains(time)) {
            of_a_year(case, each, &here, factors, report);
        }
    }
}

/// 每*台*, 单*机*: what one is, and whatever follows that in its clause.
fn one_of(words: &str) -> Option<String> {
    if let Some((before, _)) = words.split_once('均') {
        // 户均, 亩均
        let one: String = before.chars().last().filter(|c| "户人亩".contains(*c)).into_iter().collect();
        return (!one.is_empty()).then_some(one);
    }
    let at = words.rfind('每').or_else(|| words.rfind('单'))?;
    let one: String = words[at..].chars().skip(1).collect();
    (!one.is_empty()).then_some(one)
}

/// Whether a number counts what one is of.
fn counts(case: &Case, number: &Amount, one: &str) -> bool {
    let Some(unit) = number.unit() else { return false };
    let counted = number.figure.kind == FigureKind::Count;
    let tail = || case.text.slice(number.tail(case));
    counted && one.starts_with(unit)
        || ONES.iter().any(|(word, of)| {
            one.starts_with(word) && *of == unit && (!counted || *of != "个" || tail().starts_with(word))
        })
}

/// Whether nothing is said but how much it is, more or less.
fn may_be(amount: &Amount) -> bool {
    matches!(amount.figure.modifier, None | Some(Modifier::Approx)) && amount.value > 0.0
}

/// The only one of a list.
fn only<T>(mut all: impl Iterator<Item = T>) -> Option<T> {
    let first = all.next();
    first.filter(|_| all.next().is_none())
}

fn of_all(case: &Case, each: &Amount, here: &[&Amount], one: &str, report: &mut Report) {
    let Some(number) = only(here.iter().filter(|a| counts(case, a, one))) else { return };
    let mut wholes = here.iter().filter(|a| a.is_like(each) && a.index != number.index);
    let (first, second) = (wholes.next(), wholes.next());
    let (Some(whole), None) = (first, second) else { return };
    if !may_be(number) || !may_be(whole) || number.value < 2.0 || whole.value <= each.value || whole.is_bound(case) {
        return;
    }
    let given = number.value * each.value;
    let apart = |a: &Amount, b: &Amount| {
        let (a, b) = if a.index < b.index { (a, b) } else { (b, a) };
        between(case, a, b)
    };
    let behind = whole.index > each.index && whole.index > number.index;
    let words =
        case.text.slice(Span::new(case.text.clause_at(whole.span.start).start.min(whole.span.start), whole.span.start));
    // 总装机容量120兆瓦 of 16 times 6.25兆瓦: nothing else is meant
    let of_all = || is_made_of(&words, &ALL, &WHAT) && apart(number, each).chars().count() <= NEAR && behind;
    hold(case, (number, each, whole), given, of_all() && [number, each, whole].iter().all(|a| a.is_exact()), report);
}

/// So near to their number stands the size of each where a total of all leaves no doubt.
const NEAR: usize = 12;

/// 每月生产8万只,年产量达到96万只.
fn of_a_year(case: &Case, each: &Amount, here: &[&Amount], factors: &[f64], report: &mut Report) {
    let words = |a: &Amount| {
        case.text.slice(Span::new(case.text.clause_at(a.span.start).start.min(a.span.start), a.span.start))
    };
    let of_year = |a: &&&Amount| a.is_like(each) && may_be(a) && !a.is_bound(case) && holds_any(&words(a), &YEAR);
    let Some(whole) = only(here.iter().filter(of_year)) else { return };
    let alike = here.iter().filter(|a| a.is_like(each)).count();
    let factor = factors.iter().find(|f| is_even((whole.value / (*f * each.value)).log10()));
    if let Some(factor) = factor.filter(|_| alike == 1) {
        hold(case, (each, each, whole), factor * each.value, false, report);
    }
}

/// Whether one is the other but for the point.
fn is_even(places: f64) -> bool {
    (places - places.round()).abs() <= ROUNDING / 2.0
}

fn hold(
    case: &Case,
    (number, each, whole): (&Amount, &Amount, &Amount),
    given: f64,
    of_all: bool,
    report: &mut Report,
) {
    let (n, e, w) = (quote(case, number.span), quote(case, each.span), quote(case, whole.span));
    let places = (whole.value / given).log10();
    let times = if number.index == each.index { plain(given / each.value) } else { n };
    if (whole.value / given - 1.0).abs() <= ROUNDING {
        let sum = format!("{times}×{e}={w}");
        report.holds(whole.span, sum.clone(), sum).against_all([number.span, each.span]);
    } else if places.round() != 0.0 && is_even(places) || of_all && is_slip(given, whole.value) {
        let result = total(case, &[whole], given);
        report
            .warn(
                whole.span,
                format!("{times}×{e}={result},与文中的{w}不符。"),
                format!("{times} times {e} is {result}, not {w}."),
            )
            .against_all([number.span, each.span])
            .suggest(result);
    }
}
