//! # What it looks for
//! Days and times that do not exist, weekdays that do not belong to their dates, stretches that end before they begin.
//!
//! # Why
//! 6月31日 goes into no calendar, and a wrong weekday tells that the date is of another year.
//!
//! # Warns
//! - `项目于6月31日开工。`
//! - `2023年2月29日,协议正式签订。`
//! - `2019年9月20日 星期四`
//! - `9月31号搬迁,公司成立于2018年13月。`
//! - `活动从5月20日持续至5月10日。`
//! - `项目今年13月动工。`
//! - `下午14时75分,签约仪式开始。`
//!
//! # Stays quiet
//! - `项目于6月30日开工,2024年2月29日签约,2月29日的活动照常举行。`
//! - `2019年9月20日 星期五`
//!
//! # Limits
//! A weekday is held against a date only where the year is written or the date of publication is known.

use super::{Case, Report};
use crate::analyzer::parse_date;
use crate::checks::amounts::follows_on_any;
use crate::checks::view::quote;
use crate::model::{FigureKind, Value};
use crate::text::Span;
use time::{Month, Weekday, util};

const WEEKDAYS: [(char, Weekday); 8] = [
    ('一', Weekday::Monday),
    ('二', Weekday::Tuesday),
    ('三', Weekday::Wednesday),
    ('四', Weekday::Thursday),
    ('五', Weekday::Friday),
    ('六', Weekday::Saturday),
    ('日', Weekday::Sunday),
    ('天', Weekday::Sunday),
];

pub fn check(case: &Case, report: &mut Report) {
    for at in case.in_articles('月') {
        day_of_month(case, case.text.blocks[case.text.block_at(at)].span, at, report);
    }
    for at in case.in_articles('时').chain(case.in_articles('点')) {
        time_of_day(case, at, report);
    }
    for at in case.in_articles('季') {
        quarter(case, at, report);
    }
    weekdays(case, report);
}

/// The number whose digits end before `end`.
fn number_before(case: &Case, end: usize) -> Option<(usize, usize)> {
    let digits = case.text.chars[..end].iter().rev().take_while(|c| c.is_ascii_digit()).count();
    let number = case.text.slice(Span::new(end - digits, end)).parse().ok()?;
    Some((end - digits, number))
}

/// `(YYYY年)?M月D日` around the 月 at `at`.
fn day_of_month(case: &Case, block: Span, at: usize, report: &mut Report) {
    let text = case.text;
    let Some((start, month)) = number_before(case, at).filter(|(start, _)| at - start <= 2) else { return };
    let digits = text.chars[at + 1..block.end].iter().take_while(|c| c.is_ascii_digit()).count();
    let end = at + 1 + digits;
    let year = (start > 0 && text.chars[start - 1] == '年').then(|| number_before(case, start - 1)).flatten();
    let this_year = (THIS_YEAR.iter().any(|w| text.ends_with(start, w)) && (13..20).contains(&month)).then_some(start);
    let told = year.filter(|(_, year)| (1900..2200).contains(year)).map(|(start, _)| start).or(this_year);
    if digits == 0
        && month > 12
        && let Some(start) = told
    {
        let place = Span::new(start, at + 1);
        let words = quote(case, place);
        report.error(place, format!("日期“{words}”不存在:没有这个月。"), format!("There is no {words}."));
    }
    if !matches!(text.chars.get(end), Some('日' | '号')) {
        return;
    }
    let Some((_, day)) = number_before(case, end) else { return };
    backwards(case, (start, month, day), end + 1, report);
    let (start, leap) = match year {
        Some((start, year)) if (1900..2200).contains(&year) => (start, util::is_leap_year(year as i32)),
        _ => (start, true),
    };
    let days = u8::try_from(month)
        .ok()
        .and_then(|m| Month::try_from(m).ok())
        .map(|m| m.length(if leap { 2024 } else { 2023 }));
    let exists = days.is_some_and(|days| (1..=usize::from(days)).contains(&day));
    if !exists {
        let words = quote(case, Span::new(start, end + 1));
        let why = days.map_or("没有这个月".to_string(), |d| format!("{month}月只有{d}天"));
        report.error(
            Span::new(start, end + 1),
            format!("日期“{words}”不存在:{why}。"),
            format!("There is no {words}."),
        );
    }
}

/// Words before a month of a year that is not written.
const THIS_YEAR: [&str; 6] = ["今年", "去年", "明年", "前年", "当年", "次年"];

/// What joins the first day of a stretch to its last.
const UNTIL: [&str; 7] = ["至", "到", "起至", "持续至", "持续到", "—", "-"];

/// 5月20日至5月10日: a stretch that ends before it begins.
fn backwards(case: &Case, (start, month, day): (usize, usize, usize), end: usize, report: &mut Report) {
    let text = case.text;
    let Some(join) = UNTIL.iter().find(|w| text.starts_with(end, w)).map(|w| w.chars().count()) else { return };
    let again = format!("{month}月");
    let from = end + join + if text.starts_with(end + join, &again) { again.chars().count() } else { 0 };
    let digits = text.chars[from..].iter().take_while(|c| c.is_ascii_digit()).count();
    let last = number_before(case, from + digits).filter(|_| text.chars.get(from + digits) == Some(&'日'));
    if let Some((_, last)) = last.filter(|(at, last)| *at == from && *last < day) {
        let place = Span::new(start, from + digits + 1);
        let words = quote(case, place);
        report.error(
            place,
            format!("“{words}”的末日({last}日)早于首日({day}日)。"),
            format!("{words} ends before it begins."),
        );
    }
}

/// Words before an hour of the day.
const HALF_DAYS: [&str; 7] = ["上午", "下午", "晚上", "凌晨", "中午", "日", "当晚"];

/// 14时75分, 上午25时.
fn time_of_day(case: &Case, at: usize, report: &mut Report) {
    let text = case.text;
    let Some((start, hour)) = number_before(case, at).filter(|(start, _)| at - start <= 2) else { return };
    let digits = text.chars[at + 1..].iter().take_while(|c| c.is_ascii_digit()).count();
    let minutes = number_before(case, at + 1 + digits).filter(|_| digits == 2 && text.chars.get(at + 3) == Some(&'分'));
    let end = if minutes.is_some() { at + 4 } else { at + 1 };
    let told = || HALF_DAYS.iter().any(|w| text.ends_with(start, w));
    if minutes.is_some_and(|(_, minutes)| minutes > 59) && hour <= 24
        || hour > 24 && (minutes.is_some() || text.chars[at] == '时') && told()
    {
        let place = Span::new(start, end);
        let words = quote(case, place);
        report.error(place, format!("时刻“{words}”不存在。"), format!("There is no {words}."));
    }
}

/// 第五季度.
fn quarter(case: &Case, at: usize, report: &mut Report) {
    let place = Span::new(at.saturating_sub(2), at + 2);
    let number = follows_on_any(case, at, &["第五", "第5", "第六", "第6", "第七"]);
    if number && case.text.starts_with(at, "季度") {
        let words = quote(case, place);
        report.error(place, format!("一年没有“{words}”。"), format!("A year has no {words}."));
    }
}

/// 星期五 right after a date.
fn weekdays(case: &Case, report: &mut Report) {
    let text = case.text;
    for figure in case.figures.iter().filter(|f| f.kind == FigureKind::Date) {
        let Value::Iso(iso) = &figure.value else { continue };
        let Ok(date) = parse_date(iso) else { continue };
        let blank = text.chars[figure.span.end..].iter().take_while(|c| matches!(c, ' ' | ',' | '(')).count();
        let at = figure.span.end + blank;
        let Some(length) = ["星期", "周"].iter().find(|w| text.starts_with(at, w)).map(|w| w.chars().count()) else {
            continue;
        };
        let said = text.chars.get(at + length).and_then(|c| WEEKDAYS.iter().find(|(d, _)| d == c));
        let Some(&(_, said)) = said else { continue };
        let place = Span::new(at, at + length + 1);
        let is = WEEKDAYS.iter().find(|(_, d)| *d == date.weekday()).map_or('一', |(c, _)| *c);
        let (date_words, words) = (quote(case, figure.span), quote(case, place));
        if said == date.weekday() {
            report.holds(place, format!("{date_words}是{words}。"), format!("{iso} is a {said}.")).against(figure.span);
        } else if text.slice(figure.span).contains('年') || case.published.is_some() {
            report
                .error(
                    place,
                    format!("{date_words}({iso})是星期{is},不是{words}。"),
                    format!("{iso} is a {}, not a {said}.", date.weekday()),
                )
                .against(figure.span)
                .suggest(format!("星期{is}"));
        }
    }
}
