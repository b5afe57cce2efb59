//! # What it looks for
//! A change that the two figures beside it do not give: 468亿元,比上年的390亿元增长12%; 由78.2%提高到86.5%,提高5.3个百分点.
//!
//! # Why
//! Both values are printed, so every reader can do the sum; one of the three is an old figure or a slip.
//!
//! # Warns
//! - `全年园区实现产值468亿元,比上年的390亿元增长12%。`
//! - `上半年项目开工率86.5%,较去年同期的78.2%提高了5.3个百分点。`
//! - `企业产值从2019年的1.2亿元增长到2023年的6亿元,增长3倍。`
//! - `游客由2021年的12万人次增加到去年的30万人次,两年增长180%。`
//! - `去年全县地方税收完成8.4亿元,比上年的7亿元增长25%。`
//! - `平均办理时间9天,比去年同期的12天缩短35%。`
//! - `企业用工由2019年的300人增加到去年的1500人,是2019年的3倍。`
//! - `合作社收入从2019年的20万元增加到去年的64万元,翻了两番。`
//!
//! # Stays quiet
//! - `全年园区实现产值468亿元,比上年的390亿元增长20%。`
//! - `上半年项目开工率86.5%,较去年同期的78.2%提高了8.3个百分点。`
//! - `企业产值从2019年的1.2亿元增长到2023年的6亿元,年均增长49.5%。`
//! - `企业用工由2019年的300人增加到去年的1500人,增长4倍,是2019年的5倍。`
//! - `企业产值从2019年的1.2亿元增长到2023年的5亿元,翻了两番。`
//! - `审批事项由76项减少到41项,办理时间压缩56%。`
//! - `地区生产总值由180亿元增加到210亿元,按可比价格增长6.5%。`
//!
//! # Limits
//! Only where the three follow one another in one sentence, with nothing between but the words of the change.

use super::{Case, Report};
use crate::checks::amounts::{Amount, is_made_of, plain};
use crate::checks::table::{self, Table};
use crate::checks::view::quote;
use crate::model::FigureKind;
use crate::parts::Part;
use crate::text::Span;
use std::sync::LazyLock;

/// Points by which a rate may be off, besides a share of it.
const TOLERANCE: f64 = 0.6;
const SHARE: f64 = 0.05;

/// The same of what is told as doubled, and doubled again.
const DOUBLED: f64 = 0.2;

/// Metrics whose growth is reckoned at constant prices.
const CONSTANT_PRICES: [&str; 4] = ["生产总值", "GDP", "增加值", "可比"];

/// Words of change and what may stand beside them: `up`, `down`, `to`, `than`, `filler`.
static WORDS: Table<2> = LazyLock::new(|| table::kept(Part::ChangeWords));

/// The words of some kinds.
fn words(kinds: &[&str]) -> Vec<&'static str> {
    WORDS.iter().filter(|[_, kind]| kinds.contains(kind)).map(|[word, _]| *word).collect()
}

static UP: LazyLock<Vec<&str>> = LazyLock::new(|| words(&["up"]));
static DOWN: LazyLock<Vec<&str>> = LazyLock::new(|| words(&["down"]));
static TO: LazyLock<Vec<&str>> = LazyLock::new(|| words(&["to"]));
static THAN: LazyLock<Vec<&str>> = LazyLock::new(|| words(&["than"]));
static FILLERS: LazyLock<Vec<&str>> = LazyLock::new(|| words(&["filler"]));
static TIMES: LazyLock<Vec<&str>> = LazyLock::new(|| words(&["filler", "time"]));

pub fn check(case: &Case, report: &mut Report) {
    // 到30万人次,两年增长150%: the years say nothing of how much
    let measured: Vec<&Amount> = Amount::all(case).iter().filter(|a| a.unit() != Some("year")).collect();
    for three in measured.windows(3) {
        let [a, b, change] = three else { continue };
        let told = matches!(change.figure.kind, FigureKind::Percent | FigureKind::PercentagePoint | FigureKind::Multiple);
        if !told || !a.is_like(b) || a.value <= 0.0 || b.value <= 0.0 || !three.iter().all(|a| a.is_exact()) {
            continue;
        }
        let sentence = case.text.sentence_at(change.span.start);
        if change.figure.kind == FigureKind::Multiple && sentence.contains(a.span) && is_multiple_of(case, b, change) {
            if let Some((base, now)) = in_order(case, sentence, a, b) {
                times(case, base, now, change, report);
            }
            continue;
        }
        let mut tail = middle(case, b, change);
        let doubled = case.text.starts_with(change.span.start, "翻");
        if doubled {
            tail.push_str(UP[0]);
        }
        let up = is_made_of(&tail, &UP, &FILLERS);
        if !sentence.contains(a.span) || !up && !is_made_of(&tail, &DOWN, &FILLERS) {
            continue;
        }
        let Some((base, now)) = in_order(case, sentence, a, b) else { continue };
        let before = case.text.slice(Span::new(sentence.start.min(a.span.start), a.span.start));
        if !CONSTANT_PRICES.iter().any(|w| before.contains(w)) {
            // 翻两番 is four times as much, 增长四倍 five times
            match doubled {
                true => times(case, base, now, change, report),
                false => recalculate(case, base, now, change, up, report),
            }
        }
    }
}

/// What leads up to a multiple of the base: 是2020年的3倍.
const IS: [&str; 6] = ["是", "为", "相当于", "达到", "达", "已是"];

fn is_multiple_of(case: &Case, now: &Amount, change: &Amount) -> bool {
    let words = middle(case, now, change);
    words.ends_with('的') && is_made_of(&words, &IS, &TIMES)
}

/// 5万千瓦 to 25万千瓦 is five times as much.
fn times(case: &Case, base: &Amount, now: &Amount, change: &Amount, report: &mut Report) {
    let given = now.value / base.value;
    // 翻番 is said of what nearly did, and of what did more than that
    let rounded = case.text.starts_with(change.span.start, "翻");
    let slack = if rounded { DOUBLED * given } else { 0.1 + SHARE * given };
    let (b, n, c) = (quote(case, base.span), quote(case, now.span), quote(case, change.span));
    if change.high >= now.low / base.high - slack && change.low <= now.high / base.low + slack {
        let message = format!("{n}÷{b}={c}");
        report.holds(change.span, message.clone(), message).against_all([base.span, now.span]);
    } else {
        let given = plain(given);
        report
            .warn(change.span, format!("{n}÷{b}={given}倍,与文中的{c}不符。"), format!("{n} is {given} times {b}, not {c}."))
            .against_all([base.span, now.span]);
    }
}

/// Which of two figures is the base: 由A增加到B, or B,比上年的A.
fn in_order<'a>(case: &Case, sentence: Span, a: &'a Amount<'a>, b: &'a Amount<'a>) -> Option<(&'a Amount<'a>, &'a Amount<'a>)> {
    let middle = middle(case, a, b);
    let clause = case.text.clause_at(a.span.start);
    let before = case.text.slice(Span::new(clause.start.max(sentence.start).min(a.span.start), a.span.start));
    if (before.contains('从') || before.contains('由')) && is_made_of(&middle, &TO, &TIMES) {
        return Some((a, b));
    }
    is_made_of(&middle, &THAN, &TIMES).then_some((b, a))
}

/// The words between two figures without the years and stretches of time between them.
fn middle(case: &Case, a: &Amount, b: &Amount) -> String {
    let gap = Span::new(a.span.end, b.span.start.max(a.span.end));
    let dates = case.figures_in(gap).iter().filter(|f| matches!(f.kind, FigureKind::Date | FigureKind::Period | FigureKind::Duration));
    let mut words = String::new();
    let mut at = gap.start;
    for date in dates {
        words.push_str(&case.text.slice(Span::new(at, date.span.start.max(at))));
        at = date.span.end;
    }
    words.push_str(&case.text.slice(Span::new(at.min(gap.end), gap.end)));
    words
}

/// The same with no more slack than `most`.
fn finer<'a>(amount: &Amount<'a>, most: f64) -> Amount<'a> {
    Amount { low: amount.low.max(amount.value - most), high: amount.high.min(amount.value + most), ..*amount }
}

fn recalculate(case: &Case, base: &Amount, now: &Amount, change: &Amount, up: bool, report: &mut Report) {
    // who writes 8.4亿元 does not round what stands beside it to 7亿元
    let finest = [base, now].into_iter().filter(|a| a.decimals > 0).map(|a| (a.high - a.low) / 2.0).fold(f64::INFINITY, f64::min);
    let (base, now) = (&finer(base, finest), &finer(now, finest));
    let sign = if up { 1.0 } else { -1.0 };
    let ratio = |now: f64, base: f64| sign * (now / base - 1.0);
    let shares = base.figure.kind == FigureKind::Percent;
    let (given, low, high, unit) = match change.figure.kind {
        FigureKind::PercentagePoint if shares => {
            (sign * (now.value - base.value), sign * (now.low - base.high), sign * (now.high - base.low), "个百分点")
        }
        FigureKind::Percent if !shares => {
            (100.0 * ratio(now.value, base.value), 100.0 * ratio(now.low, base.high), 100.0 * ratio(now.high, base.low), "%")
        }
        FigureKind::Multiple if !shares && up => {
            (ratio(now.value, base.value), ratio(now.low, base.high), ratio(now.high, base.low), "倍")
        }
        _ => return,
    };
    // 增长4倍 is often said where it became four times as much
    let loose = change.figure.kind == FigureKind::Multiple && (change.value - given - 1.0).abs() < 0.5;
    let slack = match unit {
        "%" => TOLERANCE + SHARE * given.abs(),
        "倍" => 0.1 + SHARE * given.abs(),
        _ => 0.06,
    };
    let (low, high) = (low.min(high) - slack, low.max(high) + slack);
    let (b, n, c) = (quote(case, base.span), quote(case, now.span), quote(case, change.span));
    if change.high >= low && change.low <= high {
        let message = format!("{b}→{n}:{c}");
        report.holds(change.span, message.clone(), message).against_all([base.span, now.span]);
    } else if !loose && !report.marks(change.span) {
        let given = plain(given);
        report
            .warn(
                change.span,
                format!("{b}到{n}相差{given}{unit},与文中的{c}不符。"),
                format!("From {b} to {n} is {given}{unit}, not {c}."),
            )
            .against_all([base.span, now.span]);
    }
}
