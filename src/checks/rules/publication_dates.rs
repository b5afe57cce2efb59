//! # What it looks for
//! Dates of publication that cannot all be right: the date that was given against the page's own, a dateline that is
//! later than the day its article appeared, as it was given or as the head of its page says.
//!
//! # Why
//! Every 今年 and 去年同期 is read by that date; a copy's date in its place puts all of them into the wrong year.
//!
//! # Warns
//! - `[2026-01-20]江州日报 2026年1月17日 星期六⏎江州高新区签下19个项目⏎江州日报讯(记者 甲乙)江州高新区签约19个项目,总投资35亿元。`
//! - `[2026-01-15]江州高新区签下19个项目⏎江州日报1月19日讯(记者 甲乙)江州高新区签约19个项目,总投资35亿元。`
//! - `江州日报 2026年1月17日 星期六⏎江州高新区签下19个项目⏎江州日报1月19日讯(记者 甲乙)江州高新区签约19个项目,总投资35亿元。`
//! - `江州日报 2026年1月17日 星期六⏎江州高新区签下19个项目⏎江州日报2026年1月27日讯(记者 甲乙)江州高新区签约19个项目,总投资35亿元。`
//!
//! # Stays quiet
//! - `江州日报 2026年1月17日 星期六⏎江州高新区签下19个项目⏎江州日报2026年1月16日讯(记者 甲乙)江州高新区签约19个项目。`
//! - `江州日报 2026年1月2日 星期五⏎江州高新区签下19个项目⏎江州日报12月31日讯(记者 甲乙)江州高新区签约19个项目。`
//! - `[2026-01-17]江州日报 2026年1月17日 星期六⏎江州高新区签下19个项目⏎江州日报1月16日讯(记者 甲乙)江州高新区签约19个项目。`
//! - `江州日报 2026年1月17日 星期六⏎江州高新区签下19个项目⏎江州日报1月16日讯(记者 甲乙)江州高新区签约19个项目。`
//!
//! # Limits
//! A dateline without a year is held against the nearest day of that name; more than two months off it says nothing.

use super::{Case, Report};
use crate::figures::{self, Place, Told};
use time::{Date, Duration};

/// A dateline further from the date of publication than this is of another year.
const NEAR: Duration = Duration::days(60);

/// The fewest digits of a date with its year.
const YEAR: usize = 6;

pub fn check(case: &Case, report: &mut Report) {
    let Some(published) = case.published else { return };
    let told = figures::dates_told(case.text, case.figures);
    // 成绩将于24日公布 above the text is no date of a page
    let with_year =
        |t: &&Told| case.text.chars[t.span.start..t.span.end].iter().filter(|c| c.is_numeric()).count() >= YEAR;
    let heads: Vec<&Told> = told.iter().filter(|t| t.place == Place::Head).filter(with_year).collect();
    if case.given.is_some() && !heads.is_empty() && heads.iter().all(|head| head.date != published) {
        let head = heads[0];
        report.warn(
            head.span,
            format!("页面写明的日期是{},与指定的发布日期{published}不一致。", head.date),
            format!("The page is of {}, not of {published}, the date that was given.", head.date),
        );
    }
    // a full dateline was taken for the date of publication, and its page appeared before
    let head = heads.iter().copied().max_by_key(|head| head.date);
    if let Some(head) = head.filter(|h| case.given.is_none() && h.date < published && published - h.date <= NEAR) {
        let line = told.iter().find(|t| t.place == Place::Dateline && t.date == published);
        let finding = report.warn(
            line.unwrap_or(head).span,
            format!("版面日期{}早于电头日期{published}。", head.date),
            format!("The page is of {}, before the dateline, {published}.", head.date),
        );
        finding.against_all(line.map(|_| head.span));
    }
    for line in told.iter().filter(|t| t.place == Place::Dateline) {
        if let Some(date) = nearest(line.date, published).filter(|date| *date > published) {
            report.warn(
                line.span,
                format!("电头日期{date}晚于发布日期{published}。"),
                format!("The dateline, {date}, is later than the date of publication, {published}."),
            );
        }
    }
}

/// The day of a dateline in the year that brings it nearest to the date of publication, if that is near.
fn nearest(line: Date, published: Date) -> Option<Date> {
    let years = [published.year() - 1, published.year(), published.year() + 1];
    let days = years.into_iter().filter_map(|year| line.replace_year(year).ok());
    days.min_by_key(|day| (*day - published).abs()).filter(|day| (*day - published).abs() <= NEAR)
}
