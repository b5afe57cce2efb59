//! # What it looks for
//! A stated duration that the two times or dates beside it do not give: 9时 to 10时22分 in 92分钟.
//!
//! # Why
//! The duration is the news (82分钟办结企业登记), and the times are its proof.
//!
//! # Warns
//! - `当天上午9时,田女士提交了材料。10时22分,执照办结,用时仅仅92分钟。`
//! - `[2024-06-30]项目1月22日签约、6月18日封顶,前后历时118天。`
//! - `[2024-06-30]展会于5月18日至22日举行,为期4天。`
//! - `项目从2022年3月签约,到2022年11月投产,仅用了5个月时间。`
//! - `会议从上午9时开始,到11时30分结束,历时三个半小时。`
//!
//! # Stays quiet
//! - `当天上午9时,田女士提交了材料。10时22分,执照办结,用时仅仅82分钟。`
//! - `[2024-06-30]项目1月22日签约、6月18日封顶,前后历时148天。`
//! - `[2024-06-30]展会于5月18日至22日举行,为期5天。`
//! - `项目从2022年3月签约,到2022年11月投产,仅用了8个月时间。`
//! - `会议从上午9时开始,到11时30分结束,历时两个半小时。`
//! - `上午9时活动开始,10时30分结束。另一家企业办证用时仅20分钟。`
//!
//! # Limits
//! Only where the words around the duration tell that it is the time between, and only near misses: what is far off
//! measures something else.

use super::{Case, Report};
use crate::analyzer::parse_date;
use crate::checks::amounts::Amount;
use crate::checks::view::{article_blocks, quote};
use crate::model::{FigureKind, Value};
use crate::text::Span;

/// Words that tell that a duration lies between the two times before it.
const BETWEEN: [&str; 12] =
    ["用时", "历时", "耗时", "费时", "前后", "中间", "相隔", "时隔", "仅用", "只用", "用了", "花了"];

/// Shares by which a duration may be off and still mean the time between.
const NEAR: f64 = 0.3;
const FROM_TO: f64 = 0.6;

pub fn check(case: &Case, report: &mut Report) {
    for block in article_blocks(case.text) {
        let times = points(case, block.span, FigureKind::Time, minutes);
        let dates = points(case, block.span, FigureKind::Date, days);
        for &duration in Amount::within(case, block.span).iter().filter(|a| a.is_exact()) {
            match duration.unit() {
                Some("min") => hold(case, &duration, &times, (0.0, "分钟"), report),
                Some("h") => {
                    let hours = |(span, minutes): &(Span, f64)| (*span, minutes / 60.0);
                    let times: Vec<(Span, f64)> = times.iter().map(hours).collect();
                    hold(case, &duration, &times, (0.25, "小时"), report);
                }
                Some("d") => hold(case, &duration, &dates, (1.0, "天"), report),
                // 3月 to 11月 are eight months, or nine with both
                Some("month") => {
                    hold(case, &duration, &points(case, block.span, FigureKind::Date, months), (1.0, "个月"), report);
                }
                _ => {}
            }
            if duration.unit() == Some("d") {
                hold_stretch(case, &duration, report);
            }
        }
    }
}

/// Words that tell how long a stretch of days lasts.
const LASTS: [&str; 6] = ["为期", "历时", "持续", "会期", "展期", "共"];

/// 5月18日至22日举行,为期5天: the stretch right before it in its sentence, both ends counted.
fn hold_stretch(case: &Case, duration: &Amount, report: &mut Report) {
    let sentence = case.text.sentence_at(duration.span.start);
    let lasts = LASTS.iter().any(|w| case.text.ends_with(duration.span.start, w));
    let mut earlier = case.figures[..duration.index].iter().rev().take_while(|f| f.span.start >= sentence.start);
    let stretch = earlier.find(|f| matches!(f.kind, FigureKind::Period | FigureKind::Date));
    let Some((span, (first, last))) = stretch.and_then(|f| Some((f.span, days_of(&f.value).or_else(|| days_of_month(&case.text.slice(f.span)))?))) else { return };
    if duration.figure.kind != FigureKind::Duration || !lasts {
        return;
    }
    let given = last - first + 1.0;
    let (s, d) = (quote(case, span), quote(case, duration.span));
    if duration.value == given || duration.value + 1.0 == given && !case.text.ends_with(duration.span.start, "为期") {
        report.holds(duration.span, format!("{s}是{d}。"), format!("{s} is {d}.")).against(span);
    } else if (given - duration.value).abs() <= (NEAR * given).max(1.0) {
        report
            .warn(
                duration.span,
                format!("{s}首尾共{given}天,与文中的{d}不符。"),
                format!("{s} is {given} days, both ends counted, not {d}."),
            )
            .against(span);
    }
}

/// 5月18日至22日 of an unknown year.
fn days_of_month(words: &str) -> Option<(f64, f64)> {
    let (first, last) = words.split_once('月')?.1.strip_suffix('日')?.split_once(['至', '到', '-', '—', '~'])?;
    Some((first.trim_end_matches('日').parse().ok()?, last.parse().ok()?))
}

/// The first and the last day of an interval.
fn days_of(value: &Value) -> Option<(f64, f64)> {
    let Value::Iso(iso) = value else { return None };
    let (first, last) = iso.split_once('/')?;
    Some((days(first)?, days(last)?))
}

/// The points in time of a block, in order, as numbers.
fn points(case: &Case, block: Span, kind: FigureKind, read: fn(&str) -> Option<f64>) -> Vec<(Span, f64)> {
    let from = case.figures.partition_point(|f| f.span.start < block.start);
    let figures = case.figures[from..].iter().take_while(|f| f.span.end <= block.end).filter(|f| f.kind == kind);
    let iso = figures.filter_map(|f| if let Value::Iso(iso) = &f.value { Some((f.span, read(iso)?)) } else { None });
    iso.collect()
}

fn minutes(iso: &str) -> Option<f64> {
    let (hours, minutes) = iso.split_once(':')?;
    Some(60.0 * hours.parse::<f64>().ok()? + minutes.parse::<f64>().ok()?)
}

/// Of a date that tells no day.
fn months(iso: &str) -> Option<f64> {
    let (year, month) = iso.split_once('-')?;
    Some(12.0 * year.parse::<f64>().ok()? + month.parse::<f64>().ok()?)
}

fn days(iso: &str) -> Option<f64> {
    parse_date(iso).ok().map(|date| f64::from(date.to_julian_day()))
}

fn hold(case: &Case, duration: &Amount, points: &[(Span, f64)], (slack, unit): (f64, &str), report: &mut Report) {
    if duration.figure.kind != FigureKind::Duration || !is_between(case, duration) {
        return;
    }
    let before: Vec<&(Span, f64)> = points.iter().filter(|(span, _)| span.end <= duration.span.start).collect();
    let [.., (from, start), (to, end)] = before[..] else { return };
    let given = end - start;
    // 从…到…, in one sentence leaves no doubt what was measured
    let sentence = case.text.sentence_at(from.start);
    let lead = case.text.slice(Span::new(sentence.start.min(from.start), from.start));
    let near = if sentence.contains(duration.span) && (lead.ends_with('从') || lead.ends_with("从上午")) { FROM_TO } else { NEAR };
    let (a, b, d) = (quote(case, *from), quote(case, *to), quote(case, duration.span));
    // A year that was guessed may lack the leap day, and either day may be counted.
    if given > 0.0 && (given - duration.value).abs() <= slack {
        let message = format!("{a}→{b}={d}");
        report.holds(duration.span, message.clone(), message).against_all([*from, *to]);
    } else if given > 0.0 && (given - duration.value).abs() <= near * given {
        report
            .warn(
                duration.span,
                format!("从{a}到{b}是{given}{unit},与文中的{d}不符。"),
                format!("From {a} to {b} is {given}, not {d}."),
            )
            .against_all([*from, *to]);
    }
}

/// Whether the words of its clause tell that it is the time between.
fn is_between(case: &Case, duration: &Amount) -> bool {
    let clause = case.text.clause_at(duration.span.start);
    let before = case.text.slice(Span::new(clause.start.min(duration.span.start), duration.span.start));
    BETWEEN.iter().any(|w| before.contains(w))
}
