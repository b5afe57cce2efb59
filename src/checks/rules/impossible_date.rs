//! # What it looks for
//! Days that the calendar lacks, and weekdays that do not belong to their dates.
//!
//! # Why
//! 6月31日 goes into no calendar, and a wrong weekday tells that the date is of another year.
//!
//! # Warns
//! - `项目于6月31日开工。`
//! - `2023年2月29日,协议正式签订。`
//! - `2019年9月20日 星期四`
//!
//! # Stays quiet
//! - `项目于6月30日开工,2024年2月29日签约,2月29日的活动照常举行。`
//! - `2019年9月20日 星期五`
//!
//! # Limits
//! A weekday is held against a date only where the year is written or the date of publication is known.

use super::{Case, Report};
use crate::analyzer::parse_date;
use crate::checks::view::{article_blocks, quote};
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
    for block in article_blocks(case.text) {
        for at in block.span.start..block.span.end {
            if case.text.chars[at] == '月' {
                day_of_month(case, block.span, at, report);
            }
        }
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
    if text.chars.get(end) != Some(&'日') {
        return;
    }
    let Some((_, day)) = number_before(case, end) else { return };
    let year = (start > 0 && text.chars[start - 1] == '年').then(|| number_before(case, start - 1)).flatten();
    let (start, leap) = match year {
        Some((start, year)) if (1900..2200).contains(&year) => (start, util::is_leap_year(year as i32)),
        _ => (start, true),
    };
    let days = u8::try_from(month).ok().and_then(|m| Month::try_from(m).ok()).map(|m| m.length(if leap { 2024 } else { 2023 }));
    let exists = days.is_some_and(|days| (1..=usize::from(days)).contains(&day));
    if !exists {
        let words = quote(case, Span::new(start, end + 1));
        let why = days.map_or("没有这个月".to_string(), |d| format!("{month}月只有{d}天"));
        report.error(Span::new(start, end + 1), format!("日期“{words}”不存在:{why}。"), format!("There is no {words}."));
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
        let Some(length) = ["星期", "周"].iter().find(|w| text.starts_with(at, w)).map(|w| w.chars().count()) else { continue };
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
