//! # What it looks for
//! A change that the two figures beside it do not give: 468亿元,比上年的390亿元增长12%; 由78.2%提高到86.5%,提高5.3个百分点;
//! 120个,比上年增加20个,增长30%; 由20个工作日压缩至5个工作日,压缩了70%.
//!
//! # Why
//! Two values are printed with their change, so every reader can do the sum; one of the three is an old figure or a slip.
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
//! - `全年新签项目120个,比上年增加20个,增长30%。`
//! - `全县储蓄余额186亿元,比年初增加215亿元,增长13.1%。`
//! - `审批时限由20个工作日压缩至5个工作日,压缩了70%。`
//! - `申报材料由原来的15份减少到现在的6份,精简率达50%。`
//! - `全年粮食产量4.5万吨,较上年的3.6万吨增加1.9万吨。`
//! - `今年新签项目66个,去年同期为55个,同比增长35%。`
//! - `去年实现利润3.6亿元,是前年1.2亿元的4倍。`
//! - `2019年全县电商交易额2.1亿元,2023年达到8.4亿元,四年增长了5倍。`
//! - `产能从5万吨提升至20万吨,扩大到原来的3倍。`
//! - `城镇化率达到58.6%,比上年提高2.4个百分点,上年为57.2%。`
//!
//! # Stays quiet
//! - `全年园区实现产值468亿元,比上年的390亿元增长20%。`
//! - `上半年项目开工率86.5%,较去年同期的78.2%提高了8.3个百分点。`
//! - `企业产值从2019年的1.2亿元增长到2023年的6亿元,年均增长49.5%。`
//! - `企业用工由2019年的300人增加到去年的1500人,增长4倍,是2019年的5倍。`
//! - `企业产值从2019年的1.2亿元增长到2023年的5亿元,翻了两番。`
//! - `2019年全县电商交易额2.1亿元,2023年达到8.4亿元,四年增长了3倍;当年亩均税收4万元,如今达到16万元,翻了两番。`
//! - `审批事项由76项减少到41项,办理时间压缩56%。`
//! - `地区生产总值由180亿元增加到210亿元,按可比价格增长6.5%。`
//! - `全年新签项目120个,比上年增加20个,增长20%;财政收入120亿元,比上年增加20亿元,产值增长30%。`
//! - `到位资金180亿元,比去年同期的120亿元增加60亿元,增长50%。`
//! - `审批时限由20个工作日压缩至5个工作日,申请材料压缩了70%。`
//!
//! # Limits
//! Only where they follow one another in one sentence, with nothing between but the words of the change
//! (`data/checks/change.tsv`); growth at constant prices is left alone.

use super::{Case, Report};
use crate::checks::amounts::{Amount, adds_up, holds_any, is_made_of, plain};
use crate::checks::table::{self, Table};
use crate::checks::view::quote;
use crate::figures::Figure;
use crate::float;
use crate::model::{FigureKind, Value};
use crate::parts::Part;
use crate::text::Span;
use std::sync::LazyLock;

/// Points by which a rate may be off, besides a share of it; and those of one that is reckoned from an increase.
const TOLERANCE: f64 = 0.6;
const SHARE: f64 = 0.05;
const OF_INCREASE: (f64, f64) = (1.0, 0.1);

/// The same of what is told as doubled, and doubled again.
const DOUBLED: f64 = 0.2;

/// Metrics whose growth is reckoned at constant prices.
const CONSTANT_PRICES: [&str; 5] = ["生产总值", "GDP", "增加值", "可比", "同口径"];

/// So many figures before a change are looked at, and so many characters may stand between the last of them and it.
const FEW: usize = 4;
const FAR: usize = 24;

/// What tells that something was so at first, and that it is so now.
const BEFORE: [&str; 7] = ["当年", "当初", "原来", "起初", "最初", "去年", "前年"];
const NOW: [&str; 5] = ["如今", "现在", "目前", "今年", "去年"];

/// Stands for the date of what something is held against: 上年, 去年同期, 年初.
const EARLIER: &str = "昔";

/// Words of change and what may stand beside them: `up`, `down`, `to`, `than`, `filler`, `time`, `is`.
static WORDS: Table<2> = LazyLock::new(|| table::kept(Part::ChangeWords));

/// The words of some kinds.
fn words(kinds: &[&str]) -> Vec<&'static str> {
    WORDS.iter().filter(|[_, kind]| kinds.contains(kind)).map(|[word, _]| *word).collect()
}

static UP: LazyLock<Vec<&str>> = LazyLock::new(|| words(&["up"]));
static DOWN: LazyLock<Vec<&str>> = LazyLock::new(|| words(&["down"]));
static TO: LazyLock<Vec<&str>> = LazyLock::new(|| words(&["to"]));
static THAN: LazyLock<Vec<&str>> = LazyLock::new(|| words(&["than"]));
static IS: LazyLock<Vec<&str>> = LazyLock::new(|| words(&["is"]));
static FILLERS: LazyLock<Vec<&str>> = LazyLock::new(|| words(&["filler", "than"]));
static TIMES: LazyLock<Vec<&str>> = LazyLock::new(|| words(&["filler", "time"]));

/// The characters that words before a change end with.
static WORD_ENDS: LazyLock<String> = LazyLock::new(|| {
    let before = WORDS.iter().filter(|[_, kind]| !matches!(*kind, "to" | "than"));
    before.filter_map(|[word, _]| word.chars().last()).collect()
});

pub fn check(case: &Case, report: &mut Report) {
    // 到30万人次,两年增长150%: the years say nothing of how much
    let measured: Vec<&Amount> = Amount::all(case).iter().filter(|a| a.unit() != Some("year")).collect();
    for (i, change) in measured.iter().enumerate() {
        let sentence = case.text.sentence_at(change.span.start);
        let usable = |a: &Amount| sentence.contains(a.span) && a.is_exact() && a.value > 0.0;
        let before = case.text.chars.get(change.span.start.wrapping_sub(1));
        let led = before.is_some_and(|c| WORD_ENDS.contains(*c)) || case.text.starts_with(change.span.start, "翻");
        if !led {
            continue;
        }
        let before = &measured[i.saturating_sub(FEW)..i];
        let before = &before[before.len() - before.iter().rev().take_while(|a| usable(a)).count()..];
        if let Some(now) = before.last().filter(|_| change.is_exact()) {
            let told = Told { case, sentence, change };
            if change.span.start - now.span.end.min(change.span.start) > FAR {
                continue;
            }
            told.hold(before, report);
            let near = |base: &&&Amount| {
                sentence.contains(base.span) && now.is_like(base) && base.span.start - change.span.end <= FAR
            };
            if let Some(base) = measured.get(i + 1).filter(near) {
                told.hold_behind(now, base, report);
            }
        }
    }
}

/// A figure that may be a change, and the sentence that it stands in.
struct Told<'a> {
    case: &'a Case<'a>,
    sentence: Span,
    change: &'a Amount<'a>,
}

impl<'a> Told<'a> {
    /// Against the figures before it in its sentence.
    fn hold(&self, before: &[&'a Amount<'a>], report: &mut Report) {
        let (case, change) = (self.case, self.change);
        let Some((last, earlier)) = before.split_last() else { return };
        let words = gap(case, last, change);
        let pair = |a: &[&'a Amount<'a>], b: &'a Amount<'a>| self.in_order(a.last()?, b);
        let rate =
            matches!(change.figure.kind, FigureKind::Percent | FigureKind::PercentagePoint | FigureKind::Multiple);
        // 是2020年的3倍, 是前年1.2亿元的3倍
        if change.figure.kind == FigureKind::Multiple && words.ends_with('的') {
            let of_base = |now: &&'a Amount<'a>| {
                words == "的" && now.is_like(last) && is_made_of(&gap(case, now, last), &IS, &TIMES)
            };
            match earlier.last().copied().filter(of_base) {
                Some(now) => self.times(last, now, report),
                None if is_made_of(&words, &IS, &TIMES) => {
                    if let Some((base, now)) = pair(earlier, last) {
                        self.times(base, now, report);
                    }
                }
                None => {}
            }
            return;
        }
        let doubled = case.text.starts_with(change.span.start, "翻");
        let up = doubled || is_made_of(&words, &UP, &FILLERS);
        if !up && !is_made_of(&words, &DOWN, &FILLERS) || self.is_real(before[0]) {
            return;
        }
        if let Some((base, now)) = pair(earlier, last) {
            // 翻两番 is four times as much, 增长四倍 five times
            match doubled {
                true => self.times(base, now, report),
                false if rate => self.recalculate(base, now, up, report),
                false => self.difference(base, now, up, report),
            }
        } else if let (FigureKind::Percent, Some((now, earlier))) = (change.figure.kind, earlier.split_last()) {
            self.behind_increase(earlier, now, last, report);
        }
    }

    /// 58.6%,比上年提高1.4个百分点,上年为57.2%: the base comes last.
    fn hold_behind(&self, now: &'a Amount<'a>, base: &'a Amount<'a>, report: &mut Report) {
        let (case, change) = (self.case, self.change);
        let words = gap(case, now, change);
        let up = is_made_of(&words, &UP, &FILLERS);
        let told = gap(case, change, base);
        let is_base =
            now.is_like(base) && !change.is_like(now) && told.contains(EARLIER) && is_made_of(&told, &THAN, &TIMES);
        if is_base && base.is_exact() && (up || is_made_of(&words, &DOWN, &FILLERS)) && !self.is_real(now) {
            self.recalculate(base, now, up, report);
        }
    }

    /// Whether its metric grows at constant prices.
    fn is_real(&self, first: &Amount) -> bool {
        let before = self.case.text.slice(Span::new(self.sentence.start.min(first.span.start), self.change.span.start));
        holds_any(&before, &CONSTANT_PRICES)
    }

    /// Which of two figures is the base: 由A增加到B, or B,比上年的A.
    fn in_order(&self, a: &'a Amount<'a>, b: &'a Amount<'a>) -> Option<(&'a Amount<'a>, &'a Amount<'a>)> {
        let between = gap(self.case, a, b);
        let clause = self.case.text.clause_at(a.span.start);
        let before =
            self.case.text.slice(Span::new(clause.start.max(self.sentence.start).min(a.span.start), a.span.start));
        if !a.is_like(b) {
            None
        } else if before.contains(['从', '由']) && is_made_of(&between, &TO, &TIMES) {
            Some((a, b))
        } else if is_made_of(&between, &THAN, &TIMES) {
            Some((b, a))
        } else {
            (self.change.figure.kind == FigureKind::Multiple && self.is_later(a, b, &before)).then_some((a, b))
        }
    }

    /// 2019年2.1亿元,2023年达到8.4亿元: each of them at its own time, the first one earlier.
    fn is_later(&self, a: &Amount, b: &Amount, before: &str) -> bool {
        let case = self.case;
        let gap_of_both = Span::new(a.span.end, b.span.start.max(a.span.end));
        let year = |f: &Figure| match &f.value {
            Value::Iso(iso) => iso.get(..4).and_then(float::parse),
            _ => None,
        };
        let is_time = |f: &&Figure| matches!(f.kind, FigureKind::Date | FigureKind::Period);
        let clause = case.text.clause_at(a.span.start);
        let told = case.figures_in(Span::new(clause.start.min(a.span.start), a.span.start)).iter().rfind(is_time);
        let now = case.figures_in(gap_of_both).iter().find(is_time);
        let words = case.text.slice(gap_of_both);
        let later = match (told.and_then(year), now.and_then(year)) {
            (Some(x), Some(y)) => x < y,
            _ => holds_any(before, &BEFORE) && holds_any(&words, &NOW),
        };
        later && words.starts_with(',') && is_made_of(&format!("{}到", gap(case, a, b)), &TO, &TIMES)
    }

    /// 120个,比上年增加20个,增长20%: the base is what is left without the increase.
    fn behind_increase(
        &self,
        earlier: &[&'a Amount<'a>],
        now: &'a Amount<'a>,
        increase: &'a Amount<'a>,
        report: &mut Report,
    ) {
        let (case, change) = (self.case, self.change);
        let words = gap(case, now, increase);
        let grew = is_made_of(&words, &UP, &FILLERS);
        if !adds_up(now.figure.kind) || !now.is_like(increase) || !grew && !is_made_of(&words, &DOWN, &FILLERS) {
            return;
        }
        if let Some((base, now)) = earlier.last().and_then(|a| self.in_order(a, now)) {
            self.recalculate(base, now, grew, report);
            return;
        }
        let base = if grew { now.value - increase.value } else { now.value + increase.value };
        let given = 100.0 * increase.value / base;
        let (s, i, r) = (quote(case, now.span), quote(case, increase.span), quote(case, change.span));
        let sum = format!("{i}÷({s}{}{i})={}%", if grew { "-" } else { "+" }, plain(given));
        let (points, share) = OF_INCREASE;
        if base <= 0.0 {
            report
                .warn(
                    increase.span,
                    format!("增加的{i}不小于总数{s},与增幅{r}不符。"),
                    format!("The increase, {i}, is no less than the sum, {s}."),
                )
                .against_all([now.span, change.span]);
        } else if (given - change.value).abs() <= points + share * given {
            report.holds(change.span, sum.clone(), sum).against_all([now.span, increase.span]);
        } else {
            report
                .warn(change.span, format!("{sum},与文中的{r}不符。"), format!("{sum}, not {r}."))
                .against_all([now.span, increase.span]);
        }
    }

    /// 较上年的3.6万吨增加0.9万吨.
    fn difference(&self, base: &Amount, now: &Amount, up: bool, report: &mut Report) {
        let change = self.change;
        let given = if up { now.value - base.value } else { base.value - now.value };
        let slack: f64 = [base, now, change].iter().map(|a| (a.high - a.low) / 2.0).sum();
        if !change.is_like(now) {
            return;
        }
        let (b, n, c) = (quote(self.case, base.span), quote(self.case, now.span), quote(self.case, change.span));
        if (given - change.value).abs() <= slack + 1e-9 * now.value {
            report
                .holds(change.span, format!("{b}→{n}:{c}"), format!("{b} → {n}: {c}"))
                .against_all([base.span, now.span]);
        } else {
            report
                .warn(change.span, format!("{b}到{n}相差的不是{c}。"), format!("From {b} to {n} is not {c}."))
                .against_all([base.span, now.span]);
        }
    }

    /// 5万千瓦 to 25万千瓦 is five times as much.
    fn times(&self, base: &Amount, now: &Amount, report: &mut Report) {
        let (case, change) = (self.case, self.change);
        let given = now.value / base.value;
        // 翻番 is said of what nearly did, and of what did more than that
        let rounded = case.text.starts_with(change.span.start, "翻");
        let half = rounded && case.text.starts_with(change.span.end, "半");
        let slack = if rounded { DOUBLED * given } else { 0.1 + SHARE * given };
        let (b, n, c) = (quote(case, base.span), quote(case, now.span), quote(case, change.span));
        if half || change.high >= now.low / base.high - slack && change.low <= now.high / base.low + slack {
            let message = format!("{n}÷{b}={c}");
            report.holds(change.span, message.clone(), message).against_all([base.span, now.span]);
        } else {
            let given = plain(given);
            report
                .warn(
                    change.span,
                    format!("{n}÷{b}={given}倍,与文中的{c}不符。"),
                    format!("{n} is {given} times {b}, not {c}."),
                )
                .against_all([base.span, now.span]);
        }
    }

    fn recalculate(&self, base: &Amount, now: &Amount, up: bool, report: &mut Report) {
        let (case, change) = (self.case, self.change);
        // who writes 8.4亿元 does not round what stands beside it to 7亿元, nor 10亿元 by very much
        let halves = [base, now].map(|a| (a.high - a.low) / if a.decimals > 0 { 2.0 } else { 4.0 });
        let finest = halves[0].min(halves[1]);
        let (base, now) = (&finer(base, finest), &finer(now, finest));
        let sign = if up { 1.0 } else { -1.0 };
        let ratio = |now: f64, base: f64| sign * (now / base - 1.0);
        let shares = base.figure.kind == FigureKind::Percent;
        let (given, low, high, unit) = match change.figure.kind {
            FigureKind::PercentagePoint if shares => (
                sign * (now.value - base.value),
                sign * (now.low - base.high),
                sign * (now.high - base.low),
                "个百分点",
            ),
            FigureKind::Percent if !shares => (
                100.0 * ratio(now.value, base.value),
                100.0 * ratio(now.low, base.high),
                100.0 * ratio(now.high, base.low),
                "%",
            ),
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
}

/// The words between two figures; dates and stretches of time between them are left out, but that something was earlier.
fn gap(case: &Case, a: &Amount, b: &Amount) -> String {
    let gap = Span::new(a.span.end, b.span.start.max(a.span.end));
    let dates = case
        .figures_in(gap)
        .iter()
        .filter(|f| matches!(f.kind, FigureKind::Date | FigureKind::Period | FigureKind::Duration));
    let mut words = String::new();
    let mut at = gap.start;
    for date in dates {
        words.push_str(&case.text.slice(Span::new(at, date.span.start.max(at))));
        let date_words = case.text.slice(date.span);
        if holds_any(&date_words, &["上", "去", "前年", "同期", "年初"]) {
            words.push_str(EARLIER);
        }
        at = date.span.end;
    }
    words.push_str(&case.text.slice(Span::new(at.min(gap.end), gap.end)));
    words
}

/// The same with no more slack than `most`.
fn finer<'a>(amount: &Amount<'a>, most: f64) -> Amount<'a> {
    Amount { low: amount.low.max(amount.value - most), high: amount.high.min(amount.value + most), ..*amount }
}
